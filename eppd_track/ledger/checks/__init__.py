"""The named checks: everything in a readable ledger that contradicts itself or is still owed.

Each check is a function from a Check to Findings; reader.py has already named what could not be
read. Rules and sentences stand in faults.py.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator

from eppd_track.ledger.checks import agreed, codes, days, layout, owed, past, proved, scored
from eppd_track.ledger.checks.base import NOTHING_AT_HAND, AtHand, Check, Finding, places_of
from eppd_track.ledger.reading import Reading
from eppd_track.words import faults
from eppd_track.words.errors import Problem, Severity
from eppd_track.words.faults import RULES


def run(
    reading: Reading, today: dt.date, names: Iterable[str], ids: frozenset[str] | None = None
) -> tuple[Problem, ...]:
    """The faults of a ledger by the rules named, in file order, those of reading included.

    `ids` picks the commitments looked at one by one.
    """
    return counted(reading, today, names, ids)[0]


def counted(
    reading: Reading,
    today: dt.date,
    names: Iterable[str],
    ids: frozenset[str] | None = None,
    at_hand: AtHand = NOTHING_AT_HAND,
) -> tuple[tuple[Problem, ...], int]:
    """The same, and how many faults there are by all rules; others are not looked for in a sound text.

    The ledger is held against what is `at_hand`.
    """
    places = tuple(place for place in places_of(reading) if ids is None or place.commitment.id in ids)
    check = Check(reading, places, today, at_hand)
    of_torn = _in_torn(reading)
    wanted = frozenset(names)
    found = [problem for problem in reading.problems if problem.rule in wanted]
    others = len(reading.problems) - len(found)
    for finding in (finding for each in _CHECKS for finding in each(check)):
        named = finding.rule.name in wanted
        if not named and not reading.torn:
            others += 1
        elif not of_torn(problem := finding.problem(reading.document)):
            found += [problem] if named else []
            others += not named
    order = list(RULES)
    found.sort(key=lambda problem: (problem.line, problem.column, order.index(problem.rule)))
    return tuple(found), len(found) + others


def _in_torn(reading: Reading) -> Callable[[Problem], bool]:
    """Whether a fault may only follow from a line that could not be read, which is named already."""
    lines: set[int] = set()
    for kind, index in reading.torn:
        lines |= reading.document.lines(reading.document.of(str(kind))[int(index)])
    missing = {_NAMED_BY[kind] for kind in reading.lost if kind in _NAMED_BY}
    return lambda problem: problem.line in lines or problem.rule in missing


_NAMED_BY = {
    "agency": faults.UNKNOWN_AGENCY.name,
    "pillar": faults.UNKNOWN_PILLAR.name,
    "meeting": faults.UNKNOWN_MEETING.name,
    "commitment": faults.UNKNOWN_RELATED.name,
    "document": faults.UNKNOWN_DOCUMENT.name,
}
_CHECKS: tuple[Callable[[Check], Iterator[Finding]], ...] = (
    layout.unknown_names,
    layout.conflicts,
    layout.second_versions,
    layout.duplicates,
    layout.sides,
    codes.codes,
    codes.letters,
    codes.named,
    codes.rounds,
    codes.record_codes,
    days.dates,
    past.records,
    scored.scores,
    agreed.documents,
    agreed.texts,
    agreed.against_documents,
    owed.closing,
    proved.proofs,
    owed.unused,
    owed.remarks,
    agreed.remarks,
)
GRAVE = frozenset(name for name, rule in RULES.items() if rule.severity is not Severity.REMARK)
"""The rules that are always shown and counted: errors and warnings."""
