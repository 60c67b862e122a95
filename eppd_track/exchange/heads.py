"""What the head of minutes says of the day and the meeting; nothing where it can be read two ways."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from eppd_track.model.records import Ledger, Meeting
from eppd_track.rules.dates import parse_day
from eppd_track.rules.query import fold
from eppd_track.words import minutes as words
from eppd_track.words.errors import WrongUse

_TIME = re.compile(rf"\s*(?:{words.TIME})\s*(?:[：:]|$)\s*(.*)", re.IGNORECASE)
_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?"
_DAY = re.compile(
    r"(?:民國)?\d{2,4}年\d{1,2}月\d{1,2}日|\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\b\d{3}[/.]\d{1,2}[/.]\d{1,2}"
    rf"|\b\d{{1,2}} {_MONTH},? \d{{4}}|\b{_MONTH} \d{{1,2}},? \d{{4}}",
    re.IGNORECASE,
)
_BEFORE = re.compile(r"\d\s*日?\s*(?:至|到|及|、|to|and|until|[-–—~～])\s*$", re.IGNORECASE)
_AFTER = re.compile(
    r"^\s*(?:[（(].{1,4}[)）])?\s*(?:至|到|及|、|to|and|until|[-–—~～])\s*\d{1,4}\s*[日月年/.]", re.IGNORECASE
)


class HeadFacts(Struct, frozen=True):
    """The day and the meeting that a head names; None where it names none, or more than one."""

    day: dt.date | None = None
    meeting: Meeting | None = None


def facts(lines: Sequence[str], ledger: Ledger, today: dt.date) -> HeadFacts:
    """What the lines at the head of minutes say. A day to come is none."""
    days = set(_days(_timed(lines), today))
    day = next(iter(days)) if len(days) == 1 else None
    if day is not None and day > today:
        day = None
    held = [one for one in ledger.meetings if day is None or one.date <= day <= (one.end or one.date)]
    if day is None or len(held) > 1:
        said = fold("\n".join(lines)).replace(" ", "")
        held = [meeting for meeting in held if any(name in said for name in _names(meeting))]
    return HeadFacts(day, held[0] if len(held) == 1 else None)


def _names(meeting: Meeting) -> Iterator[str]:
    """What a meeting may be called in a text, as compared."""
    for name in (meeting.title, meeting.title_zh):
        if name:
            yield fold(name).replace(" ", "")


def _timed(lines: Sequence[str]) -> Iterator[str]:
    """What stands behind a label of time, on its line or on the next one."""
    for place, line in enumerate(lines):
        if match := _TIME.match(line):
            yield match[1] or "".join(lines[place + 1 : place + 2])


def _days(texts: Iterable[str], today: dt.date) -> Iterator[dt.date | None]:
    """The days in texts; None where one is part of a span."""
    for text in texts:
        for match in _DAY.finditer(text):
            spans = _BEFORE.search(text[: match.start()]) or _AFTER.match(text[match.end() :])
            try:
                yield None if spans else parse_day(re.sub(r"(?<=[a-z])\.", "", match[0]), today)
            except WrongUse:
                continue
