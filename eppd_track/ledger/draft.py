"""What a sweep has gathered so far, kept after every answer until the ledger holds it.

A draft goes to JSON and back without loss and becomes the wishes of `ledger.batch`.
"""

import datetime as dt
import hashlib
from pathlib import Path

from msgspec import Struct, field, json, structs

from eppd_track.ledger import changes, unfinished
from eppd_track.ledger.batch import Batch, Refused, Wish, on_record, plan
from eppd_track.ledger.changes import Request
from eppd_track.ledger.reader import read
from eppd_track.ledger.reading import Reading
from eppd_track.ledger.unfinished import Unfinished
from eppd_track.ledger.writer import Change, apply
from eppd_track.model.due import Due, stored
from eppd_track.model.records import HEAD, Commitment, Evidence, Ledger, Meeting, Update, Value
from eppd_track.model.vocabulary import Coded
from eppd_track.rules import history
from eppd_track.rules.values import parse_field
from eppd_track.words.errors import EppdError
from eppd_track.words.text import same

# ---- what is gathered ----


class Answer(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """What was gathered for one commitment, which becomes one record.

    `fields` holds new values as the file spells them, an empty one to clear the field. `card` is the
    fingerprint of the commitment at the time of the first answer.
    """

    note: str | None = None
    reason: str | None = None
    approved_by: str | None = None
    fields: dict[str, str] = {}
    evidence: tuple[Evidence, ...] = ()
    card: str = ""

    @property
    def empty(self) -> bool:
        """Whether it would record nothing."""
        return not (self.note or self.reason or self.approved_by or self.fields or self.evidence)


NOTHING = Answer()


class Draft(Unfinished, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """A sweep under way: which ledger it is for, where and when it was said, and what was answered.

    `order` are the ids it walks; `passed` were seen and left. `settled` names the questions about the
    meeting, the day and the person that were answered. `dropped` are answers taken back, so that they can
    be brought back.
    """

    ledger: str
    digest: str
    order: tuple[str, ...]
    settled: tuple[str, ...] = ()
    meeting: str | None = None
    new_meeting: Meeting | None = None
    date: dt.date | None = None
    by: str | None = None
    answers: dict[str, Answer] = field(default_factory=dict)
    dropped: dict[str, Answer] = field(default_factory=dict)
    passed: tuple[str, ...] = ()

    @property
    def worth_keeping(self) -> bool:
        """Whether anything in it would have to be done again; what Enter settles would not."""
        return bool(self.answers or self.passed or self.begun or self.new_meeting)

    def answer(self, identifier: str) -> Answer:
        """What was gathered for a commitment; NOTHING where it was not answered."""
        return self.answers.get(identifier, NOTHING)

    def answered(self, identifier: str, answer: Answer) -> "Draft":
        """The draft with another answer for a commitment; an empty one takes it out."""
        others = {name: other for name, other in self.answers.items() if name != identifier}
        return structs.replace(self, answers=others if answer.empty else others | {identifier: answer})

    def toggled(self, identifier: str) -> "Draft":
        """The draft with what was gathered for a commitment dropped, or brought back where it was."""
        aside = {name: other for name, other in self.dropped.items() if name != identifier}
        held = self.answers.get(identifier)
        if held is not None:
            return structs.replace(self.answered(identifier, NOTHING), dropped=aside | {identifier: held})
        back = self.dropped.get(identifier, NOTHING)
        return structs.replace(self.answered(identifier, back), dropped=aside)

    def left(self, identifier: str) -> "Draft":
        """The draft with a commitment seen and left behind."""
        return self if identifier in self.passed else structs.replace(self, passed=(*self.passed, identifier))

    def including(self, identifier: str) -> "Draft":
        """The draft with a commitment put in behind the one it stands on, unless it walks it anyway."""
        if identifier in self.order:
            return self
        place = self.order.index(self.at) + 1
        return structs.replace(self, order=(*self.order[:place], identifier, *self.order[place:]))


def fingerprint(commitment: Commitment) -> str:
    """What tells whether a commitment is still as it was: a digest of all it holds."""
    raw = json.encode(commitment, enc_hook=stored, order="deterministic")
    return hashlib.sha256(raw).hexdigest()[:12]


def spelled(value: Value) -> str:
    """A field's value as the file spells it, for `values.parse_field` to read back; empty for none."""
    if isinstance(value, Due):
        return value.text
    if isinstance(value, Coded):
        return value.value
    return "" if value is None else str(value)


# ---- from a draft to a change ----


def request(answer: Answer, draft: Draft, ledger: Ledger, today: dt.date) -> Request:
    """What an answer asks for. Raises EppdError for a value that the ledger does not know any more."""
    return Request(
        date=draft.date or today,
        by=draft.by or "",
        meeting=draft.meeting,
        fields={name: parse_field(name, text, ledger, today) for name, text in answer.fields.items()},
        note=answer.note,
        reason=answer.reason,
        approved_by=answer.approved_by,
        evidence=answer.evidence,
    )


def with_meeting(reading: Reading, draft: Draft) -> tuple[Reading, Change]:
    """The ledger as it is once it holds the draft's new meeting, and the change that adds that.

    A record that names the meeting is at fault as long as the ledger lacks it.
    """
    meeting = draft.new_meeting
    if meeting is None or meeting.id in {known.id for known in reading.ledger.meetings}:
        return reading, Change()
    change = Change(additions=(changes.new_meeting(meeting),))
    return read(apply(reading, change), reading.ledger.name), change


def batch(reading: Reading, draft: Draft, today: dt.date) -> Batch:
    """What a draft makes of a ledger as it stands; the new meeting comes with the first record.

    What is on record already, because a write was done but not noted, is not written again.
    """
    after, addition = with_meeting(reading, draft)
    wishes: list[Wish] = []
    refused: list[Refused] = []
    known = {commitment.id: commitment for commitment in after.ledger.commitments}
    for name in (name for name in draft.order if name in draft.answers):
        try:
            asked = request(draft.answers[name], draft, after.ledger, today)
            if name not in known or not on_record(known[name], asked):
                wishes.append(Wish(name, asked))
        except EppdError as error:
            refused.append(Refused(name, same(""), error.message, error.remedy))
    made = plan(after, wishes, today)
    change = structs.replace(made.change, additions=addition.additions) if made.change.edits else Change()
    return structs.replace(made, change=change, refused=(*refused, *made.refused))


def preview(commitment: Commitment, asked: Request) -> Update:
    """The record that a request would leave, to be told before the rules are asked."""
    changed = {
        name: asked.fields[name]
        for name in HEAD
        if name in asked.fields and history.current_value(commitment, name) != asked.fields[name]
    }
    return Update(
        date=asked.date,
        by=asked.by,
        meeting=asked.meeting,
        note=asked.note,
        reason=asked.reason,
        approved_by=asked.approved_by,
        evidence=tuple(paper.title or "" for paper in asked.evidence),
        changes=changed,
        previous={name: history.current_value(commitment, name) for name in changed},
    )


# ---- the file ----


def file_for(state: Path, ledger: Path) -> Path:
    """Where the draft for a ledger is kept."""
    return unfinished.file_for(state, ledger, "sweep")


def load(path: Path) -> tuple[Draft | None, Path | None]:
    """The draft that is kept, and the place one that cannot be read was put aside to; None for neither.

    Raises ChangeRefused when it can neither be read nor put aside.
    """
    return unfinished.kept(path, Draft, _whole)


def _whole(found: Draft) -> Draft:
    """A draft as read. Raises ValueError for one that does not hang together."""
    fields = {name for answer in found.answers.values() for name in answer.fields}
    if found.at not in found.order or not set(found.answers) <= set(found.order) or not fields <= set(HEAD):
        raise ValueError(found)
    return found
