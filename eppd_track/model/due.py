"""A due date as agreed: a day, or a longer time that ends on one."""

import datetime as dt
import re
from calendar import monthrange

from eppd_track.model.vocabulary import Term


class Due:
    """A due date as agreed: a day, or a month, quarter, half or year that ends on `day`.

    `text` is the stored form (`2026-11-23`, `2026-12`, `2026-Q4`, `2026-H2`, `2026`). An
    imprecise due falls on its last day. Raises ValueError for any other form.
    """

    __slots__ = ("day", "text")
    PATTERN = re.compile(
        r"(\d{4})(?:-(?:(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?|Q([1-4])|H([12])))?", re.ASCII
    )

    def __init__(self, text: str) -> None:
        match = self.PATTERN.fullmatch(text)
        if match is None or match[1] == "0000":
            raise ValueError(text)
        year, month, day, quarter, half = (int(part) if part else 0 for part in match.groups())
        month = month or quarter * 3 or half * 6 or 12
        self.text = text
        self.day = dt.date(year, month, day or monthrange(year, month)[1])

    @property
    def precise(self) -> bool:
        """Whether a single day was agreed."""
        return len(self.text) == len("2026-11-23")

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Due) and self.text == other.text

    def __hash__(self) -> int:
        return hash(self.text)

    def __repr__(self) -> str:
        return f"Due({self.text!r})"


def stored(value: object) -> str:
    """A due date or a term as the text it is stored as, for encoders. Raises TypeError for anything else."""
    if isinstance(value, Due):
        return value.text
    if isinstance(value, Term):
        return value.value
    raise TypeError(type(value))
