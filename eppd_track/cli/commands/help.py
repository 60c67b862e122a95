"""`eppd help`."""

import contextlib
from collections.abc import Iterator
from typing import Annotated, Any

import typer

from eppd_track.cli.help.page import pairs
from eppd_track.cli.help.topics import page
from eppd_track.cli.shared.options import ColorOption, FileOption, LanguageOption, TodayOption
from eppd_track.cli.shared.output import write_out
from eppd_track.cli.shared.session import Everywhere, Session
from eppd_track.ledger import store
from eppd_track.model.vocabulary import Language
from eppd_track.rules.query import find_value
from eppd_track.words import help as words
from eppd_track.words.errors import LedgerUnreadable
from eppd_track.words.text import languages
from eppd_track.words.topics import TOPICS

EPILOG = """\b
Examples:
  eppd help
  eppd help dates
  eppd help update
"""

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command("help", epilog=EPILOG)
def help_(
    context: typer.Context,
    words_: Annotated[
        list[str] | None, typer.Argument(metavar="[TOPIC]", help="One of the topics, or a command.")
    ] = None,
    file: FileOption = None,
    today: TodayOption = None,
    lang: LanguageOption = None,
    color: ColorOption = None,
) -> None:
    """A short page on a topic, or how a command is used; without a name the list of topics."""
    session = Session(Everywhere(file, today, lang, color).over(context.obj))
    with contextlib.suppress(LedgerUnreadable):
        session.tell_misset(session.parse(store.read(session.found.path)))
    shown = languages(session.language)
    root = context.find_root().command
    commands = root.list_commands(context)  # type: ignore[attr-defined]
    if words_ and words_[0] in commands and words_[0] not in TOPICS:
        _command(context, words_)
        return
    if not words_:
        pages = [_list(language) for language in shown]
    else:
        name = find_value("TOPIC", "-".join(words_), _known(commands))
        if name not in TOPICS:
            _command(context, [name])
            return
        pages = [page(name, language, session.settings) for language in shown]
    write_out("\n".join("".join(f"{line}\n" for line in lines) for lines in pages))


def _known(commands: list[str]) -> dict[str, str]:
    """Every spelling of a topic or a command."""
    names = {name: name for name in (*TOPICS, *commands)}
    words_ = {topic.word.label(Language.BOTH): name for name, topic in TOPICS.items()}
    return names | words_ | {said: name for name, topic in TOPICS.items() for said in topic.title.spellings}


def _list(language: Language) -> Iterator[str]:
    """The topics, with a line on each."""
    yield words.TOPICS.say(language)
    yield ""
    names = {name: f"{name} {topic.word.say(language)}".rstrip() for name, topic in TOPICS.items()}
    yield from pairs([(names[name], topic.title.say(language)) for name, topic in TOPICS.items()])
    yield ""
    yield words.MORE.say(language)


def _command(context: typer.Context, path: list[str]) -> None:
    """How a command is used, as its `--help` says. Raises WrongUse where a group has no such command."""
    above: Any = context.find_root()
    for index, name in enumerate(path):
        group = above.command
        known = group.list_commands(above) if hasattr(group, "list_commands") else []
        found = find_value("COMMAND", name, {each: each for each in known})
        inner = group.get_command(above, found)
        below = list(path[index + 1 :]) if hasattr(inner, "list_commands") else []
        above = type(above)(inner, parent=above, info_name=found)
        above.help_option_names = context.find_root().help_option_names
        if not below:
            write_out(above.get_help() + "\n")
            return
