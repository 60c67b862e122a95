"""What `eppd intake` is about: the document, its record in the ledger, and what it proposes."""

import datetime as dt
import re
import unicodedata
from collections.abc import Mapping
from itertools import chain, count, takewhile
from pathlib import Path

from msgspec import Struct, structs

from eppd_track.cli.shared.papers import matching, opened
from eppd_track.cli.shared.session import Session
from eppd_track.model.passages import Form, Paper
from eppd_track.model.records import Ledger, Pillar, SourceDocument
from eppd_track.model.vocabulary import Language, Sides
from eppd_track.report.places import place_text
from eppd_track.rules.intake import Basis, ProposedEntry, proposals
from eppd_track.rules.likeness import Likeness, Near
from eppd_track.rules.prints import Stream, print_of_paper, stream
from eppd_track.rules.promises.book import day_of, language_of
from eppd_track.rules.promises.figures import days_of, without_days
from eppd_track.rules.promises.sentences import chinese, one_line
from eppd_track.rules.values import meeting_id
from eppd_track.words import agreed
from eppd_track.words.labels import name_of

Nearby = Mapping[str, tuple[Near, ...]]
"""What each clause resembles in the ledger, by its fingerprint."""


_MOST_TITLE = 90
_MOST_PLACE, _LONGEST_PLACE = 3, 24


class OpenedDocument(Struct, frozen=True):
    """A document that was read, as the ledger records it."""

    document: SourceDocument
    row: Stream
    day: dt.date


def source(
    session: Session, ledger: Ledger, path: Path, *, document: str | None = None, meeting: str | None = None
) -> OpenedDocument:
    """A file as a document of the ledger: the one it is or is called, else a new one.

    Raises EppdError for a file that cannot be read and an id that cannot be one.
    """
    paper = opened(path)
    name = meeting_id(document) if document else matching(ledger, path, paper)
    known = next((one for one in ledger.documents if one.id == name), None)
    held = next((one for one in ledger.meetings if one.id == meeting), None)
    found = (held.end or held.date) if held else day_of(paper) or session.today
    day = known.date if known and known.date else min(found, session.today)
    if known is None:
        title = title_of(paper)
        known = SourceDocument(
            id=name or _slug(path.stem, ledger),
            title=None if chinese(title) else title,
            title_zh=title if chinese(title) else None,
            date=day,
            lang=language_of(paper),
            meeting=meeting or _meeting_of(ledger, day),
            file=_inside(session, path),
            print=print_of_paper(paper),
        )
    return OpenedDocument(known, stream(paper), day)


def proposed(ledger: Ledger, held: OpenedDocument) -> tuple[ProposedEntry, ...]:
    """What a document proposes for a ledger, each with its place in every language."""
    others = {side: name_of(side).brief(Language.BOTH) for side in map(Sides, ledger.parties[1:])}
    rest = Pillar(number=0, title=agreed.REST.data, title_zh=agreed.REST.others[0])
    basis = Basis(ledger, held.document.id, held.day, held.row, others, rest)
    return tuple(_placed(one) for one in proposals(basis))


def nearby(ledger: Ledger, found: tuple[ProposedEntry, ...]) -> Nearby:
    """What the clauses resemble that nobody claims yet."""
    if not ledger.commitments:
        return {}
    likeness = Likeness(ledger)
    return {one.agreed.print or "": likeness.near(one.clause.text) for one in found if not one.settled}


def _placed(one: ProposedEntry) -> ProposedEntry:
    place = place_text(one.place)
    agreed = structs.replace(one.agreed, place=place.data, place_zh=place.others[0])
    return structs.replace(one, agreed=agreed)


def _slug(stem: str, ledger: Ledger) -> str:
    """An id from the name of a file that no document of the ledger has yet."""
    plain = unicodedata.normalize("NFKC", stem)
    found = "-".join(re.findall(r"[A-Za-z0-9]+", plain)).lower()
    wanted = found or "document"
    taken = {one.id for one in ledger.documents}
    return next(name for name in chain([wanted], (f"{wanted}-{n}" for n in count(2))) if name not in taken)


def title_of(paper: Paper) -> str:
    """What a document calls itself: the longest of its first passages that are no sentence, up to a date.

    One of a place and a day is a title only where there is no other.
    """
    lines = [
        line
        for passage in paper.passages[:5]
        if passage.form is not Form.BULLET and (line := one_line(_undated(passage.text)))
        if len(line) <= _MOST_TITLE and not re.search(r"[。；;：:.]$|：|日期", line)
    ]
    return max(lines, key=lambda line: (not _place_and_day(line), len(line)), default="")


def _place_and_day(line: str) -> bool:
    """Whether a line is a day, alone or with its place: `Westrand, 4 March 2026`, 115年10月20日於布魯塞爾."""
    rest = without_days(line).strip()
    place = re.sub(r"^[,，、於在假]\s*|[,，、]$", "", rest)
    if rest == line or (rest and place == rest):
        return False
    return len(place) <= _LONGEST_PLACE and len(place.split()) <= _MOST_PLACE and not re.search(r"\d", place)


def _undated(text: str) -> str:
    """The first line of a text, and those behind it above one that says when it was."""
    head, *rest = text.split("\n")
    return "\n".join([head, *takewhile(lambda line: days_of(line) is None, rest)])


def _meeting_of(ledger: Ledger, day: dt.date) -> str | None:
    held = [one.id for one in ledger.meetings if one.date <= day <= (one.end or one.date)]
    return held[0] if len(held) == 1 else None


def _inside(session: Session, path: Path) -> str | None:
    """Where a file lies, relative to the ledger; None where that is outside its folder."""
    folder = session.found.path.parent.resolve()
    there = path.resolve()
    return there.relative_to(folder).as_posix() if there.is_relative_to(folder) else None
