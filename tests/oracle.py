"""What the three sides of a merge say together, on plain data. Knows nothing of how eppd merges.

The rule: a key changed on one side only has that side's value; a key that both changed keeps ours, with a
remark that tells theirs; what is listed (commitments, meetings, records, papers) is what either side has.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

import tomli

Table = dict[str, Any]
ABSENT: Any = None
NAMES = {
    "side": "code",
    "meeting": "id",
    "agency": "code",
    "pillar": "number",
    "commitment": "id",
    "document": "id",
}
PARTS = {"milestone": ("id",), "text": ("document", "print"), "aside": ("print",)}
"""What tells a sub-table of these kinds from its fellows."""
RECORDS = ("update", "evidence", "score")
OF_THE_RECORD = {
    "date",
    "by",
    "contact",
    "meeting",
    "note",
    "reason",
    "approved_by",
    "visibility",
    "correction",
}
OF_THE_RECORD |= {"forced", "evidence", "milestone_done", "set", "cleared", "previous"}
MARK = re.compile(r"^[ \t]*#! conflict: theirs has (.*?) = (.*?)\r?$", re.MULTILINE)
ADDRESSES = {"ref", "links", "file", "source", "place", "place_zh", "print", "words"}


def same(one: Any, other: Any) -> bool:
    """Whether two values are the same in type and content."""
    if type(one) is not type(other):
        return False
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    if isinstance(one, list):
        return len(one) == len(other) and all(map(same, one, other))
    return bool(one == other) or (str(one) == str(other) == "nan")


def renumbered(base: Table, ours: Table, theirs: Table, merged: Table) -> dict[str, str]:
    """The ids of theirs that ours gave out to something else too, and what they are in the merged ledger."""
    found = {}
    old, mine, its, now = (_named(side, "commitment") for side in (base, ours, theirs, merged))
    for name, table in its.items():
        if name in old or name not in mine or _one_item(mine[name], table):
            continue
        new = [other for other, held in now.items() if other not in mine and _one_item(held, table)]
        found[name] = new[0] if new else "(lost)"
    return found


def _one_item(one: Table, other: Table) -> bool:
    alike = any(one.get(key) == other.get(key) is not None for key in ("title", "title_zh"))
    return alike and one.get("listed") == other.get("listed")


def _with_new_ids(value: Any, known: Any, ids: dict[str, str], key: str = "") -> Any:
    """Theirs with its new ids, but for what stood in the base already and for addresses."""
    if same(value, known) or key in ADDRESSES:
        return value
    if isinstance(value, dict):
        held = known if isinstance(known, dict) else {}
        return {name: _with_new_ids(part, held.get(name), ids, name) for name, part in value.items()}
    if isinstance(value, list):
        held = known if isinstance(known, list) else []
        pairs = {part.get("id"): part for part in held if isinstance(part, dict) and part.get("id")}
        return [
            part
            if any(same(part, other) for other in held)
            else _with_new_ids(part, pairs.get(part.get("id")) if isinstance(part, dict) else None, ids)
            for part in value
        ]
    if isinstance(value, str):
        for old, new in ids.items():
            value = re.sub(rf"(?<![\w-]){re.escape(old)}(?!\w)", new, value)
    return value


def complaints(base: str, ours: str, theirs: str, merged: str) -> list[str]:
    """Everything in which a merged ledger is not what the three sides say; empty where all is well."""
    sides = [tomli.loads(text.removeprefix("\ufeff")) for text in (base, ours, theirs, merged)]
    ids = renumbered(*sides) if ids_clash(*sides[:3]) else {}
    sides[2] = _with_new_ids(sides[2], sides[0], ids)
    marks = Counter(key.split(".")[-1].strip("\"'") for key, _ in MARK.findall(merged))
    found = list(_table(*sides, at="", marks=marks))
    found += [f"a remark on {key} that nothing asks for" for key, count in marks.items() if count > 0]
    return found


def ids_clash(base: Table, ours: Table, theirs: Table) -> bool:
    """Whether both sides gave out an id."""
    old, mine, its = (_named(side, "commitment") for side in (base, ours, theirs))
    return bool((mine.keys() & its.keys()) - old.keys())


def _named(side: Table, kind: str) -> dict[Any, Table]:
    tables = side.get(kind, [])
    return {
        table[NAMES[kind]]: table
        for table in (tables if isinstance(tables, list) else [])
        if isinstance(table, dict) and isinstance(table.get(NAMES[kind]), str | int)
    }


def _keys(*tables: Table) -> list[str]:
    return list(dict.fromkeys(key for table in tables for key in table))


def _table(
    base: Table, ours: Table, theirs: Table, merged: Table, *, at: str, marks: Counter[str]
) -> Iterator[str]:
    """Complaints on one table: the file, a commitment, a milestone, an unknown one."""
    item = at.startswith("commitment ") and at.count(" ") == 1
    back = _brought_back(base, ours, theirs) if item else set()
    twice = _told_by_both(base, ours, theirs) if item else set()
    for key in _keys(base, ours, theirs, merged):
        four = [side.get(key, ABSENT) for side in (base, ours, theirs, merged)]
        where = f"{at} {key}".strip()
        if (
            (not at and key in NAMES)
            or (item and key == "text")
            or (key == "aside" and at.startswith("document "))
        ):
            yield from _listed(key, four, where, marks)
        elif item and key == "milestone":
            yield from _listed(key, _steps(four, _reached(base, ours, theirs)), where, marks)
        elif item and key in RECORDS:
            yield from _records(key, four, where)
        elif key in back:
            yield from _halves(key, (base, ours, theirs, merged), where, marks)
        elif key in twice and not same(four[1], four[2]):
            marks[key] -= 1
            if not same(four[3], four[1]):
                yield f"{where} is {four[3]!r}, not ours, {four[1]!r}"
        else:
            yield from _value(key, four, where, marks)


def _value(key: str, four: list[Any], where: str, marks: Counter[str]) -> Iterator[str]:
    """The rule itself."""
    base, ours, theirs, merged = four
    if same(ours, theirs) or same(theirs, base):
        wanted = ours
    elif same(ours, base):
        wanted = theirs
    elif isinstance(ours, dict) and isinstance(theirs, dict) and isinstance(merged, dict):
        yield from _table(base if isinstance(base, dict) else {}, ours, theirs, merged, at=where, marks=marks)
        return
    elif _only_added(base, ours, theirs) and isinstance(merged, list):
        for row in (*ours, *theirs):
            if not any(same(row, other) for other in merged):
                yield f"{where} lost {row!r}"
        return
    elif key == "carried" and _goes_on(ours, theirs):
        wanted = max(ours, theirs, key=len)
    else:
        wanted = ours
        marks[key] -= 1
        if marks[key] < 0:
            yield f"{where}: no remark on what theirs has, {theirs!r}"
    if not same(merged, wanted):
        yield f"{where} is {merged!r}, not {wanted!r}"


def _goes_on(one: Any, other: Any) -> bool:
    """Whether one list begins with the other."""
    lists = isinstance(one, list) and isinstance(other, list)
    return lists and all(map(same, one, other))


def _only_added(base: Any, ours: Any, theirs: Any) -> bool:
    """Whether both only added tables to a list of them."""
    rows = [] if base is ABSENT else base
    lists = [rows, ours, theirs]
    if not all(isinstance(side, list) and all(isinstance(row, dict) for row in side) for side in lists):
        return False
    return all(any(same(row, other) for other in side) for side in (ours, theirs) for row in rows)


def _name(table: Table, names: tuple[str, ...]) -> str:
    """What a table is called; one without all its names is a thing of its own."""
    return repr([table[name] for name in names]) if all(name in table for name in names) else repr(table)


def _listed(kind: str, four: list[Any], where: str, marks: Counter[str]) -> Iterator[str]:
    """Commitments, meetings, milestones …: each that either side has, once, its fields merged."""
    names = PARTS.get(kind) or (NAMES[kind],)
    four[0] = four[0] if isinstance(four[0], list) else []
    if not all(side is ABSENT or isinstance(side, list) for side in four):
        yield from _value(kind, four, where, marks)
        return
    base, ours, theirs, merged = (
        {_name(table, names): table for table in (side or []) if isinstance(table, dict)} for side in four
    )
    if len(merged) != len(four[3] or []):
        yield f"{where}: a name stands twice"
    for key in _keys(ours, theirs, merged):
        at = f"{where} {key}"
        if key not in merged:
            yield f"{at} is lost"
        elif key not in ours and key not in theirs:
            yield f"{at} comes from nowhere"
        elif key in ours and key in theirs:
            yield from _table(
                base.get(key) or _start(ours[key], theirs[key]), ours[key], theirs[key], merged[key],
                at=at, marks=marks,
            )  # fmt: skip
        else:
            mine = ours.get(key) or theirs[key]
            yield from _table(mine, mine, mine, merged[key], at=at, marks=marks)


def _start(ours: Table, theirs: Table) -> Table:
    """What two sides without an ancestor began with: each with the records that it alone has taken back."""
    both = _count(ours.get("update")) & _count(theirs.get("update"))
    first = []
    for side in (ours, theirs):
        fields = {key: value for key, value in side.items() if key not in (*RECORDS, "milestone")}
        for record in reversed(side.get("update", [])):
            if not both[_who(record)]:
                for key in _told(record):
                    fields.pop(key, None)
                fields |= record.get("previous", {})
        first.append(fields)
    return {key: value for key, value in first[0].items() if same(value, first[1].get(key))}


# ---- records ----


def _who(record: Table) -> str:
    """A record by what it says; what came before it and who may see it can be put right."""
    if _told(record).keys() == {"carried"}:
        return f"carried {record['carried']}"
    return repr(
        sorted((key, value) for key, value in record.items() if key not in {"previous", "visibility"})
    )


def _count(records: Iterable[Table] | None) -> Counter[str]:
    return Counter(_who(record) for record in records or ())


def _told(record: Table) -> Table:
    """The fields a record gives a value."""
    told = {key: value for key, value in record.items() if key not in OF_THE_RECORD}
    if record.get("status") == "closed" and "approved_by" in record:
        told["approved_by"] = record["approved_by"]
    return told | record.get("set", {}) | dict.fromkeys(record.get("cleared", ()), ABSENT)


def _records(kind: str, four: list[Any], where: str) -> Iterator[str]:
    _, ours, theirs, merged = (_count(side) for side in four)
    wanted = ours | theirs
    for record, count in (wanted - merged).items():
        yield f"{where} lost {count} × {record}"
    for record, count in (merged - wanted).items():
        yield f"{where} has {count} × {record} from nowhere"
    if kind == "update":
        days, *sides = (
            [str(record.get("date", "")) for record in side or []] for side in (four[3], *four[1:3])
        )
        if all(side == sorted(side) for side in sides) and days != sorted(days):
            yield f"{where} is out of order"


def _gone(side: Table, base: Table, other: Table) -> list[Table]:
    """The records that a side took out and the other kept."""
    gone = (_count(base.get("update")) & _count(other.get("update"))) - _count(side.get("update"))
    return [record for record in base.get("update", []) if gone[_who(record)]]


def _brought_back(base: Table, ours: Table, theirs: Table) -> set[str]:
    """The fields that records speak of which one side took out; a first due date comes with a due date."""
    gone = [*_gone(ours, base, theirs), *_gone(theirs, base, ours)]
    names = {name for record in gone for name in _told(record)}
    return names | ({"original_due"} if "due" in names else set())


def _reached(base: Table, ours: Table, theirs: Table) -> set[str]:
    """The milestones that records reached which one side took out."""
    gone = [*_gone(ours, base, theirs), *_gone(theirs, base, ours)]
    return {name for record in gone for name in record.get("milestone_done", ())}


def _steps(four: list[Any], reached: set[str]) -> list[Any]:
    """The milestones of each side, those that such a record reached as they were in the base."""
    days = {step["id"]: step["done"] for step in four[0] or [] if step["id"] in reached and "done" in step}
    return [
        [step | {"done": days[step["id"]]} if step.get("id") in days else step for step in side or []]
        for side in four
    ]


def _told_by_both(base: Table, ours: Table, theirs: Table) -> set[str]:
    """The fields that new records of both sides speak of."""
    old = _count(base.get("update"))
    mine, its = (
        {name for record in side.get("update", []) if not old[_who(record)] for name in _told(record)}
        for side in (ours, theirs)
    )
    return (mine & its) - {"carried"}


def _halves(
    key: str, tables: tuple[Table, Table, Table, Table], where: str, marks: Counter[str]
) -> Iterator[str]:
    """A field whose record came back has its value of a side, and what the last record says of it.

    What somebody changed by hand, and left the record as it was, may be what is held.
    """
    base, ours, theirs, held = (table.get(key, ABSENT) for table in tables)
    if not (same(held, ours) or same(held, theirs)):
        yield f"{where} is {held!r}, which no side says"
    was, mine, its, told = (
        [row[key] for row in map(_told, table.get("update", [])) if key in row][-1:] for table in tables
    )
    by_hand = [value for said, value in ((mine, ours), (its, theirs)) if said and not same(said[0], value)]
    loose = (was and not same(was[0], base)) or any(same(held, value) for value in by_hand)
    if marks[key] > 0:
        marks[key] -= 1
    elif told and not same(told[0], held) and not loose:
        yield f"{where} is {held!r}, but its last record says {told[0]!r}"
