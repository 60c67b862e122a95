"""`eppd add`."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import typer
from msgspec import Struct, structs

from eppd_track.cli.shared.adding import Added, EntryOptions
from eppd_track.cli.shared.emit import emit
from eppd_track.cli.shared.options import RECEIPT_FORMS, ReceiptOption, command, flag, option
from eppd_track.cli.shared.output import read_in
from eppd_track.cli.shared.session import Session
from eppd_track.cli.shared.writing import write
from eppd_track.ledger.batch import Batch
from eppd_track.ledger.intake import usual
from eppd_track.ledger.reading import Reading
from eppd_track.ledger.writer import Change
from eppd_track.model.records import Agency, Ledger
from eppd_track.model.vocabulary import (
    USUAL_SIDES,
    Cadence,
    Coded,
    Kind,
    Move,
    Sides,
    Visibility,
    all_of,
)
from eppd_track.report import change
from eppd_track.report.sentences import pillar_name
from eppd_track.rules.query import fold
from eppd_track.rules.values import parse_field
from eppd_track.words import agreed, questions, refusals
from eppd_track.words.errors import AnswerNeeded, WrongUse
from eppd_track.words.labels import FIELD, members, name_of
from eppd_track.words.offers import listed
from eppd_track.words.sweep import NOT_TOGETHER, ONE_OR_OTHER
from eppd_track.words.text import IN_BRACKETS, Text, both, first, in_turn, join, same

EPILOG = """\b
Examples:
  eppd add
  eppd add --pillar 2 --owner MOEA --title "Joint stockpile study"
  eppd add -p 3 --owner MOFA --title-zh 訪團 --due 2026-Q4 --set tags=visit
  eppd add --from proposals.xlsx
"""
ASKED: dict[str, Text] = {
    "pillar": refusals.ASK_PILLAR,
    "title_zh": refusals.ASK_TITLE_ZH,
    "title": refusals.ASK_TITLE,
    "owner": refusals.ASK_OWNER,
    "due": refusals.ASK_DUE,
}
USUAL: dict[str, type[Coded]] = {
    "sides": Sides,
    "next_move": Move,
    "cadence": Cadence,
    "visibility": Visibility,
}
"""What is asked last: of each of these a new commitment has a value that it gets with Enter."""


class Question(Struct, frozen=True):
    """What is asked for a field; `default` is what Enter gives, otherwise nothing if it is not `needed`."""

    name: str
    text: Text
    needed: bool = False
    default: str = ""


app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(epilog=EPILOG)
@command()
def add(
    session: Session,
    entry: EntryOptions,
    source: Annotated[
        Path | None,
        option(
            "--from", "FILE", "Add many, from a list: TOML, JSON, CSV, xlsx, ods; - reads standard input."
        ),
    ] = None,
    form: ReceiptOption = None,
    dry_run: Annotated[bool, flag("--dry-run", "Print the difference, write nothing.")] = False,
    yes: Annotated[bool, flag("--yes -y", "Answer questions with yes.")] = False,
) -> None:
    """Add a commitment; its id is the next of its pillar. On a terminal, asks for what is missing.

    With --from adds all that a list holds: shown first, asked about, written and undone as one.
    """
    if source is not None:
        if entry.flags:
            raise WrongUse(NOT_TOGETHER.fill(one="--from", other=entry.flags), ONE_OR_OTHER)
        _add_list(session, source, form, dry_run=dry_run, yes=yes)
        return
    answers = {} if entry.complete else _asked(session, entry.given)
    made: list[Added] = []

    def make(reading: Reading) -> Change:
        made.append(entry.added(reading, session, answers))
        return Change(additions=(made[-1].addition,))

    after = write(session, make, dry_run=dry_run, form=form)
    if after is not None:
        changed = change.Changed((), session.items(after))
        report = change.receipt([made[-1].id], changed, after, session.today, session.calendar)
        emit(session, report, RECEIPT_FORMS, form)
        _tell(session, made[-1].id, made[-1].took)


def _tell(session: Session, identifier: str, took: Mapping[str, Coded]) -> None:
    """Says what a new commitment got that nobody gave."""
    told = [
        questions.PAIR.fill(field=FIELD[name].map(str.lower), value=name_of(value))
        for name, value in took.items()
    ]
    if told:
        session.say(questions.TOOK.fill(id=identifier, fields=join(told)))


def _add_list(session: Session, source: Path, form: str | None, *, dry_run: bool, yes: bool) -> None:
    """Adds what a list holds."""
    from eppd_track.cli.shared.batch import carry_out  # noqa: PLC0415 - only for a list
    from eppd_track.exchange import additions, entries  # noqa: PLC0415 - likewise
    from eppd_track.exchange.sheets.parcel import HeldFile  # noqa: PLC0415 - likewise
    from eppd_track.ledger.intake import plan  # noqa: PLC0415 - likewise

    held = HeldFile("stdin", read_in(entries.MOST_BYTES)) if source == Path("-") else source

    def make(reading: Reading) -> Batch:
        found = additions.read(held, reading.ledger, session.today)
        left = (agreed.LEFT.fill(count=found.left),) if found.left else ()
        batch = plan(reading, found.wanted, session.today)
        return structs.replace(batch, troubles=found.troubles, notices=(*found.notices, *left))

    carry_out(session, make, dry_run=dry_run, yes=yes, form=form)


def _asked(session: Session, typed: Mapping[str, str | None]) -> dict[str, str]:
    """What a person answers for the fields not given. Raises AnswerNeeded without a terminal."""
    if not session.at_terminal:
        flags = [name for name in ("pillar", "owner") if not typed[name]]
        flags += [] if typed["title"] or typed["title_zh"] else ["title"]
        missing = [f"--{name}" for name in flags]
        raise AnswerNeeded(refusals.MISSING.fill(flag=missing), refusals.ANSWER_WITH.fill(flag=missing))
    ledger = session.read().heads
    known = {
        "pillar": [pillar_name(pillar.number, ledger).label(session.language) for pillar in ledger.pillars],
        "owner": [_agency(session, one) for one in ledger.agencies],
    }
    session.say(questions.ADD_OPENING)
    answers: dict[str, str] = {}
    titles = in_turn("title", "title_zh", ledger.settings.language)
    for name in ("pillar", *titles, "owner", "due"):
        if not typed[name]:
            untitled = name == titles[1] and not (typed[titles[0]] or answers[titles[0]])
            for line in known.get(name, ()):
                session.say(same(f"  {line}"))
            question = Question(name, ASKED[name], needed=name in known or untitled)
            answers[name] = _answer(session, ledger, question)
    return answers | _usual_ones(session, ledger, {**typed, **answers})


def _usual_ones(session: Session, ledger: Ledger, typed: Mapping[str, str | None]) -> dict[str, str]:
    """What a person answers for the fields that Enter fills; among two sides nobody asks who promised."""
    held = {
        name: parse_field(name, text, ledger, session.today)
        for name in ("owner", "kind", "sides")
        if (text := typed.get(name))
    }
    alone = Kind(str(held.get("kind"))).of(ledger.parties)
    answers: dict[str, str] = {}
    for name, kind in USUAL.items():
        if not (typed.get(name) or (name == "sides" and len(ledger.parties) <= len(USUAL_SIDES))):
            asked = IN_BRACKETS.fill(text=FIELD[name], inside=listed(members(kind), {}))
            gets = {"sides": Sides(alone or all_of(ledger.parties)), **usual(held, ledger)}
            default = name_of(gets[name]).label(first(session.language)) if name in gets else ""
            answers[name] = _answer(session, ledger, Question(name, asked, default=default))
            held |= {name: parse_field(name, answers[name], ledger, session.today)} if answers[name] else {}
    return answers


def _answer(session: Session, ledger: Ledger, question: Question) -> str:
    """An answer that fits the field; asked again until it does."""
    name = question.name
    while True:
        answer = session.ask(question.text, f"--{name.replace('_', '-')}", question.default)
        if not answer and not question.needed:
            return ""
        if not answer:
            session.say(refusals.CANNOT_CLEAR.fill(name=FIELD[name]))
            session.say(refusals.AN_ANSWER_IS_NEEDED)
            continue
        if name == "pillar":
            answer = _pillar(answer, ledger)
        try:
            parse_field(name, answer, ledger, session.today)
        except WrongUse as refusal:
            session.refuse(refusal.message, refusal.remedy)
            continue
        return answer


def _agency(session: Session, agency: Agency) -> str:
    """An agency by its code and name."""
    name = both(agency.name, agency.name_zh, "").label(session.language)
    return f"{agency.code} {name}".rstrip()


def _pillar(typed: str, ledger: Ledger) -> str:
    """The number of the pillar that has this title; what was typed where none has."""
    found = [
        str(pillar.number)
        for pillar in ledger.pillars
        if fold(typed) in {fold(title) for title in (pillar.title, pillar.title_zh) if title}
    ]
    return found[0] if len(found) == 1 else typed
