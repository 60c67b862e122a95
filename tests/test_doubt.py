"""What could not be read stands on the page itself, faults are told, and an emptied file is refused."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pypdf
import pytest
from conftest import Eppd, Ran, ledger_text

TODAY = ("--today", "2026-02-13")
WORDLESS: dict[str, Any] = {"id": "E6-P1-02", "status": "進行中"}
SOON: dict[str, Any] = {"id": "E6-P1-03", "due": "soon"}
MISSING = "2 of the ledger’s entries cannot be read and are not in here: E6-P1-02, without an id that"
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

    told = "The checks find faults in the ledger itself: errors 2, warnings 1; `eppd check` shows them"
    assert ran.err.count(told) == 1
    assert told not in eppd("list", *TODAY).err


@pytest.mark.parametrize("words", [(), ("report",)])
def test_faults_that_were_named_already_are_not_counted_again(
    eppd: Eppd, torn: Path, words: tuple[str, ...]
) -> None:
    err = page(eppd, *words).err

    assert "E6-P1-02" in err
    assert "The checks find" not in err


PAGES = [
    *((), ("list",), ("show", "E6-P1-01"), ("report",), ("agenda",), ("chase",), ("log",)),
    *(("report", "--scorecard"), ("score", "--drafts"), ("list", "--format", "json"), ("meeting", "list")),
    *(("report", "-o", "page.pdf"), ("report", "-o", "page.odt"), ("agenda", "-o", "page.html")),
    *(("list", "-o", "list.csv"), ("log", "-o", "log.md"), ("show", "E6-P1-01", "-o", "page.html")),
    *(("export", "-o", "all.json"), ("export", "-o", "all.xlsx"), ("export", "-o", "all.ics")),
    *(("export", "--per-owner", "sheets"), ("chase", "-o", "letters")),
]
WRITES = [
    ("update", "E6-P1-01", "--note", "x"),
    ("add", "-p", "1", "--owner", "MOEA", "--title", "B"),
    ("update", "--from", "minutes.toml"),
    ("import", "sheet.json"),
    ("carry", "TALKS-7", "--date", "2026-11-10"),
    ("meeting", "add", "WG-1"),
    ("schema", "--link"),
]
HEAD = ledger_text()[: ledger_text().index("[[commitment]]")]
NO_LEDGERS = {
    "empty": "",
    "comments alone": "# all gone\n",
    "an agency alone": '[[agency]]\ncode = "MOEA"\nside = "TW"\n',
    "a web page": "<!DOCTYPE html>\n<html>\n<body>\n<h1>Sign in</h1>\n<p a='b'>x = 1</p>\n</body>\n</html>\n",
    "a lost disk": "\0" * 4096,
    "another program's TOML": '[project]\nname = "x"\n\n[tool.ruff]\nline-length = 110\n',
    "an export": '{\n  "kind": "ledger-export",\n  "commitments": []\n}\n',
    "a text": "列管事項：\n一、造橋。\n",
}
NEWER = {"small": "schema = 2\n", "large": "schema = 12\n" + "# more\n" * 30_000}


@pytest.fixture
def emptied(eppd: Eppd, ledger) -> Path:
    """A ledger of two commitments that lost them after eppd wrote to it, its head being whole."""
    path = ledger({}, {"id": "E6-P1-02"})
    eppd("update", "p1-1", "--note", "Said.", *TODAY)
    path.write_text(HEAD, "utf-8")
    return path


def refused(eppd: Eppd, path: Path, words: tuple[str, ...], *said: str) -> None:
    """A command ends with 3, one sentence and a remedy; it prints and writes nothing."""
    before, there = path.read_bytes(), {one.name for one in path.parent.iterdir()}

    ran = eppd(*words, *TODAY, "--lang", "en", code=3)

    assert ran.out == ""
    assert len(ran.err.splitlines()) == 2, ran.err
    assert all(part in ran.err for part in ("commitments.toml", *said)), ran.err
    assert path.read_bytes() == before
    assert {one.name for one in path.parent.iterdir()} - there <= {f".{path.name}.lock"}


def by_hand(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, text: str) -> None:
    """Somebody who puts a text in place of the ledger's with `eppd edit`."""
    (tmp_path / "copy").write_text(text, "utf-8")
    monkeypatch.setenv("EDITOR", f"cp '{tmp_path / 'copy'}'")
    words = (sys.executable, "-m", "eppd_track", "edit", *TODAY)
    assert subprocess.run(words, check=False, stdin=subprocess.DEVNULL).returncode == 0


@pytest.mark.parametrize("words", [*PAGES, *WRITES], ids=" ".join)
@pytest.mark.parametrize("held", NO_LEDGERS)
def test_what_holds_no_ledger_gives_no_page_and_takes_no_record(
    eppd: Eppd, tmp_path: Path, words: tuple[str, ...], held: str
) -> None:
    path = tmp_path / "commitments.toml"
    path.write_text(NO_LEDGERS[held], "utf-8")

    refused(eppd, path, words, "holds no ledger", "`eppd init`")


@pytest.mark.parametrize("words", [*PAGES, *WRITES[:-1]], ids=" ".join)
@pytest.mark.parametrize("size", NEWER)
def test_a_ledger_of_a_newer_eppd_gives_no_page_and_takes_no_record(
    eppd: Eppd, ledger, words: tuple[str, ...], size: str
) -> None:
    path = ledger({})
    path.write_text(path.read_text("utf-8").replace("schema = 1\n", NEWER[size]), "utf-8")

    refused(eppd, path, words, "schema = ", "newer eppd")


@pytest.mark.parametrize("words", [*PAGES, *WRITES], ids=" ".join)
def test_a_ledger_that_lost_every_commitment_gives_no_page_and_takes_no_record(
    eppd: Eppd, emptied: Path, words: tuple[str, ...]
) -> None:
    refused(eppd, emptied, words, "holds no commitment", "did when eppd last wrote", "backup")


@pytest.mark.parametrize("held", NO_LEDGERS)
def test_check_and_where_still_tell_what_there_is_to_tell(eppd: Eppd, tmp_path: Path, held: str) -> None:
    path = tmp_path / "commitments.toml"
    path.write_text(NO_LEDGERS[held], "utf-8")

    checked, where = (eppd(word, *TODAY, "--lang", "en", code=3) for word in ("check", "where"))

    assert all("holds no ledger" in ran.err for ran in (checked, where))
    assert str(path) in where.out


def test_a_ledger_that_lost_every_commitment_is_mended_with_edit(
    eppd: Eppd, emptied: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert "holds no commitment" in eppd("check", *TODAY, code=3).err
    assert str(emptied) in eppd("where", *TODAY, code=3).out
    assert "changed since" in eppd("undo", *TODAY, code=5).err

    by_hand(monkeypatch, tmp_path, ledger_text())

    assert "E6-P1-01" in eppd("list", *TODAY).out


def test_a_ledger_that_is_to_begin_anew_is_changed_with_edit(
    eppd: Eppd, emptied: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert "change it with `eppd edit`" in eppd("report", *TODAY, code=3).err

    by_hand(monkeypatch, tmp_path, f"# Anew.\n{HEAD}")

    eppd("report", *TODAY)


def test_check_tells_of_a_newer_ledger_what_it_is(eppd: Eppd, ledger) -> None:
    path = ledger({})
    path.write_text(path.read_text("utf-8").replace("schema = 1", "schema = 2"), "utf-8")

    assert "[schema-version]" in eppd("check", *TODAY, code=1).out
    assert str(path) in eppd("where", *TODAY, code=3).out


def test_what_never_held_a_commitment_or_lost_them_by_eppd_itself_gives_an_empty_page(
    eppd: Eppd, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, add = tmp_path / "commitments.toml", ("add", "-p", "1", "--owner", "MOEA", "--title", "B")
    eppd("init", "--template", "empty")
    eppd("report", *TODAY)
    eppd("meeting", "add", "WG-1", *TODAY)
    eppd("report", *TODAY)
    eppd(*add, *TODAY)
    eppd("undo", *TODAY)
    eppd("report", *TODAY)
    eppd(*add, *TODAY)
    by_hand(monkeypatch, tmp_path, HEAD)
    eppd("report", *TODAY)
    eppd("undo", *TODAY)
    path.rename(tmp_path / "old.toml")
    eppd("init", "--template", "empty")
    eppd("report", "-o", "page.html", *TODAY)


def test_a_template_that_was_emptied_right_away_is_refused_too(eppd: Eppd, tmp_path: Path) -> None:
    eppd("init")
    (tmp_path / "commitments.toml").write_text(HEAD, "utf-8")

    eppd("report", *TODAY, code=3)


def test_a_ledger_without_commitments_is_read(eppd: Eppd, tmp_path: Path) -> None:
    eppd("init", "--template", "empty")
    assert eppd("list", *TODAY).code == 0

    (tmp_path / "commitments.toml").write_text("schema = 1\n", "utf-8")
    assert eppd("check", *TODAY).out == ""


def test_a_list_of_commitments_alone_is_a_ledger(eppd: Eppd, tmp_path: Path) -> None:
    text = ledger_text()
    (tmp_path / "commitments.toml").write_text(text[text.index("[[commitment]]") :], "utf-8")

    assert "E6-P1-01" in eppd("list", *TODAY).out
