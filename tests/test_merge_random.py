"""Random work of two people, merged: nothing is lost, nothing refused, nothing left to complain of."""

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from oracle import complaints
from threeway import three

from eppd_track.ledger import checks, reader
from eppd_track.ledger.merge import merge

CASES = int(os.environ.get("EPPD_MERGES", "40"))
TODAY = date(2027, 6, 30)
OF_A_CONFLICT = {"merge-conflict", "status-unexplained"}
OF_BOTH = {"never-asked"}
"""What two sides can owe together: a date on one, and on the other that the work goes on."""


def found(text: str) -> set[tuple[str, str | None]]:
    """What `eppd check` finds: the rules and whose."""
    problems = checks.run(reader.read(text, "x"), TODAY, checks.GRAVE)
    return {(problem.rule, problem.id) for problem in problems}


@pytest.mark.parametrize("seed", range(CASES))
def test_two_people_lose_nothing(
    tmp_path: Path, seed: int, record_property: Callable[[str, int], None]
) -> None:
    base, ours, theirs = three(tmp_path, Path(os.environ["EPPD_STATE"]), seed)

    merged = merge(base, ours, theirs)

    record_property("merges", 1)
    record_property("with a conflict", int(bool(merged.conflicts)))
    assert complaints(base, ours, theirs, merged.text) == []
    rules = {rule for rule, _ in found(ours) | found(theirs)}
    new = {rule for rule, _ in found(merged.text)} - rules - OF_BOTH
    assert new <= (OF_A_CONFLICT if merged.conflicts else set())
