"""What the yellow cells of a row say: statuses, percentages, dates and papers as people type them.

Nothing is guessed: what can be read two ways raises WrongUse with what it might be.
"""

import datetime as dt
import re
from collections.abc import Callable, Mapping
from functools import cache

from msgspec import Struct, structs

from eppd_track.exchange.sheets.grid import Cell, bare
from eppd_track.exchange.sheets.issue import MOST_TYPED
from eppd_track.exchange.sheets.sheet import open_to, squeezed
from eppd_track.exchange.sheets.table import quoted, trouble_with
from eppd_track.model.due import Due
from eppd_track.model.records import Evidence
from eppd_track.model.vocabulary import EvidenceType, Status
from eppd_track.rules.dates import parse_due
from eppd_track.rules.values import parse_evidence
from eppd_track.words import refusals
from eppd_track.words import sheets as words
from eppd_track.words.errors import WrongUse
from eppd_track.words.labels import name_of
from eppd_track.words.text import Text, join, without_remark

_PERCENT = re.compile(r"([0-9]{1,3})(?:\.0+)?\s*%?")
_RATIO = re.compile(r"0?\.[0-9]{1,6}")
_SAYS_NOTHING = re.compile(r"[-‐‑–—－/\\.。、…]+|同上|同前|如上|〃|″|ditto|same", re.IGNORECASE)
_PLAUSIBLE_YEARS = range(1912, 2200)
_APART = dt.timedelta(days=375)
"""Two days on which no relative date, no weekday and no day without its year means the same day."""


class RowAnswer(Struct, frozen=True):
    """What one row says; None and empty where nothing was filled in."""

    status: Status | None = None
    progress: int | None = None
    due: Due | None = None
    next_step: str | None = None
    note: str | None = None
    reason: str | None = None
    evidence: tuple[Evidence, ...] = ()
    contact: str | None = None

    @property
    def blank(self) -> bool:
        """Whether the row says nothing; a name alone says nothing."""
        return structs.replace(self, contact=None) == RowAnswer()


def answer(cells: Mapping[str, Cell], now: Status, today: dt.date) -> tuple[RowAnswer, dict[str, Text]]:
    """The answer in the yellow cells of a row, and by column why a cell of it cannot be taken."""
    readers: Mapping[str, tuple[str, Callable[[Cell], object]]] = {
        "new_status": ("status", lambda cell: status(cell, now)),
        "new_progress": ("progress", progress),
        "new_due": ("due", lambda cell: due(cell, today)),
        "next_step": ("next_step", text),
        "note": ("note", text),
        "reason": ("reason", text),
        "evidence": ("evidence", lambda cell: evidence(cell, today)),
        "by": ("contact", person),
    }
    found: dict[str, object] = {}
    faults: dict[str, Text] = {}
    for column, (name, read) in readers.items():
        cell = cells.get(column)
        if cell is None or not cell.filled:
            continue
        try:
            found[name] = _seen(cell, read)
        except WrongUse as error:
            faults[column] = error.message
    return structs.replace(RowAnswer(), **found), faults


def _seen(cell: Cell, read: Callable[[Cell], object]) -> object:
    """What a cell says. Raises WrongUse for a formula, an error, and what may look other than it reads."""
    said = None if cell.formula or cell.error else read(cell)
    if trouble := trouble_with(cell):
        raise WrongUse(trouble)
    return said


def status(cell: Cell, now: Status) -> Status:
    """The status meant, in either language, whatever its width and blanks."""
    found = _spellings().get(_bare(cell.text))
    if found is None:
        allowed = join([name_of(one) for one in open_to(now)])
        raise WrongUse(words.BAD_STATUS.fill(typed=quoted(cell.text), allowed=allowed))
    return found


@cache
def _spellings() -> Mapping[str, Status]:
    known: dict[str, Status] = {}
    for one in Status:
        name = name_of(one)
        spellings = (*name.spellings, *without_remark(name).spellings, one.value)
        known |= dict.fromkeys(map(_bare, spellings), one)
    return known


def _bare(text: str) -> str:
    return re.sub(r"[-_()]", "", squeezed(text))


def progress(cell: Cell) -> int:
    """A percentage; a ratio only where the cell itself shows it as one."""
    value = cell.value
    if isinstance(value, int | float) and not isinstance(value, bool):
        if value == 1 and not cell.percent:
            raise _ratio(1.0, cell)
        return _number(value * 100 if cell.percent else value, cell)
    typed = bare(cell.text).strip()
    match = _PERCENT.fullmatch(typed)
    if match and int(match[1]) <= 100:
        return int(match[1])
    if _RATIO.fullmatch(typed):
        raise _ratio(float(typed), cell)
    raise WrongUse(words.BAD_PROGRESS.fill(typed=quoted(cell.text)))


def _number(value: float, cell: Cell) -> int:
    if 0 < value < 1 and not cell.percent:
        raise _ratio(value, cell)
    whole = round(value) if abs(value) < 1000 else -1
    if abs(value - whole) > 1e-6 or not 0 <= whole <= 100:
        raise WrongUse(words.BAD_PROGRESS.fill(typed=quoted(cell.text)))
    return whole


def _ratio(value: float, cell: Cell) -> WrongUse:
    return WrongUse(words.RATIO.fill(typed=quoted(cell.text), percent=f"{value * 100:.10g}"))


def due(cell: Cell, today: dt.date) -> Due:
    """A due date; one that depends on the day it is read, or on lost digits, is none."""
    value, typed = cell.value, quoted(cell.text)
    bad = WrongUse(words.BAD_DUE.fill(why=refusals.NOT_A_DATE.fill(typed=typed)))
    if isinstance(value, dt.date):
        if value.year not in _PLAUSIBLE_YEARS:
            raise bad
        return Due(value.isoformat())
    if isinstance(value, bool | float | dt.time):
        raise bad
    try:
        meant = parse_due(bare(typed), today)
        later = parse_due(bare(typed), today + _APART)
    except WrongUse as error:
        raise WrongUse(words.BAD_DUE.fill(why=error.message)) from error
    if meant != later:
        raise WrongUse(words.RELATIVE_DUE.fill(typed=typed))
    return meant


def text(cell: Cell) -> str:
    """Words as they were typed, but for blanks at either end. Raises WrongUse for those that say nothing."""
    typed = "\n".join(line.rstrip() for line in cell.words.split("\n"))
    if len(typed) > MOST_TYPED:
        raise WrongUse(words.TOO_LONG.fill(count=len(typed), most=MOST_TYPED))
    if _SAYS_NOTHING.fullmatch("".join(typed.split())):
        raise WrongUse(words.SAYS_NOTHING.fill(typed=quoted(typed)))
    return typed


def person(cell: Cell) -> str:
    """Who filled it in, on one line."""
    return " ".join(text(cell).split())


def evidence(cell: Cell, today: dt.date) -> tuple[Evidence, ...]:
    """The papers of a cell, one a line."""
    lines = [line.strip().replace("｜", "|") for line in text(cell).split("\n")]
    return tuple(_paper(line, today) for line in lines if line)


def _paper(line: str, today: dt.date) -> Evidence:
    try:
        return parse_evidence(line, today)
    except WrongUse as error:
        types = join([name_of(kind) for kind in EvidenceType])
        raise WrongUse(words.BAD_EVIDENCE.fill(typed=quoted(line), types=types)) from error
