"""Which commitments are meant: a Selection over the ledger, and ids as people type them.

Pure but for the names of sides and what they make: those that are printed now (`words.labels.name_sides`),
which a Session takes from the ledger it opens. Inside one option any value may match, across options all
must, and a value with a leading `!` excludes (docs/commands.md, "Selection").
"""

import datetime as dt
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from eppd_track.model.records import Agency, Commitment, Ledger
from eppd_track.model.vocabulary import (
    NOBODY,
    OTHER_WORDS,
    Calendar,
    Coded,
    Kind,
    Light,
    Move,
    Party,
    Side,
    Sides,
    Status,
    put_together,
)
from eppd_track.rules.lights import Item
from eppd_track.rules.quoting import Quotes, spoken
from eppd_track.words import refusals
from eppd_track.words.days import show_day
from eppd_track.words.labels import FIELD, brief_name, members, name_of, offer
from eppd_track.words.text import SEMICOLON, Text, Titles, join, paired, same

_MINISTRY = ".{1,6}?[部院會](?=.{3,}[署局司處會所]$)"
"""A ministry in front of the name of what belongs to it."""
_VARIANTS = str.maketrans("臺", "台")


class Choice(Struct, frozen=True):
    """The values one option asks for and those it excludes; empty means that anything goes."""

    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()

    def admits(self, values: Iterable[str]) -> bool:
        """Whether something that holds `values` passes."""
        held = set(values)
        return (not self.include or not held.isdisjoint(self.include)) and held.isdisjoint(self.exclude)


ANY = Choice()


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
    texts = _searched(commitment, selection.words)
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


def _searched(commitment: Commitment, words: Quotes) -> Sequence[str | None]:
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


def fold(text: str) -> str:
    """Text as it is compared in a search: case, width and 臺/台 make no difference."""
    return unicodedata.normalize("NFKC", text).casefold().translate(_VARIANTS)


def known_values(ledger: Ledger, option: str) -> Mapping[str, str]:
    """For an option that takes known values: every spelling accepted -> the value it means."""
    if option in _KINDS:
        return member_spellings(_KINDS[option])
    if option == "pillar":
        return _pillar_spellings(ledger)
    if option == "meeting":
        return meeting_spellings(ledger)
    held: dict[str, Callable[[Commitment], tuple[str | None, ...]]] = {
        "owner": lambda commitment: (commitment.owner,),
        "agency": lambda commitment: (commitment.owner, *commitment.supporting),
        "topic": lambda commitment: (commitment.topic, commitment.topic_zh),
        "tag": lambda commitment: commitment.tags,
    }
    found = dict.fromkeys(value for one in ledger.commitments for value in held[option](one) if value)
    spelled = agency_spellings(ledger) if option in {"owner", "agency"} else {}
    return spelled | {value: value for value in found if value not in spelled}


def _pillar_spellings(ledger: Ledger) -> dict[str, str]:
    """Every spelling of a pillar -> its number."""
    numbers = dict.fromkeys(pillar.number for pillar in ledger.pillars)
    numbers |= dict.fromkeys(commitment.pillar for commitment in ledger.commitments)
    pillars = {str(number): str(number) for number in numbers}
    for pillar in ledger.pillars:
        pillars |= {title: str(pillar.number) for title in (pillar.title_zh, pillar.title) if title}
    for number, zh in enumerate("零一二三四五六七八九十"):
        if str(number) in pillars:
            spelled = (zh, *(form for one in (zh, number) for form in (f"支柱{one}", f"第{one}支柱")))
            pillars |= dict.fromkeys((*spelled, f"pillar {number}"), str(number))
    return pillars


def meeting_spellings(ledger: Ledger) -> dict[str, str]:
    """Every spelling of a meeting -> its id, which wins over a title; a title of two names neither."""
    titles = [(title, one.id) for one in ledger.meetings for title in (one.title_zh, one.title) if title]
    held = Counter(title for title, _ in dict.fromkeys(titles))
    known = {title: name for title, name in titles if held[title] == 1}
    return known | {meeting.id: meeting.id for meeting in ledger.meetings}


def agency_spellings(ledger: Ledger) -> dict[str, str]:
    """Every spelling of an agency -> its code; a code wins over a full name, that over a short one.

    What two agencies are called in short names neither.
    """
    short: dict[str, set[str]] = {}
    for agency in ledger.agencies:
        for name in _short_names(agency):
            short.setdefault(name, set()).add(agency.code)
    full = {name: agency.code for agency in ledger.agencies for name in (agency.name, agency.name_zh) if name}
    known = full | {name: min(held) for name, held in short.items() if len(held) == 1 and name not in full}
    return known | {agency.code: agency.code for agency in ledger.agencies}


def in_short(code: str, ledger: Ledger) -> Text:
    """What an agency is called where room is scarce: its short name in each language, else its code."""
    held = next(((one.short, one.short_zh) for one in ledger.agencies if one.code == code), (None, None))
    return Titles(*(short or code for short in held)).text()


def _short_names(agency: Agency) -> Iterator[str]:
    """What else an agency is called: in short, and without the ministry it belongs to or with it.

    `經濟部國際貿易署`, in short `貿易署`, is `國際貿易署` and `經濟部貿易署`; of `Trade Bureau, MOEA` the
    first part will do.
    """
    match = re.match(_MINISTRY, agency.name_zh or "")
    bare = (agency.name or "").partition(", ")[0]
    yield from filter(None, (agency.short, agency.short_zh, bare if bare != agency.name else ""))
    if match:
        yield (agency.name_zh or "")[match.end() :]
        if agency.short_zh and not agency.short_zh.startswith(match[0]):
            yield match[0] + agency.short_zh


def member_spellings(values: type[Coded]) -> dict[str, str]:
    """Every spelling of a list's values: the file's, and all names under which they are printed."""
    listed: tuple[Coded, ...] = members(values)
    names: dict[str, str] = {name: value for value in listed for name in name_of(value).spellings[:-1]}
    short = {name.partition("（")[0]: value for name, value in names.items()}
    brief = {
        name: value
        for value in listed
        if isinstance(value, Status)
        for name in brief_name(value).spellings[:-1]
    }
    known = brief | short | names | {value.value: value for value in listed}
    words = OTHER_WORDS.get(values, {})
    free = [value for value in listed if value in words and offer(value) == same(value)]
    return known | {word: value for value in free for word in words[value] if word not in known}


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


def cut(text: str, known: Iterable[str] = ()) -> list[str]:
    """Values typed in one, apart at commas and at 、; a known value stays whole."""
    whole = set(map(fold, known))
    parts = [text]
    for marks in ("[,，]", "[、､]"):
        parts = [
            piece.strip()
            for part in parts
            for piece in ([part] if fold(part.strip()) in whole else re.split(marks, part))
        ]
    return [part for part in parts if part]


_BETWEEN = re.compile(r"\s*[+,&、]\s*(?:and\s+)?|\s+and\s+|\s*[及與和]\s*")
"""What stands between several sides that are meant together, in whatever order, in a folded text."""


def find_value(option: str, typed: str, known: Mapping[str, str], *, guess: bool = True) -> str:
    """The known value meant by `typed`, whatever its case, width, underscores or order of sides.

    Raises WrongUse, which names the nearest with `guess`; of several sides none is near.
    """
    spellings = {fold(spelling).replace("_", "-"): value for spelling, value in known.items()}
    text = fold(typed).replace("_", "-").strip()
    value = spellings.get(text, _named_twice(text, spellings))
    joint = {
        str(one): one for one in spellings.values() if isinstance(one, Sides | Move) and Sides(one).joint
    }
    if value is None and joint:
        several = sides_named(text, spellings, members(Party))
        value = None if several is None else joint.get(several)
    if value is not None:
        return value
    from eppd_track.words.offers import unknown  # noqa: PLC0415 - for what is refused alone

    guess = guess and not (joint and may_be_several(text))
    raise unknown(option, typed, known, spellings, fold(typed) if guess else None)


def _named_twice(text: str, spellings: Mapping[str, str]) -> str | None:
    """The value that a folded text names before and within brackets, as values are offered and printed."""
    match = re.fullmatch(r"(.+?)\s*\((.+)\)", text)
    named = {spellings.get(part.strip()) for part in match.groups()} if match else {None}
    return named.pop() if len(named) == 1 else None


def may_be_several(text: str) -> bool:
    """Whether a folded text can name several sides."""
    return _BETWEEN.search(text) is not None


def sides_named(text: str, spellings: Mapping[str, str], codes: Sequence[Side]) -> Sides | None:
    """The value of the sides that a folded text names one by one, a name being the longest that fits.

    None where it names anything else. `spellings` gives the code of each side by its folded names.
    """
    names = sorted((name for name, value in spellings.items() if value in codes), key=len, reverse=True)
    read: dict[int, list[str]] = {0: []}
    for start in range(len(text)):
        for name in names if start in read else ():
            end, so_far = start + len(name), [*read[start], spellings[name]]
            if text[start:end] != name:
                continue
            if end == len(text):
                return put_together(so_far, codes)
            between = _BETWEEN.match(text, end)
            if between:
                read.setdefault(between.end(), so_far)
    return None


def _parts(identifier: str) -> list[str]:
    """An id cut at its hyphens, each part without case and leading zeros."""
    folded = unicodedata.normalize("NFKC", identifier).strip().upper()
    return [re.sub(r"(?<!\d)0+(?=\d)", "", part) for part in folded.split("-")]


def find(ledger: Ledger, typed: str) -> Commitment:
    """The commitment meant by an id as typed: `p2-4`, `P2-04`, `E6-P2-04`.

    Raises NoSuchCommitment for an id that fits none (naming the nearest) or more than one.
    """
    name = find_id([commitment.id for commitment in ledger.commitments], typed)
    return next(commitment for commitment in ledger.commitments if commitment.id == name)


def find_id(ids: Sequence[str], typed: str) -> str:
    """The id among these that is meant (`find`). Raises NoSuchCommitment like it."""
    if ids.count(typed) == 1:
        return typed
    wanted = _parts(typed)
    shape = re.compile(
        "-".join(re.sub(r"(\d+)", r"0*\1", re.escape(part)) for part in wanted) + r"\s*\Z", re.IGNORECASE
    )
    likely = [name for name in ids if not name.isascii() or shape.search(name)]
    fits = [name for name in likely if _parts(name)[-len(wanted) :] == wanted]
    exact = [name for name in fits if _parts(name) == wanted]
    if len(exact or fits) == 1:
        return (exact or fits)[0]
    from eppd_track.words.offers import no_single  # noqa: PLC0415 - for what is refused alone

    raise no_single(typed, fits, {"-".join(_parts(name)): name for name in ids}, "-".join(wanted))


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


_KINDS: Mapping[str, type[Coded]] = {
    "status": Status,
    "side": Sides,
    "next_move": Move,
    "light": Light,
    "kind": Kind,
}


def _value_name(name: str, value: str, ledger: Ledger) -> Text:
    """A value asked for: the printed name of one of a closed list, an agency in short, else as it is.

    English is what programs are given too, so that an agency has its code there.
    """
    if name in {"owner", "agency"}:
        return paired(same(value), in_short(value, ledger))
    kind = _KINDS.get(name)
    return name_of(kind(value)) if kind else same(value)


def _facet_name(name: str) -> Text:
    labels = {"side": "sides", "tag": "tags"}
    field = FIELD.get(labels.get(name, name))
    return field.map(str.lower) if field else refusals.FACETS.get(name, same(name))
