"""Checks of what is missing: evidence and approval, words that are owed, tables nobody uses."""

from collections.abc import Iterator

from eppd_track.ledger.checks.base import Check, Finding
from eppd_track.model.vocabulary import FINISHED, Status, Strength
from eppd_track.rules import history, lights
from eppd_track.words import faults
from eppd_track.words.labels import field_name


def closing(check: Check) -> Iterator[Finding]:
    """Finished without evidence, closed without approval."""
    for place in check.places:
        commitment = place.commitment
        finished = commitment.status in FINISHED
        if finished and not commitment.evidence:
            yield check.found(
                *(faults.COMPLETED_WITHOUT_EVIDENCE, place.at, "status", commitment.id),
                value=commitment.status,
            )
        if commitment.status is Status.CLOSED:
            for name in ("closure", "approved_by"):
                if history.current_value(commitment, name) is None:
                    yield check.found(
                        faults.CLOSED_WITHOUT_APPROVAL,
                        place.at,
                        "status",
                        commitment.id,
                        name=field_name(name),
                        key=name,
                    )


def unused(check: Check) -> Iterator[Finding]:
    """Agencies and meetings that nothing names."""
    commitments, contact = check.reading.ledger.commitments, check.reading.ledger.settings.contact
    agencies = {code for item in commitments for code in (item.owner, *item.supporting, *item.counterpart)}
    agencies |= {contact.agency} if contact and contact.agency else set()
    for index, agency in enumerate(check.reading.ledger.agencies):
        if agency.code not in agencies:
            yield check.found(faults.UNUSED_AGENCY, ("agency", index), "code", agency.code)
    named = {update.meeting for item in commitments for update in item.updates}
    named |= {name for item in commitments for name in item.carried}
    named |= {score.meeting for item in commitments for score in item.scores}
    days = [item.listed for item in commitments if item.listed is not None]
    for index, meeting in enumerate(check.reading.ledger.meetings):
        listed = any(meeting.date <= day <= (meeting.end or meeting.date) for day in days)
        if meeting.id not in named and not listed and meeting.date <= check.today:
            yield check.found(faults.UNUSED_MEETING, ("meeting", index), "id", meeting.id)


def remarks(check: Check) -> Iterator[Finding]:
    """What is still owed: a finish line, a confirmed owner, somebody to be asked, an update."""
    for place in check.places:
        commitment = place.commitment
        unfinished = commitment.status in lights.UNFINISHED
        if unfinished and commitment.strength is Strength.FIRM and commitment.done_when is None:
            yield check.found(faults.DONE_WHEN_MISSING, place.at, "status", commitment.id)
        if commitment.open and "owner" in commitment.guessed:
            yield check.found(
                *(faults.OWNER_UNCONFIRMED, place.at, "owner", commitment.id),
                owner=commitment.owner,
                id=commitment.id,
            )
        if commitment.cadence is None and lights.next_due(commitment) is not None:
            yield check.found(faults.NEVER_ASKED, place.at, "due", commitment.id, id=commitment.id)
        if lights.stale(commitment, check.today):
            yield check.found(
                *(faults.UPDATE_OWED, place.at, "cadence", commitment.id),
                owner=f"{commitment.owner}?" if "owner" in commitment.guessed else commitment.owner,
                day=lights.silent_since(commitment),
                id=commitment.id,
            )
