"""What a Report is made of: sections of tables, facts and sentences, whose cells hold values.

Nothing here is formatted: a renderer turns a Due or a Light into what its format can show.
"""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from eppd_track.model.due import Due
from eppd_track.model.records import digest
from eppd_track.model.vocabulary import Coded, Light, Status
from eppd_track.words.errors import Severity
from eppd_track.words.text import Text, Titles


class Owner(Struct, frozen=True):
    """An agency as owner: code, name, and what narrow columns call it; in `full` code and name are told."""

    code: str
    name: Titles
    short: Text
    full: bool = False


class DueCell(Struct, frozen=True):
    """A due date with what a reader must notice: the first one when it moved, and what is late.

    `next` is an open milestone that falls earlier; `overdue_days` counts from it, else from the due.
    `proposed` is what somebody proposes to make of the item.
    """

    due: Due | None
    overdue_days: int = 0
    first: Due | None = None
    next: Due | None = None
    proposed: Text | None = None


class Percent(Struct, frozen=True):
    """A percentage done, and what it was before the period; in words unless `drawn` as a bar."""

    value: int | None
    before: int | None = None
    drawn: bool = True


class Step(Struct, frozen=True):
    """A status or a light before and after; the same twice where it stayed."""

    before: Status | Light | None
    after: Status | Light


class Entry(Struct, frozen=True):
    """A record told: when and by whom, what it changed, and the words that were said with it.

    What was said stands in the language it was said in, so a page in both languages says it once.
    """

    who: Text | None
    changed: Text | None
    said: Text | None = None


class Told(Struct, frozen=True):
    """Several records told in one cell, in their order."""

    entries: tuple[Entry, ...]


class Length(Struct, frozen=True):
    """A number and what a bar at full width stands for."""

    value: int
    scale: int


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


class Guess(Struct, frozen=True):
    """A value that the source does not give: printed with a `?`; a list `reads` with one behind each part."""

    value: "Cell"
    reads: Text | None = None


Cell = (
    None
    | str
    | int
    | dt.date
    | Due
    | Text
    | Coded
    | Titles
    | Owner
    | Guess
    | DueCell
    | Percent
    | Step
    | Count
    | Told
    | Length
    | Bar
    | Strip
)


class Column(Struct, frozen=True):
    """A column: its key for machines, its head, and how it behaves where room is short.

    A `wide` one folds and takes the room that is left; `under` names the column it belongs to, and it gives
    way first when a terminal is narrow; `number` aligns to the right. On a page a `below` one stands across
    the whole width, beneath the other cells of its row. `brief` is its head on a terminal, where its values
    stand in their short form: a sign for whose move it is, the age of a date.
    One that counts a `light` has its mark. Records that are told in it stand `apart`, each on a line of its
    own.
    """

    key: str
    head: Text
    wide: bool = False
    under: str | None = None
    number: bool = False
    below: bool = False
    brief: Text | None = None
    light: Light | None = None
    apart: bool = False


class Group(Struct, frozen=True):
    """Rows under a heading of their own, or under none; a terminal tells there how many of each light."""

    head: Text | None
    rows: tuple[tuple[Cell, ...], ...]
    counts: tuple[tuple[Light, int], ...] = ()


class Table(Struct, frozen=True):
    """A table; every row has one cell a column, and so has the row of totals that may close it."""

    columns: tuple[Column, ...]
    groups: tuple[Group, ...]
    totals: tuple[Cell, ...] = ()

    @property
    def rows(self) -> tuple[tuple[Cell, ...], ...]:
        """The rows of all groups."""
        return tuple(row for group in self.groups for row in group.rows)

    @property
    def guesses(self) -> bool:
        """Whether anything in it is marked as inferred."""
        return any(isinstance(cell, Guess) for row in self.rows for cell in row)

    @property
    def drawn(self) -> tuple[tuple[Cell, ...], ...]:
        """Every row as drawn, the totals last."""
        return (*self.rows, self.totals) if self.totals else self.rows


class Facts(Struct, frozen=True):
    """Names and values, one pair a line."""

    pairs: tuple[tuple[Text, Cell], ...]


class Sentences(Struct, frozen=True):
    """Whole sentences, each a line of its own; `listed` marks them as a list."""

    lines: tuple[Text | str, ...]
    listed: bool = False


class Chart(Struct, frozen=True):
    """How many items had each status on a row of days, one count a day, the first status at the bottom.

    `names` is what each day is called.
    """

    head: Text
    names: tuple[Text, ...]
    days: tuple[dt.date, ...]
    series: tuple[tuple[Status, tuple[int, ...]], ...]


class Legend(Struct, frozen=True):
    """What each light means."""

    lights: tuple[tuple[Light, Text], ...]


class Boxes(Struct, frozen=True):
    """Empty boxes to sign in; a page that is not for paper leaves them out."""

    names: tuple[Text, ...]


class Ends(Struct, frozen=True):
    """A line with something at either end, two lines where there is no room for both."""

    left: Cell
    right: Cell


class Brief(Struct, frozen=True):
    """An item on one line: light, id, titles, days late and short values behind them, sentences below."""

    light: Light
    id: str
    title: Titles
    overdue_days: int = 0
    beside: tuple[Cell, ...] = ()
    below: tuple[Text | str, ...] = ()


class Briefs(Struct, frozen=True):
    """Items one below the other under headings, what stands behind their titles in columns of one width.

    Without a heading an item is a heading itself.
    """

    groups: tuple[tuple[Text | None, tuple[Brief, ...]], ...]


class Grid(Struct, frozen=True):
    """Names and values, short ones side by side."""

    pairs: tuple[tuple[Text, Cell], ...]


class Moment(Struct, frozen=True):
    """A record of a history: when, by whom and where, the words that were said, and what changed."""

    where: Text
    said: Text | None
    changed: Text | None


class Timeline(Struct, frozen=True):
    """A history, the newest record first."""

    moments: tuple[Moment, ...]


Block = Table | Facts | Sentences | Chart | Legend | Boxes


class Section(Struct, frozen=True):
    """A part of a report under a heading, or under none; on paper an `annex` stands behind what is signed."""

    key: str
    head: Text | None
    blocks: tuple[Block, ...]
    annex: bool = False


class Findings(Struct, frozen=True):
    """Sentences, each in the languages of the page, behind a word of how grave it is."""

    lines: tuple[tuple[Severity, str, tuple[str, ...]], ...]


Drawn = Block | Ends | Briefs | Grid | Timeline | Findings
"""What a terminal draws: the blocks of every format, and those of its own."""


class Pane(Struct, frozen=True):
    """A part of what a terminal shows, under a heading or under none."""

    head: Text | None
    blocks: tuple[Drawn, ...]


class Closing(Struct, frozen=True):
    """What a page closes with on a terminal: what is said in one breath, and what must not be overlooked."""

    said: tuple[Text, ...]
    urgent: tuple[Text, ...] = ()


class Report(Struct, frozen=True, kw_only=True):
    """What a command found, ready for any format.

    `mark` says who may read it and stands on every page. `ids` are the commitments shown, in their order.
    `ledger` and `raw` are the file's name and bytes, empty on a page for others. `data` is what JSON
    adds to the envelope, `footer` closes the page; `remarks` are said on stderr and are no part of the
    result. `screen` is what a terminal shows instead of `sections`, where people there want it in
    another order and shape, with `beside` at the end of the title's line; `closing` is its footer
    there, `shared` the part of the ids in its tables that is left out there because all have it.
    """

    kind: str
    title: Text | None = None
    mark: Text | None = None
    as_of: dt.date
    ledger: str
    raw: bytes = b""
    selection: Text
    shown: int
    total: int
    ids: tuple[str, ...] = ()
    sections: tuple[Section, ...] = ()
    screen: tuple[Pane, ...] = ()
    beside: Cell = None
    data: Mapping[str, Any] = {}
    footer: tuple[Text, ...] = ()
    closing: Closing | None = None
    shared: str = ""
    remarks: tuple[Text, ...] = ()

    @property
    def digest(self) -> str:
        """Which state of the ledger this is (model.records.digest); nothing on a page that does not say."""
        return digest(self.raw) if self.raw else ""
