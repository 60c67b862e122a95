"""Texts cut at sentences and at the signs inside them; places are characters of the text."""

import re
from collections.abc import Iterator

from msgspec import Struct

_ENDS = re.compile(
    r"[。！？；][」』”’）)\"']*|[!?]+[\"')\]”’]*(?=\s|$)|;(?=\s)|\.[\"')\]”’]*(?=\s+[\"'“‘(\[]?[A-Z0-9\u3400-\u9fff]|\s*$)"
)
_NO_END = re.compile(
    r"(?:\b(?:U\.S|U\.K|U\.N|No|Nos|Art|Arts|Mr|Ms|Mrs|Dr|Prof|St|vs|cf|e\.g|i\.e|etc|Inc|Ltd|Co|Jan|Feb|Mar|Apr|Jun|Jul|"
    r"Aug|Sep|Sept|Oct|Nov|Dec|para|Sec|p|pp)|\b[A-Z]|^\s*\d+)\.$"
)
_SIGNS = re.compile(r"[，：]|,(?=\s|[\u3400-\u9fff])|:(?=\s|[\u3400-\u9fff])")
_CHINESE = re.compile(r"[\u3400-\u9fff]")
_SET_APART = re.compile(r"(?<=[\u3400-\u9fff]) (?=[\d\u3400-\u9fff])|(?<=\d) (?=[\u3400-\u9fff])")
_LETTERS = re.compile(r"[A-Za-z]{2,}")


class Span(Struct, frozen=True):
    """A part of a text: its first character and the one behind its last."""

    start: int
    end: int


def sentences(text: str) -> Iterator[Span]:
    """The sentences of a text, their closing signs included, blanks around them not."""
    start = 0
    for match in _ENDS.finditer(text):
        if match[0].startswith(".") and _NO_END.search(text, start, match.start() + 1):
            continue
        if _inside_brackets(text, start, match.start()):
            continue
        yield from _piece(text, start, match.end())
        start = match.end()
    yield from _piece(text, start, len(text))


def segments(text: str, start: int, end: int) -> list[Span]:
    """A sentence cut behind its commas and colons; those inside brackets do not cut."""
    found: list[Span] = []
    for match in _SIGNS.finditer(text, start, end):
        begin = found[-1].end if found else start
        if not _inside_brackets(text, start, match.start()):
            found.append(Span(begin, match.end()))
    begin = found[-1].end if found else start
    if text[begin:end].strip():
        found.append(Span(begin, end))
    return found


def chinese(text: str) -> bool:
    """Whether a text is to be read by the rules for Chinese: a word of English weighs as two signs."""
    return 2 * len(_CHINESE.findall(text)) >= len(_LETTERS.findall(text)) and bool(_CHINESE.search(text))


def one_line(text: str) -> str:
    """A text on one line, without the blanks that a printed page sets between Chinese and its digits."""
    return _SET_APART.sub("", " ".join(text.split()))


def _inside_brackets(text: str, start: int, place: int) -> bool:
    before = text[start:place]
    opened = len(re.findall(r"[（(《〈【\[]", before))
    closed = len(re.findall(r"[）)》〉】\]]", before))
    return opened > closed


def _piece(text: str, start: int, end: int) -> Iterator[Span]:
    inner = text[start:end]
    if inner.strip():
        yield Span(start + len(inner) - len(inner.lstrip()), end - len(inner) + len(inner.rstrip()))
