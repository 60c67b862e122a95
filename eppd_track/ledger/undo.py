"""Copies for undo: what each command changed in the file, kept in the user's state folder.

A copy holds only the part of the file that changed, with the digests of the whole file before and
after, so that taking it back gives the earlier file byte for byte or is refused. The folder is
handed in; each ledger has one of its own in it, bounded in number and size.
"""

import datetime as dt
import hashlib
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from msgspec import DecodeError, Struct, json

from eppd_track.ledger.store import Source, make_folder, name_for, write_whole
from eppd_track.words import refusals
from eppd_track.words.errors import ChangeRefused
from eppd_track.words.files import cause
from eppd_track.words.text import Text

MOST_STEPS = 100
MOST_BYTES = 16 * 1024 * 1024
_PIECE = 1 << 16
_COMMITMENT = re.compile(rb"^[ \t]*\[\[[ \t]*commitment[ \t]*\]\]", re.MULTILINE)


class UndoStep(Struct, frozen=True, kw_only=True):
    """What one command wrote: `old` became `new` at byte `start`; `before` and `after` are SHA-256.

    `said` tells in words what the command did, `day` when.
    """

    day: dt.date
    said: tuple[Text, ...]
    before: str
    after: str
    start: int
    old: bytes
    new: bytes


def step(before: Source, after: Source, day: dt.date, said: tuple[Text, ...]) -> UndoStep:
    """The copy that takes `after` back to `before`, in whole lines."""
    raw, changed = before.raw, after.raw
    start = raw.rfind(b"\n", 0, _alike(raw, changed)) + 1
    end = _alike_at_end(raw, changed, min(len(raw), len(changed)) - start)
    cut = raw.find(b"\n", len(raw) - end)
    end = len(raw) - cut - 1 if cut >= 0 else 0
    return UndoStep(
        day=day,
        said=said,
        before=before.digest,
        after=after.digest,
        start=start,
        old=raw[start : len(raw) - end],
        new=changed[start : len(changed) - end],
    )


def _alike(one: bytes, other: bytes) -> int:
    """How many bytes two texts begin with alike."""
    most = min(len(one), len(other))
    for start in range(0, most, _PIECE):
        mine, its = one[start : min(start + _PIECE, most)], other[start : min(start + _PIECE, most)]
        if mine != its:
            return start + next(
                index for index, pair in enumerate(zip(mine, its, strict=True)) if pair[0] != pair[1]
            )
    return most


def _alike_at_end(one: bytes, other: bytes, most: int) -> int:
    """How many bytes, `most` of them, two texts end with alike."""
    for done in range(0, most, _PIECE):
        size = min(_PIECE, most - done)
        mine = one[len(one) - done - size : len(one) - done]
        its = other[len(other) - done - size : len(other) - done]
        if mine != its:
            return done + _first_difference(zip(reversed(mine), reversed(its), strict=True))
    return most


def _first_difference(pairs: Iterable[tuple[int, int]]) -> int:
    return next(index for index, (mine, its) in enumerate(pairs) if mine != its)


def digest(raw: bytes) -> str:
    """The SHA-256 of a file, in hex."""
    return hashlib.sha256(raw).hexdigest()


def folder_for(state: Path, ledger: Path) -> Path:
    """The folder for one ledger's copies."""
    return state / "undo" / name_for(ledger)


def remember(folder: Path, made: UndoStep) -> None:
    """Keeps a copy; the oldest go when there are too many or they are too large.

    What a killed command left half written is cleared away; the ledger's lock keeps others out.
    """
    try:
        make_folder(folder)
    except OSError as error:
        why = cause(error)
        raise ChangeRefused(
            refusals.NO_STATE_FOLDER.fill(path=folder, why=why), refusals.SET_STATE_FOLDER
        ) from error
    for debris in folder.glob(".*.tmp"):
        debris.unlink(missing_ok=True)
    files = _files(folder)
    newest = folder / f"{max((int(path.stem) for path in files), default=0) + 1:08}.json"
    write_whole(newest, json.encode(made), private=True)
    kept = size = 0
    for path in (newest, *files):
        kept, size = kept + 1, size + path.stat().st_size
        if kept > MOST_STEPS or (size > MOST_BYTES and kept > 1):
            path.unlink(missing_ok=True)


def steps(folder: Path) -> Iterator[tuple[Path, UndoStep]]:
    """The copies kept, the latest first; a file that is no copy is passed over."""
    for path in _files(folder):
        try:
            yield path, json.decode(path.read_bytes(), type=UndoStep)
        except (OSError, ValueError, RecursionError, DecodeError):
            continue


def _files(folder: Path) -> list[Path]:
    """The files that copies are kept in, the latest first."""
    found = [path for path in folder.glob("*.json") if re.fullmatch(r"[0-9]{8,12}", path.stem)]
    return sorted(found, key=lambda path: int(path.stem), reverse=True)


def mark(folder: Path, raw: bytes) -> None:
    """Keeps in mind whether the ledger as it is written now holds commitments, where that can be kept."""
    with suppress(OSError):
        if _COMMITMENT.search(raw):
            make_folder(_mark(folder).parent)
            _mark(folder).touch()
        else:
            _mark(folder).unlink(missing_ok=True)


def held(folder: Path) -> bool:
    """Whether the ledger held commitments when eppd wrote it last; False where that is not known."""
    try:
        return _mark(folder).exists()
    except OSError:
        return False


def _mark(folder: Path) -> Path:
    """The file that is there while a ledger holds commitments as eppd wrote it last."""
    return folder.parents[1] / "held" / folder.name


def latest(folder: Path, raw: bytes) -> tuple[Path, UndoStep]:
    """The copy of the last command that wrote to the file as it is.

    Raises ChangeRefused when there is none, or when the file was changed since by something else.
    A copy whose write never came about, because the command died in between, is left out.
    """
    found = last(folder, raw)
    if found is None:
        raise ChangeRefused(refusals.NOTHING_TO_UNDO, refusals.NOTHING_TO_UNDO_REMEDY)
    if found[1].after != digest(raw):
        raise ChangeRefused(refusals.EDITED_SINCE, refusals.EDITED_SINCE_REMEDY)
    return found


def last(folder: Path, raw: bytes) -> tuple[Path, UndoStep] | None:
    """The latest copy whose write came about, whether or not the file was changed since."""
    held = digest(raw)
    return next((pair for pair in steps(folder) if pair[1].before != held), None)


def forget(folder: Path, copy: Path) -> None:
    """Drops a copy that was taken back, and newer ones whose write never came about."""
    for path, _ in list(steps(folder)):
        with suppress(OSError):
            path.unlink()
        if path == copy:
            return


def chain(folder: Path, raw: bytes) -> Iterator[UndoStep]:
    """The steps that can be taken back one after the other, the latest first."""
    found = last(folder, raw)
    held = found[1].after if found else None
    for _, made in steps(folder):
        if made.after == held:
            yield made
            held = made.before


def take_back(raw: bytes, made: UndoStep) -> bytes:
    """The file as it was before a step. Raises ChangeRefused unless it is that, byte for byte."""
    earlier = raw[: made.start] + made.old + raw[made.start + len(made.new) :]
    if digest(raw) != made.after or digest(earlier) != made.before:
        raise ChangeRefused(refusals.EDITED_SINCE, refusals.EDITED_SINCE_REMEDY)
    return earlier
