"""Who a record is by, as far as the surroundings tell, and the name that somebody gave once."""

import os
import shutil
import subprocess
from enum import StrEnum
from pathlib import Path

from msgspec import Struct

from eppd_track.ledger import store

_LONGEST = 200
_FILE = "name.txt"


class Whence(StrEnum):
    """Where a name came from."""

    GIVEN = "given"
    VARIABLE = "EPPD_USER"
    KEPT = "kept"
    GIT = "git"
    LOGIN = "login"


class Signer(Struct, frozen=True):
    """Who records, and where the name came from."""

    name: str
    whence: Whence


def signer(given: str | None, state: Path) -> Signer:
    """Who does it: as given, else EPPD_USER, the name that was kept, git's user.name, or the login name."""
    if given:
        return Signer(given, Whence.GIVEN)
    if name := os.environ.get("EPPD_USER"):
        return Signer(name, Whence.VARIABLE)
    if name := _kept_name(state):
        return Signer(name, Whence.KEPT)
    if name := _git_name():
        return Signer(name, Whence.GIT)
    return Signer(_login_name(), Whence.LOGIN)


def keep(name: str, state: Path) -> None:
    """Keeps a name for all that is recorded from now on. Raises ChangeRefused, OSError."""
    store.make_folder(state)
    store.write_whole(file_of(state), f"{name}\n".encode(), private=True)


def file_of(state: Path) -> Path:
    """Where the name is kept."""
    return state / _FILE


def _kept_name(state: Path) -> str | None:
    try:
        with file_of(state).open(encoding="utf-8") as stream:
            return stream.readline(_LONGEST).strip() or None
    except (OSError, ValueError):
        return None


def _login_name() -> str:
    import getpass  # noqa: PLC0415 - only for a record without another name

    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""


def _git_name() -> str | None:
    git = shutil.which("git")
    if git is None:
        return None
    try:
        asked = subprocess.run(  # noqa: S603 - a fixed command
            [git, "config", "user.name"],
            capture_output=True,
            check=False,
            encoding="utf-8",
            errors="replace",
            timeout=5,
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return asked.stdout.strip() or None
