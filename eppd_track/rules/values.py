"""A field's value from what a person typed, for every field of a commitment's head.

Codes and dates are checked against the ledger and the calendar, values of sides against those that are named
now (`words.labels.name_sides`); nothing is guessed.
"""

import datetime as dt
import re
import unicodedata
from collections.abc import Container
from typing import Any

from msgspec import Struct, structs

from eppd_track.model.annotations import bounds, plain_type
from eppd_track.model.due import Due
from eppd_track.model.records import HEAD, Evidence, Ledger, Proposal, Target, Value
from eppd_track.model.vocabulary import Coded, EvidenceType, Proposed
from eppd_track.rules.dates import parse_day, parse_due
from eppd_track.rules.query import (
    agency_spellings,
    cut,
    find_value,
    known_values,
    meeting_spellings,
    member_spellings,
)
from eppd_track.words import refusals
from eppd_track.words.errors import WrongUse
from eppd_track.words.labels import FIELD, field_name

AGENCY_FIELDS = frozenset({"owner", "supporting", "counterpart"})
_EVIDENCE = (
    r"(?s)\s*(?P<type>[^:：|｜]+?)\s*[:：]\s*(?P<title>[^|｜\s][^|｜]*?)\s*(?:[|｜]\s*(?P<ref>.*?)\s*)?"
)
_YES = {"true": True, "yes": True, "false": False, "no": False}
_TARGET = r"(?s)\s*(-?\d+(?:\.\d+)?)(?![\d.,–-])\s*(.*)"


def parse_field(name: str, typed: str, ledger: Ledger, today: dt.date) -> Value:
    """The value of the field `name` meant by `typed`; an empty text clears it.

    Raises WrongUse for what the field cannot hold, naming what it can.
    """
    info = HEAD[name]
    if typed == "":
        if info.required:
            raise WrongUse(refusals.CANNOT_CLEAR.fill(name=field_name(name)), refusals.GIVE_A_VALUE)
        default: Value = info.default
        return default
    kind = plain_type(info.type)
    if kind is tuple and name == "related":
        from eppd_track.rules.ids import find  # noqa: PLC0415 - for ids alone

        return tuple(find(ledger, part).id for part in cut(typed))
    if kind is tuple and name in AGENCY_FIELDS:
        return tuple(find_agency(name, part, ledger) for part in cut(typed, agency_spellings(ledger)))
    if kind is tuple:
        return tuple(part.strip() for part in typed.split(",") if part.strip())
    if name in AGENCY_FIELDS:
        return find_agency(name, typed, ledger)
    if name == "pillar":
        return int(find_value("pillar", typed, known_values(ledger, "pillar")))
    if kind is int:
        return _whole(name, typed, *bounds(info.type))
    return _scalar(name, kind, typed, today)


def _scalar(name: str, kind: type, typed: str, today: dt.date) -> Value:
    if issubclass(kind, Coded):
        return find_member(name, kind, typed)
    if kind is Due:
        return parse_due(typed, today)
    if kind is dt.date:
        return parse_day(typed, today, past=True)
    if kind is bool:
        if typed.lower() not in _YES:
            raise WrongUse(refusals.BAD_FIELD.fill(name=field_name(name), typed=typed), refusals.YES_OR_NO)
        return _YES[typed.lower()]
    if kind is Proposal:
        return Proposal(what=Proposed(find_member(name, Proposed, typed)))
    if kind is Target:
        match = re.fullmatch(_TARGET, typed)
        if match is None:
            raise WrongUse(
                refusals.BAD_FIELD.fill(name=field_name(name), typed=typed), refusals.INLINE_FORM[name]
            )
        number = float(match[1]) if "." in match[1] else int(match[1])
        return Target(value=number, unit=match[2].strip() or None)
    return typed


def _whole(name: str, typed: str, low: int, high: int) -> int:
    digits = unicodedata.normalize("NFKC", typed).strip().removesuffix("%").strip()
    if not re.fullmatch(r"-?[0-9]{1,9}", digits) or not low <= int(digits) <= high:
        bad = refusals.BAD_FIELD.fill(name=field_name(name), typed=typed)
        raise WrongUse(bad, refusals.WHOLE_NUMBER.fill(low=low, high=high))
    return int(digits)


def find_member(name: str, kind: type[Coded], typed: str) -> Coded:
    """The value of a closed list meant by `typed`, in the file's spelling or in Chinese."""
    return kind(find_value(name, typed, member_spellings(kind)))


def find_agency(name: str, typed: str, ledger: Ledger) -> str:
    """The code of the agency meant by a code or a name. Raises WrongUse for one the ledger lacks."""
    return find_value(name, typed, agency_spellings(ledger))


def find_meeting(typed: str, ledger: Ledger) -> str:
    """The id of the meeting meant by its id or title. Raises WrongUse, naming the known ones."""
    return find_value("--meeting", typed, meeting_spellings(ledger))


def meeting_id(typed: str) -> str:
    """The id of a new meeting. Raises WrongUse for what cannot be one."""
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]*", typed):
        raise WrongUse(refusals.BAD_MEETING_ID.fill(typed=typed), refusals.MEETING_ID_FORM)
    return typed


def parse_setting(text: str, ledger: Ledger, today: dt.date) -> tuple[str, Value]:
    """The field and value of a `KEY=VALUE`. Raises WrongUse for a key that is not to be set."""
    key, equals, typed = text.partition("=")
    if not equals:
        raise WrongUse(refusals.SET_FORM.fill(typed=text), refusals.SET_EXAMPLE)
    name = find_value("--set", key.strip(), _field_spellings(HEAD.keys() - {"id", "original_due"}))
    return name, parse_field(name, typed.strip(), ledger, today)


def find_field(typed: str) -> str:
    """The name of the field of a head that `--confirm` means. Raises WrongUse."""
    return find_value("--confirm", typed, _field_spellings(HEAD))


def _field_spellings(names: Container[str]) -> dict[str, str]:
    """Every spelling of some fields -> the field: by its key, and by its name but in the language of keys."""
    held = [name for name in HEAD if name in names]
    return {name: name for name in held} | {typed: name for name in held for typed in FIELD[name].others}


def parse_evidence(text: str, day: dt.date) -> Evidence:
    """A piece of evidence given as `TYPE: TITLE` or `TYPE: TITLE | REF`, in either width. Raises WrongUse."""
    match = re.fullmatch(_EVIDENCE, text)
    if match is None:
        from eppd_track.words.offers import listed  # noqa: PLC0415 - for what is refused alone

        types = listed(EvidenceType, {})
        raise WrongUse(refusals.EVIDENCE_FORM.fill(typed=text), refusals.EVIDENCE_TYPES.fill(types=types))
    return Evidence(
        date=day,
        type=EvidenceType(find_member("--evidence", EvidenceType, match["type"])),
        title=match["title"],
        ref=match["ref"] or None,
    )


def as_table(record: Struct) -> dict[str, Any]:
    """A small record as it is written: its fields without the empty ones."""
    values = {name: value for name, value in structs.asdict(record).items() if value not in {None, ()}}
    return {name: value.value if isinstance(value, Coded) else value for name, value in values.items()}
