"""Checks of scores: made for a meeting that is there, of a side that has promised."""

from collections.abc import Iterator

from eppd_track.ledger.checks.base import Check, Finding
from eppd_track.ledger.convert import nearest
from eppd_track.rules.scores import promised_by
from eppd_track.words import faults


def scores(check: Check) -> Iterator[Finding]:
    """Scores that name no meeting of the file, or a side that does not promise the commitment."""
    meetings = [meeting.id for meeting in check.reading.ledger.meetings]
    for place in check.places:
        sides = promised_by(place.commitment, check.reading.ledger.parties)
        for at, score in check.scores(place):
            if score.side not in sides:
                yield check.found(
                    faults.SCORE_WITHOUT_PROMISE, at, "side", place.commitment.id, side=score.side
                )
            if score.meeting is not None and score.meeting not in meetings:
                yield check.found(
                    *(faults.UNKNOWN_MEETING, at, "meeting", place.commitment.id),
                    value=score.meeting,
                    nearest=nearest(score.meeting, meetings),
                )
