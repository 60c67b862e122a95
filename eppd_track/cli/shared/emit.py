"""Where a report goes: to a terminal, a pipe or a file, in the format asked for."""

import sys
from pathlib import Path

from eppd_track.cli.shared.output import write_out
from eppd_track.cli.shared.session import Session
from eppd_track.render import render
from eppd_track.render.cells import Style
from eppd_track.report.parts import Report
from eppd_track.words import refusals
from eppd_track.words.errors import WrongUse


def emit(
    session: Session,
    report: Report,
    forms: tuple[str, ...],
    form: str | None = None,
    output: Path | None = None,
    font_dir: Path | None = None,
) -> None:
    """Writes a report: to a terminal in the first of `forms`, to a pipe in the second.

    Raises WrongUse for a format that is not among them, and for one that a terminal cannot show.
    """
    chosen = session.form(forms, form, output)
    color = session.colors(to_file=output is not None)
    if chosen is None:
        chosen = forms[0] if sys.stdout.isatty() or color else forms[1]
    style = Style(session.language, session.calendar, session.width(), color, font_dir)
    result = render(report, style, chosen)
    if output is not None:
        from eppd_track.cli.shared import files  # noqa: PLC0415 - only for a file

        files.write(session, [files.made(output, result, chosen)])
    else:
        print_out(result, chosen)
    for remark in report.remarks:
        session.say(remark)


def print_out(result: str | bytes, form: str) -> None:
    """Writes a result in a format to stdout. Raises WrongUse for one that a terminal cannot show."""
    if isinstance(result, bytes) and sys.stdout.isatty():
        remedy = refusals.NAME_A_FILE.fill(form=form)
        raise WrongUse(refusals.NO_BYTES_HERE.fill(form=form.upper()), remedy)
    write_out(result)
