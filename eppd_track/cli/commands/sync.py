"""`eppd sync`."""

from collections.abc import Sequence
from typing import Annotated

import typer

from eppd_track.cli.git.syncing import Sync, Synced
from eppd_track.cli.shared import receipt
from eppd_track.cli.shared.options import ReceiptOption, command, flag
from eppd_track.cli.shared.session import Session
from eppd_track.ledger import store
from eppd_track.ledger.since import Piece
from eppd_track.words import sync as words
from eppd_track.words.errors import ExitCode
from eppd_track.words.text import Text

EPILOG = """\b
Examples:
  eppd sync
  eppd sync --dry-run
"""

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(epilog=EPILOG)
@command()
def sync(
    session: Session,
    dry_run: Annotated[bool, flag("--dry-run", "Say what would go out and come in.")] = False,
    form: ReceiptOption = None,
) -> None:
    """Bring the ledger up to date with its git remote: commit, take in, send.

    Others' work is taken in with eppd's merge, and sent on; when somebody else was faster it does so again.
    Nothing is forced. Where both changed the same, the merge stays here, each conflict is named, and the
    command ends with 1; settle each as it says and sync again.
    """
    path = session.found.path
    before = store.read(path)
    session.parse(before).refuse_newer()
    done = Sync(session, path).preview() if dry_run else Sync(session, path).run()
    own = {
        "remote": done.remote,
        "sent": _data(done.sent),
        "taken": _data(done.taken),
        "before": done.before,
        "after": done.after,
        "conflicts": [conflict.data for conflict in done.conflicts],
    }
    after = before.encode(done.text) if dry_run and done.text is not None else store.read(path).raw
    told = _told(done, planned=dry_run)
    receipt.give(session, before, after, told=told, own=own, dry_run=dry_run, form=form or "text")
    if done.conflicts:
        raise typer.Exit(ExitCode.FOUND)


def _told(done: Synced, *, planned: bool) -> tuple[Text, ...]:
    """What went out and came in, in one line; the conflicts, if there are any, each on its own."""
    if done.conflicts:
        return (*done.conflicts, words.CONFLICTS.fill(remote=done.remote))
    if not (done.out or done.into):
        return (words.SAME.fill(remote=done.remote),)
    line = words.WOULD if planned else words.SYNCED
    sent, taken = _count(done.sent, some=done.out), _count(done.taken, some=done.into)
    return (line.fill(remote=done.remote, sent=sent, taken=taken),)


def _count(pieces: Sequence[Piece], *, some: bool) -> Text:
    if pieces:
        return words.ENTRIES.fill(count=len(pieces)) if len(pieces) > 1 else words.ENTRY
    return words.OTHER_CHANGES if some else words.NOTHING


def _data(pieces: Sequence[Piece]) -> list[dict[str, str]]:
    return [{"kind": piece.kind, "id": piece.item} for piece in pieces]
