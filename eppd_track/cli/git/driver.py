"""`eppd merge --install`: a repository set up so that git merges the ledger with eppd.

Git's rule for a merge driver: 0 is done, up to 128 a conflict with what stands in OURS, above that a failure
that stops the merge. A driver that cannot run leaves ours without a mark, so git's own merge stands behind
this one.
"""

import os
import re
import shlex
import shutil
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

from eppd_track.cli.git.repository import Git
from eppd_track.ledger import store
from eppd_track.ledger.lock import lock_path
from eppd_track.words import git as words
from eppd_track.words.errors import ChangeRefused, ExitCode
from eppd_track.words.faults import CONFLICT_MARK
from eppd_track.words.text import Text

_REFUSED = f"{ExitCode.LEDGER.value}|{ExitCode.REFUSED.value}|{ExitCode.INTERNAL.value}"
_SHELL = re.compile(rb"#!.*\b(?:ba|da|k|z)?sh\b")
NAME = "merge.eppd.name"
DRIVER = "merge.eppd.driver"


def program() -> str:
    """This eppd as a shell starts it, by its absolute path."""
    called = Path(sys.argv[0])
    found = shutil.which(str(called.absolute())) if called.stem == "eppd" else None
    if found is not None:
        return shlex.quote(Path(found).absolute().as_posix())
    return f"{shlex.quote(Path(sys.executable).absolute().as_posix())} -P -m eppd_track"


def driver() -> str:
    """The command that git merges the ledger with.

    A conflict counts only where its mark stands in the file; what else fails is merged by git itself, and
    stays unfinished where eppd refused it.
    """
    eppd = program().replace("%", "%%")
    return (
        f"{eppd} merge %O %A %B; e=$?; test $e -eq 0 && exit 0;"
        f" test $e -eq {ExitCode.FOUND.value} && grep -q {shlex.quote(CONFLICT_MARK)} %A && exit $e;"
        " git merge-file -L ours -L base -L theirs %A %O %B; g=$?;"
        f" case $e in {_REFUSED}) test $g -eq 0 && g=1;; esac; exit $g"
    )


def install(path: Path, *, everywhere: bool) -> Iterator[Text]:
    """Sets up the repository of a ledger, or with `everywhere` the user's git, and says each thing done.

    What is there already stays; twice is once. Raises ChangeRefused.
    """
    git = Git(path, anywhere=everywhere)
    yield _driver(git, everywhere=everywhere)
    if git.top is None:
        yield words.IN_EACH
        return
    yield _attributes(git)
    yield _ignored(git)
    yield _hook(git)
    if git.ask("-C", str(git.top), "status", "--porcelain", "--", ".gitattributes", ".gitignore"):
        yield words.COMMIT_THESE


def _driver(git: Git, *, everywhere: bool) -> Text:
    scope = "--global" if everywhere else "--local"
    where = words.FOR_ALL if everywhere else words.FOR_THIS
    if git.ask("config", scope, "--get", DRIVER) == driver():
        return words.IS_DRIVER.fill(program=program(), where=where)
    git.do("config", scope, NAME, "eppd: record by record")
    git.do("config", scope, DRIVER, driver())
    return words.DRIVER_SET.fill(program=program(), where=where)


def _attributes(git: Git) -> Text:
    """The line that names the driver for the ledger, unless what is there says so already."""
    wanted = {"text": "set", "eol": "lf", "merge": "eppd"}
    line = f"{pattern(git.file.name)} text eol=lf merge=eppd"
    if _attributes_now(git) == wanted:
        return words.IS_LINE.fill(line=line, file=".gitattributes")
    _append(git.root / ".gitattributes", line)
    if _attributes_now(git) != wanted:
        return words.OVERRULED.fill(line=line)
    return words.LINE_ADDED.fill(line=line, file=".gitattributes")


def _attributes_now(git: Git) -> dict[str, str]:
    told = git.do("check-attr", "-z", "text", "eol", "merge", "--", str(git.file)).split("\0")
    return dict(zip(told[1::3], told[2::3], strict=False))


def pattern(name: str) -> str:
    """A file name as a line of `.gitattributes` holds it."""
    escaped = _literal(name)
    quoted = re.sub(r'(["\\])', r"\\\1", escaped)
    return f'"{quoted}"' if re.search(r'[\s"]', name) else escaped


def _literal(name: str) -> str:
    """A file name as a pattern of git that means just this name."""
    return re.sub(r"^[!#]|[*?[\\]", r"\\\g<0>", name)


def _ignored(git: Git) -> Text:
    lock = lock_path(git.file)
    if git.run("check-ignore", "-q", "--", str(lock)).returncode == 0:
        return words.IS_LINE.fill(line=lock.name, file=".gitignore")
    _append(git.root / ".gitignore", _literal(lock.name))
    return words.LINE_ADDED.fill(line=_literal(lock.name), file=".gitignore")


def _append(path: Path, line: str) -> None:
    """Puts a line behind what a file holds."""
    held = path.read_bytes() if path.is_file() else b""
    newline = b"\r\n" if b"\r\n" in held else b"\n"
    gap = newline if held and not held.endswith(b"\n") else b""
    store.write_whole(path.resolve(), held + gap + line.encode() + newline)


# ---- the check before a commit ----


def _block(git: Git) -> tuple[bytes, bytes, bytes]:
    """The lines of the hook: how they begin, what they do, how they end."""
    name, eppd = shlex.quote(git.name), program()
    return (
        f"# >>> eppd check: {git.name} >>>\n".encode(),
        (
            f"if ! git diff --cached --quiet --diff-filter=d -- {name}; then\n"
            f"  {eppd} check --staged --file {name} || exit 1\nfi\n"
        ).encode(),
        b"# <<< eppd check <<<\n",
    )


def _hook(git: Git) -> Text:
    path = git.place("hooks/pre-commit")
    begin, lines, end = _block(git)
    try:
        held = path.read_bytes() if path.exists() else b"#!/bin/sh\n"
        if not _SHELL.match(held):
            return words.OTHER_HOOK.fill(file=path, line=lines.decode().replace("\n", " ").strip())
        new = not path.exists()
        text = _with_block(held, begin, lines, end)
        if text == held and not new:
            return words.IS_HOOK.fill(file=path)
        path.parent.mkdir(parents=True, exist_ok=True)
        store.write_whole(path.resolve(), text)
        if new:
            path.chmod(path.stat().st_mode | stat.S_IXUSR | stat.S_IXGRP | stat.S_IXOTH)
    except (OSError, ChangeRefused) as error:
        return words.NO_HOOK.fill(file=path, why=error)
    return (words.HOOK_SET if os.access(path, os.X_OK) else words.HOOK_ASLEEP).fill(file=path)


def _with_block(held: bytes, begin: bytes, lines: bytes, end: bytes) -> bytes:
    """A hook with our lines right below its first one, in place of what they were before."""
    start = held.find(begin)
    stop = held.find(end, start)
    if start >= 0 and stop >= 0:
        return held[:start] + begin + lines + held[stop:]
    first = held.find(b"\n") + 1 or len(held)
    gap = b"" if held[:first].endswith(b"\n") else b"\n"
    return held[:first] + gap + begin + lines + end + held[first:]
