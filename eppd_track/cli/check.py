"""`eppd check`."""

from typing import Annotated

import typer

from eppd_track.cli.options import OutputOption, command
from eppd_track.cli.session import Session
from eppd_track.errors import ExitCode
from eppd_track.ledger import checks, store
from eppd_track.ledger.faults import RULES
from eppd_track.query import find_value
from eppd_track.report import problems

FORMS = ("text", "text", "json")
EPILOG = """\b
Examples:
  eppd check
  eppd check --strict
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
) -> None:
    """Every fault of the file in one run, in file order; silent when there is none.

    Errors and warnings are shown and end with exit code 1; remarks only with --strict, or when
    their rule is named.
    """
    known = {name: name for name in RULES}
    wanted = [find_value("RULE", name, known) for name in names or ()]
    reading = session.parse(store.read(session.found.path))
    found = checks.run(reading, session.today, wanted)
    shown = [
        problem for problem in found if strict or problem.rule in wanted or problem.rule not in checks.REMARKS
    ]
    total = len(reading.ledger.commitments) + len(reading.unread)
    report = problems.build(shown, reading.ledger, session.today, total, session.language)
    session.emit(report, FORMS, form, output)
    if shown:
        raise typer.Exit(ExitCode.FOUND)
