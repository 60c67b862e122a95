"""The lock of a file: one process of eppd at a time holds it, and it is gone with that process.

Only the system's own locks count (flock, on Windows a locked byte): a file that lies there locks nothing.
Where a lock passes on to the processes started under it (flock), it is held until the last of them is gone.
"""

import contextlib
import errno
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from eppd_track.ledger.rights import Rights, cannot_write, user_name
from eppd_track.words import files as say
from eppd_track.words.errors import ChangeRefused
from eppd_track.words.files import cause

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

_PAUSE = 0.05
_TRIES = 5
"""How often a lock file that was deleted meanwhile is made anew; a drive where a file
is never the same one has no locks that hold."""
_HELD_BY_ANOTHER = {errno.EACCES, errno.EAGAIN, errno.EWOULDBLOCK, errno.EDEADLK}
_NO_LOCKS_THERE = {errno.ENOSYS, errno.ENOLCK, errno.EOPNOTSUPP, errno.ENOTSUP, errno.EINVAL}
_NOT_THROUGH_LINKS = getattr(os, "O_NOFOLLOW", 0)


def lock_path(path: Path) -> Path:
    """The file that writers of a ledger lock; it stays, empty, beside the ledger."""
    target = path.resolve()
    return target.with_name(f".{target.name}.lock")


@contextlib.contextmanager
def hold(path: Path, wait: float) -> Iterator[bool]:
    """Holds a file against other writers of eppd; gives False on a drive that has no locks.

    Raises ChangeRefused when another keeps it for longer than `wait` seconds, or when the lock file cannot be
    used.
    """
    lock, end = lock_path(path), time.monotonic() + wait
    for left in reversed(range(_TRIES)):
        handle = _opened(lock, path)
        try:
            held = _taken(handle, lock, path, end)
            same = _is_still(handle, lock)
            if same or not left:
                os.set_inheritable(handle, True)  # noqa: FBT003 - the system's own
                yield held and same
                return
        finally:
            os.close(handle)


def _opened(lock: Path, path: Path) -> int:
    """The lock file, made with the rights of the file it stands for."""
    try:
        handle = os.open(lock, os.O_RDWR | os.O_CREAT | os.O_EXCL | _NOT_THROUGH_LINKS, 0o666)
    except FileExistsError:
        pass
    except OSError as error:
        raise cannot_write(lock, error) from error
    else:
        with contextlib.suppress(OSError, ChangeRefused):
            Rights.of(path).give(handle)
        return handle
    try:
        try:
            return os.open(lock, os.O_RDWR | _NOT_THROUGH_LINKS)
        except PermissionError:
            return os.open(lock, os.O_RDONLY | _NOT_THROUGH_LINKS)
    except OSError as error:
        raise _unusable(lock, error) from error


def _taken(handle: int, lock: Path, path: Path, end: float) -> bool:
    """Waits for the lock; False where there are none."""
    while True:
        try:
            _take(handle)
        except OSError as error:
            if error.errno in _NO_LOCKS_THERE:
                return False
            if error.errno not in _HELD_BY_ANOTHER:
                raise _unusable(lock, error) from error
        else:
            return True
        if time.monotonic() >= end:
            raise ChangeRefused(say.BUSY.fill(name=path.name), say.WAIT.fill(lock=lock)) from TimeoutError()
        time.sleep(_PAUSE)


def _take(handle: int) -> None:
    """Takes the lock or raises OSError; closing the file gives it back."""
    if sys.platform == "win32":
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
    else:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _is_still(handle: int, lock: Path) -> bool:
    """Whether the file that was locked is the one that others would open: it may have been deleted."""
    try:
        return os.path.samestat(os.fstat(handle), lock.stat())
    except FileNotFoundError:
        return False


def _unusable(lock: Path, error: OSError) -> ChangeRefused:
    why = cause(error)
    try:
        owner = None if sys.platform == "win32" else user_name(lock.lstat().st_uid)
    except OSError:
        owner = None
    if owner is None:
        return ChangeRefused(say.LOCK_OF_SOMEBODY.fill(lock=lock, why=why), say.DELETE_IT)
    return ChangeRefused(
        say.LOCK_UNUSABLE.fill(lock=lock, owner=owner, why=why),
        say.DELETE_LOCK.fill(lock=lock, owner=owner),
    )
