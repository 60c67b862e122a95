"""Undo: the last command is taken back whole, byte for byte, or refused."""

import datetime as dt
import json
import os
import stat
import subprocess
import sys
import unicodedata
from itertools import pairwise
from pathlib import Path

import pytest
from conftest import Eppd
from hypothesis import given, settings
from hypothesis import strategies as st

from eppd_track.ledger import undo
from eppd_track.ledger.store import Source
from eppd_track.words.errors import ChangeRefused
from eppd_track.words.text import same

AT = ("--today", "2026-06-30", "--lang", "en")
SAID = (same("something"),)
LEDGER = """\
# What was agreed.
schema = 1

[dialogue]
id = "TALKS-6"

[[meeting]]
id = "TALKS-6"
date = 2026-01-26

# by hand
[[agency]]
code = "MOEA"
side = "TW"

[[agency]]
code = "MODA"
side = "TW"

[[pillar]]
number   =   1 # mine

[[pillar]]
number = 2

[[commitment]]
id = "E6-P1-01"
pillar = 1
title = 'Build a bridge'   # own words
owner = "MOEA"
owner_confirmed = true
status = "not-started"
listed = 2026-01-27
due = 2026-12-31
cadence = "quarterly"

# ---- the next one ----

[[commitment]]
id = "E6-P1-02"
pillar = 1
title = "Open an office"
owner = "MODA"
owner_confirmed = true
status = "not-started"
listed = 2026-01-27
"""


@pytest.fixture
def two(tmp_path: Path) -> Path:
    """A ledger of two commitments, with comments and spacing of somebody's own."""
    path = tmp_path / "commitments.toml"
    path.write_bytes(LEDGER.encode())
    return path


def copies() -> Path:
    """The one folder in which copies are kept."""
    (folder,) = (Path(os.environ["EPPD_STATE"]) / "undo").iterdir()
    return folder


def step(before: bytes, after: bytes) -> undo.UndoStep:
    path = Path("commitments.toml")
    return undo.step(Source(path, before), Source(path, after), dt.date(2026, 6, 30), SAID)


def keep(before: bytes, after: bytes, folder: Path) -> None:
    undo.remember(folder, step(before, after))


# ---- every command that writes ----


UPDATE_ALL = (
    *("update", "p1-1", "p1-2", "--status", "in-progress", "--next-move", "US", "--next-step", "Dig"),
    *("--note", "Begun.", "--set", "tags=a,b"),
)
WRITES = {
    "update of several": UPDATE_ALL,
    "due date": ("update", "p1-1", "--due", "2027-Q1", "--reason", "Rain."),
    "cleared": ("update", "p1-1", "--due", "", "--reason", "No longer agreed."),
    "evidence": ("update", "p1-1", "--evidence", "minutes: Visit | 12", "--note", "Seen."),
    "add": ("add", "-p", "2", "--owner", "MODA", "--title-zh", "新事項"),
    "meeting": ("meeting", "add", "WG-1", "--date", "2026-06-01"),
}


@pytest.mark.parametrize("words", WRITES.values(), ids=WRITES.keys())
@pytest.mark.parametrize("shape", ["lf", "crlf", "bom", "no last newline", "crlf, bom, no last newline"])
def test_undo_gives_the_file_back_byte_for_byte(
    eppd: Eppd, two: Path, words: tuple[str, ...], shape: str
) -> None:
    raw = two.read_bytes()
    raw = raw.replace(b"\n", b"\r\n") if "crlf" in shape else raw
    raw = raw.rstrip() if "no last" in shape else raw
    raw = b"\xef\xbb\xbf" + raw if "bom" in shape else raw
    two.write_bytes(raw)
    eppd(*words, *AT)
    assert two.read_bytes() != raw

    eppd("undo", *AT)

    assert two.read_bytes() == raw


def test_undo_takes_an_edit_back(
    eppd: Eppd, two: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    raw = two.read_bytes()
    script = tmp_path / "editor.py"
    script.write_text(
        "import sys, pathlib\npath = pathlib.Path(sys.argv[-1])\n"
        "path.write_bytes(path.read_bytes().replace(b'bridge', b'tunnel').replace(b'# by hand', b'# mine'))\n"
    )
    monkeypatch.setenv("EDITOR", f"'{sys.executable}' '{script}'")
    words = (sys.executable, "-m", "eppd_track", "edit", *AT)
    ran = subprocess.run(words, check=False, capture_output=True, stdin=subprocess.DEVNULL, timeout=60)
    assert ran.returncode == 0, ran
    assert b"tunnel" in two.read_bytes()

    told = eppd("undo", *AT).err

    assert two.read_bytes() == raw
    assert "edited by hand" in told


def test_undo_takes_the_mending_of_check_back(eppd: Eppd, two: Path) -> None:
    raw = two.read_bytes().replace(b'"not-started"', b'"Not Started"').replace(b'"MOEA"', b'"moea"')
    raw = raw.replace(b'code = "moea"', b'code = "MOEA"')
    two.write_bytes(raw)
    eppd("check", "--fix", *AT)
    assert two.read_bytes() != raw

    eppd("undo", *AT)

    assert two.read_bytes() == raw


def test_undo_can_be_repeated_back_to_the_start_and_no_further(eppd: Eppd, two: Path) -> None:
    states = [two.read_bytes()]
    for words in WRITES.values():
        eppd(*words, *AT)
        states.append(two.read_bytes())
    assert len(set(states)) == len(states)

    for state in reversed(states[:-1]):
        eppd("undo", *AT)
        assert two.read_bytes() == state

    ran = eppd("undo", *AT, code=5)
    assert "nothing to take back" in ran.err
    assert two.read_bytes() == states[0]


def test_after_an_undo_other_commands_write_and_are_taken_back(eppd: Eppd, two: Path) -> None:
    raw = two.read_bytes()
    eppd(*UPDATE_ALL, *AT)
    eppd("undo", *AT)
    eppd("update", "p1-2", "--note", "Second try.", *AT)
    eppd("undo", *AT)

    assert two.read_bytes() == raw


def test_undo_says_what_it_takes_back(eppd: Eppd, two: Path) -> None:
    eppd(*UPDATE_ALL, *AT)

    ran = eppd("undo", *AT)

    assert "2026-06-30" in ran.err
    assert "E6-P1-01" in ran.err
    assert "E6-P1-02" in ran.err
    assert "in progress" in ran.err.lower().replace("-", " ")


def test_undo_says_it_in_chinese(eppd: Eppd, two: Path) -> None:
    eppd("meeting", "add", "WG-1", *AT)

    assert "新增 WG-1" in eppd("undo", "--today", "2026-06-30", "--lang", "zh").err


@pytest.mark.skipif(os.name == "nt", reason="modes and links of POSIX")
def test_undo_keeps_the_mode_and_the_link(eppd: Eppd, two: Path, tmp_path: Path) -> None:
    real = tmp_path / "kept" / "real.toml"
    real.parent.mkdir()
    two.rename(real)
    two.symlink_to(real)
    real.chmod(0o640)
    raw = real.read_bytes()
    eppd("update", "p1-1", "--note", "Seen.", *AT)

    eppd("undo", "--file", str(real), *AT)

    assert real.read_bytes() == raw
    assert two.is_symlink()
    assert stat.S_IMODE(real.stat().st_mode) == 0o640


def test_each_ledger_has_copies_of_its_own(eppd: Eppd, two: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.toml"
    other.write_bytes(two.read_bytes())
    eppd("update", "p1-1", "--note", "Seen.", *AT)

    assert "nothing to take back" in eppd("undo", "--file", str(other), *AT, code=5).err
    eppd("undo", *AT)
    assert two.read_bytes() == other.read_bytes()


# ---- refusals ----


def test_undo_is_refused_when_the_file_was_edited_since_and_says_how_to_see_it(eppd: Eppd, two: Path) -> None:
    eppd("update", "p1-1", "--note", "Seen.", *AT)
    edited = two.read_bytes() + b"# by hand\n"
    two.write_bytes(edited)

    ran = eppd("undo", *AT, code=5)

    assert two.read_bytes() == edited
    assert "changed since" in ran.err
    assert "eppd undo --dry-run" in ran.err


def test_what_a_refusal_names_shows_the_lines_although_the_file_was_edited(eppd: Eppd, two: Path) -> None:
    eppd("update", "p1-1", "--note", "Seen.", *AT)
    two.write_bytes(two.read_bytes() + b"# by hand\n")

    ran = eppd("undo", "--dry-run", *AT)

    assert '-  note = "Seen."' in ran.out
    assert "changed since" in ran.err


def test_an_edit_taken_back_by_hand_lets_undo_go_on(eppd: Eppd, two: Path) -> None:
    raw = two.read_bytes()
    eppd("update", "p1-1", "--note", "Seen.", *AT)
    written = two.read_bytes()
    two.write_bytes(written + b"# by hand\n")
    eppd("undo", *AT, code=5)
    two.write_bytes(written)

    eppd("undo", *AT)

    assert two.read_bytes() == raw


def test_nothing_was_written_so_nothing_can_be_taken_back(eppd: Eppd, two: Path) -> None:
    raw = two.read_bytes()

    for words in (("undo",), ("undo", "--dry-run")):
        ran = eppd(*words, *AT, code=5)
        assert "nothing to take back" in ran.err
        assert "eppd undo --list" in ran.err
    assert two.read_bytes() == raw


def test_reading_and_refused_commands_leave_no_copy(eppd: Eppd, two: Path) -> None:
    for words in (("list",), ("check",), ("check", "--fix"), ("update", "p1-1", "--note", "x", "--dry-run")):
        eppd(*words, *AT)
    eppd("update", "p1-1", "--status", "closed", *AT, code=5)

    assert not (Path(os.environ["EPPD_STATE"]) / "undo").exists()


# ---- --list and --dry-run ----


def test_the_list_has_a_line_for_each_command_the_latest_first(eppd: Eppd, two: Path) -> None:
    eppd(*UPDATE_ALL, *AT)
    eppd("meeting", "add", "WG-1", "--today", "2026-07-01")

    out = eppd("undo", "--list", *AT).out

    assert out.index("2026-07-01") < out.index("2026-06-30")
    assert out.index("WG-1 added") < out.index("E6-P1-02")
    assert len([line for line in out.splitlines() if "2026-0" in line]) == 2


def test_the_list_as_json(eppd: Eppd, two: Path) -> None:
    eppd("meeting", "add", "WG-1", *AT)
    eppd("meeting", "add", "WG-2", *AT)

    told = json.loads(eppd("undo", "--list", "--format", "json", *AT).out)

    assert told["kind"] == "undo-list"
    assert (told["schema"], told["shown"], told["total"]) == (1, 2, 2)
    assert "WG-2" in json.dumps(told["steps"][0])
    assert "WG-1" in json.dumps(told["steps"][1])


def test_the_list_of_nothing_is_no_fault(eppd: Eppd, two: Path) -> None:
    assert json.loads(eppd("undo", "--list", "--format", "json", *AT).out)["steps"] == []


def test_a_dry_run_shows_the_lines_and_writes_nothing(eppd: Eppd, two: Path) -> None:
    eppd("update", "p1-1", "--note", "Seen.", *AT)
    written = two.read_bytes()

    ran = eppd("undo", "--dry-run", *AT)

    assert '-  note = "Seen."' in ran.out
    assert not [line for line in ran.out.splitlines() if line.startswith("+") and not line.startswith("+++")]
    assert "Nothing was written" in ran.err
    assert two.read_bytes() == written
    eppd("undo", *AT)


# ---- the copies ----


def test_a_copy_whose_write_never_came_about_is_passed_over(eppd: Eppd, two: Path) -> None:
    raw = two.read_bytes()
    eppd("update", "p1-1", "--note", "Seen.", *AT)
    written = two.read_bytes()
    keep(written, written.replace(b"Seen.", b"Never."), copies())

    eppd("undo", *AT)

    assert two.read_bytes() == raw


def test_a_dry_run_passes_over_it_too(eppd: Eppd, two: Path) -> None:
    eppd("update", "p1-1", "--note", "Seen.", *AT)
    written = two.read_bytes()
    keep(written, written.replace(b"Seen.", b"Never."), copies())

    ran = eppd("undo", "--dry-run", *AT)

    assert '-  note = "Seen."' in ran.out
    assert "Never." not in ran.out
    assert "changed since" not in ran.err


def test_the_list_passes_over_it_too(eppd: Eppd, two: Path) -> None:
    eppd("update", "p1-1", "--note", "Seen.", *AT)
    written = two.read_bytes()
    keep(written, written.replace(b"Seen.", b"Never."), copies())

    assert json.loads(eppd("undo", "--list", "--format", "json", *AT).out)["shown"] == 1


def test_a_write_that_fails_is_not_taken_back(eppd: Eppd, two: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    raw = two.read_bytes()
    eppd("update", "p1-1", "--note", "First.", *AT)
    written = two.read_bytes()

    def full(*_: object) -> None:
        raise ChangeRefused(same("No space."), same("Free some."))

    with monkeypatch.context() as patch:
        patch.setattr("eppd_track.ledger.store.save", full)
        eppd("update", "p1-1", "--note", "Second.", *AT, code=5)
    assert two.read_bytes() == written

    eppd("undo", *AT)

    assert two.read_bytes() == raw


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("00000002.json", b""),
        ("99999999.json", b"{}"),
        ("00000002.json", b'{"day": "2026-06-30", "said": [], "before": "a"'),
        ("00000002.json", b"\xff\xfe\x00"),
        ("00000002.json", b'{"x": ' + b"[" * 100_000),
        ("00000002.json", b'{"day": 1, "said": 2, "before": 3, "after": 4, "start": 5, "old": 6, "new": 7}'),
        ("notes.json", b'{"a": 1}'),
        ("notes.txt", b"mine"),
        ("²³.json", b"{}"),
        ("٣.json", b"{}"),
        (".00000002.json.abc.tmp", b"torn"),
    ],
)
def test_damaged_and_foreign_files_among_the_copies_are_passed_over(
    eppd: Eppd, two: Path, name: str, content: bytes
) -> None:
    raw = two.read_bytes()
    eppd("update", "p1-1", "--note", "First.", *AT)
    first = two.read_bytes()
    (copies() / name).write_bytes(content)
    eppd("update", "p1-1", "--note", "Second.", *AT)

    assert json.loads(eppd("undo", "--list", "--format", "json", *AT).out)["shown"] == 2
    eppd("undo", *AT)
    assert two.read_bytes() == first
    eppd("undo", *AT)
    assert two.read_bytes() == raw


def test_a_folder_among_the_copies_is_passed_over(eppd: Eppd, two: Path) -> None:
    raw = two.read_bytes()
    eppd("update", "p1-1", "--note", "First.", *AT)
    (copies() / "00000009.json").mkdir()
    eppd("update", "p1-1", "--note", "Second.", *AT)

    eppd("undo", *AT)
    eppd("undo", *AT)

    assert two.read_bytes() == raw


def test_a_copy_that_was_tampered_with_never_reaches_the_ledger(eppd: Eppd, two: Path) -> None:
    eppd("update", "p1-1", "--note", "First.", *AT)
    written = two.read_bytes()
    (path,) = copies().glob("*.json")
    held = json.loads(path.read_bytes())
    path.write_text(json.dumps(held | {"old": "ZXZpbCA9IDEK"}))

    eppd("undo", *AT, code=5)

    assert two.read_bytes() == written


@pytest.mark.parametrize("start", [-5, 10**9, 2**70])
def test_a_copy_with_a_place_that_is_not_there_is_refused(eppd: Eppd, two: Path, start: int) -> None:
    eppd("update", "p1-1", "--note", "First.", *AT)
    written = two.read_bytes()
    (path,) = copies().glob("*.json")
    path.write_text(json.dumps(json.loads(path.read_bytes()) | {"start": start}))

    eppd("undo", *AT, code=5)

    assert two.read_bytes() == written


def test_no_more_copies_are_kept_than_the_bound(
    eppd: Eppd, two: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(undo, "MOST_STEPS", 3)
    states = []
    for number in range(5):
        states.append(two.read_bytes())
        eppd("update", "p1-1", "--note", f"Note {number}.", *AT)

    assert len(list(copies().iterdir())) == 3
    for state in reversed(states[2:]):
        eppd("undo", *AT)
        assert two.read_bytes() == state
    eppd("undo", *AT, code=5)


def test_no_more_bytes_are_kept_than_the_bound_but_the_last_copy_always(
    eppd: Eppd, two: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(undo, "MOST_BYTES", 50_000)
    for number in range(6):
        eppd("update", "p1-1", "--note", f"{number}" * 6_000, *AT)
        assert sum(path.stat().st_size for path in copies().iterdir()) <= 50_000
    assert len(list(copies().iterdir())) == 2
    last = two.read_bytes()

    eppd("update", "p1-1", "--note", "x" * 60_000, *AT)

    assert len(list(copies().iterdir())) == 1
    eppd("undo", *AT)
    assert two.read_bytes() == last


def test_a_copy_holds_only_what_changed(eppd: Eppd, shipped: Path) -> None:
    eppd("update", "p2-4", "--note", "Seen.", *AT)

    assert sum(path.stat().st_size for path in copies().iterdir()) < shipped.stat().st_size / 20


def test_where_names_the_folder_of_the_copies(eppd: Eppd, two: Path) -> None:
    eppd("update", "p1-1", "--note", "Seen.", *AT)

    assert str(copies()) in eppd("where", "--format", "json").out


@pytest.mark.parametrize("place", ["a file", "a file above"])
def test_a_state_folder_that_cannot_be_made_refuses_the_write_in_words(
    eppd: Eppd, two: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    blocker = tmp_path / "blocker"
    blocker.write_text("in the way")
    monkeypatch.setenv("EPPD_STATE", str(blocker if place == "a file" else blocker / "state"))
    raw = two.read_bytes()

    ran = eppd("update", "p1-1", "--note", "Seen.", *AT, code=5)

    assert str(blocker) in ran.err
    assert two.read_bytes() == raw


# ---- properties ----


PIECES = st.binary(max_size=40) | st.text("ab\n\r", max_size=40).map(str.encode)


@st.composite
def pairs(draw: st.DrawFn) -> tuple[bytes, bytes]:
    """Two files that share their beginning, their end, both, or nothing."""
    head, one, other, tail = (draw(PIECES) for _ in range(4))
    return head + one + tail, head + other + tail


@settings(max_examples=1000, deadline=None)
@given(pairs())
def test_taking_a_step_back_gives_what_was_before(pair: tuple[bytes, bytes]) -> None:
    before, after = pair

    assert undo.take_back(after, step(before, after)) == before


@settings(max_examples=300, deadline=None)
@given(pairs(), PIECES)
def test_a_step_taken_back_from_another_file_is_refused(pair: tuple[bytes, bytes], other: bytes) -> None:
    before, after = pair
    made = step(before, after)

    for raw in {other, before, after + b"x"} - {after}:
        with pytest.raises(ChangeRefused):
            undo.take_back(raw, made)


@settings(max_examples=50, deadline=None)
@given(st.lists(PIECES, min_size=2, max_size=6, unique=True))
def test_a_row_of_steps_is_taken_back_in_turn(
    tmp_path_factory: pytest.TempPathFactory, states: list[bytes]
) -> None:
    folder = tmp_path_factory.mktemp("copies")
    for before, after in pairwise(states):
        keep(before, after, folder)

    raw = states[-1]
    for state in reversed(states[:-1]):
        path, made = undo.latest(folder, raw)
        raw = undo.take_back(raw, made)
        path.unlink()
        assert raw == state


# ---- at a terminal ----


def person_at_terminal(monkeypatch: pytest.MonkeyPatch, *answers: str) -> list[str]:
    """Somebody who gives these answers; what was asked is in the list."""
    asked: list[str] = []
    left = list(answers)

    def prompt(question: str, **_: object) -> str:
        asked.append(question)
        return left.pop(0)

    monkeypatch.setattr("eppd_track.cli.shared.session.Session.at_terminal", True)
    monkeypatch.setattr("typer.prompt", prompt)
    return asked


def test_a_second_undo_in_a_row_is_asked_about(ledger, eppd: Eppd, monkeypatch: pytest.MonkeyPatch) -> None:
    path = ledger({})
    eppd("update", "p1-1", "--note", "First.", *AT)
    once = path.read_bytes()
    eppd("update", "p1-1", "--note", "Second.", *AT)
    asked = person_at_terminal(monkeypatch, "n", "y")

    eppd("undo", *AT)
    assert (asked, path.read_bytes()) == ([], once)
    eppd("undo", *AT, code=5)
    assert path.read_bytes() == once
    assert "First." in asked[0]
    eppd("undo", *AT)

    assert b"First." not in path.read_bytes()
    assert len(asked) == 2


def test_an_undo_after_a_new_command_is_not_asked_about(
    ledger, eppd: Eppd, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger({})
    asked = person_at_terminal(monkeypatch)
    for note in ("First.", "Second."):
        eppd("update", "p1-1", "--note", note, *AT)
        eppd("undo", *AT)

    assert asked == []


def test_the_work_of_another_day_is_asked_about_unless_yes_answers(
    ledger, eppd: Eppd, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = ledger({})
    before = path.read_bytes()
    eppd("update", "p1-1", "--note", "First.", *AT)
    asked = person_at_terminal(monkeypatch, "n")

    later = ("--today", "2026-07-01", "--lang", "en")
    eppd("undo", *later, code=5)
    assert "2026-06-30" in asked[0]
    eppd("undo", "--yes", *later)

    assert path.read_bytes() == before


def test_of_many_changes_three_are_told_and_the_others_counted(ledger, eppd: Eppd) -> None:
    ids = [f"E6-P1-{number:02}" for number in range(1, 6)]
    ledger(*({"id": name} for name in ids))
    eppd("update", *ids, "--note", "All.", *AT)

    told = eppd("undo", "--dry-run", *AT).err + eppd("undo", *AT).err

    assert "E6-P1-03: All. / and 2 more" in told
    assert "E6-P1-04" not in told


@pytest.mark.parametrize(("system", "ledgers"), [("darwin", 1), ("linux", 2)])
def test_on_a_mac_one_name_typed_in_two_ways_is_one_ledger(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, system: str, ledgers: int
) -> None:
    monkeypatch.setattr(sys, "platform", system)
    composed, apart = (tmp_path / unicodedata.normalize(form, "Café.toml") for form in ("NFC", "NFD"))

    assert len({undo.folder_for(tmp_path, path) for path in (composed, apart)}) == ledgers
