"""A PDF: its lines as paragraphs, column after column, and tables as tables.

What repeats at the head and foot of pages is left out. What a line is to its neighbours is judged by where it
stands and how it ends.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise, zip_longest
from statistics import median

from msgspec import structs

from eppd_track.documents.blocks import Block, Cell, NoWords, Table, is_whole
from eppd_track.documents.outline import heads_of
from eppd_track.documents.pdf_lines import GAP, PdfLine, PdfPage, pages
from eppd_track.documents.signs import bare_number, sign_of

_NUMBER = re.compile(
    r"[-–—\s]*(?:第?\s*\d{1,4}\s*頁?(?:\s*[/／，,]?\s*共?\s*\d{1,4}\s*頁?)?|(?:Page|p\.)\s*\d+(?:\s*(?:of|/)\s*\d+)?|[ivxl]{1,6})"
    r"[-–—\s]*",
    re.IGNORECASE,
)
_NOTED = re.compile(r"(\d{1,3}|[*†‡]+)\s*(?=\D)")
_MOST_RUNNING = 2
_LARGER, _SMALLER = 1.12, 0.88
_NEAR = 0.3
"""How much more than the usual distance of lines, in their size, still is no gap."""
_USUAL = 1.45
_WIDEST_STEP = 2.2
_RAGGED = 0.25
_LEAST_BLOCK = 3
_SLACK = 4.0
_MOST_COLUMNS, _MOST_LINES = 40, 1000
"""How far a page is searched for a table that may begin at a line."""


def read(raw: bytes) -> Iterator[Block]:
    """The blocks of a file. Raises NoWords for one of pictures alone."""
    found = pages(raw)
    if not any(page.lines for page in found) and any(page.pictured for page in found):
        raise NoWords
    kept = _without_running(found)
    sizes: Counter[float] = Counter()
    for page in kept:
        for line in page.lines:
            sizes[round(line.size * 2) / 2] += len(line.text)
    body = sizes.most_common(1)[0][0] if sizes else 1.0
    yield from _Flow(
        kept, body, sorted((size for size in sizes if size > body * _LARGER), reverse=True)
    ).blocks()


def _without_running(found: Sequence[PdfPage]) -> list[PdfPage]:
    """The pages without what repeats at their head or foot, and without their numbers.

    What repeats there stands apart from the text.
    """
    gap = _usual_distance(found) + _NEAR
    edges = [_edges(page, gap) for page in found]
    seen = Counter(key for lines in edges for key in {_key(line) for line in lines})
    least = 2 if len(found) == 2 else max(3, len(found) // 5)
    kept = []
    for page, lines in zip(found, edges, strict=True):
        gone = {
            id(line)
            for line in lines
            if seen[_key(line)] >= least or (_NUMBER.fullmatch(line.text) and _is_outermost(line, page))
        }
        kept.append(
            PdfPage(page.width, page.height, tuple(line for line in page.lines if id(line) not in gone))
        )
    return kept


def _edges(page: PdfPage, gap: float) -> list[PdfLine]:
    """The lines at the head and the foot of a page, if those are few and stand apart from the text."""
    ordered = sorted(page.lines, key=lambda line: line.height)
    return [*_edge(ordered, gap), *_edge(ordered[::-1], gap)]


def _edge(ordered: Sequence[PdfLine], gap: float) -> Sequence[PdfLine]:
    """The lines from an edge inward to the first gap; none where they are many."""
    heights = 1
    for place, (before, line) in enumerate(pairwise(ordered), 1):
        step = abs(before.height - line.height)
        if step > gap * before.size:
            return ordered[:place]
        heights += step > 1
        if heights > _MOST_RUNNING:
            return []
    return ordered


def _key(line: PdfLine) -> tuple[str, int, int]:
    return re.sub(r"\d+", "#", line.text), round(line.height / 3), round(line.size)


def _is_outermost(line: PdfLine, page: PdfPage) -> bool:
    others = [one.height for one in page.lines if abs(one.height - line.height) > 1]
    return not others or line.height < min(others) or line.height > max(others)


class _Flow:
    """The lines of all pages, one paragraph after the other."""

    def __init__(self, found: Sequence[PdfPage], body: float, larger: Sequence[float]) -> None:
        self.found = found
        self.body = body
        self.larger = larger
        self.usual = _usual_distance(found)
        self.held: list[PdfLine] = []
        self.sheet = self.last = 1
        self.edge: dict[int, float] = {}
        self.notes: list[Block] = []

    def blocks(self) -> Iterator[Block]:
        """All of them."""
        for number, page in enumerate(self.found, 1):
            lines = _columns(page)
            self.edge |= _edges_right(lines)
            notes = self._notes(lines, page)
            place = 0
            while place < len(lines):
                if id(lines[place]) in notes:
                    place += 1
                    continue
                table, after = _table(lines, place)
                if table is not None:
                    yield from self._end()
                    yield Block(table=table, sheet=number)
                    place = after
                    continue
                line = lines[place]
                if self.held and number == self.last and _goes_on(self.held[-1], line):
                    self.held[-1] = _together(self.held[-1], line)
                    self.edge[id(self.held[-1])] = self.edge[id(line)]
                    place += 1
                    continue
                if not self.held or not self._joins(self.held[-1], line, number):
                    yield from self._end()
                    self.sheet = number
                self.held.append(line)
                self.last = number
                place += 1
            self.notes += self._noted([line for line in lines if id(line) in notes], number)
        yield from self._end()

    def _end(self) -> Iterator[Block]:
        if self.held:
            first = self.held[0]
            text = "\n".join(line.text for line in self.held)
            size = round(first.size * 2) / 2
            heading = self.larger.index(size) + 1 if size in self.larger else 0
            yield Block(text=text, heading=min(heading, 9), strong=first.bold, sheet=self.sheet)
        self.held = []
        yield from self.notes
        self.notes = []

    def _joins(self, before: PdfLine, line: PdfLine, number: int) -> bool:
        """Whether a line goes on with the paragraph of the one before it."""
        if abs(before.size - line.size) > 0.08 * before.size or before.bold != line.bold or _has_sign(line):
            return False
        edge = self.edge.get(id(before), before.right)
        full = before.right >= edge - 1.6 * before.size
        if not full and bare_number(line.text):
            return False
        ended = is_whole(before.text)
        down = before.height - line.height
        below = 0 < down <= (self.usual + _NEAR) * line.size and line.left < before.right
        if number != self.last or down <= 0 or line.left > before.right:
            hanging = _has_sign(self.held[0]) and line.left > self.held[0].left + 0.8 * line.size
            ragged = before.right >= edge - _RAGGED * (edge - before.left)
            return ((not ended and ragged) or hanging) and not self.is_large(line)
        if ended:
            indented = line.left > min(before.left, self.held[0].left) + 0.8 * line.size
            return below and full and not (indented and not _has_sign(self.held[0]))
        return below or (full and down < _WIDEST_STEP * line.size)

    def is_large(self, line: PdfLine) -> bool:
        """Whether a line is set as a heading."""
        return line.size > self.body * _LARGER

    # ---- notes ----

    def _notes(self, lines: Sequence[PdfLine], page: PdfPage) -> set[int]:
        """The lines of the notes at the foot of a page."""
        foot = min((line.height for line in lines if line.size > self.body * _SMALLER), default=0.0)
        return {
            id(line)
            for line in lines
            if line.size < self.body * _SMALLER and line.height < min(foot, page.height / 2)
        }

    def _noted(self, lines: Sequence[PdfLine], number: int) -> list[Block]:
        noted: list[Block] = []
        for line in lines:
            match = _NOTED.match(line.text)
            if noted and not match and not is_whole(noted[-1].text):
                noted[-1] = structs.replace(noted[-1], text=f"{noted[-1].text}\n{line.text}")
            else:
                text = line.text[match.end() :] if match else line.text
                noted.append(Block(text=text, note=True, sheet=number))
        return noted


def _has_sign(line: PdfLine) -> bool:
    sign = sign_of(line.text)
    return sign is not None and bool(sign.rest)


def _usual_distance(found: Iterable[PdfPage]) -> float:
    """How far lines of one paragraph stand apart, in their size: what is most common."""
    steps: Counter[float] = Counter()
    for page in found:
        for before, line in pairwise(page.lines):
            step = (before.height - line.height) / max(line.size, 0.1)
            if 0.8 < step < 2.2 and line.left < before.right and abs(before.size - line.size) < 0.5:
                steps[round(step, 1)] += 1
    return steps.most_common(1)[0][0] if steps else _USUAL


def _edges_right(lines: Sequence[PdfLine]) -> dict[int, float]:
    """How far to the right a line might reach, by the line: as far as those above and below it do.

    Of a few lines alone that says nothing; those that begin where they begin are asked instead.
    """
    widest: dict[int, float] = {}
    for line in lines:
        for near in range(-2, 3):
            key = round(line.left / 12) + near
            widest[key] = max(widest.get(key, 0.0), line.right)
    edges: dict[int, float] = {}
    block: list[PdfLine] = []
    for line, after in zip_longest(lines, lines[1:]):
        block.append(line)
        if after is None or not _is_below(line, after):
            own = max(one.right for one in block) if len(block) >= _LEAST_BLOCK else 0.0
            edges |= {id(one): own or widest[round(one.left / 12)] for one in block}
            block = []
    return edges


def _is_below(before: PdfLine, line: PdfLine) -> bool:
    """Whether a line stands in the block of the one before it: below it, as large, hardly further in."""
    down = before.height - line.height
    return (
        0 < down < _WIDEST_STEP * line.size
        and abs(before.size - line.size) < 0.08 * line.size
        and abs(before.left - line.left) < 6 * line.size
    )


# ---- columns ----


def _columns(page: PdfPage) -> list[PdfLine]:
    """The lines of a page; where the file goes across two columns by lines, one column after the other."""
    lines = list(page.lines)
    pairs = [
        place
        for place, (left, right) in enumerate(pairwise(lines))
        if abs(left.height - right.height) < 1
        and right.left > left.right
        and min(left.right - left.left, right.right - right.left) > page.width * 0.22
    ]
    if len(pairs) < 4:
        return lines
    middle = median(lines[place + 1].left for place in pairs) - 1
    first, last = pairs[0], pairs[-1] + 1
    between = lines[first : last + 1]
    if any(line.left < middle < line.right for line in between):
        return lines
    left = [line for line in between if line.left < middle]
    return [*lines[:first], *left, *(line for line in between if line.left >= middle), *lines[last + 1 :]]


# ---- tables ----


def _table(lines: Sequence[PdfLine], start: int) -> tuple[Table | None, int]:
    """The table that begins at a line, and the place behind it; None where none does."""
    heads = [lines[start]]
    while start + len(heads) < min(len(lines), start + _MOST_COLUMNS) and _stands_beside(
        heads[-1], lines[start + len(heads)]
    ):
        heads.append(lines[start + len(heads)])
    if len(heads) < 2:
        return None, start
    lefts = [line.left for line in heads]
    rows: list[list[list[PdfLine]]] = [[[line] for line in heads]]
    column, place, low = len(heads) - 1, start + len(heads), heads[0].height
    while place < min(len(lines), start + _MOST_LINES):
        line = lines[place]
        at = next((i for i, left in enumerate(lefts) if abs(left - line.left) < _SLACK), None)
        if at is None or line.height >= low + 1 or line.size > heads[0].size * _LARGER:
            break
        if at < column or (at == column and len(heads) - 1 == column and not rows[-1][at]):
            if line.height > min(one.height for cell in rows[-1] for one in cell):
                break
            if low - line.height > 6 * line.size + _deep(rows[-1]):
                break
            rows.append([[] for _ in heads])
            low = line.height
        rows[-1][at].append(line)
        column, place = at, place + 1
    if len(rows) > 1 and len([cell for cell in rows[-1] if cell]) == 1 and rows[-1][0]:
        place -= len(rows.pop()[0])  # a paragraph below the table
    made = Table(tuple(tuple(_cell(cell) for cell in row) for row in rows))
    wide = sum(sum(map(bool, row)) > 1 for row in rows)
    return (made, place) if wide > 1 and 2 * wide >= len(rows) and heads_of(made.rows) else (None, start)


def _goes_on(before: PdfLine, line: PdfLine) -> bool:
    """Whether a piece stands behind another on one line."""
    beside = _stands_beside(before, line)
    return beside and before.bold == line.bold and line.left - before.right <= GAP * line.size


def _together(before: PdfLine, line: PdfLine) -> PdfLine:
    return structs.replace(before, right=line.right, text=f"{before.text} {line.text}")


def _stands_beside(left: PdfLine, right: PdfLine) -> bool:
    return (
        abs(left.height - right.height) < 1 and right.left > left.right and abs(left.size - right.size) < 0.5
    )


def _deep(row: Sequence[Sequence[PdfLine]]) -> float:
    heights = [line.height for cell in row for line in cell]
    return max(heights) - min(heights)


def _cell(lines: Sequence[PdfLine]) -> Cell:
    """A cell; a line that ends a sentence and is shorter than its fellows ends a paragraph."""
    widest = max((line.right for line in lines), default=0.0)
    said: list[str] = []
    ended = True
    for line in lines:
        if ended or _has_sign(line):
            said.append(line.text)
        else:
            said[-1] += f"\n{line.text}"
        ended = is_whole(line.text) and (line.right < widest - 1.6 * line.size or len(lines) < 3)
    return Cell(
        tuple(Block(text=text) for text in said), head=bool(lines) and all(line.bold for line in lines)
    )
