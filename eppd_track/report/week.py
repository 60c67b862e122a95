"""What happened in a period and how things stand at its end: the facts of the status report.

Pure, without a word of layout: weekly.py puts these facts on a page.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence

from msgspec import Struct, structs

from eppd_track import history, rules
from eppd_track.model import Commitment, Due, Ledger, Update
from eppd_track.query import Found, Selection, select
from eppd_track.rules import Item
from eppd_track.vocabulary import Light, Move, Status


class Period(Struct, frozen=True):
    """The days a report covers, both included, and the day it describes the state of.

    `weeks` is True for one ISO week, Monday to Sunday.
    """

    since: dt.date
    until: dt.date
    as_of: dt.date
    week: bool


class PillarLine(Struct, frozen=True):
    """A pillar's items by light now, and how many each light had before the period."""

    number: int
    total: int
    now: dict[Light, int]
    before: dict[Light, int]


class Moved(Struct, frozen=True):
    """One commitment that moved in the period, with its records and how its light changed."""

    item: Item
    records: tuple[Update, ...]
    status_before: Status | None
    light_before: Light | None
    is_new: bool


class Upcoming(Struct, frozen=True):
    """A date that comes: a due date, a milestone or a next step, `days` from the day of the state."""

    item: Item
    what: str
    due: Due
    days: int


class Owing(Struct, frozen=True):
    """An agency and its items without a word for more than a cadence period, the oldest first."""

    agency: str
    items: tuple[Item, ...]
    since: dt.date


class Week(Struct, frozen=True):
    """The facts of a status report; every list follows the selection.

    `soon` is how many days ahead `upcoming` looks.
    """

    period: Period
    soon: int
    found: Found
    pillars: tuple[PillarLine, ...]
    decisions: tuple[Item, ...]
    moved: tuple[Moved, ...]
    late: tuple[Item, ...]
    upcoming: tuple[Upcoming, ...]
    owing: tuple[Owing, ...]
    steps: tuple[Upcoming, ...]
    closing: tuple[Item, ...]
    to_move: dict[Move, int]


def build(ledger: Ledger, selection: Selection, period: Period, unread: int = 0) -> Week:
    """The facts of a period from a ledger read whole. What was closed in it is among what moved.

    `unread` commitments could not be read; they count among all there are.
    """
    now = history.ledger_as_of(ledger, period.as_of)
    before = history.ledger_as_of(ledger, period.since - dt.timedelta(days=1))
    items = rules.assess_all(now.commitments, ledger.settings, period.as_of)
    past = rules.assess_all(before.commitments, ledger.settings, period.since - dt.timedelta(days=1))
    found = select(items, selection, now, unread)
    before_by_id = {item.commitment.id: item for item in past}
    mine = found.items
    ever = select(items, structs.replace(selection, everything=True), now)
    return Week(
        period=period,
        soon=ledger.settings.due_soon_days,
        found=found,
        pillars=_pillars(mine, before_by_id),
        decisions=tuple(item for item in mine if _needs_decision(item)),
        moved=_moved(ever.items, before_by_id, period),
        late=tuple(
            sorted(
                (i for i in mine if i.overdue or i.commitment.status is Status.BLOCKED),
                key=lambda i: (-i.overdue_days, i.commitment.id),
            )
        ),
        upcoming=_upcoming(mine, period, ledger.settings.due_soon_days),
        owing=_owing(mine),
        steps=_steps(mine, period),
        closing=tuple(item for item in mine if item.commitment.status is Status.COMPLETED),
        to_move=_to_move(mine),
    )


def _counts(items: Iterable[Item]) -> dict[Light, int]:
    counts = dict.fromkeys(Light, 0)
    for item in items:
        counts[item.light] += 1
    return counts


def _pillars(items: Sequence[Item], before: dict[str, Item]) -> tuple[PillarLine, ...]:
    groups: dict[int, list[Item]] = defaultdict(list)
    for item in items:
        groups[item.commitment.pillar].append(item)
    return tuple(
        PillarLine(
            number=number,
            total=len(group),
            now=_counts(group),
            before=_counts(before[item.commitment.id] for item in group if item.commitment.id in before),
        )
        for number, group in sorted(groups.items())
    )


def _needs_decision(item: Item) -> bool:
    """Blocked, overdue, or asked of the other side for too long without an answer."""
    return item.commitment.status is Status.BLOCKED or item.overdue or item.unanswered


def _moved(items: Sequence[Item], before: dict[str, Item], period: Period) -> tuple[Moved, ...]:
    found: list[Moved] = []
    for item in items:
        commitment = item.commitment
        records = history.updates_between(commitment, period.since, period.until)
        past = before.get(commitment.id)
        if not records and past is not None:
            continue
        found.append(
            Moved(
                item=item,
                records=records,
                status_before=past.commitment.status if past else None,
                light_before=past.light if past else None,
                is_new=past is None,
            )
        )
    return tuple(found)


def _dates(commitment: Commitment) -> Iterable[tuple[str, Due]]:
    if commitment.due is not None:
        yield "due", commitment.due
    for step in commitment.milestones:
        if step.due is not None and step.done is None:
            yield step.id, step.due


def _upcoming(items: Sequence[Item], period: Period, soon: int) -> tuple[Upcoming, ...]:
    found = [
        Upcoming(item, what, due, (due.day - period.as_of).days)
        for item in items
        if item.commitment.status in rules.UNFINISHED
        for what, due in _dates(item.commitment)
        if 0 <= (due.day - period.as_of).days <= soon
    ]
    return tuple(sorted(found, key=lambda one: (one.days, one.item.commitment.id)))


def _steps(items: Sequence[Item], period: Period) -> tuple[Upcoming, ...]:
    """Next steps due by the end of the period that follows, as long as this one; late ones too."""
    length = (period.until - period.since).days + 1
    found = [
        Upcoming(item, "next_step", due, (due.day - period.as_of).days)
        for item in items
        if item.commitment.status in rules.UNFINISHED
        and (due := item.commitment.next_step_due) is not None
        and due.day <= period.until + dt.timedelta(days=length)
    ]
    return tuple(sorted(found, key=lambda one: (one.days, one.item.commitment.id)))


def _owing(items: Sequence[Item]) -> tuple[Owing, ...]:
    groups: dict[str, list[tuple[dt.date, Item]]] = defaultdict(list)
    for item in items:
        if item.stale and item.silent_since is not None:
            groups[item.commitment.owner].append((item.silent_since, item))
    lines = [
        Owing(
            agency=agency,
            items=tuple(item for _, item in sorted(group, key=lambda pair: pair[0])),
            since=min(since for since, _ in group),
        )
        for agency, group in groups.items()
    ]
    return tuple(sorted(lines, key=lambda line: (line.since, -len(line.items), line.agency)))


def _to_move(items: Sequence[Item]) -> dict[Move, int]:
    counts = dict.fromkeys(Move, 0)
    for item in items:
        if item.commitment.status in rules.UNFINISHED:
            counts[item.commitment.next_move or Move.NONE] += 1
    return counts
