"""A web page, by lxml as browsers mend it: its main text; no scripts, no styles, nothing hidden, no menus."""

import re
from collections.abc import Iterator

from lxml import etree
from lxml import html as pages

from eppd_track.documents import plain
from eppd_track.documents.blocks import Block, Cell, drawn
from eppd_track.documents.encoding import encoding_of
from eppd_track.documents.package import MOST_DEPTH, MOST_ELEMENTS, Danger, Unsafe
from eppd_track.documents.signs import numeral

_LEFT_OUT = re.compile(
    "script|style|noscript|template|head|nav|aside|form|button|select|input|textarea|iframe|object|embed|svg"
    "|math|canvas|audio|video|map|area|del|strike"
)
_BLOCKS = re.compile(
    "p|div|section|article|main|header|footer|address|blockquote|pre|li|ul|ol|dl|dt|dd|figure|figcaption|hr"
    "|center|details|summary|fieldset|body|html|caption|table|tr|td|th|thead|tbody|tfoot"
    "|h1|h2|h3|h4|h5|h6"
)
_HEADING = re.compile("h([1-6])")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_MENUS = frozenset({"navigation", "banner", "contentinfo", "complementary", "search"})
_REFERENCE = re.compile(r"\s*[\[(（]?(?:\d{1,3}|[*†‡])[\])）]?\s*")
_FOOTNOTE = re.compile(
    r"(?i)foot-?note|endnote|\bftn\d|_ftn(?:ref)?\d|\bfn(?:ref)?[-:_]?\d|cite_(?:ref|note)"
)
_HIDING = re.compile(r"(?:^|[\s,}>])(\w*)\.([\w-]+)\s*\{[^{}]*display\s*:\s*none")
_MOST_COLUMNS = 200
_COUNTS = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_DECLARED = re.compile(rb"""(?i)(?:<meta[^>]+charset|<\?xml[^>]+encoding)\s*=\s*["']?([\w.:-]{1,40})""")


def read(raw: bytes) -> Iterator[Block]:
    """The blocks of a page, in the encoding it declares, else as encoding.py finds it."""
    parser = pages.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=True
    )
    root = pages.document_fromstring(_decoded(raw).encode("utf-8", "replace"), parser=parser)
    _bounded(root)
    main = root.find(".//main")
    start = main if main is not None and len("".join(main.itertext()).strip()) else root
    sheets = " ".join(style.text or "" for style in root.iter("style"))
    walk = _Walk(frozenset(_HIDING.findall(sheets)))
    walk.element(start)
    walk.close()
    yield from walk.blocks


def _decoded(raw: bytes) -> str:
    """The text of a page. Big5 is what Windows makes of it, as in browsers; a wrong name is passed over."""
    declared = _DECLARED.search(raw[:4096])
    marked = raw.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff"))
    name = declared[1].decode("ascii").lower() if declared and not marked else ""
    try:
        return raw.decode("cp950" if name.startswith("big5") else name)
    except (LookupError, UnicodeError):
        return raw.decode(encoding_of(raw) or "utf-8", "replace")


def _bounded(root: etree._Element) -> None:
    """Raises Unsafe for a page that is nested or grown past what people write."""
    depth = 0
    events = etree.iterwalk(root, events=("start", "end"))
    for count, (event, _) in enumerate(events):
        depth += 1 if event == "start" else -1
        if depth > MOST_DEPTH or count > 2 * MOST_ELEMENTS:
            raise Unsafe(Danger.EXPANDS)


class _Walk:
    """A page while it is read: the blocks so far, and the one that is open.

    `hiding` are the tags and classes that its styles do not show; a tag may be empty.
    """

    def __init__(self, hiding: frozenset[tuple[str, str]] = frozenset()) -> None:
        self.hiding = hiding
        self.blocks: list[Block] = []
        self.said: list[str] = []
        self.heading = 0
        self.level = 0
        self.lists: list[tuple[str, int]] = []
        """The lists around, the innermost last: the form of its numbers, empty for points, and the last."""
        self.marker: str | None = None
        self.note = False

    def close(self) -> None:
        """Ends the open block."""
        text = "".join(self.said).strip()
        self.said = []
        if text:
            item = self.level if self.marker is not None else 0
            made = Block(text=text, heading=self.heading, item=item, marker=self.marker or "", note=self.note)
            self.blocks.append(made)
            self.marker = None

    def element(self, element: etree._Element) -> None:
        """An element with all that is in it, without what stands behind it."""
        tag = element.tag if isinstance(element.tag, str) else "script"
        if _LEFT_OUT.fullmatch(tag) or self._is_hidden(element) or _is_menu(element, tag):
            return
        if tag == "br":
            self.said.append("\n")
        elif tag == "table":
            self.close()
            self._table(element)
        elif tag == "pre":
            self.close()
            self.blocks += plain.blocks("".join(element.itertext()))
        elif tag in {"sup", "a"} and _is_reference(element):
            return
        elif _BLOCKS.fullmatch(tag):
            self.close()
            self._block(element, tag)
            self.close()
        else:
            self._inside(element)

    def _inside(self, element: etree._Element) -> None:
        self._text(element.text)
        for child in element:
            self.element(child)
            self._text(child.tail)

    def _text(self, text: str | None) -> None:
        if text:
            self.said.append(re.sub(r"[ \t\r\n\f]+", " ", text))

    def _block(self, element: etree._Element, tag: str) -> None:
        kept = (self.heading, self.note, self.level, self.marker)
        heading = _HEADING.fullmatch(tag)
        self.heading = int(heading[1]) if heading else self.heading
        self.note = self.note or bool(_FOOTNOTE.search(f"{element.get('id', '')} {element.get('class', '')}"))
        if tag in {"ul", "ol"}:
            self.level += 1
            form = _COUNTS.get(element.get("type", ""), "decimal") if tag == "ol" else ""
            self.lists.append((form, _whole(element.get("start", ""), 1) - 1))
        elif tag == "li":
            self.marker = self._counted(element)
        self._inside(element)
        self.close()
        if tag in {"ul", "ol"}:
            self.lists.pop()
        self.heading, self.note, self.level, marker = kept
        if tag in {"li", "ul", "ol"}:
            self.marker = None if tag == "li" else marker

    def _counted(self, item: etree._Element) -> str:
        """What a browser shows in front of an item."""
        form, before = self.lists[-1] if self.lists else ("", 0)
        if not form:
            return "•"
        number = _whole(item.get("value", ""), before + 1)
        self.lists[-1] = (form, number)
        return f"{numeral(number, form)}."

    def _table(self, table: etree._Element) -> None:
        below: dict[int, int] = {}
        rows = [row for row in table.iter("tr") if _owner(row) is table and not self._is_hidden(row)]
        self.blocks.append(Block(table=drawn(self._row(row, below) for row in rows)))

    def _row(self, row: etree._Element, below: dict[int, int]) -> tuple[Cell, ...]:
        """The cells of a row; `below` says of each column how many rows it is still covered from above."""
        cells: list[Cell] = []
        column = 0
        for cell in row:
            if cell.tag not in {"td", "th"}:
                continue
            while below.get(column):
                below[column] -= 1
                cells.append(Cell())
                column += 1
            inner = _Walk(self.hiding)
            inner.element(cell)
            inner.close()
            columns, deep = _span(cell, "colspan"), _span(cell, "rowspan")
            cells.append(Cell(tuple(inner.blocks), columns, cell.tag == "th"))
            for _ in range(columns):
                if deep > 1 and column < _MOST_COLUMNS:
                    below[column] = deep - 1
                column += 1
        return tuple(cells)

    def _is_hidden(self, element: etree._Element) -> bool:
        return (
            element.get("hidden") is not None
            or element.get("aria-hidden") == "true"
            or bool(_HIDDEN.search(element.get("style", "")))
            or any(
                (tag, name) in self.hiding
                for name in element.get("class", "").split()
                for tag in ("", element.tag)
            )
        )


def _owner(row: etree._Element) -> etree._Element | None:
    return next(row.iterancestors("table"), None)


def _whole(text: str, otherwise: int) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else otherwise


def _span(cell: etree._Element, name: str) -> int:
    return min(max(_whole(cell.get(name, ""), 1), 1), 100)


def _is_menu(element: etree._Element, tag: str) -> bool:
    outer = element.getparent()
    page_wide = tag in {"header", "footer"} and outer is not None and outer.tag == "body"
    return page_wide or element.get("role") in _MENUS or element.get("title") in {"header", "footer"}


def _is_reference(element: etree._Element) -> bool:
    """Whether an element is the raised number of a footnote, in the text or before the note."""
    if not _REFERENCE.fullmatch("".join(element.itertext())):
        return False
    links = [element, *element.iter("a"), *element.iterancestors("a")]
    return any(_FOOTNOTE.search(f"{one.get('class', '')} {one.get('href', '')}") for one in links) or (
        element.tag == "sup" and any(one.get("href", "").startswith("#") for one in links)
    )
