"""How a walk asks: a question until its answer can be read, and numbered answers.

Hints and labels are in the language of prompts; a refusal is the sentence of the command line.
"""

from collections.abc import Callable
from typing import Protocol, TypeVar

from msgspec import structs

from eppd_track.cli.cards.ask import Line, Offer, Terminal
from eppd_track.cli.cards.lines import columns, lines_of
from eppd_track.cli.shared.session import Session
from eppd_track.ledger.batch import Refused
from eppd_track.render.cells import Style, visible
from eppd_track.render.terminal.folding import folded
from eppd_track.words import sweep as say
from eppd_track.words.errors import EppdError
from eppd_track.words.text import Text, without_remark

T = TypeVar("T")
CLEAR = "-"
"""What is typed for nothing: to clear a field, to take the last paper back, for no meeting."""


class Memory(Protocol):
    """Where text is kept that was typed but not taken yet, by the question it was typed for."""

    def recall(self, question: str) -> str:
        """What was typed for a question; empty for nothing."""

    def hold(self, question: str, text: str) -> None:
        """Keeps what was typed for a question; nothing any more where it is empty."""


class Asker:
    """Asks one question after another, until each answer can be read or the question is left."""

    def __init__(self, session: Session, terminal: Terminal, style: Style, memory: Memory) -> None:
        self.session = session
        self.terminal = terminal
        self.style = style
        self.memory = memory

    def words(self, text: Text) -> str:
        """A label in the language of prompts."""
        return visible(text.label(self.style.language))

    def typed(self, name: Text) -> str:
        """The name of a value as it is typed again in the language of prompts."""
        return without_remark(name).brief(self.style.language)

    def refuse(self, error: EppdError | Refused) -> None:
        """Says why something cannot be, as the command line does."""
        self.session.refuse(error.message, error.remedy)

    def read(self, name: str, question: Line, parse: Callable[[str], T]) -> T | None:
        """What an answer is read as; asked again, with what was typed, until it can be. None when left."""
        default, above = self.memory.recall(name) or question.default, question.above
        while True:
            asked = structs.replace(question, default=default, above=above)
            typed = self.terminal.line(asked, lambda text: self.memory.hold(name, text))
            if typed is None:
                return None
            try:
                found = parse(typed)
            except EppdError as error:
                self.refuse(error)
                self.memory.hold(name, typed)
                default = typed
                above = [*question.above, *(lines_of(say.EDIT_IT, self.style) if typed else ())]
                continue
            if self.memory.recall(name):
                self.memory.hold(name, "")
            return found


def choice(asker: Asker, label: Text, options: dict[str, Text], above: list[str], held: str = "") -> Line:
    """A question with numbered answers, or the value in any spelling; one that is `held` goes by its name."""
    default = asker.typed(options[held]) if held in options else held
    at_once = {str(index): value for index, value in enumerate(options, 1)}
    offers = [Offer(value, f"{value} {asker.words(text)}") for value, text in options.items()]
    return Line(asker.words(label), above, default, offers, at_once)


def menu(asker: Asker, options: dict[str, Text]) -> list[str]:
    """Numbered answers as lines."""
    shown = "   ".join(f"{index} {asker.words(text)}" for index, text in enumerate(options.values(), 1))
    return folded(shown, columns(asker.style))
