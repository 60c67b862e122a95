"""Checks of agreed words: documents that exist, fingerprints that can be, clauses that still stand there."""

import re
from collections.abc import Iterator

from eppd_track.ledger.checks.base import Check, Finding
from eppd_track.ledger.convert import nearest
from eppd_track.ledger.papers import leads_out
from eppd_track.ledger.places import At
from eppd_track.words import faults

_PRINT = re.compile("[0-9a-f]{64}")
_PRINT_OF_PAPER = re.compile("sha256:[0-9a-f]{64}")
_SHORT = 12
"""Digits of a fingerprint that tell it from others in a sentence."""
_MOST_SHOWN = 60


def documents(check: Check) -> Iterator[Finding]:
    """Documents of an unknown meeting, outside of the folder or with a print that is none; their asides."""
    meetings = [meeting.id for meeting in check.reading.ledger.meetings]
    for at, document in check.papers:
        name = document.id
        if document.meeting is not None and document.meeting not in meetings:
            near = nearest(document.meeting, meetings)
            yield check.found(
                faults.UNKNOWN_MEETING, at, "meeting", name, value=document.meeting, nearest=near
            )
        if document.file is not None and leads_out(document.file):
            yield check.found(faults.FILE_OUTSIDE, at, "file", name, value=document.file)
        if document.print is not None and not _PRINT_OF_PAPER.fullmatch(document.print):
            yield check.found(
                *(faults.BAD_PRINT, at, "print", name), value=document.print, form=faults.PRINT_OF_PAPER
            )
        seen: set[str] = set()
        for place, aside in check.asides(at, document):
            if not (aside.reason or aside.reason_zh):
                yield check.found(faults.ASIDE_WITHOUT_REASON, place, None, name)
            yield from _print(check, (place, name, aside.print), seen, aside.print)


def texts(check: Check) -> Iterator[Finding]:
    """Texts of unknown documents, named twice, without a print or with one that cannot be theirs."""
    known = [document.id for document in check.reading.ledger.documents]
    for place in check.places:
        seen: set[str] = set()
        name = place.commitment.id
        for at, text in check.texts(place):
            if text.document not in known:
                near = nearest(text.document, known)
                yield check.found(
                    faults.UNKNOWN_DOCUMENT, at, "document", name, value=text.document, nearest=near
                )
            if text.print is None:
                yield check.found(faults.TEXT_WITHOUT_PRINT, at, "document", name)
                continue
            yield from _print(check, (at, name, text.print), seen, f"{text.document} {text.print}")
            if text.words is not None and _PRINT.fullmatch(text.print):
                from eppd_track.rules.prints import print_of  # noqa: PLC0415 - for quoted words alone

                if print_of(text.words) != text.print:
                    yield check.found(faults.TEXT_ALTERED, at, "words", name, what=faults.WORDS_ALTERED)


def _print(check: Check, where: tuple[At, str, str], seen: set[str], key: str) -> Iterator[Finding]:
    """A print that is none, or that stands there twice; `seen` are those before it by `key`."""
    at, name, value = where
    if not _PRINT.fullmatch(value):
        yield check.found(faults.BAD_PRINT, at, "print", name, value=value, form=faults.PRINT_OF_CLAUSE)
    elif key in seen:
        yield check.found(faults.NAMED_TWICE, at, "print", name, print=value[:_SHORT])
    seen.add(key)


def against_documents(check: Check) -> Iterator[Finding]:
    """Documents at hand that say something else than they did, and clauses that they do not hold."""
    rows = {name: row for name, row in check.at_hand.documents.items() if row is not None}
    if not rows:
        return
    from eppd_track.rules.prints import print_of_paper  # noqa: PLC0415 - where a document is at hand
    from eppd_track.rules.tracing import State, traced_texts  # noqa: PLC0415

    for at, document in check.papers:
        row = rows.get(document.id)
        if row is not None and document.print not in {None, print_of_paper(row.paper)}:
            yield check.found(faults.DOCUMENT_CHANGED, at, "print", document.id, name=row.paper.name)
    traced = traced_texts(check.reading.ledger, rows)
    for place in check.places:
        name = place.commitment.id
        for index, (at, text) in enumerate(check.texts(place)):
            one = traced.get((name, index))
            if one is None or text.print is None:
                continue
            if one.state is State.MISSING:
                yield check.found(faults.TEXT_MISSING, at, "print", name, document=text.document)
            elif one.state is State.ALTERED:
                what = faults.ALTERED_THERE.fill(document=text.document, words=_short(one.words or ""))
                yield check.found(faults.TEXT_ALTERED, at, "print", name, what=what)


def _short(words: str) -> str:
    return words if len(words) <= _MOST_SHOWN else f"{words[:_MOST_SHOWN]}…"


def remarks(check: Check) -> Iterator[Finding]:
    """Entries without a text where there are documents, documents without a print, files that are absent."""
    papers = check.papers
    gone = {name for name, row in check.at_hand.documents.items() if row is None}
    for at, document in papers:
        if document.print is None:
            yield check.found(faults.DOCUMENT_WITHOUT_PRINT, at, "id", document.id)
        if document.id in gone:
            yield check.found(faults.FILE_ABSENT, at, "file", document.id, value=document.file)
    for place in check.places if papers else ():
        if not place.commitment.texts:
            yield check.found(faults.NO_TEXT, place.at, "id", place.commitment.id)
