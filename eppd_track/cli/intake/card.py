"""What a card of `eppd intake` shows: the clause, what is proposed for it, and what becomes of it."""

from collections.abc import Sequence

from eppd_track.cli.cards.lines import BOLD, QUIET, Fact, columns, fact_lines, lines_of, paint, rule
from eppd_track.ledger.intake_draft import Decision, How
from eppd_track.model.records import Ledger, Value
from eppd_track.model.vocabulary import Calendar, Language
from eppd_track.render.cells import Style, pad, paragraph, visible, width
from eppd_track.render.terminal.folding import folded
from eppd_track.report.sentences import pillar_name, value_words
from eppd_track.rules.intake import ProposedEntry
from eppd_track.rules.likeness import Near
from eppd_track.words import agreed as say
from eppd_track.words.labels import FIELD
from eppd_track.words.text import Text, both, first

SHOWN = (
    "title_zh",
    "title",
    "pillar",
    "owner",
    "kind",
    "strength",
    "sides",
    "status",
    "next_move",
    "due",
    "target",
)
"""The fields that a card shows and `e` betters, in their order."""


def card(
    one: ProposedEntry,
    fields: dict[str, Value],
    near: Sequence[Near],
    place: str,
    ledger: Ledger,
    style: Style,
) -> list[str]:
    """A proposal at a glance: where it stands, its words, the entry they would make, what it resembles."""
    language = first(style.language)
    head = both(one.agreed.place, one.agreed.place_zh, "").label(language)
    drawn = ["", rule(place, style)]
    drawn += [paint(line, QUIET, style) for line in folded(paragraph(head), columns(style))]
    drawn += [paint(line, BOLD, style) for line in folded(paragraph(visible_words(one)), columns(style))]
    facts = [
        Fact(FIELD[name], _value(name, fields, ledger, language))
        for name in SHOWN
        if fields.get(name) is not None
    ]
    facts += [Fact(say.NEAR, _near(near, ledger, language))] if near else []
    names = max(width(fact.name.brief(style.language)) for fact in facts) + 2
    return drawn + [line for fact in facts for line in fact_lines(fact, names, style)]


def visible_words(one: ProposedEntry) -> str:
    """The clause on one line."""
    return visible(" ".join(one.clause.text.split()))


def _value(name: str, fields: dict[str, Value], ledger: Ledger, language: Language) -> str:
    value = fields[name]
    if name == "pillar":
        return pillar_name(int(str(value)), ledger).label(language)
    mark = "?" if name == "owner" and not fields.get("owner_confirmed") else ""
    return visible(value_words(value, Calendar.GREGORIAN).label(language)) + mark


def _near(near: Sequence[Near], ledger: Ledger, language: Language) -> str:
    known = {one.id: one for one in ledger.commitments}
    return "\n".join(
        f"{each.id}  {visible(both(known[each.id].title, known[each.id].title_zh, '').label(language))}"
        for each in near[:3]
    )


def decided(decision: Decision, style: Style) -> list[str]:
    """What becomes of a proposal, as it was decided."""
    told: Text | None = None
    match decision.how:
        case How.TAKE:
            told = say.WILL_TAKE
        case How.LINK:
            told = say.WILL_LINK.fill(id=decision.link)
        case How.ASIDE:
            told = say.WILL_SET_ASIDE.fill(reason=decision.reason)
        case How.LEAVE:
            told = say.WILL_LEAVE
    return [] if told is None else [paint(line, BOLD, style) for line in lines_of(told, style)]


def menu(fields: dict[str, Value], ledger: Ledger, style: Style) -> list[str]:
    """The fields that may be bettered, numbered, with what they hold."""
    language = first(style.language)
    names = max(width(FIELD[name].label(language)) for name in SHOWN) + 4
    return [
        pad(f"{number}  {FIELD[name].label(language)}", names + 2)
        + (_value(name, fields, ledger, language) if fields.get(name) is not None else "")
        for number, name in enumerate(SHOWN, 1)
    ]
