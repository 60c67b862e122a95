"""`eppd undo`."""

import contextlib
from pathlib import Path
from typing import Annotated

import typer

from eppd_track.cli.shared import receipt
from eppd_track.cli.shared.emit import emit
from eppd_track.cli.shared.options import RECEIPT_FORMS, ReceiptOption, command, flag
from eppd_track.cli.shared.output import write_out
from eppd_track.cli.shared.session import Session
from eppd_track.cli.shared.writing import difference
from eppd_track.ledger import store, undo
from eppd_track.ledger.reading import Reading
from eppd_track.report import change, overview
from eppd_track.words import changes as say
from eppd_track.words import refusals
from eppd_track.words.errors import ChangeRefused
from eppd_track.words.text import Text, join, same

EPILOG = """\b
Examples:
  eppd undo
  eppd undo --list
  eppd undo --dry-run
"""
MOST_TOLD = 3
"""How many changes of one command are told before the others are counted."""
_LAST = "undone"
"""The file beside the copies that holds the digest of the ledger as the last undo left it."""

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command("undo", epilog=EPILOG)
@command()
def undo_(
    session: Session,
    listed: Annotated[bool, flag("--list", "What could be taken back, the latest first.")] = False,
    dry_run: Annotated[
        bool, flag("--dry-run", "Print what the last command changed, write nothing.")
    ] = False,
    yes: Annotated[bool, flag("--yes -y", "Answer questions with yes.")] = False,
    form: ReceiptOption = None,
) -> None:
    """Take the last command back whole, byte for byte; again for the one before.

    An undo cannot be undone: on a terminal it asks before a second one in a row, and before it takes back
    another day's work. Refused when the file was changed since by something else than eppd.
    """
    path = session.found.path
    source = store.read(path)
    reading = session.tell_misset(session.parse(source))
    reading.refuse_newer()
    folder = session.undo_folder
    if listed:
        made = list(undo.chain(folder, source.raw))
        emit(session, overview.undo_list(made, reading.heads, session.today), RECEIPT_FORMS, form)
        return
    if dry_run:
        _show(session, folder, source, form)
        return
    question = _question(session, folder, source.raw)
    if question is not None:
        session.agree(question, "--yes", yes=yes)
    with session.locked(path):
        seen, source = source.raw, store.read(path)
        if question is not None and source.raw != seen:
            raise ChangeRefused(refusals.CHANGED_MEANWHILE.fill(name=path.name), refusals.RUN_AGAIN)
        if source.raw != reading.given.raw:
            reading = session.parse(source)
        copy, step = undo.latest(folder, source.raw)
        earlier = undo.take_back(source.raw, step)
        store.save(source, earlier)
        undo.mark(folder, earlier)
        undo.forget(folder, copy)
        session.tell_above()
        with contextlib.suppress(ChangeRefused):  # without it the next undo only does not ask
            store.write_whole(folder / _LAST, undo.digest(earlier).encode("ascii"), private=True)
    told = refusals.TAKEN_BACK.fill(day=step.day, what=_told(step))
    if form == "json":
        receipt.give(session, source, earlier, told=(told,))
    else:
        session.say(told)
        _tell(session, reading, earlier, form)


def _tell(session: Session, reading: Reading, earlier: bytes, form: str | None) -> None:
    """What became of each item, where both states of the file can be read."""
    back = session.parse(store.Source(session.found.path, earlier))
    if not (reading.torn or back.torn):
        changed = change.Changed(session.items(reading.heads), session.items(back.heads))
        report = change.undone(changed, back.heads, session.today, session.calendar)
        if report is not None:
            emit(session, report, RECEIPT_FORMS, form)


def _question(session: Session, folder: Path, raw: bytes) -> Text | None:
    """What somebody at a terminal is asked before an undo that may be one too many; None for any other."""
    if not session.at_terminal:
        return None
    step = undo.latest(folder, raw)[1]
    with contextlib.suppress(OSError):
        if (folder / _LAST).read_bytes() == undo.digest(raw).encode("ascii"):
            return say.ONE_MORE.fill(day=step.day, what=_told(step))
    if step.day != session.today:
        return say.ANOTHER_DAY.fill(day=step.day, what=_told(step))
    return None


def _told(step: undo.UndoStep) -> Text:
    """What a command did, in words: the first changes, and how many there are."""
    told = join(list(step.said[:MOST_TOLD]), same(" / "))
    more = len(step.said) - MOST_TOLD
    return say.AND_MORE.fill(told=told, more=more, count=len(step.said)) if more > 0 else told


def _show(session: Session, folder: Path, source: store.Source, form: str | None) -> None:
    """Prints what taking the last command back would change, or what it wrote when that is refused."""
    found = undo.last(folder, source.raw)
    if found is None:
        raise ChangeRefused(refusals.NOTHING_TO_UNDO, refusals.NOTHING_TO_UNDO_REMEDY)
    step, name = found[1], source.path.name
    stands = step.after == undo.digest(source.raw)
    if form == "json":
        earlier = undo.take_back(source.raw, step) if stands else source.raw
        receipt.give(session, source, earlier, told=(_told(step),), dry_run=True)
    elif stands:
        earlier = undo.take_back(source.raw, step)
        write_out(difference(source.text, earlier.decode("utf-8-sig"), name))
    if stands:
        session.say(refusals.DRY_RUN)
        return
    if form != "json":
        after, before = (part.decode("utf-8", "replace") for part in (step.new, step.old))
        write_out(difference(after, before, name))
    session.say(refusals.EDITED_SINCE)
