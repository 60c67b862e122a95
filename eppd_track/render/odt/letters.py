"""Letters as a text to be edited and sent, each from a new page on; how they look stands in styles.py."""

import datetime as dt
from collections.abc import Iterator, Sequence

from odfdo import Element, Paragraph, Tab

from eppd_track.model.vocabulary import Language
from eppd_track.render.cells import Style, paragraph
from eppd_track.render.odt import file as odt_file
from eppd_track.render.odt.document import Layout
from eppd_track.render.odt.package import to_bytes
from eppd_track.render.odt.styles import LETTER, LETTERS, NEXT_LETTER
from eppd_track.render.page import table
from eppd_track.report.chase import CALENDAR, Letter, NumberedPoint
from eppd_track.words import letters as words
from eppd_track.words.text import locale


def render(letters: Sequence[Letter], day: dt.date) -> bytes:
    """Letters of a day as one OpenDocument text."""
    document = odt_file.new_document(LETTERS)
    layout = Layout(document, LETTER)
    pages = [(letter, language) for letter in letters for language in letter.languages]
    for number, (letter, language) in enumerate(pages):
        for part in _parts(letter, language, layout, first=number == 0):
            document.body.append(part)
    footer = Paragraph(style="Footer")
    for piece in (Tab(), *odt_file.page_of(words.PAGE)):
        footer.append(piece)
    odt_file.set_page(document, [footer])
    letter, language = pages[0]
    odt_file.set_meta(document, letter.title.say(language), locale(language), day)
    return to_bytes(document)


def _parts(letter: Letter, language: Language, layout: Layout, *, first: bool) -> Iterator[Element]:
    def line(text: str, style: str) -> Paragraph:
        return Paragraph(paragraph(text), style=style)

    yield line(letter.title.say(language), "Letter_20_Title" if first else NEXT_LETTER)
    yield from (line(text.say(language), "Letter_20_Head") for text in letter.heads)
    yield line(letter.opening.say(language), "Letter")
    yield from (line(_point(point, language), _style(point, language)) for point in letter.points)
    yield from layout.table(table(letter.table, Style(language, CALENDAR)))
    yield from (line(_point(point, language), _style(point, language)) for point in letter.rest)
    for index, text in enumerate(letter.signed):
        yield line(text.say(language), "Letter_20_Signed" if index else "LetterSigns")


def _point(point: NumberedPoint, language: Language) -> str:
    return point.number.say(language) + point.words.say(language)


def _style(point: NumberedPoint, language: Language) -> str:
    """A numbered point hangs on its number."""
    return "Letter_20_Point" if point.number.say(language) else "Letter"
