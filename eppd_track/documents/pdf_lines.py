"""The lines of a PDF with their places, by pypdfium2, in a process of its own.

PDFium reads every encoding of Chinese and is fast, but it is no Python: a page made to draw itself without
end, or to break it, ends that process and not the program.
"""

import ctypes
import math
import multiprocessing
import re
import signal
from multiprocessing.connection import Connection

import pypdfium2
from msgspec import Struct
from pypdfium2 import raw as pdfium

from eppd_track.documents.package import Danger, Unsafe
from eppd_track.documents.signs import WIDE, sign_of

MOST_PAGES = 3000
MOST_SIGNS = 10_000_000
_SECONDS = 120
_MOST_SIGN = 8
GAP, _CELL_GAP = 3.0, 0.8
"""How many times the size of its letters a gap on one height is that ends a line, and that ends its piece."""
_NOTE = re.compile(r"[\d*†‡]+")
_UNIT = re.compile(r"(?:\b|\d)[kcdm]?m\Z")
_MADE_UP = "\v"
"""A blank that PDFium puts in for a gap; between Chinese it is none."""
_BETWEEN_WIDE = re.compile(rf"(?<=[{WIDE}]){_MADE_UP}(?=[{WIDE}])")


class PdfLine(Struct, frozen=True, array_like=True):
    """Words on one height without a gap, in points from the left and the foot of the page as it is shown."""

    left: float
    right: float
    height: float
    size: float
    text: str
    bold: bool = False


class PdfPage(Struct, frozen=True, array_like=True):
    """A page: its width, its height, its lines in the order of the file, and whether it shows pictures."""

    width: float
    height: float
    lines: tuple[PdfLine, ...]
    pictured: bool = False


def pages(raw: bytes) -> list[PdfPage]:
    """The pages of a file. Raises Unsafe where it is locked or has no end, ValueError where it is damaged."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_send, args=(theirs, raw), daemon=True)
    process.start()
    theirs.close()
    try:
        found = ours.recv() if ours.poll(_SECONDS) else Danger.EXPANDS
    except EOFError as error:
        raise ValueError("PDFium") from error
    finally:
        process.kill()
        process.join()
        ours.close()
    if isinstance(found, Danger):
        raise Unsafe(found)
    if isinstance(found, str):
        raise ValueError(found)  # noqa: TRY004 - the words of a fault
    return list(found)


def _send(target: Connection, raw: bytes) -> None:
    """What the other process does: the pages, or why there are none. Who is interrupted is the program."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        target.send(pages_here(raw))
    except Unsafe as danger:
        target.send(danger.danger)
    except (pypdfium2.PdfiumError, ValueError, OSError, MemoryError, OverflowError) as error:
        target.send(f"{type(error).__name__}: {error}")


def pages_here(raw: bytes) -> list[PdfPage]:
    """The pages of a file, read in this process. Raises as `pages` does, and PdfiumError."""
    try:
        document = pypdfium2.PdfDocument(raw)
    except pypdfium2.PdfiumError as error:
        if error.err_code == pdfium.FPDF_ERR_PASSWORD:
            raise Unsafe(Danger.LOCKED) from error
        raise
    try:
        if len(document) > MOST_PAGES:
            raise Unsafe(Danger.EXPANDS)
        found, signs = [], 0
        for number in range(len(document)):
            page = document[number]
            text = page.get_textpage()
            signs += text.count_chars()
            if signs > MOST_SIGNS:
                raise Unsafe(Danger.EXPANDS)
            width, height = page.get_size()
            lines = _Page(text.raw, page.get_rotation(), width, height).lines()
            pictured = not lines and next(page.get_objects(max_depth=3), None) is not None
            found.append(PdfPage(width, height, tuple(lines), pictured))
            text.close()
            page.close()
        return found
    finally:
        document.close()


class _Page:
    """A page while its letters are put together."""

    def __init__(self, text: ctypes.c_void_p, turned: int, width: float, height: float) -> None:
        self.text = text
        self.turned = turned
        self.width, self.height = width, height
        self.found: list[PdfLine] = []
        self.said: list[str] = []
        self.left = self.right = self.base = self.size = 0.0
        self.bold = False

    def lines(self) -> list[PdfLine]:
        """All of them."""
        place = (ctypes.c_double(), ctypes.c_double())
        refs = tuple(map(ctypes.byref, place))
        size = 0.0
        for index in range(pdfium.FPDFText_CountChars(self.text)):
            code = pdfium.FPDFText_GetUnicode(self.text, index)
            if code in {10, 13}:
                continue
            if code in {2, 0xFFFE}:
                self.said.append("-")  # PDFium's mark of a word that goes on in the next line
                continue
            sign = chr(code) if 0 < code < 0xD800 or 0xDFFF < code < 0x110000 else "\N{REPLACEMENT CHARACTER}"
            if 0xD800 <= code < 0xDC00:  # the first half of a sign beyond the first plane
                after = pdfium.FPDFText_GetUnicode(self.text, index + 1)
                sign = chr(0x10000 + ((code - 0xD800) << 10) + (after - 0xDC00)) if after >= 0xDC00 else "�"
            elif 0xDC00 <= code < 0xE000:
                continue
            if sign.isspace():
                made_up = pdfium.FPDFText_IsGenerated(self.text, index) == 1
                self.said.append(_MADE_UP if made_up else " ")
                continue
            pdfium.FPDFText_GetCharOrigin(self.text, index, *refs)
            left, base = self._upright(place[0].value, place[1].value)
            if not self.said or abs(base - self.base) > 0.05 * self.size or not size:
                size = self._size_of(index)
            self._add(index, sign, left, base, size)
        self._end()
        return self.found

    def _upright(self, across: float, up: float) -> tuple[float, float]:
        """A place of the file on the page as it is turned."""
        match self.turned:
            case 90:
                return up, self.height - across
            case 180:
                return self.width - across, self.height - up
            case 270:
                return self.width - up, across
        return across, up

    def _right_of(self, index: int) -> float:
        box = pdfium.FS_RECTF()
        pdfium.FPDFText_GetLooseCharBox(self.text, index, ctypes.byref(box))
        sides = self._upright(box.left, box.bottom)[0], self._upright(box.right, box.top)[0]
        return max(sides)

    def _size_of(self, index: int) -> float:
        """How large a letter is set, as the page scales it."""
        matrix = pdfium.FS_MATRIX()
        pdfium.FPDFText_GetMatrix(self.text, index, ctypes.byref(matrix))
        size = pdfium.FPDFText_GetFontSize(self.text, index) * math.hypot(matrix.c, matrix.d)
        return size if math.isfinite(size) and size > 0 else 1.0

    def _add(self, index: int, sign: str, left: float, base: float, size: float) -> None:
        """A letter: in the open line, or the first of the next."""
        whole = "".join(self.said[-_MOST_SIGN:]).strip() if abs(base - self.base) > 0.05 * self.size else ""
        if whole and abs(base - self.base) < 0.6 * max(size, self.size) and left > self.left - size:
            if size < 0.8 * self.size and base > self.base + 0.1 * self.size and _NOTE.fullmatch(sign):
                if not _UNIT.search(whole):
                    return  # the raised number of a footnote
                base = self.base
            elif self.size < 0.8 * size and self.base > base and self._is_note(whole):
                self.said, self.left, self.base, self.size = [], left, base, size
            elif min(size, self.size) < 0.8 * max(size, self.size):
                base = self.base  # another raised or lowered sign
        moved = abs(base - self.base) > 0.3 * self.size
        gap = GAP if len(self.said) < _MOST_SIGN and sign_of(f"{''.join(self.said).strip()} A") else _CELL_GAP
        far = not moved and (left - self.right > gap * self.size or left < self.left - self.size)
        if self.said and (moved or far) and "".join(self.said).strip():
            self._end()
        if not "".join(self.said[:1]).strip():
            self.said = []
            self.left, self.base, self.size = left, base, size
            self.bold = pdfium.FPDFText_GetFontWeight(self.text, index) >= 600
        elif left - self.right > _CELL_GAP * self.size:
            self.said.append(" ")
        self.said.append(sign)
        self.right = self._right_of(index)

    def _is_note(self, whole: str) -> bool:
        return len(self.said) < _MOST_SIGN and _NOTE.fullmatch(whole) is not None

    def _end(self) -> None:
        text = _BETWEEN_WIDE.sub("", "".join(self.said)).replace(_MADE_UP, " ").strip()
        if text:
            self.found.append(PdfLine(self.left, self.right, self.base, self.size, text, self.bold))
        self.said = []
