#!/usr/bin/env python3
"""Looks at an installed `eppd` as a user without the sources would: run it with that Python.

Makes a ledger, reads it, and without extras sees that a page that needs one is refused in a sentence that
names the extra; with `--extras` makes every kind of file.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

EPPD = (sys.executable, "-m", "eppd_track")
PAGES = {"pdf": "report", "odt": "report", "xlsx": "export", "ods": "export", "ics": "export"}
EXTRA = {"pdf": "pdf", "odt": "odt", "xlsx": "sheets", "ods": "sheets", "ics": "calendar"}
PLAIN = {"html": "report", "md": "report", "json": "export", "csv": "export"}


def run(folder: Path, *words: str, code: int = 0) -> subprocess.CompletedProcess[str]:
    """A command in a folder; ends the program when its exit code is another."""
    ran = subprocess.run(  # noqa: S603 - our own program
        [*EPPD, *words], check=False, capture_output=True, encoding="utf-8", cwd=folder, timeout=120
    )
    if ran.returncode != code:
        sys.exit(f"eppd {' '.join(words)} ended with {ran.returncode}, not {code}\n{ran.stdout}{ran.stderr}")
    return ran


def main(*, extras: bool) -> None:
    """The whole look."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        run(folder, "--version")
        run(folder, "init", "--template", "eppd6")
        run(folder, "check")
        for words in (("help", "dates"), ("--help",), ("completion", "bash"), ("schema",)):
            if not run(folder, *words, "--lang", "zh").stdout:
                sys.exit(f"eppd {' '.join(words)} prints nothing")
        ids = run(folder, "list", "--pillar", "2", "--format", "ids").stdout.split()
        if len(ids) != 6:
            sys.exit(f"pillar 2 of the shipped ledger has {len(ids)} items, not 6")
        for suffix, command in PLAIN.items() | (PAGES.items() if extras else set()):
            run(folder, command, "-o", f"made.{suffix}")
            if not (folder / f"made.{suffix}").stat().st_size:
                sys.exit(f"made.{suffix} is empty")
        for suffix, command in () if extras else PAGES.items():
            said = run(folder, command, "-o", f"made.{suffix}", code=5).stderr
            if f"eppd-track[{EXTRA[suffix]}]" not in said:
                sys.exit(f"the refusal of {suffix} does not name its extra: {said}")


if __name__ == "__main__":
    main(extras="--extras" in sys.argv)
