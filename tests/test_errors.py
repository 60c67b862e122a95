"""The catalogue of errors: for every rule a small ledger that breaks it, and what `eppd check` says."""

import json
from pathlib import Path

import pytest
from conftest import Eppd

from eppd_track.words.errors import Severity
from eppd_track.words.faults import RULES

FOLDER = Path(__file__).parent / "errors"
AT = ("--today", "2026-06-30", "--lang", "en")
REMARKS = [name for name, rule in RULES.items() if rule.severity is Severity.REMARK]


@pytest.fixture(autouse=True)
def in_the_catalogue(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(FOLDER)


def expected(name: str) -> str:
    return (FOLDER / f"{name}.txt").read_text(encoding="utf-8")


def test_every_rule_has_its_ledger_and_its_words_and_nothing_else_lies_here() -> None:
    beside = {"second-version (conflicted copy).toml", "harbour-talks.txt"}
    assert {each.name for each in FOLDER.iterdir()} == beside | {
        f"{name}.{suffix}" for name in RULES for suffix in ("toml", "txt")
    }


@pytest.mark.parametrize("name", RULES)
def test_check_of_one_rule_says_what_is_wrong_where_and_what_to_do(eppd: Eppd, name: str) -> None:
    ran = eppd("check", name, "--file", f"{name}.toml", *AT, code=1)

    assert ran.out == expected(name)
    assert f"{name}.toml:" in ran.out
    assert f"[{name}]" in ran.out


@pytest.mark.parametrize("name", RULES)
def test_a_program_is_told_of_it_too(eppd: Eppd, name: str) -> None:
    told = json.loads(eppd("check", name, "--file", f"{name}.toml", *AT, "--format", "json", code=1).out)

    assert {problem["rule"] for problem in told["problems"]} == {name}


@pytest.mark.parametrize("name", RULES)
def test_check_of_everything_finds_this_fault_and_no_other(eppd: Eppd, name: str) -> None:
    assert eppd("check", "--strict", "--file", f"{name}.toml", *AT, code=1).out == expected(name)


@pytest.mark.parametrize("name", [name for name in RULES if name not in REMARKS])
def test_errors_and_warnings_count_without_being_asked_for(eppd: Eppd, name: str) -> None:
    assert eppd("check", "--file", f"{name}.toml", *AT, code=1).out == expected(name)


@pytest.mark.parametrize("name", REMARKS)
def test_remarks_count_only_where_they_are_asked_for(eppd: Eppd, name: str) -> None:
    ran = eppd("check", "--file", f"{name}.toml", *AT, code=0)

    assert (ran.out, ran.err) == ("", "")


SOUND = (FOLDER / "unknown-meeting.toml").read_text(encoding="utf-8").replace("TALKS-7", "TALKS-6")


@pytest.mark.parametrize(
    "line",
    [
        'title = "Build a bridge"',
        'owner = "MOEA"',
        'side = "TW"',
        'code = "MOEA"',
        "number = 1",
        "date = 2026-01-26",
        'id = "TALKS-6"',
        'status = "not-started"',
    ],
)
def test_a_line_that_cannot_be_read_is_one_fault_and_causes_no_others(
    eppd: Eppd, tmp_path: Path, line: str
) -> None:
    path = tmp_path / "torn.toml"
    path.write_text(SOUND, encoding="utf-8")
    eppd("check", "--file", str(path), *AT, code=0)
    path.write_text(SOUND.replace(f"{line}\n", f"{line} x\n"), encoding="utf-8")

    (found,) = eppd("check", "--file", str(path), *AT, code=1).out.splitlines()
    assert "[syntax]" in found


@pytest.mark.parametrize("name", RULES)
def test_every_fault_is_told_in_chinese_at_the_same_place(eppd: Eppd, name: str) -> None:
    ran = eppd("check", name, "--file", f"{name}.toml", "--today", "2026-06-30", "--lang", "zh", code=1)

    grave = {"error": "錯誤", "warning": "警告", "remark": "提醒"}
    told = [line.partition("：") for line in ran.out.splitlines()]
    wanted = [line.split(" ")[:2] for line in expected(name).splitlines()]
    assert [(word, line.split(" ")[0]) for word, _, line in told] == [
        (grave[word.rstrip(":")], place) for word, place in wanted
    ]
    assert all(any("\u4e00" <= char <= "\u9fff" for char in line) for _, _, line in told)
    assert "{" not in ran.out.replace("previous = {", "")
