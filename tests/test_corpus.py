"""The papers that the rule book is measured by hold the words that are said to stand in them."""

import papers
import pytest


@pytest.mark.parametrize("name", papers.NAMES)
def test_what_is_expected_stands_in_the_paper_once_and_in_order(name: str) -> None:
    text = " ".join(papers.text(name).split())
    reading = papers.reading(name)
    for clauses in (reading.expected, reading.nothing):
        places = [text.find(clause.words) for clause in clauses]
        assert -1 not in places
        assert places == sorted(places)
        assert all(text.count(clause.words) == 1 for clause in clauses)
