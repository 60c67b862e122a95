"""The rule book: lights, overdue, stale, progress.

Pure: today and the settings are handed in. The rules are those of docs/rules.md, and every
command asks here.
"""

import datetime as dt
import re
from collections.abc import Mapping, Sequence

from msgspec import Struct

from eppd_track.model.due import Due
from eppd_track.model.records import Commitment, Ledger, Update
from eppd_track.model.settings import Settings
from eppd_track.model.vocabulary import ENDED, FINISHED, Light, Move, Side, Sides, Status, Tempo
from eppd_track.rules.dates import after_cadence

UNANSWERED_DAYS = 90
IDLE_DAYS = 180
SILENT_PERIODS = 2
UNFINISHED = frozenset(Status) - FINISHED - ENDED
"""The statuses in which something is still to be done."""

_ASKS_RULING = (
    r"(?i)裁示|鈞裁|請核[示定]|(?<!申)請示(?!範)|\bruling\b|\bfor (?:a )?decision\b|\bplease decide\b"
)
"""How a next step asks somebody above to decide."""


class Item(Struct, frozen=True):
    """A commitment with what the rules say of it on a day. Day counts are calendar days.

    `next_due` is the earliest open milestone or the due date; `overdue_days` is positive only when
    it has passed. `unanswered` is a request on which no answer is on record for long. `silent_since` is
    the day of the last word, or of listing. `progress` is a percentage, stored or
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


def progress(commitment: Commitment) -> int | None:
    """The percentage done (docs/rules.md, "Progress"): as stored, else the milestones done, else None.

    What is only asked for has no share: nobody promised its milestones.
    """
    asked = commitment.status is Status.REQUESTED
    if commitment.progress is not None or asked or not commitment.milestones:
        return commitment.progress
    done = sum(milestone.done is not None for milestone in commitment.milestones)
    return round(100 * done / len(commitment.milestones))


def asks_ruling(commitment: Commitment) -> bool:
    """Whether the next step asks somebody above to decide (docs/rules.md, "For decision")."""
    return commitment.status in UNFINISHED and bool(re.search(_ASKS_RULING, commitment.next_step or ""))


def for_decision(commitment: Commitment) -> bool:
    """Whether somebody above has to decide (docs/rules.md, "For decision"): blocked, or asking for it."""
    return commitment.status is Status.BLOCKED or asks_ruling(commitment)


def last_reason(commitment: Commitment) -> Update | None:
    """The last record that gives a reason, or None where nobody gave one."""
    given = [record for record in reversed(commitment.updates) if record.reason]
    return max(given, key=lambda record: record.date, default=None)


def lacks_reason(item: Item) -> bool:
    """Whether somebody owes the reason why it is red, yellow or late: none is on record (docs/rules.md).

    Nobody owes one for an answer that the other side has not given. Of a ledger of heads not all reasons
    are known.
    """
    behind = item.light in {Light.RED, Light.YELLOW} or item.overdue
    return behind and not item.unanswered and last_reason(item.commitment) is None


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
    """The day of the last word, or of the listing when there is none."""
    return commitment.last_word or commitment.listed


def _silent_for(commitment: Commitment, since: dt.date | None, today: dt.date, periods: int) -> bool:
    """Whether more than `periods` of the cadence have passed since the last word."""
    if since is None or commitment.cadence is None or commitment.status not in UNFINISHED:
        return False
    return today > after_cadence(since, commitment.cadence, periods)


def stale(commitment: Commitment, today: dt.date) -> bool:
    """Whether an update is owed: more than one cadence period without a word."""
    return _silent_for(commitment, silent_since(commitment), today, 1)


class View(Struct, frozen=True):
    """What the rules look at on a day besides a commitment itself: the settings, and who answers for whom.

    `sides` are those at the table; `speakers` gives that of each agency by every name it signs with, folded.
    """

    settings: Settings
    today: dt.date
    sides: tuple[Side, ...]
    speakers: Mapping[str, Side]

    @staticmethod
    def of(ledger: Ledger, today: dt.date) -> "View":
        """What a ledger says of it."""
        names: list[tuple[Side, tuple[str | None, ...]]] = [
            (side.code, (side.code, side.name, side.name_zh)) for side in ledger.sides
        ]
        names += [(one.side, (one.code, one.name, one.name_zh)) for one in ledger.agencies]
        return View(
            ledger.settings,
            today,
            ledger.parties,
            {name.strip().casefold(): side for side, known in names for name in known if name},
        )


class _Signs(Struct, frozen=True):
    """What several rules look at: days since the next date, the last word, an answer still owed."""

    past: int | None
    last: dt.date | None
    unanswered: bool


def _light(commitment: Commitment, view: View, signs: _Signs) -> Light:
    """The light, the first rule that matches (docs/rules.md, "Lights")."""
    settings = view.settings
    status = commitment.status
    if status in FINISHED:
        return Light.BLUE
    if status is Status.WITHDRAWN:
        return Light.GREY
    if commitment.tempo is Tempo.STANDING:
        return Light.NONE
    if status is Status.BLOCKED or (signs.past is not None and signs.past > settings.red_after_days):
        return Light.RED
    if _yellow(commitment, view, signs):
        return Light.YELLOW
    unrated = status in {Status.NOT_STARTED, Status.REQUESTED} or not commitment.verifiable
    moved = signs.last is not None and (commitment.listed is None or signs.last >= commitment.listed)
    return Light.GREEN if moved and not unrated else Light.GREY


def _yellow(commitment: Commitment, view: View, signs: _Signs) -> bool:
    settings, today, status, past = view.settings, view.today, commitment.status, signs.past
    if past is not None and past >= 1:
        return True
    if past is not None and -past <= settings.due_soon_days and status is Status.NOT_STARTED:
        return True
    listed = commitment.listed
    if signs.unanswered or _silent_for(commitment, signs.last or listed, today, SILENT_PERIODS):
        return True
    return status is Status.NOT_STARTED and listed is not None and (today - listed).days >= IDLE_DAYS


def _unanswered(commitment: Commitment, view: View) -> bool:
    """Whether a request has stood for 90 days since it was listed and no answer is on record.

    An answer is an entry named by `answered_by`, or a word of a side that the request is put to.
    """
    if commitment.status is not Status.REQUESTED or commitment.listed is None or commitment.answered_by:
        return False
    if (view.today - commitment.listed).days < UNANSWERED_DAYS:
        return False
    asked, said = _put_to(commitment, view.sides), (word.by or "" for word in commitment.words)
    return not any(view.speakers.get(by.strip().casefold()) in asked for by in said)


def _put_to(commitment: Commitment, codes: Sequence[Side]) -> set[Side]:
    """The sides a request is put to: those of its first next move that do not ask, else all that do not."""
    of_kind = commitment.kind and commitment.kind.of(codes)
    named = {of_kind or codes[0]} if of_kind or not commitment.sides else set()
    asking = named | {*(commitment.sides.parties(codes) if commitment.sides else ())}
    others = {*codes} - asking or {*codes} - {of_kind or codes[0]}
    held: list[Move | None] = [
        record.previous["next_move"]
        for record in sorted(commitment.updates, key=lambda record: record.date)
        if "next_move" in record.previous and not record.correction
    ]
    moves = ({*Sides(move).parties(codes)} & others for move in (*held, commitment.next_move) if move)
    return next(filter(None, moves), others)


def assess(commitment: Commitment, view: View) -> Item:
    """Everything the rules say of a commitment on a day."""
    today = view.today
    due, last = next_due(commitment), commitment.last_word
    since = last or commitment.listed
    past = (today - due.day).days if due else None
    signs = _Signs(past, last, _unanswered(commitment, view))
    return Item(
        commitment,
        _light(commitment, view, signs),
        due,
        max(past or 0, 0),
        past is not None and 0 <= -past <= view.settings.due_soon_days,
        _silent_for(commitment, since, today, 1),
        signs.unanswered,
        since,
        progress(commitment),
    )


def assess_all(ledger: Ledger, today: dt.date) -> tuple[Item, ...]:
    """Everything the rules say of each commitment of a ledger on a day, in the order of the file."""
    view = View.of(ledger, today)
    return tuple(assess(commitment, view) for commitment in ledger.commitments)
