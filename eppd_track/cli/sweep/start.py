"""How a sweep begins: the one that was left unfinished, and the meeting, the day and the person."""

import datetime as dt
import re
from collections.abc import Callable
from functools import partial

from msgspec import structs

from eppd_track.cli.cards.ask import Line, Offer
from eppd_track.cli.cards.lines import Fact, fact_lines, lines_of
from eppd_track.cli.cards.questions import CLEAR, Asker
from eppd_track.cli.cards.walk import key_of
from eppd_track.cli.shared.person import Whence
from eppd_track.cli.shared.recording import Given
from eppd_track.ledger.draft import Draft
from eppd_track.model.records import Commitment, Ledger, Meeting
from eppd_track.rules.values import find_meeting, meeting_id
from eppd_track.words import refusals
from eppd_track.words import sweep as say
from eppd_track.words.days import show_day
from eppd_track.words.errors import WrongUse
from eppd_track.words.text import Text, both, same

OFFERED_FOR = dt.timedelta(days=7)
"""How long after a meeting it is taken for the one that is recorded."""
MOST_MEETINGS = 9
"""How many meetings are listed; the others are found by their ids."""
_CHINESE = re.compile("[\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003fffd]")


Keep = Callable[[Draft], None]


def settle(asker: Asker, ledger: Ledger, draft: Draft, given: Given, keep: Keep, *, yes: bool) -> Draft:
    """The draft with its meeting, day and person: as given, as answered before, else asked for.

    Raises KeyboardInterrupt when a question is left.
    """
    for name, typed, ask in (
        ("meeting", given.meeting, _meeting),
        ("date", given.date, _date),
        ("by", given.by, _person),
    ):
        if typed is not None:
            draft = _taken(asker, ledger, draft, name, typed)
        elif name not in draft.settled and getattr(draft, name) is None:
            draft = ask(asker, ledger, draft, yes)
            draft = structs.replace(draft, settled=(*draft.settled, name))
        elif name == "date":
            tell_later(asker, ledger, draft, say.OTHER_DATE)
            continue
        else:
            continue
        keep(draft)
    return draft


def _taken(asker: Asker, ledger: Ledger, draft: Draft, name: str, typed: str) -> Draft:
    """The draft with what the command line gives for one of the three."""
    match name:
        case "meeting":
            found = find_meeting(typed, ledger) if typed else None
            return structs.replace(draft, meeting=found, new_meeting=None)
        case "date":
            dated = structs.replace(draft, date=asker.session.day(typed, past=True))
            tell_later(asker, ledger, dated, say.OTHER_DATE)
            return dated
        case _:
            return structs.replace(draft, by=asker.session.person(typed))


# ---- the meeting ----


def _meeting(asker: Asker, ledger: Ledger, draft: Draft, _yes: bool) -> Draft:
    """The meeting: one of the ledger, a new one, or none."""
    today = asker.session.today
    known = sorted(ledger.meetings, key=lambda meeting: (meeting.date > today, abs(meeting.date - today)))
    usual = next((meeting for meeting in known[:1] if _just_held(meeting, today)), None)
    offers = [Offer(meeting.id, f"{meeting.id} {_named(asker, meeting)}") for meeting in known]
    question = Line(asker.words(say.MEETING), _listed(asker, known[:MOST_MEETINGS], usual), offers=offers)
    while True:
        chosen = asker.read("meeting", question, lambda text: _chosen(text, known, usual))
        if chosen is None:
            raise KeyboardInterrupt
        meeting, identifier = chosen
        if not identifier:
            return structs.replace(draft, meeting=meeting.id if meeting else None, new_meeting=None)
        new = _new_meeting(asker, identifier)
        if new is not None:
            return structs.replace(draft, meeting=new.id, new_meeting=new)


def _just_held(meeting: Meeting, today: dt.date) -> bool:
    return meeting.date <= today <= (meeting.end or meeting.date) + OFFERED_FOR


def _chosen(typed: str, known: list[Meeting], usual: Meeting | None) -> tuple[Meeting | None, str]:
    """The meeting meant by a number or an id, if any, and the id of a new one. Raises WrongUse."""
    if not typed or (usual and typed == CLEAR):
        return (None if typed else usual), ""
    try:
        found = find_meeting(typed, Ledger(meetings=tuple(known)))
        return next(meeting for meeting in known if meeting.id == found), ""
    except WrongUse:
        pass
    if typed.isdecimal():
        if not 1 <= int(typed) <= min(len(known), MOST_MEETINGS):
            raise WrongUse(say.NO_SUCH_NUMBER.fill(typed=typed))
        return known[int(typed) - 1], ""
    return None, meeting_id(typed)


def _listed(asker: Asker, known: list[Meeting], usual: Meeting | None) -> list[str]:
    """The meetings as a numbered list, with what may be typed."""
    style = asker.style
    ids = max((len(meeting.id) for meeting in known), default=0)
    lines = lines_of(say.MEETINGS, style) if known else []
    for number, meeting in enumerate(known, 1):
        head = f"{number}  {meeting.id:<{ids}}  {_shown(asker, meeting.date).brief(style.language)}"
        lines += fact_lines(Fact(same(head), _named(asker, meeting)), len(head) + 2, style)
    hint = say.ENTER_IS_MEETING.fill(id=usual.id) if usual else say.ENTER_IS_NO_MEETING
    return [*lines, *lines_of(say.MEETING_HINT, style), *lines_of(hint, style)]


def _named(asker: Asker, meeting: Meeting) -> str:
    return both(meeting.title, meeting.title_zh, "").brief(asker.style.language)


def _new_meeting(asker: Asker, identifier: str) -> Meeting | None:
    """A new meeting with its day and title; None when it is taken back."""
    asker.session.say(say.NEW_MEETING.fill(id=identifier))
    today = asker.session.today
    question = _line(asker, say.MEETING_DAY, say.ENTER_IS.fill(value=_shown(asker, today)))
    day = asker.read("meeting_date", question, partial(_day, asker, default=today))
    if day is None:
        return None
    title = asker.read("meeting_title", _line(asker, say.MEETING_TITLE, say.ENTER_IS_NONE), str)
    if title is None:
        return None
    chinese = bool(_CHINESE.search(title))
    return Meeting(
        id=identifier,
        date=day,
        title=title if title and not chinese else None,
        title_zh=title if chinese else None,
    )


# ---- the day and the person ----


def _line(asker: Asker, label: Text, hint: Text) -> Line:
    """A question with a hint above it."""
    return Line(asker.words(label), lines_of(hint, asker.style))


def _day(asker: Asker, typed: str, *, default: dt.date) -> dt.date:
    return asker.session.day(typed, past=True) or default if typed else default


def _shown(asker: Asker, day: dt.date) -> Text:
    return show_day(day, asker.style.calendar)


def _date(asker: Asker, ledger: Ledger, draft: Draft, yes: bool) -> Draft:
    """The day of the records, as `other_day` asks for it. Raises KeyboardInterrupt when it is left."""
    day = other_day(asker, ledger, draft, yes=yes)
    if day is None:
        raise KeyboardInterrupt
    return structs.replace(draft, date=day)


def other_day(asker: Asker, ledger: Ledger, draft: Draft, *, yes: bool = False) -> dt.date | None:
    """The day of the records, None when the question is left; Enter takes one that all items can have.

    That is the meeting's, else today. A day before later records is told, and taken when typed again.
    """
    today = asker.session.today
    held = draft.new_meeting or next((one for one in ledger.meetings if one.id == draft.meeting), None)
    usual = min((held.end or held.date) if held else today, today)
    warned = None
    if usual < today and tell_later(asker, ledger, structs.replace(draft, date=usual), say.TODAY_INSTEAD):
        usual, warned = today, usual
    while True:
        question = _line(asker, say.DAY, say.ENTER_IS.fill(value=_shown(asker, usual)))
        day = asker.read("date", question, partial(_day, asker, default=usual))
        if day is None:
            return None
        if day > today and not yes and not _sure(asker, refusals.FUTURE_RECORD.fill(day=day)):
            continue
        dated = structs.replace(draft, date=day)
        if day == warned or not tell_later(asker, ledger, dated, say.TYPE_AGAIN):
            return day
        usual, warned = today, day


def tell_later(asker: Asker, ledger: Ledger, draft: Draft, way_out: Text) -> bool:
    """Says how many items cannot be written with the day of a draft, and the way out; whether it did."""
    day = draft.date or asker.session.today
    later = [item for item in ledger.commitments if item.id in draft.order and too_early(item, day)]
    if not later:
        return False
    last = max(item.last_update or item.listed or day for item in later)
    told = say.LATER_RECORDS.fill(count=len(later), last=_shown(asker, last), day=_shown(asker, day))
    asker.session.say(told)
    asker.session.say(way_out)
    return True


def too_early(item: Commitment, day: dt.date) -> bool:
    """Whether nothing of an item can be dated a day: it has a later record, or was listed later."""
    since = item.last_update or item.listed
    return since is not None and day < since


def _sure(asker: Asker, question: Text) -> bool:
    return key_of(asker.terminal.key([*lines_of(question, asker.style), "[y/N]"])) == "y"


def _person(asker: Asker, _ledger: Ledger, draft: Draft, _yes: bool) -> Draft:
    """Who records it, as `other_person` asks for it. Raises KeyboardInterrupt when it is left."""
    name = other_person(asker, draft)
    if name is None:
        raise KeyboardInterrupt
    return structs.replace(draft, by=name)


def other_person(asker: Asker, draft: Draft) -> str | None:
    """Who records it, None when the question is left."""
    known = asker.session.signer(None)
    usual = draft.by or known.name
    hint = say.ENTER_IS.fill(value=usual) if usual else say.NEEDED_HERE

    def parse(typed: str) -> str:
        if not (typed or usual):
            raise WrongUse(say.NEEDED_HERE)
        return typed or usual

    name = asker.read("by", _line(asker, say.PERSON, hint), parse)
    if name is not None and known.whence is Whence.LOGIN:
        asker.session.keep_name(name)
    return name
