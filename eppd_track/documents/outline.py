"""Blocks of any format as a Paper: headings and their path, items, tables of data, and places counted.

Where a format says nothing, a line is judged as a reader does: it is short, does not end as a sentence does,
and is numbered, or stands above what it names. In doubt it is none: what a heading says, nobody promises.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from msgspec import Struct, structs

from eppd_track.documents.blocks import Block, Cell, Table, clean, is_ended
from eppd_track.documents.package import Danger, Unsafe
from eppd_track.documents.signs import Sign, bare_number, sign_of
from eppd_track.model.passages import DataTable, Form, Paper, Passage, Unit

_WIDE = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_INSIDE = re.compile(r"[。；，！？]|[.;!?,]\s")
_CLOSING = ("", "、", "）", "．", "：")
_RANKS = ("formal", "zh", "zh)")
"""How officials count, 壹、 above 一、 above （一）."""
_FIRST = re.compile(r"[（(]?(?:[1１一壹甲iIaA①㈠⑴❶]|第\s?[1一]\s?\w+|\w+ [1IA])\W*|\W+")
_ARROWS = "➤➢►▶▷■□◆◇★☆"
_LETTERS = re.compile(r"[A-Za-z]")
_SMALL = frozenset({"and", "the", "for", "with", "from", "through", "into", "among", "between", "under"})
_MOST_WIDE, _MOST_WIDE_NUMBERED = 18, 36
_MOST_WORDS, _MOST_WORDS_NUMBERED = 8, 14
_MOST_STYLED = 120
_MOST_HEAD = 30
_MOST_COLUMNS = 200
MOST_WORDS = 20_000_000
"""How many characters a document may have in all, what is repeated counted each time."""
_COLUMN_HEADS = re.compile(
    r"(?i)編號|項次|序號|事項|項目|標題|內容|辦理情形|進度|主辦|機關|單位|期限|日期|狀態|備註|說明|決議"
    r"|\b(?:id|no|item|title|action|owner|lead|status|due|date|progress|note|remarks?|responsible|by|commitment)\b"
)


class _Open(Struct):
    """A heading that what follows stands under: how its like are told, its level, what it has under it."""

    key: str
    level: int
    shown: str
    counted: Counter[str]


def paper(name: str, blocks: Iterable[Block], unit: Unit | None) -> Paper:
    """A document from its blocks; its notes stand at its end, wherever a format keeps them."""
    made = _Outline(unit)
    found = _filled(blocks)
    made.styled = any(block.heading for block in found)
    for place, block in enumerate(found):
        made.add(block, found[place + 1] if place + 1 < len(found) else None)
    whole = (*made.passages, *made.notes)
    return Paper(name=name, passages=whole, grids=tuple(made.grids), unit=unit)


def _filled(blocks: Iterable[Block]) -> list[Block]:
    """The blocks that say anything, each without what nobody sees."""
    cleaned = (structs.replace(block, text=clean(block.text)) for block in blocks)
    return [block for block in cleaned if block.text or block.table is not None]


class _Outline:
    """A Paper while it is made. `styled` says that the document has headings of its own."""

    def __init__(self, unit: Unit | None) -> None:
        self.unit = unit
        self.styled = False
        self.passages: list[Passage] = []
        self.notes: list[Passage] = []
        self.grids: list[DataTable] = []
        self.open: list[_Open] = []
        self.top: Counter[str] = Counter()
        self.kinds: list[str] = []
        self.sheet: int | None = None
        self.room = MOST_WORDS
        self.last = ""
        """The kind of the sign of the item before, empty behind anything else."""
        self.given: set[str] = set()
        """The numbers that items of this kind had since."""

    def add(self, block: Block, following: Block | None) -> None:
        """The next block, with the one behind it."""
        if self.unit is Unit.SLIDE and block.sheet != self.sheet:
            self.open, self.kinds, self.last, self.top = [], [], "", Counter()
        self.sheet = block.sheet
        if block.table is not None:
            self._table(block, block.table)
        elif block.note:
            self._put(block.text, Form.NOTE, block, marker=block.marker)
        elif block.heading and _may_head(block.text):
            self._heading(block, sign_of(block.text), f"style{block.heading}", block.heading)
        elif block.item:
            self._item(block)
        else:
            self._plain(block, following)

    # ---- headings ----

    def _heading(self, block: Block, sign: Sign | None, key: str, level: int) -> None:
        """A heading; `level` 0 is that of its like, or one below what it stands in."""
        text, marker = _split(block, sign)
        if level:
            while self.open and self.open[-1].level >= level:
                self.open.pop()
        elif not self._end(key, alike=True) and [one.key for one in self.open] == ["title"]:
            self.open.clear()
        level = level or (self.open[-1].level if self.open else 0) + 1
        self.kinds, self.last = [], ""
        self._put(text, Form.HEADING, block, level=level, marker=marker)
        gap = "" if marker[-1:] in _CLOSING else " "
        shown = f"{marker}{gap}{text}".replace("\n", " ")
        self.open.append(_Open(key, level, shown, Counter()))

    def _end(self, kind: str, *, alike: bool) -> bool:
        """Ends what a sign is not below: headings of lower rank, 四、 at 參、, and those `alike`; if any."""
        lower = _RANKS[_RANKS.index(kind) + 1 :] if kind in _RANKS else ()
        ended = [
            place for place, one in enumerate(self.open) if one.key in lower or (alike and one.key == kind)
        ]
        del self.open[ended[0] if ended else len(self.open) :]
        return bool(ended)

    def _plain(self, block: Block, following: Block | None) -> None:
        """A paragraph that has neither style nor list: a heading, an item or a paragraph by its looks."""
        sign = sign_of(block.text)
        if sign is None and (bare := bare_number(block.text)) and _is_title(bare.rest, numbered=True):
            sign = bare
        if sign is None:
            first = not self.passages
            capitals = (
                block.text.isupper() and _is_title(block.text, numbered=True) and not _WIDE.search(block.text)
            )
            if capitals and not self.styled and following is not None and len(block.text.split()) > 1:
                self._heading(block, None, "capitals", 1)
            elif (not self.styled or block.strong) and self._begins() and _stands_above(block, following):
                self._heading(block, None, "title" if first else "plain", 0)
            else:
                self.last = ""
                self._put(block.text, Form.PARAGRAPH, block)
            return
        kind = sign.kind
        alike = following is not None and not following.item and _goes_on(sign, following)
        begins = kind != self.last or (sign.marker in self.given and not kind.startswith("dot"))
        alone = begins and not alike and _is_title(sign.rest, numbered=True)
        if alone and _may_follow(kind, following) and (following is not None or not sign.rest):
            self._heading(block, sign, kind, 0)
        else:
            self.given = {sign.marker} if begins else self.given | {sign.marker}
            self.last = kind
            if self._end(kind, alike=kind not in self.kinds and not _FIRST.fullmatch(sign.marker)):
                self.kinds = []
            self._item(block, sign)

    def _begins(self) -> bool:
        """Whether what came before is over, so that a heading may follow."""
        before = self.passages[-1] if self.passages else None
        over = before is None or before.form in {Form.HEADING, Form.CELL, Form.NOTE}
        return over or (
            before is not None and is_ended(before.text) and not before.text.endswith(("：", ":"))
        )

    # ---- items ----

    def _item(self, block: Block, sign: Sign | None = None) -> None:
        found = sign or sign_of(block.text)
        text, marker = _split(block, found)
        level = block.item
        if not level:
            kind = found.kind if found else ""
            if kind in self.kinds:
                del self.kinds[self.kinds.index(kind) + 1 :]
            else:
                self.kinds.append(kind)
            level = len(self.kinds)
        self._put(text, Form.BULLET, block, level=level, marker=marker)

    # ---- tables ----

    def _table(self, block: Block, table: Table) -> None:
        rows = [row for row in table.rows if any(_words(cell) or _nested(cell) for cell in row)]
        heads = heads_of(rows)
        self.last = ""
        if not heads:
            for cell in (cell for row in rows for cell in row):
                self._inside([structs.replace(one, sheet=block.sheet) for one in cell.blocks])
            return
        whole = [_levelled(row, len(heads)) for row in rows]
        for number, line in enumerate(whole, 1):
            cells = [(column, one) for column, cell in enumerate(line, 1) for one in _filled(cell.blocks)]
            for counted, (column, one) in enumerate(cells, 1):
                text, marker = _split(one, sign_of(one.text))
                passage = Passage(
                    text=text,
                    form=Form.CELL,
                    marker=marker,
                    headings=self._path(),
                    number=counted,
                    sheet=block.sheet,
                    row=number,
                    column=column,
                    head=heads[column - 1] if number > 1 else "",
                )
                self._keep(passage)
        body = tuple(tuple(map(_words, line)) for line in whole[1:])
        self.grids.append(DataTable(heads=heads, rows=body, headings=self._path(), sheet=block.sheet))

    def _inside(self, blocks: Iterable[Block]) -> None:
        """What stands in a cell of a table that lays a page out."""
        found = _filled(blocks)
        for place, block in enumerate(found):
            self.add(block, found[place + 1] if place + 1 < len(found) else None)

    # ---- places ----

    def _path(self) -> tuple[str, ...]:
        return tuple(one.shown for one in self.open)

    def _put(self, text: str, form: Form, block: Block, *, level: int = 0, marker: str = "") -> None:
        counted = self.open[-1].counted if self.open else self.top
        counted[form] += 1
        passage = Passage(
            text=text,
            form=form,
            level=level,
            marker=marker,
            headings=self._path(),
            number=counted[form],
            sheet=block.sheet,
        )
        self._keep(passage)

    def _keep(self, passage: Passage) -> None:
        """A passage at the end, or a note at the end of all. Raises Unsafe past what a document holds."""
        self.room -= len(passage.text)
        if self.room < 0:
            raise Unsafe(Danger.EXPANDS)
        (self.notes if passage.form is Form.NOTE else self.passages).append(passage)


def _split(block: Block, sign: Sign | None) -> tuple[str, str]:
    """A text without its sign, and the sign; a sign alone is the text."""
    if sign is None or not sign.rest:
        return block.text, block.marker
    return sign.rest, sign.marker


def _may_follow(kind: str, following: Block | None) -> bool:
    """Whether what follows a numbered line, or one behind an arrow, may stand under it as under a heading."""
    if not kind.startswith("dot"):
        return following is None or not following.heading
    plain = following is not None and not following.heading and following.table is None
    return kind[3:] in _ARROWS and plain and following is not None and sign_of(following.text) is None


def _goes_on(sign: Sign, block: Block) -> bool:
    """Whether a block has the next sign of a list."""
    following = sign_of(block.text) or bare_number(block.text)
    return following is not None and following.kind == sign.kind and following.marker != sign.marker


# ---- headings by their looks ----


def _may_head(text: str) -> bool:
    """Whether a text in the style of a heading is one; people set whole paragraphs in it for their size."""
    return len(text) <= _MOST_STYLED and not (is_ended(text) and len(text) > _MOST_WIDE)


def _is_title(text: str, *, numbered: bool) -> bool:
    """Whether a text is short, and no sentence."""
    if is_ended(text) or _INSIDE.search(text) or text.count("\n") > 1:
        return False
    wide = len(_WIDE.findall(text))
    words = text.split()
    if wide:
        return wide <= (_MOST_WIDE_NUMBERED if numbered else _MOST_WIDE)
    return len(words) <= (_MOST_WORDS_NUMBERED if numbered else _MOST_WORDS)


def _stands_above(block: Block, following: Block | None) -> bool:
    """Whether a line without a number names what follows it."""
    text = block.text
    if following is None or following.heading or not _is_title(text, numbered=False) or text[0] in "(（":
        return False
    signed = sign_of(following.text) or bare_number(following.text)
    followed = following.table is not None or signed or not _is_title(following.text, numbered=False)
    if _WIDE.search(text):
        return bool(block.strong or (followed and not re.search(r"\d", text)))
    words = [word for word in text.split() if len(word) > 3 and word.lower() not in _SMALL]
    capital = text.isupper() or all(not word[0].islower() for word in words)
    if not _LETTERS.search(text) or not text[0].isupper():
        return False
    return bool(block.strong or (capital and followed))


# ---- tables of data ----


def _words(cell: Cell) -> str:
    return "\n".join(text for block in cell.blocks if (text := clean(block.text)))


def _nested(cell: Cell) -> bool:
    return any(block.table is not None for block in cell.blocks)


def heads_of(rows: Sequence[Sequence[Cell]]) -> tuple[str, ...]:
    """What the columns are called; nothing where the table has no row of heads."""
    if len(rows) < 2 or any(_nested(cell) for row in rows for cell in row):
        return ()
    wide = max(sum(cell.columns for cell in row) for row in rows)
    top = _levelled(rows[0], min(wide, _MOST_COLUMNS))
    heads = tuple(_words(cell).replace("\n", " ") for cell in top)
    named = [head for head in heads if head]
    if len(heads) < 2 or wide > _MOST_COLUMNS or len(named) < max(2, len(heads) - 1):
        return ()
    marked = all(cell.head for cell in top if _words(cell))
    short = all(len(head) <= _MOST_HEAD * 2 and not is_ended(head) for head in named)
    if marked and short:
        return heads
    plain = short and all(len(head) <= _MOST_HEAD and not re.search(r"\d", head) for head in named)
    known = sum(bool(_COLUMN_HEADS.search(head)) for head in named) * 2 >= len(named)
    return heads if plain and len(set(named)) == len(named) and (known or len(heads) > 2) else ()


def _levelled(row: Sequence[Cell], wide: int) -> list[Cell]:
    """A row as long as the heads: a cell that spans columns stands in the first of them."""
    cells: list[Cell] = []
    for cell in row:
        cells.append(cell)
        cells += [Cell()] * (min(cell.columns, wide) - 1)
    rest = [block for cell in cells[wide:] for block in cell.blocks]
    cells = cells[:wide] + [Cell()] * (wide - len(cells))
    if rest and cells:
        cells[-1] = Cell((*cells[-1].blocks, *rest), 1, cells[-1].head)
    return cells
