"""The records of a ledger, as typed values: what a commitment, a milestone or an agency is.

Field names and values are those of the file (docs/ledger.md). The classes hold data and
nothing else; what follows from the data lives in rules.py and history.py.
"""

import datetime as dt
import re
from calendar import monthrange
from functools import cache
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from msgspec import Meta, Struct, field
from msgspec.structs import FieldInfo, fields

from eppd_track.vocabulary import (
    Cadence,
    Calendar,
    Closure,
    EvidenceType,
    Kind,
    Language,
    MeetingKind,
    Move,
    Party,
    Priority,
    Side,
    Sides,
    Status,
    Strength,
    Tempo,
    Visibility,
)


class Due:
    """A due date as agreed: a day, or a month, quarter, half or year that ends on `day`.

    `text` is the stored form (`2026-11-23`, `2026-12`, `2026-Q4`, `2026-H2`, `2026`). An
    imprecise due falls on its last day. Raises ValueError for any other form.
    """

    __slots__ = ("day", "text")
    PATTERN = re.compile(
        r"(\d{4})(?:-(?:(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?|Q([1-4])|H([12])))?", re.ASCII
    )

    def __init__(self, text: str) -> None:
        match = self.PATTERN.fullmatch(text)
        if match is None or match[1] == "0000":
            raise ValueError(text)
        year, month, day, quarter, half = (int(part) if part else 0 for part in match.groups())
        month = month or quarter * 3 or half * 6 or 12
        self.text = text
        self.day = dt.date(year, month, day or monthrange(year, month)[1])

    @property
    def precise(self) -> bool:
        """Whether a single day was agreed."""
        return len(self.text) == len("2026-11-23")

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Due) and self.text == other.text

    def __hash__(self) -> int:
        return hash(self.text)

    def __repr__(self) -> str:
        return f"Due({self.text!r})"


class Target(Struct, frozen=True, kw_only=True):
    """A figure to reach, in `unit`."""

    value: int | float
    unit: str | None = None
    basis: str | None = None


Value = str | int | float | bool | dt.date | Due | tuple[str, ...] | Target | None
"""What a field of a commitment's head may hold; None is empty."""


class Dialogue(Struct, frozen=True, kw_only=True):
    """What the ledger tracks."""

    id: str
    title: str | None = None
    title_zh: str | None = None


class Settings(Struct, frozen=True, kw_only=True):
    """What holds for the whole file. Day counts are calendar days.

    `approval` names the boxes for signatures on a printed report, in their order; None is the usual chain.
    """

    timezone: str = "Asia/Taipei"
    language: Language = Language.BOTH
    calendar: Calendar = Calendar.GREGORIAN
    due_soon_days: Annotated[int, Meta(ge=0)] = 30
    red_after_days: Annotated[int, Meta(ge=0)] = 14
    approval: tuple[str, ...] | None = None


class Meeting(Struct, frozen=True, kw_only=True):
    """Where commitments were made or followed up."""

    id: str
    date: dt.date
    end: dt.date | None = None
    title: str | None = None
    title_zh: str | None = None
    kind: MeetingKind | None = None


class SideName(Struct, frozen=True, kw_only=True):
    """What one of the sides is called wherever a value is printed; the file keeps the code."""

    code: Side
    name: str | None = None
    name_zh: str | None = None


class Agency(Struct, frozen=True, kw_only=True):
    """A body that owns, supports or answers for a commitment."""

    code: str
    side: Side
    name: str | None = None
    name_zh: str | None = None


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
    """A paper that proves a step; `ref` is a document number, address or path."""

    date: dt.date | None = None
    type: EvidenceType | None = None
    title: str | None = None
    ref: str | None = None


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


class Commitment(Struct, frozen=True, kw_only=True):
    """One agreed action. The fields above `milestones` are its head: the truth for today."""

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
    owner: str
    owner_confirmed: bool = False
    supporting: tuple[str, ...] = ()
    counterpart: tuple[str, ...] = ()
    next_move: Move | None = None
    status: Status
    progress: Annotated[int, Meta(ge=0, le=100)] | None = None
    priority: Priority = Priority.NORMAL
    listed: dt.date | None = None
    carried: tuple[str, ...] = ()
    due: Due | None = None
    original_due: Due | None = None
    due_basis: str | None = None
    tempo: Tempo | None = None
    cadence: Cadence | None = None
    verifiable: bool = True
    done_when: str | None = None
    next_step: str | None = None
    next_step_due: Due | None = None
    target: Target | None = None
    closure: Closure | None = None
    approved_by: str | None = None
    visibility: Visibility | None = None
    related: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    note: str | None = None
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
    def last_word(self) -> dt.date | None:
        """The day of the latest record that says something of it, or None; carrying it over says nothing."""
        if not self.carried:
            return self.last_update
        return max((record.date for record in self.updates if not record.carries), default=None)

    @property
    def open(self) -> bool:
        """Whether it is still tracked: neither closed nor withdrawn."""
        return self.status not in {Status.CLOSED, Status.WITHDRAWN}


class Record(Struct, frozen=True, kw_only=True):
    """What a record of the history says of itself: who said what when, at which meeting and why."""

    date: dt.date
    by: str | None = None
    meeting: str | None = None
    note: str | None = None
    reason: str | None = None
    approved_by: str | None = None
    visibility: Visibility | None = None
    correction: bool = False
    forced: bool = False
    evidence: tuple[str, ...] = ()
    milestone_done: tuple[str, ...] = ()


class Update(Record, frozen=True, kw_only=True):
    """A record of the history with what changed: a Value by the field's name, and what it was before.

    `changes` holds the new values, `previous` what the same fields held; an empty field is its
    default (None, an empty tuple, False). A record that changes nothing is a progress note.
    """

    changes: dict[str, Any] = {}
    previous: dict[str, Any] = {}

    @property
    def carries(self) -> bool:
        """Whether it does nothing but carry a commitment into another round."""
        return self.changes.keys() == {"carried"}


class Ledger(Struct, frozen=True, kw_only=True):
    """A whole file as read: what it tracks, its settings and tables, and the commitments in file order.

    `name` is the file's name, `raw` its bytes.
    `whole` is False when only heads were read: then each commitment carries at most one record,
    which holds the date of its latest update and nothing else; one that was carried into another round
    has them all.
    """

    schema: int = 1
    dialogue: Dialogue | None = None
    settings: Settings = Settings()
    sides: tuple[SideName, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    agencies: tuple[Agency, ...] = ()
    pillars: tuple[Pillar, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    name: str = ""
    raw: bytes = b""
    whole: bool = True

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
    if info.name not in {"milestones", "evidence", "updates", "scores"}
}
"""The fields of a commitment's head by name, in the order a careful person writes them."""

RECORD_ONLY = frozenset(
    {"date", "by", "meeting", "note", "reason", "approved_by", "visibility", "correction", "forced"}
    | {"evidence", "milestone_done", "set", "cleared", "previous"}
)
"""Keys of a record that speak of the record itself, not of a changed field."""


@cache
def plain_type(kind: Any) -> Any:
    """The class behind an annotation: `Due | None` is Due, `tuple[str, ...]` is tuple."""
    origin = get_origin(kind)
    if origin in {Union, UnionType}:
        return plain_type(next(part for part in get_args(kind) if part is not type(None)))
    if origin is Annotated:
        return plain_type(get_args(kind)[0])
    return origin or kind
