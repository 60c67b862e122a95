"""How the ODT looks: its styles as plain values, family by family, named as they show in an editor.

Chinese stands at 9 points, English beneath it grey. A light is told by its letter, its
word and its brightness, so that a grey copy says the same. Lengths are in millimetres unless a unit
is written.
"""

from collections.abc import Mapping
from typing import NamedTuple

from eppd_track.model.vocabulary import Light
from eppd_track.render.widths import CELL_PADDING, NUMBER_MARGIN, TEXT_WIDTH
from eppd_track.words import look
from eppd_track.words.look import LightLook


class Face(NamedTuple):
    """A typeface by its first name, and all the names a machine may have; the first one found counts."""

    name: str
    names: str


LATIN = Face("Liberation Sans", "'Liberation Sans', Arial, Helvetica")
CHINESE = Face(
    "Noto Sans CJK TC",
    "'Noto Sans CJK TC', 'Noto Sans TC', 'Source Han Sans TC', 'Microsoft JhengHei', 'PingFang TC'",
)
"""Latin letters have a face of their own: in a Chinese one their quotation marks are too wide."""
FACES = (LATIN, CHINESE)
LETTER_FACES = (
    Face("Times New Roman", "'Times New Roman', 'Liberation Serif', Times"),
    Face("DFKai-SB", "DFKai-SB, BiauKai, TW-Kai, 'AR PL UKai TW', 'Noto Serif CJK TC', 'Noto Sans CJK TC'"),
)
"""Those of letters, which are written in 標楷體."""

PAGE_WIDTH, PAGE_HEIGHT = 210, 297
MARGIN_LEFT, MARGIN_RIGHT, MARGIN_TOP, MARGIN_BOTTOM = 20, 12, 12, 14
FOOTER_HEIGHT, FOOTER_GAP = 4, 2

MAIN = 9.0
"""The size of type in points, of either language; what is drawn has letters of 7."""
LETTER = 12.0
"""That of a letter, its table included."""
LINE_HEIGHT = 1.16

INK, QUIET, HAIR, SHADE, FAINT = "#000000", "#555555", "#999999", "#e4e4e4", "#f2f2f2"


PAGE: Mapping[str, str] = {
    "fo:page-width": f"{PAGE_WIDTH}mm",
    "fo:page-height": f"{PAGE_HEIGHT}mm",
    "style:print-orientation": "portrait",
    "fo:margin-left": f"{MARGIN_LEFT}mm",
    "fo:margin-right": f"{MARGIN_RIGHT}mm",
    "fo:margin-top": f"{MARGIN_TOP}mm",
    "fo:margin-bottom": f"{MARGIN_BOTTOM - FOOTER_HEIGHT - FOOTER_GAP}mm",
}
FOOTER: Mapping[str, str] = {
    "svg:height": f"{FOOTER_HEIGHT + FOOTER_GAP}mm",
    "fo:margin-top": f"{FOOTER_GAP}mm",
    "style:dynamic-spacing": "false",
}
LIST = "Notes"
LIST_ALIGNMENT: Mapping[str, str] = {
    "text:label-followed-by": "listtab",
    "text:list-tab-stop-position": "3mm",
    "fo:margin-left": "3mm",
    "fo:text-indent": "-3mm",
}
OUTLINE: Mapping[str, int] = {"Heading_20_1": 1, "Heading_20_2": 2}
TABS: Mapping[str, tuple[tuple[str, float], ...]] = {
    "Footer": (("center", TEXT_WIDTH / 2), ("right", TEXT_WIDTH)),
}


Properties = Mapping[str, str]


class Styled(NamedTuple):
    """A style: its family and name, the style it follows, and its properties by area."""

    family: str
    name: str
    areas: Mapping[str, Properties]
    parent: str = ""


def letters(size: float, *, color: str = "", bold: bool | None = None) -> Properties:
    """Type of a size in points, the same for Latin and Chinese."""
    found = {"fo:font-size": f"{size}pt", "style:font-size-asian": f"{size}pt"}
    if color:
        found["fo:color"] = color
    if bold is not None:
        weight = "bold" if bold else "normal"
        found |= {"fo:font-weight": weight, "style:font-weight-asian": weight}
    return found


def _written_in(latin: Face, chinese: Face) -> Properties:
    return {
        "style:font-name": latin.name,
        "fo:font-family": latin.names,
        "style:font-name-asian": chinese.name,
        "style:font-family-asian": chinese.names,
    }


DEFAULT_TEXT: Properties = {
    **_written_in(*FACES),
    "fo:language": "en",
    "fo:country": "GB",
    "style:language-asian": "zh",
    "style:country-asian": "TW",
    **letters(MAIN),
}
DEFAULT_PARAGRAPH: Properties = {
    "fo:margin-top": "0mm",
    "fo:margin-bottom": "0mm",
    "fo:orphans": "2",
    "fo:widows": "2",
    "style:text-autospace": "ideograph-alpha",
    "style:line-break": "strict",
    "style:punctuation-wrap": "simple",
}


def _paragraph(
    name: str,
    size: float,
    *,
    color: str = "",
    bold: bool | None = None,
    parent: str = "Standard",
    **layout: str,
) -> Styled:
    """A paragraph in a size; its lines are as high whichever face a machine has."""
    found = {"fo:line-height": f"{round(size * LINE_HEIGHT, 1)}pt"}
    found |= {"fo:" + key.replace("_", "-"): value for key, value in layout.items()}
    return Styled(
        "paragraph", name, {"paragraph": found, "text": letters(size, color=color, bold=bold)}, parent
    )


def _number(name: str) -> Styled:
    """The same paragraph at the right of its column."""
    layout = {"fo:text-align": "end", "fo:margin-right": f"{NUMBER_MARGIN}mm"}
    return Styled("paragraph", f"{name}_20_Number", {"paragraph": layout}, name)


def _in_cells(size: float) -> tuple[Styled, ...]:
    """The paragraphs of a table."""
    found = (
        _paragraph("Cell", size),
        _paragraph("Cell_20_Second", size, color=QUIET),
        _paragraph("Cell_20_Head", size, bold=True, keep_with_next="always"),
        _paragraph("Cell_20_Head_20_Second", size, bold=False, color=QUIET, parent="Cell_20_Head"),
        _paragraph("Cell_20_Total", size, bold=True),
    )
    return (*found, *(_number(one.name) for one in found))


PARAGRAPHS = (
    Styled("paragraph", "Standard", {}),
    _paragraph(
        "Heading_20_1",
        14,
        bold=True,
        keep_with_next="always",
        margin_bottom="1mm",
        border_bottom=f"1.2pt solid {INK}",
        padding_bottom="0.6mm",
    ),
    _paragraph(
        "Heading_20_2", 10, bold=True, keep_with_next="always", margin_top="2.6mm", margin_bottom="0.7mm"
    ),
    Styled("paragraph", "Annexes", {"paragraph": {"fo:break-before": "page"}}, "Heading_20_2"),
    _paragraph("Mark", 9, bold=True, text_align="end", line_height="14pt"),
    _paragraph("Fact", MAIN, margin_left="22mm", text_indent="-22mm"),
    _paragraph("Sentence", MAIN, margin_bottom="0.2mm"),
    _paragraph("Sentence_20_Second", MAIN, color=QUIET, margin_bottom="0.5mm"),
    _paragraph("Meaning", MAIN, margin_bottom="0.9mm", margin_left="5mm", text_indent="-5mm"),
    _paragraph("Figure", MAIN, line_height="100%"),
    *_in_cells(MAIN),
    _paragraph("Note", MAIN, margin_bottom="0.2mm"),
    _paragraph("Note_20_Second", MAIN, color=QUIET, margin_bottom="0.4mm"),
    _paragraph("Group", MAIN, bold=True, keep_with_next="always"),
    _paragraph("Box", MAIN),
    _paragraph("Footer", MAIN, color=QUIET),
)
NEXT_LETTER = "LetterNext"
"""What begins a new page, counted from 1."""
LETTER_PARAGRAPHS = (
    Styled("paragraph", "Standard", {"text": _written_in(*LETTER_FACES)}),
    _paragraph("Letter_20_Title", 16, bold=True, text_align="center", margin_bottom="5mm"),
    Styled("paragraph", NEXT_LETTER, {"paragraph": {"style:page-number": "1"}}, "Letter_20_Title"),
    _paragraph("Letter_20_Head", LETTER, margin_bottom="1.5mm", margin_left="36pt", text_indent="-36pt"),
    _paragraph("Letter", LETTER, margin_bottom="1.5mm", margin_top="1.5mm"),
    _paragraph(
        "Letter_20_Point",
        LETTER,
        margin_top="1.5mm",
        margin_bottom="1.5mm",
        margin_left="24pt",
        text_indent="-24pt",
    ),
    _paragraph("Letter_20_Signed", LETTER, margin_bottom="0.5mm"),
    Styled("paragraph", "LetterSigns", {"paragraph": {"fo:margin-top": "5mm"}}, "Letter_20_Signed"),
    _paragraph("Footer", MAIN, color=QUIET),
    *_in_cells(LETTER),
)
SECOND_PLACES = ("Title", "Heading", "Group", "Fact", "Meaning")
"""Where the second language stands on the line of the first."""


def _mark(light: Light, one: LightLook) -> Styled:
    dash = "dotted" if one.outline == "ring" else "solid"
    text = {
        **letters(7, color=one.ink, bold=True),
        "fo:background-color": one.ground,
        "fo:border": f"0.6pt {dash} {one.line}",
        "fo:padding-left": "0.6mm",
        "fo:padding-right": "0.6mm",
        "fo:padding-top": "0.1mm",
        "fo:padding-bottom": "0.1mm",
    }
    return Styled("text", f"Light_20_{light}", {"text": text})


TEXTS = (
    Styled("text", "Boxed", {"text": {"fo:border": f"0.8pt solid {INK}", "fo:padding": "1mm"}}),
    Styled("text", "Strong", {"text": {"fo:font-weight": "bold", "style:font-weight-asian": "bold"}}),
    Styled("text", "Quiet", {"text": {"fo:color": QUIET}}),
    *(
        Styled("text", f"Second_20_{place}", {"text": letters(MAIN, color=QUIET, bold=False)})
        for place in SECOND_PLACES
    ),
    *(_mark(light, one) for light, one in look.LIGHT.items() if one.outline != "dash"),
)


def _cell(name: str, *, align: str = "top", **properties: str) -> Styled:
    found = {
        "fo:padding-left": f"{CELL_PADDING}mm",
        "fo:padding-right": f"{CELL_PADDING}mm",
        "fo:padding-top": "0.4mm",
        "fo:padding-bottom": "0.4mm",
        "style:vertical-align": align,
    }
    found |= {"fo:" + key.replace("_", "-"): value for key, value in properties.items()}
    return Styled("table-cell", name, {"table-cell": found})


CELLS = (
    _cell("CellHead", background_color=SHADE, border_bottom=f"0.5pt solid {QUIET}"),
    _cell("CellGroup", background_color=FAINT, border_bottom=f"0.25pt solid {HAIR}"),
    _cell("CellOver"),
    _cell("CellBody", border_bottom=f"0.25pt solid {HAIR}"),
    _cell("CellTotal", border_bottom=f"0.5pt solid {QUIET}", border_top=f"0.5pt solid {QUIET}"),
    _cell("CellBox", align="top", border=f"0.6pt solid {INK}"),
)
_GRID = f"0.5pt solid {QUIET}"
LETTER_CELLS = (
    _cell("CellHead", background_color=SHADE, border=_GRID),
    _cell("CellBody", border=_GRID),
)
ROWS = (
    Styled("table-row", "Row", {"table-row": {"fo:keep-together": "always"}}),
    Styled("table-row", "RowLong", {"table-row": {"fo:keep-together": "auto"}}),
    Styled(
        "table-row",
        "RowBoxes",
        {"table-row": {"fo:keep-together": "always", "style:min-row-height": "15mm"}},
    ),
)


class StyleKind(NamedTuple):
    """The styles of a kind of text: its faces, paragraphs and cells."""

    faces: tuple[Face, ...]
    paragraphs: tuple[Styled, ...]
    cells: tuple[Styled, ...]


REPORT = StyleKind(FACES, PARAGRAPHS, CELLS)
LETTERS = StyleKind(LETTER_FACES, LETTER_PARAGRAPHS, LETTER_CELLS)


def _shape(name: str, fill: str, line: str, width: float, align: str = "center") -> Styled:
    graphic = {
        "draw:fill": "solid" if fill else "none",
        "draw:stroke": "solid" if line else "none",
        "fo:padding": "0mm",
        "draw:textarea-horizontal-align": align,
        "draw:textarea-vertical-align": "middle",
        "draw:auto-grow-height": "false",
        "draw:auto-grow-width": "false",
        "fo:wrap-option": "no-wrap",
        "style:vertical-pos": "middle",
        "style:vertical-rel": "text",
        "style:horizontal-pos": "from-left",
        "style:horizontal-rel": "paragraph",
        "style:run-through": "foreground",
        "style:wrap": "run-through",
    }
    graphic |= {"draw:fill-color": fill} if fill else {}
    graphic |= {"svg:stroke-color": line, "svg:stroke-width": f"{width}pt"} if line else {}
    return Styled("graphic", name, {"graphic": graphic})


SHAPES = (
    _shape("ShapeFrame", "", INK, 0.4),
    _shape("ShapeFill", look.GAUGE_PAPER, "", 0),
    _shape("ShapeTick", INK, "", 0),
    _shape("ShapeNote", "", "", 0),
    _shape("ShapeLabel", "", "", 0, "left"),
    _shape("ShapeLine", "", HAIR, 0.25),
    *(_shape(f"Light{light}", one.ground, INK, 0.4) for light, one in look.LIGHT.items()),
    *(_shape(f"Status{status}", one.office, INK, 0.25) for status, one in look.STATUS.items()),
)
SHAPE_TEXT_SIZE = 7.0


def shape_text(ink: str, align: str, *, bold: bool = False, size: float = SHAPE_TEXT_SIZE) -> Styled:
    """The paragraph in a shape; shapes take no style by name from an editor, so it says everything."""
    name = f"In{ink.strip('#')}{align}{'bold' if bold else ''}{size:g}".replace(".", "p")
    text = {**DEFAULT_TEXT, **letters(size, color=ink, bold=bold)}
    return Styled(
        "paragraph", name, {"paragraph": {"fo:text-align": align, "fo:line-height": "100%"}, "text": text}
    )
