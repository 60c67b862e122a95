"""Checks of the layout: tables, keys and ids that stand where they should, once."""

from collections.abc import Iterator

from eppd_track.ledger.checks.base import Check, Finding, names_of, tables_of
from eppd_track.ledger.convert import nearest
from eppd_track.ledger.names import strangers
from eppd_track.ledger.places import At, identifier, locate
from eppd_track.ledger.tables import NAME_FIELD, PARTS_OF, RECORDS, TABLES
from eppd_track.ledger.toml import Table
from eppd_track.words import faults
from eppd_track.words.faults import THE_FILE


def unknown_names(check: Check) -> Iterator[Finding]:
    """Keys the ledger does not know, and a missing schema; unknown keys are kept, but not read."""
    reading = check.reading
    data = reading.data if reading.front is None else reading.front
    if "schema" not in data and ("", 0) not in reading.torn:
        yield check.found(
            *(faults.MISSING_FIELD, ("", 0), None, None), table=THE_FILE, name="schema", example="1"
        )
    for kind in (*TABLES, *RECORDS):
        value = data.get(kind)
        tables = [value] if kind in TABLES and isinstance(value, dict) else tables_of(data, kind)
        for index, table in enumerate(tables):
            name = table.get(NAME_FIELD.get(kind, ""))
            whose = None if name is None else str(name)
            yield from _unknown(check, table, (kind, index), whose)
            yield from _unknown_in_parts(check, table, (kind, index), whose)


def _unknown_in_parts(check: Check, table: Table, at: At, whose: str | None) -> Iterator[Finding]:
    """The unknown names in a record's sub-tables."""
    for key in PARTS_OF.get(str(at[0]), ()):
        value = table.get(key)
        for index, part in enumerate(value if isinstance(value, list) else []):
            if isinstance(part, dict):
                yield from _unknown(check, part, (*at, key, index), whose)


def _unknown(check: Check, table: Table, at: At, whose: str | None) -> Iterator[Finding]:
    for found in strangers(table, *(part for part in at if isinstance(part, str))):
        yield check.found(
            *(faults.UNKNOWN_KEY, at, found.key, whose),
            table=found.table,
            name=found.name,
            nearest=nearest(found.name, found.known),
        )


def conflicts(check: Check) -> Iterator[Finding]:
    """Remarks a merge left where both sides changed the same field."""
    if faults.CONFLICT_MARK not in check.reading.text:
        return
    document = check.reading.document
    for offset, comment in document.comments():
        if comment.startswith(faults.CONFLICT_MARK):
            block = next(
                block
                for block in document.blocks
                if any(segment.start <= offset < segment.end for segment in block.segments)
            )
            theirs = comment.removeprefix(faults.CONFLICT_MARK).strip()
            name = identifier(document, block)
            where = document.position(offset)
            yield Finding(faults.MERGE_CONFLICT, (), None, name, {"theirs": theirs}, where)


def second_versions(check: Check) -> Iterator[Finding]:
    """Other versions of the ledger beside it, which a sync service left there."""
    for name in check.reading.beside:
        yield check.found(faults.SECOND_VERSION, ("dialogue", 0), None, None, name=name)


def duplicates(check: Check) -> Iterator[Finding]:
    """Ids, codes and numbers that are given twice."""
    for kind, name in NAME_FIELD.items():
        first: dict[object, At] = {}
        for index, value in enumerate(names_of(check.reading, kind)):
            if not isinstance(value, str | int):
                continue
            at: At = (kind, index)
            key = value.upper() if isinstance(value, str) else value
            if key in first:
                line, _ = locate(check.reading.document, first[key], name)
                yield check.found(faults.DUPLICATE_ID, at, name, str(value), id=value, other=line)
            first.setdefault(key, at)
    for place in check.places:
        seen: dict[str, At] = {}
        for at, milestone in check.milestones(place):
            if milestone.id in seen:
                line, _ = locate(check.reading.document, seen[milestone.id], "id")
                yield check.found(
                    faults.DUPLICATE_ID, at, "id", place.commitment.id, id=milestone.id, other=line
                )
            seen.setdefault(milestone.id, at)


def sides(check: Check) -> Iterator[Finding]:
    """Two sides by one name: nobody could tell whose move it is."""
    for name in ("name", "name_zh"):
        seen: dict[str, str] = {}
        for index, side in enumerate(check.reading.ledger.sides):
            called = getattr(side, name)
            if called and seen.setdefault(called, side.code) != side.code:
                yield check.found(faults.SIDES_ALIKE, ("side", index), name, side.code, value=called)
