"""`eppd update`: with ids, from a prepared list, or going through the open items one by one."""

import datetime as dt
from pathlib import Path
from typing import Annotated

import typer
from msgspec import Struct, structs

from eppd_track.cli.shared.emit import emit
from eppd_track.cli.shared.options import (
    RECEIPT_FORMS,
    ReceiptOption,
    SelectionOptions,
    agreed_words,
    command,
    flag,
    flags_given,
    option,
)
from eppd_track.cli.shared.output import read_in
from eppd_track.cli.shared.recording import SHARED, Given, RecordOptions, agree_on_future
from eppd_track.cli.shared.session import Session
from eppd_track.cli.shared.writing import write
from eppd_track.ledger import changes
from eppd_track.ledger.batch import Batch, plan
from eppd_track.ledger.reading import Reading
from eppd_track.ledger.writer import Change
from eppd_track.model.records import Quotes
from eppd_track.report import change
from eppd_track.rules.ids import find
from eppd_track.rules.lights import Item
from eppd_track.rules.quoting import quoted
from eppd_track.rules.values import find_meeting
from eppd_track.words import sweep as sweep_words
from eppd_track.words.errors import WrongUse
from eppd_track.words.text import Text, names, same

EPILOG = """\b
Examples:
  eppd update p2-4 --status in-progress --note "Site survey done."
  eppd update p2-4 --due 2029-06-30 --reason "Equipment delayed."
  eppd update p1-12 --status closed --closure delivered --note "Filed." \\
    --approved-by "Minister, 6 December"
  eppd update p3-1 p3-2 --meeting EPPD-6 --note "Raised." --dry-run
  eppd update p2-6
  eppd update --pillar 2
  eppd update --from minutes.docx --dry-run
  eppd update --from minutes.toml --meeting WG-4
  other-program | eppd update --from - --yes --format json

'' clears a field: --next-step ''
"""
app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(epilog=EPILOG)
@command()
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
            "Apply minutes: docx, odt, pdf, txt, md; or a prepared list: TOML, JSON, CSV, xlsx, ods; - reads"
            " a list from standard input.",
        ),
    ] = None,
    *,
    record: RecordOptions,
    form: ReceiptOption = None,
    dry_run: Annotated[bool, flag("--dry-run", "Print the difference, write nothing.")] = False,
    yes: Annotated[bool, flag("--yes -y", "Answer questions with yes.")] = False,
    force: Annotated[bool, flag("--force", "Go past the rules of status; the record says so.")] = False,
) -> None:
    """Record what happened to one or more commitments: one record each, all or none.

    Without ids, on a terminal: goes through the open ones, or those selected, and writes all at the
    end; --status, --owner and --next-move then select, with ids they are new values. With ids and
    nothing to record: asks about these.
    """
    way = Way(form=form, dry_run=dry_run, yes=yes, force=force)
    selects = flags_given({name: typed for name, typed in selection.typed.items() if name not in SHARED})
    if ids and (source is not None or selects):
        raise _not_together(sweep_words.THE_IDS, names(selects or ["--from"]))
    chosen = selection.over(meeting=None)
    of_one = flags_given(record.of_one | {"force": force})
    if ids and (of_one or form or record.of_both or not session.at_terminal):
        _record(session, ids, record, way)
        return
    if source is not None and (chosen.flags or of_one):
        raise _not_together(same("--from"), names([*chosen.flags, *of_one]))
    if source is not None:
        _apply_list(session, source, record.given, way)
        return
    if not ids and (of_one or form):
        told = [*of_one, *(["--format"] if form else [])]
        raise WrongUse(sweep_words.IDS_NEEDED.fill(flags=told), sweep_words.IDS_FIRST)
    from eppd_track.cli.sweep.run import sweep  # noqa: PLC0415 - what draws on a terminal is loaded for it alone

    sweep(session, chosen, record.given, ids=ids or (), dry_run=dry_run, yes=yes)


class Way(Struct, frozen=True, kw_only=True):
    """How an update is carried out."""

    form: str | None
    dry_run: bool
    yes: bool
    force: bool


def _record(session: Session, ids: list[str], record: RecordOptions, way: Way) -> None:
    """The same record for each of the commitments, and its receipt."""
    session.ask_name(record.by)
    wanted: list[str] = []
    was: list[Item] = []

    def make(reading: Reading) -> Change | None:
        found = {item.id: item for item in (find(reading.ledger, text) for text in ids)}
        asked = record.request(reading.ledger, session, yes=way.yes, force=way.force)
        edits = [changes.edit(commitment, asked) for commitment in found.values()]
        was[:] = session.items(structs.replace(reading.ledger, commitments=tuple(found.values())))
        wanted.extend(edit.id for edit in edits if edit is not None)
        return Change(edits=tuple(edit for edit in edits if edit is not None)) if wanted else None

    after = write(session, make, dry_run=way.dry_run, form=way.form, force=way.force, ids=ids)
    if after is not None:
        pillars = {one.pillar for one in after.commitments if one.id in wanted}
        after = structs.replace(
            after, commitments=tuple(one for one in after.commitments if one.pillar in pillars)
        )
        proofs = session.proofs(one for one in after.commitments if one.id in wanted)
        changed = change.Changed(tuple(was), session.items(after), proofs)
        report = change.receipt(wanted, changed, after, session.today, session.calendar)
        emit(session, report, RECEIPT_FORMS, way.form)


def _apply_list(session: Session, path: Path, given: Given, way: Way) -> None:
    """Applies minutes or a prepared list: shown first, asked about, written in one piece."""
    from eppd_track.cli.shared.batch import carry_out  # noqa: PLC0415 - only for a list
    from eppd_track.cli.shared.settling import settling  # noqa: PLC0415 - likewise
    from eppd_track.exchange import entries, minutes  # noqa: PLC0415 - likewise
    from eppd_track.exchange.incoming import Defaults  # noqa: PLC0415 - likewise
    from eppd_track.exchange.sheets.parcel import HeldFile  # noqa: PLC0415 - likewise

    given_list = HeldFile("stdin", read_in(entries.MOST_BYTES)) if path == Path("-") else path
    sure: set[dt.date] = set()
    session.ask_name(given.by)
    settle = settling(session, asks=not (way.yes or way.dry_run))
    agreed: list[Quotes] = []

    def make(reading: Reading) -> Batch:
        ledger = reading.ledger
        if minutes.is_document(given_list):
            agreed[:] = agreed or [agreed_words(session, ledger)]
            ledger = quoted(ledger, agreed[0])
        day = session.day(given.date, past=True) or session.today
        meeting = find_meeting(given.meeting, ledger) if given.meeting else None
        defaults = Defaults(day, session.person(given.by), meeting, day_given=given.date is not None)
        found = minutes.read(given_list, ledger, session.today, defaults, settle)
        latest = max((wish.request.date for wish in found.wishes), default=day)
        if latest not in sure:
            agree_on_future(session, latest, yes=way.yes)
            sure.add(latest)
        planned = plan(reading, found.wishes, session.today)
        return structs.replace(planned, troubles=found.troubles, notices=found.notices, left=found.left)

    carry_out(session, make, dry_run=way.dry_run, yes=way.yes, form=way.form)


def _not_together(one: Text, other: Text) -> WrongUse:
    return WrongUse(sweep_words.NOT_TOGETHER.fill(one=one, other=other), sweep_words.ONE_OR_OTHER)
