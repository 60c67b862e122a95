"""Letters to agencies that owe an update: to whom and in which form, what is asked, and in which files."""

import email
import email.policy
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, TABLES, Eppd
from odfdo import Document
from test_audience import unpacked

TODAY = ("--today", "2026-02-13")
FRIDAY = ("--file", str(ROOT / "examples" / "friday.toml"), "--today", "2026-11-27")
WEEKLY = {"cadence": "weekly", "status": "in-progress"}
CONTACT = {"name": "王小明", "phone": "02-0000-0123", "mail": "lin@example.org"}
HOUSE = {"code": "MOEA", "side": "TW", "name": "Ministry of Economic Affairs", "name_zh": "經濟部"}


def kept_by(**contact: str) -> dict[str, Any]:
    """The settings of a ledger with somebody to ask."""
    return TABLES["settings"] | {"contact": CONTACT | contact}


@pytest.fixture
def owing(ledger: Callable[..., Path]) -> Callable[..., Path]:
    """A ledger kept by the ministry, one body of which owes a word on one item."""

    def write(zh: str, en: str | None = None, side: str = "TW", **fields: Any) -> Path:
        one = {"code": "ONE", "side": side, "name": en, "name_zh": zh}
        return ledger(
            WEEKLY | {"owner": "ONE"} | fields, agency=[HOUSE, one], settings=kept_by(agency="MOEA")
        )

    return write


# ---- what a letter says ----


def test_a_letter_has_the_form_of_one(eppd: Eppd, ledger) -> None:
    said = {"date": "@2026-01-29", "by": "Lin", "note": "完成場址勘查。"}
    ledger(
        WEEKLY | {"owner": "MODA", "next_step": "試車", "due": "@2026-02-10"},
        WEEKLY | {"id": "E6-P1-02", "owner": "MODA", "title_zh": "第二座橋", "update": [said]},
        WEEKLY | {"id": "E6-P1-03", "owner": "MODA", "update": [said | {"date": "@2026-02-12"}]},
        settings=kept_by(agency="MOEA"),
    )

    assert eppd("chase", *TODAY, "--lang", "zh").out == (
        """經濟部　書函

受文者：數位部
發文日期：中華民國115年2月13日

主旨：有關第六次對話由貴部主辦之列管事項計2項，請於115年2月20日（週五）前填報辦理情形，請查照惠復。

說明：
一、旨揭事項距前次填報（未曾填報者，自列管日起算）已逾填報週期，爰請填報最新辦理情形。
二、前次辦理情形及應填報內容如下：

    E6-P1-01　造橋
    狀態：辦理中，期限：115.02.10，逾3日
    前次辦理情形及日期：115.01.27 列管以來尚未填報
    應填報內容：此期間辦理情形、狀態及進度；原列下一步「試車」之辦理結果；下一步及預定日期；"""
        """落後原因及因應對策；展延後期限及理由。

    E6-P1-02　第二座橋
    狀態：辦理中
    前次辦理情形及日期：115.01.29　完成場址勘查。
    應填報內容：此期間辦理情形、狀態及進度；下一步及預定日期；落後原因及因應對策。

三、請於115年2月20日（週五）前逐項惠復；如無進展，亦請填報「無進展」並敘明原因。

聯絡人：王小明
電話：02-0000-0123
電子郵件：lin@example.org
"""
    )


def test_the_other_side_is_asked_in_english_and_told_nothing_internal(eppd: Eppd, ledger) -> None:
    inside = {"date": "@2026-02-03", "by": "Lin", "note": "SENTINEL"}
    ledger(
        WEEKLY | {"owner": "DOS", "next_step": "SENTINEL", "note": "SENTINEL", "update": [inside]},
        WEEKLY | {"id": "E6-P1-02", "owner": "DOS", "visibility": "internal", "title": "SENTINEL"},
        settings=kept_by(agency="MOEA"),
    )

    text = eppd("chase", *TODAY).out

    assert text == (
        """Economy

To: State
Date: 13 February 2026

Subject: Sixth talks: update requested by 20 February 2026 (Fri) (items led by your agency: 1)

Dear colleagues,
We would be grateful for an update on what is listed below: the last one, or the listing where """
        """there is none, is older than the reporting period.
For each item, what was last told and what is asked for:

    E6-P1-01   Build a bridge
    status in progress
    Last update: listed on 2026-01-27
    Requested: what was done since, status and progress; the next step and its date.

Please reply by 20 February 2026 (Fri). If nothing has happened since, please say so; that counts """
        """as an update.

Yours sincerely,
王小明
Telephone: 02-0000-0123
E-mail: lin@example.org
"""
    )


def test_the_other_side_is_not_asked_for_a_reason_that_only_we_miss(eppd: Eppd, ledger) -> None:
    ledger(WEEKLY | {"owner": "DOS", "due": "@2026-02-10"})

    text = eppd("chase", *TODAY).out

    assert "due 2026-02-10, 3 days late" in text
    assert "the next step and its date; the new date and the reason for it.\n" in text


@pytest.mark.parametrize(
    ("name", "you"),
    [
        ("數位發展部", "貴部"),
        ("環境部環境管理署", "貴署"),
        ("工業技術研究院", "貴院"),
        ("國家科學及技術委員會", "貴會"),
        ("美國無人機產業協會", "貴會"),
        ("外交部北美司", "貴司"),
        ("金管會銀行局", "貴局"),
        ("駐美國台北經濟文化代表處", "貴處"),
        ("核能研究所", "貴所"),
        ("國家太空中心", "貴中心"),
        ("行政院經貿談判辦公室", "貴辦公室"),
        ("台灣電力公司", "貴公司"),
        ("臺北市政府", "貴府"),
        ("國立臺灣大學", "貴校"),
        ("美方（未指明機關）", "貴方"),
        ("Elders", "貴機關"),
        ("行政院", "鈞院"),
        ("立法院", "大院"),
        ("經濟部國際貿易署", "貴署"),
        ("經濟部智慧財產局", "貴局"),
        ("經濟部水利研究院", "貴院"),
        ("經濟部地質調查所", "貴所"),
        ("經濟部產業展示館", "貴館"),
        ("經濟部專業人員訓練中心", "貴中心"),
        ("經濟部加工出口公司", "貴公司"),
        ("經濟部產業大學", "貴校"),
    ],
)
def test_each_kind_of_body_is_addressed_as_it_is_due(eppd: Eppd, owing, name: str, you: str) -> None:
    owing(name, owner_confirmed=False)

    text = eppd("chase", *TODAY, "--lang", "zh").out

    assert text.startswith(f"經濟部　書函\n\n受文者：{name}\n")
    assert f"由{you}主辦之列管事項" in text
    assert f"主辦機關為推定（?），請確認是否由{you}主辦" in text
    assert ("請查照惠復" in text, "請鑒核惠復" in text) == (you[0] == "貴", you[0] != "貴")
    assert ("敬請於" in text) == (you[0] != "貴")


@pytest.mark.parametrize(
    ("zh", "en", "unit"),
    [
        ("經濟部產業技術司", None, "本部產業技術司"),
        ("經濟部總務司", None, "本部總務司"),
        ("產業技術司", "Department of Industrial Technology, MOEA", "本部產業技術司"),
    ],
)
def test_a_house_writes_a_memorandum_to_its_own_units(
    eppd: Eppd, owing, zh: str, en: str | None, unit: str
) -> None:
    owing(zh, en)

    text = eppd("chase", *TODAY, "--lang", "zh").out

    assert text.startswith(f"經濟部　便箋\n\n受文者：{unit}\n")
    assert f"由{unit}主辦之列管事項計1項" in text
    assert "貴" not in text


def test_a_body_of_another_side_is_no_unit_whatever_it_is_called(eppd: Eppd, owing) -> None:
    owing("經濟部產業技術司", side="US")

    told = eppd("chase", *TODAY, "--lang", "zh").out
    assert told.startswith("Ministry of Economic Affairs\n\nTo: 經濟部產業技術司\n")


def test_a_letter_to_another_side_is_in_english_whatever_the_screen_speaks(
    eppd: Eppd, owing, monkeypatch: pytest.MonkeyPatch
) -> None:
    owing("經濟部產業技術司", side="US")
    english = eppd("chase", *TODAY, "--lang", "en").out
    monkeypatch.setenv("EPPD_LANG", "zh")

    assert eppd("chase", *TODAY).out == english == eppd("chase", *TODAY, "--lang", "both").out


def test_what_the_house_leads_itself_goes_to_its_unit_in_charge(eppd: Eppd, owing) -> None:
    owing("數位發展部", owner="MOEA")

    assert "經濟部　便箋\n\n受文者：本部主辦單位\n" in eppd("chase", *TODAY, "--lang", "zh").out
    assert "由本部主辦之列管事項" in eppd("chase", *TODAY, "--lang", "zh").out
    english = eppd("chase", *TODAY, "--lang", "en").out
    assert english.startswith("Ministry of Economic Affairs: memorandum\n\nTo: Unit in charge\n")
    assert "(items led by your unit: 1)" in english


def test_a_house_within_a_ministry_looks_up_to_it(eppd: Eppd, ledger) -> None:
    trade = {"code": "TITA", "side": "TW", "name_zh": "經濟部國際貿易署"}
    ledger(WEEKLY, agency=[HOUSE, trade], settings=kept_by(agency="TITA"))

    text = eppd("chase", *TODAY, "--lang", "zh").out

    assert text.startswith("經濟部國際貿易署　書函\n\n受文者：經濟部\n")
    assert "由鈞部主辦" in text


def test_without_a_house_every_agency_gets_a_letter_and_the_missing_number_is_told(
    eppd: Eppd, ledger
) -> None:
    ledger(WEEKLY)

    ran = eppd("chase", *TODAY, "--lang", "zh", "--by", "陳喆")

    assert ran.out.startswith("書函\n\n受文者：經濟部\n")
    assert "由貴部主辦" in ran.out
    assert ran.out.endswith("聯絡人：陳喆\n")
    assert "[settings.contact]" in ran.err


def test_who_asks_signs_in_place_of_whom_the_ledger_names(eppd: Eppd, ledger) -> None:
    ledger(WEEKLY, settings=kept_by())

    assert "聯絡人：陳喆\n電話：02-0000-0123" in eppd("chase", *TODAY, "--lang", "zh", "--by", "陳喆").out
    assert "聯絡人：王小明\n" in eppd("chase", *TODAY, "--lang", "zh").out


@pytest.mark.parametrize(
    ("language", "signs"), [("en", ["To: "]), ("zh", ["受文者"]), ("both", ["受文者", "To: "])]
)
def test_the_language_asked_for_wins(eppd: Eppd, ledger, language: str, signs: list[str]) -> None:
    ledger(WEEKLY)

    text = eppd("chase", *TODAY, "--lang", language).out

    assert [sign for sign in ("受文者", "To: ") if sign in text] == signs


REASONED = {"date": "@2026-01-28", "by": "Lin", "note": "Waits.", "reason": "No budget."}


@pytest.mark.parametrize(
    ("fields", "asked", "not_asked"),
    [
        ({}, ("此期間辦理情形", "下一步及預定日期"), ("原列", "落後原因", "展延", "推定")),
        ({"next_step": "試車"}, ("原列下一步「試車」之辦理結果",), ("落後原因",)),
        ({"status": "blocked"}, ("落後原因及因應對策",), ("展延",)),
        ({"due": "@2026-02-01"}, ("落後原因及因應對策", "展延後期限及理由"), ()),
        ({"due": "@2026-02-01", "update": [REASONED]}, ("展延後期限及理由",), ("落後原因",)),
        ({"owner_confirmed": False}, ("主辦機關為推定（?），請確認是否由貴部主辦",), ()),
    ],
)
def test_what_is_asked_follows_from_how_an_item_stands(
    eppd: Eppd, ledger, fields: dict[str, Any], asked: tuple[str, ...], not_asked: tuple[str, ...]
) -> None:
    ledger({"cadence": "biweekly", "status": "in-progress", **fields})

    text = eppd("chase", *TODAY, "--lang", "zh").out

    assert [words for words in asked if words not in text] == []
    assert [words for words in not_asked if words in text] == []


@pytest.mark.parametrize(
    ("fields", "marked"),
    [
        ({"inferred": ["status"]}, "狀態：辦理中?"),
        ({"inferred": ["due"], "due": "@2026-02-20"}, "期限：115.02.20?"),
        ({"inferred": ["next_step"], "next_step": "試車"}, "原列下一步「試車?」之辦理結果"),
    ],
)
def test_what_a_letter_tells_and_nobody_gave_is_marked_and_the_mark_explained(
    eppd: Eppd, ledger, fields: dict[str, Any], marked: str
) -> None:
    ledger(WEEKLY | {"status": "in-progress", **fields})

    text = eppd("chase", *TODAY, "--lang", "zh").out

    assert marked in text
    assert "標示「?」者係推定" in text


def test_the_day_of_a_milestone_is_not_marked_as_the_due_date_is(eppd: Eppd, ledger) -> None:
    step = {"id": "pilot", "title": "Pilot", "due": "@2026-02-20"}
    ledger(WEEKLY | {"due": "@2026-06-30", "inferred": ["due"], "milestone": [step]})

    assert "期限：115.02.20\n" in eppd("chase", *TODAY, "--lang", "zh").out


def test_a_selection_narrows_it_and_nobody_may_owe(eppd: Eppd, ledger) -> None:
    ledger(WEEKLY, WEEKLY | {"id": "E6-P1-02", "owner": "MODA"})

    assert "經濟部" not in eppd("chase", *TODAY, "--owner", "MODA").out
    ran = eppd("chase", "--today", "2026-01-28")
    assert ran.out == ""
    assert "Nobody owes an update." in ran.err


THEIRS = WEEKLY | {"owner": "DOS", "owner_confirmed": True, "visibility": "internal"}
OURS = WEEKLY | {"id": "E6-P1-09", "supporting": ["DOS"], "visibility": "internal"}


@pytest.mark.parametrize(
    ("words", "count"),
    [
        (("chase",), 2),
        (("chase", "--owner", "DOS"), 2),
        (("chase", "--owner", "MOEA"), 0),
        (("export", "-o", "all.xlsx"), 2),
        (("export", "--agency", "DOS", "-o", "all.xlsx"), 3),
        (("export", "--per-owner", "sheets"), 3),
        (("export", "--owner", "MOEA", "-o", "all.xlsx"), 0),
        (("report",), 0),
        (("report", "--audience", "counterpart"), 3),
        (("report", "--audience", "public", "--owner", "DOS"), 2),
        (("report", "--audience", "counterpart", "--since", "2025-12-01", "--until", "2025-12-31"), 0),
    ],
)
@pytest.mark.parametrize(
    ("language", "told"),
    [
        (
            "en",
            "Left out, as they are internal: {}. One that others may see: `eppd update ID --set visibility=",
        ),
        ("zh", "另有 {} 項為內部事項，未列入。可對外提供者，請執行「eppd update 編號 --set visibility="),
    ],
)
def test_what_stays_here_as_it_is_internal_is_counted_on_the_screen(
    eppd: Eppd, ledger, words: tuple[str, ...], count: int, language: str, told: str
) -> None:
    public = THEIRS | {"id": "E6-P1-03", "visibility": "public"}
    ledger(THEIRS, THEIRS | {"id": "E6-P1-02"}, public, OURS)

    ran = eppd(*words, *TODAY, "--lang", language)

    start = told.partition("{")[0]
    assert ran.err.count(start) == (count > 0)
    assert told.format(count) in ran.err or not count
    assert start not in ran.out


def test_where_all_that_is_owed_is_internal_nobody_is_said_to_owe_nothing(eppd: Eppd, ledger) -> None:
    ledger(THEIRS)

    ran = eppd("chase", *TODAY)
    assert ran.out == ""
    assert "as they are internal: 1." in ran.err
    assert "Nobody owes" not in ran.err
    eppd("update", "p1-1", "--set", "visibility=public", *TODAY)
    assert "E6-P1-01" in eppd("chase", *TODAY).out


# ---- files ----


@pytest.mark.parametrize("form", ["txt", "odt", "eml"])
def test_a_folder_gets_a_file_for_each_agency(eppd: Eppd, tmp_path: Path, form: str) -> None:
    folder = tmp_path / "letters" / "november"
    words = ("-o", str(folder), "--reply-by", "115/12/4", "--format", form.replace("txt", "text"))

    ran = eppd("chase", *FRIDAY, *words)

    files = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert sorted(files) == [f"{name}.{form}" for name in ("IDA", "MODA", "MOEA", "MOFA", "TITA")]
    assert "115年12月4日" in unpacked(files[f"IDA.{form}"])
    assert "“115/12/4” is taken as 2026-12-04 (Fri)." in ran.err
    assert ran.out == ""
    eppd("chase", *FRIDAY, *words)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == files


def test_one_file_holds_all_letters_each_from_a_new_page_on(eppd: Eppd, tmp_path: Path) -> None:
    eppd("chase", *FRIDAY, "-o", "all.odt")
    eppd("chase", *FRIDAY, "-o", "all.txt")

    document = Document("all.odt")
    titles = [part for part in document.body.paragraphs if "書函" in str(part) or "便箋" in str(part)]
    assert [part.style for part in titles] == ["Letter_20_Title", *["LetterNext"] * 4]
    assert document.get_style("paragraph", "LetterNext").get_attribute("style:master-page-name") == "Standard"
    cells = [
        [[str(part).strip() for part in cell.paragraphs] for row in table.rows for cell in row.cells]
        for table in document.body.tables
    ]
    heads = [["編號"], ["列管事項"], ["前次辦理情形及日期"], ["應填報內容"]]
    assert [held[:4] for held in cells] == [heads] * 5
    written = Path("all.txt").read_text("utf-8")
    lines = [line for held in cells for cell in held[4:] for part in cell for line in part.split("\n")]
    assert [line for line in lines if line not in written] == []
    assert written.count("\n受文者：") == 5


def test_a_code_that_is_no_file_name_is_made_one(eppd: Eppd, ledger, tmp_path: Path) -> None:
    agencies = [{"code": "../M O/A", "side": "TW", "name": "Economy"}]
    ledger(WEEKLY | {"owner": "../M O/A"}, agency=agencies)

    eppd("chase", *TODAY, "-o", "letters")

    assert [path.name for path in (tmp_path / "letters").iterdir()] == ["M-O-A.txt"]


def test_a_folder_that_cannot_be_had_is_refused(eppd: Eppd, ledger, tmp_path: Path) -> None:
    ledger(WEEKLY)
    (tmp_path / "letters").write_text("in the way")

    ran = eppd("chase", *TODAY, "-o", "letters", code=5)

    assert "letters" in ran.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("--format eml", "Name a folder"),
        ("-o drafts.eml", "Name a folder"),
        ("--format eml -o all.txt", "Name a folder"),
        ("-o letters.pdf", "letters.pdf"),
        ("--format docx -o letters", "docx"),
    ],
)
def test_a_form_that_no_letter_has_is_refused(
    eppd: Eppd, ledger, tmp_path: Path, words: str, said: str
) -> None:
    ledger(WEEKLY)

    ran = eppd("chase", *TODAY, *words.split(), code=2)

    assert said in ran.err
    assert [path.name for path in tmp_path.iterdir()] == ["commitments.toml"]


# ---- drafts of mails ----


def draft(path: Path) -> EmailMessage:
    """A draft as a mail program reads it."""
    held = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
    assert isinstance(held, EmailMessage)
    assert held.defects == []
    return held


def mailed(ledger: Callable[..., Path], *mails: str | None) -> None:
    agencies = [one | {"mail": mail} for one, mail in zip(TABLES["agency"], mails, strict=True)]
    ledger(
        WEEKLY | {"owner": "MODA"},
        WEEKLY | {"id": "E6-P1-02", "owner": "DOS"},
        agency=agencies,
        settings=kept_by(agency="MOEA"),
    )


def test_a_draft_holds_the_letter_and_a_sheet_that_comes_back(eppd: Eppd, ledger, tmp_path: Path) -> None:
    mailed(ledger, None, "follow-up@example.org", "desk@example.org")

    eppd("chase", *TODAY, "--format", "eml", "-o", "drafts")

    ours, theirs = draft(tmp_path / "drafts" / "MODA.eml"), draft(tmp_path / "drafts" / "DOS.eml")
    assert (ours["X-Unsent"], ours["To"], ours["From"]) == (
        "1",
        "follow-up@example.org",
        "王小明 <lin@example.org>",
    )
    assert ours["Subject"].startswith("有關第六次對話由貴部主辦之列管事項計1項")
    assert theirs["Subject"].startswith("Sixth talks: update requested by 20 February 2026")
    assert ours["Date"] is None
    body = ours.get_body()
    assert body is not None
    letter = body.get_content().replace("\r\n", "\n")
    assert letter.replace("\n四、檢附列管表1份，得逕於表內填報後回傳。", "", 1) == (
        eppd("chase", *TODAY, "--owner", "MODA").out
    )
    (sheet,) = ours.iter_attachments()
    assert sheet.get_filename() == "列管表-MODA.xlsx"
    assert [one.get_filename() for one in theirs.iter_attachments()] == ["update-sheet-DOS.xlsx"]
    (tmp_path / "back.xlsx").write_bytes(sheet.get_content())
    assert "back.xlsx: Digital" in eppd("import", "back.xlsx", "--dry-run", *TODAY, "--lang", "en").out


@pytest.mark.parametrize(
    "mail", [None, "", "two@example.org, three@example.org", "a@b\nBcc: all@example.org", "局@x.tw"]
)
def test_a_draft_without_a_plain_address_is_addressed_to_nobody_and_told(
    eppd: Eppd, ledger, tmp_path: Path, mail: str | None
) -> None:
    mailed(ledger, None, mail, "desk@example.org")

    ran = eppd("chase", *TODAY, "--format", "eml", "-o", "drafts", "--lang", "en")

    made = draft(tmp_path / "drafts" / "MODA.eml")
    assert (made["To"], made["Bcc"]) == ("", None)
    assert "mail of the agency: MODA." in ran.err


@pytest.mark.parametrize("name", ["Lin\nBcc: all@example.org", "\x1b[31mLin", "<b>Lin</b>", "林\u202e"])
def test_nothing_of_the_ledger_makes_a_header(eppd: Eppd, ledger, tmp_path: Path, name: str) -> None:
    ledger(
        WEEKLY,
        dialogue={"id": "X", "title": name, "title_zh": name},
        settings=kept_by(name=name),
    )

    eppd("chase", *TODAY, "--format", "eml", "-o", "drafts")

    made = draft(tmp_path / "drafts" / "MOEA.eml")
    assert set(made.keys()) == {"X-Unsent", "Subject", "From", "To", "MIME-Version", "Content-Type"}


# ---- what the ledger says of whom to ask ----


@pytest.mark.parametrize(
    ("contact", "said"),
    [
        ({"phone": 5}, "contact.phone should be text"),
        ({"fone": "1"}, "contact has no field “fone”"),
        ({"agency": "MOAE"}, "contact names “MOAE”"),
        ({"mail": "Lin"}, "“Lin” is no mail address"),
    ],
)
def test_check_names_what_is_wrong_of_the_contact(
    eppd: Eppd, ledger, contact: dict[str, Any], said: str
) -> None:
    ledger({}, settings=TABLES["settings"] | {"contact": contact})

    out = eppd("check", *TODAY, code=1).out

    assert said in out


def test_a_name_that_the_contact_does_not_know_is_told_where_the_ledger_is_read(eppd: Eppd, ledger) -> None:
    ledger(WEEKLY, settings=TABLES["settings"] | {"contact": {"fone": "1"}})

    assert "contact has no field “fone”" in eppd("list", *TODAY).err


def test_a_contact_on_one_line_is_the_same(eppd: Eppd, ledger) -> None:
    path = ledger(WEEKLY, settings=kept_by())
    text = path.read_text("utf-8")
    head, rest = text.split("[settings.contact]\n")
    lines, rest = rest.split("\n\n", 1)
    one_line = f"contact = {{ {', '.join(lines.splitlines())} }}\n\n"
    before = eppd("chase", *TODAY).out
    path.write_text(head.rstrip("\n") + "\n" + one_line + rest, "utf-8")

    assert eppd("check", *TODAY).out == ""
    assert eppd("chase", *TODAY).out == before
