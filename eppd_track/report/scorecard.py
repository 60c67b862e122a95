"""`eppd report --scorecard`: what the sides made of their promises before a meeting, as readers scored it.

Only what readers agree on is shared out, and nothing is averaged (docs/rules.md, "Scores").
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence

from msgspec import Struct

from eppd_track.model.records import Commitment, Ledger, Meeting
from eppd_track.model.vocabulary import Audience, Calendar, Party, Standing, Status, Strength
from eppd_track.report.parts import (
    Block,
    Boxes,
    Cell,
    Column,
    Entry,
    Facts,
    Group,
    Report,
    Section,
    Sentences,
    Table,
    Told,
)
from eppd_track.report.sentences import as_json, dialogue_name, kind_counts, kinds, pillar_name, titles
from eppd_track.report.weekly import Cover
from eppd_track.rules.scores import VALUES, Promise, Shares, not_promised, promises, scored_for
from eppd_track.rules.selection import Selected
from eppd_track.words import pages
from eppd_track.words import scorecard as words
from eppd_track.words.days import long_day, show_day
from eppd_track.words.labels import COLUMN, FIELD, members, name_of
from eppd_track.words.scoring import VERDICT
from eppd_track.words.text import Text, both, join, same

COLUMNS = (
    Column("id", COLUMN["id"]),
    Column("title", COLUMN["title"], wide=True),
    Column("side", words.SIDE, under="id"),
    Column("result", words.RESULT),
    Column("readers", words.READERS, wide=True),
)


class Card(Struct, frozen=True):
    """The facts of a scorecard: the meeting it is for, None for scores made for none, and its promises.

    `others` are further meetings with scores, `entries` what was looked at, whether it promises anything
    or not, `not_counted` scores of sides that did not promise, `withdrawn` the ids left out, `total` counts
    all commitments there are.
    """

    meeting: str | None
    others: tuple[str | None, ...]
    entries: tuple[Commitment, ...]
    promises: tuple[Promise, ...]
    not_counted: tuple[Promise, ...]
    withdrawn: tuple[str, ...]
    total: int

    def of(self, standing: Standing) -> tuple[Promise, ...]:
        """The promises that stand so."""
        return tuple(promise for promise in self.promises if promise.standing is standing)

    @property
    def no_promise(self) -> tuple[Commitment, ...]:
        """What promises nothing: it is not scored and in no share."""
        return tuple(one for one in self.entries if one.kind is not None and not one.kind.promises)

    @property
    def scored(self) -> tuple[Promise, ...]:
        """The promises that anybody scored."""
        return tuple(promise for promise in self.promises if promise.scores)

    @property
    def days(self) -> tuple[dt.date, ...]:
        """The days of the scores that count, in their order."""
        return tuple(sorted(score.date for promise in self.promises for score in promise.scores))


def gather(found: Selected, meeting: str | None, *, named: bool, withdrawn: bool) -> Card:
    """The facts for the commitments found, closed ones among them.

    The scores are those made for `meeting` where it is `named`, else for the one scored last. Withdrawn
    commitments are left out unless `withdrawn` asks for them.
    """
    every = [item.commitment for item in found.items]
    kept = [one for one in every if withdrawn or one.status is not Status.WITHDRAWN]
    known, parties = scored_for(kept), members(Party)
    chosen = meeting if named else next(iter(known), None)
    return Card(
        meeting=chosen,
        others=tuple(other for other in known if other != chosen),
        entries=tuple(kept),
        promises=promises(kept, parties, chosen),
        not_counted=not_promised(kept, parties, chosen),
        withdrawn=tuple(one.id for one in every if one not in kept),
        total=found.total,
    )


def build(card: Card, ledger: Ledger, as_of: dt.date, cover: Cover) -> Report:
    """The scorecard."""
    items = tuple(dict.fromkeys(promise.commitment.id for promise in card.promises))
    name = dialogue_name(ledger, as_of)
    return Report(
        kind="scorecard",
        title=words.SCORECARD
        if name is None
        else pages.REPORT_TITLE.fill(dialogue=name, kind=words.SCORECARD),
        mark=name_of(Audience.INTERNAL),
        as_of=as_of,
        ledger=ledger.name,
        raw=ledger.raw,
        selection=cover.selection,
        shown=len(items),
        total=card.total,
        ids=items,
        sections=(
            _heading(card, ledger, as_of, cover),
            *cover.unread.section,
            _summary(card, len(items), ledger),
            *_shares(card, ledger),
            _scored(card, ledger, cover.calendar),
            _disputed(card),
            *_unscored(card),
            *_notes(card, cover),
            *((Section("approval", pages.APPROVAL, (Boxes(cover.approval),)),) if cover.approval else ()),
        ),
        data=_data(card, cover.by) | {"unread": cover.unread.data},
        remarks=() if card.entries else (pages.NOTHING_MATCHES.fill(selection=cover.selection),),
    )


# ---- the sections ----


def meeting_name(meeting: str | None, ledger: Ledger) -> Text:
    """A meeting as a person knows it: its title and its id, or that none is named."""
    if meeting is None:
        return words.NO_MEETING
    known: Meeting | None = next((one for one in ledger.meetings if one.id == meeting), None)
    title = both(known.title, known.title_zh, meeting) if known else same(meeting)
    return title if title == same(meeting) else words.WITH_CODE.fill(name=title, code=meeting)


def _heading(card: Card, ledger: Ledger, as_of: dt.date, cover: Cover) -> Section:
    days, calendar = card.days, cover.calendar
    scored = words.NEVER
    if days:
        since, until = long_day(days[0], calendar), long_day(days[-1], calendar)
        scored = pages.FROM_TO.fill(since=since, until=until)
    pairs: tuple[tuple[Text, Cell], ...] = (
        (words.MADE_FOR, meeting_name(card.meeting, ledger)),
        (words.SCORED_FROM_TO, scored),
        (pages.AS_OF, long_day(as_of, calendar)),
        (pages.SELECTION, cover.selection),
        (pages.PREPARED_BY, cover.by),
    )
    return Section("heading", None, (Facts(pairs),))


def _summary(card: Card, items: int, ledger: Ledger) -> Section:
    counts = {standing.value: len(card.of(standing)) for standing in Standing}
    lines = [words.COUNTS.fill(items=items, promises=len(card.promises), **counts), words.HOW]
    if told := kinds(card.no_promise):
        ids = [one.id for one in card.no_promise]
        lines.append(words.NO_PROMISE.fill(kinds=told, ids=ids))
    if card.others:
        others = join([meeting_name(meeting, ledger) for meeting in card.others])
        lines.append(words.OTHER_ROUNDS.fill(meetings=others))
    return Section("summary", pages.SUMMARY, (Sentences(tuple(lines)),))


def _shares(card: Card, ledger: Ledger) -> Iterable[Section]:
    """How the agreed ones are shared out, by pillar, by side and by strength of promise."""
    every = card.promises
    pillars = sorted({promise.commitment.pillar for promise in every})
    by_pillar = [
        (pillar_name(number, ledger), [one for one in every if one.commitment.pillar == number])
        for number in pillars
    ]
    yield _shared("pillar", words.BY_PILLAR, FIELD["pillar"], by_pillar)
    by_side = [(name_of(side), [one for one in every if one.side == side]) for side in members(Party)]
    yield _shared("side", words.BY_SIDE, words.SIDE, by_side)
    by_strength = [
        (
            name_of(strength) if strength else words.NOT_GIVEN,
            [one for one in every if one.commitment.strength is strength],
        )
        for strength in (*Strength, None)
    ]
    yield _shared("strength", words.BY_STRENGTH, FIELD["strength"], by_strength)


def _shared(key: str, head: Text, label: Text, kinds: Sequence[tuple[Text, list[Promise]]]) -> Section:
    """A table of shares: a row for each kind that has promises, all of them in the totals."""
    columns = (
        Column(key, label, wide=True),
        *(Column(str(value), VERDICT[value], number=True) for value in VALUES),
        Column("agreed", words.AGREED, number=True),
        Column("promises", words.PROMISES, number=True),
    )
    rows = tuple(_row(name, mine) for name, mine in kinds if mine)
    blocks: tuple[Block, ...] = (Sentences((pages.NONE,)),)
    if rows:
        every = [promise for _, mine in kinds for promise in mine]
        blocks = (Table(columns, (Group(None, rows),), _row(pages.TOTAL, every)),)
    return Section(f"by-{key}", head, blocks)


def _row(name: Text, mine: Sequence[Promise]) -> tuple[Cell, ...]:
    shares = Shares.of(mine)
    agreed = sum(shares.counts)
    told = [
        words.SHARE.fill(count=count, percent=percent) if agreed else same(count)
        for count, percent in zip(shares.counts, shares.percentages, strict=True)
    ]
    return (name, *told, agreed, len(mine))


def _scored(card: Card, ledger: Ledger, calendar: Calendar) -> Section:
    """Every scored promise with what each reader gave, by pillar."""
    head = pages.COUNTED.fill(head=words.SCORED, count=len(card.scored))
    numbers = sorted({promise.commitment.pillar for promise in card.scored})
    groups = tuple(
        Group(
            pillar_name(number, ledger),
            tuple(row(promise, calendar) for promise in card.scored if promise.commitment.pillar == number),
        )
        for number in numbers
    )
    return Section("scored", head, (Table(COLUMNS, groups),) if groups else (Sentences((pages.NONE,)),))


def row(promise: Promise, calendar: Calendar) -> tuple[Cell, ...]:
    """A promise in a table of COLUMNS."""
    told = tuple(
        Entry(
            words.WHO.fill(
                day=show_day(score.date, calendar), reader=score.reader, verdict=VERDICT[score.value]
            ),
            None,
            same(score.reason),
        )
        for score in promise.scores
    )
    return (promise.commitment.id, titles(promise.commitment), promise.side, result(promise), Told(told))


def result(promise: Promise) -> Text:
    """What a promise comes to: the value the readers agree on, else how it stands."""
    return name_of(promise.standing) if promise.value is None else VERDICT[promise.value]


def gave(promise: Promise) -> Text:
    """Who gave what, in short."""
    return join(
        [words.GAVE.fill(reader=score.reader, verdict=VERDICT[score.value]) for score in promise.scores]
    )


def _disputed(card: Card) -> Section:
    lines = tuple(
        words.DISPUTE.fill(id=promise.commitment.id, side=name_of(promise.side), values=gave(promise))
        for promise in card.of(Standing.DISPUTED)
    )
    return Section("disputed", words.DISPUTED, (Sentences(lines or (pages.NONE,), listed=bool(lines)),))


def _unscored(card: Card) -> tuple[Section, ...]:
    open_ones = card.of(Standing.UNSCORED)
    lines = tuple(
        words.UNSCORED_OF.fill(side=name_of(side), ids=ids)
        for side in members(Party)
        if (ids := [promise.commitment.id for promise in open_ones if promise.side == side])
    )
    return (Section("unscored", words.UNSCORED, (Sentences(lines, listed=True),)),) if lines else ()


def _notes(card: Card, cover: Cover) -> tuple[Section, ...]:
    lines: list[Text] = [*cover.unread.told]
    if card.not_counted:
        which = [
            words.ID_AND_SIDE.fill(id=promise.commitment.id, side=name_of(promise.side))
            for promise in card.not_counted
        ]
        lines.append(words.NOT_COUNTED.fill(which=join(which)))
    if card.withdrawn:
        lines.append(words.WITHDRAWN.fill(ids=card.withdrawn))
    return (Section("notes", pages.NOTES, (Sentences(tuple(lines), listed=True),)),) if lines else ()


# ---- for JSON ----


def _data(card: Card, by: str) -> dict[str, object]:
    days = card.days
    pillars = sorted({promise.commitment.pillar for promise in card.promises})
    every = card.promises
    return {
        "meeting": card.meeting,
        "other_meetings": list(card.others),
        "since": days[0] if days else None,
        "until": days[-1] if days else None,
        "prepared_by": by,
        "standings": {standing.value: len(card.of(standing)) for standing in Standing},
        "shares": {
            "pillar": [
                {"pillar": number, **_share(one for one in every if one.commitment.pillar == number)}
                for number in pillars
            ],
            "side": [
                {"side": side.value, **_share(one for one in every if one.side == side)}
                for side in members(Party)
            ],
            "strength": [
                {"strength": strength, **_share(one for one in every if one.commitment.strength is strength)}
                for strength in (*Strength, None)
            ],
        },
        "promises": [as_data(promise) for promise in every],
        "no_promise": [one.id for one in card.no_promise],
        "kinds": kind_counts(card.entries),
        "not_counted": [as_data(promise) for promise in card.not_counted],
        "withdrawn": list(card.withdrawn),
    }


def _share(some: Iterable[Promise]) -> dict[str, object]:
    mine = tuple(some)
    shares = Shares.of(mine)
    names = ("full", "partial", "none")
    return {
        "promises": len(mine),
        "agreed": sum(shares.counts),
        **dict(zip(names, shares.counts, strict=True)),
        "percentages": dict(zip(names, shares.percentages, strict=True)),
        "standings": dict(Counter(promise.standing.value for promise in mine)),
    }


def as_data(promise: Promise) -> dict[str, object]:
    """A promise for JSON, with the scores that count."""
    return {
        "id": promise.commitment.id,
        "side": promise.side.value,
        "standing": promise.standing.value,
        "value": promise.value,
        "scores": [as_json(score) for score in promise.scores],
    }
