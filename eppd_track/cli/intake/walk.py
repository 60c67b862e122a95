"""The walk through the proposals of a document: a card, a key, and the next card; every answer is kept."""

from collections.abc import Sequence
from pathlib import Path

from msgspec import structs

from eppd_track.cli.cards.ask import ENTER, Line, Offer, Terminal
from eppd_track.cli.cards.lines import help_lines, key_lines
from eppd_track.cli.cards.walk import CardWalk, key_of
from eppd_track.cli.intake import card
from eppd_track.cli.intake.source import Nearby
from eppd_track.cli.shared.session import Session
from eppd_track.ledger.draft import spelled
from eppd_track.ledger.intake_draft import Decision, How, IntakeDraft
from eppd_track.model.records import Inline, Ledger, Pillar, Value
from eppd_track.model.vocabulary import Coded
from eppd_track.rules.ids import find
from eppd_track.rules.intake import ProposedEntry
from eppd_track.rules.values import parse_field
from eppd_track.words import agreed as say
from eppd_track.words import sweep as sweep_words
from eppd_track.words.errors import WrongUse
from eppd_track.words.labels import FIELD, name_of
from eppd_track.words.text import both, first


class IntakeWalk(CardWalk[IntakeDraft]):
    """Goes through proposals and gathers in a draft what becomes of each."""

    def __init__(
        self, session: Session, screen: Terminal, ledger: Ledger, path: Path, begun: IntakeDraft
    ) -> None:
        super().__init__(session, screen, path, begun)
        self.ledger = ledger
        self.found: dict[str, ProposedEntry] = {}
        self.near: Nearby = {}

    # ---- the walk ----

    def go(self, found: Sequence[ProposedEntry], near: Nearby) -> bool:
        """Walks through what is not settled; whether it came to the end. KeyboardInterrupt passes."""
        self.found = {one.agreed.print or "": one for one in found if not one.settled}
        self.near = near
        order = list(self.found)
        if not order:
            return True
        if self.draft.at not in self.found:
            self.keep(structs.replace(self.draft, at=order[0]))
        drawn = ""
        while True:
            here = self.draft.at
            if drawn != here:
                self.draw(self._card(here, order))
                drawn = here
            told = card.decided(self.draft.decision(here), self.style)
            pressed = self.terminal.key([*told, *key_lines(say.KEYS, self.style)])
            onward = self._press(key_of(pressed), pressed, here)
            if onward == "q":
                return False
            if onward == "b":
                place = order.index(here)
                self.keep(structs.replace(self.draft, at=order[max(0, place - 1)]))
            elif onward == "n":
                behind = order[order.index(here) + 1 :]
                if not behind:
                    return True
                self.keep(structs.replace(self.draft, at=behind[0]))
            elif onward == "again":
                drawn = ""

    def _press(self, key: str, pressed: str, here: str) -> str:
        """What a key does, and where to go: `n` on, `b` back, `q` away, `again` to this card, or nowhere."""
        match key:
            case "q" | "\x04":
                return "q"
            case "b":
                return "b"
            case "?":
                self.draw(help_lines(say.HELP, self.style))
            case "e":
                return "again" if self._better(here) else ""
            case "l" | "a" | "x":
                asked = {"l": self._link, "a": self._aside, "x": self._leave}[key]
                return "n" if asked(here) else ""
            case _ if key == ENTER:
                if self.draft.decision(here).how is None:
                    self._decide(here, how=How.TAKE)
                return "n"
            case "\x1b":
                pass
            case _:
                self.session.say(sweep_words.NO_SUCH_KEY.fill(typed=pressed))
        return ""

    def _decide(self, here: str, *, how: How, link: str | None = None, reason: str | None = None) -> None:
        held = self.draft.decision(here)
        decision = Decision(how=how, fields=held.fields, link=link, reason=reason)
        self.keep(self.draft.with_decision(here, decision))

    # ---- questions ----

    def _better(self, here: str) -> bool:
        """Another value for one field of the entry."""
        asker, fields = self.asker, self.fields(here)
        names = {str(number): name for number, name in enumerate(card.SHOWN, 1)}
        ledger = self._with_pillars()

        def which(typed: str) -> str:
            if typed not in names:
                raise WrongUse(say.WHICH_NUMBER.fill(most=len(names)))
            return names[typed]

        self.draw(card.menu(fields, ledger, self.style))
        name = asker.read("field", Line(asker.words(say.WHICH_FIELD)), which)
        if name is None:
            return False

        def value(typed: str) -> str:
            parse_field(name, typed, ledger, self.session.today)
            return typed

        held = fields.get(name)
        default = asker.typed(name_of(held)) if isinstance(held, Coded) else _spelled(held)
        typed = asker.read(name, Line(asker.words(FIELD[name]), default=default), value)
        if typed is None:
            return False
        before = self.draft.decision(here)
        changed = {**before.fields, name: typed}
        if name == "owner":
            changed["owner_confirmed"] = "true"
        decision = structs.replace(before, fields=changed, how=before.how or How.TAKE)
        self.keep(self.draft.with_decision(here, decision))
        return True

    def _link(self, here: str) -> bool:
        """To which entry of the ledger the clause belongs."""
        asker = self.asker
        language = first(self.style.language)
        near = self.near.get(here, ())
        offers = [
            Offer(one.id, f"{one.id} {both(one.title, one.title_zh, '').label(language)}")
            for one in self.ledger.commitments
        ]
        default = near[0].id if near else ""
        line = Line(asker.words(say.LINK_TO), default=default, offers=offers)
        found = asker.read("link", line, lambda typed: find(self.ledger, typed).id)
        if found is None:
            return False
        self._decide(here, how=How.LINK, link=found)
        return True

    def _leave(self, here: str) -> bool:
        """Leaves a clause open."""
        self._decide(here, how=How.LEAVE)
        return True

    def _aside(self, here: str) -> bool:
        """Why the clause is no entry."""
        asker = self.asker

        def reason(typed: str) -> str:
            if not typed:
                raise WrongUse(say.REASON_NEEDED)
            return typed

        found = asker.read("aside", Line(asker.words(say.WHY_ASIDE)), reason)
        if found is None:
            return False
        self._decide(here, how=How.ASIDE, reason=found)
        return True

    # ---- what is shown ----

    def fields(self, here: str) -> dict[str, Value]:
        """The head of an entry with what was bettered."""
        found = dict(self.found[here].fields)
        ledger = self._with_pillars()
        for name, typed in self.draft.decision(here).fields.items():
            found[name] = parse_field(name, typed, ledger, self.session.today)
        return found

    def _with_pillars(self) -> Ledger:
        """The ledger with the pillars that the document brings along."""
        return with_pillars(self.ledger, [one.pillar for one in self.found.values()])

    def _card(self, here: str, order: list[str]) -> list[str]:
        place = f"{order.index(here) + 1}/{len(order)}"
        ledger = self._with_pillars()
        near = self.near.get(here, ())
        return card.card(self.found[here], self.fields(here), near, place, ledger, self.style)


def with_pillars(ledger: Ledger, brought: Sequence[Pillar | None]) -> Ledger:
    """A ledger with further pillars, each once."""
    known = {pillar.number for pillar in ledger.pillars}
    new = {pillar.number: pillar for pillar in brought if pillar is not None and pillar.number not in known}
    return structs.replace(ledger, pillars=(*ledger.pillars, *new.values())) if new else ledger


def _spelled(value: Value) -> str:
    """A field's value as it may be typed again."""
    if isinstance(value, Inline):
        return value.typed
    if isinstance(value, tuple):
        return ", ".join(value)
    return spelled(value)
