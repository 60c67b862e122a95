"""`eppd update`."""

import datetime as dt
from typing import Annotated

import typer

from eppd_track import messages
from eppd_track.cli.options import command
from eppd_track.cli.session import Session
from eppd_track.cli.writing import write
from eppd_track.errors import ChangeRefused
from eppd_track.ledger import changes
from eppd_track.ledger.reader import Reading
from eppd_track.ledger.writer import Change
from eppd_track.model import Ledger, Value
from eppd_track.query import find
from eppd_track.report import card
from eppd_track.values import find_meeting, find_member, parse_evidence
from eppd_track.vocabulary import Visibility

EPILOG = """\b
Examples:
  eppd update p2-4 --status in-progress --note "Site survey done."
  eppd update p2-4 --due 2029-06-30 --reason "Equipment delayed."
  eppd update p1-12 --status closed --closure delivered --note "Filed." \\
    --approved-by "Minister, 6 December"
  eppd update p3-1 p3-2 --meeting EPPD-6 --note "Raised." --dry-run

'' clears a field: --next-step ''
"""

app = typer.Typer(rich_markup_mode=None, add_completion=False)

Field = Annotated[str | None, typer.Option(show_default=False)]


@app.command(epilog=EPILOG)
@command()
def update(
    session: Session,
    ids: Annotated[list[str], typer.Argument(metavar="ID…", help="One or more ids: p2-4, E6-P2-04.")],
    status: Annotated[str | None, typer.Option("--status", metavar="STATUS", help="The new status.")] = None,
    note: Annotated[
        str | None, typer.Option("--note", "-n", metavar="TEXT", help="What was said or done.")
    ] = None,
    reason: Annotated[str | None, typer.Option("--reason", metavar="TEXT", help="Why it changes.")] = None,
    progress: Annotated[
        str | None, typer.Option("--progress", metavar="0-100", help="Percentage done.")
    ] = None,
    due: Annotated[
        str | None, typer.Option("--due", metavar="DUE", help="A date, or 2026-12, 2026-Q4, 2026-H2, 2026.")
    ] = None,
    owner: Annotated[
        str | None, typer.Option("--owner", metavar="AGENCY", help="The new owner, by code or name.")
    ] = None,
    confirm_owner: Annotated[
        bool, typer.Option("--confirm-owner", help="The owner is confirmed.", show_default=False)
    ] = False,
    next_move: Annotated[
        str | None, typer.Option("--next-move", metavar="SIDE", help="TW, US, both, third or none.")
    ] = None,
    next_step: Annotated[
        str | None, typer.Option("--next-step", metavar="TEXT", help="What comes next.")
    ] = None,
    next_step_due: Annotated[
        str | None, typer.Option("--next-step-due", metavar="DUE", help="When it is due.")
    ] = None,
    priority: Annotated[
        str | None, typer.Option("--priority", metavar="LEVEL", help="high, normal or low.")
    ] = None,
    evidence: Annotated[
        list[str] | None,
        typer.Option(
            "--evidence",
            metavar="'TYPE: TITLE'",
            help="A paper: 'minutes: Second meeting | doc. 12'. Repeats.",
        ),
    ] = None,
    milestone_done: Annotated[
        list[str] | None,
        typer.Option("--milestone-done", metavar="ID[=DATE]", help="A milestone reached. Repeats."),
    ] = None,
    approved_by: Annotated[
        str | None, typer.Option("--approved-by", metavar="WHO", help="Who approved it, and where.")
    ] = None,
    closure: Annotated[
        str | None, typer.Option("--closure", metavar="HOW", help="delivered, modified or routine.")
    ] = None,
    visibility: Annotated[
        str | None, typer.Option("--visibility", metavar="LEVEL", help="Of this record: public or internal.")
    ] = None,
    settings: Annotated[
        list[str] | None, typer.Option("--set", metavar="KEY=VALUE", help="Any other field. Repeats.")
    ] = None,
    meeting: Annotated[
        str | None, typer.Option("--meeting", metavar="ID", help="The meeting it was said at.")
    ] = None,
    date: Annotated[
        str | None, typer.Option("--date", metavar="DATE", help="The day of the record [default: today].")
    ] = None,
    by: Annotated[
        str | None,
        typer.Option("--by", metavar="WHO", help="Who records it [env: EPPD_USER; else git, login]."),
    ] = None,
    correction: Annotated[
        bool, typer.Option("--correction", help="This corrects an earlier record.", show_default=False)
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Print the difference, write nothing.", show_default=False)
    ] = False,
    yes: Annotated[
        bool, typer.Option("--yes", "-y", help="Answer questions with yes.", show_default=False)
    ] = False,
    force: Annotated[
        bool,
        typer.Option("--force", help="Go past the rules of status; the record says so.", show_default=False),
    ] = False,
) -> None:
    """Record what happened to one or more commitments: one record each, all or none.

    Nothing is written when nothing changes. Afterwards: how each item now stands.
    """
    typed = {
        "status": status,
        "progress": progress,
        "due": due,
        "owner": owner,
        "next_move": next_move,
        "next_step": next_step,
        "next_step_due": next_step_due,
        "priority": priority,
        "closure": closure,
    }

    def request(ledger: Ledger) -> changes.Request:
        day = session.day(date) or session.today
        done = dict(_milestone(session, text, day) for text in milestone_done or ())
        latest = max(day, *done.values()) if done else day
        if latest > session.today:
            question = messages.FUTURE_RECORD.fill(day=latest)
            if not session.confirm(question, "--yes", yes=yes):
                raise ChangeRefused(messages.NOT_RECORDED, messages.DATE_IT_TODAY)
        fields: dict[str, Value] = {
            name: session.field(name, text, ledger) for name, text in typed.items() if text is not None
        }
        fields.update(session.setting(text, ledger) for text in settings or ())
        if confirm_owner:
            fields["owner_confirmed"] = True
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
            correction=correction,
            force=force,
        )

    wanted: list[str] = []

    def make(reading: Reading) -> Change | None:
        found = {item.id: item for item in (find(reading.ledger, text) for text in ids)}
        asked = request(reading.ledger)
        edits = [changes.edit(commitment, asked) for commitment in found.values()]
        wanted.extend(edit.id for edit in edits if edit is not None)
        return Change(edits=tuple(edit for edit in edits if edit is not None)) if wanted else None

    after = write(session, make, dry_run=dry_run, force=force)
    if after is not None:
        items = session.items(after.ledger)
        done = tuple(item for item in items if item.commitment.id in wanted)
        session.emit(
            card.receipt(done, after.ledger, items, session.today, session.calendar), ("terminal", "text")
        )


def _milestone(session: Session, text: str, day: dt.date) -> tuple[str, dt.date]:
    """A milestone's id and the day it was reached: `pilot`, or `pilot=2027-03-01`."""
    identifier, equals, when = text.partition("=")
    return identifier.strip(), (session.day(when) if equals else None) or day


def _said(text: str | None) -> str | None:
    """What was said, or None where it is only blanks."""
    return (text or "").strip() or None
