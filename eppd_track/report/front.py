"""What the first page of the status report is for: what to decide, what is late, what got better, what comes.

An item stands in one of the first two lists at most, and what stands there is not told again among what
comes (docs/report.md, "For the signer").
"""

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping

from msgspec import structs

from eppd_track.model.records import Commitment, Ledger, Update
from eppd_track.model.vocabulary import FINISHED, Audience, Calendar, Light, Status
from eppd_track.report.parts import Cell, Column, DueCell, Entry, Section, Sentences, Told
from eppd_track.report.sentences import inferred, marked, move, owner, proposed_by, titles, with_mark
from eppd_track.report.told import LONGEST, gist, who
from eppd_track.report.week import Moved, Upcoming, Week
from eppd_track.report.weekly_tables import (
    DUE,
    ID,
    LIGHT,
    MOVE,
    OWNER,
    STATUS,
    TITLE,
    before_and_now,
    counted,
    light_step,
    milestone_name,
    what,
    when,
)
from eppd_track.rules import lights, proposals
from eppd_track.rules.lights import Item
from eppd_track.rules.query import fold
from eppd_track.words import pages
from eppd_track.words.days import show_day, show_due
from eppd_track.words.labels import name_of
from eppd_track.words.text import Text, join, same

MOST_AHEAD = 5
"""How many of the dates that come the first page has."""
_DONE = frozenset({"status", "progress", "due"})
_RISING = (Light.RED, Light.YELLOW, Light.GREY, Light.GREEN, Light.BLUE)


def rulings(week: Week) -> tuple[Item, ...]:
    """What is for decision: what asks for a ruling first, then the longest late."""
    return tuple(
        sorted(
            (item for item in week.found.items if lights.for_decision(item.commitment)),
            key=lambda item: (
                not lights.asks_ruling(item.commitment),
                -item.overdue_days,
                item.commitment.id,
            ),
        )
    )


def behind(week: Week) -> tuple[Item, ...]:
    """What else is red, overdue or without an answer on record: red first, then the longest late."""
    others = (item for item in week.pressing if not lights.for_decision(item.commitment))
    return tuple(
        sorted(others, key=lambda item: (item.light is not Light.RED, -item.overdue_days, item.commitment.id))
    )


def better(week: Week) -> tuple[Moved, ...]:
    """What was completed or closed in the period, has a better light, or reached a milestone.

    What was blocked in the period is no better for its milestone, nor what reports no progress for its light.
    """
    return tuple(line for line in week.moved if _is_better(line, week))


def _is_better(line: Moved, week: Week) -> bool:
    status = line.item.commitment.status
    if line.before is None or status is Status.WITHDRAWN:
        return False
    ended = line.status_moved and status in FINISHED
    idle = line.records and all(map(_tells_of_no_progress, line.records))
    if ended or (_rank(line.item.light) > _rank(line.before.light) >= 0 and not idle):
        return True
    fell = line.status_moved and status is Status.BLOCKED
    return bool(week.reached(line)) and not fell


def _tells_of_no_progress(record: Update) -> bool:
    """Whether a record says that nothing was done, and nothing stands otherwise by it."""
    done = _DONE & record.changes.keys() or record.milestone_done or record.evidence
    return not done and re.match(pages.NO_PROGRESS, fold(record.note or "")) is not None


def _rank(light: Light) -> int:
    """How good a light is; -1 for none."""
    return _RISING.index(light) if light in _RISING else -1


def ahead(week: Week) -> tuple[Upcoming, ...]:
    """Dates from this day to the end of the period that follows, of what is not told before.

    Next steps are told inside alone.
    """
    told = {item.commitment.id for item in (*rulings(week), *behind(week))}
    until = week.period.until + (week.period.until - week.period.since) + dt.timedelta(days=1)
    dates = (one for one in week.upcoming if one.due.day <= until)
    steps = week.steps if week.audience is Audience.INTERNAL else ()
    coming = [one for one in (*dates, *steps) if one.days >= 0 and one.item.commitment.id not in told]
    return tuple(sorted(coming, key=lambda one: (one.days, one.item.commitment.id)))


# ---- the sections ----


def sections(week: Week, ledger: Ledger, calendar: Calendar) -> tuple[Section, ...]:
    """The lists, each with its number; an empty one says so, but for that of what is proposed."""
    inside = week.audience is Audience.INTERNAL
    late = behind(week)
    silent = any(item.unanswered for item in late)
    found = (
        _pressing(
            "rulings",
            pages.RULINGS if inside else pages.RULINGS_OUTSIDE,
            _remedied(rulings(week), week, ledger, calendar),
            inside=inside,
        ),
        *_proposed(week, ledger, calendar),
        _pressing(
            "behind",
            pages.BEHIND_SILENT if silent else pages.BEHIND,
            _remedied(late, week, ledger, calendar),
            inside=inside,
        ),
        _better(week, ledger, calendar),
        _ahead(week, ledger),
    )
    return tuple(
        structs.replace(section, head=nth.fill(head=section.head))
        for nth, section in zip(pages.NTH, found, strict=False)
    )


def _proposed(week: Week, ledger: Ledger, calendar: Calendar) -> Iterator[Section]:
    """What is proposed to be delisted: by whom, when and why, and how many papers prove it."""
    columns = (
        *(ID, LIGHT, TITLE, OWNER, STATUS),
        Column("papers", pages.PAPERS, number=True),
        Column("proposal", pages.PROPOSAL, wide=True, below=True),
    )
    rows: list[tuple[Cell, ...]] = []
    for item in week.found.items:
        one, proposal = item.commitment, proposals.pending(item.commitment)
        if proposal is not None:
            words = same(gist(proposal.words, LONGEST)) if proposal.words else pages.NO_REASON
            told = Told((Entry(proposed_by(proposal, ledger, calendar), None, words),))
            status = marked("status", one.status, one)
            row = (one.id, item.light, titles(one), owner(one, ledger), status, len(one.evidence), told)
            rows.append(row)
    if rows:
        yield counted("proposed", pages.DELISTING, columns, tuple(rows))


def _pressing(key: str, head: Text, rows: tuple[tuple[Cell, ...], ...], *, inside: bool) -> Section:
    """Items that somebody must see to, each with its reason and what is done about it beneath.

    Others are not told what is done, so the head does not promise it.
    """
    columns = (
        *(ID, LIGHT, TITLE, OWNER, MOVE, DUE),
        Column("why", pages.WHY, under="due"),
        Column("remedy", pages.REASON_AND_REMEDY if inside else pages.REMARKS, wide=True, below=True),
    )
    return counted(key, head, columns, rows)


def _remedied(
    found: tuple[Item, ...], week: Week, ledger: Ledger, calendar: Calendar
) -> tuple[tuple[Cell, ...], ...]:
    return tuple(
        (
            item.commitment.id,
            light_step(item, week),
            titles(item.commitment),
            owner(item.commitment, ledger),
            move(item.commitment),
            marked("due", item.commitment.due, item.commitment),
            _why(item),
            _remedy(item, week, calendar),
        )
        for item in found
    )


def _why(item: Item) -> Text:
    reasons: list[Text] = []
    if item.commitment.status is Status.BLOCKED:
        reasons.append(name_of(Status.BLOCKED))
    if item.overdue:
        reasons.append(pages.DAYS_LATE.fill(days=item.overdue_days))
    if item.unanswered:
        reasons.append(pages.UNANSWERED)
    return join(reasons)


def _remedy(item: Item, week: Week, calendar: Calendar) -> Told | None:
    """The date it had first, the milestone that comes before the due date, the last reason, the next step."""
    dates = (Entry(None, text) for text in _dates(item, calendar))
    entries = (*dates, *_cause_and_remedy(item, week, calendar, gist=_gist))
    return Told(entries) if entries else None


def _gist(text: str) -> str:
    return gist(text, LONGEST)


def _cause_and_remedy(
    item: Item, week: Week, calendar: Calendar, *, gist: Callable[[str], str] = str
) -> Iterator[Entry]:
    """The last reason and the next step, their words as `gist` gives them, and what nobody gave.

    Others are told a reason that is public, or none.
    """
    commitment, inside = item.commitment, week.audience is Audience.INTERNAL
    record = lights.last_reason(commitment)
    if record is not None and record.reason:
        blocked = record.changes.get("status") is commitment.status is Status.BLOCKED
        told = pages.BLOCKED_ON if blocked else pages.CAUSE_ON
        yield Entry(told.fill(day=show_day(record.date, calendar)), None, same(gist(record.reason)))
    elif inside and lights.lacks_reason(item):
        yield Entry(None, pages.NO_CAUSE)
    if commitment.next_step:
        yield _step(commitment, gist(commitment.next_step), week.period.as_of, calendar)
    elif inside:
        yield Entry(None, pages.NO_REMEDY)


def remedies(week: Week, calendar: Calendar) -> Mapping[str, Told]:
    """Of what is red, yellow or late the cause and the remedy, where the first page has not all of it."""
    first = {item.commitment.id for item in (*rulings(week), *behind(week))}
    found: dict[str, Told] = {}
    for item in week.found.items:
        if item.light not in {Light.RED, Light.YELLOW} and item.commitment.id not in first:
            continue
        whole = tuple(_cause_and_remedy(item, week, calendar))
        short = tuple(_cause_and_remedy(item, week, calendar, gist=_gist))
        if whole and (item.commitment.id not in first or whole != short):
            found[item.commitment.id] = Told(whole)
    return found


def _dates(item: Item, calendar: Calendar) -> Iterator[Text]:
    first, now, coming = item.commitment.original_due, item.commitment.due, item.next_due
    if first is not None and first != now:
        yield pages.FIRST_DUE.fill(due=show_due(first, calendar))
    if coming is not None and coming != now:
        yield pages.MILESTONE_DUE.fill(due=show_due(coming, calendar))


def _step(commitment: Commitment, told: str, today: dt.date, calendar: Calendar) -> Entry:
    """The next step as `told`, with its date, and whether that has passed; each may be inferred."""
    words = with_mark(told, guessed=inferred("next_step", commitment))
    if commitment.next_step_due is None:
        return Entry(pages.REMEDY, None, words)
    guessed = inferred("next_step_due", commitment)
    day = with_mark(show_due(commitment.next_step_due, calendar), guessed=guessed)
    head = pages.REMEDY_BY if commitment.next_step_due.day >= today else pages.REMEDY_PASSED
    return Entry(head.fill(day=day), None, words)


def _better(week: Week, ledger: Ledger, calendar: Calendar) -> Section:
    inside = week.audience is Audience.INTERNAL
    lines = [(line, _news(line, week, ledger, calendar, inside=inside)) for line in better(week)]
    head = pages.BETTER_WEEK if week.period.week else pages.BETTER
    return before_and_now("better", head, lines, week)


def _news(line: Moved, week: Week, ledger: Ledger, calendar: Calendar, *, inside: bool) -> Told | None:
    """Its last words in short, and the milestones reached; all of it stands in the annex."""
    steps = [pages.REACHED.fill(name=milestone_name(one)) for one in week.reached(line)]
    reached = join(steps) if steps else None
    heard = line.item.commitment.words
    spoken = next((one for one in reversed(line.records) if one in heard and _is_news(one)), None)
    if spoken is None:
        return Told((Entry(None, reached),)) if reached else None
    said = same(gist(spoken.note or spoken.reason or ""))
    return Told((Entry(who(spoken, ledger, calendar, inside=inside), reached, said),))


def _is_news(record: Update) -> bool:
    """Whether it says how things went; what is proposed stands in its own list."""
    return bool(record.note or record.reason) and not record.changes.get("proposed")


def _ahead(week: Week, ledger: Ledger) -> Section:
    found = ahead(week)
    columns = (ID, TITLE, Column("what", pages.WHAT_IS_DUE, wide=True), DUE, OWNER, MOVE)
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            one.item.commitment.id,
            titles(one.item.commitment),
            what(one),
            when(one, DueCell(one.due)),
            owner(one.item.commitment, ledger),
            move(one.item.commitment),
        )
        for one in found[:MOST_AHEAD]
    )
    head = pages.AHEAD_WEEK if week.period.week else pages.AHEAD
    section = counted("ahead", head, columns, rows, len(found))
    if len(found) <= MOST_AHEAD:
        return section
    rest = Sentences((pages.REST_IN_ANNEX.fill(count=len(found) - MOST_AHEAD),))
    return Section(section.key, section.head, (*section.blocks, rest))
