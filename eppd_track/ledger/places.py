"""Where a record, a table or a value stands: from the way through the data to a line of the text."""

from typing import TYPE_CHECKING

from eppd_track.ledger.tables import NAME_FIELD

if TYPE_CHECKING:
    from eppd_track.ledger.document import Assignment, Document, Segment, TableBlock

At = tuple[str | int, ...]
"""The way to a table: `("commitment", 3)`, `("commitment", 3, "update", 0)`."""


def identifier(document: "Document", block: "TableBlock") -> str | None:
    """What a block calls itself, read from its text alone."""
    name = NAME_FIELD.get(block.kind)
    entry = document.entry(block.head, name) if name else None
    return document.text[entry.value : entry.value_end].strip("\"'") if entry else None


def block_at(document: "Document", at: At) -> "TableBlock | None":
    """The block of the `index`-th record of a kind, or None where the layout is another."""
    kind, index = str(at[0]), int(at[1])
    blocks = document.of(kind)
    return blocks[index] if index < len(blocks) else None


def segment_at(document: "Document", at: At) -> "Segment | None":
    """The table at `(kind, index)` or `(kind, index, part, index)`, or None."""
    block = block_at(document, at)
    if block is None or len(at) == 2:
        return block.head if block else None
    tables = block.tables(str(at[2]))
    return tables[int(at[3])] if int(at[3]) < len(tables) else None


def locate(document: "Document", at: At, key: str | None) -> tuple[int, int]:
    """Line and column of a field's value, of its table when it is not there, or of the file's start."""
    segment = segment_at(document, at)
    if segment is None:
        block = block_at(document, at)
        return document.position(block.start) if block else (1, 1)
    entry: Assignment | None = document.entry(segment, key) if key else None
    return document.position(entry.value if entry else _header(document, segment))


def _header(document: "Document", segment: "Segment") -> int:
    text = document.text[segment.start : segment.body]
    return segment.start + len(text) - len(text.lstrip())
