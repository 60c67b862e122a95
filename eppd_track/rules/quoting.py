"""Agreed words of entries as the documents at hand have them."""

import re
from typing import TYPE_CHECKING

from msgspec import structs

from eppd_track.model.records import Commitment, Ledger, Quotes, spoken

if TYPE_CHECKING:
    from collections.abc import Mapping

    from eppd_track.rules.prints import Stream

_BREAK = r"[ \t]*[\n\r\v\f\u2028\u2029]\s*"
_WIDE = r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff-]"


def quotes(ledger: Ledger, documents: "Mapping[str, Stream]") -> Quotes:
    """The words of every clause that an entry claims and a document at hand holds, each on one line."""
    prints: dict[str, set[str]] = {}
    for commitment in ledger.commitments:
        for text in commitment.texts:
            if text.print is not None:
                prints.setdefault(text.document, set()).add(text.print)
    return {
        (name, value): _on_one_line(row.words(*span))
        for name, row in documents.items()
        for value, span in row.find(prints.get(name, ())).items()
    }


def quoted(ledger: Ledger, held: Quotes) -> Ledger:
    """The ledger with these words in its texts; where there are none a text keeps the words it has."""
    return structs.replace(
        ledger, commitments=tuple(_quoted(commitment, held) for commitment in ledger.commitments)
    )


def _quoted(commitment: Commitment, held: Quotes) -> Commitment:
    if not commitment.texts:
        return commitment
    texts = tuple(structs.replace(text, words=spoken(text, held)) for text in commitment.texts)
    return structs.replace(commitment, texts=texts)


def _on_one_line(words: str) -> str:
    """Words without the breaks of lines and paragraphs; between Chinese signs nothing takes their place."""

    def joint(match: re.Match[str]) -> str:
        beside = words[match.start() - 1 : match.start()] + words[match.end() : match.end() + 1]
        return "" if re.search(_WIDE, beside) else " "

    return re.sub(_BREAK, joint, words.strip())
