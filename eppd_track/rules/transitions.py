"""What a change must bring along: which status may follow which, and what the rules still lack.

The tables are those of docs/rules.md, "What may follow what". Whoever changes a commitment asks here: the
command line, a prepared list, a sheet that came back, the sweep.
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from msgspec import Struct

from eppd_track.model.records import AGREED, Commitment, Evidence, Value
from eppd_track.model.vocabulary import ENDED, Status, complete
from eppd_track.rules import history, proposals


class Need(StrEnum):
    """What a change must bring with it."""

    NOTE = "note"
    REASON = "reason"
    NOTE_OR_REASON = "note-or-reason"
    EVIDENCE = "evidence"
    APPROVED_BY = "approved-by"
    CLOSURE = "closure"


class Brought(Struct, frozen=True):
    """What a change brings along; `closure` is the way of closing it then has."""

    note: str | None = None
    reason: str | None = None
    evidence: tuple[Evidence, ...] = ()
    approved_by: str | None = None
    closure: Value = None


_TRANSITIONS: Mapping[Status, Mapping[Status, tuple[Need, ...]]] = complete(
    Status,
    {
        Status.REQUESTED: {
            Status.NOT_STARTED: (Need.NOTE,),
            Status.IN_PROGRESS: (Need.NOTE,),
            Status.BLOCKED: (Need.NOTE,),
            Status.COMPLETED: (Need.NOTE, Need.EVIDENCE),
            Status.WITHDRAWN: (Need.NOTE,),
        },
        Status.NOT_STARTED: {
            Status.IN_PROGRESS: (Need.NOTE_OR_REASON,),
            Status.BLOCKED: (Need.NOTE_OR_REASON,),
            Status.COMPLETED: (Need.NOTE_OR_REASON, Need.EVIDENCE),
            Status.WITHDRAWN: (Need.NOTE_OR_REASON,),
        },
        Status.IN_PROGRESS: {
            Status.BLOCKED: (Need.REASON,),
            Status.COMPLETED: (Need.NOTE_OR_REASON, Need.EVIDENCE),
            Status.WITHDRAWN: (Need.REASON,),
        },
        Status.BLOCKED: {
            Status.IN_PROGRESS: (Need.NOTE,),
            Status.WITHDRAWN: (Need.NOTE,),
        },
        Status.COMPLETED: {
            Status.CLOSED: (Need.NOTE_OR_REASON, Need.APPROVED_BY, Need.CLOSURE),
            Status.IN_PROGRESS: (Need.REASON,),
        },
        Status.CLOSED: {Status.IN_PROGRESS: (Need.REASON,)},
        Status.WITHDRAWN: {Status.IN_PROGRESS: (Need.REASON,)},
    },
)


def next_statuses(status: Status) -> tuple[Status, ...]:
    """The statuses that may follow `status` without force."""
    return tuple(_TRANSITIONS[status])


def needs(before: Status, after: Status) -> tuple[Need, ...] | None:
    """What a change of status must bring, or None when the rules do not allow it."""
    return _TRANSITIONS[before].get(after)


def way(before: Status, after: Status) -> tuple[Status, ...]:
    """The fewest statuses by which one leads to another that may not follow it; none where no way does."""
    ways: dict[Status, tuple[Status, ...]] = {before: ()}
    ends = [before]
    while ends and after not in ways:
        status = ends.pop(0)
        new = [following for following in next_statuses(status) if following not in ways]
        ways |= {following: (*ways[status], following) for following in new}
        ends += new
    return ways.get(after, ())[:-1]


def meets(need: Need, commitment: Commitment, brought: Brought) -> bool:
    """Whether a need of a change of status is met, by what is brought or by what is on record already."""
    match need:
        case Need.NOTE:
            return bool(brought.note)
        case Need.REASON:
            return bool(brought.reason)
        case Need.NOTE_OR_REASON:
            return bool(brought.note or brought.reason)
        case Need.EVIDENCE:
            return bool(brought.evidence or commitment.evidence)
        case Need.APPROVED_BY:
            return bool(brought.approved_by)
        case Need.CLOSURE:
            return brought.closure is not None


def lacking(needs: Iterable[Need], commitment: Commitment, brought: Brought) -> tuple[Need, ...]:
    """The needs that are not met."""
    return tuple(need for need in needs if not meets(need, commitment, brought))


def moves_due(commitment: Commitment, fields: Iterable[str]) -> bool:
    """Whether a change of these fields moves a due date that was agreed, which wants a reason."""
    return "due" in fields and commitment.due is not None


def proposal_need(commitment: Commitment, fields: Mapping[str, Value]) -> Need | None:
    """What a change of a proposal must bring: words of whoever proposes, a reason of whoever declines.

    None where it is not changed, or a change of status decides it.
    """
    if "proposed" not in fields or proposals.settled(commitment, fields):
        return None
    return Need.REASON if fields["proposed"] is None else Need.NOTE_OR_REASON


def may_propose(commitment: Commitment, fields: Mapping[str, Value]) -> bool:
    """Whether a proposal has its place: not on what is closed or withdrawn, or is so with this change."""
    after = Status(str(fields.get("status", commitment.status)))
    return fields.get("proposed") is None or after not in ENDED


def rewords(commitment: Commitment, fields: Iterable[str]) -> tuple[str, ...]:
    """The fields among these that say what was agreed and held something, which wants a reason."""
    changed = set(fields)
    return tuple(
        name for name in AGREED if name in changed and history.current_value(commitment, name) is not None
    )
