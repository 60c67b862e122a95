"""What a change must bring, what it leaves on record, and which id comes next."""

import datetime as dt
from typing import Any

import pytest
from conftest import ledger_text

from eppd_track.ledger import changes, reader, writer
from eppd_track.ledger.changes import Request, edit, next_id
from eppd_track.ledger.writer import Change
from eppd_track.model.due import Due
from eppd_track.model.records import Commitment, Evidence, Ledger, Meeting, Update
from eppd_track.model.vocabulary import Calendar, Closure, MeetingKind, Move, Priority, Status, Visibility
from eppd_track.report.sentences import changed
from eppd_track.words.errors import ChangeRefused, WrongUse

DAY = dt.date(2026, 6, 30)
PAPER = Evidence(date=DAY, title="Minutes of the second meeting")
REQUESTED, NOT_STARTED, IN_PROGRESS, BLOCKED, COMPLETED, CLOSED, WITHDRAWN = Status


def read(*items: dict[str, Any], **tables: Any) -> Ledger:
    reading = reader.read(ledger_text(*items, **tables), "commitments.toml")
    assert reading.problems == ()
    return reading.ledger


def commitment(**fields: Any) -> Commitment:
    return read(fields).commitments[0]


def ask(fields: dict[str, Any] | None = None, /, **more: Any) -> Request:
    return Request(**({"date": DAY, "by": "tester", "fields": fields or {}} | more))


BASES = {"due_basis": "counted from the talks", "due_basis_zh": "自會議起算"}


@pytest.mark.parametrize(
    ("given", "left"),
    [
        ({}, {"due_basis": None, "due_basis_zh": None}),
        ({"due_basis": "agreed"}, {"due_basis": "agreed", "due_basis_zh": None}),
        ({"due_basis_zh": "議定"}, {"due_basis": None, "due_basis_zh": "議定"}),
        (BASES, {}),
    ],
)
def test_a_due_date_that_moves_leaves_no_basis_of_the_old_one_in_either_language(given, left) -> None:
    item = commitment(due="2026-Q4", **BASES)

    made = edit(item, ask({"due": Due("2027-Q1")} | given, reason="The talks moved."))

    assert {name: value for name, value in made.fields.items() if name in BASES} == left


@pytest.mark.parametrize(
    ("before", "after", "english", "chinese"),
    [
        (("Old", "舊"), ("New", "新"), "title from Old to New", "承諾事項由「舊」改為「新」"),
        ((None, None), ("New", "新"), "title set to New", "承諾事項設為「新」"),
        (("Old", "舊"), (None, None), "title cleared (was Old)", "承諾事項清空（原為「舊」）"),
        (("Old", "舊"), (None, "新"), "title from Old to 新", "承諾事項由「舊」改為「新」"),
    ],
)
def test_a_change_in_both_languages_is_told_once_in_each(before, after, english, chinese) -> None:
    def values(pair: tuple[str | None, str | None]) -> dict[str, str | None]:
        return dict(zip(("title", "title_zh"), pair, strict=True))

    record = Update(date=DAY, changes=values(after), previous=values(before))
    told = changed(record, commitment(), Ledger(), Calendar.ROC)

    assert told is not None
    assert (told.en, told.zh) == (f"{english.replace('title', 'commitment')}.", f"{chinese}。")


def refused(item: Commitment, request: Request) -> str:
    with pytest.raises(ChangeRefused) as error:
        edit(item, request)
    assert item.id in error.value.message.en
    assert "Nothing was changed" in error.value.remedy.en
    return f"{error.value.message.en} {error.value.remedy.en}"


# ---- the transition table ----

NOTE, REASON, PAPERS = {"note": "Agreed by both."}, {"reason": "As decided."}, {"evidence": (PAPER,)}
CLOSING = {"note": "Filed.", "approved_by": "The minister, 30 June"}
NEEDED: dict[tuple[Status, Status], tuple[dict[str, Any], ...]] = {
    (REQUESTED, NOT_STARTED): (NOTE,),
    (REQUESTED, IN_PROGRESS): (NOTE,),
    (REQUESTED, BLOCKED): (NOTE,),
    (REQUESTED, COMPLETED): (NOTE, PAPERS),
    (REQUESTED, WITHDRAWN): (NOTE,),
    (NOT_STARTED, IN_PROGRESS): (NOTE,),
    (NOT_STARTED, BLOCKED): (NOTE,),
    (NOT_STARTED, COMPLETED): (NOTE, PAPERS),
    (NOT_STARTED, WITHDRAWN): (NOTE,),
    (IN_PROGRESS, BLOCKED): (REASON,),
    (IN_PROGRESS, COMPLETED): (NOTE, PAPERS),
    (IN_PROGRESS, WITHDRAWN): (REASON,),
    (BLOCKED, IN_PROGRESS): (NOTE,),
    (BLOCKED, WITHDRAWN): (NOTE,),
    (COMPLETED, IN_PROGRESS): (REASON,),
    (CLOSED, IN_PROGRESS): (REASON,),
    (WITHDRAWN, IN_PROGRESS): (REASON,),
}
EITHER = {(NOT_STARTED, status) for status in (IN_PROGRESS, BLOCKED, COMPLETED, WITHDRAWN)}
EITHER.add((IN_PROGRESS, COMPLETED))
NEVER = [
    (before, after)
    for before in Status
    for after in Status
    if before != after and (before, after) not in NEEDED and (before, after) != (COMPLETED, CLOSED)
]


@pytest.mark.parametrize(("before", "after"), NEEDED)
def test_a_change_of_status_goes_with_what_it_needs(before: Status, after: Status) -> None:
    given = {name: value for need in NEEDED[before, after] for name, value in need.items()}
    made = edit(commitment(status=before.value), ask({"status": after}, **given))

    assert made.fields["status"] is after
    assert (made.record["status"], made.record["previous"]) == (after.value, {"status": before.value})
    assert "forced" not in made.record


@pytest.mark.parametrize(
    ("before", "after", "left_out"),
    [(*pair, index) for pair, needs in NEEDED.items() for index in range(len(needs))],
)
def test_a_change_of_status_is_refused_without_any_part_of_what_it_needs(
    before: Status, after: Status, left_out: int
) -> None:
    needs = [need for index, need in enumerate(NEEDED[before, after]) if index != left_out]
    given = {name: value for need in needs for name, value in need.items()}
    says = refused(commitment(status=before.value), ask({"status": after}, **given))

    flag = {"note": "--note", "reason": "--reason", "evidence": "--evidence"}
    assert flag[next(iter(NEEDED[before, after][left_out]))] in says


@pytest.mark.parametrize("pair", [pair for pair in NEEDED if pair not in EITHER])
def test_a_note_is_no_reason_and_a_reason_no_note(pair: tuple[Status, Status]) -> None:
    before, after = pair
    needs = NEEDED[pair]
    other = REASON if NOTE in needs else NOTE
    given = other | (PAPERS if PAPERS in needs else {})

    assert "Add --" in refused(commitment(status=before.value), ask({"status": after}, **given))


@pytest.mark.parametrize("pair", sorted(EITHER))
def test_some_changes_go_with_a_note_or_a_reason(pair: tuple[Status, Status]) -> None:
    before, after = pair

    made = edit(commitment(status=before.value), ask({"status": after}, **REASON, **PAPERS))

    assert (made.record["status"], made.record["reason"]) == (after.value, "As decided.")


@pytest.mark.parametrize(("before", "after"), NEVER)
def test_what_the_table_does_not_hold_is_refused_and_goes_by_force_on_record(
    before: Status, after: Status
) -> None:
    item = commitment(status=before.value)
    full = NOTE | REASON | PAPERS | {"approved_by": "The minister"}
    says = refused(item, ask({"status": after, "closure": Closure.ROUTINE}, **full))
    assert "--force" in says

    made = edit(item, ask({"status": after}, **NOTE, force=True))
    assert (made.record["status"], made.record["forced"]) == (after.value, True)


@pytest.mark.parametrize(("before", "after"), NEVER)
def test_force_without_a_word_why_is_refused(before: Status, after: Status) -> None:
    refused(commitment(status=before.value), ask({"status": after}, force=True))


def test_a_refusal_names_what_is_allowed_now() -> None:
    says = refused(commitment(status="blocked"), ask({"status": COMPLETED}, **NOTE, **PAPERS))

    assert "in-progress" in says
    assert "withdrawn" in says


def test_evidence_on_file_is_evidence() -> None:
    item = commitment(status="in-progress", evidence=[{"title": "Old minutes"}])

    assert edit(item, ask({"status": COMPLETED}, **NOTE)).evidence == ()


@pytest.mark.parametrize("left_out", ["note", "approved_by", "closure"])
def test_closing_needs_a_word_an_approval_and_how_it_ended(left_out: str) -> None:
    fields = {"status": CLOSED} | ({} if left_out == "closure" else {"closure": Closure.DELIVERED})
    given = {name: value for name, value in CLOSING.items() if name != left_out}
    says = refused(commitment(status="completed"), ask(fields, **given))

    assert f"--{left_out.replace('_', '-')}" in says


def test_closing_writes_the_approval_into_the_head_and_the_record() -> None:
    item = commitment(status="completed", evidence=[{"title": "Minutes"}])
    made = edit(item, ask({"status": CLOSED, "closure": Closure.DELIVERED}, **CLOSING))

    assert made.fields["approved_by"] == "The minister, 30 June"
    assert made.record == {
        "date": DAY,
        "by": "tester",
        "note": "Filed.",
        "approved_by": "The minister, 30 June",
        "status": "closed",
        "closure": "delivered",
        "previous": {"status": "completed"},
    }


def test_how_it_ended_may_stand_in_the_head_already() -> None:
    item = commitment(status="completed", closure="routine")

    assert edit(item, ask({"status": CLOSED}, **CLOSING)).record["status"] == "closed"


def test_what_is_missing_goes_by_force_on_record() -> None:
    made = edit(commitment(status="in-progress"), ask({"status": COMPLETED}, **NOTE, force=True))

    assert made.record["forced"] is True


def test_force_that_was_not_needed_is_not_on_record() -> None:
    made = edit(commitment(), ask({"status": IN_PROGRESS}, **NOTE, force=True))

    assert "forced" not in made.record


def test_the_status_it_has_already_is_no_change() -> None:
    assert edit(commitment(status="blocked"), ask({"status": BLOCKED})) is None


# ---- due dates ----


@pytest.mark.parametrize("new", [Due("2027-06-30"), Due("2026-Q4"), None])
@pytest.mark.parametrize("given", [{}, NOTE, NOTE | {"force": True}])
def test_a_due_date_moves_only_with_a_reason(new: Due | None, given: dict[str, Any]) -> None:
    assert "--reason" in refused(commitment(due="@2026-12-31"), ask({"due": new}, **given))


def test_a_first_due_date_needs_no_reason_and_is_no_slip() -> None:
    made = edit(commitment(), ask({"due": Due("2026-Q4")}))

    assert made.fields == {"due": Due("2026-Q4")}
    assert (made.record["due"], "previous" in made.record) == ("2026-Q4", False)


def test_the_first_slip_writes_down_the_first_due_date() -> None:
    made = edit(commitment(due="2026-Q4"), ask({"due": Due("2027-06-30")}, **REASON))

    assert made.fields == {"due": Due("2027-06-30"), "original_due": Due("2026-Q4")}
    assert (made.record["due"], made.record["previous"]) == (dt.date(2027, 6, 30), {"due": "2026-Q4"})
    assert "original_due" not in made.record


@pytest.mark.parametrize("new", [Due("2027-06-30"), Due("2026-Q4"), None])
def test_a_later_slip_leaves_the_first_due_date(new: Due | None) -> None:
    item = commitment(due="@2026-12-31", original_due="2026-Q4")
    made = edit(item, ask({"due": new}, **REASON))

    assert made.fields == {"due": new}


def test_a_due_date_taken_away_is_kept_as_the_first_one() -> None:
    made = edit(commitment(due="2026-Q4"), ask({"due": None}, **REASON))

    assert made.fields == {"due": None, "original_due": Due("2026-Q4")}
    assert (made.record["cleared"], made.record["previous"]) == (["due"], {"due": "2026-Q4"})


# ---- records ----


def test_a_record_says_who_said_what_where_and_what_it_was_before() -> None:
    request = ask(
        {"next_move": Move("US"), "supporting": ("MODA",), "progress": 40},
        meeting="TALKS-6",
        visibility=Visibility.PUBLIC,
        evidence=(PAPER,),
        **NOTE,
    )
    made = edit(commitment(next_move="TW", supporting=["MODA", "MOEA"]), request)

    assert made.record == {
        "date": DAY,
        "by": "tester",
        "meeting": "TALKS-6",
        "note": "Agreed by both.",
        "visibility": "public",
        "evidence": ["Minutes of the second meeting"],
        "next_move": "US",
        "supporting": ["MODA"],
        "progress": 40,
        "previous": {"next_move": "TW", "supporting": ["MODA", "MOEA"]},
    }
    assert made.evidence == ({"date": DAY, "title": "Minutes of the second meeting"},)


def test_only_what_changes_is_on_record() -> None:
    made = edit(commitment(next_move="TW"), ask({"next_move": Move("TW"), "priority": Priority.HIGH}))

    assert made.fields == {"priority": Priority.HIGH}


def test_an_emptied_field_is_recorded_as_cleared() -> None:
    item = commitment(next_step="Call", tags=["a"], priority="high")
    made = edit(item, ask({"next_step": None, "tags": (), "priority": Priority.NORMAL}))

    assert made.record["cleared"] == ["next_step", "tags", "priority"]
    assert made.record["previous"] == {"next_step": "Call", "tags": ["a"], "priority": "high"}


def test_a_field_that_has_the_name_of_a_key_of_the_record_is_set_apart() -> None:
    item = commitment(note="old", approved_by="Old chair")
    fields = {"note": "new", "visibility": Visibility.INTERNAL, "approved_by": None}
    made = edit(item, ask(fields, note="What was said."))

    assert made.record["note"] == "What was said."
    assert made.record["set"] == {"note": "new", "visibility": "internal"}
    assert made.record["cleared"] == ["approved_by"]
    assert made.record["previous"] == {"note": "old", "approved_by": "Old chair"}


@pytest.mark.parametrize("said", [NOTE, REASON, PAPERS])
def test_a_word_alone_is_a_progress_note(said: dict[str, Any]) -> None:
    made = edit(commitment(), ask(**said))

    assert (made.fields, "previous" in made.record) == ({}, False)


@pytest.mark.parametrize("said", [{}, {"force": True}])
def test_a_request_that_says_nothing_is_no_change(said: dict[str, Any]) -> None:
    assert edit(commitment(next_move="TW"), ask({"next_move": Move("TW")}, **said)) is None


@pytest.mark.parametrize("said", [{"meeting": "TALKS-6"}, {"approved_by": "Chair"}])
def test_a_record_without_a_word_is_refused(said: dict[str, Any]) -> None:
    assert "note" in refused(commitment(next_move="TW"), ask({"next_move": Move("TW")}, **said))


def test_a_record_is_not_dated_before_the_last_one() -> None:
    item = commitment(update=[{"date": "@2026-06-29"}, {"date": "@2026-07-01"}])
    says = refused(item, ask(**NOTE))

    assert "2026-06-30" in says
    assert "2026-07-01" in says


@pytest.mark.parametrize("last", ["2026-06-30", "2026-06-29"])
def test_a_record_may_have_the_day_of_the_last_one(last: str) -> None:
    assert edit(commitment(update=[{"date": f"@{last}"}]), ask(**NOTE)).record["date"] == DAY


# ---- milestones ----

STEPS = [{"id": "pilot"}, {"id": "line", "done": "@2026-05-01"}]


def test_a_milestone_reached_is_in_the_record_and_in_its_table() -> None:
    made = edit(commitment(milestone=STEPS), ask(done={"pilot": dt.date(2026, 6, 1)}))

    assert made.done == {"pilot": dt.date(2026, 6, 1)}
    assert made.record["milestone_done"] == ["pilot"]


def test_a_milestone_reached_before_is_no_change() -> None:
    assert edit(commitment(milestone=STEPS), ask(done={"line": DAY})) is None


@pytest.mark.parametrize(("steps", "says"), [(STEPS, "pilot, line"), ([], "It has none")])
def test_an_unknown_milestone_is_refused_with_the_known_ones(steps: list[dict[str, str]], says: str) -> None:
    with pytest.raises(WrongUse) as error:
        edit(commitment(milestone=steps), ask(done={"pilto": DAY}))

    assert "pilto" in error.value.message.en
    assert says in error.value.remedy.en


# ---- ids ----


def ledger_of(*ids: str, related: tuple[str, ...] = (), dialogue: str = "EPPD-6") -> Ledger:
    items = [{"id": name} for name in ids]
    if related:
        items[0]["related"] = list(related)
    return read(*items, dialogue={"id": dialogue})


@pytest.mark.parametrize(
    ("ids", "pillar", "new"),
    [
        (["E6-P1-01"], 1, "E6-P1-02"),
        (["E6-P1-01", "E6-P1-07"], 1, "E6-P1-08"),
        (["E6-P1-07", "E6-P1-01"], 1, "E6-P1-08"),
        (["E6-P1-01", "E6-P1-02"], 2, "E6-P2-01"),
        (["E6-P1-99"], 1, "E6-P1-100"),
        (["E6-P1-9"], 1, "E6-P1-10"),
        (["E6-P11-05"], 1, "E6-P1-01"),
        (["E6-P0-05", "E6-P1-01"], 0, "E6-P0-06"),
        (["by hand", "E6-P1-03"], 1, "E6-P1-04"),
        (["by hand"], 1, "E6-P1-01"),
    ],
)
def test_the_next_id_is_one_above_the_highest_of_its_pillar(ids: list[str], pillar: int, new: str) -> None:
    assert next_id(ledger_of(*ids), pillar) == new


def test_an_id_that_only_others_name_is_not_given_out_again() -> None:
    assert next_id(ledger_of("E6-P1-01", related=("E6-P1-05",)), 1) == "E6-P1-06"


def test_an_id_that_could_not_be_read_is_not_given_out_again() -> None:
    assert next_id(ledger_of("E6-P1-01"), 1, "# E6-P1-04 = …") == "E6-P1-05"


def test_a_related_item_of_an_earlier_round_does_not_set_the_round() -> None:
    assert next_id(ledger_of("E6-P1-01", related=("E5-P1-09",)), 1) == "E6-P1-02"


def test_items_of_an_earlier_round_at_the_end_do_not_set_the_round() -> None:
    assert next_id(ledger_of("E6-P1-01", "E5-P2-03"), 2) == "E6-P2-01"


@pytest.mark.parametrize(
    ("dialogue", "new"), [("EPPD-6", "E6-P3-01"), ("talks-12", "T12-P3-01"), ("Forum", "F1-P3-01")]
)
def test_an_empty_ledger_takes_the_round_from_the_dialogue(dialogue: str, new: str) -> None:
    assert next_id(Ledger(dialogue=read(dialogue={"id": dialogue}).dialogue), 3) == new


def test_a_ledger_without_a_dialogue_still_gives_ids() -> None:
    assert next_id(Ledger(), 1) == "D1-P1-01"


# ---- new records ----


def test_a_new_commitment_is_written_in_the_usual_order_without_empty_fields() -> None:
    values = {
        "due": Due("2026-Q4"),
        "status": NOT_STARTED,
        "title": "Joint study",
        "owner_confirmed": False,
        "owner": "MOEA",
        "priority": Priority.NORMAL,
        "tags": (),
        "pillar": 1,
        "id": "E6-P1-02",
    }
    addition = changes.new_commitment(values)

    assert list(addition.table.items()) == [
        ("id", "E6-P1-02"),
        ("pillar", 1),
        ("title", "Joint study"),
        ("owner", "MOEA"),
        ("owner_confirmed", False),
        ("status", "not-started"),
        ("due", "2026-Q4"),
    ]


def test_a_new_meeting_is_written_without_empty_fields() -> None:
    meeting = Meeting(id="WG-1", date=DAY, title_zh="第1次工作小組", kind=MeetingKind.WORKING_GROUP)

    assert changes.new_meeting(meeting).table == {
        "id": "WG-1",
        "date": DAY,
        "title_zh": "第1次工作小組",
        "kind": "working-group",
    }


# ---- there and back ----


@pytest.mark.parametrize(
    "request_",
    [
        ask({"status": COMPLETED, "progress": 100, "next_step": None}, **NOTE, **PAPERS),
        ask({"due": Due("2027-Q2"), "note": "new"}, **REASON),
        ask({"tags": ("a",), "supporting": (), "visibility": Visibility.PUBLIC}, done={"pilot": DAY}, **NOTE),
    ],
)
def test_what_was_asked_for_is_in_the_ledger_that_is_read_again(request_: Request) -> None:
    text = ledger_text(
        {
            "status": "in-progress",
            "due": "2026-Q4",
            "next_step": "Call",
            "note": "old",
            "supporting": ["MODA"],
        }
    )
    text += '\n[[commitment.milestone]]\nid = "pilot"\n'
    reading = reader.read(text, "x")
    before = reading.ledger.commitments[0]
    made = edit(before, request_)
    after = reader.read(writer.apply(reading, Change(edits=(made,))), "x").ledger.commitments[0]

    for name, value in request_.fields.items():
        assert getattr(after, name) == value
        assert after.updates[-1].changes[name] == value
        assert after.updates[-1].previous[name] == getattr(before, name)
    assert edit(after, Request(date=DAY, by="tester", fields=request_.fields)) is None
