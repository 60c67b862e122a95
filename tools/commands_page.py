#!/usr/bin/env python3
"""Puts what `eppd COMMAND --help` prints into docs/commands.md, under each command's own words.

`python tools/commands_page.py` writes the page; `--check` exits with 1 when it is not current. A help stands
between `<!-- help: COMMAND -->` and `<!-- /help -->`; the rest of the page is written by hand. Options that
all commands share, that of writing and those of the selection are left out: the page explains them once.
"""

import contextlib
import io
import os
import re
import sys
from pathlib import Path

from eppd_track.cli.app import main
from eppd_track.cli.commands import COMMANDS

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "commands.md"
HOW = "python tools/commands_page.py"
MARKED = re.compile(r"<!-- help: ([a-z ]+) -->\n.*?<!-- /help -->", re.DOTALL)
OPTION = re.compile(r"^  -.*\n(?:^ {4,}.*\n)*", re.MULTILINE)
WIDTH = "80"
GROUPS = {"meeting": ("meeting", "meeting add", "meeting list")}


def help_of(command: str) -> str:
    """What `--help` prints, on a terminal of 80 columns."""
    out = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="")
    words = [] if command == "eppd" else command.split()
    with contextlib.redirect_stdout(out):
        code = main([*words, "--help"])
        out.flush()
    if code:
        message = f"eppd {command} --help ends with {code}"
        raise SystemExit(message)
    return out.buffer.getvalue().decode("utf-8")


def options(text: str) -> dict[str, str]:
    """The options in a help: each as it stands there, by its words however they are broken into lines."""
    return {" ".join(option.split()): option for option in OPTION.findall(text)}


def shortened(command: str) -> str:
    """The help of a command, without the options that the page explains for all of them."""
    text = help_of(command)
    if command == "eppd":
        return text
    everywhere = options(help_of("eppd"))
    of_letters = options(help_of("chase")).keys() - everywhere.keys()
    output = options(help_of("schema")).keys() & of_letters
    selection = (options(help_of("list")).keys() & of_letters) - output
    shared = {"Selection": selection, "Output": output, "Everywhere": everywhere.keys()}
    own = options(text)
    places = [name for name, group in shared.items() if not own.keys().isdisjoint(group)]
    told = " and ".join([", ".join(places[:-1]), places[-1]] if places[1:] else places)
    known = set().union(*shared.values())
    for words, option in own.items():
        if words in known:
            text = text.replace(option, "", 1)
    if own.keys() <= known:
        return text.replace("\nOptions:\n", f"\nOptions: those under {told}.\n", 1)
    last = list(options(text).values())[-1]
    return text.replace(last, f"{last}  … and those under {told}.\n", 1)


def page(old: str) -> str:
    """The page with every help as it is today. Ends the tool when a command has no place for its own."""
    missing = [name for name in ("eppd", *COMMANDS) if f"<!-- help: {name} -->" not in old]
    if missing:
        message = f"docs/commands.md has no place for the help of: {', '.join(missing)}"
        raise SystemExit(message)
    return MARKED.sub(_marked, old)


def _marked(found: re.Match[str]) -> str:
    name = found[1]
    text = "\n".join(shortened(command) for command in GROUPS.get(name, (name,)))
    return f"<!-- help: {name} -->\n```text\n{text.rstrip()}\n```\n<!-- /help -->"


def run(arguments: list[str]) -> int:
    """Writes the page, or with `--check` says whether it is current."""
    if arguments not in ([], ["--check"]):
        sys.stderr.write(f"usage: {HOW} [--check]\n")
        return 2
    os.environ["COLUMNS"] = WIDTH
    os.environ.pop("EPPD_LANG", None)
    old = PAGE.read_text("utf-8")
    new = page(old)
    if not arguments:
        PAGE.write_text(new, "utf-8", newline="\n")
        return 0
    if new == old:
        return 0
    sys.stderr.write(f"docs/commands.md is not current: run `{HOW}`\n")
    return 1


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
