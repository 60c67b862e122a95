"""The text of a new ledger from what somebody answered: what it tracks, who is who, nothing agreed yet."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct, structs

from eppd_track.ledger.splices import render_value
from eppd_track.model.records import Agency, Dialogue, Pillar, SideName
from eppd_track.model.settings import Settings
from eppd_track.model.vocabulary import MeetingKind

_OPENING = """\
# What was agreed, and how it stands. Ids are permanent: a withdrawn id is never given out again.
# `eppd check` verifies this file. Commitments come with `eppd add`, meetings with `eppd meeting add`.
"""
_SIDES = """\
# The first side keeps this file; what is printed calls them by these names.
"""
_SETTINGS: Mapping[str, str] = {
    "timezone": 'decides which day "today" is',
    "language": "en | zh | both",
    "calendar": "gregorian | roc: how dates are printed; this file always holds ISO dates",
}
_CONTACT = """\
# [settings.contact]   # who signs letters to agencies (eppd chase); take the # away and fill in
# agency = ""          # the code of the house that keeps this file
# name = ""
# phone = ""
# mail = ""
"""
_SHOWN = ("timezone", "language", "calendar", "due_soon_days", "red_after_days")


class NewLedger(Struct, frozen=True, kw_only=True):
    """A ledger to begin with, `sides` being those with a name.

    `day` is that of the meeting it follows up, `end` its last where it lasts longer.
    """

    dialogue: Dialogue
    day: dt.date
    end: dt.date | None = None
    settings: Settings
    sides: Sequence[SideName]
    agencies: Sequence[Agency]
    pillars: Sequence[Pillar]


def text(made: NewLedger) -> str:
    """The ledger as text."""
    named = structs.asdict(made.dialogue)
    meeting = {
        "id": named["id"],
        "date": made.day,
        "end": made.end,
        "title": named["title"],
        "title_zh": named["title_zh"],
        "kind": MeetingKind.DIALOGUE,
    }
    tables = [
        *([_SIDES.rstrip()] if made.sides else []),
        *(_table("side", structs.asdict(side)) for side in made.sides),
        _table("meeting", meeting),
        *(_table("agency", structs.asdict(agency)) for agency in made.agencies),
        *(_table("pillar", structs.asdict(pillar)) for pillar in made.pillars),
    ]
    settings = "\n".join(["[settings]", *_commented(made.settings)])
    dialogue = "\n".join(["[dialogue]", *_lines(named)])
    contact = _CONTACT.rstrip()
    return "\n\n".join([_OPENING.rstrip(), "schema = 1", dialogue, settings, contact, *tables]) + "\n"


def _table(kind: str, values: Mapping[str, Any]) -> str:
    return "\n".join([f"[[{kind}]]", *_lines(values)])


def _lines(values: Mapping[str, Any]) -> Iterator[str]:
    return (f"{name} = {render_value(value)}" for name, value in values.items() if value is not None)


def _commented(settings: Settings) -> Iterator[str]:
    """The settings that most people change, each with what it may be."""
    lines = {name: f"{name} = {render_value(getattr(settings, name))}" for name in _SHOWN}
    width = max(len(lines[name]) for name in _SETTINGS)
    for name, line in lines.items():
        comment = _SETTINGS.get(name)
        yield f"{line:{width}}   # {comment}" if comment else line
