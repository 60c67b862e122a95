"""One side of a merge: its records by name, and its values compared and shown."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from eppd_track.errors import ChangeRefused
from eppd_track.ledger import sayings
from eppd_track.ledger.document import Block
from eppd_track.ledger.reading import Reading
from eppd_track.ledger.splices import render_value
from eppd_track.ledger.tables import NAME_FIELD
from eppd_track.ledger.toml import Table

SideRecord = tuple[Block, Table]
"""A record of a side: where it stands, and what it holds."""


def by_name(side: Reading, kind: str) -> dict[str | int, SideRecord]:
    """The records of a kind by name with their blocks.

    Raises ChangeRefused for another layout, a name that is none, and a name given twice.
    """
    tables = side.data.get(kind, [])
    blocks = side.document.of(kind)
    found: dict[str | int, SideRecord] = {}
    for block, table in zip(blocks, tables if isinstance(tables, list) else [], strict=False):
        name = table.get(NAME_FIELD[kind]) if isinstance(table, dict) else None
        if isinstance(name, str | int):
            found[name] = (block, table)
    if not isinstance(tables, list) or not len(found) == len(tables) == len(blocks):
        raise ChangeRefused(sayings.MERGE_OTHER_LAYOUT.fill(kind=kind), sayings.MERGE_MEND)
    return found


def table_of(side: Reading, block: Block) -> Table:
    """The tables a block of a side holds."""
    table: Table = side.data[block.kind][block.index]
    return table


def is_table(value: object) -> bool:
    """Whether a top-level value has headers of its own."""
    return isinstance(value, dict) or (
        isinstance(value, list) and bool(value) and all(isinstance(part, dict) for part in value)
    )


def tables_in(table: Mapping[str, Any], name: str) -> list[Table]:
    """The sub-tables of a name in a record."""
    value = table.get(name, [])
    return [part for part in value if isinstance(part, dict)] if isinstance(value, list) else []


def day_of(value: object) -> dt.date:
    """A day, or the first of all where there is none."""
    return value if isinstance(value, dt.date) and not isinstance(value, dt.datetime) else dt.date.min


def one_line(value: object) -> object:
    """A value whose texts take no second line, for a comment."""
    if isinstance(value, str):
        return value.replace("\r", " ").replace("\n", " ")
    if isinstance(value, list):
        return [one_line(part) for part in value]
    return {key: one_line(part) for key, part in value.items()} if isinstance(value, dict) else value


def shown_value(value: object) -> str:
    """A value for a message."""
    return "-" if value is None else render_value(one_line(value))


def milestone_id(table: Table) -> str:
    """What a milestone is called; one whose id is no text goes by what it holds."""
    name = table.get("id")
    return name if isinstance(name, str) else repr(table)
