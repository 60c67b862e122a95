"""`eppd intake`: what a document proposes, for other programs."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from eppd_track.model.records import Ledger
from eppd_track.report.parts import Report
from eppd_track.report.sentences import as_json
from eppd_track.rules.intake import ProposedEntry
from eppd_track.rules.likeness import Near
from eppd_track.words import agreed

_FIELDS = ("pillar", "title", "title_zh", "kind", "strength", "sides", "owner", "operative_words", "due")


def build(
    found: Sequence[ProposedEntry],
    near: Mapping[str, tuple[Near, ...]],
    file: str,
    ledger: Ledger,
    as_of: dt.date,
) -> Report:
    """The proposals of a document, in its order; `near` by fingerprint."""
    return Report(
        kind="intake",
        as_of=as_of,
        ledger=ledger.name,
        raw=ledger.raw,
        selection=agreed.EVERY_PROPOSAL.fill(file=file),
        shown=len(found),
        total=len(found),
        data={"proposals": [_data(one, near.get(one.agreed.print or "", ())) for one in found]},
    )


def _data(one: ProposedEntry, near: Sequence[Near]) -> dict[str, Any]:
    return {
        "place": one.agreed.place,
        "place_zh": one.agreed.place_zh,
        "text": one.clause.text,
        **{name: as_json(one.fields.get(name)) for name in _FIELDS},
        "print": one.agreed.print,
        "claimed_by": list(one.claimed_by),
        "aside": one.aside,
        "near": [{"id": each.id, "score": each.score} for each in near],
    }
