"""Sheets in the tests: exporting one, filling it in as a person would, in either format, and saving it."""

import io
import warnings
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import openpyxl
from conftest import ROOT, Eppd, ledger_text
from odfdo import Document, Element, Paragraph

from eppd_track.exchange.sheets.sheet import COLUMNS, HIDDEN
from eppd_track.words.sheets import HEADS

FRIDAY = ROOT / "examples" / "friday.toml"
TODAY = "2026-11-27"
PLACE = {column.name: index for index, column in enumerate(COLUMNS)} | {"key": len(COLUMNS)}
Values = Mapping[str, Any]

ITEMS: tuple[dict[str, Any], ...] = (
    {
        "id": "E6-P1-01",
        "status": "in-progress",
        "progress": 30,
        "due": "@2026-12-18",
        "owner": "MODA",
        "next_step": "Survey",
        "update": [
            {
                "date": "@2026-03-01",
                "by": "MODA",
                "note": "Begun.",
                "status": "in-progress",
                "previous": {"status": "not-started"},
            }
        ],
    },
    {"id": "E6-P1-02", "title": "Dig a tunnel", "title_zh": "鑿隧道", "owner": "MODA", "due": "2026-Q4"},
    {"id": "E6-P1-03", "title": "Dredge", "title_zh": "浚渫", "owner": "MODA"},
)
"""Three items of one agency: in progress with everything, not started, and bare."""


def write_ledger(folder: Path, *items: dict[str, Any], **tables: Any) -> Path:
    path = folder / "commitments.toml"
    path.write_bytes(ledger_text(*(items or ITEMS), **tables).encode())
    return path


def export(eppd: Eppd, name: str = "moda.xlsx", *words: str) -> Path:
    """A sheet of all open items of the ledger in the working folder, as of 27 November 2026."""
    eppd("export", "-o", name, "--today", TODAY, "--lang", "zh", *words)
    return Path(name).resolve()


def book_of(path: Path) -> openpyxl.Workbook:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return openpyxl.load_workbook(path)


def document_of(path: Path) -> Document:
    return Document(io.BytesIO(path.read_bytes()))


def save(document: Document, path: Path) -> None:
    stream = io.BytesIO()
    document.save(stream)
    path.write_bytes(stream.getvalue())


def ods_rows(document: Document, table: int = 0) -> list[Element]:
    return document.body.get_elements("table:table")[table].get_elements("descendant::table:table-row")


def ods_cells(row: Element) -> list[Element]:
    return [cell for cell in row.children if cell.tag == "table:table-cell"]


def ods_text(cell: Element) -> str:
    return "\n".join(line.text_recursive for line in cell.children if line.tag == "text:p")


def set_text(cell: Element, text: str) -> None:
    for child in cell.children:
        cell.delete(child)
    cell.set_attribute("office:value-type", "string")
    for line in text.split("\n"):
        cell.append(Paragraph(line))


def head_row(path: Path) -> int:
    """The row of the heads, from 1."""
    page = book_of(path).worksheets[0]
    return next(row for row in range(1, 9) if page.cell(row, PLACE["key"] + 1).value == HEADS["key"].zh)


def fill(path: Path, answers: Mapping[str, Values], into: str | None = None) -> Path:
    """Fills in cells by the id of the row and the name of the column, and saves the file."""
    target = path.with_name(into) if into else path
    if path.suffix == ".xlsx":
        edit(path, lambda page: _fill_xlsx(page, answers), target)
        return target
    document = document_of(path)
    for row in ods_rows(document):
        cells = ods_cells(row)
        for column, value in (
            answers.get(ods_text(cells[PLACE["id"]]), {}).items() if len(cells) > len(COLUMNS) else ()
        ):
            if isinstance(value, str):
                set_text(cells[PLACE[column]], value)
            else:
                cells[PLACE[column]].set_attribute("office:value-type", "float")
                cells[PLACE[column]].set_attribute("office:value", str(value))
    save(document, target)
    return target


def _fill_xlsx(page: Any, answers: Mapping[str, Values]) -> None:
    rows = {page.cell(row, PLACE["id"] + 1).value: row for row in range(1, page.max_row + 1)}
    for identifier, values in answers.items():
        for column, value in values.items():
            cell = page.cell(rows[identifier], PLACE[column] + 1)
            cell.value = value
            if isinstance(value, str) and value.startswith("="):
                cell.data_type = "s"


def edit(path: Path, change: Callable[[Any], None], into: Path | None = None) -> Path:
    """Lets a function work on the visible sheet of an .xlsx, and saves it."""
    book = book_of(path)
    change(book.worksheets[0])
    book.save(into or path)
    return into or path


def drop_hidden(path: Path) -> Path:
    """The file as it is when somebody copied the visible sheet into a book of their own."""
    book = book_of(path)
    del book[HIDDEN]
    book.save(path)
    return path


def line_of(path: Path, identifier: str) -> int:
    """The number of an item's row on the sheet."""
    page = book_of(path).worksheets[0]
    return next(
        row for row in range(1, page.max_row + 1) if page.cell(row, PLACE["id"] + 1).value == identifier
    )
