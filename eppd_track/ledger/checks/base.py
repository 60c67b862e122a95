"""What every check is given: the reading, where its commitments stand, and today."""

import datetime as dt
from collections.abc import Iterable
from difflib import get_close_matches

from msgspec import Struct

from eppd_track.errors import Problem
from eppd_track.labels import Text, same
from eppd_track.ledger import faults
from eppd_track.ledger.faults import Rule
from eppd_track.ledger.places import At, locate
from eppd_track.ledger.reader import Reading
from eppd_track.model import Commitment, Milestone, Update


class Place(Struct, frozen=True):
    """A commitment and where its block stands."""

    commitment: Commitment
    at: At

    def parts(self, table: dict[str, object], name: str) -> list[At]:
        """Where its readable sub-tables of a name stand: those that hold what such a table needs."""
        key, kind = ("date", dt.date) if name == "update" else ("id", str)
        value = table.get(name)
        tables = value if isinstance(value, list) else []
        return [
            (*self.at, name, index)
            for index, part in enumerate(tables)
            if isinstance(part, dict) and type(part.get(key)) is kind
        ]


class Check(Struct, frozen=True):
    """What a check looks at: the reading, the commitments with their places, and today."""

    reading: Reading
    places: tuple[Place, ...]
    today: dt.date

    def updates(self, place: Place) -> list[tuple[At, Update]]:
        """The records of a commitment with their places."""
        table = self.reading.data["commitment"][place.at[1]]
        return list(zip(place.parts(table, "update"), place.commitment.updates, strict=True))

    def milestones(self, place: Place) -> list[tuple[At, Milestone]]:
        """The milestones of a commitment with their places."""
        table = self.reading.data["commitment"][place.at[1]]
        return list(zip(place.parts(table, "milestone"), place.commitment.milestones, strict=True))

    def found(
        self, rule: Rule, at: At, key: str | None, identifier: str | None, /, **values: object
    ) -> Problem:
        """A Problem at a field of a table."""
        return rule.problem(locate(self.reading.document, at, key), identifier, **values)


def places_of(reading: Reading) -> tuple[Place, ...]:
    """Each readable commitment beside the place of its block, matched by id and order."""
    waiting = list(reading.ledger.commitments)
    found: list[Place] = []
    for index, table in enumerate(tables_of(reading, "commitment")):
        if waiting and table.get("id") == waiting[0].id:
            found.append(Place(waiting.pop(0), ("commitment", index)))
    return tuple(found)


def tables_of(reading: Reading, kind: str) -> list[dict[str, object]]:
    """The raw tables of a kind; an empty one for what is not a table."""
    value = reading.data.get(kind, [])
    return [table if isinstance(table, dict) else {} for table in value] if isinstance(value, list) else []


def nearest(value: str, known: Iterable[str]) -> Text:
    """The question that opens a remedy, or nothing when no known name is near."""
    near = get_close_matches(value, list(known), n=1)
    return faults.DID_YOU_MEAN.fill(nearest=near[0]) if near else same("")
