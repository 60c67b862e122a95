"""The package of an ODS sheet: its styles, its page, and how it opens.

The same sheet gives the same bytes: the file holds no time and no name of its own.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from odfdo import Document, Element, StyleMasterPage, StylePageLayout

from eppd_track.exchange.sheets import look
from eppd_track.exchange.sheets.sheet import HIDDEN, TITLES, Sheet

_LAYOUT = "Landscape"
MASTER = "Sheet"
"""The name of the page that the sheet is printed on."""


def element(tag: str, attributes: Mapping[str, str] | None = None, *children: Element) -> Element:
    """An element with its attributes and children."""
    made = Element.from_tag(tag)
    for name, value in (attributes or {}).items():
        made.set_attribute(name, value)
    for child in children:
        made.append(child)
    return made


def empty_document() -> Document:
    """An empty book without anything of the library's template."""
    document = Document("spreadsheet")
    document.body.clear()
    for part in (document.styles, document.content):
        for place in ("font-face-decls", "styles", "automatic-styles", "master-styles"):
            found = part.get_element(f"//office:{place}")
            if found is not None:
                found.clear()
    return document


def place_in(part: Any, place: str) -> Element:
    """A part's element by its name, such as `styles`."""
    found: Element = part.get_element(f"//office:{place}")
    return found


def letters(size: float, *, color: str = "", bold: bool = False, italic: bool = False) -> dict[str, str]:
    """Type of a size in points, the same for Latin and Chinese."""
    found = {"fo:font-size": f"{size}pt", "style:font-size-asian": f"{size}pt"}
    if color:
        found["fo:color"] = color
    if bold:
        found |= {"fo:font-weight": "bold", "style:font-weight-asian": "bold"}
    if italic:
        found |= {"fo:font-style": "italic", "style:font-style-asian": "italic"}
    return found


def set_page(document: Document, sheet: Sheet) -> None:
    """The everyday type, and A4 across, one page wide, with a footer.

    Header and footer both have their properties: without them one program prints empty pages once the
    sheet was saved again.
    """
    names = ("fo:font-family", "style:font-family-asian", "style:font-family-complex")
    text = dict.fromkeys(names, f"'{look.FACE}', 'Noto Sans CJK TC', 'PingFang TC'")
    text |= {
        "fo:language": "en",
        "fo:country": "GB",
        "style:language-asian": "zh",
        "style:country-asian": "TW",
    }
    everyday = element(
        "style:default-style",
        {"style:family": "table-cell"},
        element("style:text-properties", text | letters(look.BODY)),
    )
    plain = element("style:style", {"style:name": "Default", "style:family": "table-cell"})
    for style in (everyday, plain):
        place_in(document.styles, "styles").append(style)
    _set_layout(document)
    master = StyleMasterPage(name=MASTER, page_layout=_LAYOUT)
    master.append(element("style:header", {"style:display": "false"}))
    master.append(_footer(sheet))
    document.insert_style(master)


def _set_layout(document: Document) -> None:
    layout = StylePageLayout(name=_LAYOUT)
    properties = {
        "fo:page-width": f"{look.PAGE_WIDTH}mm",
        "fo:page-height": f"{look.PAGE_HEIGHT}mm",
        "style:print-orientation": "landscape",
        "fo:margin-left": f"{look.MARGIN_SIDE}mm",
        "fo:margin-right": f"{look.MARGIN_SIDE}mm",
        "fo:margin-top": f"{look.MARGIN_TOP}mm",
        "fo:margin-bottom": f"{look.MARGIN_BOTTOM}mm",
        "style:scale-to-X": "1",
        "style:scale-to-Y": "0",
        "style:table-centering": "horizontal",
    }
    layout.append(element("style:page-layout-properties", properties))
    for place, height in (("header", "0mm"), ("footer", f"{look.FOOTER_HEIGHT}mm")):
        shape = element(
            "style:header-footer-properties",
            {"fo:min-height": height, "fo:margin-left": "0mm", "fo:margin-right": "0mm"},
        )
        layout.append(element(f"style:{place}-style", None, shape))
    document.insert_style(layout)


def _footer(sheet: Sheet) -> Element:
    left = element("text:p")
    left.append(sheet.footer)
    center = element("text:p")
    before, _, rest = sheet.pages.partition("{page}")
    middle, _, after = rest.partition("{pages}")
    for part in (before, element("text:page-number"), middle, element("text:page-count"), after):
        center.append(part)
    for field in center.children:
        field.text = "1"
    return element(
        "style:footer",
        None,
        element("style:region-left", None, left),
        element("style:region-center", None, center),
    )


def set_view(document: Document, sheet: Sheet, columns: int) -> None:
    """How the sheet opens: heads and titles stay in sight, the first yellow cell is picked."""
    settings = place_in(document.settings, "settings")
    settings.clear()
    frozen = {
        "CursorPositionX": ("int", columns),
        "CursorPositionY": ("int", sheet.head_row + 1),
        "HorizontalSplitMode": ("short", 2),
        "VerticalSplitMode": ("short", 2),
        "HorizontalSplitPosition": ("int", TITLES),
        "VerticalSplitPosition": ("int", sheet.head_row + 1),
        "ActiveSplitRange": ("short", 3),
        "PositionLeft": ("int", 0),
        "PositionRight": ("int", TITLES),
        "PositionTop": ("int", 0),
        "PositionBottom": ("int", sheet.head_row + 1),
    }
    tables = element(
        "config:config-item-map-named",
        {"config:name": "Tables"},
        element("config:config-item-map-entry", {"config:name": sheet.name}, *_items(frozen)),
        element("config:config-item-map-entry", {"config:name": HIDDEN}),
    )
    view = element(
        "config:config-item-map-entry",
        None,
        *_items({"ViewId": ("string", "view1")}),
        tables,
        *_items({"ActiveTable": ("string", sheet.name), "ZoomValue": ("int", 100)}),
    )
    views = element("config:config-item-map-indexed", {"config:name": "Views"}, view)
    settings.append(element("config:config-item-set", {"config:name": "ooo:view-settings"}, views))


def _items(values: Mapping[str, tuple[str, object]]) -> Iterable[Element]:
    for name, (kind, value) in values.items():
        item = element("config:config-item", {"config:name": name, "config:type": kind})
        item.text = str(value)
        yield item


def set_meta(document: Document, sheet: Sheet) -> None:
    """What the file says of itself: its title, the program, and the day it was issued."""
    holder = document.meta.get_element("//office:meta")
    if holder is not None:
        holder.clear()
    document.meta.title = sheet.titles[0]
    document.meta.generator = "eppd"
