"""`eppd report`."""

import datetime as dt
from typing import Annotated

import typer

from eppd_track import dates, messages
from eppd_track.cli.options import OutputOption, SelectionOptions, command
from eppd_track.cli.session import Session
from eppd_track.dates import week_of
from eppd_track.errors import WrongUse
from eppd_track.query import describe
from eppd_track.report import week, weekly

FORMS = ("terminal", "text", "markdown", "html", "json")
EPILOG = """\b
Examples:
  eppd report
  eppd report --week 2026-W47 -o week47.md
  eppd report --since 2026-10-01 --until 2026-10-31 --pillar 2
"""

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(epilog=EPILOG)
@command(selects=True)
def report(
    session: Session,
    selection: SelectionOptions,
    week_name: Annotated[
        str | None, typer.Option("--week", metavar="WEEK", help="An ISO week: 2026-W48 [default: this week].")
    ] = None,
    since: Annotated[
        str | None, typer.Option("--since", metavar="DATE", help="First day of a period.")
    ] = None,
    until: Annotated[
        str | None, typer.Option("--until", metavar="DATE", help="Last day of a period.")
    ] = None,
    by: Annotated[str | None, typer.Option("--by", metavar="WHO", help="Who prepared it.")] = None,
    form: Annotated[
        str | None, typer.Option("--format", metavar="FORMAT", help=", ".join(FORMS) + ".")
    ] = None,
    output: OutputOption = None,
) -> None:
    """The status report of a week, or with --since and --until of any period.

    A past period is reported as it stood at its end.
    """
    reading = session.read()
    ledger = reading.ledger
    period = _period(session, week_name, since, until)
    chosen = selection.resolve(ledger, session)
    facts = week.build(ledger, chosen, period, len(reading.unread))
    asked = describe(chosen, session.calendar)
    page = weekly.build(facts, ledger, asked, session.person(by), session.calendar)
    session.emit(page, FORMS, form, output)


def _period(session: Session, week_name: str | None, since: str | None, until: str | None) -> week.Period:
    """The days asked for. Raises WrongUse for a period that has not begun or runs backwards."""
    today = session.today
    if week_name and (since or until):
        raise WrongUse(messages.WEEK_OR_PERIOD, messages.WEEK_FORMS)
    if since is None and until is None:
        first, last = week_of(week_name or dates.week_name(today), today)
    else:
        last = session.day(until) or today
        first = session.day(since) or last - dt.timedelta(days=6)
    if first > today or first > last:
        raise WrongUse(messages.BAD_PERIOD.fill(since=first, until=last), messages.BAD_PERIOD_REMEDY)
    return week.Period(first, last, min(last, today), since is None and until is None)
