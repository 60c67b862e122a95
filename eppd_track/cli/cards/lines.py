"""How cards and questions are drawn: lines, facts and keys, as wide as the terminal that asks.

Everything is wrapped by words and between Chinese characters; nothing is cut.
"""

from collections.abc import Iterable, Sequence

from msgspec import Struct

from eppd_track.model.vocabulary import Light
from eppd_track.render.cells import Style, pad, paragraph, width
from eppd_track.render.terminal.folding import folded
from eppd_track.words import look
from eppd_track.words.text import Text, first, same

MOST_COLUMNS = 100
"""A line longer than this is hard to read, however wide the terminal."""
BOLD, QUIET = "1", "2"


class Fact(Struct, frozen=True):
    """A name and what stands behind it; a light is drawn in its colour."""

    name: Text
    value: str
    code: str = ""
    light: Light | None = None


def columns(style: Style) -> int:
    """The columns that are drawn on."""
    return min(style.width, MOST_COLUMNS)


def paint(text: str, code: str, style: Style) -> str:
    """A text in a colour, where the terminal is to have any; what it says does not depend on it."""
    return f"\x1b[{code}m{text}\x1b[0m" if code and text and style.color else text


def rule(head: str, style: Style) -> str:
    """A line across, with a heading in it."""
    shown = f"── {head} "
    return (
        paint("── ", QUIET, style)
        + paint(head, BOLD, style)
        + paint(f" {'─' * max(columns(style) - width(shown), 2)}", QUIET, style)
    )


def lines_of(text: Text, style: Style) -> list[str]:
    """A sentence in each language, as lines."""
    said = text.lines(style.language)
    return [line for one in said for line in folded(paragraph(one), columns(style))]


def name_columns(labels: Iterable[Text], style: Style) -> int:
    """The columns that names take, and the gap behind them."""
    return max(width(label.brief(style.language)) for label in labels) + 2


def fact_lines(fact: Fact, names: int, style: Style) -> list[str]:
    """A fact as lines, its value hanging behind its name."""
    name = pad(fact.name.brief(style.language), names)
    lines = folded(fact.value, columns(style) - names)
    drawn = [paint(line, fact.code, style) for line in lines]
    if fact.light is not None and (ink := look.LIGHT[fact.light].terminal) is not None and style.color:
        drawn[0] = paint(lines[0][:3], ink.code, style) + paint(lines[0][3:], fact.code, style)
    return [name + drawn[0], *(" " * names + line for line in drawn[1:])]


def key_lines(keys: Iterable[tuple[str, Text]], style: Style) -> list[str]:
    """Keys in a few lines."""
    language = first(style.language)
    lines: list[str] = []
    room = 0
    for key, text in keys:
        said = text.label(language)
        size = width(key) + 1 + width(said)
        shown = f"{paint(key, BOLD, style)} {said}"
        if lines and room + 2 + size <= columns(style):
            lines[-1] += f"  {shown}"
            room += 2 + size
        else:
            lines.append(shown)
            room = size
    return lines


def help_lines(keys: Sequence[tuple[str, Text]], style: Style) -> list[str]:
    """Every key with what it does."""
    names = max(width(key) for key, _ in keys) + 2
    return [
        line
        for key, text in keys
        for line in fact_lines(Fact(same(key), text.label(style.language)), names, style)
    ]
