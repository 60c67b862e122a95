"""Dates in every form people type, and dates as they are printed."""

import datetime as dt
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from eppd_track.model.due import Due
from eppd_track.model.vocabulary import Cadence, Calendar
from eppd_track.rules import dates
from eppd_track.words import refusals
from eppd_track.words.days import long_day, show_day, show_due
from eppd_track.words.errors import WrongUse
from eppd_track.words.text import Text

TODAY = dt.date(2026, 7, 15)  # a Wednesday
THE_DAY = dt.date(2026, 11, 23)  # a Monday
DAYS = st.dates(min_value=dt.date(1922, 1, 1), max_value=dt.date(2199, 12, 31))  # ROC years of 2 and 3 digits
PERIODS = st.one_of(
    st.builds("{}-{:02}".format, st.integers(2011, 2199), st.integers(1, 12)),
    st.builds("{}-Q{}".format, st.integers(2011, 2199), st.integers(1, 4)),
    st.builds("{}-H{}".format, st.integers(2011, 2199), st.integers(1, 2)),
    st.builds("{}".format, st.integers(2011, 2199)),
)  # ROC years of three digits: 99-12 could be a day of the month
TYPED = st.text(
    st.sampled_from("0123459/-.年月日民國季底上下半第一四今週五QHqhwdm+ "), max_size=12
) | st.text(max_size=20)


@pytest.mark.parametrize(
    "typed",
    [
        "2026-11-23",
        "20261123",
        "2026/11/23",
        "2026年11月23日",
        "115/11/23",
        "115.11.23",
        "115-11-23",
        "115年11月23日",
        "民國115年11月23日",
        "民國 115 年 11 月 23 日",
        "1151123",
        "１１５／１１／２３",
        "民國１１５年１１月２３日",
        "２０２６－１１－２３",
        " 2026-11-23 ",
        "23 Nov 2026",
        "23 november 2026",
        "23-Nov-2026",
        "Nov 23, 2026",
        "November 23rd, 2026",
        "Mon, 23 Nov 2026",
    ],
)
def test_one_day_in_every_form(typed):
    assert dates.parse_day(typed, TODAY) == THE_DAY


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("民國99/12/31", dt.date(2010, 12, 31)),
        ("99年12月31日", dt.date(2010, 12, 31)),
        ("民國99年12月31日", dt.date(2010, 12, 31)),
        ("113/2/29", dt.date(2024, 2, 29)),
        ("0991231", dt.date(2010, 12, 31)),
    ],
)
def test_a_year_of_three_digits_is_roc_and_one_of_two_with_its_word(typed, meant):
    assert dates.parse_day(typed, TODAY) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("today", TODAY),
        ("Today", TODAY),
        ("今天", TODAY),
        ("tomorrow", dt.date(2026, 7, 16)),
        ("明天", dt.date(2026, 7, 16)),
        ("yesterday", dt.date(2026, 7, 14)),
        ("+10d", dt.date(2026, 7, 25)),
        ("-1d", dt.date(2026, 7, 14)),
        ("+2w", dt.date(2026, 7, 29)),
        ("＋２ｗ", dt.date(2026, 7, 29)),
        ("+2週", dt.date(2026, 7, 29)),
        ("+1m", dt.date(2026, 8, 15)),
        ("wednesday", TODAY),
        ("thursday", dt.date(2026, 7, 16)),
        ("friday", dt.date(2026, 7, 17)),
        ("Fri", dt.date(2026, 7, 17)),
        ("tuesday", dt.date(2026, 7, 21)),
        ("週五", dt.date(2026, 7, 17)),
        ("星期日", dt.date(2026, 7, 19)),
    ],
)
def test_relative_days_are_counted_from_today(typed, meant):
    assert dates.parse_day(typed, TODAY) == meant


def test_a_month_from_the_last_of_january_is_the_last_of_february():
    assert dates.parse_day("+1m", dt.date(2026, 1, 31)) == dt.date(2026, 2, 28)


@pytest.mark.parametrize(
    "typed",
    [
        "12/05/2026",
        "2026-02-30",
        "2026-13-01",
        "115/02/29",
        "1150229",
        "31 Feb 2026",
        "23 Nov 26",
        "23 Nov 0026",
        "1026-11-23",
        "115/11-23",
        "115 11 23",
        "10 mon 2026",
        "10 and 2026",
        "May 2026",
        "next week",
        "+2",
        "2026-Q4",
        "",
    ],
)
def test_what_is_no_certain_day_is_refused_with_the_accepted_forms(typed):
    with pytest.raises(WrongUse) as refused:
        dates.parse_day(typed, TODAY)

    assert f"“{typed}”" in refused.value.message.en
    assert "115/11/23" in refused.value.remedy.en
    assert "115/11/23" in refused.value.remedy.zh


def test_every_form_the_remedy_names_is_accepted():
    english = re.split(r", | or ", refusals.DATE_FORMS.en.removeprefix("Write ").removesuffix("."))
    chinese = re.split(r"、| 或 ", refusals.DATE_FORMS.zh.removeprefix("請填 ").removesuffix("。"))

    assert len(english) == len(chinese) == 8
    for form in english + chinese:
        assert isinstance(dates.parse_day(form, TODAY), dt.date)


@pytest.mark.parametrize(
    ("typed", "stored", "last"),
    [
        ("2026-11-23", "2026-11-23", THE_DAY),
        ("115/11/23", "2026-11-23", THE_DAY),
        ("+2w", "2026-07-29", dt.date(2026, 7, 29)),
        ("2026-12", "2026-12", dt.date(2026, 12, 31)),
        ("2028-2", "2028-02", dt.date(2028, 2, 29)),
        ("2026/12", "2026-12", dt.date(2026, 12, 31)),
        ("115年12月", "2026-12", dt.date(2026, 12, 31)),
        ("民國115年12月底", "2026-12", dt.date(2026, 12, 31)),
        ("2026-Q4", "2026-Q4", dt.date(2026, 12, 31)),
        ("2026-q3", "2026-Q3", dt.date(2026, 9, 30)),
        ("115年第4季", "2026-Q4", dt.date(2026, 12, 31)),
        ("115年第四季", "2026-Q4", dt.date(2026, 12, 31)),
        ("115年第1季", "2026-Q1", dt.date(2026, 3, 31)),
        ("2026-H1", "2026-H1", dt.date(2026, 6, 30)),
        ("115年上半年", "2026-H1", dt.date(2026, 6, 30)),
        ("115年下半年", "2026-H2", dt.date(2026, 12, 31)),
        ("2026", "2026", dt.date(2026, 12, 31)),
        ("115年", "2026", dt.date(2026, 12, 31)),
        ("115年底", "2026", dt.date(2026, 12, 31)),
        ("２０２６－Ｑ４", "2026-Q4", dt.date(2026, 12, 31)),
    ],
)
def test_a_due_date_keeps_what_was_agreed_and_falls_on_its_last_day(typed, stored, last):
    due = dates.parse_due(typed, TODAY)

    assert (due.text, due.day) == (stored, last)


@pytest.mark.parametrize(
    "typed", ["2026-13", "2026-00", "2026-Q5", "2026-H3", "1126", "12-05", "12/05/2026", "2026-02-30", "soon"]
)
def test_a_due_date_that_cannot_be_is_refused_with_the_periods_a_due_date_takes(typed):
    with pytest.raises(WrongUse) as refused:
        dates.parse_due(typed, TODAY)

    assert f"“{typed}”" in refused.value.message.en
    assert "2026-Q4" in refused.value.remedy.en


@pytest.mark.parametrize(
    ("due", "gregorian", "roc"),
    [
        ("2026-11-23", "2026-11-23", "115.11.23"),
        ("2026-12", "2026-12", "115年12月"),
        ("2026-Q4", "2026-Q4", "115年第4季"),
        ("2026-H2", "2026-H2", "115年下半年"),
        ("2026", "2026", "115年"),
        ("1911-12-31", "1911-12-31", "1911-12-31"),
    ],
)
def test_due_dates_as_printed_in_both_calendars(due, gregorian, roc):
    assert show_due(Due(due), Calendar.GREGORIAN) == Text(gregorian, gregorian)
    assert show_due(Due(due), Calendar.ROC) == Text(gregorian, roc)


@given(DAYS)
def test_a_day_printed_in_either_calendar_reads_back(day):
    for calendar in Calendar:
        for shown in structs.astuple(show_day(day, calendar)):
            assert dates.parse_day(shown, TODAY) == day


@given(DAYS)
def test_a_day_in_a_chinese_heading_reads_back(day):
    shown, _, name = long_day(day, Calendar.ROC).zh.partition("（")

    assert shown.startswith("民國")
    assert dates.parse_day(shown, TODAY) == day
    assert dates.parse_day(name.rstrip("）"), day) == day


@given(PERIODS)
def test_a_period_printed_in_either_calendar_reads_back(text):
    for calendar in Calendar:
        for shown in structs.astuple(show_due(Due(text), calendar)):
            assert dates.parse_due(shown, TODAY) == Due(text)


@given(TYPED)
def test_any_text_is_a_date_or_a_refusal_that_quotes_it(text):
    for parse, kind in ((dates.parse_day, dt.date), (dates.parse_due, Due)):
        try:
            assert isinstance(parse(text, TODAY), kind)
        except WrongUse as refused:
            assert f"“{text}”" in refused.message.en  # noqa: PT017 - either is right


def test_a_long_day_carries_its_weekday():
    assert long_day(THE_DAY, Calendar.GREGORIAN).en == "2026-11-23 (Mon)"
    assert long_day(THE_DAY, Calendar.GREGORIAN).zh == "2026-11-23（週一）"
    assert long_day(THE_DAY, Calendar.ROC).zh == "民國115年11月23日（週一）"


@pytest.mark.parametrize("typed", ["2026-11-23", " 2026-11-23 "])
def test_iso_is_not_echoed(typed):
    assert dates.echo(typed, THE_DAY) is None


@pytest.mark.parametrize("typed", ["115/11/23", "20261123", "23 Nov 2026", "+4w", "２０２６-11-23"])
def test_other_forms_are_echoed_as_an_absolute_day_with_its_weekday(typed):
    said = dates.echo(typed, THE_DAY)

    assert said is not None
    assert typed in said.en
    assert "2026-11-23 (Mon)" in said.en
    assert "2026-11-23（週一）" in said.zh


def test_the_echo_of_a_period_names_its_last_day():
    said = dates.echo("115年第四季", Due("2026-Q4"))

    assert said is not None
    assert "2026-Q4" in said.en
    assert "2026-12-31 (Thu)" in said.en


def test_the_echo_of_a_period_speaks_the_calendar_of_its_language():
    said = dates.echo("2026-q4", Due("2026-Q4"), Calendar.ROC)

    assert said is not None
    assert "2026-Q4, which ends on 2026-12-31 (Thu)" in said.en
    assert "115年第4季，至 民國115年12月31日（週四）止" in said.zh


@pytest.mark.parametrize("typed", ["2026-W48", "2026-w48", "2026W48", "W48", "w48", "48", " 48 "])
def test_a_week_runs_from_monday_to_sunday(typed):
    assert dates.week_of(typed, TODAY) == (dt.date(2026, 11, 23), dt.date(2026, 11, 29))


def test_a_week_without_a_year_is_of_the_iso_year_of_today():
    assert dates.week_of("W53", dt.date(2027, 1, 2)) == (dt.date(2026, 12, 28), dt.date(2027, 1, 3))


@pytest.mark.parametrize("typed", ["2025-W53", "W0", "W54", "0000-W01", "9999-W52", "week 48", ""])
def test_a_week_that_does_not_exist_is_refused(typed):
    with pytest.raises(WrongUse) as refused:
        dates.week_of(typed, TODAY)

    assert "2026-W48" in refused.value.remedy.en


@given(DAYS)
def test_a_day_lies_in_the_week_of_its_name(day):
    monday, sunday = dates.week_of(dates.week_name(day), TODAY)

    assert monday <= day <= sunday
    assert (monday.weekday(), (sunday - monday).days) == (0, 6)


@pytest.mark.parametrize(
    ("cadence", "periods", "ends"),
    [
        (Cadence.WEEKLY, 1, dt.date(2026, 2, 7)),
        (Cadence.BIWEEKLY, 2, dt.date(2026, 2, 28)),
        (Cadence.MONTHLY, 1, dt.date(2026, 2, 28)),
        (Cadence.MONTHLY, 2, dt.date(2026, 3, 31)),
        (Cadence.QUARTERLY, 1, dt.date(2026, 4, 30)),
    ],
)
def test_a_cadence_from_the_last_of_january(cadence, periods, ends):
    assert dates.after_cadence(dt.date(2026, 1, 31), cadence, periods) == ends


@pytest.mark.parametrize(
    "typed", ["11/23", "11-23", "11月23日", "23 Nov", "Nov 23", "12月", "5月底", "１１／２３"]
)
def test_a_date_without_its_year_says_so(typed):
    for parse in (dates.parse_day, dates.parse_due):
        with pytest.raises(WrongUse) as refused:
            parse(typed, dt.date(2026, 6, 1))
        assert refused.value.message.en == f"The year of “{typed}” is missing."


@pytest.mark.parametrize(
    ("due", "first"),
    [
        ("2026-11-23", (2026, 11, 23)),
        ("2026-02", (2026, 2, 1)),
        ("2026-Q4", (2026, 10, 1)),
        ("2026-H1", (2026, 1, 1)),
        ("2026-H2", (2026, 7, 1)),
        ("2026", (2026, 1, 1)),
    ],
)
def test_a_period_has_a_first_day(due, first):
    assert dates.first_day(Due(due)) == dt.date(*first)
