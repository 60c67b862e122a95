"""What runs that write their figures into a page share: when and where they ran, the place in the page."""
# ruff: noqa: INP001 - beside scripts, no package

import datetime as dt
import os
import platform
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def state() -> str:
    """Day, commit and machine of a run, in words."""
    asked = ["git", "describe", "--always", "--dirty=, with changes"]
    said = subprocess.run(asked, cwd=ROOT, check=True, capture_output=True, text=True).stdout  # noqa: S603
    system = f"{platform.system()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    return f"{dt.datetime.now(dt.UTC).date()}, commit {said.strip()}, {system}"


def between(text: str, mark: str, made: str, page: str = "the page") -> str:
    """A page with what stands between `<!-- MARK -->` and `<!-- /MARK -->` made anew.

    A mark may say which of its kind it is: `<!-- help: list -->` ends at `<!-- /help -->`.
    """
    last = f"/{mark.partition(':')[0]}"
    front, start, rest = text.partition(f"<!-- {mark} -->\n")
    _, end, behind = rest.partition(f"<!-- {last} -->\n")
    if not (start and end):
        message = f"{page} has no place between <!-- {mark} --> and <!-- {last} -->"
        raise SystemExit(message)
    return f"{front}{start}{made}{end}{behind}"
