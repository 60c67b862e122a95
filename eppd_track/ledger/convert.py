"""From what TOML holds to a field's type, and back to words for what does not fit."""

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import Any

from msgspec import ValidationError, convert

from eppd_track.model.annotations import bounds
from eppd_track.model.due import Due
from eppd_track.model.vocabulary import THIRD, Move, Party, Side, Sides, Term, is_side, put_together
from eppd_track.words import faults, wanted
from eppd_track.words.text import Text, same

_LETTERS_A_SLIP = 6
"""With more slips than one in so many letters a longer name for the same is likelier."""
_NUMBER = r"\s*([+-]?\d{1,9})(?:\.0+)?(?!\s*[\d.,~–-])"


Terms = Mapping[type[Term], Sequence[Term]]


def convert_value(value: object, kind: Any, known: Terms | None = None) -> Any:
    """A plain TOML value as `kind`, a term being one of the `known` ones where these are given.

    Raises ValidationError.
    """
    return convert(value, kind, builtin_types=(dt.date,), dec_hook=partial(_decode, known))


def _decode(known: Terms | None, kind: type, value: object) -> Due | Term:
    """A due date from a TOML date or the text that was agreed; a term from a text."""
    if kind is Due and type(value) is dt.date:
        return Due(value.isoformat())
    if isinstance(value, str):
        if kind is Due:
            return Due(value)
        if issubclass(kind, Term) and (value in known[kind] if known else _can_be(kind, value)):
            return kind(value)
        if known and issubclass(kind, Sides | Move):
            several = put_together(value.split("+"), known[Party])
            if several is not None:
                return kind(several)
    raise ValidationError(f"expected {kind.__name__}")


def _can_be(kind: type[Term], value: str) -> bool:
    """Whether a text can be a term where nobody knows the sides."""
    return kind is not Side or value == THIRD or is_side(value)


def number_wanted(kind: Any, name: str, value: object) -> tuple[Text, Text]:
    """What a field of whole numbers should be, and what to write: the number that a text begins with."""
    low, high = bounds(kind)
    words = wanted.A_NUMBER.fill(low=low, high=high)
    said = wanted.NUMBER_WANTED.fill(words=words)
    begins = re.match(_NUMBER, unicodedata.normalize("NFKC", str(value)))
    if begins is None or not low <= int(begins[1]) <= high:
        return said, words
    return said, same(f"{name} = {int(begins[1])}")


def shown(value: object) -> str:
    """A value as it stands in a file, tables and lists in short."""
    if isinstance(value, dict | list):
        return "{ … }" if isinstance(value, dict) else "[ … ]"
    return (
        str(value).lower()
        if isinstance(value, bool)
        else f'"{value}"'
        if isinstance(value, str)
        else str(value)
    )


def nearest(value: str, known: Iterable[str]) -> Text:
    """The question that opens a remedy, or nothing when no known name is near."""
    from eppd_track.words.near import nearest_of, slips  # noqa: PLC0415 - for what is wrong alone

    names = list(known)
    found = nearest_of(value, names)
    if not found or slips(value, found[0]) > max(1, len(value) // _LETTERS_A_SLIP):
        begun = sorted((name for name in names if len(name) > 2 and value.startswith(name)), key=len)
        found = begun[-1:] or found
    return faults.DID_YOU_MEAN.fill(nearest=found[0]) if found else same("")
