"""An id that both sides gave out to different things: theirs gets the next one, wherever theirs speaks of it.

What has the same id, title and listing day is one commitment, however the two histories came about.
"""

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any

from eppd_track.ledger.changes import next_id
from eppd_track.ledger.reading import Reading
from eppd_track.ledger.toml import Table
from eppd_track.ledger.writer import alike

ADDRESSES = frozenset({"ref", "links", "file", "source", "place", "place_zh", "print", "words"})
"""Fields that say where something lies or what a document says: it lies and says so still."""


def clashes(base: Reading, ours: Reading, theirs: Reading) -> dict[str, str]:
    """The ids that theirs has to give up, and the new one of each."""
    old, mine, its = (_by_id(side) for side in (base, ours, theirs))
    folded = {name.upper() for name in mine}
    found: dict[str, str] = {}
    for name, table in its.items():
        if name in old or name.upper() not in folded or (name in mine and one_item(mine[name], table)):
            continue
        given = "\n".join((ours.text, theirs.text, *found.values()))
        pillar, listed = table.get("pillar"), table.get("listed")
        day = listed if type(listed) is dt.date else dt.date.max
        found[name] = next_id(ours.ledger, pillar if isinstance(pillar, int) else 0, given, day)
    return found


def _by_id(side: Reading) -> dict[str, Table]:
    tables = side.data.get("commitment", [])
    found = [table for table in (tables if isinstance(tables, list) else []) if isinstance(table, dict)]
    return {table["id"]: table for table in reversed(found) if isinstance(table.get("id"), str)}


def one_item(one: Table, other: Table) -> bool:
    """Whether two commitments of the same id are the same thing: by a title and the day they were listed."""
    titled = any(one.get(key) == other.get(key) is not None for key in ("title", "title_zh"))
    return alike(one, other) or (titled and one.get("listed") == other.get("listed"))


def renumbered(value: Any, base: Any, ids: Mapping[str, str], key: str = "") -> Any:
    """A value of theirs with the new ids; what stood in the base cannot mean them, nor can addresses."""
    if not ids or key in ADDRESSES or alike(value, base):
        return value
    if isinstance(value, dict):
        held = base if isinstance(base, dict) else {}
        return {name: renumbered(part, held.get(name), ids, name) for name, part in value.items()}
    if isinstance(value, list):
        old = base if isinstance(base, list) else []
        named = {str(row["id"]): row for row in old if isinstance(row, dict) and "id" in row}
        return [
            part
            if any(alike(part, other) for other in old)
            else renumbered(part, named.get(str(part.get("id"))) if isinstance(part, dict) else None, ids)
            for part in value
        ]
    if isinstance(value, str):
        return re.sub(_any_of(ids), lambda match: ids[match[0]], value)
    return value


def _any_of(ids: Mapping[str, str]) -> str:
    """Any of the ids as a word of its own: `E6-P1-04` does not stand in `E6-P1-041`."""
    longest = sorted(ids, key=len, reverse=True)
    return rf"(?<![\w-])(?:{'|'.join(map(re.escape, longest))})(?!\w)"
