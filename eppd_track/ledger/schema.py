"""The JSON Schema of a ledger, made from the records of model.py."""

from typing import Any

from msgspec import json

from eppd_track.ledger.tables import PARTS, RECORDS, TABLES
from eppd_track.model import HEAD, RECORD_ONLY, Due

_DATE = {"type": "string", "format": "date"}


def json_schema() -> dict[str, Any]:
    """The schema: one object for the file, a definition for each kind of table."""
    kinds = [*TABLES.values(), *RECORDS.values(), *PARTS.values()]
    _, definitions = json.schema_components(kinds, ref_template="#/$defs/{name}", schema_hook=_due)
    update = definitions["Update"]
    head = definitions["Commitment"]["properties"]
    changed = {name: head[name] for name in HEAD if name not in RECORD_ONLY}
    update["properties"] = (
        definitions["Record"]["properties"]
        | changed
        | {
            "set": {"type": "object"},
            "cleared": {"type": "array", "items": {"enum": list(HEAD)}},
            "previous": {"type": "object", "properties": {name: head[name] for name in HEAD}},
        }
    )
    properties: dict[str, Any] = {"schema": {"const": 1}}
    for kind, struct in TABLES.items():
        properties[kind] = {"$ref": f"#/$defs/{struct.__name__}"}
    for kind, struct in RECORDS.items():
        properties[kind] = {"type": "array", "items": {"$ref": f"#/$defs/{struct.__name__}"}}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A ledger of commitments",
        "type": "object",
        "properties": properties,
        "required": ["schema"],
        "$defs": definitions,
    }


def _due(kind: type) -> dict[str, Any]:
    if kind is Due:
        pattern = {"type": "string", "pattern": f"^{Due.PATTERN.pattern}$"}
        return {"anyOf": [_DATE, pattern]}
    raise NotImplementedError(kind)
