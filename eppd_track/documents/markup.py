"""XML parts of a package as trees, by lxml: no entity looked up, nothing fetched, Strict Open XML as usual.

Documents come here only after package.py has let them through.
"""

import posixpath
from collections.abc import Mapping, Sequence
from typing import TypeVar

from lxml import etree

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKED = "http://schemas.openxmlformats.org/package/2006/relationships"
_STRICT = (
    (b"purl.oclc.org/ooxml/wordprocessingml/main", b"schemas.openxmlformats.org/wordprocessingml/2006/main"),
    (b"purl.oclc.org/ooxml/presentationml/main", b"schemas.openxmlformats.org/presentationml/2006/main"),
    (b"purl.oclc.org/ooxml/drawingml/main", b"schemas.openxmlformats.org/drawingml/2006/main"),
    (b"purl.oclc.org/ooxml/drawingml/diagram", b"schemas.openxmlformats.org/drawingml/2006/diagram"),
    (
        b"purl.oclc.org/ooxml/officeDocument/relationships",
        b"schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
)
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"
LINK = f"{{{_OFFICE}}}"
_Placed = TypeVar("_Placed")


def parsed(content: bytes) -> etree._Element:
    """The root of a part. Raises XMLSyntaxError where it is damaged."""
    for strict, usual in _STRICT:
        if strict in content:
            content = content.replace(strict, usual)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    return etree.fromstring(content, parser)


def local(element: etree._Element) -> str:
    """The name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


def links(parts: Mapping[str, bytes], part: str) -> dict[str, tuple[str, str]]:
    """What a part of Open XML refers to within the package: id -> (kind, part). Outer links are left out."""
    folder, name = posixpath.split(part)
    content = parts.get(f"{folder}/_rels/{name}.rels")
    if content is None:
        return {}
    return {
        link.get("Id", ""): (
            link.get("Type", "").rpartition("/")[2],
            posixpath.normpath(posixpath.join("/", folder, link.get("Target", ""))).lstrip("/"),
        )
        for link in parsed(content).iter(f"{{{_PACKED}}}Relationship")
        if link.get("TargetMode") != "External"
    }


def linked(parts: Mapping[str, bytes], part: str, kind: str) -> etree._Element | None:
    """The first part of a kind that a part refers to, or None where it is not there or damaged."""
    for found, target in links(parts, part).values():
        if found == kind and target in parts:
            return parsed(parts[target])
    return None


def diagram_words(
    parts: Mapping[str, bytes],
    frame: etree._Element,
    known: Mapping[str, tuple[str, str]],
    done: set[str],
) -> list[str]:
    """The words of a diagram that a frame shows, a text a shape, as they were entered; each diagram once."""
    said = []
    for reference in frame.iter(f"{DIAGRAM}relIds"):
        _, target = known.get(reference.get(f"{LINK}dm", ""), ("", ""))
        if target in parts and target not in done:
            done.add(target)
            for point in parsed(parts[target]).iter(f"{DIAGRAM}pt"):
                if point.get("type", "node") == "node":
                    lines = point.iter(f"{DRAWING}p")
                    said += ["".join(run.text or "" for run in line.iter(f"{DRAWING}t")) for line in lines]
    return [text for text in said if text.strip()]


def in_reading_order(shapes: Sequence[tuple[tuple[float, float, float], _Placed]]) -> list[_Placed]:
    """What stands on a slide, in the order a reader takes it: rows from the top, each from the left.

    Each comes with its left, its top and its height. What begins above the middle of the first of a row
    stands in that row.
    """
    left = sorted(enumerate(shapes), key=lambda one: (one[1][0][1], one[1][0][0], one[0]))
    ordered: list[_Placed] = []
    while left:
        (_, ((_, top, high), _)) = left[0]
        row = [one for one in left if one[1][0][1] <= top + high / 2]
        ordered += [what for _, (_, what) in sorted(row, key=lambda one: (one[1][0][0], one[0]))]
        left = left[len(row) :]
    return ordered
