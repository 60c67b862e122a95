"""How wide each column of a table on paper is, in millimetres, from what stands in it.

A page sets a table as wide as it is told and wraps or overprints what does not fit, so widths are
reckoned before: what is short by nature gets the room it takes on one line, names a little less,
and texts share what is left by how much they hold. What stands `below` a row takes no column.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from math import floor
from typing import Any
from unicodedata import east_asian_width

from eppd_track.render.cells import width as columns_of

TEXT_WIDTH, CELL_PADDING, NUMBER_MARGIN = 178.0, 0.7, 1.2
"""The width between the margins, and what keeps a cell's content off its edges, in millimetres."""
MM = 25.4 / 72
STACK, STACK_LEAST = 62.0, 42.0
"""The widths of a stacked bar, in millimetres."""
DRAWN: Mapping[str, float] = {"mark": 1.2, "bar": 3.4, "beside": 0.35, "length": 4.2}
"""The widths of what is drawn, in parts of the size of type: a light's mark, a progress bar, the gap beside
it, a length."""
MARK, BAR, BESIDE, LENGTH = DRAWN["mark"] + 0.05, DRAWN["bar"] + 0.1, DRAWN["beside"], DRAWN["length"]
"""The same with their outlines."""

_JOINT = re.compile(r"(?<=[\u2e80-\u9fff])(?=[0-9A-Za-z])|(?<=[0-9A-Za-z])(?=[\u2e80-\u9fff])")
_SLACK, _BOLD = 0.5, 1.07
_OWNER, _LATIN_OWNER, _CAP = 8.6, 7.4, 10.6
"""How much of what may fold is kept on one line where room is short, in parts of the size of type."""
_WHOLE = frozenset({"id", "light", "first_due", "last_update", "progress"})
_DRAWN = frozenset({"bar", "length", "light", "marks", "percent"})
"""Columns and kinds of cells whose content never folds."""
_LEAST_WIDE, _LEAST_OF_TWO, _LEAST_OF_ALL = 50.0, 34.0, 20.0
_MOST_WIDE, _MOST_OF_TWO = 62.0, 46.0
_LEAST_SHARE, _LEAST_CHINESE = 0.3, 5


def text_width(text: str, size: float) -> float:
    """About how wide a line of text stands at a size in points; Chinese next to Latin keeps a distance."""
    return (sum(map(_em, text)) + 0.25 * len(_JOINT.findall(text))) * size * MM


def _em(char: str) -> float:
    if not columns_of(char):
        return 0.0
    if east_asian_width(char) in "WFA":
        return 1.0
    if char.isdigit():
        return 0.56
    if char in "%@mwMW":
        return 0.92
    if char.isupper():
        return 0.66
    return 0.34 if char in " .,:;!|'ijl-()" else 0.56


def mm(parts: float, size: float) -> float:
    """Parts of a size of type in millimetres."""
    return parts * size * MM


def column_widths(table: Mapping[str, Any], size: float) -> list[float]:
    """The width of each column of a table of page.py in a size of type, 0 for one below its row.

    Together they are never more than the text area.
    """
    columns = table["columns"]
    rows = [row for group in table["groups"] for row in group["rows"]]
    shown = [*rows, table["totals"]] if table["totals"] else rows
    cells = [[row[index] for row in shown] for index in range(len(columns))]
    wide = [index for index, column in enumerate(columns) if column["wide"] and not column["below"]]
    bounds = [
        (0.0, 0.0) if column["wide"] else _narrow(column, held, size)
        for column, held in zip(columns, cells, strict=True)
    ]
    widths = _squeezed(bounds, [_wanted(cells[index], size, len(wide)) for index in wide])
    for index, width in zip(wide, _shared(TEXT_WIDTH - sum(widths), [cells[i] for i in wide]), strict=True):
        widths[index] = width
    return [floor(width * 100) / 100 for width in widths]


def _narrow(
    column: Mapping[str, Any], cells: Sequence[Mapping[str, Any]], size: float
) -> tuple[float, float]:
    """The least room a column of short content can do with, and the room it takes when it gets it."""
    natural = max((_natural(cell, size) for cell in cells), default=0.0)
    least = min(natural, STACK_LEAST) if any(cell["kind"] == "bar" for cell in cells) else natural
    if not (column["number"] or column["key"] in _WHOLE or any(cell["kind"] in _DRAWN for cell in cells)):
        least = min(max((_least(cell, size) for cell in cells), default=0.0), mm(_CAP, size))
        natural = max(least, natural)
    bolder = _BOLD if column["number"] else 1.0
    head = _head(column["head"], size) + (mm(MARK, size) + 1 if column["light"] else 0.0)
    aside = (NUMBER_MARGIN if column["number"] else 0.0) + 2 * CELL_PADDING + _SLACK
    return max(least * bolder, head) + aside, max(natural * bolder, head) + aside


def step_lines(cell: Mapping[str, Any]) -> list[str]:
    """A status that moved with what it is now on a line of its own, so that no word is torn."""
    if cell["kind"] != "step":
        return []
    parts = (line.partition(" → ") for line in cell["words"])
    told = ((before, f"→ {after}" if arrow else "") for before, arrow, after in parts)
    return [piece for pieces in told for piece in pieces if piece]


def _natural(cell: Mapping[str, Any], size: float) -> float:
    """The width of a cell's content when nothing folds."""
    match cell["kind"]:
        case "light":
            return mm(MARK, size) + text_width("n" + cell["word"], size)
        case "marks":
            before = mm(MARK, size) + text_width("→", size) if cell["before"] else 0.0
            return before + mm(MARK, size) + text_width("n" + (cell["after"] or {}).get("word", ""), size)
        case "percent":
            return mm(BAR + BESIDE, size) + text_width("100%", size)
        case "bar":
            return STACK
        case "length":
            return text_width("000", size) + mm(BESIDE + LENGTH, size)
        case "step":
            return max((text_width(line, size) for line in step_lines(cell)), default=0.0)
        case kind:
            bolder = _BOLD if kind == "due" and cell["late"] else 1.0
            return max((text_width(line, size) * bolder for line in cell_lines(cell)), default=0.0)


def cell_lines(cell: Mapping[str, Any]) -> Iterator[str]:
    """Every line of a cell."""
    for line in cell["lines"] if cell["kind"] == "owner" else cell["words"]:
        yield from line.split("\n")


def _is_latin(cell: Mapping[str, Any]) -> bool:
    return cell["kind"] == "owner" and any(name.isascii() for name in cell["name"])


def _least(cell: Mapping[str, Any], size: float) -> float:
    """The widest piece of a cell that should not fold: a Latin word, a Chinese name, a status."""
    if cell["kind"] == "step":
        return max((_status_width(line, size) for line in step_lines(cell)), default=0.0)
    if cell["kind"] == "owner" and not _is_latin(cell):
        return min(_natural(cell, size), mm(_OWNER, size))
    bolder = _BOLD if cell["kind"] == "due" and cell["late"] else 1.0
    words = (word * bolder for line in cell_lines(cell) for word in _words(line, size))
    return max((mm(_LATIN_OWNER, size) if _is_latin(cell) else 0.0, *words))


def _words(line: str, size: float) -> Iterator[float]:
    for word in re.findall(rf"[^\s\u2e80-\uffff]+(?: !)?|[\u2e80-\uffff]{{1,{_LEAST_CHINESE}}}\??", line):
        yield text_width(word, size)


def _status_width(line: str, size: float) -> float:
    """A status on one line; a remark in Chinese brackets may stand beneath it."""
    return max(text_width(part, size) for part in re.split("(?=（)", line))


TALL = 30
"""Lines: a row with more may break over pages."""


def lines_high(row: Sequence[Mapping[str, Any]], widths: Sequence[float], size: float) -> int:
    """About how many lines a row takes: its highest cell, and what stands below."""
    beside, below = 0, 0
    for cell, width in zip(row, widths, strict=True):
        room = max((width or TEXT_WIDTH) - 2 * CELL_PADDING, 1)
        lines = sum(floor(text_width(line, size) / room) + 1 for line in cell_lines(cell))
        beside, below = (max(beside, lines), below) if width else (beside, below + lines)
    return beside + below


def _head(words: Sequence[str], size: float) -> float:
    """The room of a head: Latin words stay whole, Chinese ones may take two lines."""
    found = [0.0]
    for line in words:
        pieces = (
            piece if piece.isascii() or len(piece) <= _LEAST_CHINESE else piece[: (len(piece) + 1) // 2]
            for piece in line.split()
        )
        found += [text_width(piece, size) * _BOLD for piece in pieces]
    return max(found)


def _wanted(cells: Sequence[Mapping[str, Any]], size: float, among: int) -> float:
    """The room a column of texts asks for before what may fold beside it does: its longest line, bounded."""
    least, most = (_LEAST_WIDE, _MOST_WIDE) if among == 1 else (_LEAST_OF_TWO, _MOST_OF_TWO)
    longest = max((text_width(line, size) for cell in cells for line in cell_lines(cell)), default=0.0)
    return min(max(longest + 2 * CELL_PADDING, least), most)


def _squeezed(bounds: Sequence[tuple[float, float]], wide: Sequence[float]) -> list[float]:
    """Widths that leave the wide columns room: first what may fold gives way, then everything."""
    widths = [most for _, most in bounds]
    slack = sum(most - least for least, most in bounds)
    over = sum(widths) + sum(wide) - TEXT_WIDTH
    share = min(max(over, 0.0) / slack, 1.0) if slack else 0.0
    widths = [most - (most - least) * share for least, most in bounds]
    room = TEXT_WIDTH - len(wide) * _LEAST_OF_ALL
    return [width * min(room / max(sum(widths), 1.0), 1.0) for width in widths]


def _shared(room: float, columns: Sequence[Sequence[Mapping[str, Any]]]) -> list[float]:
    """The room that is left, by how much text each wide column holds."""
    if not columns:
        return []
    amounts = [
        sum(text_width(line, 1.0) for cell in cells for line in cell_lines(cell)) + 1.0 for cells in columns
    ]
    least = min(_LEAST_SHARE, 1 / len(columns))
    shares = [max(amount / sum(amounts), least) for amount in amounts]
    return [room * share / sum(shares) for share in shares]
