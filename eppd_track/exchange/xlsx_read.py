"""An .xlsx or .xlsm as grids, read with openpyxl: the cells that are there, formulas as formulas.

Macros, links and pictures are left alone. A file comes here only after parcel.py has let it through.
"""

import datetime as dt
import io
import re
import warnings
from typing import Any

from openpyxl import load_workbook
from openpyxl.cell.cell import MergedCell
from openpyxl.worksheet.worksheet import Worksheet

from eppd_track.exchange.grid import Area, Cell, Grid, Plain, as_date, cell_name, is_inside, unescaped

_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\[[^\]]*\]')


def read(raw: bytes) -> list[Grid]:
    """The sheets of a file, in its order. Raises whatever openpyxl raises for a damaged one."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = load_workbook(io.BytesIO(raw), keep_vba=False, keep_links=False)
    return [_grid(page) for page in book.worksheets]


def _grid(page: Worksheet) -> Grid:
    inside: dict[tuple[int, int], Cell] = {}
    outside: dict[str, Cell] = {}
    for (row, column), found in page._cells.items():  # noqa: SLF001 - the public ways make every cell in between
        if isinstance(found, MergedCell):
            continue
        cell = _cell(found)
        if not cell.filled and not cell.comment:
            continue
        if is_inside(row, column):
            inside[row, column] = cell
        else:
            outside[cell_name(row, column)] = cell
    merged = tuple(
        Area(area.min_row, area.min_col, area.max_row, area.max_col) for area in page.merged_cells.ranges
    )
    return Grid(page.title, inside, merged, outside)


def _cell(found: Any) -> Cell:
    comment = unescaped(found.comment.text or "") if found.comment is not None else ""
    if found.data_type == "f":
        text = getattr(found.value, "text", None) or found.value
        return Cell(formula=f"={str(text).removeprefix('=')}", comment=comment)
    value: Plain = _value(found.value)
    if found.data_type == "e":
        return Cell(value, error=True, comment=comment)
    percent = "%" in _LITERAL.sub("", found.number_format or "")
    return Cell(value, percent=percent and isinstance(value, int | float), comment=comment)


def _value(value: Any) -> Plain:
    if isinstance(value, dt.datetime | dt.date):
        return as_date(value)
    if isinstance(value, str):
        return unescaped(value)
    return value if isinstance(value, bool | int | float | dt.time) else None if value is None else str(value)
