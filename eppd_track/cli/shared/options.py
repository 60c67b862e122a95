"""Options that many commands share, declared once: those of every command, and the selection.

`command` gives a function the options of every command and of each OptionGroup it asks for, and hands it
their values as a Session and those groups.
"""

import datetime as dt
import inspect
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, ClassVar

import typer
from msgspec import Struct

from eppd_track.cli.shared.patience import patience
from eppd_track.cli.shared.session import Everywhere, Session
from eppd_track.model.records import Ledger, Quotes
from eppd_track.model.vocabulary import Language
from eppd_track.rules.dates import echo, first_day, parse_due
from eppd_track.rules.query import find_value, known_values

if TYPE_CHECKING:
    from eppd_track.rules.selection import Selection


def option(names: str, metavar: str, help: str, **more: Any) -> Any:
    """An option with a value: its spellings with blanks between, what stands for the value, its help.

    A file that may not be read is told by what reads it, not by Typer.
    """
    return typer.Option(*names.split(), metavar=metavar, help=help, readable=False, **more)


def flag(names: str, help: str) -> Any:
    """An option that is given or not."""
    return typer.Option(*names.split(), help=help, show_default=False)


FileOption = Annotated[
    Path | None,
    option("--file -f", "PATH", "The ledger [env: EPPD_LEDGER; else commitments.toml here or above]."),
]
TodayOption = Annotated[str | None, option("--today", "DATE", "The day to take as today [env: EPPD_TODAY].")]
LanguageOption = Annotated[
    Language | None,
    option("--lang", "[en|zh|both]", "Language of the output [env: EPPD_LANG; else the ledger's]."),
]
ColorOption = Annotated[
    str | None, option("--color", "[auto|always|never]", "Colour [env: NO_COLOR, FORCE_COLOR].")
]
OverwriteOption = Annotated[bool, flag("--overwrite", "Replace a file also where somebody worked in it.")]
OutputOption = Annotated[
    Path | None,
    option("--output -o", "FILE", "Write to FILE; its suffix picks the format."),
]
CalendarOption = Annotated[
    str | None, option("--calendar", "[gregorian|roc]", "How dates are printed [default: the ledger's].")
]
RECEIPT_FORMS = ("terminal", "text", "json")


def _form(typed: str | None) -> str | None:
    """The format of a command that writes, refused before anything is asked or written. Raises WrongUse."""
    return None if typed is None else find_value("--format", typed, {name: name for name in RECEIPT_FORMS})


ReceiptOption = Annotated[
    str | None, option("--format", "FORMAT", "For scripts a receipt: terminal, text or json.", callback=_form)
]
"""Every command that writes has it; `cli/shared/receipt.py` says what json gives."""
WordsOption = Annotated[bool, flag("--words", "With the agreed words, from the documents at hand.")]
FontsOption = Annotated[Path | None, option("--font-dir", "FOLDER", "Fonts for PDF, before all others.")]


def texts(names: str, metavar: str, help: str) -> Any:
    """An option that repeats."""
    return Annotated[list[str] | None, option(names, metavar, help)]


def _flag(name: str, help: str) -> Any:
    return Annotated[bool, flag(name, help)]


def _day(name: str, help: str) -> Any:
    return Annotated[str | None, option(name, "DATE", help)]


_EVERYWHERE: dict[str, Any] = {
    "file": FileOption,
    "today": TodayOption,
    "lang": LanguageOption,
    "color": ColorOption,
}
_SELECTION: dict[str, Any] = {
    "pillar": texts("--pillar -p", "N", "Pillar numbers; 0 is the joint statement."),
    "status": texts("--status -s", "STATUS", "Where it stands: in-progress, blocked, …"),
    "owner": texts("--owner", "AGENCY", "Led by this agency, by code or name."),
    "agency": texts("--agency", "AGENCY", "Led or supported by this agency."),
    "side": texts("--side", "SIDE", "Who promised: a side, both or all."),
    "next_move": texts("--next-move", "SIDE", "Whose move: a side, both, all, third, none."),
    "light": texts("--light", "LIGHT", "red, yellow, green, grey, blue, none."),
    "topic": texts("--topic", "TOPIC", "Topic, in either language."),
    "tag": texts("--tag", "TAG", "Tag."),
    "kind": texts("--kind", "KIND", "joint-action, CODE-pledge, CODE-request, …"),
    "meeting": texts("--meeting", "ID", "Made or followed up at this meeting."),
    "search": texts("--search -q", "TEXT", "Words in titles, topics, notes, agreed words."),
    "due_before": _day("--due-before", "Due on or before this day."),
    "due_after": _day("--due-after", "Due on or after this day."),
    "overdue": _flag("--overdue", "Only what is overdue."),
    "due_soon": _flag("--due-soon", "Only what is due soon."),
    "stale": _flag("--stale", "Only what owes an update."),
    "unconfirmed": _flag("--unconfirmed", "Only where the owner is not confirmed."),
    "all": _flag("--all", "Closed and withdrawn ones too."),
}
_CHOICES = (
    "pillar",
    "status",
    "owner",
    "agency",
    "side",
    "next_move",
    "light",
    "topic",
    "tag",
    "kind",
    "meeting",
)


class OptionGroup(Struct, frozen=True):
    """Options declared once as a table, by name, and what was typed for each.

    A command that has a parameter of such a class gets its options (`command`).
    """

    OPTIONS: ClassVar[Mapping[str, Any]]

    typed: dict[str, Any]

    @property
    def flags(self) -> list[str]:
        """The options that were given, as they are typed."""
        return flags_given(self.typed)


class SelectionOptions(OptionGroup, frozen=True):
    """The selection options as typed; `resolve` checks them against the ledger."""

    OPTIONS = _SELECTION

    def over(self, **typed: list[str] | None) -> "SelectionOptions":
        """These with further options by name, as a command that has them of its own passes them on."""
        return SelectionOptions(self.typed | typed)

    @property
    def needs_history(self) -> bool:
        """Whether the heads of the ledger alone cannot answer it."""
        return bool(self.typed["meeting"] or self.typed["search"])

    def resolve(self, ledger: Ledger, session: Session) -> "Selection":
        """The Selection meant. Raises WrongUse for unknown values."""
        from eppd_track.rules.selection import Selection, choose, searched  # noqa: PLC0415 - help needs none

        choices = {
            name: choose(f"--{name.replace('_', '-')}", self.typed[name], known_values(ledger, name))
            for name in _CHOICES
            if self.typed[name]
        }
        return Selection(
            **choices,
            search=searched(self.typed["search"] or ()),
            words=agreed_words(session, ledger) if self.typed["search"] else {},
            due_before=_bound(session, self.typed["due_before"], last=True),
            due_after=_bound(session, self.typed["due_after"], last=False),
            overdue=bool(self.typed["overdue"]),
            due_soon=bool(self.typed["due_soon"]),
            stale=bool(self.typed["stale"]),
            unconfirmed=bool(self.typed["unconfirmed"]),
            everything=bool(self.typed["all"]),
        )


def agreed_words(session: Session, ledger: Ledger) -> Quotes:
    """What documents at hand say of agreed words; nothing is loaded where the ledger names none."""
    if not ledger.documents:
        return {}
    from eppd_track.cli.shared.papers import held_words  # noqa: PLC0415

    return held_words(session, ledger)


def _bound(session: Session, typed: str | None, *, last: bool) -> dt.date | None:
    """The day meant by an end of a period, which may be a month or a year; what was not ISO is echoed."""
    if typed is None:
        return None
    due = parse_due(typed, session.today)
    day = due.day if last else first_day(due)
    told = echo(typed, day, session.calendar)
    if told is not None:
        session.say(told)
    return day


def flags_given(values: Mapping[str, Any]) -> list[str]:
    """The options out of these that were given, as they are typed."""
    return [f"--{name.replace('_', '-')}" for name, value in values.items() if value not in (None, False, [])]


def command(own: frozenset[str] = frozenset()) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Gives a command the options every command has, and those of each OptionGroup among its parameters.

    `own` names selection options that the command has a meaning of its own for; it declares them, and they
    select nothing unless it passes them on (`SelectionOptions.over`). The function gets a `session` and its
    groups; the rest are its own options. What two groups share stands once, in front, as the first has it.
    A command with an option `output` gets --overwrite, which its Session knows (files.write).
    A command that had to leave something of the ledger unread ends with exit code 3.
    """

    def decorate(function: Callable[..., None]) -> Callable[..., None]:
        asked = inspect.signature(function).parameters
        groups = {
            name: parameter.annotation
            for name, parameter in asked.items()
            if isinstance(parameter.annotation, type) and issubclass(parameter.annotation, OptionGroup)
        }
        options = _laid_out(asked, groups, own)

        def run(context: typer.Context, **values: Any) -> None:
            everywhere = Everywhere(*(values[name] for name in _EVERYWHERE))
            session = Session(everywhere.over(context.obj), context.command_path.partition(" ")[2])
            session.overwrite = values.get("overwrite", False)
            given = {name: values[name] for name in asked if name in values}
            for name, group in groups.items():
                left = own if group is SelectionOptions else ()
                given[name] = group({each: None if each in left else values[each] for each in group.OPTIONS})
            with patience.during():
                function(session=session, **given)
            session.close()

        context = inspect.Parameter(
            "context", inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=typer.Context
        )
        run.__signature__ = inspect.Signature([context, *options])  # type: ignore[attr-defined]
        run.__annotations__ = {parameter.name: parameter.annotation for parameter in (context, *options)}
        run.__name__ = function.__name__
        run.__doc__ = function.__doc__
        run.__module__ = function.__module__
        return run

    return decorate


def _laid_out(
    asked: Mapping[str, inspect.Parameter], groups: Mapping[str, type[OptionGroup]], own: frozenset[str]
) -> list[inspect.Parameter]:
    """The options of a command in the order of its help: shared, its own, the selection, those of all."""
    selecting = _SELECTION if SelectionOptions in groups.values() else {}
    tables = {name: group.OPTIONS for name, group in groups.items() if group is not SelectionOptions}
    shared = {name: kind for table in tables.values() for name, kind in table.items() if name in selecting}
    found = {name: _parameter(name, kind) for name, kind in shared.items()}
    for name, parameter in asked.items():
        if name in tables:
            found |= {
                each: _parameter(each, kind) for each, kind in tables[name].items() if each not in found
            }
        elif name not in {*groups, "session"}:
            found[name] = parameter.replace(kind=inspect.Parameter.KEYWORD_ONLY)
    writes = {"overwrite": OverwriteOption} if "output" in asked else {}
    rest = {**writes, **{name: kind for name, kind in selecting.items() if name not in own}, **_EVERYWHERE}
    return [*found.values(), *(_parameter(name, kind) for name, kind in rest.items() if name not in found)]


def _parameter(name: str, kind: Any) -> inspect.Parameter:
    default = False if kind.__args__[0] is bool else None
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=kind)
