"""Receipts: what every command that writes answers a script, and what one does that reads from a pipe."""

import ast
import io
import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import typer
from conftest import Eppd, ledger_text, needs
from openpyxl import Workbook
from sheetwork import fill

from eppd_track.cli.app import app as whole
from eppd_track.cli.app import main
from eppd_track.cli.commands import COMMANDS

pytestmark = needs("git")
COMMAND_FILES = Path(__file__).parents[1] / "eppd_track" / "cli" / "commands"
DOORS = {"write", "carry_out", "save", "store.save", "store.write_whole", "write_whole", "Sync"}
COMMON = {
    *("schema", "kind", "as_of", "ledger", "digest", "selection", "shown", "total"),
    *("command", "dry_run", "written", "ids", "changes", "told"),
    *("unchanged", "refused", "troubles", "notices", "not_taken"),
}
TODAY = ("--today", "2026-11-27")
MEETING = '\n[[meeting]]\nid = "TALKS-6"\ndate = 2026-01-26\nend = 2026-01-27\nkind = "dialogue"\n'
LIST = '[[update]]\nid = "p1-1"\nnote = "橋已動工。"\n'


def calls(path: Path) -> set[str]:
    """What a module calls, by name."""
    nodes = ast.walk(ast.parse(path.read_text("utf-8")))
    return {ast.unparse(node.func) for node in nodes if isinstance(node, ast.Call)}


WRITING = {path.stem for path in COMMAND_FILES.glob("*.py") if calls(path) & DOORS}
CASES: dict[str, tuple[tuple[str, ...], ...]] = {
    "update": (("p1-1", "--note", "橋"), ("--from", "m.toml", "--yes"), ("p1-1", "--priority", "normal")),
    "add": (("--pillar", "1", "--owner", "MOEA", "--title-zh", "造橋"),),
    "score": (("p1-2", "--side", "TW", "--value", "1", "--reason", "橋"),),
    "meeting": (("add", "WG-1", "--title-zh", "會議"),),
    "carry": (("TALKS-7", "--date", "2026-12-10", "--title-zh", "七", "--yes"),),
    "import": (("all.json", "--yes"),),
    "undo": ((),),
    "check": (("--fix",),),
    "edit": ((),),
    "schema": (("--link",),),
    "init": (("-f", "new.toml"),),
    "merge": (("base.toml", "commitments.toml", "theirs.toml"),),
    "sync": ((),),
}
ALONE = [(name, words) for name, cases in CASES.items() for words in cases]
DRY = [case for case in ALONE if case[0] not in {"check", "edit", "schema", "init", "merge"}]


@pytest.fixture
def desk(ledger: Callable[..., Path], eppd: Eppd, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A ledger in a repository with a remote, and beside it what the commands read."""
    promise = {"kind": "tw-pledge", "sides": "TW", "strength": "firm", "operative_words": "will"}
    path = ledger({}, {"id": "E6-P1-02", "title": "Widen", "title_zh": "拓寬", **promise}, meeting=[])
    base = path.read_text("utf-8").replace("meeting = []\n", "") + MEETING
    path.write_text(base, "utf-8")
    Path("base.toml").write_text(base, "utf-8")
    Path("theirs.toml").write_text(base.replace("拓寬", "加寬"), "utf-8")
    Path("m.toml").write_text(LIST, "utf-8")
    eppd("update", "p1-1", "--next-step", "招標", *TODAY)
    eppd("export", "--all", "-o", "all.json", *TODAY)
    data = json.loads(Path("all.json").read_text("utf-8"))
    data["commitments"][0]["next_step"] = "設計"
    Path("all.json").write_text(json.dumps(data), "utf-8")
    monkeypatch.setenv("EDITOR", f"{sys.executable} {tmp_path / 'editor.py'}")
    Path("editor.py").write_text(
        "import pathlib, sys\np = pathlib.Path(sys.argv[-1])\n"
        "p.write_bytes(p.read_bytes().replace('造橋'.encode(), '建橋'.encode()))\n"
    )
    for words in ("init -q --bare remote.git", "init -q", "remote add origin remote.git"):
        git(*words.split())
    git("config", "user.name", "Lin")
    git("config", "user.email", "lin@example.org")
    return path


def git(*words: str) -> None:
    subprocess.run(["git", *words], check=True, capture_output=True)


def test_every_command_that_writes_has_a_case_here() -> None:
    assert set(CASES) == WRITING


@pytest.mark.parametrize("name", sorted(WRITING))
def test_every_command_that_writes_offers_json(name: str) -> None:
    found = typer.main.get_command(whole).get_command(None, name)
    some = [found.commands["add"]] if name == "meeting" else [found]

    assert name in COMMANDS
    (offered,) = [option.help for one in some for option in one.params if "--format" in option.opts]
    assert "json" in offered


def receipt(
    eppd: Eppd, name: str, words: tuple[str, ...], *more: str, code: int | None = 0
) -> dict[str, Any]:
    """The receipt of a command; `edit` runs as a process, as its editor wants a stdin."""
    line = (name, *words, *more, *TODAY, "--format", "json")
    if name == "edit":
        command = [sys.executable, "-m", "eppd_track", *line]
        out = subprocess.run(
            command, check=True, capture_output=True, stdin=subprocess.DEVNULL
        ).stdout.decode()
    else:
        out = eppd(*line, code=code).out
    told: dict[str, Any] = json.loads(out)
    assert "\\u" not in out
    return told


@pytest.mark.parametrize(("name", "words"), ALONE, ids=str)
def test_the_receipt_tells_what_was_written(
    eppd: Eppd, desk: Path, name: str, words: tuple[str, ...]
) -> None:
    if name == "check":
        desk.write_text(desk.read_text("utf-8").replace('"not-started"', '"Not Started"'), "utf-8")
    held = desk.read_bytes()

    told = receipt(eppd, name, words, code=None)

    command = "meeting add" if name == "meeting" else name
    assert (told["schema"], told["kind"], told["command"]) == (1, "receipt", command)
    assert told.keys() >= COMMON
    assert not told["dry_run"]
    assert told["written"] == (desk.read_bytes() != held or name == "init")
    for change in told["changes"]:
        assert change.keys() == {"table", "id", "before", "after"}
        assert change["before"] != change["after"]
    assert told["ids"] == [str(change["id"]) for change in told["changes"] if change["id"] is not None]
    assert bool(told["changes"]) == (name not in {"schema", "sync"} and "--priority" not in words)
    changed = {change["id"]: change["after"] for change in told["changes"]}
    for stood in json.loads(eppd("list", "--all", *TODAY, "--format", "json").out)["commitments"]:
        after = changed.get(stood["id"])
        if after and name != "init":
            assert {
                key: stood[key] for key in ("title_zh", "status", "next_step", "due")
            }.items() <= after.items()
            assert len(after["update"]) == len(stood["update"])


@pytest.mark.parametrize(("name", "words"), DRY, ids=str)
def test_a_dry_run_has_the_receipt_of_the_run(
    eppd: Eppd, desk: Path, name: str, words: tuple[str, ...]
) -> None:
    if name == "sync":
        eppd("sync", *TODAY)
        desk.write_text(desk.read_text("utf-8").replace("造橋", "建橋"), "utf-8")
    held = desk.read_bytes()

    would = receipt(eppd, name, words, "--dry-run")

    assert desk.read_bytes() == held
    assert (would["dry_run"], would["written"]) == (True, False)
    done = receipt(eppd, name, words)
    assert would.keys() == done.keys()
    assert (would["ids"], would["changes"]) == (done["ids"], done["changes"])


def test_what_stands_so_already_is_named_and_nothing_written(eppd: Eppd, desk: Path) -> None:
    told = receipt(eppd, "update", ("p1-1", "p1-2", "--owner", "MOEA"))

    assert (told["written"], told["changes"]) == (False, [])
    assert told["unchanged"] == ["E6-P1-01", "E6-P1-02"]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("update", "p1-1", "--status", "closed"), 5),
        (("update", "p9-9", "--note", "x"), 4),
        (("update", "p1-1", "--note", "x", "--format", "jsn"), 2),
        (("update", "--from", "m.toml"), 5),
        (("update",), 2),
        (("meeting", "add", "TALKS-6"), 5),
        (("init",), 5),
        (("merge", "--install"), 2),
    ],
)
def test_a_refusal_leaves_stdout_empty(eppd: Eppd, desk: Path, words: tuple[str, ...], code: int) -> None:
    held = desk.read_bytes()
    last = () if "--format" in words else ("--format", "json")

    ran = eppd(*words, *TODAY, *last, code=code)

    assert (ran.out, desk.read_bytes()) == ("", held)
    assert ran.err.startswith("eppd: ")


BATCHES: dict[str, tuple[str, tuple[str, ...]]] = {
    "update": ('[[update]]\nid = "p1-1"\nstatus = "closed"\n', ("update", "--from", "bad.toml")),
    "import": ('{"id": "E6-P1-01", "status": "closed"}', ("import", "bad.csv", "bad2.csv")),
}


@pytest.mark.parametrize("form", ["text", "json"])
@pytest.mark.parametrize("name", BATCHES)
def test_a_batch_that_is_refused_whole_ends_with_5(eppd: Eppd, desk: Path, name: str, form: str) -> None:
    Path("bad.toml").write_text(BATCHES["update"][0], "utf-8")
    for file, item in (("bad.csv", "E6-P1-01"), ("bad2.csv", "E6-P1-02")):
        Path(file).write_text(f"id,status\n{item},closed\n", "utf-8")
    held = desk.read_bytes()

    ran = eppd(*BATCHES[name][1], "--yes", "--format", form, *TODAY, code=5)

    assert desk.read_bytes() == held
    assert "None of it can be written" in ran.err
    if form == "json":
        told = json.loads(ran.out)
        assert (told["written"], told["changes"]) == (False, [])
        assert len(told["refused"]) == len(BATCHES[name][1]) - (1 if name == "import" else 2)


# ---- a folder and a pattern ----


FOLDERS = {"a folder": ("back",), "a pattern": ("back/*.ods", "back/*.xlsx"), "both": ("back", "back/*.xlsx")}


@pytest.fixture
def back(eppd: Eppd, desk: Path) -> Path:
    """A folder of sheets, two of them filled in, with other things between them."""
    folder = Path("back")
    folder.mkdir()
    for name in ("b.xlsx", "a.xlsx", "c.ods"):
        eppd("export", "--all", "-o", f"back/{name}", *TODAY)
    for name, row, note in (("a.xlsx", "E6-P1-01", "橋"), ("b.xlsx", "E6-P1-02", "路")):
        fill(folder / name, {row: {"note": note}})
    for name in ("read me.txt", ".hidden.xlsx", ".~lock.c.ods#", "~$a.xlsx"):
        (folder / name).write_text("x", "utf-8")
    (folder / "deeper").mkdir()
    return folder


@pytest.mark.parametrize("words", FOLDERS.values(), ids=FOLDERS)
def test_every_sheet_of_a_folder_or_pattern_is_one_change(
    eppd: Eppd, desk: Path, back: Path, words: tuple[str, ...]
) -> None:
    held = desk.read_bytes()

    told = receipt(eppd, "import", words, "--yes")

    assert told["ids"] == ["E6-P1-01", "E6-P1-02"]
    eppd("undo", *TODAY)
    assert desk.read_bytes() == held


def test_what_is_no_sheet_in_a_folder_is_named(eppd: Eppd, back: Path) -> None:
    ran = eppd("import", "back", "--dry-run", *TODAY)

    assert "read me.txt is passed over" in ran.err
    assert "hidden" not in ran.err + ran.out
    assert ".~lock" not in ran.err + ran.out


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        ("none/*.xlsx", 2, "No file fits none/*.xlsx."),
        ("back/deeper", 2, "The folder back/deeper holds no sheet."),
        ("back/[z].xlsx", 2, "No file fits back/[z].xlsx."),
        ("back/none.xlsx", 5, "none.xlsx"),
    ],
)
def test_a_name_that_stands_for_nothing_is_refused(
    eppd: Eppd, back: Path, words: str, code: int, told: str
) -> None:
    assert told in eppd("import", words, "--yes", *TODAY, code=code).err


def test_a_file_whose_name_looks_like_a_pattern_is_that_file(eppd: Eppd, back: Path) -> None:
    (back / "a.xlsx").rename(back / "a[1].xlsx")

    assert receipt(eppd, "import", ("back/a[1].xlsx",), "--yes")["ids"] == ["E6-P1-01"]


# ---- from a pipe ----


def book() -> bytes:
    stream = io.BytesIO()
    workbook = Workbook()
    for row in (["id", "note"], ["p1-1", "橋已動工。"]):
        workbook.active.append(row)
    workbook.save(stream)
    return stream.getvalue()


PIPED: dict[str, bytes] = {
    "TOML": LIST.encode(),
    "TOML with a head": ('# 會議\n\nmeeting = "TALKS-6"\n' + LIST).encode(),
    "TOML with a mark": b"\xef\xbb\xbf" + LIST.encode(),
    "TOML of Windows": LIST.replace("\n", "\r\n").encode(),
    "JSON": '{"update": [{"id": "p1-1", "note": "橋已動工。", "reason": null}]}'.encode(),
    "JSON list": ' [\n {"id": "p1-1", "note": "橋已動工。"}]'.encode(),
    "CSV": "id,note\np1-1,橋已動工。\n".encode(),
    "CSV in Chinese": "編號;說明\np1-1;橋已動工。\n".encode(),
    "CSV with tabs": "\ufeffid\tnote\r\np1-1\t橋已動工。\r\n".encode(),
    "workbook": book(),
}


@pytest.fixture
def piped(
    monkeypatch: pytest.MonkeyPatch, capsysbinary: Any
) -> Iterator[Callable[..., tuple[int, bytes, str]]]:
    def run(raw: bytes, *words: str) -> tuple[int, bytes, str]:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw)))
        code = main([*words, *TODAY])
        out, err = capsysbinary.readouterr()
        return code, out, err.decode()

    return run


@pytest.mark.parametrize("kind", PIPED)
def test_a_list_comes_through_a_pipe_whatever_its_form(desk: Path, piped: Any, kind: str) -> None:
    code, out, err = piped(PIPED[kind], "update", "--from", "-", "--yes", "--format", "json")

    assert code == 0, err
    (change,) = json.loads(out)["changes"]
    assert change["id"] == "E6-P1-01"
    assert change["after"]["update"][-1]["note"] == "橋已動工。"
    assert len(change["after"]["update"]) == len(change["before"]["update"]) + 1


@pytest.mark.parametrize(
    ("raw", "code", "words"),
    [
        (b"", 5, "stdin holds no entry"),
        (b"{", 5, "stdin is not valid JSON"),
        (b"[1, 2]", 5, "stdin"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, 5, "stdin"),
        (b"PK\x03\x04 broken", 5, "stdin"),
        (b"\xff\xfeX\0", 5, "stdin"),
        (b"[[update]]\nid = \xa4", 5, "stdin"),
        (LIST.encode(), 5, "--yes"),
    ],
)
def test_what_cannot_be_read_from_a_pipe_is_one_sentence(
    desk: Path, piped: Any, raw: bytes, code: int, words: str
) -> None:
    held = desk.read_bytes()
    ended, _, err = piped(raw, "update", "--from", "-", *(() if words == "--yes" else ("--yes",)))

    assert (ended, desk.read_bytes()) == (code, held), err
    assert words in err


# ---- an older eppd before a newer ledger ----


NEWER = [
    *((name, *words) for name, words in ALONE if name != "init"),
    *((name,) for name in ("list", "report", "agenda", "log", "where")),
    *(
        ("show", "p1-1"),
        ("meeting", "list"),
        ("score", "--drafts"),
        ("report", "--scorecard"),
        ("undo", "--list"),
    ),
    *(("export", "-o", "new.json"), ("export", "-o", "new.csv"), ("chase", "-o", "new.odt")),
    ("merge", "base.toml", "base.toml", "commitments.toml"),
    ("merge", "commitments.toml", "base.toml", "theirs.toml"),
]


@pytest.mark.parametrize("words", NEWER, ids=" ".join)
def test_an_older_eppd_leaves_a_newer_ledger_alone(
    eppd: Eppd, desk: Path, tmp_path: Path, words: tuple[str, ...]
) -> None:
    text = desk.read_text("utf-8").replace("schema = 1", "schema = 2")
    desk.write_text(text + '\n[[unheard]]\nof = "新"\n', "utf-8")
    held = {path: path.read_bytes() for path in tmp_path.iterdir() if path.is_file()}

    ran = eppd(*words, *TODAY, code=3)

    assert "was written for a newer eppd: schema = 2" in ran.err
    assert ran.out == "" or words[0] == "where"
    after = {path: path.read_bytes() for path in tmp_path.iterdir() if path.is_file()}
    assert {path for path in after if after[path] != held.get(path)} <= {tmp_path / ".commitments.toml.lock"}


def test_sync_takes_no_newer_ledger_in(eppd: Eppd, desk: Path, tmp_path: Path) -> None:
    eppd("sync", *TODAY)
    git("clone", "-q", "remote.git", "theirs")
    newer = Path("theirs") / "commitments.toml"
    newer.write_text(newer.read_text("utf-8").replace("schema = 1", "schema = 2"), "utf-8")
    identity = ("-c", "user.name=Wang", "-c", "user.email=w@example.org")
    git("-C", "theirs", *identity, "commit", "-qam", "Newer")
    git("-C", "theirs", "push", "-q")
    held = desk.read_bytes()

    ran = eppd("sync", *TODAY, code=3)

    assert (ran.out, desk.read_bytes()) == ("", held)
    assert "newer eppd" in ran.err


def test_a_newer_ledger_is_what_the_check_names(eppd: Eppd) -> None:
    Path("commitments.toml").write_text(ledger_text().replace("schema = 1", "schema = 2"), "utf-8")

    assert "[schema-version]" in eppd("check", *TODAY, code=1).out
