"""A document gone through by the rule book: its promising clauses, in order."""

import datetime as dt
import re
from collections.abc import Iterator

from msgspec import Struct, structs

from eppd_track.model.passages import Form, Paper, Passage
from eppd_track.model.vocabulary import Language
from eppd_track.rules.promises import figures
from eppd_track.rules.promises.chinese.table import CONCRETE
from eppd_track.rules.promises.chinese.walk import Chinese
from eppd_track.rules.promises.clause import Clause, Deed, Found, Lead, kind_of, next_move, strength_of
from eppd_track.rules.promises.english.walk import English
from eppd_track.rules.promises.parties import Parties
from eppd_track.rules.promises.sentences import chinese, sentences

_LEAST = 4
"""A clause of fewer characters says nothing that could be followed."""
_TITLE = 40
"""A line as short as this, without a closing sign, may be a heading that nothing marks as one."""
_CJK = r"\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f"
_DATA = re.compile(r"[^\W\u2e80-\U0003ffff]{100,}")
"""A run of letters and digits as long as this is a key or a picture, no word: no rule reads it."""
_BLANKS = re.compile(rf"(?<=[{_CJK}])\s+|\s+(?=[{_CJK}])|\s+")


_ITEM, _LINE = 12, 24
"""An item of a list, or a line beside none, that has fewer signs and no end is a heading itself."""


_ROW = 12
_LEADS = re.compile(r"主辦|權責|負責|承辦|\b(?:owner|lead|responsible)", re.IGNORECASE)
"""What a column is called that names who leads, and how far from a cell its row may reach."""
_HEAD, _ENDING = 8, 4
"""So many passages at the head and at the end of a document may say when it was agreed."""


def _unended(text: str) -> bool:
    return not text.endswith(tuple("。；.;!?！？：:，,"))


class Tight(Struct, frozen=True):
    """A text without the blanks that a layout sets, 臺 as 台, and where in the text each character stands."""

    text: str
    places: tuple[int, ...]

    @classmethod
    def of(cls, text: str) -> "Tight":
        """A text as the rules read it: no blank beside Chinese, one between other words."""
        text = _DATA.sub(lambda run: "-" * len(run[0]), text)
        kept: list[str] = []
        places: list[int] = []
        position = 0
        for match in _BLANKS.finditer(text):
            kept.append(text[position : match.start()])
            places += range(position, match.start())
            beside = text[match.start() - 1 : match.start()] + text[match.end() : match.end() + 1]
            if (
                beside
                and not re.search(f"[{_CJK}]", beside)
                and match.start() > 0
                and match.end() < len(text)
            ):
                kept.append(" ")
                places.append(match.start())
            position = match.end()
        kept.append(text[position:])
        places += range(position, len(text))
        return cls("".join(kept).replace("臺", "台"), (*places, len(text)))

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where two places stand in the text it was made of; the end lies behind the last character meant."""
        return self.places[start], self.places[end - 1] + 1 if end > start else self.places[start]


def clauses(paper: Paper, parties: Parties, day: dt.date | None) -> tuple[Clause, ...]:
    """The promising clauses of a document.

    `day` is that on which the document was agreed, from which lengths of time count.
    """
    known = parties.called(paper)
    book = _Book(known, day)
    return tuple(
        structs.replace(clause, agencies=_led_by(paper, index, known) or clause.agencies)
        for index, passage in enumerate(paper.passages)
        for clause in book.read(index, passage)
    )


def _led_by(paper: Paper, index: int, parties: Parties) -> tuple[str, ...]:
    """The agencies that the row of a table names in a column for who leads; none outside of a table."""
    row = paper.passages[index].row
    if row is None or not parties.pattern:
        return ()
    near = paper.passages[max(0, index - _ROW) : index + _ROW]
    named = [
        parties.party(match[0])
        for other in near
        if other.row == row and _LEADS.search(other.head)
        for match in re.finditer(parties.pattern, Tight.of(other.text).text)
    ]
    return tuple(dict.fromkeys(party.agency for party in named if party and party.agency))


def days_of(paper: Paper) -> tuple[dt.date, dt.date] | None:
    """The first and the last day that a document bears on a line at its head or end, else names first."""
    dated = ((index, each, figures.days_of(each.text)) for index, each in enumerate(paper.passages))
    found = [(index, each, days) for index, each, days in dated if days is not None]
    ends = len(paper.passages) - _ENDING
    lines = [days for index, each, days in found if len(each.text) <= _TITLE and not _HEAD <= index < ends]
    return lines[0] if lines else next((days for _, _, days in found), None)


def day_of(paper: Paper) -> dt.date | None:
    """The day on which a document was agreed, the last of those it bears; None where it names none."""
    days = days_of(paper)
    return days[1] if days else None


def language_of(paper: Paper) -> Language:
    """The language a document is written in; BOTH for one whose longer passages are in several."""
    found = {chinese(passage.text) for passage in paper.passages if len(passage.text) >= _TITLE}
    found = found or {chinese(" ".join(passage.text for passage in paper.passages))}
    if len(found) != 1:
        return Language.BOTH
    return Language("zh" if found.pop() else "en")


class _Book:
    """One reading of a document: the rules of both languages and what governs the list it is in."""

    def __init__(self, parties: Parties, day: dt.date | None) -> None:
        self.parties = parties
        self.day = day
        year = day.year if day else 0
        self.chinese = Chinese(parties, year)
        self.english = English(parties, year)
        self.lead: Lead | None = None
        self.above: Passage | None = None
        self.inside = False
        self.title: Lead | None = None
        self.inline: Lead | None = None

    def read(self, index: int, passage: Passage) -> Iterator[Clause]:
        """The clauses of a passage."""
        tight = Tight.of(passage.text)
        if passage.form is Form.HEADING:
            self.lead = self.title = None
            return
        rules = self._rules(tight.text)
        if self.lead is not None and passage.form is Form.BULLET and self._beside(passage):
            self.lead = None
        governed = passage.form in {Form.BULLET, Form.CELL} and self.lead is not None
        lead = self.lead if governed else self._above(passage, tight.text)
        for piece in sentences(tight.text):
            lead = self.inline or lead
            own = self._rules(tight.text[piece.start : piece.end])
            for found in own.clauses(
                tight.text, piece, lead, listed=lead is not None or passage.form is Form.BULLET
            ):
                if not self._only_leads(tight.text, found):
                    yield from self._clause(index, passage, tight, found)
                if tight.text[found.end - 1 : found.end] == ";" and found.deed is not Deed.SIGNED:
                    self.inline = self.inline or Lead(
                        found.deed, found.sides, found.agencies, found.operative
                    )
        self.inline = None
        self._keep_lead(rules.lead(tight.text), passage)
        if len(tight.text) <= _TITLE and _unended(tight.text):
            found_above = rules.heading(tight.text)
            self.title = found_above if found_above or passage.form is Form.PARAGRAPH else self.title

    def _beside(self, passage: Passage) -> bool:
        """Whether an item is counted on with the one that governs a list, and is none of that list."""
        above = self.above
        if above is None or passage.level > above.level:
            return False
        if passage.level == above.level and passage.marker == above.marker and self.inside:
            return True
        self.inside = self.inside or passage.marker != above.marker
        numbers = [re.sub(r"[\d一二三四五六七八九十]+", "1", each.marker) for each in (above, passage)]
        return "1" in numbers[0] and numbers[0] == numbers[1]

    def _rules(self, text: str) -> Chinese | English:
        return self.chinese if chinese(text) else self.english

    def _above(self, passage: Passage, text: str) -> Lead | None:
        """What the line or the heading above says of a passage that names nobody; nothing of a heading."""
        most = _ITEM if passage.form is Form.BULLET else _LINE
        brief = len(text) < most and not CONCRETE.match(text)
        if _unended(text) and (brief or (passage.form is Form.PARAGRAPH and not chinese(text))):
            return None
        return self.title or self._heading(passage)

    def _heading(self, passage: Passage) -> Lead | None:
        """What the innermost heading that says anything says of the passages below it."""
        for heading in reversed((*passage.headings, *((passage.head,) if passage.head else ()))):
            tight = Tight.of(heading).text
            found = self._rules(tight).heading(tight)
            if found is not None:
                return found
        return None

    def _keep_lead(self, found: Lead | None, passage: Passage) -> None:
        """A line that ends with a colon governs the items below it, until something else stands there."""
        if found is not None:
            self.lead = found
            self.above = passage if passage.form is Form.BULLET else None
            self.inside = False
        elif passage.form not in {Form.BULLET, Form.CELL}:
            self.lead = None

    def _only_leads(self, text: str, found: Found) -> bool:
        """Whether a clause is nothing but what governs the list below it."""
        return found.end == len(text.rstrip()) and text.rstrip().endswith((":", "："))

    def _clause(self, index: int, passage: Passage, tight: Tight, found: Found) -> Iterator[Clause]:
        start, end = tight.span(found.start, found.end)
        words = tight.text[found.start : found.end]
        if len(words.strip()) < _LEAST:
            return
        due, target = figures.due_in(words, self.day), figures.target_in(words)
        found = structs.replace(found, dated=bool(due or target))
        verb = re.match(r"\w+", found.operative)
        core = max(0, words.find(verb[0])) if verb else 0
        yield Clause(
            passage=index,
            start=start,
            end=end,
            core=tight.places[found.start + core],
            text=passage.text[start:end].strip(),
            kind=kind_of(found),
            strength=strength_of(found),
            sides=found.sides,
            next_move=next_move(found, self.parties),
            deed=found.deed,
            operative=found.operative,
            agencies=found.agencies,
            due=due[0] if due else None,
            due_words=due[1] if due else None,
            target=target,
        )
