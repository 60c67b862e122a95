"""What the two cells say that hold two things each: reason and measures, next step and completion.

The rules are those of docs/sheets.md, "Two things in one cell". Nothing is guessed: a date not certain
is refused, and words that nothing parts stay together.
"""

import datetime as dt
import re

from msgspec import Struct

from eppd_track.exchange.sheets.grid import bare
from eppd_track.exchange.sheets.table import quoted
from eppd_track.model.due import Due
from eppd_track.rules.date_forms import MONTH
from eppd_track.rules.dates import parse_due
from eppd_track.words import sheets as words
from eppd_track.words.errors import WrongUse

_APART = dt.timedelta(days=375)
"""Two days on which no relative date, no weekday and no day without its year means the same day."""
_NEAR = dt.timedelta(days=183)
"""How far ahead a day without its year may lie: of one further ahead, that of the year before is nearer."""
_MEASURES = re.compile(
    r"(?:^|(?<=[\s。；;，,]))(?:因應)?(?:對策|措施)\s*[：:]|\bmeasures?\s*:", re.IGNORECASE
)
_CAUSE = re.compile(r"\s*(?:(?:落後)?原因|reasons?|why late)\s*[：:]\s*", re.IGNORECASE)
_LISTED = re.compile(r"\s*(?:[(（]?[0-9一二三四五六七八九十]{1,2}[)）.、．]|[-*•·●])")
_MOST_DAY = 26
"""How long a date is at the most."""
_PART = re.compile(
    r"\d\s*[年月日號季半/.-]|[/.-]\s*\d|\d\s*[qh]\d|q\d|[a-z]{3}\W*\d|\d\W*[a-z]{3}", re.IGNORECASE
)
"""What a date at the end of words has at least."""
_WEEKDAY_NAME = "(?:(?:週|周|星期|禮拜)?[一二三四五六日天]|(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*)"
_HALF = re.compile(
    r"(?:(?:民國)?\d{1,4}\s*[-/.]\s*(?:\d{1,2}\s*(?:[-/.]\s*(?:\d{1,2})?)?)?"
    r"|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}|(?:民國)?\d{1,4}年\s*(?:\d{1,2}月?\s*(?:\d{1,2}[日號]?)?)?|\d{1,2}月\s*(?:底|\d{1,2}[日號]?)?"
    rf"|\d{{1,2}}\s+{MONTH},?\s+\d{{4}}|{MONTH}\s+\d{{1,2}},?\s+\d{{4}})"
    rf"(?:\s*(?:\({_WEEKDAY_NAME}\)|(?=[週周星禮a-z]){_WEEKDAY_NAME}))?",
    re.IGNORECASE,
)
"""What is written like a date, whole or not, with a weekday that fits or not."""
_NO_WORDS = re.compile(
    r"(?:[\d\W_年月日號季底時分點前內止起至到一二三四五六天週周]|[上下]午|星期|禮拜|[ap]m)+", re.IGNORECASE
)
"""What names nothing to do: figures, a weekday, a time of day, days without an end."""
_NO_DAY = re.compile(r"(?:民國)?\d+(?:年度?)?|\d+\.\d+")
"""What is no day beside words, though it may be a date alone: a year, the number of a version."""
_ANY = re.compile(
    r"\d{1,4}(?:[-/.]\d{1,2}[-/.]|年\d{1,2}月|月)\d{1,2}(?!\d)|\d{2,4}年\d{1,2}月(?![\d份度])|\d月[上中下]旬"
)
"""What is certainly another date, of a month too, within the words beside one."""
_GOES_ON = re.compile(
    rf"[A-Za-z0-9/.~～–-]|[(（]{_WEEKDAY_NAME}[)）]|[起至到份度初中上下間、及年月日號季底旬]"
)
_BEFORE = re.compile(r"\s*(?:(?:以|之)?前)?")
_BEFORE_END = re.compile(r"\s*(?:以|之)?前$")
_LABEL = re.compile(r"(?:預定|預計)完成(?:日期?)?\s*[:]?\s*|expected completion\s*:?\s*", re.IGNORECASE)
_DONE = re.compile(r"(?:預定|預計)(?:於|在)?(?P<day>.+?)(?:(?:以|之)?前)?完成")
_DONE_ALONE = re.compile(r"(?P<day>.+?)(?:(?:以|之)?[前內])?完成")
_LED = re.compile(r"(?:(?:並|預定|預計|擬|於|在)+|\b(?:expected|due|by|on|before))\s*$", re.IGNORECASE)
_LED_FRONT = re.compile(
    r"(?:預定|預計|擬)?[於在]?(?=\s*(?:民國)?\d)|(?:by|on|before)\s+(?=\d)", re.IGNORECASE
)
_MARKS = " \t\n\u3000／/，,；;：:()（）"


class _Found(Struct, frozen=True):
    """A date at one end of a text, and the words it leaves."""

    day: str
    step: str


class Days(Struct, frozen=True):
    """The day a sheet is read, and the one it was sent, where it says so."""

    read: dt.date
    sent: dt.date | None = None


def certain_due(typed: str, days: Days) -> Due:
    """A due date; what it lacks is counted from the day the sheet was sent, as from the day it is read.

    Raises WrongUse for none, for one that is another day on each of them, and for a day without its year
    that may be past.
    """
    later = days.read + _APART
    try:
        meant = parse_due(bare(typed), days.read)
    except WrongUse as error:
        raise WrongUse(words.BAD_DUE.fill(why=error.message)) from error
    if not _means(typed, meant, days.sent or later):
        raise WrongUse(words.RELATIVE_DUE.fill(typed=typed))
    ahead = meant.day - days.read > _NEAR and not re.search("年|year", typed, re.IGNORECASE)
    if ahead and not _means(typed, meant, later):
        raise WrongUse(words.PERHAPS_PAST.fill(typed=typed))
    return meant


def _means(typed: str, due: Due, day: dt.date) -> bool:
    """Whether a text means a due date on that day."""
    try:
        return parse_due(bare(typed), day) == due
    except WrongUse:
        return False


def parted(text: str) -> tuple[str | None, str | None]:
    """Reason and measures: parted by `對策：` or its like, else by the one line break; else all is reason."""
    match = _MEASURES.search(text)
    lines = [line for line in text.split("\n") if line.strip()]
    told = (text, "")
    if match:
        told = text[: match.start()], text[match.end() :]
    elif len(lines) == 2 and not all(map(_LISTED.match, lines)):
        told = lines[0], lines[1]
    cause = told[0].strip()
    begins = _CAUSE.match(cause)
    return (cause[begins.end() :] if begins else cause) or None, told[1].strip() or None


def is_date_alone(text: str, today: dt.date) -> bool:
    """Whether a text is a date and nothing else, certain or not, by itself or called the completion."""
    return _only_date(text, today) is not None


def _only_date(text: str, today: dt.date) -> str | None:
    """The date, certain or not, that is all a text says."""
    done = _DONE_ALONE.fullmatch(bare(text).strip())
    texts: tuple[str, ...] = (_alone(text), *((done["day"],) if done else ()))
    for typed in texts:
        if _HALF.fullmatch(typed) or _NO_WORDS.fullmatch(typed) or _is_due(typed, today):
            return typed
    return None


def step_or_due(text: str, days: Days) -> tuple[str | None, Due | None, Due | None]:
    """The next step, its day, and the expected completion of the item.

    A date alone is the completion; words with a date at one end are a step and its day, and where that date
    is called the completion, it is that. Raises WrongUse for a date that is not certain.
    """
    typed = _only_date(text, days.read)
    if typed is not None:
        return None, None, certain_due(typed, days)
    found = [one for one in (_behind(text, days.read), _in_front(text, days.read)) if one is not None]
    if not found:
        return text, None, None
    if len(found) > 1 or _ANY.search(bare(found[0].step)):
        raise WrongUse(words.BAD_STEP.fill(typed=quoted(text), why=words.TWO_DAYS))
    try:
        day = certain_due(_alone(found[0].day), days)
    except WrongUse as error:
        raise WrongUse(words.BAD_STEP.fill(typed=quoted(text), why=error.message)) from error
    completion = _alone(found[0].day) != bare(found[0].day).strip()
    return (found[0].step, None, day) if completion else (found[0].step, day, None)


def _alone(text: str) -> str:
    """A date without the words that call it the completion."""
    typed = bare(text).strip()
    if match := _DONE.fullmatch(typed):
        return match["day"].strip()
    match = _LABEL.match(typed)
    return typed[match.end() :] if match else typed


def _is_due(typed: str, today: dt.date) -> bool:
    try:
        parse_due(typed, today)
    except WrongUse:
        return False
    return True


def _is_day(piece: str, today: dt.date) -> bool:
    """Whether a piece of a text is a date, or written like one; a year alone is none."""
    typed = _trimmed(_alone(piece)).lstrip(_MARKS)
    if not _PART.search(typed) or _NO_DAY.fullmatch(typed):
        return False
    return bool(_HALF.fullmatch(typed)) or _is_due(typed, today)


def _trimmed(text: str) -> str:
    """A text without the marks at its end, but for the bracket behind a weekday."""
    whole = text.rstrip(_MARKS + "。.")
    end = text[: len(whole) + 1]
    return end if re.search(rf"[(（]{_WEEKDAY_NAME}[)）]$", end, re.IGNORECASE) else whole


def _is_whole(step: str) -> bool:
    """Whether the words beside a date can stand alone: there are some, and no bracket lost its other half."""
    return bool(step) and len(re.findall("[(（]", step)) == len(re.findall("[)）]", step))


def _behind(text: str, today: dt.date) -> _Found | None:
    """The longest date at the end of a text."""
    whole = _trimmed(text)
    for at in range(max(1, len(whole) - _MOST_DAY), len(whole) - 2):
        before, day = whole[:at], whole[at:]
        fits = not (day[0].isalnum() and re.search("[A-Za-z0-9/.-]$", before)) and day[0] not in _MARKS
        if fits and _is_day(_BEFORE_END.sub("", day), today):
            step = _LED.sub("", before.rstrip(_MARKS)).rstrip(_MARKS)
            return _Found(_BEFORE_END.sub("", day), step) if _is_whole(step) else None
    return None


def _in_front(text: str, today: dt.date) -> _Found | None:
    """The longest date at the beginning of a text."""
    whole = _LED_FRONT.sub("", text.lstrip(_MARKS), count=1)
    for at in range(min(len(whole) - 1, _MOST_DAY), 2, -1):
        day, behind = whole[:at], whole[at:]
        if _trimmed(day) != day or _GOES_ON.match(behind) or not _is_day(day, today):
            continue
        step = _BEFORE.sub("", behind, count=1).strip(_MARKS)
        return _Found(day, step) if _is_whole(step) else None
    return None
