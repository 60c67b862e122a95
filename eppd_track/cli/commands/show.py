"""`eppd show`."""

from typing import Annotated

import typer

from eppd_track.cli.shared.emit import emit
from eppd_track.cli.shared.options import OutputOption, agreed_words, command, option
from eppd_track.cli.shared.session import Session
from eppd_track.report import card
from eppd_track.rules.history import ledger_as_of
from eppd_track.rules.ids import find
from eppd_track.rules.lights import assess_all
from eppd_track.rules.quoting import quoted

FORMS = ("terminal", "text", "json", "markdown", "html")
EPILOG = """\b
Examples:
  eppd show p2-4
  eppd show P2-03 P2-04 --as-of 2026-06-30
"""

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(epilog=EPILOG)
@command()
def show(
    session: Session,
    ids: Annotated[list[str], typer.Argument(metavar="ID…", help="One or more ids: p2-4, E6-P2-04.")],
    as_of: Annotated[str | None, option("--as-of", "DATE", "As it stood at the end of a day.")] = None,
    form: Annotated[str | None, option("--format", "FORMAT", ", ".join(FORMS) + ".")] = None,
    output: OutputOption = None,
) -> None:
    """Everything on one commitment: dates, slips, milestones, evidence, history."""
    ledger = session.read().ledger
    day = session.day(as_of, past=True) or session.today
    if as_of:
        ledger = ledger_as_of(ledger, day)
    ledger = quoted(ledger, agreed_words(session, ledger))
    wanted = list(dict.fromkeys(find(ledger, typed).id for typed in ids))
    items = {item.commitment.id: item for item in assess_all(ledger, day)}
    mine = tuple(items[name] for name in wanted)
    report = card.build(
        card.Shown(mine, tuple(items.values()), session.proofs(item.commitment for item in mine)),
        *(ledger, day, session.calendar),
    )
    emit(session, report, FORMS, form, output)
