"""What came in from a file, whatever its kind: wishes, troubles, notices, and what holds for all of them."""

import datetime as dt

from msgspec import Struct

from eppd_track.ledger.batch import Left, Wish
from eppd_track.words.text import Text


class Defaults(Struct, frozen=True):
    """What holds for every record that says nothing else: its day, who made it, and the meeting.

    `day_given` says that somebody asked for this day, so that the head of minutes does not change it.
    """

    date: dt.date
    by: str
    meeting: str | None = None
    day_given: bool = True


class Incoming(Struct, frozen=True):
    """What was read: the wishes, what is wrong with the source, and what else there is to know of it.

    `left` is what belongs to no commitment, or not for sure.
    """

    wishes: tuple[Wish, ...]
    troubles: tuple[Text, ...] = ()
    notices: tuple[Text, ...] = ()
    left: tuple[Left, ...] = ()
