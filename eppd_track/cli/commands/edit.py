"""`eppd edit`."""

import os
import shlex
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Annotated

import typer

from eppd_track.cli.shared import receipt
from eppd_track.cli.shared.options import ReceiptOption, command
from eppd_track.cli.shared.patience import patience
from eppd_track.cli.shared.session import Session
from eppd_track.cli.shared.writing import save
from eppd_track.ledger import checks, store
from eppd_track.ledger.places import block_at
from eppd_track.ledger.reading import Reading
from eppd_track.ledger.rights import Rights, remedy_of
from eppd_track.report.problems import line_of
from eppd_track.rules.ids import find
from eppd_track.words import questions as say
from eppd_track.words import refusals
from eppd_track.words.errors import AnswerNeeded, ChangeRefused, Severity
from eppd_track.words.files import cause

EPILOG = """\b
Examples:
  eppd edit
  eppd edit p2-4
"""
_GOTO = ("code", "codium")
_PLUS = ("vi", "vim", "nvim", "nano", "emacs", "emacsclient", "micro", "joe", "mg")

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(epilog=EPILOG)
@command()
def edit(
    session: Session,
    identifier: Annotated[str | None, typer.Argument(metavar="[ID]", help="The commitment to go to.")] = None,
    form: ReceiptOption = None,
) -> None:
    """Open the ledger in $VISUAL or $EDITOR, at a commitment, and check it afterwards.

    The edit is made on a copy and takes its place when it has no errors; until then nothing is lost.
    """
    source = store.read(session.found.path)
    reading = session.parse(source)
    reading.refuse_newer()
    line = _line(reading, identifier)
    target = source.path.resolve()
    copy = _copy(source, target)
    editor = _editor(session)
    while True:
        _open(copy, line, editor)
        edited = store.read(copy)
        if edited.raw == source.raw:
            copy.unlink()
            session.say(refusals.NOT_EDITED)
            _give(session, source, source.raw, form)
            return
        errors = _errors(session, edited, target.name)
        if not errors:
            break
        if not session.at_terminal:
            raise AnswerNeeded(refusals.EDIT_HAS_ERRORS, refusals.EDIT_KEPT.fill(path=copy))
        if not session.confirm(refusals.GO_BACK, "", yes=False):
            raise ChangeRefused(refusals.EDIT_HAS_ERRORS, refusals.EDIT_KEPT.fill(path=copy))
        line = errors
    _put_in_place(session, source, edited, copy)
    session.say(refusals.EDITED.fill(name=source.path.name))
    _give(session, source, edited.raw, form)


def _give(session: Session, source: store.Source, raw: bytes, form: str | None) -> None:
    if form == "json":
        receipt.give(session, source, raw)


def _copy(source: store.Source, target: Path) -> Path:
    """A copy to edit, beside the ledger and with its rights.

    Raises ChangeRefused, before anybody edits in vain, where it could not take the ledger's place.
    """
    store.refuse_protected(target)
    try:
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.stem}.edit.", suffix=".toml")
        with os.fdopen(handle, "wb") as stream:
            Rights.of(target).give(handle)
            stream.write(source.raw)
    except ChangeRefused:
        Path(name).unlink()
        raise
    except OSError as error:
        raise ChangeRefused(
            refusals.CANNOT_WRITE.fill(path=target.parent, why=cause(error)),
            remedy_of(error),
        ) from error
    return Path(name)


def _line(reading: Reading, identifier: str | None) -> int:
    """The line to open at: that of a commitment, or the first."""
    if identifier is None:
        return 1
    wanted = find(reading.ledger, identifier).id
    tables = reading.data.get("commitment", [])
    index = next(place for place, table in enumerate(tables) if table.get("id") == wanted)
    block = block_at(reading.document, ("commitment", index))
    return reading.document.position(block.start)[0] if block else 1


def _editor(session: Session) -> str:
    """The editor that was chosen; where none was, one that is easily left, with a word on how."""
    chosen = os.environ.get("VISUAL") or os.environ.get("EDITOR")
    if chosen:
        return chosen
    usual = "notepad" if os.name == "nt" else "nano" if shutil.which("nano") else "vi"
    session.say(say.OPENS.fill(editor=usual))
    if usual == "nano":
        session.say(say.LEAVE_NANO)
    elif usual == "vi":
        session.say(say.LEAVE_VI.fill(editor=usual))
    return usual


def _open(path: Path, line: int, wanted: str) -> None:
    """Runs the editor and waits for it. Raises ChangeRefused when there is none or it fails."""
    before = path.read_bytes()
    try:
        words = [word.strip('"') for word in shlex.split(wanted, posix=os.name != "nt")]
        words[0] = shutil.which(words[0]) or words[0]
    except (ValueError, IndexError) as error:
        path.unlink(missing_ok=True)
        raise ChangeRefused(refusals.NO_EDITOR.fill(editor=wanted, why=error), refusals.SET_EDITOR) from error
    program = Path(words[0]).stem.lower()
    if program in _GOTO:
        words += ["--wait", "--goto", f"{path}:{line}"]
    else:
        words += [f"+{line}", str(path)] if program in _PLUS else [str(path)]
    try:
        with patience.aside():
            done = subprocess.run(words, check=False, stdin=sys.stdin)  # noqa: S603 - the user's own editor
    except OSError as error:
        path.unlink(missing_ok=True)
        raise ChangeRefused(
            refusals.NO_EDITOR.fill(editor=wanted, why=cause(error)), refusals.SET_EDITOR
        ) from error
    if done.returncode != 0:
        if path.read_bytes() == before:
            path.unlink(missing_ok=True)
            raise ChangeRefused(
                refusals.EDITOR_FAILED.fill(editor=wanted, code=done.returncode), refusals.SET_EDITOR
            )
        raise ChangeRefused(
            refusals.EDITOR_FAILED.fill(editor=wanted, code=done.returncode),
            refusals.EDIT_KEPT.fill(path=path),
        )


def _errors(session: Session, edited: store.Source, name: str) -> int:
    """Shows the faults of the edited text and gives the line of its first error, or 0."""
    reading = session.parse(edited)
    problems = checks.run(reading, session.today, checks.GRAVE)
    for problem in problems:
        session.say(line_of(problem, name))
    return next((found.line for found in problems if found.severity is Severity.ERROR), 0)


def _put_in_place(session: Session, source: store.Source, edited: store.Source, copy: Path) -> None:
    """Saves the edited text, byte for byte; keeps the copy when the ledger was changed meanwhile."""
    try:
        with session.locked(source.path):
            save(session, source, edited.raw, (refusals.EDITED_BY_HAND,))
    except ChangeRefused as error:
        raise ChangeRefused(error.message, refusals.EDIT_KEPT.fill(path=copy)) from error
    copy.unlink()
