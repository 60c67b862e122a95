"""The app: its commands, loaded when they are named, and the one handler of errors."""

import contextlib
import importlib
import itertools
import os
import sys
from pathlib import Path
from typing import Any

import typer
from typer.core import TyperGroup

from eppd_track import __version__
from eppd_track.cli.commands import COMMANDS
from eppd_track.cli.shared.options import ColorOption, FileOption, LanguageOption, TodayOption
from eppd_track.cli.shared.output import prepare_streams, voice
from eppd_track.cli.shared.patience import patience
from eppd_track.cli.shared.session import Everywhere, Session
from eppd_track.ledger import store
from eppd_track.model.vocabulary import Language
from eppd_track.rules.query import find_value, fold, member_spellings
from eppd_track.words import help as help_words
from eppd_track.words import refusals
from eppd_track.words.errors import EppdError, ExitCode, WrongUse
from eppd_track.words.text import of_code, of_locale

EPILOG = """\b
Examples:
  eppd list --pillar 2
  eppd show p2-4
  eppd update p2-4 --status in-progress --note "Site survey done."
  eppd report -o week48.md
"""


_HELP = frozenset({"--help", "-h"})


class LazyGroup(TyperGroup):
    """A group whose commands are imported when they are named."""

    def __init__(self, **attributes: Any) -> None:
        super().__init__(**attributes)
        self.commands = dict.fromkeys(COMMANDS)  # type: ignore[assignment]

    def list_commands(self, _ctx: Any) -> list[str]:
        """The names of the commands, in the order of the help."""
        return list(COMMANDS)

    def get_command(self, _ctx: Any, cmd_name: str) -> Any:
        """The command of a name, its module imported now."""
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"eppd_track.cli.commands.{cmd_name}")
        return _in_language(typer.main.get_command(module.app))

    def format_commands(self, _ctx: Any, formatter: Any) -> None:
        """The commands with their lines, without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


def _in_language(command: Any) -> Any:
    """A command whose help is in the language asked for, where there is a table of it."""
    if help_words.translated(voice.language):
        from eppd_track.cli.help.translated import translate  # noqa: PLC0415 - for such help alone

        translate(command, voice.language)
    return command


app = typer.Typer(
    cls=LazyGroup,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    add_completion=False,
    context_settings={"help_option_names": ["--help", "-h"]},
)


def _version(value: bool) -> None:
    if value:
        typer.echo(f"eppd {__version__}")
        raise typer.Exit


@app.callback(invoke_without_command=True, epilog=EPILOG)
def eppd(
    context: typer.Context,
    file: FileOption = None,
    today: TodayOption = None,
    lang: LanguageOption = None,
    color: ColorOption = None,
    version: bool = typer.Option(  # noqa: ARG001 - acts through its callback
        False, "--version", callback=_version, is_eager=True, help="Show the version."
    ),
) -> None:
    """Track what two or more sides agreed on until it is done.

    Without a command: a short status of the ledger.
    """
    context.obj = Everywhere(file, today, lang, color)
    if context.invoked_subcommand is None:
        from eppd_track.cli.commands.status import status  # noqa: PLC0415 - loaded when it is wanted

        session = Session(context.obj)
        status(session)
        session.close()


def main(arguments: list[str] | None = None) -> int:
    """Runs a command line and gives its exit code. Nothing a user can cause ends in a traceback."""
    prepare_streams()
    given = _coded(sys.argv[1:] if arguments is None else arguments)
    _, asked = _named_language(given)
    voice.language = of_code(asked) if asked else of_locale(os.environ)
    voice.asked, voice.wrote = bool(asked), False
    patience.language = voice.language
    try:
        _valid_text(given)
        if _HELP.intersection(given):
            _speak_as_the_ledger(given)
        _tell_language(given)
        code = _in_language(typer.main.get_command(app))(given, prog_name="eppd", standalone_mode=False)
        if code == ExitCode.INTERRUPTED:
            voice.say(refusals.INTERRUPTED)
        return int(code or ExitCode.DONE)
    except EppdError as error:
        _speak_as_the_ledger(given)
        return _refuse(_dashed(error, given) or error)
    except typer.TyperException as error:
        from eppd_track.cli.shared.usage import explain  # noqa: PLC0415 - for what is refused alone

        _speak_as_the_ledger(given)
        return _refuse(explain(error, given))
    except (typer.Abort, KeyboardInterrupt):
        voice.say(refusals.INTERRUPTED)
        return ExitCode.INTERRUPTED
    except Exception as error:
        if os.environ.get("EPPD_DEBUG"):
            raise
        voice.say(refusals.INTERNAL.fill(what=f"{type(error).__name__}: {error}"))
        return ExitCode.INTERNAL


def _refuse(error: EppdError) -> ExitCode:
    """Says what is refused and what to do, and gives the exit code."""
    told = (refusals.REFUSAL.fill(message=error.message), error.remedy)
    voice.say(*(text for text in told if text is not None))
    return error.code


def _dashed(error: EppdError, given: list[str]) -> EppdError | None:
    """The refusal that explains another: a word that begins with a dash instead of hyphens."""
    if error.code not in {ExitCode.USAGE, ExitCode.NO_SUCH} or "".join(given).isascii():
        return None
    from eppd_track.cli.shared.usage import dashed  # noqa: PLC0415 - for what is refused alone

    return dashed(given)


def _valid_text(given: list[str]) -> None:
    """Raises WrongUse for a word that is no text in the system's encoding, or that no shell can give."""
    try:
        whole = "".join(given).encode("utf-8")
    except UnicodeEncodeError as error:
        raise WrongUse(refusals.NO_SUCH_TEXT, refusals.TYPE_AGAIN) from error
    if b"\0" in whole:
        raise WrongUse(refusals.NO_SUCH_TEXT, refusals.TYPE_AGAIN)


def _speak_as_the_ledger(given: list[str]) -> None:
    """Takes the language of the ledger that is meant, where nobody asked for one and none was read yet."""
    if voice.asked:
        return
    voice.asked = True
    named = [word for before, word in itertools.pairwise(given) if before in {"--file", "-f"}]
    named += [word.partition("=")[2] for word in given if word.startswith("--file=")]
    with contextlib.suppress(EppdError, OSError, ValueError):
        session = Session(Everywhere(file=Path(named[-1]) if named else None))
        session.parse(store.read(session.found.path))


def _named_language(given: list[str]) -> tuple[str, str]:
    """The option or variable that names a language, and what it names."""
    named = ("EPPD_LANG", _code(os.environ.get("EPPD_LANG", "")))
    for index, word in enumerate(given):
        if word == "--lang":
            named = ("--lang", given[index + 1] if index + 1 < len(given) else "")
        elif word.startswith("--lang="):
            named = ("--lang", word.partition("=")[2])
    return named


def _tell_language(given: list[str]) -> None:
    """Says that the help is in English where a language is asked for that means nothing."""
    name, asked = _named_language(given)
    if asked and _HELP.intersection(given):
        try:
            find_value(name, asked, member_spellings(Language))
        except WrongUse as error:
            voice.say(help_words.HELP_IN_ENGLISH.fill(message=error.message, remedy=error.remedy))


def _coded(given: list[str]) -> list[str]:
    """The words given, a language named in words by its code: Typer knows only codes."""
    return [
        _code(word) if before == "--lang" else f"--lang={_code(word[7:])}" if word[:7] == "--lang=" else word
        for before, word in zip(["", *given], given, strict=False)
    ]


def _code(language: str) -> str:
    """The code of a language named in any spelling; what names none as it is."""
    spellings = {fold(name): str(value) for name, value in member_spellings(Language).items()}
    return spellings.get(fold(language), language)
