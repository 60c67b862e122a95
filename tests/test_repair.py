"""`eppd check --fix`: what has one safe remedy is mended and told; every other byte stays."""

import json
from pathlib import Path

import pytest
from conftest import Eppd, swap
from hypothesis import given, settings
from hypothesis import strategies as st
from layouts import ledgers

from eppd_track.ledger import reader
from eppd_track.ledger.repair import repair

AT = ("--today", "2026-05-10", "--lang", "en")
SOUND = """\
# What was agreed.
schema = 1

[settings]
language = "en"          # as asked
calendar = "roc"

[[meeting]]
id = "TALKS-6"
date = 2026-01-26
end = 2026-01-27
kind = "dialogue"

[[agency]]
code = "MOEA"
side = "TW"

[[agency]]
code = "DOS"
side = "US"

[[pillar]]
number = 1

[[commitment]]
id = "E6-P1-01"
pillar = 1
title = 'Build a bridge'   # own words
owner = "MOEA"
owner_confirmed = true
supporting = ["MOEA"]
counterpart = ["DOS"]
next_move = "both"
status = "in-progress"   # by hand
priority = "high"
listed = 2026-01-27
due = 2026-12-31
tempo = "open-ended"
cadence = "quarterly"

  [[commitment.milestone]]
  id = "pilot"
  done = 2026-03-01

  [[commitment.evidence]]
  date = 2026-03-01
  type = "signed-text"
  title = "Treaty"

  [[commitment.update]]
  date = 2026-02-10
  note = "2026-02-10"
  meeting = "TALKS-6"
  visibility = "public"
  status = "in-progress"
  previous = { status = "not-started" }
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "commitments.toml"
    file.write_bytes(SOUND.encode())
    return file


def test_the_ledger_of_these_tests_has_no_fault(eppd: Eppd, path: Path) -> None:
    eppd("check", *AT)


MENDS = {
    "day of a head": ("listed = 2026-01-27", 'listed = "2026-01-27"'),
    "day in single marks": ("listed = 2026-01-27", "listed = '2026-01-27'"),
    "day of a record": ("  date = 2026-02-10", '  date = "2026-02-10"'),
    "day of a milestone": ("done = 2026-03-01", 'done = "2026-03-01"'),
    "day of a paper": ("  date = 2026-03-01", '  date = "2026-03-01"'),
    "day of a meeting": ("date = 2026-01-26", 'date = "2026-01-26"'),
    "last day of a meeting": ("end = 2026-01-27", 'end = "2026-01-27"'),
    "status": ('status = "in-progress"', 'status = "In Progress"'),
    "status with an underline": ('status = "in-progress"', 'status = "in_progress"'),
    "status with space around": ('status = "in-progress"', 'status = " IN-PROGRESS "'),
    "status of a record": ('  status = "in-progress"', '  status = "In progress"'),
    "priority": ('"high"', '"High"'),
    "tempo": ('"open-ended"', '"open ended"'),
    "type of a paper": ('"signed-text"', '"Signed Text"'),
    "kind of a meeting": ('"dialogue"', '"Dialogue"'),
    "side of an agency": ('"US"', '"us"'),
    "visibility of a record": ('"public"', '"PUBLIC"'),
    "who moves next": ('"both"', '"Both"'),
    "language": ('language = "en"', 'language = "EN"'),
    "calendar": ('"roc"', '"ROC"'),
    "owner": ('owner = "MOEA"', 'owner = "moea"'),
    "supporting": ('["MOEA"]', '["Moea"]'),
    "counterpart": ('["DOS"]', '["dos"]'),
}


@pytest.mark.parametrize(("right", "wrong"), MENDS.values(), ids=MENDS.keys())
@pytest.mark.parametrize("shape", ["lf", "crlf", "bom"])
def test_one_thing_is_mended_told_and_taken_back(
    eppd: Eppd, path: Path, right: str, wrong: str, shape: str
) -> None:
    right_text, wrong_text = SOUND, swap(SOUND, (right, wrong))
    if shape == "crlf":
        right_text, wrong_text = (text.replace("\n", "\r\n") for text in (right_text, wrong_text))
    if shape == "bom":
        right_text, wrong_text = (f"\ufeff{text}" for text in (right_text, wrong_text))
    path.write_bytes(wrong_text.encode())

    ran = eppd("check", "--fix", *AT)

    assert path.read_bytes() == right_text.encode()
    (told,) = ran.err.splitlines()
    number = next(n for n, line in enumerate(wrong_text.splitlines(), 1) if wrong in line)
    assert told.startswith(f"line {number}: ")
    assert " is now " in told
    assert told.split(": ")[-1].split(" ")[0] == right.partition("=")[0].strip() or "=" not in right
    eppd("undo", *AT)
    assert path.read_bytes() == wrong_text.encode()


def test_many_things_are_mended_at_once_each_is_told_and_one_undo_takes_all_back(
    eppd: Eppd, path: Path
) -> None:
    chosen = [MENDS[name] for name in ("day of a head", "day of a record", "status", "owner", "counterpart")]
    wrong = swap(SOUND, *chosen)
    path.write_bytes(wrong.encode())

    ran = eppd("check", "--fix", *AT)

    assert path.read_bytes() == SOUND.encode()
    assert len(ran.err.splitlines()) == len(chosen)
    assert all("E6-P1-01: " in line for line in ran.err.splitlines())
    assert json.loads(eppd("undo", "--list", "--format", "json", *AT).out)["shown"] == 1
    eppd("undo", *AT)
    assert path.read_bytes() == wrong.encode()


def test_the_old_and_the_new_value_are_told(eppd: Eppd, path: Path) -> None:
    path.write_text(swap(SOUND, MENDS["status"]), "utf-8")

    assert 'E6-P1-01: status "In Progress" is now "in-progress"' in eppd("check", "--fix", *AT).err


def test_it_is_told_in_chinese(eppd: Eppd, path: Path) -> None:
    path.write_text(swap(SOUND, MENDS["status"]), "utf-8")

    told = eppd("check", "--fix", "--today", "2026-06-30", "--lang", "zh").err
    assert 'status 由 "In Progress" 改為 "in-progress"' in told


MOVE = """
  [[commitment.update]]
  date = 2026-03-10
  reason = "Rain."
  due = 2026-12-31
  previous = { due = 2026-09-30 }
"""


def test_a_first_due_date_that_the_records_tell_is_put_in(eppd: Eppd, path: Path) -> None:
    path.write_text(SOUND + MOVE, "utf-8")

    ran = eppd("check", "--fix", *AT)

    wanted = swap(SOUND, ("due = 2026-12-31\n", "due = 2026-12-31\noriginal_due = 2026-09-30\n"))
    assert path.read_text("utf-8") == wanted + MOVE
    assert "original_due" in ran.err
    assert "2026-09-30" in ran.err
    eppd("undo", *AT)
    assert path.read_text("utf-8") == SOUND + MOVE


def test_a_first_due_date_that_is_there_stays(eppd: Eppd, path: Path) -> None:
    text = swap(SOUND, ("due = 2026-12-31\n", 'due = 2026-12-31\noriginal_due = "2026-Q3"\n')) + MOVE
    path.write_text(text, "utf-8")

    assert "Nothing that is safe" in eppd("check", "--fix", *AT).err
    assert path.read_text("utf-8") == text


def test_a_second_run_finds_nothing_and_writes_nothing(eppd: Eppd, path: Path) -> None:
    path.write_text(swap(SOUND, *(MENDS[name] for name in ("status", "owner"))) + MOVE, "utf-8")
    eppd("check", "--fix", *AT)
    held = path.read_bytes(), path.stat().st_ino

    ran = eppd("check", "--fix", *AT)

    assert ran.err == "Nothing that is safe to mend.\n"
    assert (path.read_bytes(), path.stat().st_ino) == held
    assert json.loads(eppd("undo", "--list", "--format", "json", *AT).out)["shown"] == 1


NOT_SAFE = {
    "a day that is not": ("listed = 2026-01-27", 'listed = "2026-02-30"'),
    "a day in another form": ("listed = 2026-01-27", 'listed = "12/05/2026"'),
    "a status that is none": ('status = "in-progress"', 'status = "in-work"'),
    "an unknown agency": ('owner = "MOEA"', 'owner = "MOEX"'),
    "text that reads like a day": ("'Build a bridge'", '"2026-01-01"'),
    "a key in another spelling": ('priority = "high"', 'Priority = "HIGH"'),
    "a field of nobody's": ('priority = "high"', 'urgency = "In Progress"'),
    "owner of a meeting": ('kind = "dialogue"', 'kind = "dialogue"\nowner = "moea"'),
    "status of an agency": ('side = "US"', 'side = "US"\nstatus = "In Progress"'),
    "status of a milestone": ('id = "pilot"', 'id = "pilot"\n  status = "In Progress"'),
    "listed of a paper": ('title = "Treaty"', 'title = "Treaty"\n  listed = "2026-01-01"'),
    "a note that names a status": ('note = "2026-02-10"', 'note = "In Progress"'),
    "a comment": ("# by hand", '# status = "In Progress"'),
    "a table of nobody's": ("[[pillar]]", '[[x_mine]]\nstatus = "In Progress"\nowner = "moea"\n\n[[pillar]]'),
    "an id": ('id = "E6-P1-01"', 'id = "e6-p1-01"'),
    "a code that an agency of its own has": (
        *('code = "DOS"', 'code = "moea"\nside = "TW"\n\n[[agency]]\ncode = "DOS"'),
    ),
    "a field in pieces": ('priority = "high"', 'priority.level = "HIGH"'),
}


@pytest.mark.parametrize(("before", "after"), NOT_SAFE.values(), ids=NOT_SAFE.keys())
def test_what_is_not_safe_stays_for_a_person(eppd: Eppd, path: Path, before: str, after: str) -> None:
    text = swap(SOUND, (before, after))
    path.write_text(text, "utf-8")

    ran = run(eppd)

    assert path.read_text("utf-8") == text
    assert "Nothing that is safe to mend." in ran


def run(eppd: Eppd) -> str:
    """Runs the mending, whatever it leaves, and gives what it said; it may not be refused."""
    try:
        return eppd("check", "--fix", *AT).err
    except AssertionError as error:
        if not str(error).startswith("exit 1\n"):
            raise
        return str(error).partition("\nassert ")[0]


def test_what_is_left_is_checked_afterwards(eppd: Eppd, path: Path) -> None:
    path.write_text(swap(SOUND, MENDS["status"], ('owner = "MOEA"', 'owner = "MOEX"')), "utf-8")

    ran = eppd("check", "--fix", *AT, code=1)

    assert "[unknown-agency]" in ran.out
    assert "[bad-value]" not in ran.out
    assert "is now" in ran.err


def test_comments_and_breaks_inside_a_list_stay(eppd: Eppd, path: Path) -> None:
    long = 'supporting = [\n  "{}",  # leads\n  "DOS",   # helps\n]'
    path.write_text(swap(SOUND, ('supporting = ["MOEA"]', long.format("moea"))), "utf-8")

    run(eppd)

    assert path.read_text("utf-8") in {
        swap(SOUND, ('supporting = ["MOEA"]', long.format(code))) for code in ("MOEA", "moea")
    }


TORN = '[[commitment]]\n{}\npillar = 1\nowner = "MOEA"\nstatus = "blocked"\n\n'


def beside(torn: str) -> str:
    """The ledger with a record in front that has a line like that."""
    return swap(SOUND, ("[[commitment]]\n", f"{TORN.format(torn)}[[commitment]]\n"))


@pytest.mark.parametrize("torn", ['title = "Open', "status", 'id = "E6-P1-00'])
def test_nothing_is_mended_beside_a_line_that_cannot_be_read(eppd: Eppd, path: Path, torn: str) -> None:
    wrong = swap(beside(torn), MENDS["day of a head"])
    path.write_text(wrong, "utf-8")

    ran = eppd("check", "--fix", *AT, code=3)

    assert path.read_text("utf-8") == wrong
    assert "[syntax]" in ran.err
    assert "Mend the file first" in ran.err


def test_faults_beside_a_merge_marker_are_mended_and_the_marker_stays(eppd: Eppd, path: Path) -> None:
    right = beside("<<<<<<< HEAD")
    path.write_text(swap(right, MENDS["day of a head"]), "utf-8")

    said = run(eppd)

    assert path.read_text("utf-8") == right
    assert said.count(" is now ") == 1


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('id = "E6-P1-01"', 'id = ["E6-P1-01"]'),
        ('id = "E6-P1-01"\n', ""),
        ("[[commitment]]", "[commitment]"),
        ("schema = 1", "schema = 1\nmeeting = 3"),
        ("schema = 1", "schema = 1\nagency = [1, 2]"),
        ('status = "in-progress"', 'status = ["In Progress"]'),
    ],
)
def test_no_damage_ends_the_command(eppd: Eppd, path: Path, before: str, after: str) -> None:
    text = swap(SOUND, (before, after)) + MOVE
    path.write_text(text, "utf-8")

    run(eppd)

    assert after in path.read_text("utf-8")


def test_two_commitments_of_one_id_are_not_confused(eppd: Eppd, path: Path) -> None:
    other = (
        '\n[[commitment]]\nid = "E6-P1-01"\npillar = 1\ntitle = "Other"\nowner = "MOEA"\nstatus = "blocked"\n'
    )
    path.write_text(SOUND + MOVE + other, "utf-8")

    run(eppd)

    assert path.read_text("utf-8").endswith(other)


@pytest.mark.parametrize("words", [("bad-value",), ("--strict",), ("--format", "json")])
def test_the_other_options_of_check_hold_beside_it(eppd: Eppd, path: Path, words: tuple[str, ...]) -> None:
    path.write_text(swap(SOUND, MENDS["status"]), "utf-8")

    assert "is now" in eppd("check", "--fix", *words, *AT).err
    assert path.read_text("utf-8") == SOUND


def test_an_unknown_rule_is_refused_before_anything_is_mended(eppd: Eppd, path: Path) -> None:
    text = swap(SOUND, MENDS["status"])
    path.write_text(text, "utf-8")

    eppd("check", "--fix", "no-such-rule", *AT, code=2)

    assert path.read_text("utf-8") == text


def test_without_the_option_nothing_is_mended(eppd: Eppd, path: Path) -> None:
    text = swap(SOUND, MENDS["status"])
    path.write_text(text, "utf-8")

    eppd("check", *AT, code=1)

    assert path.read_text("utf-8") == text


@pytest.mark.slow
@settings(max_examples=100, deadline=None)
@given(ledgers(), st.data())
def test_a_random_ledger_misspelt_is_put_right_and_nothing_else(text: str, data: st.DataObject) -> None:
    reading = reader.read(text, "commitments.toml")
    document = reading.document
    start = repair(reading).text
    pieces, position, count = [], 0, 0
    reading = reader.read(start, "commitments.toml")
    document = reading.document
    for block in document.of("commitment"):
        entry = document.entry(block.head, "status")
        assert entry is not None
        value = start[entry.value : entry.value_end]
        if value[:1] in {'"', "'"} and "\n" not in value and data.draw(st.booleans()):
            pieces += [start[position : entry.value], value.upper().replace("-", " ")]
            position, count = entry.value_end, count + 1
    wrong = "".join((*pieces, start[position:]))

    mended = repair(reader.read(wrong, "commitments.toml"))

    assert len(mended.told) == count
    assert reader.read(mended.text, "x").data == reading.data
    assert [line for line in mended.text.splitlines() if "status" not in line] == [
        line for line in start.splitlines() if "status" not in line
    ]
