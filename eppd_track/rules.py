"""The rule book: lights, overdue, stale, progress, and which status may follow which.

Pure: today and the settings are handed in. The rules are those of docs/rules.md, and every
command asks here.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from enum import StrEnum

from msgspec import Struct

from eppd_track.dates import after_cadence
from eppd_track.model import Commitment, Due, Settings
from eppd_track.vocabulary import Light, Status, Tempo

UNANSWERED_DAYS = 90
IDLE_DAYS = 180
SILENT_PERIODS = 2
UNFINISHED = frozenset({Status.REQUESTED, Status.NOT_STARTED, Status.IN_PROGRESS, Status.BLOCKED})
"""The statuses in which something is still to be done."""

DECISIVE = frozenset(
    {"id", "pillar", "owner", "status", "tempo", "due", "listed", "cadence", "verifiable", "carried"}
)
"""The fields of a head that decide on a light, with those that every commitment has."""


class Need(StrEnum):
    """What a change must bring with it."""

    NOTE = "note"
    REASON = "reason"
    NOTE_OR_REASON = "note-or-reason"
    EVIDENCE = "evidence"
    APPROVED_BY = "approved-by"
    CLOSURE = "closure"


class Item(Struct, frozen=True):
    """A commitment with what the rules say of it on a day. Day counts are calendar days.

    `next_due` is the earliest open milestone or the due date; `overdue_days` is positive only when
    it has passed. `unanswered` is a request the other side has left open too long. `silent_since` is
    the last word: the latest update, or the day of listing. `progress` is a percentage, stored or
    taken from milestones.
    """

    commitment: Commitment
    light: Light
    next_due: Due | None
    overdue_days: int
    due_soon: bool
    stale: bool
    unanswered: bool
    silent_since: dt.date | None
    progress: int | None

    @property
    def overdue(self) -> bool:
        """Whether its next date has passed; due today is not overdue."""
        return self.overdue_days > 0


_TRANSITIONS: Mapping[Status, Mapping[Status, tuple[Need, ...]]] = {
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
}


def next_statuses(status: Status) -> tuple[Status, ...]:
    """The statuses that may follow `status` without force."""
    return tuple(_TRANSITIONS[status])


def needs(before: Status, after: Status) -> tuple[Need, ...] | None:
    """What a change of status must bring, or None when the rules do not allow it."""
    return _TRANSITIONS[before].get(after)


def progress(commitment: Commitment) -> int | None:
    """The percentage done: as stored, else the share of milestones done, else None."""
    if commitment.progress is not None or not commitment.milestones:
        return commitment.progress
    done = sum(milestone.done is not None for milestone in commitment.milestones)
    return round(100 * done / len(commitment.milestones))


def next_due(commitment: Commitment) -> Due | None:
    """The earliest of the open milestones and the due date, or None; nothing once it is finished."""
    if commitment.status not in UNFINISHED:
        return None
    if not commitment.milestones:
        return commitment.due
    dues = [milestone.due for milestone in commitment.milestones if milestone.due and not milestone.done]
    if commitment.due:
        dues.append(commitment.due)
    return min(dues, key=lambda due: due.day, default=None)


def silent_since(commitment: Commitment) -> dt.date | None:
    """The day of the last word: the latest update, or the listing when there is none."""
    return commitment.last_word or commitment.listed


def _silent_for(commitment: Commitment, since: dt.date | None, today: dt.date, periods: int) -> bool:
    """Whether more than `periods` of the cadence have passed since the last word."""
    if since is None or commitment.cadence is None or commitment.status not in UNFINISHED:
        return False
    return today > after_cadence(since, commitment.cadence, periods)


def stale(commitment: Commitment, today: dt.date) -> bool:
    """Whether an update is owed: more than one cadence period without a word."""
    return _silent_for(commitment, silent_since(commitment), today, 1)


def light(commitment: Commitment, settings: Settings, today: dt.date) -> Light:
    """The light on a day, the first rule that matches (docs/rules.md, "Lights")."""
    return assess(commitment, settings, today).light


def _light(commitment: Commitment, settings: Settings, today: dt.date, past: int | None) -> Light:
    """`light`, `past` being the days since the next date."""
    status = commitment.status
    if status in {Status.COMPLETED, Status.CLOSED}:
        return Light.BLUE
    if status is Status.WITHDRAWN:
        return Light.GREY
    if commitment.tempo is Tempo.STANDING:
        return Light.NONE
    if status is Status.BLOCKED or (past is not None and past > settings.red_after_days):
        return Light.RED
    if _yellow(commitment, settings, today, past):
        return Light.YELLOW
    unrated = status in {Status.NOT_STARTED, Status.REQUESTED} or not commitment.verifiable
    if unrated or not _moved_since_listed(commitment):
        return Light.GREY
    return Light.GREEN


def _yellow(commitment: Commitment, settings: Settings, today: dt.date, past: int | None) -> bool:
    status = commitment.status
    if past is not None and past >= 1:
        return True
    if past is not None and -past <= settings.due_soon_days and status is Status.NOT_STARTED:
        return True
    if _silent_for(commitment, silent_since(commitment), today, SILENT_PERIODS):
        return True
    if unanswered(commitment, today):
        return True
    listed = commitment.listed
    return status is Status.NOT_STARTED and listed is not None and (today - listed).days >= IDLE_DAYS


def unanswered(commitment: Commitment, today: dt.date) -> bool:
    """Whether a request has stood for 90 days since it was listed."""
    if commitment.status is not Status.REQUESTED or commitment.listed is None:
        return False
    return (today - commitment.listed).days >= UNANSWERED_DAYS


def _moved_since_listed(commitment: Commitment) -> bool:
    last = commitment.last_word
    return last is not None and (commitment.listed is None or last >= commitment.listed)


def assess(commitment: Commitment, settings: Settings, today: dt.date) -> Item:
    """Everything the rules say of a commitment on a day."""
    due, since = next_due(commitment), silent_since(commitment)
    past = (today - due.day).days if due else None
    return Item(
        commitment,
        _light(commitment, settings, today, past),
        due,
        max(past or 0, 0),
        past is not None and 0 <= -past <= settings.due_soon_days,
        _silent_for(commitment, since, today, 1),
        unanswered(commitment, today),
        since,
        progress(commitment),
    )


def assess_all(commitments: Iterable[Commitment], settings: Settings, today: dt.date) -> tuple[Item, ...]:
    """`assess` for each, in the same order."""
    return tuple(assess(commitment, settings, today) for commitment in commitments)
