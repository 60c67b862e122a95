"""The records of one commitment on three sides: their order, which came back, what new ones speak of."""

import datetime as dt
from functools import cached_property
from typing import Any

from eppd_track.ledger.merge.plan import rows_in
from eppd_track.ledger.merge.records import (
    ABSENT,
    Pair,
    alone,
    day_of,
    given,
    held,
    known_at,
    numbered,
    put_right,
    woven,
)
from eppd_track.ledger.toml import Table


class History:
    """The records of both sides as one list: `pairs` says where each stands on either side.

    `back` holds for each side the records of the base that it took out while the other kept them.
    """

    def __init__(self, base: Table, ours: Table, theirs: Table) -> None:
        base_records, mine, its = (rows_in(side, "update") for side in (base, ours, theirs))
        self.sides = (mine, _without_carrying_twice(mine, its))
        self.reworded = () if self.sides[1] == its else ("update",)
        self.names = (numbered(map(alone, self.sides[0])), numbered(map(alone, self.sides[1])))
        self.base = dict(zip(numbered(map(alone, base_records)), base_records, strict=True))
        self.pairs: list[Pair] = woven(
            *self.names, lambda index: self._rank(0, index), lambda index: self._rank(1, index)
        )
        self.back: tuple[list[Table], list[Table]] = ([], [])
        for pair in self.pairs:
            for side in (0, 1):
                if pair[side] is None and self._name(pair) in self.base:
                    self.back[side].append(self._record(pair))

    def _rank(self, side: int, index: int) -> tuple[dt.date, int]:
        """By day; of one day what the base had comes first, then ours."""
        new = self.names[side][index] not in self.base
        return day_of(self.sides[side][index]), (side + 1) * new

    def _name(self, pair: Pair) -> Any:
        return self.names[0][pair[0]] if pair[0] is not None else self.names[1][pair[1] or 0]

    def _record(self, pair: Pair) -> Table:
        return self.sides[0][pair[0]] if pair[0] is not None else self.sides[1][pair[1] or 0]

    def only(self, side: int) -> list[Table]:
        """The records that one side alone has."""
        return [self._record(pair) for pair in self.pairs if pair[1 - side] is None]

    def shared(self) -> list[Table]:
        """The records that both have."""
        return [self._record(pair) for pair in self.pairs if None not in pair]

    def merged(self) -> list[Table]:
        """All records in their order, `previous` put right."""
        found = [self._record(pair) for pair in self.pairs]
        put_right(found, self.pairs, self.sides)
        return found

    def visibility(self, number: int) -> tuple[Any, Any, Any]:
        """Who may see a record of the merged list, as base, ours and theirs have it."""
        pair = self.pairs[number]
        own = self._record(pair).get("visibility", ABSENT)
        base = self.base.get(self._name(pair), {}).get("visibility", ABSENT)
        if None in pair:
            return own, own, own
        return base, own, self.sides[1][pair[1] or 0].get("visibility", ABSENT)

    @cached_property
    def brought_back(self) -> set[str]:
        """The fields that records speak of which one side took out; with a due date the first one."""
        names = {name for side in self.back for record in side for name in given(record)}
        return names | ({"original_due"} if "due" in names else set())

    @cached_property
    def reached(self) -> set[str]:
        """The milestones that records speak of which one side took out."""
        named = [record.get("milestone_done") for side in self.back for record in side]
        return {name for names in named if isinstance(names, list) for name in names if isinstance(name, str)}

    @cached_property
    def given_by_both(self) -> set[str]:
        """The fields that new records of both sides speak of."""
        fresh = [
            {
                name
                for record, called in zip(self.sides[side], self.names[side], strict=True)
                if called not in self.base
                for name in given(record)
            }
            for side in (0, 1)
        ]
        return fresh[0] & fresh[1]

    def decided_by_back(self, side: int) -> Table:
        """The fields of which a record that came back on a side speaks last, and what it says."""
        found: dict[str, tuple[Any, bool]] = {}
        for pair in self.pairs:
            record = self._record(pair)
            back = pair[side] is None
            if not back or any(record is other for other in self.back[side]):
                found |= {name: (value, back) for name, value in given(record).items()}
        return {name: value for name, (value, back) in found.items() if back}

    def at_odds(self, side: int, name: str, item: Table) -> bool:
        """Whether the head of a side says something else of a field than its own last record."""
        own = known_at(self.sides[side])[-1]
        return name in own and held(name, own[name]) != held(name, item.get(name, ABSENT))


def _without_carrying_twice(mine: list[Table], its: list[Table]) -> list[Table]:
    """Theirs, a record that carries into a round that ours is carried into being but what it says."""
    notes = {alone(record): record.get("note") for record in mine if given(record).keys() == {"carried"}}
    return [
        {key: value for key, value in record.items() if key not in {"carried", "previous"}}
        if notes.get(alone(record), record.get("note")) != record.get("note")
        else record
        for record in its
    ]
