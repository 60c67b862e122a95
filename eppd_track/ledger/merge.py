"""Three-way merge of a ledger: what they changed since the base, put into ours in place.

Records of both sides stay, in the order of their dates; a field changed on one side is taken over;
where both changed the same field ours stays, with a remark beside it that `check` finds. An id given
out on both sides is renumbered on theirs. The result always parses and holds every record of both.
"""

import datetime as dt
from collections.abc import Mapping
from typing import Any

import tomli
from msgspec import Struct

from eppd_track import messages
from eppd_track.errors import ChangeRefused
from eppd_track.labels import Text
from eppd_track.ledger.changes import next_id
from eppd_track.ledger.document import Block, Segment
from eppd_track.ledger.faults import CONFLICT_MARK
from eppd_track.ledger.reader import Reading, read
from eppd_track.ledger.splices import (
    Splice,
    insertion,
    last_of,
    line,
    put,
    remove,
    render_value,
    spliced,
)
from eppd_track.ledger.tables import NAME_FIELD, PARTS, TABLES
from eppd_track.ledger.toml import Table, loads
from eppd_track.model import HEAD

_ORDER = [*HEAD]
_PART_NAMES = {"milestone": "id"}


class Merged(Struct, frozen=True):
    """The merged text, the conflicts that stand in it, and what else somebody should know."""

    text: str
    conflicts: tuple[Text, ...]
    remarks: tuple[Text, ...]


def merge(base: str, ours: str, theirs: str) -> Merged:
    """Ours with what theirs changed since the base. Raises ChangeRefused where a side cannot be parsed."""
    sides = [_side(name, text) for name, text in (("base", base), ("ours", ours), ("theirs", theirs))]
    return _Merge(*sides).merged()


def _side(name: str, text: str) -> Reading:
    try:
        loads(text)
    except tomli.TOMLDecodeError as error:
        raise ChangeRefused(
            messages.MERGE_UNREADABLE.fill(side=name, why=error), messages.MERGE_MEND
        ) from error
    return read(text, name)


class _Merge:
    """One merge: the three sides, and the splices, conflicts and remarks gathered so far."""

    def __init__(self, base: Reading, ours: Reading, theirs: Reading) -> None:
        self.base, self.ours, self.theirs = base, ours, theirs
        self.document = ours.document
        self.splices: list[Splice] = []
        self.conflicts: list[Text] = []
        self.remarks: list[Text] = []
        self.renamed: dict[str, str] = {}

    def merged(self) -> Merged:
        """The whole merge."""
        for kind in TABLES:
            blocks = self.document.of(kind)
            if blocks and kind in self.theirs.data:
                self._fields(blocks[0].head, self._tables(kind), kind)
        for kind in NAME_FIELD:
            self._records(kind)
        text = spliced(self.document.text, self.splices)
        self._prove(text)
        return Merged(text, tuple(self.conflicts), tuple(self.remarks))

    def _tables(self, kind: str) -> tuple[Table, Table, Table]:
        found = (side.data.get(kind, {}) for side in (self.base, self.ours, self.theirs))
        base, ours, theirs = found
        return base, ours, theirs

    # ---- records ----

    def _records(self, kind: str) -> None:
        base, ours, theirs = (_by_name(side, kind) for side in (self.base, self.ours, self.theirs))
        for name in base:
            if name in ours and name not in theirs:
                self.remarks.append(messages.MERGE_KEPT.fill(kind=kind, id=name))
        before: Block | None = None
        for name, (their_block, their_table) in theirs.items():
            base_table = base[name][1] if name in base else None
            if name in ours:
                our_block, our_table = ours[name]
                before = our_block
                if base_table is None and kind == "commitment" and our_table != their_table:
                    self._renumber(str(name), their_block, our_block)
                else:
                    tables = (base_table or {}, our_table, their_table)
                    self._fields(our_block.head, tables, str(name))
                    self._parts(our_block, their_block, tables, str(name))
            elif base_table is None:
                self._adopt(kind, their_block, before, None)
            elif their_table != base_table:
                self.remarks.append(messages.MERGE_GONE.fill(kind=kind, id=name))

    def _renumber(self, name: str, block: Block, before: Block) -> None:
        """Gives their commitment of an id that ours gave out too the next one of its pillar."""
        pillar = int(name.rsplit("-P", maxsplit=1)[-1].split("-", maxsplit=1)[0]) if "-P" in name else 0
        given = [self.document.text, self.theirs.document.text, *self.renamed.values()]
        new = next_id(self.ours.ledger, pillar, "\n".join(given))
        self.renamed[name] = new
        self.remarks.append(messages.MERGE_RENUMBERED.fill(id=name, new=new))
        self._adopt("commitment", block, before, new)

    def _adopt(self, kind: str, block: Block, before: Block | None, new: str | None) -> None:
        """Takes a record of theirs over as it is written, behind the one it stood behind."""
        document = self.theirs.document
        text = document.text[block.start : document.content_end(block.segments[-1])]
        if new is not None:
            entry = document.entry(block.head, "id")
            if entry is not None:
                start, end = entry.value - block.start, entry.value_end - block.start
                text = f"{text[:start]}{render_value(new)}{text[end:]}"
        place = before or next(iter(reversed(self.document.of(kind))), self.document.blocks[0])
        ended = text.replace("\r\n", "\n").removesuffix("\n")
        self.splices.append(insertion(self.document, place.segments[-1], f"\n{ended}\n"))

    # ---- fields ----

    def _fields(self, segment: Segment, tables: tuple[Table, Table, Table], name: str) -> None:
        base, ours, theirs = tables
        for key in [*theirs, *(key for key in base if key not in theirs)]:
            before, mine, other = (table.get(key) for table in (base, ours, theirs))
            if key in PARTS or other in (before, mine):
                continue
            if mine == before:
                self._take(segment, key, other)
            else:
                self._conflict(segment, key, mine, other, name)

    def _take(self, segment: Segment, key: str, value: object) -> None:
        entry = self.document.entry(segment, key)
        if value is None:
            if entry is not None:
                self.splices.append(remove(self.document, entry))
            return
        above = _ORDER[: _ORDER.index(key)] if key in _ORDER else _ORDER
        self.splices.append(put(self.document, segment, key, value, above))

    def _conflict(self, segment: Segment, key: str, mine: object, other: object, name: str) -> None:
        """Leaves ours and says beside it what theirs has."""
        theirs = "no value" if other is None else render_value(_one_line(other))
        remark = f"{CONFLICT_MARK} {key} = {theirs}"
        entry = self.document.entry(segment, key)
        if entry is None:
            self.splices.append(line(self.document.text, segment.body, f"{remark}\n"))
        else:
            indent = self.document.text[entry.line : entry.key]
            self.splices.append(line(self.document.text, entry.end, f"{indent}{remark}\n"))
        self.conflicts.append(
            messages.MERGE_CONFLICT.fill(id=name, field=key, ours=_shown(mine), theirs=_shown(other))
        )

    # ---- milestones, evidence, records of the history ----

    def _parts(self, block: Block, their_block: Block, tables: tuple[Table, Table, Table], name: str) -> None:
        for part in PARTS:
            base, ours, theirs = (_list(table, part) for table in tables)
            segments, their_segments = block.tables(part), their_block.tables(part)
            if len(segments) != len(ours) or len(their_segments) != len(theirs):
                if theirs != base:
                    self.conflicts.append(messages.MERGE_LAYOUT.fill(id=name, part=part))
                continue
            if part == "milestone":
                theirs = self._milestones(segments, (base, ours, theirs), name)
            for index, table in enumerate(_list(tables[2], part)):
                if table in theirs and table not in base and table not in ours:
                    self._insert(block, part, ours, table, self._text(their_block, part, index))

    def _milestones(
        self, segments: tuple[Segment, ...], tables: tuple[list[Table], list[Table], list[Table]], name: str
    ) -> list[Table]:
        """Merges the fields of milestones that ours has too; gives the ones that are new."""
        base, ours, theirs = ({table.get("id"): table for table in side} for side in tables)
        places = {table.get("id"): segment for table, segment in zip(tables[1], segments, strict=True)}
        for identifier, table in theirs.items():
            if identifier in ours:
                fields = (base.get(identifier, {}), ours[identifier], table)
                self._fields(places[identifier], fields, f"{name} {identifier}")
        return [table for identifier, table in theirs.items() if identifier not in ours]

    def _text(self, block: Block, part: str, index: int) -> str:
        """One of their sub-tables as it is written, with the tables inside it."""
        document = self.theirs.document
        segment = block.tables(part)[index]
        inside = (block.kind, part)
        last = segment
        for other in block.segments[block.segments.index(segment) + 1 :]:
            if other.path[:2] != inside or other.path == inside:
                break
            last = other
        text = document.text[segment.start : document.content_end(last)]
        return text.replace("\r\n", "\n").removesuffix("\n")

    def _insert(self, block: Block, part: str, ours: list[Table], table: Table, text: str) -> None:
        """Puts a sub-table in: a record behind the last one that is not later, others at the end."""
        place = last_of(block, part) or block.segments[-1]
        if part == "update":
            segments = block.tables("update")
            day = table.get("date")
            earlier = [
                segment
                for segment, mine in zip(segments, ours, strict=True)
                if _day(mine.get("date")) <= _day(day)
            ]
            if earlier and earlier[-1] is not segments[-1]:
                following = segments[segments.index(earlier[-1]) + 1]
                place = block.segments[block.segments.index(following) - 1]
            elif segments and not earlier:
                place = block.segments[block.segments.index(segments[0]) - 1]
        elif not block.tables(part) and block.tables("update"):
            place = block.segments[block.segments.index(block.tables("update")[0]) - 1]
        self.splices.append(insertion(self.document, place, f"\n{text}\n"))

    # ---- the proof ----

    def _prove(self, text: str) -> None:
        """Raises ChangeRefused unless the text parses and holds every record of both sides."""
        try:
            data = loads(text)
        except tomli.TOMLDecodeError as error:
            raise ChangeRefused(messages.PROOF_FAILED, messages.REPORT_THIS) from error
        held = {table.get("id"): table for table in data.get("commitment", [])}
        for side, renamed in ((self.ours, {}), (self.theirs, self.renamed)):
            for table in side.data.get("commitment", []):
                name = renamed.get(str(table.get("id")), table.get("id"))
                mine = _list(held.get(name, {}), "update")
                wanted = _list(table, "update")
                dropped = name not in held and name in _by_name(self.base, "commitment")
                if not dropped and not all(record in mine for record in wanted):
                    raise ChangeRefused(messages.PROOF_FAILED, messages.REPORT_THIS)


def _by_name(side: Reading, kind: str) -> dict[Any, tuple[Block, Table]]:
    """The records of a kind by name with their blocks. Raises ChangeRefused for another layout."""
    tables = side.data.get(kind, [])
    blocks = side.document.of(kind)
    if not isinstance(tables, list) or len(tables) != len(blocks):
        raise ChangeRefused(messages.MERGE_OTHER_LAYOUT.fill(kind=kind), messages.MERGE_MEND)
    return {
        _key(table.get(NAME_FIELD[kind]), index): (block, table)
        for index, (table, block) in enumerate(zip(tables, blocks, strict=True))
    }


def _key(name: object, index: int) -> str | int:
    """A record's name, or its place where it has none."""
    return name if isinstance(name, str | int) else f"#{index}"


def _list(table: Mapping[str, Any], name: str) -> list[Table]:
    value = table.get(name, [])
    return [part for part in value if isinstance(part, dict)] if isinstance(value, list) else []


def _day(value: object) -> dt.date:
    return value if isinstance(value, dt.date) and not isinstance(value, dt.datetime) else dt.date.min


def _one_line(value: object) -> object:
    """A value whose texts take no second line, for a comment."""
    if isinstance(value, str):
        return value.replace("\r", " ").replace("\n", " ")
    if isinstance(value, list):
        return [_one_line(part) for part in value]
    return {key: _one_line(part) for key, part in value.items()} if isinstance(value, dict) else value


def _shown(value: object) -> str:
    return "-" if value is None else render_value(_one_line(value))
