"""A .pptx: each slide's title, then its shapes from the top and the left, groups and tables too; no notes.

lxml reads the parts themselves: python-pptx takes ten times as long, knows neither diagrams nor numbers
of lists, and refuses files whose pictures are damaged.
"""

from collections.abc import Iterator, Mapping

from lxml import etree
from msgspec import Struct

from eppd_track.documents.blocks import Block, Cell, Table, drawn
from eppd_track.documents.markup import DRAWING as A
from eppd_track.documents.markup import LINK, diagram_words, in_reading_order, links, local, parsed
from eppd_track.documents.signs import numeral

P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_MAIN = "ppt/presentation.xml"
_TITLES = frozenset({"title", "ctrTitle"})
_LEFT_OUT = frozenset({"dt", "ftr", "hdr", "sldNum", "sldImg"})
_LISTED = frozenset({"", "body", "obj"})
_COUNTS = (
    *(("alphaLc", "lowerLetter"), ("alphaUc", "upperLetter"), ("romanLc", "lowerRoman")),
    *(("romanUc", "upperRoman"), ("ea1", "taiwaneseCounting"), ("circle", "decimalEnclosedCircle")),
    ("arabic", "decimal"),
)
_ENDS = {"Period": ("", "."), "ParenR": ("", ")"), "ParenBoth": ("(", ")")}
_FAR = 1e12
_MOST_SIGN = 8

Place = tuple[float, float, float]
"""The left, the top and the height of a shape, in EMU."""


class _Frame(Struct, frozen=True):
    """How the shapes of a group lie on the slide: what their places are scaled by and moved to."""

    across: float = 1
    down: float = 1
    left: float = 0
    top: float = 0

    def place(self, left: float, top: float, high: float) -> Place:
        """A place within the group, on the slide."""
        return self.left + left * self.across, self.top + top * self.down, high * self.down


def read(parts: Mapping[str, bytes]) -> Iterator[Block]:
    """The blocks of a deck from the parts of its package; slides that are hidden are left out."""
    known = links(parts, _MAIN)
    layouts: dict[str, dict[str, Place]] = {}
    done: set[str] = set()
    for number, slide in enumerate(parsed(parts[_MAIN]).iter(f"{P}sldId"), 1):
        _, part = known.get(slide.get(f"{LINK}id", ""), ("", ""))
        if part in parts and part not in done:
            done.add(part)
            yield from _Slide(parts, part, number, layouts).blocks()


class _Slide:
    """One slide. `layouts` holds the places of layouts that were read already, by their part."""

    def __init__(
        self, parts: Mapping[str, bytes], part: str, number: int, layouts: dict[str, dict[str, Place]]
    ) -> None:
        self.parts = parts
        self.number = number
        self.root = parsed(parts[part])
        self.links = links(parts, part)
        layout = next((target for kind, target in self.links.values() if kind == "slideLayout"), "")
        if layout not in layouts:
            layouts[layout] = _places(parts, layout)
        self.places = layouts[layout]
        self.diagrams: set[str] = set()
        self.titles: list[etree._Element] = []

    def blocks(self) -> Iterator[Block]:
        """All of it."""
        tree = self.root.find(f"{P}cSld/{P}spTree")
        if tree is None or self.root.get("show") in {"0", "false"}:
            return
        shapes = list(self._shapes(tree, _Frame()))
        for title in self.titles:
            lines = ["".join(_letters(line)) for line in title.iter(f"{A}p")]
            yield Block(text="\n".join(lines), heading=1, sheet=self.number)
        for shape in in_reading_order(shapes):
            yield from self._shape(shape)

    def _shapes(self, holder: etree._Element, frame: _Frame) -> Iterator[tuple[Place, etree._Element]]:
        """The shapes that stand on the slide with their places; titles are put aside."""
        for child in holder:
            name = local(child)
            if name in {"AlternateContent", "Choice"}:
                yield from self._shapes(child, frame)
            elif name not in {"sp", "grpSp", "graphicFrame"} or _is_hidden(child):
                continue
            elif name == "grpSp":
                yield from self._group(child, frame)
            else:
                kind, index = _placeholder(child) or ("-", "")
                if kind in _TITLES:
                    self.titles.append(child)
                elif kind not in _LEFT_OUT:
                    own = _extent(child)
                    known = self.places.get(f"#{index}") or self.places.get(kind) or (0, _FAR, 0)
                    yield (frame.place(*own) if own else known), child

    def _group(self, group: etree._Element, frame: _Frame) -> Iterator[tuple[Place, etree._Element]]:
        """The shapes of a group, in the order they are read, at the place of the group."""
        transform = group.find(f"{P}grpSpPr/{A}xfrm")
        inner, own = _inner(transform, frame), _extent(group)
        shapes = in_reading_order(list(self._shapes(group, inner)))
        place = frame.place(*own) if own else (0.0, _FAR, 0.0)
        for shape in shapes:
            yield place, shape

    def _shape(self, shape: etree._Element) -> Iterator[Block]:
        table = shape.find(f".//{A}tbl") if local(shape) == "graphicFrame" else None
        if table is not None:
            yield Block(table=_table(table), sheet=self.number)
            return
        for text in diagram_words(self.parts, shape, self.links, self.diagrams):
            yield Block(text=text, sheet=self.number)
        kind, _ = _placeholder(shape) or ("-", "")
        body = shape.find(f"{P}txBody")
        if body is not None:
            for block in _paragraphs(body, listed=kind in _LISTED):
                yield Block(
                    text=block.text,
                    item=block.item,
                    marker=block.marker,
                    strong=block.strong,
                    sheet=self.number,
                )


# ---- places ----


def _placeholder(shape: etree._Element) -> tuple[str, str] | None:
    found = shape.find(f"{P}nvSpPr/{P}nvPr/{P}ph")
    if found is None:
        found = shape.find(f"{P}nvGraphicFramePr/{P}nvPr/{P}ph")
    return None if found is None else (found.get("type", ""), found.get("idx", ""))


def _is_hidden(shape: etree._Element) -> bool:
    named = shape.find(f"*/{P}cNvPr")
    return named is not None and named.get("hidden") in {"1", "true"}


def _number(text: str | None) -> float:
    return float(text) if text and text.lstrip("-").isdigit() and len(text) < 16 else 0.0


def _extent(shape: etree._Element) -> Place | None:
    """Where a shape says that it stands; None where its layout says so."""
    transform = next((shape.find(path) for path in _TRANSFORMS if shape.find(path) is not None), None)
    offset = transform.find(f"{A}off") if transform is not None else None
    size = transform.find(f"{A}ext") if transform is not None else None
    if offset is None:
        return None
    high = _number(size.get("cy")) if size is not None else 0.0
    return _number(offset.get("x")), _number(offset.get("y")), high


_TRANSFORMS = (f"{P}spPr/{A}xfrm", f"{P}xfrm", f"{P}grpSpPr/{A}xfrm")


def _inner(transform: etree._Element | None, frame: _Frame) -> _Frame:
    """The frame of what stands in a group."""
    found = {local(child): child for child in transform} if transform is not None else {}
    if not {"off", "ext", "chOff", "chExt"} <= found.keys():
        return frame
    across, down = (
        (_number(found["ext"].get(side)) / size) if (size := _number(found["chExt"].get(side))) else 1.0
        for side in ("cx", "cy")
    )
    left, top = (
        _number(found["off"].get(axis)) - _number(found["chOff"].get(axis)) * scale
        for axis, scale in (("x", across), ("y", down))
    )
    return _Frame(frame.across * across, frame.down * down, *frame.place(left, top, 0)[:2])


def _places(parts: Mapping[str, bytes], layout: str) -> dict[str, Place]:
    """Where the placeholders of a layout or its master stand, by kind and by `#index`."""
    if layout not in parts:
        return {}
    master = next((target for kind, target in links(parts, layout).values() if kind == "slideMaster"), "")
    found: dict[str, Place] = {}
    for part in (master, layout):
        for shape in parsed(parts[part]).iter(f"{P}sp") if part in parts else ():
            holder, place = _placeholder(shape), _extent(shape)
            if holder and (place or holder[0] in found):
                found[f"#{holder[1]}"] = found[holder[0]] = place or found[holder[0]]
    return found


# ---- words ----


def _letters(paragraph: etree._Element) -> Iterator[str]:
    for child in paragraph:
        name = local(child)
        if name == "br":
            yield "\n"
        elif name == "r" or (name == "fld" and child.get("type") != "slidenum"):
            yield "".join(text.text or "" for text in child.iter(f"{A}t"))


def _is_strong(paragraph: etree._Element) -> bool:
    runs = [run.find(f"{A}rPr") for run in paragraph.iter(f"{A}r")]
    return bool(runs) and all(run is not None and run.get("b") in {"1", "true"} for run in runs)


def _paragraphs(body: etree._Element, *, listed: bool) -> Iterator[Block]:
    """The paragraphs of a shape; `listed` where the master puts a point before each."""
    counts: dict[int, tuple[str, int]] = {}
    for line in body.iter(f"{A}p"):
        text = "".join(_letters(line))
        if not text.strip():
            continue
        looks = line.find(f"{A}pPr")
        level = int(_number(looks.get("lvl"))) + 1 if looks is not None else 1
        marker = _marker(looks, level, counts, listed=listed)
        yield Block(text=text, item=level if marker else 0, marker=marker, strong=_is_strong(line))


def _marker(
    looks: etree._Element | None, level: int, counts: dict[int, tuple[str, int]], *, listed: bool
) -> str:
    """What stands before a paragraph; `counts` holds the kind and number of the last one of each level."""
    found = {local(child): child for child in looks} if looks is not None else {}
    for deeper in [one for one in counts if one > level]:
        del counts[deeper]
    if "buAutoNum" in found:
        kind = found["buAutoNum"].get("type", "arabicPeriod")
        start = int(_number(found["buAutoNum"].get("startAt"))) or 1
        before, number = counts.get(level, (kind, start - 1))
        counts[level] = (kind, number + 1 if before == kind else start)
        return _counted(kind, counts[level][1])
    counts.pop(level, None)
    if "buChar" in found:
        sign = found["buChar"].get("char", "•")[:_MOST_SIGN].strip()
        return "•" if not sign or "\uf000" <= sign[0] <= "\uf0ff" or sign.isalnum() else sign
    return "•" if "buBlip" in found or (listed and "buNone" not in found) else ""


def _counted(kind: str, number: int) -> str:
    form = next((form for start, form in _COUNTS if kind.startswith(start)), "decimal")
    before, behind = next((ends for end, ends in _ENDS.items() if kind.endswith(end)), ("", ""))
    said = numeral(number, form)
    if form == "taiwaneseCounting":
        return f"{said}、" if kind.endswith("Period") else said
    return f"{before}{said}{behind}"


def _table(table: etree._Element) -> Table:
    looks = table.find(f"{A}tblPr")
    first = looks is not None and looks.get("firstRow") in {"1", "true"}
    rows = [
        tuple(_cell(cell, head=first and number == 0) for cell in row.iter(f"{A}tc"))
        for number, row in enumerate(table.iter(f"{A}tr"))
    ]
    return drawn(rows)


def _cell(cell: etree._Element, *, head: bool) -> Cell:
    """A cell; one that is covered by another is empty, and stands in its place."""
    if {cell.get("hMerge"), cell.get("vMerge")} & {"1", "true"}:
        return Cell()
    body = cell.find(f"{A}txBody")
    blocks = tuple(_paragraphs(body, listed=False)) if body is not None else ()
    return Cell(blocks, 1, head or (bool(blocks) and all(block.strong for block in blocks)))
