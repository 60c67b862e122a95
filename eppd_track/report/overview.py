"""What the small commands say: the bare `eppd`, `eppd where` and `eppd meeting list`."""

import datetime as dt
from collections.abc import Sequence

from eppd_track.ledger.undo import UndoStep
from eppd_track.model.records import Ledger, Meeting
from eppd_track.model.vocabulary import Calendar, Light
from eppd_track.report import brief
from eppd_track.report.brief import owners
from eppd_track.report.parts import (
    Cell,
    Column,
    Ends,
    Facts,
    Group,
    Pane,
    Report,
    Section,
    Sentences,
    Strip,
    Table,
)
from eppd_track.report.sentences import as_json, dialogue_name, due, kinds, lights, marked, owner, titles
from eppd_track.rules import proposals
from eppd_track.rules.lights import UNFINISHED, Item
from eppd_track.words import pages, refusals
from eppd_track.words.days import long_day
from eppd_track.words.labels import FIELD
from eppd_track.words.text import Text, Titles, join, same

_MOST_ROWS = 10


def status(items: tuple[Item, ...], ledger: Ledger, as_of: dt.date, calendar: Calendar) -> Report:
    """The short status: counts by light of all that is open, what is red or overdue, who owes an update."""
    finished = sum(not item.commitment.open for item in items)
    items = tuple(item for item in items if item.commitment.open)
    overdue = sorted((item for item in items if item.overdue), key=lambda item: -item.overdue_days)
    pressing = sorted(
        (item for item in items if item.overdue or item.light is Light.RED),
        key=lambda item: (item.light is not Light.RED, -item.overdue_days),
    )
    owing = [item for item in items if item.stale]
    open_ones = [item for item in items if item.commitment.status in UNFINISHED]
    made_of = kinds(item.commitment for item in items)
    pairs: tuple[tuple[Text, Cell], ...] = (
        (pages.LEDGER, same(ledger.name)),
        (pages.AS_OF, long_day(as_of, calendar)),
        (FIELD["light"], Strip(lights(items))),
        *(((FIELD["kind"], made_of),) if made_of else ()),
        (pages.OPEN_ITEMS, pages.OF.fill(count=len(open_ones), total=len(items))),
        *(((pages.ENDED, finished),) if finished else ()),
        (pages.OVERDUE, len(overdue)),
        *_proposed(items),
        (pages.OWING, _owing(owing, ledger)),
    )
    commands = join([pages.AS_COMMAND.fill(typed=one) for one in pages.NEXT_COMMANDS])
    press = _pressing(pressing, ledger)
    guesses = any(isinstance(block, Table) and block.guesses for block in press.blocks)
    guesses = (guesses and bool(pressing)) or any(name.data.endswith("?") for name in owners(owing, ledger))
    guess_mark = (Sentences((pages.GUESS_MARK,)),) if guesses else ()
    told = [pages.OF_ALL.fill(name=pages.OPEN_ITEMS, count=len(open_ones), total=len(items))]
    told += [pages.NAMED_COUNT.fill(name=pages.ENDED, count=finished)] if finished else []
    return Report(
        kind="status",
        title=dialogue_name(ledger, as_of) or same(ledger.name),
        as_of=as_of,
        ledger=ledger.name,
        raw=ledger.raw,
        selection=refusals.ALL_OPEN,
        shown=len(items),
        total=len(items) + finished,
        sections=(
            Section("status", None, (Facts(pairs),)),
            *((press,) if pressing else ()),
            Section("next", None, (*guess_mark, Sentences((pages.NEXT.fill(commands=commands),)))),
        ),
        screen=(
            Pane(None, (Ends(Strip(lights(items)), join(told, same("  "))),)),
            *brief.pressing(items, ledger),
            brief.ahead(items, ledger, as_of, calendar, guesses=guesses),
        ),
        beside=join([long_day(as_of, calendar), same(ledger.name)], same("  ")),
    )


def _proposed(items: Sequence[Item]) -> tuple[tuple[Text, Cell], ...]:
    """What is proposed to be delisted, by its ids; nothing where nothing is."""
    ids = [same(item.commitment.id) for item in items if proposals.pending(item.commitment)]
    return ((pages.DELISTING, pages.COUNTED_IDS.fill(count=len(ids), ids=join(ids))),) if ids else ()


def _owing(items: list[Item], ledger: Ledger) -> Text:
    if not items:
        return same("0")
    return pages.OWED_BY.fill(count=len(items), owners=join(owners(items, ledger)))


def _pressing(items: Sequence[Item], ledger: Ledger) -> Section:
    """What is red or overdue: the red ones first, then the longest overdue, no more than a screen holds."""
    columns = (
        Column("id", FIELD["id"]),
        Column("light", FIELD["light"], under="id"),
        Column("title", FIELD["title"], wide=True),
        Column("owner", FIELD["owner"]),
        Column("status", FIELD["status"], under="owner"),
        Column("due", FIELD["due"]),
    )
    rows = tuple(
        (one.id, item.light, titles(one), owner(one, ledger), marked("status", one.status, one), due(item))
        for item in items[:_MOST_ROWS]
        for one in (item.commitment,)
    )
    count: Text = same(len(items))
    if len(items) > _MOST_ROWS:
        count = pages.FIRST_OF.fill(count=count, shown=_MOST_ROWS)
    head = pages.COUNTED.fill(head=pages.PRESSING, count=count)
    return Section("pressing", head, (Table(columns, (Group(None, rows),)),))


def undo_list(made: Sequence[UndoStep], ledger: Ledger, as_of: dt.date) -> Report:
    """What could be taken back, the latest first."""
    columns = (Column("day", pages.DATE), Column("said", pages.CHANGE, wide=True))
    rows = tuple((step.day, join(list(step.said), same(" / "))) for step in made)
    return Report(
        kind="undo-list",
        as_of=as_of,
        ledger=ledger.name,
        raw=ledger.raw,
        selection=same(""),
        shown=len(made),
        total=len(made),
        sections=(Section("steps", None, (Table(columns, (Group(None, rows),)),) if rows else ()),),
        data={
            "steps": [
                {"day": step.day, "said": [text.data for text in step.said], "after": step.after}
                for step in made
            ]
        },
        remarks=() if made else (refusals.NOTHING_TO_UNDO,),
    )


def facts(
    kind: str,
    pairs: tuple[tuple[Text, Cell], ...],
    data: dict[str, object],
    as_of: dt.date,
    ledger: Ledger,
) -> Report:
    """A page of names and values, as `eppd where` prints it."""
    return Report(
        kind=kind,
        as_of=as_of,
        ledger=ledger.name,
        raw=ledger.raw,
        selection=same(""),
        shown=len(ledger.commitments),
        total=len(ledger.commitments),
        sections=(Section(kind, None, (Facts(pairs),)),),
        data=data,
    )


def meetings(found: Sequence[Meeting], ledger: Ledger, as_of: dt.date) -> Report:
    """The meetings found, oldest first, with how many records name each."""
    ordered = sorted(found, key=lambda meeting: meeting.date)
    named = [update.meeting for item in ledger.commitments for update in item.updates]
    columns = (
        Column("id", FIELD["id"]),
        Column("date", pages.DATE),
        Column("end", pages.END),
        Column("kind", FIELD["kind"]),
        Column("records", pages.RECORDS, number=True),
        Column("title", pages.MEETING, wide=True),
    )
    rows = tuple(
        (m.id, m.date, m.end, m.kind, named.count(m.id), Titles(m.title, m.title_zh)) for m in ordered
    )
    return Report(
        kind="meeting-list",
        as_of=as_of,
        ledger=ledger.name,
        raw=ledger.raw,
        selection=same(""),
        shown=len(ordered),
        total=len(ledger.meetings),
        sections=(Section("meetings", None, (Table(columns, (Group(None, rows),)),) if rows else ()),),
        data={"meetings": [as_json(meeting) for meeting in ordered]},
        footer=(pages.MEETINGS_SHOWN.fill(shown=len(ordered), total=len(ledger.meetings)),),
    )
