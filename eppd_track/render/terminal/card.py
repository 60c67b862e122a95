"""The blocks that only a terminal knows; the facts and the history of one item are drawn here."""

from collections.abc import Iterator
from itertools import zip_longest

from rich.text import Text as Line

from eppd_track.render.cells import Style, pad, paragraph, sentences, visible, width, words
from eppd_track.render.plain import fact_lines
from eppd_track.render.terminal.brief import brief_lines, ends_lines
from eppd_track.render.terminal.folding import folded
from eppd_track.render.terminal.marks import GAP, LATE, URGENT
from eppd_track.report.parts import Briefs, Cell, Ends, Findings, Grid, Timeline
from eppd_track.words.errors import Severity
from eppd_track.words.text import Text

SLOT = 38
"""The columns that a short fact takes at least, so that two stand side by side on 80 columns."""
MOST_SLOTS = 3
MOST_NAME = 24
LEAST_VALUE = 16

_SEVERITY_STYLE = {Severity.ERROR: LATE, Severity.WARNING: URGENT, Severity.REMARK: ""}


def own_lines(block: Ends | Briefs | Grid | Timeline | Findings, style: Style) -> list[Line]:
    """The lines of a block that only a terminal knows."""
    match block:
        case Ends():
            return ends_lines(block, style)
        case Briefs():
            return brief_lines(block, style)
        case Grid():
            return _grid_lines(block, style)
        case Timeline():
            return _timeline_lines(block, style)
        case Findings():
            return _finding_lines(block, style)


def _grid_lines(block: Grid, style: Style) -> list[Line]:
    """Facts in their order: short ones fill a line from the left, a long one has lines of its own."""
    found: list[Line] = []
    names = [words(name, style) for name, _ in block.pairs]
    label = min(max(map(width, names), default=0), max(style.width // 3, 10), MOST_NAME)
    least = max(SLOT, label + GAP + LEAST_VALUE) + GAP
    slots = max(min((style.width + GAP) // least, MOST_SLOTS), 1)
    slot = (style.width + GAP) // slots - GAP
    taken = 0
    for name, (_, value) in zip(names, block.pairs, strict=True):
        lines = _value_lines(value, style.width - label - GAP, style)
        if slots > 1 and len(lines) == 1 and width(lines[0]) <= slot - label - GAP and width(name) <= label:
            if taken % slots == 0:
                found.append(Line())
            else:
                found[-1].append(" " * (taken * (slot + GAP) - width(found[-1].plain)))
            found[-1].append(pad(name, label + GAP) + lines[0])
            taken = (taken + 1) % slots
            continue
        taken = 0
        for head, line in zip_longest(folded(name, label), lines, fillvalue=""):
            found.append(Line(pad(head, label + GAP) + line if line else head))
    return found


def _value_lines(value: Cell, room: int, style: Style) -> list[str]:
    """A value on one line where it fits, both languages one behind the other, else on lines of their own."""
    lines = [line for text in fact_lines(value, style) for line in text.split("\n")]
    joined = " ".join(lines)
    if isinstance(value, Text) and lines == list(value.lines(style.language)) and width(joined) <= room:
        return [joined]
    return [part for line in lines for part in folded(line, max(room, 1))] or [""]


def _timeline_lines(block: Timeline, style: Style) -> list[Line]:
    """Each record: when, who and where; what was said, in the language it was said in; what changed."""
    found: list[Line] = []
    for moment in block.moments:
        head = moment.where.brief(style.language)
        found += [Line(line, style="bold") for line in _hung(f"• {head}", style)]
        if moment.said is not None:
            found += [
                Line(line) for line in _hung(f"  {paragraph(moment.said.brief(style.language))}", style)
            ]
        if moment.changed is not None:
            for text in sentences(moment.changed, style):
                found += [Line(line) for line in _hung(f"  └ {text}", style, 4)]
    return found


def _hung(text: str, style: Style, indent: int = 2) -> Iterator[str]:
    """A text on lines, all but the first indented."""
    for at, line in enumerate(folded(text[indent:], max(style.width - indent, 1))):
        yield f"{text[:indent] if at == 0 else ' ' * indent}{line}"


def _finding_lines(block: Findings, style: Style) -> list[Line]:
    """Each sentence behind its word, and indented below it."""
    found: list[Line] = []
    most = max((width(word) for _, word, _ in block.lines), default=0)
    room = max(style.width - most - GAP, 1)
    for severity, word, told in block.lines:
        lines = [line for text in told for line in folded(visible(text), room)]
        for mark, line in zip_longest([word], lines, fillvalue=""):
            found.append(
                Line.assemble((mark, _SEVERITY_STYLE[severity]), " " * (most + GAP - width(mark)), line)
            )
    return found
