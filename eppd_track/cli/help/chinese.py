"""`--help` in Chinese, for who asks for Chinese: loaded only then.

help_zh.tsv holds every sentence of the help in English and behind a tab in Chinese; tests hold that none is
missing. Lists of values stay as they are typed.
"""

import inspect
import re
from collections.abc import Iterator
from functools import cache, partial
from typing import Any

from eppd_track.cli.commands import COMMANDS
from eppd_track.cli.help.page import COLUMNS, pairs, paragraph, wrap
from eppd_track.model.vocabulary import Language
from eppd_track.words.help import table_of

HELP_OPTION = "Show this message and exit."
"""What Typer says of `--help`."""
_TABLE = table_of(Language.ZH)
_VALUES = re.compile(r"(?:[a-z][a-z-]*, )*[a-z][a-z-]*(?: or [a-z][a-z-]*)?\.")
_PIECES = {"[OPTIONS]": "[選項]", "COMMAND [ARGS]...": "指令 [參數]…"}


@cache
def table() -> dict[str, str]:
    """Every sentence of the help in English, and the same in Chinese."""
    lines = _TABLE.read_text("utf-8").splitlines()
    return dict(line.split("\t") for line in lines)


def of(text: str | None) -> str:
    """A paragraph of the help in Chinese; as it is where it has no Chinese."""
    one = " ".join((text or "").split())
    if _VALUES.fullmatch(one):
        return one.rstrip(".").replace(", ", "、").replace(" or ", " 或 ") + "。"
    return table().get(one, one)


def translate(command: Any) -> None:
    """Lets a command and those below it say its help in Chinese."""
    command.format_help = partial(_write, command)
    for inner in (getattr(command, "commands", None) or {}).values():
        if inner is not None:
            translate(inner)


def _write(command: Any, context: Any, formatter: Any) -> None:
    """What Typer asks a command for, and lays out by itself."""
    formatter.write("".join(f"{line}\n" for line in _lines(command, context)))


def _lines(command: Any, context: Any) -> Iterator[str]:
    pieces = [_PIECES.get(piece, piece) for piece in command.collect_usage_pieces(context)]
    head = f"用法：{context.command_path} "
    yield from wrap(head + " ".join(pieces), COLUMNS)
    for text in paragraphs(command.help):
        yield ""
        yield from paragraph(of(text))
    yield from _parameters(command, context)
    if hasattr(command, "list_commands"):
        yield from ("", "指令：")
        yield from pairs([(name, of(text)) for name, text in _inner(command, context)])
    if command.epilog:
        yield ""
        for line in inspect.cleandoc(command.epilog).replace("\b\n", "").splitlines():
            yield f"  {line if line.startswith('  ') else of(line)}".rstrip()


def paragraphs(text: str | None) -> list[str]:
    """The paragraphs of a help."""
    return [part for part in inspect.cleandoc(text or "").split("\n\n") if part.strip()]


def _inner(command: Any, context: Any) -> list[tuple[str, str]]:
    names = command.list_commands(context)
    if context.parent is None:
        return [(name, COMMANDS[name]) for name in names]
    return [(name, paragraphs(command.get_command(context, name).help)[0]) for name in names]


def _parameters(command: Any, context: Any) -> Iterator[str]:
    """The arguments and options, as Typer words them but for what they mean."""
    for kind, heading in (("argument", "參數："), ("option", "選項：")):
        rows = []
        for parameter in command.get_params(context):
            record = parameter.get_help_record(context) if parameter.param_type_name == kind else None
            if record is not None:
                rows.append((record[0], of(parameter.help) + _extra(record[1], parameter.help or "")))
        if rows:
            yield from ("", heading)
            yield from pairs(rows)


def _extra(record: str, text: str) -> str:
    """What Typer adds behind a help: the default, and whether it is required."""
    found = re.search(r"\[([^\[\]]*)\]\Z", record.removeprefix(text).strip())
    if not found:
        return ""
    return f" ［{found[1].replace('default: ', '預設：').replace('required', '必填')}］"
