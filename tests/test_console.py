"""Every console block of README and docs, run: below `$ …` stands what a person's terminal shows.

A page's blocks run in order, in one empty folder with a copy of the real ledger, in bash on a terminal of
100 columns. A lone `…` stands for lines left out. What a reader need not see stands in comments of the page:

    <!-- ledger: examples/friday.toml today: 2026-11-27 -->   a new folder with it; `none`: an empty one
    <!-- today: 2026-12-03 -->                                     the days go on
    <!-- file: minutes.toml -->                                    the next block is the text of this file
    <!-- exit: 5 -->                                               so ends the last command of the next block
    <!-- run: fill out/IDA.xlsx … -->                              somebody else's work, see fill_sheet.py

With CONSOLE=write in the environment the outputs in the pages are written anew instead of compared.
"""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from conftest import ROOT, needs

try:
    import fcntl
    import pty
    import termios
except ImportError:
    pytest.skip("pseudo-terminals of POSIX", allow_module_level=True)

WRITE = os.environ.get("CONSOLE") == "write"
PAGES = sorted([*ROOT.glob("README*.md"), *(ROOT / "docs").rglob("*.md")])
SHIPPED, FIRST_DAY = "commitments.toml", "2026-02-10"
WIDTH = 100
LEFT_OUT = "…"
DIRECTIVE = re.compile(r"<!-- (ledger|today|file|exit|run): (.*?) -->")
FENCE = re.compile(r"( *)```(\w*)")
ENVIRONMENT = {
    "EPPD_USER": "王小明",
    "LC_ALL": "C.UTF-8",
    "TERM": "xterm",
    "NO_COLOR": "1",
    "COLUMNS": str(WIDTH),
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_AUTHOR_NAME": "王小明",
    "GIT_COMMITTER_NAME": "王小明",
    "GIT_AUTHOR_EMAIL": "wang@example.org",
    "GIT_COMMITTER_EMAIL": "wang@example.org",
}
RUN_AND_REMEMBER = """\
test ! -e "$0" || . "$0"
eval "$1"
code=$?
{ export -p; printf 'cd %q\\n' "$PWD"; } > "$0"
exit $code
"""


class Step(NamedTuple):
    """Something a page does: type a command, put a file, go to another ledger or day.

    `line` is where the output of a command stands in the page, from 0, `expected` that output, `code` how it
    ends. A step without a line is not seen by the reader.
    """

    kind: str
    text: str
    line: int = -1
    expected: tuple[str, ...] = ()
    code: int = 0


def steps(lines: list[str]) -> Iterator[Step]:
    """What a page does, in order."""
    place, about = 0, {}
    while place < len(lines):
        line = lines[place]
        place += 1
        if found := DIRECTIVE.fullmatch(line.strip()):
            kind, text = found.groups()
            if kind in {"file", "exit"}:
                about[kind] = text
            else:
                yield Step(kind, text)
        elif found := FENCE.fullmatch(line):
            indent = found[1]
            end = next(at for at in range(place, len(lines)) if lines[at] == f"{indent}```")
            block = [line.removeprefix(indent) for line in lines[place:end]]
            if "file" in about:
                yield Step("file", about["file"] + "\n" + "\n".join(block) + "\n")
            elif found[2] == "console":
                yield from commands(block, place, int(about.get("exit", 0)))
            place, about = end + 1, {}


def commands(block: list[str], start: int, code: int) -> Iterator[Step]:
    """The commands of a block; a command goes on behind a backslash at the end of its line."""
    assert block[0].startswith("$ "), f"line {start + 1}: a console block begins with a command"
    places = [at for at, line in enumerate(block) if line.startswith("$ ")]
    for place, end in zip(places, [*places[1:], len(block)], strict=True):
        text, first = block[place].removeprefix("$ "), place + 1
        while text.endswith("\\"):
            text, first = f"{text}\n{block[first]}", first + 1
        expected = tuple(trimmed(block[first:end]))
        yield Step("command", text, start + first, expected, code if end == len(block) else 0)


def trimmed(lines: list[str]) -> list[str]:
    while lines and not lines[-1].strip():
        lines = lines[:-1]
    return lines


class Shell:
    """A person's terminal: each command goes on where the last one left folder and variables."""

    def __init__(self, folder: Path) -> None:
        self.base, self.memory, self.count = folder, folder / "memory", 0
        programs = folder / "programs"
        programs.mkdir()
        for name, words in {"eppd": "-m eppd_track", "fill": ROOT / "tests" / "fill_sheet.py"}.items():
            program = programs / name
            program.write_text(f'#!/bin/sh\nexec "{sys.executable}" {words} "$@"\n', "utf-8")
            program.chmod(0o755)
        kept = {name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH") if name in os.environ}
        self.variables = kept | ENVIRONMENT | {"HOME": str(folder), "PYTHONPATH": str(ROOT)}
        self.variables["PATH"] = f"{programs}{os.pathsep}{kept['PATH']}"

    def move(self, ledger: str) -> None:
        """Goes to a new folder that holds a copy of a ledger."""
        self.count += 1
        folder = self.base / f"work{self.count}"
        folder.mkdir()
        if ledger != "none":
            (folder / "commitments.toml").write_bytes((ROOT / ledger).read_bytes())
        self.hidden(f"cd '{folder}'; export EPPD_STATE='{self.base}/state{self.count}'")

    def hidden(self, text: str) -> None:
        code, lines = self.run(text)
        assert code == 0, f"{text}\n" + "\n".join(lines)

    def put(self, text: str) -> None:
        name, _, content = text.partition("\n")
        (self.base / "text").write_text(content, "utf-8")
        self.hidden(f"cp '{self.base}/text' '{name}'")

    def run(self, text: str) -> tuple[int, list[str]]:
        """How a command ended, and what stands on the terminal then."""
        ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, b"\x32\x00" + WIDTH.to_bytes(2, "little") + b"\0\0\0\0")
        process = subprocess.Popen(
            ["bash", "-c", RUN_AND_REMEMBER, str(self.memory), text],
            cwd=self.base,
            env=self.variables,
            stdin=subprocess.DEVNULL,
            stdout=theirs,
            stderr=theirs,
            start_new_session=True,
        )
        os.close(theirs)
        shown = b"".join(read_all(ours))
        os.close(ours)
        return process.wait(60), as_seen(shown.decode("utf-8"))


def read_all(terminal: int) -> Iterator[bytes]:
    """Everything written to a terminal until nobody holds it any more."""
    try:
        while piece := os.read(terminal, 65536):
            yield piece
    except OSError:
        return


def as_seen(text: str) -> list[str]:
    """The lines that stand on a terminal: no styles, and what a carriage return wrote over is gone."""
    lines = []
    for line in re.sub(r"\x1b\[[\d;]*m", "", text).replace("\r\n", "\n").split("\n"):
        seen = ""
        for part in line.split("\r"):
            seen = part + seen[len(part) :]
        lines.append(seen.expandtabs().rstrip())
    return trimmed(lines)


def agrees(expected: tuple[str, ...], found: list[str]) -> bool:
    """Whether an output is the one expected; `…` stands for one line or more."""
    pattern = "".join(r"(?:.*\n)+?" if line == LEFT_OUT else re.escape(line) + "\n" for line in expected)
    return re.fullmatch(pattern, "".join(f"{line}\n" for line in found)) is not None


def shortened(expected: tuple[str, ...], found: list[str]) -> list[str]:
    """An output as the page should show it: left out stays what was, as many lines before and after it."""
    if agrees(expected, found):
        return list(expected)
    if LEFT_OUT not in expected:
        return found
    first = expected.index(LEFT_OUT)
    last = len(expected) - 1 - expected[::-1].index(LEFT_OUT)
    head, tail = found[:first], found[len(found) - (len(expected) - 1 - last) :]
    if len(head) + len(tail) >= len(found):
        return found
    middle = [line for line in expected[first:last] if line in {*found, LEFT_OUT}]
    middle = [line for at, line in enumerate(middle) if middle[at + 1 : at + 2] != [line]]
    kept = [*head, *middle, *([] if middle[-1:] == [LEFT_OUT] else [LEFT_OUT]), *tail]
    return kept if agrees(tuple(kept), found) else [*head, LEFT_OUT, *tail]


def run(page: list[str], folder: Path) -> Iterator[tuple[Step, int, list[str]]]:
    """Each command of a page with how it ended and what it printed."""
    shell = Shell(folder)
    shell.move(SHIPPED)
    shell.hidden(f"export EPPD_TODAY={FIRST_DAY}")
    for step in steps(page):
        if step.kind == "ledger":
            ledger, _, today = step.text.partition(" today: ")
            shell.move(ledger)
            shell.hidden(f"export EPPD_TODAY={today}" if today else ":")
        elif step.kind == "today":
            shell.hidden(f"export EPPD_TODAY={step.text}")
        elif step.kind == "run":
            shell.hidden(step.text)
        elif step.kind == "file":
            shell.put(step.text)
        else:
            yield step, *shell.run(step.text)


def rewritten(page: list[str], ran: list[tuple[Step, int, list[str]]]) -> list[str]:
    """A page with what was printed, a blank line behind each output but the last of its block."""
    lines = list(page)
    for step, _, found in reversed(ran):
        end = step.line
        while not lines[end].lstrip().startswith(("$ ", "```")):
            end += 1
        indent = re.match(" *", lines[end])[0]
        output = [f"{indent}{line}".rstrip() for line in shortened(step.expected, found)]
        gap = [""] if output and lines[end].lstrip().startswith("$ ") else []
        lines[step.line : end] = output + gap
    return lines


def lines_of(path: Path) -> list[str]:
    return path.read_text("utf-8").split("\n")


def shown() -> Iterator[Any]:
    """The pages that show commands; those whose commands are git's want it installed."""
    for path in PAGES:
        every = list(steps(lines_of(path)))
        if any(step.kind == "command" for step in every):
            git = any(re.search(r"(?:^|&& )git ", step.text) for step in every if step.kind != "file")
            name = path.relative_to(ROOT).as_posix()
            yield pytest.param(path, id=name, marks=[needs("git")] if git else [])


@pytest.mark.parametrize("path", list(shown()))
def test_a_page_shows_what_its_commands_print(path: Path, tmp_path: Path) -> None:
    page = lines_of(path)

    ran = list(run(page, tmp_path))

    if WRITE:
        path.write_text("\n".join(rewritten(page, ran)), "utf-8")
    for step, code, found in ran:
        shown = f"{path.name}:{step.line}: $ {step.text}\n" + "\n".join(found)
        assert code == step.code, shown
        assert WRITE or agrees(step.expected, found), shown + "\nexpected:\n" + "\n".join(step.expected)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_command_stands_nowhere_where_it_is_not_run(path: Path) -> None:
    text = path.read_text("utf-8")
    blocks = re.findall(r"^ *```(\w*)\n(.*?)^ *```$", text, re.MULTILINE | re.DOTALL)

    assert not [text for kind, text in blocks if kind != "console" and re.search(r"(?m)^ *\$ ", text)]
    assert not [text for kind, text in blocks if kind == "sh" and re.search(r"(?m)^ *eppd ", text)]


# ---- that the test can fail ----


PAGE = """\
1. First

   ```console
   $ export WHO=Lin
   $ echo "hello $WHO"; \\
     echo again
   {output}
   ```

<!-- file: note.txt -->
```text
a word
```

<!-- exit: 3 -->
```console
$ cat note.txt
a word

$ exit 3
```
"""


@pytest.mark.parametrize(
    ("output", "right"),
    [
        ("hello Lin\n   again", True),
        ("hello Lin\n   …", True),
        ("…\n   again", True),
        ("…", True),
        ("hello Lin", False),
        ("hello Lin\n   again\n   …", False),
        ("hello Wang\n   again", False),
        ("…\n   hello Lin", False),
    ],
)
def test_a_wrong_output_is_found_and_written_right(tmp_path: Path, output: str, *, right: bool) -> None:
    page = PAGE.format(output=output).split("\n")

    ran = list(run(page, tmp_path))

    assert [code for _, code, _ in ran] == [0, 0, 0, 3] == [step.code for step, _, _ in ran]
    assert agrees(ran[1][0].expected, ran[1][2]) == right
    assert agrees(ran[2][0].expected, ran[2][2])
    again = rewritten(page, ran)
    assert (again == page) == right
    after = [step for step in steps(again) if step.kind == "command"]
    assert all(agrees(step.expected, found) for step, (*_, found) in zip(after, ran, strict=True))


def test_lines_left_out_stay_left_out_when_a_page_is_written() -> None:
    found = ["one", "two", "three", "four", "five"]

    assert shortened(("ONE", "…", "FIVE"), found) == ["one", "…", "five"]
    assert shortened(("ONE", "…", "three", "…"), found) == ["one", "…", "three", "…"]
    assert shortened(("ONE", "…", "gone", "…", "5"), found) == ["one", "…", "five"]
    assert shortened(("1", "2", "3", "…", "4", "5"), found) == found


def test_a_line_written_over_is_not_seen() -> None:
    assert as_seen("\x1b[1mId\x1b[0m  \r\n\rworking … 1 s\r             \rWritten.\r\n") == ["Id", "Written."]
