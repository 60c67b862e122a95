"""What is offered where a value does not exist: the valid ones, in Chinese with their Chinese names.

Loaded only for a refusal.
"""

from collections.abc import Iterable, Mapping, Sequence

from eppd_track.model.vocabulary import Coded
from eppd_track.words import refusals
from eppd_track.words.errors import NoSuchCommitment, WrongUse
from eppd_track.words.labels import FIELD, field_name, name_of, offer
from eppd_track.words.near import nearest_of
from eppd_track.words.text import LATIN, LIST_SEPARATOR, Text, join, same

_A_WORD = 5
"""The letters of a word by which a name of several is told."""


def asked_for(name: str) -> Text:
    """The name of an argument or of what an option takes; an option itself is typed alike everywhere."""
    return refusals.ASKED_FOR.get(name, same(name))


def no_value(option: str, typed: str) -> Text:
    """The sentence that an option or argument has no such value."""
    name = field_name(option) if option in FIELD else refusals.ASKED_FOR.get(option, LATIN.fill(name=option))
    return refusals.UNKNOWN_VALUE.fill(option=name, typed=typed)


def offered(value: str, known: Mapping[str, str]) -> Text:
    """A value as it is offered to be typed: in Chinese with its Chinese name, where it has one."""
    usual = offer(value)
    if isinstance(value, Coded):
        name = name_of(value).zh.partition("（")[0]
    else:
        names = (spelling for spelling, meant in known.items() if meant == value and not spelling.isascii())
        name = next(names, "")
    return Text(usual.en, f"{value}（{name}）") if name and name != value else usual


def listed(values: Iterable[str], known: Mapping[str, str]) -> Text:
    """The valid values."""
    return join([offered(value, known) for value in values], LIST_SEPARATOR)


def unknown(
    option: str, typed: str, known: Mapping[str, str], spellings: Mapping[str, str], near: str | None
) -> WrongUse:
    """The refusal of a value: the nearest to `near` among the spellings, unless None, and the valid ones."""
    return WrongUse(no_value(option, typed), instead(known, spellings, near))


def instead(known: Mapping[str, str], spellings: Mapping[str, str], near: str | None) -> Text:
    """What to type for a value that does not exist (`unknown`); of a name of several words one is enough."""
    valid = list(dict.fromkeys(known.values()))
    remedy = refusals.VALID_VALUES.fill(values=listed(valid, known)) if valid else refusals.NO_VALUES
    words = [(word, spellings[name]) for name in spellings for word in name.split() if len(word) >= _A_WORD]
    last = dict(words)
    several = {word for word, value in words if value != last[word]}
    names = {word: value for word, value in words if word not in several} | dict(spellings)
    found = nearest_of(near, names) if near is not None else []
    if not found:
        return remedy
    meant = names[found[0]]
    return refusals.DID_YOU_MEAN.fill(nearest=Text(meant, offered(meant, known).zh), rest=remedy)


def no_single(typed: str, fits: Sequence[str], known: Mapping[str, str], wanted: str) -> NoSuchCommitment:
    """The refusal of an id that fits several or none; `known` are all ids, as `wanted` is compared."""
    if len(set(fits)) == 1:
        return NoSuchCommitment(refusals.GIVEN_TWICE.fill(id=fits[0]), refusals.SEE_CHECK)
    if fits:
        candidates = refusals.CANDIDATES.fill(ids=list(dict.fromkeys(fits)))
        return NoSuchCommitment(refusals.AMBIGUOUS_ID.fill(typed=typed), candidates)
    tails = {key.partition("-")[2] or key: name for key, name in known.items()}
    near = nearest_of(wanted, [*known, *tails], most=3, alike=0.5)
    found = dict.fromkeys({**known, **tails}[key] for key in near)
    remedy = refusals.NEAREST_IDS.fill(ids=found) if found else refusals.SEE_LIST
    return NoSuchCommitment(refusals.UNKNOWN_ID.fill(typed=typed), remedy)
