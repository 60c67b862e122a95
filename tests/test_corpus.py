"""The papers that the rule book is measured by hold the words that are said to stand in them."""

from pathlib import Path

import papers
import pytest
from conftest import Eppd


@pytest.mark.parametrize("name", papers.NAMES)
def test_what_is_expected_stands_in_the_paper_once_and_in_order(name: str) -> None:
    text = " ".join(papers.text(name).split())
    reading = papers.reading(name)
    for clauses in (reading.expected, reading.nothing):
        places = [text.find(clause.words) for clause in clauses]
        assert -1 not in places
        assert places == sorted(places)
        assert all(text.count(clause.words) == 1 for clause in clauses)


@pytest.mark.parametrize("name", papers.NAMES)
def test_a_paper_taken_in_unread_makes_a_sound_ledger_that_claims_all_of_it(
    eppd: Eppd, tmp_path: Path, name: str
) -> None:
    (tmp_path / "paper.txt").write_text(papers.text(name), encoding="utf-8")

    eppd("init", "--from", "paper.txt", "--today", "2026-12-10")

    assert eppd("check", "--today", "2026-12-10").out == ""
    assert "0 unclaimed" in eppd("trace", "--lang", "en").out
