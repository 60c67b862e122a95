"""An .odp: each slide's title, then its shapes from the top and the left, groups and tables too; no notes."""

import re
from collections.abc import Iterator, Mapping

from lxml import etree
from msgspec import structs

from eppd_track.documents.blocks import Block
from eppd_track.documents.markup import in_reading_order, local, parsed
from eppd_track.documents.odt import DRAW, OFFICE, PRESENTATION, STYLE, Reader

_SVG = "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}"
_TITLE = "title"
_LEFT_OUT = frozenset({"header", "footer", "date-time", "page-number", "notes", "handout", "page"})
_SIZE = re.compile(r"(-?\d{1,9}(?:\.\d{1,9})?)(cm|mm|in|pt|pc|px)")
_MILLIMETRES = {"cm": 10.0, "mm": 1.0, "in": 25.4, "pt": 25.4 / 72, "pc": 25.4 / 6, "px": 25.4 / 96}
_MOVED = re.compile(r"translate\s*\(\s*(\S+?)[\s,]+(\S+?)\s*\)")


def read(parts: Mapping[str, bytes]) -> Iterator[Block]:
    """The blocks of a deck from the parts of its package; slides that are hidden are left out."""
    content = parsed(parts["content.xml"])
    reader = Reader(parts, content)
    body = content.find(f"{OFFICE}body/{OFFICE}presentation")
    for number, page in enumerate(body.iter(f"{DRAW}page") if body is not None else (), 1):
        if not _is_hidden(reader, page):
            for block in _page(reader, page):
                yield structs.replace(block, sheet=number)


def _is_hidden(reader: Reader, page: etree._Element) -> bool:
    style = reader.styles.get(f"drawing-page {page.get(f'{DRAW}style-name')}")
    looks = style.find(f"{STYLE}drawing-page-properties") if style is not None else None
    return looks is not None and looks.get(f"{PRESENTATION}visibility") == "hidden"


def _page(reader: Reader, page: etree._Element) -> Iterator[Block]:
    shapes = []
    for shape in page:
        kind = shape.get(f"{PRESENTATION}class", "")
        if kind == _TITLE:
            said = [block.text for block in reader.inside(shape)]
            yield Block(text="\n".join(said), heading=1)
        elif kind not in _LEFT_OUT and local(shape) not in _LEFT_OUT:
            shapes.append((_place(shape), shape))
    for shape in in_reading_order(shapes):
        yield from _shape(reader, shape)


def _shape(reader: Reader, shape: etree._Element) -> Iterator[Block]:
    """What a shape says; a group's shapes in the order they are read."""
    if local(shape) == "g":
        for inner in in_reading_order([(_place(one), one) for one in shape if local(one) not in _LEFT_OUT]):
            yield from _shape(reader, inner)
    else:
        yield from reader.inside(shape)


def _place(shape: etree._Element) -> tuple[float, float, float]:
    """The left, the top and the height of a shape in millimetres; of a group, those of its first shape."""
    if local(shape) == "g":
        inner = [_place(one) for one in shape]
        return min(inner, key=lambda place: place[1], default=(0.0, 0.0, 0.0))
    moved = _MOVED.search(shape.get(f"{DRAW}transform", ""))
    left, top = moved.groups() if moved else (shape.get(f"{_SVG}x", ""), shape.get(f"{_SVG}y", ""))
    return _size(left), _size(top), _size(shape.get(f"{_SVG}height", ""))


def _size(text: str) -> float:
    match = _SIZE.fullmatch(text)
    return float(match[1]) * _MILLIMETRES[match[2]] if match else 0.0
