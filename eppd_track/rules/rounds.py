"""The rounds of a dialogue: which one an item was made in, which it was carried into, how it went in each.

Pure. A round is a meeting of kind dialogue; what was agreed or listed from its first day on, up to the
next, was made in it (docs/report.md, "Round by round").
"""

import datetime as dt
from collections.abc import Iterable, Sequence

from msgspec import Struct

from eppd_track.model.records import Commitment, Ledger, Meeting
from eppd_track.model.vocabulary import FINISHED, MeetingKind, Status
from eppd_track.rules import history


class Round(Struct, frozen=True):
    """A meeting of kind dialogue, and the day from which items belong to it.

    That is its first day, or an earlier one on which something was carried into it already.
    """

    meeting: Meeting
    begins: dt.date


class RoundLine(Struct, frozen=True):
    """How the items of a round stand: each that was made in it or carried into it counts once among the rest.

    `slipped` counts those among all of them whose due date moved while they were in it.
    """

    meeting: Meeting
    made: int
    carried: int
    done: int
    withdrawn: int
    onward: int
    open: int
    slipped: int


def rounds(ledger: Ledger) -> tuple[Round, ...]:
    """The rounds a ledger knows, in their order."""
    first: dict[str, dt.date] = {}
    for commitment in ledger.commitments:
        for name, day in carried_on(commitment).items():
            if day is not None:
                first[name] = min(first.get(name, day), day)
    found = [
        Round(meeting, min(meeting.date, first.get(meeting.id, meeting.date)))
        for meeting in ledger.meetings
        if meeting.kind is MeetingKind.DIALOGUE
    ]
    return tuple(sorted(found, key=lambda one: (one.begins, one.meeting.date)))


def begun(known: Sequence[Round], day: dt.date) -> tuple[Round, ...]:
    """The rounds among these that have begun on a day."""
    return tuple(one for one in known if one.begins <= day)


def current(ledger: Ledger, day: dt.date) -> Meeting | None:
    """The round of a day, None where the ledger knows no more than one by then."""
    found = begun(rounds(ledger), day)
    return found[-1].meeting if len(found) > 1 else None


def carried_on(commitment: Commitment) -> dict[str, dt.date | None]:
    """The day on which it was carried into each round, in their order; None where no record tells."""
    days: dict[str, dt.date | None] = dict.fromkeys(commitment.carried)
    for record in commitment.updates:
        for name in record.changes.get("carried", ()):
            if name in days and name not in record.previous.get("carried", ()):
                days[name] = record.date
    return days


def made_in(commitment: Commitment, known: Sequence[Round]) -> Round | None:
    """The round it was made in: the latest that had begun when it was listed, else the first of all."""
    listed = commitment.listed
    past = begun(known, listed) if listed is not None else ()
    return past[-1] if past else next(iter(known), None)


def passed_through(commitment: Commitment, known: Sequence[Round]) -> tuple[Round, ...]:
    """The rounds it was in: the one it was made in, then those it was carried into, in the order of time."""
    home = made_in(commitment, known)
    if home is None:
        return ()
    later = known[known.index(home) + 1 :]
    return (home, *(one for one in later if one.meeting.id in commitment.carried))


def compare(commitments: Iterable[Commitment], known: Sequence[Round]) -> tuple[RoundLine, ...]:
    """A line for each round; `commitments` are as they stood on the day that is told."""
    entries = [(commitment, passed_through(commitment, known)) for commitment in commitments]
    return tuple(
        _line(one, [(commitment, path) for commitment, path in entries if one in path]) for one in known
    )


def _line(one: Round, entries: Sequence[tuple[Commitment, tuple[Round, ...]]]) -> RoundLine:
    last = [commitment.status for commitment, path in entries if path[-1] == one]
    done = sum(status in FINISHED for status in last)
    withdrawn = last.count(Status.WITHDRAWN)
    made = sum(path[0] == one for _, path in entries)
    return RoundLine(
        meeting=one.meeting,
        made=made,
        carried=len(entries) - made,
        done=done,
        withdrawn=withdrawn,
        onward=len(entries) - len(last),
        open=len(last) - done - withdrawn,
        slipped=sum(_slipped_in(commitment, path, one) for commitment, path in entries),
    )


def _slipped_in(commitment: Commitment, path: tuple[Round, ...], one: Round) -> bool:
    """Whether its due date moved while it was in a round."""
    return any(
        next((step for step in reversed(path) if step.begins <= slip.date), path[0]) == one
        for slip in history.slips(commitment)
    )
