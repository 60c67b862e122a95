"""`eppd log`."""

import datetime as dt
from typing import Annotated

import typer
from msgspec import structs

from eppd_track.cli.shared.emit import emit
from eppd_track.cli.shared.options import OutputOption, SelectionOptions, command, option
from eppd_track.cli.shared.session import Session
from eppd_track.model.records import Ledger
from eppd_track.model.vocabulary import Calendar
from eppd_track.report import log as log_report
from eppd_track.rules.ids import find
from eppd_track.rules.query import fold, in_short
from eppd_track.rules.selection import ANY, Selection, describe, select
from eppd_track.words import pages
from eppd_track.words.days import show_day
from eppd_track.words.text import SEMICOLON, Text, join

FORMS = ("terminal", "text", "json", "csv", "tsv", "markdown", "html")
EPILOG = """\b
Examples:
  eppd log --since 2026-11-01
  eppd log --id p2-4
  eppd log --pillar 1 --by MODA --format markdown
"""

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(epilog=EPILOG)
@command()
def log(
    session: Session,
    selection: SelectionOptions,
    since: Annotated[str | None, option("--since", "DATE", "From this day on.")] = None,
    until: Annotated[str | None, option("--until", "DATE", "Up to this day.")] = None,
    ids: Annotated[list[str] | None, option("--id", "ID", "Only this commitment; repeats.")] = None,
    by: Annotated[str | None, option("--by", "WHO", "Only records by this name.")] = None,
    form: Annotated[str | None, option("--format", "FORMAT", ", ".join(FORMS) + ".")] = None,
    output: OutputOption = None,
) -> None:
    """The records of the whole ledger in time, oldest first; closed commitments are part of it."""
    ledger = session.read().ledger
    first, last = session.day(since, past=True), session.day(until, past=True)
    chosen = selection.resolve(ledger, session)
    wanted = {find(ledger, typed).id for typed in ids or ()}
    everything = structs.replace(chosen, everything=True)
    found = select(session.items(ledger), everything, ledger)
    commitments = [item.commitment for item in found.items]
    records = [
        (commitment, update)
        for commitment in commitments
        if not wanted or commitment.id in wanted
        for update in commitment.updates
        if (first is None or update.date >= first)
        and (last is None or update.date <= last)
        and (by is None or _is_by(by, update.by, ledger))
        and (chosen.meeting == ANY or chosen.meeting.admits((update.meeting or "",)))
    ]
    told = [] if chosen == Selection() else [describe(chosen, ledger, session.calendar)]
    asked = _asked(told, sorted(wanted), (first, last), by, session.calendar)
    report = log_report.build(records, ledger, session.today, asked, session.calendar)
    emit(session, report, FORMS, form, output)


def _is_by(wanted: str, name: str | None, ledger: Ledger) -> bool:
    """Whether a record is by somebody, an agency by its code or in short."""
    names = (name, *in_short(name, ledger).others) if name else ()
    return any(fold(wanted) in fold(one) for one in names)


def _asked(
    told: list[Text],
    ids: list[str],
    days: tuple[dt.date | None, dt.date | None],
    by: str | None,
    calendar: Calendar,
) -> Text:
    """The records asked for, in words; `told` is the selection."""
    first, last = days
    parts = [*told, pages.LOG_IDS.fill(ids=ids)] if ids else [*told]
    parts += [pages.LOG_SINCE.fill(day=show_day(first, calendar))] if first else []
    parts += [pages.LOG_UNTIL.fill(day=show_day(last, calendar))] if last else []
    parts += [pages.LOG_BY.fill(by=by)] if by else []
    return join(parts, SEMICOLON) if parts else pages.LOG_ALL
