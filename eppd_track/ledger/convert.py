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

_NUMBER = r"\s*([+-]?\d{1,9})(?:\.0+)?(?!\s*[\d.,~–-])"
_SURE = 0.85
"""How alike two names are where a slip of the finger is likelier than a longer name for the same."""


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
    from difflib import get_close_matches  # noqa: PLC0415 - for what is wrong alone

    names = list(known)
    begun = sorted((name for name in names if len(name) > 2 and value.startswith(name)), key=len)
    near = (
        get_close_matches(value, names, n=1, cutoff=_SURE)
        or begun[-1:]
        or get_close_matches(value, names, n=1)
    )
    return faults.DID_YOU_MEAN.fill(nearest=near[0]) if near else same("")
