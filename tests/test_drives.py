"""Other drives and machines: no locks, open files, second versions, missing streams, no home folder."""

import ctypes
import errno
import io
import os
import shutil
import subprocess
import sys
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import platformdirs
import pytest
from conftest import Eppd, ledger_text

from eppd_track.cli.app import main
from eppd_track.cli.shared import output
from eppd_track.ledger import lock, store, undo

DAY = ("--today", "2026-11-23")
ITEM = "E6-P1-01"
UPDATE = ("update", ITEM, "--note", "Heard.", *DAY)
POSIX = pytest.mark.skipif(os.name == "nt", reason="streams and devices of POSIX")


def lock_of(path: Path) -> Path:
    return path.with_name(f".{path.name}.lock")


# ---- drives without locks ----


@pytest.fixture(params=["ENOSYS", "ENOLCK", "EOPNOTSUPP", "ever another file"])
def no_locks(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.param not in errno.errorcode.values():
        monkeypatch.setattr(os.path, "samestat", lambda *_: False)
        return
    code = getattr(errno, request.param)

    def refuse(_: int) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(lock, "_take", refuse)


@pytest.mark.usefixtures("no_locks")
def test_on_a_drive_without_locks_every_command_works_and_says_so_in_one_sentence(
    ledger: Callable[..., Path], eppd: Eppd
) -> None:
    path = ledger()
    raw = path.read_bytes()
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        said = [eppd(*UPDATE).err, eppd("undo").err]
        path.write_bytes(raw.replace(b"not-started", b"Not Started"))
        said.append(eppd("check", "--fix", *DAY).err)

    for each in said:
        assert each.count(str(lock_of(path))) == 1, each
        assert "space" not in each
    assert path.read_bytes() == raw


@pytest.mark.usefixtures("no_locks")
def test_without_locks_what_was_written_in_between_is_still_not_overwritten(
    ledger: Callable[..., Path], eppd: Eppd, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = ledger()
    kept = undo.remember

    def remember(*given: object) -> None:
        kept(*given)  # type: ignore[arg-type]
        path.write_bytes(path.read_bytes() + b"# by a colleague\n")

    monkeypatch.setattr(undo, "remember", remember)
    ran = eppd(*UPDATE, code=5)

    assert "someone else" in ran.err
    assert path.read_bytes().endswith(b"# by a colleague\n")


def test_who_waits_in_vain_is_told_which_file_may_be_deleted(
    ledger: Callable[..., Path], eppd: Eppd, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = ledger()
    monkeypatch.setattr(store, "LOCK_SECONDS", 0.1)
    with store.locked(path):
        ran = eppd(*UPDATE, code=5)
        assert f"delete {lock_of(path)}" in ran.err
        lock_of(path).unlink()
        eppd(*UPDATE)


@pytest.mark.parametrize("made", ["a folder", "a link"])
def test_a_lock_file_that_is_none_is_named(ledger: Callable[..., Path], eppd: Eppd, made: str) -> None:
    path = ledger()
    if made == "a folder":
        lock_of(path).mkdir()
    else:
        lock_of(path).symlink_to("elsewhere")
    ran = eppd(*UPDATE, code=5)

    assert str(lock_of(path)) in ran.err
    assert not path.with_name("elsewhere").exists()
    assert len(ran.err.splitlines()) == 2


@pytest.mark.parametrize("name", ["ENOSPC", "EDQUOT", "EIO", "EROFS", "ESTALE", "ETIMEDOUT", "EACCES"])
def test_the_remedy_fits_what_stands_in_the_way(
    ledger: Callable[..., Path], eppd: Eppd, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    path = ledger()
    raw, code = path.read_bytes(), getattr(errno, name)

    def refuse(_: int) -> None:
        raise OSError(code, os.strerror(code))

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", refuse)
        ran = eppd(*UPDATE, code=5)

    assert os.strerror(code) in ran.err
    assert ("Free space" in ran.err) == (name in {"ENOSPC", "EDQUOT"})
    assert ("ask for the right" in ran.err.lower()) == (name in {"EROFS", "EACCES"})
    assert path.read_bytes() == raw
    assert not list(path.parent.glob(".*.tmp"))


# ---- what a sync service leaves ----


@pytest.mark.parametrize(
    "name",
    [
        "commitments (conflicted copy).toml",
        "commitments (Lin's conflicted copy 2026-11-20).toml",
        "commitments-DESKTOP-1.toml",
        "commitments 2.toml",
        "commitments (1).toml",
        "commitments.sync-conflict-20261120-101112-ABCDEFG.toml",
        "commitments_conf(1).toml",
        "commitments - 複製.toml",
        "commitments（複本）.toml",
        "commitments (SFConflict lin@example.org 2026-11-20-10-11-12).toml",
    ],
)
def test_a_second_version_beside_the_ledger_is_remarked_on(
    ledger: Callable[..., Path], eppd: Eppd, name: str
) -> None:
    path = ledger({"done_when": "It stands."})
    path.with_name(name).write_bytes(path.read_bytes())
    ran = eppd("check", "second-version", *DAY, code=1)

    assert name in ran.out
    assert "[second-version]" in ran.out
    assert name in eppd("check", "--strict", *DAY, code=1).out
    assert eppd("check", *DAY).out == ""


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("commitments 2.toml", ledger_text(dialogue={"id": "TALKS-7", "title": "Seventh"})),
        ("commitments 2.toml", "= not a ledger"),
        ("commitments 2.toml", ""),
        ("commitmentsold.toml", ledger_text()),
        ("other.toml", ledger_text()),
        (".commitments.edit.x.toml", ledger_text()),
    ],
)
def test_another_file_beside_the_ledger_is_none(
    ledger: Callable[..., Path], eppd: Eppd, name: str, text: str
) -> None:
    ledger().with_name(name).write_text(text, encoding="utf-8")

    assert eppd("check", "second-version", *DAY).out == ""


# ---- files that are open elsewhere, on Windows ----


def in_use(code: int) -> PermissionError:
    error = PermissionError(errno.EACCES, "The process cannot access the file")
    error.winerror = code  # type: ignore[attr-defined]
    return error


@pytest.fixture
def busy(monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str, int, float], None]:
    """Makes a call of Path fail as on Windows for a file of a name, so many times."""

    def make(call: str, name: str, code: int, times: float) -> None:
        left, real = iter(range(int(min(times, 10**6)))), getattr(Path, call)

        def act(self: Path, *given: object, **named: object) -> object:
            target = given[0] if call == "replace" else self
            if Path(str(target)).name == name and next(left, None) is not None:
                raise in_use(code)
            return real(self, *given, **named)

        monkeypatch.setattr(Path, call, act)
        monkeypatch.setattr(store, "PATIENCE", 0.3)

    return make


@pytest.mark.parametrize("code", [5, 32, 33])
@pytest.mark.parametrize("call", ["replace", "open"])
def test_a_file_that_is_open_elsewhere_is_tried_again(
    ledger: Callable[..., Path], eppd: Eppd, busy: Callable[..., None], call: str, code: int
) -> None:
    path = ledger()
    busy(call, path.name, code, 2)

    assert eppd(*UPDATE).out
    assert b"Heard." in path.read_bytes()


@pytest.mark.parametrize("code", [32, 33])
def test_a_file_that_stays_open_elsewhere_is_told_as_open(
    ledger: Callable[..., Path], eppd: Eppd, busy: Callable[..., None], code: int
) -> None:
    path = ledger()
    raw = path.read_bytes()
    busy("replace", path.name, code, float("inf"))
    ran = eppd(*UPDATE, code=5)

    assert "open in another program" in ran.err
    assert "Close it there" in ran.err
    assert path.read_bytes() == raw
    busy("open", path.name, code, float("inf"))
    assert "open in another program" in eppd("list", code=3).err


@pytest.mark.parametrize(("mode", "takes"), [(None, False), (3, True), (7, True)])
def test_the_console_of_windows_is_coloured_where_it_can_be(
    monkeypatch: pytest.MonkeyPatch, mode: int | None, *, takes: bool
) -> None:
    asked: list[int] = []

    def get(_: int, place: object) -> int:
        if mode is None:
            return 0
        place._obj.value = mode  # type: ignore[attr-defined] # noqa: SLF001
        return 1

    def switch(_: int, wanted: int) -> int:
        asked.append(wanted)
        return 1

    kernel = SimpleNamespace(GetStdHandle=lambda _: 7, GetConsoleMode=get, SetConsoleMode=switch)
    monkeypatch.setattr(ctypes, "windll", SimpleNamespace(kernel32=kernel), raising=False)
    with monkeypatch.context() as patch:
        patch.setattr(sys, "platform", "win32")
        assert output.takes_colors() is takes

    assert asked == ([] if mode is None else [mode | 4])


# ---- missing streams ----


def shell(line: str, **variables: str) -> subprocess.CompletedProcess[bytes]:
    """A line of a shell in which `eppd` is the program."""
    environment = {name: value for name, value in os.environ.items() if name != "EPPD_DEBUG"} | variables
    return subprocess.run(
        [shutil.which("bash") or "sh", "-c", f'eppd() {{ "{sys.executable}" -m eppd_track "$@"; }}; {line}'],
        check=False,
        capture_output=True,
        env=environment,
        stdin=subprocess.DEVNULL,
        timeout=60,
    )


CLOSED = [">&-", "2>&-", "<&-", ">&- 2>&-", "<&- >&- 2>&-", "<&- >&-"]
LINES = {
    "list --today 2026-11-23": 0,
    f"update {ITEM} --note Heard. --today 2026-11-23": 0,
    "undo": 5,
    "check": 0,
    "show E6-P9-99": 4,
    "where": 0,
    "--help": 0,
    "list --nothing": 2,
}


@POSIX
@pytest.mark.usefixtures("unmeasured")
@pytest.mark.parametrize("closed", CLOSED)
def test_a_missing_stream_changes_neither_the_work_nor_the_exit_code(
    ledger: Callable[..., Path], closed: str
) -> None:
    path = ledger()
    shell(f"eppd update {ITEM} --note First. --today 2026-11-23; eppd undo")
    raw = path.read_bytes()
    for line, code in LINES.items():
        ran = shell(f"eppd {line} {closed}")
        assert ran.returncode == code, (line, ran)
        assert b"Traceback" not in ran.stderr
        assert (b"Heard." in path.read_bytes()) == line.startswith("update"), line
        path.write_bytes(raw)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full")
@pytest.mark.usefixtures("unmeasured")
@pytest.mark.parametrize(
    ("stream", "code"), [("2> /dev/full", 0), ("> /dev/full", 0), ("> /dev/full 2>&1", 0)]
)
def test_work_that_is_done_is_no_fault_where_nothing_can_be_shown(
    ledger: Callable[..., Path], stream: str, code: int
) -> None:
    path = ledger()
    ran = shell(f"eppd update {ITEM} --note Heard. --today 2026-11-23 {stream}")

    assert ran.returncode == code, ran
    assert b"Heard." in path.read_bytes()


@pytest.mark.parametrize("missing", [("stdout",), ("stderr",), ("stdin", "stdout", "stderr")])
def test_a_program_without_a_console_does_its_work(
    ledger: Callable[..., Path], monkeypatch: pytest.MonkeyPatch, missing: tuple[str, ...]
) -> None:
    path = ledger()
    for name in ("stdin", "stdout", "stderr"):
        monkeypatch.setattr(sys, name, None if name in missing else io.StringIO())

    assert main(list(UPDATE)) == 0
    assert main(["list", *DAY]) == 0
    for name in missing:
        getattr(sys, name).close()
    assert b"Heard." in path.read_bytes()


# ---- no home folder ----


@pytest.fixture(params=["unknown", "left as it is", "not to be written"])
def no_home(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.delenv("EPPD_STATE")
    monkeypatch.delenv("XDG_STATE_HOME", raising=False)
    if request.param == "unknown":
        monkeypatch.delenv("HOME")
        monkeypatch.setattr(pytest.importorskip("pwd"), "getpwuid", {}.__getitem__)
    elif request.param == "left as it is":
        monkeypatch.setattr(platformdirs, "user_state_path", lambda *_, **__: Path("~/.local/state/eppd"))
    elif os.name == "nt":
        pytest.skip("Windows asks the system for the folder, not HOME")
    else:
        monkeypatch.setenv("HOME", f"{os.devnull}/home")
    yield
    assert not Path("~").exists()


@pytest.mark.usefixtures("no_home")
def test_without_a_home_folder_only_what_needs_one_is_refused_and_names_the_variable(
    ledger: Callable[..., Path], eppd: Eppd
) -> None:
    path = ledger()
    raw = path.read_bytes()
    for words in (("list",), ("check",), ("where",), ("list", "-o", "list.md"), ("undo", "--list")):
        assert eppd(*words, *DAY).code == 0
    ran = eppd(*UPDATE, code=5)

    assert "EPPD_STATE" in ran.err
    assert path.read_bytes() == raw
    assert Path("list.md").read_text("utf-8")


# ---- devices and pipes ----


@POSIX
@pytest.mark.usefixtures("unmeasured")
@pytest.mark.parametrize(
    "line",
    [
        "{} -o /dev/stdout",
        "{} -o /dev/stdout | cat",
        "{} -o /dev/fd/1 | cat",
        "{} -o /dev/stderr 2>&1 >/dev/null",
        "{} -o >(cat) | cat",
        "{} -o /dev/stdout > out.csv; cat out.csv",
        "echo above > out.csv; {} -o /dev/stdout >> out.csv; grep -q above out.csv && tail -n +2 out.csv",
        "mkfifo pipe; cat pipe & {} -o pipe; wait",
    ],
)
def test_a_device_or_a_pipe_is_written_to(ledger: Callable[..., Path], line: str) -> None:
    ledger()
    plain = shell("eppd list --format csv -o plain.csv --today 2026-11-23; cat plain.csv").stdout
    ran = shell(line.format("eppd list --format csv --today 2026-11-23"))

    assert plain in ran.stdout, ran
    assert ran.returncode == 0
