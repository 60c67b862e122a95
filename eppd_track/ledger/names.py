"""Names in the file that the ledger does not know."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from msgspec import Struct, structs

from eppd_track.ledger.tables import PARTS, PARTS_OF, RECORDS, TABLES
from eppd_track.ledger.toml import Table
from eppd_track.model.annotations import plain_type
from eppd_track.model.records import HEAD, RECORD_ONLY

_KINDS: Mapping[str, type[Struct]] = {**TABLES, **RECORDS, **PARTS}


class Stranger(Struct, frozen=True):
    """An unknown name: under which key it stands, in what it was looked for, and what is known there."""

    key: str
    table: str
    name: str
    known: tuple[str, ...]


def strangers(table: Table, *path: str) -> Iterator[Stranger]:
    """The unknown names in one table at a path (`commitment`, `update`), sub-tables left aside."""
    known = known_names(path[-1])
    for key in table:
        yield from _among([key], key, ".".join(path), known)
    for key, inner in _inner(path[-1]).items():
        if isinstance(table.get(key), dict):
            yield from _among(table[key], key, key, inner)
    if len(path) == 2:
        for key in ("previous", "set", "cleared"):
            value = table.get(key)
            names = value if isinstance(value, dict | list) else ()
            yield from _among((name for name in names if isinstance(name, str)), key, key, tuple(HEAD))


def all_known(commitment: Table) -> bool:
    """Whether a commitment and its sub-tables, as far as they can be read, hold no unknown name."""
    flat = _flat_names()
    if not (commitment.keys() <= flat["commitment"] or not any(strangers(commitment, "commitment"))):
        return False
    return all(
        part.keys() <= flat[name] or not any(strangers(part, "commitment", name))
        for name in PARTS_OF["commitment"]
        for part in commitment.get(name, ())
    )


@cache
def _flat_names() -> dict[str, frozenset[str]]:
    """The known names in a commitment and its sub-tables whose values hold no names themselves."""
    inner = {*_inner("commitment"), "previous", "set", "cleared"}
    return {kind: frozenset(known_names(kind)) - inner for kind in ("commitment", *PARTS_OF["commitment"])}


def _among(names: Iterable[str], key: str, table: str, known: tuple[str, ...]) -> Iterator[Stranger]:
    return (Stranger(key, table, name, known) for name in names if name not in known)


@cache
def _inner(kind: str) -> dict[str, tuple[str, ...]]:
    """The fields of a table of a kind that hold a table of their own, with the names in it."""
    found = {info.encode_name: plain_type(info.type) for info in structs.fields(_KINDS[kind])}
    return {name: _of(held) for name, held in found.items() if issubclass(held, Struct)}


@cache
def known_names(kind: str) -> tuple[str, ...]:
    """The names a table of a kind may hold: `settings`, `commitment`, `update`."""
    if kind == "update":
        return (*sorted(RECORD_ONLY), *HEAD)
    return _of(_KINDS[kind])


def _of(struct: type[Struct]) -> tuple[str, ...]:
    return tuple(info.encode_name for info in structs.fields(struct))
