"""Due dates as agreed, and what a commitment says of itself."""

import datetime as dt

import pytest
from conftest import ledger_text

from eppd_track.ledger.reader import read
from eppd_track.model.due import Due
from eppd_track.model.records import Commitment


def commitment(**fields) -> Commitment:
    return read(ledger_text(fields), "commitments.toml").ledger.commitments[0]


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("2026-11-23", dt.date(2026, 11, 23)),
        ("2028-02", dt.date(2028, 2, 29)),
        ("2026-04", dt.date(2026, 4, 30)),
        ("2026-Q1", dt.date(2026, 3, 31)),
        ("2026-Q2", dt.date(2026, 6, 30)),
        ("2026-H1", dt.date(2026, 6, 30)),
        ("2026-H2", dt.date(2026, 12, 31)),
        ("2026", dt.date(2026, 12, 31)),
    ],
)
def test_a_due_date_falls_on_the_last_day_of_its_period(text, last):
    assert Due(text).day == last


@pytest.mark.parametrize(
    ("text", "precise"), [("2026-11-23", True), ("2026-11", False), ("2026-Q4", False), ("2026", False)]
)
def test_only_a_day_is_precise(text, precise):
    assert Due(text).precise is precise


@pytest.mark.parametrize(
    "text",
    [
        *("", "26", "2026-1", "2026-13", "2026-00", "2026-Q5", "2026-Q0", "2026-H3", "2026-q4", "2026-W48"),
        *("2026-02-30", "2026-11-23T00:00", " 2026", "2026\n", "0000", "115-Q4", "２０２６-Q4"),
    ],
)
def test_other_forms_are_no_due_date(text):
    with pytest.raises(ValueError):  # noqa: PT011 - the form itself is all it says
        Due(text)


def test_a_month_and_its_last_day_are_different_agreements():
    month, day = Due("2026-12"), Due("2026-12-31")

    assert month.day == day.day
    assert month != day
    assert len({month, day, Due("2026-12")}) == 2


def test_a_due_date_is_read_from_a_toml_date_and_from_text():
    assert commitment(due="@2026-11-23").due == commitment(due="2026-11-23").due == Due("2026-11-23")
    assert commitment(due="2026-Q4").due == Due("2026-Q4")


def test_without_a_record_there_is_no_last_update():
    assert commitment().last_update is None


def test_the_last_update_is_the_latest_day_whatever_the_order():
    records = [{"date": f"@2026-0{month}-10", "note": "Talked."} for month in (2, 4, 3)]

    assert commitment(update=records).last_update == dt.date(2026, 4, 10)


@pytest.mark.parametrize(
    ("status", "is_open"),
    [("requested", True), ("blocked", True), ("completed", True), ("closed", False), ("withdrawn", False)],
)
def test_closed_and_withdrawn_are_no_longer_open(status, is_open):
    assert commitment(status=status).open is is_open
