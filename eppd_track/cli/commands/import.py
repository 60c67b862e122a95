"""`eppd import`."""  # noqa: N999 - a command's module has its name

import glob
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer
from msgspec import structs

from eppd_track.cli.shared.batch import carry_out
from eppd_track.cli.shared.options import ReceiptOption, command, flag, option
from eppd_track.cli.shared.session import Session
from eppd_track.exchange.incoming import Defaults, Incoming
from eppd_track.exchange.sheets import formats, returned
from eppd_track.exchange.sheets.parcel import MISTAKEN, SHEETS
from eppd_track.ledger.batch import Batch, plan
from eppd_track.ledger.reading import Reading
from eppd_track.rules.values import find_meeting
from eppd_track.words import refusals
from eppd_track.words import sheets as words
from eppd_track.words.errors import WrongUse

DATA = (".json", ".csv")
_KINDS = {*SHEETS, *DATA, *MISTAKEN}
EPILOG = """\b
Examples:
  eppd import moda.xlsx ida.ods --dry-run
  eppd import back --meeting WG-4
  eppd import "back/*.xlsx"
  eppd import commitments.json --yes
"""

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command("import", epilog=EPILOG)
@command()
def import_(
    session: Session,
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE…",
            readable=False,
            help="Filled-in sheets, exported json or csv; a folder or a pattern of them.",
        ),
    ],
    date: Annotated[str | None, option("--date", "DATE", "The day of the records [default: today].")] = None,
    by: Annotated[
        str | None, option("--by", "WHO", "Who said it [default: a sheet's agency, else you].")
    ] = None,
    meeting: Annotated[str | None, option("--meeting", "ID", "The meeting it was said at.")] = None,
    form: ReceiptOption = None,
    dry_run: Annotated[bool, flag("--dry-run", "Show what would change, write nothing.")] = False,
    yes: Annotated[bool, flag("--yes -y", "Answer questions with yes.")] = False,
) -> None:
    """Read filled-in sheets or full data back: everything is shown, asked about and written at once.

    What cannot be taken is named with its file, row and column, and left out.
    """
    paths = _once(session, files)
    session.read_for_change()
    if any(path.suffix.lower() in DATA for path in paths):
        session.ask_name(by)
    back = [formats.open_file(path) for path in paths if path.suffix.lower() not in DATA]
    full = [path for path in paths if path.suffix.lower() in DATA]
    day = session.day(date, past=True) or session.today
    if day > session.today and not dry_run:
        session.agree(refusals.FUTURE_RECORD.fill(day=day), "--yes", yes=yes)

    def make(reading: Reading) -> Batch:
        ledger = reading.ledger
        met = find_meeting(meeting, ledger) if meeting else None
        read = [returned.read(back, ledger, Defaults(day, by or "", met))] if back else []
        read += _full(full, reading, Defaults(day, session.person(by), met)) if full else []
        wishes = [wish for one in read for wish in one.wishes]
        return structs.replace(
            plan(reading, wishes, session.today),
            troubles=tuple(trouble for one in read for trouble in one.troubles),
            notices=tuple(notice for one in read for notice in one.notices),
        )

    carry_out(session, make, dry_run=dry_run, yes=yes, form=form)


def _full(paths: list[Path], reading: Reading, defaults: Defaults) -> list[Incoming]:
    from eppd_track.exchange import data  # noqa: PLC0415 - only for full data

    return [data.read(path, reading.ledger, defaults) for path in paths]


def _named(session: Session, files: list[Path]) -> Iterator[Path]:
    """The files that are meant: of a folder its sheets, of a pattern what fits it, both by name.

    Raises WrongUse where there is none.
    """
    for path in files:
        if os.path.isdir(path):  # noqa: PTH112 - of a name that no file can have, too
            held = sorted(each for each in path.iterdir() if each.is_file() and not each.name.startswith("."))
            other = [each for each in held if each.suffix.lower() not in _KINDS]
            for each in other:
                session.say(words.NOT_A_SHEET.fill(file=each.name))
            if len(other) == len(held):
                raise WrongUse(words.EMPTY_FOLDER.fill(name=path), words.NAME_THEM)
            yield from (each for each in held if each not in other)
        elif glob.has_magic(str(path)) and not os.path.exists(path):  # noqa: PTH110 - likewise
            found = sorted(glob.glob(str(path)))  # noqa: PTH207 - the folder may hold a sign of a pattern too
            if not found:
                raise WrongUse(words.NONE_FITS.fill(name=path), words.NAME_THEM)
            yield from map(Path, found)
        else:
            yield path


def _once(session: Session, files: list[Path]) -> list[Path]:
    """The files, each once, in their order. Raises WrongUse for one of an unknown kind."""
    found: dict[Path, Path] = {}
    for path in _named(session, files):
        if path.name.startswith("~$"):
            session.say(words.OPEN_IN_EXCEL.fill(file=path.name))
            continue
        if path.suffix.lower() not in _KINDS:
            raise WrongUse(
                words.UNKNOWN_KIND.fill(file=path.name),
                words.KNOWN_KINDS.fill(suffixes=[*SHEETS, *DATA]),
            )
        if found.setdefault(path.resolve(), path) is not path:
            session.say(words.NAMED_TWICE.fill(file=path.name))
    return list(found.values())
