"""What the scores of several readers come to, for each commitment and each side that promised it.

Pure. The rules are those of docs/rules.md, "Scores": a reader's last word counts, two readers who
say the same agree, and nothing is ever averaged.
"""

import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence

from msgspec import Struct

from eppd_track.model.records import Commitment, Score
from eppd_track.model.vocabulary import Party, Side, Standing

VALUES = (1, 0, -1)
"""In full, in part, not: the order in which values are told."""
READERS = 2
"""How many readers must say the same."""


class Promise(Struct, frozen=True):
    """A commitment of one side in one round: the scores that count, and what they come to.

    `scores` holds the last word of each reader, in the order of their first. `value` is what the readers
    agree on, None where they do not.
    """

    commitment: Commitment
    side: Party
    scores: tuple[Score, ...]

    @property
    def standing(self) -> Standing:
        """Whether the readers agree, one has drafted it, they differ, or nobody has scored it."""
        return standing(score.value for score in self.scores)

    @property
    def value(self) -> int | None:
        """The value that the readers agree on."""
        return self.scores[0].value if self.standing is Standing.AGREED else None


class Shares(Struct, frozen=True):
    """How many agreed promises have each value, in the order of VALUES."""

    counts: tuple[int, ...]

    @staticmethod
    def of(promises: Iterable[Promise]) -> "Shares":
        """The shares of the agreed ones among these."""
        found = Counter(promise.value for promise in promises)
        return Shares(tuple(found[value] for value in VALUES))

    @property
    def percentages(self) -> tuple[int, ...]:
        """The same as whole percentages that add to 100."""
        return percentages(self.counts)


def promised_by(commitment: Commitment, parties: Sequence[Side]) -> tuple[Party, ...]:
    """The sides that promised it; all where the ledger does not say who did, none of what is no promise.

    A request asks and an expected effect follows: neither promises anything (docs/rules.md, "Scores").
    """
    kind, sides = commitment.kind, commitment.sides
    if kind is not None and not kind.promises:
        return ()
    pledges = kind.of(parties) if kind is not None else None
    if sides is None:
        return tuple(map(Party, (pledges,) if pledges else parties))
    return tuple(map(Party, sides.parties(parties)))


def counted(scores: Iterable[Score], side: Party, meeting: str | None) -> tuple[Score, ...]:
    """The scores that count for a side in a round: each reader's latest; of one day the last in the file."""
    latest: dict[str, Score] = {}
    for score in scores:
        if (score.side, score.meeting) != (side, meeting):
            continue
        reader = _person(score.reader)
        held = latest.get(reader)
        if held is None or score.date >= held.date:
            latest[reader] = score
    return tuple(latest.values())


def _person(reader: str) -> str:
    """A reader's name as it is compared: case, width and blanks make no second reader."""
    return " ".join(unicodedata.normalize("NFKC", reader).casefold().split())


def standing(values: Iterable[int]) -> Standing:
    """What the last words of different readers come to."""
    held = tuple(values)
    if not held:
        return Standing.UNSCORED
    if len(set(held)) > 1:
        return Standing.DISPUTED
    return Standing.AGREED if len(held) >= READERS else Standing.DRAFT


def promises(
    commitments: Iterable[Commitment], parties: Sequence[Side], meeting: str | None
) -> tuple[Promise, ...]:
    """A line for each commitment and each side that promised it, in their order."""
    return tuple(
        Promise(commitment, side, counted(commitment.scores, side, meeting))
        for commitment in commitments
        for side in promised_by(commitment, parties)
    )


def not_promised(
    commitments: Iterable[Commitment], parties: Sequence[Side], meeting: str | None
) -> tuple[Promise, ...]:
    """Scores that count for nothing: of a side that did not promise the commitment."""
    found = (
        Promise(commitment, side, counted(commitment.scores, side, meeting))
        for commitment in commitments
        for side in map(Party, parties)
        if side not in promised_by(commitment, parties)
    )
    return tuple(promise for promise in found if promise.scores)


def scored_for(commitments: Iterable[Commitment]) -> tuple[str | None, ...]:
    """The meetings that scores were made for, the one scored last first; None is for no meeting."""
    told = [score for commitment in commitments for score in commitment.scores]
    latest = sorted(enumerate(told), key=lambda pair: (pair[1].date, pair[0]), reverse=True)
    return tuple(dict.fromkeys(score.meeting for _, score in latest))


def percentages(counts: Sequence[int]) -> tuple[int, ...]:
    """Whole percentages that add to 100, by the largest remainder; the first of equals gets more.

    All are 0 where there is nothing to share.
    """
    total = sum(counts)
    if not total:
        return (0,) * len(counts)
    found = [100 * count // total for count in counts]
    rest = sorted(range(len(counts)), key=lambda index: (-(100 * counts[index] % total), index))
    for index in rest[: 100 - sum(found)]:
        found[index] += 1
    return tuple(found)
