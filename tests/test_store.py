"""The file on disk: which one is used, and that it is saved whole or not at all."""

import os
import stat
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from conftest import Eppd

from eppd_track.ledger import store
from eppd_track.words.errors import ChangeRefused, ExitCode, LedgerUnreadable

NAME = "commitments.toml"
TEXT = "schema = 1\n# by hand\r\n"
HOLD = """
import sys
from pathlib import Path
from eppd_track.ledger import store
with store.locked(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / NAME
    file.write_bytes(TEXT.encode())
    return file


def save(source: store.Source, text: str) -> None:
    with store.locked(source.path):
        store.save(source, source.encode(text))


def left_in(folder: Path) -> list[str]:
    """What stands in a folder, the lock left out."""
    return sorted(each.name for each in folder.iterdir() if not each.name.endswith(".lock"))


# ---- finding ----


def test_the_option_is_used_before_all_else(path: Path) -> None:
    other = path.with_name("other.toml")
    other.write_text(TEXT)
    found = store.find(other, {"EPPD_LEDGER": str(path)}, path.parent)

    assert (found.path, found.why.en) == (other, "named by --file")


def test_the_environment_is_used_before_the_folder(path: Path) -> None:
    other = path.with_name("other.toml")
    other.write_text(TEXT)
    found = store.find(None, {"EPPD_LEDGER": str(other)}, path.parent)

    assert (found.path, found.why.en) == (other, "named by EPPD_LEDGER")


@pytest.mark.parametrize("by_option", [True, False])
def test_a_folder_that_is_named_stands_for_its_ledger(path: Path, *, by_option: bool) -> None:
    option, environment = (path.parent, {}) if by_option else (None, {"EPPD_LEDGER": str(path.parent)})

    assert store.find(option, environment, Path("/")).path == path


def test_an_empty_variable_names_nothing(path: Path) -> None:
    assert store.find(None, {"EPPD_LEDGER": ""}, path.parent).path == path


def test_the_ledger_of_the_nearest_folder_above_is_found(path: Path) -> None:
    deep = path.parent / "a" / "b" / "c"
    deep.mkdir(parents=True)
    found = store.find(None, {}, deep)
    assert (found.path, found.why.en) == (path, "found in a folder above this one")

    nearer = path.parent / "a" / NAME
    nearer.write_text(TEXT)
    assert store.find(None, {}, deep).path == nearer


def test_a_folder_that_has_the_name_of_a_ledger_is_passed_over(path: Path) -> None:
    deep = path.parent / "a"
    (deep / NAME).mkdir(parents=True)

    assert store.find(None, {}, deep).path == path


@pytest.mark.parametrize("by_option", [True, False])
def test_a_named_file_that_is_not_there_is_refused_and_no_other_taken(path: Path, *, by_option: bool) -> None:
    gone = path.with_name("gone.toml")
    option, environment = (gone, {}) if by_option else (None, {"EPPD_LEDGER": str(gone)})

    with pytest.raises(LedgerUnreadable) as refused:
        store.find(option, environment, path.parent)
    assert str(gone) in refused.value.message.en
    assert refused.value.code is ExitCode.LEDGER


def test_no_ledger_at_all_names_the_way_to_one(tmp_path: Path) -> None:
    with pytest.raises(LedgerUnreadable) as refused:
        store.find(None, {}, tmp_path)

    assert str(tmp_path) in refused.value.message.en
    assert "eppd init" in refused.value.remedy.en


def test_a_folder_cannot_be_read_as_a_ledger(tmp_path: Path) -> None:
    with pytest.raises(LedgerUnreadable, match="cannot be read"):
        store.read(tmp_path)


# ---- saving ----


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_a_save_writes_the_text_and_keeps_the_byte_order_mark(path: Path, mark: bytes) -> None:
    path.write_bytes(mark + TEXT.encode())
    source = store.read(path)
    save(source, source.text + "# 臺美\r\n")

    assert path.read_bytes() == mark + (TEXT + "# 臺美\r\n").encode()
    assert left_in(path.parent) == [NAME]


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664, 0o444])
def test_a_save_keeps_the_mode(path: Path, mode: int) -> None:
    path.chmod(mode)
    save(store.read(path), "new = 1\n")

    assert stat.S_IMODE(path.stat().st_mode) == mode


def test_a_save_goes_through_a_symbolic_link(path: Path, tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    kept.mkdir()
    real = path.rename(kept / "real.toml")
    path.symlink_to(real)
    save(store.read(path), "new = 1\n")

    assert path.is_symlink()
    assert real.read_text() == "new = 1\n"
    assert left_in(kept) == ["real.toml"]


@pytest.mark.parametrize("new", [b"schema = 1\n", TEXT.replace("\r\n", "\n").encode(), b""])
def test_a_file_changed_since_it_was_read_is_left_alone(path: Path, new: bytes) -> None:
    source = store.read(path)
    path.write_bytes(new)

    with pytest.raises(ChangeRefused) as refused:
        save(source, "mine = 1\n")
    assert "changed by someone else" in refused.value.message.en
    assert "Nothing was written" in refused.value.remedy.en
    assert path.read_bytes() == new


def test_a_file_that_vanished_is_not_made_again(path: Path) -> None:
    source = store.read(path)
    path.unlink()

    with pytest.raises(ChangeRefused):
        save(source, "mine = 1\n")
    assert not path.exists()


def test_what_a_killed_save_left_behind_goes_with_the_next(path: Path) -> None:
    path.with_name(f".{NAME}.x1y2.tmp").write_text("half")
    save(store.read(path), "new = 1\n")

    assert left_in(path.parent) == [NAME]


@pytest.mark.parametrize("step", ["os.fsync", "pathlib.Path.replace", "os.replace", "tempfile.mkstemp"])
def test_a_write_that_fails_leaves_the_old_file_and_nothing_else(
    path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    source = store.read(path)
    monkeypatch.setattr(step, fail)
    if step == "os.replace":
        monkeypatch.setattr("pathlib.Path.replace", fail)

    with pytest.raises(ChangeRefused) as refused:
        store.save(source, b"new = 1\n")
    assert "No space left on device" in refused.value.message.en
    assert "Nothing was changed" in refused.value.remedy.en
    assert path.read_bytes() == TEXT.encode()
    assert left_in(path.parent) == [NAME]


def test_an_interruption_in_the_middle_leaves_the_old_file_and_nothing_else(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)

    with pytest.raises(KeyboardInterrupt):
        store.write_whole(path, b"new = 1\n")
    assert path.read_bytes() == TEXT.encode()
    assert left_in(path.parent) == [NAME]


def test_a_new_file_is_as_open_as_any_other_new_file(tmp_path: Path) -> None:
    usual, new = tmp_path / "usual", tmp_path / "new"
    usual.write_bytes(b"")
    store.write_whole(new, b"x")

    assert new.read_bytes() == b"x"
    assert new.stat().st_mode == usual.stat().st_mode


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ChangeRefused, match="cannot be written"):
        store.write_whole(tmp_path / "gone" / "x.toml", b"x")


# ---- locking ----


@contextmanager
def held(path: Path) -> Iterator[None]:
    """The ledger locked by another process."""
    command = [sys.executable, "-c", HOLD, str(path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout.readline() == "held\n"
        yield
        process.communicate("")


def test_a_ledger_another_process_writes_is_refused(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "LOCK_SECONDS", 0.1)

    with held(path), pytest.raises(ChangeRefused) as refused, store.locked(path):
        pytest.fail("locked twice")
    assert refused.value.message.en == f"Another eppd is writing {NAME}."
    with store.locked(path):
        pass


def test_a_linked_ledger_has_the_lock_of_the_real_one(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    link = tmp_path / "link.toml"
    link.symlink_to(path)
    monkeypatch.setattr(store, "LOCK_SECONDS", 0.1)

    with held(path), pytest.raises(ChangeRefused), store.locked(link):
        pytest.fail("locked twice")


def test_a_writer_waits_for_the_one_before_it(path: Path) -> None:
    inside, done = threading.Event(), threading.Event()
    seen: list[str] = []

    def first() -> None:
        with store.locked(path):
            inside.set()
            done.wait(5)
            seen.append("first")

    thread = threading.Thread(target=first)
    thread.start()
    inside.wait(5)
    threading.Timer(0.2, done.set).start()
    with store.locked(path):
        seen.append("second")
    thread.join()

    assert seen == ["first", "second"]


def test_a_command_says_that_another_one_writes(
    eppd: Eppd, ledger: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = ledger()
    before = path.read_bytes()
    monkeypatch.setattr(store, "LOCK_SECONDS", 0.1)
    with held(path):
        ran = eppd("update", "p1-1", "--note", "x", "--today", "2026-06-30", code=5)
        eppd("list", "--today", "2026-06-30")

    assert "Another eppd is writing" in ran.err
    assert path.read_bytes() == before


def test_a_file_beyond_all_bounds_is_refused_unread(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "MOST_BYTES", 10)

    with pytest.raises(LedgerUnreadable) as refused:
        store.read(path)
    assert "larger" in refused.value.message.en
