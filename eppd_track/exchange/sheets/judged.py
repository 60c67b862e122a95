"""What an answer makes of its commitment: a request, unless the rules or a later change are against it."""

import datetime as dt
from collections.abc import Iterable, Mapping

from msgspec import Struct

from eppd_track.exchange.incoming import Defaults
from eppd_track.exchange.sheets import issue, sheet
from eppd_track.exchange.sheets.answers import RowAnswer
from eppd_track.exchange.sheets.issue import Issued
from eppd_track.exchange.sheets.table import quoted
from eppd_track.ledger.changes import Request
from eppd_track.model.due import Due
from eppd_track.model.records import Commitment, Evidence, Proposal, Update, Value
from eppd_track.model.vocabulary import ENDED, Calendar, Proposed, Status
from eppd_track.rules import transitions
from eppd_track.rules.transitions import Brought, Need
from eppd_track.words import sheets as words
from eppd_track.words.days import show_due
from eppd_track.words.labels import FIELD, name_of
from eppd_track.words.text import OR, Text, join, same

_COLUMNS: Mapping[Need, tuple[str, ...]] = {
    Need.NOTE: ("note",),
    Need.REASON: ("lag",),
    Need.NOTE_OR_REASON: ("note", "lag"),
    Need.EVIDENCE: ("evidence",),
}
_MEANING = frozenset({"status", "due"})
"""The fields without which the words of a row may mean something else."""


class Refusals(Exception):
    """What stands against a row, a sentence each."""

    def __init__(self, found: Iterable[Text]) -> None:
        self.found = tuple(found)
        super().__init__(*(one.data for one in self.found))


class RowShown(Struct, frozen=True):
    """What those who filled a row in were shown then, how they see it now, and the records since."""

    standing: Issued
    commitment: Commitment
    since: tuple[Update, ...]


class Judged(Struct, frozen=True):
    """The request an answer makes. `told_on` is the day its words were recorded, when they were already.

    `alone` says what of the row is left out by itself; `nothing` that this was all there is.
    """

    request: Request
    told_on: dt.date | None = None
    alone: tuple[Text, ...] = ()
    nothing: bool = False


def request_for(
    commitment: Commitment, answer: RowAnswer, shown: RowShown, defaults: Defaults, calendar: Calendar
) -> Judged:
    """The request of a row. Raises Refusals where the rules lack something or the ledger has moved on.

    Words and papers that were recorded since the sheet was issued are not recorded again, so the same
    sheet can be read twice, and once more when a cell of it was corrected.
    """
    fields, conflicts = _changed(commitment, shown, answer, calendar)
    lacking = [words.CELL_IS.fill(what=why) for name, why in conflicts.items() if name in _MEANING]
    lacking = lacking or _lacking(commitment, answer, fields)
    if lacking:
        raise Refusals(lacking)
    alone = [why for name, why in conflicts.items() if name not in _MEANING]
    decided = any("proposed" in record.changes for record in shown.since)
    if answer.proposes and not decided and _says_more(commitment.proposed, answer, shown):
        against = _against_delisting(commitment, answer)
        alone += against
        fields |= {} if against else {"proposed": Proposal(what=Proposed.DELIST)}
    evidence = tuple(paper for paper in answer.evidence if not _held(commitment, paper))
    note, reason, told_on = answer.note, answer.reason, None
    if fields.keys().isdisjoint({*_MEANING, "proposed"}):
        note, reason, told_on = _untold(shown.since, answer)
    if answer.proposes and decided and commitment.proposed is None and told_on is None:
        alone.append(words.DECIDED.fill(id=shown.standing.id))
    says = bool(fields or evidence or note or reason)
    request = Request(
        date=defaults.date,
        by=defaults.by,
        fields=fields,
        meeting=defaults.meeting if says else None,
        note=note,
        reason=reason,
        evidence=evidence,
        contact=answer.contact,
    )
    nothing = bool(alone) and not says and told_on is None
    return Judged(request, None if says else told_on, tuple(alone), nothing)


def _says_more(held: Proposal | None, answer: RowAnswer, shown: RowShown) -> bool:
    """Whether a proposal is none that stands already, or stands there with words that nobody heard yet."""
    if held is None:
        return True
    return any(words and words != held.words for words in _untold(shown.since, answer)[:2])


def _changed(
    commitment: Commitment, shown: RowShown, answer: RowAnswer, calendar: Calendar
) -> tuple[dict[str, Value], dict[str, Text]]:
    """The new values of the fields that the answer changes, and what is in conflict, by field."""
    asked: Mapping[str, tuple[Value, str]] = {
        "status": (answer.status, answer.status.value if answer.status else ""),
        "progress": (answer.progress, "" if answer.progress is None else str(answer.progress)),
        "due": (answer.due, answer.due.text if answer.due else ""),
        "next_step": (answer.next_step, issue.next_step(answer.next_step or "")),
        "next_step_due": (answer.next_step_due, answer.next_step_due.text if answer.next_step_due else ""),
    }
    seen, now = issue.fields(shown.commitment), issue.fields(commitment)
    found: dict[str, Value] = {}
    conflicts: dict[str, Text] = {}
    for name, (value, text) in asked.items():
        if value is None or text in {seen[name], now[name]}:
            continue
        then = shown.standing.fields.get(name, "")
        if then == seen[name]:
            found[name] = value
            continue
        told = {"then": then, "now": seen[name], "theirs": text}
        said = {key: _in_words(name, held, calendar) for key, held in told.items()}
        field = FIELD[name].map(str.lower)
        conflicts[name] = words.CONFLICT.fill(id=shown.standing.id, field=field, **said)
    if "next_step" in found and answer.next_step_due is None and commitment.next_step_due:
        found["next_step_due"] = None  # the day was that of the step before
    return found, conflicts


def _against_delisting(commitment: Commitment, answer: RowAnswer) -> list[Text]:
    """What is against a proposal to delist: words that are wanted, or that nothing is tracked any more."""
    fields = {"proposed": Proposal(what=Proposed.DELIST)}
    if not transitions.may_propose(commitment, fields):
        return [words.DELIST_CLOSED.fill(id=commitment.id, status=name_of(commitment.status))]
    need = transitions.proposal_need(commitment, fields)
    brought = Brought(answer.note, answer.reason, answer.evidence)
    if need is None or transitions.meets(need, commitment, brought):
        return []
    return [words.DELIST_LACKS.fill(id=commitment.id, columns=_heads(need))]


def _in_words(name: str, text: str, calendar: Calendar) -> Text:
    """A field as `issue.fields` keeps it, in words."""
    if not text:
        return words.NOTHING
    try:
        if name == "status":
            return name_of(Status(text))
        if name in {"due", "next_step_due"}:
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
    named = {"id": commitment.id, "status": name_of(after)}
    if after in ENDED:
        return [*found, words.STATUS_IS_OURS.fill(**named, column=words.HEADS["advice"])]
    needs = transitions.needs(commitment.status, after)
    if needs is None:
        allowed = join([name_of(one) for one in sheet.open_to(commitment.status)])
        before = name_of(commitment.status)
        refused = words.STATUS_NOT_NEXT.fill(
            id=commitment.id, before=before, after=name_of(after), allowed=allowed
        )
        return [*found, refused]
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


def _untold(since: Iterable[Update], answer: RowAnswer) -> tuple[str | None, str | None, dt.date | None]:
    """The words and the reason that no record holds yet, and the day on which the last was recorded."""
    records = tuple(since)
    noted = next((one for one in records if answer.note and one.note == answer.note), None)
    reasoned = next((one for one in records if answer.reason and one.reason == answer.reason), None)
    day = max((one.date for one in (noted, reasoned) if one), default=None)
    return None if noted else answer.note, None if reasoned else answer.reason, day
