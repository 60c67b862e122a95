"""`eppd update`: with ids, from a prepared list, or going through the open items one by one."""

import datetime as dt
import inspect
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Annotated, Any

import typer
from msgspec import structs

from eppd_track.cli.shared.emit import emit
from eppd_track.cli.shared.options import (
    RECEIPT_FORMS,
    ReceiptOption,
    SelectionOptions,
    command,
    flag,
    flags_given,
    option,
)
from eppd_track.cli.shared.output import read_in
from eppd_track.cli.shared.session import Session
from eppd_track.cli.shared.writing import write
from eppd_track.cli.sweep.given import Given
from eppd_track.ledger import changes
from eppd_track.ledger.batch import Batch, plan
from eppd_track.ledger.reading import Reading
from eppd_track.ledger.writer import Change
from eppd_track.model.records import Ledger, Value, shows
from eppd_track.model.vocabulary import Visibility
from eppd_track.report import change
from eppd_track.rules.lights import Item
from eppd_track.rules.query import find
from eppd_track.rules.values import find_field, find_meeting, find_member, parse_evidence
from eppd_track.words import refusals
from eppd_track.words import sweep as sweep_words
from eppd_track.words.errors import ChangeRefused, WrongUse
from eppd_track.words.text import Text, same

EPILOG = """\b
Examples:
  eppd update p2-4 --status in-progress --note "Site survey done."
  eppd update p2-4 --due 2029-06-30 --reason "Equipment delayed."
  eppd update p1-12 --status closed --closure delivered --note "Filed." \\
    --approved-by "Minister, 6 December"
  eppd update p3-1 p3-2 --meeting EPPD-6 --note "Raised." --dry-run
  eppd update --pillar 2
  eppd update --from minutes.toml --meeting WG-4
  other-program | eppd update --from - --yes --format json

'' clears a field: --next-step ''
"""
IN_BOTH = {
    "status": ("--status -s", "STATUS", "The new status; without ids: those that have it."),
    "owner": ("--owner", "AGENCY", "The new owner, by code or name; without ids: those it owns."),
    "next_move": ("--next-move", "SIDE", "TW, US, both, third, none; without ids: those it moves."),
    "meeting": ("--meeting", "ID", "The meeting it was said at, of one record or of all."),
}
"""The options that a record and a selection both have: with ids they are the record's."""

app = typer.Typer(rich_markup_mode=None, add_completion=False)


def _in_both(run: Callable[..., None]) -> Callable[..., None]:
    """Puts the options that a record and a selection share first, with both their meanings in the help."""
    signature = inspect.signature(run)
    parameters = dict(signature.parameters)
    for name, told in IN_BOTH.items():
        kind = Annotated[list[str] | None, option(*told)]
        parameters[name] = parameters[name].replace(annotation=kind)
        run.__annotations__[name] = parameters[name].annotation
    order = ["context", "ids", *IN_BOTH, *(name for name in parameters if name not in IN_BOTH)]
    run.__signature__ = signature.replace(  # type: ignore[attr-defined]
        parameters=[parameters[name] for name in dict.fromkeys(order)]
    )
    return run


@app.command(epilog=EPILOG)
@_in_both
@command(selects=True)
def update(
    session: Session,
    selection: SelectionOptions,
    ids: Annotated[
        list[str] | None, typer.Argument(metavar="[ID…]", help="One or more ids: p2-4, E6-P2-04.")
    ] = None,
    source: Annotated[
        Path | None,
        option(
            "--from",
            "FILE",
            "Apply a prepared list of minutes: TOML, JSON, CSV, xlsx; - reads standard input.",
        ),
    ] = None,
    note: Annotated[str | None, option("--note -n", "TEXT", "What was said or done.")] = None,
    reason: Annotated[str | None, option("--reason", "TEXT", "Why it changes.")] = None,
    progress: Annotated[str | None, option("--progress", "0-100", "Percentage done.")] = None,
    due: Annotated[str | None, option("--due", "DUE", "A date, or 2026-12, 2026-Q4, 2026-H2, 2026.")] = None,
    confirm_owner: Annotated[bool, flag("--confirm-owner", "The owner is confirmed.")] = False,
    confirm: Annotated[
        list[str] | None, option("--confirm", "FIELD", "A field that is no longer inferred. Repeats.")
    ] = None,
    next_step: Annotated[str | None, option("--next-step", "TEXT", "What comes next.")] = None,
    next_step_due: Annotated[str | None, option("--next-step-due", "DUE", "When it is due.")] = None,
    priority: Annotated[str | None, option("--priority", "LEVEL", "high, normal or low.")] = None,
    evidence: Annotated[
        list[str] | None,
        option("--evidence", "'TYPE: TITLE'", "A paper: 'minutes: Second meeting | doc. 12'. Repeats."),
    ] = None,
    milestone_done: Annotated[
        list[str] | None, option("--milestone-done", "ID[=DATE]", "A milestone reached. Repeats.")
    ] = None,
    approved_by: Annotated[str | None, option("--approved-by", "WHO", "Who approved it, and where.")] = None,
    closure: Annotated[str | None, option("--closure", "HOW", "delivered, modified or routine.")] = None,
    visibility: Annotated[
        str | None, option("--visibility", "LEVEL", "Of this record: public or internal.")
    ] = None,
    settings: Annotated[list[str] | None, option("--set", "KEY=VALUE", "Any other field. Repeats.")] = None,
    date: Annotated[str | None, option("--date", "DATE", "The day of the record [default: today].")] = None,
    by: Annotated[
        str | None, option("--by", "WHO", "Who records it [env: EPPD_USER; else git, login].")
    ] = None,
    correction: Annotated[bool, flag("--correction", "This corrects an earlier record.")] = False,
    form: ReceiptOption = None,
    dry_run: Annotated[bool, flag("--dry-run", "Print the difference, write nothing.")] = False,
    yes: Annotated[bool, flag("--yes -y", "Answer questions with yes.")] = False,
    force: Annotated[bool, flag("--force", "Go past the rules of status; the record says so.")] = False,
) -> None:
    """Record what happened to one or more commitments: one record each, all or none.

    Without ids, on a terminal: goes through the open ones, or those selected, and writes all at the
    end; --status, --owner and --next-move then select, with ids they are new values.
    """
    shared = {name: (selection.typed[name] or [None])[-1] for name in IN_BOTH}
    typed = {
        "status": shared["status"],
        "progress": progress,
        "due": due,
        "owner": shared["owner"],
        "next_move": shared["next_move"],
        "next_step": next_step,
        "next_step_due": next_step_due,
        "priority": priority,
        "closure": closure,
    }
    meeting = shared["meeting"]
    if not ids:
        of_record = {
            "note": note,
            "reason": reason,
            **{name: text for name, text in typed.items() if name not in IN_BOTH},
            "confirm_owner": confirm_owner,
            "confirm": confirm,
            "evidence": evidence,
            "milestone_done": milestone_done,
            "approved_by": approved_by,
            "visibility": visibility,
            "set": settings,
            "correction": correction,
            "force": force,
        }
        given = Given(meeting, date, by)
        _without_ids(session, selection, source, of_record, given, form=form, dry_run=dry_run, yes=yes)
        return
    named = flags_given({name: value for name, value in selection.typed.items() if name not in IN_BOTH})
    if source is not None or named:
        raise _not_together(sweep_words.THE_IDS, same(", ".join(named) or "--from"))

    def request(ledger: Ledger) -> changes.Request:
        day = session.day(date) or session.today
        done = dict(_milestone(session, text, day) for text in milestone_done or ())
        latest = max(day, *done.values()) if done else day
        if latest > session.today:
            _agree_on_future(session, latest, yes=yes)
        fields: dict[str, Value] = {
            name: session.field(name, text, ledger) for name, text in typed.items() if text is not None
        }
        fields.update(session.setting(text, ledger) for text in settings or ())
        return changes.Request(
            date=day,
            by=session.person(by),
            fields=fields,
            meeting=find_meeting(meeting, ledger) if meeting else None,
            note=_said(note),
            reason=_said(reason),
            approved_by=_said(approved_by),
            visibility=Visibility(find_member("--visibility", Visibility, visibility))
            if visibility
            else None,
            evidence=tuple(parse_evidence(text, day) for text in evidence or ()),
            done=done,
            confirm=(*map(find_field, confirm or ()), *["owner"] * confirm_owner),
            correction=correction,
            force=force,
        )

    wanted: list[str] = []
    was: list[Item] = []

    def make(reading: Reading) -> Change | None:
        found = {item.id: item for item in (find(reading.ledger, text) for text in ids or ())}
        asked = request(reading.ledger)
        edits = [changes.edit(commitment, asked) for commitment in found.values()]
        was[:] = session.items(reading.ledger)
        wanted.extend(edit.id for edit in edits if edit is not None)
        return Change(edits=tuple(edit for edit in edits if edit is not None)) if wanted else None

    alone = not settings  # --set may name other commitments
    after = write(session, make, dry_run=dry_run, form=form, force=force, ids=ids, alone=alone)
    if after is not None:
        changed = change.Changed(tuple(was), session.items(after))
        report = change.receipt(wanted, changed, after, session.today, session.calendar)
        emit(session, report, RECEIPT_FORMS, form)


def _milestone(session: Session, text: str, day: dt.date) -> tuple[str, dt.date]:
    """A milestone's id and the day it was reached: `pilot`, or `pilot=2027-03-01`."""
    identifier, equals, when = text.partition("=")
    return identifier.strip(), (session.day(when) if equals else None) or day


def _said(text: str | None) -> str | None:
    """What was said, or None where nothing of it shows."""
    return text.strip() if text and shows(text) else None


# ---- without ids ----


def _without_ids(
    session: Session,
    selection: SelectionOptions,
    source: Path | None,
    of_record: Mapping[str, Any],
    given: Given,
    *,
    form: str | None,
    dry_run: bool,
    yes: bool,
) -> None:
    """Applies a prepared list, or goes through the open items. Raises WrongUse for what fits neither."""
    told = flags_given(of_record)
    chosen = SelectionOptions(selection.typed | {"meeting": None})
    if source is not None:
        others = [*flags_given(chosen.typed), *told]
        if others:
            raise _not_together(same("--from"), same(", ".join(others)))
        _apply_list(session, source, given, form=form, dry_run=dry_run, yes=yes)
        return
    told += ["--format"] if form else []
    if told:
        raise WrongUse(sweep_words.IDS_NEEDED.fill(flags=", ".join(told)), sweep_words.IDS_FIRST)
    from eppd_track.cli.sweep.run import sweep  # noqa: PLC0415 - what draws on a terminal is loaded for it alone

    sweep(session, chosen, given, dry_run=dry_run, yes=yes)


def _apply_list(
    session: Session, path: Path, given: Given, *, form: str | None, dry_run: bool, yes: bool
) -> None:
    """Applies a prepared list of minutes: shown first, asked about, written in one piece."""
    from eppd_track.cli.shared.batch import carry_out  # noqa: PLC0415 - only for a list
    from eppd_track.exchange import minutes  # noqa: PLC0415 - likewise
    from eppd_track.exchange.incoming import Defaults  # noqa: PLC0415 - likewise
    from eppd_track.exchange.sheets.parcel import Held  # noqa: PLC0415 - likewise

    given_list = Held("stdin", read_in(minutes.MOST_BYTES)) if path == Path("-") else path
    sure: set[dt.date] = set()

    def make(reading: Reading) -> Batch:
        ledger = reading.ledger
        day = session.day(given.date) or session.today
        meeting = find_meeting(given.meeting, ledger) if given.meeting else None
        defaults = Defaults(day, session.person(given.by), meeting)
        found = minutes.read(given_list, ledger, session.today, defaults)
        latest = max((wish.request.date for wish in found.wishes), default=day)
        if latest > session.today and latest not in sure:
            _agree_on_future(session, latest, yes=yes)
            sure.add(latest)
        planned = plan(reading, found.wishes, session.today)
        return structs.replace(planned, troubles=found.troubles, notices=found.notices)

    carry_out(session, make, dry_run=dry_run, yes=yes, form=form)


def _not_together(one: Text, other: Text) -> WrongUse:
    return WrongUse(sweep_words.NOT_TOGETHER.fill(one=one, other=other), sweep_words.ONE_OR_OTHER)


def _agree_on_future(session: Session, day: dt.date, *, yes: bool) -> None:
    """Asks whether a day that has not come is meant. Raises ChangeRefused when it is not."""
    if not session.confirm(refusals.FUTURE_RECORD.fill(day=day), "--yes", yes=yes):
        raise ChangeRefused(refusals.NOT_RECORDED, refusals.DATE_IT_TODAY)
