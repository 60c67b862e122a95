"""Completion at Tab: what is offered where, and that bash, zsh and fish, run for real, put it in.

PowerShell is not to be had everywhere: its script is held against a grammar of PowerShell, and what eppd
answers it is tested without it.
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pexpect
import pytest
import tree_sitter_powershell
from conftest import ROOT, Eppd, needs
from tree_sitter import Language, Node, Parser

from eppd_track.cli.commands import COMMANDS
from eppd_track.cli.commands.completion import SHELLS
from eppd_track.cli.completion.answer import offers
from eppd_track.cli.completion.line import TypedLine, bash, cut, fish, for_powershell, powershell
from eppd_track.cli.completion.values import Completion
from eppd_track.model.vocabulary import Kind, Light, Status
from eppd_track.report.listing import COLUMNS
from eppd_track.words.faults import RULES
from eppd_track.words.labels import members
from eppd_track.words.topics import TOPICS

BREAKS = " \t\n\"'@><=;|&(:"
ODD = 'It\'s “odd”: a $HOME `x` "q" \\ ; & (b) \N{ESCAPE}[31m\ttab\nend'
BROKEN = ("", "[[commitment]]\nid = ", "\x00\x01", "schema = 99", "[[commitment]]\nid = 5\n")


def offered(*words: str) -> list[str]:
    """What is offered for the last of these words."""
    return [value for value, _ in offers(TypedLine(words[:-1], words[-1]))]


def meant(*words: str) -> dict[str, str]:
    return dict(offers(TypedLine(words[:-1], words[-1])))


# ---- what is offered ----


def test_commands_and_their_options_are_offered_with_their_help() -> None:
    assert offered("") == list(COMMANDS)
    assert meant("sch") == {"schema": COMMANDS["schema"]}
    assert offered("meeting", "") == ["list", "add"]
    assert "--group-by" in offered("list", "--")
    assert "--group-by" not in offered("show", "--")
    assert meant("list", "--rev") == {"--reverse": "The other way round."}
    assert offered("--la") == ["--lang"]


def test_an_option_that_cannot_repeat_is_offered_once_and_nothing_behind_two_dashes() -> None:
    assert "--sort" not in offered("list", "--sort", "due", "--")
    assert "--owner" in offered("list", "--owner", "MODA", "--o")
    assert offered("show", "--", "--as") == []


def test_ids_are_offered_with_their_titles_as_they_are_typed(ledger) -> None:
    ledger({}, {"id": "E6-P1-02", "title": "Dig a tunnel", "title_zh": "挖隧道"})

    assert meant("show", "") == {"E6-P1-01": "Build a bridge", "E6-P1-02": "Dig a tunnel"}
    assert meant("show", "p1-") == {"p1-01": "Build a bridge", "p1-02": "Dig a tunnel"}
    assert offered("show", "e6") == ["E6-P1-01", "E6-P1-02"]
    assert offered("show", "P1-01", "P1-02") == ["P1-02"]
    assert offered("edit", "E6-P1-01", "E6") == []
    assert offered("log", "--id", "p1-01") == ["p1-01"]


def test_an_id_that_several_rounds_have_is_offered_whole(ledger) -> None:
    ledger({}, {"id": "E7-P1-01"})

    assert offered("show", "p1-") == []
    assert offered("show", "e7") == ["E7-P1-01"]


@pytest.mark.parametrize("how", ["option", "joined", "variable", "ledger"])
def test_titles_are_in_the_language_asked_for(ledger, monkeypatch: pytest.MonkeyPatch, how: str) -> None:
    ledger({}, settings={"language": "zh" if how == "ledger" else "en"})
    if how == "variable":
        monkeypatch.setenv("EPPD_LANG", "zh")
    front = {"option": ("--lang", "zh"), "joined": ("--lang=zh",)}.get(how, ())

    assert meant(*front, "show", "") == {"E6-P1-01": "造橋"}
    assert meant("--lang", "en", "show", "") == {"E6-P1-01": "Build a bridge"}


def test_help_is_shown_in_chinese_where_it_was_asked_for() -> None:
    assert meant("--lang", "zh", "sch") == {"schema": "列管檔之 JSON Schema，供編輯器使用。"}
    assert meant("--lang", "zh", "list", "--rev") == {"--reverse": "倒序。"}


@pytest.mark.parametrize("words", [("-f", "away"), ("--file=away/commitments.toml",), ("--file", "away")])
def test_the_ledger_is_the_one_that_is_named(ledger, tmp_path: Path, words: tuple[str, ...]) -> None:
    path = ledger({"id": "E9-P1-01"})
    (tmp_path / "away").mkdir()
    path.rename(tmp_path / "away" / path.name)

    assert offered(*words, "show", "") == ["E9-P1-01"]
    assert offered("show", *words, "") == ["E9-P1-01"]
    assert offered("show", "") == []


def test_a_variable_names_the_ledger_too(ledger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = ledger({"id": "E9-P1-01"})
    monkeypatch.setenv("EPPD_LEDGER", str(path.rename(tmp_path / "other.toml")))

    assert offered("show", "") == ["E9-P1-01"]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("list", "--status"), [value.value for value in Status]),
        (("list", "--light"), [value.value for value in Light]),
        (("list", "--kind"), [value.value for value in members(Kind)]),
        (("list", "--owner"), ["MOEA", "MODA", "DOS"]),
        (("list", "--meeting"), ["TALKS-6"]),
        (("update", "p1-1", "--meeting"), ["TALKS-6"]),
        (("list", "-p"), ["1", "2"]),
        (("list", "--side"), ["TW", "US", "both"]),
        (("list", "--next-move"), ["TW", "US", "both", "third", "none"]),
        (("list", "--topic"), ["Rare earths"]),
        (("list", "--tag"), ["steel, coated", "ore"]),
        (("list", "--sort"), [name.replace("_", "-") for name in COLUMNS]),
        (("list", "--format"), ["table", "plain", "json", "csv", "tsv", "markdown", "html", "ids"]),
        (("undo", "--format"), ["terminal", "text", "json"]),
        (("score", "--side"), ["TW", "US"]),
        (("report", "--audience"), ["internal", "counterpart", "public"]),
        (("report", "--calendar"), ["gregorian", "roc"]),
        (("list", "--lang"), ["en", "zh", "both"]),
        (("list", "--color"), ["auto", "always", "never"]),
        (("list", "--group-by"), ["pillar", "owner", "status", "light", "none"]),
        (("meeting", "add", "WG-1", "--kind"), ["dialogue", "working-group", "expert", "internal"]),
        (("check",), list(RULES)),
        (("check", "syntax"), list(RULES)),
        (("completion",), list(SHELLS)),
        (("help",), [*TOPICS, *(name for name in COMMANDS if name not in TOPICS)]),
        (("list", "-o"), [":files"]),
        (("merge", "a.toml", "b.toml"), [":files"]),
        (("export", "--per-owner"), [":folders"]),
        (("list", "--as-of"), []),
        (("list", "-q"), []),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_a_value_is_offered_where_it_belongs(ledger, words: tuple[str, ...], expected: list[str]) -> None:
    ledger({"topic": "Rare earths", "topic_zh": "稀土", "tags": ["steel, coated", "ore"]})

    assert offered(*words, "") == expected


def test_behind_a_comma_the_last_part_is_completed(ledger) -> None:
    ledger({})

    assert offered("list", "--owner", "DOS,MO") == ["DOS,MOEA", "DOS,MODA"]
    assert offered("list", "--owner", "!mo") == ["!MOEA", "!MODA"]
    assert offered("list", "--owner=DOS,!mod") == ["--owner=DOS,!MODA"]
    assert offered("list", "--columns", "id,due") == ["id,due", "id,due-basis"]
    assert offered("add", "--owner", "DOS,MO") == []


def test_a_topic_is_found_in_the_other_language(ledger) -> None:
    ledger({"topic": "Rare earths", "topic_zh": "稀土"})

    assert meant("list", "--topic", "") == {"Rare earths": "稀土"}
    assert meant("list", "--topic", "稀") == {"稀土": "Rare earths"}


def test_the_sides_have_the_names_that_the_ledger_gives_them(ledger) -> None:
    ledger({}, side=[{"code": "TW", "name": "Aldermoor", "name_zh": "艾德摩"}])

    assert meant("list", "--side", "T") == {"TW": "Aldermoor"}
    assert meant("--lang", "zh", "list", "--kind", "tw-p") == {"tw-pledge": "艾德摩承諾"}


# ---- words of a line ----


@pytest.mark.parametrize(
    ("line", "words", "mark"),
    [
        ("eppd list ", ("eppd", "list", ""), ""),
        ("eppd  li", ("eppd", "li"), ""),
        ("eppd -q 'a b' \"c d", ("eppd", "-q", "a b", "c d"), '"'),
        (r"eppd a\ b\'", ("eppd", "a b'"), ""),
        (r'eppd "a\"b\c" x', ("eppd", r'a"b\c', "x"), ""),
        ("eppd 'a\\", ("eppd", "a\\"), "'"),
        ("eppd '' ", ("eppd", "", ""), ""),
        ("eppd a\\", ("eppd", "a\\"), ""),
        ("", ("",), ""),
    ],
)
def test_a_line_is_cut_as_the_shell_cuts_it(line: str, words: tuple[str, ...], mark: str) -> None:
    assert cut(line, "\\")[:2] == (words, mark)


def test_bash_goes_back_no_further_than_its_last_break() -> None:
    assert bash("eppd list --status=in", BREAKS) == TypedLine(("list",), "--status=in", "", 9)
    assert bash("eppd list --status=in", " \t\n") == TypedLine(("list",), "--status=in", "", 0)
    assert bash('eppd list --topic="rare e', BREAKS) == TypedLine(("list",), "--topic=rare e", '"', 8)


def test_powershell_names_the_part_that_it_replaces() -> None:
    assert powershell("eppd list --owner MODA,M", "M") == TypedLine(("list", "--owner"), "MODA,M", "", 5)
    assert powershell("eppd list ", "") == TypedLine(("list",), "", "", 0)
    assert powershell("eppd list -q 'a b", "'a b") == TypedLine(("list", "-q"), "a b", "'", 0)
    assert powershell("eppd show p2`-0", "p2`-0").word == "p2-0"


def test_powershell_gets_a_value_as_one_word() -> None:
    assert for_powershell("E6-P1-01") == "E6-P1-01"
    assert for_powershell("it's a ’mark’ $x") == "'it''s a ’’mark’’ $x'"


def test_the_word_that_fish_hands_over_loses_its_quotation() -> None:
    assert fish(["list", "--topic", r"rare\ e"]) == TypedLine(("list", "--topic"), "rare e")
    assert fish(["list", "'rare e"]) == TypedLine(("list",), "rare e")


# ---- as a process ----


def answered(shell: str, *words: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """What eppd answers a shell's script."""
    return subprocess.run(
        [sys.executable, "-m", "eppd_track", *words],
        check=False,
        capture_output=True,
        encoding="utf-8",
        env=os.environ | {"_EPPD_COMPLETE": shell} | variables,
        stdin=subprocess.DEVNULL,
        timeout=60,
    )


@pytest.mark.parametrize("content", BROKEN, ids=range(len(BROKEN)))
def test_a_broken_ledger_is_no_reason_to_say_anything(tmp_path: Path, content: str) -> None:
    (tmp_path / "commitments.toml").write_text(content)

    ran = answered("zsh", "show", "")

    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "", "")


def test_a_ledger_that_is_missing_or_no_text_is_no_reason_either(tmp_path: Path) -> None:
    (tmp_path / "raw.toml").write_bytes(b"\xff\xfe\x00\xd8")

    for words in (
        ("show", ""),
        ("-f", "none.toml", "show", ""),
        ("-f", "raw.toml", "show", ""),
        ("-f", "..", "show", ""),
    ):
        ran = answered("zsh", *words)
        assert (ran.returncode, ran.stdout, ran.stderr) == (0, "", "")
    assert answered("nosuchshell").stderr == ""


def test_closed_lists_are_offered_whatever_the_ledger_is(tmp_path: Path) -> None:
    (tmp_path / "commitments.toml").write_bytes(b"\xff\xfe\x00\xd8")

    assert answered("zsh", "list", "--next-move", "T").stdout == "TW\tTaiwan\nthird\tthird party\n"


def test_what_can_be_read_of_a_broken_ledger_is_offered(ledger, tmp_path: Path) -> None:
    path = ledger({}, {"id": "E6-P1-02"})
    path.write_text(path.read_text("utf-8").replace('status = "not-started"', "status = 7", 1), "utf-8")

    assert answered("zsh", "show", "").stdout == "E6-P1-02\tBuild a bridge\n"


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "powershell"])
def test_no_title_breaks_a_line_of_the_answer(ledger, shell: str) -> None:
    ledger({"title": ODD}, {"id": "E6-P1-02", "title": "\n"})
    words = ("eppd show E6-P1-0", BREAKS, "63") if shell == "bash" else ("show", "E6-P1-0")

    out = answered(shell, *words, _EPPD_LINE="eppd show E6-P1-0", _EPPD_WORD="E6-P1-0").stdout

    assert len(out.splitlines()) == 2
    assert [line[:8] for line in out.split("\n")] == ["E6-P1-01", "E6-P1-02", ""]
    assert "\N{ESCAPE}" not in out
    assert out.count("\t") == {"bash": 0, "powershell": 4}.get(shell, 2)


def test_powershell_is_answered_with_text_what_is_shown_and_what_it_means(ledger) -> None:
    ledger({"tags": ["it's one"]})

    ran = answered("powershell", _EPPD_LINE="eppd list --tag it", _EPPD_WORD="it")

    assert ran.stdout == "'it''s one'\tit's one\tit's one\n"


def test_nothing_heavy_is_loaded_for_the_completion_of_an_id(shipped: Path, unmeasured: None) -> None:
    script = (
        "import atexit, json, sys; sys.argv = ['eppd', 'show', 'p2-']\n"
        "from eppd_track.cli.completion.answer import answer; answer()\n"
        "sys.stderr.write(' '.join(sys.modules))\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", script],
        check=True,
        capture_output=True,
        encoding="utf-8",
        env=os.environ | {"_EPPD_COMPLETE": "zsh"},
        timeout=60,
    )
    loaded = set(ran.stderr.split())

    assert "p2-04\t" in ran.stdout
    assert "eppd_track.ledger.reader" in loaded
    assert (
        not {"rich", "zoneinfo", "hashlib", "typer", "eppd_track.cli.app", "eppd_track.rules.query"} & loaded
    )
    assert not {name for name in loaded if name.startswith(("eppd_track.report", "eppd_track.render"))}


# ---- in real shells ----

SETUP = {
    "bash": "source <(eppd completion bash); bind 'set enable-bracketed-paste off'",
    "zsh": "autoload -Uz compinit; compinit -u -D; source <(eppd completion zsh)",
}
START = {"bash": ["--norc", "--noprofile", "-i"], "zsh": ["-f", "-i"]}
SHOW = "argv() { printf '<%s>' \"$@\"; echo; }"


class Keyboard:
    """A shell at a pseudo-terminal with completion set up."""

    def __init__(self, shell: str, home: Path) -> None:
        folder = home / "bin"
        folder.mkdir()
        (folder / "eppd").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m eppd_track "$@"\n')
        (folder / "eppd").chmod(0o755)
        variables = {"PATH": f"{folder}:{os.environ['PATH']}", "HOME": str(home), "LC_ALL": "C.UTF-8"}
        self.child = pexpect.spawn(
            shutil.which(shell) or shell,
            START[shell],
            env=os.environ | variables | {"TERM": "dumb" if shell == "zsh" else "xterm", "PS1": "READY$ "},
            encoding="utf-8",
            dimensions=(60, 160),
            timeout=60,
        )
        if shell == "zsh":
            self.child.sendline("PS1='READY$ '; unsetopt zle_bracketed_paste")
        self.child.expect("READY")
        self.child.sendline(f"{SETUP[shell]}; {SHOW}; echo set''up")
        self.child.expect("setup")
        self.child.expect("READY")

    def completed(self, line: str) -> str:
        """The words of a line once Tab was pressed at its end, each between angle brackets."""
        self.child.send(f"{line}\t\x01argv \r")
        self.child.expect(r"(<eppd>[^\r\n]*)\r")
        found = self.child.match[1]
        self.child.expect("READY")
        return found

    def shown(self, line: str, *expected: str) -> None:
        """Waits until Tab, pressed until something is listed, shows these texts."""
        self.child.send(line + "\t\t\t")
        for text in expected:
            self.child.expect_exact(text)


@pytest.fixture(params=[pytest.param("bash", marks=needs("bash")), pytest.param("zsh", marks=needs("zsh"))])
def keyboard(request: pytest.FixtureRequest, ledger, tmp_path: Path) -> Iterator[Keyboard]:
    ledger(
        {"title": 'It\'s "a" $HOME `bridge`', "topic": "Rare earths & more", "tags": ["it's"]},
        {"id": "E6-P2-02", "title": "Second", "pillar": 2},
        {"id": "E6-P2-03", "title": "Third", "pillar": 2},
    )
    (tmp_path / "minutes one.toml").touch()
    found = Keyboard(request.param, tmp_path)
    yield found
    found.child.close(force=True)


def test_a_shell_puts_in_what_is_offered(keyboard: Keyboard) -> None:
    assert keyboard.completed("eppd wher") == "<eppd><where>"
    assert keyboard.completed("eppd show p1-") == "<eppd><show><p1-01>"
    assert keyboard.completed("eppd show e6-p1") == "<eppd><show><E6-P1-01>"
    assert keyboard.completed("eppd list --status=in-") == "<eppd><list><--status=in-progress>"
    assert keyboard.completed("eppd list --owner DOS,MOE") == "<eppd><list><--owner><DOS,MOEA>"
    assert keyboard.completed("eppd list --topic Rar") == "<eppd><list><--topic><Rare earths & more>"
    assert keyboard.completed('eppd list --topic "Rare e') == "<eppd><list><--topic><Rare earths & more>"
    assert keyboard.completed("eppd list --tag it") == "<eppd><list><--tag><it's>"
    assert keyboard.completed("eppd update --from min") == "<eppd><update><--from><minutes one.toml>"
    assert (
        keyboard.completed("eppd update p1-1 --set approved") == "<eppd><update><p1-1><--set><approved_by=>"
    )
    assert keyboard.completed("eppd frobnicate") == "<eppd><frobnicate>"


def test_a_shell_shows_ids_with_their_titles(keyboard: Keyboard) -> None:
    keyboard.shown("eppd show E6-P2-", "E6-P2-02", "Second", "E6-P2-03", "Third")


@needs("fish")
@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("eppd wher", ["where\tWhich ledger is used, why, and with which settings."]),
        ("eppd show p2-", ["p2-02\tSecond", "p2-03\tThird"]),
        ("eppd list --status=in-", ["--status=in-progress"]),
        ("eppd list --owner DOS,MOE", ["DOS,MOEA\tEconomy"]),
        ("eppd list --topic 'Rare e", ["Rare earths & more"]),
        ("eppd update --from min", ["minutes one.toml"]),
        ("eppd update --from=min", ["--from=minutes one.toml"]),
        ("eppd frobnicate ", []),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_fish_offers_what_fits(ledger, tmp_path: Path, line: str, expected: list[str]) -> None:
    ledger(
        {"title": 'It\'s "a" $HOME', "topic": "Rare earths & more"},
        {"id": "E6-P2-02", "title": "Second"},
        {"id": "E6-P2-03", "title": "Third"},
    )
    (tmp_path / "minutes one.toml").touch()
    (tmp_path / "eppd").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m eppd_track "$@"\n')
    (tmp_path / "eppd").chmod(0o755)
    script = "eppd completion fish | source; complete -C $argv[1]"

    ran = subprocess.run(
        ["fish", "--no-config", "-c", script, line],
        check=True,
        capture_output=True,
        encoding="utf-8",
        env=os.environ
        | {"PATH": f"{tmp_path}:{os.environ['PATH']}", "HOME": str(tmp_path), "LC_ALL": "C.UTF-8"},
        timeout=60,
    )

    assert ran.stderr == ""
    assert [part.strip() for part in ran.stdout.splitlines()] == [part.strip() for part in expected]


def parsed(script: str) -> Node:
    """A PowerShell script as its grammar reads it."""
    return Parser(Language(tree_sitter_powershell.language())).parse(script.encode()).root_node


def all_of(node: Node, kind: str) -> list[str]:
    """The texts of this kind below a node, as they follow."""
    below = [text for child in node.children for text in all_of(child, kind)]
    return [(node.text or b"").decode(), *below] if node.type == kind else below


def test_the_script_for_powershell_is_powershell_and_registers_a_completer(eppd: Eppd) -> None:
    script = eppd("completion", "powershell").out
    tree = parsed(script)

    assert not tree.has_error, f"{tree}"
    assert all_of(tree, "command_name")[0] == "Register-ArgumentCompleter"
    assert all_of(tree, "command_parameter")[:3] == ["-Native", "-CommandName", "-ScriptBlock"]
    assert all_of(tree, "generic_token")[0] == "eppd"
    assert all_of(tree, "script_parameter") == ["$wordToComplete", "$commandAst", "$cursorPosition"]
    given = [text.strip() for text in all_of(tree, "left_assignment_expression")]
    assert {"$Env:_EPPD_COMPLETE", "$Env:_EPPD_LINE", "$Env:_EPPD_WORD"} <= set(given)
    assert script == eppd("completion", "pwsh").out


@pytest.mark.parametrize(
    "broken", ["}", "$Env:_EPPD_LINE = 'open", "if ($_ -eq ) {", "& | ForEach-Object { }"]
)
def test_the_grammar_of_powershell_would_see_a_slip(eppd: Eppd, broken: str) -> None:
    script = eppd("completion", "powershell").out

    assert parsed(script.replace("    $length = ", f"    {broken}\n    $length = ")).has_error


@pytest.mark.skipif(shutil.which("pwsh") is None, reason="not installed: pwsh")
def test_powershell_offers_what_fits(ledger) -> None:
    ledger({})
    script = (
        "eppd completion powershell | Out-String | Invoke-Expression; "
        "(TabExpansion2 'eppd show E6' 12).CompletionMatches.CompletionText"
    )
    ran = subprocess.run(
        ["pwsh", "-NoProfile", "-Command", script],
        check=True,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
    )

    assert ran.stdout.split() == ["E6-P1-01"]


@pytest.mark.parametrize("shell", SHELLS)
def test_a_script_says_where_to_put_it(eppd: Eppd, shell: str) -> None:
    head = eppd("completion", shell).out.splitlines()[:8]

    assert any(f"eppd completion {shell}" in line for line in head if line.startswith("#"))


@pytest.mark.parametrize("shell", SHELLS)
def test_a_script_says_so_in_chinese_and_is_the_same_otherwise(eppd: Eppd, shell: str) -> None:
    spoken, english = (
        [line.partition("#")[::2] for line in eppd("completion", shell, "--lang", one).out.splitlines()]
        for one in ("zh", "en")
    )
    remarks = [said for code, said in spoken if not code and "eppd completion" not in said]

    assert [code for code, _ in spoken] == [code for code, _ in english]
    assert any("開啟新視窗" in said for said in remarks)
    assert not any(re.search(r"[a-z]+ [a-z]+ [a-z]+", said) for said in remarks)
    assert all(said.isascii() or said[-1].isascii() for _, said in spoken)


# ---- the list that all of it rests on ----


def test_the_grammar_is_current(tmp_path: Path) -> None:
    tool = ROOT / "tools" / "completion_grammar.py"
    for variables in ({}, {"EPPD_LANG": "zh", "COLUMNS": "40"}):
        ran = subprocess.run(
            [sys.executable, str(tool), "--check"],
            check=False,
            capture_output=True,
            encoding="utf-8",
            env=os.environ | variables,
            timeout=60,
        )
        assert ran.returncode == 0, ran.stderr


def test_an_offer_is_a_value_and_what_it_means() -> None:
    assert offers(TypedLine(("completion",), "z")) == [Completion("zsh", "")]
