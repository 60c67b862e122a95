"""Git as the commands see it: the repository a ledger lies in, what it held, and a merge in progress."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from functools import cached_property
from pathlib import Path

from eppd_track.words import git as words
from eppd_track.words.errors import ChangeRefused

_SECONDS = 600
"""How long a git command may take: a slow line, a large repository."""
_NO_DAEMON = ("gc.autoDetach=false", "maintenance.autoDetach=false")
"""Nothing that git starts lives on with the lock."""
HEADS = ("MERGE_HEAD", "CHERRY_PICK_HEAD", "REVERT_HEAD", "REBASE_HEAD")
"""What git calls the other side of a merge, a cherry-pick, a revert and a rebase in progress."""


class Git:
    """The repository that a file lies in; `top` is its first folder.

    Raises ChangeRefused where there is no git, and unless `anywhere` is given where there is no repository.
    """

    def __init__(self, path: Path, *, anywhere: bool = False) -> None:
        program = shutil.which("git")
        if program is None:
            raise ChangeRefused(words.NO_GIT, words.INSTALL_GIT)
        self.program = program
        self.file = path.resolve()
        self.folder = self.file if self.file.is_dir() else self.file.parent
        top = self.ask("rev-parse", "--show-toplevel")
        if top is None and not anywhere:
            raise ChangeRefused(words.NO_REPOSITORY.fill(folder=self.folder), words.GIT_INIT)
        self.top = Path(top) if top else None

    @property
    def root(self) -> Path:
        """The first folder of the repository."""
        return self.top or self.folder

    @cached_property
    def name(self) -> str:
        """The file by its way from the top of the repository, as git writes it."""
        return Path(os.path.relpath(self.file, self.root.resolve())).as_posix()

    def run(self, *given: str, settings: tuple[str, ...] = ()) -> "subprocess.CompletedProcess[bytes]":
        """A git command in the folder of the file. Raises ChangeRefused when git cannot be started.

        It holds the ledger's lock too (lock.py): where eppd is killed, others write when git has ended.
        """
        options = [part for setting in (*_NO_DAEMON, *settings) for part in ("-c", setting)]
        try:
            return subprocess.run(  # noqa: S603 - git, with words of our own
                [self.program, *options, *given],
                capture_output=True,
                check=False,
                close_fds=False,
                cwd=self.folder,
                env=_environment(),
                stdin=subprocess.DEVNULL,
                timeout=_SECONDS,
            )
        except (OSError, subprocess.SubprocessError) as error:
            raise ChangeRefused(words.GIT_FAILED.fill(what=given[0], why=error), words.TRY_GIT) from error

    def ask(self, *given: str) -> str | None:
        """What a git command answers on one line, or None where it fails or says nothing."""
        done = self.run(*given)
        return done.stdout.decode("utf-8", "replace").strip() or None if done.returncode == 0 else None

    def do(self, *given: str, settings: tuple[str, ...] = ()) -> str:
        """A git command that has to succeed. Raises ChangeRefused with what git says."""
        done = self.run(*given, settings=settings)
        if done.returncode != 0:
            raise ChangeRefused(words.GIT_FAILED.fill(what=given[0], why=last_words(done)), words.TRY_GIT)
        return done.stdout.decode("utf-8", "replace").strip()

    def commit(self, revision: str) -> str | None:
        """The full name of a revision, or None where there is none."""
        return self.ask("rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}")

    def held(self, revision: str) -> bytes | None:
        """The file's bytes in a revision (`:` is what is about to be committed), or None."""
        done = self.run("cat-file", "blob", f"{revision.removesuffix(':')}:{self.name}")
        return done.stdout if done.returncode == 0 else None

    def place(self, name: str) -> Path:
        """Where git keeps a file of its own, or looks for a hook."""
        return self.folder / self.do("rev-parse", "--git-path", name)


def _environment() -> dict[str, str]:
    """The surroundings of a git command: messages in English, no question where nobody sits.

    A hook is told its repository by relative paths, which hold from here only.
    """
    found = dict(os.environ)
    for name in ("GIT_DIR", "GIT_INDEX_FILE", "GIT_WORK_TREE"):
        if name in found:
            found[name] = str(Path(found[name]).absolute())
    if "GIT_DIR" in found:
        found.setdefault("GIT_WORK_TREE", str(Path.cwd()))
    return found | {"LC_ALL": "C", "GIT_TERMINAL_PROMPT": "0", "GIT_EDITOR": "true"}


def last_words(done: "subprocess.CompletedProcess[bytes]") -> str:
    """What git says of a failure: its last line that is no advice."""
    lines = (done.stderr + b"\n" + done.stdout).decode("utf-8", "replace").splitlines()
    told = [line.strip() for line in lines if line.strip() and not line.startswith("hint:")]
    serious = [line for line in told if line.startswith(("fatal:", "error:", "!"))]
    return (serious or told or [f"exit {done.returncode}"])[-1].removeprefix("fatal: ").rstrip(".")


def in_progress(path: Path) -> Iterator[str]:
    """The other side of each merge, cherry-pick, revert or rebase in progress where a file lies.

    Looked for without git: nearly always there is none.
    """
    folder = _git_folder(path.resolve().parent)
    if folder is not None:
        yield from (name for name in HEADS if (folder / name).is_file())


def _git_folder(folder: Path) -> Path | None:
    """The folder that git keeps a working copy's state in."""
    given = os.environ.get("GIT_DIR")
    if given:
        return Path(given)
    for each in (folder, *folder.parents):
        place = each / ".git"
        if place.is_dir():
            return place
        if place.is_file():
            with suppress(OSError, UnicodeDecodeError):
                return each / place.read_text("utf-8").removeprefix("gitdir:").strip()
    return None
