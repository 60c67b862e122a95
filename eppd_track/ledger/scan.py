"""A large ledger cut at its commitments, each of their tables read at a glance where it is plain.

What is not plain is parsed by itself; as soon as anything is at fault the whole file is left to reader.py.
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
from eppd_track.ledger.reading import Reading
from eppd_track.ledger.store import Source
from eppd_track.ledger.tables import PARTS
from eppd_track.ledger.toml import LONG_QUOTES, loads
from eppd_track.model import HEAD, Commitment, Update
from eppd_track.vocabulary import Status

_HEADER = re.compile(rb"\n[ \t]*+\[(?:(\[commitment\]\])|(?!\[commitment\.(?:update|evidence|score)\]\]))")
"""A header that cuts: of a commitment (group 1), or any but those of its history, papers and scores."""
_OF_HEAD = (b"[commitment.milestone]]", b"commitment.")
"""How headers go on that belong to today's state of a commitment."""
_PART = re.compile(rb"\[\[commitment\.(" + b"|".join(name.encode() for name in PARTS) + rb")\]\]")
_NEXT_TABLE = re.compile(rb"\n[ \t]*+(?=\[)")
_RECORD, _SCORE = b"[[commitment.update]]", b"[[commitment.score]]"
_DATE = re.compile(rb"\n[ \t]*+date[ \t]*+=[ \t]*+(\d{4}-\d\d-\d\d)[ \t]*+(?:#[^\n]*+)?\r?\n")
_LONG = tuple(re.compile(quotes.encode()) for quotes in LONG_QUOTES)
_ID, _PILLAR, _STATUS, _DUE = (list(HEAD).index(name) + 1 for name in ("id", "pillar", "status", "due"))
_FINISHED = {status.encode() for status in (Status.COMPLETED, Status.CLOSED, Status.WITHDRAWN)}


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
        if b"\r" in body and body.count(b"\r") != body.count(b"\r\n"):
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
        if not starts:
            return None
        front = reader.read(body[: starts[0]].decode(), source.path.name)
        if front.problems or front.ledger.commitments:
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
        return Reading(ledger, front=self.front.data, passed=passed or {})

    def head(self, block: Block, only: frozenset[str] | None = None) -> Commitment:
        """A commitment with at most one record, which holds the date of the latest. Raises NotPlain.

        `only` names the fields of the head that are wanted, by the names of the model.
        """
        if block.head is None:
            return self._parsed(block, heads=True)
        record = self.body.find(_RECORD, block.head.end(), block.end)
        values = plain.head().values(block.head, only)
        if values.get("carried"):
            return structs.replace(self.commitment(block), evidence=(), scores=())
        if block.parted:
            parts = self.parts(block, block.end if record < 0 else record)
            values["milestones"] = tuple(parts["milestone"])
        if record >= 0:
            days = self._days(record, block.end)
            if not days:
                return self._parsed(block, heads=True)
            values["updates"] = (Update(date=_day(max(days))),)
        return Commitment(**values)

    def _days(self, start: int, end: int) -> list[bytes]:
        """The date of each record of a history, scores left aside; none where it is laid out otherwise."""
        body = self.body
        score = body.find(_SCORE, start, end)
        last = end if score < 0 else score
        days: list[bytes] = _DATE.findall(body, start, last)
        records = body.count(_RECORD, start, end)
        return days if len(days) == records == body.count(b"[[", start, last) else []

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
    return None if head[_DUE] is not None and head[_STATUS] not in _FINISHED else pillar
