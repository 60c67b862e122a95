#!/usr/bin/env python3
"""Writes docs/errors.md: every fault that `eppd check` knows, as found in the ledgers of tests/errors.

`python tools/errors_page.py` writes it in both languages; `--check` exits with 1 when one is not current.
"""

import contextlib
import io
import re
import sys
from collections.abc import Iterator

from pages import ROOMS, ROOT, Page, settle

from eppd_track.cli.app import main
from eppd_track.model.vocabulary import Language
from eppd_track.words import faults, syntax, wanted
from eppd_track.words.pages import SEVERITY_NAME
from eppd_track.words.text import STOP, Text

LEDGERS = ROOT / "tests" / "errors"
HOW = "python tools/errors_page.py"
INTRO = Text(
    f"""\
# Every fault, by example

[繁體中文](zh-TW/errors.md)

This page is made by running `eppd check RULE` on one small broken ledger for each rule. Do not edit it:
`{HOW}` writes it anew. What the severities mean is told with [`eppd check`](commands/check.md).

For each rule: what the message says (words in *italics* stand for what your ledger holds), the lines that are
wrong (`>` marks the one that the message names), the message as printed, and what to do.
""",
    f"""\
# 每一種錯誤

[English](../errors.md)

本頁以 `eppd check 規則` 檢查各規則之錯誤範例檔而成，請勿直接編修：執行 `{HOW}` \
即重新產生。嚴重程度之意義見 [`eppd check`](commands/check.md)。

每一規則依序為：訊息內容（*斜體*代表檔案中之內容）、有誤之處（`>` 為訊息所指之行）、\
實際訊息、處理方式。
""",
)
SEVERITY = Text("Severity: {name}.", "嚴重程度：{name}。")
SAYS = Text("Says: {words}", "訊息：{words}")
ONE_OF = Text("one of these", "下列之一")
WHAT_TO_DO = Text("What to do: {words}", "處理方式：{words}")
_PLACE = re.compile(r"\w+(?:: |：)[^\s:：]+[:：](\d+)[:：]\d+")


def pages() -> Iterator[Page]:
    """The page in each language."""
    for language, room in ROOMS.items():
        sections = (section(rule, language) for rule in faults.RULES.values())
        yield room / "errors.md", "\n".join((INTRO.say(language), *sections))


def section(rule: faults.Rule, language: Language) -> str:
    """One rule: its heading, sentence, broken lines, message and remedy."""
    lines = (LEDGERS / f"{rule.name}.toml").read_text("utf-8").splitlines()
    messages = printed(rule.name, language)
    places = [_PLACE.match(message) for message in messages]
    numbers = [int(place[1]) for place in places if place]
    remedies = dict.fromkeys(message.partition(f"[{rule.name}]")[2].lstrip(".。 ") for message in messages)
    parts = (
        f"## {rule.name}",
        SEVERITY.fill(name=SEVERITY_NAME[rule.severity]).say(language),
        SAYS.fill(words=sentence(rule, language)).say(language),
        f"```text\n{excerpt(lines, numbers)}\n```",
        "```text\n" + "\n".join(messages) + "\n```",
        WHAT_TO_DO.fill(words=("" if language is Language.ZH else " ").join(remedies)).say(language),
    )
    return "\n\n".join(parts) + "\n"


def sentence(rule: faults.Rule, language: Language) -> str:
    """What a rule says, its gaps in italics; for `syntax` everything it may say."""
    stop = STOP.say(language)
    if rule is not faults.SYNTAX:
        return in_italics(rule.message.say(language)) + stop
    tables = (syntax.PARSER_WORDS, syntax.PARSER_BEGINNINGS, syntax.LACKS)
    others = (
        *(syntax.NO_TEXT, syntax.CURLY_QUOTES, syntax.FULL_WIDTH, wanted.SINGLE_BRACKETS),
        *(syntax.NO_SUCH_DATE, syntax.DATE_FORM, syntax.PERIOD_FORM),
    )
    known = dict.fromkeys((*(text for table in tables for text in table.values()), *others))
    between = "；\n" if language is Language.ZH else ";\n"
    listed = between.join(f"- {in_italics(text.say(language))}" for text in known)
    return f"{ONE_OF.say(language)}\n\n{listed}{stop}"


def in_italics(pattern: str) -> str:
    """A sentence with each `{name}` as *name*."""
    return re.sub(r"\{(\w+)\}", r"*\1*", pattern).replace("{{", "{").replace("}}", "}")


def printed(name: str, language: Language) -> list[str]:
    """The lines that `eppd check NAME` prints for the ledger of a rule."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="") for _ in range(2))
    words = ("check", name, "--file", f"{name}.toml", "--today", "2026-06-30", "--lang", language)
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


if __name__ == "__main__":
    sys.exit(settle(HOW, sys.argv[1:], pages()))
