"""The report as an ODT, to be edited and filed: real headings, tables that repeat their heads, page fields.

What stands where is said here; how it looks in styles.py, what is drawn in drawing.py.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeVar

from odfdo import (
    Cell,
    Column,
    Document,
    Element,
    Header,
    HeaderRows,
    List,
    ListItem,
    Paragraph,
    Row,
    Span,
    Tab,
    Table,
)

from eppd_track.render.cells import Style, sentences
from eppd_track.render.odt import file as odt_file
from eppd_track.render.odt.cells import mark, paragraphs, stacked_lines
from eppd_track.render.odt.chart import chart
from eppd_track.render.odt.package import to_bytes
from eppd_track.render.odt.styles import LIST, MAIN, Styled
from eppd_track.render.page import page
from eppd_track.render.widths import CELL_PADDING, TALL, TEXT_WIDTH, column_widths, lines_high
from eppd_track.report.parts import Report
from eppd_track.words import pages
from eppd_track.words.text import locale

Line = TypeVar("Line", bound=Paragraph)


def render(report: Report, style: Style) -> bytes:
    """The report as an OpenDocument text."""
    laid_out = page(report, style)
    document = odt_file.new_document()
    Layout(document).write(laid_out)
    odt_file.set_page(document, _footer(laid_out, sentences(pages.PAGE_OF, style)))
    odt_file.set_meta(document, " ".join(laid_out["title"]), locale(style.language), report.as_of)
    return to_bytes(document)


class Layout:
    """Writes the values of a page into the body of a document, and the styles it makes on the way.

    `size` is that of the type in its tables, in points.
    """

    def __init__(self, document: Document, size: float = MAIN) -> None:
        self._document = document
        self._size = size
        self._used: dict[str, Styled] = {}
        self._tables = 0

    def write(self, laid_out: Mapping[str, Any]) -> None:
        """The whole page: mark and title, the sections in their order, what closes it."""
        for part in self._parts(laid_out):
            self._document.body.append(part)
        for styled in self._used.values():
            odt_file.insert(self._document, styled, automatic=True)

    def _parts(self, laid_out: Mapping[str, Any]) -> Iterator[Element]:
        if laid_out["mark"]:
            boxed = Paragraph(style="Mark")
            boxed.append(Span("  ".join(laid_out["mark"]), style="Boxed"))
            yield boxed
        yield _heading(1, laid_out["title"], "Title", "\n")
        annexes = False
        for section in laid_out["sections"]:
            if section["head"]:
                made = _heading(2, section["head"], "Heading")
                made.style = "Annexes" if section["annex"] and not annexes else made.style
                annexes = section["annex"]
                yield made
            for block in section["blocks"]:
                yield from self._block(block)
        for words in laid_out["footer"]:
            yield from stacked_lines(words, "Sentence")

    def _block(self, block: Mapping[str, Any]) -> Iterator[Element]:
        match block["kind"]:
            case "table":
                yield from self.table(block)
            case "facts":
                yield from (self._fact(name, words) for name, words in block["pairs"])
            case "sentences" if block["listed"]:
                yield _notes(block["lines"])
            case "sentences":
                yield from (part for words in block["lines"] for part in stacked_lines(words, "Sentence"))
            case "chart":
                figure = Paragraph(style="Figure")
                figure.append(chart(block, self._used))
                yield figure
            case "legend":
                yield from map(_meaning, block["lights"])
            case _:
                yield self._boxes(block["rows"])

    def _fact(self, name: Sequence[str], words: Sequence[str]) -> Paragraph:
        """A name and its value."""
        made = _fill(Paragraph(style="Fact"), name, "Fact")
        made.append(Tab())
        return _fill(made, words, "Fact")

    # ---- tables ----

    def table(self, block: Mapping[str, Any]) -> Iterator[Table]:
        """A table, given before it has its rows: to move a full one takes time as the square of its rows."""
        widths = column_widths(block, self._size)
        table = self._empty_table([width for width in widths if width])
        yield table
        heads = HeaderRows()
        heads.append(_row("Row", [_head(column) for column in block["columns"] if not column["below"]]))
        table.append(heads)
        for group in block["groups"]:
            if group["head"]:
                table.append(_group_row(group["head"], sum(map(bool, widths))))
            for values in group["rows"]:
                for row in self._rows(block, values, widths):
                    table.append(row)
        if block["totals"]:
            table.append(self._totals(block, widths))

    def _empty_table(self, widths: Sequence[float]) -> Table:
        """A table with its columns, as wide as they are together."""
        self._tables += 1
        name = f"Table{self._tables}"
        layout = {
            "style:width": f"{sum(widths):g}mm",
            "table:align": "left",
            "fo:margin-bottom": "1mm",
            "table:border-model": "collapsing",
        }
        odt_file.insert(self._document, Styled("table", name, {"table": layout}), automatic=True)
        table = Table(name, style=name)
        for index, width in enumerate(widths, 1):
            column = f"{name}.{index}"
            layout = {"style:column-width": f"{width:g}mm"}
            odt_file.insert(
                self._document, Styled("table-column", column, {"table-column": layout}), automatic=True
            )
            table.append(Column(style=column))
        return table

    def _rows(
        self, block: Mapping[str, Any], values: Sequence[Mapping[str, Any]], widths: Sequence[float]
    ) -> Iterator[Row]:
        """A row of values and what stands below it; one tall as a good part of a page may break over two."""
        below = [
            (column, value)
            for column, value in zip(block["columns"], values, strict=True)
            if column["below"] and value["words"]
        ]
        style = "RowLong" if lines_high(values, widths, self._size) > TALL else "Row"
        cells = []
        for column, value, width in zip(block["columns"], values, widths, strict=True):
            if not column["below"]:
                shown = paragraphs(value, width - 2 * CELL_PADDING, self._used)
                cells.append(_cell("CellOver" if below else "CellBody", _aligned(shown, column)))
        yield _row(style, cells)
        if below:
            yield _row(style, self._below(below, [width for width in widths if width]))

    def _below(
        self, below: Sequence[tuple[Mapping[str, Any], Mapping[str, Any]]], widths: Sequence[float]
    ) -> list[Cell]:
        """What stands below a row, across all columns but the first; several are named each."""
        shown: list[Paragraph] = []
        for column, value in below:
            told = paragraphs(value, sum(widths[1:]) - 2 * CELL_PADDING, self._used)
            if len(below) > 1:
                told[0].insert(Span(f"{column['head'][0]}　", style="Strong"), position=0)
            shown += told
        cell = _cell("CellBody", shown)
        cell.set_attribute("table:number-columns-spanned", str(len(widths) - 1))
        covered = [Cell(tag="table:covered-table-cell") for _ in widths[2:]]
        return [_cell("CellBody", [Paragraph(style="Cell")]), cell, *covered]

    def _totals(self, block: Mapping[str, Any], widths: Sequence[float]) -> Row:
        """The row that closes a table, bold; a cell without a total stays empty."""
        cells = []
        for column, value, width in zip(block["columns"], block["totals"], widths, strict=True):
            shown = [Paragraph(style="Cell")]
            if value["words"] or value["kind"] != "text":
                shown = paragraphs(value, width - 2 * CELL_PADDING, self._used)
            shown[0].style = "Cell_20_Total"
            cells.append(_cell("CellTotal", _aligned(shown, column)))
        return _row("Row", cells)

    def _boxes(self, rows: Sequence[Sequence[Sequence[str]]]) -> Table:
        across = len(rows[0])
        table = self._empty_table([round(TEXT_WIDTH / across, 2)] * across)
        for names in rows:
            cells = [_cell("CellBox", [_fill(Paragraph(style="Box"), words, "Fact")]) for words in names]
            table.append(_row("RowBoxes", cells))
        return table


def _aligned(shown: list[Paragraph], column: Mapping[str, Any]) -> list[Paragraph]:
    """Numbers stand at the right of their column."""
    if column["number"]:
        for part in shown:
            part.style = f"{part.style}_20_Number"
    return shown


def _row(style: str, cells: Sequence[Cell]) -> Row:
    made = Row(style=style)
    for cell in cells:
        made.append_cell(cell, clone=False)
    return made


def _cell(style: str, content: Sequence[Element]) -> Cell:
    made = Cell(style=style)
    for part in content:
        made.append(part)
    return made


def _head(column: Mapping[str, Any]) -> Cell:
    """The head of a column; that of a light has its mark."""
    side = "_20_Number" if column["number"] else ""
    shown = []
    for index, line in enumerate(column["head"]):
        part = Paragraph(style="Cell_20_Head" + ("_20_Second" if index else "") + side)
        if column["light"] and not index:
            for piece in mark({**column["light"], "word": ""}):
                part.append(piece)
            part.append(" ")
        part.append(line)
        shown.append(part)
    return _cell("CellHead", shown)


def _group_row(words: Sequence[str], columns: int) -> Row:
    """The heading of a group over the whole width; it stays with the row beneath it."""
    cell = _cell("CellGroup", [_fill(Paragraph(style="Group"), words, "Group")])
    cell.set_attribute("table:number-columns-spanned", str(columns))
    return _row("Row", [cell, *(Cell(tag="table:covered-table-cell") for _ in range(columns - 1))])


# ---- lines ----


def _heading(level: int, words: Sequence[str], place: str, joint: str = "") -> Header:
    made = Header(level)
    made.style = f"Heading_20_{level}"
    return _fill(made, words, place, joint)


def _meaning(light: Mapping[str, Any]) -> Paragraph:
    made = Paragraph(style="Meaning")
    for piece in mark(light):
        made.append(piece)
    made.append(Tab())
    return _fill(made, light["words"], "Meaning")


def _notes(lines: Sequence[Sequence[str]]) -> List:
    made = List(style=LIST)
    for words in lines:
        item = ListItem()
        for part in stacked_lines(words, "Note"):
            item.append(part)
        made.append(item)
    return made


def _footer(laid_out: Mapping[str, Any], page_of: Sequence[str]) -> list[Paragraph]:
    """Who may read it, the page, and the foot of the report: one line."""
    made = Paragraph(style="Footer")
    if laid_out["mark"]:
        made.append(Span(" ".join(laid_out["mark"]), style="Strong"))
    made.append(Tab())
    for index, pattern in enumerate(page_of):
        pieces = odt_file.page_of(("  " if index else "") + pattern)
        for piece in pieces:
            made.append(piece)
    made.append(Tab())
    made.append(Span(laid_out["foot"]))
    return [made]


def _fill(made: Line, words: Sequence[str], place: str, joint: str = "") -> Line:
    """Words on the line of `made`, the second language smaller and grey, after `joint` or a gap."""
    for index, line in enumerate(words):
        if index:
            made.append(joint or "  ")
        made.append(Span(line, style=f"Second_20_{place}") if index else Span(line))
    return made
