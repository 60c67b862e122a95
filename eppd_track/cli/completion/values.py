"""The values that may stand on a command line: closed lists, and what the ledger holds."""

import os
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from eppd_track.model.records import Ledger

_LONGEST = 60
"""Characters of a title that is shown beside an id."""


class Completion(NamedTuple):
    """Something to put in, and what it means."""

    value: str
    meaning: str = ""


def known_values(wanted: str, file: str, language: str) -> Iterator[Completion]:
    """What a column of grammar.tsv stands for: values with commas in between, or a name with `@`.

    `file` is the ledger named on the line, `language` the one asked for; empty where none is.
    """
    if not wanted.startswith("@"):
        yield from (Completion(value) for value in wanted.split(","))
        return
    if wanted in CLOSED:
        if wanted in _NAMED_BY_LEDGER:
            _ledger(file)
        yield from CLOSED[wanted](language)
        return
    ledger = _ledger(file)
    if ledger is not None:
        language = language or ledger.settings.language
        yield from HELD[wanted](ledger, "en" if language == "en" else "zh")


def _ledger(file: str) -> "Ledger | None":
    """The ledger that the line, the variable or this folder names, or None where it cannot be read."""
    from eppd_track.cli.shared import reading  # noqa: PLC0415 - for values of the ledger alone
    from eppd_track.ledger import store  # noqa: PLC0415 - likewise
    from eppd_track.words.errors import LedgerUnreadable  # noqa: PLC0415 - for values of the ledger alone
    from eppd_track.words.labels import name_sides  # noqa: PLC0415 - likewise

    option = Path(file).expanduser() if file else None
    try:
        found = store.find(option, os.environ, Path.cwd())
        ledger = reading.read(store.read(found.path), os.environ).heads
    except (LedgerUnreadable, OSError):
        return None
    name_sides(ledger.sides)
    return ledger


def _title(en: str | None, zh: str | None, language: str) -> str:
    text = (en or zh or "") if language == "en" else (zh or en or "")
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def _members(name: str) -> Callable[[str], Iterator[Completion]]:
    """The values of a list, with their names where these say more."""

    def listed(language: str) -> Iterator[Completion]:
        from eppd_track.model import vocabulary  # noqa: PLC0415
        from eppd_track.words.labels import members, name_of  # noqa: PLC0415
        from eppd_track.words.text import of_code  # noqa: PLC0415

        for value in members(getattr(vocabulary, name)):
            printed = name_of(value).label(of_code(language))
            yield Completion(value.value, "" if printed.replace(" ", "-") == value.value else printed)

    return listed


def _topics(ledger: "Ledger", language: str) -> Iterator[Completion]:
    pairs = [(item.topic, item.topic_zh) for item in ledger.commitments]
    for topic, topic_zh in dict.fromkeys(pairs):
        first, other = (topic, topic_zh) if language == "en" else (topic_zh, topic)
        if first or other:
            yield Completion(first or other or "", (other or "") if first else "")


CLOSED: Mapping[str, Callable[[str], Iterator[Completion]]] = {
    f"@{name.lower()}": _members(name)
    for name in (
        *("Status", "Sides", "Party", "Move", "Light", "Kind", "Strength", "Cadence", "Priority", "Closure"),
        *("Visibility", "Audience", "Calendar", "Language", "MeetingKind"),
    )
}
"""The lists of values, by the word that stands for each in grammar.tsv."""
_NAMED_BY_LEDGER = frozenset({"@sides", "@party", "@move", "@kind"})
"""Those in which a ledger may give the sides names of its own."""
HELD: Mapping[str, Callable[["Ledger", str], Iterator[Completion]]] = {
    "@id": lambda ledger, language: (
        Completion(item.id, _title(item.title, item.title_zh, language)) for item in ledger.commitments
    ),
    "@agency": lambda ledger, language: (
        Completion(agency.code, _title(agency.name, agency.name_zh, language)) for agency in ledger.agencies
    ),
    "@meeting": lambda ledger, language: (
        Completion(
            meeting.id,
            f"{meeting.date} {_title(meeting.title, meeting.title_zh, language)}",
        )
        for meeting in ledger.meetings
    ),
    "@pillar": lambda ledger, language: (
        Completion(str(pillar.number), _title(pillar.title, pillar.title_zh, language))
        for pillar in ledger.pillars
    ),
    "@document": lambda ledger, language: (
        Completion(document.id, _title(document.title, document.title_zh, language))
        for document in ledger.documents
    ),
    "@topic": _topics,
    "@tag": lambda ledger, _: (
        Completion(tag) for tag in dict.fromkeys(tag for item in ledger.commitments for tag in item.tags)
    ),
}
"""What the ledger holds, likewise."""
