"""The lists of values a ledger may use, spelled as in the file (docs/ledger.md): closed, or of its sides."""

import re
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from itertools import combinations
from typing import TypeVar

Listed = TypeVar("Listed", bound=StrEnum)
Value = TypeVar("Value")


def complete(kind: type[Listed], table: Mapping[Listed, Value]) -> Mapping[Listed, Value]:
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


FINISHED = frozenset({Status.COMPLETED, Status.CLOSED})
"""What is done, whether or not it is still tracked."""
ENDED = frozenset({Status.CLOSED, Status.WITHDRAWN})
"""What is tracked no longer."""


class Light(StrEnum):
    """The computed rating of a commitment, worst first; NONE for standing items."""

    RED = "red"
    YELLOW = "yellow"
    GREEN = "green"
    GREY = "grey"
    BLUE = "blue"
    NONE = "none"


class Term(str):
    """A value of a list that the sides of a ledger make (`terms`): kept, and compared, as the file has it."""

    __slots__ = ()

    @property
    def value(self) -> str:
        """The value as plain text."""
        return str(self)


Coded = StrEnum | Term
"""A value with a printed name of its own."""
Member = TypeVar("Member", bound=Coded)


class Side(Term):
    """The code of the party an agency belongs to; THIRD is nobody at the table."""

    __slots__ = ()

    @property
    def pledge(self) -> "Kind":
        """What it promises."""
        return Kind(self.lower() + PLEDGE)

    @property
    def request(self) -> "Kind":
        """What it asks for."""
        return Kind(self.lower() + REQUEST)


class Party(Side):
    """A side whose promises are scored: one at the table."""

    __slots__ = ()


class Sides(Term):
    """Who promised: a side, several with `+` between them, or all of them."""

    __slots__ = ()

    @property
    def joint(self) -> bool:
        """Whether more than one did."""
        return self in _ALL or "+" in self

    def parties(self, codes: Sequence[Side]) -> tuple[Side, ...]:
        """The sides that are meant, `codes` being all of them."""
        return tuple(codes) if self in _ALL else tuple(Side(part) for part in self.split("+"))


class Move(Term):
    """Whose move it is: like Sides, or THIRD or NOBODY."""

    __slots__ = ()

    def without(self, side: Side) -> bool:
        """Whether it is somebody's move, and not that of a side."""
        return self != NOBODY and self not in _ALL and side not in self.split("+")


class Kind(Term):
    """Who promised what to whom: a pledge or request is of one side, `tw-pledge`."""

    __slots__ = ()

    @property
    def request(self) -> bool:
        """Whether one side asks the other for something."""
        return self.endswith(REQUEST)

    @property
    def pledge(self) -> bool:
        """Whether one side promises something."""
        return self.endswith(PLEDGE)

    @property
    def promises(self) -> bool:
        """Whether it promises anything: a request does not, nor what is expected to follow."""
        return not self.request and self != EXPECTED_EFFECT

    @property
    def group(self) -> str:
        """The same whoever pledges or asks."""
        return REQUEST if self.request else PLEDGE if self.pledge else self.value

    def of(self, codes: Iterable[Side]) -> Side | None:
        """The side that pledges or asks; None of any other kind."""
        return next((code for code in codes if self in {code.pledge, code.request}), None)


_ALL = ("both", "all")
"""How all sides together are called: of two, and of more."""
PLEDGE, REQUEST = "-pledge", "-request"
"""How the kinds end that are of one side."""
THIRD, NOBODY = Side("third"), Move("none")
JOINT_ACTION, JOINT_INTENTION = Kind("joint-action"), Kind("joint-intention")
DECLARATION, DELIVERED, EXPECTED_EFFECT = Kind("declaration"), Kind("delivered"), Kind("expected-effect")
SIDE_CODE = r"[^\W_](?:[\w-]*[^\W_])?"
"""What the code of a side is made of: letters, digits, hyphens."""
USUAL_SIDES = (Side("TW"), Side("US"))
"""The sides of a ledger that has none of its own, the first being the one that keeps it."""


def sides_of(given: Iterable[Side]) -> tuple[Side, ...]:
    """The sides of a ledger that names these, the one that keeps it first; the usual ones may go unnamed."""
    own = tuple(dict.fromkeys(code for code in given if code != THIRD))
    return USUAL_SIDES if set(own) <= set(USUAL_SIDES) else own


def is_side(code: str) -> bool:
    """Whether a text can be the code of a side."""
    return bool(re.fullmatch(SIDE_CODE, code)) and code not in {*_ALL, THIRD, NOBODY}


def all_of(codes: Sequence[Side]) -> Sides:
    """All sides together."""
    return Sides(_ALL[len(codes) > 2])


def together(some: Iterable[Side], codes: Sequence[Side]) -> Sides:
    """Some of the sides, or all, as one value."""
    meant = [code for code in codes if code in set(some)]
    return all_of(codes) if 1 < len(meant) == len(codes) else Sides("+".join(meant))


def put_together(parts: Sequence[str], codes: Sequence[str]) -> Sides | None:
    """The value that several sides make in whatever order; None where these are not several of the sides."""
    meant = {*parts} & {*codes}
    return together([*map(Side, parts)], [*map(Side, codes)]) if 1 < len(meant) == len(parts) else None


def terms(codes: Sequence[Side]) -> Mapping[type[Term], tuple[Term, ...]]:
    """The values of every list that these sides make, each in the order in which it is told."""
    several = ("+".join(part) for size in range(2, len(codes)) for part in combinations(codes, size))
    who = (*codes, *several, all_of(codes))
    return {
        Side: (*codes, THIRD),
        Party: tuple(map(Party, codes)),
        Sides: tuple(map(Sides, who)),
        Move: tuple(map(Move, (*who, THIRD, NOBODY))),
        Kind: (
            JOINT_ACTION,
            JOINT_INTENTION,
            *(code.pledge for code in codes),
            *(code.request for code in codes),
            DECLARATION,
            DELIVERED,
            EXPECTED_EFFECT,
        ),
    }


def values_of(kind: type[Coded], codes: Sequence[Side]) -> tuple[Coded, ...]:
    """The values of a list, closed or made by these sides."""
    return terms(codes)[kind] if issubclass(kind, Term) else tuple(kind)


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


OTHER_WORDS: Mapping[type[Coded], Mapping[str, tuple[str, ...]]] = {
    Audience: {"internal": ("內部",), "counterpart": ("對方", "供對方")},
    Language: {"both": ("中英", "中英文", "中英對照")},
    Light: {"red": ("紅燈",), "yellow": ("黃燈",), "green": ("綠燈",), "grey": ("灰燈",), "blue": ("藍燈",)},
    Status: {"in-progress": ("進行中",), "closed": ("解列",)},
    MeetingKind: {"working-group": ("工作小組會議",)},
    **{kind: {"TW": ("臺灣", "我國"), "US": ("美國",)} for kind in (Sides, Move, Side, Party)},
}
"""What people type for a value besides its printed names; for a side unless the ledger gives it a name."""
