"""What stood in an earlier state of the ledger and is missing now, without a record that says so.

Records are only added to (docs/ledger.md, "History"): a wrong one is put right by a correction, a commitment
or a document that is gone is named by a record.
"""

import re
from collections import Counter
from collections.abc import Hashable, Iterator
from typing import NamedTuple

from eppd_track.ledger.merge.plan import rows
from eppd_track.ledger.merge.records import alone, canonical
from eppd_track.ledger.merge.renumber import one_item, renumbered
from eppd_track.ledger.places import At, locate
from eppd_track.ledger.reading import Reading
from eppd_track.ledger.tables import PARTS
from eppd_track.ledger.toml import Table
from eppd_track.words import changes
from eppd_track.words.changes import KINDS
from eppd_track.words.errors import Problem
from eppd_track.words.faults import MISSING
from eppd_track.words.text import Text, join, same

_MOST_WORDS = 40


class Piece(NamedTuple):
    """Something that may not vanish: its kind, the commitment it belongs to, what tells it from others."""

    kind: str
    item: str
    identity: Hashable


class HeldRecords:
    """What a state of the ledger holds: how often each piece, and the words for it."""

    def __init__(self, data: Table) -> None:
        self.data = data
        self.count: Counter[Piece] = Counter()
        self.words: dict[Piece, Text] = {}
        for kind in ("commitment", "document"):
            for table in _rows(data, kind):
                name = str(table.get("id"))
                self._add(Piece(kind, name, name), join([KINDS[kind], same(name)], same(" ")))
        for item in _rows(data, "commitment"):
            for part in PARTS:
                for row in _rows(item, part):
                    self._part(part, str(item.get("id")), row)

    def _part(self, part: str, item: str, row: Table) -> None:
        identity = alone(row) if part == "update" else row.get("id") if "id" in row else canonical(row)
        told = [row.get(key) for key in ("date", "id", "note", "reason", "title")]
        said = " ".join(str(value) for value in told if value is not None)[:_MOST_WORDS]
        self._add(Piece(part, item, identity), changes.KIND_SAID.fill(kind=KINDS[part], said=said))

    def _add(self, piece: Piece, words: Text) -> None:
        self.count[piece] += 1
        self.words[piece] = words


def _rows(table: Table, name: str) -> list[Table]:
    value = table.get(name)
    return value if rows(value) else []


def missing(
    reading: Reading, revision: str, old: Table, *, base: Table | None = None, back: Table | None = None
) -> Iterator[Problem]:
    """What `old`, the data of a revision, held and the ledger lacks, as faults in the ledger.

    With `base` only what `old` has beyond it counts; what `back` has beyond `base` may be taken out.
    """
    now = HeldRecords(reading.data)
    was, before = HeldRecords(old), HeldRecords(base or {})
    wanted = (
        was.count - before.count if back is None else was.count - (HeldRecords(back).count - before.count)
    )
    lacking = wanted - now.count
    new_names = HeldRecords(renumbered(old, {}, _renumbered(old, now)))
    new = [record for piece, record in _records(now) if not was.count[piece]]
    for piece, renamed in zip(was.words, new_names.words, strict=False):
        gone = Piece("commitment", piece.item, piece.item) in lacking and piece.kind in PARTS
        if lacking[piece] and not now.count[renamed] and not gone and not _taken(piece, new):
            at = _place(reading, piece.item)
            position = locate(reading.document, at, "id") if at else (1, 1)
            yield MISSING.problem(position, piece.item, what=was.words[piece], revision=revision)


def _renumbered(old: Table, now: HeldRecords) -> dict[str, str]:
    """The ids that a merge gave up for others since."""
    held = {str(table.get("id")): table for table in _rows(now.data, "commitment")}
    before = {str(table.get("id")): table for table in _rows(old, "commitment")}
    return {
        name: other
        for name, table in before.items()
        if name in held and not one_item(held[name], table)
        for other, candidate in held.items()
        if other not in before and one_item(candidate, table)
    }


def _records(held: HeldRecords) -> Iterator[tuple[Piece, Table]]:
    for item in _rows(held.data, "commitment"):
        for record in _rows(item, "update"):
            yield Piece("update", str(item.get("id")), alone(record)), {**record, "": item.get("id")}


def _taken(piece: Piece, new: list[Table]) -> bool:
    """Whether a record says so: a correction of the same commitment, or words that name what is gone.

    A correction puts one thing right, and is taken out of `new` with it.
    """
    if piece.kind in PARTS:
        told = next((each for each in new if each[""] == piece.item and each.get("correction") is True), None)
        if told is not None:
            new.remove(told)
        return told is not None
    named = re.compile(rf"(?<![\w-]){re.escape(piece.item)}(?!\w)")
    return any(named.search(f"{record.get('note')} {record.get('reason')}") for record in new)


def _place(reading: Reading, item: str) -> At | None:
    index = reading.positions.get(item)
    return None if index is None else ("commitment", index)
