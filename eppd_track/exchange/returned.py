"""From the sheets that came back to wishes, and to a sentence for everything that is not taken.

A row is taken whole or not at all: when a grey cell was changed, a yellow one cannot be read, the rules
lack something, or the ledger went another way since the sheet was issued, it is named and left out.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping

from msgspec import Struct, structs

from eppd_track import messages
from eppd_track.dates import parse_day, show_day
from eppd_track.errors import WrongUse
from eppd_track.exchange import answers, sheet, sheet_issue, table
from eppd_track.exchange import sheet_words as words
from eppd_track.exchange.answers import Answer, Faults
from eppd_track.exchange.grid import Cell, Grid
from eppd_track.exchange.judged import Refusals, request_for
from eppd_track.exchange.minutes import Defaults, Minutes
from eppd_track.exchange.sheet import INPUT, KEY, LOCKED, folded
from eppd_track.exchange.sheet_issue import Issue, Standing
from eppd_track.exchange.table import Line, Table, place_of, quoted
from eppd_track.labels import Text, join, same
from eppd_track.ledger.batch import Wish
from eppd_track.model import Commitment, Ledger
from eppd_track.report.words import agency

_ANY_DAY = dt.date(1912, 1, 1)


class Returned(Struct, frozen=True):
    """A file that came back: its name and its sheets."""

    name: str
    grids: tuple[Grid, ...]


class Taken(Struct, frozen=True):
    """A row that is in order: where it stands, what it says, and what comes of it."""

    where: Text
    answer: Answer
    wish: Wish


def read(files: Iterable[Returned], ledger: Ledger, defaults: Defaults) -> Minutes:
    """The wishes of some sheets, with every trouble named at its place.

    The same answer in two files counts once; different ones cancel each other. A row that names nobody is
    recorded under `defaults.by`, else under the agency the sheet was sent to.
    """
    taken: dict[str, list[Taken]] = {}
    troubles: list[Text] = []
    notices: list[Text] = []
    for file in files:
        reader = _File(file.name, ledger, defaults)
        reader.read(file.grids)
        troubles += reader.troubles
        notices += reader.notices
        for row in reader.taken:
            taken.setdefault(row.wish.id, []).append(row)
    wishes = []
    for identifier, rows in taken.items():
        if len({structs.replace(row.answer, by=None) for row in rows}) == 1:
            wishes.append(rows[0].wish)
        else:
            places = join([row.where for row in rows], Text("; ", "；"))
            troubles.append(words.TWO_ANSWERS.fill(id=identifier, places=places))
    return Minutes(tuple(wishes), tuple(troubles), tuple(notices))


class _File:
    """One file while it is read."""

    def __init__(self, name: str, ledger: Ledger, defaults: Defaults) -> None:
        self.name = name
        self.ledger = ledger
        self.defaults = defaults
        self.known = {folded(sheet.visible(one.id)): one for one in ledger.commitments}
        names = Counter(folded(sheet.visible(one.id)) for one in ledger.commitments)
        self.doubled = {name for name, times in names.items() if times > 1}
        self.issue: Issue | None = None
        self.issued: Mapping[str, Standing] = {}
        self.present: frozenset[str] = frozenset()
        self.place = name
        self.taken: list[Taken] = []
        self.troubles: list[Text] = []
        self.notices: list[Text] = []

    def read(self, grids: tuple[Grid, ...]) -> None:
        """Takes what can be taken, and names the rest."""
        try:
            self.issue = table.issue_in(grids)
            tables = tuple(found for found in map(table.find, grids) if found is not None)
            self._check(tables)
        except table.HeadTwice as error:
            self._refuse(words.HEAD_TWICE.fill(column=words.HEADS[error.column]))
            return
        except table.Refusal as error:
            self._refuse(error.why)
            return
        self.issued = {folded(one.id): one for one in self.issue.items} if self.issue else {}
        seen = set()
        for found in tables:
            self.place = f"{self.name} ({found.name})" if len(tables) > 1 else self.name
            seen |= self._table(found)
        self.place = self.name
        self.troubles += [
            self._said(words.MISSING_ROW.fill(id=one.id))
            for name, one in self.issued.items()
            if name not in seen
        ]
        self._tell(tables)
        self.notices += table.passed_over(self.name, grids, tables)

    def _said(self, what: Text, row: int | None = None, column: str | None = None) -> Text:
        where = same(self.place) if row is None else place_of(self.place, row, column)
        return words.SAID.fill(where=where, what=what)

    def _refuse(self, why: Text, row: int | None = None, column: str | None = None) -> None:
        self.troubles.append(self._said(why, row, column))

    def _check(self, tables: tuple[Table, ...]) -> None:
        """What holds for the whole file. Raises Refusal when nothing can be taken from it."""
        if not tables:
            raise table.Refusal(words.NO_TABLE)
        if self.issue is None and not all(map(table.has_key, tables)):
            raise table.Refusal(words.NO_KEY_COLUMN)
        ours = self.ledger.dialogue.id if self.ledger.dialogue else ""
        if self.issue is not None and self.issue.dialogue != ours:
            raise table.Refusal(words.OTHER_DIALOGUE.fill(theirs=quoted(self.issue.dialogue), ours=ours))
        if self.issue is None:
            self._refuse(words.NO_ISSUE)
        for found in tables:
            for column in (*LOCKED, *INPUT):
                if column.name not in found.columns:
                    self._refuse(words.HEAD_GONE.fill(column=column.head))

    def _tell(self, tables: tuple[Table, ...]) -> None:
        """How many rows there were, and what the ledger did in the meantime."""
        rows = sum(bool(line.text("id")) for found in tables for line in found.lines)
        if self.issue is None:
            return
        code = self.issue.agency
        held = agency(code, self.ledger)
        who = Text(held.en or held.zh or code, held.zh or held.en or code) if code else words.ALL_OWNERS
        issued = show_day(self.issue.issued, self.ledger.settings.calendar)
        answered = len(self.taken)
        self.notices.append(
            words.READ.fill(file=self.name, agency=who, issued=issued, rows=rows, answered=answered)
        )
        if self.issue.digest != self.ledger.digest:
            changed = [
                one.id
                for name, one in self.issued.items()
                if name in self.known and sheet_issue.key_of(self.known[name]) != one.key
            ]
            said = words.STALE if changed else words.STALE_ELSEWHERE
            told = {"file": self.name, "then": quoted(self.issue.digest), "now": self.ledger.digest}
            self.notices.append(said.fill(**told, ids=", ".join(changed)))

    # ---- rows ----

    def _table(self, found: Table) -> set[str]:
        """Takes the rows of a table, and gives the folded ids that stand in it."""
        rows: dict[str, list[Line]] = {}
        self.present = frozenset(found.columns)
        barred = {
            line.number
            for area in found.joined
            for line in found.lines
            if area.top <= line.number <= area.bottom
        }
        for area in found.joined:
            self._refuse(words.MERGED.fill(cells=area.name))
        for line in found.lines:
            name = self._name(line)
            if name:
                rows.setdefault(name, []).append(line)
        for name, lines in rows.items():
            if len(lines) > 1:
                listed = ", ".join(str(line.number) for line in lines)
                self._refuse(words.DOUBLED.fill(id=quoted(lines[0].text("id")), rows=listed))
            elif lines[0].number not in barred:
                self._line(name, lines[0])
        return set(rows)

    def _name(self, line: Line) -> str:
        """The folded id of a row; what a row without one holds is named."""
        if line.text("id"):
            return folded(line.text("id"))
        said = " / ".join(cell.text for name, cell in line.cells.items() if name != KEY and cell.filled)
        if said or line.text(KEY):
            self._refuse(words.NO_ID.fill(text=quoted(said or line.text(KEY))), line.number)
        return ""

    def _line(self, name: str, line: Line) -> None:
        commitment = self.known.get(name)
        standing = self.issued.get(name)
        if commitment is None:
            self._refuse(words.UNKNOWN_ID.fill(id=quoted(line.text("id"))), line.number)
            return
        if name in self.doubled or (standing is not None and standing.id != commitment.id):
            self._refuse(messages.AMBIGUOUS_ID.fill(typed=quoted(line.text("id"))), line.number)
            return
        if self.issue is None:
            if not self._proved(commitment, line):
                return
            standing = Standing(
                commitment.id, line.text(KEY), len(commitment.updates), sheet_issue.fields(commitment), {}
            )
        elif standing is None:
            self._refuse(words.NOT_ISSUED.fill(id=commitment.id), line.number)
            return
        elif not self._unchanged(standing, line):
            return
        self._answer(commitment, standing, line)

    def _proved(self, commitment: Commitment, line: Line) -> bool:
        """Whether the key alone, without the hidden sheet, shows that a row is as it was issued."""
        key = line.text(KEY)
        titles = {folded(sheet.written(text)) for text in (commitment.title, commitment.title_zh) if text}
        shown = folded(line.text("title"))
        if not key:
            self._refuse(words.NO_KEY.fill(id=commitment.id), line.number)
        elif key.rpartition(":")[0] != commitment.id:
            self._wrong_key(key, commitment.id, line)
        elif key != sheet_issue.key_of(commitment):
            self._refuse(words.CHANGED_SINCE.fill(id=commitment.id), line.number)
        elif shown and not any(title[:100] in shown for title in titles):
            old = commitment.title_zh or commitment.title or ""
            self._edited(commitment.id, "title", old, line)
        else:
            return True
        return False

    def _wrong_key(self, key: str, identifier: str, line: Line) -> None:
        other = quoted(key.rpartition(":")[0] or key)
        self._refuse(words.WRONG_KEY.fill(other=other, id=identifier), line.number)

    def _unchanged(self, standing: Standing, line: Line) -> bool:
        """Whether the key and the grey cells of a row are as they were issued; what is not is named."""
        key = line.text(KEY)
        if key and key != standing.key:
            if key.rpartition(":")[0] != standing.id:
                self._wrong_key(key, standing.id, line)
            else:
                self._refuse(words.OTHER_ISSUE.fill(id=standing.id), line.number)
            return False
        edited = [
            column.name
            for column in LOCKED
            if column.name in self.present
            and not _same(line.cells.get(column.name, table.EMPTY), standing.locked.get(column.name, ""))
        ]
        for name in edited:
            self._edited(standing.id, name, standing.locked.get(name, ""), line)
        return not edited

    def _edited(self, identifier: str, column: str, old: str, line: Line) -> None:
        told = {"id": identifier, "old": quoted(old), "new": quoted(line.text(column))}
        self._refuse(words.EDITED.fill(**told), line.number, column)

    def _answer(self, commitment: Commitment, standing: Standing, line: Line) -> None:
        try:
            answer = answers.answer(line.cells, commitment.status, self.defaults.date)
            if answer.blank:
                return
            by = (
                answer.by or self.defaults.by or (self.issue.agency if self.issue else "") or commitment.owner
            )
            defaults = Defaults(self.defaults.date, by, self.defaults.meeting)
            judged = request_for(commitment, answer, standing, defaults, self.ledger.settings.calendar)
        except Faults as error:
            for column, why in error.found.items():
                self._refuse(words.CELL_IS.fill(what=why), line.number, column)
        except Refusals as error:
            for why in error.found:
                self._refuse(why, line.number)
        else:
            where = place_of(self.place, line.number)
            if judged.told_on:
                day = show_day(judged.told_on, self.ledger.settings.calendar)
                self.notices.append(words.HAD_ALREADY.fill(where=where, id=commitment.id, day=day))
            self.taken.append(Taken(where, answer, Wish(commitment.id, judged.request, where)))


def _same(cell: Cell, old: str) -> bool:
    """Whether a grey cell still holds what was issued, however a program wrote it down."""
    if cell.formula or cell.error:
        return False
    if folded(cell.text) == folded(old):
        return True
    if cell.percent and isinstance(cell.value, int | float):
        return old == f"{cell.value * 100:.10g}"
    try:
        return parse_day(cell.text, _ANY_DAY) == dt.date.fromisoformat(old)
    except (WrongUse, ValueError):
        return False
