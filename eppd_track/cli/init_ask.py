"""The questions of `eppd init` on a terminal: each with a default, nothing written before the last."""

import re
from collections.abc import Callable
from typing import TypeVar

from msgspec import structs

from eppd_track.cli import init_words as say
from eppd_track.cli.session import Session
from eppd_track.errors import WrongUse
from eppd_track.labels import SIDE, Text
from eppd_track.ledger.fresh import Fresh
from eppd_track.model import Agency, Dialogue, Pillar, Settings, SideName
from eppd_track.render.cells import visible
from eppd_track.values import find_member
from eppd_track.vocabulary import Calendar, Language, Side

FLAG = "--template"
"""The option that makes every question needless."""
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_AGENCY = re.compile(r"([^\s,=|!＝][^\s,=|＝]*)\s*[=＝]\s*(\S.*)")
_WIDE = re.compile("[\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_Read = TypeVar("_Read")


def ask(session: Session) -> Fresh:
    """What somebody at the terminal answers. An interruption ends the command."""
    identifier = _ask(session, say.ID, "DIALOGUE-1", _identifier)
    title = _ask(session, say.TITLE, "", _plain) or None
    title_zh = _ask(session, say.TITLE_ZH, "", _plain) or None
    day = _ask(session, say.DAY, session.today.isoformat(), lambda typed: session.day(typed) or session.today)
    sides = _sides(session)
    agencies = _agencies(session, sides)
    pillars = _pillars(session)
    usual = Settings()
    language = Language(_member(session, say.LANGUAGE, "language", Language, usual.language))
    calendar = Calendar(_member(session, say.CALENDAR, "calendar", Calendar, usual.calendar))
    return Fresh(
        dialogue=Dialogue(id=identifier, title=title, title_zh=title_zh),
        day=day,
        settings=structs.replace(usual, language=language, calendar=calendar),
        sides=[side for side in sides if (side.name, side.name_zh) != _usual(side.code)],
        agencies=agencies,
        pillars=pillars,
    )


def _ask(session: Session, question: Text, default: str, read: Callable[[str], _Read]) -> _Read:
    """An answer that `read` takes, Enter being the default; asked again until it does."""
    shown = f" [{visible(default)}]" if default else ""
    question = Text(f"{question.en}{shown}", f"{question.zh}{shown}")
    while True:
        try:
            answer = session.ask(question, FLAG) or default
            answer.encode("utf-8")
        except UnicodeError:
            session.say(say.NO_TEXT)
            continue
        try:
            return read(answer)
        except WrongUse as refusal:
            session.say(refusal.message)
            if refusal.remedy is not None:
                session.say(refusal.remedy)


def _plain(typed: str) -> str:
    return typed


def _identifier(typed: str) -> str:
    if not _ID.fullmatch(typed):
        raise WrongUse(say.BAD_ID, None)
    return typed


def _member(session: Session, question: Text, name: str, kind: type[Language | Calendar], usual: str) -> str:
    return _ask(session, question, usual, lambda typed: find_member(name, kind, typed))


# ---- the two sides ----


def _usual(side: Side) -> tuple[str, str]:
    return SIDE[side].en, SIDE[side].zh


def _sides(session: Session) -> list[SideName]:
    ours = _side(session, Side.TW, (say.OURS, say.OURS_ZH), None)
    return [ours, _side(session, Side.US, (say.THEIRS, say.THEIRS_ZH), ours)]


def _side(session: Session, code: Side, questions: tuple[Text, Text], other: SideName | None) -> SideName:
    """What a side is called; one named in English is offered the same in Chinese."""

    def apart_from(taken: str | None) -> Callable[[str], str]:
        def read(typed: str) -> str:
            if typed == taken:
                raise WrongUse(say.ALIKE.fill(name=typed), None)
            return typed

        return read

    en, zh = _usual(code)
    name = _ask(session, questions[0], en, apart_from(other.name if other else None))
    offered = zh if name == en else name
    name_zh = _ask(session, questions[1], offered, apart_from(other.name_zh if other else None))
    return SideName(code=code, name=name, name_zh=name_zh)


# ---- agencies and pillars ----


def _agencies(session: Session, sides: list[SideName]) -> list[Agency]:
    """The agencies of both sides; ours has at least one, as somebody must own a commitment."""
    found: list[Agency] = []
    for side in sides:
        session.say(say.AGENCIES.fill(side=Text(str(side.name), str(side.name_zh))))
        first = f"LEAD={say.LEAD.say(session.language)}" if side.code is Side.TW else ""
        while True:
            number = len(found) + 1
            agency = _ask(session, say.AGENCY.fill(number=number), first, lambda typed: _agency(typed, found))
            if agency is None:
                break
            found.append(structs.replace(agency, side=side.code))
            first = ""
    return found


def _agency(typed: str, known: list[Agency]) -> Agency | None:
    """An agency from `CODE=Name`; None for an empty line."""
    if not typed:
        return None
    match = _AGENCY.fullmatch(typed)
    if match is None:
        raise WrongUse(say.BAD_AGENCY, None)
    if match[1].upper() in {agency.code.upper() for agency in known}:
        raise WrongUse(say.CODE_TAKEN.fill(code=match[1]), None)
    name, name_zh = _names(match[2])
    return Agency(code=match[1], side=Side.TW, name=name, name_zh=name_zh)


def _pillars(session: Session) -> list[Pillar]:
    """The pillars, counted from 1; at least one, as a commitment must stand in one."""
    session.say(say.PILLARS)
    found: list[Pillar] = []
    first = say.GENERAL.say(session.language)
    while typed := _ask(session, say.PILLAR.fill(number=len(found) + 1), first, _plain):
        title, title_zh = _names(typed)
        found.append(Pillar(number=len(found) + 1, title=title, title_zh=title_zh))
        first = ""
    return found


def _names(typed: str) -> tuple[str | None, str | None]:
    """The English and the Chinese name in what was typed: two around a bar, else one by its characters."""
    en, bar, zh = (part.strip() for part in typed.replace("｜", "|").partition("|"))
    if bar:
        return en or None, zh or None
    return (None, en) if _WIDE.search(en) else (en, None)
