"""What happened in a period and how things stand at its end: the facts of the status report.

Pure, without a word of layout: weekly.py puts these facts on a page.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct, structs

from eppd_track.model.due import Due
from eppd_track.model.records import Commitment, Ledger, Milestone, Update
from eppd_track.model.vocabulary import Audience, Light, Move, Status
from eppd_track.rules import history, lights
from eppd_track.rules.audience import as_seen, without_internal
from eppd_track.rules.lights import Item
from eppd_track.rules.rounds import RoundLine, begun, compare, rounds
from eppd_track.rules.selection import Selected, Selection, select
from eppd_track.words.labels import members

TREND_WEEKS = 12
MOST_WEEKS = 27
MOST_MONTHS = 37


class Period(Struct, frozen=True):
    """The days a report covers, both included, and the day it describes the state of.

    `week` is True for one ISO week, Monday to Sunday.
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
    """One commitment that moved in the period, with its records; `before` is None for a new one.

    `slips` counts the moves of its due date in the period, those in records that may not be seen included.
    """

    item: Item
    records: tuple[Update, ...]
    before: Item | None
    slips: int

    @property
    def status_moved(self) -> bool:
        """Whether the status is another than before the period."""
        return self.before is not None and self.before.commitment.status is not self.item.commitment.status

    @property
    def changed(self) -> bool:
        """Whether it stands otherwise than before the period, be it without a record that may be seen."""
        return self.before is not None and _stand(self.before) != _stand(self.item)


class Upcoming(Struct, frozen=True):
    """A date that comes: a due date, a milestone or a next step, `days` from the day of the state."""

    item: Item
    what: str
    due: Due
    days: int
    milestone: Milestone | None = None


class Silence(Struct, frozen=True):
    """An owner of unfinished items: the last word on any of them, and the item longest without one.

    `last_word` is None where nothing was ever said or listed. `guessed` is whether of all of them it is
    only inferred that it owns them.
    """

    agency: str
    items: int
    last_word: dt.date | None
    longest: Item
    owed: tuple[Item, ...]
    guessed: bool


class Slipped(Struct, frozen=True):
    """An item whose due date moved: the first one, how often it moved, and the last reason given."""

    item: Item
    first: Due | None
    times: int
    reason: str | None


class Trend(Struct, frozen=True):
    """How many items had each status on each of `days`; `monthly` where these are ends of months."""

    days: tuple[dt.date, ...]
    counts: tuple[dict[Status, int], ...]
    monthly: bool


class Week(Struct, frozen=True):
    """The facts of a status report; every list follows the selection and shows what `audience` may see.

    `carried` counts the records that only carried an item into another round, which `moved` leaves out.
    `soon` is how many days ahead `upcoming` looks, `before` each item as it stood before the period.
    """

    period: Period
    audience: Audience
    soon: int
    found: Selected
    pillars: tuple[PillarLine, ...]
    pressing: tuple[Item, ...]
    moved: tuple[Moved, ...]
    carried: int
    upcoming: tuple[Upcoming, ...]
    steps: tuple[Upcoming, ...]
    closing: tuple[Item, ...]
    to_move: dict[Move, int]
    silence: tuple[Silence, ...]
    slipped: tuple[Slipped, ...]
    trend: Trend
    rounds: tuple[RoundLine, ...]
    before: dict[str, Item]

    @property
    def in_hand(self) -> int:
        """How many of its items are unfinished."""
        return sum(item.commitment.status in lights.UNFINISHED for item in self.found.items)

    @property
    def not_given(self) -> int:
        """Of how many of those it is not told whose move it is."""
        return self.in_hand - sum(self.to_move.values())

    def reached(self, line: Moved) -> tuple[Milestone, ...]:
        """The milestones of one that moved that were reached in the period."""
        return tuple(
            step
            for step in line.item.commitment.milestones
            if step.done is not None and self.period.since <= step.done <= self.period.until
        )


def chosen(ledger: Ledger, selection: Selection, period: Period) -> tuple[Item, ...]:
    """What a selection finds in a ledger read whole as it stood at the end of a period."""
    now = history.ledger_as_of(ledger, period.as_of)
    return select(_items(now, period.as_of, Audience.INTERNAL), selection, now).items


def build(ledger: Ledger, selection: Selection, period: Period, audience: Audience, unread: int = 0) -> Week:
    """The facts of a period from a ledger read whole. What was closed in it is among what moved.

    What `audience` may not see is left out before anything is selected or counted; lights follow
    from the whole. `unread` commitments could not be read; they count among all there are.
    """
    mine = without_internal(ledger, audience)
    now = history.ledger_as_of(mine, period.as_of)
    items = _items(now, period.as_of, audience)
    eve = period.since - dt.timedelta(days=1)
    past = history.ledger_as_of(mine, eve)
    before = {item.commitment.id: item for item in _items(past, eve, audience)}
    found = select(items, selection, now, unread)
    ever = select(items, structs.replace(selection, everything=True), now)
    known = {commitment.id: commitment for commitment in now.commitments}
    return Week(
        period=period,
        audience=audience,
        soon=ledger.settings.due_soon_days,
        found=found,
        pillars=_pillars(found.items, select(before.values(), selection, past).items),
        pressing=tuple(
            sorted(
                (item for item in found.items if _presses(item)),
                key=lambda item: (-item.overdue_days, item.commitment.id),
            )
        ),
        moved=_moved(ever.items, before, known, period),
        carried=sum(
            record.carries
            for item in ever.items
            for record in history.updates_between(item.commitment, period.since, period.until)
        ),
        upcoming=_upcoming(found.items, period, ledger.settings.due_soon_days),
        steps=_steps(found.items, period),
        closing=tuple(item for item in found.items if item.commitment.status is Status.COMPLETED),
        to_move=_to_move(found.items),
        silence=silence(found.items) if audience is Audience.INTERNAL else (),
        slipped=_slipped(found.items, known),
        trend=_trend([known[item.commitment.id] for item in ever.items], period),
        rounds=_rounds([known[item.commitment.id] for item in ever.items], now, period.as_of),
        before=before,
    )


def _items(ledger: Ledger, day: dt.date, audience: Audience) -> tuple[Item, ...]:
    """What the rules say of every commitment on a day, each with what the audience may see of it."""
    return as_seen(lights.assess_all(ledger, day), ledger, audience)


def _counts(items: Iterable[Item]) -> dict[Light, int]:
    counts = dict.fromkeys(Light, 0)
    for item in items:
        counts[item.light] += 1
    return counts


def _pillars(items: Sequence[Item], before: Sequence[Item]) -> tuple[PillarLine, ...]:
    """A line for each pillar that has items; `before` is what the selection found before the period."""
    numbers = sorted({item.commitment.pillar for item in items})
    groups = {number: [item for item in items if item.commitment.pillar == number] for number in numbers}
    return tuple(
        PillarLine(
            number=number,
            total=len(group),
            now=_counts(group),
            before=_counts(item for item in before if item.commitment.pillar == number),
        )
        for number, group in groups.items()
    )


def _presses(item: Item) -> bool:
    """Blocked, overdue, or a request on which no answer is on record for long."""
    return item.commitment.status is Status.BLOCKED or item.overdue or item.unanswered


def _moved(
    items: Sequence[Item], before: Mapping[str, Item], known: Mapping[str, Commitment], period: Period
) -> tuple[Moved, ...]:
    found: list[Moved] = []
    for item in items:
        identifier = item.commitment.id
        slips = sum(period.since <= slip.date <= period.until for slip in history.slips(known[identifier]))
        told = history.updates_between(item.commitment, period.since, period.until)
        records = tuple(record for record in told if not record.carries)
        line = Moved(item, records, before.get(identifier), slips)
        if records or line.before is None or line.changed:
            found.append(line)
    return tuple(found)


def _stand(item: Item) -> tuple[object, ...]:
    """How an item stands, as far as a page shows it."""
    done = tuple(step.id for step in item.commitment.milestones if step.done is not None)
    return item.light, item.commitment.status, item.commitment.due, item.progress, done


def _dates(commitment: Commitment) -> Iterable[tuple[Due, Milestone | None]]:
    """The due date, then those of the milestones that are not reached."""
    if commitment.due is not None:
        yield commitment.due, None
    for step in commitment.milestones:
        if step.due is not None and step.done is None:
            yield step.due, step


def _upcoming(items: Sequence[Item], period: Period, soon: int) -> tuple[Upcoming, ...]:
    found = [
        Upcoming(item, step.id if step else "due", due, (due.day - period.as_of).days, step)
        for item in items
        if item.commitment.status in lights.UNFINISHED
        for due, step in _dates(item.commitment)
        if 0 <= (due.day - period.as_of).days <= soon
    ]
    return tuple(sorted(found, key=lambda one: (one.days, one.item.commitment.id)))


def _steps(items: Sequence[Item], period: Period) -> tuple[Upcoming, ...]:
    """Next steps due by the end of the period that follows, as long as this one; late ones too."""
    length = (period.until - period.since).days + 1
    found = [
        Upcoming(item, "next_step", due, (due.day - period.as_of).days)
        for item in items
        if item.commitment.status in lights.UNFINISHED
        and (due := item.commitment.next_step_due) is not None
        and due.day <= period.until + dt.timedelta(days=length)
    ]
    return tuple(sorted(found, key=lambda one: (one.days, one.item.commitment.id)))


def silence(items: Sequence[Item]) -> tuple[Silence, ...]:
    """A line for each owner of unfinished items: who owes an update first, then the longest silent."""
    groups: dict[str, list[Item]] = defaultdict(list)
    for item in items:
        if item.commitment.status in lights.UNFINISHED:
            groups[item.commitment.owner].append(item)
    lines = []
    for agency, group in groups.items():
        group.sort(key=lambda item: (item.silent_since or dt.date.min, item.commitment.id))
        lines.append(
            Silence(
                agency=agency,
                items=len(group),
                last_word=max((item.silent_since for item in group if item.silent_since), default=None),
                longest=group[0],
                owed=tuple(item for item in group if item.stale),
                guessed=all("owner" in item.commitment.guessed for item in group),
            )
        )
    return tuple(sorted(lines, key=_most_silent))


def _most_silent(line: Silence) -> tuple[bool, dt.date, int, str]:
    first = line.owed[0] if line.owed else line.longest
    return not line.owed, first.silent_since or dt.date.max, -len(line.owed), line.agency


def _slipped(items: Sequence[Item], known: Mapping[str, Commitment]) -> tuple[Slipped, ...]:
    """The items whose due date moved, the most often moved first; a reason only where it may be seen."""
    found: list[Slipped] = []
    for item in items:
        whole = known[item.commitment.id]
        moves = history.slips(whole)
        if times := history.times_moved(whole):
            told = history.slips(item.commitment)
            reason = (
                told[-1].reason
                if told and (told[-1].date, told[-1].after) == (moves[-1].date, moves[-1].after)
                else None
            )
            found.append(Slipped(item, history.first_due(whole), times, reason))
    return tuple(sorted(found, key=lambda line: (-line.times, line.item.commitment.id)))


def _trend(commitments: Sequence[Commitment], period: Period) -> Trend:
    """The statuses at the ends of the last weeks, or of the months where the period is a long one."""
    days, monthly = _marks(period)
    counts = [dict.fromkeys(Status, 0) for _ in days]
    for commitment in commitments:
        for count, status in zip(counts, history.statuses_on(commitment, days), strict=True):
            if status is not None:
                count[status] += 1
    start = next((index for index, count in enumerate(counts) if any(count.values())), len(counts) - 1)
    return Trend(days[start:], tuple(counts[start:]), monthly)


def _rounds(commitments: Sequence[Commitment], ledger: Ledger, day: dt.date) -> tuple[RoundLine, ...]:
    """How the items went in each round that had begun; nothing as long as it is one."""
    past = begun(rounds(ledger), day)
    return compare(commitments, past) if len(past) > 1 else ()


def _marks(period: Period) -> tuple[tuple[dt.date, ...], bool]:
    """The days a trend looks at, oldest first, the last of them the day of the state."""
    end = period.as_of
    monday = end - dt.timedelta(days=end.weekday())
    weeks = max(TREND_WEEKS, -(-(monday - period.since).days // 7) + 1)
    if weeks <= MOST_WEEKS:
        sundays = (monday - dt.timedelta(days=1 + 7 * back) for back in reversed(range(weeks - 1)))
        return (*sundays, end), False
    months = [end]
    while months[-1] >= period.since and len(months) < MOST_MONTHS:
        months.append(months[-1].replace(day=1) - dt.timedelta(days=1))
    return tuple(reversed(months)), True


def _to_move(items: Sequence[Item]) -> dict[Move, int]:
    """With whom the move is for how many unfinished items; those that do not say are in no count."""
    counts = dict.fromkeys(members(Move), 0)
    for item in items:
        if item.commitment.status in lights.UNFINISHED and item.commitment.next_move is not None:
            counts[item.commitment.next_move] += 1
    return counts
