"""`eppd merge --install`: git merges with eppd, and where that fails nobody's work is gone in silence."""

import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest
import tomli
from conftest import Eppd, needs
from repositories import Repository, nobody
from test_merge_rules import found, new_item, notes, on_first, record, swap
from threeway import PLAIN

from eppd_track.cli.git.driver import program

pytestmark = [needs("git"), pytest.mark.skipif(os.name == "nt", reason="programs of a POSIX shell")]
OURS = on_first(PLAIN, record("2026-03-01", "Ours."))
THEIRS = on_first(PLAIN, record("2026-03-02", "Theirs."))


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    """The working folder as a repository, with no eppd on the path."""
    nobody(monkeypatch, tmp_path.parent)
    monkeypatch.setenv("PATH", "/usr/local/bin:/usr/bin:/bin")
    return Repository(tmp_path).begin()


@pytest.fixture
def installed(repository: Repository, eppd: Eppd) -> Repository:
    repository.path.write_text(PLAIN, "utf-8")
    eppd("merge", "--install")
    repository.git("add", ".gitattributes", ".gitignore")
    repository.git("commit", "-qm", "set up")
    return repository


# ---- git calls it ----


def test_git_merges_with_the_eppd_that_was_installed_wherever_it_is_started(installed: Repository) -> None:
    installed.diverge(PLAIN, OURS, THEIRS)

    installed.git("merge", "--no-edit", "theirs")

    assert notes(installed.text) == ["Called.", "Ours.", "Theirs."]
    assert found(installed.text) == set()


def test_a_revert_takes_neither_half(installed: Repository, eppd: Eppd) -> None:
    installed.commit(PLAIN)
    eppd("update", "p1-1", "--status", "blocked", "--reason", "Floods.", "--today", "2026-03-01")
    gone = installed.commit(installed.text, "blocked")
    installed.commit(on_first(installed.text, record("2026-03-05", "Later.")))

    installed.git("revert", "--no-edit", gone, code=None)

    head = tomli.loads(installed.text)["commitment"][0]
    assert head["status"] == "blocked"
    assert len(head["update"]) == 3
    assert found(installed.text) == set()


def test_a_cherry_pick_brings_the_earlier_record_along(installed: Repository) -> None:
    installed.commit(PLAIN)
    installed.git("checkout", "-q", "-b", "theirs")
    first = on_first(PLAIN, record("2026-03-02", "First.", "progress = 10"))
    first = swap(first, ("due = 2026-12-31", "progress = 10\ndue = 2026-12-31"))
    installed.commit(first)
    second = on_first(first, record("2026-03-03", "Second.", "progress = 20", "previous = { progress = 10 }"))
    picked = installed.commit(swap(second, ("\nprogress = 10\ndue", "\nprogress = 20\ndue")))
    installed.git("checkout", "-q", "main")
    installed.commit(OURS)

    installed.git("cherry-pick", picked)

    assert notes(installed.text) == ["Called.", "Ours.", "First.", "Second."]
    assert found(installed.text) == set()


def test_histories_without_an_ancestor_are_joined(installed: Repository) -> None:
    installed.git("checkout", "-q", "--orphan", "theirs")
    installed.commit(THEIRS, "theirs")
    installed.git("checkout", "-q", "main")
    installed.commit(OURS, "ours")

    installed.git("merge", "--allow-unrelated-histories", "--no-edit", "theirs")

    assert notes(installed.text) == ["Called.", "Ours.", "Theirs."]
    assert len(tomli.loads(installed.text)["commitment"]) == 4


def test_two_merges_across_leave_the_same_ledger(installed: Repository) -> None:
    """Each merges the other's work, and then both merges are merged: git makes an ancestor of two."""
    installed.diverge(PLAIN, OURS, THEIRS)
    installed.git("branch", "lin")
    installed.git("merge", "-q", "--no-edit", "theirs")
    installed.git("checkout", "-q", "theirs")
    installed.git("merge", "-q", "--no-edit", "lin")
    installed.commit(installed.text + new_item("E6-P2-02", "More"))

    installed.git("merge", "-q", "--no-edit", "main")

    assert sorted(notes(installed.text)) == ["Called.", "Ours.", "Theirs."]
    assert found(installed.text) == set()


# ---- the ways to fail ----


def script(lines: str) -> Callable[[Path], None]:
    def write(path: Path) -> None:
        path.write_text(lines, "utf-8")
        path.chmod(0o755)

    return write


FAILURES: dict[str, Callable[[Path], None]] = {
    "not there": lambda path: None,
    "not runnable": lambda path: path.write_text("#!/bin/sh\n", "utf-8") and None,
    "its Python is gone": script("#!/nowhere/python\n"),
    "its package is gone": script('#!/bin/sh\necho "No module named eppd_track" >&2; exit 1\n'),
    "does not know the command": script('#!/bin/sh\necho "No such command merge" >&2; exit 2\n'),
    "cannot read a side": script("#!/bin/sh\nexit 3\n"),
    "refuses": script("#!/bin/sh\nexit 5\n"),
    "has a fault": script("#!/bin/sh\nexit 70\n"),
    "is killed": script("#!/bin/sh\nkill -9 $$\n"),
    "is killed half way": script('#!/bin/sh\nprintf "schema = 1" > "$3.tmp"; kill -9 $$\n'),
    "is interrupted": script("#!/bin/sh\nexit 130\n"),
}


def broken(installed: Repository, tmp_path: Path, make: Callable[[Path], None]) -> None:
    """The driver as it was installed, with something else where eppd was."""
    path = tmp_path.parent / f"{tmp_path.name}-eppd"
    make(path)
    driver = installed.git("config", "merge.eppd.driver").strip()
    assert program() in driver
    installed.git("config", "merge.eppd.driver", driver.replace(program(), str(path)))


@pytest.mark.parametrize("make", FAILURES.values(), ids=FAILURES.keys())
@pytest.mark.parametrize("how", ["merge", "rebase", "cherry-pick", "pull"])
def test_a_driver_that_fails_leaves_marks_or_an_unfinished_merge(
    installed: Repository, tmp_path: Path, make: Callable[[Path], None], how: str
) -> None:
    installed.diverge(PLAIN, OURS, THEIRS)
    broken(installed, tmp_path, make)
    words = {
        "merge": ("merge", "--no-edit", "theirs"),
        "rebase": ("rebase", "theirs"),
        "cherry-pick": ("cherry-pick", "theirs"),
        "pull": ("pull", "-q", "--no-rebase", "--no-edit", ".", "theirs"),
    }[how]

    installed.git(*words, code=None)

    assert installed.unfinished
    assert "<<<<<<<" in installed.text
    assert "Ours." in installed.text
    assert "Theirs." in installed.text
    assert installed.git("commit", "-qam", "Blind", code=None) == ""
    assert installed.unfinished, "the check before the commit lets it through"


@pytest.mark.parametrize("make", FAILURES.values(), ids=FAILURES.keys())
def test_work_on_different_commitments_is_merged_by_git_or_left_unfinished(
    installed: Repository, tmp_path: Path, make: Callable[[Path], None]
) -> None:
    installed.diverge(PLAIN, OURS, swap(PLAIN, ("Share a register", "Share two registers")))
    broken(installed, tmp_path, make)

    installed.git("merge", "--no-edit", "theirs", code=None)

    assert "Ours." in installed.text
    assert "Share two registers" in installed.text


def test_a_side_that_does_not_parse_leaves_both_and_an_unfinished_merge(installed: Repository) -> None:
    installed.diverge(PLAIN, OURS, swap(PLAIN, ('"Share a register"', '"Share a register')))

    installed.git("merge", "--no-edit", "theirs", code=1)

    assert "Line 89: " in installed.said
    assert installed.unfinished
    assert '"Share a register\n' in installed.text
    assert "Ours." in installed.text


def test_a_side_that_is_no_text_stops_the_merge(installed: Repository) -> None:
    installed.commit(PLAIN, "base")
    installed.git("checkout", "-q", "-b", "theirs")
    installed.commit(THEIRS + "\0", "theirs")
    installed.git("checkout", "-q", "main")
    installed.commit(OURS, "ours")

    ended = installed.git("merge", "--no-edit", "theirs", code=None)

    assert "Merge made" not in ended
    assert "theirs" not in installed.git("branch", "--merged", "main")
    assert installed.text == OURS


# ---- set up ----


def state(repository: Repository) -> dict[str, bytes]:
    names = (".gitattributes", ".gitignore", ".git/config", ".git/hooks/pre-commit")
    paths = [repository.folder / name for name in names]
    return {path.name: path.read_bytes() for path in paths if path.exists()}


def test_it_says_what_it_does_and_twice_is_once(repository: Repository, eppd: Eppd) -> None:
    repository.path.write_text(PLAIN, "utf-8")

    said = eppd("merge", "--install").err
    first = state(repository)
    again = eppd("merge", "--install").err

    assert program() in said
    assert first[".gitattributes"] == b"commitments.toml text eol=lf merge=eppd\n"
    assert first[".gitignore"] == b".commitments.toml.lock\n"
    assert all(name in said for name in (".gitattributes", ".gitignore", "pre-commit"))
    assert state(repository) == first
    assert again.count("already") == 4
    assert "Commit .gitattributes" in said


def test_what_is_there_already_stays(repository: Repository, eppd: Eppd) -> None:
    repository.path.write_text(PLAIN, "utf-8")
    (repository.folder / ".gitattributes").write_bytes(b"*.png binary\r\n*.md text")
    (repository.folder / ".gitignore").write_bytes(b"*.tmp")
    hook = repository.folder / ".git" / "hooks" / "pre-commit"
    hook.write_bytes(b'#!/usr/bin/env bash\necho "theirs ran" >> ran\nexit 0\n')
    hook.chmod(0o755)

    eppd("merge", "--install")

    assert (repository.folder / ".gitattributes").read_bytes() == (
        b"*.png binary\r\n*.md text\r\ncommitments.toml text eol=lf merge=eppd\r\n"
    )
    assert (repository.folder / ".gitignore").read_bytes() == b"*.tmp\n.commitments.toml.lock\n"
    repository.git("add", repository.path.name)
    repository.git("commit", "-qm", "sound")
    assert (repository.folder / "ran").read_text("utf-8") == "theirs ran\n"
    repository.path.write_text(PLAIN.replace('owner = "MODA"', 'owner = "MODDA"'), "utf-8")
    repository.git("commit", "-qam", "faulty", code=1)
    assert "MODDA" in repository.said


@pytest.mark.parametrize(
    ("held", "told"),
    [(b"#!/usr/bin/env python3\nprint(1)\n", "is no shell script"), (b"\x7fELF\0", "is no shell script")],
)
def test_a_hook_of_another_kind_is_left_alone_and_told(
    repository: Repository, eppd: Eppd, held: bytes, told: str
) -> None:
    repository.path.write_text(PLAIN, "utf-8")
    hook = repository.folder / ".git" / "hooks" / "pre-commit"
    hook.write_bytes(held)

    said = eppd("merge", "--install").err

    assert told in said
    assert "check --staged" in said
    assert hook.read_bytes() == held


def test_a_hook_that_sleeps_is_not_woken(repository: Repository, eppd: Eppd) -> None:
    repository.path.write_text(PLAIN, "utf-8")
    hook = repository.folder / ".git" / "hooks" / "pre-commit"
    hook.write_bytes(b"#!/bin/sh\nexit 1\n")
    hook.chmod(0o644)

    assert "chmod +x" in eppd("merge", "--install").err
    assert not hook.stat().st_mode & stat.S_IXUSR


def test_hooks_kept_elsewhere_are_found_and_a_folder_that_takes_none_is_told(
    repository: Repository, eppd: Eppd
) -> None:
    repository.path.write_text(PLAIN, "utf-8")
    repository.git("config", "core.hooksPath", "tools/our hooks")
    eppd("merge", "--install")
    repository.git("config", "core.hooksPath", os.devnull)
    said = eppd("merge", "--install").err

    assert "check --staged" in (repository.folder / "tools/our hooks/pre-commit").read_text("utf-8")
    assert "No check before commits" in said


def test_a_ledger_in_a_folder_with_a_blank_is_merged_and_checked(
    tmp_path: Path, repository: Repository, eppd: Eppd, monkeypatch: pytest.MonkeyPatch
) -> None:
    inner = Repository(tmp_path / "follow up", name="our ledger.toml")
    inner.commit(PLAIN)
    monkeypatch.chdir(inner.folder)
    eppd("merge", "--install", "--file", "our ledger.toml")
    inner.diverge(PLAIN, OURS, THEIRS)

    inner.git("merge", "--no-edit", "theirs")

    assert notes(inner.text) == ["Called.", "Ours.", "Theirs."]
    inner.path.write_text(inner.text.replace('owner = "MODA"', 'owner = "MODDA"'), "utf-8")
    inner.git("commit", "-qam", "faulty", code=1)
    assert "MODDA" in inner.said


def test_for_all_repositories_the_driver_is_the_users(
    tmp_path: Path, repository: Repository, eppd: Eppd, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "user.gitconfig"))
    outside = tmp_path.parent / f"{tmp_path.name}-outside"
    outside.mkdir()
    monkeypatch.chdir(outside)

    said = eppd("merge", "--install", "--global").err

    assert program() in (tmp_path / "user.gitconfig").read_text("utf-8")
    assert "run `eppd merge --install`" in said
    monkeypatch.chdir(tmp_path)
    repository.path.write_text(PLAIN, "utf-8")
    eppd("merge", "--install", "--global")
    repository.git("config", "--local", "merge.eppd.driver", code=1)
    assert (tmp_path / ".gitattributes").is_file()


def test_another_line_that_says_otherwise_is_told(repository: Repository, eppd: Eppd) -> None:
    repository.path.write_text(PLAIN, "utf-8")
    (repository.folder / ".git" / "info").mkdir(exist_ok=True)
    (repository.folder / ".git" / "info" / "attributes").write_text("commitments.toml merge=union\n", "utf-8")

    assert "still says otherwise" in eppd("merge", "--install").err


def test_outside_of_a_repository_and_without_git_it_is_one_sentence(
    tmp_path: Path, eppd: Eppd, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "is in no git repository" in eppd("merge", "--install", code=5).err
    monkeypatch.setenv("PATH", str(tmp_path))
    assert "Git is not installed" in eppd("merge", "--install", code=5).err
