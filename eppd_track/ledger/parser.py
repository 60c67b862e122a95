"""From the text of a ledger to plain tables, read on block by block where a fault stands in the way."""

import datetime as dt
import re

import tomli
from msgspec import Struct

from eppd_track.errors import Problem
from eppd_track.labels import Text
from eppd_track.ledger import faults
from eppd_track.ledger.document import LONG_QUOTES, Block, Document
from eppd_track.ledger.places import At, identifier
from eppd_track.ledger.tables import NAME_FIELD
from eppd_track.ledger.toml import TOO_LARGE, Table, loads

_UPDATE = ("commitment", "update")
_DATE_LINE = re.compile(r"^[ \t]*date[ \t]*=[ \t]*(\d{4}-\d\d-\d\d)[ \t]*(?:#.*)?\r?$", re.MULTILINE)
_MARKER = re.compile(r"^(<{7}|={7}|>{7})(?=\s|$).*$", re.MULTILINE)
_WRONG_QUOTES = re.compile(r"=\s*[“”„＂‘’「]")
_DAY = re.compile(r"=\s*(\d{4}-\d{1,2}-\d{1,2})")
_OPEN_QUOTE = re.compile(r"""=\s*(?:"[^"]*|'[^']*)\r?$""")
_MOST_FAULTS_IN_A_BLOCK = 20


class Parsed(Struct, frozen=True):
    """A text as plain tables: `whole` unless the history was left out, `torn` where lines were lost."""

    document: Document
    data: Table
    whole: bool
    problems: tuple[Problem, ...] = ()
    torn: frozenset[At] = frozenset()


def parse(text: str, *, heads: bool) -> Parsed:
    """The tables in `text`. `heads` leaves out the history but for each commitment's latest date.

    Where a text of several lines might hide a header or a date, everything is read all the same.
    """
    document = Document(text)
    if heads and not document.hides_headers:
        try:
            return Parsed(document, loads(_without_history(document)), whole=False)
        except (tomli.TOMLDecodeError, _NoPlainDateError):
            pass
    try:
        return Parsed(document, loads(text), whole=True)
    except tomli.TOMLDecodeError as error:
        return _Blocks(Document(text, damaged=True)).parsed(error)


class _NoPlainDateError(Exception):
    """A record whose date does not stand on a line of its own."""


def _without_history(document: Document) -> str:
    """The text with each commitment's records replaced by one that holds the latest date."""
    text = document.text
    parts: list[str] = []
    for block in document.blocks:
        if block.kind != "commitment":
            parts.append(text[block.start : block.end])
            continue
        kept = [segment for segment in block.segments if segment.path[:2] != _UPDATE]
        parts += [text[segment.start : segment.end] for segment in kept]
        records = block.tables("update")
        told = text[records[0].start : block.end] if records else ""
        dates = [date for segment in records for date in _DATE_LINE.findall(text, segment.body, segment.end)]
        if len(dates) != len(records) or any(quotes in told for quotes in LONG_QUOTES):
            raise _NoPlainDateError
        if dates:
            parts.append(f"\n[[commitment.update]]\ndate = {max(dates)}\n")
    return "".join(parts)


class _Blocks:
    """Each block of a damaged text by itself, so that a fault in one leaves the others readable."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.problems: list[Problem] = []
        self.torn: set[At] = set()

    def parsed(self, error: tomli.TOMLDecodeError) -> Parsed:
        """What can be read; `error` is what stopped the whole, named when no block explains it."""
        data: Table = {}
        for match in _MARKER.finditer(self.document.text):
            position = self.document.position(match.start())
            self.problems.append(faults.MERGE_MARKER.problem(position, None, marker=match[1]))
        for block in self.document.blocks:
            for kind, value in self._block(block).items():
                self._merge(data, block, kind, value)
        if not self.problems:
            self._report(None, _offset(self.document.text, error), error.msg, "")
        return Parsed(
            self.document,
            data,
            whole=True,
            problems=tuple(self.problems),
            torn=frozenset(self.torn),
        )

    def _merge(self, data: Table, block: Block, kind: str, value: object) -> None:
        """Adds what a block holds to the whole; a table that does not fit in is named."""
        if kind in NAME_FIELD and isinstance(value, dict):
            self._report(block, block.start, "", "", faults.SINGLE_BRACKETS.fill(kind=kind))
            value = [value]
        if isinstance(value, list) and isinstance(data.get(kind, []), list):
            data.setdefault(kind, []).extend(value)
        elif kind in data:
            self._report(block, block.start, "", "", faults.TABLE_TWICE.fill(kind=kind))
        else:
            data[kind] = value

    def _block(self, block: Block) -> Table:
        """A block's table, without the lines that cannot be read."""
        text = self.document.text[block.start : block.end]
        text = _MARKER.sub(lambda match: " " * len(match[0]), text)
        for _ in range(_MOST_FAULTS_IN_A_BLOCK):
            try:
                return loads(text)
            except tomli.TOMLDecodeError as error:
                self.torn.add((block.kind, block.index))
                offset = _offset(text, error)
                start = text.rfind("\n", 0, offset) + 1
                end = text.find("\n", offset)
                end = len(text) if end < 0 else end
                line = text[start:end]
                self._report(block, block.start + offset, error.msg, line)
                if not _costs_one_line(error.msg, line):
                    break
                text = text[:start] + " " * len(line.rstrip("\r")) + text[start + len(line.rstrip("\r")) :]
        return {block.kind: [{}]} if block.kind in NAME_FIELD else {}

    def _report(
        self, block: Block | None, offset: int, parser: str, line: str, words: Text | None = None
    ) -> None:
        """Names a fault: in our words for what the parser said, unless they are given."""
        day = _DAY.search(line)
        if words is None:
            words = faults.PARSER_WORDS.get(parser) or faults.UNREADABLE_LINE.fill(parser=parser)
            if _WRONG_QUOTES.search(line):
                words = faults.CURLY_QUOTES
            elif day and not _exists(day[1]):
                words = faults.NO_SUCH_DATE.fill(day=day[1])
        name = identifier(self.document, block) if block else None
        position = self.document.position(min(offset, max(len(self.document.text) - 1, 0)))
        self.problems.append(faults.SYNTAX.problem(position, name, what=words))


def _costs_one_line(parser: str, line: str) -> bool:
    """Whether what stands below a faulty line can be read without it."""
    if parser.startswith("Unterminated"):
        return _OPEN_QUOTE.search(line) is not None
    return "=" in line and not parser.startswith(("Unclosed", TOO_LARGE))


def _offset(text: str, error: tomli.TOMLDecodeError) -> int:
    """Where a fault stands in the text, by its line: the parser counts a Windows line end as one."""
    start = 0
    for _ in range(error.lineno - 1):
        start = text.find("\n", start) + 1
    end = text.find("\n", start)
    end = len(text) if end < 0 else end
    return min(start + error.colno - 1, max(end - (text[end - 1 : end] == "\r"), start))


def _exists(day: str) -> bool:
    try:
        dt.date.fromisoformat(day)
    except ValueError:
        return False
    return True
