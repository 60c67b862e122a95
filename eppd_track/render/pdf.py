"""The report on paper: PDF/A-2a, tagged, laid out by page.typ from the values of page.py.

Every character is looked up in the font before anything is laid out, so that no page has an empty
box where a name should be.
"""

import datetime as dt
import json
import unicodedata
from collections.abc import Iterator
from importlib.resources import as_file, files
from typing import Any

import typst
from msgspec import to_builtins

from eppd_track.render.cells import Style, characters, needs_glyph, sentences, visible, written_out
from eppd_track.render.fonts import Family, choose
from eppd_track.render.page import page
from eppd_track.render.widths import DRAWN, TALL, column_widths, lines_high
from eppd_track.report.parts import Report
from eppd_track.words import look, pages, printing
from eppd_track.words.errors import PageRefused
from eppd_track.words.text import SEMICOLON, Text, join, same

STANDARDS: list[Any] = ["a-2a", "ua-1"]
FRONT, ANNEX = 9.0, 8.0
"""The size of type in points of what is signed, and of the annexes behind it."""


def render(report: Report, style: Style) -> bytes:
    """The report as a PDF. Raises PageRefused without a font that has every character of it."""
    laid_out = page(report, style)
    laid_out["page_of"] = sentences(pages.PAGE_OF, style)
    laid_out["continued"] = sentences(pages.CONTINUED, style)
    family = choose(style.font_dir)
    laid_out = _drawable(laid_out, family)
    _refuse_missing(laid_out, family)
    made_on = dt.datetime.combine(report.as_of, dt.time(), dt.UTC)
    _measure(laid_out)
    inputs = {
        "page": json.dumps(laid_out, ensure_ascii=False),
        "looks": looks(),
        "font": family.name,
    }
    laid_out.clear()  # a long page takes much memory to lay out, and these values some of it
    with as_file(files("eppd_track.render") / "page.typ") as template:
        try:
            paper = typst.Compiler(template, font_paths=family.fonts, sys_inputs=inputs)
            made = paper.compile(format="pdf", pdf_standards=STANDARDS, timestamp=made_on)
        except (typst.TypstError, RuntimeError) as error:
            why = visible(" ".join(str(error).split()))
            raise PageRefused(printing.PAGE_FAILED.fill(why=why), printing.PAGE_ELSEWHERE) from error
    return bytes(made)  # type: ignore[arg-type]


def looks() -> str:
    """What page.typ draws lights and statuses with, as JSON."""
    known = {
        "lights": look.LIGHT,
        "statuses": look.STATUS,
        "gauge": look.GAUGE_PAPER,
        "white": look.WHITE,
        "black": look.BLACK,
    }
    return json.dumps(to_builtins(known))


def _measure(laid_out: dict[str, Any]) -> None:
    """Gives every table the widths of its columns in millimetres, and the rows that may break over pages."""
    laid_out["sizes"] = {"front": FRONT, "annex": ANNEX, **DRAWN}
    for section in laid_out["sections"]:
        size = ANNEX if section["annex"] else FRONT
        for block in section["blocks"]:
            if block["kind"] == "table":
                owners = _name_owners(block)
                widths = column_widths(block, size)
                for cell in owners:
                    cell["kind"] = "text"
                block["widths"] = [width for width in widths if width]
                for group in block["groups"]:
                    group["long"] = [lines_high(row, widths, size) > TALL for row in group["rows"]]


def _name_owners(block: dict[str, Any]) -> list[dict[str, Any]]:
    """Puts into the cells of owners what paper has room for: one line, unless they are told in full.

    Gives these cells, a Latin name being a text like others: a Chinese one asks for room for all of it.
    """
    rows = (row for group in block["groups"] for row in group["rows"])
    owners = [cell for row in rows for cell in row if cell["kind"] == "owner"]
    for cell in owners:
        (code,), (first, *more) = cell["words"], cell["lines"]
        guessed = code.endswith("?") and first != code
        cell["words"] = [first, *more] if cell["full"] else [f"{first}?" if guessed else first]
        cell["lines"] = cell["words"]
        cell["kind"] = "text" if cell["words"][0].isascii() else "owner"
    return owners


def _drawable(value: Any, family: Family) -> Any:
    """A page with letters and their marks as one character; a mark that the font lacks is written out."""
    if isinstance(value, str):
        return value if value.isascii() else "".join(_composed(char, family) for char in characters(value))
    if isinstance(value, dict):
        return {key: _drawable(part, family) for key, part in value.items()}
    return [_drawable(part, family) for part in value] if isinstance(value, list | tuple) else value


def _composed(char: str, family: Family) -> str:
    if len(char) == 1 and not unicodedata.combining(char):
        return char
    whole = unicodedata.normalize("NFC", char)
    marks = {sign for sign in whole if unicodedata.category(sign) in {"Mn", "Me"} and needs_glyph(sign)}
    for sign in marks:
        whole = whole if ord(sign) in family.characters else whole.replace(sign, written_out(sign))
    return whole


def _refuse_missing(laid_out: dict[str, Any], family: Family) -> None:
    """Raises PageRefused with every character the font lacks, and the commitments it stands in."""
    lacking: dict[str, dict[str, None]] = {}
    for where, text in _texts(laid_out, laid_out["title"][0]):
        for char in text:
            if ord(char) not in family.characters and needs_glyph(char):
                lacking.setdefault(char, {})[where] = None
    if not lacking:
        return
    named = [
        printing.MISSING_GLYPH.fill(char=char, code=f"U+{ord(char):04X}", where=_listed(places))
        for char, places in lacking.items()
    ]
    raise PageRefused(
        printing.NO_GLYPHS.fill(font=family.name, missing=join(named, SEMICOLON)),
        printing.GLYPH_REMEDY,
    )


def _listed(places: dict[str, None]) -> Text:
    return join([same(place) for place in places])


def _texts(value: object, where: str) -> Iterator[tuple[str, str]]:
    """Every text of a page with where it stands: the first cell of its row, else the page's title."""
    if isinstance(value, str):
        yield where, value
    elif isinstance(value, dict):
        for part in value.values():
            yield from _texts(part, where)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _texts(part, _row_name(part) or where)


def _row_name(part: object) -> str | None:
    """The id a row of a table begins with; None for anything else."""
    is_row = isinstance(part, list) and part and isinstance(part[0], dict) and "words" in part[0]
    return part[0]["words"][0] if is_row and part[0]["words"] else None  # type: ignore[index]
