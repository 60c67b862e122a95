"""The report on paper: PDF/A-2a, tagged, laid out by page.typ from the values of page.py.

Every character is looked up in the font before anything is laid out, so that no page has an empty
box where a name should be.
"""

import datetime as dt
import json
import unicodedata
from collections.abc import Iterator
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import typst

from eppd_track import phrases
from eppd_track.errors import PageRefused
from eppd_track.labels import Text, join, same
from eppd_track.render import refusals
from eppd_track.render.cells import Style, characters, needs_glyph, sentences, visible, written_out
from eppd_track.render.fonts import Family, choose
from eppd_track.render.page import page
from eppd_track.report.parts import Report

STANDARDS: list[Any] = ["a-2a", "ua-1"]
SCALES = (1.25, 1.2, 1.15, 1.1, 1.05, 1.0, 0.97, 0.94, 0.91, 0.88, 0.86, 0.84, 0.82, 0.8)
"""How large the text may be, largest first; below the last one it is hard to read on paper."""
USUAL = 1.0
GOALS = (2, 3)
"""The page counts that smaller letters are worth reaching."""


def render(report: Report, style: Style) -> bytes:
    """The report as a PDF. Raises PageRefused without a font that has every character of it."""
    laid_out = page(report, style)
    laid_out["page_of"] = sentences(phrases.PAGE_OF, style)
    family = choose(style.font_dir)
    laid_out = _drawable(laid_out, family)
    _refuse_missing(laid_out, family)
    made_on = dt.datetime.combine(report.as_of, dt.time(), dt.UTC)
    with as_file(files("eppd_track.render") / "page.typ") as template:
        paper = _Paper(template, family, json.dumps(laid_out, ensure_ascii=False))
        try:
            made = paper.at(_scale(paper)).compile(format="pdf", pdf_standards=STANDARDS, timestamp=made_on)
        except (typst.TypstError, RuntimeError) as error:
            why = visible(" ".join(str(error).split()))
            raise PageRefused(refusals.PAGE_FAILED.fill(why=why), refusals.PAGE_ELSEWHERE) from error
    return bytes(made)  # type: ignore[arg-type]


class _Paper:
    """A page's values with the template and the font they are laid out in."""

    def __init__(self, template: Path, family: Family, values: str) -> None:
        self.template = template
        self.family = family
        self.values = values

    def at(self, scale: float) -> typst.Compiler:
        """What lays it out with its text at a scale."""
        inputs = {"page": self.values, "font": self.family.name, "scale": str(scale)}
        return typst.Compiler(self.template, font_paths=self.family.fonts, sys_inputs=inputs)

    def pages(self, scale: float) -> int:
        """How many pages it takes at a scale."""
        return int(self.at(scale).query("<pages>", field="value", one=True))


def _scale(paper: _Paper) -> float:
    """The largest scale that keeps a short report short: two pages, else three; the usual for a long one."""
    usual = paper.pages(USUAL)
    goal = usual
    if usual > GOALS[0]:
        fewest = paper.pages(SCALES[-1])
        goal = next((most for most in GOALS if fewest <= most), 0)
    if not goal:
        return USUAL
    low, high = 0, len(SCALES) - 1
    while low < high:
        middle = (low + high) // 2
        if paper.pages(SCALES[middle]) > goal:
            low = middle + 1
        else:
            high = middle
    return SCALES[high]


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
        refusals.MISSING_GLYPH.fill(char=char, code=f"U+{ord(char):04X}", where=_listed(places))
        for char, places in lacking.items()
    ]
    raise PageRefused(
        refusals.NO_GLYPHS.fill(font=family.name, missing=join(named, Text("; ", "；"))),
        refusals.GLYPH_REMEDY,
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
