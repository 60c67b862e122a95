"""Which commitment a text is about: by an id in it, else by the words that few commitments share.

Pure, without a model and without a network. Chinese has no blanks, so that its words are every two characters
that stand together; an English word stands for those that a reader takes for the same (`certified`,
`certification`). A word counts for the more the fewer commitments hold it, so that 合作 and "cooperation"
decide nothing (docs/rules.md, "What a line of the minutes is about").
"""

import math
import re
from collections import Counter
from collections.abc import Iterable

from msgspec import Struct

from eppd_track.model.records import Commitment, Ledger
from eppd_track.rules.ids import find_id
from eppd_track.rules.query import fold
from eppd_track.words.errors import NoSuchCommitment

TELLS = 1.4
"""How much a text must share with a commitment to be near it, in words that no other holds; one is chance."""
PROVES = 2.4
"""How much to be about it for sure: four Chinese characters in a row, or two English words and a half."""
LEAST = 0.2
"""The least score of one that is near: a long title shares some words with anything."""
MARGIN = 0.7
"""A second commitment with this part of the first one's score leaves the matter open.

In minutes of the kind that officials write the second one has less than half of it where one reader would not
ask; pairs that share their matter (a hope and its answer) have more than three quarters.
"""
MOST_NEAR = 5
"""How many are offered; further ones would be read by nobody."""

_SAME_WORD, _SAME_START, _SHORTEST = 0.86, 5, 4
"""How alike two English words are that a reader takes for one (secure, securing): as a whole, and their first
letters; a shorter one has one form only."""
_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+")
_WORD = re.compile(r"[a-z0-9]{2,}")
_ID = re.compile(r"(?<![0-9A-Za-z-])[0-9A-Za-z]+(?:-[0-9A-Za-z]*\d[0-9A-Za-z]*)+(?![0-9A-Za-z-])")
_FRONT = re.compile(rf"\W*({_ID.pattern})\s*[)\]】」]?\s*(:)?")
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–−﹣－", "-"))
_IDLE = frozenset(
    _WORD.findall(
        "an and are as at be been by for from has have in into is it its more of on or other such that the"
        " their these this those to was were will with would"
    )
)


class Near(Struct, frozen=True):
    """A commitment that a text resembles, and how much: 1.0 is the same words."""

    id: str
    score: float


class About(Struct, frozen=True):
    """What a text is about: one commitment for sure, or those near it, the nearest first; or nothing known.

    `named` says that an id in the text decides, `leads` that it stands in front.
    """

    sure: str | None = None
    near: tuple[Near, ...] = ()
    named: bool = False
    leads: bool = False


class Likeness:
    """A ledger's commitments by their words: titles, topic, operative words, and the agreed ones it holds.

    Raises ModuleNotFoundError where the library for English words is not installed.
    """

    def __init__(self, ledger: Ledger) -> None:
        from rapidfuzz import distance, process  # noqa: PLC0415 - loaded where texts are compared only

        self._nearest, self._alike = process.extract, distance.JaroWinkler.similarity
        self._english: dict[str, str] = {}
        self._stems: list[str] = []
        self.ids = [commitment.id for commitment in ledger.commitments]
        self._words = {one.id: self._words_of(_said(one), new=True) for one in ledger.commitments}
        held = Counter(word for words in self._words.values() for word in words)
        own = math.log(len(self.ids) + 1.0)
        self._weight = {word: 1 - math.log(count) / own for word, count in held.items()}
        self._size = {
            one.id: self._sum(self._words_of(_called(one)) & self._words[one.id])
            for one in ledger.commitments
        }

    def about(self, text: str) -> About:
        """What a text is about: what its ids name, else what it resembles."""
        if named := self._named(text):
            found = tuple(Near(name, 1.0) for name in named)
            front = _FRONT.match(fold(text).translate(_DASHES))
            leads = front is not None and named[0] in self._named(front[1])
            alone = len(named) == 1 or (leads and front is not None and bool(front[2]))
            return About(sure=named[0] if alone else None, near=found, named=True, leads=leads)
        found = self.near(text)
        if not found:
            return About()
        alone = all(one.score < found[0].score * MARGIN for one in found[1:])
        proved = self._shared(found[0].id, self._known(text)) >= PROVES
        return About(sure=found[0].id if proved and alone else None, near=found)

    def near(self, text: str) -> tuple[Near, ...]:
        """The commitments that a text resembles, the nearest first."""
        known = self._known(text)
        said = self._sum(known)
        found = [
            Near(name, round(min(shared / math.sqrt(said * (self._size[name] or shared)), 1.0), 3))
            for name in self.ids
            if (shared := self._shared(name, known)) >= TELLS
        ]
        near = [one for one in found if one.score >= LEAST]
        return tuple(sorted(near, key=lambda one: -one.score)[:MOST_NEAR])

    def _named(self, text: str) -> list[str]:
        """The commitments whose ids stand in a text, in any form that a command takes."""
        found: dict[str, None] = {}
        for match in _ID.finditer(fold(text).translate(_DASHES)):
            try:
                found[find_id(self.ids, match[0])] = None
            except NoSuchCommitment:
                continue
        return list(found)

    def _known(self, text: str) -> set[str]:
        """The words of a text that commitments hold."""
        return self._words_of([text]) & self._weight.keys()

    def _words_of(self, texts: Iterable[str | None], *, new: bool = False) -> set[str]:
        """The words of texts as they are compared; a `new` one is kept for its like."""
        found: set[str] = set()
        for text in filter(None, texts):
            folded = fold(text)
            for run in _HAN.findall(folded):
                found.update(run[place : place + 2] for place in range(len(run) - 1))
            found.update(self._one_form(word, new=new) for word in _WORD.findall(folded) if word not in _IDLE)
        return found

    def _one_form(self, word: str, *, new: bool) -> str:
        """The first form in which commitments hold an English word; itself where they hold none."""
        if len(word) < _SHORTEST:
            return word
        if word not in self._english:
            near = self._nearest(
                word, self._stems, scorer=self._alike, score_cutoff=_SAME_WORD, limit=MOST_NEAR
            )
            like = next((one for one, _, _ in near if _same_start(one, word)), None)
            if like is None and new:
                self._stems.append(word)
            self._english[word] = like or word
        return self._english[word]

    def _shared(self, name: str, words: set[str]) -> float:
        """How much a commitment and these words have in common, in words that no other commitment holds."""
        return self._sum(words & self._words[name])

    def _sum(self, words: Iterable[str]) -> float:
        return sum(self._weight[word] for word in sorted(words))


def _called(commitment: Commitment) -> Iterable[str | None]:
    """What a commitment is called, by which its score is measured; what else it says can only be found."""
    return (commitment.title, commitment.title_zh, commitment.topic, commitment.topic_zh)


def _said(commitment: Commitment) -> Iterable[str | None]:
    yield from _called(commitment)
    yield commitment.operative_words
    yield from (text.words for text in commitment.texts)


def _same_start(one: str, other: str) -> bool:
    length = min(_SAME_START, len(one), len(other))
    return one[:length] == other[:length]
