"""For a terminal: Rich tables with coloured lights; a stacked list where there is little room.

With terminal_marks.py the only module that knows Rich. Rich is told that text is text, and column
widths are set here, so that nothing is cut and no column vanishes.
"""

import io

from msgspec import Struct
from rich.console import Console
from rich.padding import Padding
from rich.table import Table as RichTable
from rich.text import Text as Line

from eppd_track.render.cells import (
    Style,
    needs_paper,
    sentences,
    short,
    width,
    words,
)
from eppd_track.render.plain import fact_lines
from eppd_track.render.terminal_marks import GAP, cell, chart_lines, light_mark
from eppd_track.report.parts import (
    Bar,
    Block,
    Cell,
    Chart,
    Column,
    DueCell,
    Facts,
    Group,
    Legend,
    Report,
    Section,
    Sentences,
    Table,
)
from eppd_track.vocabulary import Language, Light

STACKED_BELOW = 60
WIDE_COLUMN = 34
NARROW_WIDE_COLUMN = 16
MANY_WIDE = 3
MANY_NARROW = 24


class _Fitted(Struct, frozen=True):
    """A table cut to a width: which columns stand under which, and how wide each is."""

    columns: tuple[tuple[int, ...], ...]
    widths: tuple[int, ...]


def render(report: Report, style: Style) -> str:
    """The report drawn for a terminal of `style.width` columns."""
    console = Console(
        file=io.StringIO(),
        width=style.width,
        force_terminal=style.color,
        color_system="standard" if style.color else None,
        no_color=not style.color,
        legacy_windows=False,
        markup=False,
        emoji=False,
        highlight=False,
    )
    with console.capture() as captured:
        if report.title is not None:
            console.print(Line(words(report.title, style), style="bold"))
            console.rule(style="dim")
        if report.mark is not None:
            console.print(Line(words(report.mark, style), style="bold"))
        for section in report.sections:
            if not needs_paper(section):
                _section(console, section, style)
        if report.footer:
            console.print()
        for text in report.footer:
            for line in sentences(text, style):
                console.print(Line(line, style="dim"))
    return "".join(line.rstrip(" ") + "\n" for line in captured.get().splitlines())


def _section(console: Console, section: Section, style: Style) -> None:
    if section.head is not None:
        console.print()
        console.print(Line(words(section.head, style), style="bold underline"))
    for block in section.blocks:
        _block(console, block, style)


def _block(console: Console, block: Block, style: Style) -> None:
    match block:
        case Table():
            if block.rows:
                _table(console, block, style)
        case Facts():
            _facts(console, block, style)
        case Sentences():
            _sentences(console, block, style)
        case Chart():
            for line in chart_lines(block, style):
                console.print(line)
        case Legend():
            for light, text in block.lights:
                _item(console, sentences(text, style), light_mark(light, style))


def _facts(console: Console, block: Facts, style: Style) -> None:
    grid = RichTable.grid(padding=(0, 2, 0, 0))
    grid.add_column(overflow="fold", style="dim", max_width=max(style.width // 3, 10))
    grid.add_column(overflow="fold")
    for name, value in block.pairs:
        shown = cell(value, style) if isinstance(value, Light | DueCell | Bar) else None
        text = shown if shown is not None else Line("\n".join(fact_lines(value, style)))
        grid.add_row(Line(words(name, style)), text)
    console.print(grid)


def _sentences(console: Console, block: Sentences, style: Style) -> None:
    for text in block.lines:
        shown = sentences(text, style)
        if block.listed:
            _item(console, shown, Line("•"))
            continue
        for line in shown:
            console.print(Line(line, overflow="fold"))


def _item(console: Console, shown: list[str], mark: Line) -> None:
    """Sentences behind a mark, indented as one item of a list."""
    grid = RichTable.grid(padding=(0, 1, 0, 0))
    grid.add_column(width=width(mark.plain))
    grid.add_column(overflow="fold")
    grid.add_row(mark, Line("\n".join(shown)))
    console.print(grid)


# ---- tables ----


def _table(console: Console, block: Table, style: Style) -> None:
    fitted = _fit(block, style) if style.width >= STACKED_BELOW else None
    if fitted is None:
        _stacked(console, block, style)
        return
    console.print(_drawn(block, fitted, style, None))
    console.print(Line("─" * (sum(fitted.widths) + GAP * (len(fitted.widths) - 1)), style="dim"))
    for group in block.groups:
        if group.head is not None:
            console.print(Line(words(group.head, style), style="bold"))
        console.print(_drawn(block, fitted, style, group))
    if block.totals:
        console.print(_drawn(block, fitted, style, Group(None, (block.totals,))))


def _drawn(block: Table, fitted: _Fitted, style: Style, group: Group | None) -> RichTable:
    """The rows of a group, or the head of the table, in the same columns."""
    table = RichTable(box=None, show_header=group is None, padding=(0, GAP, 0, 0), pad_edge=False)
    for indexes, columns in zip(fitted.columns, fitted.widths, strict=True):
        table.add_column(
            _head(block, indexes, style),
            width=columns,
            overflow="fold",
            justify="right" if block.columns[indexes[0]].number else "left",
            header_style="bold",
        )
    stacked = any(len(indexes) > 1 for indexes in fitted.columns)
    for row in group.rows if group else ():
        cells = [_joined([row[index] for index in indexes], style) for indexes in fitted.columns]
        table.add_row(*cells)
        if stacked:
            table.add_row(*[""] * len(cells))
    return table


def _head(block: Table, indexes: tuple[int, ...], style: Style) -> Line:
    """The heads of the columns that share a place, a line a language."""
    heads = [block.columns[index].head for index in indexes]
    zh, en = "／".join(head.zh for head in heads), "/".join(head.en for head in heads)
    wanted = {Language.ZH: [zh], Language.EN: [en], Language.BOTH: [zh, en]}
    return Line("\n".join(wanted[style.language]))


def _joined(cells: list[Cell], style: Style) -> Line:
    """Cells that share a place, one under the other; a dash keeps the place of an empty one above."""
    shown = [cell(value, style) for value in cells]
    while shown and not shown[-1].plain:
        shown.pop()
    return Line("\n").join(part if part.plain else Line("-", style="dim") for part in shown)


def _fit(block: Table, style: Style) -> _Fitted | None:
    """Every column beside the others where there is room, else some beneath their fellows, else None."""
    flat = tuple((index,) for index in range(len(block.columns)))
    keys = [column.key for column in block.columns]
    under = {
        index: keys.index(column.under) for index, column in enumerate(block.columns) if column.under in keys
    }
    stacked = tuple(
        (index, *(below for below, above in under.items() if above == index))
        for index in range(len(block.columns))
        if index not in under
    )
    many = sum(column.wide for column in block.columns) > MANY_WIDE
    least = MANY_NARROW if many else NARROW_WIDE_COLUMN
    return _widths(block, flat, style, WIDE_COLUMN) or _widths(block, stacked, style, least)


def _widths(block: Table, columns: tuple[tuple[int, ...], ...], style: Style, least: int) -> _Fitted | None:
    """The width of each column, or None when the wide ones would get less than `least` each."""
    natural = [_natural(block, indexes, style) for indexes in columns]
    wide = [block.columns[indexes[0]].wide for indexes in columns]
    room = style.width - GAP * (len(columns) - 1)
    room -= sum(size for size, is_wide in zip(natural, wide, strict=True) if not is_wide)
    if not any(wide):
        return _Fitted(columns, tuple(natural)) if room >= 0 else None
    share = room // sum(wide)
    if share < least:
        return None
    return _Fitted(
        columns,
        tuple(min(size, share) if is_wide else size for size, is_wide in zip(natural, wide, strict=True)),
    )


def _natural(block: Table, indexes: tuple[int, ...], style: Style) -> int:
    """The columns a place needs so that nothing in it folds."""
    cells = (cell(row[index], style) for row in block.drawn for index in indexes)
    texts = (_head(block, indexes, style), *cells)
    return max(width(line) for text in texts for line in text.plain.split("\n")) or 1


def _stacked(console: Console, block: Table, style: Style) -> None:
    """Each row as a few lines: what it is, its long texts, then the rest in one sentence."""
    totals = (Group(None, (block.totals,)),) if block.totals else ()
    for group in (*block.groups, *totals):
        if group.head is not None:
            console.print(Line(words(group.head, style), style="bold underline"))
        for row in group.rows:
            _stacked_row(console, block.columns, row, style)


def _stacked_row(console: Console, columns: tuple[Column, ...], row: tuple[Cell, ...], style: Style) -> None:
    head, long, rest = Line(style="bold"), [], []
    for index, (column, value) in enumerate(zip(columns, row, strict=True)):
        shown = cell(value, style)
        if index == 0 or isinstance(value, Light):
            known = column.key in {"id", "light"}
            head.append("  " if head.plain else "")
            head.append("" if known else f"{column.head.label(short(style))} ").append_text(shown)
        elif column.wide and shown.plain:
            long.append(shown)
        elif shown.plain:
            name = (f"{column.head.label(short(style))} ", "dim")
            rest.append(Line.assemble(name, Line(" ").join(shown.split("\n"))))
    console.print(head)
    for text in (*long, Line(" · ").join(rest)):
        text.overflow = "fold"
        console.print(Padding(text, (0, 0, 0, 2)))
    console.print()
