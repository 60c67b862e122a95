"""Markdown, by markdown-it-py: the rules of CommonMark, and tables."""

from collections.abc import Iterator, Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token

from eppd_track.documents import html
from eppd_track.documents.blocks import Block, Cell, Table
from eppd_track.documents.encoding import encoding_of
from eppd_track.documents.package import Danger, Unsafe

_MOST_NESTED = 100
_LISTS = {"bullet_list_open": "•", "ordered_list_open": "1"}


def read(raw: bytes) -> Iterator[Block]:
    """The blocks of a text in Markdown, in any encoding that encoding.py knows.

    Raises Unsafe for one that is nested so deep that the parser would leave words out.
    """
    parser = MarkdownIt("commonmark", {"maxNesting": _MOST_NESTED}).enable("table")
    tokens = parser.parse(raw.decode(encoding_of(raw) or "utf-8"))
    if max((token.level for token in tokens), default=0) >= _MOST_NESTED - 2:
        raise Unsafe(Danger.EXPANDS)
    yield from _Walk(tokens).blocks()


class _Walk:
    """The tokens of a text, one after the other."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self.tokens = iter(tokens)
        self.lists: list[str] = []
        self.marker = ""
        self.heading = 0

    def blocks(self) -> Iterator[Block]:
        """All of them."""
        for token in self.tokens:
            match token.type:
                case "inline":
                    first, self.marker = self.marker, ""
                    level = len(self.lists) if first else 0
                    yield Block(text=_words(token), heading=self.heading, item=level, marker=first)
                case "fence" | "code_block":
                    yield Block(text=token.content)
                case "html_block":
                    yield from html.read(f"<html><body>{token.content}".encode())
                case "table_open":
                    yield Block(table=self._table())
                case _:
                    self._frame(token)

    def _frame(self, token: Token) -> None:
        """What stands around words: a heading, a list, an item."""
        match token.type:
            case "heading_open" | "heading_close":
                self.heading = int(token.tag[1:]) if token.nesting > 0 else 0
            case "bullet_list_open" | "ordered_list_open":
                self.lists.append(_LISTS[token.type])
            case "bullet_list_close" | "ordered_list_close":
                self.lists.pop()
            case "list_item_open":
                self.marker = f"{token.info}{token.markup}" if self.lists[-1] == "1" else "•"

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
