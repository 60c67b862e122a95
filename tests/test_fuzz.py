"""Damaged ledgers: whatever a file holds, every command ends with a documented code and no traceback.

    EPPD_FUZZ=20000 python -m pytest -n auto tests/test_fuzz.py    as many inputs as you have time for
    EPPD_FUZZ_SEED=123 python -m pytest tests/test_fuzz.py         one input again, with every command

A failure names the seed, the command, and where the damaged file was kept.
"""

import os
import random
import re
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest
import tomli
import typer
from conftest import ROOT, SHIPPED, Eppd, ledger_text

from eppd_track.cli.app import app
from eppd_track.cli.commands import COMMANDS
from eppd_track.ledger import tables
from eppd_track.words.errors import ExitCode

INPUTS = int(os.environ.get("EPPD_FUZZ", "200"))
ONE = os.environ.get("EPPD_FUZZ_SEED")
PARTS = 10 if ONE is None else 1
DOCUMENTED = set(ExitCode) - {ExitCode.INTERNAL, ExitCode.INTERRUPTED}
MOST_SECONDS = 20
ID = "ID"
"""Stands in a command for an id that the damaged file holds."""

AGAIN = ("--overwrite",)
READING = (
    ("list",),
    ("trace", "--format", "json"),
    ("list", "--format", "table", "--color", "always", "--all"),
    ("list", "--format", "json", "--all"),
    ("list", "--format", "csv"),
    ("list", "--format", "tsv", "--group-by", "owner"),
    ("list", "--format", "markdown", "--lang", "zh"),
    ("list", "--format", "html", "--lang", "both"),
    ("list", "--format", "ids", "--sort", "due"),
    (
        "list",
        "--as-of",
        "2026-06-30",
        "--search",
        "a",
        "--columns",
        "id,title,light,overdue_days,last_update",
    ),
    ("list", "--overdue", "--stale", "--meeting", "WG-1"),
    ("show", ID),
    ("show", ID, "--format", "terminal", "--color", "always"),
    ("show", ID, "--format", "json"),
    ("show", ID, "--format", "html"),
    ("show", ID, "--as-of", "2026-03-01", "--format", "markdown"),
    ("log",),
    ("log", "--format", "json"),
    ("log", "--format", "csv"),
    ("log", "--format", "html", "--since", "2026-02-01"),
    ("report",),
    ("report", "--format", "html"),
    ("report", "--format", "markdown", "--lang", "zh"),
    ("report", "--format", "json", "--week", "2026-W20"),
    ("report", "--format", "terminal", "--color", "always"),
    ("check",),
    ("check", "--strict"),
    ("check", "--format", "json"),
    ("where",),
    ("where", "--format", "json"),
    ("meeting", "list"),
    ("meeting", "list", "--format", "csv"),
    ("undo", "--list"),
    ("undo", "--list", "--format", "json"),
    ("undo", "--dry-run"),
    (),
    ("--lang", "zh"),
    ("update", ID, "--note", "Heard.", "--dry-run"),
    (
        "update",
        ID,
        "--status",
        "in-progress",
        "--note",
        "Begun.",
        "--due",
        "2027-Q1",
        "--reason",
        "Late.",
        "--dry-run",
    ),
    ("add", "-p", "1", "--owner", "MOEA", "--title", "New", "--due", "2027-01", "--dry-run"),
    ("meeting", "add", "WG-9", "--title", "Talks", "--dry-run"),
    ("trace", "talks.txt"),
    ("trace", "talks.txt", "--format", "json", "--unclaimed"),
    ("trace", "--id", ID, "--format", "html"),
    ("intake", "talks.txt", "-o", "made.toml", *AGAIN),
    ("intake", "talks.txt", "-o", "made.xlsx", *AGAIN),
    ("intake", "talks.txt", "--format", "json"),
    ("init", "--from", "talks.txt", "--file", "new.toml"),
    ("init", "--template", "eppd6", "--file", "new.toml"),
    ("agenda",),
    ("agenda", "--format", "html", "--lang", "zh"),
    ("agenda", "--format", "markdown", "--words"),
    ("chase",),
    ("chase", "--lang", "zh", "-o", "letters", *AGAIN),
    ("chase", "-o", "letters.odt", *AGAIN),
    ("chase", "--format", "eml", "-o", "mails", *AGAIN),
    ("export", "-o", "made.xlsx", *AGAIN),
    ("export", "-o", "made.ods", "--lang", "zh", *AGAIN),
    ("export", "--per-owner", "sheets", *AGAIN),
    ("export", "--all", "-o", "made.json", *AGAIN),
    ("export", "--format", "csv"),
    ("export", "-o", "made.ics", *AGAIN),
    ("import", "sheet.xlsx", "--dry-run"),
    ("import", "sheet.ods", "--dry-run"),
    ("import", "data.json", "--dry-run"),
    ("update", "--from", "minutes.txt", "--dry-run"),
    ("add", "--from", "list.toml", "--dry-run"),
    ("report", "--audience", "counterpart"),
    ("report", "--scorecard", "--words"),
    ("report", "-o", "made.odt", *AGAIN),
    ("score", "--drafts"),
    ("carry", "TALKS-7", "--date", "2026-12-01", "--dry-run"),
    ("edit", ID),
    ("sync",),
    ("merge", "--install"),
    ("schema",),
    ("completion", "bash"),
    ("help", "dates"),
)
SLOW = (
    ("report", "-o", "made.pdf", *AGAIN),
    ("agenda", "-o", "made.pdf", *AGAIN),
)
"""What sets pages: on one input of fifty."""
WRITING = (
    ("update", ID, "--note", "It's \"heard\" # '''.", "--progress", "40", "--next-step", "Ask again."),
    ("update", ID, "--confirm-owner", "--set", "tags=a,b", "--note", "Yes."),
    ("add", "-p", "1", "--owner", "MOEA", "--title", "New"),
    ("meeting", "add", "WG-9", "--date", "2026-12-03"),
    ("check", "--fix"),
    ("undo",),
    ("import", "sheet.xlsx", "--yes"),
    ("import", "sheet.ods", "--yes"),
    ("import", "data.json", "--yes"),
    ("update", "--from", "minutes.txt", "--yes"),
    ("add", "--from", "list.toml", "--yes"),
    ("intake", "talks.txt", "--yes"),
    ("score", ID, "--side", "TW", "--value", "+1", "--reader", "Lin", "--reason", "It runs."),
    ("carry", "TALKS-7", "--date", "2026-12-01", "--yes"),
    ("schema", "--link"),
    ("merge", "base.toml", "commitments.toml", "theirs.toml"),
    ("merge", "theirs.toml", "commitments.toml", "base.toml"),
)
TODAYS = ("2026-11-23", "2026-11-23", "2026-11-23", "2026-01-01", "2031-05-05", "0001-01-01", "9999-12-31")


def words_in(text: str) -> list[str]:
    """What stands between upright strokes and line ends."""
    return text.replace("\n", "|").strip("|").split("|")


VALUES = (
    *words_in("""
''|""|"x"|0|-1|1|2|100|101|3.5|1e999|-inf|nan|true|false|[]|[[]]|[{}]|{}|{ a = 1 }|[1, "a"]
["MOEA", 1]|["", ""]|0001-01-01|9999-12-31|2026-02-29|2026-13-01|2026-1-5|2026-01-26
2026-01-01T00:00:00Z|2026-01-01 10:00:00|0001-01-01T00:00:00+14:00|9999-12-31T23:59:59-14:00
07:30:00|1979-05-27T00:32:00.999999-07:00|"2026-Q4"|"2026-Q5"|"9999-Q4"|"0000-Q1"|"9999-12"|"9999"
"2026-H2"|"2026-11-23"|"115/11/23"|"+10d"|"friday"|"\\u0000"|"\\u001b[31mred"|"\\ufffe"
"\\U0010FFFF"|"\\ud800"|"\\u202e"|"a\\nb"|'a\tb'|"=cmd()"|"{{ 7*7 }}"|"../../etc/passwd"
"/etc/passwd"|"Asia"|"Asia/"|"../UTC"|"\\u0000Asia"|"localtime"|"[/x]"|"[draft]"|"<b>&amp;</b>"
"closed"|"withdrawn"|"completed"|"blocked"|"delisted"|"in-progress"|"TW"|"US"|"both"|"third"|"none"
"weekly"|"MOEA"|"E6-P1-01"|["E6-P1-01"]|"e6-p1-1"|"E6-P1-99999999999999999999"|"E-P-"|"-"|"P1"
99999999999999999999|0x7fffffffffffffff|9223372036854775807|-9223372036854775808|1_000|+5|0b1|"50 %"
"1/0"|"0/0"|"nan %"|{ value = 1, unit = "%" }|"臺美🤝"|"zh"|"roc"|"gregorian"|"Mars/Olympus"|"approved"
"delivered"|"public"|"internal"|"monthly"|"minutes"
"""),
    "'''\n[[commitment]]\nid = 'X'\n'''",
    '"""\n\n"""',
    '"\\\\"',
)
"""Values to stand behind an equals sign."""
KEYS = sorted(
    {
        name
        for kinds in (tables.TABLES, tables.RECORDS, tables.PARTS)
        for kind, record in kinds.items()
        for name in (kind, *record.__struct_encode_fields__)
    }
)
KEYS += ["schema", "__class__", "x-unknown", '""', '"a', 'b"', "a.b", "commitment.id"]
LINES = words_in("""
[[commitment]]|[commitment]|[[commitment.update]]|[commitment.update]|[[commitment.milestone]]
[[commitment.evidence]]|[[commitment.text]]|[[document]]|[[document.aside]]|[[agency]]|[agency]|[[pillar]]|[[meeting]]|[settings]|[dialogue]
[[settings]]|[[dialogue]]|[unknown]|[[a.b.c]]|[commitment.id]|[commitment.update.changes]
[[commitment.update.evidence]]|["commitment"]|[ [commitment] ]|[[ "commitment" . "update" ]]
<<<<<<< ours|=======|>>>>>>> theirs|# eppd merge|x = [|x = {|x = \"\"\"|x = '''|]|}|\"\"\"|'''|= 1|x
x =|commitment = []|commitment = [ { id = "E6-P1-01" } ]|commitment.id = 1|agency = 1|pillar = {}
meeting = "x"|settings = []|schema = 2|schema = 1|update = [ { date = 2026-02-01, note = "x" } ]
update = []|update = {}|milestone = [1]|evidence = [ {} ]|id = "E6-P1-01"
""")
TOKENS = (
    *"\"'[]{}=#.,\\\n\r\t\x00\x07\x1b\x7f",
    "\r\n",
    '"""',
    "'''",
    "\u2028",
    "\ufeff",
    "\u202e",
    "“",
    "＝",
)

MORE = """\
schema = 1
dialogue = { id = "TALKS-6", title = "Sixth talks" }
[settings]
timezone = "Asia/Taipei"
calendar = "roc"
[[meeting]]
id = "WG-1"
date = 2026-03-01
[[agency]]
code = "MOEA"
side = "TW"
name_zh = "經濟部"
[[agency]]
code = "DOS"
side = "US"
name = "State"
[[pillar]]
number = 1
title = "First"
[[document]]
id = "talks"
title = "Results"
file = "talks.txt"
[[commitment]]
id = "E6-P1-01"
pillar = 1
title = 'Build "it"'
note = \"\"\"
two lines
[[commitment]] # no header\"\"\"
owner = "MOEA"
counterpart = [
  "DOS",  # by hand
]
status = "completed"
progress = 100
listed = 2026-01-27
original_due = "2026-Q3"
due = 2026-11-30
tempo = "dated"
related = ["E6-P1-02"]
target = { value = 50, unit = "%" }
x-own.deep = [[1, 2], ["a"]]
  [[commitment.milestone]]
  id = "pilot"
  title = "Pilot"
  due = "2026-10"
  done = 2026-10-05
  [[commitment.evidence]]
  type = "minutes"
  title = "Minutes"
  date = 2026-11-01
  [[commitment.update]]
  date = 2026-03-01
  by = "Lin"
  meeting = "WG-1"
  status = "in-progress"
  previous = { status = "not-started" }
  note = '''
It's begun.
'''
  [[commitment.update]]
  date = 2026-09-01
  by = "Lin"
  due = 2026-11-30
  previous = { due = "2026-Q3" }
  reason = "Late."
  [[commitment.update]]
  date = 2026-11-02
  by = "Lin"
  status = "completed"
  progress = 100
  previous = { status = "in-progress" }
  note = "Done."
[[commitment]]
id = "E6-P1-02"
pillar = 1
title = "Second"
owner = "MOEA"
status = "not-started"
listed = 2026-01-27
"""


class Damaged(NamedTuple):
    """One input: three files, the day, and the copies for undo."""

    ours: bytes
    base: bytes
    theirs: bytes
    today: str
    copy: bytes


class TooSlow(BaseException):
    """A command that does not end; not an Exception, so that no handler takes it."""


# ---- damage ----


@cache
def sources() -> tuple[bytes, ...]:
    """The real ledger, small ones with a history, and the error catalogue."""
    small = ledger_text({}, {"id": "E6-P2-01", "pillar": 2, "due": "2026-12", "owner": "DOS"}).encode()
    catalogue = [path.read_bytes() for path in sorted((ROOT / "tests" / "errors").glob("*.toml"))]
    assert len(catalogue) > 20
    return (*[SHIPPED.read_bytes()] * 6, *[MORE.encode()] * 12, *[small] * 3, *catalogue)


def somewhere(rng: random.Random, data: bytes) -> tuple[int, int]:
    start = rng.randrange(len(data) + 1)
    return start, min(len(data), start + rng.choice((1, 1, 2, 5, 20, 100, 1000)))


def flip(rng: random.Random, data: bytes) -> bytes:
    changed = bytearray(data)
    for _ in range(rng.choice((1, 1, 2, 8))):
        if changed:
            changed[rng.randrange(len(changed))] ^= 1 << rng.randrange(8)
    return bytes(changed)


def delete(rng: random.Random, data: bytes) -> bytes:
    start, end = somewhere(rng, data)
    return data[:start] + data[end:]


def repeat(rng: random.Random, data: bytes) -> bytes:
    start, end = somewhere(rng, data)
    return data[:end] + data[start:end] * rng.choice((1, 1, 2, 20)) + data[end:]


def truncate(rng: random.Random, data: bytes) -> bytes:
    return data[: rng.randrange(len(data) + 1)]


def insert_token(rng: random.Random, data: bytes) -> bytes:
    start, _ = somewhere(rng, data)
    return data[:start] + rng.choice(TOKENS).encode() * rng.choice((1, 1, 1, 3, 50)) + data[start:]


def on_lines(change: Callable[[random.Random, list[bytes]], None]) -> Callable[[random.Random, bytes], bytes]:
    def run(rng: random.Random, data: bytes) -> bytes:
        lines = data.split(b"\n")
        change(rng, lines)
        return b"\n".join(lines)

    return run


@on_lines
def swap(rng: random.Random, lines: list[bytes]) -> None:
    one, other = rng.randrange(len(lines)), rng.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one]


@on_lines
def drop_line(rng: random.Random, lines: list[bytes]) -> None:
    start = rng.randrange(len(lines))
    del lines[start : start + rng.choice((1, 1, 1, 4))]


@on_lines
def copy_lines(rng: random.Random, lines: list[bytes]) -> None:
    start, at = rng.randrange(len(lines)), rng.randrange(len(lines))
    lines[at:at] = lines[start : start + rng.choice((1, 1, 5, 25))]


@on_lines
def insert_line(rng: random.Random, lines: list[bytes]) -> None:
    lines.insert(rng.randrange(len(lines) + 1), rng.choice(LINES).encode())


@on_lines
def new_value(rng: random.Random, lines: list[bytes]) -> None:
    found = [number for number, line in enumerate(lines) if b"=" in line]
    if found:
        number = rng.choice(found)
        lines[number] = lines[number].partition(b"=")[0] + b"= " + rng.choice(VALUES).encode()


@on_lines
def new_key(rng: random.Random, lines: list[bytes]) -> None:
    found = [number for number, line in enumerate(lines) if b"=" in line]
    if found:
        number = rng.choice(found)
        lines[number] = rng.choice(KEYS).encode() + b" =" + lines[number].partition(b"=")[2]


@on_lines
def insert_pair(rng: random.Random, lines: list[bytes]) -> None:
    pair = f"{rng.choice(KEYS)} = {rng.choice(VALUES)}"
    lines.insert(rng.randrange(len(lines) + 1), pair.encode())


@on_lines
def deep(rng: random.Random, lines: list[bytes]) -> None:
    depth = rng.choice((30, 300, 1500, 20000))
    shape = rng.choice(
        ("x = {open}1{close}", "x = {inline}1{outline}", "x = {open}", "{dots} = 1", "[{dots}]")
    )
    text = shape.format(
        open="[" * depth,
        close="]" * depth,
        inline="{a = " * depth,
        outline="}" * depth,
        dots=".".join("a" * depth),
    )
    lines.insert(rng.randrange(len(lines) + 1), text.encode())


@on_lines
def large(rng: random.Random, lines: list[bytes]) -> None:
    size = rng.choice((5000, 5000, 100_000))
    text = rng.choice(
        ("note = '{a}'", "progress = {n}", "x = -{n}.5", "# {a}", "{a}", "id = 'E6-P1-{n}'", "x = 1e{n}")
    )
    lines.insert(rng.randrange(len(lines) + 1), text.format(a="a" * size, n="9" * size).encode())


def splice(rng: random.Random, data: bytes) -> bytes:
    other = rng.choice(sources())
    return data[: rng.randrange(len(data) + 1)] + other[rng.randrange(len(other) + 1) :]


def dress(rng: random.Random, data: bytes) -> bytes:
    """Another encoding, line end or mark, which damages nothing or everything."""
    return rng.choice(
        (
            data.replace(b"\n", b"\r\n"),
            data.replace(b"\n", b"\r"),
            b"\xef\xbb\xbf" + data,
            b"\xff\xfe" + data.decode("utf-8", "replace").encode("utf-16-le"),
            data.decode("utf-8", "replace").encode("utf-8") + b"\xff",
            data.replace(b" = ", b"="),
            b"",
            b"\n" * 1000,
        )
    )


GENTLE = (new_value, new_value, new_key, insert_pair, copy_lines, swap, drop_line)
HARSH = (flip, delete, repeat, truncate, insert_token, insert_line, insert_line, deep, large, splice, dress)


def damage(rng: random.Random, data: bytes) -> bytes:
    """A file after one to six mishaps; half of the inputs stay valid TOML for longer."""
    kinds = GENTLE if rng.random() < 0.4 else (*GENTLE, *HARSH)
    for _ in range(rng.choice((1, 1, 2, 3, 6))):
        data = rng.choice(kinds)(rng, data)
    return data[:1_000_000]


def damaged(seed: int, copy: bytes) -> Damaged:
    rng = random.Random(seed)
    whole = rng.choice(sources())
    ours = damage(rng, whole)
    theirs = rng.choice((whole, damage(rng, whole), damage(rng, rng.choice(sources()))))
    base = rng.choice((whole, whole, damage(rng, whole)))
    return Damaged(ours, base, theirs, rng.choice(TODAYS), damage(rng, copy) if rng.random() < 0.5 else copy)


def commands(rng: random.Random, data: bytes) -> Iterator[tuple[str, ...]]:
    """What to run on an input: every command when it is run again by its seed, else a part of them."""
    ids = re.findall(rb'id = "(E\d[^"\n]{0,20})"', data) or [b"p1-1"]
    slow = SLOW if ONE is not None or rng.random() < 0.02 else ()
    chosen = (
        [*READING, *WRITING]
        if ONE is not None
        else [*rng.sample(READING, 3), ("check",), *rng.sample(WRITING, 1)]
    )
    chosen += slow
    for words in chosen:
        yield tuple(rng.choice(ids).decode("utf-8", "replace") if word is ID else word for word in words)


# ---- running ----


@contextmanager
def time_limit(seconds: int) -> Iterator[None]:
    if os.name == "nt":
        yield
        return

    def stop(*_: object) -> None:
        raise TooSlow

    held = signal.signal(signal.SIGALRM, stop)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, held)


def fault(eppd: Eppd, words: tuple[str, ...], file: Path) -> str | None:
    """What a command did that it may not do, or None."""
    before = file.read_bytes()
    try:
        with time_limit(MOST_SECONDS):
            ran = eppd(*words, code=None)
    except TooSlow:
        return f"not done after {MOST_SECONDS} seconds"
    except BaseException as error:  # noqa: BLE001 - whatever it is, it came out of main
        return f"came out of main: {type(error).__name__}: {error}"
    said = ran.err.strip().splitlines()
    if ran.code not in DOCUMENTED:
        return f"exit {ran.code}: {said[-1] if said else ''}"
    if "Traceback" in ran.err or "Traceback" in ran.out:
        return "a traceback was printed"
    if ran.code != 0 and not said and words[0] not in {"check", "trace"}:
        return f"exit {ran.code} without a word"
    now = file.read_bytes()
    if now == before:
        return None
    if words[:1] not in {each[:1] for each in WRITING} or "--dry-run" in words:
        return "a reading command changed the file"
    if ran.code not in {ExitCode.DONE, ExitCode.FOUND}:
        return f"exit {ran.code}, and yet the file was changed"
    mended_in_part = words[0] in {"check", "schema"} and not parses(before)
    return None if words[0] == "undo" or mended_in_part or parses(now) else "wrote a file that does not parse"


def parses(raw: bytes) -> bool:
    try:
        tomli.loads(raw.removeprefix(b"\xef\xbb\xbf").decode("utf-8"))
    except (ValueError, RecursionError):
        return False
    return True


def seeds(part: int) -> list[int]:
    return [int(ONE)] if ONE is not None else list(range(part, INPUTS, PARTS))


@pytest.fixture
def quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    """As users run it: a fault of the program is told by exit code 70."""
    monkeypatch.delenv("EPPD_DEBUG")


TALKS = """\
Results of the talks
1. First
- The two sides agreed to build a bridge by 30 June 2027.
- MOEA will send a list of items each quarter.
"""
MINUTES = "Minutes, 20 November 2026\nE6-P1-02: MOEA sent the list.\nSecond: 40% done.\n"


@pytest.fixture
def around(shipped: Path, quiet: None, eppd: Eppd, monkeypatch: pytest.MonkeyPatch) -> None:
    """What commands are given besides: a document, minutes, and what a sound ledger gave out."""
    monkeypatch.setenv("EDITOR", "true")
    monkeypatch.setenv("EPPD_TODAY", "2026-11-23")
    shipped.write_bytes(MORE.encode())
    Path("talks.txt").write_text(TALKS, "utf-8")
    Path("minutes.txt").write_text(MINUTES, "utf-8")
    eppd("intake", "talks.txt", "-o", "list.toml")
    for name in ("sheet.xlsx", "sheet.ods", "data.json"):
        eppd("export", "--all", "-o", name)
    for name in ("base.toml", "theirs.toml"):
        Path(name).write_bytes(MORE.encode())


def test_every_command_is_tried_and_understood_on_a_sound_ledger(
    around: None, shipped: Path, eppd: Eppd
) -> None:
    tried = (*READING, *SLOW, *WRITING)
    assert {words[0] for words in tried if words and words[0] in COMMANDS} == COMMANDS.keys()
    for words in tried:
        shipped.write_bytes(MORE.encode())
        Path("new.toml").unlink(missing_ok=True)
        ran = eppd(*("E6-P1-02" if word is ID else word for word in words), code=None)
        assert ran.code in DOCUMENTED - {ExitCode.USAGE}, f"{words}: {ran}"


@pytest.fixture
def copy(around: None, shipped: Path, eppd: Eppd) -> Path:
    """A copy for undo that a real update left; its file."""
    eppd("update", "p1-2", "--note", "Heard.", "--today", "2026-11-23")
    (kept,) = Path(os.environ["EPPD_STATE"]).rglob("*.json")
    return kept


@pytest.mark.parametrize("part", range(PARTS))
def test_no_damaged_ledger_ends_a_command_in_a_fault(
    part: int,
    copy: Path,
    shipped: Path,
    tmp_path: Path,
    eppd: Eppd,
    monkeypatch: pytest.MonkeyPatch,
    record_property: Callable[[str, int], None],
) -> None:
    kept = copy.read_bytes()
    faults = []
    ran = 0
    for seed in seeds(part):
        given = damaged(seed, kept)
        monkeypatch.setenv("EPPD_TODAY", given.today)
        for words in commands(random.Random(seed), given.ours):
            shipped.write_bytes(given.ours)
            (tmp_path / "base.toml").write_bytes(given.base)
            (tmp_path / "theirs.toml").write_bytes(given.theirs)
            copy.write_bytes(given.copy)
            (tmp_path / "new.toml").unlink(missing_ok=True)
            what = fault(eppd, words, shipped)
            ran += 1
            if what is not None:
                shipped.write_bytes(given.ours)
                (tmp_path / f"seed-{seed}.toml").write_bytes(given.ours)
                faults.append(f"EPPD_FUZZ_SEED={seed} --today {given.today} eppd {' '.join(words)}: {what}")

    record_property("damaged ledgers", len(seeds(part)))
    record_property("commands", ran)
    if faults:
        pytest.fail(f"{len(faults)} faults; the files are {tmp_path}/seed-*.toml\n" + "\n".join(faults))


WORDS = (
    *(
        "",
        " ",
        "\x00",
        "\x1b[31m",
        "\udcff",
        "!",
        "!!",
        "!a",
        ",",
        ",,",
        "a,,b",
        "-",
        "--",
        "-1",
        "0",
        "臺",
        "９",
        "[/x]",
    ),
    *(
        "0001-01-01",
        "9999-12-31",
        "10000-01-01",
        "+99999999d",
        "-99999999d",
        "+9999m",
        "-9999w",
        "2026-W99",
        "W0",
        "W53",
    ),
    *(
        "0000-Q1",
        "9999-Q4",
        "9999",
        "0",
        "民國0年1月1日",
        "999/12/31",
        "115年",
        "friday",
        "friday13",
        "31 Feb 2026",
        "1 Jan 1",
    ),
    *(
        "a=b",
        "=",
        "=x",
        "tags=",
        "id=X",
        "target=",
        "target=1/0",
        "target=nan %",
        "pilot=",
        "pilot=9999-99-99",
    ),
    *(
        "x" * 5000,
        "9" * 5000,
        "../../x",
        "E6-P1-1",
        "p1-1",
        "P",
        "p-",
        "E6-P1-" + "9" * 400,
        "minutes: x",
        ": |",
        "{}",
        "%s %d {0}",
    ),
)
NEEDED = {
    "list": [],
    "show": ["p1-1"],
    "report": [],
    "log": [],
    "update": ["p1-1", "--note", "x"],
    "add": ["-p", "1", "--owner", "MOEA", "--title", "New"],
    "meeting add": ["WG-9"],
    "check": [],
    "undo": ["--list"],
    "where": [],
    "trace": ["talks.txt"],
    "intake": ["talks.txt"],
    "agenda": [],
    "chase": [],
    "export": ["--format", "csv"],
    "import": ["data.json"],
    "carry": ["TALKS-7"],
    "score": ["p1-1", "--side", "TW", "--value", "0"],
}
"""The commands, and what they want to be given besides."""
NAMES_A_FILE = {"--file", "--from", "--output", "--per-owner", "--font-dir"}
DRY = {"update", "add", "meeting add", "intake", "import", "carry", "score"}


@cache
def takes_a_word(name: str) -> list[str]:
    """What of a command takes a word: its options, and "" for its arguments."""
    command = typer.main.get_command(app)
    for part in name.split():
        command = command.get_command(None, part)
    words = [param.opts[0] for param in command.params if not getattr(param, "is_flag", False)]
    return [word if word.startswith("--") else "" for word in words if word not in NAMES_A_FILE]


@pytest.mark.parametrize("part", range(PARTS))
def test_no_word_on_the_command_line_ends_a_command_in_a_fault(
    part: int, around: None, shipped: Path, eppd: Eppd, record_property: Callable[[str, int], None]
) -> None:
    faults = []
    for seed in seeds(part):
        rng = random.Random(seed)
        command = rng.choice(list(NEEDED))
        words = [*command.split(), *NEEDED[command]]
        for _ in range(rng.choice((1, 1, 2, 4))):
            words += [
                word
                for word in (rng.choice(takes_a_word(command)), rng.choice(WORDS))
                if word or rng.random() < 0.5
            ]
        words += ["--today", "2026-11-23"] * ("--today" not in words)
        words += ["--dry-run"] * (command in DRY)
        what = fault(eppd, tuple(words), shipped)
        if what is not None:
            faults.append(f"EPPD_FUZZ_SEED={seed} {words!r}: {what}")

    record_property("command lines", len(seeds(part)))
    if faults:
        pytest.fail("\n".join(faults))
