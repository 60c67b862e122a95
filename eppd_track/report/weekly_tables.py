"""The tables of the status report, one function a section."""

from msgspec import structs

from eppd_track import history, phrases
from eppd_track.dates import long_day
from eppd_track.labels import COLUMN, FIELD, Text, join, name_of
from eppd_track.model import Ledger
from eppd_track.report.parts import (
    Block,
    Cell,
    Column,
    DueCell,
    Group,
    Percent,
    Section,
    Sentences,
    Step,
    Table,
)
from eppd_track.report.week import Moved, Upcoming, Week
from eppd_track.report.words import (
    agency,
    both,
    describe_change,
    due,
    owner,
    pillar_name,
    titles,
)
from eppd_track.rules import Item
from eppd_track.vocabulary import Calendar, Move, Status

ID = Column("id", COLUMN["id"])
LIGHT = Column("light", COLUMN["light"], under="id")
TITLE = Column("title", COLUMN["title"], wide=True)
OWNER = Column("owner", COLUMN["owner"])
MOVE = Column("next_move", COLUMN["next_move"], under="owner")
STATUS = Column("status", COLUMN["status"])
PROGRESS = Column("progress", COLUMN["progress"], under="status")
DUE = Column("due", COLUMN["due"])
MOVE_ALONE = Column("next_move", COLUMN["next_move"], under="why")
MOVE_HERE = Column("next_move", COLUMN["next_move"], under="due")
UPDATED = Column("last_update", COLUMN["last_update"], under="due")


def decisions(week: Week) -> Section:
    """What is blocked, overdue or unanswered, and whose move it is."""
    columns = (
        ID,
        LIGHT,
        TITLE,
        Column("why", phrases.WHY),
        MOVE_ALONE,
        Column("next_step", COLUMN["next_step"], wide=True),
    )
    rows = tuple(
        (
            item.commitment.id,
            item.light,
            titles(item.commitment),
            _why(item),
            item.commitment.next_move,
            item.commitment.next_step,
        )
        for item in week.decisions
    )
    return _section("decisions", phrases.DECISIONS, columns, rows)


def _why(item: Item) -> Text:
    reasons: list[Text] = []
    if item.commitment.status is Status.BLOCKED:
        reasons.append(name_of(Status.BLOCKED))
    if item.overdue:
        reasons.append(phrases.DAYS_LATE.fill(days=item.overdue_days))
    if item.unanswered:
        reasons.append(phrases.UNANSWERED)
    return join(reasons)


def moved(week: Week, calendar: Calendar) -> Section:
    """What has records in the period or is newly listed."""
    if not week.moved:
        return Section("moved", phrases.MOVED_HEAD, (Sentences((phrases.NOTHING_MOVED,)),))
    columns = (ID, LIGHT, TITLE, STATUS, PROGRESS, Column("change", phrases.CHANGE, wide=True))
    rows = tuple(
        (
            line.item.commitment.id,
            line.item.light,
            titles(line.item.commitment),
            Step(line.status_before, line.item.commitment.status)
            if status_moved(line)
            else line.item.commitment.status,
            Percent(line.item.progress),
            _told(line, calendar),
        )
        for line in week.moved
    )
    return _section("moved", phrases.MOVED_HEAD, columns, rows)


def _told(line: Moved, calendar: Calendar) -> Text:
    told = [
        phrases.DATED.fill(
            day=long_day(record.date, calendar),
            by=record.by or phrases.NOBODY,
            what=describe_change(record, line.item.commitment, calendar),
        )
        for record in line.records
    ]
    return join([phrases.NEWLY_LISTED, *told] if line.is_new else told, Text(" / ", " ／ "))


def late(week: Week, ledger: Ledger) -> Section:
    """What is overdue or blocked, the longest first, with both due dates."""
    columns = (
        *(ID, LIGHT, TITLE, OWNER, MOVE),
        Column("first_due", COLUMN["original_due"]),
        Column("due", COLUMN["due"]),
        Column("overdue_days", COLUMN["overdue_days"], number=True),
    )
    rows = tuple(
        (
            item.commitment.id,
            item.light,
            titles(item.commitment),
            owner(item.commitment, ledger),
            item.commitment.next_move,
            history.first_due(item.commitment),
            due(item),
            item.overdue_days or None,
        )
        for item in week.late
    )
    return _section("late", phrases.LATE, columns, rows)


def upcoming(week: Week, ledger: Ledger) -> Section:
    """The dates of the next 30 days."""
    columns = (
        *(ID, LIGHT, TITLE),
        Column("what", phrases.WHAT_IS_DUE),
        *(OWNER, DUE),
        Column("days", phrases.DAYS_LEFT, number=True),
    )
    rows = tuple(
        (
            one.item.commitment.id,
            one.item.light,
            titles(one.item.commitment),
            _what(one),
            owner(one.item.commitment, ledger),
            DueCell(one.due),
            one.days,
        )
        for one in week.upcoming
    )
    return _section("upcoming", phrases.UPCOMING.fill(soon=week.soon), columns, rows)


def _what(one: Upcoming) -> Text:
    for step in one.item.commitment.milestones:
        if step.id == one.what:
            return both(step.title, step.title_zh, step.id)
    return FIELD["due"]


def owing(week: Week, ledger: Ledger) -> Section:
    """The agencies that owe an update, the longest silent first."""
    columns = (
        Column("agency", COLUMN["owner"]),
        Column("count", phrases.ITEMS, number=True),
        Column("since", phrases.SILENT),
        Column("name", phrases.AGENCY, wide=True),
        Column("ids", COLUMN["id"], wide=True),
    )
    rows = tuple(
        (
            line.agency,
            len(line.items),
            line.since,
            agency(line.agency, ledger),
            ", ".join(item.commitment.id for item in line.items),
        )
        for line in week.owing
    )
    return _section("owing", phrases.OWING_HEAD, columns, rows)


def steps(week: Week) -> Section:
    """The next steps due by the end of the next period."""
    columns = (ID, TITLE, Column("next_step", COLUMN["next_step"], wide=True), DUE, MOVE_HERE)
    rows = tuple(
        (
            one.item.commitment.id,
            titles(one.item.commitment),
            one.item.commitment.next_step,
            DueCell(one.due, max(-one.days, 0)),
            one.item.commitment.next_move,
        )
        for one in week.steps
    )
    head = phrases.NEXT_WEEK if week.period.week else phrases.NEXT_PERIOD
    return _section("steps", head, columns, rows)


def closing(week: Week, ledger: Ledger) -> Section:
    """What is completed and waits for closure."""
    columns = (ID, TITLE, OWNER, Column("evidence", COLUMN["evidence"], wide=True))
    rows = tuple(
        (
            item.commitment.id,
            titles(item.commitment),
            owner(item.commitment, ledger),
            "; ".join(paper.title or "" for paper in item.commitment.evidence),
        )
        for item in week.closing
    )
    return _section("closing", phrases.CLOSING, columns, rows)


def everything(week: Week, ledger: Ledger) -> Section:
    """Every commitment of the selection, by pillar."""
    columns = (ID, LIGHT, TITLE, OWNER, MOVE, STATUS, PROGRESS, DUE, UPDATED)
    groups: dict[int, list[tuple[Cell, ...]]] = {}
    for item in sorted(week.found.items, key=lambda one: (one.commitment.pillar, one.commitment.id)):
        commitment = item.commitment
        groups.setdefault(commitment.pillar, []).append(
            (
                commitment.id,
                item.light,
                titles(commitment),
                owner(commitment, ledger),
                commitment.next_move or Move.NONE,
                commitment.status,
                Percent(item.progress),
                due(item),
                commitment.last_update,
            )
        )
    table = Table(
        columns,
        tuple(Group(pillar_name(number, ledger), tuple(rows)) for number, rows in groups.items()),
    )
    head = phrases.EVERYTHING.fill(count=len(week.found.items))
    return Section("commitments", head, (table,) if groups else (none(),))


def status_moved(line: Moved) -> bool:
    """Whether the status is another than before the period."""
    return not line.is_new and line.status_before is not line.item.commitment.status


def slips(line: Moved) -> tuple[history.Slip, ...]:
    """The moves of the due date in the period."""
    return history.slips(structs.replace(line.item.commitment, updates=line.records))


def _section(
    key: str, head: Text, columns: tuple[Column, ...], rows: tuple[tuple[Cell, ...], ...]
) -> Section:
    """A section with one table, its number of rows in the heading; a word where there is none."""
    block: Block = Table(columns, (Group(None, rows),)) if rows else none()
    return Section(key, phrases.COUNTED.fill(head=head, count=len(rows)), (block,))


def none() -> Sentences:
    """The word for an empty section."""
    return Sentences((phrases.NONE,))
