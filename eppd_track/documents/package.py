"""A packed file from elsewhere, judged before a library opens it: what it would unpack and expand to.

Sheets and documents share these bounds. Nothing is written to disk, no link is followed, no entity looked up.
"""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterable
from enum import Enum, auto
from xml.parsers import expat

from msgspec import Struct

MOST_UNPACKED = 40 * 1024**2
MOST_PARTS = 5000
MOST_ELEMENTS = 1_500_000
MOST_DEPTH = 200
MOST_TEXT = 100_000  # one text; a cell of Excel holds a third of it
_EXPANDS_UNSUSPECTED = 5 * 1024**2
_RATIO = 150
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""What files of the old Office formats begin with, and new ones behind a password."""
ZIP = b"PK\x03\x04"
FAULTS = (
    *(zipfile.BadZipFile, zlib.error, struct.error, expat.ExpatError, OSError, EOFError),
    *(ValueError, LookupError, RuntimeError, NotImplementedError),
)
"""What a damaged package or part raises when it is unpacked and looked through."""


class Danger(Enum):
    """Why a package stays unread."""

    EXPANDS = auto()
    DECLARES = auto()
    LOCKED = auto()


class Unsafe(Exception):
    """A package that is not opened, and why."""

    def __init__(self, danger: Danger) -> None:
        super().__init__(danger.name)
        self.danger = danger


class Parts(Struct, frozen=True):
    """The sound parts of a package by name, and the names of those that are damaged."""

    sound: dict[str, bytes]
    lost: tuple[str, ...]


def within_bounds(package: zipfile.ZipFile, packed: int, wanted: Iterable[zipfile.ZipInfo]) -> None:
    """Raises Unsafe where the package's own list promises too much; nothing is unpacked for it.

    `packed` is the size of the file in bytes, `wanted` the parts that will be unpacked. A name that stands
    there twice raises BadZipFile.
    """
    parts = package.infolist()
    unpacked = sum(part.file_size for part in wanted)
    suspect = unpacked > max(_EXPANDS_UNSUSPECTED, packed * _RATIO)
    if unpacked > MOST_UNPACKED or len(parts) > MOST_PARTS or suspect:
        raise Unsafe(Danger.EXPANDS)
    if len({part.filename for part in parts}) < len(parts):
        raise zipfile.BadZipFile(str(len(parts)))
    if parts and all(part.flag_bits & 1 for part in parts if not part.is_dir()):
        raise Unsafe(Danger.LOCKED)


class Scan:
    """One pass over the XML of a package, which raises Unsafe where a library would be led astray.

    `started` is told of every element: its name without its namespace, and its attributes.
    """

    def __init__(self, started: Callable[[str, dict[str, str]], None] | None = None) -> None:
        self.started = started
        self.elements = 0
        self.depth = 0
        self.run = 0

    def parts(self, package: zipfile.ZipFile, wanted: Iterable[zipfile.ZipInfo]) -> Parts:
        """The wanted parts; all of them that may be XML are looked through."""
        sound: dict[str, bytes] = {}
        lost = []
        for part in wanted:
            try:
                content = package.read(part)
                named = content and part.filename.endswith((".xml", ".rels"))  # offices leave empty ones
                if named or _looks_like_xml(content):
                    self.part(content)
            except FAULTS:
                lost.append(part.filename)
            else:
                sound[part.filename] = content
        return Parts(sound, tuple(lost))

    def part(self, content: bytes) -> None:
        """Looks through one part. Raises Unsafe, ExpatError for what is no XML."""
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartDoctypeDeclHandler = self._declared
        parser.EntityDeclHandler = self._declared
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._said
        self.depth = 0
        self.run = 0
        parser.Parse(content, True)  # noqa: FBT003 - this is the last of it

    def _declared(self, *_: object) -> None:
        raise Unsafe(Danger.DECLARES)

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        self.elements += 1
        self.depth += 1
        self.run = 0
        if self.elements > MOST_ELEMENTS or self.depth > MOST_DEPTH:
            raise Unsafe(Danger.EXPANDS)
        if self.started is not None:
            self.started(tag.rpartition(" ")[2], attributes)

    def _end(self, _tag: str) -> None:
        self.depth -= 1
        self.run = 0

    def _said(self, text: str) -> None:
        self.run += len(text)
        if self.run > MOST_TEXT:
            raise Unsafe(Danger.EXPANDS)


def _looks_like_xml(content: bytes) -> bool:
    return content.lstrip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n").startswith(b"<")


def opened(raw: bytes) -> zipfile.ZipFile:
    """A zip in memory. Raises one of FAULTS."""
    return zipfile.ZipFile(io.BytesIO(raw))
