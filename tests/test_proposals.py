"""What agencies propose: kept with who, when and why, decided by the tracking side, seen by nobody else."""

import datetime as dt
import json
import re
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import ESCAPE, Eppd

TODAY = ("--today", "2026-03-20", "--lang", "en")
PROPOSE = ("update", "p1-1", "--set", "proposed=delist", "--by", "MOEA", *TODAY)
GIVEN = "@{ what = 'delist', date = 2026-03-18, by = 'MOEA', words = 'Signed and filed.' }"
PAPER = {
    "date": "@2026-03-17",
    "type": "minutes",
    "title": "Minutes",
    "ref": "Registry of the ministry, no. 17, box 4",
}
DONE = {"status": "completed", "evidence": [PAPER], "proposed": GIVEN}
WITH_WHY = ("--note", "Signed and filed.")
Write = Callable[..., Path]


def head(path: Path) -> dict[str, Any]:
    """The commitment as its file has it."""
    found: dict[str, Any] = tomllib.loads(path.read_text("utf-8"))["commitment"][0]
    return found


@pytest.mark.parametrize("typed", ["delist", "解除列管", "DELIST"])
@pytest.mark.parametrize("option", ["--note", "--reason"])
def test_a_proposal_is_kept_with_who_made_it_when_and_why_and_is_on_record(
    eppd: Eppd, ledger: Write, typed: str, option: str
) -> None:
    path = ledger({"status": "in-progress"})

    eppd("update", "p1-1", "--set", f"proposed={typed}", "--by", "MOEA", option, "Signed and filed.", *TODAY)

    kept = head(path)
    assert {**kept["proposed"], "date": kept["proposed"]["date"].isoformat()} == {
        "what": "delist",
        "date": "2026-03-20",
        "by": "MOEA",
        "words": "Signed and filed.",
    }
    assert kept["status"] == "in-progress"
    assert kept["update"][0]["proposed"] == kept["proposed"]
    assert "Proposed delist: Signed and filed. (2026-03-20 MOEA)" in " ".join(
        eppd("show", "p1-1", *TODAY).out.split()
    )
    eppd("check", "--strict", code=None)
    assert eppd("check").code == 0


def test_the_same_proposal_made_again_without_a_word_changes_nothing_in_new_words_it_is_renewed(
    eppd: Eppd, ledger: Write
) -> None:
    path = ledger({"status": "in-progress", "proposed": GIVEN})
    before = path.read_bytes()

    assert "nothing" in eppd(*PROPOSE).err.lower()
    assert path.read_bytes() == before
    eppd(*PROPOSE, "--note", "Handed over.")

    assert head(path)["proposed"]["words"] == "Handed over."
    assert head(path)["update"][0]["previous"]["proposed"]["words"] == "Signed and filed."


@pytest.mark.parametrize("held", [{}, {"proposed": GIVEN}], ids=["new", "renewed"])
def test_a_list_may_say_who_proposed_when_and_why(
    eppd: Eppd, ledger: Write, tmp_path: Path, held: dict[str, Any]
) -> None:
    path = ledger({"status": "in-progress", **held})
    own = "{ what = 'delist', date = 2026-03-16, by = 'MODA', words = 'Handed over.' }"
    (tmp_path / "list.toml").write_text(
        f'[[update]]\nid = "p1-1"\nproposed = {own}\nnote = "Told at the meeting."\n', "utf-8"
    )

    eppd("update", "--from", "list.toml", "--by", "MOEA", "--yes", *TODAY)

    kept = head(path)
    assert kept["proposed"] == {
        "what": "delist",
        "date": dt.date(2026, 3, 16),
        "by": "MODA",
        "words": "Handed over.",
    }
    assert kept["update"][0]["by"] == "MOEA"


def test_a_list_that_proposes_in_other_words_wants_a_record_that_says_so(
    eppd: Eppd, ledger: Write, tmp_path: Path
) -> None:
    ledger({"status": "in-progress", "proposed": GIVEN})
    (tmp_path / "list.toml").write_text(
        "[[update]]\nid = 'p1-1'\nproposed = { what = 'delist', words = 'Handed over.' }\n", "utf-8"
    )

    assert "note" in eppd("update", "--from", "list.toml", "--yes", *TODAY, code=5).out


@pytest.mark.parametrize(
    ("held", "asked", "why"),
    [
        ({}, PROPOSE, "Add --note"),
        (
            {"proposed": GIVEN},
            ("update", "p1-1", "--set", "proposed=", "--note", "Goes on.", *TODAY),
            "--reason",
        ),
        ({"status": "withdrawn"}, (*PROPOSE, *WITH_WHY), "nothing to propose"),
        ({}, (*PROPOSE, "--status", "withdrawn", *WITH_WHY), "nothing to propose"),
        ({}, ("update", "p1-1", "--set", "proposed=keep", *WITH_WHY, *TODAY), "delist"),
    ],
)
def test_what_is_lacking_or_out_of_place_is_said_and_nothing_is_written(
    eppd: Eppd, ledger: Write, held: dict[str, Any], asked: tuple[str, ...], why: str
) -> None:
    path = ledger(held)
    before = path.read_bytes()

    ran = eppd(*asked, code=None)

    assert ran.code in {2, 5}
    assert why in ran.err
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("held", "decision"),
    [
        (DONE, ("--status", "closed", "--note", "Agreed.", "--approved-by", "DG", "--closure", "delivered")),
        (DONE | {"status": "in-progress"}, ("--status", "withdrawn", "--reason", "Merged.")),
        (
            DONE | {"status": "closed", "approved_by": "DG"},
            ("--status", "in-progress", "--reason", "Not done."),
        ),
        (DONE, ("--set", "proposed=", "--reason", "A yearly report is still owed.")),
    ],
)
def test_the_tracking_side_decides_and_what_was_proposed_stays_on_record(
    eppd: Eppd, ledger: Write, held: dict[str, Any], decision: tuple[str, ...]
) -> None:
    path = ledger(held)

    eppd("update", "p1-1", *decision, *TODAY)

    assert "proposed" not in head(path)
    assert head(path)["update"][0]["previous"]["proposed"]["words"] == "Signed and filed."


@pytest.mark.parametrize("status", ["in-progress", "blocked"])
def test_any_other_change_leaves_a_proposal(eppd: Eppd, ledger: Write, status: str) -> None:
    path = ledger({"status": "not-started", "proposed": GIVEN})

    eppd("update", "p1-1", "--status", status, "--reason", "It began.", *TODAY)

    assert head(path)["proposed"]["by"] == "MOEA"


# ---- where it is seen ----


HELD = {"status": "in-progress", "cadence": "monthly", "proposed": GIVEN, "evidence": [PAPER, PAPER]}


def test_the_report_has_it_behind_the_rulings_with_who_when_why_and_how_many_papers(
    eppd: Eppd, ledger: Write
) -> None:
    ledger({"id": "E6-P1-01"} | HELD, {"id": "E6-P1-02", "status": "closed", "proposed": GIVEN})

    text = eppd("report", "--format", "text", *TODAY).out

    heads = [line for line in text.splitlines() if re.match(r"\d\. ", line)]
    assert [head.partition(" (")[0] for head in heads[:3]] == [
        "1. For decision or coordination",
        "2. Proposed for delisting",
        "3. Red or overdue",
    ]
    assert heads[1].endswith("(1)")
    assert re.search(r"E6-P1-01 .* 2  Build a bridge +2026-03-18 MOEA: Signed and filed\.\n", text)
    page = json.loads(eppd("report", "--format", "json", "--all", *TODAY).out)
    assert page["proposed"] == ["E6-P1-01"]


def test_a_report_without_proposals_has_no_list_of_them(eppd: Eppd, ledger: Write) -> None:
    ledger({})

    text = eppd("report", "--format", "text", *TODAY).out

    assert "roposed" not in text
    assert "\n2. Red or overdue (0)\n" in text


@pytest.mark.parametrize("status", ["in-progress", "completed"])
@pytest.mark.parametrize("said", ["Signed and filed.", "Something later."])
def test_the_agenda_asks_for_the_decision_and_says_why_once(
    eppd: Eppd, ledger: Write, status: str, said: str
) -> None:
    ledger(HELD | {"status": status, "update": [{"date": "@2026-03-19", "by": "MOEA", "note": said}]})

    text = " ".join(eppd("agenda", "--format", "text", *TODAY).out.split())

    assert "2026-03-18 MOEA proposes: delist." in text
    assert "Agreed, or tracked on?" in text
    assert text.count("Signed and filed.") == 1
    (point,) = json.loads(eppd("agenda", "--format", "json", *TODAY).out)["points"]
    assert point["why"] == ["proposed"]


@pytest.mark.parametrize(
    ("lang", "mark", "named"),
    [("en", "proposed: delist", "Proposed for delisting"), ("zh", "擬解除列管", "擬解除列管")],
)
def test_a_list_marks_it_and_the_short_status_names_it(
    eppd: Eppd, ledger: Write, monkeypatch: pytest.MonkeyPatch, lang: str, mark: str, named: str
) -> None:
    ledger({"id": "E6-P1-01"} | HELD, {"id": "E6-P1-02"})
    look = ("--today", "2026-03-20", "--lang", lang)

    assert eppd("list", *look).out.count(mark) == 1
    assert re.search(rf"^{named} +1(:| 項：) ?E6-P1-01$", eppd(*look).out, re.MULTILINE)
    monkeypatch.setenv("COLUMNS", "80")
    drawn = [
        ESCAPE.sub("", eppd(*words, *look, "--color", "always").out).splitlines() for words in (("list",), ())
    ]
    assert f"└ {mark}" in [line.strip() for line in drawn[0]]
    assert [line for line in drawn[1] if re.match(rf"{named} 1(: |：)(E6-)?P1-01$", line)]
