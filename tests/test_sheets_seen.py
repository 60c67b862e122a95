"""What the eye sees in a sheet is what is recorded; a cell that looks other than it reads is named."""

import datetime as dt
import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from conftest import ledger_text
from odfdo import Element
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.formatting.rule import DataBarRule, FormulaRule
from openpyxl.styles import Font, GradientFill, PatternFill
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.styles.numbers import NumberFormat
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.worksheet.formula import ArrayFormula
from sheetwork import (
    PLACE,
    document_of,
    edit,
    fill,
    ods_cells,
    ods_rows,
    save,
)
from test_parcel import changed
from test_returned import ONE, TWO, Desk, column, desk, refusals

from eppd_track.exchange import minutes
from eppd_track.exchange.incoming import Defaults, Incoming
from eppd_track.exchange.sheets.number_formats import shows
from eppd_track.ledger.reader import read

__all__ = ["desk"]
ROW = 5
"""The row of the first item on the sheet of one agency."""
Change = Callable[[Any], None]
SHEET = "xl/worksheets/sheet1.xml"


def note(**looks: Any) -> Change:
    """Gives the note of the first item a look, or another value."""

    def change(page: Any) -> None:
        for name, value in looks.items():
            setattr(page.cell(ROW, column("note")), name, value)

    return change


def both(*changes: Change) -> Change:
    def change(page: Any) -> None:
        for one in changes:
            one(page)

    return change


def conditional(**looks: Any) -> Change:
    style = DifferentialStyle(**looks)

    def change(page: Any) -> None:
        rule = FormulaRule(formula=["TRUE"])
        rule.dxf = style
        page.conditional_formatting.add("I1:I99", rule)

    return change


def bar(page: Any) -> None:
    rule = DataBarRule("min", None, "max", None, "FF638EC6")
    rule.dataBar.showValue = False
    page.conditional_formatting.add("I5:I6", rule)


def filtered(page: Any) -> None:
    page.auto_filter.add_filter_column(0, ["E6-P1-02"])
    page.row_dimensions[ROW].hidden = True


def spilled(page: Any) -> None:
    page["T5"] = ArrayFormula("T5:U5", "=A1:B1")
    page.move_range("T5:U5", cols=-11)
    page["I5"], page["H5"] = "Done.", ArrayFormula("H5:I5", "=A1:B1")


BLACK = PatternFill("solid", fgColor="FF000000")
UNSEEN: dict[str, tuple[Change, str]] = {
    "struck out": (note(font=Font(strike=True)), "words are struck out in “Done.”"),
    "a word struck out": (
        note(value=CellRichText("Not ", TextBlock(InlineFont(strike=True), "yet "), "done.")),
        "words are struck out in “Not yet done.”",
    ),
    "white": (note(font=Font(color="FFFFFFFF")), "words in “Done.” can hardly be seen"),
    "white of the theme": (
        note(font=Font(color=openpyxl.styles.Color(theme=0))),
        "words in “Done.” can hardly be seen",
    ),
    "a word in white": (
        note(value=CellRichText("Done", TextBlock(InlineFont(color="FFFFFFFF"), ", not"))),
        "words in “Done, not” can hardly be seen",
    ),
    "blackened": (note(fill=BLACK), "words in “Done.” can hardly be seen"),
    "tiny": (note(font=Font(sz=1)), "words in “Done.” can hardly be seen"),
    "hidden by its format": (note(number_format=";;;"), "the number format shows something else"),
    "more by its format": (note(number_format='@" (draft)"'), "the number format shows something else"),
    "another word by its format": (
        note(value=40, number_format='"done";;'),
        "the number format shows something else than the cell holds, which is “40”",
    ),
    "rounded": (note(value=49.6, number_format="0"), "something else than the cell holds, which is “49.6”"),
    "a number with dashes": (note(value=223456789, number_format="00-0000-0000"), "shows something else"),
    "part of a day": (
        note(value=dt.date(2027, 3, 31), number_format='m"月"d"日"'),
        "something else than the cell holds, which is “2027-03-31”",
    ),
    "turned round": (note(value="\u202eenod\u202c"), "there are signs in"),
    "a control character": (note(value="Done_x0007_."), "there are signs in"),
    "half a character": (note(value="Done_xD83D_."), "there are signs in"),
    "hidden when": (
        conditional(numFmt=NumberFormat(numFmtId=190, formatCode=";;;")),
        "a conditional format may",
    ),
    "struck out when": (
        conditional(font=Font(strike=True)),
        "a conditional format may hide or strike out “Done.”",
    ),
    "white when": (conditional(font=Font(color="FFFFFFFF")), "a conditional format may hide or strike out"),
    "a bar without its value": (both(bar, note(value=4)), "a conditional format may hide"),
    "column hidden": (
        lambda page: setattr(page.column_dimensions["I"], "hidden", True),
        "the column is hidden and holds “Done.”",
    ),
    "row hidden": (
        lambda page: setattr(page.row_dimensions[ROW], "hidden", True),
        "the row is hidden or filtered out, and says “Done. / 40”",
    ),
    "row filtered out": (filtered, "the row is hidden or filtered out, and says “Done. / 40”"),
    "row of no height": (
        lambda page: setattr(page.row_dimensions[ROW], "height", 0.5),
        "the row is hidden or filtered out",
    ),
    "row struck out": (
        lambda page: setattr(page.cell(ROW, 1), "font", Font(strike=True)),
        f"{ONE}: the row is struck out",
    ),
    "filled in by a formula beside it": (spilled, "a formula in another cell fills this in"),
    "merged over two rows": (lambda page: page.merge_cells("I5:I6"), "cells are merged (I5:I6)"),
    "merged over two columns": (lambda page: page.merge_cells("I5:J5"), "cells are merged (I5:J5)"),
    "heads merged": (lambda page: page.merge_cells("I4:J4"), "heads are merged across columns (I4:J4)"),
    "sheet hidden": (
        lambda page: (page.parent.create_sheet("front"), setattr(page, "sheet_state", "hidden")),
        "no row with the heads of a sheet was found",
    ),
}
"""What makes a note look other than it reads, and what is said of it."""


@pytest.mark.parametrize("name", UNSEEN)
def test_words_that_look_other_than_they_read_are_named_and_not_taken(desk: Desk, name: str) -> None:
    change, said = UNSEEN[name]
    sheet = edit(fill(desk.export(), {ONE: {"note": "Done.", "new_progress": 40}}), change)
    ran = desk.bring(sheet, "--yes", code=5)

    assert any(said in line and line.startswith("moda.xlsx") for line in refusals(ran)), ran.out
    assert len(desk.item(ONE).updates) == 1
    assert desk.item(ONE).progress == 30


SEEN: dict[str, tuple[Change, str]] = {
    "a character in two halves": (note(value="_xD842__xDFB7_先生"), "𠮷先生"),
    "a break of Excel": (note(value="one_x000D_\ntwo"), "one\ntwo"),
    "no break, a tab, a joiner": (note(value="a\u00a0b\tc 👩\u200d💻"), "a\u00a0b\tc 👩\u200d💻"),
    "an apostrophe in front": (note(value="=1+1", quotePrefix=True, data_type="s"), "=1+1"),
    "a percentage": (note(value=0.5, number_format="0%"), "50%"),
    "a number with a sign": (note(value=50, number_format='0"%"'), "50%"),
    "a number in groups": (note(value=1234, number_format="#,##0"), "1234"),
    "a day": (note(value=dt.date(2027, 3, 31), number_format="mm-dd-yy"), "2027-03-31"),
    "a day in the calendar of the Republic": (
        note(value=dt.date(2027, 3, 31), number_format="[$-404]e/mm/dd"),
        "2027-03-31",
    ),
    "a day counted from 1904": (
        both(
            lambda page: setattr(page.parent, "epoch", CALENDAR_MAC_1904),
            note(value=dt.date(2027, 3, 31), number_format="yyyy-mm-dd"),
            lambda page: setattr(page["F5"], "value", dt.date(2026, 12, 18)),
        ),
        "2027-03-31",
    ),
    "bold and red": (
        note(value=CellRichText("Do", TextBlock(InlineFont(b=True, color="FFFF0000"), "ne."))),
        "Done.",
    ),
    "white on black": (note(font=Font(color="FFFFFFFF"), fill=BLACK), "Done."),
    "merged with a column that is not ours": (lambda page: page.merge_cells("R5:S5"), "Done."),
    "the colour of the system": (note(font=Font(color=openpyxl.styles.Color(auto=True))), "Done."),
    "a colour of the palette": (note(font=Font(color=openpyxl.styles.Color(indexed=64))), "Done."),
    "a colour of the theme, darker": (
        note(font=Font(color=openpyxl.styles.Color(theme=0, tint=-0.5))),
        "Done.",
    ),
    "a fill of two colours": (note(fill=GradientFill(stop=("FFFFFFFF", "FF000000"))), "Done."),
    "bold when": (conditional(font=Font(b=True)), "Done."),
    "filled when": (conditional(fill=PatternFill("solid", fgColor="FFFFFF00")), "Done."),
    "a bar in colour": (conditional(fill=PatternFill(bgColor="FFFFFF00")), "Done."),
    "a hidden column of ours": (lambda page: setattr(page.column_dimensions["G"], "hidden", True), "Done."),
    "a hidden row that says nothing": (lambda page: setattr(page.row_dimensions[7], "hidden", True), "Done."),
}
"""What looks as it reads, and what is recorded."""


@pytest.mark.parametrize("name", SEEN)
def test_words_are_recorded_as_they_look(desk: Desk, name: str) -> None:
    change, meant = SEEN[name]
    sheet = edit(fill(desk.export(), {ONE: {"note": "Done."}}), change)
    ran = desk.bring(sheet, "--yes")

    assert refusals(ran) == []
    assert desk.item(ONE).updates[-1].note == meant


@pytest.mark.parametrize(
    ("kept", "meant"),
    [
        ('<r><t>東京</t></r><rPh sb="0" eb="2"><t>ㄉㄨㄥ</t></rPh>', "東京"),
        ("<t>_x005F_x000D_ is no break</t>", "_x000D_ is no break"),
        ("<r><t>one_x000D_\n</t></r><r><rPr><b/></rPr><t>two x005F_</t></r>", "one\ntwo x005F_"),
    ],
)
def test_a_text_is_read_as_excel_keeps_it(desk: Desk, kept: str, meant: str) -> None:
    sheet = desk.export()
    packed = zipfile.ZipFile(sheet)
    texts = packed.read("xl/sharedStrings.xml").decode()
    page = re.sub(
        r'<c r="I5" (s="\d+")/>',
        rf'<c r="I5" \1 t="s"><v>{texts.count("<si>")}</v></c>',
        packed.read(SHEET).decode(),
    )
    texts = texts.replace("</sst>", f"<si>{kept}</si></sst>")
    desk.bring(
        changed(sheet, "moda.xlsx", **{SHEET: page.encode(), "xl/sharedStrings.xml": texts.encode()}), "--yes"
    )

    assert desk.item(ONE).updates[-1].note == meant


BOX = """<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
 xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><xdr:twoCellAnchor>
<xdr:from><xdr:col>8</xdr:col><xdr:colOff>9</xdr:colOff><xdr:row>4</xdr:row><xdr:rowOff>9</xdr:rowOff></xdr:from>
<xdr:to><xdr:col>8</xdr:col><xdr:colOff>99</xdr:colOff><xdr:row>4</xdr:row><xdr:rowOff>99</xdr:rowOff></xdr:to>
<xdr:sp><xdr:nvSpPr><xdr:cNvPr id="2" name="Box"{shown}/></xdr:nvSpPr><xdr:txBody><a:p><a:r>
<a:t>Not done</a:t></a:r></a:p></xdr:txBody></xdr:sp><xdr:clientData/></xdr:twoCellAnchor></xdr:wsDr>"""
LINK = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId9" Target="../{part}"'
    ' Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}"/>'
    "</Relationships>"
)


def beside(path: Path, kind: str, part: str, content: str) -> Path:
    """The sheet with a part beside it, as Excel links it."""
    parts = {f"xl/{part}": content, "xl/worksheets/_rels/sheet1.xml.rels": LINK.format(kind=kind, part=part)}
    return changed(path, path.name, **{name: text.encode() for name, text in parts.items()})


def test_a_text_box_over_a_cell_is_named_with_its_words(desk: Desk) -> None:
    sheet = fill(desk.export(), {ONE: {"note": "Done."}, TWO: {"note": "Talks."}})
    ran = desk.bring(beside(sheet, "drawing", "drawings/drawing1.xml", BOX.format(shown="")), "--yes")

    assert "a picture, text box or line lies over “Done.”" in refusals(ran)[0]
    assert "moda.xlsx, sheet 列管表: a text box is not read: “Not done”." in ran.out
    assert len(desk.item(ONE).updates) == 1
    assert desk.item(TWO).updates[-1].note == "Talks."


def test_a_text_box_that_does_not_show_hides_nothing(desk: Desk) -> None:
    sheet = fill(desk.export(), {ONE: {"note": "Done."}})
    hidden = BOX.format(shown=' hidden="1"')

    assert refusals(desk.bring(beside(sheet, "drawing", "drawings/drawing1.xml", hidden), "--yes")) == []


def test_a_comment_in_a_thread_is_named_by_its_own_words(desk: Desk) -> None:
    link = "https://go.microsoft.com/fwlink/?linkid=870924"
    told = f"[Threaded comment]\n\nYour version: {link}\n\nComment:\n Ask us"
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    comments = (
        f'<comments xmlns="{main}"><commentList><comment ref="I6"><text><t>{told}</t></text></comment>'
        "</commentList></comments>"
    )
    sheet = beside(fill(desk.export(), {ONE: {"note": "Done."}}), "comments", "comments1.xml", comments)
    ran = desk.bring(sheet, "--yes")

    assert "row 6, What was done: a comment is not read: “Comment: Ask us”" in ran.out
    assert desk.item(ONE).updates[-1].note == "Done."


def test_a_hidden_copy_of_the_sheet_is_named_and_not_read(desk: Desk) -> None:
    def copy(page: Any) -> None:
        other = page.parent.copy_worksheet(page)
        other.cell(ROW, column("note")).value = "Other."
        other.sheet_state = "hidden"

    ran = desk.bring(edit(fill(desk.export(), {ONE: {"note": "Done."}}), copy), "--yes")

    assert "sheet 列管表 Copy: hidden, not read" in ran.out
    assert desk.item(ONE).updates[-1].note == "Done."


@pytest.mark.parametrize(
    ("name", "value", "meant"),
    [
        ("new_status", "completed\u200b", "status from in progress to completed"),
        ("new_status", "辦理\u200b中", None),
        ("new_progress", "4\u200b0", "progress from 30 to 40"),
        ("next", "2027-\u200b03-31", "due from 2026-12-18 to 2027-03-31"),
    ],
)
def test_a_sign_that_takes_no_room_changes_no_value(
    desk: Desk, name: str, value: str, meant: str | None
) -> None:
    rest = {"note": "x", "lag": "y", "evidence": "minutes: Third"}
    ran = desk.bring(fill(desk.export(), {ONE: {**rest, name: value}}), "--dry-run")

    assert refusals(ran) == []
    assert meant is None or meant in ran.out


@pytest.mark.parametrize("name", ["evidence", "next", "new_progress", "by"])
def test_a_cell_of_little_weight_is_left_out_alone(desk: Desk, name: str) -> None:
    def strike(page: Any) -> None:
        page.cell(ROW, column(name)).font = Font(strike=True)

    values = {"evidence": "minutes: Third", "next": "More", "new_progress": 40, "by": "王"}
    sheet = edit(fill(desk.export(), {ONE: {"note": "Done.", **values}}), strike)
    ran = desk.bring(sheet, "--yes")
    record = desk.item(ONE).updates[-1]

    assert [line.endswith("; this cell was not taken.") for line in refusals(ran)] == [True]
    assert record.note == "Done."
    assert {
        "evidence": not desk.item(ONE).evidence,
        "next": desk.item(ONE).next_step == "Survey",
        "new_progress": desk.item(ONE).progress == 30,
        "by": record.contact is None,
    } == {one: one == name for one in values}


def test_a_cell_that_was_corrected_comes_without_the_words_a_second_time(desk: Desk) -> None:
    sheet = fill(desk.export(), {ONE: {"note": "Done.", "new_progress": 33.3}})
    desk.bring(sheet, "--yes")
    desk.bring(fill(sheet, {ONE: {"new_progress": 40}}), "--yes")

    assert [(one.note, one.changes.get("progress")) for one in desk.item(ONE).updates[1:]] == [
        ("Done.", None),
        (None, 40),
    ]


# ---- the same in OpenDocument ----

STRIKE = (
    '<style:text-properties style:text-line-through-style="solid" style:text-line-through-type="single"/>'
)


def own_style(document: Any, name: str, family: str, inner: str, cell: Element | None = None) -> None:
    holder = document.content.get_element("//office:automatic-styles")
    parent = (
        f' style:parent-style-name="{cell.get_attribute("table:style-name")}"' if cell is not None else ""
    )
    holder.append(
        Element.from_tag(
            f'<style:style style:name="{name}" style:family="{family}"{parent}>{inner}</style:style>'
        )
    )


def dressed(inner: str) -> Callable[[Any, Element], None]:
    """Gives the note a style of its own."""

    def change(document: Any, cell: Element) -> None:
        own_style(document, "own", "table-cell", inner, cell)
        cell.set_attribute("table:style-name", "own")

    return change


def content(attributes: str, inner: str) -> Callable[[Any, Element], None]:
    """Puts another cell in place of the note."""

    def change(document: Any, cell: Element) -> None:
        made = Element.from_tag(f"<table:table-cell {attributes}>{inner}</table:table-cell>")
        cell.parent.replace_element(cell, made)

    return change


def span(inner: str) -> Callable[[Any, Element], None]:
    def change(document: Any, cell: Element) -> None:
        own_style(document, "word", "text", inner)
        text = '<text:p>Not <text:span text:style-name="word">yet</text:span> done.</text:p>'
        content('office:value-type="string"', text)(document, cell)

    return change


def row_attribute(name: str, value: str) -> Callable[[Any, Element], None]:
    return lambda document, cell: cell.parent.set_attribute(name, value)


def in_group(document: Any, cell: Element) -> None:
    row = cell.parent
    group = Element.from_tag('<table:table-row-group table:display="false"/>')
    copy = row.clone
    row.parent.replace_element(row, group)
    group.append(copy)


def hidden_column(document: Any, cell: Element) -> None:
    columns = document.body.get_elements("table:table")[0].get_elements("table:table-column")
    columns[PLACE["note"]].set_attribute("table:visibility", "collapse")


def hidden_table(document: Any, cell: Element) -> None:
    own_style(document, "gone", "table", '<style:table-properties table:display="false"/>')
    document.body.get_elements("table:table")[0].set_attribute("table:style-name", "gone")


def no_height(document: Any, cell: Element) -> None:
    own_style(document, "flat", "table-row", '<style:table-row-properties style:row-height="0mm"/>')
    cell.parent.set_attribute("table:style-name", "flat")


def conditional_ods(document: Any, cell: Element) -> None:
    own_style(document, "gone", "table-cell", STRIKE)
    formats = Element.from_tag(
        '<calcext:conditional-formats><calcext:conditional-format calcext:target-range-address="'
        "'列管表'.I5:'列管表'.I9 '列管表'.L5\"><calcext:condition calcext:apply-style-name=\"gone\""
        ' calcext:value="=1"/></calcext:conditional-format></calcext:conditional-formats>'
    )
    document.body.get_elements("table:table")[0].append(formats)


FRAME = (
    '<draw:frame table:end-cell-address="列管表.I5"><draw:text-box><text:p>Not done</text:p></draw:text-box>'
    "</draw:frame>"
)
OTHER = '<style:text-properties fo:color="#fffdf0"/>'
UNSEEN_ODS: dict[str, tuple[Callable[[Any, Element], None], str]] = {
    "struck out": (dressed(STRIKE), "words are struck out in “Done.”"),
    "a word struck out": (span(STRIKE), "words are struck out in “Not yet done.”"),
    "white": (dressed(OTHER), "words in “Done.” can hardly be seen"),
    "a word in white": (span(OTHER), "words in “Not yet done.” can hardly be seen"),
    "not displayed": (dressed('<style:text-properties text:display="none"/>'), "can hardly be seen"),
    "blackened": (
        dressed('<style:table-cell-properties fo:background-color="#000000"/>'),
        "words in “Done.” can hardly be seen",
    ),
    "tiny": (dressed('<style:text-properties fo:font-size="1pt"/>'), "can hardly be seen"),
    "hidden by its format": (
        content('office:value-type="string" office:string-value="Done."', "<text:p/>"),
        "the number format shows something else than the cell holds, which is “Done.”",
    ),
    "more by its format": (
        content('office:value-type="string" office:string-value="Done."', "<text:p>Done. (draft)</text:p>"),
        "the number format shows something else",
    ),
    "rounded": (
        content('office:value-type="float" office:value="49.6"', "<text:p>50</text:p>"),
        "the number format shows something else than the cell holds, which is “49.6”",
    ),
    "part of a day": (
        content('office:value-type="date" office:date-value="2027-03-31"', "<text:p>2027年3月</text:p>"),
        "the number format shows something else",
    ),
    "turned round": (
        content('office:value-type="string"', "<text:p>\u202eenod</text:p>"),
        "there are signs in",
    ),
    "struck out when": (conditional_ods, "a conditional format may hide or strike out “Done.”"),
    "struck out by a map": (
        lambda document, cell: (
            own_style(document, "gone", "table-cell", STRIKE),
            dressed('<style:map style:condition="cell-content()=1" style:apply-style-name="gone"/>')(
                document, cell
            ),
        ),
        "a conditional format may hide or strike out",
    ),
    "column hidden": (hidden_column, "the column is hidden and holds “Done.”"),
    "row hidden": (row_attribute("table:visibility", "collapse"), "the row is hidden or filtered out"),
    "row filtered out": (row_attribute("table:visibility", "filter"), "the row is hidden or filtered out"),
    "row in a closed group": (in_group, "the row is hidden or filtered out"),
    "row of no height": (no_height, "the row is hidden or filtered out"),
    "sheet hidden": (hidden_table, "no row with the heads of a sheet was found"),
    "under a text box": (
        content('office:value-type="string"', f"<text:p>Done.</text:p>{FRAME}"),
        "a picture, text box or line lies over “Done.”",
    ),
    "filled in by a formula beside it": (
        lambda document, cell: (
            ods_cells(cell.parent)[PLACE["last"]].set_attribute("table:formula", "of:=[.A1:.B1]"),
            ods_cells(cell.parent)[PLACE["last"]].set_attribute("table:number-matrix-columns-spanned", "2"),
            ods_cells(cell.parent)[PLACE["last"]].set_attribute("table:number-matrix-rows-spanned", "1"),
        ),
        "a formula in another cell fills this in",
    ),
    "merged over two columns": (
        lambda document, cell: cell.set_attribute("table:number-columns-spanned", "2"),
        "cells are merged (I5:J5)",
    ),
    "covered by another cell": (
        lambda document, cell: (
            ods_cells(cell.parent)[PLACE["last"]].set_attribute("table:number-columns-spanned", "2"),
            content_covered(cell),
        ),
        "cells are merged (H5:I5)",
    ),
}


def content_covered(cell: Element) -> None:
    made = Element.from_tag(
        '<table:covered-table-cell office:value-type="string"><text:p>Done.</text:p>'
        "</table:covered-table-cell>"
    )
    cell.parent.replace_element(cell, made)


def changed_ods(path: Path, change: Callable[[Any, Element], None]) -> Path:
    document = document_of(path)
    change(document, ods_cells(ods_rows(document)[ROW - 1])[PLACE["note"]])
    save(document, path)
    return path


@pytest.mark.parametrize("name", UNSEEN_ODS)
def test_words_of_an_ods_that_look_other_than_they_read_are_named(desk: Desk, name: str) -> None:
    change, said = UNSEEN_ODS[name]
    sheet = changed_ods(fill(desk.export("moda.ods"), {ONE: {"note": "Done.", "next": "More"}}), change)
    ran = desk.bring(sheet, "--yes", code=5)

    assert any(said in line and line.startswith("moda.ods") for line in refusals(ran)), ran.out
    assert len(desk.item(ONE).updates) == 1


RUBY = (
    "<text:p><text:ruby><text:ruby-base>東京</text:ruby-base><text:ruby-text>ㄉ</text:ruby-text></text:ruby>"
    "</text:p>"
)
TRACKED = (
    '<table:tracked-changes><table:cell-content-change table:id="ct1"><table:cell-address table:column="9"'
    ' table:row="3" table:table="0"/><table:previous>'
    '<table:change-track-table-cell office:value-type="string">'
    "<text:p>Never.</text:p></table:change-track-table-cell></table:previous></table:cell-content-change>"
    "</table:tracked-changes>"
)
SEEN_ODS: dict[str, tuple[Callable[[Any, Element], None], str]] = {
    "the reading above a word": (content('office:value-type="string"', RUBY), "東京"),
    "no escape": (
        content('office:value-type="string"', "<text:p>_x000D_ is no break</text:p>"),
        "_x000D_ is no break",
    ),
    "a percentage": (
        content('office:value-type="percentage" office:value="0.5"', "<text:p>50%</text:p>"),
        "50%",
    ),
    "a number in groups": (
        content('office:value-type="float" office:value="1234"', "<text:p>1,234</text:p>"),
        "1234",
    ),
    "a day in the calendar of the Republic": (
        content('office:value-type="date" office:date-value="2027-03-31"', "<text:p>116/03/31</text:p>"),
        "2027-03-31",
    ),
    "a day as the office shows it": (
        content('office:value-type="date" office:date-value="2027-03-31"', "<text:p>03/31/27</text:p>"),
        "2027-03-31",
    ),
    "a change that is tracked": (
        lambda document, cell: document.body.insert(Element.from_tag(TRACKED), position=0),
        "Done.",
    ),
    "bold": (span('<style:text-properties fo:font-weight="bold"/>'), "Not yet done."),
    "white on black": (
        dressed(
            '<style:table-cell-properties fo:background-color="#000000"/>'
            '<style:text-properties fo:color="#ffffff"/>'
        ),
        "Done.",
    ),
}


@pytest.mark.parametrize("name", SEEN_ODS)
def test_words_of_an_ods_are_recorded_as_they_look(desk: Desk, name: str) -> None:
    change, meant = SEEN_ODS[name]
    ran = desk.bring(changed_ods(fill(desk.export("moda.ods"), {ONE: {"note": "Done."}}), change), "--yes")

    assert refusals(ran) == []
    assert desk.item(ONE).updates[-1].note == meant


# ---- prepared minutes ----

LEDGER = read(ledger_text({}, {"id": TWO}), "commitments.toml").ledger
DAY = dt.date(2026, 11, 27)
HEADS = ["編號", "狀態", "說明", "下一步"]


def prepared(folder: Path, change: Change) -> Incoming:
    """Incoming of two items in a workbook, after a change to its sheet."""
    book = openpyxl.Workbook()
    page = book.active
    for line in (HEADS, [ONE, "辦理中", "Agreed.", "Dig"], [TWO, "辦理中", None, None]):
        page.append(line)
    change(page)
    stream = io.BytesIO()
    book.save(stream)
    path = folder / "minutes.xlsx"
    path.write_bytes(stream.getvalue())
    return minutes.read(path, LEDGER, DAY, Defaults(DAY, "officer"))


MINUTES: dict[str, tuple[Change, list[str], str]] = {
    "a note merged over two rows": (lambda page: page.merge_cells("C2:C3"), [], "cells are merged (C2:C3)"),
    "a note merged over two columns": (
        lambda page: page.merge_cells("C2:D2"),
        [TWO],
        "cells are merged (C2:D2)",
    ),
    "a row hidden": (
        lambda page: setattr(page.row_dimensions[2], "hidden", True),
        [TWO],
        "the row is hidden or filtered out",
    ),
    "a column hidden": (
        lambda page: setattr(page.column_dimensions["C"], "hidden", True),
        [TWO],
        "the column is hidden and holds “Agreed.”",
    ),
    "a note struck out": (
        lambda page: setattr(page["C2"], "font", Font(strike=True)),
        [TWO],
        "words are struck out in “Agreed.”",
    ),
    "a note in white": (
        lambda page: setattr(page["C2"], "font", Font(color="FFFFFFFF")),
        [TWO],
        "words in “Agreed.” can hardly be seen",
    ),
    "a note hidden by its format": (
        lambda page: setattr(page["C2"], "number_format", ";;;"),
        [TWO],
        "the number format shows something else than the cell holds, which is “Agreed.”",
    ),
}


@pytest.mark.parametrize("name", MINUTES)
def test_prepared_minutes_are_taken_as_they_look(tmp_path: Path, name: str) -> None:
    change, taken, said = MINUTES[name]
    found = prepared(tmp_path, change)

    assert [wish.id for wish in found.wishes] == taken
    assert all(trouble.en.startswith("minutes.xlsx") for trouble in found.troubles)
    assert said in found.troubles[0].en


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda page: page.merge_cells("C1:D1"), "heads are merged across columns (C1:D1)"),
        (
            lambda page: (page.parent.create_sheet("front"), setattr(page, "sheet_state", "hidden")),
            "minutes.xlsx: the sheet Sheet with the head row is hidden.",
        ),
    ],
)
def test_minutes_that_cannot_be_made_out_are_refused_whole(tmp_path: Path, change: Change, said: str) -> None:
    with pytest.raises(minutes.ChangeRefused) as caught:
        prepared(tmp_path, change)

    assert said in caught.value.message.en


def test_what_stands_beside_prepared_minutes_is_named(tmp_path: Path) -> None:
    def remark(page: Any) -> None:
        page["C2"].comment = openpyxl.comments.Comment("see me", "x")
        page["C2"].value = 0.5
        page["C2"].number_format = "0%"

    found = prepared(tmp_path, remark)

    assert [notice.en for notice in found.notices] == [
        "minutes.xlsx, cell C2: a comment is not read: “see me”."
    ]
    assert found.wishes[0].request.note == "50%"


# ---- a number format by itself ----


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (40, "General"), (40, "0"), (40, '0"%"'), (40, "0_);[Red](0)"), (0.5, "0%"), (0.125, "0.0%"),
        (1234, "#,##0"), (1.5, "0.00"), (223456789, "@"), (True, ";;;"), ("x", "General"), ("x", "0;-0;0;@"),
        (dt.date(2027, 3, 31), "yyyy/m/d;@"), (dt.date(2027, 3, 31), "[$-F800]dddd, mmmm dd, yyyy"),
        (dt.time(8, 30), "h:mm"),
    ],
)  # fmt: skip
def test_a_format_that_shows_the_value(value: Any, code: str) -> None:
    assert shows(value, code)


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (40, ";;;"), (0, "0;-0;;@"), (-3, "0;0"), (40000, "0,"), (40, '[>10]"big";0'), (12, '0"項"'),
        (7, "000"),
        (1e12, "General"), (0.496, "0%"), (1 / 3, "0.00"), (5, "# ?/?"), (5, "0.00E+00"), ("x", ";;;"),
        ("x", 'General;General;General;"y"'), (dt.date(2027, 3, 31), 'yyyy"年"m"月"'),
        (dt.date(2027, 3, 31), 'm/d"y"'), (dt.date(2027, 3, 31), "0"), (dt.time(8, 30), "yyyy-mm-dd"),
    ],
)  # fmt: skip
def test_a_format_that_shows_something_else(value: Any, code: str) -> None:
    assert not shows(value, code)
