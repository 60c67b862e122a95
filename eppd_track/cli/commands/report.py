"""`eppd report`."""

import datetime as dt
import tempfile
from functools import partial
from pathlib import Path
from typing import Annotated

import typer
from msgspec import structs

from eppd_track.cli.shared import scoring
from eppd_track.cli.shared.emit import emit
from eppd_track.cli.shared.opening import show_file
from eppd_track.cli.shared.options import (
    CalendarOption,
    FontsOption,
    OutputOption,
    SelectionOptions,
    WordsOption,
    agreed_words,
    command,
    flag,
    option,
)
from eppd_track.cli.shared.outside import tell_internal
from eppd_track.cli.shared.session import Session
from eppd_track.cli.shared.warnings import refuse_for_others, refuse_misset, tell_faults
from eppd_track.ledger import checks
from eppd_track.model.vocabulary import Audience
from eppd_track.report import scorecard as scored
from eppd_track.report import week, weekly
from eppd_track.report.gaps import gaps
from eppd_track.rules import dates
from eppd_track.rules.audience import SELECTS, without_internal
from eppd_track.rules.dates import week_of
from eppd_track.rules.quoting import quoted
from eppd_track.rules.selection import describe
from eppd_track.rules.values import find_member
from eppd_track.words import refusals
from eppd_track.words import scoring as score_words
from eppd_track.words.errors import WrongUse
from eppd_track.words.pages import APPROVAL_CHAIN
from eppd_track.words.text import Text, same

FORMS = ("terminal", "text", "markdown", "html", "pdf", "odt", "json")
PAGES = ("html", "pdf", "odt")
EPILOG = """\b
Examples:
  eppd report
  eppd report --lang zh -o week48.pdf
  eppd report --week 2026-W47 --open
  eppd report --since 2026-10-01 --until 2026-12-31 --pillar 2 -o q4.odt
  eppd report --audience counterpart --lang en -o for-them.pdf
  eppd report --scorecard --meeting EPPD-7 -o scorecard.pdf
"""

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(epilog=EPILOG)
@command()
def report(
    session: Session,
    selection: SelectionOptions,
    week_name: Annotated[
        str | None, option("--week", "WEEK", "An ISO week: 2026-W48 [default: this week].")
    ] = None,
    since: Annotated[str | None, option("--since", "DATE", "First day of a period.")] = None,
    until: Annotated[str | None, option("--until", "DATE", "Last day of a period.")] = None,
    audience: Annotated[
        str,
        option(
            "--audience",
            "[internal|counterpart|public]",
            "Who will read it; what is internal reaches no other.",
        ),
    ] = Audience.INTERNAL.value,
    calendar: CalendarOption = None,
    approval: Annotated[
        str | None, option("--approval", "A,B,…", "Boxes to sign in; '' for none [default: the ledger's].")
    ] = None,
    by: Annotated[str | None, option("--by", "WHO", "Who prepared it.")] = None,
    font_dir: FontsOption = None,
    form: Annotated[str | None, option("--format", "FORMAT", ", ".join(FORMS) + ".")] = None,
    output: OutputOption = None,
    scorecard: Annotated[
        bool,
        flag(
            "--scorecard",
            "Instead: what the sides made of their promises; --meeting names the one it is for.",
        ),
    ] = False,
    words: WordsOption = False,
    show: Annotated[bool, flag("--open", "Open the page; HTML unless a format is named.")] = False,
) -> None:
    """The status report of a week, or with --since and --until of any period.

    A past period is reported as it stood at its end.
    """
    readers = Audience(find_member("--audience", Audience, audience))
    if scorecard:
        _refuse_with_scorecard(readers, {"--week": week_name, "--since": since, "--until": until})
    if show:
        form = _form_to_open(session, form, output)
    reading = session.read()
    refuse_misset(reading)
    ledger = whole = reading.ledger
    session.use_calendar(calendar)
    found = checks.run(reading, session.today, checks.GRAVE)
    if readers is not Audience.INTERNAL:
        refuse_for_others(found, ledger)
        _refuse_internal(selection, readers)
        ledger = without_internal(whole, readers)
    if words:
        ledger = quoted(ledger, agreed_words(session, ledger))
    tell_faults(found, reading)
    frame = partial(
        weekly.Cover,
        by=session.person(by),
        calendar=session.calendar,
        approval=_boxes(approval, ledger.settings.approval),
        unread=gaps(reading),
        words=words,
        proofs=session.proofs(ledger.commitments) if readers is Audience.INTERNAL else {},
    )
    if scorecard:
        scores, chosen_words = scoring.card(session, reading, selection, selection.typed["meeting"])
        page = scored.build(scores, ledger, session.today, frame(chosen_words))
    else:
        period = _period(session, week_name, since, until)
        chosen = selection.resolve(ledger, session)
        facts = week.build(ledger, chosen, period, readers, len(reading.unread))
        page = weekly.build(facts, ledger, frame(describe(chosen, ledger, session.calendar)))
        if readers is not Audience.INTERNAL:
            tell_internal(session, week.chosen(whole, chosen, period))
        if show or output is not None:
            page = structs.replace(page, remarks=(*weekly.outside(facts), *page.remarks))
    if show and output is None:
        output = Path(tempfile.mkdtemp(prefix="eppd-")) / f"report.{form}"
    emit(session, page, FORMS, form, output, font_dir)
    if show and output is not None:
        show_file(session, output)


def _refuse_internal(selection: SelectionOptions, readers: Audience) -> None:
    """Raises WrongUse for a selection by what its readers may not see."""
    for name, typed in selection.typed.items():
        if typed and name not in SELECTS[readers]:
            option = f"--{name.replace('_', '-')}"
            raise WrongUse(refusals.SELECTS_INTERNAL.fill(option=option), refusals.SELECT_OTHERWISE)


def _refuse_with_scorecard(readers: Audience, period: dict[str, str | None]) -> None:
    """Raises WrongUse for other readers than our own, and for a period."""
    if readers is not Audience.INTERNAL:
        raise WrongUse(score_words.INSIDE_ONLY, score_words.WITHOUT_AUDIENCE)
    flags = [name for name, typed in period.items() if typed]
    if flags:
        raise WrongUse(score_words.NO_PERIOD.fill(flags=flags), score_words.PICK_MEETING)


def _form_to_open(session: Session, form: str | None, output: Path | None) -> str:
    """The format of a page to open. Raises WrongUse for one that is no page."""
    form = session.form(FORMS, form, output) or "html"
    if form not in PAGES:
        raise WrongUse(refusals.NOTHING_TO_OPEN, refusals.OPEN_FORMS)
    return form


def _boxes(asked: str | None, set_in_ledger: tuple[str, ...] | None) -> tuple[Text, ...]:
    """The names of the boxes for signatures: as asked, else the ledger's, else the usual chain."""
    if asked is not None:
        return tuple(same(name.strip()) for name in asked.split(",") if name.strip())
    return APPROVAL_CHAIN if set_in_ledger is None else tuple(map(same, set_in_ledger))


def _period(session: Session, week_name: str | None, since: str | None, until: str | None) -> week.Period:
    """The days asked for. Raises WrongUse for a period that has not begun or runs backwards."""
    today = session.today
    if week_name and (since or until):
        raise WrongUse(refusals.WEEK_OR_PERIOD, refusals.WEEK_FORMS)
    if since is None and until is None:
        first, last = week_of(week_name or dates.week_name(today), today)
    else:
        last = session.day(until, past=True) or today
        first = session.day(since, past=True) or last - dt.timedelta(days=6)
    if first > today or first > last:
        raise WrongUse(refusals.BAD_PERIOD.fill(since=first, until=last), refusals.BAD_PERIOD_REMEDY)
    return week.Period(first, last, min(last, today), since is None and until is None)
