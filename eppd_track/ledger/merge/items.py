"""One commitment on three sides: its records joined, and its head in agreement with them.

A record that one side took out (undo, revert, by hand) and the other kept stays, and with it what it did to
the head: both halves, or neither. A field that new records of both sides speak of is changed on both.
"""

from collections import Counter
from typing import Any

from eppd_track.ledger.merge.history import History
from eppd_track.ledger.merge.plan import Planner, rows, rows_in
from eppd_track.ledger.merge.records import ABSENT, alone, before, canonical, given, held, known_at
from eppd_track.ledger.merge.standing import Way
from eppd_track.ledger.tables import PART_NAMES, PARTS_OF
from eppd_track.ledger.toml import Table
from eppd_track.ledger.writer import alike
from eppd_track.words import changes as merging

_PARTS = PARTS_OF["commitment"]


class ItemPlanner(Planner):
    """The plan of a merge that knows what a commitment is."""

    def item(self, way: Way, base: Table | None, ours: Table, theirs: Table) -> Table:
        """A commitment that both sides have; without an ancestor to both it begins with what they share."""
        if base is None:
            base = _beginning(ours, theirs)
            self.either |= {(*way, key) for key in base if key not in _PARTS}
        lists = [part for part in _PARTS if all(rows(side.get(part, [])) for side in (base, ours, theirs))]
        history = History(base, ours, theirs) if "update" in lists else History({}, {}, {})
        mine, its = (_whole(side, base, history, index) for index, side in enumerate((ours, theirs)))
        merged = {}
        for key in (*(key for key in dict.fromkeys([*mine, *its]) if key not in lists), *lists):
            sides = tuple(side.get(key, ABSENT) for side in (base, mine, its))
            if key == "update" and history.pairs:
                value = self._records(way, history)
            else:
                value = (
                    self._part(way, key, sides, str(ours.get("id", "")))
                    if key in lists
                    else self._field((*way, key), sides, history)
                )
            if value is not ABSENT:
                merged[key] = value
        if history.pairs:
            self._agree(way, merged, (mine, its), history)
        self._kept(way, [part for part in lists if part not in PART_NAMES], (base, ours, theirs))
        self.either |= {(*way, name) for name in (*history.brought_back, *history.reworded)}
        if history.reached:
            self.either |= {
                (*way, "milestone", index, "done") for index in range(len(merged.get("milestone", [])))
            }
        return merged

    def _field(self, way: Way, sides: tuple[Any, ...], history: History) -> Any:
        """A field of the head."""
        key = str(way[-1])
        base, ours, theirs = sides
        if key in _PARTS and not alike(ours, theirs):
            return self.conflict(way, ours, theirs)
        if key in history.given_by_both and held(key, ours) != held(key, theirs):
            return self.both(way, base, ours, theirs)
        return self.value(way, base, ours, theirs)

    def both(self, way: Way, base: Any, ours: Any, theirs: Any) -> Any:
        """A value that both changed; a list of rounds that goes on from the other list is no conflict."""
        if way[-1] == "carried" and isinstance(ours, list) and isinstance(theirs, list):
            shorter, longer = sorted((ours, theirs), key=len)
            if longer[: len(shorter)] == shorter:
                self.either.add(way)
                return longer
        return super().both(way, base, ours, theirs)

    # ---- parts ----

    def _part(self, way: Way, part: str, sides: tuple[Any, ...], whose: str) -> Any:
        """The texts and milestones, by their names, or another list of what either side has."""
        if sides[1] is ABSENT and sides[2] is ABSENT:
            return ABSENT
        if part in PART_NAMES:
            return self.named((*way, part), PART_NAMES[part], list(sides), whose)
        ours, theirs = ([] if side is ABSENT else side for side in sides[1:])
        return self.joined((*way, part), (ours, theirs), canonical)

    def _records(self, way: Way, history: History) -> list[Table]:
        """The history of both sides; who may see a record is what one side changed it to."""
        at = (*way, "update")
        self.listed.add(at)
        found = history.merged()
        for number, pair in enumerate(history.pairs):
            for index, places in zip(pair, (self.ours, self.theirs), strict=True):
                if index is not None:
                    places[*at, number] = index
            seen = self.value((*at, number, "visibility"), *history.visibility(number))
            found[number] = {key: value for key, value in found[number].items() if key != "visibility"}
            if seen is not ABSENT:
                found[number]["visibility"] = seen
        return found

    def _agree(self, way: Way, merged: Table, sides: tuple[Table, Table], history: History) -> None:
        """Where the head says something else than the last record does, one side's value is a conflict."""
        for name, value in known_at(merged["update"])[-1].items():
            said, at = held(name, value), (*way, name)
            if held(name, merged.get(name, ABSENT)) == said or at in self.conflicts:
                continue
            if any(history.at_odds(index, name, side) for index, side in enumerate(sides)):
                continue
            ours, theirs = (side.get(name, ABSENT) for side in sides)
            if said in {held(name, ours), held(name, theirs)}:
                self.conflict(at, ours, theirs)
                merged.pop(name, None)
                merged |= {} if ours is ABSENT else {name: ours}

    def _kept(self, way: Way, parts: list[str], sides: tuple[Table, ...]) -> None:
        """Says how many records, papers and scores stay though one side took them out."""
        for part in parts:
            name = alone if part == "update" else canonical
            base, ours, theirs = (Counter(name(row) for row in side.get(part, [])) for side in sides)
            count = (((base & ours) - theirs) + ((base & theirs) - ours)).total()
            if count:
                self.remarks.append(
                    merging.MERGE_PART_KEPT.fill(
                        id=sides[1].get("id", way[-1]), part=merging.KINDS[part], count=count
                    )
                )


# ---- both halves or neither ----


def _whole(side: Table, base: Table, history: History, index: int) -> Table:
    """A side with what the records that it took out did to the head and the milestones."""
    back = history.back[index]
    if not back:
        return side
    whole = dict(side)
    own = known_at(history.sides[index])[-1]
    for name, value in history.decided_by_back(index).items():
        first = next(record for record in back if name in given(record))
        expected = own.get(name, before(first, name))
        if held(name, side.get(name, ABSENT)) == held(name, expected):
            whole.pop(name, None)
            whole |= {} if value is ABSENT else {name: value}
    if "due" in history.brought_back and "original_due" in base:
        whole.setdefault("original_due", base["original_due"])
    days = {str(step.get("id")): step["done"] for step in rows_in(base, "milestone") if "done" in step}
    if rows(side.get("milestone")):
        whole["milestone"] = [
            {"done": days[name], **step}
            if (name := str(step.get("id"))) in history.reached & days.keys()
            else step
            for step in side["milestone"]
        ]
    return whole


# ---- without an ancestor ----


def _beginning(ours: Table, theirs: Table) -> Table:
    """What two sides of one commitment have in common, each with the records that it alone has taken back."""
    history = History({}, ours, theirs)
    first = []
    for side, other in ((0, ours), (1, theirs)):
        fields = {key: value for key, value in other.items() if key not in _PARTS}
        for record in reversed(history.only(side)):
            for name in given(record):
                was = before(record, name)
                fields.pop(name, None)
                fields |= {} if was is ABSENT else {name: was}
        first.append(fields)
    common = {key: value for key, value in first[0].items() if alike(value, first[1].get(key, ABSENT))}
    steps = {str(step.get("id")): step for step in rows_in(theirs, "milestone")}
    shared = [
        {key: value for key, value in step.items() if alike(value, steps[name].get(key, ABSENT))}
        for step in rows_in(ours, "milestone")
        if (name := str(step.get("id"))) in steps
    ]
    return common | {"milestone": shared, "update": history.shared()}
