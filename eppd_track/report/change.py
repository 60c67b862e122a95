"""What a change did, as people read it: each thing before and after, the light first, and what was said."""

import datetime as dt
from collections.abc import Collection, Iterable, Iterator

from msgspec import Struct

from eppd_track.model.records import HEAD, Ledger
from eppd_track.model.vocabulary import FINISHED, Calendar
from eppd_track.report.card import fact
from eppd_track.report.parts import Block, Cell, Entry, Facts, Report, Section, Sentences, Step, Told
from eppd_track.report.sentences import (
    PAIRED,
    lights,
    pillar_name,
    proved,
    reached,
    said,
    signed,
    strip,
    titles,
    value_words,
)
from eppd_track.rules.lights import Item
from eppd_track.rules.proofs import Proofs
from eppd_track.words import look, pages
from eppd_track.words.days import show_due
from eppd_track.words.labels import FIELD, name_of
from eppd_track.words.text import COMMA, LIST_SEPARATOR, SEMICOLON, Text, join, names, same

_STANDS = ("status", "progress", "due", "owner", "next_move", "next_step")
"""What a receipt tells in any case, in this order."""
_TOLD_OTHERWISE = {"id", "owner_confirmed", "inferred", "original_due", *(f"{name}_zh" for name in PAIRED)}
_FIELDS = tuple(dict.fromkeys((*_STANDS, "next_step_due", *(n for n in HEAD if n not in _TOLD_OTHERWISE))))


class Changed(Struct, frozen=True):
    """Every item as it stood before a change and as it stands after it, each in the order of the file.

    `proofs` says how the files of evidence stand after it.
    """

    before: tuple[Item, ...]
    after: tuple[Item, ...]
    proofs: Proofs = {}

    @property
    def pairs(self) -> dict[str, tuple[Item | None, Item | None]]:
        """Each by its id before and after, None where it was not listed."""
        was, now = ({item.commitment.id: item for item in some} for some in (self.before, self.after))
        return {name: (was.get(name), now.get(name)) for name in dict.fromkeys((*now, *was))}


def receipt(
    done: Collection[str], changed: Changed, ledger: Ledger, as_of: dt.date, calendar: Calendar
) -> Report:
    """What a change left behind: each item before and after, a line on its pillar, how to take it back.

    `done` names the items, in the ledger as it is then.
    """
    told = [(was, now) for name, (was, now) in changed.pairs.items() if name in done and now is not None]
    blocks: list[Block] = [_item(now, was, ledger, calendar, changed.proofs) for was, now in told]
    numbers = sorted({now.commitment.pillar for _, now in told})
    now = tuple(_pillar_now(number, ledger, changed.after) for number in numbers)
    blocks.append(Sentences((*now, pages.TAKE_BACK)))
    return Report(
        kind="receipt",
        as_of=as_of,
        ledger=ledger.name,
        raw=ledger.raw,
        selection=names(now.commitment.id for _, now in told),
        shown=len(told),
        total=len(ledger.commitments),
        sections=(Section("receipt", None, tuple(blocks)),),
    )


def undone(changed: Changed, ledger: Ledger, as_of: dt.date, calendar: Calendar) -> Report | None:
    """What taking a command back made of each item, a line each; None where it touched none."""
    lines = []
    for name, (was, now) in changed.pairs.items():
        what = pages.GONE_AGAIN if now is None else pages.THERE_AGAIN
        if was is not None and now is not None:
            if was.commitment == now.commitment and was.light is now.light:
                continue
            parts = moves(now, was, ledger, calendar)
            what = join(parts, SEMICOLON) if parts else pages.RECORD_GONE
        lines.append(pages.OF_ITEM.fill(id=name, what=what))
    if not lines:
        return None
    return Report(
        kind="undone",
        as_of=as_of,
        ledger=ledger.name,
        raw=ledger.raw,
        selection=same(""),
        shown=len(lines),
        total=len(ledger.commitments),
        sections=(Section("undone", None, (Sentences(tuple(lines), listed=len(lines) > 1),)),),
    )


def moves(item: Item, was: Item, ledger: Ledger, calendar: Calendar) -> list[Text]:
    """What differs between an item and what it was, each thing before and after, the light first."""
    found = [light_moved(was, item)] if was.light is not item.light else []
    for name, (old, new) in _differing(item, was, ledger, calendar).items():
        told = pages.BEFORE_AFTER.fill(old=old, new=new)
        found.append(pages.NAMED_COUNT.fill(name=FIELD[name], count=told))
    return found


def light_moved(was: Item, item: Item) -> Text:
    """A light before and after, by letter and word."""
    letters = pages.BEFORE_AFTER.fill(old=look.LETTER[was.light], new=look.LETTER[item.light])
    return join([letters, name_of(item.light)], same(" "))


def _differing(item: Item, was: Item, ledger: Ledger, calendar: Calendar) -> dict[str, tuple[Text, Text]]:
    """The fields that read otherwise than before: what stood there, and what stands there.

    How often a due date moved is told only of a ledger that was read whole.
    """
    found = {}
    for name in _FIELDS:
        old, new = (_said(name, one, ledger, calendar) for one in (was, item))
        if old == new:
            continue
        if name == "due":
            old = _plain_due(was, calendar)
            new = new if ledger.whole else _plain_due(item, calendar)
        found[name] = old, new
    return found


def _said(name: str, item: Item, ledger: Ledger, calendar: Calendar) -> Text:
    """What a field holds in words, on one line; why something is proposed stands in the record."""
    proposed = item.commitment.proposed if name == "proposed" else None
    value = value_words(proposed, calendar) if proposed else fact(name, item, ledger, calendar)
    if value in (None, ""):
        return pages.EMPTY
    if isinstance(value, Text):
        return value
    return join([same(part) for part in str(value).split("\n")], LIST_SEPARATOR)


def _plain_due(was: Item, calendar: Calendar) -> Text:
    return pages.NO_DUE if was.commitment.due is None else show_due(was.commitment.due, calendar)


def _item(item: Item, was: Item | None, ledger: Ledger, calendar: Calendar, proofs: Proofs) -> Facts:
    """An item as it stands, what changed with what it was before, its proofs, and what was said."""
    commitment = item.commitment
    moved = {} if was is None else _differing(item, was, ledger, calendar)
    pairs: list[tuple[Text, Cell]] = [
        (same(commitment.id), titles(commitment)),
        (FIELD["light"], item.light if was is None else Step(was.light, item.light)),
    ]
    for name in _FIELDS:
        if name in moved:
            old, new = moved[name]
            pairs.append((FIELD[name], pages.BEFORE_AFTER.fill(old=old, new=new)))
        elif name in _STANDS and (value := fact(name, item, ledger, calendar)) not in (None, ""):
            pairs.append((FIELD[name], value))
    pairs += [(FIELD["evidence"], paper) for paper in _papers(item, was, proofs, calendar)]
    known = () if was is None else was.commitment.updates
    for index, record in enumerate(commitment.updates):
        if known[index : index + 1] != (record,) and record not in known:
            steps = reached(record, commitment)
            pairs += [(pages.STEP, pages.NOW_REACHED.fill(name=step)) for step in steps]
            words = said(record, commitment, calendar)
            pairs.append((pages.RECORDED, Told((Entry(signed(record, ledger, calendar), None, words),))))
    return Facts(tuple(pairs))


def _papers(item: Item, was: Item | None, proofs: Proofs, calendar: Calendar) -> Iterator[Text]:
    """The papers that came with a change; where it completed or closed the item, all that prove it."""
    held = () if was is None else was.commitment.evidence
    ended = item.commitment.status in FINISHED
    moved = was is None or was.commitment.status is not item.commitment.status
    for paper, title in zip(item.commitment.evidence, proved(item.commitment, proofs, calendar), strict=True):
        if paper not in held:
            yield pages.NOW_ADDED.fill(title=title)
        elif ended and moved:
            yield title


def _pillar_now(number: int, ledger: Ledger, everything: Iterable[Item]) -> Text:
    """How many of a pillar are open, by light, and how many are closed or withdrawn."""
    group = [item for item in everything if item.commitment.pillar == number]
    still = [item for item in group if item.commitment.open]
    counts = [pages.PILLAR_OPEN.fill(count=len(still), lights=strip(lights(still)))] if still else []
    if len(still) < len(group):
        counts.append(pages.PILLAR_ENDED.fill(count=len(group) - len(still)))
    return pages.PILLAR_NOW.fill(pillar=pillar_name(number, ledger), counts=join(counts, COMMA))
