"""The bare `eppd`: a short status of the ledger and the next commands."""

from eppd_track.cli.shared.emit import emit
from eppd_track.cli.shared.session import Session
from eppd_track.cli.shared.warnings import tell_faults
from eppd_track.ledger import checks
from eppd_track.report import overview


def status(session: Session) -> None:
    """Prints the short status, and says so where checks find faults."""
    reading = session.read()
    ledger = reading.ledger
    report = overview.status(session.items(ledger), ledger, session.today, session.calendar)
    emit(session, report, ("terminal", "text"))
    tell_faults(checks.run(reading, session.today, checks.GRAVE), reading)
