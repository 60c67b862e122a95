"""How every command writes: lock, read, make the change, prove it, keep a copy for undo, save it."""

import difflib
from collections.abc import Callable
from contextlib import nullcontext

from msgspec import Struct, structs

from eppd_track import messages, phrases
from eppd_track.cli.output import write_out
from eppd_track.cli.session import Session
from eppd_track.errors import ChangeRefused
from eppd_track.labels import Text
from eppd_track.ledger import store, undo
from eppd_track.ledger.batch import new_fault
from eppd_track.ledger.reader import Reading
from eppd_track.ledger.tables import NAME_FIELD
from eppd_track.ledger.writer import Change, apply
from eppd_track.render.cells import paragraph
from eppd_track.report.words import describe_change
from eppd_track.vocabulary import Calendar


class Prepared(Struct, frozen=True):
    """A change ready to be saved: the ledger it was made for, the new bytes, and the ledger as it is then."""

    source: store.Source
    change: Change
    raw: bytes
    text: str
    after: Reading

    def told(self, calendar: Calendar) -> tuple[Text, ...]:
        """What the change does, a sentence an item."""
        known = {commitment.id: commitment for commitment in self.after.ledger.commitments}
        edited = [
            phrases.OF_ITEM.fill(
                id=edit.id, what=describe_change(known[edit.id].updates[-1], known[edit.id], calendar)
            )
            for edit in self.change.edits
        ]
        added = [
            messages.ADDED.fill(id=addition.table[NAME_FIELD[addition.kind]])
            for addition in self.change.additions
        ]
        return (*edited, *added)


def write(
    session: Session, make: Callable[[Reading], Change | None], *, dry_run: bool, force: bool = False
) -> Reading | None:
    """Writes the change `make` gives for the ledger as it is now, and gives the ledger as it is then.

    A change that leaves a fault in what it touches is refused; with `force` its records say that it was
    forced.
    None when there is nothing to change, or with `dry_run`, which prints the difference and writes
    nothing, not even a lock.
    """
    path = session.found.path
    with nullcontext() if dry_run else store.locked(path):
        source, reading = session.read_for_change()
        change = make(reading)
        if change is None:
            session.say(messages.NOTHING_TO_CHANGE)
            return None
        ready = prepare(session, source, reading, change, force=force)
        if dry_run:
            write_out(difference(source.text, ready.text, path.name))
            session.say(messages.DRY_RUN)
            return None
        save(session, source, ready.raw, ready.told(session.calendar))
    return ready.after


def prepare(
    session: Session, source: store.Source, reading: Reading, change: Change, *, force: bool = False
) -> Prepared:
    """The new ledger with a change in it, read back. Raises ChangeRefused when it would leave a fault."""
    ready = made(session, source, reading, change)
    fault = new_fault(change, reading, ready.after, session.today)
    if fault is None:
        return ready
    if not force:
        raise ChangeRefused(
            messages.WOULD_LEAVE.fill(message=fault.message), messages.NOT_MADE.fill(remedy=fault.remedy)
        )
    return made(session, source, reading, _marked(change))


def made(session: Session, source: store.Source, reading: Reading, change: Change) -> Prepared:
    """The new ledger with a change in it, whose faults somebody looked at already."""
    text = apply(reading, change)
    raw = source.encode(text)
    return Prepared(source, change, raw, text, session.parse(store.Source(source.path, raw, text)))


def _marked(change: Change) -> Change:
    """The same change with its records saying that it was forced."""
    edits = tuple(structs.replace(edit, record={**edit.record, "forced": True}) for edit in change.edits)
    return structs.replace(change, edits=edits)


def save(session: Session, source: store.Source, raw: bytes, said: tuple[Text, ...]) -> None:
    """Keeps the copy for undo and saves; call it while the ledger is locked."""
    folder = undo.folder_for(session.state_folder, source.path)
    undo.remember(folder, undo.step(source.raw, raw, session.today.isoformat(), said))
    store.save(source, raw)


def difference(before: str, after: str, name: str) -> str:
    """Two texts of the ledger as a unified diff, control characters made visible."""
    lines = difflib.unified_diff(
        _lines(before), _lines(after), f"{name} (now)", f"{name} (then)", lineterm=""
    )
    return "".join(f"{paragraph(line)}\n" for line in lines)


def _lines(text: str) -> list[str]:
    return text.removesuffix("\n").split("\n")
