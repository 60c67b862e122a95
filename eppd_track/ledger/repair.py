"""What `eppd check --fix` mends: only faults with one safe remedy, each told in a sentence.

A date in quotation marks, a value of a closed list or a code in another spelling, a first due date
that the records tell. Everything else is left to a person.
"""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from typing import Any

from msgspec import Struct, structs

from eppd_track.ledger.document import Segment
from eppd_track.ledger.places import At, locate, segment_at
from eppd_track.ledger.reader import read
from eppd_track.ledger.reading import Reading
from eppd_track.ledger.splices import Splice, put, render_value, spliced
from eppd_track.ledger.tables import NAME_FIELD, PARTS, PARTS_OF, RECORDS, TABLES
from eppd_track.ledger.writer import to_toml
from eppd_track.model.annotations import plain_type
from eppd_track.model.records import HEAD, Commitment, Record
from eppd_track.model.vocabulary import Coded, Side, values_of
from eppd_track.rules import history
from eppd_track.rules.query import agency_spellings, fold
from eppd_track.rules.values import AGENCY_FIELDS
from eppd_track.words import changes as merging
from eppd_track.words.text import Text


class Repair(Struct, frozen=True):
    """The mended text, and a sentence for each thing mended."""

    text: str
    told: tuple[Text, ...]


def repair(reading: Reading) -> Repair:
    """The text with everything mended that is safe to mend, also what only mending brings to light."""
    told: list[Text] = []
    for _ in range(_MOST_ROUNDS):
        text, more = _once(reading)
        if not more:
            break
        told += more
        reading = read(text, reading.ledger.name)
    return Repair(reading.document.text, tuple(told))


def _once(reading: Reading) -> tuple[str, list[Text]]:
    splices: list[Splice] = []
    told: list[Text] = []
    for at, struct, table in _tables(reading):
        segment = segment_at(reading.document, at)
        if segment is None:
            continue
        for key, old, new in _mended(reading, struct, table):
            entry = reading.document.entry(segment, key)
            if entry is not None and "\n" not in reading.document.text[entry.value : entry.value_end]:
                splices.append(Splice(entry.value, entry.value_end, render_value(new)))
                told.append(_told(reading, at, key, render_value(old), render_value(new)))
    for at, segment, value in _first_dues(reading):
        splices.append(put(reading.document, segment, "original_due", value, _ORDER))
        told.append(_told(reading, at, "original_due", "-", render_value(value)))
    return spliced(reading.document.text, splices), told


_MOST_ROUNDS = 5
_ORDER = [*HEAD][: [*HEAD].index("original_due")]
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def _tables(reading: Reading) -> Iterator[tuple[At, type[Struct], dict[str, Any]]]:
    """Every table of the file with its place and what it should be."""
    for kind, struct in TABLES.items():
        if isinstance(reading.data.get(kind), dict):
            yield (kind, 0), struct, reading.data[kind]
    for kind, struct in RECORDS.items():
        value = reading.data.get(kind, [])
        for index, table in enumerate(value if isinstance(value, list) else []):
            if not isinstance(table, dict):
                continue
            yield (kind, index), struct, table
            for part in PARTS_OF.get(kind, ()):
                parts = table.get(part, [])
                for number, piece in enumerate(parts if isinstance(parts, list) else []):
                    if isinstance(piece, dict):
                        yield (kind, index, part, number), PARTS[part], piece


def _mended(reading: Reading, struct: type[Struct], table: dict[str, Any]) -> Iterator[tuple[str, Any, Any]]:
    """The fields of a record with one safe remedy: key, old value, new value."""
    codes = _codes(reading)
    kinds = {info.encode_name: info.type for info in structs.fields(struct)}
    if struct is Record:
        kinds = {name: info.type for name, info in HEAD.items()} | kinds
    for key, value in table.items():
        of_agency = key in AGENCY_FIELDS and struct in {Commitment, Record}
        if isinstance(value, str) and key in kinds:
            new = (
                codes.get(value)
                if of_agency
                else _respelled(plain_type(kinds[key]), value, reading.ledger.parties)
            )
            if new is not None and new != value:
                yield key, value, new
        elif of_agency and isinstance(value, list):
            known = [codes.get(code, code) if isinstance(code, str) else code for code in value]
            if known != value:
                yield key, value, known


class _Codes(dict[str, str]):
    """Agency codes by any spelling that means just one of them."""

    def get(self, code: str, default: Any = None) -> Any:
        """The code meant, or `default` where none or several are."""
        return super().get(code, super().get(fold(code.strip()), default))


def _codes(reading: Reading) -> _Codes:
    meant: dict[str, set[str]] = {}
    for name, code in agency_spellings(reading.ledger).items():
        meant.setdefault(fold(name), set()).add(code)
    codes = {agency.code: agency.code for agency in reading.ledger.agencies}
    return _Codes({name: min(found) for name, found in meant.items() if len(found) == 1} | codes)


def _respelled(kind: Any, value: str, parties: Sequence[Side]) -> Any:
    """The same value as the field wants it written, or None."""
    if kind is dt.date and _DAY.fullmatch(value):
        try:
            return dt.date.fromisoformat(value)
        except ValueError:
            return None
    if isinstance(kind, type) and issubclass(kind, Coded):
        folded = re.sub(r"[\s_]+", "-", value.strip().lower())
        return next((one.value for one in values_of(kind, parties) if one.value.lower() == folded), None)
    return None


def _first_dues(reading: Reading) -> Iterator[tuple[At, Segment, Any]]:
    """Commitments whose due date moved on record while the head does not hold the first one."""
    commitments = reading.ledger.commitments
    for commitment, at in zip(commitments, reading.places(len(commitments), "commitment"), strict=True):
        first = history.first_due(commitment)
        segment = segment_at(reading.document, at)
        if history.slips(commitment) and commitment.original_due is None and first and segment:
            yield at, segment, to_toml(first)


def _told(reading: Reading, at: At, key: str, old: str, new: str) -> Text:
    line, _ = locate(reading.document, at, key)
    kind, index = str(at[0]), int(at[1])
    name = reading.data[kind][index].get(NAME_FIELD[kind], "") if kind in NAME_FIELD else kind
    return merging.MENDED.fill(line=line, id=name, field=key, old=old, new=new)
