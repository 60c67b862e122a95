"""Tables of a terminal: one item, one line, in the columns there is room for.

Columns give way one by one as the room shrinks (docs/commands.md, "On a terminal"): what has none of its
own is told on a line below, in the column that holds the title. Widths, gaps and folds are settled here, so
that nothing is cut; Rich's own Table lays the cells out, and a long one is laid out by hand behind the same
columns.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from msgspec import Struct, structs
from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, RenderResult
from rich.segment import Segment
from rich.table import Table as RichTable
from rich.text import Text as Line

from eppd_track.model.vocabulary import Light
from eppd_track.render.cells import Style, width, words
from eppd_track.render.terminal.cells import Cells, Lines, by_letter, painted, segments, to_the_right
from eppd_track.render.terminal.folding import folded
from eppd_track.render.terminal.marks import BADGE, GAP, QUIET, broken
from eppd_track.report.parts import Cell, Group, Report, Table

MANY_ROWS = 400
"""From so many rows on a table is laid out by hand (docs/performance.md, "Long tables on a terminal")."""
CLOSE_GAP = 1
LEAST_WIDE = 30
"""The least columns a text that takes more than two lines is squeezed to before its neighbours give way."""


class ColumnPlace(Struct, frozen=True):
    """Where a column stands: its number, that of the one told in it, its columns and the blanks behind them.

    A `badge` holds the light of its row; a `right` one sets its cells to the right.
    """

    index: int
    joined: int | None = None
    badge: bool = False
    right: bool = False
    size: int = 0
    gap: int = 0


class _Fitted(Struct, frozen=True):
    """The places of a table, the one below whose cells notes stand, and the columns told in them."""

    places: tuple[ColumnPlace, ...]
    host: int
    noted: frozenset[int]


class _Cell(Struct, frozen=True):
    """A cell as Rich's Table takes it: its lines are drawn and folded already."""

    lines: Lines

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        for number, (pieces, _) in enumerate(self.lines):
            if number:
                yield Segment.line()
            yield from pieces


def draw(console: Console, table: Table, report: Report, style: Style) -> None:
    """Prints a table: its head, then each group under its own."""
    drawing = _Drawing(table, report, style)
    places = drawing.fitted.places
    _lay(console, [drawing.head()], places)
    console.print(Line("─" * sum(place.size + place.gap for place in places), style=QUIET))
    by_hand = len(table.rows) >= MANY_ROWS
    totals = (Group(None, (table.totals,)),) if table.totals else ()
    for number, group in enumerate((*table.groups, *totals)):
        if group.head is not None:
            if number:
                console.print()
            for line in broken(_group_head(group, style), style.width):
                console.print(line)
        _lay(console, map(drawing.row, group.rows), places, by_hand=by_hand)


def _group_head(group: Group, style: Style) -> Line:
    """The heading of a group and how many of each light it holds."""
    head = Line(words(group.head or "", style), style="bold")
    return Line.assemble(head, f"  {by_letter(group.counts)}") if group.counts else head


# ---- laying out ----


def _lay(
    console: Console, rows: Iterable[list[Lines]], places: Sequence[ColumnPlace], *, by_hand: bool = False
) -> None:
    """Rows in their columns: by Rich's Table, or by hand where they are many or it measures otherwise."""
    if by_hand:
        console.file.writelines(f"{line}\n" for row in rows for line in _lines(row, places))
        return
    grid = RichTable.grid(padding=0)
    for place in places:
        grid.add_column(width=place.size + place.gap, no_wrap=True, overflow="ignore")
    kept = list(rows)
    if sum(place.size + place.gap for place in places) > console.width or not all(map(_measured_alike, kept)):
        _lay(console, kept, places, by_hand=True)
        return
    for row in kept:
        grid.add_row(*map(_Cell, row))
    if kept:
        console.print(grid)


def _measured_alike(row: list[Lines]) -> bool:
    return all(sum(cell_len(piece.text) for piece in pieces) == size for cell in row for pieces, size in cell)


def _lines(row: list[Lines], places: Sequence[ColumnPlace]) -> Iterator[str]:
    """The lines of a row laid out by hand."""
    for number in range(max(map(len, row))):
        found = []
        for cell, place in zip(row, places, strict=True):
            pieces, size = cell[number] if number < len(cell) else ((), 0)
            found.append(painted(pieces) + " " * (place.size + place.gap - size))
        yield "".join(found)


# ---- fitting ----


class _Drawing:
    """A table in the columns that a terminal has."""

    def __init__(self, table: Table, report: Report, style: Style) -> None:
        self._table, self._style = table, style
        self._cells = Cells(style, report.as_of, report.shared)
        self._columns = table.columns
        self.fitted = self._fit()

    def head(self) -> list[Lines]:
        """The heads of the columns, a line a language."""
        return [self._head(place) for place in self.fitted.places]

    def row(self, row: tuple[Cell, ...]) -> list[Lines]:
        """The cells of a row, what is special about it below its title."""
        fitted = self.fitted
        found = [
            self._cells.badge(row[place.index])
            if place.badge
            else self._cells.draw(
                self._columns[place.index],
                row[place.index],
                None if place.joined is None else row[place.joined],
                place.size,
                right=place.right,
            )
            for place in fitted.places
        ]
        notes = [
            line
            for parts in self._cells.notes(self._columns, row, fitted.noted)
            for line in self._cells.note(parts, fitted.places[fitted.host].size)
        ]
        if notes:
            found[fitted.host] = [*found[fitted.host], *notes]
        return found

    def _head(self, place: ColumnPlace) -> Lines:
        if place.badge:
            return []
        lines = [part for name in self._names(place.index) for part in folded(name, max(place.size, 1))]
        shown = [(segments(Line(line, style="bold"), color=self._style.color), width(line)) for line in lines]
        return [to_the_right(line, place.size) for line in shown] if place.right else shown

    def _names(self, index: int) -> list[str]:
        head = self._columns[index].brief or self._columns[index].head
        return list(head.lines(self._style.language))

    def _fit(self) -> _Fitted:
        """The columns there is room for; one after the other gives way until each text has enough."""
        places = self._places()
        natural = {place: self._natural(place) for place in places}
        order = self._order(places)
        fitted = self._sized(places, natural, frozenset(), squeeze=False)
        if fitted is not None and all(
            place.size >= natural[whole] for place, whole in zip(fitted.places, places, strict=True)
        ):
            return fitted
        natural |= {place: self._natural(place, tight=True) for place in places if place.joined is not None}
        for gone in range(len(order) + 1):
            kept = [place for place in places if place not in order[:gone]]
            noted = frozenset(place.index for place in order[:gone])
            fitted = self._sized(kept, natural, noted, squeeze=gone == len(order))
            if fitted is not None:
                return fitted
        raise AssertionError  # squeezed, they fit

    def _order(self, places: list[ColumnPlace]) -> list[ColumnPlace]:
        """The columns that may give way, in turn: what belongs to another, short ones, long ones.

        The first column, a light with its id and the first long text stay.
        """
        shown = [place for place in places if not place.badge]
        texts = [place for place in shown if self._columns[place.index].wide]
        marked = [after for place, after in pairwise(places) if place.badge]
        keys = {column.key for column in self._columns}

        def rank(place: ColumnPlace) -> tuple[bool, bool, int]:
            column = self._columns[place.index]
            return column.wide, column.under not in keys, -place.index

        staying = [shown[0], *marked, *texts[:1]]
        staying += [place for place in shown if self._columns[place.index].key == "id"]
        return sorted((place for place in shown if place not in staying), key=rank)

    def _sized(
        self,
        kept: list[ColumnPlace],
        natural: Mapping[ColumnPlace, int],
        noted: frozenset[int],
        *,
        squeeze: bool,
    ) -> _Fitted | None:
        """The places with their columns; None where a text would get too few and more can give way."""
        gaps = [*(self._gap(place, after) for place, after in pairwise(kept)), 0]
        texts = [
            number for number, place in enumerate(kept) if not place.badge and self._columns[place.index].wide
        ]
        host = texts[0] if texts else len(kept) - 1
        folding = texts or [host]
        sizes = [natural[place] for place in kept]
        notes = max(
            (self._cells.note_width(self._columns, row, noted) for row in self._table.drawn), default=0
        )
        wanted = [max(sizes[number], notes) if number == host else sizes[number] for number in folding]
        least = (
            [min(-(-size // 2), LEAST_WIDE) for size in wanted]
            if texts
            else [max(sizes[host], min(notes, LEAST_WIDE))]
        )
        room = self._style.width - sum(gaps) - sum(sizes) + sum(sizes[number] for number in folding)
        if room < sum(least) and not squeeze:
            return None
        for number, size in zip(folding, _shared(wanted, room), strict=True):
            sizes[number] = size
        return _Fitted(
            tuple(
                structs.replace(
                    place, size=size, gap=gap, right=place.right and not (notes and number == host)
                )
                for number, (place, size, gap) in enumerate(zip(kept, sizes, gaps, strict=True))
            ),
            host,
            noted,
        )

    def _gap(self, place: ColumnPlace, after: ColumnPlace) -> int:
        """The blanks between two places: short signs stand close together, and a badge with its id."""
        close = (self._columns[each.index].brief is not None for each in (place, after))
        return CLOSE_GAP if place.badge or all(close) else GAP

    def _natural(self, place: ColumnPlace, *, tight: bool = False) -> int:
        """The columns a place needs so that nothing folds; with `tight` no word of a status does."""
        if place.badge:
            return BADGE
        column = self._columns[place.index]
        size = max(map(width, self._names(place.index)))
        for row in self._table.drawn:
            joined = None if place.joined is None else row[place.joined]
            size = max(size, self._cells.measure(column, row[place.index], joined, tight=tight))
        return max(size, 1)

    def _places(self) -> list[ColumnPlace]:
        """Every column at its place: a light in front of the id, a percentage with its status."""
        columns, rows = self._columns, self._table.drawn
        keys = [column.key for column in columns]
        above = {
            index: keys.index(column.under) for index, column in enumerate(columns) if column.under in keys
        }
        badges, joined = {}, {}
        for index, owner in above.items():
            values = [row[index] for row in rows if row[index] is not None]
            if values and all(isinstance(value, Light) for value in values):
                badges[owner] = index
            elif columns[owner].brief is not None and columns[index].number:
                joined[owner] = index
        inside = {*badges.values(), *joined.values()}
        return [
            place
            for index, column in enumerate(columns)
            if index not in inside
            for place in (
                *((ColumnPlace(badges[index], badge=True),) if index in badges else ()),
                ColumnPlace(index, joined.get(index), right=column.number or self._ages(index)),
            )
        ]

    def _ages(self, index: int) -> bool:
        """Whether a column tells how long ago its days were."""
        values = (row[index] for row in self._table.drawn)
        brief = self._columns[index].brief is not None
        return brief and all(value is None or isinstance(value, dt.date) for value in values)


def _shared(wanted: Sequence[int], room: int) -> list[int]:
    """What each of several texts gets of a room: all it wants where that is less than its share."""
    found = dict.fromkeys(range(len(wanted)), 1)
    left = list(found)
    while left:
        share = max(room // len(left), 1)
        small = [number for number in left if wanted[number] <= share] or left
        for number in small:
            found[number] = min(wanted[number], share)
            room -= found[number]
        left = [number for number in left if number not in small]
    return list(found.values())
