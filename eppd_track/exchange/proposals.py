"""What a document proposes, as a list to go through in peace: TOML, or a sheet, the sentence beside each.

`eppd add --from` reads it back (exchange/additions.py).
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any

from eppd_track.exchange.additions import DOCUMENT
from eppd_track.exchange.sheets.plain import PlainTable
from eppd_track.ledger.splices import render_value
from eppd_track.ledger.writer import is_empty, to_toml
from eppd_track.model.due import Due
from eppd_track.model.records import HEAD, Inline, SourceDocument
from eppd_track.model.vocabulary import Language, Term
from eppd_track.rules.intake import ProposedEntry
from eppd_track.rules.likeness import Near
from eppd_track.words import agreed
from eppd_track.words.labels import FIELD, name_of
from eppd_track.words.pages import NO, YES
from eppd_track.words.text import Text, first

_FIRST = ("title_zh", "title", "pillar", "owner", "kind", "strength", "sides", "status", "next_move", "due")
_COLUMNS = (
    *("take", "text", *_FIRST, "pillar_title_zh", "pillar_title", "link", "aside", "aside_zh", "near"),
    *("claimed_by", "place_zh", "place"),
    *(name for name in HEAD if name not in {"id", "original_due", *_FIRST}),
    *("print", "document", *(f"document_{name}" for name in DOCUMENT if name != "id")),
)
_WIDE = frozenset({"text", "title", "title_zh"})
_TO_FILL = frozenset({"link", "aside"})


def rows(
    found: Sequence[ProposedEntry], near: Mapping[str, tuple[Near, ...]], document: SourceDocument
) -> list[dict[str, Any]]:
    """The proposals, each as the values of its keys, empty ones left out; `near` by fingerprint."""
    about = {
        f"document_{name}" if name != "id" else "document": value
        for name in DOCUMENT
        if (value := getattr(document, name)) is not None
    }
    return [_row(one, near.get(one.agreed.print or "", ())) | about for one in found]


def _row(one: ProposedEntry, near: Sequence[Near]) -> dict[str, Any]:
    values: dict[str, Any] = {
        "take": not one.settled,
        "text": one.clause.text,
        **{name: value for name, value in one.fields.items() if not is_empty(name, value)},
        "pillar_title_zh": one.pillar.title_zh if one.pillar else None,
        "pillar_title": one.pillar.title if one.pillar else None,
        "near": ", ".join(f"{each.id} {each.score:.2f}" for each in near),
        "claimed_by": ", ".join(one.claimed_by),
        "place_zh": one.agreed.place_zh,
        "place": one.agreed.place,
        "print": one.agreed.print,
    }
    return {name: values[name] for name in _COLUMNS if values.get(name) not in {None, ""}}


def to_toml_text(found: Sequence[Mapping[str, Any]]) -> str:
    """Proposals as TOML: what holds for all of them at the top, then a table each."""
    first_row = found[0] if found else {}
    shared = {name: value for name, value in first_row.items() if name.startswith("document")}
    lines = [*(f"# {line}" for line in agreed.LIST_OPENING.spellings[:2]), "", *_lines(shared)]
    for one in found:
        own = {name: value for name, value in one.items() if name not in shared}
        lines += ["", "[[proposal]]", *_lines(own)]
    return "\n".join(lines) + "\n"


def _lines(values: Mapping[str, Any]) -> list[str]:
    return [f"{name} = {render_value(to_toml(value))}" for name, value in values.items()]


def table(found: Sequence[Mapping[str, Any]], language: Language, day: dt.date) -> PlainTable:
    """Proposals as a table: the columns that hold anything, and those that somebody may fill in."""
    names = [name for name in _COLUMNS if name in _TO_FILL or any(name in one for one in found)]
    return PlainTable(
        name=agreed.LIST_NAME.brief(first(language)),
        heads=tuple(_head(name).brief(first(language)) for name in names),
        rows=tuple(tuple(_text(one.get(name), first(language)) for name in names) for one in found),
        wide=tuple(name in _WIDE for name in names),
        day=day,
    )


def _head(name: str) -> Text:
    return agreed.COLUMN[name][0] if name in agreed.COLUMN else FIELD[name]


def _text(value: object, language: Language) -> str:
    match value:
        case None:
            return ""
        case bool():
            return (YES if value else NO).brief(language)
        case Due():
            return value.text
        case StrEnum() | Term():
            return name_of(value).brief(language)
        case Inline():
            return value.typed
        case tuple():
            return ", ".join(map(str, value))
        case dt.date():
            return value.isoformat()
    return str(value)
