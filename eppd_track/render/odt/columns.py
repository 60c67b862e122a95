"""How wide each column of a table in the ODT is, in millimetres, from what stands in it.

An editor sets a table as wide as it is told and wraps or cuts what does not fit, so widths are
reckoned before: what is short by nature gets the room it takes on one line, names a little less,
and texts share what is left by how much they hold.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from math import floor
from typing import Any
from unicodedata import east_asian_width

from eppd_track.render.cells import width as columns_of
from eppd_track.render.odt.styles import (
    CELL_PADDING,
    HEAD,
    LIGHTS,
    MAIN,
    NUMBER_MARGIN,
    SECOND,
    TEXT_WIDTH,
)

MM = 25.4 / 72
MARK, BAR, BESIDE, STACK, STACK_LEAST, LENGTH = 3.4, 10.0, 1.0, 62.0, 42.0, 12.0
"""The widths of what is drawn: a light's mark, a progress bar, the gap beside it, a stacked bar, a length."""

_JOINT = re.compile(r"(?<=[\u2e80-\u9fff])(?=[0-9A-Za-z])|(?<=[0-9A-Za-z])(?=[\u2e80-\u9fff])")
_SLACK, _BOLD = 0.5, 1.07
_CAPS: Mapping[str, float] = {"owner": 24.5, "status": 14.6, "why": 22.0, "what": 38.0, "next_move": 13.0}
_LATIN_OWNER, _CAP = 21.0, 30.0
_WHOLE = frozenset({"id", "light", "due", "first_due", "last_update", "last_word", "progress"})
_DRAWN = frozenset({"bar", "length", "light", "marks", "percent"})
"""Columns and kinds of cells whose content never folds."""
_LEAST_WIDE, _LEAST_OF_TWO, _LEAST_OF_ALL = 50.0, 34.0, 20.0
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


def column_widths(table: Mapping[str, Any]) -> list[float]:
    """The width of each column of a table of page.py; together never more than the text area."""
    columns = table["columns"]
    rows = [row for group in table["groups"] for row in group["rows"]]
    shown = [*rows, table["totals"]] if table["totals"] else rows
    cells = [[row[index] for row in shown] for index in range(len(columns))]
    wide = [index for index, column in enumerate(columns) if column["wide"]]
    bounds = [
        (0.0, 0.0) if column["wide"] else _narrow(column, held)
        for column, held in zip(columns, cells, strict=True)
    ]
    widths = _squeezed(bounds, len(wide))
    for index, width in zip(wide, _shared(TEXT_WIDTH - sum(widths), [cells[i] for i in wide]), strict=True):
        widths[index] = width
    return [floor(width * 100) / 100 for width in widths]


def _narrow(column: Mapping[str, Any], cells: Sequence[Mapping[str, Any]]) -> tuple[float, float]:
    """The least room a column of short content can do with, and the room it takes when it gets it."""
    natural = max((_natural(cell) for cell in cells), default=0.0)
    least = min(natural, STACK_LEAST) if column["key"] == "bar" else natural
    if not (column["number"] or column["key"] in _WHOLE or any(cell["kind"] in _DRAWN for cell in cells)):
        natural = min(natural, _CAPS.get(column["key"], _CAP))
        least = min(max((_least(cell) for cell in cells), default=0.0), _CAP)
        natural = max(least, natural)
    bolder = _BOLD if column["number"] else 1.0
    head = _head(column["head"]) + (MARK + 1 if column["key"] in LIGHTS else 0.0)
    aside = (NUMBER_MARGIN if column["number"] else 0.0) + 2 * CELL_PADDING + _SLACK
    return max(least * bolder, head) + aside, max(natural * bolder, head) + aside


def step_lines(cell: Mapping[str, Any]) -> list[str]:
    """A status that moved with what it is now on a line of its own, so that no word is torn."""
    if cell["kind"] != "step":
        return []
    before, arrow, after = " ".join(cell["words"]).partition(" → ")
    return [before, f"→ {after}"] if arrow else [before]


def _natural(cell: Mapping[str, Any]) -> float:
    """The width of a cell's content when nothing folds."""
    match cell["kind"]:
        case "light":
            return MARK + text_width(" " + cell["word"], MAIN)
        case "marks":
            before = MARK + text_width("→", MAIN) if cell["before"] else 0.0
            return before + MARK + text_width("  " + (cell["after"] or {}).get("word", ""), MAIN)
        case "percent":
            return BAR + BESIDE + text_width("100%", MAIN)
        case "bar":
            return STACK
        case "length":
            return text_width("000", MAIN) + BESIDE + LENGTH
        case "step":
            return max((_status_width(line) for line in step_lines(cell)), default=0.0)
        case kind:
            bolder = _BOLD if kind == "due" and cell["late"] else 1.0
            return max((text_width(line, size) * bolder for line, size in sized_lines(cell)), default=0.0)


def sized_lines(cell: Mapping[str, Any]) -> Iterator[tuple[str, float]]:
    """Every line of a cell with its size of type: the first one large, those beneath it small."""
    for index, line in enumerate(owner_lines(cell) if cell["kind"] == "owner" else cell["words"]):
        for part in line.split("\n"):
            yield part, SECOND if index else MAIN


def owner_lines(cell: Mapping[str, Any]) -> list[str]:
    """An owner's name above its code; a name in Latin letters is long, so it stands beneath, small."""
    return [*cell["words"], *cell["name"]] if _is_latin(cell) else [*cell["name"], *cell["words"]]


def _is_latin(cell: Mapping[str, Any]) -> bool:
    return cell["kind"] == "owner" and any(name.isascii() for name in cell["name"])


def _least(cell: Mapping[str, Any]) -> float:
    """The widest piece of a cell that should not fold: a Latin word, a Chinese name, a status."""
    if cell["kind"] == "step":
        return max((_status_width(line) for line in step_lines(cell)), default=0.0)
    if cell["kind"] == "owner" and not _is_latin(cell):
        return min(_natural(cell), _CAPS["owner"])
    words = (word for line, size in sized_lines(cell) for word in _words(line, size))
    return max((_LATIN_OWNER if _is_latin(cell) else 0.0, *words))


def _words(line: str, size: float) -> Iterator[float]:
    for word in re.findall(rf"[^\s\u2e80-\uffff]+|[\u2e80-\uffff]{{1,{_LEAST_CHINESE}}}", line):
        yield text_width(word, size)


def _status_width(line: str) -> float:
    """A status on one line; a remark in Chinese brackets may stand beneath it."""
    return max(text_width(part, MAIN) for part in re.split("(?=（)", line))


def lines_high(row: Sequence[Mapping[str, Any]], widths: Sequence[float]) -> int:
    """About how many lines the highest cell of a row takes."""
    return max(
        sum(
            floor(text_width(line, size) / max(width - 2 * CELL_PADDING, 1)) + 1
            for line, size in sized_lines(cell)
        )
        for cell, width in zip(row, widths, strict=True)
    )


def _head(words: Sequence[str]) -> float:
    """The room of a head: Latin words stay whole, Chinese ones may take two lines."""
    found = [0.0]
    for line in words:
        pieces = line.split() if line.isascii() else [line[: max((len(line) + 1) // 2, min(len(line), 3))]]
        found += [text_width(piece, HEAD) * _BOLD for piece in pieces]
    return max(found)


def _squeezed(bounds: Sequence[tuple[float, float]], wide: int) -> list[float]:
    """Widths that leave the wide columns room: first what may fold gives way, then everything."""
    widths = [most for _, most in bounds]
    slack = sum(most - least for least, most in bounds)
    over = sum(widths) + wide * (_LEAST_WIDE if wide == 1 else _LEAST_OF_TWO) - TEXT_WIDTH
    share = min(max(over, 0.0) / slack, 1.0) if slack else 0.0
    widths = [most - (most - least) * share for least, most in bounds]
    room = TEXT_WIDTH - wide * _LEAST_OF_ALL
    return [width * min(room / max(sum(widths), 1.0), 1.0) for width in widths]


def _shared(room: float, columns: Sequence[Sequence[Mapping[str, Any]]]) -> list[float]:
    """The room that is left, by how much text each wide column holds."""
    if not columns:
        return []
    amounts = [
        sum(text_width(line, size) * size for cell in cells for line, size in sized_lines(cell)) + 1.0
        for cells in columns
    ]
    least = min(_LEAST_SHARE, 1 / len(columns))
    shares = [max(amount / sum(amounts), least) for amount in amounts]
    return [room * share / sum(shares) for share in shares]
