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
from eppd_track.render.terminal_brief import brief_lines, ends_lines
from eppd_track.render.terminal_marks import GAP, cell, chart_lines, letter_mark
from eppd_track.render.terminal_rows import Layout, Rows, folded
from eppd_track.report.parts import (
    Bar,
    Block,
    Briefs,
    Cell,
    Chart,
    Column,
    DueCell,
    Ends,
    Facts,
    Group,
    Legend,
    Pane,
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
    drawn = io.StringIO()
    console = Console(
        file=drawn,
        width=style.width,
        force_terminal=style.color,
        color_system="standard" if style.color else None,
        no_color=not style.color,
        legacy_windows=False,
        markup=False,
        emoji=False,
        highlight=False,
    )
    if report.title is not None:
        if report.beside is None:
            console.print(Line(words(report.title, style), style="bold"))
        else:
            _print(console, ends_lines(Ends(report.title, report.beside), style), "bold")
        console.rule(style="dim")
    if report.mark is not None:
        console.print(Line(words(report.mark, style), style="bold"))
    for part in report.screen or report.sections:
        if isinstance(part, Pane) or not needs_paper(part):
            _section(console, part, style)
    if report.footer:
        console.print()
    for text in report.footer:
        for line in sentences(text, style):
            console.print(Line(line, style="dim"))
    return "".join(line.rstrip(" ") + "\n" for line in drawn.getvalue().splitlines())


def _section(console: Console, section: Section | Pane, style: Style) -> None:
    if section.head is not None:
        console.print()
        console.print(Line(words(section.head, style), style="bold underline"))
    for block in section.blocks:
        _block(console, block, style)


def _block(console: Console, block: Block | Ends | Briefs, style: Style) -> None:
    match block:
        case Table():
            if block.rows:
                _table(console, block, style)
        case Facts():
            _facts(console, block, style)
        case Sentences():
            _sentences(console, block, style)
        case Chart():
            _print(console, chart_lines(block, style))
        case Legend():
            for light, text in block.lights:
                _item(console, sentences(text, style), letter_mark(light))
        case Ends():
            _print(console, ends_lines(block, style))
        case Briefs():
            _print(console, brief_lines(block, style))


def _print(console: Console, lines: list[Line], paint: str = "") -> None:
    for line in lines:
        console.print(line, style=paint)


def _facts(console: Console, block: Facts, style: Style) -> None:
    grid = RichTable.grid(padding=(0, 2, 0, 0))
    most = max(style.width // 3, 10)
    left = min(max((width(words(name, style)) for name, _ in block.pairs), default=0), most)
    grid.add_column(overflow="fold", style="dim", max_width=most)
    grid.add_column(overflow="fold")
    for name, value in block.pairs:
        shown = cell(value, style) if isinstance(value, Light | DueCell | Bar) else None
        lines = folded("\n".join(fact_lines(value, style)), max(console.width - left - 2, 1))
        text = shown if shown is not None else Line("\n".join(lines))
        grid.add_row(Line(words(name, style)), text)
    console.print(grid)


def _sentences(console: Console, block: Sentences, style: Style) -> None:
    for text in block.lines:
        shown = sentences(text, style)
        if block.listed:
            _item(console, shown, Line("•"))
            continue
        for line in shown:
            console.print(Line("\n".join(folded(line, console.width)), overflow="fold"))


def _item(console: Console, shown: list[str], mark: Line) -> None:
    """Sentences behind a mark, indented as one item of a list."""
    grid = RichTable.grid(padding=(0, 1, 0, 0))
    grid.add_column(width=width(mark.plain))
    grid.add_column(overflow="fold")
    room = max(console.width - width(mark.plain) - 1, 1)
    grid.add_row(mark, Line("\n".join(folded("\n".join(shown), room))))
    console.print(grid)


# ---- tables ----


def _table(console: Console, block: Table, style: Style) -> None:
    rows = Rows(style)
    fitted = _fit(block, rows, style) if style.width >= STACKED_BELOW else None
    if fitted is None:
        _stacked(console, block, style)
        return
    numbers = tuple(block.columns[indexes[0]].number for indexes in fitted.columns)
    layout = Layout(fitted.widths, numbers)
    spaced = any(len(indexes) > 1 for indexes in fitted.columns)
    _out(console, rows.head([_head(block, indexes, style) for indexes in fitted.columns], layout))
    console.print(Line("─" * (sum(layout.widths) + GAP * (len(numbers) - 1)), style="dim"))
    for group in (*block.groups, *((Group(None, (block.totals,)),) if block.totals else ())):
        if group.head is not None:
            console.print(Line(words(group.head, style), style="bold"))
        for row in group.rows:
            _out(console, rows.row([[row[index] for index in indexes] for indexes in fitted.columns], layout))
            if spaced:
                _out(console, [""])


def _out(console: Console, drawn: list[str]) -> None:
    """Lines that are drawn already."""
    console.file.write("\n".join(drawn) + "\n")


def _head(block: Table, indexes: tuple[int, ...], style: Style) -> list[str]:
    """The heads of the columns that share a place, a line a language."""
    heads = [block.columns[index].head for index in indexes]
    zh, en = "／".join(head.zh for head in heads), "/".join(head.en for head in heads)
    wanted = {Language.ZH: [zh], Language.EN: [en], Language.BOTH: [zh, en]}
    return wanted[style.language]


def _fit(block: Table, rows: Rows, style: Style) -> _Fitted | None:
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
    return _widths(block, flat, rows, style, WIDE_COLUMN) or _widths(block, stacked, rows, style, least)


def _widths(
    block: Table, columns: tuple[tuple[int, ...], ...], rows: Rows, style: Style, least: int
) -> _Fitted | None:
    """The width of each column, or None when the wide ones would get less than `least` each."""
    natural = [_natural(block, indexes, rows, style) for indexes in columns]
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


def _natural(block: Table, indexes: tuple[int, ...], rows: Rows, style: Style) -> int:
    """The columns a place needs so that nothing in it folds."""
    names = max(map(width, _head(block, indexes, style)))
    return max(names, *(rows.measure(row[index]) for row in block.drawn for index in indexes)) or 1


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
