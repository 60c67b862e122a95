"""The named checks: everything in a readable ledger that contradicts itself or is still owed.

Each check is a function from a Check to Problems; reader.py has already named what could not be
read. Rules and sentences stand in faults.py.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping

from eppd_track.errors import Problem, Severity
from eppd_track.ledger import faults
from eppd_track.ledger.checks import codes, days, layout, owed, past
from eppd_track.ledger.checks.base import Check, places_of
from eppd_track.ledger.faults import RULES, Rule
from eppd_track.ledger.reader import Reading


def run(
    reading: Reading, today: dt.date, names: Iterable[str] = (), ids: frozenset[str] | None = None
) -> tuple[Problem, ...]:
    """Every fault of a ledger in file order, those of reading included.

    `names` picks rules, `ids` the commitments looked at one by one.
    """
    places = tuple(place for place in places_of(reading) if ids is None or place.commitment.id in ids)
    check = Check(reading, places, today)
    of_torn = _in_torn(reading)
    found = [*reading.problems]
    found += [problem for each in _CHECKS for problem in each(check) if not of_torn(problem)]
    wanted = set(names) or set(RULES)
    order = list(RULES)
    return tuple(
        sorted(
            (problem for problem in found if problem.rule in wanted),
            key=lambda problem: (problem.line, problem.column, order.index(problem.rule)),
        )
    )


def _in_torn(reading: Reading) -> Callable[[Problem], bool]:
    """Whether a fault may only follow from a line that could not be read, which is named already."""
    document = reading.document
    lines: set[int] = set()
    for kind, index in reading.torn:
        block = document.of(str(kind))[int(index)]
        lines.update(range(document.position(block.start)[0], document.position(block.end)[0]))
    missing = {_NAMED_BY[kind] for kind in reading.lost if kind in _NAMED_BY}
    return lambda problem: problem.line in lines or problem.rule in missing


_NAMED_BY = {
    "agency": faults.UNKNOWN_AGENCY.name,
    "pillar": faults.UNKNOWN_PILLAR.name,
    "meeting": faults.UNKNOWN_MEETING.name,
    "commitment": faults.UNKNOWN_RELATED.name,
}
_CHECKS: tuple[Callable[[Check], Iterator[Problem]], ...] = (
    layout.unknown_names,
    layout.settings,
    layout.conflicts,
    layout.duplicates,
    codes.codes,
    codes.record_codes,
    days.dates,
    past.records,
    owed.closing,
    owed.unused,
    owed.remarks,
)
REMARKS: Mapping[str, Rule] = {name: rule for name, rule in RULES.items() if rule.severity is Severity.REMARK}
"""The rules that are shown and counted only where asked for."""
