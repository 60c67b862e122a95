"""What a person sees on a terminal while a command takes longer than a second."""

import contextlib
import sys
from collections.abc import Iterator
from threading import Event, Thread

from eppd_track.words import refusals
from eppd_track.words.text import BEFORE_ASKED

FIRST_AFTER = 1.0
"""Seconds without a word before anything is shown, and between two looks at the clock."""


class Patience:
    """A line on stderr that counts the seconds, on a terminal only; gone when there is something to say."""

    def __init__(self) -> None:
        self.language = BEFORE_ASKED
        self._thread: Thread | None = None
        self._stop = Event()

    @contextlib.contextmanager
    def during(self) -> Iterator[None]:
        """Counts while the block works."""
        self._begin()
        try:
            yield
        finally:
            self._end()

    @contextlib.contextmanager
    def aside(self) -> Iterator[None]:
        """Leaves the terminal to the block: a message, a question, an editor. Counts anew afterwards."""
        counting = self._thread is not None
        self._end()
        try:
            yield
        finally:
            if counting:
                self._begin()

    def _begin(self) -> None:
        if sys.stderr.isatty():
            self._stop.clear()
            self._thread = Thread(target=self._count, daemon=True)
            self._thread.start()

    def _end(self) -> None:
        if self._thread is not None:
            self._stop.set()
            self._thread.join()
            self._thread = None

    def _count(self) -> None:
        shown, seconds = "", 0
        while not self._stop.wait(FIRST_AFTER):
            seconds += 1
            shown = f"\r{refusals.WORKING.label(self.language)} … {seconds} s"
            sys.stderr.write(shown)
            sys.stderr.flush()
        if shown:
            sys.stderr.write("\r" + " " * (2 * len(shown)) + "\r")
            sys.stderr.flush()


patience = Patience()
"""The one line of this kind; `options.command` starts it, whoever speaks or asks steps aside."""
