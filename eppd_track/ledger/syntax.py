"""What is wrong with a line that the TOML parser cannot read; loaded only for such a text."""

import datetime as dt
import re

from eppd_track.ledger.toml import NO_CHARACTER
from eppd_track.rules.dates import is_iso, parse_day, parse_due
from eppd_track.words import syntax
from eppd_track.words.errors import WrongUse
from eppd_track.words.text import Text

_WRONG_QUOTES = re.compile(r"=\s*[“”„＂‘’「]")
_TEXTS = re.compile(r""""[^"]*(?:"|\Z)|'[^']*(?:'|\Z)|#.*""")
_HALF = str.maketrans("＝［］｛｝，＃．－＿", "=[]{},#.-_")
_FULL = re.compile("[＝［］｛｝，＃．－＿]")
_DAY = re.compile(r"=\s*(\d{4}-\d{1,2}-\d{1,2})")
_DATED = re.compile(r"=\s*((?:民國)?\s*\d{2,4}\s*[-/.年][^#\"']*?)\s*(?:#.*)?\Z")


def fault_in(parser: str, line: str) -> Text:
    """What is wrong with a line, from what the parser says of it or what a value there lacks."""
    if NO_CHARACTER in line:
        return syntax.NO_TEXT
    mark = _FULL.search(_TEXTS.sub("", line))
    if _WRONG_QUOTES.search(line):
        return syntax.CURLY_QUOTES
    if mark:
        return syntax.FULL_WIDTH.fill(mark=mark[0], half=mark[0].translate(_HALF))
    words = (
        syntax.LACKS.get(parser)
        or syntax.PARSER_WORDS.get(parser)
        or next((text for start, text in syntax.PARSER_BEGINNINGS.items() if parser.startswith(start)), None)
    )
    return _date(line) or words or syntax.UNREADABLE_LINE.fill(parser=parser)


def _date(line: str) -> Text | None:
    """What is wrong with a date without quotation marks, or None where there is none, or a sound one."""
    typed, iso = _DATED.search(line.rstrip()), _DAY.search(line)
    if typed and not is_iso(typed[1]):
        for parse, words in ((parse_day, syntax.DATE_FORM), (parse_due, syntax.PERIOD_FORM)):
            try:
                return words.fill(day=typed[1], iso=_text(parse(typed[1], dt.date.min)))
            except WrongUse:
                continue
    elif typed and len(typed[1]) < len("2026-11-23"):
        return syntax.PERIOD_FORM.fill(day=typed[1], iso=typed[1])
    return syntax.NO_SUCH_DATE.fill(day=iso[1]) if iso and not is_iso(iso[1]) else None


def _text(found: object) -> str:
    return str(getattr(found, "text", found))
