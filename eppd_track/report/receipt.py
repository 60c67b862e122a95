"""The receipt of a command that writes, for scripts: what was written, ids, each thing before and after."""

import datetime as dt
import math
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from msgspec import NODEFAULT, Struct, structs, to_builtins

from eppd_track.ledger.batch import Batch
from eppd_track.ledger.parser import parse
from eppd_track.ledger.store import Source
from eppd_track.ledger.tables import NAME_FIELD, PARTS, PARTS_OF, RECORDS, TABLES
from eppd_track.ledger.toml import Table
from eppd_track.model.records import Ledger
from eppd_track.report.parts import Report, Section, Sentences
from eppd_track.words.text import Text, names

_KINDS: Mapping[str, type[Struct]] = {**TABLES, **RECORDS, **PARTS}
_LARGEST = 2**63
"""From here on a whole number is written as text: most programs could not hold it."""


class Done(Struct, frozen=True, kw_only=True):
    """What a command did: its name, the ledger's file before and after, and what it told.

    `before` is None where there was no file. With `dry_run` it is what the command would have done. `batch`
    says what of many updates was not taken, `own` holds the keys that this command's receipt has besides
    those of all.
    """

    command: str
    before: Source | None
    after: Source
    dry_run: bool = False
    told: tuple[Text, ...] = ()
    batch: Batch = Batch()
    own: Mapping[str, Any] = {}


def build(done: Done, ledger: Ledger, as_of: dt.date) -> Report:
    """The receipt in the envelope of every JSON; `ledger` is the ledger as it lies there now."""
    tables = [parse(source.text).data if source else {} for source in (done.before, done.after)]
    changes = list(_changes(*tables))
    ids = [str(change["id"]) for change in changes if change["id"] is not None]
    batch = done.batch
    return Report(
        kind="receipt",
        as_of=as_of,
        ledger=ledger.name,
        raw=ledger.raw,
        selection=names(ids),
        shown=len(changes),
        total=len(ledger.commitments),
        sections=(Section("receipt", None, (Sentences(done.told),)),),
        data={
            "command": done.command,
            "dry_run": done.dry_run,
            "written": not done.dry_run and (done.before is None or done.before.raw != done.after.raw),
            "ids": ids,
            "changes": changes,
            "told": [text.data for text in done.told],
            "unchanged": list(batch.unchanged),
            "refused": [
                {
                    "id": one.id,
                    "where": one.where.data or None,
                    "message": one.message.data,
                    "remedy": one.remedy.data if one.remedy else None,
                }
                for one in batch.refused
            ],
            "troubles": [text.data for text in batch.troubles],
            "notices": [text.data for text in batch.notices],
            "not_taken": [
                {
                    "where": one.where.data,
                    "words": one.words,
                    "near": [{"id": near.id, "score": near.score} for near in one.near],
                }
                for one in batch.left
            ],
            **done.own,
        },
    )


def _changes(before: Table, after: Table) -> Iterator[dict[str, Any]]:
    """Everything that differs, in the order of the file: its table, its id, and it whole before and after."""
    for kind in dict.fromkeys((*after, *before)):
        was, now = _named(kind, before.get(kind)), _named(kind, after.get(kind))
        for name in dict.fromkeys((*now, *was)):
            pair = [_whole(kind, side.get(name)) for side in (was, now)]
            if pair[0] != pair[1]:
                yield {"table": kind, "id": name[0], "before": pair[0], "after": pair[1]}


def _named(kind: str, value: Any) -> dict[tuple[Any, int], Any]:
    """The records of a table, each under its id, and under its place among those of the same id."""
    if kind not in RECORDS or not isinstance(value, list):
        return {} if value is None else {(None, 0): value}
    seen: Counter[str] = Counter()
    found: dict[tuple[Any, int], Any] = {}
    for record in value:
        name = record.get(NAME_FIELD[kind]) if isinstance(record, dict) else None
        found[name if isinstance(name, str | int) else None, seen[str(name)]] = record
        seen[str(name)] += 1
    return found


def _whole(kind: str, value: Any) -> Any:
    """A record with every field of its kind and of its parts, as JSON holds it; null where it is none."""
    struct = _KINDS.get(kind)
    if struct is None or not isinstance(value, dict):
        return _json(value)
    whole = {info.encode_name: _default(info) for info in structs.fields(struct)} | _json(value)
    for part in PARTS_OF.get(kind, ()):
        if isinstance(whole.get(part), list):
            whole[part] = [_whole(part, one) for one in whole[part]]
    return whole


def _default(info: structs.FieldInfo) -> Any:
    return None if info.default is NODEFAULT else to_builtins(info.default, enc_hook=str)


def _json(value: Any) -> Any:
    """A value of TOML as JSON holds it."""
    match value:
        case dict():
            return {key: _json(part) for key, part in value.items()}
        case list():
            return [_json(part) for part in value]
        case dt.date() | dt.time():
            return value.isoformat()
        case float() if not math.isfinite(value):
            return str(value)
        case int() if abs(value) >= _LARGEST:
            return str(value)
    return value
