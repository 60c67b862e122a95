"""What a meeting brought, as wishes: from TOML, JSON, CSV, a spreadsheet, or minutes as people write them.

Each entry is read as `eppd update` reads its options. An entry with a fault is not taken, the fault is
named with its place, and the others come through.
"""

import contextlib
import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from msgspec import structs

from eppd_track.documents import open as documents
from eppd_track.documents.open import SUFFIXES
from eppd_track.exchange import entries, heads, prose, rows
from eppd_track.exchange.entries import ListForm
from eppd_track.exchange.fields import YES_NO, is_clear, text_of, value_of
from eppd_track.exchange.incoming import Defaults, Incoming
from eppd_track.exchange.prose import Settle, leave_open
from eppd_track.exchange.rows import FileEntry
from eppd_track.exchange.sheets.parcel import HeldFile
from eppd_track.ledger.batch import Left, Wish, on_record, stands
from eppd_track.ledger.changes import Request
from eppd_track.ledger.toml import Table
from eppd_track.model.due import Due
from eppd_track.model.records import HEAD, Commitment, Ledger, Value
from eppd_track.model.vocabulary import Visibility
from eppd_track.rules.dates import echo, parse_day
from eppd_track.rules.ids import find
from eppd_track.rules.query import find_value
from eppd_track.rules.values import find_member, parse_evidence
from eppd_track.words import data as words
from eppd_track.words import minutes as prose_words
from eppd_track.words import printing
from eppd_track.words.days import show_day
from eppd_track.words.errors import ChangeRefused, EppdError, PageRefused, WrongUse
from eppd_track.words.labels import FIELD
from eppd_track.words.text import Text, both, join

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
_EMPTY = {".toml": words.TOML_FORM, ".json": words.JSON_FORM}

Read = TypeVar("Read")


def read(
    path: Path | HeldFile, ledger: Ledger, today: dt.date, defaults: Defaults, settle: Settle = leave_open
) -> Incoming:
    """The wishes in a prepared file, in a document, or in what came through a pipe.

    What it says of a day, a person or a meeting goes before `defaults`, but what the head of a document says
    goes behind what somebody asked for. `settle` is asked which commitment is meant where that is not sure.
    Raises WrongUse for a suffix that is none of ours, ChangeRefused when the file cannot be read.
    """
    reader = _Reader(ledger, today, defaults)
    found: tuple[FileEntry | Text, ...]
    if isinstance(path, Path) and is_document(path):
        found = reader.document(path, settle)
        if not (found or reader.troubles or reader.left):
            raise ChangeRefused(words.NO_ENTRIES.fill(name=path.name), words.ROWS_FORM)
    else:
        found = reader.prepared(path)
    for entry in found:
        if isinstance(entry, FileEntry):
            reader.take(entry)
        else:
            reader.troubles.append(entry)
    return reader.minutes()


def is_document(path: Path | HeldFile) -> bool:
    """Whether a file holds minutes as people write them, and no prepared list."""
    return isinstance(path, Path) and path.suffix.lower() in SUFFIXES


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
            notices.append(words.SAYS_NOTHING.fill(ids=self.silent))
        return Incoming(tuple(self.wishes), tuple(self.troubles), tuple(notices), self.left)

    # ---- from a file to entries ----

    def prepared(self, path: Path | HeldFile) -> tuple[FileEntry | Text, ...]:
        """The entries of a prepared list; what stands above them goes before the defaults."""
        form = ListForm(
            kind="update",
            known=KNOWN,
            top=_TOP,
            empty=_EMPTY,
            suffixes=words.MINUTES_SUFFIXES,
            no_table=words.NO_TABLE,
            place=self._place,
        )
        found = entries.read(path, form)
        self._top(found.top)
        self.notices += found.notices
        return found.found

    def document(self, path: Path, settle: Settle) -> tuple[FileEntry, ...]:
        """The entries of minutes as people write them; their head gives the day and the meeting.

        Raises PageRefused where what compares words is not installed.
        """
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

    def _top(self, top: FileEntry) -> None:
        """Takes over what holds for all entries. Raises ChangeRefused for a fault in it."""
        self.defaults = Defaults(
            date=self._value(top, "date", self._day) or self.defaults.date,
            by=self._value(top, "by", str) or self.defaults.by,
            meeting=self._value(top, "meeting", self._meeting) or self.defaults.meeting,
        )
        if self.troubles:
            raise ChangeRefused(self.troubles[0])

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


def _visibility(typed: str) -> Visibility:
    return Visibility(find_member("visibility", Visibility, typed))


def _yes(name: str) -> Callable[[str], bool]:
    known = {"true": "yes", "yes": "yes", "false": "no", "no": "no", **YES_NO}
    return lambda typed: find_value(name, typed, known) == "yes"
