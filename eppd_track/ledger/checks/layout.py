"""Checks of the layout: tables, keys and ids that stand where they should, once."""

from collections.abc import Iterable, Iterator

from msgspec import Struct, structs

from eppd_track.errors import Problem
from eppd_track.ledger import faults
from eppd_track.ledger.checks.base import Check, tables_of
from eppd_track.ledger.convert import nearest
from eppd_track.ledger.faults import THE_FILE
from eppd_track.ledger.places import At, identifier, locate
from eppd_track.ledger.tables import NAME_FIELD, PARTS, RECORDS, TABLES
from eppd_track.model import HEAD, RECORD_ONLY, Target


def unknown_names(check: Check) -> Iterator[Problem]:
    """Keys the ledger does not know, and a missing schema; unknown keys are kept, but not read."""
    if "schema" not in check.reading.data and ("", 0) not in check.reading.torn:
        yield check.found(faults.MISSING_FIELD, ("", 0), None, None, table=THE_FILE, name="schema")
    for kind, struct in (*TABLES.items(), *RECORDS.items()):
        value = check.reading.data.get(kind)
        tables = [value] if kind in TABLES and isinstance(value, dict) else tables_of(check.reading, kind)
        for index, table in enumerate(tables):
            name = table.get(NAME_FIELD.get(kind, ""))
            whose = None if name is None else str(name)
            yield from _unknown_keys(check, table, _names(struct), (kind, index), whose)
            if kind == "commitment":
                yield from _unknown_in_parts(check, table, (kind, index), whose)


def _names(struct: type[Struct]) -> list[str]:
    return [info.encode_name for info in structs.fields(struct)]


def _unknown_in_parts(check: Check, table: dict[str, object], at: At, whose: str | None) -> Iterator[Problem]:
    """The unknown keys of a commitment's sub-tables and inline tables."""
    for key, struct in PARTS.items():
        known = [*sorted(RECORD_ONLY), *HEAD] if key == "update" else _names(struct)
        value = table.get(key)
        for index, part in enumerate(value if isinstance(value, list) else []):
            if isinstance(part, dict):
                yield from _unknown_keys(check, part, known, (*at, key, index), whose)
                yield from _unknown_fields(check, part, (*at, key, index), whose)
    target = table.get("target")
    if isinstance(target, dict):
        yield from _unknown(check, at, "target", whose, "target", target, _names(Target))


def _unknown_fields(check: Check, part: dict[str, object], at: At, whose: str | None) -> Iterator[Problem]:
    """Names in `previous`, `set` and `cleared` that are no field of a commitment."""
    for key in ("previous", "set", "cleared"):
        value = part.get(key)
        if isinstance(value, dict | list):
            names = [name for name in value if isinstance(name, str)]
            yield from _unknown(check, at, key, whose, key, names, list(HEAD))


def _unknown_keys(
    check: Check, table: dict[str, object], known: list[str], at: At, whose: str | None
) -> Iterator[Problem]:
    name = ".".join(part for part in at if isinstance(part, str))
    for key in table:
        yield from _unknown(check, at, key, whose, name, [key], known)


def _unknown(  # noqa: PLR0913, PLR0917 - where it stands, whose it is, and what is known there
    check: Check,
    at: At,
    key: str,
    whose: str | None,
    table: str,
    names: Iterable[str],
    known: list[str],
) -> Iterator[Problem]:
    for name in names:
        if name not in known:
            yield check.found(
                *(faults.UNKNOWN_KEY, at, key, whose), table=table, name=name, nearest=nearest(name, known)
            )


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
