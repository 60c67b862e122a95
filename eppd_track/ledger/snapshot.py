"""What was read of a large ledger, kept in the user's cache so that only what changed is read again.

Content decides: bytes of the SHA-256 that is kept are what was read then, and in any others each commitment
is whose own bytes are known; the rest goes to reader.py. So nothing kept can be stale. What is damaged, of
another build, unreadable or cannot be written is as if it were not there, and nothing is said of it.

Why a commitment may be known by its bytes alone: a ledger is cut at the lines that begin with its header, and
each piece was once parsed by itself, or holds no text of several lines in a file that was parsed as a whole
and has as many commitments as such lines. So no piece begins or ends inside of a value, and pieces that are
sound, one behind the other, are a sound ledger.
"""

import contextlib
import os
import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache, partial
from itertools import pairwise
from pathlib import Path
from stat import S_ISREG
from typing import Any, BinaryIO
from zlib import crc32

from msgspec import MsgspecError, Struct, convert, field, msgpack, structs
from tomli import TOMLDecodeError

from eppd_track import __version__
from eppd_track.ledger import reader
from eppd_track.ledger.reading import Reading, trimmed
from eppd_track.ledger.store import MOST_BYTES, Source, make_folder, name_for, write_whole
from eppd_track.ledger.toml import LONG_QUOTES, Table, loads
from eppd_track.model.due import stored
from eppd_track.model.records import HEAD, AgreedText, Commitment, Evidence, Ledger, Milestone, Score, Update
from eppd_track.model.vocabulary import Side
from eppd_track.words.errors import ChangeRefused

MOST_FILES = 40
"""Files that the cache may hold, two a ledger; the oldest go."""
_MOST_ANEW = 100
"""Commitments that are read anew each time, as they changed; where there are more, everything is."""
_HEADER = b"\n[[commitment]]"
_LONG = tuple(quotes.encode() for quotes in LONG_QUOTES)
_OURS = re.compile(r"[0-9a-f]+\.(?:index|records)")
"""How the files kept here are named; what else lies beside them is not ours to drop."""
_NO_WAIT = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
_SEAL = 4
"""Bytes of the checksum in front of an index."""
_HISTORY = ("evidence", "update", "score")
"""The sub-tables that a ledger of heads does without."""
_TOGETHER = ("sides", "next_move")
"""What may name several sides in any order: kept in that of the ledger, in which it is read."""
_FORMAT = 2
"""To be raised by whoever changes what is kept, or what reading makes of the same bytes."""
_UNUSABLE = (OSError, ValueError, IndexError, OverflowError, MsgspecError, TOMLDecodeError)


class KeptHistory(Struct, frozen=True):
    """What a commitment holds beyond what a ledger of heads does (Reading.heads)."""

    evidence: tuple[Evidence, ...] = ()
    updates: tuple[Update, ...] = field(default=(), name="update")
    scores: tuple[Score, ...] = field(default=(), name="score")


class FilePart(Struct, frozen=True, array_like=True):
    """A part of the file of records: its length, and a checksum against what decays on a disk."""

    length: int
    checksum: int


class Index(Struct, frozen=True):
    """A sound ledger cut at its commitments.

    `parties` are its sides, `digest` is that of its bytes, `starts` where its commitments begin behind a
    byte-order mark, `pieces` the digests of these; `rows` says where each stands in the sections `heads` and
    `histories`, None for one that is not there. `known` says that no name in them is unknown.
    """

    build: str
    parties: tuple[str, ...]
    digest: str
    starts: tuple[int, ...]
    pieces: tuple[bytes, ...]
    rows: tuple[int | None, ...]
    known: bool
    heads: FilePart
    histories: FilePart


def read(source: Source, folder: Path | None) -> Reading:
    """The ledger of a source as it is kept in a folder, if there is one, and kept there then.

    Raises LedgerUnreadable for what is no text.
    """
    kept = _Kept(source, folder) if folder else None
    if kept:
        with contextlib.suppress(*_UNUSABLE):
            return kept.recalled()
    reading = _careful(source)
    if reading.problems or reading.misset:
        return reading
    reading = structs.replace(reading, starts=_sound_starts(source.body, reading.data))
    if kept and reading.starts:
        kept.keep(reading)
    return reading


def follow(before: Source, after: Source, start: int, end: int, folder: Path) -> None:
    """Keeps up with a ledger that was written: the next command need not look for what is new.

    Only the bytes from `start` to `end` of it before are others now.
    """
    with contextlib.suppress(*_UNUSABLE):
        _Kept(after, folder).follow(before, start, end)


def _careful(source: Source) -> Reading:
    return reader.read(source.text, source.path.name, raw=source.raw)


class _Kept:
    """What is kept of one ledger, in two files: an index, and the records it leads to."""

    def __init__(self, source: Source, folder: Path) -> None:
        self.source = source
        path = folder / "ledgers" / name_for(source.path)
        self.index = path.with_suffix(".index")
        self.records = path.with_suffix(".records")

    def recalled(self) -> Reading:
        """The ledger as it is kept. Raises one of _UNUSABLE where it has to be read with care."""
        kept = self._read_index()
        index = kept if kept.digest == self.source.digest else _patched(kept, self.source)
        if index.rows.count(None) > min(_MOST_ANEW, len(index.rows) // 2):
            raise ValueError
        front = reader.read(self.source.body[: index.starts[0]].decode(), self.source.path.name)
        if front.problems or "commitment" in front.data:
            raise ValueError
        parties = front.given.parties
        if parties != index.parties:
            raise ValueError
        anew = [self._alone(index, at, parties) for at, row in enumerate(index.rows) if row is None]
        new = (trimmed(one.given.commitments[0]) for one in anew)
        heads = _retyped(_decoder(Commitment).decode(self._section(index.heads, 0)))
        given = structs.replace(
            front.given,
            commitments=tuple(next(new) if row is None else heads[row] for row in index.rows),
            raw=self.source.raw,
            whole=False,
        )
        known = index.known and _all_known([one.data["commitment"][0] for one in anew])
        reading = structs.replace(
            front,
            given=given,
            recall=partial(self._whole, index, given, anew),
            parsed=None,
            standing=None,
            front=front.data if known else None,
            starts=index.starts,
        )
        if index is not kept:
            self._write(self.index, _sealed(structs.replace(index, known=known)))
        return reading

    def follow(self, before: Source, start: int, end: int) -> None:
        """Keeps up with a file that was written, where `before` is kept; what is new is read later."""
        index = self._read_index()
        if index.digest == before.digest:
            self._write(self.index, _sealed(_moved(index, before, self.source, start, end)))

    def _alone(self, index: Index, at: int, parties: tuple[Side, ...]) -> Reading:
        """One commitment read by itself, whole. Raises ValueError where its piece is not just that."""
        end = index.starts[at + 1] if at + 1 < len(index.starts) else None
        reading = reader.read(
            self.source.body[index.starts[at] : end].decode(), self.source.path.name, parties=parties
        )
        if reading.problems or reading.data.keys() != {"commitment"} or len(reading.data["commitment"]) != 1:
            raise ValueError
        return reading

    def _whole(self, index: Index, given: Ledger, anew: list[Reading]) -> Ledger:
        """The ledger with all records."""
        try:
            raw = self._section(index.histories, index.heads.length)
            histories = _retyped(_decoder(KeptHistory).decode(raw))
        except _UNUSABLE:
            return _careful(self.source).given
        new = (one.given.commitments[0] for one in anew)
        whole = (
            next(new) if row is None else structs.replace(head, **structs.asdict(histories[row]))
            for head, row in zip(given.commitments, index.rows, strict=True)
        )
        return structs.replace(given, commitments=tuple(whole), whole=True)

    def keep(self, reading: Reading) -> None:
        """Keeps a ledger read with care whose commitments begin at `reading.starts`, where that can be."""
        with contextlib.suppress(*_UNUSABLE):
            tables, whole = reading.data["commitment"], reading.given.commitments
            heads = _encoded(list(map(_head, tables, reading.heads.commitments)))
            histories = _encoded(list(map(_history, tables, whole)))
            index = Index(
                build=_build(),
                parties=tuple(map(str, reading.given.parties)),
                digest=self.source.digest,
                starts=reading.starts,
                pieces=_digests(self.source.body, reading.starts),
                rows=tuple(range(len(whole))),
                known=_all_known(tables),
                heads=FilePart(len(heads), crc32(heads)),
                histories=FilePart(len(histories), crc32(histories)),
            )
            self._write(self.records, heads + histories)
            self._write(self.index, _sealed(index))

    def _read_index(self) -> Index:
        """The index of this build. Raises ValueError for another, or a damaged one."""
        with _opened(self.index) as stream:
            seal, raw = stream.read(_SEAL), stream.read()
        if crc32(raw).to_bytes(_SEAL) != seal:
            raise ValueError
        index = msgpack.decode(raw, type=Index)
        if index.build != _build():
            raise ValueError
        return index

    def _section(self, section: FilePart, start: int) -> bytes:
        """A part of the file of records. Raises ValueError for another than the one that was kept."""
        with _opened(self.records) as stream:
            stream.seek(start)
            raw = stream.read(section.length)
        if crc32(raw) != section.checksum:
            raise ValueError
        return raw

    def _write(self, path: Path, raw: bytes) -> None:
        """Writes a file for its owner alone, and drops the oldest of too many of ours, where that can be."""
        with contextlib.suppress(OSError, ChangeRefused):
            make_folder(path.parent)
            if path.is_symlink() or (path.exists() and not path.is_file()):
                return
            write_whole(path, raw, private=True, lasting=False)
            ours = [file for file in path.parent.iterdir() if _OURS.fullmatch(file.name) and file.is_file()]
            for file in sorted(ours, key=_age)[:-MOST_FILES]:
                file.unlink(missing_ok=True)


def _age(file: Path) -> int:
    return file.lstat().st_mtime_ns


def _opened(path: Path) -> BinaryIO:
    """A file of the user's own, of a size that can be. Raises ValueError for anything else."""
    stream = open(os.open(path, os.O_RDONLY | _NO_WAIT), "rb", buffering=0)  # noqa: PTH123, SIM115 - a descriptor, which the caller closes
    held = os.fstat(stream.fileno())
    own = held.st_uid == getattr(os, "getuid", int)()
    if not own or not S_ISREG(held.st_mode) or held.st_size > 2 * MOST_BYTES:
        stream.close()
        raise ValueError
    return stream


def _sealed(index: Index) -> bytes:
    """An index as it is written."""
    raw = msgpack.encode(index)
    return crc32(raw).to_bytes(_SEAL) + raw


# ---- where commitments stand ----


def starts_of(body: bytes) -> tuple[int, ...]:
    """Where lines begin that open a commitment as eppd writes it."""
    starts = [0] if body.startswith(_HEADER[1:]) else []
    place = body.find(_HEADER)
    while place >= 0:
        starts.append(place + 1)
        place = body.find(_HEADER, place + 1)
    return tuple(starts)


def _sound_starts(body: bytes, data: Table) -> tuple[int, ...]:
    """Where the commitments of a sound ledger begin; empty where it is laid out in another way."""
    starts, tables = starts_of(body), data.get("commitment", [])
    if not starts or len(starts) != len(tables):
        return ()
    above = {name: value for name, value in data.items() if name != "commitment"}
    quoted = [quotes for quotes in _LONG if quotes in body]
    pieces = (body[start:end] for start, end in pairwise((*starts, len(body)))) if quoted else ()
    try:
        alone = loads(body[: starts[0]].decode()) == above and all(
            loads(piece.decode()) == {"commitment": [table]}
            for piece, table in zip(pieces, tables, strict=False)
            if any(quotes in piece for quotes in quoted)
        )
    except TOMLDecodeError:
        return ()
    return starts if alone else ()


def _all_known(commitments: list[Table]) -> bool:
    """Whether no name in these is unknown."""
    from eppd_track.ledger.names import all_known  # noqa: PLC0415 - for what is kept alone

    return all(map(all_known, commitments))


def _digests(body: bytes, starts: Sequence[int]) -> tuple[bytes, ...]:
    """What tells each commitment from any other."""
    from hashlib import sha256  # noqa: PLC0415 - for what is kept alone

    view = memoryview(body)
    return tuple(sha256(view[start:end]).digest() for start, end in pairwise((*starts, len(body))))


def _patched(index: Index, source: Source) -> Index:
    """The index of other bytes, with the commitments that are known."""
    starts = starts_of(source.body)
    pieces = _digests(source.body, starts)
    rows = _rows(index, pieces)
    return structs.replace(index, digest=source.digest, starts=starts, pieces=pieces, rows=rows)


def _rows(index: Index, pieces: tuple[bytes, ...]) -> tuple[int | None, ...]:
    """Where commitments stand that are known by their digests."""
    return tuple(map(dict(zip(index.pieces, index.rows, strict=True)).get, pieces))


def _moved(index: Index, before: Source, after: Source, start: int, end: int) -> Index:
    """The index of bytes that differ from those before only between two places of these.

    Raises ValueError where the change reaches above the commitments.
    """
    mark = len(before.raw) - len(before.body)
    first = bisect_left(index.starts, start - mark) - 1
    behind = bisect_left(index.starts, end - mark)
    if first < 0:
        raise ValueError
    shift = len(after.raw) - len(before.raw)
    edges = [place + shift for place in (*index.starts[behind:], len(before.body))]
    begin = index.starts[first]
    between = after.body[begin : edges[0]]
    starts = starts_of(between)
    pieces = _digests(between, starts)
    return structs.replace(
        index,
        digest=after.digest,
        starts=(*index.starts[:first], *(begin + place for place in starts), *edges[:-1]),
        pieces=(*index.pieces[:first], *pieces, *index.pieces[behind:]),
        rows=(*index.rows[:first], *_rows(index, pieces), *index.rows[behind:]),
    )


# ---- values ----


@cache
def _build() -> str:
    """What keeps, and in which shape: an eppd that differs in either starts anew."""
    kinds = (Commitment, AgreedText, Milestone, Evidence, Update, Score)
    shape = [(info.encode_name, str(info.type)) for kind in kinds for info in structs.fields(kind)]
    return f"{__version__} {_FORMAT} {crc32(repr(shape).encode()):08x}"


def _encoded(tables: list[Any]) -> bytes:
    return msgpack.encode(tables, enc_hook=stored)


def _head(table: Table, head: Commitment) -> Table:
    """What a ledger of heads holds of a commitment, as a table of the file."""
    kept = table.copy()
    for name in _HISTORY:
        kept.pop(name, None)
    kept |= {name: getattr(head, name) for name in _TOGETHER if name in kept}
    if head.updates:
        kept["update"] = [_slim(record) for record in head.updates]
    return kept


def _history(table: Table, whole: Commitment) -> Table:
    """The rest of it, likewise; records that change a field with what they change."""
    kept = {name: table[name] for name in _HISTORY if name in table}
    changing = any(record.changes or record.previous for record in whole.updates)
    return kept | {"update": [_slim(record) for record in whole.updates]} if changing else kept


def _slim(record: Update) -> Table:
    """A record without the fields that are not there."""
    pairs = zip(record.__struct_fields__, structs.astuple(record), strict=True)
    return {name: value for name, value in pairs if value or value == ""}


@cache
def _decoder(kind: Any) -> Any:
    """What reads the records of a kind."""
    return msgpack.Decoder(tuple[kind, ...], dec_hook=_stored)


def _stored(kind: type, text: str) -> Any:
    """A due date or a term from the text it is stored as."""
    return _made(kind, text)


@cache
def _made(kind: type, text: str) -> Any:
    return kind(text)


def _retyped(found: tuple[Any, ...]) -> tuple[Any, ...]:
    """The same, with the values of fields in records made again what the model says they are."""
    changing = (record for one in found for record in one.updates if record.changes or record.previous)
    for values in (values for record in changing for values in (record.changes, record.previous)):
        for name, value in values.items():
            if value is not None:
                values[name] = convert(value, HEAD[name].type, dec_hook=_stored)
    return found
