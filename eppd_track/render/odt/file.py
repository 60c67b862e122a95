"""The file of an ODT: its styles, its page with the footer, and what it says of itself.

The same content gives the same bytes: every date in the file is the report's own, and the package
says nothing of the machine or the person it was made on.
"""

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from odfdo import (
    Document,
    Element,
    Paragraph,
    Span,
    Style,
    StyleMasterPage,
    StylePageLayout,
    VarPageCount,
    VarPageNumber,
)

from eppd_track.render.odt import styles

GENERATOR = "eppd"

_SETTINGS: Mapping[str, str] = {"TableRowKeep": "true", "PropLineSpacingShrinksFirstLine": "true"}
"""A heading row stays with the row beneath it; close lines are close at the top of a cell too."""
_FIELDS: Mapping[str, type[Element]] = {"{page}": VarPageNumber, "{pages}": VarPageCount}
_LEFT_OUT = frozenset({"Rsid", "RsidRoot", "PrinterName", "PrinterSetup", "ForbiddenCharacters"})


def new_document(kind: styles.StyleKind = styles.REPORT) -> Document:
    """An empty text with the styles of its kind and without anything of the library's template."""
    document = Document("text")
    document.body.clear()
    _set_styles(document, kind)
    _set_settings(document)
    return document


def _set_styles(document: Document, kind: styles.StyleKind) -> None:
    for part in (document.styles, document.content):
        for place in ("font-face-decls", "styles", "automatic-styles", "master-styles"):
            found = part.get_element(f"//office:{place}")
            if found is not None:
                found.clear()
    for face in dict.fromkeys((*styles.FACES, *kind.faces)):
        for default in (True, False):
            made = Style("font-face", name=face.name, font_name=face.name, font_family=face.names)
            made.set_attribute("style:font-family-generic", "swiss")
            document.insert_style(made, default=default)
    everyday = Style("paragraph")
    everyday.set_properties(styles.DEFAULT_PARAGRAPH, area="paragraph")
    everyday.set_properties(styles.DEFAULT_TEXT, area="text")
    document.insert_style(everyday, default=True)
    for styled in (*kind.paragraphs, *styles.TEXTS):
        insert(document, styled)
    for styled in (*kind.cells, *styles.ROWS, *styles.SHAPES):
        insert(document, styled, automatic=True)
    _bullets(document)


def insert(document: Document, styled: styles.Styled, *, automatic: bool = False) -> None:
    """Adds a style; one that is not `automatic` shows by name in an editor's list of styles."""
    made = Style(styled.family, name=styled.name, parent_style=styled.parent or None)
    for area, properties in styled.areas.items():
        if properties:
            holder = Element.from_tag(f"style:{area}-properties")
            for name, value in properties.items():
                holder.set_attribute(name, value)
            made.append(holder)
    if not automatic:
        made.set_attribute("style:display-name", styled.name.replace("_20_", " "))
    if styled.name == styles.NEXT_LETTER:
        made.set_attribute("style:master-page-name", "Standard")
    level = styles.OUTLINE.get(styled.name)
    if level:
        made.set_attribute("style:default-outline-level", str(level))
    stops = styles.TABS.get(styled.name)
    if stops:
        _tabs(made, stops)
    document.insert_style(made, automatic=automatic)


def _tabs(style: Any, stops: Iterable[tuple[str, float]]) -> None:
    holder = Element.from_tag("style:tab-stops")
    for kind, place in stops:
        stop = Element.from_tag("style:tab-stop")
        stop.set_attribute("style:type", kind)
        stop.set_attribute("style:position", f"{place}mm")
        holder.append(stop)
    style.get_element("style:paragraph-properties").append(holder)


def _bullets(document: Document) -> None:
    """The list style of notes: a small bullet, the words beside it in line."""
    bullets = Style("list", name=styles.LIST)
    level = Element.from_tag("text:list-level-style-bullet")
    level.set_attribute("text:level", "1")
    level.set_attribute("text:bullet-char", "•")
    layout = Element.from_tag("style:list-level-properties")
    layout.set_attribute("text:list-level-position-and-space-mode", "label-alignment")
    alignment = Element.from_tag("style:list-level-label-alignment")
    for name, value in styles.LIST_ALIGNMENT.items():
        alignment.set_attribute(name, value)
    layout.append(alignment)
    level.append(layout)
    bullets.append(level)
    document.insert_style(bullets)


def _set_settings(document: Document) -> None:
    """How an editor lays the text out; nothing of windows, printers or past sessions."""
    for item in document.settings.get_elements("//config:config-item-set"):
        if item.get_attribute("config:name") != "ooo:configuration-settings":
            item.delete()
    for item in document.settings.get_elements("//*[@config:name]"):
        name = str(item.get_attribute("config:name"))
        if name in _LEFT_OUT:
            item.delete()
        elif name in _SETTINGS:
            item.text = _SETTINGS[name]


def set_page(document: Document, footer: Sequence[Paragraph]) -> None:
    """A4 with room to bind on the left, and a footer on every page."""
    layout = StylePageLayout(name="A4")
    layout.set_properties(styles.PAGE)
    for place, properties in (("header", {}), ("footer", styles.FOOTER)):
        holder = Element.from_tag(f"style:{place}-style")
        if properties:
            shape = Element.from_tag("style:header-footer-properties")
            for name, value in properties.items():
                shape.set_attribute(name, value)
            holder.append(shape)
        layout.append(holder)
    document.insert_style(layout)
    master = StyleMasterPage(name="Standard", page_layout="A4")
    master.set_page_footer(list(footer))
    document.insert_style(master)


def page_of(pattern: str) -> list[Element]:
    """A sentence with {page} and {pages} in pieces, a field for each of the two."""
    pieces: list[Element] = []
    for piece in re.split(r"(\{pages?\})", pattern):
        if piece in _FIELDS:
            pieces.append(_FIELDS[piece]())
            pieces[-1].text = "1"
        elif piece:
            pieces.append(Span(piece))
    return pieces


def set_meta(document: Document, title: str, language: str, day: dt.date) -> None:
    """What the file says of itself: title, language, program, and the day of the report as its date."""
    holder = document.meta.get_element("//office:meta")
    if holder is not None:
        holder.clear()
    made_on = dt.datetime.combine(day, dt.time())
    document.meta.title = title
    document.meta.language = language
    document.meta.generator = GENERATOR
    document.meta.creation_date = made_on
    document.meta.date = made_on
