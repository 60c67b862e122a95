"""`eppd report`: the status report of a period, its facts put into sections.

The sections and their order are the same in every format (docs/report.md).
"""

from collections.abc import Iterable

from eppd_track import phrases
from eppd_track.dates import long_day, show_due, week_name
from eppd_track.labels import FIELD, LIGHT_MEANING, Text, name_of, same
from eppd_track.model import Ledger
from eppd_track.report import weekly_tables as tables
from eppd_track.report.parts import (
    Bar,
    Cell,
    Column,
    Count,
    Facts,
    Group,
    Report,
    Section,
    Sentences,
    Table,
)
from eppd_track.report.week import Upcoming, Week
from eppd_track.report.words import (
    data_of,
    dialogue_name,
    lights,
    pillar_name,
    plain,
    strip,
)
from eppd_track.rules import UNFINISHED, Item
from eppd_track.vocabulary import Calendar, Light, Move, Status


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
            tables.decisions(week),
            tables.moved(week, calendar),
            tables.late(week, ledger),
            tables.upcoming(week, ledger),
            tables.owing(week, ledger),
            tables.steps(week),
            tables.closing(week, ledger),
            tables.everything(week, ledger),
            _notes(week, ledger, calendar),
        ),
        data=_data(week, by),
        remarks=(*_outside(week), *_empty(week, selection)),
    )


def _title(week: Week, ledger: Ledger) -> Text:
    kind = phrases.WEEKLY_REPORT if week.period.week else phrases.PERIOD_REPORT
    name = dialogue_name(ledger)
    return kind if name is None else phrases.REPORT_TITLE.fill(dialogue=name, kind=kind)


def _heading(week: Week, ledger: Ledger, selection: Text, by: str, calendar: Calendar) -> Section:
    period = week.period
    days = phrases.FROM_TO.fill(
        since=long_day(period.since, calendar), until=long_day(period.until, calendar)
    )
    if period.week:
        days = phrases.WEEK_DAYS.fill(week=week_name(period.since), days=days)
    pairs: tuple[tuple[Text, Cell], ...] = (
        (phrases.PERIOD, days),
        (phrases.AS_OF, long_day(period.as_of, calendar)),
        (phrases.SELECTION, selection),
        (phrases.LEDGER, same(f"{ledger.name} {ledger.digest}")),
        (phrases.PREPARED_BY, by),
    )
    return Section("heading", None, (Facts(pairs),))


def _summary(week: Week) -> Section:
    items = week.found.items
    changes = sum(tables.status_moved(line) for line in week.moved)
    slips = sum(len(tables.slips(line)) for line in week.moved)
    reached = sum(len(record.milestone_done) for line in week.moved for record in line.records)
    records = sum(len(line.records) for line in week.moved)
    new = sum(line.is_new for line in week.moved)
    moved = (
        phrases.SUMMARY_MOVED.fill(records=records, changes=changes, slips=slips, reached=reached, new=new)
        if week.moved
        else phrases.SUMMARY_STILL
    )
    overdue = sum(item.overdue for item in items)
    blocked = sum(item.commitment.status is Status.BLOCKED for item in items)
    ahead = phrases.SUMMARY_AHEAD.fill(
        overdue=overdue,
        blocked=blocked,
        soon=week.soon,
        due=len(week.upcoming),
        owed=sum(len(line.items) for line in week.owing),
        tw=week.to_move[Move.TW],
        us=week.to_move[Move.US],
        both=week.to_move[Move.BOTH],
    )
    state = phrases.SUMMARY_STATE.fill(count=len(items), lights=strip(lights(items)))
    return Section("summary", phrases.SUMMARY, (Sentences((state, moved, ahead)),))


def _overview(week: Week, ledger: Ledger) -> Section:
    shown = [light for light in Light if any(line.now[light] or line.before[light] for line in week.pillars)]
    columns = (
        Column("pillar", FIELD["pillar"], wide=True),
        *(Column(light.value, name_of(light), number=True) for light in shown),
        Column("total", phrases.TOTAL, number=True),
        Column("bar", FIELD["light"]),
    )
    scale = max((line.total for line in week.pillars), default=0)
    rows: list[tuple[Cell, ...]] = [
        (
            pillar_name(line.number, ledger),
            *(Count(line.now[light], line.now[light] - line.before[light]) for light in shown),
            line.total,
            Bar(tuple((light, line.now[light]) for light in shown if line.now[light]), scale),
        )
        for line in week.pillars
    ]
    totals: tuple[Cell, ...] = (
        phrases.TOTAL,
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
    return Section("overview", phrases.OVERVIEW, (table,) if rows else (tables.none(),))


def _notes(week: Week, ledger: Ledger, calendar: Calendar) -> Section:
    settings = ledger.settings
    present = [light for light in Light if any(item.light is light for item in week.found.items)]
    lines: list[Text] = [
        LIGHT_MEANING[light].fill(red=settings.red_after_days, soon=settings.due_soon_days)
        for light in present
    ]
    lines += [
        phrases.DERIVED.fill(
            id=item.commitment.id,
            due=show_due(item.commitment.due, calendar),
            basis=item.commitment.due_basis,
        )
        for item in week.found.items
        if item.commitment.due is not None and item.commitment.due_basis
    ]
    unconfirmed = [item.commitment.id for item in week.found.items if not item.commitment.owner_confirmed]
    if unconfirmed:
        lines.append(phrases.UNCONFIRMED.fill(count=len(unconfirmed), ids=", ".join(unconfirmed)))
    lines.append(phrases.SOURCES)
    if week.found.hidden:
        lines.append(phrases.HIDDEN.fill(count=week.found.hidden))
    lines += _outside(week)
    return Section("notes", phrases.NOTES, (Sentences(tuple(lines), listed=True),))


def _outside(week: Week) -> tuple[Text, ...]:
    outside = week.found.overdue_outside
    if not outside:
        return ()
    ids = ", ".join(item.commitment.id for item in outside)
    return (phrases.OVERDUE_OUTSIDE.fill(count=len(outside), ids=ids),)


def _empty(week: Week, selection: Text) -> tuple[Text, ...]:
    return () if week.found.items else (phrases.NOTHING_MATCHES.fill(selection=selection),)


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
