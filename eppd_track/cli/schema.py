"""`eppd schema`."""

import msgspec
import typer

from eppd_track.cli.options import OutputOption, command
from eppd_track.cli.output import write_out
from eppd_track.cli.session import Session
from eppd_track.ledger.schema import json_schema

EPILOG = """\b
Example:
  eppd schema -o commitments.schema.json
"""

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(epilog=EPILOG)
@command()
def schema(session: Session, output: OutputOption = None) -> None:
    """The JSON Schema of the ledger, for editors that complete and check TOML."""
    text = msgspec.json.format(msgspec.json.encode(json_schema()), indent=2).decode() + "\n"
    if output is not None:
        session.write_file(output, text, "json")
    else:
        write_out(text)
