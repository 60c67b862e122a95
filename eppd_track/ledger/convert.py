"""From what TOML holds to a field's type, and back to words for what does not fit."""

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable
from typing import Any, get_args

from msgspec import ValidationError, convert

from eppd_track.model.due import Due
from eppd_track.words import faults
from eppd_track.words.text import Text, same

_LETTERS_A_SLIP = 6
"""With more slips than one in so many letters a longer name for the same is likelier."""
_NUMBER = r"\s*([+-]?\d{1,9})(?:\.0+)?(?!\s*[\d.,~–-])"


def convert_value(value: object, kind: Any) -> Any:
    """A plain TOML value as `kind`. Raises ValidationError."""
    return convert(value, kind, builtin_types=(dt.date,), dec_hook=_decode)


def _decode(kind: type, value: object) -> Due:
    """A due date from a TOML date or the text that was agreed."""
    if kind is Due and type(value) is dt.date:
        return Due(value.isoformat())
    if kind is Due and isinstance(value, str):
        return Due(value)
    raise ValidationError(f"expected {kind.__name__}")


def bounds(kind: Any) -> tuple[int, int]:
    """The lowest and highest number a field takes."""
    for part in (kind, *get_args(kind)):
        for meta in getattr(part, "__metadata__", ()):
            return meta.ge or 0, meta.le or 9999
    return 0, 9999


def number_wanted(kind: Any, name: str, value: object) -> tuple[Text, Text]:
    """What a field of whole numbers should be, and what to write: the number that a text begins with."""
    low, high = bounds(kind)
    words = faults.A_NUMBER.fill(low=low, high=high)
    wanted = faults.NUMBER_WANTED.fill(words=words)
    begins = re.match(_NUMBER, unicodedata.normalize("NFKC", str(value)))
    if begins is None or not low <= int(begins[1]) <= high:
        return wanted, words
    return wanted, same(f"{name} = {int(begins[1])}")


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
