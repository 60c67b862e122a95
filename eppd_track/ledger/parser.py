"""From the text of a ledger to plain tables, read on around what is damaged."""

import re
from collections import Counter
from functools import cached_property
from typing import TYPE_CHECKING

import tomli
from msgspec import Struct

from eppd_track.ledger.places import At, identifier
from eppd_track.ledger.tables import NAME_FIELD, RECORDS, TABLES
from eppd_track.ledger.toml import TOO_LARGE, Table, loads
from eppd_track.words import faults, wanted
from eppd_track.words.errors import Problem
from eppd_track.words.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from eppd_track.ledger.document import Document, Segment, TableBlock
    from eppd_track.ledger.tokens import Statement

_MARKER = r"(?m)^(<{7}|={7}|>{7})(?=\s|$).*$"
_MOST_FAULTS = 20
"""In one table; one that has more is lost."""


class Parsed(Struct, frozen=True, dict=True):
    """A text as plain tables; a damaged one is `cut` where its tables seem to begin.

    `torn` are the records that lost lines.
    """

    text: str
    data: Table
    problems: tuple[Problem, ...] = ()
    torn: frozenset[At] = frozenset()
    cut: "Document | None" = None

    @cached_property
    def document(self) -> "Document":
        """The text with its positions."""
        from eppd_track.ledger.document import Document  # noqa: PLC0415 - only where a position is asked for

        return self.cut or Document(self.text)


def parse(text: str) -> Parsed:
    """The tables in `text`; of a damaged one each record is read by itself, and the other tables together."""
    try:
        return Parsed(text, loads(text))
    except tomli.TOMLDecodeError as error:
        from eppd_track.ledger.document import Document  # noqa: PLC0415 - for damaged texts alone

        return _Damaged(text, Document(text, likely={*TABLES, *RECORDS})).parsed(error)


def tables_of(raw: bytes | None) -> Table:
    """The tables in the bytes of a ledger, as far as they can be read; none where there is no ledger."""
    return parse(raw.decode("utf-8-sig", "replace")).data if raw else {}


class _Damaged:
    """A damaged text: what of it can be read, and the faults found so far."""

    def __init__(self, text: str, document: "Document") -> None:
        self.text = text
        self.document = document
        self.problems: list[Problem] = []
        self.torn: set[At] = set()

    def parsed(self, error: tomli.TOMLDecodeError) -> Parsed:
        """What can be read; `error` is what stopped the whole, named when no part explains it."""
        readable = self._without_markers()
        records = [block for block in self.document.blocks if block.kind in NAME_FIELD]
        others = [block for block in self.document.blocks if block.kind not in NAME_FIELD]
        data = _Unit(self, readable, others).table()
        for block in records:
            self._add(data, block, _Unit(self, readable, [block]).table().get(block.kind, {}))
        if not self.problems:
            self.report(None, _offset(self.text, error), _said(error.msg, ""))
        problems, torn = tuple(self.problems), frozenset(self.torn)
        return Parsed(self.text, data, problems=problems, torn=torn, cut=self.document)

    def _without_markers(self) -> str:
        """The text with the marks of a merge blanked and named."""
        marks = list(re.finditer(_MARKER, self.text))
        if all(mark[1].startswith("=") for mark in marks):
            return self.text
        for mark in marks:
            position = self.document.position(mark.start())
            self.problems.append(faults.MERGE_MARKER.problem(position, None, marker=mark[1]))
        return re.sub(_MARKER, lambda mark: " " * len(mark[0]), self.text)

    def _add(self, data: Table, block: "TableBlock", value: object) -> None:
        """Adds a record to the tables; one of single brackets, or beside a value of its kind, is named."""
        if isinstance(value, dict):
            if value:
                self.report(block, block.start, wanted.SINGLE_BRACKETS.fill(kind=block.kind))
            value = [value]
        if block.index == 0 and block.kind in data:
            del data[block.kind]
            entry = self.document.entry(self.document.blocks[0].head, block.kind)
            self.report(None, entry.line if entry else 0, _said("Cannot mutate", ""))
        data.setdefault(block.kind, []).extend(value)

    def report(self, block: "TableBlock | None", offset: int, words: Text) -> None:
        """Names a fault."""
        name = identifier(self.document, block) if block else None
        position = self.document.position(min(offset, max(len(self.text) - 1, 0)))
        self.problems.append(faults.SYNTAX.problem(position, name, what=words))


class _Unit:
    """A record, or all other tables together: read without the statements and tables that cannot be."""

    def __init__(self, damaged: _Damaged, text: str, blocks: list["TableBlock"]) -> None:
        self.damaged = damaged
        pairs = sorted(
            ((segment, block) for block in blocks for segment in block.segments),
            key=lambda pair: pair[0].start,
        )
        self.segments: list[Segment] = [segment for segment, _ in pairs]
        self.blocks = [block for _, block in pairs]
        self.pieces = [text[segment.start : segment.end] for segment in self.segments]
        self.faults: Counter[int] = Counter()

    def table(self) -> Table:
        """What can be read of it; nothing of a record whose head is lost."""
        while True:
            text = "".join(self.pieces)
            try:
                return loads(text)
            except tomli.TOMLDecodeError as error:
                if not self._mend(error.msg, _offset(text, error)):
                    return {}

    def _mend(self, parser: str, offset: int) -> bool:
        """Names a fault and blanks what it costs; says whether anything is left to read."""
        index, offset = self._piece_at(offset)
        found = self._culprit(index, offset, parser)
        if found:
            index, statement = found
            offset = (
                statement.lack.at if statement.lack else min(max(offset, statement.start), statement.end - 1)
            )
            parser = statement.lack.sign if statement.lack else parser
        piece, segment = self.pieces[index], self.segments[index]
        offset = offset if offset < len(piece) else len(piece.rstrip())
        line = piece[piece.rfind("\n", 0, offset) + 1 :].partition("\n")[0]
        self.damaged.report(self.blocks[index], segment.start + offset, _said(parser, line))
        self.damaged.torn.add((self.blocks[index].kind, self.blocks[index].index))
        self.faults[index] += 1
        if found and not statement.loose and self.faults[index] <= _MOST_FAULTS:
            self.pieces[index] = _blanked(piece, statement.start, statement.end)
            return True
        return self._lose(index)

    def _lose(self, index: int) -> bool:
        """Blanks a table with those inside it; a record is lost with its head."""
        if (index == 0 and self.blocks[index].kind in NAME_FIELD) or not self.pieces[index].strip():
            return False
        path = self.segments[index].path
        inside = [
            path and len(other.path) > len(path) and other.path[: len(path)] == path
            for other in self.segments
        ]
        last = [*inside, False].index(False, index + 1)
        self.pieces[index:last] = [_blanked(piece, 0, len(piece)) for piece in self.pieces[index:last]]
        return True

    def _piece_at(self, offset: int) -> tuple[int, int]:
        """Which table an offset of the whole stands in, and where in it."""
        last = len(self.pieces) - 1
        for index, piece in enumerate(self.pieces):
            if offset < len(piece) or index == last:
                return index, offset
            offset -= len(piece)
        return last, offset

    def _culprit(self, index: int, offset: int, parser: str) -> "tuple[int, Statement] | None":
        """The statement at fault: the first that is not closed, else the one the parser stopped in."""
        stopped = None
        for place, statement in self._statements(index):
            start, end = statement.start, statement.end
            if statement.lack and (place < index or start <= offset):
                return place, statement
            if parser == TOO_LARGE:
                if _too_large(self.pieces[place][start:end]):
                    return place, statement
            elif stopped is None and place == index and start <= offset < end + statement.loose:
                stopped = place, statement
        return stopped

    def _statements(self, last: int) -> "Iterator[tuple[int, Statement]]":
        """The statements of the tables up to one, by table."""
        from eppd_track.ledger.tokens import statements  # noqa: PLC0415 - for damaged texts alone

        for index in range(last + 1):
            segment = self.segments[index]
            for statement in statements(
                self.pieces[index], segment.body - segment.start, len(self.pieces[index])
            ):
                yield index, statement


def _too_large(text: str) -> bool:
    """Whether a statement is what the parser finds beyond all bounds."""
    try:
        loads(text)
    except tomli.TOMLDecodeError as error:
        return error.msg == TOO_LARGE
    return False


def _blanked(text: str, start: int, end: int) -> str:
    """A text with everything between two offsets blanked but the ends of lines."""
    return text[:start] + re.sub(r"[^\r\n]|\r(?!\n)", " ", text[start:end]) + text[end:]


def _said(parser: str, line: str) -> Text:
    """What the parser says, in our words."""
    from eppd_track.ledger.syntax import fault_in  # noqa: PLC0415 - for damaged texts alone

    return fault_in(parser, line)


def _offset(text: str, error: tomli.TOMLDecodeError) -> int:
    """Where a fault stands in the text, by its line: the parser counts a Windows line end as one."""
    start = 0
    for _ in range(error.lineno - 1):
        start = text.find("\n", start) + 1
    end = text.find("\n", start)
    end = len(text) if end < 0 else end
    return min(start + error.colno - 1, max(end - (text[end - 1 : end] == "\r"), start))
