"""The tables of the status report, one function a section."""

import datetime as dt
from collections.abc import Mapping, Sequence

from eppd_track.model.records import Commitment, Ledger, Milestone
from eppd_track.model.vocabulary import Audience, Calendar, Status
from eppd_track.report.agreed import quotations
from eppd_track.report.parts import (
    Block,
    Cell,
    Column,
    DueCell,
    Entry,
    Group,
    Guess,
    Length,
    Owner,
    Percent,
    Section,
    Sentences,
    Step,
    Table,
    Told,
)
from eppd_track.report.sentences import (
    agencies,
    agency_cell,
    changed,
    due,
    marked,
    move,
    owner,
    pillar_name,
    proved,
    said,
    step,
    titles,
)
from eppd_track.report.told import last_in_short, who
from eppd_track.report.week import Moved, Silence, Upcoming, Week
from eppd_track.rules.lights import Item, last_reason
from eppd_track.rules.proofs import Proofs
from eppd_track.words import pages
from eppd_track.words.days import show_due
from eppd_track.words.labels import COLUMN, FIELD
from eppd_track.words.text import SEMICOLON, Text, both, join, names

ID = Column("id", COLUMN["id"])
LIGHT = Column("light", COLUMN["light"], under="id")
TITLE = Column("title", COLUMN["title"], wide=True)
OWNER = Column("owner", COLUMN["owner"])
MOVE = Column("next_move", COLUMN["next_move"], under="owner")
STATUS = Column("status", COLUMN["status"])
PROGRESS = Column("progress", COLUMN["progress"], under="status")
DUE = Column("due", COLUMN["due"])
MOVE_HERE = Column("next_move", COLUMN["next_move"], under="due")
SUPPORTING = Column("supporting", COLUMN["supporting"], under="owner")
WORDS = Column("words", FIELD["text"], wide=True, below=True)
LAST_WORD = Column("last_word", pages.LAST_SAID, wide=True, below=True)
CHANGE = Column("change", pages.CHANGE, wide=True, below=True, apart=True)
_IN_COLUMNS = frozenset({"status", "progress", "due", "next_move", "owner", "supporting"})
"""What other columns of the whole list show."""


def moved(week: Week, ledger: Ledger, calendar: Calendar, proofs: Proofs) -> Section:
    """What has records in the period, is newly listed, or stands otherwise than before it.

    What was closed in it bears what proves it.
    """
    if not week.moved:
        return Section("moved", pages.MOVED_HEAD, (Sentences((pages.NOTHING_MOVED,)),))
    inside = week.audience is Audience.INTERNAL
    lines = [
        (line, _with_proofs(line, _told(line, ledger, calendar, inside=inside), proofs, calendar))
        for line in week.moved
    ]
    return before_and_now("moved", pages.MOVED_HEAD, lines, week)


def before_and_now(key: str, head: Text, lines: Sequence[tuple[Moved, Told | None]], week: Week) -> Section:
    """Items with what they were before the period and are now, and what is told of each beneath."""
    columns = (
        ID,
        LIGHT,
        TITLE,
        STATUS,
        PROGRESS,
        CHANGE,
    )
    rows = tuple(
        (
            line.item.commitment.id,
            light_step(line.item, week),
            titles(line.item.commitment),
            marked("status", _status_step(line), line.item.commitment),
            _percent(line.item, line.before, drawn=False),
            told,
        )
        for line, told in lines
    )
    return counted(key, head, columns, rows)


def light_step(item: Item, week: Week) -> Step:
    """The light before the period and now."""
    before = week.before.get(item.commitment.id)
    return Step(before.light if before else None, item.light)


def _status_step(line: Moved) -> Step:
    """The status before the period and now."""
    return Step(line.before.commitment.status if line.before else None, line.item.commitment.status)


def _percent(item: Item, before: Item | None, *, drawn: bool = True) -> Cell:
    """How far an item is, and was before the period."""
    told = Percent(item.progress, before.progress if before else None, drawn=drawn)
    return marked("progress", told, item.commitment)


def _told(line: Moved, ledger: Ledger, calendar: Calendar, *, inside: bool) -> Told:
    """Its records in their order, without what the columns beside them tell already."""
    names = [name for record in line.records for name in record.changes]
    in_columns = {name for name in ("status", "progress") if line.before and names.count(name) == 1}
    told = [
        Entry(
            who(record, ledger, calendar, inside=inside),
            changed(record, line.item.commitment, ledger, calendar, in_columns),
            said(record, line.item.commitment, calendar),
        )
        for record in line.records
    ]
    if line.before is None:
        return Told((Entry(None, pages.NEWLY_LISTED), *told))
    return Told(tuple(told) or (Entry(None, _without_record(line, line.before, calendar, inside=inside)),))


def _with_proofs(line: Moved, told: Told, proofs: Proofs, calendar: Calendar) -> Told:
    """What is told of an item, and of one that was closed also its evidence with its files."""
    closed = line.status_moved and line.item.commitment.status is Status.CLOSED
    papers = proved(line.item.commitment, proofs, calendar) if closed else []
    if not papers:
        return told
    shown = pages.NAMED_COUNT.fill(name=FIELD["evidence"], count=join(papers, SEMICOLON))
    return Told((*told.entries, Entry(None, shown)))


def _without_record(line: Moved, before: Item, calendar: Calendar, *, inside: bool) -> Text:
    """What changed where no record of the period tells it: dates that passed, or records not to be seen.

    A light may turn through a record that only the tracking side sees, so others are told the columns.
    """
    now, then = line.item.commitment.due, before.commitment.due
    if line.slips or now != then:
        old, new = (show_due(due, calendar) if due else pages.NO_DUE for due in (then, now))
        return pages.DUE_CHANGED.fill(old=old, new=new)
    if line.item.overdue:
        return pages.NOW_LATE.fill(days=line.item.overdue_days)
    turned = line.item.light is not before.light
    beside = line.status_moved or line.item.progress != before.progress
    return pages.TIME_PASSED if turned and inside and not beside else pages.AS_SHOWN


def upcoming(week: Week, ledger: Ledger) -> Section:
    """The dates that are soon, a line each."""
    columns = (
        *(ID, LIGHT, TITLE),
        Column("what", pages.WHAT_IS_DUE),
        *(OWNER, DUE),
        Column("days", pages.DAYS_LEFT, number=True),
    )
    rows = tuple(
        (
            one.item.commitment.id,
            one.item.light,
            titles(one.item.commitment),
            what(one),
            owner(one.item.commitment, ledger),
            when(one, DueCell(one.due)),
            one.days,
        )
        for one in week.upcoming
    )
    return counted("upcoming", pages.UPCOMING.fill(soon=week.soon), columns, rows)


def when(one: Upcoming, day: DueCell) -> Cell:
    """A date that comes, marked where the field it stands in is inferred."""
    name = "next_step_due" if one.what == "next_step" else one.what
    return day if one.milestone else marked(name, day, one.item.commitment)


def what(one: Upcoming) -> Cell:
    """What is due: a milestone, the next step, or the whole."""
    if one.what == "next_step":
        return step(one.item.commitment)
    return milestone_name(one.milestone) if one.milestone else FIELD["due"]


def milestone_name(found: Milestone) -> Text:
    """A milestone by its title in both languages."""
    return both(found.title, found.title_zh, found.id)


def silence(week: Week, ledger: Ledger) -> Section:
    """Every owner with the weeks since its last word, and what it owes an update on."""
    columns = (
        OWNER,
        Column("items", pages.OPEN_ITEMS, number=True),
        Column("weeks", pages.WEEKS_AGO),
        Column("longest", pages.LONGEST_SILENT, number=True),
        Column("ids", pages.OWED_IDS, wide=True),
    )
    scale = max((_weeks(week, line.last_word) for line in week.silence if line.last_word), default=0)
    rows = tuple(
        (
            _of_all(agency_cell(line.agency, ledger, full=True), line),
            line.items,
            Length(_weeks(week, line.last_word), max(scale, 1)) if line.last_word else None,
            _weeks(week, line.longest.silent_since) if line.longest.silent_since else None,
            names(item.commitment.id for item in line.owed) if line.owed else "",
        )
        for line in week.silence
    )
    owed = sum(len(line.owed) for line in week.silence)
    head = pages.COUNTED.fill(head=pages.SILENCE, count=pages.OWED_COUNT.fill(count=owed))
    return Section("silence", head, (table(columns, Group(None, rows)),))


def _of_all(agency: Owner, line: Silence) -> Cell:
    """An owner of several items, marked where it is inferred of all of them."""
    return Guess(agency) if line.guessed else agency


def _weeks(week: Week, since: dt.date) -> int:
    """The whole weeks from a day to the day of the report's state."""
    return max((week.period.as_of - since).days // 7, 0)


def slipped(week: Week) -> Section:
    """The due dates that moved: the first one, the one of today, and how often."""
    columns = (
        *(ID, TITLE),
        Column("first_due", COLUMN["original_due"]),
        Column("due", pages.DUE_NOW),
        Column("times", pages.TIMES, number=True),
    )
    rows = tuple(
        (
            line.item.commitment.id,
            titles(line.item.commitment),
            line.first,
            line.item.commitment.due,
            line.times,
        )
        for line in week.slipped
    )
    return counted("slips", pages.SLIPS, columns, rows)


def steps(week: Week) -> Section:
    """The next steps due by the end of the next period."""
    columns = (ID, TITLE, Column("next_step", COLUMN["next_step"], wide=True), DUE, MOVE_HERE)
    rows = tuple(
        (
            one.item.commitment.id,
            titles(one.item.commitment),
            step(one.item.commitment),
            when(one, DueCell(one.due, max(-one.days, 0))),
            move(one.item.commitment),
        )
        for one in week.steps
    )
    head = pages.NEXT_WEEK if week.period.week else pages.NEXT_PERIOD
    return counted("steps", head, columns, rows)


def closing(week: Week, ledger: Ledger, calendar: Calendar, proofs: Proofs) -> Section:
    """What is completed and waits for closure, with what proves it and how the files of that stand."""
    columns = (ID, TITLE, OWNER, Column("evidence", COLUMN["evidence"], wide=True))
    rows = tuple(
        (
            item.commitment.id,
            titles(item.commitment),
            owner(item.commitment, ledger),
            join(proved(item.commitment, proofs, calendar), SEMICOLON),
        )
        for item in week.closing
    )
    return counted("closing", pages.CLOSING, columns, rows)


def everything(
    week: Week, ledger: Ledger, calendar: Calendar, remedies: Mapping[str, Told], *, words: bool
) -> Section:
    """Every commitment of the selection, by pillar, with the last word on it, and the agreed `words`.

    `remedies` is told besides, by id. A last word stands whole where what moved does not have it.
    """
    inside = week.audience is Audience.INTERNAL
    columns = (ID, LIGHT, TITLE, OWNER, SUPPORTING, MOVE, STATUS, PROGRESS, DUE, WORDS, LAST_WORD)
    records = {line.item.commitment.id: line.records for line in week.moved}
    groups: dict[int, list[tuple[Cell, ...]]] = {}
    for item in sorted(week.found.items, key=lambda one: (one.commitment.pillar, one.commitment.id)):
        commitment = item.commitment
        groups.setdefault(commitment.pillar, []).append(
            (
                commitment.id,
                item.light,
                titles(commitment),
                owner(commitment, ledger),
                agencies("supporting", commitment, ledger),
                move(commitment),
                marked("status", commitment.status, commitment),
                _percent(item, week.before.get(commitment.id)),
                due(item),
                quotations(commitment, ledger) if words else None,
                _with_remedy(
                    commitment,
                    last_in_short(
                        commitment,
                        ledger,
                        calendar,
                        _IN_COLUMNS,
                        inside=inside,
                        moved=records.get(commitment.id, ()),
                    ),
                    remedies.get(commitment.id),
                ),
            )
        )
    head = pages.EVERYTHING.fill(count=len(week.found.items))
    named = tuple(Group(pillar_name(number, ledger), tuple(rows)) for number, rows in groups.items())
    return Section("commitments", head, (table(columns, *named),))


def _with_remedy(commitment: Commitment, said: Told | None, remedy: Told | None) -> Told | None:
    """The last word, and what is told besides; that alone where the last word is no more than the cause."""
    if said is None or remedy is None:
        return said or remedy
    last = commitment.latest_word
    cause = last is not None and not last.note and last is last_reason(commitment)
    return remedy if cause else Told((*said.entries, *remedy.entries))


def counted(
    key: str,
    head: Text,
    columns: tuple[Column, ...],
    rows: tuple[tuple[Cell, ...], ...],
    count: int | None = None,
) -> Section:
    """A section with one table, in the heading `count`, else the number of rows."""
    head = pages.COUNTED.fill(head=head, count=len(rows) if count is None else count)
    return Section(key, head, (table(columns, Group(None, rows)),))


def table(columns: tuple[Column, ...], *groups: Group) -> Block:
    """A table without the columns that nobody fills; a word where there is no row."""
    whole = Table(columns, groups)
    if not whole.rows:
        return none()
    cells = zip(*whole.rows, strict=True)
    kept = [index for index, column in enumerate(cells) if any(cell not in (None, "") for cell in column)]
    return Table(
        tuple(columns[index] for index in kept),
        tuple(Group(group.head, tuple(_picked(row, kept) for row in group.rows)) for group in groups),
    )


def _picked(row: tuple[Cell, ...], kept: list[int]) -> tuple[Cell, ...]:
    return tuple(row[index] for index in kept)


def none() -> Sentences:
    """The word for an empty section."""
    return Sentences((pages.NONE,))
