"""`eppd where`."""

import platform
from typing import Annotated

import typer

from eppd_track import __version__, phrases
from eppd_track.cli.options import command
from eppd_track.cli.session import Session
from eppd_track.dates import long_day
from eppd_track.labels import Text, name_of, same
from eppd_track.ledger import store
from eppd_track.ledger.lock import lock_path
from eppd_track.report import overview
from eppd_track.report.parts import Cell

FORMS = ("terminal", "text", "json")
EPILOG = """\b
Examples:
  eppd where
  eppd where --format json
"""

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(epilog=EPILOG)
@command()
def where(
    session: Session,
    form: Annotated[str | None, typer.Option("--format", metavar="FORMAT", help="text or json.")] = None,
) -> None:
    """Which ledger is used, why that one, and with which settings."""
    found = session.found
    reading = session.parse(store.read(found.path), heads=True)
    settings = session.settings
    target = found.path.resolve()
    pairs: tuple[tuple[Text, Cell], ...] = (
        (phrases.LEDGER, same(str(found.path.absolute()))),
        *(((phrases.LINK_TO, same(str(target))),) if found.path.is_symlink() else ()),
        (phrases.BECAUSE, found.why),
        (phrases.DIGEST, same(reading.ledger.digest)),
        (phrases.TODAY, long_day(session.today, session.calendar)),
        (phrases.TIMEZONE, same(settings.timezone)),
        (phrases.LANGUAGE, same(session.language.value)),
        (phrases.CALENDAR, name_of(settings.calendar)),
        (phrases.DUE_SOON_DAYS, settings.due_soon_days),
        (phrases.RED_AFTER_DAYS, settings.red_after_days),
        (phrases.PERSON, same(session.person(None))),
        (phrases.LOCK, same(str(lock_path(found.path)))),
        (phrases.UNDO_FOLDER, same(str(session.undo_folder))),
        (phrases.VERSION, same(f"eppd {__version__}, Python {platform.python_version()}")),
    )
    data: dict[str, object] = {
        "path": str(found.path.absolute()),
        "target": str(target),
        "why": found.why.en,
        "today": session.today.isoformat(),
        "timezone": settings.timezone,
        "language": session.language.value,
        "calendar": settings.calendar.value,
        "due_soon_days": settings.due_soon_days,
        "red_after_days": settings.red_after_days,
        "lock": str(lock_path(found.path)),
        "person": session.person(None),
        "undo_folder": str(session.undo_folder),
        "version": __version__,
    }
    session.emit(overview.facts("where", pairs, data, session.today, reading.ledger), FORMS, form)
    session.tell_unread(reading)
