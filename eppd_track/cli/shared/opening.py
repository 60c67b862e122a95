"""Shows a file in the program the system has for it."""

import contextlib
import os
import subprocess
import sys
from pathlib import Path

from eppd_track.cli.shared.session import Session
from eppd_track.words import refusals

GIVES_UP_WITHIN = 3.0
"""Seconds in which an opener that finds no program ends; one that found some may stay as long as it."""


def show_file(session: Session, path: Path) -> None:
    """Opens a file, and says so where that fails; the file is there all the same."""
    if not _opened(path):
        session.say(refusals.NOT_OPENED.fill(path=path))
        session.say(refusals.OPEN_BY_HAND)


def _opened(path: Path) -> bool:
    if sys.platform == "win32":
        with contextlib.suppress(OSError):
            os.startfile(path)  # noqa: S606 - what Windows itself does on a double click
            return True
        return False
    opener = "open" if sys.platform == "darwin" else "xdg-open"
    try:
        started = subprocess.Popen(  # noqa: S603 - the system's opener, found on the path
            [opener, str(path)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError:
        return False
    try:
        return started.wait(GIVES_UP_WITHIN) == 0
    except subprocess.TimeoutExpired:
        started.returncode = 0
        return True
