"""How many updates are written at once: shown first, asked about, written in one piece, undone in one."""

from collections.abc import Callable

from eppd_track import messages
from eppd_track.cli.session import Session
from eppd_track.cli.writing import Opened, Prepared, made, save
from eppd_track.errors import ChangeRefused
from eppd_track.labels import Text
from eppd_track.ledger import store
from eppd_track.ledger.batch import Batch
from eppd_track.ledger.reading import Reading
from eppd_track.report.batch import summary

NOT_TAKEN = Text(
    "Written in part: {taken} written, {count} not taken, as named above.",
    "僅寫入一部分：已寫入 {taken} 項，另有 {count} 項未寫入，詳如上列。",
)
ALL_REFUSED = Text(
    "None of it can be written: {count} refused, as named above.", "全部無法寫入，計 {count} 項，詳如上列。"
)
FORMS = ("terminal", "text", "json")


def carry_out(
    session: Session,
    make: Callable[[Reading], Batch],
    *,
    dry_run: bool,
    yes: bool,
    form: str | None = None,
) -> Reading | None:
    """Shows what `make` gives for the ledger as it is now, asks, writes, and gives the ledger as it is then.

    The ledger is not locked while somebody reads: if it was changed in between, what applies now is
    shown and asked about anew. None when nothing was written. Raises ChangeRefused when all that was asked
    is refused and when the question is declined, AnswerNeeded when nobody can be asked.
    """
    shown: tuple[object, ...] | None = None
    while True:
        source, reading = session.read_for_change()
        batch, ready = _ready(session, source, reading, make)
        told = ready.told(session.calendar) if ready else ()
        if shown is not None:
            session.say(messages.CHANGED_IN_BETWEEN)
        shown = (told, batch.refused, batch.unchanged)
        left = len(batch.refused) + len(batch.troubles)
        session.emit(summary(batch, told, reading.ledger, session.today), FORMS, form)
        if ready is None:
            if left and not batch.unchanged:
                raise ChangeRefused(ALL_REFUSED.fill(count=left), messages.DECLINED)
            session.say(messages.NOTHING_APPLIES)
            return None
        if dry_run:
            session.say(messages.DRY_RUN)
            return None
        session.agree(messages.WRITE_BATCH, "--yes", yes=yes)
        with session.locked(source.path):
            source, reading = session.read_for_change()
            batch, ready = _ready(session, source, reading, make)
            told = ready.told(session.calendar) if ready else ()
            if ready is not None and (told, batch.refused, batch.unchanged) == shown:
                save(session, source, ready.raw, told, sound=True)
                if left:
                    session.say(NOT_TAKEN.fill(taken=len(told), count=left))
                return ready.after


def _ready(
    session: Session, source: store.Source, reading: Reading, make: Callable[[Reading], Batch]
) -> tuple[Batch, Prepared | None]:
    """The batch for a reading, and its change ready to be saved; None where it changes nothing."""
    batch = make(reading)
    if not (batch.change.edits or batch.change.additions):
        return batch, None
    return batch, made(session, Opened(source, reading), batch.change)
