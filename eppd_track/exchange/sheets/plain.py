"""A plain table for a spreadsheet: heads and rows of texts, nothing locked, nothing hidden."""

import datetime as dt

from msgspec import Struct


class PlainTable(Struct, frozen=True):
    """A table called `name`, made on `day`; `wide` says which columns hold sentences."""

    name: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    wide: tuple[bool, ...]
    day: dt.date
