"""`eppd sync`."""

from collections.abc import Sequence
from typing import Annotated

import typer

from eppd_track.cli import sync_words as words
from eppd_track.cli.options import command
from eppd_track.cli.session import Session
from eppd_track.cli.syncing import Sync, Synced
from eppd_track.errors import ExitCode
from eppd_track.labels import Text, same
from eppd_track.ledger import store
from eppd_track.ledger.since import Piece
from eppd_track.model import Ledger
from eppd_track.report.parts import Report, Section, Sentences

FORMS = ("text", "text", "json")
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
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would go out and come in.", show_default=False)
    ] = False,
    form: Annotated[str | None, typer.Option("--format", metavar="FORMAT", help="text or json.")] = None,
) -> None:
    """Bring the ledger up to date with its git remote: commit, take in, send.

    Others' work is taken in with eppd's merge, and sent on; when somebody else was faster it does so again.
    Nothing is forced. Where both changed the same, the merge stays here, each conflict is named, and the
    command ends with 1; keep one value of each and sync again.
    """
    path = session.found.path
    session.parse(store.read(path), heads=True)
    done = Sync(session, path).preview() if dry_run else Sync(session, path).run()
    ledger = session.parse(store.read(path)).ledger
    session.emit(_receipt(done, ledger, session, planned=dry_run), FORMS, form)
    if done.conflicts:
        raise typer.Exit(ExitCode.FOUND)


def _receipt(done: Synced, ledger: Ledger, session: Session, *, planned: bool) -> Report:
    """What went out and came in, in one line; the conflicts, if there are any, each on its own."""
    line = words.WOULD if planned else words.SYNCED
    if done.conflicts:
        told = (*done.conflicts, words.CONFLICTS.fill(remote=done.remote))
    elif not (done.out or done.into):
        told = (words.SAME.fill(remote=done.remote),)
    else:
        told = (
            line.fill(
                remote=done.remote,
                sent=_count(done.sent, some=done.out),
                taken=_count(done.taken, some=done.into),
            ),
        )
    return Report(
        kind="receipt",
        as_of=session.today,
        ledger=ledger.name,
        raw=ledger.raw,
        selection=same(""),
        shown=len(done.sent) + len(done.taken),
        total=len(ledger.commitments),
        sections=(Section("receipt", None, (Sentences(told),)),),
        data={
            "command": "sync",
            "remote": done.remote,
            "planned": planned,
            "sent": _data(done.sent),
            "taken": _data(done.taken),
            "before": done.before,
            "after": done.after,
            "conflicts": [conflict.en for conflict in done.conflicts],
        },
    )


def _count(pieces: Sequence[Piece], *, some: bool) -> Text:
    if pieces:
        return words.ENTRIES.fill(count=len(pieces)) if len(pieces) > 1 else words.ENTRY
    return words.OTHER_CHANGES if some else words.NOTHING


def _data(pieces: Sequence[Piece]) -> list[dict[str, str]]:
    return [{"kind": piece.kind, "id": piece.item} for piece in pieces]
