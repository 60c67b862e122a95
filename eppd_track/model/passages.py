"""A document of any format as one value: what is written in it, in order, and where each piece stands.

Nothing here knows a format: documents/ makes these values, rules/ reads them.
"""

from enum import StrEnum

from msgspec import Struct


class Unit(StrEnum):
    """What a format numbers its sheets by."""

    PAGE = "page"
    SLIDE = "slide"


class Form(StrEnum):
    """What a passage is to a reader."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    BULLET = "bullet"
    CELL = "cell"
    NOTE = "note"


class Passage(Struct, frozen=True, kw_only=True):
    """A heading, a paragraph, an item of a list, a paragraph of a cell or a note, whole.

    `text` has the line breaks that the document sets inside it and no sign of a list in front; that is
    `marker`, as it is shown (`1.`, `（一）`, `•`), empty where there is none. `headings` are those it stands
    under, the outermost first; of a heading, those above it. `level` is the depth of a heading or of an item,
    from 1; 0 of anything else. `number` counts, from 1, the passages under its innermost heading that are of
    its form; for a cell, those of its row. `sheet` is the page or slide it begins on, from 1, None where the
    format has none. Of a cell `row` and `column` count from 1, the row of heads being 1, and `head` is what
    the column is called, empty where the table names none.
    """

    text: str
    form: Form = Form.PARAGRAPH
    level: int = 0
    marker: str = ""
    headings: tuple[str, ...] = ()
    number: int = 1
    sheet: int | None = None
    row: int | None = None
    column: int | None = None
    head: str = ""


class DataTable(Struct, frozen=True, kw_only=True):
    """A table of data: what its columns are called, and its rows, each as long as the heads.

    A cell's paragraphs are parted by line breaks; one that spans several stands in the first of them.
    """

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    headings: tuple[str, ...] = ()
    sheet: int | None = None


class Paper(Struct, frozen=True, kw_only=True):
    """A document as read: its file's name, and its passages and tables in the order of reading.

    `unit` is what its sheets are, None where its format has none. Every table's cells are among the
    passages too, where the table stands, so that whoever looks for words need not know of tables; a table
    that only lays a page out is passages alone.
    """

    name: str
    passages: tuple[Passage, ...] = ()
    grids: tuple[DataTable, ...] = ()
    unit: Unit | None = None
