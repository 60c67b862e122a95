"""The named checks: everything in a readable ledger that contradicts itself or is still owed.

Each check is a function from a Check to Problems; reader.py has already named what could not be
read. Rules and sentences stand in faults.py.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping

from eppd_track.errors import Problem, Severity
from eppd_track.ledger.checks import codes, days, layout, owed, past
from eppd_track.ledger.checks.base import Check, places_of
from eppd_track.ledger.faults import RULES, Rule
from eppd_track.ledger.reader import Reading


def run(reading: Reading, today: dt.date, names: Iterable[str] = ()) -> tuple[Problem, ...]:
    """Every fault of a ledger in file order, those of reading included; `names` picks rules."""
    check = Check(reading, places_of(reading), today)
    found = [*reading.problems, *(problem for each in _CHECKS for problem in each(check))]
    wanted = set(names) or set(RULES)
    order = list(RULES)
    return tuple(
        sorted(
            (problem for problem in found if problem.rule in wanted),
            key=lambda problem: (problem.line, problem.column, order.index(problem.rule)),
        )
    )


_CHECKS: tuple[Callable[[Check], Iterator[Problem]], ...] = (
    layout.unknown_names,
    layout.settings,
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
