"""What every light and status looks like, in every format; nothing of it stands anywhere else.

A colour is written `#rrggbb`, a brightness of grey `35%`; any other word names an outline or a pattern, which
each format draws in its own way. On a page shape, letter and brightness each tell the lights apart, so that
a grey copy says the same.

On a terminal a colour that carries words brings its own background, and both come out of the 216 that no
palette changes, so that they can be read on all of them. All other words have the terminal's own colours,
bold at most: none is dim, and none has a colour alone (docs/commands.md, "On a terminal").
"""

from collections.abc import Mapping

from msgspec import Struct

from eppd_track.model.vocabulary import Light, Status, complete


class Ink(Struct, frozen=True):
    """The colour of words and that of the ground behind them, out of a terminal's 256."""

    words: int
    ground: int

    @property
    def rich(self) -> str:
        """As Rich writes it."""
        return f"bold color({self.words}) on color({self.ground})"

    @property
    def code(self) -> str:
        """As an escape sequence has it."""
        return f"1;38;5;{self.words};48;5;{self.ground}"


class Screen(Struct, frozen=True):
    """A colour or pattern on a bright screen, and on a dark one where it has another there."""

    day: str
    night: str = ""


class LightLook(Struct, frozen=True, kw_only=True):
    """How a light looks.

    Its `letter` says the same without colour; `outline` is the shape of its mark, dotted where that is a
    ring, and a dash is no mark at all. `ground`, `ink` and `line` are the colours of the mark, of the letter
    in it and of the outline; `rim` is that of the outline on a screen, None where it has the page's. In a
    sheet `bold` and `italic` tell two white ones apart. On a `terminal` one without colours is bare.
    """

    letter: str
    outline: str
    ground: str
    ink: str
    line: str
    rim: Screen | None = None
    bold: bool = False
    italic: bool = False
    terminal: Ink | None = None

    @property
    def cell_ink(self) -> str:
        """The colour of words in a cell filled with its ground: on white that of its outline."""
        return self.line if self.ground == WHITE else self.ink


class StatusLook(Struct, frozen=True, kw_only=True):
    """How a status looks in a chart, and its word on a terminal.

    `block` is what its part of a bar is drawn with on a terminal, in the colour `bar` or in none; its word is
    `bold` there where it asks for somebody. `screen`, `paper` and `office` fill its part of a column: in
    HTML, in the PDF, and in the ODT, which has no patterns. `ink` is the colour of numbers in there; on a
    pattern they are black.
    """

    block: str
    bar: int | None = None
    bold: bool = False
    screen: Screen
    paper: str
    office: str
    ink: str


BLACK, WHITE = "#000000", "#ffffff"
_RED, _BLUE = "#a3121b", "#12408a"
_ROSE = "#ff9d97"
_NAVY, _GREY = Screen("#23405f", "#35608f"), Screen("#8d929b")
_TERMINAL_RED, _TERMINAL_BLACK, _TERMINAL_WHITE = 160, 16, 231

LIGHT: Mapping[Light, LightLook] = complete(
    Light,
    {
        Light.RED: LightLook(
            letter="R",
            outline="square",
            ground=_RED,
            ink=WHITE,
            line=_RED,
            rim=Screen("#5d1015", _ROSE),
            bold=True,
            terminal=Ink(_TERMINAL_WHITE, _TERMINAL_RED),
        ),
        Light.YELLOW: LightLook(
            letter="Y",
            outline="triangle",
            ground="#e3a008",
            ink=BLACK,
            line=BLACK,
            terminal=Ink(_TERMINAL_BLACK, 220),
        ),
        Light.GREEN: LightLook(
            letter="G",
            outline="disc",
            ground="#a9dcb5",
            ink=BLACK,
            line="#3f6b4a",
            terminal=Ink(_TERMINAL_WHITE, 28),
        ),
        Light.BLUE: LightLook(
            letter="B",
            outline="rounded",
            ground=WHITE,
            ink=_BLUE,
            line=_BLUE,
            rim=Screen(_BLUE),
            bold=True,
            terminal=Ink(_TERMINAL_WHITE, 25),
        ),
        Light.GREY: LightLook(
            letter="N",
            outline="ring",
            ground=WHITE,
            ink=BLACK,
            line="#555555",
            rim=Screen("#565b66"),
            italic=True,
            terminal=Ink(_TERMINAL_WHITE, 240),
        ),
        Light.NONE: LightLook(letter="-", outline="dash", ground=WHITE, ink=BLACK, line=BLACK),
    },
)
STATUS: Mapping[Status, StatusLook] = complete(
    Status,
    {
        Status.CLOSED: StatusLook(block="█", bar=33, screen=_NAVY, paper="35%", office="#4a4a4a", ink=WHITE),
        Status.COMPLETED: StatusLook(
            block="▓", bar=33, screen=Screen("hatched"), paper="52%", office="#8c8c8c", ink=WHITE
        ),
        Status.IN_PROGRESS: StatusLook(
            block="▒",
            bar=28,
            screen=Screen("#a9c0d8"),
            paper="82%",
            office="#cfcfcf",
            ink=BLACK,
        ),
        Status.BLOCKED: StatusLook(
            block="X", bold=True, screen=Screen(_RED), paper=_RED, office=_RED, ink=WHITE
        ),
        Status.REQUESTED: StatusLook(block="?", screen=_GREY, paper="dots", office="#efefef", ink=BLACK),
        Status.NOT_STARTED: StatusLook(block="░", screen=Screen(WHITE), paper=WHITE, office=WHITE, ink=BLACK),
        Status.WITHDRAWN: StatusLook(
            block="-", screen=Screen("crossed"), paper="hatch", office="#e2e2e2", ink=BLACK
        ),
    },
)
"""In the order in which they are stacked over time, what is done at the bottom."""

LETTER: Mapping[Light, str] = {light: one.letter for light, one in LIGHT.items()}
LATE = Screen(_RED, _ROSE)
"""Words that are late, on a screen; on paper they have its first colour."""
LATE_TERMINAL = Ink(_TERMINAL_WHITE, _TERMINAL_RED)
"""What is overdue, wherever a terminal shows it."""
PATTERN = _NAVY
"""The lines of patterns on a screen."""
GAUGE, GAUGE_PAPER, GAUGE_TERMINAL = _GREY, "#777777", 136
"""What fills bars without words; on a terminal none too near to a dark ground or a light one."""
