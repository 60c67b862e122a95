"""What a command says and reads: results on stdout, everything else on stderr, a list from stdin."""

import contextlib
import errno
import os
import sys
from io import TextIOWrapper
from pathlib import Path

import typer

from eppd_track.cli.shared.patience import patience
from eppd_track.render.cells import paragraph
from eppd_track.words import changes, refusals
from eppd_track.words.errors import ChangeRefused, ExitCode
from eppd_track.words.files import cause
from eppd_track.words.text import BEFORE_ASKED, Text, told

_STDOUT, _UNDERSTANDS_ESCAPES = -11, 4
"""What Windows calls a console's output, and the mode in which it acts on escape sequences."""


def prepare_streams() -> None:
    """Sets the streams so that no character can end a command: UTF-8 in a pipe, escapes elsewhere.

    An encoding asked for with PYTHONIOENCODING is kept. A stream that is missing, as in a program that was
    started without a console, leads nowhere.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115 - for the whole run
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            keep = stream.isatty() or bool(os.environ.get("PYTHONIOENCODING"))
            stream.reconfigure(
                encoding=stream.encoding if keep else "utf-8", errors="backslashreplace", newline="\n"
            )


def write_out(result: str | bytes) -> None:
    """Writes a result to stdout; a reader that closed the pipe ends the command quietly.

    Raises ChangeRefused when it cannot be written.
    """
    try:
        with patience.aside():
            if isinstance(result, bytes):
                sys.stdout.buffer.write(result)
            else:
                sys.stdout.write(result)
            sys.stdout.flush()
    except OSError as error:
        with contextlib.suppress(OSError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if isinstance(error, BrokenPipeError) or (os.name == "nt" and error.errno == errno.EINVAL):
            raise typer.Exit(ExitCode.DONE) from None
        if voice.wrote:
            voice.say(changes.WRITTEN_UNSHOWN)
            return
        remedy = refusals.CHECK_SPACE if error.errno == errno.ENOSPC else None
        why = cause(error)
        raise ChangeRefused(refusals.CANNOT_WRITE.fill(path="stdout", why=why), remedy) from error


def read_in(most: int) -> bytes:
    """What stands on stdin, as bytes, at most so many. Raises ChangeRefused for more, or where it fails."""
    try:
        with patience.aside():
            stream = getattr(sys.stdin, "buffer", None)
            raw: bytes = b"" if stream is None else stream.read(most + 1)
    except OSError as error:
        raise ChangeRefused(
            refusals.CANNOT_READ.fill(path="stdin", why=cause(error)), refusals.CHECK_ACCESS
        ) from error
    if len(raw) > most:
        raise ChangeRefused(refusals.TOO_LARGE.fill(path="stdin", most=most // 1024**2), refusals.CHECK_FILE)
    return raw


def is_stdout(path: Path) -> bool:
    """Whether a path leads where stdout goes, as /dev/stdout does, whatever that is directed to."""
    try:
        return os.path.samestat(path.stat(), os.fstat(sys.stdout.fileno()))
    except (OSError, ValueError):
        return False


def takes_colors() -> bool:
    """Whether the terminal understands colours: the console of Windows once that is switched on."""
    if sys.platform != "win32":
        return os.environ.get("TERM") != "dumb"
    import ctypes  # noqa: PLC0415 - for Windows alone

    kernel, mode = ctypes.windll.kernel32, ctypes.c_ulong()
    console = kernel.GetStdHandle(_STDOUT)
    known = kernel.GetConsoleMode(console, ctypes.byref(mode))
    return bool(known and kernel.SetConsoleMode(console, mode.value | _UNDERSTANDS_ESCAPES))


class Voice:
    """What is said on stderr, in the language of the run as far as it is known.

    `asked` is whether somebody said which, on the command line or in the ledger. `wrote` is whether the
    ledger was changed: from then on nothing may sound as if it was not.
    """

    def __init__(self) -> None:
        self.language = BEFORE_ASKED
        self.asked = self.wrote = False

    def say(self, *texts: Text, dim: bool = False) -> None:
        """Writes sentences that belong together to stderr, a line each, control characters made visible.

        What nobody can read is lost.
        """
        with patience.aside(), contextlib.suppress(OSError):
            lines = map(paragraph, told(texts, self.language))
            sys.stderr.write("".join(f"\x1b[2m{line}\x1b[0m\n" if dim else f"{line}\n" for line in lines))
            sys.stderr.flush()


voice = Voice()
"""The one voice of the program; a Session tells it the ledger's language."""
