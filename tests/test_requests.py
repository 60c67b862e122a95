"""Requests, their answers and what promises nothing: lights, pages, questions, scores."""

import datetime as dt
import json
from typing import Any

import pytest
from conftest import Eppd, ledger_text

from eppd_track.ledger import reader
from eppd_track.model.vocabulary import Light
from eppd_track.rules import history, lights

ASKED = {"status": "requested", "kind": "tw-request", "sides": "TW", "owner": "MOEA"}
ANSWER = {"id": "E6-P1-02", "kind": "us-pledge", "sides": "US", "listed": "@2026-01-27"}
LATE = dt.date(2026, 4, 27)
SIDES = [
    {"code": "TW", "name": "Ours", "name_zh": "本方"},
    {"code": "US", "name": "Theirs", "name_zh": "彼方"},
]
NO_ANSWER = ("no answer on record", "尚無回應紀錄", "unanswered", "未回應", "沒有回應")


def light(
    fields: dict[str, Any], *others: dict[str, Any], day: dt.date = LATE, as_of: dt.date | None = None
) -> Light:
    ledger = reader.read(ledger_text(ASKED | fields, *others, side=SIDES), "x").ledger
    if as_of is not None:
        ledger = history.ledger_as_of(ledger, as_of)
    return lights.assess_all(ledger, as_of or day)[0].light


def word(by: str | None, **more: Any) -> dict[str, Any]:
    said = {
        "date": "@2026-02-10",
        "note": "It was looked at, and an answer will come in writing in due time.",
    }
    return {"update": [said | ({"by": by} if by else {}) | more]}


@pytest.mark.parametrize(
    ("fields", "others", "expected"),
    [
        ({}, (), Light.YELLOW),
        ({"answered_by": ["E6-P1-02"]}, (ANSWER,), Light.GREY),
        (word("DOS"), (), Light.GREY),
        (word("State"), (), Light.GREY),
        (word(" 國務院 "), (), Light.GREY),
        (word("dos"), (), Light.GREY),
        (word("US"), (), Light.GREY),
        (word("彼方"), (), Light.GREY),
        (word("MOEA"), (), Light.YELLOW),
        (word("經濟部"), (), Light.YELLOW),
        (word("somebody"), (), Light.YELLOW),
        (word(None), (), Light.YELLOW),
        (word("DOS") | {"kind": "us-request", "sides": "US"}, (), Light.YELLOW),
        (word("MODA") | {"kind": "us-request", "sides": "US"}, (), Light.GREY),
        ({"update": [{"date": "@2026-02-10", "by": "DOS", "priority": "high"}]}, (), Light.YELLOW),
        ({"status": "not-started"}, (), Light.GREY),
    ],
)
def test_an_answer_on_record_is_one_named_or_a_word_of_another_side(
    fields: dict[str, Any], others: tuple[dict[str, Any], ...], expected: Light
) -> None:
    assert light(fields, *others) is expected


AMONG_THREE = {
    "side": [{"code": code} for code in ("KAL", "EST", "LAV")],
    "agency": [{"code": f"M-{side}", "side": side} for side in ("KAL", "EST", "LAV")],
}
MOVED = {"date": "@2026-02-01", "next_move": "EST", "previous": {"next_move": "LAV"}, "note": "Handed on."}


@pytest.mark.parametrize(
    ("fields", "answers"),
    [
        ({"kind": "est-request", "sides": "EST+LAV"}, {"KAL"}),
        ({"kind": "est-request", "sides": "EST+LAV", "next_move": "all"}, {"KAL"}),
        ({"kind": "est-request", "sides": "EST", "next_move": "LAV"}, {"LAV"}),
        ({"kind": "est-request", "next_move": "KAL+LAV"}, {"KAL", "LAV"}),
        ({"kind": "kal-request", "sides": "KAL", "next_move": "KAL"}, {"EST", "LAV"}),
        ({"kind": "kal-request", "sides": "KAL", "next_move": "EST", "update": [MOVED]}, {"LAV"}),
        (
            {"kind": "kal-request", "next_move": "EST", "update": [{**MOVED, "correction": True}]},
            {"EST"},
        ),
        ({"sides": "EST"}, {"KAL", "LAV"}),
        ({"sides": "all"}, {"EST", "LAV"}),
    ],
)
def test_of_three_sides_those_answer_that_the_request_is_put_to(
    fields: dict[str, Any], answers: set[str]
) -> None:
    held = {"status": "requested", "owner": "M-KAL"} | fields
    found = set()
    for side in ("KAL", "EST", "LAV"):
        said = {**held, "update": [*fields.get("update", ()), *word(f"M-{side}")["update"]]}
        ledger = reader.read(ledger_text(said, **AMONG_THREE), "x").ledger
        found |= {side} if lights.assess_all(ledger, LATE)[0].light is Light.GREY else set()
    assert found == answers


@pytest.mark.parametrize(("days", "expected"), [(89, Light.GREY), (90, Light.YELLOW)])
def test_silence_is_told_ninety_days_after_listing(days: int, expected: Light) -> None:
    assert light({}, day=dt.date(2026, 1, 27) + dt.timedelta(days=days)) is expected


def test_an_answer_counts_from_the_day_it_was_listed() -> None:
    fields, other = {"answered_by": ["E6-P1-02"]}, ANSWER | {"listed": "@2026-06-01"}

    assert light(fields, other, as_of=dt.date(2026, 5, 31)) is Light.YELLOW
    assert light(fields, other, as_of=dt.date(2026, 6, 1)) is Light.GREY


@pytest.mark.parametrize("lang", ["en", "zh", "both"])
@pytest.mark.parametrize("audience", ["internal", "counterpart", "public"])
@pytest.mark.parametrize("form", ["text", "markdown", "html", "json"])
def test_a_missing_answer_is_told_inside_alone(
    eppd: Eppd, ledger, lang: str, audience: str, form: str
) -> None:
    ledger(ASKED, {"id": "E6-P1-02"})
    page = eppd("report", "--audience", audience, "--lang", lang, "--format", form, "--today", str(LATE)).out

    told = [phrase for phrase in NO_ANSWER if phrase in page]
    if audience != "internal":
        assert told == []
        assert '"decisions": []' in page or form != "json"
    elif form != "json":
        assert set(told) <= set(NO_ANSWER[:2])
        assert told


@pytest.mark.parametrize(("lang", "said"), [("en", NO_ANSWER[0]), ("zh", NO_ANSWER[1])])
def test_the_agenda_asks_for_an_answer_and_reproaches_nobody(
    eppd: Eppd, ledger, lang: str, said: str
) -> None:
    ledger(ASKED)
    page = eppd("agenda", "--lang", lang, "--today", str(LATE)).out

    assert said.lower() in page.lower()
    assert not any(phrase in page for phrase in (*NO_ANSWER[2:], "迄未", "Asked on", "提出，"))


@pytest.mark.parametrize(
    ("fields", "instead"),
    [
        ({"kind": "tw-request", "answered_by": ["E6-P1-02"]}, "E6-P1-02"),
        ({"kind": "us-request"}, "promises"),
        ({"kind": "expected-effect", "related": ["E6-P1-02"]}, "E6-P1-02"),
        ({"kind": "expected-effect"}, "promises"),
    ],
)
@pytest.mark.parametrize("side", ["TW", "US"])
def test_what_promises_nothing_is_not_scored_and_no_falsehood_is_proposed(
    eppd: Eppd, ledger, fields: dict[str, Any], instead: str, side: str
) -> None:
    path = ledger(fields, {"id": "E6-P1-02", "kind": "us-pledge"})
    held = path.read_bytes()
    ran = eppd("score", "p1-1", "--side", side, "--value", "0", "--reason", "Nothing yet.", code=5)

    assert instead in ran.err
    assert "sides=" not in ran.err
    assert path.read_bytes() == held


@pytest.mark.parametrize(
    ("fields", "scored"),
    [
        ({"kind": "tw-pledge"}, ["TW"]),
        ({"kind": "us-pledge"}, ["US"]),
        ({"kind": "joint-action"}, ["TW", "US"]),
        ({"kind": "joint-action", "sides": "US"}, ["US"]),
        ({"kind": "tw-request"}, []),
        ({"kind": "us-request", "sides": "US"}, []),
        ({"kind": "expected-effect", "sides": "both"}, []),
    ],
)
def test_the_scorecard_counts_promises_alone(
    eppd: Eppd, ledger, fields: dict[str, Any], scored: list[str]
) -> None:
    ledger(fields)
    card = json.loads(eppd("report", "--scorecard", "--format", "json", "--today", str(LATE)).out)

    assert [promise["side"] for promise in card["promises"]] == scored


@pytest.mark.parametrize(
    ("kind", "label"),
    [
        ("tw-request", "Asked by"),
        ("us-request", "Asked by"),
        ("us-pledge", "Promised by"),
        ("expected-effect", None),
    ],
)
def test_a_card_says_who_asked_and_who_promised(eppd: Eppd, ledger, kind: str, label: str | None) -> None:
    ledger({"kind": kind, "sides": "US"})
    card = eppd("show", "p1-1", "--today", str(LATE)).out

    assert [name for name in ("Asked by", "Promised by") if name in card] == ([label] if label else [])


def test_nobody_is_asked_about_a_request_that_was_answered(eppd: Eppd, ledger: Any) -> None:
    asked = ASKED | {"cadence": "weekly", "next_move": "US"}
    for answered, why in (([], {"theirs-silent", "unanswered"}), ([ANSWER["id"]], set())):
        ledger(asked | {"answered_by": answered}, ANSWER)
        page = json.loads(eppd("agenda", "--today", "2026-06-30", "--format", "json").out)
        assert {each for point in page["points"] if point["id"] == "E6-P1-01" for each in point["why"]} == why
