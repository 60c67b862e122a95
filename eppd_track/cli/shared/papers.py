"""The documents of a ledger, read where they are at hand."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from msgspec import structs

from eppd_track.cli.shared.session import Session
from eppd_track.ledger.papers import leads_out, lies_at
from eppd_track.model.passages import Paper
from eppd_track.model.records import Ledger, Quotes
from eppd_track.rules.prints import Stream, print_of_paper, stream
from eppd_track.rules.quoting import quotes
from eppd_track.words.errors import EppdError
from eppd_track.words.text import BETWEEN_SENTENCES, join


def papers(session: Session, ledger: Ledger) -> dict[str, Stream]:
    """The documents that a ledger names and that are at hand, by their ids.

    A file that is there and cannot be read is told and left out; one outside the folder is not opened.
    """
    found: dict[str, Stream] = {}
    for name, path in _files(session, ledger):
        if path is not None:
            try:
                found[name] = stream(opened(path))
            except EppdError as error:
                told = [error.message, error.remedy] if error.remedy else [error.message]
                session.say(join(told, BETWEEN_SENTENCES))
    return found


def held_words(session: Session, ledger: Ledger) -> Quotes:
    """The words of agreed texts as the documents at hand have them; none is opened where no text names it."""
    named = {text.document for commitment in ledger.commitments for text in commitment.texts}
    wanted = tuple(document for document in ledger.documents if document.id in named)
    return quotes(ledger, papers(session, structs.replace(ledger, documents=wanted))) if wanted else {}


def absent(session: Session, ledger: Ledger) -> dict[str, None]:
    """The ids of the documents whose file is not there."""
    return dict.fromkeys(name for name, path in _files(session, ledger) if path is None)


def _files(session: Session, ledger: Ledger) -> Iterator[tuple[str, Path | None]]:
    """The documents that name a file which may be opened, and where it is; None where it is not there."""
    for document in ledger.documents:
        if document.file and not leads_out(document.file):
            yield document.id, lies_at(session.found.path, document.file)


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
    if only and len(ledger.documents) == 1:
        return ledger.documents[0].id
    row = stream(paper)
    counts = {name: len(row.find(prints, far=False)) for name, prints in _prints(ledger).items()}
    best = max(counts, key=lambda name: counts[name], default=None)
    return best if best is not None and counts[best] else None


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
