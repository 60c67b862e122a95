"""The file on disk: finding it, locking it, reading it, and saving it whole or not at all."""

import contextlib
import errno
import os
import re
import sys
import time
from codecs import getincrementaldecoder
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from msgspec import Struct

from eppd_track.ledger.toml import NO_CHARACTER
from eppd_track.words import refusals
from eppd_track.words.errors import ChangeRefused, LedgerUnreadable
from eppd_track.words.files import cause
from eppd_track.words.text import Text

Made = TypeVar("Made")
FILE_NAME = "commitments.toml"
LOCK_SECONDS = 20
PATIENCE = 2.0
"""Seconds for which a file is tried again that another program has open."""
MOST_BYTES = 200 * 1024**2
"""The largest file that is read as a ledger: ten times what 10,000 commitments with ten records take."""
LARGE = 1 << 17
"""Bytes from which what was read is kept: to read less takes no longer than to find what is kept."""
_MOST_BAD_LINES = 20
"""Of a file that was damaged; one with more was saved in another encoding."""
_BOM = "\ufeff".encode()
_PIECE = _HEAD = 1 << 18
_PAUSE = 0.05
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


class Located(Struct, frozen=True):
    """A ledger's path and why it is this one."""

    path: Path
    why: Text


class Source(Struct, frozen=True, dict=True):
    """A ledger file as read: its bytes, and its body and text without a byte-order mark."""

    path: Path
    raw: bytes

    @cached_property
    def body(self) -> bytes:
        """The bytes without a byte-order mark."""
        return self.raw.removeprefix(_BOM)

    @cached_property
    def digest(self) -> str:
        """The SHA-256 of the bytes, in hex."""
        from hashlib import sha256  # noqa: PLC0415 - 4 ms, and few commands need it

        return sha256(self.raw).hexdigest()

    @cached_property
    def text(self) -> str:
        """The text; in a few lines NO_CHARACTER may stand for bytes that are not UTF-8.

        Raises LedgerUnreadable where there are more of them: for another encoding.
        """
        try:
            return self.body.decode("utf-8")
        except UnicodeDecodeError:
            return self._damaged()

    def _damaged(self) -> str:
        """The text of bytes that are not all UTF-8."""
        if self.raw.startswith(_UTF16):
            raise LedgerUnreadable(refusals.IS_UTF16.fill(path=self.path), refusals.SAVE_AS_UTF8)
        text = re.sub("[\udc80-\udcff]", NO_CHARACTER, self.body.decode("utf-8", "surrogateescape"))
        if sum(NO_CHARACTER in line for line in text.split("\n")) > _MOST_BAD_LINES:
            raise _no_text(self)
        return text

    @cached_property
    def is_text(self) -> bool:
        """Whether all of it is UTF-8."""
        return _not_utf8(self.raw) is None

    def encode(self, body: str | bytes) -> bytes:
        """Another body as bytes of this file: with the byte-order mark, if it has one.

        Raises LedgerUnreadable for a file that is not all UTF-8: its text does not hold all of it.
        """
        if not self.is_text:
            raise _no_text(self)
        raw = body.encode("utf-8") if isinstance(body, str) else body
        return _BOM + raw if self.raw.startswith(_BOM) else raw


def find(option: Path | None, environment: Mapping[str, str], folder: Path) -> Located:
    """The ledger to use: the option, `EPPD_LEDGER`, or `commitments.toml` in `folder` or above it.

    A folder stands for the ledger in it. Raises LedgerUnreadable when there is none, or it cannot be reached.
    """
    named = option or (Path(environment["EPPD_LEDGER"]) if environment.get("EPPD_LEDGER") else None)
    if named is not None:
        try:
            path = named / FILE_NAME if named.is_dir() else named
            there = path.exists()
        except OSError as error:
            raise _cannot_read(named, error) from error
        if not there:
            raise LedgerUnreadable(refusals.NO_FILE.fill(path=path), refusals.NO_FILE_REMEDY)
        return Located(path, refusals.BY_OPTION if option else refusals.BY_ENVIRONMENT)
    for place in (folder, *folder.parents):
        path = place / FILE_NAME
        try:
            there = path.is_file()
        except OSError as error:
            raise _cannot_read(path, error) from error
        if there:
            return Located(path, refusals.IN_FOLDER if place == folder else refusals.IN_PARENT)
    raise LedgerUnreadable(refusals.NO_LEDGER.fill(name=FILE_NAME, folder=folder), refusals.NO_LEDGER_REMEDY)


def versions_beside(path: Path) -> list[Path]:
    """The files in a ledger's folder named as sync services name a second version of it, in order."""
    named = re.compile(re.escape(path.stem) + r"[\W_].+" + re.escape(path.suffix))
    try:
        return sorted(other for other in path.parent.iterdir() if named.fullmatch(other.name))
    except OSError:
        return []


def ledgers_in(folder: Path) -> list[Path]:
    """The ledgers that lie in a folder by whatever name, in order."""
    found = []
    for path in sorted(path for path in folder.glob("*.toml") if path.is_file()):
        with contextlib.suppress(OSError), path.open("rb") as stream:
            if b"[[commitment]]" in stream.read(_HEAD):
                found.append(path)
    return found


def read(path: Path) -> Source:
    """The file's bytes. Raises LedgerUnreadable when it cannot be read or is larger than MOST_BYTES."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise LedgerUnreadable(
                refusals.TOO_LARGE.fill(path=path, most=MOST_BYTES // 1024**2), refusals.CHECK_FILE
            )
        return Source(path, _bytes(path))
    except OSError as error:
        raise _cannot_read(path, error) from error


def _cannot_read(path: Path, error: OSError) -> LedgerUnreadable:
    """What is said of a ledger that the system does not let be read."""
    from eppd_track.ledger.rights import is_open_elsewhere  # noqa: PLC0415
    from eppd_track.words import files as say  # noqa: PLC0415 - for what cannot be read alone

    if is_open_elsewhere(error):
        return LedgerUnreadable(say.OPEN_ELSEWHERE.fill(path=path), say.CLOSE_IT)
    return LedgerUnreadable(refusals.CANNOT_READ.fill(path=path, why=cause(error)), refusals.CHECK_ACCESS)


def _no_text(source: Source) -> LedgerUnreadable:
    """Where a file stops being UTF-8."""
    raw, fault = source.raw, _not_utf8(source.raw) or 0
    line = raw.count(b"\n", 0, fault) + 1
    column = len(raw[raw.rfind(b"\n", 0, fault) + 1 : fault].decode("utf-8")) + 1
    return LedgerUnreadable(
        refusals.NOT_UTF8.fill(name=source.path.name, line=line, column=column), refusals.SAVE_AS_UTF8
    )


def _bytes(path: Path) -> bytes:
    """What a file holds, without a buffer in between, which a large one would be copied through."""
    with _patiently(lambda: path.open("rb", buffering=0)) as stream:
        return stream.readall()


def _patiently(act: Callable[[], Made]) -> Made:
    """What `act` gives; on Windows again for PATIENCE seconds while another program has the file open."""
    end = time.monotonic() + PATIENCE
    while True:
        try:
            return act()
        except PermissionError as error:
            from eppd_track.ledger.rights import IN_USE  # noqa: PLC0415 - for what is refused alone

            if getattr(error, "winerror", None) not in IN_USE or time.monotonic() >= end:
                raise
        time.sleep(_PAUSE)


def _holds(path: Path, raw: bytes) -> bool:
    """Whether a file holds just these bytes, looked at in pieces."""
    with _patiently(lambda: path.open("rb", buffering=0)) as stream:
        done = 0
        while piece := stream.read(_PIECE):
            if not raw.startswith(piece, done):
                return False
            done += len(piece)
    return done == len(raw)


def _not_utf8(raw: bytes) -> int | None:
    """Where bytes stop being UTF-8, or None. Looked at in pieces, which takes no memory for the whole."""
    decoder = getincrementaldecoder("utf-8")()
    for start in range(0, len(raw), _PIECE):
        held = len(decoder.getstate()[0])
        try:
            decoder.decode(raw[start : start + _PIECE], final=start + _PIECE >= len(raw))
        except UnicodeDecodeError as error:
            return start - held + error.start
    return None


@contextlib.contextmanager
def locked(path: Path, wait: float | None = None) -> Iterator[bool]:
    """Holds a file against other writers of eppd (lock.py); gives False on a drive that has no locks.

    Raises ChangeRefused when another command keeps it for longer than `wait`, otherwise LOCK_SECONDS.
    """
    from eppd_track.ledger.lock import hold  # noqa: PLC0415 - only what writes needs it

    with hold(path, LOCK_SECONDS if wait is None else wait) as held:
        yield held


def save(source: Source, raw: bytes) -> None:
    """Puts `raw` in place of what `source` read, whole or not at all; call it while `locked`.

    Its rights and a symbolic link stay. Raises ChangeRefused when the file was changed since it was
    read, or cannot be written; then it is as it was.
    """
    target = source.path.resolve()
    for debris in target.parent.glob(f".{target.name}.*.tmp"):
        with contextlib.suppress(OSError):
            debris.unlink()
    write_whole(target, raw, expected=source.raw)


def refuse_protected(path: Path) -> None:
    """Raises ChangeRefused for a file that may not be written to."""
    if path.exists() and not os.access(path, os.W_OK):
        raise ChangeRefused(refusals.WRITE_PROTECTED.fill(path=path), refusals.UNPROTECT)


def write_whole(
    path: Path, data: bytes, *, expected: bytes | None = None, private: bool = False, lasting: bool = True
) -> None:
    """Writes a file whole or not at all; a device or a pipe is written to as it is.

    A file that is replaced keeps its rights (rights.py); a `private` one is for its owner alone. One that
    need not be `lasting` may be lost or damaged when the power fails.
    Raises ChangeRefused when it cannot be written, or when the file no longer holds `expected`.
    """
    from eppd_track.ledger.rights import Rights, cannot_write  # noqa: PLC0415 - only what writes needs it

    temporary: Path | None = None
    try:
        if path.exists() and not path.is_file():
            path.write_bytes(data)
            return
        refuse_protected(path)
        from tempfile import mkstemp  # noqa: PLC0415 - only what writes needs it

        rights = Rights.of(path) if path.exists() and not private else None
        handle, name = mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".tmp")
        temporary = Path(name)
        with os.fdopen(handle, "wb") as stream:
            if rights:
                rights.give(handle)
            stream.write(data)
            if lasting:
                stream.flush()
                os.fsync(stream.fileno())
        if not rights and not private:
            temporary.chmod(0o666 & ~_mask())
        if expected is not None and not _holds(path, expected):
            raise ChangeRefused(refusals.CHANGED_MEANWHILE.fill(name=path.name), refusals.RUN_AGAIN)
        new = temporary
        _patiently(lambda: new.replace(path))
        if lasting:
            _flush_folder(path.parent)
    except OSError as error:
        raise cannot_write(path, error) from error
    finally:
        if temporary is not None:
            temporary.unlink(missing_ok=True)


def _mask() -> int:
    """What the system takes off the mode of a new file."""
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _flush_folder(folder: Path) -> None:
    """Makes the rename last through a power cut, where the system can flush a folder."""
    if os.name == "nt":
        return
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def name_for(ledger: Path) -> str:
    """What the folders that eppd keeps for a ledger are named: after the file behind any link.

    On macOS a letter and its accent name the same file whether they are written as one sign or as two.
    """
    import unicodedata  # noqa: PLC0415 - not for a list
    from hashlib import sha256  # noqa: PLC0415 - likewise

    path = str(ledger.resolve())
    if sys.platform == "darwin":
        path = unicodedata.normalize("NFC", path)
    return sha256(path.encode("utf-8", "surrogateescape")).hexdigest()[:16]


def make_folder(folder: Path) -> None:
    """Makes a folder of the user's own. Raises OSError, also where nobody knows what `~` stands for."""
    if str(folder).startswith("~"):
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT))
    folder.mkdir(parents=True, exist_ok=True)
