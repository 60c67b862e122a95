"""What a meeting brought, as wishes: from TOML, JSON, CSV, a spreadsheet, or minutes as people write them.

Each entry is read as `eppd update` reads its options. An entry with a fault is not taken, the fault is
named with its place, and the others come through.
"""

import contextlib
import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, TypeVar

import msgspec
import tomli
from msgspec import structs

from eppd_track.documents import open as documents
from eppd_track.documents.open import SUFFIXES
from eppd_track.exchange import heads, prose, rows
from eppd_track.exchange.fields import YES_NO, is_clear, text_of, value_of
from eppd_track.exchange.incoming import Defaults, Incoming
from eppd_track.exchange.prose import Settle, leave_open
from eppd_track.exchange.rows import FileEntry
from eppd_track.exchange.sheets.parcel import OTHER_SHEETS, SHEETS, HeldFile
from eppd_track.ledger.batch import Left, Wish, on_record, stands
from eppd_track.ledger.changes import Request
from eppd_track.ledger.syntax import fault_in
from eppd_track.ledger.toml import Table, loads
from eppd_track.model.due import Due
from eppd_track.model.records import HEAD, Commitment, Ledger, Value
from eppd_track.model.vocabulary import Visibility
from eppd_track.rules.dates import echo, parse_day
from eppd_track.rules.query import find, find_value
from eppd_track.rules.values import find_member, parse_evidence
from eppd_track.words import data as words
from eppd_track.words import minutes as prose_words
from eppd_track.words import printing, refusals
from eppd_track.words.days import show_day
from eppd_track.words.errors import ChangeRefused, EppdError, PageRefused, WrongUse
from eppd_track.words.labels import FIELD
from eppd_track.words.text import Text, both, join, same

MOST_BYTES = 20 * 1024**2
COMPUTED = ("light", "last_update", "overdue_days", "stale", "records")
"""Columns of a list that follow from the rest, so that nobody fills them in."""
_RECORD = (
    *("date", "by", "meeting", "note", "reason", "approved_by", "visibility", "evidence"),
    *("milestone_done", "confirm_owner", "contact", "correction"),
)
_SET = "set."
_KEYS = (*_RECORD, *(name for name in HEAD if name not in _RECORD), *(_SET + name for name in HEAD))
LABELS = {key: (FIELD[key],) for key in (*HEAD, "evidence", *COMPUTED)}
KNOWN = rows.names_of(
    (*_KEYS, *COMPUTED),
    LABELS | {key: (*LABELS.get(key, ()), *more) for key, more in words.RECORD_LABELS.items()},
)
_TOP = ("date", "by", "meeting")
_SHEETS = (*SHEETS, *OTHER_SHEETS)
_TABLES = {".toml": words.TOML_FORM, ".json": words.JSON_FORM}
_PACKAGES = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_JSON = re.compile(r"\s*(\{|\[\s*(\{\s*[\"}]|\]))")
_TOML = re.compile(r"""\s*(\[|["'\w.-]+\s*=)""")

Read = TypeVar("Read")


def read(
    path: Path | HeldFile, ledger: Ledger, today: dt.date, defaults: Defaults, settle: Settle = leave_open
) -> Incoming:
    """The wishes in a prepared file, in a document, or in what came through a pipe.

    What it says of a day, a person or a meeting goes before `defaults`, but what the head of a document says
    goes behind what somebody asked for. `settle` is asked which commitment is meant where that is not sure.
    Raises WrongUse for a suffix that is none of ours, ChangeRefused when the file cannot be read.
    """
    suffix = _suffix_of(path.raw) if isinstance(path, HeldFile) else path.suffix.lower()
    reader = _Reader(ledger, today, defaults)
    entries: Iterable[FileEntry]
    if isinstance(path, Path) and is_document(path):
        entries = reader.document(path, settle)
    elif suffix in {*_TABLES, ".csv", *_SHEETS}:
        entries = reader.tables(path, suffix) if suffix in _TABLES else reader.rows(path, suffix)
    else:
        raise WrongUse(refusals.UNKNOWN_SUFFIX.fill(path=path), words.MINUTES_SUFFIXES)
    count = 0
    for count, entry in enumerate(entries, 1):  # noqa: B007 - counted to the end
        reader.take(entry)
    if not count and not reader.troubles and not reader.left:
        form = _TABLES.get(suffix, words.ROWS_FORM)
        raise ChangeRefused(words.NO_ENTRIES.fill(name=path.name), form)
    return reader.minutes()


def is_document(path: Path | HeldFile) -> bool:
    """Whether a file holds minutes as people write them, and no prepared list."""
    return isinstance(path, Path) and path.suffix.lower() in SUFFIXES


def _suffix_of(raw: bytes) -> str:
    """The suffix that a file of this content has: what begins like a package, JSON or TOML; else rows."""
    if raw.startswith(_PACKAGES):
        return ".xlsx"
    text = raw.decode("utf-8-sig", "replace")
    if _JSON.match(text):
        return ".json"
    lines = (line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#"))
    return ".toml" if _TOML.match(next(lines, "[")) else ".csv"


def _loaded(text: str, name: str, suffix: str) -> Table:
    """The tables of a text of TOML or JSON. Raises ChangeRefused, naming the line."""
    if suffix == ".json":
        try:
            data = msgspec.json.decode(text)
        except (msgspec.DecodeError, RecursionError) as error:
            why = words.TOO_DEEP if isinstance(error, RecursionError) else error
            raise ChangeRefused(words.BAD_JSON.fill(name=name, why=why), words.JSON_FORM) from error
        return data if isinstance(data, dict) else {"update": data}
    try:
        return loads(text.replace("\r\n", "\n"))
    except tomli.TOMLDecodeError as error:
        what = fault_in(error.msg, text.replace("\r\n", "\n").split("\n")[error.lineno - 1])
        raise ChangeRefused(
            words.BAD_TOML.fill(name=name, line=error.lineno, column=error.colno, what=what), words.MEND_LINE
        ) from error


class _Reader:
    """One reading: the wishes made so far, and what is to be said of the file."""

    def __init__(self, ledger: Ledger, today: dt.date, defaults: Defaults) -> None:
        self.ledger = ledger
        self.today = today
        self.defaults = defaults
        self.wishes: list[Wish] = []
        self.silent: list[str] = []
        self.troubles: list[Text] = []
        self.notices: list[Text] = []
        self.left: tuple[Left, ...] = ()

    def minutes(self) -> Incoming:
        """Everything read."""
        notices = list(dict.fromkeys(self.notices))
        if self.silent:
            notices.append(words.SAYS_NOTHING.fill(ids=", ".join(self.silent)))
        return Incoming(tuple(self.wishes), tuple(self.troubles), tuple(notices), self.left)

    # ---- from a file to entries ----

    def rows(self, path: Path | HeldFile, suffix: str) -> Iterator[FileEntry]:
        """The rows of a CSV or a workbook as entries, blank cells left out."""
        if suffix in _SHEETS:
            from eppd_track.exchange.sheets.prepared import from_sheet  # noqa: PLC0415 - loaded for a sheet only

            found, notices = from_sheet(path, KNOWN)
            self.notices += notices
        else:
            text = rows.decoded(rows.contents(path, MOST_BYTES), path.name)
            found = rows.from_csv(text, path.name, KNOWN)
        table = rows.tabulated(path.name, found, KNOWN)
        self.troubles += table.troubles
        for entry in table.entries:
            filled = {key: cell for key, cell in entry.values.items() if not rows.is_blank(cell[1])}
            yield structs.replace(entry, values=filled)

    def tables(self, path: Path | HeldFile, suffix: str) -> Iterator[FileEntry]:
        """The tables under `update` in TOML or JSON; what stands beside them goes before the defaults."""
        name = path.name
        data = _loaded(rows.decoded(rows.contents(path, MOST_BYTES), name), name, suffix)
        updates = data.pop("update", [])
        self._top(name, data)
        if not isinstance(updates, list):
            raise ChangeRefused(words.NO_ENTRIES.fill(name=name), _TABLES[suffix])
        for number, table in enumerate(updates, 1):
            if isinstance(table, dict):
                yield self._entry(name, number, table)
            else:
                where = words.PLACE.fill(name=name, number=number)
                self.troubles.append(rows.fault(where, words.NO_TABLE, _TABLES[suffix]))

    def document(self, path: Path, settle: Settle) -> tuple[FileEntry, ...]:
        """The entries of minutes as people write them; their head gives the day and the meeting."""
        paper = documents.read(path)
        try:
            found = prose.read(paper, self.ledger, KNOWN, settle, self.today)
        except ModuleNotFoundError as error:
            command = printing.install_command("documents")
            raise PageRefused(prose_words.NEEDS_EXTRA, printing.INSTALL.fill(command=command)) from error
        self.troubles += found.troubles
        self.notices += found.notices
        self.left = found.left
        told = heads.facts(found.head, self.ledger, self.today)
        said: list[Text] = []
        if told.day is not None and not self.defaults.day_given:
            self.defaults = structs.replace(self.defaults, date=told.day)
            said.append(prose_words.HEAD_DAY.fill(day=show_day(told.day, self.ledger.settings.calendar)))
        if told.meeting is not None and self.defaults.meeting is None:
            meeting = told.meeting
            self.defaults = structs.replace(self.defaults, meeting=meeting.id)
            title = both(meeting.title, meeting.title_zh, meeting.id)
            said.append(prose_words.HEAD_MEETING.fill(id=meeting.id, title=title))
        if said:
            self.notices.append(prose_words.HEAD_READ.fill(name=path.name, facts=join(said)))
        return found.entries

    def _top(self, name: str, data: Table) -> None:
        """Takes over what holds for all entries. Raises ChangeRefused for a fault in it."""
        top = FileEntry(same(name), {key: (key, data[key]) for key in _TOP if key in data})
        self.defaults = Defaults(
            date=self._value(top, "date", self._day) or self.defaults.date,
            by=self._value(top, "by", str) or self.defaults.by,
            meeting=self._value(top, "meeting", self._meeting) or self.defaults.meeting,
        )
        if self.troubles:
            raise ChangeRefused(self.troubles[0])
        for key in [key for key in data if key not in _TOP]:
            where = words.KEY_AT.fill(where=same(name), key=key)
            self.troubles.append(rows.fault(where, words.UNKNOWN_KEY, rows.near(key, (*_TOP, "update"))))

    def _entry(self, name: str, number: int, table: Table) -> FileEntry:
        """A `[[update]]` table with its keys known by name; not sound where one of them is not."""
        where = self._place(name, number, table)
        values: dict[str, tuple[str, Any]] = {}
        held = len(self.troubles)
        for written, value in _flat(table):
            if value is None:
                continue  # JSON's null says nothing
            key = KNOWN.get(rows.spelled(written))
            at = words.KEY_AT.fill(where=where, key=written)
            if key is None:
                self.troubles.append(rows.fault(at, words.UNKNOWN_KEY, rows.near(written, KNOWN)))
            elif key in values:
                self.troubles.append(rows.fault(at, words.SAME_KEY.fill(other=values[key][0])))
            else:
                values[key] = (written, value)
        return FileEntry(where, values, sound=len(self.troubles) == held)

    def _place(self, name: str, number: int, table: Table) -> Text:
        typed = table.get("id")
        if not isinstance(typed, str):
            return words.PLACE.fill(name=name, number=number)
        with contextlib.suppress(EppdError):
            typed = find(self.ledger, typed).id
        return words.PLACE_OF.fill(name=name, number=number, id=typed)

    # ---- from an entry to a wish ----

    def take(self, entry: FileEntry) -> None:
        """Adds the wish of an entry, or names every fault it has."""
        held = len(self.troubles)
        commitment = self._value(entry, "id", lambda typed: find(self.ledger, typed))
        if commitment is None and len(self.troubles) == held:
            self.troubles.append(rows.fault(entry.where, words.NO_ID, words.GIVE_ID))
        day = self._value(entry, "date", self._day) or self.defaults.date
        request = Request(
            date=day,
            by=self._value(entry, "by", str) or self.defaults.by,
            fields=self._fields(entry),
            meeting=self._value(entry, "meeting", self._meeting) or self.defaults.meeting,
            note=self._value(entry, "note", str),
            reason=self._value(entry, "reason", str),
            approved_by=self._value(entry, "approved_by", str),
            visibility=self._value(entry, "visibility", _visibility),
            evidence=tuple(self._several(entry, "evidence", lambda typed: parse_evidence(typed, day))),
            done=dict(self._several(entry, "milestone_done", lambda typed: self._milestone(typed, day))),
            confirm=("owner",) if self._value(entry, "confirm_owner", _yes("confirm_owner")) else (),
            contact=self._value(entry, "contact", str),
            correction=self._value(entry, "correction", _yes("correction")) or False,
        )
        if commitment is not None and entry.sound and len(self.troubles) == held:
            self._add(entry, commitment, request)

    def _add(self, entry: FileEntry, commitment: Commitment, request: Request) -> None:
        """Adds a wish, unless the entry says nothing or its record is there already."""
        if not set(entry.values) - {"id", "date", "by", "meeting", *COMPUTED}:
            self.silent.append(commitment.id)
            return
        if on_record(commitment, request):
            self.notices.append(words.ALREADY_THERE.fill(where=entry.where))
            return
        fault_in = request.note or request.reason or request.evidence or request.done or request.correction
        if not fault_in and stands(commitment, request) and "meeting" not in entry.values:
            request = structs.replace(request, meeting=None)
        self.wishes.append(Wish(commitment.id, request, entry.where))

    def _parsed(self, entry: FileEntry, key: str, parse: Callable[[str], Read]) -> Read | None:
        """The value of a key, or None where it says nothing. Raises EppdError."""
        _, raw = entry.values.get(key, (key, ""))
        typed = text_of(raw)
        return None if is_clear(typed) or not typed else parse(typed)

    def _value(self, entry: FileEntry, key: str, parse: Callable[[str], Read]) -> Read | None:
        """`_parsed`, a refusal named among the troubles."""
        try:
            return self._parsed(entry, key, parse)
        except EppdError as error:
            self.troubles.append(rows.refused(entry.at(key), error))
            return None

    def _several(self, entry: FileEntry, key: str, parse: Callable[[str], Read]) -> list[Read]:
        """The values of a key that takes a list, or a text with one a line."""
        _, raw = entry.values.get(key, (key, ""))
        found = []
        try:
            parts = [text_of(part) for part in raw] if isinstance(raw, list) else text_of(raw).splitlines()
            found = [parse(part) for part in parts if part.strip() and not is_clear(part)]
        except EppdError as error:
            self.troubles.append(rows.refused(entry.at(key), error))
        return found

    def _fields(self, entry: FileEntry) -> dict[str, Value]:
        """The fields of the head that an entry gives a value."""
        fields: dict[str, Value] = {}
        for key, (_, raw) in entry.values.items():
            if key in _RECORD or key == "id" or key in COMPUTED:
                continue
            name = key.removeprefix(_SET)
            try:
                if name in {"id", "original_due"}:
                    raise WrongUse(words.NOT_SETTABLE.fill(name=name), words.LEAVE_OUT)
                cleared = isinstance(raw, str) and is_clear(raw)
                fields[name] = value_of(name, "" if cleared else raw, self.ledger, self.today)
                self._echo(raw, fields[name])
            except EppdError as error:
                self.troubles.append(rows.refused(entry.at(key), error))
        return fields

    def _echo(self, raw: Any, meant: Value) -> None:
        """Says what a date in another form was taken for."""
        if isinstance(raw, str) and isinstance(meant, Due | dt.date):
            told = echo(raw.strip(), meant, self.ledger.settings.calendar)
            self.notices += [told] if told else []

    def _day(self, typed: str) -> dt.date:
        """A day that has come. Raises WrongUse."""
        day = parse_day(typed, self.today, past=True)
        self._echo(typed, day)
        if day > self.today:
            raise WrongUse(words.IN_FUTURE.fill(day=day), words.NOT_AHEAD)
        return day

    def _meeting(self, typed: str) -> str:
        return find_value("meeting", typed, {meeting.id: meeting.id for meeting in self.ledger.meetings})

    def _milestone(self, typed: str, day: dt.date) -> tuple[str, dt.date]:
        """A milestone's id and the day it was reached: `pilot`, or `pilot=2027-03-01`."""
        identifier, equals, when = typed.partition("=")
        return identifier.strip(), self._day(when) if equals else day


def _flat(table: Table) -> list[tuple[str, Any]]:
    """The keys of an entry with those of its `set` table: `set.note` is the commitment's own note."""
    found: list[tuple[str, Any]] = []
    for key, value in table.items():
        if rows.spelled(key) == "set" and isinstance(value, dict):
            found += [(f"{_SET}{name}", inner) for name, inner in value.items()]
        else:
            found.append((key, value))
    return found


def _visibility(typed: str) -> Visibility:
    return Visibility(find_member("visibility", Visibility, typed))


def _yes(name: str) -> Callable[[str], bool]:
    known = {"true": "yes", "yes": "yes", "false": "no", "no": "no", **YES_NO}
    return lambda typed: find_value(name, typed, known) == "yes"
