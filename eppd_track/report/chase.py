"""The letter to an agency that owes an update: what on, since when, what is asked, by when.

Pure. A letter is plain text in one language, to paste into a mail or to save.
"""

import datetime as dt
from collections.abc import Iterable, Sequence

from msgspec import Struct

from eppd_track.model.records import Ledger
from eppd_track.model.vocabulary import Calendar, Language
from eppd_track.report.sentences import dialogue_name, inferred, with_mark
from eppd_track.report.week import Silence, silence
from eppd_track.rules.audience import as_owners_see, ours
from eppd_track.rules.lights import Item
from eppd_track.words import pages
from eppd_track.words.days import long_day, show_day, show_due
from eppd_track.words.labels import name_of
from eppd_track.words.text import COMMA, Text, both, join, languages, same, spoken_by

_MARKED = frozenset({"status", "due", "next_step"})
"""The fields in a letter that are marked where they are inferred; of the owner it says so in words."""


class Letter(Struct, frozen=True):
    """A letter to an agency, by its code, about the items it owes an update on; `outside` to another side."""

    agency: str
    ids: tuple[str, ...]
    text: str
    outside: bool


class Asking(Struct, frozen=True):
    """Who asks, the day of the letter, the day an answer is asked for, and how dates are printed.

    `language` is that of every letter; None for Chinese to the agencies of the side that
    keeps the ledger and English to the others.
    """

    by: str
    today: dt.date
    reply_by: dt.date
    calendar: Calendar
    language: Language | None = None


def letters(items: Sequence[Item], ledger: Ledger, asking: Asking) -> tuple[Letter, ...]:
    """A letter for each agency that owes an update on any of the items, the longest silent first.

    One that goes to another side tells what that side may see (docs/rules.md, "Audiences").
    """
    found = (_letter(line, ledger, asking) for line in silence(items) if line.owed)
    return tuple(letter for letter in found if letter is not None)


def _letter(line: Silence, ledger: Ledger, asking: Asking) -> Letter | None:
    known = next((one for one in ledger.agencies if one.code == line.agency), None)
    outside = line.agency not in ours(ledger)
    name = both(known.name, known.name_zh, known.code) if known else same(line.agency)
    owed = as_owners_see(line.owed, ledger)
    if not owed:
        return None
    languages = _languages(asking, outside=outside)
    parts = ["\n".join(_lines(owed, name, ledger, asking, language)) for language in languages]
    ids = tuple(item.commitment.id for item in owed)
    return Letter(line.agency, ids, "\n\n".join(parts) + "\n", outside)


def _languages(asking: Asking, *, outside: bool) -> tuple[Language, ...]:
    return languages(asking.language or spoken_by(outside=outside))


def _lines(
    owed: tuple[Item, ...], name: Text, ledger: Ledger, asking: Asking, language: Language
) -> Iterable[str]:
    reply = long_day(asking.reply_by, asking.calendar)
    told = {
        "name": name,
        "count": len(owed),
        "dialogue": dialogue_name(ledger, asking.today) or pages.UNNAMED,
        "reply": reply,
        "day": show_day(asking.today, asking.calendar),
    }
    yield from (opening.fill(**told).say(language) for opening in pages.CHASE_OPENING)
    yield ""
    yield pages.CHASE_INTRO.say(language)
    for number, item in enumerate(owed, 1):
        yield ""
        yield from (part.say(language) for part in _about(number, item, asking.calendar))
    if any(not item.commitment.guessed.isdisjoint(_MARKED) for item in owed):
        yield ""
        yield pages.GUESS_MARK.say(language)
    yield ""
    yield from (closing.fill(**told).say(language) for closing in pages.CHASE_CLOSING)
    yield ""
    yield asking.by


def _about(number: int, item: Item, calendar: Calendar) -> Iterable[Text]:
    """An item in a letter: which it is, how it stands, and what was to come next."""
    commitment = item.commitment
    yield pages.CHASE_ITEM.fill(
        number=number, id=commitment.id, title=both(commitment.title, commitment.title_zh, "")
    )
    status = with_mark(name_of(commitment.status), guessed=inferred("status", commitment))
    stands = [*_last_word(item, calendar), pages.CHASE_STATUS.fill(status=status)]
    if item.next_due is not None:
        guessed = item.next_due == commitment.due and inferred("due", commitment)
        due = with_mark(show_due(item.next_due, calendar), guessed=guessed)
        stands.append(pages.CHASE_DUE.fill(due=due))
    if item.overdue:
        stands.append(pages.DAYS_LATE.fill(days=item.overdue_days))
    if inferred("owner", commitment):
        stands.append(pages.CHASE_GUESSED)
    yield pages.CHASE_STANDS.fill(stands=join(stands, COMMA))
    if commitment.next_step:
        step = with_mark(commitment.next_step, guessed=inferred("next_step", commitment))
        yield pages.CHASE_STEP.fill(step=step)


def _last_word(item: Item, calendar: Calendar) -> Iterable[Text]:
    """When the last word came that the reader may see; where there is none, since when it is listed.

    Only the tracking side, which sees every word, is told that none came.
    """
    told, listed = item.commitment.last_word, item.commitment.listed
    if told is not None:
        yield pages.CHASE_SINCE.fill(since=show_day(told, calendar))
    elif listed is not None:
        said = pages.CHASE_NEVER if item.silent_since else pages.CHASE_LISTED
        yield said.fill(day=show_day(listed, calendar))
