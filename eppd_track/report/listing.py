"""`eppd list`: one row a commitment, grouped, with a footer that says what is not shown."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from eppd_track.model.due import Due
from eppd_track.model.records import HEAD, Inline, Ledger, Value
from eppd_track.model.vocabulary import Calendar, Coded
from eppd_track.report.parts import Cell, Closing, Column, Group, Guess, Percent, Report, Section, Table
from eppd_track.report.sentences import (
    PAIRED,
    agency,
    code_of,
    data_of,
    due,
    in_both,
    inferred,
    lights,
    marked,
    move,
    owner,
    pillar_name,
    shared_part,
    strip,
    titles,
    value_words,
)
from eppd_track.rules.lights import Item
from eppd_track.rules.selection import Selected
from eppd_track.words import pages
from eppd_track.words.labels import BRIEF_COLUMN, COLUMN, members, name_of
from eppd_track.words.text import Text, join, same

DEFAULT = ("id", "light", "title", "owner", "next_move", "status", "progress", "due", "last_update")
_UNDER = {"light": "id", "next_move": "owner", "progress": "status", "last_update": "due"}
_CELLS: Mapping[str, Callable[[Item, Ledger], Cell]] = {
    "light": lambda item, _: item.light,
    "title": lambda item, _: titles(item.commitment),
    "owner": lambda item, ledger: owner(item.commitment, ledger),
    "next_move": lambda item, _: move(item.commitment),
    "status": lambda item, _: marked("status", item.commitment.status, item.commitment),
    "progress": lambda item, _: marked("progress", Percent(item.progress), item.commitment),
    "due": lambda item, _: due(item),
    "last_update": lambda item, _: item.commitment.last_word,
    "overdue_days": lambda item, _: item.overdue_days or None,
    "stale": lambda item, _: pages.YES if item.stale else None,
}
COLUMNS = (
    *(name for name in HEAD if not name.endswith("_zh")),
    "light",
    "last_update",
    "overdue_days",
    "stale",
)
"""The columns `--columns` knows; one that has a Chinese twin in the file stands for both languages."""
GROUPS = ("pillar", "owner", "status", "light", "none")
_FAR = dt.date.max


def build(  # noqa: PLR0913 - every option of the command is a way to see the same rows
    found: Selected,
    ledger: Ledger,
    as_of: dt.date,
    selection: Text,
    *,
    columns: tuple[str, ...] = DEFAULT,
    group_by: str = "pillar",
    sort: str | None = None,
    reverse: bool = False,
) -> Report:
    """The listing of what was found. `sort` and `columns` name columns of COLUMNS."""
    items = _sorted(found.items, sort, reverse=reverse)
    table = Table(
        columns=tuple(_column(name) for name in columns),
        groups=tuple(
            Group(
                head,
                tuple(tuple(cell(name, item, ledger) for name in columns) for item in group),
                () if group_by == "light" else lights(group),
            )
            for head, group in _grouped(items, ledger, group_by)
        ),
    )
    shared = shared_part(item.commitment.id for item in (*items, *found.overdue_outside))
    return Report(
        kind="commitment-list",
        as_of=as_of,
        ledger=ledger.name,
        raw=ledger.raw,
        selection=selection,
        shown=len(items),
        total=found.total,
        ids=tuple(item.commitment.id for item in items),
        sections=(Section("commitments", None, (table,)),),
        data={"commitments": [data_of(item) for item in items] if ledger.whole else []},
        footer=footer(found, guesses=table.guesses),
        closing=closing(found, shared, guesses=table.guesses),
        shared=shared,
        remarks=() if items else (pages.NOTHING_MATCHES.fill(selection=selection),),
    )


def _column(name: str) -> Column:
    wide = name in {*PAIRED, "title", "operative_words", "next_step", "done_when"} - {"topic"}
    return Column(
        name, COLUMN[name], wide, _UNDER.get(name), number=name == "progress", brief=BRIEF_COLUMN.get(name)
    )


def cell(name: str, item: Item, ledger: Ledger) -> Cell:
    """The value of a column for an item."""
    if name in _CELLS:
        return _CELLS[name](item, ledger)
    commitment = item.commitment
    if name in PAIRED:
        return marked(name, in_both(commitment, name), commitment)
    value: Value = getattr(commitment, HEAD[name].name)
    if isinstance(value, bool | tuple | Inline):
        told = value_words(value, Calendar.GREGORIAN)
        if not isinstance(value, tuple) or not value or not inferred(name, commitment):
            return marked(name, told, commitment)
        return Guess(told, value_words(value, Calendar.GREGORIAN, guessed=True))
    return marked(name, value, commitment)


def _sorted(items: Iterable[Item], sort: str | None, *, reverse: bool) -> list[Item]:
    """By pillar and soonest due as the rule; else by the column asked for, empty values last."""
    ordered = sorted(items, key=_by_due)
    if sort is None:
        return ordered[::-1] if reverse else ordered
    with_value = [item for item in ordered if _key(sort, item) is not None]
    without = [item for item in ordered if _key(sort, item) is None]
    return sorted(with_value, key=lambda item: _key(sort, item), reverse=reverse) + without


def _by_due(item: Item) -> tuple[int, dt.date, str]:
    day = item.next_due.day if item.next_due else _FAR
    return item.commitment.pillar, day, item.commitment.id


_ORDERS: Mapping[str, Callable[[Item], Any]] = {
    "due": lambda item: item.next_due.day if item.next_due else None,
    "light": lambda item: _rank(item.light),
    "progress": lambda item: item.progress,
    "last_update": lambda item: item.commitment.last_word,
    "overdue_days": lambda item: item.overdue_days,
    "stale": lambda item: not item.stale,
    "title": lambda item: item.commitment.title_zh or item.commitment.title,
}


def _key(sort: str, item: Item) -> Any:
    if sort in _ORDERS:
        return _ORDERS[sort](item)
    value = getattr(item.commitment, HEAD[sort].name)
    if value is None or value == ():
        return None
    if isinstance(value, Coded):
        return _rank(value)
    return value.day if isinstance(value, Due) else value


def _rank(value: Coded) -> int:
    """The place of a value in its list."""
    return members(type(value)).index(value)


def _grouped(items: list[Item], ledger: Ledger, group_by: str) -> list[tuple[Text | None, list[Item]]]:
    if group_by == "none":
        return [(None, items)] if items else []
    groups: dict[object, list[Item]] = {}
    for item in items:
        key: object = item.light if group_by == "light" else getattr(item.commitment, group_by)
        groups.setdefault(key, []).append(item)
    if group_by == "pillar":
        return [
            (pillar_name(int(str(key)), ledger), groups[key])
            for key in sorted(groups, key=lambda key: int(str(key)))
        ]
    if group_by == "owner":
        return [(_owner_head(str(key), group, ledger), group) for key, group in groups.items()]
    return [(name_of(key), groups[key]) for key in sorted(groups, key=_rank)]  # type: ignore[arg-type]


def _owner_head(code: str, group: list[Item], ledger: Ledger) -> Text:
    names = agency(code, ledger)
    return join([same(code_of(code, group)), names.text()], same(" "))


def footer(found: Selected, *, guesses: bool) -> tuple[Text, ...]:
    """What a listing closes with: how many of how many, counts by light, the mark, what is not shown."""
    shown = pages.SHOWN.fill(shown=len(found.items), total=found.total)
    lines = [join([shown, strip(lights(found.items))], same(" · "))] if found.items else [shown]
    if guesses:
        lines.append(pages.GUESS_MARK)
    if found.hidden:
        lines.append(pages.HIDDEN.fill(count=found.hidden))
    if found.overdue_outside:
        ids = [item.commitment.id for item in found.overdue_outside]
        lines.append(pages.OVERDUE_OUTSIDE.fill(count=len(found.overdue_outside), ids=ids))
    return tuple(lines)


def closing(found: Selected, shared: str, *, guesses: bool) -> Closing:
    """The same on a terminal, in one breath; `shared` is the part of the ids that is left out there."""
    said = [pages.SHOWN_BRIEF.fill(shown=len(found.items), total=found.total)]
    if found.hidden:
        said.append(pages.HIDDEN_BRIEF.fill(count=found.hidden))
    if guesses:
        said.append(pages.GUESS_BRIEF)
    outside = [item.commitment.id.removeprefix(shared) for item in found.overdue_outside]
    late = pages.OVERDUE_ELSEWHERE.fill(count=len(outside), ids=" ".join(outside))
    return Closing(tuple(said), (late,) if outside else ())
