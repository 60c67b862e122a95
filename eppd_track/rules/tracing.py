"""A ledger held against its documents, both ways: every clause and who claims it, every entry and its words.

Pure: the documents are handed in as Streams. Rules: docs/words.md, "Tracing".
"""

import datetime as dt
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from functools import cached_property

from msgspec import Struct

from eppd_track.model.records import AgreedText, Aside, Commitment, Ledger, SourceDocument
from eppd_track.rules.places import Place, place
from eppd_track.rules.prints import Stream, normal, print_of_paper
from eppd_track.rules.promises.book import clauses, day_of
from eppd_track.rules.promises.clause import Clause
from eppd_track.rules.promises.parties import Parties
from eppd_track.rules.promises.sentences import sentences

_LIKE = 0.4
"""A sentence that holds this share of an entry's own terms is held to be its words, altered."""
_TOUCHES = 3
"""So many characters of a clause say that somebody claims it; fewer are a sign or a conjunction."""

Span = tuple[int, int]


class Known(StrEnum):
    """How a document is to what the ledger has noted of it."""

    SAME = "same"
    CHANGED = "changed"
    ABSENT = "absent"


class State(StrEnum):
    """How the words of an entry are to the document."""

    FOUND = "found"
    ALTERED = "altered"
    MISSING = "missing"
    UNLINKED = "unlinked"


class TracedDocument(Struct, frozen=True):
    """A document: its id, None for one that the ledger does not know, the name of its file, and how it is."""

    id: str | None
    name: str
    state: Known


class TracedClause(Struct, frozen=True, kw_only=True):
    """A clause of a document, with the ids that claim it and the aside that leaves it out.

    `clause` is what the rule book says of it, None where it promises nothing and somebody claims it all the
    same.
    """

    document: str | None
    place: Place
    span: Span
    text: str
    clause: Clause | None
    claimed_by: tuple[str, ...]
    aside: Aside | None

    @property
    def unclaimed(self) -> bool:
        """Whether it promises something and nobody answers for it."""
        return self.clause is not None and not self.claimed_by and self.aside is None


class TracedText(Struct, frozen=True, kw_only=True):
    """A text of an entry: where the ledger says it stands, how it is, and the words that stand there now.

    `state` is None where the document is not at hand. An entry without any text has one of these, UNLINKED.
    """

    id: str
    text: AgreedText | None
    state: State | None
    words: str | None = None


class Trace(Struct, frozen=True):
    """What came of holding a ledger against its documents."""

    documents: tuple[TracedDocument, ...]
    clauses: tuple[TracedClause, ...]
    texts: tuple[TracedText, ...]

    def entries(self, *states: State) -> tuple[str, ...]:
        """The ids of the entries of which a text is in one of these states, in file order, each once."""
        return tuple(dict.fromkeys(text.id for text in self.texts if text.state in states))

    @property
    def found(self) -> tuple[str, ...]:
        """The ids of the entries all of whose texts at hand are found."""
        wrong = self.entries(State.ALTERED, State.MISSING, State.UNLINKED)
        return tuple(name for name in self.entries(State.FOUND) if name not in wrong)

    @property
    def wrong(self) -> tuple[str, ...]:
        """The ids of the entries whose words are altered or missing."""
        return self.entries(State.ALTERED, State.MISSING)


def trace(ledger: Ledger, papers: Mapping[str | None, Stream], day: dt.date | None = None) -> Trace:
    """A ledger held against the documents at hand, by their ids; None for one that it does not know.

    `day` is that on which a document was agreed for which the ledger has no date.
    """
    parties = Parties.of(ledger)
    documents: list[TracedDocument] = []
    traced: list[TracedClause] = []
    texts: dict[tuple[str, int], TracedText] = {}
    for document in (*ledger.documents, None):
        row = papers.get(document.id if document else None)
        if row is None:
            if document is not None:
                documents.append(TracedDocument(document.id, document.file or "", Known.ABSENT))
            continue
        agreed = (document.date if document else None) or day or day_of(row.paper)
        one = _One(ledger, document, row, clauses(row.paper, parties, agreed))
        documents.append(TracedDocument(document.id if document else None, row.paper.name, one.known()))
        traced += one.clauses()
        texts |= one.texts()
    return Trace(tuple(documents), tuple(traced), tuple(_in_order(ledger, texts)))


def traced_texts(ledger: Ledger, papers: Mapping[str, Stream]) -> dict[tuple[str, int], TracedText]:
    """How each text of a document at hand is, by the entry and the number of the text."""
    found: dict[tuple[str, int], TracedText] = {}
    for document in ledger.documents:
        if document.id in papers:
            found |= _One(ledger, document, papers[document.id], ()).texts()
    return found


def _in_order(ledger: Ledger, texts: Mapping[tuple[str, int], TracedText]) -> Iterator[TracedText]:
    """Every text of every entry in file order; those of documents that are not at hand without a state."""
    for commitment in ledger.commitments:
        if not commitment.texts:
            yield TracedText(id=commitment.id, text=None, state=State.UNLINKED)
        for index, text in enumerate(commitment.texts):
            default = TracedText(id=commitment.id, text=text, state=None)
            yield texts.get((commitment.id, index), default)


class _One:
    """One document at hand, with what the ledger says of it."""

    def __init__(
        self, ledger: Ledger, document: SourceDocument | None, row: Stream, found: Iterable[Clause]
    ) -> None:
        self.ledger = ledger
        self.document = document
        self.row = row
        self.promises = _spans(row, found)
        name = document.id if document else None
        self.claims = [
            (commitment, index, text)
            for commitment in ledger.commitments
            for index, text in enumerate(commitment.texts)
            if text.document == name
        ]
        asides = document.asides if document else ()
        prints = {text.print for _, _, text in self.claims if text.print} | {aside.print for aside in asides}
        self.places = row.find(prints)
        self.asides = [(aside, self.places[aside.print]) for aside in asides if aside.print in self.places]

    def known(self) -> Known:
        """Whether the document is word for word the one that the ledger noted."""
        noted = self.document.print if self.document else None
        return Known.CHANGED if noted and noted != print_of_paper(self.row.paper) else Known.SAME

    def clauses(self) -> list[TracedClause]:
        """Its promising clauses and those that somebody claims or sets aside, in order."""
        claims = [
            (commitment.id, self.places[text.print])
            for commitment, _, text in self.claims
            if text.print in self.places
        ]
        found = [self._clause(span, clause, claims) for span, clause in self.promises]
        spans = [span for span, _ in self.promises]
        loose = [span for _, span in claims] + [span for _, span in self.asides]
        found += [
            self._clause(span, None, claims)
            for span in dict.fromkeys(loose)
            if not any(_shared(span, other) >= _TOUCHES for other in spans)
        ]
        return sorted(found, key=lambda one: one.span)

    def _clause(self, span: Span, clause: Clause | None, claims: Iterable[tuple[str, Span]]) -> TracedClause:
        touching = [(name, other) for name, other in claims if _shared(span, other) >= _TOUCHES]
        asides = [(aside, other) for aside, other in self.asides if _shared(span, other) >= _TOUCHES]
        core = self.row.span(clause.passage, clause.core, clause.end) if clause else span
        covered = _covered(core, [other for _, other in (*touching, *asides)])
        enough = 2 * covered >= core[1] - core[0]
        return TracedClause(
            document=self.document.id if self.document else None,
            place=self._place(span),
            span=span,
            text=self.row.words(*span),
            clause=clause,
            claimed_by=tuple(dict.fromkeys(name for name, _ in touching)) if enough else (),
            aside=asides[0][0] if asides and enough else None,
        )

    def _place(self, span: Span) -> Place:
        first, last = span[0], max(span[0], span[1] - 1)
        passage = self.row.passages[first]
        inside = self.row.passages[last] == passage
        end = self.row.offsets[last] + 1 if inside else len(self.row.paper.passages[passage].text)
        return place(self.row.paper, passage, max(0, self.row.offsets[first]), end)

    def texts(self) -> dict[tuple[str, int], TracedText]:
        """How the words of each text are, by the entry and the number of the text."""
        return {
            (commitment.id, index): self._text(commitment, text) for commitment, index, text in self.claims
        }

    def _text(self, commitment: Commitment, text: AgreedText) -> TracedText:
        span = self.places.get(text.print or "")
        if span is not None:
            return TracedText(id=commitment.id, text=text, state=State.FOUND, words=self.row.words(*span))
        near = self._nearest(commitment, text)
        if near is None:
            return TracedText(id=commitment.id, text=text, state=State.MISSING)
        return TracedText(id=commitment.id, text=text, state=State.ALTERED, words=self.row.words(*near))

    def _nearest(self, commitment: Commitment, text: AgreedText) -> Span | None:
        """What nobody claims and holds most of an entry's own terms."""
        own = [grams for words in _terms(commitment, text) if words and (grams := _grams(words))]
        scored = [
            (max(len(grams & held) / len(grams) for grams in own), span) for span, held in self._free if own
        ]
        score, span = max(scored, key=lambda each: each[0], default=(0.0, (0, 0)))
        return span if score >= _LIKE else None

    @cached_property
    def _free(self) -> list[tuple[Span, frozenset[str]]]:
        """What is left of each sentence beside the clauses found in it, with its pairs of signs."""
        taken = sorted(self.places.values())
        found = []
        for number, passage in enumerate(self.row.paper.passages):
            for piece in sentences(passage.text):
                start, end = self.row.span(number, piece.start, piece.end)
                first = max(0, bisect_left(taken, (start, 0)) - 1)
                for claimed in taken[first:]:
                    if claimed[0] >= end:
                        break
                    if claimed[0] > start:
                        found.append((start, claimed[0]))
                    start = max(start, claimed[1])
                found.append((start, end))
        return [
            (span, _grams(self.row.text[slice(*span)])) for span in found if span[1] - span[0] >= _TOUCHES
        ]


def _spans(row: Stream, found: Iterable[Clause]) -> list[tuple[Span, Clause]]:
    """Clauses with where they stand in the row."""
    return [(row.claimable(*row.span(clause.passage, clause.start, clause.end)), clause) for clause in found]


def _shared(one: Span, other: Span) -> int:
    """How many characters two runs have in common."""
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))


def _covered(span: Span, others: Iterable[Span]) -> int:
    """How many characters of a run others cover, those that several do counted once."""
    covered, position = 0, span[0]
    for start, end in sorted(others):
        begin = max(start, position)
        if end > begin:
            covered += min(end, span[1]) - min(begin, span[1])
            position = end
    return covered


def _terms(commitment: Commitment, text: AgreedText) -> Iterator[str | None]:
    """The words that an entry has of its own: the clause, else its headings with the few operative words."""
    if text.words:
        yield text.words
    yield from (commitment.title_zh, commitment.title)


def _grams(words: str) -> frozenset[str]:
    """Pairs of neighbouring signs."""
    text = normal(words).lower()
    return frozenset(text[index : index + 2] for index in range(len(text) - 1))
