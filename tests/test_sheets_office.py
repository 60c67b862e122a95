"""The sheets in LibreOffice: filled in and saved in either format they say the same, and they print whole."""

import json
import os
import re
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, Eppd, needs
from filelock import FileLock
from sheetwork import FRIDAY, TODAY, book_of, document_of, export, head_row, write_ledger
from test_sheets import HOSTILE, picks

from eppd_track.exchange.sheets.sheet import COLUMNS, HIDDEN

PYTHON = "/usr/bin/python3"
FORMS = ("xlsx", "ods")
ANSWERS: dict[str, dict[str, Any]] = {
    "E6-P1-03": {
        "狀態": "受阻",
        "進度": 40,
        "本期辦理情形": "語料清洗完成。\n=1+1 不是公式；第二批 7/15 啟動。",
        "落後原因及因應對策": "授權條款未定",
        "佐證": "會議紀錄: 語料會議 | 數位字第115號",
        "填報人及聯絡電話": "王小明 0223456789",
    },
    "E6-P1-05": {"本期辦理情形": "=1+1", "下一步／預定完成": "+886 聯繫 116/3/31"},
    "E6-P1-07": {"下一步／預定完成": "116年6月", "落後原因及因應對策": "@延後", "進度": 0},
}
FIRST = (
    "E6-P1-03: status from in progress to blocked; progress from 35 to 40; evidence “語料會議” added."
    " 語料清洗完成。\n=1+1 不是公式；第二批 7/15 啟動。 Reason: 授權條款未定."
)
EXPECTED = [
    FIRST,
    "E6-P1-05: next step from 美方安排技術簡報 to +886 聯繫; next step due from 2026-Q3 to 2027-03-31. =1+1.",
    "E6-P1-07: progress from 45 to 0; due from 2027-Q1 to 2027-06. Reason: @延後.",
]


def has_uno() -> bool:
    if not Path(PYTHON).exists():
        return False
    return (
        subprocess.run([PYTHON, "-c", "import uno"], check=False, capture_output=True, timeout=60).returncode
        == 0
    )


def needs_uno() -> pytest.MarkDecorator:
    """Skips where the system's Python cannot drive LibreOffice; fails with EPPD_TOOLS=required."""
    found = has_uno()
    if not found and os.environ.get("EPPD_TOOLS") == "required":
        pytest.fail(f"{PYTHON} has no uno: apt-get install python3-uno")
    return pytest.mark.skipif(not found, reason=f"{PYTHON} has no uno: apt-get install python3-uno")


pytestmark = needs("soffice", "pdftotext", "pdfinfo")


def run_alone(command: list[str], timeout: int = 300) -> None:
    """One LibreOffice at a time on the machine: two on one profile do each other's work."""
    with FileLock(Path(tempfile.gettempdir()) / "eppd-soffice.lock", timeout=900):
        ran = subprocess.run(command, check=False, capture_output=True, timeout=timeout)
    assert ran.returncode == 0, ran.stderr.decode(errors="replace")


def fill_in(source: Path, answers: dict[str, dict[str, Any]], *saved: str) -> list[Path]:
    """Opens a sheet, types the answers, and saves it under each name."""
    folder = source.parent
    targets = [folder / name for name in saved]
    job = {"open": str(source), "answers": answers, "save": [str(target) for target in targets]}
    by_hand(folder, job)
    assert [target.name for target in targets if not target.exists()] == []
    return targets


def by_hand(folder: Path, *jobs: dict[str, Any]) -> None:
    """Has LibreOffice do what a person would with each of some files."""
    listed = folder / "orders.json"
    orders = {"profile": str(folder / "profile"), "jobs": jobs}
    listed.write_text(json.dumps(orders), encoding="utf-8")
    run_alone([PYTHON, str(Path(__file__).with_name("office_fill.py")), str(listed)])


def heights_of(source: Path) -> list[tuple[str, int, int]]:
    """The height of each row and the one its words need, in hundredths of a millimetre."""
    folder = source.parent
    measured = folder / "heights.json"
    by_hand(folder, {"open": str(source), "answers": {}, "save": [], "heights": str(measured)})
    return [tuple(row) for row in json.loads(measured.read_text("utf-8"))]


def print_out(source: Path) -> tuple[list[str], str]:
    """The words of each page of a sheet as printed, and what `pdfinfo` says of the pages."""
    folder = source.parent
    profile = f"-env:UserInstallation=file://{folder / 'profile'}"
    run_alone(["soffice", "--headless", profile, "--convert-to", "pdf", "--outdir", str(folder), str(source)])
    made = source.with_suffix(".pdf")
    assert made.exists(), "LibreOffice made no PDF"
    words = subprocess.run(
        ["pdftotext", "-layout", str(made), "-"], check=True, capture_output=True, timeout=60
    )
    told = subprocess.run(["pdfinfo", "-l", "99", str(made)], check=True, capture_output=True, timeout=60)
    return words.stdout.decode().split("\f")[:-1], told.stdout.decode()


def smallest_letter(made: Path) -> float:
    """The smallest size of type on the pages of a PDF, in points."""
    pdfplumber = pytest.importorskip("pdfplumber")
    with pdfplumber.open(made) as pages:
        return min(round(one["size"], 1) for page in pages.pages for one in page.chars if one["text"].strip())


@pytest.fixture
def friday(tmp_path: Path) -> Callable[..., Path]:
    """The test ledger in the working folder, in either calendar."""

    def write(calendar: str = "gregorian") -> Path:
        path = tmp_path / "commitments.toml"
        text = FRIDAY.read_text("utf-8").replace('calendar = "gregorian"', f'calendar = "{calendar}"')
        path.write_text(text, encoding="utf-8")
        return path

    return write


@needs_uno()
def test_the_same_answers_come_back_from_either_format_saved_in_either(
    eppd: Eppd, friday: Callable[..., Path]
) -> None:
    friday("gregorian")
    found = {}
    for form in FORMS:
        source = export(eppd, f"moda.{form}", "--owner", "MODA")
        for path in fill_in(source, ANSWERS, f"{form}-as.xlsx", f"{form}-as.ods"):
            ran = eppd("import", path.name, "--today", TODAY, "--lang", "en", "--dry-run", "--format", "json")
            found[path.name] = json.loads(ran.out)

    assert len(found) == 4
    for told in found.values():
        assert told["troubles"] == []
        assert told["refused"] == []
        assert told["told"] == EXPECTED


@needs_uno()
@pytest.mark.parametrize(("lang", "calendar"), [("zh", "roc"), ("both", "gregorian")])
def test_saved_without_an_answer_nothing_has_changed(
    eppd: Eppd, friday: Callable[..., Path], lang: str, calendar: str
) -> None:
    ledger = friday(calendar)
    before = ledger.read_bytes()
    for form in FORMS:
        source = export(eppd, f"all.{form}", "--lang", lang, "--all")
        saved = fill_in(source, {}, f"{form}-as.xlsx", f"{form}-as.ods")
        ran = eppd("import", *(path.name for path in saved), "--today", TODAY, "--lang", "en")

        assert ran.out.count("rows 34, answers that can be read 0.") == 2
        assert "Not possible" not in ran.out, ran.out
        assert "Nothing to write." in ran.err
    assert ledger.read_bytes() == before


@needs_uno()
def test_hostile_words_survive_a_save_as_words(eppd: Eppd, tmp_path: Path) -> None:
    items = [
        {
            "id": f"E6-P1-{number:02}",
            "title_zh": text,
            "next_step": text,
            "update": [{"date": "@2026-02-01", "note": text}],
        }
        for number, text in enumerate(HOSTILE, 1)
    ]
    write_ledger(tmp_path, *items, {"id": "E6-P1-99"})
    for form in FORMS:
        source = export(eppd, f"all.{form}")
        saved = fill_in(
            source,
            {"E6-P1-99": {"本期辦理情形": '=HYPERLINK("http://x")'}},
            f"{form}-as.xlsx",
            f"{form}-as.ods",
        )
        for path in saved:
            ran = eppd("import", path.name, "--today", TODAY, "--lang", "en", "--dry-run")

            assert "Not possible" not in ran.out, ran.out
            assert '- E6-P1-99: =HYPERLINK("http://x").' in ran.out


@needs_uno()
def test_locks_lists_and_hidden_parts_survive_a_save(eppd: Eppd, friday: Callable[..., Path]) -> None:
    friday()
    for form in FORMS:
        source = export(eppd, f"moda.{form}", "--owner", "MODA")
        before = picks(source)
        excel, open_document = fill_in(source, {}, f"{form}-as.xlsx", f"{form}-as.ods")
        book = book_of(excel)
        page, head = book.worksheets[0], head_row(excel)

        assert page.protection.sheet
        assert book[HIDDEN].sheet_state != "visible"
        assert page.column_dimensions["Q"].hidden
        assert not page[f"I{head + 1}"].protection.locked
        assert page[f"B{head + 1}"].protection.locked
        assert page.print_title_rows == f"${head}:${head}"
        assert sorted(set(map(tuple, lists_of(page)))) == sorted(set(map(tuple, before)))
        table = document_of(open_document).body.get_elements("table:table")[0]
        assert table.get_attribute("table:protected") in {True, "true"}


def lists_of(page: Any) -> list[list[str]]:
    rules = page.data_validations.dataValidation
    lists = [rule.formula1.strip('"').split(",") for rule in rules if rule.type == "list"]
    assert ["繼續列管", "解除列管"] in lists
    return [picked for picked in lists if "解除列管" not in picked]


@pytest.mark.parametrize("lang", ["zh", "en", "both"])
@pytest.mark.parametrize("form", FORMS)
def test_a_sheet_prints_whole_on_a4_across(
    eppd: Eppd, friday: Callable[..., Path], form: str, lang: str
) -> None:
    friday("roc")
    pages, told = print_out(export(eppd, f"all.{form}", "--lang", lang))

    sizes = set(re.findall(r"size:\s+([\d.]+) x ([\d.]+)", told))
    assert {(round(float(wide)), round(float(high))) for wide, high in sizes} == {(842, 595)}
    assert len(pages) <= 14
    heads = ["編號", "填報人"] if lang != "en" else ["Id", "Filled in"]
    for number, page in enumerate(pages, 1):
        assert all(head in page for head in heads), "a page without all columns"
        assert "###" not in page
        footer = f"page {number} of {len(pages)}" if lang == "en" else f"第 {number} 頁，共 {len(pages)} 頁"
        assert footer in page
    late = "2026-11-20 !" if lang == "en" else "115/11/20 !"
    assert late in "".join(pages)
    assert "E6-P4-04" in "".join(pages)
    assert "_key" not in "".join(pages)
    assert len(COLUMNS) == 16
    if lang == "en":
        assert {"Evidence", "Support", "Department", "Administration,"} <= set("".join(pages).split())
    assert smallest_letter(Path(f"all.{form}").with_suffix(".pdf")) >= 7.5


@needs_uno()
@pytest.mark.parametrize("lang", ["zh", "en", "both"])
@pytest.mark.parametrize("form", FORMS)
def test_every_row_is_as_high_as_its_words(
    eppd: Eppd, friday: Callable[..., Path], form: str, lang: str
) -> None:
    friday()
    found = heights_of(export(eppd, f"all.{form}", "--lang", lang))

    assert len(found) > 30
    assert [(name, given, needed) for name, given, needed in found if given < needed] == []


# ---- a round ----

ROUND = ("MOEA", "IDA", "DOIT", "MODA", "TITA", "ITRI", "MOFA", "NSTC")
"""Eight agencies; the last leads nothing and supports others."""
CARELESS: dict[str, dict[str, Any]] = {
    "DOIT": {
        "merged": [["E6-P1-02", "E6-P1-08", "本期辦理情形"]],
        "renamed": {"佐證": "附件"},
        "answers": {"E6-P2-02": {"佐證": "會議紀錄", "落後原因及因應對策": "場地未定\n改借他處"}},
    },
    "MOFA": {
        "renamed": {"本期辦理情形": "辦理情形"},
        "added": [{"列管事項": "新增一項", "佐證": "另案"}],
        "answers": {"E6-P3-01": {"下一步／預定完成": "115/13"}, "E6-P3-03": {"狀態": "快好了"}},
    },
}
"""What two of them do to their sheets besides filling them in."""
REFUSED = (
    "請改回欄名「佐證」",
    "儲存格已合併（I7:I8）",
    "第 9 列，佐證：「會議紀錄」填於欄名「附件」之下；此格未採用",
    "請改回欄名「本期辦理情形」",
    "第 21 列：此列未填編號，未採用：「新增一項 / 另案」",
    "第 7 列，下一步／預定完成：查無「115/13」此一日期",
    "第 7 列，本期辦理情形：「MOFA 已辦理。」填於欄名「辦理情形」之下；此列未採用",
    "第 8 列，狀態：「快好了」並非狀態",
    "第 8 列，本期辦理情形：「MOFA 已辦理。」填於欄名「辦理情形」之下；此列未採用",
)
"""What is said of it, in the order of the files."""


@needs_uno()
def test_a_round_of_eight_agencies_two_of_them_careless(eppd: Eppd, tmp_path: Path) -> None:
    ledger = tmp_path / "commitments.toml"
    ledger.write_bytes((ROOT / "commitments.toml").read_bytes())
    led: dict[str, list[str]] = {}
    for item in json.loads(eppd("list", "--all", "--format", "json").out)["commitments"]:
        led.setdefault(item["owner"], []).append(item["id"])
    jobs = []
    for number, code in enumerate(ROUND):
        sheet = export(eppd, f"{code}.{FORMS[number % 2]}", "--agency", code, "--all")
        answers = {
            one: {"本期辦理情形": f"{code} 已辦理。", "填報人及聯絡電話": "王小明"}
            for one in led.get(code, ())
        }
        supported = [
            one for one in ("E6-P1-01", "E6-P1-02") if code in {"NSTC", "IDA"} and one not in answers
        ]
        answers |= {one: {"本期辦理情形": f"{code} 協辦。"} for one in supported}
        hands = CARELESS.get(code, {})
        for one, cells in hands.get("answers", {}).items():
            answers[one] |= cells
        saved = str(sheet.with_stem(f"{code}-back"))
        jobs.append({**hands, "open": str(sheet), "answers": answers, "save": [saved]})
    by_hand(tmp_path, *jobs)
    ran = eppd("import", "*-back.*", "--today", TODAY, "--lang", "zh", "--yes")
    after = json.loads(eppd("list", "--all", "--format", "json", "--today", TODAY).out)["commitments"]

    told = {one["id"] for one in after if one["last_update"] == TODAY}
    careless = {"E6-P1-08", *led["MOFA"]}
    assert sum(map(len, led.values())) == 33
    assert told == {one for ids in led.values() for one in ids} - careless
    assert "Recorded: items" in ran.err or "已登錄 30 項" in ran.err
    _, _, refused = ran.out.partition("無法寫入（9）")
    lines = [line.lstrip("• -") for line in refused.splitlines() if "-back" in line]
    assert [said.partition("-back.xlsx")[0] for said in lines] == ["DOIT"] * 3 + ["MOFA"] * 6
    for said, words in zip(lines, REFUSED, strict=True):
        assert words in said
