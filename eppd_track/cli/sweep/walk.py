"""The walk of a sweep: a card, a key, and the next card; every answer is kept before the next question."""

import contextlib
import datetime as dt
from pathlib import Path

from msgspec import structs

from eppd_track.cli.cards.ask import CTRL_D, ENTER, Line, Offer, Terminal
from eppd_track.cli.cards.lines import Fact, fact_lines, help_lines, key_lines, lines_of
from eppd_track.cli.cards.questions import Asker
from eppd_track.cli.cards.walk import CardWalk, key_of
from eppd_track.cli.shared.session import Session
from eppd_track.cli.sweep import card as sweep_card
from eppd_track.cli.sweep.keys import ACTIONS, Case
from eppd_track.cli.sweep.start import other_day, other_person, too_early
from eppd_track.ledger import changes, draft
from eppd_track.ledger.batch import Refused, Wish, plan
from eppd_track.ledger.changes import Request
from eppd_track.ledger.draft import NOTHING, Answer, Draft
from eppd_track.ledger.reading import Reading
from eppd_track.model.records import Commitment, Update
from eppd_track.model.vocabulary import Calendar
from eppd_track.report.agenda import Point
from eppd_track.rules.ids import find
from eppd_track.rules.selection import said_in
from eppd_track.words import sweep as say
from eppd_track.words.days import show_day
from eppd_track.words.errors import EppdError, NoSuchCommitment, WrongUse
from eppd_track.words.text import Text, both, first, join, same

MOST_PICKED = 9
"""How many items a search may find for one of them to be picked with a digit."""
TRIED_WHOLE = 500
"""Up to this many commitments every answer is tried on the whole file; above, that waits for the end."""


class Walk(CardWalk[Draft]):
    """Goes through the items of a draft and gathers the answers in it."""

    PASSING = frozenset({"jump", "pick", "meeting", "meeting_date", "meeting_title", "date", "by"})

    def __init__(
        self,
        session: Session,
        screen: Terminal,
        reading: Reading,
        points: dict[str, Point],
        path: Path,
        begun: Draft,
    ) -> None:
        super().__init__(session, screen, path, begun)
        self.reading = reading
        self.points = points
        self.tried_on = reading
        self._tried: dict[tuple[str, str], Refused | None] = {}

    @property
    def order(self) -> list[str]:
        """The ids that are walked: those of the draft that the ledger still has."""
        return [name for name in self.draft.order if name in self.points]

    # ---- the walk ----

    def go(self) -> None:
        """Walks until the last item was seen or somebody stops; KeyboardInterrupt passes."""
        self.tried_on, _ = draft.with_meeting(self.reading, self.draft)
        if not self.order:
            return
        if self.draft.at not in self.points:
            self.keep(structs.replace(self.draft, at=self.order[0]))
        self.draw(self._heading())
        drawn = ""
        while True:
            here = self.draft.at
            if drawn != here:
                self.draw(self._card(here))
                drawn = here
            pressed = self.terminal.key(self._below(here))
            key = key_of(pressed)
            if key in {"q", CTRL_D}:
                self.draw(self._gathered(here))
                return
            if key == ENTER:
                self.draw(self._gathered(here))
                onward = self._next(here)
                kept = self.draft if here in self.draft.answers else self.draft.left(here)
                self.keep(structs.replace(kept, at=onward or here))
                if onward is None:
                    return
            elif key in ACTIONS:
                self._act(key)
            else:
                self._other(key, pressed)

    def _other(self, key: str, pressed: str) -> None:
        """The keys that move about, and text that is no key."""
        match key:
            case "b":
                self._back()
            case "j":
                self._jump()
            case "u":
                self._drop()
            case "t":
                self._date()
            case "w":
                self._person()
            case "?":
                self.draw(help_lines(say.HELP, self.style))
            case "\x1b":
                pass
            case _ if len(pressed) > 1 or (pressed.isalpha() and not pressed.isascii()):
                held = self.recall("note") or self.draft.answer(self.draft.at).note or ""
                self.hold("note", held + pressed)
                self._act("n")
            case _:
                self.session.say(say.NO_SUCH_KEY.fill(typed=pressed))

    def _next(self, here: str) -> str | None:
        """The next item that nobody has seen; behind the last one from the beginning. None when all were."""
        place = self.order.index(here)
        seen = {*self.draft.passed, *self.draft.answers, here}
        around = [*self.order[place:], *self.order[:place]]
        return next((name for name in around if name not in seen), None)

    def _back(self) -> None:
        place = self.order.index(self.draft.at)
        if place == 0:
            self.session.say(say.FIRST_ITEM)
            return
        self.draw(self._gathered(self.draft.at))
        self.keep(structs.replace(self.draft, at=self.order[place - 1]))

    def _drop(self) -> None:
        here = self.draft.at
        toggled = self.draft.toggled(here)
        if toggled == self.draft:
            self.session.say(say.NOTHING_TO_DROP)
            return
        self.keep(toggled)
        self.session.say(say.BROUGHT_BACK if here in toggled.answers else say.DROPPED)

    def _date(self) -> None:
        """Another date for every record of the sweep."""
        day = other_day(self.asker, self.tried_on.ledger, self.draft)
        if day is not None:
            self.keep(structs.replace(self.draft, date=day))
            self._tried.clear()
            self.session.say(say.DATE_NOW.fill(day=show_day(day, self.style.calendar)))

    def _person(self) -> None:
        """Another name under every record of the sweep."""
        name = other_person(self.asker, self.draft)
        if name is not None:
            self.keep(structs.replace(self.draft, by=name))
            self._tried.clear()
            self.session.say(say.PERSON_NOW.fill(by=name))

    # ---- jumping ----

    def _jump(self) -> None:
        """To an item by its id or by words of its titles, whether or not it was selected."""
        items = self.reading.ledger.commitments
        offers = [Offer(item.id, f"{item.id} {self._title(item)}") for item in items]
        asker = self.asker
        found = asker.read("jump", Line(asker.words(say.JUMP), offers=offers), self._found)
        if found and len(found) > 1:
            found = self._picked(asker, found)
        if not found or found[0].id == self.draft.at:
            return
        there = found[0].id
        self.draw(self._gathered(self.draft.at))
        if there not in self.draft.order:
            self.session.say(say.PUT_IN.fill(id=there))
        self.keep(structs.replace(self.draft.including(there), at=there))

    def _found(self, typed: str) -> list[Commitment]:
        """The items that an id or some words may mean; none for nothing typed. Raises EppdError."""
        if not typed:
            return []
        try:
            return [find(self.reading.ledger, typed)]
        except NoSuchCommitment:
            every = self.reading.ledger.commitments
            hits = [item for item in every if said_in((item.id, item.title, item.title_zh), typed)]
            if not hits:
                raise
        if len(hits) > MOST_PICKED:
            raise WrongUse(say.FAR_TOO_MANY.fill(count=len(hits)))
        walked = self.order
        return sorted(hits, key=lambda item: walked.index(item.id) if item.id in walked else len(walked))

    def _picked(self, asker: Asker, hits: list[Commitment]) -> list[Commitment] | None:
        """The one of several that a digit picks."""
        style = self.style
        above = lines_of(say.SEVERAL_FIT, style)
        for number, item in enumerate(hits, 1):
            fact = Fact(same(f"{number}  {item.id}"), self._title(item))
            above += fact_lines(fact, len(item.id) + 5, style)
        at_once = {str(number): item.id for number, item in enumerate(hits, 1)}
        return asker.read("pick", Line(asker.words(say.JUMP), above, at_once=at_once), self._found)

    def _title(self, item: Commitment) -> str:
        return both(item.title, item.title_zh, item.id).label(first(self.style.language))

    # ---- answers ----

    def _act(self, key: str) -> None:
        """Asks what a key asks, again as long as the rules refuse what it comes to."""
        here = self.draft.at
        before = start = self.draft.answer(here)
        while True:
            made = ACTIONS[key](self.asker, self._case(here), start)
            if made is None:
                return
            refused = self._refused(here, made)
            if refused is None or self._closed_to(here) is not None:
                break
            self.asker.refuse(refused)
            start = before if key == "e" else made
        if made != before:
            card = before.card or draft.fingerprint(self.points[here].item.commitment)
            self.keep(self.draft.answered(here, structs.replace(made, card="" if made.empty else card)))

    def _case(self, identifier: str) -> Case:
        ledger = self.tried_on.ledger
        bare = draft.request(NOTHING, self.draft, ledger, self.session.today)
        return Case(self.points[identifier].item.commitment, ledger, bare)

    def _request(self, answer: Answer) -> Request:
        return draft.request(answer, self.draft, self.tried_on.ledger, self.session.today)

    def _refused(self, identifier: str, answer: Answer) -> Refused | None:
        """Why an answer cannot be written as things stand, or None."""
        if answer.empty:
            return None
        if self._too_early(identifier):
            return self._closed_to(identifier)
        key = (identifier, repr(structs.replace(answer, card="")))
        if key not in self._tried:
            self._tried[key] = self._try(identifier, answer)
        return self._tried[key]

    def _closed_to(self, identifier: str) -> Refused | None:
        """Why not even a note can be written of an item on the day of this sweep, or None."""
        refused = self._try(identifier, Answer(note="."), whole=False)
        if refused is None or not self._too_early(identifier):
            return refused
        return structs.replace(refused, remedy=say.OTHER_DATE)

    def _too_early(self, identifier: str) -> bool:
        return too_early(self.points[identifier].item.commitment, self.draft.date or self.session.today)

    def _try(self, identifier: str, answer: Answer, *, whole: bool = True) -> Refused | None:
        commitment = self.points[identifier].item.commitment
        try:
            asked = self._request(answer)
            if not whole or len(self.points) > TRIED_WHOLE:
                changes.edit(commitment, asked)
                return None
        except EppdError as error:
            return Refused(identifier, same(""), error.message, error.remedy)
        refused = plan(self.tried_on, (Wish(identifier, asked),), self.session.today).refused
        return refused[0] if refused else None

    # ---- what is drawn ----

    def _heading(self) -> list[str]:
        """What every record of this sweep carries."""
        told = carried(self.draft, self.session.today, self.style.calendar)
        return lines_of(told, self.style)

    def _card(self, here: str) -> list[str]:
        place = f"{self.order.index(here) + 1}/{len(self.order)}"
        return sweep_card.card(self.points[here], place, self.reading.ledger, self.style)

    def _below(self, here: str) -> list[str]:
        """What stands under the card: what was gathered, and the keys. A long text is drawn for good."""
        style = self.style
        told = self._gathered(here)
        keys = key_lines(sweep_card.keys_of(answered=here in self.draft.answers), style)
        if len(told) + len(keys) > self.terminal.rows - 2:
            self.draw(told)
            return keys
        return [*told, *keys]

    def _gathered(self, here: str) -> list[str]:
        answer = self.draft.answer(here)
        point = self.points[here]
        update: Update | None = None
        with contextlib.suppress(EppdError):  # what cannot be read any more is told as refused
            update = None if answer.empty else draft.preview(point.item.commitment, self._request(answer))
        refused = self._closed_to(here) if answer.empty else self._refused(here, answer)
        drawn = sweep_card.gathered(update, point, self.reading.ledger, refused, self.style)
        if answer.card and answer.card != draft.fingerprint(point.item.commitment):
            drawn += lines_of(say.CARD_CHANGED, self.style)
        return drawn


def carried(held: Draft, today: dt.date, calendar: Calendar) -> Text:
    """What every record of a sweep carries: the meeting, the day and who records it."""
    parts = [held.meeting, show_day(held.date or today, calendar), held.by]
    return join([same(part) if isinstance(part, str) else part for part in parts if part], same(" · "))
