"""`eppd intake`."""

from pathlib import Path
from typing import Annotated, Any

import typer

from eppd_track.cli.intake.source import nearby, proposed, source
from eppd_track.cli.shared import files
from eppd_track.cli.shared.emit import emit
from eppd_track.cli.shared.options import OutputOption, command, flag, option
from eppd_track.cli.shared.output import write_out
from eppd_track.cli.shared.session import Session
from eppd_track.exchange import proposals
from eppd_track.exchange.sheets import formats
from eppd_track.report import intake as intake_report
from eppd_track.rules.values import find_meeting

FORMS = ("toml", "json", "xlsx", "ods")
EPILOG = """\b
Examples:
  eppd intake results.odp
  eppd intake results.odp --meeting EPPD-6 -o proposals.xlsx
  eppd intake statement.pdf --document statement --format json
  eppd add --from proposals.xlsx
"""

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(epilog=EPILOG)
@command()
def intake(
    session: Session,
    path: Annotated[
        Path,
        typer.Argument(
            metavar="FILE", readable=False, help="A document: docx, odt, pptx, odp, pdf, html, md, txt."
        ),
    ],
    document: Annotated[
        str | None, option("--document", "ID", "Its id in the ledger [default: from its name].")
    ] = None,
    meeting: Annotated[str | None, option("--meeting", "ID", "The meeting it was agreed at.")] = None,
    form: Annotated[str | None, option("--format", "FORMAT", ", ".join(FORMS) + ".")] = None,
    output: OutputOption = None,
    dry_run: Annotated[bool, flag("--dry-run", "Show what would be written, write nothing.")] = False,
    yes: Annotated[bool, flag("--yes -y", "Answer questions with yes.")] = False,
) -> None:
    """Propose an entry for each promising clause of a document: on a terminal one card a clause.

    Elsewhere, or with -o, it writes the proposals as a list for `eppd add --from`.
    """
    ledger = session.read().ledger
    met = find_meeting(meeting, ledger) if meeting else None

    if output is None and form is None and session.at_terminal:
        from eppd_track.cli.intake.run import cards  # noqa: PLC0415 - what draws on a terminal

        cards(
            session,
            lambda held: source(session, held, path, document=document, meeting=met),
            yes=yes,
            dry_run=dry_run,
        )
        return
    held = source(session, ledger, path, document=document, meeting=met)
    found = proposed(ledger, held)
    near = nearby(ledger, found)
    chosen = session.form(FORMS, form, output) or FORMS[0]
    if chosen == "json":
        report = intake_report.build(found, near, path.name, ledger, session.today)
        emit(session, report, FORMS, chosen, output)
        return
    made = _list(session, proposals.rows(found, near, held.document), chosen)
    if output is None:
        write_out(made)
    else:
        files.write(session, [files.made(output, made, chosen)])


def _list(session: Session, rows: list[dict[str, Any]], form: str) -> str | bytes:
    """The proposals as a list to go through."""
    if form == "toml":
        return proposals.to_toml_text(rows)
    table = proposals.table(rows, session.language, session.today)
    return formats.plain(table, form)
