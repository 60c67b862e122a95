"""Where a line of text may break: the one rule for everything that stands on a screen.

A line breaks between words, beside Chinese characters, and nowhere else while there is room: a date, an id,
a path, a figure with its unit stay whole, no line begins with what closes and none ends with what opens. What
is wider than its whole column breaks at its joints, and inside a word where a single word is too wide.
"""

import re
from collections.abc import Iterator
from itertools import accumulate, zip_longest

from eppd_track.render.cells import characters, width

NOT_FIRST = "，。、；：？！）」』］】》〉〕｝”’…‥・／％‰℃～,.;:?!)]}%"
NOT_LAST = "（「『［【《〈〔｛“‘＄([{"
_WIDE = (
    "\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6"
)
_WIDE += "\U0001f300-\U0001faff\U00020000-\U0003fffd"
_UNITS = "年月日天週季時分秒次項件筆場屆期個位人名元萬億兆號條款點度倍成列行頁"
_COUNTS = "第逾共約近滿達計每另各"
"""What stands before a figure, a blank between, as one with it: 逾 14 日."""
_DATE = (
    r"(?:民國 ?)?\d{2,4} ?年(?: ?\d{1,2} ?月(?: ?\d{1,2} ?日)?|第[1-4一二三四]季|[上下]半年)?"
    rf"|第?\d[\d,.]*[{_UNITS}]|第[\d一二三四五六七八九十]+[{_UNITS}]?"
)
_OPEN, _CLOSE = f"[{re.escape(NOT_LAST)}]", f"[{re.escape(NOT_FIRST)}]"
_CLOSE_WIDE = f"[{''.join(sign for sign in NOT_FIRST if not sign.isascii())}]"
_ATOM = re.compile(
    rf"(?=\S)(?:{_OPEN}+ ?)?(?:{_DATE}|[^\s{_WIDE}]+|\S)?"
    rf"(?:{_CLOSE}|[\"'](?=\s|$|{_CLOSE})| [·!](?=\s|$)| ?{_CLOSE_WIDE})*|\s+"
)
"""What stays together, with what opens before it and what closes behind it; or the blanks between."""
_JOINTS = rf"(?=\S){_OPEN}*(?:民國|第?\d+[{_UNITS}]|[^\s{_WIDE}\-./:_?&=]+[\-./:_?&=]*|\S)?{_CLOSE}*|\s+"
"""The pieces of what is too wide to stay whole."""
_FIGURE = re.compile(rf"\d[\d,.]*(?:{_CLOSE}|[{_WIDE}]|$)")
_ENDS_IN_FIGURE = re.compile(r"(?:^|[^\d\-/.,:])\d(?:[\d,.]*\d)?$")


def folded(text: str, columns: int) -> list[str]:
    """A text on lines of at most `columns` terminal columns, its own line breaks kept."""
    if width(text) <= columns and "\n" not in text:
        return [text]
    return [line for part in text.split("\n") for line in _lines(part, columns)]


def _lines(text: str, columns: int) -> Iterator[str]:
    """One line of a text on lines."""
    if width(text) <= columns:
        yield text
        return
    kept, taken = "", 0
    for atom in _atoms(text):
        size = width(atom)
        if taken + size <= columns or (kept and atom.isspace()):
            kept, taken = kept + atom, taken + size
            continue
        if kept:
            yield kept.rstrip()
        *whole, kept = _parts(atom, columns)
        yield from whole
        taken = width(kept)
    yield kept.rstrip()


def _atoms(text: str) -> Iterator[str]:
    """What a line may break between."""
    found = list(_clusters(text, _ATOM))
    kept = ""
    for atom, after in zip_longest(found, found[1:], fillvalue=""):
        inside = atom == " " and _sticks(kept, after)
        if kept and not inside and not kept.endswith(" "):
            yield kept
            kept = ""
        if atom.isspace() and not inside:
            yield atom
        else:
            kept += atom
    if kept:
        yield kept


def _sticks(before: str, after: str) -> bool:
    """Whether a blank is none to break at: around a figure in Chinese, before its unit in English."""
    if not before or not after:
        return False
    if before[-1] in _COUNTS:
        return _FIGURE.match(after) is not None
    return _ENDS_IN_FIGURE.search(before) is not None and (after[0].islower() or width(after[0]) == 2)


def _parts(text: str, columns: int) -> list[str]:
    """What is too wide for a line: at its blanks, at its joints, within one that alone is too wide."""
    found = [""]
    for atom in _clusters(text, _ATOM):
        joints = [atom] if width(atom) <= columns else _clusters(atom, re.compile(_JOINTS))
        for joint in joints:
            for part in [joint] if width(joint) <= columns else characters(joint):
                if found[-1] and width(found[-1] + part) > columns:
                    found.append("")
                found[-1] += part
    return [part.strip() for part in found if not part.isspace()]


def _clusters(text: str, pieces: re.Pattern[str]) -> Iterator[str]:
    """What a pattern finds one after the other, as much together as what is one character to a reader."""
    whole = characters(text)
    if len(whole) == len(text):
        yield from (found[0] for found in pieces.finditer(text))
        return
    ends, begun = set(accumulate(map(len, whole))), 0
    for found in pieces.finditer(text):
        if found.end() in ends:
            yield text[begun : found.end()]
            begun = found.end()
