#!/usr/bin/env python3
"""Prints what a page tells its reader to type, as a script for bash: `python tools/examples.py README.md`.

These are the lines of its `sh` blocks and the commands of its `console` blocks, in order, but for the block
that runs the tests. So a page can be followed line by line in an empty machine:

    python tools/examples.py README.zh-TW.md | bash -euxo pipefail

Other than in tests/test_console.py nothing is left out, prepared or pinned: not the day, not what others do.
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

BLOCK = re.compile(r"^( *)```(sh|console)\n(.*?)^\1```$", re.MULTILINE | re.DOTALL)
HOW = "python tools/examples.py PAGE"


def typed(page: str) -> Iterator[str]:
    """The lines that a reader types."""
    for indent, kind, block in BLOCK.findall(page):
        lines = [line.removeprefix(indent) for line in block.splitlines()]
        if kind == "sh":
            yield from lines if "pytest" not in block else ()
            continue
        goes_on = False
        for line in lines:
            if goes_on or line.startswith("$ "):
                yield line if goes_on else line.removeprefix("$ ")
                goes_on = line.endswith("\\")


def run(arguments: list[str]) -> int:
    """Prints the script of a page."""
    if len(arguments) != 1:
        sys.stderr.write(f"usage: {HOW}\n")
        return 2
    page = Path(arguments[0]).read_text("utf-8")
    sys.stdout.reconfigure(encoding="utf-8")
    sys.stdout.write("".join(f"{line}\n" for line in typed(page)))
    return 0


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
