"""What a document proposes for a ledger: an entry for each promising clause (docs/words.md, "Intake").

Pure, and never more than a proposal: a person looks at each before anything is written.
"""

import datetime as dt
import re
from collections.abc import Iterator, Mapping

from msgspec import Struct

from eppd_track.model.passages import Form, Paper
from eppd_track.model.records import AgreedText, Ledger, Pillar, Value
from eppd_track.model.vocabulary import DECLARATION, DELIVERED, NOBODY, THIRD, Sides, Status, Tempo
from eppd_track.rules.places import Place
from eppd_track.rules.prints import Stream, normal
from eppd_track.rules.promises.clause import Clause, Deed
from eppd_track.rules.promises.sentences import one_line
from eppd_track.rules.promises.titles import title
from eppd_track.rules.tracing import TracedClause, trace

_NUMBERED = re.compile(
    r"(?:第\s*([一二三四五六七八九十]{1,3}|\d{1,2})\s*支柱|\b(?:pillar|chapter|track)\s+(\d{1,2}|[IVX]{1,4})\b)[\s:：.、—–-]*",
    re.IGNORECASE,
)
"""A heading that counts pillars itself."""
_DIGITS = {sign: number for number, sign in enumerate("一二三四五六七八九十", 1)}
_ROMAN = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")
_COUNTING = re.compile(
    r"^\s*(?:[（(]?[一二三四五六七八九十壹貳參肆伍陸柒捌玖拾\d]{1,3}[)）.、．\s]|"
    r"[IVX]{1,4}\.\s|Section \d+:?)\s*"
)
_HELD = 0.6
"""So much of the shorter of two headings must stand in the other for both to be one pillar."""


class ProposedEntry(Struct, frozen=True, kw_only=True):
    """An entry that a clause proposes.

    `fields` are values of a commitment's head by name; `pillar` names the chapter where the ledger has
    none of that number yet. `claimed_by` are entries that hold the clause already, `aside` says that it was
    left out on purpose. `agreed` is where the words stand.
    """

    clause: Clause
    place: Place
    agreed: AgreedText
    fields: Mapping[str, Value]
    pillar: Pillar | None = None
    claimed_by: tuple[str, ...] = ()
    aside: bool = False

    @property
    def settled(self) -> bool:
        """Whether the ledger answers for the clause already."""
        return bool(self.claimed_by) or self.aside


class Basis(Struct, frozen=True):
    """What proposals are made from: the ledger, the document's id, the day it was agreed on, and its words.

    `others` is what a heading calls the other sides, `rest` the pillar of what stands under none of those
    that a document counts.
    """

    ledger: Ledger
    document: str
    day: dt.date
    row: Stream
    others: Mapping[Sides, str]
    rest: Pillar


def proposals(basis: Basis) -> tuple[ProposedEntry, ...]:
    """What a document proposes, clause by clause in its order. Places are told by whoever shows them."""
    known = {one.id for one in basis.ledger.documents}
    name = basis.document if basis.document in known else None
    found = trace(basis.ledger, {name: basis.row}, basis.day).clauses
    pillars = _Pillars(basis.ledger, found, basis.rest, _name_of(basis.row.paper))
    return tuple(_proposal(basis, one, one.clause, pillars) for one in found if one.clause is not None)


def _proposal(basis: Basis, traced: TracedClause, clause: Clause, pillars: "_Pillars") -> ProposedEntry:
    number, new = pillars.of(traced.place)
    return ProposedEntry(
        clause=clause,
        place=traced.place,
        agreed=AgreedText(document=basis.document, print=basis.row.print_of(*traced.span)),
        fields={"pillar": number, **_fields(basis, clause)},
        pillar=new,
        claimed_by=traced.claimed_by,
        aside=traced.aside is not None,
    )


def _fields(basis: Basis, clause: Clause) -> dict[str, Value]:
    """The head of an entry as its words have it; what they do not give is what a new entry usually gets."""
    ledger = basis.ledger
    sides = {agency.code: agency.side for agency in ledger.agencies}
    named = [code for code in clause.agencies if sides.get(code) == ledger.ours]
    usual = next((agency.code for agency in ledger.agencies if agency.side == ledger.ours), None)
    en, zh = title(clause, basis.others)
    return {
        "title": en,
        "title_zh": zh,
        "kind": clause.kind,
        "strength": clause.strength,
        "operative_words": clause.operative,
        "sides": clause.sides,
        "owner": named[0] if named else usual,
        "owner_confirmed": bool(named),
        "supporting": tuple(named[1:]),
        "counterpart": tuple(
            code for code in clause.agencies if sides.get(code) not in {None, ledger.ours, THIRD}
        ),
        "next_move": clause.next_move,
        "status": _status(clause),
        "listed": basis.day,
        "due": clause.due,
        "due_basis": clause.due_words,
        "tempo": _tempo(clause),
        "cadence": ledger.settings.cadence if clause.next_move != NOBODY else None,
        "verifiable": clause.kind != DECLARATION,
        "target": clause.target,
        "visibility": ledger.settings.new_items,
    }


def _status(clause: Clause) -> Status:
    """Where it stands on the day it was agreed: what is asked, done or under way already says so."""
    if clause.kind.request:
        return Status.REQUESTED
    if clause.kind == DELIVERED:
        return Status.COMPLETED
    under_way = clause.deed is Deed.DOING or clause.kind == DECLARATION
    return Status.IN_PROGRESS if under_way else Status.NOT_STARTED


def _tempo(clause: Clause) -> Tempo:
    if clause.kind == DELIVERED:
        return Tempo.DELIVERED
    if clause.kind == DECLARATION:
        return Tempo.STANDING
    return Tempo.DATED if clause.due else Tempo.OPEN_ENDED


class _Pillars:
    """Which pillar a place belongs to: one of the ledger, else one that the document's headings name."""

    def __init__(
        self, ledger: Ledger, clauses: tuple[TracedClause, ...], rest: Pillar, name: str | None
    ) -> None:
        self.rest = rest
        self.name = name
        self.known = {pillar.number: pillar for pillar in ledger.pillars}
        self.counted = any(_number(heading) for one in clauses for heading in one.place.headings)
        self.made: dict[str, Pillar] = {}
        self.placed: dict[tuple[str, ...], tuple[int, Pillar | None]] = {}

    def of(self, place: Place) -> tuple[int, Pillar | None]:
        """The number of a pillar, and the pillar itself where the ledger has none of that number."""
        if place.headings not in self.placed:
            self.placed[place.headings] = self._of(place)
        return self.placed[place.headings]

    def _of(self, place: Place) -> tuple[int, Pillar | None]:
        headings = tuple(heading for heading in place.headings if heading != self.name)
        for index, heading in enumerate(headings):
            number = _number(heading)
            if number:
                return number, self._new(number, _NUMBERED.sub("", heading), *headings[index + 1 :])
        for heading in reversed(headings):
            for pillar in self.known.values():
                if any(_same(heading, name) for name in (pillar.title, pillar.title_zh) if name):
                    return pillar.number, None
        if not headings and self.known:
            return min(self.known), None
        heading = headings[0] if headings and not self.counted else ""
        if heading not in self.made:
            taken = {0, *self.known, *(pillar.number for pillar in self.made.values())}
            apart = self.counted or not (headings or self.name is None)
            self.made[heading] = self.rest if apart else _named(max(taken) + 1, heading)
        made = self.made[heading]
        return made.number, None if made.number in self.known else made

    def _new(self, number: int, *headings: str) -> Pillar | None:
        """A pillar that the document counts, called as its heading goes on, else as the next one."""
        if number in self.known:
            return None
        name = next((heading for heading in headings if heading.strip()), str(number))
        return self.made.setdefault(str(number), _named(number, name))


def _name_of(paper: Paper) -> str | None:
    """The heading that names a document: its first words, uncounted, above or before its chapters."""
    headings = [passage for passage in paper.passages if passage.form is Form.HEADING]
    if len(headings) < 2 or headings[0] is not paper.passages[0] or headings[0].marker:
        return None
    name = headings[0].text.replace("\n", " ")
    above = all(each.headings[:1] == (name,) for each in headings[1:])
    before = all(each.marker or each.headings or _number(each.text) for each in headings[1:])
    return name if (above or before) and not _number(name) else None


def _named(number: int, heading: str) -> Pillar:
    """A pillar called as a heading is, without what counts it."""
    name = one_line(_COUNTING.sub("", heading)) or heading.strip()
    if re.search(r"[\u3400-\u9fff]", name):
        return Pillar(number=number, title_zh=name)
    return Pillar(number=number, title=name or None)


def _number(heading: str) -> int | None:
    match = _NUMBERED.search(heading)
    if match is None:
        return None
    typed = (match[1] or match[2]).lower()
    if typed.isdigit():
        return int(typed)
    if typed in _ROMAN:
        return _ROMAN.index(typed)
    tens, sign, ones = typed.partition("十")
    return (_DIGITS.get(tens, 1) * 10 if sign else 0) + _DIGITS.get(ones if sign else typed, 0) or None


def _same(heading: str, name: str) -> bool:
    one, other = sorted((set(_pairs(heading)), set(_pairs(name))), key=len)
    return bool(one) and len(one & other) >= _HELD * len(one)


def _pairs(text: str) -> Iterator[str]:
    tight = normal(text).lower()
    return (tight[index : index + 2] for index in range(len(tight) - 1))
