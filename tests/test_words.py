"""What is a word and what is clerical: on a light, on what is owed, on every day and in every reading."""

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
from conftest import Eppd, ledger_text, squeezed

from eppd_track.ledger import reader
from eppd_track.model.vocabulary import Light
from eppd_track.rules import history, lights

TODAY = dt.date(2026, 5, 4)
ITEM = {
    "status": "in-progress",
    "cadence": "monthly",
    "kind": "joint-action",
    "strength": "firm",
    "supporting": ["MODA"],
    "inferred": ["supporting"],
    "owner_confirmed": False,
    "milestone": [
        {
            "id": "pilot",
            "title": "A pilot, long enough to stand in a table of its own" + "." * 60,
            "due": "2026-12",
        }
    ],
}
WORDS = {
    "a note": ["--note", "Second survey done."],
    "a reason alone": ["--reason", "Waiting for parts."],
    "progress": ["--progress", "40"],
    "a first due date": ["--due", "2026-12-31"],
    "a next step": ["--next-step", "Order the equipment"],
    "its date": ["--next-step-due", "2026-06-30"],
    "a milestone": ["--milestone-done", "pilot"],
    "evidence": ["--evidence", "minutes: First meeting"],
    "a note with something clerical": ["--owner", "MODA", "--note", "The task went to MODA."],
}
CLERICAL = {
    "priority": ["--priority", "high"],
    "owner": ["--owner", "MODA"],
    "owner, with a reason": ["--owner", "MODA", "--reason", "Reorganised."],
    "owner confirmed": ["--confirm-owner"],
    "supporting confirmed": ["--confirm", "supporting"],
    "supporting": ["--set", "supporting=MOEA"],
    "counterpart": ["--set", "counterpart=DOS"],
    "tags": ["--set", "tags=visit"],
    "related": ["--set", "related=p1-2"],
    "cadence": ["--set", "cadence=weekly"],
    "visibility": ["--set", "visibility=internal"],
    "title, with a reason": ["--set", "title=Build two bridges", "--reason", "Read again."],
    "sides, with a reason": ["--set", "sides=both", "--reason", "Read again."],
    "next move": ["--next-move", "US"],
    "a note without ink": ["--priority", "low", "--note", "\u200b\ufeff \xad"],
    "a blank note with priority": ["--priority", "low", "--note", "  "],
}


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    path = tmp_path / "commitments.toml"
    path.write_text(ledger_text(ITEM, {"id": "E6-P1-02"}), "utf-8")
    return path


def row(eppd: Eppd, ledger: Path, *options: str) -> dict[str, Any]:
    ran = eppd("list", "--file", str(ledger), "--today", str(TODAY), "--format", "json", *options)
    return json.loads(ran.out)["commitments"][0]


@pytest.mark.parametrize("typed", WORDS.values(), ids=WORDS)
def test_a_word_turns_the_light_and_pays_what_is_owed(eppd: Eppd, ledger: Path, typed: list[str]) -> None:
    before = row(eppd, ledger)
    eppd("update", "p1-1", *typed, "--file", str(ledger), "--today", str(TODAY))
    after = row(eppd, ledger)

    assert (before["light"], before["stale"], before["last_update"]) == ("yellow", True, None)
    assert (after["light"], after["stale"], after["last_update"]) == ("green", False, TODAY.isoformat())
    assert row(eppd, ledger, "--as-of", "2026-05-03")["light"] == "yellow"
    assert "E6-P1-01" not in eppd("chase", "--file", str(ledger), "--today", str(TODAY)).out


@pytest.mark.parametrize("typed", CLERICAL.values(), ids=CLERICAL)
def test_what_is_clerical_is_kept_and_turns_nothing(eppd: Eppd, ledger: Path, typed: list[str]) -> None:
    eppd("update", "p1-1", *typed, "--file", str(ledger), "--today", str(TODAY))
    after = row(eppd, ledger)

    assert (after["light"], after["last_update"]) == ("yellow", None)
    assert after["stale"]
    assert "E6-P1-01" in eppd("chase", "--file", str(ledger), "--today", str(TODAY)).out
    assert TODAY.isoformat() in eppd("show", "p1-1", "--file", str(ledger), "--today", str(TODAY)).out
    assert "1" in eppd("log", "--file", str(ledger), "--today", str(TODAY)).out


@pytest.mark.parametrize(
    "typed",
    [
        ["--set", "kind=joint-action", "--reason", "Read again."],
        ["--priority", "normal", "--reason", "As before."],
        ["--confirm", "counterpart", "--reason", "As before."],
        ["--note", "\u200b"],
        ["--status", "blocked", "--reason", "\u200b"],
        ["--set", "title=Another", "--reason", "\u2060"],
        ["--reason", "\ufeff\u2060"],
        ["--note", "\xad\u3164", "--meeting", "TALKS-6"],
    ],
    ids=ascii,
)
def test_what_changes_nothing_and_shows_nothing_leaves_no_record(
    eppd: Eppd, ledger: Path, typed: list[str]
) -> None:
    before = ledger.read_bytes()
    eppd("update", "p1-1", *typed, "--file", str(ledger), "--today", str(TODAY), code=None)

    assert ledger.read_bytes() == before


RECORDS = {
    "a word, then something clerical": (
        [{"date": "@2026-02-10", "note": "Survey."}, {"date": "@2026-04-30", "priority": "high"}],
        dt.date(2026, 2, 10),
    ),
    "a correction in words": (
        [
            {"date": "@2026-02-10", "note": "Survey."},
            {"date": "@2026-03-10", "note": "In March, not February.", "correction": True},
        ],
        dt.date(2026, 3, 10),
    ),
    "a correction of a field alone": (
        [
            {"date": "@2026-02-10", "note": "Survey."},
            {"date": "@2026-03-10", "progress": 10, "correction": True},
        ],
        dt.date(2026, 2, 10),
    ),
    "a note without ink": ([{"date": "@2026-02-10", "note": "\u200b\ufeff"}], None),
    "a correction of nothing": ([{"date": "@2026-02-10", "note": "Not so.", "correction": True}], None),
    "an empty list of papers": ([{"date": "@2026-02-10", "evidence": [], "milestone_done": []}], None),
    "a cleared next step": ([{"date": "@2026-02-10", "cleared": ["next_step"]}], dt.date(2026, 2, 10)),
    "a cleared tag": ([{"date": "@2026-02-10", "cleared": ["tags"]}], None),
    "a field that is called as the record's": (
        [{"date": "@2026-02-10", "set": {"note": "About it"}}],
        None,
    ),
    "records out of order": (
        [{"date": "@2026-04-10", "priority": "low"}, {"date": "@2026-02-10", "note": "Survey."}],
        dt.date(2026, 2, 10),
    ),
}


@pytest.mark.parametrize(("records", "last"), RECORDS.values(), ids=RECORDS)
def test_the_last_word_is_the_same_in_every_reading(
    records: list[dict[str, Any]], last: dt.date | None
) -> None:
    reading = reader.read(ledger_text(ITEM | {"update": records}, {"id": "E6-P1-02"}), "x")

    assert [ledger.commitments[0].last_word for ledger in (reading.ledger, reading.heads)] == [last] * 2


@pytest.mark.parametrize(
    "day", ["2026-01-31", "2026-02-09", "2026-02-10", "2026-03-09", "2026-03-11", "2026-04-30"]
)
def test_on_every_past_day_the_same_rule_holds(day: str) -> None:
    records = [
        {"date": "@2026-02-01", "priority": "high", "previous": {"priority": "normal"}},
        {"date": "@2026-02-10", "note": "Survey."},
        {"date": "@2026-03-01", "owner": "MODA", "previous": {"owner": "MOEA"}},
    ]
    asked = dt.date.fromisoformat(day)
    ledger = reader.read(ledger_text(ITEM | {"update": records}), "x").ledger
    item = lights.assess_all(history.ledger_as_of(ledger, asked), asked)[0]
    word = dt.date(2026, 2, 10) if asked >= dt.date(2026, 2, 10) else None

    assert item.commitment.last_word == word
    assert item.light is (
        Light.GREY if word is None else Light.GREEN if asked <= dt.date(2026, 4, 10) else Light.YELLOW
    )


@pytest.mark.parametrize(
    ("before", "typed"),
    [
        ([], ["--correction", "--note", "It was March."]),
        ([], ["--correction", "--progress", "10"]),
        ([{"date": "@2026-02-10", "note": "Survey."}], ["--correction"]),
        ([{"date": "@2026-02-10", "note": "Survey."}], ["--correction", "--note", " "]),
    ],
)
def test_a_correction_wants_words_or_a_field_and_an_earlier_record(
    eppd: Eppd, ledger: Path, before: list[dict[str, Any]], typed: list[str]
) -> None:
    ledger.write_text(ledger_text(ITEM | {"update": before}), "utf-8")
    held = ledger.read_bytes()
    ran = eppd("update", "p1-1", *typed, "--file", str(ledger), "--today", str(TODAY), code=5)

    assert "E6-P1-01" in ran.err
    assert ledger.read_bytes() == held


AGREED = {
    "kind": "us-pledge",
    "strength": "supportive",
    "operative_words": "will study",
    "sides": "US",
    "listed": "2026-01-26",
    "title": "Build a tunnel",
    "title_zh": "挖隧道",
}


@pytest.mark.parametrize("name", AGREED)
def test_what_was_agreed_changes_only_with_a_reason_on_record(eppd: Eppd, ledger: Path, name: str) -> None:
    ledger.write_text(ledger_text(ITEM | {"operative_words": "will build", "sides": "both"}), "utf-8")
    held = ledger.read_bytes()
    typed = (
        "update",
        "p1-1",
        "--set",
        f"{name}={AGREED[name]}",
        "--file",
        str(ledger),
        "--today",
        str(TODAY),
    )

    assert "E6-P1-01" in eppd(*typed, "--note", "Read again.", code=5).err
    assert ledger.read_bytes() == held
    eppd("update", "p1-1", "--set", f"{name}=", "--file", str(ledger), "--today", str(TODAY), code=5)
    eppd(*typed, "--reason", "Read again.")
    eppd("check", "agreed-without-reason", "--file", str(ledger), "--today", str(TODAY))
    text = ledger.read_text("utf-8")
    assert AGREED[name] in text
    ledger.write_text(text.replace('reason = "Read again."', 'note = "Read again."'), "utf-8")
    ran = eppd("check", "agreed-without-reason", "--file", str(ledger), "--today", str(TODAY), code=1)
    assert name in ran.out


# ---- words that were put right ----

WRONG, RIGHT = "The bridge is open.", "The bridge is half open."
PUT_RIGHT: dict[str, tuple[list[dict[str, Any]], set[str]]] = {
    "a note": ([{"note": WRONG}, {"note": RIGHT, "correction": True}], {RIGHT}),
    "a reason": ([{"reason": WRONG}, {"reason": RIGHT, "correction": True}], {RIGHT}),
    "a note with a change": (
        [
            {"note": WRONG, "progress": 10, "previous": {"progress": 0}},
            {"note": RIGHT, "correction": True},
        ],
        {RIGHT},
    ),
    "a correction": (
        [
            {"note": "Shut."},
            {"note": WRONG, "correction": True},
            {"note": RIGHT, "correction": True},
        ],
        {RIGHT},
    ),
    "the last of two": (
        [{"note": "It is long."}, {"note": WRONG}, {"note": RIGHT, "correction": True}],
        {"It is long.", RIGHT},
    ),
    "what was said before a field that is put right": (
        [
            {"note": "It is long."},
            {"note": RIGHT, "correction": True, "progress": 5, "previous": {"progress": 10}},
        ],
        {"It is long.", RIGHT},
    ),
}
"""Histories with a correction, and the words that still stand."""
HISTORIES = [("show", "p1-1", "--format", form) for form in ("text", "terminal", "markdown", "html")] + [
    ("log", "--format", "text"),
    ("log", "--format", "csv"),
    ("report", "--since", "2026-02-01", "--format", "text"),
    ("report", "--since", "2026-02-01", "--format", "html"),
]


@pytest.mark.parametrize("language", ["en", "zh", "both"])
@pytest.mark.parametrize(("records", "stand"), PUT_RIGHT.values(), ids=PUT_RIGHT)
def test_words_that_were_put_right_are_read_nowhere(
    eppd: Eppd, ledger: Path, records: list[dict[str, Any]], stand: set[str], language: str
) -> None:
    dated = [{"date": f"@2026-04-{day:02}"} | record for day, record in enumerate(records, 10)]
    ledger.write_text(ledger_text(ITEM | {"update": dated, "progress": 10}), "utf-8")

    for words in HISTORIES:
        ran = eppd(*words, "--file", str(ledger), "--today", str(TODAY), "--lang", language)
        said = squeezed(ran.out)
        assert squeezed(WRONG) not in said or WRONG in stand, words
        assert all(squeezed(one) in said for one in stand), words
    for record in dated:
        then = eppd("show", "p1-1", "--file", str(ledger), "--as-of", record["date"][1:], "--format", "text")
        assert squeezed(record.get("note") or record["reason"]) in squeezed(then.out)
