"""`eppd add` at a terminal: what it asks, what Enter gives, and what it says it took for granted."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from conftest import Eppd
from test_sweep import ENTER, POSIX, Person

from eppd_track import load
from eppd_track.model.records import Commitment
from eppd_track.model.vocabulary import Cadence, Move, Visibility

QUESTIONS = {
    "en": (
        *("Pillar:", "Title in Chinese", "Title in English", "Owner (agency):", "Due (Enter for none)"),
        "Next move (TW, US, both, third, none) [{}]:",
        "Cadence (weekly, biweekly, monthly, quarterly) [{}]:",
        "Visibility (public, internal) [{}]:",
    ),
    "zh": (
        *("支柱：", "中文標題", "英文標題", "主辦機關：", "期限（可空白）"),
        "待辦方（TW（我方）、US（美方）、both（雙方）、third（第三方）、none（無）） [{}]：",
        "填報週期（weekly（每週）、biweekly（每兩週）、monthly（每月）、quarterly（每季）） [{}]：",
        "公開程度（public（公開）、internal（內部）） [{}]：",
    ),
}
USUAL = {"en": ("Taiwan", "quarterly", "internal"), "zh": ("我方", "每季", "內部")}
SETTINGS = {"settings": {"timezone": "Asia/Taipei", "cadence": "quarterly"}}


@pytest.fixture
def sit_down() -> Iterator[Callable[..., Person]]:
    """Starts `eppd add` at a terminal; whatever still runs afterwards is ended."""
    people: list[Person] = []

    def start(*words: str) -> Person:
        people.append(Person("add", *words, "--today", "2026-11-27", columns=100, rows=60))
        return people[-1]

    yield start
    for person in people:
        person.child.close(force=True)


def added(path: Path) -> Commitment:
    return load(path).commitments[-1]


@POSIX
@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("given", [("", "", ""), ("US", "每月", "public")])
def test_every_field_is_asked_for_with_what_enter_gives(ledger, sit_down, language: str, given) -> None:
    path = ledger(**SETTINGS)
    person = sit_down("--lang", language)
    answers = ("1", "新案", "", "MODA", "2026-Q4", *given)

    usual = dict(zip(QUESTIONS[language][5:], USUAL[language], strict=True))
    for question, answer in zip(QUESTIONS[language], answers, strict=True):
        person.sees(question.format(usual.get(question, ""))).types(answer, ENTER)
    assert person.leaves() == 0

    one = added(path)
    asked = Move("US"), Cadence.MONTHLY, Visibility.PUBLIC
    usually = Move("TW"), Cadence.QUARTERLY, Visibility.INTERNAL
    assert (one.next_move, one.cadence, one.visibility) == (asked if given[0] else usually)
    assert (one.owner, one.title_zh, one.due and one.due.text) == ("MODA", "新案", "2026-Q4")


@POSIX
def test_what_was_given_is_not_asked(ledger, sit_down) -> None:
    path = ledger()
    words = ("--owner", "DOS", "--title", "New", "--due", "2026-Q4", "--set", "visibility=public")

    person = sit_down("--lang", "en", "--cadence", "weekly", *words, "--title-zh", "新")
    person.sees("Pillar:").types("1", ENTER).sees("[US]:").types(ENTER)

    assert person.leaves() == 0
    assert not [asked for asked in ("Cadence (", "Visibility (", "Owner (") if asked in person.page]
    one = added(path)
    assert (one.next_move, one.cadence, one.visibility) == (Move("US"), Cadence.WEEKLY, Visibility.PUBLIC)


def test_what_nobody_gave_is_said_and_leaves_nothing_to_check(eppd: Eppd, ledger) -> None:
    path = ledger(**SETTINGS)

    ran = eppd("add", "-p", "1", "--owner", "DOS", "--title", "New", "--due", "2027-Q4", "--lang", "en")

    one = added(path)
    assert (one.next_move, one.cadence, one.visibility) == (
        *(Move("US"), Cadence.QUARTERLY),
        Visibility.INTERNAL,
    )
    assert f"Taken for granted for {one.id}" in ran.err
    assert all(word in ran.err for word in ("quarterly", "internal", "US"))
    eppd("check")


THREE = {
    "side": [
        {"code": code, "name": name} for code, name in (("KAL", "Kaldovia"), ("EST", "Estmere"), ("LAV", ""))
    ],
    "agency": [{"code": "M-KAL", "side": "KAL"}],
    "pillar": [{"number": 1, "title": "Trade"}],
    "settings": {"language": "en", "timezone": "Europe/Paris"},
}
OWN = {"owner": "M-KAL", "kind": None, "sides": None, "next_move": None}


@POSIX
@pytest.mark.parametrize(
    ("words", "answer", "sides", "move"),
    [
        ((), "", "all", "KAL"),
        ((), "Estmere and LAV", "EST+LAV", "EST+LAV"),
        (("--kind", "est-pledge"), "", "EST", "EST"),
        (("--kind", "kal-request"), "lav+kal", "KAL+LAV", "EST"),
    ],
)
def test_of_three_sides_it_is_asked_who_promised_and_the_title_in_the_ledgers_language_first(
    ledger, sit_down, words: tuple[str, ...], answer: str, sides: str, move: str
) -> None:
    path = ledger(OWN, **THREE)
    person = sit_down(*words)
    person.sees("Pillar:").types("1", ENTER).sees("Title in English").types("New", ENTER)
    person.sees("Title in Chinese").types(ENTER).sees("Owner (agency):").types("M-KAL", ENTER)
    person.sees("Due (Enter for none)").types(ENTER).sees("Promised or asked by (").types(answer, ENTER)
    for question in ("Next move (", "Cadence (", "Visibility ("):
        person.sees(question).types(ENTER)

    assert person.leaves() == 0
    one = added(path)
    assert (one.title, one.title_zh, one.sides, one.next_move) == ("New", None, sides, move)


@pytest.mark.parametrize(
    ("fields", "move"),
    [
        (("sides=EST",), "EST"),
        (("sides=LAV+EST",), "EST+LAV"),
        (("kind=lav-pledge",), "LAV"),
        (("sides=all",), "KAL"),
        ((), "KAL"),
        (("kind=est-request",), "KAL+LAV"),
        (("kind=est-request", "sides=EST+LAV"), "KAL"),
        (("kind=est-request", "sides=all"), "KAL"),
        (("sides=EST", "next_move=third"), "third"),
    ],
)
def test_who_promised_moves_and_whom_a_request_is_put_to(
    eppd: Eppd, ledger, fields: tuple[str, ...], move: str
) -> None:
    path = ledger(OWN, **THREE)
    given = [word for field in fields for word in ("--set", field)]

    eppd("add", "-p", "1", "--owner", "M-KAL", "--title", "New", *given, "--today", "2026-11-27")

    assert added(path).next_move == move
