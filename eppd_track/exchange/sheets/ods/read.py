"""An .ods as grids, read with odfdo: repeats are followed no further than a table is looked at.

A file comes here only after parcel.py has let it through.
"""

import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterator

from odfdo import Document, Element

from eppd_track.exchange.sheets.grid import (
    MOST_COLUMNS,
    MOST_ROWS,
    Area,
    Cell,
    CellGrid,
    CellValue,
    bare,
    cell_name,
    column_number,
    is_inside,
    marked,
    one_break,
    signs_in,
)
from eppd_track.exchange.sheets.ods.look import Looks, areas, attribute, conditions, repeats
from eppd_track.exchange.sheets.parcel import Parcel
from eppd_track.words.seen import Doubt

_CELLS = frozenset({"table:table-cell", "table:covered-table-cell"})
_DRAWN = ("draw:", "dr3d:")
_NOT_WORDS = frozenset({"office:annotation", "text:note", "text:ruby-text"})
_MOST_BLANKS = 100
MOST_FILLED = 1_200_000
"""How many filled cells a file may have in all, repeats unrolled."""


def read(parcel: Parcel) -> tuple[list[CellGrid], list[str]]:
    """The sheets of a file, in its order, and the parts that were passed over as damaged.

    Raises ChangeRefused where the content is damaged, whatever odfdo raises for what is none, ValueError
    for more filled cells than a sheet holds.
    """
    stream = io.BytesIO()
    kept = {"mimetype": parcel.needed("mimetype"), "content.xml": parcel.needed("content.xml")}
    kept |= {"styles.xml": parcel.parts["styles.xml"]} if "styles.xml" in parcel.parts else {}
    with zipfile.ZipFile(stream, "w") as packed:
        for name, content in kept.items():
            packed.writestr(name, content)
    document = Document(stream)
    roots = [document.content.root, *([document.styles.root] if "styles.xml" in kept else [])]
    looks = Looks(roots)
    room = [MOST_FILLED]
    return [_Sheet(table, looks, room).grid() for table in document.body.get_elements("table:table")], []


class _Sheet:
    """One sheet while it is read. `room` is how many filled cells the file may still have."""

    def __init__(self, table: Element, looks: Looks, room: list[int]) -> None:
        self.table = table
        self.looks = looks
        self.room = room
        self.inside: dict[tuple[int, int], Cell] = {}
        self.outside: dict[str, Cell] = {}
        self.merged: list[Area] = []
        self.drawn: list[str] = []
        self.marks: list[tuple[Area, Doubt]] = []

    def grid(self) -> CellGrid:
        """All of it."""
        styles = self._columns()
        hidden: list[int] = []
        row = 1
        for line, gone in self.looks.lines(self.table, "table:table-row", "style:row-height"):
            repeated = repeats(line, "table:number-rows-repeated")
            if gone:
                hidden += range(row, min(row + repeated, MOST_ROWS + 1))
            self._row(line, row, repeated, styles)
            row += repeated
        for shapes in self.table.get_elements("table:shapes"):
            self._drawings(shapes, None)
        self.marks += conditions(self.table, self.looks, column_number)
        return CellGrid(
            attribute(self.table, "table:name"),
            marked(self.inside, self.marks),
            tuple(self.merged),
            self.outside,
            hidden=self.looks.is_hidden(self.table),
            hidden_rows=frozenset(hidden),
            drawn=tuple(self.drawn),
        )

    def _columns(self) -> dict[int, str]:
        """The style that each column gives its cells; hidden ones are marked."""
        styles: dict[int, str] = {}
        first = 1
        for column, gone in self.looks.lines(self.table, "table:table-column", "style:column-width"):
            count = repeats(column, "table:number-columns-repeated")
            if gone:
                self.marks.append((Area(1, first, MOST_ROWS, first + count - 1), Doubt.HIDDEN))
            name = attribute(column, "table:default-cell-style-name")
            styles |= dict.fromkeys(range(first, min(first + count, MOST_COLUMNS + 1)), name)
            first += count
        return styles

    def _row(self, line: Element, row: int, repeated: int, styles: dict[int, str]) -> None:
        own = attribute(line, "table:default-cell-style-name")
        for first, element, copies in _cells(line):
            self._spans(element, row, first)
            if element.tag == "table:covered-table-cell":
                continue
            style = attribute(element, "table:style-name") or own or styles.get(first, "")
            cell = self._cell(element, style)
            if not cell.filled and not cell.comment:
                continue
            for place in _places(row, repeated, first, copies):
                self.room[0] -= 1
                if self.room[0] < 0:
                    raise ValueError(MOST_FILLED)
                if is_inside(*place):
                    self.inside[place] = cell
                else:
                    self.outside[cell_name(*place)] = cell

    def _spans(self, element: Element, row: int, column: int) -> None:
        """Notes what a cell is merged with, fills in by its formula, and what is drawn over it."""
        area = _area(element, row, column, "table:number-{}-spanned")
        self.merged += [area] if area else []
        filled = _area(element, row, column, "table:number-matrix-{}-spanned")
        self.marks += [(filled, Doubt.SPILLED)] if filled else []
        self._drawings(element, Area(row, column, row, column))

    def _drawings(self, parent: Element, at: Area | None) -> None:
        for shape in parent.children:
            if not shape.tag.startswith(_DRAWN):
                continue
            self.drawn.append(
                " ".join(_text(line) for line in shape.get_elements("descendant::text:p")).strip()
            )
            if at is None:
                continue
            ends = areas(attribute(shape, "table:end-cell-address"), column_number)
            end = next(ends, at)
            self.marks.append((Area(at.top, at.left, end.bottom, end.right), Doubt.COVERED))

    def _cell(self, element: Element, style: str) -> Cell:
        comment = "\n".join(
            _text(line)
            for note in element.get_elements("office:annotation")
            for line in note.get_elements("text:p")
        )
        comment = one_break(comment)
        lines = [line for line in element.children if line.tag == "text:p"]
        shown = one_break("\n".join(map(_text, lines)))
        formula = element.get_attribute_string("table:formula")
        if formula is not None:
            return Cell(formula=formula.partition(":")[2] or formula, comment=comment)
        kind = attribute(element, "office:value-type")
        value = _value(element, kind, shown)
        if attribute(element, "calcext:value-type") == "error":
            return Cell(value, error=True, comment=comment)
        percent = kind == "percentage"
        plain = not lines or _shows(value, shown, percent=percent)
        unit = "%" if isinstance(value, int | float) and not percent and shown.endswith("%") else ""
        doubt = signs_in(value) or self._doubt(lines, style) or (None if plain else Doubt.FORMAT)
        return Cell(value, percent=percent, unit=unit, comment=comment, doubt=doubt)

    def _doubt(self, lines: list[Element], style: str) -> Doubt | None:
        dress = self.looks.cell(style)
        spans = (look.doubt for line in lines for look in self.looks.spans(line, dress))
        doubt = dress.look.doubt or next(filter(None, spans), None)
        return doubt or (Doubt.CONDITION if dress.conditional else None)


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
            copies = repeats(element, "table:number-columns-repeated")
            yield column, element, copies
            column += copies


def _area(element: Element, row: int, column: int, name: str) -> Area | None:
    """The cells that a cell reaches over, or None where it is but itself."""
    rows, columns = (repeats(element, name.format(kind)) for kind in ("rows", "columns"))
    return Area(row, column, row + rows - 1, column + columns - 1) if rows * columns > 1 else None


def _value(element: Element, kind: str, shown: str) -> CellValue:
    """The value that a cell holds, else the words it shows."""
    try:
        match kind:
            case "float" | "percentage" | "currency":
                number = float(attribute(element, "office:value"))
                return int(number) if number.is_integer() and kind != "percentage" else number
            case "date":
                return dt.datetime.fromisoformat(attribute(element, "office:date-value")).date()
            case "boolean":
                return attribute(element, "office:boolean-value") == "true"
            case "string":
                held = element.get_attribute_string("office:string-value")
                return shown if held is None or held == shown else one_break(held)
    except ValueError:
        pass
    return shown or None


def _shows(value: CellValue, shown: str, *, percent: bool) -> bool:
    """Whether what a cell shows is what it holds."""
    if value is None or isinstance(value, bool):
        return True
    if isinstance(value, str):
        return value.split() == shown.split()
    typed = bare(shown).replace(",", "").replace(" ", "")
    if isinstance(value, dt.date):
        numbers = [int(one) for one in re.findall("[0-9]{1,9}", typed)]
        years = {value.year, value.year - 1911, value.year % 100}
        named = value.month in numbers or re.search("[^\\W\\d_]{3}|月", typed)
        return value.day in numbers and not years.isdisjoint(numbers) and bool(named)
    try:
        number = float(typed.removesuffix("%"))
    except ValueError:
        return False
    held = value * 100 if percent and isinstance(value, int | float) else value
    return isinstance(held, int | float) and abs(number - held) <= 1e-9 * max(1.0, abs(held))


def _text(element: Element) -> str:
    """The words of a paragraph with its blanks, tabs and line breaks."""
    found = element.text or ""
    for child in element.children:
        match child.tag:
            case "text:s":
                found += " " * min(repeats(child, "text:c"), _MOST_BLANKS)
            case "text:tab":
                found += "\t"
            case "text:line-break":
                found += "\n"
            case tag if tag in _NOT_WORDS or tag.startswith(_DRAWN):
                pass
            case _:
                found += _text(child)
        found += child.tail or ""
    return found
