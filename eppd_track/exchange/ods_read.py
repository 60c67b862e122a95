"""An .ods as grids, read with odfdo: repeats are followed no further than a table is looked at.

A file comes here only after parcel.py has let it through.
"""

import datetime as dt
import io
from collections.abc import Iterator

from odfdo import Document, Element

from eppd_track.exchange.grid import (
    MOST_COLUMNS,
    MOST_ROWS,
    Area,
    Cell,
    Grid,
    Plain,
    cell_name,
    is_inside,
    unescaped,
)

_CELLS = frozenset({"table:table-cell", "table:covered-table-cell"})
_MOST_BLANKS = 100
MOST_FILLED = 1_200_000
"""How many filled cells a file may have in all, repeats unrolled."""


def read(raw: bytes) -> list[Grid]:
    """The sheets of a file, in its order.

    Raises whatever odfdo raises for a damaged one, ValueError for more filled cells than a sheet holds.
    """
    body = Document(io.BytesIO(raw)).body
    room = [MOST_FILLED]
    return [_grid(table, room) for table in body.get_elements("table:table")]


def _grid(table: Element, room: list[int]) -> Grid:
    inside: dict[tuple[int, int], Cell] = {}
    outside: dict[str, Cell] = {}
    merged: list[Area] = []
    row = 1
    for line in table.get_elements("descendant::table:table-row"):
        repeated = _repeats(line, "table:number-rows-repeated")
        for first, element, copies in _cells(line):
            area = _merged(element, row, first)
            merged += [area] if area else []
            cell = _cell(element)
            if not cell.filled and not cell.comment:
                continue
            for place in _places(row, repeated, first, copies):
                room[0] -= 1
                if room[0] < 0:
                    raise ValueError(MOST_FILLED)
                if is_inside(*place):
                    inside[place] = cell
                else:
                    outside[cell_name(*place)] = cell
        row += repeated
    return Grid(_attribute(table, "table:name"), inside, tuple(merged), outside)


def _places(row: int, rows: int, column: int, columns: int) -> Iterator[tuple[int, int]]:
    """The places of a repeated cell, as far as they are looked at, and one for all those beyond."""
    last_row, last_column = row + rows - 1, column + columns - 1
    for at in range(row, min(last_row, MOST_ROWS) + 1):
        for across in range(column, min(last_column, MOST_COLUMNS) + 1):
            yield at, across
    if not is_inside(last_row, last_column):
        yield last_row, last_column


def _cells(line: Element) -> Iterator[tuple[int, Element, int]]:
    """The cells of a row with their columns and how often each is repeated."""
    column = 1
    for element in line.children:
        if element.tag in _CELLS:
            copies = _repeats(element, "table:number-columns-repeated")
            yield column, element, copies
            column += copies


def _repeats(element: Element, name: str) -> int:
    text = _attribute(element, name)
    return int(text) if text.isdigit() and 0 < len(text) < 9 and int(text) > 0 else 1


def _merged(element: Element, row: int, column: int) -> Area | None:
    rows = _repeats(element, "table:number-rows-spanned")
    columns = _repeats(element, "table:number-columns-spanned")
    return Area(row, column, row + rows - 1, column + columns - 1) if rows * columns > 1 else None


def _cell(element: Element) -> Cell:
    comment = "\n".join(
        _text(line)
        for note in element.get_elements("office:annotation")
        for line in note.get_elements("text:p")
    )
    shown = "\n".join(_text(line) for line in element.children if line.tag == "text:p")
    formula = element.get_attribute_string("table:formula")
    if formula is not None:
        return Cell(formula=formula.partition(":")[2] or formula, comment=comment)
    kind = element.get_attribute_string("office:value-type") or ""
    value = _value(element, kind, unescaped(shown))
    failed = _attribute(element, "calcext:value-type") == "error"
    return Cell(value, error=failed, percent=kind == "percentage", comment=unescaped(comment))


def _value(element: Element, kind: str, shown: str) -> Plain:
    """The value that a cell holds, else the words it shows."""
    try:
        match kind:
            case "float" | "percentage" | "currency":
                number = float(_attribute(element, "office:value"))
                return int(number) if number.is_integer() and kind != "percentage" else number
            case "date":
                return dt.datetime.fromisoformat(_attribute(element, "office:date-value")).date()
            case "boolean":
                return _attribute(element, "office:boolean-value") == "true"
    except ValueError:
        pass
    return shown or None


def _attribute(element: Element, name: str) -> str:
    return element.get_attribute_string(name) or ""


def _text(element: Element) -> str:
    """The words of a paragraph with its blanks, tabs and line breaks."""
    found = element.text or ""
    for child in element.children:
        match child.tag:
            case "text:s":
                found += " " * min(_repeats(child, "text:c"), _MOST_BLANKS)
            case "text:tab":
                found += "\t"
            case "text:line-break":
                found += "\n"
            case "office:annotation" | "text:note" | "draw:frame":
                pass
            case _:
                found += _text(child)
        found += child.tail or ""
    return found
