"""Markdown for wikis and mail: headings, lists and pipe tables; text of the ledger stays text."""

import re

from eppd_track.labels import Text
from eppd_track.render.cells import Style, lines, needs_paper, sentences, words
from eppd_track.render.plain import chart_table, fact_lines
from eppd_track.report.parts import Cell, Chart, Facts, Legend, Report, Section, Sentences, Table

_ACTIVE = re.compile(r"([\\`*_|~])")
_LINK = re.compile(r"\](?=[(\[:])")


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


def escape(text: str) -> str:
    """Text in which nothing acts as Markdown or HTML, on any of its lines."""
    return "\n".join(map(_escape_line, text.split("\n")))


def _escape_line(text: str) -> str:
    shown = _ACTIVE.sub(r"\\\1", text).replace("&", "&amp;").replace("<", "&lt;")
    shown = _LINK.sub(r"]\\", shown)
    return re.sub(r"^(\s*)([#>+-]|\d+[.)])(?=\s|$)", r"\1\\\2", shown)


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
                mark = "- " if block.listed else ""
                shown = [escape(line) for text in block.lines for line in sentences(text, style)]
                joined = [mark + line.replace("\n", "\n  ") for line in shown]
                parts.append(("\n" if block.listed else "\n\n").join(joined))
    return parts


def _fact(name: Text, value: Cell, style: Style) -> str:
    shown = "<br>".join(escape(line) for line in fact_lines(value, style))
    return f"- **{escape(words(name, style))}**: {shown}"


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
    return "<br>".join(escape(line) for line in lines(cell, style)) or "-"
