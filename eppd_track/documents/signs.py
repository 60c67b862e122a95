"""Signs that people type in front of a text: `一、`, `（一）`, `1.`, `•`, `第一條`, `Section 2`.

And how a number is written in a list that a program counts.
"""

import re
from collections.abc import Iterator

from msgspec import Struct

_ZH = "一二三四五六七八九十百"
_FORMAL = "壹貳參参肆伍陸柒捌玖拾"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
WIDE = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff"
"""Chinese and its punctuation, as a range of a pattern."""
_CJK = f"[{WIDE}]"
_GAP = rf"(?:\s+|(?={_CJK}))"
_ONE = r"(?:\d{1,3}|[IVX]{1,4}|[A-H])"
_NEW = rf"|\s+(?=[A-Z]|{_CJK})"
_NAMED = ("Section", "Article", "Chapter", "Part", "Pillar", "Annex", "Item")
_KINDS = (
    ("dot", rf"[•●○◦▪■□◆◇★☆※➤➢►▶▷‣⁃∙·‧\uf000-\uf0ff]\s*|[-–—*+]{_GAP}|o\s+(?=[A-Z])"),
    ("formal", rf"[{_FORMAL}]+[、．.]\s*"),
    ("zh", rf"[{_ZH}]+[、．.]\s*"),
    ("zh)", rf"[（(][{_ZH}]+[）)][、.]?\s*|[㈠-㈩]\s*"),
    ("stem", rf"[{_STEMS}][、．.]\s*"),
    ("1.1", rf"\d{{1,2}}(?:\.\d{{1,2}})+[.、]?\s+(?=[A-Z]|{_CJK})"),
    ("1", rf"[0-9０-９]{{1,3}}(?:[．、]\s*|\.{_GAP}(?!\d))"),
    ("(1)", r"[（(][0-9０-９]{1,3}[）)][、.]?\s*"),
    ("1)", rf"[0-9０-９]{{1,3}}(?:）\s*|\){_GAP})"),
    ("ring", r"[①-⑳]\s*|[⑴-⒇]\s*|[❶-❿]\s*"),
    ("i", r"[（(]?[ivx]{1,4}[.)）]\s+"),
    ("I", r"[IVX]{1,4}\.\s+"),
    ("a", r"[（(][a-z][)）]\s+|[a-z][.)]\s+"),
    ("A", r"[（(][A-H][)）]\s+|[A-H][.)]\s+"),
    ("article", rf"第\s?[{_ZH}\d]{{1,3}}\s?[條章節](?:[：:、．.]|\s)*(?!第)"),
    ("pillar", rf"第\s?[{_ZH}\d]{{1,3}}\s?(?:支柱|部分|部份|部|項|案|點|議題)(?:\s*[：:、]\s*|\s+|$)"),
    (
        "section",
        rf"(?:{'|'.join(f'{name}|{name.upper()}' for name in _NAMED)})\s{_ONE}(?:\s*[:.：–—-]\s*|\s*${_NEW})",
    ),
)
_SIGN = re.compile("|".join(f"(?P<k{place}>{form})" for place, (_, form) in enumerate(_KINDS)))
_DATE = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?,?\s+\d{4}"
_BARE = re.compile(rf"(?P<number>\d{{1,2}}|[{_ZH}]{{1,3}})\s+(?!{_DATE})(?=[A-Z]|{_CJK})")
_FIGURE = re.compile("[\uf000-\uf0ff]")


class Sign(Struct, frozen=True):
    """A sign in front: its kind, by which those of one list are told, the sign as shown, and what follows."""

    kind: str
    marker: str
    rest: str


def sign_of(text: str) -> Sign | None:
    """The sign a text begins with, or None; a point before a number says nothing more."""
    sign = _first(text)
    inner = _first(sign.rest) if sign is not None and sign.kind.startswith("dot") else None
    return inner if inner is not None and inner.rest and not inner.kind.startswith("dot") else sign


def _first(text: str) -> Sign | None:
    match = _SIGN.match(text)
    if match is None or not match.lastgroup:
        return None
    kind = _KINDS[int(match.lastgroup[1:])][0]
    marker = _FIGURE.sub("•", match[0].strip())
    if kind == "1.1":
        kind += "." * marker.rstrip(".").count(".")
    if kind in {"dot", "section"}:
        kind += marker.split()[0]
    return Sign(kind, marker, text[match.end() :].lstrip())


def bare_number(text: str) -> Sign | None:
    """A number alone in front of a short heading, `1 Scope`, or None; before a sentence it is a figure."""
    match = _BARE.match(text)
    if match is None:
        return None
    number = match["number"]
    return Sign("bare1" if number.isascii() else "bare一", number, text[match.end() :])


# ---- numbers of lists ----

_DIGITS = "〇一二三四五六七八九"
_LEGAL = "零壹貳參肆伍陸柒捌玖"
_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl")),
    *((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
_FORMS = {
    "decimal": "1",
    "decimalZero": "01",
    "decimalFullWidth": "１",
    "decimalFullWidth2": "１",
    "decimalEnclosedCircle": "①",
    "decimalEnclosedCircleChinese": "①",
    "lowerLetter": "a",
    "upperLetter": "A",
    "lowerRoman": "i",
    "upperRoman": "I",
    "chineseCounting": "一",
    "chineseCountingThousand": "一",
    "taiwaneseCounting": "一",
    "taiwaneseCountingThousand": "一",
    "ideographDigital": "一",
    "japaneseCounting": "一",
    "taiwaneseDigital": "一",
    "ideographLegalTraditional": "壹",
    "chineseLegalSimplified": "壹",
    "ideographTraditional": "甲",
    "bullet": "",
    "none": "",
}


def numeral(number: int, form: str) -> str:
    """A number of a list in a form of Open XML: `1`, `a`, `I`, `一`, `壹`, `甲`, `①`."""
    match _FORMS.get(form, form[:1]):
        case "":
            return ""
        case "01":
            return f"{number:02}"
        case "１":
            return str(number).translate({ord(str(digit)): chr(0xFF10 + digit) for digit in range(10)})
        case "①" if 1 <= number <= 20:
            return chr(0x245F + number)
        case "a" | "A" as letter if number > 0:
            one = chr(ord("a") + (number - 1) % 26) * min((number - 1) // 26 + 1, 20)
            return one.upper() if letter == "A" else one
        case "i" | "I" as letter if 0 < number < 4000:
            roman = "".join(_roman(number))
            return roman.upper() if letter == "I" else roman
        case "一":
            return _counted(number, _DIGITS, "十", "百")
        case "壹":
            return _counted(number, _LEGAL, "拾", "佰")
        case "甲" if 1 <= number <= 10:
            return _STEMS[number - 1]
    return str(number)


def _roman(number: int) -> Iterator[str]:
    for value, letters in _ROMAN:
        yield letters * (number // value)
        number %= value


def _counted(number: int, digits: str, ten: str, hundred: str) -> str:
    """A number to 999 as Chinese counts; a larger one digit by digit."""
    if not 0 < number < 1000:
        return "".join(digits[int(digit)] for digit in str(abs(number)))
    hundreds, tens, ones = number // 100, number // 10 % 10, number % 10
    said = f"{digits[hundreds]}{hundred}" if hundreds else ""
    if tens:
        said += ("" if tens == 1 and not hundreds else digits[tens]) + ten
    elif hundreds and ones:
        said += "零"
    return said + (digits[ones] if ones else "")
