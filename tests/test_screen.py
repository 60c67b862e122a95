"""What a person sees on a terminal: the short status, receipts, cards and findings, at every usual width."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import ESCAPE, ROOT, Eppd, holds, squeezed

from eppd_track import load
from eppd_track.render.cells import width

FRIDAY = ("--file", str(ROOT / "examples" / "friday.toml"), "--today", "2026-11-27")
WIDTHS = (60, 80, 100, 120, 160, 200)
LANGUAGES = ("zh", "en", "both")

Screen = Callable[..., str]


@pytest.fixture
def screen(eppd: Eppd, monkeypatch: pytest.MonkeyPatch) -> Screen:
    """What a command draws on a terminal of so many columns, its colours aside."""

    def draw(*words: str, columns: int = 80, code: int = 0) -> str:
        monkeypatch.setenv("COLUMNS", str(columns))
        return ESCAPE.sub("", eppd(*words, "--color", "always", code=code).out)

    return draw


def friday(eppd: Eppd) -> list[dict[str, Any]]:
    return json.loads(eppd("list", *FRIDAY, "--format", "json").out)["commitments"]


# ---- the short status ----


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_short_status_takes_one_screen(screen: Screen, language: str) -> None:
    assert len(screen(*FRIDAY, "--lang", language).splitlines()) <= 26


def test_every_red_stands_first_with_its_reason_then_what_is_overdue(screen: Screen, eppd: Eppd) -> None:
    items = {item["id"].partition("-")[2]: item for item in friday(eppd)}
    drawn = screen(*FRIDAY, "--lang", "zh", columns=160)
    shown = re.findall(r"P\d-\d\d", drawn)
    decide, late = drawn.index("請裁示、受阻（2）"), drawn.index("逾期（另 4）")

    assert shown[:2] == ["P1-08", "P2-05"]
    assert decide < drawn.index("P1-08") < drawn.index("P2-05") < late < drawn.index("P1-09")
    assert {name for name, item in items.items() if item["light"] == "red" or item["overdue_days"]} == {
        *shown
    }
    lights = [items[name]["light"] for name in shown]
    assert lights == sorted(lights, key=["red", "yellow"].index)
    days = [items[name]["overdue_days"] for name in shown[2:]]
    assert days == sorted(days, reverse=True)
    for name in shown:
        item, told = items[name], drawn.partition(name)[2].partition(" P")[0]
        reasons = [update["reason"] for update in item["update"] if update["reason"]]
        if "請裁示" in (item["next_step"] or ""):
            assert item["next_step"] in told
        elif item["light"] == "red":
            assert reasons[-1] in told


def test_the_short_status_says_who_owes_what_is_due_and_when_they_meet(
    screen: Screen, ledger: Callable[..., Path]
) -> None:
    owing = [
        {"id": f"E6-P1-0{number}", "cadence": "weekly", "owner": owner}
        for number, owner in enumerate(("MOEA", "MODA"), 1)
    ]
    ledger(
        *owing,
        {"id": "E6-P2-01", "due": "@2026-03-05", "status": "in-progress"},
        meeting=[{"id": "WG-1", "date": "@2026-03-03", "kind": "working-group"}],
    )
    drawn = screen("--today", "2026-02-20", "--lang", "zh")

    assert re.search(r"應填報 2：MODA\??、MOEA（eppd chase）", drawn)
    assert "30 日內到期 1   下次會議 2026-03-03 WG-1" in drawn
    assert "指令：eppd list、eppd show 編號" in drawn
    assert "," not in drawn


def test_of_many_that_are_late_every_red_has_a_line_and_the_others_are_named(
    screen: Screen, ledger: Callable[..., Path]
) -> None:
    red = [{"id": f"E6-P1-{number:02}", "due": "@2026-02-01"} for number in range(1, 13)]
    late = [{"id": f"E6-P2-{number:02}", "pillar": 2, "due": "@2026-02-25"} for number in range(1, 4)]
    ledger(*late, *red)
    drawn = screen("--today", "2026-02-27", "--lang", "zh")

    assert all(re.search(rf"(?m)^\W*R\W+P1-{number:02} ", drawn) for number in range(1, 13))
    assert "逾期（15）" in drawn
    assert "其餘 3 項：P2-01 P2-02 P2-03" in drawn
    assert len(re.findall(r"P2-\d\d", drawn)) == 3


def test_what_is_red_comes_before_a_ruling_that_is_asked_for_in_time(
    screen: Screen, ledger: Callable[..., Path]
) -> None:
    ledger(
        {"next_step": "請裁示：改由海運", "status": "in-progress", "due": "@2026-02-20"},
        {"id": "E6-P1-02", "status": "blocked"},
        {"id": "E6-P1-03", "due": "@2026-02-24"},
    )
    drawn = screen("--today", "2026-02-27", "--lang", "zh")

    assert re.findall(r"P\d-\d\d", drawn) == ["P1-02", "P1-01", "P1-03"]
    assert "請裁示、受阻（2）" in drawn
    assert "逾期（另 1）" in drawn


def test_where_nothing_presses_the_short_status_says_so(screen: Screen, ledger: Callable[..., Path]) -> None:
    ledger({"due": "@2026-12-31"})

    assert "無請裁示、受阻或逾期事項。" in screen("--today", "2026-02-27", "--lang", "zh")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("columns", [20, 40, *WIDTHS])
def test_the_short_status_cuts_nothing_and_stays_in_its_lines(
    screen: Screen, eppd: Eppd, columns: int, language: str
) -> None:
    drawn = screen(*FRIDAY, "--lang", language, columns=columns)

    assert [line for line in drawn.splitlines() if width(line) > columns] == []
    assert "…" not in re.sub(r"-(?:-note|n)\s+…", "", drawn)
    ended = "Closed or withdrawn 3" if language == "en" else "已解列或撤銷 3"
    owing = "貿易署" if language == "zh" else "TITA"
    assert all(holds(drawn, sign) for sign in ("2026-11-27", "friday.toml", ended, owing))
    for item in friday(eppd):
        if item["overdue_days"] or item["light"] == "red":
            titles = {"zh": ["title_zh"], "en": ["title"]}.get(language, ["title_zh", "title"])
            assert all(holds(drawn, item[name]) for name in titles)


# ---- receipts ----

AT = ("--today", "2026-03-31")
STANDING = {
    "status": "in-progress",
    "next_move": "TW",
    "due": "@2026-06-30",
    "next_step": "招標",
    "cadence": "monthly",
    "progress": 10,
}
PARTS = """
  [[commitment.milestone]]
  id = "pier"
  title = "Pier"
  title_zh = "橋墩"
  due = 2026-06-01

  [[commitment.update]]
  date = 2026-03-20
  by = "Lin"
  note = "Begun."
"""
CHANGES: dict[str, tuple[tuple[str, ...], str, str]] = {
    "light": (
        ("--status", "blocked", "--reason", "缺料。"),
        r"Light +\[?G\]? → \[?R\]? red",
        r"燈號 +\[?G\]? → \[?R\]? 紅",
    ),
    "status": (
        ("--status", "blocked", "--reason", "缺料。"),
        "Status +in progress → blocked",
        "狀態 +辦理中 → 受阻",
    ),
    "progress": (("--progress", "40"), "Progress +10% → 40%", "進度 +10% → 40%"),
    "due": (
        ("--due", "2026-09-30", "--reason", "缺料。"),
        "Due +2026-06-30 → 2026-09-30 \\(was 2026-06-30, moved once\\)",
        "期限 +2026-06-30 → 2026-09-30（原訂 2026-06-30，已變更 1 次）",
    ),
    "owner": (
        ("--owner", "MODA", "--reason", "移撥。"),
        "Owner +Economy \\(MOEA\\) → Digital \\(MODA\\)",
        "主辦機關 +經濟部（MOEA） → 數位部（MODA）",
    ),
    "next move": (("--next-move", "US"), "Next move +Taiwan → US", "待辦方 +我方 → 美方"),
    "next step": (("--next-step", ""), "Next step +招標 → \\(none\\)", "下一步 +招標 → （無）"),
    "tags": (("--set", "tags=橋,路"), "Tags +\\(none\\) → 橋, 路", "標籤 +（無） → 橋、路"),
    "milestone": (
        ("--milestone-done", "pier"),
        "Milestone +“Pier” reached",
        "里程碑 +達成「橋墩」",
    ),
    "evidence": (
        ("--evidence", "minutes: 會議紀錄"),
        "Evidence +added: 會議紀錄",
        "佐證 +新增：會議紀錄",
    ),
    "correction": (
        ("--progress", "20", "--correction"),
        "Recorded +2026-03-31 tester: This corrects an earlier record",
        "本次紀錄 +2026-03-31 tester：本筆更正先前紀錄",
    ),
    "words": (
        ("--note", "第一段。\n第二段。", "--meeting", "TALKS-6"),
        "Recorded +2026-03-31 tester at TALKS-6: 第一段。\n +第二段。",
        "本次紀錄 +2026-03-31 tester（TALKS-6）：第一段。\n +第二段。",
    ),
}


@pytest.fixture
def going(ledger: Callable[..., Path]) -> Path:
    """A ledger of two items, the last one with a milestone and a record."""
    path = ledger(STANDING | {"id": "E6-P1-02"}, STANDING)
    path.write_text(path.read_text("utf-8") + PARTS, "utf-8")
    return path


@pytest.mark.usefixtures("going")
@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("piped", [False, True])
def test_a_receipt_tells_before_and_after_of_each_kind_of_change(
    screen: Screen, eppd: Eppd, change: str, language: str, *, piped: bool
) -> None:
    flags, en, zh = CHANGES[change]
    words = ("update", "p1-1", *flags, *AT, "--lang", language)
    told = re.sub(" +", " ", eppd(*words).out if piped else screen(*words, columns=120))

    name, _, value = (en if language == "en" else zh).partition(" +")
    called = name if language != "both" else f"{name} [A-Z].*?"
    assert re.search(rf"(?m)^{called} {value}", told), told
    assert "eppd undo" in told
    order = ["Light", "Status", "Progress", "Due", "Owner", "Next move", "Recorded"]
    if language != "en":
        order = ["燈號", "狀態", "進度", "期限", "主辦機關", "待辦方", "本次紀錄"]
    assert re.findall(rf"(?m)^({'|'.join(order)})", told) == order


@pytest.mark.usefixtures("going")
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_receipt_says_once_what_was_said(screen: Screen, language: str) -> None:
    told = screen("update", "p1-1", "--note", "缺料，已另案招標。", *AT, "--lang", language)

    assert told.count("缺料，已另案招標。") == 1


@pytest.mark.usefixtures("going")
def test_a_due_date_that_moves_again_stands_beside_the_last_one(screen: Screen) -> None:
    words = ("--reason", "缺料。", *AT, "--lang", "zh")
    screen("update", "p1-1", "--due", "2026-09-30", *words)

    told = screen("update", "p1-1", "--due", "2026-12-31", *words)

    assert re.search(r"期限 +2026-09-30 → 2026-12-31（原訂 2026-06-30，已變更 2 次）\n", told)


@pytest.mark.usefixtures("going")
def test_what_did_not_change_stands_without_an_arrow(screen: Screen) -> None:
    told = screen("update", "p1-1", "--progress", "40", *AT, "--lang", "zh")

    assert told.count("→") == 1
    assert re.search(r"狀態 +辦理中\n", told)


@pytest.mark.usefixtures("going")
def test_many_updates_show_the_light_first_and_how_to_take_them_back(screen: Screen, eppd: Eppd) -> None:
    Path("m.toml").write_text(
        '[[update]]\nid = "p1-1"\nstatus = "blocked"\nreason = "缺料。"\n'
        '[[update]]\nid = "p1-2"\npriority = "high"\n',
        "utf-8",
    )
    shown = screen("update", "--from", "m.toml", "--dry-run", *AT, "--lang", "zh")
    ran = eppd("update", "--from", "m.toml", "--yes", *AT, "--lang", "zh")

    for told in (shown, ran.out.replace("- ", "• ")):
        assert "• G → R 紅 · E6-P1-01：狀態由「辦理中」改為「受阻」。" in told
        assert "• E6-P1-02：優先順序由「一般」改為「高」。" in told
    assert "已登錄 2 項。「eppd undo」可一併復原。" in ran.err


@pytest.mark.usefixtures("going")
def test_an_undo_tells_what_each_item_was_and_is_again(screen: Screen, eppd: Eppd) -> None:
    eppd("update", "p1-1", "--status", "blocked", "--reason", "缺料。", *AT)

    assert screen("undo", *AT, "--lang", "zh") == "E6-P1-01：R → G 綠；狀態 受阻 → 辦理中\n"

    eppd("add", "--pillar", "1", "--owner", "MOEA", "--title", "Road", *AT)
    assert screen("undo", *AT, "--lang", "en") == "E6-P1-03: no longer listed\n"


def test_a_score_tells_how_the_readers_stood_and_stand(screen: Screen, ledger: Callable[..., Path]) -> None:
    ledger({"kind": "tw-pledge", "sides": "TW", "strength": "firm", "operative_words": "will"})
    words = ("score", "p1-1", "--side", "TW", "--value", "1", "--reason", "橋。", *AT, "--lang", "zh")

    assert "未評 → 初評" in screen(*words, "--reader", "林")
    assert "初評 → 一致" in screen(*words, "--reader", "王")


LONG = "雙方同意就港區冷鏈物流、電子封條及危險品申報等事項，於下次會議前各自提出書面意見（以三頁為限）。" * 2


@pytest.mark.usefixtures("going")
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("columns", WIDTHS)
def test_a_receipt_cuts_nothing_and_stays_in_its_lines(screen: Screen, columns: int, language: str) -> None:
    words = ("--due", "2026-09-30", "--owner", "MODA", "--reason", LONG, "--next-step", LONG)
    Path("m.toml").write_text(f'[[update]]\nid = "p1-2"\nstatus = "blocked"\nreason = "{LONG}"\n', "utf-8")
    told = [
        screen("update", "p1-1", *words, *AT, "--lang", language, columns=columns),
        screen("update", "--from", "m.toml", "--yes", *AT, "--lang", language, columns=columns),
        screen("undo", *AT, "--lang", language, columns=columns),
        screen("undo", *AT, "--lang", language, columns=columns),
    ]

    for drawn in told:
        assert [line for line in drawn.splitlines() if width(line) > columns] == []
        assert not re.search(r"(?m)^ *[，。、；：）」]|[（「]$", drawn)
    assert all(LONG in squeezed(drawn) for drawn in (*told[:2], told[3]))


# ---- one item ----


def ids(eppd: Eppd) -> list[str]:
    return eppd("list", "--all", *FRIDAY, "--format", "ids").out.split()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("columns", WIDTHS)
def test_an_item_on_a_terminal_says_all_that_a_pipe_says_and_cuts_none_of_it(
    screen: Screen, eppd: Eppd, columns: int, language: str
) -> None:
    for name in ids(eppd)[::4]:
        words = ("show", name, *FRIDAY, "--lang", language)
        drawn, piped = screen(*words, columns=columns), eppd(*words).out
        assert [line for line in drawn.splitlines() if width(line) > columns] == []
        item = json.loads(eppd(*words, "--format", "json").out)["commitments"][0]
        facts = piped.partition("\n\n")[0].splitlines()[2:]
        for value in (re.split(" {2,}", line)[-1].strip() for line in facts):
            for part in re.split("[:：] ?", re.sub(r"^[RYGNB] ", "", value)):
                assert holds(drawn, part), value
        for part in (*item["evidence"], *item["milestone"], *item["score"]):
            title = part.get("title_zh" if language == "zh" else "title") or part.get("title")
            assert all(holds(drawn, said) for said in (title, part.get("ref"), part.get("reason")) if said)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_history_of_an_item_stands_newest_first_and_says_its_words_once(
    screen: Screen, eppd: Eppd, language: str
) -> None:
    called = {} if language == "en" else {one.code: one.short_zh for one in load(FRIDAY[1]).agencies}
    for name in ids(eppd):
        words = ("show", name, *FRIDAY, "--lang", language)
        records = json.loads(eppd(*words, "--format", "json").out)["commitments"][0]["update"]
        drawn = screen(*words, columns=200)
        shown = re.findall(r"(?m)^• (\d{4}-\d\d-\d\d)\S* (?:\(\w+\) )?· (.*)$", drawn)
        newest = sorted(enumerate(records), key=lambda pair: (pair[1]["date"], pair[0]), reverse=True)
        wanted = [
            (record["date"], [called.get(record["by"], record["by"]), *filter(None, [record["meeting"]])])
            for _, record in newest
        ]
        assert [(day, who.split(" · ")) for day, who in shown] == wanted
        told = squeezed(drawn)
        for text in {record[key] for record in records for key in ("note", "reason") if record[key]}:
            times = sum(text in (record["note"] or "", record["reason"] or "") for record in records)
            assert told.count(squeezed(text)) == times or len(text) < 20, text


def test_a_record_stands_as_when_and_who_then_words_then_what_changed(screen: Screen, going: Path) -> None:
    words = ("--meeting", "TALKS-6", "--note", "缺料。", "--progress", "40", "--by", "林")
    screen("update", "p1-1", *words, *AT)

    drawn = screen("show", "p1-1", *AT, "--lang", "zh")

    record = "• 2026-03-31（週二） · 林 · TALKS-6\n  缺料。\n  └ 進度由「10」改為「40」。\n"
    assert f"歷程（2）\n{record}• 2026-03-20（週五） · Lin\n  Begun.\n" in drawn
    assert drawn.startswith((" G  E6-P1-01  造橋", "[G] E6-P1-01  造橋"))


# ---- findings ----

FAULTY = (
    {"owner": "MOEX", "cadence": "monthly", "owner_confirmed": False},
    {"id": "E6-P1-02", "due": "@2025-01-01", "cadence": "monthly"},
)
SEVERITIES = {"zh": ["錯誤", "警告", "提醒"], "en": ["error", "warning", "remark"]}


@pytest.mark.parametrize("language", SEVERITIES)
@pytest.mark.parametrize("columns", [*WIDTHS, None])
def test_each_finding_says_how_grave_it_is_in_the_order_of_the_file(
    screen: Screen, eppd: Eppd, ledger: Callable[..., Path], language: str, columns: int | None
) -> None:
    ledger(*FAULTY)
    words = ("check", "--strict", *AT, "--lang", language)
    found = json.loads(eppd(*words, "--format", "json", code=1).out)["problems"]
    drawn = eppd(*words, code=1).out if columns is None else screen(*words, columns=columns, code=1)

    called = dict(zip(("error", "warning", "remark"), SEVERITIES[language], strict=True))
    marks = re.findall(rf"(?m)^({'|'.join(called.values())})(?::|：|  )", drawn)
    assert marks == [called[problem["severity"]] for problem in found]
    assert {problem["severity"] for problem in found} == {"error", "warning", "remark"}
    places = [f"commitments.toml:{problem['line']}:{problem['column']}:" for problem in found]
    assert re.findall(r"commitments\.toml:\d+:\d+:", drawn) == places
    if columns is not None:
        assert [line for line in drawn.splitlines() if width(line) > columns] == []
    sums = {"en": r"errors \d+, warnings \d+, remarks \d+", "zh": r"錯誤 \d+ 項、警告 \d+ 項、提醒 \d+ 項"}
    assert re.search(sums[language], eppd(*words, code=1).err)


def test_an_undo_of_a_long_ledger_says_no_other_count_of_moves_than_its_card(
    screen: Screen, tmp_path: Path
) -> None:
    path = tmp_path / "commitments.toml"
    path.write_bytes((ROOT / "examples" / "friday.toml").read_bytes())
    common = ("--file", str(path), "--today", "2026-11-27", "--lang", "en")
    assert "moved 3 times" in screen("update", "P1-09", *common, "--due", "2026-12-31", "--reason", "Late.")

    back = screen("undo", *common, "--yes")

    assert "2026-12-31 → 2026-10-30" in back
    assert "moved" not in back
    assert "moved 2 times" in screen("show", "P1-09", *common)


@pytest.mark.parametrize("language", ["zh", "en", "both"])
@pytest.mark.parametrize("words", [(), ("show", "E6-P1-01"), ("list",)], ids=str)
def test_an_item_whose_titles_are_empty_has_its_place(eppd: Eppd, ledger, language: str, words) -> None:
    ledger({"title": "", "title_zh": "", "status": "blocked"})

    told = eppd(*words, "--lang", language, "--color", "always", code=None)

    assert told.code != 70
    assert "P1-01" in told.out + told.err
