"""What every check is given: the reading, where its commitments stand, and today."""

import datetime as dt

from msgspec import Struct

from eppd_track.errors import Problem
from eppd_track.ledger.faults import Rule
from eppd_track.ledger.places import At, locate
from eppd_track.ledger.reader import Reading
from eppd_track.model import Commitment, Milestone, Update


class Place(Struct, frozen=True):
    """A commitment and where its block stands."""

    commitment: Commitment
    at: At


class Check(Struct, frozen=True):
    """What a check looks at: the reading, the commitments with their places, and today."""

    reading: Reading
    places: tuple[Place, ...]
    today: dt.date

    def updates(self, place: Place) -> list[tuple[At, Update]]:
        """The records of a commitment with their places."""
        places = self.reading.places[*place.at, "update"]
        return list(zip(places, place.commitment.updates, strict=True))

    def milestones(self, place: Place) -> list[tuple[At, Milestone]]:
        """The milestones of a commitment with their places."""
        places = self.reading.places[*place.at, "milestone"]
        return list(zip(places, place.commitment.milestones, strict=True))

    def found(
        self, rule: Rule, at: At, key: str | None, identifier: str | None, /, **values: object
    ) -> Problem:
        """A Problem at a field of a table."""
        return rule.problem(locate(self.reading.document, at, key), identifier, **values)


def places_of(reading: Reading) -> tuple[Place, ...]:
    """Each readable commitment beside the place of its block."""
    places = reading.places["commitment",]
    return tuple(
        Place(commitment, at) for commitment, at in zip(reading.ledger.commitments, places, strict=True)
    )


def tables_of(reading: Reading, kind: str) -> list[dict[str, object]]:
    """The raw tables of a kind; an empty one for what is not a table."""
    value = reading.data.get(kind, [])
    return [table if isinstance(table, dict) else {} for table in value] if isinstance(value, list) else []
