"""Checks of codes: agencies, pillars, meetings and ids that must exist."""

from collections.abc import Collection, Iterable, Iterator

from eppd_track.ledger.checks.base import Check, Finding, RecordPlace
from eppd_track.ledger.convert import nearest
from eppd_track.ledger.places import At
from eppd_track.model.records import HEAD
from eppd_track.model.settings import Contact
from eppd_track.model.vocabulary import MeetingKind
from eppd_track.rules.houses import is_address
from eppd_track.rules.query import agency_spellings, fold
from eppd_track.words import faults
from eppd_track.words.faults import Rule


def codes(check: Check) -> Iterator[Finding]:
    """Titles, pillars and agencies that are missing or unknown."""
    ledger = check.reading.ledger
    agencies = [agency.code for agency in ledger.agencies]
    spelled = {fold(name): code for name, code in agency_spellings(ledger).items()}
    pillars = [pillar.number for pillar in ledger.pillars]
    for place in check.places:
        commitment, at = place.commitment, place.at
        if commitment.title is None and commitment.title_zh is None:
            yield check.found(faults.NO_TITLE, at, "id", commitment.id)
        if commitment.pillar not in pillars:
            valid = list(map(str, pillars))
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
            for code in codes:
                if code not in agencies:
                    near = nearest(spelled.get(fold(code), code), agencies)
                    told = {"name": name, "value": code, "nearest": near}
                    yield check.found(faults.UNKNOWN_AGENCY, at, name, commitment.id, **told)


def letters(check: Check) -> Iterator[Finding]:
    """What letters are made with and that cannot be: the house that writes them, addresses of mails."""
    ledger = check.reading.ledger
    for index, agency in enumerate(ledger.agencies):
        if agency.mail is not None and not is_address(agency.mail):
            yield check.found(*(faults.BAD_MAIL, ("agency", index), "mail", agency.code), value=agency.mail)
    contact, at = ledger.settings.contact or Contact(), ("settings", 0, "contact", 0)
    if contact.mail is not None and not is_address(contact.mail):
        yield check.found(faults.BAD_MAIL, at, "mail", None, value=contact.mail)
    codes = [agency.code for agency in ledger.agencies]
    if contact.agency is not None and contact.agency not in codes:
        told = {"name": "contact", "value": contact.agency, "nearest": nearest(contact.agency, codes)}
        yield check.found(faults.UNKNOWN_AGENCY, at, "agency", None, **told)


def _strangers(
    check: Check, rule: Rule, where: tuple[RecordPlace, At, str], named: Iterable[str], known: Collection[str]
) -> Iterator[Finding]:
    """Those of the names in a field that are none of the known ones, each with the nearest of these."""
    place, at, field = where
    for name in named:
        if name not in known:
            told = {"name": field, "value": name, "nearest": nearest(name, known)}
            yield check.found(rule, at, field, place.commitment.id, **told)


def named(check: Check) -> Iterator[Finding]:
    """Other commitments and fields that one names and that are unknown."""
    ids = {commitment.id for commitment in check.reading.ledger.commitments}
    ids.update(name for name in check.reading.unread if name is not None)
    for place in check.places:
        commitment, at = place.commitment, place.at
        for rule, name, named, known in (
            (faults.UNKNOWN_RELATED, "related", commitment.related, ids),
            (faults.UNKNOWN_INFERRED, "inferred", commitment.inferred, HEAD),
        ):
            yield from _strangers(check, rule, (place, at, name), named, known)
        if commitment.answered_by:
            others = ids - {commitment.id}
            where = (place, at, "answered_by")
            yield from _strangers(check, faults.UNKNOWN_ANSWER, where, commitment.answered_by, others)


def rounds(check: Check) -> Iterator[Finding]:
    """Meetings that commitments were carried into and that are unknown, or no dialogue."""
    meetings = {meeting.id: meeting for meeting in check.reading.ledger.meetings}
    for place in check.places:
        where = (place, place.at, "carried")
        for name in place.commitment.carried:
            yield from _strangers(check, faults.UNKNOWN_MEETING, where, (name,), meetings)
            if name in meetings and meetings[name].kind is not MeetingKind.DIALOGUE:
                yield check.found(faults.NOT_A_DIALOGUE, place.at, "carried", place.commitment.id, value=name)


def record_codes(check: Check) -> Iterator[Finding]:
    """Meetings and milestones named by records that are not there."""
    meetings = [meeting.id for meeting in check.reading.ledger.meetings]
    for place in check.places:
        steps = [milestone.id for milestone in place.commitment.milestones]
        for at, update in check.updates(place):
            met = () if update.meeting is None else (update.meeting,)
            for rule, name, named, known in (
                (faults.UNKNOWN_MEETING, "meeting", met, meetings),
                (faults.UNKNOWN_MILESTONE, "milestone_done", update.milestone_done, steps),
            ):
                yield from _strangers(check, rule, (place, at, name), named, known)
