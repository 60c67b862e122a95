"""What goes to agencies: the names of their files, and the day by which they answer."""

import datetime as dt
import re
from collections.abc import Iterable

from eppd_track.cli.shared.session import Session
from eppd_track.words import refusals
from eppd_track.words.errors import WrongUse

DAYS_TO_ANSWER = 7
MOST_BYTES = 80
"""How long the name of a file may be in UTF-8, its suffix aside; systems take 255."""
_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?", re.IGNORECASE)


def answer_day(session: Session, typed: str | None, option: str) -> dt.date:
    """The day an answer is asked for by, a week from now unless given. Raises WrongUse for a past one."""
    day = session.day(typed)
    if day is not None and day < session.today:
        raise WrongUse(refusals.ANSWER_PAST.fill(day=day), refusals.ANSWER_LATER.fill(option=option))
    return day or session.today + min(dt.timedelta(days=DAYS_TO_ANSWER), dt.date.max - session.today)


def file_names(codes: Iterable[str]) -> dict[str, str]:
    """A name for each agency's file that every system takes, no two alike but for case."""
    found: dict[str, str] = {}
    for code in codes:
        name = (
            re.sub(r"[^\w.-]+", "-", code).strip(".-").encode()[:MOST_BYTES].decode(errors="ignore")
            or "owner"
        )
        name = f"_{name}" if _RESERVED.fullmatch(name) else name
        held = {other.casefold() for other in found.values()}
        number, free = 2, name
        while free.casefold() in held:
            number, free = number + 1, f"{name}-{number}"
        found[code] = free
    return found
