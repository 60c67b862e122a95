"""A command line that does not fit: one sentence and what to do, in the language asked for."""

import re

import pytest
import typer
from conftest import Eppd

from eppd_track.cli.app import app
from eppd_track.cli.commands import COMMANDS

CASES = {
    ("lst",): ("There is no command “lst”.", "查無指令「lst」。", "list"),
    ("meeting", "lst"): ("There is no command “lst”.", "查無指令「lst」。", "list"),
    ("frobnicate",): ("There is no command “frobnicate”.", "查無指令「frobnicate」。", "schema"),
    ("meeting",): ("The name of a command is missing.", "缺少指令名稱。", "list, add"),
    ("list", "--piller", "2"): (
        "eppd list has no option --piller.",
        "eppd list 無 --piller 選項。",
        "--pillar",
    ),
    ("list", "--piller=2"): (
        "eppd list has no option --piller.",
        "eppd list 無 --piller 選項。",
        "--pillar",
    ),
    ("list", "-z"): ("eppd list has no option -z.", "eppd list 無 -z 選項。", "eppd list --help"),
    ("list", "--xyzzy"): (
        "eppd list has no option --xyzzy.",
        "eppd list 無 --xyzzy 選項。",
        "eppd list --help",
    ),
    ("--pillar", "2", "list"): (
        "eppd has no option --pillar.",
        "eppd 無 --pillar 選項。",
        "eppd list --pillar",
    ),
    ("--strict", "check"): (
        "eppd has no option --strict.",
        "eppd 無 --strict 選項。",
        "eppd check --strict",
    ),
    ("list", "--status"): ("--status needs a value.", "--status 須填值。", "--status "),
    ("meeting", "add", "X", "--date"): (
        "--date needs a value.",
        "--date 須填值。",
        "eppd meeting add --help",
    ),
    ("list", "--overdue=3"): ("--overdue takes no value.", "--overdue 不接受任何值。", "--overdue"),
    ("show",): ("eppd show needs ID.", "eppd show 須填「編號」。", "p2-4"),
    ("merge", "a", "b"): ("eppd merge needs THEIRS.", "eppd merge 須填「他人版本」。", "eppd merge --help"),
    ("completion",): ("eppd completion needs SHELL.", "eppd completion 須填「殼層」。", "zsh"),
    ("list", "extra", "stuff"): (
        "eppd list has no place for “extra stuff”.",
        "eppd list 不接受「extra stuff」。",
        'eppd list -q "extra stuff"',
    ),
    ("list", "p1-1"): (
        "eppd list has no place for “p1-1”.",
        "eppd list 不接受「p1-1」。",
        "eppd show p1-1",
    ),
    ("log", "E6-P1-01"): (
        "eppd log has no place for “E6-P1-01”.",
        "eppd log 不接受「E6-P1-01」。",
        "eppd log --id E6-P1-01",
    ),
    ("undo", "x"): ("eppd undo has no place for “x”.", "eppd undo 不接受「x」。", "eppd undo --help"),
    ("list", "--lang", "frr"): ("--lang has no value “frr”.", "--lang 查無「frr」。", "both"),
    ("completion", "bush"): ("SHELL has no value “bush”.", "殼層查無「bush」。", "bash"),
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
        assert remedy.replace(", ", "、") in second
        assert re.search(r"[\u4e00-\u9fff]", second)
        monkeypatch.delenv("EPPD_LANG")
        assert eppd("--lang", "zh", *words, code=2).err.splitlines() == [first, second]


@pytest.mark.parametrize(
    ("words", "en", "zh"),
    [
        (("list", "--status"), "Write --status STATUS;", "請寫 --status 狀態；"),
        (("list", "--search"), "Write --search TEXT;", "請寫 --search 文字；"),
        (("--pillar", "2", "list"), "eppd list --pillar N.", "eppd list --pillar 數字。"),
        (("help", "xyzzy"), "TOPIC has no value “xyzzy”.", "主題查無「xyzzy」。"),
        (("check", "xyzzy"), "RULE has no value “xyzzy”.", "規則查無「xyzzy」。"),
        (("list", "--light", "x"), "--light has no value “x”.", "--light 查無「x」。"),
        (("list", "--light", "x"), "red, yellow, green,", "red（紅）、yellow（黃）、green（綠）、"),
        (("list", "--owner", "x"), "MOEA, MODA, DOS.", "MOEA（經濟部）、MODA（數位部）、DOS（國務院）。"),
        (("list", "--light", "reed"), "Did you mean red? ", "是否為 red（紅）？"),
        (("list", "--columns", "x"), "Valid: id, pillar,", "可用之值：id（編號）、pillar（支柱）、"),
        (("update", "p1-1", "--evidence", "x"), "Types: signed-text, ", "類別：signed-text（簽署文本）、"),
        (("score", "p1-1", "--drafts"), "--drafts does not go with ID", "--drafts 不得與 編號 並用"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_chinese_names_what_is_wanted_in_chinese(
    eppd: Eppd, ledger, words: tuple[str, ...], en: str, zh: str
) -> None:
    ledger({})

    assert en in eppd("--lang", "en", *words, code=2).err
    assert zh in eppd("--lang", "zh", *words, code=2).err


@pytest.mark.parametrize("dash", ["–", "—", "–-", "−", "－－"])
@pytest.mark.parametrize(
    ("words", "option"),
    [
        (("update", "p1-1", "{}note", "Met."), "--note"),
        (("list", "{}pillar", "2"), "--pillar"),
        (("list", "{}due-before=2026"), "--due-before"),
    ],
)
def test_a_dash_of_a_word_processor_is_told(
    eppd: Eppd, ledger, words: tuple[str, ...], option: str, dash: str
) -> None:
    path = ledger({})
    before = path.read_bytes()

    first, second = eppd(*(word.format(dash) for word in words), code=2).err.splitlines()

    assert f"“{dash}{option[2:]}" in first
    assert second == f"Write it with two plain hyphens: {option}."
    assert path.read_bytes() == before


def test_a_dash_within_a_text_is_a_dash(eppd: Eppd, ledger) -> None:
    ledger({})

    assert "Write it with" not in eppd("show", "p9-9", "–soon", code=4).err
    assert "–note" in eppd("update", "p1-1", "--note", "–note").out


@pytest.mark.parametrize(("typed", "shows"), [("中文", "造橋"), ("英文", "Build"), ("中英", "造橋 Build")])
def test_a_language_may_be_named_in_words(
    eppd: Eppd, ledger, typed: str, shows: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger({})

    for words in (("--lang", typed, "list"), ("list", f"--lang={typed}")):
        assert shows in " ".join(eppd(*words).out.split())
    monkeypatch.setenv("EPPD_LANG", typed)
    assert shows in " ".join(eppd("list").out.split())
    assert eppd("lst", code=2).err.startswith("eppd: " if typed == "英文" else "eppd：")


def test_columns_go_by_their_chinese_headings(eppd: Eppd, ledger) -> None:
    ledger({}, {"id": "E6-P1-02", "due": "2026-12"}, {"id": "E6-P1-03", "due": "2026-11"})
    words = ("list", "--format", "csv", "--columns", "編號，期限、主辦", "--sort", "期限")

    lines = eppd(*words, "--group-by", "不分組").out.splitlines()

    assert lines[:3] == ["id,due,owner", "E6-P1-03,2026-11,MOEA", "E6-P1-02,2026-12,MOEA"]
    assert eppd("list", "--group-by", "主辦").out == eppd("list", "--group-by", "owner").out


def test_a_due_date_may_be_bounded_by_a_month(eppd: Eppd, ledger) -> None:
    dues = ("2026-11-30", "2026-12-01", "2026-12-31", "2027-01-01")
    ledger(*({"id": f"E6-P1-0{number}", "due": f"@{due}"} for number, due in enumerate(dues, 1)))
    ids = ("list", "--format", "ids", "--today", "2026-06-01")

    until = eppd(*ids, "--due-before", "115年12月")
    since = eppd(*ids, "--due-after", "2026-12")

    assert until.out.split() == ["E6-P1-01", "E6-P1-02", "E6-P1-03"]
    assert "2026-12-31" in until.err
    assert since.out.split() == ["E6-P1-02", "E6-P1-03", "E6-P1-04"]


def test_an_id_given_twice_is_told_as_such(eppd: Eppd, ledger) -> None:
    ledger({}, {})

    refused = eppd("show", "p1-1", code=4).err

    assert "gives the id E6-P1-01 to more than one" in refused
    assert "eppd check" in refused


REFUSED = {
    ("lst",): "查無指令「lst」。",
    ("list", "--statsu", "x"): "--statsu",
    ("list", "--status", "x"): "--status 查無「x」。",
    ("show", "p9-9"): "查無編號「p9-9」之事項。",
    ("update", "p1-1", "--due", "12/05/2026"): "「12/05/2026」可能為",
    ("update", "p1-1", "--status", "closed"): "不得由「尚未啟動」改為「解除列管」。",
    ("undo",): "無可復原之更動。",
}


@pytest.mark.parametrize("words", REFUSED, ids=" ".join)
def test_a_ledger_in_both_languages_is_answered_in_both_the_chinese_first(eppd: Eppd, ledger, words) -> None:
    ledger({}, settings={"language": "both"})

    told = eppd(*words, code=None).err
    alone = [eppd(*words, "--lang", language, code=None).err for language in ("zh", "en")]

    assert told == "".join(alone)
    assert REFUSED[words] in alone[0]


def test_help_speaks_as_the_ledger_that_is_meant(eppd: Eppd, ledger) -> None:
    path = ledger({}, settings={"language": "both"})
    pages = [eppd("list", "--help", "--lang", language).out for language in ("zh", "en")]
    both = eppd("list", "--help").out

    assert both.startswith(pages[0])
    assert "Options:" in both.removeprefix(pages[0])
    path.rename("other.toml")
    assert eppd("list", "--help").out == pages[1]
    assert eppd("list", "--help", "--file", "other.toml").out == both
    assert eppd("lst", "--file", "other.toml", code=2).err.startswith("eppd：")


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


@pytest.mark.parametrize(
    ("locale", "first"),
    [
        ({"LANG": "zh_TW.UTF-8"}, "eppd："),
        ({"LC_MESSAGES": "zh_TW", "LANG": "en_US.UTF-8"}, "eppd："),
        ({"LC_ALL": "C.UTF-8", "LANG": "zh_TW.UTF-8"}, "eppd: "),
        ({"LANG": "en_US.UTF-8"}, "eppd: "),
        ({}, "eppd: "),
    ],
)
def test_without_a_ledger_chinese_is_spoken_first_where_the_system_is_chinese(
    eppd: Eppd, monkeypatch: pytest.MonkeyPatch, locale: dict[str, str], first: str
) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.setenv(name, locale.get(name, ""))

    said = eppd("list", code=3).err

    assert said.startswith(first)
    assert "\neppd: " in f"\n{said}"
    assert eppd("--lang", "en", "list", code=3).err.startswith("eppd: ")


@pytest.mark.parametrize("template", ["eppd6", "empty"])
def test_what_is_said_of_a_new_ledger_is_in_its_language(eppd: Eppd, template: str) -> None:
    zh, en = eppd("init", "--template", template).err.splitlines()

    assert zh.startswith("已由範本")
    assert en.startswith("Started ")


@pytest.mark.parametrize("command", ["import", "trace"])
@pytest.mark.parametrize(
    "name", ["9" * 3000, "a\0b", "*" + "9" * 3000], ids=["too long", "a NUL", "a long pattern"]
)
@pytest.mark.usefixtures("shipped")
def test_a_name_that_no_file_can_have_is_refused(eppd: Eppd, command: str, name: str) -> None:
    ran = eppd(command, name, "--today", "2026-11-23", code=None)

    assert ran.code in {2, 5}
    assert ran.err.startswith("eppd")
