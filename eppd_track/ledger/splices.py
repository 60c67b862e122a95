"""Pieces of text put into a ledger in place: a value, a line, a table; all else is copied.

Nothing here knows the rules of a ledger; places are those of document.py.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

import tomli_w
from msgspec import Struct

from eppd_track.ledger.document import Assignment, Document, Segment, TableBlock
from eppd_track.ledger.tables import PARTS_OF

_BARE_KEY = re.compile("[A-Za-z0-9_-]+")


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


def last_of(block: TableBlock, name: str) -> Segment | None:
    """The last segment of the last table of a name, its own sub-tables included."""
    path = (block.kind, name)
    found = [segment for segment in block.segments if segment.path[:2] == path]
    return found[-1] if found else None


def place_for(block: TableBlock, name: str) -> Segment:
    """The segment behind which a new table of a name goes.

    That is the last of its name, else what stands in front of the first that goes behind it.
    """
    last = last_of(block, name)
    if last is not None:
        return last
    paths = [(block.kind, other) for other in parts_behind(block.kind, name)]
    first = next((index for index, part in enumerate(block.segments) if part.path in paths), None)
    return block.segments[-1 if first is None else first - 1]


def parts_behind(kind: str, name: str) -> tuple[str, ...]:
    """The sub-tables of a kind of record that stand behind those of a name; all where it has no order."""
    parts = PARTS_OF.get(kind, ())
    return parts[parts.index(name) + 1 :] if name in parts else parts


def insertion(document: Document, segment: Segment, text: str) -> Splice:
    """Tables put in where a segment's content ends, a blank line before and behind."""
    place = document.content_end(segment)
    following = document.text[place : place + 1]
    blank = "" if following in {"", "\n", "\r"} else "\n"
    return line(document.text, place, f"{text}{blank}")


def indent_of(document: Document, block: TableBlock) -> str:
    """How sub-tables are indented here, else in the file, else by two spaces."""
    blocks = (block, *(other for kind in ("commitment", "document") for other in document.of(kind)))
    segment = next((part for other in blocks for part in other.segments[1:]), None)
    if segment is None:
        return "  "
    line = document.text[segment.start : segment.body]
    return line[: len(line) - len(line.lstrip())]


def table_text(name: str, table: Mapping[str, Any], indent: str, below: str = "  ") -> str:
    """A record as the lines of a `[[name]]` table, a blank line in front; `below` indents its sub-tables."""
    parts = {key: table[key] for key in PARTS_OF.get(name, ()) if key in table}
    lines = [f"{indent}[[{name}]]"]
    lines += [f"{indent}{key_text(key)} = {render_value(table[key])}" for key in table if key not in parts]
    inner = [table_text(f"{name}.{key}", row, below) for key, rows in parts.items() for row in rows]
    return "\n" + "\n".join(lines) + "\n" + "".join(inner)


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
