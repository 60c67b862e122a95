"""A spreadsheet as it was read: its filled cells by row and column, whatever format they came in."""

import datetime as dt
import re
from collections.abc import Mapping

from msgspec import Struct

MOST_ROWS, MOST_COLUMNS = 5000, 200
"""How far a table is looked at; what stands beyond is named, not read."""
Plain = str | int | float | bool | dt.date | dt.time | None
_UNSEEN = "\u200b\u2060\ufeff"
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_BREAKS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")


class Cell(Struct, frozen=True):
    """A cell: its value, or the formula or error that stands there instead.

    `percent` says that the number is a ratio that is shown as a percentage.
    """

    value: Plain = None
    formula: str = ""
    error: bool = False
    percent: bool = False
    comment: str = ""

    @property
    def text(self) -> str:
        """What stands in the cell, as text; a whole number without a point, a day in ISO form."""
        value = self.value
        if self.formula:
            return self.formula
        if isinstance(value, bool):
            return "TRUE" if value else "FALSE"
        if isinstance(value, float):
            return f"{value:.15g}"
        if isinstance(value, dt.date | dt.time):
            return value.isoformat()
        return "" if value is None else str(value).strip().strip(_UNSEEN).strip()

    @property
    def filled(self) -> bool:
        """Whether anything stands there but blanks."""
        return bool(self.text) or self.error


class Area(Struct, frozen=True):
    """Cells from one corner to the other, both included, counted from 1."""

    top: int
    left: int
    bottom: int
    right: int

    @property
    def name(self) -> str:
        """As spreadsheets write it: `B3:B5`."""
        return f"{cell_name(self.top, self.left)}:{cell_name(self.bottom, self.right)}"


class Grid(Struct, frozen=True):
    """One sheet of a file. `cells` holds what is filled by row and column, counted from 1.

    `outside` holds the cells beyond the part that is looked at, by name.
    """

    name: str
    cells: Mapping[tuple[int, int], Cell]
    merged: tuple[Area, ...] = ()
    outside: Mapping[str, Cell] = {}


def is_inside(row: int, column: int) -> bool:
    """Whether a cell lies in the part of a sheet that is looked at."""
    return row <= MOST_ROWS and column <= MOST_COLUMNS


def cell_name(row: int, column: int) -> str:
    """A cell as spreadsheets name it: `C7`."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row}"


def unescaped(text: str) -> str:
    """A text with the `_x000D_` of Excel turned back, and one kind of line break."""
    return _BREAKS.sub("\n", _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text))


def as_date(value: dt.datetime | dt.date) -> dt.date:
    """The day of a moment."""
    return value.date() if isinstance(value, dt.datetime) else value
