"""From what a command asks to a Change the writer can write, once the rules allow it.

Pure: the ledger, the day and the name of who asks are handed in. Rules: docs/rules.md.
"""

import datetime as dt
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from msgspec import Struct

from eppd_track.ledger.writer import Addition, Edit, is_empty, record_table, to_toml
from eppd_track.model.records import (
    HEAD,
    TELLING,
    Commitment,
    Evidence,
    Ledger,
    Meeting,
    Proposal,
    Value,
    shows,
)
from eppd_track.model.vocabulary import Status, Visibility
from eppd_track.rules import history, proposals, rounds, transitions
from eppd_track.rules.transitions import Brought, Need
from eppd_track.rules.values import as_table
from eppd_track.words import changes as merging
from eppd_track.words import refusals
from eppd_track.words.errors import ChangeRefused, WrongUse
from eppd_track.words.labels import FIELD, name_of
from eppd_track.words.offers import instead, listed
from eppd_track.words.text import NOTHING, Text, join, without_remark

_ROUND = re.compile(r"(?P<round>.+)-P(?P<pillar>[0-9]{1,4})-(?P<number>[0-9]{1,9})")


class Request(Struct, frozen=True, kw_only=True):
    """What an update asks for. `fields` holds new values, an empty one to clear the field.

    `done` maps the milestones reached to the day they were. `confirm` names the fields that are no longer
    inferred.
    """

    date: dt.date
    by: str
    fields: Mapping[str, Value] = {}
    meeting: str | None = None
    note: str | None = None
    reason: str | None = None
    approved_by: str | None = None
    visibility: Visibility | None = None
    evidence: tuple[Evidence, ...] = ()
    done: Mapping[str, dt.date] = {}
    confirm: tuple[str, ...] = ()
    contact: str | None = None
    correction: bool = False
    force: bool = False


def edit(commitment: Commitment, request: Request, *, in_file: bool = False) -> Edit | None:
    """The Edit an update makes of one commitment, or None when it changes and says nothing.

    Raises ChangeRefused where the rules forbid it or ask for more: for options, or with `in_file` for keys.
    """
    asked = _asked(commitment, request)
    fields = {
        name: value for name, value in asked.items() if history.current_value(commitment, name) != value
    }
    before = {name: history.current_value(commitment, name) for name in fields}
    done = _milestones(commitment, request)
    clerical = (request.fields or request.confirm) and TELLING.isdisjoint(request.fields)
    said = shows(request.note) or request.evidence or request.correction
    said = said or (shows(request.reason) and not clerical)
    if "due" in fields and commitment.due:
        stale = {"due_basis": commitment.due_basis, "due_basis_zh": commitment.due_basis_zh}
        old = {name: value for name, value in stale.items() if value and name not in request.fields}
        fields |= dict.fromkeys(old)
        before |= old
    if not (fields or done or said):
        if request.meeting or request.approved_by or request.visibility or request.note:
            raise ChangeRefused(refusals.SAYS_NOTHING.fill(id=commitment.id), refusals.ADD_A_NOTE)
        return None
    if request.correction:
        _corrects(commitment, bool(shows(request.note) or shows(request.reason) or fields or done))
    forced = _allowed(commitment, fields, request, in_file=in_file)
    if fields.get("status") is Status.CLOSED and request.approved_by:
        fields["approved_by"] = request.approved_by
        before["approved_by"] = commitment.approved_by
    if commitment.status is Status.CLOSED and "status" in fields:
        for name in ("closure", "approved_by"):
            held = history.current_value(commitment, name)
            if held is not None:
                fields[name], before[name] = None, held
    _in_order(commitment, request)
    record = record_table(_own(request, done, forced=forced), fields, before)
    if transitions.moves_due(commitment, fields) and commitment.original_due is None:
        fields["original_due"] = commitment.due
    return Edit(
        id=commitment.id,
        fields=fields,
        record=record,
        evidence=tuple(as_table(paper) for paper in request.evidence),
        done=done,
    )


def _own(request: Request, done: Mapping[str, dt.date], *, forced: bool) -> dict[str, Any]:
    """What a record says of itself."""
    return {
        "date": request.date,
        "by": request.by,
        "contact": request.contact,
        "meeting": request.meeting,
        "note": request.note,
        "reason": request.reason,
        "approved_by": request.approved_by,
        "visibility": request.visibility.value if request.visibility else None,
        "correction": request.correction,
        "forced": forced,
        "evidence": [paper.title for paper in request.evidence],
        "milestone_done": list(done),
    }


def _asked(commitment: Commitment, request: Request) -> dict[str, Value]:
    """The fields as the record shall leave them: with what is confirmed and what becomes of a proposal."""
    asked = _confirmed(commitment, request) | dict(request.fields)
    asked |= proposals.settled(commitment, asked)
    if isinstance(proposed := asked.get("proposed"), Proposal):
        words = request.note or request.reason
        asked["proposed"] = proposals.dated(
            commitment.proposed, proposed, date=request.date, by=request.by, words=words
        )
    return asked


def _confirmed(commitment: Commitment, request: Request) -> dict[str, Value]:
    """What says that the fields confirmed are no longer inferred."""
    if not request.confirm:
        return {}
    left = tuple(name for name in commitment.inferred if name not in request.confirm)
    return {"inferred": left} | ({"owner_confirmed": True} if "owner" in request.confirm else {})


def _corrects(commitment: Commitment, says: bool) -> None:  # noqa: FBT001 - one question, one answer
    """Raises ChangeRefused for a correction that says nothing, or of nothing."""
    if not says:
        raise ChangeRefused(refusals.SAYS_NOTHING.fill(id=commitment.id), refusals.ADD_A_NOTE)
    if not commitment.updates:
        raise ChangeRefused(refusals.NOTHING_TO_CORRECT.fill(id=commitment.id), refusals.PLAIN_RECORD)


def _milestones(commitment: Commitment, request: Request) -> dict[str, dt.date]:
    """The milestones asked for that were still open."""
    known = {milestone.id: milestone for milestone in commitment.milestones}
    for identifier in request.done:
        if identifier not in known:
            names = {name: name for name in known}
            raise WrongUse(
                refusals.NO_MILESTONE.fill(id=commitment.id, typed=identifier),
                instead(names, names, identifier) if names else refusals.NO_MILESTONES,
            )
    return {name: day for name, day in request.done.items() if known[name].done is None}


def _allowed(commitment: Commitment, fields: Mapping[str, Value], request: Request, *, in_file: bool) -> bool:
    """Whether force was used; raises ChangeRefused when force is needed or something is missing."""
    forced = False
    if transitions.moves_due(commitment, fields) and not request.reason:
        remedy = merging.FILE_REASON if in_file else refusals.GIVE_REASON
        raise ChangeRefused(refusals.DUE_NEEDS_REASON.fill(id=commitment.id), remedy)
    if not transitions.may_propose(commitment, fields):
        raise ChangeRefused(refusals.NOTHING_TO_PROPOSE.fill(id=commitment.id), refusals.PROPOSE_OPEN)
    need = transitions.proposal_need(commitment, fields)
    if need is not None and not transitions.meets(need, commitment, _brought(commitment, request, fields)):
        raise ChangeRefused(refusals.PROPOSAL_NEEDS.fill(id=commitment.id), _remedy((need,), in_file=in_file))
    agreed = transitions.rewords(commitment, fields)
    if agreed and not request.reason:
        remedy = merging.FILE_REASON if in_file else refusals.GIVE_REASON
        names = join([FIELD[name] for name in agreed])
        raise ChangeRefused(refusals.AGREED_NEEDS_REASON.fill(id=commitment.id, fields=names), remedy)
    if "status" in fields:
        after = Status(str(fields["status"]))
        needs = transitions.needs(commitment.status, after)
        if needs is None:
            forced = True
            if not request.force:
                raise _not_allowed(commitment, after, in_file=in_file)
            needs = (Need.NOTE_OR_REASON,)
        lacking = transitions.lacking(needs, commitment, _brought(commitment, request, fields))
        if request.force and Need.NOTE_OR_REASON not in lacking and (request.note or request.reason):
            forced = forced or bool(lacking)
            lacking = ()
        if lacking:
            remedy = _remedy(lacking, in_file=in_file)
            raise ChangeRefused(refusals.STATUS_NEEDS.fill(id=commitment.id, status=name_of(after)), remedy)
    return forced


def _brought(commitment: Commitment, request: Request, fields: Mapping[str, Value]) -> Brought:
    closure = fields.get("closure", commitment.closure)
    return Brought(request.note, request.reason, request.evidence, request.approved_by, closure)


def _remedy(lacking: Sequence[Need], *, in_file: bool) -> Text:
    """What to add: options on a command line, keys in a file."""
    add = merging.FILE_ADD if in_file else refusals.ADD_FLAGS
    return add.fill(flags=_named(lacking, in_file=in_file))


def _named(needs: Sequence[Need], *, in_file: bool) -> Text:
    words = merging.FILE_NEEDS if in_file else refusals.NEEDS
    return join([words[need] for need in needs])


def _not_allowed(commitment: Commitment, after: Status, *, in_file: bool) -> ChangeRefused:
    """The refusal of a status, with the way that leads there and what each of its steps needs."""
    before, steps = commitment.status, []
    for status in transitions.way(before, after):
        needs = _named(transitions.needs(before, status) or (), in_file=in_file)
        steps.append(refusals.STEP_NEEDS.fill(status=without_remark(name_of(status)), needs=needs))
        before = status
    way = refusals.WAY.fill(steps=join(steps, refusals.AND_THEN), last=name_of(after)) if steps else NOTHING
    allowed = listed(transitions.next_statuses(commitment.status), {})
    return ChangeRefused(
        refusals.NO_TRANSITION.fill(
            id=commitment.id, before=name_of(commitment.status), after=name_of(after)
        ),
        refusals.ALLOWED_NEXT.fill(way=way, allowed=allowed),
    )


def _in_order(commitment: Commitment, request: Request) -> None:
    """Records stand in the order of their dates: a new one is not dated before the last."""
    last, listed = commitment.last_update, commitment.listed
    if last is None and listed is not None and request.date < listed:
        raise ChangeRefused(
            refusals.BEFORE_LISTED.fill(day=request.date, id=commitment.id, listed=listed),
            refusals.DATE_IT_TODAY,
        )
    if last is None or request.date >= last:
        return
    raise ChangeRefused(
        refusals.TOO_EARLY.fill(id=commitment.id, day=request.date, last=last),
        refusals.TOO_EARLY_REMEDY.fill(last=last),
    )


def next_id(ledger: Ledger, pillar: int, text: str = "", day: dt.date = dt.date.max) -> str:
    """The next id of a pillar: one above the highest number it has in the round of `day`.

    Every id that stands anywhere in `text`, the whole file, counts as given out.
    """
    ids = [commitment.id for commitment in ledger.commitments]
    name = _round_of(ledger, ids, day)
    ids += [other for commitment in ledger.commitments for other in commitment.related]
    ids += re.findall(re.escape(name) + r"-P[0-9]{1,4}-[0-9]{1,9}(?![0-9])", text)
    found = [match for match in map(_ROUND.fullmatch, ids) if match]
    mine = [match for match in found if match["round"] == name and int(match["pillar"]) == pillar]
    number = max((int(match["number"]) for match in mine), default=0) + 1
    return f"{name}-P{pillar}-{number:02}"


def _round_of(ledger: Ledger, ids: Sequence[str], day: dt.date) -> str:
    """The round of a day, as ids call it: among `E6-…` those of the round `EPPD-7` begin with `E7`."""
    taken = Counter(match["round"] for match in map(_ROUND.fullmatch, ids) if match)
    name = _short(ledger.dialogue.id if ledger.dialogue else "D-1")
    if taken and name not in taken:
        name = taken.most_common(1)[0][0]
    now = rounds.current(ledger, day)
    if now is None:
        return name
    digits = re.search(r"\d+", now.id)
    return name.rstrip("0123456789") + digits[0] if digits else _short(now.id)


def _short(identifier: str) -> str:
    """The short name of a round: `EPPD-6` gives `E6`."""
    letter, digits = re.search(r"[A-Za-z]", identifier), re.search(r"\d+", identifier)
    return (letter[0].upper() if letter else "D") + (digits[0] if digits else "1")


def new_commitment(values: Mapping[str, Value]) -> Addition:
    """The Addition of a commitment with these fields, empty ones left out, in the usual order."""
    table: dict[str, Any] = {
        name: to_toml(values[name])
        for name in HEAD
        if name in values and (name == "owner_confirmed" or not is_empty(name, values[name]))
    }
    return Addition("commitment", table)


def new_meeting(meeting: Meeting) -> Addition:
    """The Addition of a meeting."""
    return Addition("meeting", as_table(meeting))
