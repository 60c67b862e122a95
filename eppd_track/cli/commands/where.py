"""`eppd where`."""

import os
import platform
from pathlib import Path
from typing import Annotated

import typer

from eppd_track import __version__
from eppd_track.cli.shared.emit import emit
from eppd_track.cli.shared.folders import cache_folder
from eppd_track.cli.shared.options import command, option
from eppd_track.cli.shared.person import Whence, file_of
from eppd_track.cli.shared.session import Session
from eppd_track.ledger import store
from eppd_track.ledger.lock import lock_path
from eppd_track.report import overview
from eppd_track.report.parts import Cell
from eppd_track.words import pages
from eppd_track.words.days import long_day
from eppd_track.words.labels import name_of
from eppd_track.words.text import IN_BRACKETS, Text, join, same

FORMS = ("terminal", "text", "json")
EPILOG = """\b
Examples:
  eppd where
  eppd where --format json
"""


def _whence(whence: Whence, state: Path) -> Text:
    """Where the name of who records came from."""
    match whence:
        case Whence.KEPT:
            return pages.FROM_KEPT.fill(path=file_of(state))
        case Whence.GIT:
            return pages.FROM_GIT
        case Whence.LOGIN:
            return pages.FROM_LOGIN
        case _:
            return same(whence.value)


app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(epilog=EPILOG)
@command()
def where(
    session: Session,
    form: Annotated[str | None, option("--format", "FORMAT", "text or json.")] = None,
) -> None:
    """Which ledger is used, why that one, and with which settings."""
    found = session.found
    reading = session.parse(store.read(found.path))
    settings = session.settings
    who = session.signer(None)
    target, cache = found.path.resolve(), cache_folder(os.environ)
    pairs: tuple[tuple[Text, Cell], ...] = (
        (pages.LEDGER, same(str(found.path.absolute()))),
        *(((pages.LINK_TO, same(str(target))),) if found.path.is_symlink() else ()),
        (pages.BECAUSE, found.why),
        (pages.DIGEST, same(reading.given.digest)),
        (pages.TODAY, long_day(session.today, session.calendar)),
        (pages.TIMEZONE, same(settings.timezone)),
        (pages.LANGUAGE, same(session.language.value)),
        (pages.CALENDAR, name_of(settings.calendar)),
        (pages.DUE_SOON_DAYS, settings.due_soon_days),
        (pages.RED_AFTER_DAYS, settings.red_after_days),
        (pages.PERSON, IN_BRACKETS.fill(text=who.name, inside=_whence(who.whence, session.state_folder))),
        (pages.LOCK, same(str(lock_path(found.path)))),
        (pages.UNDO_FOLDER, same(str(session.undo_folder))),
        (pages.CACHE_FOLDER, same(str(cache)) if cache else pages.CACHE_OFF),
        (pages.VERSION, join([same(f"eppd {__version__}"), same(f"Python {platform.python_version()}")])),
    )
    data: dict[str, object] = {
        "path": str(found.path.absolute()),
        "target": str(target),
        "why": found.why.data,
        "today": session.today.isoformat(),
        "timezone": settings.timezone,
        "language": session.language.value,
        "calendar": settings.calendar.value,
        "due_soon_days": settings.due_soon_days,
        "red_after_days": settings.red_after_days,
        "lock": str(lock_path(found.path)),
        "person": who.name,
        "person_from": who.whence.value,
        "undo_folder": str(session.undo_folder),
        "cache_folder": str(cache) if cache else None,
        "version": __version__,
    }
    emit(session, overview.facts("where", pairs, data, session.today, reading.given), FORMS, form)
    session.tell_unread(reading)
