"""Reading: the same heads with and without the history, and damage that costs only itself."""

import ast
import datetime as dt
import re
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
import tomli
from conftest import SHIPPED, Eppd, ledger_text
from hypothesis import given, settings
from hypothesis import strategies as st
from layouts import ledgers
from msgspec import structs

from eppd_track.ledger import store
from eppd_track.ledger.convert import nearest
from eppd_track.ledger.reader import read
from eppd_track.ledger.reading import Reading
from eppd_track.model.due import Due
from eppd_track.model.records import HEAD
from eppd_track.model.vocabulary import Status
from eppd_track.words import syntax
from eppd_track.words.errors import LedgerUnreadable, Severity

MANY = settings(max_examples=300, deadline=None)
THREE = """schema = 1

[[commitment]]
id = "E6-P1-01"
pillar = 1
title = "First"
owner = "MOEA"
status = "not-started"
listed = 2026-01-27

[[commitment]]
id = "E6-P1-02"
pillar = 1
title = "Second"
owner = "MOEA"
status = "in-progress"
listed = 2026-01-27

  [[commitment.update]]
  date = 2026-02-10
  note = "Begun."

  [[commitment.update]]
  date = 2026-03-10
  note = "Going on."

[[commitment]]
id = "E6-P1-03"
pillar = 1
title = "Third"
owner = "MOEA"
status = "not-started"
listed = 2026-01-27
"""
IDS = ["E6-P1-01", "E6-P1-02", "E6-P1-03"]


def ids(reading: Reading) -> list[str]:
    return [commitment.id for commitment in reading.ledger.commitments]


def faults(reading: Reading) -> list[tuple[int, int, str | None, str]]:
    return [(found.line, found.column, found.id, found.rule) for found in reading.problems]


def words(reading: Reading) -> str:
    return "\n".join(f"{found.message.en} / {found.remedy.en}" for found in reading.problems)


def damaged(old: str, new: str, *, crlf: bool = False) -> str:
    assert THREE.count(old) == 1
    text = THREE.replace(old, new)
    return text.replace("\n", "\r\n") if crlf else text


def head_of(commitment: object) -> list[object]:
    return [getattr(commitment, info.name) for info in HEAD.values()]


# ---- with and without the history ----


def same_heads(text: str) -> None:
    reading = read(text, "x")
    pairs = list(zip(reading.ledger.commitments, reading.heads.commitments, strict=True))

    for one, other in pairs:
        assert head_of(one) == head_of(other)
        assert one.milestones == other.milestones
        assert (one.last_update, one.last_word) == (other.last_update, other.last_word)


HIDDEN_DATE = """[[commitment.update]]
"date" = 2026-03-10
[[commitment.update]]
date = 2026-02-10
note = '''
date = 2031-01-01
'''"""
APART = """[[commitment.update]]
date = 2026-02-10
[settings]
language = 'en'
[[commitment.update]]
date = 2026-03-10"""


@pytest.mark.slow
@MANY
@given(ledgers())
def test_heads_are_the_same_with_and_without_the_history(text: str) -> None:
    same_heads(text)


def test_heads_of_the_real_ledger_are_the_same() -> None:
    same_heads(SHIPPED.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    "records",
    [
        '[[commitment.update]]\ndate = 2026-02-10\nnote = """\ndate = 2031-01-01\n"""',
        HIDDEN_DATE,
        "[[commitment.update]]\n'date' = 2026-02-10",
        "[[commitment.update]]\n# date = 2031-01-01\ndate = 2026-02-10 # 2031-01-01",
        "[[commitment.update]]\ndate=2026-03-10\n[[commitment.update]]\ndate = 2026-02-10",
        "[[commitment.update]]\ndate = 2026-02-10\n[commitment.update.set]\nnote = 'x'",
        "[[commitment.update]]\ndate = 2026-02-10\n[commitment.target]\nvalue = 3",
        APART,
    ],
)
def test_the_last_update_is_the_same_in_unusual_histories(records: str) -> None:
    same_heads(f"{THREE}{records}\n")


def test_records_written_inline_count_as_the_history() -> None:
    text = f"{THREE}update = [{{ date = 2026-02-10 }}, {{ date = 2026-03-10 }}]\n"

    same_heads(text)
    assert read(text, "x").heads.commitments[-1].last_update == dt.date(2026, 3, 10)


# ---- what a sound ledger says ----


def test_a_record_holds_what_changed_and_what_was_before() -> None:
    text = ledger_text(
        {
            "status": "in-progress",
            "update": [
                {
                    "date": "@2026-02-10",
                    "status": "in-progress",
                    "due": "2027-Q2",
                    "set": {"note": "new words"},
                    "cleared": ["next_step"],
                    "previous": {"status": "not-started", "due": "@2027-03-31", "next_step": "Call"},
                }
            ],
        }
    )
    (update,) = read(text, "x").ledger.commitments[0].updates

    assert update.changes == {
        "status": Status.IN_PROGRESS,
        "due": Due("2027-Q2"),
        "note": "new words",
        "next_step": None,
    }
    assert update.previous == {
        "status": Status.NOT_STARTED,
        "due": Due("2027-03-31"),
        "note": None,
        "next_step": "Call",
    }


def test_reading_again_gives_the_same() -> None:
    one, other = read(THREE, "x"), read(THREE, "x")

    assert structs.asdict(one.ledger) == structs.asdict(other.ledger)


def test_an_unknown_key_stays_in_the_data_and_costs_nothing() -> None:
    reading = read(THREE + 'colour = "blue"\n', "x")

    assert ids(reading) == IDS
    assert reading.data["commitment"][2]["colour"] == "blue"


# ---- damage ----

NOTE = '  note = "Begun."'
TITLE = 'title = "Second"'
LISTED = 'status = "in-progress"\nlisted = 2026-01-27'
DAMAGE = {
    "a missing quote": (TITLE, 'title = "Second', 14, "a quotation mark is missing"),
    "curly quotes": (TITLE, "title = “Second”", 14, "curly quotation marks"),
    "full-width quotes": (TITLE, "title = ＂Second＂", 14, "curly quotation marks"),
    "a month of 13": (LISTED, 'status = "in-progress"\nlisted = 2026-13-27', 17, "“2026-13-27” is not a day"),
    "a 30th of February": (
        LISTED,
        'status = "in-progress"\nlisted = 2026-02-30',
        17,
        "“2026-02-30” is not a day",
    ),
    "a one-digit month": (
        LISTED,
        'status = "in-progress"\nlisted = 2026-1-27',
        17,
        "“2026-1-27” is a date; here it is written 2026-01-27",
    ),
    "an ROC date": (
        LISTED,
        'status = "in-progress"\nlisted = 115/11/23',
        17,
        "“115/11/23” is a date; here it is written 2026-11-23",
    ),
    "a bare quarter": (
        TITLE,
        "title = 2026-Q4",
        14,
        'here it is written "2026-Q4", in quotation marks',
    ),
    "a full-width equals sign": (TITLE, 'title ＝ "Second"', 14, "“＝” is full-width"),
    "a full-width comma": (TITLE, f'{TITLE}\ntags = ["a"，"b"]', 15, "“，” is full-width"),
    "a missing quote before a full-width comma": (
        TITLE,
        'title = "一，二',
        14,
        "a quotation mark is missing",
    ),
    "a key given twice": (TITLE, f"{TITLE}\n{TITLE}", 15, "this key is given twice"),
    "an unclosed array": (TITLE, f'{TITLE}\ntags = ["a", "b"', 15, "a closing ] is missing"),
    "an unclosed inline table": (TITLE, f"{TITLE}\ntarget = {{ value = 3", 15, "a closing } is missing"),
    "no value": (TITLE, "title =", 14, "there is no value"),
    "text without quotes": (TITLE, "title = Second", 14, "text without quotation marks"),
    "no equals sign": (TITLE, f'{TITLE}\ntopic "x"', 15, "an = is missing"),
    "a loose line": (TITLE, f"{TITLE}\n- a loose line", 15, "["),
    "too much behind a value": (TITLE, f"{TITLE} and more", 14, "left over behind the value"),
    "a broken note in a record": (NOTE, '  note = "Begun.', 21, "a quotation mark is missing"),
    "an unclosed long text": (TITLE, f'{TITLE}\ndone_when = """open', 15, "quotation mark"),
}
COSTS_THE_TABLE = {"an unclosed long text", "no equals sign", "a loose line"}


def test_every_complaint_of_the_parser_has_words_of_ours() -> None:
    source = Path(tomli.__file__).with_name("_parser.py").read_text("utf-8")
    raised = [node.exc for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Raise)]
    made = [
        call.args[0] for call in raised if getattr(getattr(call, "func", None), "id", "") == "TOMLDecodeError"
    ]
    said = [part.values[0] if isinstance(part, ast.JoinedStr) else part for part in made]
    complaints = {str(part.value).strip() for part in said if isinstance(part, ast.Constant)}

    assert len(complaints) > 20
    known = [*syntax.PARSER_WORDS, *syntax.PARSER_BEGINNINGS]
    assert [text for text in complaints if not any(text.startswith(one) for one in known)] == ["Expected"]


@pytest.mark.parametrize(
    ("field", "value", "expected", "remedy"),
    [
        ("progress", '"15%"', 'progress 應為 0 至 100 之整數，而非 "15%"', "請寫為 progress = 15。"),
        ("progress", '"１５％"', "progress 應為 0 至 100 之整數", "請寫為 progress = 15。"),
        ("progress", "15.0", "progress 應為 0 至 100 之整數", "請寫為 progress = 15。"),
        ("progress", '"15-20%"', "progress 應為 0 至 100 之整數", "請寫為 0 至 100 之整數。"),
        ("progress", "15.5", "progress 應為 0 至 100 之整數", "請寫為 0 至 100 之整數。"),
        ("progress", '"150%"', "progress 應為 0 至 100 之整數", "請寫為 0 至 100 之整數。"),
        ("progress", '"half"', "progress 應為 0 至 100 之整數", "請寫為 0 至 100 之整數。"),
    ],
)
def test_a_number_that_is_none_is_told_the_number_it_begins_with(
    field: str, value: str, expected: str, remedy: str
) -> None:
    found = read(THREE.replace(TITLE, f"{TITLE}\n{field} = {value}"), "x").problems[0]

    assert expected in found.message.zh
    assert found.remedy.zh == remedy


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("duedate", "due"), ("owner_confirm", "owner_confirmed"), ("stauts", "status")],
)
def test_a_longer_name_for_a_field_finds_it(typed: str, meant: str) -> None:
    assert nearest(typed, HEAD).en == f"Did you mean {meant}? "


@pytest.mark.parametrize("crlf", [False, True], ids=["lf", "crlf"])
@pytest.mark.parametrize("name", DAMAGE)
def test_damage_is_named_at_its_line(name: str, *, crlf: bool) -> None:
    old, new, line, says = DAMAGE[name]
    reading = read(damaged(old, new, crlf=crlf), "x")
    first = reading.problems[0]

    assert (first.rule, first.severity) == ("syntax", Severity.ERROR)
    assert first.id == "E6-P1-02"
    assert first.line == line
    assert says in words(reading) or says == "["


@pytest.mark.parametrize("crlf", [False, True], ids=["lf", "crlf"])
@pytest.mark.parametrize("name", DAMAGE)
def test_damage_to_one_commitment_leaves_the_others_readable(name: str, *, crlf: bool) -> None:
    old, new, _, _ = DAMAGE[name]
    reading = read(damaged(old, new, crlf=crlf), "x")
    readable = {commitment.id: commitment for commitment in reading.ledger.commitments}

    assert readable["E6-P1-01"].title == "First"
    assert readable["E6-P1-03"].listed == dt.date(2026, 1, 27)


@pytest.mark.parametrize("crlf", [False, True], ids=["lf", "crlf"])
@pytest.mark.parametrize("name", sorted(DAMAGE.keys() - COSTS_THE_TABLE))
def test_a_damaged_line_costs_only_itself(name: str, *, crlf: bool) -> None:
    old, new, _, _ = DAMAGE[name]
    reading = read(damaged(old, new, crlf=crlf), "x")
    second = reading.ledger.commitments[1]

    assert ids(reading) == IDS
    assert len(reading.problems) == 1, words(reading)
    assert (second.owner, second.status) == ("MOEA", Status.IN_PROGRESS)
    assert (second.title is None) == (old == TITLE and TITLE not in new.splitlines())
    assert (second.listed is None) == (old == LISTED)
    assert [update.date.month for update in second.updates] == [2, 3]
    assert [update.note for update in second.updates] == [None if old == NOTE else "Begun.", "Going on."]


@pytest.mark.parametrize("name", DAMAGE)
def test_windows_line_ends_move_no_fault(name: str) -> None:
    old, new, _, _ = DAMAGE[name]

    assert faults(read(damaged(old, new, crlf=True), "x")) == faults(read(damaged(old, new), "x"))


def test_damage_far_down_a_file_of_windows_line_ends_costs_only_its_line() -> None:
    notes = "".join(
        f'\n[[commitment.update]]\ndate = 2026-04-{day:02}\nnote = "Word {day}."\n' for day in range(1, 29)
    )
    text = (THREE + notes).replace('"Word 28."', '"Word 28.').replace("\n", "\r\n")
    reading = read(text, "x")
    third = reading.ledger.commitments[2]

    assert [(found.line, found.rule) for found in reading.problems] == [(145, "syntax")]
    assert [update.note for update in third.updates] == [*(f"Word {day}." for day in range(1, 28)), None]


def test_every_damaged_line_of_a_file_is_named() -> None:
    text = damaged(TITLE, 'title = "Second').replace("pillar = 1", "pillar = 1 2")
    reading = read(text, "x")

    assert [found.line for found in reading.problems] == [5, 13, 14, 29]
    assert reading.unread == tuple(IDS)


@pytest.mark.parametrize("crlf", [False, True], ids=["lf", "crlf"])
def test_merge_markers_are_named_and_both_sides_looked_at(*, crlf: bool) -> None:
    text = damaged(TITLE, f'<<<<<<< HEAD\n{TITLE}\n=======\ntitle = "Other"\n>>>>>>> theirs', crlf=crlf)
    reading = read(text, "x")

    assert [(found.line, found.id, found.rule) for found in reading.problems] == [
        (14, None, "merge-marker"),
        (16, None, "merge-marker"),
        (17, "E6-P1-02", "syntax"),
        (18, None, "merge-marker"),
    ]
    assert ids(reading) == IDS
    assert reading.ledger.commitments[1].title == "Second"


def test_merge_markers_around_whole_commitments_lose_neither() -> None:
    ours = '[[commitment]]\nid = "O"\npillar = 1\nowner = "A"\nstatus = "blocked"\n'
    text = f"{THREE}<<<<<<< HEAD\n{ours}=======\n{ours.replace('O', 'T')}>>>>>>> theirs\n"
    reading = read(text, "x")

    assert ids(reading) == [*IDS, "O", "T"]
    assert [found.rule for found in reading.problems] == ["merge-marker"] * 3


@pytest.mark.slow
@pytest.mark.parametrize("end", range(THREE.index("[[commitment]]") + 1, len(THREE), 3))
def test_a_file_cut_off_anywhere_loses_no_commitment_silently(end: int) -> None:
    text = THREE[:end]
    reading = read(text, "x")
    headers = len(re.findall(r"^\[\[commitment\]", text, re.MULTILINE))

    assert len(reading.ledger.commitments) + len(reading.unread) == headers
    assert bool(reading.problems) or not reading.unread


def test_a_last_record_that_breaks_off_is_named() -> None:
    text = THREE + '\n  [[commitment.update]]\n  date = 2026-04-01\n  note = "The line was cut'
    reading = read(text, "x")

    assert faults(reading) == [(37, 26, "E6-P1-03", "syntax")]
    assert reading.ledger.commitments[2].last_update == dt.date(2026, 4, 1)


@pytest.mark.parametrize("crlf", [False, True], ids=["lf", "crlf"])
@pytest.mark.parametrize("name", DAMAGE)
def test_every_commitment_is_either_read_or_named_as_unread(name: str, *, crlf: bool) -> None:
    old, new, _, _ = DAMAGE[name]
    reading = read(damaged(old, new, crlf=crlf), "x")

    assert sorted([*ids(reading), *filter(None, reading.unread)]) == IDS


def test_an_unclosed_long_text_does_not_swallow_the_next_commitment() -> None:
    text = THREE.replace('"Going on."', '"""Going on.') + 'done_when = """\nAll of it.\n"""\n'
    reading = read(text, "x")

    assert sorted([*ids(reading), *filter(None, reading.unread)]) == IDS
    assert "E6-P1-03" in ids(reading)


OPEN = {
    "'": "title = 'Second",
    '"': 'title = "Second',
    "QQQ": "done_when = QQQ\nAll of it.\n[1]",
    '"""': 'done_when = """All of it.\n\n[x]',
    "]": 'tags = ["a", "b"  # and more\n# a comment',
    "] behind a comma": 'tags = [\n  "a",\n  "b",',
    "] alone": "tags = [",
    "} alone": "target = {",
    "}": "target = { value = 3",
    "} in an array": "links = [{ a = 1 }, { b = 2",
    "' in an array": "tags = ['a, 'b']",
}
MISSED_IN = {"] behind a comma": 2}
"""Line of the value in which what is missing is missed, where it is not the first."""
NOTES = {
    "nothing": "",
    "a text": "note = QQQa 'text' of \"quotes\"QQQ\n",
    "texts of several lines": 'note = QQQ\n[1]\nQQQ\nnote_zh = """\n[x]\n"""\n',
    "arrays": 'tags = [\n  "a", # ]\n]\nx = [\n["a"]\n]\n',
}


@pytest.mark.parametrize("crlf", [False, True], ids=["lf", "crlf"])
@pytest.mark.parametrize("notes", NOTES)
@pytest.mark.parametrize("place", ["above", "in the head", "in a record", "last in the file"])
@pytest.mark.parametrize("name", OPEN)
def test_what_is_not_closed_is_named_where_it_is_and_costs_nothing_around(
    name: str, place: str, notes: str, *, crlf: bool
) -> None:
    rest = NOTES[notes]
    text = THREE.replace('title = "First"\n', f'title = "First"\n{rest}')
    text = text.replace('title = "Third"\n', f'title = "Third"\n{rest}')
    old, new = {
        "above": ("schema = 1\n", "schema = 1\nOPEN\n"),
        "in the head": (f"{TITLE}\n", "OPEN\n"),
        "in a record": ('  note = "Going on."\n', "OPEN\n"),
        "last in the file": (text, f"{text}OPEN\n"),
    }[place]
    text = text.replace(old, new)
    line = text[: text.index("OPEN")].count("\n") + MISSED_IN.get(name, 0) + 1
    sound = read(text.replace("OPEN", "").replace("QQQ", "'''"), "x").ledger.commitments
    text = text.replace("OPEN", OPEN[name]).replace("QQQ", "'''")
    reading = read(text.replace("\n", "\r\n") if crlf else text, "x")
    host = {"above": None, "last in the file": "E6-P1-03"}.get(place, "E6-P1-02")

    assert [(found.line, found.rule) for found in reading.problems] == [(line, "syntax")], words(reading)
    assert [one for one in reading.ledger.commitments if one.id != host] == [
        one for one in sound if one.id != host
    ]


@pytest.mark.parametrize("crlf", [False, True], ids=["lf", "crlf"])
@pytest.mark.parametrize(
    "looks", ["[1]", '["a"]', "[x]", "[[commitment]]", "[[commitment.update]]", "[settings]", "======="]
)
@pytest.mark.parametrize("name", DAMAGE)
def test_a_line_of_a_text_that_looks_like_a_header_is_none_whatever_is_damaged(
    name: str, looks: str, *, crlf: bool
) -> None:
    old, new, line, _ = DAMAGE[name]
    text = damaged(old, new).replace('"First"', f"QQQ\nFirst\n{looks}\nLast QQQ".replace("QQQ", "'" * 3))
    text += f'done_when = """\n{looks}\n"""\nx = [\n["a"]\n]\n'
    reading = read(text.replace("\n", "\r\n") if crlf else text, "x")
    first, *_, last = reading.ledger.commitments

    assert (reading.problems[0].line, reading.problems[0].rule) == (line + 3, "syntax")
    assert {found.id for found in reading.problems} == {"E6-P1-02"}
    assert first.title == f"First\n{looks}\nLast "
    assert (last.id, last.done_when) == ("E6-P1-03", f"{looks}\n")


@pytest.mark.parametrize("name", DAMAGE)
@pytest.mark.parametrize(
    "tables", ["[x.a]\nb = 1\n[x]\nc = 1\n", "[x]\n[y]\n[x.a]\n", "[[x]]\n[[x.a]]\n[[x]]\n"]
)
def test_tables_in_any_order_that_is_allowed_are_no_fault(name: str, tables: str) -> None:
    old, new, _, _ = DAMAGE[name]
    plain = read(damaged(old, new), "x")
    reading = read(damaged(old, new) + tables, "x")

    assert [one for one in faults(reading) if one[3] == "syntax"] == faults(plain)
    assert ids(reading) == ids(plain)
    assert reading.data["x"] == tomllib.loads(tables)["x"]


@pytest.mark.parametrize("number", [0, 1, 2])
@pytest.mark.parametrize("other", ["", "  [[commitment.update]]\n  date = 2026-13-01\n"])
def test_single_brackets_are_named_and_cost_no_other_commitment(number: int, other: str) -> None:
    parts = (THREE + other).split("[[commitment]]")
    text = parts[0] + "".join(
        f"{'[commitment]' if index == number else '[[commitment]]'}{part}"
        for index, part in enumerate(parts[1:])
    )
    reading = read(text, "x")
    line = text[: re.search(r"^\[commitment\]$", text, re.MULTILINE).start()].count("\n") + 1

    assert [name for name in ids(reading) if name != IDS[number]] == [
        name for name in IDS if name != IDS[number]
    ]
    assert line in [found.line for found in reading.problems], faults(reading)


def test_a_settings_table_given_twice_is_named_beside_other_damage() -> None:
    twice = "[settings]\nlanguage = 'en'\n[settings]\nlanguage = 'zh'\n"
    text = damaged(TITLE, 'title = "Second') + twice
    reading = read(text, "x")

    assert [found.rule for found in reading.problems] == ["syntax", "syntax"], words(reading)


STRAY = st.sampled_from(["", '"', '"""', "'", "=", "[", "]", "{", "\n", "\r", "#", "x", " ", "\x00", "]]\n"])


@pytest.mark.slow
@MANY
@given(ledgers() | st.just(THREE), st.data())
def test_a_slip_of_the_hand_is_never_passed_over(text: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(text)))
    broken = text[:place] + data.draw(STRAY) + text[place + data.draw(st.integers(0, 2)) :]
    reading = read(broken, "x")
    try:
        tomli.loads(broken)
    except tomli.TOMLDecodeError:
        assert reading.problems
    for found in reading.problems:
        assert 1 <= found.line <= broken.count("\n") + 1
        assert 1 <= found.column <= len(broken) + 1


@pytest.mark.slow
@MANY
@given(place=st.integers(0, len(THREE)), stray=STRAY, gone=st.integers(0, 2))
def test_a_slip_of_the_hand_makes_no_commitment_vanish(place: int, stray: str, gone: int) -> None:
    broken = THREE[:place] + stray + THREE[place + gone :]
    reading = read(broken, "x")
    headers = len(re.findall(r"^\[\[commitment\]\]$", broken, re.MULTILINE))

    assert len(reading.ledger.commitments) + len(reading.unread) >= headers
    if not reading.problems:
        assert len(reading.ledger.commitments) == len(tomllib.loads(broken).get("commitment", []))


# ---- values that do not fit ----


@pytest.mark.parametrize(
    ("fields", "name", "says"),
    [
        ({"status": "in progress"}, "status", "Did you mean in-progress?"),
        ({"status": "gone"}, "status", "One of: requested, not-started"),
        ({"next_move": "us"}, "next_move", "Did you mean US?"),
        ({"progress": 101}, "progress", "from 0 to 100"),
        ({"progress": "half"}, "progress", "a whole number"),
        ({"due": "2026-Q5"}, "due", '"2026-Q4"'),
        ({"due": 2026}, "due", '"2026-Q4"'),
        ({"listed": "2026-01-27"}, "listed", "a date without quotation marks"),
        ({"listed": "@2026-01-27T10:00:00"}, "listed", "a date without quotation marks"),
        ({"owner_confirmed": "yes"}, "owner_confirmed", "true or false"),
        ({"title": 5}, "title", "text in quotation marks"),
        ({"title": True}, "title", "not true"),
        ({"supporting": "MODA"}, "supporting", "a list of texts"),
        ({"supporting": ["MODA", 1]}, "supporting", "a list of texts"),
        ({"target": 50}, "target", "an inline table"),
        ({"milestone": "pilot"}, "milestone", "an array of tables"),
        ({"update": {"date": "@2026-02-10"}}, "update", "an array of tables"),
        ({"evidence": 1}, "evidence", "an array of tables"),
    ],
)
def test_a_value_that_does_not_fit_is_named_and_the_commitment_still_read(
    fields: dict[str, object], name: str, says: str
) -> None:
    reading = read(ledger_text({"id": "E6-P1-01"}, {"id": "E6-P1-02", "status": "blocked"} | fields), "x")
    (found,) = reading.problems

    assert found.message.en.startswith(f"{name} ")
    assert says in words(reading)
    assert found.id == "E6-P1-02"
    assert len(reading.ledger.commitments) + len(reading.unread) == 2
    assert (reading.unread == ("E6-P1-02",)) == (name == "status")


@pytest.mark.parametrize(
    "fields",
    [
        {"milestone": ["pilot"]},
        {"evidence": ["A letter"]},
        {"update": ["Called them."]},
        {"update": ["@2026-02-10"]},
        {"update": [{"date": "@2026-02-10", "cleared": 5}]},
        {"update": [{"date": "@2026-02-10", "cleared": "due"}]},
        {"update": [{"date": "@2026-02-10", "cleared": [["due"]]}]},
        {"update": [{"date": "@2026-02-10", "previous": "not-started"}]},
        {"update": [{"date": "@2026-02-10", "set": ["note"]}]},
        {"update": [{"date": "@2026-02-10", "status": "gone"}]},
        {"update": [{"date": "@2026-02-10", "correction": "yes"}]},
        {"update": [{"date": "2026-02-10"}]},
        {"update": [{"note": "No date."}]},
        {"milestone": [{"title": "No id"}]},
        {"target": {"unit": "%"}},
        {"target": {"value": "50"}},
    ],
)
def test_a_part_that_cannot_be_read_is_named(fields: dict[str, object]) -> None:
    reading = read(ledger_text(fields), "x")

    assert ids(reading) == ["E6-P1-01"]
    assert [found.id for found in reading.problems] == ["E6-P1-01"]


@pytest.mark.parametrize(("value", "shown"), [({"unit": "%"}, "value"), ({"value": "50"}, "50")])
def test_what_is_wrong_inside_a_target_is_said(value: dict[str, object], shown: str) -> None:
    reading = read(ledger_text({"target": value}), "x")

    assert "an inline table, not {" not in words(reading)
    assert shown in words(reading)


@pytest.mark.parametrize("name", ["id", "pillar", "owner", "status"])
def test_a_commitment_without_what_it_needs_is_named_as_unread(name: str) -> None:
    reading = read(ledger_text({"id": "E6-P1-01"}, {"id": "E6-P1-02", name: None}), "x")

    assert ids(reading) == ["E6-P1-01"]
    assert reading.unread == (None if name == "id" else "E6-P1-02",)
    assert [found.message.en for found in reading.problems] == [f"commitment lacks “{name}”"]


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("schema = 2\n", "schema-version"),
        ('schema = "1"\n', "schema-version"),
        ("settings = 3\n", "wrong-type"),
        ("meeting = 3\n", "wrong-type"),
        ("[commitment]\nid = 'A'\n", "wrong-type"),
        ("commitment = ['A']\n", "wrong-type"),
        ("[settings]\nlanguage = 'fr'\n", "bad-value"),
        ("[settings]\ndue_soon_days = -1\n", "bad-value"),
        ("[dialogue]\ntitle = 'x'\n", "missing-field"),
        ("[[agency]]\ncode = 'A'\n", "missing-field"),
        ("[[agency]]\ncode = 'A'\nside = 'EU'\n", "bad-value"),
    ],
)
def test_tables_that_cannot_be_read_are_named(text: str, rule: str) -> None:
    assert [found.rule for found in read(text, "x").problems] == [rule]


@pytest.mark.parametrize("text", ["", "\n", "# nothing yet\n", "schema = 1"])
def test_an_empty_ledger_is_a_ledger(text: str) -> None:
    reading = read(text, "x")

    assert (ids(reading), reading.problems) == ([], ())


# ---- bytes ----


def test_a_byte_order_mark_is_no_fault(tmp_path: Path) -> None:
    path = tmp_path / "commitments.toml"
    path.write_bytes(b"\xef\xbb\xbf" + THREE.encode())
    source = store.read(path)

    assert source.text == THREE
    assert read(source.text, "x").problems == ()


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf_16_is_refused_by_name(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "commitments.toml"
    marks = {"utf-16-le": "\ufeff", "utf-16-be": "\ufeff"}
    path.write_bytes((marks.get(encoding, "") + THREE).encode(encoding))

    with pytest.raises(LedgerUnreadable) as refused:
        _ = store.read(path).text
    assert "UTF-16" in refused.value.message.en
    assert "UTF-8" in refused.value.remedy.en


@pytest.mark.slow
@pytest.mark.parametrize("large", [False, True], ids=["small", "large"])
@pytest.mark.parametrize("place", [TITLE, NOTE, f"{TITLE}  # "])
def test_a_byte_that_is_not_utf_8_costs_its_line(
    tmp_path: Path, eppd: Eppd, place: str, *, large: bool
) -> None:
    path = tmp_path / "commitments.toml"
    text = THREE.replace(TITLE, place) if place.startswith(TITLE) else THREE
    text = (
        text.replace(place, place + "臺", 1)
        if place.endswith("# ")
        else text.replace(place, place[:-1] + '臺"')
    )
    more = "".join(THREE[12:].replace("E6-P1", f"E6-P1{number}") for number in range(2, 300 if large else 2))
    raw = (text + more).encode().replace("臺".encode(), "台".encode("big5"))
    path.write_bytes(raw)
    line = text[: text.index("臺")].count("\n") + 1
    ran = eppd("list", "--all", "--format", "ids", "--today", "2026-06-30", code=3)

    assert set(IDS) <= set(ran.out.split())
    assert f"commitments.toml:{line}:" in ran.err
    assert "no UTF-8" in ran.err
    for command in (("update", "p1-1", "--note", "x"), ("check", "--fix"), ("schema", "--link")):
        eppd(*command, "--today", "2026-06-30", code=3)
    assert path.read_bytes() == raw


def test_a_file_in_another_encoding_is_refused_at_its_first_line_and_column(tmp_path: Path) -> None:
    path = tmp_path / "commitments.toml"
    path.write_bytes("schema = 1\n# 臺 ".encode() + "台灣\n".encode("big5") * 30)

    with pytest.raises(LedgerUnreadable) as refused:
        _ = store.read(path).text
    assert refused.value.message.en == "commitments.toml:2:5: the file is not UTF-8."


def test_a_damaged_ledger_is_listed_in_part_and_ends_with_3(eppd: Eppd, ledger: Callable[..., Path]) -> None:
    path = ledger({"id": "E6-P1-01"}, {"id": "E6-P1-02"})
    path.write_text(
        path.read_text(encoding="utf-8").replace('E6-P1-02"\npillar = 1', 'E6-P1-02"\npillar = x')
    )
    ran = eppd("list", "--format", "ids", "--today", "2026-06-30", code=3)

    assert ran.out == "E6-P1-01\n"
    assert "E6-P1-02" in ran.err
