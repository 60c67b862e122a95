"""The whole ledger for other programs, as JSON or CSV, and back: what was changed in it becomes wishes.

JSON holds everything, CSV a row for each commitment. Only fields of a commitment's head are taken back,
each as an update with its record. Whatever else differs is named and not imported.
"""

import datetime as dt
import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from itertools import zip_longest
from pathlib import Path
from typing import Any

import msgspec

from eppd_track.exchange import rows
from eppd_track.exchange.comparison import Comparison, last_seen, lower, some
from eppd_track.exchange.fields import value_of
from eppd_track.exchange.incoming import Defaults, Incoming
from eppd_track.exchange.minutes import COMPUTED, LABELS
from eppd_track.exchange.rows import FileEntry
from eppd_track.exchange.sheets.parcel import refusal
from eppd_track.exchange.sheets.sheet import KEY, heads_known, squeezed
from eppd_track.ledger.tables import PARTS_OF
from eppd_track.ledger.writer import alike
from eppd_track.model.annotations import plain_type
from eppd_track.model.records import HEAD, INLINE, Commitment, Inline, Ledger, Update, Value
from eppd_track.render.cells import paragraph
from eppd_track.render.data import Envelope, enveloped, separated
from eppd_track.report.parts import Report
from eppd_track.report.sentences import as_json, data_of
from eppd_track.rules.history import current_value
from eppd_track.rules.lights import Item
from eppd_track.rules.values import AGENCY_FIELDS
from eppd_track.words import data as words
from eppd_track.words import refusals
from eppd_track.words import sheets as sheet_words
from eppd_track.words.errors import ChangeRefused, WrongUse
from eppd_track.words.text import Text, same

MOST_BYTES = 50 * 1024**2
KIND = "ledger-export"
_MOST_DIGITS = 9
_ADDED = ("light", "overdue_days", "last_update", "records")
_RECORD = ("reason", "record_note")
_KNOWN = rows.names_of(
    (*HEAD, *_RECORD, *COMPUTED),
    {**LABELS, "reason": words.RECORD_LABELS["reason"], "record_note": words.RECORD_NOTE},
)
_PARTS = PARTS_OF["commitment"]
_SINGLE = ("dialogue", "settings")
_TABLES = {"sides": "code", "meetings": "id", "agencies": "code", "pillars": "number", "documents": "id"}
_SHEET_ALONE = frozenset({"note", "lag", "next", KEY})
"""Columns that a sheet has and full data has not."""
_ENVELOPE = (*Envelope.__struct_fields__, *_SINGLE, *_TABLES, "commitments")
_PIECE = re.compile(r"\\.|[^\\;]+|;|\\", re.DOTALL)


# ---- out ----


def to_json(ledger: Ledger, items: tuple[Item, ...], as_of: dt.date) -> str:
    """Everything in the ledger, and `items` with every stored field, their parts and their history.

    Raises ValueError for a ledger of heads, which has no history.
    """
    if not ledger.whole:
        raise ValueError("a ledger of heads has no history")
    held = _beside(ledger) | {"commitments": [data_of(item) for item in items]}
    report = Report(
        kind=KIND,
        as_of=as_of,
        ledger=ledger.name,
        raw=ledger.raw,
        selection=same(""),
        shown=len(items),
        total=len(ledger.commitments),
        data=held,
    )
    return enveloped(report)


def _beside(ledger: Ledger) -> dict[str, Any]:
    """What a ledger holds beside its commitments, as plain values."""
    return {name: as_json(getattr(ledger, name)) for name in (*_SINGLE, *_TABLES)}


def to_csv(ledger: Ledger, items: tuple[Item, ...]) -> str:  # noqa: ARG001 - called as the other formats are
    r"""One row a commitment: a column for each field of its head, then what is computed.

    Values are those of the file. A list stands with `; ` between its parts, in which a backslash
    protects a backslash, a semicolon, or a blank at either end (`\e` is an empty part); a figure to
    reach stands as JSON. A text that a spreadsheet would run as a formula gets a `'`, which reading
    takes off again.
    """
    written = [[*HEAD, *_ADDED]]
    for item in items:
        data = data_of(item) | {"records": len(item.commitment.updates)}
        cells = [cell(current_value(item.commitment, name)) for name in HEAD]
        cells += ["" if data[name] is None else str(data[name]) for name in _ADDED]
        written.append(cells)
    return separated(written)


def cell(value: Value) -> str:
    """A field's value as a cell of a CSV holds it."""
    if isinstance(value, tuple):
        return "; ".join(map(_protected, value))
    if isinstance(value, Inline):
        return msgspec.json.encode(value).decode()
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(as_json(value))


def _protected(part: str) -> str:
    """A part of a list with a backslash before whatever would be taken for something else."""
    text = part.replace("\\", "\\\\").replace(";", "\\;")
    return re.sub(r"\A\s|\s\Z", lambda match: f"\\{match[0]}", text) or "\\e"


def parts_of(text: str) -> list[str]:
    """The parts of a list in a cell: what `cell` wrote, or what somebody typed between semicolons."""
    parts: list[list[str]] = [[]]
    for piece in _PIECE.findall(text):
        if piece == ";":
            parts.append([])
        else:
            parts[-1].append(piece)
    return ["".join(map(_bare_piece, pieces)) for pieces in map(_stripped, parts) if pieces]


def _stripped(pieces: list[str]) -> list[str]:
    """The pieces of a part without the blanks at its ends that no backslash protects."""
    if pieces and not pieces[0].startswith("\\"):
        pieces = [pieces[0].lstrip(), *pieces[1:]]
    if pieces and not pieces[-1].startswith("\\"):
        pieces = [*pieces[:-1], pieces[-1].rstrip()]
    return [piece for piece in pieces if piece]


def _bare_piece(piece: str) -> str:
    if len(piece) != 2 or not piece.startswith("\\"):
        return piece
    return "" if piece == "\\e" else piece[1]


# ---- back ----


def read(path: Path, ledger: Ledger, defaults: Defaults) -> Incoming:
    """A wish for each commitment of an export whose fields differ from the ledger's, with those fields.

    Where the export tells that a field was changed in the ledger since, the ledger's value stays; where
    both changed it, that is a trouble. Raises WrongUse for a suffix that is none of ours, ChangeRefused
    when the file cannot be read or is no export, ValueError for a ledger of heads.
    """
    if not ledger.whole:
        raise ValueError("a ledger of heads has no history")
    kinds: Mapping[str, Callable[[str, Ledger, Defaults], Comparison]] = {".json": _Json, ".csv": _Csv}
    kind = kinds.get(path.suffix.lower())
    if kind is None:
        raise WrongUse(refusals.UNKNOWN_SUFFIX.fill(path=path), words.DATA_SUFFIXES)
    comparison = kind(path.name, ledger, defaults)
    comparison.compare(rows.decoded(rows.contents(path, MOST_BYTES), path.name))
    return comparison.minutes()


def _heads_a_sheet(cells: Iterable[Any]) -> bool:
    """Whether a row holds the heads of a sheet that agencies fill in, and not of full data."""
    heads = {heads_known().get(squeezed(cell)) for cell in cells if isinstance(cell, str)}
    return "id" in heads and not heads.isdisjoint(_SHEET_ALONE)


class _Csv(Comparison):
    """A table of heads; a column that is not there is not compared."""

    def compare(self, text: str) -> None:
        """Reads the rows and finds what differs."""
        found = rows.from_csv(text, self.name, _KNOWN)
        if any(_heads_a_sheet(row.cells) for row in found):
            raise refusal(self.name, sheet_words.WHY_CSV, sheet_words.SAVE_AGAIN)
        table = rows.tabulated(self.name, found, _KNOWN)
        self.troubles += table.troubles
        lacking = [same(name) for name in HEAD if name not in table.keys]
        if lacking:
            self.notices.append(words.COLUMNS_MISSING.fill(name=self.name, what=some(lacking)))
        self.take_all(table.entries)

    def held(self, commitment: Commitment) -> Mapping[str, Any]:
        """The cells of a commitment's row."""
        return {name: cell(current_value(commitment, name)) for name in HEAD}

    def untouched(self, raw: Any, held: Any) -> bool:
        """Whether a cell is as `eppd export` writes it, or as `eppd list` shows it to people."""
        return bool(raw == held or raw == paragraph(held))

    def parsed(self, name: str, raw: Any) -> Value:
        """The value of a cell; a blank one is empty."""
        kind = plain_type(HEAD[name].type)
        if raw and kind is str and name not in AGENCY_FIELDS:
            return str(raw)
        if raw and kind is tuple:
            raw = parts_of(raw)
        elif name in INLINE and raw.startswith("{"):
            raw = _decoded(raw)
        return value_of(name, raw, self.ledger, self.defaults.date)

    def since(self, entry: FileEntry, commitment: Commitment, held: Mapping[str, Any]) -> Sequence[Update]:
        """The records behind those that the row tells of; by day where it does not tell how many."""
        del held
        _, count = entry.values.get("records", ("", ""))
        if str(count).isdecimal() and len(str(count)) < _MOST_DIGITS:
            return commitment.updates[int(count) :]
        _, seen = entry.values.get("last_update", ("", ""))
        last = last_seen(seen, self.defaults.date) if seen else None
        return [update for update in commitment.updates if last is not None and update.date >= last]

    def parts(self, entry: FileEntry, held: Mapping[str, Any], since: Sequence[Update]) -> None:
        """A table holds a commitment without its parts."""


def _decoded(text: str) -> Any:
    """What a cell with JSON holds, or its text where it holds none."""
    try:
        return msgspec.json.decode(text)
    except (msgspec.DecodeError, RecursionError):
        return text


class _Json(Comparison):
    """Everything a ledger holds; a key that is not there is not compared."""

    def compare(self, text: str) -> None:
        """Reads the export and finds what differs. Raises ChangeRefused when it is none."""
        try:
            data = msgspec.json.decode(text)
        except (msgspec.DecodeError, RecursionError) as error:
            why = words.TOO_DEEP if isinstance(error, RecursionError) else error
            raise ChangeRefused(words.BAD_JSON.fill(name=self.name, why=why), words.EXPORT_AGAIN) from error
        if not isinstance(data, dict) or data.get("kind") != KIND or data.get("schema") != 1:
            raise ChangeRefused(words.NO_EXPORT.fill(name=self.name), words.EXPORT_AGAIN)
        self.stale = data.get("digest") != self.ledger.digest
        self._unknown(same(self.name), data, _ENVELOPE)
        self._compare_beside(data)
        entries = []
        for number, record in enumerate(self._records(data, "commitments"), 1):
            where = words.ITEM.fill(name=self.name, number=number, id=record.get("id", ""))
            self._unknown(where, record, (*HEAD, *_PARTS, *COMPUTED, *_RECORD))
            entries.append(FileEntry(where, {key: (key, value) for key, value in record.items()}))
        self.take_all(entries)

    def held(self, commitment: Commitment) -> Mapping[str, Any]:
        """A commitment as JSON holds it."""
        known: Mapping[str, Any] = _as_json(as_json(commitment))
        return known

    def parsed(self, name: str, raw: Any) -> Value:
        """A value of JSON; null is empty. Raises WrongUse for what the field cannot hold."""
        kind = plain_type(HEAD[name].type)
        if kind is str and name not in AGENCY_FIELDS and raw:
            if not isinstance(raw, str):
                raise WrongUse(words.TEXTS_ONLY.fill(name=name), words.BETWEEN_QUOTES)
            return raw
        return value_of(name, "" if raw is None else raw, self.ledger, self.defaults.date)

    def since(self, entry: FileEntry, commitment: Commitment, held: Mapping[str, Any]) -> Sequence[Update]:
        """The records that stand behind those of an export of another state."""
        _, given = entry.values.get("update", ("", None))
        known = self.stale and isinstance(given, list)
        if not known or not alike(given, held["update"][: len(given)]):
            return ()
        return commitment.updates[len(given) :]

    def parts(self, entry: FileEntry, held: Mapping[str, Any], since: Sequence[Update]) -> None:
        """Names the texts, milestones, papers and records that differ by more than what `since` explains."""
        reached = {identifier for update in since for identifier in update.milestone_done}
        before = [{**one, "done": None} if one["id"] in reached else one for one in held["milestone"]]
        for name in _PARTS:
            _, given = entry.values.get(name, ("", held[name]))
            kept = before if name == "milestone" else held[name]
            grown = self.stale if name in {"text", "score"} else since and name != "milestone"
            if grown and isinstance(given, list):
                kept = kept[: len(given)]
            if not alike(given, held[name]) and not alike(given, kept):
                self._differs(entry.where, lower(name), _which(given, held[name]))

    def _compare_beside(self, data: Mapping[str, Any]) -> None:
        """Names what differs beside the commitments."""
        held = _as_json(_beside(self.ledger))
        for key in _SINGLE:
            if key in data and not alike(data[key], held[key]):
                self._differs(same(self.name), same(key), _which(data[key], held[key]))
        for table, key in _TABLES.items():
            known = {record[key]: record for record in held[table]}
            seen = []
            for record in self._records(data, table):
                name = record.get(key)
                name = name if isinstance(name, str | int) else "?"
                seen.append(name)
                if not alike(record, known.get(name)):
                    self._differs(same(self.name), same(table), [str(name)])
            if isinstance(data.get(table), list):
                self.missing += [f"{table} {name}" for name in known if name not in seen]

    def _differs(self, where: Text, part: Text, which: list[str]) -> None:
        """Names a part that differs, and what of it."""
        what = words.PART_AND_WHICH.fill(part=part, which=which) if which else part
        told = words.PART_DIFFERS.fill(what=what)
        self.troubles.append(rows.fault(where, told, words.CHANGE_BY_COMMAND))

    def _records(self, data: Mapping[str, Any], key: str) -> list[dict[str, Any]]:
        """The tables of a list; a trouble for what is none."""
        given = data.get(key, [])
        found = [record for record in given if isinstance(record, dict)] if isinstance(given, list) else []
        if not isinstance(given, list) or len(found) < len(given):
            self.troubles.append(rows.fault(same(self.name), words.NO_LIST.fill(key=key), words.EXPORT_AGAIN))
        return found

    def _unknown(self, where: Text, record: Mapping[str, Any], known: Collection[str]) -> None:
        """Names the keys that are none of ours."""
        for key in record:
            if key not in known:
                at = words.KEY_AT.fill(where=where, key=key)
                self.troubles.append(rows.fault(at, words.UNKNOWN_KEY, rows.near(key, known)))


def _as_json(value: Any) -> Any:
    """Plain values as they come back from JSON."""
    return msgspec.json.decode(msgspec.json.encode(value))


def _which(given: Any, held: Any) -> list[str]:
    """What of a table or of a list of tables differs: keys, ids, or numbers counted from 1."""
    if isinstance(given, dict) and isinstance(held, dict):
        return [key for key in {**held, **given} if not alike(given.get(key), held.get(key))]
    if not isinstance(given, list) or not isinstance(held, list):
        return []
    return [
        str((one or other).get("id", number) if isinstance(one or other, dict) else number)
        for number, (one, other) in enumerate(zip_longest(given, held), 1)
        if not alike(one, other)
    ]
