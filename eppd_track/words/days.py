"""How a day and a due date read, in each language and calendar."""

import datetime as dt
from calendar import month_abbr, month_name

from eppd_track.model.due import Due
from eppd_track.model.vocabulary import Calendar, Language
from eppd_track.words.labels import weekday
from eppd_track.words.text import IN_BRACKETS, Text, languages, same

ROC_OFFSET = 1911


def calendar_in(language: Language, calendar: Calendar) -> Calendar:
    """The calendar of a page: English alone is Gregorian."""
    return Calendar.GREGORIAN if languages(language) == (Language.EN,) else calendar


def show_day(day: dt.date, calendar: Calendar) -> Text:
    """A day as printed: `2026-11-23`; in Chinese of the ROC calendar `115.11.23`."""
    if calendar is Calendar.ROC and day.year > ROC_OFFSET:
        return Text(day.isoformat(), f"{day.year - ROC_OFFSET:03}.{day.month:02}.{day.day:02}")
    return same(day.isoformat())


def show_due(due: Due, calendar: Calendar) -> Text:
    """A due date as agreed: `2026-Q4` stays a quarter; in Chinese of the ROC calendar `115年第4季`."""
    if due.precise:
        return show_day(due.day, calendar)
    if calendar is not Calendar.ROC or due.day.year <= ROC_OFFSET:
        return same(due.text)
    period = due.text[5:]
    names = {"H1": "上半年", "H2": "下半年"}
    named = f"第{period[1]}季" if period.startswith("Q") else names.get(period, f"{period.lstrip('0')}月")
    return Text(due.text, f"{due.day.year - ROC_OFFSET}年{named if period else ''}")


def show_week(day: dt.date, calendar: Calendar) -> Text:
    """The week a day falls in: `2026-W48`, in Chinese `2026年第48週`; of the ROC calendar `115年第48週`."""
    year, week, _ = day.isocalendar()
    here = year - ROC_OFFSET if calendar is Calendar.ROC and year > ROC_OFFSET else year
    return Text(f"{year}-W{week:02}", f"{here}年第{week}週")


def day_of_year(month: int, day: int, year: str | None = None) -> Text:
    """A day with its month's name, as it may be typed: `5 Dec`, `12月5日`, with the year if there is one."""
    behind, before = (f" {year}", f"{year}年") if year else ("", "")
    return Text(f"{day} {month_abbr[month]}{behind}", f"{before}{month}月{day}日")


def letter_day(day: dt.date, *, full: bool = False) -> Text:
    """A day as a letter has it: `27 March 2026`, in Chinese `115年3月27日`, in `full` with its era."""
    zh = day.isoformat()
    if day.year > ROC_OFFSET:
        zh = f"{'中華民國' * full}{day.year - ROC_OFFSET}年{day.month}月{day.day}日"
    return Text(f"{day.day} {month_name[day.month]} {day.year}", zh)


def long_day(day: dt.date, calendar: Calendar) -> Text:
    """A day with its weekday, for headings and echoes."""
    zh = day.isoformat()
    if calendar is Calendar.ROC and day.year > ROC_OFFSET:
        zh = f"民國{day.year - ROC_OFFSET}年{day.month}月{day.day}日"
    return IN_BRACKETS.fill(text=Text(day.isoformat(), zh), inside=weekday(day))
