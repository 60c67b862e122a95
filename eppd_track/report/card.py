"""`eppd show`: everything on a commitment, fact by fact, then what happened to it."""

import datetime as dt
from collections.abc import Iterable
from functools import partial
from typing import Any

from msgspec import Struct

from eppd_track.model.records import HEAD, Commitment, Inline, Ledger, Proposal, Target, Update
from eppd_track.model.vocabulary import EXPECTED_EFFECT, Calendar, Coded, Tempo
from eppd_track.report.agreed import agreed_facts
from eppd_track.report.parts import (
    Brief,
    Briefs,
    Cell,
    Column,
    Facts,
    Grid,
    Group,
    Moment,
    Pane,
    Report,
    Section,
    Sentences,
    Table,
    Timeline,
)
from eppd_track.report.sentences import (
    PAIRED,
    agency,
    as_json,
    author,
    changed,
    data_of,
    describe_update,
    in_both,
    inferred,
    pillar_name,
    proof,
    proposal_words,
    said,
    titles,
    value_words,
)
from eppd_track.rules import history, rounds
from eppd_track.rules.lights import Item
from eppd_track.rules.proofs import Proofs
from eppd_track.words import agreed, pages, scorecard
from eppd_track.words import pages as round_words
from eppd_track.words.days import long_day, show_day, show_due
from eppd_track.words.labels import FIELD, name_of
from eppd_track.words.scoring import VERDICT
from eppd_track.words.text import IN_BRACKETS, SEMICOLON, Text, Titles, both, join, names, same

_ABOVE = ("status", "owner", "next_move", "due")
_BELOW = (
    *("status_basis", "progress", "next_step", "next_step_due", "priority", "done_when", "target"),
    *("due_basis", "supporting", "counterpart", "kind", "strength", "sides", "operative_words"),
    *("answered_by", "tempo"),
    *("cadence", "verifiable", "proposed", "closure", "approved_by", "listed", "topic", "visibility"),
    *("tags", "links", "source", "note"),
)


_BLANK = Pane(None, (Sentences(("",)),))
_IN_HEAD = (FIELD["text"], agreed.WHERE, FIELD["title"], FIELD["light"])


class Shown(Struct, frozen=True):
    """The items shown; `everything` gives the related ones their lights, `proofs` how files stand."""

    items: tuple[Item, ...]
    everything: tuple[Item, ...]
    proofs: Proofs = {}


def build(shown: Shown, ledger: Ledger, as_of: dt.date, calendar: Calendar) -> Report:
    """The full card of each item."""
    items, proofs = shown.items, shown.proofs
    told = partial(_card, ledger=ledger, everything=shown.everything, calendar=calendar, proofs=proofs)
    return Report(
        kind="commitment",
        as_of=as_of,
        ledger=ledger.name,
        raw=ledger.raw,
        selection=names(item.commitment.id for item in items),
        shown=len(items),
        total=len(ledger.commitments),
        sections=tuple(section for item in items for section in told(item)),
        screen=tuple(
            pane
            for index, item in enumerate(items)
            for pane in (*([_BLANK] if index else []), *_screen(item, ledger, calendar, told(item)))
        ),
        data={
            "commitments": [
                data_of(item)
                | {
                    "slips": _slips_data(item.commitment),
                    "evidence": _evidence_data(item.commitment, proofs),
                }
                for item in items
            ]
        },
    )


def _slips_data(commitment: Commitment) -> list[dict[str, str | None]]:
    return [
        {
            "date": slip.date.isoformat(),
            "before": slip.before.text if slip.before else None,
            "after": slip.after.text if slip.after else None,
            "reason": slip.reason,
        }
        for slip in history.slips(commitment)
    ]


def _evidence_data(commitment: Commitment, proofs: Proofs) -> list[dict[str, Any]]:
    """Each piece of evidence, and how its file stands; null for what was recorded as no file."""
    return [
        as_json(paper) | {"seen": proofs[paper].seen.value if paper in proofs else None}
        for paper in commitment.evidence
    ]


def _screen(item: Item, ledger: Ledger, calendar: Calendar, sections: Iterable[Section]) -> Iterable[Pane]:
    """The card as a terminal shows it: the item, facts side by side, its history, the newest first."""
    commitment = item.commitment
    head = Brief(item.light, commitment.id, titles(commitment), beside=(name_of(item.light),))
    pairs = tuple(
        pair for pair in _facts(item, ledger, calendar, reasons=False).pairs if pair[0] not in _IN_HEAD
    )
    told = tuple(agreed_facts(commitment, ledger))
    words = (Facts(told),) if told else ()
    yield Pane(None, (Briefs(((None, (head,)),)), *words, Grid(pairs)))
    for section in sections:
        if section.key == "history" and commitment.updates:
            count = pages.COUNTED.fill(head=FIELD["update"], count=len(commitment.updates))
            yield Pane(count, (_timeline(commitment, ledger, calendar),))
        elif section.key != commitment.id:
            yield Pane(section.head, section.blocks)


def _timeline(commitment: Commitment, ledger: Ledger, calendar: Calendar) -> Timeline:
    dated = sorted(enumerate(commitment.updates), key=lambda pair: (pair[1].date, pair[0]), reverse=True)
    moments = []
    for _, update in dated:
        where = join(_where(update, ledger, calendar), same(" · "))
        words, change = said(update, commitment, calendar), changed(update, commitment, ledger, calendar)
        moments.append(Moment(where, words, change if words or change else pages.SAID_NOTHING))
    return Timeline(tuple(moments))


def _where(update: Update, ledger: Ledger, calendar: Calendar) -> list[Text]:
    """When a record was made, by whom, whom to ask about it, and at which meeting."""
    besides = [same(told) for told in (update.contact, update.meeting) if told]
    return [long_day(update.date, calendar), author(update.by, ledger), *besides]


def _card(
    item: Item, ledger: Ledger, everything: tuple[Item, ...], calendar: Calendar, proofs: Proofs
) -> Iterable[Section]:
    commitment = item.commitment
    yield Section(commitment.id, same(commitment.id), (_facts(item, ledger, calendar),))
    if commitment.milestones:
        yield Section("milestones", FIELD["milestone"], (_milestones(commitment),))
    if commitment.evidence:
        yield Section("evidence", FIELD["evidence"], (_evidence(commitment, calendar, proofs),))
    if commitment.scores:
        yield Section("scores", FIELD["score"], (_scores(commitment),))
    lines = tuple(describe_update(update, commitment, ledger, calendar) for update in commitment.updates)
    yield Section(
        "history",
        FIELD["update"],
        (Sentences(lines or (pages.NO_HISTORY,), listed=bool(lines)),),
    )
    if commitment.related:
        yield Section("related", FIELD["related"], (_related(commitment, everything),))


def _facts(item: Item, ledger: Ledger, calendar: Calendar, *, reasons: bool = True) -> Facts:
    """What is known of an item; `reasons` says whether its slips tell theirs, which its history tells too."""
    commitment = item.commitment
    pairs: list[tuple[Text, Cell]] = [
        *agreed_facts(commitment, ledger),
        (FIELD["title"], titles(commitment)),
        (FIELD["pillar"], pillar_name(commitment.pillar, ledger)),
        (FIELD["light"], item.light),
    ]
    pairs += [(FIELD[name], fact(name, item, ledger, calendar)) for name in _ABOVE]
    moves = [_slip_words(slip, calendar, reasons=reasons) for slip in history.slips(commitment)]
    pairs += [(pages.SLIP, words) for words in moves]
    if commitment.carried:
        pairs.append((round_words.ROUND, _lineage(commitment, ledger, calendar)))
    if item.next_due is not None and item.next_due != commitment.due:
        pairs.append((pages.NEXT_DATE, show_due(item.next_due, calendar)))
    if item.overdue:
        pairs.append((FIELD["overdue_days"], item.overdue_days))
    if item.stale and item.silent_since is not None:
        since = show_day(item.silent_since, calendar)
        pairs.append((FIELD["stale"], pages.SILENT_SINCE.fill(day=since)))
    for name in _BELOW:
        value = fact(name, item, ledger, calendar)
        if value not in (None, "") and not _is_usual(name, commitment):
            pairs.append((_label(name, commitment), value))
    return Facts(tuple(pairs))


def _lineage(commitment: Commitment, ledger: Ledger, calendar: Calendar) -> Text:
    """The round it was made in and those it was carried into, each with its day."""
    home = rounds.made_in(commitment, rounds.rounds(ledger))
    days = {meeting.id: meeting.date for meeting in ledger.meetings}
    steps = []
    for name, recorded in rounds.carried_on(commitment).items():
        day = recorded or days.get(name)
        told = round_words.CARRIED_ON.fill(round=name, day=show_day(day, calendar)) if day else None
        steps.append(told or round_words.CARRIED.fill(rounds=name))
    if home is not None and home.meeting.id not in commitment.carried:
        made = show_day(commitment.listed or home.meeting.date, calendar)
        steps.insert(0, round_words.MADE_AT.fill(round=home.meeting.id, day=made))
    return join(steps, SEMICOLON)


def _is_usual(name: str, commitment: Commitment) -> bool:
    """Whether a fact is worth no line: what holds unless something else is said, or holds no more.

    That nothing was said of a day holds no more where a due date was set since.
    """
    info = HEAD[name]
    if name == "tempo" and commitment.tempo is Tempo.OPEN_ENDED and commitment.due is not None:
        return True
    return (
        not info.required and history.current_value(commitment, name) == info.default and name != "progress"
    )


def fact(name: str, item: Item, ledger: Ledger, calendar: Calendar) -> Cell:
    """What a field of an item holds, in words, marked where the source does not give it."""
    return _marked(name, _value(name, item, ledger, calendar), item.commitment)


def _value(name: str, item: Item, ledger: Ledger, calendar: Calendar) -> Cell:
    commitment = item.commitment
    value = history.current_value(commitment, name)
    match name:
        case "owner":
            return _agency(commitment.owner, ledger)
        case "due":
            return due_words(commitment, calendar)
        case "sides" if commitment.kind == EXPECTED_EFFECT:
            return None
        case "progress":
            return None if item.progress is None else f"{item.progress}%"
        case "supporting" | "counterpart":
            return join([_agency(code, ledger) for code in value]) if isinstance(value, tuple) else None
    if name in PAIRED:
        return in_both(commitment, name)
    if isinstance(value, tuple):
        return "\n".join(value)
    if isinstance(value, Coded):
        return name_of(value)
    if isinstance(value, Inline):
        return _inline(value, ledger, calendar)
    return value_words(value, calendar) if value is not None and not isinstance(value, str) else value


def _inline(value: Inline, ledger: Ledger, calendar: Calendar) -> Text:
    """A field that holds a table of its own, with what the table says beside the value."""
    if isinstance(value, Proposal):
        return proposal_words(value, ledger, calendar)
    figure = value_words(value, calendar)
    basis = both(value.basis, value.basis_zh, "") if isinstance(value, Target) else same("")
    return IN_BRACKETS.fill(text=figure, inside=basis) if basis.data else figure


def _label(name: str, commitment: Commitment) -> Text:
    """The name of a fact; whose request or promise it is, of what follows from one neither."""
    if name != "sides" or commitment.kind is None:
        return FIELD[name]
    return pages.ASKED_BY if commitment.kind.request else pages.PROMISED_BY


def _marked(name: str, value: Cell, commitment: Commitment) -> Cell:
    """A value of the card, marked where the source does not give it."""
    if value in (None, "") or not inferred(name, commitment):
        return value
    return pages.INFERRED.fill(value=value if isinstance(value, Text) else same(value))


def _agency(code: str, ledger: Ledger) -> Text:
    name = agency(code, ledger).text()
    return IN_BRACKETS.fill(text=name, inside=code) if name.data else same(code)


def due_words(commitment: Commitment, calendar: Calendar) -> Text:
    """The due date with where it came from: `2029-06-30 (was 2029-01-27, moved once)`."""
    now = pages.NO_DUE if commitment.due is None else show_due(commitment.due, calendar)
    moves = history.times_moved(commitment)
    first = history.first_due(commitment)
    if not moves or first is None:
        return now
    times = pages.MOVED_ONCE if moves == 1 else pages.MOVED.fill(times=moves)
    return pages.DUE_MOVED.fill(now=now, first=show_due(first, calendar), times=times)


def _slip_words(slip: history.Slip, calendar: Calendar, *, reasons: bool) -> Text:
    """One move of a due date as a sentence."""
    before = show_due(slip.before, calendar) if slip.before else pages.NO_DUE
    after = show_due(slip.after, calendar) if slip.after else pages.NO_DUE
    told = pages.SLIPPED.fill(day=show_day(slip.date, calendar), before=before, after=after)
    if slip.reason and not reasons:
        return told
    return pages.WITH_REASON.fill(told=told, reason=slip.reason or pages.NO_REASON)


def _milestones(commitment: Commitment) -> Table:
    columns = (
        Column("id", FIELD["id"]),
        Column("title", pages.STEP, wide=True),
        Column("due", FIELD["due"]),
        Column("done", pages.DONE),
    )
    rows = tuple(
        (step.id, Titles(step.title, step.title_zh), step.due, step.done) for step in commitment.milestones
    )
    return Table(columns, (Group(None, rows),))


def _evidence(commitment: Commitment, calendar: Calendar, proofs: Proofs) -> Table:
    columns = (
        Column("date", pages.DATE),
        Column("type", FIELD["kind"]),
        Column("title", FIELD["evidence"], wide=True),
        Column("ref", pages.REF, wide=True),
        Column("proof", pages.PROOF, wide=True),
    )
    rows = tuple(
        (
            *(paper.date, paper.type, Titles(paper.title, paper.title_zh), paper.ref),
            proof(paper, proofs, calendar),
        )
        for paper in commitment.evidence
    )
    return Table(columns, (Group(None, rows),))


def _scores(commitment: Commitment) -> Table:
    columns = (
        Column("date", pages.DATE),
        Column("side", scorecard.SIDE),
        Column("value", scorecard.VALUE),
        Column("reader", scorecard.READER),
        Column("meeting", pages.MEETING, under="date"),
        Column("reason", scorecard.REASON, wide=True),
    )
    rows = tuple(
        (score.date, score.side, VERDICT[score.value], score.reader, score.meeting, score.reason)
        for score in commitment.scores
    )
    return Table(columns, (Group(None, rows),))


def _related(commitment: Commitment, everything: tuple[Item, ...]) -> Table:
    known = {item.commitment.id: item for item in everything}
    columns = (
        Column("id", FIELD["id"]),
        Column("light", FIELD["light"]),
        Column("title", FIELD["title"], wide=True),
        Column("status", FIELD["status"]),
    )
    rows = tuple(
        (other, known[other].light, titles(known[other].commitment), known[other].commitment.status)
        if other in known
        else (other, None, None, None)
        for other in commitment.related
    )
    return Table(columns, (Group(None, rows),))
