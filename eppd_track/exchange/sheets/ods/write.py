"""The sheet as .ods, in OpenDocument by way of odfdo: cells, drop-downs, locks, bars and the filter.

Every text is a text cell, so nothing of the ledger is ever worked out as a formula.
"""

from collections.abc import Iterable, Mapping, Sequence

from odfdo import Element, Paragraph, Span

from eppd_track.exchange.sheets import look
from eppd_track.exchange.sheets.issue import MOST_TYPED, facts
from eppd_track.exchange.sheets.ods.file import element, empty_document, set_meta, set_page, set_view
from eppd_track.exchange.sheets.ods.styles import date_name, heights, row_name, set_styles
from eppd_track.exchange.sheets.sheet import (
    HIDDEN,
    INPUT,
    KEY,
    PICKED,
    Day,
    Sheet,
    SheetColumn,
    SheetRow,
    TextLine,
    Words,
)
from eppd_track.model.vocabulary import Light
from eppd_track.render.odt.package import to_bytes
from eppd_track.words.sheets import HEADS


def write(sheet: Sheet) -> bytes:
    """The file as bytes."""
    document = empty_document()
    set_page(document, sheet)
    set_styles(document, sheet)
    for part in (_validations(sheet), _table(sheet), _hidden(sheet), _filter(sheet)):
        document.body.append(part)
    set_view(document, sheet, len(sheet.locked))
    set_meta(document, sheet)
    return to_bytes(document)


# ---- drop-downs ----


def _validations(sheet: Sheet) -> Element:
    """What each yellow cell takes; a list of statuses is declared once for all rows that share it."""
    found = _lists(sheet)
    rules = {column.name: f"cell-content-text-length()<={MOST_TYPED}" for column in INPUT}
    rules["new_progress"] = "cell-content-is-whole-number() and cell-content-is-between(0,100)"
    for name in PICKED:
        del rules[name]
    rows = [_validation(sheet, name, column, _list(picks)) for (column, picks), name in found.items()]
    rows += [_validation(sheet, name, name, rule) for name, rule in rules.items()]
    return element("table:content-validations", None, *rows)


def _lists(sheet: Sheet) -> dict[tuple[str, tuple[str, ...]], str]:
    """What may be picked, by its column, and the name of its rule."""
    found = dict.fromkeys(pair for row in sheet.rows for pair in row.choices.items())
    return {pair: f"list{number}" for number, pair in enumerate(found)}


def _list(picks: Sequence[str]) -> str:
    quoted = ";".join('"' + pick.replace('"', '""') + '"' for pick in picks)
    return f"cell-content-is-in-list({quoted})"


def _validation(sheet: Sheet, name: str, column: str, rule: str) -> Element:
    attributes = {
        "table:name": name,
        "table:condition": f"of:{rule}",
        "table:allow-empty-cell": "true",
        "table:display-list": "unsorted",
        "table:base-cell-address": f"'{sheet.name}'.A1",
    }
    shown = {"table:display": "true"}
    return element(
        "table:content-validation",
        attributes,
        element("table:help-message", shown, *_paragraphs(sheet.hints[column])),
        element("table:error-message", {"table:message-type": "stop"} | shown, *_paragraphs(sheet.refusal)),
    )


def _paragraphs(text: str) -> list[Element]:
    return [Paragraph(line) for line in text.split("\n")]


# ---- the tables ----


def _table(sheet: Sheet) -> Element:
    last = f"{chr(ord('A') + len(sheet.columns) - 1)}{sheet.head_row + 1 + len(sheet.rows)}"
    table = element(
        "table:table",
        {
            "table:name": sheet.name,
            "table:style-name": "taSheet",
            "table:protected": "true",
            "table:print-ranges": f"'{sheet.name}'.A1:'{sheet.name}'.{last}",
        },
    )
    table.append(_protection())
    for column in sheet.columns:
        table.append(element("table:table-column", {"table:style-name": f"co{column.name}"}))
    table.append(element("table:table-column", {"table:style-name": "cokey", "table:visibility": "collapse"}))
    rows = [row_name(height) for height, _ in heights(sheet)]
    for index, (height, (text, _)) in enumerate(zip(rows, look.above(sheet), strict=False)):
        table.append(_line(height, [_words(f"above{index}", (TextLine(text),))]))
    heads = [_head(column, sheet) for column in sheet.columns] + [_words("key", (TextLine(HEADS[KEY].data),))]
    table.append(element("table:table-header-rows", None, _line(rows[sheet.head_row], heads)))
    lists = _lists(sheet)
    for height, row in zip(rows[sheet.head_row + 1 :], sheet.rows, strict=True):
        cells = [_locked(column, row, sheet) for column in sheet.locked]
        cells += [_input(column, row, lists) for column in INPUT]
        table.append(_line(height, [*cells, _words("key", (TextLine(row.key),))]))
    return table


def _protection() -> Element:
    allowed = {"loext:select-protected-cells": "true", "loext:select-unprotected-cells": "true"}
    return element("loext:table-protection", allowed)


def _line(style: str, cells: Iterable[Element]) -> Element:
    return element("table:table-row", {"table:style-name": style}, *cells)


def _head(column: SheetColumn, sheet: Sheet) -> Element:
    first, *rest = sheet.heads[column.name]
    style = "headyours" if column.input else "headours"
    return _words(style, (TextLine(first), *(TextLine(text, second=True) for text in rest)), "headsecond")


def _words(style: str, lines: Sequence[TextLine], second: str = "second") -> Element:
    """A cell of text, a paragraph a line."""
    if not any(line.text for line in lines):
        return element("table:table-cell", {"table:style-name": style})
    return element(
        "table:table-cell",
        {"table:style-name": style, "office:value-type": "string"},
        *(_paragraph(line, second) for line in lines),
    )


def _paragraph(line: TextLine, second: str) -> Element:
    if not line.second:
        return Paragraph(line.text)
    made = Paragraph()
    made.append(Span(line.text, style=second))
    return made


def _locked(column: SheetColumn, row: SheetRow, sheet: Sheet) -> Element:
    cell = row.cells[column.name]
    match cell:
        case Day():
            name = f"due{date_name(sheet.calendar, late=cell.late)}"
            value = {"office:value-type": "date", "office:date-value": cell.day.isoformat()}
        case Words() if column.name == "light":
            return _words(f"light{row.light.value}", cell.lines, _second(row.light))
        case Words():
            return _words(f"in{column.name}", cell.lines)
    return element("table:table-cell", {"table:style-name": name} | value)


def _second(light: Light) -> str:
    return f"second{light.value}"


def _input(column: SheetColumn, row: SheetRow, lists: Mapping[tuple[str, tuple[str, ...]], str]) -> Element:
    if column.name in row.shut:
        return element("table:table-cell", {"table:style-name": "shut"})
    rule = lists[column.name, row.choices[column.name]] if column.name in PICKED else column.name
    return element(
        "table:table-cell",
        {"table:style-name": f"in{column.name}", "table:content-validation-name": rule},
    )


def _hidden(sheet: Sheet) -> Element:
    table = element(
        "table:table", {"table:name": HIDDEN, "table:style-name": "taHidden", "table:protected": "true"}
    )
    table.append(element("table:table-column", {"table:number-columns-repeated": "2"}))
    for pair in facts(sheet.issue):
        cells = [_words("key", (TextLine(text),)) for text in pair]
        table.append(element("table:table-row", None, *cells))
    return table


def _filter(sheet: Sheet) -> Element:
    last = f"{chr(ord('A') + len(sheet.columns) - 1)}{sheet.head_row + 1 + len(sheet.rows)}"
    where = f"'{sheet.name}'.A{sheet.head_row + 1}:'{sheet.name}'.{last}"
    attributes = {
        "table:name": "__Anonymous_Sheet_DB__0",
        "table:target-range-address": where,
        "table:display-filter-buttons": "true",
    }
    return element("table:database-ranges", None, element("table:database-range", attributes))
