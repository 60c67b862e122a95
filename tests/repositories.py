"""Real git repositories for tests: one with two branches, and clones that share a remote."""

import os
import subprocess
from pathlib import Path

import pytest

NAME = "commitments.toml"


class Repository:
    """A repository with a ledger in its first folder."""

    def __init__(self, folder: Path, *, name: str = NAME) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder, self.path, self.said = folder, folder / name, ""

    def begin(self) -> "Repository":
        self.git("init", "-q", "-b", "main")
        self.git("config", "core.autocrlf", "false")
        return self

    def git(self, *words: str, code: int | None = 0) -> str:
        """What a git command says; asserts its exit code unless that is None."""
        ran = subprocess.run(
            ("git", *words), cwd=self.folder, check=False, capture_output=True, encoding="utf-8", timeout=120
        )
        assert code is None or ran.returncode == code, f"git {words}: {ran}"
        self.said = ran.stdout + ran.stderr
        return ran.stdout

    def commit(self, text: str, message: str = "work") -> str:
        """Commits a ledger and gives the commit's name."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.path.write_bytes(text.encode())
        self.git("add", "--", str(self.path))
        self.git("commit", "-q", "--no-verify", "--allow-empty", "-m", message)
        return self.git("rev-parse", "HEAD").strip()

    def diverge(self, base: str, ours: str, theirs: str) -> None:
        """Commits a base, theirs on a branch, and ours on main, where the work goes on."""
        self.commit(base, "base")
        self.git("checkout", "-q", "-b", "theirs")
        self.commit(theirs, "theirs")
        self.git("checkout", "-q", "main")
        self.commit(ours, "ours")

    @property
    def text(self) -> str:
        return self.path.read_bytes().decode("utf-8")

    @property
    def unfinished(self) -> bool:
        """Whether something is left for a person to do before a commit."""
        return bool(self.git("ls-files", "-u"))


def nobody(monkeypatch: pytest.MonkeyPatch, home: Path) -> None:
    """Git without anybody's settings, in the name of a tester."""
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("HOME", str(home))
    for role in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{role}_NAME", "tester")
        monkeypatch.setenv(f"GIT_{role}_EMAIL", "tester@example.org")
