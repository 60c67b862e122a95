"""What may be seen of the files that prove something (docs/ledger.md, "[[commitment.evidence]]")."""

import datetime as dt
from collections.abc import Mapping
from enum import StrEnum

from msgspec import Struct

from eppd_track.model.records import Evidence


class Seen(StrEnum):
    """How a file that proves something stands beside what it was when it was recorded."""

    WHOLE = "whole"
    CHANGED = "changed"
    GONE = "gone"


class Sighting(Struct, frozen=True):
    """How the file of a piece of evidence stands, and the day on which it was last seen `whole`."""

    seen: Seen
    whole: dt.date | None


Proofs = Mapping[Evidence, Sighting]
"""What was seen of the files of evidence, as far as somebody looked."""
