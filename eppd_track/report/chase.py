"""The letter to an agency that owes an update: what on, since when, what is asked, by when.

Pure. A letter is made of texts in every language; what it is printed as is for `render/letters.py`, as a
text to be edited for `render/odt/letters.py`, as the draft of a mail for `exchange/mail.py`.
"""

import datetime as dt
from collections.abc import Iterable, Sequence

from msgspec import Struct

from eppd_track.model.records import Agency, Ledger
from eppd_track.model.settings import Contact
from eppd_track.model.vocabulary import Calendar, Language
from eppd_track.report.parts import Column, Group, Table
from eppd_track.report.sentences import dialogue_name, inferred, next_date, with_mark, word_of
from eppd_track.report.week import Silence, silence
from eppd_track.rules.audience import as_owners_see, ours
from eppd_track.rules.houses import Tie, house, tie
from eppd_track.rules.lights import Item, lacks_reason
from eppd_track.words import letters as words
from eppd_track.words.days import letter_day, show_day
from eppd_track.words.labels import name_of, weekday
from eppd_track.words.text import (
    COMMA,
    IN_BRACKETS,
    SEMICOLON,
    Text,
    both,
    ended,
    join,
    languages,
    same,
    spoken_by,
)

CALENDAR = Calendar.ROC
"""Letters in Chinese date by the ROC calendar, whatever the ledger's; those in English by the Gregorian."""
_MARKED = frozenset({"status", "due", "next_step"})
"""The fields in a letter that are marked where they are inferred; of the owner it asks in words."""
_COLUMNS = (
    Column("id", words.ID),
    Column("title", words.ITEM, wide=True),
    Column("last_word", words.LAST, wide=True),
    Column("asked", words.ASKED, wide=True),
)


class Row(Struct, frozen=True):
    """An item in a letter: which it is and how it stands, the last word on it, and what is asked."""

    id: str
    title: Text
    stands: Text
    last: Text
    asked: Text


class NumberedPoint(Struct, frozen=True):
    """A paragraph, and what numbers it."""

    number: Text
    words: Text


class Letter(Struct, frozen=True):
    """A letter to an agency, by its code, about the items it owes an update on; `outside` to another side.

    The rows stand between `points` and `rest`. In `both` languages it is a letter in each.
    """

    agency: str
    outside: bool
    language: Language
    items: tuple[Item, ...]
    title: Text
    heads: tuple[Text, ...]
    subject: Text
    opening: Text
    points: tuple[NumberedPoint, ...]
    rows: tuple[Row, ...]
    rest: tuple[NumberedPoint, ...]
    signed: tuple[Text, ...]

    @property
    def languages(self) -> tuple[Language, ...]:
        """The languages it is written in, one letter behind the other."""
        return languages(self.language)

    @property
    def table(self) -> Table:
        """Its items as a table."""
        rows = ((row.id, join([row.title, row.stands], same("\n")), row.last, row.asked) for row in self.rows)
        return Table(_COLUMNS, (Group(None, tuple(rows)),))


class Asking(Struct, frozen=True):
    """Who asks, the day of the letter, and the day an answer is asked for.

    `language` is that of letters to the side that keeps the ledger, None for Chinese; `abroad` that of
    letters to the others, None for English. `attached` is whether a sheet goes with each.
    """

    contact: Contact
    today: dt.date
    reply_by: dt.date
    language: Language | None = None
    abroad: Language | None = None
    attached: bool = False


def letters(items: Sequence[Item], ledger: Ledger, asking: Asking) -> tuple[Letter, ...]:
    """A letter for each agency that owes an update on any of the items, the longest silent first.

    One that goes to another side tells what that side may see (docs/rules.md, "Audiences").
    """
    found = (_letter(line, ledger, asking) for line in silence(items) if line.owed)
    return tuple(letter for letter in found if letter is not None)


def _letter(line: Silence, ledger: Ledger, asking: Asking) -> Letter | None:
    known = next((one for one in ledger.agencies if one.code == line.agency), None)
    outside = line.agency not in ours(ledger)
    owed = as_owners_see(line.owed, ledger)
    if not owed:
        return None
    form = _form(line.agency, known, ledger)
    reply = IN_BRACKETS.fill(text=letter_day(asking.reply_by), inside=weekday(asking.reply_by))
    guesses = any(not item.commitment.guessed.isdisjoint(_MARKED) for item in owed)
    subject = form.about.fill(
        dialogue=dialogue_name(ledger, asking.today) or words.THE_DIALOGUE,
        you=form.you,
        count=len(owed),
        reply=reply,
    )
    return Letter(
        agency=line.agency,
        outside=outside,
        language=(asking.abroad if outside else asking.language) or spoken_by(outside=outside),
        items=owed,
        title=form.title,
        heads=(
            words.TO.fill(words=form.name),
            words.DATE.fill(words=letter_day(asking.today, full=True)),
            words.SUBJECT.fill(words=subject),
        ),
        subject=subject,
        opening=words.OPENING,
        points=_numbered([words.OWED, words.ITEMS]),
        rows=tuple(_row(item, form.you, ledger, outside=outside) for item in owed),
        rest=_numbered(
            [
                words.REPLY.fill(reply=reply),
                *([words.SHEET] if asking.attached else []),
                *([words.GUESSED] if guesses else []),
            ],
            behind=2,
        ),
        signed=tuple(_signed(asking.contact)),
    )


def _numbered(told: Sequence[Text], behind: int = 0) -> tuple[NumberedPoint, ...]:
    return tuple(NumberedPoint(words.numbered(number), text) for number, text in enumerate(told, behind + 1))


# ---- the form ----


class _Form(Struct, frozen=True):
    """The form of a letter: its title, whom it goes to, how it speaks to them, and how it asks."""

    title: Text
    name: Text
    you: Text
    about: Text = words.ABOUT


def _form(code: str, known: Agency | None, ledger: Ledger) -> _Form:
    """A letter to another body, a memorandum inside the house (docs/rules.md, "Letters")."""
    keeper = house(ledger)
    held, name = tie(known, keeper), _name(known, code)
    mine = _name(keeper, "")
    if held in {Tie.SELF, Tie.PART}:
        part = name if held is Tie.PART else None
        memo = words.MEMO.fill(house=mine)
        to, you = (words.inside(mine, unit) for unit in (part or words.A_UNIT, part))
        return _Form(memo, to, words.spoken_to(you))
    front = words.front(name, superior=held is Tie.WHOLE)
    return _Form(
        title=words.letterhead(mine) if keeper else words.LETTER,
        name=name,
        you=words.addressed(name, front),
        about=words.ABOUT if front == words.PEER else words.ABOUT_ABOVE,
    )


def _name(known: Agency | None, code: str) -> Text:
    """The full name of an agency, its code where it has none."""
    return both(known.name, known.name_zh, known.code) if known else same(code)


def _signed(contact: Contact) -> Iterable[Text]:
    yield words.SIGNED.fill(name=contact.name or "")
    if contact.phone:
        yield words.PHONE.fill(phone=contact.phone)
    if contact.mail:
        yield words.MAIL.fill(mail=contact.mail)


# ---- an item ----


def _row(item: Item, you: Text, ledger: Ledger, *, outside: bool) -> Row:
    commitment = item.commitment
    return Row(
        id=commitment.id,
        title=both(commitment.title, commitment.title_zh, ""),
        stands=join(list(_stands(item)), COMMA),
        last=_last(item, ledger, outside=outside),
        asked=ended(join(list(_asked(item, you, outside=outside)), SEMICOLON)),
    )


def _stands(item: Item) -> Iterable[Text]:
    """How an item stands: its status, its next date, and how late it is."""
    commitment = item.commitment
    status = with_mark(name_of(commitment.status), guessed=inferred("status", commitment))
    yield words.STATUS.fill(status=status)
    if (day := next_date(item, CALENDAR)) is not None:
        yield words.DUE.fill(due=day)
    if item.overdue:
        yield words.LATE.fill(days=item.overdue_days)


def _last(item: Item, ledger: Ledger, *, outside: bool) -> Text:
    """The last word that the reader may see and its day; where there is none, since when it is listed.

    Only the tracking side, which sees every word, is told that none came.
    """
    told, listed = item.commitment.latest_word, item.commitment.listed
    if told is not None:
        spoken = word_of(told, item.commitment, ledger, CALENDAR)
        return words.TOLD.fill(day=show_day(told.date, CALENDAR), words=spoken)
    if listed is None:
        return same("")
    return (words.LISTED if outside else words.NEVER).fill(day=show_day(listed, CALENDAR))


def _asked(item: Item, you: Text, *, outside: bool) -> Iterable[Text]:
    """What is asked of an item: what its sheet asks, and of our own why it stands as it does."""
    commitment = item.commitment
    yield words.ASK_UPDATE
    if commitment.next_step:
        step = with_mark(commitment.next_step, guessed=inferred("next_step", commitment))
        yield words.ASK_STEP.fill(step=step)
    yield words.ASK_NEXT
    if not outside and lacks_reason(item):
        yield words.ASK_REASON
    if item.overdue:
        yield words.ASK_DUE
    if inferred("owner", commitment):
        yield words.ASK_OWNER.fill(you=you)
