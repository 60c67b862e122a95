"""From the sheets that came back to wishes, and to a sentence for everything that is not taken.

A row is named and left out when a grey cell was changed, a yellow one by which the others are understood
cannot be read, the rules lack something, or the ledger went another way since the sheet was issued. Any
other yellow cell that cannot be read is named and left out by itself.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping

from msgspec import Struct, structs

from eppd_track.exchange.incoming import Defaults, Incoming
from eppd_track.exchange.sheets import answers, issue, sheet, table
from eppd_track.exchange.sheets.answers import RowAnswer
from eppd_track.exchange.sheets.grid import Cell, CellGrid, Workbook
from eppd_track.exchange.sheets.issue import Issue, Issued
from eppd_track.exchange.sheets.judged import Refusals, Shown, request_for
from eppd_track.exchange.sheets.sheet import AGREED, INPUT, KEY, LOCKED, SheetColumn, squeezed
from eppd_track.exchange.sheets.table import ReturnedRow, ReturnedTable, place_of, quoted
from eppd_track.ledger.batch import Wish
from eppd_track.model.records import Commitment, Ledger
from eppd_track.report.sentences import agency
from eppd_track.rules.audience import as_owner_sees
from eppd_track.rules.dates import parse_day
from eppd_track.words import refusals
from eppd_track.words import seen as seen_words
from eppd_track.words import sheets as words
from eppd_track.words.days import show_day
from eppd_track.words.errors import WrongUse
from eppd_track.words.seen import Doubt
from eppd_track.words.text import SEMICOLON, Text, join, same

_ANY_DAY = dt.date(1912, 1, 1)
_FIRST_DAY = dt.date(1899, 12, 30)
"""From here a spreadsheet counts the days that it keeps as numbers."""


_MEANING = frozenset({"new_status", "new_due", "note", "reason"})
"""The yellow columns by which the rest of a row is understood."""


class Taken(Struct, frozen=True):
    """A row that is in order: where it stands, what it says, and what comes of it."""

    where: Text
    answer: RowAnswer
    wish: Wish


def read(files: Iterable[Workbook], ledger: Ledger, defaults: Defaults) -> Incoming:
    """The wishes of some sheets, with every trouble named at its place.

    The same answer in two files counts once; different ones cancel each other. A row is recorded under
    `defaults.by`, else under the agency that the sheet was sent to.
    """
    taken: dict[str, list[Taken]] = {}
    troubles: list[Text] = []
    notices: list[Text] = []
    for file in files:
        reader = _File(file.name, ledger, defaults)
        reader.read(file.grids)
        if file.lost:
            notices.append(seen_words.LOST.fill(file=file.name, parts=file.lost))
        troubles += reader.troubles
        notices += reader.notices
        for row in reader.taken:
            taken.setdefault(row.wish.id, []).append(row)
    wishes = []
    for identifier, rows in taken.items():
        if len({structs.replace(row.answer, contact=None) for row in rows}) == 1:
            wishes.append(rows[0].wish)
        else:
            places = join([row.where for row in rows], SEMICOLON)
            troubles.append(words.TWO_ANSWERS.fill(id=identifier, places=places))
    return Incoming(tuple(wishes), tuple(troubles), tuple(notices))


class _File:
    """One file while it is read."""

    def __init__(self, name: str, ledger: Ledger, defaults: Defaults) -> None:
        self.name = name
        self.ledger = ledger
        self.defaults = defaults
        self.known = {squeezed(sheet.visible(one.id)): one for one in ledger.commitments}
        names = Counter(squeezed(sheet.visible(one.id)) for one in ledger.commitments)
        self.doubled = {name for name, times in names.items() if times > 1}
        self.issue: Issue | None = None
        self.issued: Mapping[str, Issued] = {}
        self.present: frozenset[str] = frozenset()
        self.place = name
        self.taken: list[Taken] = []
        self.troubles: list[Text] = []
        self.notices: list[Text] = []

    def read(self, grids: tuple[CellGrid, ...]) -> None:
        """Takes what can be taken, and names the rest."""
        try:
            self.issue = table.issue_in(grids)
            shown = (grid for grid in grids if not grid.hidden)
            tables = tuple(found for found in map(table.find, shown) if found is not None)
            self._check(tables)
        except table.HeadTwice as error:
            self._refuse(words.HEAD_TWICE.fill(column=words.HEADS[error.column]))
            return
        except table.Refusal as error:
            self._refuse(error.why)
            return
        self.issued = {squeezed(one.id): one for one in self.issue.items} if self.issue else {}
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

    def _check(self, tables: tuple[ReturnedTable, ...]) -> None:
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
            for column in (*self._locked(), *INPUT):
                if column.name not in found.columns:
                    self._refuse(words.HEAD_GONE.fill(column=column.head))

    def _locked(self) -> tuple[SheetColumn, ...]:
        """The columns that the sheet went out with and that are not to be filled in."""
        with_words = self.issue and any(AGREED.name in one.locked for one in self.issue.items)
        return (*LOCKED, AGREED) if with_words else LOCKED

    def _tell(self, tables: tuple[ReturnedTable, ...]) -> None:
        """How many rows there were, and what the ledger did in the meantime."""
        rows = sum(bool(line.text("id")) for found in tables for line in found.lines)
        if self.issue is None:
            return
        code = self.issue.agency
        held = agency(code, self.ledger)
        who = held.text(code) if code else words.ALL_OWNERS
        issued = show_day(self.issue.issued, self.ledger.settings.calendar)
        answered = len(self.taken)
        self.notices.append(
            words.READ.fill(file=self.name, agency=who, issued=issued, rows=rows, answered=answered)
        )
        if self.issue.digest == self.ledger.digest:
            return
        changed = [
            one.id
            for name, one in self.issued.items()
            if name in self.known and self._key(self.known[name]) != one.key
        ]
        told = {"file": self.name, "then": quoted(self.issue.digest), "now": self.ledger.digest}
        if not self.issue.digest:  # that of another side does not say which ledger it is from
            self.notices += [words.CHANGED.fill(file=self.name, ids=changed)] if changed else []
            return
        said = words.STALE if changed else words.STALE_ELSEWHERE
        self.notices.append(said.fill(**told, ids=changed))

    # ---- rows ----

    def _table(self, found: ReturnedTable) -> set[str]:
        """Takes the rows of a table, and gives the squeezed ids that stand in it."""
        rows: dict[str, list[ReturnedRow]] = {}
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
            barred |= {line.number} if self._unseen(line) else set()
        for name, lines in rows.items():
            if len(lines) > 1:
                listed = [str(line.number) for line in lines]
                self._refuse(words.DOUBLED.fill(id=quoted(lines[0].text("id")), rows=listed))
            elif lines[0].number not in barred:
                self._line(name, lines[0])
        return set(rows)

    def _unseen(self, line: ReturnedRow) -> bool:
        """Whether a row is hidden, or struck out as a whole, and yet says something; that is named."""
        said = " / ".join(
            line.cells[one.name].text for one in INPUT if line.cells.get(one.name, table.EMPTY).filled
        )
        struck = any(line.cells.get(one.name, table.EMPTY).doubt is Doubt.STRUCK for one in LOCKED)
        if said and line.hidden:
            self._refuse(seen_words.HIDDEN_ROW.fill(text=quoted(said)), line.number)
        elif said and struck:
            self._refuse(seen_words.STRUCK_ROW.fill(id=quoted(line.text("id"))), line.number)
        return bool(said) and (line.hidden or struck)

    def _key(self, commitment: Commitment) -> str:
        """The key that a row of a commitment would have now."""
        return issue.key_of(as_owner_sees(commitment, self.ledger))

    def _shown(self, commitment: Commitment, standing: Issued) -> Shown:
        """What the agency that filled a row in was shown. Others do not know how many records there were."""
        now = as_owner_sees(commitment, self.ledger)
        since = commitment.updates[standing.records :]
        if now is not commitment and self.issue is not None:
            first = min(self.issue.issued, self.defaults.date)
            since = tuple(one for one in commitment.updates if one.date >= first)
        return Shown(standing, now, since)

    def _name(self, line: ReturnedRow) -> str:
        """The squeezed id of a row; what a row without one holds is named."""
        if line.text("id"):
            return squeezed(line.text("id"))
        said = " / ".join(cell.text for name, cell in line.cells.items() if name != KEY and cell.filled)
        if said or line.text(KEY):
            self._refuse(words.NO_ID.fill(text=quoted(said or line.text(KEY))), line.number)
        return ""

    def _line(self, name: str, line: ReturnedRow) -> None:
        commitment = self.known.get(name)
        standing = self.issued.get(name)
        if commitment is None:
            self._refuse(words.UNKNOWN_ID.fill(id=quoted(line.text("id"))), line.number)
            return
        if name in self.doubled or (standing is not None and standing.id != commitment.id):
            self._refuse(refusals.AMBIGUOUS_ID.fill(typed=quoted(line.text("id"))), line.number)
            return
        if self.issue is None:
            if not self._proved(commitment, line):
                return
            fields = issue.fields(as_owner_sees(commitment, self.ledger))
            standing = Issued(commitment.id, line.text(KEY), len(commitment.updates), fields, {})
        elif standing is None:
            self._refuse(words.NOT_ISSUED.fill(id=commitment.id), line.number)
            return
        elif not self._unchanged(standing, line):
            return
        self._answer(commitment, standing, line)

    def _proved(self, commitment: Commitment, line: ReturnedRow) -> bool:
        """Whether the key alone, without the hidden sheet, shows that a row is as it was issued."""
        key = line.text(KEY)
        titles = {squeezed(sheet.as_shown(text)) for text in (commitment.title, commitment.title_zh) if text}
        shown = squeezed(line.text("title"))
        if not key:
            self._refuse(words.NO_KEY.fill(id=commitment.id), line.number)
        elif key.rpartition(":")[0] != commitment.id:
            self._wrong_key(key, commitment.id, line)
        elif key != self._key(commitment):
            self._refuse(words.CHANGED_SINCE.fill(id=commitment.id), line.number)
        elif shown and not any(title[:100] in shown for title in titles):
            old = commitment.title_zh or commitment.title or ""
            self._edited(commitment.id, "title", old, line)
        else:
            return True
        return False

    def _wrong_key(self, key: str, identifier: str, line: ReturnedRow) -> None:
        other = quoted(key.rpartition(":")[0] or key)
        self._refuse(words.WRONG_KEY.fill(other=other, id=identifier), line.number)

    def _unchanged(self, standing: Issued, line: ReturnedRow) -> bool:
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
            for column in self._locked()
            if column.name in self.present
            and not _same(line.cells.get(column.name, table.EMPTY), standing.locked.get(column.name, ""))
        ]
        for name in edited:
            self._edited(standing.id, name, standing.locked.get(name, ""), line)
        return not edited

    def _edited(self, identifier: str, column: str, old: str, line: ReturnedRow) -> None:
        told = {"id": identifier, "old": quoted(old), "new": quoted(line.text(column))}
        self._refuse(words.EDITED.fill(**told), line.number, column)

    def _answer(self, commitment: Commitment, standing: Issued, line: ReturnedRow) -> None:
        answer, faults = answers.answer(line.cells, commitment.status, self.defaults.date)
        barred = not _MEANING.isdisjoint(faults)
        for column, why in faults.items():
            said = words.CELL_IS if barred else seen_words.CELL_ALONE
            self._refuse(said.fill(what=why), line.number, column)
        if barred or answer.blank:
            return
        by = self.defaults.by or (self.issue.agency if self.issue else "") or commitment.owner
        defaults = Defaults(self.defaults.date, by, self.defaults.meeting)
        calendar = self.ledger.settings.calendar
        try:
            judged = request_for(commitment, answer, self._shown(commitment, standing), defaults, calendar)
        except Refusals as error:
            for why in error.found:
                self._refuse(why, line.number)
        else:
            where = place_of(self.place, line.number)
            if judged.told_on:
                day = show_day(judged.told_on, calendar)
                self.notices.append(words.HAD_ALREADY.fill(where=where, id=commitment.id, day=day))
            self.taken.append(Taken(where, answer, Wish(commitment.id, judged.request, where)))


def _same(cell: Cell, old: str) -> bool:
    """Whether a grey cell still holds what was issued, however a program wrote it down."""
    if cell.formula or cell.error:
        return False
    if squeezed(cell.text) == squeezed(old):
        return True
    try:
        if isinstance(cell.value, int | float):
            day = _FIRST_DAY + dt.timedelta(days=cell.value)
            return old in {cell.words.removesuffix("%"), day.isoformat()}
        return parse_day(cell.text, _ANY_DAY) == dt.date.fromisoformat(old)
    except (WrongUse, ValueError, OverflowError):
        return False
