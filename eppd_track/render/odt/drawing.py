"""What the ODT draws, as native shapes that stand in a line of text like a letter, and the bars in cells."""

from collections.abc import Mapping
from typing import Any

from odfdo import DrawGroup, Element, LineShape, Paragraph, RectangleShape

from eppd_track.model.vocabulary import Light
from eppd_track.render.odt.styles import MAIN, SHAPE_TEXT_SIZE, Styled, shape_text
from eppd_track.render.widths import BAR, LENGTH, mm, text_width
from eppd_track.words import look

_BAR, _LENGTH = mm(BAR, MAIN), mm(LENGTH, MAIN)
_BAR_HEIGHT, _STACK_HEIGHT, _TICK = 1.9, 3.4, 0.4
LINE = 3.0
"""How high a line of words is in a drawing."""


class Drawing:
    """A group of shapes in one line of text; remembers the styles that its words need."""

    def __init__(self, used: dict[str, Styled], title: str = "") -> None:
        self.group = DrawGroup(anchor_type="as-char", style="ShapeFrame")
        self._used = used
        if title:
            told = Element.from_tag("svg:title")
            told.text = title
            self.group.append(told)

    def box(self, x: float, y: float, width: float, height: float, style: str) -> RectangleShape:
        """A rectangle, in millimetres from the upper left corner of the drawing."""
        made = RectangleShape(position=(_mm(x), _mm(y)), size=(_mm(width), _mm(height)), style=style)
        self.group.append(made)
        return made

    def line(self, start: tuple[float, float], end: tuple[float, float]) -> None:
        """A hairline from one point to another."""
        ends = [(_mm(x), _mm(y)) for x, y in (start, end)]
        self.group.append(LineShape(p1=ends[0], p2=ends[1], style="ShapeLine"))

    def say(self, shape: RectangleShape, words: str, letters: Styled) -> None:
        """Puts a line of words into a shape."""
        self._used[letters.name] = letters
        shape.append(Paragraph(words, style=letters.name))

    def note(
        self, place: tuple[float, float, float], words: str, letters: Styled, style: str = "ShapeNote"
    ) -> None:
        """A line of words at a place of its own: its left end, its middle, and the width it has."""
        x, y, width = place
        self.say(self.box(x, y - LINE / 2, width, LINE, style), words, letters)


def _mm(value: float) -> str:
    return f"{round(value, 3):g}mm"


def progress(cell: Mapping[str, Any], used: dict[str, Styled]) -> DrawGroup:
    """A bar as full as the work is done, with a tick where it stood before."""
    value, before = cell["value"], cell["before"]
    drawing = Drawing(used, cell["told"])
    if value:
        drawing.box(0, 0.4, _BAR * value / 100, _BAR_HEIGHT, "ShapeFill")
    drawing.box(0, 0.4, _BAR, _BAR_HEIGHT, "ShapeFrame")
    if before is not None:
        drawing.box(max(_BAR * before / 100 - _TICK / 2, 0), 0, _TICK, _BAR_HEIGHT + 0.8, "ShapeTick")
    return drawing.group


def length(cell: Mapping[str, Any], used: dict[str, Styled]) -> DrawGroup:
    """A bar as long as the number it stands for."""
    drawing = Drawing(used, str(cell["value"]))
    drawing.box(0, 0, _LENGTH * cell["share"] / 100, _BAR_HEIGHT, "ShapeFill")
    return drawing.group


def stacked(cell: Mapping[str, Any], width: float, used: dict[str, Styled]) -> DrawGroup:
    """A bar of the lights, each part with its letter and its number."""
    drawing = Drawing(used, cell["told"])
    start = 0.0
    for part in cell["parts"]:
        size = width * part["share"] / 100
        shape = drawing.box(start, 0, size, _STACK_HEIGHT, f"Light{part['light']}")
        letter = shape_text(look.LIGHT[Light(part["light"])].ink, "center", bold=True)
        fitting = (
            f"{part['letter']} {part['count']}",
            f"{part['letter']}{part['count']}",
            str(part["count"]),
        )
        words = next((one for one in fitting if text_width(one, SHAPE_TEXT_SIZE) < size - 0.3), None)
        if words is not None:
            drawing.say(shape, words, letter)
        start += size
    return drawing.group
