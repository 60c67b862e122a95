"""From one round of a dialogue to the next: what is open becomes one change that carries it over.

Pure. Ids stay as they are; the round is noted in `carried` (docs/commands/carry.md).
"""

import datetime as dt
from collections.abc import Iterable

from msgspec import Struct, structs

from eppd_track.ledger.batch import Batch, Wish, plan
from eppd_track.ledger.changes import Request, new_meeting
from eppd_track.ledger.reader import read
from eppd_track.ledger.reading import Reading
from eppd_track.ledger.writer import Change, apply
from eppd_track.model.records import Commitment, Ledger, Meeting
from eppd_track.model.vocabulary import Status
from eppd_track.rules.rounds import Round, passed_through, rounds
from eppd_track.words import changes as words
from eppd_track.words.errors import ChangeRefused, WrongUse
from eppd_track.words.labels import name_of
from eppd_track.words.text import Text


class Telling(Struct, frozen=True):
    """What each record says: its day, who records it, and the note; None is the usual note."""

    date: dt.date
    by: str
    note: str | None = None


def carry(
    reading: Reading, target: Meeting, chosen: Iterable[Commitment], telling: Telling, today: dt.date
) -> Batch:
    """The batch that carries what is open among `chosen` into a dialogue, which is added where it is new.

    Raises ChangeRefused for an item that is in a later round already.
    """
    after, change = _with(reading, target)
    known = rounds(after.ledger)
    items = tuple(chosen)
    there = [item.id for item in items if item.open and _is_there(item, target, known)]
    moving = [item for item in items if item.open and item.id not in there]
    made = plan(after, (_wish(item, target, telling, after.ledger) for item in moving), today)
    taken = {edit.id for edit in made.change.edits}
    return structs.replace(
        made,
        change=structs.replace(made.change, additions=change.additions),
        unchanged=tuple(there),
        notices=tuple(_notices([item for item in items if item.id in taken], target, made, there)),
    )


def _with(reading: Reading, target: Meeting) -> tuple[Reading, Change]:
    """The ledger with the meeting in it, and the change that adds it."""
    if target in reading.ledger.meetings:
        return reading, Change()
    change = Change(additions=(new_meeting(target),))
    return read(apply(reading, change), reading.ledger.name), change


def _is_there(item: Commitment, target: Meeting, known: tuple[Round, ...]) -> bool:
    """Whether an item is in the round already, made in it or carried. Raises ChangeRefused."""
    last = passed_through(item, known)[-1]
    order = [one.meeting.id for one in known]
    if order.index(last.meeting.id) > order.index(target.id):
        raise ChangeRefused(
            words.NOT_BACK.fill(id=item.id, round=last.meeting.id, target=target.id), words.ONLY_ONWARD
        )
    return last.meeting.id == target.id


def _wish(item: Commitment, target: Meeting, telling: Telling, ledger: Ledger) -> Wish:
    usual = words.NOTE.fill(round=target.id).label(ledger.settings.language)
    request = Request(
        date=telling.date,
        by=telling.by,
        meeting=target.id,
        note=telling.note or usual,
        fields={"carried": (*item.carried, target.id)},
    )
    return Wish(item.id, request)


def _notices(moved: list[Commitment], target: Meeting, made: Batch, there: list[str]) -> Iterable[Text]:
    if moved:
        yield words.CARRIED_COUNT.fill(round=target.id, count=len(moved))
    awaiting = [item.id for item in moved if item.status is Status.COMPLETED]
    if awaiting:
        yield words.AWAITING.fill(count=len(awaiting), ids=awaiting)
    if there and not moved and not made.refused:
        yield words.ALL_THERE.fill(round=target.id)


def named(items: Iterable[Commitment]) -> tuple[Commitment, ...]:
    """Items named one by one. Raises WrongUse for one named twice, ChangeRefused for one that is not open."""
    found: dict[str, Commitment] = {}
    for item in items:
        if item.id in found:
            raise WrongUse(words.NAMED_TWICE.fill(id=item.id), words.NAME_ONCE)
        if not item.open:
            raise ChangeRefused(
                words.IS_ENDED.fill(id=item.id, status=name_of(item.status)),
                words.REOPEN_FIRST.fill(id=item.id),
            )
        found[item.id] = item
    return tuple(found.values())
