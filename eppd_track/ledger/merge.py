"""Three-way merge of a ledger: what they changed since the base, put into ours in place.

Records of both sides stay, in the order of their dates; a field changed on one side is taken over;
where both changed the same field ours stays, with a remark beside it that `check` finds. An id given
out on both sides is renumbered on theirs. The result always parses and holds every record of both.
"""

import datetime as dt

import tomli
from msgspec import Struct

from eppd_track import messages
from eppd_track.errors import ChangeRefused
from eppd_track.labels import Text
from eppd_track.ledger import sayings
from eppd_track.ledger.changes import next_id
from eppd_track.ledger.document import Block, Segment
from eppd_track.ledger.faults import CONFLICT_MARK, THE_FILE
from eppd_track.ledger.reader import read
from eppd_track.ledger.reading import Reading
from eppd_track.ledger.sides import (
    SideRecord,
    by_name,
    day_of,
    is_table,
    milestone_id,
    one_line,
    shown_value,
    table_of,
    tables_in,
)
from eppd_track.ledger.splices import (
    Splice,
    insertion,
    line,
    place_for,
    put,
    remove,
    render_value,
    spliced,
)
from eppd_track.ledger.tables import NAME_FIELD, PARTS
from eppd_track.ledger.toml import Table, loads
from eppd_track.ledger.writer import alike
from eppd_track.model import HEAD

_ORDER = [*HEAD]


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
            sayings.MERGE_UNREADABLE.fill(side=name, why=error), sayings.MERGE_MEND
        ) from error
    return read(text, name)


class _Merge:
    """One merge: the three sides, and the splices, conflicts and remarks gathered so far."""

    def __init__(self, base: Reading, ours: Reading, theirs: Reading) -> None:
        self.base, self.ours, self.theirs = base, ours, theirs
        self.document = ours.document
        self.splices: list[Splice] = []
        self.adopted: list[Splice] = []
        self.conflicts: list[Text] = []
        self.remarks: list[Text] = []
        self.renamed: dict[str, str] = {}

    def merged(self) -> Merged:
        """The whole merge."""
        self._top()
        for kind in NAME_FIELD:
            self._records(kind)
        text = spliced(self.document.text, [*self.splices, *self.adopted])
        self._prove(text)
        return Merged(text, tuple(self.conflicts), tuple(self.remarks))

    def _top(self) -> None:
        """What is no record: the keys above the tables, single tables, tables the ledger does not know."""
        base, ours, theirs = (
            {key: value for key, value in side.data.items() if key not in NAME_FIELD}
            for side in (self.base, self.ours, self.theirs)
        )
        blocks = {block.kind: block for block in reversed(self.document.blocks)}
        plain = [
            {key: value for key, value in side.items() if not is_table(value)}
            for side in (base, ours, theirs)
        ]
        self._fields(self.document.blocks[0].head, (plain[0], plain[1], plain[2]), THE_FILE.en)
        for kind, table in theirs.items():
            if not is_table(table) or alike(table, base.get(kind)) or alike(table, ours.get(kind)):
                continue
            mine = ours.get(kind)
            if mine is None:
                for block in self.theirs.document.of(kind):
                    self._adopt(block, self.document.blocks[-1])
            elif isinstance(table, dict) and isinstance(mine, dict) and kind in blocks:
                self._fields(blocks[kind].head, (base.get(kind) or {}, mine, table), kind)
            else:
                self.conflicts.append(sayings.MERGE_LAYOUT.fill(id=THE_FILE, part=kind))

    # ---- records ----

    def _records(self, kind: str) -> None:
        base, ours, theirs = (by_name(side, kind) for side in (self.base, self.ours, self.theirs))
        gone = [name for name in base if name in ours and name not in theirs]
        self.remarks += [sayings.MERGE_KEPT.fill(kind=kind, id=name) for name in gone]
        if kind == "commitment":
            twice = [name for name in theirs if name in ours and name not in base]
            for name in twice:
                if not alike(ours[name][1], theirs[name][1]):
                    self._rename(str(name), theirs[name][1])
        before: Block | None = None
        for name, record in theirs.items():
            if name in ours:
                before = ours[name][0]
            if name in ours and name not in self.renamed:
                self._record(str(name), base.get(name), ours[name], record)
            elif name not in ours and name in base and alike(record[1], base[name][1]):
                continue
            else:
                if name in base:
                    self.remarks.append(sayings.MERGE_GONE.fill(kind=kind, id=name))
                self._adopt(record[0], before or self._in_front_of(kind))

    def _record(self, name: str, base: SideRecord | None, ours: SideRecord, theirs: SideRecord) -> None:
        """Merges a record that both sides have."""
        tables = (base[1] if base else {}, ours[1], theirs[1])
        self._fields(ours[0].head, tables, name)
        self._parts(ours[0], theirs[0], tables, name)

    def _in_front_of(self, kind: str) -> Block:
        """The block behind which a record goes that stands before all others of its kind."""
        blocks = self.document.of(kind)
        return (
            self.document.blocks[self.document.blocks.index(blocks[0]) - 1]
            if blocks
            else self.document.blocks[-1]
        )

    def _rename(self, name: str, table: Table) -> None:
        """Gives their commitment of an id that ours gave out too the next one of its pillar and round."""
        given = [self.document.text, self.theirs.document.text, *self.renamed.values()]
        pillar, listed = table.get("pillar"), table.get("listed")
        number = pillar if isinstance(pillar, int) else 0
        day = listed if type(listed) is dt.date else dt.date.max
        new = next_id(self.ours.ledger, number, "\n".join(given), day)
        self.renamed[name] = new
        self.remarks.append(sayings.MERGE_RENUMBERED.fill(id=name, new=new))

    def _adopt(self, block: Block, place: Block) -> None:
        """Takes a table of theirs over as it is written, behind `place`; renumbered ids follow."""
        document = self.theirs.document
        end = document.content_end(block.segments[-1])
        changed = [
            Splice(entry.value, entry.value_end, render_value(new))
            for key in ("id", "related")
            if block.kind == "commitment"
            and (entry := document.entry(block.head, key)) is not None
            and (new := self._renumbered(table_of(self.theirs, block).get(key))) is not None
        ]
        text = spliced(document.text[:end], changed)[block.start :]
        ended = text.replace("\r\n", "\n").removesuffix("\n")
        self.adopted.append(insertion(self.document, place.segments[-1], f"\n{ended}\n"))

    def _renumbered(self, value: object) -> object:
        """A value with every renumbered id in it, or None when there is none."""
        if isinstance(value, str):
            return self.renamed.get(value)
        if isinstance(value, list) and any(part in self.renamed for part in value if isinstance(part, str)):
            return [self.renamed.get(part, part) if isinstance(part, str) else part for part in value]
        return None

    # ---- fields ----

    def _fields(self, segment: Segment, tables: tuple[Table, Table, Table], name: str) -> None:
        base, ours, theirs = tables
        for key in [*theirs, *(key for key in base if key not in theirs)]:
            before, mine, other = (table.get(key) for table in (base, ours, theirs))
            if key == "related" and (new := self._renumbered(other)) is not None:
                other = new
            if key in PARTS or alike(other, before) or alike(other, mine):
                continue
            if self.document.entry(segment, key) is None and mine is not None:
                raise ChangeRefused(sayings.MERGE_LAYOUT.fill(id=name, part=key), sayings.MERGE_MEND)
            if alike(mine, before):
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
        theirs = "no value" if other is None else render_value(one_line(other))
        remark = f"{CONFLICT_MARK} {key} = {theirs}"
        entry = self.document.entry(segment, key)
        if entry is None:
            self.splices.append(line(self.document.text, segment.body, f"{remark}\n"))
        else:
            indent = self.document.text[entry.line : entry.key]
            self.splices.append(line(self.document.text, entry.end, f"{indent}{remark}\n"))
        self.conflicts.append(
            sayings.MERGE_CONFLICT.fill(id=name, field=key, ours=shown_value(mine), theirs=shown_value(other))
        )

    # ---- milestones, evidence, records of the history ----

    def _parts(self, block: Block, their_block: Block, tables: tuple[Table, Table, Table], name: str) -> None:
        for part in PARTS:
            base, ours, theirs = (tables_in(table, part) for table in tables)
            segments, their_segments = block.tables(part), their_block.tables(part)
            if len(segments) != len(ours) or len(their_segments) != len(theirs):
                if theirs != base:
                    self.conflicts.append(sayings.MERGE_LAYOUT.fill(id=name, part=part))
                continue
            gone = [table for table in base if table in ours and table not in theirs]
            if part == "milestone":
                names = [milestone_id(table) for table in theirs]
                gone = [table for table in gone if milestone_id(table) not in names]
            if gone:
                self.remarks.append(sayings.MERGE_PART_KEPT.fill(id=name, part=part, count=len(gone)))
            if part == "milestone":
                theirs = self._milestones(segments, (base, ours, theirs), name)
            for index, table in enumerate(tables_in(tables[2], part)):
                if table in theirs and table not in base and table not in ours:
                    self._insert(block, part, ours, table, self._text(their_block, part, index))

    def _milestones(
        self, segments: tuple[Segment, ...], tables: tuple[list[Table], list[Table], list[Table]], name: str
    ) -> list[Table]:
        """Merges the fields of milestones that ours has too; gives the ones that are new."""
        base, ours, theirs = ({milestone_id(table): table for table in side} for side in tables)
        places = {milestone_id(table): segment for table, segment in zip(tables[1], segments, strict=True)}
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
        """Puts a sub-table in: a record behind the last one that is not later, others behind their kind."""
        place = place_for(block, part)
        if part == "update":
            segments = block.tables("update")
            day = table.get("date")
            earlier = [
                segment
                for segment, mine in zip(segments, ours, strict=True)
                if day_of(mine.get("date")) <= day_of(day)
            ]
            if earlier and earlier[-1] is not segments[-1]:
                following = segments[segments.index(earlier[-1]) + 1]
                place = block.segments[block.segments.index(following) - 1]
            elif segments and not earlier:
                place = block.segments[block.segments.index(segments[0]) - 1]
        self.splices.append(insertion(self.document, place, f"\n{text}\n"))

    # ---- the proof ----

    def _prove(self, text: str) -> None:
        """Raises ChangeRefused unless the text parses and holds every record of both sides."""
        try:
            data = loads(text)
        except tomli.TOMLDecodeError as error:
            raise ChangeRefused(messages.PROOF_FAILED, messages.REPORT_THIS) from error
        held = {str(table.get("id")): table for table in data.get("commitment", [])}
        for side, renamed in ((self.ours, {}), (self.theirs, self.renamed)):
            for table in side.data.get("commitment", []):
                name = str(table.get("id"))
                mine = held.get(renamed.get(name, name), {})
                wanted = {part: tables_in(table, part) for part in ("update", "evidence", "score")}
                lost = any(record not in tables_in(mine, part) for part in wanted for record in wanted[part])
                deleted = name not in held and name in by_name(self.base, "commitment")
                if lost and not deleted:
                    raise ChangeRefused(messages.PROOF_FAILED, messages.REPORT_THIS)
