"""Many updates as one change: what each wish makes of its commitment, and what is refused of them.

A sweep, a file of minutes and a returned sheet all come here. Whatever can be done is done in one
change; whatever cannot is named with its reason and left out.
"""

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from msgspec import Struct, structs

from eppd_track.ledger import changes, checks
from eppd_track.ledger.changes import Request
from eppd_track.ledger.reader import read
from eppd_track.ledger.reading import Reading
from eppd_track.ledger.tables import NAME_FIELD
from eppd_track.ledger.writer import Change, Edit, apply
from eppd_track.model.records import Commitment
from eppd_track.rules import history
from eppd_track.words import refusals
from eppd_track.words.errors import ChangeRefused, EppdError, Problem
from eppd_track.words.faults import FUTURE_DATE, NEVER_ASKED
from eppd_track.words.text import Text, same

if TYPE_CHECKING:
    from eppd_track.rules.likeness import Near


class Wish(Struct, frozen=True):
    """What somebody wants recorded of one commitment, named by its whole id.

    `where` is the place it stands in, for messages: a row of a sheet, an entry of a file. One that stands
    `beside` another's is a record of its own, in words and evidence alone.
    """

    id: str
    request: Request
    where: Text = same("")
    beside: bool = False


class Refused(Struct, frozen=True):
    """A wish that cannot be carried out, and why."""

    id: str
    where: Text
    message: Text
    remedy: Text | None = None


class Left(Struct, frozen=True):
    """Words of a document that are not taken: where they stand, whole, and the commitments near them."""

    where: Text
    words: str
    near: "tuple[Near, ...]" = ()


class Batch(Struct, frozen=True):
    """What comes of many wishes: one change, the ids it leaves as they are, and what is refused.

    `troubles` are what is wrong with the source as a whole, `notices` what else there is to know of it,
    `left` what of a document belongs to no commitment for sure.
    """

    change: Change = Change()
    unchanged: tuple[str, ...] = ()
    refused: tuple[Refused, ...] = ()
    troubles: tuple[Text, ...] = ()
    notices: tuple[Text, ...] = ()
    left: tuple[Left, ...] = ()


def plan(reading: Reading, wishes: Iterable[Wish], today: dt.date) -> Batch:
    """The batch that `wishes` make of a ledger as it stands; of two wishes for one item neither is taken."""
    asked = tuple(wishes)
    names = Counter(wish.id for wish in asked if not wish.beside)
    known = {commitment.id: commitment for commitment in reading.ledger.commitments}
    edits: dict[int, Edit] = {}
    unchanged: list[str] = []
    refused: list[Refused] = []
    for number, wish in enumerate(asked):
        try:
            edit = _edit(wish, known.get(wish.id), names[wish.id])
        except EppdError as error:
            refused.append(Refused(wish.id, wish.where, error.message, error.remedy))
            continue
        if edit is None:
            unchanged.append(wish.id)
        else:
            edits[number] = edit
    for number, why in _misfits(reading, edits):
        refused.append(Refused(edits.pop(number).id, asked[number].where, why.message, why.remedy))
    while (fault := _fault(reading, edits.values(), today)) is not None:
        number = max(number for number, edit in edits.items() if edit.id == fault.id)
        wish, edit = asked[number], edits[number]
        if wish.request.force and not edit.record.get("forced"):
            edits[number] = structs.replace(edit, record={**edit.record, "forced": True})
            continue
        del edits[number]
        message = refusals.WOULD_LEAVE.fill(message=fault.message)
        refused.append(Refused(wish.id, wish.where, message, fault.remedy))
    return Batch(Change(edits=tuple(edits.values())), tuple(dict.fromkeys(unchanged)), tuple(refused))


def _edit(wish: Wish, commitment: Commitment | None, times: int) -> Edit | None:
    """The edit of one wish, None where it stands so already. Raises EppdError where it cannot be."""
    if times > 1 and not wish.beside:
        raise ChangeRefused(refusals.ASKED_TWICE.fill(id=wish.id), refusals.KEEP_ONE)
    if commitment is None:
        raise ChangeRefused(refusals.UNKNOWN_ID.fill(typed=wish.id), refusals.SEE_LIST)
    return changes.edit(commitment, wish.request, in_file=bool(wish.where.data))


def _misfits(reading: Reading, edits: Mapping[int, Edit]) -> list[tuple[int, ChangeRefused]]:
    """The edits that the layout of the file does not allow in place; looked at singly only where one is."""
    try:
        apply(reading, Change(edits=tuple(edits.values())))
    except ChangeRefused:
        return [(number, error) for number, edit in edits.items() if (error := _misfit(reading, edit))]
    return []


def _misfit(reading: Reading, edit: Edit) -> ChangeRefused | None:
    try:
        apply(reading, Change(edits=(edit,)))
    except ChangeRefused as error:
        return error
    return None


def _fault(reading: Reading, edits: Collection[Edit], today: dt.date) -> Problem | None:
    """The first fault that the edits together would leave in one of them that is not marked as forced."""
    change = Change(edits=tuple(edits))
    after = read(apply(reading, change), reading.ledger.name)
    forced = {edit.id for edit in edits if edit.record.get("forced")}
    return next(
        (fault for fault in new_faults(change, reading, after, today) if fault.id not in forced), None
    )


def new_fault(change: Change, before: Reading, after: Reading, today: dt.date) -> Problem | None:
    """The first fault that what was touched has now and did not have, or None."""
    return next(new_faults(change, before, after, today), None)


def new_faults(change: Change, before: Reading, after: Reading, today: dt.date) -> Iterator[Problem]:
    """The faults that what was touched has now and did not have."""
    ids = {edit.id for edit in change.edits} | {part.id for part in change.parts}
    ids |= {str(addition.table[NAME_FIELD[addition.kind]]) for addition in change.additions}
    found = _grave(after, ids, today)
    known = {(one.rule, one.message) for one in _grave(before, ids, today)} if found else set()
    return (one for one in found if (one.rule, one.message) not in known and one.rule not in _NO_BAR)


_NO_BAR = frozenset({FUTURE_DATE.name, NEVER_ASKED.name})
"""Faults that a change may leave: a day that was agreed to, and what `check` reminds of."""


def _grave(reading: Reading, ids: set[str], today: dt.date) -> list[Problem]:
    """The errors and warnings in these records."""
    faults = checks.run(reading, today, checks.GRAVE, frozenset(ids))
    return [problem for problem in faults if problem.id in ids]


def stands(commitment: Commitment, request: Request) -> bool:
    """Whether every field asked for holds its value already, and every milestone is reached."""
    reached = {milestone.id for milestone in commitment.milestones if milestone.done}
    return set(request.done) <= reached and all(
        history.current_value(commitment, name) == value for name, value in request.fields.items()
    )


def on_record(commitment: Commitment, request: Request) -> bool:
    """Whether a record says the same already, so that nothing is written twice."""
    titles = {paper.title for paper in request.evidence}
    return stands(commitment, request) and any(
        (update.date, update.by, update.meeting) == (request.date, request.by, request.meeting)
        and (update.note, update.reason) == (request.note, request.reason)
        and titles <= set(update.evidence)
        for update in commitment.updates
        if request.note or request.reason or titles
    )
