"""What a body is to the house that keeps the ledger, which decides the form of a letter to it.

Pure. The house is the agency that `[settings.contact]` names (docs/rules.md, "Letters").
"""

import re
from enum import Enum
from typing import TypeGuard

from eppd_track.model.records import Agency, Ledger

_BODIES = ("署", "局", "院", "所", "館", "中心", "公司", "大學")
"""How the name of what has a seal of its own ends: it gets letters like any body, whatever it belongs to."""
_ADDRESS = r"(?a)[\w.+'-]+@[\w-]+(\.[\w-]+)+"


class Tie(Enum):
    """What a body is to the house: itself, a part of it, what it is a part of, or none of these."""

    SELF = 1
    PART = 2
    WHOLE = 3
    OTHER = 4


def house(ledger: Ledger) -> Agency | None:
    """The agency that keeps the ledger, or None where the ledger does not say."""
    contact = ledger.settings.contact
    named = contact.agency if contact else None
    return next((one for one in ledger.agencies if one.code == named), None)


def is_address(mail: str | None) -> TypeGuard[str]:
    """Whether a mail can be addressed so: one plain address, without a name."""
    return mail is not None and re.fullmatch(_ADDRESS, mail) is not None


def tie(one: Agency | None, ours: Agency | None) -> Tie:
    """What a body is to the house. A part bears its name and is no body: 經濟部產業技術司, `…, MOEA`."""
    if one is None or ours is None or one.side != ours.side:
        return Tie.OTHER
    if one.code == ours.code:
        return Tie.SELF
    if _within(one, ours):
        return Tie.OTHER if (one.name_zh or "").endswith(_BODIES) else Tie.PART
    return Tie.WHOLE if _within(ours, one) else Tie.OTHER


def _within(part: Agency, whole: Agency) -> bool:
    """Whether the name of one says that it is a part of the other."""
    if whole.name_zh and (part.name_zh or "").startswith(whole.name_zh):
        return True
    return any((part.name or "").endswith(f", {name}") for name in (whole.code, whole.name) if name)
