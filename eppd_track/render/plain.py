"""Aligned text for pipes and files: no colour, no escape codes, nothing cut at any width.

Every row is one line. Columns that may grow long stand last, so that the others stay aligned, and
a page in both languages gives each its own column.
"""

import itertools
from collections.abc import Iterator
from enum import StrEnum

from msgspec import structs

from eppd_track.model.vocabulary import Language, Term
from eppd_track.render.cells import (
    Style,
    lines,
    needs_paper,
    one_line,
    pad,
    sentences,
    title_lines,
    visible,
    width,
    words,
)
from eppd_track.report.parts import (
    Boxes,
    Cell,
    Chart,
    Column,
    Facts,
    Group,
    Legend,
    Owner,
    Report,
    Section,
    Sentences,
    Table,
    Told,
)
from eppd_track.words import pages
from eppd_track.words.labels import name_of
from eppd_track.words.text import Text, Titles, languages

GAP = "  "


def render(report: Report, style: Style) -> str:
    """The report as lines of text."""
    blocks: list[str] = []
    if report.title is not None:
        title = words(report.title, style)
        rule = "=" * width(title)
        blocks.append("\n".join([title, rule, *([words(report.mark, style)] if report.mark else [])]))
    blocks += [_section(section, style) for section in report.sections if not _is_empty(section)]
    if report.footer:
        blocks.append("\n".join(line for text in report.footer for line in sentences(text, style)))
    return "\n\n".join(blocks) + "\n" if blocks else ""


def by_code(report: Report, style: Style) -> str:
    """The same for programs, which know an agency by its code."""
    return render(report, structs.replace(style, codes=True))


def _section(section: Section, style: Style) -> str:
    parts: list[str] = []
    if section.head is not None:
        head = words(section.head, style)
        parts.append(f"{head}\n{'-' * width(head)}")
    for block in section.blocks:
        match block:
            case Table():
                parts += [table(block, style)] if block.rows else []
            case Facts():
                parts.append(facts(block, style))
            case Sentences():
                mark = "- " if block.listed else ""
                told = [line for text in block.lines for line in sentences(text, style)]
                parts += [mark + line.replace("\n", "\n" + " " * len(mark)) for line in told]
            case Chart():
                parts.append(table(chart_table(block), style))
            case Legend():
                parts += [f"- {line}" for _, text in block.lights for line in sentences(text, style)]
            case Boxes():
                pass
    return "\n".join(parts)


def facts(block: Facts, style: Style) -> str:
    """Names and values, the values aligned."""
    rows = [
        (words(name, style), [line for part in fact_lines(value, style) for line in part.split("\n")])
        for name, value in block.pairs
    ]
    column = max((width(name) for name, _ in rows), default=0)
    return "\n".join(
        f"{pad(name if index == 0 else '', column)}{GAP}{line}".rstrip()
        for name, values in rows
        for index, line in enumerate(values or [""])
    )


def fact_lines(value: Cell, style: Style) -> list[str]:
    """A value that stands by itself: owners with their names, texts with their line breaks."""
    match value:
        case Owner():
            names = " ".join(title_lines(value.name, style))
            code = visible(value.code)
            return [f"{names} ({code})" if names else code]
        case Text():
            return sentences(value, style)
        case StrEnum() | Term():
            return [one_line(value, style)]
        case str():
            return sentences(value, style) if value else []
        case Titles():
            return title_lines(value, style)
        case Told():
            return lines(value, style)
        case _:
            return [one_line(value, style)]


def chart_table(chart: Chart) -> Table:
    """The counts of a chart, a row a day."""
    columns = (
        Column("name", chart.head),
        Column("day", pages.AS_OF),
        *(Column(status.value, name_of(status), number=True) for status, _ in chart.series),
    )
    counts = zip(*(numbers for _, numbers in chart.series), strict=True)
    rows = tuple(
        (name, day, *numbers) for name, day, numbers in zip(chart.names, chart.days, counts, strict=True)
    )
    return Table(columns, (Group(None, rows),))


def table(block: Table, style: Style) -> str:
    """A table, its columns aligned, long columns last."""
    order = sorted(range(len(block.columns)), key=lambda index: block.columns[index].wide)
    columns = [
        (block.columns[index], [row[index] for row in block.drawn], part)
        for index in order
        for part in _parts(block, index, style)
    ]
    aligned = [_column(column, cells, part, style) for column, cells, part in columns]
    lines = (GAP.join(cells).rstrip() for cells in zip(*aligned, strict=True))
    shown = [next(lines)]
    for group in block.groups:
        if group.head is not None:
            shown.append(words(group.head, style))
        shown += itertools.islice(lines, len(group.rows))
    return "\n".join([*shown, *lines])


def _column(column: Column, cells: list[Cell], part: Language | None, style: Style) -> Iterator[str]:
    """The head of a column and its cells, all as wide as the widest; a value is worked out once."""
    told: dict[tuple[type, Cell], str] = {}
    texts = [words(column.head, style) if part is None else _language_head(part)]
    for cell in cells:
        key = (type(cell), cell)
        if key not in told:
            told[key] = _cell(cell, part, style)
        texts.append(told[key])
    sizes = {text: width(text) for text in set(texts)}
    most = max(sizes.values())
    if column.number:
        return (" " * (most - sizes[text]) + text for text in texts)
    return (text + " " * (most - sizes[text]) for text in texts)


def _parts(block: Table, index: int, style: Style) -> tuple[Language | None, ...]:
    """The columns a column becomes: one a language for titles on a page in both."""
    titled = any(isinstance(row[index], Titles) for row in block.rows)
    shown = languages(style.language)
    return shown if titled and len(shown) > 1 else (None,)


def _language_head(part: Language) -> str:
    return name_of(part).say(part)


def _cell(cell: Cell, part: Language | None, style: Style) -> str:
    if part is None or not isinstance(cell, Titles):
        return one_line(cell, style) or "-"
    return words(cell.say(part) or "-", style)


def _is_empty(section: Section) -> bool:
    empty = all(isinstance(block, Table) and not block.rows for block in section.blocks)
    return (empty and section.head is None) or needs_paper(section)
