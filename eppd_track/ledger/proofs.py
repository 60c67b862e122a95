"""Files that prove something: their fingerprint when they are recorded, and how they stand now.

A proof's `ref` counts from the ledger's folder (docs/ledger.md, "[[commitment.evidence]]"). Whatever is a
regular file there is one, behind links too; addresses and network names are never opened.
"""

import datetime as dt
import os
import re
from collections.abc import Iterable, Mapping
from pathlib import Path, PureWindowsPath
from typing import Any

from msgspec import structs

from eppd_track.ledger.writer import Change
from eppd_track.model.records import Evidence
from eppd_track.rules.proofs import Proofs, Seen, Sighting
from eppd_track.words import changes as words
from eppd_track.words.text import Text, same

_ADDRESS = re.compile(r"[\\/]{2}|[A-Za-z][A-Za-z0-9+.-]+:(?![^\\/])")
"""How an address begins, or the name of a computer on the network: to open it would call there."""
_FILE_NAME = re.compile(r"(?s)[^.].*\.[A-Za-z][A-Za-z0-9]{1,4}")
"""What looks like the name of a file."""


def fingerprint(path: Path) -> str:
    """The SHA-256 of a file's bytes as they are, in hex; read in pieces. Raises OSError."""
    from hashlib import file_digest  # noqa: PLC0415 - 4 ms, and few commands prove something

    with path.open("rb", buffering=0) as stream:
        return file_digest(stream, "sha256").hexdigest()


def sealed(change: Change, ledger: Path, here: Path) -> tuple[Change, tuple[Text, ...]]:
    """A change whose evidence holds the fingerprints of the files it names, and what is to be told of others.

    A file counts from the ledger's folder, else from `here`; then `ref` becomes its way from that folder.
    """
    troubles: dict[str, Text] = {}

    def seal(table: Mapping[str, Any]) -> dict[str, Any]:
        ref = table.get("ref")
        return {**table, **(_sealed(ref, ledger, here, troubles) if ref else {})}

    edits = tuple(
        structs.replace(edit, evidence=tuple(map(seal, edit.evidence))) if edit.evidence else edit
        for edit in change.edits
    )
    additions = tuple(
        structs.replace(one, table={**one.table, "evidence": [*map(seal, one.table["evidence"])]})
        if "evidence" in one.table
        else one
        for one in change.additions
    )
    return structs.replace(change, edits=edits, additions=additions), tuple(troubles.values())


def _sealed(ref: str, ledger: Path, here: Path, troubles: dict[str, Text]) -> dict[str, str]:
    """What a reference becomes: nothing new, or with the fingerprint of the file that it names."""
    folder = _folder(ledger)
    for base in (folder, here):
        path = _place(base, ref)
        if path is None:
            continue
        try:
            if path.is_file():
                return {"ref": _way(folder, base, path, ref), "sha256": fingerprint(path)}
            why = words.PROOF_NO_FILE
        except OSError as error:
            why = same(error.strerror or error)
        break
    else:
        if _ADDRESS.match(ref) or not _FILE_NAME.fullmatch(ref):
            return {}
        why = words.PROOF_NOT_THERE
    troubles[ref] = words.NO_PROOF.fill(ref=ref, why=why)
    return {}


def look(ledger: Path, papers: Iterable[Evidence], today: dt.date) -> Proofs:
    """How each file that was recorded stands today; on the day it was recorded it was whole."""
    folder = _folder(ledger)
    seen = {paper: _seen(folder, paper) for paper in papers if paper.sha256}
    return {paper: Sighting(how, today if how is Seen.WHOLE else paper.date) for paper, how in seen.items()}


def _seen(folder: Path, paper: Evidence) -> Seen:
    path = _place(folder, paper.ref or "")
    try:
        if path is None or not path.is_file():
            return Seen.GONE
        return Seen.WHOLE if fingerprint(path) == str(paper.sha256).lower() else Seen.CHANGED
    except OSError:
        return Seen.GONE


def _folder(ledger: Path) -> Path:
    return Path(os.path.abspath(ledger)).parent  # noqa: PTH100 - a link stays, `..` goes


def _place(base: Path, ref: str) -> Path | None:
    """What a reference names, seen from a folder; None where nothing is there that can be reached."""
    if _ADDRESS.match(ref):
        return None
    for path in (base / ref, base.joinpath(*PureWindowsPath(ref).parts)):
        try:
            if path.exists():
                return path
        except (OSError, ValueError):
            continue
    return None


def _way(folder: Path, base: Path, path: Path, ref: str) -> str:
    """A file's way from the ledger's folder; as typed where that leads there, or where it lies outside."""
    if base == folder and not Path(ref).is_absolute():
        return ref
    whole = Path(os.path.abspath(path))  # noqa: PTH100 - likewise
    if whole.is_relative_to(folder):
        return whole.relative_to(folder).as_posix()
    if Path(ref).is_absolute():
        return ref
    try:
        way = Path(os.path.relpath(whole, folder))
    except ValueError:  # on another drive
        return str(whole)
    return way.as_posix() if folder.joinpath(way).exists() else str(whole)
