"""The real ledger: the 33 commitments of the 6th EPPD, as the source gives them."""

import json
from collections import Counter
from pathlib import Path

from conftest import Eppd


def rows(ran_out: str) -> list[dict[str, object]]:
    return json.loads(ran_out)["commitments"]


def test_33_commitments_by_pillar_and_status(eppd: Eppd, shipped: Path) -> None:
    found = rows(eppd("list", "--format", "json").out)

    assert len(found) == 33
    assert Counter(row["pillar"] for row in found) == {0: 7, 1: 14, 2: 6, 3: 3, 4: 3}
    assert Counter(row["status"] for row in found) == {
        "not-started": 23,
        "in-progress": 6,
        "completed": 2,
        "requested": 2,
    }


def test_day_one_is_honest(eppd: Eppd, shipped: Path) -> None:
    found = rows(eppd("list", "--format", "json", "--today", "2026-01-27").out)

    assert Counter(row["light"] for row in found) == {"blue": 2, "grey": 27, "none": 4}


def test_passes_its_own_check(eppd: Eppd, shipped: Path) -> None:
    ran = eppd("check")

    assert (ran.out, ran.err) == ("", "")


def test_pillar_2_has_six(eppd: Eppd, shipped: Path) -> None:
    assert len(eppd("list", "--pillar", "2", "--format", "ids").out.splitlines()) == 6


def test_rare_earths_are_found_in_chinese(eppd: Eppd, shipped: Path) -> None:
    found = eppd("list", "--search", "稀土", "--format", "ids").out.split()

    assert found == ["E6-P2-04", "E6-P2-03", "E6-P2-06"]


def test_both_spellings_of_taiwan_find_the_same(eppd: Eppd, shipped: Path) -> None:
    traditional = eppd("list", "--search", "臺美", "--format", "ids").out

    assert traditional
    assert traditional == eppd("list", "--search", "台美", "--format", "ids").out
