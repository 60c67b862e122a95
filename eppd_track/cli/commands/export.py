"""`eppd export`."""

import contextlib
import datetime as dt
from pathlib import Path
from typing import Annotated

import typer
from msgspec import structs

from eppd_track.cli.shared import files
from eppd_track.cli.shared.agencies import answer_day, file_names
from eppd_track.cli.shared.options import (
    OutputOption,
    SelectionOptions,
    WordsOption,
    agreed_words,
    command,
    option,
)
from eppd_track.cli.shared.output import write_out
from eppd_track.cli.shared.outside import hold_back, tell_guessed
from eppd_track.cli.shared.session import Session
from eppd_track.cli.shared.warnings import refuse_misset, sides_unsure
from eppd_track.exchange.sheets.formats import FORMS as SHEETS
from eppd_track.ledger.reading import Reading
from eppd_track.model.records import Ledger
from eppd_track.rules.audience import as_owners_see, ours
from eppd_track.rules.lights import Item
from eppd_track.rules.query import describe, find_value, select
from eppd_track.rules.quoting import quoted
from eppd_track.words import pages, refusals
from eppd_track.words import sheets as words
from eppd_track.words.errors import WrongUse

DATA = ("json", "csv")
FORMS = (*SHEETS, *DATA, "ics")
EPILOG = """\b
Examples:
  eppd export --owner MODA -o moda.xlsx
  eppd export --per-owner sheets --return-by 2026-12-04 --lang zh
  eppd export --per-owner sheets --format ods
  eppd export --all -o commitments.json
  eppd export -o due-dates.ics
"""

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(epilog=EPILOG)
@command()
def export(
    session: Session,
    selection: SelectionOptions,
    output: OutputOption = None,
    form: Annotated[str | None, option("--format", "FORMAT", ", ".join(FORMS) + ".")] = None,
    per_owner: Annotated[
        Path | None,
        option("--per-owner", "FOLDER", "A sheet for each owner, CODE.xlsx, in FOLDER."),
    ] = None,
    return_by: Annotated[
        str | None, option("--return-by", "DATE", "When a sheet is due back [default: in 7 days].")
    ] = None,
    with_words: WordsOption = False,
) -> None:
    """Write sheets for agencies to fill in, the full data, or a calendar of due dates.

    `eppd import` reads sheets and full data back.
    """
    chosen = _form(form, output, per_owner)
    if with_words and chosen not in SHEETS:
        raise WrongUse(words.SHEETS_ONLY.fill(option="--words", form=chosen), words.SHEET_FORMS)
    reading = session.read()
    if chosen not in DATA:
        refuse_misset(reading)
    ledger = reading.ledger
    if with_words:
        ledger = quoted(ledger, agreed_words(session, ledger))
    asked = selection.resolve(ledger, session)
    every = session.items(ledger)
    items = select(every, asked, ledger).items
    if chosen in SHEETS:
        tell_guessed(session, items, ledger)
        items = _certain(session, reading, as_owners_see(items, ledger))
    if not items and chosen in SHEETS:
        session.say(pages.NOTHING_MATCHES.fill(selection=describe(asked, session.calendar)))
        session.say(words.NOTHING_WRITTEN)
        return
    back = answer_day(session, return_by, "--return-by")
    if per_owner is not None:
        _write_each(session, ledger, items, back, chosen, per_owner, with_words=with_words)
        return
    told = items
    if chosen == "ics":
        told = select(every, structs.replace(asked, everything=True), ledger).items
    certain = chosen != "ics" or not hold_back(session, reading, words.PUBLIC_ENTRIES, alone=False)
    result = _result(session, ledger, told, back, chosen, certain=certain, with_words=with_words)
    if output is None:
        write_out(result)
    else:
        files.write(session, [_made(output, result, chosen, len(items))])


def _form(form: str | None, output: Path | None, per_owner: Path | None) -> str:
    """The format asked for, by name or by suffix. Raises WrongUse where the options do not fit together."""
    if output is not None and per_owner is not None:
        raise WrongUse(words.ONE_WAY, words.GIVE_ONE)
    suffixes = [f".{name}" for name in FORMS]
    if form is not None:
        chosen = find_value("--format", form, {name: name for name in FORMS})
    elif output is not None:
        chosen = output.suffix.lower().removeprefix(".")
        if chosen not in FORMS:
            raise WrongUse(
                refusals.UNKNOWN_SUFFIX.fill(path=output.name),
                refusals.VALID_SUFFIXES.fill(suffixes=suffixes),
            )
    else:
        chosen = SHEETS[0]
    if per_owner is not None and chosen not in SHEETS:
        raise WrongUse(words.SHEETS_ONLY.fill(option="--per-owner", form=chosen), words.SHEET_FORMS)
    if output is None and per_owner is None and chosen in SHEETS:
        raise WrongUse(words.NEEDS_FILE, words.NAME_A_FILE.fill(suffixes=suffixes))
    return chosen


def _certain(session: Session, reading: Reading, items: tuple[Item, ...]) -> tuple[Item, ...]:
    """The items that sheets may hold; none of another side where it is uncertain what is internal."""
    mine = frozenset[str]() if sides_unsure(reading) else ours(reading.ledger)
    theirs = dict.fromkeys(item.commitment.owner for item in items if item.commitment.owner not in mine)
    kept = tuple(item for item in items if item.commitment.owner in mine)
    what = words.ITEMS_OF.fill(agencies=theirs)
    return kept if theirs and hold_back(session, reading, what, alone=not kept) else items


def _result(
    session: Session,
    ledger: Ledger,
    items: tuple[Item, ...],
    back: dt.date,
    form: str,
    *,
    certain: bool = True,
    with_words: bool,
) -> str | bytes:
    """The export in a format, whose module is loaded now; `certain` is whether all marks can be read."""
    if form in SHEETS:
        from eppd_track.exchange.sheets import formats, sheet  # noqa: PLC0415 - only for a sheet

        made = sheet.build(ledger, items, session.language, session.today, back)
        return formats.to_bytes(sheet.with_words(made, ledger, items) if with_words else made, form)
    if form == "ics":
        from eppd_track.exchange import calendar  # noqa: PLC0415 - only for a calendar
        from eppd_track.render.cells import Style  # noqa: PLC0415

        style = Style(session.language, session.calendar)
        changed = _changed(session.found.path)
        return calendar.to_ics(ledger, items, session.today, style, changed=changed, certain=certain)
    from eppd_track.exchange import data  # noqa: PLC0415 - only for data

    return data.to_csv(ledger, items) if form == "csv" else data.to_json(ledger, items, session.today)


def _changed(ledger: Path) -> dt.datetime | None:
    """When the file of the ledger was last changed; None where the system does not tell."""
    with contextlib.suppress(OSError, ValueError, OverflowError):
        return dt.datetime.fromtimestamp(int(ledger.stat().st_mtime), dt.UTC)
    return None


def _write_each(
    session: Session,
    ledger: Ledger,
    items: tuple[Item, ...],
    back: dt.date,
    form: str,
    folder: Path,
    *,
    with_words: bool,
) -> None:
    """A file for each owner; all are made before the first is written."""
    owners = list(dict.fromkeys(item.commitment.owner for item in items))
    mine = {owner: tuple(item for item in items if item.commitment.owner == owner) for owner in owners}
    made = {
        owner: _result(session, ledger, mine[owner], back, form, with_words=with_words) for owner in owners
    }
    names = file_names(owners)
    files.write(
        session,
        [_made(folder / f"{names[owner]}.{form}", made[owner], form, len(mine[owner])) for owner in owners],
        folder,
    )


def _made(path: Path, result: str | bytes, form: str, count: int) -> files.Made:
    return files.made(path, result, form, words.WRITTEN.fill(path=path, count=count))
