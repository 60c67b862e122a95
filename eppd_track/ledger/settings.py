"""What stands in `[settings]` and means nothing: each is named with what is taken instead."""

from collections.abc import Iterator

from msgspec import structs

from eppd_track.ledger.convert import nearest
from eppd_track.ledger.places import At, locate
from eppd_track.ledger.reading import Reading
from eppd_track.ledger.toml import Table
from eppd_track.model.settings import Settings
from eppd_track.words import faults
from eppd_track.words.errors import Problem
from eppd_track.words.text import Text, same

AT: At = ("settings", 0)


def understood(reading: Reading) -> Reading:
    """The reading with its settings as they are taken: `misset` holds what of them means nothing."""
    table = reading.data.get("settings", {})
    settings = reading.given.settings
    found = list(_unread(reading, table))
    usual = Settings().timezone
    if settings.timezone != usual and not known_timezone(settings.timezone):
        problem = _problem(reading, faults.UNKNOWN_TIMEZONE, "timezone", value=settings.timezone)
        found.append(_taken(problem, "timezone"))
        settings = structs.replace(settings, timezone=usual)
    strange = list(_strange(reading, table)) if isinstance(table, dict) else []
    if not (found or strange):
        return reading
    places = {(problem.line, problem.column) for problem in found}
    kept = (problem for problem in reading.problems if (problem.line, problem.column) not in places)
    return structs.replace(
        reading,
        given=structs.replace(reading.given, settings=settings),
        problems=tuple(sorted((*kept, *found), key=lambda one: (one.line, one.column))),
        misset=(*found, *strange),
    )


def _strange(reading: Reading, table: Table) -> Iterator[Problem]:
    """The names among the settings that the ledger does not know."""
    inner = any(isinstance(value, dict) for value in table.values())
    if not (inner or table.keys() - set(Settings.__struct_fields__)):
        return
    from eppd_track.ledger.names import strangers  # noqa: PLC0415 - for what is wrong alone

    for one in strangers(table, "settings"):
        near = nearest(one.name, one.known)
        yield _problem(reading, faults.UNKNOWN_KEY, one.key, table=one.table, name=one.name, nearest=near)


def _unread(reading: Reading, table: object) -> Iterator[Problem]:
    """What reading named of the settings, each with what is taken instead."""
    if not reading.problems:
        return
    document = reading.document
    names = table if isinstance(table, dict) else ("settings",)
    places = {locate(document, AT, name): name for name in names}
    texts = reading.text.split("\n")
    mine = {line for block in document.of("settings") for line in document.lines(block)}
    for problem in reading.problems:
        name = places.get((problem.line, problem.column))
        if name is None and problem.line in mine:
            name = texts[problem.line - 1].partition("=")[0].strip()
        if name is not None:
            yield _taken(problem, name)


def _problem(reading: Reading, rule: faults.Rule, key: str, /, **values: object) -> Problem:
    return rule.problem(locate(reading.document, AT, key), None, **values)


def _taken(problem: Problem, name: str) -> Problem:
    usual = faults.UNSET.get(name) or getattr(Settings(), name, faults.USUAL)
    value = usual if isinstance(usual, Text) else same(usual)
    return structs.replace(problem, remedy=faults.TAKEN.fill(remedy=problem.remedy, value=value))


def known_timezone(name: str) -> bool:
    """Whether the time zone database has a zone of that name."""
    from zoneinfo import ZoneInfo  # noqa: PLC0415 - not for the help

    try:
        ZoneInfo(name)
    except (ValueError, OSError, KeyError):
        return False
    return True
