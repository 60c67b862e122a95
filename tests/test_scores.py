"""Scores: what each reader gave counts once, nothing is averaged, nothing reaches other readers."""

import datetime as dt
import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import tomli
from conftest import Eppd, ledger_text, needs
from hypothesis import given
from hypothesis import strategies as st
from test_audience import unpacked

from eppd_track.ledger import reader
from eppd_track.ledger.merge import merge
from eppd_track.ledger.splices import table_text
from eppd_track.ledger.tables import PARTS
from eppd_track.model.records import Commitment, Score
from eppd_track.model.vocabulary import USUAL_SIDES, Party, Sides, Standing, Status
from eppd_track.rules.scores import VALUES, Shares, counted, percentages, promised_by, promises, standing
from eppd_track.words import scoring as score_words
from eppd_track.words.labels import members

TODAY = ("--today", "2026-06-30", "--lang", "en")
FORMS = ("terminal", "text", "markdown", "html", "pdf", "odt", "json")
SECRET = "SENTINEL"
DAYS = st.dates(dt.date(2026, 1, 1), dt.date(2026, 1, 4))
SCORES = st.lists(
    st.builds(
        Score,
        date=DAYS,
        side=st.sampled_from(members(Party)),
        value=st.sampled_from(VALUES),
        reader=st.sampled_from(["A", "B", "C"]),
        reason=st.just("why"),
        meeting=st.sampled_from([None, "M-1", "M-2"]),
    ),
    max_size=12,
)


def of(value: int, reader_: str = "A", day: int = 1, **fields: Any) -> dict[str, Any]:
    """A score as it stands in a ledger."""
    return {
        "date": f"@2026-06-{day:02}",
        "side": "TW",
        "value": value,
        "reader": reader_,
        "reason": f"{reader_} says {value}.",
    } | fields


def by_hand(*commitments: dict[str, Any]) -> str:
    """The same ledger as a person writes it, each table under a header of its own."""
    data = tomli.loads(ledger_text(*commitments))
    text = f"schema = {data.pop('schema')}\n"
    for kind, value in data.items():
        for table in [value] if isinstance(value, dict) else value:
            own = {name: part for name, part in table.items() if name not in PARTS}
            lines = table_text(kind, own, "")
            text += lines.replace(f"[[{kind}]]", f"[{kind}]") if isinstance(value, dict) else lines
            inner = [(name, part) for name in table if name in PARTS for part in table[name]]
            text += "".join(table_text(f"{kind}.{name}", part, "  ") for name, part in inner)
    return text


def scores_in(path: Path) -> dict[str, list[tuple[str, int, str]]]:
    """The scores of a file: who gave what to which side, by commitment."""
    found = reader.read(path.read_text("utf-8"), path.name).ledger
    return {
        item.id: [(score.side.value, score.value, score.reader) for score in item.scores]
        for item in found.commitments
    }


# ---- what counts ----


@given(SCORES, st.sampled_from(members(Party)), st.sampled_from([None, "M-1"]))
def test_the_last_word_of_each_reader_counts_and_no_other(
    scores: list[Score], side: Party, meeting: str | None
) -> None:
    mine = [score for score in scores if (score.side, score.meeting) == (side, meeting)]

    found = counted(scores, side, meeting)

    assert len(found) == len({score.reader for score in mine})
    for score in found:
        same_reader = [other for other in mine if other.reader == score.reader]
        latest = max(other.date for other in same_reader)
        assert score == [other for other in same_reader if other.date == latest][-1]


@pytest.mark.parametrize("spelling", ["lin", " LIN", "Ｌｉｎ"])
def test_one_reader_in_two_spellings_does_not_agree_with_himself(spelling: str) -> None:
    day = dt.date(2026, 1, 1)
    some = [Score(date=day, side=Party("TW"), value=1, reader=name, reason="x") for name in ("Lin", spelling)]

    assert [score.reader for score in counted(some, Party("TW"), None)] == [spelling]


@given(SCORES)
def test_what_was_superseded_can_be_taken_out_without_a_difference(scores: list[Score]) -> None:
    kept = counted(scores, Party("TW"), None)

    assert counted(kept, Party("TW"), None) == kept
    assert counted([score for score in scores if score.meeting is None], Party("TW"), None) == kept


@given(st.lists(st.sampled_from(VALUES), max_size=5))
def test_readers_agree_where_two_say_the_same_and_none_differs(values: list[int]) -> None:
    expected = {
        0: Standing.UNSCORED,
        1: Standing.DRAFT if len(values) == 1 else Standing.AGREED,
    }.get(len(set(values)), Standing.DISPUTED)

    assert standing(values) is expected


@given(SCORES)
def test_a_promise_has_a_value_that_every_reader_gave_or_none(scores: list[Score]) -> None:
    item = Commitment(id="X", pillar=1, owner="MOEA", status=Status.IN_PROGRESS, scores=tuple(scores))
    for promise in promises([item], USUAL_SIDES, None):
        given_values = {score.value for score in promise.scores}
        assert (promise.value is not None) == (promise.standing is Standing.AGREED)
        assert promise.value is None or given_values == {promise.value}


@pytest.mark.parametrize(
    ("sides", "expected"),
    [
        (Sides("TW"), (Party("TW"),)),
        (Sides("US"), (Party("US"),)),
        (Sides("both"), (Party("TW"), Party("US"))),
        (None, (Party("TW"), Party("US"))),
    ],
)
def test_the_sides_that_promised_are_scored(sides: Sides | None, expected: tuple[Party, ...]) -> None:
    item = Commitment(id="X", pillar=1, owner="MOEA", status=Status.IN_PROGRESS, sides=sides)

    assert promised_by(item, USUAL_SIDES) == expected
    assert [promise.side for promise in promises([item], USUAL_SIDES, None)] == list(expected)


@given(st.lists(st.integers(0, 400), min_size=3, max_size=3))
def test_shares_are_whole_near_the_truth_and_add_to_a_hundred(counts: list[int]) -> None:
    found, total = percentages(counts), sum(counts)

    assert sum(found) == (100 if total else 0)
    for count, percent in zip(counts, found, strict=True):
        assert abs(percent * total - 100 * count) < max(total, 1)
    for (one, first), (other, second) in zip(
        zip(counts, found, strict=True), list(zip(counts, found, strict=True))[1:], strict=False
    ):
        assert one == other or (one > other) == (first > second) or first == second


def test_the_remainder_goes_to_the_largest_and_then_to_the_first() -> None:
    assert percentages((1, 1, 1)) == (34, 33, 33)
    assert percentages((1, 0, 1)) == (50, 0, 50)
    assert percentages((2, 2, 3)) == (29, 28, 43)
    assert percentages((0, 0, 0)) == (0, 0, 0)


@given(st.lists(SCORES, max_size=6))
def test_only_agreed_promises_are_shared_out(many: list[list[Score]]) -> None:
    items = [
        Commitment(id=str(number), pillar=1, owner="MOEA", status=Status.IN_PROGRESS, scores=tuple(scores))
        for number, scores in enumerate(many)
    ]
    every = promises(items, USUAL_SIDES, None)

    agreed = Counter(promise.value for promise in every if promise.standing is Standing.AGREED)
    assert Shares.of(every).counts == tuple(agreed[value] for value in VALUES)


# ---- writing one ----


def test_a_score_is_put_in_and_every_other_byte_stays(eppd: Eppd, shipped: Path) -> None:
    before = shipped.read_bytes()

    ran = eppd("score", "p2-4", "p1-1", "--side", "TW", "--value", "-1", "--reason", "查無。", *TODAY)

    after = shipped.read_bytes()
    block = re.compile(rb"\n *\[\[commitment\.score\]\]\n(?: *\w+ = .*\n)+")
    assert len(block.findall(after)) == 2
    assert block.sub(b"", after) == before
    assert scores_in(shipped)["E6-P2-04"] == [("TW", -1, "tester")]
    assert "E6-P2-04, Taiwan: unscored → draft (tester -1 none)." in ran.out


def test_one_undo_takes_all_scores_of_a_command_back(eppd: Eppd, shipped: Path) -> None:
    before = shipped.read_bytes()
    eppd("score", "p2-4", "p1-1", "p1-2", "--side", "TW", "--value", "0", "--reason", "Half.", *TODAY)

    assert "Taiwan 0 partial, by tester: Half." in eppd("undo", *TODAY).err

    assert shipped.read_bytes() == before


def test_a_dry_run_shows_the_lines_and_writes_none(eppd: Eppd, ledger) -> None:
    path = ledger({})
    before = path.read_bytes()

    ran = eppd("score", "p1-1", "--side", "US", "--value", "+1", "--reason", "Done.", "--dry-run", *TODAY)

    assert "+[[commitment.score]]" in ran.out.replace("+  [[", "+[[")
    assert path.read_bytes() == before


def test_all_are_scored_or_none(eppd: Eppd, ledger) -> None:
    path = ledger({}, {"id": "E6-P1-02", "sides": "US"})
    before = path.read_bytes()

    ran = eppd("score", "p1-1", "p1-2", "--side", "TW", "--value", "1", "--reason", "Done.", *TODAY, code=5)

    assert "E6-P1-02: Taiwan has not promised this, so there is nothing to score." in ran.err
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        (("--value", "+1"), 1),
        (("--value", "1"), 1),
        (("--value", "full"), 1),
        (("--value", "完全"), 1),
        (("--value", "全部履行"), 1),
        (("--value", "全部"), 1),
        (("--value", "部分履行"), 0),
        (("--value", "未履行"), -1),
        (("--value", "Partial"), 0),
        (("--value=部分",), 0),
        (("--value", "0"), 0),
        (("--value", "-1"), -1),
        (("--value=-1",), -1),
        (("--value", "-１"), -1),
        (("--value", "\N{MINUS SIGN}1"), -1),
        (("--value", "none"), -1),
        (("--value", "未"), -1),
    ],
)
def test_a_value_may_be_a_number_or_a_word(eppd: Eppd, ledger, typed: tuple[str, ...], value: int) -> None:
    path = ledger({})

    eppd("score", "p1-1", "--side", "TW", *typed, "--reason", "Because.", "--reader", "Lin", *TODAY)

    assert scores_in(path)["E6-P1-01"] == [("TW", value, "Lin")]


def test_no_value_of_a_score_is_guessed(eppd: Eppd, ledger) -> None:
    ledger({})
    words = ("score", "p1-1", "--side", "TW", "--value", "全不履行", "--reason", "Because.")

    refused = eppd("--lang", "zh", *words, code=2).err

    assert "是否為" not in refused
    assert "可用之值：+1（完全履行）、0（部分履行）、-1（未履行）。" in refused


def test_a_side_goes_by_the_name_the_ledger_gives_it(eppd: Eppd, ledger) -> None:
    path = ledger({"sides": "US"}, side=[{"code": "US", "name": "Westrand", "name_zh": "西岸"}])
    words = ("score", "p1-1", "--value", "0", "--reason", "Half.", *TODAY)

    assert "E6-P1-01, Westrand: unscored → draft" in eppd(*words, "--side", "westrand").out
    assert scores_in(path)["E6-P1-01"] == [("US", 0, "tester")]
    assert "Promised by: Westrand." in eppd(*words, "--side", "TW", code=5).err
    assert "西岸" in eppd("report", "--scorecard", "--lang", "zh", "--today", "2026-06-30").out


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        ((), 2, "No commitment is named."),
        (("p1-1",), 2, "A score wants --side, --value, --reason too."),
        (("p1-1", "--side", "TW", "--value", "1", "--reason", "  "), 2, "A score wants --reason too."),
        (("p1-1", "--side", "third", "--value", "1", "--reason", "x"), 2, "--side has no value “third”."),
        (("p1-1", "--side", "TW", "--value", "2", "--reason", "x"), 2, "--value has no value “2”."),
        (("p1-9", "--side", "TW", "--value", "1", "--reason", "x"), 4, "p1-9"),
        (
            ("p1-1", "--side", "TW", "--value", "1", "--reason", "x", "--date", "2026-07-01"),
            5,
            "A score cannot be dated 2026-07-01, which has not come.",
        ),
        (
            ("p1-1", "--side", "TW", "--value", "1", "--reason", "x", "--meeting", "TALKS-9"),
            2,
            "--meeting has no value “TALKS-9”.",
        ),
        (("p1-1", "--side", "TW", "--value", "1", "--reason", "x", "--pillar", "1"), 2, "--pillar"),
        (("p1-1", "--drafts"), 2, "--drafts does not go with ID."),
        (("--drafts", "--value", "1", "--reader", "A"), 2, "--drafts does not go with --value, --reader."),
    ],
)
def test_what_cannot_be_scored_is_refused_and_nothing_is_written(
    eppd: Eppd, ledger, words: tuple[str, ...], code: int, said: str
) -> None:
    path = ledger({})
    before = path.read_bytes()

    assert said in eppd("score", *words, *TODAY, code=code).err
    assert path.read_bytes() == before


def test_the_same_score_twice_is_on_file_once_and_another_one_is_added(eppd: Eppd, ledger) -> None:
    path = ledger({})
    words = ("score", "p1-1", "--side", "TW", "--value", "1", "--reader", "Lin", *TODAY)
    eppd(*words, "--reason", "It stands.")
    before = path.read_bytes()

    assert "Nothing to change" in eppd(*words, "--reason", "It stands.").err
    assert path.read_bytes() == before
    eppd("score", "p1-1", "--side", "TW", "--value", "0", "--reader", "Lin", "--reason", "No.", *TODAY)

    assert scores_in(path)["E6-P1-01"] == [("TW", 1, "Lin"), ("TW", 0, "Lin")]


def test_a_record_goes_in_front_of_the_scores_and_a_score_behind_the_history(eppd: Eppd, ledger) -> None:
    path = ledger({})
    path.write_text(by_hand({"score": [of(1)]}), "utf-8")
    eppd("update", "p1-1", "--note", "Called.", "--evidence", "minutes: First", *TODAY)
    eppd("score", "p1-1", "--side", "TW", "--value", "0", "--reason", "Half.", *TODAY)

    headers = re.findall(r"\[\[commitment\.(\w+)\]\]", path.read_text("utf-8"))
    assert headers == ["evidence", "update", "score", "score"]
    assert eppd("check", *TODAY).out == ""


# ---- reading one ----


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("value", 2, "value cannot be “2” [bad-value]. A whole number from -1 to 1."),
        ("value", True, "[wrong-type]"),
        ("value", "1", "[wrong-type]"),
        ("side", "third", "side cannot be “third” [bad-value]"),
        ("reason", None, "commitment.score lacks “reason” [missing-field]"),
        ("colour", "red", "commitment.score has no field “colour” [unknown-key]"),
        ("meeting", "TALKS-7", "there is no meeting “TALKS-7” [unknown-meeting]"),
        ("date", "@2026-07-01", "date 2026-07-01 has not come yet [future-date]"),
    ],
)
def test_check_names_what_is_wrong_with_a_score(
    eppd: Eppd, ledger, field: str, value: Any, said: str
) -> None:
    ledger({"score": [of(1) | {field: value}]})

    ran = eppd("check", *TODAY, code=1)

    assert said in ran.out
    assert len(ran.out.splitlines()) == 1


def test_show_tells_every_score_and_a_past_day_only_those_of_then(eppd: Eppd, ledger) -> None:
    ledger({"score": [of(1, "Lin", 1), of(0, "Lin", 9)]})

    now = eppd("show", "p1-1", *TODAY).out
    then = eppd("show", "p1-1", "--as-of", "2026-06-05", *TODAY).out

    assert "+1 full" in now
    assert "0 partial" in now
    assert "Lin says 0." in now
    assert "Lin says 1." in then
    assert "Lin says 0." not in then


def many_scored(least: int) -> bytes:
    """A large ledger whose commitments have scores before, between and behind their records."""
    update = {"date": "@2026-02-01", "note": "Called."}
    paper = {"date": "@2026-06-01", "title": "A paper"}
    some: list[dict[str, Any]] = [
        {"score": [of(1), of(-1, "B")], "update": [update]},
        {"update": [update, update], "score": [of(0, meeting="TALKS-6")]},
        {"score": [of(0)]},
        {"update": [update], "evidence": [paper]},
        {"milestone": [{"id": "m"}], "score": [of(1)], "update": [update]},
    ]
    size, items = 0, []
    while size < least:
        fields = some[len(items) % len(some)] | {"id": f"E6-P1-{len(items) + 1:02}"}
        items.append(fields)
        size += len(by_hand(fields)) - len(by_hand({})) + 150
    return by_hand(*items).encode()


def test_one_score_in_a_large_ledger_leaves_all_others_alone(eppd: Eppd, tmp_path: Path) -> None:
    path = tmp_path / "commitments.toml"
    path.write_bytes(many_scored(200_000))
    before = path.read_text("utf-8")

    eppd("score", "p1-7", "--side", "TW", "--value", "-1", "--reason", "None.", *TODAY)

    new, old = path.read_text("utf-8").splitlines(), before.splitlines()
    added = list((Counter(new) - Counter(old)).elements())
    assert len(new) - len(old) == 7
    assert [line for line in old if line not in new] == []
    assert any('reason = "None."' in line for line in added)


# ---- two people ----


def test_a_merge_keeps_the_scores_of_both_sides_once(eppd: Eppd) -> None:
    base = by_hand({"score": [of(1)], "update": [{"date": "@2026-02-01", "note": "Called."}]})
    ours = by_hand({"score": [of(1), of(0, "B")], "update": [{"date": "@2026-02-01", "note": "Called."}]})
    theirs = by_hand(
        {
            "score": [of(1), of(0, "B"), of(-1, "C")],
            "update": [{"date": "@2026-02-01", "note": "Called."}, {"date": "@2026-02-02", "note": "Met."}],
        }
    )

    merged = merge(base, ours, theirs)

    (item,) = reader.read(merged.text, "x").ledger.commitments
    assert [(score.value, score.reader) for score in item.scores] == [(1, "A"), (0, "B"), (-1, "C")]
    assert [update.note for update in item.updates] == ["Called.", "Met."]
    assert merged.conflicts == ()


def test_a_first_score_of_theirs_goes_behind_the_history(eppd: Eppd) -> None:
    history = {"update": [{"date": "@2026-02-01", "note": "Called."}]}
    merged = merge(by_hand(history), by_hand(history), by_hand(history | {"score": [of(1)]}))

    assert merged.text.index("commitment.update") < merged.text.index("commitment.score")


# ---- out and back ----


def test_full_data_holds_the_scores_and_comes_back_without_a_difference(eppd: Eppd, ledger) -> None:
    path = ledger({"score": [of(1), of(0, "B")]})
    before = path.read_bytes()
    eppd("export", "-o", "all.json", *TODAY)
    eppd("export", "-o", "all.csv", *TODAY)

    (item,) = json.loads(Path("all.json").read_text("utf-8"))["commitments"]
    assert [score["reason"] for score in item["score"]] == ["A says 1.", "B says 0."]
    for name in ("all.json", "all.csv"):
        eppd("import", name, "--yes", *TODAY)
        assert path.read_bytes() == before


def test_an_export_of_before_a_score_is_no_trouble_and_a_changed_score_is(eppd: Eppd, ledger) -> None:
    ledger({}).write_text(by_hand({"score": [of(1)]}), "utf-8")
    eppd("export", "-o", "all.json", *TODAY)
    eppd("score", "p1-1", "--side", "TW", "--value", "0", "--reason", "Half.", *TODAY)

    assert "scores" not in eppd("import", "all.json", "--yes", *TODAY).out
    text = Path("all.json").read_text("utf-8")
    Path("all.json").write_text(text.replace("A says 1.", "A says no."), "utf-8")

    assert "scores (1" in eppd("import", "all.json", "--yes", *TODAY, code=5).out


# ---- the scorecard ----


CARD = (
    {"sides": "TW", "strength": "firm", "score": [of(1), of(1, "B")]},
    {"id": "E6-P1-02", "sides": "both", "strength": "firm", "score": [of(0), of(-1, "B"), of(1, side="US")]},
    {"id": "E6-P2-01", "pillar": 2, "sides": "TW", "status": "closed", "score": [of(-1), of(-1, "B")]},
    {"id": "E6-P2-02", "pillar": 2, "sides": "US"},
    {"id": "E6-P2-03", "pillar": 2, "sides": "TW", "status": "withdrawn", "score": [of(1), of(1, "B")]},
    {"id": "E6-P2-04", "pillar": 2, "sides": "TW", "score": [of(0, side="US")]},
)


def card(eppd: Eppd, *words: str) -> dict[str, Any]:
    return json.loads(eppd("report", "--scorecard", "--format", "json", *words, *TODAY).out)


def test_a_scorecard_counts_promises_and_shares_out_the_agreed_ones(eppd: Eppd, ledger) -> None:
    ledger(*CARD)

    found = card(eppd)

    assert (found["kind"], found["shown"], found["total"]) == ("scorecard", 5, 6)
    assert found["standings"] == {"agreed": 2, "draft": 1, "disputed": 1, "unscored": 2}
    (first, second) = found["shares"]["pillar"]
    assert (first["full"], first["agreed"], first["promises"]) == (1, 1, 3)
    assert second["percentages"] == {"full": 0, "partial": 0, "none": 100}
    sides = {row["side"]: row for row in found["shares"]["side"]}
    assert sides["TW"]["percentages"] == {"full": 50, "partial": 0, "none": 50}
    assert sides["US"]["agreed"] == 0
    assert {(one["id"], one["side"]): one["value"] for one in found["promises"]} == {
        ("E6-P1-01", "TW"): 1,
        ("E6-P1-02", "TW"): None,
        ("E6-P1-02", "US"): None,
        ("E6-P2-01", "TW"): -1,
        ("E6-P2-02", "US"): None,
        ("E6-P2-04", "TW"): None,
    }
    assert found["withdrawn"] == ["E6-P2-03"]
    assert [(one["id"], one["side"]) for one in found["not_counted"]] == [("E6-P2-04", "US")]


def test_nothing_in_a_scorecard_is_an_average(eppd: Eppd, ledger) -> None:
    ledger(*CARD)
    text = eppd("report", "--scorecard", "--format", "text", *TODAY).out

    assert not re.search(r"(?i)average|mean\b|score of|\d\.\d", text)
    numbers = json.dumps(card(eppd)["shares"])
    assert not re.search(r"\d\.\d", numbers)
    assert "1 (50%)" in text


def test_a_scorecard_follows_the_selection_and_all_takes_withdrawn_ones(eppd: Eppd, ledger) -> None:
    ledger(*CARD)

    assert {one["id"] for one in card(eppd, "--pillar", "1")["promises"]} == {"E6-P1-01", "E6-P1-02"}
    assert card(eppd, "--all")["standings"]["agreed"] == 3
    assert "Withdrawn ones are left out: E6-P2-03." in eppd("report", "--scorecard", *TODAY).out


def test_a_scorecard_is_of_one_meeting_the_one_scored_last_or_the_one_named(eppd: Eppd, ledger) -> None:
    meetings = [{"id": "TALKS-6", "date": "@2026-01-26"}, {"id": "TALKS-7", "date": "@2026-11-01"}]
    ledger(
        {"score": [of(1, meeting="TALKS-6"), of(0, day=9, meeting="TALKS-7"), of(-1, day=2)]},
        meeting=meetings,
    )

    last, named, without = card(eppd), card(eppd, "--meeting", "TALKS-6"), card(eppd, "--meeting", "")

    def value(found: dict[str, Any]) -> int:
        return next(one["scores"][0]["value"] for one in found["promises"] if one["scores"])

    assert [(found["meeting"], value(found)) for found in (last, named, without)] == [
        ("TALKS-7", 0),
        ("TALKS-6", 1),
        (None, -1),
    ]
    assert last["other_meetings"] == [None, "TALKS-6"]


@pytest.mark.parametrize("form", FORMS)
@needs("pdftotext")
def test_every_form_of_a_scorecard_holds_every_word(eppd: Eppd, ledger, tmp_path: Path, form: str) -> None:
    ledger(*CARD)
    path = tmp_path / f"card.{form}"
    eppd("report", "--scorecard", "--all", "--format", form, "-o", str(path), *TODAY)

    text = re.sub(r"\s+", " ", re.sub(r"<[^>]+>|\x1b\[[\d;]*m", "", unpacked(path.read_bytes())))
    for word in ("A says 1.", "B says -1.", "B says 1.", "A says 0.", "E6-P2-04", "E6-P1-02"):
        assert word in text, word
    if form != "json":
        for word in ("+1 full", "0 partial", "-1 none", "disputed", "draft", "Unscored", "internal"):
            assert word in text, word


def test_a_disputed_promise_is_named_with_who_gave_what(eppd: Eppd, ledger) -> None:
    ledger(*CARD)

    assert "E6-P1-02, Taiwan: A 0 partial, B -1 none" in eppd("report", "--scorecard", *TODAY).out
    ran = eppd("report", "--scorecard", "--lang", "zh", "--today", "2026-06-30")
    assert "E6-P1-02（我方）：A 0 部分履行、B -1 未履行" in ran.out


def test_an_empty_scorecard_says_so(eppd: Eppd, ledger) -> None:
    ledger({"sides": "TW"})

    text = eppd("report", "--scorecard", *TODAY).out

    assert "agreed 0, draft 0, disputed 0, unscored 1" in text
    assert "not yet" in text
    assert "%" not in text


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--week", "2026-W20"), "--scorecard does not go with --week"),
        (("--since", "2026-01-01", "--until", "2026-02-01"), "does not go with --since, --until"),
        (("--audience", "counterpart"), "A scorecard is internal"),
        (("--audience", "public"), "A scorecard is internal"),
        (("--meeting", "TALKS-6", "--meeting", "TALKS-7"), "A scorecard is of one meeting"),
        (("--meeting", "!TALKS-6"), "A scorecard is of one meeting"),
        (("--meeting", "TALKS-9"), "--meeting has no value “TALKS-9”."),
    ],
)
def test_what_a_scorecard_cannot_be_is_refused(eppd: Eppd, ledger, words: tuple[str, ...], said: str) -> None:
    ledger({})

    ran = eppd("report", "--scorecard", *words, *TODAY, code=2)

    assert said in ran.err
    assert ran.out == ""


# ---- drafts ----


def test_drafts_are_a_table_for_each_owner_of_ours_and_name_what_they_leave_out(eppd: Eppd, ledger) -> None:
    ledger(
        {"score": [of(1), of(0, "B")]},
        {"id": "E6-P1-02", "owner": "MODA", "score": [of(1)]},
        {"id": "E6-P1-03", "owner": "DOS", "score": [of(1, reason=SECRET)]},
        {"id": "E6-P1-04", "owner": "MODA"},
    )

    ran = eppd("score", "--drafts", *TODAY)

    assert "Economy (MOEA) (1)" in ran.out
    assert "Digital (MODA) (1)" in ran.out
    assert "disputed" in ran.out
    assert "B says 0." in ran.out
    assert SECRET not in ran.out
    assert "their owners belong to another side: 1 (E6-P1-03)." in ran.err
    only = json.loads(eppd("score", "--drafts", "--owner", "MODA", "--format", "json", *TODAY).out)
    assert (only["kind"], [one["owner"] for one in only["owners"]]) == ("score-drafts", ["MODA"])
    assert "Nothing was scored" in eppd("score", "--drafts", "--side", "US", *TODAY).err


# ---- who may see one ----


@pytest.fixture
def scored(ledger) -> Path:
    secret = of(1, f"{SECRET}R", meeting="INT-1", reason=f"{SECRET}密")
    return ledger(
        {"sides": "both", "score": [secret, secret | {"side": "US"}], "due": "@2026-07-10"},
        {"id": "E6-P1-02", "owner": "DOS", "cadence": "weekly", "score": [secret]},
        {"id": "E6-P1-03", "visibility": "internal", "title": f"{SECRET}T", "score": [secret]},
        meeting=[{"id": "INT-1", "date": "@2026-02-10", "kind": "internal", "title": f"{SECRET}M"}],
    )


@pytest.mark.parametrize("audience", ["counterpart", "public"])
@pytest.mark.parametrize("form", FORMS)
@needs("pdftotext")
def test_no_score_reaches_another_reader_in_any_form(
    eppd: Eppd, scored: Path, tmp_path: Path, audience: str, form: str
) -> None:
    path = tmp_path / f"page.{form}"
    words = ("report", "--audience", audience, "--all", *TODAY)
    eppd(*words, "--format", form, "-o", str(path))

    assert SECRET not in unpacked(path.read_bytes())
    if form == "json":
        scores = [item["score"] for item in json.loads(path.read_text("utf-8"))["commitments"]]
        assert scores != []
        assert [score for score in scores if score] == []


def test_no_score_goes_out_in_a_sheet_or_a_letter_to_another_side(eppd: Eppd, scored: Path) -> None:
    eppd("export", "--owner", "DOS", "-o", "sheet.xlsx", *TODAY)
    letters = eppd("chase", *TODAY).out

    assert SECRET not in unpacked(Path("sheet.xlsx").read_bytes())
    assert "E6-P1-02" in letters
    assert SECRET not in letters


# ---- words ----


def test_every_value_and_only_those_has_words() -> None:
    assert tuple(score_words.VERDICT) == VALUES
