"""`eppd check`."""

from typing import Annotated

import typer

from eppd_track import messages
from eppd_track.cli.options import OutputOption, command
from eppd_track.cli.session import Session
from eppd_track.errors import ChangeRefused, ExitCode, LedgerUnreadable
from eppd_track.ledger import checks, sayings, store
from eppd_track.ledger.faults import RULES
from eppd_track.query import find_value
from eppd_track.report import problems
from eppd_track.report.problems import line_of

FORMS = ("text", "text", "json")
EPILOG = """\b
Examples:
  eppd check
  eppd check --strict
  eppd check --fix
  eppd check duplicate-id unknown-agency
"""

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(epilog=EPILOG)
@command()
def check(
    session: Session,
    names: Annotated[list[str] | None, typer.Argument(metavar="[RULE]…", help="Only these rules.")] = None,
    strict: Annotated[
        bool, typer.Option("--strict", help="Show and count remarks too.", show_default=False)
    ] = False,
    form: Annotated[str | None, typer.Option("--format", metavar="FORMAT", help="text or json.")] = None,
    output: OutputOption = None,
    fix: Annotated[
        bool,
        typer.Option("--fix", help="First mend what is safe to mend, and say what.", show_default=False),
    ] = False,
) -> None:
    """Every fault of the file in one run, in file order; silent when there is none.

    Errors and warnings are shown and end with exit code 1; remarks only with --strict, or when
    their rule is named.
    """
    known = {name: name for name in RULES}
    wanted = [find_value("RULE", name, known) for name in names or ()]
    if fix:
        _fix(session)
    reading = session.parse(store.read(session.found.path))
    rules = wanted or (RULES if strict else checks.GRAVE)
    found = checks.run(reading, session.today, RULES)
    shown = [problem for problem in found if problem.rule in rules]
    report = problems.build(shown, reading.ledger, session.today, len(found), session.language)
    session.emit(report, FORMS, form, output)
    session.refuse_no_ledger(reading)
    if shown:
        raise typer.Exit(ExitCode.FOUND)


def _fix(session: Session) -> None:
    """Mends what has one safe remedy, as one write that `eppd undo` takes back."""
    from eppd_track.cli.writing import save  # noqa: PLC0415 - a check that only reads loads no writer
    from eppd_track.ledger.repair import repair  # noqa: PLC0415

    path = session.found.path
    with store.locked(path):
        source = store.read(path)
        reading = session.parse(source)
        if reading.torn:
            raise LedgerUnreadable(line_of(reading.problems[0], path.name), messages.MEND_FIRST)
        mended = repair(reading)
        if not mended.told:
            session.say(sayings.NOTHING_TO_MEND)
            return
        after = session.parse(store.Source(path, source.encode(mended.text)))
        if len(after.problems) > len(reading.problems):
            raise ChangeRefused(messages.PROOF_FAILED, messages.REPORT_THIS)
        save(session, source, source.encode(mended.text), mended.told)
    for sentence in mended.told:
        session.say(sentence)
