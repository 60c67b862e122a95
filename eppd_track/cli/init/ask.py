"""The questions of `eppd init` on a terminal: each with a default, nothing written before the last."""

import datetime as dt
import os
import re
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import zip_longest
from pathlib import Path
from typing import TypeVar

from msgspec import structs

from eppd_track.cli.shared.output import voice
from eppd_track.cli.shared.session import Session
from eppd_track.ledger.new_ledger import NewLedger
from eppd_track.ledger.settings import known_timezone
from eppd_track.model.records import Agency, Dialogue, Pillar, SideName
from eppd_track.model.settings import Settings
from eppd_track.model.vocabulary import USUAL_SIDES, Calendar, Language, Side, is_side
from eppd_track.render.cells import visible
from eppd_track.rules.values import find_member, meeting_id
from eppd_track.words import faults, refusals
from eppd_track.words import questions as say
from eppd_track.words.errors import WrongUse
from eppd_track.words.labels import SIDE
from eppd_track.words.text import Text, both

FLAG = "--template"
"""The option that makes every question needless."""
_AGENCY = re.compile(r"([^\s,=|!＝][^\s,=|＝]*)\s*[=＝]\s*(\S.*)")
_WIDE = re.compile("[\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_NUMBERED = re.compile(r"([0-9]{1,3})(?:\s*[=＝.、:：)）]\s*|\s+)(?=[^\s\d])")
"""A number in front of a pillar's title."""
_YES, _NO = frozenset({"", "y", "yes", "是"}), frozenset({"n", "no", "否"})
NONE = "-"
"""What is typed to leave out what was answered before."""
_Read = TypeVar("_Read")


def ask(session: Session, read: Callable[[Sequence[SideName]], NewLedger] | None = None) -> NewLedger:
    """What somebody at the terminal answers and then agrees to.

    The defaults are what `read` makes of a document, given the sides. An interruption ends the command.
    """
    made = _answers(session, read(()) if read else None, read)
    while not _agreed(session, made):
        made = _answers(session, made)
    return made


def _answers(
    session: Session,
    before: NewLedger | None,
    read: Callable[[Sequence[SideName]], NewLedger] | None = None,
) -> NewLedger:
    """The answer to every question; what was answered before, or is read for the sides, is the default.

    At first the language that this run speaks is, where somebody asked for one.
    """
    dialogue = before.dialogue if before else Dialogue(id="DIALOGUE-1")
    identifier = _ask(session, say.ID, dialogue.id, meeting_id)
    title = _ask(session, say.TITLE, dialogue.title or "", _emptied) or None
    title_zh = _ask(session, say.TITLE_ZH, dialogue.title_zh or "", _emptied) or None
    usual_day = before.day if before else session.today
    day = _ask(session, say.DAY, usual_day.isoformat(), partial(_day, session, first=None))
    usual_end = max(before.end, day) if before and before.end else day
    end = _ask(session, say.LAST_DAY, usual_end.isoformat(), partial(_day, session, first=day))
    sides = _sides(session, before)
    own = [] if sides == [*map(_usual, USUAL_SIDES)] else sides
    agencies = _agencies(session, sides, before)
    pillars = _pillars(session, read(own) if read else before)
    usual = before.settings if before else Settings()
    if own:
        here = usual.timezone if before and before.sides else _zone_here()
        usual = structs.replace(usual, timezone=_ask(session, say.TIMEZONE, here, _zone))
    else:
        usual = structs.replace(usual, timezone=Settings().timezone)
    spoken = session.asked_language if read or before is None else None
    language = Language(_member(session, say.LANGUAGE, "language", Language, spoken or usual.language))
    calendar = Calendar(_member(session, say.CALENDAR, "calendar", Calendar, usual.calendar))
    return NewLedger(
        dialogue=Dialogue(id=identifier, title=title, title_zh=title_zh),
        day=day,
        end=end if end != day else None,
        settings=structs.replace(usual, language=language, calendar=calendar),
        sides=own,
        agencies=agencies,
        pillars=pillars,
    )


def _agreed(session: Session, made: NewLedger) -> bool:
    """Shows in short what would be written, and asks."""
    title = both(made.dialogue.title, made.dialogue.title_zh, "")
    days = made.day.isoformat() + (f"/{made.end.isoformat()}" if made.end else "")
    lines = [say.SHORT_HEAD.fill(dialogue=made.dialogue.id, title=title, days=days)]
    for side in made.sides or map(_usual, USUAL_SIDES):
        codes = [agency.code for agency in made.agencies if agency.side == side.code] or "-"
        lines.append(say.SHORT_SIDE.fill(side=both(side.name, side.name_zh, side.code), codes=codes))
    lines += [
        say.SHORT_PILLAR.fill(
            number=pillar.number,
            title=both(pillar.title, pillar.title_zh, ""),
        )
        for pillar in made.pillars
    ]
    for line in lines:
        session.say(line.map(visible))

    def read(typed: str) -> bool:
        if typed.lower() not in _YES | _NO:
            raise WrongUse(say.YES_OR_NO, None)
        return typed.lower() in _YES

    return _ask(session, say.WRITE_IT, "", read)


def _ask(session: Session, question: Text, default: str, read: Callable[[str], _Read]) -> _Read:
    """An answer that `read` takes, Enter being the default; asked again until it does."""
    shown = f" [{visible(default)}]" if default else ""
    while True:
        try:
            answer = session.ask(question, FLAG, beside=shown) or default
            answer.encode("utf-8")
        except UnicodeError:
            session.say(say.NO_TEXT)
            continue
        try:
            return read(answer)
        except WrongUse as refusal:
            session.refuse(refusal.message, refusal.remedy)


def _emptied(typed: str) -> str:
    """A text as typed; NONE empties what is offered."""
    return "" if typed == NONE else typed


def _day(session: Session, typed: str, *, first: dt.date | None) -> dt.date:
    """A day; one that is the last is not before the first."""
    day = session.day(typed) or session.today
    if first is not None and day < first:
        raise WrongUse(refusals.BAD_PERIOD.fill(since=first, until=day), refusals.BAD_MEETING_DAYS)
    return day


def _zone(typed: str) -> str:
    """A time zone by its name. Raises WrongUse for one that there is not."""
    if not known_timezone(typed):
        raise WrongUse(faults.UNKNOWN_TIMEZONE.message.fill(value=typed), say.A_ZONE)
    return typed


def _zone_here() -> str:
    """The time zone of this computer, where it tells one that the database has; else UTC."""
    _, _, linked = Path("/etc/localtime").resolve().as_posix().partition("/zoneinfo/")
    return next((name for name in (os.environ.get("TZ", ""), linked) if name and known_timezone(name)), "UTC")


def _member(session: Session, question: Text, name: str, kind: type[Language | Calendar], usual: str) -> str:
    return _ask(session, question, usual, lambda typed: find_member(name, kind, typed))


# ---- the sides ----


def _sides(session: Session, before: NewLedger | None) -> list[SideName]:
    """Two sides, the one that keeps the ledger first, and as many more as are named, but beside the usual."""
    usual = [_usual(code) for code in USUAL_SIDES]
    held = list(before.sides if before and before.sides else usual)
    made: list[SideName] = []
    for questions, offered in zip_longest(((say.OURS, say.OURS_ZH), (say.THEIRS, say.THEIRS_ZH)), held):
        if questions is not None or offered is not None:
            side = _side(session, questions or _ANOTHER, made, offered)
            made += [side] if side else []
    while made != usual and (side := _side(session, _ANOTHER, made, None)):
        made.append(side)
    return made


_ANOTHER = (say.ANOTHER, say.ANOTHER_ZH)


def _usual(code: Side) -> SideName:
    en, zh = SIDE[code].spellings[:2]
    return SideName(code=code, name=en, name_zh=zh)


def _side(
    session: Session, questions: tuple[Text, Text], made: list[SideName], held: SideName | None
) -> SideName | None:
    """What a side is called; one named in English is offered the same in Chinese.

    None where another one is not named.
    """

    def apart_from(taken: set[str | None]) -> Callable[[str], str]:
        def read(typed: str) -> str:
            if typed and typed in taken:
                raise WrongUse(say.ALIKE.fill(name=typed), None)
            return typed

        return read

    optional = questions == _ANOTHER
    en, zh = (held.name or "", held.name_zh or "") if held else ("", "")
    name = _ask(session, questions[0], en, apart_from({side.name for side in made}))
    if optional and name in {"", NONE}:
        return None
    offered = zh if name == en else name
    name_zh = _ask(session, questions[1], offered, apart_from({side.name_zh for side in made}))
    side = SideName(code=held.code if held else Side(""), name=name, name_zh=name_zh)
    if side in [*map(_usual, USUAL_SIDES)]:
        return side
    known = {side.code for side in made}
    kept = held.code if held and held.code not in USUAL_SIDES else _short(name, known)
    return structs.replace(side, code=_ask(session, say.CODE, kept, partial(_code, known=known)))


def _short(name: str, known: set[Side]) -> str:
    """A code to offer for a name: the letters that its words begin with, or the first of one word."""
    words = re.findall("[A-Za-z]+", name)
    whole = "".join(word[0] for word in words) if len(words) > 1 else "".join(words)[:3]
    codes: tuple[str, ...] = (whole.upper(), *"ABCDEFGH")
    return next(code for code in codes if code and code not in known)


def _code(typed: str, known: set[Side]) -> Side:
    """The code of a side. Raises WrongUse for one that is taken, or can be none."""
    if not is_side(typed):
        raise WrongUse(say.BAD_CODE.fill(code=typed), None)
    if typed.casefold() in {code.casefold() for code in known}:
        raise WrongUse(say.SIDE_TAKEN.fill(code=typed), None)
    return Side(typed)


# ---- agencies and pillars ----


def _agencies(session: Session, sides: list[SideName], before: NewLedger | None) -> list[Agency]:
    """The agencies of all sides; ours has at least one, as somebody must own a commitment."""
    found: list[Agency] = []
    lead = f"LEAD={_offered(say.LEAD, voice.language)}"
    for side in sides:
        session.say(say.AGENCIES.fill(side=Text(str(side.name), str(side.name_zh))))
        held = [
            f"{one.code}={_both_names(one.name, one.name_zh)}"
            for one in (before.agencies if before else ())
            if one.side == side.code
        ]
        read = partial(_agency, known=found)
        least = lead if side is sides[0] else ""
        for agency in _listed(session, (say.AGENCY, say.AGENCY_OR_END), held, least, read):
            found.append(structs.replace(agency, side=side.code))  # noqa: PERF401 - `read` looks at it
    return found


def _listed(
    session: Session,
    questions: tuple[Text, Text],
    held: list[str],
    least: str,
    read: Callable[[str], _Read | None],
) -> Iterator[_Read]:
    """Answers one after another, those given before being offered, until an empty one.

    `least` is offered for the first where nothing else is, so that there is one.
    """
    number, offers = 1, list(held)
    if offers:
        session.say(say.LEAVE_OUT)
    while True:
        offer = offers.pop(0) if offers else least if number == 1 else ""
        question = questions[0 if offer else 1].fill(number=number)
        taken = _ask(session, question, offer, partial(_kept, offer=offer, read=read))
        if taken is not None:
            yield taken
            number += 1
        elif not offer:
            return


def _kept(typed: str, *, offer: str, read: Callable[[str], _Read | None]) -> _Read | None:
    """What an answer is read as; None where what is offered is left out."""
    return None if offer and typed == NONE else read(typed)


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
    return Agency(code=match[1], side=Side(""), name=name, name_zh=name_zh)


def _pillars(session: Session, before: NewLedger | None) -> list[Pillar]:
    """The pillars, counted from 1; at least one, as a commitment must stand in one."""
    session.say(say.PILLARS)
    least = _offered(say.GENERAL, voice.language)
    held = [_both_names(one.title, one.title_zh) or least for one in before.pillars] if before else []
    titles: list[tuple[str | None, str | None]] = []
    read = partial(_pillar, held=held, known=titles)
    for title in _listed(session, (say.PILLAR, say.PILLAR_OR_END), held, least, read):
        titles.append(title)  # noqa: PERF402 - `read` counts them
    return [Pillar(number=index, title=en, title_zh=zh) for index, (en, zh) in enumerate(titles, 1)]


def _pillar(
    typed: str, held: Sequence[str], known: Sequence[tuple[str | None, str | None]]
) -> tuple[str | None, str | None] | None:
    """The titles of a pillar, as held or typed, without its own number in front; None for an empty line."""
    match = None if typed in held else _NUMBERED.match(typed)
    counted = match and int(match[1]) == len(known) + 1
    return _names(typed[match.end() :] if match and counted else typed) if typed else None


def _offered(words: Text, language: Language) -> str:
    """A name in the languages of a run, as it is typed: English|中文."""
    return "|".join(reversed(words.lines(language)))


def _both_names(en: str | None, zh: str | None) -> str:
    """Two names as they are typed."""
    return f"{en}|{zh}" if en and zh else en or zh or ""


def _names(typed: str) -> tuple[str | None, str | None]:
    """The English and the Chinese name in what was typed: two around a bar, else one by its characters."""
    en, bar, zh = (part.strip() for part in typed.replace("｜", "|").partition("|"))
    if bar:
        return en or None, zh or None
    return (None, en) if _WIDE.search(en) else (en, None)
