"""The JSON Schema of a ledger, made from the records of the model, for editors that complete and check TOML.

A key that the ledger does not know is refused, as `eppd check` warns of it. TOML has no null: a field that
may be empty is left out.
"""

from typing import Any

from msgspec import json

from eppd_track.ledger.tables import PARTS, RECORDS, TABLES
from eppd_track.model import vocabulary
from eppd_track.model.due import Due
from eppd_track.model.records import HEAD, RECORD_ONLY
from eppd_track.model.vocabulary import SIDE_CODE, USUAL_SIDES, Term, terms
from eppd_track.words.labels import FIELD, members, name_of
from eppd_track.words.text import in_schema

TITLE = "A ledger of commitments"
_DAY = r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])"
_NULL = {"type": "null"}


def json_schema() -> dict[str, Any]:
    """The schema: one object for the file, a definition for each kind of table.

    Sides, and what they make, are those of the ledger at hand (`words.labels.name_sides`).
    """
    kinds = [*TABLES.values(), *RECORDS.values(), *PARTS.values()]
    _, definitions = json.schema_components(kinds, ref_template="#/$defs/{name}", schema_hook=_custom)
    definitions = {name: _for_toml(definition) for name, definition in definitions.items()}
    definitions |= {kind.__name__: {"enum": members(kind)} for kind in terms(USUAL_SIDES)}
    definitions["SideName"]["properties"]["code"] = {"type": "string", "pattern": rf"^(?:{SIDE_CODE})$"}
    head = definitions["Commitment"]["properties"]
    for name in head:
        head[name] = {"description": _label(name), **head[name]}
    fields = {name: head[name] for name in HEAD}
    definitions["Update"]["properties"] = {
        **definitions["Record"]["properties"],
        **{name: field for name, field in fields.items() if name not in RECORD_ONLY},
        "set": _closed({"type": "object", "properties": fields}),
        "cleared": {"type": "array", "items": {"enum": list(HEAD)}},
        "previous": _closed({"type": "object", "properties": fields}),
    }
    definitions["Commitment"]["anyOf"] = [{"required": [name]} for name in ("title", "title_zh")]
    for name, definition in definitions.items():
        definitions[name] = _values(name, definition) if "enum" in definition else _closed(definition)
    properties: dict[str, Any] = {"schema": {"const": 1}}
    for kind, struct in TABLES.items():
        properties[kind] = {"$ref": f"#/$defs/{struct.__name__}"}
    for kind, struct in RECORDS.items():
        properties[kind] = {"type": "array", "items": {"$ref": f"#/$defs/{struct.__name__}"}}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": TITLE,
        **_closed({"type": "object", "properties": properties}),
        "required": ["schema"],
        "$defs": definitions,
    }


def _custom(kind: type) -> dict[str, Any]:
    if kind is Due:
        return {"type": "string", "pattern": f"^(?:{Due.PATTERN.pattern})$"}
    if issubclass(kind, Term):
        return {"$ref": f"#/$defs/{kind.__name__}"}
    raise NotImplementedError(kind)


def _for_toml(part: Any) -> Any:
    """A part of the schema without null, its days with a pattern, its description a single sentence."""
    if isinstance(part, list):
        return [_for_toml(each) for each in part]
    if not isinstance(part, dict):
        return part
    made = {key: _for_toml(value) for key, value in part.items() if (key, value) != ("default", None)}
    kinds = [kind for kind in made.pop("anyOf", ()) if kind != _NULL]
    made |= kinds[0] if len(kinds) == 1 else {"anyOf": kinds} if kinds else {}
    if made.get("format") == "date":
        made["pattern"] = f"^{_DAY}$"
    if isinstance(made.get("description"), str):
        made["description"] = made["description"].partition("\n\n")[0]
    return made


def _closed(definition: dict[str, Any]) -> dict[str, Any]:
    return {**definition, "additionalProperties": False}


def _values(name: str, definition: dict[str, Any]) -> dict[str, Any]:
    """A list in the order of the vocabulary, each value with its printed name."""
    values: tuple[vocabulary.Coded, ...] = members(getattr(vocabulary, name))
    named = [in_schema(name_of(value)) for value in values]
    return {
        **definition,
        "enum": [value.value for value in values],
        "enumDescriptions": named,
        "x-taplo": {"docs": {"enumValues": named}},
    }


def _label(name: str) -> str:
    return in_schema(FIELD[name])
