"""`eppd check`."""

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from msgspec import structs

from eppd_track.cli.git.repository import Git, in_progress
from eppd_track.cli.shared.emit import emit
from eppd_track.cli.shared.options import OutputOption, command, flag, option
from eppd_track.cli.shared.session import Session
from eppd_track.ledger import checks, store
from eppd_track.ledger.checks.base import AtHand
from eppd_track.ledger.reading import Reading
from eppd_track.model.records import Ledger
from eppd_track.report import problems
from eppd_track.report.problems import line_of
from eppd_track.rules.query import find_value
from eppd_track.words import changes as merging
from eppd_track.words import refusals
from eppd_track.words.errors import ChangeRefused, ExitCode, LedgerUnreadable, WrongUse
from eppd_track.words.faults import RULES
from eppd_track.words.sweep import NOT_TOGETHER, ONE_OR_OTHER
from eppd_track.words.text import Text

if TYPE_CHECKING:
    from eppd_track.rules.prints import Stream

FORMS = ("terminal", "text", "json")
EPILOG = """\b
Examples:
  eppd check
  eppd check --strict
  eppd check --fix
  eppd check --since HEAD~1
  eppd check duplicate-id unknown-agency
"""

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(epilog=EPILOG)
@command()
def check(
    session: Session,
    names: Annotated[list[str] | None, typer.Argument(metavar="[RULE]…", help="Only these rules.")] = None,
    strict: Annotated[bool, flag("--strict", "Show and count remarks too.")] = False,
    form: Annotated[str | None, option("--format", "FORMAT", ", ".join(FORMS) + ".")] = None,
    output: OutputOption = None,
    fix: Annotated[bool, flag("--fix", "First mend what is safe to mend, and say what.")] = False,
    since: Annotated[
        str | None, option("--since", "REV", "Also what stood in this revision of git and is gone.")
    ] = None,
    staged: Annotated[bool, flag("--staged", "Check what is about to be committed.")] = False,
) -> None:
    """Every fault of the file in one run, in file order; silent when there is none.

    Errors and warnings are shown and end with exit code 1; remarks only with --strict, or when
    their rule is named. While git merges, also what either side had and is gone without a record of it.
    """
    known = {name: name for name in RULES}
    wanted = [find_value("RULE", name, known) for name in names or ()]
    if fix and staged:
        raise WrongUse(NOT_TOGETHER.fill(one="--fix", other="--staged"), ONE_OR_OTHER)
    mended = _fix(session) if fix else None
    source = _staged(session) if staged else store.read(session.found.path)
    if source is None:
        return
    reading = _with_versions_beside(session, session.parse(source), source.path)
    rules = wanted or (RULES if strict else checks.GRAVE)
    shown, total = checks.counted(
        *(reading, session.today, rules),
        at_hand=AtHand(_documents(session, reading.ledger), session.proofs(reading.ledger.commitments)),
    )
    if since is not None or any(in_progress(source.path)):
        from eppd_track.cli.git.since import gone_since  # noqa: PLC0415 - for what git held alone

        gone = gone_since(session, reading, since)
        shown = (*shown, *gone)
        total += len(gone)
    shown = tuple(sorted(shown, key=lambda problem: (problem.line, problem.column)))
    report = problems.build(shown, reading.ledger, session.today, total, session.language)
    if mended is not None and session.form(FORMS, form, output) == "json":
        from eppd_track.cli.shared import receipt  # noqa: PLC0415 - for scripts alone

        before, told = mended
        receipt.give(session, before, source, told=told, own=report.data, output=output)
    else:
        emit(session, report, FORMS, form, output)
    session.refuse_no_ledger(reading)
    if shown:
        raise typer.Exit(ExitCode.FOUND)


def _documents(session: Session, ledger: Ledger) -> "dict[str, Stream | None]":
    """What the ledger is held against: the documents at hand, None for each that is not there."""
    if not ledger.documents:
        return {}
    from eppd_track.cli.shared.papers import absent, papers  # noqa: PLC0415 - for a ledger with documents

    return {**absent(session, ledger), **papers(session, ledger)}


def _staged(session: Session) -> store.Source | None:
    """The ledger as it is about to be committed; None where it is in no commit."""
    path = session.found.path
    raw = Git(path).held(":")
    return None if raw is None else store.Source(path, raw)


def _with_versions_beside(session: Session, reading: Reading, path: Path) -> Reading:
    """A reading that knows which files beside the ledger hold the same dialogue."""
    found = []
    for other in store.versions_beside(path):
        with contextlib.suppress(LedgerUnreadable):
            dialogue = session.look_into(store.read(other)).given.dialogue
            if dialogue and reading.ledger.dialogue and dialogue.id == reading.ledger.dialogue.id:
                found.append(other.name)
    return structs.replace(reading, beside=tuple(found))


def _fix(session: Session) -> tuple[store.Source, tuple[Text, ...]]:
    """Mends what has one safe remedy, as one write that `eppd undo` takes back."""
    from eppd_track.cli.shared.writing import save  # noqa: PLC0415 - a check that only reads loads no writer
    from eppd_track.ledger.repair import repair  # noqa: PLC0415

    path = session.found.path
    with session.locked(path):
        source = store.read(path)
        reading = session.parse(source)
        reading.refuse_newer()
        if reading.torn:
            raise LedgerUnreadable(line_of(reading.problems[0], path.name), refusals.MEND_FIRST)
        mended = repair(reading)
        if not mended.told:
            session.say(merging.NOTHING_TO_MEND)
            return source, ()
        after = session.parse(store.Source(path, source.encode(mended.text)))
        if len(after.problems) > len(reading.problems):
            raise ChangeRefused(refusals.PROOF_FAILED, refusals.REPORT_THIS)
        save(session, source, source.encode(mended.text), mended.told)
    for sentence in mended.told:
        session.say(sentence)
    return source, mended.told
