"""From the text of a ledger to plain tables, read on block by block where a fault stands in the way."""

import re
from functools import cached_property
from typing import TYPE_CHECKING

import tomli
from msgspec import Struct

from eppd_track.errors import Problem
from eppd_track.labels import Text
from eppd_track.ledger import faults
from eppd_track.ledger.places import At, identifier
from eppd_track.ledger.tables import NAME_FIELD
from eppd_track.ledger.toml import TOO_LARGE, Table, loads

if TYPE_CHECKING:
    from eppd_track.ledger.document import Block, Document

_MARKER = r"(?m)^(<{7}|={7}|>{7})(?=\s|$).*$"
_OPEN_QUOTE = r"""=\s*(?:"[^"]*|'[^']*)\r?$"""
_MOST_FAULTS_IN_A_BLOCK = 20


class Parsed(Struct, frozen=True, dict=True):
    """A text as plain tables; a `damaged` one has lines that cannot be parsed, `torn` records lost some."""

    text: str
    data: Table
    problems: tuple[Problem, ...] = ()
    torn: frozenset[At] = frozenset()
    damaged: bool = False

    @cached_property
    def document(self) -> "Document":
        """The text with its positions."""
        return _document(self.text, damaged=self.damaged)


def _document(text: str, *, damaged: bool) -> "Document":
    from eppd_track.ledger.document import Document  # noqa: PLC0415 - only where a position is asked for

    return Document(text, damaged=damaged)


def parse(text: str) -> Parsed:
    """The tables in `text`; a damaged one is read block by block."""
    try:
        return Parsed(text, loads(text))
    except tomli.TOMLDecodeError as error:
        return _Blocks(_document(text, damaged=True)).parsed(error)


class _Blocks:
    """Each block of a damaged text by itself, so that a fault in one leaves the others readable."""

    def __init__(self, document: "Document") -> None:
        self.document = document
        self.problems: list[Problem] = []
        self.torn: set[At] = set()

    def parsed(self, error: tomli.TOMLDecodeError) -> Parsed:
        """What can be read; `error` is what stopped the whole, named when no block explains it."""
        data: Table = {}
        for match in re.finditer(_MARKER, self.document.text):
            position = self.document.position(match.start())
            self.problems.append(faults.MERGE_MARKER.problem(position, None, marker=match[1]))
        for block in self.document.blocks:
            for kind, value in self._block(block).items():
                self._merge(data, block, kind, value)
        if not self.problems:
            self._report(None, _offset(self.document.text, error), error.msg, "")
        return Parsed(
            self.document.text,
            data,
            problems=tuple(self.problems),
            torn=frozenset(self.torn),
            damaged=True,
        )

    def _merge(self, data: Table, block: "Block", kind: str, value: object) -> None:
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

    def _block(self, block: "Block") -> Table:
        """A block's table, without the lines that cannot be read."""
        text = self.document.text[block.start : block.end]
        text = re.sub(_MARKER, lambda match: " " * len(match[0]), text)
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
        self, block: "Block | None", offset: int, parser: str, line: str, words: Text | None = None
    ) -> None:
        """Names a fault: in our words for what the parser said, unless they are given."""
        if words is None:
            from eppd_track.ledger.parser_words import said  # noqa: PLC0415 - for damaged texts alone

            words = said(parser, line)
        name = identifier(self.document, block) if block else None
        position = self.document.position(min(offset, max(len(self.document.text) - 1, 0)))
        self.problems.append(faults.SYNTAX.problem(position, name, what=words))


def _costs_one_line(parser: str, line: str) -> bool:
    """Whether what stands below a faulty line can be read without it."""
    if parser.startswith("Unterminated"):
        return re.search(_OPEN_QUOTE, line) is not None
    return re.search("[=＝]", line) is not None and not parser.startswith(("Unclosed", TOO_LARGE))


def _offset(text: str, error: tomli.TOMLDecodeError) -> int:
    """Where a fault stands in the text, by its line: the parser counts a Windows line end as one."""
    start = 0
    for _ in range(error.lineno - 1):
        start = text.find("\n", start) + 1
    end = text.find("\n", start)
    end = len(text) if end < 0 else end
    return min(start + error.colno - 1, max(end - (text[end - 1 : end] == "\r"), start))
