"""What the rule book says of a clause, and how the pieces of it come together."""

from enum import StrEnum

from msgspec import Struct

from eppd_track.model.due import Due
from eppd_track.model.records import Target
from eppd_track.model.vocabulary import (
    DECLARATION,
    DELIVERED,
    EXPECTED_EFFECT,
    JOINT_ACTION,
    JOINT_INTENTION,
    NOBODY,
    Kind,
    Move,
    Side,
    Sides,
    Strength,
)
from eppd_track.rules.promises.parties import Parties


class Deed(StrEnum):
    """What a verb does, whoever does it: the heart of every rule."""

    SIGNED = "signed"
    AGREE = "agree"
    WILL = "will"
    DOING = "doing"
    WILLING = "willing"
    SUPPORT = "support"
    EXPLORE = "explore"
    ENDEAVOUR = "endeavour"
    REQUEST = "request"
    DECLARE = "declare"
    EFFECT = "effect"


class Clause(Struct, frozen=True, kw_only=True):
    """A promising clause: the characters `start` to `end` of a passage, by its index in the document.

    At `core` begins what it says beside who acts and when. `operative` are its few words that carry the
    promise; `agencies` the codes of those it names as who acts. `due_words` are the words that `due` comes
    from.
    """

    passage: int
    start: int
    end: int
    core: int
    text: str
    kind: Kind
    strength: Strength
    sides: Sides
    next_move: Move
    deed: Deed
    operative: str
    agencies: tuple[str, ...] = ()
    due: Due | None = None
    due_words: str | None = None
    target: Target | None = None


class Found(Struct, frozen=True, kw_only=True):
    """A clause as the rules of a language find it: where it stands in its sentence, and what it does.

    `first` is the deed of the first verb of its own, which says how strong it is: to agree to explore is to
    explore. `vague` says that this verb names a direction (deepen, promote) and no action. `reported` is what
    somebody is said to have said, `potential` what may come to be, `dated` what has a date or a figure.
    `asked` are the sides that a request is put to by name.
    """

    start: int
    end: int
    deed: Deed
    first: Deed | None
    sides: Sides
    operative: str
    agencies: tuple[str, ...] = ()
    vague: bool = False
    reported: bool = False
    potential: bool = False
    dated: bool = False
    asked: Sides | None = None


Named = tuple[Sides, tuple[str, ...]]
"""Whom a text names as acting, and the codes of the agencies among them."""


class Lead(Struct, frozen=True):
    """What governs the items of a list: who acts, and what is said of each of them."""

    deed: Deed
    sides: Sides
    agencies: tuple[str, ...] = ()
    operative: str = ""


def deed_of(sides: Sides) -> Deed:
    """What is said of an action by naming who does it: several sides agree on it, one will do it."""
    return Deed.AGREE if sides.joint else Deed.WILL


def heading_lead(named: Named | None, parties: Parties, *, wishes: bool, results: bool) -> Lead | None:
    """What a heading says of items below it that name nobody: wishes of one, by itself ours, or results."""
    if wishes:
        return Lead(Deed.REQUEST, named[0] if named else parties.ours)
    sides, agencies = named or (parties.all, ())
    return Lead(deed_of(sides), sides, agencies) if results else None


def kind_of(found: Found) -> Kind:
    """Who promised what: two that agree, or will do something certain, act together; one pledges or asks.

    What some of the sides ask of the others is the request of the first of them.
    """
    match found.deed:
        case Deed.SIGNED:
            return DELIVERED
        case Deed.DECLARE:
            return DECLARATION
        case Deed.EFFECT:
            return EXPECTED_EFFECT
        case Deed.AGREE | Deed.DOING if found.sides.joint:
            return JOINT_ACTION
        case Deed.WILL | Deed.EXPLORE if found.sides.joint and not (found.vague or found.potential):
            return JOINT_ACTION
    first, *others = found.sides.split("+")
    if found.sides.joint and not (others and found.deed is Deed.REQUEST):
        return JOINT_INTENTION
    one = Side(first)
    return one.request if found.deed is Deed.REQUEST else one.pledge


def next_move(found: Found, parties: Parties) -> Move:
    """Whose move it is: of a request that of whom it is put to, of what is done nobody's."""
    if found.deed in {Deed.SIGNED, Deed.DECLARE}:
        return NOBODY
    asked = kind_of(found).request
    return Move((found.asked or parties.but(found.sides)) if asked else found.sides)


def strength_of(found: Found) -> Strength:
    """How binding the words are: the weaker of what governs and of what is to be done."""
    kind = kind_of(found)
    if found.deed in {Deed.REQUEST, Deed.EFFECT}:
        return Strength.ASPIRATION
    if found.deed is Deed.SIGNED:
        return Strength.FIRM
    if found.deed is Deed.DECLARE:
        return Strength.SUPPORTIVE if found.first is Deed.SUPPORT else Strength.ASPIRATION
    if found.potential or Deed.EXPLORE in {found.deed, found.first}:
        return Strength.EXPLORATORY
    if found.deed is Deed.DOING:
        return Strength.FIRM
    weak = {Deed.WILLING, Deed.SUPPORT, Deed.ENDEAVOUR}
    if weak & {found.deed, found.first} or kind == JOINT_INTENTION:
        return Strength.SUPPORTIVE
    if found.reported and found.vague:
        return Strength.SUPPORTIVE
    return Strength.FIRM
