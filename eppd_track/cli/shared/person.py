"""Who a record is by, as far as the surroundings tell."""

import os
import shutil
import subprocess


def person(given: str | None) -> str:
    """Who does it: as given, else EPPD_USER, git's user.name, or the login name."""
    return given or os.environ.get("EPPD_USER") or _git_name() or _login_name()


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
