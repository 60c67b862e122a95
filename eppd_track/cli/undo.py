"""`eppd undo`."""

from pathlib import Path
from typing import Annotated

import typer

from eppd_track import messages
from eppd_track.cli.options import command
from eppd_track.cli.output import write_out
from eppd_track.cli.session import Session
from eppd_track.cli.writing import difference
from eppd_track.errors import ChangeRefused
from eppd_track.labels import join, same
from eppd_track.ledger import store, undo
from eppd_track.report import overview

FORMS = ("terminal", "text", "json")
EPILOG = """\b
Examples:
  eppd undo
  eppd undo --list
  eppd undo --dry-run
"""

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command("undo", epilog=EPILOG)
@command()
def undo_(
    session: Session,
    listed: Annotated[
        bool,
        typer.Option("--list", help="What could be taken back, the latest first.", show_default=False),
    ] = False,
    dry_run: Annotated[
        bool,
        typer.Option(
            "--dry-run", help="Print what the last command changed, write nothing.", show_default=False
        ),
    ] = False,
    form: Annotated[
        str | None, typer.Option("--format", metavar="FORMAT", help="Of --list: text or json.")
    ] = None,
) -> None:
    """Take the last command back whole, byte for byte; again for the one before.

    Refused when the file was changed since by something else than eppd.
    """
    path = session.found.path
    source = store.read(path)
    ledger = session.parse(source, heads=True).ledger
    folder = undo.folder_for(session.state_folder, path)
    if listed:
        made = list(undo.chain(folder, source.raw))
        session.emit(overview.undo_list(made, ledger, session.today), FORMS, form)
        return
    if dry_run:
        _show(session, folder, source)
        return
    with store.locked(path):
        source = store.read(path)
        copy, step = undo.latest(folder, source.raw)
        store.save(source, undo.take_back(source.raw, step))
        undo.forget(folder, copy)
    session.say(messages.TAKEN_BACK.fill(day=step.day, what=join(list(step.said), same(" / "))))


def _show(session: Session, folder: Path, source: store.Source) -> None:
    """Prints what taking the last command back would change, or what it wrote when that is refused."""
    found = undo.last(folder, source.raw)
    if found is None:
        raise ChangeRefused(messages.NOTHING_TO_UNDO, messages.NOTHING_TO_UNDO_REMEDY)
    step, name = found[1], source.path.name
    if step.after == undo.digest(source.raw):
        earlier = undo.take_back(source.raw, step).decode("utf-8-sig")
        write_out(difference(source.text, earlier, name))
        session.say(messages.DRY_RUN)
        return
    after, before = (part.decode("utf-8", "replace") for part in (step.new, step.old))
    write_out(difference(after, before, name))
    session.say(messages.EDITED_SINCE)
