"""Every word in both languages: nothing without a label, nothing that one language leaves out."""

import datetime as dt
import pkgutil
import re
from collections.abc import Iterator, Mapping
from enum import StrEnum
from importlib import import_module
from pathlib import Path

import pytest
from msgspec import structs

from eppd_track import words
from eppd_track.model import vocabulary
from eppd_track.model.records import HEAD
from eppd_track.model.vocabulary import Language, Light
from eppd_track.rules.transitions import Need
from eppd_track.words import faults, labels, pages, refusals
from eppd_track.words.errors import Severity
from eppd_track.words.faults import Rule
from eppd_track.words.labels import LIGHT_MEANING, name_of, weekday
from eppd_track.words.look import LETTER
from eppd_track.words.text import Text, join, same

LISTS = [
    kind
    for kind in vars(vocabulary).values()
    if isinstance(kind, type) and issubclass(kind, StrEnum) and kind not in {StrEnum, Language}
]  # a language is named by its code: en, zh, both
MEMBERS = [member for kind in LISTS for member in kind]


def texts_in(name: str, value: object) -> Iterator[tuple[str, Text]]:
    """Every Text a constant holds, however deep, with its name."""
    if isinstance(value, Text):
        yield name, value
    elif isinstance(value, Rule):
        yield f"{name}.message", value.message
        yield f"{name}.remedy", value.remedy
    elif isinstance(value, Mapping):
        for key, part in value.items():
            yield from texts_in(f"{name}[{key}]", part)
    elif isinstance(value, tuple | list):
        for index, part in enumerate(value):
            yield from texts_in(f"{name}[{index}]", part)


MODULES = [import_module(f"eppd_track.words.{found.name}") for found in pkgutil.iter_modules(words.__path__)]
TEXTS = {
    f"{module.__name__.rpartition('.')[2]}.{name}": text
    for module in MODULES
    for constant, value in vars(module).items()
    if constant.lstrip("_").isupper() and constant != "RULES"
    for name, text in texts_in(constant, value)
}
SEPARATORS = {name for name in TEXTS if name.startswith("text.")}
COUNTED_OTHERWISE = {"changes.AND_MORE"}
"""English counts those left out, Chinese all of them."""
CHINESE = "\u4e00-\u9fff"
AS_TYPED = re.compile(r"「[^」]*」|\"[^\"]*\"|'[^']*'|{\w+}")
"""What is quoted as somebody types or wrote it."""
FORBIDDEN = {
    "匯報": "填報",
    "彙報": "填報",
    "應更新": "應填報",
    "未更新": "未填報",
    "最近更新": "最近填報",
    "進度說明": "辦理情形",
    "執行情形": "辦理情形",
    "解除追蹤": "解除列管",
}
"""Words for a thing that has a name already."""


def gaps(words: str) -> set[str]:
    return set(re.findall(r"{(\w+)}", words))


@pytest.mark.parametrize("name", sorted(TEXTS.keys() - SEPARATORS))
def test_a_text_speaks_every_language_and_chinese_as_officials_do(name: str) -> None:
    text = TEXTS[name]
    bare = AS_TYPED.sub("", text.zh)

    assert all(map(str.strip, structs.astuple(text)))
    assert name in COUNTED_OTHERWISE or len({frozenset(gaps(said)) for said in structs.astuple(text)}) == 1
    assert not re.search(rf"[{CHINESE}）」][,;:!?]|[,;:] *[{CHINESE}]", bare), "half-width punctuation"
    assert not re.search("[，。；：、！？）」] | [，。；：、！？（「]", text.zh), (
        "a blank beside full-width signs"
    )
    assert not re.search(rf"\([^)]*[{CHINESE}]|[{CHINESE}]\(", bare), "half-width brackets"
    typed_by_others = name.startswith("minutes.LABELS")
    assert typed_by_others or [term for term in FORBIDDEN if term in text.zh] == []


def test_every_file_of_words_is_seen() -> None:
    silent = {"days", "errors", "look", "near", "offers", "text", "__init__"}
    seen = {name.partition(".")[0] for name in TEXTS}

    assert {path.stem for path in Path(words.__file__).parent.glob("*.py")} - seen - {"text"} <= silent
    assert len(TEXTS) > 1600


@pytest.mark.parametrize("member", MEMBERS, ids=repr)
def test_every_value_of_a_closed_list_has_a_name_in_both_languages(member):
    name = name_of(member)

    assert name.en
    assert name.zh
    assert name.en != name.zh


@pytest.mark.parametrize("kind", LISTS, ids=lambda kind: kind.__name__)
def test_no_two_values_of_a_list_share_a_name(kind):
    assert (
        len({name_of(member).zh for member in kind})
        == len({name_of(member).en for member in kind})
        == len(kind)
    )


@pytest.mark.parametrize("name", [*HEAD, "milestone", "evidence", "update"])
def test_every_field_of_a_commitment_has_a_printed_name(name):
    assert labels.FIELD[name].zh
    assert labels.COLUMN[name].en


def test_every_light_has_a_letter_of_its_own_and_a_meaning():
    assert len(set(LETTER.values())) == len(LETTER) == len(Light)
    for light in Light:
        assert LIGHT_MEANING[light].en.startswith(name_of(light).en)
        assert LIGHT_MEANING[light].zh.startswith(name_of(light).zh)


def test_every_need_and_severity_can_be_said():
    assert set(refusals.NEEDS) == {need.value for need in Need}
    assert set(pages.SEVERITY) == {severity.value for severity in Severity}


def test_every_rule_stands_in_the_catalogue_under_its_own_name():
    rules = [value for value in vars(faults).values() if isinstance(value, Rule)]

    assert [rule.name for rule in rules] == [*faults.RULES, faults.MISSING.name]


BOTH = Text("blocked", "受阻")


@pytest.mark.parametrize(
    ("language", "label", "sentence"),
    [
        (Language.EN, "blocked", "blocked"),
        (Language.ZH, "受阻", "受阻"),
        (Language.BOTH, "受阻 blocked", "受阻\nblocked"),
    ],
)
def test_labels_and_sentences_are_chinese_first_where_both_are_wanted(language, label, sentence):
    assert BOTH.label(language) == label
    assert BOTH.say(language) == sentence


def test_a_label_that_is_the_same_or_missing_in_one_language_is_said_once():
    assert same("MOEA").label(Language.BOTH) == "MOEA"
    assert Text("Bridge", "").label(Language.ZH) == "Bridge"
    assert Text("", "橋").label(Language.EN) == "橋"
    assert Text("", "橋").label(Language.BOTH) == "橋"


def test_a_text_put_into_a_text_speaks_its_own_language():
    said = Text("It is {status} ({id}).", "目前{status}（{id}）。").fill(status=BOTH, id="P1-01")

    assert said == Text("It is blocked (P1-01).", "目前受阻（P1-01）。")


def test_braces_in_what_is_put_in_are_left_alone():
    assert Text("{note}", "{note}").fill(note="{id}") == same("{id}")


def test_a_list_is_separated_as_each_language_does_it():
    assert join([BOTH, same("MOEA")]) == Text("blocked, MOEA", "受阻、MOEA")


def test_a_week_begins_on_monday_in_both_languages():
    days = [weekday(dt.date(2026, 11, 23) + dt.timedelta(days=count)) for count in range(7)]

    assert [day.en for day in days] == ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    assert "".join(day.zh for day in days) == "週一週二週三週四週五週六週日"
