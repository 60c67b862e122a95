"""Places in a document as a reader is told them."""

from eppd_track.rules.places import Place, Share
from eppd_track.words import agreed
from eppd_track.words.text import Text, join, same

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


def _brief(heading: str) -> str:
    line = " ".join(heading.split())
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"
