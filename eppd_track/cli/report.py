"""`eppd report`."""

import datetime as dt
import tempfile
from pathlib import Path
from typing import Annotated

import typer
from msgspec import structs

from eppd_track import dates, messages
from eppd_track.cli.options import OutputOption, SelectionOptions, command
from eppd_track.cli.session import Session
from eppd_track.dates import week_of
from eppd_track.errors import WrongUse
from eppd_track.labels import Text, same
from eppd_track.phrases import APPROVAL_CHAIN
from eppd_track.query import describe
from eppd_track.report import week, weekly
from eppd_track.vocabulary import Audience, Calendar

FORMS = ("terminal", "text", "markdown", "html", "pdf", "odt", "json")
PAGES = ("html", "pdf", "odt")
EPILOG = """\b
Examples:
  eppd report
  eppd report --lang zh -o week48.pdf
  eppd report --week 2026-W47 --open
  eppd report --since 2026-10-01 --until 2026-12-31 --pillar 2 -o q4.odt
  eppd report --audience counterpart --lang en -o for-them.pdf
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
    audience: Annotated[
        Audience,
        typer.Option("--audience", help="Who will read it; what is internal reaches no other."),
    ] = Audience.INTERNAL,
    calendar: Annotated[
        Calendar | None, typer.Option("--calendar", help="How dates are printed [default: the ledger's].")
    ] = None,
    approval: Annotated[
        str | None,
        typer.Option(
            "--approval", metavar="A,B,…", help="Boxes to sign in; '' for none [default: the ledger's]."
        ),
    ] = None,
    by: Annotated[str | None, typer.Option("--by", metavar="WHO", help="Who prepared it.")] = None,
    font_dir: Annotated[
        Path | None,
        typer.Option("--font-dir", metavar="FOLDER", help="Fonts for PDF, before all others."),
    ] = None,
    form: Annotated[
        str | None, typer.Option("--format", metavar="FORMAT", help=", ".join(FORMS) + ".")
    ] = None,
    output: OutputOption = None,
    show: Annotated[
        bool, typer.Option("--open", help="Open the page; HTML unless a format is named.", show_default=False)
    ] = False,
) -> None:
    """The status report of a week, or with --since and --until of any period.

    A past period is reported as it stood at its end.
    """
    if show:
        form, output = _to_open(session, form, output)
    reading = session.read()
    ledger = reading.ledger
    if calendar is not None:
        session.settings = structs.replace(session.settings, calendar=calendar)
    period = _period(session, week_name, since, until)
    chosen = selection.resolve(ledger, session)
    facts = week.build(ledger, chosen, period, audience, len(reading.unread))
    cover = weekly.Cover(
        describe(chosen, session.calendar),
        session.person(by),
        session.calendar,
        _boxes(approval, ledger.settings.approval),
    )
    session.emit(weekly.build(facts, ledger, cover), FORMS, form, output, font_dir)
    if show and output is not None:
        session.open(output)


def _to_open(session: Session, form: str | None, output: Path | None) -> tuple[str, Path]:
    """The format and the file of a page to open; a file of its own where none is named.

    Raises WrongUse for a format that is no page.
    """
    form = session.form(FORMS, form, output) or "html"
    if form not in PAGES:
        raise WrongUse(messages.NOTHING_TO_OPEN, messages.OPEN_FORMS)
    return form, output or Path(tempfile.mkdtemp(prefix="eppd-")) / f"report.{form}"


def _boxes(asked: str | None, set_in_ledger: tuple[str, ...] | None) -> tuple[Text, ...]:
    """The names of the boxes for signatures: as asked, else the ledger's, else the usual chain."""
    if asked is not None:
        return tuple(same(name.strip()) for name in asked.split(",") if name.strip())
    return APPROVAL_CHAIN if set_in_ledger is None else tuple(map(same, set_in_ledger))


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
