"""The least that a safe change of a file costs: read, hashed, copied, flushed, renamed, not understood."""

import hashlib
import os
from pathlib import Path

import typer

app = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False, add_completion=False)


@app.command()
def change(path: Path) -> None:
    """Puts a copy of a file in its place."""
    raw = path.read_bytes()
    digest = hashlib.sha256(raw).hexdigest()
    new = path.with_name(f".{path.name}.tmp")
    with new.open("wb") as stream:
        stream.write(raw)
        stream.flush()
        os.fsync(stream.fileno())
    new.replace(path)
    typer.echo(digest)


app()
