"""One self-contained HTML page: read on any screen, printed on A4, escaping always on, not one request.

The templates beside this module lay it out (`page.html.j2` and what it takes in, `page.css`,
`page.js`). Here they are handed the values of `page` and what those lack: the words of the
controls, the keys a browser sorts and filters by, and where the parts of a chart stand.
"""

import base64
import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Any

from jinja2 import Environment, FunctionLoader, StrictUndefined

from eppd_track.model.due import Due
from eppd_track.model.vocabulary import Audience, Light, Term
from eppd_track.render.cells import Style, light_words, sentences, visible
from eppd_track.render.page import cell, page
from eppd_track.report.parts import Cell, Chart, DueCell, Facts, Guess, Owner, Percent, Report, Table
from eppd_track.words import look, pages
from eppd_track.words.labels import FIELD, members, name_of
from eppd_track.words.look import Screen
from eppd_track.words.text import Text, languages

WORDS: Mapping[str, Text] = {
    "ledger": pages.LEDGER,
    "as_of": pages.AS_OF,
    "total": pages.TOTAL,
    "none": name_of(Light.NONE),
    "owner": FIELD["owner"],
    "light": FIELD["light"],
    "pillar": FIELD["pillar"],
    **pages.ON_SCREEN,
}
"""What the page says by itself, beside the words of the report."""

BIG = "commitments"
"""The key of the section whose table can be filtered and sorted."""

_CHART_WIDTH, _CHART_HEIGHT = 960, 236
_LEFT, _RIGHT, _TOP, _BOTTOM = 6, 200, 16, 18
_LINE = 13
"""The room a label takes beside the chart, top to bottom."""
_NAME = 46
"""The room the name of a day takes under the chart, left to right."""


def render(report: Report, style: Style) -> str:
    """The report as a page that any browser opens and prints; one that names no readers is internal."""
    drawn = page(report, style)
    drawn["mark"] = drawn["mark"] or sentences(name_of(Audience.INTERNAL), style)
    filters = _complete(report, drawn, style)
    script = _part("page.js")
    template = _environment().get_template("page.html.j2")
    return template.render(
        page=drawn,
        filters=filters,
        bilingual=len(languages(style.language)) > 1,
        words={name: sentences(text, style) for name, text in WORDS.items()},
        css=_part("page.css"),
        looks=looks(),
        script=script,
        script_hash=base64.b64encode(sha256(script.encode()).digest()).decode(),
    )


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FunctionLoader(_part),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["css_string"] = css_string
    return environment


@cache
def _part(name: str) -> str:
    return (files("eppd_track.render") / name).read_text("utf-8")


def looks() -> str:
    """The colours of lights and statuses as properties of the classes of their names, by day and by night."""
    found = {":root": {"late": look.LATE, "gauge": look.GAUGE, "pattern": look.PATTERN}}
    for light, one in look.LIGHT.items():
        rim = {} if one.rim is None else {"rim": one.rim}
        found[f".{light}"] = {"fill": Screen(one.ground), "on": _ink(one.ink), **rim}
    for status, drawn in look.STATUS.items():
        if drawn.screen.day.startswith("#"):
            found[f".{status}"] = {"fill": drawn.screen, "on": _ink(drawn.ink)}
        else:
            fill = Screen(f"url(#{drawn.screen.day})")
            found[f".{status}"] = {"fill": fill, "on": _ink(look.BLACK), "halo": Screen(look.WHITE)}
    day, night = (
        "".join(_rule(name, held, tone) for name, held in found.items()) for tone in ("day", "night")
    )
    return f"{day}@media screen and (prefers-color-scheme: dark) {{\n{night}}}"


def _ink(colour: str) -> Screen:
    return Screen("var(--black)" if colour == look.BLACK else colour)


def _rule(name: str, properties: Mapping[str, Screen], tone: str) -> str:
    said = "; ".join(f"--{key}: {value}" for key, one in properties.items() if (value := getattr(one, tone)))
    return f"{name} {{ {said}; }}\n" if said else ""


def css_string(text: str) -> str:
    """Text as it may stand between quotes in a style sheet: what is no letter or digit is written out."""
    return re.sub("[^0-9A-Za-z\u00a1-\uffff]", lambda match: f"\\{ord(match[0]):x} ", visible(text))


def _complete(report: Report, drawn: dict[str, Any], style: Style) -> dict[str, Any] | None:
    """Adds to the blocks what their template needs; gives the choices of the filters, None without any."""
    filters = None
    for index, (section, shown) in enumerate(zip(report.sections, drawn["sections"], strict=True), 1):
        shown["anchor"] = f"s{index}"
        for block, values in zip(section.blocks, shown["blocks"], strict=True):
            if isinstance(block, Facts):
                facts = [value for _, value in block.pairs]
                values["lights"] = [isinstance(value, Light) and cell(value, style) for value in facts]
            elif isinstance(block, Chart):
                values.update(_laid_out(values))
            elif isinstance(block, Table) and section.key == BIG and block.rows and filters is None:
                _add_keys(block, values)
                filters = _filters(block, values, report.kind, style) | {"anchor": shown["anchor"]}
    return filters


# ---- the table that can be filtered and sorted ----


def _add_keys(block: Table, values: dict[str, Any]) -> None:
    """Gives every cell of the big table the key it is sorted by."""
    values["sortable"] = True
    drawn = (row for group in values["groups"] for row in group["rows"])
    for row, cells in zip(block.rows, drawn, strict=True):
        for value, shown in zip(row, cells, strict=True):
            shown["key"] = _key(value, shown["words"])


def _key(value: Cell, words: Sequence[str]) -> str:
    """What a value is sorted by, "" for nothing: days in ISO form, closed lists by their place."""
    match value:
        case DueCell():
            return _key(value.next or value.due, [])
        case Due():
            return value.day.isoformat()
        case dt.date():
            return value.isoformat()
        case Percent():
            return "" if value.value is None else str(value.value)
        case StrEnum() | Term():
            return str(members(type(value)).index(value))
        case Owner():
            return visible(value.code)
        case Guess():
            return _key(value.value, words)
        case _:
            return " ".join(words)


def _filters(block: Table, values: dict[str, Any], kind: str, style: Style) -> dict[str, Any]:
    """The choices of each filter that the columns and groups of the table allow."""
    cells = [value for row in block.rows for value in row]
    found = [value.value if isinstance(value, Guess) else value for value in cells]
    owners = {value.code: value for value in found if isinstance(value, Owner)}
    lights = {value for value in found if isinstance(value, Light)}
    heads = [" ".join(group["head"]) for group in values["groups"]]
    return {
        "rows": len(block.rows),
        "group_name": "pillar" if kind == "status-report" else "group",
        "group": _choices(enumerate(heads, 1)) if len(heads) > 1 else [],
        "owner": _choices((visible(code), _agency(owners[code], style)) for code in sorted(owners)),
        "light": _choices((light.value, light_words(light, style)) for light in Light if light in lights),
    }


def _choices(pairs: Iterable[tuple[object, str]]) -> list[dict[str, str]]:
    return [{"value": str(value), "text": text} for value, text in pairs]


def _agency(owner: Owner, style: Style) -> str:
    return visible(f"{owner.code} {owner.name.text().brief(style.language)}".strip())


# ---- the chart ----


def _laid_out(chart: dict[str, Any]) -> dict[str, Any]:
    """Where the columns, segments and labels of a chart stand, in units of its drawing."""
    scale = (_CHART_HEIGHT - _TOP - _BOTTOM) / max([*chart["totals"], 1])
    step = (_CHART_WIDTH - _LEFT - _RIGHT) / max(len(chart["names"]), 1)
    every = max(-(-_NAME // max(int(step), 1)), 1)
    last = len(chart["names"]) - 1
    columns = []
    for index, (name, total) in enumerate(zip(chart["names"], chart["totals"], strict=True)):
        counts = [series["counts"][index] for series in chart["series"]]
        columns.append(
            {
                "x": round(_LEFT + step * index + step * 0.1, 1),
                "middle": round(_LEFT + step * (index + 0.5), 1),
                "width": round(step * 0.8, 1),
                "name": name if (last - index) % every == 0 else "",
                "total": total,
                "top": round(_CHART_HEIGHT - _BOTTOM - total * scale, 1),
                "segments": _segments(chart["series"], counts, scale),
            }
        )
    edge = round(_LEFT + step * (last + 0.9), 1)
    labels = _labels(columns[-1]["segments"]) if columns else []
    return {
        "width": _CHART_WIDTH,
        "height": _CHART_HEIGHT,
        "base": _CHART_HEIGHT - _BOTTOM,
        "columns": columns,
        "labels": labels,
        "edge": edge,
    }


def _segments(
    series: Sequence[Mapping[str, Any]], counts: Sequence[int], scale: float
) -> list[dict[str, Any]]:
    """One column of the chart from the bottom up; `fits` is whether a segment holds its number."""
    found = []
    low = float(_CHART_HEIGHT - _BOTTOM)
    for one, count in zip(series, counts, strict=True):
        height = count * scale
        low -= height
        found.append(
            {
                "status": one["status"],
                "name": one["name"],
                "count": count,
                "y": round(low, 1),
                "height": round(height, 1),
                "middle": round(low + height / 2, 1),
                "fits": height >= 10,
            }
        )
    return found


def _labels(segments: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """A label beside each segment of the last column, moved apart where they would overlap."""
    places = [segment["middle"] for segment in segments]
    floor = _CHART_HEIGHT - _BOTTOM + _LINE / 2
    for index, place in enumerate(places):
        floor = places[index] = min(place, floor - _LINE)
    ceiling = float(_TOP) - _LINE / 2
    for index in reversed(range(len(places))):
        ceiling = places[index] = max(places[index], ceiling + _LINE)
    return [segment | {"at": round(at, 1)} for segment, at in zip(segments, places, strict=True)]
