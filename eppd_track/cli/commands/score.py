"""`eppd score`: what a reader holds a side to have done of its promise, and the drafts of all readers."""

from pathlib import Path
from typing import Annotated

import typer

from eppd_track.cli.shared import scoring
from eppd_track.cli.shared.emit import emit
from eppd_track.cli.shared.options import (
    RECEIPT_FORMS,
    OutputOption,
    SelectionOptions,
    command,
    flag,
    flags_given,
    option,
)
from eppd_track.cli.shared.session import Session
from eppd_track.cli.shared.warnings import refuse_misset
from eppd_track.cli.shared.writing import write
from eppd_track.ledger.reading import Reading
from eppd_track.ledger.scoring import scored
from eppd_track.ledger.writer import Change
from eppd_track.model.records import Ledger, Score
from eppd_track.model.vocabulary import Party
from eppd_track.report import score_drafts
from eppd_track.report.scorecard import meeting_name
from eppd_track.report.weekly import Cover
from eppd_track.rules import scores
from eppd_track.rules.audience import as_owners_see
from eppd_track.rules.ids import find
from eppd_track.rules.query import find_value
from eppd_track.rules.values import find_member
from eppd_track.words import scoring as words
from eppd_track.words.errors import ChangeRefused, WrongUse
from eppd_track.words.offers import asked_for
from eppd_track.words.sweep import NOT_TOGETHER, ONE_OR_OTHER, THE_IDS
from eppd_track.words.text import Text, join, names, same

FORMS = ("terminal", "text", "markdown", "html", "pdf", "odt", "json")
EPILOG = """\b
Examples:
  eppd score p2-4 --side TW --value +1 --reason "The line runs."
  eppd score p1-1 p1-2 --side US --value none --reader Lin \\
    --meeting EPPD-6 --reason "No draft came."
  eppd score --drafts --owner MOEA -o for-moea.odt
"""
VALUES = {
    **dict.fromkeys(("+1", "1", "full", "完全履行", "完全", "全部履行", "全部"), "+1"),
    **dict.fromkeys(("0", "partial", "部分履行", "部分"), "0"),
    **dict.fromkeys(("-1", "none", "未履行", "未", "\N{MINUS SIGN}1"), "-1"),
}
"""Every spelling of a value."""

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(epilog=EPILOG)
@command(own=frozenset({"side", "meeting"}))
def score(
    session: Session,
    selection: SelectionOptions,
    ids: Annotated[
        list[str] | None, typer.Argument(metavar="[ID…]", help="One or more ids: p2-4, E6-P2-04.")
    ] = None,
    side: Annotated[
        str | None, option("--side", "SIDE", "Whose promise is scored: a side by its code or name.")
    ] = None,
    value: Annotated[
        str | None, option("--value", "VALUE", "+1 full, 0 partial or -1 none; the word will do.")
    ] = None,
    reader: Annotated[
        str | None, option("--reader", "WHO", "Who scores it [env: EPPD_USER; else git, login].")
    ] = None,
    reason: Annotated[str | None, option("--reason", "TEXT", "Why, and what shows it.")] = None,
    date: Annotated[str | None, option("--date", "DATE", "The day of the score [default: today].")] = None,
    meeting: Annotated[list[str] | None, option("--meeting", "ID", "The meeting it is made for.")] = None,
    drafts: Annotated[bool, flag("--drafts", "A table for each owner of what was scored.")] = False,
    form: Annotated[
        str | None, option("--format", "FORMAT", "json: a receipt; drafts: " + ", ".join(FORMS) + ".")
    ] = None,
    output: OutputOption = None,
    dry_run: Annotated[bool, flag("--dry-run", "Print the difference, write nothing.")] = False,
) -> None:
    """Score what one side made of its promises: the same for each commitment named, all or none.

    With --drafts: what every reader gave and why, for the owners to comment on.
    """
    of_score = {"--value": value, "--reader": reader, "--reason": reason, "--date": date}
    given = [
        name for name, typed in (*of_score.items(), ("--dry-run", dry_run)) if typed not in {None, False}
    ]
    if drafts:
        told = [*([asked_for("ID")] if ids else []), *map(same, given)]
        if told:
            raise WrongUse(NOT_TOGETHER.fill(one="--drafts", other=join(told)), ONE_OR_OTHER)
        _show_drafts(session, selection, side, meeting, form, output)
        return
    if not ids:
        raise WrongUse(words.IDS_OR_DRAFTS, words.NAME_IDS)
    _refuse_selection(selection, output)
    form = session.form(RECEIPT_FORMS, form, None)
    asked = {"--side": side, "--value": value, "--reason": (reason or "").strip()}
    lacking = [name for name, typed in asked.items() if not typed]
    if lacking:
        raise WrongUse(words.LACKING.fill(flags=lacking), words.SCORE_FORM)
    points = int(find_value("--value", value or "", VALUES, guess=False))
    session.ask_name((reader or "").strip())
    changed: list[str] = []
    before: list[scores.Promise] = []

    def make(reading: Reading) -> Change | None:
        made = Score(
            date=session.day(date, past=True) or session.today,
            side=_party(side or ""),
            value=points,
            reader=session.person((reader or "").strip() or None),
            reason=(reason or "").strip(),
            meeting=scoring.one_meeting(meeting, reading.ledger),
        )
        if not made.reader:
            raise WrongUse(words.LACKING.fill(flags="--reader"), words.SCORE_FORM)
        if made.date > session.today:
            raise ChangeRefused(words.NOT_YET.fill(day=made.date), words.LEAVE_OUT_DATE)
        wanted = {item.id: item for item in (find(reading.ledger, text) for text in ids)}
        parts = [part for item in wanted.values() if (part := scored(item, made, reading.ledger.parties))]
        changed[:] = [part.id for part in parts]
        before[:] = _done(reading.ledger, changed, made.side, meeting)
        return Change(parts=tuple(parts)) if parts else None

    after = write(session, make, dry_run=dry_run, form=form, ids=ids)
    if after is not None:
        done = _done(after, changed, _party(side or ""), meeting)
        emit(session, score_drafts.receipt(done, before, after, session.today), RECEIPT_FORMS, form)


def _party(typed: str) -> Party:
    """The side meant, by its code or the name that the ledger read last gives it. Raises WrongUse."""
    return Party(find_member("--side", Party, typed))


def _done(after: Ledger, changed: list[str], side: Party, meeting: list[str] | None) -> list[scores.Promise]:
    """The promises that are scored, as they stand in a ledger."""
    known = {item.id: item for item in after.commitments}
    every = scores.promises(
        (known[name] for name in changed), after.parties, scoring.one_meeting(meeting, after)
    )
    return [promise for promise in every if promise.side == side]


def _refuse_selection(selection: SelectionOptions, output: Path | None) -> None:
    """Raises WrongUse for what belongs to --drafts alone."""
    typed = selection.typed | {"output": output}
    told = flags_given(typed)
    if told:
        raise WrongUse(NOT_TOGETHER.fill(one=THE_IDS, other=names(told)), ONE_OR_OTHER)


def _show_drafts(
    session: Session,
    selection: SelectionOptions,
    side: str | None,
    meeting: list[str] | None,
    form: str | None,
    output: Path | None,
) -> None:
    """What the readers gave, a table for each owner of ours; what others own is named and left out."""
    reading = session.read()
    refuse_misset(reading)
    ledger = reading.ledger
    party = _party(side) if side else None
    facts, chosen = scoring.card(session, reading, selection, meeting)
    some = [promise for promise in facts.scored if party in {None, promise.side}]
    whole = {
        item.commitment.id for item in as_owners_see(session.items(ledger), ledger) if item.commitment.scores
    }
    shown = [promise for promise in some if promise.commitment.id in whole]
    cover = Cover(chosen, session.person(None), session.calendar)
    emit(session, score_drafts.build(shown, facts.meeting, ledger, session.today, cover), FORMS, form, output)
    if not shown:
        made_for: Text = meeting_name(facts.meeting, ledger)
        session.say(words.NO_DRAFTS.fill(meeting=made_for, selection=chosen))
    others = dict.fromkeys(promise.commitment.id for promise in some if promise not in shown)
    if others:
        session.say(words.NOT_FOR_THEM.fill(count=len(others), ids=others))
