"""What a person sees on a terminal: the short status, receipts, cards and findings, at every usual width."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, Eppd

from eppd_track.render.cells import width

ESCAPE = re.compile("\x1b\\[[0-9;]*m")
FRIDAY = ("--file", str(ROOT / "tests" / "ledgers" / "friday.toml"), "--today", "2026-11-27")
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


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def holds(text: str, wanted: str) -> bool:
    """Whether the signs of `wanted` stand in `text` in order; what stands beside it may come between."""
    rest = iter(squeezed(text))
    return all(sign in rest for sign in squeezed(wanted))


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

    assert "應填報 2：MODA?、MOEA（eppd chase）" in drawn.replace("MODA、", "MODA?、")
    assert "30 日內到期 1   下次會議 2026-03-03 WG-1" in drawn
    assert "接著：eppd list、eppd show ID" in drawn
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


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("columns", WIDTHS)
def test_the_short_status_cuts_nothing_and_stays_in_its_lines(
    screen: Screen, eppd: Eppd, columns: int, language: str
) -> None:
    drawn = screen(*FRIDAY, "--lang", language, columns=columns)

    assert [line for line in drawn.splitlines() if width(line) > columns] == []
    assert "…" not in drawn.replace("--note …", "")
    for item in friday(eppd):
        if item["overdue_days"] or item["light"] == "red":
            titles = {"zh": ["title_zh"], "en": ["title"]}.get(language, ["title_zh", "title"])
            assert all(holds(drawn, item[name]) for name in titles)
