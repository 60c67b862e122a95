"""`eppd chase`: letters, printed, in files, or as drafts of mails; nothing is ever sent."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer
from msgspec import structs

from eppd_track.cli.shared import files
from eppd_track.cli.shared.agencies import answer_day, file_names
from eppd_track.cli.shared.emit import print_out
from eppd_track.cli.shared.options import SelectionOptions, command, option
from eppd_track.cli.shared.outside import hold_back, tell_guessed, tell_internal
from eppd_track.cli.shared.session import Session
from eppd_track.cli.shared.warnings import refuse_misset, sides_unsure
from eppd_track.ledger.reading import Reading
from eppd_track.model.records import Ledger
from eppd_track.model.settings import Contact
from eppd_track.model.vocabulary import Language
from eppd_track.render import is_file, load
from eppd_track.render.letters import to_text
from eppd_track.report.chase import Asking, Letter, letters
from eppd_track.rules.audience import ours
from eppd_track.rules.houses import is_address
from eppd_track.rules.selection import select
from eppd_track.words import letters as words
from eppd_track.words import refusals
from eppd_track.words.errors import WrongUse
from eppd_track.words.text import join, languages, same, spoken_by

FORMS = ("text", "odt", "eml")
EPILOG = """\b
Examples:
  eppd chase
  eppd chase --owner MODA --reply-by 2026-12-04
  eppd chase -o letters
  eppd chase -o letters.odt
  eppd chase --format eml -o drafts
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
    form: Annotated[str | None, option("--format", "FORMAT", ", ".join(FORMS) + ".")] = None,
    output: Annotated[
        Path | None,
        option("--output -o", "FOLDER", "A file for each agency in FOLDER, or all in NAME.odt or .txt."),
    ] = None,
) -> None:
    """A letter to each agency that owes an update: what on, since when, what is asked, by when.

    English to the agencies of other sides, Chinese to those of the side that keeps the ledger unless --lang
    or EPPD_LANG says otherwise. A ledger in one language that names its sides has its letters in it.

    Nothing is ever sent. eml gives the draft of a mail to each agency, with the letter and a sheet to fill
    in.
    """
    chosen = _form(session, form, output)
    reading = session.read()
    refuse_misset(reading)
    ledger = reading.ledger
    found = select(session.items(ledger), selection.resolve(ledger, session), ledger)
    asking = Asking(
        contact=_contact(session, ledger, by),
        today=session.today,
        reply_by=answer_day(session, reply_by, "--reply-by"),
        language=session.asked_language or _language(ledger),
        abroad=_language(ledger),
        attached=chosen == "eml",
    )
    written = _certain(session, reading, letters(found.items, ledger, asking))
    owed, mine = [item for item in found.items if item.stale], ours(ledger)
    tell_guessed(session, owed, ledger)
    tell_internal(session, (item for item in owed if item.commitment.owner not in mine))
    if not written:
        session.say(refusals.NO_LETTER if owed else refusals.NOBODY_OWES)
        return
    if asking.contact.phone is None:
        session.say(words.NO_CONTACT)
    if output is None:
        print_out(_made(written, chosen, asking), chosen)
    elif _all_in_one(output):
        files.write(session, [files.made(output, _made(written, chosen, asking), chosen)])
    else:
        _save(session, ledger, asking, written, chosen, output)


def _all_in_one(output: Path) -> bool:
    """Whether all letters go into the one file of that name."""
    return is_file(output.name) and not output.is_dir()


def _form(session: Session, form: str | None, output: Path | None) -> str:
    """The format asked for, by name or by the file's suffix. Raises WrongUse; drafts want a folder."""
    one = output if output is not None and _all_in_one(output) else None
    chosen = session.form(FORMS, form, one) or FORMS[0]
    if chosen == "eml" and (output is None or one is not None):
        raise WrongUse(words.ONE_EACH, words.NAME_A_FOLDER)
    return chosen


def _contact(session: Session, ledger: Ledger, by: str | None) -> Contact:
    """Who signs: as given, else whom the ledger names, else who makes the letters."""
    held = ledger.settings.contact or Contact()
    return structs.replace(held, name=by or held.name or session.person(None))


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


def _made(written: Sequence[Letter], form: str, asking: Asking) -> str | bytes:
    """Letters as one text or one file."""
    if form == "text":
        return to_text(written)
    result: bytes = load("odt.letters", "render", form)(written, asking.today)
    return result


def _save(
    session: Session, ledger: Ledger, asking: Asking, written: Sequence[Letter], form: str, folder: Path
) -> None:
    """A file for each letter, named for its agency. Raises ChangeRefused (files.write)."""
    names = file_names(letter.agency for letter in written)
    suffix = "txt" if form == "text" else form
    result: dict[str, str | bytes]
    if form == "eml":
        result = {one.agency: _draft(ledger, asking, one, names[one.agency]) for one in written}
        _tell_nobody(session, ledger, written)
    else:
        result = {one.agency: _made([one], form, asking) for one in written}
    made = [files.made(folder / f"{names[code]}.{suffix}", raw, form) for code, raw in result.items()]
    files.write(session, made, folder)


def _draft(ledger: Ledger, asking: Asking, letter: Letter, name: str) -> bytes:
    """A letter as the draft of a mail, with a sheet of its items."""
    from eppd_track.exchange import mail  # noqa: PLC0415 - only for a draft
    from eppd_track.exchange.sheets import formats, sheet  # noqa: PLC0415

    language = spoken_by(outside=True) if letter.outside else letter.language
    sending = sheet.Sending(asking.today, asking.reply_by, letter.agency)
    made = sheet.build(ledger, letter.items, language, sending)
    called = words.SHEET_NAME.fill(code=name).brief(language)
    raw = formats.to_bytes(made, mail.SHEET)
    return mail.draft(letter, _mail(ledger, letter), asking.contact, raw, f"{called}.{mail.SHEET}")


def _mail(ledger: Ledger, letter: Letter) -> str | None:
    return next((one.mail for one in ledger.agencies if one.code == letter.agency), None)


def _tell_nobody(session: Session, ledger: Ledger, written: Sequence[Letter]) -> None:
    """Says which drafts are addressed to nobody."""
    lost = [letter.agency for letter in written if not is_address(_mail(ledger, letter))]
    if lost:
        session.say(words.NO_MAIL.fill(agencies=join([same(code) for code in lost])))
