"""One run of a command: which ledger, which day, which language, and where the answer goes.

The only place that reads the environment, the clock and the terminal for a command.
"""

import contextlib
import datetime as dt
import os
import shutil
import sys
from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import typer
from msgspec import Struct, structs

from eppd_track.cli.shared import folders, reading
from eppd_track.cli.shared.output import takes_colors, voice
from eppd_track.cli.shared.patience import patience
from eppd_track.cli.shared.warnings import refuse_no_ledger
from eppd_track.ledger import store
from eppd_track.ledger.reading import Reading
from eppd_track.model.due import Due
from eppd_track.model.records import Commitment, Ledger, Value
from eppd_track.model.settings import Settings
from eppd_track.model.vocabulary import Calendar, Language
from eppd_track.render.cells import paragraph
from eppd_track.report.problems import hides, line_of
from eppd_track.rules import lights
from eppd_track.rules.dates import echo, parse_day
from eppd_track.rules.query import find_value
from eppd_track.rules.values import find_member, parse_field, parse_setting
from eppd_track.words import refusals, warnings
from eppd_track.words.days import calendar_in
from eppd_track.words.errors import (
    AnswerNeeded,
    ChangeRefused,
    ExitCode,
    LedgerUnreadable,
    Severity,
    WrongUse,
)
from eppd_track.words.labels import name_sides
from eppd_track.words.text import BETWEEN_SENTENCES, COLON, Text, first, join

if TYPE_CHECKING:
    from eppd_track.cli.shared.person import Signer
    from eppd_track.rules.proofs import Proofs

COLORS = ("auto", "always", "never")
PIPE_WIDTH = 120


class Everywhere(Struct, frozen=True):
    """The options every command has, before its name or after it."""

    file: Path | None = None
    today: str | None = None
    lang: Language | None = None
    color: str | None = None

    def over(self, before: "Everywhere | None") -> "Everywhere":
        """These, and where one is not given what stood before the command's name."""
        if before is None:
            return self
        pairs = zip(structs.astuple(self), structs.astuple(before), strict=True)
        return Everywhere(*(mine if mine is not None else other for mine, other in pairs))


class Session:
    """What a command asks its surroundings, each answered once."""

    def __init__(self, options: Everywhere, command: str = "") -> None:
        self.options, self.command = options, command
        self._lockless: set[Path] = set()
        self._answered: str | None = None
        self.color = find_value(
            "--color", options.color if options.color is not None else "auto", {name: name for name in COLORS}
        )
        self.settings = Settings()
        name_sides(())
        self.unread = self.misset_said = False
        self.overwrite = False

    # ---- the ledger ----

    @cached_property
    def found(self) -> store.Located:
        """The ledger's path and why it is this one."""
        return store.find(self.options.file, os.environ, working_folder())

    def read(self) -> Reading:
        """The ledger, as far as it can be read (`tell_unread`)."""
        return self.tell_unread(self.parse(store.read(self.found.path)))

    def tell_unread(self, reading: Reading) -> Reading:
        """The same reading; what of it cannot be read is said on stderr, and the command ends with 3.

        Raises LedgerUnreadable for a file that holds no ledger this eppd can read.
        """
        reading.refuse_newer()
        self.refuse_no_ledger(reading)
        self.tell_misset(reading)
        serious = [one for one in reading.problems if hides(one) and one not in reading.misset]
        for problem in serious:
            self.say(line_of(problem, reading.given.name))
        if serious:
            count = len(reading.unread)
            self.say(refusals.READ_IN_PART.fill(unread=count) if count else refusals.READ_WITHOUT_PARTS)
        self.unread = any(map(hides, reading.problems))
        return reading

    def read_for_change(self, source: store.Source | None = None) -> tuple[store.Source, Reading]:
        """The ledger for a command that writes. Raises LedgerUnreadable when any of it cannot be read."""
        source = source or store.read(self.found.path)
        reading = self.parse(source)
        reading.refuse_newer()
        self.refuse_no_ledger(reading)
        for problem in reading.problems:
            if problem.severity is Severity.ERROR:
                raise LedgerUnreadable(line_of(problem, reading.given.name), refusals.MEND_FIRST)
        return source, self.tell_misset(reading)

    def refuse_no_ledger(self, reading: Reading) -> None:
        """Raises LedgerUnreadable for a file that holds no ledger, or none of the commitments it held."""

        def held() -> bool:
            from eppd_track.ledger import undo  # noqa: PLC0415 - for an empty ledger alone

            return undo.held(self.undo_folder)

        refuse_no_ledger(reading, held)

    @contextlib.contextmanager
    def locked(self, path: Path) -> Iterator[None]:
        """Holds a ledger against other writers (store.locked); says once where its drive has none."""
        with store.locked(path) as held:
            yield
        if not held and path not in self._lockless:
            self._lockless.add(path)
            from eppd_track.ledger.lock import lock_path  # noqa: PLC0415
            from eppd_track.words import files  # noqa: PLC0415 - for such a drive alone

            self.say(files.NO_LOCKS.fill(name=path.name, lock=lock_path(path)))

    def parse(self, source: store.Source) -> Reading:
        """A source as a ledger, its settings taken over for this run."""
        return self.adopt(self.look_into(source))

    def look_into(self, source: store.Source) -> Reading:
        """A source as a ledger, whatever this run is about."""
        return reading.read(source, os.environ)

    def adopt(self, reading: Reading) -> Reading:
        """A reading, its settings and the names of its sides taken over for this run."""
        self.settings = reading.given.settings
        name_sides(reading.given.sides)
        voice.language = patience.language = self.language
        voice.asked = True
        return reading

    def tell_misset(self, reading: Reading) -> Reading:
        """Says, once, which settings mean nothing and what is taken instead; gives the reading."""
        for problem in reading.misset if not self.misset_said else ():
            self.say(line_of(problem, reading.given.name))
        self.misset_said = True
        return reading

    def items(self, ledger: Ledger) -> tuple[lights.Item, ...]:
        """Every commitment with what the rules say of it today."""
        return lights.assess_all(ledger, self.today)

    def proofs(self, commitments: Iterable[Commitment]) -> "Proofs":
        """How the files stand that prove something of these; none is opened where none was recorded."""
        papers = [paper for commitment in commitments for paper in commitment.evidence if paper.sha256]
        if not papers:
            return {}
        from eppd_track.ledger.proofs import look  # noqa: PLC0415 - only where a file was recorded

        return look(self.found.path, papers, self.today)

    @cached_property
    def state_folder(self) -> Path:
        """Where copies for undo are kept (folders.py)."""
        return folders.state_folder(os.environ)

    @property
    def undo_folder(self) -> Path:
        """Where the copies for undo of this ledger are kept."""
        from eppd_track.ledger import undo  # noqa: PLC0415 - not for a page

        return undo.folder_for(self.state_folder, self.found.path)

    # ---- day, language, person ----

    @cached_property
    def today(self) -> dt.date:
        """The day taken as today: as given, else the clock's in the ledger's time zone."""
        given, now = self.options.today, self._clock()
        if given is None:
            given = os.environ.get("EPPD_TODAY") or None
        if given is None:
            return now
        try:
            day = parse_day(given, now)
        except WrongUse as error:
            if self.options.today is None:
                raise WrongUse(warnings.IN_VARIABLE.fill(message=error.message), error.remedy) from error
            raise
        self._echo(given, day)
        return day

    def _clock(self) -> dt.date:
        from zoneinfo import ZoneInfo  # noqa: PLC0415 - loaded where a day is asked for

        try:
            zone = ZoneInfo(self.settings.timezone)
        except (ValueError, OSError, KeyError):
            return dt.datetime.now().astimezone().date()
        return dt.datetime.now(zone).date()

    @property
    def asked_language(self) -> Language | None:
        """The language asked for, by option or variable; None where nobody did."""
        if self.options.lang is not None:
            return self.options.lang
        given = os.environ.get("EPPD_LANG")
        return Language(find_member("EPPD_LANG", Language, given)) if given else None

    @property
    def language(self) -> Language:
        """The language of the output."""
        return self.asked_language or self.settings.language

    @property
    def calendar(self) -> Calendar:
        """How dates are printed."""
        return self.settings.calendar

    def use_calendar(self, typed: str | None) -> None:
        """Prints dates in the calendar named, where one is. Raises WrongUse."""
        if typed is not None:
            calendar = Calendar(find_member("--calendar", Calendar, typed))
            self.settings = structs.replace(self.settings, calendar=calendar)
            if calendar_in(self.language, calendar) is not calendar:
                self.say(warnings.GREGORIAN_IN_ENGLISH)

    def day(self, typed: str | None, *, past: bool = False) -> dt.date | None:
        """A day as typed, `past` for what has happened; what was not ISO is echoed. Raises WrongUse."""
        if typed is None:
            return None
        day = parse_day(typed, self.today, past=past)
        self._echo(typed, day)
        return day

    def field(self, name: str, typed: str, ledger: Ledger) -> Value:
        """A field's value as typed; a date that was not ISO is echoed. Raises WrongUse."""
        value = parse_field(name, typed, ledger, self.today)
        if isinstance(value, Due | dt.date):
            self._echo(typed, value)
        return value

    def setting(self, text: str, ledger: Ledger) -> tuple[str, Value]:
        """The field and value of a `KEY=VALUE`; a date that was not ISO is echoed. Raises WrongUse."""
        name, value = parse_setting(text, ledger, self.today)
        if isinstance(value, Due | dt.date):
            self._echo(text.partition("=")[2].strip(), value)
        return name, value

    def _echo(self, typed: str, meant: Due | dt.date) -> None:
        told = echo(typed, meant, self.calendar)
        if told is not None:
            self.say(told)

    def signer(self, given: str | None) -> "Signer":
        """Who does it, and where the name came from (person.py)."""
        from eppd_track.cli.shared.person import signer  # noqa: PLC0415 - only what is signed names somebody

        return signer(given or self._answered, self.state_folder)

    def person(self, given: str | None) -> str:
        """Who does it."""
        return self.signer(given).name

    def ask_name(self, given: str | None) -> None:
        """Asks once, in the ledger's language, who records, where only the login name is known.

        Call it before the ledger is locked.
        """
        if given or not self.at_terminal or (known := self.signer(None)).whence != "login":
            return
        self.parse(store.read(self.found.path))
        from eppd_track.words import questions  # noqa: PLC0415 - once

        self.keep_name(self.ask(questions.WHO_RECORDS, "--by", known.name) or known.name)

    def keep_name(self, name: str) -> None:
        """Keeps the name that somebody gave; it holds for this run where it cannot be kept."""
        from eppd_track.cli.shared.person import keep  # noqa: PLC0415 - once

        self._answered = name
        with contextlib.suppress(OSError, UnicodeError, ChangeRefused):
            keep(name, self.state_folder)

    # ---- answers ----

    @property
    def at_terminal(self) -> bool:
        """Whether somebody can be asked."""
        return not sys.stdin.closed and sys.stdin.isatty() and sys.stderr.isatty()

    def confirm(self, question: Text, flag: str, *, yes: bool) -> bool:
        """Asks a question with yes or no; `yes` answers it. Raises AnswerNeeded without a terminal."""
        if yes:
            return True
        if not self.at_terminal:
            raise AnswerNeeded(question, refusals.ANSWER_WITH.fill(flag=flag))
        while True:
            answer = self._prompt(f"{question.say(voice.language)} [y/N]").lower()
            if answer in {"y", "yes", "是"}:
                return True
            if answer in {"", "n", "no", "否"}:
                return False

    def agree(self, question: Text, flag: str, *, yes: bool) -> None:
        """Asks whether to go on. Raises ChangeRefused when not, AnswerNeeded without a terminal."""
        if not self.confirm(question, flag, yes=yes):
            raise ChangeRefused(refusals.DECLINED, None)

    def ask(self, question: Text, flag: str, default: str | None = None, beside: str = "") -> str:
        """Asks for a text; what stands `beside` the question follows it.

        Raises AnswerNeeded without a terminal, naming the option that answers it.
        """
        if not self.at_terminal:
            raise AnswerNeeded(refusals.MISSING.fill(flag=flag), refusals.ANSWER_WITH.fill(flag=flag))
        return self._prompt(question.label(voice.language) + beside, default or "")

    def _prompt(self, question: str, default: str = "") -> str:
        with patience.aside():
            answer: str = typer.prompt(
                paragraph(question),
                default=default,
                show_default=bool(default),
                err=True,
                prompt_suffix=COLON.label(first(self.language)),
            )
        return answer.strip()

    # ---- output ----

    def say(self, *texts: Text) -> None:
        """Sentences that belong together on stderr."""
        voice.say(*texts)

    def refuse(self, message: Text, remedy: Text | None) -> None:
        """Says on stderr what is refused and what to do, where the command goes on."""
        self.say(*(text for text in (message, remedy) if text is not None))

    def tell_above(self) -> None:
        """Says which ledger was written where it lies above this folder: somebody may only practise here."""
        if self.found.why != refusals.IN_PARENT:
            return
        from eppd_track.words import files  # noqa: PLC0415 - for such a folder alone

        here = store.ledgers_in(working_folder())
        told = [files.WRITTEN_ABOVE.fill(path=self.found.path)]
        told += [files.NOT_THIS_ONE.fill(name=here[0].name)] if here else []
        dim = sys.stderr.isatty() and self.color != "never" and not os.environ.get("NO_COLOR")
        voice.say(join(told, BETWEEN_SENTENCES), dim=dim and takes_colors())

    def form(self, forms: tuple[str, ...], form: str | None, output: Path | None) -> str | None:
        """The format asked for, by name or by the file's suffix, or None. Raises WrongUse."""
        from eppd_track.render import by_suffix  # noqa: PLC0415 - not for refusals

        if form is not None:
            return find_value("--format", form, {name: name for name in forms})
        return by_suffix(output.name, forms) if output is not None else None

    def width(self) -> int:
        """The columns of the terminal; PIPE_WIDTH in a pipe."""
        fallback = 80 if sys.stdout.isatty() else PIPE_WIDTH
        return max(shutil.get_terminal_size((fallback, 24)).columns, 20)

    def colors(self, *, to_file: bool) -> bool:
        """Whether to colour: as asked, else NO_COLOR and FORCE_COLOR, else only on a terminal."""
        if self.color != "auto" or to_file:
            return self.color == "always" and not to_file
        if os.environ.get("NO_COLOR"):
            return False
        if os.environ.get("FORCE_COLOR"):
            return True
        return sys.stdout.isatty() and takes_colors()

    def close(self) -> None:
        """Ends the command with 3 when part of the ledger could not be read, or something was held back."""
        if self.unread:
            raise typer.Exit(ExitCode.LEDGER)


def working_folder() -> Path:
    """The working folder. Raises LedgerUnreadable when it is gone."""
    try:
        return Path.cwd()
    except OSError as error:
        raise LedgerUnreadable(refusals.FOLDER_GONE, refusals.GO_ELSEWHERE) from error
