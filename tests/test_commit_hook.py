"""A faulty ledger does not get into git: the hooks of the how-to page, run by git and by pre-commit."""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import ROOT, SHIPPED, needs

PAGE = (ROOT / "docs" / "howto" / "check-before-commit.md").read_text("utf-8")
HOOKS = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
CONFIG, WORKFLOW = (yaml.safe_load(text) for text in re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL))
SCRIPT = re.findall(r"```bash\n(.*?)```", PAGE, re.DOTALL)[0]
FAULT = ('owner = "MODA"', 'owner = "MODDA"')

pytestmark = [needs("git"), pytest.mark.skipif(os.name == "nt", reason="hooks for a POSIX shell")]
Git = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Git:
    """Runs git in a new repository with the ledger in it; `eppd` is on the path."""
    programs, folder = tmp_path / "programs", tmp_path / "repository"
    for each in (programs, folder):
        each.mkdir()
    program = programs / "eppd"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m eppd_track "$@"\n', "utf-8")
    program.chmod(0o755)
    own = {
        "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),
        "HOME": str(tmp_path),
        "PRE_COMMIT_HOME": str(tmp_path / "pre-commit"),
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        **{f"GIT_{who}_NAME": "Wang" for who in ("AUTHOR", "COMMITTER")},
        **{f"GIT_{who}_EMAIL": "wang@example.org" for who in ("AUTHOR", "COMMITTER")},
    }
    for name, value in own.items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(folder)

    def run(*words: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            ["git", *words],
            check=False,
            capture_output=True,
            encoding="utf-8",
            stdin=subprocess.DEVNULL,
            timeout=120,
        )

    Path("commitments.toml").write_bytes(SHIPPED.read_bytes())
    for words in (("init", "-q", "-b", "main"), ("add", "."), ("commit", "-qm", "The ledger")):
        assert run(*words).returncode == 0
    return run


def with_script(_: Git) -> None:
    hook = Path(".git", "hooks", "pre-commit")
    hook.write_text(SCRIPT, "utf-8")
    hook.chmod(0o755)


def with_pre_commit(git: Git) -> None:
    """The shipped hook, run by pre-commit from this environment instead of one that it would build."""
    hooks = [hook | {"language": "system"} for hook in HOOKS]
    config = {"repos": [{"repo": "local", "hooks": hooks}]}
    Path(".pre-commit-config.yaml").write_text(yaml.safe_dump(config), "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "pre_commit", "install"], check=False, capture_output=True, encoding="utf-8"
    )
    assert done.returncode == 0, done.stderr
    assert git("add", ".pre-commit-config.yaml").returncode == 0
    assert git("commit", "-qm", "The hook").returncode == 0


def write(text: str) -> None:
    Path("commitments.toml").write_text(text, "utf-8")


def faulty() -> str:
    text = SHIPPED.read_text("utf-8")
    assert FAULT[0] in text
    return text.replace(*FAULT, 1)


def head(git: Git) -> str:
    return git("rev-parse", "HEAD").stdout


@pytest.mark.parametrize("put_in", [with_script, with_pre_commit])
def test_a_faulty_ledger_is_refused_and_a_sound_one_passes(git: Git, put_in: Callable[[Git], None]) -> None:
    put_in(git)
    before = head(git)

    write(faulty())
    refused = git("commit", "-qam", "A new owner")
    assert refused.returncode != 0
    assert "MODDA" in refused.stdout + refused.stderr
    assert head(git) == before

    write(SHIPPED.read_text("utf-8") + "# A remark.\n")
    passed = git("commit", "-qam", "A remark")
    assert passed.returncode == 0, passed.stdout + passed.stderr
    assert head(git) != before


@pytest.mark.parametrize("put_in", [with_script, with_pre_commit])
def test_what_is_about_to_be_committed_counts(git: Git, put_in: Callable[[Git], None]) -> None:
    put_in(git)

    write(faulty())
    git("add", ".")
    write(SHIPPED.read_text("utf-8"))
    assert git("commit", "-qm", "Faulty in the index").returncode != 0

    write(SHIPPED.read_text("utf-8") + "# A remark.\n")
    git("add", ".")
    write(faulty())
    assert git("commit", "-qm", "Sound in the index").returncode == 0
    assert "MODDA" in Path("commitments.toml").read_text("utf-8")


@pytest.mark.parametrize("put_in", [with_script, with_pre_commit])
def test_a_commit_of_something_else_is_not_held_up(git: Git, put_in: Callable[[Git], None]) -> None:
    write(faulty())
    assert git("commit", "-qam", "Before there was a hook").returncode == 0
    put_in(git)
    Path("letter.txt").write_text("Dear all\n", "utf-8")
    git("add", "letter.txt")

    assert git("commit", "-qm", "A letter").returncode == 0


def test_the_hook_is_one_that_pre_commit_takes() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "pre_commit", "validate-manifest", str(ROOT / ".pre-commit-hooks.yaml")],
        check=False,
        capture_output=True,
        encoding="utf-8",
    )

    assert done.returncode == 0, done.stdout
    assert [hook["id"] for hook in HOOKS] == [hook["id"] for hook in CONFIG["repos"][0]["hooks"]]
    assert re.search(HOOKS[0]["files"], "commitments.toml")
    assert re.search(HOOKS[0]["files"], "follow-up/commitments.toml")
    assert not re.search(HOOKS[0]["files"], "old-commitments.toml")


def test_the_workflow_checks_the_ledger_whenever_it_is_touched() -> None:
    events: dict[str, Any] = WORKFLOW[True]  # YAML 1.1 reads `on` as yes
    steps = WORKFLOW["jobs"]["check"]["steps"]

    assert {name: event["paths"] for name, event in events.items()} == {
        "push": ["commitments.toml"],
        "pull_request": ["commitments.toml"],
    }
    assert [step["run"] for step in steps if "run" in step] == ['pip install "$EPPD"', HOOKS[0]["entry"]]
    assert WORKFLOW["permissions"] == {"contents": "read"}
