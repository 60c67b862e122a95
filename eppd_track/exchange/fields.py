"""A field's value from what a file holds: a text as typed, or a number, a day, a list, a table of its own.

Texts are read as on the command line (values.py); nothing is guessed.
"""

import datetime as dt
import unicodedata
from typing import Any

from msgspec import ValidationError, convert

from eppd_track.exchange.rows import Unusable
from eppd_track.ledger.convert import shown
from eppd_track.model.annotations import plain_type
from eppd_track.model.due import Due
from eppd_track.model.records import HEAD, INLINE, Inline, Ledger, Value
from eppd_track.rules.ids import find
from eppd_track.rules.values import AGENCY_FIELDS, find_agency, parse_field
from eppd_track.words import data as words
from eppd_track.words import refusals
from eppd_track.words.errors import WrongUse

YES_NO = {"是": "yes", "否": "no"}
_MOST_LETTERS = 300
_LIST_MARKS = str.maketrans("、，", ",,")


def is_clear(typed: str) -> bool:
    """Whether a text is the `-` that empties a field."""
    return unicodedata.normalize("NFKC", typed).strip() == "-"


_FAR = 10**30


def text_of(raw: Any) -> str:
    """One value as it would be typed. Raises WrongUse for a list, a table, a time of day or a formula."""
    if isinstance(raw, Unusable):
        raise WrongUse(raw.message, raw.remedy)
    if isinstance(raw, dt.datetime | dt.time | dt.timedelta):
        raise WrongUse(words.HAS_TIME.fill(typed=raw), words.DAY_ALONE)
    if isinstance(raw, dt.date):
        return raw.isoformat()
    if isinstance(raw, bool):
        return "true" if raw else "false"
    if isinstance(raw, float):
        return str(int(raw)) if raw.is_integer() else str(raw)
    if isinstance(raw, str) or (isinstance(raw, int) and abs(raw) < _FAR):
        return str(raw).strip()
    typed = "…" if isinstance(raw, int) else shown(raw)
    raise WrongUse(words.NOT_ONE_VALUE.fill(typed=typed), words.ONE_VALUE)


def value_of(name: str, raw: Any, ledger: Ledger, today: dt.date) -> Value:
    """The value of a field: as typed on the command line, or of its own kind; an empty text clears it.

    Raises EppdError for what the field cannot hold.
    """
    kind = plain_type(HEAD[name].type)
    if isinstance(raw, list) and kind is tuple:
        return _list_of(name, raw, ledger)
    if isinstance(raw, dict) and name in INLINE:
        return _inline(name, raw)
    typed = text_of(raw)
    mistaken = isinstance(raw, bool) and kind is not bool
    if mistaken or (isinstance(raw, float) and kind is Due and "." in typed):
        raise WrongUse(refusals.BAD_FIELD.fill(name=name, typed=typed), words.AS_TEXT)
    if kind is str and name not in AGENCY_FIELDS:
        return parse_field(name, typed, ledger, today)
    if len(typed) > _MOST_LETTERS and kind is not tuple:
        raise WrongUse(words.TOO_LONG.fill(name=name), words.ONE_VALUE)
    if kind is not tuple:
        typed = unicodedata.normalize("NFKC", typed).strip()
    elif name in AGENCY_FIELDS or name == "related":
        typed = typed.translate(_LIST_MARKS)
    return parse_field(name, YES_NO.get(typed, typed) if kind is bool else typed, ledger, today)


def _inline(name: str, raw: dict[str, Any]) -> Inline:
    try:
        inline: Inline = convert(raw, INLINE[name])
    except ValidationError as error:
        message = refusals.BAD_FIELD.fill(name=name, typed=shown(raw))
        raise WrongUse(message, refusals.INLINE_FORM[name]) from error
    return inline


def _list_of(name: str, raw: list[Any], ledger: Ledger) -> tuple[str, ...]:
    if not all(isinstance(part, str) for part in raw):
        raise WrongUse(words.TEXTS_ONLY.fill(name=name), words.BETWEEN_QUOTES)
    if name == "related":
        return tuple(find(ledger, part).id for part in raw)
    return tuple(find_agency(name, part, ledger) for part in raw) if name in AGENCY_FIELDS else tuple(raw)
