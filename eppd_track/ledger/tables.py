"""Which record each table of the file is, and by which field a record is named."""

from collections.abc import Mapping

from msgspec import Struct

from eppd_track.model.records import (
    Agency,
    AgreedText,
    Aside,
    Commitment,
    Dialogue,
    Evidence,
    Meeting,
    Milestone,
    Pillar,
    Record,
    Score,
    SideName,
    SourceDocument,
)
from eppd_track.model.settings import Settings

TABLES: Mapping[str, type[Struct]] = {"dialogue": Dialogue, "settings": Settings}
RECORDS: Mapping[str, type[Struct]] = {
    "side": SideName,
    "meeting": Meeting,
    "agency": Agency,
    "pillar": Pillar,
    "document": SourceDocument,
    "commitment": Commitment,
}
PARTS: Mapping[str, type[Struct]] = {
    "aside": Aside,
    "text": AgreedText,
    "milestone": Milestone,
    "evidence": Evidence,
    "update": Record,
    "score": Score,
}
PARTS_OF: Mapping[str, tuple[str, ...]] = {
    "document": ("aside",),
    "commitment": ("text", "milestone", "evidence", "update", "score"),
}
"""The sub-tables of a record of each kind, in the order in which they stand below it."""
PART_NAMES: Mapping[str, tuple[str, ...]] = {
    "aside": ("print",),
    "text": ("document", "print"),
    "milestone": ("id",),
}
"""The fields by which a sub-table is told from its fellows; of the others every one is a thing of its own."""
NAME_FIELD: Mapping[str, str] = {
    "side": "code",
    "meeting": "id",
    "agency": "code",
    "pillar": "number",
    "document": "id",
    "commitment": "id",
}
"""The field by which a record of each kind is named."""


def owner_of(part: str) -> str:
    """The kind of record that a sub-table stands in."""
    return next(kind for kind, parts in PARTS_OF.items() if part in parts)
