"""`eppd list`."""

from typing import Annotated

import typer

from eppd_track.cli.shared.emit import emit
from eppd_track.cli.shared.options import OutputOption, SelectionOptions, command, flag, option
from eppd_track.cli.shared.session import Session
from eppd_track.report import listing
from eppd_track.rules.history import ledger_as_of
from eppd_track.rules.lights import assess_all
from eppd_track.rules.query import cut, find_value
from eppd_track.rules.selection import describe, select
from eppd_track.words.labels import COLUMN, FIELD

FORMS = ("table", "plain", "json", "csv", "tsv", "markdown", "html", "ids")
EPILOG = """\b
Examples:
  eppd list --pillar 2
  eppd list --owner MODA,IDA --status in-progress
  eppd list --light red,yellow --group-by owner
  eppd list --search 稀土 --format json
  eppd list --next-move '!US' -o ours.csv
"""

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(epilog=EPILOG)
@command()
def list_(
    session: Session,
    selection: SelectionOptions,
    sort: Annotated[str | None, option("--sort", "COLUMN", "Order by a column.")] = None,
    reverse: Annotated[bool, flag("--reverse", "The other way round.")] = False,
    columns: Annotated[str | None, option("--columns", "A,B,…", "The columns to show, in order.")] = None,
    group_by: Annotated[str, option("--group-by", "HOW", "pillar, owner, status, light or none.")] = "pillar",
    as_of: Annotated[str | None, option("--as-of", "DATE", "As it stood at the end of a day.")] = None,
    form: Annotated[str | None, option("--format", "FORMAT", ", ".join(FORMS) + ".")] = None,
    output: OutputOption = None,
) -> None:
    """One row a commitment, by pillar, soonest due first."""
    whole = (
        as_of or selection.needs_history or form == "json" or (output and output.suffix.lower() == ".json")
    )
    wanted = _columns(columns)
    reading = session.read()
    ledger = reading.ledger if whole else reading.heads
    day = session.day(as_of, past=True) or session.today
    if as_of:
        ledger = ledger_as_of(ledger, day)
    chosen = selection.resolve(ledger, session)
    items = assess_all(ledger, day)
    report = listing.build(
        select(items, chosen, ledger, len(reading.unread)),
        ledger,
        day,
        describe(chosen, ledger, session.calendar),
        columns=wanted,
        group_by=find_value("--group-by", group_by, _headed(listing.GROUPS) | {"不分組": "none"}),
        sort=_column("--sort", sort) if sort else None,
        reverse=reverse,
    )
    emit(session, report, FORMS, form, output)


def _columns(typed: str | None) -> tuple[str, ...]:
    if typed is None:
        return listing.DEFAULT
    return tuple(_column("--columns", name) for name in cut(typed)) or listing.DEFAULT


def _column(option: str, typed: str) -> str:
    return find_value(option, typed, _headed(listing.COLUMNS))


def _headed(names: tuple[str, ...]) -> dict[str, str]:
    """Columns by their names, and by their headings."""
    known = {name.replace("_", "-"): name for name in names}
    every = ((name, heads[name]) for heads in (COLUMN, FIELD) for name in names if name in heads)
    return known | {typed: name for name, head in every for typed in head.others}
