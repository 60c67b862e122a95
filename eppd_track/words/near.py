"""Which known word was meant by one that was mistyped; loaded only for what is refused."""

from collections.abc import Iterable
from difflib import get_close_matches

_SHORT = 3
"""The letters up to which one slip leaves too little alike to be found by that."""


def nearest_of(typed: str, known: Iterable[str], *, most: int = 1, alike: float = 0.6) -> list[str]:
    """The known words nearest to one, the nearest first: by slips of the finger, then by length.

    `alike`, from 0 to 1, is how much of it a word must share to be among them; one slip is always near.
    """
    names = list(known)
    found = get_close_matches(typed, names, n=max(len(names), 1), cutoff=alike)
    if not found and 1 < len(typed) <= _SHORT:
        found = [name for name in names if slips(typed, name) == 1]
    return sorted(found, key=lambda name: (slips(typed, name), abs(len(typed) - len(name))))[:most]


def slips(one: str, other: str) -> int:
    """How many slips lie between two words: a letter too much, missing or another, or two swapped."""
    earlier: list[int] = []
    above = list(range(len(other) + 1))
    for row, letter in enumerate(one, 1):
        line = [row]
        for column, sign in enumerate(other, 1):
            least = min(above[column] + 1, line[-1] + 1, above[column - 1] + (letter != sign))
            swapped = row > 1 and column > 1 and one[row - 2] == sign and letter == other[column - 2]
            line.append(min(least, earlier[column - 2] + 1) if swapped else least)
        earlier, above = above, line
    return above[-1]
