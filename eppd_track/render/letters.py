"""Letters as text, to paste into a mail or to save: each paragraph a line, an item a few of them."""

from collections.abc import Iterable, Sequence

from eppd_track.model.vocabulary import Language
from eppd_track.render.cells import paragraph
from eppd_track.report.chase import Letter, Row
from eppd_track.words import letters as words
from eppd_track.words.text import WIDE_GAP, join, same

BETWEEN = f"\n{'-' * 72}\n\n"
"""What stands between two letters in one text."""


def to_text(letters: Sequence[Letter]) -> str:
    """Letters one behind the other."""
    return BETWEEN.join(map(one_text, letters))


def one_text(letter: Letter) -> str:
    """A letter, in each of its languages."""
    return "\n\n".join(paragraph("\n".join(_lines(letter, one))) for one in letter.languages) + "\n"


def _lines(letter: Letter, language: Language) -> Iterable[str]:
    *heads, subject = (text.say(language) for text in letter.heads)
    yield from (letter.title.say(language), "", *heads, "", subject, "", letter.opening.say(language))
    for point in letter.points:
        yield point.number.say(language) + point.words.say(language)
    for row in letter.rows:
        yield ""
        yield from (f"    {line}" for line in _about(row, language))
    yield ""
    for point in letter.rest:
        yield point.number.say(language) + point.words.say(language)
    yield ""
    for text in letter.signed:
        yield text.say(language)


def _about(row: Row, language: Language) -> Iterable[str]:
    """An item: what it is and how it stands, then each of the other columns under its head."""
    yield join([same(row.id), row.title], WIDE_GAP).say(language)
    yield row.stands.say(language)
    for head, told in ((words.LAST, row.last), (words.ASKED, row.asked)):
        yield words.IN_TEXT.fill(head=head, words=told).say(language)
