"""The state on any day, told from the head and the records: what it was, what changed, what slipped."""

import cProfile
import datetime as dt
from itertools import pairwise

import pytest
from conftest import ledger_text
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from eppd_track.ledger.reader import read
from eppd_track.model.due import Due
from eppd_track.model.records import HEAD, Commitment, Ledger, Update
from eppd_track.model.vocabulary import Move, Status
from eppd_track.rules import history
from eppd_track.words.labels import members

DAY = dt.timedelta(days=1)
FEBRUARY, MARCH, APRIL, MAY = (dt.date(2026, month, 10) for month in (2, 3, 4, 5))


def ledger_of(*commitments) -> Ledger:
    reading = read(ledger_text(*commitments), "commitments.toml")
    assert not reading.problems
    return reading.ledger


def commitment(**fields) -> Commitment:
    return ledger_of(fields).commitments[0]


def bridge() -> Commitment:
    """Started in February, slipped and handed over in March, done in May."""
    return commitment(
        status="completed",
        due=dt.date(2026, 6, 30),
        original_due="2026-Q1",
        owner="MODA",
        next_move="US",
        progress=100,
        tags=["river"],
        milestone=[{"id": "pier", "done": APRIL}, {"id": "deck"}],
        evidence=[{"title": "Plan"}, {"title": "Certificate", "date": MAY}],
        update=[
            {"date": FEBRUARY, "status": "in-progress", "previous": {"status": "not-started"}},
            {
                "date": MARCH,
                "due": dt.date(2026, 6, 30),
                "owner": "MODA",
                "next_move": "US",
                "tags": ["river"],
                "reason": "High water.",
                "previous": {"due": "2026-Q1", "owner": "MOEA"},
            },
            {
                "date": MAY,
                "status": "completed",
                "progress": 100,
                "previous": {"status": "in-progress", "progress": 60, "next_step": "Lay the deck"},
            },
        ],
    )


@pytest.mark.parametrize(
    ("day", "status"),
    [
        (FEBRUARY - DAY, Status.NOT_STARTED),
        (FEBRUARY, Status.IN_PROGRESS),
        (MAY - DAY, Status.IN_PROGRESS),
        (MAY, Status.COMPLETED),
    ],
)
def test_a_record_counts_from_its_own_day(day, status):
    past = history.as_of(bridge(), day)

    assert past is not None
    assert past.status is status


def test_the_day_before_every_record_shows_the_first_values():
    past = history.as_of(bridge(), FEBRUARY - DAY)

    assert past is not None
    assert (past.status, past.owner, past.due) == (Status.NOT_STARTED, "MOEA", Due("2026-Q1"))
    assert (past.next_move, past.tags, past.original_due) == (None, (), None)
    assert (past.progress, past.next_step, past.updates) == (60, "Lay the deck", ())


def test_a_field_cleared_later_holds_its_value_before():
    assert bridge().next_step is None
    for day, step in ((MAY - DAY, "Lay the deck"), (MAY, None)):
        past = history.as_of(bridge(), day)
        assert past is not None
        assert past.next_step == step


def test_several_records_of_one_day_are_taken_back_in_reverse():
    records = [
        {"date": MARCH, "next_move": "US", "previous": {"next_move": "TW"}},
        {"date": MARCH, "next_move": "both", "previous": {"next_move": "US"}},
    ]
    past = history.as_of(commitment(next_move="both", update=records), MARCH - DAY)

    assert past is not None
    assert past.next_move == Move("TW")


def test_records_out_of_order_in_the_file_count_by_their_dates():
    records = [
        {"date": APRIL, "next_move": "both", "previous": {"next_move": "US"}},
        {"date": MARCH, "next_move": "US", "previous": {"next_move": "TW"}},
    ]
    item = commitment(next_move="both", update=records)
    seen = [history.as_of(item, day) for day in (MARCH - DAY, MARCH, APRIL)]

    assert [past.next_move for past in seen if past] == [Move("TW"), Move("US"), Move("both")]


def test_a_milestone_and_evidence_of_later_are_not_there_yet():
    before, after = history.as_of(bridge(), APRIL - DAY), history.as_of(bridge(), APRIL)

    assert before is not None
    assert after is not None
    assert [step.done for step in before.milestones] == [None, None]
    assert [step.done for step in after.milestones] == [APRIL, None]
    assert [paper.title for paper in after.evidence] == ["Plan"]


def test_before_it_was_listed_there_is_nothing():
    assert history.as_of(commitment(), dt.date(2026, 1, 26)) is None
    assert history.as_of(commitment(), dt.date(2026, 1, 27)) is not None


def test_a_past_ledger_leaves_out_what_was_listed_later():
    ledger = ledger_of({}, {"id": "E6-P1-02", "listed": MARCH})

    def ids(day):
        return [item.id for item in history.ledger_as_of(ledger, day).commitments]

    assert ids(MARCH - DAY) == ["E6-P1-01"]
    assert ids(MARCH) == ["E6-P1-01", "E6-P1-02"]


def test_a_ledger_of_heads_alone_cannot_tell_the_past():
    reading = read(ledger_text({"update": [{"date": MARCH, "note": "Talked."}]}), "commitments.toml")

    with pytest.raises(ValueError, match="heads"):
        history.ledger_as_of(reading.heads, MARCH)


FIELDS = {
    "status": st.sampled_from(Status),
    "next_move": st.none() | st.sampled_from(members(Move)),
    "due": st.none() | st.sampled_from([Due("2026-Q4"), Due("2026-12-31"), Due("2027")]),
    "progress": st.none() | st.integers(0, 100),
    "tags": st.sampled_from([(), ("a",), ("a", "b")]),
    "note": st.none() | st.sampled_from(["x", "y"]),
}


@st.composite
def lives(draw) -> tuple[list[dt.date], list[dict]]:
    """Days of records in order, and the state before the first and after each."""
    days = sorted(draw(st.lists(st.dates(FEBRUARY, MAY), min_size=1, max_size=5)))
    whole = st.fixed_dictionaries(FIELDS)
    states = [draw(whole)]
    for _ in days:
        states.append(states[-1] | draw(st.fixed_dictionaries({}, optional=FIELDS)))
    return days, states


def lived(days, states) -> Commitment:
    updates = []
    for day, (before, after) in zip(days, pairwise(states), strict=True):
        moved = [name for name in FIELDS if before[name] != after[name]]
        updates.append(
            Update(
                date=day,
                changes={name: after[name] for name in moved},
                previous={name: before[name] for name in moved},
            )
        )
    start = Commitment(id="E6-P1-01", pillar=1, owner="MOEA", status=Status.NOT_STARTED)
    return structs.replace(start, **states[-1], updates=tuple(updates))


@given(lives())
def test_any_past_day_shows_what_held_at_its_end(life):
    days, states = life
    item = lived(days, states)

    for day in {FEBRUARY - DAY, *days, *(day - DAY for day in days), MAY}:
        past = history.as_of(item, day)
        count = sum(recorded <= day for recorded in days)
        assert past is not None
        assert {name: getattr(past, name) for name in FIELDS} == states[count]
        assert past.updates == item.updates[:count]


@given(lives(), st.integers(0, 1000))
def test_today_is_the_head(life, later):
    item = lived(*life)

    assert history.as_of(item, MAY + later * DAY) == item


def test_today_is_the_head_of_the_bridge():
    assert history.as_of(bridge(), MAY) == bridge()


@pytest.mark.parametrize(
    ("since", "until", "count"),
    [
        (FEBRUARY, MAY, 3),
        (FEBRUARY + DAY, MAY - DAY, 1),
        (MARCH, MARCH, 1),
        (MARCH + DAY, APRIL, 0),
    ],
)
def test_both_ends_of_a_period_count(since, until, count):
    assert len(history.updates_between(bridge(), since, until)) == count


def moved(day: dt.date, before: str | None, after: str | None, reason: str = "Rain.") -> dict:
    record: dict = {"date": day, "reason": reason, "previous": {"due": before} if before else {}}
    return record | ({"due": after} if after else {})


def test_every_move_of_the_due_date_is_a_slip():
    item = commitment(
        due="2028", update=[moved(MARCH, "2026", "2027"), moved(APRIL, "2027", "2028", "Snow.")]
    )

    assert [(slip.date, slip.before, slip.after, slip.reason) for slip in history.slips(item)] == [
        (MARCH, Due("2026"), Due("2027"), "Rain."),
        (APRIL, Due("2027"), Due("2028"), "Snow."),
    ]


def test_slips_are_told_oldest_first_whatever_their_order_in_the_file():
    item = commitment(due="2028", update=[moved(APRIL, "2027", "2028"), moved(MARCH, "2026", "2027")])

    assert [slip.date for slip in history.slips(item)] == [MARCH, APRIL]
    assert history.first_due(item) == Due("2026")


def test_giving_the_first_due_date_is_no_slip():
    item = commitment(due="2027", update=[moved(MARCH, None, "2027")])

    assert history.slips(item) == ()
    assert history.first_due(item) == Due("2027")


def test_giving_up_a_due_date_is_a_slip_to_nothing():
    item = commitment(update=[moved(MARCH, "2027", None)])

    assert [(slip.before, slip.after) for slip in history.slips(item)] == [(Due("2027"), None)]
    assert history.first_due(item) == Due("2027")


@pytest.mark.parametrize(
    ("fields", "first"),
    [
        ({}, None),
        ({"due": "2027"}, "2027"),
        ({"due": "2028", "update": [moved(MARCH, "2027", "2028")]}, "2027"),
        ({"due": "2028", "original_due": "2026", "update": [moved(MARCH, "2027", "2028")]}, "2026"),
    ],
)
def test_the_first_due_date_stays_known(fields, first):
    assert history.first_due(commitment(**fields)) == (Due(first) if first else None)


@pytest.mark.parametrize("day", [MARCH - DAY, MARCH])
def test_a_first_due_date_from_before_the_ledger_stays_known_on_past_days(day):
    item = commitment(due="2028", original_due="2026", update=[moved(MARCH, "2027", "2028")])
    past = history.as_of(item, day)

    assert past is not None
    assert history.first_due(past) == Due("2026")


def test_before_a_slip_the_due_date_had_not_moved():
    item = commitment(due="2028", original_due="2027", update=[moved(MARCH, "2027", "2028")])
    past = history.as_of(item, MARCH - DAY)

    assert past is not None
    assert (past.due, past.original_due, history.slips(past)) == (Due("2027"), None, ())


def test_a_field_of_the_head_by_its_name_in_the_file():
    item = bridge()

    assert history.current_value(item, "due") == Due("2026-06-30")
    assert {name for name in HEAD if history.current_value(item, name) is None} >= {"cadence", "note"}


@given(
    st.lists(
        st.tuples(st.dates(dt.date(2026, 1, 1), dt.date(2026, 3, 1)), st.sampled_from(Status)), max_size=8
    ),
    st.lists(st.dates(dt.date(2025, 12, 20), dt.date(2026, 3, 10)), min_size=1, max_size=6),
)
def test_the_statuses_of_many_days_are_those_of_each_day(changes, days) -> None:
    """One walk through the records must tell what `as_of` tells day by day."""
    before, updates = Status.REQUESTED, []
    for day, status in sorted(changes, key=lambda change: change[0]):
        updates.append(Update(date=day, changes={"status": status}, previous={"status": before}))
        before = status
    whole = structs.replace(commitment(listed=dt.date(2026, 1, 5)), status=before, updates=tuple(updates))

    each = [past.status if (past := history.as_of(whole, day)) else None for day in days]

    assert list(history.statuses_on(whole, days)) == each


@pytest.mark.slow
@pytest.mark.parametrize("told", ["as it was", "wrongly"])
@pytest.mark.parametrize("words", [("check",), ("show", "p1-1"), ("update", "p1-1", "--note", "done")])
def test_the_work_grows_no_faster_than_a_history(ledger, eppd, words: tuple[str, ...], told: str) -> None:
    def calls(count: int) -> int:
        steps = [f"step {number}" for number in range(count + 1)]
        before = steps if told == "as it was" else ["another"] * count
        records = [
            {"date": FEBRUARY, "next_step": new, "previous": {"next_step": old}}
            for old, new in zip(before, steps[1:], strict=False)
        ]
        ledger({"next_step": steps[-1], "update": records})
        with cProfile.Profile() as profile:
            eppd(*words, "--today", "2026-03-01", code=None)
        return sum(entry.callcount for entry in profile.getstats())

    _, none, some, many = calls(1), calls(1), calls(100), calls(400)

    assert many - none < 5 * (some - none)
