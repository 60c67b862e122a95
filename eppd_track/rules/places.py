"""Where in a document something stands, in the terms a reader would use to turn it up."""

from enum import StrEnum

from msgspec import Struct

from eppd_track.model.passages import Form, Paper, Unit
from eppd_track.rules.promises.sentences import sentences


class Share(StrEnum):
    """Which part of a sentence is meant."""

    WHOLE = "whole"
    FIRST = "first"
    MIDDLE = "middle"
    LAST = "last"


class Place(Struct, frozen=True, kw_only=True):
    """A place: under which headings, which passage of its form, which sentence of it and which part of that.

    `sentence` is None where the passage has but one. Of a cell `row` and `column` count from 1.
    """

    headings: tuple[str, ...]
    form: Form
    number: int
    sheet: int | None
    unit: Unit | None
    row: int | None
    column: int | None
    sentence: int | None
    share: Share


def place(paper: Paper, passage: int, start: int, end: int) -> Place:
    """Where the characters `start` to `end` of a passage stand."""
    held = paper.passages[passage]
    pieces = list(sentences(held.text))
    index = max((number for number, piece in enumerate(pieces) if piece.start <= start), default=0)
    piece = pieces[index] if pieces else None
    before = bool(piece and held.text[piece.start : start].strip())
    behind = bool(piece and held.text[end : piece.end].strip())
    share = {
        (False, False): Share.WHOLE,
        (False, True): Share.FIRST,
        (True, True): Share.MIDDLE,
        (True, False): Share.LAST,
    }[before, behind]
    return Place(
        headings=held.headings,
        form=held.form,
        number=held.number,
        sheet=held.sheet,
        unit=paper.unit,
        row=held.row,
        column=held.column,
        sentence=index + 1 if len(pieces) > 1 else None,
        share=share,
    )
