"""`eppd schema`."""

import contextlib
from typing import Annotated

import typer

from eppd_track.cli.shared import files, receipt
from eppd_track.cli.shared.options import OutputOption, ReceiptOption, command, flag
from eppd_track.cli.shared.output import write_out
from eppd_track.cli.shared.session import Session
from eppd_track.cli.shared.writing import save
from eppd_track.ledger import schema_line, store
from eppd_track.ledger.schema import json_schema
from eppd_track.render.data import pretty
from eppd_track.words import questions as say
from eppd_track.words.errors import LedgerUnreadable, WrongUse

EPILOG = """\b
Examples:
  eppd schema -o commitments.schema.json
  eppd schema --link
"""

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(epilog=EPILOG)
@command()
def schema(
    session: Session,
    link: Annotated[
        bool, flag("--link", "Write it beside the ledger, and into the ledger's first line where to find it.")
    ] = False,
    output: OutputOption = None,
    form: ReceiptOption = None,
) -> None:
    """The JSON Schema of the ledger, for editors that complete and check TOML."""
    with contextlib.suppress(LedgerUnreadable):  # the usual sides, where there is no ledger
        session.parse(store.read(session.found.path))
    text = pretty(json_schema())
    if link:
        if output is not None:
            raise WrongUse(say.NO_OUTPUT, say.ONE_OF_THE_TWO)
        _link(session, text, form)
    elif output is not None:
        files.write(session, [files.made(output, text, "json")])
    else:
        write_out(text)


def _link(session: Session, text: str, form: str | None) -> None:
    """Writes the schema beside the ledger and names it there, unless it does. Raises ChangeRefused."""
    path = session.found.path
    beside, address = path.with_name(schema_line.schema_name(path)), schema_line.address(path)
    reading = session.parse(store.read(path))
    reading.refuse_newer()
    session.refuse_no_ledger(reading)
    files.write(session, [files.made(beside, text, "json")])
    with session.locked(path):
        source = store.read(path)
        raw, named = source.raw, schema_line.named_in(source.text)
        if named is None:
            raw = source.encode(schema_line.with_line(source.text, address))
            save(session, source, raw, (say.LINE_PUT_IN.fill(schema=address),))
            session.say(say.LINKED.fill(name=path.name, schema=address))
        else:
            told = say.LINKED_ALREADY if named == address else say.NAMES_ANOTHER
            session.say(told.fill(name=path.name, schema=named))
    if form == "json":
        receipt.give(session, source, raw)
