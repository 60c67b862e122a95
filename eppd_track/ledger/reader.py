"""From the tables of a ledger to its records, and to Problems for whatever cannot be read.

A record with faults is read on, each field by itself, and what could not be read is named. Nothing
is dropped without a Problem.
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from msgspec import Struct, ValidationError, structs

from eppd_track.ledger.convert import Terms, convert_value, nearest, number_wanted, shown
from eppd_track.ledger.parser import Parsed, parse
from eppd_track.ledger.places import At, block_at, identifier, locate
from eppd_track.ledger.reading import Reading
from eppd_track.ledger.tables import PARTS, PARTS_OF, RECORDS, TABLES
from eppd_track.ledger.toml import Table
from eppd_track.model.annotations import bounds, plain_type
from eppd_track.model.due import Due
from eppd_track.model.records import HEAD, RECORD_ONLY, Commitment, Ledger, Record, SideName, Update, Value
from eppd_track.model.settings import Settings
from eppd_track.model.vocabulary import Coded, Move, Side, Sides, sides_of, terms, values_of
from eppd_track.words import faults, wanted
from eppd_track.words.text import LATIN, Text

if TYPE_CHECKING:
    from eppd_track.words.errors import Problem

_UNREADABLE = object()
_RECORD = frozenset(info.encode_name for info in structs.fields(Record))
"""The keys of a record that changes no field."""


def read(text: str, name: str, *, raw: bytes = b"", parties: Sequence[Side] = ()) -> Reading:
    """The ledger in `text`. `name` and `raw` give it its file name and bytes.

    `parties` are its sides where it is a part of a ledger and does not name them itself.
    """
    from eppd_track.ledger.settings import understood  # noqa: PLC0415 - not for the help

    return understood(_Reader(parse(text), name, raw, parties).read())


class _Reader:
    """One reading: the parsed text and the faults found so far."""

    def __init__(self, parsed: Parsed, name: str, raw: bytes, parties: Sequence[Side]) -> None:
        self.parsed = parsed
        self.name = name
        self.raw = raw
        self.problems: list[Problem] = list(parsed.problems)
        self.places: dict[At, tuple[At, ...]] = {}
        self.parties = parties
        self.known: Terms | None = None
        self.sides: tuple[SideName, ...] = ()

    def read(self) -> Reading:
        """The whole reading."""
        data = self.parsed.data
        sides = self.sides = self._records("side", data)
        self.parties = self.parties or sides_of(side.code for side in sides)
        self.known = terms(self.parties)
        commitments = list(self._commitments(data))
        self.places["commitment",] = tuple(at for at, item in commitments if item is not None)
        self._unknown_tables(data)
        known = {kind: self._records(kind, data) for kind in RECORDS if kind not in {"commitment", "side"}}
        ledger = Ledger(
            dialogue=self._table("dialogue", data),
            settings=self._table("settings", data) or Settings(),
            sides=sides,
            meetings=known["meeting"],
            agencies=known["agency"],
            pillars=known["pillar"],
            documents=known["document"],
            commitments=tuple(item for _, item in commitments if item is not None),
            name=self.name,
            raw=self.raw,
        )
        if data.get("schema", 1) != 1:
            self._report(faults.SCHEMA_VERSION, ("", 0), "schema", value=data["schema"])
        unread = tuple(self._name_at(at) for at, item in commitments if item is None)
        known["side"] = sides
        given = {kind: data.get(kind, []) for kind in known}
        lost = {
            kind
            for kind, value in given.items()
            if not isinstance(value, list) or len(known[kind]) < len(value)
        }
        return Reading(
            ledger,
            tuple(sorted(self.problems, key=lambda found: (found.line, found.column))),
            unread,
            self.parsed,
            self.places,
            lost=frozenset(lost | ({"commitment"} if None in unread else set())),
        )

    def _unknown_tables(self, data: Table) -> None:
        """Names the tables that are none of the ledger's: a record in one would vanish."""
        known = ["schema", *TABLES, *RECORDS]
        for name, value in data.items():
            if name not in known:
                at: At = (name, 0) if isinstance(value, dict | list) else ("", 0)
                self._report(faults.UNKNOWN_TABLE, at, name, name=name, nearest=nearest(name, known))

    def _table(self, kind: str, data: Table) -> Any:
        if kind not in data:
            return None
        value = data[kind]
        if not isinstance(value, dict):
            self._report_type(kind, (kind, 0), kind, value, "dict")
            return None
        return self.struct(TABLES[kind], value, (kind, 0))

    def _records(self, kind: str, data: Table) -> tuple[Any, ...]:
        found = [self._record(kind, table, (kind, index)) for index, table in self._tables(kind, data)]
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

    def _commitments(self, data: Table) -> Iterator[tuple[At, Commitment | None]]:
        for index, table in self._tables("commitment", data):
            at: At = ("commitment", index)
            found = self._plain(table)
            yield at, self._record("commitment", table, at) if found is None else found

    def _plain(self, table: Table) -> Commitment | None:
        """A sound commitment of whose records none changes a field, in one go; None for any other."""
        try:
            if all(record.keys() <= _RECORD for record in table.get("update", ())):
                found: Commitment = convert_value(table, Commitment, self.known)
                return found
        except (ValidationError, AttributeError, TypeError):
            pass
        return None

    def _record(self, kind: str, table: Table, at: At) -> Any:
        """A record, table by table; None where its head cannot be read."""
        parts = PARTS_OF.get(kind, ())
        head = self.struct(
            RECORDS[kind], {key: value for key, value in table.items() if key not in parts}, at
        )
        if head is None or not parts:
            return head
        fields = {info.encode_name: info.name for info in structs.fields(RECORDS[kind])}
        return structs.replace(head, **{fields[name]: self._parts(name, table, at) for name in parts})

    def _parts(self, name: str, table: Table, at: At) -> tuple[Any, ...]:
        """The sub-tables of a name that could be read, their places kept."""
        found = [
            (place, self.update(part, place) if name == "update" else self.struct(PARTS[name], part, place))
            for place, part in self._part_tables(name, table, at)
        ]
        self.places[(*at, name)] = tuple(place for place, record in found if record is not None)
        return tuple(record for _, record in found if record is not None)

    def _part_tables(self, name: str, table: Table, at: At) -> Iterator[tuple[At, Table]]:
        """The sub-tables of a name with their places; what is no table is named."""
        value = table.get(name, [])
        if not isinstance(value, list):
            self._report_type(name, at, name, value, "list")
            return
        for index, part in enumerate(value):
            if isinstance(part, dict):
                yield (*at, name, index), part
            else:
                self._report_type(name, at, name, part, "list")

    def update(self, table: Table, at: At) -> Update | None:
        """A record of the history; None when its date cannot be read."""
        own = {key: value for key, value in table.items() if key in RECORD_ONLY}
        before = self._inner(own, "previous", at)
        moved = self._inner(own, "set", at)
        cleared = self._cleared(own, at)
        record = self.struct(Record, own, at)
        if record is None:
            return None
        changes = {
            **{key: value for key, value in table.items() if key in HEAD and key not in RECORD_ONLY},
            **moved,
        }
        names = [*changes, *cleared]
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

    def _cleared(self, table: Table, at: At) -> list[str]:
        value = table.pop("cleared", [])
        if isinstance(value, list) and all(isinstance(name, str) for name in value):
            return [name for name in value if name in HEAD]
        self._report_type("cleared", at, "cleared", value, "tuple")
        return []

    def _inner(self, table: Table, name: str, at: At) -> Table:
        value = table.pop(name, {})
        if isinstance(value, dict):
            return {key: inner for key, inner in value.items() if key in HEAD}
        self._report_type(name, at, name, value, "Target")
        return {}

    def _value(self, name: str, value: object, at: At) -> Value:
        """A value of the field `name`; its default when it is absent or cannot be read."""
        default: Value = None if HEAD[name].required else HEAD[name].default
        if value is None:
            return default
        read: Value = self._field(name, HEAD[name].type, value, at, default)
        return read

    def struct(self, kind: type[Struct], table: Table, at: At) -> Any:
        """A record of `kind`, without the fields that cannot be read; None when one it needs is not there."""
        try:
            return convert_value(table, kind, self.known)
        except ValidationError:
            pass
        values: dict[str, Any] = {}
        for info in structs.fields(kind):
            name = info.encode_name
            if name in table:
                value = self._field(name, info.type, table[name], at, _UNREADABLE)
                if value is not _UNREADABLE:
                    values[info.name] = value
            elif info.required and (at[:2] not in self.parsed.torn):
                self._report_missing(at, None, _table_name(at), name)
        lacking = any(info.required and info.name not in values for info in structs.fields(kind))
        return None if lacking else kind(**values)

    def _field(self, name: str, kind: Any, value: object, at: At, default: Any) -> Any:
        try:
            return convert_value(value, kind, self.known)
        except ValidationError:
            self._report_field(name, kind, value, at)
            return default

    # ---- faults ----

    def _report_field(self, name: str, kind: Any, value: object, at: At) -> None:
        plain = plain_type(kind)
        if issubclass(plain, Struct) and isinstance(value, dict):
            self._report_inner(name, plain, value, at)
            return
        if issubclass(plain, Coded) and isinstance(value, str):
            valid = [member.value for member in values_of(plain, self.parties)]
            near = self._meant(plain, value, valid)
            hint = (wanted.NEAREST_OF if near else wanted.ONE_OF).fill(nearest=near or "", valid=valid)
            self._report(faults.BAD_VALUE, at, name, name=name, value=value, hint=hint)
        elif plain is Due and isinstance(value, str):
            self._report(faults.BAD_VALUE, at, name, name=name, value=value, hint=wanted.DUE_VALUES)
        elif plain is int and type(value) is int:
            low, high = bounds(kind)
            hint = wanted.IN_RANGE.fill(low=low, high=high)
            self._report(faults.BAD_VALUE, at, name, name=name, value=value, hint=hint)
        elif plain is int:
            words, example = number_wanted(kind, name, value)
            found = shown(value)
            self._report(faults.WRONG_TYPE, at, name, name=name, expected=words, found=found, example=example)
        else:
            expected = "str" if issubclass(plain, str) else plain.__name__
            self._report_type(name, at, name, value, expected)

    def _meant(self, kind: type[Coded], value: str, valid: Sequence[str]) -> str | None:
        """The value nearest to one that there is not; of several sides the one that these make."""
        from eppd_track.rules.query import fold  # noqa: PLC0415 - likewise
        from eppd_track.rules.sides import may_be_several, sides_named  # noqa: PLC0415 - likewise
        from eppd_track.words.near import nearest_of  # noqa: PLC0415 - for what is wrong alone

        if kind in {Sides, Move} and may_be_several(fold(value)):
            named = {fold(code): code for code in self.parties}
            named |= {
                fold(name): side.code for side in self.sides for name in (side.name, side.name_zh) if name
            }
            return sides_named(fold(value).strip(), named, self.parties)
        folded = {member.lower(): member for member in valid}
        near = nearest_of(value.lower().replace(" ", "-").replace("_", "-"), folded)
        return folded[near[0]] if near else None

    def _report_inner(self, name: str, kind: type[Struct], value: Table, at: At) -> None:
        """Names what is wrong inside a field that is a table of its own."""
        for info in structs.fields(kind):
            if info.encode_name not in value and info.required:
                self._report_missing(at, name, name, info.encode_name)
            elif info.encode_name in value:
                self._field(f"{name}.{info.encode_name}", info.type, value[info.encode_name], at, None)

    def _report_missing(self, at: At, key: str | None, table: str, name: str) -> None:
        words = LATIN.fill(name=table)
        self._report(faults.MISSING_FIELD, at, key, table=words, name=name, example="…")

    def _report_type(self, key: str, at: At, name: str, value: object, expected: str) -> None:
        words, example = wanted.TYPE_NAMES[expected]
        self._report(
            faults.WRONG_TYPE,
            at,
            key,
            name=name,
            expected=words,
            found=shown(value),
            example=example.format(name=name),
        )

    def _report(
        self,
        rule: faults.Rule,
        at: At,
        key: str | None,
        /,
        **values: Text | str | int | object,
    ) -> None:
        position = locate(self.parsed.document, at, key)
        self.problems.append(rule.problem(position, self._name_at(at), **values))

    def _name_at(self, at: At) -> str | None:
        block = block_at(self.parsed.document, at)
        return identifier(self.parsed.document, block) if block else None


def _table_name(at: At) -> str:
    return ".".join(part for part in at if isinstance(part, str))
