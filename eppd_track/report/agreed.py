"""Agreed words of entries as a reader is told them."""

from eppd_track.model.records import AgreedText, Commitment, Ledger
from eppd_track.words import agreed
from eppd_track.words.labels import FIELD
from eppd_track.words.text import COMMA, Text, both, join, same


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
