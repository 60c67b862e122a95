"""Every date form, in and out: ISO, ROC, English, relative, and a due date as agreed.

Nothing here asks the clock: `today` is handed in.
"""

import datetime as dt
import re
import unicodedata
from calendar import monthrange
from functools import lru_cache
from typing import TYPE_CHECKING

from eppd_track.model.due import Due
from eppd_track.model.vocabulary import Cadence, Calendar
from eppd_track.words import refusals
from eppd_track.words.days import ROC_OFFSET, long_day, show_due
from eppd_track.words.errors import WrongUse
from eppd_track.words.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
WEEKDAYS_ZH = "一二三四五六日"
WORDS = {
    **dict.fromkeys(("today", "今天", "今日", "本日"), 0),
    **dict.fromkeys(("tomorrow", "明天", "明日"), 1),
    **dict.fromkeys(("yesterday", "昨天", "昨日"), -1),
}
_YEAR = r"(?:民國\s*(?P<roc>\d{2,3})|(?P<year>\d{3,4}|\d\d(?=\s*年)))"
_SEPARATED = (
    rf"{_YEAR}\s*(?P<mark>年|[-/.])\s*(?P<month>\d{{1,2}})\s*(?:月|(?P=mark))\s*(?P<day>\d{{1,2}})\s*日?"
)
_COMPACT = r"(?P<roc>)(?P<year>\d{3,4})(?P<month>\d{2})(?P<day>\d{2})"
_RELATIVE = r"([+-])(\d{1,4})([dwm天週月])"
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_NTH = r"\d{1,2}(?:st|nd|rd|th)?"
_ENGLISH = (
    rf"(?:(?:mon|tues?|wed(?:nes)?|thur?s?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
    rf"(?:{_NTH}[\s-]+{_MONTH}|{_MONTH}\s+{_NTH}),?[\s-]+(?P<year>\d{{4}}|'?\d\d)"
)
_DUE = (
    rf"{_YEAR}\s*(?:年?底?|(?:年|[-/.])\s*(?:(?P<quarter>q[1-4]|第?[1-4一二三四]季)|"
    r"(?P<half>h[12]|上半年?|下半年?)|(?P<month>\d{1,2})\s*月?底?))"
)
_NO_YEAR = (
    rf"\d{{1,2}}\s*[-/.月]\s*\d{{1,2}}\s*[日號]?|{_NTH}[\s-]+{_MONTH}|{_MONTH}\s+{_NTH}|\d{{1,2}}\s*月底?"
)
_TWO_DIGITS = (
    r"(\d\d)\s*[-/.]?\s*(?:[-/.\s]\s*\d{1,2}\s*[-/.\s]\s*\d{1,2}|[qhw]\d{1,2}|第?[1-4一二三四]季|[上下]半年?)"
    r"|\d\s*[-/.]\s*\d{1,2}\s*[-/.]\s*(\d\d)"
)
"""What names a year by two digits alone, before what it names of it or, with a day of one digit, behind."""
_PLAUSIBLE_YEARS = range(1912, 2200)
_QUARTERS = {"一": 1, "二": 2, "三": 3, "四": 4}
_CADENCE_DAYS = {Cadence.WEEKLY: 7, Cadence.BIWEEKLY: 14}
_CADENCE_MONTHS = {Cadence.MONTHLY: 1, Cadence.QUARTERLY: 3}


def parse_day(text: str, today: dt.date) -> dt.date:
    """The day meant by `text` in any accepted form, relative ones counted from `today`.

    Raises WrongUse for forms that can be read two ways and for days that do not exist.
    """
    typed = unicodedata.normalize("NFKC", text).strip().lower()
    parsers: tuple[Callable[[str, dt.date], dt.date | None], ...] = (
        _numeric,
        _relative,
        _weekday,
        _english,
    )
    try:
        for parse in parsers:
            day = parse(typed, today)
            if day is not None:
                return day
    except (ValueError, OverflowError):
        raise WrongUse(refusals.NO_SUCH_DAY.fill(typed=text), refusals.DATE_FORMS) from None
    raise WrongUse(_unsure(text, typed), refusals.DATE_FORMS)


def _unsure(text: str, typed: str) -> Text:
    """Why a text is no certain date."""
    if match := re.fullmatch(_TWO_DIGITS, typed) or re.fullmatch(_ENGLISH, typed):
        digits = next(group for group in match.groups() if group)
        return refusals.YEAR_OF_TWO_DIGITS.fill(typed=text, year=f"20{digits[-2:]}", roc=int(digits[-2:]))
    fault = refusals.YEAR_MISSING if re.fullmatch(_NO_YEAR, typed) else refusals.NOT_A_DATE
    return fault.fill(typed=text)


def parse_due(text: str, today: dt.date) -> Due:
    """The due date meant by `text`: a day in any accepted form, or a month, quarter, half or year.

    Raises WrongUse like `parse_day`.
    """
    typed = unicodedata.normalize("NFKC", text).strip().lower()
    match = re.fullmatch(_DUE, typed)
    if match is None:
        try:
            return Due(parse_day(text, today).isoformat())
        except WrongUse as error:
            raise WrongUse(error.message, refusals.DUE_FORMS) from error
    try:
        return Due(f"{_year(match):04}{_period(match)}")
    except ValueError:
        raise WrongUse(refusals.NO_SUCH_DAY.fill(typed=text), refusals.DUE_FORMS) from None


def first_day(due: Due) -> dt.date:
    """The day on which a due date begins, which may be a period."""
    months = {"Q": 3, "H": 6}.get(due.text[5:6], 1 if len(due.text) > len("2026") else 12)
    return due.day if due.precise else due.day.replace(month=due.day.month - months + 1, day=1)


def _period(match: re.Match[str]) -> str:
    if match["quarter"]:
        digit = match["quarter"].strip("q第季")
        return f"-Q{_QUARTERS.get(digit, digit)}"
    if match["half"]:
        return "-H1" if match["half"] in {"h1", "上半", "上半年"} else "-H2"
    return f"-{int(match['month']):02}" if match["month"] else ""


def _year(match: re.Match[str]) -> int:
    """The Gregorian year; one of two or three digits is ROC. Raises ValueError for a far one."""
    digits = match["roc"] or match["year"]
    year = int(digits) if len(digits) == 4 else int(digits) + ROC_OFFSET
    if year not in _PLAUSIBLE_YEARS:
        raise ValueError(digits)
    return year


def _numeric(typed: str, _today: dt.date) -> dt.date | None:
    match = re.fullmatch(_SEPARATED, typed) or re.fullmatch(_COMPACT, typed)
    return None if match is None else dt.date(_year(match), int(match["month"]), int(match["day"]))


def _relative(typed: str, today: dt.date) -> dt.date | None:
    if typed in WORDS:
        return today + dt.timedelta(days=WORDS[typed])
    match = re.fullmatch(_RELATIVE, typed)
    if match is None:
        return None
    count = int(match[1] + match[2])
    if match[3] in {"m", "月"}:
        return add_months(today, count)
    return today + dt.timedelta(days=count * (7 if match[3] in {"w", "週"} else 1))


def _weekday(typed: str, today: dt.date) -> dt.date | None:
    """The coming day of that name; today when it is today."""
    for index, name in enumerate(WEEKDAYS):
        zh = WEEKDAYS_ZH[index]
        if typed in {name, name[:3], f"週{zh}", f"星期{zh}", f"禮拜{zh}"}:
            return today + dt.timedelta(days=(index - today.weekday()) % 7)
    return None


def _english(typed: str, today: dt.date) -> dt.date | None:
    """A day with its month in words and a year of four digits."""
    match = re.fullmatch(_ENGLISH, typed)
    if match is None or len(match["year"]) < 4:
        return None
    if int(match["year"]) not in _PLAUSIBLE_YEARS:
        raise ValueError(typed)
    from dateutil import parser  # noqa: PLC0415 - costs 11 ms that only this form should pay

    return parser.parse(typed, default=dt.datetime.combine(today, dt.time()), ignoretz=True).date()


def is_iso(text: str) -> bool:
    """Whether a date was typed in the form the file holds, so that no echo is owed."""
    try:
        Due(text.strip())
    except ValueError:
        return False
    return True


def add_months(day: dt.date, months: int) -> dt.date:
    """The same day `months` later; the last of the month where that day is missing."""
    years, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return dt.date(years, month + 1, min(day.day, monthrange(years, month + 1)[1]))


@lru_cache(maxsize=4096)
def after_cadence(day: dt.date, cadence: Cadence, periods: int = 1) -> dt.date:
    """The day on which `periods` of a cadence since `day` are over; the last of all where there is none."""
    try:
        if cadence in _CADENCE_DAYS:
            return day + dt.timedelta(days=_CADENCE_DAYS[cadence] * periods)
        return add_months(day, _CADENCE_MONTHS[cadence] * periods)
    except (OverflowError, ValueError):
        return dt.date.max


def week_of(text: str, today: dt.date) -> tuple[dt.date, dt.date]:
    """Monday and Sunday of an ISO week given as `2026-W48`, `W48` or `48`. Raises WrongUse."""
    typed = unicodedata.normalize("NFKC", text).strip().lower()
    match = re.fullmatch(r"(?:(\d{4})-?)?w?(\d{1,2})", typed)
    why = _unsure(text, typed) if re.fullmatch(_TWO_DIGITS, typed) else refusals.NOT_A_WEEK.fill(typed=text)
    refusal = WrongUse(why, refusals.WEEK_FORMS)
    if match is None:
        raise refusal
    if match[1] and int(match[1]) not in _PLAUSIBLE_YEARS:
        raise refusal
    try:
        monday = dt.date.fromisocalendar(int(match[1] or today.isocalendar().year), int(match[2]), 1)
        return monday, monday + dt.timedelta(days=6)
    except (ValueError, OverflowError):
        raise refusal from None


def week_name(day: dt.date) -> str:
    """The ISO week a day falls in: `2026-W48`."""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02}"


def echo(typed: str, meant: Due | dt.date, calendar: Calendar = Calendar.GREGORIAN) -> Text | None:
    """What a date typed in another form was taken for, or None when it was ISO already."""
    if is_iso(typed):
        return None
    due = meant if isinstance(meant, Due) else Due(meant.isoformat())
    shown = long_day(due.day, calendar)
    if not due.precise:
        shown = refusals.IMPRECISE.fill(due=show_due(due, calendar), last=shown)
    return refusals.DATE_ECHO.fill(typed=typed, meant=shown)
