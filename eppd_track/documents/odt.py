"""An .odt, and what a deck has in common with it.

Deleted and hidden words, notes in the margin and lists of contents are left out; lists are counted.
lxml reads the parts themselves: odfdo gives the words of a paragraph, but neither which are hidden nor the
numbers of lists.
"""

import re
from collections.abc import Iterator, Mapping

from lxml import etree
from msgspec import Struct, structs

from eppd_track.documents.blocks import Block, Cell, Table, drawn
from eppd_track.documents.markup import local, parsed
from eppd_track.documents.signs import numeral

_SPACE = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
OFFICE, STYLE, TEXT, TABLE, DRAW = (_SPACE % name for name in ("office", "style", "text", "table", "drawing"))
FO = _SPACE % "xsl-fo-compatible"
PRESENTATION = _SPACE % "presentation"
_GONE = re.compile(
    "annotation|annotation-end|tracked-changes|table-of-content|illustration-index|table-index|object-index"
    "|alphabetical-index|bibliography|sequence-decls|forms|hidden-text|hidden-paragraph|notes|ruby-text"
    "|user-field-decls|variable-decls|event-listeners|title|desc|glue-point|thumbnail"
)
_BOXES = frozenset(
    {"frame", "custom-shape", "rect", "g", "ellipse", "circle", "line", "polygon", "path", "connector"}
)
_LINES = frozenset({"p", "h"})
_MOST_BLANKS = 100
_MOST_REPEATS = 200
_MOST_SIGN = 20
_FORMS = {"一, 二, 三, ...": "taiwaneseCounting", "壹, 貳, 參, ...": "ideographLegalTraditional"}
_FORMS |= {
    "甲, 乙, 丙, ...": "ideographTraditional",
    "１, ２, ３, ...": "decimalFullWidth",
    "①, ②, ③, ...": "①",
}


class _Look(Struct, frozen=True):
    """What a style says, its parents' words included."""

    title: bool = False
    bold: bool = False
    hidden: bool = False


class _Level(Struct, frozen=True):
    """How a level of a list is marked: a sign of its own, or a number between two signs."""

    sign: str = ""
    form: str = ""
    before: str = ""
    behind: str = ""
    shown: int = 1
    start: int = 1


def read(parts: Mapping[str, bytes]) -> Iterator[Block]:
    """The blocks of a text from the parts of its package."""
    content = parsed(parts["content.xml"])
    body = content.find(f"{OFFICE}body/{OFFICE}text")
    if body is not None:
        yield from Reader(parts, content).inside(body)


def whole(text: str | None, otherwise: int = 1) -> int:
    """A count that an attribute gives."""
    return int(text) if text and text.isdigit() and len(text) < 7 else otherwise


class Reader:
    """A document while it is read: its styles, and how far its lists have been counted."""

    def __init__(self, parts: Mapping[str, bytes], content: etree._Element) -> None:
        roots = [parsed(parts["styles.xml"])] if "styles.xml" in parts else []
        self.styles: dict[str, etree._Element] = {}
        self.lists: dict[str, dict[int, _Level]] = {}
        self.looks: dict[str, _Look] = {}
        self.counts: dict[str, list[int | None]] = {}
        for root in (*roots, content):
            for style in root.iter(f"{STYLE}style"):
                self.styles[f"{style.get(f'{STYLE}family')} {style.get(f'{STYLE}name')}"] = style
            for listed in root.iter(f"{TEXT}list-style", f"{TEXT}outline-style"):
                name = listed.get(f"{STYLE}name", "") if local(listed) == "list-style" else " outline"
                self.lists[name] = {whole(level.get(f"{TEXT}level")): _level(level) for level in listed}

    # ---- looks ----

    def look(self, family: str, name: str | None, depth: int = 0) -> _Look:
        """What a style says."""
        key = f"{family} {name}"
        if key not in self.styles or depth > 20:
            return _Look()
        if key not in self.looks:
            style = self.styles[key]
            base = self.look(family, style.get(f"{STYLE}parent-style-name"), depth + 1)
            letters = style.find(f"{STYLE}text-properties")
            said = letters.attrib if letters is not None else {}
            bold, shown = said.get(f"{FO}font-weight"), said.get(f"{TEXT}display")
            self.looks[key] = _Look(
                base.title or name == "Title",
                base.bold if bold is None else bold in {"bold", "600", "700", "800", "900"},
                base.hidden if shown is None else shown == "none",
            )
        return self.looks[key]

    # ---- blocks ----

    def inside(self, holder: etree._Element, level: int = 0, style: str = "") -> Iterator[Block]:
        """The blocks of a body, a section, a cell, a box or a note."""
        for child in holder:
            name = local(child)
            if _GONE.fullmatch(name) or child.get(f"{TEXT}display") == "none":
                continue
            if name in _LINES:
                yield from self._line(child)
            elif name == "list":
                yield from self.listed(child, level, style)
            elif name == "table":
                yield Block(table=self.table(child))
            else:
                yield from self.inside(child, level, style)

    def _line(self, element: etree._Element, level: int = 0, marker: str = "") -> Iterator[Block]:
        look = self.look("paragraph", element.get(f"{TEXT}style-name"))
        aside: list[etree._Element] = []
        said: list[str] = []
        if not look.hidden:
            self._words(element, said, aside)
        heading = 0
        if local(element) == "h":
            heading = whole(element.get(f"{TEXT}outline-level"))
            marker = marker or self._numbered(element, heading)
        elif look.title:
            heading = 1
        strong = look.bold or self._is_bold(element)
        yield Block(text="".join(said), heading=heading, item=level, marker=marker, strong=strong)
        for found in aside:
            note = local(found) == "note"
            body = found.find(f"{TEXT}note-body") if note else found
            for block in self.inside(body) if body is not None else ():
                yield structs.replace(block, note=True) if note else block

    def _is_bold(self, element: etree._Element) -> bool:
        """Whether all words of a paragraph stand in bold spans."""
        spans = [child for child in element if local(child) == "span"]
        bare = (element.text or "") + "".join(child.tail or "" for child in element)
        return (
            bool(spans)
            and not bare.strip()
            and all(self.look("text", span.get(f"{TEXT}style-name")).bold for span in spans)
        )

    def _words(self, element: etree._Element, said: list[str], aside: list[etree._Element]) -> None:
        said.append(_plain(element.text))
        for child in element:
            name = local(child)
            if name == "s":
                said.append(" " * min(whole(child.get(f"{TEXT}c")), _MOST_BLANKS))
            elif name == "tab":
                said.append("\t")
            elif name == "line-break":
                said.append("\n")
            elif name == "note" or name in _BOXES:
                aside.append(child)
            elif not _GONE.fullmatch(name) and not self.look("text", child.get(f"{TEXT}style-name")).hidden:
                self._words(child, said, aside)
            said.append(_plain(child.tail))

    # ---- lists ----

    def listed(self, element: etree._Element, level: int = 0, style: str = "") -> Iterator[Block]:
        """The items of a list, at a level below `level`; it has the style of the one around it or its own."""
        level = min(level + 1, 10)
        style = element.get(f"{TEXT}style-name") or style
        goes_on = element.get(f"{TEXT}continue-numbering") == "true" or element.get(f"{TEXT}continue-list")
        if level == 1 and not goes_on:
            self.counts[style] = [None] * 11
        for item in element:
            counted = local(item) == "list-item"
            for child in item:
                name = local(child)
                if name == "list":
                    yield from self.listed(child, level, style)
                elif name in _LINES:
                    start = item.get(f"{TEXT}start-value")
                    marker = self._next(style, level, start) if counted else ""
                    counted = False
                    yield from self._line(child, level, marker)
                elif not _GONE.fullmatch(name):
                    yield from self.inside(child, level, style)

    def _next(self, style: str, level: int, start: str | None = None) -> str:
        """The sign of the next item of a list."""
        levels = self.lists.get(style, {})
        own = levels.get(level, _Level())
        counts = self.counts.setdefault(style, [None] * 11)
        before = counts[level]
        counts[level] = whole(start) if start else own.start if before is None else before + 1
        counts[level + 1 :] = [None] * (10 - level)
        if own.sign or not own.form:
            return own.sign
        first = max(level - own.shown + 1, 1)
        numbers = [
            numeral(counts[at] or 1, levels[at].form) for at in range(first, level + 1) if at in levels
        ]
        return f"{own.before}{'.'.join(filter(None, numbers))}{own.behind}"

    def _numbered(self, element: etree._Element, level: int) -> str:
        """The number of a heading, where the document counts them."""
        outline = self.lists.get(" outline", {})
        own = outline.get(level)
        if own is None or not own.form or element.get(f"{TEXT}is-list-header") == "true":
            return ""
        return self._next(" outline", min(level, 10))

    # ---- tables ----

    def table(self, element: etree._Element) -> Table:
        """A table as it is drawn."""
        return drawn(self._rows(element, head=False))

    def _rows(self, holder: etree._Element, *, head: bool) -> Iterator[tuple[Cell, ...]]:
        for child in holder:
            name = local(child)
            if name == "table-row":
                row = tuple(self._cells(child, head=head))
                filled = any(cell.blocks for cell in row)
                times = min(whole(child.get(f"{TABLE}number-rows-repeated")), _MOST_REPEATS if filled else 1)
                yield from [row] * times
            elif name in {"table-header-rows", "table-rows", "table-row-group"}:
                yield from self._rows(child, head=head or name == "table-header-rows")

    def _cells(self, row: etree._Element, *, head: bool) -> Iterator[Cell]:
        for cell in row:
            times = min(whole(cell.get(f"{TABLE}number-columns-repeated")), _MOST_REPEATS)
            blocks = tuple(self.inside(cell)) if local(cell) == "table-cell" else ()
            said = [block for block in blocks if block.text.strip()]
            strong = bool(said) and all(block.strong for block in said)
            yield from [Cell(blocks, 1, head or strong)] * times


def _plain(text: str | None) -> str:
    """Words of a part, in which breaks and blanks are those of its layout."""
    return re.sub(r"[ \t\r\n]+", " ", text) if text else ""


def _level(level: etree._Element) -> _Level:
    sign = level.get(f"{TEXT}bullet-char", "")
    form = level.get(f"{STYLE}num-format", "")
    if local(level) == "list-level-style-image" or "\uf000" <= sign[:1] <= "\uf0ff":
        sign = "•"
    return _Level(
        sign[:_MOST_SIGN],
        _FORMS.get(form, form),
        level.get(f"{STYLE}num-prefix", "")[:_MOST_SIGN],
        level.get(f"{STYLE}num-suffix", "")[:_MOST_SIGN],
        whole(level.get(f"{TEXT}display-levels")),
        whole(level.get(f"{TEXT}start-value")),
    )
