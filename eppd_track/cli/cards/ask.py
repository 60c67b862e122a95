"""Asking on a terminal: one key, or a line that can be edited.

The only module that knows prompt_toolkit, which edits wide characters, keeps a pasted text together
and runs on a terminal that can do nothing, on Windows too. It draws on stderr, where questions belong.
"""

import contextlib
import os
import re
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence

from msgspec import Struct
from prompt_toolkit import ANSI, PromptSession
from prompt_toolkit.application import create_app_session
from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document
from prompt_toolkit.filters import Condition
from prompt_toolkit.input import create_input
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.keys import Keys
from prompt_toolkit.output import ColorDepth, create_output
from prompt_toolkit.output.plain_text import PlainTextOutput
from prompt_toolkit.output.vt100 import Vt100_Output
from prompt_toolkit.utils import is_dumb_terminal

from eppd_track.cli.shared.patience import patience
from eppd_track.rules.query import fold

ENTER, CTRL_D, ESCAPE = "\r", "\x04", "\x1b"
KEPT_EVERY = 40
"""How many characters of a line may be typed before it is kept once more."""
_BREAK = re.compile("[\r\n\t\v\f\u2028\u2029]")
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


class Offer(Struct, frozen=True):
    """Something a line may be completed to, and the words that are shown for it and find it."""

    value: str
    shown: str


class Line(Struct, frozen=True):
    """A question that is answered with a line.

    `above` stands over it, cut to the width of the terminal. `at_once` are keys that answer by
    themselves as long as nothing else was typed, `begins` keys that begin an empty line.
    """

    label: str
    above: Sequence[str] = ()
    default: str = ""
    offers: Sequence[Offer] = ()
    at_once: Mapping[str, str] = {}
    begins: Mapping[str, str] = {}


@contextlib.contextmanager
def terminal(*, color: bool) -> Iterator["Terminal"]:
    """The terminal, ours while the block asks: what is typed too early waits for the next question."""
    source = create_input()
    target = PlainTextOutput(sys.stderr) if is_dumb_terminal() else create_output(sys.stderr)
    if isinstance(target, Vt100_Output):
        target.enable_cpr = False  # a terminal that does not tell where its cursor is would cost a second
    with create_app_session(input=source, output=target), source.raw_mode(), patience.aside():
        yield Terminal(color=color)


class Terminal:
    """Asks for keys and lines; what was asked is gone once it is answered."""

    def __init__(self, *, color: bool) -> None:
        self.color = color
        self._depth = None if color else ColorDepth.DEPTH_1_BIT
        self._answered = False
        """Whether a key alone was the last answer: an Enter right behind it is meant for that one."""

    @property
    def columns(self) -> int:
        """How many columns it has, twenty at the least."""
        return max(_size().columns, 20)

    @property
    def rows(self) -> int:
        """How many rows it has."""
        return _size().lines

    def key(self, shown: Sequence[str]) -> str:
        """One key below what is `shown`: a character, ENTER, ESCAPE, CTRL_D, or a whole pasted text."""
        keys = KeyBindings()

        @keys.add(Keys.Any)
        def _(event: KeyPressEvent) -> None:
            if event.data.isprintable() and event.data:
                event.app.exit(result=event.data)

        @keys.add(Keys.BracketedPaste)
        def _(event: KeyPressEvent) -> None:
            event.app.exit(result=one_line(event.data) or ENTER)

        for name, result in (("enter", ENTER), ("c-d", CTRL_D)):
            keys.add(name)(_exits(result))
        self._spare_enter(keys)
        keys.add("escape", eager=True)(_exits(ESCAPE))
        asked: PromptSession[str] = PromptSession(erase_when_done=True, color_depth=self._depth)
        try:
            return _valid(asked.prompt(ANSI("\n".join([*shown, "> "])), key_bindings=keys)) or ENTER
        except EOFError:
            return CTRL_D
        finally:
            self._answered = False

    def _spare_enter(self, keys: KeyBindings) -> None:
        """Lets an Enter pass that is typed out of habit behind a key which answers by itself."""

        @keys.add("enter", filter=Condition(lambda: self._answered))
        def _(_event: KeyPressEvent) -> None:
            self._answered = False

    def line(self, question: Line, keep: Callable[[str], None]) -> str | None:
        """A line as typed, without blanks at its ends; None for Esc or Ctrl-D.

        Text that is not answered yet is handed to `keep` now and then, and when the question is left.
        """
        asked: PromptSession[str] = PromptSession(erase_when_done=True, color_depth=self._depth)
        buffer, kept = asked.default_buffer, len(question.default)

        def changed(_: object) -> None:
            nonlocal kept
            self._answered = False
            if abs(len(buffer.text) - kept) >= KEPT_EVERY:
                kept = len(buffer.text)
                keep(one_line(buffer.text))

        def left() -> None:
            if buffer.text != question.default:
                keep(one_line(buffer.text))

        buffer.on_text_changed += changed
        shown = "\n".join([*question.above, f"{question.label}> "])
        if is_dumb_terminal():
            shown += question.default  # it draws only what is typed
        keys = _line_keys(question, asked)
        self._spare_enter(keys)
        try:
            answer = asked.prompt(
                ANSI(shown),
                default=question.default,
                key_bindings=keys,
                completer=_Offers(question.offers) if question.offers else None,
            )
        except EOFError:
            return None
        except KeyboardInterrupt:
            left()
            raise
        self._answered = isinstance(answer, _AtOnce)
        if answer == ESCAPE:
            left()
            return None
        return one_line(answer)


def _size() -> os.terminal_size:
    try:
        return os.get_terminal_size(sys.stderr.fileno())
    except OSError:
        return os.terminal_size((80, 24))


def _exits(result: str) -> Callable[[KeyPressEvent], None]:
    def leave(event: KeyPressEvent) -> None:
        event.app.exit(result=result)

    return leave


def _line_keys(question: Line, asked: PromptSession[str]) -> KeyBindings:
    keys = KeyBindings()
    empty = Condition(lambda: not asked.default_buffer.text)
    untouched = Condition(lambda: asked.default_buffer.text in {"", question.default})
    keys.add("escape", eager=True)(_exits(ESCAPE))

    @keys.add(Keys.BracketedPaste)
    def _(event: KeyPressEvent) -> None:
        event.current_buffer.insert_text(one_line(event.data))

    for key, answer in question.at_once.items():
        keys.add(key, filter=untouched)(_exits(_AtOnce(answer)))
    for key, beginning in question.begins.items():

        def begin(event: KeyPressEvent, beginning: str = beginning) -> None:
            event.current_buffer.insert_text(beginning)

        keys.add(key, filter=empty)(begin)
    return keys


class _AtOnce(str):
    """An answer that one key gave."""

    __slots__ = ()


class _Offers(Completer):
    """Offers what holds the words typed so far, in any case and width."""

    def __init__(self, offers: Sequence[Offer]) -> None:
        self._offers = offers

    def get_completions(self, document: Document, _event: CompleteEvent) -> Iterator[Completion]:
        """What may be meant by the line so far."""
        typed = fold(document.text).strip()
        for offer in self._offers:
            if typed and (typed in fold(offer.value) or typed in fold(offer.shown)):
                yield Completion(offer.value, start_position=-len(document.text), display=offer.shown)


def one_line(text: str) -> str:
    """A text on one line: what was pasted with line breaks gets blanks, nothing in it acts."""
    lines = (line.strip() for line in _BREAK.split(text))
    return _valid(" ".join(line for line in lines if line))


def _valid(text: str) -> str:
    """A text without control characters and without bytes that were no text."""
    return text if text in {ENTER, CTRL_D, ESCAPE} else _CONTROL.sub("", text)
