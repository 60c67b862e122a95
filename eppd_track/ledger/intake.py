"""Many new entries as one change, with the document they come from: what is added, linked and set aside.

Pure: the ledger is handed in. A prepared list and the cards of `eppd intake` both come here.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct

from eppd_track.ledger import changes
from eppd_track.ledger.batch import Batch, Refused, new_faults
from eppd_track.ledger.reader import read
from eppd_track.ledger.reading import Reading
from eppd_track.ledger.writer import Addition, Change, TablePart, apply
from eppd_track.model.records import AgreedText, Aside, Evidence, Ledger, Pillar, SourceDocument, Value
from eppd_track.model.vocabulary import DELIVERED, Coded, EvidenceType, Kind, Move, Sides, together
from eppd_track.rules.values import as_table
from eppd_track.words import refusals
from eppd_track.words.errors import ChangeRefused, Problem
from eppd_track.words.text import Text, same


class NewEntry(Struct, frozen=True, kw_only=True):
    """A new entry that somebody wants: its head by field, and where its words stand.

    `pillar` is told where the ledger may not have it yet; `where` is its place in a file, for messages.
    """

    fields: Mapping[str, Value]
    agreed: AgreedText | None = None
    evidence: tuple[Evidence, ...] = ()
    pillar: Pillar | None = None
    where: Text = same("")


class Link(Struct, frozen=True):
    """A clause that an entry of the ledger is about already, by its id."""

    id: str
    agreed: AgreedText


class Wanted(Struct, frozen=True):
    """All that one intake wants of a ledger; `document` is what its words stand in, where there is one."""

    document: SourceDocument | None = None
    entries: tuple[NewEntry, ...] = ()
    links: tuple[Link, ...] = ()
    asides: tuple[Aside, ...] = ()


def usual(fields: Mapping[str, Value], ledger: Ledger) -> dict[str, Coded]:
    """What a new commitment gets where nothing else is given (docs/ledger.md, "settings")."""
    settings = ledger.settings
    move = _who_moves(fields, ledger)
    found: dict[str, Coded] = {"cadence": settings.cadence, "visibility": settings.new_items}
    found |= {"next_move": move} if move else {}
    return {name: value for name, value in found.items() if name not in fields}


def _who_moves(fields: Mapping[str, Value], ledger: Ledger) -> Move | None:
    """The sides that promised, or those that a request is put to; where that is all or none, the owner's."""
    codes = ledger.parties
    kind, sides = fields.get("kind"), fields.get("sides")
    alone = kind.of(codes) if isinstance(kind, Kind) else None
    who = {*(sides.parties(codes) if isinstance(sides, Sides) else (alone,) if alone else ())}
    if who and isinstance(kind, Kind) and kind.request:
        who = {*codes} - who
    if 0 < len(who) < len(codes):
        return Move(together(who, codes))
    return next((Move(agency.side) for agency in ledger.agencies if agency.code == fields.get("owner")), None)


def plan(reading: Reading, wanted: Wanted, today: dt.date) -> Batch:
    """The batch that an intake makes of a ledger as it stands.

    An entry that would leave a fault is refused with its reason, the others come through. Raises
    ChangeRefused for a fault of the document, or of what is linked or set aside.
    """
    entries = list(wanted.entries)
    refused: list[Refused] = []
    while True:
        change, ids = _change(reading, wanted, entries)
        faults = _faults(reading, change, today)
        if not faults:
            return Batch(change=change, refused=tuple(refused))
        for fault in faults.values():
            if fault.id not in ids:
                raise ChangeRefused(refusals.WOULD_LEAVE.fill(message=fault.message), fault.remedy)
        named = list(zip(ids, entries, strict=True))
        for name, entry in named:
            if name in faults:
                why = faults[name]
                refused.append(Refused(_name(entry), entry.where, why.message, why.remedy))
        entries = [entry for name, entry in named if name not in faults]


def _change(reading: Reading, wanted: Wanted, entries: Sequence[NewEntry]) -> tuple[Change, list[str]]:
    """The change, and the ids that the entries get, in their order."""
    ledger = reading.ledger
    additions: list[Addition] = []
    known = {document.id for document in ledger.documents}
    document = wanted.document
    new = document is not None and document.id not in known
    if document is not None and new:
        additions.append(Addition("document", _document(document, wanted.asides)))
    numbers = {pillar.number for pillar in ledger.pillars}
    for pillar in (entry.pillar for entry in entries):
        if pillar is not None and pillar.number not in numbers:
            numbers.add(pillar.number)
            additions.append(Addition("pillar", as_table(pillar)))
    ids = list(_ids(ledger, reading.document.text, entries))
    additions += [_commitment(name, entry) for name, entry in zip(ids, entries, strict=True)]
    parts = [TablePart(link.id, "text", as_table(link.agreed)) for link in wanted.links]
    if document is not None and not new:
        parts += [TablePart(document.id, "aside", as_table(aside)) for aside in wanted.asides]
    return Change(additions=tuple(additions), parts=tuple(parts)), ids


def _ids(ledger: Ledger, text: str, entries: Iterable[NewEntry]) -> Iterator[str]:
    """The ids of new entries: each the next of its pillar, the file being looked through once a pillar."""
    first: dict[tuple[int, dt.date], str] = {}
    taken: dict[str, int] = {}
    for entry in entries:
        listed = entry.fields.get("listed")
        key = int(str(entry.fields["pillar"])), listed if isinstance(listed, dt.date) else dt.date.max
        if key not in first:
            first[key] = changes.next_id(ledger, key[0], text, key[1])
        chapter, _, number = first[key].rpartition("-")
        taken[chapter] = max(taken.get(chapter, 0) + 1, int(number))
        yield f"{chapter}-{taken[chapter]:02}"


def _document(document: SourceDocument, asides: Iterable[Aside]) -> dict[str, Any]:
    table = as_table(document)
    table.pop("asides", None)
    held = [as_table(aside) for aside in (*document.asides, *asides)]
    return {**table, "aside": held} if held else table


def _commitment(identifier: str, entry: NewEntry) -> Addition:
    made = changes.new_commitment({**entry.fields, "id": identifier})
    table = dict(made.table)
    if entry.agreed is not None:
        table["text"] = [as_table(entry.agreed)]
    if entry.evidence:
        table["evidence"] = [as_table(paper) for paper in entry.evidence]
    return Addition("commitment", table)


def _faults(reading: Reading, change: Change, today: dt.date) -> dict[str | None, Problem]:
    """The first fault that a change would leave in each record, by its id."""
    after = read(apply(reading, change), reading.ledger.name)
    found: dict[str | None, Problem] = {}
    for fault in new_faults(change, reading, after, today):
        found.setdefault(fault.id, fault)
    return found


def _name(entry: NewEntry) -> str:
    return str(entry.fields.get("title_zh") or entry.fields.get("title") or "")


def proof_of(kind: Kind, document: SourceDocument) -> tuple[Evidence, ...]:
    """The paper that proves what a document says is done: the document itself."""
    if kind != DELIVERED:
        return ()
    title = document.title or (None if document.title_zh else document.id)
    return (
        Evidence(date=document.date, type=EvidenceType.SIGNED_TEXT, title=title, title_zh=document.title_zh),
    )
