"""The rows of a table for a terminal, measured, folded and coloured here: long lists are many rows.

A row is as high as its highest cell; what is wider than its column goes on below, broken between words and
beside Chinese characters, and inside a word of letters only where the word alone is too wide.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import accumulate

from msgspec import Struct
from rich.color import ColorSystem
from rich.console import Console
from rich.style import Style as Paint
from rich.text import Text as Line

from eppd_track.render.cells import Style, characters, lines, width
from eppd_track.render.terminal_marks import GAP, cell
from eppd_track.report.parts import Cell, Titles

_WORDS = re.compile(r"\s*\S+\s*")
_DATES = re.compile(
    r"(?:民國)?\d{2,4}年(?:\d{1,2}月(?:\d{1,2}日)?|第[1-4一二三四]季|[上下]半年)?"
    r"|[0-9A-Za-z]+(?:[-./:,][0-9A-Za-z]+)*%?|.",
    re.DOTALL,
)
_FIGURES = re.compile(r"民國|第?\d+[年月日季]?[-./]?|[A-Za-z]+[-./]?|.", re.DOTALL)
"""What a line breaks between: dates and figures stay whole where there is room, else their parts."""
_NOT_FIRST = frozenset("，。、；：？！）」』］》〉…,.;:?!)]}%")
_NOT_LAST = frozenset("（「『［《〈([{")
_Lines = list[tuple[str, int]]
"""Lines as the terminal gets them, each with the columns it takes."""


class Layout(Struct, frozen=True):
    """The places of a row: how wide each is, and whether it holds numbers, which stand to the right."""

    widths: tuple[int, ...]
    numbers: tuple[bool, ...]


class Rows:
    """Measures cells and draws rows of them; values that many rows share are drawn once."""

    def __init__(self, style: Style) -> None:
        self._style = style
        self._sizes: dict[tuple[type, Cell], int] = {}
        self._drawn: dict[tuple[type, Cell, int], _Lines] = {}
        self._console = Console(
            width=style.width,
            force_terminal=style.color,
            color_system="standard" if style.color else None,
            legacy_windows=False,
        )

    def measure(self, value: Cell) -> int:
        """The columns a cell needs so that nothing in it folds."""
        if isinstance(value, Titles) or type(value) is str:
            parts = lines(value, self._style)
            return max((width(line) for part in parts for line in part.split("\n")), default=0)
        key = (type(value), value)
        if key not in self._sizes:
            self._sizes[key] = max(map(width, cell(value, self._style).plain.split("\n")))
        return self._sizes[key]

    def row(self, places: Sequence[Sequence[Cell]], layout: Layout) -> list[str]:
        """The lines of a row, the cells of each place one under the other."""
        pairs = zip(places, layout.widths, strict=True)
        return _laid([self._place(cells, columns) for cells, columns in pairs], layout)

    def head(self, names: Sequence[Sequence[str]], layout: Layout) -> list[str]:
        """The lines of a head: for each place its names, a line a language."""
        pairs = zip(names, layout.widths, strict=True)
        places = [
            [line for name in named for line in self._text(name, columns, "bold")] for named, columns in pairs
        ]
        return _laid(places, layout)

    def _place(self, cells: Sequence[Cell], columns: int) -> _Lines:
        """Cells that share a place, one under the other; a dash keeps the place of an empty one above."""
        shown = [self._cell(value, columns) for value in cells]
        while shown and not shown[-1]:
            shown.pop()
        return [line for part in shown for line in part or self._text("-", columns, "dim")]

    def _cell(self, value: Cell, columns: int) -> _Lines:
        if isinstance(value, Titles):
            first, *others = lines(value, self._style) or [""]
            found = self._text(first, columns) if first else []
            return [*found, *(line for other in others for line in self._text(other, columns, "dim"))]
        if type(value) is str:
            return [line for text in lines(value, self._style) for line in self._text(text, columns)]
        key = (type(value), value, columns)
        if key not in self._drawn:
            drawn = cell(value, self._style)
            self._drawn[key] = [
                (self._painted(line), width(line.plain))
                for text in (drawn.split("\n", allow_blank=True) if drawn.plain else ())
                for line in broken(text, columns)
            ]
        return self._drawn[key]

    def _text(self, text: str, columns: int, paint: str = "") -> _Lines:
        found = [(line, width(line)) for line in folded(text, columns)]
        if not paint or not self._style.color:
            return found
        return [(_code(paint).render(line, color_system=ColorSystem.STANDARD), size) for line, size in found]

    def _painted(self, line: Line) -> str:
        if not self._style.color:
            return line.plain
        return "".join(
            part.style.render(part.text, color_system=ColorSystem.STANDARD) if part.style else part.text
            for part in Line().append_text(line).render(self._console)
        )


def _laid(places: list[_Lines], layout: Layout) -> list[str]:
    """Places side by side."""
    found: list[str] = []
    for index in range(max(map(len, places))):
        pieces: list[str] = []
        for place, columns, right in zip(places, layout.widths, layout.numbers, strict=True):
            text, taken = place[index] if index < len(place) else ("", 0)
            blanks = " " * (columns - taken)
            pieces.append(blanks + text if right else text + blanks)
        found.append((" " * GAP).join(pieces))
    return found


@cache
def _code(paint: str) -> Paint:
    return Paint.parse(paint)


def folded(text: str, columns: int) -> list[str]:
    """A text on lines of at most `columns` terminal columns."""
    if width(text) <= columns and "\n" not in text:
        return [text]
    found: list[str] = []
    for line in text.split("\n"):
        kept, taken = "", 0
        for word in _WORDS.findall(line):
            size = width(word.rstrip())
            if taken + size > columns and kept:
                part = _whole(word, columns - taken, _DATES, in_chinese=True)
                found.append((kept + part).rstrip())
                word = word[len(part) :]  # noqa: PLW2901 - what is left of it
                kept, taken, size = "", 0, width(word.rstrip())
            while size > columns:
                part = _chopped(word, columns)
                found.append(part)
                word = word[len(part) :]  # noqa: PLW2901 - what is left of it
                size = width(word.rstrip())
            kept += word
            taken += width(word)
        found.append(kept.rstrip())
    return found


def broken(text: Line, columns: int) -> Iterator[Line]:
    """A coloured text on lines of at most so many columns."""
    place = 0
    for line in folded(text.plain, columns):
        place = text.plain.index(line, place)
        yield text[place : place + len(line)]
        place += len(line)


def _chopped(word: str, columns: int) -> str:
    """The longest beginning of a word that fits, at least one character.

    Dates and figures stay whole, and marks with what they close or open, where the column has room for them.
    """
    return _whole(word, columns, _DATES) or _whole(word, columns, _FIGURES) or _hard(word, columns)


def _whole(word: str, columns: int, pieces: re.Pattern[str], *, in_chinese: bool = False) -> str:
    """The longest beginning that fits and ends where a line may end; empty where there is none.

    With in_chinese that is beside a wide character alone, so that words of letters stay whole.
    """
    taken, end, here = 0, 0, 0
    for piece in _pieces(word, pieces):
        taken += width(piece)
        if taken > columns:
            break
        here += len(piece)
        before = piece[-1] if len(piece) == 1 or piece.isascii() else characters(piece)[-1]
        after = word[here : here + 1]
        allowed = before not in _NOT_LAST and after not in _NOT_FIRST
        if allowed and (not in_chinese or 2 in {width(before), width(after)}):
            end = here
    return word[:end]


def _pieces(word: str, pieces: re.Pattern[str]) -> Iterator[str]:
    """What a pattern finds one after the other, as much together as what is one character to a reader."""
    whole = characters(word)
    if len(whole) == len(word):
        yield from (piece[0] for piece in pieces.finditer(word))
        return
    ends, begun = set(accumulate(map(len, whole))), 0
    for piece in pieces.finditer(word):
        if piece.end() in ends:
            yield word[begun : piece.end()]
            begun = piece.end()


def _hard(word: str, columns: int) -> str:
    """As many characters as fit, at least one."""
    taken, end = 0, 0
    for char in characters(word):
        taken += width(char)
        if taken > columns and end:
            break
        end += len(char)
    return word[:end]
