#!/usr/bin/env python3
"""Puts what `eppd COMMAND --help` prints into the page of each command, and their table into another.

`python tools/commands_page.py` writes docs/commands.md and docs/commands/, and both in docs/zh-TW in Chinese;
`--check` exits with 1 when one is not current. What is made stands between `<!-- help: COMMAND -->` and
`<!-- /help -->`, and between `<!-- commands -->` and `<!-- /commands -->`; the rest is written by hand.
"""

import contextlib
import io
import os
import sys
from collections.abc import Iterator

from pages import ROOMS, Page, filled, settle

from eppd_track.cli.app import main
from eppd_track.cli.commands import COMMANDS
from eppd_track.model.vocabulary import Language
from eppd_track.words.help import of
from eppd_track.words.text import Text

HOW = "python tools/commands_page.py"
BELOW = {"eppd": ("",), "meeting": ("meeting", "meeting add", "meeting list")}
LINES = {"eppd": Text("A short status of the ledger.", "列管檔簡要現況。")}
HEADS = Text("| command | what it does |", "| 指令 | 用途 |")


def pages() -> Iterator[Page]:
    """The page of all commands and that of each, in each language."""
    for language, room in ROOMS.items():
        yield filled(room / "commands.md", {"commands": "\n".join(table(language))})
        for name in ("eppd", *COMMANDS):
            text = "\n".join(help_of(command, language) for command in BELOW.get(name, (name,)))
            yield filled(
                room / "commands" / f"{name}.md", {f"help: {name}": f"```text\n{text.rstrip()}\n```"}
            )


def table(language: Language) -> Iterator[str]:
    """Every command with its line, linked to its page."""
    yield from (HEADS.say(language), "|---|---|")
    for name in ("eppd", *COMMANDS):
        about = LINES[name].say(language) if name in LINES else of(COMMANDS[name], language)
        yield f"| [`{'' if name == 'eppd' else 'eppd '}{name}`](commands/{name}.md) | {about} |"


def help_of(command: str, language: Language) -> str:
    """What `--help` prints, on a terminal of 80 columns."""
    out = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="")
    with contextlib.redirect_stdout(out):
        code = main(["--lang", language, *command.split(), "--help"])
        out.flush()
    if code:
        raise SystemExit(f"eppd {command} --help ends with {code}")
    return out.buffer.getvalue().decode("utf-8")


if __name__ == "__main__":
    os.environ["COLUMNS"] = "80"
    sys.exit(settle(HOW, sys.argv[1:], pages()))
