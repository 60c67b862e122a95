"""How a side wrote a value, to be taken over as it is, and how eppd writes one that nobody wrote."""

from collections.abc import Callable, Iterable
from copy import deepcopy
from typing import Any

import tomli
from msgspec import Struct

from eppd_track.ledger.merge.plan import rows
from eppd_track.ledger.merge.standing import StandingText, Way
from eppd_track.ledger.splices import key_text, render_value
from eppd_track.ledger.toml import Table, loads
from eppd_track.ledger.writer import alike

_MOST_SHOWN = 80
"""How many characters of a value a sentence shows."""
Fit = Callable[[str, Table, Table], str | None]


class Wording(Struct, frozen=True):
    """A value as it is written: as lines of the table it stands in, as tables with headers, or both."""

    way: Way
    lines: tuple[str, ...]
    tables: str

    def fitted(self, value: Any, fit: Fit) -> "Wording | None":
        """The same made to say just `value`; None where that cannot be."""
        if self.lines and self.tables:
            return None
        text = "\n".join(self.lines) or self.tables
        try:
            data = loads(text)
        except tomli.TOMLDecodeError:
            return None
        way = _way_in(data, self.way[-1:] if self.lines else self.way)
        if way is None:
            return None
        wanted = deepcopy(data)
        inside: Any = wanted
        for name in way[:-1]:
            inside = inside[name]
        if alike(inside[way[-1]], value):
            return self
        inside[way[-1]] = value
        changed = fit(text, data, wanted)
        if changed is None:
            return None
        changed = changed.strip("\n")
        return Wording(self.way, (changed,), "") if self.lines else Wording(self.way, (), changed)


def _way_in(data: Any, way: Way) -> Way | None:
    """The way to a value in a piece of the text that holds nothing else."""
    found: list[str | int] = []
    for name in way:
        if isinstance(name, str):
            if not isinstance(data, dict) or name not in data:
                return None
            found.append(name)
            data = data[name]
        elif isinstance(data, list):
            found.append(0)
            data = data[0]
    return tuple(found) or None


class Donor:
    """A side whose words are taken over."""

    def __init__(self, text: str, data: Table) -> None:
        self.standing, self.data = StandingText(text.replace("\r\n", "\n")), data

    def wording(self, way: Way) -> Wording | None:
        """How it wrote the value at the end of a way; None for what stands inside of another value."""
        holder = self.standing.holder(way)
        if holder is not None and holder[0] != way:
            return None
        entries = [holder[1]] if holder else []
        for table, _, entry in self.standing.dotted(way):
            if table != way[:-1]:
                return None
            entries.append(entry)
        text = self.standing.text
        lines = tuple(text[entry.key : entry.end].removesuffix("\n") for entry in entries)
        return Wording(way, lines, "\n\n".join(self._tables(way)))

    def _tables(self, way: Way) -> Iterable[str]:
        """The tables at and below a way, those that stand one behind the other as one text."""
        document = self.standing.document
        runs: list[list[int]] = []
        for _, segment in self.standing.under(way):
            if runs and runs[-1][1] == segment.start:
                runs[-1][1:] = [segment.end, document.content_end(segment)]
            else:
                runs.append([segment.start, segment.end, document.content_end(segment)])
        return [document.text[start:end].removesuffix("\n") for start, _, end in runs]

    def order(self, way: Way, key: str) -> list[str]:
        """The keys that stand in front of one in a table."""
        table: Any = self.data
        for name in way:
            table = table[name]
        names = list(table)
        return names[: names.index(key)] if key in names else names


def tables_text(names: tuple[str, ...], value: Table, indent: str, *, listed: bool = False) -> str:
    """A table with its header; lists of tables in it get headers too, other tables stay on one line."""
    brackets = ("[[", "]]") if listed else ("[", "]")
    lines = [f"{indent}{brackets[0]}{key_text(*names)}{brackets[1]}"]
    lists = {key: part for key, part in value.items() if part and rows(part)}
    lines += [
        f"{indent}{key_text(key)} = {render_value(part)}" for key, part in value.items() if key not in lists
    ]
    below = [
        f"\n{tables_text((*names, key), row, indent, listed=True)}"
        for key, part in lists.items()
        for row in part
    ]
    return "\n".join((*lines, *below))


def rows_text(value: list[Table]) -> str:
    """A list of tables, each on a line."""
    return "".join(("[\n", *(f"    {render_value(row)},\n" for row in value), "]"))


def one_line(value: object) -> object:
    """A value whose texts take no second line, for a comment."""
    if isinstance(value, str):
        return value.replace("\r", " ").replace("\n", " ")
    if isinstance(value, list):
        return [one_line(part) for part in value]
    return {key: one_line(part) for key, part in value.items()} if isinstance(value, dict) else value


def shown_value(value: object) -> str:
    """A value for a message; what is long is cut short."""
    text = render_value(one_line(value))
    return text if len(text) <= _MOST_SHOWN else f"{text[:_MOST_SHOWN]}…"
