"""`eppd init`."""

import os
from functools import partial
from importlib.resources import files
from pathlib import Path
from typing import Annotated

import typer
from msgspec import structs

from eppd_track.cli.init import ask
from eppd_track.cli.init.from_paper import of_paper
from eppd_track.cli.shared import receipt
from eppd_track.cli.shared.options import ReceiptOption, command, option
from eppd_track.cli.shared.papers import opened
from eppd_track.cli.shared.session import Session
from eppd_track.ledger import new_ledger, store, undo
from eppd_track.ledger.new_ledger import NewLedger
from eppd_track.ledger.store import FILE_NAME, write_whole
from eppd_track.model.passages import Paper
from eppd_track.model.vocabulary import USUAL_SIDES
from eppd_track.rules.query import find_value
from eppd_track.words import questions as say
from eppd_track.words import refusals
from eppd_track.words.errors import ChangeRefused, WrongUse
from eppd_track.words.labels import name_of
from eppd_track.words.sweep import NOT_TOGETHER, ONE_OR_OTHER
from eppd_track.words.text import same

TEMPLATES = ("eppd6", "empty")
EPILOG = """\b
Examples:
  eppd init
  eppd init --template eppd6
  eppd init --template empty
  eppd init --file follow-up/commitments.toml
  eppd init --from results.odp
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
    source: Annotated[
        Path | None,
        option("--from", "FILE", "Begin with what a document promises."),
    ] = None,
    form: ReceiptOption = None,
) -> None:
    """Start a new ledger in this folder, or at --file. Never overwrites one.

    On a terminal it asks what the ledger is about, and writes nothing before the last answer. With --from
    it goes on with the cards of `eppd intake`; elsewhere every proposal becomes an entry to be looked at.
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
    if source is not None and name == "eppd6" and template is not None:
        raise WrongUse(NOT_TOGETHER.fill(one=same("--from"), other=same("--template eppd6")), ONE_OR_OTHER)
    paper = opened(source) if source is not None else None
    if template is None and session.at_terminal:
        _asked(session, path, paper)
        _give(session, path, form)
    elif paper is None:
        _begin(session, path, template_bytes(name))
        session.say(refusals.STARTED.fill(path=path, template=name))
        _give(session, path, form)
    else:
        _write(session, path, of_paper(session, paper))
        session.say(say.SIDES_TAKEN.fill(sides=[name_of(side) for side in USUAL_SIDES]))
    if source is not None:
        _go_on(session, path, source, form)


def _give(session: Session, path: Path, form: str | None) -> None:
    if form == "json":
        receipt.give(session, None, store.read(path))


def _go_on(session: Session, path: Path, source: Path, form: str | None) -> None:
    """Takes in what the document promises: by cards on a terminal, else all of it."""
    from eppd_track.cli.intake.run import cards, whole  # noqa: PLC0415 - only for a document
    from eppd_track.cli.intake.source import source as document  # noqa: PLC0415 - likewise

    session = Session(structs.replace(session.options, file=path), session.command)
    find = partial(document, session, path=source)
    if session.at_terminal and form is None:
        cards(session, find, yes=False, dry_run=False)
    else:
        whole(session, find, form=form)


def _asked(session: Session, path: Path, paper: Paper | None) -> None:
    """A ledger made of answers. Raises ChangeRefused when a file came to be there meanwhile."""
    session.say(say.OPENING.fill(path=path))
    answers = ask.ask(session, partial(of_paper, session, paper) if paper else None)
    if path.exists() or path.is_symlink():
        raise ChangeRefused(refusals.EXISTS.fill(path=path), refusals.NEVER_OVERWRITES)
    _write(session, path, answers)


def _write(session: Session, path: Path, made: NewLedger) -> None:
    """Writes a ledger that was answered for, or read from a document."""
    _begin(session, path, new_ledger.text(made).encode("utf-8"))
    counts = {"agencies": len(made.agencies), "pillars": len(made.pillars)}
    session.say(say.BEGUN.fill(path=path, dialogue=made.dialogue.id, **counts))


def _begin(session: Session, path: Path, raw: bytes) -> None:
    """Writes a new ledger, whose language is spoken from then on.

    What was kept in mind of an earlier one in its place does not hold for it.
    """
    write_whole(path, raw)
    undo.mark(undo.folder_for(session.state_folder, path), raw)
    session.parse(store.read(path))


def template_bytes(name: str) -> bytes:
    """A ledger shipped with the package; `eppd6` is the one at the top of the repository."""
    shipped = files("eppd_track") / "templates" / f"{name}.toml"
    if shipped.is_file():
        return shipped.read_bytes()
    return (Path(__file__).parents[3] / FILE_NAME).read_bytes()
