"""Merging: two people's work on a ledger becomes one, through git and alone, and nothing is lost."""

import datetime as dt
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import tomli
from conftest import Eppd, swap
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from layouts import changes, ledgers
from oracle import complaints

from eppd_track.ledger import reader, writer
from eppd_track.ledger.merge import merge
from eppd_track.ledger.tables import PARTS
from eppd_track.ledger.writer import alike
from eppd_track.words.errors import ChangeRefused

AT = ("--today", "2026-06-30", "--lang", "en")
NAME = "commitments.toml"
BASE = """\
# What was agreed.
schema = 1

[dialogue]
id = "TALKS-6"

[settings]
language = "en"

[[meeting]]
id = "TALKS-6"
date = 2026-01-26

[[agency]]
code = "MOEA"
side = "TW"

[[agency]]
code = "MODA"
side = "TW"

[[pillar]]
number = 1

[[commitment]]
id = "E6-P1-01"
pillar = 1
title = 'Build a bridge'   # own words
owner = "MOEA"
owner_confirmed = true
status = "in-progress"
listed = 2026-01-27
due = 2026-12-31
cadence = "monthly"
next_step = "Find a place."

  [[commitment.milestone]]
  id = "pilot"
  due = 2026-10-31

  [[commitment.evidence]]
  type = "minutes"
  title = "First visit"

  [[commitment.update]]
  date = 2026-02-10
  by = "A"
  note = "Called."

# ---- the next one ----

[[commitment]]
id = "E6-P1-02"
pillar = 1
title = "Open an office"
owner = "MODA"
owner_confirmed = true
status = "not-started"
listed = 2026-01-27

[[commitment]]
id = "E6-P1-03"
pillar = 1
title = "Train people"
owner = "MODA"
owner_confirmed = true
status = "not-started"
listed = 2026-01-27
"""
STATUS_1 = 'status = "in-progress"\nlisted'
LAST = BASE[BASE.index('title = "Train people"') :]


def record(day: str, note: str, *lines: str) -> str:
    """The lines of a record."""
    more = "".join(f"  {line}\n" for line in lines)
    return f'\n  [[commitment.update]]\n  date = {day}\n  note = "{note}"\n{more}'


def on_first(text: str, *records: str) -> str:
    """A text with records behind the last one of the first commitment."""
    return swap(text, ("\n# ---- the next", f"{''.join(records)}\n# ---- the next"))


def on_last(text: str, lines: str) -> str:
    """A text with lines at its end."""
    return text + lines


def commitment(identifier: str, title: str, *lines: str) -> str:
    """The lines of a new commitment."""
    more = "".join(f"{line}\n" for line in lines)
    return (
        f'\n[[commitment]]\nid = "{identifier}"\npillar = 1\ntitle = "{title}"\nowner = "MOEA"\n'
        f'owner_confirmed = true\nstatus = "not-started"\nlisted = 2026-03-01\n{more}'
    )


def by_id(text: str) -> dict[str, dict[str, Any]]:
    """The commitments of a text by id; each id may be there once."""
    tables = tomli.loads(text)["commitment"]
    found = {table["id"]: table for table in tables}
    assert len(found) == len(tables)
    return found


def notes(text: str, identifier: str) -> list[str]:
    return [update["note"] for update in by_id(text)[identifier].get("update", [])]


def remarks(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip().startswith("#!")]


# ---- through git ----


class Repository:
    """A real repository in the working folder, with a ledger on a main branch and one on another."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / NAME
        self.git("init", "-q", "-b", "main")
        self.git("config", "core.autocrlf", "false")

    def git(self, *words: str, code: int | None = 0) -> subprocess.CompletedProcess[str]:
        ran = subprocess.run(("git", *words), check=False, capture_output=True, encoding="utf-8", timeout=60)
        assert code is None or ran.returncode == code, ran
        return ran

    def set_up_the_driver(self) -> None:
        """The driver alone, as `eppd merge --install` sets it beside other things (test_driver.py)."""
        self.git("config", "merge.eppd.driver", "eppd merge %O %A %B")
        self.path.with_name(".gitattributes").write_text(f"{NAME} merge=eppd\n", "utf-8")
        self.git("add", ".gitattributes")

    def commit(self, raw: bytes | str, message: str) -> None:
        self.path.write_bytes(raw.encode() if isinstance(raw, str) else raw)
        self.git("add", NAME)
        self.git("commit", "-q", "-m", message)

    def diverge(self, base: bytes | str, ours: bytes | str, theirs: bytes | str) -> None:
        """Commits a base, theirs on a branch, and ours on main, where the work goes on."""
        self.commit(base, "base")
        self.git("checkout", "-q", "-b", "theirs")
        self.commit(theirs, "theirs")
        self.git("checkout", "-q", "main")
        self.commit(ours, "ours")

    def merge(self, code: int = 0) -> str:
        """Merges and gives the ledger then."""
        ran = self.git("merge", "--no-edit", "theirs", code=code)
        self.said = ran.stdout + ran.stderr
        return self.path.read_bytes().decode("utf-8")


@pytest.fixture
def plain(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    """A repository without the driver."""
    for name in ("GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM"):
        monkeypatch.setenv(name, os.devnull)
    for role in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{role}_NAME", "tester")
        monkeypatch.setenv(f"GIT_{role}_EMAIL", "tester@example.org")
    return Repository(tmp_path)


@pytest.fixture
def repository(plain: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    """A repository with the driver; `eppd` on the path is the one under test."""
    folder = tmp_path.parent / f"{tmp_path.name}-bin"
    folder.mkdir()
    script = folder / "eppd"
    script.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m eppd_track "$@"\n')
    script.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    plain.set_up_the_driver()
    return plain


def test_work_on_different_commitments_merges_with_plain_git(plain: Repository) -> None:
    ours = on_first(BASE, record("2026-03-01", "Ours."))
    theirs = on_last(BASE, record("2026-03-02", "Theirs."))
    plain.diverge(BASE, ours, theirs)

    assert plain.merge() == on_last(ours, record("2026-03-02", "Theirs."))


def test_commands_on_different_commitments_merge_with_plain_git(plain: Repository, eppd: Eppd) -> None:
    plain.commit(BASE, "base")
    plain.git("checkout", "-q", "-b", "theirs")
    eppd("update", "p1-3", "--status", "in-progress", "--note", "Theirs.", *AT)
    plain.commit(plain.path.read_bytes(), "theirs")
    plain.git("checkout", "-q", "main")
    eppd("update", "p1-1", "--due", "2027-Q1", "--reason", "Ours.", *AT)
    plain.commit(plain.path.read_bytes(), "ours")

    plain.merge()

    found = by_id(plain.path.read_text("utf-8"))
    assert found["E6-P1-01"]["due"] == "2027-Q1"
    assert found["E6-P1-03"]["status"] == "in-progress"
    eppd("check", *AT)


def test_the_driver_merges_work_on_different_commitments_too(repository: Repository) -> None:
    ours = on_first(BASE, record("2026-03-01", "Ours."))
    repository.diverge(BASE, ours, on_last(BASE, record("2026-03-02", "Theirs.")))

    assert repository.merge() == on_last(ours, record("2026-03-02", "Theirs."))


def test_git_alone_cannot_merge_records_of_the_same_commitment(plain: Repository) -> None:
    """So the next test shows what the driver does."""
    ours, theirs = (on_first(BASE, record("2026-03-01", who)) for who in ("Ours.", "Theirs."))
    plain.diverge(BASE, ours, theirs)

    assert "<<<<<<<" in plain.merge(code=1)


def test_records_of_both_sides_stand_in_the_order_of_their_dates(repository: Repository, eppd: Eppd) -> None:
    ours = on_first(BASE, record("2026-03-01", "Ours 1."), record("2026-05-01", "Ours 2."))
    theirs = on_first(
        BASE,
        record("2026-02-20", "Theirs 1."),
        record("2026-04-01", "Theirs 2."),
        record("2026-06-01", "Theirs 3."),
    )
    repository.diverge(BASE, ours, theirs)

    merged = repository.merge()

    assert notes(merged, "E6-P1-01") == [
        *("Called.", "Theirs 1.", "Ours 1.", "Theirs 2.", "Ours 2.", "Theirs 3."),
    ]
    eppd("check", *AT)


def test_commands_on_the_same_commitment_merge_with_the_driver(repository: Repository, eppd: Eppd) -> None:
    repository.commit(BASE, "base")
    repository.git("checkout", "-q", "-b", "theirs")
    eppd("update", "p1-1", "--owner", "MODA", "--note", "Theirs.", "--today", "2026-03-05")
    repository.commit(repository.path.read_bytes(), "theirs")
    repository.git("checkout", "-q", "main")
    eppd("update", "p1-1", "--due", "2027-Q1", "--reason", "Ours.", "--today", "2026-03-04")
    repository.commit(repository.path.read_bytes(), "ours")

    merged = repository.merge()

    found = by_id(merged)["E6-P1-01"]
    assert (found["due"], found["owner"], found["original_due"]) == (
        "2027-Q1",
        "MODA",
        dt.date(2026, 12, 31),
    )
    assert [update["date"].day for update in found["update"]] == [10, 4, 5]
    eppd("check", *AT)


def test_both_changed_a_field_so_git_stops_and_one_value_is_kept_by_hand(
    repository: Repository, eppd: Eppd
) -> None:
    ours, theirs = (swap(BASE, ("Build a bridge", f"Build {what}")) for what in ("a tunnel", "a ferry"))
    repository.diverge(BASE, ours, theirs)

    merged = repository.merge(code=1)

    assert by_id(merged)["E6-P1-01"]["title"] == "Build a tunnel"
    assert "E6-P1-01" in repository.said
    assert "title" in repository.said
    assert repository.git("ls-files", "-u").stdout
    assert "Build a ferry" in eppd("check", *AT, code=1).out
    repository.path.write_text(re.sub(r"^ *#!.*\n", "", merged, flags=re.MULTILINE), "utf-8")
    eppd("check", *AT)
    assert repository.path.read_text("utf-8") == ours


def test_a_side_that_does_not_parse_stops_git_and_ours_stays(repository: Repository) -> None:
    ours = on_first(BASE, record("2026-03-01", "Ours."))
    repository.diverge(BASE, ours, on_first(BASE, record("2026-03-01", "Theirs.", 'by = "B')))

    assert repository.merge(code=1) == ours
    assert "cannot be parsed" in repository.said
    assert repository.git("ls-files", "-u").stdout


@pytest.mark.parametrize("number", ["03", "04"])
def test_both_added_a_commitment_of_the_same_id(repository: Repository, eppd: Eppd, number: str) -> None:
    base = BASE if number == "04" else BASE[: BASE.index('\n[[commitment]]\nid = "E6-P1-03"')]
    ours = base + commitment(f"E6-P1-{number}", "Ours")
    theirs = base + commitment(f"E6-P1-{number}", "Theirs") + record("2026-03-02", "Begun.")
    repository.diverge(base, ours, theirs)

    merged = repository.merge()

    new = f"E6-P1-{int(number) + 1:02}"
    assert by_id(merged)[f"E6-P1-{number}"]["title"] == "Ours"
    assert by_id(merged)[new]["title"] == "Theirs"
    assert notes(merged, new) == ["Begun."]
    assert f"E6-P1-{number}" in repository.said
    assert new in repository.said
    eppd("check", *AT)


def test_a_ledger_that_both_sides_began_is_merged_from_an_empty_base(repository: Repository) -> None:
    repository.commit("", "base")
    repository.path.unlink()
    repository.git("commit", "-q", "-am", "gone")
    repository.git("checkout", "-q", "-b", "theirs")
    repository.commit(BASE + commitment("E6-P1-04", "Theirs"), "theirs")
    repository.git("checkout", "-q", "main")
    repository.commit(on_first(BASE, record("2026-03-01", "Ours.")), "ours")

    merged = repository.merge()

    assert "Ours." in str(by_id(merged))
    assert "Theirs" in str(by_id(merged))


# ---- alone ----


Sides = Callable[..., str]


@pytest.fixture
def sides(tmp_path: Path, eppd: Eppd) -> Iterator[Sides]:
    """Merges three texts through the command, asserts its code, and gives what stands in OURS then.

    What the command said is in `sides.said`.
    """

    def run(base: str, ours: str, theirs: str, *, code: int = 0) -> str:
        paths = [tmp_path / name for name in ("base.toml", NAME, "theirs.toml")]
        for path, text in zip(paths, (base, ours, theirs), strict=True):
            path.write_bytes(text.encode())
        ran = eppd("merge", *map(str, paths), "--lang", "en", code=code)
        assert ran.out == ""
        run.said = ran.err
        assert [paths[0].read_bytes(), paths[2].read_bytes()] == [base.encode(), theirs.encode()]
        merged = paths[1].read_bytes().decode("utf-8")
        tomli.loads(merged.removeprefix("\ufeff")) if code in {0, 1} else None
        return merged

    return run


def test_what_nobody_changed_is_not_even_written(sides: Sides, tmp_path: Path) -> None:
    path = tmp_path / NAME
    path.write_bytes(BASE.encode())
    held = path.stat().st_ino

    assert sides(BASE, BASE, BASE) == BASE
    assert path.stat().st_ino == held
    assert sides.said == ""


def test_fields_changed_on_one_side_are_taken_over_in_place(sides: Sides) -> None:
    ours = swap(BASE, ("due = 2026-12-31", 'due = "2027-Q1"'))
    theirs = swap(
        BASE,
        ("'Build a bridge'", '"Build a tunnel"'),
        ('next_step = "Find a place."\n', ""),
        (STATUS_1, 'status = "blocked"\npriority = "high"\nlisted'),
    )

    merged = sides(BASE, ours, theirs)

    assert merged == swap(theirs, ("due = 2026-12-31", 'due = "2027-Q1"'))


def test_a_field_that_both_set_to_the_same_is_no_conflict(sides: Sides) -> None:
    both = swap(BASE, (STATUS_1, 'status = "blocked"\nlisted'))

    assert sides(BASE, on_first(both, record("2026-03-01", "Ours.")), both) == on_first(
        both, record("2026-03-01", "Ours.")
    )


NEXT_STEP = 'next_step = "Find a place."\n'
CONFLICTS = {
    "value": (("in-progress", "blocked"), ("in-progress", "completed"), 'status = "completed"'),
    "theirs took it out": (
        ("Find a", "Buy a"),
        ('next_step = "Find a place."\n', ""),
        "next_step = no value",
    ),
    "ours took it out": ((NEXT_STEP, ""), ("Find a", "Buy a"), "next_step ="),
    "of the settings": (('"en"', '"zh"'), ('"en"', '"both"'), 'language = "both"'),
    "of a milestone": (("10-31", "11-30"), ("10-31", "09-30"), "due = 2026-09-30"),
    "several lines": (("Find a", "Buy a"), ('"Find a place."', '"""Find\na "place"."""'), "next_step ="),
    "both new": (
        ("due = 2", 'priority = "low"\ndue = 2'),
        ("due = 2", 'priority = "high"\ndue = 2'),
        "priority",
    ),
}


@pytest.mark.parametrize("conflict", CONFLICTS.values(), ids=CONFLICTS.keys())
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_both_changed_the_same_field(
    eppd: Eppd, sides: Sides, conflict: tuple[Any, Any, str], newline: str
) -> None:
    mine, other, remark = conflict
    base, ours, theirs = (text.replace("\n", newline) for text in (BASE, swap(BASE, mine), swap(BASE, other)))

    merged = sides(base, ours, theirs, code=1)

    (line,) = remarks(merged)
    assert line.startswith("#! conflict: theirs has")
    assert remark in line
    assert "Conflicts left: 1" in sides.said
    assert re.sub(r"[ \t]*#!.*\n", "", merged) == ours
    ran = eppd("check", "merge-conflict", *AT, code=1)
    number = next(index for index, each in enumerate(merged.splitlines(), 1) if "#!" in each)
    assert f"{NAME}:{number}:" in ran.out
    assert len(ran.out.splitlines()) == 1
    Path(NAME).write_bytes(re.sub(r"[ \t]*#!.*\n", "", merged).encode())
    eppd("check", "merge-conflict", *AT)


def test_the_remark_stands_right_under_the_field(sides: Sides) -> None:
    ours, theirs = (swap(BASE, ("10-31", day)) for day in ("11-30", "09-30"))

    assert sides(BASE, ours, theirs, code=1) == swap(
        ours, ("  due = 2026-11-30\n", "  due = 2026-11-30\n  #! conflict: theirs has due = 2026-09-30\n")
    )


def test_a_conflict_keeps_the_records_of_both_sides(eppd: Eppd, sides: Sides) -> None:
    ours = on_first(
        swap(BASE, (STATUS_1, 'status = "blocked"\nlisted')),
        record("2026-03-01", "Ours.", 'status = "blocked"', 'previous = { status = "in-progress" }'),
    )
    theirs = on_first(
        swap(BASE, (STATUS_1, 'status = "completed"\nlisted')),
        record("2026-02-20", "Theirs.", 'status = "completed"', 'previous = { status = "in-progress" }'),
    )

    merged = sides(BASE, ours, theirs, code=1)

    assert by_id(merged)["E6-P1-01"]["status"] == "blocked"
    assert notes(merged, "E6-P1-01") == ["Called.", "Theirs.", "Ours."]
    assert "merge-conflict" in eppd("check", *AT, code=1).out


def test_no_text_of_theirs_breaks_out_of_the_remark(sides: Sides) -> None:
    theirs = swap(BASE, ("'Build a bridge'", r'"x\nstatus = \"closed\"\r\n[[commitment]]\u0085y\u2028z"'))

    merged = sides(BASE, swap(BASE, ("Build a bridge", "Build")), theirs, code=1)

    assert tomli.loads(merged) == tomli.loads(swap(BASE, ("Build a bridge", "Build")))


@pytest.mark.parametrize("kind", ["meeting", "agency", "pillar"])
def test_new_tables_on_both_sides_all_stay(eppd: Eppd, sides: Sides, kind: str) -> None:
    lines = {
        "meeting": '[[meeting]]\nid = "{}"\ndate = 2026-03-01\n\n',
        "agency": '[[agency]]\ncode = "{}"\nside = "US"\n\n',
        "pillar": "[[pillar]]\nnumber = {}\n\n",
    }[kind]
    values = ("8", "9") if kind == "pillar" else ("OURS", "THEIRS")
    ours, theirs = (
        swap(BASE, ("[[commitment]]", lines.format(value) + "[[commitment]]")) for value in values
    )

    merged = sides(BASE, ours, theirs)

    before = tomli.loads(BASE)[kind]
    found = tomli.loads(merged)[kind]
    assert len(found) == len(before) + 2
    assert all(table in found for text in (ours, theirs) for table in tomli.loads(text)[kind])
    assert alike(tomli.loads(merged)["commitment"], tomli.loads(BASE)["commitment"])
    eppd("check", *AT)


def test_the_same_meeting_given_two_days_is_a_conflict(sides: Sides) -> None:
    new = '[[meeting]]\nid = "WG-1"\ndate = 2026-03-0{}\n\n[[agency]]'
    ours, theirs = (swap(BASE, ("[[agency]]", new.format(day))) for day in (1, 2))

    merged = sides(BASE, ours, theirs, code=1)

    assert remarks(merged) == ["#! conflict: theirs has date = 2026-03-02"]


def test_kinds_of_tables_that_only_theirs_has_are_taken_over(sides: Sides) -> None:
    bare = swap(BASE, ('[[meeting]]\nid = "TALKS-6"\ndate = 2026-01-26\n\n', ""))

    assert tomli.loads(sides(bare, bare, BASE)) == tomli.loads(BASE)


@pytest.mark.parametrize(
    "lines",
    [
        '[settings]\nlanguage = "en"\n\n',
        '[dialogue]\nid = "TALKS-6"\n\n',
        "schema = 1\n",
        '[x_mine]\nkept = "by hand"\n\n',
        "[[x_mine]]\nkept = 1\n\n",
    ],
)
def test_nothing_that_only_theirs_holds_is_lost_beside_a_change_of_ours(sides: Sides, lines: str) -> None:
    whole = BASE if lines in BASE else swap(BASE, ("[[meeting]]", f"{lines}[[meeting]]"))
    bare = swap(whole, (lines, ""))
    ours = on_first(bare, record("2026-03-01", "Ours."))
    theirs = on_first(whole, record("2026-03-02", "Theirs."))

    merged = sides(bare, ours, theirs)

    wanted = on_first(whole, record("2026-03-01", "Ours."), record("2026-03-02", "Theirs."))
    assert tomli.loads(merged) == tomli.loads(wanted)


def test_milestones_of_both_sides_stay_and_their_fields_are_merged(eppd: Eppd, sides: Sides) -> None:
    step = '\n  [[commitment.milestone]]\n  id = "{}"\n\n  [[commitment.evidence]]'
    ours = swap(BASE, ("\n  [[commitment.evidence]]", step.format("permit")), ("10-31", "11-30"))
    theirs = swap(
        BASE,
        ("\n  [[commitment.evidence]]", step.format("opening")),
        ("2026-10-31\n", "2026-10-31\n  done = 2026-06-01\n"),
    )

    found = by_id(sides(BASE, ours, theirs))["E6-P1-01"]["milestone"]

    assert found[0] == {"id": "pilot", "due": dt.date(2026, 11, 30), "done": dt.date(2026, 6, 1)}
    assert sorted(table["id"] for table in found) == ["opening", "permit", "pilot"]
    eppd("check", *AT)


def test_evidence_of_both_sides_stays(eppd: Eppd, sides: Sides) -> None:
    paper = 'title = "First visit"\n\n  [[commitment.evidence]]\n  title = "{}"\n'
    ours, theirs = (swap(BASE, ('title = "First visit"\n', paper.format(who))) for who in ("Ours", "Theirs"))

    found = by_id(sides(BASE, ours, theirs))["E6-P1-01"]["evidence"]

    assert sorted(table["title"] for table in found) == ["First visit", "Ours", "Theirs"]
    eppd("check", *AT)


def test_the_first_milestone_evidence_and_record_come_together(eppd: Eppd, sides: Sides) -> None:
    new = '\n  [[commitment.milestone]]\n  id = "m"\n\n  [[commitment.evidence]]\n  title = "E"\n' + record(
        "2026-03-02", "Theirs."
    )
    ours = swap(BASE, ("Train people", "Train many people"))

    merged = sides(BASE, ours, on_last(BASE, new))

    assert tomli.loads(merged) == tomli.loads(on_last(ours, new))
    eppd("check", *AT)


def test_a_record_with_a_table_inside_comes_whole(sides: Sides) -> None:
    new = record("2026-03-02", "Theirs.") + '\n  [commitment.update.previous]\n  next_move = "TW"\n'
    ours = on_first(BASE, record("2026-03-01", "Ours."), record("2026-03-03", "Ours too."))

    merged = sides(BASE, ours, on_first(BASE, new))

    assert [update.get("previous") for update in by_id(merged)["E6-P1-01"]["update"]] == [
        *(None, None, {"next_move": "TW"}, None),
    ]


def test_the_same_record_on_both_sides_is_there_once(sides: Sides) -> None:
    both = on_first(BASE, record("2026-03-01", "Both."))

    merged = sides(BASE, both, on_first(both, record("2026-03-02", "Theirs.")))

    assert notes(merged, "E6-P1-01") == ["Called.", "Both.", "Theirs."]


def test_new_commitments_stand_where_theirs_put_them(sides: Sides) -> None:
    new = commitment("E6-P1-04", "New").lstrip("\n")
    theirs = swap(BASE, ("# ---- the next", f"{new}\n# ---- the next"))

    merged = sides(BASE, on_last(BASE, record("2026-03-01", "Ours.")), theirs)

    assert list(by_id(merged)) == ["E6-P1-01", "E6-P1-04", "E6-P1-02", "E6-P1-03"]


@pytest.mark.parametrize(
    "lines",
    [
        record("2026-03-01", "Theirs."),
        '\n  [[commitment.evidence]]\n  title = "Theirs"\n',
        'next_step = "Theirs."\n',
    ],
)
def test_a_new_first_commitment_takes_nothing_from_the_last_one(sides: Sides, lines: str) -> None:
    new = commitment("E6-P1-04", "New").lstrip("\n")
    theirs = on_last(swap(BASE, ("[[commitment]]", f"{new}\n[[commitment]]")), lines)
    ours = on_first(BASE, record("2026-03-02", "Ours."))

    found = by_id(sides(BASE, ours, theirs))

    assert found["E6-P1-03"] == by_id(theirs)["E6-P1-03"]
    assert found["E6-P1-04"] == by_id(theirs)["E6-P1-04"]


def test_every_new_commitment_of_theirs_gets_a_number_of_its_own(sides: Sides) -> None:
    ours = BASE + commitment("E6-P1-04", "Ours 4") + commitment("E6-P1-05", "Ours 5")
    theirs = BASE + "".join(commitment(f"E6-P1-0{n}", f"Theirs {n}") for n in (4, 5, 6))

    merged = sides(BASE, ours, theirs)

    titles = {identifier: table["title"] for identifier, table in by_id(merged).items()}
    assert (titles["E6-P1-04"], titles["E6-P1-05"], titles["E6-P1-06"]) == ("Ours 4", "Ours 5", "Theirs 6")
    assert {"Theirs 4", "Theirs 5"} <= set(titles.values())
    assert len(titles) == 8


def test_what_theirs_says_of_a_renumbered_commitment_follows_it(sides: Sides) -> None:
    ours = BASE + commitment("E6-P1-04", "Ours")
    theirs = (
        BASE + commitment("E6-P1-04", "Theirs") + commitment("E6-P1-05", "More", 'related = ["E6-P1-04"]')
    )

    found = by_id(sides(BASE, ours, theirs))

    new = next(identifier for identifier, table in found.items() if table["title"] == "Theirs")
    more = next(table for table in found.values() if table["title"] == "More")
    assert more["related"] == [new]


def test_the_same_new_commitment_on_both_sides_is_there_once(sides: Sides) -> None:
    both = BASE + commitment("E6-P1-04", "Both")

    merged = sides(BASE, on_first(both, record("2026-03-01", "Ours.")), both)

    assert len(by_id(merged)) == 4
    assert sides.said == ""


# ---- deletions ----


WITHOUT_LAST = BASE[: BASE.index('\n[[commitment]]\nid = "E6-P1-03"')]


def test_a_commitment_that_theirs_deleted_stays_with_a_remark(sides: Sides) -> None:
    assert sides(BASE, BASE, WITHOUT_LAST) == BASE
    assert "E6-P1-03" in sides.said


def test_a_commitment_that_ours_deleted_and_theirs_worked_on_is_not_lost(sides: Sides) -> None:
    merged = sides(BASE, WITHOUT_LAST, on_last(BASE, record("2026-03-01", "Theirs.")))

    assert notes(merged, "E6-P1-03") == ["Theirs."]
    assert "E6-P1-03" in sides.said


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ('\n  [[commitment.milestone]]\n  id = "pilot"\n  due = 2026-10-31\n', "E6-P1-01"),
        ('\n  [[commitment.evidence]]\n  type = "minutes"\n  title = "First visit"\n', "E6-P1-01"),
        ('\n  [[commitment.update]]\n  date = 2026-02-10\n  by = "A"\n  note = "Called."\n', "E6-P1-01"),
    ],
)
def test_a_part_that_theirs_deleted_stays_with_a_remark(sides: Sides, lines: str, told: str) -> None:
    ours = on_last(BASE, record("2026-03-01", "Ours."))

    assert sides(BASE, ours, swap(BASE, (lines, ""))) == ours
    assert told in sides.said


# ---- comments and line ends ----


def test_comments_of_both_sides_stay_where_git_agrees(sides: Sides) -> None:
    ours = swap(BASE, ("# What was agreed.", "# What was agreed. (ours)\n# Ours."))
    theirs = swap(BASE, ("# ---- the next one ----", "# ---- theirs ----\n# More."))

    merged = sides(BASE, ours, on_last(theirs, record("2026-03-01", "Theirs.")))

    assert "# Ours.\n" in merged
    assert "# ---- theirs ----\n# More.\n" in merged
    assert notes(merged, "E6-P1-03") == ["Theirs."]


def test_comments_of_ours_stay_where_git_does_not_agree(sides: Sides) -> None:
    ours = on_first(BASE, "\n  # Ours, by hand.", record("2026-03-01", "Ours."))

    merged = sides(BASE, ours, on_first(BASE, record("2026-03-02", "Theirs.")))

    assert "  # Ours, by hand.\n" in merged
    assert notes(merged, "E6-P1-01") == ["Called.", "Ours.", "Theirs."]
    assert merged.replace(record("2026-03-02", "Theirs."), "") == ours


SHAPES = {
    "crlf": lambda text: text.replace("\n", "\r\n"),
    "bom": lambda text: "\ufeff" + text,
    "no last newline": str.rstrip,
    "all": lambda text: "\ufeff" + text.rstrip().replace("\n", "\r\n"),
}


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES.keys())
@pytest.mark.parametrize("which", ["all sides", "ours", "theirs"])
def test_ours_keeps_its_line_ends_and_mark(sides: Sides, shape: Callable[[str], str], which: str) -> None:
    base = shape(BASE) if which == "all sides" else BASE
    ours, theirs = (
        on_last(on_first(BASE, record("2026-03-01", who)), record("2026-03-02", who))
        for who in ("Ours.", "Theirs.")
    )
    ours = shape(ours) if which != "theirs" else ours
    theirs = shape(theirs) if which != "ours" else theirs

    merged = sides(base, ours, theirs)

    assert notes(merged.removeprefix("\ufeff"), "E6-P1-01") == ["Called.", "Ours.", "Theirs."]
    assert notes(merged.removeprefix("\ufeff"), "E6-P1-03") == ["Ours.", "Theirs."]
    assert merged.startswith("\ufeff") == ours.startswith("\ufeff")
    assert ("\r\n" in merged, re.search(r"(?<!\r)\n", merged) is None) == ("\r\n" in ours, "\r\n" in ours)


# ---- refusals ----


DAMAGED = {
    "missing quote": swap(BASE, ('"Open an office"', '"Open an office')),
    "merge marker": swap(BASE, ("[[commitment]]", "<<<<<<< HEAD\n[[commitment]]")),
    "cut off": BASE[:-12] + '"""',
    "key twice": swap(BASE, ("pillar = 1", "pillar = 1\npillar = 2")),
    "deep": "x = " + "[" * 5000 + "]" * 5000 + "\n",
}


@pytest.mark.parametrize("damaged", DAMAGED.values(), ids=DAMAGED.keys())
@pytest.mark.parametrize("which", ["base", "ours", "theirs"])
def test_a_side_that_cannot_be_merged_is_refused_and_ours_stays(
    sides: Sides, damaged: str, which: str
) -> None:
    texts = {"base": BASE, "ours": on_first(BASE, record("2026-03-01", "Ours."))}
    texts |= {"theirs": on_first(BASE, record("2026-03-02", "Theirs."))} | {which: damaged}

    assert sides(*texts.values(), code=5) == texts["ours"]
    assert "Nothing was" in sides.said


OTHERWISE = {
    "inline": 'commitment = [{ id = "E6-P1-01", update = [{ date = 2026-03-01, note = "x" }] }]\n',
    "no list": "commitment = 3\n",
    "nothing": "",
}


@pytest.mark.parametrize("lines", OTHERWISE.values(), ids=OTHERWISE.keys())
@pytest.mark.parametrize("which", ["base", "ours", "theirs"])
def test_a_side_that_is_no_usual_ledger_costs_the_others_nothing(lines: str, which: str) -> None:
    texts = {"base": BASE, "ours": on_first(BASE, record("2026-03-01", "Ours."))}
    texts |= {"theirs": on_first(BASE, record("2026-03-02", "Theirs."))} | {which: lines}

    merged = merge(*texts.values())

    assert complaints(*texts.values(), merged.text) == []


def test_a_side_that_is_not_utf_8_is_refused_and_ours_stays(eppd: Eppd, tmp_path: Path) -> None:
    raws = {"base.toml": BASE.encode(), NAME: BASE.encode(), "theirs.toml": BASE.encode() + b"# \xff\n"}
    for name, raw in raws.items():
        (tmp_path / name).write_bytes(raw)

    ran = eppd("merge", *raws, code=5)

    assert "Their ledger cannot be parsed" in ran.err
    assert (tmp_path / NAME).read_bytes() == BASE.encode()


@pytest.mark.parametrize("missing", ["base.toml", NAME, "theirs.toml"])
def test_a_side_that_is_not_there_is_named(eppd: Eppd, tmp_path: Path, missing: str) -> None:
    names = ["base.toml", NAME, "theirs.toml"]
    for name in names:
        (tmp_path / name).write_text(BASE, "utf-8")
    (tmp_path / missing).unlink()

    assert missing in eppd("merge", *names, code=3).err


ODD = {
    "an id that is a list": ('id = "E6-P1-03"', 'id = ["E6-P1-03"]'),
    "an id that is a table": ('id = "E6-P1-03"', "id = { a = 1 }"),
    "no id": ('id = "E6-P1-03"\n', ""),
    "an id twice": ('id = "E6-P1-03"', 'id = "E6-P1-02"'),
    "a number that is text": ("number = 1", 'number = "1"'),
    "a day in quotation marks": ("date = 2026-02-10", 'date = "2026-02-10"'),
    "a record without a day": ("  date = 2026-02-10\n", ""),
    "an inline list of records": (LAST, LAST + 'update = [{ date = 2026-02-01, note = "Inline." }]\n'),
    "dotted keys": (LAST, LAST + 'target.value = 50\ntarget.unit = "%"\n'),
    "a table of a field": (LAST, LAST + '\n[commitment.target]\nvalue = 50\nunit = "%"\n'),
    "quoted keys": (LAST, LAST + '"a key" = 1\n'),
    "not a number": (LAST, LAST + "x = nan\n"),
}


@pytest.mark.parametrize("odd", ODD.values(), ids=ODD.keys())
@pytest.mark.parametrize("where", ["theirs", "ours", "all sides"])
def test_odd_ledgers_are_merged_without_loss_or_refused(
    eppd: Eppd, tmp_path: Path, odd: tuple[str, str], where: str
) -> None:
    base = swap(BASE, odd) if where == "all sides" else BASE
    changed = [on_first(text, record("2026-03-01", f"{n}.")) for n, text in enumerate((BASE, BASE), 1)]
    ours, theirs = (
        swap(text, odd) if where in {who, "all sides"} else text
        for who, text in zip(("ours", "theirs"), changed, strict=True)
    )
    names = {"base.toml": base, NAME: ours, "theirs.toml": theirs}
    for name, text in names.items():
        (tmp_path / name).write_text(text, "utf-8")

    code = eppd_code(eppd, *names)

    merged = (tmp_path / NAME).read_text("utf-8")
    if code == 5:
        assert merged == ours
        return
    assert code == 0
    assert all_records(ours) <= all_records(merged)
    assert all_records(theirs) <= all_records(merged)
    if "id =" in odd[0] and not odd[1]:
        return
    if not odd[0].startswith("id ="):
        assert complaints(base, ours, theirs, merged) == []
    kept = tomli.loads(merged)["commitment"]
    wanted = tomli.loads(swap(BASE, odd))["commitment"]
    assert all(any(alike(table, other) for other in kept) for table in wanted[1:])


def eppd_code(eppd: Eppd, *names: str) -> int:
    """Runs a merge that may end with 0 or be refused."""
    try:
        return eppd("merge", *names).code
    except AssertionError as error:
        if "exit 5" not in str(error):
            raise
        return 5


def all_records(text: str) -> set[str]:
    """Every record of every commitment, as something that can be compared."""
    return {repr(update) for table in tomli.loads(text)["commitment"] for update in table.get("update", [])}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("target.value = 50", "target.value = 60"),
        ('target.unit = "%"', 'target.unit = "MW"'),
    ],
)
@pytest.mark.parametrize("split", ["dotted", "table"])
def test_a_field_that_is_split_up_is_taken_over_right_or_refused(
    eppd: Eppd, tmp_path: Path, before: str, after: str, split: str
) -> None:
    base = on_last(BASE, 'target.value = 50\ntarget.unit = "%"\n')
    theirs = swap(base, (before, after))
    if split == "table":
        header = ("target.value", "\n[commitment.target]\ntarget.value")
        base, theirs = (
            re.sub("^target[.]", "", swap(text, header), flags=re.MULTILINE) for text in (base, theirs)
        )
    ours = on_first(base, record("2026-03-01", "Ours."))
    names = {"base.toml": base, NAME: ours, "theirs.toml": on_first(theirs, record("2026-03-02", "Theirs."))}
    for name, text in names.items():
        (tmp_path / name).write_text(text, "utf-8")

    code = eppd_code(eppd, *names)

    merged = (tmp_path / NAME).read_text("utf-8")
    wanted = tomli.loads(theirs)["commitment"][2] if code == 0 else tomli.loads(ours)["commitment"][2]
    assert by_id(merged)["E6-P1-03"] == wanted


# ---- properties ----


@st.composite
def three(draw: st.DrawFn) -> tuple[str, str, str]:
    """A random ledger, and two people's random changes to it."""
    base = draw(ledgers())
    reading = reader.read(base, NAME)
    sides = []
    for _ in range(2):
        try:
            sides.append(writer.apply(reading, draw(changes(reading))))
        except ChangeRefused:
            sides.append(base)
    return base, sides[0], sides[1]


def in_order(text: str) -> dict[str, Any]:
    """The data of a ledger, whatever the order of its commitments and of their records."""
    data = tomli.loads(text)
    for table in data["commitment"]:
        table["update"] = sorted(table.get("update", []), key=repr)
    return data | {"commitment": {table["id"]: table for table in data["commitment"]}}


def commitments(text: str) -> list[dict[str, Any]]:
    return tomli.loads(text).get("commitment", [])


def said(piece: dict[str, Any]) -> dict[str, Any]:
    """A record without what was before it, which a merge puts right."""
    return {key: value for key, value in piece.items() if key != "previous"}


SLOW = settings(max_examples=75, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@pytest.mark.parametrize("newer", ["base", "ours", "theirs"])
def test_a_side_of_a_newer_layout_is_not_merged(eppd: Eppd, tmp_path: Path, newer: str) -> None:
    paths = {name: tmp_path / f"{name}.toml" for name in ("base", "ours", "theirs")}
    for name, path in paths.items():
        path.write_text(BASE.replace("schema = 1", "schema = 2") if name == newer else BASE, "utf-8")
    before = paths["ours"].read_bytes()

    ran = eppd("merge", *map(str, paths.values()), *AT, code=3)

    assert "newer eppd" in ran.err
    assert paths["ours"].read_bytes() == before


@SLOW
@given(three())
def test_a_merge_loses_no_record_of_either_side_and_parses(texts: tuple[str, str, str]) -> None:
    base, ours, theirs = texts

    found = commitments(merge(base, ours, theirs).text)

    for text in (ours, theirs):
        for part in ("update", "evidence", "score"):
            held = [said(piece) for table in found for piece in table.get(part, [])]
            for table in commitments(text):
                assert all(any(alike(said(piece), other) for other in held) for piece in table.get(part, []))
    assert len({table["id"] for table in found}) == len(found)
    assert {table["id"] for table in commitments(ours)} <= {table["id"] for table in found}


@SLOW
@given(three())
def test_merging_with_an_unchanged_side_gives_the_other_sides_data(texts: tuple[str, str, str]) -> None:
    base, _, theirs = texts

    taken, kept = merge(base, base, theirs), merge(base, theirs, base)

    assert kept.text == theirs
    assert alike(in_order(taken.text), in_order(theirs))
    assert (taken.conflicts, taken.remarks, kept.conflicts, kept.remarks) == ((), (), (), ())


@SLOW
@given(three())
def test_every_conflict_has_its_remark_and_ours_stays_ours(texts: tuple[str, str, str]) -> None:
    base, ours, theirs = texts

    merged = merge(base, ours, theirs)

    reading = reader.read(merged.text, NAME)
    marks = [text for _, text in reading.document.comments() if text.startswith("#! conflict: theirs has")]
    assert len(marks) == len(merged.conflicts)
    before = {table["id"]: table for table in commitments(base)}
    after = {table["id"]: table for table in commitments(merged.text)}
    for table in commitments(ours):
        was = before.get(table["id"], {})
        for key, value in table.items():
            if key not in PARTS and not alike(was.get(key), value):
                assert alike(after[table["id"]][key], value)


@SLOW
@given(three())
def test_a_merge_with_oneself_changes_nothing(texts: tuple[str, str, str]) -> None:
    base, ours, _ = texts

    assert merge(base, ours, ours).text == ours


def test_an_id_without_a_pillar_in_it_that_both_gave_out_is_renumbered() -> None:
    base = "schema = 1\n"
    ours, theirs = (
        f'{base}\n[[commitment]]\nid = "X-Pilot-1"\npillar = 1\nowner = "{owner}"\nstatus = "not-started"\n'
        for owner in ("MOEA", "MODA")
    )
    merged = merge(base, ours, theirs)

    assert len({table["id"] for table in commitments(merged.text)}) == 2
    assert "X-Pilot-1" in merged.remarks[0].en
