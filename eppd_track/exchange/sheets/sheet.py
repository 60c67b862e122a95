"""The sheet that agencies fill in: its columns, its rows, its keys, and what it knows of its own issue.

One description for both formats and both ways. What is written here as a locked cell, a key or a line
of the hidden sheet is what a returned sheet is held against.
"""

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from msgspec import Struct, structs

from eppd_track.exchange.sheets.grid import bare
from eppd_track.exchange.sheets.issue import MOST_TYPED, Issue, Issued, fields, key_of
from eppd_track.model.records import Commitment, Ledger
from eppd_track.model.vocabulary import Calendar, EvidenceType, Language, Light, Status
from eppd_track.render import cells
from eppd_track.render.cells import paragraph
from eppd_track.report.agreed import quotations
from eppd_track.report.sentences import (
    agency,
    describe_change,
    dialogue_name,
    inferred,
    said,
    with_mark,
)
from eppd_track.rules import lights, transitions
from eppd_track.rules.audience import ours
from eppd_track.rules.lights import Item
from eppd_track.rules.query import in_short
from eppd_track.rules.transitions import Need
from eppd_track.words import look
from eppd_track.words import sheets as words
from eppd_track.words.days import ROC_OFFSET, calendar_in, long_day, show_day, show_due
from eppd_track.words.labels import name_of
from eppd_track.words.pages import GUESS_MARK, UNNAMED
from eppd_track.words.text import WIDE_GAP, Text, Titles, join, without_remark

HIDDEN = "_eppd"
"""The name of the hidden sheet."""
KEY = "key"
MOST_SHOWN = 1000
"""How many characters a locked cell shows."""
OURS_ALONE = frozenset({Need.APPROVED_BY, Need.CLOSURE})
"""What no column of a sheet can bring."""
_UNDERSCORE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
"""That of `_x000D_`, which Excel takes for a line break."""


class SheetColumn(Struct, frozen=True):
    """A column: its width in millimetres, and whether it is to be filled in."""

    name: str
    width: float
    input: bool = False

    @property
    def head(self) -> Text:
        """What stands above it, and what it is found by when the sheet comes back."""
        return words.HEADS[self.name]


COLUMNS = (
    SheetColumn("seq", 10),
    SheetColumn("id", 19),
    SheetColumn("title", 40),
    SheetColumn("owner", 19),
    SheetColumn("supporting", 18),
    SheetColumn("due", 27),
    SheetColumn("light", 20.5),
    SheetColumn("last", 31.5),
    SheetColumn("note", 33, input=True),
    SheetColumn("new_status", 17.5, input=True),
    SheetColumn("new_progress", 13, input=True),
    SheetColumn("lag", 33.5, input=True),
    SheetColumn("next", 30, input=True),
    SheetColumn("evidence", 17, input=True),
    SheetColumn("advice", 16, input=True),
    SheetColumn("by", 19, input=True),
)
"""What is printed, in its order; the key stands behind it, hidden."""
TITLES = 3
"""How many columns stay in sight: they say which item a row is."""
AGREED = SheetColumn("words", 60)
"""What stands behind the titles where it is asked for: the agreed words."""
LOCKED = tuple(column for column in COLUMNS if not column.input)
INPUT = tuple(column for column in COLUMNS if column.input)
INPUT_BEFORE = ("new_status", "new_progress", "note", "new_due", "reason", "next_step", "evidence", "by")
"""The input columns of sheets of schema 1."""
PICKED = ("new_status", "advice")
"""The columns with a list to pick from."""
LEADING = frozenset({"new_status", "new_progress", "lag", "next", "advice"})
"""The columns that the agency in the lead fills in, and no supporting one."""
CENTERED = frozenset({"seq", "id", "due", "light", "new_status", "new_progress", "advice"})
"""Columns of short values, which stand in the middle."""


class TextLine(Struct, frozen=True):
    """A line of a cell; a `second` one is small and grey."""

    text: str
    second: bool = False


class Words(Struct, frozen=True):
    """A cell of text, line by line."""

    lines: tuple[TextLine, ...] = ()


class Day(Struct, frozen=True):
    """A cell with a real date; a `late` one is marked."""

    day: dt.date
    late: bool = False


Cell = Words | Day


class SheetRow(Struct, frozen=True):
    """One commitment: its key, its locked cells by column, its light, and what may be picked in a column.

    `shut` are the input columns that are not for the agency of the sheet.
    """

    id: str
    key: str
    cells: Mapping[str, Cell]
    light: Light
    choices: Mapping[str, tuple[str, ...]]
    shut: frozenset[str] = frozenset()


class Sheet(Struct, frozen=True):
    """A sheet ready to be written. Titles and instructions have a line for each language of the page."""

    name: str
    titles: tuple[str, ...]
    instructions: tuple[str, ...]
    heads: Mapping[str, tuple[str, ...]]
    hints: Mapping[str, str]
    refusal: str
    footer: str
    pages: str
    rows: tuple[SheetRow, ...]
    issue: Issue
    calendar: Calendar
    language: Language
    columns: tuple[SheetColumn, ...]

    @property
    def locked(self) -> tuple[SheetColumn, ...]:
        """The columns that are not to be filled in; they stand first."""
        return tuple(column for column in self.columns if not column.input)

    @property
    def head_row(self) -> int:
        """The row of the heads, counted from 0."""
        return len(self.titles) + len(self.instructions)


class Sending(Struct, frozen=True):
    """When a sheet goes out and is due back, and the code of the agency it is for; of all owners none."""

    issued: dt.date
    return_by: dt.date
    code: str = ""


def build(ledger: Ledger, items: Sequence[Item], language: Language, sending: Sending) -> Sheet:
    """The sheet of some items, as their owners see them, dates in the ledger's calendar; English: Gregorian.

    One for an agency has what it leads first and what it supports behind. One for another side, or with an
    item of one, does not say which ledger it was made from.
    """
    calendar, issued, code = ledger.settings.calendar, sending.issued, sending.code
    mine = ours(ledger)
    inside = code in mine if code else all(item.commitment.owner in mine for item in items)
    digest = ledger.digest if inside else ""
    told = sorted(items, key=lambda item: bool(code) and item.commitment.owner != code)
    rows = tuple(
        _Row(item, ledger, language, issued, code).row(number) for number, item in enumerate(told, 1)
    )
    owners = {item.commitment.owner for item in items}
    whose = code or (owners.pop() if len(owners) == 1 else "")
    title = _title(ledger, whose, issued, calendar)
    return Sheet(
        name=words.SHEET_NAME.brief(language),
        titles=tuple(visible(line[:MOST_SHOWN]) for line in title.lines(language)),
        instructions=_instructions(told, rows, long_day(sending.return_by, calendar), language),
        heads={column.name: column.head.lines(language) for column in COLUMNS},
        hints={name: "\n".join(hint.lines(language)) for name, hint in _hints().items()},
        refusal="\n".join(words.NOT_ALLOWED.lines(language)),
        footer=visible(words.FOOTER.fill(name=ledger.name, digest=digest).brief(language)) if inside else "",
        pages=words.PAGES.brief(language),
        rows=rows,
        issue=Issue(
            dialogue=ledger.dialogue.id if ledger.dialogue else "",
            digest=digest,
            agency=whose,
            issued=issued,
            return_by=sending.return_by,
            items=tuple(
                Issued(
                    item.commitment.id,
                    row.key,
                    len(item.commitment.updates),
                    fields(item.commitment),
                    {name: text_in(cell) for name, cell in row.cells.items()},
                    supports=bool(row.shut),
                )
                for item, row in zip(told, rows, strict=True)
            ),
        ),
        calendar=calendar_in(language, calendar),
        language=language,
        columns=_columns(language),
    )


def _columns(language: Language) -> tuple[SheetColumn, ...]:
    widths = words.widths(language)
    return tuple(structs.replace(one, width=widths.get(one.name, one.width)) for one in COLUMNS)


def _instructions(
    items: Sequence[Item], rows: Sequence[SheetRow], day: Text, language: Language
) -> tuple[str, ...]:
    """What stands above the table: how to fill it in, and what its marks mean where they are used."""
    told = [words.FILL_IN, words.SEND_BACK.fill(day=day)]
    told += [words.SUPPORTS_HOW] if any(row.shut for row in rows) else []
    told += [GUESS_MARK] if any(map(_guesses, items)) else []
    return tuple(line for one in told for line in one.lines(language))


def with_words(sheet: Sheet, ledger: Ledger, items: Iterable[Item]) -> Sheet:
    """The sheet of some items with a column of their agreed words behind the titles."""
    known = {item.commitment.id: item.commitment for item in items}
    told = [quotations(known[row.id], ledger) for row in sheet.rows]
    cells = [_text(each.brief(sheet.language)) if each else Words() for each in told]
    return structs.replace(
        sheet,
        columns=(*sheet.columns[:TITLES], AGREED, *sheet.columns[TITLES:]),
        heads={**sheet.heads, AGREED.name: AGREED.head.lines(sheet.language)},
        rows=tuple(
            structs.replace(row, cells={**row.cells, AGREED.name: cell})
            for row, cell in zip(sheet.rows, cells, strict=True)
        ),
        issue=structs.replace(
            sheet.issue,
            items=tuple(
                structs.replace(one, locked={**one.locked, AGREED.name: text_in(cell)})
                for one, cell in zip(sheet.issue.items, cells, strict=True)
            ),
        ),
    )


def _hints() -> dict[str, Text]:
    types = join([name_of(kind) for kind in EvidenceType])
    return {name: hint.fill(most=MOST_TYPED, types=types) for name, hint in words.HINTS.items()}


def _title(ledger: Ledger, code: str, issued: dt.date, calendar: Calendar) -> Text:
    name = dialogue_name(ledger, issued) or UNNAMED
    held = agency(code, ledger)
    who = held.text(code) if code else words.ALL_OWNERS
    parts = [words.TITLE.fill(dialogue=name), words.ISSUED.fill(agency=who, day=long_day(issued, calendar))]
    return join(parts, WIDE_GAP)


# ---- rows ----


class _Row(Struct, frozen=True):
    """A row while it is made: the item, and for whom. With the `code` of an agency it may only support it."""

    item: Item
    ledger: Ledger
    language: Language
    today: dt.date
    code: str

    def row(self, number: int) -> SheetRow:
        """The row, whose place on the sheet is given."""
        commitment, language = self.item.commitment, self.language
        supports = bool(self.code) and commitment.owner != self.code
        place = [TextLine(str(number))]
        place += [TextLine(line, second=True) for line in words.SUPPORTS.lines(language) if supports]
        picks = {
            "new_status": choices(commitment.status, language),
            "advice": tuple(one.label(language) for one in words.ADVICE.values()),
        }
        return SheetRow(
            commitment.id,
            key_of(commitment, self.code if supports else ""),
            {
                "seq": Words(tuple(place)),
                "id": _text(commitment.id),
                "title": _pair(commitment.title, commitment.title_zh, language),
                "owner": _owner(commitment, self.ledger, language),
                "supporting": _supporting(commitment, self.ledger, language),
                "due": _due(commitment, self.ledger, language, self.today),
                "light": _light(self.item, language, asks=self._asks(supports=supports)),
                "last": _last(commitment, self.ledger, language),
            },
            self.item.light,
            {} if supports else picks,
            LEADING if supports else frozenset(),
        )

    def _asks(self, *, supports: bool) -> bool:
        """Whether it is asked why the item lags, as nobody has said so."""
        inside = (self.code or self.item.commitment.owner) in ours(self.ledger)
        return inside and not supports and lights.lacks_reason(self.item)


def _text(text: str, *, second: bool = False) -> Words:
    return Words(tuple(_lines(text, second=second)))


def _lines(text: str, *, second: bool = False) -> list[TextLine]:
    """A text as lines, cut where a cell could not show more."""
    cut = text if len(text) <= MOST_SHOWN else text[:MOST_SHOWN] + words.CUT
    return [TextLine(line, second) for line in as_shown(cut).split("\n")]


def _pair(en: str | None, zh: str | None, language: Language) -> Words:
    """Titles, Chinese first and English small beneath it; the other language where one is missing."""
    first, *others = Titles(en, zh).lines(language) or [""]
    return Words((*_lines(first), *(line for other in others for line in _lines(other, second=True))))


def _owner(commitment: Commitment, ledger: Ledger, language: Language) -> Words:
    held = agency(commitment.owner, ledger)
    name = held.text().brief(language)
    code = commitment.owner + _mark("owner", commitment)
    return Words((*_lines(name), *_lines(code, second=True))) if name else _text(code)


def _supporting(commitment: Commitment, ledger: Ledger, language: Language) -> Words:
    """The agencies that support, a line each, in short."""
    guessed = inferred("supporting", commitment)
    names = [with_mark(in_short(code, ledger), guessed=guessed) for code in commitment.supporting]
    return _text("\n".join(name.brief(language) for name in names))


def _due(commitment: Commitment, ledger: Ledger, language: Language, today: dt.date) -> Cell:
    """A day as a real date, a period as it was agreed."""
    due = commitment.due
    if due is None:
        return _text(words.NO_DUE.brief(language))
    late = due.day < today and commitment.status in lights.UNFINISHED
    mark = _mark("due", commitment)
    if due.precise and due.day.year > ROC_OFFSET and not mark:
        return Day(due.day, late)
    shown = show_due(due, ledger.settings.calendar).brief(language)
    return _text(shown + mark + (" !" if late else ""))


def _mark(name: str, commitment: Commitment) -> str:
    """What stands behind a value that the source does not give."""
    return "?" if inferred(name, commitment) else ""


def _guesses(item: Item) -> bool:
    """Whether any of the locked cells of an item is marked as inferred."""
    return not item.commitment.guessed.isdisjoint({"owner", "supporting", "due", "status", "progress"})


def _light(item: Item, language: Language, *, asks: bool) -> Words:
    """The light with its letter, which says the same without colour; beneath it status and progress.

    `asks` adds that the reason is wanted.
    """
    commitment = item.commitment
    letter, name = look.LETTER[item.light], name_of(item.light)
    shown = letter if item.light is Light.NONE else f"{letter} {name.brief(language)}"
    status = name_of(commitment.status).map(lambda text: text + _mark("status", commitment))
    beneath = list(without_remark(status).lines(language))
    if item.progress is not None:
        beneath.append(f"{item.progress}%{_mark('progress', commitment)}")
    beneath += words.ASKS_REASON.lines(language) if asks else ()
    return Words((TextLine(shown), *(TextLine(line, second=True) for line in beneath)))


def _last(commitment: Commitment, ledger: Ledger, language: Language) -> Words:
    """The latest word: its day and author, and beneath them what was said, else what it changed."""
    found, calendar = commitment.latest_word, ledger.settings.calendar
    if found is None:
        return Words()
    day = show_day(found.date, calendar).brief(language)
    head = " ".join(part for part in (day, found.by) if part)
    told = said(found, commitment, calendar) or describe_change(found, commitment, ledger, calendar)
    return Words((*_lines(head, second=True), *_lines(told.brief(language))))


def choices(status: Status, language: Language) -> tuple[str, ...]:
    """The statuses to pick from: the present one, and those that may follow and that a sheet can bring."""
    return tuple(name_of(one_of).label(language) for one_of in open_to(status))


def open_to(status: Status) -> tuple[Status, ...]:
    """The present status and those that may follow it, without those that need an approval."""
    following = [
        after
        for after in transitions.next_statuses(status)
        if OURS_ALONE.isdisjoint(transitions.needs(status, after) or ())
    ]
    return (status, *following)


# ---- what is compared when a sheet comes back ----


def text_in(cell: Cell) -> str:
    """What a locked cell holds, as it is compared: lines of text, or an ISO day."""
    match cell:
        case Day():
            return cell.day.isoformat()
        case Words():
            return "\n".join(line.text for line in cell.lines)


def squeezed(text: str) -> str:
    """A text as it is compared: width, case, every blank and what cannot be seen make no difference."""
    return "".join(bare(text).casefold().split())


@cache
def heads_known(*, earlier: bool = False) -> Mapping[str, str]:
    """Every spelling of a head, squeezed, and the name of its column.

    With `earlier` also those of sheets that went out before the columns were what they are.
    """
    kinds = (words.HEADS, words.EARLIER, words.EARLIER_HEADS) if earlier else (words.HEADS,)
    listed = [(name, head) for kind in kinds for name, head in kind.items()]
    return {squeezed(spelling): name for name, head in listed for spelling in head.spellings}


def as_shown(text: str) -> str:
    """A text as a cell shows it, with its line breaks."""
    return _UNDERSCORE.sub(r"\\x5f", paragraph(text))


def visible(text: str) -> str:
    """A text as a cell of one line shows it."""
    return as_shown(cells.visible(text))
