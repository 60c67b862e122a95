"""`eppd report`: the status report of a period, its facts put into sections.

The sections and their order are the same in every format (docs/report.md).
"""

from collections.abc import Iterable

from msgspec import Struct, structs

from eppd_track.model.due import Due
from eppd_track.model.records import Ledger
from eppd_track.model.vocabulary import NOBODY, THIRD, Audience, Calendar, Light, Move, Status
from eppd_track.report import front, weekly_rounds
from eppd_track.report import weekly_tables as tables
from eppd_track.report.gaps import Gaps
from eppd_track.report.parts import (
    Bar,
    Boxes,
    Cell,
    Chart,
    Column,
    Count,
    Facts,
    Group,
    Legend,
    Report,
    Section,
    Sentences,
    Table,
)
from eppd_track.report.sentences import dialogue_name, in_both, inferred, kinds, lights, pillar_name, strip
from eppd_track.report.week import Week
from eppd_track.report.weekly_data import data
from eppd_track.rules.proofs import Proofs
from eppd_track.words import look, pages
from eppd_track.words.days import long_day, show_due, show_week
from eppd_track.words.labels import FIELD, LIGHT_MEANING, LIGHT_MEANING_OUTSIDE, name_of, side_in_sentence
from eppd_track.words.text import COMMA, Text, join, same

_MARKED = ("owner", "supporting", "next_move", "status", "progress", "due", "next_step", "next_step_due")
"""The fields on the page that may be marked as inferred."""


class Cover(Struct, frozen=True):
    """What frames the facts: the selection in words, who prepared the page, and the boxes to sign in.

    `unread` is what the page lacks because it could not be read. With `words` it has the agreed words.
    `proofs` says how the files of evidence stand.
    """

    selection: Text
    by: str
    calendar: Calendar
    approval: tuple[Text, ...] = ()
    unread: Gaps = Gaps()
    words: bool = False
    proofs: Proofs = {}


def build(week: Week, ledger: Ledger, cover: Cover) -> Report:
    """The status report."""
    found = week.found
    inside = week.audience is Audience.INTERNAL
    return Report(
        kind="status-report",
        title=_title(week, ledger),
        mark=name_of(week.audience),
        as_of=week.period.as_of,
        ledger=ledger.name if inside else "",
        raw=ledger.raw if inside else b"",
        selection=cover.selection,
        shown=len(found.items),
        total=found.total,
        sections=_sections(week, ledger, cover),
        data=data(week, cover.by) | {"unread": cover.unread.data},
        remarks=_empty(week, cover.selection),
    )


def _sections(week: Week, ledger: Ledger, cover: Cover) -> tuple[Section, ...]:
    """What the signer reads, then the annexes; those about the work inside only for the tracking side."""
    inside = week.audience is Audience.INTERNAL
    calendar = cover.calendar
    annexes = (
        tables.moved(week, ledger, calendar, cover.proofs),
        tables.everything(week, ledger, calendar, front.remedies(week, calendar), words=cover.words),
        *((tables.closing(week, ledger, calendar, cover.proofs),) if inside else ()),
        tables.upcoming(week, ledger),
        *((tables.steps(week), tables.silence(week, ledger)) if inside else ()),
        _trend(week, calendar),
        tables.slipped(week),
        *weekly_rounds.section(week, calendar),
    )
    return (
        _heading(week, cover),
        *cover.unread.section,
        _overview(week, ledger),
        _summary(week),
        *front.sections(week, ledger, calendar),
        *(_approval(cover) if inside else ()),
        *(_numbered(number, section) for number, section in enumerate(annexes, 1)),
        structs.replace(_legend(week, ledger), annex=True),
        *(structs.replace(section, annex=True) for section in _notes(week, cover)),
    )


def _numbered(number: int, section: Section) -> Section:
    """A section as an annex, its number in front of its heading."""
    head = pages.ANNEX.fill(number=number, head=section.head or "")
    return structs.replace(section, head=head, annex=True)


def _title(week: Week, ledger: Ledger) -> Text:
    kind = pages.WEEKLY_REPORT if week.period.week else pages.PERIOD_REPORT
    name = dialogue_name(ledger, week.period.as_of)
    return kind if name is None else pages.REPORT_TITLE.fill(dialogue=name, kind=kind)


def _approval(cover: Cover) -> tuple[Section, ...]:
    return (Section("approval", pages.APPROVAL, (Boxes(cover.approval),)),) if cover.approval else ()


def _heading(week: Week, cover: Cover) -> Section:
    period, calendar = week.period, cover.calendar
    days = pages.FROM_TO.fill(since=long_day(period.since, calendar), until=long_day(period.until, calendar))
    if period.week:
        days = pages.WEEK_DAYS.fill(week=show_week(period.since, calendar), days=days)
    pairs: list[tuple[Text, Cell]] = [
        (pages.PERIOD, days),
        (pages.AS_OF, long_day(period.as_of, calendar)),
        (pages.SELECTION, cover.selection),
    ]
    if week.audience is Audience.INTERNAL:
        pairs.append((pages.PREPARED_BY, cover.by))
    return Section("heading", None, (Facts(tuple(pairs)),))


def _summary(week: Week) -> Section:
    items = week.found.items
    changes = sum(line.status_moved for line in week.moved)
    slips = sum(line.slips for line in week.moved)
    reached = sum(len(week.reached(line)) for line in week.moved)
    records = sum(len(line.records) for line in week.moved)
    new = sum(line.before is None for line in week.moved)
    counts = {"changes": changes, "slips": slips, "reached": reached, "new": new}
    moved = pages.SUMMARY_STILL
    if week.moved and week.audience is Audience.INTERNAL:
        moved = pages.SUMMARY_MOVED.fill(records=records, **counts)
    elif week.moved:
        moved = pages.SUMMARY_MOVED_OUTSIDE.fill(moved=len(week.moved), **counts)
    carried = [pages.SUMMARY_CARRIED.fill(count=week.carried)] if week.carried else []
    overdue = sum(item.overdue for item in items)
    blocked = sum(item.commitment.status is Status.BLOCKED for item in items)
    due = sum(item.due_soon for item in items)
    told = kinds(item.commitment for item in items)
    lines = [pages.SUMMARY_STATE.fill(count=len(items), lights=strip(lights(items)))]
    lines += [pages.SUMMARY_KINDS.fill(kinds=told)] if told else []
    lines += [moved, *carried]
    lines.append(pages.SUMMARY_AHEAD.fill(overdue=overdue, blocked=blocked, soon=week.soon, due=due))
    if week.audience is Audience.INTERNAL:
        lines.append(pages.SUMMARY_OWED.fill(owed=sum(len(line.owed) for line in week.silence)))
    if week.audience is not Audience.PUBLIC:
        moves = join(_to_move(week), COMMA)
        lines.append(pages.SUMMARY_MOVES.fill(count=week.in_hand, moves=moves))
    return Section("summary", pages.SUMMARY, (Sentences(tuple(lines)),))


def _to_move(week: Week) -> list[Text]:
    """With whom the move is for how many, so that all unfinished items are told."""
    told = [
        pages.MOVE_WITH.fill(side=side_in_sentence(move), count=count)
        for move, count in week.to_move.items()
        if move not in {THIRD, NOBODY} and (count or "+" not in move)
    ]
    if third := week.to_move[Move(THIRD)]:
        told.append(pages.MOVE_WITH.fill(side=pages.A_THIRD_PARTY, count=third))
    if nobody := week.to_move[NOBODY]:
        told.append(pages.MOVE_WITH_NOBODY.fill(count=nobody))
    if week.not_given:
        told.append(pages.MOVE_NOT_GIVEN.fill(count=week.not_given))
    return told


def _overview(week: Week, ledger: Ledger) -> Section:
    shown = _lights(week)
    columns = (
        Column("pillar", FIELD["pillar"], wide=True),
        *(Column(light.value, name_of(light), number=True, light=light) for light in shown),
        Column("total", pages.TOTAL, number=True),
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
        pages.TOTAL,
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
    table = Table(columns, (Group(None, tuple(rows)),), totals)
    return Section("overview", pages.OVERVIEW, (table,) if rows else (tables.none(),))


def _trend(week: Week, calendar: Calendar) -> Section:
    trend = week.trend
    names = [
        show_due(Due(f"{day:%Y-%m}"), calendar) if trend.monthly else same(f"W{day.isocalendar().week:02}")
        for day in trend.days
    ]
    present = [status for status in look.STATUS if any(count[status] for count in trend.counts)]
    chart = Chart(
        head=pages.MONTH if trend.monthly else pages.WEEK,
        names=tuple(names),
        days=trend.days,
        series=tuple((status, tuple(count[status] for count in trend.counts)) for status in present),
    )
    head = pages.COUNTED.fill(
        head=pages.TREND_MONTHS if trend.monthly else pages.TREND_WEEKS,
        count=len(week.found.items) + week.found.hidden,
    )
    return Section("trend", head, (chart,) if present else (tables.none(),))


def _lights(week: Week) -> list[Light]:
    """The lights that anything of the selection has, or had before the period."""
    return [light for light in Light if any(line.now[light] or line.before[light] for line in week.pillars)]


def _legend(week: Week, ledger: Ledger) -> Section:
    settings = ledger.settings
    moved = {line.item.light for line in week.moved}
    present = [light for light in Light if light in moved | set(_lights(week))]
    meant = LIGHT_MEANING if week.audience is Audience.INTERNAL else LIGHT_MEANING_OUTSIDE
    meanings = tuple(
        (
            light,
            meant[light].fill(
                letter=look.LETTER[light], red=settings.red_after_days, soon=settings.due_soon_days
            ),
        )
        for light in present
    )
    marks = pages.MARKS_INSIDE if week.audience is Audience.INTERNAL else pages.MARKS
    return Section("legend", pages.LEGEND, (Legend(meanings), Sentences((marks,))))


def _notes(week: Week, cover: Cover) -> tuple[Section, ...]:
    lines = [*cover.unread.told, *_derived(week, cover.calendar)]
    inside = week.audience is Audience.INTERNAL
    lines += _guessed(week)
    if inside:
        lines.append(pages.SOURCES)
    if week.found.hidden and inside:
        lines.append(pages.NOT_IN_HERE.fill(count=week.found.hidden))
    lines += outside(week)
    return (Section("notes", pages.NOTES, (Sentences(tuple(lines), listed=True),)),) if lines else ()


def _guessed(week: Week) -> Iterable[Text]:
    """What on the page is inferred, a sentence a field; nothing is to others (audience.as_seen)."""
    for name in _MARKED:
        ids = [item.commitment.id for item in week.found.items if inferred(name, item.commitment)]
        if ids:
            yield pages.GUESSED.fill(field=FIELD[name], count=len(ids), ids=ids)


def _derived(week: Week, calendar: Calendar) -> list[Text]:
    """Where the due dates that nobody agreed on come from."""
    return [
        pages.DERIVED.fill(
            id=item.commitment.id,
            due=show_due(item.commitment.due, calendar),
            basis=basis,
        )
        for item in week.found.items
        if item.commitment.due is not None and (basis := in_both(item.commitment, "due_basis"))
    ]


def outside(week: Week) -> tuple[Text, ...]:
    """What is overdue and not in the selection, as a sentence; none where nothing is."""
    late = week.found.overdue_outside
    if not late:
        return ()
    ids = [item.commitment.id for item in late]
    return (pages.OVERDUE_OUTSIDE.fill(count=len(late), ids=ids),)


def _empty(week: Week, selection: Text) -> tuple[Text, ...]:
    return () if week.found.items else (pages.NOTHING_MATCHES.fill(selection=selection),)
