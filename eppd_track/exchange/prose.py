"""Minutes as people write them: a document turned into entries, each with the words of one commitment, whole.

A table with a column of ids is read as a sheet is. A row of another table, a paragraph and an item of a list
are what their id, or else their words, say (rules/likeness.py); below a heading that names a commitment
all is that commitment's. What is not sure is handed to whoever can be asked; what is left over is named.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from msgspec import Struct, structs

from eppd_track.documents.signs import sign_of
from eppd_track.exchange import rows
from eppd_track.exchange.fields import value_of
from eppd_track.exchange.rows import FileEntry, FileRow
from eppd_track.ledger.batch import Left
from eppd_track.model.passages import DataTable, Form, Paper, Passage, Unit
from eppd_track.model.records import Ledger
from eppd_track.rules.ids import find
from eppd_track.rules.likeness import About, Likeness
from eppd_track.words import data
from eppd_track.words import minutes as words
from eppd_track.words.errors import EppdError, NoSuchCommitment
from eppd_track.words.text import Text, join, same

Settle = Callable[[Left, Ledger], str | None]
"""Answers which commitment is meant: its id, an empty text for none of them, None where it stays open."""


def _begins(words_of: str, behind: str = "") -> re.Pattern[str]:
    return re.compile(rf"\s*(?:{words_of}){behind}", re.IGNORECASE)


_SUBJECT, _FOLLOWS = _begins(words.SUBJECT), _begins(words.FOLLOWS)
_AGENDA, _PEOPLE = _begins(words.AGENDA), _begins(words.PEOPLE)
_HEAD_LINE, _HEAD_ALONE = _begins(words.HEAD, r"\s*[：:]"), _begins(words.HEAD, r"\s*[：:]?\s*$")
_ATTENDING = _begins(words.ATTENDING, r"\s*(?:[：:]|$)")
_TITLE = re.compile(words.TITLE, re.IGNORECASE)
_ENDED = ("。", "；", "！", "？", ".", ";", "!", "?")
_HEAD_AMONG, _TITLE_LINES = 30, 3
_LONGEST_NAME = 80
_BELOW_HEADINGS = 99
_LABELS = rows.names_of(words.LABELS, words.LABELS)
_TITLES = frozenset({"title", "title_zh", "topic", "topic_zh"})
_FIELDS = frozenset({"status", "progress", "next_step", "next_step_due"})
"""The columns of a table without ids that are read as fields, where the cell holds a value of the field."""
_TELLS = frozenset(
    {"note", "due", "reason", "evidence", "milestone_done", "approved_by", "closure", *_FIELDS}
)
"""Its columns that tell what happened; the others tell which commitment is meant, or who is."""
_FIRST = re.compile(r"[（(]?[1１一壹甲aAiI①㈠⑴❶][）)．.、]?")
_LAID_OUT = re.compile(r"(?<=(.))\n(?=(.))")
_COUNT = re.compile(r"\s*[（(]?\d*[）).、]?\s*")


class Prose(Struct, frozen=True):
    """What was found: the lines at its head, an entry a commitment, what is left over, what else to know."""

    head: tuple[str, ...]
    entries: tuple[FileEntry, ...]
    left: tuple[Left, ...]
    troubles: tuple[Text, ...]
    notices: tuple[Text, ...]


class _Subject(Struct):
    """A heading, or a line that opens a matter: how deep it is, what it names, and whether more follows."""

    passage: Passage
    level: int
    about: About
    followed: bool = False
    agenda: bool = False


def leave_open(_left: Left, _ledger: Ledger) -> None:
    """What answers where nobody can be asked."""


def read(paper: Paper, ledger: Ledger, known: Mapping[str, str], settle: Settle, today: dt.date) -> Prose:
    """The entries of a document; `known` are the names of columns of a prepared list, and their keys."""
    return _Reader(paper, ledger, known, settle, today).read()


class _Reader:
    """One reading of a document, from its first passage to its last."""

    def __init__(
        self, paper: Paper, ledger: Ledger, known: Mapping[str, str], settle: Settle, today: dt.date
    ) -> None:
        self.paper, self.ledger, self.known, self.settle, self.today = paper, ledger, known, settle, today
        self.likeness = Likeness(ledger)
        self.found: list[FileEntry] = []
        self.left: list[Left] = []
        self.troubles: list[Text] = []
        self.notices: list[Text] = []
        self.subjects: list[_Subject] = []
        self.last: tuple[int, str | None] = (0, None)
        """The level of the line before, and the commitment that it was about."""
        self.lists: dict[str, int] = {}
        """Below how many headings each kind of numbering was last seen."""

    def read(self) -> Prose:
        """All of it."""
        passages = self.paper.passages
        begin = self._end_of_head(passages)
        tables = 0
        before: Passage | None = None
        for passage in passages[begin:]:
            if passage.form is not Form.CELL:
                self._passage(passage)
            elif _begins_table(passage, before) and tables < len(self.paper.grids):
                tables += 1
                self._follow()
                self._table(self.paper.grids[tables - 1], tables)
            before = passage
        self._close(0)
        return Prose(
            head=tuple(line for passage in passages[:begin] for line in passage.text.split("\n")),
            entries=tuple(_joined(self.found, self.ledger)),
            left=tuple(self.left),
            troubles=tuple(self.troubles),
            notices=tuple(self.notices),
        )

    # ---- the head ----

    def _end_of_head(self, passages: Sequence[Passage]) -> int:
        """How many passages stand at the head: the title, when and where it was, who was there.

        A line among them that is about a commitment ends it; one that may be is left over.
        """
        end = 1 if passages and _is_title(passages) else 0
        attending = value = False
        for place, passage in enumerate(passages[:_HEAD_AMONG]):
            text = passage.text
            if all(_HEAD_LINE.match(line) for line in text.split("\n")) or _HEAD_ALONE.match(text):
                end, value = place + 1, bool(_HEAD_ALONE.match(text))
                attending = bool(_ATTENDING.match(text))
                continue
            about = self.likeness.about(text)
            if passage.form is Form.CELL or _SUBJECT.match(text) or (about.sure and place >= end):
                break
            if value or (attending and passage.form is not Form.HEADING and _is_name(text)):
                end, value = place + 1, False
                if about.near:
                    self.left.append(Left(_where(self.paper.name, passage), text, about.near))
            elif end > 1 or place > _TITLE_LINES or not _is_name(text):
                break
        return end

    # ---- headings, and what stands below them ----

    def _passage(self, passage: Passage) -> None:
        self._return(passage)
        if passage.form is Form.HEADING:
            self._open(passage, passage.level)
            return
        if _SUBJECT.match(passage.text):
            self._open(passage, _BELOW_HEADINGS)
            if "\n" not in passage.text:
                return
        self._follow()
        for piece in _pieces(passage):
            self._said(piece)

    def _return(self, passage: Passage) -> None:
        """Ends the headings inside an item of a list that goes on: 七、 is not below what was in 六、."""
        sign = sign_of(f"{passage.marker} .")
        if sign is None or not any(map(str.isalnum, sign.marker)):
            return
        deep = self.lists.get(sign.kind, len(self.subjects))
        if deep < len(self.subjects) and not _FIRST.fullmatch(sign.marker):
            self._close(self.subjects[deep].level)
        self.lists[sign.kind] = len(self.subjects)

    def _open(self, passage: Passage, level: int) -> None:
        self._close(level)
        self._follow()
        self.last = (0, None)
        about = self.likeness.about(passage.text)
        self.subjects.append(_Subject(passage, level, about, agenda=bool(_AGENDA.fullmatch(passage.text))))

    def _close(self, level: int) -> None:
        """Ends the headings at this level and below; one that nothing followed was a line of its own."""
        while self.subjects and self.subjects[-1].level >= level:
            ended = self.subjects.pop()
            if not ended.followed and ended.about.near:
                self._place(ended.passage, ended.about)

    def _follow(self) -> None:
        for subject in self.subjects:
            subject.followed = True

    def _above(self) -> str | None:
        """The commitment that the nearest heading names."""
        return next((one.about.sure for one in reversed(self.subjects) if one.about.sure), None)

    def _said(self, passage: Passage) -> None:
        """A paragraph or an item: what it is about by an id, by where it stands, or by its words."""
        about = self.likeness.about(passage.text)
        above = self._above()
        if about.sure and about.leads:
            self._place(passage, about)
        elif above is not None:
            self._take(above, passage, _with_marker(passage))
        elif not about.sure and self._goes_on(passage):
            if self.last[1] is None:
                self._place(passage, about)
            else:
                self._take(self.last[1], passage, _with_marker(passage))
        else:
            if not about.near and self.subjects:
                about = self.subjects[-1].about
            self._place(passage, about)

    def _goes_on(self, passage: Passage) -> bool:
        """Whether a line goes on with the one before: an item below it, or its decision."""
        level, name = self.last
        return (name is not None and passage.level > level > 0) or bool(_FOLLOWS.match(passage.text))

    def _place(self, passage: Passage, about: About) -> None:
        left = Left(_where(self.paper.name, passage), passage.text, about.near)
        if any(one.agenda for one in self.subjects):
            self.left.append(left)
            return
        name = about.sure or self._asked(left)
        self.last = (passage.level, name)
        if name:
            self._take(name, passage, passage.text)

    def _take(self, name: str, passage: Passage, said: str) -> None:
        where = _where(self.paper.name, passage)
        whole = _LAID_OUT.sub(_gap, said) if self.paper.unit is Unit.PAGE else said
        self.found.append(FileEntry(where, {"id": ("id", name), "note": ("note", whole)}))

    def _asked(self, left: Left) -> str | None:
        """The commitment that is meant by what is near several; what nobody answers is left over."""
        answer = self.settle(left, self.ledger) if left.near else None
        if answer == "":
            left = structs.replace(left, near=())
        if not answer:
            self.left.append(left)
        return answer or None

    # ---- tables ----

    def _table(self, grid: DataTable, number: int) -> None:
        where = words.TABLE.fill(name=self.paper.name, number=number)
        keys = [self.known.get(rows.spelled(head), "") for head in grid.heads]
        if "id" in keys and not all(_COUNT.fullmatch(row[keys.index("id")]) for row in grid.rows):
            self._sheet(grid, where)
            return
        keys = [_LABELS.get(rows.spelled(head), key) for head, key in zip(grid.heads, keys, strict=True)]
        if not {*keys} & _TITLES and any(_PEOPLE.fullmatch(head) for head in grid.heads):
            self.notices.append(words.PEOPLE_NOT_READ.fill(where=where))
            return
        if not {*keys} & _TITLES or not {*keys} & _TELLS:
            keys = ["note"] * len(keys)
        unread = [
            head
            for head, key, cells in zip(grid.heads, keys, zip(*grid.rows, strict=True), strict=True)
            if key not in _TITLES | _TELLS and head and not all(map(_COUNT.fullmatch, cells))
        ]
        if unread:
            self.notices.append(words.NOT_READ.fill(where=where, heads=join([same(head) for head in unread])))
        for count, row in enumerate(grid.rows, 2):
            cells = [
                (key, head, cell)
                for key, head, cell in zip(keys, grid.heads, row, strict=True)
                if cell and key in _TITLES | _TELLS
            ]
            if cells:
                self._row(data.ROW.fill(name=where, number=count), cells)

    def _sheet(self, grid: DataTable, where: Text) -> None:
        """The rows of a table with ids, as those of a sheet."""
        lines = [FileRow(number, line) for number, line in enumerate((grid.heads, *grid.rows), 1)]
        table = rows.tabulated(where, lines, self.known)
        self.troubles += table.troubles
        for entry in table.entries:
            filled = {key: cell for key, cell in entry.values.items() if not rows.is_blank(cell[1])}
            if filled:
                self.found.append(structs.replace(entry, values=filled))

    def _row(self, where: Text, cells: Sequence[tuple[str, str, str]]) -> None:
        """A row of a table without ids, by its title, else by all it says."""
        title = "\n".join(cell for key, _, cell in cells if key in _TITLES)
        whole = "\n".join(cell for _, _, cell in cells)
        about = self.likeness.about(title or whole)
        if not about.near:
            about = self.likeness.about(whole)
        above = None if title or about.named else self._above()
        name = above or about.sure or self._asked(Left(where, whole, about.near))
        if name is None:
            return
        values: dict[str, tuple[str, str]] = {"id": ("id", name)}
        alone = [key for key, _, _ in cells].count("note") == 1
        told: list[str] = []
        for key, head, cell in cells:
            if key == "reason" or (key in _FIELDS and self._fits(key, cell)):
                values[key] = (head, cell)
            elif key not in _TITLES:
                told.append(cell if key == "note" and alone else _headed(head, cell))
        if told:
            values["note"] = ("note", "\n".join(told))
        self.found.append(FileEntry(where, values))

    def _fits(self, key: str, cell: str) -> bool:
        try:
            value_of(key, cell, self.ledger, self.today)
        except EppdError:
            return False
        return True


# ---- one entry a commitment ----


def _joined(entries: Sequence[FileEntry], ledger: Ledger) -> Iterator[FileEntry]:
    """The entries of one commitment as one, its words in order; single where they contradict each other."""
    kept: dict[str, list[FileEntry]] = {}
    for entry in entries:
        _, typed = entry.values.get("id", ("id", ""))
        try:
            name = find(ledger, str(typed)).id
        except NoSuchCommitment:
            yield entry
            continue
        kept.setdefault(name, []).append(entry)
    for several in kept.values():
        yield from _one(several)


def _one(entries: Sequence[FileEntry]) -> Iterator[FileEntry]:
    merged: dict[str, tuple[str, str]] = {}
    notes: list[str] = []
    for entry in entries:
        for key, (written, value) in entry.values.items():
            if key == "note":
                notes.append(str(value))
            elif key != "id" and key in merged and merged[key][1] != value:
                yield from entries
                return
            merged.setdefault(key, (written, value))
    if notes:
        merged["note"] = (merged["note"][0], "\n".join(notes))
    where = entries[0].where
    if len(entries) > 1:
        where = words.MORE_PLACES.fill(where=where, count=len(entries) - 1)
    yield FileEntry(where, merged, sound=all(entry.sound for entry in entries))


# ---- titles, places, signs ----


def _is_title(passages: Sequence[Passage]) -> bool:
    """Whether a document begins with its title: by what it says, or as all other headings stand below it."""
    first = passages[0]
    if _is_name(first.text) and _TITLE.search(first.text):
        return True
    levels = [passage.level for passage in passages if passage.form is Form.HEADING]
    return first.form is Form.HEADING and len(levels) > 1 and min(levels[1:]) > first.level


def _is_name(text: str) -> bool:
    """Whether a text is short and no sentence, as titles and names are."""
    return len(text) <= _LONGEST_NAME and not text.endswith(_ENDED)


def _pieces(passage: Passage) -> Iterator[Passage]:
    """A passage cut where a line inside it begins with the sign of a list."""
    piece: list[str] = []
    marker = passage.marker
    for line in passage.text.split("\n"):
        sign = sign_of(line) if piece else None
        if sign is not None and sign.rest:
            yield structs.replace(passage, text="\n".join(piece), marker=marker)
            piece, marker = [sign.rest], sign.marker
        else:
            piece.append(line)
    yield structs.replace(passage, text="\n".join(piece), marker=marker)


def _begins_table(passage: Passage, before: Passage | None) -> bool:
    """Whether a cell is the first one that is filled of its table."""
    if before is None or before.form is not Form.CELL:
        return True
    place, last = (passage.row or 0, passage.column or 0), (before.row or 0, before.column or 0)
    return place < last or (place == last and passage.number <= before.number)


def _where(name: str, passage: Passage) -> Text:
    item = passage.form is Form.BULLET
    if not passage.headings:
        return (words.ITEM if item else words.PARAGRAPH).fill(name=name, number=passage.number)
    under = words.ITEM_UNDER if item else words.UNDER
    return under.fill(name=name, heading=passage.headings[-1], number=passage.number)


def _gap(broken: re.Match[str]) -> str:
    """Two letters between which a page breaks its lines, as they stood before it was laid out."""
    before, behind = broken[1], broken[2]
    return " " if before.isascii() and before != "-" and behind.isascii() else ""


def _headed(head: str, cell: str) -> str:
    """What a cell says with the head of its column, which its words alone do not tell."""
    return f"{head}: {cell}" if head.isascii() else f"{head}：{cell}"


def _with_marker(passage: Passage) -> str:
    """The words with the number of their list, which they may be called by."""
    if not any(sign.isalnum() for sign in passage.marker):
        return passage.text
    gap = " " if passage.marker[-1].isascii() else ""
    return f"{passage.marker}{gap}{passage.text}"
