"""The records of a ledger, as typed values: what a commitment, a milestone or an agency is.

Field names and values are those of the file (docs/ledger.md). The classes hold data and say what
they hold: what is a word, what is inferred. What follows from it on a day lives in rules/.
"""

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Annotated, Any

from msgspec import Meta, Struct, field
from msgspec.structs import FieldInfo, fields

from eppd_track.model.annotations import plain_type
from eppd_track.model.due import Due
from eppd_track.model.settings import Settings
from eppd_track.model.vocabulary import (
    ENDED,
    Cadence,
    Closure,
    EvidenceType,
    Kind,
    Language,
    MeetingKind,
    Move,
    Party,
    Priority,
    Proposed,
    Side,
    Sides,
    Status,
    Strength,
    Tempo,
    Visibility,
    sides_of,
)


class Inline(Struct, frozen=True, kw_only=True):
    """What a field of a commitment's head holds that is a table of its own, on one line of the file."""

    @property
    def typed(self) -> str:
        """What a person types for it."""
        raise NotImplementedError


class Target(Inline, frozen=True, kw_only=True):
    """A figure to reach, in `unit`."""

    value: int | float
    unit: str | None = None
    unit_zh: str | None = None
    basis: str | None = None
    basis_zh: str | None = None

    @property
    def typed(self) -> str:
        """The figure and its unit."""
        return f"{self.value} {self.unit or ''}".rstrip()


class Proposal(Inline, frozen=True, kw_only=True):
    """What somebody proposes to the tracking side, which decides (docs/rules.md, "Proposals").

    `date`, `by` and `words` are those of the record that brought it.
    """

    what: Proposed
    date: dt.date | None = None
    by: str | None = None
    words: str | None = None

    @property
    def typed(self) -> str:
        """What is proposed."""
        return self.what.value


Value = str | int | bool | dt.date | Due | tuple[str, ...] | Inline | None
"""What a field of a commitment's head may hold; None is empty."""


class Dialogue(Struct, frozen=True, kw_only=True):
    """What the ledger tracks."""

    id: str
    title: str | None = None
    title_zh: str | None = None


class Meeting(Struct, frozen=True, kw_only=True):
    """Where commitments were made or followed up."""

    id: str
    date: dt.date
    end: dt.date | None = None
    title: str | None = None
    title_zh: str | None = None
    kind: MeetingKind | None = None


class SideName(Struct, frozen=True, kw_only=True):
    """A side: its code, which the file keeps, and what it is called wherever a value is printed."""

    code: Side
    name: str | None = None
    name_zh: str | None = None


class Agency(Struct, frozen=True, kw_only=True):
    """A body that owns, supports or answers for a commitment; `short` is what it is called in a word.

    `mail` is the address of the drafts of mails to it.
    """

    code: str
    side: Side
    name: str | None = None
    name_zh: str | None = None
    short: str | None = None
    short_zh: str | None = None
    mail: str | None = None


class Pillar(Struct, frozen=True, kw_only=True):
    """A chapter of the dialogue; 0 is the joint statement."""

    number: int
    title: str | None = None
    title_zh: str | None = None


class Milestone(Struct, frozen=True, kw_only=True):
    """A step on the way; open until `done`."""

    id: str
    title: str | None = None
    title_zh: str | None = None
    due: Due | None = None
    done: dt.date | None = None
    evidence: str | None = None


class Evidence(Struct, frozen=True, kw_only=True):
    """A paper that proves a step; `ref` is a document number, address or path.

    `sha256` is the fingerprint of the file that was there when it was recorded.
    """

    date: dt.date | None = None
    type: EvidenceType | None = None
    title: str | None = None
    title_zh: str | None = None
    ref: str | None = None
    sha256: str | None = None


class Score(Struct, frozen=True, kw_only=True):
    """What a reader holds one side to have done of its promise: 1 in full, 0 in part, -1 not.

    `meeting` is the one it was made for. What the scores come to is worked out in scores.py.
    """

    date: dt.date
    side: Party
    value: Annotated[int, Meta(ge=-1, le=1)]
    reader: str
    reason: str
    meeting: str | None = None


class Aside(Struct, frozen=True, kw_only=True):
    """A clause of a document that promises something and is no entry, on purpose; `print` finds it."""

    place: str | None = None
    place_zh: str | None = None
    print: str
    reason: str | None = None
    reason_zh: str | None = None


class SourceDocument(Struct, frozen=True, kw_only=True):
    """A paper that commitments were agreed in.

    `file` is where it lies, relative to the ledger. `print` is `sha256:` and the fingerprint of all its
    words (docs/words.md, "Fingerprints"); words of an internal one are for the tracking side alone.
    """

    id: str
    title: str | None = None
    title_zh: str | None = None
    date: dt.date | None = None
    lang: Language | None = None
    meeting: str | None = None
    file: str | None = None
    print: str | None = None
    visibility: Visibility | None = None
    asides: tuple[Aside, ...] = field(default=(), name="aside")


Quotes = Mapping[tuple[str, str], str]
"""The words of clauses as documents at hand have them, by the document and the fingerprint."""


class AgreedText(Struct, frozen=True, kw_only=True):
    """A clause of a document in which a commitment was agreed.

    `print` is the fingerprint of the clause; `words` is the clause itself, where the keeper may quote it.
    """

    document: str
    place: str | None = None
    place_zh: str | None = None
    print: str | None = None
    words: str | None = None


def spoken(text: AgreedText, held: Quotes) -> str | None:
    """The words of a text: those of the document at hand, else those the ledger holds."""
    return held.get((text.document, text.print or ""), text.words)


class Commitment(Struct, frozen=True, kw_only=True, dict=True):
    """One entry of the ledger. The fields above `texts` are its head: the truth for today."""

    id: str
    pillar: int
    topic: str | None = None
    topic_zh: str | None = None
    title: str | None = None
    title_zh: str | None = None
    kind: Kind | None = None
    strength: Strength | None = None
    operative_words: str | None = None
    sides: Sides | None = None
    answered_by: tuple[str, ...] = ()
    owner: str
    owner_confirmed: bool = False
    supporting: tuple[str, ...] = ()
    counterpart: tuple[str, ...] = ()
    inferred: tuple[str, ...] = ()
    next_move: Move | None = None
    status: Status
    status_basis: str | None = None
    status_basis_zh: str | None = None
    progress: Annotated[int, Meta(ge=0, le=100)] | None = None
    priority: Priority = Priority.NORMAL
    listed: dt.date | None = None
    carried: tuple[str, ...] = ()
    due: Due | None = None
    original_due: Due | None = None
    due_basis: str | None = None
    due_basis_zh: str | None = None
    tempo: Tempo | None = None
    cadence: Cadence | None = None
    verifiable: bool = True
    done_when: str | None = None
    next_step: str | None = None
    next_step_due: Due | None = None
    target: Target | None = None
    proposed: Proposal | None = None
    closure: Closure | None = None
    approved_by: str | None = None
    visibility: Visibility | None = None
    related: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    source_zh: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    note: str | None = None
    note_zh: str | None = None
    texts: tuple[AgreedText, ...] = field(default=(), name="text")
    milestones: tuple[Milestone, ...] = field(default=(), name="milestone")
    evidence: tuple[Evidence, ...] = ()
    updates: tuple["Update", ...] = field(default=(), name="update")
    scores: tuple[Score, ...] = field(default=(), name="score")

    @property
    def last_update(self) -> dt.date | None:
        """The day of the latest record, or None when there is none."""
        if len(self.updates) == 1:
            return self.updates[0].date
        return max((record.date for record in self.updates), default=None)

    @property
    def words(self) -> tuple["Update", ...]:
        """The records that say something of the matter, in file order (docs/rules.md, "Words")."""
        return tuple(record for index, record in enumerate(self.updates) if record.is_word(first=index == 0))

    @property
    def latest_word(self) -> "Update | None":
        """The latest word by its day, of one day the last in the file; None when there is none."""
        return max(reversed(self.words), key=lambda record: record.date, default=None)

    @property
    def last_word(self) -> dt.date | None:
        """The day of the latest word, or None when there is none."""
        found: dt.date | None = None
        last = len(self.updates) - 1
        for back, record in enumerate(reversed(self.updates)):
            if (found is None or record.date > found) and record.is_word(first=back == last):
                found = record.date
        return found

    @property
    def guessed(self) -> frozenset[str]:
        """The names of the fields whose value the source does not give; the owner until it is confirmed."""
        return guesses(self.inferred, owner_confirmed=self.owner_confirmed)

    @cached_property
    def corrected(self) -> dict[tuple[int, str], "Update"]:
        """The record that puts a note or a reason right, by the identity of its record and its name.

        One that changes nothing takes the place of what was said last (docs/rules.md, "Corrections").
        """
        found: dict[tuple[int, str], Update] = {}
        last: dict[str, Update] = {}
        for record in sorted(self.updates, key=lambda record: record.date):
            names = () if record.carries else ("note", "reason")
            told = [name for name in names if shows(getattr(record, name))]
            if record.correction and not record.changes and not record.milestone_done:
                found |= {(id(last[name]), name): record for name in told if name in last}
            last |= dict.fromkeys(told, record)
        return found

    @cached_property
    def guessed_by_record(self) -> dict[int, tuple[frozenset[str], frozenset[str]]]:
        """What was guessed before and after each record, by the identity of the record."""
        found: dict[int, tuple[frozenset[str], frozenset[str]]] = {}
        inferred: Any = self.inferred
        confirmed: Any = self.owner_confirmed
        for record in sorted(self.updates, key=lambda record: record.date)[::-1]:
            after = guesses(inferred, owner_confirmed=confirmed)
            inferred = record.previous.get("inferred", inferred)
            confirmed = record.previous.get("owner_confirmed", confirmed)
            found[id(record)] = guesses(inferred, owner_confirmed=confirmed), after
        return found

    @property
    def open(self) -> bool:
        """Whether it is still tracked: neither closed nor withdrawn."""
        return self.status not in ENDED


def guesses(inferred: Iterable[str], *, owner_confirmed: bool) -> frozenset[str]:
    """The fields that these two say are not given by the source."""
    return frozenset(inferred) | (frozenset() if owner_confirmed else {"owner"})


class Record(Struct, frozen=True, kw_only=True):
    """What a record of the history says of itself: who said what when, at which meeting and why.

    `contact` is whom to ask about it, a name or a telephone number; it is for the tracking side alone.
    """

    date: dt.date
    by: str | None = None
    contact: str | None = None
    meeting: str | None = None
    note: str | None = None
    reason: str | None = None
    approved_by: str | None = None
    visibility: Visibility | None = None
    correction: bool = False
    forced: bool = False
    evidence: tuple[str, ...] = ()
    milestone_done: tuple[str, ...] = ()


_UNSEEN = re.compile(
    r"[\s\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164"
    r"\ufe00-\ufe0f\ufeff\uffa0\U000e0000-\U000e0fff]*"
)


def shows(text: str | None) -> bool:
    """Whether a reader sees anything of a text: neither blanks nor signs without ink say something."""
    return bool(text) and _UNSEEN.fullmatch(text or "") is None


class Update(Record, frozen=True, kw_only=True):
    """A record of the history with what changed: a Value by the field's name, and what it was before.

    `changes` holds the new values, `previous` what the same fields held; an empty field is its
    default (None, an empty tuple, False). A record that changes nothing is a progress note.
    """

    changes: dict[str, Any] = {}
    previous: dict[str, Any] = {}

    def is_word(self, *, first: bool) -> bool:
        """Whether it says something of the matter, `first` of its commitment or not (docs/rules.md, "Words").

        A note does, and a reason that stands alone; so does a change of a field that tells how it stands, a
        milestone or a paper, unless that only corrects an earlier record. What is clerical does not.
        """
        if self.carries or (first and self.correction):
            return False
        if shows(self.note) or (not self.changes and shows(self.reason)):
            return True
        stands = not TELLING.isdisjoint(self.changes) or self.milestone_done or self.evidence
        return bool(stands) and not self.correction

    @property
    def carries(self) -> bool:
        """Whether it does nothing but carry a commitment into another round."""
        return len(self.changes) == 1 and "carried" in self.changes


class Ledger(Struct, frozen=True, kw_only=True):
    """A whole file as read: what it tracks, its settings and tables, and the commitments in file order.

    `name` is the file's name, `raw` its bytes.
    `whole` is False when only heads were read: then each commitment carries no more of its records than
    decides how it stands, the latest and the latest word; a request and what was carried into another
    round have them all.
    """

    schema: int = 1
    dialogue: Dialogue | None = None
    settings: Settings = Settings()
    sides: tuple[SideName, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    agencies: tuple[Agency, ...] = ()
    pillars: tuple[Pillar, ...] = ()
    documents: tuple[SourceDocument, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    name: str = ""
    raw: bytes = b""
    whole: bool = True

    @property
    def parties(self) -> tuple[Side, ...]:
        """The sides at the table, the one that keeps the ledger first (docs/ledger.md, "Sides")."""
        return sides_of(side.code for side in self.sides)

    @property
    def ours(self) -> Side:
        """The side that keeps the ledger."""
        return self.parties[0]

    @property
    def digest(self) -> str:
        """The first twelve hex digits of the SHA-256 of its bytes, by which a copy is told from another."""
        return digest(self.raw)


def digest(raw: bytes) -> str:
    """The first twelve hex digits of the SHA-256 of a file's bytes."""
    from hashlib import sha256  # noqa: PLC0415 - 4 ms, and few commands print it

    return sha256(raw).hexdigest()[:12]


HEAD: dict[str, FieldInfo] = {
    info.encode_name: info
    for info in fields(Commitment)
    if info.name not in {"texts", "milestones", "evidence", "updates", "scores"}
}
"""The fields of a commitment's head by name, in the order a careful person writes them."""

INLINE: dict[str, type[Inline]] = {
    name: kind
    for name, kind in ((name, plain_type(info.type)) for name, info in HEAD.items())
    if issubclass(kind, Inline)
}
"""The fields of a head that hold a table of their own, with what it is."""

RECORD_ONLY = frozenset(
    {
        "date",
        "by",
        "contact",
        "meeting",
        "note",
        "reason",
        "approved_by",
        "visibility",
        "correction",
        "forced",
    }
    | {"evidence", "milestone_done", "set", "cleared", "previous"}
)
"""Keys of a record that speak of the record itself, not of a changed field."""


TELLING = frozenset({"status", "progress", "due", "next_step", "next_step_due"})
"""The fields whose change tells how a commitment stands; any other is clerical."""

AGREED = ("title", "title_zh", "kind", "strength", "operative_words", "sides", "listed")
"""The fields that say what was agreed: they change only with a reason, on record."""
