"""What the tests share: small ledgers from a factory, and the command line run in process."""

import io
import os
import re
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import tomli_w

from eppd_track.cli.app import main
from eppd_track.words.labels import name_sides

ROOT = Path(__file__).parents[1]
SHIPPED = ROOT / "commitments.toml"

TABLES: dict[str, Any] = {
    "schema": 1,
    "dialogue": {"id": "TALKS-6", "title": "Sixth talks", "title_zh": "第六次對話"},
    "settings": {"timezone": "Asia/Taipei", "language": "en"},
    "meeting": [{"id": "TALKS-6", "date": "@2026-01-26", "end": "@2026-01-27", "kind": "dialogue"}],
    "agency": [
        {"code": "MOEA", "side": "TW", "name": "Economy", "name_zh": "經濟部"},
        {"code": "MODA", "side": "TW", "name": "Digital", "name_zh": "數位部"},
        {"code": "DOS", "side": "US", "name": "State", "name_zh": "國務院"},
    ],
    "pillar": [
        {"number": 1, "title": "First", "title_zh": "第一"},
        {"number": 2, "title": "Second", "title_zh": "第二"},
    ],
}
COMMITMENT: dict[str, Any] = {
    "id": "E6-P1-01",
    "pillar": 1,
    "title": "Build a bridge",
    "title_zh": "造橋",
    "owner": "MOEA",
    "owner_confirmed": True,
    "status": "not-started",
    "listed": "@2026-01-27",
}


def ledger_text(*commitments: dict[str, Any], **tables: Any) -> str:
    """A small ledger as text: each commitment is COMMITMENT with these fields, None leaves one out.

    A text that begins with `@` is written as a bare TOML value: `@2026-01-27` is a date.
    """
    records = [COMMITMENT | fields for fields in commitments] if commitments else [COMMITMENT]
    whole = TABLES | tables | {"commitment": records}
    return _bare(tomli_w.dumps(_without_none(whole)))


def _without_none(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_none(part) for key, part in value.items() if part is not None}
    return [_without_none(part) for part in value] if isinstance(value, list) else value


def _bare(text: str) -> str:
    pieces = text.split('"@')
    return pieces[0] + "".join(piece.replace('"', "", 1) for piece in pieces[1:])


class Ran(NamedTuple):
    """What a command left: its exit code and both streams."""

    code: int
    out: str
    err: str

    def __str__(self) -> str:
        return f"exit {self.code}\n--- stdout ---\n{self.out}--- stderr ---\n{self.err}"


Eppd = Callable[..., Ran]


QUICK = re.compile(
    "test_(?:api|batch|changes|chase|dates|draft|errors|folding|history|labels|merge_rules|model|query|reader"
    "|render|repair|requests|rules|sides|usage|values|words|writer)"
)
"""The files of the quick loop, `pytest -m "not slow"`: those that start few processes and draw few pages."""


MATRICES = re.compile(
    "test_(?:audience|corpus|counts|documents_hostile|examples|fuzz|glyphs|merge_random|sheets_seen|texts|ways_out)"
)
"""Files that try one rule in hundreds of forms: the lines they reach are reached by others, and to count them
again takes as long as to run them, so coverage passes over them."""


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Spares the quick loop the reading of files in which all is slow."""
    name = collection_path.stem
    passed = config.option.markexpr == "not slow" and name.startswith("test_")
    return (passed and not QUICK.fullmatch(name)) or None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks what stands in no file of the quick loop, and what coverage passes over."""
    for item in items:
        if MATRICES.fullmatch(item.path.stem):
            item.add_marker(pytest.mark.no_cover)
        if not QUICK.fullmatch(item.path.stem):
            item.add_marker(pytest.mark.slow)


ESCAPE = re.compile("\x1b\\[[0-9;]*m")
"""What colours a text on a terminal."""


def squeezed(text: str) -> str:
    """A text without its blanks and breaks."""
    return re.sub(r"[\s\u200b]", "", text)


def holds(text: str, wanted: str) -> bool:
    """Whether a text stands in another, in one piece or in pieces on lines that follow each other.

    What stands beside a piece on its line does not matter, blanks neither.
    """
    lines = [squeezed(line) for line in text.splitlines()]

    def from_line(number: int, rest: str) -> bool:
        sizes = range(len(rest), 0, -1) if number < len(lines) else ()
        return not rest or any(
            rest[:size] in lines[number] and from_line(number + 1, rest[size:]) for size in sizes
        )

    return any(from_line(number, squeezed(wanted)) for number in range(len(lines)))


def swap(text: str, *pairs: tuple[str, str]) -> str:
    """A text with parts replaced, each of which must be there."""
    for before, after in pairs:
        assert before in text, before
        text = text.replace(before, after, 1)
    return text


def needs(*programs: str) -> pytest.MarkDecorator:
    """Skips a test where a program is not installed, and says which; fails it with EPPD_TOOLS=required.

    `.ci/run` installs every program and sets that variable, so that nothing is passed over there.
    """
    missing = [name for name in programs if shutil.which(name) is None]
    if missing and os.environ.get("EPPD_TOOLS") == "required":
        pytest.fail(f"not installed: {', '.join(missing)}")
    return pytest.mark.skipif(bool(missing), reason=f"not installed: {', '.join(missing)}")


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """An empty folder, no variable that changes what a command does, the sides by their usual names."""
    for name in list(os.environ):
        if name.startswith("EPPD_") or name in {"NO_COLOR", "FORCE_COLOR", "COLUMNS", "VISUAL", "EDITOR"}:
            monkeypatch.delenv(name)
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.setenv(name, "C.UTF-8")
    name_sides(())
    monkeypatch.setenv("EPPD_USER", "tester")
    monkeypatch.setenv("EPPD_STATE", str(tmp_path.parent / f"{tmp_path.name}-state"))
    monkeypatch.setenv("EPPD_CACHE", str(tmp_path.parent / f"{tmp_path.name}-cache"))
    monkeypatch.setenv("EPPD_DEBUG", "1")
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def unmeasured(monkeypatch: pytest.MonkeyPatch) -> None:
    """Processes that coverage does not follow: it loads modules, and writes a file of its own."""
    for name in ("COVERAGE_PROCESS_CONFIG", "COVERAGE_PROCESS_START"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def eppd(monkeypatch: pytest.MonkeyPatch) -> Iterator[Eppd]:
    """Runs a command line in process, as in a pipe; asserts success, or the code named; None is any."""

    def run(*words: str, code: int | None = 0) -> Ran:
        out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="") for _ in range(2))
        with monkeypatch.context() as patch:
            patch.setattr(sys, "stdout", out)
            patch.setattr(sys, "stderr", err)
            patch.setattr(sys, "stdin", io.StringIO())
            ended = main(list(words))
        for stream in (out, err):
            stream.flush()
        ran = Ran(ended, out.buffer.getvalue().decode(), err.buffer.getvalue().decode())
        assert code in {None, ran.code}, str(ran)
        return ran

    return run


@pytest.fixture
def ledger(tmp_path: Path) -> Callable[..., Path]:
    """Writes a small ledger into the working folder and gives its path."""

    def write(*commitments: dict[str, Any], **tables: Any) -> Path:
        path = tmp_path / "commitments.toml"
        path.write_bytes(ledger_text(*commitments, **tables).encode())
        return path

    return write


@pytest.fixture
def shipped(tmp_path: Path) -> Path:
    """A copy of the real ledger in the working folder."""
    path = tmp_path / "commitments.toml"
    path.write_bytes(SHIPPED.read_bytes())
    return path
