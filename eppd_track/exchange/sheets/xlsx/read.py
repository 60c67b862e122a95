"""An .xlsx or .xlsm as grids, read with openpyxl: the cells that are there, formulas as formulas.

Macros, links and pictures are left alone. A file comes here only after parcel.py has let it through.
"""

import datetime as dt
import io
import re
import warnings
from collections.abc import Iterator
from typing import Any

from msgspec import Struct
from openpyxl import load_workbook
from openpyxl.cell.cell import MergedCell
from openpyxl.cell.rich_text import CellRichText
from openpyxl.styles import GradientFill
from openpyxl.styles.colors import COLOR_INDEX
from openpyxl.utils.cell import coordinate_to_tuple
from openpyxl.worksheet.cell_range import MultiCellRange
from openpyxl.worksheet.formula import ArrayFormula, DataTableFormula
from openpyxl.worksheet.worksheet import Worksheet

from eppd_track.exchange.sheets.grid import (
    BLACK,
    WHITE,
    Area,
    Cell,
    CellGrid,
    CellValue,
    Colour,
    Look,
    as_date,
    cell_name,
    is_faint,
    is_inside,
    marked,
    one_break,
    signs_in,
)
from eppd_track.exchange.sheets.number_formats import shows
from eppd_track.exchange.sheets.parcel import Parcel
from eppd_track.exchange.sheets.xlsx.package import STYLES, Package, Page, package, unescaped
from eppd_track.words.errors import EppdError
from eppd_track.words.seen import Doubt

_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\[[^\]]*\]')
_UNIT = re.compile(r'" ?%"|\\%')
_UNNAMED = "00000000"
_LEAST_HEIGHT = 1.0
_LAST_ROW = 1_048_576


def read(parcel: Parcel) -> tuple[list[CellGrid], list[str]]:
    """The sheets of a file, in its order, and the parts that were passed over as damaged.

    Formats that cannot be made out are passed over whole. Raises ChangeRefused for a damaged part that is
    needed, and whatever openpyxl raises.
    """
    try:
        return _grids(package(parcel, styled=True)), []
    except EppdError:
        raise
    except Exception:  # noqa: BLE001 - a library may raise anything for formats that it cannot make out
        return _grids(package(parcel, styled=False)), [STYLES]


def _grids(found: Package) -> list[CellGrid]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = load_workbook(io.BytesIO(found.raw), keep_vba=False, keep_links=False, rich_text=True)
    styles: dict[tuple[int, ...], _Style] = {}
    pairs = zip(book.worksheets, found.pages, strict=True)
    return [_Page(page, beside, styles).grid() for page, beside in pairs]


class _Style(Struct, frozen=True):
    """What a format makes of a cell: how numbers show, how words look, and the colour behind them."""

    code: str
    look: Look
    ground: Colour | None


class _Page:
    """One sheet while it is read; the styles are kept for all sheets of a file."""

    def __init__(self, page: Worksheet, beside: Page, styles: dict[tuple[int, ...], _Style]) -> None:
        self.page = page
        self.beside = beside
        self.styles = styles
        self.spilled: list[tuple[Area, Doubt]] = []

    def grid(self) -> CellGrid:
        """All of it."""
        inside: dict[tuple[int, int], Cell] = {}
        outside: dict[str, Cell] = {}
        found = self.page._cells  # noqa: SLF001 - the public ways make every cell in between
        remarks = dict(self.beside.comments)
        for (row, column), one in found.items():
            if isinstance(one, MergedCell):
                continue
            name = cell_name(row, column)
            cell = self._cell(one, one_break(unescaped(remarks.pop(name, ""))))
            if not cell.filled and not cell.comment:
                continue
            if is_inside(row, column):
                inside[row, column] = cell
            else:
                outside[name] = cell
        for name, text in remarks.items():
            inside.setdefault(coordinate_to_tuple(name), Cell(comment=one_break(unescaped(text))))
        merged = tuple(_area(one) for one in self.page.merged_cells.ranges)
        drawn = [(area, Doubt.COVERED) for area, _ in self.beside.drawn if area]
        areas = [*self.spilled, *drawn, *_conditions(self.page), *self._hidden_columns()]
        return CellGrid(
            self.page.title,
            marked(inside, areas),
            merged,
            outside,
            hidden=self.page.sheet_state != "visible",
            hidden_rows=self._hidden_rows(),
            drawn=tuple(text for _, text in self.beside.drawn),
        )

    def _hidden_rows(self) -> frozenset[int]:
        return frozenset(
            number
            for number, row in self.page.row_dimensions.items()
            if row.hidden or (row.height is not None and row.height < _LEAST_HEIGHT)
        )

    def _hidden_columns(self) -> Iterator[tuple[Area, Doubt]]:
        for column in self.page.column_dimensions.values():
            if column.hidden or (column.customWidth and column.width <= 0):
                yield Area(1, column.min or 1, _LAST_ROW, column.max or _LAST_ROW), Doubt.HIDDEN

    def _cell(self, found: Any, comment: str) -> Cell:
        held = found.value
        if found.data_type == "f":
            if isinstance(held, ArrayFormula | DataTableFormula) and held.ref:
                self.spilled += [(_area(one), Doubt.SPILLED) for one in MultiCellRange(held.ref).ranges]
            text = "TABLE()" if isinstance(held, DataTableFormula) else getattr(held, "text", None) or held
            return Cell(formula=f"={str(text).removeprefix('=')}", comment=comment)
        value = _value(held)
        if found.data_type == "e":
            return Cell(value, error=True, comment=comment)
        style = self._style(found)
        number = isinstance(value, int | float) and not isinstance(value, bool)
        plain = shows(value, style.code) and not (value == 0 and number and self._hides_zeros())
        return Cell(
            value,
            percent=number and "%" in _LITERAL.sub("", style.code),
            unit="%" if number and _UNIT.search(style.code) else "",
            comment=comment,
            doubt=signs_in(value) or _look(held, style).doubt or (None if plain else Doubt.FORMAT),
        )

    def _hides_zeros(self) -> bool:
        return any(view.showZeros is False for view in self.page.views.sheetView)

    def _style(self, found: Any) -> _Style:
        key = tuple(found._style)  # noqa: SLF001 - the public ways make an object for each attribute
        if key not in self.styles:
            ground = _ground(found.fill)
            self.styles[key] = _Style(found.number_format, _font_look(found.font, ground), ground)
        return self.styles[key]


def _value(value: Any) -> CellValue:
    if isinstance(value, dt.datetime | dt.date):
        return as_date(value)
    if isinstance(value, str | CellRichText):
        return one_break(unescaped(str(value)))
    return value if isinstance(value, bool | int | float | dt.time) else None if value is None else str(value)


def _area(found: Any) -> Area:
    return Area(found.min_row, found.min_col, found.max_row, found.max_col)


# ---- how words look ----


def _look(held: Any, style: _Style) -> Look:
    """How the words of a cell look; those of a run of its own by their own type."""
    if not isinstance(held, CellRichText):
        return style.look
    runs = [
        style.look if isinstance(run, str) else _font_look(run.font, style.ground)
        for run in held
        if str(run).strip()
    ]
    return Look(any(run.struck for run in runs), any(run.faint for run in runs))


def _font_look(font: Any, ground: Colour | None) -> Look:
    return Look(bool(font.strike), _fades(_ink(font), ground, font.sz))


def _fades(ink: Colour | None, ground: Colour | None, size: float | None) -> bool:
    return ink is not None and ground is not None and is_faint(ink, ground, size)


def _ink(font: Any) -> Colour | None:
    """The colour of words; None where a theme decides it."""
    return BLACK if font is None or font.color is None or font.color.type == "auto" else _colour(font.color)


def _ground(fill: Any) -> Colour | None:
    """The colour behind the words, or None where it is not one colour."""
    if isinstance(fill, GradientFill):
        return None
    if fill.fill_type is None:
        return WHITE
    return _colour(fill.fgColor) if fill.fill_type == "solid" else None


def _colour(colour: Any) -> Colour | None:
    """A colour as red, green and blue; None where a theme decides it."""
    base: Colour | None = None
    match colour.type:
        case "theme":
            base = {0: WHITE, 1: BLACK}.get(colour.theme)
        case "indexed":
            base = {64: BLACK, 65: WHITE}.get(colour.indexed)
            base = _rgb(COLOR_INDEX[colour.indexed]) if colour.indexed < 64 else base
        case "rgb":
            base = _rgb(colour.rgb)
    tint = colour.tint or 0.0
    if base is None or not tint:
        return base
    red, green, blue = (round(part * (1 + tint) if tint < 0 else part + (255 - part) * tint) for part in base)
    return red, green, blue


def _rgb(code: str) -> Colour | None:
    if not re.fullmatch("[0-9A-Fa-f]{8}", code):
        return None
    return int(code[2:4], 16), int(code[4:6], 16), int(code[6:], 16)


def _conditions(page: Worksheet) -> Iterator[tuple[Area, Doubt]]:
    """The cells whose words a conditional format may hide or strike out."""
    for listed in page.conditional_formatting:
        if any(_hides(rule) for rule in listed.rules):
            for one in listed.sqref.ranges:
                yield _area(one), Doubt.CONDITION


def _hides(rule: Any) -> bool:
    shown = [one.showValue for one in (rule.dataBar, rule.iconSet) if one is not None]
    changed = rule.dxf
    if False in shown or changed is None:
        return False in shown
    faint = _fades(_ink(changed.font), _conditional_ground(changed.fill), None)
    return changed.numFmt is not None or bool(changed.font and changed.font.strike) or faint


def _conditional_ground(fill: Any) -> Colour | None:
    """The colour that a conditional format puts behind words; some programs name it as the one in front."""
    if fill is None or isinstance(fill, GradientFill):
        return WHITE if fill is None else None
    named = [one for one in (fill.bgColor, fill.fgColor) if one is not None and one.rgb != _UNNAMED]
    return _colour(named[0]) if named else WHITE
