"""The rows of a workbook that somebody prepared, and what of it was not read.

What the eye sees on the sheet is what is taken: a cell or a row that may look other than it reads is handed
on as unusable, with its reason.
"""

from collections.abc import Container, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from eppd_track.exchange.rows import ID, FileRow, Unusable, filled, head_of, no_head, spelled
from eppd_track.exchange.sheets.formats import open_file
from eppd_track.exchange.sheets.grid import Cell, CellGrid, cell_name
from eppd_track.exchange.sheets.parcel import HeldFile
from eppd_track.exchange.sheets.table import drawing, quoted, trouble_with
from eppd_track.words import data as words
from eppd_track.words import seen, sheets
from eppd_track.words.errors import ChangeRefused
from eppd_track.words.text import Text, names, same

_MOST_CELLS, _MOST_NAMED = 5, 20


def from_sheet(
    path: Path | HeldFile, known: Mapping[str, str], marks: Container[str] = ID
) -> tuple[list[FileRow], tuple[Text, ...]]:
    """The rows of the first sheet of a workbook with a head row, and what of the file was not read.

    Raises ChangeRefused for what is no workbook or is not safe to open, PageRefused when the library for
    it is not installed.
    """
    file = open_file(path)
    found = [(grid, filled(_rows(grid), path.name)) for grid in file.grids]
    with_head = [(grid, rows) for grid, rows in found if head_of(_written(rows), known, marks) is not None]
    shown = [(grid, rows) for grid, rows in with_head if not grid.hidden]
    if not shown:
        raise _only_hidden(path.name, with_head[0][0]) if with_head else no_head(path.name, marks)
    chosen, rows = shown[0]
    notices = list(_beside(path.name, chosen))
    if file.lost:
        notices.append(seen.LOST.fill(file=path.name, parts=file.lost))
    if len(with_head) > 1:
        unread = names(grid.name for grid, _ in with_head if grid is not chosen)
        notices.append(words.OTHER_SHEETS.fill(name=path.name, sheet=chosen.name, others=unread))
    return list(_usable(path.name, chosen, rows, known, marks)), tuple(notices)


def _only_hidden(name: str, grid: CellGrid) -> ChangeRefused:
    return ChangeRefused(seen.ONLY_HIDDEN.fill(name=name, sheet=grid.name), seen.SHOW_SHEET)


def _rows(grid: CellGrid) -> Iterator[FileRow]:
    """The rows of a sheet that hold anything, from the first column on, as cells."""
    rows: dict[int, dict[int, Cell]] = {}
    for (row, column), found in sorted(grid.cells.items()):
        if found.filled:
            rows.setdefault(row, {})[column] = found
    for number, cells in rows.items():
        yield FileRow(number, [cells.get(place) for place in range(1, max(cells) + 1)])


def _written(rows: Sequence[FileRow]) -> list[FileRow]:
    return [FileRow(row.number, [None if cell is None else cell.value for cell in row.cells]) for row in rows]


def _usable(
    name: str, grid: CellGrid, rows: Sequence[FileRow], known: Mapping[str, str], marks: Container[str]
) -> Iterator[FileRow]:
    """The rows as values, those below the heads as far as they can be taken."""
    written = _written(rows)
    head = head_of(written, known, marks) or 0
    heads = written[head]
    read = {
        place for place, text in enumerate(heads.cells, 1) if isinstance(text, str) and spelled(text) in known
    }
    areas = [area for area in grid.merged if area.parts(read)]
    for area in grid.merged:
        if area.joins_heads(heads.number, read):
            what = seen.HEADS_MERGED.fill(cells=area.name)
            raise ChangeRefused(sheets.SAID.fill(where=same(name), what=what))
    yield from written[: head + 1]
    for row in rows[head + 1 :]:
        said = " / ".join(cell.text for cell in row.cells if cell is not None)
        merged = [area.name for area in areas if area.top <= row.number <= area.bottom]
        doubt = None
        if row.number in grid.hidden_rows:
            doubt = seen.HIDDEN_ROW.fill(text=quoted(said))
        elif merged:
            doubt = sheets.MERGED.fill(cells=merged)
        cells = [None if cell is None else _given(cell) for cell in row.cells]
        yield FileRow(row.number, cells, _unusable(doubt) if doubt else None)


def _given(cell: Cell) -> Any:
    """What a cell holds as somebody wrote it; a ratio shown as a percentage is one."""
    if trouble := trouble_with(cell):
        return _unusable(trouble)
    return cell.words if cell.percent or cell.unit else cell.value


def _unusable(why: Text) -> Unusable:
    return Unusable(seen.IS.fill(what=why))


def _beside(name: str, grid: CellGrid) -> Iterator[Text]:
    """What stands on a sheet besides its rows, a sentence each."""
    if grid.outside:
        cells = list(grid.outside)[:_MOST_CELLS]
        yield words.FAR_CELLS.fill(name=name, cells=cells)
    remarks = [
        (cell_name(*place), cell.comment) for place, cell in sorted(grid.cells.items()) if cell.comment
    ]
    for cell, text in remarks[:_MOST_NAMED]:
        yield seen.UNREAD_COMMENT.fill(name=name, cell=cell, text=quoted(text))
    where = sheets.IN_SHEET.fill(file=name, sheet=grid.name)
    for text in grid.drawn[:_MOST_NAMED]:
        yield drawing(where, text)
