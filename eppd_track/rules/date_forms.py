"""How dates are spelled: every way of writing one is brought to a few plain ones, which dates.py reads.

`３／18` is `3/18`, `民國一百十五年十二月三號` is `民國115年12月3日`, `end of march` and `三月末` are `3月底`;
and what counts from today is counted: on 2026-11-29 `明年第1季` is `2027年第1季`, `月底` is `2026年11月底`.
"""

import datetime as dt
import re
import unicodedata
from collections.abc import Callable

from msgspec import Struct

WEEKDAYS_ZH = "一二三四五六日"
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_EN = r"(?:mon|tues?|wed(?:nes)?|thur?s?|fri|sat(?:ur)?|sun)(?:day)?\b\.?"
_ZH = "[一二三四五六日天]"
_BESIDE = (
    rf"\s*\((?:週?(?P<zh>{_ZH})|(?P<en>{_EN}))\)\s*",
    rf"^(?:週(?P<zh>{_ZH})[,、]?|(?P<en>{_EN}),?\s)\s*(?=.*\d)",
    rf"(?<=[\d日])(?:週(?P<zh>{_ZH})|,?\s+(?P<en>{_EN}))$",
)
"""A weekday beside a day: in brackets, in front, behind."""
MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DIGITS = str.maketrans("〇零一二三四五六七八九兩", "001234567892")
_TENS = str.maketrans({"廿": "二十", "卅": "三十"})
_OFFSETS = {"last": -1, "this": 0, "next": 1} | dict(
    zip("上去本今當下次明後", (-1, -1, 0, 0, 0, 1, 1, 1, 2), strict=True)
)
_OF_MONTH = r"(?:(?:^|[-/.年])\d{1,2}[-/.月]|[上下本當次]月)\d{1,2}日?"
_FROM_NOW = "(?P<from>上+|下+|[本今當次明去後]|(?:last|this|next) )"
_UNITS = {"d": (1, "d"), "天": (1, "d"), "日": (1, "d"), "w": (1, "w"), "週": (1, "w")}
_UNITS |= {"m": (1, "m"), "個": (1, "m"), "y": (12, "m"), "年": (12, "m")}
_COUNTED_EN = "one two three four five six seven eight nine ten eleven twelve"
_COUNTS = {"a": 1, "an": 1} | {word: count for count, word in enumerate(_COUNTED_EN.split(), 1)}
_COUNT_EN = rf"(?P<count>\d{{1,4}}|{'|'.join(_COUNTS)}) (?P<unit>day|week|month|year)s?"

Rewrite = tuple[str, str | Callable[[re.Match[str], dt.date], str]]
"""A way to write something, and what is written for it: a text, or made of the match and today."""


class Spelled(Struct, frozen=True):
    """A date in its plain spelling, and the weekday that was typed with it (Monday is 0)."""

    text: str
    weekday: int | None = None


def spelled(typed: str, today: dt.date) -> Spelled:
    """A date as typed in its plain spelling; what is named from today is counted."""
    text = _rewritten(unicodedata.normalize("NFKC", typed).strip().lower(), _SIGNS, today)
    text, weekday = _apart(_rewritten(text, _WORDS, today))
    return Spelled(_rewritten(text, _COUNTED, today), weekday)


def offset(words: str) -> int:
    """How many years, months or weeks from this one a word leads: `下下` two, `last` one back."""
    return _OFFSETS[words] if words in _OFFSETS else sum(_OFFSETS[sign] for sign in words)


def _rewritten(text: str, rewrites: tuple[Rewrite, ...], today: dt.date) -> str:
    for form, new in rewrites:
        text = re.sub(form, new if isinstance(new, str) else lambda match, new=new: new(match, today), text)
    return text


def _apart(text: str) -> tuple[str, int | None]:
    """A text without the weekday beside its day, and that weekday."""
    for form in _BESIDE:
        if match := re.search(form, text):
            name = match["zh"] or match["en"]
            index = WEEKDAYS_ZH.index(name.replace("天", "日")) if match["zh"] else _WEEKDAYS.index(name[:3])
            return text[: match.start()] + text[match.end() :], index
    return text, None


def _number(match: re.Match[str], _today: dt.date) -> str:
    """A Chinese numeral in digits; without 十 and 百 sign by sign, as years are written."""
    signs = match[0].translate(_TENS).translate(_DIGITS)
    parts = re.fullmatch(r"(?:(\d?)(百)0?)?(?:(\d?)(十))?(\d?)", signs)
    if parts is None or not (parts[2] or parts[4]):
        return signs
    hundreds, tens = (int(parts[sign - 1] or 1) if parts[sign] else 0 for sign in (2, 4))
    return str(hundreds * 100 + tens * 10 + int(parts[5] or 0))


def _from_now(match: re.Match[str]) -> int:
    return offset((match["from"] or "本").strip())


def _year(match: re.Match[str], today: dt.date) -> str:
    return f"{today.year + _from_now(match)}年"


def _quarter(match: re.Match[str], today: dt.date) -> str:
    year, quarter = divmod(today.year * 4 + (today.month - 1) // 3 + _from_now(match), 4)
    return f"{year}年第{quarter + 1}季"


def _month(match: re.Match[str], today: dt.date) -> str:
    year, month = divmod(today.year * 12 + today.month - 1 + _from_now(match), 12)
    return f"{year}年{month + 1}月"


def _named_month(match: re.Match[str], _today: dt.date) -> str:
    year = f"{match['year']}年" if match["year"] else ""
    return f"{year}{_MONTHS.index(match['month'][:3]) + 1}月"


def _weekday(match: re.Match[str], _today: dt.date) -> str:
    return f"{match[1] or ''}週{WEEKDAYS_ZH[_WEEKDAYS.index(match[2][:3])]}"


def _span(match: re.Match[str], _today: dt.date) -> str:
    """`3天後`, `in two weeks`, `10 days ago`, as `+3d`, `+2w`, `-10d`."""
    times, unit = _UNITS[match["unit"][0]]
    count = int(_COUNTS.get(match["count"], match["count"])) * times
    return f"{'-' if match['way'] in {'ago', '前'} else '+'}{count}{unit}"


def _of_now(name: str) -> str:
    """A period named from today, and its end, of which `本` may be left out (`月底`, `end of month`)."""
    return rf"^(?:{_FROM_NOW}(?:{name})|(?:{name})(?=底))"


_SIGNS: tuple[Rewrite, ...] = (
    ("[\u200b-\u200f\u2060\ufeff]", ""),
    (r"(?<!\d)(\d{3,4})[\u2010-\u2015\u2212](\d{1,2})[\u2010-\u2015\u2212](?=\d)", r"\1-\2-"),
    ("○", "〇"),
    ("内", "內"),
    (r"\s*([\u3007\u4e00-\u9fff])\s*", r"\1"),
    ("周", "週"),
    ("個?(?:星期|禮拜|週)", "週"),
    ("號", "日"),
    ("這個?|本個", "本"),
    ("(?<=[上下])(?:一個?|個)(?=[年月季])", ""),
    ("(?<![上下])半年(?=[以之]?[後內])", "6個月"),
    ("元月", "1月"),
    ("(?<![週(])[〇零一二三四五六七八九十百兩廿卅]+", _number),
)
_WORDS: tuple[Rewrite, ...] = (
    ("(?:會計)?年度", "年"),
    ("(?<=年)年(?=[底末終])", ""),
    ("(?<=[年月季])[末終]", "底"),
    ("(?<=月)[上初]旬", "10日"),
    ("(?<=月)中旬", "20日"),
    ("(?<=月)下旬", "底"),
    (r"\(含(?:當[日天])?\)", ""),
    (r"^[於至迄](?=[\d民西公本今當明次下])", ""),
    (r"(?<=年)(\d{1,2})/(\d{1,2})日?(?!\d)", r"\1月\2日"),
    ("^(?=[年月季]內$)", "本"),
    (rf"((?:{_FROM_NOW}|^)[年月季]|\d{{3,4}}年|年\d{{1,2}}月|第\d季|[上下]半年|底)(?:[以之])?內$", r"\1"),
    ("中華(?=民國)", ""),
    (r"^(?:西元|公元)(?=\d{4})", ""),
    (
        rf"({_OF_MONTH}|底|\)|週{_ZH}|[今明後]天|[今明]日)(?:[以之]?前|止)$",
        r"\1",
    ),
    (r"^(?:by|before|until|on|not? later than) (?:the )?", ""),
    (rf"^(?:the )?(\d{{1,2}}(?:st|nd|rd|th)) of (?={MONTH})", r"\1 "),
    (r"\beo([mqy])\b", lambda match, _: "end of " + {"m": "month", "q": "quarter", "y": "year"}[match[1]]),
    (r"\b(month|quarter|year)[- ]end\b", r"end of \1"),
    (r"\b([qh][1-4])[\s/-]*(?:of )?(\d{3,4})\b", r"\2-\1"),
    ("^(?:the )?end(?: of |[ -])(?:the )?(.+)$", r"\1底"),
)
_COUNTED: tuple[Rewrite, ...] = (
    (_of_now("年|year"), _year),
    (_of_now("季|quarter"), _quarter),
    (_of_now("月|month"), _month),
    (rf"^(?P<month>{MONTH})(?:,? (?P<year>\d{{4}}))?(?=底?$)", _named_month),
    (rf"^(last |this |next )?({_EN})$", _weekday),
    (r"^(?P<count>\d{1,4}(?!年)|\d\d?)(?P<unit>[天週年]|個月|日(?!前))(?:[以之])?(?P<way>[後內前])$", _span),
    (rf"^(?:in|within) {_COUNT_EN}(?P<way>)$", _span),
    (rf"^{_COUNT_EN} (?P<way>ago|from now|later)$", _span),
)
