"""Checks of the history: records in order, each agreeing with the one before and with the head."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from msgspec import structs

from eppd_track.ledger.checks.base import Check, Finding, RecordPlace
from eppd_track.ledger.places import At
from eppd_track.model.due import Due
from eppd_track.model.records import AGREED, Commitment, Inline, Value
from eppd_track.rules import history
from eppd_track.words import faults
from eppd_track.words.labels import field_name

if TYPE_CHECKING:
    import datetime as dt


def records(check: Check) -> Iterator[Finding]:
    """Records out of order, records that contradict each other or the head."""
    for place in check.places:
        latest: dt.date | None = None
        known: dict[str, Value] = {}
        for index, (at, update) in enumerate(check.updates(place)):
            if latest is not None and update.date < latest:
                yield check.found(
                    faults.UPDATES_OUT_OF_ORDER, at, "date", place.commitment.id, day=update.date
                )
            latest = max(latest or update.date, update.date)
            yield from _previous(check, place.commitment, at, index, known)
            known |= update.changes
        yield from _head(check, place, known)


def _previous(
    check: Check, commitment: Commitment, at: At, index: int, known: Mapping[str, Value]
) -> Iterator[Finding]:
    """Where a record disagrees with `known`, what the records before it say of the fields."""
    update, identifier = commitment.updates[index], commitment.id
    for name in update.changes:
        if name not in update.previous or (name == "status" and update.previous[name] is None):
            yield check.found(faults.PREVIOUS_MISSING, at, name, identifier, name=field_name(name), key=name)
        elif name in known and known[name] != update.previous[name]:
            yield check.found(
                *(faults.PREVIOUS_MISMATCH, at, "previous", identifier),
                name=field_name(name),
                value=as_typed(update.previous[name]),
                known=as_typed(known[name]),
            )
    if not update.reason:
        yield from (
            check.found(faults.AGREED_WITHOUT_REASON, at, name, identifier, name=field_name(name))
            for name in AGREED
            if name in update.changes and update.previous.get(name) is not None
        )
    if update.correction and index == 0:
        yield check.found(faults.CORRECTS_NOTHING, at, "correction", identifier)
    moved = history.slips(structs.replace(commitment, updates=(update,)))
    if moved and not update.reason:
        yield check.found(faults.SLIP_WITHOUT_REASON, at, "due", identifier)


def _head(check: Check, place: RecordPlace, known: Mapping[str, Value]) -> Iterator[Finding]:
    """Where the head disagrees with `known`, what its records say last of the fields."""
    for name, value in known.items():
        held = history.current_value(place.commitment, name)
        if held == value:
            continue
        rule = faults.STATUS_UNEXPLAINED if name == "status" else faults.HEAD_DIFFERS
        yield check.found(
            *(rule, place.at, name, place.commitment.id),
            name=field_name(name),
            value=as_typed(held),
            known=as_typed(value),
        )


def as_typed(value: Value) -> str:
    """A field's value as it would be typed; nothing for an empty one."""
    if value is None or value == ():
        return ""
    if isinstance(value, Due):
        return value.text
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple):
        return ", ".join(value)
    if isinstance(value, Inline):
        return value.typed
    return str(value)
