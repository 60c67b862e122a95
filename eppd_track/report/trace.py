"""`eppd trace`: every promising clause of the documents and who claims it, every entry and its words."""

import datetime as dt
from collections.abc import Collection, Iterable
from itertools import groupby
from typing import Any

from msgspec import Struct

from eppd_track.model.records import Commitment, Ledger
from eppd_track.report.parts import Cell, Column, Group, Report, Section, Sentences, Table
from eppd_track.report.places import headings_text, inside, place_text
from eppd_track.report.sentences import titles
from eppd_track.rules.tracing import Known, State, Trace, TracedClause, TracedDocument, TracedText
from eppd_track.words import agreed
from eppd_track.words.labels import FIELD
from eppd_track.words.text import Text, both, names, same

CLAUSES = (
    Column("place", agreed.WHERE, under="claimed_by"),
    Column("text", agreed.CLAUSE, wide=True),
    Column("claimed_by", agreed.CLAIM),
)
WRONG = (
    Column("id", FIELD["id"]),
    Column("title", FIELD["title"], wide=True),
    Column("state", agreed.HOW),
    Column("place", agreed.WHERE, under="id"),
    Column("text", agreed.NOW_THERE, wide=True),
)
FLAT = (
    Column("document", agreed.COLUMN["document"][0]),
    Column("place", agreed.WHERE),
    Column("text", agreed.CLAUSE),
    Column("claimed_by", agreed.CLAIM),
    Column("state", agreed.HOW),
)
"""One table of all, for a sheet: the clauses, then the entries whose words are altered or missing."""


class Asked(Struct, frozen=True):
    """What is asked for: what nobody claims, or what is of these ids; `flat` for all of it in one table."""

    unclaimed: bool = False
    ids: tuple[str, ...] = ()
    flat: bool = False


def build(traced: Trace, ledger: Ledger, as_of: dt.date, asked: Asked) -> Report:
    """What came of a trace."""
    ids, unclaimed = asked.ids, asked.unclaimed
    clauses = [one for one in traced.clauses if _wanted(one, unclaimed=unclaimed, ids=ids)]
    texts = [one for one in traced.texts if not ids or one.id in ids]
    known = {commitment.id: commitment for commitment in ledger.commitments}
    wrong = [one for one in texts if one.state in {State.ALTERED, State.MISSING}]
    bare = [one.id for one in texts if one.state is State.UNLINKED]
    sections = [
        *(_of_document(one, ledger, clauses) for one in traced.documents),
        *([_wrong(wrong, known)] if wrong else []),
        *(
            [Section("unlinked", agreed.NO_TEXT_HEAD, (Sentences((names(bare),)),))]
            if bare and not unclaimed
            else []
        ),
    ]
    return Report(
        kind="trace",
        as_of=as_of,
        ledger=ledger.name,
        raw=ledger.raw,
        selection=_selection(ids, unclaimed=unclaimed),
        shown=len(clauses),
        total=len(traced.clauses),
        ids=tuple(dict.fromkeys(one.id for one in texts)),
        sections=(_flat(clauses, wrong),) if asked.flat else tuple(sections),
        data=_data(traced, clauses, texts, ids),
        footer=(_summary(traced, ids),),
    )


def _wanted(one: TracedClause, *, unclaimed: bool, ids: Collection[str]) -> bool:
    if unclaimed and not one.unclaimed:
        return False
    return not ids or not set(ids).isdisjoint(one.claimed_by)


def _selection(ids: Collection[str], *, unclaimed: bool) -> Text:
    if ids:
        return agreed.OF_IDS.fill(ids=ids)
    return agreed.ONLY_UNCLAIMED if unclaimed else agreed.EVERY_CLAUSE


def _of_document(document: TracedDocument, ledger: Ledger, clauses: Iterable[TracedClause]) -> Section:
    """A document under its name, its clauses under the headings they stand under."""
    known = {one.id: one for one in ledger.documents}
    if document.id is None:
        head = agreed.NO_DOCUMENT.fill(file=document.name)
    else:
        name = both(known[document.id].title, known[document.id].title_zh, document.id)
        head = agreed.DOCUMENT[document.state].fill(name=name, file=document.name)
    own = (
        [one for one in clauses if one.document == document.id] if document.state is not Known.ABSENT else []
    )
    groups = [
        Group(headings_text(rows[0].place) if rows[0].place.headings else None, tuple(map(_row, rows)))
        for _, each in groupby(own, key=lambda one: one.place.headings)
        if (rows := list(each))
    ]
    return Section(document.id or "", head, (Table(CLAUSES, tuple(groups)),) if groups else ())


def _row(one: TracedClause) -> tuple[Text, str, Text]:
    return inside(one.place), one.text, _claim(one)


def _claim(one: TracedClause) -> Text:
    """Who answers for a clause, or why nobody does."""
    ids = one.claimed_by
    if one.claimed_by:
        return names(ids) if one.clause else agreed.NOT_PROMISING.fill(ids=ids)
    if one.aside is None:
        return agreed.UNCLAIMED
    reason = both(one.aside.reason, one.aside.reason_zh, "")
    given = one.aside.reason or one.aside.reason_zh
    return agreed.SET_ASIDE.fill(reason=reason) if given else agreed.SET_ASIDE_BARE


def _wrong(texts: Iterable[TracedText], known: dict[str, Commitment]) -> Section:
    rows = tuple(
        (
            one.id,
            titles(known[one.id]),
            agreed.STATE[one.state] if one.state else None,
            both(one.text.place, one.text.place_zh, "") if one.text else None,
            one.words,
        )
        for one in texts
    )
    return Section("wrong", agreed.WRONG_HEAD, (Table(WRONG, (Group(None, rows),)),))


def _flat(clauses: Iterable[TracedClause], wrong: Iterable[TracedText]) -> Section:
    rows: list[tuple[Cell, ...]] = [
        (one.document, place_text(one.place), one.text, _claim(one), None) for one in clauses
    ]
    rows += [
        (
            one.text.document if one.text else None,
            both(one.text.place, one.text.place_zh, "") if one.text else same(""),
            one.words or "",
            same(one.id),
            agreed.STATE[one.state] if one.state else None,
        )
        for one in wrong
    ]
    return Section("clauses", None, (Table(FLAT, (Group(None, tuple(rows)),)),))


def _counts(traced: Trace, ids: Collection[str]) -> dict[str, int]:
    """What there is of each kind, of the entries asked for."""
    clauses = [
        one for one in traced.clauses if one.clause and (not ids or not set(ids).isdisjoint(one.claimed_by))
    ]

    def entries(found: Iterable[str]) -> int:
        return sum(not ids or name in ids for name in found)

    return {
        "promising": len(clauses),
        "claimed": sum(bool(one.claimed_by) for one in clauses),
        "aside": sum(not one.claimed_by and one.aside is not None for one in clauses),
        "unclaimed": sum(one.unclaimed for one in clauses),
        "found": entries(traced.found),
        "altered": entries(traced.entries(State.ALTERED)),
        "missing": entries(traced.entries(State.MISSING)),
        "unlinked": entries(traced.entries(State.UNLINKED)),
    }


def _summary(traced: Trace, ids: Collection[str]) -> Text:
    counts = _counts(traced, ids)
    missing = agreed.AND_MISSING.fill(count=counts["missing"]) if counts["missing"] else same("")
    total = len({one.id for one in traced.texts if not ids or one.id in ids})
    return agreed.SUMMARY.fill(**{**counts, "missing": missing, "total": total})


def _data(
    traced: Trace, clauses: Iterable[TracedClause], texts: Iterable[TracedText], ids: Collection[str]
) -> dict[str, Any]:
    return {
        "documents": [{"id": one.id, "name": one.name, "state": one.state.value} for one in traced.documents],
        "clauses": [
            {
                "document": one.document,
                "place": place_text(one.place).data,
                "place_zh": place_text(one.place).others[0],
                "text": one.text,
                "promising": one.clause is not None,
                "claimed_by": list(one.claimed_by),
                "aside": {"reason": one.aside.reason, "reason_zh": one.aside.reason_zh}
                if one.aside
                else None,
            }
            for one in clauses
        ],
        "entries": [
            {
                "id": one.id,
                "document": one.text.document if one.text else None,
                "place": one.text.place if one.text else None,
                "place_zh": one.text.place_zh if one.text else None,
                "state": one.state.value if one.state else None,
                "words": one.words,
            }
            for one in texts
        ],
        "summary": _counts(traced, ids),
    }
