"""Checks of codes: agencies, pillars, meetings and ids that must exist."""

from collections.abc import Iterator

from eppd_track.ledger.checks.base import Check, Finding
from eppd_track.ledger.convert import nearest
from eppd_track.model.records import HEAD
from eppd_track.model.vocabulary import MeetingKind
from eppd_track.words import faults


def codes(check: Check) -> Iterator[Finding]:
    """Titles, pillars and agencies that are missing or unknown."""
    ledger = check.reading.ledger
    agencies = [agency.code for agency in ledger.agencies]
    pillars = [pillar.number for pillar in ledger.pillars]
    for place in check.places:
        commitment, at = place.commitment, place.at
        if commitment.title is None and commitment.title_zh is None:
            yield check.found(faults.NO_TITLE, at, "id", commitment.id)
        if commitment.pillar not in pillars:
            valid = ", ".join(map(str, pillars))
            yield check.found(
                *(faults.UNKNOWN_PILLAR, at, "pillar", commitment.id),
                value=commitment.pillar,
                valid=valid,
            )
        for name, codes in (
            ("owner", (commitment.owner,)),
            ("supporting", commitment.supporting),
            ("counterpart", commitment.counterpart),
        ):
            yield from (
                check.found(
                    *(faults.UNKNOWN_AGENCY, at, name, commitment.id),
                    name=name,
                    value=code,
                    nearest=nearest(code, agencies),
                )
                for code in codes
                if code not in agencies
            )


def named(check: Check) -> Iterator[Finding]:
    """Other commitments and fields that one names and that are unknown."""
    ids = {commitment.id for commitment in check.reading.ledger.commitments}
    ids.update(name for name in check.reading.unread if name is not None)
    for place in check.places:
        commitment, at = place.commitment, place.at
        yield from (
            check.found(
                *(faults.UNKNOWN_RELATED, at, "related", commitment.id),
                value=other,
                nearest=nearest(other, ids),
            )
            for other in commitment.related
            if other not in ids
        )
        yield from (
            check.found(
                *(faults.UNKNOWN_ANSWER, at, "answered_by", commitment.id),
                value=other,
                nearest=nearest(other, ids - {commitment.id}),
            )
            for other in commitment.answered_by
            if other not in ids or other == commitment.id
        )
        yield from (
            check.found(
                *(faults.UNKNOWN_INFERRED, at, "inferred", commitment.id),
                value=name,
                nearest=nearest(name, HEAD),
            )
            for name in commitment.inferred
            if name not in HEAD
        )


def rounds(check: Check) -> Iterator[Finding]:
    """Meetings that commitments were carried into and that are unknown, or no dialogue."""
    meetings = {meeting.id: meeting for meeting in check.reading.ledger.meetings}
    for place in check.places:
        for name in place.commitment.carried:
            if name not in meetings:
                yield check.found(
                    *(faults.UNKNOWN_MEETING, place.at, "carried", place.commitment.id),
                    value=name,
                    nearest=nearest(name, meetings),
                )
            elif meetings[name].kind is not MeetingKind.DIALOGUE:
                yield check.found(faults.NOT_A_DIALOGUE, place.at, "carried", place.commitment.id, value=name)


def record_codes(check: Check) -> Iterator[Finding]:
    """Meetings and milestones named by records that are not there."""
    meetings = [meeting.id for meeting in check.reading.ledger.meetings]
    for place in check.places:
        steps = [milestone.id for milestone in place.commitment.milestones]
        for at, update in check.updates(place):
            if update.meeting is not None and update.meeting not in meetings:
                yield check.found(
                    *(faults.UNKNOWN_MEETING, at, "meeting", place.commitment.id),
                    value=update.meeting,
                    nearest=nearest(update.meeting, meetings),
                )
            yield from (
                check.found(
                    *(faults.UNKNOWN_MILESTONE, at, "milestone_done", place.commitment.id),
                    value=step,
                    nearest=nearest(step, steps),
                )
                for step in update.milestone_done
                if step not in steps
            )
