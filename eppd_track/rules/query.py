"""Values as people type them: every spelling of what an option may ask for, and which value one means.

Pure but for the names of sides and what they make: those that are printed now (`words.labels.name_sides`),
which a Session takes from the ledger it opens. Case, width, 臺/台 and underscores make no difference.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping

from eppd_track.model.records import Agency, Commitment, Ledger
from eppd_track.model.vocabulary import OTHER_WORDS, Coded, Kind, Light, Move, Party, Sides, Status
from eppd_track.words.labels import brief_name, members, name_of, offer
from eppd_track.words.text import Text, Titles, same

_MINISTRY = ".{1,6}?[部院會](?=.{3,}[署局司處會所]$)"
"""A ministry in front of the name of what belongs to it."""
_VARIANTS = str.maketrans("臺", "台")
CLOSED_LISTS: Mapping[str, type[Coded]] = {
    "status": Status,
    "side": Sides,
    "next_move": Move,
    "light": Light,
    "kind": Kind,
}
"""The options whose values are those of a closed list."""


def fold(text: str) -> str:
    """Text as it is compared in a search: case, width and 臺/台 make no difference."""
    return unicodedata.normalize("NFKC", text).casefold().translate(_VARIANTS)


def known_values(ledger: Ledger, option: str) -> Mapping[str, str]:
    """For an option that takes known values: every spelling accepted -> the value it means."""
    if option in CLOSED_LISTS:
        return member_spellings(CLOSED_LISTS[option])
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


def find_value(option: str, typed: str, known: Mapping[str, str], *, guess: bool = True) -> str:
    """The known value meant by `typed`, whatever its case, width, underscores or order of sides.

    Raises WrongUse, which names the nearest with `guess`; of several sides none is near.
    """
    spellings = {fold(spelling).replace("_", "-"): value for spelling, value in known.items()}
    text = fold(typed).replace("_", "-").strip()
    value = spellings.get(text) or _named_twice(text, spellings)
    if value is not None:
        return value
    from eppd_track.rules.sides import may_be_several, sides_named  # noqa: PLC0415 - for what is no spelling
    from eppd_track.words.offers import unknown  # noqa: PLC0415 - for what is refused alone

    joint = {
        str(one): one for one in spellings.values() if isinstance(one, Sides | Move) and Sides(one).joint
    }
    several = sides_named(text, spellings, members(Party)) if joint else None
    if several is not None and several in joint:
        return joint[several]
    guess = guess and not (joint and may_be_several(text))
    raise unknown(option, typed, known, spellings, fold(typed) if guess else None)


def _named_twice(text: str, spellings: Mapping[str, str]) -> str | None:
    """The value that a folded text names before and within brackets, as values are offered and printed."""
    match = re.fullmatch(r"(.+?)\s*\((.+)\)", text)
    named = {spellings.get(part.strip()) for part in match.groups()} if match else {None}
    return named.pop() if len(named) == 1 else None
