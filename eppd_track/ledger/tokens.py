"""Where the headers, keys and values of a TOML text stand, and what a value lacks that is not closed.

Offsets count characters of the text, from 0.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from msgspec import Struct

from eppd_track.ledger.toml import LONG_QUOTES

_BASIC = r'"(?!"")(?:\\.|[^"\\\n])*"'
_LITERAL = r"'(?!'')[^'\n]*'"
_LONG = r'"""(?:\\.|[^\\])*?"{3,5}' + r"|'''.*?'{3,5}"
_KEY = rf"(?:[A-Za-z0-9_-]+|{_BASIC}|{_LITERAL})"
_PATH = rf"{_KEY}(?:[ \t]*\.[ \t]*{_KEY})*"
_ENTRY = rf"[ \t]*(?P<path>{_PATH})[ \t]*=[ \t]*"
_HEADING = rf"[ \t]*\[\[?[ \t]*{_PATH}[ \t]*\]\]?[ \t]*(?:#[^\n]*)?\r?"
HEADER = re.compile(f"^{_HEADING.replace(_PATH, f'(?P<path>{_PATH})')}$", re.MULTILINE)
ASSIGNMENT = re.compile(_ENTRY)
TOKEN = re.compile(rf"(?P<long>{_LONG})|{_BASIC}|{_LITERAL}|#[^\n]*", re.DOTALL)
_STRING = re.compile(f"{_LONG}|{_BASIC}|{_LITERAL}", re.DOTALL)
_NESTED = re.compile(
    rf"(?P<long>{_LONG})|{_BASIC}|{_LITERAL}|#[^\n]*|(?P<bracket>[\[\]{{}}])|(?P<sign>[\"'=])", re.DOTALL
)
_BARE = re.compile(r"[^\s#,\]}][^\n#]*")
_ANY_ASSIGNMENT = re.compile(rf"{_ENTRY}|[^\n#=＝]*[=＝][ \t]*")
"""An assignment, its key readable or not."""
_OPENS = re.compile(rf"{_ENTRY}[\[{{ \t]*\Z")
"""A line up to the quotes that open the text it assigns."""
_NO_CONTENT = re.compile(rf"(?:\n(?:[ \t]*(?:#[^\n]*)?\r?|{_HEADING}))*\Z")
_COMMENT = re.compile(r"[ \t]*#")
_QUOTES = ('"', "'")
_CLOSING = {"[": "]", "{": "}"}


class Lack(Struct, frozen=True):
    """A sign that a value lacks, like `]`, and where it is missed; a text of several lines begins there."""

    sign: str
    at: int


class Statement(Struct, frozen=True):
    """A header, an assignment, a comment, or a `loose` line that is none; the next begins at `end`."""

    start: int
    end: int
    header: re.Match[str] | None = None
    lack: Lack | None = None
    loose: bool = False


def names(path: str) -> tuple[str, ...]:
    """The parts of a key."""
    return tuple(part.strip("\"'") for part in re.findall(_KEY, path))


def line_end(text: str, offset: int, end: int) -> int:
    """Where the line behind that of an offset begins, at most `end`."""
    newline = text.find("\n", offset, end)
    return end if newline < 0 else newline + 1


def value_end(text: str, start: int, end: int) -> int:
    """Where a value that begins at `start` ends; its line's end when it is cut short."""
    if string := _STRING.match(text, start, end):
        return string.end()
    if text[start : start + 1] in _CLOSING:
        depth = 0
        for token in _NESTED.finditer(text, start, end):
            if token["bracket"]:
                depth += 1 if token["bracket"] in _CLOSING else -1
                if depth == 0:
                    return token.end()
    bare = _BARE.match(text, start, end)
    return start + len(bare[0].rstrip()) if bare else start


def statements(text: str, start: int, end: int, headers: Sequence[int] = ()) -> Iterator[Statement]:
    """The headers, assignments, comments and loose lines of a damaged text.

    Behind a text that is not closed the next of `headers` that follows is the next statement.
    """
    while start < end:
        statement = _statement(text, start, end, headers)
        if text[start : statement.end].strip():
            yield statement
        start = statement.end


def _statement(text: str, start: int, end: int, headers: Sequence[int]) -> Statement:
    """What stands in the line that begins at `start`."""
    line = line_end(text, start, end)
    header = HEADER.match(text, start, end)
    if header or _COMMENT.match(text, start, line):
        return Statement(start, line, header)
    assignment = _ANY_ASSIGNMENT.match(text, start, end)
    if assignment is None or assignment["path"] is None:
        loose = assignment is None
        lack = _lack_of_key(text, start, assignment.end() if assignment else line)
        if lack or assignment is None:
            return Statement(start, line, lack=lack, loose=loose)
    lack = _lack(text, assignment.end(), end)
    if lack is None:
        return Statement(start, line_end(text, value_end(text, assignment.end(), end), end))
    if lack.sign not in LONG_QUOTES:
        return Statement(start, line_end(text, lack.at, end), lack=lack)
    following = headers[bisect_right(headers, lack.at) :][:1]
    return Statement(start, following[0] if following else end, lack=lack)


def _lack_of_key(text: str, start: int, end: int) -> Lack | None:
    """The quotation mark that is missing in front of a value, or in a line without one."""
    tokens = _NESTED.finditer(text, start, end)
    quote = next((token for token in tokens if token["sign"] in _QUOTES), None)
    return _lack_of_quotes(text, quote.start(), end) if quote else None


def _lack(text: str, start: int, end: int) -> Lack | None:
    """What a value that begins at `start` lacks, or None where it is closed."""
    sign = text[start : start + 1]
    if sign in _CLOSING:
        return _lack_of_brackets(text, start, end)
    if sign not in _QUOTES:
        return None
    string = _STRING.match(text, start, end)
    if string and not _opens_another(text, start, string.end()):
        return None
    return _lack_of_quotes(text, start, end)


def _lack_of_quotes(text: str, start: int, end: int) -> Lack:
    """What a text lacks that is not closed."""
    long = next((quotes for quotes in LONG_QUOTES if text.startswith(quotes, start)), None)
    if long:
        return Lack(long, start)
    newline = text.find("\n", start, end)
    return Lack(text[start], start + len(text[start : end if newline < 0 else newline].rstrip()))


def _opens_another(text: str, start: int, stop: int) -> bool:
    """Whether what seems to close a text of several lines opens the text of a later line."""
    line = text.rfind("\n", start, stop) + 1
    return line > 0 and _OPENS.match(text[line : stop - len(LONG_QUOTES[0])]) is not None


def _lack_of_brackets(text: str, start: int, end: int) -> Lack | None:
    """What an array or an inline table lacks; a `key =` inside an array shows that it is not closed above."""
    opened: list[re.Match[str]] = []
    for token in _NESTED.finditer(text, start, end):
        sign = token["bracket"] or token["sign"]
        if sign in _CLOSING:
            opened.append(token)
        elif sign in _QUOTES or (token["long"] and _opens_another(text, *token.span())):
            return _lack_of_quotes(text, token.start(), end)
        elif sign == "=" and opened[-1][0] == "[":
            return Lack("]", _last_content(text, start, token.start()))
        elif sign and sign != "=":
            last = _CLOSING[opened.pop()[0]]
            if last != sign:
                return Lack(last, _last_content(text, start, token.start()))
            if not opened:
                return None
    table = next((token for token in opened if token[0] == "{"), None)
    if table:
        return Lack("}", _last_content(text, start, line_end(text, table.start(), end)))
    return Lack("]", _last_content(text, start, end))


def _last_content(text: str, start: int, offset: int) -> int:
    """Where the last line above that of an offset ends that is no blank one, no comment and no header."""
    line = text.rfind("\n", start, offset)
    if line < 0:
        return offset
    return start + len(_NO_CONTENT.sub("", text[start:line], count=1).rstrip()) - 1
