"""What may stand next on a command line: the answer to a shell that completes it (commands/completion.py).

A shell waits for this at every Tab, so that it loads neither Typer nor any command: grammar.tsv says what
there is, made by tools/completion_grammar.py, and the ledger is read only for what is in it. Nothing that
goes wrong is said: what can be read is offered.
"""

import contextlib
import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from eppd_track.cli.completion import line as lines
from eppd_track.cli.completion.line import TypedLine
from eppd_track.cli.completion.values import Completion, known_values

ASKED = "_EPPD_COMPLETE"
"""The variable in which a shell's script says which shell asks."""
_GRAMMAR = Path(__file__).with_name("grammar.tsv")
FILES, FOLDERS = ":files", ":folders"
"""What is answered where the shell itself knows best."""


class Declared(NamedTuple):
    """A command, an option or an argument that may stand on a line.

    `path` is the command it belongs to, `values` what it takes: values with commas in between, or `@` and the
    name of what the ledger holds; `*` in front where several may be joined by commas.
    """

    path: str
    kind: str
    names: tuple[str, ...]
    metavar: str
    values: str
    en: str
    zh: str


def rows() -> list[Declared]:
    """Everything that may stand on a line."""
    cells = (line.split("\t") for line in _GRAMMAR.read_text("utf-8").splitlines())
    return [
        Declared(path, kind, tuple(names.split(",")), metavar, values, en, zh)
        for paths, kind, names, metavar, values, en, zh in cells
        for path in paths.split(",")
    ]


def answer() -> None:
    """Answers the shell that asks, on stdout; nothing ends it with an error."""
    with contextlib.suppress(Exception):
        shell = os.environ.get(ASKED, "")
        line = _line(shell, sys.argv[1:])
        listed = shell == "bash" and sys.argv[3:4] in (["63"], ["33"], ["64"])
        text = "".join(f"{text}\n" for text in _printed(shell, line, offers(line), listed=listed))
        sys.stdout.buffer.write(text.encode("utf-8", "surrogateescape"))
        sys.stdout.buffer.flush()


def _line(shell: str, words: list[str]) -> TypedLine:
    if shell == "bash":
        return lines.bash(*words[:2])
    if shell == "powershell":
        return lines.powershell(os.environ.get("_EPPD_LINE", ""), os.environ.get("_EPPD_WORD", ""))
    return lines.fish(words) if shell == "fish" else TypedLine(tuple(words[:-1]), words[-1])


def _printed(shell: str, line: TypedLine, found: list[Completion], *, listed: bool) -> Iterator[str]:
    """The answer as lines: what to put in, and behind a tab what to show beside it.

    bash shows what it would put in: what it means stands there only where several are `listed`.
    """
    for value, meaning in found:
        text = value[line.kept :]
        if value in {FILES, FOLDERS}:
            yield value
        elif shell == "bash" and listed and meaning and len(found) > 1:
            yield f"{text}  ({one_line(meaning)})"
        elif shell == "bash":
            yield lines.for_bash(text, line.mark)
        elif shell == "powershell":
            yield f"{lines.for_powershell(text)}\t{value}\t{one_line(meaning) or value}"
        else:
            yield f"{value}\t{one_line(meaning)}"


def one_line(text: str) -> str:
    """Text without what could break a line of the answer or act on a terminal."""
    kept = "".join(char if char.isprintable() else " " for char in text)
    return " ".join(kept.split())


# ---- where on the line ----


class Cursor(NamedTuple):
    """What is typed at the cursor: a word of its own, or the value of an option or argument.

    `lead` is what stands in front of the value in the same word: `--status=`. `begun` says that a value
    stands before it already, `literal` that it stands behind `--`.
    """

    path: str
    takes: Declared | None
    lead: str
    typed: str
    used: frozenset[str]
    file: str
    language: str
    only_values: bool
    begun: bool
    literal: bool


def _place(line: TypedLine, known: list[Declared]) -> Cursor:
    """Reads the words before the cursor as the command line itself would."""
    path, pending, values, literal = "", None, [], False
    given: dict[str, str] = {}
    used: set[str] = set()
    for word in line.before:
        if pending is not None:
            given[pending.names[0]] = word
            pending = None
        elif word == "--" and not literal:
            literal = True
        elif word.startswith("-") and len(word) > 1 and not literal:
            name, equals, value = word.partition("=")
            row = _option(known, path, name)
            used.update(row.names if row and not row.values.startswith("*") else ())
            if row is not None and row.metavar:
                pending = None if equals else row
                given |= {row.names[0]: value} if equals else {}
        elif any(word in row.names for row in _of(known, path, "command")):
            path = f"{path} {word}".strip()
        else:
            values.append(word)
    takes, lead, typed = pending, "", line.word
    if takes is None and typed.startswith("--") and "=" in typed and not literal:
        name, _, typed = typed.partition("=")
        takes, lead = _option(known, path, name), f"{name}="
    if takes is None and not lead and (literal or not typed.startswith("-")):
        takes = _argument(known, path, len(values))
    file, language = given.get("--file", ""), given.get("--lang", "") or os.environ.get("EPPD_LANG", "")
    only = pending is not None or bool(lead)
    return Cursor(path, takes, lead, typed, frozenset(used), file, language, only, bool(values), literal)


def command_of(words: Iterable[str]) -> str:
    """The command that these words call, with its name in front: `eppd meeting add`."""
    return f"eppd {_place(TypedLine(tuple(words), ''), rows()).path}".rstrip()


def _of(known: list[Declared], path: str, kind: str) -> list[Declared]:
    return [row for row in known if row.path == path and row.kind == kind]


def _option(known: list[Declared], path: str, name: str) -> Declared | None:
    return next((row for row in _of(known, path, "option") if name in row.names), None)


def _argument(known: list[Declared], path: str, index: int) -> Declared | None:
    """The argument that stands at a place; the last one may repeat."""
    found = _of(known, path, "argument")
    many = bool(found) and "…" in found[-1].metavar
    return found[min(index, len(found) - 1)] if found and (many or index < len(found)) else None


# ---- what may stand there ----


def offers(line: TypedLine) -> list[Completion]:
    """What may stand at the cursor."""
    known = rows()
    place = _place(line, known)
    if place.takes is not None:
        found = _values(place)
        if found or place.only_values:
            return found
    if place.literal:
        return []
    if place.typed.startswith("-"):
        named = [
            (row, name) for row in _of(known, place.path, "option") for name in row.names if name[:2] == "--"
        ]
        return [
            Completion(name, _meaning(row, place.language))
            for row, name in named
            if name.startswith(place.typed) and name not in place.used
        ]
    commands = [] if place.begun else _of(known, place.path, "command")
    return [
        Completion(row.names[0], _meaning(row, place.language))
        for row in commands
        if row.names[0].startswith(place.typed)
    ]


def _meaning(row: Declared, language: str) -> str:
    return row.zh if language == "zh" and row.zh else row.en


def _values(place: Cursor) -> list[Completion]:
    """The values an option or argument may have, behind what of the word stays as it is."""
    assert place.takes is not None  # noqa: S101 - the caller's condition
    wanted = place.takes.values
    if wanted in {FILES, FOLDERS, ""}:
        return [Completion(wanted)] if wanted else []
    front, typed = place.lead, place.typed
    if wanted.startswith("*"):
        head, comma, tail = typed.rpartition(",")
        bang = "!" if tail.startswith("!") and wanted != "*@column" else ""
        front, typed = f"{front}{head}{comma}{bang}", tail.removeprefix(bang)
    found = list(known_values(wanted.lstrip("*"), place.file, place.language))
    if wanted.lstrip("*") == "@id":
        found = list(_short(found, typed))
    fitting = [
        Completion(front + value, meaning)
        for value, meaning in found
        if value.casefold().startswith(typed.casefold())
    ]
    return fitting or [
        Completion(front + meaning, value) for value, meaning in _by_meaning(wanted, found, typed)
    ]


def _by_meaning(wanted: str, found: list[Completion], typed: str) -> list[Completion]:
    """Topics whose name in the other language is typed."""
    if wanted.lstrip("*") != "@topic":
        return []
    return [offer for offer in found if offer.meaning.casefold().startswith(typed.casefold())]


def _short(found: list[Completion], typed: str) -> Iterator[Completion]:
    """Ids, without their round where they are typed so and it makes no difference."""
    tails = [value.partition("-")[2] for value, _ in found]
    for (value, meaning), tail in zip(found, tails, strict=True):
        wanted = typed.casefold()
        short = wanted and not value.casefold().startswith(wanted) and tails.count(tail) == 1
        yield (
            Completion(typed + tail[len(typed) :], meaning)
            if short and tail.casefold().startswith(wanted)
            else Completion(value, meaning)
        )
