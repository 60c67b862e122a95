"""What could not be read stands on the page itself, faults are told, and an emptied file is refused."""

import json
from pathlib import Path
from typing import Any

import pypdf
import pytest
from conftest import Eppd, Ran, ledger_text

TODAY = ("--today", "2026-02-13")
WORDLESS: dict[str, Any] = {"id": "E6-P1-02", "status": "進行中"}
SOON: dict[str, Any] = {"id": "E6-P1-03", "due": "soon"}
MISSING = "2 of the ledger’s commitments cannot be read and are not in here: E6-P1-02, without an id that"
IN_PART = "Read in part only, at least one field is missing here: E6-P1-03."


@pytest.fixture
def torn(ledger) -> Path:
    """A ledger with two commitments that cannot be read, a field that cannot, and a table nobody knows."""
    path = ledger({}, WORDLESS, SOON, {"id": None})
    path.write_text(path.read_text("utf-8") + '\n[[oddments]]\nid = "E6-P1-09"\n', "utf-8")
    return path


def page(eppd: Eppd, *words: str) -> Ran:
    return eppd(*words, *TODAY, "--lang", "en", code=3)


@pytest.mark.parametrize("command", ["report", "agenda"])
@pytest.mark.parametrize("form", ["terminal", "text", "markdown", "html"])
def test_a_page_names_what_could_not_be_read_above_everything_else(
    eppd: Eppd, torn: Path, command: str, form: str
) -> None:
    out = " ".join(page(eppd, command, "--format", form).out.split())

    text = out.replace("\\_", "_")
    assert 0 < text.index(MISSING) < text.index("In all 2:" if command == "report" else "To raise")
    assert text.count(IN_PART) == (2 if command == "report" else 1)
    assert "What stands in these lines of the ledger cannot be read: " in text


def test_paper_names_what_could_not_be_read_at_the_top_and_in_the_notes(eppd: Eppd, torn: Path) -> None:
    page(eppd, "report", "-o", "page.pdf")

    text = " ".join(" ".join(one.extract_text() for one in pypdf.PdfReader("page.pdf").pages).split())
    assert text.count("E6-P1-02") == 2
    assert text.count("at least one field is missing here: E6-P1-03.") == 2
    assert text.index("E6-P1-02") < text.index("Summary")


@pytest.mark.parametrize("command", [("report",), ("agenda",), ("report", "--scorecard")])
def test_json_names_what_could_not_be_read(eppd: Eppd, torn: Path, command: tuple[str, ...]) -> None:
    unread = json.loads(page(eppd, *command, "--format", "json").out)["unread"]

    lines = torn.read_text("utf-8").splitlines()
    assert unread["missing"] == ["E6-P1-02", None]
    assert unread["in_part"] == ["E6-P1-03"]
    assert [lines[line - 1] for line in unread["lines"]] == ["[[commitment]]", "[[oddments]]"]


def test_a_sound_ledger_has_no_such_section(eppd: Eppd, ledger) -> None:
    ledger({})

    ran = eppd("report", *TODAY, "--format", "text")
    assert "annot be read" not in ran.out
    assert ran.err == ""
    data = json.loads(eppd("report", *TODAY, "--format", "json").out)
    assert data["unread"] == {"missing": [], "in_part": [], "lines": []}


@pytest.mark.parametrize("words", [(), ("report",), ("report", "-o", "page.html"), ("report", "--scorecard")])
def test_faults_that_do_not_stop_reading_are_counted(eppd: Eppd, ledger, words: tuple[str, ...]) -> None:
    ledger({}, {}, {"id": "E6-P1-03", "dew": "2026-03-01", "owner": "NOBODY"})

    ran = eppd(*words, *TODAY, "--lang", "en")

    told = "The checks find faults in the ledger: errors 2, warnings 1; `eppd check` shows them.\n"
    assert ran.err.count(told) == 1
    assert told not in eppd("list", *TODAY).err


@pytest.mark.parametrize("words", [(), ("report",)])
def test_faults_that_were_named_already_are_not_counted_again(
    eppd: Eppd, torn: Path, words: tuple[str, ...]
) -> None:
    err = page(eppd, *words).err

    assert "E6-P1-02" in err
    assert "The checks find" not in err


READS = [
    *((), ("list",), ("show", "E6-P1-01"), ("report",), ("agenda",), ("chase",), ("log",), ("check",)),
    *(("export", "-o", "all.json"), ("where",), ("meeting", "list"), ("score", "--drafts")),
    *(("update", "E6-P1-01", "--note", "x"), ("add", "-p", "1", "--owner", "A", "--title", "B")),
]


@pytest.mark.parametrize("words", READS)
@pytest.mark.parametrize("held", ["", "# all gone\n", '[[agency]]\ncode = "MOEA"\nside = "TW"\n'])
def test_a_file_that_holds_no_ledger_is_refused(
    eppd: Eppd, tmp_path: Path, words: tuple[str, ...], held: str
) -> None:
    path = tmp_path / "commitments.toml"
    path.write_text(held, "utf-8")

    ran = eppd(*words, *TODAY, "--lang", "en", code=3)

    assert "commitments.toml holds no ledger" in ran.err
    assert "`eppd init`" in ran.err
    assert ran.out == ""
    assert path.read_text("utf-8") == held


def test_a_ledger_without_commitments_is_read(eppd: Eppd, tmp_path: Path) -> None:
    eppd("init", "--template", "empty")
    assert eppd("list", *TODAY).code == 0

    (tmp_path / "commitments.toml").write_text("schema = 1\n", "utf-8")
    assert eppd("check", *TODAY).out == ""


def test_a_list_of_commitments_alone_is_a_ledger(eppd: Eppd, tmp_path: Path) -> None:
    text = ledger_text()
    (tmp_path / "commitments.toml").write_text(text[text.index("[[commitment]]") :], "utf-8")

    assert "E6-P1-01" in eppd("list", *TODAY).out
