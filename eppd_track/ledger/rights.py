"""Who may read and write a file that is replaced: its mode, group, access list and attributes stay.

And what is said where the system does not let a file be written.

Access lists and extended attributes are those of Linux. Windows gives a new file the rights of its folder.
"""

import contextlib
import errno
import os
import stat
import struct
from pathlib import Path

from msgspec import Struct

from eppd_track.words import files as say
from eppd_track.words import refusals
from eppd_track.words.errors import ChangeRefused
from eppd_track.words.files import cause
from eppd_track.words.text import Text, same

_ACCESS_LIST = "system.posix_acl_access"
_MADE_BY_THE_SYSTEM = ("security.ima", "security.evm")
"""What the system itself makes of a file's content."""
_USER, _GROUP_OWNING, _GROUP, _MASK, _OTHER = 2, 4, 8, 16, 32
"""The tags of an access list."""
_READ_AND_WRITE = 6
_NO_SPACE = {errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)}
_NO_RIGHT = {errno.EACCES, errno.EPERM, errno.EROFS}
ACCESS_DENIED, OPEN_ELSEWHERE = 5, (32, 33)
IN_USE = (ACCESS_DENIED, *OPEN_ELSEWHERE)
"""How Windows calls it when another program has a file, or a part of it, for itself; the first is vague."""


class Rights(Struct, frozen=True):
    """The rights on a file and its extended attributes."""

    path: Path
    held: os.stat_result
    attributes: dict[str, bytes]

    @staticmethod
    def of(path: Path) -> "Rights":
        """Those of a file. Raises OSError."""
        return Rights(path, path.stat(), _attributes(path))

    def give(self, handle: int) -> None:
        """Gives them to a new, empty file that is to take the old one's place.

        Raises ChangeRefused where that is not possible: a write gives nobody a right, and takes none.
        """
        if not hasattr(os, "chown"):
            return
        self._give_group(handle)
        self._give_owner(handle)
        self._give_mode_and_attributes(handle)

    def _give_group(self, handle: int) -> None:
        if os.fstat(handle).st_gid == self.held.st_gid:
            return
        try:
            os.chown(handle, -1, self.held.st_gid)
        except OSError as error:
            if self._group_matters:
                group, owner = _group(self.held.st_gid), user_name(self.held.st_uid)
                raise ChangeRefused(
                    say.GROUP_LOST.fill(path=self.path, group=group),
                    say.ASK_FOR_GROUP.fill(group=group, owner=owner),
                ) from error

    @property
    def _group_matters(self) -> bool:
        """Whether the group may do other things than anybody."""
        mode = self.held.st_mode
        return _ACCESS_LIST in self.attributes or (mode >> 3) & 7 != mode & 7

    def _give_owner(self, handle: int) -> None:
        """Only root can leave the file to its owner; else the writer owns it, if the owner can do without."""
        if os.fstat(handle).st_uid == self.held.st_uid:
            return
        try:
            os.chown(handle, self.held.st_uid, -1)
        except OSError as error:
            if not self._owner_has_a_place:
                owner = user_name(self.held.st_uid)
                raise ChangeRefused(
                    say.OWNER_LOST.fill(path=self.path, owner=owner),
                    say.ASK_FOR_SHARED_GROUP.fill(owner=owner),
                ) from error

    @property
    def _owner_has_a_place(self) -> bool:
        """Whether the owner may read and write all the same: by name, in a group, or as anybody."""
        uid, gid, mode = self.held.st_uid, self.held.st_gid, self.held.st_mode
        groups = _groups_of(uid, gid)
        entries = _entries(self.attributes.get(_ACCESS_LIST, b"")) or [
            (_GROUP_OWNING, mode >> 3, 0),
            (_OTHER, mode, 0),
        ]
        mask = next((bits for tag, bits, _ in entries if tag == _MASK), _READ_AND_WRITE)
        named = [bits & mask for tag, bits, who in entries if tag == _USER and who == uid]
        grouped = [
            bits & mask
            for tag, bits, who in entries
            if (tag == _GROUP_OWNING and gid in groups) or (tag == _GROUP and who in groups)
        ]
        anybody = [bits for tag, bits, _ in entries if tag == _OTHER]
        deciding = named or grouped or anybody
        return uid == 0 or any(bits & _READ_AND_WRITE == _READ_AND_WRITE for bits in deciding)

    def _give_mode_and_attributes(self, handle: int) -> None:
        """The mode and the attributes, an access list among them; one that comes from the folder goes."""
        mode = stat.S_IMODE(self.held.st_mode)
        name = say.MODE
        try:
            if _ACCESS_LIST in _attributes(handle).keys() - self.attributes.keys():
                os.removexattr(handle, _ACCESS_LIST)
            os.chmod(handle, mode)
            given = _attributes(handle)
            for key, value in self.attributes.items():
                if given.get(key) != value:
                    name = same(key)
                    os.setxattr(handle, key, value)
        except OSError as error:
            raise self._lost(name, cause(error)) from error
        if (os.fstat(handle).st_mode ^ mode) & 0o777:
            raise self._lost(say.MODE, f"{mode:o}")

    def _lost(self, what: Text, why: Text | str) -> ChangeRefused:
        return ChangeRefused(
            say.RIGHTS_LOST.fill(path=self.path, what=what, why=why),
            say.ASK_THE_OWNER.fill(owner=user_name(self.held.st_uid), what=what),
        )


def _attributes(file: Path | int) -> dict[str, bytes]:
    """The extended attributes of a file; none where the drive has none."""
    found: dict[str, bytes] = {}
    with contextlib.suppress(OSError, AttributeError):
        for name in os.listxattr(file):
            if name not in _MADE_BY_THE_SYSTEM:
                found[name] = os.getxattr(file, name)
    return found


def _entries(access_list: bytes) -> list[tuple[int, int, int]]:
    """The entries of an access list as Linux keeps it: tag, rights, whose."""
    return list(struct.iter_unpack("<HHI", access_list[4:]))


def _groups_of(uid: int, gid: int) -> list[int]:
    """The groups a user is in; of one whom this machine does not know, the file's."""
    import pwd  # noqa: PLC0415 - not on Windows, and only where another's file is written

    try:
        known = pwd.getpwuid(uid)
    except KeyError:
        return [gid]
    return os.getgrouplist(known.pw_name, known.pw_gid)


def user_name(uid: int) -> str:
    """What a user is called on this machine; on Windows nobody has a number."""
    with contextlib.suppress(ImportError, KeyError):
        import pwd  # noqa: PLC0415 - as above

        return pwd.getpwuid(uid).pw_name
    return str(uid)


def _group(gid: int) -> str:
    import grp  # noqa: PLC0415 - as above

    with contextlib.suppress(KeyError):
        return grp.getgrgid(gid).gr_name
    return str(gid)


def cannot_write(path: Path, error: OSError) -> ChangeRefused:
    """What is said where a file cannot be written: why, and what to do about it."""
    if is_open_elsewhere(error):
        return ChangeRefused(say.OPEN_ELSEWHERE.fill(path=path), say.CLOSE_IT)
    folder = path.parent
    if isinstance(error, FileNotFoundError | NotADirectoryError) and not folder.is_dir():
        remedy = refusals.NO_SUCH_FOLDER.fill(folder=folder)
    else:
        remedy = remedy_of(error)
    if error.errno in _NO_RIGHT and folder.is_dir() and not os.access(folder, os.W_OK):
        path = folder
    return ChangeRefused(refusals.CANNOT_WRITE.fill(path=path, why=cause(error)), remedy)


def is_open_elsewhere(error: OSError) -> bool:
    """Whether another program has the file open, as Windows says it."""
    return getattr(error, "winerror", None) in OPEN_ELSEWHERE


def remedy_of(error: OSError) -> Text:
    """What to do where the system does not let a file be written."""
    if getattr(error, "winerror", None) == ACCESS_DENIED:
        return say.CLOSE_IT_OR_ASK
    if error.errno in _NO_SPACE:
        return say.FREE_SPACE
    return say.ASK_FOR_RIGHT if error.errno in _NO_RIGHT else say.ASK_WHO_KEEPS_IT
