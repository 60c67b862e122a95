"""From the sheets that came back to wishes, and to a sentence for everything that is not taken.

A row is named and left out when a grey cell that says what it is about was changed, a yellow one by which the
others are understood cannot be read, the rules lack something, or the ledger went another way since the sheet
was issued. Any other cell is named and left out by itself: words are never lost for it.
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
from eppd_track.exchange.sheets.judged import Refusals, RowShown, request_for
from eppd_track.exchange.sheets.sheet import AGREED, INPUT, INPUT_BEFORE, KEY, LEADING, LOCKED, squeezed
from eppd_track.exchange.sheets.steps import Days
from eppd_track.exchange.sheets.table import ReturnedRow, ReturnedTable, place_of, quoted
from eppd_track.ledger.batch import Wish
from eppd_track.model.records import Commitment, Ledger
from eppd_track.report.sentences import agency
from eppd_track.rules.audience import as_one_sees
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


_ABOUT = frozenset({"id", "title", AGREED.name, "due", "light", "status", "progress"})
"""The grey columns that say what a row is about, and how it stood."""


class Taken(Struct, frozen=True):
    """A row that is in order: where it stands, what it says, and what comes of it."""

    where: Text
    answer: RowAnswer
    wish: Wish


def read(files: Iterable[Workbook], ledger: Ledger, defaults: Defaults) -> Incoming:
    """The wishes of some sheets, with every trouble named at its place.

    The same answer in two files counts once; different ones cancel each other, but for those of agencies
    that support an item, each of which has its own say. A row is recorded under `defaults.by`, else under the
    agency that the sheet was sent to.
    """
    taken: dict[tuple[str, str], list[Taken]] = {}
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
            whose = row.wish.request.by if row.wish.beside else ""
            taken.setdefault((row.wish.id, whose), []).append(row)
    wishes = []
    for (identifier, _), rows in taken.items():
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
        self.renamed: Mapping[str, int] = {}
        self.heads: Mapping[int, str] = {}
        self.place = name
        self.taken: list[Taken] = []
        self.troubles: list[Text] = []
        self.notices: list[Text] = []

    def read(self, grids: tuple[CellGrid, ...]) -> None:
        """Takes what can be taken, and names the rest."""
        try:
            self.issue = table.issue_in(grids)
            shown = [grid for grid in grids if not grid.hidden]
            looked = [table.find(grid, earlier=self._is_earlier) for grid in shown]
            tables = tuple(found for found in looked if found is not None)
            self._check(tables, shown)
        except table.HeadTwice as error:
            self._refuse(words.HEAD_TWICE.fill(column=table.head_of(error.column)))
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
        named = {found.name: found.renamed(self._order()).values() for found in tables}
        self.notices += table.passed_over(self.name, grids, tables, named)

    def _said(self, what: Text, row: int | None = None, column: str | None = None) -> Text:
        where = same(self.place) if row is None else place_of(self.place, row, column)
        return words.SAID.fill(where=where, what=what)

    def _refuse(self, why: Text, row: int | None = None, column: str | None = None) -> None:
        self.troubles.append(self._said(why, row, column))

    def _check(self, tables: tuple[ReturnedTable, ...], shown: Iterable[CellGrid]) -> None:
        """What holds for the whole file. Raises Refusal when nothing can be taken from it."""
        if not tables:
            raise table.Refusal(table.no_table(shown))
        if self.issue is None and not all(map(table.has_key, tables)):
            raise table.Refusal(words.NO_KEY_COLUMN)
        ours = self.ledger.dialogue.id if self.ledger.dialogue else ""
        if self.issue is not None and self.issue.dialogue != ours:
            raise table.Refusal(words.OTHER_DIALOGUE.fill(theirs=quoted(self.issue.dialogue), ours=ours))
        if self.issue is None:
            self._refuse(words.NO_ISSUE)
        for found in tables:
            renamed = found.renamed(self._order())
            for name in self._order():
                head = table.head_of(name)
                if name in renamed:
                    typed = quoted(found.head[renamed[name]])
                    self._refuse(words.HEAD_RENAMED.fill(typed=typed, column=head))
                elif name not in found.columns:
                    self._refuse(words.HEAD_GONE.fill(column=head))

    @property
    def _is_earlier(self) -> bool:
        """Whether the sheet went out with the columns of before."""
        return self.issue is not None and self.issue.schema < issue.SCHEMA

    def _locked(self) -> tuple[str, ...]:
        """The columns that the sheet went out with and that are not to be filled in."""
        held = self.issue.items[0].locked if self.issue and self.issue.items else {}
        return tuple(held) or tuple(column.name for column in LOCKED)

    def _order(self) -> tuple[str, ...]:
        """All columns that the sheet went out with."""
        typed = INPUT_BEFORE if self._is_earlier else tuple(column.name for column in INPUT)
        locked = self._locked()
        if AGREED.name in locked:  # it is kept behind the others, and stands behind the titles
            place = locked.index("title") + 1
            locked = (*locked[:place], AGREED.name, *(name for name in locked[place:] if name != AGREED.name))
        return (*locked, *typed)

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
            if name in self.known and self._key(self.known[name], one) != one.key
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
        self.renamed, self.heads = found.renamed(self._order()), found.head
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
        typed = [name for name in self._order() if name not in self._locked()]
        said = " / ".join(line.cells[name].text for name in typed if line.cells.get(name, table.EMPTY).filled)
        struck = any(line.cells.get(name, table.EMPTY).doubt is Doubt.STRUCK for name in self._locked())
        if said and line.hidden:
            self._refuse(seen_words.HIDDEN_ROW.fill(text=quoted(said)), line.number)
        elif said and struck:
            self._refuse(seen_words.STRUCK_ROW.fill(id=quoted(line.text("id"))), line.number)
        return bool(said) and (line.hidden or struck)

    def _whose(self, commitment: Commitment) -> str:
        """The agency that filled in a row."""
        return (self.issue.agency if self.issue else "") or commitment.owner

    def _key(self, commitment: Commitment, standing: Issued) -> str:
        """The key that a row of a commitment would have now."""
        code = self._whose(commitment)
        schema = self.issue.schema if self.issue else issue.SCHEMA
        now = as_one_sees(commitment, self.ledger, code)
        return issue.key_of(now, code if standing.supports else "", schema)

    def _shown(self, commitment: Commitment, standing: Issued) -> RowShown:
        """What the agency that filled a row in was shown. Others do not know how many records there were."""
        now = as_one_sees(commitment, self.ledger, self._whose(commitment))
        since = commitment.updates[standing.records :]
        if now is not commitment and self.issue is not None:
            first = min(self.issue.issued, self.defaults.date)
            since = tuple(one for one in commitment.updates if one.date >= first)
        return RowShown(standing, now, since)

    def _name(self, line: ReturnedRow) -> str:
        """The squeezed id of a row; what a row without one holds is named."""
        if line.text("id"):
            return squeezed(line.text("id"))
        said = " / ".join(
            cell.text for name, cell in line.cells.items() if name not in {KEY, "seq"} and cell.filled
        )
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
            whose = self._proved(commitment, line)
            if not whose:
                return
            now = as_one_sees(commitment, self.ledger, whose)
            supports = whose != commitment.owner
            told = issue.fields(now)
            standing = Issued(commitment.id, line.text(KEY), len(commitment.updates), told, {}, supports)
            self._answer(commitment, standing, line, whose)
            return
        if standing is None:
            self._refuse(words.NOT_ISSUED.fill(id=commitment.id), line.number)
            return
        if self._unchanged(standing, line):
            self._answer(commitment, standing, line, self._whose(commitment))

    def _proved(self, commitment: Commitment, line: ReturnedRow) -> str:
        """The agency whose row it is, where the key alone shows that it is as it was issued; else nothing."""
        key = line.text(KEY)
        keys = {
            issue.key_of(
                as_one_sees(commitment, self.ledger, code), code if code != commitment.owner else ""
            ): code
            for code in (*commitment.supporting, commitment.owner)
        }
        titles = {squeezed(sheet.as_shown(text)) for text in (commitment.title, commitment.title_zh) if text}
        shown = squeezed(line.text("title"))
        if not key:
            self._refuse(words.NO_KEY.fill(id=commitment.id), line.number)
        elif key.rpartition(":")[0] != commitment.id:
            self._wrong_key(key, commitment.id, line)
        elif key not in keys:
            self._refuse(words.CHANGED_SINCE.fill(id=commitment.id), line.number)
        elif shown and not any(title[:100] in shown for title in titles):
            old = commitment.title_zh or commitment.title or ""
            self._edited(commitment.id, "title", old, line)
        else:
            return keys[key]
        return ""

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
            name
            for name in self._locked()
            if name in self.present
            and not _same(line.cells.get(name, table.EMPTY), standing.locked.get(name, ""))
            and not (name == "seq" and line.text(name).isdigit())  # sorted, and numbered anew
        ]
        for name in edited:
            self._edited(standing.id, name, standing.locked.get(name, ""), line)
        return _ABOUT.isdisjoint(edited)

    def _edited(self, identifier: str, column: str, old: str, line: ReturnedRow) -> None:
        told = {"id": identifier, "old": quoted(old), "new": quoted(line.text(column))}
        said = words.EDITED if column in _ABOUT else words.EDITED_ALONE
        self._refuse(said.fill(**told), line.number, column)

    def _misplaced(self, line: ReturnedRow) -> bool:
        """Whether words that a row is understood by stand under another heading; all such cells are named."""
        barred = False
        for column, place in self.renamed.items():
            cell = line.others.get(place, table.EMPTY)
            if cell.filled:
                what = words.UNDER_RENAMED.fill(text=quoted(cell.text), typed=quoted(self.heads[place]))
                said = words.CELL_IS if column in answers.MEANING else seen_words.CELL_ALONE
                self._refuse(said.fill(what=what), line.number, column)
                barred = barred or column in answers.MEANING
        return barred

    def _answer(self, commitment: Commitment, standing: Issued, line: ReturnedRow, whose: str) -> None:
        shut = LEADING if standing.supports else ()
        days = Days(self.defaults.date, self.issue.issued if self.issue else None)
        answer, faults = answers.answer(line.cells, commitment.status, days, shut)
        barred = any(fault.bars for fault in faults.values())
        for column, fault in faults.items():
            said = words.CELL_IS if barred else seen_words.CELL_ALONE
            self._refuse(said.fill(what=fault.why), line.number, column)
        barred = self._misplaced(line) or barred
        where = place_of(self.place, line.number)
        if answer.advice == words.KEEP and commitment.proposed is not None:
            self.notices.append(words.KEEPS.fill(where=where, id=commitment.id))
        if barred or answer.blank:
            return
        defaults = Defaults(self.defaults.date, self.defaults.by or whose, self.defaults.meeting)
        calendar = self.ledger.settings.calendar
        try:
            judged = request_for(commitment, answer, self._shown(commitment, standing), defaults, calendar)
        except Refusals as error:
            for why in error.found:
                self._refuse(why, line.number)
            return
        for why in judged.alone:
            self._refuse(seen_words.CELL_ALONE.fill(what=why), line.number)
        if judged.told_on:
            day = show_day(judged.told_on, calendar)
            self.notices.append(words.HAD_ALREADY.fill(where=where, id=commitment.id, day=day))
        if judged.nothing:
            return
        wish = Wish(commitment.id, judged.request, where, beside=standing.supports)
        self.taken.append(Taken(where, answer, wish))


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
