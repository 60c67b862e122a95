"""What others than the tracking side may see of a ledger (docs/rules.md, "Audiences").

Pure. What is not named here stays inside: a new field, a note, and every record that is not marked
public. Lights and day counts are worked out on the whole ledger first, so that they agree for all.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from msgspec import Struct, structs

from eppd_track import history
from eppd_track.model import HEAD, Commitment, Ledger, Milestone, Target, Update
from eppd_track.rules import Item
from eppd_track.vocabulary import Audience, MeetingKind, Side, Visibility

_AGREED = frozenset(
    {"id", "pillar", "topic", "topic_zh", "title", "title_zh", "kind", "strength", "operative_words", "sides"}
    | {"owner", "owner_confirmed", "supporting", "counterpart", "status", "progress", "listed", "due"}
    | {
        "carried",
        "original_due",
        "tempo",
        "verifiable",
        "target",
        "closure",
        "visibility",
        "related",
        "source",
    }
)
SHOWN = {
    Audience.COUNTERPART: _AGREED | {"next_move"},
    Audience.PUBLIC: _AGREED,
}
"""The fields of a commitment's head that others see; its milestones go with them."""


_SELECTS = frozenset(
    {"pillar", "status", "owner", "side", "light", "topic", "kind", "search"}
    | {"due_before", "due_after", "overdue", "due_soon", "all"}
)
SELECTS = {
    Audience.COUNTERPART: _SELECTS | {"next_move"},
    Audience.PUBLIC: _SELECTS,
}
"""The selection options that may narrow a page for others: those that look at nothing internal."""


def without_internal(ledger: Ledger, audience: Audience) -> Ledger:
    """The ledger without the commitments and the meetings that are internal."""
    if audience is Audience.INTERNAL:
        return ledger
    return structs.replace(
        ledger,
        meetings=tuple(one for one in ledger.meetings if one.kind is not MeetingKind.INTERNAL),
        commitments=tuple(one for one in ledger.commitments if one.visibility is not Visibility.INTERNAL),
    )


def seen(commitment: Commitment, ledger: Ledger, audience: Audience) -> Commitment:
    """The commitment as the other side or the public sees it, in the ledger `without_internal` gave."""
    kept = _Kept(
        SHOWN[audience],
        frozenset(one.id for one in ledger.commitments),
        frozenset(one.id for one in ledger.meetings),
    )
    fields = {info.name: info.default for info in HEAD.values() if not info.required}
    fields |= kept.fields({name: history.current_value(commitment, name) for name in HEAD})
    first = history.first_due(commitment)
    fields["original_due"] = first if first != commitment.due else commitment.original_due
    return Commitment(
        **fields,
        milestones=tuple(
            Milestone(id=step.id, title=step.title, title_zh=step.title_zh, due=step.due, done=step.done)
            for step in commitment.milestones
        ),
        updates=tuple(
            kept.record(record) for record in commitment.updates if record.visibility is Visibility.PUBLIC
        ),
    )


class _Kept(Struct, frozen=True):
    """What is kept for an audience: fields by name, and the commitments and meetings that may be named."""

    shown: frozenset[str]
    ids: frozenset[str]
    meetings: frozenset[str]

    def fields(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """The values of the fields that are shown, without a mention of what is internal."""
        return {name: self._value(name, value) for name, value in values.items() if name in self.shown}

    def _value(self, name: str, value: Any) -> Any:
        if name == "related":
            return tuple(other for other in value if other in self.ids)
        if name == "carried":
            return tuple(other for other in value if other in self.meetings)
        if name == "target" and value is not None:
            return Target(value=value.value, unit=value.unit)
        return value

    def record(self, record: Update) -> Update:
        """A public record: who said what when, and what it changed of the fields that are shown."""
        return Update(
            date=record.date,
            by=record.by,
            meeting=record.meeting if record.meeting in self.meetings else None,
            note=record.note,
            reason=record.reason,
            visibility=record.visibility,
            correction=record.correction,
            milestone_done=record.milestone_done,
            changes=self.fields(record.changes),
            previous=self.fields(record.previous),
        )


def for_counterpart(items: Iterable[Item], ledger: Ledger) -> tuple[Item, ...]:
    """What the other side may see of some items: those that are not internal, each as it sees them."""
    theirs = without_internal(ledger, Audience.COUNTERPART)
    ids = {commitment.id for commitment in theirs.commitments}
    return tuple(
        structs.replace(item, commitment=seen(item.commitment, theirs, Audience.COUNTERPART))
        for item in items
        if item.commitment.id in ids
    )


def as_owners_see(items: Iterable[Item], ledger: Ledger) -> tuple[Item, ...]:
    """Items for their owners: whole for the tracking side's agencies, as the counterpart's for all others."""
    others = {agency.code for agency in ledger.agencies if agency.side is not Side.TW}
    every = tuple(items)
    theirs = for_counterpart((item for item in every if item.commitment.owner in others), ledger)
    shown = {item.commitment.id: item for item in theirs}
    return tuple(
        shown[item.commitment.id] if item.commitment.owner in others else item
        for item in every
        if item.commitment.owner not in others or item.commitment.id in shown
    )


def as_owner_sees(commitment: Commitment, ledger: Ledger) -> Commitment:
    """A commitment as the sheet of its owner shows it: whole, or what the counterpart may see of it."""
    sides = {agency.code: agency.side for agency in ledger.agencies}
    if sides.get(commitment.owner, Side.TW) is Side.TW:
        return commitment
    return seen(commitment, without_internal(ledger, Audience.COUNTERPART), Audience.COUNTERPART)
