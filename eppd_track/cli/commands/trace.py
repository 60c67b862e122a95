"""`eppd trace`."""

from pathlib import Path
from typing import Annotated

import typer

from eppd_track.cli.shared.emit import emit
from eppd_track.cli.shared.options import OutputOption, command, flag, option
from eppd_track.cli.shared.papers import assigned, papers
from eppd_track.cli.shared.session import Session
from eppd_track.model.records import Ledger
from eppd_track.report import trace as trace_report
from eppd_track.rules.ids import find
from eppd_track.rules.prints import Stream
from eppd_track.rules.tracing import Trace
from eppd_track.rules.tracing import trace as traced_in
from eppd_track.words import agreed
from eppd_track.words.errors import ExitCode, WrongUse
from eppd_track.words.text import join

FORMS = ("terminal", "text", "json", "csv", "tsv", "markdown", "html")
EPILOG = """\b
Examples:
  eppd trace
  eppd trace results.odp
  eppd trace results.odp statement.pdf --unclaimed
  eppd trace --id p2-4 --format json
"""

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(epilog=EPILOG)
@command()
def trace(
    session: Session,
    files: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="[FILE]…",
            readable=False,
            help="Documents: docx, odt, pptx, odp, pdf, html, md, txt [default: those the ledger names].",
        ),
    ] = None,
    unclaimed: Annotated[bool, flag("--unclaimed", "Only what promises something and is no entry.")] = False,
    ids: Annotated[list[str] | None, option("--id", "ID", "Only this commitment; repeats.")] = None,
    form: Annotated[str | None, option("--format", "FORMAT", ", ".join(FORMS) + ".")] = None,
    output: OutputOption = None,
) -> None:
    """Hold the ledger against its documents: who claims each promising clause, and whose words were altered.

    Ends with 1 when a promising clause is neither claimed nor set aside, or an entry's words are altered or
    missing.
    """
    ledger = session.read().ledger
    wanted = tuple(dict.fromkeys(find(ledger, typed).id for typed in ids or ()))
    found = traced_in(ledger, at_hand(session, ledger, files))
    flat = session.form(FORMS, form, output) in {"csv", "tsv"}
    asked = trace_report.Asked(unclaimed, wanted, flat)
    report = trace_report.build(found, ledger, session.today, asked)
    emit(session, report, FORMS, form, output)
    if not _clean(found, wanted):
        raise typer.Exit(ExitCode.FOUND)


def at_hand(session: Session, ledger: Ledger, files: list[Path] | None) -> dict[str | None, Stream]:
    """The documents to look at: those given, else those the ledger names. Raises WrongUse for none."""
    if files:
        return assigned(ledger, files)
    if not ledger.documents:
        raise WrongUse(agreed.NO_DOCUMENTS, agreed.NAME_THE_FILE)
    found: dict[str | None, Stream] = dict(papers(session, ledger).items())
    if not found:
        names = [
            agreed.NAMED_BUT_GONE.fill(id=one.id, file=one.file)
            if one.file
            else agreed.NAMED_NO_FILE.fill(id=one.id)
            for one in ledger.documents
        ]
        raise WrongUse(agreed.NOT_AT_HAND.fill(names=join(names)), agreed.NAME_THE_FILE)
    return found


def _clean(found: Trace, ids: tuple[str, ...]) -> bool:
    """Whether nothing asked for is unclaimed, altered or missing."""
    wrong = found.wrong if not ids else tuple(name for name in found.wrong if name in ids)
    return not wrong and (bool(ids) or not any(one.unclaimed for one in found.clauses))
