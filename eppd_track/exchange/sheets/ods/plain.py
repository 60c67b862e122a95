"""A plain table as .ods: heads, rows, every cell a text, long ones folded."""

import datetime as dt
from collections.abc import Sequence

from odfdo import Element, Paragraph

from eppd_track.exchange.sheets.ods.file import element, empty_document, letters, place_in
from eppd_track.exchange.sheets.plain import PlainTable
from eppd_track.render.odt.package import to_bytes

_WIDE, _USUAL = "85mm", "30mm"


def write(table: PlainTable) -> bytes:
    """The table as a file."""
    document = empty_document()
    styles = place_in(document.content, "automatic-styles")
    for style, width in (("wide", _WIDE), ("usual", _USUAL)):
        columns = element("style:table-column-properties", {"style:column-width": width})
        styles.append(_style(style, "table-column", columns))
    for style, bold in (("head", True), ("cell", False)):
        folded = {"fo:wrap-option": "wrap", "style:vertical-align": "top"}
        cells = element("style:table-cell-properties", folded)
        shape = element("style:text-properties", letters(10, bold=bold))
        styles.append(_style(style, "table-cell", cells, shape))
    made = element("table:table", {"table:name": table.name})
    for broad in table.wide:
        made.append(element("table:table-column", {"table:style-name": "wide" if broad else "usual"}))
    made.append(element("table:table-header-rows", None, _row(table.heads, "head")))
    for row in table.rows:
        made.append(_row(row, "cell"))
    document.body.append(made)
    day = dt.datetime.combine(table.day, dt.time())
    document.meta.set_creation_date(day)
    document.meta.set_modification_date(day)
    return to_bytes(document)


def _style(name: str, family: str, *properties: Element) -> Element:
    return element("style:style", {"style:name": name, "style:family": family}, *properties)


def _row(cells: Sequence[str], style: str) -> Element:
    return element("table:table-row", None, *(_cell(text, style) for text in cells))


def _cell(text: str, style: str) -> Element:
    if not text:
        return element("table:table-cell", {"table:style-name": style})
    kind = {"office:value-type": "string", "calcext:value-type": "string", "table:style-name": style}
    return element("table:table-cell", kind, *(Paragraph(line) for line in text.split("\n")))
