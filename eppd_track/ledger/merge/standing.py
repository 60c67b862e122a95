"""Where everything in a sound text stands, by the way that leads to it through the data."""

from bisect import bisect_left
from functools import cached_property

from eppd_track.ledger.document import Assignment, Document, Segment
from eppd_track.ledger.toml import loads

Way = tuple[str | int, ...]
"""The way to a value: `("commitment", 3, "update", 0, "note")`."""


class StandingText:
    """A text with the way to each of its tables and assignments.

    `tables` are its segments in file order, each with its way; the first is what stands above all headers.
    """

    def __init__(self, text: str) -> None:
        """Cut `text`, which TOML allows."""
        self.document = Document(text)
        self.tables: list[tuple[Way, Segment]] = []
        last: dict[Way, int] = {}
        for segment in self.document.segments:
            self.tables.append((self._way(segment, last), segment))

    @property
    def text(self) -> str:
        """The text."""
        return self.document.text

    def _way(self, segment: Segment, last: dict[Way, int]) -> Way:
        """The way to a table; `last` holds the latest index of each array of tables so far."""
        way: Way = ()
        header = self.text[segment.start : segment.body].strip()
        path = names(header) if {"'", '"'} & set(header) else segment.path
        for index, name in enumerate(path, 1):
            way += (name,)
            if index == len(path) and header.startswith("[["):
                last[way] = last.get(way, -1) + 1
            if way in last:
                way += (last[way],)
        return way

    @cached_property
    def _at(self) -> dict[Way, list[Segment]]:
        found: dict[Way, list[Segment]] = {}
        for way, segment in self.tables:
            found.setdefault(way, []).append(segment)
        return found

    @cached_property
    def _under(self) -> dict[Way, list[tuple[Way, Segment]]]:
        found: dict[Way, list[tuple[Way, Segment]]] = {}
        for way, segment in self.tables:
            for length in range(1, len(way) + 1):
                found.setdefault(way[:length], []).append((way, segment))
        return found

    def at(self, way: Way) -> list[Segment]:
        """The segments of a table: one, or none where it has no header of its own."""
        return self._at.get(way, [])

    def under(self, way: Way) -> list[tuple[Way, Segment]]:
        """The segments of a table and of all tables in it, in file order."""
        return self._under.get(way, []) if way else self.tables

    def before(self, segment: Segment) -> Segment:
        """The segment in front of one that is not the first."""
        return self.tables[bisect_left(self.tables, segment.start, key=lambda table: table[1].start) - 1][1]

    def entries(self, segment: Segment) -> list[tuple[Way, Assignment]]:
        """The assignments of a table, each with the way that its key says."""
        return [(self._names(entry), entry) for entry in self.document.entries(segment)]

    def _names(self, entry: Assignment) -> tuple[str, ...]:
        key = self.text[entry.key : entry.value]
        return names(key + "0") if {"'", '"'} & set(key) else entry.path

    def holder(self, way: Way) -> tuple[Way, Assignment] | None:
        """The assignment that gives a value, or that of the inline table or array around it."""
        for length in range(len(way)):
            for segment in self.at(way[:length]):
                for key, entry in self.entries(segment):
                    if key == way[length : length + len(key)]:
                        return way[: length + len(key)], entry
        return None

    def dotted(self, way: Way) -> list[tuple[Way, Way, Assignment]]:
        """The assignments that give parts of a table by dotted keys, from outside of it.

        Each with the way to the table it stands in, and its key.
        """
        return [
            (way[:length], key, entry)
            for length in range(len(way))
            for segment in self.at(way[:length])
            for key, entry in self.entries(segment)
            if len(key) > len(way) - length and key[: len(way) - length] == way[length:]
        ]


def names(line: str) -> tuple[str, ...]:
    """The names in a header or in front of an `=`, quoting undone."""
    held: object = loads(line)
    found: list[str] = []
    while isinstance(held, dict | list) and held:
        if isinstance(held, dict):
            name, held = next(iter(held.items()))
            found.append(name)
        else:
            held = held[0]
    return tuple(found)
