"""Many updates as one change: what each wish makes of its commitment, and what is refused of them.

A sweep, a file of minutes and a returned sheet all come here. Whatever can be done is done in one
change; whatever cannot is named with its reason and left out.
"""

import datetime as dt
from collections.abc import Iterable

from msgspec import Struct

from eppd_track import messages
from eppd_track.errors import ChangeRefused, EppdError, Problem, Severity
from eppd_track.labels import Text, same
from eppd_track.ledger import changes, checks
from eppd_track.ledger.changes import Request
from eppd_track.ledger.faults import FUTURE_DATE
from eppd_track.ledger.reader import Reading, read
from eppd_track.ledger.writer import Change, Edit, apply


class Wish(Struct, frozen=True):
    """What somebody wants recorded of one commitment, named by its whole id.

    `where` is the place it stands in, for messages: a row of a sheet, an entry of a file.
    """

    id: str
    request: Request
    where: Text = same("")


class Refused(Struct, frozen=True):
    """A wish that cannot be carried out, and why."""

    id: str
    where: Text
    message: Text
    remedy: Text | None = None


class Batch(Struct, frozen=True):
    """What comes of many wishes: one change, the ids it leaves as they are, and what is refused.

    `troubles` are what is wrong with the source as a whole, `notices` what else there is to know of it.
    """

    change: Change = Change()
    unchanged: tuple[str, ...] = ()
    refused: tuple[Refused, ...] = ()
    troubles: tuple[Text, ...] = ()
    notices: tuple[Text, ...] = ()


def plan(reading: Reading, wishes: Iterable[Wish], today: dt.date) -> Batch:
    """The batch that `wishes` make of a ledger as it stands; of two wishes for one item neither is taken."""
    known = {commitment.id: commitment for commitment in reading.ledger.commitments}
    asked = tuple(wishes)
    twice = {wish.id for wish in asked if sum(other.id == wish.id for other in asked) > 1}
    edits: list[Edit] = []
    unchanged: list[str] = []
    refused: list[Refused] = []
    for wish in asked:
        try:
            if wish.id in twice:
                raise ChangeRefused(messages.ASKED_TWICE.fill(id=wish.id), messages.KEEP_ONE)
            if wish.id not in known:
                raise ChangeRefused(messages.UNKNOWN_ID.fill(typed=wish.id), messages.SEE_LIST)
            edit = changes.edit(known[wish.id], wish.request)
            if edit is None:
                unchanged.append(wish.id)
                continue
            _refuse_fault(reading, edit, today, force=wish.request.force)
            edits.append(edit)
        except EppdError as error:
            refused.append(Refused(wish.id, wish.where, error.message, error.remedy))
    return Batch(Change(edits=tuple(edits)), tuple(unchanged), tuple(refused))


def _refuse_fault(reading: Reading, edit: Edit, today: dt.date, *, force: bool) -> None:
    """Raises ChangeRefused when an edit alone would leave a fault in what it touches."""
    change = Change(edits=(edit,))
    after = read(apply(reading, change), reading.ledger.name)
    fault = None if force else new_fault(change, reading, after, today)
    if fault is not None:
        raise ChangeRefused(messages.WOULD_LEAVE.fill(message=fault.message), fault.remedy)


def new_fault(change: Change, before: Reading, after: Reading, today: dt.date) -> Problem | None:
    """The first fault that what was touched has now and did not have, or None."""
    ids = {edit.id for edit in change.edits}
    ids |= {str(addition.table["id"]) for addition in change.additions}
    held, found = (
        [
            problem
            for problem in checks.run(reading, today, ids=frozenset(ids))
            if problem.id in ids and problem.severity is not Severity.REMARK
        ]
        for reading in (before, after)
    )
    known = {(problem.rule, problem.message) for problem in held} | {FUTURE_DATE.name}
    return next(
        (one for one in found if (one.rule, one.message) not in known and one.rule not in known), None
    )
