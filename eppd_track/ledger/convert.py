"""From what TOML holds to a field's type, and back to words for what does not fit."""

import datetime as dt
from collections.abc import Iterable
from difflib import get_close_matches
from typing import Any, get_args

from msgspec import ValidationError, convert

from eppd_track.labels import Text, same
from eppd_track.ledger import faults
from eppd_track.model import Due


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
    near = get_close_matches(value, list(known), n=1)
    return faults.DID_YOU_MEAN.fill(nearest=near[0]) if near else same("")
