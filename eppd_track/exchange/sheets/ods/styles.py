"""How the cells of an ODS sheet look: styles of columns, rows, cells and numbers, by name."""

from collections.abc import Iterable, Mapping

from odfdo import Document, Element

from eppd_track.exchange.sheets import look
from eppd_track.exchange.sheets.ods.file import MASTER, element, letters, place_in
from eppd_track.exchange.sheets.sheet import CENTERED, INPUT, Sheet, SheetColumn
from eppd_track.model.vocabulary import Calendar
from eppd_track.words.look import LIGHT

_PLAIN = {"fo:font-weight": "normal", "style:font-weight-asian": "normal"}
_LOOK = f"0.5pt solid {look.LINE}"


def set_styles(document: Document, sheet: Sheet) -> None:
    """Every style that the cells name."""
    holder = place_in(document.content, "automatic-styles")
    for style in (*_number_styles(), *_grid_styles(sheet), *_cell_styles(sheet), *_text_styles()):
        holder.append(style)


def _style(family: str, name: str, **areas: Mapping[str, str]) -> Element:
    parts = [element(f"style:{area.replace('_', '-')}-properties", found) for area, found in areas.items()]
    return element("style:style", {"style:name": name, "style:family": family}, *parts)


def _number_styles() -> Iterable[Element]:
    for calendar in Calendar:
        for late in (False, True):
            yield _date_style(calendar, late=late)
    whole = element("number:number", {"number:decimal-places": "0", "number:min-integer-digits": "1"})
    yield element("number:number-style", {"style:name": "NPercent"}, whole, _number_text("%"))
    yield element("number:text-style", {"style:name": "NText"}, element("number:text-content"))


def _date_style(calendar: Calendar, *, late: bool) -> Element:
    """`115/12/18` or `2026-12-18`, with a mark when it is late."""
    roc = calendar is Calendar.ROC
    own = {"number:calendar": "ROC"} if roc else {}
    long = own | {"number:style": "long"}
    between = "/" if roc else "-"
    parts = [
        element("number:year", own if roc else long),
        _number_text(between),
        element("number:month", long),
        _number_text(between),
        element("number:day", long),
        *([_number_text(" !")] if late else []),
    ]
    where = {"number:language": "zh", "number:country": "TW"} if roc else {}
    return element("number:date-style", {"style:name": date_name(calendar, late=late)} | where, *parts)


def date_name(calendar: Calendar, *, late: bool) -> str:
    """The name of the way a date is shown."""
    return f"N{calendar.value.title()}{'Late' if late else ''}"


def _number_text(text: str) -> Element:
    made = element("number:text")
    made.text = text
    return made


def _grid_styles(sheet: Sheet) -> Iterable[Element]:
    for column in sheet.columns:
        yield _style(
            "table-column", f"co{column.name}", table_column={"style:column-width": f"{column.width}mm"}
        )
    yield _style("table-column", "cokey", table_column={"style:column-width": "40mm"})
    for height in sorted({height for height, _ in heights(sheet)}):
        properties = {"style:row-height": f"{height}pt", "style:use-optimal-row-height": "false"}
        yield _style("table-row", row_name(height), table_row=properties)
    for name, display in (("taSheet", "true"), ("taHidden", "false")):
        made = _style("table", name, table={"table:display": display, "style:writing-mode": "lr-tb"})
        made.set_attribute("style:master-page-name", MASTER)
        yield made


def heights(sheet: Sheet) -> list[tuple[float, int]]:
    """The height of every row down to the last, and its number."""
    rows = [
        *(size * look.ABOVE_HEIGHT for _, size in look.above(sheet)),
        look.head_height(sheet),
        *(look.row_height(row, sheet) for row in sheet.rows),
    ]
    return [(round(height, 1), index) for index, height in enumerate(rows)]


def row_name(height: float) -> str:
    """The name of the style of a row by its height."""
    return f"ro{height}".replace(".", "_")


def _cell(
    name: str, cell: dict[str, str], text: dict[str, str], *, align: str = "start", data: str = "NText"
) -> Element:
    whole = {"fo:padding": "0.6mm", "style:vertical-align": "middle"} | cell
    made = _style(
        "table-cell",
        name,
        table_cell=whole,
        paragraph={"fo:text-align": align, "fo:margin-left": "0mm"},
        text=text,
    )
    made.set_attribute("style:parent-style-name", "Default")
    made.set_attribute("style:data-style-name", data)
    return made


def _cell_styles(sheet: Sheet) -> Iterable[Element]:
    plain = {"style:cell-protect": "protected", "fo:wrap-option": "no-wrap"}
    boxed = {"fo:border": _LOOK, "fo:wrap-option": "wrap", "style:cell-protect": "protected"}
    for index, (_, size) in enumerate(look.above(sheet)):
        red = look.LATE if index >= len(sheet.titles) else ""
        yield _cell(f"above{index}", plain, letters(size, color=red, bold=index == 0))
    yield _cell("key", plain, letters(look.SECOND))
    for name, fill in (("ours", look.OURS_HEAD), ("yours", look.YOURS_HEAD)):
        yield _cell(
            f"head{name}",
            boxed | {"fo:background-color": fill},
            letters(look.HEAD, bold=True),
            align="center",
        )
    grey = boxed | {"fo:background-color": look.OURS}
    for column in sheet.locked:
        own = grey | ({"fo:wrap-option": "no-wrap"} if column.name == "id" else {})
        usual = letters(look.line_size(column, second=False))
        yield _cell(f"in{column.name}", own, usual, align=_align(column))
    for calendar in Calendar:
        for late in (False, True):
            shown = letters(look.BODY, color=look.LATE if late else "")
            name = date_name(calendar, late=late)
            yield _cell(f"due{name}", grey, shown, align="center", data=name)
    yield _cell("shut", grey, letters(look.BODY))
    for light, shade in LIGHT.items():
        text = letters(look.BODY, color=shade.cell_ink, bold=shade.bold, italic=shade.italic)
        yield _cell(
            f"light{light.value}", boxed | {"fo:background-color": shade.ground}, text, align="center"
        )
    open_cell = boxed | {"fo:background-color": look.YOURS, "style:cell-protect": "none"}
    for column in INPUT:
        top = {} if column.name in CENTERED else {"style:vertical-align": "top"}
        data = "NPercent" if column.name == "new_progress" else "NText"
        yield _cell(f"in{column.name}", open_cell | top, letters(look.MAIN), align=_align(column), data=data)


def _align(column: SheetColumn) -> str:
    return "center" if column.name in CENTERED else "start"


def _text_styles() -> Iterable[Element]:
    yield _style("text", "second", text=letters(look.SECOND, color=look.QUIET))
    yield _style("text", "headsecond", text=letters(look.SECOND, color=look.QUIET) | _PLAIN)
    for light, shade in LIGHT.items():
        shown = letters(look.SECOND, color=shade.cell_ink)
        yield _style("text", f"second{light.value}", text=shown | _PLAIN)
