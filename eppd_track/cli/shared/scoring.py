"""What `eppd score` and `eppd report --scorecard` share: which commitments and which meeting are meant."""

from collections.abc import Sequence

from msgspec import structs

from eppd_track.cli.shared.options import SelectionOptions
from eppd_track.cli.shared.session import Session
from eppd_track.ledger.reading import Reading
from eppd_track.model.records import Ledger
from eppd_track.model.vocabulary import Status
from eppd_track.report.scorecard import Card, gather
from eppd_track.rules.selection import Selection, describe, select
from eppd_track.rules.values import find_meeting
from eppd_track.words import scoring as words
from eppd_track.words.errors import WrongUse
from eppd_track.words.text import Text


def card(
    session: Session, reading: Reading, selection: SelectionOptions, meeting: Sequence[str] | None
) -> tuple[Card, Text]:
    """The facts of a scorecard, and the selection in words. Closed commitments are among them.

    Raises WrongUse for a meeting that the ledger does not know, and for more than one.
    """
    ledger = reading.ledger
    chosen = selection.over(meeting=None).resolve(ledger, session)
    made_for = one_meeting(meeting, ledger)
    every = structs.replace(chosen, everything=True)
    found = select(session.items(ledger), every, ledger, len(reading.unread))
    withdrawn = chosen.everything or Status.WITHDRAWN in chosen.status.include
    facts = gather(found, made_for, named=meeting is not None, withdrawn=withdrawn)
    return facts, _in_words(chosen, ledger, session)


def one_meeting(typed: Sequence[str] | None, ledger: Ledger) -> str | None:
    """The one meeting that is named; None for '' and where none is. Raises WrongUse for more than one."""
    given = list(dict.fromkeys(typed or ()))
    if len(given) > 1 or any(text.startswith("!") for text in given):
        raise WrongUse(words.ONE_MEETING.fill(given=given), words.NAME_ONE)
    return find_meeting(given[0], ledger) if given and given[0] else None


def _in_words(chosen: Selection, ledger: Ledger, session: Session) -> Text:
    if chosen == Selection():
        return words.ALL_BUT_WITHDRAWN
    told = describe(chosen, ledger, session.calendar)
    return told if chosen.everything else words.CLOSED_TOO.fill(selection=told)
