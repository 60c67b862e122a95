"""Letters to agencies that owe an update: what on, since when, what is asked, by when."""

import re
from pathlib import Path

import pytest
from conftest import ROOT, Eppd

TODAY = ("--today", "2026-02-13")
FRIDAY = ("--file", str(ROOT / "examples" / "friday.toml"), "--today", "2026-11-27")
WEEKLY = {"cadence": "weekly", "status": "in-progress"}


def test_each_agency_gets_a_letter_about_all_it_owes(eppd: Eppd, ledger) -> None:
    ledger(
        WEEKLY | {"next_step": "試車", "due": "@2026-02-10"},
        WEEKLY | {"id": "E6-P1-02", "title": "Second bridge", "title_zh": "第二座橋"},
        WEEKLY | {"id": "E6-P1-03", "owner": "MODA"},
        WEEKLY | {"id": "E6-P1-04", "update": [{"date": "@2026-02-12", "by": "Lin", "note": "Said."}]},
    )

    first, second = re.split(r"\n-{72}\n", eppd("chase", *TODAY, "--by", "王小明").out)
    if "數位部" in first:
        first, second = second, first

    assert "受文者：經濟部" in first
    assert "列管事項計 2 項" in first
    assert "請於 2026-02-20（週五）前回復" in first
    assert (
        "1. E6-P1-01 造橋\n   列管（2026-01-27）以來尚未填報，狀態：辦理中，期限 2026-02-10，逾 3 日" in first
    )
    assert "列管之下一步：試車" in first
    assert "2. E6-P1-02 第二座橋" in first
    assert "王小明" in first
    assert "受文者：數位部" in second
    assert "E6-P1-04" not in first + second


def test_the_other_side_is_asked_in_english_and_told_nothing_internal(eppd: Eppd, ledger) -> None:
    ledger(
        WEEKLY | {"owner": "DOS", "next_step": "SENTINEL", "note": "SENTINEL"},
        WEEKLY | {"id": "E6-P1-02", "owner": "DOS", "visibility": "internal", "title": "SENTINEL"},
    )

    text = eppd("chase", *TODAY).out

    assert text.startswith(
        "To: State\nDate: 2026-02-13\nSubject: Sixth talks: update requested by 2026-02-20 (Fri)"
    )
    assert "(items: 1)" in text
    assert "E6-P1-01 Build a bridge" in text
    assert "SENTINEL" not in text


@pytest.mark.parametrize(
    ("language", "signs"), [("en", ["To: "]), ("zh", ["受文者"]), ("both", ["受文者", "To: "])]
)
def test_the_language_asked_for_wins(eppd: Eppd, ledger, language: str, signs: list[str]) -> None:
    ledger(WEEKLY)

    text = eppd("chase", *TODAY, "--lang", language).out

    assert [sign for sign in ("受文者", "To: ") if sign in text] == signs


def test_a_letter_says_when_nothing_was_ever_heard(eppd: Eppd, ledger) -> None:
    ledger(
        WEEKLY | {"title_zh": None},
        WEEKLY | {"id": "E6-P1-02", "update": [{"date": "@2026-01-29", "by": "Lin", "note": "Said."}]},
    )

    text = eppd("chase", *TODAY, "--lang", "en").out

    assert "no word since listing on 2026-01-27, status" in text
    assert "last word 2026-01-29, status" in text
    assert text.count("2026-01-27") == 1


def test_a_folder_gets_a_file_for_each_agency(eppd: Eppd, tmp_path: Path) -> None:
    ran = eppd("chase", *FRIDAY, "-o", str(tmp_path / "letters" / "november"), "--reply-by", "115/12/4")

    files = sorted(path.name for path in (tmp_path / "letters" / "november").iterdir())
    assert files == ["IDA.txt", "MODA.txt", "MOEA.txt", "MOFA.txt", "TITA.txt"]
    assert "2026-12-04" in (tmp_path / "letters" / "november" / "IDA.txt").read_text("utf-8")
    assert "“115/12/4” is taken as 2026-12-04 (Fri)." in ran.err
    assert ran.out == ""


def test_a_code_that_is_no_file_name_is_made_one(eppd: Eppd, ledger, tmp_path: Path) -> None:
    agencies = [{"code": "../M O/A", "side": "TW", "name": "Economy"}]
    ledger(WEEKLY | {"owner": "../M O/A"}, agency=agencies)

    eppd("chase", *TODAY, "-o", "letters")

    assert [path.name for path in (tmp_path / "letters").iterdir()] == ["M-O-A.txt"]


def test_a_selection_narrows_it_and_nobody_may_owe(eppd: Eppd, ledger) -> None:
    ledger(WEEKLY, WEEKLY | {"id": "E6-P1-02", "owner": "MODA"})

    assert "經濟部" not in eppd("chase", *TODAY, "--owner", "MODA").out
    ran = eppd("chase", "--today", "2026-01-28")
    assert ran.out == ""
    assert "Nobody owes an update." in ran.err


def test_a_folder_that_cannot_be_had_is_refused(eppd: Eppd, ledger, tmp_path: Path) -> None:
    ledger(WEEKLY)
    (tmp_path / "letters").write_text("in the way")

    ran = eppd("chase", *TODAY, "-o", "letters", code=5)

    assert "letters" in ran.err
