"""Checks of dates: in an order that can be, and not in the future where something happened."""

from collections.abc import Iterator

from eppd_track.ledger.checks.base import Check, Finding, RecordPlace
from eppd_track.words import faults
from eppd_track.words.labels import MEETING_DATE, field_name


def dates(check: Check) -> Iterator[Finding]:
    """Days that run backwards or lie ahead, and milestones after the due date."""
    for index, meeting in enumerate(check.reading.ledger.meetings):
        if meeting.end is not None and meeting.end < meeting.date:
            yield check.found(
                *(faults.DATES_REVERSED, ("meeting", index), "end", meeting.id),
                later=field_name("end"),
                second=meeting.end,
                earlier=MEETING_DATE,
                first=meeting.date,
            )
    for place in check.places:
        yield from _dates_of(check, place)


def _dates_of(check: Check, place: RecordPlace) -> Iterator[Finding]:
    commitment, at = place.commitment, place.at
    due, listed = commitment.due, commitment.listed
    if due is not None and listed is not None and due.day < listed:
        yield check.found(
            *(faults.DATES_REVERSED, at, "due", commitment.id),
            later=field_name("due"),
            second=due.text,
            earlier=field_name("listed"),
            first=listed,
        )
    for part, milestone in check.milestones(place):
        if due is not None and milestone.due is not None and milestone.due.day > due.day:
            yield check.found(
                *(faults.MILESTONE_AFTER_DUE, part, "due", commitment.id),
                value=milestone.id,
                day=milestone.due.text,
            )
        if milestone.done is not None and milestone.done > check.today:
            yield check.found(
                faults.FUTURE_DATE, part, "done", commitment.id, name=field_name("done"), value=milestone.done
            )
    told = [(part, update.date) for part, update in check.updates(place)]
    told += [(part, score.date) for part, score in check.scores(place)]
    for part, day in told:
        if day > check.today:
            yield check.found(
                faults.FUTURE_DATE, part, "date", commitment.id, name=field_name("date"), value=day
            )
