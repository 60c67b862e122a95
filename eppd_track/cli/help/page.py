"""How help in the terminal is laid out: 80 columns, in which wide characters count for two."""

import re
from collections.abc import Iterable, Sequence

from eppd_track.render.cells import pad, width

COLUMNS = 80
_KEYS = 30
"""The widest that the left of two columns becomes before its text goes below it."""
_PIECES = re.compile(r"\s+|[\x21-\u2e7f]+|.", re.DOTALL)
_NOT_FIRST = frozenset('，。、；：？！）」』］…·"')
_NOT_LAST = frozenset("（「『［")


def wrap(text: str, columns: int) -> list[str]:
    """A text in lines of at most so many columns, broken at blanks and between Chinese characters."""
    found, line = [], ""
    for piece in _joined(_PIECES.findall(text)):
        if width((line + piece).rstrip()) > columns and line.strip():
            found.append(line.rstrip())
            line = ""
        line = line + piece if line or not piece.isspace() else ""
    return [*found, line.rstrip()] if line.strip() else found


def _joined(pieces: Iterable[str]) -> list[str]:
    """Pieces that a line may end behind: a mark stays with what it closes or opens."""
    found: list[str] = []
    for piece in pieces:
        if found and (piece[0] in _NOT_FIRST or found[-1][-1] in _NOT_LAST) and not found[-1].isspace():
            found[-1] += piece
        else:
            found.append(piece)
    return found


def paragraph(text: str, indent: int = 2) -> list[str]:
    """A paragraph, indented."""
    return [" " * indent + line for line in wrap(text, COLUMNS - indent)]


def pairs(rows: Sequence[tuple[str, str]], indent: int = 2) -> list[str]:
    """Two columns: a word, and what it means."""
    room = max((width(key) for key, _ in rows if width(key) <= _KEYS), default=0) + indent + 2
    found = []
    for key, text in rows:
        lines = wrap(text, COLUMNS - room) or [""]
        head = " " * indent + key
        if width(head) + 2 > room:
            found.append(head)
        else:
            lines[0] = pad(head, room) + lines[0]
            found.append(lines.pop(0).rstrip())
        found += [" " * room + line for line in lines if line]
    return found
