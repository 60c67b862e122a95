"""The words on a command line as each shell hands them over, and a value as that shell takes it back.

bash and PowerShell hand over the line up to the cursor, zsh and fish words that they cut themselves.
"""

from typing import NamedTuple

_BASH_SPECIAL = frozenset(" \t\n'\"\\$`!&|;<>()[]{}*?#~")
_POWERSHELL_SPECIAL = frozenset(" \t'\"`$&|;<>(){}@#‘’‚‛“”„")
_IN_DOUBLE_QUOTES = frozenset('"\\$`')


class TypedLine(NamedTuple):
    """The words before the one that is typed, and that word without its quotation.

    `mark` is the quotation mark that is open in it, if any. `kept` is how much at its front the shell does
    not replace: bash goes back no further than the last break, PowerShell names the part it replaces.
    """

    before: tuple[str, ...]
    word: str
    mark: str = ""
    kept: int = 0


class Cut(NamedTuple):
    """A line in words, the last of them the one being typed; the quotation mark open in it, and where."""

    words: tuple[str, ...]
    mark: str
    opened: int


def bash(line: str, breaks: str) -> TypedLine:
    """A line of bash up to the cursor; `breaks` are the characters at which readline cuts words."""
    words, mark, opened = cut(line, "\\")
    kept = opened if mark else max((words[-1].rfind(char) + 1 for char in "=:@" if char in breaks), default=0)
    return TypedLine(words[1:-1], words[-1], mark, kept)


def powershell(line: str, replaced: str) -> TypedLine:
    """A line of PowerShell up to the cursor; `replaced` is the part of it that gives way to a completion."""
    words, mark, _ = cut(line, "`")
    part = replaced.strip("'\"")
    kept = len(words[-1]) - len(part) if words[-1].endswith(part) else 0
    return TypedLine(words[1:-1], words[-1], mark, kept)


def fish(words: list[str]) -> TypedLine:
    """The words of fish: the last one, which is typed, as it stands on the line."""
    return TypedLine(tuple(words[:-1]), cut(words[-1], "\\").words[-1] if words else "")


def cut(line: str, escape: str) -> Cut:
    """A line cut into words at its blanks, the quotation taken off."""
    words: list[str] = []
    word, mark, inside, opened, place = "", "", False, 0, 0
    while place < len(line):
        char, following = line[place], line[place + 1 : place + 2]
        place += 1
        if char == escape and mark != "'" and following:
            literal = mark and escape == "\\" and following not in _IN_DOUBLE_QUOTES
            word, inside, place = word + (char if literal else "") + following, True, place + 1
        elif char == mark:
            mark = ""
        elif mark:
            word += char
        elif char in "'\"":
            mark, inside, opened = char, True, len(word)
        elif char.isspace():
            if inside:
                words.append(word)
            word, inside = "", False
        else:
            word, inside = word + char, True
    return Cut((*words, word), mark, opened)


def for_bash(value: str, mark: str) -> str:
    """A value as bash takes it, inside the quotation mark that is open or outside of any."""
    if mark == "'":
        return value.replace("'", "'\\''")
    special = _IN_DOUBLE_QUOTES if mark else _BASH_SPECIAL
    return "".join(f"\\{char}" if char in special else char for char in value)


def for_powershell(value: str) -> str:
    """A value as PowerShell takes it: in single quotation marks where it has to be."""
    if not _POWERSHELL_SPECIAL & set(value):
        return value
    doubled = "".join(char * 2 if char in "'‘’‚‛" else char for char in value)
    return f"'{doubled}'"
