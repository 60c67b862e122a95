"""What a merge makes of work that meets: the same status twice, a record taken out, an id given out twice."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import tomli
from conftest import Eppd, swap
from oracle import complaints
from threeway import PLAIN

from eppd_track.ledger import checks, reader
from eppd_track.ledger.merge import Merged, merge

FIRST, SECOND = "E6-P1-01", "E6-P1-02"
LAST = 'status = "not-started"\nlisted = 2026-01-27\n'
CALLED = '\n  [[commitment.update]]\n  date = 2026-02-10\n  by = "A"\n  note = "Called."\n'
CALLED += '  status = "in-progress"\n  previous = { status = "not-started" }\n'


def record(day: str, note: str, *lines: str) -> str:
    more = "".join(f"  {line}\n" for line in lines)
    return f'\n  [[commitment.update]]\n  date = {day}\n  note = "{note}"\n{more}'


def on_first(text: str, *records: str) -> str:
    """A text with records behind the last one of the first commitment."""
    mark = '\n[[commitment]]\nid = "E6-P1-02"'
    return swap(text, (mark, "".join(records) + mark))


def new_item(name: str, title: str, *lines: str) -> str:
    more = "".join(f"{line}\n" for line in lines)
    return (
        f'\n[[commitment]]\nid = "{name}"\npillar = 2\ntitle = "{title}"\nowner = "MOEA"\n'
        f'owner_confirmed = true\nstatus = "not-started"\nlisted = 2026-03-01\n{more}'
    )


def merged_well(base: str, ours: str, theirs: str) -> Merged:
    """A merge without a conflict, true to its sides and as clean as they are."""
    merged = merge(base, ours, theirs)
    assert complaints(base, ours, theirs, merged.text) == []
    assert merged.conflicts == ()
    assert found(merged.text) <= found(ours) | found(theirs)
    return merged


def found(text: str) -> set[str]:
    problems = checks.run(reader.read(text, "x"), date(2026, 6, 30), checks.GRAVE)
    return {problem.rule for problem in problems}


def item(text: str, name: str = FIRST) -> dict[str, Any]:
    (table,) = (table for table in tomli.loads(text)["commitment"] if table["id"] == name)
    return table


def notes(text: str, name: str = FIRST) -> list[str]:
    return [update["note"] for update in item(text, name).get("update", [])]


# ---- the same field on both sides ----


def blocked(text: str, day: str, who: str, status: str = "blocked") -> str:
    told = record(
        day, who, 'reason = "Floods."', f'status = "{status}"', 'previous = { status = "in-progress" }'
    )
    return swap(on_first(text, told), ('status = "in-progress"\nlisted', f'status = "{status}"\nlisted'))


@pytest.mark.parametrize(("ours", "theirs"), [("2026-03-01", "2026-03-02"), ("2026-03-02", "2026-03-01")])
def test_both_set_the_same_status_and_the_later_record_says_what_was_before_it(
    ours: str, theirs: str
) -> None:
    merged = merged_well(PLAIN, blocked(PLAIN, ours, "Ours."), blocked(PLAIN, theirs, "Theirs."))

    told = item(merged.text)["update"][-2:]
    assert [record["date"].day for record in told] == [1, 2]
    assert [record["previous"] for record in told] == [{"status": "in-progress"}, {"status": "blocked"}]
    assert item(merged.text)["status"] == "blocked"


def test_a_conflict_leaves_nothing_to_mend_but_the_choice() -> None:
    ours, theirs = blocked(PLAIN, "2026-03-01", "Ours."), blocked(PLAIN, "2026-03-02", "Theirs.", "withdrawn")

    merged = merge(PLAIN, ours, theirs)

    assert len(merged.conflicts) == 1
    chosen = re.sub(r"(?m)^ *#!.*\n", "", merged.text)
    assert found(swap(chosen, ('status = "blocked"\nlisted', 'status = "withdrawn"\nlisted'))) == set()


def test_what_was_set_back_later_on_one_side_is_for_a_person_to_decide() -> None:
    """There and back on ours is no change since the base, but theirs did not know of it."""
    there = blocked(PLAIN, "2026-03-01", "There.")
    back = record("2026-03-09", "Back.", 'status = "in-progress"', 'previous = { status = "blocked" }')
    ours = swap(on_first(there, back), ('status = "blocked"\nlisted', 'status = "in-progress"\nlisted'))

    merged = merge(PLAIN, ours, blocked(PLAIN, "2026-03-05", "Theirs.", "withdrawn"))

    assert item(merged.text)["status"] == "in-progress"
    assert '#! conflict: theirs has status = "withdrawn"' in merged.text
    assert notes(merged.text) == ["Called.", "There.", "Theirs.", "Back."]


def test_who_may_see_a_record_is_what_one_side_made_it() -> None:
    seen = swap(PLAIN, ('note = "Called."', 'note = "Called."\n  visibility = "public"'))
    ours = on_first(PLAIN, record("2026-03-01", "Ours."))

    merged = merged_well(seen, ours, on_first(seen, record("2026-03-02", "Theirs.")))

    assert "visibility" not in merged.text
    assert notes(merged.text) == ["Called.", "Ours.", "Theirs."]


# ---- taken out on one side ----


OUT: dict[str, tuple[str, str]] = {
    "record": (CALLED, "record 1"),
    "milestone": ('\n  [[commitment.milestone]]\n  id = "opening"\n  due = 2026-12-01\n', "opening"),
    "evidence": ('\n  [[commitment.evidence]]\n  type = "minutes"\n  title = "First visit"\n', "evidence 1"),
    "commitment": (PLAIN[PLAIN.index("\n# ---- the second") :], "commitment E6-P2-01"),
    "agency": ('[[agency]]\ncode = "MODA"\nside = "TW"\n\n', "agency MODA"),
    "document": ('[[document]]\nid = "deck"\ntitle = "Results"\n\n', "document deck"),
}


@pytest.mark.parametrize(("lines", "told"), OUT.values(), ids=OUT.keys())
@pytest.mark.parametrize("who", ["ours", "theirs"])
def test_what_one_side_took_out_and_the_other_kept_stays_whoever_merges(
    lines: str, told: str, who: str
) -> None:
    base = PLAIN if lines in PLAIN else swap(PLAIN, ("[[pillar]]", f"{lines}[[pillar]]"))
    without = swap(base, (lines, ""), ("Train people", "Train many"))
    sides = (without, base) if who == "ours" else (base, without)

    merged = merge(base, *sides)

    assert complaints(base, *sides, merged.text) == []
    assert told in " ".join(remark.en for remark in merged.remarks)
    (block,) = tomli.loads(lines).items() if told != "record 1" else [("commitment", None)]
    assert block[0] in tomli.loads(merged.text)
    assert sorted(tomli.loads(merged.text)) == sorted(tomli.loads(base))


@pytest.mark.parametrize("who", ["ours", "theirs"])
def test_a_record_taken_back_by_undo_stays_with_what_it_did_to_the_head(
    eppd: Eppd, tmp_path: Path, who: str
) -> None:
    path = tmp_path / "commitments.toml"
    path.write_text(PLAIN, "utf-8")
    at = ("--today", "2026-03-01", "--by", "Lin")
    eppd("update", "p1-1", "--due", "2027-06-30", "--reason", "Floods.", "--milestone-done", "pilot", *at)
    base = path.read_text("utf-8")
    eppd("undo")
    undone = swap(path.read_text("utf-8"), ("Train people", "Train many"))
    other = on_first(base, record("2026-03-03", "Theirs."))

    merged = merged_well(base, *((undone, other) if who == "ours" else (other, undone)))

    head = item(merged.text)
    assert (head["due"], head["original_due"]) == (date(2027, 6, 30), date(2026, 12, 31))
    assert head["milestone"][0]["done"] == date(2026, 3, 1)
    assert [update.get("reason") or update["note"] for update in head["update"]] == [
        "Called.",
        "Floods.",
        "Theirs.",
    ]
    assert item(merged.text, "E6-P1-03")["title"] == "Train many"


def test_a_record_taken_back_and_made_anew_stands_behind_the_first() -> None:
    base = blocked(PLAIN, "2026-03-01", "Wrong.")
    ours = blocked(PLAIN, "2026-03-01", "Right.", "withdrawn")

    merged = merged_well(base, ours, on_first(base, record("2026-03-05", "Theirs.")))

    assert item(merged.text)["status"] == "withdrawn"
    assert notes(merged.text) == ["Called.", "Wrong.", "Right.", "Theirs."]
    assert item(merged.text)["update"][2]["previous"] == {"status": "blocked"}


@pytest.mark.parametrize("who", ["ours", "theirs"])
def test_a_record_changed_by_hand_on_one_side_stands_in_both_forms(who: str) -> None:
    changed = swap(PLAIN, ("Called.", "Phoned."))
    other = on_first(PLAIN, record("2026-03-01", "More."))
    sides = (changed, other) if who == "ours" else (other, changed)

    assert sorted(notes(merged_well(PLAIN, *sides).text)) == ["Called.", "More.", "Phoned."]


# ---- without an ancestor ----


def test_one_item_that_both_histories_began_with_is_one_item() -> None:
    ours = blocked(PLAIN, "2026-03-01", "Ours.")
    theirs = swap(on_first(PLAIN, record("2026-03-02", "Theirs.")), ('tags = ["steel"]\n', ""))
    theirs += new_item("E6-P2-02", "Theirs alone")

    merged = merged_well("", ours, theirs)

    names = [table["id"] for table in tomli.loads(merged.text)["commitment"]]
    assert names == [FIRST, SECOND, "E6-P1-03", "E6-P2-01", "E6-P2-02"]
    assert notes(merged.text) == ["Called.", "Ours.", "Theirs."]
    assert item(merged.text)["status"] == "blocked"
    assert merged.remarks == ()


def test_another_item_of_the_same_id_gets_a_number_of_its_own_without_an_ancestor_too() -> None:
    merged = merge("", PLAIN, swap(PLAIN, ('"Train people"', '"Dig a well"')))

    assert [table["title"] for table in tomli.loads(merged.text)["commitment"]] == [
        *("Build a bridge", "Open an office", "Train people", "Dig a well", "Share a register")
    ]
    assert [remark.en for remark in merged.remarks] == ["Both gave out E6-P1-03; theirs is now E6-P1-04."]


# ---- carried twice ----

MEETING = '[[meeting]]\nid = "EPPD-7"\ndate = 2027-01-26\nkind = "dialogue"\n\n[[agency]]'


def carried(text: str, who: str, note: str = "Carried into EPPD-7.", *rounds: str) -> str:
    all_rounds = ", ".join(f'"{name}"' for name in (*rounds, "EPPD-7"))
    before = (
        f"previous = {{ carried = [{', '.join(map(repr, rounds))}] }}".replace("'", '"') if rounds else ""
    )
    lines = (f'by = "{who}"', f"carried = [{all_rounds}]", *([before] if before else []))
    told = on_first(swap(text, ("[[agency]]", MEETING)), record("2027-02-01", note, *lines))
    return swap(told, ("listed = 2026-01-27\ndue", f"listed = 2026-01-27\ncarried = [{all_rounds}]\ndue"))


def test_carried_into_the_same_round_by_both_is_carried_once() -> None:
    ours, theirs = carried(PLAIN, "Lin"), on_first(carried(PLAIN, "Wang"), record("2027-02-03", "Theirs."))

    merged = merged_well(PLAIN, ours, theirs)

    assert item(merged.text)["carried"] == ["EPPD-7"]
    assert notes(merged.text) == ["Called.", "Carried into EPPD-7.", "Theirs."]


def test_what_the_second_who_carried_it_said_stays_as_a_note() -> None:
    ours, theirs = carried(PLAIN, "Lin"), carried(PLAIN, "Wang", "With a new deadline.")
    merged = merge(PLAIN, ours, theirs)

    assert [(update["note"], "carried" in update) for update in item(merged.text)["update"]] == [
        *(("Called.", False), ("Carried into EPPD-7.", True), ("With a new deadline.", False)),
    ]
    assert found(merged.text) <= found(ours) | found(theirs)


# ---- an id given out twice ----


def test_a_renumbered_id_is_new_wherever_theirs_speaks_of_it() -> None:
    document = '[[document]]\nid = "deck"\n\n  [[document.aside]]\n  reason = "See E6-P2-02."\n\n[[pillar]]'
    theirs = swap(
        PLAIN + new_item("E6-P2-02", "Theirs", 'note = "Not XE6-P2-02 nor E6-P2-02b."'),
        ('tags = ["steel"]', 'tags = ["steel"]\nrelated = ["E6-P2-02"]\nanswered_by = ["E6-P2-02"]'),
        ('id = "opening"', 'id = "opening"\n  title = "As in E6-P2-02"\n  evidence = "E6-P2-02"'),
        ("[[pillar]]", document),
    )
    told = ('related = ["E6-P2-02"]', 'set = { note = "E6-P2-02" }', 'previous = { related = ["E6-P2-02"] }')
    theirs = on_first(theirs, record("2026-03-01", "Moved to E6-P2-02.", *told))
    theirs = swap(theirs, ('title = "First visit"', 'title = "First visit"\n  ref = "E6-P2-02.pdf"'))
    ours = PLAIN + new_item("E6-P2-02", "Ours", 'note = "This is E6-P2-02."')

    text = merge(PLAIN, ours, theirs).text

    assert complaints(PLAIN, ours, theirs, text) == []
    assert item(text, "E6-P2-02")["note"] == "This is E6-P2-02."
    assert item(text, "E6-P2-03")["note"] == "Not XE6-P2-02 nor E6-P2-02b."
    head = item(text)
    assert head["related"] == head["answered_by"] == ["E6-P2-03"]
    assert (head["milestone"][1]["title"], head["milestone"][1]["evidence"]) == ("As in E6-P2-03", "E6-P2-03")
    assert head["update"][1] == {
        "date": date(2026, 3, 1), "note": "Moved to E6-P2-03.", "related": ["E6-P2-03"],
        "set": {"note": "E6-P2-03"}, "previous": {"related": ["E6-P2-03"]},
    }  # fmt: skip
    assert tomli.loads(text)["document"][0]["aside"] == [{"reason": "See E6-P2-03."}]
    assert item(text, SECOND)["evidence"][-1]["ref"] == "E6-P2-02.pdf"


def test_an_id_that_differs_in_case_alone_is_given_out_twice_too() -> None:
    text = merge(PLAIN, PLAIN + new_item("E6-P2-02", "Ours"), PLAIN + new_item("e6-p2-02", "Theirs")).text

    assert item(text, "E6-P2-03")["title"] == "Theirs"


# ---- what eppd does not know ----


KEYS = {
    "inline table": ('settings = { language = "zh" }', "settings"),
    "dotted": ('settings.language = "zh"', "settings"),
    "quoted": ('"a.b" = 1', "a.b"),
    "Chinese": ('"備註" = "x"', "備註"),
    "escaped": (r'"\u5099\n" = "x"', "\u5099\n"),
    "empty": ('"" = 1', ""),
    "dotted with quotes": ("""x."1.2".'#' = 1""", "x"),
    "array of tables": ("x = [{ a = 1 }, { a = 2 }]", "x"),
}


@pytest.mark.parametrize(("lines", "key"), KEYS.values(), ids=KEYS.keys())
@pytest.mark.parametrize("where", ["at the top", "in a head", "in a record"])
def test_a_key_that_theirs_has_new_is_in_the_merged_ledger(lines: str, key: str, where: str) -> None:
    base = swap(PLAIN, ('[settings]\nlanguage = "en"\n\n', ""))
    mark = {"at the top": "schema = 1", "in a head": "pillar = 1\ntitle", "in a record": '  by = "A"'}[where]
    ours = on_first(base, record("2026-03-01", "Ours."))

    merged = merged_well(base, ours, swap(base, (mark, f"{lines}\n{mark}")))

    tables = (tomli.loads(merged.text), item(merged.text), *item(merged.text)["update"])
    assert tomli.loads(lines)[key] in [table.get(key) for table in tables]


@pytest.mark.parametrize(
    "lines", ['"a.b" = 1\n', '"備註" = "x"\n', "x.y = { '1.2' = 3 }\n", "x = [ # one\n  1,\n]  # two\n"]
)
def test_what_theirs_wrote_is_taken_over_as_it_is_written(lines: str) -> None:
    ours = on_first(PLAIN, record("2026-03-01", "Ours."))
    theirs = on_first(swap(PLAIN, ("# What was agreed.\n", f"# What was agreed.\n{lines}")))

    assert lines in merge(PLAIN, ours, theirs).text


TABLES = {
    "[x] above [x.b]": ("\n[x.b]\nc = 1\n", "\n[x]\na = 1\n\n[x.b]\nc = 1\n"),
    "[x] below [x.b]": ("\n[x.b]\nc = 1\n", "\n[x.b]\nc = 1\n\n[x]\na = 1\n"),
    "a key of dotted ones": ("\n[x]\nb.c = 1\n", "\n[x]\nb.c = 1\nb.d = 2\n"),
    "a key of an inline table": ("\n[x]\nb = { c = 1 }\n", "\n[x]\nb = { c = 1, d = 2 }\n"),
    "a table becomes inline": ("\n[x]\nb.c = 1\n\n[x.e]\nf = 1\n", "\n[x]\nb = { c = 2 }\ne = { f = 2 }\n"),
    "a row more": ("\n[[x]]\na = 1\n", "\n[[x]]\na = 1\n\n[[x]]\na = 2\n"),
    "a row less": ("\n[[x]]\na = 1\n\n[[x]]\na = 2\n", "\n[[x]]\na = 2\n"),
    "a table less": ("\n[x]\na = 1\n\n[x.y]\nb = 1\n", ""),
}


@pytest.mark.parametrize(("before", "after"), TABLES.values(), ids=TABLES.keys())
def test_tables_that_theirs_changed_are_as_theirs_has_them(before: str, after: str) -> None:
    ours = on_first(PLAIN, record("2026-03-01", "Ours."))

    merged = merged_well(PLAIN + before, ours + before, PLAIN + after)

    assert tomli.loads(merged.text).get("x") == tomli.loads(after).get("x")


UNKNOWN: dict[str, Callable[[int], str]] = {
    "a table": lambda value: f"\n[x]\na = {value}\n",
    "a table in a table": lambda value: f"\n[x.y.z]\na = {value}\n",
    "dotted keys": lambda value: f"\n[x]\ny.a = {value}\n",
    "an inline table": lambda value: f"\n[x]\ny = {{ a = {value} }}\n",
    "a list of tables": lambda value: f"\n[[x]]\na = {value}\n",
    "a table or a value": lambda value: f"\n[x]\na = {value if value < 3 else '{ b = 1 }'}\n",
}


@pytest.mark.parametrize("table", UNKNOWN.values(), ids=UNKNOWN.keys())
def test_an_unknown_table_that_both_changed_is_a_conflict_that_check_shows(
    eppd: Eppd, tmp_path: Path, table: Callable[[int], str]
) -> None:
    base, ours, theirs = (PLAIN + table(value) for value in (1, 2, 3))

    merged = merge(base, ours, theirs)

    assert len(merged.conflicts) == 1
    assert complaints(base, ours, theirs, merged.text) == []
    (tmp_path / "commitments.toml").write_text(merged.text, "utf-8")
    assert "theirs has " in eppd("check", "merge-conflict", code=1).out


BROKEN = {
    "en": ({"base": "The common ancestor", "ours": "Our ledger", "theirs": "Their ledger"}, "Line 38: "),
    "zh": ({"base": "共同前版", "ours": "本機版本", "theirs": "他人版本"}, "第 38 行："),
}


@pytest.mark.parametrize("which", ["base", "ours", "theirs"])
@pytest.mark.parametrize("language", BROKEN)
def test_a_side_that_cannot_be_read_is_told_with_its_line(
    eppd: Eppd, tmp_path: Path, which: str, language: str
) -> None:
    who, where = BROKEN[language]
    for name in who:
        broken = swap(PLAIN, ('status = "in-progress"', 'status = "in-progress')) if name == which else PLAIN
        (tmp_path / name).write_text(broken, "utf-8")

    ran = eppd("merge", "base", "ours", "theirs", "--lang", language, code=5)

    assert who[which] in ran.err
    assert where in ran.err
    assert "Illegal" not in ran.err


def test_a_record_whose_previous_is_no_table_is_merged_as_it_stands() -> None:
    ours = on_first(PLAIN, record("2026-03-02", "Ours.", "progress = 20", 'previous = "x"'))
    theirs = on_first(PLAIN, record("2026-03-01", "Theirs.", "progress = 10"))

    merged = item(merge(PLAIN, ours, theirs).text)

    assert [one["note"] for one in merged["update"][-2:]] == ["Theirs.", "Ours."]
    assert merged["update"][-1]["previous"] == "x"
