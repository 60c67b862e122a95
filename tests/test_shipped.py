"""The real ledger: the 33 entries of the 6th EPPD in the source's own terms, and in both languages."""

import html
import json
import re
from collections import Counter
from pathlib import Path

import pytest
import tomli
from conftest import ROOT, SHIPPED, Eppd
from sheetwork import book_of

from eppd_track.ledger.reader import read
from eppd_track.model.vocabulary import Kind
from eppd_track.report.listing import COLUMNS
from eppd_track.words import pages

LEDGER = read(SHIPPED.read_text("utf-8"), SHIPPED.name).ledger
ENTRIES = {item.id.removeprefix("E6-"): item for item in LEDGER.commitments}
TABLES = {
    table["id"].removeprefix("E6-"): table for table in tomli.loads(SHIPPED.read_text("utf-8"))["commitment"]
}
LATE = "2026-11-23"
"""A day on which there are updates owed and requests long without an answer."""


def rows(ran_out: str) -> list[dict[str, object]]:
    return json.loads(ran_out)["commitments"]


def test_33_entries_by_pillar_and_status(eppd: Eppd, shipped: Path) -> None:
    found = rows(eppd("list", "--format", "json").out)

    assert len(found) == 33
    assert Counter(row["pillar"] for row in found) == {0: 7, 1: 14, 2: 6, 3: 3, 4: 3}
    assert Counter(row["status"] for row in found) == {
        "not-started": 23,
        "in-progress": 6,
        "completed": 2,
        "requested": 2,
    }


def test_day_one_is_honest(eppd: Eppd, shipped: Path) -> None:
    found = rows(eppd("list", "--format", "json", "--today", "2026-01-27").out)

    assert Counter(row["light"] for row in found) == {"blue": 2, "grey": 27, "none": 4}


def test_passes_its_own_check(eppd: Eppd, shipped: Path) -> None:
    ran = eppd("check")

    assert (ran.out, ran.err) == ("", "")


# ---- what it says of the source ----


def test_not_every_entry_is_a_promise() -> None:
    assert Counter(item.kind for item in LEDGER.commitments) == {
        Kind("joint-action"): 12,
        Kind("joint-intention"): 3,
        Kind("tw-pledge"): 4,
        Kind("us-pledge"): 7,
        Kind("tw-request"): 2,
        Kind("expected-effect"): 1,
        Kind("declaration"): 2,
        Kind("delivered"): 2,
    }


def test_who_supports_is_what_the_source_says_or_marked_as_a_guess() -> None:
    named = {name: item.supporting for name, item in ENTRIES.items() if "supporting" not in item.guessed}

    assert {name: codes for name, codes in named.items() if codes} == {
        "P0-01": ("TECRO",),
        "P0-05": ("TECRO",),
        "P1-12": ("MOEA",),
        "P2-03": ("ITRI",),
        "P2-04": ("ITRI",),
    }


def test_a_us_agency_is_named_only_where_the_source_names_one() -> None:
    named = {name for name, item in ENTRIES.items() if {*item.counterpart} - {"USG"}}

    assert named == {*(f"P0-0{number}" for number in range(1, 8)), "P1-12", "P1-13"}
    assert all("counterpart" in item.guessed for item in LEDGER.commitments if item.counterpart == ("USG",))


def test_the_request_on_double_taxation_is_answered_and_the_other_is_not(eppd: Eppd, shipped: Path) -> None:
    assert {name: item.answered_by for name, item in ENTRIES.items() if item.answered_by} == {
        "P4-01": ("E6-P4-02",)
    }
    agenda = eppd("agenda", "--lang", "zh", "--today", LATE).out
    assert "尚無回應紀錄" in agenda[agenda.index("E6-P1-14") :][:400]
    assert agenda.count("尚無回應紀錄") == 1


def test_the_reasons_of_the_first_statuses_are_kept() -> None:
    assert len([item for item in LEDGER.commitments if item.status_basis]) == 25
    assert not re.search(r'^status = "[a-z-]+" *#', SHIPPED.read_text("utf-8"), re.MULTILINE)


TERMS = {
    "P0-01": ("矽盛世宣言", "聯合聲明", "Pax Silica Declaration", "確認支持"),
    "P0-02": ("全面經濟夥伴關係", "經濟安全秩序", "economic security order"),
    "P0-03": ("簽署方", "深化經濟合作", "Pax Silica signatories"),
    "P0-04": ("印太", "共同參與", "potential expansion"),
    "P0-05": ("welcomes and supports", "Pax Silica initiative"),
    "P0-06": ("work alongside each other", "with other partners"),
    "P0-07": ("擴大聯盟關係", "AI 基礎建設", "物流及融資", "coalition of capable partners", "次卿"),
    "P1-01": ("台美企業", "AI 科技及先進機器人", "夥伴關係"),
    "P1-02": ("AI 終端應用", "智慧醫療", "展開合作"),
    "P1-03": ("正體中文語言資料庫", "大型語言模型", "繼續討論"),
    "P1-04": ("在第三國推動", "可信賴 AI 系統", "研議"),
    "P1-05": ("創新通訊技術", "通訊韌性"),
    "P1-06": ("低軌衛星供應鏈", "低軌衛星", "LEO"),
    "P1-07": ("海底電纜", "資通訊基礎建設", "友盟國家"),
    "P1-08": ("Open RAN", "次世代通訊", "６Ｇ", "實質合作"),
    "P1-09": ("國際網路通訊基礎建設市場", "合作拓展"),
    "P1-10": ("商業發展", "共同生產", "非紅供應鏈", "UAS"),
    "P1-11": ("法規遵循", "零組件", "認證"),
    "P1-12": ("Green UAS", "授權評鑑及服務協議", "AUVSI", "工研院"),
    "P1-13": ("國際認證機制", "產業升級", "green uas", "無人機商業合作"),
    "P1-14": ("無人機出口障礙", "我國關切"),
    "P2-01": ("關鍵礦物採礦", "提煉", "重建"),
    "P2-02": ("電子廢棄物", "回收技術"),
    "P2-03": ("稀土自主研發", "實驗線技術"),
    "P2-04": ("量產線", "本土需求", "50%", "５０％"),
    "P2-05": ("礦源", "關鍵礦物礦源", "願協助"),
    "P2-06": ("第三地", "布局", "稀土生產"),
    "P3-01": ("菲律賓", "拉丁美洲", "共同優先區域", "友邦"),
    "P3-02": ("經濟脅迫", "整備程度"),
    "P3-03": ("經濟脅迫", "脆弱性"),
    "P4-01": ("避免雙重課稅", "ADTA", "洽簽", "相關法案"),
    "P4-02": ("ADTA", "急迫", "積極協助"),
    "P4-03": ("投資審查", "經驗分享", "investment screening"),
}
"""Words as the source has them, and somebody who knows it types them."""


@pytest.mark.parametrize("name", sorted(ENTRIES))
def test_who_types_the_words_of_the_source_finds_the_entry(eppd: Eppd, shipped: Path, name: str) -> None:
    places = [place for text in ENTRIES[name].texts for place in (text.place, text.place_zh)]
    for term in (*TERMS[name], *places):
        found = eppd("list", "--search", term, "--format", "ids").out.split()
        assert f"E6-{name}" in found, term


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("稀土", ["P2-04", "P2-01", "P2-03", "P2-06"]),
        ("低軌衛星", ["P1-06"]),
        ("非紅供應鏈", ["P1-10"]),
        ("ＡＤＴＡ", ["P4-01", "P4-02"]),
        ("open ran", ["P1-08"]),
        ("四、第4點", ["P1-06", "P1-08", "P1-14", "P2-05", "P4-01"]),
        ("同意繼續討論", ["P1-03"]),
    ],
)
def test_and_finds_no_other(eppd: Eppd, shipped: Path, typed: str, found: list[str]) -> None:
    assert eppd("list", "--search", typed, "--format", "ids").out.split() == [f"E6-{name}" for name in found]


def test_a_search_for_others_looks_at_nothing_internal(eppd: Eppd, shipped: Path) -> None:
    inside = eppd("report", "--search", "次卿", "--format", "json").out
    outside = eppd("report", "--search", "次卿", "--audience", "counterpart", "--format", "json").out

    assert [row["id"] for row in rows(inside)] == ["E6-P0-07"]
    assert rows(outside) == []


def test_both_spellings_of_taiwan_find_the_same(eppd: Eppd, shipped: Path) -> None:
    traditional = eppd("list", "--search", "臺美", "--format", "ids").out

    assert traditional
    assert traditional == eppd("list", "--search", "台美", "--format", "ids").out


# ---- two languages ----

CHINESE = re.compile("[\u3000-\u9fff\uff00-\uffef]+")
ENGLISH = re.compile(r"[A-Za-z][A-Za-z’'.-]*(?: \(?[A-Za-z][A-Za-z’'.)-]*){2,}")
NAMES = ("Green UAS", "Open RAN", "Pax Silica")
"""Names that the source itself writes in English where it speaks Chinese."""


def in_the_other(text: str, lang: str) -> list[str]:
    """What a text of one language holds of the other: any Chinese, or three words of English and more."""
    if lang == "en":
        return CHINESE.findall(text)
    for name in NAMES:
        text = text.replace(name, "")
    return ENGLISH.findall(text)


PAIRS = ("title", "topic", "note", "status_basis", "due_basis")


@pytest.mark.parametrize("name", sorted(ENTRIES))
def test_whatever_is_ours_stands_in_both_languages(name: str) -> None:
    table = TABLES[name]
    parts = [table, *table.get("evidence", []), *table.get("milestone", [])]
    twins = [(part[key], part.get(f"{key}_zh", "")) for part in parts for key in PAIRS if key in part]
    target = table.get("target", {})
    twins += [(target[key], target[f"{key}_zh"]) for key in ("unit", "basis") if key in target]
    twins += [(text["place"], text["place_zh"]) for text in table["text"]]

    assert all(en and zh for en, zh in twins)
    assert [found for en, _ in twins for found in in_the_other(en, "en")] == []
    assert [found for _, zh in twins for found in in_the_other(zh, "zh")] == []
    assert not [part["ref"] for part in table.get("evidence", []) if "ref" in part]


READING = {
    "status": (),
    "list": ("list", "--all"),
    "every column": ("list", "--all", "--columns", ",".join(COLUMNS)),
    "by owner": ("list", "--group-by", "owner"),
    "show": ("show", *(item.id for item in LEDGER.commitments)),
    "report": ("report",),
    "for the counterpart": ("report", "--audience", "counterpart"),
    "for the public": ("report", "--audience", "public"),
    "a period": ("report", "--since", "2026-01-01", "--until", "2026-03-31"),
    "as HTML": ("report", "--format", "html"),
    "as Markdown": ("report", "--format", "markdown"),
    "scorecard": ("report", "--scorecard"),
    "agenda": ("agenda",),
    "log": ("log",),
    "chase": ("chase",),
    "meetings": ("meeting", "list"),
    "drafts": ("score", "--drafts"),
    "calendar": ("export", "--format", "ics"),
    "where": ("where",),
}


def words_of(printed: str) -> str:
    """What a page says: without its markup, folded lines, commands to type and the source's own words."""
    text = re.sub(r"(?s)<(script|style)\b.*?</\1>|<[^>]+>", " ", printed) if "<html" in printed else printed
    text = html.unescape(text).replace("\r\n ", "")
    text = re.sub(r"`eppd[^`]*`|「eppd[^」]*」", "", text)
    for item in LEDGER.commitments:
        for words in (item.operative_words or "", *(item.operative_words or "").split("; ")):
            text = text.replace(words, "")
    return text


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("page", READING)
def test_a_page_of_one_language_has_no_sentence_of_the_other(
    eppd: Eppd, shipped: Path, page: str, lang: str
) -> None:
    ran = eppd(*READING[page], "--lang", lang, "--today", LATE)

    assert in_the_other(words_of(ran.out + ran.err), lang) == []


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_nor_has_what_the_check_finds(eppd: Eppd, shipped: Path, lang: str) -> None:
    ran = eppd("check", "--strict", "--lang", lang, "--today", LATE, code=1)

    assert in_the_other(words_of(ran.out + ran.err), lang) == []


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_nor_has_a_sheet(eppd: Eppd, shipped: Path, lang: str) -> None:
    eppd("export", "--lang", lang, "--today", LATE, "-o", "all.xlsx")
    book = book_of(Path("all.xlsx"))
    cells = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value]

    assert any(LEDGER.commitments[5].title in cell for cell in cells) is (lang == "en")
    assert [found for cell in cells for found in in_the_other(words_of(cell), lang)] == []


# ---- counted by kind ----

KINDS = {"joint-action": 12, "joint-intention": 3, "tw-pledge": 4, "us-pledge": 7, "tw-request": 2}
KINDS |= {"us-request": 0, "declaration": 2, "delivered": 2, "expected-effect": 1, "not-given": 0}


def of_kind(text: str) -> dict[str, int]:
    """The counts by kind that a page in English tells."""
    labels = {words.en.removesuffix(" {count}") for words in pages.KIND_COUNT.values()}
    joined = " ".join(text.split())
    return {label: int(found[1]) for label in labels if (found := re.search(rf"{label} (\d+)", joined))}


@pytest.mark.parametrize(
    ("chosen", "counts"),
    [
        ((), {"joint actions": 12, "intentions": 3, "pledges": 11, "requests": 2}),
        (("--pillar", "4"), {"joint actions": 1, "pledges": 1, "requests": 1}),
        (("--kind", "declaration"), {"declarations": 2}),
    ],
)
@pytest.mark.parametrize("form", ["text", "markdown", "html"])
def test_a_report_tells_the_kinds_of_what_it_shows(
    eppd: Eppd, shipped: Path, chosen: tuple[str, ...], counts: dict[str, int], form: str
) -> None:
    rest = {} if chosen else {"expected effects": 1, "declarations": 2, "delivered": 2}
    page = eppd("report", "--lang", "en", *chosen, "--format", form).out
    told = next(line for line in page.splitlines() if "By kind: " in line)
    data = json.loads(eppd("report", *chosen, "--format", "json").out)

    assert of_kind(told.partition("By kind: ")[2].partition(".")[0]) == counts | rest
    assert sum(data["kinds"].values()) == sum((counts | rest).values()) == data["shown"]


def test_the_bare_command_tells_the_same(eppd: Eppd, shipped: Path) -> None:
    report = eppd("report", "--lang", "zh").out
    told = re.search("性質：(.+)。", report)
    status = eppd("--lang", "zh").out

    assert told
    assert re.search(r"^性質 +(.+)$", status, re.MULTILINE)[1] == told[1]
    assert json.loads(eppd("report", "--format", "json").out)["kinds"] == KINDS


def test_the_scorecard_leaves_what_is_no_promise_out_and_says_so(eppd: Eppd, shipped: Path) -> None:
    page = eppd("report", "--scorecard", "--lang", "en").out
    data = json.loads(eppd("report", "--scorecard", "--format", "json").out)

    assert "neither scored nor in the shares: requests 2, expected effects 1 (E6-P1-13, E6-P1-14" in page
    assert data["no_promise"] == ["E6-P1-13", "E6-P1-14", "E6-P4-01"]
    assert {promise["id"] for promise in data["promises"]}.isdisjoint(data["no_promise"])
    assert data["kinds"] == KINDS
    assert all(
        sum(share["promises"] for share in shares) == len(data["promises"])
        for shares in data["shares"].values()
    )


def test_no_kind_is_told_where_no_entry_has_one(eppd: Eppd, ledger) -> None:
    ledger({"kind": None}, {"id": "E6-P1-02", "kind": None})

    assert "By kind" not in eppd("report", "--lang", "en").out
    assert json.loads(eppd("report", "--format", "json").out)["kinds"]["not-given"] == 2


def test_what_has_no_kind_is_counted_beside_what_has(eppd: Eppd, ledger) -> None:
    ledger({"kind": "tw-pledge"}, {"id": "E6-P1-02", "kind": "us-pledge"}, {"id": "E6-P1-03", "kind": None})

    assert "By kind: pledges 2, not given 1." in eppd("report", "--lang", "en").out


@pytest.mark.parametrize(
    ("page", "names"),
    [
        (
            "README.md",
            ("joint actions", "intentions", "pledges", "requests", "expected effect", "declarations"),
        ),
        ("README.zh-TW.md", ("共同行動", "意向", "承諾", "要求", "預期效益", "宣示")),
    ],
)
def test_the_readme_counts_what_the_ledger_holds(page: str, names: tuple[str, ...]) -> None:
    text = " ".join((ROOT / page).read_text("utf-8").split())
    counts = (12, 3, 11, 2, 1, 2)

    for name, count in zip(names, counts, strict=True):
        number = rf"{name}{count}項" if page.endswith("zh-TW.md") else rf"\b{count} (?:agreed )?{name}\b"
        assert re.search(number, text), name
    assert re.search(r"\b33\b|共33項", text)
