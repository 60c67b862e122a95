"""What only real processes show: encodings, pipes, interruptions, many writers, a terminal."""

import os
import re
import select
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import tomli
from conftest import ROOT

from eppd_track.render.cells import width

EPPD = (sys.executable, "-m", "eppd_track")
POSIX = pytest.mark.skipif(os.name == "nt", reason="pipes and terminals of POSIX")
ESCAPE = re.compile(r"\x1b\[[0-9;?]*[a-zA-Z]")

HOLDER = """
import time
from pathlib import Path
from eppd_track.ledger import store
with store.locked(Path("commitments.toml")):
    print("held", flush=True)
    time.sleep(60)
"""


def run(*words: str, **variables: str) -> subprocess.CompletedProcess[bytes]:
    """Runs eppd with both streams in pipes and nobody to ask."""
    return subprocess.run(
        [*EPPD, *words],
        check=False,
        capture_output=True,
        env=os.environ | {"EPPD_DEBUG": ""} | variables,
        stdin=subprocess.DEVNULL,
        timeout=60,
    )


# ---- encodings ----


@pytest.mark.parametrize("encoding", ["ascii", "cp950", "cp1252", "utf-8"])
@pytest.mark.parametrize("words", [("list",), ("report",), ("show", "p2-4"), ("list", "-s", "blocked"), ()])
def test_no_encoding_ends_a_command(shipped: Path, encoding: str, words: tuple[str, ...]) -> None:
    ran = run(*words, "--today", "2026-11-23", PYTHONIOENCODING=encoding)

    assert ran.returncode == 0, ran.stderr
    assert b"Traceback" not in ran.stderr
    assert b"33" in ran.stdout or b"E6-P2-04" in ran.stdout
    ran.stdout.decode(encoding)


def test_a_pipe_gets_utf_8_whatever_the_locale(shipped: Path) -> None:
    ran = run("list", "--lang", "zh", LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")

    assert "規劃3年內建置稀土量產線" in ran.stdout.decode("utf-8")


def test_a_refusal_reaches_stderr_in_any_encoding(shipped: Path) -> None:
    ran = run("list", "--lang", "zh", "--owner", "經濟", PYTHONIOENCODING="ascii")

    assert ran.returncode == 2
    assert b"Traceback" not in ran.stderr
    assert b"MOEA" in ran.stderr


# ---- pipes ----


@pytest.mark.parametrize("language", ["en", "zh", "both"])
def test_a_narrow_pipe_cuts_nothing(shipped: Path, language: str) -> None:
    narrow = run("list", "--lang", language, COLUMNS="40").stdout.decode()
    wide = run("list", "--lang", language, COLUMNS="300").stdout.decode()

    assert narrow == wide
    assert "\x1b" not in narrow
    assert "…" not in narrow
    field = "title_zh" if language == "zh" else "title"
    titles = [one[field] for one in tomli.loads(shipped.read_text("utf-8"))["commitment"]]
    assert len(titles) == 33
    assert [title for title in titles if title not in narrow] == []


@POSIX
@pytest.mark.parametrize("words", [("list",), ("report",), ("list", "--format", "json"), ("schema",)])
def test_a_closed_pipe_is_quiet(shipped: Path, words: tuple[str, ...]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    process = subprocess.Popen([*EPPD, *words], stdout=writing, stderr=subprocess.PIPE)
    os.close(writing)

    _, error = process.communicate(timeout=60)

    assert error == b""
    assert process.returncode in {0, 141}


@POSIX
def test_head_takes_the_first_line_and_nobody_complains(shipped: Path) -> None:
    ran = subprocess.run(
        f"'{sys.executable}' -m eppd_track list --lang en | head -1",
        check=True,
        shell=True,
        capture_output=True,
        timeout=60,
    )

    assert ran.stdout.startswith(b"Id ")
    assert ran.stderr == b""


def test_python_m_and_the_script_print_the_same(shipped: Path) -> None:
    script = Path(sys.executable).with_name("eppd.exe" if os.name == "nt" else "eppd")
    ran = subprocess.run([script, "list"], check=True, capture_output=True, timeout=60)

    assert ran.stdout == run("list").stdout


# ---- interruptions ----


@pytest.mark.skipif(sys.platform != "linux", reason="signals as Linux sends them")
def test_ctrl_c_ends_with_130_and_writes_nothing(ledger, tmp_path: Path) -> None:
    path = ledger({})
    before = path.read_bytes()
    held = subprocess.Popen([sys.executable, "-c", HOLDER], stdout=subprocess.PIPE)
    try:
        assert held.stdout
        assert held.stdout.readline() == b"held\n"
        waiting = subprocess.Popen(
            [*EPPD, "update", "p1-1", "--note", "Talked."],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            stdin=subprocess.DEVNULL,
            env=os.environ | {"EPPD_DEBUG": ""},
        )
        time.sleep(1.5)
        waiting.send_signal(signal.SIGINT)
        out, error = waiting.communicate(timeout=30)
    finally:
        held.kill()
        held.communicate()

    assert waiting.returncode == 130
    assert out == b""
    assert error.decode().startswith("Interrupted")
    assert path.read_bytes() == before


# ---- many writers ----


def test_twenty_updates_at_once_are_all_in_the_file(ledger) -> None:
    path = ledger(*({"id": f"E6-P1-{number:02}"} for number in range(1, 21)))
    writers = [
        subprocess.Popen(
            [*EPPD, "update", f"p1-{number}", "--note", f"Word of writer {number:02}."],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            stdin=subprocess.DEVNULL,
        )
        for number in range(1, 21)
    ]
    for writer in writers:
        _, error = writer.communicate(timeout=60)
        assert writer.returncode == 0, error

    text = path.read_text("utf-8")
    assert [number for number in range(1, 21) if f"Word of writer {number:02}." not in text] == []
    assert text.count("[[commitment.update]]") == 20
    assert run("check").returncode == 0
    assert list(path.parent.glob(".*.tmp")) == []


# ---- a terminal ----


def at_terminal(columns: int, *words: str, typed: bytes = b"", **variables: str) -> tuple[int, str]:
    """Runs eppd in a pseudo-terminal and gives its exit code and what it drew."""
    import fcntl  # noqa: PLC0415 - POSIX only
    import pty  # noqa: PLC0415
    import struct  # noqa: PLC0415
    import termios  # noqa: PLC0415

    main, side = pty.openpty()
    fcntl.ioctl(side, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    environment = os.environ | {"TERM": "xterm-256color", "EPPD_DEBUG": ""} | variables
    process = subprocess.Popen([*EPPD, *words], stdin=side, stdout=side, stderr=side, env=environment)
    os.close(side)
    if typed:
        os.write(main, typed)
    drawn = b""
    while True:
        if not select.select([main], [], [], 60)[0]:
            process.kill()
            process.wait()
            pytest.fail(f"it waits for something to be typed\n{drawn.decode('utf-8')}")
        try:
            part = os.read(main, 65536)
        except OSError:
            break
        if not part:
            break
        drawn += part
    os.close(main)
    return process.wait(timeout=60), drawn.decode("utf-8").replace("\r\n", "\n")


@POSIX
@pytest.mark.parametrize("language", ["en", "zh", "both"])
def test_a_terminal_of_80_columns_gets_a_coloured_table(shipped: Path, language: str) -> None:
    code, drawn = at_terminal(80, "list", "--lang", language, "--today", "2026-11-23")

    plain = ESCAPE.sub("", drawn)
    assert code == 0
    assert ESCAPE.search(drawn)
    assert max(map(width, plain.splitlines())) <= 80
    assert len(re.findall(r"^\[[RYGBN-]\] P\d-\d\d ", plain, re.MULTILINE)) == 33


@POSIX
@pytest.mark.parametrize("variables", [{"NO_COLOR": "1"}, {"TERM": "dumb"}], ids=str)
def test_a_terminal_without_colour_gets_a_table_without_escapes(shipped: Path, variables: dict) -> None:
    code, drawn = at_terminal(80, "list", **variables)

    assert code == 0
    assert "\x1b" not in drawn
    assert max(map(width, drawn.splitlines())) <= 80


@POSIX
def test_a_terminal_is_asked_for_what_an_addition_lacks(ledger) -> None:
    path = ledger({})

    code, drawn = at_terminal(80, "add", "--pillar", "1", typed=b"Second bridge\n\nMODA\n2026-Q4\n\n\n\n")

    assert code == 0, drawn
    text = path.read_text("utf-8")
    assert 'title = "Second bridge"' in text
    assert 'owner = "MODA"' in text
    assert 'due = "2026-Q4"' in text
    assert 'cadence = "monthly"' in text
    assert "E6-P1-02" in drawn


@POSIX
def test_a_record_in_the_future_is_asked_about_and_no_means_no(ledger) -> None:
    path = ledger({})
    before = path.read_bytes()
    words = ("update", "p1-1", "--note", "Soon.", "--date", "2026-03-01", "--today", "2026-02-10")

    code, drawn = at_terminal(80, *words, typed=b"n\n")
    assert code != 0
    assert "2026-03-01" in drawn
    assert path.read_bytes() == before

    code, _ = at_terminal(80, *words, typed=b"y\n")
    assert code == 0
    assert b"Soon." in path.read_bytes()


def test_a_pipe_takes_a_printed_page(shipped: Path) -> None:
    ran = run("report", "--format", "pdf")

    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.startswith(b"%PDF")
    assert ran.stdout.rstrip().endswith(b"%%EOF")


@POSIX
def test_a_terminal_is_not_filled_with_bytes(shipped: Path) -> None:
    code, drawn = at_terminal(80, "report", "--format", "pdf", "--lang", "en")

    assert code == 2
    assert "%PDF" not in drawn
    assert "-o report.pdf" in drawn


def test_the_package_needs_no_folder_of_its_own(tmp_path: Path) -> None:
    ran = run("init")

    assert ran.returncode == 0, ran.stderr
    assert (tmp_path / "commitments.toml").read_bytes() == (ROOT / "commitments.toml").read_bytes()


@POSIX
def test_a_pillar_is_answered_by_its_title_and_what_is_empty_is_asked_again(shipped: Path) -> None:
    typed = "關鍵礦物合作\n\nSecond bridge\n\nMODA\n\n\n\n\n".encode()

    code, drawn = at_terminal(120, "add", "--lang", "zh", typed=typed)

    assert code == 0, drawn
    assert "MODA 數位發展部" in drawn
    assert "主辦機關 不得空白" in drawn
    assert "按 Ctrl-C 可離開" in drawn
    assert "E6-P2-07" in drawn
