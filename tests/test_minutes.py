"""What a meeting brought, from a prepared file: the same from every format, every fault in its place."""

import datetime as dt
import io
import sys
import zipfile
from pathlib import Path

import openpyxl
import pytest
from conftest import ROOT, Eppd, ledger_text
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from odfdo import Document, Row, Table
from openpyxl.styles import numbers

from eppd_track.exchange import entries, minutes
from eppd_track.exchange.incoming import Defaults, Incoming
from eppd_track.ledger.batch import plan
from eppd_track.ledger.changes import Request
from eppd_track.ledger.reader import read
from eppd_track.ledger.writer import apply
from eppd_track.model.due import Due
from eppd_track.model.records import HEAD, Evidence, Target
from eppd_track.model.vocabulary import Closure, EvidenceType, Move, Priority, Status, Visibility
from eppd_track.words.errors import ChangeRefused, EppdError, PageRefused, WrongUse
from eppd_track.words.labels import FIELD

TODAY = dt.date(2026, 11, 27)
YESTERDAY = dt.date(2026, 11, 26)
DEFAULTS = Defaults(TODAY, "officer")
ITEMS = (
    {
        "milestone": [{"id": "pilot", "due": "@2027-03-01"}, {"id": "export"}],
        "due": "@2027-03-31",
        "next_step": "Survey",
    },
    {"id": "E6-P1-02", "status": "in-progress"},
    {
        "id": "E6-P2-04",
        "pillar": 2,
        "status": "in-progress",
        "update": [{"date": "@2026-11-20", "by": "MOEA"}],
    },
)
READING = read(
    ledger_text(
        *ITEMS,
        meeting=[
            {"id": "TALKS-6", "date": "@2026-01-26"},
            {"id": "WG-3", "date": "@2026-11-26"},
        ],
    ),
    "commitments.toml",
)
LEDGER = READING.ledger


@pytest.fixture
def take(tmp_path):
    """Reads a prepared file: its name, and its text or bytes."""

    def take(name: str, content: str | bytes, defaults: Defaults = DEFAULTS) -> Incoming:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return minutes.read(path, LEDGER, TODAY, defaults)

    return take


def workbook(*lines: list, **sheets: list) -> bytes:
    book = openpyxl.Workbook()
    for line in lines:
        book.active.append(line)
    for title, content in sheets.items():
        sheet = book.create_sheet(title)
        for line in content:
            sheet.append(line)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def requests(found: Incoming) -> dict[str, Request]:
    return {wish.id: wish.request for wish in found.wishes}


def said(found: Incoming) -> list[str]:
    return [trouble.en for trouble in found.troubles]


# ---- what a file may hold ----

TOML = """
date = 2026-11-26
by = "Secretary"
meeting = "WG-3"

[[update]]
id = "p1-1"
status = "in-progress"
note = "Site survey done."
progress = 40
due = "2027-Q2"
reason = "Equipment delayed."
owner = "數位部"
next-move = "美方"
next_step = ""
next_step_due = 2026-12-15
priority = "high"
evidence = ["minutes: Third working group | doc. 12", "letter: Reply"]
milestone_done = ["pilot=2026-11-20", "export"]
confirm_owner = true
tags = ["steel, raw", "river"]
target = { value = 50, unit = "%" }
set = { note = "Watch this one.", visibility = "internal" }

[[update]]
id = "E6-P1-02"
status = "closed"
closure = "delivered"
approved_by = "Minister, 6 December"
visibility = "public"
date = "115/11/25"
by = "Director"
meeting = "talks-6"
note = "Filed."
correction = true
"""


def test_every_key_of_a_toml_file_is_read_as_the_option_of_its_name(take) -> None:
    found = take("minutes.toml", TOML)

    assert said(found) == []
    assert requests(found) == {
        "E6-P1-01": Request(
            date=YESTERDAY,
            by="Secretary",
            meeting="WG-3",
            note="Site survey done.",
            reason="Equipment delayed.",
            confirm=("owner",),
            fields={
                "status": Status.IN_PROGRESS,
                "progress": 40,
                "due": Due("2027-Q2"),
                "owner": "MODA",
                "next_move": Move("US"),
                "next_step": None,
                "next_step_due": Due("2026-12-15"),
                "priority": Priority.HIGH,
                "tags": ("steel, raw", "river"),
                "target": Target(value=50, unit="%"),
                "note": "Watch this one.",
                "visibility": Visibility.INTERNAL,
            },
            evidence=(
                Evidence(
                    date=YESTERDAY, type=EvidenceType.MINUTES, title="Third working group", ref="doc. 12"
                ),
                Evidence(date=YESTERDAY, type=EvidenceType.LETTER, title="Reply"),
            ),
            done={"pilot": dt.date(2026, 11, 20), "export": YESTERDAY},
        ),
        "E6-P1-02": Request(
            date=dt.date(2026, 11, 25),
            by="Director",
            meeting="TALKS-6",
            note="Filed.",
            approved_by="Minister, 6 December",
            visibility=Visibility.PUBLIC,
            fields={"status": Status.CLOSED, "closure": Closure.DELIVERED},
            correction=True,
        ),
    }
    assert [notice.en for notice in found.notices] == ["“115/11/25” is taken as 2026-11-25 (Wed)."]
    assert [wish.where.en for wish in found.wishes] == [
        "minutes.toml: update 1 (E6-P1-01)",
        "minutes.toml: update 2 (E6-P1-02)",
    ]


def test_a_csv_and_a_workbook_with_chinese_heads_say_what_the_toml_says(take) -> None:
    heads = ["編號", "狀態", "進度", "辦理情形", "期限", "理由", "確認主辦", "下一步", "達成里程碑", "佐證"]
    cells = ["p1-1", "辦理中", "４０％", "會勘完成，\n設備清單續辦", "116年第2季", "設備延遲", "是", "－"]
    cells += ["pilot=115/11/20\nexport", "會議紀錄: 第3次會議 | 12號\n函文: 復函"]
    stream = [f'"{text}"' for text in cells]
    toml = """
        [[update]]
        id = "p1-1"
        status = "辦理中"
        progress = 40
        note = "會勘完成，\\n設備清單續辦"
        due = "2027-Q2"
        reason = "設備延遲"
        confirm-owner = true
        next-step = "-"
        milestone-done = ["pilot=2026-11-20", "export"]
        evidence = ["minutes: 第3次會議 | 12號", "letter: 復函"]
    """
    expected = requests(take("m.toml", toml))

    for mark in ("", "\ufeff"):
        for between in ",\t;":
            text = mark + between.join(heads) + "\r\n" + between.join(stream) + "\r\n"
            assert requests(take("m.csv", text)) == expected
    found = take("m.xlsx", workbook(heads, cells))
    assert requests(found) == expected
    assert [notice.zh for notice in found.notices] == [
        "「116年第2季」視為 2027-Q2，至 2027-06-30（週三）止。",
        "「115/11/20」視為 2026-11-20（週五）。",
    ]


def test_a_workbook_gives_dates_numbers_and_shares_of_its_own(take) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["第3次工作小組會議紀錄"])
    sheet.append(["Id", "Due", "Progress", "Owner confirmed", "Reason", "紀錄日期", "Target"])
    sheet.append(
        ["p1-1", dt.date(2027, 6, 30), 0.55, True, 3.5, dt.datetime.combine(YESTERDAY, dt.time()), 50]
    )
    sheet["C3"].number_format = numbers.FORMAT_PERCENTAGE
    stream = io.BytesIO()
    book.save(stream)

    found = take("m.xlsx", stream.getvalue())

    assert said(found) == []
    assert requests(found)["E6-P1-01"] == Request(
        date=YESTERDAY,
        by="officer",
        reason="3.5",
        fields={
            "due": Due("2027-06-30"),
            "progress": 55,
            "owner_confirmed": True,
            "target": Target(value=50),
        },
    )


@pytest.mark.parametrize("name", [name for name in HEAD if name not in {"id", "original_due"}])
def test_every_field_is_known_by_its_name_and_its_printed_names(take, name) -> None:
    labels = FIELD[name]
    keys = [name, name.upper(), name.replace("_", "-"), name.replace("_", " "), labels.en, labels.zh]
    values = {"supporting": "MODA", "related": "p1-2", "pillar": "2", "status": "blocked", "owner": "MODA"}
    typed = values.get(name, "yes" if name in {"owner_confirmed", "verifiable"} else "-")
    found = [take("m.csv", f"id;{key}\np1-1;{typed}\n") for key in (*keys, f" {labels.zh} {labels.en} ")]

    assert [said(each) for each in found] == [[]] * len(found)
    assert len({str(requests(each)) for each in found}) == 1


def test_what_stands_in_an_entry_goes_before_the_top_of_the_file_and_that_before_the_command(take) -> None:
    given = Defaults(TODAY, "officer", "TALKS-6")
    entries = '[[update]]\nid = "p1-1"\nnote = "a"\n[[update]]\nid = "p1-2"\nnote = "b"\nmeeting = "WG-3"\n'

    plain = requests(take("m.toml", entries, given))
    topped = requests(take("m.toml", f'date = "yesterday"\nby = "Clerk"\n{entries}', given))

    assert [(one.date, one.by, one.meeting) for one in plain.values()] == [
        (TODAY, "officer", "TALKS-6"),
        (TODAY, "officer", "WG-3"),
    ]
    assert [(one.date, one.by, one.meeting) for one in topped.values()] == [
        (YESTERDAY, "Clerk", "TALKS-6"),
        (YESTERDAY, "Clerk", "WG-3"),
    ]


def test_a_blank_cell_changes_nothing_and_a_row_of_blanks_says_nothing(take) -> None:
    found = take("m.csv", "id,status,note,meeting\np1-1,,Talked.,\n,,,\np1-2,,,WG-3\np2-4\n")

    assert requests(found) == {"E6-P1-01": Request(date=TODAY, by="officer", note="Talked.")}
    assert [notice.en for notice in found.notices] == [
        "These entries say nothing and are left out: E6-P1-02, E6-P2-04."
    ]


def test_the_columns_of_a_list_may_stay_in_a_file_of_minutes(take, eppd, tmp_path) -> None:
    (tmp_path / "commitments.toml").write_text(ledger_text(*ITEMS), "utf-8")
    lines = eppd(
        "list", "--columns", "id,title,status,light,last_update,overdue_days,stale", "--format", "csv"
    )
    head, first, *rest = lines.out.splitlines()
    text = "\n".join([f"{head},note", f"{first},Talked.", *(f"{line}," for line in rest)])

    found = take("m.csv", text)

    assert said(found) == []
    batch = plan(READING, found.wishes, TODAY)
    assert [edit.id for edit in batch.change.edits] == ["E6-P1-01"]
    assert batch.unchanged == ("E6-P1-02", "E6-P2-04")


def test_a_file_that_is_read_twice_is_written_once(take) -> None:
    meeting = Defaults(TODAY, "officer", "WG-3")
    text = "id,status,note,due,reason\np1-1,in-progress,Begun.,2027-Q3,Late.\np1-2,in-progress,,,\n"
    first = take("m.csv", text, meeting)
    batch = plan(READING, first.wishes, TODAY)
    after = read(apply(READING, batch.change), "commitments.toml")

    path = Path("again.csv")
    path.write_text(text, "utf-8")
    again = minutes.read(path, after.ledger, TODAY, meeting)

    assert [edit.id for edit in batch.change.edits] == ["E6-P1-01"]
    assert batch.unchanged == ("E6-P1-02",)
    assert not batch.refused
    assert plan(after, again.wishes, TODAY).change.edits == ()
    assert [notice.en for notice in again.notices] == ["again.csv, row 2: this is on record already."]


def test_what_the_minutes_of_a_real_meeting_bring_is_written_in_one_change(tmp_path) -> None:
    reading = read((ROOT / "commitments.toml").read_text("utf-8"), "commitments.toml")
    path = tmp_path / "minutes.csv"
    path.write_text(
        "編號,狀態,辦理情形,待辦方,下一步,下一步期限\n"
        "p2-4,,會勘完成,我方,設備清單,115/12/15\n"
        "p1-2,辦理中,雙方同意啟動,雙方,,\n"
        "p3-1,,無進展,美方,-,-\n",
        "utf-8",
    )
    found = minutes.read(path, reading.ledger, TODAY, Defaults(TODAY, "MOEA", "EPPD-6"))
    batch = plan(reading, found.wishes, TODAY)
    after = read(apply(reading, batch.change), "commitments.toml").ledger

    assert said(found) == []
    assert not batch.refused
    assert [one.id for one in after.commitments if one.last_update == TODAY] == [
        "E6-P1-02",
        "E6-P2-04",
        "E6-P3-01",
    ]


# ---- faults ----


def test_every_fault_of_a_toml_file_is_named_and_the_sound_entries_come_through(take) -> None:
    found = take(
        "minutes.toml",
        """
        wether = 1
        [[update]]
        id = "p1-2"
        note = "sound"
        [[update]]
        note = "of nothing"
        [[update]]
        id = "p9-9"
        note = "of nothing known"
        [[update]]
        id = "p1-1"
        next-step-due = 07:30:00
        statuss = "blocked"
        [[update]]
        id = "p1-1"
        status = "blokced"
        progress = 101
        due = 115.10
        next_step_due = 2026-12-01T10:00:00
        owner = "XYZ"
        original_due = "2026"
        evidence = "nothing in particular"
        date = 2026-11-28
        meeting = "WG-9"
        note = ["a", "b"]
        title = true
        tags = [1]
        target = { unit = "%" }
        correction = "maybe"
        milestone_done = { pilot = 1 }
        """,
    )

    assert list(requests(found)) == ["E6-P1-02"]
    place = "minutes.toml: update 5 (E6-P1-01)"
    assert said(found)[:3] == [
        "minutes.toml, wether: there is no such field.",
        "minutes.toml: update 2: it names no commitment. Write its id, such as P2-04.",
        (
            "minutes.toml: update 3 (p9-9), id: There is no commitment “p9-9”."
            " The nearest: E6-P2-04, E6-P1-02, E6-P1-01."
        ),
    ]
    assert said(found)[3:5] == [
        "minutes.toml: update 4 (E6-P1-01), statuss: there is no such field. Did you mean status?",
        (
            "minutes.toml: update 4 (E6-P1-01), next-step-due: “07:30:00” is not a day alone."
            " Write the day without a time."
        ),
    ]
    assert "Did you mean blocked?" in said(found)[6]
    assert [line.partition(f"{place}, ")[2].partition(".")[0] for line in said(found)[5:]] == [
        "date: 2026-11-28 lies in the future",
        "status: status has no value “blokced”",
        "progress: progress cannot be “101”",
        "due: due cannot be “115",
        "next_step_due: “2026-12-01 10:00:00” is not a day alone",
        "owner: owner has no value “XYZ”",
        "original_due: original_due is written by eppd itself",
        "title: title cannot be “true”",
        "tags: tags takes texts",
        "target: target cannot be “{ … }”",
        "meeting: meeting has no value “WG-9”",
        "note: this takes one value, not [ … ]",
        "evidence: “nothing in particular” is not TYPE: TITLE",
        "milestone_done: this takes one value, not { … }",
        "correction: correction has no value “maybe”",
    ]


def test_every_fault_of_a_csv_is_named_by_its_row_and_column(take) -> None:
    found = take(
        "會議.csv",
        "備註二,編號,狀態,進度,辦理情行\nx,p1-1,停擺,40,\n,p1-2,,40,\n,p2-4,辦理中,半,好\n,,受阻,,\n,p9-9,,3,,溢出\n",
    )

    assert list(requests(found)) == ["E6-P1-02"]
    assert [trouble.zh.partition("。")[0] for trouble in found.troubles] == [
        "會議.csv 第 1 列「備註二」：無此欄位，未予讀取",
        "會議.csv 第 1 列「辦理情行」：無此欄位，未予讀取",
        "會議.csv 第 6 列：第 6 格上方無欄名；此列未採用",
        "會議.csv 第 2 列「狀態」：狀態查無「停擺」",
        "會議.csv 第 4 列「進度」：進度不得為「半」",
        "會議.csv 第 5 列：未填事項編號",
    ]
    assert "是否為 辦理情形？" in found.troubles[1].zh


def test_a_workbook_names_formulas_errors_and_sheets_it_did_not_read(take) -> None:
    other = [["id", "note"], ["p1-2", "elsewhere"]]
    found = take(
        "m.xlsx",
        workbook(
            ["id", "note", "progress"],
            ["p1-1", "=1+1", 5],
            ["p1-2", "fine", 0.4],
            ["p2-4", "fine", dt.time(7, 30)],
            Cover=[["only words"]],
            Other=other,
        ),
    )

    assert said(found) == [
        "m.xlsx, row 2, note: a formula stands there (=1+1); it is not worked out. Write the value itself.",
        "m.xlsx, row 3, progress: progress cannot be “0.4”. Write a whole number from 0 to 100.",
        "m.xlsx, row 4, progress: “07:30:00” is not a day alone. Write the day without a time.",
    ]
    assert [notice.en for notice in found.notices] == ["m.xlsx: only the sheet “Sheet” was read, not Other."]


def test_two_entries_of_one_item_reach_the_batch_that_refuses_both(take) -> None:
    batch = plan(READING, take("m.csv", "id,note\np1-1,a\nP1-01,b\np1-2,c\n").wishes, TODAY)

    assert [edit.id for edit in batch.change.edits] == ["E6-P1-02"]
    assert [(one.where.en, one.id) for one in batch.refused] == [
        ("m.csv, row 2", "E6-P1-01"),
        ("m.csv, row 3", "E6-P1-01"),
    ]


def test_what_is_no_table_in_a_list_of_updates_is_a_fault(take) -> None:
    found = take("m.toml", 'update = [3, { id = "p1-1", note = "a" }]\n')

    assert said(found)[0].startswith("m.toml: update 1: this is not a table [[update]].")
    assert list(requests(found)) == ["E6-P1-01"]


def test_a_name_that_stands_twice_in_an_entry_is_a_fault(take) -> None:
    found = take("m.toml", '[[update]]\nid = "p1-1"\nnext-step = "a"\nnext_step = "b"\n')

    assert said(found) == ["m.toml: update 1 (E6-P1-01), next_step: this means the same as “next-step”."]
    assert not found.wishes


@pytest.mark.parametrize(
    "line", ['date = "2026-13-01"', "date = 2026-11-28", 'meeting = "WG-9"', 'by = ["a"]'], ids=str
)
def test_a_fault_above_the_entries_refuses_the_file(take, line) -> None:
    with pytest.raises(ChangeRefused) as refused:
        take("m.toml", f'{line}\n[[update]]\nid = "p1-1"\nnote = "a"\n')

    assert refused.value.message.en.startswith(f"m.toml, {line.partition(' ')[0]}: ")


# ---- files that cannot be read ----

HEAD_ROW = "id,note\np1-1,"


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("m.rtf", "x", ".toml, .json, .csv, .xlsx or .ods"),
        ("m", "x", ".toml, .json, .csv, .xlsx or .ods"),
        ("m.csv", "編號,說明\np1-1,會勘\n".encode("cp950"), "CSV UTF-8"),
        ("m.toml", '# 會議\n[[update]]\nid = "p1-1"'.encode("cp950"), "Big5"),
        ("m.csv", "id,note\n".encode("utf-16"), "UTF-16"),
        ("m.csv", b"\x89PNG\xff\xff\xff", "not a text file"),
        ("m.csv", "", "no head row"),
        ("m.csv", "name,note\nx,y\n", "編號"),
        ("m.csv", "id,note\n", "holds no entry"),
        ("m.csv", 'id,note\np1-1,"open\n', "quotation marks"),
        ("m.csv", 'id,note\np1-1,"a"b\n', "line 2"),
        ("m.csv", "id,status,狀態\np1-1,blocked,受阻\n", "mean the same column"),
        ("m.csv", "id,note\n" + "p1-1,x\n" * 10_001, "10000 rows"),
        ("m.toml", "", "[[update]]"),
        ("m.toml", "update = 3", "[[update]]"),
        ("m.toml", "[[update]]\nid = “p1-1”\n", "curly"),
        ("m.toml", '[[update]]\nid = "p1-1\n', "m.toml:2:"),
        ("m.toml", "a = " + "[" * 50_000, "beyond all bounds"),
        ("m.xlsx", b"", "empty"),
        ("m.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, ".xlsx"),
        ("m.xlsx", b"<html><table></table></html>", ".xlsx"),
        ("m.xlsx", workbook(["name"], ["x"]), "no head row"),
    ],
    ids=lambda value: value if isinstance(value, str) and value.startswith("m") and len(value) < 9 else "",
)
def test_a_file_that_cannot_be_read_is_refused_with_what_to_do(take, name, content, words) -> None:
    with pytest.raises((ChangeRefused, WrongUse)) as refused:
        take(name, content)

    told = refused.value.message.en + " " + refused.value.remedy.en
    assert words in told + refused.value.remedy.zh
    assert isinstance(refused.value, WrongUse) is (name in {"m", "m.rtf"})


def test_a_file_that_is_not_there_is_a_folder_or_is_too_large_is_refused(tmp_path, monkeypatch) -> None:
    (tmp_path / "folder.csv").mkdir()
    for name in ("none.csv", "folder.csv"):
        with pytest.raises(ChangeRefused, match="There is no file"):
            minutes.read(tmp_path / name, LEDGER, TODAY, DEFAULTS)
    monkeypatch.setattr(entries, "MOST_BYTES", 10)
    (tmp_path / "m.csv").write_text("id,note\np1-1,x\n", "utf-8")
    with pytest.raises(ChangeRefused, match="larger than"):
        minutes.read(tmp_path / "m.csv", LEDGER, TODAY, DEFAULTS)


def test_a_workbook_that_unpacks_beyond_bounds_is_not_unpacked(take) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b" " * 100_000_000)

    with pytest.raises(ChangeRefused):
        take("m.xlsx", stream.getvalue())


def test_a_cell_far_out_of_the_table_takes_no_memory_and_is_named(take) -> None:
    book = openpyxl.Workbook()
    for place, text in {"A1": "id", "B1": "note", "A2": "p1-1", "B2": "x", "XFD1048576": "stray"}.items():
        book.active[place] = text
    stream = io.BytesIO()
    book.save(stream)
    found = take("m.xlsx", stream.getvalue())

    assert [wish.id for wish in found.wishes] == ["E6-P1-01"]
    assert [notice.en for notice in found.notices] == [
        "m.xlsx: cells far outside the table were not read: XFD1048576."
    ]


def test_minutes_come_as_an_ods_too(take) -> None:
    table = Table("紀錄")
    for line in (["編號", "辦理情形", "進度"], ["p1-1", "會勘完成", 40]):
        table.append_row(Row(width=0))
        table.set_row_values(table.height - 1, line)
    document = Document("spreadsheet")
    document.body.clear()
    document.body.append(table)
    stream = io.BytesIO()
    document.save(stream)

    assert requests(take("m.ods", stream.getvalue())) == {
        "E6-P1-01": Request(date=TODAY, by="officer", note="會勘完成", fields={"progress": 40})
    }


def test_without_the_library_the_refusal_says_what_to_install(take, monkeypatch) -> None:
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    monkeypatch.delitem(sys.modules, "eppd_track.exchange.sheets.xlsx.read", raising=False)

    with pytest.raises(PageRefused) as refused:
        take("m.xlsx", workbook(["id", "note"], ["p1-1", "x"]))
    assert "eppd-track[sheets]" in refused.value.remedy.en


@given(raw=st.binary(max_size=300) | st.text(max_size=300).map(lambda text: f"id,note\n{text}".encode()))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@pytest.mark.parametrize("suffix", ["toml", "csv", "xlsx"])
def test_whatever_a_file_holds_it_is_read_or_refused_with_a_sentence(tmp_path, suffix, raw) -> None:
    path = tmp_path / f"m.{suffix}"
    path.write_bytes(raw)
    try:
        told = minutes.read(path, LEDGER, TODAY, DEFAULTS).troubles
    except EppdError as error:
        told = (error.message,)

    assert all(text.en and text.zh for text in told)


def test_a_text_without_end_is_not_repeated_without_end(take) -> None:
    found = take(
        "m.csv", f"id,status,note,due\np1-1,{'x' * 100_000},,\n{'9' * 100_000},,a,\np1-2,,,{'9' * 9000}\n"
    )

    assert not found.wishes
    assert len(found.troubles) == 3
    assert max(map(len, said(found))) < 2100


@pytest.mark.parametrize(
    ("language", "key"), [("en", 'Give the entry evidence: "TYPE: TITLE"'), ("zh", "evidence（")]
)
def test_what_an_entry_lacks_is_named_by_its_key(
    eppd: Eppd, ledger, tmp_path: Path, language: str, key: str
) -> None:
    ledger({"status": "in-progress"})
    (tmp_path / "minutes.toml").write_text(
        '[[update]]\nid = "E6-P1-01"\nstatus = "completed"\nnote = "Done."\n', "utf-8"
    )

    ran = eppd("update", "--from", "minutes.toml", "--yes", "--lang", language, code=5)

    assert key in ran.out + ran.err
    assert "--evidence" not in ran.out + ran.err


def test_a_due_date_that_moves_without_a_reason_asks_for_the_key(eppd: Eppd, ledger, tmp_path: Path) -> None:
    ledger({"due": "@2027-01-01"})
    (tmp_path / "minutes.toml").write_text(
        '[[update]]\nid = "E6-P1-01"\ndue = "2027-Q2"\nnote = "Later."\n', "utf-8"
    )

    ran = eppd("update", "--from", "minutes.toml", "--yes", code=5)

    assert "Give the entry a reason." in ran.out + ran.err
