"""The facts of the status report, on small histories, as JSON and as the text that people read."""

import datetime as dt
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import Eppd

from eppd_track.model.vocabulary import Status
from eppd_track.report.told import gist

TODAY = "2026-02-13"
"""A Friday in the week 2026-W07, 9 to 15 February."""


def record(day: str, **fields: Any) -> dict[str, Any]:
    return {"date": f"@{day}", "by": "Lin", **fields}


def changed(day: str, before: dict[str, Any], after: dict[str, Any], **fields: Any) -> dict[str, Any]:
    return record(day, **fields) | after | {"previous": before}


STARTED = changed("2026-02-10", {"status": "not-started"}, {"status": "in-progress"}, note="Survey done.")


class Pages:
    """One status report as JSON and as text."""

    def __init__(self, data: dict[str, Any], text: str, said: str) -> None:
        self.data = data
        self.text = text
        self.said = said

    def section(self, head: str) -> str:
        """The text of a section, by the first words of its heading; its number aside."""
        parts = re.split(r"\n\n(?=[^\n]+\n-+\n)", self.text)
        named = (re.sub(r"^(?:\d\. |Annex \d+: )", "", part) for part in parts)
        return next(part for part in named if part.startswith(head))

    def __getitem__(self, name: str) -> Any:
        return self.data[name]


@pytest.fixture
def report(eppd: Eppd) -> Callable[..., Pages]:
    def run(*words: str, today: str = TODAY) -> Pages:
        text = eppd("report", "--format", "text", "--today", today, *words)
        data = eppd("report", "--format", "json", "--today", today, *words)
        return Pages(json.loads(data.out), text.out, text.err)

    return run


def names(rows: list[dict[str, Any]]) -> list[str]:
    return [row["id"] for row in rows]


# ---- what moved ----


def test_a_change_of_status_is_told_with_before_and_after(ledger, report) -> None:
    ledger({"status": "in-progress", "update": [STARTED]}, {"id": "E6-P1-02"})

    page = report()

    (line,) = page["moved"]
    assert (line["id"], line["new"]) == ("E6-P1-01", False)
    assert (line["status_before"], line["light_before"]) == ("not-started", "grey")
    assert line["updates"][0]["note"] == "Survey done."
    assert "records 1, changes of status 1, due dates moved 0" in page.section("Summary")
    moved = page.section("What moved (1)")
    assert "not started → in progress" in moved
    assert "Survey done." in moved
    assert "E6-P1-02" not in moved


def test_a_slip_is_counted_and_told_with_its_reason(ledger, report) -> None:
    slip = changed("2026-02-11", {"due": "@2026-05-01"}, {"due": "@2026-09-01"}, reason="Equipment delayed.")
    ledger({"due": "@2026-09-01", "original_due": "@2026-05-01", "update": [slip]})

    page = report()

    assert "changes of status 0, due dates moved 1" in page.section("Summary")
    moved = page.section("What moved (1)")
    assert "2026-05-01 to 2026-09-01" in moved
    assert "Equipment delayed." in moved
    assert "was 2026-05-01" in page.section("All entries")


def test_a_milestone_reached_is_counted_and_named(ledger, report) -> None:
    steps = [
        {"id": "pilot", "title": "Test line runs", "due": "@2026-02-20", "done": "@2026-02-11"},
        {"id": "line", "title": "Line runs", "due": "@2026-03-01"},
    ]
    ledger({"milestone": steps, "update": [record("2026-02-11", milestone_done=["pilot"])]})

    page = report()

    assert "milestones reached 1" in page.section("Summary")
    for section in ("What moved", "Completed or better this week (1)"):
        assert "milestone “Test line runs” reached" in page.section(section)
    assert [(line["what"], line["days"]) for line in page["upcoming"]] == [("line", 16)]
    assert "Line runs" in page.section("Dates of the next 30 days (1)")
    assert page["commitments"][0]["progress"] in {None, 50}
    assert "50%" in page.section("All entries")


def test_milestones_of_the_same_id_keep_their_own_titles(ledger, report) -> None:
    def step(title: str) -> dict[str, Any]:
        return {"id": "pilot", "title": title, "due": "@2026-02-20", "done": "@2026-02-11"}

    done = record("2026-02-11", milestone_done=["pilot"])
    ledger(
        {"milestone": [step("Test line runs")], "update": [done]},
        {"id": "E6-P1-02", "milestone": [step("Corpus is cleared")], "update": [done]},
    )

    moved = report().section("What moved (2)")

    (line,) = [line for line in moved.splitlines() if line.startswith("E6-P1-02")]
    assert "Corpus is cleared" in line


@pytest.mark.parametrize(
    ("fields", "change", "said"),
    [
        (
            {"next_step": "Meet", "next_step_due": "@2026-03-20"},
            changed("2026-02-11", {"next_step_due": "@2026-02-20"}, {"next_step_due": "@2026-03-20"}),
            "next step due from 2026-02-20 to 2026-03-20",
        ),
        (
            {"evidence": [{"date": "@2026-02-10", "type": "minutes", "title": "Second meeting"}]},
            record("2026-02-10", evidence=["Second meeting"]),
            "evidence “Second meeting” added",
        ),
        (
            {"listed": "@2026-02-10", "status": "completed", "evidence": [{"title": "x"}]},
            changed("2026-02-12", {"status": "in-progress"}, {"status": "completed"}, note="Done."),
            "status from in progress to completed",
        ),
    ],
    ids=["date of the next step", "evidence", "status in the week of listing"],
)
def test_a_change_is_told_among_what_moved(ledger, report, fields, change, said: str) -> None:
    ledger(fields | {"update": [change]})

    assert said in report().section("What moved (1)")


def test_a_reason_for_another_change_is_not_told_as_what_blocks(ledger, report) -> None:
    blocked = changed("2026-02-09", {"status": "in-progress"}, {"status": "blocked"}, reason="No band.")
    moved = changed("2026-02-11", {"due": "@2026-04-01"}, {"due": "@2026-06-01"}, reason="Late parts.")
    ledger(
        {"status": "blocked", "update": [blocked]},
        {"id": "E6-P1-02", "status": "blocked", "due": "@2026-06-01", "update": [blocked, moved]},
    )

    ruled = report().section("For decision or coordination (2)")
    assert "Blocked (2026-02-09): No band." in ruled
    assert "Cause (2026-02-11): Late parts." in ruled


def test_each_language_has_its_own_words_of_a_paper_and_of_a_basis(eppd: Eppd, ledger) -> None:
    paper = {"date": "@2026-02-10", "type": "minutes", "title": "Second meeting", "title_zh": "第二次會議"}
    basis = {"due_basis": "counted from the talks", "due_basis_zh": "自會議起算"}
    ledger(
        {"status": "completed", "evidence": [paper], "due": "2026-Q4"}
        | basis
        | {"update": [record("2026-02-10", evidence=["Second meeting"])]}
    )

    for lang, own, other in (
        ("zh", "第二次會議 自會議起算", "Second counted"),
        ("en", "Second counted", "第二次會議 自會議起算"),
    ):
        report = eppd("report", "--today", TODAY, "--lang", lang, "--format", "text").out
        card = eppd("show", "p1-1", "--lang", lang, "--today", TODAY).out
        for page in (report, card):
            assert all(word in page for word in own.split())
            assert not any(word in page for word in other.split())


def test_what_was_listed_in_the_week_is_new(ledger, report) -> None:
    ledger({"listed": "@2026-02-12"}, {"id": "E6-P1-02"})

    page = report()

    (line,) = page["moved"]
    assert (line["id"], line["new"], line["status_before"]) == ("E6-P1-01", True, None)
    assert "newly listed 1" in page.section("Summary")
    assert "Newly listed." in page.section("What moved (1)")
    assert page["pillars"][0]["lights_before"]["grey"] == 1


def test_what_was_closed_in_the_week_is_among_what_moved(ledger, report) -> None:
    closed = changed(
        "2026-02-12",
        {"status": "completed"},
        {"status": "closed", "closure": "delivered"},
        note="Filed.",
        approved_by="Minister",
    )
    ledger(
        {"status": "closed", "closure": "delivered", "approved_by": "Minister", "update": [closed]},
        {"id": "E6-P1-02"},
    )

    page = report()

    assert names(page["moved"]) == ["E6-P1-01"]
    assert "completed → closed" in page.section("What moved (1)")
    assert "changes of status 1" in page.section("Summary")
    (pillar,) = page["pillars"]
    assert (pillar["lights"]["blue"], pillar["lights_before"]["blue"]) == (0, 1)
    assert "- blue: completed or closed" in page.section("Legend")
    assert names(page["commitments"]) == ["E6-P1-02"]
    assert "1 closed or withdrawn are not in here" in page.section("Notes")
    assert report("--week", "W08", today="2026-02-17")["moved"] == []


def test_two_records_of_one_item_are_told_in_order(ledger, report) -> None:
    ledger({"update": [record("2026-02-09", note="First word."), record("2026-02-13", note="Second word.")]})

    page = report()

    assert "records 2" in page.section("Summary")
    moved = page.section("What moved (1)")
    assert moved.index("First word.") < moved.index("Second word.")


def test_a_week_without_a_record_says_so(ledger, report) -> None:
    ledger({"update": [record("2026-02-08", note="Sunday before.")]})

    page = report()

    assert page["moved"] == []
    assert "nothing changed" in page.section("Summary").lower()
    assert "Nothing changed in this period." in page.section("What moved")
    assert "Sunday before." not in page.text.replace(page.section("All entries"), "")


# ---- the past ----


def test_a_past_week_is_reported_as_it_stood_at_its_end(ledger, report) -> None:
    later = changed("2026-02-16", {"status": "in-progress"}, {"status": "blocked"}, reason="No permit.")
    slip = changed("2026-02-17", {"due": "@2026-03-01"}, {"due": "@2027-03-01"}, reason="Late.")
    ledger(
        {"status": "blocked", "due": "@2027-03-01", "update": [STARTED, later, slip]},
        {"id": "E6-P1-02", "listed": "@2026-02-16"},
    )

    page = report("--week", "2026-W07", today="2026-03-20")

    assert page["as_of"] == "2026-02-15"
    assert page["period"] == {"since": "2026-02-09", "until": "2026-02-15", "week": "2026-W07"}
    (item,) = page["commitments"]
    assert (item["id"], item["status"], item["due"]) == ("E6-P1-01", "in-progress", "2026-03-01")
    assert (item["light"], item["last_update"], len(item["update"])) == ("green", "2026-02-10", 1)
    assert (page["shown"], page["total"], page["decisions"]) == (1, 1, [])
    assert "No permit." not in page.text
    assert report(today="2026-02-15")["commitments"] == page["commitments"]


def test_this_week_stands_at_today_and_last_week_of_the_year_crosses_it(ledger, report) -> None:
    ledger({})

    assert report()["as_of"] == TODAY
    page = report("--week", "2026-W53", today="2027-01-20")
    assert page["period"] == {"since": "2026-12-28", "until": "2027-01-03", "week": "2026-W53"}
    assert report("--week", "W6")["period"]["since"] == "2026-02-02"


def test_any_period_may_be_reported(ledger, report) -> None:
    ledger({"status": "in-progress", "update": [STARTED]})

    page = report("--since", "2026-02-01", "--until", "115/2/10")
    assert page["period"] == {"since": "2026-02-01", "until": "2026-02-10", "week": None}
    assert names(page["moved"]) == ["E6-P1-01"]
    assert "weekly" not in page.text.splitlines()[0]
    assert "weekly" in report().text.splitlines()[0]
    assert "“115/2/10” is taken as 2026-02-10 (Tue)." in page.said
    assert report("--since", "2026-02-11")["period"]["until"] == TODAY
    assert report("--until", "2026-02-08")["period"]["since"] == "2026-02-02"


# ---- pillars and lights ----


def test_pillars_are_counted_by_light_with_their_change(ledger, report) -> None:
    ledger(
        {"status": "in-progress", "update": [STARTED]},
        {"id": "E6-P1-02", "due": "@2026-02-10"},
        {"id": "E6-P2-01", "pillar": 2, "status": "blocked"},
    )

    page = report()

    first, second = page["pillars"]
    assert (first["pillar"], first["total"]) == (1, 2)
    assert {light: count for light, count in first["lights"].items() if count} == {"green": 1, "yellow": 1}
    assert {light: count for light, count in first["lights_before"].items() if count} == {
        "grey": 1,
        "yellow": 1,
    }
    assert second["lights"]["red"] == second["lights_before"]["red"] == 1
    table = page.section("By pillar and light")
    assert re.search(r"1 \(\+1\).*0 \(-1\).*2 .*Pillar 1: First", table)
    assert re.search(r"3 .*Total", table)
    assert "In all 3: 1 red, 1 yellow, 1 green." in page.section("Summary")


def test_totals_follow_the_selection_and_what_is_overdue_outside_is_named(eppd, ledger, report) -> None:
    ledger(
        {"id": "E6-P1-01", "due": "@2026-02-01", "cadence": "quarterly"},
        {"id": "E6-P2-01", "pillar": 2, "status": "in-progress", "update": [STARTED]},
        {"id": "E6-P2-02", "pillar": 2},
    )

    page = report("--pillar", "2")

    assert (page["shown"], page["total"], page["selection"]) == (2, 3, "pillar 2")
    assert [line["pillar"] for line in page["pillars"]] == [2]
    assert page["late"] == []
    assert page["overdue_outside"] == ["E6-P1-01"]
    assert "Overdue outside this selection: 1 (E6-P1-01)" in page.section("Notes")
    assert page.said == ""
    filed = eppd("report", "--today", TODAY, "--pillar", "2", "-o", "page.html")
    assert "Overdue outside this selection: 1 (E6-P1-01)" in filed.err
    assert "In all 2: 1 green, 1 grey." in page.section("Summary")
    assert "pillar 2" in page.text


def test_a_selection_without_a_hit_gives_an_empty_report(ledger, report) -> None:
    ledger({})

    page = report("--status", "blocked")

    assert (page["shown"], page["total"], page["commitments"]) == (0, 1, [])
    assert "status blocked" in page.said


# ---- what asks for somebody ----


def test_what_is_blocked_late_or_unanswered_needs_a_decision(ledger, report) -> None:
    ledger(
        {"id": "E6-P1-01", "status": "blocked", "next_move": "US", "next_step": "Ask the embassy"},
        {"id": "E6-P1-02", "due": "@2026-02-01"},
        {"id": "E6-P1-03", "status": "requested", "listed": "@2025-11-15"},
        {"id": "E6-P1-04", "status": "requested", "listed": "@2025-11-16"},
        {"id": "E6-P1-05", "due": "@2026-02-13"},
        {"id": "E6-P1-06", "status": "completed", "due": "@2026-02-01"},
    )

    page = report()

    assert page["decisions"] == ["E6-P1-02", "E6-P1-01", "E6-P1-03"]
    assert (page["rulings"], page["behind"]) == (["E6-P1-01"], ["E6-P1-02", "E6-P1-03"])
    ruled = page.section("For decision or coordination (1)")
    assert re.search(r"E6-P1-01 .*US .*blocked .*No reason on record. / Remedy: Ask the embassy", ruled)
    late = page.section("Red, overdue or no answer on record (2)")
    assert re.search(r"E6-P1-02 .*12 days late .*No reason on record. / No next step on record.", late)
    assert re.search(r"E6-P1-03 .*no answer on record .*  No next step on record.$", late, re.MULTILINE)
    assert page["late"] == ["E6-P1-02", "E6-P1-01"]
    assert "Overdue 1, blocked 1" in page.section("Summary")


def test_what_asks_for_a_ruling_stands_first_then_what_is_blocked(ledger, report) -> None:
    ledger(
        {"id": "E6-P1-01", "status": "blocked", "due": "@2026-01-01"},
        {"id": "E6-P1-02", "status": "blocked"},
        {"id": "E6-P1-03", "status": "in-progress", "next_step": "請裁示：改採既有頻段"},
        {"id": "E6-P1-04", "status": "in-progress", "next_step": "Decide nothing"},
    )

    assert report()["rulings"] == ["E6-P1-03", "E6-P1-01", "E6-P1-02"]


def test_what_got_worse_shows_the_light_before_and_a_step_that_has_passed_says_so(ledger, report) -> None:
    begun = record("2026-01-28", note="Begun.", status="in-progress", previous={"status": "not-started"})
    ledger(
        {"status": "in-progress", "due": "@2026-02-10", "update": [begun]}
        | {"next_step": "Meet", "next_step_due": "@2026-02-12"}
    )

    late = report().section("Red or overdue (1)")

    assert re.search(r"E6-P1-01 +G → Y yellow .*Remedy \(was due 2026-02-12, passed\): Meet", late)


LONG = " ".join(f"Sentence {number} goes on." for number in range(1, 20))
"""More words than the first page holds."""


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"status": "in-progress", "cadence": "weekly"}, "No reason on record. / No next step on record."),
        (
            {"due": "@2026-03-01", "next_step": "Meet", "update": [record("2026-02-02", reason="No band.")]},
            "Cause (2026-02-02): No band. / Remedy: Meet",
        ),
        ({"status": "blocked", "update": [record("2026-01-29", reason=LONG)]}, f"Cause (2026-01-29): {LONG}"),
        ({"status": "in-progress", "update": [record("2026-02-12", note="It goes well.")]}, None),
        ({"status": "blocked", "update": [record("2026-01-29", reason="No band.")]}, None),
    ],
    ids=["silent", "not begun and due soon", "blocked for long words", "green", "blocked"],
)
def test_the_annex_has_cause_and_remedy_of_red_and_yellow_where_the_first_page_has_not_all(
    ledger, report, fields, told: str | None
) -> None:
    ledger(fields | {"listed": "@2026-01-27"})

    entries = report().section("All entries")

    assert (told in entries) if told else ("Cause" not in entries and "on record" not in entries)
    assert entries.count(LONG) <= 1


@pytest.mark.parametrize(("day", "whole"), [("2026-02-10", False), ("2026-01-30", True)])
def test_the_last_word_is_whole_in_one_annex(ledger, report, day: str, *, whole: bool) -> None:
    ledger({"status": "in-progress", "supporting": ["MODA"], "update": [record(day, note=LONG)]})

    page = report()

    assert (LONG in page.section("All entries")) is whole
    assert f"{day} Lin: Sentence 1 goes on." in page.section("All entries")
    assert (LONG in page.section("What moved")) is not whole
    assert "MODA" in page.section("All entries")


def test_a_late_item_tells_its_first_date_its_last_reason_and_its_next_step(ledger, report) -> None:
    slip = {"date": "@2026-01-10", "by": "Lin", "due": "@2026-02-01", "previous": {"due": "@2025-12-01"}}
    ledger(
        {"due": "@2026-02-01", "original_due": "@2025-12-01", "next_step": "Sign it", "listed": "@2025-10-01"}
        | {"next_step_due": "@2026-03-02", "update": [slip | {"reason": "The ship was late."}]},
        {"id": "E6-P1-02", "due": "2026-12", "milestone": [{"id": "a", "title": "A", "due": "@2026-02-10"}]},
    )

    late = report().section("Red or overdue (2)")

    said = "First due 2025-12-01. / Cause (2026-01-10): The ship was late. / Remedy (by 2026-03-02): Sign it"
    assert re.search(rf"E6-P1-01 .*{re.escape(said)}", late)
    assert re.search(r"E6-P1-02 .*2026-12 .*3 days late .*Milestone due 2026-02-10\.", late)


@pytest.mark.parametrize(
    ("was", "now", "better"),
    [
        ({"status": "blocked"}, {"status": "in-progress"}, True),
        ({"status": "not-started"}, {"status": "in-progress"}, True),
        ({"status": "in-progress"}, {"status": "completed"}, True),
        ({"status": "in-progress"}, {"status": "blocked"}, False),
        ({"status": "blocked"}, {"status": "withdrawn"}, False),
        ({"status": "in-progress", "progress": 10}, {"status": "in-progress", "progress": 20}, False),
    ],
)
def test_what_is_completed_or_has_a_better_light_is_told_for_the_signer(
    ledger, report, was, now, better
) -> None:
    before = {name: value for name, value in was.items() if now[name] != value}
    after = {name: now[name] for name in before}
    first = record("2026-01-28", note="Begun.", status="in-progress", previous={"status": "not-started"})
    history = [first] if was["status"] != "not-started" else []
    made = changed("2026-02-11", before, after, note="It is so.", reason="So it is.")
    ledger(now | {"update": [*history, made]})

    page = report("--all")

    assert page["better"] == (["E6-P1-01"] if better else [])
    assert ("It is so." in page.section("Completed or better this week")) is better


@pytest.mark.parametrize(
    ("note", "better"),
    [
        ("無進展", False),
        ("本月無進展，因人力不足。", False),
        ("已討論，無變動。", False),
        ("No progress: the site is not chosen.", False),
        ("No progress, as the site is not chosen.", False),
        ("上月無進展，本月完成場址勘查。", True),
    ],
)
def test_a_word_of_no_progress_turns_the_light_and_is_no_news_for_the_signer(
    ledger, report, note, better
) -> None:
    step = changed("2026-02-11", {}, {"next_step": "增聘二人"}, note=note)
    ledger({"status": "in-progress", "next_step": "增聘二人", "update": [step]})

    page = report()

    assert page["better"] == (["E6-P1-01"] if better else [])
    assert "E6-P1-01" in page.section("What moved")


def test_the_reason_of_a_clerical_change_is_not_told_as_what_made_an_item_better(ledger, report) -> None:
    done = changed("2026-02-11", {"status": "in-progress"}, {"status": "completed"}, evidence=[])
    slip = changed("2026-02-12", {"owner": "MODA"}, {"owner": "MOEA"}, reason="Theirs to do.")
    first = record("2026-01-28", note="Begun.", status="in-progress", previous={"status": "not-started"})
    ledger({"status": "completed", "owner": "MOEA", "update": [first, done, slip]})

    page = report()

    assert page["better"] == ["E6-P1-01"]
    assert "Theirs to do." not in page.section("Completed or better this week")


def test_what_was_blocked_since_is_not_told_as_better_for_a_milestone(ledger, report) -> None:
    step = {"id": "pilot", "title": "Test line runs", "due": "@2026-02-20", "done": "@2026-02-11"}
    fell = changed("2026-02-12", {"status": "in-progress"}, {"status": "blocked"}, reason="No site.")
    ledger({"status": "blocked", "milestone": [step], "update": [fell]})

    page = report()

    assert page["rulings"] == ["E6-P1-01"]
    assert page["better"] == []


def test_what_comes_leaves_out_what_was_told_and_has_five_at_most(ledger, report) -> None:
    step = {"status": "in-progress", "next_step": "Meet", "next_step_due": "@2026-02-17"}
    ledger(
        step | {"status": "blocked"},
        *(step | {"id": f"E6-P1-{number:02}"} for number in range(2, 8)),
        step | {"id": "E6-P1-08", "next_step_due": "@2026-02-23"},
        {"id": "E6-P1-09", "due": "@2026-02-16"},
        {"id": "E6-P1-10", "due": "@2026-02-23"},
        step | {"id": "E6-P1-11", "next_step_due": "@2026-02-12"},
    )

    page = report()

    assert names(page["ahead"]) == ["E6-P1-09", *(f"E6-P1-{number:02}" for number in range(2, 8))]
    told = page.section("What else comes next week (7)")
    assert re.findall("E6-P1-..", told) == ["E6-P1-09", *(f"E6-P1-{number:02}" for number in range(2, 6))]
    assert "2 more in the annexes." in told


def test_a_long_word_is_cut_at_a_sentence_for_the_signer_and_whole_in_the_annex(ledger, report) -> None:
    note = "The first part of the line was set up and tested well. The second follows. The third waits."
    done = changed("2026-02-11", {"status": "in-progress"}, {"status": "completed"}, note=note)
    ledger({"status": "completed", "update": [done]})

    page = report()

    short = page.section("Completed or better this week (1)")
    assert "was set up and tested well.…" in short
    assert "The third waits." not in short
    assert note in page.section("What moved (1)")


def test_a_long_reason_leaves_room_for_the_next_item(ledger, report) -> None:
    told = record("2026-02-10", reason="We wait for the band. " * 400)
    ledger({"status": "blocked", "next_step": "Ask again. " * 400, "update": [told]})

    (row,) = [line for line in report().section("For decision").splitlines() if line.startswith("E6-")]
    assert len(row) < 600


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("One. Two.", "One. Two."),
        ("設備已裝妥。", "設備已裝妥。"),
        ("設備已裝妥。" + "後續辦理試運轉並提出報告，送請審查會議審議後公告周知。" * 2, "設備已裝妥。…"),
        (
            "3.5 % of it is done. " + "And then this. " * 9,
            "3.5 % of it is done." + " And then this." * 2 + "…",
        ),
        ("word, " * 200, "word, " * 31 + "word,…"),
        ("字" * 500, "字" * 96 + "…"),
        ("甲方，" + "乙" * 97 + "。", "甲方，" + "乙" * 93 + "…"),
        ("甲" * 60 + "，" + "乙" * 60 + "。", "甲" * 60 + "，…"),
    ],
)
def test_the_gist_of_a_text_ends_with_a_sentence_else_with_a_part_of_one(text, short) -> None:
    assert gist(text) == short


def test_the_latest_stand_first_among_the_late(ledger, report) -> None:
    ledger({"due": "@2026-02-10"}, {"id": "E6-P1-02", "due": "2026-01"}, {"id": "E6-P1-03", "due": "2025"})

    page = report()

    assert page["late"] == ["E6-P1-03", "E6-P1-02", "E6-P1-01"]
    assert [item["overdue_days"] for item in page["commitments"]] == [3, 13, 44]


def test_agencies_that_owe_an_update_stand_longest_silent_first(ledger, report) -> None:
    weekly = {"cadence": "weekly", "status": "in-progress"}
    ledger(
        weekly | {"id": "E6-P1-01", "owner": "MODA", "update": [record("2026-02-05", note="Said.")]},
        weekly | {"id": "E6-P1-02", "update": [record("2026-02-06", note="Said.")]},
        weekly | {"id": "E6-P1-03", "owner": "MODA"},
        weekly | {"id": "E6-P1-04", "update": [record("2026-02-03", note="Said.")]},
        weekly | {"id": "E6-P1-05", "status": "completed"},
    )

    page = report()

    assert page["owing"] == [
        {"agency": "MODA", "since": "2026-01-27", "ids": ["E6-P1-03", "E6-P1-01"]},
        {"agency": "MOEA", "since": "2026-02-03", "ids": ["E6-P1-04"]},
    ]
    assert "Updates owed 3." in page.section("Summary")
    text = page.section("Weeks since the last word, by owner (updates owed 3)")
    assert re.search(r"MODA +2 +1 +2 +E6-P1-03, E6-P1-01\n", text)
    assert re.search(r"MOEA +2 +1 +1 +E6-P1-04\n?", text)
    assert page["silence"] == [
        {"agency": "MODA", "items": 2, "last_word": "2026-02-05", "longest": "E6-P1-03"},
        {"agency": "MOEA", "items": 2, "last_word": "2026-02-06", "longest": "E6-P1-04"},
    ]


def test_next_steps_due_by_the_end_of_next_week_are_listed_late_ones_too(ledger, report) -> None:
    def step(number: int, day: str, **fields: Any) -> dict[str, Any]:
        return {"id": f"E6-P1-0{number}", "next_step": f"Step {number}", "next_step_due": day} | fields

    ledger(
        step(1, "@2026-02-22"),
        step(2, "@2026-02-23"),
        step(3, "@2026-02-12"),
        step(4, "@2026-02-16", status="completed"),
        step(5, "@2026-02-14"),
    )

    page = report()

    assert [(line["id"], line["days"]) for line in page["next_steps"]] == [
        ("E6-P1-03", -1),
        ("E6-P1-05", 1),
        ("E6-P1-01", 9),
    ]
    text = page.section("Next steps to the end of next week (3)")
    assert "Step 3" in text
    assert re.search(r"1 days? late", text)
    assert "Step 2" not in text


def test_dates_within_thirty_days_are_listed_soonest_first(ledger, report) -> None:
    ledger(
        {"id": "E6-P1-01", "due": "@2026-03-15"},
        {"id": "E6-P1-02", "due": "@2026-03-16"},
        {"id": "E6-P1-03", "due": "@2026-02-13"},
        {"id": "E6-P1-04", "due": "2026-02"},
        {"id": "E6-P1-05", "due": "@2026-02-12"},
        {"id": "E6-P1-06", "due": "@2026-02-14", "status": "withdrawn"},
        {"id": "E6-P1-07", "due": "@2026-02-14", "status": "completed"},
    )

    page = report()

    assert [(line["id"], line["due"], line["days"]) for line in page["upcoming"]] == [
        ("E6-P1-03", "2026-02-13", 0),
        ("E6-P1-04", "2026-02", 15),
        ("E6-P1-01", "2026-03-15", 30),
    ]
    assert "due within 30 days 3" in page.section("Summary")


def test_what_is_completed_awaits_closure_with_its_evidence(ledger, report) -> None:
    papers = [{"title": "Acceptance of the line"}, {"title": "Minutes of the visit"}]
    ledger({"status": "completed", "evidence": papers}, {"id": "E6-P1-02", "status": "closed"})

    page = report()

    assert page["closing"] == ["E6-P1-01"]
    assert "Acceptance of the line; Minutes of the visit" in page.section("Completed, awaiting closure (1)")


def test_moves_are_counted_by_side_for_what_is_unfinished(ledger, report) -> None:
    sides = ["TW", "TW", "US", "both", "third", "none", None]
    ledger(
        *({"id": f"E6-P1-{number:02}", "next_move": side} for number, side in enumerate(sides, 1)),
        {"id": "E6-P1-08", "next_move": "US", "status": "completed"},
    )

    page = report()

    assert page["next_move"] == {"TW": 2, "US": 1, "both": 1, "third": 1, "none": 1, "not-given": 1}
    told = (
        "Of 7 in hand the move is with Taiwan for 2, with the US for 1, with both for 1,"
        " with a third party for 1, with nobody for 1, not given for 1."
    )
    assert told in " ".join(page.section("Summary").split())


# ---- how things moved ----


def test_twelve_weeks_are_counted_by_status_as_each_stood_at_its_end(ledger, report) -> None:
    done = changed("2026-02-02", {"status": "in-progress"}, {"status": "completed"}, note="Done.")
    started = changed("2026-01-30", {"status": "not-started"}, {"status": "in-progress"}, note="Begun.")
    closed = changed("2026-02-10", {"status": "completed"}, {"status": "closed"}, note="Closed.")
    ledger(
        {"status": "closed", "listed": "@2026-01-20", "update": [started, done, closed]},
        {"id": "E6-P1-02", "listed": "@2026-02-04"},
    )

    page = report()

    told = {
        point["day"]: {status: count for status, count in point["statuses"].items() if count}
        for point in page["trend"]
    }
    assert told == {
        "2026-01-25": {"not-started": 1},
        "2026-02-01": {"in-progress": 1},
        "2026-02-08": {"completed": 1, "not-started": 1},
        "2026-02-13": {"closed": 1, "not-started": 1},
    }
    text = page.section("Status by week")
    assert re.search(r"W07 +2026-02-13 +1 +0 +0 +1\n?", text)


@pytest.mark.parametrize("status", Status)
def test_every_status_has_its_part_of_the_chart(ledger, report, status: Status) -> None:
    ledger({"status": status.value})

    assert re.search(r"W07 +2026-02-13 +1\n?", report().section("Status by week"))


def test_a_long_period_is_told_by_months(ledger, report) -> None:
    ledger({"listed": "@2025-06-15"})

    page = report("--since", "2025-07-01", "--until", "2026-02-13")

    days = [point["day"] for point in page["trend"]]
    assert days == [
        "2025-06-30",
        *("2025-07-31", "2025-08-31", "2025-09-30", "2025-10-31", "2025-11-30", "2025-12-31"),
        "2026-01-31",
        "2026-02-13",
    ]
    assert "2025-12" in page.section("Status by month")
    quarter = report("--since", "2025-10-01", "--until", "2025-12-31")
    assert len(quarter["trend"]) == 14
    assert quarter["trend"][0]["day"] == "2025-10-05"


def test_slips_are_listed_with_the_first_date_the_last_and_how_often(ledger, report) -> None:
    first = changed("2026-02-01", {"due": "@2026-03-01"}, {"due": "@2026-04-01"}, reason="One.")
    second = changed("2026-02-10", {"due": "@2026-04-01"}, {"due": "2026-Q3"}, reason="Two.")
    ledger(
        {"due": "2026-Q3", "original_due": "@2026-03-01", "update": [first, second]},
        {"id": "E6-P1-02", "due": "2026-Q4"},
    )

    page = report()

    assert page["slips"] == [
        {"id": "E6-P1-01", "first": "2026-03-01", "due": "2026-Q3", "times": 2, "reason": "Two."}
    ]
    assert re.search(
        r"2026-03-01 +2026-Q3 +2 +Build a bridge", page.section("Commitments whose due date ever moved (1)")
    )
    assert report("--week", "W06")["slips"][0]["times"] == 1


def test_a_reason_stands_with_its_own_move_though_another_came_on_that_day(ledger, report) -> None:
    first = changed("2026-02-10", {"due": "@2026-03-01"}, {"due": "@2026-04-01"}, reason="One.")
    second = changed("2026-02-10", {"due": "@2026-04-01"}, {"due": "2026-Q3"}, reason="Two.")
    ledger({"due": "2026-Q3", "update": [first | {"visibility": "public"}, second]})

    assert [report("--audience", who)["slips"][0]["reason"] for who in ("internal", "counterpart")] == [
        "Two.",
        None,
    ]


def test_a_milestone_may_be_called_due(ledger, report) -> None:
    ledger(
        {
            "due": "@2026-03-01",
            "milestone": [{"id": "due", "title": "The bridge opens", "due": "@2026-02-20"}],
        }
    )

    section = report().section("Dates of the next 30 days (2)")

    assert re.search(r"The bridge opens +MOEA +2026-02-20", section)
    assert re.search(r"Due +MOEA +2026-03-01", section)


def test_a_correction_takes_the_place_of_the_slip_it_corrects(ledger, report) -> None:
    wrong = changed("2026-02-10", {"due": "@2026-03-01"}, {"due": "@2026-09-01"}, reason="Typo.")
    back = changed(
        "2026-02-11", {"due": "@2026-09-01"}, {"due": "@2026-03-01"}, note="x", reason="Put right."
    )
    other = changed("2026-02-11", {"due": "@2026-09-01"}, {"due": "@2026-04-01"}, reason="Put right.")
    ledger(
        {"due": "@2026-03-01", "original_due": "@2026-03-01", "update": [wrong, back | {"correction": True}]},
        {
            "id": "E6-P1-02",
            "due": "@2026-04-01",
            "original_due": "@2026-03-01",
            "update": [wrong, other | {"correction": True}],
        },
        {"id": "E6-P1-03", "due": "@2026-05-01", "original_due": "@2026-03-01"},
    )

    page = report()

    assert [(line["id"], line["first"], line["due"], line["times"]) for line in page["slips"]] == [
        ("E6-P1-02", "2026-03-01", "2026-04-01", 1),
        ("E6-P1-03", "2026-03-01", "2026-05-01", 1),
    ]
    assert "due dates moved 1" in page.section("Summary")


def test_what_only_its_date_turned_is_among_what_moved(ledger, report) -> None:
    ledger({"due": "@2026-02-10", "status": "in-progress", "update": [record("2026-02-02", note="On.")]})

    page = report()

    assert (page["moved"][0]["light_before"], page["commitments"][0]["light"]) == ("green", "yellow")
    assert re.search(r"E6-P1-01 +G → Y yellow .* 3 days late\.", page.section("What moved (1)"))
    assert "nothing changed" not in page.section("Summary").lower()


def test_an_owner_who_never_said_a_word_is_counted(ledger, report) -> None:
    ledger({"listed": None}, {"id": "E6-P1-02", "listed": None, "owner": "MODA"})

    page = report()

    assert [(line["agency"], line["items"], line["last_word"]) for line in page["silence"]] == [
        ("MODA", 1, None),
        ("MOEA", 1, None),
    ]


def test_the_week_shows_what_a_percentage_was_before(ledger, report) -> None:
    moved = changed("2026-02-10", {"progress": 40}, {"progress": 55}, note="On.")
    ledger({"progress": 55, "status": "in-progress", "update": [moved]})

    page = report()

    assert "40 → 55%" in page.section("What moved")
    assert "40 → 55%" in page.section("All entries")
    assert "progress" not in page.section("What moved").partition("2026-02-10")[2]


# ---- the page ----


def test_notes_name_inferred_owners_and_derived_dates(ledger, report) -> None:
    ledger(
        {"owner_confirmed": False, "due": "2026-Q4", "due_basis": "counted from the dialogue"},
        {"id": "E6-P1-02"},
    )

    notes = report().section("Notes")

    assert "E6-P1-01: due 2026-Q4, counted from the dialogue" in notes
    assert "(1, marked ?): E6-P1-01" in notes


def test_the_legend_names_a_light_once(eppd: Eppd, ledger) -> None:
    ledger({"status": "blocked"}, {"id": "E6-P1-02", "tempo": "standing"})

    out = eppd("report", "--today", TODAY, "--format", "terminal").out

    assert re.search(r"^\[R\] +red: blocked, or more than 14 days overdue", out, re.MULTILINE)
    assert re.search(r"^\[-\] +none \(-\): standing items carry no light", out, re.MULTILINE)


def test_the_heading_says_what_period_ledger_and_person(ledger, report) -> None:
    ledger({})

    page = report("--by", "王小明")

    head = page.text.partition("\nBy pillar")[0]
    for sign in ("Sixth talks", "2026-W07", "2026-02-09 (Mon)", "2026-02-15 (Sun)", "2026-02-13 (Fri)"):
        assert sign in head
    assert "all open entries" in head
    assert "王小明" in head
    assert page["prepared_by"] == "王小明"


def test_every_day_of_a_week_belongs_to_the_same_report(ledger, report) -> None:
    ledger({})

    for number in range(7):
        day = dt.date(2026, 2, 9) + dt.timedelta(days=number)
        assert report(today=day.isoformat())["period"]["week"] == "2026-W07"


def test_the_same_sections_stand_in_every_language(eppd: Eppd, ledger) -> None:
    ledger({"status": "in-progress", "update": [STARTED]})

    counts = {
        language: len(
            re.findall(r"^-+$", eppd("report", "--lang", language, "--today", TODAY).out, re.MULTILINE)
        )
        for language in ("en", "zh", "both")
    }

    assert counts == {"en": 16, "zh": 16, "both": 16}


def test_a_ledger_in_the_roc_calendar_prints_no_other_dates(eppd: Eppd, ledger) -> None:
    settings = {"timezone": "Asia/Taipei", "language": "zh", "calendar": "roc"}
    slip = changed("2026-02-11", {"due": "@2026-02-12"}, {"due": "2026-Q4"}, reason="延後")
    ledger(
        {"due": "2026-Q4", "original_due": "@2026-02-12", "update": [slip]},
        {"id": "E6-P1-02", "due": "@2026-02-10", "next_step": "試車", "next_step_due": "2026-02"},
        settings=settings,
    )

    page = eppd("report", "--today", TODAY, "--due-before", "2026-12-31").out

    assert "115.02.11" in page
    assert "115年第4季" in page
    assert re.findall(r"2026-(?!W)[\w-]+", page) == []


def test_a_record_of_an_earlier_week_says_which_report_has_it(eppd: Eppd, shipped: Path) -> None:
    monday = ("--today", "2026-03-16", "--lang", "en")

    friday = eppd("update", "p1-1", "--note", "Told on Friday.", "--date", "2026-03-13", *monday)
    today = eppd("update", "p1-2", "--note", "Told today.", *monday)

    assert "2026-W11" in friday.err
    assert "-W" not in today.err
    assert "Told on Friday." in eppd("report", "--week", "2026-W11", *monday).out
    assert "Told on Friday." not in eppd("report", *monday).out.partition("Annex")[0]
