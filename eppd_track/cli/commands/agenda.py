"""`eppd agenda`."""

from typing import Annotated

import typer

from eppd_track.cli.shared.emit import emit
from eppd_track.cli.shared.options import (
    CalendarOption,
    FontsOption,
    OutputOption,
    SelectionOptions,
    WordsOption,
    agreed_words,
    command,
    option,
)
from eppd_track.cli.shared.session import Session
from eppd_track.cli.shared.warnings import refuse_misset
from eppd_track.model.records import Ledger, Meeting
from eppd_track.report import agenda as page
from eppd_track.report.gaps import gaps
from eppd_track.report.weekly import Cover
from eppd_track.rules.quoting import quoted
from eppd_track.rules.selection import describe, select
from eppd_track.rules.values import find_meeting
from eppd_track.words import refusals
from eppd_track.words.errors import WrongUse

FORMS = ("terminal", "text", "markdown", "html", "pdf", "odt", "json")
EPILOG = """\b
Examples:
  eppd agenda
  eppd agenda --meeting WG-4 --lang zh -o agenda.pdf
  eppd agenda --pillar 1,2 --next-move US
"""

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(epilog=EPILOG)
@command(own=frozenset({"meeting"}))
def agenda(
    session: Session,
    selection: SelectionOptions,
    meeting: Annotated[
        str | None, option("--meeting", "ID", "The meeting it is for [default: the next one].")
    ] = None,
    calendar: CalendarOption = None,
    by: Annotated[str | None, option("--by", "WHO", "Who prepared it.")] = None,
    words: WordsOption = False,
    font_dir: FontsOption = None,
    form: Annotated[str | None, option("--format", "FORMAT", ", ".join(FORMS) + ".")] = None,
    output: OutputOption = None,
) -> None:
    """What to raise at the next meeting and why, the most pressing first."""
    reading = session.read()
    refuse_misset(reading)
    ledger = reading.ledger
    if words:
        ledger = quoted(ledger, agreed_words(session, ledger))
    session.use_calendar(calendar)
    held = _meeting(session, ledger, meeting)
    chosen = selection.resolve(ledger, session)
    found = select(session.items(ledger), chosen, ledger, len(reading.unread))
    who, unread = session.person(by), gaps(reading)
    cover = Cover(
        describe(chosen, ledger, session.calendar), who, session.calendar, unread=unread, words=words
    )
    emit(session, page.build(found, ledger, session.today, held, cover), FORMS, form, output, font_dir)


def _meeting(session: Session, ledger: Ledger, named: str | None) -> Meeting | None:
    """The meeting named, else the next one that is in the ledger. Raises WrongUse for one that is over."""
    if named is not None:
        wanted = find_meeting(named, ledger)
        held = next(known for known in ledger.meetings if known.id == wanted)
        if (held.end or held.date) < session.today:
            raise WrongUse(refusals.MEETING_OVER.fill(id=held.id, day=held.date), refusals.NEXT_MEETING)
        return held
    return page.next_meeting(ledger, session.today)
