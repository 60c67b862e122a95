"""Records told in few words: when and by whom, the last word on an item, the first sentences of a text."""

import re
from collections.abc import Collection

from eppd_track.model.records import Commitment, Ledger, Update
from eppd_track.model.vocabulary import Calendar
from eppd_track.report.parts import Entry, Told
from eppd_track.report.sentences import author, changed, said
from eppd_track.words import pages
from eppd_track.words.days import show_day
from eppd_track.words.text import Text, same

_SENTENCE = re.compile(r".+?(?:[。！？](?=.)|[.!?](?=\s)|\n|$)", re.DOTALL)
MOST = 64
"""How long the first sentences of a text may be, in columns of a terminal: a line on paper with its head."""
LONGEST = 3 * MOST
_PART = re.compile(r"[，；、,;\s]")
_WIDE = re.compile("[\u1100-\uffff]")


def gist(text: str, most: int = MOST) -> str:
    """The first sentences of a text, as many as `most` holds, at least one; `…` where more follows.

    A sentence of more than `LONGEST` ends at a mark or a blank before that.
    """
    kept = ""
    for sentence in _SENTENCE.findall(text):
        if kept and _columns(kept + sentence) > most:
            break
        kept += sentence
    if _columns(kept) > LONGEST:
        kept = _cut(kept)
    return kept.rstrip() if kept.rstrip() == text.rstrip() else f"{kept.rstrip()}…"


def _cut(sentence: str) -> str:
    """The beginning of a long sentence, to its last mark or blank where that stands in the second half."""
    end = len(sentence)
    while _columns(sentence[:end]) > LONGEST:
        end -= 1
    places = [match.end() for match in _PART.finditer(sentence[:end])]
    return sentence[: places[-1]] if places and places[-1] > end // 2 else sentence[:end]


def _columns(text: str) -> int:
    return len(text) + len(_WIDE.findall(text))


def who(update: Update, ledger: Ledger, calendar: Calendar, *, inside: bool) -> Text:
    """When something was recorded and by whom; others are told the day alone."""
    day = show_day(update.date, calendar)
    return pages.WHO.fill(day=day, by=author(update.by, ledger)) if inside else day


def last_said(
    commitment: Commitment, ledger: Ledger, calendar: Calendar, beside: Collection[str]
) -> Told | None:
    """The latest word on an item whole, without the fields that stand `beside` it; for inside alone.

    None where there is none.
    """
    last = commitment.latest_word
    if last is None:
        return None
    told = changed(last, commitment, ledger, calendar, beside)
    return Told((Entry(who(last, ledger, calendar, inside=True), told, said(last, commitment, calendar)),))


def last_in_short(  # noqa: PLR0913 - whose word, for whom, and what is told beside it
    commitment: Commitment,
    ledger: Ledger,
    calendar: Calendar,
    beside: Collection[str],
    *,
    inside: bool,
    moved: Collection[Update],
) -> Told | None:
    """The same for any reader, by its first sentences where it is one of those `moved`, told elsewhere whole.

    What changed is told where nothing was said.
    """
    last = commitment.latest_word
    if last is None:
        return None
    words = last.note or last.reason
    head = who(last, ledger, calendar, inside=inside)
    if words:
        return Told((Entry(head, None, same(gist(words) if last in moved else words)),))
    told = changed(last, commitment, ledger, calendar, beside)
    return Told((Entry(head, told),)) if told else None
