"""What an answer makes of its commitment: a request, unless the rules or a later change are against it."""

import datetime as dt
from collections.abc import Iterable, Mapping

from msgspec import Struct

from eppd_track.exchange.incoming import Defaults
from eppd_track.exchange.sheets import issue, sheet
from eppd_track.exchange.sheets.answers import RowAnswer
from eppd_track.exchange.sheets.issue import Issued
from eppd_track.exchange.sheets.sheet import OURS_ALONE
from eppd_track.exchange.sheets.table import quoted
from eppd_track.ledger.changes import Request
from eppd_track.model.due import Due
from eppd_track.model.records import Commitment, Evidence, Update, Value
from eppd_track.model.vocabulary import Calendar, Status
from eppd_track.rules import transitions
from eppd_track.rules.transitions import Brought, Need
from eppd_track.words import sheets as words
from eppd_track.words.days import show_due
from eppd_track.words.labels import FIELD, name_of
from eppd_track.words.text import OR, Text, join, same

_COLUMNS: Mapping[Need, tuple[str, ...]] = {
    Need.NOTE: ("note",),
    Need.REASON: ("reason",),
    Need.NOTE_OR_REASON: ("note", "reason"),
    Need.EVIDENCE: ("evidence",),
}


class Refusals(Exception):
    """What stands against a row, a sentence each."""

    def __init__(self, found: Iterable[Text]) -> None:
        self.found = tuple(found)
        super().__init__(*(one.data for one in self.found))


class Shown(Struct, frozen=True):
    """What those who filled a row in were shown then, how they see it now, and the records since."""

    standing: Issued
    commitment: Commitment
    since: tuple[Update, ...]


class Judged(Struct, frozen=True):
    """The request an answer makes. `told_on` is the day its words were recorded, when they were already."""

    request: Request
    told_on: dt.date | None = None


def request_for(
    commitment: Commitment, answer: RowAnswer, shown: Shown, defaults: Defaults, calendar: Calendar
) -> Judged:
    """The request of a row. Raises Refusals where the rules lack something or the ledger has moved on.

    Words and papers that were recorded since the sheet was issued are not recorded again, so the same
    sheet can be read twice, and once more when a cell of it was corrected.
    """
    fields = _changed(shown, answer, calendar)
    lacking = _lacking(commitment, answer, fields)
    if lacking:
        raise Refusals(lacking)
    evidence = tuple(paper for paper in answer.evidence if not _held(commitment, paper))
    told = _told(shown.since, answer) if {"status", "due"}.isdisjoint(fields) else None
    if told is not None and not fields and not evidence:
        return Judged(Request(date=defaults.date, by=defaults.by), told.date)
    note, reason = (answer.note, answer.reason) if told is None else (None, None)
    says = bool(fields or evidence or note or reason)
    return Judged(
        Request(
            date=defaults.date,
            by=defaults.by,
            fields=fields,
            meeting=defaults.meeting if says else None,
            note=note,
            reason=reason,
            evidence=evidence,
            contact=answer.contact if says else None,
        )
    )


def _changed(shown: Shown, answer: RowAnswer, calendar: Calendar) -> dict[str, Value]:
    """The new values of the fields that the answer changes. Raises Refusals for those in conflict."""
    asked: Mapping[str, tuple[Value, str]] = {
        "status": (answer.status, answer.status.value if answer.status else ""),
        "progress": (answer.progress, "" if answer.progress is None else str(answer.progress)),
        "due": (answer.due, answer.due.text if answer.due else ""),
        "next_step": (answer.next_step, issue.next_step(answer.next_step or "")),
    }
    now = issue.fields(shown.commitment)
    found: dict[str, Value] = {}
    conflicts: list[Text] = []
    for name, (value, text) in asked.items():
        if value is None or text == now[name]:
            continue
        then = shown.standing.fields.get(name, "")
        if then != now[name]:
            told = {"then": then, "now": now[name], "theirs": text}
            said = {key: _in_words(name, held, calendar) for key, held in told.items()}
            field = FIELD[name].map(str.lower)
            conflicts.append(words.CONFLICT.fill(id=shown.standing.id, field=field, **said))
        found[name] = value
    if conflicts:
        raise Refusals(conflicts)
    return found


def _in_words(name: str, text: str, calendar: Calendar) -> Text:
    """A field as `issue.fields` keeps it, in words."""
    if not text:
        return words.NOTHING
    try:
        if name == "status":
            return name_of(Status(text))
        if name == "due":
            return show_due(Due(text), calendar)
    except ValueError:
        pass
    return same(f"{text}%" if name == "progress" else quoted(text))


def _lacking(commitment: Commitment, answer: RowAnswer, fields: Mapping[str, Value]) -> list[Text]:
    """What the rules still want of a row, with the columns it belongs in."""
    found: list[Text] = []
    if transitions.moves_due(commitment, fields) and not answer.reason:
        found.append(words.DUE_LACKS.fill(id=commitment.id, columns=_heads(Need.REASON)))
    after = answer.status
    if after is None or "status" not in fields:
        return found
    needs = transitions.needs(commitment.status, after)
    named = {"id": commitment.id, "status": name_of(after)}
    if needs is None:
        allowed = join([name_of(one) for one in sheet.open_to(commitment.status)])
        before = name_of(commitment.status)
        refused = words.STATUS_NOT_NEXT.fill(
            id=commitment.id, before=before, after=name_of(after), allowed=allowed
        )
        return [*found, refused]
    if not OURS_ALONE.isdisjoint(needs):
        return [*found, words.STATUS_NEEDS_US.fill(**named)]
    lacks = transitions.lacking(needs, commitment, Brought(answer.note, answer.reason, answer.evidence))
    if lacks:
        found.append(words.STATUS_LACKS.fill(**named, columns=join([_heads(need) for need in lacks])))
    return found


def _heads(need: Need) -> Text:
    return join([words.HEADS[column] for column in _COLUMNS[need]], OR)


def _held(commitment: Commitment, paper: Evidence) -> bool:
    """Whether a paper is on record already, whatever day it was put there."""
    wanted = (paper.type, paper.title, paper.ref)
    return any((one.type, one.title, one.ref) == wanted for one in commitment.evidence)


def _told(since: Iterable[Update], answer: RowAnswer) -> Update | None:
    """The record that holds the words of an answer already."""
    if not (answer.note or answer.reason):
        return None
    return next((one for one in since if (one.note, one.reason) == (answer.note, answer.reason)), None)
