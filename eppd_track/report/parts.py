"""What a Report is made of: sections of tables, facts and sentences, whose cells hold values.

Nothing here is formatted: a renderer turns a Due or a Light into what its format can show.
"""

import datetime as dt
from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from msgspec import Struct

from eppd_track.labels import Text
from eppd_track.model import Due
from eppd_track.vocabulary import Light, Status


class Titles(Struct, frozen=True):
    """Words of the ledger in both languages, printed one under the other; either may be missing."""

    en: str | None
    zh: str | None


class Owner(Struct, frozen=True):
    """An agency as owner: code, name, and whether the source or somebody confirmed it."""

    code: str
    name: Titles
    confirmed: bool = True


class DueCell(Struct, frozen=True):
    """A due date with what a reader must notice: the first one when it moved, and what is late.

    `next` is an open milestone that falls earlier; `overdue_days` counts from it, else from the due.
    """

    due: Due | None
    overdue_days: int = 0
    first: Due | None = None
    next: Due | None = None


class Percent(Struct, frozen=True):
    """A percentage done."""

    value: int | None


class Step(Struct, frozen=True):
    """A status before and after."""

    before: Status | None
    after: Status


class Count(Struct, frozen=True):
    """A number and how it changed since the last report, None where there is nothing to compare."""

    value: int
    change: int | None = None


class Bar(Struct, frozen=True):
    """How many items each light has, for a bar as long as `scale` items at full width."""

    counts: tuple[tuple[Light, int], ...]
    scale: int


class Strip(Struct, frozen=True):
    """Counts by light, in words."""

    counts: tuple[tuple[Light, int], ...]


Cell = (
    None
    | str
    | int
    | dt.date
    | Due
    | Text
    | StrEnum
    | Titles
    | Owner
    | DueCell
    | Percent
    | Step
    | Count
    | Bar
    | Strip
)


class Column(Struct, frozen=True):
    """A column: its key for machines, its head, and how it behaves where room is short.

    A `wide` one folds and takes the room that is left; `under` names the column it moves beneath
    when a terminal is narrow; `number` aligns to the right.
    """

    key: str
    head: Text
    wide: bool = False
    under: str | None = None
    number: bool = False


class Group(Struct, frozen=True):
    """Rows under a heading of their own, or under none."""

    head: Text | None
    rows: tuple[tuple[Cell, ...], ...]


class Table(Struct, frozen=True):
    """A table; every row has one cell a column."""

    columns: tuple[Column, ...]
    groups: tuple[Group, ...]

    @property
    def rows(self) -> tuple[tuple[Cell, ...], ...]:
        """The rows of all groups."""
        return tuple(row for group in self.groups for row in group.rows)


class Facts(Struct, frozen=True):
    """Names and values, one pair a line."""

    pairs: tuple[tuple[Text, Cell], ...]


class Sentences(Struct, frozen=True):
    """Whole sentences, each a line of its own; `listed` marks them as a list."""

    lines: tuple[Text | str, ...]
    listed: bool = False


Block = Table | Facts | Sentences


class Section(Struct, frozen=True):
    """A part of a report under a heading, or under none."""

    key: str
    head: Text | None
    blocks: tuple[Block, ...]


class Report(Struct, frozen=True, kw_only=True):
    """What a command found, ready for any format.

    `ids` are the commitments shown, in their order. `data` is what JSON adds to the envelope, `footer`
    closes the page; `remarks` are said on stderr and are no part of the result.
    """

    kind: str
    title: Text | None = None
    as_of: dt.date
    ledger: str
    digest: str = ""
    selection: Text
    shown: int
    total: int
    ids: tuple[str, ...] = ()
    sections: tuple[Section, ...] = ()
    data: Mapping[str, Any] = {}
    footer: tuple[Text, ...] = ()
    remarks: tuple[Text, ...] = ()
