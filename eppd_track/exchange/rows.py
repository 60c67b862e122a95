"""Files that others prepared, as entries: bounded reading, text in UTF-8, tables under their headings.

What a cell means is said elsewhere; here it is found, with the place it stands in.
"""

import csv
import io
import re
from collections.abc import Container, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct

from eppd_track.documents import encoding
from eppd_track.exchange.sheets.parcel import HeldFile
from eppd_track.render.data import unguarded
from eppd_track.rules.query import fold
from eppd_track.words import data as words
from eppd_track.words import faults, refusals
from eppd_track.words.errors import ChangeRefused, EppdError
from eppd_track.words.files import cause
from eppd_track.words.text import Text

MOST_ROWS = 10_000
ID = frozenset({"id"})
"""What a head row of a list of updates has."""
_HEAD_AMONG = 20
_MOST_SAID = 2000
_DELIMITERS = ",\t;"


class FileEntry(Struct, frozen=True):
    """An entry as it was written: where it stands, and by each key the name as written and the value.

    `sound` is False when something of it was left out, so that the rest alone would be half of it.
    """

    where: Text
    values: Mapping[str, tuple[str, Any]]
    sound: bool = True

    def at(self, key: str) -> Text:
        """The place of one of its values, under the name it was written with."""
        written, _ = self.values.get(key, (key, None))
        return words.KEY_AT.fill(where=self.where, key=written)


class Unusable(Struct, frozen=True):
    """A cell or row that holds nothing that may be taken, and why."""

    message: Text
    remedy: Text | None = None


class FileRow(Struct, frozen=True):
    """The cells of a row, which is counted from 1 as a spreadsheet does; `doubt` bars all of it."""

    number: int
    cells: Sequence[Any]
    doubt: Unusable | None = None


class FileTable(Struct, frozen=True):
    """A table under its head row: the keys of its columns, an entry a row, and what is wrong with it."""

    keys: tuple[str, ...]
    entries: tuple[FileEntry, ...]
    troubles: tuple[Text, ...]


# ---- names and faults ----


def spelled(name: str) -> str:
    """A name of a field as it is compared: case, width, blanks, hyphens and underscores do not count."""
    return re.sub(r"[\s_-]+", "_", fold(name).strip())


def names_of(keys: Iterable[str], labels: Mapping[str, Sequence[Text]]) -> dict[str, str]:
    """Every spelling of the keys, as compared -> the key: its own name, and its labels in each language."""
    asked = tuple(keys)
    known = {spelled(key): key for key in asked}
    for key in asked:
        for label in labels.get(key, ()):
            for spelling in label.spellings:
                known.setdefault(spelled(spelling), key)
    return known


def near(typed: str, known: Iterable[str]) -> Text | None:
    """The question whether the nearest known name was meant, or None when none is near."""
    from eppd_track.words.near import nearest_of  # noqa: PLC0415 - for what is wrong alone

    found = nearest_of(spelled(typed), known)
    if not found:
        return None
    asked = faults.DID_YOU_MEAN.fill(nearest=found[0])
    return asked.map(str.strip)


def fault(where: Text, message: Text, remedy: Text | None = None) -> Text:
    """A fault with its place, and what to do about it; cut where it repeats a text without end."""
    said = words.FAULT.fill(where=where, message=message)
    if remedy is not None:
        said = words.FAULT_AND_REMEDY.fill(where=where, message=message, remedy=remedy)
    return said.map(lambda text: text if len(text) <= _MOST_SAID else f"{text[:_MOST_SAID]} …")


def refused(where: Text, error: EppdError) -> Text:
    """A refusal with the place of what was refused."""
    return fault(where, error.message, error.remedy)


def is_blank(value: object) -> bool:
    """Whether a cell holds nothing to read."""
    return value is None or (isinstance(value, str) and not value.strip())


# ---- bytes and text ----


def contents(path: Path | HeldFile, most: int) -> bytes:
    """The bytes of a file of at most `most` bytes. Raises ChangeRefused when it cannot be read."""
    if isinstance(path, HeldFile):
        return path.raw
    try:
        if not path.is_file():
            raise ChangeRefused(words.NO_FILE.fill(path=path), words.CHECK_NAME)
        if path.stat().st_size > most:
            raise ChangeRefused(refusals.TOO_LARGE.fill(path=path, most=most // 1024**2), refusals.CHECK_FILE)
        return path.read_bytes()
    except OSError as error:
        raise ChangeRefused(
            refusals.CANNOT_READ.fill(path=path, why=cause(error)), refusals.CHECK_ACCESS
        ) from error


def decoded(raw: bytes, name: str) -> str:
    """The text of a file in UTF-8, with or without its mark. Raises ChangeRefused, naming the encoding."""
    match encoding.encoding_of(raw):
        case encoding.UTF8:
            return raw.decode(encoding.UTF8)
        case encoding.UTF16:
            raise ChangeRefused(refusals.IS_UTF16.fill(path=name), words.SAVE_AS_UTF8)
        case encoding.BIG5:
            raise ChangeRefused(words.IS_ANSI.fill(name=name), words.SAVE_AS_UTF8)
    raise ChangeRefused(words.IS_NO_TEXT.fill(name=name), words.SAVE_AS_UTF8)


# ---- rows ----


def from_csv(text: str, name: str, known: Mapping[str, str]) -> list[FileRow]:
    """The rows of a CSV between commas, tabs or semicolons, whichever makes most known headings.

    Raises ChangeRefused where quotation marks do not match, or for more than MOST_ROWS rows.
    """
    lines = text.splitlines()[:_HEAD_AMONG]
    headings = {
        delimiter: max((_headings(line.split(delimiter), known) for line in lines), default=0)
        for delimiter in _DELIMITERS
    }
    csv.field_size_limit(max(csv.field_size_limit(), len(text) + 1))
    reader = csv.reader(
        io.StringIO(text, newline=""), delimiter=max(headings, key=lambda one: headings[one]), strict=True
    )
    try:
        rows = (
            FileRow(number, [unguarded(cell) for cell in cells]) for number, cells in enumerate(reader, 1)
        )
        return filled(rows, name)
    except csv.Error as error:
        raise ChangeRefused(
            words.BAD_CSV.fill(name=name, line=reader.line_num, why=error), words.SAVE_CSV_ANEW
        ) from error


def _headings(cells: Iterable[str], known: Mapping[str, str]) -> int:
    """How many cells of a line are known headings."""
    return sum(spelled(cell.strip('"')) in known for cell in cells)


def filled(rows: Iterable[FileRow], name: str) -> list[FileRow]:
    """The rows that hold anything. Raises ChangeRefused for more than MOST_ROWS."""
    found: list[FileRow] = []
    for row in rows:
        if all(map(is_blank, row.cells)):
            continue
        if len(found) == MOST_ROWS:
            raise ChangeRefused(words.TOO_MANY_ROWS.fill(name=name, most=MOST_ROWS), refusals.CHECK_FILE)
        found.append(row)
    return found


# ---- tables ----


def tabulated(
    name: str | Text, rows: Sequence[FileRow], known: Mapping[str, str], marks: Container[str] = ID
) -> FileTable:
    """The rows as entries under the first row that has one of the columns `marks`.

    A column that is not known is named and left out; so is a row with a cell under no heading. Raises
    ChangeRefused without a head row, and for a column that stands there twice.
    """
    head = head_of(rows, known, marks)
    if head is None:
        raise no_head(name, marks)
    top = rows[head]
    columns: dict[int, tuple[str, str]] = {}
    troubles: list[Text] = []
    at_head = words.ROW.fill(name=name, number=top.number)
    for index, cell in enumerate(top.cells):
        if is_blank(cell):
            continue
        written = str(cell).strip()
        key = known.get(spelled(written))
        if key is None:
            where = words.KEY_AT.fill(where=at_head, key=written)
            troubles.append(fault(where, words.UNKNOWN_COLUMN, near(written, known)))
        elif first := next((other for kept, other in columns.values() if kept == key), None):
            raise ChangeRefused(
                words.HEAD_TWICE.fill(name=name, number=top.number, first=first, second=written),
                words.KEEP_ONE_COLUMN,
            )
        columns[index] = (key or "", written)
    entries: list[FileEntry] = []
    for row in rows[head + 1 :]:
        where = words.ROW.fill(name=name, number=row.number)
        if row.doubt is not None:
            troubles.append(fault(where, row.doubt.message, row.doubt.remedy))
            continue
        astray = [i for i, cell in enumerate(row.cells, 1) if not is_blank(cell) and i - 1 not in columns]
        if astray:
            troubles.append(fault(where, words.NO_HEADING.fill(number=astray[0]), words.QUOTE_IT))
            continue
        cells = [(*columns[i], cell) for i, cell in enumerate(row.cells) if i in columns]
        entries.append(FileEntry(where, {key: (written, cell) for key, written, cell in cells if key}))
    return FileTable(tuple(key for key, _ in columns.values() if key), tuple(entries), tuple(troubles))


def head_of(rows: Sequence[FileRow], known: Mapping[str, str], marks: Container[str] = ID) -> int | None:
    """The index of the head row, which has one of the columns `marks`; or None."""
    for index, row in enumerate(rows[:_HEAD_AMONG]):
        if any(known.get(spelled(cell)) in marks for cell in row.cells if isinstance(cell, str)):
            return index
    return None


def no_head(name: str | Text, marks: Container[str] = ID) -> ChangeRefused:
    """The refusal of a file without a head row."""
    if "id" not in marks:
        return ChangeRefused(words.NO_TITLE_HEAD.fill(name=name), words.TITLE_HEAD_FORM)
    return ChangeRefused(words.NO_HEAD.fill(name=name), words.HEAD_FORM)
