"""`eppd carry`: a ledger goes on into the next round of its dialogue."""

from typing import Annotated, Any

import typer
from msgspec import structs

from eppd_track.cli.shared.batch import carry_out
from eppd_track.cli.shared.options import ReceiptOption, SelectionOptions, command, flag, flags_given, option
from eppd_track.cli.shared.session import Session
from eppd_track.ledger import carry as carrying
from eppd_track.ledger.batch import Batch
from eppd_track.ledger.reading import Reading
from eppd_track.model.records import Commitment, Ledger, Meeting
from eppd_track.model.vocabulary import MeetingKind
from eppd_track.rules.ids import find
from eppd_track.rules.selection import describe, select
from eppd_track.rules.values import meeting_id
from eppd_track.words import changes as words
from eppd_track.words import refusals, sweep
from eppd_track.words.errors import WrongUse
from eppd_track.words.text import Text, names

EPILOG = """\b
Examples:
  eppd carry EPPD-7 --date 2026-11-10 --end 2026-11-11 --title "7th EPPD"
  eppd carry EPPD-7 --date 2026-11-10 --dry-run
  eppd carry EPPD-7 p2-4 p3-1 --note "Both sides go on with it."
  eppd carry EPPD-7 --pillar 2
"""

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(epilog=EPILOG)
@command()
def carry(
    session: Session,
    selection: SelectionOptions,
    into: Annotated[str, typer.Argument(metavar="MEETING", help="The round to go into: EPPD-7.")],
    ids: Annotated[
        list[str] | None, typer.Argument(metavar="[ID…]", help="Only these items: p2-4, E6-P2-04.")
    ] = None,
    date: Annotated[str | None, option("--date", "DATE", "Its first day, which adds a new meeting.")] = None,
    end: Annotated[str | None, option("--end", "DATE", "Its last day.")] = None,
    title: Annotated[str | None, option("--title", "TEXT", "Its English title.")] = None,
    title_zh: Annotated[str | None, option("--title-zh", "TEXT", "Its Chinese title.")] = None,
    by: Annotated[
        str | None, option("--by", "WHO", "Who records it [env: EPPD_USER; else git, login].")
    ] = None,
    note: Annotated[str | None, option("--note -n", "TEXT", "What the records say.")] = None,
    form: ReceiptOption = None,
    dry_run: Annotated[bool, flag("--dry-run", "Show what would be carried, write nothing.")] = False,
    yes: Annotated[bool, flag("--yes -y", "Answer questions with yes.")] = False,
) -> None:
    """Carry what is open into the next round of the dialogue, in this ledger, each under its id.

    Adds the meeting where it is new. What is closed or withdrawn is left; carrying again changes nothing.
    """
    given = flags_given(selection.typed)
    if ids and given:
        raise WrongUse(
            sweep.NOT_TOGETHER.fill(one=sweep.THE_IDS, other=given),
            sweep.ONE_OR_OTHER,
        )

    session.ask_name(by)

    def make(reading: Reading) -> Batch:
        ledger = reading.ledger
        first, last = session.day(date), session.day(end)
        told = {"date": first, "end": last, "title": title or None, "title_zh": title_zh or None}
        target = _target(into, told, ledger)
        chosen, left, nothing = _chosen(session, selection, ids or (), ledger)
        telling = carrying.Telling(session.today, session.person(by), (note or "").strip() or None)
        batch = carrying.carry(reading, target, chosen, telling, session.today)
        notices = [*batch.notices, *([words.LEFT.fill(count=left)] if left else []), *nothing]
        return structs.replace(batch, notices=tuple(notices))

    carry_out(session, make, dry_run=dry_run, yes=yes, form=form)


def _chosen(
    session: Session, selection: SelectionOptions, ids: list[str] | tuple[str, ...], ledger: Ledger
) -> tuple[tuple[Commitment, ...], int, list[Text]]:
    """The commitments asked for, how many ended ones are left aside, and what to say where none is open."""
    if ids:
        return carrying.named(find(ledger, text) for text in ids), 0, []
    asked = selection.resolve(ledger, session)
    found = select(session.items(ledger), asked, ledger)
    chosen = tuple(item.commitment for item in found.items)
    left = found.hidden + sum(not item.open for item in chosen)
    if any(item.open for item in chosen):
        return chosen, left, []
    return chosen, left, [words.NOTHING_OPEN.fill(selection=describe(asked, ledger, session.calendar))]


def _target(typed: str, told: dict[str, Any], ledger: Ledger) -> Meeting:
    """The dialogue to carry into, as the ledger knows it or as it is told. Raises WrongUse."""
    name = typed.strip().lower()
    held = next((one for one in ledger.meetings if one.id.lower() == name), None)
    if held is None:
        return _new(typed.strip(), told, ledger)
    if held.kind is not MeetingKind.DIALOGUE:
        raise WrongUse(words.NOT_A_ROUND.fill(id=held.id), words.ONLY_DIALOGUES)
    other = [field for field, value in told.items() if value and value != getattr(held, field)]
    if other:
        flags = names(f"--{field.replace('_', '-')}" for field in other)
        raise WrongUse(words.STANDS_OTHERWISE.fill(id=held.id, flags=flags), words.CHANGE_BY_HAND)
    return held


def _new(typed: str, told: dict[str, Any], ledger: Ledger) -> Meeting:
    """A dialogue that the ledger does not know. Raises WrongUse without a day, or with days reversed."""
    name = meeting_id(typed)
    if told["date"] is None:
        known = [one.id for one in ledger.meetings if one.kind is MeetingKind.DIALOGUE]
        raise WrongUse(words.NO_SUCH_ROUND.fill(typed=typed), words.ADD_WITH_DATE.fill(known=known or "-"))
    if told["end"] is not None and told["end"] < told["date"]:
        raise WrongUse(
            refusals.BAD_PERIOD.fill(since=told["date"], until=told["end"]), refusals.BAD_MEETING_DAYS
        )
    return Meeting(id=name, kind=MeetingKind.DIALOGUE, **told)
