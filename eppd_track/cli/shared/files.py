"""The one way to write a file for people: what somebody worked in is replaced only when that is asked for.

A file is replaced without a question when it is empty, holds the same already, or is as eppd wrote it: the
state folder keeps the digests of what was written last. Any other is asked about; --overwrite answers.
"""

import hashlib
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from eppd_track.cli.shared.output import is_stdout, write_out
from eppd_track.ledger.proofs import fingerprint
from eppd_track.ledger.rights import remedy_of
from eppd_track.ledger.store import make_folder, write_whole
from eppd_track.words import questions, refusals
from eppd_track.words.errors import AnswerNeeded, ChangeRefused, LedgerUnreadable
from eppd_track.words.files import cause
from eppd_track.words.text import LIST_SEPARATOR, Text, join, same

if TYPE_CHECKING:
    from eppd_track.cli.shared.session import Session

MOST_KNOWN = 2000
"""How many digests are kept of what was written, the latest ones."""


class Made(Struct, frozen=True):
    """A file to be written: its bytes, and what is said when it is there."""

    path: Path
    raw: bytes
    said: Text


def made(path: Path, result: str | bytes, form: str, said: Text | None = None) -> Made:
    """A result as a file; CSV gets the mark that Excel wants for UTF-8. Unless told, its path is said."""
    raw = result.encode("utf-8-sig" if form == "csv" else "utf-8") if isinstance(result, str) else result
    return Made(path, raw, said or refusals.WRITTEN.fill(path=path))


def write(session: "Session", files: Sequence[Made], folder: Path | None = None) -> None:
    """Writes files, each whole or not at all and none before all may be replaced; makes `folder` first.

    Raises ChangeRefused for the ledger itself, for what cannot be written (naming what was by then), and
    where a question is declined; AnswerNeeded where nobody can be asked.
    """
    _refuse_the_ledger(session, files)
    known = session.state_folder / "written"
    in_the_way = [each.path for each in files if not session.overwrite and _worked_in(each, known)]
    if in_the_way:
        _ask(session, in_the_way)
    if folder is not None:
        _make(folder)
    for place, each in enumerate(files):
        try:
            _put(each)
        except ChangeRefused as error:
            raise _in_part(error, files, place) from error
        _remember(each, known)
        session.say(each.said)
    _forget(known)


def _refuse_the_ledger(session: "Session", files: Sequence[Made]) -> None:
    try:
        ledger = session.found.path
    except LedgerUnreadable:
        return
    for each in files:
        with suppress(OSError):
            if each.path.samefile(ledger):
                raise ChangeRefused(refusals.IS_LEDGER.fill(path=each.path), refusals.OTHER_OUTPUT)


def _worked_in(each: Made, known: Path) -> bool:
    """Whether a file is there that may hold somebody's work; a device or a pipe holds none."""
    try:
        if not each.path.is_file() or not each.path.stat().st_size or is_stdout(each.path):
            return False
    except OSError:
        return False
    try:
        held = fingerprint(each.path)
        return held != _digest(each) and not (known / held).exists()
    except OSError:
        return True


def _ask(session: "Session", paths: Sequence[Path]) -> None:
    """Asks whether files may be replaced. Raises ChangeRefused when not, AnswerNeeded without a terminal."""
    told = questions.WORKED_IN.fill(paths=_names(paths))
    if not session.at_terminal:
        raise AnswerNeeded(told, questions.OVERWRITE)
    session.say(told)
    session.agree(questions.REPLACE, "--overwrite", yes=False)


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ChangeRefused(
            refusals.CANNOT_WRITE.fill(path=folder, why=cause(error)), remedy_of(error)
        ) from error


def _put(each: Made) -> None:
    if is_stdout(each.path):
        write_out(each.raw)
    else:
        # The pipe behind a name such as /dev/fd/3 has none of its own.
        there = each.path.exists() and not each.path.is_file()
        write_whole(each.path if there else each.path.resolve(), each.raw)


def _in_part(error: ChangeRefused, files: Sequence[Made], place: int) -> ChangeRefused:
    """The refusal of the file at a place, which says what was written before it."""
    paths = [each.path for each in files]
    remedy = (
        questions.IN_PART.fill(done=_names(paths[:place]), left=_names(paths[place:]))
        if place
        else error.remedy
    )
    return ChangeRefused(error.message, remedy)


def _names(paths: Sequence[Path]) -> Text:
    return join([same(str(path)) for path in paths], LIST_SEPARATOR)


def _digest(each: Made) -> str:
    return hashlib.sha256(each.raw).hexdigest()


def _remember(each: Made, known: Path) -> None:
    """Keeps the digest of what was written; where that cannot be, the next command asks."""
    with suppress(OSError):
        make_folder(known)
        (known / _digest(each)).touch()


def _forget(known: Path) -> None:
    """Drops the oldest digests where there are too many."""
    with suppress(OSError):
        kept = list(known.iterdir())
        if len(kept) > MOST_KNOWN:
            for path in sorted(kept, key=lambda path: path.stat().st_mtime_ns)[:-MOST_KNOWN]:
                path.unlink(missing_ok=True)
