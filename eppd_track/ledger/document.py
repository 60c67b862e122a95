"""The text of a ledger as blocks with positions: where each record, table and value stands.

Offsets count characters of the text, from 0; lines and columns count from 1. Nothing here knows
what a commitment is: reader.py gives the text its meaning, writer.py changes it.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Iterator
from functools import cached_property

from msgspec import Struct

from eppd_track.ledger.tokens import ASSIGNMENT, HEADER, TOKEN, line_end, names, statements, value_end
from eppd_track.ledger.toml import LONG_QUOTES

_COULD_BE_A_VALUE = re.compile(r"[\"'+\-\d]|(?:true|false|inf|nan)$")


class Assignment(Struct, frozen=True):
    """One `key = value`: `path` is the key, dotted keys in parts; `end` lies behind its newline."""

    path: tuple[str, ...]
    line: int
    key: int
    value: int
    value_end: int
    end: int


class Segment(Struct, frozen=True):
    """A table: its header and what follows up to the next one. The first has an empty path."""

    path: tuple[str, ...]
    start: int
    body: int
    end: int


class TableBlock(Struct, frozen=True, dict=True):
    """A top-level table with its sub-tables: `kind` is the header's first name, `index` counts its kind.

    A sub-table that stands behind another block belongs to the last block of its kind all the same.
    """

    kind: str
    index: int
    segments: tuple[Segment, ...]

    @property
    def head(self) -> Segment:
        """The block's own table, above its first sub-table."""
        return self.segments[0]

    @property
    def start(self) -> int:
        """Where its header begins."""
        return self.segments[0].start

    def tables(self, name: str) -> tuple[Segment, ...]:
        """Its sub-tables of that name, in order: `milestone`, `evidence`, `update`."""
        return self._by_path.get((self.kind, name), ())

    @cached_property
    def _by_path(self) -> dict[tuple[str, ...], tuple[Segment, ...]]:
        found: dict[tuple[str, ...], list[Segment]] = {}
        for segment in self.segments:
            found.setdefault(segment.path, []).append(segment)
        return {path: tuple(segments) for path, segments in found.items()}


class Document:
    """A text cut at its table headers; every character belongs to exactly one segment."""

    def __init__(self, text: str, *, likely: Collection[str] = ()) -> None:
        """Cut `text`. In a damaged one, headers of a `likely` kind cut a text that is not closed."""
        self.text = text
        found = list(HEADER.finditer(text))
        headers = _likely_headers(text, found, likely) if likely else _real_headers(text, found)
        self.blocks = tuple(_blocks(text, headers))

    @cached_property
    def _newlines(self) -> list[int]:
        return [match.start() for match in re.finditer("\n", self.text)]

    @cached_property
    def _by_kind(self) -> dict[str, tuple[TableBlock, ...]]:
        found: dict[str, list[TableBlock]] = {}
        for block in self.blocks:
            found.setdefault(block.kind, []).append(block)
        return {kind: tuple(blocks) for kind, blocks in found.items()}

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column of a character."""
        line = bisect_right(self._newlines, offset - 1)
        start = self._newlines[line - 1] + 1 if line else 0
        return line + 1, offset - start + 1

    @cached_property
    def segments(self) -> list[Segment]:
        """Every table, in file order."""
        found = [segment for block in self.blocks for segment in block.segments]
        return sorted(found, key=lambda segment: segment.start)

    def lines(self, block: TableBlock) -> set[int]:
        """The lines of a block."""
        return {
            line
            for segment in block.segments
            if segment.start < segment.end
            for line in range(self.position(segment.start)[0], self.position(segment.end - 1)[0] + 1)
        }

    def of(self, kind: str) -> tuple[TableBlock, ...]:
        """The blocks of one kind, in file order."""
        return self._by_kind.get(kind, ())

    def entries(self, segment: Segment) -> list[Assignment]:
        """The assignments of a table, in order."""
        return [
            entry for entry in _lines(self.text, segment.body, segment.end) if isinstance(entry, Assignment)
        ]

    def entry(self, segment: Segment, name: str) -> Assignment | None:
        """The assignment of a plain key in a table, or None."""
        return next((entry for entry in self.entries(segment) if entry.path == (name,)), None)

    def comments(self) -> Iterator[tuple[int, str]]:
        """Every comment with where it begins; a `#` inside a text is none."""
        for token in TOKEN.finditer(self.text):
            if token[0].startswith("#"):
                yield token.start(), token[0].rstrip()

    def content_end(self, segment: Segment) -> int:
        """Where what belongs to a table ends, before the comments and blank lines that head the next.

        Comment lines right under the last assignment belong to the table when a blank line or the
        end of the text follows them; otherwise they head what comes next.
        """
        entries = self.entries(segment)
        end = entries[-1].end if entries else segment.body
        below = end
        while below < segment.end:
            newline = self.text.find("\n", below, segment.end)
            after = segment.end if newline < 0 else newline + 1
            if not self.text[below:after].strip():
                return below
            below = after
        return below if segment.end == len(self.text) else end


def _real_headers(text: str, found: list[re.Match[str]]) -> list[re.Match[str]]:
    """The headers among the lines that look like one: not those in texts or arrays."""
    if any(_COULD_BE_A_VALUE.match(match["path"]) for match in found):
        return [item for item in _lines(text, 0, len(text)) if isinstance(item, re.Match)]
    if not any(quotes in text for quotes in LONG_QUOTES):
        return found
    spans = [match.span() for match in TOKEN.finditer(text) if match["long"]]
    starts = [start for start, _ in spans]
    return [match for match in found if not _inside(match.start(), starts, spans)]


def _inside(offset: int, starts: list[int], spans: list[tuple[int, int]]) -> bool:
    index = bisect_right(starts, offset) - 1
    return index >= 0 and offset < spans[index][1]


def _likely_headers(text: str, found: list[re.Match[str]], kinds: Collection[str]) -> list[re.Match[str]]:
    """The headers of a damaged text: those outside of values, and of these kinds in what is not closed."""
    likely = [match.start() for match in found if names(match["path"])[0] in kinds]
    return [found.header for found in statements(text, 0, len(text), likely) if found.header]


def _blocks(text: str, headers: list[re.Match[str]]) -> Iterator[TableBlock]:
    blocks: list[tuple[str, list[Segment]]] = []
    latest: dict[str, list[Segment]] = {}
    ends = [*(match.start() for match in headers), len(text)]
    yield TableBlock("", 0, (Segment((), 0, 0, ends[0]),))
    for match, end in zip(headers, ends[1:], strict=True):
        path = names(match["path"])
        segment = Segment(path, match.start(), line_end(text, match.end(), end), end)
        if len(path) == 1 or path[0] not in latest:
            latest[path[0]] = []
            blocks.append((path[0], latest[path[0]]))
        latest[path[0]].append(segment)
    counts: Counter[str] = Counter()
    for kind, segments in blocks:
        yield TableBlock(kind, counts[kind], tuple(segments))
        counts[kind] += 1


def _lines(text: str, start: int, end: int) -> Iterator[Assignment | re.Match[str]]:
    """The assignments and headers between two offsets; lines that are neither are passed over."""
    position = start
    while position < end:
        header = HEADER.match(text, position)
        if header:
            yield header
        assignment = None if header else ASSIGNMENT.match(text, position, end)
        stop = value_end(text, assignment.end(), end) if assignment else position
        after = line_end(text, header.end() if header else stop, end)
        if assignment:
            yield Assignment(
                path=names(assignment["path"]),
                line=position,
                key=assignment.start("path"),
                value=assignment.end(),
                value_end=stop,
                end=after,
            )
        position = after
