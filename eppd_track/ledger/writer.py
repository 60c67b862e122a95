"""From a Change to the new text of a ledger, touching nothing else, and the proof that it is so.

Values are replaced where they stand, new fields and records are put in beside their kind, and the
new text is parsed again and must hold the old tables with exactly this change folded in.
"""

import copy
import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

import tomli
from msgspec import Struct, structs

from eppd_track.ledger.document import Document, Segment, TableBlock
from eppd_track.ledger.reading import Reading
from eppd_track.ledger.splices import (
    Splice,
    indent_of,
    insertion,
    place_for,
    put,
    remove,
    spliced,
    table_text,
)
from eppd_track.ledger.tables import NAME_FIELD, RECORDS, owner_of
from eppd_track.ledger.toml import Table, loads
from eppd_track.model.due import Due
from eppd_track.model.records import HEAD, RECORD_ONLY, Inline, Value
from eppd_track.model.vocabulary import Coded
from eppd_track.words import refusals
from eppd_track.words.errors import ChangeRefused

_ORDER = list(HEAD)


class Edit(Struct, frozen=True):
    """A change to one commitment: new values of its head, a record, and what comes with it.

    `fields` holds the new value of each changed field, an empty one to take it out. `record` is the
    update as it is written. `done` maps milestone ids to the day they were reached.
    """

    id: str
    fields: Mapping[str, Value]
    record: Mapping[str, Any]
    evidence: tuple[Mapping[str, Any], ...] = ()
    done: Mapping[str, dt.date] = {}


class TablePart(Struct, frozen=True):
    """A new sub-table that changes no field (`score`, `text`, `aside`), as it is written.

    `id` is that of the commitment or document it belongs to, which the ledger has already.
    """

    id: str
    kind: str
    table: Mapping[str, Any]


class Addition(Struct, frozen=True):
    """A new record of a kind (`commitment`, `document` …), as it is written, its sub-tables with it."""

    kind: str
    table: Mapping[str, Any]


class Change(Struct, frozen=True):
    """Everything one command writes."""

    edits: tuple[Edit, ...] = ()
    additions: tuple[Addition, ...] = ()
    parts: tuple[TablePart, ...] = ()


def apply(reading: Reading, change: Change) -> str:
    """The text with the change in it. Raises ChangeRefused when the layout does not allow it in place."""
    groups = _grouped(change.parts)
    splices = [splice for edit in change.edits for splice in _fields(reading, edit)]
    splices += [_parts(reading, group) for group in groups if group[0].kind == "text"]
    splices += [splice for edit in change.edits for splice in _records(reading, edit)]
    splices += [_parts(reading, group) for group in groups if group[0].kind != "text"]
    splices += [_add(reading, addition) for addition in _in_order(change.additions)]
    text = spliced(reading.document.text, splices)
    _prove(reading, change, text)
    return text


def to_toml(value: Value) -> Any:
    """A field's value as TOML holds it."""
    if isinstance(value, Due):
        return value.day if value.precise else value.text
    if isinstance(value, tuple):
        return list(value)
    if isinstance(value, Inline):
        return {name: to_toml(part) for name, part in structs.asdict(value).items() if part is not None}
    return value.value if isinstance(value, Coded) else value


def is_empty(name: str, value: Value) -> bool:
    """Whether a value says no more than leaving the field out."""
    info = HEAD[name]
    return value is None or value == () or (not info.required and value == info.default)


# ---- splices ----


def _fields(reading: Reading, edit: Edit) -> Iterator[Splice]:
    index, block = _find(reading, "commitment", edit.id)
    table = reading.data["commitment"][index]
    for name in sorted(edit.fields, key=_ORDER.index):
        yield _field(reading.document, block.head, table, name, edit.fields[name])


def _records(reading: Reading, edit: Edit) -> Iterator[Splice]:
    document = reading.document
    index, block = _find(reading, "commitment", edit.id)
    table = reading.data["commitment"][index]
    for identifier, day in edit.done.items():
        places = [part.get("id") for part in table.get("milestone", [])]
        segments = block.tables("milestone")
        if len(places) != len(segments):
            raise _layout(edit.id)
        part = places.index(identifier)
        yield put(document, segments[part], "done", day, ["id", "title", "title_zh", "due"])
    below = indent_of(document, block)
    papers = "".join(table_text("commitment.evidence", paper, below) for paper in edit.evidence)
    record = table_text("commitment.update", edit.record, below)
    for name in ("evidence", "update"):
        if len(table.get(name, [])) != len(block.tables(name)):
            raise _layout(edit.id)
    paper_place, record_place = place_for(block, "evidence"), place_for(block, "update")
    if paper_place is record_place:
        yield insertion(document, record_place, papers + record)
        return
    yield insertion(document, record_place, record)
    if papers:
        yield insertion(document, paper_place, papers)


def _find(reading: Reading, kind: str, identifier: str) -> tuple[int, TableBlock]:
    blocks = reading.document.of(kind)
    index = reading.positions[kind][identifier]
    if len(blocks) != len(reading.data[kind]):
        raise _layout(identifier)
    return index, blocks[index]


def _layout(identifier: str) -> ChangeRefused:
    return ChangeRefused(refusals.LAYOUT.fill(id=identifier), refusals.EDIT_BY_HAND.fill(id=identifier))


def _field(document: Document, head: Segment, table: Table, name: str, value: Value) -> Splice:
    entry = document.entry(head, name)
    if entry is None and name in table:
        raise _layout(str(table["id"]))
    if is_empty(name, value):
        if entry is None:
            return Splice(head.body, head.body, "")
        return remove(document, entry)
    return put(document, head, name, to_toml(value), _ORDER[: _ORDER.index(name)])


def _grouped(parts: tuple[TablePart, ...]) -> list[list[TablePart]]:
    """The new sub-tables, those of one kind and one record together."""
    groups: dict[tuple[str, str], list[TablePart]] = {}
    for part in parts:
        groups.setdefault((part.kind, part.id), []).append(part)
    return list(groups.values())


def _parts(reading: Reading, group: list[TablePart]) -> Splice:
    """The sub-tables of one kind that one record gets."""
    document, kind, owner = reading.document, group[0].kind, owner_of(group[0].kind)
    index, block = _find(reading, owner, group[0].id)
    if len(reading.data[owner][index].get(kind, [])) != len(block.tables(kind)):
        raise _layout(group[0].id)
    indent = indent_of(document, block)
    text = "".join(table_text(f"{owner}.{kind}", part.table, indent) for part in group)
    return insertion(document, place_for(block, kind), text)


def _add(reading: Reading, addition: Addition) -> Splice:
    document = reading.document
    blocks = document.of(addition.kind)
    if len(blocks) != len(reading.data.get(addition.kind, [])):
        raise _layout(str(addition.table[NAME_FIELD[addition.kind]]))
    after = _place_for(reading.data.get(addition.kind, []), addition)
    block = blocks[after - 1] if after else _last_before_commitments(document)
    below = indent_of(document, document.blocks[0])
    return insertion(document, block.segments[-1], table_text(addition.kind, addition.table, "", below))


def _last_before_commitments(document: Document) -> TableBlock:
    """The block behind which a first record of its kind goes."""
    commitments = document.of("commitment")
    end = document.blocks.index(commitments[0]) if commitments else len(document.blocks)
    return document.blocks[end - 1]


def _in_order(additions: tuple[Addition, ...]) -> list[Addition]:
    """Additions by kind and pillar, so that several find their places one behind the other."""
    kinds = list(RECORDS)
    return sorted(
        additions,
        key=lambda addition: (kinds.index(addition.kind), _number(addition.table.get("pillar"))),
    )


def _place_for(tables: list[Table], addition: Addition) -> int:
    """The index a new record gets: behind the last of its pillar or a lower one, else behind its kind."""
    if addition.kind != "commitment":
        return len(tables)
    pillar = addition.table["pillar"]
    lower = [index for index, table in enumerate(tables, 1) if _number(table.get("pillar")) <= pillar]
    return max(lower, default=0)


def _number(value: object) -> int:
    return value if isinstance(value, int) else 0


# ---- the proof ----


def expected(reading: Reading, change: Change) -> Table:
    """The file as plain tables with the change in it: what the new text must hold."""
    data: Table = {
        kind: [*value] if isinstance(value, list) else value for kind, value in reading.data.items()
    }
    for edit in change.edits:
        index = reading.positions["commitment"][edit.id]
        table: Table = copy.deepcopy(data["commitment"][index])
        data["commitment"][index] = table
        for name, value in edit.fields.items():
            table.pop(name, None)
            if not is_empty(name, value):
                table[name] = to_toml(value)
        for milestone in table.get("milestone", []):
            if milestone.get("id") in edit.done:
                milestone["done"] = edit.done[milestone["id"]]
        if edit.evidence:
            table.setdefault("evidence", []).extend(dict(paper) for paper in edit.evidence)
        table.setdefault("update", []).append(dict(edit.record))
    for part in change.parts:
        owner = owner_of(part.kind)
        index = reading.positions[owner][part.id]
        data[owner][index] = copy.deepcopy(data[owner][index])
        data[owner][index].setdefault(part.kind, []).append(dict(part.table))
    as_read = {kind: [*reading.data.get(kind, [])] for kind in NAME_FIELD}
    for addition in _in_order(change.additions):
        place = _place_for(as_read[addition.kind], addition)
        for records in (as_read[addition.kind], data.setdefault(addition.kind, [])):
            records.insert(place, dict(addition.table))
    return data


def _prove(reading: Reading, change: Change, text: str) -> None:
    """Raises ChangeRefused unless `text` holds the old tables with the change folded in, no more."""
    try:
        written = loads(text)
    except tomli.TOMLDecodeError as error:
        raise ChangeRefused(refusals.PROOF_FAILED, refusals.REPORT_THIS) from error
    if not alike(written, expected(reading, change)):
        raise ChangeRefused(refusals.PROOF_FAILED, refusals.REPORT_THIS)


def alike(one: Any, other: Any) -> bool:
    """Whether two plain values are the same, in type as in content; key order does not count."""
    if type(one) is not type(other):
        return False
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(alike(one[key], other[key]) for key in one)
    if isinstance(one, list):
        return len(one) == len(other) and all(map(alike, one, other))
    return bool(one == other) or (one != one and other != other)  # noqa: PLR0124 - nan


def record_table(
    values: Mapping[str, Any], fields: Mapping[str, Value], before: Mapping[str, Value]
) -> Table:
    """A record as it is written: its own keys, the new values, and what the fields held before.

    `values` are the record's own keys; empty ones are left out. Fields that share a name with a
    key of the record go into `set`, emptied ones into `cleared` (docs/ledger.md, "History").
    """
    table: Table = {key: value for key, value in values.items() if value not in (None, "", (), [], False)}
    kept = {name: to_toml(value) for name, value in fields.items() if not is_empty(name, value)}
    closing = kept.get("status") == "closed"
    inner = {
        name: value
        for name, value in kept.items()
        if name in RECORD_ONLY and not (closing and name == "approved_by")
    }
    table.update({name: value for name, value in kept.items() if name not in inner})
    cleared = [name for name in fields if name not in kept]
    previous = {name: to_toml(before[name]) for name in fields if not is_empty(name, before[name])}
    for key, value in (("set", inner), ("cleared", cleared), ("previous", previous)):
        if value:
            table[key] = value
    return table
