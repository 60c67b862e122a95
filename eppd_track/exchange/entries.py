"""A list that somebody prepared, as entries under known keys: TOML, JSON, CSV or a spreadsheet.

What stands at the top of a TOML or JSON file holds for every entry that does not say otherwise. What a key
means is said by whoever asks.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec
import tomli
from msgspec import Struct, structs

from eppd_track.exchange import rows
from eppd_track.exchange.rows import FileEntry
from eppd_track.exchange.sheets.parcel import OTHER_SHEETS, SHEETS, HeldFile
from eppd_track.ledger.syntax import fault_in
from eppd_track.ledger.toml import Table, loads
from eppd_track.words import data as words
from eppd_track.words import refusals
from eppd_track.words.errors import ChangeRefused, WrongUse
from eppd_track.words.text import Text, same

MOST_BYTES = 20 * 1024**2
_SHEETS = (*SHEETS, *OTHER_SHEETS)
TABLES = (".toml", ".json")
_PACKAGES = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_JSON = re.compile(r"\s*(\{|\[\s*(\{\s*[\"}]|\]))")
_TOML = re.compile(r"""\s*(\[|["'\w.-]+\s*=)""")


class ListForm(Struct, frozen=True):
    """What a list is made of.

    `kind` is the name of its tables, `known` every spelling of a key with the key, `top` the keys that may
    stand above all tables. `marks` are the columns of which a head row has one. `empty` says how
    an entry is begun, by suffix, `no_table` that one is none, `place` where one stands, by the name of the
    file, its number and its table.
    """

    kind: str
    known: Mapping[str, str]
    top: tuple[str, ...]
    empty: Mapping[str, Text]
    suffixes: Text
    no_table: Text
    place: Callable[[str, int, Table], Text]
    marks: frozenset[str] = rows.ID


class Entries(Struct, frozen=True):
    """What was read: the entries and, between them, what is wrong; what holds for all; what else there is."""

    found: tuple[FileEntry | Text, ...]
    top: FileEntry
    notices: tuple[Text, ...] = ()


def read(path: Path | HeldFile, form: ListForm) -> Entries:
    """The entries of a prepared file, or of what came through a pipe.

    Raises WrongUse for a suffix that is none of ours, ChangeRefused when the file cannot be read or holds
    nothing.
    """
    suffix = suffix_of(path.raw) if isinstance(path, HeldFile) else path.suffix.lower()
    if suffix not in {*TABLES, ".csv", *_SHEETS}:
        raise WrongUse(refusals.UNKNOWN_SUFFIX.fill(path=path), form.suffixes)
    found = _tables(path, suffix, form) if suffix in TABLES else _rows(path, suffix, form)
    if not found.found:
        raise ChangeRefused(words.NO_ENTRIES.fill(name=path.name), form.empty.get(suffix, words.ROWS_FORM))
    return found


def suffix_of(raw: bytes) -> str:
    """The suffix that a file of this content has: what begins like a package, JSON or TOML; else rows."""
    if raw.startswith(_PACKAGES):
        return ".xlsx"
    text = raw.decode("utf-8-sig", "replace")
    if _JSON.match(text):
        return ".json"
    lines = (line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#"))
    return ".toml" if _TOML.match(next(lines, "[")) else ".csv"


def _rows(path: Path | HeldFile, suffix: str, form: ListForm) -> Entries:
    """The rows of a CSV or a workbook as entries, blank cells left out."""
    notices: tuple[Text, ...] = ()
    if suffix in _SHEETS:
        from eppd_track.exchange.sheets.prepared import from_sheet  # noqa: PLC0415 - loaded for a sheet only

        found, notices = from_sheet(path, form.known, form.marks)
    else:
        text = rows.decoded(rows.contents(path, MOST_BYTES), path.name)
        found = rows.from_csv(text, path.name, form.known)
    table = rows.tabulated(path.name, found, form.known, form.marks)
    entries = tuple(
        structs.replace(
            entry, values={key: cell for key, cell in entry.values.items() if not rows.is_blank(cell[1])}
        )
        for entry in table.entries
    )
    return Entries((*table.troubles, *entries), FileEntry(same(path.name), {}), tuple(notices))


def _tables(path: Path | HeldFile, suffix: str, form: ListForm) -> Entries:
    """The tables of TOML or JSON."""
    name = path.name
    data = _loaded(rows.decoded(rows.contents(path, MOST_BYTES), name), name, suffix, form)
    given = data.pop(form.kind, [])
    if not isinstance(given, list):
        raise ChangeRefused(words.NO_ENTRIES.fill(name=name), form.empty[suffix])
    found: list[FileEntry | Text] = []
    top = FileEntry(same(name), {key: (key, data[key]) for key in form.top if key in data})
    for key in (key for key in data if key not in form.top):
        where = words.KEY_AT.fill(where=same(name), key=key)
        found.append(rows.fault(where, words.UNKNOWN_KEY, rows.near(key, (*form.top, form.kind))))
    for number, table in enumerate(given, 1):
        if isinstance(table, dict):
            entry, faults = _entry(form.place(name, number, table), table, form)
            found += [*faults, entry]
        else:
            where = form.place(name, number, {})
            found.append(rows.fault(where, form.no_table, form.empty[suffix]))
    return Entries(tuple(found), top)


def _loaded(text: str, name: str, suffix: str, form: ListForm) -> Table:
    """The tables of a text of TOML or JSON. Raises ChangeRefused, naming the line."""
    if suffix == ".json":
        try:
            data = msgspec.json.decode(text)
        except (msgspec.DecodeError, RecursionError) as error:
            why = words.TOO_DEEP if isinstance(error, RecursionError) else error
            raise ChangeRefused(words.BAD_JSON.fill(name=name, why=why), form.empty[suffix]) from error
        return data if isinstance(data, dict) else {form.kind: data}
    try:
        return loads(text.replace("\r\n", "\n"))
    except tomli.TOMLDecodeError as error:
        what = fault_in(error.msg, text.replace("\r\n", "\n").split("\n")[error.lineno - 1])
        raise ChangeRefused(
            words.BAD_TOML.fill(name=name, line=error.lineno, column=error.colno, what=what), words.MEND_LINE
        ) from error


def _entry(where: Text, table: Table, form: ListForm) -> tuple[FileEntry, list[Text]]:
    """A table with its keys known by name; not sound where one of them is not."""
    values: dict[str, tuple[str, Any]] = {}
    troubles: list[Text] = []
    for written, value in flat(table):
        if value is None:
            continue  # JSON's null says nothing
        key = form.known.get(rows.spelled(written))
        at = words.KEY_AT.fill(where=where, key=written)
        if key is None:
            troubles.append(rows.fault(at, words.UNKNOWN_KEY, rows.near(written, form.known)))
        elif key in values:
            troubles.append(rows.fault(at, words.SAME_KEY.fill(other=values[key][0])))
        else:
            values[key] = (written, value)
    return FileEntry(where, values, sound=not troubles), troubles


def flat(table: Table) -> Iterator[tuple[str, Any]]:
    """The keys of a table with those of its `set` table: `set.note` is the commitment's own note."""
    for key, value in table.items():
        if rows.spelled(key) == "set" and isinstance(value, dict):
            yield from ((f"set.{name}", inner) for name, inner in value.items())
        else:
            yield key, value
