"""Items on a line each, and lines with two ends, as a terminal draws them."""

from itertools import zip_longest

from rich.text import Text as Line

from eppd_track.render.cells import Style, lines, pad, sentences, width, words
from eppd_track.render.terminal.folding import folded
from eppd_track.render.terminal.marks import BADGE, BETWEEN, GAP, LATE, QUIET, broken, cell, letter_mark
from eppd_track.report.parts import Brief, Briefs, Cell, Ends
from eppd_track.words import pages
from eppd_track.words.text import Text

TITLE_COLUMNS = 60
LEAST_TITLE = 20
"""With less room than that for a title, what stands behind it goes below."""


def ends_lines(block: Ends, style: Style) -> list[Line]:
    """A line with two ends a language; one end under the other where there is no room for both."""
    found: list[Line] = []
    for left, right in zip_longest(_end(block.left, style), _end(block.right, style), fillvalue=Line()):
        blanks = style.width - _size(left) - _size(right)
        if blanks >= GAP or not (left and right):
            found.append(Line.assemble(left, " " * blanks, right) if blanks > 0 else left or right)
        else:
            found += [left, right]
    return [line for text in found for line in broken(text, style.width)]


def _end(value: Cell, style: Style) -> list[Line]:
    if isinstance(value, Text):
        return [Line(line) for line in sentences(value, style)]
    return [cell(value, style)]


def brief_lines(block: Briefs, style: Style) -> list[Line]:
    """Items under their headings, those of all headings in the same columns."""
    rows = [row for _, rows in block.groups for row in rows]
    sizes = [max(map(_size, column)) for column in zip(*(_beside(row, style) for row in rows), strict=True)]
    name = max(width(row.id) for row in rows)
    indent = BADGE + 1 + name + GAP
    natural = max((width(line) for row in rows for line in lines(row.title, style)), default=0)
    taken = sum(size + GAP for size in sizes if size)
    room = min(style.width - indent - taken, TITLE_COLUMNS, max(natural, LEAST_TITLE))
    if room < LEAST_TITLE:
        room, sizes = max(style.width - indent, 1), []
    found: list[Line] = []
    for head, group in block.groups:
        if head:
            found += [] if found else [Line()]
            found += [Line(line, style="bold") for line in folded(words(head, style), style.width)]
        for row in group:
            drawn = _brief(row, name, room, sizes, style)
            found += drawn if head else [Line(style="bold").append_text(line) for line in drawn]
        if not head:
            found.append(Line("─" * style.width, style=QUIET))
    return found


def _brief(row: Brief, name: int, room: int, sizes: list[int], style: Style) -> list[Line]:
    """The lines of one item."""
    indent = " " * (BADGE + 1 + name + GAP)
    columns = max(style.width - len(indent), 1)
    title = [part for line in lines(row.title, style) or [""] for part in _title(line, room, columns)]
    mark = letter_mark(row.light)
    first = Line.assemble(mark, " " * (BADGE - width(mark.plain) + 1), pad(row.id, name + GAP))
    first.append(pad(title[0], room) if sizes else title[0])
    beside = _beside(row, style)
    for shown, size in zip(beside, sizes, strict=False):
        if size:
            first.append(" " * GAP).append_text(shown).append(" " * (size - _size(shown)))
    found = [first, *(Line(indent + line) for line in title[1:])]
    below = [line for text in row.below for line in sentences(text, style)]
    if not sizes:
        below.insert(0, BETWEEN.join(shown.plain for shown in beside if shown.plain))
    return found + [Line(indent + part) for text in below for part in folded(text, columns)]


def _title(text: str, room: int, columns: int) -> list[str]:
    """A title on lines: the first beside the short values, the others below them."""
    first, *rest = folded(text, room)
    return [first, *folded(text[len(first) :].lstrip(" "), columns)] if rest else [first]


def _beside(row: Brief, style: Style) -> list[Line]:
    """What stands behind a title, how late it is first."""
    late = pages.DAYS_LATE.fill(days=row.overdue_days).brief(style.language) if row.overdue_days else ""
    return [Line(late, style=LATE), *(_short(value, style) for value in row.beside)]


def _short(value: Cell, style: Style) -> Line:
    return Line(value.brief(style.language)) if isinstance(value, Text) else cell(value, style)


def _size(text: Line) -> int:
    return width(text.plain)
