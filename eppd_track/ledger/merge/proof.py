"""The proof of a merge, on all that the three sides say: nothing is missing, nothing comes from nowhere.

It knows no rule of merging. Each side is taken apart into what it says, piece by piece; a record, a paper or
another row of a list is one piece.
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator
from typing import Any

from eppd_track.ledger.merge.plan import Planner, rows
from eppd_track.ledger.merge.records import alone, called_by, canonical
from eppd_track.ledger.merge.standing import Way
from eppd_track.ledger.tables import NAME_FIELD, PART_NAMES
from eppd_track.ledger.toml import Table

Piece = tuple[tuple[Hashable, ...], Hashable]


def proven(sides: tuple[Table, Table, Table], plan: Planner) -> bool:
    """Whether the merged data hold what base, ours and theirs say, but for conflicts and what they decide."""
    base, ours, theirs = (Counter(_pieces(side)) for side in sides)
    merged = Counter(_pieces(plan.data))
    free = {_named(way, plan.data) for way in plan.either}
    open_still = free | {_named(way, plan.data) for way in plan.conflicts}
    wanted = [*((ours - base) - merged), *((base & ours & theirs) - merged)]
    lost = [piece for piece in wanted if not _under(piece, free)]
    lost += [piece for piece in (theirs - base) - merged if not _under(piece, open_still)]
    from_nowhere = merged - (ours | theirs)
    return not lost and not any(not _under(piece, free) for piece in from_nowhere)


def _under(piece: Piece, ways: Iterable[tuple[Hashable, ...]]) -> bool:
    return any(piece[0][: len(way)] == way for way in ways)


def _pieces(value: Any, at: tuple[Hashable, ...] = ()) -> Iterator[Piece]:
    """Everything a side says, with the names that lead to it."""
    fields = _name_fields(at)
    if isinstance(value, dict):
        for key, part in value.items():
            yield from _pieces(part, (*at, key))
    elif fields and rows(value):
        for row in value:
            yield from _pieces(row, (*at, called_by(row, fields)))
    elif rows(value):
        of_history = at[:1] == ("commitment",) and at[-1] == "update"
        for row in value:
            yield (*at, "*"), alone(row) if of_history else canonical(row)
    else:
        yield at, canonical(value)


def _name_fields(at: tuple[Hashable, ...]) -> tuple[str, ...]:
    """The fields by which the tables of a list are named; none where they have no names."""
    if len(at) == 1:
        return (NAME_FIELD[str(at[0])],) if at[0] in NAME_FIELD else ()
    return PART_NAMES.get(str(at[-1]), ()) if len(at) == 3 and at[0] in NAME_FIELD else ()


def _named(way: Way, data: Any) -> tuple[Hashable, ...]:
    """A way through the merged data by the names of what it passes."""
    found: tuple[Hashable, ...] = ()
    for name in way:
        fields = _name_fields(found)
        if isinstance(name, int) and not fields:
            return found
        data = data[name] if isinstance(name, int) else data.get(name, {})
        found = (*found, called_by(data, fields) if fields else name)
    return found
