"""The bare `eppd`: a short status of the ledger and the next commands."""

from eppd_track.cli.session import Session
from eppd_track.report import overview


def status(session: Session) -> None:
    """Prints the short status."""
    ledger = session.read(heads=True).ledger
    report = overview.status(session.items(ledger), ledger, session.today, session.calendar)
    session.emit(report, ("terminal", "text"))
