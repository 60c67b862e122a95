"""How every command writes: lock, read, make the change, prove it, save it, read it back."""

import difflib
from collections.abc import Callable
from contextlib import nullcontext

from eppd_track import messages
from eppd_track.cli.output import write_out
from eppd_track.cli.session import Session
from eppd_track.ledger import store
from eppd_track.ledger.reader import Reading
from eppd_track.ledger.writer import Change, apply
from eppd_track.render.cells import paragraph


def write(session: Session, make: Callable[[Reading], Change | None], *, dry_run: bool) -> Reading | None:
    """Writes the change `make` gives for the ledger as it is now, and gives the ledger as it is then.

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
        if dry_run:
            write_out(difference(source.text, text, path.name))
            session.say(messages.DRY_RUN)
            return None
        store.save(source, text)
    return session.parse(store.read(path))


def difference(before: str, after: str, name: str) -> str:
    """Two texts of the ledger as a unified diff, control characters made visible."""
    lines = difflib.unified_diff(
        before.splitlines(), after.splitlines(), f"{name} (now)", f"{name} (then)", lineterm=""
    )
    return "".join(f"{paragraph(line)}\n" for line in lines)
