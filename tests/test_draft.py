"""What a sweep gathers: a draft that survives, and the wishes, change and sentences it becomes."""

import datetime as dt
import json
from pathlib import Path

import pytest
from conftest import ROOT, SHIPPED, ledger_text
from hypothesis import given
from hypothesis import strategies as st
from msgspec import json as msgjson
from msgspec import structs

from eppd_track.ledger import draft, unfinished
from eppd_track.ledger.draft import NOTHING, Answer, Draft
from eppd_track.ledger.reader import read
from eppd_track.ledger.reading import Reading
from eppd_track.ledger.writer import apply
from eppd_track.model.due import Due
from eppd_track.model.records import Evidence, Meeting
from eppd_track.model.vocabulary import Calendar, EvidenceType, MeetingKind, Move, Status
from eppd_track.report.sentences import describe_change
from eppd_track.rules.values import parse_field
from eppd_track.words.errors import ChangeRefused
from eppd_track.words.text import same

TODAY = dt.date(2026, 3, 2)
REFUSAL = ChangeRefused(same("second"))
FRIDAY = ROOT / "examples" / "friday.toml"


def reading_of(text: str | None = None) -> Reading:
    return read(text if text is not None else SHIPPED.read_text("utf-8"), "commitments.toml")


def draft_of(*order: str, **fields) -> Draft:
    usual = {"ledger": "/l.toml", "digest": "0", "at": order[0], "date": TODAY, "by": "林美華"}
    return Draft(order=order, **(usual | fields))


def commitment_of(reading: Reading, identifier: str):
    return next(item for item in reading.ledger.commitments if item.id == identifier)


# ---- there and back ----


TEXTS = st.text(st.characters(codec="utf-8"), max_size=30)
EVIDENCE = st.builds(
    Evidence,
    date=st.dates() | st.none(),
    type=st.sampled_from(EvidenceType) | st.none(),
    title=TEXTS,
    ref=TEXTS | st.none(),
)
ANSWERS = st.builds(
    Answer,
    note=TEXTS | st.none(),
    reason=TEXTS | st.none(),
    approved_by=TEXTS | st.none(),
    fields=st.dictionaries(st.sampled_from(["due", "status", "next_step"]), TEXTS),
    evidence=st.lists(EVIDENCE, max_size=2).map(tuple),
    card=TEXTS,
)
DRAFTS = st.builds(
    Draft,
    ledger=TEXTS,
    digest=TEXTS,
    order=st.lists(TEXTS).map(tuple),
    at=TEXTS,
    settled=st.lists(st.sampled_from(["meeting", "date", "by"]), unique=True).map(tuple),
    meeting=TEXTS | st.none(),
    new_meeting=st.none() | st.builds(Meeting, id=TEXTS, date=st.dates(), kind=st.sampled_from(MeetingKind)),
    date=st.dates() | st.none(),
    by=TEXTS | st.none(),
    answers=st.dictionaries(TEXTS, ANSWERS, max_size=3),
    dropped=st.dictionaries(TEXTS, ANSWERS, max_size=2),
    passed=st.lists(TEXTS).map(tuple),
    begun=st.dictionaries(TEXTS, TEXTS, max_size=2),
)


@given(DRAFTS)
def test_a_draft_goes_to_json_and_back(one: Draft) -> None:
    assert msgjson.decode(msgjson.encode(one), type=Draft) == one


def test_a_draft_is_kept_and_found_again(tmp_path: Path) -> None:
    path = draft.file_for(tmp_path / "state", tmp_path / "commitments.toml")
    held = draft_of("E6-P2-04", answers={"E6-P2-04": Answer(note="選址報告已送。")})

    unfinished.keep(path, held)
    unfinished.keep(path, held.left("E6-P2-04"))

    assert draft.load(path) == (held.left("E6-P2-04"), None)
    assert list(path.parent.iterdir()) == [path]
    unfinished.forget(path)
    assert draft.load(path) == (None, None)


def test_each_ledger_has_a_draft_of_its_own_and_a_link_shares_it(tmp_path: Path) -> None:
    ledger, link = tmp_path / "a.toml", tmp_path / "link.toml"
    ledger.touch()
    link.symlink_to(ledger)

    assert draft.file_for(tmp_path, ledger) == draft.file_for(tmp_path, link)
    assert draft.file_for(tmp_path, ledger) != draft.file_for(tmp_path, tmp_path / "b.toml")


@pytest.mark.parametrize(
    "raw",
    [b"", b"{", b"[]", b'{"ledger": 1}', b"\xff\xfe", b'{"a": ' * 3000, b'{"ledger":"l","digest":"d"}'],
    ids=range(7),
)
def test_a_draft_that_cannot_be_read_is_put_aside_and_named(tmp_path: Path, raw: bytes) -> None:
    path = tmp_path / "sweep" / "x.json"
    path.parent.mkdir()
    path.write_bytes(raw)

    found, aside = draft.load(path)
    path.write_bytes(raw)
    _, second = draft.load(path)

    assert found is None
    assert not path.exists()
    assert aside is not None
    assert second is not None
    assert aside != second
    assert aside.read_bytes() == second.read_bytes() == raw


def test_a_draft_with_more_in_it_than_is_known_is_not_read_in_part(tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    later = msgjson.decode(msgjson.encode(draft_of("E6-P2-04"))) | {"of_tomorrow": 1}
    path.write_text(json.dumps(later))

    assert draft.load(path)[0] is None


@pytest.mark.parametrize(
    "broken",
    [
        draft_of("A", at="B"),
        draft_of("A", answers={"B": Answer(note="x")}),
        draft_of("A", answers={"A": Answer(fields={"colour": "x"})}),
    ],
    ids=["nowhere", "unknown item", "unknown field"],
)
def test_a_draft_that_does_not_hang_together_is_put_aside(tmp_path: Path, broken: Draft) -> None:
    unfinished.keep(tmp_path / "x.json", broken)

    found, aside = draft.load(tmp_path / "x.json")

    assert found is None
    assert aside is not None


def test_a_place_that_cannot_be_written_is_refused_in_words(tmp_path: Path) -> None:
    (tmp_path / "sweep").write_text("a file where the folder should be")
    path = tmp_path / "sweep" / "x.json"

    with pytest.raises(ChangeRefused) as refused:
        unfinished.keep(path, draft_of("E6-P2-04"))
    assert str(path.parent) in refused.value.message.zh

    with pytest.raises(ChangeRefused), unfinished.alone(path, REFUSAL):
        pass


def test_a_second_sweep_gets_the_refusal_at_once_and_the_next_one_is_free(tmp_path: Path) -> None:
    path = tmp_path / "sweep" / "x.json"

    with unfinished.alone(path, REFUSAL):
        with pytest.raises(ChangeRefused) as refused, unfinished.alone(path, REFUSAL):
            pass
        assert refused.value is REFUSAL
    with unfinished.alone(path, REFUSAL):
        pass


# ---- answers ----


def test_an_answer_is_taken_changed_and_taken_out() -> None:
    one = draft_of("A", "B").answered("A", Answer(note="One."))

    assert one.answer("A").note == "One."
    assert one.answer("B") == NOTHING
    assert one.answered("A", Answer(note="Two.")).answer("A").note == "Two."
    assert one.answered("A", Answer(card="abc")).answers == {}


def test_what_is_dropped_comes_back_with_the_same_key() -> None:
    one = draft_of("A").answered("A", Answer(note="One."))

    assert one.toggled("A").answers == {}
    assert one.toggled("A").toggled("A") == one
    assert draft_of("A").toggled("A") == draft_of("A")


def test_a_new_answer_after_a_drop_is_what_is_dropped_next() -> None:
    one = draft_of("A").answered("A", Answer(note="One.")).toggled("A").answered("A", Answer(note="Two."))

    assert one.toggled("A").toggled("A").answer("A").note == "Two."


def test_an_item_from_elsewhere_comes_in_behind_the_one_that_is_open() -> None:
    one = draft_of("A", "B", "C", at="B")

    assert one.including("X").order == ("A", "B", "X", "C")
    assert one.including("C").order == ("A", "B", "C")


def test_text_that_is_not_taken_yet_is_kept_by_its_question() -> None:
    one = draft_of("A").typed("A note", "Half a sen").typed("A reason", "Because")

    assert one.begun == {"A note": "Half a sen", "A reason": "Because"}
    assert one.typed("A note", "").begun == {"A reason": "Because"}


@pytest.mark.parametrize(
    ("held", "worth"),
    [
        (draft_of("A"), False),
        (draft_of("A").left("A"), True),
        (draft_of("A").answered("A", Answer(note="x")), True),
        (draft_of("A").typed("A note", "x"), True),
        (draft_of("A", settled=("meeting", "date", "by")), False),
        (draft_of("A", new_meeting=Meeting(id="X-1", date=dt.date(2026, 11, 26))), True),
    ],
)
def test_only_a_draft_with_something_in_it_is_worth_keeping(held: Draft, *, worth: bool) -> None:
    assert held.worth_keeping is worth


# ---- values ----


@pytest.mark.parametrize(
    ("name", "value", "text"),
    [
        ("due", Due("2026-Q4"), "2026-Q4"),
        ("status", Status.IN_PROGRESS, "in-progress"),
        ("progress", 40, "40"),
        ("next_move", Move("US"), "US"),
        ("next_step", "送件", "送件"),
        ("due", None, ""),
        ("progress", 0, "0"),
    ],
)
def test_a_value_is_spelled_so_that_it_is_read_back_on_any_day(name: str, value, text: str) -> None:
    assert draft.spelled(value) == text
    assert parse_field(name, text, reading_of().ledger, TODAY) == value


# ---- what becomes of it ----


def test_a_draft_becomes_one_change_with_a_record_an_item() -> None:
    reading = reading_of()
    held = draft_of(
        "E6-P2-04",
        "E6-P2-03",
        "E6-P3-01",
        answers={
            "E6-P2-04": Answer(note="選址完成。", fields={"status": "in-progress", "progress": "10"}),
            "E6-P3-01": Answer(reason="Equipment late", fields={"due": "2026-Q4", "next_step": "再議"}),
        },
    )

    made = draft.batch(reading, held, TODAY)
    after = reading_of(apply(reading, made.change))

    assert made.refused == ()
    assert [edit.id for edit in made.change.edits] == ["E6-P2-04", "E6-P3-01"]
    first, second = (commitment_of(after, name) for name in ("E6-P2-04", "E6-P3-01"))
    assert (first.status, first.progress, len(first.updates)) == (Status.IN_PROGRESS, 10, 1)
    assert (first.updates[0].by, first.updates[0].date, first.updates[0].note) == (
        "林美華",
        TODAY,
        "選址完成。",
    )
    assert (second.due, second.next_step) == (Due("2026-Q4"), "再議")


def test_a_new_meeting_comes_with_the_first_record_and_not_without_one() -> None:
    reading = reading_of()
    meeting = Meeting(id="WG-1", date=TODAY, title_zh="第1次工作小組")
    held = draft_of("E6-P2-04", meeting="WG-1", new_meeting=meeting)

    assert draft.batch(reading, held, TODAY).change.additions == ()

    made = draft.batch(reading, held.answered("E6-P2-04", Answer(note="已討論。")), TODAY)
    after = reading_of(apply(reading, made.change))
    assert made.refused == ()
    assert meeting in after.ledger.meetings
    assert commitment_of(after, "E6-P2-04").updates[0].meeting == "WG-1"


def test_what_was_written_before_the_draft_could_be_forgotten_is_not_written_twice() -> None:
    meeting = Meeting(id="WG-1", date=TODAY)
    held = draft_of("E6-P2-04", meeting="WG-1", new_meeting=meeting, answers={"E6-P2-04": Answer(note="x")})
    first = reading_of()
    with_it = reading_of(apply(first, draft.batch(first, held, TODAY).change))

    again = draft.batch(with_it, held, TODAY)

    assert again.refused == ()
    assert (again.change.additions, again.change.edits) == ((), ())


def test_a_value_that_is_no_value_any_more_is_refused_and_the_rest_goes_through() -> None:
    answers = {"E6-P2-04": Answer(fields={"status": "asleep"}), "E6-P3-01": Answer(note="Talked.")}

    made = draft.batch(reading_of(), draft_of("E6-P2-04", "E6-P3-01", answers=answers), TODAY)

    assert [one.id for one in made.refused] == ["E6-P2-04"]
    assert [edit.id for edit in made.change.edits] == ["E6-P3-01"]


def test_what_cannot_be_written_is_named_and_the_rest_goes_through() -> None:
    reading = reading_of()
    held = draft_of(
        "E6-P2-04",
        "E6-P9-99",
        "E6-P3-01",
        answers={
            "E6-P2-04": Answer(fields={"due": "2030"}),
            "E6-P9-99": Answer(note="Gone."),
            "E6-P3-01": Answer(note="Talked."),
        },
    )

    made = draft.batch(reading, held, TODAY)

    assert [edit.id for edit in made.change.edits] == ["E6-P3-01"]
    assert [one.id for one in made.refused] == ["E6-P2-04", "E6-P9-99"]
    assert "理由" in made.refused[0].message.zh


@pytest.mark.parametrize(
    ("identifier", "answer"),
    [
        ("E6-P2-04", Answer(note="Talked.")),
        ("E6-P1-09", Answer(reason="場地", fields={"due": "2026-12", "progress": "80"})),
        (
            "E6-P1-08",
            Answer(note="Freed.", fields={"status": "in-progress", "next_step": "", "next_move": "US"}),
        ),
        (
            "E6-P1-11",
            Answer(note="Done.", fields={"status": "completed"}, evidence=(Evidence(title="紀錄"),)),
        ),
    ],
)
def test_the_card_says_what_the_record_will_say(identifier: str, answer: Answer) -> None:
    reading = reading_of(FRIDAY.read_text("utf-8"))
    held = draft_of(identifier, date=dt.date(2026, 11, 27), answers={identifier: answer})
    asked = draft.request(answer, held, reading.ledger, TODAY)
    made = draft.batch(reading, held, dt.date(2026, 11, 27))
    written = commitment_of(reading_of(apply(reading, made.change)), identifier).updates[-1]

    shown = draft.preview(commitment_of(reading, identifier), asked)

    plain = structs.replace(
        written,
        changes={name: value for name, value in written.changes.items() if name in answer.fields},
        previous={name: value for name, value in written.previous.items() if name in answer.fields},
    )
    item = commitment_of(reading, identifier)
    told = [describe_change(one, item, reading.ledger, Calendar.ROC) for one in (shown, plain)]
    assert told[0] == told[1]


def test_a_card_that_anybody_touched_has_another_fingerprint() -> None:
    reading = reading_of()
    item = commitment_of(reading, "E6-P2-04")
    note = draft_of("E6-P2-04", answers={"E6-P2-04": Answer(note="Talked.")})
    after = reading_of(apply(reading, draft.batch(reading, note, TODAY).change))

    assert draft.fingerprint(item) == draft.fingerprint(commitment_of(reading_of(), "E6-P2-04"))
    assert draft.fingerprint(item) != draft.fingerprint(commitment_of(after, "E6-P2-04"))
    assert draft.fingerprint(commitment_of(after, "E6-P2-03")) == draft.fingerprint(
        commitment_of(reading, "E6-P2-03")
    )


def test_an_empty_value_clears_a_field() -> None:
    reading = reading_of(ledger_text({"id": "E6-P1-01", "due": "@2026-06-30"}))
    held = draft_of("E6-P1-01", answers={"E6-P1-01": Answer(fields={"due": ""}, reason="None can be named.")})

    made = draft.batch(reading, held, TODAY)

    assert made.refused == ()
    assert commitment_of(reading_of(apply(reading, made.change)), "E6-P1-01").due is None
