"""A command line that does not fit: one sentence and what to do, in the language asked for."""

import re

import pytest
import typer
from conftest import Eppd

from eppd_track.cli.app import COMMANDS, app

CASES = {
    ("lst",): ("There is no command “lst”.", "沒有「lst」這個指令。", "list"),
    ("meeting", "lst"): ("There is no command “lst”.", "沒有「lst」這個指令。", "list"),
    ("frobnicate",): ("There is no command “frobnicate”.", "沒有「frobnicate」這個指令。", "schema"),
    ("meeting",): ("The name of a command is missing.", "缺少指令名稱。", "list, add"),
    ("list", "--piller", "2"): (
        "eppd list has no option --piller.",
        "eppd list 沒有 --piller 這個選項。",
        "--pillar",
    ),
    ("list", "--piller=2"): (
        "eppd list has no option --piller.",
        "eppd list 沒有 --piller 這個選項。",
        "--pillar",
    ),
    ("list", "-z"): ("eppd list has no option -z.", "eppd list 沒有 -z 這個選項。", "eppd list --help"),
    ("list", "--xyzzy"): (
        "eppd list has no option --xyzzy.",
        "eppd list 沒有 --xyzzy 這個選項。",
        "eppd list --help",
    ),
    ("--pillar", "2", "list"): (
        "eppd has no option --pillar.",
        "eppd 沒有 --pillar 這個選項。",
        "eppd list --pillar N",
    ),
    ("--strict", "check"): (
        "eppd has no option --strict.",
        "eppd 沒有 --strict 這個選項。",
        "eppd check --strict",
    ),
    ("list", "--status"): ("--status needs a value.", "--status 需要填入值。", "--status STATUS"),
    ("meeting", "add", "X", "--date"): (
        "--date needs a value.",
        "--date 需要填入值。",
        "eppd meeting add --help",
    ),
    ("list", "--overdue=3"): ("--overdue takes no value.", "--overdue 不接受任何值。", "--overdue"),
    ("show",): ("eppd show needs ID.", "eppd show 需要 ID。", "p2-4"),
    ("merge", "a", "b"): ("eppd merge needs THEIRS.", "eppd merge 需要 THEIRS。", "eppd merge --help"),
    ("completion",): ("eppd completion needs SHELL.", "eppd completion 需要 SHELL。", "zsh"),
    ("list", "extra", "stuff"): (
        "eppd list has no place for “extra stuff”.",
        "eppd list 用不到「extra stuff」。",
        "eppd list --help",
    ),
    ("list", "--lang", "frr"): ("--lang has no value “frr”.", "--lang 沒有「frr」這個值。", "both"),
    ("completion", "bush"): ("SHELL has no value “bush”.", "SHELL 沒有「bush」這個值。", "bash"),
}


@pytest.mark.parametrize("words", CASES, ids=" ".join)
def test_a_command_line_that_does_not_fit_is_refused_in_one_sentence(
    eppd: Eppd, ledger, words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger({})
    en, zh, remedy = CASES[words]

    first, second = eppd(*words, code=2).err.splitlines()
    assert first == f"eppd: {en}"
    assert remedy in second

    monkeypatch.setenv("EPPD_LANG", "zh")
    if "--lang" not in words:
        first, second = eppd(*words, code=2).err.splitlines()
        assert first == f"eppd：{zh}"
        assert remedy in second
        assert re.search(r"[\u4e00-\u9fff]", second)
        monkeypatch.delenv("EPPD_LANG")
        assert eppd("--lang", "zh", *words, code=2).err.splitlines() == [first, second]


def test_a_ledger_in_both_languages_is_answered_in_english(eppd: Eppd, ledger) -> None:
    ledger({}, settings={"language": "both"})

    assert eppd("lst", code=2).err.startswith("eppd: There is no command")


def typos(word: str) -> set[str]:
    """A word with a letter left out, doubled, or changed for its neighbour, from the third letter on."""
    places = range(2, len(word))
    without = {word[:at] + word[at + 1 :] for at in places}
    twice = {word[:at] + word[at] + word[at:] for at in places}
    swapped = {word[: at - 1] + word[at] + word[at - 1] + word[at + 1 :] for at in places[1:]}
    return (without | twice | swapped) - {word}


@pytest.mark.parametrize("name", [name for name in COMMANDS if len(name) > 4])
def test_a_slip_of_the_finger_in_a_command_finds_it(eppd: Eppd, name: str) -> None:
    for typo in sorted(typos(name) - set(COMMANDS)):
        assert f"Did you mean {name}?" in eppd(typo, code=2).err


def test_a_slip_of_the_finger_in_an_option_finds_it(eppd: Eppd) -> None:
    command = typer.main.get_command(app).get_command(None, "update")
    names = [option for param in command.params for option in param.opts if len(option) > 7]
    assert len(names) > 15
    for name in names:
        typo = name[:4] + name[5:]
        assert f"Did you mean {name}?" in eppd("update", "p1-1", typo, code=2).err


@pytest.mark.parametrize(
    ("words", "nearest"),
    [
        (("show", "p1-11"), "E6-P1-01"),
        (("list", "--status", "in-progres"), "in-progress"),
        (("list", "--owner", "MODE"), "MO"),
        (("list", "--sort", "statuss"), "status"),
        (("list", "--format", "jsn"), "json"),
        (("check", "duplicate-ids"), "duplicate-id"),
        (("list", "--meeting", "TALK-6"), "TALKS-6"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_ids_codes_and_values_name_the_nearest_too(
    eppd: Eppd, ledger, words: tuple[str, ...], nearest: str
) -> None:
    ledger({})

    ran = eppd(*words, code=4 if words[0] == "show" else 2)

    assert re.search(rf"(Did you mean|nearest:) {re.escape(nearest)}", ran.err)
