"""New entries from a list that somebody prepared, or from a proposal that they went through."""

import datetime as dt
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

from msgspec import Struct, structs

from eppd_track.exchange import entries, rows
from eppd_track.exchange.entries import ListForm
from eppd_track.exchange.fields import YES_NO, is_clear, text_of, value_of
from eppd_track.exchange.rows import FileEntry
from eppd_track.exchange.sheets.parcel import HeldFile
from eppd_track.ledger.intake import Link, NewEntry, Wanted, proof_of, usual
from eppd_track.model.records import HEAD, AgreedText, Aside, Ledger, Pillar, SourceDocument, Value
from eppd_track.model.vocabulary import DELIVERED, Language, Status
from eppd_track.rules.ids import find
from eppd_track.rules.query import find_value
from eppd_track.rules.values import find_member, parse_evidence
from eppd_track.words import agreed
from eppd_track.words import data as words
from eppd_track.words.errors import ChangeRefused, EppdError
from eppd_track.words.labels import FIELD
from eppd_track.words.text import Text

DOCUMENT = ("id", "title", "title_zh", "date", "lang", "meeting", "file", "print")
_DOCUMENT = {f"document_{name}" if name != "id" else "document": name for name in DOCUMENT}
FIELDS = tuple(name for name in HEAD if name not in {"id", "original_due"})
_OWN = (
    *("take", "link", "aside", "aside_zh", "place", "place_zh", "print", "words", "text", "evidence"),
    *("pillar_title", "pillar_title_zh", "claimed_by", "near", *_DOCUMENT),
)
_KNOWN = rows.names_of((*FIELDS, *_OWN), {**{name: (FIELD[name],) for name in FIELDS}, **agreed.COLUMN})


def _place(name: str, number: int, _table: Mapping[str, Any]) -> Text:
    return agreed.ENTRY.fill(name=name, number=number)


FORM = ListForm(
    kind="proposal",
    known=_KNOWN,
    top=tuple(_DOCUMENT),
    empty={".toml": agreed.TOML_FORM, ".json": agreed.JSON_FORM},
    suffixes=agreed.LIST_SUFFIXES,
    no_table=agreed.NO_TABLE,
    place=_place,
    marks=frozenset({"title", "title_zh"}),
)
Read = TypeVar("Read")


class IncomingEntries(Struct, frozen=True):
    """What was read: what is wanted of the ledger, how many were left, what is wrong, what else there is."""

    wanted: Wanted
    left: int = 0
    troubles: tuple[Text, ...] = ()
    notices: tuple[Text, ...] = ()


def read(path: Path | HeldFile, ledger: Ledger, today: dt.date) -> IncomingEntries:
    """The new entries of a prepared file. Raises WrongUse or ChangeRefused when it cannot be read."""
    found = entries.read(path, FORM)
    reader = _Reader(ledger, today, found.top)
    for entry in found.found:
        if isinstance(entry, FileEntry):
            reader.take(entry)
        else:
            reader.troubles.append(entry)
    notices = (*found.notices, *reader.notices)
    return IncomingEntries(reader.wanted(), reader.left, tuple(reader.troubles), notices)


class _Reader:
    """One reading: what is wanted so far, and what is to be said of it."""

    def __init__(self, ledger: Ledger, today: dt.date, top: FileEntry) -> None:
        self.ledger = ledger
        self.today = today
        self.top = top
        self.document: SourceDocument | None = None
        self.entries: list[NewEntry] = []
        self.links: list[Link] = []
        self.asides: list[Aside] = []
        self.troubles: list[Text] = []
        self.notices: list[Text] = []
        self.left = 0

    def wanted(self) -> Wanted:
        """Everything read, with the document where something stands in it."""
        document = self.document if self.entries or self.links or self.asides else None
        return Wanted(document, tuple(self.entries), tuple(self.links), tuple(self.asides))

    def take(self, entry: FileEntry) -> None:
        """Adds what a row asks for, or names every fault it has."""
        held = len(self.troubles)
        document = self._document(entry)
        agreed_text = self._agreed(entry, document)
        reason = {name: self._value(entry, name, str) for name in ("aside", "aside_zh")}
        link = self._value(entry, "link", lambda typed: find(self.ledger, typed).id)
        taken = self._value(entry, "take", _yes)
        if not entry.sound or len(self.troubles) > held:
            return
        if self._settled(agreed_text, link, aside=any(reason.values())):
            self.notices.append(words.ALREADY_THERE.fill(where=entry.where))
        elif any(reason.values()):
            self._aside(entry, agreed_text, reason)
        elif link is not None:
            self._link(entry, agreed_text, link)
        elif taken is False:
            self.left += 1
        else:
            self._entry(entry, agreed_text, document)

    def _settled(self, text: AgreedText | None, link: str | None, *, aside: bool) -> bool:
        """Whether the ledger has already what a row wants for its clause; nothing is written twice."""
        if text is None or text.print is None or self.document is None:
            return False
        if aside:
            return any(one.print == text.print for one in self.document.asides)
        claims = [
            one.id
            for one in self.ledger.commitments
            if any((held.document, held.print) == (text.document, text.print) for held in one.texts)
        ]
        return link in claims if link is not None else bool(claims)

    def _aside(self, entry: FileEntry, text: AgreedText | None, reason: Mapping[str, str | None]) -> None:
        if text is None or text.print is None:
            self.troubles.append(rows.fault(entry.where, agreed.NEEDS_PRINT, agreed.FROM_INTAKE))
            return
        self.asides.append(
            Aside(
                place=text.place,
                place_zh=text.place_zh,
                print=text.print,
                reason=reason["aside"],
                reason_zh=reason["aside_zh"],
            )
        )

    def _link(self, entry: FileEntry, text: AgreedText | None, identifier: str) -> None:
        if text is None or text.print is None:
            self.troubles.append(rows.fault(entry.where, agreed.NEEDS_PRINT, agreed.FROM_INTAKE))
            return
        self.links.append(Link(identifier, text))

    def _entry(self, entry: FileEntry, text: AgreedText | None, document: SourceDocument | None) -> None:
        held = len(self.troubles)
        pillar = self._pillar(entry)
        known = self._with(pillar)
        fields = self._fields(entry, known)
        evidence = self._evidence(entry)
        for name in ("pillar", "owner"):
            if fields.get(name) is None and len(self.troubles) == held:
                self.troubles.append(rows.fault(entry.where, agreed.LACKS.fill(field=FIELD[name])))
        if not (fields.get("title") or fields.get("title_zh")) and len(self.troubles) == held:
            self.troubles.append(rows.fault(entry.where, agreed.LACKS.fill(field=FIELD["title"])))
        if len(self.troubles) > held:
            return
        fields = self._completed(fields)
        if not evidence and document is not None and fields.get("status") is Status.COMPLETED:
            evidence = proof_of(DELIVERED, document)
        self.entries.append(
            NewEntry(fields=fields, agreed=text, evidence=evidence, pillar=pillar, where=entry.where)
        )

    def _completed(self, fields: dict[str, Value]) -> dict[str, Value]:
        """The fields with what a new entry gets where nothing else is given."""
        given: dict[str, Value] = {
            "status": Status.NOT_STARTED,
            "listed": self.today,
            "owner_confirmed": False,
        }
        given |= fields
        return given | usual(given, self.ledger)

    def _with(self, pillar: Pillar | None) -> Ledger:
        """The ledger with a pillar that the row brings along."""
        known = {one.number for one in self.ledger.pillars}
        if pillar is None or pillar.number in known:
            return self.ledger
        return structs.replace(self.ledger, pillars=(*self.ledger.pillars, pillar))

    def _pillar(self, entry: FileEntry) -> Pillar | None:
        """The pillar a row brings along: its number with a title."""
        titles = {name: self._value(entry, f"pillar_{name}", str) for name in ("title", "title_zh")}
        number = self._value(entry, "pillar", str) or ""
        if not any(titles.values()) or not number.isdigit():
            return None
        return Pillar(number=int(number), title=titles["title"], title_zh=titles["title_zh"])

    def _fields(self, entry: FileEntry, ledger: Ledger) -> dict[str, Value]:
        fields: dict[str, Value] = {}
        for key, (_, raw) in entry.values.items():
            if key not in FIELDS:
                continue
            try:
                cleared = isinstance(raw, str) and is_clear(raw)
                if not cleared and raw != "":
                    fields[key] = value_of(key, raw, ledger, self.today)
            except EppdError as error:
                self.troubles.append(rows.refused(entry.at(key), error))
        return fields

    def _evidence(self, entry: FileEntry) -> tuple[Any, ...]:
        _, raw = entry.values.get("evidence", ("evidence", ""))
        try:
            lines = [text_of(part) for part in raw] if isinstance(raw, list) else text_of(raw).splitlines()
            return tuple(parse_evidence(line, self.today) for line in lines if line.strip())
        except EppdError as error:
            self.troubles.append(rows.refused(entry.at("evidence"), error))
            return ()

    # ---- where the words stand ----

    def _agreed(self, entry: FileEntry, document: SourceDocument | None) -> AgreedText | None:
        if document is None:
            return None
        given = {name: self._value(entry, name, str) for name in ("place", "place_zh", "print", "words")}
        if not any(given.values()):
            return None
        return AgreedText(document=document.id, **given)

    def _document(self, entry: FileEntry) -> SourceDocument | None:
        """The document that a row or the top of its file names, as the ledger has it where it knows it.

        Raises ChangeRefused for a fault in what is said of a new one: all rows stand in it.
        """
        given = {
            name: self._value(entry, key, str) or self._value(self.top, key, str)
            for key, name in _DOCUMENT.items()
        }
        name = given.pop("id")
        if name is None:
            return None
        if self.document is not None:
            if self.document.id != name:
                self.troubles.append(rows.fault(entry.at("document"), agreed.ONE_DOCUMENT))
            return self.document
        known = next((one for one in self.ledger.documents if one.id == name), None)
        held = len(self.troubles)
        self.document = known or self._new_document(entry, name, given)
        if len(self.troubles) > held:
            raise ChangeRefused(self.troubles[held])
        return self.document

    def _new_document(self, entry: FileEntry, name: str, given: Mapping[str, str | None]) -> SourceDocument:
        from eppd_track.rules.dates import parse_day  # noqa: PLC0415 - for a new document alone

        day = self._parsed(
            entry, "document_date", given["date"], lambda typed: parse_day(typed, self.today, past=True)
        )
        lang = self._parsed(
            entry,
            "document_lang",
            given["lang"],
            lambda typed: Language(find_member("lang", Language, typed)),
        )
        meetings = {meeting.id: meeting.id for meeting in self.ledger.meetings}
        meeting = self._parsed(
            entry, "document_meeting", given["meeting"], lambda typed: find_value("meeting", typed, meetings)
        )
        return SourceDocument(
            id=name,
            title=given["title"],
            title_zh=given["title_zh"],
            date=day,
            lang=lang,
            meeting=meeting,
            file=given["file"],
            print=given["print"],
        )

    # ---- values ----

    def _value(self, entry: FileEntry, key: str, parse: Callable[[str], Read]) -> Read | None:
        """The value of a key; None where it says nothing, and where it is refused, which is named."""
        _, raw = entry.values.get(key, (key, ""))
        try:
            typed = text_of(raw)
        except EppdError as error:
            self.troubles.append(rows.refused(entry.at(key), error))
            return None
        return self._parsed(entry, key, typed, parse)

    def _parsed(
        self, entry: FileEntry, key: str, typed: str | None, parse: Callable[[str], Read]
    ) -> Read | None:
        try:
            return parse(typed) if typed and not is_clear(typed) else None
        except EppdError as error:
            where = entry if key in entry.values or key not in self.top.values else self.top
            self.troubles.append(rows.refused(where.at(key), error))
            return None


def _yes(typed: str) -> bool:
    known = {"true": "yes", "yes": "yes", "false": "no", "no": "no", **YES_NO}
    return find_value("take", typed, known) == "yes"
