"""What every walk does: draws a card, asks for a key, and keeps each answer before the next question."""

import sys
import unicodedata
from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar, Generic, TypeVar

from eppd_track.cli.cards.ask import CTRL_D, ENTER, ESCAPE, Terminal
from eppd_track.cli.cards.lines import lines_of
from eppd_track.cli.cards.questions import Asker
from eppd_track.cli.shared.session import Session
from eppd_track.ledger import unfinished
from eppd_track.ledger.unfinished import Unfinished
from eppd_track.render.cells import Style
from eppd_track.words import sweep as say
from eppd_track.words.errors import EppdError
from eppd_track.words.text import Text

D = TypeVar("D", bound=Unfinished)
ZHUYIN = dict(
    zip("ㄆㄊㄍㄐㄔㄗㄧㄛㄟㄣㄇㄋㄎㄑㄕㄘㄨㄜㄠㄈㄌㄏㄒㄖㄙㄩ", "qwertyuiopasdfghjklzxcvbnm", strict=True)
)
"""The keys as they arrive while an input method is on: what the standard keyboard has in their places."""


def style_of(session: Session, screen: Terminal) -> Style:
    """How a run draws on the terminal that asks, as wide as that is now."""
    return Style(session.language, session.calendar, screen.columns, screen.color)


def key_of(pressed: str) -> str:
    """The key meant by what arrived: full width, large or small, with an input method on or off."""
    if pressed in {ENTER, CTRL_D, ESCAPE}:
        return pressed
    folded = unicodedata.normalize("NFKC", pressed).lower()
    return ZHUYIN.get(folded, folded)


def pressed(session: Session, screen: Terminal, question: Text) -> str:
    """The key that answers a question of a line or two."""
    return key_of(screen.key(lines_of(question, style_of(session, screen))))


class CardWalk(Generic[D]):
    """A walk with the draft it gathers answers in, which lies at `path` after each of them."""

    PASSING: ClassVar[frozenset[str]] = frozenset()
    """Questions that are not about the card: what is typed for them is not kept."""

    def __init__(self, session: Session, screen: Terminal, path: Path, begun: D) -> None:
        self.session = session
        self.terminal = screen
        self.path = path
        self.draft = begun

    @property
    def style(self) -> Style:
        """How things are drawn."""
        return style_of(self.session, self.terminal)

    @property
    def asker(self) -> Asker:
        """Who asks the questions of a key."""
        return Asker(self.session, self.terminal, self.style, self)

    def keep(self, changed: D) -> None:
        """Takes a draft over and saves it; says so where it cannot be saved, and goes on."""
        self.draft = changed
        try:
            unfinished.keep(self.path, changed)
        except EppdError as error:
            self.session.say(error.message)
            self.session.say(say.NOT_KEPT)

    def recall(self, question: str) -> str:
        """What was typed for a question of this card and not taken."""
        return self.draft.begun.get(f"{self.draft.at} {question}", "")

    def hold(self, question: str, text: str) -> None:
        """Keeps what was typed for a question of this card."""
        if question not in self.PASSING and (text or self.recall(question)):
            self.keep(self.draft.typed(f"{self.draft.at} {question}", text))

    def draw(self, lines: Sequence[str]) -> None:
        """Draws lines for good, where questions are asked."""
        if lines:
            sys.stderr.write("\n".join(lines) + "\n")
            sys.stderr.flush()
