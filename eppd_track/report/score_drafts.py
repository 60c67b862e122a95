"""`eppd score --drafts`: what each reader gave, a table for each owner; and the receipt of what was scored.

Drafts are shown to the owners for their comments before a scorecard is made (docs/rules.md, "Scores").
"""

import datetime as dt
from collections.abc import Iterable, Sequence

from eppd_track.model.records import Ledger
from eppd_track.model.vocabulary import Audience
from eppd_track.report.parts import Facts, Group, Report, Section, Sentences, Table
from eppd_track.report.scorecard import COLUMNS, as_data, gave, meeting_name, result, row
from eppd_track.report.sentences import agency, dialogue_name, with_mark
from eppd_track.report.weekly import Cover
from eppd_track.rules.scores import Promise
from eppd_track.words import pages
from eppd_track.words import scorecard as words
from eppd_track.words.days import long_day
from eppd_track.words.labels import name_of
from eppd_track.words.text import COMMA, Text, join, names, same


def build(
    some: Sequence[Promise], meeting: str | None, ledger: Ledger, as_of: dt.date, cover: Cover
) -> Report:
    """The drafts for the promises given, each of which somebody scored."""
    owners = sorted({promise.commitment.owner for promise in some})
    ids = tuple(dict.fromkeys(promise.commitment.id for promise in some))
    name = dialogue_name(ledger, as_of)
    heading = Facts(
        (
            (words.MADE_FOR, meeting_name(meeting, ledger)),
            (pages.AS_OF, long_day(as_of, cover.calendar)),
            (pages.SELECTION, cover.selection),
            (pages.PREPARED_BY, cover.by),
        )
    )
    return Report(
        kind="score-drafts",
        title=words.DRAFTS if name is None else pages.REPORT_TITLE.fill(dialogue=name, kind=words.DRAFTS),
        mark=name_of(Audience.INTERNAL),
        as_of=as_of,
        ledger=ledger.name,
        raw=ledger.raw,
        selection=cover.selection,
        shown=len(ids),
        total=len(ledger.commitments),
        ids=ids,
        sections=(
            Section("heading", None, (heading,)),
            *(
                Section(
                    owner,
                    pages.COUNTED.fill(head=_owner(owner, mine, ledger), count=len(mine)),
                    (Table(COLUMNS, (Group(None, tuple(row(one, cover.calendar) for one in mine)),)),),
                )
                for owner in owners
                if (mine := [promise for promise in some if promise.commitment.owner == owner])
            ),
        ),
        data={
            "meeting": meeting,
            "owners": [
                {
                    "owner": owner,
                    "promises": [as_data(promise) for promise in some if promise.commitment.owner == owner],
                }
                for owner in owners
            ],
        },
        footer=(pages.GUESS_MARK,) if any("owner" in promise.commitment.guessed for promise in some) else (),
    )


def _owner(code: str, mine: Sequence[Promise], ledger: Ledger) -> Text:
    """An agency's name and code; marked where it is inferred of all of them that it owns them."""
    names = agency(code, ledger)
    name = names.text(code)
    told = name if name == same(code) else words.WITH_CODE.fill(name=name, code=code)
    return with_mark(told, guessed=all("owner" in one.commitment.guessed for one in mine))


def receipt(done: Iterable[Promise], before: Iterable[Promise], ledger: Ledger, as_of: dt.date) -> Report:
    """How the promises just scored stood and stand now, a line each."""
    some = tuple(done)
    was = {promise.commitment.id: _standing(promise) for promise in before}
    lines = tuple(
        words.NOW.fill(
            id=promise.commitment.id,
            side=name_of(promise.side),
            result=_before_after(was[promise.commitment.id], _standing(promise)),
            values=gave(promise),
        )
        for promise in some
    )
    ids = tuple(promise.commitment.id for promise in some)
    return Report(
        kind="score-receipt",
        as_of=as_of,
        ledger=ledger.name,
        raw=ledger.raw,
        selection=names(ids),
        shown=len(some),
        total=len(ledger.commitments),
        ids=ids,
        sections=(Section("receipt", None, (Sentences((*lines, pages.TAKE_BACK)),)),),
    )


def _before_after(old: Text, new: Text) -> Text:
    return new if old == new else pages.BEFORE_AFTER.fill(old=old, new=new)


def _standing(promise: Promise) -> Text:
    standing = name_of(promise.standing)
    if promise.value is None:
        return standing
    return join([standing, result(promise)], COMMA)
