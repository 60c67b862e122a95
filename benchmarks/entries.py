"""The same entries for every program measured: the shipped commitments, over and over, with notes.

Entry `n` copies commitment `n` of the shipped ledger under an id and in a pillar of its own, the four
pillars in turn, and has `notes` records, a week apart or as told.
"""

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path

import tomli
from msgspec import Struct

SHIPPED = Path(__file__).resolve().parent.parent / "commitments.toml"
FIRST_DAY = dt.date(2026, 1, 27)
PILLARS = 4
_HEADER = "[[commitment]]\n"
_OTHERS = ("related = ", "answered_by = ")
"""Lines that name other commitments."""
_QUOTES = '"'
_NOTE = "Meeting {number}: work went on, and papers follow from the agencies."


class Entry(Struct, frozen=True):
    """One thing to do, as every program can hold it: a title, a due day, dated notes; `text` is ours."""

    id: str
    pillar: int
    title: str
    due: dt.date
    notes: tuple[tuple[dt.date, str], ...]
    text: str


def entries(count: int, notes: int, apart: dt.timedelta = dt.timedelta(weeks=1)) -> Iterator[Entry]:
    """`count` entries with `notes` notes each, so far `apart`."""
    models = [
        "".join(line for line in text.splitlines(keepends=True) if not line.startswith(_OTHERS))
        for text in _shipped()[1:]
    ]
    for number in range(count):
        text = models[number % len(models)].rstrip()
        pillar = number % PILLARS + 1
        identifier = f"E6-P{pillar}-{number // PILLARS + 1:05}"
        title = f"{tomli.loads(text)['title'].replace(_QUOTES, '')} ({number + 1})"
        for name, value in (("id", f'"{identifier}"'), ("pillar", pillar), ("title", f'"{title}"')):
            text = re.sub(rf"(?m)^{name} = .*", f"{name} = {value}", text, count=1)
        told = tuple(
            (FIRST_DAY + number * apart, _NOTE.format(number=number)) for number in range(1, notes + 1)
        )
        records = "".join(
            f'\n\n[[commitment.update]]\ndate = {day}\nby = "Desk"\nnote = "{note}"' for day, note in told
        )
        due = FIRST_DAY + dt.timedelta(days=365 + number % 700)
        yield Entry(identifier, pillar, title, due, told, f"{_HEADER}{text}{records}\n\n")


def ledger(made: list[Entry]) -> str:
    """A ledger that holds the entries, written as the shipped one is."""
    return "".join([_shipped()[0], *(entry.text for entry in made)]).rstrip() + "\n"


def _shipped() -> list[str]:
    """The shipped ledger cut at its commitments, which have no header then."""
    return SHIPPED.read_text(encoding="utf-8").split(_HEADER)
