"""One self-contained HTML page: no script, no request, print style for A4, escaping always on."""

from importlib.resources import files

from jinja2 import Environment, StrictUndefined

from eppd_track.labels import LIGHT_LETTER
from eppd_track.render.cells import Style, light_words, lines, sentences, words
from eppd_track.render.plain import fact_lines
from eppd_track.report.parts import Bar, Cell, DueCell, Report, Titles
from eppd_track.vocabulary import Language, Light

_LANG = {Language.EN: "en", Language.ZH: "zh-Hant-TW", Language.BOTH: "zh-Hant-TW"}


def render(report: Report, style: Style) -> str:
    """The report as a page that any browser opens and prints."""
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.globals.update(
        words=lambda text: words(text, style),
        sentences=lambda text: sentences(text, style),
        fact_lines=lambda value: fact_lines(value, style),
        cell=lambda value: _cell(value, style),
        kind=lambda block: type(block).__name__,
        lang=_LANG[style.language],
    )
    source = (files("eppd_track.render") / "page.html.j2").read_text("utf-8")
    title = report.title or report.selection
    return environment.from_string(source).render(report=report, title=words(title, style)) + "\n"


def _cell(cell: Cell, style: Style) -> dict[str, object]:
    """A cell for the template: its lines, a class for its look, and the parts of a bar."""
    if isinstance(cell, Light):
        return {"kind": f"light {cell.value}", "lines": [light_words(cell, style)], "bar": []}
    if isinstance(cell, Bar):
        parts = [
            {
                "light": light.value,
                "text": f"{LIGHT_LETTER[light]}{count}",
                "share": 100 * count / max(cell.scale, 1),
            }
            for light, count in cell.counts
        ]
        return {"kind": "bar", "lines": [], "bar": parts}
    late = isinstance(cell, DueCell) and cell.overdue_days
    kind = "late" if late else "titles" if isinstance(cell, Titles) else ""
    return {"kind": kind, "lines": lines(cell, style), "bar": []}
