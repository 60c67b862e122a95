"""The text of a ledger as blocks with positions: where each record, table and value stands.

Offsets count characters of the text, from 0; lines and columns count from 1. Nothing here knows
what a commitment is: reader.py gives the text its meaning, writer.py changes it.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property

from msgspec import Struct

from eppd_track.ledger.toml import LONG_QUOTES

_BASIC = r'"(?:\\.|[^"\\\n])*"'
_LITERAL = r"'[^'\n]*'"
_LONG = r'"""(?:\\.|[^\\])*?"{3,5}' + r"|'''.*?'{3,5}"
_KEY = rf"(?:[A-Za-z0-9_-]+|{_BASIC}|{_LITERAL})"
_PATH = rf"{_KEY}(?:[ \t]*\.[ \t]*{_KEY})*"
_HEADER = re.compile(
    rf"^[ \t]*(?P<open>\[\[?)[ \t]*(?P<path>{_PATH})[ \t]*\]\]?[ \t]*(?:#[^\n]*)?\r?$", re.MULTILINE
)
_ASSIGNMENT = re.compile(rf"[ \t]*(?P<path>{_PATH})[ \t]*=[ \t]*")
_STRING = re.compile(f"{_LONG}|{_BASIC}|{_LITERAL}", re.DOTALL)
_TOKEN = re.compile(rf"(?P<long>{_LONG})|{_BASIC}|{_LITERAL}|#[^\n]*", re.DOTALL)
_NESTED = re.compile(rf"{_LONG}|{_BASIC}|{_LITERAL}|#[^\n]*|(?P<bracket>[\[\]{{}}])", re.DOTALL)
_BARE = re.compile(r"[^\s#,\]}][^\n#]*")
_COULD_BE_A_VALUE = re.compile(r"[\"'+\-\d]|(?:true|false|inf|nan)$")


class Entry(Struct, frozen=True):
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


class Block(Struct, frozen=True):
    """A top-level table with its sub-tables: `kind` is the header's first name, `index` counts its kind."""

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

    @property
    def end(self) -> int:
        """Where the next block's header begins, or the text ends."""
        return self.segments[-1].end

    def tables(self, name: str) -> tuple[Segment, ...]:
        """Its sub-tables of that name, in order: `milestone`, `evidence`, `update`."""
        return tuple(segment for segment in self.segments if segment.path == (self.kind, name))


class Document:
    """A text cut at its table headers; every character belongs to exactly one segment.

    `hides_headers` says whether a line that looks like a header stands inside a text or an array.
    """

    def __init__(self, text: str, *, damaged: bool = False) -> None:
        """Cut `text`. A damaged one is cut at every line that looks like a header."""
        self.text = text
        found = list(_HEADER.finditer(text))
        headers = found if damaged else _real_headers(text, found)
        self.hides_headers = len(headers) != len(found)
        self.blocks = tuple(_blocks(text, headers))

    @cached_property
    def _newlines(self) -> list[int]:
        return [match.start() for match in re.finditer("\n", self.text)]

    @cached_property
    def _by_kind(self) -> dict[str, tuple[Block, ...]]:
        found: dict[str, list[Block]] = {}
        for block in self.blocks:
            found.setdefault(block.kind, []).append(block)
        return {kind: tuple(blocks) for kind, blocks in found.items()}

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column of a character."""
        line = bisect_right(self._newlines, offset - 1)
        start = self._newlines[line - 1] + 1 if line else 0
        return line + 1, offset - start + 1

    def of(self, kind: str) -> tuple[Block, ...]:
        """The blocks of one kind, in file order."""
        return self._by_kind.get(kind, ())

    def entries(self, segment: Segment) -> list[Entry]:
        """The assignments of a table, in order."""
        return [
            entry for entry in _statements(self.text, segment.body, segment.end) if isinstance(entry, Entry)
        ]

    def entry(self, segment: Segment, name: str) -> Entry | None:
        """The assignment of a plain key in a table, or None."""
        return next((entry for entry in self.entries(segment) if entry.path == (name,)), None)

    def comments(self) -> Iterator[tuple[int, str]]:
        """Every comment with where it begins; a `#` inside a text is none."""
        for token in _TOKEN.finditer(self.text):
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
        return [item for item in _statements(text, 0, len(text)) if isinstance(item, re.Match)]
    if not any(quotes in text for quotes in LONG_QUOTES):
        return found
    spans = [match.span() for match in _TOKEN.finditer(text) if match["long"]]
    starts = [start for start, _ in spans]
    return [match for match in found if not _inside(match.start("open"), starts, spans)]


def _inside(offset: int, starts: list[int], spans: list[tuple[int, int]]) -> bool:
    index = bisect_right(starts, offset) - 1
    return index >= 0 and offset < spans[index][1]


def _blocks(text: str, headers: list[re.Match[str]]) -> Iterator[Block]:
    counts: dict[str, int] = {}
    segments: list[Segment] = []
    ends = [*(match.start() for match in headers), len(text)]
    preamble = Segment((), 0, 0, ends[0])
    yield Block("", 0, (preamble,))
    for match, end in zip(headers, ends[1:], strict=True):
        path = _names(match["path"])
        opens = len(path) == 1
        if segments and (opens or path[0] != segments[0].path[0]):
            yield _block(segments, counts)
            segments = []
        body = text.find("\n", match.end() - 1) + 1 or len(text)
        segments.append(Segment(path, match.start(), min(body, end), end))
    if segments:
        yield _block(segments, counts)


def _block(segments: list[Segment], counts: dict[str, int]) -> Block:
    kind = segments[0].path[0]
    counts[kind] = counts.get(kind, -1) + 1
    return Block(kind, counts[kind], tuple(segments))


def _names(path: str) -> tuple[str, ...]:
    return tuple(part.strip("\"'") for part in re.findall(_KEY, path))


def _statements(text: str, start: int, end: int) -> Iterator[Entry | re.Match[str]]:
    """The assignments and headers between two offsets; lines that are neither are passed over."""
    position = start
    while position < end:
        header = _HEADER.match(text, position)
        if header:
            yield header
        assignment = None if header else _ASSIGNMENT.match(text, position, end)
        stop = position
        if assignment:
            stop = _value_end(text, assignment.end(), end)
        newline = text.find("\n", header.end() if header else stop)
        after = end if newline < 0 or newline >= end else newline + 1
        if assignment:
            yield Entry(
                path=_names(assignment["path"]),
                line=position,
                key=assignment.start("path"),
                value=assignment.end(),
                value_end=stop,
                end=after,
            )
        position = after


def _value_end(text: str, start: int, end: int) -> int:
    """Where a value that begins at `start` ends; its line's end when it is cut short."""
    if string := _STRING.match(text, start, end):
        return string.end()
    if text[start : start + 1] in {"[", "{"}:
        depth = 0
        for token in _NESTED.finditer(text, start, end):
            if token["bracket"]:
                depth += 1 if token["bracket"] in "[{" else -1
                if depth == 0:
                    return token.end()
    bare = _BARE.match(text, start, end)
    return start + len(bare[0].rstrip()) if bare else start
