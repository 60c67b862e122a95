"""For a terminal: Rich tables with coloured lights, and everything around them.

The modules of this folder are the only ones that know Rich. Rich is told that text is text, and lines are
folded by one rule (folding.py), so that nothing is cut and no column vanishes.
"""

import io
from collections.abc import Iterable
from itertools import zip_longest

from rich.console import Console
from rich.text import Text as Line

from eppd_track.model.vocabulary import Light
from eppd_track.render.cells import (
    Style,
    needs_paper,
    sentences,
    width,
    words,
)
from eppd_track.render.plain import fact_lines
from eppd_track.render.terminal import table
from eppd_track.render.terminal.brief import ends_lines
from eppd_track.render.terminal.card import own_lines
from eppd_track.render.terminal.marks import BETWEEN, GAP, LATE, QUIET, broken, cell, chart_lines, letter_mark
from eppd_track.report.parts import (
    Bar,
    Briefs,
    Chart,
    Drawn,
    DueCell,
    Ends,
    Facts,
    Findings,
    Grid,
    Legend,
    Pane,
    Report,
    Section,
    Sentences,
    Step,
    Table,
    Timeline,
)


def render(report: Report, style: Style) -> str:
    """The report drawn for a terminal of `style.width` columns."""
    drawn = io.StringIO()
    console = Console(
        file=drawn,
        width=style.width,
        force_terminal=style.color,
        color_system="256" if style.color else None,
        no_color=not style.color,
        legacy_windows=False,
        markup=False,
        emoji=False,
        highlight=False,
    )
    if report.title is not None:
        if report.beside is None:
            _print(console, [Line(words(report.title, style))], "bold")
        else:
            _print(console, ends_lines(Ends(report.title, report.beside), style), "bold")
        console.rule(style=QUIET)
    if report.mark is not None:
        _print(console, [Line(words(report.mark, style))], "bold")
    for part in report.screen or report.sections:
        if isinstance(part, Pane) or not needs_paper(part):
            _section(console, part, report, style)
    _closing(console, report, style)
    return "".join(line.rstrip(" ") + "\n" for line in drawn.getvalue().splitlines())


def _section(console: Console, section: Section | Pane, report: Report, style: Style) -> None:
    if section.head is not None:
        console.print()
        _print(console, [Line(words(section.head, style))], "bold underline")
    for block in section.blocks:
        if isinstance(block, Table) and block.rows:
            table.draw(console, block, report, style)
        else:
            _block(console, block, style)


def _block(console: Console, block: Drawn, style: Style) -> None:
    match block:
        case Facts():
            _facts(console, block, style)
        case Sentences():
            for text in block.lines:
                shown = Line("\n".join(sentences(text, style)))
                _behind(console, Line("• " if block.listed else ""), shown)
        case Chart():
            _print(console, chart_lines(block, style))
        case Legend():
            for light, text in block.lights:
                _behind(console, letter_mark(light).append(" ", ""), Line("\n".join(sentences(text, style))))
        case Ends() | Briefs() | Grid() | Timeline() | Findings():
            _print(console, own_lines(block, style))


def _facts(console: Console, block: Facts, style: Style) -> None:
    """Names and values, the values below each other."""
    most = max(style.width // 3, 10)
    columns = min(max((width(words(name, style)) for name, _ in block.pairs), default=0), most)
    for name, value in block.pairs:
        plain = not isinstance(value, Light | DueCell | Bar | Step)
        shown = Line("\n".join(fact_lines(value, style))) if plain else cell(value, style)
        _behind(console, Line(words(name, style)), shown, columns, GAP)


def _behind(console: Console, name: Line, text: Line, columns: int | None = None, gap: int = 0) -> None:
    """A text beside a name or a mark, its lines below each other."""
    columns = width(name.plain) if columns is None else columns
    names = list(broken(name, columns)) if columns else []
    room = max(console.width - columns - gap, 1)
    for left, right in zip_longest(names, broken(text, room), fillvalue=Line()):
        blanks = " " * (columns + gap - width(left.plain)) if right.plain else ""
        _print(console, [Line.assemble(left, blanks, right)])


def _closing(console: Console, report: Report, style: Style) -> None:
    """What a page closes with: in one breath where it has a form for that."""
    closing = report.closing
    if closing is None:
        said = [line for text in report.footer for line in sentences(text, style)]
    else:
        told = [sentences(text, style) for text in closing.said]
        said = [BETWEEN.join(dict.fromkeys(parts)) for parts in zip(*told, strict=True)]
    urgent = [line for text in (closing.urgent if closing else ()) for line in sentences(text, style)]
    if said or urgent:
        console.print()
    _print(console, map(Line, said))
    _print(console, map(Line, urgent), LATE)


def _print(console: Console, texts: Iterable[Line], paint: str = "") -> None:
    """Texts, folded to the width of the terminal."""
    for text in texts:
        for line in broken(text, console.width):
            console.print(line, style=paint, no_wrap=True, overflow="ignore", crop=False)
