"""Scenarios: small ledgers and the commands typed on them, with every line that they print.

A file in scenarios/ opens with `# ` lines that say what it shows. `--- today DATE` sets the day,
`--- commitments.toml` opens the ledger (`--- shipped` takes the real one), `$ eppd …` is a command.
Below it stand the lines of stdout, those of stderr behind `! `, and `[exit N]` where N is not 0; a
`# ` line between two commands is a remark. With SCENARIOS=write in the environment the outputs in
the files are written anew instead of compared.
"""

import contextlib
import os
import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from conftest import SHIPPED, Eppd, Ran

from eppd_track.words.errors import ExitCode

WRITE = os.environ.get("SCENARIOS") == "write"
FOLDER = Path(__file__).parent / "scenarios"
FILES = sorted(FOLDER.glob("*.txt"))
_PART = re.compile(r"--- (commitments\.toml|shipped|today .+)")
_COMMAND = re.compile(r"\$ eppd(?: (?P<words>.*))?")


class Step(NamedTuple):
    """A command with the lines it should print; `line` is its place in the scenario, from 0."""

    line: int
    words: list[str]
    expected: list[str]


class Scenario(NamedTuple):
    """A scenario read from its file."""

    today: str
    ledger: bytes
    steps: list[Step]


def read(path: Path) -> Scenario:
    lines = path.read_text("utf-8").split("\n")
    today, ledger, steps = "2026-02-10", b"", []
    place = 0
    while place < len(lines):
        line = lines[place]
        end = _end(lines, place + 1)
        if line.startswith("--- today "):
            today = line.removeprefix("--- today ")
        elif line == "--- commitments.toml":
            end = next(index for index in range(place, len(lines)) if lines[index].startswith("$ "))
            ledger = "\n".join(lines[place + 1 : end]).strip("\n").encode() + b"\n"
        elif line == "--- shipped":
            ledger = SHIPPED.read_bytes()
        elif line.startswith("$ "):
            match = _COMMAND.fullmatch(line)
            assert match, f"{path.name}:{place + 1}: a command begins with `$ eppd`"
            steps.append(Step(place, shlex.split(match["words"] or ""), _trimmed(lines[place + 1 : end])))
        else:
            assert not line or line.startswith("# "), f"{path.name}:{place + 1}: {line}"
            end = place + 1
        place = end
    return Scenario(today, ledger, steps)


def _end(lines: list[str], start: int) -> int:
    """The next line that opens a command, a part or a remark."""
    return next(
        (
            place
            for place in range(start, len(lines))
            if lines[place].startswith(("$ ", "# ")) or _PART.fullmatch(lines[place])
        ),
        len(lines),
    )


def _trimmed(lines: list[str]) -> list[str]:
    while lines and not lines[-1]:
        lines = lines[:-1]
    return lines


def printed(ran: Ran) -> list[str]:
    """What a command left, as a scenario writes it."""
    assert ran.out.endswith("\n") or not ran.out, "the last line is not ended"
    found = ran.out.split("\n")[:-1]
    found += [f"! {line}" for line in ran.err.split("\n")[:-1]]
    return found + ([f"[exit {ran.code}]"] if ran.code else [])


def expected_code(step: Step) -> int:
    match = re.fullmatch(r"\[exit (\d+)\]", step.expected[-1]) if step.expected else None
    return int(match[1]) if match else 0


def run(scenario: Scenario, eppd: Eppd, ledger: Path) -> Iterator[tuple[Step, list[str]]]:
    """Each step with what it printed. A step that is refused must leave the file as it was."""
    ledger.write_bytes(scenario.ledger)
    for step in scenario.steps:
        before = ledger.read_bytes()
        ran = whatever_code(eppd, step.words) if WRITE else eppd(*step.words, code=expected_code(step))
        yield step, printed(ran)
        assert not ran.code or ledger.read_bytes() == before, f"line {step.line + 1} changed the file"


def whatever_code(eppd: Eppd, words: list[str]) -> Ran:
    """Runs a command whose exit code is not known; one that is refused can be run again."""
    for code in ExitCode:
        with contextlib.suppress(AssertionError):
            return eppd(*words, code=code)
    raise ValueError(words)


def write(path: Path, found: list[tuple[Step, list[str]]]) -> None:
    """Puts what was printed into the scenario's file."""
    lines = path.read_text("utf-8").split("\n")
    for step, output in reversed(found):
        lines[step.line + 1 : _end(lines, step.line + 1)] = [*output, ""]
    path.write_text("\n".join(lines).rstrip("\n") + "\n", "utf-8")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_prints_what_the_scenario_says(
    path: Path, eppd: Eppd, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scenario = read(path)
    monkeypatch.setenv("EPPD_TODAY", scenario.today)

    found = list(run(scenario, eppd, tmp_path / "commitments.toml"))

    if WRITE:
        write(path, found)
        return
    for step, lines in found:
        assert lines == step.expected, f"{path.name}:{step.line + 1}: eppd {shlex.join(step.words)}"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_opens_with_what_it_shows_and_runs_something(path: Path) -> None:
    scenario = read(path)

    assert path.read_text("utf-8").startswith("# ")
    assert scenario.steps
    assert scenario.ledger
