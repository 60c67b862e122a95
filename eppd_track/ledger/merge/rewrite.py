"""A text made to hold other data in place: what the data leave alone stays byte for byte.

A value is replaced where it stands, in whatever layout TOML allows; what is new comes as the other side wrote
it (wording.py).
"""

from collections.abc import Iterator
from typing import Any

from eppd_track.ledger.document import Assignment, Segment
from eppd_track.ledger.merge.plan import Planner, rows
from eppd_track.ledger.merge.records import ABSENT
from eppd_track.ledger.merge.standing import StandingText, Way
from eppd_track.ledger.merge.wording import Donor, Wording, one_line, rows_text, tables_text
from eppd_track.ledger.splices import (
    Splice,
    insertion,
    key_text,
    line,
    parts_behind,
    remove,
    render_value,
    spliced,
)
from eppd_track.ledger.tables import NAME_FIELD, PARTS_OF, TABLES
from eppd_track.ledger.toml import Table, loads
from eppd_track.ledger.writer import alike
from eppd_track.model.records import HEAD
from eppd_track.words import refusals
from eppd_track.words.errors import ChangeRefused
from eppd_track.words.faults import CONFLICT_MARK

_ORDER = [*HEAD]


def rewritten(text: str, data: Table, plan: Planner, donor: Donor | None = None) -> str:
    """`text`, which holds `data`, made to hold the plan's data. Raises ChangeRefused where that cannot be.

    Where a layout does not allow it in place, what stands under one top-level key is written anew.
    """
    changed = Rewriter(text, data, plan, donor).everything()
    if holds(changed, plan.data):
        return changed
    for key in dict.fromkeys([*data, *plan.data]):
        wanted = {name: value for name, value in data.items() if name != key}
        wanted |= {key: plan.data[key]} if key in plan.data else {}
        if alike(wanted, data) and not any(way[0] == key for way in plan.conflicts):
            continue
        changed = next((each for each in _tries(text, data, plan, donor, key) if holds(each, wanted)), "")
        if not holds(changed, wanted):
            raise ChangeRefused(refusals.PROOF_FAILED, refusals.REPORT_THIS)
        text, data = changed, wanted
    return text


def _tries(text: str, data: Table, plan: Planner, donor: Donor | None, key: str) -> Iterator[str]:
    """What changes under one key put in place; all of it as the other side wrote it, or as eppd does."""
    yield Rewriter(text, data, plan, donor).one(key)
    yield Rewriter(text, data, plan, donor).anew(key)
    yield Rewriter(text, data, plan, None).anew(key)


def holds(text: str, data: Table) -> bool:
    """Whether a text can be parsed and holds just these data."""
    try:
        return alike(loads(text), data)
    except ValueError:
        return False


class Rewriter:
    """One text on its way to the plan's data: the splices gathered so far."""

    def __init__(self, text: str, data: Table, plan: Planner, donor: Donor | None) -> None:
        self.standing = StandingText(text)
        self.document = self.standing.document
        self.data, self.plan, self.donor = data, plan, donor
        self.marks: list[Splice] = []
        self.lines: list[Splice] = []
        self.tables: list[Splice] = []
        self.replaced: dict[int, Splice] = {}
        self.implied: dict[Way, list[str]] = {}

    def everything(self) -> str:
        """The text with every change in it."""
        self._table((), (), self.data, self.plan.data)
        for way in self.plan.conflicts:
            self._mark(way)
        return self._text()

    def one(self, key: str) -> str:
        """The text with what changes under one key."""
        old, new = ({key: side[key]} if key in side else {} for side in (self.data, self.plan.data))
        self._table((), (), old, new)
        for way in self.plan.conflicts:
            if way[0] == key:
                self._mark(way)
        return self._text()

    def anew(self, key: str) -> str:
        """The text with what stands under one key written anew, its conflicts told at the end."""
        if key in self.data:
            self._drop((key,))
        if key in self.plan.data:
            self._add((), (), key, self.plan.data[key])
        text = self._text()
        for way, theirs in self.plan.conflicts.items():
            if way[0] == key:
                text = spliced(text, [line(text, len(text), f"{_remark(way, theirs)}\n")])
        return text

    def _text(self) -> str:
        for way, lines in self.implied.items():
            header = f"[{key_text(*(name for name in way if isinstance(name, str)))}]"
            place = self.standing.before(self.standing.under(way)[0][1])
            self._insert(place, "\n".join((header, *lines)))
        return spliced(self.standing.text, [*self.marks, *self.lines, *self.replaced.values(), *self.tables])

    # ---- values that are there ----

    def _change(self, at: Way, to: Way, old: Any, new: Any) -> None:
        """One value: `at` is its place in the text, `to` its place in the new data."""
        if alike(old, new):
            return
        holder = self.standing.holder(at)
        if holder is not None:
            way, entry = holder
            value = lookup(self.plan.data, to[: len(way)])
            text = self.standing.text[entry.value : entry.value_end]
            written = rows_text(value) if rows(value) and "\n" in text else render_value(value)
            self.replaced[entry.line] = Splice(entry.value, entry.value_end, written)
        elif isinstance(old, dict) and isinstance(new, dict):
            self._table(at, to, old, new)
        elif rows(old) and rows(new) and new:
            self._list(at, to, old, new)
        else:
            self._drop(at)
            self._add(at[:-1], to[:-1], str(at[-1]), new)

    def _table(self, at: Way, to: Way, old: Table, new: Table) -> None:
        for key, value in old.items():
            if key in new:
                self._change((*at, key), (*to, key), value, new[key])
            else:
                self._drop((*at, key))
        for key, value in new.items():
            if key not in old:
                self._add(at, to, key, value)

    def _list(self, at: Way, to: Way, old: list[Table], new: list[Table]) -> None:
        listed = to in self.plan.listed
        last: int | None = None
        kept = set()
        for number, row in enumerate(new):
            index = self.plan.ours.get((*to, number)) if listed else number
            if index is None or index >= len(old):
                behind = self.standing.under((*at, last))[-1][1] if last is not None else None
                first = self.standing.under((*at, 0))[0][1]
                self._insert(behind or self.standing.before(first), self._element(at, (*to, number), row))
            else:
                self._change((*at, index), (*to, number), old[index], row)
                last = index
                kept.add(index)
        for index in set(range(len(old))) - kept:
            self._drop((*at, index))

    def _drop(self, at: Way) -> None:
        """Takes a value out; the comment on its line stays."""
        holder = self.standing.holder(at)
        if holder is not None:
            self.lines.append(remove(self.document, holder[1]))
        self.lines += [remove(self.document, entry) for _, _, entry in self.standing.dotted(at)]
        for _, segment in self.standing.under(at):
            end = self.document.content_end(segment)
            behind = self.standing.text.find("\n", end, segment.end)
            if behind >= 0 and not self.standing.text[end:behind].strip():
                end = behind + 1
            self.lines.append(Splice(segment.start, end, ""))

    # ---- values that are new ----

    def _add(self, at: Way, to: Way, key: str, value: Any) -> None:
        way = (*to, key)
        part = len(to) == 2 and key in PARTS_OF.get(str(to[0]), ())
        wording = self._wording(way, value)
        if rows(value) and value and (not at or part) and (wording is None or wording.tables):
            texts = [self._element((*at, key), (*way, number), row) for number, row in enumerate(value)]
            self._insert(self._place(at, key), "\n\n".join(texts))
        elif wording is not None:
            if wording.lines:
                self._put(at, to, key, wording.lines)
            if wording.tables:
                self._insert(self._place(at, key), wording.tables)
        elif not at and isinstance(value, dict):
            self._insert(self._place(at, key), tables_text((key,), value, ""))
        else:
            self._put(at, to, key, (f"{key_text(key)} = {render_value(value)}",))

    def _wording(self, way: Way, value: Any) -> Wording | None:
        """How the other side wrote a value, made to be just this one; None where it cannot be asked."""
        theirs = along(way, self.plan.listed, self.plan.theirs)
        if self.donor is None or theirs is None:
            return None
        wording = self.donor.wording(theirs)
        return wording and wording.fitted(value, _fit)

    def _element(self, at: Way, way: Way, row: Table) -> str:
        """A table of a list as the other side wrote it, else as eppd writes it."""
        wording = self._wording(way, row)
        if wording is not None and wording.tables and not wording.lines:
            return wording.tables
        names = tuple(name for name in at if isinstance(name, str))
        return tables_text(names, row, self._indent(at), listed=True)

    def _indent(self, at: Way) -> str:
        """How a list's tables are indented: as those beside them, else in the file, else by two spaces."""
        if len(at) == 1:
            return ""
        tables = (*self.standing.under(at[:-1])[1:], *self.standing.tables)
        first = next((segment for way, segment in tables if len(way) > 2), None)
        header = self.standing.text[first.start : first.body] if first else "  ["
        return header[: len(header) - len(header.lstrip())]

    def _insert(self, place: Segment, text: str) -> None:
        self.tables.append(insertion(self.document, place, f"\n{text}\n"))

    def _place(self, at: Way, key: str) -> Segment:
        """The segment behind which new tables go."""
        under = self.standing.under(at)
        if not at:
            first = next((segment for way, segment in under if way[:1] == ("commitment",)), None)
            in_front = first is not None and key in {*TABLES, *NAME_FIELD} - {"commitment"}
            return self.standing.before(first) if first and in_front else under[-1][1]
        follow = parts_behind(str(at[0]), key)
        names = [way[len(at)] if len(way) > len(at) else None for way, _ in under]
        end = next((index for index, name in enumerate(names) if name in follow), len(under))
        return under[max(end - 1, 0)][1]

    def _put(self, at: Way, to: Way, key: str, lines: tuple[str, ...]) -> None:
        """New lines in a table, behind the nearest that go before them."""
        segments, dotted = self.standing.at(at), self.standing.dotted(at)
        anchor, before, place = None, "", 0
        if segments:
            anchor = self._anchor(segments[0], to, key)
            place = segments[0].body
        elif dotted:
            table, names, anchor = dotted[-1]
            before = key_text(*map(str, names[: len(at) - len(table)])) + "."
        else:
            self.implied.setdefault(at, []).extend(lines)
            return
        if anchor is not None:
            before, place = self.standing.text[anchor.line : anchor.key] + before, anchor.end
        text = "".join(f"{before}{each}\n" for each in lines)
        self.lines.append(line(self.standing.text, place, text))

    def _anchor(self, segment: Segment, to: Way, key: str) -> Assignment | None:
        """The line behind which a key goes: by the order of fields, else of the other side."""
        present = {str(names[0]): entry for names, entry in self.standing.entries(segment)}
        order = _ORDER[: _ORDER.index(key)] if key in _ORDER else _ORDER
        if to[:1] != ("commitment",) or len(to) > 2:
            theirs = along(to, self.plan.listed, self.plan.theirs)
            order = (
                [*present, *self.donor.order(theirs, key)]
                if self.donor and theirs is not None
                else [*present]
            )
        return next((present[name] for name in reversed(order) if name in present), None)

    # ---- conflicts ----

    def _mark(self, way: Way) -> None:
        """Says beside ours what theirs has, in a comment that `eppd check` finds."""
        at = along(way, self.plan.listed, self.plan.ours) or way
        place, indent, start = self._beside(at)
        remark = _remark(at[start:] or at[-1:], self.plan.conflicts[way])
        self.marks.append(line(self.standing.text, place, f"{indent}{remark}\n"))

    def _beside(self, at: Way) -> tuple[int, str, int]:
        """Where a remark on a value goes, its indent, and how much of the way the place tells already."""
        for way in (at, at[:-1]):
            holder = self.standing.holder(way)
            entries = [entry for _, _, entry in self.standing.dotted(way)]
            entries += (
                [entry for _, entry in self.standing.entries(self.standing.tables[0][1])] if not way else []
            )
            if entry := holder[1] if holder else next(reversed(entries), None):
                return entry.end, self.standing.text[entry.line : entry.key], self._depth(entry, at)
            if way and (under := self.standing.under(way)):
                return under[0][1].body, "", min(len(under[0][0]), len(at) - 1)
        return 0, "", 0

    def _depth(self, entry: Assignment, at: Way) -> int:
        """How long the way to the table is in which an assignment stands."""
        ways = [way for way, segment in self.standing.tables if segment.start <= entry.line < segment.end]
        return min(len(ways[-1]), len(at) - 1)


def _remark(way: Way, theirs: Any) -> str:
    key = key_text(*(str(name) for name in way))
    value = "no value" if theirs is ABSENT else render_value(one_line(theirs))
    return f"{CONFLICT_MARK} {key} = {value}"


def _fit(text: str, data: Table, wanted: Table) -> str | None:
    """A piece of text made to hold other data, or None."""
    plan = Planner()
    plan.data = wanted
    changed = Rewriter(text, data, plan, None).everything()
    return changed if holds(changed, wanted) else None


def lookup(data: Any, way: Way) -> Any:
    """What stands at the end of a way."""
    for name in way:
        data = data[name]
    return data


def along(way: Way, listed: set[Way], places: dict[Way, int]) -> Way | None:
    """A way through the merged data as it leads through a side; None where that side lacks it."""
    found: list[str | int] = []
    for index, name in enumerate(way):
        if isinstance(name, int) and way[:index] in listed:
            if way[: index + 1] not in places:
                return None
            name = places[way[: index + 1]]  # noqa: PLW2901
        found.append(name)
    return tuple(found)
