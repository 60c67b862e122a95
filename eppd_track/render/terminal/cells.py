"""The cells of a terminal's tables, drawn for the columns they get, and the notes below an item."""

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import repeat

from msgspec import Struct
from rich.color import ColorSystem
from rich.console import Console
from rich.segment import Segment
from rich.text import Text as Line

from eppd_track.model.vocabulary import FINISHED, Coded, Light, Move, Status
from eppd_track.render.cells import Style, lines, marked_line, one_line, visible, width
from eppd_track.render.terminal.folding import folded
from eppd_track.render.terminal.marks import BETWEEN, LATE, QUIET, STATUS_PAINT, broken, cell, letter_mark
from eppd_track.report.parts import Bar, Cell, Column, DueCell, Guess, Owner, Percent
from eppd_track.words import look, pages
from eppd_track.words.days import show_due
from eppd_track.words.labels import brief_name
from eppd_track.words.text import Text, Titles, first

NOTE = "└ "
_EMPTY = "-"
_WEEKS_FROM, _YEARS_FROM = 14, 730
_DAYS_OF_A_WEEK, _DAYS_OF_A_YEAR = 7, 365.25

Lines = list[tuple[tuple[Segment, ...], int]]
"""Lines as pieces with their styles, each with the columns it takes."""


_CONSOLE = Console(color_system=None, markup=False, emoji=False, highlight=False)


class CellPart(Struct, frozen=True):
    """A piece of a note and how it is painted."""

    text: str
    paint: str = ""


class Cells:
    """Draws the cells of one table; a value that many rows share is drawn once.

    `shared` is the part of the ids that all have, which is left out.
    """

    def __init__(self, style: Style, as_of: dt.date, shared: str) -> None:
        self._style, self._as_of, self._shared = style, as_of, shared
        self._sizes: dict[object, int] = {}
        self._drawn: dict[object, Lines] = {}

    # ---- a cell ----

    def measure(self, column: Column, value: Cell, joined: Cell = None, *, tight: bool = False) -> int:
        """The columns a cell needs so that nothing in it folds, or with `tight` no word."""
        if isinstance(value, Titles) or type(value) is str:
            return max(
                (width(line) for text in self._texts(column, value) for line in text.split("\n")), default=0
            )
        key = (column.key, type(value), value, joined, tight)
        if key not in self._sizes:
            shown = self._shown(column, value, joined).plain
            self._sizes[key] = max(map(width, shown.split() if tight else shown.split("\n")), default=0)
        return self._sizes[key]

    def draw(self, column: Column, value: Cell, joined: Cell, columns: int, *, right: bool) -> Lines:
        """The lines of a cell in so many columns."""
        if isinstance(value, Titles) or type(value) is str:
            texts = self._texts(column, value)
            return [((Segment(line),), width(line)) for text in texts for line in folded(text, columns)]
        key = (column.key, type(value), value, joined, columns)
        if key not in self._drawn:
            shown = self._shown(column, value, joined)
            found = [self._segments(line) for line in broken(shown, columns)] if shown.plain else []
            self._drawn[key] = [to_the_right(line, columns) for line in found] if right else found
        return self._drawn[key]

    def badge(self, light: Cell) -> Lines:
        """A light as its badge."""
        if not isinstance(light, Light):
            return []
        if light not in self._drawn:
            self._drawn[light] = [self._segments(letter_mark(light))]
        return self._drawn[light]

    def _texts(self, column: Column, value: Titles | str) -> list[str]:
        if column.key == "id" and isinstance(value, str):
            return [value.removeprefix(self._shared)]
        return lines(value, self._style)

    def _shown(self, column: Column, value: Cell, joined: Cell) -> Line:
        if isinstance(joined, Percent) or (isinstance(joined, Guess) and isinstance(joined.value, Percent)):
            return self._standing(value, joined)
        bare = value.value if isinstance(value, Guess) else value
        if isinstance(bare, DueCell):
            return self._due(bare, guessed=isinstance(value, Guess))
        shown = self._brief(value) if column.brief is not None else cell(value, self._style)
        return shown if shown.plain or column.brief is None else Line(_EMPTY)

    def _brief(self, value: Cell) -> Line:
        match value:
            case Guess():
                shown = self._brief(value.value)
                return Line(marked_line(shown.plain), style=shown.style)
            case Owner():
                return Line(visible(value.short.brief(self._style.language)))
            case Move() | Status():
                paint = STATUS_PAINT.get(value, "") if isinstance(value, Status) else ""
                return Line(brief_name(value).brief(self._style.language), style=paint)
            case dt.date():
                return Line(age(self._as_of, value).brief(self._style.language))
            case _:
                return cell(value, self._style)

    def _standing(self, value: Cell, percent: Cell) -> Line:
        """A status with the percentage done; one of them alone where the other says no more."""
        shown, done = self._brief(value), one_line(percent, self._style)
        if not done or (value in FINISHED and done == "100%"):
            return shown
        if value is Status.IN_PROGRESS:
            return Line(done)
        return Line(f"{shown.plain} {done}", style=shown.style)

    def _due(self, value: DueCell, *, guessed: bool) -> Line:
        told = show_due(value.due, self._style.calendar).brief(self._style.language) if value.due else _EMPTY
        late = value.overdue_days and value.next is None
        return Line(f"{told}?" if guessed else told, style=LATE if late else "")

    def _segments(self, line: Line) -> tuple[tuple[Segment, ...], int]:
        return segments(line, color=self._style.color), width(line.plain)

    # ---- notes ----

    def notes(
        self, columns: Sequence[Column], row: Sequence[Cell], noted: Collection[int]
    ) -> Iterator[list[CellPart]]:
        """What is special about an item, and what has no column; a long text is a note by itself."""
        brief: list[CellPart] = []
        long: list[list[CellPart]] = []
        for index, (column, value) in enumerate(zip(columns, row, strict=True)):
            due = value.value if isinstance(value, Guess) else value
            if index in noted:
                parts = self._named(column, value)
                if column.wide:
                    long += [[part] for part in parts]
                else:
                    brief += parts
            if isinstance(due, DueCell):
                brief += self._special(due)
        yield from ([brief] if brief else [])
        yield from long

    def _named(self, column: Column, value: Cell) -> list[CellPart]:
        """A value that has no column, behind its name."""
        name = (column.brief or column.head).brief(self._style.language)
        if isinstance(value, Titles | str | Text) and not isinstance(value, Coded):
            return [CellPart(f"{name} {line}") for line in lines(value, self._style) if line]
        if isinstance(value, Bar):
            return [CellPart(f"{name} {by_letter(value.counts)}")]
        shown = self._shown(column, value, None)
        text = " ".join(shown.plain.split("\n")).strip()
        return [] if text in {"", _EMPTY} else [CellPart(f"{name} {text}", str(shown.style))]

    def _special(self, due: DueCell) -> Iterator[CellPart]:
        """The first due date where it moved, the milestone before it, how late it is, what is proposed."""
        calendar, language = self._style.calendar, first(self._style.language)
        if due.first is not None and due.first != due.due:
            yield CellPart(pages.FIRST_WAS.fill(due=show_due(due.first, calendar)).label(language))
        if due.next is not None:
            step = pages.STEP_DUE.fill(due=show_due(due.next, calendar))
            yield CellPart(step.label(language), LATE if due.overdue_days else "")
        if due.overdue_days:
            yield CellPart(pages.DAYS_LATE_BRIEF.fill(days=due.overdue_days).label(language), LATE)
        if due.proposed is not None:
            yield CellPart(due.proposed.label(language))

    def note_width(self, columns: Sequence[Column], row: Sequence[Cell], noted: Collection[int]) -> int:
        """The columns that the notes of a row need so that none folds."""
        between = width(BETWEEN)
        return max(
            (
                width(NOTE) + sum(width(part.text) + between for part in parts) - between
                for parts in self.notes(columns, row, noted)
            ),
            default=0,
        )

    def note(self, parts: Sequence[CellPart], columns: int) -> Lines:
        """A note on lines of so many columns, its mark in front; a part stays whole where it can."""
        room = max(columns - width(NOTE), 1)
        found: list[Line] = []
        for part in parts:
            for text in folded(part.text, room):
                piece = Line(text, style=part.paint)
                if (
                    found
                    and width(found[-1].plain) + width(BETWEEN) + width(text) <= room
                    and text == part.text
                ):
                    found[-1] = Line.assemble(found[-1], BETWEEN, piece)
                else:
                    found.append(piece)
        marks = (Line(NOTE, style=QUIET), *repeat(Line(" " * width(NOTE)), len(found)))
        return [self._segments(Line.assemble(mark, line)) for mark, line in zip(marks, found, strict=False)]


def to_the_right(line: tuple[tuple[Segment, ...], int], columns: int) -> tuple[tuple[Segment, ...], int]:
    """A line with the blanks in front that bring it to the right end of its columns."""
    pieces, size = line
    return ((Segment(" " * (columns - size)), *pieces), columns) if size < columns else line


def segments(line: Line, *, color: bool) -> tuple[Segment, ...]:
    """A line as Rich prints it: pieces of one style each; without colours one piece without a style."""
    if not color or not line.spans:
        return (Segment(line.plain, _CONSOLE.get_style(line.style) if color and line.style else None),)
    return tuple(piece for piece in line.render(_CONSOLE, end="") if piece.text)


def painted(pieces: Iterable[Segment]) -> str:
    """Pieces as a terminal gets them."""
    return "".join(
        piece.style.render(piece.text, color_system=ColorSystem.EIGHT_BIT) if piece.style else piece.text
        for piece in pieces
    )


def by_letter(counts: Sequence[tuple[Light, int]]) -> str:
    """How many of each light, by its letter."""
    return " ".join(f"{look.LETTER[light]}{count}" for light, count in counts)


def age(as_of: dt.date, day: dt.date) -> Text:
    """How long ago a day was: in days, from two weeks on in weeks, from two years on in years."""
    days = (as_of - day).days
    if days < _WEEKS_FROM:
        return pages.AGE_DAYS.fill(count=days)
    if days < _YEARS_FROM:
        return pages.AGE_WEEKS.fill(count=days // _DAYS_OF_A_WEEK)
    return pages.AGE_YEARS.fill(count=int(days / _DAYS_OF_A_YEAR))
