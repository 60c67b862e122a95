"""From the text of a ledger to its records, and to Problems for whatever cannot be read.

A file with faults is read on: each block by itself, each field by itself, and what could not be
read is named. Nothing is dropped without a Problem.
"""

import datetime as dt
import hashlib
import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from enum import StrEnum
from typing import Any, get_args

import tomli
from msgspec import Struct, ValidationError, convert, structs

from eppd_track.errors import Problem
from eppd_track.labels import Text, same
from eppd_track.ledger import faults
from eppd_track.ledger.document import Block, Document, Entry, Segment
from eppd_track.model import (
    HEAD,
    RECORD_ONLY,
    Agency,
    Commitment,
    Dialogue,
    Due,
    Evidence,
    Ledger,
    Meeting,
    Milestone,
    Pillar,
    Record,
    Settings,
    Update,
    Value,
    plain_type,
)

Table = dict[str, Any]
TABLES: Mapping[str, type[Struct]] = {"dialogue": Dialogue, "settings": Settings}
RECORDS: Mapping[str, type[Struct]] = {
    "meeting": Meeting,
    "agency": Agency,
    "pillar": Pillar,
    "commitment": Commitment,
}
PARTS: Mapping[str, type[Struct]] = {
    "milestone": Milestone,
    "evidence": Evidence,
    "update": Record,
}
NAME_FIELD: Mapping[str, str] = {
    "meeting": "id",
    "agency": "code",
    "pillar": "number",
    "commitment": "id",
}
_UPDATE = ("commitment", "update")
_DATE_LINE = re.compile(r"^[ \t]*date[ \t]*=[ \t]*(\d{4}-\d\d-\d\d)[ \t]*(?:#.*)?\r?$", re.MULTILINE)
_MARKER = re.compile(r"^(<{7}|={7}|>{7})(?=\s|$).*$", re.MULTILINE)
_MOST_FAULTS_IN_A_BLOCK = 20
_UNREADABLE = object()


class Reading(Struct, frozen=True):
    """A ledger as read: its records, what could not be read, and the text with its positions.

    `data` is the file as plain tables; `unread` names the commitments that could not be read at all,
    None for one whose id cannot be read either.
    """

    ledger: Ledger
    problems: tuple[Problem, ...]
    document: Document
    data: Table
    unread: tuple[str | None, ...]


def read(text: str, name: str, *, raw: bytes = b"", heads: bool = False) -> Reading:
    """The ledger in `text`. `heads` leaves out what only the history holds, which is faster.

    `name` and `raw` give the ledger its file name and digest.
    """
    return _Reader(text, name, raw, heads=heads).read()


class _Reader:
    """One reading: the text, its layout, and the faults found so far."""

    def __init__(self, text: str, name: str, raw: bytes, *, heads: bool) -> None:
        self.text = text
        self.name = name
        self.digest = hashlib.sha256(raw).hexdigest()[:12]
        self.heads = heads
        self.problems: list[Problem] = []
        self.document = Document(text)
        self.torn: set[tuple[str | int, ...]] = set()

    def read(self) -> Reading:
        data, whole = self._parse()
        commitments = list(self._commitments(data, whole=whole))
        known = {kind: self._records(kind, data) for kind in ("meeting", "agency", "pillar")}
        ledger = Ledger(
            dialogue=self._table("dialogue", data),
            settings=self._table("settings", data) or Settings(),
            meetings=known["meeting"],
            agencies=known["agency"],
            pillars=known["pillar"],
            commitments=tuple(item for item in commitments if item is not None),
            name=self.name,
            digest=self.digest,
            whole=whole,
        )
        if data.get("schema", 1) != 1:
            self._report(faults.SCHEMA_VERSION, ("", 0), "schema", value=data["schema"])
        problems = sorted(self.problems, key=lambda found: (found.line, found.column))
        unread = tuple(
            self._id_at(("commitment", index))
            for index, item in enumerate(commitments)
            if item is None
        )
        return Reading(ledger, tuple(problems), self.document, data, unread)

    # ---- text to tables ----

    def _parse(self) -> tuple[Table, bool]:
        """The file as plain tables, and whether the history is among them."""
        if self.heads:
            try:
                return tomli.loads(self._without_history()), False
            except tomli.TOMLDecodeError:
                pass
        try:
            return tomli.loads(self.text), True
        except tomli.TOMLDecodeError:
            self.document = Document(self.text, damaged=True)
            return self._parse_blocks(), True

    def _without_history(self) -> str:
        """The text with each run of update records replaced by one that holds the latest date."""
        parts: list[str] = []
        for block in self.document.blocks:
            if block.kind != "commitment":
                parts.append(self.text[block.start : block.end])
                continue
            kept = [segment for segment in block.segments if segment.path[:2] != _UPDATE]
            parts += [self.text[segment.start : segment.end] for segment in kept]
            dates = [
                date
                for segment in block.tables("update")
                for date in _DATE_LINE.findall(self.text, segment.body, segment.end)
            ]
            if len(dates) != len(block.tables("update")):
                raise tomli.TOMLDecodeError("a record without a plain date", self.text, block.start)
            if dates:
                parts.append(f"\n[[commitment.update]]\ndate = {max(dates)}\n")
        return "".join(parts)

    def _parse_blocks(self) -> Table:
        """Each block by itself, so that a fault in one leaves the others readable."""
        data: Table = {}
        for match in _MARKER.finditer(self.text):
            position = self.document.position(match.start())
            self.problems.append(
                faults.MERGE_MARKER.problem(position, None, marker=match[1])
            )
        for block in self.document.blocks:
            for kind, value in self._parse_block(block).items():
                if isinstance(value, list) and isinstance(data.get(kind, []), list):
                    data.setdefault(kind, []).extend(value)
                else:
                    data.setdefault(kind, value)
        return data

    def _parse_block(self, block: Block) -> Table:
        text = _MARKER.sub(lambda match: " " * len(match[0]), self.text[block.start : block.end])
        for _ in range(_MOST_FAULTS_IN_A_BLOCK):
            try:
                return tomli.loads(text)
            except tomli.TOMLDecodeError as error:
                self.torn.add((block.kind, block.index))
                offset = min(error.pos, max(len(text) - 1, 0))
                line_start = text.rfind("\n", 0, offset) + 1
                line_end = text.find("\n", offset)
                line_end = len(text) if line_end < 0 else line_end
                line = text[line_start:line_end]
                self._report_syntax(block, offset, error, line)
                if "=" not in line or error.msg.startswith(("Unclosed", "Unterminated")):
                    break
                text = text[:line_start] + " " * len(line) + text[line_end:]
        if block.kind == "":
            return {}
        return {block.kind: [{}]} if block.kind in RECORDS else {}

    def _report_syntax(
        self, block: Block, offset: int, error: tomli.TOMLDecodeError, line: str
    ) -> None:
        words = faults.PARSER_WORDS.get(error.msg) or faults.UNREADABLE_LINE.fill(parser=error.msg)
        day = re.search(r"=\s*(\d{4}-\d{1,2}-\d{1,2})", line)
        if re.search(r"=\s*[“”„＂‘’「]", line):
            words = faults.CURLY_QUOTES
        elif day and not _is_day(day[1]):
            words = faults.NO_SUCH_DATE.fill(day=day[1])
        identifier = self._identifier(block)
        position = self.document.position(block.start + offset)
        self.problems.append(faults.SYNTAX.problem(position, identifier, what=words))

    def _identifier(self, block: Block) -> str | None:
        """What a block calls itself, read from its text alone."""
        name = NAME_FIELD.get(block.kind)
        entry = self.document.entry(block.head, name) if name else None
        return self.text[entry.value : entry.value_end].strip("\"'") if entry else None

    # ---- tables to records ----

    def _table(self, kind: str, data: Table) -> Any:
        if kind not in data:
            return None
        value = data[kind]
        if not isinstance(value, dict):
            self._report_type(kind, (kind, 0), kind, value, "dict")
            return None
        return self._struct(TABLES[kind], value, (kind, 0))

    def _records(self, kind: str, data: Table) -> tuple[Any, ...]:
        found = [
            self._struct(RECORDS[kind], table, (kind, index))
            for index, table in self._tables(kind, data)
        ]
        return tuple(record for record in found if record is not None)

    def _tables(self, kind: str, data: Table) -> Iterator[tuple[int, Table]]:
        value = data.get(kind, [])
        if not isinstance(value, list):
            self._report_type(kind, (kind, 0), kind, value, "list")
            return
        for index, table in enumerate(value):
            if isinstance(table, dict):
                yield index, table
            else:
                self._report_type(kind, (kind, index), kind, table, "list")

    def _commitments(self, data: Table, *, whole: bool) -> Iterator[Commitment | None]:
        for index, table in self._tables("commitment", data):
            at = ("commitment", index)
            head = self._struct(
                Commitment,
                {key: value for key, value in table.items() if key not in PARTS},
                at,
            )
            if head is None:
                yield None
                continue
            yield structs.replace(
                head,
                milestones=self._parts("milestone", table, at),
                evidence=self._parts("evidence", table, at) if whole else (),
                updates=self._updates(table, at),
            )

    def _parts(self, name: str, table: Table, at: tuple[str, int]) -> tuple[Any, ...]:
        value = table.get(name, [])
        if not isinstance(value, list):
            self._report_type(name, at, name, value, "list")
            return ()
        found = [
            self._struct(PARTS[name], part, (*at, name, index)) if isinstance(part, dict) else None
            for index, part in enumerate(value)
        ]
        return tuple(record for record in found if record is not None)

    def _updates(self, table: Table, at: tuple[str, int]) -> tuple[Update, ...]:
        value = table.get("update", [])
        if not isinstance(value, list):
            self._report_type("update", at, "update", value, "list")
            return ()
        found = (
            self._update(part, (*at, "update", index)) if isinstance(part, dict) else None
            for index, part in enumerate(value)
        )
        return tuple(record for record in found if record is not None)

    def _update(self, table: Table, at: tuple[str | int, ...]) -> Update | None:
        own = {key: value for key, value in table.items() if key in RECORD_ONLY}
        before = self._inner(own, "previous", at)
        moved = self._inner(own, "set", at)
        cleared = own.pop("cleared", [])
        record = self._struct(Record, own, at)
        if record is None:
            return None
        changes = {
            **{key: value for key, value in table.items() if key in HEAD and key not in RECORD_ONLY},
            **moved,
        }
        names = [*changes, *(name for name in cleared if name in HEAD)]
        names += [name for name in before if name not in names and name in HEAD]
        if table.get("status") == "closed" and "approved_by" in table:
            names.append("approved_by")
            changes["approved_by"] = table["approved_by"]
        return Update(
            **structs.asdict(record),
            changes={name: self._value(name, changes.get(name), at) for name in names},
            previous={
                name: self._value(name, before.get(name), at)
                for name in names
                if name in before or (HEAD[name].required is False)
            },
        )

    def _inner(self, table: Table, name: str, at: tuple[str | int, ...]) -> Table:
        value = table.pop(name, {})
        if isinstance(value, dict):
            return {key: inner for key, inner in value.items() if key in HEAD}
        self._report_type(name, at, name, value, "Target")
        return {}

    def _value(self, name: str, value: object, at: tuple[str | int, ...]) -> Value:
        """A value of the field `name`; its default when it is absent or cannot be read."""
        default: Value = None if HEAD[name].required else HEAD[name].default
        if value is None:
            return default
        return self._field(name, HEAD[name].type, value, at, default)

    def _struct(self, kind: type[Struct], table: Table, at: tuple[str | int, ...]) -> Any:
        """A record of `kind`, without the fields that cannot be read; None when one it needs is not there."""
        try:
            return convert_value(table, kind)
        except ValidationError:
            pass
        values: dict[str, Any] = {}
        for info in structs.fields(kind):
            name = info.encode_name
            if name in table:
                value = self._field(name, info.type, table[name], at, _UNREADABLE)
                if value is not _UNREADABLE:
                    values[info.name] = value
            elif info.required and (at not in self.torn):
                table_name = same(_table_name(at))
                self._report(faults.MISSING_FIELD, at, None, table=table_name, name=name)
        lacking = any(info.required and info.name not in values for info in structs.fields(kind))
        return None if lacking else kind(**values)

    def _field(
        self, name: str, kind: Any, value: object, at: tuple[str | int, ...], default: Any
    ) -> Any:
        try:
            return convert_value(value, kind)
        except ValidationError:
            self._report_field(name, kind, value, at)
            return default

    # ---- faults ----

    def _report_field(
        self, name: str, kind: Any, value: object, at: tuple[str | int, ...]
    ) -> None:
        plain = plain_type(kind)
        if issubclass(plain, StrEnum) and isinstance(value, str):
            valid = [member.value for member in plain]
            near = get_close_matches(value.lower().replace(" ", "-").replace("_", "-"), valid, n=1)
            words = faults.NEAREST_OF if near else faults.ONE_OF
            hint = words.fill(nearest=near[0] if near else "", valid=", ".join(valid))
            self._report(faults.BAD_VALUE, at, name, name=name, value=value, hint=hint)
        elif plain is Due and isinstance(value, str):
            self._report(faults.BAD_VALUE, at, name, name=name, value=value, hint=faults.DUE_VALUES)
        elif plain is int and type(value) is int:
            low, high = _bounds(kind)
            hint = faults.IN_RANGE.fill(low=low, high=high)
            self._report(faults.BAD_VALUE, at, name, name=name, value=value, hint=hint)
        else:
            shown = "str" if issubclass(plain, str) else plain.__name__
            self._report_type(name, at, name, value, shown)

    def _report_type(
        self, key: str, at: tuple[str | int, ...], name: str, value: object, expected: str
    ) -> None:
        words, example = faults.TYPE_NAMES[expected]
        self._report(
            faults.WRONG_TYPE,
            at,
            key,
            name=name,
            expected=words,
            found=_shown(value),
            example=example.format(name=name),
        )

    def _report(
        self,
        rule: faults.Rule,
        at: tuple[str | int, ...],
        key: str | None,
        /,
        **values: Text | str | int | object,
    ) -> None:
        position = locate(self.document, at, key)
        self.problems.append(rule.problem(position, self._id_at(at), **values))

    def _id_at(self, at: tuple[str | int, ...]) -> str | None:
        block = block_at(self.document, at)
        return self._identifier(block) if block else None


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


def _bounds(kind: Any) -> tuple[int, int]:
    for part in (kind, *get_args(kind)):
        for meta in getattr(part, "__metadata__", ()):
            return meta.ge or 0, meta.le or 9999
    return 0, 9999


def _is_day(text: str) -> bool:
    try:
        dt.date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _shown(value: object) -> str:
    return f'"{value}"' if isinstance(value, str) else str(value)


def _table_name(at: tuple[str | int, ...]) -> str:
    return ".".join(part for part in at if isinstance(part, str))


def block_at(document: Document, at: tuple[str | int, ...]) -> Block | None:
    """The block of the `index`-th record of a kind, or None where the layout is another."""
    kind, index = str(at[0]), int(at[1])
    blocks = document.of(kind)
    return blocks[index] if index < len(blocks) else None


def segment_at(document: Document, at: tuple[str | int, ...]) -> Segment | None:
    """The table at `(kind, index)` or `(kind, index, part, index)`, or None."""
    block = block_at(document, at)
    if block is None or len(at) == 2:
        return block.head if block else None
    tables = block.tables(str(at[2]))
    return tables[int(at[3])] if int(at[3]) < len(tables) else None


def locate(document: Document, at: tuple[str | int, ...], key: str | None) -> tuple[int, int]:
    """Line and column of a field's value, of its table when it is not there, or of the file's start."""
    segment = segment_at(document, at)
    if segment is None:
        block = block_at(document, at)
        return document.position(block.start) if block else (1, 1)
    entry: Entry | None = document.entry(segment, key) if key else None
    return document.position(entry.value if entry else _header(document, segment))


def _header(document: Document, segment: Segment) -> int:
    text = document.text[segment.start : segment.body]
    return segment.start + len(text) - len(text.lstrip())
