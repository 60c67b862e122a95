"""Sheets that come back: what is taken, what is not, and that nothing is lost or written in silence."""

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import Eppd, Ran
from odfdo import Element
from openpyxl.comments import Comment
from sheetwork import (
    FRIDAY,
    ITEMS,
    PLACE,
    TODAY,
    book_of,
    document_of,
    drop_hidden,
    edit,
    export,
    fill,
    line_of,
    ods_cells,
    ods_rows,
    save,
    set_text,
    write_ledger,
)

from eppd_track.exchange.sheets import answers
from eppd_track.exchange.sheets.grid import Area, Cell, CellGrid, cell_name, one_break
from eppd_track.exchange.sheets.sheet import HIDDEN
from eppd_track.exchange.sheets.steps import Days
from eppd_track.ledger.reader import read
from eppd_track.model.due import Due
from eppd_track.model.records import Commitment
from eppd_track.model.vocabulary import EvidenceType, Status
from eppd_track.rules.values import parse_evidence
from eppd_track.words.sheets import HEADS

FORMS = ("xlsx", "ods")
ONE, TWO, THREE = "E6-P1-01", "E6-P1-02", "E6-P1-03"


class Desk:
    """The one who keeps the ledger: exports sheets and reads them back on the day of the sheets."""

    def __init__(self, eppd: Eppd, ledger: Path) -> None:
        self.eppd = eppd
        self.ledger = ledger

    def export(self, name: str = "moda.xlsx", *words: str) -> Path:
        return export(self.eppd, name, *words)

    def bring(self, *words: object, code: int = 0) -> Ran:
        return self.eppd("import", *map(str, words), "--today", TODAY, "--lang", "en", code=code)

    def item(self, identifier: str) -> Commitment:
        ledger = read(self.ledger.read_bytes().decode(), self.ledger.name).ledger
        return next(one for one in ledger.commitments if one.id == identifier)

    def taken(self) -> list[str]:
        """The items whose last record is of the day of the sheets."""
        days = {one: self.item(one).last_update for one in (ONE, TWO, THREE)}
        return [one for one, day in days.items() if day == dt.date.fromisoformat(TODAY)]


@pytest.fixture
def desk(eppd: Eppd, tmp_path: Path) -> Desk:
    return Desk(eppd, write_ledger(tmp_path))


def column(name: str) -> int:
    return PLACE[name] + 1


def refusals(ran: Ran) -> list[str]:
    """The lines under "Not possible"."""
    _, _, below = ran.out.partition("Not possible")
    return [line.removeprefix("- ") for line in below.split("\n\n")[0].splitlines()[2:]]


# ---- the way there and back ----


@pytest.mark.parametrize("lang", ["zh", "en", "both"])
@pytest.mark.parametrize("form", FORMS)
def test_an_untouched_sheet_changes_nothing_and_asks_nothing(desk: Desk, form: str, lang: str) -> None:
    desk.ledger.write_bytes(FRIDAY.read_bytes())
    desk.eppd("--today", TODAY, "export", "--per-owner", "out", "--format", form, "--lang", lang)
    files = sorted(map(str, Path("out").iterdir()))
    ran = desk.eppd("import", *files, "--today", TODAY, "--lang", "en")

    assert len(files) == 9
    assert "Not possible" not in ran.out
    assert "Changes" not in ran.out
    assert ran.out.count("answers that can be read 0") == 9
    assert "Nothing to write." in ran.err
    assert desk.ledger.read_bytes() == FRIDAY.read_bytes()


@pytest.mark.parametrize("form", FORMS)
def test_answers_become_one_record_each_and_one_undo_takes_them_back(desk: Desk, form: str) -> None:
    before = desk.ledger.read_bytes()
    sheet = fill(
        desk.export(f"moda.{form}"),
        {
            ONE: {
                "new_status": "受阻",
                "new_progress": 40,
                "note": "測試完成。\n第二行",
                "next": "116/3/31",
                "advice": "繼續列管",
                "lag": "原因：設備延後到貨\n對策：續辦",
                "evidence": "會議紀錄: 第二次會議 | 文號12\n函文：回復函",
                "by": "王小明 02-2345-6789",
            },
            TWO: {"note": "持續洽談"},
        },
    )
    ran = desk.bring(sheet, "--yes")
    first, second = desk.item(ONE), desk.item(TWO)
    record = first.updates[-1]

    assert "Recorded: items 2." in ran.err
    assert (first.status, first.progress, first.due, first.next_step) == (
        Status.BLOCKED,
        40,
        Due("2027-03-31"),
        "續辦",
    )
    assert first.original_due == Due("2026-12-18")
    assert (record.date, record.by, record.contact, record.reason) == (
        dt.date(2026, 11, 27),
        "MODA",
        "王小明 02-2345-6789",
        "設備延後到貨",
    )
    assert record.note == "測試完成。\n第二行"
    assert [(paper.type, paper.title, paper.ref) for paper in first.evidence] == [
        (EvidenceType.MINUTES, "第二次會議", "文號12"),
        (EvidenceType.LETTER, "回復函", None),
    ]
    assert [(one.by, one.note, one.changes) for one in second.updates] == [("MODA", "持續洽談", {})]
    assert len(first.updates) == 2
    desk.eppd("undo")
    assert desk.ledger.read_bytes() == before


def test_a_dry_run_tells_every_change_and_leaves_nothing_behind(desk: Desk) -> None:
    before = desk.ledger.read_bytes()
    sheet = fill(desk.export(), {ONE: {"new_progress": 40, "note": "Done."}, TWO: {"note": "Talks."}})
    ran = desk.bring(sheet, "--dry-run")

    assert "- E6-P1-01: progress from 30 to 40. Done." in ran.out
    assert "- E6-P1-02: Talks." in ran.out
    assert "Nothing was written." in ran.err
    assert desk.ledger.read_bytes() == before
    assert sorted(path.name for path in desk.ledger.parent.iterdir()) == ["commitments.toml", "moda.xlsx"]


def test_nothing_is_written_without_consent(desk: Desk) -> None:
    before = desk.ledger.read_bytes()
    sheet = fill(desk.export(), {ONE: {"note": "Done."}})
    ran = desk.bring(sheet, code=5)

    assert "--yes" in ran.err
    assert "Done." in ran.out
    assert desk.ledger.read_bytes() == before
    assert not list(desk.ledger.parent.glob(".commitments.toml.*.tmp"))


def test_the_summary_is_json_for_programs(desk: Desk) -> None:
    sheet = fill(desk.export(), {ONE: {"note": "Done."}, TWO: {"new_progress": "half"}})
    found = json.loads(desk.bring(sheet, "--dry-run", "--format", "json").out)

    assert found["told"] == ["E6-P1-01: Done."]
    assert [trouble.split(",")[:2] for trouble in found["troubles"]] == [
        ["moda.xlsx", f" row {line_of(sheet, TWO)}"]
    ]


def test_day_person_and_meeting_are_those_of_the_options(desk: Desk) -> None:
    sheet = fill(desk.export(), {ONE: {"note": "Done."}, TWO: {"note": "Talks.", "by": "王小明"}})
    desk.bring(sheet, "--yes", "--date", "115/11/20", "--by", "Desk", "--meeting", "TALKS-6")

    records = [desk.item(name).updates[-1] for name in (ONE, TWO)]
    assert [(one.date.isoformat(), one.by, one.contact, one.meeting) for one in records] == [
        ("2026-11-20", "Desk", None, "TALKS-6"),
        ("2026-11-20", "Desk", "王小明", "TALKS-6"),
    ]


def test_a_record_in_the_future_is_asked_about(desk: Desk) -> None:
    sheet = fill(desk.export(), {ONE: {"note": "Done."}})

    assert "lies in the future" in desk.bring(sheet, "--date", "2026-12-01", code=5).err
    desk.bring(sheet, "--date", "2026-12-01", "--yes")
    assert desk.item(ONE).last_update == dt.date(2026, 12, 1)


def test_a_row_of_an_item_before_its_last_record_is_refused(desk: Desk) -> None:
    sheet = fill(desk.export(), {ONE: {"note": "Done."}})
    ran = desk.bring(sheet, "--yes", "--date", "2026-02-01", code=5)

    assert f"moda.xlsx, row {line_of(sheet, ONE)}: A change of E6-P1-01 cannot be dated 2026-02-01" in ran.out


def test_the_same_sheet_twice_changes_nothing_more(desk: Desk) -> None:
    sheet = fill(
        desk.export(),
        {
            ONE: {"new_progress": 40, "note": "Done.", "evidence": "minutes: Second", "next": "More"},
            TWO: {"note": "Talks."},
            THREE: {"evidence": "minutes: Third"},
        },
    )
    desk.bring(sheet, "--yes")
    before = desk.ledger.read_bytes()
    ran = desk.bring(sheet, "--yes")

    assert desk.ledger.read_bytes() == before
    assert "Stands so already (3)" in ran.out
    assert "row 6: E6-P1-02: these words are on record already (2026-11-27)" in ran.out


def test_words_of_two_days_are_on_record_since_the_later(desk: Desk) -> None:
    sheet = desk.export()
    desk.bring(fill(sheet, {TWO: {"note": "Talks."}}), "--yes", "--date", "2026-11-26")
    desk.bring(fill(sheet, {TWO: {"note": "Talks.", "lag": "No room."}}), "--yes")

    ran = desk.bring(sheet, "--yes")

    assert [one.reason for one in desk.item(TWO).updates] == [None, "No room."]
    assert "E6-P1-02: these words are on record already (2026-11-27)" in ran.out


def test_a_paper_of_the_name_of_another_is_a_paper_of_its_own(desk: Desk) -> None:
    for name, typed in (
        ("1.xlsx", "minutes: Second"),
        ("2.xlsx", "letter: Second"),
        ("3.xlsx", "letter: Second | 17"),
    ):
        desk.bring(fill(desk.export(name), {ONE: {"evidence": typed}}), "--yes")

    assert [(one.type, one.title, one.ref) for one in desk.item(ONE).evidence] == [
        (EvidenceType.MINUTES, "Second", None),
        (EvidenceType.LETTER, "Second", None),
        (EvidenceType.LETTER, "Second", "17"),
    ]


def test_the_same_words_in_the_next_round_are_a_new_record(desk: Desk) -> None:
    for name in ("first.xlsx", "second.xlsx"):
        desk.bring(fill(desk.export(name), {TWO: {"note": "No change."}}), "--yes")

    assert [one.note for one in desk.item(TWO).updates] == ["No change.", "No change."]


def test_a_corrected_row_comes_through_the_second_time(desk: Desk) -> None:
    sheet = fill(desk.export(), {ONE: {"note": "Done."}, TWO: {"new_progress": 0.4}})
    desk.bring(sheet, "--yes")
    desk.bring(fill(sheet, {TWO: {"new_progress": 40}}), "--yes")

    assert len(desk.item(ONE).updates) == 2
    assert desk.item(TWO).progress == 40


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ({"new_status": "辦理中", "new_progress": 30}, "Stands so already (1)"),
        ({"by": "王小明"}, "answers that can be read 0"),
    ],
    ids=["present values picked again", "a name alone"],
)
def test_what_says_nothing_new_is_no_change(desk: Desk, answer: dict[str, Any], said: str) -> None:
    ran = desk.bring(fill(desk.export(), {ONE: answer}), "--yes", "--meeting", "TALKS-6")

    assert said in ran.out
    assert "Nothing to write." in ran.err


def test_progress_told_by_milestones_is_not_stored_when_it_stays(desk: Desk) -> None:
    stones = [{"id": "a", "done": "@2026-03-01"}, {"id": "b"}]
    write_ledger(desk.ledger.parent, {"progress": None, "milestone": stones, "status": "in-progress"})
    desk.bring(fill(desk.export(), {ONE: {"new_progress": 50, "note": "Half."}}), "--yes")

    assert desk.item(ONE).progress is None


# ---- what people do to a sheet ----


def test_rows_may_be_sorted_and_columns_moved_and_put_in(desk: Desk) -> None:
    sheet = fill(desk.export(), {ONE: {"note": "Done."}, THREE: {"note": "Talks.", "new_progress": 5}})

    def shuffle(page: Any) -> None:
        rows = [[cell.value for cell in row] for row in page.iter_rows(min_row=4)]
        page.delete_rows(4, 10)
        order = [15, 9, 0, 14, 13, 12, 11, 10, 8, 7, 6, 5, 4, 3, 2, 1]
        for number, row in enumerate([rows[0], *reversed(rows[1:])], 5):
            for place, source in enumerate(order, 3):
                page.cell(number, place).value = row[source]

    ran = desk.bring(edit(sheet, shuffle), "--yes")

    assert refusals(ran) == []
    assert desk.item(ONE).updates[-1].note == "Done."
    assert (desk.item(THREE).progress, desk.item(TWO).updates) == (5, ())


@pytest.mark.parametrize("lang", ["zh", "en", "both"])
def test_heads_are_known_in_every_language_width_and_spacing(desk: Desk, lang: str) -> None:
    sheet = fill(desk.export("moda.xlsx", "--lang", lang), {ONE: {"note": "Done."}})
    first = next(
        row for row in range(1, 9) if book_of(sheet).worksheets[0].cell(row, column("key")).value == "_key"
    )

    def spread(page: Any) -> None:
        for place in range(1, 17):
            cell = page.cell(first, place)
            cell.value = " ".join(str(cell.value)).upper().replace("／", "/")

    assert refusals(desk.bring(edit(sheet, spread), "--yes")) == []
    assert desk.item(ONE).updates[-1].note == "Done."


def test_what_is_not_part_of_the_table_is_named_and_costs_nothing(desk: Desk) -> None:
    def scribble(page: Any) -> None:
        page.cell(4, 18).value = "備註"
        page.cell(5, 18).value = "請協助"
        page.cell(6, 19).value = "no head"
        page.cell(1, 9).value = "above"
        page.cell(5, column("note")).comment = Comment("see me", "x")
        page.cell(20, column("note")).value = "a row of its own"
        page.parent.create_sheet("工作表1")["B2"] = "more"
        page["XFD1048576"] = "far away"

    ran = desk.bring(edit(fill(desk.export(), {ONE: {"note": "Done."}}), scribble), "--yes")

    assert "moda.xlsx: the column “備註” is not ours and was not read (rows 5)." in ran.out
    assert "moda.xlsx: the column “S” is not ours and was not read (rows 6)." in ran.out
    assert "moda.xlsx: cell I1 stands outside the table and was not read: “above”." in ran.out
    assert "moda.xlsx, row 5, What was done: a comment is not read: “see me”" in ran.out
    assert "moda.xlsx, sheet 工作表1: not read, has 1 cells filled in." in ran.out
    assert "cell XFD1048576 stands outside the table and was not read: “far away”" in ran.out
    assert refusals(ran) == ["moda.xlsx, row 20: a row without an id; nothing was taken: “a row of its own”."]
    assert desk.taken() == [ONE]


def test_repeated_cells_of_an_ods_are_followed_no_further_than_a_table(desk: Desk) -> None:
    sheet = fill(desk.export("moda.ods"), {ONE: {"note": "Done."}})
    document = document_of(sheet)
    row = ods_rows(document)[-1].clone
    for cell in ods_cells(row):
        set_text(cell, "")
    filled = ods_cells(row)[0]
    set_text(filled, "again")
    filled.set_attribute("table:number-columns-repeated", "16384")
    row.set_attribute("table:number-rows-repeated", "1048000")
    document.body.get_elements("table:table")[0].append(row)
    save(document, sheet)
    ran = desk.bring(sheet, "--yes")

    assert "stands in more than one row" in ran.out
    assert "stands outside the table" in ran.out
    assert desk.item(ONE).updates[-1].note == "Done."


# ---- troubles: each with its place, its old and new words, and nothing taken ----


Work = Callable[[Any], None]
"""What a person does to the visible sheet."""


def put(row: int, name: str, value: object) -> Work:
    return lambda page: setattr(page.cell(row, column(name)), "value", value)


def without(name: str) -> Work:
    return lambda page: page.delete_cols(column(name))


def lose_hidden(page: Any) -> None:
    """As when somebody copied the visible sheet into a book of their own."""
    del page.parent[HIDDEN]


def in_hidden(name: str, value: str) -> Work:
    def change(page: Any) -> None:
        hidden = page.parent[HIDDEN]
        row = next(row for row in range(1, 20) if hidden.cell(row, 1).value == name)
        hidden.cell(row, 2).value = value

    return change


def swap_in_part(page: Any) -> None:
    for place in range(1, 8):
        above, below = page.cell(5, place), page.cell(6, place)
        above.value, below.value = below.value, above.value


def double(page: Any) -> None:
    for place in range(1, 17):
        page.cell(10, place).value = page.cell(5, place).value


def show_an_error(page: Any) -> None:
    page.cell(5, column("note")).value = "#REF!"
    page.cell(5, column("note")).data_type = "e"


GONE = "the hidden sheet _eppd is gone"
WORKED: dict[str, tuple[tuple[Work, ...], list[str], list[str]]] = {
    "an unknown id": (
        (put(6, "id", "E6-P9-99"),),
        [
            "row 6: there is no commitment “E6-P9-99”; nothing was taken from the row.",
            "the row of E6-P1-02 is gone; nothing is known of it.",
        ],
        [ONE],
    ),
    "a deleted row": (
        (lambda page: page.delete_rows(7),),
        ["moda.xlsx: the row of E6-P1-03 is gone; nothing is known of it."],
        [ONE, TWO],
    ),
    "an emptied id": (
        (put(6, "id", None),),
        [
            "row 6: a row without an id; nothing was taken: “鑿隧道 / 數位部 MODA /",
            "the row of E6-P1-02 is gone",
        ],
        [ONE],
    ),
    "a doubled row": (
        (double, put(10, "note", "More.")),
        ["moda.xlsx: E6-P1-01 stands in more than one row (5, 10); none of them was taken. Keep one."],
        [TWO],
    ),
    "rows sorted in part": (
        (swap_in_part,),
        [
            "row 5: the hidden key belongs to E6-P1-01, not to E6-P1-02",
            "row 6: the hidden key belongs to E6-P1-02, not to E6-P1-01",
        ],
        [],
    ),
    "a key of another issue": (
        (put(5, "key", "E6-P1-01:000000000000"),),
        ["E6-P1-01: the hidden key is not the one that was sent out"],
        [TWO],
    ),
    "no keys": ((without("key"),), [], [ONE, TWO]),
    "no hidden sheet, and a key gone": (
        (put(6, "key", None), lose_hidden),
        [GONE, "row 6: E6-P1-02: the hidden key is gone"],
        [ONE],
    ),
    "neither keys nor hidden sheet": (
        (without("key"), lose_hidden),
        ["the hidden column _key is gone and so is the hidden sheet _eppd"],
        [],
    ),
    "no hidden sheet, another row's key": (
        (put(5, "key", "E6-P1-02:0"), lose_hidden),
        [GONE, "row 5: the hidden key belongs to E6-P1-02"],
        [TWO],
    ),
    "no hidden sheet, another state's key": (
        (put(5, "key", "E6-P1-01:000000000000"), lose_hidden),
        [GONE, "changed in the ledger since the sheet went out"],
        [TWO],
    ),
    "no hidden sheet, a grey cell changed": (
        (put(5, "title", "另一座橋"), lose_hidden),
        [GONE, "a grey cell was changed, “造橋” to “另一座橋”"],
        [TWO],
    ),
    "no hidden sheet, an unknown id": (
        (put(5, "id", "E6-P9-99"), lose_hidden),
        [GONE, "there is no commitment “E6-P9-99”"],
        [TWO],
    ),
    "a later version": ((in_hidden("schema", "3"),), ["written by a later version of eppd"], []),
    "a changed day of issue": ((in_hidden("issued", "yesterday"),), ["was changed and cannot be read"], []),
    "a changed item": ((in_hidden("item", "{"),), ["was changed and cannot be read"], []),
    "another ledger's": (
        (in_hidden("dialogue", "OTHER-1"),),
        ["it belongs to another ledger (OTHER-1, this one is TALKS-6)"],
        [],
    ),
    "no table": (
        (lambda page: page.delete_rows(4),),
        ["moda.xlsx: no row with the heads of a sheet was found; nothing was taken from it."],
        [],
    ),
    "a doubled column": (
        (put(4, "lag", "本期辦理情形"),),
        ["the column “What was done” stands there more than once"],
        [],
    ),
    "a deleted column": (
        (without("last"),),
        ["moda.xlsx: the column “Last word” is gone; what stood in it cannot be read."],
        [ONE, TWO],
    ),
    "merged answers": (
        (lambda page: page.merge_cells("I6:I7"),),
        ["moda.xlsx: cells are merged (I6:I7), so it cannot be told which row"],
        [ONE],
    ),
    "a merged title above the table": ((lambda page: page.merge_cells("A1:P1"),), [], [ONE, TWO]),
    "an error in a cell": ((show_an_error,), ["the cell shows an error (#REF!)"], [TWO]),
}


@pytest.mark.parametrize(("works", "refused", "taken"), WORKED.values(), ids=WORKED)
def test_what_was_done_to_a_sheet_is_named_and_only_sound_rows_are_taken(
    desk: Desk, works: tuple[Work, ...], refused: list[str], taken: list[str]
) -> None:
    sheet = fill(desk.export(), {ONE: {"note": "Done."}, TWO: {"note": "Talks."}})
    for work in works:
        edit(sheet, work)
    ran = desk.bring(sheet, "--yes", code=0 if taken else 5)

    assert len(refusals(ran)) == len(refused), ran
    assert all(words in line for words, line in zip(refused, refusals(ran), strict=True)), ran
    assert desk.taken() == taken
    assert {desk.item(one).updates[-1].by for one in taken} <= {"MODA"}


@pytest.mark.parametrize(
    ("name", "value", "old", "new", "taken"),
    [
        ("title", "另一座橋", "造橋", "另一座橋", [TWO]),
        ("due", "2027-01-31", "2026-12-18", "2027-01-31", [TWO]),
        ("due", None, "2026-12-18", "", [TWO]),
        ("light", "受阻", "G 綠 辦理中 30%", "受阻", [TWO]),
        ("owner", "經濟部", "數位部 MODA", "經濟部", [ONE, TWO]),
        ("supporting", "經濟部", "", "經濟部", [ONE, TWO]),
        ("last", "=A1", "2026-03-01 MODA Begun.", "=A1", [ONE, TWO]),
        ("seq", "甲", "1", "甲", [ONE, TWO]),
    ],
)
def test_a_changed_grey_cell_is_named_and_words_are_left_out_only_where_it_says_what_they_are_about(
    desk: Desk, name: str, value: object, old: str, new: str, taken: list[str]
) -> None:
    sheet = fill(desk.export(), {ONE: {"note": "Done."}, TWO: {"note": "Talks."}})
    [line] = refusals(desk.bring(edit(sheet, put(5, name, value)), "--yes"))

    where = f"moda.xlsx, row 5, {HEADS[name].en}: E6-P1-01"
    assert line.startswith(f"{where}: a grey cell was changed, “{old}” to “{new}”; ")
    assert ("nothing was taken from the row" in line) is (ONE not in taken)
    assert desk.taken() == taken


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("title", " 造橋 "),
        ("title", "造橋\r\n"),
        ("due", dt.datetime(2026, 12, 18, 8, 0)),  # noqa: DTZ001 - cells know no zone
        ("due", "115/12/18"),
        ("due", "2026/12/18"),
        ("seq", 7),
        ("light", "Ｇ 綠辦理中 30%"),
    ],
)
def test_what_a_program_writes_down_another_way_is_no_change(desk: Desk, name: str, value: object) -> None:
    sheet = fill(desk.export(), {ONE: {"note": "Done."}})

    assert refusals(desk.bring(edit(sheet, put(5, name, value)), "--yes")) == []


def test_an_item_that_was_not_on_the_sheet_is_named(desk: Desk) -> None:
    sheet = edit(desk.export("moda.xlsx", "--search", "造橋"), put(5, "id", TWO))

    assert "E6-P1-02 was not on this sheet when it went out" in refusals(desk.bring(sheet, code=5))[0]


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        (
            "new_status",
            "取消",
            "“取消” is no status. Allowed now: in progress, blocked, completed",
        ),
        ("new_progress", 0.4, "“0.4” may be 40 % or less than 1 %; write the whole number"),
        ("new_progress", ".55", "“.55” may be 55 % or less than 1 %"),
        ("new_progress", "half", "“half” is no whole number from 0 to 100"),
        ("new_progress", 101, "“101” is no whole number"),
        ("new_progress", -1, "“-1” is no whole number"),
        ("new_progress", 33.3, "“33.3” is no whole number"),
        ("new_progress", 1e300, "is no whole number"),
        ("next", "12/05/2026", "may be 5 Dec 2026 or 12 May 2026"),
        ("next", "預定完成：115/13", "“115/13” is not a day that exists"),
        ("next", "115/2/30", "is not a day that exists"),
        ("next", 115.1, "“115.1” cannot be read as one certain date"),
        ("next", 46387, "“46387” cannot be read as one certain date"),
        ("note", "x" * 2001, "2001 characters; at most 2000"),
        ("note", "同上", "“同上” says nothing by itself"),
        ("note", "－", "“－” says nothing by itself"),
        ("evidence", "x" * 2001, "2001 characters; at most 2000"),
        ("advice", "再議", "“再議” is neither of: keep, delist"),
    ],
)
@pytest.mark.parametrize("form", FORMS)
def test_a_cell_that_cannot_be_read_is_named_with_its_place(
    desk: Desk, form: str, name: str, value: object, said: str
) -> None:
    sheet = fill(
        desk.export(f"moda.{form}"), {ONE: {"lag": "No permit", name: value}, TWO: {"note": "Talks."}}
    )
    [line] = refusals(desk.bring(sheet, "--yes"))
    barred = name in {"new_status", "next", "note"}
    fate = "nothing was taken from the row." if barred else "this cell was not taken."

    assert line.startswith(f"moda.{form}, row 5, {HEADS[name].en}: ")
    assert said in line
    assert line.endswith(f"; {fate}")
    assert desk.item(ONE).updates[-1].reason == (None if barred else "No permit")
    assert TWO in desk.taken()


def test_every_bad_cell_of_a_row_is_named_at_once(desk: Desk) -> None:
    sheet = fill(desk.export(), {ONE: {"new_progress": "half", "next": "115/13", "new_status": "取消"}})

    assert len(refusals(desk.bring(sheet, "--yes", code=5))) == 3


@pytest.mark.parametrize("name", ["new_status", "new_progress", "note", "by"])
def test_a_formula_is_named_and_not_worked_out(desk: Desk, name: str) -> None:
    sheet = fill(desk.export(), {ONE: {"next": "More"}})
    barred = name in {"new_status", "note"}
    ran = desk.bring(edit(sheet, put(5, name, "=1+1")), "--yes", code=5 if barred else 0)

    assert "a formula stands there (=1+1); it is not worked out" in refusals(ran)[0]
    assert desk.item(ONE).next_step == ("Survey" if barred else "More")
    assert desk.item(ONE).updates[-1].contact is None


# ---- what the rules say ----


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (
            {"new_status": "受阻", "note": "x"},
            "E6-P1-01 cannot become blocked yet. Needed: Why late, and measures.",
        ),
        ({"new_status": "辦理完成", "note": "x"}, "E6-P1-01 cannot become completed yet. Needed: Evidence."),
        ({"new_status": "completed"}, "Needed: What was done or Why late, and measures, Evidence."),
        (
            {"new_status": "尚未啟動", "note": "x"},
            "from in progress to not started. Allowed now: in progress, blocked, completed.",
        ),
        (
            {"next": "2027-01-31", "note": "x"},
            "E6-P1-01: the due date moves only with a reason. Needed: Why late, and measures.",
        ),
    ],
)
def test_what_the_rules_want_is_said_in_the_words_of_the_sheet(
    desk: Desk, answer: dict[str, Any], said: str
) -> None:
    ran = desk.bring(fill(desk.export(), {ONE: answer}), "--yes", code=5)
    [line] = refusals(ran)

    assert line.startswith("moda.xlsx, row 5: ")
    assert said in line.replace("; nothing was taken from the row", "")
    assert "--reason" not in ran.out
    assert desk.taken() == []


@pytest.mark.parametrize("typed", ["解除列管", "撤銷列管", "withdrawn"])
@pytest.mark.parametrize("now", ["completed", "in-progress"])
@pytest.mark.parametrize("advice", [{}, {"advice": "解除列管"}])
def test_no_sheet_ends_the_tracking(desk: Desk, typed: str, now: str, advice: dict[str, str]) -> None:
    proposal = {"what": "delist", "date": "@2026-11-20", "by": "MODA", "words": "Over."}
    standing = {"status": now, "evidence": [{"title": "x"}], "proposed": proposal, "owner": "MODA"}
    write_ledger(desk.ledger.parent, standing)
    answer = {"new_status": typed, "note": "x", "lag": "y"} | advice
    ran = desk.bring(fill(desk.export(), {ONE: answer}), "--yes", code=5)

    assert "the tracking side decides that" in refusals(ran)[0]
    assert "propose it under “Keep or delist”" in refusals(ran)[0]
    assert "`eppd update E6-P1-01`" in refusals(ran)[0]
    assert desk.item(ONE).status is Status(now)
    assert desk.item(ONE).proposed is not None


@pytest.mark.parametrize("typed", ["無", "無。", "Ｎ／Ａ", "none", "略"])
def test_a_cell_that_says_there_is_nothing_is_no_paper_and_no_step(desk: Desk, typed: str) -> None:
    answers = {ONE: {"note": "Words.", "evidence": typed, "next": typed, "lag": typed, "by": typed}}
    ran = desk.bring(fill(desk.export(), answers), "--yes")
    item = desk.item(ONE)

    assert all(f"“{typed}” says nothing by itself" in one for one in refusals(ran))
    assert len(refusals(ran)) == 1
    assert item.updates[-1].note == "Words."
    assert (item.evidence, item.next_step, item.updates[-1].contact) == ((), "Survey", None)


@pytest.mark.parametrize(
    ("item", "answer", "field", "value"),
    [
        (ONE, {"new_status": "受阻", "lag": "No permit"}, "status", Status.BLOCKED),
        (
            ONE,
            {"new_status": "辦理完成（待解列）", "note": "Built", "evidence": "證書: 使照"},
            "status",
            Status.COMPLETED,
        ),
        (THREE, {"next": "116年第1季"}, "due", Due("2027-Q1")),
    ],
)
def test_what_brings_all_it_needs_is_taken(
    desk: Desk, item: str, answer: dict[str, Any], field: str, value: object
) -> None:
    desk.bring(fill(desk.export(), {item: answer}), "--yes")

    assert getattr(desk.item(item), field) == value


# ---- a ledger that went on ----


def test_what_changed_since_the_issue_is_said(desk: Desk) -> None:
    sheet = fill(desk.export(), {TWO: {"note": "Talks."}})
    desk.eppd("update", ONE, "--progress", "35", "--note", "x", "--today", TODAY)
    ran = desk.bring(sheet, "--yes")

    assert "Changed since: E6-P1-01." in ran.out
    assert refusals(ran) == []
    assert desk.item(TWO).updates[-1].note == "Talks."


def test_a_change_elsewhere_is_said_to_be_elsewhere(desk: Desk) -> None:
    sheet = fill(desk.export("moda.xlsx", "--search", "鑿隧道"), {TWO: {"note": "Talks."}})
    desk.eppd("update", ONE, "--note", "x", "--today", TODAY)

    assert "None of its items changed." in desk.bring(sheet, "--yes").out


@pytest.mark.parametrize(
    ("update", "answer", "said"),
    [
        (("--progress", "35"), {"new_progress": 40}, ("progress", "30%", "35%", "40%")),
        (
            ("--status", "blocked", "--reason", "y"),
            {"new_status": "辦理完成", "lag": "x", "evidence": "y"},
            ("status", "in progress", "blocked", "completed"),
        ),
        (
            ("--due", "2027-Q1", "--reason", "y"),
            {"next": "2027-01-31", "lag": "x"},
            ("due", "2026-12-18", "2027-Q1", "2027-01-31"),
        ),
        (("--next-step", ""), {"next": "Dig"}, ("next step", "Survey", "nothing", "Dig")),
    ],
)
def test_a_field_changed_on_both_sides_is_a_conflict(
    desk: Desk, update: tuple[str, ...], answer: dict[str, Any], said: tuple[str, str, str, str]
) -> None:
    sheet = fill(desk.export(), {ONE: {**answer, "note": "Ours."}, TWO: {"note": "Talks."}})
    desk.eppd("update", ONE, *update, "--note", "z", "--today", TODAY)
    [line] = refusals(desk.bring(sheet, "--yes"))

    field, then, now, theirs = said
    assert f"E6-P1-01: {field} was changed in the ledger since the sheet went out" in line
    assert f"from {then} to {now}, and the sheet says {theirs}. Settle it" in line
    words_kept = field in {"progress", "next step"}
    assert desk.item(ONE).updates[-1].note == ("Ours." if words_kept else "z")
    assert TWO in desk.taken()


@pytest.mark.parametrize(
    ("update", "changes"),
    [(("--next-step", "Dig"), {"progress": 40}), (("--progress", "40"), {})],
    ids=["another field", "of one mind"],
)
def test_what_both_sides_may_have_said_is_no_conflict(
    desk: Desk, update: tuple[str, str], changes: dict[str, int]
) -> None:
    sheet = fill(desk.export(), {ONE: {"new_progress": 40, "note": "Ours."}})
    desk.eppd("update", ONE, *update, "--note", "z", "--today", TODAY)
    desk.bring(sheet, "--yes")

    assert (desk.item(ONE).progress, desk.item(ONE).updates[-1].note) == (40, "Ours.")
    assert desk.item(ONE).updates[-1].changes == changes


def test_an_item_that_is_gone_from_the_ledger_is_named(desk: Desk) -> None:
    sheet = fill(desk.export(), {THREE: {"note": "Talks."}})
    write_ledger(desk.ledger.parent, *ITEMS[:2])

    assert "there is no commitment “E6-P1-03”" in refusals(desk.bring(sheet, "--yes", code=5))[0]


# ---- several files ----


def test_several_files_are_one_change(desk: Desk) -> None:
    before = desk.ledger.read_bytes()
    one = fill(desk.export("one.xlsx"), {ONE: {"note": "Done."}})
    two = fill(desk.export("two.ods"), {TWO: {"note": "Talks."}})
    desk.bring(one, two, "--yes")

    assert [desk.item(name).updates[-1].note for name in (ONE, TWO)] == ["Done.", "Talks."]
    desk.eppd("undo")
    assert desk.ledger.read_bytes() == before


def test_different_answers_in_two_files_cancel_each_other(desk: Desk) -> None:
    one = fill(desk.export("one.xlsx"), {ONE: {"note": "Done."}, TWO: {"note": "Talks."}})
    two = fill(desk.export("two.xlsx"), {ONE: {"note": "Not done."}})
    [line] = refusals(desk.bring(one, two, "--yes"))

    assert "E6-P1-01: different answers in one.xlsx, row 5; two.xlsx, row 5; none was taken." in line
    assert desk.taken() == [TWO]


def test_the_same_answer_in_two_files_counts_once(desk: Desk) -> None:
    one = fill(desk.export("one.xlsx"), {ONE: {"note": "Done.", "by": "王"}})
    two = fill(desk.export("two.ods"), {ONE: {"note": "Done.", "by": "李"}})
    desk.bring(one, two, "--yes")

    assert [(update.by, update.contact) for update in desk.item(ONE).updates] == [
        ("MODA", None),
        ("MODA", "王"),
    ]


def test_a_file_named_twice_is_read_once(desk: Desk) -> None:
    sheet = fill(desk.export(), {ONE: {"note": "Done."}})
    ran = desk.bring(sheet, "./moda.xlsx", "--yes")

    assert "moda.xlsx is named twice; it is read once." in ran.err
    assert len(desk.item(ONE).updates) == 2


def test_a_copy_of_the_sheet_in_the_same_file_is_read_too(desk: Desk) -> None:
    def copy(page: Any) -> None:
        page.parent.copy_worksheet(page).cell(5, column("note")).value = "Other."

    sheet = edit(fill(desk.export(), {ONE: {"note": "Done."}}), copy)
    ran = desk.bring(sheet, "--yes", code=5)

    assert (
        "different answers in moda.xlsx (列管表), row 5; moda.xlsx (列管表 Copy), row 5" in refusals(ran)[0]
    )


def test_sheets_and_full_data_come_together(desk: Desk) -> None:
    sheet = fill(desk.export(), {ONE: {"note": "Done."}})
    desk.eppd("export", "-o", "all.json", "--today", TODAY)
    ran = desk.bring(sheet, "all.json", "--yes")

    assert desk.item(ONE).updates[-1].note == "Done."
    assert refusals(ran) == []


def test_an_unknown_kind_of_file_is_wrong_use(desk: Desk) -> None:
    Path("notes.txt").write_text("hello")
    ran = desk.bring("notes.txt", code=2)

    assert "notes.txt is of a kind that is not read." in ran.err
    assert ".xlsx, .xlsm, .ods, .json, .csv" in ran.err


def test_one_bad_file_stops_all_before_anything_is_written(desk: Desk) -> None:
    before = desk.ledger.read_bytes()
    sheet = fill(desk.export(), {ONE: {"note": "Done."}})
    Path("bad.xlsx").write_bytes(b"PK\x03\x04 not really")
    ran = desk.bring(sheet, "bad.xlsx", "--yes", code=5)

    assert "bad.xlsx was not read" in ran.err
    assert desk.ledger.read_bytes() == before


def test_a_faulty_ledger_is_mended_first(desk: Desk) -> None:
    sheet = desk.export()
    desk.ledger.write_bytes(desk.ledger.read_bytes() + b'\n[[commitment]]\nid = "E6-P1-09"\n')

    assert "Mend the file first" in desk.bring(sheet, code=3).err


# ---- values as people type them ----

DAY = dt.date(2026, 11, 27)


@pytest.mark.parametrize(
    ("value", "meant"),
    [
        ("40", 40), ("40%", 40), (" ４０ ％ ", 40), ("40 %", 40), ("40.0", 40), (40, 40), (40.0, 40), (0, 0),
        ("0", 0), (100, 100), ("100%", 100), ("1", 1),
    ],
)  # fmt: skip
def test_percentages(value: object, meant: int) -> None:
    assert answers.progress(Cell(value)) == meant


@pytest.mark.parametrize(
    "value", [True, False, 1, 1.0, 1e300, float("nan"), "-5", "4 0", "四十", dt.date(2026, 1, 1)]
)
def test_cells_that_are_no_percentage(value: object) -> None:
    with pytest.raises(answers.WrongUse):
        answers.progress(Cell(value))


@pytest.mark.parametrize(("value", "meant"), [(0.4, 40), (1, 100), (0.07, 7), (0, 0)])
def test_ratios_that_are_shown_as_percentages(value: float, meant: int) -> None:
    assert answers.progress(Cell(value, percent=True)) == meant


@pytest.mark.parametrize(
    ("value", "meant"),
    [
        ("116/12/31", "2027-12-31"), ("民國116年12月31日", "2027-12-31"), ("2027-12-31", "2027-12-31"),
        ("２０２７／１２／３１", "2027-12-31"), ("1161231", "2027-12-31"), (1161231, "2027-12-31"),
        (20271231, "2027-12-31"), ("31 Dec 2027", "2027-12-31"), ("116年12月", "2027-12"),
        ("116年12月底", "2027-12"), ("116年底", "2027"), ("2027-Q4", "2027-Q4"),
        ("116年第4季", "2027-Q4"), ("116年下半年", "2027-H2"), (2027, "2027"),
        (dt.date(2027, 12, 31), "2027-12-31"),
    ],
)  # fmt: skip
def test_due_dates(value: object, meant: str) -> None:
    assert answers.due(Cell(value), Days(DAY)) == Due(meant)


@pytest.mark.parametrize("value", [dt.date(115, 12, 31), dt.date(2300, 1, 1), True, 1.5, dt.time(12)])
def test_cells_that_are_no_due_date(value: object) -> None:
    with pytest.raises(answers.WrongUse):
        answers.due(Cell(value), Days(DAY))


@pytest.mark.parametrize(
    "typed",
    [
        "辦理完成（待解列）", "辦理完成(待解列)", " 辦理完成 ", "completed", "COMPLETED",
        "辦理完成（待解列） completed", "辦理完成（待解列）\ncompleted", "辦理 完成",
    ],
)  # fmt: skip
def test_statuses(typed: str) -> None:
    assert answers.status(Cell(typed), Status.IN_PROGRESS) is Status.COMPLETED


@pytest.mark.parametrize("one", Status)
def test_a_status_is_known_by_its_code_and_by_every_name(one: Status) -> None:
    from eppd_track.words.labels import name_of  # noqa: PLC0415 - beside its only use

    for typed in (one.value, name_of(one).en, name_of(one).zh, one.value.replace("-", "_")):
        assert answers.status(Cell(typed), Status.IN_PROGRESS) is one


def test_words_stay_as_they_are_but_for_their_ends() -> None:
    assert answers.text(Cell(one_break("  一\n二　\r\n三 "))) == "一\n二\n三"
    assert answers.text(Cell("ＡＢＣ　全形")) == "ＡＢＣ　全形"
    assert answers.person(Cell("王小明\n02-2345")) == "王小明 02-2345"
    assert answers.text(Cell(223456789)) == "223456789"


@pytest.mark.parametrize("blank", ["", " ", "\u3000", "\u200b", "\ufeff \n", None])
def test_blanks_are_no_answer(blank: str | None) -> None:
    found, _ = answers.answer({"note": Cell(blank), "new_status": Cell(blank)}, Status.BLOCKED, Days(DAY))

    assert found.blank
    assert not answers.answer({"new_progress": Cell(0)}, Status.BLOCKED, Days(DAY))[0].blank


def test_papers_stand_one_a_line() -> None:
    found = answers.evidence(Cell("會議紀錄：第二次會議｜文號 12\n\n letter: Reply "), DAY)

    assert found == (
        parse_evidence("minutes: 第二次會議 | 文號 12", DAY),
        parse_evidence("letter: Reply", DAY),
    )


def test_cells_have_their_names() -> None:
    assert [cell_name(1, 1), cell_name(7, 26), cell_name(8, 27), cell_name(1048576, 16384)] == [
        "A1",
        "Z7",
        "AA8",
        "XFD1048576",
    ]
    assert Area(2, 2, 5, 3).name == "B2:C5"
    assert CellGrid(HIDDEN, {}).outside == {}
    assert [Cell(value).text for value in (1.0, 0.1 + 0.2, True, dt.time(8, 30))] == [
        "1",
        "0.3",
        "TRUE",
        "08:30:00",
    ]


# ---- what an .ods holds ----

SPACED = 'a<text:s text:c="2"/>b<text:tab/>c<text:line-break/><text:span>d</text:span>e'


def set_cell(path: Path, row: int, name: str, xml: str) -> Path:
    """Puts a cell, as it would be written by a program, in place of another."""
    document = document_of(path)
    cells = ods_cells(ods_rows(document)[row])
    old = cells[PLACE[name]]
    made = Element.from_tag(xml)
    ods_rows(document)[row].replace_element(old, made)
    save(document, path)
    return path


@pytest.mark.parametrize(
    ("name", "xml", "meant"),
    [
        ("next", 'office:value-type="date" office:date-value="2027-03-31T10:00:00"/>', "2027-03-31"),
        ("new_progress", 'office:value-type="percentage" office:value="0.4"/>', "from 30 to 40"),
        ("new_progress", 'office:value-type="float" office:value="40"/>', "from 30 to 40"),
        (
            "note",
            'office:value-type="date" office:date-value="soon"><text:p>May</text:p></table:table-cell>',
            "May.",
        ),
        ("note", 'office:value-type="float"><text:p>5 %</text:p></table:table-cell>', "5 %."),
        ("note", 'office:value-type="boolean" office:boolean-value="true"/>', "TRUE."),
        (
            "note",
            f'office:value-type="string"><text:p>{SPACED}</text:p></table:table-cell>',
            "a  b\\tc\n  de.",
        ),
    ],
)
def test_values_of_an_ods_are_read_as_they_are_meant(desk: Desk, name: str, xml: str, meant: str) -> None:
    sheet = fill(desk.export("moda.ods"), {ONE: {"lag": "x"}})
    ran = desk.bring(set_cell(sheet, 4, name, f"<table:table-cell {xml}"), "--dry-run")

    assert refusals(ran) == []
    assert meant in ran.out


@pytest.mark.parametrize(
    ("attributes", "inside", "said"),
    [
        ('calcext:value-type="error"', "<text:p>#N/A</text:p>", "the cell shows an error (#N/A)"),
        (
            'table:formula="of:=1+1" office:value-type="float" office:value="2"',
            "<text:p>2</text:p>",
            "a formula stands there (=1+1)",
        ),
        ('table:number-rows-spanned="2"', "<text:p>for both</text:p>", "cells are merged (I5:I6)"),
        (
            "",
            "<office:annotation><text:p>see me</text:p></office:annotation>",
            "a comment is not read: “see me”",
        ),
    ],
    ids=["error", "formula", "merged", "comment"],
)
def test_what_is_not_read_from_an_ods_is_named(desk: Desk, attributes: str, inside: str, said: str) -> None:
    xml = f"<table:table-cell {attributes}>{inside}</table:table-cell>"
    ran = desk.bring(set_cell(desk.export("moda.ods"), 4, "note", xml), "--yes", code=5 if attributes else 0)

    assert said in ran.out
    assert desk.taken() == []


def test_what_the_hidden_sheet_was_made_to_say_is_shown_as_it_stands(desk: Desk) -> None:
    def change(page: Any) -> None:
        for cell in page.parent[HIDDEN]["B"]:
            cell.value = str(cell.value or "").replace('"due":"2026-12-18","next', '"due":"never","next')

    sheet = fill(desk.export(), {ONE: {"next": "2027-01-31", "lag": "x"}})
    ran = desk.bring(edit(sheet, change), "--yes", code=5)

    assert "from never to 2026-12-18, and the sheet says 2027-01-31" in refusals(ran)[0]


def test_a_mark_of_excel_beside_a_sheet_is_passed_over(eppd: Eppd, tmp_path: Path) -> None:
    path = write_ledger(tmp_path)
    before = path.read_bytes()
    mark = tmp_path / "~$moda.xlsx"
    mark.write_bytes(b"\x05somebody")

    ran = eppd("import", str(mark), "--yes", "--lang", "en", "--today", TODAY)

    assert "~$moda.xlsx is passed over" in ran.err
    assert path.read_bytes() == before


# ---- a sheet for the other side ----

THEIRS: dict[str, Any] = {
    "owner": "DOS",
    "status": "in-progress",
    "progress": 30,
    "due": "@2026-12-18",
    "next_step": "Press them at the next call",
    "update": [
        {
            "date": "@2026-03-01",
            "by": "MODA",
            "note": "They stall, and say every month that the draft is with their lawyers.",
        },
        {"date": "@2026-03-02", "by": "DOS", "note": "Sent.", "visibility": "public"},
        {"date": "@2026-03-03", "by": "MODA", "note": "Nothing came."},
    ],
}
"""An item of the other side, of which it sees the title, the days, the figures and one record of three."""


@pytest.fixture
def theirs(desk: Desk) -> Desk:
    write_ledger(desk.ledger.parent, THEIRS)
    return desk


@pytest.mark.parametrize("hidden", [True, False])
@pytest.mark.parametrize(
    ("answer", "held"),
    [
        ({"note": "In draft."}, {"note": "In draft."}),
        ({"next": "Sign in May"}, {"next_step": "Sign in May"}),
        ({"new_progress": 60}, {"progress": 60}),
        ({"next": "2027-03-31", "lag": "Shutdown"}, {"due": "2027-03-31"}),
        ({"new_status": "blocked", "lag": "Shutdown"}, {"status": "blocked"}),
    ],
)
def test_the_other_sides_answer_is_held_against_what_it_was_shown(
    theirs: Desk, answer: dict[str, Any], held: dict[str, Any], *, hidden: bool
) -> None:
    sheet = fill(theirs.export(), {ONE: answer})
    ran = theirs.bring(sheet if hidden else drop_hidden(sheet), "--yes")
    record = theirs.item(ONE).updates[-1]

    assert [line for line in refusals(ran) if "hidden sheet _eppd is gone" not in line] == []
    assert "Changed since" not in ran.out
    assert record.by == "DOS"
    found = {
        "note": record.note,
        **{name: getattr(value, "text", value) for name, value in record.changes.items()},
    }
    assert {name: found[name] for name in held} == held


def test_what_the_other_side_was_not_shown_is_no_conflict_and_what_it_was_is_one(theirs: Desk) -> None:
    sheet = fill(theirs.export(), {ONE: {"next": "Sign in May", "new_progress": 60}})
    theirs.eppd("update", ONE, "--next-step", "Call them", "--note", "z", "--today", TODAY)
    quiet = theirs.bring(sheet, "--dry-run")
    theirs.eppd("update", ONE, "--progress", "40", "--note", "z", "--today", TODAY)
    loud = theirs.bring(sheet, "--dry-run")

    assert refusals(quiet) == []
    assert "Changed since" not in quiet.out
    assert "progress was changed in the ledger since the sheet went out, from 30% to 40%" in refusals(loud)[0]


def test_the_other_sides_words_are_recorded_once_and_in_the_next_round_anew(theirs: Desk) -> None:
    sheet = fill(theirs.export(), {ONE: {"note": "Nothing came."}})
    for _ in range(2):
        theirs.bring(sheet, "--yes")

    assert [one.note for one in theirs.item(ONE).updates].count("Nothing came.") == 2


# ---- whom to ask ----


@pytest.mark.parametrize("form", FORMS)
def test_a_telephone_number_is_nobodys_name(desk: Desk, form: str) -> None:
    sheet = fill(desk.export(f"moda.{form}"), {ONE: {"note": "Done.", "by": "02-2345-6789"}})
    desk.bring(sheet, "--yes")
    record = desk.item(ONE).updates[-1]

    assert (record.by, record.contact) == ("MODA", "02-2345-6789")
    for audience in ("internal", "counterpart"):
        page = ("report", "--format", "text", "--audience", audience, "--today", TODAY)
        assert "2345" not in desk.eppd(*page).out


@pytest.mark.parametrize("words", [("back",), ("back/*.xlsx",), ("back/o?e.xlsx", "back")], ids=" ".join)
def test_a_folder_or_a_pattern_stands_for_the_sheets_in_it(desk: Desk, words: tuple[str, ...]) -> None:
    back = Path("back")
    back.mkdir()
    named = {"one.xlsx": ONE, "two.xlsx": "E6-P1-02"}
    for name, item in named.items():
        fill(desk.export(name), {item: {"note": f"Word of {name}."}}).rename(back / name)
    for stranger in ("~$one.xlsx", ".hidden.xlsx", "readme.txt"):
        (back / stranger).write_text("x")

    ran = desk.bring(*words, "--yes")

    assert [desk.item(item).updates[-1].note for item in named.values()] == [
        f"Word of {name}." for name in named
    ]
    assert ("readme.txt is passed over" in ran.err) is ("back" in words)
    assert "hidden" not in ran.err


@pytest.mark.parametrize("words", ["empty", "back/*.ods"])
def test_where_no_sheet_is_there_it_is_told(desk: Desk, words: str) -> None:
    Path("empty").mkdir()

    assert words in desk.bring(words, "--yes", code=2).err
