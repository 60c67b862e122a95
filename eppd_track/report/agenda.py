"""What to raise at a follow-up meeting and why, the most pressing first; and the paper for it.

Pure. The order is the one the sweep after the meeting follows too.
"""

import datetime as dt
from collections.abc import Iterable
from enum import IntEnum

from msgspec import Struct

from eppd_track.model.records import Commitment, Ledger, Meeting
from eppd_track.model.vocabulary import NOBODY, Audience, Calendar, Side, Status
from eppd_track.report.agreed import quotations
from eppd_track.report.parts import Column, Entry, Facts, Group, Report, Section, Sentences, Table, Told
from eppd_track.report.sentences import (
    agency,
    data_of,
    dialogue_name,
    due,
    inferred,
    move,
    next_date,
    owner,
    proposed_by,
    step,
    titles,
    with_mark,
)
from eppd_track.report.told import last_said
from eppd_track.report.weekly import Cover
from eppd_track.report.weekly_tables import ID, LIGHT, MOVE, OWNER, TITLE, WORDS
from eppd_track.rules import proposals
from eppd_track.rules.lights import UNFINISHED, Item
from eppd_track.rules.selection import Selected
from eppd_track.words import pages
from eppd_track.words.days import long_day, show_day
from eppd_track.words.labels import COLUMN, name_of
from eppd_track.words.text import NOTHING, Text, both, ended, join, names, run_on, same


class Why(IntEnum):
    """Why an item is raised, the most pressing reason first (docs/meeting.md)."""

    OVERDUE = 0
    BLOCKED = 1
    THEIRS_SILENT = 2
    OURS_OWED = 3
    DUE_BEFORE = 4
    UNANSWERED = 5
    PROPOSED = 6


class Point(Struct, frozen=True):
    """An item and the reasons to raise it, the most pressing first; none for one that may rest."""

    item: Item
    why: tuple[Why, ...]


def next_meeting(ledger: Ledger, as_of: dt.date) -> Meeting | None:
    """The meeting that comes next, one that lasts included; None where none is in the ledger."""
    coming = (known for known in ledger.meetings if (known.end or known.date) >= as_of)
    return min(coming, key=lambda known: known.date, default=None)


def horizon_of(ledger: Ledger, meeting: Meeting | None, as_of: dt.date) -> dt.date:
    """The day up to which what is due is raised: that of the meeting, or the last of those that are soon."""
    return meeting.date if meeting else as_of + dt.timedelta(days=ledger.settings.due_soon_days)


def points(items: Iterable[Item], ours: Side, horizon: dt.date) -> tuple[Point, ...]:
    """What is unfinished or to be decided, in its order.

    `ours` is the side that keeps the ledger, `horizon` the day of the next meeting.
    """
    found = [
        Point(item, tuple(_reasons(item, ours, horizon)))
        for item in items
        if item.commitment.status in UNFINISHED or proposals.pending(item.commitment)
    ]
    return tuple(sorted(found, key=_press))


def _reasons(item: Item, ours: Side, horizon: dt.date) -> Iterable[Why]:
    if item.overdue:
        yield Why.OVERDUE
    if item.commitment.status is Status.BLOCKED:
        yield Why.BLOCKED
    move = item.commitment.next_move
    theirs = move is not None and move.without(ours)
    if item.stale and not item.commitment.answered_by:
        yield Why.THEIRS_SILENT if theirs else Why.OURS_OWED
    if not item.overdue and item.next_due is not None and item.next_due.day <= horizon:
        yield Why.DUE_BEFORE
    if item.unanswered:
        yield Why.UNANSWERED
    if proposals.pending(item.commitment):
        yield Why.PROPOSED


def _press(point: Point) -> tuple[int, int, dt.date, int, str]:
    item = point.item
    if not point.why:
        day = dt.date.min
    elif point.why[0] is Why.DUE_BEFORE and item.next_due is not None:
        day = item.next_due.day
    else:
        day = item.silent_since or dt.date.max
    most = point.why[0] if point.why else len(Why)
    return most, -item.overdue_days, day, item.commitment.pillar, item.commitment.id


def build(found: Selected, ledger: Ledger, as_of: dt.date, meeting: Meeting | None, cover: Cover) -> Report:
    """The agenda for a meeting, or for the days that are soon where there is none."""
    horizon = horizon_of(ledger, meeting, as_of)
    every = points(found.items, ledger.ours, horizon)
    raised = tuple(point for point in every if point.why)
    table = _table(raised, ledger, cover)
    return Report(
        kind="agenda",
        title=_title(ledger, meeting, as_of),
        mark=name_of(Audience.INTERNAL),
        as_of=as_of,
        ledger=ledger.name,
        raw=ledger.raw,
        selection=cover.selection,
        shown=len(raised),
        total=found.total,
        ids=tuple(point.item.commitment.id for point in raised),
        sections=(
            _heading(as_of, meeting, cover),
            *cover.unread.section,
            Section(
                "points",
                pages.COUNTED.fill(head=pages.TO_RAISE, count=len(raised)),
                (table,) if raised else (Sentences((pages.NONE,)),),
            ),
            _resting(every),
        ),
        data={
            "meeting": meeting.id if meeting else None,
            "horizon": horizon,
            "points": [
                {
                    "id": point.item.commitment.id,
                    "why": [why.name.lower().replace("_", "-") for why in point.why],
                }
                for point in raised
            ],
            "resting": [point.item.commitment.id for point in every if not point.why],
            "commitments": [data_of(point.item) for point in raised],
            "unread": cover.unread.data,
        },
        footer=(pages.GUESS_MARK,) if table.guesses else (),
        remarks=() if found.items else (pages.NOTHING_MATCHES.fill(selection=cover.selection),),
    )


def _title(ledger: Ledger, meeting: Meeting | None, as_of: dt.date) -> Text:
    """The meeting's name, else the dialogue's."""
    named = dialogue_name(ledger, as_of)
    if meeting is not None:
        named = both(meeting.title, meeting.title_zh, meeting.id)
    return pages.AGENDA if named is None else pages.REPORT_TITLE.fill(dialogue=named, kind=pages.AGENDA)


def _heading(as_of: dt.date, meeting: Meeting | None, cover: Cover) -> Section:
    day = long_day(meeting.date, cover.calendar) if meeting else pages.NO_MEETING
    pairs = (
        (pages.MEETING, join([same(meeting.id), day], same(" ")) if meeting else day),
        (pages.AS_OF, long_day(as_of, cover.calendar)),
        (pages.SELECTION, cover.selection),
        (pages.PREPARED_BY, cover.by),
    )
    return Section("heading", None, (Facts(pairs),))


def _table(raised: tuple[Point, ...], ledger: Ledger, cover: Cover) -> Table:
    calendar = cover.calendar
    columns = (
        *(ID, LIGHT, TITLE, OWNER, MOVE),
        Column("due", COLUMN["due"]),
        *((WORDS,) if cover.words else ()),
        Column("question", pages.QUESTION, wide=True, below=True),
        Column("last_word", pages.LAST_SAID, wide=True, below=True),
        Column("next_step", COLUMN["next_step"], wide=True, below=True),
    )
    rows = tuple(
        (
            point.item.commitment.id,
            point.item.light,
            titles(point.item.commitment),
            owner(point.item.commitment, ledger),
            move(point.item.commitment),
            due(point.item),
            *((quotations(point.item.commitment, ledger),) if cover.words else ()),
            Told(tuple(Entry(None, question(why, point.item, ledger, calendar)) for why in point.why)),
            last_said(point.item.commitment, ledger, calendar, _BESIDE),
            step(point.item.commitment),
        )
        for point in raised
    )
    return Table(columns, (Group(None, rows),))


_BESIDE = frozenset({"proposed", "next_move", "next_step", "next_step_due"})
"""What other columns of the agenda show."""


def question(why: Why, item: Item, ledger: Ledger, calendar: Calendar) -> Text:
    """The question to put for a reason."""
    commitment = item.commitment
    names = agency(commitment.owner, ledger)
    return pages.QUESTIONS[why.name].fill(
        due=next_date(item, calendar) or NOTHING,
        days=item.overdue_days,
        side=with_mark(name_of(commitment.next_move or NOBODY), guessed=inferred("next_move", commitment)),
        since=show_day(item.silent_since, calendar) if item.silent_since else "",
        owner=with_mark(names.text(commitment.owner), guessed=inferred("owner", commitment)),
        listed=show_day(commitment.listed, calendar) if commitment.listed else "",
        proposal=_proposal(commitment, ledger, calendar),
    )


def _proposal(commitment: Commitment, ledger: Ledger, calendar: Calendar) -> Text:
    """Who proposes what, and why where the last word does not say it beside; nothing without a proposal."""
    held, last = proposals.pending(commitment), commitment.latest_word
    if held is None:
        return NOTHING
    told = pages.PROPOSES.fill(who=proposed_by(held, ledger, calendar), what=name_of(held.what))
    why = same(held.words) if held.words else pages.NO_REASON
    beside = last is not None and held.words in {last.note, last.reason}
    return told if beside else run_on([told, ended(why)])


def _resting(every: tuple[Point, ...]) -> Section:
    """The open items that need no word this time."""
    ids = [point.item.commitment.id for point in every if not point.why]
    head = pages.COUNTED.fill(head=pages.RESTING, count=len(ids))
    return Section("resting", head, (Sentences((names(ids) if ids else pages.NONE,)),))
