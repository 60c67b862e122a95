"""Doubts about the ledger itself, told by the commands that read it: it holds nothing, or has faults."""

from collections import Counter
from collections.abc import Callable, Collection

from eppd_track import phrases
from eppd_track.cli.output import voice
from eppd_track.errors import LedgerUnreadable, Problem, Severity
from eppd_track.labels import Text, join
from eppd_track.ledger.faults import SCHEMA_VERSION
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
LOST = Text(
    "{name} holds no commitment any more; it did when eppd last wrote it.",
    "{name} 已無任何事項，而 eppd 上次寫入時仍有。",
)
BRING_BACK_OR_CHANGE = Text(
    "Bring a copy of it back, from a backup or from git; if it is to begin anew, change it with `eppd edit`.",
    "請自備份或 git 取回原檔；如確定要重新開始，請以「eppd edit」修改此檔。",
)
NEWER = Text(
    "{name} was written for a newer eppd: schema = {schema}, and this one reads schema 1.",
    "{name} 適用於較新版本之 eppd：其 schema 為 {schema}，此版僅讀取 schema 1。",
)
GET_NEWER = Text(
    "Install the newer eppd; `eppd --version` says which this is.",
    "請安裝較新版本之 eppd；「eppd --version」可顯示目前版本。",
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


def refuse_newer(reading: Reading) -> None:
    """Raises LedgerUnreadable for a ledger of a newer schema, in which anything may mean something else."""
    if any(problem.rule == SCHEMA_VERSION.name for problem in reading.problems):
        schema = reading.data["schema"]
        if isinstance(schema, int) and schema > 1:
            raise LedgerUnreadable(NEWER.fill(name=reading.ledger.name, schema=schema), GET_NEWER)


def refuse_misset(reading: Reading) -> None:
    """Raises LedgerUnreadable for what goes to others or is signed, where a setting means nothing."""
    if any(problem.severity is Severity.ERROR for problem in reading.misset):
        raise LedgerUnreadable(NO_PAGE, MEND_SETTING)


def tell_faults(found: Collection[Problem], reading: Reading) -> None:
    """Says on stderr how many faults `eppd check` shows, unless each of them was said when it was read."""
    told = (*reading.misset, *filter(hides, reading.problems))
    if all(problem in told for problem in found):
        return
    counts = Counter(problem.severity for problem in found)
    parts = [phrases.SEVERITY[name].fill(count=counts[name]) for name in Severity if counts[name]]
    voice.say(FAULTS.fill(counts=join(parts)))
