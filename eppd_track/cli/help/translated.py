"""`--help` in another language than English, for who asks for it: loaded only then."""

import inspect
import re
from collections.abc import Iterator
from functools import partial
from typing import Any

from eppd_track.cli.commands import COMMANDS
from eppd_track.cli.help.page import COLUMNS, pairs, paragraph
from eppd_track.model.vocabulary import Language
from eppd_track.render.terminal.folding import folded
from eppd_track.words import help as say
from eppd_track.words.offers import asked_for
from eppd_track.words.text import languages

_PLACEHOLDER = re.compile(r"'TYPE: TITLE'|KEY=VALUE|\b[A-Z]+\b")
"""What stands for a value, as Typer shows it."""


def translate(command: Any, language: Language) -> None:
    """Lets a command and those below it say its help in a language."""
    command.format_help = partial(_write, command, language)
    for inner in (getattr(command, "commands", None) or {}).values():
        if inner is not None:
            translate(inner, language)


def _write(command: Any, language: Language, context: Any, formatter: Any) -> None:
    """What Typer asks a command for, and lays out by itself."""
    pages = ("".join(f"{line}\n" for line in _lines(command, context, one)) for one in languages(language))
    formatter.write("\n".join(pages))


def _lines(command: Any, context: Any, language: Language) -> Iterator[str]:
    pieces = [
        say.PIECES[piece].say(language) if piece in say.PIECES else _named(piece, language)
        for piece in command.collect_usage_pieces(context)
    ]
    head = say.USAGE.fill(command=context.command_path, pieces=" ".join(pieces))
    yield from folded(head.say(language), COLUMNS)
    for text in paragraphs(command.help):
        yield ""
        yield from paragraph(say.of(text, language))
    yield from _parameters(command, context, language)
    if hasattr(command, "list_commands"):
        yield from ("", say.COMMANDS.say(language))
        yield from pairs([(name, say.of(text, language)) for name, text in _inner(command, context)])
    if command.epilog:
        yield ""
        for line in inspect.cleandoc(command.epilog).replace("\b\n", "").splitlines():
            example = line.lstrip()
            yield f"  {line.removesuffix(example)}{say.of(example, language)}".rstrip()


def paragraphs(text: str | None) -> list[str]:
    """The paragraphs of a help."""
    return [part for part in inspect.cleandoc(text or "").split("\n\n") if part.strip()]


def _inner(command: Any, context: Any) -> list[tuple[str, str]]:
    names = command.list_commands(context)
    if context.parent is None:
        return [(name, COMMANDS[name]) for name in names]
    return [(name, paragraphs(command.get_command(context, name).help)[0]) for name in names]


def _parameters(command: Any, context: Any, language: Language) -> Iterator[str]:
    """The arguments and options, as Typer words them but for what they mean."""
    for kind, heading in (("argument", say.ARGUMENTS), ("option", say.OPTIONS)):
        rows = []
        for parameter in command.get_params(context):
            record = parameter.get_help_record(context) if parameter.param_type_name == kind else None
            if record is not None:
                about = parameter.help or ""
                meant = say.of(about, language) + _extra(record[1], about, language)
                rows.append((_named(record[0], language), meant))
        if rows:
            yield from ("", heading.say(language))
            yield from pairs(rows)


def _named(typed: str, language: Language) -> str:
    """An option or argument with what stands for its value in a language."""
    return _PLACEHOLDER.sub(lambda found: asked_for(found[0]).say(language), typed)


def _extra(record: str, text: str, language: Language) -> str:
    """What Typer adds behind a help: the default, and whether it is required."""
    found = re.search(r"\[([^\[\]]*)\]\Z", record.removeprefix(text).strip())
    if not found:
        return ""
    told = found[1]
    for word, meant in say.EXTRAS.items():
        told = told.replace(word, meant.say(language))
    return say.EXTRA.fill(told=told).say(language)
