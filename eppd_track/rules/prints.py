"""Fingerprints of words: the same in every layout, another with any other word (docs/words.md).

A Stream is all that a document says, put in one row without blanks and line breaks. A clause is a run of it
between two places where a clause may begin or end; those places are many on purpose, so that a clause is
found again wherever its paragraph stands and however its lines break.
"""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Sequence
from functools import lru_cache
from hashlib import sha256
from itertools import combinations
from typing import TYPE_CHECKING

from msgspec import Struct

from eppd_track.model.passages import Paper

if TYPE_CHECKING:
    from hashlib import _Hash

NEAR, FAR = 12, 80
"""At how many places behind its beginning the end of a run is tried: the first finds nearly every clause."""
SMALL = 20_000
"""A longer document that holds less than half of what is looked for is another one, and is not combed."""
LONGEST = 2_000
"""No clause is longer than this, in characters without blanks."""
_FOLDED = {
    **dict.fromkeys("「」『』“”„‟«»〝〞〟＂", '"'),
    **dict.fromkeys("‘’‚‛‹›`´＇", "'"),
    **dict.fromkeys("‐‑‒–—―−─━﹘﹣－⸺⸻", "-"),
    "臺": "台",
}
_CLUSTER = re.compile(
    r".[\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u093c\u1160-\u11ff"
    r"\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\u3099\u309a\ufe20-\ufe2f]*",
    re.DOTALL,
)
_AFTER = re.compile(r"""[。；，、：;,:.!?…"()\[\]{}<>《》〈〉【】〔〕]""")
_BEFORE = re.compile(r"""["(\[{<《〈【〔]|以及|[並及而與和暨且由]|and|while|whereas|but""")
_LINE_START = re.compile(r"^\s*|[\n\r\v\f\u2028\u2029]+\s*")
_SELECTORS = frozenset(map(chr, (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))))
_SIGNS_OF_LISTS = re.compile(
    r"(?:(?:[（(]?[一二三四五六七八九十\d]{1,3}[)）]|第?[一二三四五六七八九十]{1,3}[、.．\s]|\d{1,2}(?:\.\d{1,2})*[.、．)\s]|"
    r"[A-Za-z][.)]\s|[•‧·●○◦■□▪➤►‣*–—－-]+)\s*)+"
)
"""What may number a line or stand before it as a sign: behind it a clause may begin."""
_MARKER = -1
_HEX = re.compile(r"[0-9a-f]{64}")
_TRIED_ALONE, _MOST_STATES = 3, 8
_END_OF_LINE_HYPHEN = re.compile(
    r"(?<=[^\W\d_])[-\u2010][ \t]*(?:\r\n|[\n\r\v\f\u2028\u2029])\s*(?=[^\W\d_])"
)


class Stream(Struct, frozen=True):
    """All words of a document in one row.

    `text` is normalised; `cuts` are the places in it where a clause may begin or end, in order. `passages`
    and `offsets` say of each character which passage it is of and where it stands there. `loose` are hyphens
    at the end of a line, which may be part of a word or not. A sign in front of a list's item is part of the
    row too, at no place of its passage, for it may be taken for one wrongly.
    """

    paper: Paper
    text: str
    cuts: tuple[int, ...]
    passages: tuple[int, ...]
    offsets: tuple[int, ...]
    loose: tuple[int, ...]

    def span(self, passage: int, start: int, end: int) -> tuple[int, int]:
        """Where the characters of a passage between two of its places stand in the row."""
        first = bisect_left(self.passages, passage)
        last = bisect_right(self.passages, passage)
        of_passage = self.offsets[first:last]
        return first + bisect_left(of_passage, start), first + bisect_left(of_passage, end)

    def claimable(self, start: int, end: int) -> tuple[int, int]:
        """The least run around two places that begins and ends where a clause may."""
        before, behind = bisect_right(self.cuts, start), bisect_left(self.cuts, end)
        return self.cuts[max(0, before - 1)], self.cuts[min(behind, len(self.cuts) - 1)]

    def words(self, start: int, end: int) -> str:
        """What stands between two places of the row, as the document writes it; a passage a line."""
        found: list[str] = []
        position = start
        while position < end:
            passage = self.passages[position]
            last = min(end, bisect_right(self.passages, passage))
            text = self.paper.passages[passage].text
            stop = (
                self.offsets[last] if last < len(self.passages) and self.passages[last] == passage else None
            )
            found.append(text[max(0, self.offsets[position]) : stop].strip())
            position = last
        return "\n".join(found)

    def print_of(self, start: int, end: int) -> str:
        """The fingerprint of what stands between two places of the row, no word of it broken by a line."""
        return _digest(_spellings(self.text[start:end], self._loose_in(start, end))[-1])

    def find(self, prints: Collection[str], *, far: bool = True) -> dict[str, tuple[int, int]]:
        """Where the clauses with these fingerprints stand, the first of each; without `far` nearly all."""
        found: dict[str, tuple[int, int]] = {}
        wanted = {bytes.fromhex(known) for known in prints if _HEX.fullmatch(known)}
        for reach in (NEAR, FAR) if far else (NEAR,):
            if left := {value for value in wanted if value.hex() not in found}:
                found |= self._find(left, reach)
        left = {value for value in wanted if value.hex() not in found}
        if far and left and (len(self.text) <= SMALL or 2 * len(left) <= len(wanted)):
            found |= self._find_open(left)
        return found

    def _find(self, wanted: set[bytes], reach: int) -> dict[str, tuple[int, int]]:
        found: dict[str, tuple[int, int]] = {}
        pieces = [
            [spelled.encode() for spelled in _spellings(self.text[start:end], self._loose_in(start, end))]
            for start, end in zip(self.cuts, self.cuts[1:], strict=False)
        ]
        for index, start in enumerate(self.cuts[:-1]):
            running = [sha256()]
            for end, spelled in zip(
                self.cuts[index + 1 : index + 1 + reach], pieces[index : index + reach], strict=True
            ):
                if end - start > LONGEST:
                    break
                if len(spelled) == 1:
                    for state in running:
                        state.update(spelled[0])
                else:
                    running = _continued(running, spelled)
                for state in running:
                    value = state.digest()
                    if value in wanted:
                        found.setdefault(value.hex(), (start, end))
        return found

    def _find_open(self, wanted: set[bytes]) -> dict[str, tuple[int, int]]:
        """Clauses that begin or end where none may any more, since the sign beside them is another."""
        found: dict[str, tuple[int, int]] = {}
        cuts, known = self.cuts, set(self.cuts)
        for start in range(len(self.text)):
            index = bisect_right(cuts, start)
            near = cuts[index : index + NEAR]
            ends = range(start + 1, near[-1] + 1) if start in known and near else near
            state, position = sha256(), start
            for end in ends:
                state.update(self.text[position:end].encode("utf-8", "surrogatepass"))
                position = end
                value = state.digest()
                if value in wanted:
                    found.setdefault(value.hex(), (start, end))
        return found

    def _loose_in(self, start: int, end: int) -> list[int]:
        first, last = bisect_left(self.loose, start), bisect_left(self.loose, end)
        return [place - start for place in self.loose[first:last]]


def stream(paper: Paper) -> Stream:
    """A document in one row, its passages in their order."""
    text: list[str] = []
    passages: list[int] = []
    offsets: list[int] = []
    loose: list[int] = []
    cuts = {0}
    for number, passage in enumerate(paper.passages):
        begin = len(passages)
        signs = _normal(passage.marker)[0]
        kept, places = _normal(passage.text)
        hyphens = {match.start() for match in _END_OF_LINE_HYPHEN.finditer(passage.text)}
        text += [signs, kept]
        passages += [number] * (len(signs) + len(kept))
        offsets += [*([_MARKER] * len(signs)), *places]
        cuts |= {begin, begin + len(signs), len(passages)}
        begin += len(signs)
        loose += [begin + index for index, place in enumerate(places) if place in hyphens]
        for match in _LINE_START.finditer(passage.text):
            listed = _SIGNS_OF_LISTS.match(passage.text, match.end())
            ends = {match.end(), listed.end() if listed else match.end()}
            cuts |= {begin + bisect_left(places, end) for end in ends}
    whole = "".join(text)
    cuts |= {match.end() for match in _AFTER.finditer(whole)}
    cuts |= {match.start() for match in _BEFORE.finditer(whole)}
    return Stream(paper, whole, tuple(sorted(cuts)), tuple(passages), tuple(offsets), tuple(loose))


def print_of(words: str) -> str:
    """The fingerprint of a clause as it is written: 64 hexadecimal digits."""
    return _digest(_normal(_END_OF_LINE_HYPHEN.sub("", words))[0])


def print_of_paper(paper: Paper) -> str:
    """The fingerprint of all words of a document: `sha256:` and 64 digits.

    Bullets and dashes are left aside: no two formats agree on those in front of an item.
    """
    text = normal("\n\n".join(f"{passage.marker} {passage.text}" for passage in paper.passages))
    return "sha256:" + _digest("".join(each for each in text if not _is_bullet(each)))


def _is_bullet(sign: str) -> bool:
    return sign in "-*·•‧" or unicodedata.category(sign) in {"So", "Co", "Sm"}


def normal(words: str) -> str:
    """Words without what a layout changes: blanks, breaks, width, forms of quotes and dashes, 臺 for 台."""
    return _normal(words)[0]


def _digest(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _normal(words: str) -> tuple[str, list[int]]:
    """The words normalised, and where in them each character comes from."""
    kept: list[str] = []
    places: list[int] = []
    for match in _CLUSTER.finditer(words):
        folded = _fold(match[0])
        kept.append(folded)
        places += [match.start()] * len(folded)
    return "".join(kept), places


@lru_cache(maxsize=20_000)
def _fold(cluster: str) -> str:
    """A character with its marks as it counts; nothing for what cannot be seen."""
    return "".join(
        _FOLDED.get(each, each)
        for each in unicodedata.normalize("NFKC", "".join(_FOLDED.get(each, each) for each in cluster))
        if not (each.isspace() or each in _SELECTORS or unicodedata.category(each) in {"Cc", "Cf"})
    )


def _spellings(text: str, loose: Sequence[int]) -> list[str]:
    """A text with each of its hyphens at the end of a line, or none; with many, only these two ways."""
    ways: list[tuple[int, ...]] = [()]
    if len(loose) <= _TRIED_ALONE:
        ways = [way for count in range(len(loose)) for way in combinations(loose, count)]
    return [_without(text, way) for way in (*ways, tuple(loose))] if loose else [text]


def _without(text: str, places: Sequence[int]) -> str:
    for place in reversed(places):
        text = text[:place] + text[place + 1 :]
    return text


def _continued(running: list["_Hash"], spelled: Sequence[bytes]) -> list["_Hash"]:
    """The states of a run with its next piece in every spelling."""
    found = []
    for state in running[:_MOST_STATES]:
        for piece in spelled:
            found.append(state.copy())
            found[-1].update(piece)
    return found
