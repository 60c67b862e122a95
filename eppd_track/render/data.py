"""For machines: JSON with its envelope, CSV and TSV of a report's table, and bare ids."""

import csv
import datetime as dt
import io
import re
from collections.abc import Callable, Iterable, Sequence
from enum import StrEnum

from msgspec import Struct, json, structs

from eppd_track.model.due import Due, stored
from eppd_track.model.vocabulary import Language, Term
from eppd_track.render.cells import Style, paragraph, visible
from eppd_track.report.parts import Cell, Column, DueCell, Guess, Owner, Percent, Report, Table
from eppd_track.words.text import Text, Titles, languages

_LIVE = re.compile(r"[\s'\"]*[=+\-@＝＋－＠]")


class Envelope(Struct, frozen=True, kw_only=True):
    """What every JSON begins with: what it is, of which ledger and day, how much of it; absent is null."""

    schema: int = 1
    kind: str
    as_of: dt.date
    ledger: str | None
    digest: str | None
    selection: str
    shown: int
    total: int


def to_json(report: Report, _style: Style) -> str:
    """The report's data in its envelope."""
    return enveloped(report)


def enveloped(report: Report) -> str:
    """The data of a report as JSON: the same keys whatever the options."""
    envelope = Envelope(
        kind=report.kind,
        as_of=report.as_of,
        ledger=report.ledger or None,
        digest=report.digest or None,
        selection=report.selection.data,
        shown=report.shown,
        total=report.total,
    )
    return pretty({**structs.asdict(envelope), **report.data})


def pretty(value: object) -> str:
    """A value as JSON that people can read."""
    return json.format(json.encode(value, enc_hook=stored), indent=2).decode() + "\n"


def to_csv(report: Report, _style: Style) -> str:
    """The report's table as CSV, with a head line; texts with their line breaks."""
    return separated(_rows(report, paragraph))


def separated(rows: Iterable[Sequence[str | int]]) -> str:
    """Rows as CSV, its texts `guarded`."""
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\r\n").writerows(map(_as_text, rows))
    return stream.getvalue()


def to_tsv(report: Report, _style: Style) -> str:
    """The report's table with tabs between the cells, one line a row; texts `guarded`."""
    return "".join("\t".join(_as_text(row)) + "\n" for row in _rows(report, visible))


def _as_text(row: Sequence[str | int]) -> list[str]:
    return [guarded(cell) if isinstance(cell, str) else str(cell) for cell in row]


def guarded(text: str) -> str:
    """A text as a cell of a table in text: a `'` before what a spreadsheet would run as a formula."""
    return f"'{text}" if _LIVE.match(text) else text


def unguarded(text: str) -> str:
    """A cell of such a table without the `'` that `guarded` put there."""
    return text[1:] if text.startswith("'") and _LIVE.match(text) else text


def to_ids(report: Report, _style: Style) -> str:
    """The ids of the report's rows, one a line."""
    return "".join(f"{visible(identifier)}\n" for identifier in report.ids)


def _rows(report: Report, shown: Callable[[str], str]) -> list[list[str | int]]:
    tables = [block for section in report.sections for block in section.blocks if isinstance(block, Table)]
    if not tables:
        return []
    table = tables[0]
    heads: list[str | int] = [name for column in table.columns for name in _names(column)]
    return [heads] + [
        [
            part if isinstance(part, int) else shown(part)
            for column, cell in zip(table.columns, row, strict=True)
            for part in _parts(column, cell)
        ]
        for row in table.rows
    ]


def _names(column: Column) -> list[str]:
    return ["title", "title_zh"] if column.key == "title" else [column.key]


def _parts(column: Column, cell: Cell) -> list[str | int]:
    if column.key == "title":
        titles = cell if isinstance(cell, Titles) else Titles(None, None)
        return [titles.say(language) or "" for language in languages(Language.BOTH)[::-1]]
    return [_plain(cell)]


def _plain(cell: Cell) -> str | int:
    """A value as it stands in the file."""
    match cell:
        case int():
            return cell
        case StrEnum() | Term():
            return cell.value
        case Owner():
            return cell.code
        case Guess():
            return _plain(cell.value)
        case Due():
            return cell.text
        case DueCell():
            return cell.due.text if cell.due else ""
        case Percent():
            return "" if cell.value is None else cell.value
        case Text():
            return cell.data
        case None:
            return ""
        case _:
            return str(cell)
