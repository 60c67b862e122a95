"""An export beside the ledger: the wishes that would make them the same, and what cannot be taken back.

What a format holds and how its values are read, its own class says (data.py).
"""

import datetime as dt
from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from eppd_track.exchange import rows
from eppd_track.exchange.incoming import Defaults, Incoming
from eppd_track.exchange.rows import FileEntry
from eppd_track.ledger.batch import Wish
from eppd_track.ledger.changes import Request
from eppd_track.ledger.writer import alike
from eppd_track.model.records import HEAD, Commitment, Ledger, Update, Value
from eppd_track.model.vocabulary import Status
from eppd_track.report.sentences import value_words
from eppd_track.rules.dates import parse_day
from eppd_track.rules.history import current_value
from eppd_track.rules.ids import find
from eppd_track.words import data as words
from eppd_track.words.errors import EppdError, WrongUse
from eppd_track.words.labels import FIELD
from eppd_track.words.text import Text, join, same

_MOST_NAMED = 12
_UNKNOWN = object()


class Comparison(ABC):
    """One reading of an export: what it wants, what is wrong with it, and what else there is to know.

    `stale` says that the ledger changed since, `newer` names the fields that were changed there alone,
    `missing` what the export does not have.
    """

    def __init__(self, name: str, ledger: Ledger, defaults: Defaults) -> None:
        self.name = name
        self.ledger = ledger
        self.defaults = defaults
        ids = Counter(commitment.id for commitment in ledger.commitments)
        self.exact = {one.id: one for one in ledger.commitments if ids[one.id] == 1}
        self.wishes: list[Wish] = []
        self.troubles: list[Text] = []
        self.notices: list[Text] = []
        self.newer: list[Text] = []
        self.missing: list[str] = []
        self.stale = False

    # ---- what a format says for itself ----

    @abstractmethod
    def compare(self, text: str) -> None:
        """Reads the text and finds what differs."""

    @abstractmethod
    def held(self, commitment: Commitment) -> Mapping[str, Any]:
        """What the ledger holds of a commitment, as the format writes it."""

    def untouched(self, raw: Any, held: Any) -> bool:
        """Whether a value of the export is still what the ledger holds."""
        return alike(raw, held)

    @abstractmethod
    def parsed(self, name: str, raw: Any) -> Value:
        """The value of a field as the format writes it. Raises EppdError."""

    @abstractmethod
    def since(self, entry: FileEntry, commitment: Commitment, held: Mapping[str, Any]) -> Sequence[Update]:
        """The records that the ledger has gained since the export, as far as it tells."""

    @abstractmethod
    def parts(self, entry: FileEntry, held: Mapping[str, Any], since: Sequence[Update]) -> None:
        """Names the parts of a commitment that differ, where the format holds any."""

    # ---- what is alike for all ----

    def minutes(self) -> Incoming:
        """Everything found."""
        notices = [words.STALE.fill(name=self.name)] if self.stale else []
        if self.newer:
            notices.append(words.LEFT_NEWER.fill(what=some(self.newer)))
        if self.missing:
            missing = some([same(name) for name in self.missing])
            notices.append(words.NOT_THERE.fill(name=self.name, what=missing))
        return Incoming(tuple(self.wishes), tuple(self.troubles), (*notices, *self.notices))

    def take_all(self, entries: Iterable[FileEntry]) -> None:
        """Compares each entry with its commitment; of one that stands there twice neither is taken."""
        found = [(entry, self._commitment(entry)) for entry in entries]
        counts = Counter(commitment.id for _, commitment in found if commitment is not None)
        for identifier in (identifier for identifier, count in counts.items() if count > 1):
            self.troubles.append(rows.fault(same(self.name), words.TWICE.fill(id=identifier)))
        for entry, commitment in found:
            if commitment is not None and counts[commitment.id] == 1:
                self._take(entry, commitment)
        self.missing += [one.id for one in self.ledger.commitments if one.id not in counts]

    def _commitment(self, entry: FileEntry) -> Commitment | None:
        """The commitment an entry is of; None, named as a trouble, where there is none."""
        _, typed = entry.values.get("id", ("", None))
        if not isinstance(typed, str) or not typed.strip():
            self.troubles.append(rows.fault(entry.where, words.NO_ID, words.GIVE_ID))
            return None
        try:
            return self.exact.get(typed) or find(self.ledger, typed)
        except EppdError as error:
            self.troubles.append(rows.refused(entry.where, error))
            return None

    def _take(self, entry: FileEntry, commitment: Commitment) -> None:
        """Adds the wish of an entry; one with a value that cannot be read is not taken."""
        held = self.held(commitment)
        since = self.since(entry, commitment, held)
        self.stale = self.stale or bool(since)
        fields: dict[str, Value] = {}
        sound = True
        for name in HEAD:
            _, raw = entry.values.get(name, ("", _UNKNOWN))
            if name == "id" or raw is _UNKNOWN or self.untouched(raw, held[name]):
                continue
            try:
                value = self.parsed(name, raw)
            except EppdError as error:
                self.troubles.append(rows.refused(entry.at(name), error))
                sound = False
                continue
            differs = not _same(value, current_value(commitment, name))
            if differs and self._is_wanted(name, value, entry, commitment, since):
                fields[name] = value
        self.parts(entry, held, since)
        if sound:
            self._wish(entry, commitment, fields)

    def _is_wanted(
        self, name: str, value: Value, entry: FileEntry, commitment: Commitment, since: Sequence[Update]
    ) -> bool:
        """Whether a field that differs was changed in the export, and in the export alone."""
        if name == "original_due":
            if not any("due" in update.changes for update in since):
                self.troubles.append(rows.fault(entry.at(name), words.NOT_IMPORTED, words.CHANGE_BY_COMMAND))
            return False
        first = next((update for update in since if name in update.changes), None)
        if first is None:
            return True
        if name in first.previous and _same(value, first.previous[name]):
            self.newer.append(words.NEWER_FIELD.fill(id=commitment.id, field=lower(name)))
            return False
        now = self._in_words(current_value(commitment, name))
        told = words.CONFLICT.fill(field=lower(name), now=now, given=self._in_words(value))
        self.troubles.append(rows.fault(entry.where, told, words.SETTLE_BY_HAND))
        return False

    def _in_words(self, value: Value) -> Text:
        told = value_words(value, self.ledger.settings.calendar)
        return told if told.data else words.NOTHING

    def _wish(self, entry: FileEntry, commitment: Commitment, fields: dict[str, Value]) -> None:
        """Adds a wish with these fields and what the entry says to them, if there is anything."""
        reason, note = self._said(entry, "reason"), self._said(entry, "record_note")
        if not (fields or reason or note):
            return
        closing = fields.get("status") is Status.CLOSED
        approved = fields.get("approved_by", commitment.approved_by) if closing else None
        request = Request(
            date=self.defaults.date,
            by=self.defaults.by,
            meeting=self.defaults.meeting,
            fields=fields,
            note=note or words.IMPORTED.fill(name=self.name).label(self.ledger.settings.language),
            reason=reason,
            approved_by=str(approved) if approved else None,
        )
        self.wishes.append(Wish(commitment.id, request, entry.where))

    def _said(self, entry: FileEntry, key: str) -> str | None:
        """What an entry gives as the reason or the note of its record."""
        _, raw = entry.values.get(key, ("", None))
        if raw is None or isinstance(raw, str):
            return (raw or "").strip() or None
        self.troubles.append(rows.fault(entry.at(key), words.TEXTS_ONLY.fill(name=key), words.BETWEEN_QUOTES))
        return None


def last_seen(typed: Any, today: dt.date) -> dt.date | None:
    """The day of the last record that an export knows of, the first of all days for none; else None."""
    if typed in (None, ""):
        return dt.date.min
    try:
        return parse_day(typed, today) if isinstance(typed, str) else None
    except WrongUse:
        return None


def some(names: Sequence[Text]) -> Text:
    """The first names of many, and how many more there are."""
    shown = join(list(names[:_MOST_NAMED]))
    more = len(names) - _MOST_NAMED
    return words.AND_MORE.fill(shown=shown, count=more) if more > 0 else shown


def lower(name: str) -> Text:
    """The name of a field inside a sentence."""
    return FIELD[name].map(str.lower)


def _same(one: Value, other: Value) -> bool:
    """Whether two values say the same; an empty text says no more than none."""
    return one == other or (one in (None, "") and other in (None, ""))
