"""Every document of the public TOML suite in a ledger that two people work on: all of it is merged, or told.

`EPPD_TOML_SUITE` names the folder of the suite (github.com/toml-lang/toml-test); without it nothing is shown.
"""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import tomli
from oracle import complaints
from threeway import PLAIN

from eppd_track.ledger.merge import merge

SUITE = Path(os.environ.get("EPPD_TOML_SUITE") or os.devnull)
DOCUMENTS = sorted((SUITE / "valid").rglob("*.toml"))
pytestmark = pytest.mark.skipif(not DOCUMENTS, reason="EPPD_TOML_SUITE names no folder of the TOML suite")

PLACES = {
    "above": "# What was agreed.",
    "among the settings": "[[meeting]]",
    "in front of the commitments": "# ---- the first pillar",
    "in a head": 'sides = "both"\nowner = "MOEA"',
    "behind a head": "\n  [[commitment.milestone]]",
    "in a record": '  note = "Called."',
    "between commitments": '[[commitment]]\nid = "E6-P1-03"',
    "below": None,
}
WORK = 'title = "Train people"'
RECORD = '\n  [[commitment.update]]\n  date = 2026-03-0{}\n  note = "{}"\n\n[[commitment]]\nid = "E6-P1-02"'
SIDES = {
    "new on theirs": "  d",
    "new on ours": " d ",
    "new on both": " dd",
    "in all": "ddd",
    "taken out on theirs": "dd ",
    "taken out on ours": "d d",
    "another on theirs": "dde",
    "another on ours": "ded",
    "two new ones": " de",
    "two others": "def",
}


def embedded(ledger: str, place: str | None, document: str) -> str:
    """A ledger with a document in it."""
    if place is None:
        return f"{ledger}\n{document}\n"
    before, mark, after = ledger.partition(place)
    assert mark
    return f"{before}{document}\n{mark}{after}"


def worked_on(ledger: str, who: int) -> str:
    """A ledger in which somebody recorded something of two commitments."""
    mark = '\n[[commitment]]\nid = "E6-P1-02"'
    assert mark in ledger
    return ledger.replace(mark, RECORD.format(who, f"By {who}."), 1).replace(
        WORK, f"{WORK}\nx_{who} = {who}", 1
    )


def cases(place: str | None, how: str, newline: str) -> Iterator[tuple[str, list[str]]]:
    """The three sides with each document on those that `how` says, where TOML allows it."""
    texts = {path: path.read_bytes().decode("utf-8-sig") for path in DOCUMENTS}
    order = list(texts)
    for number, path in enumerate(order):
        letters = {"d": texts[path], " ": None}
        letters |= {letter: texts[order[number - step]] for step, letter in enumerate("ef", 1)}
        sides = [PLAIN, worked_on(PLAIN, 1), worked_on(PLAIN, 2)]
        sides = [
            side if letters[letter] is None else embedded(side, place, str(letters[letter]))
            for side, letter in zip(sides, how, strict=True)
        ]
        sides = [side.replace("\r\n", "\n").replace("\n", newline) for side in sides]
        try:
            for side in sides:
                tomli.loads(side)
        except tomli.TOMLDecodeError:
            continue
        yield path.name, sides


@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["lf", "crlf"])
@pytest.mark.parametrize("how", SIDES.values(), ids=SIDES.keys())
@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES.keys())
def test_nothing_that_toml_allows_is_lost_in_a_merge(
    place: str | None, how: str, newline: str, record_property: Callable[[str, int], None]
) -> None:
    wrong = {}
    done = 0
    for name, sides in cases(place, how, newline):
        done += 1
        merged = merge(*sides)
        found = complaints(*sides, merged.text)
        if found:
            wrong[name] = found

    record_property("merges", done)
    assert wrong == {}
