"""Markdown, by markdown-it-py: the rules of CommonMark, and tables."""

from collections.abc import Iterator, Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token

from eppd_track.documents.blocks import Block, Cell, Table
from eppd_track.documents.encoding import encoding_of

_LISTS = {"bullet_list_open": "•", "ordered_list_open": "1"}


def read(raw: bytes) -> Iterator[Block]:
    """The blocks of a text in Markdown, in any encoding that encoding.py knows."""
    parser = MarkdownIt("commonmark", {"maxNesting": 50}).enable("table")
    yield from _Walk(parser.parse(raw.decode(encoding_of(raw) or "utf-8"))).blocks()


class _Walk:
    """The tokens of a text, one after the other."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self.tokens = iter(tokens)
        self.lists: list[str] = []
        self.marker = ""

    def blocks(self) -> Iterator[Block]:
        """All of them."""
        heading = 0
        for token in self.tokens:
            match token.type:
                case "heading_open":
                    heading = int(token.tag[1:])
                case "heading_close":
                    heading = 0
                case "bullet_list_open" | "ordered_list_open":
                    self.lists.append(_LISTS[token.type])
                case "bullet_list_close" | "ordered_list_close":
                    self.lists.pop()
                case "list_item_open":
                    ordered = self.lists[-1] == "1"
                    self.marker = f"{token.info}{token.markup}" if ordered else "•"
                case "inline":
                    first, self.marker = self.marker, ""
                    level = len(self.lists) if first else 0
                    yield Block(text=_words(token), heading=heading, item=level, marker=first)
                case "fence" | "code_block":
                    yield Block(text=token.content)
                case "table_open":
                    yield Block(table=self._table())

    def _table(self) -> Table:
        rows: list[tuple[Cell, ...]] = []
        cells: list[Cell] = []
        head = False
        for token in self.tokens:
            match token.type:
                case "table_close":
                    break
                case "thead_open" | "thead_close":
                    head = token.type == "thead_open"
                case "inline":
                    cells.append(Cell((Block(text=_words(token)),), head=head))
                case "tr_close":
                    rows.append(tuple(cells))
                    cells = []
        return Table(tuple(rows))


def _words(token: Token) -> str:
    """What a reader sees of a line: its words without stars, addresses and tags."""
    said = []
    for part in token.children or ():
        if part.type in {"softbreak", "hardbreak"}:
            said.append("\n")
        elif part.type in {"text", "code_inline", "text_special"}:
            said.append(part.content)
        elif part.type == "html_inline" and part.content.lower().startswith("<br"):
            said.append("\n")
    return "".join(said)
