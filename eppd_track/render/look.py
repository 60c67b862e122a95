"""What lights and what is late look like in a terminal, for whatever draws there.

A colour that carries words brings its own background, and both come out of the 216 that no palette of a
terminal changes, so that they can be read on all of them. All other words have the terminal's own colours,
bold at most: none is dim, and none has a colour alone (docs/commands.md, "On a terminal").
"""

from collections.abc import Mapping

from msgspec import Struct

from eppd_track.model.vocabulary import Light, Status


class Ink(Struct, frozen=True):
    """The colour of words and that of the ground behind them, out of the terminal's 256."""

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


_BLACK, _WHITE = 16, 231
LIGHT: Mapping[Light, Ink] = {
    Light.RED: Ink(_WHITE, 160),
    Light.YELLOW: Ink(_BLACK, 220),
    Light.GREEN: Ink(_WHITE, 28),
    Light.GREY: Ink(_WHITE, 240),
    Light.BLUE: Ink(_WHITE, 25),
}
"""The lights that have a colour."""
LATE = LIGHT[Light.RED]
"""What is overdue, wherever it is shown."""
BLOCK: Mapping[Status, int] = {Status.CLOSED: 33, Status.COMPLETED: 33, Status.IN_PROGRESS: 28}
LENGTH = 136
"""The colours of bars without words, none too near to a dark ground or a light one."""
