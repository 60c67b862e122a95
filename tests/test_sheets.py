"""The sheets that go out: what stands on them, what can be filled in, and what is written where."""

import datetime as dt
import re
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, Eppd
from sheetwork import (
    FRIDAY,
    ITEMS,
    PLACE,
    TODAY,
    book_of,
    document_of,
    export,
    head_row,
    ods_cells,
    ods_rows,
    ods_text,
    write_ledger,
)

from eppd_track.exchange.sheets import issue as sheet_issue
from eppd_track.exchange.sheets import look, sheet
from eppd_track.exchange.sheets.sheet import COLUMNS, HIDDEN, INPUT, LOCKED
from eppd_track.exchange.sheets.xlsx import write
from eppd_track.ledger.reader import read
from eppd_track.model.vocabulary import ENDED, Calendar, Language, Light, Status
from eppd_track.rules.lights import assess_all
from eppd_track.rules.transitions import Need, needs
from eppd_track.words import sheets

FORMS = ("xlsx", "ods")
HOSTILE = (
    "=1+1",
    '=HYPERLINK("http://example.com","x")',
    "+886-2-1234",
    "-1+1",
    " @SUM(A1)",
    "\t=1",
    "http://example.com/",
    "{=1+1}",
    "<b>&amp;</b>",
    "'quoted",
    "  two  blanks",
    "_x000D_",
    "_x005F_x000D_",
    "one\r\ntwo\rthree\nfour",
    "of other systems\x85\u2028\u2029",
    " \u00a0\tat both ends\t\u3000",
    "\u200b\ufeff\u200dout of sight\u2060",
    "\x07\x1b[31m\x7f\ufffe\uffff",
    "e\u0301 NFD, 한, 👩\u200d💻, 𠮷, \ue000, \U0010fffd",
    "'=1+1",
    "橋" * 5000,
    "\u2028" * 3000,
)
"""Texts that a program on the way may take for something else."""


@pytest.fixture
def small(tmp_path: Path) -> Path:
    return write_ledger(tmp_path)


def texts(path: Path) -> list[list[str]]:
    """Every cell of the visible sheet as text, row by row, in either format."""
    if path.suffix == ".ods":
        return [[ods_text(cell) for cell in ods_cells(row)] for row in ods_rows(document_of(path))]
    page = book_of(path).worksheets[0]
    return [["" if cell.value is None else str(cell.value) for cell in row] for row in page.iter_rows()]


# ---- content ----


@pytest.mark.parametrize("form", FORMS)
def test_a_row_tells_what_was_agreed_and_how_it_stands(eppd: Eppd, small: Path, form: str) -> None:
    rows = texts(export(eppd, f"moda.{form}", "--lang", "both"))
    row = next(row for row in rows if "E6-P1-01" in row)

    assert row[:8] == [
        "1",
        "E6-P1-01",
        "造橋\nBuild a bridge",
        "數位部\nMODA",
        "",
        "2026-12-18 00:00:00" if form == "xlsx" else "",
        "G 綠\n辦理中\nin progress\n30%",
        "2026-03-01 MODA\nBegun.",
    ]
    assert [cell for cell in row[8:16] if cell] == []
    assert row[16].startswith("E6-P1-01:")


def test_the_columns_are_those_an_agency_knows_in_their_order(eppd: Eppd, small: Path) -> None:
    heads = texts(export(eppd))[3][:16]

    assert heads == [
        *("序號", "編號", "列管事項", "主辦機關", "協辦機關", "預定完成日期", "燈號", "前次辦理情形"),
        *("本期辦理情形", "狀態", "進度", "落後原因及因應對策", "下一步／預定完成", "佐證", "列管建議"),
        "填報人及聯絡電話",
    ]


@pytest.mark.parametrize(
    ("lang", "shown"),
    [
        ("zh", ("造橋", "狀態", "G 綠\n辦理中\n30%")),
        ("en", ("Build a bridge", "Status", "G green\nin progress\n30%")),
        ("both", ("造橋\nBuild a bridge", "狀態\nStatus", "G 綠\n辦理中\nin progress\n30%")),
    ],
)
@pytest.mark.parametrize("form", FORMS)
def test_the_language_decides_heads_titles_and_words(
    eppd: Eppd, small: Path, form: str, lang: str, shown: tuple[str, str, str]
) -> None:
    rows = texts(export(eppd, f"moda.{form}", "--lang", lang))
    row = next(row for row in rows if "E6-P1-01" in row)

    assert (row[PLACE["title"]], row[PLACE["light"]]) == (shown[0], shown[2])
    assert shown[1] in [cell for line in rows for cell in line]


@pytest.mark.parametrize("form", FORMS)
def test_the_page_says_whose_it_is_of_which_day_and_when_it_is_due_back(
    eppd: Eppd, tmp_path: Path, form: str
) -> None:
    write_ledger(tmp_path, settings={"calendar": "roc"})
    rows = texts(export(eppd, f"moda.{form}", "--return-by", "2026-12-02"))

    assert rows[0][0] == "第六次對話 列管表　數位部　民國115年11月27日（週五）"
    assert "請於民國115年12月2日（週三）前以原檔寄回" in rows[2][0]


def test_a_sheet_is_due_back_in_a_week_unless_told_otherwise(eppd: Eppd, small: Path) -> None:
    assert "2026-12-04" in texts(export(eppd))[2][0]


def test_a_due_day_is_a_real_date_in_the_ledgers_calendar(eppd: Eppd, tmp_path: Path) -> None:
    for calendar, shown in (("roc", "[$-404]e/mm/dd"), ("gregorian", "yyyy-mm-dd")):
        write_ledger(tmp_path, settings={"calendar": calendar})
        page = book_of(export(eppd)).worksheets[0]
        cell = page.cell(5, PLACE["due"] + 1)

        assert cell.value.isoformat() == "2026-12-18T00:00:00"
        assert cell.number_format == shown
        assert cell.is_date


def test_an_ods_date_is_real_too(eppd: Eppd, tmp_path: Path) -> None:
    write_ledger(tmp_path, settings={"calendar": "roc"})
    document = document_of(export(eppd, "moda.ods"))
    cell = ods_cells(ods_rows(document)[4])[PLACE["due"]]

    assert cell.get_attribute("office:value-type") == "date"
    assert cell.get_attribute("office:date-value") == "2026-12-18"
    style = document.content.get_element(
        f"//style:style[@style:name='{cell.get_attribute('table:style-name')}']"
    )
    name = style.get_attribute("style:data-style-name")
    year = document.content.get_element(f"//number:date-style[@style:name='{name}']/number:year")
    assert year.get_attribute("number:calendar") == "ROC"


def test_a_period_stays_a_period_and_no_due_date_is_said_so(eppd: Eppd, small: Path) -> None:
    rows = {row[PLACE["id"]]: row for row in texts(export(eppd))}

    assert rows["E6-P1-02"][PLACE["due"]] == "2026-Q4"
    assert rows["E6-P1-03"][PLACE["due"]] == "未訂"


def test_what_is_late_carries_a_mark_that_prints(eppd: Eppd, tmp_path: Path) -> None:
    write_ledger(
        tmp_path, {"status": "in-progress", "due": "@2026-11-20"}, {"id": "E6-P1-02", "due": "2026-Q3"}
    )
    page = book_of(export(eppd)).worksheets[0]

    assert page.cell(5, PLACE["due"] + 1).number_format == 'yyyy-mm-dd" !"'
    assert page.cell(6, PLACE["due"] + 1).value == "2026-Q3 !"


def test_a_day_no_spreadsheet_can_hold_is_a_text(eppd: Eppd, tmp_path: Path) -> None:
    write_ledger(tmp_path, {"due": "@1899-12-30"})

    assert book_of(export(eppd)).worksheets[0].cell(5, PLACE["due"] + 1).value == "1899-12-30 !"


@pytest.mark.parametrize("form", FORMS)
def test_nothing_of_the_ledger_is_ever_a_formula_or_a_link(eppd: Eppd, tmp_path: Path, form: str) -> None:
    items = [
        {
            "id": f"E6-P1-{number:02}",
            "title_zh": text,
            "next_step": text,
            "update": [{"date": "@2026-02-01", "note": text}],
        }
        for number, text in enumerate(HOSTILE, 1)
    ]
    write_ledger(tmp_path, *items)
    path = export(eppd, f"moda.{form}")
    if form == "xlsx":
        page = book_of(path).worksheets[0]
        kinds = {cell.data_type for row in page.iter_rows() for cell in row}
        assert "f" not in kinds
        assert not any(cell.hyperlink for row in page.iter_rows() for cell in row)
        assert all(cell.quotePrefix for row in page.iter_rows(min_row=5, max_col=3) for cell in row)
        assert b"<f>" not in zipfile.ZipFile(path).read("xl/worksheets/sheet1.xml")
    else:
        content = zipfile.ZipFile(path).read("content.xml")
        assert b"table:formula" not in content
        assert b"xlink:href" not in content
    ran = eppd("import", path.name, "--today", TODAY, "--lang", "en")
    assert "Not possible" not in ran.out
    assert "Nothing to write." in ran.err


@pytest.mark.parametrize("form", FORMS)
def test_characters_that_act_are_written_out(eppd: Eppd, tmp_path: Path, form: str) -> None:
    write_ledger(tmp_path, {"title_zh": "鈴\x07聲\u202e反\n第二行"})
    rows = texts(export(eppd, f"moda.{form}"))

    assert rows[4][PLACE["title"]] == "鈴\\x07聲\\u202e反\n第二行"


@pytest.mark.parametrize("form", FORMS)
def test_a_text_without_end_is_cut_and_the_cut_is_marked(eppd: Eppd, tmp_path: Path, form: str) -> None:
    write_ledger(tmp_path, {"title_zh": "橋" * 40000, "title": None})
    path = export(eppd, f"moda.{form}")

    assert texts(path)[4][PLACE["title"]] == "橋" * sheet.MOST_SHOWN + "…"
    assert "無法" not in eppd("import", path.name, "--today", TODAY, "--lang", "zh").out


def test_the_hidden_sheet_knows_its_issue(eppd: Eppd, small: Path) -> None:
    book = book_of(export(eppd))
    page = book[HIDDEN]
    issue = sheet_issue.issue_of([(row[0].value, row[1].value) for row in page.iter_rows()])

    assert page.sheet_state == "veryHidden"
    assert (issue.dialogue, issue.agency, issue.issued) == ("TALKS-6", "MODA", dt.date(2026, 11, 27))
    assert issue.return_by == dt.date(2026, 12, 4)
    assert [one.id for one in issue.items] == ["E6-P1-01", "E6-P1-02", "E6-P1-03"]
    assert issue.items[0].fields == {
        "status": "in-progress",
        "progress": "30",
        "due": "2026-12-18",
        "next_step": "Survey",
        "next_step_due": "",
        "proposed": "",
    }


@pytest.mark.parametrize("form", FORMS)
def test_the_hidden_sheet_fits_a_cell_whatever_the_ledger_holds(
    eppd: Eppd, tmp_path: Path, form: str
) -> None:
    long = '\x01"\\' * 20000
    write_ledger(tmp_path, {"title": long, "title_zh": long, "next_step": long, "due": "@2026-12-18"})
    path = export(eppd, f"moda.{form}", "--lang", "both")

    assert "無法" not in eppd("import", path.name, "--today", TODAY, "--lang", "zh").out


# ---- what can be filled in ----


def test_only_yellow_cells_are_open_in_xlsx(eppd: Eppd, small: Path) -> None:
    page = book_of(export(eppd)).worksheets[0]

    assert page.protection.sheet
    assert not page.protection.password
    assert (page.protection.formatColumns, page.protection.formatRows, page.protection.autoFilter) == (
        False,
        False,
        False,
    )  # in the file, False is: not forbidden
    for row in page.iter_rows(min_row=1, max_row=7):
        for cell in row:
            yellow = cell.row > 4 and cell.column_letter in "IJKLMNOP"
            assert cell.protection.locked is not yellow, cell.coordinate


def test_only_yellow_cells_are_open_in_ods(eppd: Eppd, small: Path) -> None:
    document = document_of(export(eppd, "moda.ods"))
    tables = document.body.get_elements("table:table")
    protected = {
        style.get_attribute("style:name"): style.get_element("style:table-cell-properties").get_attribute(
            "style:cell-protect"
        )
        for style in document.content.get_elements("//style:style[@style:family='table-cell']")
    }

    assert all(table.get_attribute("table:protected") in {True, "true"} for table in tables)
    assert [table.get_attribute("table:protection-key") for table in tables] == [None, None]
    for number, row in enumerate(ods_rows(document)):
        for place, cell in enumerate(ods_cells(row)):
            yellow = number > 3 and len(LOCKED) <= place < len(COLUMNS)
            assert protected[cell.get_attribute("table:style-name")] == ("none" if yellow else "protected")


@pytest.mark.parametrize("form", FORMS)
def test_statuses_to_pick_are_the_present_one_and_those_allowed_next(
    eppd: Eppd, small: Path, form: str
) -> None:
    path = export(eppd, f"moda.{form}")

    assert picks(path) == [
        ["辦理中", "受阻", "辦理完成（待解列）"],
        ["尚未啟動", "辦理中", "受阻", "辦理完成（待解列）"],
        ["尚未啟動", "辦理中", "受阻", "辦理完成（待解列）"],
    ]


def picks(path: Path) -> list[list[str]]:
    """The drop-down of each row."""
    if path.suffix == ".xlsx":
        page = book_of(path).worksheets[0]
        lists = [rule for rule in page.data_validations.dataValidation if rule.type == "list"]
        mine = [
            next(rule for rule in lists if f"J{row}" in rule.sqref)
            for row in range(head_row(path) + 1, page.max_row + 1)
        ]
        return [rule.formula1.strip('"').split(",") for rule in mine]
    document = document_of(path)
    conditions = {
        rule.get_attribute("table:name"): rule.get_attribute("table:condition")
        for rule in document.body.get_elements("//table:content-validation")
    }
    rows = [ods_cells(row) for row in ods_rows(document)]
    named = [
        cells[PLACE["new_status"]].get_attribute("table:content-validation-name")
        for cells in rows
        if len(cells) > len(COLUMNS)
    ]
    found = [str(conditions[name]) for name in named if name]
    return [re.findall(r'"([^"]*)"', condition) for condition in found]


@pytest.mark.parametrize("status", Status)
def test_no_status_is_offered_that_a_sheet_cannot_bring(status: Status) -> None:
    offered = sheet.open_to(status)

    assert offered[0] is status
    for after in offered[1:]:
        assert {Need.APPROVED_BY, Need.CLOSURE}.isdisjoint(needs(status, after) or ())
        assert after not in ENDED
    assert Status.CLOSED not in offered[1:]


def test_every_drop_down_and_hint_fits_what_a_spreadsheet_takes() -> None:
    for language in Language:
        for status in Status:
            assert len(",".join(sheet.choices(status, language))) <= 255
            assert not any("," in pick for pick in sheet.choices(status, language))
        for hint in sheet._hints().values():  # noqa: SLF001 - a limit of the format
            assert len("\n".join(hint.lines(language))) <= write._MOST_HINT  # noqa: SLF001


def test_progress_takes_whole_numbers_and_texts_have_an_end(eppd: Eppd, small: Path) -> None:
    page = book_of(export(eppd)).worksheets[0]
    rules = page.data_validations.dataValidation
    found = {
        name: next(rule for rule in rules if name in rule.sqref) for name in ("K5", "K7", "I6", "N7", "O5")
    }

    assert found["K5"] is found["K7"]
    assert (found["K5"].type, found["K5"].formula1, found["K5"].formula2) == ("whole", "0", "100")
    assert (found["I6"].type, found["I6"].formula1) == ("textLength", "2000")
    assert (found["O5"].type, found["O5"].formula1) == ("list", '"繼續列管,解除列管"')
    assert all(rule.prompt and rule.error and rule.allowBlank for rule in rules)
    assert len(rules) == len(INPUT) + 1
    assert "會議紀錄" in found["N7"].prompt


def test_ods_has_the_same_rules(eppd: Eppd, small: Path) -> None:
    document = document_of(export(eppd, "moda.ods"))
    rules = {
        rule.get_attribute("table:name"): rule.get_attribute("table:condition")
        for rule in document.body.get_elements("//table:content-validation")
    }

    assert rules["new_progress"] == "of:cell-content-is-whole-number() and cell-content-is-between(0,100)"
    assert rules["note"] == "of:cell-content-text-length()<=2000"
    for cell in ods_cells(ods_rows(document)[4])[len(LOCKED) : len(COLUMNS)]:
        assert cell.get_attribute("table:content-validation-name") in rules


def test_what_is_typed_stays_as_it_is_typed(eppd: Eppd, small: Path) -> None:
    page = book_of(export(eppd)).worksheets[0]

    for name in ("new_status", "note", "lag", "next", "evidence", "advice", "by"):
        assert page.cell(5, PLACE[name] + 1).number_format == "@"
    assert page.cell(5, PLACE["new_progress"] + 1).number_format == '0"%"'


# ---- the page ----


def test_an_xlsx_prints_on_a4_across_one_page_wide(eppd: Eppd, small: Path) -> None:
    page = book_of(export(eppd)).worksheets[0]

    assert (page.page_setup.orientation, page.page_setup.paperSize) == ("landscape", 9)
    assert page.sheet_properties.pageSetUpPr.fitToPage
    assert page.page_setup.fitToHeight in {0, "0"}
    assert page.print_title_rows == "$4:$4"
    assert page.print_area == "'列管表'!$A$1:$P$7"
    assert page.freeze_panes == "D5"
    assert page.auto_filter.ref == "A4:P7"
    assert page.oddFooter.center.text == "第 &P 頁，共 &N 頁"
    assert "列管檔" in page.oddFooter.left.text


def test_an_ods_prints_on_a4_across_one_page_wide(eppd: Eppd, small: Path) -> None:
    document = document_of(export(eppd, "moda.ods"))
    layout = document.styles.get_element("//style:page-layout")
    properties = layout.get_element("style:page-layout-properties").attributes

    assert properties["style:print-orientation"] == "landscape"
    assert (properties["fo:page-width"], properties["fo:page-height"]) == ("297mm", "210mm")
    assert (properties["style:scale-to-X"], properties["style:scale-to-Y"]) == ("1", "0")
    for place in ("header", "footer"):
        assert layout.get_element(f"style:{place}-style/style:header-footer-properties") is not None
    table = document.body.get_elements("table:table")[0]
    assert table.get_attribute("table:print-ranges") == "'列管表'.A1:'列管表'.P7"
    assert len(table.get_elements("table:table-header-rows/table:table-row")) == 1
    assert document.styles.get_element("//style:footer//text:page-count") is not None
    frozen = {
        item.get_attribute("config:name"): item.text
        for item in document.settings.get_elements("//config:config-item")
    }
    assert (frozen["HorizontalSplitMode"], frozen["HorizontalSplitPosition"]) == ("2", "3")
    assert (frozen["VerticalSplitMode"], frozen["VerticalSplitPosition"]) == ("2", "4")
    where = document.body.get_element("//table:database-range").get_attribute("table:target-range-address")
    assert where == "'列管表'.A4:'列管表'.P7"


def test_the_key_is_hidden_and_never_wraps(eppd: Eppd, small: Path) -> None:
    page = book_of(export(eppd)).worksheets[0]
    document = document_of(export(eppd, "moda.ods"))
    columns = document.body.get_elements("table:table")[0].get_elements("table:table-column")
    key = document.content.get_element("//style:style[@style:name='key']/style:table-cell-properties")

    assert page.column_dimensions["Q"].hidden
    assert not page["Q5"].alignment.wrap_text
    assert columns[-1].get_attribute("table:visibility") == "collapse"
    assert key.get_attribute("fo:wrap-option") == "no-wrap"


def test_rows_are_high_enough_for_chinese(eppd: Eppd, tmp_path: Path) -> None:
    write_ledger(tmp_path, {"title_zh": "橋" * 10}, {"id": "E6-P1-02", "title_zh": "橋" * 130})
    page = book_of(export(eppd)).worksheets[0]
    width = next(column.width for column in COLUMNS if column.name == "title")

    assert look.LEAST_ROW <= page.row_dimensions[5].height <= look.LEAST_ROW * 1.5
    assert page.row_dimensions[6].height >= 130 * 10 / look.points(width) * 14
    assert page.row_dimensions[6].height <= look.MOST_ROW


@pytest.mark.parametrize(
    ("text", "lines"),
    [("", 1), ("橋", 1), ("橋" * 10, 1), ("橋" * 20, 2), ("word " * 20, 5), ("W" * 60, 3)],
)
def test_lines_are_counted_as_they_break(text: str, lines: int) -> None:
    assert look.lines_in(text, 10, 49) == lines


def test_a_light_has_its_colour_and_its_letter(eppd: Eppd, small: Path) -> None:
    page = book_of(export(eppd)).worksheets[0]
    cell = page.cell(5, PLACE["light"] + 1)

    assert cell.fill.fgColor.rgb == "FFA9DCB5"
    assert cell.value == "G 綠\n辦理中\n30%"
    assert page.cell(5, PLACE["new_status"] + 1).fill.fgColor.rgb == "FFFFF8DC"


def test_a_long_title_is_made_smaller_rather_than_cut(eppd: Eppd, tmp_path: Path) -> None:
    long = {"id": "TALKS-6", "title": "Talks " * 60, "title_zh": "對話" * 60}
    write_ledger(tmp_path, dialogue=long)
    page = book_of(export(eppd, "moda.xlsx", "--lang", "both")).worksheets[0]

    assert page["A1"].font.size < look.TITLE
    assert page["A2"].font.size < look.SMALL_TITLE


# ---- the same bytes ----


@pytest.mark.parametrize("form", FORMS)
def test_the_same_ledger_and_day_give_the_same_bytes(tmp_path: Path, form: str) -> None:
    made = []
    for seed in ("1", "2"):
        path = tmp_path / f"{seed}.{form}"
        command = [
            sys.executable,
            "-m",
            "eppd_track",
            "-f",
            str(FRIDAY),
            "--today",
            TODAY,
            "export",
            "-o",
            str(path),
        ]
        environment = {"PYTHONHASHSEED": seed, "PATH": "", "HOME": str(tmp_path), "PYTHONPATH": str(ROOT)}
        subprocess.run(command, check=True, capture_output=True, env=environment, timeout=60)
        made.append(path.read_bytes())

    assert made[0] == made[1]


@pytest.mark.parametrize("form", FORMS)
def test_a_package_says_nothing_of_the_machine_or_the_hour(eppd: Eppd, small: Path, form: str) -> None:
    package = zipfile.ZipFile(export(eppd, f"moda.{form}"))

    assert {part.date_time[0] for part in package.infolist()} == {1980}
    if form == "ods":
        assert package.namelist()[0] == "mimetype"
        assert package.infolist()[0].compress_type == zipfile.ZIP_STORED
        assert b"creation-date" not in package.read("meta.xml")


# ---- files ----


def test_a_file_for_each_owner_and_a_line_for_each_file(eppd: Eppd, tmp_path: Path) -> None:
    (tmp_path / "commitments.toml").write_bytes(FRIDAY.read_bytes())
    ran = eppd("--today", TODAY, "--lang", "en", "export", "--per-owner", "out/sheets", "--owner", "MODA,IDA")

    assert ran.err.splitlines() == [
        "Written: out/sheets/IDA.xlsx, items: 4.",
        "Written: out/sheets/MODA.xlsx, items: 4.",
    ]
    assert sorted(path.name for path in Path("out/sheets").iterdir()) == ["IDA.xlsx", "MODA.xlsx"]
    assert "Digital" in book_of(Path("out/sheets/MODA.xlsx")).worksheets[0]["A1"].value


def test_a_sheet_that_is_there_may_be_filled_in_and_is_never_replaced(eppd: Eppd, small: Path) -> None:
    words = ("export", "--per-owner", "out", "--format", "ods", "--today", TODAY)
    eppd(*words)
    issued = Path("out/MODA.ods").read_bytes()

    eppd(*words)
    assert Path("out/MODA.ods").read_bytes() == issued
    Path("out/MODA.ods").write_bytes(issued + b"filled in")
    ran = eppd(*words, code=5)

    assert "MODA.ods" in ran.err
    assert Path("out/MODA.ods").read_bytes() == issued + b"filled in"


def test_an_agency_of_another_side_gets_what_its_side_may_see(eppd: Eppd, tmp_path: Path) -> None:
    record = {"date": "@2026-02-10", "by": "Lin", "note": "SENTINEL"}
    write_ledger(
        tmp_path,
        {"owner": "DOS", "title": "Open to them", "next_step": "SENTINEL", "update": [record]},
        {"id": "E6-P1-02", "owner": "DOS", "visibility": "internal", "title": "SENTINEL"},
        {"id": "E6-P1-03", "owner": "MODA", "next_step": "OURS"},
        {
            "id": "E6-P1-04",
            "supporting": ["DOS"],
            "title": "They help",
            "note": "SENTINEL",
            "update": [record],
        },
        {"id": "E6-P1-05", "supporting": ["DOS"], "inferred": ["supporting"], "title": "SENTINEL"},
    )

    for form in ("xlsx", "ods"):
        eppd("export", "--per-owner", f"out-{form}", "--format", form, "--today", TODAY)
        package = zipfile.ZipFile(f"out-{form}/DOS.{form}")
        theirs = b"".join(package.read(name) for name in package.namelist())
        assert b"Open to them" in theirs
        assert b"They help" in theirs
        assert b"SENTINEL" not in theirs
        assert b"E6-P1-02" not in theirs


def test_codes_that_are_no_file_names_are_made_into_some(eppd: Eppd, tmp_path: Path) -> None:
    codes = ["a/b", "A-B", "../../x", "CON", "經濟部", "  ", "." * 3, "x" * 300]
    agencies = [{"code": code, "side": "TW"} for code in codes]
    items = [{"id": f"E6-P1-{number:02}", "owner": code} for number, code in enumerate(codes, 1)]
    write_ledger(tmp_path, *items, agency=agencies)
    eppd("export", "--per-owner", "out", "--today", TODAY)

    names = sorted(path.name for path in Path("out").iterdir())
    assert names == sorted(
        [
            "a-b.xlsx",
            "A-B-2.xlsx",
            "x.xlsx",
            "_CON.xlsx",
            "經濟部.xlsx",
            "owner.xlsx",
            "owner-2.xlsx",
            "x" * 80 + ".xlsx",
        ]
    )
    assert len({name.casefold() for name in names}) == len(codes)


def test_a_selection_that_finds_nothing_writes_nothing(eppd: Eppd, small: Path) -> None:
    ran = eppd("export", "-o", "none.xlsx", "--owner", "MOEA", "--status", "blocked")

    assert "No file was written." in ran.err
    assert not Path("none.xlsx").exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "Say which file"),
        (("--format", "xlsx"), "Say which file"),
        (("--format", "ods"), "--per-owner FOLDER"),
        (("-o", "sheet.doc"), ".xlsx, .ods, .json, .csv, .ics"),
        (("-o", "a.xlsx", "--per-owner", "b"), "do not go together"),
        (("--per-owner", "b", "--format", "json"), "--format xlsx or --format ods"),
        (("-o", "a.xlsx", "--return-by", "2026-11-26"), "nobody can answer by then"),
        (("-o", "a.xlsx", "--owner", "NOBODY"), "no value"),
    ],
)
def test_options_that_do_not_fit_are_refused(
    eppd: Eppd, small: Path, words: tuple[str, ...], said: str
) -> None:
    ran = eppd("export", "--today", TODAY, *words, code=2)

    assert said in ran.err
    assert sorted(path.name for path in small.parent.iterdir()) == ["commitments.toml"]


def test_the_ledger_itself_is_never_written_over(eppd: Eppd, small: Path) -> None:
    before = small.read_bytes()
    ran = eppd("export", "-o", "commitments.toml", "--format", "xlsx", code=5)

    assert "the ledger itself" in ran.err
    assert small.read_bytes() == before


def test_a_folder_that_cannot_be_made_is_refused(eppd: Eppd, small: Path) -> None:
    Path("taken").write_bytes(b"a file")
    ran = eppd("export", "--per-owner", "taken", "--today", TODAY, code=5)

    assert "taken cannot be written" in ran.err


def test_what_cannot_be_read_of_the_ledger_is_said(eppd: Eppd, small: Path) -> None:
    small.write_bytes(small.read_bytes() + b'\n[[commitment]]\nid = "E6-P1-09"\n')
    ran = eppd("export", "-o", "moda.xlsx", "--today", TODAY, code=3)

    assert "E6-P1-09" in ran.err
    assert "items: 3" in ran.err


@pytest.mark.parametrize(("form", "library"), [("xlsx", "xlsxwriter"), ("ods", "odfdo")])
def test_a_missing_library_is_named_with_the_command_that_installs_it(
    eppd: Eppd, small: Path, monkeypatch: pytest.MonkeyPatch, form: str, library: str
) -> None:
    for name in [name for name in sys.modules if name.startswith((f"{library}.", "eppd_track.exchange."))]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, library, None)
    ran = eppd("export", "-o", f"moda.{form}", "--today", TODAY, code=5)

    assert 'pip install "eppd-track[sheets]"' in ran.err
    assert len(ran.err.splitlines()) == 2


@pytest.mark.parametrize(("form", "library"), [("xlsx", "openpyxl"), ("ods", "odfdo")])
def test_a_library_that_is_missing_for_reading_is_not_said_to_be_one_for_writing(
    eppd: Eppd, small: Path, monkeypatch: pytest.MonkeyPatch, form: str, library: str
) -> None:
    eppd("export", "-o", f"back.{form}", "--today", TODAY)
    for name in [name for name in sys.modules if name.startswith((f"{library}.", "eppd_track.exchange."))]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, library, None)

    said = eppd("import", f"back.{form}", "--lang", "zh", "--dry-run", code=5).err
    assert said.startswith(f"eppd：讀取 {form.upper()} 所需之套件尚未安裝。")


@pytest.mark.parametrize("form", ["json", "csv", "ics"])
def test_data_and_calendars_go_to_a_pipe_or_a_file(eppd: Eppd, small: Path, form: str) -> None:
    piped = eppd("export", "--format", form, "--today", TODAY).out
    ran = eppd("export", "-o", f"all.{form}", "--today", TODAY)

    assert "E6-P1-01" in piped
    raw = Path(f"all.{form}").read_bytes()
    assert raw.decode("utf-8-sig") == piped
    assert raw.startswith(b"\xef\xbb\xbf") is (form == "csv")
    told = f"events: {raw.count(b'BEGIN:VEVENT')}" if form == "ics" else "items: 3"
    assert ran.err == f"Written: all.{form}, {told}.\n"


def test_export_changes_nothing(eppd: Eppd, small: Path) -> None:
    before = small.read_bytes()
    export(eppd)

    assert small.read_bytes() == before


def test_no_two_heads_could_be_taken_for_each_other() -> None:
    spellings = [
        sheet.squeezed(spelling)
        for head in sheets.HEADS.values()
        for spelling in dict.fromkeys((head.en, head.zh))
    ]

    assert len(spellings) == len(set(spellings))
    assert set(sheet.heads_known().values()) == {*PLACE, sheet.AGREED.name}


def test_a_key_changes_with_everything_a_row_tells() -> None:
    def key(**fields: Any) -> str:
        from conftest import ledger_text  # noqa: PLC0415 - beside its only use

        return sheet_issue.key_of(read(ledger_text(ITEMS[0] | fields), "x.toml").ledger.commitments[0])

    others = [
        {"title_zh": "X"},
        {"title": "X"},
        {"owner": "MOEA"},
        {"due": "2026-12"},
        {"status": "blocked"},
        {"progress": 31},
        {"next_step": "Y"},
        {"update": []},
    ]
    assert len({key(), *(key(**fields) for fields in others)}) == len(others) + 1


def test_every_calendar_and_light_has_its_look() -> None:
    ledger = read(FRIDAY.read_bytes().decode(), "friday.toml").ledger
    items = assess_all(ledger, dt.date(2026, 11, 27))

    assert {item.light for item in items} == set(Light)
    assert set(write._DATES) == set(Calendar)  # noqa: SLF001 - a format for each
