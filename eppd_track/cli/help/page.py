"""How help in the terminal is laid out: 80 columns, in which wide characters count for two."""

from collections.abc import Sequence

from eppd_track.render.cells import pad, width
from eppd_track.render.terminal.folding import folded

COLUMNS = 80
_KEYS = 30
"""The widest that the left of two columns becomes before its text goes below it."""


def paragraph(text: str, indent: int = 2) -> list[str]:
    """A paragraph, indented."""
    return [" " * indent + line for line in folded(text, COLUMNS - indent)]


def pairs(rows: Sequence[tuple[str, str]], indent: int = 2) -> list[str]:
    """Two columns: a word, and what it means."""
    room = max((width(key) for key, _ in rows if width(key) <= _KEYS), default=0) + indent + 2
    found = []
    for key, text in rows:
        lines = folded(text, COLUMNS - room)
        head = " " * indent + key
        if width(head) + 2 > room:
            found.append(head)
        else:
            lines[0] = pad(head, room) + lines[0]
            found.append(lines.pop(0).rstrip())
        found += [" " * room + line for line in lines if line]
    return found
