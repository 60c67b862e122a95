"""`eppd init`."""

import os
from importlib.resources import files
from pathlib import Path
from typing import Annotated

import typer

from eppd_track.cli.init import ask
from eppd_track.cli.shared import receipt
from eppd_track.cli.shared.options import ReceiptOption, command, option
from eppd_track.cli.shared.session import Session
from eppd_track.ledger import new_ledger, store, undo
from eppd_track.ledger.store import FILE_NAME, write_whole
from eppd_track.rules.query import find_value
from eppd_track.words import questions as say
from eppd_track.words import refusals
from eppd_track.words.errors import ChangeRefused

TEMPLATES = ("eppd6", "empty")
EPILOG = """\b
Examples:
  eppd init
  eppd init --template eppd6
  eppd init --template empty
  eppd init --file follow-up/commitments.toml
"""

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(epilog=EPILOG)
@command()
def init(
    session: Session,
    template: Annotated[
        str | None,
        option("--template", "NAME", "eppd6 (the real ledger; without a terminal the default) or empty."),
    ] = None,
    form: ReceiptOption = None,
) -> None:
    """Start a new ledger in this folder, or at --file. Never overwrites one.

    On a terminal it asks what the ledger is about, and writes nothing before the last answer.
    """
    name = find_value(
        "--template", template or TEMPLATES[0], {known: known for known in TEMPLATES} | {"空白": "empty"}
    )
    path = session.options.file or Path(os.environ.get("EPPD_LEDGER") or FILE_NAME)
    if path.is_dir():
        path /= FILE_NAME
    if path.exists() or path.is_symlink():
        raise ChangeRefused(refusals.EXISTS.fill(path=path), refusals.NEVER_OVERWRITES)
    if not path.parent.is_dir():
        raise ChangeRefused(refusals.NO_FOLDER.fill(path=path.parent), refusals.MAKE_FOLDER)
    if template is None and session.at_terminal:
        _asked(session, path)
        _give(session, path, form)
        return
    _begin(session, path, template_bytes(name))
    session.say(refusals.STARTED.fill(path=path, template=name))
    _give(session, path, form)


def _give(session: Session, path: Path, form: str | None) -> None:
    if form == "json":
        receipt.give(session, None, store.read(path))


def _asked(session: Session, path: Path) -> None:
    """A ledger made of answers. Raises ChangeRefused when a file came to be there meanwhile."""
    session.say(say.OPENING.fill(path=path))
    answers = ask.ask(session)
    if path.exists() or path.is_symlink():
        raise ChangeRefused(refusals.EXISTS.fill(path=path), refusals.NEVER_OVERWRITES)
    _begin(session, path, new_ledger.text(answers).encode("utf-8"))
    session.say(
        say.BEGUN.fill(
            path=path,
            dialogue=answers.dialogue.id,
            agencies=len(answers.agencies),
            pillars=len(answers.pillars),
        )
    )


def _begin(session: Session, path: Path, raw: bytes) -> None:
    """Writes a new ledger; what was kept in mind of an earlier one in its place does not hold for it."""
    write_whole(path, raw)
    undo.mark(undo.folder_for(session.state_folder, path), raw)


def template_bytes(name: str) -> bytes:
    """A ledger shipped with the package; `eppd6` is the one at the top of the repository."""
    shipped = files("eppd_track") / "templates" / f"{name}.toml"
    if shipped.is_file():
        return shipped.read_bytes()
    return (Path(__file__).parents[3] / FILE_NAME).read_bytes()
