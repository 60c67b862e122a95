"""The state on any day, what changed between two days, and how often a due date slipped.

Pure. The head of a commitment is the truth for today; the state on a past day is that head with
the `previous` values of every later record put back, latest first (docs/ledger.md, "History").
"""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from msgspec import Struct, structs

from eppd_track.model.due import Due
from eppd_track.model.records import HEAD, Commitment, Ledger, Update, Value, guesses
from eppd_track.model.vocabulary import Status


class Slip(Struct, frozen=True):
    """One move of a due date: when it was recorded, from where to where, and why."""

    date: dt.date
    before: Due | None
    after: Due | None
    reason: str | None


def _later(commitment: Commitment, day: dt.date) -> list[Update]:
    """The records after `day`, latest first."""
    dated = sorted(enumerate(commitment.updates), key=lambda pair: (pair[1].date, pair[0]))
    return [update for _, update in reversed(dated) if update.date > day]


def as_of(commitment: Commitment, day: dt.date) -> Commitment | None:
    """The commitment as it stood at the end of `day`, or None when it was not listed yet."""
    if commitment.listed is not None and commitment.listed > day:
        return None
    values: dict[str, Any] = {}
    for update in _later(commitment, day):
        values.update(update.previous)
    kept = tuple(update for update in commitment.updates if update.date <= day)
    moves = slips(commitment)
    if moves and moves[0].date > day and commitment.original_due == moves[0].before:
        values["original_due"] = None
    return structs.replace(
        commitment,
        **values,
        updates=kept,
        evidence=tuple(paper for paper in commitment.evidence if paper.date is None or paper.date <= day),
        scores=tuple(score for score in commitment.scores if score.date <= day),
        milestones=tuple(
            structs.replace(milestone, done=None)
            if milestone.done is not None and milestone.done > day
            else milestone
            for milestone in commitment.milestones
        ),
    )


def ledger_as_of(ledger: Ledger, day: dt.date) -> Ledger:
    """The ledger as it stood at the end of `day`. Raises ValueError for a ledger that was not read whole."""
    if not ledger.whole:
        raise ValueError("a ledger of heads has no history")
    told = (as_of(commitment, day) for commitment in ledger.commitments)
    past = [commitment for commitment in told if commitment is not None]
    known = {commitment.id for commitment in past}
    answered = (tuple(name for name in one.answered_by if name in known) for one in past)
    return structs.replace(
        ledger,
        commitments=tuple(
            structs.replace(one, answered_by=names) if names != one.answered_by else one
            for one, names in zip(past, answered, strict=True)
        ),
    )


def statuses_on(commitment: Commitment, days: Sequence[dt.date]) -> tuple[Status | None, ...]:
    """The status at the end of each day, None where it was not listed yet; as `as_of` would tell."""
    told = sorted(
        (update.date, index, update.previous["status"])
        for index, update in enumerate(commitment.updates)
        if "status" in update.previous
    )
    listed = commitment.listed
    return tuple(
        None
        if listed is not None and listed > day
        else next((before for date, _, before in told if date > day), commitment.status)
        for day in days
    )


def updates_between(commitment: Commitment, since: dt.date, until: dt.date) -> tuple[Update, ...]:
    """The records dated from `since` to `until`, both included, oldest first."""
    found = [update for update in commitment.updates if since <= update.date <= until]
    return tuple(sorted(found, key=lambda update: update.date))


def _is_slip(update: Update) -> bool:
    return "due" in update.changes and update.previous.get("due") is not None


def slips(commitment: Commitment) -> tuple[Slip, ...]:
    """Every move of the due date on record, oldest first; setting the first one is no slip.

    A correction takes the place of the move it corrects; one that puts the old date back leaves none.
    """
    found: list[Slip] = []
    for update in sorted(filter(_is_slip, commitment.updates), key=lambda update: update.date):
        before, after = _due(update.previous.get("due")), _due(update.changes.get("due"))
        if update.correction and found:
            before = found.pop().before
        if before != after:
            found.append(Slip(update.date, before, after, update.reason))
    return tuple(found)


def first_due(commitment: Commitment) -> Due | None:
    """The due date first agreed, which stays on record however often it moves."""
    if commitment.original_due is not None:
        return commitment.original_due
    moves = slips(commitment)
    return moves[0].before if moves else commitment.due


def last_due(commitment: Commitment, name: str) -> Due | None:
    """The date that `due` or `next_step_due`, which has none, held last, as far as it is on record."""
    held = (
        value
        for update in sorted(commitment.updates, key=lambda update: update.date)[::-1]
        for value in (update.changes.get(name), update.previous.get(name))
        if isinstance(value, Due)
    )
    return next(held, commitment.original_due if name == "due" else None)


def times_moved(commitment: Commitment) -> int:
    """How often the due date moved: as on record, and once where only the first one on file tells of it."""
    return len(slips(commitment)) or int(first_due(commitment) != commitment.due)


def guessed_around(commitment: Commitment, record: Update) -> tuple[frozenset[str], frozenset[str]]:
    """The fields that were inferred before a record and after it; one not on file yet follows all others."""
    inferred: Any = record.changes.get("inferred", commitment.inferred)
    confirmed: Any = record.changes.get("owner_confirmed", commitment.owner_confirmed)
    new = commitment.guessed, guesses(inferred, owner_confirmed=confirmed)
    return commitment.guessed_by_record.get(id(record), new)


def current_value(commitment: Commitment, name: str) -> Value:
    """What a field of the head holds today, by its name in the file."""
    value: Value = getattr(commitment, HEAD[name].name)
    return value


def _due(value: Value) -> Due | None:
    return value if isinstance(value, Due) else None
