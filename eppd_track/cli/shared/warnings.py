"""Doubts about the ledger itself, told by the commands that read it: it holds nothing, or has faults."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable

from eppd_track.cli.shared.output import voice
from eppd_track.ledger.reading import Reading
from eppd_track.model.records import Ledger
from eppd_track.report.problems import hides, line_of
from eppd_track.words import pages, refusals
from eppd_track.words.errors import LedgerUnreadable, Problem, Severity
from eppd_track.words.faults import SYNTAX, UNKNOWN_KEY, UNKNOWN_TABLE
from eppd_track.words.text import Text, join

NO_LEDGER = Text(
    "{name} holds no ledger: no schema, no [dialogue], no commitment.",
    "{name} 沒有列管資料：既無 schema，也無 [dialogue] 與任何事項。",
)
BRING_BACK = Text(
    "Bring a copy of it back, from a backup or from git; or move it away and start anew with `eppd init`.",
    "請自備份或 git 取回原檔；或先移開此檔，再以「eppd init」建立新檔。",
)
LOST = Text(
    "{name} holds no commitment any more; it did when eppd last wrote it.",
    "{name} 已無任何事項，而 eppd 上次寫入時仍有。",
)
BRING_BACK_OR_CHANGE = Text(
    "Bring a copy of it back, from a backup or from git; if it is to begin anew, change it with `eppd edit`.",
    "請自備份或 git 取回原檔；如確定要重新開始，請以「eppd edit」修改此檔。",
)
NO_PAGE = Text(
    "No page was made: a setting of the ledger means nothing, so days, lights or words on it could be wrong.",
    "未產生任何頁面：列管檔有設定無法辨識，頁面上的日期、燈號或文字可能有誤。",
)
MEND_SETTING = Text(
    "Mend it first; `eppd check` explains it. `eppd list` and `eppd show` work meanwhile.",
    "請先修正；「eppd check」有說明。在此之前仍可使用「eppd list」及「eppd show」。",
)
FAULTS = Text(
    "The checks find faults in the ledger: {counts}; `eppd check` shows them.",
    "列管檔檢查結果：{counts}；請執行「eppd check」查看。",
)


def refuse_no_ledger(reading: Reading, held: Callable[[], bool]) -> None:
    """Raises LedgerUnreadable for a file that holds no ledger, as one that was emptied or is something else.

    Nor is one a ledger without commitments that `held` some when eppd wrote it last (undo.held).
    """
    ledger = reading.ledger
    if ledger.commitments or reading.unread or reading.passed:
        return
    if not {"schema", "dialogue"} & reading.data.keys():
        raise LedgerUnreadable(NO_LEDGER.fill(name=ledger.name), BRING_BACK)
    if held():
        raise LedgerUnreadable(LOST.fill(name=ledger.name), BRING_BACK_OR_CHANGE)


def refuse_misset(reading: Reading) -> None:
    """Raises LedgerUnreadable for what goes to others or is signed, where a setting means nothing."""
    if any(problem.severity is Severity.ERROR for problem in reading.misset):
        raise LedgerUnreadable(NO_PAGE, MEND_SETTING)


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
    voice.say(FAULTS.fill(counts=join(parts)))
