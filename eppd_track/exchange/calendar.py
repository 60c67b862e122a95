"""A calendar for other programs (iCalendar): due dates, milestones, next steps and meetings as whole days."""

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from msgspec import Struct

from eppd_track.model.due import Due
from eppd_track.model.records import Ledger, Meeting, Milestone
from eppd_track.model.vocabulary import Audience, Status
from eppd_track.render.cells import Style, lines, one_line, title_lines, visible
from eppd_track.render.cells import words as label
from eppd_track.report.sentences import agency, dialogue_name, marked, move, owner, pillar_name, titles
from eppd_track.rules.audience import as_seen, without_internal
from eppd_track.rules.history import last_due
from eppd_track.rules.lights import UNFINISHED, Item
from eppd_track.words import data as words
from eppd_track.words import printing
from eppd_track.words.errors import PageRefused
from eppd_track.words.labels import FIELD, name_of
from eppd_track.words.pages import GUESS_MARK
from eppd_track.words.text import Text, Titles

if TYPE_CHECKING:
    from icalendar import Event

    from eppd_track.report.parts import Cell

_DAY_ONE = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
_MOST = 2**31 - 1
"""The largest whole number of iCalendar."""
_BETWEEN, _AND = " / ", " · "


def to_ics(  # noqa: PLR0913 - what is told, when, how, and what is known of the file
    ledger: Ledger,
    items: tuple[Item, ...],
    as_of: dt.date,
    style: Style,
    *,
    changed: dt.datetime | None = None,
    certain: bool = True,
) -> bytes:
    """The days of `items` and all meetings of the ledger, in the page's language.

    The calendar is published, without a METHOD. An event keeps its UID as long as its id stands. What is
    over, done or without its date by now stays in it as CANCELLED, so that a program that read it before
    takes it away; what was struck out of the file by hand is in it no more.

    Nothing tells when a head was last edited by hand, so every event may have changed with the file: its
    stamps are the start of `as_of`, or the time at which the file was `changed` where that is later, and its
    SEQUENCE counts the seconds up to then and the records. An event is of CLASS PUBLIC where the public
    edition of the ledger says every word of it alike; none is where it is not `certain` what is internal.
    Raises PageRefused when icalendar is not installed, ValueError for a ledger of heads.
    """
    if not ledger.whole:
        raise ValueError("a ledger of heads has no history")
    try:
        from icalendar import Calendar  # noqa: PLC0415 - an extra, and 150 ms
    except ModuleNotFoundError as error:
        command = printing.install_command("calendar")
        raise PageRefused(
            printing.NEEDS_EXTRA.fill(form="ICS"), printing.INSTALL.fill(command=command)
        ) from error
    calendar = Calendar()
    calendar.add("prodid", "-//eppd//eppd-track//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("x-wr-calname", label(dialogue_name(ledger, as_of) or words.CALENDAR_NAME, style))
    calendar.add("x-wr-timezone", visible(ledger.settings.timezone))
    day = dt.datetime.combine(as_of, dt.time(), dt.UTC)
    stamp = max(day, changed or day)
    seconds = int((stamp - _DAY_ONE).total_seconds()) + sum(len(one.updates) for one in ledger.commitments)
    version = {"dtstamp": stamp, "last-modified": stamp, "sequence": min(max(seconds, 0), _MOST)}
    public = without_internal(ledger, Audience.PUBLIC)
    shown = as_seen(items, public, Audience.PUBLIC)
    told = set(_entries(shown, public, style)) if certain else set()
    for entry in _entries(items, ledger, style):
        calendar.add_component(_event(entry, version, "PUBLIC" if entry in told else "PRIVATE"))
    written: bytes = calendar.to_ical()
    return written


class _Entry(Struct, frozen=True):
    """What an event says, on whole days from the first to the last."""

    name: str
    summary: str
    description: str
    category: str
    first: dt.date
    last: dt.date
    status: str


def _entries(items: tuple[Item, ...], ledger: Ledger, style: Style) -> Iterator[_Entry]:
    for item in items:
        yield from _Days(item, ledger, style).entries()
    for meeting in ledger.meetings:
        yield _meeting(meeting, style)


class _Days:
    """The days of one commitment, and what their events say alike."""

    def __init__(self, item: Item, ledger: Ledger, style: Style) -> None:
        self.commitment = item.commitment
        self.style = style
        self.title = _BETWEEN.join(title_lines(titles(item.commitment), style))
        self.description = _description(item, ledger, style)
        self.category = label(pillar_name(item.commitment.pillar, ledger), style)

    def entries(self) -> Iterator[_Entry]:
        """The due date, the milestones and the next step, as far as each has a date or had one."""
        one = self.commitment
        over = None if one.status in UNFINISHED else name_of(one.status)
        gone = over or words.DATE_GONE
        due, step_due = one.due or last_due(one, "due"), one.next_step_due or last_due(one, "next_step_due")
        if due is not None:
            yield self._entry("due", due, (over if one.due else gone, words.DUE_EVENT), "")
        for milestone in one.milestones:
            if milestone.due is not None:
                off = over or (words.STEP_REACHED if milestone.done else None)
                what = (off, words.STEP_EVENT)
                yield self._entry(f"milestone-{milestone.id}", milestone.due, what, self._named(milestone))
        if step_due is not None:
            off, step = (over, one.next_step or "") if one.next_step_due else (gone, "")
            yield self._entry("next-step", step_due, (off, words.NEXT_EVENT), visible(step))

    def _named(self, milestone: Milestone) -> str:
        shown = title_lines(Titles(milestone.title, milestone.title_zh), self.style)
        return visible(_BETWEEN.join(shown)) or visible(milestone.id)

    def _entry(self, part: str, due: Due, what: tuple[Text | None, Text], step: str) -> _Entry:
        """An event on a due date; of a period, on its last day, and named as agreed.

        `what` names why the date is none any more, None for one that stands, and what falls on it.
        """
        off, kind = what
        heading = _AND.join(label(text, self.style) for text in (off, kind) if text is not None)
        if not due.precise:
            heading = f"{heading} {one_line(due, self.style)}"
        name = " ".join(part for part in (visible(self.commitment.id), visible(self.title)) if part)
        coming = "TENTATIVE" if self.commitment.status is Status.REQUESTED else "CONFIRMED"
        return _Entry(
            name=f"{self.commitment.id}-{part}",
            summary=_fact(heading, f"{name}: {step}" if step else name, self.style),
            description=self.description,
            category=self.category,
            first=due.day,
            last=due.day,
            status="CANCELLED" if off else coming,
        )


def _meeting(meeting: Meeting, style: Style) -> _Entry:
    """A meeting over all its days."""
    name = _BETWEEN.join(title_lines(Titles(meeting.title, meeting.title_zh), style))
    kind = meeting.kind
    return _Entry(
        name=f"meeting-{meeting.id}",
        summary=_fact(words.MEETING_EVENT, visible(name or meeting.id), style),
        description="" if kind is None else _fact(FIELD["kind"], one_line(kind, style), style),
        category=label(words.MEETING_EVENT, style),
        first=meeting.date,
        last=max(meeting.date, meeting.end or meeting.date),
        status="CONFIRMED",
    )


def _event(entry: _Entry, version: Mapping[str, object], readers: str) -> "Event":
    """An event in which nobody is busy."""
    from icalendar import Event  # noqa: PLC0415 - as above

    event = Event()
    event.add("uid", f"{visible(entry.name)}@eppd")
    event.add("summary", entry.summary)
    event.add("dtstart", entry.first)
    event.add("dtend", _day_after(entry.last))
    event.add("transp", "TRANSPARENT")
    if entry.description:
        event.add("description", entry.description)
    event.add("categories", [entry.category])
    event.add("status", entry.status)
    event.add("class", readers)
    for name, value in version.items():
        event.add(name, value)
    return event


def _day_after(day: dt.date) -> dt.date:
    """The day that ends a period, which iCalendar leaves out of it."""
    return day if day == dt.date.max else day + dt.timedelta(days=1)


def _description(item: Item, ledger: Ledger, style: Style) -> str:
    """What there is to know beside the title, a line each."""
    commitment = item.commitment
    names = title_lines(agency(commitment.owner, ledger), style)
    step = ["\n".join(lines(marked("next_step", commitment.next_step, commitment), style))]
    until = one_line(marked("next_step_due", commitment.next_step_due, commitment), style)
    step += [f"({until})"] if until else []
    facts: dict[str, Cell] = {
        "owner": " ".join([one_line(owner(commitment, ledger), style), *names]),
        "next_move": move(commitment),
        "status": marked("status", commitment.status, commitment),
        "light": item.light,
        "due": marked("due", commitment.due, commitment),
        "next_step": " ".join(part for part in step if part),
    }
    told = {name: "\n".join(lines(cell, style)) for name, cell in facts.items()}
    found = [_fact(FIELD[name], value, style) for name, value in told.items() if value]
    found += [] if commitment.guessed.isdisjoint({*facts, "next_step_due"}) else [label(GUESS_MARK, style)]
    return "\n".join(found)


def _fact(name: Text | str, value: str, style: Style) -> str:
    """A label and what it labels, in the page's language."""
    between = words.FACT.fill(name=label(name, style), value=value)
    return between.brief(style.language)
