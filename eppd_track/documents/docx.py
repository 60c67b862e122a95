"""A .docx: its body as Word shows it with all changes accepted, numbers of lists counted, boxes in place.

lxml reads the parts themselves: python-docx leaves out text boxes and tracked insertions, gives hidden words,
knows no numbers of lists, and refuses files whose pictures are damaged.
"""

import re
from collections.abc import Iterator, Mapping

from lxml import etree
from msgspec import Struct, structs

from eppd_track.documents.blocks import Block, Cell, Table, drawn
from eppd_track.documents.markup import diagram_words, linked, links, local, parsed
from eppd_track.documents.signs import numeral

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MAIN = re.compile(r"word/document\d*\.xml")
_HEADING = re.compile(r"(?:heading|標題) ?([1-9])")
_CONTENTS = re.compile(r"toc \d|table of (?:figures|authorities)|index \d|toa heading", re.IGNORECASE)
_SAID = {"tab": "\t", "ptab": "\t", "cr": "\n", "noBreakHyphen": "-"}
_GONE = frozenset(
    {"del", "moveFrom", "pPr", "rPr", "Fallback", "rt", "instrText", "delText", "sdtPr", "rubyPr"}
)
_NOTES = {"footnoteReference": "footnotes", "endnoteReference": "endnotes"}
_MOST_SIGN = 40
_DRAWN = frozenset({"drawing", "pict", "object"})


class _Style(Struct, frozen=True):
    """What a style says of a paragraph or of letters, its parents' words included."""

    heading: int = 0
    contents: bool = False
    bold: bool = False
    hidden: bool = False
    number: tuple[str, int | None] | None = None


class _Level(Struct, frozen=True):
    """How a level of a list is numbered."""

    form: str
    shown: str
    start: int
    plain: bool = False


def read(parts: Mapping[str, bytes]) -> Iterator[Block]:
    """The blocks of a document from the parts of its package."""
    main = next(filter(MAIN.fullmatch, parts), "word/document.xml")
    yield from _Reader(parts, main).blocks()


def _value(holder: etree._Element | None, path: str) -> str | None:
    """The value of a property, None where it is not set."""
    found = holder.find(path) if holder is not None else None
    return None if found is None else found.get(f"{W}val", "")


def _is_on(holder: etree._Element | None, path: str) -> bool | None:
    value = _value(holder, path)
    return None if value is None else value not in {"0", "false", "off", "none"}


def _whole(text: str | None, otherwise: int = 0) -> int:
    return int(text) if text and text.lstrip("-").isdigit() and len(text) < 7 else otherwise


class _Styles:
    """The styles of a document by id."""

    def __init__(self, root: etree._Element | None) -> None:
        found = root.iter(f"{W}style") if root is not None else iter(())
        self.elements = {style.get(f"{W}styleId", ""): style for style in found}
        self.known: dict[str, _Style] = {}
        self.usual = next(
            (
                name
                for name, style in self.elements.items()
                if style.get(f"{W}default") in {"1", "true"} and style.get(f"{W}type") == "paragraph"
            ),
            "",
        )

    def of(self, name: str | None, depth: int = 0) -> _Style:
        """A style with what it takes from those it is based on."""
        if not name or name not in self.elements or depth > 20:
            return _Style()
        if name not in self.known:
            self.known[name] = self._made(name, depth)
        return self.known[name]

    def _made(self, name: str, depth: int) -> _Style:
        element = self.elements[name]
        base = self.of(_value(element, f"{W}basedOn"), depth + 1)
        called = (_value(element, f"{W}name") or "").lower()
        paragraph, letters = element.find(f"{W}pPr"), element.find(f"{W}rPr")
        outline = _value(paragraph, f"{W}outlineLvl")
        match = _HEADING.fullmatch(called)
        heading = int(match[1]) if match else 1 if called == "title" else base.heading
        if outline is not None:
            heading = _whole(outline, 9) + 1 if _whole(outline, 9) < 9 else 0
        bold, hidden = _is_on(letters, f"{W}b"), _is_on(letters, f"{W}vanish")
        number = _number(paragraph, base.number)
        return _Style(
            heading,
            bool(_CONTENTS.match(called)),
            base.bold if bold is None else bold,
            base.hidden if hidden is None else hidden,
            number,
        )


def _number(
    paragraph: etree._Element | None, base: tuple[str, int | None] | None
) -> tuple[str, int | None] | None:
    """The list and level that properties name, over those of a style."""
    found = paragraph.find(f"{W}numPr") if paragraph is not None else None
    if found is None:
        return base
    level = _value(found, f"{W}ilvl")
    name = _value(found, f"{W}numId") or (base[0] if base else "")
    return name, (base[1] if base else None) if level is None else _whole(level)


class _Numbers:
    """The lists of a document, and how far each has been counted."""

    def __init__(self, root: etree._Element | None) -> None:
        self.abstract: dict[str, dict[int, _Level]] = {}
        self.by_style: dict[str, dict[str, int]] = {}
        self.lists: dict[str, tuple[str, dict[int, int], dict[int, _Level]]] = {}
        self.counts: dict[str, list[int | None]] = {}
        self.begun: set[str] = set()
        if root is None:
            return
        for one in root.iter(f"{W}abstractNum"):
            name = one.get(f"{W}abstractNumId", "")
            levels = [(_whole(level.get(f"{W}ilvl")), level) for level in one.iter(f"{W}lvl")]
            self.abstract[name] = {place: _level(level) for place, level in levels}
            self.by_style[name] = {
                style: place for place, level in levels if (style := _value(level, f"{W}pStyle"))
            }
        for one in root.iter(f"{W}num"):
            starts, own = {}, {}
            for change in one.iter(f"{W}lvlOverride"):
                place = _whole(change.get(f"{W}ilvl"))
                start, level = _value(change, f"{W}startOverride"), change.find(f"{W}lvl")
                if start is not None:
                    starts[place] = _whole(start, 1)
                if level is not None:
                    own[place] = _level(level)
            self.lists[one.get(f"{W}numId", "")] = (_value(one, f"{W}abstractNumId") or "", starts, own)

    def next(self, name: str, place: int | None, style: str) -> tuple[int, str] | None:
        """The level from 1 and the sign of the next item of a list; None where it is no list."""
        if name not in self.lists:
            return None
        base, starts, own = self.lists[name]
        levels = self.abstract.get(base, {}) | own
        place = self.by_style.get(base, {}).get(style, 0) if place is None else place
        level = levels.get(place)
        if level is None or not 0 <= place < 9:
            return None
        counts = self.counts.setdefault(base, [None] * 9)
        if name not in self.begun:
            self.begun.add(name)
            for at, start in starts.items():
                if 0 <= at < 9:
                    counts[at] = start - 1
        before = counts[place]
        counts[place] = level.start if before is None else before + 1
        counts[place + 1 :] = [None] * (8 - place)
        if level.form == "bullet":
            return place + 1, "•" if re.match("[\uf000-\uf0ff]", level.shown) else level.shown or "•"
        return place + 1, re.sub(
            "%([1-9])",
            lambda match: _counted(int(match[1]) - 1, counts, levels, plain=level.plain),
            level.shown,
        )


def _level(level: etree._Element) -> _Level:
    return _Level(
        _value(level, f"{W}numFmt") or "decimal",
        (_value(level, f"{W}lvlText") or "")[:_MOST_SIGN],
        _whole(_value(level, f"{W}start"), 1),
        bool(_is_on(level, f"{W}isLgl")),
    )


def _counted(place: int, counts: list[int | None], levels: Mapping[int, _Level], *, plain: bool) -> str:
    level = levels.get(place, _Level("decimal", "", 1))
    number = counts[place]
    return numeral(level.start if number is None else number, "decimal" if plain else level.form)


class _Paragraph:
    """A paragraph while it is read: its words, and what hangs on it."""

    def __init__(self) -> None:
        self.said: list[str] = []
        self.notes: list[tuple[str, str]] = []
        self.boxes: list[etree._Element] = []
        self.bold: bool | None = None


class _Reader:
    """One document."""

    def __init__(self, parts: Mapping[str, bytes], main: str) -> None:
        self.parts = parts
        self.body = parsed(parts[main]).find(f"{W}body")
        self.links = links(parts, main)
        self.styles = _Styles(linked(parts, main, "styles"))
        self.numbers = _Numbers(linked(parts, main, "numbering"))
        self.notes = {kind: _notes(linked(parts, main, kind)) for kind in _NOTES.values()}
        self.diagrams: set[str] = set()
        self.carried = ""
        """What stands before a paragraph mark that was deleted."""

    def blocks(self) -> Iterator[Block]:
        """All of them."""
        if self.body is not None:
            yield from self.inside(self.body)

    def inside(self, holder: etree._Element) -> Iterator[Block]:
        """The blocks of a body, a cell, a box or a note."""
        for child in holder:
            name = local(child)
            if name == "p":
                yield from self._paragraph(child)
            elif name == "tbl":
                yield Block(table=self._table(child))
            elif name in _GONE or name == "sectPr":
                continue
            else:
                yield from self.inside(child)

    # ---- paragraphs ----

    def _paragraph(self, element: etree._Element) -> Iterator[Block]:
        properties = element.find(f"{W}pPr")
        name = _value(properties, f"{W}pStyle") or self.styles.usual
        style = self.styles.of(name)
        held = _Paragraph()
        self._runs(element, held, style)
        text = self.carried + "".join(held.said)
        self.carried = ""
        if properties is not None and properties.find(f"{W}rPr/{W}del") is not None:
            self.carried = text
        elif text.strip() and not style.contents:
            yield self._said(text, properties, name, style, bold=bool(held.bold))
        for kind, number in held.notes:
            note = self.notes[_NOTES[kind]].pop(number, None)
            if note is not None:
                yield from (structs.replace(one, note=True) for one in self.inside(note))
        for box in held.boxes:
            yield from self._box(box)

    def _said(
        self, text: str, properties: etree._Element | None, name: str, style: _Style, *, bold: bool
    ) -> Block:
        outline = _value(properties, f"{W}outlineLvl")
        heading = style.heading if outline is None else (_whole(outline, 9) + 1) % 10
        number = _number(properties, style.number)
        found = self.numbers.next(*number, name) if number else None
        level, marker = found or (0, "")
        return Block(text=text, heading=heading, item=level, marker=marker, strong=bold)

    def _runs(self, holder: etree._Element, held: _Paragraph, style: _Style) -> None:
        for child in holder:
            name = local(child)
            if name == "r":
                self._run(child, held, style)
            elif name in {"t", "oMath"}:
                held.said += (one.text or "" for one in child.iter() if local(one) == "t")
            elif name not in _GONE:
                self._runs(child, held, style)

    def _run(self, run: etree._Element, held: _Paragraph, style: _Style) -> None:
        properties = run.find(f"{W}rPr")
        own = self.styles.of(_value(properties, f"{W}rStyle"))
        hidden = _is_on(properties, f"{W}vanish")
        if own.hidden or style.hidden if hidden is None else hidden:
            return
        self._pieces(run, held, style)
        bold = _is_on(properties, f"{W}b")
        if held.said and run.find(f"{W}t") is not None:
            is_bold = own.bold or style.bold if bold is None else bold
            held.bold = is_bold and held.bold is not False

    def _pieces(self, holder: etree._Element, held: _Paragraph, style: _Style) -> None:
        for part in holder:
            name = local(part)
            if name in _DRAWN:
                held.boxes.append(part)
            elif name in _NOTES:
                held.notes.append((name, part.get(f"{W}id", "")))
            elif name == "ruby":
                self._runs(part, held, style)
            elif name in {"AlternateContent", "Choice"}:
                self._pieces(part, held, style)
            else:
                self._letters(part, name, held)

    def _letters(self, part: etree._Element, name: str, held: _Paragraph) -> None:
        if name == "t":
            held.said.append(part.text or "")
        elif name == "br":
            held.said.append("\n" if part.get(f"{W}type") in {None, "textWrapping"} else " ")
        elif name == "sym":
            code = part.get(f"{W}char", "")
            held.said.append(chr(int(code, 16)) if re.fullmatch("[0-9A-Fa-f]{4}", code) else "")
        else:
            held.said.append(_SAID.get(name, ""))

    def _box(self, shape: etree._Element) -> Iterator[Block]:
        for content in _boxes(shape):
            yield from self.inside(content)
        for text in diagram_words(self.parts, shape, self.links, self.diagrams):
            yield Block(text=text)

    # ---- tables ----

    def _table(self, table: etree._Element) -> Table:
        rows = []
        for row in _through(table, "tr"):
            properties = row.find(f"{W}trPr")
            if properties is not None and properties.find(f"{W}del") is not None:
                continue
            head = bool(_is_on(properties, f"{W}tblHeader"))
            rows.append(tuple(self._cell(cell, head=head) for cell in _through(row, "tc")))
        return drawn(rows)

    def _cell(self, cell: etree._Element, *, head: bool) -> Cell:
        properties = cell.find(f"{W}tcPr")
        columns = max(_whole(_value(properties, f"{W}gridSpan"), 1), 1)
        merged = _value(properties, f"{W}vMerge")
        if merged is not None and merged != "restart":
            return Cell((), columns)
        blocks = tuple(self.inside(cell))
        strong = bool(blocks) and all(block.strong for block in blocks if block.text)
        return Cell(blocks, columns, head or strong)


def _through(holder: etree._Element, name: str) -> Iterator[etree._Element]:
    """The rows of a table or the cells of a row, those inside content controls too."""
    for child in holder:
        found = local(child)
        if found == name:
            yield child
        elif found in {"sdt", "sdtContent", "ins", "customXml", "moveTo"}:
            yield from _through(child, name)


def _boxes(holder: etree._Element) -> Iterator[etree._Element]:
    """The texts of the boxes that are drawn, grouped ones too, each once."""
    for child in holder:
        if child.tag == f"{W}txbxContent":
            yield child
        elif local(child) != "Fallback":
            yield from _boxes(child)


def _notes(root: etree._Element | None) -> dict[str, etree._Element]:
    """The notes by id, without the lines that part them from the text."""
    if root is None:
        return {}
    return {note.get(f"{W}id", ""): note for note in root if note.get(f"{W}type") in {None, "normal"}}
