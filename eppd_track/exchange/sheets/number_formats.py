"""Whether a number format of an .xlsx shows a cell as it is, or something else than the cell holds.

The formats that people meet are judged (General, digits, percentages, dates). One that is not known to show
its value plainly does not.
"""

import datetime as dt
import re
from functools import cache

from eppd_track.exchange.sheets.grid import CellValue

_PIECE = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]|.', re.DOTALL)
_SPACE = re.compile(r"[_*]")
_PLACE = re.compile(
    r"\[\$-[^\]]*\]|\[(?:black|blue|cyan|green|magenta|red|white|yellow|color ?\d+)\]", re.IGNORECASE
)
_DIGITS = re.compile(r"(?P<whole>[#0?,]*[#0?])(?:\.(?P<fraction>[0#?]+))?(?P<percent>%?)")
_WRITTEN = re.compile(r'"[^"]*"|\\.')
_DATE = re.compile(r"(?=.*[ye])(?=.*m)(?=.*d)", re.IGNORECASE | re.DOTALL)
_MOST_GENERAL = 10**11
"""From here on General shows a number in powers of ten."""


def shows(value: CellValue, code: str) -> bool:
    """Whether a cell of this format shows its value, all of it and nothing else but a `%`."""
    if value is None or isinstance(value, bool):
        return True
    sections = _sections(code or "General")
    if isinstance(value, str):
        text = sections[3] if len(sections) > 3 else sections[-1] if "@" in sections[-1] else "@"
        return text.lower() in {"@", "general"}
    if isinstance(value, dt.date):
        return bool(_DATE.match(_WRITTEN.sub("", sections[0])))
    if isinstance(value, dt.time):
        return not re.search("[yed]", _WRITTEN.sub("", sections[0]), re.IGNORECASE)
    if "[" in "".join(sections) or (value < 0 and len(sections) > 1):
        return False
    section = sections[2] if value == 0 and len(sections) > 2 else sections[0]
    return _number(value, section)


@cache
def _sections(code: str) -> tuple[str, ...]:
    """The sections of a format without colours, languages and room left free; texts keep their quotes."""
    found = [""]
    for piece in _PIECE.findall(code):
        if piece == ";":
            found.append("")
        elif not _PLACE.fullmatch(piece) and not _SPACE.match(piece):
            found[-1] += piece
    return tuple(found)


def _number(value: float, section: str) -> bool:
    bare = section.replace('"%"', "").replace('" %"', "").replace("\\%", "").strip()
    if bare in {"@", "General", "GENERAL"}:
        return abs(value) < _MOST_GENERAL or bare == "@"
    match = _DIGITS.fullmatch(bare)
    if match is None:
        return False
    shown = value * 100 if match["percent"] else value
    fraction = match["fraction"] or ""
    least = match["whole"].replace(",", "").count("0")
    whole = abs(round(shown, len(fraction)) - shown) <= 1e-9 * max(1.0, abs(shown))
    return whole and len(str(abs(int(shown)))) >= least
