"""The sheet as .xlsx: written with XlsxWriter, which gives the same bytes for the same sheet.

Every text is written as a text, never as a formula or a link, and locked text keeps that when it is
edited.
"""

import datetime as dt
import io
from typing import TYPE_CHECKING, Any

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook

from eppd_track.exchange.sheets import look
from eppd_track.exchange.sheets.issue import MOST_TYPED, facts
from eppd_track.exchange.sheets.sheet import (
    CENTERED,
    HIDDEN,
    INPUT,
    KEY,
    PICKED,
    TITLES,
    Cell,
    Day,
    Sheet,
    SheetColumn,
    SheetRow,
    Words,
)
from eppd_track.model.vocabulary import Calendar
from eppd_track.words.look import LIGHT
from eppd_track.words.sheets import HEADS

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_DATES = {Calendar.ROC: "[$-404]e/mm/dd", Calendar.GREGORIAN: "yyyy-mm-dd"}
_LATE = '" !"'
_A4 = 9
_EVERYDAY = {"font_name": "Arial", "font_size": 9.5}
"""By its digits, seven pixels wide, every program tells how wide a column is."""
_PIXELS = 96 / 25.4
_INCH = 25.4
_MOST_HINT, _MOST_REFUSAL = 250, 220


def write(sheet: Sheet) -> bytes:
    """The file as bytes."""
    stream = io.BytesIO()
    # The library takes what it understands out of the properties it is given.
    book = Workbook(stream, {**_OPTIONS, "default_format_properties": {**_EVERYDAY}})
    issued = dt.datetime.combine(sheet.issue.issued, dt.time())
    book.set_properties(
        {"title": sheet.titles[0][:_MOST_HINT], "author": "", "comments": "", "created": issued}
    )
    _Page(book, sheet).write()
    _hidden(book, sheet)
    book.close()
    return stream.getvalue()


def _hidden(book: Workbook, sheet: Sheet) -> None:
    page: Worksheet = book.add_worksheet(HIDDEN)
    text = book.add_format({"quote_prefix": True, "num_format": "@"})
    for index, pair in enumerate(facts(sheet.issue)):
        for column, value in enumerate(pair):
            page.write_string(index, column, value, text)
    page.protect()
    page.very_hidden()


class _Page:
    """The visible sheet while it is written; formats are made once each."""

    def __init__(self, book: Workbook, sheet: Sheet) -> None:
        self.book = book
        self.sheet = sheet
        self.page: Worksheet = book.add_worksheet(sheet.name)
        self.made: dict[tuple[tuple[str, Any], ...], Format] = {}

    def write(self) -> None:
        """Everything in its place, then the frame around it."""
        sheet, page = self.sheet, self.page
        for index, (text, size) in enumerate(look.above(sheet)):
            page.set_row(index, size * look.ABOVE_HEIGHT)
            shape = {"font_size": size, "valign": "vcenter", "bold": index == 0}
            if index >= len(sheet.titles):
                shape["font_color"] = look.LATE
            page.write_string(index, 0, text, self._format(**shape))
        self._heads()
        for index, row in enumerate(sheet.rows, sheet.head_row + 1):
            self._row(index, row)
        self._validate()
        self._frame()

    def _format(self, **properties: Any) -> Format:
        whole = {"font_name": look.FACE, "quote_prefix": True, **properties}
        key = tuple(sorted(whole.items()))
        if key not in self.made:
            self.made[key] = self.book.add_format(whole)
        return self.made[key]

    def _heads(self) -> None:
        row = self.sheet.head_row
        self.page.set_row(row, look.head_height(self.sheet))
        for index, column in enumerate(self.sheet.columns):
            cell = self._format(
                font_size=look.HEAD,
                bold=True,
                bg_color=look.YOURS_HEAD if column.input else look.OURS_HEAD,
                border=1,
                border_color=look.LINE,
                align="center",
                valign="vcenter",
                text_wrap=True,
            )
            first, *rest = self.sheet.heads[column.name]
            pieces: list[tuple[str, dict[str, Any]]] = [(first, {"font_size": look.HEAD, "bold": True})]
            pieces += [(f"\n{text}", {"font_size": look.SECOND, "font_color": look.QUIET}) for text in rest]
            self._rich(row, index, pieces, cell)
        self.page.write_string(row, len(self.sheet.columns), HEADS[KEY].data, self._format(text_wrap=False))

    def _rich(self, row: int, index: int, pieces: list[tuple[str, dict[str, Any]]], cell: Format) -> None:
        """A text whose parts look different; one part is a plain text."""
        full = [(text, shape) for text, shape in pieces if text]
        if len(full) == 1:
            self.page.write_string(row, index, full[0][0], cell)
        elif full:
            parts = [part for text, shape in full for part in (self._format(**shape), text)]
            if self.page.write_rich_string(row, index, *parts, cell) != 0:
                raise ValueError(full)
        else:
            self.page.write_blank(row, index, None, cell)

    # ---- rows ----

    def _row(self, index: int, row: SheetRow) -> None:
        self.page.set_row(index, look.row_height(row, self.sheet))
        for place, column in enumerate(self.sheet.locked):
            self._locked(index, place, column, row)
        for place, column in enumerate(INPUT, len(self.sheet.locked)):
            shut = column.name in row.shut
            self.page.write_blank(index, place, None, self._input(column, shut=shut))
        self.page.write_string(index, len(self.sheet.columns), row.key, self._format(text_wrap=False))

    def _locked(self, index: int, place: int, column: SheetColumn, row: SheetRow) -> None:
        cell: Cell = row.cells[column.name]
        shape = self._locked_shape(column, row)
        plain = {"quote_prefix": False}
        match cell:
            case Day():
                number = _DATES[self.sheet.calendar] + (_LATE if cell.late else "")
                late = {"font_color": look.LATE} if cell.late else {}
                day = dt.datetime.combine(cell.day, dt.time())
                self.page.write_datetime(
                    index, place, day, self._format(**shape | late, **plain, num_format=number)
                )
            case Words():
                pieces = [
                    (("\n" if number else "") + line.text, self._line_shape(column, row, second=line.second))
                    for number, line in enumerate(cell.lines)
                ]
                self._rich(index, place, _joined(pieces), self._format(**shape, num_format="@"))

    def _locked_shape(self, column: SheetColumn, row: SheetRow) -> dict[str, Any]:
        shape: dict[str, Any] = {
            "font_size": look.line_size(column, second=False),
            "bg_color": look.OURS,
            "border": 1,
            "border_color": look.LINE,
            "valign": "vcenter",
            "align": "center" if column.name in CENTERED else "left",
            "text_wrap": column.name != "id",
        }
        return shape | self._light(row) if column.name == "light" else shape

    @staticmethod
    def _light(row: SheetRow) -> dict[str, Any]:
        return {"bg_color": LIGHT[row.light].ground, **_letters(row)}

    def _line_shape(self, column: SheetColumn, row: SheetRow, *, second: bool) -> dict[str, Any]:
        shape: dict[str, Any] = {"font_size": look.line_size(column, second=second)}
        if column.name == "light":
            return shape | _letters(row) | ({"bold": False} if second else {})
        return shape | ({"font_color": look.QUIET} if second else {})

    def _input(self, column: SheetColumn, *, shut: bool = False) -> Format:
        return self._format(
            font_size=look.MAIN,
            bg_color=look.OURS if shut else look.YOURS,
            border=1,
            border_color=look.LINE,
            valign="vcenter" if column.name in CENTERED else "top",
            align="center" if column.name in CENTERED else "left",
            text_wrap=True,
            locked=shut,
            quote_prefix=False,
            num_format='0"%"' if column.name == "new_progress" else "@",
        )

    def _validate(self) -> None:
        """What each yellow column takes; rows with the same statuses to pick from share a list."""
        rows = list(enumerate(self.sheet.rows, self.sheet.head_row + 1))
        for place, column in enumerate(INPUT, len(self.sheet.locked)):
            mine = [(index, row) for index, row in rows if column.name not in row.shut]
            if column.name in PICKED:
                for picks in dict.fromkeys(row.choices[column.name] for _, row in mine):
                    same = [index for index, row in mine if row.choices[column.name] == picks]
                    self._rule(column, place, same, {"validate": "list", "source": list(picks)})
            elif column.name == "new_progress":
                between = {"criteria": "between", "minimum": 0, "maximum": 100}
                self._rule(column, place, [index for index, _ in mine], {"validate": "integer"} | between)
            else:
                most = {"criteria": "<=", "value": MOST_TYPED}
                self._rule(column, place, [index for index, _ in mine], {"validate": "length"} | most)

    def _rule(self, column: SheetColumn, place: int, rows: list[int], rule: dict[str, Any]) -> None:
        if not rows:
            return
        whole = rule | {
            "input_message": self.sheet.hints[column.name][:_MOST_HINT],
            "error_message": self.sheet.refusal[:_MOST_REFUSAL],
            "other_cells": [[row, place, row, place] for row in rows[1:]],
        }
        if self.page.data_validation(rows[0], place, rows[0], place, whole) != 0:
            raise ValueError(whole)

    # ---- the frame ----

    def _frame(self) -> None:
        sheet, page = self.sheet, self.page
        head, last, right = sheet.head_row, sheet.head_row + len(sheet.rows), len(sheet.columns) - 1
        for index, column in enumerate(self.sheet.columns):
            page.set_column_pixels(index, index, round(column.width * _PIXELS))
        page.set_column(len(self.sheet.columns), len(self.sheet.columns), 24, None, {"hidden": True})
        page.freeze_panes(head + 1, TITLES)
        page.autofilter(head, 0, last, right)
        page.set_selection(head + 1, len(self.sheet.locked), head + 1, len(self.sheet.locked))
        page.ignore_errors({"number_stored_as_text": f"A{head + 2}:{chr(ord('A') + right)}{last + 1}"})
        page.protect(
            "", {"format_columns": True, "format_rows": True, "autofilter": True, "select_locked_cells": True}
        )
        page.set_landscape()
        page.set_paper(_A4)
        page.set_margins(
            left=look.MARGIN_SIDE / _INCH,
            right=look.MARGIN_SIDE / _INCH,
            top=look.MARGIN_TOP / _INCH,
            bottom=(look.MARGIN_BOTTOM + look.FOOTER_HEIGHT) / _INCH,
        )
        page.fit_to_pages(1, 0)
        page.print_area(0, 0, last, right)
        page.repeat_rows(head)
        left = sheet.footer.replace("&", "&&")[:120]
        pages = sheet.pages.format(page="&P", pages="&N")
        page.set_footer(f"&L&10 {left}&C&10 {pages}", {"margin": look.MARGIN_BOTTOM / _INCH})
        page.set_header("", {"margin": look.MARGIN_TOP / _INCH / 2})


def _letters(row: SheetRow) -> dict[str, Any]:
    """The words on the colour of a light."""
    one = LIGHT[row.light]
    return {"font_color": one.cell_ink, "bold": one.bold, "italic": one.italic}


def _joined(pieces: list[tuple[str, dict[str, Any]]]) -> list[tuple[str, dict[str, Any]]]:
    """Neighbours of one look as one part."""
    found: list[tuple[str, dict[str, Any]]] = []
    for text, shape in pieces:
        if found and found[-1][1] == shape:
            found[-1] = (found[-1][0] + text, shape)
        else:
            found.append((text, shape))
    return found
