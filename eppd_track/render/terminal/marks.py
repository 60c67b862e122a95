"""How single values, bars and charts are drawn in a terminal: coloured, and the same without colour."""

from collections.abc import Iterator

from rich.text import Text as Line

from eppd_track.model.vocabulary import Light, Status
from eppd_track.render.cells import Style, light_words, lines, one_line, pad, width
from eppd_track.render.terminal.folding import folded
from eppd_track.report.parts import Bar, Cell, Chart, DueCell, Guess, Length, Step, Strip
from eppd_track.words import look, pages

GAP, BADGE, BETWEEN = 2, 3, " · "
"""What stands between columns, how wide the badge of a light is, and what stands between short parts."""
BAR_COLUMNS = 24
LENGTH_COLUMNS = 12
LIGHT_PAINT = {light: one.terminal.rich if one.terminal else "" for light, one in look.LIGHT.items()}
LATE = look.LATE_TERMINAL.rich
URGENT = "bold"
"""What asks for somebody and is not late."""
QUIET = "dim"
"""Lines and signs without words; words are never dim."""
MOST_BLOCKS = 66
STATUS_PAINT = {status: URGENT if one.bold else "" for status, one in look.STATUS.items()}
GAUGE_PAINT = f"color({look.GAUGE_TERMINAL})"


def cell(value: Cell, style: Style) -> Line:
    """A value with its colours; what it says does not depend on them."""
    match value:
        case Light() | Step(after=Light()) | Length() | Bar() | Strip():
            return _figure(value, style)
        case Status():
            return Line("\n".join(lines(value, style)), style=STATUS_PAINT[value])
        case DueCell():
            late = LATE if value.overdue_days else ""
            return Line("\n".join(lines(value, style)), style=late)
        case Guess():
            return Line("\n".join(lines(value, style)), style=cell(value.value, style).style)
        case _:
            return Line("\n".join(lines(value, style)))


def _figure(cell: Light | Step | Length | Bar | Strip, style: Style) -> Line:
    """A mark or a bar with its colours."""
    match cell:
        case Light():
            return light_mark(cell, style)
        case Step():
            return _light_step(cell, style)
        case Length():
            bar = "█" * round(cell.value * LENGTH_COLUMNS / cell.scale)
            return Line.assemble(f"{cell.value:>3} ", (bar, GAUGE_PAINT))
        case Bar():
            return _bar(cell)
        case Strip():
            return Line("  ").join(_counted(light, count, style) for light, count in cell.counts)


def _counted(light: Light, count: int, style: Style) -> Line:
    """How many have a light, behind its mark."""
    mark = pages.NO_LIGHT.brief(style.language) if light is Light.NONE else letter_mark(light)
    return Line.assemble(mark, f" {count}")


def light_mark(light: Light, style: Style) -> Line:
    """A light as its letter on its colour, and its word."""
    if light is Light.NONE:
        return Line(look.LETTER[light])
    word = light_words(light, style).partition(" ")[2]
    return Line.assemble(letter_mark(light), f" {word}")


def letter_mark(light: Light) -> Line:
    """A light as its badge, the letter on its colour, beside words that name it or in their place."""
    return Line(f"[{look.LETTER[light]}]", style=LIGHT_PAINT[light])


def _light_step(step: Step, style: Style) -> Line:
    before, after = step.before, step.after
    shown = light_mark(after, style) if isinstance(after, Light) else Line("")
    if not isinstance(before, Light) or before is after:
        return shown
    return Line.assemble(letter_mark(before), " → ", shown)


def _bar(bar: Bar) -> Line:
    """A bar of coloured parts, each with its letter and number where it has the room."""
    text = Line()
    for light, count in bar.counts:
        columns = max(round(count * BAR_COLUMNS / max(bar.scale, 1)), 1)
        label = f"{look.LETTER[light]}{count}"
        shown = label.center(columns) if len(label) <= columns else look.LETTER[light] * columns
        text.append(shown, style=LIGHT_PAINT[light])
    return text


def chart_lines(chart: Chart, style: Style) -> list[Line]:
    """A bar of blocks for each day, one kind of block a status; then what each kind stands for."""
    totals = [sum(counts) for counts in zip(*(numbers for _, numbers in chart.series), strict=True)]
    called = [name.brief(style.language) for name in chart.names]
    names, digits = max(map(width, called)), len(str(max(totals)))
    room = min(max(style.width - names - digits - 2 * GAP, 8), MOST_BLOCKS)
    drawn = []
    for index, name in enumerate(called):
        counts = [(status, numbers[index]) for status, numbers in chart.series]
        bar = _blocks(counts, totals[index], room * totals[index] // max(totals))
        drawn.append(Line.assemble(pad(name, names + GAP), f"{totals[index]:>{digits}}", " " * GAP, bar))
    for status, numbers in chart.series:
        key = _block(status, 1)
        drawn.append(Line.assemble(" " * (names + GAP), key, f" {one_line(status, style)} {numbers[-1]}"))
    return drawn


def _blocks(counts: list[tuple[Status, int]], total: int, columns: int) -> Line:
    """A bar of exactly `columns` blocks, shared out as the counts are."""
    bar, done, drawn = Line(), 0, 0
    for status, count in counts:
        done += count
        end = round(done * columns / max(total, 1))
        bar.append(*_block(status, end - drawn))
        drawn = end
    return bar


def _block(status: Status, columns: int) -> tuple[str, str]:
    """What a status is drawn with in a bar, so many columns of it, and its colour."""
    one = look.STATUS[status]
    return one.block * columns, "" if one.bar is None else f"color({one.bar})"


def broken(text: Line, columns: int) -> Iterator[Line]:
    """A coloured text on lines of at most so many columns."""
    place = 0
    for line in folded(text.plain, columns):
        place = text.plain.index(line, place)
        yield text[place : place + len(line)]
        place += len(line)
