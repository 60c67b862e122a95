"""A spreadsheet as it was read: its filled cells by row and column, whatever format they came in.

What the eye sees on the sheet is what counts. Where a cell may look other than it reads, it carries the
`Doubt` that says why, and whoever takes its words has to name it instead.
"""

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable, Mapping

from msgspec import Struct, structs

from eppd_track.words.seen import Doubt

MOST_ROWS, MOST_COLUMNS = 5000, 200
"""How far a table is looked at; what stands beyond is named, not read."""
CellValue = str | int | float | bool | dt.date | dt.time | None
_UNSEEN = "\u200b\u2060\ufeff"
_BREAKS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_SIGNS = re.compile("[\0-\x08\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffd-\uffff]")
"""What no eye reads: control characters, marks that turn the direction of reading, broken characters."""
_LEAST_SIZE = 3.0
_LEAST_CONTRAST = 1.25
_MOST_MARKED = 5_000_000
BLACK, WHITE = (0, 0, 0), (255, 255, 255)
Colour = tuple[int, int, int]


class Look(Struct, frozen=True):
    """How words look: whether they are struck out, and whether they can hardly be seen."""

    struck: bool = False
    faint: bool = False

    @property
    def doubt(self) -> Doubt | None:
        """What it makes doubtful, or None."""
        return Doubt.STRUCK if self.struck else Doubt.FAINT if self.faint else None


class Cell(Struct, frozen=True):
    """A cell: its value, or the formula or error that stands there instead.

    `percent` says that the number is a ratio that is shown as a percentage, `unit` is a `%` shown behind
    a number that is none.
    """

    value: CellValue = None
    formula: str = ""
    error: bool = False
    percent: bool = False
    unit: str = ""
    comment: str = ""
    doubt: Doubt | None = None

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
    def words(self) -> str:
        """What the cell shows: `text`, a percentage with its sign."""
        if self.percent and isinstance(self.value, int | float):
            return f"{self.value * 100:.10g}%"
        return f"{self.text}{self.unit}"

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

    def joins_heads(self, head: int, columns: Iterable[int]) -> bool:
        """Whether it makes one head of several columns, one of `columns` among them, in the row `head`."""
        across = any(self.left <= column <= self.right for column in columns)
        return across and self.left < self.right and self.top <= head <= self.bottom

    def parts(self, columns: Iterable[int]) -> bool:
        """Whether cells merged so leave it open for which row or column of `columns` their words are."""
        covered = [column for column in columns if self.left <= column <= self.right]
        return bool(covered) and (self.top < self.bottom or covered != [self.left])


class CellGrid(Struct, frozen=True):
    """One sheet of a file. `cells` holds what is filled by row and column, counted from 1.

    `outside` holds the cells beyond the part that is looked at, by name; `drawn` the words of pictures,
    text boxes and lines; `hidden` is whether the sheet is.
    """

    name: str
    cells: Mapping[tuple[int, int], Cell]
    merged: tuple[Area, ...] = ()
    outside: Mapping[str, Cell] = {}
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    drawn: tuple[str, ...] = ()


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


def column_number(letters: str) -> int:
    """The number of a column by its letters, counted from 1."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def one_break(text: str) -> str:
    """A text with one kind of line break."""
    return _BREAKS.sub("\n", text)


def bare(text: str) -> str:
    """A short value as it is read: one width, and nothing that cannot be seen."""
    return "".join(char for char in unicodedata.normalize("NFKC", text) if unicodedata.category(char) != "Cf")


def signs_in(value: CellValue) -> Doubt | None:
    """The doubt of a text with signs in it that no eye reads."""
    return Doubt.SIGNS if isinstance(value, str) and _SIGNS.search(value) else None


def is_faint(ink: Colour, ground: Colour, size: float | None) -> bool:
    """Whether words in this colour on that one, of a size in points, can hardly be seen."""
    light, dark = sorted((_luminance(ink), _luminance(ground)), reverse=True)
    return (light + 0.05) / (dark + 0.05) < _LEAST_CONTRAST or (size is not None and size < _LEAST_SIZE)


def _luminance(colour: Colour) -> float:
    """The relative luminance of a colour, as WCAG defines it."""
    parts = [part / 255 for part in colour]
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def marked(
    cells: Mapping[tuple[int, int], Cell], areas: Iterable[tuple[Area, Doubt]]
) -> dict[tuple[int, int], Cell]:
    """The cells, those in an area with its doubt where they had none; formulas stay as they are.

    Raises ValueError for more areas than any sheet has.
    """
    found = dict(cells)
    work = 0
    for area, doubt in areas:
        rows, columns = range(area.top, area.bottom + 1), range(area.left, area.right + 1)
        few = len(rows) * len(columns) <= len(cells)
        places = [(row, column) for row in rows for column in columns] if few else list(cells)
        work += len(places)
        if work > _MOST_MARKED:
            raise ValueError(_MOST_MARKED)
        for row, column in places:
            cell = found.get((row, column))
            if cell is not None and row in rows and column in columns and cell.doubt is None:
                found[row, column] = structs.replace(cell, doubt=doubt)
    return found


def as_date(value: dt.datetime | dt.date) -> dt.date:
    """The day of a moment."""
    return value.date() if isinstance(value, dt.datetime) else value


class Workbook(Struct, frozen=True):
    """A file that came back: its name, its sheets, and the damaged parts that were passed over."""

    name: str
    grids: tuple[CellGrid, ...]
    lost: tuple[str, ...] = ()
