"""Agreed words and places in a document as a reader is told them."""

from eppd_track.model.records import AgreedText, Commitment, Ledger
from eppd_track.rules.places import Place, Share
from eppd_track.words import agreed
from eppd_track.words.labels import FIELD
from eppd_track.words.text import COMMA, Text, both, join, same

_LONGEST = 60
"""A heading of more characters is told by its beginning."""


def place_text(place: Place) -> Text:
    """A place with the headings it stands under."""
    if not place.headings:
        return inside(place)
    return agreed.UNDER.fill(headings=headings_text(place), place=inside(place))


def headings_text(place: Place) -> Text:
    """The headings that a place stands under, the outermost first."""
    return join([same(_brief(heading)) for heading in place.headings], agreed.BETWEEN_HEADINGS)


def inside(place: Place) -> Text:
    """A place under its headings: which passage, which sentence of it, which part, and on which sheet."""
    parts = [
        agreed.OF_FORM[place.form].fill(number=place.number, row=place.row, column=place.column),
        *([agreed.SENTENCE.fill(number=place.sentence)] if place.sentence else []),
        *([agreed.OF_SHARE[place.share]] if place.share is not Share.WHOLE else []),
        *([agreed.ON_SHEET[place.unit].fill(number=place.sheet)] if place.unit and place.sheet else []),
    ]
    return join(parts, same(""))


def agreed_facts(commitment: Commitment, ledger: Ledger) -> list[tuple[Text, Text]]:
    """Each agreed text of an entry: its words where they are at hand, then its document and place."""
    found = []
    for text in commitment.texts:
        found += [(FIELD["text"], same(text.words))] if text.words else []
        found.append((agreed.WHERE, source(text, ledger)))
    return found


def quotations(commitment: Commitment, ledger: Ledger) -> Text | None:
    """The agreed texts of an entry in one cell, by their words, else by their places; None for none."""
    told = [same(text.words) if text.words else source(text, ledger) for text in commitment.texts]
    return join(told, same("\n")) if told else None


def source(text: AgreedText, ledger: Ledger) -> Text:
    """The document of an agreed text by its title, and the place in it."""
    document = next((one for one in ledger.documents if one.id == text.document), None)
    name = both(document.title, document.title_zh, document.id) if document else same(text.document)
    return join([name, both(text.place, text.place_zh, "")], COMMA) if text.place or text.place_zh else name


def _brief(heading: str) -> str:
    line = " ".join(heading.split())
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"
