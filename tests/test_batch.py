"""Many updates as one change: what can be done is done, what cannot is named, and nothing else is touched."""

import datetime as dt
from typing import Any

import pytest
from conftest import ledger_text

from eppd_track.ledger.batch import Batch, Wish, plan
from eppd_track.ledger.changes import Request
from eppd_track.ledger.reader import read
from eppd_track.ledger.reading import Reading
from eppd_track.ledger.writer import apply
from eppd_track.model.due import Due
from eppd_track.model.vocabulary import Status

DAY = dt.date(2026, 2, 13)
THREE = ({}, {"id": "E6-P1-02"}, {"id": "E6-P1-03", "status": "in-progress"})


def reading(*commitments: dict[str, Any], text: str | None = None) -> Reading:
    return read(ledger_text(*commitments) if text is None else text, "commitments.toml")


def wish(identifier: str, **asked: Any) -> Wish:
    return Wish(identifier, Request(date=DAY, by="Lin", **asked))


def outcome(batch: Batch) -> tuple[list[str], list[str], list[str]]:
    """The ids that change, those that stay, and those that are refused."""
    return (
        [edit.id for edit in batch.change.edits],
        list(batch.unchanged),
        [one.id for one in batch.refused],
    )


def test_what_can_be_done_is_done_and_the_rest_is_named() -> None:
    batch = plan(
        reading(*THREE),
        [
            wish("E6-P1-01", note="Said."),
            wish("E6-P1-02", fields={"status": Status.CLOSED}, note="Filed."),
            wish("E6-P1-03", fields={"status": Status.IN_PROGRESS}),
            wish("E6-P9-99", note="Nobody knows it."),
        ],
        DAY,
    )

    assert outcome(batch) == (["E6-P1-01"], ["E6-P1-03"], ["E6-P1-02", "E6-P9-99"])
    assert "cannot go from not started to closed" in batch.refused[0].message.en
    assert "--force" in batch.refused[0].remedy.en


def test_of_two_wishes_for_one_item_neither_is_taken() -> None:
    batch = plan(reading(*THREE), [wish("E6-P1-01", note="One."), wish("E6-P1-01", note="Two.")], DAY)

    assert outcome(batch) == ([], [], ["E6-P1-01", "E6-P1-01"])


def test_a_change_that_would_leave_a_fault_is_refused_alone() -> None:
    batch = plan(
        reading(*THREE),
        [wish("E6-P1-01", note="Said."), wish("E6-P1-02", note="Said.", meeting="NOWHERE")],
        DAY,
    )

    assert outcome(batch) == (["E6-P1-01"], [], ["E6-P1-02"])
    assert "NOWHERE" in batch.refused[0].message.en


def test_a_forced_change_says_so_and_marks_no_other() -> None:
    batch = plan(
        reading(*THREE),
        [wish("E6-P1-01", note="Said."), wish("E6-P1-02", note="Said.", meeting="NOWHERE", force=True)],
        DAY,
    )

    assert outcome(batch) == (["E6-P1-01", "E6-P1-02"], [], [])
    assert [edit.record.get("forced", False) for edit in batch.change.edits] == [False, True]


def test_a_layout_that_cannot_be_written_in_place_costs_its_own_item_alone() -> None:
    text = ledger_text({}, {"id": "E6-P1-02"}).replace(
        'id = "E6-P1-02"', 'id = "E6-P1-02"\nupdate = [{ date = 2026-02-01, by = "Lin", note = "x" }]'
    )

    batch = plan(reading(text=text), [wish("E6-P1-01", note="Said."), wish("E6-P1-02", note="Said.")], DAY)

    assert outcome(batch) == (["E6-P1-01"], [], ["E6-P1-02"])
    assert "eppd edit" in batch.refused[0].remedy.en


@pytest.mark.parametrize("order", [1, -1])
def test_the_change_holds_every_wish_that_was_taken(order: int) -> None:
    before = reading(*THREE)
    wishes = [
        wish("E6-P1-01", fields={"due": Due("2026-Q4")}, note="Set."),
        wish("E6-P1-03", fields={"progress": 40}, note="On."),
    ]

    after = read(apply(before, plan(before, wishes[::order], DAY).change), "commitments.toml")

    first, _, third = after.ledger.commitments
    assert (first.due, third.progress) == (Due("2026-Q4"), 40)
    assert [len(one.updates) for one in after.ledger.commitments] == [1, 0, 1]
