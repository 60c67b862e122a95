"""Dates and figures in a clause: by when, and how much (docs/words.md, "Promises")."""

import datetime as dt
import re

from eppd_track.model.due import Due
from eppd_track.model.records import Target
from eppd_track.rules.dates import add_months

_DIGITS = {sign: number for number, sign in enumerate("〇一二三四五六七八九")} | {"零": 0, "兩": 2, "半": 0}
_NUMBER = r"(\d{1,3}|[一二兩三四五六七八九十]{1,3}|半)"
_ONES = (
    *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_WORDS = {"a": 1} | {word: number for number, word in enumerate(_ONES, 1)}
_WORDS |= {word: 10 * number for number, word in enumerate(_TENS, 2)}
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4, "final": 4}
_MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_WITHIN = re.compile(
    rf"(?:於|在)?{_NUMBER}\s*(年|個月|月|週|周|日|天)(?:之?內|以內)|(?:未來|今後){_NUMBER}\s*(年|個月)"
)
_WITHIN_EN = re.compile(
    r"\b(?:(?:with)?in (?:the (?:next|coming) )?|over the (?:next|coming) )"
    rf"(\d{{1,3}}|(?<=within )a|(?:{'|'.join(_TENS)})(?:[ -](?:{'|'.join(_ONES[:9])}))?|{'|'.join(_ONES)})"
    r"(?: \(\d{1,3}\))? (year|month|week|day)s?\b(?! (?:ago|earlier))",
    re.IGNORECASE,
)
_YEAR = r"(?:西元|公元)?(?:(?:中華)?民國)?\s*(\d{2,4}|今|本|明|後)年"
_CALENDAR = re.compile(
    rf"{_YEAR}(?:(?P<half>上半|下半)年|第?(?P<quarter>[1-4一二三四])季|"
    rf"(?P<month>\d{{1,2}})月(?:(?P<day>\d{{1,2}})[日號])?|(?P<end>年?底|前|內|度內|度))?"
)
_BY = re.compile(
    r"\b(?:by|before|until|no later than|not later than|in|during|within|for|"
    r"at|over(?= the course))(?: the)?(?: (?:end|(?P<middle>middle)|close|course) of)?(?: the)?"
    r"(?: (?:end|(?P<mid>mid)|late))?[ -]"
    r"(?:(?P<ordinal>first|second|third|fourth|last|final) (?P<part>quarter|half) of |"
    r"(?P<q>Q[1-4]|H[12])[ -](?:of )?|(?P<day>\d{1,2})(?:st|nd|rd|th)? (?:of )?)?"
    r"(?:(?P<month>" + "|".join(_MONTHS) + r") )?(?:(?P<day2>\d{1,2}), )?(?P<year>20\d\d)\b",
    re.IGNORECASE,
)
_BY_DIGITS = re.compile(
    r"\b(?:by|before|until|no later than|not later than) "
    r"(?:(?P<year>20\d\d)-(?P<month>\d\d)(?:-(?P<day>\d\d))?|"
    r"(?P<first>\d{1,2})(?P<sign>[./])(?P<second>\d{1,2})(?P=sign)(?P<year2>20\d\d))\b",
    re.IGNORECASE,
)
_THIS_YEAR = re.compile(r"\b(?:by|before) (?:the )?end of (this|the|next) year\b", re.IGNORECASE)
_MONTH = re.compile(r"(?<![\d年])(\d{1,2})月(?:(\d{1,2})[日號]|底|初|中)?(?:之?前|以前|內)")
_SHARE = re.compile(r"(\d+(?:\.\d+)?)\s*(?:[%％]|per ?cent|percent|個百分點|成(?!立|為|功|果|長|員|本))")
_SHARED = re.compile(
    r"\s*(?:of )?(?:the )?(?!(?:with)?in\b|by\b|before\b|from\b|until\b|compared\b|and\b)"
    r"([^\s，。；,.;、（(][^，。；,;、（(]{0,39}?)\s*"
    r"(?=[，。；,;、（(]|\.(?:\s|$)|\b(?:(?:with)?in|by|before|until|and)\b|$)",
    re.IGNORECASE,
)
"""What a share is one of: the words behind it, up to those that say by when."""
_ROUGH = re.compile(
    r"預估|估計|預計|約|大約|可望|estimate|about|around|approximately|some |nearly|expected|roughly",
    re.IGNORECASE,
)
_TITLE_DATE = re.compile(
    r"(?:民國)?(\d{2,4})\s*[年/.-]\s*(\d{1,2})\s*[月/.-]\s*(\d{1,2})(?:日?\s*[至到、及–—~～-]\s*(\d{1,2})(?!\d|"
    r"月|/))?"
)
_TITLE_DATE_EN = re.compile(
    r"(?:(\d{1,2}) ?(?:-|–|and|to) ?)?(\d{1,2})(?:st|nd|rd|th)?(?: day of)? ("
    + "|".join(_MONTHS)
    + r"),? (20\d\d)|("
    + "|".join(_MONTHS)
    + r") (?:(\d{1,2}) ?(?:-|–|and|to) ?)?(\d{1,2}),? (20\d\d)",
    re.IGNORECASE,
)


def due_in(text: str, day: dt.date | None) -> tuple[Due, str] | None:
    """When a clause says that it will be done, and the words that say so; None where it does not.

    A length of time counts from `day`, on which the paper was agreed.
    """
    within = _WITHIN.search(text)
    if within is not None and day is not None:
        number, unit = within[1] or within[3], within[2] or within[4]
        return Due(_after(day, number, unit).isoformat()), within[0]
    within = _WITHIN_EN.search(text)
    if within is not None and day is not None:
        return Due(_after(day, within[1], within[2]).isoformat()), within[0]
    match = _CALENDAR.search(text)
    if match is not None and (any(match.groupdict().values())):
        return _chinese(match, day)
    match = _BY_DIGITS.search(text)
    if match is not None:
        return _digits(match)
    match = _BY.search(text)
    if match is not None:
        return _english(match)
    match = _THIS_YEAR.search(text)
    if match is not None and day is not None:
        return _due(str(day.year + (match[1].lower() == "next")), match[0])
    match = _MONTH.search(text)
    return _coming(match, day) if match is not None and day is not None else None


def _coming(match: re.Match[str], day: dt.date) -> tuple[Due, str] | None:
    """A month that names no year: the one that comes after `day`."""
    month = int(match[1])
    year = day.year + (month < day.month)
    made = _made(year, month, int(match[2])) if match[2] else None
    return _due(made.isoformat() if made else f"{year}-{month:02d}", match[0]) if 1 <= month <= 12 else None


def target_in(text: str) -> Target | None:
    """The share that a clause sets out to reach, with what it is a share of; None where it names none."""
    match = _SHARE.search(text)
    if match is None:
        return None
    value = float(match[1]) * (10 if match[0].endswith("成") else 1)
    behind = _SHARED.match(text, match.end())
    unit = f"% {behind[1]}" if behind else "%"
    rough = _ROUGH.search(text[max(0, match.start() - 14) : match.start()])
    return Target(
        value=int(value) if value.is_integer() else value, unit=unit, basis="estimate" if rough else None
    )


def days_of(text: str) -> tuple[dt.date, dt.date] | None:
    """The first whole date of a text, as the first and the last of its days; None where there is none."""
    found = [
        (match.start(), _span(_full(int(match[1])), int(match[2]), match[3], match[4]))
        for match in _TITLE_DATE.finditer(text)
    ]
    for match in _TITLE_DATE_EN.finditer(text):
        first, last, name, year = match.group(1, 2, 3, 4) if match[3] else match.group(6, 7, 5, 8)
        span = _span(int(year), _MONTHS.index(name.lower()) + 1, first or last, last)
        found.append((match.start(), span))
    return next((days for _, days in sorted(found, key=lambda each: each[0]) if days), None)


def without_days(text: str) -> str:
    """A text without the whole dates in it, nor the weekdays that stand in brackets behind them."""
    chinese = re.sub(rf"(?:中華|西元)?(?:{_TITLE_DATE.pattern})日?(?:[（(]\D{{1,4}}[）)])?", "", text)
    return _TITLE_DATE_EN.sub("", chinese)


def _span(year: int, month: int, first: str, last: str | None) -> tuple[dt.date, dt.date] | None:
    """The days of a month from one to another; of two that do not follow each other the last alone."""
    end = _made(year, month, int(last or first))
    begin = _made(year, month, int(first))
    return (begin if begin and begin <= end else end, end) if end else None


def _made(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day) if 1990 <= year <= 2100 else None
    except ValueError:
        return None


def _full(year: int) -> int:
    return year + 1911 if year < 1000 else year


def _count(typed: str) -> int:
    if typed.isdigit():
        return int(typed)
    if typed.isascii():
        return sum(_WORDS[word] for word in re.split("[ -]", typed.lower()))
    tens, sign, ones = typed.partition("十")
    if sign:
        return (_DIGITS.get(tens, 1) if tens else 1) * 10 + (_DIGITS.get(ones, 0) if ones else 0)
    return _DIGITS.get(typed, 0)


def _after(day: dt.date, number: str, unit: str) -> dt.date:
    count = _count(number)
    match unit.lower():
        case "年" | "year":
            return add_months(day, 6 if number == "半" else 12 * count)
        case "個月" | "月" | "month":
            return add_months(day, count)
        case "週" | "周" | "week":
            return day + dt.timedelta(weeks=count)
    return day + dt.timedelta(days=count)


def _chinese(match: re.Match[str], day: dt.date | None) -> tuple[Due, str] | None:
    typed = match[1]
    if typed in "今本明後":
        if day is None:
            return None
        year = day.year + {"明": 1, "後": 2}.get(typed, 0)
    else:
        year = _full(int(typed))
    if not 1990 <= year <= 2100:
        return None
    if match["half"]:
        text = f"{year}-H{1 if match['half'] == '上半' else 2}"
    elif match["quarter"]:
        text = f"{year}-Q{_count(match['quarter'])}"
    elif match["day"]:
        made = _made(year, int(match["month"]), int(match["day"]))
        text = made.isoformat() if made else ""
    elif match["month"]:
        text = f"{year}-{int(match['month']):02d}"
    else:
        text = f"{year}"
    return _due(text, match[0])


def _digits(match: re.Match[str]) -> tuple[Due, str] | None:
    """A date in digits; of one with strokes the month is known where the day is beyond twelve."""
    if match["year"]:
        return _due("-".join(filter(None, match.group("year", "month", "day"))), match[0])
    day, month = int(match["first"]), int(match["second"])
    if match["sign"] == "/" and day <= 12:
        day, month = (month, day) if month >= 13 or month == day else (0, 0)
    made = _made(int(match["year2"]), month, day)
    return _due(made.isoformat(), match[0]) if made else None


def _english(match: re.Match[str]) -> tuple[Due, str] | None:
    year, month = match["year"], match["month"]
    if match["q"]:
        text = f"{year}-{match['q'].upper()}"
    elif match["ordinal"]:
        quarter = match["part"].lower() == "quarter"
        number = min(_ORDINALS[match["ordinal"].lower()], 4 if quarter else 2)
        text = f"{year}-{'Q' if quarter else 'H'}{number}"
    elif month:
        number = _MONTHS.index(month.lower()) + 1
        day = match["day"] or match["day2"]
        text = f"{year}-{number:02d}" + (f"-{int(day):02d}" if day else "")
    elif match["middle"] or match["mid"]:
        text = f"{year}-H1"
    else:
        text = year
    return _due(text, match[0])


def _due(text: str, words: str) -> tuple[Due, str] | None:
    try:
        return Due(text), words
    except ValueError:
        return None
