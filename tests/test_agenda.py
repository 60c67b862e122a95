"""The agenda: what is raised, in which order, with which question."""

import json
import re
import subprocess
from collections.abc import Callable
from typing import Any

import pytest
from conftest import ROOT, Eppd, needs

from eppd_track.report.agenda import Why
from eppd_track.words.pages import QUESTIONS

TODAY = ("--today", "2026-02-13")
FRIDAY = ("--file", str(ROOT / "examples" / "friday.toml"), "--today", "2026-11-27")
WEEKLY = {"cadence": "weekly", "status": "in-progress"}
MEETINGS = [
    {"id": "TALKS-6", "date": "@2026-01-26", "end": "@2026-01-27"},
    {"id": "WG-2", "date": "@2026-03-20", "title": "Second meeting", "title_zh": "第二次會議"},
    {"id": "WG-1", "date": "@2026-02-20"},
]


@pytest.fixture
def agenda(eppd: Eppd) -> Callable[..., dict[str, Any]]:
    def run(*words: str) -> dict[str, Any]:
        return json.loads(eppd("agenda", *TODAY, "--format", "json", *words).out)

    return run


def raised(page: dict[str, Any]) -> list[tuple[str, list[str]]]:
    return [(point["id"], point["why"]) for point in page["points"]]


def test_the_most_pressing_stands_first(ledger, agenda) -> None:
    ledger(
        {"id": "E6-P1-01", "due": "@2026-02-18"},
        {"id": "E6-P1-02", "status": "requested", "listed": "@2025-10-01"},
        WEEKLY | {"id": "E6-P1-03", "next_move": "TW"},
        WEEKLY | {"id": "E6-P1-04", "next_move": "US"},
        {"id": "E6-P1-05", "status": "blocked"},
        {"id": "E6-P1-06", "due": "@2026-02-10"},
        {"id": "E6-P1-07", "due": "@2026-02-01"},
        {"id": "E6-P1-08"},
        {"id": "E6-P1-09", "status": "completed", "due": "@2026-02-01"},
        meeting=MEETINGS,
    )

    page = agenda()

    assert raised(page) == [
        ("E6-P1-07", ["overdue"]),
        ("E6-P1-06", ["overdue"]),
        ("E6-P1-05", ["blocked"]),
        ("E6-P1-04", ["theirs-silent"]),
        ("E6-P1-03", ["ours-owed"]),
        ("E6-P1-01", ["due-before"]),
        ("E6-P1-02", ["unanswered"]),
    ]
    assert page["resting"] == ["E6-P1-08"]
    assert (page["shown"], page["total"]) == (7, 9)


def test_an_item_is_raised_once_with_every_question(eppd: Eppd, ledger) -> None:
    ledger({"status": "blocked", "due": "@2026-02-01", "cadence": "weekly", "next_move": "US"})

    text = eppd("agenda", *TODAY, "--format", "markdown", "--lang", "en").out

    assert text.count("| E6-P1-01 |") == 1
    assert "12 days late (due 2026-02-01)" in text
    assert "which decision frees it" in text
    assert "The move is with: US. Nothing on record since 2026-01-27" in text


def test_what_both_have_to_move_is_not_told_as_theirs_alone(eppd: Eppd, ledger, agenda) -> None:
    silent = {"status": "in-progress", "cadence": "weekly"}
    ledger(silent | {"next_move": "US"}, silent | {"id": "E6-P1-02", "next_move": "both"})

    text = eppd("agenda", *TODAY, "--format", "markdown", "--lang", "en").out

    assert text.count("The move is with:") == 1


@pytest.mark.parametrize("why", Why)
def test_every_reason_has_its_question_in_both_languages(why: Why) -> None:
    assert QUESTIONS[why.name].en.endswith("?")
    assert QUESTIONS[why.name].zh.endswith("？")


def test_it_is_for_the_next_meeting_unless_another_is_named(eppd: Eppd, ledger, agenda) -> None:
    ledger({"due": "@2026-03-15"}, meeting=MEETINGS)

    assert (agenda()["meeting"], agenda()["horizon"], raised(agenda())) == ("WG-1", "2026-02-20", [])
    later = agenda("--meeting", "wg-2")
    assert (later["meeting"], raised(later)) == ("WG-2", [("E6-P1-01", ["due-before"])])
    assert "第二次會議 議程" in eppd("agenda", *TODAY, "--meeting", "WG-2", "--lang", "zh").out


def test_a_meeting_that_is_over_is_refused(eppd: Eppd, ledger) -> None:
    ledger({}, meeting=MEETINGS)

    ran = eppd("agenda", *TODAY, "--meeting", "TALKS-6", code=2)

    assert "2026-01-26" in ran.err
    assert "eppd meeting add" in ran.err


def test_without_a_meeting_the_days_that_are_soon_count(ledger, agenda) -> None:
    ledger({"due": "@2026-03-15"}, {"id": "E6-P1-02", "due": "@2026-03-16"})

    page = agenda()

    assert (page["meeting"], page["horizon"]) == (None, "2026-03-15")
    assert raised(page) == [("E6-P1-01", ["due-before"])]


def test_a_selection_narrows_it(ledger, agenda) -> None:
    ledger({"due": "@2026-02-01"}, {"id": "E6-P2-01", "pillar": 2, "due": "@2026-02-01"})

    page = agenda("--pillar", "2")

    assert [point["id"] for point in page["points"]] == ["E6-P2-01"]
    assert page["selection"] == "pillar 2"


def test_the_last_word_is_told_with_its_day_and_name(eppd: Eppd, ledger) -> None:
    records = [
        {"date": "@2026-02-02", "by": "Lin", "note": "First word."},
        {"date": "@2026-02-03", "by": "Wang", "note": "Second word.", "next_step": "Ask", "previous": {}},
    ]
    ledger({"due": "@2026-02-05", "next_step": "Ask", "update": records})

    text = eppd("agenda", *TODAY, "--lang", "en").out

    assert "2026-02-03 Wang: Second word." in text
    assert "First word." not in text


@needs("pdftotext")
def test_an_id_on_paper_stands_on_one_line_and_is_found_by_a_search(eppd: Eppd, tmp_path) -> None:
    path = tmp_path / "agenda.pdf"
    asked = ("agenda", "--file", str(ROOT / "commitments.toml"), "--today", "2026-03-20", "--lang", "zh")
    eppd(*asked, "-o", str(path))

    printed = subprocess.run(
        ["pdftotext", "-raw", str(path), "-"], check=True, capture_output=True, encoding="utf-8"
    ).stdout

    ids = re.compile(r"E6-P\d-\d\d")
    assert set(ids.findall(printed)) == set(ids.findall(eppd(*asked).out))


@needs("pdftotext")
def test_the_printed_agenda_of_a_busy_ledger_has_every_question_on_two_pages(eppd: Eppd, tmp_path) -> None:
    path = tmp_path / "agenda.pdf"
    eppd("agenda", *FRIDAY, "--lang", "zh", "-o", str(path))

    pages = subprocess.run(
        ["pdftotext", "-raw", str(path), "-"], check=True, capture_output=True, encoding="utf-8"
    ).stdout.split("\f")
    assert len(pages) == 3  # a form feed ends each page
    assert "".join(pages).count("擬提問題") == 15


@pytest.mark.parametrize("form", ["terminal", "text", "markdown", "html", "pdf", "odt"])
def test_every_form_of_a_busy_agenda_can_be_had(eppd: Eppd, tmp_path, form: str) -> None:
    for language in ("en", "zh", "both"):
        path = tmp_path / f"agenda-{language}.{form}"
        eppd("agenda", *FRIDAY, "--lang", language, "--format", form, "-o", str(path))
        assert path.stat().st_size > 1000
