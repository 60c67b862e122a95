"""`eppd export`."""

import contextlib
import datetime as dt
from pathlib import Path
from typing import Annotated

import typer
from msgspec import Struct, structs

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
from eppd_track.cli.shared.outside import hold_back, tell_guessed, tell_internal
from eppd_track.cli.shared.session import Session
from eppd_track.cli.shared.warnings import refuse_misset, sides_unsure
from eppd_track.exchange.sheets.formats import FORMS as SHEETS
from eppd_track.ledger.reading import Reading
from eppd_track.model.records import Ledger
from eppd_track.rules.audience import as_agency_sees, as_owners_see, ours
from eppd_track.rules.lights import Item
from eppd_track.rules.query import find_value
from eppd_track.rules.quoting import quoted
from eppd_track.rules.selection import ANY, Selection, describe, select
from eppd_track.words import pages, refusals
from eppd_track.words import sheets as words
from eppd_track.words.errors import WrongUse
from eppd_track.words.text import spoken_by

DATA = ("json", "csv")
FORMS = (*SHEETS, *DATA, "ics")
EPILOG = """\b
Examples:
  eppd export --agency MODA -o moda.xlsx
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
        option("--per-owner", "FOLDER", "A sheet for each agency, CODE.xlsx, in FOLDER."),
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
        going = _Going(session, ledger, answer_day(session, return_by, "--return-by"), chosen, with_words)
        _sheets(going, reading, items, asked, output, per_owner)
        return
    answer_day(session, return_by, "--return-by")
    told = items
    if chosen == "ics":
        told = select(every, structs.replace(asked, everything=True), ledger).items
    certain = chosen != "ics" or not hold_back(session, reading, words.PUBLIC_ENTRIES, alone=False)
    result = _result(session, ledger, told, chosen, certain=certain)
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


# ---- sheets ----


class _Going(Struct, frozen=True):
    """What holds for all sheets of one command."""

    session: Session
    ledger: Ledger
    back: dt.date
    form: str
    with_words: bool

    def made(self, path: Path, items: tuple[Item, ...], code: str) -> files.Made:
        """The sheet of some items for an agency; that of another side is in English."""
        from eppd_track.exchange.sheets import formats, sheet  # noqa: PLC0415 - only for a sheet

        ledger, mine = self.ledger, ours(self.ledger)
        codes = {code} if code else {item.commitment.owner for item in items}
        language = spoken_by(outside=True) if mine.isdisjoint(codes) else self.session.language
        sending = sheet.Sending(self.session.today, self.back, code)
        page = sheet.build(ledger, items, language, sending)
        page = sheet.with_words(page, ledger, items) if self.with_words else page
        return _made(path, formats.to_bytes(page, self.form), self.form, len(items))


def _sheets(
    going: _Going,
    reading: Reading,
    items: tuple[Item, ...],
    asked: Selection,
    output: Path | None,
    folder: Path | None,
) -> None:
    """Writes the sheets of some items, all made before the first is written."""
    session, ledger = going.session, going.ledger
    tell_guessed(session, items, ledger)
    mine = ours(ledger)
    if folder is None:
        alone = asked.agency.include[0] if len(asked.agency.include) == 1 else ""
        found = {alone: as_agency_sees(items, ledger, alone) if alone else as_owners_see(items, ledger)}
        theirs = [item for item in items if (alone or item.commitment.owner) not in mine]
    else:
        each = _each(items, asked)
        found = {code: as_agency_sees(its, ledger, code) for code, its in each.items()}
        theirs = [item for code, its in each.items() if code not in mine for item in its]
    tell_internal(session, theirs)
    found = _certain(session, reading, {code: seen for code, seen in found.items() if seen})
    if not found:
        session.say(pages.NOTHING_MATCHES.fill(selection=describe(asked, ledger, session.calendar)))
        session.say(words.NOTHING_WRITTEN)
        return
    names = file_names(found)
    made = [
        going.made(output or (folder or Path()) / f"{names[code]}.{going.form}", seen, code)
        for code, seen in found.items()
    ]
    files.write(session, made, folder)


def _each(items: tuple[Item, ...], asked: Selection) -> dict[str, list[Item]]:
    """The items of each agency: what it leads and what it supports; led alone where owners are asked for."""
    found: dict[str, list[Item]] = {item.commitment.owner: [] for item in items}
    for item in items:
        led = asked.owner != ANY
        for code in dict.fromkeys((item.commitment.owner, *(() if led else item.commitment.supporting))):
            if asked.agency.admits((code,)):
                found.setdefault(code, []).append(item)
    return found


def _certain(
    session: Session, reading: Reading, found: dict[str, tuple[Item, ...]]
) -> dict[str, tuple[Item, ...]]:
    """What sheets may hold, by agency; none of another side where it is uncertain what is internal."""
    mine = frozenset[str]() if sides_unsure(reading) else ours(reading.ledger)
    kept: dict[str, tuple[Item, ...]] = {}
    theirs: dict[str, None] = {}
    for code, items in found.items():
        own = tuple(item for item in items if (code or item.commitment.owner) in mine)
        theirs |= dict.fromkeys(code or item.commitment.owner for item in items if item not in own)
        kept |= {code: own} if own else {}
    what = words.ITEMS_OF.fill(agencies=theirs)
    return kept if theirs and hold_back(session, reading, what, alone=not kept) else found


# ---- data and calendars ----


def _result(
    session: Session, ledger: Ledger, items: tuple[Item, ...], form: str, *, certain: bool
) -> str | bytes:
    """The export in a format, whose module is loaded now; `certain` is whether all marks can be read."""
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


def _made(path: Path, result: str | bytes, form: str, count: int) -> files.Made:
    """A file, and how many items it holds; of a calendar, how many events."""
    said = words.WRITTEN
    if form == "ics" and isinstance(result, bytes):
        said, count = words.EVENTS_WRITTEN, result.count(b"\nBEGIN:VEVENT")
    return files.made(path, result, form, said.fill(path=path, count=count))
