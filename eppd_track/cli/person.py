"""Who is at work here, where nobody says it: as git or the system knows."""

import shutil
import subprocess


def git_name() -> str | None:
    """The name that git knows, or None."""
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


def login_name() -> str:
    """The name that somebody logged in with, or nothing."""
    import getpass  # noqa: PLC0415 - only for a record without another name

    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""
