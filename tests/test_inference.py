"""What the source does not give carries a `?` wherever the tracking side sees it, and nothing else does."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from conftest import Eppd, needs
from sheetwork import book_of
from test_audience import unpacked

from eppd_track.cli.sweep.card import card
from eppd_track.ledger import reader
from eppd_track.model.vocabulary import Audience, Calendar, Language
from eppd_track.render.cells import Style
from eppd_track.report.agenda import points
from eppd_track.rules.audience import SHOWN
from eppd_track.rules.dates import parse_day
from eppd_track.rules.lights import assess_all
from eppd_track.words import pages

TODAY = ("--today", "2026-02-13", "--lang", "en")
SOON = ("--today", "2026-02-20", "--lang", "en")
FIELDS: dict[str, tuple[Any, str]] = {
    "topic": ("Bridges", "Bridges"),
    "kind": ("us-pledge", "US pledge"),
    "strength": ("supportive", "supportive"),
    "operative_words": ("agreed to build", "agreed to build"),
    "sides": ("US", "US"),
    "owner": ("MODA", "MODA"),
    "supporting": (["MOEA", "DOS"], "MOEA?, DOS"),
    "counterpart": (["DOS"], "DOS"),
    "next_move": ("third", "third party"),
    "status": ("in-progress", "in progress"),
    "progress": (40, "40%"),
    "priority": ("high", "high"),
    "listed": ("@2026-01-28", "2026-01-28"),
    "due": ("2026-Q1", "2026-Q1"),
    "tempo": ("standing", "standing"),
    "cadence": ("weekly", "weekly"),
    "verifiable": (False, "no"),
    "done_when": ("It stands.", "It stands."),
    "next_step": ("Survey the bank", "Survey the bank"),
    "next_step_due": ("@2026-02-18", "2026-02-18"),
    "target": ({"value": 50, "unit": "m"}, "50 m"),
    "tags": (["a", "b"], "a?, b"),
    "source": (["Section 1"], "Section 1"),
    "note": ("Ask them.", "Ask them."),
}
"""A value of each field that may be inferred, and how it reads."""
CARD = {"owner": "Digital (MODA)", "supporting": "Economy (MOEA), State (DOS)", "counterpart": "State (DOS)"}
CARD |= {"tags": "b", "verifiable": "no"}
"""How `eppd show` says what others say in short."""
BRIEF = {"next_move": "3rd", "status": "going"}
"""How a list in a terminal says it in short."""
HERE = "E6-P1-01"
SIDES = ("TW", "US", "third")


def with_guess(ledger: Any, name: str, **fields: Any) -> None:
    """A ledger whose one commitment holds a value of every field, of which one is inferred."""
    marks = {"owner_confirmed": name != "owner", "inferred": [name]}
    ledger({key: value for key, (value, _) in FIELDS.items()} | marks | fields)


def test_what_is_inferred_in_one_language_is_marked_in_both(eppd: Eppd, ledger: Any) -> None:
    ledger({"note": "Ask them.", "note_zh": "再詢問。", "inferred": ["note_zh"]})

    for language, words in (("en", "Ask them."), ("zh", "再詢問。")):
        listed = eppd("list", *TODAY[:2], "--lang", language, "--columns", "id,note", "--format", "plain").out
        assert f"{words}?" in listed


@pytest.mark.parametrize("name", FIELDS)
@pytest.mark.parametrize("form", ["plain", "markdown", "html", "table"])
def test_a_list_marks_each_of_its_columns(eppd: Eppd, ledger: Any, name: str, form: str) -> None:
    with_guess(ledger, name)

    words = ("list", *TODAY, "--format", form, "--columns", f"id,title,{name}")
    text = re.sub(r"<[^>]+>|\\", "", eppd(*words).out)

    at_terminal = form == "table"
    said = BRIEF.get(name, FIELDS[name][1]) if at_terminal else FIELDS[name][1]
    assert f"{said}?" in text
    assert (pages.GUESS_BRIEF if at_terminal else pages.GUESS_MARK).en in text
    ledger({key: value for key, (value, _) in FIELDS.items()} | {"owner_confirmed": True})
    assert "?" not in re.sub(r"<script>.*?</script>|<[^>]+>", "", eppd(*words).out, flags=re.DOTALL)


@pytest.mark.parametrize("name", FIELDS)
def test_a_card_says_that_a_value_is_inferred(eppd: Eppd, ledger: Any, name: str) -> None:
    with_guess(ledger, name)

    lines = eppd("show", *TODAY, "p1-1").out.splitlines()

    (marked,) = [line for line in lines if "inferred, not given by the source" in line]
    assert f"{CARD.get(name, FIELDS[name][1])} ? inferred" in marked


@pytest.mark.parametrize("form", ["csv", "tsv", "json"])
def test_values_for_machines_stay_as_they_are(eppd: Eppd, ledger: Any, form: str) -> None:
    for name in FIELDS:
        with_guess(ledger, name)
        out = eppd("list", *TODAY, "--format", form, "--columns", f"id,{name}").out
        assert "?" not in out
        if form == "json":
            assert json.loads(out)["commitments"][0]["inferred"] == [name]


@needs("pdftotext")
@pytest.mark.parametrize("form", ["terminal", "text", "markdown", "html", "pdf", "odt"])
@pytest.mark.parametrize("name", ["owner", "next_move", "status", "progress", "due", "next_step"])
def test_the_report_marks_what_it_shows_and_says_so(eppd: Eppd, ledger: Any, name: str, form: str) -> None:
    with_guess(ledger, name, due="@2026-02-10", status="blocked", progress=40)

    eppd("report", *TODAY, "--format", form, "-o", f"page.{form}")
    raw = unpacked(Path(f"page.{form}").read_bytes())
    text = re.sub(r"\s+", " ", re.sub(r"<[^>]+>|\\", "", raw))

    shown = {"due": "2026-02-10", "status": "blocked"}.get(name, FIELDS[name][1])
    assert f"{shown}?" in text
    assert "inferred, not given by the source (1, marked ?): E6-P1-01." in text


@pytest.mark.parametrize("form", ["terminal", "text", "markdown", "html", "odt"])
@pytest.mark.parametrize("name", ["owner", "next_move", "due", "next_step"])
def test_the_agenda_marks_what_it_shows_and_says_so(eppd: Eppd, ledger: Any, name: str, form: str) -> None:
    with_guess(ledger, name, due="@2026-02-10")

    eppd("agenda", *TODAY, "--format", form, "-o", f"page.{form}")
    raw = unpacked(Path(f"page.{form}").read_bytes())
    text = re.sub(r"\s+", " ", re.sub(r"<[^>]+>|\\", "", raw))

    assert f"{'2026-02-10' if name == 'due' else FIELDS[name][1]}?" in text
    assert pages.GUESS_MARK.en in text


def test_questions_of_the_agenda_name_a_guess_as_one(eppd: Eppd, ledger: Any) -> None:
    with_guess(ledger, "owner", next_move="TW")
    assert "Digital?: no update since" in eppd("agenda", *SOON, "--format", "text").out

    with_guess(ledger, "next_move", next_move="US")
    assert "The move is with: US?." in eppd("agenda", *SOON, "--format", "text").out


@pytest.mark.parametrize(
    "name", ["owner", "next_move", "status", "progress", "due", "next_step", "next_step_due"]
)
def test_the_card_of_the_sweep_marks_what_it_shows(ledger: Any, name: str) -> None:
    with_guess(ledger, name)
    held = reader.read(Path("commitments.toml").read_text("utf-8"), "x").ledger
    day = parse_day("2026-02-13", parse_day("2026-02-13", None))  # type: ignore[arg-type]
    (point,) = points(assess_all(held, day), held.ours, day)

    drawn = "\n".join(card(point, "1/1", held, Style(Language.EN, Calendar.GREGORIAN, 100)))

    assert f"{FIELDS[name][1]}?" in drawn
    assert pages.GUESS_MARK.en in drawn


@pytest.mark.parametrize("form", ["xlsx", "ods"])
@pytest.mark.parametrize("name", ["owner", "status", "progress", "due"])
@pytest.mark.parametrize("language", ["en", "zh", "both"])
def test_a_sheet_marks_its_grey_cells_and_says_so(
    eppd: Eppd, ledger: Any, name: str, form: str, language: str
) -> None:
    with_guess(ledger, name, due="@2026-05-10")

    eppd("export", *TODAY, "--lang", language, "-o", f"moda.{form}")
    text = re.sub(r"<[^>]+>", "", unpacked(Path(f"moda.{form}").read_bytes()))

    read = {"en": "in progress?", "zh": "辦理中?", "both": "辦理中?"}[language]
    assert {"due": "2026-05-10?", "status": read}.get(name, f"{FIELDS[name][1]}?") in text
    assert (pages.GUESS_MARK.en if language == "en" else pages.GUESS_MARK.zh) in text


def test_a_sheet_with_marks_comes_back(eppd: Eppd, ledger: Any) -> None:
    with_guess(ledger, "due", due="@2026-05-10", progress=None)
    eppd("export", *TODAY, "-o", "moda.xlsx")
    book = book_of(Path("moda.xlsx"))
    page = book.worksheets[0]
    (head,) = [row for row in page.iter_rows() if "Id" in {cell.value for cell in row[:2]}]
    (note,) = [cell.column for cell in head if str(cell.value).startswith("What was done")]
    page.cell(head[0].row + 1, note).value = "Surveyed."
    book.save("moda.xlsx")

    eppd("import", "moda.xlsx", *TODAY, "--yes")

    assert "Surveyed." in Path("commitments.toml").read_text("utf-8")


@pytest.mark.parametrize("name", ["owner", "next_move", "status", "due", "next_step", "next_step_due"])
def test_a_calendar_marks_what_it_tells(eppd: Eppd, ledger: Any, name: str) -> None:
    with_guess(ledger, name)

    eppd("export", *TODAY, "-o", "all.ics")
    text = Path("all.ics").read_text("utf-8").replace("\n ", "").replace("\r", "")

    assert f"{FIELDS[name][1]}?" in text
    assert pages.GUESS_MARK.en.replace(",", "\\,") in text


@pytest.mark.parametrize("name", ["owner", "status", "due", "next_step"])
def test_a_letter_inside_says_what_is_inferred(eppd: Eppd, ledger: Any, name: str) -> None:
    with_guess(ledger, name)

    text = eppd("chase", *SOON).out

    assert ("led by your agency, which is inferred (?)" if name == "owner" else f"{FIELDS[name][1]}?") in text


def test_history_marks_what_was_inferred_then(eppd: Eppd, ledger: Any) -> None:
    records = [
        {"date": "@2026-02-01", "by": "Lin", "owner": "MODA", "previous": {"owner": "MOEA"}},
        {
            "date": "@2026-02-02",
            "by": "Lin",
            "supporting": ["MOEA", "DOS"],
            "inferred": ["supporting"],
            "previous": {"supporting": [], "inferred": []},
        },
        {
            "date": "@2026-02-03",
            "by": "Lin",
            "owner": "DOS",
            "owner_confirmed": True,
            "previous": {"owner": "MODA", "owner_confirmed": False},
        },
    ]
    ledger({"owner": "DOS", "supporting": ["MOEA", "DOS"], "inferred": ["supporting"], "update": records})

    text = eppd("log", *TODAY, "--format", "text").out

    assert "from MOEA? to MODA?" in text
    assert "set to MOEA?, DOS?" in text
    assert "from MODA? to DOS;" in text or "from MODA? to DOS." in text


@pytest.mark.parametrize("confirmed", [True, False])
def test_an_agency_of_several_items_is_marked_where_all_are_inferred(
    eppd: Eppd, ledger: Any, *, confirmed: bool
) -> None:
    owed = {"cadence": "weekly", "status": "in-progress", "due": "@2026-02-01", "owner_confirmed": False}
    ledger(owed, owed | {"id": "E6-P1-02", "owner_confirmed": confirmed})

    bare = eppd(*TODAY).out
    grouped = eppd("list", *TODAY, "--group-by", "owner", "--columns", "id,title").out
    report = eppd("report", *TODAY, "--format", "text").out
    silent = report[report.index("Weeks since") : report.index("Status by week")]

    for text, sign in ((bare, "2, by MOEA?"), (grouped, "MOEA? Economy"), (silent, "MOEA?")):
        assert (sign in text) is not confirmed


@pytest.mark.parametrize("audience", [Audience.COUNTERPART, Audience.PUBLIC])
@pytest.mark.parametrize("name", FIELDS)
def test_pages_for_others_have_no_guess_and_no_mark(
    eppd: Eppd, ledger: Any, name: str, audience: Audience
) -> None:
    with_guess(ledger, name)

    page = json.loads(eppd("report", *TODAY, "--audience", audience, "--format", "json").out)
    text = eppd("report", *TODAY, "--audience", audience, "--format", "text").out

    (item,) = page["commitments"]
    stands = {"status", "progress", "listed", "due", "tempo", "verifiable"}
    if name in SHOWN[audience] - stands:
        assert item[name] in (None, [])
    assert "?" not in text
    assert "nferred" not in text
