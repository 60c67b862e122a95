"""How a sheet looks, the same in both formats: page, type, colours by brightness, and the heights of rows.

Lengths are in millimetres, sizes of type and heights of rows in points. No spreadsheet program fits rows
to Chinese by itself, so the lines of every cell are counted here.
"""

import unicodedata
from collections.abc import Iterable

from eppd_track.exchange.sheets.sheet import Sheet, SheetColumn, SheetRow, Words
from eppd_track.render.cells import width
from eppd_track.words import look
from eppd_track.words.text import languages

PAGE_WIDTH, PAGE_HEIGHT = 297, 210
MARGIN_SIDE, MARGIN_TOP, MARGIN_BOTTOM, FOOTER_HEIGHT = 6, 9, 7, 7
FACE = "Microsoft JhengHei"
"""The face that every Chinese Windows has."""
MAIN, SECOND, BODY, HEAD, TITLE, SMALL_TITLE, NOTE, SMALLEST = 10.5, 10, 10, 10, 17, 12, 10.5, 6
INK, QUIET, LATE, LINE = "#000000", "#595959", look.LATE.day, "#8C8C8C"
OURS, OURS_HEAD, YOURS, YOURS_HEAD = "#EDEDED", "#CFCFCF", "#FFF8DC", "#FFD966"
LEAST_ROW, MOST_ROW = 34.0, 400.0
"""Room to write by hand, and what every spreadsheet program can show."""
LINE_HEIGHT = 1.5
"""Height of a line by its size, enough for the CJK faces of every system."""
ABOVE_HEIGHT = 1.75
"""Height of a line above the table by its size."""
_PADDING = 6.0
_BUTTON = 3.5
"""The width that the button of the filter takes from a head, in millimetres."""
_POINTS = 72 / 25.4


def points(millimetres: float) -> float:
    """A length in points."""
    return millimetres * _POINTS


def above(sheet: Sheet) -> list[tuple[str, float]]:
    """The lines above the table with their sizes: large as the title in its first language, then smaller.

    A long one is made smaller still, so that it ends where the table does.
    """
    sizes = [TITLE, *[SMALL_TITLE] * (len(sheet.titles) - 1), *[NOTE] * len(sheet.instructions)]
    room = points(sum(column.width for column in sheet.columns))
    lines = [*sheet.titles, *sheet.instructions]
    return [
        (text, max(min(size, int(room / max(sum(map(_width, text)), 1))), SMALLEST))
        for text, size in zip(lines, sizes, strict=True)
    ]


def line_size(column: SheetColumn, *, second: bool) -> float:
    """The size of a line of a locked cell."""
    if second or column.name in {"owner", "supporting"}:
        return SECOND
    return MAIN if column.name == "title" else BODY


def row_height(row: SheetRow, sheet: Sheet) -> float:
    """The height a row needs for its locked cells, and for a few words by hand."""
    needed = max(_cell_height(row, column) for column in sheet.locked)
    return round(min(max(needed + _PADDING, LEAST_ROW), MOST_ROW), 1)


def _cell_height(row: SheetRow, column: SheetColumn) -> float:
    cell = row.cells[column.name]
    if not isinstance(cell, Words):
        return MAIN * LINE_HEIGHT
    sized = [(line.text, line_size(column, second=line.second)) for line in cell.lines]
    return sum(lines_in(text, size, column.width) * size * LINE_HEIGHT for text, size in sized)


def head_height(sheet: Sheet) -> float:
    """The height of the row of heads."""
    sizes = (HEAD, SECOND)[: len(languages(sheet.language))]
    needed = max(
        sum(
            lines_in(text, size, column.width - _BUTTON) * size * LINE_HEIGHT
            for text, size in zip(sheet.heads[column.name], sizes, strict=False)
        )
        for column in sheet.columns
    )
    return round(needed + _PADDING, 1)


def lines_in(text: str, size: float, width: float) -> int:
    """The lines a text takes in a column: Latin words stay whole where they fit, Chinese breaks anywhere."""
    room = points(width) - _PADDING
    count, used = 1, 0.0
    for piece in _pieces(text):
        wide = sum(map(_width, piece)) * size
        if used and used + wide > room:
            count, used = count + 1, 0.0
        while wide > room:
            count, wide = count + 1, wide - room
        used += wide
    return count


def _pieces(text: str) -> Iterable[str]:
    """What is not broken: a Latin word with the blank behind it, or one Chinese character."""
    word = ""
    for char in text:
        if _is_wide(char):
            if word:
                yield word
            yield char
            word = ""
        else:
            word += char
            if char in " -/":
                yield word
                word = ""
    if word:
        yield word


def _is_wide(char: str) -> bool:
    return unicodedata.east_asian_width(char) in "WFA" and not char.isascii()


def _width(char: str) -> float:
    """The width of a character by its size; Latin as wide as in the widest face that may stand in."""
    if not width(char):
        return 0.0
    return 1.0 if _is_wide(char) else 0.66 if char.isupper() or char.isdigit() else 0.58
