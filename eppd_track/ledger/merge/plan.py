"""What three sides say together, on plain tables: a key changed on one side only has that side's value.

Where both changed a key ours stays and theirs is a conflict. What is named (meetings, agencies …) is what
either side has: what one took out and the other kept stays, with a remark.
"""

from collections import Counter
from collections.abc import Callable, Hashable
from functools import partial
from typing import TYPE_CHECKING, Any, TypeGuard

from eppd_track.ledger.merge.records import ABSENT, called_by, canonical, numbered, woven
from eppd_track.ledger.merge.standing import Way
from eppd_track.ledger.tables import NAME_FIELD, PART_NAMES, PARTS_OF
from eppd_track.ledger.toml import Table
from eppd_track.ledger.writer import alike
from eppd_track.words import changes as merging

if TYPE_CHECKING:
    from eppd_track.words.text import Text

Element = Callable[[Way, Table | None, Table, Table], Table]


class Planner:
    """One merge: the merged data as it grows, and how it came about.

    `ours` and `theirs` say where an element of a merged list stands on a side; the lists are in `listed`.
    `conflicts` hold what theirs has where ours stays, `either` are the ways at which a record that one side
    took out decides. All ways lead through the merged data.
    """

    def __init__(self) -> None:
        self.data: Table = {}
        self.ours: dict[Way, int] = {}
        self.theirs: dict[Way, int] = {}
        self.listed: set[Way] = set()
        self.conflicts: dict[Way, Any] = {}
        self.either: set[Way] = set()
        self.remarks: list[Text] = []

    def plan(self, base: Table, ours: Table, theirs: Table) -> None:
        """Merges the whole file."""
        for key in dict.fromkeys([*ours, *theirs, *base]):
            sides = [side.get(key, ABSENT) for side in (base, ours, theirs)]
            if key in NAME_FIELD and all(side is ABSENT or rows(side) for side in sides[1:]):
                value = self.named(
                    (key,), (NAME_FIELD[key],), [sides[0] if rows(sides[0]) else ABSENT, *sides[1:]]
                )
            elif key in NAME_FIELD and rows(sides[1]) and not alike(sides[2], sides[0]):
                value = self.conflict((key,), sides[1], sides[2])
            else:
                value = self.value((key,), *sides)
            if value is not ABSENT:
                self.data[key] = value

    # ---- values ----

    def value(self, way: Way, base: Any, ours: Any, theirs: Any) -> Any:
        """One value by the rule, ABSENT for none."""
        if alike(ours, theirs) or alike(theirs, base):
            return ours
        if alike(ours, base):
            return theirs
        if isinstance(ours, dict) and isinstance(theirs, dict):
            return self.table(way, base if isinstance(base, dict) else {}, ours, theirs)
        return self.both(way, base, ours, theirs)

    def table(self, way: Way, base: Table | None, ours: Table, theirs: Table) -> Table:
        """A table, key by key; a document with the clauses set aside that either side has."""
        found: Table = {}
        for key in dict.fromkeys([*ours, *theirs]):
            sides = [side.get(key, ABSENT) for side in (base or {}, ours, theirs)]
            part = len(way) == 2 and key in PARTS_OF.get(str(way[0]), ())
            if part and all(side is ABSENT or rows(side) for side in sides):
                value = self.named((*way, key), PART_NAMES[key], sides, str(ours.get("id", "")))
            else:
                value = self.value((*way, key), *sides)
            if value is not ABSENT:
                found[key] = value
        return found

    def both(self, way: Way, base: Any, ours: Any, theirs: Any) -> Any:
        """A value that both changed: lists of tables to which both only added are joined, else ours stays."""
        before = [] if base is ABSENT else base
        if rows(before) and rows(ours) and rows(theirs) and _only_grew(before, ours, theirs):
            return self.joined(way, (ours, theirs), canonical)
        return self.conflict(way, ours, theirs)

    def conflict(self, way: Way, ours: Any, theirs: Any) -> Any:
        """Ours stays; what theirs has is kept beside it."""
        self.conflicts[way] = theirs
        return ours

    # ---- lists of tables ----

    def joined(
        self,
        way: Way,
        sides: tuple[list[Table], list[Table]],
        name: Callable[[Table], Hashable],
        merge: Callable[[Way, Hashable, Table, Table], Table] | None = None,
    ) -> list[Table]:
        """Two lists as one, pillar by pillar; what has the same name is merged, else ours."""
        self.listed.add(way)
        ours, theirs = sides
        mine, its = (numbered(map(name, side)) for side in sides)
        found: list[Table] = []
        pairs = woven(mine, its, lambda index: _pillar(ours[index]), lambda index: _pillar(theirs[index]))
        for index, other in pairs:
            at = (*way, len(found))
            if index is not None:
                self.ours[at] = index
            if other is not None:
                self.theirs[at] = other
            if index is None:
                found.append(theirs[other or 0])
            elif other is None or merge is None:
                found.append(ours[index])
            else:
                found.append(merge(at, mine[index], ours[index], theirs[other]))
        return found

    def named(self, way: Way, names: tuple[str, ...], sides: list[Any], whose: str = "") -> Any:
        """A list of tables with names: each that either side has, its fields merged."""
        if sides[1] is ABSENT and sides[2] is ABSENT:
            return ABSENT
        base, ours, theirs = ([] if side is ABSENT else side for side in sides)
        merge: Element = self.item if way == ("commitment",) else self.table
        called = partial(called_by, names=names)
        old = dict(zip(numbered(map(called, base)), base, strict=True))
        one_side = set(numbered(map(called, ours))) ^ set(numbered(map(called, theirs)))
        kind = str(way[-1])
        self.remarks += [
            merging.MERGE_KEPT.fill(
                kind=merging.KINDS.get(kind, kind), id=f"{whose} {_said(old[name], names)}".strip()
            )
            for name in old
            if name in one_side
        ]
        return self.joined(
            way,
            (ours, theirs),
            called,
            lambda at, name, mine, its: its if alike(mine, its) else merge(at, old.get(name), mine, its),
        )

    def item(self, way: Way, base: Table | None, ours: Table, theirs: Table) -> Table:
        """A commitment; see items.py."""
        raise NotImplementedError


def rows(value: Any) -> TypeGuard[list[Table]]:
    """Whether a value is a list of tables; an empty one is."""
    return isinstance(value, list) and all(isinstance(row, dict) for row in value)


def rows_in(table: Table, key: str) -> list[Table]:
    """The list of tables under a key; none where something else stands there."""
    value = table.get(key)
    return value if rows(value) else []


def _pillar(table: Table) -> int:
    """The pillar of a commitment, 0 of what has none."""
    value = table.get("pillar")
    return value if isinstance(value, int) else 0


def _said(table: Table, names: tuple[str, ...]) -> str:
    """What a table is called in a sentence: by its place where its name is a fingerprint."""
    return str(table.get("place", "?") if "print" in names else table.get(names[0], "?"))


def _only_grew(base: list[Table], ours: list[Table], theirs: list[Table]) -> bool:
    counts = [Counter(canonical(row) for row in side) for side in (base, ours, theirs)]
    return counts[0] <= counts[1] and counts[0] <= counts[2]
