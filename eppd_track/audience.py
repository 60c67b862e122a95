"""What others than the tracking side may see of a ledger (docs/rules.md, "Audiences").

Pure. What is not named here stays inside: a new field, a note, and every record that is not marked
public. Lights and day counts are worked out on the whole ledger first, so that they agree for all.
"""

from msgspec import structs

from eppd_track import history
from eppd_track.model import HEAD, Commitment, Ledger, Update
from eppd_track.vocabulary import Audience, MeetingKind, Visibility

_AGREED = frozenset(
    {"id", "pillar", "topic", "topic_zh", "title", "title_zh", "kind", "strength", "operative_words", "sides"}
    | {"owner", "owner_confirmed", "supporting", "counterpart", "status", "progress", "listed", "due"}
    | {"original_due", "tempo", "verifiable", "target", "closure", "visibility", "related", "source"}
)
SHOWN = {
    Audience.COUNTERPART: _AGREED | {"next_move"},
    Audience.PUBLIC: _AGREED,
}
"""The fields of a commitment's head that others see; its milestones go with them."""


def without_internal(ledger: Ledger, audience: Audience) -> Ledger:
    """The ledger without the commitments that are internal, and without a word of them in the others."""
    if audience is Audience.INTERNAL:
        return ledger
    kept = {one.id for one in ledger.commitments if one.visibility is not Visibility.INTERNAL}
    return structs.replace(
        ledger,
        meetings=tuple(one for one in ledger.meetings if one.kind is not MeetingKind.INTERNAL),
        commitments=tuple(
            structs.replace(one, related=tuple(other for other in one.related if other in kept))
            for one in ledger.commitments
            if one.id in kept
        ),
    )


def seen(commitment: Commitment, ledger: Ledger, audience: Audience) -> Commitment:
    """The commitment as the other side or the public sees it, in the ledger `without_internal` gave."""
    shown = SHOWN[audience]
    withheld = {info.name: info.default for name, info in HEAD.items() if name not in shown}
    first = history.first_due(commitment)
    return structs.replace(
        commitment,
        **withheld,
        original_due=first if first != commitment.due else commitment.original_due,
        milestones=tuple(structs.replace(step, evidence=None) for step in commitment.milestones),
        evidence=(),
        updates=tuple(
            _seen_record(record, ledger, shown)
            for record in commitment.updates
            if record.visibility is Visibility.PUBLIC
        ),
    )


def _seen_record(record: Update, ledger: Ledger, shown: frozenset[str]) -> Update:
    meetings = {meeting.id for meeting in ledger.meetings}
    return structs.replace(
        record,
        meeting=record.meeting if record.meeting in meetings else None,
        changes={name: value for name, value in record.changes.items() if name in shown},
        previous={name: value for name, value in record.previous.items() if name in shown},
    )
