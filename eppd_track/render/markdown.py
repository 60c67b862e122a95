"""Markdown for wikis and mail: headings, lists and pipe tables; text of the ledger stays text."""

import re

from eppd_track.render.cells import Style, lines, needs_paper, sentences, words
from eppd_track.render.plain import chart_table, fact_lines
from eppd_track.report.parts import Cell, Chart, Facts, Legend, Report, Section, Sentences, Table
from eppd_track.words.text import COLON, Text

_ACTIVE = re.compile(
    r"[\\`*_|~\[{$^]"  # emphasis, code, links, cells, and what dialects have beside them
    r"|(?<!\S)#|==|\+\+"  # a head, and the signs that close one; marked and inserted text
    r"|:(?=//|[\w+-]+:)|(?<=www)\.|(?<=\w)@(?=\w)"  # addresses that would be links, :names: of pictures
    r"|^[>+=:-]|^\d{1,9}[.)]"  # what a line may begin with
)
"""What acts as Markdown in any of its dialects; a backslash before its last sign makes it text."""
_BREAK, _CELL_BREAK = "\\\n", "<br>"


def render(report: Report, style: Style) -> str:
    """The report as Markdown."""
    blocks: list[str] = []
    if report.title is not None:
        blocks.append(f"# {escape(words(report.title, style))}")
        blocks += [escape(words(report.mark, style))] if report.mark is not None else []
    sections = [section for section in report.sections if not needs_paper(section)]
    blocks += [part for section in sections for part in _section(section, style)]
    blocks += [escape(line) for text in report.footer for line in sentences(text, style)]
    return "\n\n".join(blocks) + "\n" if blocks else ""


def escape(text: str, joint: str = _BREAK) -> str:
    """Text in which nothing acts as Markdown or HTML, on any of its lines, and `joint` breaks lines."""
    return joint.join(map(_escape_line, text.split("\n")))


def _escape_line(text: str) -> str:
    shown = _ACTIVE.sub(lambda found: f"{found[0][:-1]}\\{found[0][-1]}", text.strip())
    return shown.replace("&", "&amp;").replace("<", "&lt;")


def _section(section: Section, style: Style) -> list[str]:
    parts = [f"## {escape(words(section.head, style))}"] if section.head is not None else []
    for block in section.blocks:
        match block:
            case Table():
                parts += _table(block, style)
            case Chart():
                parts += _table(chart_table(block), style)
            case Legend():
                shown = [escape(line) for _, text in block.lights for line in sentences(text, style)]
                parts.append("\n".join(f"- {line}" for line in shown))
            case Facts():
                parts.append("\n".join(_fact(name, value, style) for name, value in block.pairs))
            case Sentences():
                mark, joint, between = ("- ", f"{_BREAK}  ", "\n") if block.listed else ("", _BREAK, "\n\n")
                told = [line for text in block.lines for line in sentences(text, style)]
                parts.append(between.join(mark + escape(line, joint) for line in told))
    return parts


def _fact(name: Text, value: Cell, style: Style) -> str:
    shown = _CELL_BREAK.join(escape(line, _CELL_BREAK) for line in fact_lines(value, style))
    return f"- **{escape(words(name, style))}**{COLON.brief(style.language)}{shown}"


def _table(block: Table, style: Style) -> list[str]:
    heads = "| " + " | ".join(escape(words(column.head, style)) for column in block.columns) + " |"
    rule = "|" + "|".join(" ---: " if column.number else " --- " for column in block.columns) + "|"
    parts: list[str] = []
    for group in block.groups:
        if group.head is not None:
            parts.append(f"### {escape(words(group.head, style))}")
        last = group is block.groups[-1] and block.totals
        rows = [_row(row, style) for row in (*group.rows, *([block.totals] if last else []))]
        parts.append("\n".join((heads, rule, *rows)))
    return parts


def _row(row: tuple[Cell, ...], style: Style) -> str:
    return "| " + " | ".join(_cell(cell, style) for cell in row) + " |"


def _cell(cell: Cell, style: Style) -> str:
    return _CELL_BREAK.join(escape(line, _CELL_BREAK) for line in lines(cell, style)) or "-"
