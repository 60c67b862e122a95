"""The parts of an .xlsx that are read, put together anew for the library that reads them.

Nothing else of the file comes near it: a damaged picture, theme or pivot table harms no answer. Files that
Excel saved as Strict Open XML are put into the names of the usual kind on the way.
"""

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from xml.etree import ElementTree as ET
from xml.etree.ElementTree import Element

from msgspec import Struct

from eppd_track.exchange.sheets.grid import Area
from eppd_track.exchange.sheets.parcel import Parcel, broken

_BOOK = "xl/workbook.xml"
STYLES = "xl/styles.xml"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKED = "http://schemas.openxmlformats.org/package/2006"
_TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_STRICT = (
    ("http://purl.oclc.org/ooxml/spreadsheetml/main", _MAIN),
    ("http://purl.oclc.org/ooxml/officeDocument/relationships", _LINKS),
)
_READ = frozenset({"sheetViews", "sheetFormatPr", "cols", "sheetData", "mergeCells", "conditionalFormatting"})
_LOOKS = {"c": ("s",), "row": ("s", "customFormat"), "col": ("style",)}
_CELL = re.compile("[A-Z]{1,3}[1-9][0-9]{0,6}")
_THREAD = re.compile(r"\A.*linkid=870924\s+", re.DOTALL)
"""What Excel puts before a comment of the new kind, for programs that know only the old one."""
_MARK = "\U0010fffd"
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


class Page(Struct, frozen=True):
    """What of a sheet lies beside its own part: comments by cell, and what is drawn on it."""

    comments: dict[str, str]
    drawn: tuple[tuple[Area | None, str], ...]


class Package(Struct, frozen=True):
    """The file for openpyxl, and what belongs to each of its sheets."""

    raw: bytes
    pages: tuple[Page, ...]


def package(parcel: Parcel, *, styled: bool) -> Package:
    """The parts that are read, with their styles or without. Raises ChangeRefused where one is damaged."""
    book = _root(parcel, _BOOK, _name("workbook"))
    links = _links(parcel, _BOOK, needed=True)
    sheets = [(sheet, links.get(sheet.get(f"{{{_LINKS}}}id", ""))) for sheet in book.iter(_name("sheet"))]
    paths = [(sheet, link[1]) for sheet, link in sheets if link and link[0] == "worksheet"]
    made = {
        f"xl/worksheets/sheet{number}.xml": _sheet(_root(parcel, path, _name("worksheet")), styled=styled)
        for number, (_, path) in enumerate(paths, 1)
    }
    kinds = dict.fromkeys(made, "worksheet")
    for kind, path in links.values():
        if kind == "sharedStrings":
            kinds[f"xl/{kind}.xml"] = kind
            made[f"xl/{kind}.xml"] = _written(_apart(_root(parcel, path, _name("sst"))))
        elif kind == "styles" and styled and path in parcel.parts:
            kinds[f"xl/{kind}.xml"] = kind
            made[f"xl/{kind}.xml"] = _written(_parsed(parcel.parts[path]))
    made[_BOOK] = _book(book, [sheet for sheet, _ in paths])
    made["xl/_rels/workbook.xml.rels"] = _own_links(kinds)
    made["[Content_Types].xml"] = _own_types(kinds)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as packed:
        for name, content in made.items():
            packed.writestr(name, content)
    return Package(stream.getvalue(), tuple(_page(parcel, path) for _, path in paths))


def _name(tag: str) -> str:
    return f"{{{_MAIN}}}{tag}"


def _parsed(content: bytes) -> Element:
    """The tree of a part, its names those of the usual kind."""
    root = ET.fromstring(content)  # noqa: S314 - parcel.py lets no declared entity through
    if any(strict in content[:4096].decode("latin-1").replace("\0", "") for strict, _ in _STRICT):
        for element in root.iter():
            element.tag = _usual(element.tag)
            for key in [key for key in element.attrib if key.startswith("{")]:
                element.set(_usual(key), element.attrib.pop(key))
    return root


def _root(parcel: Parcel, part: str, name: str) -> Element:
    """The tree of a part that is needed. Raises ChangeRefused where it is damaged, or none of its kind."""
    root = _parsed(parcel.needed(part))
    if root.tag != name:
        raise broken(parcel.name, part)
    return root


def _usual(name: str) -> str:
    for strict, usual in _STRICT:
        name = name.replace(f"{{{strict}}}", f"{{{usual}}}")
    return name


def _written(root: Element) -> bytes:
    made: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return made


def _apart(root: Element) -> Element:
    """A tree whose texts hold no `x005F_`, which openpyxl would drop."""
    for text in root.iter(_name("t")):
        text.text = (text.text or "").replace(_MARK, f"{_MARK}0").replace("x005F_", f"{_MARK}1")
    return root


def unescaped(text: str) -> str:
    """A text as it was kept: the `_x000D_` of Excel turned back, two halves of a character one again."""
    kept = text.replace(f"{_MARK}1", "x005F_").replace(f"{_MARK}0", _MARK)
    found = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), kept)
    return found.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _links(parcel: Parcel, part: str, *, needed: bool = False) -> dict[str, tuple[str, str]]:
    """What a part links to: by id the kind and the path."""
    folder, file = posixpath.split(part)
    listed = f"{folder}/_rels/{file}.rels"
    if not needed and listed not in parcel.parts:
        return {}
    found = {}
    for link in _root(parcel, listed, f"{{{_PACKED}/relationships}}Relationships"):
        kind = link.get("Type", "").rpartition("/")[2]
        found[link.get("Id", "")] = (
            kind,
            posixpath.normpath(posixpath.join("/", folder, link.get("Target", "")))[1:],
        )
    return found


def _sheet(root: Element, *, styled: bool) -> bytes:
    """A sheet with no more than is read of it."""
    _apart(root)
    for child in list(root):
        if child.tag not in map(_name, _READ) or (not styled and child.tag == _name("conditionalFormatting")):
            root.remove(child)
    for element in () if styled else root.iter():
        for attribute in _LOOKS.get(element.tag.rpartition("}")[2], ()):
            element.attrib.pop(attribute, None)
    return _written(root)


def _book(book: Element, sheets: list[Element]) -> bytes:
    made = Element(_name("workbook"))
    made.extend(book.findall(_name("workbookPr")))
    listed = ET.SubElement(made, _name("sheets"))
    for number, sheet in enumerate(sheets, 1):
        state = {"state": sheet.get("state", "visible")}
        named = {"name": sheet.get("name", ""), "sheetId": str(number), f"{{{_LINKS}}}id": f"rId{number}"}
        ET.SubElement(listed, _name("sheet"), named | state)
    return _written(made)


def _own_links(kinds: dict[str, str]) -> bytes:
    root = Element(f"{{{_PACKED}/relationships}}Relationships")
    for number, (path, kind) in enumerate(kinds.items(), 1):
        link = {"Id": f"rId{number}", "Type": f"{_LINKS}/{kind}", "Target": f"/{path}"}
        ET.SubElement(root, f"{{{_PACKED}/relationships}}Relationship", link)
    return _written(root)


def _own_types(kinds: dict[str, str]) -> bytes:
    root = Element(f"{{{_PACKED}/content-types}}Types")
    for path, kind in {**kinds, _BOOK: "sheet.main"}.items():
        listed = {"PartName": f"/{path}", "ContentType": f"{_TYPES}.{kind}+xml"}
        ET.SubElement(root, f"{{{_PACKED}/content-types}}Override", listed)
    return _written(root)


# ---- beside a sheet ----


def _page(parcel: Parcel, path: str) -> Page:
    """The comments and drawings of a sheet, as far as they are sound."""
    beside: dict[str, str] = {}
    drawn: list[tuple[Area | None, str]] = []
    for kind, target in _links(parcel, path).values():
        content = parcel.parts.get(target)
        if content is None:
            continue
        if kind == "comments":
            beside |= dict(_comments(_parsed(content)))
        elif kind == "drawing":
            drawn += _drawings(_parsed(content))
    return Page(beside, tuple(drawn))


def _comments(root: Element) -> Iterator[tuple[str, str]]:
    for comment in root.iter(_name("comment")):
        if _CELL.fullmatch(comment.get("ref", "")):
            yield comment.get("ref", ""), _THREAD.sub("", "".join(_runs(comment)))


def _runs(element: Element) -> Iterator[str]:
    """The words of a text without the readings above them."""
    for child in element:
        if child.tag == _name("t"):
            yield child.text or ""
        elif child.tag != _name("rPh"):
            yield from _runs(child)


def _drawings(root: Element) -> Iterator[tuple[Area | None, str]]:
    """What is drawn on a sheet and shows: the cells it lies over, and its words."""
    for anchor in root.iter():
        if not _is(anchor, "twoCellAnchor", "oneCellAnchor", "absoluteAnchor"):
            continue
        if any(_is(one, "cNvPr") and one.get("hidden") in {"1", "true"} for one in anchor.iter()):
            continue
        lines = (
            "".join(one.text or "" for one in line.iter() if _is(one, "t"))
            for line in anchor.iter()
            if _is(line, "p")
        )
        yield _covered(anchor), " ".join(dict.fromkeys(line for line in lines if line))


def _is(element: Element, *names: str) -> bool:
    return element.tag.rpartition("}")[2] in names


def _covered(anchor: Element) -> Area | None:
    """The cells from the corner a drawing begins in to the one it ends in."""
    corners = [
        {part.tag.rpartition("}")[2]: part.text or "" for part in corner}
        for name in ("from", "to")
        for corner in anchor
        if _is(corner, name)
    ]
    try:
        (top, left), *_, (bottom, right) = [(int(one["row"]), int(one["col"])) for one in corners] * 2
        ends = [len(corners) < 2 or int(corners[-1].get(name, 0)) > 0 for name in ("rowOff", "colOff")]
    except (KeyError, ValueError):
        return None
    return Area(top + 1, left + 1, bottom + ends[0], right + ends[1])
