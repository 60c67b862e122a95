"""A document by its file: the suffix says how it is read, the content must agree, what is none is named.

The module of a format is loaded when it is asked for.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from importlib import import_module
from pathlib import Path

from msgspec import Struct

from eppd_track.documents.blocks import Block, NoWords
from eppd_track.documents.encoding import encoding_of
from eppd_track.documents.outline import paper
from eppd_track.documents.package import OLE, ZIP, Danger, Scan, Unsafe, opened, within_bounds
from eppd_track.model.passages import Paper, Unit
from eppd_track.words import documents as words
from eppd_track.words import printing, refusals
from eppd_track.words.errors import ChangeRefused, EppdError, WrongUse
from eppd_track.words.files import cause
from eppd_track.words.text import Text

MOST_BYTES = 100 * 1024**2
"""A deck of slides with its photographs; they are not unpacked."""
MOST_BYTES_OF_TEXT = 10 * 1024**2


class _Format(Struct, frozen=True):
    """How a suffix is read: the module, what its content is, and what it numbers its sheets by."""

    module: str
    kind: str
    unit: Unit | None = None

    @property
    def most(self) -> int:
        """How many bytes a file may have."""
        return MOST_BYTES_OF_TEXT if self.kind in {"text", "html"} else MOST_BYTES


_FORMATS: Mapping[str, _Format] = {
    ".txt": _Format("plain", "text"),
    ".md": _Format("markdown", "text"),
    ".html": _Format("html", "html"),
    ".htm": _Format("html", "html"),
    ".docx": _Format("docx", "docx"),
    ".odt": _Format("odt", "odt"),
    ".pptx": _Format("pptx", "pptx", Unit.SLIDE),
    ".odp": _Format("odp", "odp", Unit.SLIDE),
    ".pdf": _Format("pdf", "pdf", Unit.PAGE),
}
SUFFIXES = tuple(_FORMATS)
"""The files that are read, by how their names end."""
_PACKED = (("docx", re.compile(r"word/document\d*\.xml")), ("pptx", re.compile(r"ppt/presentation\.xml")))
_OPEN_DOCUMENT = re.compile(
    rb"application/vnd\.oasis\.opendocument\.(text|presentation|spreadsheet)(-template)?"
)
_KINDS = {b"text": "odt", b"presentation": "odp", b"spreadsheet": "ods"}
_DANGERS: Mapping[Danger, tuple[Text, Text]] = {
    Danger.EXPANDS: (words.WHY_BOMB, words.SAVE_AGAIN),
    Danger.DECLARES: (words.WHY_ENTITIES, words.SAVE_AGAIN),
    Danger.LOCKED: (words.WHY_PASSWORD, words.UNLOCK),
}
_SCAN_START = 4096


def read(path: Path, raw: bytes | None = None) -> Paper:
    """A document of any of SUFFIXES; `raw` are its bytes where they are at hand already.

    Raises WrongUse for another suffix; ChangeRefused for a file that is not there, is not what its suffix
    says, is not safe to open, cannot be read, or holds no words; or when the library for it is not installed.
    """
    form = _FORMATS.get(path.suffix.lower())
    if form is None:
        old = path.suffix.lower() in {".doc", ".ppt"}
        remedy = words.SAVE_AGAIN if old else words.KNOWN_KINDS.fill(suffixes=SUFFIXES)
        raise WrongUse(words.UNKNOWN_KIND.fill(file=path.name), remedy)
    held = _contents(path, form.most) if raw is None else raw
    try:
        _judge(path, form, held)
        blocks = _load(form)(_parts(held) if held.startswith(ZIP) else held)
        found = paper(path.name, blocks, form.unit)
    except EppdError:
        raise
    except Unsafe as danger:
        raise _refusal(path, *_DANGERS[danger.danger]) from danger
    except NoWords as none:
        raise _refusal(path, words.WHY_PICTURES, words.ASK_FOR_WORDS) from none
    except Exception as error:  # a damaged file may raise anything in a library
        what = f"{type(error).__name__}: {error}"[:200]
        raise _refusal(path, words.WHY_BROKEN.fill(what=what), words.SAVE_AGAIN) from error
    if not found.passages:
        raise _refusal(path, words.WHY_NO_WORDS, words.CHECK_FILE)
    return found


def _refusal(path: Path, why: Text, remedy: Text) -> ChangeRefused:
    return ChangeRefused(words.NOT_READ.fill(file=path.name, why=why), remedy)


def _contents(path: Path, most: int) -> bytes:
    try:
        if not path.is_file():
            raise ChangeRefused(refusals.NO_FILE.fill(path=path), words.CHECK_FILE)
        if path.stat().st_size > most:
            raise _refusal(path, words.WHY_LARGE.fill(most=most // 1024**2), words.CHECK_FILE)
        return path.read_bytes()
    except OSError as error:
        said = refusals.CANNOT_READ.fill(path=path, why=cause(error))
        raise ChangeRefused(said, refusals.CHECK_ACCESS) from error


def _judge(path: Path, form: _Format, raw: bytes) -> None:
    """Raises ChangeRefused where the content is not what the suffix says."""
    if not raw:
        raise _refusal(path, words.WHY_EMPTY, words.CHECK_FILE)
    if len(raw) > form.most:
        raise _refusal(path, words.WHY_LARGE.fill(most=form.most // 1024**2), words.CHECK_FILE)
    if raw.startswith(OLE):
        locked = "EncryptedPackage".encode("utf-16-le") in raw
        raise _refusal(
            path,
            words.WHY_PASSWORD if locked else words.WHY_OLD,
            words.UNLOCK if locked else words.SAVE_AGAIN,
        )
    found = _kind(raw)
    if found == form.kind or (found == "html" and form.kind == "text"):
        return
    suffix = path.suffix.lower()
    if found == "text" and form.kind == "html":
        return
    if found == "text" or found is None:
        why = words.WHY_UNKNOWN.fill(suffix=suffix)
        text = form.kind in {"text", "html"}
        raise _refusal(
            path, words.WHY_NO_TEXT if text else why, words.SAVE_TEXT if text else words.SAVE_AGAIN
        )
    raise _refusal(path, words.WHY_OTHER.fill(kind=found, suffix=suffix), words.RENAME)


def _kind(raw: bytes) -> str | None:
    """What the content of a file is, None for what is neither text nor known."""
    if raw.startswith(ZIP):
        return _packed_kind(raw)
    if b"%PDF-" in raw[:1024]:
        return "pdf"
    if encoding_of(raw) is None or _has_control(raw):
        return "html" if _looks_like_html(raw) else None
    return "html" if _looks_like_html(raw) else "text"


def _has_control(raw: bytes) -> bool:
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False
    return any(byte < 32 and byte not in b"\t\r\n\x0b\x0c\x1b" for byte in raw[:_SCAN_START])


def _looks_like_html(raw: bytes) -> bool:
    start = raw[:_SCAN_START].replace(b"\0", b"").lower()
    return re.search(rb"<(!doctype html|html|head|body)\b", start) is not None


def _packed_kind(raw: bytes) -> str | None:
    with opened(raw) as package:
        names = set(package.namelist())
        for kind, part in _PACKED:
            if any(map(part.fullmatch, names)):
                return kind
        if "xl/workbook.xml" in names:
            return "xlsx"
        if "mimetype" not in names or package.getinfo("mimetype").file_size > _SCAN_START:
            return None
        match = _OPEN_DOCUMENT.match(package.read("mimetype"))
        return _KINDS[match[1]] if match else None


def _parts(raw: bytes) -> Mapping[str, bytes]:
    """The parts of a package that hold words and their looks; pictures are never unpacked."""
    with opened(raw) as package:
        wanted = [part for part in package.infolist() if part.filename.endswith((".xml", ".rels"))]
        within_bounds(package, len(raw), wanted)
        found = Scan().parts(package, wanted)
    if b"encryption-data" in found.sound.get("META-INF/manifest.xml", b""):
        raise Unsafe(Danger.LOCKED)
    return found.sound


def _load(form: _Format) -> Callable[[object], Iterable[Block]]:
    """What reads a format. Raises ChangeRefused when its library is not installed."""
    try:
        reader: Callable[[object], Iterable[Block]] = import_module(
            f"eppd_track.documents.{form.module}"
        ).read
    except ModuleNotFoundError as error:
        if (error.name or "").startswith("eppd_track"):
            raise
        raise ChangeRefused(
            words.NEEDS_EXTRA.fill(form=form.module.upper()),
            printing.INSTALL.fill(command=printing.install_command("documents")),
        ) from error
    return reader
