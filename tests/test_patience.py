"""What a person sees while a command takes long: a line that counts, and that is gone afterwards."""

import io
import sys
import threading

import pytest

from eppd_track.cli.shared import patience as module
from eppd_track.cli.shared.output import voice
from eppd_track.cli.shared.patience import Patience
from eppd_track.model.vocabulary import Language
from eppd_track.words.text import same


class Screen(io.StringIO):
    """A stream that a person looks at, and that tells when something was written."""

    def __init__(self) -> None:
        super().__init__()
        self.written = threading.Event()

    def isatty(self) -> bool:
        return True

    def write(self, text: str) -> int:
        done = super().write(text)
        self.written.set()
        return done

    def last_line(self) -> str:
        """What is left on the line: each carriage return writes over what stood there."""
        shown = ""
        for part in self.getvalue().rpartition("\n")[2].split("\r"):
            shown = part + shown[len(part) :]
        return shown


def watched(monkeypatch: pytest.MonkeyPatch) -> Screen:
    """A screen in the place of stderr, and a first look at the clock that comes at once."""
    screen = Screen()
    monkeypatch.setattr(sys, "stderr", screen)
    monkeypatch.setattr(module, "FIRST_AFTER", 0.01)
    return screen


@pytest.mark.parametrize(("language", "words"), [(Language.EN, "working"), (Language.ZH, "處理中")])
def test_long_work_is_shown_and_leaves_the_line_empty(monkeypatch, language: Language, words: str) -> None:
    screen = watched(monkeypatch)
    patience = Patience()
    patience.language = language

    with patience.during():
        assert screen.written.wait(30)

    assert words in screen.getvalue()
    assert screen.last_line().strip() == ""


def test_short_work_shows_nothing(monkeypatch) -> None:
    screen = watched(monkeypatch)
    monkeypatch.setattr(module, "FIRST_AFTER", 3600)

    with Patience().during():
        pass

    assert screen.getvalue() == ""


def test_nothing_is_shown_where_nobody_looks(monkeypatch) -> None:
    stream = io.StringIO()
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setattr(module, "FIRST_AFTER", 0.0)

    with Patience().during():
        assert threading.active_count() >= 1

    assert stream.getvalue() == ""


def test_a_message_stands_on_a_line_of_its_own(monkeypatch) -> None:
    screen = watched(monkeypatch)
    patience = Patience()
    monkeypatch.setattr("eppd_track.cli.shared.output.patience", patience)

    with patience.during():
        assert screen.written.wait(30)
        voice.say(same("A word in between."))
        screen.written.clear()
        assert screen.written.wait(30)

    lines = screen.getvalue().split("\n")
    assert lines[0].endswith("\rA word in between.")
    assert "working" in lines[1]
    assert screen.last_line().strip() == ""


def test_work_that_fails_leaves_the_line_empty_too(monkeypatch) -> None:
    screen = watched(monkeypatch)

    def fail() -> None:
        with Patience().during():
            assert screen.written.wait(30)
            raise ValueError("broken")

    with pytest.raises(ValueError, match="broken"):
        fail()

    assert screen.last_line().strip() == ""
