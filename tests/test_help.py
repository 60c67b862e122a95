"""Help in the terminal: topics in both languages from what the code knows, and `--help` in Chinese, whole."""

import datetime as dt
import inspect
import itertools
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer
from conftest import ROOT, Eppd

from eppd_track.cli.app import app
from eppd_track.cli.commands import COMMANDS
from eppd_track.cli.help import translated
from eppd_track.cli.help.page import pairs
from eppd_track.model.settings import Settings
from eppd_track.model.vocabulary import Audience, Language, Light, Status
from eppd_track.render.cells import width
from eppd_track.rules.dates import parse_day, parse_due
from eppd_track.rules.transitions import needs, next_statuses
from eppd_track.words import help as help_words
from eppd_track.words.errors import ExitCode
from eppd_track.words.labels import STATUS, name_of
from eppd_track.words.look import LETTER
from eppd_track.words.refusals import ASKED_FOR, NEEDS
from eppd_track.words.text import Text
from eppd_track.words.topics import AUDIENCES, DATES, DUES, EXIT_CODES, TOPICS, VARIABLES, TopicFacts

TODAY = dt.date(2026, 2, 10)
CHINESE = re.compile(r"[\u4e00-\u9fff]")
COMMANDS_BELOW = [(name,) for name in COMMANDS] + [("meeting", "add"), ("meeting", "list")]


def commands(command: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Every command with its words, the program itself first."""
    yield path, command
    for name in command.list_commands(None) if hasattr(command, "list_commands") else ():
        yield from commands(command.get_command(None, name), (*path, name))


# ---- topics ----


def test_help_lists_the_topics_and_names_the_way_on(eppd: Eppd) -> None:
    ran = eppd("help", "--lang", "en")

    assert [line.split()[0] for line in ran.out.splitlines() if line.startswith("  ")] == list(TOPICS)
    assert "eppd help TOPIC" in ran.out
    assert ran.err == ""


@pytest.mark.parametrize("language", [Language.EN, Language.ZH])
@pytest.mark.parametrize("topic", TOPICS)
def test_a_topic_fits_80_columns_and_keeps_to_its_language(
    eppd: Eppd, topic: str, language: Language
) -> None:
    out = eppd("help", topic, "--lang", language).out

    assert max(map(width, out.splitlines())) <= 80
    assert out.splitlines()[0] == TOPICS[topic].title.say(language)
    assert bool(CHINESE.search(out.replace("受阻", ""))) == (language is Language.ZH or topic == "dates")
    assert "{" not in out


def test_a_ledger_in_both_languages_has_chinese_first(eppd: Eppd, ledger) -> None:
    ledger({}, settings={"language": "both"})

    lines = eppd("help", "ids").out.splitlines()

    assert lines[0] == TOPICS["ids"].title.zh
    assert TOPICS["ids"].title.en in lines
    assert eppd("help", "ids", "--lang", "zh").out + "\n" + eppd("help", "ids", "--lang", "en").out == (
        eppd("help", "ids").out
    )


def test_help_needs_no_ledger_that_can_be_read(eppd: Eppd, tmp_path: Path) -> None:
    (tmp_path / "commitments.toml").write_bytes(b"\xff\xfe\x00")

    assert eppd("help", "dates").err == ""


def test_every_example_of_a_date_is_one() -> None:
    days = [example for text, _ in DATES for example in text.split("  ")]
    dues = [example for text, _ in DUES for example in text.split("  ")]

    assert len(days) > 15
    for example in days:
        parse_day(example, TODAY)
    for example in dues:
        assert parse_due(example, TODAY).text, example


def typed() -> list[str]:
    """What the pages tell their reader to type."""
    facts = TopicFacts(Settings(), {status: {} for status in Status}, [], "", "")
    blocks = [block for topic in TOPICS.values() for block in topic.blocks(facts)]
    keys = [key for block in blocks if isinstance(block, list) for key, _ in block]
    said = [line for key in keys for line in ((key.en, key.zh) if isinstance(key, Text) else (key,))]
    return [line for line in said if line.startswith("eppd")]


@pytest.mark.parametrize("line", typed())
def test_what_a_page_says_to_type_has_a_command_options_and_dates_that_are_taken(line: str) -> None:
    known = dict(commands(typer.main.get_command(app)))
    words = shlex.split(line)[1:]
    path = tuple(words[:2]) if tuple(words[:2]) in known else tuple(words[:1])
    options = {option for param in known[path].params for option in (*param.opts, *param.secondary_opts)}

    assert {word for word in words if word.startswith("-")} <= options
    dated = {option for param in known[path].params if param.metavar == "DATE" for option in param.opts}
    for option, value in itertools.pairwise(words):
        if option in dated:
            parse_day(value, TODAY)


def test_every_transition_and_what_it_needs_is_on_the_page_of_statuses(eppd: Eppd) -> None:
    out = eppd("help", "status", "--lang", "en").out
    places = [out.index(f"\n  {status.value}\n") for status in Status]
    assert places == sorted(places)
    for before, start, end in zip(Status, places, [*places[1:], len(out)], strict=True):
        part = " ".join(out[start:end].split("\n\n")[0].split())
        arrows = re.findall(r"→ ([a-z-]+)(,?)((?:(?!→).)*)", part)
        assert [name for name, _, _ in arrows] == [after.value for after in ordered(before)]
        for place, (name, comma, _) in enumerate(arrows):
            text = next(text for _, sign, text in arrows[place:] if not sign) if comma else arrows[place][2]
            wanted = {need.value for need in needs(before, Status(name)) or ()}
            found = {need for need, words in NEEDS.items() if words.en in text}
            assert found - ({"note", "reason"} if "note-or-reason" in wanted else set()) == wanted, (
                before,
                name,
            )


def test_the_page_of_statuses_names_each_in_chinese_with_what_stands_in_the_file(eppd: Eppd) -> None:
    out = eppd("help", "狀態", "--lang", "zh").out
    ways = re.findall(r"→ (\S+)（([a-z-]+)）", out)

    assert out.count("→") == len(ways)
    assert ways == [
        (STATUS[after].zh.partition("（")[0], after.value) for before in Status for after in ordered(before)
    ]


def ordered(before: Status) -> list[Status]:
    """What may follow, those that need the same next to each other."""
    groups: dict[Any, list[Status]] = {}
    for after in next_statuses(before):
        groups.setdefault(needs(before, after), []).append(after)
    return [status for group in groups.values() for status in group]


def test_the_page_of_lights_has_each_with_its_letter_and_the_days_of_the_ledger(eppd: Eppd, ledger) -> None:
    ledger({}, settings={"language": "en", "red_after_days": 21})

    out = eppd("help", "lights").out

    for light in Light:
        assert f"\n  {LETTER[light]}  {name_of(light).en}: " in out
    assert "more than 21 days overdue" in out
    assert f"within {Settings().due_soon_days} days" in out


def test_every_exit_code_and_audience_is_on_its_page(eppd: Eppd) -> None:
    codes = eppd("help", "exit-codes", "--lang", "en").out

    assert EXIT_CODES.keys() == set(ExitCode)
    assert re.findall(r"^  (\d+) ", codes, re.MULTILINE) == [str(code.value) for code in ExitCode]
    assert AUDIENCES.keys() == set(Audience)
    assert re.findall(r"^  (\w+) {2,}", eppd("help", "privacy", "--lang", "zh").out, re.MULTILINE) == list(
        Audience
    )


def test_every_variable_that_the_code_looks_at_is_named() -> None:
    texts = [path.read_text("utf-8") for path in (ROOT / "eppd_track").rglob("*.py")]
    used = {name for text in texts for name in re.findall(r"(?<![_A-Z])EPPD_[A-Z]+", text)}
    named = {name for names, _ in VARIABLES for name in names.split(", ")}

    assert used == {name for name in named if name.startswith("EPPD_")}
    assert {"NO_COLOR", "FORCE_COLOR", "VISUAL", "EDITOR"} <= named


def test_the_page_of_selections_has_the_options_and_no_others(eppd: Eppd) -> None:
    out = eppd("help", "selection", "--lang", "en").out
    shown = set(re.findall(r"^  (?:-\w, )?(--[a-z-]+)", out, re.MULTILINE))

    assert shown == {
        *(
            "--pillar",
            "--status",
            "--owner",
            "--agency",
            "--side",
            "--next-move",
            "--light",
            "--topic",
            "--tag",
            "--kind",
        ),
        *("--meeting", "--search", "--due-before", "--due-after", "--overdue", "--due-soon", "--stale"),
        *("--unconfirmed", "--all"),
    }


@pytest.mark.parametrize("words", COMMANDS_BELOW, ids=" ".join)
def test_help_on_a_command_is_its_help(eppd: Eppd, words: tuple[str, ...]) -> None:
    if words[0] in TOPICS:
        assert eppd("help", *words, "--lang", "en").out.startswith(TOPICS[words[0]].title.en)
        return

    assert eppd("help", *words).out == eppd(*words, "--help").out


@pytest.mark.parametrize("name", TOPICS)
def test_a_topic_goes_by_its_chinese_word_and_title(eppd: Eppd, name: str) -> None:
    page = eppd("--lang", "zh", "help", name).out

    assert eppd("--lang", "zh", "help", TOPICS[name].word.zh).out == page
    assert eppd("--lang", "zh", "help", TOPICS[name].title.zh).out == page


def test_a_topic_that_is_nearly_right_is_named(eppd: Eppd) -> None:
    assert "Did you mean dates?" in eppd("help", "dats", code=2).err
    assert "Did you mean list?" in eppd("help", "lst", code=2).err
    assert "Did you mean add?" in eppd("help", "meeting", "ad", code=2).err
    assert eppd("help", "exit", "codes").out == eppd("help", "exit-codes").out


# ---- --help in Chinese ----


def sentences() -> set[str]:
    """Every sentence of every help, as help_zh.tsv has it."""
    found = set(COMMANDS.values()) | {help_words.HELP_OPTION}
    for _, command in commands(typer.main.get_command(app)):
        found |= {" ".join(text.split()) for text in translated.paragraphs(command.help)}
        found |= {" ".join(param.help.split()) for param in command.params}
        epilog = inspect.cleandoc(command.epilog or "").replace("\b\n", "").splitlines()
        found |= {line for line in epilog if line and not line.startswith("  ")}
        found |= {line.strip() for line in epilog if line.startswith("  ")} & help_words.table(
            Language.ZH
        ).keys()
    return found


def test_every_sentence_of_the_help_has_a_chinese_one() -> None:
    assert [text for text in sorted(sentences()) if help_words.of(text, Language.ZH) == text] == []


def test_no_chinese_sentence_is_left_over() -> None:
    assert help_words.table(Language.ZH).keys() - sentences() == set()


@pytest.mark.parametrize("words", [(), *COMMANDS_BELOW], ids=" ".join)
def test_help_is_in_chinese_where_it_is_asked_for(
    eppd: Eppd, words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    by_option = eppd("--lang", "zh", *words, "--help").out
    if words not in {(), ("meeting",)}:
        assert eppd(*words, "--lang", "zh", "--help").out == by_option
    monkeypatch.setenv("EPPD_LANG", "zh")
    found = eppd(*words, "-h").out

    assert found == by_option
    assert found.startswith(f"用法：{' '.join(('eppd', *words))} ")
    assert max(map(width, found.splitlines())) <= 80
    prose = [
        line for line in found.split("範例：")[0].splitlines()[1:] if re.search(r"[a-z]+ [a-z]+ [a-z]+", line)
    ]
    assert prose == []


@pytest.mark.parametrize("words", [(), *COMMANDS_BELOW], ids=" ".join)
def test_both_languages_name_the_same_options_and_examples(eppd: Eppd, words: tuple[str, ...]) -> None:
    def named(text: str) -> tuple[list[str], list[list[str]]]:
        listed = re.split(r"\n(?:Options:|選項：)\n", text)[1]
        options = re.findall(r"^  (-[^ ].*?)(?: (?:\S|'[^']*')+)?(?:  |$)", listed, re.MULTILINE)
        examples = re.findall(r"^    (eppd .*(?:\n      .*)*)", text, re.MULTILINE)
        return options, [re.findall(r"eppd [a-z ]+|--[a-z]+", example)[:2] for example in examples]

    assert named(eppd("--lang", "zh", *words, "-h").out) == named(eppd("--lang", "en", *words, "-h").out)


def test_english_help_loads_no_chinese() -> None:
    script = (
        "import sys; from eppd_track.cli.app import main; main(['list', '--help'])\n"
        "sys.stderr.write(' '.join(sys.modules))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", script], check=True, capture_output=True, encoding="utf-8", timeout=60
    )

    assert "eppd_track.cli.commands.list" in ran.stderr
    assert "eppd_track.cli.help.translated" not in ran.stderr


# ---- how it is laid out ----


def test_two_columns_stand_under_each_other() -> None:
    assert pairs([("a", "one"), ("中文", "two")]) == ["  a     one", "  中文  two"]
    assert pairs([("a", "one"), ("x" * 40, "two")]) == ["  a  one", "  " + "x" * 40, "     two"]


@pytest.mark.parametrize("words", [(), *COMMANDS_BELOW], ids=" ".join)
def test_chinese_help_has_chinese_values_and_placeholders(eppd: Eppd, words: tuple[str, ...]) -> None:
    found = eppd("--lang", "zh", *words, "-h").out

    assert [
        said for said in re.findall(r'"([^"]*)"', found) if re.search(r"^[^.]*[A-Za-z]{3}[^.]*$", said)
    ] == []
    options = re.findall(r"^  -\S+(?:, --\S+)? (\S+)", found, re.MULTILINE)
    assert [name for name in options if name in ASKED_FOR] == []
