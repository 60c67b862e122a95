#!/usr/bin/env python3
"""Makes the tables of docs/ledger.md from the JSON Schema of a ledger and the printed names.

`python tools/ledger_page.py` writes it in both languages; `--check` exits with 1 when one is not current. A
table stands between `<!-- fields: NAME -->` and `<!-- /fields -->`. What a field means is written by hand, in
the last cell of its row, and kept; field, Chinese name, kind of value and what holds without one are made. So
are the lists of values between `<!-- values -->` and `<!-- /values -->`.
"""

import re
import sys
from collections.abc import Iterator
from typing import Any

from pages import ROOMS, ROOT, Page, filled, held, settle

from eppd_track.ledger.schema import json_schema
from eppd_track.ledger.tables import PARTS, RECORDS, TABLES, owner_of
from eppd_track.model import vocabulary
from eppd_track.model.records import INLINE, RECORD_ONLY, Update
from eppd_track.model.settings import Contact
from eppd_track.model.vocabulary import SIDE_CODE, Language
from eppd_track.words.labels import FIELD, members, name_of
from eppd_track.words.text import LIST_SEPARATOR, Text

HOW = "python tools/ledger_page.py"
MARKED = re.compile(r"<!-- fields: (\w+) -->\n(.*?)<!-- /fields -->", re.DOTALL)
ROW = re.compile(r"^\| `(\w+)` \|.*\| ([^|]*) \|$", re.MULTILINE)
DEFINITIONS: dict[str, Any] = json_schema()["$defs"]
PLACES = {
    **{name: f"`[{name}]`" for name in TABLES},
    **{name: f"`[[{name}]]`" for name in RECORDS},
    **{name: f"`[[{owner_of(name)}.{name}]]`" for name in PARTS},
    **{name: f"`{name}`" for name in INLINE},
    "contact": "`[settings.contact]`",
}
MEETING = Text("id of a `[[meeting]]`", "`[[meeting]]` 之編號")
DOCUMENT = Text("id of a `[[document]]`", "`[[document]]` 之編號")
AGENCY = Text("agency code", "機關代碼")
AGENCIES = Text("list of agency codes", "機關代碼之清單")
IDS = Text("list of ids", "編號之清單")
POINTERS = {
    ("contact", "agency"): AGENCY,
    ("document", "meeting"): MEETING,
    ("text", "document"): DOCUMENT,
    ("commitment", "pillar"): Text("number of a `[[pillar]]`", "`[[pillar]]` 之編號"),
    ("commitment", "owner"): AGENCY,
    ("commitment", "supporting"): AGENCIES,
    ("commitment", "counterpart"): AGENCIES,
    ("commitment", "carried"): Text("list of ids of meetings", "會議編號之清單"),
    ("commitment", "related"): IDS,
    ("commitment", "answered_by"): IDS,
    ("commitment", "inferred"): Text("list of names of fields", "欄位名稱之清單"),
    ("update", "meeting"): MEETING,
    ("score", "meeting"): MEETING,
    ("update", "milestone_done"): Text("list of ids of milestones", "里程碑編號之清單"),
}
"""Fields that name something else in the file: the schema knows their type, not what they point to."""
KINDS = {
    "string": Text("text", "文字"),
    "integer": Text("whole number", "整數"),
    "boolean": Text("yes or no", "是或否"),
    "object": Text("inline table", "行內表"),
}
CLOSED, REPEATED, NUMBER = (
    Text("closed list", "限定值"),
    Text("repeated tables", "可重複之表"),
    Text("number", "數字"),
)
NAMES, TEXTS = Text("list of field names", "欄位名稱之清單"), Text("list of texts", "文字之清單")
DAY, DUE = Text("day", "日期"), Text("due", "期限")
BETWEEN, LEAST = Text("{low} to {high}", "{low} 至 {high}"), Text("{low} or more", "{low} 以上")
REQUIRED, ELSE = (
    Text("{kind}, required", "{kind}，必填"),
    Text("{kind}, else `{value}`", "{kind}，未填為 `{value}`"),
)
HEADS = [Text("field", "欄位"), Text("value", "值"), Text("meaning", "意義")]
OF = Text("{field} of {place}", "{place} 之 {field}")
VALUE_HEADS = [Text("field", "欄位"), Text("values", "值")]


def definition(table: str) -> dict[str, Any]:
    """The schema of a table of the file."""
    named = {**TABLES, **RECORDS, **PARTS, **INLINE, "contact": Contact, "update": Update}
    return DEFINITIONS[named[table].__name__]


def fields(table: str) -> dict[str, Any]:
    """The fields of a table; of a record of the history those that speak of the record itself."""
    found = definition(table)["properties"]
    return {name: kind for name, kind in found.items() if table != "update" or name in RECORD_ONLY}


def kind_of(schema: dict[str, Any]) -> Text:
    """What a field holds, in words."""
    if "anyOf" in schema:
        choices = [kind for kind in schema["anyOf"] if kind != {"type": "null"}]
        return kind_of(choices[0]) if len(choices) == 1 else NUMBER
    if "$ref" in schema:
        target = DEFINITIONS[schema["$ref"].rpartition("/")[2]]
        return CLOSED if "enum" in target else KINDS["object"]
    match schema["type"]:
        case "array":
            inner = schema["items"]
            if "$ref" in inner:
                return REPEATED
            return NAMES if "enum" in inner else TEXTS
        case "integer" if "maximum" in schema:
            return BETWEEN.fill(low=schema["minimum"], high=schema["maximum"])
        case "integer" if "minimum" in schema:
            return LEAST.fill(low=schema["minimum"])
        case "string" if schema.get("format") == "date":
            return DAY
        case "string" if "pattern" in schema:
            return KINDS["string"] if SIDE_CODE in schema["pattern"] else DUE
        case kind:
            return KINDS.get(kind, KINDS["object"])


def value_cell(table: str, name: str, schema: dict[str, Any]) -> Text:
    """What a field holds, whether it must be there, and what holds when it is not."""
    kind = POINTERS.get((table, name)) or kind_of(schema)
    if name in definition(table).get("required", ()):
        return REQUIRED.fill(kind=kind)
    without = schema.get("default")
    if without in {None, ()} or (table, without) == ("update", False):
        return kind
    value = str(without).lower() if isinstance(without, bool) else str(without)
    return ELSE.fill(kind=kind, value=value)


def table_of(table: str, language: Language, old: str) -> str:
    """The table of a table of the file, with the meanings that stand in the old one."""
    meanings = dict(ROW.findall(old))
    chinese = table == "commitment"
    heads = [head.say(language) for head in HEADS]
    rows = [[heads[0], *(["中文"] if chinese else []), *heads[1:]]]
    for name, schema in fields(table).items():
        names = [f"`{name}`", *([FIELD[name].zh] if chinese else [])]
        rows.append([*names, value_cell(table, name, schema).say(language), meanings.get(name, "")])
    return "\n".join(lines(rows))


def lines(rows: list[list[str]]) -> Iterator[str]:
    """The rows of a Markdown table, the first its heads."""
    for number, row in enumerate(rows):
        yield "| " + " | ".join(row) + " |"
        if not number:
            yield "|" + "---|" * len(row)


def values_table(language: Language) -> str:
    """The closed lists, each with the fields that take its values."""
    takers: dict[str, list[str]] = {}
    for table, place in PLACES.items():
        for name, schema in fields(table).items():
            for kind in (schema, *schema.get("anyOf", ())):
                one = OF.fill(field=f"`{name}`", place=place).say(language)
                words = f"`{name}`" if table == "commitment" else one
                takers.setdefault(kind.get("$ref", "").rpartition("/")[2], []).append(words)
    lists = [kind for kind in takers if "enum" in DEFINITIONS.get(kind, ())]
    order = sorted(lists, key=list(vars(vocabulary)).index)
    comma = LIST_SEPARATOR.say(language)
    values = {kind: comma.join(map(named, members(getattr(vocabulary, kind)))) for kind in order}
    rows = [[comma.join(takers[kind]), values[kind]] for kind in order]
    return "\n".join(lines([[head.say(language) for head in VALUE_HEADS], *rows]))


def named(value: Any) -> str:
    """A value as it stands in the file, with its Chinese name."""
    return f"`{value.value}` {name_of(value).zh}"


def pages() -> Iterator[Page]:
    """The page in each language, with every table as it is today. Ends the tool when one has no place."""
    for language, room in ROOMS.items():
        path = room / "ledger.md"
        old = {found[1]: found[2] for found in MARKED.finditer(held(path))}
        made = {f"fields: {name}": table_of(name, language, old.get(name, "")) for name in PLACES}
        yield filled(path, {**made, "values": values_table(language)})


def unexplained() -> Iterator[str]:
    """The fields whose meaning nobody has written, with their page."""
    for room in ROOMS.values():
        path = room / "ledger.md"
        for found in MARKED.finditer(held(path)):
            for name, meaning in ROW.findall(found[2]):
                if not meaning.strip():
                    yield f"{path.relative_to(ROOT).as_posix()} does not say what {found[1]}.{name} means"


def run(arguments: list[str]) -> int:
    """Writes the pages, or with `--check` says whether they are current; each field wants its meaning."""
    code = settle(HOW, arguments, pages())
    for one in () if code else unexplained():
        sys.stderr.write(f"{one}: write it into the last cell\n")
        code = 1
    return code


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
