"""What can go wrong while eppd writes: a kill, a full disk, no right to write, others who write at once.

EPPD_FAULTS=200 python -m pytest tests/test_faults.py    as many kills as you have time for
"""

import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import tomli
from conftest import SHIPPED, Eppd

from eppd_track.cli.shared import writing
from eppd_track.ledger import store, undo

pytestmark = pytest.mark.usefixtures("unmeasured")

KILLS = int(os.environ.get("EPPD_FAULTS", "25"))
EPPD = (sys.executable, "-m", "eppd_track")
NAME = SHIPPED.name
LEFT = f".{NAME}.*.tmp"
ITEM = "E6-P2-04"
DAY = ("--today", "2026-11-23")
NOBODY = 65534
POSIX = pytest.mark.skipif(os.name == "nt", reason="limits and users of POSIX")
ROOT_ONLY = pytest.mark.skipif(
    os.name == "nt" or os.geteuid() != 0, reason="only root can mount a disk or become another user"
)


def environment(**variables: str) -> dict[str, str]:
    return os.environ | {"EPPD_DEBUG": "", "EPPD_LANG": "en", "PYTHONDONTWRITEBYTECODE": "1"} | variables


def start(*words: str, **options: Any) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [*EPPD, *words],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
        **options,
    )


def run(
    *words: str, variables: dict[str, str] | None = None, **options: Any
) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [*EPPD, *words, *DAY],
        check=False,
        capture_output=True,
        stdin=subprocess.DEVNULL,
        env=environment(**(variables or {})),
        timeout=60,
        **options,
    )


def notes(raw: bytes, item: str | None = None) -> list[str]:
    """The notes of the records of one commitment, or of all."""
    return [
        record.get("note", "")
        for commitment in tomli.loads(raw.decode())["commitment"]
        if item in {None, commitment["id"]}
        for record in commitment.get("update", [])
    ]


def without(raw: bytes, item: str, note: str) -> dict[str, Any]:
    """The tables of a ledger, the record with this note taken out of this commitment."""
    tables = tomli.loads(raw.decode())
    for commitment in tables["commitment"]:
        if commitment["id"] == item:
            kept = [record for record in commitment.get("update", []) if record.get("note") != note]
            commitment["update"] = kept
            if not kept:
                del commitment["update"]
    return tables


def refused(ran: subprocess.CompletedProcess[bytes]) -> str:
    """The words of a refusal: exit 5, one sentence and its remedy, and nothing on stdout."""
    said = ran.stderr.decode()
    assert ran.returncode == 5, said
    assert ran.stdout == b""
    assert "Traceback" not in said
    assert len(said.splitlines()) == 2, said
    return said


# ---- a kill at any moment ----


def wait_for(process: subprocess.Popen[bytes], seen: Callable[[], bool]) -> None:
    end = time.monotonic() + 20
    while process.poll() is None and not seen() and time.monotonic() < end:
        pass


def kill_at_random(rng: random.Random, number: int, folder: Path, usual: float, words: list[str]) -> str:
    """Starts an update and kills it: at any time, once it holds the lock, or once it writes."""
    lock = folder / f".{NAME}.lock"
    lock.unlink(missing_ok=True)
    process = start(*words)
    if number % 3 == 0:
        time.sleep(rng.uniform(0, usual * 1.1))
    elif number % 3 == 1:
        wait_for(process, lock.exists)
        time.sleep(rng.uniform(0, usual / 4))
    else:
        wait_for(process, lambda: any(folder.glob(LEFT)))
        time.sleep(rng.choice((0, 0, rng.uniform(0, 0.003))))
    process.kill()
    process.communicate(timeout=20)
    return "done before the kill" if process.returncode == 0 else "killed"


def test_a_kill_at_any_moment_leaves_the_old_file_or_the_new_one(
    shipped: Path, eppd: Eppd, tmp_path: Path, record_property: Callable[[str, int], None]
) -> None:
    states = [shipped.read_bytes()]
    state_folder = Path(os.environ["EPPD_STATE"])
    rng = random.Random(2026)
    seen: Counter[str] = Counter()
    began = time.monotonic()
    assert run("update", ITEM, "--note", "First.").returncode == 0
    usual = time.monotonic() - began
    states.append(shipped.read_bytes())

    for number in range(KILLS):
        note, before = f"Kill {number}.", states[-1]
        end = kill_at_random(rng, number, tmp_path, usual, ["update", ITEM, "--note", note, *DAY])
        left = list(tmp_path.glob(LEFT))
        now = shipped.read_bytes()
        seen[f"{end} with the {'old file' if now == before else 'new file'}"] += 1
        seen["temporary file left"] += bool(left)
        if now != before:
            assert notes(now, ITEM) == [*notes(before, ITEM), note]
            assert without(now, ITEM, note) == without(before, ITEM, note)
            states.append(now)
        eppd("check")
        listed = eppd("list", "--format", "json", "--all", *DAY).out
        assert undo.digest(now)[:12] in listed

        eppd("update", "E6-P1-01", "--note", f"After {number}.", *DAY)
        assert list(tmp_path.glob(LEFT)) == []
        assert [path for path in state_folder.rglob("*") if path.name.endswith(".tmp")] == []
        assert notes(shipped.read_bytes(), "E6-P1-01") == [f"After {number}."]
        eppd("undo")
        assert shipped.read_bytes() == now
        if number % 4 == 3:
            eppd("undo")
            states.pop()
            assert shipped.read_bytes() == states[-1]
            if len(states) == 1:
                eppd("update", ITEM, "--note", "First.", *DAY)
                states.append(shipped.read_bytes())

    record_property("kills", KILLS)
    for what, count in seen.items():
        record_property(what, count)
    assert sum(count for what, count in seen.items() if what.startswith("killed")) >= KILLS // 10


def test_what_a_dead_command_meant_to_write_is_not_in_the_way_of_undo(
    shipped: Path, eppd: Eppd, monkeypatch: pytest.MonkeyPatch
) -> None:
    states = [shipped.read_bytes()]
    for number in range(2):
        eppd("update", ITEM, "--note", f"Written {number}.", *DAY)
        states.append(shipped.read_bytes())

    with monkeypatch.context() as patch:
        patch.setattr(store, "save", lambda *_: os._exit(9))
        child = os.fork() if hasattr(os, "fork") else pytest.skip("a process that dies here needs fork")
        if child == 0:
            eppd("update", ITEM, "--note", "Never written.", *DAY)
        os.waitpid(child, 0)
    assert shipped.read_bytes() == states[2]

    assert "Never written" not in eppd("undo", "--dry-run").out
    assert eppd("undo", "--list", "--format", "json").out.count('"day"') == 2
    for number in (1, 0):
        eppd("undo")
        assert shipped.read_bytes() == states[number]
    eppd("undo", code=5)


@POSIX
@pytest.mark.parametrize("flush", [1, 2], ids=["the copy for undo", "the ledger"])
def test_what_a_command_that_died_while_writing_left_is_swept_away(
    shipped: Path, eppd: Eppd, monkeypatch: pytest.MonkeyPatch, flush: int
) -> None:
    left = iter(range(flush - 1))
    folders = (shipped.parent, Path(os.environ["EPPD_STATE"]))

    def debris() -> int:
        return sum(path.suffix == ".tmp" for folder in folders for path in folder.rglob("*"))

    with monkeypatch.context() as patch:
        flushed = os.fsync
        patch.setattr(
            os, "fsync", lambda handle: os._exit(9) if next(left, None) is None else flushed(handle)
        )
        patch.setattr(store, "_flush_folder", lambda _: None)
        child = os.fork()
        if child == 0:
            eppd("update", ITEM, "--note", "Never written.", *DAY)
        os.waitpid(child, 0)
    assert debris() == 1
    assert shipped.read_bytes() == SHIPPED.read_bytes()

    eppd("update", ITEM, "--note", "Heard.", *DAY)

    assert debris() == 0
    assert notes(shipped.read_bytes(), ITEM) == ["Heard."]


# ---- a full disk ----


@pytest.fixture
def small_disk() -> Iterator[Path]:
    """A disk of 128 kB with a ledger on it; 8 kB are free, so a whole new ledger does not fit."""
    folder = Path(tempfile.mkdtemp())
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=128k", "tmpfs", folder], check=False, capture_output=True
    )
    if mounted.returncode != 0:
        folder.rmdir()
        pytest.skip(f"a tmpfs cannot be mounted here: {mounted.stderr.decode().strip()}")
    try:
        yield folder
    finally:
        subprocess.run(["umount", folder], check=True)
        folder.rmdir()


def fill(folder: Path, leave: int) -> None:
    free = shutil.disk_usage(folder).free
    (folder / "filler").write_bytes(b"x" * (free - leave))


@ROOT_ONLY
@pytest.mark.parametrize("leave", [0, 4096, 24576])
def test_a_full_disk_leaves_the_ledger_as_it_was(small_disk: Path, tmp_path: Path, leave: int) -> None:
    path = small_disk / NAME
    path.write_bytes(SHIPPED.read_bytes())
    fill(small_disk, leave)

    said = refused(run("update", ITEM, "--note", "Heard.", cwd=small_disk))

    assert "No space left on device" in said
    assert path.read_bytes() == SHIPPED.read_bytes()
    assert [each.name for each in small_disk.iterdir() if each.suffix == ".tmp"] == []
    (small_disk / "filler").unlink()
    assert run("undo", cwd=small_disk).returncode == 5, "nothing was written, so nothing can be taken back"
    assert run("update", ITEM, "--note", "Heard.", cwd=small_disk).returncode == 0
    assert run("undo", cwd=small_disk).returncode == 0
    assert path.read_bytes() == SHIPPED.read_bytes()


@ROOT_ONLY
def test_a_full_disk_under_the_state_folder_leaves_the_ledger_as_it_was(
    shipped: Path, small_disk: Path
) -> None:
    fill(small_disk, 0)

    said = refused(
        run("update", ITEM, "--note", "Heard.", variables={"EPPD_STATE": str(small_disk / "state")})
    )

    assert "No space left on device" in said
    assert shipped.read_bytes() == SHIPPED.read_bytes()
    assert [path for path in small_disk.rglob("*") if path.suffix in {".tmp", ".json"}] == []


@POSIX
@pytest.mark.parametrize("most", [0, 1, 1000, 20_000])
def test_a_file_that_may_not_grow_leaves_the_ledger_as_it_was(shipped: Path, most: int) -> None:
    import resource  # noqa: PLC0415 - not on Windows
    import signal  # noqa: PLC0415

    def limit() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))

    said = refused(run("update", ITEM, "--note", "Heard.", preexec_fn=limit))

    assert "File too large" in said
    assert shipped.read_bytes() == SHIPPED.read_bytes()
    assert list(shipped.parent.glob(LEFT)) == []
    assert run("undo").returncode == 5
    assert run("update", ITEM, "--note", "Heard.").returncode == 0


@pytest.mark.parametrize("words", [("update", ITEM, "--note", "Heard."), ("undo", "--list"), ("undo",)])
def test_a_file_in_the_place_of_the_state_folder_is_told_in_a_sentence(
    shipped: Path, words: tuple[str, ...]
) -> None:
    taken = shipped.parent / "taken"
    taken.write_bytes(b"")

    ran = run(*words, variables={"EPPD_STATE": str(taken)})

    assert ran.returncode in ({0, 5} if words == ("undo", "--list") else {5}), ran.stderr.decode()
    assert b"Traceback" not in ran.stderr
    assert shipped.read_bytes() == SHIPPED.read_bytes()


# ---- no right to write, and locks ----


@pytest.fixture
def shared() -> Iterator[Path]:
    """A folder that every user can reach, with a ledger; the folders above it are not private."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    (folder / NAME).write_bytes(SHIPPED.read_bytes())
    (folder / NAME).chmod(0o644)
    try:
        yield folder
    finally:
        folder.chmod(0o755)
        shutil.rmtree(folder)


def other_users() -> Iterator[tuple[list[str], dict[str, Any]]]:
    """Ways to run a command as a user who may not write everywhere: what stands before it, and options."""
    if os.geteuid() != 0:
        yield [], {}
        return
    yield [], {"user": NOBODY, "group": NOBODY, "extra_groups": []}
    # Python may lie in a folder that is closed to others: nobody, with the right to read everywhere.
    reads = "-all,+dac_read_search"
    caps = [f"--{name}={reads}" for name in ("inh-caps", "ambient-caps", "bounding-set")]
    yield ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups", *caps], {}


def as_nobody(folder: Path, *words: str) -> subprocess.CompletedProcess[bytes]:
    """A command as a user who is not root: as nobody when root runs the tests."""
    state = folder / "state"
    if not state.exists():
        state.mkdir()
        state.chmod(0o777)
    around = {"cwd": folder, "env": environment(EPPD_STATE=str(state), HOME=str(state))}
    why = ""
    for before, options in other_users():
        try:
            tried = subprocess.run(
                [*before, *EPPD, "--version"], check=False, capture_output=True, **around, **options
            )
        except OSError as error:
            why = str(error)
            continue
        if tried.returncode == 0:
            return subprocess.run(
                [*before, *EPPD, *words, *DAY],
                check=False,
                capture_output=True,
                stdin=subprocess.DEVNULL,
                timeout=60,
                **around,
                **options,
            )
        why = tried.stderr.decode()[-200:]
    pytest.skip(f"another user cannot run this Python: {why}")


@POSIX
@pytest.mark.parametrize("lock_left", [False, True], ids=["no lock", "a lock left behind"])
def test_a_read_only_folder_is_told_in_a_sentence_and_can_be_read(shared: Path, *, lock_left: bool) -> None:
    as_nobody(shared, "where")
    if lock_left:
        (shared / f".{NAME}.lock").touch(mode=0o666)
    shared.chmod(0o555)

    said = refused(as_nobody(shared, "update", ITEM, "--note", "Heard."))

    assert "Permission denied" in said or "write-protected" in said
    assert (shared / NAME).read_bytes() == SHIPPED.read_bytes()
    assert as_nobody(shared, "list").returncode == 0
    assert as_nobody(shared, "check").returncode == 0


@ROOT_ONLY
def test_a_lock_that_another_user_left_blocks_nobody(shared: Path) -> None:
    shared.chmod(0o777)
    first = start("update", ITEM, "--note", "By the first.", *DAY, cwd=shared)
    wait_for(first, (shared / f".{NAME}.lock").exists)
    first.kill()
    first.communicate(timeout=20)
    (shared / NAME).write_bytes(SHIPPED.read_bytes())
    (shared / NAME).chmod(0o666)

    ran = as_nobody(shared, "update", ITEM, "--note", "By the second.")

    assert ran.returncode == 0, ran.stderr.decode()
    assert notes((shared / NAME).read_bytes(), ITEM) == ["By the second."]


@pytest.mark.parametrize("content", [b"", b"12345\n", b"\xff" * 5000], ids=["empty", "a number", "rubbish"])
def test_a_lock_left_by_a_dead_process_blocks_nobody(shipped: Path, content: bytes) -> None:
    lock = shipped.with_name(f".{NAME}.lock")
    lock.write_bytes(content)
    os.utime(lock, (0, 0))

    ran = run("update", ITEM, "--note", "Heard.")

    assert ran.returncode == 0, ran.stderr.decode()


# ---- several at once ----


def at_once(commands: list[list[str]]) -> list[int]:
    """Runs commands at the same time; a loser must say so with exit 5."""
    running = [start(*words, *DAY) for words in commands]
    codes = []
    for process in running:
        _, said = process.communicate(timeout=120)
        assert process.returncode in {0, 5}, said.decode()
        assert process.returncode == 0 or said
        codes.append(process.returncode)
    return codes


def test_twenty_updates_of_twenty_items_are_all_in_the_file_or_are_refused(
    shipped: Path, eppd: Eppd, record_property: Callable[[str, int], None]
) -> None:
    ids = [commitment["id"] for commitment in tomli.loads(shipped.read_text("utf-8"))["commitment"]][:20]
    assert len(ids) == 20

    codes = at_once([["update", name, "--note", f"Note on {name}."] for name in ids])

    done = [name for name, code in zip(ids, codes, strict=True) if code == 0]
    now = shipped.read_bytes()
    record_property("updates at once in the file", len(done))
    record_property("refused", codes.count(5))
    assert sorted(notes(now)) == sorted(f"Note on {name}." for name in done)
    assert all(notes(now, name) == [f"Note on {name}."] for name in done)
    assert done
    eppd("check")


def test_twenty_updates_of_one_item_are_twenty_records_and_undo_takes_each_back(
    shipped: Path, eppd: Eppd
) -> None:
    codes = at_once([["update", ITEM, "--note", f"Note {number}."] for number in range(20)])

    assert codes == [0] * 20
    assert sorted(notes(shipped.read_bytes(), ITEM)) == sorted(f"Note {number}." for number in range(20))
    eppd("check")
    for left in range(20, 0, -1):
        assert len(notes(shipped.read_bytes(), ITEM)) == left
        eppd("undo")
    assert shipped.read_bytes() == SHIPPED.read_bytes()


def test_twenty_additions_get_twenty_ids(shipped: Path, eppd: Eppd) -> None:
    before = len(tomli.loads(shipped.read_text("utf-8"))["commitment"])

    codes = at_once(
        [["add", "-p", "1", "--owner", "MOEA", "--title", f"New {number}"] for number in range(20)]
    )

    assert codes == [0] * 20
    ids = [commitment["id"] for commitment in tomli.loads(shipped.read_text("utf-8"))["commitment"]]
    assert len(ids) == len(set(ids)) == before + 20
    eppd("check")


# ---- an outside editor ----

OUTSIDE = SHIPPED.read_bytes() + b"\n# a line from an editor\n"


def by_writing(path: Path) -> None:
    path.write_bytes(OUTSIDE)


def by_renaming(path: Path) -> None:
    other = path.with_name("editor.swp")
    other.write_bytes(OUTSIDE)
    other.replace(path)


def before_it(function: Callable[..., Any], act: Callable[[], None]) -> Callable[..., Any]:
    """A function that first lets the editor write, once."""
    waiting = [act]

    def both(*given: Any, **named: Any) -> Any:
        if waiting:
            waiting.pop()()
        return function(*given, **named)

    return both


@pytest.mark.parametrize("edit", [by_writing, by_renaming])
@pytest.mark.parametrize(
    "step",
    [(writing, "apply"), (undo, "remember"), (store, "save"), (os, "fsync"), (store, "_holds")],
    ids=["before the change", "before the copy", "before saving", "before the flush", "after the flush"],
)
def test_what_an_editor_writes_meanwhile_is_never_overwritten(
    shipped: Path,
    eppd: Eppd,
    monkeypatch: pytest.MonkeyPatch,
    edit: Callable[[Path], None],
    step: tuple[Any, str],
) -> None:
    def arm() -> None:
        monkeypatch.setattr(*step, before_it(getattr(*step), lambda: edit(shipped)))

    save = store.save

    def saving(*given: Any) -> None:
        arm()
        save(*given)

    if step[1] in {"fsync", "_holds"}:  # the copy for undo is written first, in the same way
        monkeypatch.setattr(store, "save", saving)
    else:
        arm()

    ran = eppd("update", ITEM, "--note", "Heard.", *DAY, code=5)

    assert "changed" in ran.err
    assert shipped.read_bytes() == OUTSIDE


def test_a_ledger_that_is_removed_meanwhile_is_not_written_again(
    shipped: Path, eppd: Eppd, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "apply", before_it(writing.apply, shipped.unlink))

    eppd("update", ITEM, "--note", "Heard.", *DAY, code=5)

    assert not shipped.exists()


def test_undo_does_not_overwrite_what_an_editor_writes_meanwhile(
    shipped: Path, eppd: Eppd, monkeypatch: pytest.MonkeyPatch
) -> None:
    eppd("update", ITEM, "--note", "Heard.", *DAY)
    with monkeypatch.context() as patch:
        patch.setattr(undo, "take_back", before_it(undo.take_back, lambda: by_writing(shipped)))
        eppd("undo", code=5)

    assert shipped.read_bytes() == OUTSIDE
    eppd("undo", code=5)
    assert shipped.read_bytes() == OUTSIDE
