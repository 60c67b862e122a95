"""A file that came back, judged from its bytes before a library opens it: what it is, and if it is safe.

Sheets come by mail from many hands. Whatever is no sheet is named for what it is, with what to do; whatever
would unpack or expand to more than a sheet holds is refused unread.
"""

import re
import zipfile
from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from eppd_track.documents.package import (
    FAULTS,
    OLE,
    ZIP,
    Danger,
    Scan,
    Unsafe,
    opened,
    within_bounds,
)
from eppd_track.exchange.sheets.grid import column_number
from eppd_track.words import sheets as words
from eppd_track.words.errors import ChangeRefused
from eppd_track.words.text import Text

SHEETS = (".xlsx", ".xlsm", ".ods")
OTHER_SHEETS = (".xls", ".xlsb", ".xltx", ".xltm", ".ots", ".fods", ".et", ".numbers")
MISTAKEN = frozenset(
    {*OTHER_SHEETS, ".doc", ".docx", ".odt", ".pdf", ".htm", ".html", ".xml", ".zip", ".rar", ".7z"}
)
"""What people send instead of a sheet: looked at, to say what it is and what to do."""
MOST_BYTES = 20 * 1024**2
MOST_JOINED = 100_000
"""How many cells all merged cells, links and comments of a file may cover: libraries make a cell of each."""
_STREAMS = (
    ("EncryptedPackage", words.WHY_PASSWORD, words.UNLOCK),
    ("WordDocument", words.WHY_DOC, words.SEND_SHEET),
    ("Workbook", words.WHY_XLS, words.SAVE_AGAIN),
    ("Book", words.WHY_XLS, words.SAVE_AGAIN),
)
_ODS = re.compile(rb"application/vnd\.oasis\.opendocument\.spreadsheet(-template)?\s*")
_RANGE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,20}):\$?([A-Z]{1,3})\$?(\d{1,20})")
_JOINING = frozenset({"mergeCell", "hyperlink", "comment"})

_DANGERS = {
    Danger.EXPANDS: (words.WHY_BOMB, words.SEND_SHEET),
    Danger.DECLARES: (words.WHY_ENTITIES, words.SAVE_AGAIN),
    Danger.LOCKED: (words.WHY_PASSWORD, words.UNLOCK),
}


class Parcel(Struct, frozen=True):
    """A file that may be opened: name, form (`xlsx` or `ods`), sound parts, and the damaged ones' names."""

    name: str
    form: str
    parts: Mapping[str, bytes]
    lost: tuple[str, ...] = ()

    def needed(self, part: str) -> bytes:
        """A part that nothing can be read without. Raises ChangeRefused where it is damaged or not there."""
        if part not in self.parts:
            raise broken(self.name, part)
        return self.parts[part]


class HeldFile(Struct, frozen=True):
    """What came through a pipe instead of in a file: what it is called in messages, and its bytes."""

    name: str
    raw: bytes


def refusal(name: str, why: Text, remedy: Text) -> ChangeRefused:
    """The refusal of a file, with what to do."""
    return ChangeRefused(words.NOT_READ.fill(file=name, why=why), remedy)


def receive(path: Path | HeldFile) -> Parcel:
    """A file that is safe to open as a sheet. Raises ChangeRefused, naming what else it is."""
    raw = _bytes(path)
    if not raw:
        raise refusal(path.name, words.WHY_EMPTY, words.SEND_SHEET)
    if not raw.startswith(ZIP):
        raise _no_package(path.name, raw)
    try:
        with opened(raw) as package:
            listed = package.infolist()
            within_bounds(package, len(raw), listed)
            form = _form(path.name, package)
            parts = Scan(_Joining().add).parts(package, listed)
    except Unsafe as found:
        raise refusal(path.name, *_DANGERS[found.danger]) from found
    except FAULTS as error:
        raise broken(path.name, error) from error
    return Parcel(path.name, form, parts.sound, parts.lost)


def broken(name: str, what: Exception | str) -> ChangeRefused:
    """The refusal of a file that no library can read, for an error or a part that is damaged."""
    told = what if isinstance(what, str) else f"{type(what).__name__}: {what}"
    return refusal(name, words.WHY_BROKEN.fill(what=told[:200]), words.SAVE_AGAIN)


def _bytes(path: Path | HeldFile) -> bytes:
    try:
        if isinstance(path, HeldFile):
            return path.raw
        if not path.is_file():
            raise refusal(str(path), words.WHY_MISSING, words.CHECK_PATH)
        if path.stat().st_size > MOST_BYTES:
            raise refusal(path.name, words.WHY_LARGE.fill(most=MOST_BYTES // 1024**2), words.SEND_SHEET)
        return path.read_bytes()
    except OSError as error:
        raise broken(str(path), error) from error


def _no_package(name: str, raw: bytes) -> ChangeRefused:
    """What a file is that is no zip."""
    if raw.startswith(OLE):
        for stream, why, remedy in _STREAMS:
            if stream.encode("utf-16-le") in raw:
                return refusal(name, why, remedy)
        return refusal(name, words.WHY_UNKNOWN, words.SAVE_AGAIN)
    start = raw[:4096].removeprefix(b"\xef\xbb\xbf").replace(b"\0", b"").lstrip(b"\xff\xfe \t\r\n").lower()
    if start.startswith(b"%pdf"):
        return refusal(name, words.WHY_PDF, words.SEND_SHEET)
    if re.match(rb"<(!doctype html|html|head|meta|table|body)\b", start) or b"<html" in start:
        return refusal(name, words.WHY_HTML, words.SAVE_AGAIN)
    if start.startswith(b"<?xml"):
        return refusal(name, words.WHY_XML, words.SAVE_AGAIN)
    if start.startswith((b"rar!", b"7z\xbc\xaf", b"\x1f\x8b")):
        return refusal(name, words.WHY_ARCHIVE, words.UNPACK)
    return refusal(name, words.WHY_TEXT if _is_text(raw) else words.WHY_UNKNOWN, words.SAVE_AGAIN)


def _is_text(raw: bytes) -> bool:
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    control = sum(byte < 32 and byte not in b"\t\r\n\x0c\x1b" for byte in raw[:4096])
    return control == 0


def _form(name: str, package: zipfile.ZipFile) -> str:
    """Which format a zip is. Raises ChangeRefused for one that is no sheet."""
    names = set(package.namelist())
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "xl/workbook.bin" in names:
        raise refusal(name, words.WHY_XLSB, words.SAVE_AGAIN)
    if "[Content_Types].xml" in names and any(name.startswith("xl/") for name in names):
        raise broken(name, "xl/workbook.xml")
    if "word/document.xml" in names:
        raise refusal(name, words.WHY_DOC, words.SEND_SHEET)
    if "mimetype" not in names:
        raise refusal(name, words.WHY_ARCHIVE, words.UNPACK)
    kind = package.read("mimetype")
    if not _ODS.fullmatch(kind):
        other = words.WHY_DOC if kind.startswith(b"application/vnd.") else words.WHY_UNKNOWN
        raise refusal(name, other, words.SEND_SHEET)
    if "encrypted-package" in names or b"encryption-data" in _manifest(package):
        raise refusal(name, words.WHY_PASSWORD, words.UNLOCK)
    return "ods"


def _manifest(package: zipfile.ZipFile) -> bytes:
    """The list of an .ods, empty where it is damaged or not there."""
    try:
        return package.read("META-INF/manifest.xml")
    except FAULTS:
        return b""


class _Joining:
    """How many cells the merged cells, links and comments of a file cover together."""

    def __init__(self) -> None:
        self.joined = 0

    def add(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Counts an element. Raises Unsafe where libraries would make too many cells of them."""
        if tag in _JOINING:
            self.joined += _cells_of(attributes.get("ref", ""))
            if self.joined > MOST_JOINED:
                raise Unsafe(Danger.EXPANDS)


def _cells_of(reference: str) -> int:
    """How many cells a range covers: one for a single cell, too many for a range that cannot be read."""
    match = _RANGE.fullmatch(reference.strip().upper())
    if match is None:
        return MOST_JOINED + 1 if ":" in reference else 1
    columns = abs(column_number(match[3]) - column_number(match[1])) + 1
    return columns * (abs(int(match[4]) - int(match[2])) + 1)
