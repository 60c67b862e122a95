"""Files that commands write for people: what somebody worked in stays, and what was written is said."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
import typer
from conftest import Eppd

from eppd_track.cli.app import app
from eppd_track.cli.commands import COMMANDS

FIRST, LATER = ("--today", "2026-03-06"), ("--today", "2026-03-13")
THEIRS = b"\nfilled in by somebody\n"
SCORE = {"date": "@2026-02-20", "side": "TW", "value": 0, "reader": "Lin", "reason": "Half of it."}
POSIX = pytest.mark.skipif(os.name == "nt", reason="devices and pipes of POSIX")

ONE_FILE = {
    "report.odt": ("report",),
    "report.html": ("report",),
    "report.pdf": ("report",),
    "card.md": ("report", "--scorecard"),
    "agenda.odt": ("agenda",),
    "list.csv": ("list",),
    "log.md": ("log",),
    "show.html": ("show", "p1-1"),
    "faults.json": ("check", "--strict"),
    "meetings.csv": ("meeting", "list"),
    "drafts.odt": ("score", "--drafts"),
    "letters.odt": ("chase",),
    "all.xlsx": ("export",),
    "all.ods": ("export",),
    "all.json": ("export",),
    "all.ics": ("export",),
    "schema.json": ("schema",),
    "trace.csv": ("trace", "talks.md"),
    "intake.toml": ("intake", "talks.md"),
}
FOLDERS = {
    "letters/MOEA.txt": ("chase", "-o", "letters"),
    "mails/MOEA.eml": ("chase", "--format", "eml", "-o", "mails"),
    "sheets/MOEA.xlsx": ("export", "--per-owner", "sheets"),
}
WRITERS = {name: (*words, "-o", name) for name, words in ONE_FILE.items()} | FOLDERS
"""Every way to write a file, by the file that it writes."""
HELD = {name: words for name, words in WRITERS.items() if name not in {"schema.json", "intake.toml"}}
"""Those whose file tells what the ledger holds."""


@pytest.fixture(autouse=True)
def small(ledger) -> Path:
    """A ledger whose two agencies owe a word, one commitment scored."""
    owing = {"cadence": "weekly", "status": "in-progress"}
    Path("talks.md").write_text("Both sides will build a bridge.\n", "utf-8")
    return ledger(
        owing | {"score": [SCORE], "update": [{"date": "@2026-02-01", "by": "Lin", "note": "Drafted."}]},
        owing | {"id": "E6-P1-02", "owner": "MODA"},
        owing | {"id": "E6-P1-03", "owner": "DOS"},
        meeting=[{"id": "TALKS-6", "date": "@2026-01-26", "kind": "dialogue"}],
        document=[{"id": "TALKS-6", "file": "talks.md"}],
    )


def wrote(eppd: Eppd, words: tuple[str, ...], *more: str) -> str:
    """Runs a command that has to succeed, and gives what it said."""
    return eppd(*words, *more, "--lang", "en", code=1 if words[0] in {"check", "trace"} else 0).err


def person_says(monkeypatch: pytest.MonkeyPatch, *answers: str) -> list[str]:
    """Somebody at a terminal who gives these answers; the questions are kept."""
    asked: list[str] = []
    left = list(answers)

    def prompt(question: str, **_: object) -> str:
        asked.append(question)
        return left.pop(0)

    monkeypatch.setattr(typer, "prompt", prompt)
    monkeypatch.setattr("eppd_track.cli.shared.session.Session.at_terminal", True)
    return asked


# ---- what somebody worked in ----


@pytest.mark.parametrize("name", WRITERS)
def test_a_file_somebody_worked_in_is_replaced_only_when_asked_for(eppd: Eppd, name: str) -> None:
    words, path = WRITERS[name], Path(name)
    wrote(eppd, words, *FIRST)
    path.write_bytes(edited := path.read_bytes() + THEIRS)

    ran = eppd(*words, *LATER, "--lang", "en", code=5)

    assert path.read_bytes() == edited
    assert name in ran.err
    assert "--overwrite" in ran.err
    assert f"Written: {name}" not in ran.err
    wrote(eppd, words, *LATER, "--overwrite")
    assert THEIRS not in path.read_bytes()


@pytest.mark.parametrize("name", HELD)
def test_what_eppd_wrote_and_nobody_touched_is_replaced_without_a_question(
    eppd: Eppd, small: Path, name: str
) -> None:
    words, path = WRITERS[name], Path(name)
    wrote(eppd, words, *FIRST)
    before = path.read_bytes()
    text = small.read_text("utf-8").replace("造橋", "建橋").replace("Build", "Draw")
    small.write_text(text.replace("TALKS-6", "TALKS-7"), "utf-8")

    wrote(eppd, words, *LATER)

    assert path.read_bytes() != before


@pytest.mark.parametrize("name", FOLDERS)
def test_of_a_folder_nothing_is_written_where_one_file_was_worked_in(eppd: Eppd, name: str) -> None:
    words, folder = WRITERS[name], Path(name).parent
    wrote(eppd, words, *FIRST)
    Path(name.replace("MOEA", "MODA")).write_bytes(THEIRS)
    before = {path: path.read_bytes() for path in folder.iterdir()}

    eppd(*words, *LATER, code=5)

    assert {path: path.read_bytes() for path in folder.iterdir()} == before


@pytest.mark.parametrize("name", ["report.odt", "letters/MOEA.txt"])
def test_where_nothing_is_known_of_a_file_it_stays(
    eppd: Eppd, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrote(eppd, WRITERS[name], *FIRST)
    before = Path(name).read_bytes()
    monkeypatch.setenv("EPPD_STATE", str(tmp_path / "elsewhere"))

    eppd(*WRITERS[name], *LATER, code=5)
    assert Path(name).read_bytes() == before
    wrote(eppd, WRITERS[name], *FIRST)
    assert Path(name).read_bytes() == before


def test_a_state_folder_that_cannot_be_had_stops_no_page(
    eppd: Eppd, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "taken").write_bytes(b"")
    monkeypatch.setenv("EPPD_STATE", str(tmp_path / "taken"))

    wrote(eppd, WRITERS["report.html"], *FIRST)
    eppd(*WRITERS["report.html"], *LATER, code=5)

    wrote(eppd, WRITERS["report.html"], *LATER, "--overwrite")


def test_a_file_that_cannot_be_looked_into_stays(eppd: Eppd, monkeypatch: pytest.MonkeyPatch) -> None:
    wrote(eppd, WRITERS["report.html"], *FIRST)

    def denied(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr("hashlib.file_digest", denied)

    eppd(*WRITERS["report.html"], *LATER, code=5)


@pytest.mark.parametrize("words", [("report", "--format", "html"), ("export", "--format", "xlsx")], ids=str)
def test_the_ledger_itself_is_never_an_answer(eppd: Eppd, small: Path, words: tuple[str, ...]) -> None:
    before = small.read_bytes()
    Path("link").symlink_to(small)

    for name in ("commitments.toml", "link"):
        said = eppd(*words, "--overwrite", "-o", name, "--lang", "en", code=5).err
        assert "the ledger itself" in said

    assert small.read_bytes() == before


def test_a_file_of_ours_that_was_moved_is_still_ours(eppd: Eppd) -> None:
    wrote(eppd, WRITERS["report.html"], *FIRST)
    Path("report.html").rename("agenda.html")

    wrote(eppd, ("agenda", "-o", "agenda.html"), *LATER)


def test_another_file_is_not_replaced_for_its_name(eppd: Eppd) -> None:
    Path("week.html").write_text("<p>Minutes of our own.</p>", "utf-8")
    Path("empty.html").touch()

    eppd("report", "-o", "week.html", code=5)
    wrote(eppd, ("report", "-o", "empty.html"))

    assert "Minutes of our own" in Path("week.html").read_text("utf-8")


@pytest.mark.parametrize(("answer", "code"), [("y", 0), ("n", 5)])
@pytest.mark.parametrize("name", ["report.html", "sheets/MOEA.xlsx"])
def test_somebody_at_a_terminal_is_asked_once(
    eppd: Eppd, name: str, answer: str, code: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrote(eppd, WRITERS[name], *FIRST)
    for path in Path(name).parent.glob(f"*{Path(name).suffix}"):
        path.write_bytes(THEIRS)
    asked = person_says(monkeypatch, answer)

    ran = eppd(*WRITERS[name], *LATER, code=code)

    assert len(asked) == 1
    assert name in ran.err
    assert (Path(name).read_bytes() == THEIRS) == (code == 5)


def test_the_last_files_are_known_and_no_more_than_the_bound(
    eppd: Eppd, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("eppd_track.cli.shared.files.MOST_KNOWN", 2)
    for name in ("one.html", "two.html", "three.html"):
        wrote(eppd, ("report", "--by", name, "-o", name), *FIRST)

    assert len(list((Path(os.environ["EPPD_STATE"]) / "written").iterdir())) == 2
    wrote(eppd, ("report", "-o", "three.html"), *LATER)


@POSIX
@pytest.mark.parametrize("target", ["/dev/stdout", "/dev/fd/1", "/dev/null"])
@pytest.mark.parametrize("redirect", ["", "> there.txt", ">> there.txt"])
def test_streams_and_devices_are_never_asked_about(target: str, redirect: str) -> None:
    Path("there.txt").write_bytes(THEIRS)
    line = f'"{sys.executable}" -m eppd_track list --format ids -o {target} {redirect}'

    ran = subprocess.run(["sh", "-c", line], check=False, capture_output=True, stdin=subprocess.DEVNULL)

    assert ran.returncode == 0, ran.stderr
    kept = {"": THEIRS, "> there.txt": b"", ">> there.txt": THEIRS}[redirect]
    ids = b"" if target == "/dev/null" else b"E6-P1-01\nE6-P1-02\nE6-P1-03\n"
    assert (ran.stdout, Path("there.txt").read_bytes()) == ((b"", kept + ids) if redirect else (ids, THEIRS))


@POSIX
def test_a_named_pipe_is_written_to() -> None:
    os.mkfifo("pipe")
    with subprocess.Popen(["cat", "pipe"], stdout=subprocess.PIPE) as reader:
        line = [sys.executable, "-m", "eppd_track", "list", "--format", "ids", "-o", "pipe"]
        assert subprocess.run(line, check=False, stdin=subprocess.DEVNULL).returncode == 0
        assert reader.communicate()[0].startswith(b"E6-P1-01\n")


def every_command() -> dict[str, typer.core.TyperCommand]:
    """Every command by its words, those of a group among them."""
    group = typer.main.get_command(app)
    found = {name: group.get_command(None, name) for name in COMMANDS}
    parts = {
        f"{name} {part}": each
        for name, command in found.items()
        for part, each in getattr(command, "commands", {}).items()
    }
    return found | parts


def test_every_command_that_writes_a_file_has_the_answer() -> None:
    commands = every_command()
    options = {
        name: {option for parameter in command.params for option in parameter.opts}
        for name, command in commands.items()
    }
    writing = {name for name, has in options.items() if has & {"--output", "--per-owner", "--link"}}

    assert writing == {name for name, has in options.items() if "--overwrite" in has}
    pairs = [(words[0], " ".join(words[:2])) for words in WRITERS.values()]
    assert writing == {part if part in commands else name for name, part in pairs}


# ---- what was written, and what was not ----


@pytest.mark.parametrize("place", [0, 1, 2])
@pytest.mark.parametrize(
    ("name", "order"),
    [("letters/MOEA.txt", ("DOS", "MODA", "MOEA")), ("sheets/MOEA.xlsx", ("MOEA", "MODA", "DOS"))],
)
def test_a_partial_write_names_what_was_written_and_what_was_not(
    eppd: Eppd, name: str, order: tuple[str, ...], place: int
) -> None:
    paths = [Path(name.replace("MOEA", code)) for code in order]
    paths[place].mkdir(parents=True)

    ran = eppd(*WRITERS[name], *FIRST, "--lang", "en", code=5)

    assert f"{paths[place]} cannot be written" in ran.err
    assert [path for path in paths if path.is_file()] == paths[:place]
    done, left = (", ".join(map(str, part)) for part in (paths[:place], paths[place:]))
    told = f"Written: {done}. Not written: {left}. " if place else "Nothing was changed. "
    assert ran.err.splitlines()[-1].startswith(told)


TAKEN = '[[update]]\nid = "p1-3"\nnote = "Said."\n'
REFUSED = '[[update]]\nid = "p1-2"\nstatus = "closed"\nnote = "Filed."\n'
SAME = '[[update]]\nid = "p1-2"\nstatus = "in-progress"\n'


@pytest.mark.parametrize("dry", [(), ("--dry-run",)], ids=str)
@pytest.mark.parametrize(
    ("minutes", "code", "told"),
    [
        (TAKEN, 0, ""),
        (TAKEN + REFUSED, 0, "1 written, 1 not taken"),
        (REFUSED, 5, "1 refused, as named"),
        (REFUSED + REFUSED.replace("p1-2", "p1-1"), 5, "2 refused, as named"),
        (SAME, 0, "Nothing to write."),
        (REFUSED.replace("p1-2", "p1-1") + SAME, 0, "Nothing to write."),
    ],
)
def test_a_batch_ends_by_what_came_of_it(
    eppd: Eppd, minutes: str, code: int, told: str, dry: tuple[str, ...]
) -> None:
    Path("minutes.toml").write_text(minutes, "utf-8")

    ran = eppd("update", "--from", "minutes.toml", *LATER, "--yes", *dry, "--lang", "en", code=code)

    assert ("Said." in Path("commitments.toml").read_text("utf-8")) == (minutes.startswith(TAKEN) and not dry)
    assert told in ran.err or (dry and code == 0)


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("practice", [None, "practice.toml"])
def test_what_is_written_in_a_folder_above_is_told(
    eppd: Eppd, ledger, monkeypatch: pytest.MonkeyPatch, language: str, practice: str | None
) -> None:
    path = ledger()
    below = path.parent / "practice"
    below.mkdir()
    (below / "settings.toml").write_text("[tool]\n", "utf-8")
    if practice:
        (below / practice).write_bytes(path.read_bytes())
    monkeypatch.chdir(below)
    above = str(path)
    update = ("update", "p1-1", "-n", "Said.", "--lang", language)

    assert above not in eppd(*update, "--dry-run").err
    written, undone = eppd(*update).err, eppd("undo", "--lang", language).err

    assert written.count(above) == undone.count(above) == 1
    assert (f"-f {practice}" in written, "settings.toml" in written) == (bool(practice), False)
    assert above not in eppd("list", "--lang", language).err
    assert above not in eppd(*update, "-f", above).err
    monkeypatch.chdir(path.parent)
    assert above not in eppd(*update).err
