"""What a reader of a format hands over: blocks in the order of reading, with what is known of each."""

import re
from collections.abc import Iterable

from msgspec import Struct

from eppd_track.documents.package import MOST_ELEMENTS, Danger, Unsafe

_BREAKS = re.compile("\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
)
_BLANKS = re.compile(r"[^\S\n]+")


class NoWords(Exception):
    """A file of pictures: pages there are, words none."""


class Cell(Struct, frozen=True):
    """A cell of a table: its blocks, how many columns it spans, and whether it is marked as a head."""

    blocks: tuple["Block", ...] = ()
    columns: int = 1
    head: bool = False


class Table(Struct, frozen=True):
    """A table as it is drawn. A cell that is covered by one above it stands there empty."""

    rows: tuple[tuple[Cell, ...], ...]


class Block(Struct, frozen=True, kw_only=True):
    """A paragraph or a table. `heading` and `item` are the level that its style or list gives it, 0 for none.

    `marker` is what a list shows in front, where the program makes it. `note` marks a footnote. `strong` says
    that it looks like a heading: larger or bolder than its neighbours.
    """

    text: str = ""
    heading: int = 0
    item: int = 0
    marker: str = ""
    note: bool = False
    strong: bool = False
    sheet: int | None = None
    table: Table | None = None


def drawn(rows: Iterable[tuple[Cell, ...]]) -> Table:
    """A table of rows. Raises Unsafe where cells are repeated past what anybody draws."""
    held, count = [], 0
    for row in rows:
        held.append(row)
        count += len(row)
        if count > MOST_ELEMENTS:
            raise Unsafe(Danger.EXPANDS)
    return Table(tuple(held))


def clean(text: str) -> str:
    """A text without what nobody sees: each line's blanks one, none at its ends, no empty line."""
    seen = _UNSEEN.sub("", _BREAKS.sub("\n", text))
    lines = (line.strip() for line in _BLANKS.sub(" ", seen).split("\n"))
    return "\n".join(line for line in lines if line)


_STOPS = ("。", "！", "？", ".", "!", "?", "：", ":")
_CLOSING = "\"'”’」』）)】 "


def is_ended(text: str) -> bool:
    """Whether a text ends as a sentence does, or a clause of a list."""
    return text.rstrip(_CLOSING).endswith((*_STOPS, "；", ";"))


def is_whole(text: str) -> bool:
    """Whether a text ends as a sentence does, so that a paragraph may end there."""
    return text.rstrip(_CLOSING).endswith(_STOPS)
