"""What holds for a whole ledger."""

from typing import Annotated

from msgspec import Meta, Struct

from eppd_track.model.vocabulary import Cadence, Calendar, Language, Visibility


class Contact(Struct, frozen=True, kw_only=True):
    """Whom to ask about the ledger; `agency` is the code of the house that keeps it."""

    agency: str | None = None
    name: str | None = None
    phone: str | None = None
    mail: str | None = None


class Settings(Struct, frozen=True, kw_only=True):
    """What holds for the whole file. Day counts are calendar days.

    `approval` names the boxes for signatures on a printed report, in their order; None is the usual chain.
    `cadence` and `new_items` are what a new commitment gets: how often it is asked after, who may see it.
    `contact` is who signs letters.
    """

    timezone: str = "Asia/Taipei"
    language: Language = Language.BOTH
    calendar: Calendar = Calendar.GREGORIAN
    due_soon_days: Annotated[int, Meta(ge=0)] = 30
    red_after_days: Annotated[int, Meta(ge=0)] = 14
    approval: tuple[str, ...] | None = None
    cadence: Cadence = Cadence.MONTHLY
    new_items: Visibility = Visibility.INTERNAL
    contact: Contact | None = None
