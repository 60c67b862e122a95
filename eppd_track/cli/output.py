"""The one writer: results to stdout or a file, everything else to stderr."""

import os
import sys
from io import TextIOWrapper
from pathlib import Path

import typer

from eppd_track.errors import ExitCode
from eppd_track.ledger.store import write_whole
from eppd_track.render.cells import paragraph


def prepare_streams() -> None:
    """Sets the streams so that no character can end a command: UTF-8 in a pipe, escapes elsewhere.

    An encoding asked for with PYTHONIOENCODING is kept.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            keep = stream.isatty() or bool(os.environ.get("PYTHONIOENCODING"))
            stream.reconfigure(
                encoding=stream.encoding if keep else "utf-8", errors="backslashreplace", newline="\n"
            )


def write_out(text: str) -> None:
    """Writes a result to stdout; a reader that closed the pipe ends the command quietly."""
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise typer.Exit(ExitCode.DONE) from None


def write_file(path: Path, text: str, form: str) -> None:
    """Writes a result to a file, whole or not at all; CSV with the mark that Excel wants for UTF-8."""
    encoding = "utf-8-sig" if form == "csv" else "utf-8"
    write_whole(path, text.encode(encoding))


def say(text: str) -> None:
    """Writes a sentence to stderr, control characters made visible."""
    sys.stderr.write(paragraph(text) + "\n")
    sys.stderr.flush()
