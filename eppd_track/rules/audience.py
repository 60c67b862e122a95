"""What others than the tracking side may see of a ledger (docs/rules.md, "Audiences").

Pure. What is not named here stays inside: a new field, a note, and every record that is not marked
public. Lights and day counts are worked out on the whole ledger first, so that they agree for all.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from msgspec import Struct, structs

from eppd_track.model.records import HEAD, Commitment, Ledger, Milestone, Target, Update
from eppd_track.model.vocabulary import Audience, MeetingKind, Visibility
from eppd_track.rules import history
from eppd_track.rules.lights import Item

_STANDS = frozenset(
    {"id", "pillar", "title", "title_zh", "status", "progress", "listed", "carried", "due", "original_due"}
    | {"tempo", "verifiable"}
)
"""What identifies a commitment, and what its light follows from."""
_CLAIMS = frozenset(
    {
        "topic",
        "topic_zh",
        "kind",
        "strength",
        "operative_words",
        "sides",
        "owner",
        "supporting",
        "counterpart",
    }
    | {"next_move", "target", "closure", "related", "source", "source_zh"}
)
"""What is told of it where the source gives it: others never see it while it is inferred."""
SHOWN = {
    Audience.COUNTERPART: _STANDS | _CLAIMS,
    Audience.PUBLIC: _STANDS | _CLAIMS - {"next_move"},
}
"""The fields of a commitment's head that others see; its milestones go with them."""


_SELECTS = frozenset(
    {"pillar", "status", "owner", "agency", "side", "light", "topic", "kind", "search"}
    | {"due_before", "due_after", "overdue", "due_soon", "all"}
)
SELECTS = {
    Audience.COUNTERPART: _SELECTS | {"next_move"},
    Audience.PUBLIC: _SELECTS,
}
"""The selection options that may narrow a page for others: those that look at nothing internal."""


def ours(ledger: Ledger) -> frozenset[str]:
    """The codes of the tracking side's agencies; whoever is not known to be one of them is another's."""
    others = {agency.code for agency in ledger.agencies if agency.side != ledger.ours}
    return frozenset(agency.code for agency in ledger.agencies) - others


def without_internal(ledger: Ledger, audience: Audience) -> Ledger:
    """The ledger without the commitments, meetings and documents that are internal.

    What was set aside in a document is for the tracking side.
    """
    if audience is Audience.INTERNAL:
        return ledger
    return structs.replace(
        ledger,
        meetings=tuple(one for one in ledger.meetings if one.kind is not MeetingKind.INTERNAL),
        documents=tuple(
            structs.replace(one, asides=())
            for one in ledger.documents
            if one.visibility is not Visibility.INTERNAL
        ),
        commitments=tuple(one for one in ledger.commitments if one.visibility is not Visibility.INTERNAL),
    )


def as_seen(items: Iterable[Item], ledger: Ledger, audience: Audience) -> tuple[Item, ...]:
    """The items that an audience may see, each as it sees them, in the ledger `without_internal` gave.

    To others an item tells neither how long it was silent nor that an answer is missing; an owner that
    is inferred is "".
    """
    if audience is Audience.INTERNAL:
        return tuple(items)
    kept = _Kept.of(ledger, audience)
    return tuple(
        structs.replace(
            item, commitment=kept.seen(item.commitment), stale=False, unanswered=False, silent_since=None
        )
        for item in items
        if item.commitment.id in kept.ids
    )


class _Kept(Struct, frozen=True):
    """What is kept for an audience: fields by name; commitments, meetings and documents that may be named."""

    shown: frozenset[str]
    ids: frozenset[str]
    meetings: frozenset[str]
    documents: frozenset[str]

    @staticmethod
    def of(ledger: Ledger, audience: Audience) -> "_Kept":
        """What is kept of the ledger that `without_internal` gave."""
        return _Kept(
            SHOWN[audience],
            frozenset(one.id for one in ledger.commitments),
            frozenset(one.id for one in ledger.meetings),
            frozenset(one.id for one in ledger.documents),
        )

    def seen(self, whole: Commitment) -> Commitment:
        """A commitment as others see it: nothing of it is marked as inferred."""
        fields = {info.name: info.default for info in HEAD.values() if not info.required}
        values = {name: history.current_value(whole, name) for name in HEAD}
        fields |= {"owner": ""} | self._fields(values, whole.guessed) | {"owner_confirmed": True}
        first = history.first_due(whole)
        fields["original_due"] = first if first != whole.due else whole.original_due
        return Commitment(
            **fields,
            texts=tuple(text for text in whole.texts if text.document in self.documents),
            milestones=tuple(
                Milestone(id=step.id, title=step.title, title_zh=step.title_zh, due=step.due, done=step.done)
                for step in whole.milestones
            ),
            updates=tuple(
                self._record(record, whole)
                for record in whole.updates
                if record.visibility is Visibility.PUBLIC
            ),
        )

    def _fields(self, values: Mapping[str, Any], guessed: frozenset[str]) -> dict[str, Any]:
        """The values of the fields that are shown, without a mention of what is internal or inferred."""
        told = self.shown - (_CLAIMS & guessed)
        return {name: self._value(name, value) for name, value in values.items() if name in told}

    def _value(self, name: str, value: Any) -> Any:
        if name == "related":
            return tuple(other for other in value if other in self.ids)
        if name == "carried":
            return tuple(other for other in value if other in self.meetings)
        if name == "target" and value is not None:
            return Target(value=value.value, unit=value.unit, unit_zh=value.unit_zh)
        return value

    def _record(self, record: Update, whole: Commitment) -> Update:
        """A public record: what was said when, and what it changed of the fields that are shown.

        Who recorded it stays inside, and so does an agency that was inferred then or is now. Words that an
        internal record put right are not said again; a correction of internal words is a record like others.
        """
        before, after = history.guessed_around(whole, record)
        told: dict[str, str | None] = {name: getattr(record, name) for name in ("note", "reason")}
        for name in told:
            by = whole.corrected.get((id(record), name))
            if by is not None and by.visibility is not Visibility.PUBLIC:
                told[name] = None
        return Update(
            date=record.date,
            meeting=record.meeting if record.meeting in self.meetings else None,
            note=told["note"],
            reason=told["reason"],
            visibility=record.visibility,
            correction=record.correction and not self._corrects_unseen(record, whole),
            milestone_done=record.milestone_done,
            changes=self._fields(record.changes, after | whole.guessed),
            previous=self._fields(record.previous, before | whole.guessed),
        )

    def _corrects_unseen(self, record: Update, whole: Commitment) -> bool:
        """Whether what a record puts right was said in one that stays inside."""
        wrong = {at for (at, _), by in whole.corrected.items() if by is record}
        return any(id(one) in wrong and one.visibility is not Visibility.PUBLIC for one in whole.updates)


def as_owners_see(items: Iterable[Item], ledger: Ledger) -> tuple[Item, ...]:
    """Items for their owners: whole for the tracking side's agencies, as the counterpart's for all others.

    Nothing goes to an agency of another side of which it is only inferred that it owns the item.
    """
    mine, every = ours(ledger), tuple(items)
    theirs = (item for item in every if item.commitment.owner not in mine)
    seen = as_seen(theirs, without_internal(ledger, Audience.COUNTERPART), Audience.COUNTERPART)
    shown = {item.commitment.id: item for item in seen if item.commitment.owner}
    return tuple(
        item if item.commitment.owner in mine else shown[item.commitment.id]
        for item in every
        if item.commitment.owner in mine or item.commitment.id in shown
    )


def as_agency_sees(items: Iterable[Item], ledger: Ledger, code: str) -> tuple[Item, ...]:
    """What an agency leads or supports: whole for one of the tracking side's, else as the counterpart's.

    An agency of another side gets nothing of which it is only inferred that it leads or supports it.
    """
    every = tuple(items)
    if code not in ours(ledger):
        every = as_seen(every, without_internal(ledger, Audience.COUNTERPART), Audience.COUNTERPART)
    return tuple(one for one in every if code in {one.commitment.owner, *one.commitment.supporting})


def as_one_sees(commitment: Commitment, ledger: Ledger, code: str) -> Commitment:
    """A commitment as the sheet of an agency shows it: whole, or what the counterpart may see of it."""
    if code in ours(ledger):
        return commitment
    theirs = without_internal(ledger, Audience.COUNTERPART)
    return _Kept.of(theirs, Audience.COUNTERPART).seen(commitment)
