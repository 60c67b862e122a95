"""From the text of a ledger to plain tables, read on block by block where a fault stands in the way."""

import datetime as dt
import re
from typing import Any

import tomli
from msgspec import Struct

from eppd_track.errors import Problem
from eppd_track.ledger import faults
from eppd_track.ledger.document import Block, Document
from eppd_track.ledger.places import NAME_FIELD, At, identifier

Table = dict[str, Any]

_UPDATE = ("commitment", "update")
_DATE_LINE = re.compile(r"^[ \t]*date[ \t]*=[ \t]*(\d{4}-\d\d-\d\d)[ \t]*(?:#.*)?\r?$", re.MULTILINE)
_MARKER = re.compile(r"^(<{7}|={7}|>{7})(?=\s|$).*$", re.MULTILINE)
_WRONG_QUOTES = re.compile(r"=\s*[“”„＂‘’「]")
_DAY = re.compile(r"=\s*(\d{4}-\d{1,2}-\d{1,2})")
_LONG_FAULTS = ("Unclosed", "Unterminated")
_MOST_FAULTS_IN_A_BLOCK = 20


class Parsed(Struct, frozen=True):
    """A text as plain tables: `whole` unless the history was left out, `torn` where lines were lost."""

    document: Document
    data: Table
    whole: bool
    problems: tuple[Problem, ...] = ()
    torn: frozenset[At] = frozenset()


def parse(text: str, *, heads: bool) -> Parsed:
    """The tables in `text`. `heads` leaves out the history but for each commitment's latest date."""
    document = Document(text)
    if heads:
        try:
            return Parsed(document, tomli.loads(_without_history(document)), whole=False)
        except (tomli.TOMLDecodeError, _NoPlainDateError):
            pass
    try:
        return Parsed(document, tomli.loads(text), whole=True)
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
        dates = [date for segment in records for date in _DATE_LINE.findall(text, segment.body, segment.end)]
        if len(dates) != len(records):
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
                if isinstance(value, list) and isinstance(data.get(kind, []), list):
                    data.setdefault(kind, []).extend(value)
                else:
                    data.setdefault(kind, value)
        if not self.problems:
            self._report(None, error.pos, error, "")
        return Parsed(
            self.document,
            data,
            whole=True,
            problems=tuple(self.problems),
            torn=frozenset(self.torn),
        )

    def _block(self, block: Block) -> Table:
        """A block's table, without the lines that cannot be read."""
        text = self.document.text[block.start : block.end]
        text = _MARKER.sub(lambda match: " " * len(match[0]), text)
        for _ in range(_MOST_FAULTS_IN_A_BLOCK):
            try:
                return tomli.loads(text)
            except tomli.TOMLDecodeError as error:
                self.torn.add((block.kind, block.index))
                offset = min(error.pos, max(len(text) - 1, 0))
                start = text.rfind("\n", 0, offset) + 1
                end = text.find("\n", offset)
                end = len(text) if end < 0 else end
                line = text[start:end]
                self._report(block, block.start + offset, error, line)
                if "=" not in line or error.msg.startswith(_LONG_FAULTS):
                    break
                text = text[:start] + " " * len(line) + text[end:]
        return {block.kind: [{}]} if block.kind in NAME_FIELD else {}

    def _report(self, block: Block | None, offset: int, error: tomli.TOMLDecodeError, line: str) -> None:
        words = faults.PARSER_WORDS.get(error.msg) or faults.UNREADABLE_LINE.fill(parser=error.msg)
        day = _DAY.search(line)
        if _WRONG_QUOTES.search(line):
            words = faults.CURLY_QUOTES
        elif day and not _exists(day[1]):
            words = faults.NO_SUCH_DATE.fill(day=day[1])
        name = identifier(self.document, block) if block else None
        position = self.document.position(min(offset, max(len(self.document.text) - 1, 0)))
        self.problems.append(faults.SYNTAX.problem(position, name, what=words))


def _exists(day: str) -> bool:
    try:
        dt.date.fromisoformat(day)
    except ValueError:
        return False
    return True
