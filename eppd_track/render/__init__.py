"""From a Report to text or bytes, one module a format, loaded when it is asked for.

A renderer knows nothing of ledgers or rules: it formats the values a Report holds.
"""

from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import PurePath

from eppd_track import messages
from eppd_track.errors import WrongUse
from eppd_track.render.cells import Style
from eppd_track.report.parts import Report

Renderer = Callable[[Report, Style], str]

_RENDERERS: Mapping[str, tuple[str, str]] = {
    "table": ("terminal", "render"),
    "terminal": ("terminal", "render"),
    "plain": ("plain", "render"),
    "text": ("plain", "render"),
    "json": ("data", "to_json"),
    "csv": ("data", "to_csv"),
    "tsv": ("data", "to_tsv"),
    "ids": ("data", "to_ids"),
    "markdown": ("markdown", "render"),
    "html": ("html", "render"),
}
_SUFFIXES: Mapping[str, tuple[str, ...]] = {
    ".json": ("json",),
    ".csv": ("csv",),
    ".tsv": ("tsv",),
    ".md": ("markdown",),
    ".markdown": ("markdown",),
    ".html": ("html",),
    ".htm": ("html",),
    ".txt": ("text", "plain"),
}


def render(report: Report, style: Style, form: str) -> str:
    """The report in the format `form`."""
    module, name = _RENDERERS[form]
    renderer: Renderer = getattr(import_module(f"eppd_track.render.{module}"), name)
    return renderer(report, style)


def by_suffix(path: str, forms: tuple[str, ...]) -> str:
    """The format a file name asks for, out of `forms`. Raises WrongUse when it asks for none of them."""
    suffix = PurePath(path).suffix.lower()
    for form in _SUFFIXES.get(suffix, ()):
        if form in forms:
            return form
    valid = [known for known, names in _SUFFIXES.items() if any(name in forms for name in names)]
    raise WrongUse(
        messages.UNKNOWN_SUFFIX.fill(path=path), messages.VALID_SUFFIXES.fill(suffixes=", ".join(valid))
    )
