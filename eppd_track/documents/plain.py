"""Plain text: paragraphs between blank lines, lines that were broken at a width put together again."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from eppd_track.documents.blocks import Block, Cell, Table, is_whole
from eppd_track.documents.encoding import encoding_of
from eppd_track.documents.signs import WIDE, bare_number, sign_of

_RULE = re.compile(r"\s*([-=_*~#─═＿－—])(?:\s*\1){2,}\s*")
_HASHES = re.compile(r"\s{0,3}(#{1,6})\s+(.*?)\s*#*\s*")
_WIDE = re.compile(f"[{WIDE}]$")
_NEXT = re.compile(r"[a-z(\"'“‘,]")
_WIDEST_SET = 140
"""How wide, in columns, lines may be that somebody broke by hand; longer ones are paragraphs."""
_FULL, _NEARLY = 0.85, 0.6


def read(raw: bytes) -> Iterator[Block]:
    """The blocks of a text in any encoding that encoding.py knows."""
    yield from blocks(raw.decode(encoding_of(raw) or "utf-8"))


def blocks(text: str) -> Iterator[Block]:
    """The blocks of a text that is set by its lines."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    for blank, lines in groupby(re.split("[\n\f]", text), key=lambda line: not line.strip()):
        if not blank:
            yield from _chunk([line.rstrip() for line in lines])


def _chunk(lines: Sequence[str]) -> Iterator[Block]:
    """What stands between two blank lines."""
    tabled = [_cells(line) for line in lines]
    place = 0
    while place < len(lines):
        end, is_table = place + 1, _begins_table(tabled, place)
        while end < len(lines) and (
            len(tabled[end]) == len(tabled[place]) if is_table else not _begins_table(tabled, end)
        ):
            end += 1
        if is_table:
            yield _table(tabled[place:end])
        else:
            yield from _paragraphs(lines[place:end])
        place = end


def _paragraphs(lines: Sequence[str]) -> Iterator[Block]:
    widest = max(map(_width, lines), default=0)
    broken = any(not is_whole(line) and _width(line) >= _FULL * widest for line in lines[:-1])
    held: list[str] = []
    for line in lines:
        hashes = _HASHES.fullmatch(line)
        if hashes or _RULE.fullmatch(line):
            title = not hashes and "=" in line and len(held) == 1
            yield from _said(held, heading=1 if title else 0)
            held = []
            if hashes:
                yield Block(text=hashes[2], heading=len(hashes[1]))
            continue
        if held and not _joins(held[-1], line, widest, broken=broken):
            yield from _said(held)
            held = []
        held.append(line)
    yield from _said(held)


def _said(lines: Iterable[str], heading: int = 0) -> Iterator[Block]:
    text = "\n".join(line.strip() for line in lines)
    if text:
        yield Block(text=text, heading=heading)


def _joins(before: str, line: str, widest: int, *, broken: bool) -> bool:
    """Whether a line goes on with the paragraph of the one before it.

    `widest` is that of its chunk, which is `broken` where a sentence goes on behind a full line.
    """
    text = line.strip()
    sign = sign_of(text)
    if (sign is not None and sign.rest) or bare_number(text) or widest > _WIDEST_SET:
        return False
    full = _width(before) / widest
    if is_whole(before):
        return broken and full >= _FULL and _indent(line) <= _indent(before)
    lead = sign_of(before.strip()) or bare_number(before.strip())
    hanging = lead is not None and _indent(line) > _indent(before)
    anywhere = _WIDE.search(before) and not text[0].isascii()
    return full >= (_FULL if anywhere else _NEARLY) or hanging or _NEXT.match(text) is not None


def _width(line: str) -> int:
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in line)


def _indent(line: str) -> int:
    return _width(line) - _width(line.lstrip())


# ---- tables ----


def _begins_table(tabled: Sequence[Sequence[str]], place: int) -> bool:
    """Whether a line and the next have as many cells, and more than one."""
    return 1 < len(tabled[place]) == len(tabled[place + 1 : place + 2] and tabled[place + 1])


def _cells(line: str) -> list[str]:
    """The cells of a line between bars or tabs; a line that is none is one cell."""
    text = line.strip()
    if text.startswith("|") and text.count("|") > 1:
        return [cell.strip() for cell in text.strip("|").split("|")]
    return [cell.strip() for cell in text.split("\t")] if "\t" in text else [text]


def _table(rows: Sequence[Sequence[str]]) -> Block:
    ruled = len(rows) > 1 and all(re.fullmatch(r":?-+:?", cell) for cell in rows[1])
    body = [row for row in rows if not all(re.fullmatch(r":?-+:?", cell) for cell in row)]
    made = [
        tuple(Cell((Block(text=cell),), head=ruled and number == 0) for cell in row)
        for number, row in enumerate(body)
    ]
    return Block(table=Table(tuple(made)))
