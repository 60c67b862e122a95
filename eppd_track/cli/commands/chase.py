"""`eppd chase`."""

from pathlib import Path
from typing import Annotated

import typer

from eppd_track.cli.shared import files
from eppd_track.cli.shared.agencies import answer_day, file_names
from eppd_track.cli.shared.options import SelectionOptions, command, option
from eppd_track.cli.shared.output import write_out
from eppd_track.cli.shared.outside import hold_back, tell_guessed
from eppd_track.cli.shared.session import Session
from eppd_track.cli.shared.warnings import refuse_misset, sides_unsure
from eppd_track.ledger.reading import Reading
from eppd_track.model.records import Ledger
from eppd_track.model.vocabulary import Language
from eppd_track.render.cells import paragraph
from eppd_track.report.chase import Asking, Letter, letters
from eppd_track.rules.query import select
from eppd_track.words import refusals
from eppd_track.words.text import languages

EPILOG = """\b
Examples:
  eppd chase
  eppd chase --owner MODA --reply-by 2026-12-04
  eppd chase -o letters
"""

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(epilog=EPILOG)
@command()
def chase(
    session: Session,
    selection: SelectionOptions,
    reply_by: Annotated[
        str | None, option("--reply-by", "DATE", "When an answer is asked for [default: in a week].")
    ] = None,
    by: Annotated[str | None, option("--by", "WHO", "Who asks.")] = None,
    output: Annotated[
        Path | None, option("--output -o", "FOLDER", "A file for each agency in FOLDER.")
    ] = None,
) -> None:
    """A letter to each agency that owes an update: what on, since when, what is asked, by when.

    Chinese to the agencies of the side that keeps the ledger and English to the others. --lang or EPPD_LANG
    says otherwise, and so does a ledger in one language that names its sides.
    """
    reading = session.read()
    refuse_misset(reading)
    ledger = reading.ledger
    found = select(session.items(ledger), selection.resolve(ledger, session), ledger)
    asking = Asking(
        by=session.person(by),
        today=session.today,
        reply_by=answer_day(session, reply_by, "--reply-by"),
        calendar=session.calendar,
        language=session.asked_language or _language(ledger),
    )
    written = _certain(session, reading, letters(found.items, ledger, asking))
    tell_guessed(session, (item for item in found.items if item.stale), ledger)
    if not written:
        session.say(refusals.NOBODY_OWES)
    elif output is None:
        write_out(f"\n{'-' * 72}\n\n".join(map(_text, written)))
    else:
        _save(session, written, output)


def _language(ledger: Ledger) -> Language | None:
    """The one language of a ledger that names its sides; None where each side has its own."""
    only = ledger.settings.language
    return only if ledger.sides and languages(only) == (only,) else None


def _certain(session: Session, reading: Reading, written: tuple[Letter, ...]) -> tuple[Letter, ...]:
    """The letters that may go out; none to another side where it is uncertain what is internal."""
    unsure = sides_unsure(reading)
    theirs = [letter for letter in written if letter.outside or unsure]
    who = refusals.LETTERS_TO.fill(agencies=[letter.agency for letter in theirs])
    if theirs and hold_back(session, reading, who, alone=len(theirs) == len(written)):
        return tuple(letter for letter in written if letter not in theirs)
    return written


def _save(session: Session, written: tuple[Letter, ...], folder: Path) -> None:
    """A file for each letter, named for its agency. Raises ChangeRefused (files.write)."""
    names = file_names(letter.agency for letter in written)
    made = [files.made(folder / f"{names[one.agency]}.txt", _text(one), "text") for one in written]
    files.write(session, made, folder)


def _text(letter: Letter) -> str:
    return paragraph(letter.text) + "\n"
