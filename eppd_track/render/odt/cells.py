"""What stands in a cell of a table in the ODT: paragraphs, marks of lights and bars, by kind of cell."""

from collections.abc import Mapping, Sequence
from typing import Any

from odfdo import Paragraph, Span

from eppd_track.render.odt import drawing
from eppd_track.render.odt.styles import MAIN, Styled
from eppd_track.render.widths import step_lines, text_width

Used = dict[str, Styled]
_NOTHING = "–"


def paragraphs(cell: Mapping[str, Any], width: float, used: Used) -> list[Paragraph]:
    """A cell's content; `width` is the room it has, `used` takes the styles that its shapes need."""
    match cell["kind"]:
        case "light":
            return [_line(*mark(cell))]
        case "marks":
            return [_line(*_marks(cell))]
        case "percent":
            return [_line(drawing.progress(cell, used), f" {cell['words'][0]}")]
        case "length":
            bar = [" ", drawing.length(cell, used)] if cell["share"] else []
            return [_line(str(cell["value"]), *bar)]
        case "bar":
            return [_line(drawing.stacked(cell, width, used))]
        case "due":
            return _due(cell, width)
        case "owner":
            return stacked_lines(cell["lines"])
        case "step":
            return [_line(part) for part in step_lines(cell)]
        case "told":
            told = [part for words in cell["entries"] for part in stacked_lines(words)]
            return told or stacked_lines([])
        case _:
            return stacked_lines(cell["words"])


def mark(light: Mapping[str, Any]) -> list[Any]:
    """A light: its letter in its colour, and its word."""
    if light["outline"] == "dash":
        return [light["letter"]]
    shown: list[Any] = [Span(light["letter"], style=f"Light_20_{light['light']}")]
    word = light.get("word")
    return [*shown, f" {word}"] if word else shown


def stacked_lines(words: Sequence[str], style: str = "Cell") -> list[Paragraph]:
    """The first line large, those beneath it small; a dash for nothing."""
    if not words:
        return [Paragraph(_NOTHING, style=style)]
    return [
        Paragraph(line, style=f"{style}_20_Second" if index else style) for index, line in enumerate(words)
    ]


def _in_room(line: str, width: float) -> list[str]:
    """A line, or what stands before its date and the date where they have no room side by side."""
    if text_width(line, MAIN) < width:
        return [line]
    before, blank, date = line.removesuffix(" !").rpartition(" ")
    return [before, f"{date}{' !' * line.endswith(' !')}"] if blank else [line]


def _line(*parts: Any) -> Paragraph:
    made = Paragraph(style="Cell")
    for part in parts:
        made.append(part)
    return made


def _marks(cell: Mapping[str, Any]) -> list[Any]:
    after = mark(cell["after"]) if cell["after"] else list(cell["words"])
    if not cell["before"]:
        return after
    return [*mark(cell["before"] | {"word": ""}), " → ", *after]


def _due(cell: Mapping[str, Any], width: float) -> list[Paragraph]:
    """The date and beneath it what else is to be known of it; what has passed is bold, no date is torn."""
    made = stacked_lines([part for line in cell["words"] for part in _in_room(line, width)])
    return [
        _line(Span(str(one).strip(), style="Strong")) if str(one).strip().endswith(" !") else one
        for one in made
    ]
