"""The rule book: lights with their boundary days, what is owed, and which status may follow which."""

import datetime as dt

import pytest
from conftest import ledger_text

from eppd_track.ledger.reader import read
from eppd_track.model.due import Due
from eppd_track.model.records import Commitment
from eppd_track.model.vocabulary import Light, Status
from eppd_track.rules import lights, transitions
from eppd_track.rules.lights import Item
from eppd_track.rules.transitions import Need

LISTED = dt.date(2026, 1, 27)
DUE = dt.date(2026, 6, 30)
DAY = dt.timedelta(days=1)
MOVED = [{"date": "@2026-02-10", "note": "Site survey done."}]


def commitment(**fields) -> Commitment:
    return read(ledger_text(fields), "commitments.toml").ledger.commitments[0]


def on(today: dt.date, settings=None, **fields) -> Item:
    tables = {"settings": settings} if settings else {}
    ledger = read(ledger_text(fields, **tables), "commitments.toml").ledger
    return lights.assess_all(ledger, today)[0]


def test_due_today_is_not_overdue():
    item = on(DUE, status="in-progress", due=DUE, update=MOVED)

    assert (item.overdue, item.overdue_days, item.due_soon) == (False, 0, True)
    assert item.light is Light.GREEN


def test_a_day_late_is_overdue():
    item = on(DUE + DAY, status="in-progress", due=DUE, update=MOVED)

    assert (item.overdue, item.overdue_days, item.due_soon) == (True, 1, False)


@pytest.mark.parametrize(
    ("days", "light"), [(0, Light.GREEN), (1, Light.YELLOW), (14, Light.YELLOW), (15, Light.RED)]
)
def test_the_light_by_days_past_due(days, light):
    assert on(DUE + days * DAY, status="in-progress", due=DUE, update=MOVED).light is light


@pytest.mark.parametrize(("days", "light"), [(3, Light.YELLOW), (4, Light.RED)])
def test_the_ledger_says_after_how_many_days_red_begins(days, light):
    assert on(DUE + days * DAY, {"red_after_days": 3}, status="in-progress", due=DUE).light is light


def test_an_imprecise_due_date_is_overdue_only_after_its_last_day():
    assert not on(dt.date(2026, 6, 30), due="2026-Q2").overdue
    assert on(dt.date(2026, 7, 1), due="2026-Q2").overdue_days == 1


@pytest.mark.parametrize(("days", "soon", "light"), [(31, False, Light.GREY), (30, True, Light.YELLOW)])
def test_due_soon_and_not_started_is_yellow(days, soon, light):
    item = on(DUE - days * DAY, due=DUE)

    assert (item.due_soon, item.light) == (soon, light)


def test_the_ledger_says_how_many_days_are_soon():
    assert not on(DUE - 8 * DAY, {"due_soon_days": 7}, due=DUE).due_soon
    assert on(DUE - 7 * DAY, {"due_soon_days": 7}, due=DUE).due_soon


def test_due_soon_and_under_way_stays_green():
    item = on(DUE - DAY, status="in-progress", due=DUE, update=MOVED)

    assert (item.due_soon, item.light) == (True, Light.GREEN)


def test_what_is_overdue_is_no_longer_due_soon():
    assert not on(DUE + DAY, due=DUE).due_soon


@pytest.mark.parametrize(
    ("cadence", "first", "second"),
    [
        ("weekly", dt.date(2026, 2, 17), dt.date(2026, 2, 24)),
        ("biweekly", dt.date(2026, 2, 24), dt.date(2026, 3, 10)),
        ("monthly", dt.date(2026, 3, 10), dt.date(2026, 4, 10)),
        ("quarterly", dt.date(2026, 5, 10), dt.date(2026, 8, 10)),
    ],
)
def test_silence_is_owed_after_one_cadence_period_and_yellow_after_two(cadence, first, second):
    def seen(today):
        item = on(today, status="in-progress", cadence=cadence, update=MOVED)
        return item.stale, item.light

    assert seen(first) == (False, Light.GREEN)
    assert seen(first + DAY) == (True, Light.GREEN)
    assert seen(second) == (True, Light.GREEN)
    assert seen(second + DAY) == (True, Light.YELLOW)


def test_without_an_update_silence_counts_from_the_listing():
    assert not on(LISTED + 7 * DAY, cadence="weekly").stale
    assert on(LISTED + 8 * DAY, cadence="weekly").stale


def test_without_a_cadence_nothing_is_owed():
    assert not on(LISTED + 1000 * DAY, update=MOVED).stale


@pytest.mark.parametrize("status", ["completed", "closed", "withdrawn"])
def test_a_finished_item_is_neither_overdue_nor_owed_nor_due_soon(status):
    late = on(DUE + 100 * DAY, status=status, due=DUE, cadence="weekly")
    early = on(DUE - DAY, status=status, due=DUE)

    assert (late.overdue, late.stale, late.next_due, early.due_soon) == (False, False, None, False)


def test_a_listing_at_the_end_of_the_calendar_owes_nothing_yet():
    item = on(DUE, listed=dt.date(9999, 12, 31), cadence="monthly")

    assert not item.stale


@pytest.mark.parametrize(("days", "light"), [(89, Light.GREY), (90, Light.YELLOW)])
def test_a_request_unanswered_for_90_days_is_yellow(days, light):
    assert on(LISTED + days * DAY, status="requested").light is light


@pytest.mark.parametrize(("days", "light"), [(179, Light.GREY), (180, Light.YELLOW)])
def test_not_started_180_days_after_listing_is_yellow(days, light):
    assert on(LISTED + days * DAY, status="not-started").light is light


@pytest.mark.parametrize(
    ("status", "light"),
    [("completed", Light.BLUE), ("closed", Light.BLUE), ("withdrawn", Light.GREY), ("blocked", Light.RED)],
)
def test_the_status_decides_before_any_date(status, light):
    assert on(DUE + 100 * DAY, status=status, due=DUE, update=MOVED).light is light
    assert on(LISTED, status=status, update=MOVED).light is light


@pytest.mark.parametrize(
    ("status", "light"),
    [
        ("not-started", Light.NONE),
        ("in-progress", Light.NONE),
        ("blocked", Light.NONE),
        ("completed", Light.BLUE),
        ("withdrawn", Light.GREY),
    ],
)
def test_a_standing_item_has_no_light_until_it_ends(status, light):
    assert on(DUE + 100 * DAY, status=status, tempo="standing", due=DUE).light is light


def test_green_is_earned_by_an_update_and_never_by_silence():
    assert on(LISTED + DAY, status="in-progress").light is Light.GREY
    assert on(dt.date(2026, 2, 10), status="in-progress", update=MOVED).light is Light.GREEN


def test_an_update_on_the_day_of_the_listing_earns_green():
    same_day = [{"date": LISTED, "note": "Begun at once."}]

    assert on(LISTED, status="in-progress", update=same_day).light is Light.GREEN


def test_an_update_from_before_the_listing_does_not_earn_green():
    before = [{"date": "@2026-01-26", "note": "Agreed in the room."}]

    assert on(LISTED + DAY, status="in-progress", update=before).light is Light.GREY


@pytest.mark.parametrize(
    ("days", "light"), [(0, Light.GREY), (1, Light.YELLOW), (14, Light.YELLOW), (15, Light.RED)]
)
def test_an_unverifiable_item_is_never_green_but_may_be_late(days, light):
    item = on(DUE + days * DAY, status="in-progress", verifiable=False, due=DUE, update=MOVED)

    assert item.light is light


STEPS = [
    {"id": "plan", "due": "@2026-03-01", "done": "@2026-02-20"},
    {"id": "pilot", "due": "2026-04"},
    {"id": "review"},
]


def test_an_open_milestone_earlier_than_the_due_date_comes_first():
    item = on(dt.date(2026, 5, 1), status="in-progress", due=DUE, milestone=STEPS, update=MOVED)

    assert item.next_due == Due("2026-04")
    assert (item.overdue_days, item.light) == (1, Light.YELLOW)


def test_a_milestone_done_or_later_leaves_the_due_date():
    done = [{"id": "pilot", "due": "@2026-04-30", "done": "@2026-05-20"}]
    later = [{"id": "pilot", "due": "@2026-12-31"}]

    assert on(DUE, due=DUE, milestone=done).next_due == Due("2026-06-30")
    assert on(DUE, due=DUE, milestone=later).next_due == Due("2026-06-30")


def test_a_milestone_counts_where_there_is_no_due_date():
    assert on(dt.date(2026, 5, 1), milestone=STEPS).overdue_days == 1
    assert on(dt.date(2026, 5, 1)).next_due is None


@pytest.mark.parametrize(
    ("fields", "percent"),
    [
        ({}, None),
        ({"progress": 0}, 0),
        ({"milestone": STEPS}, 33),
        ({"milestone": STEPS, "progress": 80}, 80),
        ({"milestone": STEPS[1:]}, 0),
        ({"milestone": STEPS, "status": "requested"}, None),
        ({"milestone": STEPS, "status": "requested", "progress": 10}, 10),
    ],
)
def test_progress_is_as_stored_else_by_milestones_else_absent(fields, percent):
    assert on(DUE, **fields).progress == percent


@pytest.mark.parametrize(
    ("fields", "asked"),
    [
        ({"status": "blocked"}, True),
        ({"status": "in-progress", "next_step": "請裁示：改採既有頻段"}, True),
        ({"status": "not-started", "next_step": "簽報次長核定後請示部長"}, True),
        ({"status": "in-progress", "next_step": "For decision: use the other band"}, True),
        ({"status": "in-progress", "next_step": "公告並受理申請示範場域"}, False),
        ({"status": "in-progress", "next_step": "Decisions of the meeting are carried out"}, False),
        ({"status": "in-progress"}, False),
        ({"status": "completed", "next_step": "請裁示"}, False),
    ],
)
def test_what_is_blocked_or_asks_for_a_ruling_is_for_decision(fields, asked):
    assert lights.for_decision(commitment(**fields)) is asked


def test_the_last_reason_is_the_latest_by_its_day():
    given = [
        {"date": "@2026-03-01", "reason": "The ship was late."},
        {"date": "@2026-05-01", "reason": "The port is shut."},
        {"date": "@2026-06-01", "note": "We wait."},
        {"date": "@2026-04-01", "reason": "Told late."},
    ]

    assert lights.last_reason(commitment(update=given)).reason == "The port is shut."
    assert lights.last_reason(commitment(update=given[2:3])) is None


def test_the_last_word_is_the_latest_update_or_the_listing():
    assert lights.silent_since(commitment(update=MOVED)) == dt.date(2026, 2, 10)
    assert lights.silent_since(commitment()) == LISTED


WORD, NOTE, REASON, PROOF = Need.NOTE_OR_REASON, Need.NOTE, Need.REASON, Need.EVIDENCE
ALLOWED = {
    ("requested", "not-started"): {NOTE},
    ("requested", "in-progress"): {NOTE},
    ("requested", "blocked"): {NOTE},
    ("requested", "completed"): {NOTE, PROOF},
    ("requested", "withdrawn"): {NOTE},
    ("not-started", "in-progress"): {WORD},
    ("not-started", "blocked"): {WORD},
    ("not-started", "completed"): {WORD, PROOF},
    ("not-started", "withdrawn"): {WORD},
    ("in-progress", "blocked"): {REASON},
    ("in-progress", "completed"): {WORD, PROOF},
    ("in-progress", "withdrawn"): {REASON},
    ("blocked", "in-progress"): {NOTE},
    ("blocked", "withdrawn"): {NOTE},
    ("completed", "closed"): {WORD, Need.APPROVED_BY, Need.CLOSURE},
    ("completed", "in-progress"): {REASON},
    ("closed", "in-progress"): {REASON},
    ("withdrawn", "in-progress"): {REASON},
}


@pytest.mark.parametrize("before", Status)
@pytest.mark.parametrize("after", Status)
def test_every_change_of_status_as_the_table_says(before, after):
    asked = transitions.needs(before, after)

    assert (None if asked is None else set(asked)) == ALLOWED.get((before, after))
    assert (after in transitions.next_statuses(before)) == ((before, after) in ALLOWED)


@pytest.mark.parametrize(
    ("before", "after", "way"),
    [
        ("in-progress", "closed", ["completed"]),
        ("blocked", "closed", ["in-progress", "completed"]),
        ("completed", "withdrawn", ["in-progress"]),
        ("in-progress", "completed", []),
        ("closed", "requested", []),
    ],
)
def test_the_way_to_a_status_that_may_not_follow_is_the_shortest(before, after, way):
    assert list(transitions.way(Status(before), Status(after))) == way


def test_items_are_assessed_in_the_order_given():
    ledger = read(
        ledger_text({"id": "E6-P2-01"}, {"id": "E6-P1-02"}, {"id": "E6-P1-01"}), "commitments.toml"
    ).ledger
    items = lights.assess_all(ledger, DUE)

    assert [item.commitment.id for item in items] == ["E6-P2-01", "E6-P1-02", "E6-P1-01"]
