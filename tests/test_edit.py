"""`eppd edit` with editors that are scripts: what they change, break, or never start."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest


def edit(*words: str, code: int = 0) -> subprocess.CompletedProcess[str]:
    """Runs `eppd edit` as a process of its own, which an editor needs, without anybody to ask."""
    environment = {name: value for name, value in os.environ.items() if name != "EPPD_DEBUG"}
    ran = subprocess.run(
        [sys.executable, "-m", "eppd_track", "edit", *words],
        check=False,
        capture_output=True,
        encoding="utf-8",
        env=environment,
        stdin=subprocess.DEVNULL,
        timeout=60,
    )
    assert ran.returncode == code, ran
    assert "Traceback" not in ran.stderr
    return ran


@pytest.fixture
def editor(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    """Makes the editor a script that runs some Python on the text it is given."""

    def make(body: str) -> None:
        script = tmp_path / "fake editor.py"
        script.write_text(
            f"import sys\npath = sys.argv[-1]\ntext = open(path, encoding='utf-8').read()\n{body}\n", "utf-8"
        )
        monkeypatch.setenv("EDITOR", f"'{sys.executable}' '{script}'")

    return make


def write_back(expression: str) -> str:
    return f"open(path, 'w', encoding='utf-8', newline='').write({expression})"


def copies(folder: Path) -> list[Path]:
    return [path for path in folder.iterdir() if ".edit." in path.name]


def test_an_edit_takes_its_place_and_leaves_no_copy(ledger, editor, tmp_path: Path) -> None:
    path = ledger({"title": "Old title"})
    before = path.read_text("utf-8")
    editor(write_back("text.replace('Old title', 'New title')"))

    edit("p1-1")

    assert path.read_text("utf-8") == before.replace("Old title", "New title")
    assert copies(tmp_path) == []


def test_an_editor_that_changes_nothing_leaves_nothing_behind(ledger, editor, tmp_path: Path) -> None:
    path = ledger({})
    before = path.read_bytes(), path.stat().st_mtime_ns
    editor("pass")

    assert "Nothing was changed" in edit().stderr
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before
    assert copies(tmp_path) == []


def test_a_broken_edit_is_kept_and_named_and_the_ledger_stays(ledger, editor, tmp_path: Path) -> None:
    path = ledger({"title": "Old title"})
    before = path.read_bytes()
    editor(write_back("""text.replace('"Old title"', '"New title')"""))

    ran = edit(code=5)

    assert path.read_bytes() == before
    (kept,) = copies(tmp_path)
    assert "New title" in kept.read_text("utf-8")
    assert str(kept) in ran.stderr
    assert re.search(r"^commitments\.toml:\d+:\d+: E6-P1-01: ", ran.stderr, re.MULTILINE)


def test_a_missing_editor_is_named_with_the_remedy(
    ledger, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    ledger({})
    monkeypatch.setenv("VISUAL", "no-such-editor --wait")

    ran = edit(code=5)

    assert "no-such-editor" in ran.stderr
    assert "EDITOR" in ran.stderr
    assert copies(tmp_path) == []


def test_an_editor_that_fails_loses_no_text(ledger, editor, tmp_path: Path) -> None:
    path = ledger({"title": "Old title"})
    before = path.read_bytes()
    editor(write_back("text.replace('Old title', 'Half')") + "\nsys.exit(3)")

    ran = edit(code=5)

    (kept,) = copies(tmp_path)
    assert str(kept) in ran.stderr
    assert path.read_bytes() == before


def test_an_edit_does_not_run_over_what_was_written_meanwhile(ledger, editor, tmp_path: Path) -> None:
    path = ledger({"title": "Old title"})
    other = path.read_text("utf-8").replace("Old title", "Theirs")
    editor(
        write_back("text.replace('Old title', 'Ours')")
        + f"\nopen({str(path)!r}, 'w', encoding='utf-8', newline='').write({other!r})"
    )

    ran = edit(code=5)

    assert path.read_text("utf-8") == other
    (kept,) = copies(tmp_path)
    assert "Ours" in kept.read_text("utf-8")
    assert str(kept) in ran.stderr


def test_the_editor_opens_at_the_commitment(ledger, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    path = ledger({}, {"id": "E6-P1-02"})
    script = tmp_path / "vim"
    script.write_text(f'#!/bin/sh\necho "$1" > "{tmp_path}/seen"\n')
    script.chmod(0o755)
    monkeypatch.setenv("VISUAL", str(script))

    edit("p1-2")

    line = int((tmp_path / "seen").read_text().strip().removeprefix("+"))
    near = path.read_text("utf-8").splitlines()[line - 1 : line + 3]
    assert "[[commitment]]" in near
    assert 'id = "E6-P1-02"' in near


@pytest.mark.parametrize("command", ["vi 'half", '"'])
def test_an_editor_that_is_no_command_is_refused_and_leaves_nothing(
    ledger, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, command: str
) -> None:
    ledger({})
    monkeypatch.setenv("EDITOR", command)

    assert "EDITOR" in edit(code=5).stderr
    assert copies(tmp_path) == []


@pytest.mark.parametrize(("there", "told"), [(("vi", "nano"), "Ctrl-X"), (("vi",), ":wq")])
def test_an_editor_that_nobody_chose_is_the_easier_one_and_is_explained(
    ledger, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, there: tuple[str, ...], told: str
) -> None:
    ledger({})
    programs = tmp_path / "programs"
    programs.mkdir()
    for name in there:
        (programs / name).write_text(f'#!/bin/sh\necho {name} > "{tmp_path}/seen"\n')
        (programs / name).chmod(0o755)
    for name in ("VISUAL", "EDITOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PATH", str(programs))

    said = edit("--lang", "en").stderr

    assert (tmp_path / "seen").read_text().strip() == there[-1]
    assert f"The editor {there[-1]} opens" in said
    assert told in said


def test_an_editor_that_was_chosen_opens_without_a_word(ledger, editor) -> None:
    ledger({})
    editor("pass")

    assert "The editor" not in edit("--lang", "en").stderr
