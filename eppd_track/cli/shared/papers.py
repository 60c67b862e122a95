"""The documents of a ledger, read where they are at hand."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from msgspec import structs

from eppd_track.cli.shared.session import Session
from eppd_track.model.passages import Paper
from eppd_track.model.records import Ledger, SourceDocument
from eppd_track.rules.prints import Stream, print_of_paper, stream
from eppd_track.words import agreed
from eppd_track.words.errors import EppdError


def papers(session: Session, ledger: Ledger) -> dict[str | None, Stream]:
    """The documents that a ledger names and that are at hand, by their ids.

    A file that is there and cannot be read, or lies outside the ledger's folder, is told and left out.
    """
    found: dict[str | None, Stream] = {}
    for document in ledger.documents:
        path = place_of(session, document)
        if path is None or not path.is_file():
            continue
        try:
            found[document.id] = stream(opened(path))
        except EppdError as error:
            session.say(error.message)
    return found


def place_of(session: Session, document: SourceDocument) -> Path | None:
    """Where the file of a document lies; None where the ledger names none, or one outside its folder."""
    if not document.file:
        return None
    folder = session.found.path.parent.resolve()
    path = (folder / document.file).resolve()
    if not path.is_relative_to(folder):
        session.say(agreed.LEADS_OUT.fill(id=document.id, file=document.file))
        return None
    return path


def opened(path: Path) -> Paper:
    """A document of any format. Raises EppdError where it cannot be read."""
    from eppd_track.documents.open import read  # noqa: PLC0415 - only for documents

    return read(path)


def assigned(ledger: Ledger, files: Iterable[Path]) -> dict[str | None, Stream]:
    """Files given by hand, each as the document of the ledger that it is: by its name, its words, or alone.

    Several files of one document are read as one, in their order; those that are none of the ledger's stand
    together under None.
    """
    held: dict[str | None, list[Paper]] = {}
    for path in files:
        paper = opened(path)
        held.setdefault(matching(ledger, path, paper, only=True), []).append(paper)
    return {name: stream(_joined(parts)) for name, parts in held.items()}


def matching(ledger: Ledger, path: Path, paper: Paper, *, only: bool = False) -> str | None:
    """Which document of a ledger a file is, by its name or words, with `only` the one there is; else None."""
    for document in ledger.documents:
        if document.file and Path(document.file).name == path.name:
            return document.id
        if document.print and document.print == print_of_paper(paper):
            return document.id
    row = stream(paper)
    counts = {name: len(row.find(prints)) for name, prints in _prints(ledger).items()}
    best = max(counts, key=lambda name: counts[name], default=None)
    if best is not None and counts[best]:
        return best
    return ledger.documents[0].id if only and len(ledger.documents) == 1 else None


def _prints(ledger: Ledger) -> Mapping[str, set[str]]:
    found: dict[str, set[str]] = {document.id: set() for document in ledger.documents}
    for commitment in ledger.commitments:
        for text in commitment.texts:
            if text.print:
                found.setdefault(text.document, set()).add(text.print)
    return found


def _joined(parts: list[Paper]) -> Paper:
    """Several papers as one."""
    if len(parts) == 1:
        return parts[0]
    return structs.replace(
        parts[0],
        name=", ".join(part.name for part in parts),
        passages=tuple(passage for part in parts for passage in part.passages),
        grids=tuple(grid for part in parts for grid in part.grids),
    )
