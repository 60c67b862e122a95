"""What a document tells of a new ledger before anybody was asked: its name, its day, its chapters."""

import re
from collections.abc import Sequence

from eppd_track.cli.intake.source import OpenedDocument, proposed, title_of
from eppd_track.cli.shared.session import Session
from eppd_track.ledger.new_ledger import NewLedger
from eppd_track.model.passages import Paper
from eppd_track.model.records import Agency, Dialogue, Ledger, SideName, SourceDocument
from eppd_track.model.settings import Settings
from eppd_track.model.vocabulary import USUAL_SIDES
from eppd_track.rules.date_forms import MONTH
from eppd_track.rules.prints import stream
from eppd_track.rules.promises.book import days_of
from eppd_track.rules.promises.sentences import chinese
from eppd_track.words import questions as say
from eppd_track.words.labels import name_sides

_COUNTED = re.compile(
    rf"第\s*(\d{{1,3}})\s*[屆次回]|\b(\d{{1,3}})(?:st|nd|rd|th)\b(?! (?:of )?(?:{MONTH}|century))",
    re.IGNORECASE,
)
_NAMED = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_ORDINAL = re.compile(rf"\b({'|'.join(_NAMED)})\b", re.IGNORECASE)


def of_paper(session: Session, paper: Paper, sides: Sequence[SideName] = ()) -> NewLedger:
    """A ledger for what a document promises between these sides, else the usual; a proposal."""
    name_sides(sides)
    title = title_of(paper)
    first, day = (min(each, session.today) for each in days_of(paper) or (session.today, session.today))
    name, name_zh = say.LEAD.spellings[:2]
    agency = Agency(code="LEAD", side=sides[0].code if sides else USUAL_SIDES[0], name=name, name_zh=name_zh)
    held = OpenedDocument(SourceDocument(id="document", date=day), stream(paper), day)
    brought = {
        one.pillar.number: one.pillar
        for one in proposed(Ledger(agencies=(agency,), sides=tuple(sides)), held)
        if one.pillar
    }
    return NewLedger(
        dialogue=Dialogue(
            id=f"DIALOGUE-{_number(paper)}",
            title=None if chinese(title) else title or None,
            title_zh=title if chinese(title) else None,
        ),
        day=first,
        end=day if day != first else None,
        settings=Settings(),
        sides=sides,
        agencies=(agency,),
        pillars=[brought[key] for key in sorted(brought)],
    )


def _number(paper: Paper) -> int:
    """Which meeting in a row a document says at its head that it was, in words in its name; 1 if nowhere."""
    match = next(filter(None, (_COUNTED.search(passage.text) for passage in paper.passages[:6])), None)
    if match:
        return int(match[1] or match[2])
    named = _ORDINAL.search(title_of(paper))
    return _NAMED.index(named[1].lower()) + 1 if named else 1
