"""The chart of the ODT: how many commitments had each status on each day, a stacked column a day."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct
from odfdo import DrawGroup

from eppd_track.model.vocabulary import Status
from eppd_track.render.odt.drawing import LINE, Drawing
from eppd_track.render.odt.styles import INK, QUIET, SHAPE_TEXT_SIZE, Styled, shape_text
from eppd_track.render.widths import TEXT_WIDTH, text_width
from eppd_track.words import look

_LEAST_HEIGHT, _MOST_HEIGHT, _COUNT_HEIGHT, _COUNT_SIZE = 30.0, 50.0, 1.45, 5.5
_DAY_PITCH, _NAME_PITCH, _MOST_PITCH, _BAR_SHARE = 10.6, 9.6, 16.0, 0.82
_SWATCH, _LEADER, _DAY_SIZE = 1.8, 3.0, 5.0


class Plot(Struct, frozen=True):
    """Where the columns stand: the left end of the first one, how far apart, their foot, in millimetres.

    `scale` is the height of one commitment; one column in `every` has its name beneath it.
    """

    left: float
    pitch: float
    floor: float
    scale: float
    every: int

    @property
    def bar(self) -> float:
        """How wide a column is."""
        return self.pitch * _BAR_SHARE

    def start(self, index: int) -> float:
        """The left end of a column."""
        return self.left + self.pitch * index


def chart(block: Mapping[str, Any], used: dict[str, Styled]) -> DrawGroup:
    """The columns with their numbers and days; the last one has the name of each part beside it.

    The numbers of a status that is too low for them somewhere stand in a line of their own beneath.
    """
    drawing = Drawing(used, block["told"])
    plot = _plot(block)
    for index, total in enumerate(block["totals"]):
        top = plot.floor - total * plot.scale
        _column(drawing, plot, index, [(one["status"], one["counts"][index]) for one in block["series"]])
        bold = shape_text(INK, "center", bold=True)
        drawing.note((plot.start(index), top - LINE / 2, plot.bar), str(total), bold)
    _days(drawing, plot, block)
    labels = _labels(block)
    right = plot.start(len(block["names"]) - 1) + plot.bar
    places = _label_places([one["counts"][-1] * plot.scale for one in block["series"]], plot.floor)
    for one, words, (middle, at) in zip(block["series"], labels, places, strict=True):
        if one["counts"][-1]:
            drawing.line((right, middle), (right + _LEADER, at))
        _label(drawing, right + _LEADER, at, (one["status"], words))
    at = right + _LEADER
    drawing.note(
        (at, plot.floor + LINE / 2 + 0.2, TEXT_WIDTH - at),
        " ".join(block["head"]),
        shape_text(QUIET, "start"),
        "ShapeLabel",
    )
    _beneath(drawing, plot, block)
    return drawing.group


def _plot(block: Mapping[str, Any]) -> Plot:
    """As high as the numbers need, as wide as the names beside it leave room."""
    beside = max(text_width(words, SHAPE_TEXT_SIZE) for words in _labels(block)) + _LEADER + 2 * _SWATCH + 1
    room = TEXT_WIDTH - min(beside, TEXT_WIDTH / 3)
    most = max(*block["totals"], 1)
    height = min(max(most * _COUNT_HEIGHT, _LEAST_HEIGHT), _MOST_HEIGHT)
    count = len(block["names"])
    pitch = min(room / count, _MOST_PITCH)
    left = max((_NAME_PITCH - pitch * _BAR_SHARE) / (2 - _BAR_SHARE / count), 0.0)
    if left:
        pitch = (room - left) / count
    every = max(-int(-_NAME_PITCH // pitch), 1)
    return Plot(left, pitch, LINE + height, height / most, every)


def _labels(block: Mapping[str, Any]) -> list[str]:
    return [" ".join((str(one["counts"][-1]), *one["name"])) for one in block["series"]]


def _fits(count: int, plot: Plot) -> bool:
    return not count or count * plot.scale >= _COUNT_HEIGHT - 0.01


def _column(drawing: Drawing, plot: Plot, index: int, counts: Sequence[tuple[str, int]]) -> None:
    """One column, the first status at its foot; a number where the part is high enough for it."""
    floor = plot.floor
    for status, count in counts:
        if count:
            floor -= count * plot.scale
            style = f"Status{status}"
            shape = drawing.box(plot.start(index), floor, plot.bar, count * plot.scale, style)
            if _fits(count, plot):
                drawing.say(
                    shape, str(count), shape_text(look.STATUS[Status(status)].ink, "center", size=_COUNT_SIZE)
                )


def _days(drawing: Drawing, plot: Plot, block: Mapping[str, Any]) -> None:
    """The names of the columns, of every so many where they are narrow; the days where there is room."""
    count = len(block["names"])
    for index in range(count - 1, -1, -plot.every):
        middle = plot.start(index) + plot.bar / 2
        room = max(plot.bar, _NAME_PITCH)
        at = (middle - room / 2, plot.floor + LINE / 2 + 0.2, room)
        drawing.note(at, block["names"][index], shape_text(INK, "center", bold=True))
        if plot.pitch >= _DAY_PITCH:
            at = (middle - room / 2, plot.floor + LINE * 1.4, room)
            drawing.note(at, block["days"][index], shape_text(QUIET, "center", size=_DAY_SIZE))


def _label(drawing: Drawing, left: float, middle: float, said: tuple[str, str]) -> None:
    """A swatch of a status and its words beside it."""
    status, words = said
    drawing.box(left, middle - _SWATCH / 2, _SWATCH, _SWATCH, f"Status{status}")
    start = left + _SWATCH + 0.8
    drawing.note((start, middle, TEXT_WIDTH - start), words, shape_text(INK, "start"), "ShapeLabel")


def _label_places(heights: Sequence[float], floor: float) -> list[tuple[float, float]]:
    """The middle of each part of a column, and the line its label takes, none over another."""
    middles: list[float] = []
    top = floor
    for height in heights:
        middles.append(top - height / 2)
        top -= height
    lines: list[float] = []
    for middle in middles:
        lines.append(min(middle, lines[-1] - LINE if lines else floor - LINE / 2))
    lowest = LINE / 2
    for index in range(len(lines) - 1, -1, -1):
        lines[index] = max(lines[index], lowest)
        lowest = lines[index] + LINE
    return list(zip(middles, lines, strict=True))


def _beneath(drawing: Drawing, plot: Plot, block: Mapping[str, Any]) -> None:
    """The counts of every status whose columns could not show them all, in line with the columns."""
    for line, one in enumerate(_not_shown(plot, block)):
        middle = plot.floor + LINE * (2.4 + line)
        for index, count in enumerate(one["counts"]):
            small = shape_text(INK, "center", size=_COUNT_SIZE)
            drawing.note((plot.start(index), middle, plot.bar), str(count), small)
        right = plot.start(len(one["counts"]) - 1) + plot.bar
        _label(drawing, right + _LEADER, middle, (one["status"], "  ".join(one["name"])))


def _not_shown(plot: Plot, block: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    for one in block["series"]:
        if not all(_fits(count, plot) for count in one["counts"]):
            yield one
