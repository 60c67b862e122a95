"""Who may read and write a file before and after it is replaced: real users, groups and access lists."""

import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from conftest import ledger_text, needs
from filelock import FileLock

from eppd_track.cli.app import main

try:
    import grp
    import pwd
except ImportError:
    pytest.skip("rights of POSIX", allow_module_level=True)

ROOT_ONLY = pytest.mark.skipif(os.geteuid() != 0, reason="only root can make users and become one of them")
GROUP, OWNER, COLLEAGUE, OUTSIDER = (
    f"eppd{name}{os.getpid()}" for name in ("team", "owner", "mate", "other")
)
USERS = (OWNER, COLLEAGUE, OUTSIDER)
"""The owner and the colleague are in the group; each process makes its own three."""
DAY = ("--today", "2026-11-23")
ITEM = "E6-P1-01"
ATTRIBUTE = "user.seal"


@pytest.fixture(scope="module")
def users() -> Iterator[None]:
    """Three users of the system, made for this module."""
    one_at_a_time = FileLock(Path(tempfile.gettempdir()) / "eppd-users.lock", timeout=60)
    try:
        with one_at_a_time:
            subprocess.run(["groupadd", GROUP], check=True)
            for name in USERS:
                groups = [] if name == OUTSIDER else ["-G", GROUP]
                subprocess.run(["useradd", "-M", "-U", "-s", "/bin/sh", *groups, name], check=True)
        yield
    finally:
        with one_at_a_time:
            for name in USERS:
                subprocess.run(["userdel", name], check=False, capture_output=True)
            subprocess.run(["groupdel", GROUP], check=False, capture_output=True)


def as_user(name: str, act: Callable[[], int]) -> int:
    """What `act` gives in a process of that user."""
    user = pwd.getpwnam(name)
    child = os.fork()
    if child == 0:
        code = 99
        with contextlib.suppress(BaseException):
            os.setgroups(os.getgrouplist(name, user.pw_gid))
            os.setgid(user.pw_gid)
            os.setuid(user.pw_uid)
            os.umask(0o022)
            code = act()
        os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def may(path: Path, name: str) -> str:
    """What a user may do with a file, by trying."""

    def tried() -> int:
        found = 0
        for bit, flags in ((1, os.O_RDONLY), (2, os.O_WRONLY)):
            with contextlib.suppress(OSError):
                os.close(os.open(path, flags))
                found |= bit
        return found

    return ("none", "reads", "writes", "both")[as_user(name, tried)]


class State(NamedTuple):
    """A file's rights: its group, its mode and access list in words, an attribute, and who may do what."""

    group: str
    listed: list[str]
    seal: bytes
    may: tuple[str, ...]

    @staticmethod
    def of(path: Path) -> "State":
        told = subprocess.run(["getfacl", "-cp", path], check=True, capture_output=True, text=True).stdout
        return State(
            grp.getgrgid(path.stat().st_gid).gr_name,
            told.split(),
            os.getxattr(path, ATTRIBUTE),
            tuple(may(path, name) for name in USERS),
        )


def acl(path: Path, *entries: str) -> None:
    if entries:
        subprocess.run(["setfacl", *entries, path], check=True)


class Case(NamedTuple):
    """A file and its folder: mode, group and access list, what the folder hands on, and who writes."""

    mode: int
    group: str
    access: tuple[str, ...]
    folder: str
    writer: str


OPEN_TO_ALL = 0o666
FILES = [
    (0o600, OWNER, ()),
    (0o640, GROUP, ()),
    (0o660, GROUP, ()),
    (0o664, GROUP, ()),
    (0o660, OWNER, ("-m", f"u:{COLLEAGUE}:rw")),
    (0o660, GROUP, ("-m", f"u:{OUTSIDER}:r")),
    (0o660, GROUP, ("-m", f"u:{OUTSIDER}:rw,u:{OWNER}:rw")),
    (0o620, GROUP, ("-m", f"u:{COLLEAGUE}:rw,g::r")),
    (OPEN_TO_ALL, OWNER, ()),
    (0o606, GROUP, ()),
]
FOLDERS = ("plain", "setgid", "with a default access list")
CASES = [Case(*file, folder, writer) for file in FILES for folder in FOLDERS for writer in USERS]


class Place:
    """A folder with a ledger that has the rights of a case, and a state folder for each user."""

    def __init__(self, folder: Path, case: Case, command: str) -> None:
        self.case, self.command = case, command
        self.folder = folder
        folder.mkdir()
        os.chown(folder, 0, grp.getgrnam(GROUP).gr_gid)
        folder.chmod(0o2777 if case.folder == "setgid" else 0o777)
        if "list" in case.folder:
            acl(folder, "-d", "-m", f"u:{OUTSIDER}:rwx")
        self.ledger = self._file("commitments.toml", ledger_text({"title": "A bridge"}))
        self.state = folder / f"state of {case.writer}"
        self.state.mkdir()
        os.chown(self.state, pwd.getpwnam(case.writer).pw_uid, -1)

    def _file(self, name: str, text: str) -> Path:
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        self.set_rights(path)
        return path

    def set_rights(self, path: Path) -> None:
        os.chown(path, pwd.getpwnam(OWNER).pw_uid, grp.getgrnam(self.case.group).gr_gid)
        subprocess.run(["setfacl", "-b", path], check=True)
        path.chmod(self.case.mode)
        acl(path, *self.case.access)
        os.setxattr(path, ATTRIBUTE, b"kept")

    def run(self, *words: str) -> int:
        """A command as the writer, in a process of its own."""
        return as_user(self.case.writer, lambda: self.act(*words))

    def act(self, *words: str) -> int:
        os.chdir(self.folder)
        os.environ.update(EPPD_STATE=str(self.state), EDITOR="sh edit.sh", EPPD_DEBUG="")
        with (
            Path(os.devnull).open(encoding="utf-8") as sys.stdin,
            (self.state / "said").open("w", encoding="utf-8") as said,
            contextlib.redirect_stdout(said),
            contextlib.redirect_stderr(said),
        ):
            return main([*words, *DAY])

    def words(self) -> str:
        """What the last command said."""
        return (self.state / "said").read_text("utf-8")

    def debris(self) -> list[Path]:
        return [*self.folder.glob(".*.tmp"), *self.folder.glob(".*.edit.*")]

    def prepared(self) -> tuple[Path, tuple[str, ...]]:
        """The file that the command replaces, and the command."""
        others = {name: self._file(name, ledger_text({"title": title})) for name, title in PEERS.items()}
        (self.folder / "edit.sh").write_text('echo "# by hand" >> "$1"\n')
        if self.command == "undo":
            raw = self.ledger.read_bytes()
            self.run("update", ITEM, "--note", "Heard.")
            if raw != self.ledger.read_bytes():
                self.set_rights(self.ledger)
        if self.command == "check --fix":
            text = self.ledger.read_text("utf-8").replace("not-started", "Not Started")
            self.ledger.write_text(text, encoding="utf-8")
        if self.command == "merge":
            return others["ours.toml"], ("merge", *PEERS)
        if self.command == "-o":
            path = self._file("list.md", "old")
            return path, ("list", "-o", path.name, "--overwrite")
        return self.ledger, COMMANDS[self.command]


PEERS = {"base.toml": "A bridge", "ours.toml": "A bridge", "theirs.toml": "A tunnel"}
COMMANDS = {
    "update": ("update", ITEM, "--note", "Heard."),
    "undo": ("undo",),
    "merge": (),
    "edit": ("edit",),
    "check --fix": ("check", "--fix"),
    "-o": (),
}


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that every user can reach; those above pytest's own are private."""
    made = Path(tempfile.mkdtemp())
    made.chmod(0o755)
    yield made
    shutil.rmtree(made)


def warm_up(folder: Path, command: str) -> None:
    """Runs a command once: what is loaded by then need not be read by others, who may not."""
    warm = Place(folder / "warm", CASES[0], command)
    with pytest.MonkeyPatch.context() as kept:
        kept.setattr(sys, "stdin", sys.stdin)
        warm.act(*warm.prepared()[1])


@ROOT_ONLY
@needs("setfacl", "groupadd", "useradd")
@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.usefixtures("users")
def test_a_write_keeps_who_may_read_and_write_or_is_refused(command: str, folder: Path) -> None:
    warm_up(folder, command)
    wrong: list[tuple[object, ...]] = []
    done = dict.fromkeys(USERS, 0)
    for number, case in enumerate(CASES):
        place = Place(folder / str(number), case, command)
        path, words = place.prepared()
        before, raw = State.of(path), path.read_bytes()
        code = place.run(*words)
        after, written = State.of(path), path.read_bytes() != raw
        done[case.writer] += written
        if case.mode == OPEN_TO_ALL:  # of which group nobody can make a difference
            after = after._replace(group=before.group)
        may_write = before.may[USERS.index(case.writer)] == "both"
        private = [copy for copy in place.state.rglob("*.json") if copy.stat().st_mode & 0o077]
        if (
            after != before
            or code not in ({0} if written else {3, 5})
            or (written and not may_write)
            or private
            or place.debris()
        ):
            wrong.append((case, code, place.words(), before, after, private, place.debris()))

    assert wrong == []
    assert all(done.values()), done


@ROOT_ONLY
@needs("setfacl", "useradd")
@pytest.mark.usefixtures("users")
@pytest.mark.parametrize(("mode", "usable"), [(0o600, False), (0o640, True), (0o666, True)])
def test_a_lock_file_of_somebody_else_is_used_or_named_with_its_owner(
    folder: Path, mode: int, *, usable: bool
) -> None:
    warm_up(folder, "update")
    place = Place(folder / "shared", Case(0o660, GROUP, (), "setgid", COLLEAGUE), "update")
    lock = place.folder / ".commitments.toml.lock"
    lock.touch()
    os.chown(lock, pwd.getpwnam(OWNER).pw_uid, grp.getgrnam(GROUP).gr_gid)
    lock.chmod(mode)
    raw = place.ledger.read_bytes()

    assert place.run("update", ITEM, "--note", "Heard.") == (0 if usable else 5), place.words()
    assert (place.ledger.read_bytes() != raw) is usable
    if not usable:
        said = " ".join(place.words().split())
        assert f"{lock}, which belongs to {OWNER}" in said
        assert f"ask {OWNER}" in said
