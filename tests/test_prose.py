"""Minutes as people write them: whose each line is, that its words arrive whole, what is asked or left."""

import datetime as dt
import io
import json
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import ROOT, Eppd
from hypothesis import given, settings
from hypothesis import strategies as st
from odfdo import Document, Header, Paragraph

from eppd_track.cli.app import main
from eppd_track.documents.open import read as read_document
from eppd_track.exchange import heads, minutes, prose
from eppd_track.exchange.incoming import Defaults
from eppd_track.ledger.reader import read as read_ledger
from eppd_track.ledger.store import read as read_source
from eppd_track.model.passages import DataTable, Form, Paper, Passage, Unit
from eppd_track.rules.prints import print_of

TODAY = ("--today", "2026-11-27")
DAY = dt.date(2026, 11, 27)
SHIPPED, FRIDAY = ("commitments.toml", "examples/friday.toml")
MINUTES = ROOT / "tests" / "minutes"
NAMES = sorted(path.stem for path in MINUTES.glob("*.md"))
WORDS = {Form.PARAGRAPH, Form.BULLET, Form.NOTE}
LEFT_OPEN = "有關關鍵礦物合作，各單位請持續努力。"


def taken(name: str, ledger: str, text: str | None = None) -> prose.Prose:
    """What is read of invented minutes, nobody being asked."""
    path = MINUTES / f"{name}.md"
    paper = read_document(path, None if text is None else text.encode())
    book = read_ledger((ROOT / ledger).read_text("utf-8"), ledger).ledger
    return prose.read(paper, book, minutes.KNOWN, prose.leave_open, DAY)


def lines_of(name: str) -> list[dict[str, object]]:
    """The lines of invented minutes, each with the commitments that it is about."""
    return list(tomllib.loads((MINUTES / f"{name}.toml").read_text("utf-8"))["line"])


def first_of(found: prose.Prose, words: str) -> tuple[str | None, bool]:
    """Whose a line is in the first place, and whether that is taken as sure."""
    for entry in found.entries:
        if words in str(entry.values["note"][1]):
            return str(entry.values["id"][1]), True
    for left in found.left:
        if words in left.words:
            return (left.near[0].id if left.near else None), False
    return None, False


# ---- how well it is read ----


@pytest.mark.parametrize("ledger", [SHIPPED, FRIDAY])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_most_lines_that_name_no_id_reach_their_commitment_first(language: str, ledger: str) -> None:
    lines = reached = 0
    for name in (name for name in NAMES if name.endswith(language)):
        found = taken(name, ledger)
        for line in lines_of(name):
            words, ids = str(line["words"]), line["ids"]
            first, sure = first_of(found, str(line.get("told", words)))
            assert ids or not sure, f"{words} fits nothing and is taken for {first}"
            if ids and not words.startswith(("E6-", "P3-")):
                lines += 1
                reached += first in ids

    assert lines >= 34
    assert reached >= 0.85 * lines


@pytest.mark.parametrize("name", NAMES)
def test_no_line_is_lost(name: str) -> None:
    found = taken(name, FRIDAY)
    said = [str(entry.values["note"][1]) for entry in found.entries] + [left.words for left in found.left]
    below = (one for one in read_document(MINUTES / f"{name}.md").passages if one.form in WORDS)
    lines = [line for one in below for line in one.text.split("\n") if line not in found.head]

    assert [line for line in lines if not any(line.lstrip("一二三四、") in told for told in said)] == []


SAID = (
    "電子廢棄物回收技術",
    "關鍵礦物之合作",
    "P2-04：會勘",
    "決議：洽悉。",
    "案由一：低軌衛星",
    "散會",
    "一、請看",
    "Date: x",
)
MARKERS = ("", "一、", "七、", "（二）", "1.", "•", "a)")
DECK = {"id": "deck", "title_zh": "成果", "file": "deck.md"}
BOOK = read_ledger((ROOT / SHIPPED).read_text("utf-8"), SHIPPED).ledger


@st.composite
def papers(draw: st.DrawFn) -> Paper:
    """Any document: headings, lines, items and tables in any order, each with words of its own."""
    passages: list[Passage] = []
    grids: list[DataTable] = []
    for number in range(draw(st.integers(0, 12))):
        words = st.lists(st.sampled_from(SAID), min_size=1, max_size=3).map("\n".join)
        form = draw(st.sampled_from([Form.HEADING, Form.PARAGRAPH, Form.BULLET, Form.NOTE, Form.CELL]))
        if form is not Form.CELL:
            level = 0 if form in {Form.PARAGRAPH, Form.NOTE} else draw(st.integers(1, 3))
            marker = draw(st.sampled_from(MARKERS))
            text = f"{draw(words)} 第{number}件"
            passages.append(Passage(text=text, form=form, level=level, marker=marker))
            continue
        heads = tuple(
            draw(st.permutations(["編號", "事項", "辦理情形", "狀態", "備考"]))[: draw(st.integers(2, 5))]
        )
        cells = st.one_of(st.just(""), st.sampled_from(["1", "P1-6", "P9-9", "辦理中"]), words)
        rows = draw(st.lists(st.tuples(*[cells] * len(heads)), min_size=1, max_size=3))
        grids.append(DataTable(heads=heads, rows=tuple(rows)))
        passages += [
            Passage(text=cell, form=Form.CELL, row=row, column=column)
            for row, line in enumerate((heads, *rows), 1)
            for column, cell in enumerate(line, 1)
            if cell
        ]
    return Paper(name="m.docx", passages=tuple(passages), grids=tuple(grids))


@given(papers())
@settings(max_examples=150, deadline=None, derandomize=True)
def test_of_any_document_every_line_is_taken_or_named(paper: Paper) -> None:
    found = prose.read(paper, BOOK, minutes.KNOWN, prose.leave_open, DAY)

    said = [str(entry.values.get("note", ("", ""))[1]) for entry in found.entries]
    told = "\n".join([*said, *(left.words for left in found.left), *found.head])
    lines = [passage for passage in paper.passages if passage.form in WORDS]
    numbers = [passage.text.rpartition(" ")[2] for passage in lines if not passage.text.startswith("案由")]
    assert [number for number in numbers if number not in told] == []


# ---- whose a line is ----

RECYCLING = "電子廢棄物回收技術已移轉。"
CASES = {
    "a heading": (
        "## 電子廢棄物回收技術案\n\n會勘完成。\n\n尚待簽約。\n",
        {"E6-P2-02": "會勘完成。\n尚待簽約。"},
    ),
    "an opening line": ("案由一：電子廢棄物回收技術\n\n決議：照案通過。\n", {"E6-P2-02": "決議：照案通過。"}),
    "an id against a heading": (
        "## 電子廢棄物回收技術\n\nP2-04：會勘完成。\n\n已簽約。\n",
        {"E6-P2-04": "P2-04：會勘完成。", "E6-P2-02": "已簽約。"},
    ),
    "an id in passing below a heading": (
        "## 電子廢棄物回收技術\n\n比照 P2-04 之作法辦理。\n",
        {"E6-P2-02": "比照 P2-04 之作法辦理。"},
    ),
    "a line below those who were there": (
        "出席：林\n\n低軌衛星供應商已稽核\n",
        {"E6-P1-06": "低軌衛星供應商已稽核"},
    ),
    "a list that begins anew": (
        "1. 報告\n\n## 電子廢棄物回收技術\n\n1. 會勘完成。\n",
        {"E6-P2-02": "1. 會勘完成。"},
    ),
    "a line above the day": ("P2-02 已移轉\n\n時間：下午\n", {"E6-P2-02": "P2-02 已移轉"}),
    "a line that goes on": (f"{RECYCLING}\n\n決議：洽悉。\n", {"E6-P2-02": f"{RECYCLING}\n決議：洽悉。"}),
    "items below an item": (f"- {RECYCLING}\n  - 兩家廠商\n", {"E6-P2-02": f"{RECYCLING}\n兩家廠商"}),
    "signs within a paragraph": (
        f"一、{RECYCLING}\n二、低軌衛星供應鏈已洽談。\n",
        {"E6-P2-02": RECYCLING, "E6-P1-06": "低軌衛星供應鏈已洽談。"},
    ),
    "a list that goes on above": (
        "五、討論事項：\n\n### （一）電子廢棄物回收技術\n\n決議：洽悉。\n\n六、低軌衛星供應鏈已洽談。\n",
        {"E6-P2-02": "決議：洽悉。", "E6-P1-06": "低軌衛星供應鏈已洽談。"},
    ),
    "a heading that nothing follows": (
        "# 電子廢棄物回收技術已移轉\n\n# 低軌衛星供應鏈\n\n已洽談。\n",
        {"E6-P2-02": "電子廢棄物回收技術已移轉", "E6-P1-06": "已洽談。"},
    ),
    "a table by titles": (
        "| 項次 | 事項 | 主辦 | 辦理情形 | 決議 |\n|--|--|--|--|--|\n| 9 | 電子廢棄物回收 | | 已移轉 | 續 |",
        {"E6-P2-02": "辦理情形：已移轉\n決議：續"},
    ),
    "a table whose titles say nothing": (
        "| 事項 | 辦理情形 |\n|--|--|\n| 其他 | 電子廢棄物回收技術已移轉 |",
        {"E6-P2-02": "電子廢棄物回收技術已移轉"},
    ),
    "a table that counts its rows": (
        "| 編號 | 事項 | 進度 |\n|--|--|--|\n| 14 | 電子廢棄物回收技術 | 設計完成 |\n",
        {"E6-P2-02": "進度：設計完成"},
    ),
    "a table without titles": (
        "## 電子廢棄物回收技術\n\n| 地點 | 家數 |\n|--|--|\n| 高雄 | 三 |\n",
        {"E6-P2-02": "地點：高雄\n家數：三"},
    ),
    "rows and lines of one item": (
        f"{RECYCLING}\n\n| Item | Action |\n|--|--|\n| E-waste recycling technology | Send the manual |\n",
        {"E6-P2-02": f"{RECYCLING}\nSend the manual"},
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_a_line_belongs_to_what_it_names_or_stands_below(case: str) -> None:
    text, wanted = CASES[case]

    found = taken("zh", SHIPPED, f"# 會議紀錄\n\n{text}")

    assert {str(one.values["id"][1]): one.values["note"][1] for one in found.entries} == wanted


@pytest.mark.parametrize(
    "text",
    [
        "## 議程\n\n1. 電子廢棄物回收技術\n2. 低軌衛星供應鏈\n",
        "出席者：\n\n工研院\n\n經濟部產業發展署\n\n",
        "| 機關 | 姓名 |\n|--|--|\n| 工研院稀土實驗線 | 林 |\n",
    ],
)
def test_what_only_names_matters_or_people_is_no_record(text: str) -> None:
    assert taken("zh", SHIPPED, f"# 會議紀錄\n\n時間：115年11月25日\n\n{text}").entries == ()


@pytest.mark.parametrize(
    ("lines", "left"),
    [
        (("出席：林科長", "外交部", "陳委員"), []),
        (("出席：林科長", "關鍵礦物之合作小組"), ["關鍵礦物之合作小組"]),
        (("甲組", "乙組", "丙組", "丁組", "時間：下午"), ["甲組", "乙組", "丙組", "丁組"]),
    ],
)
def test_of_the_head_only_what_may_be_a_record_is_left_over(lines: tuple[str, ...], left: list[str]) -> None:
    found = taken("zh", SHIPPED, "\n\n".join(["# 會議紀錄", *lines, "散會。"]))

    assert [one.words for one in found.left if one.words not in {"散會。", "時間：下午"}] == left


def test_a_first_line_that_is_no_title_is_a_line() -> None:
    found = taken("zh", SHIPPED, "P2-02 已移轉\n\n時間：下午\n")

    assert [entry.values["note"][1] for entry in found.entries] == ["P2-02 已移轉"]


def test_a_title_is_no_heading_of_what_follows() -> None:
    assert taken("zh", SHIPPED, "# 電子廢棄物回收技術會議紀錄\n\n茶水由秘書處準備。\n").entries == ()


def test_below_a_heading_that_several_share_a_line_is_near_them() -> None:
    found = taken("zh", SHIPPED, "# 會議紀錄\n\n## 關鍵礦物之合作\n\n設備已經採購。\n")

    assert {near.id for near in found.left[0].near} >= {"E6-P2-01", "E6-P2-02"}


def test_rows_that_contradict_each_other_are_refused_both(eppd: Eppd, shipped: Path) -> None:
    before = shipped.read_bytes()
    rows = "| P2-1 | 辦理中 | 甲 |\n| P2-1 | 受阻 | 乙 |\n"
    Path("m.md").write_text(f"| 編號 | 狀態 | 辦理情形 |\n|--|--|--|\n{rows}", "utf-8")

    ran = eppd("update", "--from", "m.md", "--yes", "--lang", "en", *TODAY, code=5)

    assert "m.md, table 1, row 2" in ran.out
    assert "m.md, table 1, row 3" in ran.out
    assert shipped.read_bytes() == before


def test_a_table_with_ids_is_read_as_a_sheet(eppd: Eppd, shipped: Path) -> None:
    table = "| 編號 | 狀態 | 辦理情形 | 氣候 |\n|--|--|--|--|\n"
    Path("m.md").write_text(f"{table}| p2-4 | 辦理中 | 會勘完成。 | 晴 |\n| P9-9 | | 無 | |\n", "utf-8")

    ran = eppd("update", "--from", "m.md", "--yes", "--lang", "en", *TODAY)

    assert "E6-P2-04: status from not started to in progress. 會勘完成。" in ran.out
    assert "m.md, table 1, row 1, 氣候: there is no such column" in ran.out
    assert "m.md, table 1, row 3, 編號: There is no commitment “P9-9”." in ran.out


@pytest.mark.parametrize("there", [True, False])
def test_the_agreed_words_of_a_document_at_hand_count(
    eppd: Eppd, ledger: Callable[..., Path], *, there: bool
) -> None:
    clause = "雙方同意共用避難船席清單。"
    text = {"document": "deck", "print": print_of(clause)}
    path = ledger({"text": [text]}, {"id": "E6-P1-02", "title_zh": "拓寬"}, document=[DECK])
    if there:
        Path("deck.md").write_text(f"# 成果\n\n{clause}\n", "utf-8")
    Path("m.md").write_text("# 會議紀錄\n\n避難船席已更新。\n", "utf-8")

    eppd("update", "--from", "m.md", "--yes", *TODAY, code=0 if there else 5)

    assert notes(path) == ({"E6-P1-01": "避難船席已更新。"} if there else {})


# ---- the words ----


def test_words_arrive_whole(eppd: Eppd, shipped: Path) -> None:
    paper = Document("text")
    paper.body.clear()
    paper.body.append(Header(2, "電子廢棄物回收技術"))
    said = [
        "第一行\n第二行：" + "甚長，" * 400 + "至此。",
        "「引號」、反斜線 \\ 與 = 皆在。",
        "Zoë’s 𠮷 100 %.",
    ]
    for text in said:
        paper.body.append(Paragraph(text))
    paper.save("m.odt")

    eppd("update", "--from", "m.odt", "--yes", *TODAY)

    book = read_ledger(read_source(shipped).text, "x").ledger
    kept = next(one for one in book.commitments if one.id == "E6-P2-02")
    assert kept.updates[-1].note == "\n".join(said)


def test_the_lines_of_a_printed_page_are_joined_as_they_were_written() -> None:
    text = "P2-02 the e-\nwaste line recovers\nninety per cent；\n電子廢棄物回\n收率九成。"
    paper = Paper(name="m.pdf", passages=(Passage(text=text),), unit=Unit.PAGE)
    book = read_ledger((ROOT / SHIPPED).read_text("utf-8"), SHIPPED).ledger

    found = prose.read(paper, book, minutes.KNOWN, prose.leave_open, DAY)

    told = "P2-02 the e-waste line recovers ninety per cent；電子廢棄物回收率九成。"
    assert [entry.values["note"][1] for entry in found.entries] == [told]


@pytest.mark.parametrize("suffix", ["md", "txt", "odt"])
def test_every_format_gives_the_same_records(eppd: Eppd, shipped: Path, suffix: str) -> None:
    lines = ["會議紀錄", "時間：115年11月25日", RECYCLING, "低軌衛星供應鏈已洽談。", "散會前請關燈。"]
    if suffix == "odt":
        paper = Document("text")
        paper.body.clear()
        for line in lines:
            paper.body.append(Paragraph(line))
        paper.save("m.odt")
    else:
        Path(f"m.{suffix}").write_text("\n\n".join(lines), "utf-8")

    ran = eppd("update", "--from", f"m.{suffix}", "--yes", "--format", "json", *TODAY)

    receipt = json.loads(ran.out)
    assert sorted(receipt["ids"]) == ["E6-P1-06", "E6-P2-02"]
    assert [update["after"]["update"][-1]["date"] for update in receipt["changes"]] == ["2026-11-25"] * 2
    assert [one["words"] for one in receipt["not_taken"]] == ["散會前請關燈。"]


# ---- what is asked, written and taken back ----


class Terminal(io.TextIOWrapper):
    """A stream at which somebody sits."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def answered(monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    """Runs a command line at a terminal where these lines are typed; gives what the person saw."""

    def run(*words: str, typed: str) -> str:
        out, err = (Terminal(io.BytesIO(), encoding="utf-8", newline="") for _ in range(2))
        with monkeypatch.context() as patch:
            patch.setattr(sys, "stdin", Terminal(io.BytesIO(typed.encode()), encoding="utf-8"))
            patch.setattr(sys, "stdout", out)
            patch.setattr(sys, "stderr", err)
            assert main(list(words)) == 0
        for stream in (out, err):
            stream.flush()
        return out.buffer.getvalue().decode() + err.buffer.getvalue().decode()

    return run


def notes(path: Path) -> dict[str, str | None]:
    """The latest word of each commitment that has one of these minutes."""
    book = read_ledger(read_source(path).text, "x").ledger
    return {one.id: one.updates[-1].note for one in book.commitments if one.updates}


@pytest.mark.parametrize(
    ("answer", "wanted"),
    [("2", {"E6-P2-02": LEFT_OPEN}), ("n", {}), ("", {}), ("9\n1", {"E6-P2-01": LEFT_OPEN})],
)
def test_what_is_near_several_is_asked_once(
    answered: Callable[..., str], shipped: Path, answer: str, wanted: dict[str, str]
) -> None:
    before = notes(shipped)
    Path("m.md").write_text(f"# 會議紀錄\n\n{LEFT_OPEN}\n\nP1-06：已洽談。\n", "utf-8")

    seen = answered("update", "--from", "m.md", "--lang", "zh", *TODAY, typed=f"{answer}\ny\n")

    assert seen.count(f"「會議紀錄」第 1 段：{LEFT_OPEN}") == 1
    assert "2  E6-P2-02  加強電子廢棄物回收技術合作" in seen
    assert notes(shipped) == before | {"E6-P1-06": "P1-06：已洽談。"} | wanted


def test_yes_asks_nothing_at_a_terminal_either(answered: Callable[..., str], shipped: Path) -> None:
    Path("m.md").write_text(f"# 會議紀錄\n\n{LEFT_OPEN}\n\nP1-06：已洽談。\n", "utf-8")

    seen = answered("update", "--from", "m.md", "--yes", "--lang", "en", *TODAY, typed="")

    assert "Which?" not in seen
    assert "Write the id in front of it" in seen


def test_yes_takes_the_sure_ones_alone_and_undo_takes_all_back(eppd: Eppd, shipped: Path) -> None:
    before = shipped.read_bytes()
    Path("m.md").write_text(f"# 會議紀錄\n\n{LEFT_OPEN}\n\n{RECYCLING}\n\nP1-06：已洽談。\n", "utf-8")

    ran = eppd("update", "--from", "m.md", "--yes", "--format", "json", *TODAY)
    again = eppd("update", "--from", "m.md", "--yes", "--lang", "en", *TODAY, code=None)

    receipt = json.loads(ran.out)
    assert sorted(receipt["ids"]) == ["E6-P1-06", "E6-P2-02"]
    assert [left["words"] for left in receipt["not_taken"]] == [LEFT_OPEN]
    assert {near["id"] for near in receipt["not_taken"][0]["near"]} >= {"E6-P2-01", "E6-P2-02"}
    assert again.out.count("this is on record already") == 2
    eppd("undo")
    assert shipped.read_bytes() == before


def test_minutes_of_which_nothing_fits_are_told_so(eppd: Eppd, shipped: Path) -> None:
    before = shipped.read_bytes()
    Path("m.md").write_text("# Minutes\n\nThe parking garage is closed next week.\n", "utf-8")

    ran = eppd("update", "--from", "m.md", "--yes", "--lang", "en", *TODAY, code=5)

    assert (
        "m.md, “Minutes”, paragraph 1: “The parking garage is closed next week.” fits no commitment."
        in ran.out
    )
    assert "Write the id" not in ran.out
    assert shipped.read_bytes() == before


def test_the_missing_library_is_named_with_its_extra(eppd: Eppd, shipped: Path, monkeypatch) -> None:
    monkeypatch.setitem(sys.modules, "rapidfuzz", None)
    Path("m.md").write_text(RECYCLING, "utf-8")

    ran = eppd("update", "--from", "m.md", "--yes", "--lang", "en", *TODAY, code=5)

    assert "documents" in ran.err


# ---- the head ----


@pytest.mark.parametrize(
    ("head", "day", "meeting"),
    [
        (("時間：中華民國115年11月24日（星期二）上午10時至12時",), dt.date(2026, 11, 24), "INT-1"),
        (("Date: 24 November 2026, 10:00-12:00",), dt.date(2026, 11, 24), "INT-1"),
        (("Date and time: Nov. 24, 2026",), dt.date(2026, 11, 24), "INT-1"),
        (("會議日期", "2026/11/24"), dt.date(2026, 11, 24), "INT-1"),
        (("開會時間：115年11月25日",), dt.date(2026, 11, 25), None),
        (("第1次部內列管檢討會議紀錄", "主席：林"), None, "INT-1"),
        (("時間：115年11月24日至25日",), None, None),
        (("Date: 24-25 November 2026",), None, None),
        (("Date: November 24–25, 2026",), None, None),
        (("時間：115年11月24日", "日期：115年11月25日"), None, None),
        (("時間：115年11月31日",), None, None),
        (("時間：116年1月5日",), None, None),
        (("時間：下午2時", "地點：115年11月24日會議室"), None, None),
    ],
)
def test_the_head_gives_the_day_and_the_meeting_where_it_names_one(
    head: tuple[str, ...], day: dt.date | None, meeting: str | None
) -> None:
    book = read_ledger((ROOT / FRIDAY).read_text("utf-8"), FRIDAY).ledger

    told = heads.facts(head, book, DAY)

    assert (told.day, told.meeting and told.meeting.id) == (day, meeting)


@pytest.mark.parametrize(
    ("words", "day", "meeting"),
    [((), "2026-11-24", "INT-1"), (("--date", "2026-11-26", "--meeting", "WG-3"), "2026-11-26", "WG-3")],
)
def test_what_somebody_asks_for_goes_before_the_head(
    eppd: Eppd, tmp_path: Path, words: tuple[str, ...], day: str, meeting: str
) -> None:
    (tmp_path / "commitments.toml").write_bytes((ROOT / FRIDAY).read_bytes())
    Path("m.md").write_text(f"# 會議紀錄\n\n時間：115年11月24日\n\n{RECYCLING}\n", "utf-8")

    ran = eppd("update", "--from", "m.md", "--yes", "--format", "json", *words, *TODAY)

    record = json.loads(ran.out)["changes"][0]["after"]["update"][-1]
    assert (record["date"], record["meeting"]) == (day, meeting)
    assert any("From the head of m.md" in told for told in json.loads(ran.out)["notices"]) is not bool(words)


def test_a_document_that_is_refused_is_refused_here(eppd: Eppd, shipped: Path) -> None:
    Path("m.docx").write_bytes(b"PK\x03\x04")

    ran = eppd("update", "--from", "m.docx", *TODAY, code=5)

    assert "m.docx" in ran.err


def test_other_suffixes_name_what_is_read(eppd: Eppd, shipped: Path) -> None:
    Path("m.rtf").write_text("x", "utf-8")

    assert ".docx" in eppd("update", "--from", "m.rtf", *TODAY, code=2).err


def test_defaults_hold_where_no_head_says_otherwise() -> None:
    book = read_ledger((ROOT / SHIPPED).read_text("utf-8"), SHIPPED).ledger
    path = MINUTES / "en.md"

    found = minutes.read(
        path, book, dt.date(2026, 11, 1), Defaults(dt.date(2026, 11, 1), "L", day_given=False)
    )

    assert {wish.request.date for wish in found.wishes} == {dt.date(2026, 11, 1)}
