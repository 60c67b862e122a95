"""Checks of the layout: tables, keys and ids that stand where they should, once."""

from collections.abc import Iterator

from msgspec import structs

from eppd_track.errors import Problem
from eppd_track.ledger import faults
from eppd_track.ledger.checks.base import Check, nearest, tables_of
from eppd_track.ledger.places import NAME_FIELD, At, identifier, locate
from eppd_track.ledger.reader import PARTS, RECORDS, TABLES
from eppd_track.model import HEAD, RECORD_ONLY, Target


def unknown_names(check: Check) -> Iterator[Problem]:
    """Tables and keys the ledger does not know; they are kept, but not read."""
    known = ["schema", *TABLES, *RECORDS]
    for name, value in check.reading.data.items():
        if name not in known:
            at: At = (name, 0) if isinstance(value, dict | list) else ("", 0)
            yield check.found(faults.UNKNOWN_TABLE, at, name, None, name=name, nearest=nearest(name, known))
    for kind, struct in (*TABLES.items(), *RECORDS.items()):
        fields = [info.encode_name for info in structs.fields(struct)]
        value = check.reading.data.get(kind)
        tables = [value] if kind in TABLES and isinstance(value, dict) else tables_of(check.reading, kind)
        for index, table in enumerate(tables):
            yield from _unknown_keys(check, table, fields, (kind, index))


def _unknown_keys(check: Check, table: dict[str, object], fields: list[str], at: At) -> Iterator[Problem]:
    identifier = _name_of(check, at)
    for key, value in table.items():
        if key not in fields:
            yield check.found(
                *(faults.UNKNOWN_KEY, at, key, identifier),
                table=".".join(part for part in at if isinstance(part, str)),
                name=key,
                nearest=nearest(key, fields),
            )
        elif len(at) == 2 and at[0] == "commitment" and key in PARTS and isinstance(value, list):
            inner = [info.encode_name for info in structs.fields(PARTS[key])]
            if key == "update":
                inner = [*sorted(RECORD_ONLY), *HEAD]
            for index, part in enumerate(value):
                if isinstance(part, dict):
                    yield from _unknown_keys(check, part, inner, (*at, key, index))
        elif key == "target" and isinstance(value, dict):
            inner = [info.encode_name for info in structs.fields(Target)]
            for name in value:
                if name not in inner:
                    yield check.found(
                        *(faults.UNKNOWN_KEY, at, key, identifier),
                        table="target",
                        name=name,
                        nearest=nearest(name, inner),
                    )


def _name_of(check: Check, at: At) -> str | None:
    name = NAME_FIELD.get(str(at[0]))
    if name is None:
        return None
    value = tables_of(check.reading, str(at[0]))[int(at[1])].get(name)
    return None if value is None else str(value)


def conflicts(check: Check) -> Iterator[Problem]:
    """Remarks a merge left where both sides changed the same field."""
    document = check.reading.document
    if faults.CONFLICT_MARK not in document.text:
        return
    for offset, comment in document.comments():
        if comment.startswith(faults.CONFLICT_MARK):
            block = next(block for block in document.blocks if block.start <= offset < block.end)
            theirs = comment.removeprefix(faults.CONFLICT_MARK).strip()
            name = identifier(document, block)
            yield faults.MERGE_CONFLICT.problem(document.position(offset), name, theirs=theirs)


def duplicates(check: Check) -> Iterator[Problem]:
    """Ids, codes and numbers that are given twice."""
    for kind, name in NAME_FIELD.items():
        first: dict[object, At] = {}
        for index, table in enumerate(tables_of(check.reading, kind)):
            value = table.get(name)
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


def settings(check: Check) -> Iterator[Problem]:
    """Settings that name nothing."""
    name = check.reading.ledger.settings.timezone
    if not known_timezone(name):
        yield check.found(faults.UNKNOWN_TIMEZONE, ("settings", 0), "timezone", None, value=name)


def known_timezone(name: str) -> bool:
    """Whether the time zone database has a zone of that name."""
    from zoneinfo import ZoneInfo  # noqa: PLC0415 - 5 ms that only this check needs

    try:
        ZoneInfo(name)
    except (ValueError, OSError, KeyError):
        return False
    return True
