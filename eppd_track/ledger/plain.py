"""Tables written plainly, read at a glance: the usual keys in the usual order, one value a line.

One expression for each kind of table, made from the model, finds a table's values and checks them in one
go, many times as fast as a parser could. A table it does not fit is not faulty: the parser reads it
(quick.py). Works on the bytes of a file known to be UTF-8, where every carriage return ends a line.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterable
from enum import StrEnum
from functools import cache
from typing import Any

from msgspec import ValidationError
from msgspec.structs import FieldInfo, fields
from tomli import TOMLDecodeError

from eppd_track.ledger.convert import bounds, convert_value
from eppd_track.ledger.tables import PARTS
from eppd_track.ledger.toml import loads
from eppd_track.model.due import Due
from eppd_track.model.records import HEAD, Target, plain_type

_NOTE = rb"[^\x00-\x08\x0a-\x1f\x7f]*+"
_END = rb"(?:\n|[ \t\r]++(?:#" + _NOTE + rb"\r?)?\n)[ \t\r\n]*+(?:#" + _NOTE + rb"[ \t\r\n]++)*+"
"""The end of a line, and blank lines and comments below it."""
_TEXT = rb'"[^"\\\x00-\x1f\x7f]*+"'
_DAY = (
    rb"(?!0000)[0-9]{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])"
    rb"|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)|02-(?:0[1-9]|1[0-9]|2[0-8]))"
)
"""A day that exists; the last of a February in a leap year is left to the parser."""
_PERIOD = rb"(?!0000)[0-9]{4}(?:-(?:0[1-9]|1[0-2]|Q[1-4]|H[12]))?"
_BETWEEN = rb"[ \r\n]*+"
_LIST = rb"\[" + _BETWEEN + rb"(?:" + _TEXT + rb"(?:," + _BETWEEN + _TEXT + rb")*+,?" + _BETWEEN + rb")?+\]"
_INLINE = rb'\{(?:[^"{}\[\]#\x00-\x1f\x7f]|' + _TEXT + rb")*+\}"
_PART = rb"(?=\[\[commitment\.|\Z)"
_FIND_TEXTS = re.compile(rb'"([^"]*)"')

_NUMBERS = {(0, 9999): rb"(0|[1-9][0-9]{0,3})", (0, 100): rb"(100|[1-9]?[0-9])", (-1, 1): rb"(-1|0|1)"}
"""Whole numbers by their bounds."""

_Reads = Callable[[bytes], Any]


class NotPlain(Exception):
    """A value that the expression lets through and the model does not."""


class Plain:
    """How one kind of table is read at a glance.

    `match(raw, start, end)` fits a table whose header stands at `start` and that ends at `end`, or at the
    header of a commitment's part. `values(match)` gives what it holds by the names of the model, or those
    of `only`. Raises NotPlain for a value that does not exist, like 30 February.
    """

    def __init__(self, header: bytes, infos: Iterable[FieldInfo]) -> None:
        parts = [_field(info) for info in infos]
        self._reads = [(number, info.name, read) for number, (info, _, read) in enumerate(parts, 1)]
        self._some: dict[frozenset[str] | None, list[tuple[int, str, _Reads]]] = {}
        body = b"".join(pattern for _, pattern, _ in parts)
        self.match = re.compile(rb"\[\[" + re.escape(header) + rb"\]\]" + _END + body + _PART).match

    def values(self, match: re.Match[bytes], only: frozenset[str] | None = None) -> dict[str, Any]:
        """The fields that are there."""
        try:
            return {
                name: read(raw)
                for number, name, read in self._wanted(only)
                if (raw := match[number]) is not None
            }
        except (ValueError, ValidationError, TOMLDecodeError) as error:
            raise NotPlain from error

    def _wanted(self, only: frozenset[str] | None) -> list[tuple[int, str, _Reads]]:
        if only not in self._some:
            self._some[only] = [one for one in self._reads if only is None or one[1] in only]
        return self._some[only]


@cache
def head() -> Plain:
    """A commitment's head: `[[commitment]]` and the fields above its first sub-table."""
    return Plain(b"commitment", HEAD.values())


@cache
def part(name: str) -> Plain:
    """A milestone, a paper, or a record that changes no field."""
    return Plain(b"commitment." + name.encode(), fields(PARTS[name]))


def _field(info: FieldInfo) -> tuple[FieldInfo, bytes, _Reads]:
    """The expression of a field's line, and how the value it finds is read."""
    pattern, read = _value(info.type)
    line = info.encode_name.encode() + rb" = (?:" + pattern + rb")" + _END
    return info, line if info.required else rb"(?:" + line + rb")?+", read


def _value(kind: Any) -> tuple[bytes, _Reads]:
    """The expression of a value, its one group around what is read, and how that is read."""
    plain = plain_type(kind)
    if plain is Due:
        return rb"(" + _DAY + rb'|"(?:' + _DAY + rb"|" + _PERIOD + rb')")', _due
    if plain is dt.date:
        return rb"(" + _DAY + rb")", day
    if plain is bool:
        return rb"(true|false)", {b"true": True, b"false": False}.__getitem__
    if plain is int:
        return _NUMBERS[bounds(kind)], int
    if plain is tuple:
        return rb"(" + _LIST + rb")", _texts
    if plain is Target:
        return rb"(" + _INLINE + rb")", _target
    if issubclass(plain, StrEnum):
        members = {member.value.encode(): member for member in plain}
        return rb'"(' + b"|".join(map(re.escape, members)) + rb')"', members.__getitem__
    return rb'"(' + _TEXT[1:-1] + rb')"', bytes.decode


@cache
def day(raw: bytes) -> dt.date:
    """The day written in bytes. Raises ValueError for one that does not exist."""
    return dt.date.fromisoformat(raw.decode())


@cache
def _due(raw: bytes) -> Due:
    if raw[:1] != b'"':
        day(raw)
    return Due(raw.strip(b'"').decode())


@cache
def _texts(raw: bytes) -> tuple[str, ...]:
    return tuple(text.decode() for text in _FIND_TEXTS.findall(raw))


@cache
def _target(raw: bytes) -> Target:
    table = loads("target = " + raw.decode())["target"]
    if not set(table) <= {info.encode_name for info in fields(Target)}:
        raise NotPlain
    target: Target = convert_value(table, Target)
    return target
