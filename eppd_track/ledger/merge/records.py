"""What two people recorded of one commitment: which records are the same, their order, and what was before.

Pure, on plain tables. A record is told by what it says; what a field held before it and who may see it can be
put right (docs/ledger.md, "History").
"""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Any

from msgspec import ValidationError

from eppd_track.ledger.convert import convert_value
from eppd_track.ledger.toml import Table
from eppd_track.ledger.writer import is_empty
from eppd_track.model.records import HEAD, RECORD_ONLY

ABSENT = object()
"""What a key holds that is not there."""
Pair = tuple[int | None, int | None]
"""Where an element of a merged list stands in ours and in theirs."""
Rank = Callable[[int], Any]


def given(record: Table) -> Table:
    """The fields a record gives a value, ABSENT where it clears one."""
    before, moved, cleared = (record.get(key) for key in ("previous", "set", "cleared"))
    found = {key: value for key, value in record.items() if key in HEAD and key not in RECORD_ONLY}
    if isinstance(moved, dict):
        found |= {key: value for key, value in moved.items() if key in HEAD}
    if isinstance(cleared, list):
        found |= {key: ABSENT for key in cleared if isinstance(key, str) and key in HEAD}
    if isinstance(before, dict):
        found |= {key: ABSENT for key in before if key in HEAD and key not in found}
    if record.get("status") == "closed" and "approved_by" in record:
        found["approved_by"] = record["approved_by"]
    return found


def alone(record: Table) -> Hashable:
    """What tells a record from others: all it says but `previous` and `visibility`.

    Of a record that only carries into another round that is the round.
    """
    says = given(record)
    if says.keys() == {"carried"}:
        return ("carried", canonical(record.get("carried")))
    return canonical({key: value for key, value in record.items() if key not in {"previous", "visibility"}})


def canonical(value: Any) -> Hashable:
    """A value as something that is equal for equal ones of the same type."""
    if isinstance(value, dict):
        return tuple(sorted((key, canonical(part)) for key, part in value.items()))
    return ("[", *map(canonical, value)) if isinstance(value, list) else repr(value)


def called_by(table: Table, names: Sequence[str]) -> Hashable:
    """What a table of a list is called by the fields that name it; without one of them by all it holds."""
    held = [table.get(name) for name in names]
    whole = all(isinstance(value, str | int) for value in held)
    return tuple((type(value), value) for value in held) if whole else canonical(table)


def numbered(names: Iterable[Hashable]) -> list[Hashable]:
    """Names with a count, so that the second of a name is another than the first."""
    seen: Counter[Hashable] = Counter()
    found: list[Hashable] = []
    for name in names:
        found.append((name, seen[name]))
        seen[name] += 1
    return found


def woven(mine: Sequence[Hashable], its: Sequence[Hashable], rank: Rank, its_rank: Rank) -> list[Pair]:
    """Two lists of different names as one, each in its order.

    What both have holds them together; between two of those the lower rank comes first, and ours of the same.
    """
    place = {name: index for index, name in enumerate(mine)}
    partner: dict[int, int] = {}
    behind: dict[int, list[int]] = {}
    anchor = -1
    for index, name in enumerate(its):
        if name in place:
            anchor = place[name]
            partner[anchor] = index
        else:
            behind.setdefault(anchor, []).append(index)
    found: list[Pair] = []
    waiting, run = behind.get(-1, []), list[int]()
    for index in range(len(mine)):
        if index in partner:
            found += [*_by_rank(run, waiting, rank, its_rank), (index, partner[index])]
            waiting, run = behind.get(index, []), []
        else:
            run.append(index)
    return [*found, *_by_rank(run, waiting, rank, its_rank)]


def _by_rank(mine: list[int], its: list[int], rank: Rank, its_rank: Rank) -> list[Pair]:
    found: list[Pair] = []
    rest = iter([*its, None])
    other = next(rest)
    for index in mine:
        while other is not None and its_rank(other) < rank(index):
            found.append((None, other))
            other = next(rest)
        found.append((index, None))
    if other is not None:
        found.append((None, other))
    return [*found, *((None, index) for index in rest if index is not None)]


def day_of(record: Table) -> dt.date:
    """A record's day, or the first of all where there is none."""
    value = record.get("date")
    return value if type(value) is dt.date else dt.date.min


# ---- what fields held ----


def held(name: str, value: Any) -> Any:
    """What a field's value means: its default where there is none, as it is where it cannot be read."""
    default = None if HEAD[name].required else HEAD[name].default
    if value is ABSENT:
        return default
    try:
        return convert_value(value, HEAD[name].type)
    except ValidationError:
        return value


def before(record: Table, name: str) -> Any:
    """What a record says a field held before it."""
    previous = record.get("previous")
    return previous.get(name, ABSENT) if isinstance(previous, dict) else ABSENT


def known_at(records: Sequence[Table]) -> list[Table]:
    """What the records before each one said of each field last; one more at the end, after all."""
    found: list[Table] = [{}]
    for record in records:
        found.append(found[-1] | given(record))
    return found


def agrees(known: Table, record: Table, name: str) -> bool:
    """Whether a record says a field held what the records before it left."""
    return name not in known or held(name, known[name]) == held(name, before(record, name))


def put_right(records: list[Table], pairs: Sequence[Pair], sides: tuple[list[Table], list[Table]]) -> None:
    """Mends `previous` of records that have other records before them than on their own side.

    What contradicted the records before it already on its own side is left for `check` to tell.
    """
    own = [known_at(side) for side in sides]
    known: Table = {}
    for number, (record, pair) in enumerate(zip(records, pairs, strict=True)):
        for name in given(record):
            missing = HEAD[name].required and before(record, name) is ABSENT
            if missing or agrees(known, record, name) or not _was_right(own, sides, pair, name):
                continue
            held_then = records[number].get("previous", {})
            if not isinstance(held_then, dict):
                continue
            previous = dict(held_then)
            previous.pop(name, None)
            if known[name] is not ABSENT and not is_empty(name, held(name, known[name])):
                previous[name] = known[name]
            mended = {key: value for key, value in records[number].items() if key != "previous"}
            records[number] = mended | ({"previous": previous} if previous else {})
        known |= given(record)


def _was_right(own: list[list[Table]], sides: tuple[list[Table], list[Table]], pair: Pair, name: str) -> bool:
    return any(
        index is not None and agrees(known[index], side[index], name)
        for known, side, index in zip(own, sides, pair, strict=True)
    )
