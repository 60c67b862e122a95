"""How the words of an .ods look: what their styles make of them, by the names that cells and spans carry."""

import re
from collections.abc import Callable, Iterable, Iterator

from msgspec import Struct
from odfdo import Element

from eppd_track.exchange.sheets.grid import BLACK, WHITE, Area, Colour, Look, is_faint
from eppd_track.words.seen import Doubt

_GROUPS = {
    "table:table-row": {"table:table-row-group", "table:table-header-rows", "table:table-rows"},
    "table:table-column": {"table:table-column-group", "table:table-header-columns", "table:table-columns"},
}
_LENGTH = re.compile(r"([0-9.]+)(mm|cm|in|pt|pc|px)?")
_POINTS = {"mm": 72 / 25.4, "cm": 720 / 25.4, "in": 72.0, "pt": 1.0, "pc": 12.0, "px": 0.75, None: 1.0}
_LEAST_LENGTH = 1.0
_END = r"\.\$?([A-Z]{1,3})\$?([0-9]{1,7})"
_RANGE = re.compile(rf"{_END}(?::(?:'[^']*'|[^\s'.:]*)?{_END})?(?=\s|$)")
_LINES = ("style:text-line-through-style", "style:text-line-through-type")
_MOST_PARENTS = 20


def attribute(element: Element, name: str) -> str:
    """An attribute's text, empty where it is not there."""
    return element.get_attribute_string(name) or ""


def repeats(element: Element, name: str) -> int:
    """How often something is repeated or how far it spans."""
    text = attribute(element, name)
    return int(text) if text.isdigit() and 0 < len(text) < 9 and int(text) > 0 else 1


class Dress(Struct, frozen=True):
    """What a style makes of a cell: how words look, their colour and the one behind them.

    None where it is not one colour; `conditional` is whether its conditions may hide or strike out words.
    """

    look: Look
    ink: Colour | None
    ground: Colour | None
    conditional: bool


class Looks:
    """The styles of a file, asked by name."""

    def __init__(self, roots: Iterable[Element]) -> None:
        self.styles = {
            (attribute(style, "style:family"), attribute(style, "style:name")): style
            for root in roots
            for style in root.get_elements("//style:style")
        }
        self.cells: dict[str, Dress] = {}

    def cell(self, name: str) -> Dress:
        """What a style makes of a cell."""
        if name not in self.cells:
            ground = self._ground(name)
            maps = (
                one for style in self._chain("table-cell", name) for one in style.get_elements("style:map")
            )
            self.cells[name] = Dress(
                self._look("table-cell", name, ground),
                self._ink("table-cell", name, BLACK),
                ground,
                any(self.hides(attribute(one, "style:apply-style-name")) for one in maps),
            )
        return self.cells[name]

    def spans(self, line: Element, cell: Dress) -> Iterator[Look]:
        """How the words of a paragraph look that have a style of their own."""
        for span in line.get_elements("descendant::text:span"):
            if (span.text_recursive or "").strip():
                yield self._look("text", attribute(span, "text:style-name"), cell.ground, cell.ink)

    def hides(self, name: str) -> bool:
        """Whether a style of cells strikes words out or makes them fade."""
        look = self._look("table-cell", name, self._ground(name))
        return look.struck or look.faint

    def is_hidden(self, table: Element) -> bool:
        """Whether a sheet is hidden."""
        return (
            self._first(
                "table", attribute(table, "table:style-name"), "style:table-properties", "table:display"
            )
            == "false"
        )

    def lines(self, table: Element, kind: str, length: str) -> Iterator[tuple[Element, bool]]:
        """The rows or columns of a sheet, and whether each is hidden, by itself, its group or its size."""
        yield from self._lines(table, kind, length, hidden=False)

    def _lines(
        self, parent: Element, kind: str, length: str, *, hidden: bool
    ) -> Iterator[tuple[Element, bool]]:
        for child in parent.children:
            if child.tag == kind:
                family = kind.removeprefix("table:")
                style = attribute(child, "table:style-name")
                size = _points(self._first(family, style, f"style:{family}-properties", length))
                gone = attribute(child, "table:visibility") in {"collapse", "filter"}
                yield child, hidden or gone or (size is not None and size < _LEAST_LENGTH)
            elif child.tag in _GROUPS[kind]:
                closed = attribute(child, "table:display") == "false"
                yield from self._lines(child, kind, length, hidden=hidden or closed)

    def _look(self, family: str, name: str, ground: Colour | None, ink: Colour | None = BLACK) -> Look:
        def found(key: str) -> str:
            return self._first(family, name, "style:text-properties", key)

        ink = self._ink(family, name, ink)
        faint = (
            ink is not None and ground is not None and is_faint(ink, ground, _points(found("fo:font-size")))
        )
        struck = any(found(key) not in {"", "none"} for key in _LINES)
        return Look(struck, faint or found("text:display") == "none")

    def _ink(self, family: str, name: str, default: Colour | None) -> Colour | None:
        if self._first(family, name, "style:text-properties", "style:use-window-font-color") == "true":
            return BLACK
        return _colour(self._first(family, name, "style:text-properties", "fo:color"), default)

    def _ground(self, name: str) -> Colour | None:
        return _colour(
            self._first("table-cell", name, "style:table-cell-properties", "fo:background-color"), WHITE
        )

    def _first(self, family: str, name: str, properties: str, key: str) -> str:
        """A property from the style or the nearest it comes from that names it."""
        values = (
            attribute(part, key)
            for style in self._chain(family, name)
            for part in style.get_elements(properties)
        )
        return next((value for value in values if value), "")

    def _chain(self, family: str, name: str) -> Iterator[Element]:
        for _ in range(_MOST_PARENTS):
            style = self.styles.get((family, name))
            if style is None:
                return
            yield style
            name = attribute(style, "style:parent-style-name")


def _colour(text: str, default: Colour | None) -> Colour | None:
    if not text or text == "transparent":
        return default
    match = re.fullmatch("#([0-9a-fA-F]{2})([0-9a-fA-F]{2})([0-9a-fA-F]{2})", text)
    return (int(match[1], 16), int(match[2], 16), int(match[3], 16)) if match else None


def _points(text: str) -> float | None:
    match = _LENGTH.fullmatch(text)
    try:
        return float(match[1]) * _POINTS[match[2]] if match else None
    except ValueError:
        return None


# ---- what lies over cells ----


def conditions(table: Element, looks: Looks, column: Callable[[str], int]) -> Iterator[tuple[Area, Doubt]]:
    """The cells whose words a conditional format may hide or strike out."""
    for one in table.get_elements("calcext:conditional-formats/calcext:conditional-format"):
        names = (
            attribute(rule, "calcext:apply-style-name") for rule in one.get_elements("calcext:condition")
        )
        shows = [attribute(bar, "calcext:show-value") for bar in one.get_elements("*")]
        if "false" in shows or any(map(looks.hides, names)):
            yield from (
                (area, Doubt.CONDITION)
                for area in areas(attribute(one, "calcext:target-range-address"), column)
            )


def areas(addresses: str, column: Callable[[str], int]) -> Iterator[Area]:
    """The cells that a list of addresses names: `Sheet.A1:Sheet.B2 Sheet.C3`."""
    for match in _RANGE.finditer(addresses):
        left, top, right, bottom = match.groups()
        yield Area(int(top), column(left), int(bottom or top), column(right or left))
