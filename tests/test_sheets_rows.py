"""What agencies write on a sheet: two things in one cell, papers in free words, advice, words of support."""

import csv
import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, Eppd
from sheetwork import (
    PLACE,
    TODAY,
    book_of,
    document_of,
    drop_hidden,
    edit,
    export,
    fill,
    ods_cells,
    ods_rows,
    ods_text,
    write_ledger,
)
from test_returned import ONE, TWO, Desk, column, put, refusals

from eppd_track.exchange.sheets import steps
from eppd_track.model.due import Due
from eppd_track.model.vocabulary import EvidenceType, Status
from eppd_track.words.errors import WrongUse

DAY = dt.date(2026, 11, 27)
SHARED: tuple[dict[str, Any], ...] = (
    {"id": ONE, "owner": "MODA", "supporting": ["MOEA"], "status": "in-progress", "due": "@2026-12-18"},
    {"id": TWO, "owner": "MOEA", "supporting": ["MODA"], "title_zh": "鑿隧道"},
)
"""Each of two agencies leads one item and supports the other's."""


@pytest.fixture
def desk(eppd: Eppd, tmp_path: Path) -> Desk:
    return Desk(eppd, write_ledger(tmp_path))


@pytest.fixture
def shared(desk: Desk) -> Desk:
    write_ledger(desk.ledger.parent, *SHARED)
    return desk


# ---- two things in one cell ----


@pytest.mark.parametrize(
    ("typed", "step", "day", "completion"),
    [
        ("115/12/31", None, None, "2026-12-31"),
        ("115年12月", None, None, "2026-12"),
        ("2026-Q4", None, None, "2026-Q4"),
        ("預定完成：115/12/31", None, None, "2026-12-31"),
        ("預計於115/12/31前完成", None, None, "2026-12-31"),
        ("expected completion: 2026-12-31", None, None, "2026-12-31"),
        ("115年12月底前完成", None, None, "2026-12"),
        ("115年內完成", None, None, "2026"),
        ("115/12/31（四）前完成", None, None, "2026-12-31"),
        ("115/12/31（四）", None, None, "2026-12-31"),
        ("完成採購 115/12/31（四）", "完成採購", "2026-12-31", None),
        ("115/12/31（四）完成採購", "完成採購", "2026-12-31", None),
        ("採購，115年12月31日（星期四）。", "採購", "2026-12-31", None),
        ("Order by 31 Dec 2026 (Thu)", "Order", "2026-12-31", None),
        ("115/12/31（四）起執行", "115/12/31（四）起執行", None, None),
        ("第2期完成", "第2期完成", None, None),
        ("完成採購 115/12/31", "完成採購", "2026-12-31", None),
        ("完成採購／115/12/31", "完成採購", "2026-12-31", None),
        ("完成採購\n115/12/31", "完成採購", "2026-12-31", None),
        ("完成採購（115年12月31日前）", "完成採購", "2026-12-31", None),
        ("115/12/31前完成採購", "完成採購", "2026-12-31", None),
        ("預定115年12月底前完成採購", "完成採購", "2026-12", None),
        ("115年第4季完成驗收", "完成驗收", "2026-Q4", None),
        ("召開第3次會議 115.12.5", "召開第3次會議", "2026-12-05", None),
        ("Order placed by 31 December 2026", "Order placed", "2026-12-31", None),
        ("2026-12-31: order placed", "order placed", "2026-12-31", None),
        ("116年3月底前完成", None, None, "2027-03"),
        ("於115/12/31完成", None, None, "2026-12-31"),
        ("召開會議116/3/15（一）", "召開會議", "2027-03-15", None),
        ("第2次會議（116/3/15（星期一））", "第2次會議", "2027-03-15", None),
        ("116/12/31 (五) 結案", "結案", "2027-12-31", None),
        ("Visit 2027-03-15 (Mon)", "Visit", "2027-03-15", None),
        ("完成第3期（一）工程", "完成第3期（一）工程", None, None),
        ("赴美（含116/3/31）", "赴美（含116/3/31）", None, None),
        ("完成採購\n預定完成：116/3/31", "完成採購", None, "2027-03-31"),
        ("完成採購／預定完成 116/3/31", "完成採購", None, "2027-03-31"),
        ("115年度計畫提報", "115年度計畫提報", None, None),
        ("完成第2季報告", "完成第2季報告", None, None),
        ("聯繫 02-2345-6789", "聯繫 02-2345-6789", None, None),
        ("版本 2.0", "版本 2.0", None, None),
        ("請 MODA 於115/12/31 前回復", "請 MODA 於115/12/31 前回復", None, None),
        ("美方安排技術簡報", "美方安排技術簡報", None, None),
    ],
)
def test_a_next_step_and_a_date_are_told_apart(
    typed: str, step: str | None, day: str | None, completion: str | None
) -> None:
    found = steps.step_or_due(typed, steps.Days(DAY))

    assert found == (step, *(Due(text) if text else None for text in (day, completion)))


@pytest.mark.parametrize(
    "typed",
    [
        *("12/31", "115/13", "115/12/", "12月底", "下週五", "26/12/3", "12/05/2026"),
        *("115/12/31（五）", "115/12/31 星期五", "115/12/31（五）前完成採購", "採購 115/12/31（五）"),
        *("Order by 31 Dec 2026 (Fri)", "115年12月31日17時", "2026-12-31 17:00", "2026-12-31 00:00:00"),
        *("（1）115/12/31", "115,12,31", "3", "年底完成", "115年12月起", "115年12月1日至12月31日"),
        *(
            "115年3月提案 115年12月",
            "7/15 啟動第二批",
            "完成採購 12月底",
            "完成採購 115/13",
            "115/3/1 提案，115/12/31 核定",
            "115年12月20日完成評估，116年2月報院",
            "3月中旬提案，115年12月31日核定",
            "12月中旬辦理簡報",
            "召開會議116/3/16（一）",
            "116/3/16（一）開會",
            "115/12/31-116/1/31",
            "115/12/31、116/3/31",
        ),
    ],
)
def test_a_date_that_is_not_certain_is_never_guessed(typed: str) -> None:
    with pytest.raises(WrongUse):
        steps.step_or_due(typed, steps.Days(DAY))


SENT, READ = dt.date(2026, 11, 23), dt.date(2026, 12, 1)


@pytest.mark.parametrize(
    ("typed", "step", "day", "completion"),
    [
        ("3月18日", None, None, "2027-03-18"),
        ("12/31前完成", None, None, "2026-12-31"),
        ("1月底", None, None, "2027-01"),
        ("年底完成", None, None, "2026"),
        ("完成採購 12月底", "完成採購", "2026-12", None),
        ("12/15（二）前提報清單", "提報清單", "2026-12-15", None),
        ("第1次協調會 1/15", "第1次協調會", "2027-01-15", None),
    ],
)
def test_what_a_date_lacks_is_counted_from_the_day_the_sheet_was_sent(
    typed: str, step: str | None, day: str | None, completion: str | None
) -> None:
    found = steps.step_or_due(typed, steps.Days(READ, SENT))

    assert found == (step, *(Due(text) if text else None for text in (day, completion)))


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("11月25日", "會因讀取日期而異"),
        ("月底", "會因讀取日期而異"),
        ("下週五", "會因讀取日期而異"),
        ("10/15", "可能為已過之日"),
        ("完成採購 9月底", "可能為已過之日"),
        ("1/2", "可能為"),
        ("12/31（五）", "星期不符"),
        ("115/13", "115/13"),
    ],
)
def test_a_date_without_its_year_is_refused_where_another_may_be_meant(typed: str, why: str) -> None:
    with pytest.raises(WrongUse) as caught:
        steps.step_or_due(typed, steps.Days(READ, SENT))

    assert why in caught.value.message.zh


@pytest.mark.parametrize(
    ("typed", "reason", "measures"),
    [
        ("人力不足\n增聘二人", "人力不足", "增聘二人"),
        ("原因：人力不足。對策：增聘二人", "人力不足。", "增聘二人"),
        ("落後原因：人力不足\n因應對策：增聘二人\n並委外", "人力不足", "增聘二人\n並委外"),
        ("Reason: short of staff. Measures: hire two", "short of staff.", "hire two"),
        ("對策：增聘二人", None, "增聘二人"),
        ("人力不足", "人力不足", None),
        ("1. 人力不足\n2. 經費未核定", "1. 人力不足\n2. 經費未核定", None),
        ("人力不足\n經費未核定\n場地未定", "人力不足\n經費未核定\n場地未定", None),
    ],
)
def test_reason_and_measures_are_parted_where_somebody_parts_them(
    typed: str, reason: str | None, measures: str | None
) -> None:
    assert steps.parted(typed) == (reason, measures)


def test_what_stands_in_both_cells_is_kept_whole(desk: Desk) -> None:
    cells = {"note": "x", "lag": "人力不足\n增聘二人", "next": "完成採購 115/12/31"}
    desk.bring(fill(desk.export(), {ONE: cells}), "--yes")
    found = desk.item(ONE)

    assert found.updates[-1].reason == "人力不足\n增聘二人"
    assert (found.next_step, found.next_step_due) == ("完成採購", Due("2026-12-31"))


def test_the_day_of_the_step_before_does_not_stand_beside_a_new_one(desk: Desk) -> None:
    write_ledger(desk.ledger.parent, {"next_step": "Survey", "next_step_due": "@2026-12-01"})
    desk.bring(fill(desk.export(), {ONE: {"note": "x", "next": "完成採購"}}), "--yes")

    assert (desk.item(ONE).next_step, desk.item(ONE).next_step_due) == ("完成採購", None)


def test_why_an_item_is_behind_is_asked_where_nobody_said_so(desk: Desk) -> None:
    late = {"owner": "MODA", "status": "in-progress", "due": "@2026-11-20", "supporting": ["MOEA"]}
    told = {"date": "@2026-11-21", "note": "x", "reason": "No permit"}
    write_ledger(
        desk.ledger.parent,
        late,
        {**late, "id": TWO, "update": [told]},
        {**late, "id": "E6-P1-03", "owner": "DOS"},
    )
    page = book_of(desk.export()).worksheets[0]
    support = book_of(desk.export("moea.xlsx", "--agency", "MOEA")).worksheets[0]
    shown = {page.cell(row, 2).value: str(page.cell(row, column("light")).value) for row in range(5, 8)}

    assert [name for name, light in shown.items() if light.endswith("請填原因")] == [ONE]
    assert "請填原因" not in str([cell.value for line in support.iter_rows() for cell in line])


# ---- papers and advice ----


def test_papers_in_free_words_are_papers(desk: Desk) -> None:
    cells = {"note": "x", "evidence": "第二次會議照片\n照片: 現場 | 附件3\n函文: 回復函"}
    ran = desk.bring(fill(desk.export(), {ONE: cells}), "--yes")

    assert refusals(ran) == []
    assert [(one.type, one.title, one.ref) for one in desk.item(ONE).evidence] == [
        (EvidenceType.OTHER, "第二次會議照片", None),
        (EvidenceType.OTHER, "照片: 現場", "附件3"),
        (EvidenceType.LETTER, "回復函", None),
    ]


@pytest.mark.parametrize("nothing", ["無", "（無）", "尚無。", "N/A", "－", "略", "none"])
def test_what_says_that_there_is_none_is_no_paper_and_no_reason(desk: Desk, nothing: str) -> None:
    cells = dict.fromkeys(("lag", "evidence", "advice", "by"), nothing)
    ran = desk.bring(fill(desk.export(), {ONE: {"note": "x", **cells}, TWO: {"note": nothing}}), "--yes")
    found = desk.item(ONE)

    assert (found.evidence, found.updates[-1].reason, found.updates[-1].contact) == ((), None, None)
    [line] = refusals(ran)
    assert f"“{nothing}” says nothing by itself" in line


def test_an_item_is_not_completed_by_the_word_for_no_evidence(desk: Desk) -> None:
    cells = {"note": "x", "new_status": "辦理完成（待解列）", "evidence": "無"}
    [line] = refusals(desk.bring(fill(desk.export(), {ONE: cells}), "--yes", code=5))

    assert "cannot become completed yet" in line
    assert "Needed: Evidence" in line


def test_delisting_under_status_is_led_to_the_column_of_advice(desk: Desk) -> None:
    cells = {"note": "x", "new_status": "解除列管"}
    [line] = refusals(desk.bring(fill(desk.export(), {ONE: cells}), "--yes", code=5))

    assert "propose it under “Keep or delist”" in line


def test_an_advice_to_delist_is_a_proposal_and_closes_nothing(desk: Desk) -> None:
    sheet = fill(desk.export(), {ONE: {"note": "已轉為經常業務。", "advice": "解除列管"}})
    for _ in range(2):
        ran = desk.bring(sheet, "--yes")
    found = desk.item(ONE)

    assert refusals(ran) == []
    assert found.status is Status.IN_PROGRESS
    assert found.proposed is not None
    assert (found.proposed.what, found.proposed.by, found.proposed.words) == (
        "delist",
        "MODA",
        "已轉為經常業務。",
    )
    assert len(found.updates) == 2


def test_an_advice_in_new_words_renews_a_proposal_and_in_the_same_words_does_not(desk: Desk) -> None:
    for name, said, renewed in (
        ("a.xlsx", "舊詞", True),
        ("b.xlsx", "新詞", True),
        ("c.xlsx", "新詞", False),
    ):
        desk.bring(fill(desk.export(name), {ONE: {"note": said, "advice": "解除列管"}}), "--yes")
        found = desk.item(ONE)
        assert found.proposed is not None
        assert found.proposed.words == said
        assert ("proposed" in found.updates[-1].changes) is renewed


def test_a_sheet_does_not_bring_back_a_proposal_that_was_declined(desk: Desk) -> None:
    cells = {"note": "已轉為經常業務。", "advice": "解除列管"}
    sheet, later = (
        fill(desk.export(), {ONE: cells}),
        fill(desk.export("b.xlsx"), {ONE: cells | {"note": "再議。"}}),
    )
    desk.bring(sheet, "--yes")
    desk.eppd("update", ONE, "--set", "proposed=", "--reason", "繼續列管。", "--today", TODAY)
    again, new = desk.bring(sheet, "--yes"), desk.bring(later, "--yes")

    assert refusals(again) == []
    assert "was decided since the sheet went out" in refusals(new)[0]
    found = desk.item(ONE)
    assert found.proposed is None
    assert [one.note for one in found.updates if one.note].count("已轉為經常業務。") == 1
    assert found.updates[-1].note == "再議。"


def test_an_advice_to_delist_without_words_is_left_out_alone(desk: Desk) -> None:
    ran = desk.bring(fill(desk.export(), {ONE: {"advice": "解除列管", "new_progress": 40}}), "--yes")

    assert "a proposal to delist needs words. Needed: What was done" in refusals(ran)[0]
    assert (desk.item(ONE).proposed, desk.item(ONE).progress) == (None, 40)


def test_going_on_is_no_change_and_does_not_take_a_proposal_back(desk: Desk) -> None:
    desk.bring(fill(desk.export(), {ONE: {"note": "x", "advice": "解除列管"}}), "--yes")
    ran = desk.bring(fill(desk.export("b.xlsx"), {ONE: {"advice": "繼續列管"}}), "--yes")

    assert "the agency advises to keep tracking" in ran.out
    assert desk.item(ONE).proposed is not None


# ---- supporters ----


@pytest.mark.parametrize("form", ["xlsx", "ods"])
def test_the_sheet_of_an_agency_has_what_it_leads_and_what_it_supports(shared: Desk, form: str) -> None:
    shared.eppd("export", "--per-owner", "out", "--format", form, "--lang", "zh", "--today", TODAY)
    export(shared.eppd, f"led.{form}", "--owner", "MODA")
    export(shared.eppd, f"both.{form}", "--agency", "數位部")
    found = {name: rows(Path(name)) for name in (f"out/MODA.{form}", f"led.{form}", f"both.{form}")}

    assert found[f"out/MODA.{form}"] == found[f"both.{form}"] == {ONE: "1", TWO: "2\n協辦"}
    assert found[f"led.{form}"] == {ONE: "1"}
    assert rows(Path(f"out/MOEA.{form}")) == {TWO: "1", ONE: "2\n協辦"}


def rows(path: Path) -> dict[str, str]:
    """What stands in front of each item on a sheet."""
    if path.suffix == ".xlsx":
        page = book_of(path).worksheets[0]
        cells = [(page.cell(row, 2).value, page.cell(row, 1).value) for row in range(5, page.max_row + 1)]
        return {one: str(place) for one, place in cells if str(one).startswith("E6")}
    lines = [ods_cells(row) for row in ods_rows(document_of(path))]
    texts = [(ods_text(cells[1]), ods_text(cells[0])) for cells in lines if len(cells) > len(PLACE) - 1]
    return {one: place for one, place in texts if one.startswith("E6")}


def test_a_supporter_can_fill_in_words_papers_and_its_name_alone(shared: Desk) -> None:
    page = book_of(export(shared.eppd, "moda.xlsx", "--agency", "MODA")).worksheets[0]
    supported = next(row for row in range(5, 9) if page.cell(row, 2).value == TWO)
    open_cells = {name for name in PLACE if not page.cell(supported, column(name)).protection.locked}

    assert open_cells == {"note", "evidence", "by"}


@pytest.mark.parametrize("hidden", [True, False])
def test_the_words_of_a_supporter_are_its_own_record_beside_that_of_the_lead(
    shared: Desk, *, hidden: bool
) -> None:
    before = shared.ledger.read_bytes()
    lead = fill(
        export(shared.eppd, "moda.xlsx", "--agency", "MODA"), {ONE: {"note": "主辦。", "new_progress": 40}}
    )
    help_ = fill(export(shared.eppd, "moea.xlsx", "--agency", "MOEA"), {ONE: {"note": "協辦。", "by": "王"}})
    ran = shared.bring(lead, help_ if hidden else drop_hidden(help_), "--yes")
    again = shared.bring(lead, help_, "--yes")

    assert "Recorded: items 1." in ran.err
    assert "E6-P1-01 MOEA: 協辦。" in ran.out
    assert [(one.by, one.note, one.contact) for one in shared.item(ONE).updates[-2:]] == [
        ("MODA", "主辦。", None),
        ("MOEA", "協辦。", "王"),
    ]
    assert "Nothing to write." in again.err
    shared.eppd("undo")
    assert shared.ledger.read_bytes() == before


def test_a_supporter_says_no_status_and_its_words_are_kept(shared: Desk) -> None:
    answer = {
        "note": "協辦。",
        "new_status": "受阻",
        "new_progress": 90,
        "next": "116/1/1",
        "advice": "解除列管",
    }
    ran = shared.bring(fill(export(shared.eppd, "moea.xlsx", "--agency", "MOEA"), {ONE: answer}), "--yes")
    found = shared.item(ONE)

    assert len(refusals(ran)) == 4
    assert all(
        "is for the agency in the lead to say; this cell was not taken" in one for one in refusals(ran)
    )
    assert (found.status, found.progress, found.due, found.proposed) == (
        *(Status.IN_PROGRESS, None, Due("2026-12-18"), None),
    )
    assert found.updates[-1].note == "協辦。"


# ---- heads ----


@pytest.mark.parametrize(
    ("name", "typed", "taken"), [("note", "辦理情形", False), ("evidence", "附件", True)]
)
def test_a_renamed_heading_is_told_with_the_one_it_was(
    desk: Desk, name: str, typed: str, *, taken: bool
) -> None:
    sheet = fill(
        desk.export(), {ONE: {"note": "Done.", "evidence": "函文: 回復函"}, TWO: {"new_progress": 5}}
    )
    edit(sheet, put(4, name, typed))
    ran = desk.eppd("import", str(sheet), "--today", TODAY, "--lang", "zh", "--yes")

    head = {"note": "本期辦理情形", "evidence": "佐證"}[name]
    assert f"欄名為「{typed}」，該欄未採用。請改回欄名「{head}」。" in ran.out
    assert f"第 5 列，{head}：" in ran.out
    assert (desk.item(ONE).last_update == DAY) is taken
    assert desk.item(TWO).progress == 5


def test_where_the_heading_of_the_ids_is_renamed_it_is_told_which(desk: Desk) -> None:
    sheet = edit(fill(desk.export(), {ONE: {"note": "x"}}), put(4, "id", "案號"))
    [line] = refusals(desk.bring(sheet, "--yes", code=5))

    assert "row 4 holds the headings, but none is “Id”; nothing was taken from the sheet." in line
    assert line.endswith("Name that column “Id” again.")


@pytest.mark.parametrize("lang", ["zh", "en", "both"])
def test_a_sheet_saved_as_csv_is_named_for_what_it_is(desk: Desk, lang: str) -> None:
    page = book_of(fill(desk.export("moda.xlsx", "--lang", lang), {ONE: {"note": "x"}})).worksheets[0]
    with Path("moda.csv").open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([cell.value for cell in line] for line in page.iter_rows())
    ran = desk.bring(Path("moda.csv"), "--yes", code=5)

    assert "moda.csv was not read: it is a sheet saved as CSV." in ran.err
    assert refusals(ran) == []


@pytest.mark.parametrize("form", ["xlsx", "ods"])
def test_a_sheet_of_before_is_read_as_it_was_filled_in(desk: Desk, form: str) -> None:
    """The files went out and were filled in before the columns were what they are now."""
    ran = desk.bring(ROOT / "tests" / "sheets" / f"first.{form}", "--yes")
    found = desk.item(ONE)

    assert refusals(ran) == []
    assert (found.status, found.progress, found.due) == (Status.BLOCKED, 40, Due("2027-03-31"))
    assert (found.next_step, found.next_step_due) == ("續辦 115/12/31", None)
    assert (found.updates[-1].note, found.updates[-1].reason) == ("測試完成。", "設備延後到貨\n另案續辦")
    assert desk.item(TWO).updates[-1].note == "持續洽談"


# ---- the other side ----


def test_a_sheet_for_the_other_side_is_in_english(eppd: Eppd, tmp_path: Path) -> None:
    write_ledger(tmp_path, {"owner": "DOS", "due": "@2026-12-18"}, {"id": TWO}, settings={"calendar": "roc"})
    eppd("export", "--per-owner", "out", "--lang", "zh", "--today", TODAY)
    export(eppd, "dos.xlsx", "--owner", "DOS")

    for path in (Path("out/DOS.xlsx"), Path("dos.xlsx")):
        page = book_of(path).worksheets[0]
        shown = " ".join(str(cell.value) for row in page.iter_rows() for cell in row if cell.value)
        assert "What was done" in shown
        assert "本期辦理情形" not in shown
        assert page.cell(5, column("due")).number_format == "yyyy-mm-dd"
