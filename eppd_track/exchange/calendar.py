"""A calendar for other programs (iCalendar): due dates, milestones, next steps and meetings as whole days."""

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING

from eppd_track.errors import PageRefused
from eppd_track.exchange import data_words as words
from eppd_track.labels import FIELD, Text
from eppd_track.model import Due, Ledger, Meeting
from eppd_track.render import refusals
from eppd_track.render.cells import Style, one_line, short, title_lines, visible
from eppd_track.render.cells import words as label
from eppd_track.report.parts import Cell, Titles
from eppd_track.report.words import dialogue_name, owner, pillar_name, titles
from eppd_track.rules import UNFINISHED, Item
from eppd_track.vocabulary import MeetingKind, Status, Visibility

if TYPE_CHECKING:
    from icalendar import Event

_DAY_ONE = dt.date(2000, 1, 1)
_BETWEEN = " / "


def to_ics(ledger: Ledger, items: tuple[Item, ...], as_of: dt.date, style: Style) -> bytes:
    """The unfinished ones of `items` and all meetings of the ledger, in the page's language.

    The calendar is published, without a METHOD: it holds what is still to come, so what is finished or
    withdrawn is in it no more. A program that subscribes to it takes such events away; where the file
    is imported, they stay until somebody deletes them. An event keeps its UID as long as its id
    stands, and each record raises its SEQUENCE, so that a date that moved replaces the one before.

    The clock is not asked: stamps are the day of the last record, else of listing, else `as_of`.
    Raises PageRefused when icalendar is not installed, ValueError for a ledger of heads.
    """
    if not ledger.whole:
        raise ValueError("a ledger of heads has no history")
    try:
        from icalendar import Calendar  # noqa: PLC0415 - an extra, and 150 ms
    except ModuleNotFoundError as error:
        command = refusals.install_command("calendar")
        raise PageRefused(
            refusals.NEEDS_EXTRA.fill(form="ICS"), refusals.INSTALL.fill(command=command)
        ) from error
    calendar = Calendar()
    calendar.add("prodid", "-//eppd//eppd-track//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("x-wr-calname", label(dialogue_name(ledger, as_of) or words.CALENDAR_NAME, style))
    calendar.add("x-wr-timezone", visible(ledger.settings.timezone))
    for item in items:
        if item.commitment.status in UNFINISHED:
            for event in _Days(item, ledger, as_of, style).events():
                calendar.add_component(event)
    for meeting in ledger.meetings:
        calendar.add_component(_meeting(meeting, as_of, style))
    written: bytes = calendar.to_ical()
    return written


class _Days:
    """The days of one commitment, and what their events say alike."""

    def __init__(self, item: Item, ledger: Ledger, as_of: dt.date, style: Style) -> None:
        self.commitment = item.commitment
        self.style = style
        self.title = _BETWEEN.join(title_lines(titles(item.commitment), style))
        self.description = _description(item, ledger, style)
        self.category = label(pillar_name(item.commitment.pillar, ledger), style)
        self.stamp = item.commitment.last_update or item.commitment.listed or as_of

    def events(self) -> Iterator["Event"]:
        """The due date, the open milestones and the next step, as far as each has a date."""
        commitment = self.commitment
        if commitment.due is not None:
            yield self._event("due", commitment.due, words.DUE_EVENT, "")
        for milestone in commitment.milestones:
            if milestone.due is not None and milestone.done is None:
                named = _BETWEEN.join(title_lines(Titles(milestone.title, milestone.title_zh), self.style))
                part = f"milestone-{milestone.id}"
                yield self._event(part, milestone.due, words.STEP_EVENT, named or visible(milestone.id))
        if commitment.next_step_due is not None:
            step = visible(commitment.next_step or "")
            yield self._event("next-step", commitment.next_step_due, words.NEXT_EVENT, step)

    def _event(self, part: str, due: Due, what: Text, step: str) -> "Event":
        """An event on a due date; of a period, on its last day, and named as agreed."""
        commitment = self.commitment
        heading = label(what, self.style)
        if not due.precise:
            heading = f"{heading} {one_line(due, self.style)}"
        name = " ".join(part for part in (visible(commitment.id), self.title) if part)
        summary = _fact(heading, f"{name}: {step}" if step else name, self.style)
        event = _whole_days(f"{commitment.id}-{part}", due.day, due.day, summary)
        event.add("description", self.description)
        event.add("categories", [self.category])
        event.add("status", "TENTATIVE" if commitment.status is Status.REQUESTED else "CONFIRMED")
        event.add("class", "PRIVATE" if commitment.visibility is Visibility.INTERNAL else "PUBLIC")
        _stamp(event, self.stamp, len(commitment.updates))
        return event


def _meeting(meeting: Meeting, as_of: dt.date, style: Style) -> "Event":
    """A meeting over all its days. Nothing tells when it was last moved, so it may have been today."""
    name = _BETWEEN.join(title_lines(Titles(meeting.title, meeting.title_zh), style))
    summary = _fact(words.MEETING_EVENT, name or visible(meeting.id), style)
    event = _whole_days(f"meeting-{meeting.id}", meeting.date, meeting.end or meeting.date, summary)
    if meeting.kind is not None:
        event.add("description", _fact(FIELD["kind"], one_line(meeting.kind, style), style))
    event.add("categories", [label(words.MEETING_EVENT, style)])
    event.add("status", "CONFIRMED")
    event.add("class", "PRIVATE" if meeting.kind is MeetingKind.INTERNAL else "PUBLIC")
    _stamp(event, as_of, max((as_of - _DAY_ONE).days, 0))
    return event


def _whole_days(name: str, first: dt.date, last: dt.date, summary: str) -> "Event":
    """An event from one day to another, both included, in which nobody is busy."""
    from icalendar import Event  # noqa: PLC0415 - as above

    event = Event()
    event.add("uid", f"{visible(name)}@eppd")
    event.add("summary", summary)
    event.add("dtstart", first)
    event.add("dtend", _day_after(max(first, last)))
    event.add("transp", "TRANSPARENT")
    return event


def _day_after(day: dt.date) -> dt.date:
    """The day that ends a period, which iCalendar leaves out of it."""
    return day if day == dt.date.max else day + dt.timedelta(days=1)


def _stamp(event: "Event", day: dt.date, sequence: int) -> None:
    """Says when what an event tells was last changed, and for the how-many-th time."""
    moment = dt.datetime.combine(day, dt.time(), dt.UTC)
    event.add("dtstamp", moment)
    event.add("last-modified", moment)
    event.add("sequence", sequence)


def _description(item: Item, ledger: Ledger, style: Style) -> str:
    """What there is to know beside the title, a line each."""
    commitment = item.commitment
    leads = owner(commitment, ledger)
    step = [visible(commitment.next_step or "")]
    step += [f"({one_line(commitment.next_step_due, style)})"] if commitment.next_step_due else []
    facts: dict[str, Cell] = {
        "owner": " ".join([one_line(leads, style), *title_lines(leads.name, style)]),
        "next_move": commitment.next_move,
        "status": commitment.status,
        "light": item.light,
        "due": commitment.due,
        "next_step": " ".join(part for part in step if part),
    }
    told = {name: one_line(cell, style) for name, cell in facts.items()}
    return "\n".join(_fact(FIELD[name], value, style) for name, value in told.items() if value)


def _fact(name: Text | str, value: str, style: Style) -> str:
    """A label and what it labels, in the page's language."""
    between = words.FACT.fill(name=label(name, style), value=value)
    return between.say(short(style))
