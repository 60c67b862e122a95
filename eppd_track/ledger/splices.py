"""Pieces of text put into a ledger in place: a value, a line, a table; all else is copied.

Nothing here knows the rules of a ledger; places are those of document.py.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

import tomli_w
from msgspec import Struct

from eppd_track.ledger.document import Assignment, Block, Document, Segment

_BARE_KEY = re.compile("[A-Za-z0-9_-]+")
_AT_THE_END = ("update", "score")
"""The tables that stand behind all others of a commitment, in this order."""


class Splice(Struct, frozen=True):
    """What stands between two offsets of the old text is replaced by `text`."""

    start: int
    end: int
    text: str


def spliced(text: str, splices: Sequence[Splice]) -> str:
    """The text with every splice made, in the newline style it has."""
    newline = "\r\n" if "\r\n" in text else "\n"
    pieces: list[str] = []
    position = 0
    for splice in sorted(splices, key=lambda item: (item.start, item.end)):
        pieces += [text[position : splice.start], splice.text.replace("\n", newline)]
        position = splice.end
    return "".join((*pieces, text[position:]))


def put(document: Document, segment: Segment, name: str, value: Any, before: Sequence[str]) -> Splice:
    """A value put in place of the old one, or a new line behind the nearest field that goes before it."""
    entries = {entry.path[0]: entry for entry in document.entries(segment) if len(entry.path) == 1}
    if name in entries:
        return Splice(entries[name].value, entries[name].value_end, render_value(value))
    anchor = next((entries[key] for key in reversed(before) if key in entries), None)
    indent = document.text[anchor.line : anchor.key] if anchor else ""
    place = anchor.end if anchor else segment.body
    return line(document.text, place, f"{indent}{name} = {render_value(value)}\n")


def line(text: str, place: int, lines: str) -> Splice:
    """Lines put in at a place; a text without a last newline stays without one."""
    if place and text[place - 1] != "\n":
        lines = "\n" + lines.removesuffix("\n")
    return Splice(place, place, lines)


def remove(document: Document, entry: Assignment) -> Splice:
    """An assignment taken out; the comment on its line stays."""
    comment = document.text[entry.value_end : entry.end].strip()
    kept = document.text[entry.line : entry.key] + comment + "\n" if comment else ""
    return Splice(entry.line, entry.end, kept)


def last_of(block: Block, name: str) -> Segment | None:
    """The last segment of the last table of a name, its own sub-tables included."""
    path = (block.kind, name)
    found = [segment for segment in block.segments if segment.path[:2] == path]
    return found[-1] if found else None


def place_for(block: Block, name: str) -> Segment:
    """The segment behind which a new table of a name goes.

    That is the last of its name, else what stands in front of the history and the scores.
    """
    last = last_of(block, name)
    if last is not None:
        return last
    follow = _AT_THE_END[_AT_THE_END.index(name) + 1 :] if name in _AT_THE_END else _AT_THE_END
    paths = [(block.kind, other) for other in follow]
    first = next((index for index, part in enumerate(block.segments) if part.path in paths), None)
    return block.segments[-1 if first is None else first - 1]


def insertion(document: Document, segment: Segment, text: str) -> Splice:
    """Tables put in where a segment's content ends, a blank line before and behind."""
    place = document.content_end(segment)
    following = document.text[place : place + 1]
    behind = "" if following in {"", "\n", "\r"} else "\n"
    return line(document.text, place, f"{text}{behind}")


def indent_of(document: Document, block: Block) -> str:
    """How sub-tables are indented here, else in the file, else by two spaces."""
    blocks = (block, *document.of("commitment"))
    segment = next((part for other in blocks for part in other.segments[1:]), None)
    if segment is None:
        return "  "
    line = document.text[segment.start : segment.body]
    return line[: len(line) - len(line.lstrip())]


def table_text(name: str, table: Mapping[str, Any], indent: str) -> str:
    """A record as the lines of a `[[name]]` table, a blank line in front."""
    lines = [f"{indent}[[{name}]]"]
    lines += [f"{indent}{key_text(key)} = {render_value(value)}" for key, value in table.items()]
    return "\n" + "\n".join(lines) + "\n"


def key_text(*names: str) -> str:
    """A key as TOML text, quoted where it has to be; several names as a dotted one."""
    return ".".join(name if _BARE_KEY.fullmatch(name) else _toml(name) for name in names)


def render_value(value: Any) -> str:
    """A value as TOML text: lists and tables on one line, texts of several lines as such."""
    if isinstance(value, Mapping):
        inner = ", ".join(f"{key_text(key)} = {render_value(part)}" for key, part in value.items())
        return f"{{ {inner} }}" if inner else "{}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(render_value(part) for part in value)}]"
    return _toml(value, long=isinstance(value, str) and "\n" in value and "\r" not in value)


def _toml(value: Any, *, long: bool = False) -> str:
    return tomli_w.dumps({"k": value}, multiline_strings=long).removeprefix("k = ").removesuffix("\n")
