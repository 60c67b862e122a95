"""What every check is given: the reading, where its commitments stand, and today."""

import datetime as dt
from typing import TYPE_CHECKING

from msgspec import Struct

from eppd_track.ledger.document import Document
from eppd_track.ledger.places import At, locate
from eppd_track.ledger.reading import Reading
from eppd_track.ledger.tables import NAME_FIELD
from eppd_track.ledger.toml import Table
from eppd_track.model.records import (
    AgreedText,
    Aside,
    Commitment,
    Milestone,
    Score,
    SourceDocument,
    Update,
)
from eppd_track.rules.proofs import Proofs
from eppd_track.words.errors import Problem
from eppd_track.words.faults import Rule

if TYPE_CHECKING:
    from collections.abc import Mapping

    from eppd_track.rules.prints import Stream


class RecordPlace(Struct, frozen=True):
    """A commitment and where its block stands."""

    commitment: Commitment
    at: At


class Finding(Struct, frozen=True):
    """A fault that a check found: its rule, the table and field it stands in, and what its words name.

    `position` is given for what stands in no field. Which line that is is worked out for those shown.
    """

    rule: Rule
    at: At
    key: str | None
    id: str | None
    values: dict[str, object]
    position: tuple[int, int] | None = None

    def problem(self, document: Document) -> Problem:
        """The same as a Problem, with its line and column."""
        position = self.position or locate(document, self.at, self.key)
        return self.rule.problem(position, self.id, **self.values)


class AtHand(Struct, frozen=True):
    """What a ledger is held against, as far as somebody looked for it.

    `documents` are those there by their ids, None for one whose file is not; `proofs` says how the files of
    evidence stand.
    """

    documents: "Mapping[str, Stream | None]" = {}
    proofs: Proofs = {}


NOTHING_AT_HAND = AtHand()


class Check(Struct, frozen=True):
    """What a check looks at: the reading, the commitments with their places, today, and what is at hand."""

    reading: Reading
    places: tuple[RecordPlace, ...]
    today: dt.date
    at_hand: AtHand = NOTHING_AT_HAND

    def updates(self, place: RecordPlace) -> list[tuple[At, Update]]:
        """The records of a commitment with their places."""
        updates = place.commitment.updates
        return list(zip(self.reading.places(len(updates), *place.at, "update"), updates, strict=True))

    def milestones(self, place: RecordPlace) -> list[tuple[At, Milestone]]:
        """The milestones of a commitment with their places."""
        steps = place.commitment.milestones
        return list(zip(self.reading.places(len(steps), *place.at, "milestone"), steps, strict=True))

    def scores(self, place: RecordPlace) -> list[tuple[At, Score]]:
        """The scores of a commitment with their places."""
        scores = place.commitment.scores
        return list(zip(self.reading.places(len(scores), *place.at, "score"), scores, strict=True))

    def texts(self, place: RecordPlace) -> list[tuple[At, AgreedText]]:
        """The texts of a commitment with their places."""
        texts = place.commitment.texts
        return list(zip(self.reading.places(len(texts), *place.at, "text"), texts, strict=True))

    @property
    def papers(self) -> list[tuple[At, SourceDocument]]:
        """The documents of the ledger with their places."""
        return [(("document", index), one) for index, one in enumerate(self.reading.ledger.documents)]

    def asides(self, at: At, document: SourceDocument) -> list[tuple[At, Aside]]:
        """The clauses of a document that are set aside with their places."""
        asides = document.asides
        return list(zip(self.reading.places(len(asides), *at, "aside"), asides, strict=True))

    def found(
        self, rule: Rule, at: At, key: str | None, identifier: str | None, /, **values: object
    ) -> Finding:
        """A fault at a field of a table."""
        return Finding(rule, at, key, identifier, values)


def places_of(reading: Reading) -> tuple[RecordPlace, ...]:
    """Each readable commitment beside the place of its block."""
    commitments = reading.ledger.commitments
    places = reading.places(len(commitments), "commitment")
    return tuple(RecordPlace(commitment, at) for commitment, at in zip(commitments, places, strict=True))


def names_of(reading: Reading, kind: str) -> list[object]:
    """What each record of a kind calls itself, in file order; None for one that is not a table."""
    if reading.parsed is None:
        known = {
            "side": reading.ledger.sides,
            "meeting": reading.ledger.meetings,
            "agency": reading.ledger.agencies,
            "pillar": reading.ledger.pillars,
            "document": reading.ledger.documents,
            "commitment": reading.ledger.commitments,
        }
        return [getattr(record, NAME_FIELD[kind]) for record in known[kind]]
    return [table.get(NAME_FIELD[kind]) for table in tables_of(reading.data, kind)]


def tables_of(data: Table, kind: str) -> list[Table]:
    """The raw tables of a kind; an empty one for what is not a table."""
    value = data.get(kind, [])
    return [table if isinstance(table, dict) else {} for table in value] if isinstance(value, list) else []
