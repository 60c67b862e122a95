"""The closed lists of values a ledger may use, spelled as in the file (docs/ledger.md)."""

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

Member = TypeVar("Member", bound=StrEnum)
Value = TypeVar("Value")


def complete(kind: type[Member], table: Mapping[Member, Value]) -> Mapping[Member, Value]:
    """The table, which has every member of a closed list. Raises LookupError, naming those it lacks."""
    lacking = [member.value for member in kind if member not in table]
    if lacking:
        raise LookupError(f"{kind.__name__}: the table lacks {', '.join(lacking)}")
    return table


class Status(StrEnum):
    """Where a commitment stands."""

    REQUESTED = "requested"
    NOT_STARTED = "not-started"
    IN_PROGRESS = "in-progress"
    BLOCKED = "blocked"
    COMPLETED = "completed"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


class Light(StrEnum):
    """The computed rating of a commitment, worst first; NONE for standing items."""

    RED = "red"
    YELLOW = "yellow"
    GREEN = "green"
    GREY = "grey"
    BLUE = "blue"
    NONE = "none"


class Side(StrEnum):
    """Which party an agency belongs to."""

    TW = "TW"
    US = "US"
    THIRD = "third"


class Party(StrEnum):
    """A side whose promises are scored."""

    TW = "TW"
    US = "US"


class Sides(StrEnum):
    """Who promised."""

    TW = "TW"
    US = "US"
    BOTH = "both"


class Move(StrEnum):
    """Whose move it is."""

    TW = "TW"
    US = "US"
    BOTH = "both"
    THIRD = "third"
    NONE = "none"


class Kind(StrEnum):
    """Who promised what to whom."""

    JOINT_ACTION = "joint-action"
    JOINT_INTENTION = "joint-intention"
    TW_PLEDGE = "tw-pledge"
    US_PLEDGE = "us-pledge"
    TW_REQUEST = "tw-request"
    US_REQUEST = "us-request"
    DECLARATION = "declaration"
    DELIVERED = "delivered"
    EXPECTED_EFFECT = "expected-effect"


REQUESTS = frozenset({Kind.TW_REQUEST, Kind.US_REQUEST})
NO_PROMISE = REQUESTS | {Kind.EXPECTED_EFFECT}
"""What promises nothing: one side asks, or something is expected to follow."""


class Strength(StrEnum):
    """How binding the verb of the source is."""

    FIRM = "firm"
    SUPPORTIVE = "supportive"
    EXPLORATORY = "exploratory"
    ASPIRATION = "aspiration"


class Tempo(StrEnum):
    """Whether a commitment runs to a date."""

    DATED = "dated"
    OPEN_ENDED = "open-ended"
    STANDING = "standing"
    DELIVERED = "delivered"


class Cadence(StrEnum):
    """How often an update is owed."""

    WEEKLY = "weekly"
    BIWEEKLY = "biweekly"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"


class Priority(StrEnum):
    """How urgent the tracking side holds it."""

    HIGH = "high"
    NORMAL = "normal"
    LOW = "low"


class Proposed(StrEnum):
    """What an agency may propose to the tracking side."""

    DELIST = "delist"


class Closure(StrEnum):
    """How a closed commitment ended."""

    DELIVERED = "delivered"
    MODIFIED = "modified"
    ROUTINE = "routine"


class Visibility(StrEnum):
    """Who may see a record outside the tracking side."""

    PUBLIC = "public"
    INTERNAL = "internal"


class Audience(StrEnum):
    """Who a page is for: the tracking side itself, the other side, or anybody."""

    INTERNAL = "internal"
    COUNTERPART = "counterpart"
    PUBLIC = "public"


class Standing(StrEnum):
    """What the scores of all readers come to: computed, and never written down."""

    AGREED = "agreed"
    DRAFT = "draft"
    DISPUTED = "disputed"
    UNSCORED = "unscored"


class EvidenceType(StrEnum):
    """What kind of paper proves a step."""

    SIGNED_TEXT = "signed-text"
    MINUTES = "minutes"
    RELEASE = "release"
    CERTIFICATE = "certificate"
    STATISTIC = "statistic"
    LETTER = "letter"
    OTHER = "other"


class MeetingKind(StrEnum):
    """What kind of meeting it was."""

    DIALOGUE = "dialogue"
    WORKING_GROUP = "working-group"
    EXPERT = "expert"
    INTERNAL = "internal"


class Language(StrEnum):
    """Which language a page is printed in."""

    EN = "en"
    ZH = "zh"
    BOTH = "both"


class Calendar(StrEnum):
    """How dates are printed; the file always holds ISO dates."""

    GREGORIAN = "gregorian"
    ROC = "roc"


_PLACES = {"TW": ("臺灣", "我國"), "US": ("美國",)}
OTHER_WORDS: Mapping[type[StrEnum], Mapping[str, tuple[str, ...]]] = {
    Audience: {"internal": ("內部",), "counterpart": ("對方", "供對方")},
    Language: {"both": ("中英", "中英文", "中英對照")},
    Sides: _PLACES,
    Move: _PLACES,
    Party: _PLACES,
    Side: _PLACES,
}
"""What people type for a value besides its printed names; for a side unless the ledger gives it a name."""
