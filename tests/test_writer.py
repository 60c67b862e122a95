"""Writing: a change lands in its place, and every other line stays as it was."""

import datetime as dt
import os
import tomllib
from collections.abc import Mapping
from typing import Any

import pytest
from conftest import SHIPPED
from hypothesis import given, settings
from hypothesis import strategies as st
from layouts import NASTY, WORDS, changes, ledgers

from eppd_track.ledger import reader, splices, writer
from eppd_track.ledger.document import Document
from eppd_track.ledger.writer import Addition, Change, Edit
from eppd_track.model.due import Due
from eppd_track.model.records import Target, Value
from eppd_track.model.vocabulary import Move, Priority, Status
from eppd_track.rules import history
from eppd_track.words.errors import ChangeRefused

MANY = settings(max_examples=int(os.environ.get("EPPD_CASES", "300")), deadline=None)
DAY = dt.date(2026, 6, 30)
KINDS = ("commitment", "meeting", "document")
RECORD = {"date": DAY, "note": "Begun."}


def edit(fields: Mapping[str, Value] | None = None, /, **more: Any) -> Change:
    """A change of the commitment A with a record of two lines."""
    return Change(edits=(Edit(**{"id": "A", "fields": fields or {}, "record": RECORD} | more),))


def new_commitment(identifier: str, pillar: int = 1) -> Addition:
    return Addition(
        "commitment", {"id": identifier, "pillar": pillar, "owner": "MOEA", "status": "not-started"}
    )


def apply(text: str, change: Change) -> str:
    return writer.apply(reader.read(text, "commitments.toml"), change)


BEFORE = """\
# What was agreed.

[[commitment]]
id = "A"
pillar = 1
title = "Bridge"          # own words
owner = "MOEA"
status = 'not-started'    # by hand
listed = 2026-01-27
colour = "blue"           # ours

# ---- the next one ----

[[commitment]]
id = "B"
pillar = 1
owner = "MOEA"
status = "not-started"
"""
RECORD_LINES = """\

  [[commitment.update]]
  date = 2026-06-30
  note = "Begun."
"""


def golden(before: str = "", after: str = "", *, record: str = RECORD_LINES) -> str:
    """BEFORE with its lines `before` as `after`, and the record behind the first commitment."""
    assert before in BEFORE
    text = BEFORE.replace(before, after, 1)
    return text.replace("\n\n# ---- the next", f"\n{record}\n# ---- the next")


# ---- values of the head ----


def test_a_value_changes_where_it_stands_and_keeps_its_comment() -> None:
    assert apply(BEFORE, edit({"status": Status.IN_PROGRESS})) == golden(
        "status = 'not-started'    # by hand\n", 'status = "in-progress"    # by hand\n'
    )


@pytest.mark.parametrize(
    ("field", "value", "behind", "line"),
    [
        ("topic", "Steel", "pillar = 1\n", 'topic = "Steel"'),
        ("title_zh", "造橋", 'title = "Bridge"          # own words\n', 'title_zh = "造橋"'),
        ("owner_confirmed", True, 'owner = "MOEA"\n', "owner_confirmed = true"),
        ("next_move", Move("US"), 'owner = "MOEA"\n', 'next_move = "US"'),
        ("progress", 0, "status = 'not-started'    # by hand\n", "progress = 0"),
        ("priority", Priority.HIGH, "status = 'not-started'    # by hand\n", 'priority = "high"'),
        ("due", Due("2026-11-23"), "listed = 2026-01-27\n", "due = 2026-11-23"),
        ("due", Due("2026-Q4"), "listed = 2026-01-27\n", 'due = "2026-Q4"'),
        ("verifiable", False, "listed = 2026-01-27\n", "verifiable = false"),
        (
            "target",
            Target(value=50, unit="%"),
            "listed = 2026-01-27\n",
            'target = { value = 50, unit = "%" }',
        ),
        ("tags", ("a", "b"), "listed = 2026-01-27\n", 'tags = ["a", "b"]'),
        ("note", "two\nlines", "listed = 2026-01-27\n", 'note = """\ntwo\nlines"""'),
    ],
)
def test_a_new_key_stands_where_a_careful_person_writes_it(
    field: str, value: Value, behind: str, line: str
) -> None:
    after = apply(BEFORE, edit({field: value}))

    assert after == golden().replace(behind, f"{behind}{line}\n", 1)


def test_several_new_keys_stand_in_their_order_however_they_were_given() -> None:
    change = edit({"next_step": "Call them", "due": Due("2026-Q4"), "done_when": "It stands"})

    assert apply(BEFORE, change) == golden(
        "listed = 2026-01-27\n",
        'listed = 2026-01-27\ndue = "2026-Q4"\ndone_when = "It stands"\nnext_step = "Call them"\n',
    )


def test_a_cleared_key_goes_and_leaves_the_other_lines() -> None:
    assert apply(BEFORE, edit({"listed": None})) == golden("listed = 2026-01-27\n", "")


def test_a_cleared_key_leaves_its_comment() -> None:
    text = BEFORE.replace("listed = 2026-01-27\n", "  listed = 2026-01-27  # the day of the talks\n")

    assert apply(text, edit({"listed": None})) == golden(
        "listed = 2026-01-27\n", "  # the day of the talks\n"
    )


def test_a_value_set_to_what_holds_anyway_goes() -> None:
    text = BEFORE.replace("listed = 2026-01-27\n", 'listed = 2026-01-27\npriority = "high"\n')

    assert apply(text, edit({"priority": Priority.NORMAL})) == golden()


def test_clearing_what_is_not_there_changes_nothing_else() -> None:
    assert apply(BEFORE, edit({"due": None})) == golden()


def test_a_key_can_go_while_its_neighbour_comes() -> None:
    assert apply(BEFORE, edit({"listed": None, "due": Due("2026-Q4")})) == golden(
        "listed = 2026-01-27\n", 'due = "2026-Q4"\n'
    )


@pytest.mark.parametrize("value", ['[\n  "a",  # first\n  "b",\n]', '[ "a"\n, "b" ]', '["a"]', "[]"])
def test_an_array_over_several_lines_is_replaced_whole(value: str) -> None:
    text = BEFORE.replace("listed = 2026-01-27\n", f"tags = {value} # all of them\n")

    assert apply(text, edit({"tags": ("c",)})) == golden(
        "listed = 2026-01-27\n", 'tags = ["c"] # all of them\n'
    )


def test_the_key_keeps_its_indentation_its_quotes_and_its_spaces() -> None:
    text = BEFORE.replace("status = 'not-started'", "\t'status'=  'not-started'")

    assert apply(text, edit({"status": Status.BLOCKED})) == golden(
        "status = 'not-started'", "\t'status'=  \"blocked\""
    )


def test_a_new_key_is_indented_like_its_neighbour() -> None:
    text = BEFORE.replace("listed =", "    listed =")

    assert apply(text, edit({"due": Due("2026-Q4")})) == golden(
        "listed = 2026-01-27\n", '    listed = 2026-01-27\n    due = "2026-Q4"\n'
    )


# ---- records ----

HISTORY = """\
[[commitment]]
id = "A"
pillar = 1
owner = "MOEA"
status = "in-progress"

    [[commitment.milestone]]
    id = "pilot"
    title = "Test line"  # first step
    due = "2027-Q2"
    evidence = "none yet"

    # the history
    [[commitment.update]]
    date = 2026-02-10
    note = "Site survey."  # by phone
    # ask again in May

# heads B
[[commitment]]
id = "B"
pillar = 1
owner = "MOEA"
status = "not-started"
"""


def test_the_first_record_stands_below_the_head() -> None:
    assert apply(BEFORE, edit()) == golden()


def test_a_later_record_stands_below_the_last_one_and_is_indented_like_it() -> None:
    record = '\n    [[commitment.update]]\n    date = 2026-06-30\n    note = "Begun."\n'

    assert apply(HISTORY, edit()) == HISTORY.replace("in May\n", f"in May\n{record}")


def test_evidence_stands_before_the_first_record() -> None:
    paper = {"date": DAY, "type": "minutes", "title": "Second meeting"}
    after = apply(HISTORY, edit(evidence=(paper,)))

    assert after == HISTORY.replace(
        '"none yet"\n',
        '"none yet"\n\n    [[commitment.evidence]]\n    date = 2026-06-30\n    type = "minutes"\n'
        '    title = "Second meeting"\n',
    ).replace("in May\n", 'in May\n\n    [[commitment.update]]\n    date = 2026-06-30\n    note = "Begun."\n')


def test_more_evidence_stands_behind_the_last_piece() -> None:
    text = HISTORY.replace(
        "    # the history", '    [[commitment.evidence]]\n    title = "One"\n\n    # the history'
    )
    after = apply(text, edit(evidence=({"title": "Two"}, {"title": "Three"})))

    assert [paper["title"] for paper in tomllib.loads(after)["commitment"][0]["evidence"]] == [
        "One",
        "Two",
        "Three",
    ]
    assert after.index('"Three"') < after.index("# the history")


def test_evidence_and_the_first_record_come_together() -> None:
    after = apply(BEFORE, edit(evidence=({"title": "Minutes"},)))

    assert after == golden(record=f'\n  [[commitment.evidence]]\n  title = "Minutes"\n{RECORD_LINES}')


def test_a_milestone_reached_gets_its_day_behind_its_due_date() -> None:
    after = apply(HISTORY, edit(done={"pilot": dt.date(2026, 6, 1)}))

    assert 'due = "2027-Q2"\n    done = 2026-06-01\n    evidence = "none yet"\n' in after


def test_the_comment_that_heads_the_next_commitment_stays_above_it() -> None:
    text = BEFORE.replace("\n# ---- the next one ----\n\n", "# ---- the next one ----\n")
    after = apply(text, edit())

    assert after == text.replace("# ----", f"{RECORD_LINES}\n# ----", 1)


def test_a_table_below_the_history_stays_where_it_is() -> None:
    text = HISTORY.replace("\n# heads B", "\n[commitment.target]\nvalue = 3 # years\n\n# heads B")
    after = apply(text, edit())

    assert "[commitment.target]\nvalue = 3 # years\n\n# heads B\n" in after
    assert tomllib.loads(after)["commitment"][0]["target"] == {"value": 3}


@pytest.mark.parametrize("table", ["previous", "set"])
def test_a_record_with_a_table_of_its_own_is_not_split(table: str) -> None:
    text = HISTORY.replace("    # ask again", f'    [commitment.update.{table}]\n    note = "x"\n    # ask')
    (first, second) = tomllib.loads(apply(text, edit()))["commitment"][0]["update"]

    assert first == {"date": dt.date(2026, 2, 10), "note": "Site survey.", table: {"note": "x"}}
    assert second == RECORD


def test_several_commitments_change_at_once() -> None:
    change = Change(
        edits=tuple(Edit(id=name, fields={"status": Status.BLOCKED}, record=RECORD) for name in ("B", "A"))
    )
    after = apply(BEFORE, change)

    assert after == golden("'not-started'", '"blocked"').replace(
        'status = "not-started"\n', f'status = "blocked"\n{RECORD_LINES}'
    )


# ---- line ends, tabs, the end of the file ----


def test_a_file_without_a_last_newline_stays_without_one() -> None:
    assert apply(BEFORE.rstrip("\n"), edit(id="B")) == f"{BEFORE}{RECORD_LINES}".rstrip("\n")


def test_a_new_key_at_the_very_end_keeps_its_line() -> None:
    text = '[[commitment]]\nid = "A"\npillar = 1\nowner = "MOEA"\nstatus = "blocked" # now'
    after = apply(text, edit({"progress": 5, "due": Due("2026")}))

    assert after == f'{text}\nprogress = 5\ndue = "2026"\n{RECORD_LINES}'.rstrip("\n")


@pytest.mark.parametrize("text", [BEFORE, HISTORY])
def test_windows_line_ends_stay_and_come_with_new_lines(text: str) -> None:
    change = edit({"note": "two\nlines", "listed": None}, evidence=({"title": "x"},))
    after = apply(text.replace("\n", "\r\n"), change)

    assert after == apply(text, change).replace("\n", "\r\n")


def test_tabs_stay_and_come_with_new_lines() -> None:
    text = HISTORY.replace("    ", "\t")

    assert apply(text, edit()) == apply(HISTORY, edit()).replace("    ", "\t")


def test_a_few_windows_line_ends_do_not_change_the_other_lines() -> None:
    text = BEFORE.replace("# What was agreed.\n", "# What was agreed.\r\n")
    after = apply(text, edit({"status": Status.BLOCKED}))

    assert after.replace("\r\n", "\n") == golden("'not-started'", '"blocked"')
    assert set(text.splitlines(keepends=True)) - set(after.splitlines(keepends=True)) == {
        "status = 'not-started'    # by hand\n"
    }


# ---- texts ----


@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["lf", "crlf"])
@pytest.mark.parametrize("words", NASTY)
def test_every_text_comes_back_as_it_was_typed(words: str, newline: str) -> None:
    change = edit(
        {"note": words, "tags": (words, words), "target": Target(value=1, unit=words)},
        record={"date": DAY, "note": words, "previous": {"note": words, "tags": [words]}},
        evidence=({"title": words},),
    )
    after = reader.read(apply(BEFORE.replace("\n", newline), change), "x")
    commitment = after.ledger.commitments[0]

    assert after.problems == ()
    assert [item.id for item in after.ledger.commitments] == ["A", "B"]
    assert (commitment.note, commitment.tags) == (words, (words, words))
    assert commitment.target == Target(value=1, unit=words)
    assert commitment.evidence[0].title == words
    assert commitment.updates[0].note == words
    assert after.data["commitment"][0]["update"][0]["previous"] == {"note": words, "tags": [words]}


@MANY
@given(WORDS)
def test_a_rendered_text_means_itself(words: str) -> None:
    for value in (words, [words, words], {"a": words, "b": [words]}):
        assert tomllib.loads(f"v = {splices.render_value(value)} # end\nw = 1\n") == {"v": value, "w": 1}


@pytest.mark.parametrize("value", [True, 0, -3, 0.5, 1e20, DAY, [], {}, [[1], []]])
def test_a_rendered_value_means_itself(value: object) -> None:
    assert tomllib.loads(f"v = {splices.render_value(value)}\n") == {"v": value}


def test_a_long_text_is_written_in_lines() -> None:
    assert splices.render_value("first\nsecond") == '"""\nfirst\nsecond"""'


# ---- unusual layouts ----

INLINE = 'commitment = [\n  {id = "A", pillar = 1, owner = "MOEA", status = "blocked"},\n]\n'
HEAD = '[[commitment]]\nid = "A"\npillar = 1\nowner = "MOEA"\nstatus = "blocked"\n'
UNUSUAL: dict[str, tuple[str, Change]] = {
    "commitments inline": (INLINE, edit({"status": Status.IN_PROGRESS})),
    "a new one beside inline ones": (INLINE, Change(additions=(new_commitment("B"),))),
    "a dotted key": (f"{HEAD}target.value = 3\n", edit({"target": Target(value=4)})),
    "a dotted key cleared": (f"{HEAD}target.value = 3\n", edit({"target": None})),
    "a table of its own": (f"{HEAD}[commitment.target]\nvalue = 3\n", edit({"target": Target(value=4)})),
    "records inline": (f"{HEAD}update = [{{ date = 2026-01-27 }}]\n", edit()),
    "no records inline": (f"{HEAD}update = []\n", edit()),
    "evidence inline": (f'{HEAD}evidence = [{{ title = "x" }}]\n', edit(evidence=({"title": "y"},))),
    "no evidence inline": (f"{HEAD}evidence = []\n", edit(evidence=({"title": "y"},))),
    "milestones inline": (f'{HEAD}milestone = [{{ id = "m" }}]\n', edit(done={"m": DAY})),
    "a table after another": (f"{HEAD}[settings]\n[commitment.target]\nvalue = 3\n", edit()),
    "a record after another table": (f"{HEAD}[settings]\n[[commitment.update]]\ndate = 2026-01-27\n", edit()),
    "the same milestone twice": (
        f'{HEAD}[[commitment.milestone]]\nid = "m"\n[[commitment.milestone]]\nid = "m"\n',
        edit(done={"m": DAY}),
    ),
    "a new meeting beside inline ones": (
        f'meeting = [{{ id = "M", date = 2026-01-27 }}]\n{HEAD}',
        Change(additions=(Addition("meeting", {"id": "N", "date": DAY}),)),
    ),
    "no meetings inline": (
        f"meeting = []\n{HEAD}",
        Change(additions=(Addition("meeting", {"id": "N", "date": DAY}),)),
    ),
}


def apply_or_refuse(reading: reader.Reading, change: Change) -> tuple[str | None, str]:
    """The text with the change, or None and what is said of it."""
    try:
        return writer.apply(reading, change), ""
    except ChangeRefused as refused:
        return None, refused.remedy.en


@pytest.mark.parametrize("name", UNUSUAL)
def test_an_unusual_layout_is_changed_right_or_not_at_all(name: str) -> None:
    text, change = UNUSUAL[name]
    reading = reader.read(text, "x")
    assert reading.problems == ()
    after, refusal = apply_or_refuse(reading, change)
    if after is None:
        assert "Nothing was changed" in refusal
    else:
        assert tomllib.loads(after) == writer.expected(reading, change)
        assert outside(reading.document, change, ()) == outside(Document(after), change, ())


def test_a_first_commitment_of_a_lower_pillar_goes_in_front_of_the_others() -> None:
    text = f'{HEAD.replace("pillar = 1", "pillar = 2")}[[agency]]\ncode = "MOEA"\nside = "TW"\n'
    after = apply(text, Change(additions=(new_commitment("B", 1),)))

    assert [item["id"] for item in tomllib.loads(after)["commitment"]] == ["B", "A"]
    assert after.endswith(text)


@pytest.mark.parametrize(
    "name", ["commitments inline", "a dotted key", "records inline", "milestones inline"]
)
def test_a_refusal_names_the_commitment_and_the_way_out(name: str) -> None:
    text, change = UNUSUAL[name]
    with pytest.raises(ChangeRefused) as refused:
        apply(text, change)

    assert refused.value.message.en.startswith("A is laid out in a way")
    assert "eppd edit A" in refused.value.remedy.en


@pytest.mark.parametrize(
    "extra", ["target.value = 3 # deep\n", "x.y = 1\n", "[commitment.target]\nvalue = 3\n"]
)
def test_an_unusual_field_is_no_hindrance_to_the_others(extra: str) -> None:
    after = apply(f"{HEAD}{extra}", edit({"status": Status.IN_PROGRESS, "note": "x"}))

    assert extra in after
    assert tomllib.loads(after)["commitment"][0]["status"] == "in-progress"


# ---- new commitments and meetings ----

PILLARS = """\
[[meeting]]
id = "M-1"
date = 2026-01-26

# ---- Pillar 1 ----

[[commitment]]
id = "A"
pillar = 1
owner = "MOEA"
status = "blocked"

  [[commitment.update]]
  date = 2026-02-10
  # by phone

# ---- Pillar 3 ----

[[commitment]]
id = "B"
pillar = 3
owner = "MOEA"
status = "blocked"
"""
NEW = '\n[[commitment]]\nid = "N"\npillar = {}\nowner = "MOEA"\nstatus = "not-started"\n'


@pytest.mark.parametrize(
    ("pillar", "behind"),
    [
        (0, "date = 2026-01-26\n"),
        (1, "  # by phone\n"),
        (2, "  # by phone\n"),
        (3, 'pillar = 3\nowner = "MOEA"\nstatus = "blocked"\n'),
        (4, 'pillar = 3\nowner = "MOEA"\nstatus = "blocked"\n'),
    ],
)
def test_a_new_commitment_stands_behind_the_last_of_its_pillar(pillar: int, behind: str) -> None:
    after = apply(PILLARS, Change(additions=(new_commitment("N", pillar),)))

    assert after == PILLARS.replace(behind, behind + NEW.format(pillar))


def test_a_new_meeting_stands_behind_the_last_one() -> None:
    addition = Addition("meeting", {"id": "M-2", "date": DAY, "title": 'The "second"'})
    after = apply(PILLARS, Change(additions=(addition,)))

    assert after == PILLARS.replace(
        "date = 2026-01-26\n",
        'date = 2026-01-26\n\n[[meeting]]\nid = "M-2"\ndate = 2026-06-30\ntitle = "The \\"second\\""\n',
    )


@pytest.mark.parametrize(
    "text", ["", "schema = 1\n", "schema = 1", "# A ledger.\n", "[settings]\nlanguage = 'en'"]
)
def test_the_first_commitment_and_meeting_of_a_ledger_find_a_place(text: str) -> None:
    for addition in (new_commitment("N"), Addition("meeting", {"id": "M", "date": DAY})):
        after = apply(text, Change(additions=(addition,)))

        assert after.startswith(text)
        assert tomllib.loads(after) == tomllib.loads(text) | {addition.kind: [addition.table]}


def test_two_new_commitments_come_in_the_order_they_were_given() -> None:
    after = apply(PILLARS, Change(additions=(new_commitment("N"), new_commitment("O"))))

    assert [item["id"] for item in tomllib.loads(after)["commitment"]] == ["A", "N", "O", "B"]


def test_a_change_and_an_addition_at_the_same_place_do_not_mix() -> None:
    change = Change(edits=edit().edits, additions=(new_commitment("N"),))
    first, second, _ = tomllib.loads(apply(PILLARS, change))["commitment"]

    assert (first["id"], len(first["update"])) == ("A", 2)
    assert second == new_commitment("N").table


# ---- the property ----


def outside(document: Document, change: Change, added: tuple[str, ...]) -> list[str]:
    """The blocks a change does not touch, new ones left out, each up to where its content ends."""
    touched = {each.id for each in (*change.edits, *change.parts)}
    found = []
    for block in document.blocks:
        text = document.text[block.start : block.segments[-1].end]
        name = tomllib.loads(text).get(block.kind, [{}]) if block.kind in KINDS else [{}]
        identifier = name[0].get("id") if isinstance(name, list) else None
        if identifier not in touched | set(added):
            found.append(document.text[block.start : document.content_end(block.segments[-1])])
    return [text.rstrip("\r\n") for text in found]


def changed_lines(document: Document, change: Change, data: Mapping[str, Any]) -> set[int]:
    """The numbers of the lines a change may alter: those of the values it names."""
    names = {each.id: each for each in change.edits}
    lines: set[int] = set()
    for block, table in zip(document.of("commitment"), data["commitment"], strict=True):
        each = names.get(table["id"])
        entries = [
            entry
            for entry in document.entries(block.head)
            if each is not None and entry.path[0] in each.fields
        ]
        for entry in entries:
            first, last = document.position(entry.line)[0], document.position(entry.end - 1)[0]
            lines |= set(range(first, last + 1))
    return lines


def lines_of(text: str) -> list[str]:
    """The lines of a text with their ends; the last one without, as one may have come behind it."""
    parts = text.split("\n")
    return [f"{part}\n" for part in parts[:-1]] + parts[-1:]


@pytest.mark.slow
@MANY
@given(ledgers(), st.data())
def test_any_change_leaves_every_other_line_as_it_was(text: str, data: st.DataObject) -> None:
    reading = reader.read(text, "x")
    change = data.draw(changes(reading))
    after = writer.apply(reading, change)

    may_change = changed_lines(reading.document, change, reading.data)
    kept = [line for number, line in enumerate(lines_of(text), 1) if number not in may_change]
    found = iter(lines_of(after))
    lost = [line for line in kept if not any(line.rstrip("\r\n") == other.rstrip("\r\n") for other in found)]
    assert lost == []
    added = tuple(str(addition.table["id"]) for addition in change.additions)
    assert outside(reading.document, change, added) == outside(Document(after), change, added)
    assert ("\r\n" in after) == ("\r\n" in text)
    assert "\r\n" not in text or after.count("\n") == after.count("\r\n")


@pytest.mark.slow
@MANY
@given(ledgers(), st.data())
def test_any_change_read_again_is_what_was_meant(text: str, data: st.DataObject) -> None:
    reading = reader.read(text, "x")
    change = data.draw(changes(reading))
    again = reader.read(writer.apply(reading, change), "x")
    found = {commitment.id: commitment for commitment in again.ledger.commitments}

    assert writer.alike(tomllib.loads(again.document.text), writer.expected(reading, change))
    assert again.problems == ()
    for each in change.edits:
        commitment = found[each.id]
        assert {name: history.current_value(commitment, name) for name in each.fields} == each.fields
        assert commitment.updates[-1].note == each.record["note"]
        assert [step.id for step in commitment.milestones if step.done is not None] == [
            step.id for step in commitment.milestones if step.id in each.done
        ]


def test_the_real_ledger_takes_a_change_to_every_commitment() -> None:
    text = SHIPPED.read_text(encoding="utf-8")
    reading = reader.read(text, "x")
    all_of_them = Change(
        edits=tuple(
            Edit(id=item.id, fields={"next_step": "Call"}, record=RECORD)
            for item in reading.ledger.commitments
        )
    )
    after = writer.apply(reading, all_of_them)
    found = iter(after.splitlines())

    may_change = changed_lines(reading.document, all_of_them, reading.data)
    kept = [line for number, line in enumerate(text.splitlines(), 1) if number not in may_change]
    assert [line for line in kept if line not in found] == []
    assert after.count('next_step = "Call"\n') == len(reading.ledger.commitments)


def test_a_text_that_would_not_hold_the_change_is_never_given_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(splices, "render_value", lambda _value: "1")

    with pytest.raises(ChangeRefused, match="would not hold exactly this change"):
        apply(BEFORE, edit({"status": Status.BLOCKED}))
