"""For machines: JSON with its envelope, CSV and TSV of a report's table, and bare ids."""

import csv
import io
from enum import StrEnum

import msgspec

from eppd_track.labels import Text
from eppd_track.model import Due
from eppd_track.render.cells import Style, visible
from eppd_track.report.parts import Cell, Column, DueCell, Owner, Percent, Report, Table, Titles
from eppd_track.vocabulary import Language

_LIVE = ("=", "+", "-", "@")


def to_json(report: Report, _style: Style) -> str:
    """The report's data in its envelope: the same keys whatever the options, absent is null."""
    envelope = {
        "schema": 1,
        "kind": report.kind,
        "as_of": report.as_of,
        "ledger": report.ledger,
        "digest": report.digest,
        "selection": report.selection.en,
        "shown": report.shown,
        "total": report.total,
        **report.data,
    }
    return msgspec.json.format(msgspec.json.encode(envelope), indent=2).decode() + "\n"


def to_csv(report: Report, _style: Style) -> str:
    """The report's table as CSV, with a head line; a text that a spreadsheet would run gets a `'`."""
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\r\n").writerows(
        [[_harmless(text) for text in row] for row in _rows(report)]
    )
    return stream.getvalue()


def to_tsv(report: Report, _style: Style) -> str:
    """The report's table with tabs between the cells, one line a row."""
    return "".join("\t".join(row) + "\n" for row in _rows(report))


def to_ids(report: Report, _style: Style) -> str:
    """The ids of the report's rows, one a line."""
    return "".join(f"{visible(identifier)}\n" for identifier in report.ids)


def _rows(report: Report) -> list[list[str]]:
    tables = [block for section in report.sections for block in section.blocks if isinstance(block, Table)]
    if not tables:
        return []
    table = tables[0]
    heads = [name for column in table.columns for name in _names(column)]
    return [heads] + [
        [text for column, cell in zip(table.columns, row, strict=True) for text in _texts(column, cell)]
        for row in table.rows
    ]


def _names(column: Column) -> list[str]:
    return ["title", "title_zh"] if column.key == "title" else [column.key]


def _texts(column: Column, cell: Cell) -> list[str]:
    if column.key == "title":
        titles = cell if isinstance(cell, Titles) else Titles(None, None)
        return [visible(titles.en or ""), visible(titles.zh or "")]
    return [visible(_plain(cell))]


def _plain(cell: Cell) -> str:
    """A value as it stands in the file."""
    match cell:
        case StrEnum():
            return cell.value
        case Owner():
            return cell.code
        case Due():
            return cell.text
        case DueCell():
            return cell.due.text if cell.due else ""
        case Percent():
            return "" if cell.value is None else str(cell.value)
        case Text():
            return cell.say(Language.EN)
        case None:
            return ""
        case _:
            return str(cell)


def _harmless(text: str) -> str:
    numeric = text[1:].replace(".", "", 1).isdigit()
    return f"'{text}" if text.startswith(_LIVE) and not numeric else text
