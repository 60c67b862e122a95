"""Which commitments are meant: a Selection over the ledger, made of what was typed, and told in words.

Pure but for the names of sides and what they make: those that are printed now (`words.labels.name_sides`),
which a Session takes from the ledger it opens. Inside one option any value may match, across options all
must, and a value with a leading `!` excludes (docs/commands.md, "Selection").
"""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence

from msgspec import Struct

from eppd_track.model.records import Commitment, Ledger, Quotes, spoken
from eppd_track.model.vocabulary import NOBODY, Calendar, Move, Sides
from eppd_track.rules.lights import Item
from eppd_track.rules.query import CLOSED_LISTS, cut, find_value, fold, in_short
from eppd_track.words import refusals
from eppd_track.words.days import show_day
from eppd_track.words.labels import FIELD, name_of
from eppd_track.words.text import SEMICOLON, Text, join, paired, same


class Choice(Struct, frozen=True):
    """The values one option asks for and those it excludes; empty means that anything goes."""

    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()

    def admits(self, values: Iterable[str]) -> bool:
        """Whether something that holds `values` passes."""
        held = set(values)
        return (not self.include or not held.isdisjoint(self.include)) and held.isdisjoint(self.exclude)


ANY = Choice()


def choose(option: str, typed: Iterable[str], known: Mapping[str, str]) -> Choice:
    """The Choice an option asks for: values repeat or take commas, `!` excludes.

    Raises WrongUse for a value that does not exist, naming the valid ones and the nearest.
    """
    include: list[str] = []
    exclude: list[str] = []
    for text in typed:
        for part in cut(text, known):
            target, value = (exclude, part[1:]) if part.startswith(("!", "！")) else (include, part)
            target.append(find_value(option, value.strip(), known))
    return Choice(tuple(include), tuple(exclude))


def searched(typed: Iterable[str]) -> Choice:
    """The words a search asks for: not cut at commas, which a text may hold."""
    words = tuple(typed)
    include = tuple(word for word in words if word and not word.startswith("!"))
    exclude = tuple(word[1:] for word in words if word.startswith("!") and word[1:])
    return Choice(include, exclude) if include or exclude else ANY


class Selection(Struct, frozen=True, kw_only=True):
    """What the selection options ask for, with every value already found to exist.

    `words` are the agreed words of documents at hand, in which a search looks too.
    """

    pillar: Choice = ANY
    status: Choice = ANY
    owner: Choice = ANY
    agency: Choice = ANY
    side: Choice = ANY
    next_move: Choice = ANY
    light: Choice = ANY
    topic: Choice = ANY
    tag: Choice = ANY
    kind: Choice = ANY
    meeting: Choice = ANY
    search: Choice = ANY
    words: Quotes = {}
    due_before: dt.date | None = None
    due_after: dt.date | None = None
    overdue: bool = False
    due_soon: bool = False
    stale: bool = False
    unconfirmed: bool = False
    everything: bool = False


class Selected(Struct, frozen=True):
    """What a selection found: the items, how many there are in all, and what it leaves out.

    `hidden` counts the closed and withdrawn ones that only `--all` shows; `overdue_outside` are
    overdue items the selection does not show.
    """

    items: tuple[Item, ...]
    total: int
    hidden: int
    overdue_outside: tuple[Item, ...]


def select(items: Iterable[Item], selection: Selection, ledger: Ledger, unseen: int = 0) -> Selected:
    """The items a selection asks for, in their order.

    `unseen` commitments, which could not be read, count among all there are.
    """
    everything = tuple(items)
    facets = [(getattr(selection, name), values) for name, values in _FACETS.items()]
    active = [(choice, values) for choice, values in facets if choice != ANY]
    asked = [
        item
        for item in everything
        if all(choice.admits(values(item)) for choice, values in active) and _holds(item, selection, ledger)
    ]
    shown = tuple(item for item in asked if not _is_hidden(item, selection))
    ids = {item.commitment.id for item in shown}
    return Selected(
        items=shown,
        total=len(everything) + unseen,
        hidden=len(asked) - len(shown),
        overdue_outside=tuple(item for item in everything if item.overdue and item.commitment.id not in ids),
    )


def _is_hidden(item: Item, selection: Selection) -> bool:
    status = item.commitment.status
    hidden = not item.commitment.open and not selection.everything
    return hidden and status not in selection.status.include


_FACETS: Mapping[str, Callable[[Item], Iterable[str]]] = {
    "pillar": lambda item: (str(item.commitment.pillar),),
    "status": lambda item: (item.commitment.status,),
    "owner": lambda item: (item.commitment.owner,),
    "agency": lambda item: (item.commitment.owner, *item.commitment.supporting),
    "side": lambda item: _each_of(item.commitment.sides) if item.commitment.sides else (),
    "next_move": lambda item: _each_of(item.commitment.next_move or NOBODY),
    "light": lambda item: (item.light,),
    "topic": lambda item: (item.commitment.topic or "", item.commitment.topic_zh or ""),
    "tag": lambda item: item.commitment.tags,
    "kind": lambda item: (item.commitment.kind,) if item.commitment.kind else (),
}


def _each_of(value: Sides | Move) -> Iterable[str]:
    """What a value is found by: some of three sides by each of them too, all of them by that word alone."""
    return (value, *value.split("+")) if "+" in value else (value,)


def _holds(item: Item, selection: Selection, ledger: Ledger) -> bool:
    """Whether the flags, the period and the words asked for hold."""
    lacks = (
        (selection.overdue and not item.overdue)
        or (selection.due_soon and not item.due_soon)
        or (selection.stale and not item.stale)
        or (selection.unconfirmed and "owner" not in item.commitment.guessed)
    )
    if lacks:
        return False
    return _in_period(item, selection) and _mentions(item.commitment, selection, ledger)


def _in_period(item: Item, selection: Selection) -> bool:
    """Whether its next date lies in the period asked for; both ends are included."""
    if selection.due_before is None and selection.due_after is None:
        return True
    if item.next_due is None:
        return False
    day = item.next_due.day
    early = selection.due_after is not None and day < selection.due_after
    late = selection.due_before is not None and day > selection.due_before
    return not early and not late


def _mentions(commitment: Commitment, selection: Selection, ledger: Ledger) -> bool:
    if selection.meeting != ANY and not selection.meeting.admits(_meetings(commitment, ledger)):
        return False
    if selection.search == ANY:
        return True
    texts = _texts(commitment, selection.words)
    wanted, unwanted = selection.search.include, selection.search.exclude
    found = not wanted or any(said_in(texts, word) for word in wanted)
    return found and not any(said_in(texts, word) for word in unwanted)


def _meetings(commitment: Commitment, ledger: Ledger) -> set[str]:
    """The meetings it was followed up in or carried into, and the one it was listed at."""
    found = {update.meeting for update in commitment.updates if update.meeting} | {*commitment.carried}
    if commitment.listed is not None:
        found |= {
            meeting.id
            for meeting in ledger.meetings
            if meeting.date <= commitment.listed <= (meeting.end or meeting.date)
        }
    return found


_WORDS = (
    *("id", "title", "title_zh", "topic", "topic_zh", "operative_words", "source", "source_zh"),
    *("status_basis", "status_basis_zh", "due_basis", "due_basis_zh", "done_when", "next_step"),
    *("note", "note_zh"),
)
"""The fields of a commitment that hold words, besides its history."""


def _texts(commitment: Commitment, words: Quotes) -> Sequence[str | None]:
    """The texts that a search looks in."""
    held = [getattr(commitment, name) for name in _WORDS]
    texts = [part for value in held for part in (value if isinstance(value, tuple) else (value,))]
    texts += [said for text in commitment.texts for said in (text.place, text.place_zh, spoken(text, words))]
    return texts + [said for update in commitment.updates for said in (update.note, update.reason)]


def said_in(texts: Iterable[str | None], typed: str) -> bool:
    """Whether one of these texts has what was typed: case, width and 臺/台 make no difference.

    Nor do blanks where Chinese is looked for: `AI 終端應用` is `AI終端應用`.
    """
    word, text = fold(typed), fold("\0".join(filter(None, texts)))
    if not word.isascii():
        word, text = "".join(word.split()), "".join(text.split())
    return word in text


def describe(selection: Selection, ledger: Ledger, calendar: Calendar) -> Text:
    """The selection in words, for headings and the JSON envelope."""
    parts: list[Text] = []
    for name in (*_FACETS, "meeting", "search"):
        choice: Choice = getattr(selection, name)
        if choice != ANY:
            words = [_value_name(name, value, ledger) for value in choice.include]
            words += [
                refusals.EXCLUDED.fill(value=_value_name(name, value, ledger)) for value in choice.exclude
            ]
            parts.append(refusals.SELECTED.fill(field=_facet_name(name), values=join(words)))
    if selection.due_after is not None:
        parts.append(refusals.DUE_FROM.fill(day=show_day(selection.due_after, calendar)))
    if selection.due_before is not None:
        parts.append(refusals.DUE_UNTIL.fill(day=show_day(selection.due_before, calendar)))
    flags = ("overdue", "due_soon", "stale", "unconfirmed")
    parts += [refusals.FLAGS[name] for name in flags if getattr(selection, name)]
    if selection.everything:
        parts.append(refusals.WITH_CLOSED)
    return join(parts, SEMICOLON) if parts else refusals.ALL_OPEN


def _value_name(name: str, value: str, ledger: Ledger) -> Text:
    """A value asked for: the printed name of one of a closed list, an agency in short, else as it is.

    English is what programs are given too, so that an agency has its code there.
    """
    if name in {"owner", "agency"}:
        return paired(same(value), in_short(value, ledger))
    kind = CLOSED_LISTS.get(name)
    return name_of(kind(value)) if kind else same(value)


def _facet_name(name: str) -> Text:
    labels = {"side": "sides", "tag": "tags"}
    field = FIELD.get(labels.get(name, name))
    return field.map(str.lower) if field else refusals.FACETS.get(name, same(name))
