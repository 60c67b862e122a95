"""`eppd meeting add` and `eppd meeting list`."""

from typing import Annotated

import typer
from msgspec import structs

from eppd_track.cli.shared.emit import emit
from eppd_track.cli.shared.options import RECEIPT_FORMS, OutputOption, ReceiptOption, command, flag, option
from eppd_track.cli.shared.session import Session
from eppd_track.cli.shared.writing import write
from eppd_track.ledger import changes
from eppd_track.ledger.reading import Reading
from eppd_track.ledger.writer import Change
from eppd_track.model.records import Meeting
from eppd_track.model.vocabulary import MeetingKind
from eppd_track.report import overview
from eppd_track.rules.values import find_member, meeting_id
from eppd_track.words import pages, refusals
from eppd_track.words.errors import ChangeRefused, WrongUse

FORMS = ("terminal", "text", "json", "csv", "tsv", "markdown", "html")
EPILOG = """\b
Examples:
  eppd meeting add WG-1 --date 2026-12-03 --kind working-group
  eppd meeting list
"""

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.callback(epilog=EPILOG)
def meeting() -> None:
    """Add a meeting, or list them.

    A meeting that is wrong is corrected or taken out in the file itself: eppd edit.
    """


@app.command("list")
@command()
def list_(
    session: Session,
    form: Annotated[str | None, option("--format", "FORMAT", ", ".join(FORMS) + ".")] = None,
    output: OutputOption = None,
) -> None:
    """The meetings of the ledger, oldest first."""
    ledger = session.read().ledger
    emit(session, overview.meetings(ledger.meetings, ledger, session.today), FORMS, form, output)


@app.command("add")
@command()
def add(
    session: Session,
    identifier: Annotated[str, typer.Argument(metavar="ID", help="Its id, for --meeting: WG-1.")],
    date: Annotated[str | None, option("--date", "DATE", "Its day, or its first [default: today].")] = None,
    end: Annotated[str | None, option("--end", "DATE", "Its last day.")] = None,
    title: Annotated[str | None, option("--title", "TEXT", "English title.")] = None,
    title_zh: Annotated[str | None, option("--title-zh", "TEXT", "Chinese title.")] = None,
    kind: Annotated[
        str | None, option("--kind", "KIND", "dialogue, working-group, expert or internal.")
    ] = None,
    form: ReceiptOption = None,
    dry_run: Annotated[bool, flag("--dry-run", "Print the difference, write nothing.")] = False,
) -> None:
    """Add a meeting, so that updates can name it."""
    meeting_id(identifier)

    def make(reading: Reading) -> Change:
        known = {known.id.lower(): known.id for known in reading.ledger.meetings}
        if identifier.lower() in known:
            raise ChangeRefused(refusals.MEETING_EXISTS.fill(id=known[identifier.lower()]), refusals.OTHER_ID)
        first, last = session.day(date) or session.today, session.day(end)
        if last is not None and last < first:
            raise WrongUse(refusals.BAD_PERIOD.fill(since=first, until=last), refusals.BAD_MEETING_DAYS)
        new = Meeting(
            id=identifier,
            date=first,
            end=last,
            title=title or None,
            title_zh=title_zh or None,
            kind=MeetingKind(find_member("--kind", MeetingKind, kind)) if kind else None,
        )
        return Change(additions=(changes.new_meeting(new),))

    after = write(session, make, dry_run=dry_run, form=form)
    if after is not None:
        added = [known for known in after.meetings if known.id == identifier]
        report = overview.meetings(added, after, session.today)
        emit(session, structs.replace(report, footer=(*report.footer, pages.TAKE_BACK)), RECEIPT_FORMS, form)
