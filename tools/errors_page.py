#!/usr/bin/env python3
"""Writes docs/errors.md: every fault that `eppd check` knows, as found in the ledgers of tests/errors.

`python tools/errors_page.py` writes the page; `--check` exits with 1 when it is not current.
"""

import contextlib
import io
import re
import sys
from pathlib import Path

from eppd_track.cli.app import main
from eppd_track.words import faults, syntax

ROOT = Path(__file__).resolve().parents[1]
LEDGERS = ROOT / "tests" / "errors"
PAGE = ROOT / "docs" / "errors.md"
HOW = "python tools/errors_page.py"
INTRO = f"""\
# Every fault, by example

This page is made by running `eppd check RULE` on one small broken ledger for each rule. Do not edit it:
`{HOW}` writes it anew. What the severities mean is in [commands.md](commands.md#check).

For each rule: what the message says (words in *italics* stand for what your ledger holds), the lines that are
wrong (`>` marks the one that the message names), the message as printed, and what to do.
"""
_PLACE = re.compile(r"\w+: [^\s:]+:(\d+):\d+: ")


def page() -> str:
    """The whole page."""
    return "\n".join((INTRO, *(section(rule) for rule in faults.RULES.values())))


def section(rule: faults.Rule) -> str:
    """One rule: its heading, sentence, broken lines, message and remedy."""
    lines = (LEDGERS / f"{rule.name}.toml").read_text("utf-8").splitlines()
    messages = printed(rule.name)
    places = [_PLACE.match(message) for message in messages]
    numbers = [int(place[1]) for place in places if place]
    remedies = dict.fromkeys(message.partition(f"[{rule.name}]. ")[2] for message in messages)
    parts = (
        f"## {rule.name}",
        f"Severity: {rule.severity.value}.",
        f"Says: {sentence(rule)}.",
        f"```text\n{excerpt(lines, numbers)}\n```",
        "```text\n" + "\n".join(messages) + "\n```",
        "What to do: " + " ".join(remedies),
    )
    return "\n\n".join(parts) + "\n"


def sentence(rule: faults.Rule) -> str:
    """What a rule says, its gaps in italics; for `syntax` everything it may say."""
    if rule is not faults.SYNTAX:
        return in_italics(rule.message.en)
    tables = (syntax.PARSER_WORDS, syntax.PARSER_BEGINNINGS, syntax.LACKS)
    known = [text for table in tables for text in table.values()]
    words = dict.fromkeys(text.en for text in known)
    others = (
        *(syntax.NO_TEXT, syntax.CURLY_QUOTES, syntax.FULL_WIDTH, faults.SINGLE_BRACKETS),
        *(syntax.NO_SUCH_DATE, syntax.DATE_FORM, syntax.PERIOD_FORM),
    )
    return "one of these\n\n" + ";\n".join(
        f"- {in_italics(each)}" for each in (*words, *(t.en for t in others))
    )


def in_italics(pattern: str) -> str:
    """A sentence with each `{name}` as *name*."""
    return re.sub(r"\{(\w+)\}", r"*\1*", pattern).replace("{{", "{").replace("}}", "}")


def printed(name: str) -> list[str]:
    """The lines that `eppd check NAME` prints for the ledger of a rule."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="") for _ in range(2))
    words = ("check", name, "--file", f"{name}.toml", "--today", "2026-06-30", "--lang", "en")
    with contextlib.chdir(LEDGERS), contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = main([*words, "--color", "never"])
        out.flush()
    said = out.buffer.getvalue().decode("utf-8").splitlines()
    if code != 1 or not said:
        message = f"{name}.toml does not show its fault (exit {code})"
        raise SystemExit(message)
    return said


def excerpt(lines: list[str], numbers: list[int]) -> str:
    """The tables around some lines, numbered, with `>` before each of these lines."""
    shown: list[int] = []
    for number in sorted(set(numbers)):
        first = number
        while first > 1 and not lines[first - 1].lstrip().startswith("["):
            first -= 1
        last = max(first, number)
        while last < len(lines) and not lines[last].lstrip().startswith("["):
            last += 1
        while last > number and not lines[last - 1].strip():
            last -= 1
        shown += [each for each in range(first, last + 1) if each not in shown]
    return "\n".join(
        f"{'>' if number in numbers else ' '} {number:3}  {lines[number - 1]}".rstrip() for number in shown
    )


def run(arguments: list[str]) -> int:
    """Writes the page, or with `--check` says whether it is current."""
    if arguments not in ([], ["--check"]):
        sys.stderr.write(f"usage: {HOW} [--check]\n")
        return 2
    text = page()
    if not arguments:
        PAGE.write_text(text, "utf-8", newline="\n")
        return 0
    if PAGE.exists() and PAGE.read_bytes() == text.encode():
        return 0
    sys.stderr.write(f"docs/errors.md is not current: run `{HOW}`\n")
    return 1


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
