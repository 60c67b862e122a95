"""Proposals to the tracking side, which alone decides: how one is made and what ends it.

Pure. The rules are those of docs/rules.md, "Proposals"; what a change of one must bring along is judged in
transitions.py.
"""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from msgspec import structs

from eppd_track.model.records import Commitment, Proposal, Value
from eppd_track.model.vocabulary import ENDED


def pending(commitment: Commitment) -> Proposal | None:
    """What is proposed of a commitment and still to be decided."""
    return commitment.proposed if commitment.open else None


def settled(commitment: Commitment, fields: Mapping[str, Value]) -> dict[str, Value]:
    """What empties a proposal that a change of status decides: to closed or withdrawn, or back from there."""
    status = fields.get("status", commitment.status)
    ends = status != commitment.status and not ENDED.isdisjoint({commitment.status, status})
    return {"proposed": None} if ends and commitment.proposed is not None else {}


def dated(held: Proposal | None, asked: Proposal, *, date: dt.date, by: str, words: str | None) -> Proposal:
    """What is proposed, with who did so on which day in which words; `held` when it says nothing new."""
    if held is not None and asked == Proposal(what=held.what) and not words:
        return held
    own: dict[str, Any] = {"date": asked.date or date, "by": asked.by or by, "words": asked.words or words}
    return structs.replace(asked, **own)
