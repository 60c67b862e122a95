#!/usr/bin/env python3
"""Makes the tables of docs/ledger.md from the JSON Schema of a ledger and the printed names.

`python tools/ledger_page.py` writes the page; `--check` exits with 1 when it is not current. A table stands
between `<!-- fields: NAME -->` and `<!-- /fields -->`. What a field means is written by hand, in the last
cell of its row, and kept; field, Chinese name, kind of value and what holds without one are made. The lists
of values between `<!-- values -->` and `<!-- /values -->` are made whole.
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from eppd_track.ledger.schema import json_schema
from eppd_track.ledger.tables import PARTS, RECORDS, TABLES, owner_of
from eppd_track.model import vocabulary
from eppd_track.model.records import RECORD_ONLY, Target, Update
from eppd_track.model.vocabulary import SIDE_CODE
from eppd_track.words.labels import FIELD, members, name_of

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "ledger.md"
HOW = "python tools/ledger_page.py"
MARKED = re.compile(r"<!-- fields: (\w+) -->\n(.*?)<!-- /fields -->", re.DOTALL)
VALUES = re.compile(r"<!-- values -->\n.*?<!-- /values -->", re.DOTALL)
ROW = re.compile(r"^\| `(\w+)` \|.*\| ([^|]*) \|$", re.MULTILINE)
DEFINITIONS: dict[str, Any] = json_schema()["$defs"]
PLACES = {
    **{name: f"`[{name}]`" for name in TABLES},
    **{name: f"`[[{name}]]`" for name in RECORDS},
    **{name: f"`[[{owner_of(name)}.{name}]]`" for name in PARTS},
    "target": "`target`",
}
POINTERS = {
    ("document", "meeting"): "id of a `[[meeting]]`",
    ("text", "document"): "id of a `[[document]]`",
    ("commitment", "pillar"): "number of a `[[pillar]]`",
    ("commitment", "owner"): "agency code",
    ("commitment", "supporting"): "list of agency codes",
    ("commitment", "counterpart"): "list of agency codes",
    ("commitment", "carried"): "list of ids of meetings",
    ("commitment", "related"): "list of ids",
    ("commitment", "answered_by"): "list of ids",
    ("commitment", "inferred"): "list of names of fields",
    ("update", "meeting"): "id of a `[[meeting]]`",
    ("score", "meeting"): "id of a `[[meeting]]`",
    ("update", "milestone_done"): "list of ids of milestones",
}
"""Fields that name something else in the file: the schema knows their type, not what they point to."""


def definition(table: str) -> dict[str, Any]:
    """The schema of a table of the file."""
    named = {**TABLES, **RECORDS, **PARTS, "target": Target, "update": Update}
    return DEFINITIONS[named[table].__name__]


def fields(table: str) -> dict[str, Any]:
    """The fields of a table; of a record of the history those that speak of the record itself."""
    found = definition(table)["properties"]
    return {name: kind for name, kind in found.items() if table != "update" or name in RECORD_ONLY}


def kind_of(schema: dict[str, Any]) -> str:
    """What a field holds, in words."""
    if "anyOf" in schema:
        choices = [kind for kind in schema["anyOf"] if kind != {"type": "null"}]
        if len(choices) == 1:
            return kind_of(choices[0])
        return "number"
    if "$ref" in schema:
        target = DEFINITIONS[schema["$ref"].rpartition("/")[2]]
        return "closed list" if "enum" in target else "inline table"
    match schema["type"]:
        case "array":
            inner = schema["items"]
            if "$ref" in inner:
                return "repeated tables"
            return "list of field names" if "enum" in inner else "list of texts"
        case "integer" if "maximum" in schema:
            return f"{schema['minimum']} to {schema['maximum']}"
        case "integer" if "minimum" in schema:
            return f"{schema['minimum']} or more"
        case "string" if schema.get("format") == "date":
            return "day"
        case "string" if "pattern" in schema:
            return "text" if SIDE_CODE in schema["pattern"] else "due"
        case kind:
            words = {"string": "text", "integer": "whole number", "boolean": "yes or no"}
            return words.get(kind, "inline table")


def value_cell(table: str, name: str, schema: dict[str, Any]) -> str:
    """What a field holds, whether it must be there, and what holds when it is not."""
    text = POINTERS.get((table, name)) or kind_of(schema)
    if name in definition(table).get("required", ()):
        return f"{text}, required"
    without = schema.get("default")
    if without in {None, ()} or (table, without) == ("update", False):
        return text
    return f"{text}, else `{str(without).lower() if isinstance(without, bool) else without}`"


def table_of(table: str, old: str) -> str:
    """The table of a table of the file, with the meanings that stand in the old one."""
    meanings = dict(ROW.findall(old))
    chinese = table == "commitment"
    heads = ["field", *(["中文"] if chinese else []), "value", "meaning"]
    rows = [heads]
    for name, schema in fields(table).items():
        names = [f"`{name}`", *([FIELD[name].zh] if chinese else [])]
        rows.append([*names, value_cell(table, name, schema), meanings.get(name, "")])
    return "\n".join(lines(rows))


def lines(rows: list[list[str]]) -> Iterator[str]:
    """The rows of a Markdown table, the first its heads."""
    for number, row in enumerate(rows):
        yield "| " + " | ".join(row) + " |"
        if not number:
            yield "|" + "---|" * len(row)


def values_table() -> str:
    """The closed lists, each with the fields that take its values."""
    takers: dict[str, list[str]] = {}
    for table, place in PLACES.items():
        for name, schema in fields(table).items():
            for kind in (schema, *schema.get("anyOf", ())):
                words = f"`{name}`" if table == "commitment" else f"`{name}` of {place}"
                takers.setdefault(kind.get("$ref", "").rpartition("/")[2], []).append(words)
    lists = [kind for kind in takers if "enum" in DEFINITIONS.get(kind, ())]
    order = sorted(lists, key=list(vars(vocabulary)).index)
    rows = [
        [", ".join(takers[kind]), ", ".join(map(named, members(getattr(vocabulary, kind))))] for kind in order
    ]
    return "\n".join(lines([["field", "values"], *rows]))


def named(value: Any) -> str:
    """A value as it stands in the file, with its Chinese name."""
    return f"`{value.value}` {name_of(value).zh}"


def page(old: str) -> str:
    """The page with every table as it is today. Ends the tool when one has no place."""
    places = {found[1] for found in MARKED.finditer(old)}
    missing = [*(PLACES.keys() - places), *([] if VALUES.search(old) else ["values"])]
    if missing:
        message = f"docs/ledger.md has no place for the table of: {', '.join(missing)}"
        raise SystemExit(message)
    new = MARKED.sub(
        lambda found: f"<!-- fields: {found[1]} -->\n{table_of(found[1], found[2])}\n<!-- /fields -->", old
    )
    return VALUES.sub(lambda _: f"<!-- values -->\n{values_table()}\n<!-- /values -->", new)


def unexplained(text: str) -> list[str]:
    """The fields whose meaning nobody has written."""
    return [
        f"{found[1]}.{name}"
        for found in MARKED.finditer(text)
        for name, meaning in ROW.findall(found[2])
        if not meaning.strip()
    ]


def run(arguments: list[str]) -> int:
    """Writes the page, or with `--check` says whether it is current and every field has its meaning."""
    if arguments not in ([], ["--check"]):
        sys.stderr.write(f"usage: {HOW} [--check]\n")
        return 2
    old = PAGE.read_text("utf-8")
    new = page(old)
    if not arguments:
        PAGE.write_text(new, "utf-8", newline="\n")
    elif new != old:
        sys.stderr.write(f"docs/ledger.md is not current: run `{HOW}`\n")
        return 1
    for name in unexplained(new):
        sys.stderr.write(f"docs/ledger.md does not say what {name} means: write it into the last cell\n")
    return 1 if unexplained(new) else 0


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
