"""`eppd report`: the status report of a period, its facts put into sections.

The sections and their order are the same in every format (docs/report.md).
"""

from collections.abc import Iterable

from msgspec import structs

from eppd_track import history, messages
from eppd_track.dates import long_day, show_due, week_name
from eppd_track.labels import COLUMN, FIELD, LIGHT_MEANING, Text, join, name_of, same
from eppd_track.model import Ledger
from eppd_track.report.listing import strip
from eppd_track.report.parts import (
    Bar,
    Block,
    Cell,
    Column,
    Count,
    DueCell,
    Facts,
    Group,
    Percent,
    Report,
    Section,
    Sentences,
    Step,
    Strip,
    Table,
)
from eppd_track.report.week import Moved, Upcoming, Week
from eppd_track.report.words import (
    agency,
    data_of,
    describe_change,
    due,
    lights,
    owner,
    pillar_name,
    plain,
    titles,
)
from eppd_track.rules import UNFINISHED, Item
from eppd_track.vocabulary import Calendar, Light, Move, Status

ID = Column("id", COLUMN["id"])
LIGHT = Column("light", COLUMN["light"], under="id")
TITLE = Column("title", COLUMN["title"], wide=True)
OWNER = Column("owner", COLUMN["owner"])
MOVE = Column("next_move", COLUMN["next_move"], under="owner")
STATUS = Column("status", COLUMN["status"])
PROGRESS = Column("progress", COLUMN["progress"], under="status")
DUE = Column("due", COLUMN["due"])
_SHOWN_LIGHTS = tuple(Light)


def build(week: Week, ledger: Ledger, selection: Text, by: str, calendar: Calendar) -> Report:
    """The status report. `by` is who prepared it."""
    found = week.found
    return Report(
        kind="status-report",
        title=_title(week, ledger),
        as_of=week.period.as_of,
        ledger=ledger.name,
        digest=ledger.digest,
        selection=selection,
        shown=len(found.items),
        total=found.total,
        sections=(
            _heading(week, ledger, selection, by, calendar),
            _summary(week),
            _overview(week, ledger),
            _decisions(week, ledger),
            _moved(week, ledger, calendar),
            _late(week, ledger, calendar),
            _upcoming(week, ledger),
            _owing(week, ledger),
            _steps(week),
            _closing(week, ledger),
            _everything(week, ledger),
            _notes(week, ledger, calendar),
        ),
        data=_data(week, by),
        remarks=_outside(week),
    )


def _title(week: Week, ledger: Ledger) -> Text:
    kind = messages.WEEKLY_REPORT if week.period.week else messages.PERIOD_REPORT
    dialogue = ledger.dialogue
    if dialogue is None:
        return kind
    name = Text(
        dialogue.title or dialogue.title_zh or dialogue.id,
        dialogue.title_zh or dialogue.title or dialogue.id,
    )
    return messages.REPORT_TITLE.fill(dialogue=name, kind=kind)


def _heading(week: Week, ledger: Ledger, selection: Text, by: str, calendar: Calendar) -> Section:
    period = week.period
    days = messages.FROM_TO.fill(
        since=long_day(period.since, calendar), until=long_day(period.until, calendar)
    )
    if period.week:
        days = messages.WEEK_DAYS.fill(week=week_name(period.since), days=days)
    pairs: tuple[tuple[Text, Cell], ...] = (
        (messages.PERIOD, days),
        (messages.AS_OF, long_day(period.as_of, calendar)),
        (messages.SELECTION, selection),
        (messages.LEDGER, same(f"{ledger.name} {ledger.digest}")),
        (messages.PREPARED_BY, by),
    )
    return Section("heading", None, (Facts(pairs),))


def _summary(week: Week) -> Section:
    items = week.found.items
    changes = sum(_status_moved(line) for line in week.moved)
    slips = sum(len(_slips(line)) for line in week.moved)
    reached = sum(len(record.milestone_done) for line in week.moved for record in line.records)
    records = sum(len(line.records) for line in week.moved)
    new = sum(line.is_new for line in week.moved)
    moved = (
        messages.SUMMARY_MOVED.fill(
            records=records, changes=changes, slips=slips, reached=reached, new=new
        )
        if week.moved
        else messages.SUMMARY_STILL
    )
    overdue = sum(item.overdue for item in items)
    blocked = sum(item.commitment.status is Status.BLOCKED for item in items)
    ahead = messages.SUMMARY_AHEAD.fill(
        overdue=overdue,
        blocked=blocked,
        due=len(week.upcoming),
        owed=sum(len(line.items) for line in week.owing),
        tw=week.to_move[Move.TW],
        us=week.to_move[Move.US],
        both=week.to_move[Move.BOTH],
    )
    state = messages.SUMMARY_STATE.fill(count=len(items), lights=strip(Strip(lights(items))))
    return Section("summary", messages.SUMMARY, (Sentences((state, moved, ahead)),))


def _overview(week: Week, ledger: Ledger) -> Section:
    shown = [
        light
        for light in _SHOWN_LIGHTS
        if any(line.now[light] or line.before[light] for line in week.pillars)
    ]
    columns = (
        Column("pillar", FIELD["pillar"], wide=True),
        *(Column(light.value, name_of(light), number=True) for light in shown),
        Column("total", messages.TOTAL, number=True),
        Column("bar", FIELD["light"]),
    )
    scale = max((line.total for line in week.pillars), default=0)
    rows = [
        (
            pillar_name(line.number, ledger),
            *(Count(line.now[light], line.now[light] - line.before[light]) for light in shown),
            line.total,
            Bar(tuple((light, line.now[light]) for light in shown if line.now[light]), scale),
        )
        for line in week.pillars
    ]
    totals: tuple[Cell, ...] = (
        messages.TOTAL,
        *(
            Count(
                sum(line.now[light] for line in week.pillars),
                sum(line.now[light] - line.before[light] for line in week.pillars),
            )
            for light in shown
        ),
        sum(line.total for line in week.pillars),
        None,
    )
    table = Table(columns, (Group(None, (*rows, totals)),))
    return Section("overview", messages.OVERVIEW, (table,) if rows else (_none(),))


def _decisions(week: Week, ledger: Ledger) -> Section:
    columns = (ID, LIGHT, TITLE, Column("why", messages.WHY), MOVE_ALONE, Column("next_step", COLUMN["next_step"], wide=True))
    rows = tuple(
        (
            item.commitment.id,
            item.light,
            titles(item.commitment),
            _why(item),
            item.commitment.next_move or Move.NONE,
            item.commitment.next_step,
        )
        for item in week.decisions
    )
    return _section("decisions", messages.DECISIONS, columns, rows)


MOVE_ALONE = Column("next_move", COLUMN["next_move"], under="why")


def _why(item: Item) -> Text:
    reasons: list[Text] = []
    if item.commitment.status is Status.BLOCKED:
        reasons.append(name_of(Status.BLOCKED))
    if item.overdue:
        reasons.append(messages.DAYS_LATE.fill(days=item.overdue_days))
    if item.commitment.status is Status.REQUESTED:
        reasons.append(messages.UNANSWERED)
    return join(reasons)


def _status_moved(line: Moved) -> bool:
    return not line.is_new and line.status_before is not line.item.commitment.status


def _slips(line: Moved) -> tuple[history.Slip, ...]:
    return history.slips(structs.replace(line.item.commitment, updates=line.records))


def _moved(week: Week, ledger: Ledger, calendar: Calendar) -> Section:
    if not week.moved:
        return Section("moved", messages.MOVED_HEAD, (Sentences((messages.NOTHING_MOVED,)),))
    columns = (ID, LIGHT, TITLE, STATUS, PROGRESS, Column("change", messages.CHANGE, wide=True))
    rows = tuple(
        (
            line.item.commitment.id,
            line.item.light,
            titles(line.item.commitment),
            Step(line.status_before, line.item.commitment.status)
            if _status_moved(line)
            else line.item.commitment.status,
            Percent(line.item.progress),
            _told(line, ledger, calendar),
        )
        for line in week.moved
    )
    return _section("moved", messages.MOVED_HEAD, columns, rows)


def _told(line: Moved, ledger: Ledger, calendar: Calendar) -> Text:
    told = [
        messages.DATED.fill(
            day=long_day(record.date, calendar),
            by=record.by or messages.NOBODY,
            what=describe_change(record, ledger, calendar),
        )
        for record in line.records
    ]
    return join([messages.NEWLY_LISTED, *told] if line.is_new else told, Text(" / ", " ／ "))


def _late(week: Week, ledger: Ledger, calendar: Calendar) -> Section:
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
            item.commitment.next_move or Move.NONE,
            history.first_due(item.commitment),
            item.next_due,
            item.overdue_days or None,
        )
        for item in week.late
    )
    return _section("late", messages.LATE, columns, rows)


def _upcoming(week: Week, ledger: Ledger) -> Section:
    columns = (
        *(ID, LIGHT, TITLE),
        Column("what", messages.WHAT_IS_DUE),
        *(OWNER, DUE),
        Column("days", messages.DAYS_LEFT, number=True),
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
    return _section("upcoming", messages.UPCOMING, columns, rows)


def _what(one: Upcoming) -> Text:
    for step in one.item.commitment.milestones:
        if step.id == one.what:
            return Text(step.title or step.title_zh or step.id, step.title_zh or step.title or step.id)
    return FIELD["due"]


def _owing(week: Week, ledger: Ledger) -> Section:
    columns = (
        Column("agency", COLUMN["owner"]),
        Column("count", messages.ITEMS, number=True),
        Column("since", messages.SILENT),
        Column("name", messages.AGENCY, wide=True),
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
    return _section("owing", messages.OWING_HEAD, columns, rows)


def _steps(week: Week) -> Section:
    columns = (ID, TITLE, Column("next_step", COLUMN["next_step"], wide=True), DUE, MOVE_HERE)
    rows = tuple(
        (
            one.item.commitment.id,
            titles(one.item.commitment),
            one.item.commitment.next_step,
            DueCell(one.due, max(-one.days, 0)),
            one.item.commitment.next_move or Move.NONE,
        )
        for one in week.steps
    )
    head = messages.NEXT_WEEK if week.period.week else messages.NEXT_PERIOD
    return _section("steps", head, columns, rows)


MOVE_HERE = Column("next_move", COLUMN["next_move"], under="due")


def _closing(week: Week, ledger: Ledger) -> Section:
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
    return _section("closing", messages.CLOSING, columns, rows)


def _everything(week: Week, ledger: Ledger) -> Section:
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
    head = messages.EVERYTHING.fill(count=len(week.found.items))
    return Section("commitments", head, (table,) if groups else (_none(),))


UPDATED = Column("last_update", COLUMN["last_update"], under="due")


def _notes(week: Week, ledger: Ledger, calendar: Calendar) -> Section:
    settings = ledger.settings
    present = [light for light in Light if any(item.light is light for item in week.found.items)]
    lines: list[Text] = [
        LIGHT_MEANING[light].fill(red=settings.red_after_days, soon=settings.due_soon_days)
        for light in present
    ]
    lines += [
        messages.DERIVED.fill(
            id=item.commitment.id, due=show_due(item.commitment.due, calendar), basis=item.commitment.due_basis
        )
        for item in week.found.items
        if item.commitment.due is not None and item.commitment.due_basis
    ]
    unconfirmed = [
        item.commitment.id for item in week.found.items if not item.commitment.owner_confirmed
    ]
    if unconfirmed:
        lines.append(messages.UNCONFIRMED.fill(count=len(unconfirmed), ids=", ".join(unconfirmed)))
    lines.append(messages.SOURCES)
    if week.found.hidden:
        lines.append(messages.HIDDEN.fill(count=week.found.hidden))
    lines += _outside(week)
    return Section("notes", messages.NOTES, (Sentences(tuple(lines), listed=True),))


def _outside(week: Week) -> tuple[Text, ...]:
    outside = week.found.overdue_outside
    if not outside:
        return ()
    ids = ", ".join(item.commitment.id for item in outside)
    return (messages.OVERDUE_OUTSIDE.fill(count=len(outside), ids=ids),)


def _section(
    key: str, head: Text, columns: tuple[Column, ...], rows: tuple[tuple[Cell, ...], ...]
) -> Section:
    """A section with one table, its number of rows in the heading; a word where there is none."""
    block: Block = Table(columns, (Group(None, rows),)) if rows else _none()
    return Section(key, messages.COUNTED.fill(head=head, count=len(rows)), (block,))


def _none() -> Sentences:
    return Sentences((messages.NONE,))


# ---- JSON ----


def _data(week: Week, by: str) -> dict[str, object]:
    period = week.period
    return {
        "period": {
            "since": period.since.isoformat(),
            "until": period.until.isoformat(),
            "week": week_name(period.since) if period.week else None,
        },
        "prepared_by": by,
        "pillars": [
            {
                "pillar": line.number,
                "total": line.total,
                "lights": _named(line.now),
                "lights_before": _named(line.before),
            }
            for line in week.pillars
        ],
        "next_move": {move.value: count for move, count in week.to_move.items()},
        "decisions": _ids(week.decisions),
        "moved": [
            {
                "id": line.item.commitment.id,
                "new": line.is_new,
                "status_before": line.status_before,
                "light_before": line.light_before,
                "updates": [plain(record) for record in line.records],
            }
            for line in week.moved
        ],
        "late": _ids(week.late),
        "upcoming": [_upcoming_data(one) for one in week.upcoming],
        "owing": [
            {"agency": line.agency, "since": line.since.isoformat(), "ids": _ids(line.items)}
            for line in week.owing
        ],
        "next_steps": [_upcoming_data(one) for one in week.steps],
        "closing": _ids(week.closing),
        "overdue_outside": _ids(week.found.overdue_outside),
        "in_hand": sum(item.commitment.status in UNFINISHED for item in week.found.items),
        "commitments": [data_of(item) for item in week.found.items],
    }


def _named(counts: dict[Light, int]) -> dict[str, int]:
    return {light.value: count for light, count in counts.items()}


def _ids(items: Iterable[Item]) -> list[str]:
    return [item.commitment.id for item in items]


def _upcoming_data(one: Upcoming) -> dict[str, object]:
    return {
        "id": one.item.commitment.id,
        "what": one.what,
        "due": one.due.text,
        "days": one.days,
    }
