"""What `eppd check --fix` mends: only faults with one safe remedy, each told in a sentence.

A date in quotation marks, a value of a closed list or a code in another spelling, a first due date
that the records tell. Everything else is left to a person.
"""

import datetime as dt
import re
from collections.abc import Iterator
from enum import StrEnum
from typing import Any

from msgspec import Struct, structs

from eppd_track import history, messages
from eppd_track.labels import Text
from eppd_track.ledger.document import Segment
from eppd_track.ledger.places import At, locate, segment_at
from eppd_track.ledger.reader import Reading
from eppd_track.ledger.splices import Splice, put, render_value, spliced
from eppd_track.ledger.tables import NAME_FIELD, PARTS, RECORDS
from eppd_track.ledger.writer import to_toml
from eppd_track.model import HEAD, plain_type
from eppd_track.values import AGENCY_FIELDS


class Repair(Struct, frozen=True):
    """The mended text, and a sentence for each thing mended."""

    text: str
    told: tuple[Text, ...]


def repair(reading: Reading) -> Repair:
    """The text with everything mended that is safe to mend."""
    splices: list[Splice] = []
    told: list[Text] = []
    for at, struct, table in _tables(reading):
        segment = segment_at(reading.document, at)
        if segment is None:
            continue
        for key, old, new in _mended(reading, struct, table):
            entry = reading.document.entry(segment, key)
            if entry is not None:
                splices.append(Splice(entry.value, entry.value_end, render_value(new)))
                told.append(_told(reading, at, key, render_value(old), render_value(new)))
    for at, segment, value in _first_dues(reading):
        splices.append(put(reading.document, segment, "original_due", value, _ORDER))
        told.append(_told(reading, at, "original_due", "-", render_value(value)))
    return Repair(spliced(reading.document.text, splices), tuple(told))


_ORDER = [*HEAD][: [*HEAD].index("original_due")]
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def _tables(reading: Reading) -> Iterator[tuple[At, type[Struct], dict[str, Any]]]:
    """Every record of the file with its place and what it should be."""
    for kind, struct in RECORDS.items():
        value = reading.data.get(kind, [])
        for index, table in enumerate(value if isinstance(value, list) else []):
            if not isinstance(table, dict):
                continue
            yield (kind, index), struct, table
            for part, inner in PARTS.items():
                parts = table.get(part, []) if kind == "commitment" else []
                for number, piece in enumerate(parts if isinstance(parts, list) else []):
                    if isinstance(piece, dict):
                        yield (kind, index, part, number), inner, piece


def _mended(reading: Reading, struct: type[Struct], table: dict[str, Any]) -> Iterator[tuple[str, Any, Any]]:
    """The fields of a record with one safe remedy: key, old value, new value."""
    codes = {agency.code.lower(): agency.code for agency in reading.ledger.agencies}
    kinds = {info.encode_name: info.type for info in structs.fields(struct)}
    for key, value in table.items():
        kind = plain_type(kinds.get(key) or (HEAD[key].type if key in HEAD else str))
        if isinstance(value, str):
            new = _respelled(key, kind, value, codes)
            if new is not None and new != value:
                yield key, value, new
        elif key in AGENCY_FIELDS and isinstance(value, list):
            known = [codes.get(str(code).lower(), code) for code in value]
            if known != value:
                yield key, value, known


def _respelled(key: str, kind: Any, value: str, codes: dict[str, str]) -> Any:
    """The same value as the field wants it written, or None."""
    if kind is dt.date and _DAY.fullmatch(value):
        try:
            return dt.date.fromisoformat(value)
        except ValueError:
            return None
    if key in AGENCY_FIELDS:
        return codes.get(value.strip().lower())
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        folded = re.sub(r"[\s_]+", "-", value.strip().lower())
        return next((member.value for member in kind if member.value.lower() == folded), None)
    return None


def _first_dues(reading: Reading) -> Iterator[tuple[At, Segment, Any]]:
    """Commitments whose due date moved on record while the head does not hold the first one."""
    places = reading.places["commitment",]
    for commitment, at in zip(reading.ledger.commitments, places, strict=True):
        first = history.first_due(commitment)
        segment = segment_at(reading.document, at)
        if history.slips(commitment) and commitment.original_due is None and first and segment:
            yield at, segment, to_toml(first)


def _told(reading: Reading, at: At, key: str, old: str, new: str) -> Text:
    line, _ = locate(reading.document, at, key)
    kind, index = str(at[0]), int(at[1])
    name = reading.data[kind][index].get(NAME_FIELD[kind], "")
    return messages.MENDED.fill(line=line, id=name, field=key, old=old, new=new)
