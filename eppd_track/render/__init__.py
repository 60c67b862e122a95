"""From a Report to text or bytes, one module a format, loaded when it is asked for.

A renderer knows nothing of ledgers or rules: it formats the values a Report holds.
"""

from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import PurePath
from typing import Any

from eppd_track.render.cells import Style
from eppd_track.report.parts import Report
from eppd_track.words import printing, refusals
from eppd_track.words.errors import PageRefused, WrongUse

Renderer = Callable[[Report, Style], str | bytes]

_RENDERERS: Mapping[str, tuple[str, str]] = {
    "table": ("terminal.page", "render"),
    "terminal": ("terminal.page", "render"),
    "plain": ("plain", "by_code"),
    "text": ("plain", "render"),
    "json": ("data", "to_json"),
    "csv": ("data", "to_csv"),
    "tsv": ("data", "to_tsv"),
    "ids": ("data", "to_ids"),
    "markdown": ("markdown", "render"),
    "html": ("html", "render"),
    "pdf": ("pdf", "render"),
    "odt": ("odt.document", "render"),
}
EXTRAS = frozenset({"pdf", "odt"})
"""The formats whose libraries come with an extra of their name."""
_SUFFIXES: Mapping[str, tuple[str, ...]] = {
    ".json": ("json",),
    ".csv": ("csv",),
    ".tsv": ("tsv",),
    ".md": ("markdown",),
    ".markdown": ("markdown",),
    ".html": ("html",),
    ".htm": ("html",),
    ".txt": ("text", "plain"),
    ".pdf": ("pdf",),
    ".odt": ("odt",),
    ".eml": ("eml",),
    ".toml": ("toml",),
    ".xlsx": ("xlsx",),
    ".ods": ("ods",),
}


def render(report: Report, style: Style, form: str) -> str | bytes:
    """The report in the format `form`; bytes where that is no text.

    Raises PageRefused when the page cannot be made: a library is not installed, or no font has a character.
    """
    module, name = _RENDERERS[form]
    renderer: Renderer = load(module, name, form)
    return renderer(report, style)


def load(module: str, name: str, form: str) -> Any:
    """The function of a name that makes the format `form`. Raises PageRefused as above."""
    try:
        return getattr(import_module(f"eppd_track.render.{module}"), name)
    except ModuleNotFoundError as error:
        if form not in EXTRAS or (error.name or "").startswith("eppd_track"):
            raise
        command = printing.install_command(form)
        raise PageRefused(
            printing.NEEDS_EXTRA.fill(form=form.upper()), printing.INSTALL.fill(command=command)
        ) from error


def is_file(path: str) -> bool:
    """Whether a name ends as that of a file in some format, rather than as that of a folder."""
    return PurePath(path).suffix.lower() in _SUFFIXES


def by_suffix(path: str, forms: tuple[str, ...]) -> str:
    """The format a file name asks for, out of `forms`. Raises WrongUse when it asks for none of them."""
    suffix = PurePath(path).suffix.lower()
    for form in _SUFFIXES.get(suffix, ()):
        if form in forms:
            return form
    valid = [known for known, names in _SUFFIXES.items() if any(name in forms for name in names)]
    raise WrongUse(refusals.UNKNOWN_SUFFIX.fill(path=path), refusals.VALID_SUFFIXES.fill(suffixes=valid))
