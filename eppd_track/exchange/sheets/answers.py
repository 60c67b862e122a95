"""What the yellow cells of a row say: statuses, percentages, dates and papers as people type them.

Nothing is guessed: what can be read two ways raises WrongUse with what it might be.
"""

import datetime as dt
import re
from collections.abc import Callable, Container, Iterable, Mapping
from contextlib import suppress
from functools import cache

from msgspec import Struct, structs

from eppd_track.exchange.sheets import steps
from eppd_track.exchange.sheets.grid import Cell, bare
from eppd_track.exchange.sheets.issue import MOST_TYPED
from eppd_track.exchange.sheets.sheet import open_to, squeezed
from eppd_track.exchange.sheets.steps import Days
from eppd_track.exchange.sheets.table import quoted, trouble_with
from eppd_track.model.due import Due
from eppd_track.model.records import Evidence
from eppd_track.model.vocabulary import EvidenceType, Proposed, Status
from eppd_track.rules.values import parse_evidence
from eppd_track.words import refusals
from eppd_track.words import sheets as words
from eppd_track.words.errors import WrongUse
from eppd_track.words.labels import name_of
from eppd_track.words.text import Text, join, without_remark

_PERCENT = re.compile(r"([0-9]{1,3})(?:\.0+)?\s*%?")
_RATIO = re.compile(r"0?\.[0-9]{1,6}")
_NONE = re.compile(
    r"[-‐‑–—－/\\.。、…]+|[(（]?(?:[尚暫]?無|略|免填?|不適用|n[./]?a\.?|none|nil|notapplicable)[)）]?[。.]?",
    re.IGNORECASE,
)
"""What says that there is nothing to say."""
_AS_ABOVE = re.compile("同上|同前|如上|〃|″|′′|ditto|same", re.IGNORECASE)
_PLAUSIBLE_YEARS = range(1912, 2200)
_MAY_LACK = frozenset({"lag", "reason", "evidence", "advice", "by"})
"""The columns in which `無` is the same as a blank."""
MEANING = frozenset({"note", "new_status", "next", "new_due"})
"""The columns without which the rest of a row may mean something else."""


class RowAnswer(Struct, frozen=True):
    """What one row says; None and empty where nothing was filled in."""

    status: Status | None = None
    progress: int | None = None
    due: Due | None = None
    next_step: str | None = None
    next_step_due: Due | None = None
    note: str | None = None
    reason: str | None = None
    evidence: tuple[Evidence, ...] = ()
    advice: str | None = None
    contact: str | None = None

    @property
    def blank(self) -> bool:
        """Whether the row says nothing; a name alone says nothing, nor that all goes on."""
        return structs.replace(self, contact=None, advice=self.proposes) == RowAnswer()

    @property
    def proposes(self) -> str | None:
        """What it proposes to the tracking side."""
        return self.advice if self.advice == Proposed.DELIST else None


class Fault(Struct, frozen=True):
    """Why a cell cannot be taken, and whether the rest of its row means something else without it."""

    why: Text
    bars: bool


def answer(
    cells: Mapping[str, Cell], now: Status, days: Days, shut: Container[str] = ()
) -> tuple[RowAnswer, dict[str, Fault]]:
    """The answer in the yellow cells of a row, and by column why a cell of it cannot be taken.

    `shut` are the columns that are not for the agency of the sheet.
    """
    readers: Mapping[str, Callable[[Cell], dict[str, object]]] = {
        "note": lambda cell: {"note": text(cell)},
        "new_status": lambda cell: {"status": status(cell, now)},
        "new_progress": lambda cell: {"progress": progress(cell)},
        "lag": reason_and_measures,
        "reason": lambda cell: {"reason": text(cell)},
        "next": lambda cell: step_or_due(cell, days),
        "new_due": lambda cell: {"due": due(cell, days)},
        "next_step": lambda cell: {"next_step": text(cell)},
        "evidence": lambda cell: {"evidence": evidence(cell, days.read)},
        "advice": lambda cell: {"advice": advice(cell)},
        "by": lambda cell: {"contact": person(cell)},
    }
    found: dict[str, object] = {}
    faults: dict[str, Fault] = {}
    for column, read in readers.items():
        cell = cells.get(column)
        if cell is None or not cell.filled:
            continue
        if (column in _MAY_LACK or column in shut) and _says_none(cell.text):
            continue
        if column in shut:
            faults[column] = Fault(words.SUPPORTS_ALONE.fill(typed=quoted(cell.text)), bars=False)
            continue
        try:
            said = _seen(cell, read)
        except WrongUse as error:
            faults[column] = Fault(error.message, bars=_bars(column, cell, days.read))
            continue
        if not said.keys().isdisjoint(found):  # the step has a column of its own: the measures stay words
            found["reason"] = text(cells["lag"])
        found |= said
    return structs.replace(RowAnswer(), **found), faults


def _bars(column: str, cell: Cell, today: dt.date) -> bool:
    """Whether a row means something else without a cell: its words, its status, and a date alone."""
    step = column == "next" and isinstance(cell.value, str) and not steps.is_date_alone(cell.text, today)
    return column in MEANING and not step


def _seen(cell: Cell, read: Callable[[Cell], dict[str, object]]) -> dict[str, object]:
    """What a cell says. Raises WrongUse for a formula, an error, and what may look other than it reads."""
    said: dict[str, object] = {} if cell.formula or cell.error else read(cell)
    if trouble := trouble_with(cell):
        raise WrongUse(trouble)
    return said


def status(cell: Cell, now: Status) -> Status:
    """The status meant, in either language, whatever its width and blanks. Raises WrongUse."""
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


def _says_none(typed: str) -> bool:
    return bool(_NONE.fullmatch(squeezed(typed)))


def _bare(text: str) -> str:
    return re.sub(r"[-_()]", "", squeezed(text))


def progress(cell: Cell) -> int:
    """A percentage; a ratio only where the cell itself shows it as one. Raises WrongUse."""
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


def due(cell: Cell, days: Days) -> Due:
    """A due date; one that depends on the day it is read, or on lost digits, is none."""
    value, typed = cell.value, quoted(cell.text)
    bad = WrongUse(words.BAD_DUE.fill(why=refusals.NOT_A_DATE.fill(typed=typed)))
    if isinstance(value, dt.date):
        if value.year not in _PLAUSIBLE_YEARS:
            raise bad
        return Due(value.isoformat())
    if isinstance(value, bool | float | dt.time):
        raise bad
    return steps.certain_due(typed, days)


def step_or_due(cell: Cell, days: Days) -> dict[str, object]:
    """What the cell of the next step says: a step, its day, the expected completion of the item."""
    if not isinstance(cell.value, str):
        return {"due": due(cell, days)}
    names = ("next_step", "next_step_due", "due")
    return _held(names, steps.step_or_due(text(cell), days))


def reason_and_measures(cell: Cell) -> dict[str, object]:
    """What the cell of the reason says: the reason, and as next step what is done about it."""
    return _held(("reason", "next_step"), steps.parted(text(cell)))


def _held(names: Iterable[str], values: Iterable[object]) -> dict[str, object]:
    return {name: value for name, value in zip(names, values, strict=True) if value is not None}


def advice(cell: Cell) -> str:
    """What is advised, in either language. Raises WrongUse, naming what can be."""
    for name, spelled in words.ADVICE.items():
        if _bare(cell.text) in map(_bare, spelled.spellings):
            return name
    allowed = join(list(words.ADVICE.values()))
    raise WrongUse(words.BAD_ADVICE.fill(typed=quoted(cell.text), allowed=allowed))


def text(cell: Cell) -> str:
    """Words as they were typed, but for blanks at either end. Raises WrongUse for those that say nothing."""
    typed = "\n".join(line.rstrip() for line in cell.words.split("\n"))
    if len(typed) > MOST_TYPED:
        raise WrongUse(words.TOO_LONG.fill(count=len(typed), most=MOST_TYPED))
    if _says_none(typed) or _AS_ABOVE.fullmatch(squeezed(typed)):
        raise WrongUse(words.SAYS_NOTHING.fill(typed=quoted(typed)))
    return typed


def person(cell: Cell) -> str:
    """Who filled it in, on one line."""
    return " ".join(text(cell).split())


def evidence(cell: Cell, today: dt.date) -> tuple[Evidence, ...]:
    """The papers of a cell, one a line."""
    lines = [line.strip() for line in text(cell).split("\n")]
    return tuple(_paper(line, today) for line in lines if line)


def _paper(line: str, today: dt.date) -> Evidence:
    """A paper as it is written; free words are a paper of another type."""
    with suppress(WrongUse):
        return parse_evidence(line, today)
    return parse_evidence(f"{EvidenceType.OTHER.value}: {line.strip('|｜ ')}", today)
