"""How many updates are written at once: shown first, asked about, written in one piece, undone in one."""

from collections.abc import Callable

from msgspec import structs

from eppd_track.cli.shared import receipt
from eppd_track.cli.shared.emit import emit
from eppd_track.cli.shared.options import RECEIPT_FORMS
from eppd_track.cli.shared.session import Session
from eppd_track.cli.shared.writing import Opened, Prepared, made, save
from eppd_track.ledger import store
from eppd_track.ledger.batch import Batch
from eppd_track.ledger.reading import Reading
from eppd_track.report.batch import summary
from eppd_track.report.change import Changed
from eppd_track.report.parts import Report, Sentences
from eppd_track.words import changes, refusals
from eppd_track.words.errors import ChangeRefused
from eppd_track.words.text import same


def carry_out(
    session: Session,
    make: Callable[[Reading], Batch],
    *,
    dry_run: bool,
    yes: bool,
    form: str | None,
) -> Reading | None:
    """Shows what `make` gives for the ledger as it is now, asks, writes, and gives the ledger as it is then.

    The ledger is not locked while somebody reads: if it was changed in between, what applies now is
    shown and asked about anew. None when nothing was written. Raises ChangeRefused when all that was asked
    is refused and when the question is declined, AnswerNeeded when nobody can be asked.
    With the form `json` the receipt of what came of it is all that stands on stdout, also where all of it is
    refused; where somebody is asked, what is shown goes to stderr.
    """
    shown: tuple[object, ...] | None = None
    while True:
        source, reading = session.read_for_change()
        batch, ready = _ready(session, source, reading, make)
        told = ready.told(session.calendar) if ready else ()
        if shown is not None:
            session.say(refusals.CHANGED_IN_BETWEEN)
        shown = (told, batch.refused, batch.unchanged)
        left = len(batch.refused) + len(batch.troubles) + len(batch.left)
        asked = not (ready is None or dry_run or yes)
        after = (ready.after if ready else reading).ledger
        changed = Changed(session.items(reading.ledger), session.items(after))
        _show(session, summary(batch, told, changed, reading.ledger, session.today), form, asked=asked)
        if ready is None or dry_run:
            if form == "json":
                raw = ready.raw if ready else source.raw
                receipt.give(session, source, raw, told=told, batch=batch, dry_run=dry_run)
            if ready is None and left and not batch.unchanged:
                raise ChangeRefused(changes.ALL_REFUSED.fill(count=left), refusals.DECLINED)
            session.say(refusals.DRY_RUN if ready else refusals.NOTHING_APPLIES)
            return None
        session.agree(refusals.WRITE_BATCH, "--yes", yes=yes)
        with session.locked(source.path):
            source, reading = session.read_for_change()
            batch, ready = _ready(session, source, reading, make)
            told = ready.told(session.calendar) if ready else ()
            as_shown = (told, batch.refused, batch.unchanged) == shown
            if ready is not None and as_shown:
                save(session, source, ready.raw, told)
        if ready is not None and as_shown:
            if form == "json":
                receipt.give(session, source, ready.raw, told=told, batch=batch)
            session.say(changes.RECORDED.fill(count=_items(batch) or len(told)))
            if left:
                session.say(changes.NOT_TAKEN.fill(taken=len(told), count=left))
            return ready.after


def _items(batch: Batch) -> int:
    """How many commitments a batch changes or adds."""
    added = sum(addition.kind == "commitment" for addition in batch.change.additions)
    return len({edit.id for edit in batch.change.edits}) + added


def _show(session: Session, shown: Report, form: str | None, *, asked: bool) -> None:
    """Shows what would be written: on stdout, or on stderr where a receipt goes there and one is asked."""
    if form != "json":
        emit(session, shown, RECEIPT_FORMS, form)
    elif asked and session.at_terminal:
        for section in shown.sections:
            sentences = [block for block in section.blocks if isinstance(block, Sentences)]
            for line in (section.head, *(line for block in sentences for line in block.lines)):
                if line is not None:
                    session.say(same(line) if isinstance(line, str) else line)


def _ready(
    session: Session, source: store.Source, reading: Reading, make: Callable[[Reading], Batch]
) -> tuple[Batch, Prepared | None]:
    """The batch for a reading, and its change ready to be saved; None where it changes nothing."""
    batch = make(reading)
    if not (batch.change.edits or batch.change.additions or batch.change.parts):
        return batch, None
    ready = made(session, Opened(source, reading), batch.change)
    return structs.replace(batch, notices=(*batch.notices, *ready.doubts)), ready
