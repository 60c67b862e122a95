"""A Report as plain values for a page: what the templates of HTML and PDF and the ODT writer lay out.

Words are chosen, dates are printed, control characters made visible; what is left to a layout is
where things stand and how they look. The values are those of JSON, so that a template in any
language can be handed them.

    page     lang, title, mark, as_of, ledger, digest, foot, sections, footer
    section  key, head (words), blocks, annex
    block    kind "table": columns, groups (head, rows), totals (a row or none)
             kind "facts": pairs (name, words)
             kind "sentences": lines (words each), listed
             kind "chart": head, told (it in words), names, days, totals, series (status, name, counts)
             kind "legend": lights (light, letter, outline, words)
             kind "boxes": rows of names (words each)
    column   key, head (words), wide, number, below, apart, light (as in a cell, or None)
    cell     kind, words; by kind also what is drawn beside them, see `cell`

`words` are a list of lines: one, or on a page in both languages Chinese first and English second.
"""

from collections.abc import Sequence
from enum import StrEnum
from typing import Any

from eppd_track.model.vocabulary import Coded, Light, Term
from eppd_track.render.cells import (
    Style,
    entry_lines,
    lines,
    marked_line,
    marked_lines,
    one_line,
    paragraph,
    sentences,
    visible,
    words,
)
from eppd_track.render.plain import fact_lines
from eppd_track.report.parts import (
    Bar,
    Block,
    Boxes,
    Cell,
    Chart,
    Column,
    Count,
    DueCell,
    Facts,
    Guess,
    Legend,
    Length,
    Owner,
    Percent,
    Report,
    Section,
    Sentences,
    Step,
    Table,
    Told,
)
from eppd_track.report.sentences import strip
from eppd_track.words import look, pages
from eppd_track.words.labels import name_of
from eppd_track.words.text import COLON, SEMICOLON, SLASH, Text, join, same, tag

BOXES_IN_A_ROW = 5
"""How many boxes to sign in stand side by side on paper."""


def page(report: Report, style: Style) -> dict[str, Any]:
    """The report in plain values, in its order, nothing left out."""
    title = report.title or report.selection
    as_of, ledger = one_line(report.as_of, style), words(report.ledger, style)
    return {
        "lang": tag(style.language),
        "title": sentences(title, style),
        "mark": sentences(report.mark, style) if report.mark else [],
        "as_of": as_of,
        "ledger": ledger,
        "digest": report.digest,
        "foot": " · ".join(part for part in (report.digest, as_of) if part),
        "sections": [_section(section, style) for section in report.sections],
        "footer": [sentences(text, style) for text in report.footer],
    }


def _section(section: Section, style: Style) -> dict[str, Any]:
    return {
        "key": section.key,
        "head": sentences(section.head, style) if section.head else [],
        "blocks": [_block(block, style) for block in section.blocks],
        "annex": section.annex,
    }


def _block(block: Block, style: Style) -> dict[str, Any]:
    match block:
        case Table():
            return table(block, style)
        case Facts():
            pairs = [(sentences(name, style), fact_lines(value, style)) for name, value in block.pairs]
            return {"kind": "facts", "pairs": pairs}
        case Sentences():
            shown = [sentences(text, style) for text in block.lines]
            return {"kind": "sentences", "lines": shown, "listed": block.listed}
        case Chart():
            return _chart(block, style)
        case Legend():
            lights = [
                _mark(light, style) | {"word": "", "words": sentences(text, style)}
                for light, text in block.lights
            ]
            return {"kind": "legend", "lights": lights}
        case Boxes():
            names = [sentences(name, style) for name in block.names]
            rows = [names[first : first + BOXES_IN_A_ROW] for first in range(0, len(names), BOXES_IN_A_ROW)]
            return {"kind": "boxes", "rows": rows}


def table(block: Table, style: Style) -> dict[str, Any]:
    """A table."""
    return {
        "kind": "table",
        "columns": [_column(column, style, _below(column, block)) for column in block.columns],
        "groups": [
            {
                "head": sentences(group.head, style) if group.head else [],
                "rows": [[cell(value, style) for value in row] for row in group.rows],
            }
            for group in block.groups
        ],
        "totals": [cell(value, style) for value in block.totals],
    }


def _below(column: Column, block: Table) -> Text | None:
    """What a column's head names besides: titles the one thing that stands below their rows."""
    below = [one.head for one in block.columns if one.below]
    return below[0] if column.key == "title" and len(below) == 1 else None


def _column(column: Column, style: Style, below: Text | None) -> dict[str, Any]:
    head = column.head if below is None else join([column.head, below], SLASH)
    return {
        "key": column.key,
        "head": sentences(head, style),
        "wide": column.wide,
        "number": column.number,
        "below": column.below,
        "apart": column.apart,
        "light": column.light and _mark(column.light, style),
    }


def _chart(chart: Chart, style: Style) -> dict[str, Any]:
    return {
        "kind": "chart",
        "told": words(_course(chart), style),
        "head": sentences(chart.head, style),
        "names": [name.brief(style.language) for name in chart.names],
        "days": [one_line(day, style) for day in chart.days],
        "totals": [sum(counts) for counts in zip(*(numbers for _, numbers in chart.series), strict=True)],
        "series": [
            {"status": status.value, "name": sentences(name_of(status), style), "counts": list(numbers)}
            for status, numbers in chart.series
        ],
    }


def _course(chart: Chart) -> Text:
    """A chart in words: each day with its counts."""
    days = []
    for index, name in enumerate(chart.names):
        counts = [
            pages.LIGHT_COUNT.fill(count=counts[index], light=name_of(status))
            for status, counts in chart.series
            if counts[index]
        ]
        days.append(join([name, join(counts)], COLON))
    return join(days, SEMICOLON)


def cell(value: Cell, style: Style) -> dict[str, Any]:
    """A cell: its `kind` and its `words`, and what a kind is drawn with.

    light    light, letter, outline: the shape of its mark
    marks    before, after: {light, letter, outline} each, before None where it stayed or was not there
    step     words alone
    percent  value 0 to 100, before (None where it stayed), told: both in words
    bar      told: it in words, parts: {light, letter, outline, count, share of the full width in per cent}
    length   value, share of the full width in per cent
    due      late: whether it has passed
    count    value, change (0 for none)
    owner    name: the agency's name, one line or none; lines: it and the code, the shorter first; full
    told     entries: the lines of each record, see `cells.entry_lines`
    text     words alone
    """
    shown = {"kind": "text", "words": lines(value, style)}
    match value:
        case Step() | StrEnum() | Term():
            return shown | _named(value, style)
        case Percent() | Bar() | Length() | Count():
            return shown | _figure(value, style)
        case DueCell():
            return shown | {"kind": "due", "late": value.overdue_days > 0}
        case Owner():
            return shown | _owner([visible(value.code)], _names(value, style), full=value.full)
        case Guess():
            return _guess(value, style)
        case Told():
            return shown | {"kind": "told", "entries": [entry_lines(entry, style) for entry in value.entries]}
        case Text():
            return shown | {"words": sentences(value, style)}
        case _:
            return shown


def _guess(guess: Guess, style: Style) -> dict[str, Any]:
    """What stands in a cell with a mark behind it; words in two languages bear it in both."""
    if guess.reads is not None:
        return cell(guess.reads, style)
    inner = cell(guess.value, style)
    a_language_each = inner["kind"] in {"text", "step"}
    told = inner["words"]
    if inner["kind"] == "owner":
        return inner | _owner([marked_line(told[0])], inner["name"], full=inner["full"])
    return inner | {"words": list(map(marked_line, told)) if a_language_each else marked_lines(guess, told)}


def _named(value: Step | Coded, style: Style) -> dict[str, Any]:
    """A value of a closed list, or two of them before and after."""
    match value:
        case Light():
            return {"kind": "light"} | _mark(value, style)
        case Step(after=Light()):
            return {"kind": "marks", **_steps(value, style)}
        case Step():
            return {"kind": "step", "words": sentences(_step_words(value), style)}
        case StrEnum() | Term():
            return {"words": sentences(name_of(value), style)}


def _figure(value: Percent | Bar | Length | Count, style: Style) -> dict[str, Any]:
    match value:
        case Percent(value=None):
            return {}
        case Percent():
            before = None if value.before == value.value else value.before
            now = f"{value.value}%"
            told = now if before is None else f"{before} → {now}"
            if not value.drawn:
                return {"words": [told]}
            return {"kind": "percent", "words": [now], "value": value.value, "before": before, "told": told}
        case Bar():
            parts = [
                _mark(light, style) | {"count": count, "share": share}
                for (light, count), share in zip(value.counts, _shares(value), strict=True)
            ]
            return {"kind": "bar", "parts": parts, "told": words(strip(value.counts), style)}
        case Length():
            share = round(100 * value.value / max(value.scale, 1), 2)
            return {"kind": "length", "value": value.value, "share": share}
        case Count():
            return {"kind": "count", "value": value.value, "change": value.change or 0}


def _shares(bar: Bar) -> list[float]:
    """The parts of a bar in per cent of the full width, each with room for its letter and number."""
    least = [3.4 + 2.3 * len(f"n{count}") for _, count in bar.counts]
    wanted = [
        max(100 * count / max(bar.scale, 1), few) for (_, count), few in zip(bar.counts, least, strict=True)
    ]
    over, free = max(sum(wanted) - 100, 0.0), sum(wanted) - sum(least)
    give = min(over / free, 1.0) if free else 0.0
    return [round(most - (most - few) * give, 2) for most, few in zip(wanted, least, strict=True)]


def _step_words(step: Step) -> Text:
    """A status before and after in both languages; the one word where it stayed."""
    after = name_of(step.after)
    if step.before is None or step.before is step.after:
        return after
    return join([name_of(step.before), after], same(" → "))


def _names(owner: Owner, style: Style) -> list[str]:
    """What stands beside the code: the short name, and the whole one where there is room or no other."""
    short = owner.short.brief(style.language)
    name = owner.name.text().brief(style.language) if owner.full or short == owner.code else short
    return [paragraph(name)] if name else []


def _owner(code: Sequence[str], name: list[str], *, full: bool) -> dict[str, Any]:
    """An owner's name above its code; a name in Latin letters is long, so it stands beneath."""
    lines = [*code, *name] if any(line.isascii() for line in name) else [*name, *code]
    return {"kind": "owner", "words": code, "name": name, "lines": lines, "full": full}


def _mark(light: Light, style: Style) -> dict[str, str]:
    word = "" if light is Light.NONE else name_of(light).label(style.language)
    one = look.LIGHT[light]
    return {"light": light.value, "letter": one.letter, "outline": one.outline, "word": word}


def _steps(step: Step, style: Style) -> dict[str, Any]:
    before, after = step.before, step.after
    changed = isinstance(before, Light) and before is not after
    return {
        "before": _mark(before, style) if changed and isinstance(before, Light) else None,
        "after": _mark(after, style) if isinstance(after, Light) else None,
    }
