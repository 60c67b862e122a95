"""A large ledger cut at its commitments, each of their tables read at a glance where it is plain.

What is not plain is parsed by itself; as soon as anything that is read is at fault, the whole file is left to
reader.py.
Why a cut is safe: a piece with a text of several
lines is parsed alone, and a cut through such a text leaves a piece that cannot be.
"""

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator
from itertools import repeat
from typing import Any

import tomli
from msgspec import Struct, structs

from eppd_track.ledger import plain, reader
from eppd_track.ledger.names import strangers
from eppd_track.ledger.plain import NotPlain
from eppd_track.ledger.reading import A_WORD, Reading, keeps_records, trimmed
from eppd_track.ledger.store import Source
from eppd_track.ledger.tables import PARTS
from eppd_track.ledger.toml import LONG_QUOTES, loads
from eppd_track.model.records import HEAD, TELLING, Commitment, Update
from eppd_track.model.vocabulary import Status
from eppd_track.rules.lights import UNFINISHED

_NAMES = {name: name.encode() for name in PARTS}
_HISTORY = b"|".join(_NAMES[name] for name in PARTS if name != "milestone")
_HEADER = re.compile(rb"\n[ \t]*+\[(?:(\[commitment\]\])|(?!\[commitment\.(?:" + _HISTORY + rb")\]\]))")
"""A header that cuts: of a commitment (group 1), or any but those of its history, papers and scores."""
_OF_HEAD = (b"[commitment.milestone]]", b"commitment.")
"""How headers go on that belong to today's state of a commitment, or to one of its records."""
_PART = re.compile(rb"\[\[commitment\.(" + b"|".join(_NAMES.values()) + rb")\]\]")
_NEXT_TABLE = re.compile(rb"\n[ \t]*+(?=\[)")
_RECORD = b"[[commitment.update]]"
_HISTORY_HEADER = re.compile(rb"\n[ \t]*+\[\[commitment\.(" + _HISTORY + rb")\]\]")
_UPDATE = re.compile(rb"\n[ \t]*+\[\[commitment\.update\]\]")
_DATE = re.compile(rb"\n[ \t]*+date[ \t]*+=[ \t]*+(\d{4}-\d\d-\d\d)[ \t]*+(?:#[^\n]*+)?\r?\n")
_WORD = re.compile(rb'\n[ \t]*+(?:note = "(?![ \t]*+")|(?:' + "|".join(sorted(TELLING)).encode() + rb") = )")
"""A line of a record that makes it a word, and one that may take that back."""
_NO_WORD = re.compile(rb"\n[ \t]*+(?:correction|carried|cleared|set)\b")
_MARKERS = (b"<", b">")
"""What git leaves seven of where two people's work did not fit together."""
_LONG = tuple(re.compile(quotes.encode()) for quotes in LONG_QUOTES)
_ID, _PILLAR, _STATUS, _DUE, _TARGET = (
    list(HEAD).index(name) + 1 for name in ("id", "pillar", "status", "due", "target")
)
_FINISHED = {status.encode() for status in set(Status) - UNFINISHED}


class Block(Struct, frozen=True):
    """A commitment in the bytes of a file: from its header to the next, its head where that is plain.

    `parted` ones have milestones or a table that the head spells out.
    """

    start: int
    end: int
    head: re.Match[bytes] | None
    parted: bool

    @property
    def pillar(self) -> int | None:
        """Its pillar, where the head is plain."""
        return int(self.head[_PILLAR]) if self.head else None


class Scan(Struct, frozen=True):
    """A file cut at its commitments, `front` what stands above the first, as read."""

    source: Source
    body: bytes
    front: Reading
    blocks: tuple[Block, ...]

    @staticmethod
    def of(source: Source) -> "Scan | None":
        """The cut, or None where a file has another layout or a fault above its commitments."""
        body = source.body
        cut = _cut(body)
        if cut is None:
            return None
        starts, parted = cut
        front = reader.read(body[: starts[0]].decode(), source.path.name)
        if front.problems or "commitment" in front.data:
            return None
        ends = [*starts[1:], len(body)]
        heads = list(map(plain.head().match, repeat(body), starts, ends))
        for quotes in _LONG:
            if quotes.search(body):
                heads = [
                    None if quotes.search(body, start, end) else head
                    for head, start, end in zip(heads, starts, ends, strict=True)
                ]
        blocks = map(Block, starts, ends, heads, (index in parted for index in range(len(starts))))
        return Scan(source, body, front, tuple(blocks))

    @property
    def above(self) -> bytes:
        """What stands above the first commitment."""
        return self.body[: self.blocks[0].start]

    def ids(self) -> list[str]:
        """The id of every commitment, in file order. Raises NotPlain for one that cannot be read."""
        return [
            block.head[_ID].decode() if block.head else self._parsed(block, heads=True).id
            for block in self.blocks
        ]

    def has_parts(self, block: Block) -> bool:
        """Whether a commitment has sub-tables, as far as can be told at a glance."""
        if block.head is not None:
            return block.head.end() < block.end
        return self.body.find(b"[[commitment.", block.start, block.end) >= 0

    def heads(self, pillars: frozenset[int] | None) -> Reading:
        """The ledger without its history. Raises NotPlain for what reader.py has to look at."""
        passed: Counter[int] = Counter()
        found: list[Commitment] = []
        for block in self.blocks:
            other = None if pillars is None else _other_pillar(block, pillars)
            if other is None:
                found.append(self.head(block))
            else:
                passed[other] += 1
        return self._reading(found, whole=False, passed=passed)

    def whole(self) -> Reading:
        """The whole ledger. Raises NotPlain for what reader.py has to look at."""
        return self._reading([self.commitment(block) for block in self.blocks], whole=True)

    def _reading(
        self, found: list[Commitment], *, whole: bool, passed: Counter[int] | None = None
    ) -> Reading:
        source = self.source
        ledger = structs.replace(
            self.front.ledger, commitments=tuple(found), name=source.path.name, raw=source.raw, whole=whole
        )
        return Reading(ledger, front=self.front.data, passed=passed or {}, misset=self.front.misset)

    def head(self, block: Block, only: frozenset[str] | None = None) -> Commitment:
        """A commitment with what a ledger of heads keeps of its records (Ledger.whole). Raises NotPlain.

        `only` names the fields of the head that are wanted, by the names of the model.
        """
        try:
            if block.head is not None:
                return self._head(block, block.head, only)
        except NotPlain:
            pass
        return self._parsed(block, heads=True)

    def _head(self, block: Block, head: re.Match[bytes], only: frozenset[str] | None) -> Commitment:
        values = plain.head().values(head, only)
        start = self.body.rfind(b"\n", 0, head.end())
        days = self._days(start, block.end)
        if days is None or (days and not self._ends_with_word(start, block.end, days)):
            return trimmed(self.commitment(block))
        if block.parted:
            history = _HISTORY_HEADER.search(self.body, start, block.end)
            if history and _HEADER.search(self.body, history.end(), block.end):
                return trimmed(self.commitment(block))
            parts = self.parts(block, history.start() + 1 if history else block.end)
            values["milestones"] = tuple(parts["milestone"])
        if days:
            values["updates"] = (Update(date=_day(days[-1]), note=A_WORD),)
        found = Commitment(**values)
        return trimmed(self.commitment(block)) if days and keeps_records(found) else found

    def _ends_with_word(self, start: int, end: int, days: list[bytes]) -> bool:
        """Whether the last record is a word, as far as can be told at a glance, and the latest too."""
        last = self.body.rfind(_RECORD, start, end)
        following = _NEXT_TABLE.search(self.body, last, end)
        told = self.body[last : following.start() if following else end]
        in_order = days[-1] == max(days) and days[-1] in told
        return in_order and _WORD.search(told) is not None and _NO_WORD.search(told) is None

    def _days(self, start: int, end: int) -> list[bytes] | None:
        """The dates of the records below a head; None where they cannot be told at a glance."""
        body = self.body
        records = body.count(_RECORD, start, end)
        if body.count(b"[[", start, end) != records:
            tables = _HISTORY_HEADER.findall(body, start, end)
            records = tables.count(b"update")
            if b"".join(tables[len(tables) - records :]) != b"update" * records:
                return None
            first = _UPDATE.search(body, start, end) if records else None
            start = first.start() if first else end
        days: list[bytes] = _DATE.findall(body, start, end)
        return days if len(days) == records else None

    def commitment(self, block: Block) -> Commitment:
        """A commitment with all its parts. Raises NotPlain."""
        if block.head is None:
            return self._parsed(block, heads=False)
        found = self.parts(block, block.end)
        return Commitment(
            **plain.head().values(block.head),
            milestones=tuple(found["milestone"]),
            evidence=tuple(found["evidence"]),
            updates=tuple(found["update"]),
            scores=tuple(found["score"]),
        )

    def parts(self, block: Block, end: int) -> dict[str, list[Any]]:
        """The sub-tables of a commitment with a plain head, up to `end`, by kind. Raises NotPlain."""
        found: dict[str, list[Any]] = {name: [] for name in PARTS}
        position = block.head.end() if block.head else end
        while position < end:
            header = _PART.match(self.body, position, end)
            if header is None:
                raise NotPlain
            name = header[1].decode()
            reads = plain.part(name)
            match = reads.match(self.body, position, end)
            if match is None:
                position, part = self._part(name, position, end)
            else:
                position = match.end()
                part = (Update if name == "update" else PARTS[name])(**reads.values(match))
            found[name].append(part)
        return found

    def _part(self, name: str, start: int, end: int) -> tuple[int, Any]:
        """A sub-table that is not plain, by the parser, and where the next begins."""
        following = _NEXT_TABLE.search(self.body, start, end)
        end = following.end() if following else end
        try:
            tables = loads(self.body[start:end].decode())["commitment"][name]
        except tomli.TOMLDecodeError as error:
            raise NotPlain from error
        if len(tables) != 1 or any(strangers(tables[0], "commitment", name)):
            raise NotPlain
        part = reader.part(name, tables[0])
        if part is None:
            raise NotPlain
        return end, part

    def _parsed(self, block: Block, *, heads: bool) -> Commitment:
        """A commitment that is not plain, by the parser; read whole, no name in it may be unknown."""
        text = self.body[block.start : block.end].decode()
        reading = reader.read(text, self.source.path.name, heads=heads)
        if reading.problems or len(reading.ledger.commitments) != 1 or len(reading.data) != 1:
            raise NotPlain
        if not heads and any(_strange(reading.data["commitment"][0])):
            raise NotPlain
        return reading.ledger.commitments[0]


def _cut(body: bytes) -> tuple[list[int], set[int]] | None:
    """Where commitments start, and which have tables that belong to their head; None for another layout."""
    if b"\r" in body and body.count(b"\r") != body.count(b"\r\n"):
        return None
    if any(sign in body and 7 * sign in body for sign in _MARKERS):
        return None
    starts: list[int] = []
    parted: set[int] = set()
    for match in _HEADER.finditer(body):
        if match.lastindex:
            starts.append(match.start(1) - 1)
        elif starts and body.startswith(_OF_HEAD, match.end()):
            parted.add(len(starts) - 1)
        elif starts:
            return None
    return (starts, parted) if starts else None


def _day(raw: bytes) -> dt.date:
    try:
        return plain.day(raw)
    except ValueError as error:
        raise NotPlain from error


def _strange(table: dict[str, Any]) -> Iterator[object]:
    """Whatever the ledger does not know in a commitment and its parts."""
    yield from strangers(table, "commitment")
    for name in PARTS:
        for part in table.get(name, []):
            yield from strangers(part, "commitment", name)


def _other_pillar(block: Block, pillars: frozenset[int]) -> int | None:
    """The pillar of a commitment that is in none of these and cannot be overdue, else None."""
    head, pillar = block.head, block.pillar
    if head is None or block.parted or pillar in pillars:
        return None
    dated = head[_DUE] is not None and head[_STATUS] not in _FINISHED
    return None if dated or head[_TARGET] is not None else pillar
