"""Fills a sheet in, as an agency would: `fill_sheet.py FILE [ID HEAD=VALUE …] …`, with the sheet's heads."""

import sys
import warnings
from pathlib import Path

import openpyxl


def fill(path: str | Path, words: list[str]) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(path)
    page = book.worksheets[0]
    rows = {page.cell(row, 2).value: row for row in range(1, page.max_row + 1)}
    cells = [cell for line in page.iter_rows(max_row=8) for cell in line if cell.value]
    heads = {str(cell.value).strip(): cell.column for cell in cells}
    row = 0
    for word in words:
        head, equals, value = word.partition("=")
        if equals:
            page.cell(row, heads[head]).value = int(value) if value.isdecimal() else value
        else:
            row = rows[word]
    book.save(path)


if __name__ == "__main__":
    fill(sys.argv[1], sys.argv[2:])
