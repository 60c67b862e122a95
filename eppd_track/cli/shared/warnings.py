"""Doubts about the ledger itself, told by the commands that read it: it holds nothing, or has faults."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable

from eppd_track.cli.shared.output import voice
from eppd_track.ledger.reading import Reading
from eppd_track.model.records import Ledger
from eppd_track.report.problems import hides, line_of
from eppd_track.words import pages, refusals, warnings
from eppd_track.words.errors import LedgerUnreadable, Problem, Severity
from eppd_track.words.faults import SYNTAX, UNKNOWN_KEY, UNKNOWN_TABLE
from eppd_track.words.text import join


def refuse_no_ledger(reading: Reading, held: Callable[[], bool]) -> None:
    """Raises LedgerUnreadable for a file that holds no ledger, as one that was emptied or is something else.

    Nor is one a ledger without commitments that `held` some when eppd wrote it last (undo.held).
    """
    ledger = reading.given
    if ledger.commitments or reading.unread:
        return
    if not {"schema", "dialogue"} & reading.data.keys():
        raise LedgerUnreadable(warnings.NO_LEDGER.fill(name=ledger.name), warnings.BRING_BACK)
    if held():
        raise LedgerUnreadable(warnings.LOST.fill(name=ledger.name), warnings.BRING_BACK_OR_CHANGE)


def refuse_misset(reading: Reading) -> None:
    """Raises LedgerUnreadable for what goes to others or is signed, where a setting means nothing."""
    if any(problem.severity is Severity.ERROR for problem in reading.misset):
        raise LedgerUnreadable(warnings.NO_PAGE, warnings.MEND_SETTING)


def refuse_for_others(found: Iterable[Problem], ledger: Ledger) -> None:
    """Raises LedgerUnreadable with the first fault that leaves it uncertain what is internal.

    It holds for everything that is made for readers outside (docs/rules.md, "Audiences").
    """
    problem = grave_fault(found)
    if problem is not None:
        raise LedgerUnreadable(line_of(problem, ledger.name), refusals.NOT_FOR_OTHERS)


def grave_fault(found: Iterable[Problem]) -> Problem | None:
    """The first fault that may hide a mark, a side or an agency."""
    names = {UNKNOWN_KEY.name, UNKNOWN_TABLE.name}
    grave = (one for one in found if one.severity is Severity.ERROR or one.rule in names)
    return next(grave, None)


def sides_unsure(reading: Reading) -> bool:
    """Whether a line that cannot be read may hold which side an agency belongs to."""
    return any(problem.rule == SYNTAX.name and problem.id is None for problem in reading.problems)


def tell_faults(found: Collection[Problem], reading: Reading) -> None:
    """Says on stderr how many faults `eppd check` shows, unless each of them was said when it was read."""
    told = (*reading.misset, *filter(hides, reading.problems))
    if all(problem in told for problem in found):
        return
    counts = Counter(problem.severity for problem in found)
    parts = [pages.SEVERITY[name].fill(count=counts[name]) for name in Severity if counts[name]]
    voice.say(warnings.FAULTS.fill(counts=join(parts)))
