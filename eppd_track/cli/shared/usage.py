"""What is wrong with a command line that Typer refuses, and what to do: our own sentences for its errors.

Loaded only when there is such an error. Typer's words are English and parts of it private, so that a refusal
is told by what it carries: the option, the argument, the context.
"""

import re
from contextlib import suppress
from typing import Any

import typer

from eppd_track.cli.completion.answer import command_of, rows
from eppd_track.model.vocabulary import Language
from eppd_track.rules.query import fold, member_spellings
from eppd_track.words import help as words
from eppd_track.words.errors import WrongUse
from eppd_track.words.near import nearest_of
from eppd_track.words.offers import asked_for, unknown
from eppd_track.words.refusals import DID_YOU_MEAN, SEE_HELP
from eppd_track.words.text import NOTHING, Text, join, same

_NEAR = 0.65
_LIKE_AN_ID = re.compile(r"(?=\D*\d)[A-Za-z0-9]+(?:[-.][A-Za-z0-9]+)+")


def explain(error: typer.TyperException, given: list[str]) -> WrongUse:
    """The refusal of the words given as one of ours: a sentence and its remedy.

    Another version of Typer may carry less; then its own words are told.
    """
    with suppress(AttributeError, LookupError, TypeError, ValueError):
        return _told(error, given)
    return WrongUse(words.OTHERWISE.fill(what=error), SEE_HELP.fill(command="eppd"))


def _told(error: typer.TyperException, given: list[str]) -> WrongUse:
    dash = dashed(given)
    if dash is not None:
        return dash
    context: Any = getattr(error, "ctx", None)
    path = context.command_path if context is not None else command_of(given)
    see = SEE_HELP.fill(command=path)
    parameter: Any = getattr(error, "param", None)
    kind = type(error).__name__
    if kind == "NoSuchOption":
        return _no_option(str(getattr(error, "option_name", "")), context, path, see)
    if kind == "BadOptionUsage":
        return _bad_option(str(getattr(error, "option_name", "")), error.format_message(), path, see)
    if kind == "MissingParameter" and parameter is not None:
        about = words.sentence(parameter.help)
        name = asked_for(_name(parameter))
        remedy = words.WHAT_IT_IS.fill(name=name, help=about, rest=see)
        return WrongUse(words.ARGUMENT_MISSING.fill(command=path, name=name), remedy)
    if kind == "BadParameter" and parameter is not None:
        return _bad_value(parameter, str(getattr(error, "message", "")), see)
    if hasattr(getattr(context, "command", None), "list_commands"):
        return _no_command(context, error.format_message(), see)
    extra = re.search(r"extra argument\(?s?\)? \((.*)\)\Z", error.format_message(), re.DOTALL)
    if extra:
        return WrongUse(
            words.ONE_TOO_MANY.fill(command=path, extra=extra[1]), _place_for(extra[1], context, path, see)
        )
    return WrongUse(words.OTHERWISE.fill(what=error.format_message()), see)


def _place_for(typed: str, context: Any, path: str, see: Text) -> Text:
    """Where words that a command has no place for belong: an id, or what is searched for."""
    options = {name for param in context.command.get_params(context) for name in param.opts}
    if _LIKE_AN_ID.fullmatch(typed):
        also = words.ALSO_BY_ID.fill(command=path, typed=typed) if "--id" in options else NOTHING
        return words.ONE_OF_THEM.fill(typed=typed, also=also, rest=see)
    if "-q" in options:
        return words.SEARCH_FOR.fill(command=path, typed=f'"{typed}"' if " " in typed else typed, rest=see)
    return words.QUOTE_IT.fill(rest=see)


def dashed(given: list[str]) -> WrongUse | None:
    """The refusal of an option that begins with a dash from a word processor, where there is one."""
    known = {name for row in rows() if row.kind == "option" for name in row.names}
    for word in given:
        found = re.match(r"[‐-―−－]+-?([a-z-]+)", word)
        if found and f"--{found[1]}" in known:
            option = f"--{found[1]}"
            return WrongUse(words.WORD_DASH.fill(typed=word), words.TWO_HYPHENS.fill(option=option))
    return None


def nearest(typed: str, known: list[str]) -> str | None:
    """The one among the known that was meant, if any is near."""
    folded = {name.casefold().lstrip("-"): name for name in known}
    found = nearest_of(typed.casefold().lstrip("-"), folded, alike=_NEAR)
    return folded[found[0]] if found else None


def _no_command(context: Any, said: str, see: Text) -> WrongUse:
    names = list(context.command.list_commands(context))
    listed = words.THE_COMMANDS.fill(names=names)
    typed = re.search(r"\ANo such command (['\"])(.*?)\1\.", said, re.DOTALL)
    if not typed:
        return WrongUse(words.COMMAND_MISSING, listed)
    near = nearest(typed[2], names)
    remedy = DID_YOU_MEAN.fill(nearest=near, rest=see) if near else listed
    return WrongUse(words.NO_COMMAND.fill(typed=typed[2]), remedy)


def _no_option(option: str, context: Any, path: str, see: Text) -> WrongUse:
    message = words.NO_OPTION.fill(command=path, option=option)
    known = [
        name
        for param in context.command.get_params(context)
        if param.param_type_name == "option"
        for name in (*param.opts, *param.secondary_opts)
    ]
    elsewhere = [row for row in rows() if row.path and row.kind == "option" and option in row.names]
    if path == "eppd" and elsewhere:
        owner = next((row for row in elsewhere if row.path == "list"), elsewhere[0])
        example = _with_value(f"eppd {owner.path} {option}", owner.metavar)
        return WrongUse(message, words.BEHIND.fill(option=option, example=example))
    near = nearest(option, [name for name in known if name.startswith("--")])
    return WrongUse(message, DID_YOU_MEAN.fill(nearest=near, rest=see) if near else see)


def _bad_option(option: str, said: str, path: str, see: Text) -> WrongUse:
    if said.endswith("does not take a value."):
        return WrongUse(words.NO_VALUE_TAKEN.fill(option=option), words.LEAVE_IT_OUT.fill(option=option))
    below = path.removeprefix("eppd").strip()
    metavar = next((row.metavar for row in rows() if row.path == below and option in row.names), "")
    return WrongUse(
        words.VALUE_MISSING.fill(option=option),
        words.LIKE_THIS.fill(example=_with_value(option, metavar), rest=see),
    )


def _bad_value(parameter: Any, said: str, see: Text) -> WrongUse:
    """A value that is none of a closed list, or that does not fit its kind."""
    option = _name(parameter)
    typed = re.search(r"(['\"])(.*?)\1", said, re.DOTALL)
    if option != "--lang":
        return WrongUse(words.BAD_VALUE.fill(option=option, typed=typed[2] if typed else said), see)
    known = member_spellings(Language)  # the one list that Typer looks through
    spelled = {fold(name): value for name, value in known.items()}
    said = typed[2] if typed else said
    return unknown(option, said, known, spelled, fold(said))


def _with_value(option: str, metavar: str) -> Text:
    """An option with what stands for its value."""
    value = asked_for(metavar)
    return join([same(option), value], same(" ")).map(str.rstrip)


def _name(parameter: Any) -> str:
    if parameter.param_type_name == "option":
        return str(max(parameter.opts, key=len))
    return str(parameter.metavar or parameter.name.upper()).strip("[]…")
