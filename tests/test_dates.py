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
    st.sampled_from("0123459/-.年月日民國季底上下半第一四十今本週五後前（）QHqhwdm+ "), max_size=12
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


@pytest.mark.parametrize("remedy", [refusals.DATE_FORMS, refusals.DUE_FORMS])
def test_every_form_the_remedy_names_is_accepted(remedy: Text):
    parse = dates.parse_day if remedy is refusals.DATE_FORMS else dates.parse_due
    for said in structs.astuple(remedy):
        listed = re.sub(r"Write|a day|or a period|請填|日期|或期間|[。（）()]|\.$", " ", said)
        forms = [form.strip() for form in re.split(r"[,:、：]|或| or ", listed)]
        forms = [form for form in forms if form]

        assert len(forms) >= 9
        for form in forms:
            assert parse(form, TODAY), form


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


@pytest.mark.parametrize("typed", ["2026-13", "2026-00", "2026-Q5", "2026-H3", "1126", "2026-02-30", "soon"])
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


AS_TYPED = {  # on Wednesday, 2026-07-15: the due date meant, and the day for what has happened
    "4/15": ("2027-04-15", "2026-04-15"),
    "４／１５": ("2027-04-15", "2026-04-15"),
    "3月18日": ("2027-03-18", "2026-03-18"),
    "3 月 18 號": ("2027-03-18", "2026-03-18"),
    "三月十八日": ("2027-03-18", "2026-03-18"),
    "3／18": ("2027-03-18", "2026-03-18"),
    "7/15": ("2026-07-15", "2026-07-15"),
    "7-16": ("2026-07-16", "2025-07-16"),
    "5.5": ("2027-05-05", "2026-05-05"),
    "十二月廿五日": ("2026-12-25", "2025-12-25"),
    "2/29": ("2028-02-29", "2024-02-29"),
    "14日": ("2026-08-14", "2026-07-14"),
    "三十一號": ("2026-07-31", "2026-05-31"),
    "18 march": ("2027-03-18", "2026-03-18"),
    "Mar 18th": ("2027-03-18", "2026-03-18"),
    "月底": ("2026-07", "2026-07-31"),
    "本月底": ("2026-07", "2026-07-31"),
    "這個月底": ("2026-07", "2026-07-31"),
    "下月底": ("2026-08", "2026-08-31"),
    "下個月底前": ("2026-08", "2026-08-31"),
    "上月底": ("2026-06", "2026-06-30"),
    "三月底": ("2027-03", "2026-03-31"),
    "3月末": ("2027-03", "2026-03-31"),
    "12月底以前": ("2026-12", "2025-12-31"),
    "8月上旬": ("2026-08-10", "2025-08-10"),
    "116年十二月中旬前": ("2027-12-20", "2027-12-20"),
    "本月下旬": ("2026-07", "2026-07-31"),
    "年底": ("2026", "2026-12-31"),
    "今年底": ("2026", "2026-12-31"),
    "明年底": ("2027", "2027-12-31"),
    "去年底": ("2025", "2025-12-31"),
    "季底": ("2026-Q3", "2026-09-30"),
    "本季末": ("2026-Q3", "2026-09-30"),
    "下季底": ("2026-Q4", "2026-12-31"),
    "第3季末": ("2026-Q3", "2025-09-30"),
    "第二季": ("2027-Q2", None),
    "12月": ("2026-12", None),
    "下半年": ("2026-H2", None),
    "明年上半年": ("2027-H1", None),
    "明年第1季": ("2027-Q1", None),
    "明年3月18日": ("2027-03-18", "2027-03-18"),
    "今年12月底": ("2026-12", "2026-12-31"),
    "eom": ("2026-07", "2026-07-31"),
    "EOQ": ("2026-Q3", "2026-09-30"),
    "eoy": ("2026", "2026-12-31"),
    "month end": ("2026-07", "2026-07-31"),
    "end of march": ("2027-03", "2026-03-31"),
    "end of March 2027": ("2027-03", "2027-03-31"),
    "end of next month": ("2026-08", "2026-08-31"),
    "by the end of the year": ("2026", "2026-12-31"),
    "end of Q3 2027": ("2027-Q3", "2027-09-30"),
    "March 2027": ("2027-03", None),
    "2027Q3": ("2027-Q3", None),
    "Q3 2027": ("2027-Q3", None),
    "115Q4": ("2026-Q4", None),
    "115年第2季末": ("2026-Q2", "2026-06-30"),
    "115年度第4季": ("2026-Q4", None),
    "下週五": ("2026-07-24", "2026-07-24"),
    "下周五前": ("2026-07-24", "2026-07-24"),
    "下個星期五": ("2026-07-24", "2026-07-24"),
    "下下週一": ("2026-07-27", "2026-07-27"),
    "本週五": ("2026-07-17", "2026-07-17"),
    "這週五": ("2026-07-17", "2026-07-17"),
    "這個禮拜一": ("2026-07-13", "2026-07-13"),
    "上週五": ("2026-07-10", "2026-07-10"),
    "禮拜五": ("2026-07-17", "2026-07-10"),
    "星期三": ("2026-07-15", "2026-07-15"),
    "週日": ("2026-07-19", "2026-07-12"),
    "星期天": ("2026-07-19", "2026-07-12"),
    "friday": ("2026-07-17", "2026-07-10"),
    "next friday": ("2026-07-24", "2026-07-24"),
    "this friday": ("2026-07-17", "2026-07-17"),
    "last monday": ("2026-07-06", "2026-07-06"),
    "兩週後": ("2026-07-29", "2026-07-29"),
    "兩個禮拜後": ("2026-07-29", "2026-07-29"),
    "10天後": ("2026-07-25", "2026-07-25"),
    "十日內": ("2026-07-25", "2026-07-25"),
    "三個月內": ("2026-10-15", "2026-10-15"),
    "半年後": ("2027-01-15", "2027-01-15"),
    "3天前": ("2026-07-12", "2026-07-12"),
    "in two weeks": ("2026-07-29", "2026-07-29"),
    "10 days ago": ("2026-07-05", "2026-07-05"),
    "後天": ("2026-07-17", "2026-07-17"),
    "下個月15日": ("2026-08-15", "2026-08-15"),
    "次月5日": ("2026-08-05", "2026-08-05"),
    "115年6月30日前": ("2026-06-30", "2026-06-30"),
    "115/06/30（二）": ("2026-06-30", "2026-06-30"),
    "115/06/30(週二)前": ("2026-06-30", "2026-06-30"),
    "115年6月30日 星期二": ("2026-06-30", "2026-06-30"),
    "2026-06-30（週二）": ("2026-06-30", "2026-06-30"),
    "Tue, 30 June 2026": ("2026-06-30", "2026-06-30"),
    "中華民國115年12月3日": ("2026-12-03", "2026-12-03"),
    "115年12月3號": ("2026-12-03", "2026-12-03"),
    "民國一百十五年十二月三日": ("2026-12-03", "2026-12-03"),
    "一一五年十二月三日": ("2026-12-03", "2026-12-03"),
    "二〇二六年十二月三日": ("2026-12-03", "2026-12-03"),
    "西元2026年12月3日": ("2026-12-03", "2026-12-03"),
    "115年內": ("2026", None),
    "本年度內": ("2026", None),
    "年內": ("2026", None),
    "今年以內": ("2026", None),
    "本月內": ("2026-07", None),
    "115年12月內": ("2026-12", None),
    "第4季內": ("2026-Q4", None),
    "下半年內": ("2026-H2", None),
    "半年以內": ("2027-01-15", "2027-01-15"),
    "10年內": ("2036-07-15", "2036-07-15"),
    "3個月内": ("2026-10-15", "2026-10-15"),
    "今年年底": ("2026", "2026-12-31"),
    "明年年底前": ("2027", "2027-12-31"),
    "115年年底": ("2026", "2026-12-31"),
    "115年終": ("2026", "2026-12-31"),
    "114會計年度": ("2025", None),
    "元月": ("2027-01", None),
    "元月15日": ("2027-01-15", "2026-01-15"),
    "116年元月底前": ("2027-01", "2027-01-31"),
    "115年12月31日（含）前": ("2026-12-31", "2026-12-31"),
    "115年12月31日（四）（含當日）前": ("2026-12-31", "2026-12-31"),
    "至115年12月31日止": ("2026-12-31", "2026-12-31"),
    "於115年12月底前": ("2026-12", "2026-12-31"),
    "次月10日前": ("2026-08-10", "2026-08-10"),
    "下個月10號之前": ("2026-08-10", "2026-08-10"),
    "今年12/31": ("2026-12-31", "2026-12-31"),
    "明年3/18前": ("2027-03-18", "2027-03-18"),
    "115年12/3": ("2026-12-03", "2026-12-03"),
    "下一季": ("2026-Q4", None),
    "下一年度": ("2027", None),
    "下一個月底": ("2026-08", "2026-08-31"),
    "一一○年十二月三日": ("2021-12-03", "2021-12-03"),
    "115–12–03": ("2026-12-03", "2026-12-03"),
    "115/12/03\u200b": ("2026-12-03", "2026-12-03"),
    "in ten days": ("2026-07-25", "2026-07-25"),
    "within twelve months": ("2027-07-15", "2027-07-15"),
    "the 30th of June 2027": ("2027-06-30", "2027-06-30"),
    "30/Jun/2027": ("2027-06-30", "2027-06-30"),
    "before 30 June": ("2027-06-30", "2026-06-30"),
    "by 30 June": ("2027-06-30", "2026-06-30"),
    "no later than 30 June 2027": ("2027-06-30", "2027-06-30"),
    "end December": ("2026-12", "2025-12-31"),
    "end-2027": ("2027", "2027-12-31"),
}


@pytest.mark.parametrize(("typed", "due", "day"), [(typed, *meant) for typed, meant in AS_TYPED.items()])
def test_a_date_as_officials_type_it(typed: str, due: str, day: str | None):
    assert dates.parse_due(typed, TODAY) == Due(due)
    if day is None:
        with pytest.raises(WrongUse) as refused:
            dates.parse_day(typed, TODAY, past=True)
        assert refused.value.message.en == f"“{typed}” is a period; here one day is asked for."
    else:
        assert dates.parse_day(typed, TODAY, past=True).isoformat() == day


@pytest.mark.parametrize("typed", AS_TYPED)
def test_each_is_answered_with_a_day_and_its_weekday(typed: str):
    due = dates.parse_due(typed, TODAY)
    said = dates.echo(typed, due)

    assert said is not None
    assert f"{due.day} ({due.day:%a})" in said.en
    assert f"{due.day}（週{'一二三四五六日'[due.day.weekday()]}）" in said.zh


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("05/06", "may be 6 May or 5 Jun"),
        ("4.5", "may be 5 Apr or 4 May"),
        ("12/05/2026", "may be 5 Dec 2026 or 12 May 2026"),
        ("26/12/3", "it may be 2026 or ROC year 26"),
        ("26Q4", "it may be 2026 or ROC year 26"),
        ("3 Dec 26", "it may be 2026 or ROC year 26"),
        ("115/06/30（三）", "does not fit its weekday: the day is 2026-06-30 (Tue)"),
        ("Wed, 30 June 2026", "does not fit its weekday: the day is 2026-06-30 (Tue)"),
        ("週三 115年6月30日", "does not fit its weekday: the day is 2026-06-30 (Tue)"),
        ("2/30", "is not a day that exists"),
        ("115年13月", "is not a day that exists"),
        ("Dec 26", "may be the day 26 or the year 2026"),
        ("Dec 27", "may be the day 27 or the year 2027"),
        ("3日前", "cannot be read as one certain date"),
        ("3月前", "cannot be read as one certain date"),
        ("2026-12（二）", "cannot be read as one certain date"),
        ("下週", "cannot be read as one certain date"),
        ("儘速", "cannot be read as one certain date"),
        ("115年前", "cannot be read as one certain date"),
        ("115年後", "cannot be read as one certain date"),
        ("100年前", "cannot be read as one certain date"),
        ("3月內", "cannot be read as one certain date"),
        ("第4季前", "cannot be read as one certain date"),
        ("7–16", "cannot be read as one certain date"),
        ("115/12/1-12/31", "cannot be read as one certain date"),
        ("115年10月至12月", "cannot be read as one certain date"),
        ("30/6", "cannot be read as one certain date"),
        ("除夕", "cannot be read as one certain date"),
        ("mid-March", "cannot be read as one certain date"),
        ("12月中", "cannot be read as one certain date"),
        ("十五個工作天內", "cannot be read as one certain date"),
    ],
)
def test_what_can_be_read_two_ways_is_refused_with_why(typed: str, why: str):
    for parse in (dates.parse_day, dates.parse_due):
        with pytest.raises(WrongUse) as refused:
            parse(typed, TODAY)

        assert f"“{typed}”" in refused.value.message.en
        assert why in refused.value.message.en
        assert f"「{typed}」" in refused.value.message.zh
        assert refused.value.remedy


@pytest.mark.parametrize("typed", ["12/3", "12-05", "05/06", "4.5", "1-12", "12/05/2026", "３／１２"])
def test_each_of_the_two_days_that_may_be_meant_can_be_typed_as_it_is_offered(typed: str):
    with pytest.raises(WrongUse) as refused:
        dates.parse_day(typed, TODAY)
    found = []
    for said in structs.astuple(refused.value.remedy):
        one, other = re.split(" or |或", re.sub(r"^Write |^請填 |[.。]$", "", said))
        found.append((dates.parse_day(one, TODAY), dates.parse_day(other, TODAY)))

    one, other = found[0]
    assert found == [(one, other)] * 2
    assert (one.month, one.day) == (other.day, other.month) != (one.day, one.month)


@pytest.mark.parametrize(
    ("typed", "en", "zh"),
    [
        ("30/6", "30 Jun", "6月30日"),
        ("29/2", "29 Feb", "2月29日"),
        ("31/12/2026", "31 Dec 2026", "2026年12月31日"),
        ("12/31/2026", "31 Dec 2026", "2026年12月31日"),
        ("12/12/2026", "12 Dec 2026", "2026年12月12日"),
    ],
)
def test_the_only_day_that_two_figures_can_be_is_offered(typed: str, en: str, zh: str):
    for parse in (dates.parse_day, dates.parse_due):
        with pytest.raises(WrongUse) as refused:
            parse(typed, TODAY)

        assert refused.value.remedy == Text(f"Write {en}.", f"請填 {zh}。")
        assert parse(en, TODAY) == parse(zh, TODAY)


@given(DAYS, st.dates(min_value=dt.date(1930, 1, 1), max_value=dt.date(2190, 12, 31)))
def test_a_day_without_its_year_is_the_next_or_the_last_of_its_name(day: dt.date, today: dt.date):
    typed = f"{day.month}月{day.day}日"
    coming, gone = (dates.parse_day(typed, today, past=past) for past in (False, True))

    assert {(found.month, found.day) for found in (coming, gone)} == {(day.month, day.day)}
    assert gone <= today <= coming
    assert (coming - gone).days in ({0} if coming == today else {365, 366, 4 * 365 + 1, 8 * 365 + 1})


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
