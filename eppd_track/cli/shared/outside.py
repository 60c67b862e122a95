"""What is held back from whatever is made for readers outside, and said to whoever makes it."""

from collections.abc import Iterable

from eppd_track.cli.shared.session import Session
from eppd_track.cli.shared.warnings import grave_fault, refuse_for_others
from eppd_track.ledger import checks
from eppd_track.ledger.reading import Reading
from eppd_track.model.records import Ledger
from eppd_track.model.vocabulary import Visibility
from eppd_track.report.problems import hides, line_of
from eppd_track.rules.audience import ours
from eppd_track.rules.lights import Item
from eppd_track.words import refusals, warnings
from eppd_track.words.text import BETWEEN_SENTENCES, Text, join


def hold_back(session: Session, reading: Reading, what: Text, *, alone: bool) -> bool:
    """Whether what is made for others stays here, as it is uncertain what is internal; the rest is made.

    That is said with `what` is held back, and the command ends with 3. Raises LedgerUnreadable where that is
    all there is (`alone`).
    """
    found = checks.run(reading, session.today, checks.GRAVE)
    problem = grave_fault(found)
    if problem is None:
        return False
    if alone:
        refuse_for_others(found, reading.ledger)
    if not (hides(problem) and problem in reading.problems):
        session.say(line_of(problem, reading.ledger.name))
    session.say(join([warnings.HELD_BACK.fill(what=what), refusals.NOT_FOR_OTHERS], BETWEEN_SENTENCES))
    session.unread = True
    return True


def tell_guessed(session: Session, items: Iterable[Item], ledger: Ledger) -> None:
    """Says which items stay here as their owner, of another side, is only inferred."""
    mine = ours(ledger)
    guessed = [
        item.commitment.id
        for item in items
        if item.commitment.owner not in mine
        and "owner" in item.commitment.guessed
        and item.commitment.visibility is not Visibility.INTERNAL
    ]
    if guessed:
        session.say(warnings.OWNER_GUESSED.fill(count=len(guessed), ids=guessed))


def tell_internal(session: Session, items: Iterable[Item]) -> None:
    """Says how many of what others asked for stay here as they are internal."""
    kept = {item.commitment.id for item in items if item.commitment.visibility is Visibility.INTERNAL}
    if kept:
        session.say(warnings.INTERNAL_LEFT.fill(count=len(kept)))
