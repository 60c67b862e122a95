"""Every word in both languages: nothing without a label, nothing that one language leaves out."""

import datetime as dt
import pkgutil
import re
from collections.abc import Iterator, Mapping
from enum import StrEnum
from importlib import import_module
from pathlib import Path

import pytest
from chinese import badly_set, foreign
from conftest import ROOT, Eppd
from msgspec import structs

from eppd_track import words
from eppd_track.model import vocabulary
from eppd_track.model.records import HEAD
from eppd_track.model.vocabulary import Language, Light
from eppd_track.rules.transitions import Need
from eppd_track.words import faults, labels, pages, refusals
from eppd_track.words.errors import Severity
from eppd_track.words.faults import Rule
from eppd_track.words.help import table_of
from eppd_track.words.labels import LIGHT_MEANING, name_of, weekday
from eppd_track.words.look import LETTER
from eppd_track.words.text import Text, join, same
from eppd_track.words.topics import TOPICS

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
FORBIDDEN = {
    "匯報": "填報",
    "彙報": "填報",
    "應更新": "應填報",
    "未更新": "未填報",
    "最近更新": "最近填報",
    "進度說明": "辦理情形",
    "執行情形": "辦理情形",
    "解除追蹤": "解除列管",
    "登錄人": "填報人",
    "備註": "提醒",
    "逐項更新": "逐項登錄",
    "回報所": "告知所",
    "近況": "辦理情形",
}
"""Words for a thing that has a name already."""
SPOKEN = {
    "的": "之",
    "您": "使用者, or nobody",
    "我的": "本機",
    "被": "經",
    "這": "此",
    "沒有": "無, 查無, 未",
    "不能": "不得, 無法",
    "就是": "即為",
    "進行": "the verb alone",
    "通過": "以, 經",
    "`": "「」",
}
"""Words that people say and no official writes, and what stands for each in a page or a message."""


def gaps(words: str) -> set[str]:
    return set(re.findall(r"{(\w+)}", words))


@pytest.mark.parametrize("name", sorted(TEXTS.keys() - SEPARATORS))
def test_a_text_speaks_every_language_and_chinese_as_officials_do(name: str) -> None:
    text = TEXTS[name]
    assert all(map(str.strip, structs.astuple(text)))
    assert name in COUNTED_OTHERWISE or len({frozenset(gaps(said)) for said in structs.astuple(text)}) == 1
    assert badly_set(text.zh) == []
    assert foreign(text.zh) == []
    typed_by_others = name.startswith("minutes.LABELS")
    assert typed_by_others or [term for term in FORBIDDEN | SPOKEN if term in text.zh] == []


def test_a_thing_has_one_name_in_help_and_on_the_chinese_pages() -> None:
    pages = [*(ROOT / "docs" / "zh-TW").rglob("*.md"), ROOT / "README.zh-TW.md", table_of(Language.ZH)]
    held = {path.name: path.read_text("utf-8") for path in pages}

    assert len(held) > 5
    assert [(name, term) for name, text in held.items() for term in FORBIDDEN if term in text] == []


def test_the_help_is_written_as_officials_write() -> None:
    told = table_of(Language.ZH).read_text("utf-8").splitlines()
    sentences = [line.partition("\t")[2] for line in told]

    assert len(sentences) > 200
    assert [(one, term) for one in sentences for term in SPOKEN if term in one] == []


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


# ---- what commands say in Chinese ----

ITEM = {
    "title": None,
    "status": "in-progress",
    "kind": "joint-action",
    "strength": "firm",
    "sides": "both",
    "next_move": "TW",
    "cadence": "monthly",
    "due": "@2026-03-01",
    "next_step": "完成選址",
    "next_step_due": "@2026-02-20",
    "tempo": "dated",
    "source_zh": ["第1點"],
    "supporting": ["MODA"],
    "progress": 20,
    "evidence": [{"date": "@2026-02-02", "type": "minutes", "title_zh": "會議紀錄", "title": "會議紀錄"}],
    "milestone": [{"id": "m1", "title_zh": "動工", "title": "動工", "due": "@2026-02-15"}],
    "update": [
        {
            "date": "@2026-02-02",
            "by": "林",
            "note": "已動工。",
            "meeting": "TALKS-6",
            "progress": 20,
            "due": "@2026-03-01",
            "reason": "延後。",
            "evidence": ["會議紀錄"],
            "previous": {"progress": 10, "due": "@2026-02-01"},
        }
    ],
}
SAID = [
    *(("show", "p1-1"), ("list",), ("list", "--all", "--group-by", "owner", "--format", "markdown")),
    *(("report",), ("report", "--format", "markdown"), ("report", "--scorecard", "--meeting", "TALKS-6")),
    *(("agenda",), ("log",), ("where",), ("check",), ("check", "--strict"), ("trace",), ("meeting", "list")),
    *((), ("chase",), ("undo", "--list"), ("help",), *((("help", one)) for one in TOPICS if one != "dates")),
    ("update", "p1-1", "--progress", "30", "--note", "續辦。"),
    ("update", "p1-1", "--status", "blocked", "--reason", "缺料。", "--dry-run"),
    ("update", "p1-1", "--due", "年底", "--reason", "延後。"),
    ("update", "p1-1", "--set", "tags=橋", "--confirm-owner"),
    *((("undo",)), ("add", "--pillar", "1", "--title-zh", "造路", "--owner", "MOEA")),
    ("meeting", "add", "WG-1", "--date", "2026-02-10", "--kind", "working-group"),
    ("export", "-o", "out.xlsx"),
    ("import", "out.xlsx"),
]
"""Commands that answer."""
REFUSED: list[tuple[str, ...]] = [
    *(("lst",), ("list", "--statsu"), ("list", "--status"), ("meeting",), ("show",), ("show", "p9-9")),
    *(
        ("list", "--status", "x"),
        ("list", "--owner", "MOAE"),
        ("list", "--side", "x"),
        ("list", "--kind", "x"),
    ),
    *(
        ("list", "--columns", "x"),
        ("list", "--sort", "x"),
        ("list", "--format", "x"),
        ("list", "--topic", "x"),
    ),
    *(("list", "--meeting", "x"), ("list", "--next-move", "x"), ("list", "--pillar", "9"), ("help", "x")),
    *(("update", "p1-1", "--progress", "400"), ("update", "p1-1", "--due", "12/05/2026")),
    *(("update", "p1-1", "--due", "2029"), ("update", "p1-1", "--status", "closed"), ("update", "p1-1")),
    *(
        ("update", "p1-1", "--evidence", "x"),
        ("update", "p1-1", "--set", "x"),
        ("update", "p1-1", "--set", "x=1"),
    ),
    *(("update", "p1-1", "--milestone-done", "x"), ("update", "p1-1", "--closure", "x")),
    *(("update", "p1-1", "--confirm", "x"), ("update", "p1-1", "--date", "2020-01-01", "--note", "補記。")),
    *(("update", "p1-1", "--priority", "x"), ("update", "p1-1", "--visibility", "x"), ("update",)),
    *(("update", "p1-1", "--next-move", "x"), ("update", "--note", "x"), ("update", "--from", "none.toml")),
    *(("report", "--week", "x"), ("report", "--since", "2027-01-01"), ("report", "-o", "x.xyz")),
    *(("report", "-o", "none/x.html"), ("report", "--audience", "x"), ("agenda", "--meeting", "x")),
    *(("add",), ("undo",), ("import", "none.xlsx"), ("import", "commitments.toml"), ("export",)),
    *(("check", "x"), ("check", "--since", "x"), ("trace", "none.docx"), ("intake", "none.docx"), ("sync",)),
    *(("carry", "x"), ("score", "p1-1"), ("chase", "--reply-by", "2020-01-01"), ("schema", "x"), ("init",)),
    *(("meeting", "add", "a b"), ("merge",), ("merge", "a", "b", "c"), ("list", "--file", "none.toml")),
    *(("completion", "x"), ("edit", "p9-9"), ("list", "--as-of", "x"), ("list", "--lang", "x")),
]
"""Command lines that are refused."""


@pytest.fixture
def in_chinese(eppd: Eppd, ledger):
    """What a command says of a ledger that holds Chinese alone."""
    tables = {
        "settings": {"timezone": "Asia/Taipei", "language": "zh"},
        "dialogue": {"id": "TALKS-6", "title_zh": "第六次對話"},
        "meeting": [{"id": "TALKS-6", "date": "@2026-01-26", "kind": "dialogue", "title_zh": "對話"}],
        "agency": [
            {"code": code, "side": side, "name_zh": name, "name": name}
            for code, side, name in (
                ("MOEA", "TW", "經濟部"),
                ("MODA", "TW", "數位部"),
                ("DOS", "US", "國務院"),
            )
        ],
        "pillar": [{"number": 1, "title_zh": "第一"}],
    }
    ledger(ITEM, {"id": "E6-P1-02", "title": None, "due": "@2026-01-30"}, **tables)

    def said(*words: str) -> str:
        ran = eppd(*words, "--lang", "zh", "--today", "2026-02-10", code=None)
        return ran.out + ran.err

    return said


@pytest.mark.parametrize("words", [*SAID, *REFUSED], ids=" ".join)
def test_what_is_said_in_chinese_is_chinese(in_chinese, words: tuple[str, ...]) -> None:
    text = in_chinese(*words).replace("tester", "")

    assert re.search("[\u4e00-\u9fff]", text)
    assert foreign(text) == []
    assert badly_set(text) == []
