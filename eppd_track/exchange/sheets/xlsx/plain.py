"""A plain table as .xlsx: heads, rows, every cell a text, long ones folded."""

import datetime as dt
import io

from xlsxwriter.workbook import Workbook

from eppd_track.exchange.sheets.plain import PlainTable

_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_WIDE, _USUAL = 46, 16


def write(table: PlainTable) -> bytes:
    """The table as a file."""
    stream = io.BytesIO()
    book = Workbook(stream, _OPTIONS)
    book.set_properties(
        {"title": table.name, "author": "", "created": dt.datetime.combine(table.day, dt.time())}
    )
    page = book.add_worksheet(table.name[:31])
    shape = {"quote_prefix": True, "num_format": "@", "text_wrap": True, "valign": "top"}
    head, cell = book.add_format({**shape, "bold": True}), book.add_format(shape)
    for column, (text, broad) in enumerate(zip(table.heads, table.wide, strict=True)):
        page.set_column(column, column, _WIDE if broad else _USUAL)
        page.write_string(0, column, text, head)
    for number, row in enumerate(table.rows, 1):
        for column, text in enumerate(row):
            if text:
                page.write_string(number, column, text, cell)
    page.freeze_panes(1, 0)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
    book.close()
    return stream.getvalue()
