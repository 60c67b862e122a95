"""Every date form, in and out: ISO, ROC, English, relative, and a due date as agreed.

Nothing here asks the clock: `today` is handed in.
"""

import datetime as dt
import re
import unicodedata
from calendar import monthrange
from collections.abc import Callable
from functools import lru_cache

from msgspec import Struct

from eppd_track.model.due import Due
from eppd_track.model.vocabulary import Cadence, Calendar
from eppd_track.rules.date_forms import MONTH, WEEKDAYS_ZH, Spelled, offset, spelled
from eppd_track.words import refusals
from eppd_track.words.days import ROC_OFFSET, day_of_year, long_day, show_due
from eppd_track.words.errors import WrongUse
from eppd_track.words.text import Text

WORDS = {
    **dict.fromkeys(("today", "今天", "今日", "本日"), 0),
    **dict.fromkeys(("tomorrow", "明天", "明日"), 1),
    **dict.fromkeys(("day after tomorrow", "後天"), 2),
    **dict.fromkeys(("yesterday", "昨天", "昨日"), -1),
    **dict.fromkeys(("day before yesterday", "前天"), -2),
}
_YEAR = r"(?:民國(?P<roc>\d{2,3})|(?P<year>\d{3,4}|\d\d(?=年)))"
_DAYS = (
    rf"{_YEAR}\s*(?P<mark>年|[-/.])\s*(?P<month>\d{{1,2}})\s*(?:月|(?P=mark))\s*(?P<day>\d{{1,2}})日?",
    r"(?P<roc>)(?P<year>\d{3,4})(?P<month>\d{2})(?P<day>\d{2})",
    r"(?P<month>\d{1,2})\s*(?:[-/.]\s*(?P<swapped>\d{1,2})|月(?P<day>\d{1,2})日?)",
    r"(?P<day>\d{1,2})日",
)
_RELATIVE = r"([+-])(\d{1,5})([dwm天週月])"
_WEEKDAY = rf"(上+|下+|本|(?:last|this|next) )?週([{WEEKDAYS_ZH}天])"
_NTH = r"\d{1,2}(?:st|nd|rd|th)?"
_ENGLISH = rf"(?:{_NTH}[\s/-]+{MONTH}|{MONTH}\s+{_NTH})(?:,?[\s/-]+(?P<year>\d{{4}}|'?\d\d))?"
_PART = r"(?P<quarter>q[1-4]|第?[1-4]季)|(?P<half>h[12]|[上下]半年?)"
_PERIODS = (
    rf"{_YEAR}(?:\s*(?:年|[-/.])?\s*(?:{_PART})|\s*(?:年|[-/.])\s*(?P<month>\d{{1,2}})月?|年?)(?P<end>底?)",
    rf"(?:{_PART}|(?P<month>\d{{1,2}})月)(?P<end>底?)",
)
_TWO_DIGITS = (
    r"(\d\d)\s*[-/.]?\s*(?:[-/.\s]\s*\d{1,2}\s*[-/.\s]\s*\d{1,2}|[qhw]\d{1,2}|第?[1-4]季|[上下]半年?)底?"
    r"|\d\s*[-/.]\s*\d{1,2}\s*[-/.]\s*(\d\d)"
)
"""What names a year by two digits alone, before what it names of it or, with a day of one digit, behind."""
_EITHER_ORDER = r"(?P<first>\d{1,2})\s*[-/.]\s*(?P<second>\d{1,2})(?:\s*[-/.]\s*(?P<year>\d{4}))?"
_PLAUSIBLE_YEARS = range(1912, 2200)
_MONTHS = range(1, 13)
_MOST_STEPS = 8
"""The most years from one 29 February to the next."""
_CADENCE_DAYS = {Cadence.WEEKLY: 7, Cadence.BIWEEKLY: 14}
_CADENCE_MONTHS = {Cadence.MONTHLY: 1, Cadence.QUARTERLY: 3}


class _Meant(Struct, frozen=True):
    """What a text means: a due date, and whether that of a period was typed by its end (`三月底`)."""

    due: Due
    end: bool = False


class _Leaning(Struct, frozen=True):
    """From which day what has no year is looked for, and whether behind it; that day counts itself."""

    today: dt.date
    past: bool

    def first(self, make: Callable[[int], Due]) -> Due:
        """The first due date made of a number of steps from today that lies there. Raises ValueError."""
        for steps in range(_MOST_STEPS + 1):
            try:
                due = make(-steps if self.past else steps)
            except ValueError:
                continue
            if due.day <= self.today if self.past else due.day >= self.today:
                return due
        raise ValueError(self.today)

    def of_year(self, digits: str | None, period: str) -> Due:
        """A period or day (`-03-18`) of the year typed, else of the first year that fits."""
        if digits is None:
            return self.first(lambda steps: Due(f"{self.today.year + steps:04}{period}"))
        return Due(f"{int(digits) + (0 if len(digits) == 4 else ROC_OFFSET):04}{period}")


def parse_day(text: str, today: dt.date, *, past: bool = False) -> dt.date:
    """The day meant by `text` in any accepted form, relative ones counted from `today`.

    A day without its year and a weekday are the coming ones, with `past` those that have come, today
    included (docs/rules.md, "Days without a year"). Raises WrongUse for forms that can be read two ways and
    for days that do not exist.
    """
    meant = _meant(text, _Leaning(today, past), refusals.DATE_FORMS)
    if not (meant.due.precise or meant.end):
        raise WrongUse(refusals.PERIOD_IS_NO_DAY.fill(typed=text), refusals.DATE_FORMS)
    return meant.due.day


def parse_due(text: str, today: dt.date) -> Due:
    """The due date meant by `text`: a day in any accepted form, or a month, quarter, half or year.

    Raises WrongUse like `parse_day`.
    """
    return _meant(text, _Leaning(today, past=False), refusals.DUE_FORMS).due


def _meant(text: str, leaning: _Leaning, forms: Text) -> _Meant:
    """What is meant by a text, for days and due dates alike. Raises WrongUse, which names the forms."""
    given = Spelled(text.strip()) if is_iso(text) else spelled(text, leaning.today)
    try:
        meant = next(filter(None, (read(given.text, leaning) for read in _READERS)), None)
        exists = meant is None or meant.due.day.year in _PLAUSIBLE_YEARS
    except (ValueError, OverflowError):
        exists = False
    if not exists:
        raise _either_order(text, given.text) or WrongUse(refusals.NO_SUCH_DAY.fill(typed=text), forms)
    if meant is None:
        raise _unsure(text, given.text, forms)
    if given.weekday is not None and not meant.due.precise:
        raise WrongUse(refusals.NOT_A_DATE.fill(typed=text), forms)
    if given.weekday not in {None, meant.due.day.weekday()}:
        day = long_day(meant.due.day, Calendar.GREGORIAN)
        raise WrongUse(refusals.NOT_THAT_WEEKDAY.fill(typed=text, day=day), refusals.DAY_OR_WEEKDAY)
    return meant


def _unsure(text: str, plain: str, forms: Text) -> WrongUse:
    """The refusal of a text, whose plain spelling is given too, that is no certain date.

    Of two days it offers both; else it names the `forms` that are taken.
    """
    if match := re.fullmatch(_TWO_DIGITS, plain) or re.fullmatch(_ENGLISH, plain):
        digits = next(filter(None, match.groups()), None)
        if digits is None:
            why = refusals.DAY_OR_YEAR.fill(typed=text, day=plain[-2:], year=f"20{plain[-2:]}")
            return WrongUse(why, forms)
        why = refusals.YEAR_OF_TWO_DIGITS.fill(typed=text, year=f"20{digits[-2:]}", roc=int(digits[-2:]))
        return WrongUse(why, forms)
    return _either_order(text, plain) or WrongUse(refusals.NOT_A_DATE.fill(typed=text), forms)


def _either_order(text: str, plain: str) -> WrongUse | None:
    """The refusal of two figures that are a month and a day in either order, or a day before its month."""
    match = re.fullmatch(_EITHER_ORDER, plain)
    if match is None:
        return None
    one, two, year = int(match["first"]), int(match["second"]), match["year"]
    orders = dict.fromkeys(
        day_of_year(month, day, year)
        for month, day in ((one, two), (two, one))
        if month in _MONTHS and 0 < day <= monthrange(int(year or 2000), month)[1]
    )
    if len(orders) < 2:
        said = refusals.NOT_A_DATE.fill(typed=text)
        return next((WrongUse(said, refusals.THAT_DAY.fill(day=day)) for day in orders), None)
    days = dict(zip(("one", "other"), orders, strict=True))
    return WrongUse(refusals.EITHER_ORDER.fill(typed=text, **days), refusals.ONE_OF_TWO.fill(**days))


def _iso(plain: str, _leaning: _Leaning) -> _Meant | None:
    return _Meant(Due(plain.upper())) if is_iso(plain.upper()) else None


def _relative(plain: str, leaning: _Leaning) -> _Meant | None:
    if plain in WORDS:
        return _day_of(leaning.today + dt.timedelta(days=WORDS[plain]))
    match = re.fullmatch(_RELATIVE, plain)
    if match is None:
        return None
    count = int(match[1] + match[2])
    if match[3] in {"m", "月"}:
        return _day_of(add_months(leaning.today, count))
    return _day_of(leaning.today + dt.timedelta(days=count * (7 if match[3] in {"w", "週"} else 1)))


def _weekday(plain: str, leaning: _Leaning) -> _Meant | None:
    """A weekday of a week from Monday to Sunday; without one the coming or the last, today included."""
    match = re.fullmatch(_WEEKDAY, plain)
    if match is None:
        return None
    ahead = WEEKDAYS_ZH.index(match[2].replace("天", "日")) - leaning.today.weekday()
    weeks = offset(match[1].strip()) if match[1] else (ahead < 0) - (leaning.past and ahead != 0)
    return _day_of(leaning.today + dt.timedelta(days=ahead + 7 * weeks))


def _day(plain: str, leaning: _Leaning) -> _Meant | None:
    """A day in figures, its year or its month left out or not."""
    match = next(filter(None, (re.fullmatch(form, plain) for form in _DAYS)), None)
    if match is None:
        return None
    parts = match.groupdict()
    if "month" not in parts:
        months, ends = leaning.today.replace(day=1), f"-{int(parts['day']):02}"
        return _Meant(leaning.first(lambda steps: Due(add_months(months, steps).isoformat()[:7] + ends)))
    month, day = int(parts["month"]), int(parts["day"] or parts["swapped"])
    if parts.get("swapped") and month != day and month in _MONTHS and day in _MONTHS:
        return None
    return _Meant(leaning.of_year(parts.get("roc") or parts.get("year"), f"-{month:02}-{day:02}"))


def _english(plain: str, leaning: _Leaning) -> _Meant | None:
    """A day with its month in words, its year in four digits or left out."""
    match = re.fullmatch(_ENGLISH, plain)
    if match is None or len(match["year"] or "2000") < 4:
        return None
    if not match["year"] and re.search(r" \d\d$", plain) and int(plain[-2:]) >= leaning.today.year % 100:
        return None  # `Dec 27` may be a year
    from dateutil import parser  # noqa: PLC0415 - costs 11 ms that only this form should pay

    leap = dt.datetime(2000, 1, 1)  # noqa: DTZ001 - a day, without a time
    day = parser.parse(plain, default=leap, ignoretz=True).date()
    return _Meant(leaning.of_year(match["year"], f"-{day:%m-%d}"))


def _period(plain: str, leaning: _Leaning) -> _Meant | None:
    """A month, quarter, half or year, or its end; a month, quarter or half may lack its year."""
    match = next(filter(None, (re.fullmatch(form, plain) for form in _PERIODS)), None)
    if match is None:
        return None
    parts = match.groupdict()
    period = f"-{int(parts['month']):02}" if parts["month"] else ""
    if parts["quarter"]:
        period = f"-Q{parts['quarter'].strip('q第季')}"
    elif parts["half"]:
        period = "-H1" if parts["half"][0] == "上" or parts["half"] == "h1" else "-H2"
    return _Meant(leaning.of_year(parts.get("roc") or parts.get("year"), period), bool(parts["end"]))


def _day_of(day: dt.date) -> _Meant:
    return _Meant(Due(day.isoformat()))


_READERS = (_iso, _relative, _weekday, _day, _english, _period)


def first_day(due: Due) -> dt.date:
    """The day on which a due date begins, which may be a period."""
    months = {"Q": 3, "H": 6}.get(due.text[5:6], 1 if len(due.text) > len("2026") else 12)
    return due.day if due.precise else due.day.replace(month=due.day.month - months + 1, day=1)


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
    refusal = WrongUse(refusals.NOT_A_WEEK.fill(typed=text), refusals.WEEK_FORMS)
    if re.fullmatch(_TWO_DIGITS, typed):
        refusal = _unsure(text, typed, refusals.WEEK_FORMS)
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
