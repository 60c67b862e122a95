"""Doubts about the ledger itself, told by the commands that read it: it holds nothing, or has faults."""

from collections import Counter
from collections.abc import Collection

from eppd_track import phrases
from eppd_track.cli.output import voice
from eppd_track.errors import LedgerUnreadable, Problem, Severity
from eppd_track.labels import Text, join
from eppd_track.ledger.reading import Reading
from eppd_track.report.problems import hides

NO_LEDGER = Text(
    "{name} holds no ledger: no schema, no [dialogue], no commitment.",
    "{name} 沒有列管資料：既無 schema，也無 [dialogue] 與任何事項。",
)
BRING_BACK = Text(
    "Bring a copy of it back, from a backup or from git; or move it away and start anew with `eppd init`.",
    "請自備份或 git 取回原檔；或先移開此檔，再以「eppd init」建立新檔。",
)
FAULTS = Text(
    "The checks find faults in the ledger: {counts}; `eppd check` shows them.",
    "列管檔檢查結果：{counts}；請執行「eppd check」查看。",
)


def refuse_nothing(reading: Reading) -> None:
    """Raises LedgerUnreadable for a file that holds no ledger at all, as an emptied one does."""
    ledger = reading.ledger
    if ledger.commitments or ledger.dialogue or reading.unread or reading.problems or reading.passed:
        return
    if "schema" not in reading.data:
        raise LedgerUnreadable(NO_LEDGER.fill(name=ledger.name), BRING_BACK)


def tell_faults(found: Collection[Problem], reading: Reading) -> None:
    """Says on stderr how many faults `eppd check` shows, unless each of them was said when it was read."""
    if all(hides(problem) and problem in reading.problems for problem in found):
        return
    counts = Counter(problem.severity for problem in found)
    told = [phrases.SEVERITY[name].fill(count=counts[name]) for name in Severity if counts[name]]
    voice.say(FAULTS.fill(counts=join(told)))
