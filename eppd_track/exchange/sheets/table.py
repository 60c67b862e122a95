"""The table of a sheet that came back, found by the words of its heads, never by their place.

Columns may have been moved or put in, rows sorted, sheets added. What is not part of the table is named,
so that nothing somebody wrote is passed over in silence.
"""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from itertools import islice

import msgspec
from msgspec import Struct

from eppd_track.exchange.sheets.grid import Area, Cell, CellGrid, cell_name
from eppd_track.exchange.sheets.issue import SCHEMA, Issue, issue_of
from eppd_track.exchange.sheets.sheet import HIDDEN, KEY, heads_known, squeezed
from eppd_track.words import seen
from eppd_track.words import sheets as words
from eppd_track.words.text import Text, same

_LEAST_HEADS = 4
_MOST_QUOTED = 120
_MOST_NAMED = 20
EMPTY = Cell()


class ReturnedRow(Struct, frozen=True):
    """A row of a table: its number on the sheet, counted from 1, and its filled cells by column."""

    number: int
    cells: Mapping[str, Cell]
    others: Mapping[int, Cell]
    hidden: bool

    def text(self, column: str) -> str:
        """What stands in a column."""
        return self.cells.get(column, EMPTY).text


class ReturnedTable(Struct, frozen=True):
    """The rows under the heads. `columns` maps each head that was found to its place."""

    name: str
    columns: Mapping[str, int]
    head: Mapping[int, str]
    lines: tuple[ReturnedRow, ...]
    joined: tuple[Area, ...]
    strays: Mapping[str, Cell]
    drawn: tuple[str, ...]

    def renamed(self, order: Sequence[str]) -> dict[str, int]:
        """The columns that are gone, each with the place of one that is not ours and stands where it was.

        `order` names the columns as they stood when the sheet went out.
        """
        at = {index: self.columns[name] for index, name in enumerate(order) if name in self.columns}
        found = {}
        for index, name in enumerate(order):
            near = min(at, key=lambda other: (abs(other - index), other), default=None)
            place = 0 if near is None else at[near] + index - near
            if name not in self.columns and place not in at.values() and self.head.get(place):
                found[name] = place
        return found


class HeadTwice(Exception):
    """A head stands there more than once."""

    def __init__(self, column: str) -> None:
        super().__init__(column)
        self.column = column


def find(grid: CellGrid, *, earlier: bool = False) -> ReturnedTable | None:
    """The table of a grid, or None where there is none; `earlier` knows old heads too. Raises HeadTwice."""
    rows = _rows(grid)
    known = heads_known(earlier=earlier)
    for number in sorted(rows):
        names = {place: known.get(squeezed(cell.text)) for place, cell in rows[number].items()}
        found = {name for name in names.values() if name}
        if "id" in found and len(found) >= _LEAST_HEADS:
            return _table(grid, rows, number, names)
    return None


def no_table(grids: Iterable[CellGrid]) -> Text:
    """Why no table was found: no row of heads, or one in which that of the ids is not."""
    known = heads_known()
    for grid in grids:
        for number, cells in sorted(_rows(grid).items()):
            if (
                len({known[head] for cell in cells.values() if (head := squeezed(cell.text)) in known})
                >= _LEAST_HEADS
            ):
                return words.NO_ID_HEAD.fill(row=number, column=head_of("id"))
    return words.NO_TABLE


def _rows(grid: CellGrid) -> dict[int, dict[int, Cell]]:
    rows: dict[int, dict[int, Cell]] = {}
    for (row, column), cell in grid.cells.items():
        rows.setdefault(row, {})[column] = cell
    return rows


def _table(
    grid: CellGrid, rows: Mapping[int, Mapping[int, Cell]], head: int, names: Mapping[int, str | None]
) -> ReturnedTable:
    columns: dict[str, int] = {}
    for place, name in names.items():
        if name is None:
            continue
        if name in columns:
            raise HeadTwice(name)
        columns[name] = place
    at = {place: name for name, place in columns.items()}
    lines = tuple(
        ReturnedRow(
            number,
            {at[place]: cell for place, cell in rows[number].items() if place in at},
            {place: cell for place, cell in rows[number].items() if place not in at},
            number in grid.hidden_rows,
        )
        for number in sorted(rows)
        if number > head and not _repeats_head(rows[number], columns)
    )
    for area in grid.merged:
        if area.joins_heads(head, columns.values()):
            raise Refusal(seen.HEADS_MERGED.fill(cells=area.name))
    above = {
        cell_name(row, place): cell
        for row in sorted(rows)
        if row < head
        for place, cell in rows[row].items()
        if place > 1
    }
    return ReturnedTable(
        name=grid.name,
        columns=columns,
        head={place: cell.text for place, cell in rows[head].items()},
        lines=lines,
        joined=tuple(area for area in grid.merged if _covers(area, columns, lines)),
        strays={**above, **grid.outside},
        drawn=grid.drawn,
    )


def _repeats_head(row: Mapping[int, Cell], columns: Mapping[str, int]) -> bool:
    return heads_known().get(squeezed(row.get(columns["id"], EMPTY).text)) == "id"


def _covers(area: Area, columns: Mapping[str, int], lines: tuple[ReturnedRow, ...]) -> bool:
    """Whether merged cells lie in rows and columns that are read, and leave open whose words they hold."""
    read = any(area.top <= line.number <= area.bottom and line.cells for line in lines)
    return read and area.parts(columns.values())


class Refusal(Exception):
    """A whole file of which nothing is taken, and why."""

    def __init__(self, why: Text) -> None:
        super().__init__(why.data)
        self.why = why


def issue_in(grids: tuple[CellGrid, ...]) -> Issue | None:
    """What the hidden sheet knows, or None where it is gone. Raises Refusal when it cannot be read."""
    for grid in grids:
        if squeezed(grid.name) == HIDDEN:
            rows = _rows(grid)
            pairs = [(rows[row].get(1, EMPTY).text, rows[row].get(2, EMPTY).text) for row in sorted(rows)]
            return _issue(pairs)
    return None


def _issue(pairs: list[tuple[str, str]]) -> Issue:
    schema = dict(pairs).get("schema", "")
    if schema.isdigit() and len(schema) < 9 and int(schema) > SCHEMA:
        raise Refusal(words.NEWER)
    try:
        return issue_of(pairs)
    except (ValueError, msgspec.MsgspecError) as error:
        raise Refusal(words.BAD_ISSUE) from error


def passed_over(
    file: str,
    grids: tuple[CellGrid, ...],
    tables: tuple[ReturnedTable, ...],
    named: Mapping[str, Container[int]],
) -> Iterator[Text]:
    """What a file holds besides its table, a sentence each; `named` are columns told of already, by table."""
    names = {table.name for table in tables}
    for grid in grids:
        if (grid.hidden or grid.name not in names) and squeezed(grid.name) != HIDDEN and grid.cells:
            where = words.IN_SHEET.fill(file=file, sheet=grid.name)
            said = seen.HIDDEN_SHEET if grid.hidden else words.OTHER_SHEET
            yield said.fill(where=where, count=len(grid.cells))
    for table in tables:
        yield from _beside(file, table, named.get(table.name, ()))
        for name, cell in islice(table.strays.items(), _MOST_NAMED):
            what = words.OUTSIDE.fill(cell=name, text=quoted(cell.text))
            yield words.SAID.fill(where=same(file), what=what)
        for text in table.drawn[:_MOST_NAMED]:
            where = words.IN_SHEET.fill(file=file, sheet=table.name)
            yield drawing(where, text)
        if len(table.strays) > _MOST_NAMED:
            what = words.MORE_OUTSIDE.fill(count=len(table.strays) - _MOST_NAMED)
            yield words.SAID.fill(where=same(file), what=what)


def _beside(file: str, table: ReturnedTable, named: Container[int]) -> Iterator[Text]:
    """Columns that are not ours, and comments."""
    rows: dict[int, list[int]] = {}
    for line in table.lines:
        for place, cell in line.others.items():
            if cell.filled and place not in named:
                rows.setdefault(place, []).append(line.number)
        for name, cell in line.cells.items():
            if cell.comment:
                yield words.UNREAD_COMMENT.fill(
                    where=place_of(file, line.number, name), text=quoted(cell.comment)
                )
    for place, numbers in sorted(rows.items()):
        head = table.head.get(place) or cell_name(1, place).rstrip("1")
        listed = list(map(str, numbers))
        yield words.OTHER_COLUMN.fill(file=file, column=quoted(head), rows=listed)


def place_of(file: str, row: int, column: str | None = None) -> Text:
    """The place of a row, or of one cell of it, for messages."""
    if column is None:
        return words.IN_ROW.fill(file=file, row=row)
    return words.IN_CELL.fill(file=file, row=row, column=head_of(column))


def head_of(column: str) -> Text:
    """The head of a column of today, or of sheets before."""
    return words.HEADS.get(column) or words.EARLIER[column]


def trouble_with(cell: Cell) -> Text | None:
    """Why what a cell says may not be taken: a formula, an error, or that it may look other than it reads."""
    if cell.formula:
        return seen.FORMULA.fill(text=quoted(cell.formula))
    if cell.error:
        return seen.SHOWS_ERROR.fill(text=quoted(cell.text))
    return seen.DOUBTS[cell.doubt].fill(text=quoted(cell.text)) if cell.doubt else None


def quoted(text: str) -> str:
    """A text as it is quoted in a message: on one line, and not without end."""
    line = " ".join(text.split())
    return line if len(line) <= _MOST_QUOTED else f"{line[:_MOST_QUOTED]}…"


def drawing(where: Text, text: str) -> Text:
    """That something drawn on a sheet is not read, with its words if it has any."""
    return seen.DRAWN_WORDS.fill(where=where, text=quoted(text)) if text else seen.DRAWN.fill(where=where)


def has_key(table: ReturnedTable) -> bool:
    """Whether the hidden column is still there."""
    return KEY in table.columns
