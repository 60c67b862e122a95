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
from eppd_track.ledger.tables import PART_NAMES, PARTS, PARTS_OF, owner_of
from eppd_track.ledger.toml import Table
from eppd_track.model.records import shows
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
        for kind, parts in PARTS_OF.items():
            for table in _rows(data, kind):
                name = str(table.get("id"))
                words = join([KINDS[kind], same(name)], same(" "))
                self._add(Piece(kind, name, name), words)
                if "print" in table:
                    self._add(Piece(kind, name, ("print", canonical(table["print"]))), words)
                for part in parts:
                    for row in _rows(table, part):
                        self._part(part, name, row)

    def _part(self, part: str, item: str, row: Table) -> None:
        names = PART_NAMES.get(part, ())
        identity = (
            alone(row)
            if part == "update"
            else canonical([row[name] for name in names])
            if names and all(name in row for name in names)
            else canonical(row)
        )
        told = [row.get(key) for key in ("date", "id", "document", "place", "note", "reason", "title")]
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
        owner = owner_of(piece.kind) if piece.kind in PARTS else piece.kind
        whole = Piece(owner, piece.item, piece.item)
        gone = whole in lacking and piece != whole
        if lacking[piece] and not now.count[renamed] and not gone and not _taken(piece, new, now):
            at = _place(reading, owner, piece.item)
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


def _taken(piece: Piece, new: list[Table], now: HeldRecords) -> bool:
    """Whether a record says so: a correction of the same commitment, or words that name what is gone.

    A correction puts one thing right, and is taken out of `new` with it. For agreed words a reason on record
    is enough, as for all that was agreed; a clause that an entry claims now was set aside no longer.
    """
    if piece.kind == "text":
        return any(record[""] == piece.item and shows(str(record.get("reason") or "")) for record in new)
    if piece.kind == "aside":
        claims = (row for item in _rows(now.data, "commitment") for row in _rows(item, "text"))
        if any(canonical([row.get("print")]) == piece.identity for row in claims):
            return True
    elif piece.kind in PARTS:
        told = next((each for each in new if each[""] == piece.item and each.get("correction") is True), None)
        if told is not None:
            new.remove(told)
        return told is not None
    named = re.compile(rf"(?<![\w-]){re.escape(piece.item)}(?!\w)")
    return any(named.search(f"{record.get('note')} {record.get('reason')}") for record in new)


def _place(reading: Reading, kind: str, item: str) -> At | None:
    index = reading.positions[kind].get(item)
    return None if index is None else (kind, index)
