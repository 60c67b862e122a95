"""Colours: whatever words a terminal gets can be read on every usual palette."""

import re

import pytest
from conftest import ROOT
from test_render import every_cell, pages

from eppd_track import load
from eppd_track.model.vocabulary import Calendar, Language
from eppd_track.render import render
from eppd_track.render.cells import Style
from eppd_track.words import look

ENOUGH, ENOUGH_FOR_SIGNS = 4.5, 3
"""The contrast that WCAG 2 asks for: of words, and of bars that carry none."""
PALETTES = {
    "Windows Console": ("c0c0c0", "000000"),
    "Windows Terminal, Campbell": ("cccccc", "0c0c0c"),
    "macOS Terminal, Basic": ("000000", "ffffff"),
    "xterm": ("e5e5e5", "000000"),
    "Solarized dark": ("839496", "002b36"),
    "Solarized light": ("657b83", "fdf6e3"),
    "Ubuntu, Tango": ("ffffff", "300a24"),
    "Dracula": ("f8f8f2", "282a36"),
}
"""The words and the ground of the palettes people use; their other colours are never used."""


def rgb(number: int) -> tuple[float, ...]:
    """A colour of the 256 that every terminal has alike: the cube, then the greys."""
    assert number >= 16, "the first sixteen are the palette's own"
    if number >= 232:
        return ((8 + 10 * (number - 232)) / 255,) * 3
    steps = (0, 95, 135, 175, 215, 255)
    return tuple(steps[(number - 16) // part % 6] / 255 for part in (36, 6, 1))


def named(text: str) -> tuple[float, ...]:
    return tuple(int(text[place : place + 2], 16) / 255 for place in (0, 2, 4))


def contrast(one: tuple[float, ...], other: tuple[float, ...]) -> float:
    def light(colour: tuple[float, ...]) -> float:
        parts = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour)
        return sum(part * share for part, share in zip(parts, (0.2126, 0.7152, 0.0722), strict=True))

    brighter, darker = sorted((light(one), light(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


def test_contrast_is_computed_as_wcag_does() -> None:
    assert contrast(named("ffffff"), named("000000")) == pytest.approx(21)
    assert contrast(named("767676"), named("ffffff")) == pytest.approx(4.54, abs=0.01)


INKS = [one.terminal for one in look.LIGHT.values() if one.terminal is not None]
BARS = {look.GAUGE_TERMINAL, *(one.bar for one in look.STATUS.values() if one.bar is not None)}


@pytest.mark.parametrize("ink", INKS, ids=lambda ink: ink.code)
def test_words_on_a_colour_can_be_read(ink: look.Ink) -> None:
    assert contrast(rgb(ink.words), rgb(ink.ground)) >= ENOUGH


@pytest.mark.parametrize("palette", PALETTES)
@pytest.mark.parametrize(
    "colour", sorted({look.GAUGE_TERMINAL, *(one.bar for one in look.STATUS.values() if one.bar)})
)
def test_a_bar_stands_out_from_every_ground(palette: str, colour: int) -> None:
    assert contrast(rgb(colour), named(PALETTES[palette][1])) >= ENOUGH_FOR_SIGNS


def runs(text: str) -> set[tuple[str, str]]:
    """The styles of a page, each with the characters it is put on."""
    return {(code, words) for code, words in re.findall(r"\x1b\[([\d;]+)m([^\x1b]*)\x1b\[0m", text)}


@pytest.mark.parametrize("language", Language)
def test_no_word_has_a_colour_of_the_palette_or_is_dim(language: Language) -> None:
    style = Style(language, Calendar.GREGORIAN, 100, color=True)
    friday = load(ROOT / "examples" / "friday.toml")
    drawn = [render(report, style, "terminal") for report in (*pages(friday), every_cell())]
    allowed = {ink.code for ink in INKS} | {"1", "1;4"}

    odd = {
        (code, words)
        for page in drawn
        for code, words in runs(page)
        if code not in allowed and re.search(r"\w", words)
    }

    assert odd == set()
    assert any(code == look.LATE_TERMINAL.code for page in drawn for code, _ in runs(page))
