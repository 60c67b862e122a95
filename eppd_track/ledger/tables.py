"""Which record each table of the file is, and by which field a record is named."""

from collections.abc import Mapping

from msgspec import Struct

from eppd_track.model.records import (
    Agency,
    Commitment,
    Dialogue,
    Evidence,
    Meeting,
    Milestone,
    Pillar,
    Record,
    Score,
    Settings,
    SideName,
)

TABLES: Mapping[str, type[Struct]] = {"dialogue": Dialogue, "settings": Settings}
RECORDS: Mapping[str, type[Struct]] = {
    "side": SideName,
    "meeting": Meeting,
    "agency": Agency,
    "pillar": Pillar,
    "commitment": Commitment,
}
PARTS: Mapping[str, type[Struct]] = {
    "milestone": Milestone,
    "evidence": Evidence,
    "update": Record,
    "score": Score,
}
NAME_FIELD: Mapping[str, str] = {
    "side": "code",
    "meeting": "id",
    "agency": "code",
    "pillar": "number",
    "commitment": "id",
}
"""The field by which a record of each kind is named."""
