"""How every command writes: lock, read, make the change, prove it, keep a copy for undo, save it."""

import difflib
from collections.abc import Callable
from contextlib import nullcontext

from msgspec import structs

from eppd_track import messages, phrases
from eppd_track.cli.output import write_out
from eppd_track.cli.session import Session
from eppd_track.errors import ChangeRefused, Problem, Severity
from eppd_track.labels import Text
from eppd_track.ledger import checks, store, undo
from eppd_track.ledger.faults import FUTURE_DATE
from eppd_track.ledger.reader import Reading
from eppd_track.ledger.tables import NAME_FIELD
from eppd_track.ledger.writer import Change, apply
from eppd_track.render.cells import paragraph
from eppd_track.report.words import describe_change


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
        text = apply(reading, change)
        raw = source.encode(text)
        after = session.parse(store.Source(source.path, raw, text))
        fault = _new_fault(session, change, reading, after)
        if fault is not None and not force:
            raise ChangeRefused(
                messages.WOULD_LEAVE.fill(message=fault.message),
                messages.NOT_MADE.fill(remedy=fault.remedy),
            )
        if fault is not None:
            change = _marked(change)
            text = apply(reading, change)
            raw = source.encode(text)
            after = session.parse(store.Source(source.path, raw, text))
        if dry_run:
            write_out(difference(source.text, text, path.name))
            session.say(messages.DRY_RUN)
            return None
        save(session, source, raw, _told(session, change, after))
    return after


def _new_fault(session: Session, change: Change, before: Reading, after: Reading) -> Problem | None:
    """The first fault that what was touched has now and did not have, or None."""
    ids = {edit.id for edit in change.edits}
    ids |= {str(addition.table["id"]) for addition in change.additions}
    held, found = (
        [
            problem
            for problem in checks.run(reading, session.today, ids=frozenset(ids))
            if problem.id in ids and problem.severity is not Severity.REMARK
        ]
        for reading in (before, after)
    )
    known = {(problem.rule, problem.message) for problem in held} | {FUTURE_DATE.name}
    return next(
        (one for one in found if (one.rule, one.message) not in known and one.rule not in known), None
    )


def _marked(change: Change) -> Change:
    """The same change with its records saying that it was forced."""
    edits = tuple(structs.replace(edit, record={**edit.record, "forced": True}) for edit in change.edits)
    return structs.replace(change, edits=edits)


def save(session: Session, source: store.Source, raw: bytes, said: tuple[Text, ...]) -> None:
    """Keeps the copy for undo and saves; call it while the ledger is locked."""
    folder = undo.folder_for(session.state_folder, source.path)
    undo.remember(folder, undo.step(source.raw, raw, session.today.isoformat(), said))
    store.save(source, raw)


def _told(session: Session, change: Change, after: Reading) -> tuple[Text, ...]:
    """What a change does, in words for `eppd undo`."""
    known = {commitment.id: commitment for commitment in after.ledger.commitments}
    edited = [
        phrases.OF_ITEM.fill(
            id=edit.id,
            what=describe_change(known[edit.id].updates[-1], known[edit.id], session.calendar),
        )
        for edit in change.edits
    ]
    added = [
        messages.ADDED.fill(id=addition.table[NAME_FIELD[addition.kind]]) for addition in change.additions
    ]
    return (*edited, *added)


def difference(before: str, after: str, name: str) -> str:
    """Two texts of the ledger as a unified diff, control characters made visible."""
    lines = difflib.unified_diff(
        _lines(before), _lines(after), f"{name} (now)", f"{name} (then)", lineterm=""
    )
    return "".join(f"{paragraph(line)}\n" for line in lines)


def _lines(text: str) -> list[str]:
    return text.removesuffix("\n").split("\n")
