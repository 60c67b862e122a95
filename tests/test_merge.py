"""Merging: two people's work on a ledger becomes one, through git and alone, and nothing is lost."""

import datetime as dt
import re
import shlex
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import tomli
from conftest import Eppd, needs, swap
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from layouts import changes, ledgers
from oracle import complaints
from repositories import NAME, Repository, nobody
from test_merge_rules import item, new_item, notes, on_first, record
from threeway import PLAIN

from eppd_track.ledger import reader, writer
from eppd_track.ledger.merge import merge
from eppd_track.ledger.tables import PARTS
from eppd_track.ledger.writer import alike
from eppd_track.words.errors import ChangeRefused

AT = ("--today", "2026-06-30", "--lang", "en")
STATUS_1 = 'status = "in-progress"\nlisted'
LAST = PLAIN[PLAIN.index('title = "Share a register"') :]
LATER = record("2026-03-02", "Theirs.")
OURS, THEIRS = (on_first(PLAIN, told) for told in (record("2026-03-01", "Ours."), LATER))


def by_id(text: str) -> dict[str, dict[str, Any]]:
    """The commitments of a text by id; each id may be there once."""
    tables = tomli.loads(text)["commitment"]
    found = {table["id"]: table for table in tables}
    assert len(found) == len(tables)
    return found


def remarks(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip().startswith("#!")]


# ---- alone ----


Sides = Callable[..., str]


@pytest.fixture
def sides(tmp_path: Path, eppd: Eppd) -> Iterator[Sides]:
    """Merges three texts through the command, asserts its code, and gives what stands in OURS then.

    What the command said is in `sides.said`, its code in `sides.code`; any code will do where None is asked.
    """

    def run(base: str, ours: str, theirs: str, *, code: int | None = 0) -> str:
        paths = [tmp_path / name for name in ("base.toml", NAME, "theirs.toml")]
        for path, text in zip(paths, (base, ours, theirs), strict=True):
            path.write_bytes(text.encode())
        ran = eppd("merge", *map(str, paths), "--lang", "en", code=code)
        assert ran.out == ""
        run.said, run.code = ran.err, ran.code
        assert [paths[0].read_bytes(), paths[2].read_bytes()] == [base.encode(), theirs.encode()]
        merged = paths[1].read_bytes().decode("utf-8")
        if ran.code in {0, 1}:
            tomli.loads(merged.removeprefix("\ufeff"))
        else:
            assert merged == ours
        return merged

    return run


def test_records_of_both_sides_stand_in_the_order_of_their_dates(sides: Sides, eppd: Eppd) -> None:
    days = {"Ours 1.": "2026-03-01", "Ours 2.": "2026-05-01"}
    days |= {"Theirs 1.": "2026-02-20", "Theirs 2.": "2026-04-01", "Theirs 3.": "2026-06-01"}
    told = [record(day, note) for note, day in days.items()]

    merged = sides(PLAIN, on_first(PLAIN, *told[:2]), on_first(PLAIN, *told[2:]))

    assert notes(merged) == ["Called.", *sorted(days, key=days.__getitem__)]
    eppd("check", *AT)


def test_commands_on_the_same_commitment_merge(sides: Sides, eppd: Eppd, tmp_path: Path) -> None:
    made = []
    for words in (
        ("--due", "2027-Q1", "--reason", "Ours.", "--today", "2026-03-04"),
        ("--owner", "MODA", "--note", "Theirs.", "--today", "2026-03-05"),
    ):
        (tmp_path / NAME).write_text(PLAIN, "utf-8")
        eppd("update", "p1-1", *words)
        made.append((tmp_path / NAME).read_text("utf-8"))

    head = item(sides(PLAIN, *made))

    assert (head["due"], head["owner"], head["original_due"]) == ("2027-Q1", "MODA", dt.date(2026, 12, 31))
    assert [update["date"].day for update in head["update"]] == [10, 4, 5]
    eppd("check", *AT)


@pytest.mark.parametrize("number", ["01", "02"])
def test_both_added_a_commitment_of_the_same_id(sides: Sides, eppd: Eppd, number: str) -> None:
    base = PLAIN if number == "02" else WITHOUT_LAST
    ours = base + new_item(f"E6-P2-{number}", "Ours")
    theirs = base + new_item(f"E6-P2-{number}", "Theirs") + record("2026-03-02", "Begun.")

    merged = sides(base, ours, theirs)

    new = f"E6-P2-{int(number) + 1:02}"
    assert item(merged, f"E6-P2-{number}")["title"] == "Ours"
    assert item(merged, new)["title"] == "Theirs"
    assert notes(merged, new) == ["Begun."]
    assert f"E6-P2-{number}" in sides.said
    assert new in sides.said
    eppd("check", *AT)


def test_what_nobody_changed_is_not_even_written(sides: Sides, tmp_path: Path) -> None:
    path = tmp_path / NAME
    path.write_bytes(PLAIN.encode())
    held = path.stat().st_ino

    assert sides(PLAIN, PLAIN, PLAIN) == PLAIN
    assert path.stat().st_ino == held
    assert sides.said == ""


@needs("git")
def test_fields_changed_on_one_side_are_taken_over_in_place(sides: Sides) -> None:
    due = ("due = 2026-12-31", 'due = "2027-Q1"')
    theirs = swap(
        PLAIN,
        ('"Build a bridge"', "'Build a tunnel'"),
        ('tags = ["steel"]\n', ""),
        (STATUS_1, 'status = "blocked"\npriority = "high"\nlisted'),
    )

    assert sides(PLAIN, swap(PLAIN, due), theirs) == swap(theirs, due)


def test_a_field_that_both_set_to_the_same_is_no_conflict(sides: Sides) -> None:
    both = swap(PLAIN, (STATUS_1, 'status = "blocked"\nlisted'))
    ours = on_first(both, record("2026-03-01", "Ours."))

    assert sides(PLAIN, ours, both) == ours


CONFLICTS = {
    "value": (("in-progress", "blocked"), ("in-progress", "completed"), 'status = "completed"'),
    "theirs took it out": (('"monthly"', '"weekly"'), ('cadence = "monthly"\n', ""), "cadence = no value"),
    "ours took it out": (('cadence = "monthly"\n', ""), ('"monthly"', '"weekly"'), "cadence ="),
    "of the settings": (('"en"', '"zh"'), ('"en"', '"both"'), 'language = "both"'),
    "of a milestone": (("10-31", "11-30"), ("10-31", "09-30"), "due = 2026-09-30"),
    "several lines": (("Build a", "Buy a"), ('"Build a bridge"', '"""Build\na "bridge"."""'), "title ="),
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
    base, ours, theirs = (
        text.replace("\n", newline) for text in (PLAIN, swap(PLAIN, mine), swap(PLAIN, other))
    )

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
    ours, theirs = (swap(PLAIN, ("10-31", day)) for day in ("11-30", "09-30"))

    assert sides(PLAIN, ours, theirs, code=1) == swap(
        ours, ("  due = 2026-11-30\n", "  due = 2026-11-30\n  #! conflict: theirs has due = 2026-09-30\n")
    )


def test_no_text_of_theirs_breaks_out_of_the_remark(sides: Sides) -> None:
    theirs = swap(PLAIN, ('"Build a bridge"', r'"x\nstatus = \"closed\"\r\n[[commitment]]\u0085y\u2028z"'))

    merged = sides(PLAIN, swap(PLAIN, ("Build a bridge", "Build")), theirs, code=1)

    assert tomli.loads(merged) == tomli.loads(swap(PLAIN, ("Build a bridge", "Build")))


@pytest.mark.parametrize("kind", ["meeting", "agency", "pillar"])
def test_new_tables_on_both_sides_all_stay(eppd: Eppd, sides: Sides, kind: str) -> None:
    lines = {
        "meeting": '[[meeting]]\nid = "{}"\ndate = 2026-03-01\n\n',
        "agency": '[[agency]]\ncode = "{}"\nside = "US"\n\n',
        "pillar": "[[pillar]]\nnumber = {}\n\n",
    }[kind]
    values = ("8", "9") if kind == "pillar" else ("OURS", "THEIRS")
    ours, theirs = (
        swap(PLAIN, ("[[commitment]]", lines.format(value) + "[[commitment]]")) for value in values
    )

    merged = sides(PLAIN, ours, theirs)

    before = tomli.loads(PLAIN)[kind]
    found = tomli.loads(merged)[kind]
    assert len(found) == len(before) + 2
    assert all(table in found for text in (ours, theirs) for table in tomli.loads(text)[kind])
    assert alike(tomli.loads(merged)["commitment"], tomli.loads(PLAIN)["commitment"])
    eppd("check", *AT)


def test_the_same_meeting_given_two_days_is_a_conflict(sides: Sides) -> None:
    new = '[[meeting]]\nid = "WG-1"\ndate = 2026-03-0{}\n\n[[agency]]'
    ours, theirs = (swap(PLAIN, ("[[agency]]", new.format(day))) for day in (1, 2))

    assert remarks(sides(PLAIN, ours, theirs, code=1)) == ["#! conflict: theirs has date = 2026-03-02"]


@pytest.mark.parametrize(
    "lines",
    [
        '[settings]\nlanguage = "en"\n\n',
        '[dialogue]\nid = "EPPD-6"\ntitle = "Sixth talks"\n\n',
        '[[meeting]]\nid = "EPPD-6"\ndate = 2026-01-26\nkind = "dialogue"\n\n',
        "schema = 1\n",
        '[x_mine]\nkept = "by hand"\n\n',
        "[[x_mine]]\nkept = 1\n\n",
    ],
)
def test_nothing_that_only_theirs_holds_is_lost_beside_a_change_of_ours(sides: Sides, lines: str) -> None:
    whole = PLAIN if lines in PLAIN else swap(PLAIN, ("[[meeting]]", f"{lines}[[meeting]]"))
    bare = swap(whole, (lines, ""))
    ours = record("2026-03-01", "Ours.")

    merged = sides(bare, on_first(bare, ours), on_first(whole, LATER))

    assert tomli.loads(merged) == tomli.loads(on_first(whole, ours, LATER))


def test_milestones_of_both_sides_stay_and_their_fields_are_merged(eppd: Eppd, sides: Sides) -> None:
    step = '\n  [[commitment.milestone]]\n  id = "{}"\n\n  [[commitment.update]]'
    ours = swap(PLAIN, ("\n  [[commitment.update]]", step.format("permit")), ("10-31", "11-30"))
    theirs = swap(
        PLAIN,
        ("\n  [[commitment.update]]", step.format("feast")),
        ("2026-10-31\n", "2026-10-31\n  done = 2026-06-01\n"),
    )

    found = item(sides(PLAIN, ours, theirs))["milestone"]

    assert found[0] == {"id": "pilot", "due": dt.date(2026, 11, 30), "done": dt.date(2026, 6, 1)}
    assert sorted(table["id"] for table in found) == ["feast", "opening", "permit", "pilot"]
    eppd("check", *AT)


def test_evidence_of_both_sides_stays(eppd: Eppd, sides: Sides) -> None:
    paper = 'title = "First visit"\n\n  [[commitment.evidence]]\n  title = "{}"\n'
    ours, theirs = (swap(PLAIN, ('title = "First visit"\n', paper.format(who))) for who in ("Ours", "Theirs"))

    found = item(sides(PLAIN, ours, theirs), "E6-P1-02")["evidence"]

    assert sorted(table["title"] for table in found) == ["First visit", "Ours", "Theirs"]
    eppd("check", *AT)


def test_the_first_milestone_evidence_and_record_come_together(eppd: Eppd, sides: Sides) -> None:
    new = f'\n  [[commitment.milestone]]\n  id = "m"\n\n  [[commitment.evidence]]\n  title = "E"\n{LATER}'
    ours = swap(PLAIN, ("Share a register", "Share two registers"))

    merged = sides(PLAIN, ours, PLAIN + new)

    assert tomli.loads(merged) == tomli.loads(ours + new)
    eppd("check", *AT)


def test_a_record_with_a_table_inside_comes_whole(sides: Sides) -> None:
    new = f'{LATER}\n  [commitment.update.previous]\n  next_move = "TW"\n'
    ours = on_first(PLAIN, record("2026-03-01", "Ours."), record("2026-03-03", "Ours too."))

    told = item(sides(PLAIN, ours, on_first(PLAIN, new)))["update"]

    assert [update.get("previous") for update in told[1:]] == [None, {"next_move": "TW"}, None]


def test_the_same_record_on_both_sides_is_there_once(sides: Sides) -> None:
    assert notes(sides(PLAIN, OURS, on_first(OURS, LATER))) == ["Called.", "Ours.", "Theirs."]


def test_new_commitments_stand_where_theirs_put_them(sides: Sides) -> None:
    new = new_item("E6-P2-02", "New").lstrip("\n")
    theirs = swap(PLAIN, ("# ---- the second", f"{new}\n# ---- the second"))

    merged = sides(PLAIN, PLAIN + record("2026-03-01", "Ours."), theirs)

    assert list(by_id(merged)) == ["E6-P1-01", "E6-P1-02", "E6-P1-03", "E6-P2-02", "E6-P2-01"]


@pytest.mark.parametrize(
    "lines",
    [LATER, '\n  [[commitment.evidence]]\n  title = "Theirs"\n', 'next_step = "Theirs."\n'],
)
def test_a_new_first_commitment_takes_nothing_from_the_last_one(sides: Sides, lines: str) -> None:
    new = new_item("E6-P2-02", "New").lstrip("\n")
    theirs = swap(PLAIN, ("[[commitment]]", f"{new}\n[[commitment]]")) + lines

    merged = sides(PLAIN, OURS, theirs)

    assert [item(merged, name) for name in NEWEST] == [item(theirs, name) for name in NEWEST]


def test_every_new_commitment_of_theirs_gets_a_number_of_its_own(sides: Sides) -> None:
    ours = PLAIN + new_item("E6-P2-02", "Ours 2") + new_item("E6-P2-03", "Ours 3")
    theirs = PLAIN + "".join(new_item(f"E6-P2-0{n}", f"Theirs {n}") for n in (2, 3, 4))

    titles = {name: table["title"] for name, table in by_id(sides(PLAIN, ours, theirs)).items()}

    assert (titles["E6-P2-02"], titles["E6-P2-03"], titles["E6-P2-04"]) == ("Ours 2", "Ours 3", "Theirs 4")
    assert {"Theirs 2", "Theirs 3"} <= set(titles.values())
    assert len(titles) == 9


def test_the_same_new_commitment_on_both_sides_is_there_once(sides: Sides) -> None:
    both = PLAIN + new_item("E6-P2-02", "Both")

    merged = sides(PLAIN, on_first(both, record("2026-03-01", "Ours.")), both)

    assert len(by_id(merged)) == 5
    assert sides.said == ""


def test_an_id_without_a_pillar_in_it_that_both_gave_out_is_renumbered(sides: Sides) -> None:
    ours, theirs = (PLAIN + new_item("X-Pilot-1", who) for who in ("Ours", "Theirs"))

    assert len(by_id(sides(PLAIN, ours, theirs))) == 6
    assert "X-Pilot-1" in sides.said


# ---- deletions ----


WITHOUT_LAST = PLAIN[: PLAIN.index("\n# ---- the second pillar")]
NEWEST = ("E6-P2-01", "E6-P2-02")


def test_a_commitment_that_ours_deleted_and_theirs_worked_on_is_not_lost(sides: Sides) -> None:
    merged = sides(PLAIN, WITHOUT_LAST, PLAIN + LATER)

    assert notes(merged, "E6-P2-01") == ["Theirs."]
    assert "E6-P2-01" in sides.said


# ---- comments and line ends ----


@needs("git")
def test_comments_of_both_sides_stay_where_git_agrees(sides: Sides) -> None:
    ours = swap(PLAIN, ("# What was agreed.", "# What was agreed. (ours)\n# Ours."))
    theirs = swap(PLAIN, ("# ---- the second pillar ----", "# ---- theirs ----\n# More."))

    merged = sides(PLAIN, ours, theirs + LATER)

    assert "# Ours.\n" in merged
    assert "# ---- theirs ----\n# More.\n" in merged
    assert notes(merged, "E6-P2-01") == ["Theirs."]


def test_comments_of_ours_stay_where_git_does_not_agree(sides: Sides) -> None:
    ours = on_first(PLAIN, "\n  # Ours, by hand.", record("2026-03-01", "Ours."))

    merged = sides(PLAIN, ours, THEIRS)

    assert "  # Ours, by hand.\n" in merged
    assert notes(merged) == ["Called.", "Ours.", "Theirs."]
    assert merged.replace(LATER, "") == ours


SHAPES = {
    "crlf": lambda text: text.replace("\n", "\r\n"),
    "bom": lambda text: "\ufeff" + text,
    "no last newline": str.rstrip,
    "all": lambda text: "\ufeff" + text.rstrip().replace("\n", "\r\n"),
}


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES.keys())
@pytest.mark.parametrize("which", ["all sides", "ours", "theirs"])
def test_ours_keeps_its_line_ends_and_mark(sides: Sides, shape: Callable[[str], str], which: str) -> None:
    base = shape(PLAIN) if which == "all sides" else PLAIN
    ours, theirs = (
        on_first(PLAIN, record("2026-03-01", who)) + record("2026-03-02", who) for who in ("Ours.", "Theirs.")
    )
    ours = shape(ours) if which != "theirs" else ours
    theirs = shape(theirs) if which != "ours" else theirs

    merged = sides(base, ours, theirs)

    assert notes(merged.removeprefix("\ufeff")) == ["Called.", "Ours.", "Theirs."]
    assert notes(merged.removeprefix("\ufeff"), "E6-P2-01") == ["Ours.", "Theirs."]
    assert merged.startswith("\ufeff") == ours.startswith("\ufeff")
    assert ("\r\n" in merged, re.search(r"(?<!\r)\n", merged) is None) == ("\r\n" in ours, "\r\n" in ours)


# ---- refusals ----


DAMAGED = {
    "missing quote": swap(PLAIN, ('"Open an office"', '"Open an office')),
    "merge marker": swap(PLAIN, ("[[commitment]]", "<<<<<<< HEAD\n[[commitment]]")),
    "cut off": PLAIN[:-12] + '"""',
    "key twice": swap(PLAIN, ("pillar = 1", "pillar = 1\npillar = 2")),
    "deep": "x = " + "[" * 5000 + "]" * 5000 + "\n",
}


@pytest.mark.parametrize("damaged", DAMAGED.values(), ids=DAMAGED.keys())
@pytest.mark.parametrize("which", ["base", "ours", "theirs"])
def test_a_side_that_cannot_be_merged_is_refused_and_ours_stays(
    sides: Sides, damaged: str, which: str
) -> None:
    texts = {"base": PLAIN, "ours": OURS, "theirs": THEIRS} | {which: damaged}

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
    texts = {"base": PLAIN, "ours": OURS, "theirs": THEIRS} | {which: lines}

    assert complaints(*texts.values(), merge(*texts.values()).text) == []


def test_a_side_that_is_not_utf_8_is_refused_and_ours_stays(eppd: Eppd, tmp_path: Path) -> None:
    raws = {"base.toml": PLAIN.encode(), NAME: PLAIN.encode(), "theirs.toml": PLAIN.encode() + b"# \xff\n"}
    for name, raw in raws.items():
        (tmp_path / name).write_bytes(raw)

    ran = eppd("merge", *raws, code=5)

    assert "Their ledger cannot be parsed" in ran.err
    assert (tmp_path / NAME).read_bytes() == PLAIN.encode()


@pytest.mark.parametrize("missing", ["base.toml", NAME, "theirs.toml"])
def test_a_side_that_is_not_there_is_named(eppd: Eppd, tmp_path: Path, missing: str) -> None:
    names = ["base.toml", NAME, "theirs.toml"]
    for name in names:
        (tmp_path / name).write_text(PLAIN, "utf-8")
    (tmp_path / missing).unlink()

    assert missing in eppd("merge", *names, code=3).err


ODD = {
    "an id that is a list": ('id = "E6-P2-01"', 'id = ["E6-P2-01"]'),
    "an id that is a table": ('id = "E6-P2-01"', "id = { a = 1 }"),
    "no id": ('id = "E6-P2-01"\n', ""),
    "an id twice": ('id = "E6-P2-01"', 'id = "E6-P1-02"'),
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
    sides: Sides, odd: tuple[str, str], where: str
) -> None:
    texts = {"all sides": PLAIN, "ours": OURS, "theirs": THEIRS}
    base, ours, theirs = (
        swap(text, odd) if where in {who, "all sides"} else text for who, text in texts.items()
    )

    merged = sides(base, ours, theirs, code=None)

    if sides.code == 5:
        return
    assert sides.code == 0
    assert all_records(ours) | all_records(theirs) <= all_records(merged)
    if "id =" in odd[0] and not odd[1]:
        return
    if not odd[0].startswith("id ="):
        assert complaints(base, ours, theirs, merged) == []
    kept = tomli.loads(merged)["commitment"]
    wanted = tomli.loads(swap(PLAIN, odd))["commitment"]
    assert all(any(alike(table, other) for other in kept) for table in wanted[1:])


def said(piece: dict[str, Any]) -> dict[str, Any]:
    """A record without what was before it, which a merge puts right."""
    return {key: value for key, value in piece.items() if key != "previous"}


def all_records(text: str) -> set[str]:
    """Every record of every commitment, as something that can be compared."""
    return {repr(said(update)) for table in commitments(text) for update in table.get("update", [])}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("target.value = 50", "target.value = 60"),
        ('target.unit = "%"', 'target.unit = "MW"'),
    ],
)
@pytest.mark.parametrize("split", ["dotted", "table"])
def test_a_field_that_is_split_up_is_taken_over_right_or_refused(
    sides: Sides, before: str, after: str, split: str
) -> None:
    base = PLAIN + 'target.value = 50\ntarget.unit = "%"\n'
    theirs = swap(base, (before, after))
    if split == "table":
        header = ("target.value", "\n[commitment.target]\ntarget.value")
        base, theirs = (
            re.sub("^target[.]", "", swap(text, header), flags=re.MULTILINE) for text in (base, theirs)
        )
    ours = on_first(base, record("2026-03-01", "Ours."))

    merged = sides(base, ours, on_first(theirs, LATER), code=None)

    assert sides.code in {0, 5}
    assert item(merged, "E6-P2-01") == item(theirs if sides.code == 0 else ours, "E6-P2-01")


# ---- through git ----


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    """The working folder as a repository, without the driver."""
    nobody(monkeypatch, tmp_path)
    return Repository(tmp_path).begin()


@needs("git")
def test_commands_on_different_commitments_merge_with_plain_git(repository: Repository, eppd: Eppd) -> None:
    repository.commit(PLAIN)
    eppd("update", "p1-3", "--status", "in-progress", "--note", "Theirs.", *AT)
    theirs = repository.text
    repository.path.write_bytes(PLAIN.encode())
    eppd("update", "p1-1", "--due", "2027-Q1", "--reason", "Ours.", *AT)
    repository.diverge(PLAIN, repository.text, theirs)

    repository.git("merge", "--no-edit", "theirs")

    assert item(repository.text)["due"] == "2027-Q1"
    assert item(repository.text, "E6-P1-03")["status"] == "in-progress"
    eppd("check", *AT)


@needs("git")
def test_both_changed_a_field_so_git_stops_and_one_value_is_kept_by_hand(
    repository: Repository, eppd: Eppd
) -> None:
    repository.git(
        "config", "merge.eppd.driver", f"{shlex.quote(sys.executable)} -m eppd_track merge %O %A %B"
    )
    repository.path.with_name(".gitattributes").write_text(f"{NAME} merge=eppd\n", "utf-8")
    ours, theirs = (swap(PLAIN, ("Build a bridge", f"Build {what}")) for what in ("a tunnel", "a ferry"))
    repository.diverge(PLAIN, ours, theirs)

    repository.git("merge", "--no-edit", "theirs", code=1)

    assert item(repository.text)["title"] == "Build a tunnel"
    assert "E6-P1-01" in repository.said
    assert "title" in repository.said
    assert repository.unfinished
    assert "Build a ferry" in eppd("check", *AT, code=1).out
    repository.path.write_text(re.sub(r"(?m)^ *#!.*\n", "", repository.text), "utf-8")
    eppd("check", *AT)
    assert repository.text == ours


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


SLOW = settings(max_examples=75, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@pytest.mark.parametrize("newer", ["base", "ours", "theirs"])
def test_a_side_of_a_newer_layout_is_not_merged(sides: Sides, newer: str) -> None:
    texts = dict.fromkeys(("base", "ours", "theirs"), PLAIN)
    texts[newer] = swap(PLAIN, ("schema = 1", "schema = 2"))

    sides(*texts.values(), code=3)

    assert "newer eppd" in sides.said


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
