"""A ledger goes on into the next round: what is open is carried, what ended stays, and the rounds add up."""

import datetime as dt
import html
import io
import json
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import tomli
from conftest import TABLES, Eppd, ledger_text, needs
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec import structs

from eppd_track import load
from eppd_track.exchange.sheets import sheet
from eppd_track.ledger import store
from eppd_track.ledger.reader import read
from eppd_track.model.vocabulary import Language, Status
from eppd_track.rules import rounds
from eppd_track.rules.lights import assess_all
from eppd_track.words.errors import ExitCode

LONG = "Long enough for its table to get lines of its own, as people write it. " * 2
SIX = TABLES["meeting"][0] | {"title": "Sixth talks", "title_zh": LONG}
SEVEN = {"id": "TALKS-7", "date": "@2026-11-10", "kind": "dialogue"}
DAY = ("--today", "2026-11-12", "--by", "Lin")
INTO = ("carry", "TALKS-7", "--date", "2026-11-10", "--yes", "--today", "2026-11-12", "--by", "Lin")
PAPER = [{"type": "minutes", "title": LONG}]
CLOSED = {"status": "closed", "closure": "delivered", "approved_by": "Minister", "evidence": PAPER}
ROUND_SIX: tuple[dict[str, Any], ...] = (
    {"id": "E6-P1-01", "status": "in-progress", "cadence": "monthly"},
    {"id": "E6-P1-02"},
    {"id": "E6-P1-03", "status": "completed", "evidence": PAPER},
    {"id": "E6-P1-04", **CLOSED},
    {"id": "E6-P1-05", "status": "withdrawn"},
    {"id": "E6-P2-01", "pillar": 2, "status": "blocked"},
)
OPEN = ["E6-P1-01", "E6-P1-02", "E6-P1-03", "E6-P2-01"]
COUNTS = ("made", "carried", "done", "withdrawn", "onward", "open", "slipped")


def items(path: Path) -> dict[str, dict[str, Any]]:
    return {item["id"]: item for item in tomli.loads(path.read_text("utf-8"))["commitment"]}


def slip(day: str, before: str, after: str) -> dict[str, Any]:
    due = {"due": f"@{after}", "previous": {"due": f"@{before}"}, "reason": LONG}
    return {"date": f"@{day}", "by": "Lin", **due}


@pytest.fixture
def ledger(tmp_path: Path) -> Callable[..., Path]:
    """Writes a small ledger of one round, or of the meetings given."""

    def write(*commitments: dict[str, Any], **tables: Any) -> Path:
        path = tmp_path / "commitments.toml"
        path.write_text(ledger_text(*commitments, **{"meeting": [SIX]} | tables), "utf-8")
        return path

    return write


@pytest.fixture
def six(ledger: Callable[..., Path]) -> Path:
    """A ledger of one round, in every status."""
    return ledger(*ROUND_SIX)


# ---- what is carried ----


def test_what_is_open_is_carried_under_its_id_and_what_ended_is_left(eppd: Eppd, six: Path) -> None:
    before = items(six)

    ran = eppd(*INTO, "--end", "2026-11-11", "--title", "Seventh talks", "--title-zh", "第七次對話")

    after = items(six)
    assert list(after) == list(before)
    assert [name for name, item in after.items() if item.get("carried") == ["TALKS-7"]] == OPEN
    for name, item in after.items():
        if name in OPEN:
            assert item.pop("carried") == ["TALKS-7"]
            assert item.pop("update") == [
                {
                    "date": dt.date(2026, 11, 12),
                    "by": "Lin",
                    "meeting": "TALKS-7",
                    "note": "Carried over to TALKS-7.",
                    "carried": ["TALKS-7"],
                }
            ]
        assert item == before[name]
    assert tomli.loads(six.read_text("utf-8"))["meeting"][1] == {
        "id": "TALKS-7",
        "date": dt.date(2026, 11, 10),
        "end": dt.date(2026, 11, 11),
        "title": "Seventh talks",
        "title_zh": "第七次對話",
        "kind": "dialogue",
    }
    assert "Carried into TALKS-7: 4." in ran.out
    assert "awaiting closure, carried too: 1 (E6-P1-03)." in ran.out
    assert "Closed or withdrawn, left where they are: 2." in ran.out
    assert eppd("check", *DAY[:2]).out == ""


@pytest.mark.parametrize(
    ("language", "note"),
    [
        ("en", "Carried over to TALKS-7."),
        ("zh", "續列至 TALKS-7。"),
        ("both", "續列至 TALKS-7。 Carried over to TALKS-7."),
    ],
)
def test_the_usual_note_stands_in_the_languages_of_the_ledger(
    eppd: Eppd, ledger, language: str, note: str
) -> None:
    path = ledger(settings={"language": language})

    eppd(*INTO)

    assert items(path)["E6-P1-01"]["update"][-1]["note"] == note


def test_another_note_takes_the_place_of_the_usual_one(eppd: Eppd, six: Path) -> None:
    eppd(*INTO, "--note", "Both sides go on with it.")

    assert items(six)["E6-P1-02"]["update"][-1]["note"] == "Both sides go on with it."
    told = eppd("show", "p1-2", *DAY[:2]).out
    assert "carried into TALKS-7. Both sides go on with it." in told


def test_carrying_again_changes_nothing_and_says_so(eppd: Eppd, six: Path) -> None:
    eppd(*INTO)
    before = six.read_bytes()

    again = eppd(*INTO)
    plain = eppd("carry", "talks-7", "--today", "2026-12-01")

    for ran in (again, plain):
        assert "Nothing to carry: what is open is in TALKS-7 already." in ran.out
        assert "Nothing to write." in ran.err
    assert six.read_bytes() == before
    assert len(json.loads(eppd("undo", "--list", "--format", "json").out)["steps"]) == 1


def test_a_dry_run_and_a_question_nobody_answers_write_nothing(eppd: Eppd, six: Path) -> None:
    before = six.read_bytes()
    words = [word for word in INTO if word != "--yes"]

    shown = eppd(*words, "--dry-run")
    asked = eppd(*words, code=ExitCode.REFUSED)

    assert "Carried into TALKS-7: 4." in shown.out
    assert "--yes" in asked.err
    assert six.read_bytes() == before


def test_undo_takes_all_of_it_back_byte_for_byte(eppd: Eppd, shipped: Path) -> None:
    before = shipped.read_bytes()

    eppd("carry", "EPPD-7", "--date", "2026-11-10", "--yes", *DAY)
    carried = [item for item in items(shipped).values() if "carried" in item]
    eppd("check", *DAY[:2])
    eppd("undo")

    assert len(carried) == 33
    assert shipped.read_bytes() == before


def test_a_selection_or_ids_carry_only_what_they_name_and_the_rest_can_follow(eppd: Eppd, six: Path) -> None:
    eppd(*INTO, "--pillar", "2")
    assert [name for name, item in items(six).items() if "carried" in item] == ["E6-P2-01"]

    eppd("carry", "TALKS-7", "p1-2", "E6-P1-01", "--yes", *DAY)
    assert [name for name, item in items(six).items() if "carried" in item] == [
        "E6-P1-01",
        "E6-P1-02",
        "E6-P2-01",
    ]

    ran = eppd("carry", "TALKS-7", "--yes", *DAY)
    assert "Carried into TALKS-7: 1." in ran.out
    assert [name for name, item in items(six).items() if "carried" in item] == OPEN


def test_a_third_round_keeps_the_way_an_item_came(eppd: Eppd, six: Path) -> None:
    eppd(*INTO)
    eppd("carry", "TALKS-8", "--date", "2027-11-02", "p1-1", "--yes", "--today", "2027-11-03", "--by", "Wang")

    item = items(six)["E6-P1-01"]
    assert item["carried"] == ["TALKS-7", "TALKS-8"]
    assert item["update"][-1]["previous"] == {"carried": ["TALKS-7"]}
    assert eppd("check", "--today", "2027-11-03").out == ""
    told = eppd("show", "p1-1", "--today", "2027-11-03").out
    assert "made at TALKS-6 (2026-01-27); carried into TALKS-7 (2026-11-12); carried into TALKS-8" in told
    past = eppd("show", "p1-1", "--today", "2027-11-03", "--as-of", "2026-11-01").out
    assert "TALKS-7" not in past


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (("TALKS-7",), ExitCode.USAGE, "Give --date to add it"),
        (("TALKS-7", "--date", "2026-11-10", "p1-1", "E6-P1-01"), ExitCode.USAGE, "E6-P1-01 is named more"),
        (("TALKS-7", "--date", "2026-11-10", "p1-9"), ExitCode.NO_SUCH, "There is no commitment “p1-9”"),
        (("TALKS-7", "--date", "2026-11-10", "p1-4"), ExitCode.REFUSED, "E6-P1-04 is closed: only what is"),
        (("TALKS-7", "--date", "2026-11-10", "p1-5"), ExitCode.REFUSED, "E6-P1-05 is withdrawn: only"),
        (
            ("TALKS-7", "--date", "2026-11-10", "p1-1", "--pillar", "1"),
            ExitCode.USAGE,
            "ids does not go with",
        ),
        (("TALKS-7", "--date", "2026-11-10", "--end", "2026-11-09"), ExitCode.USAGE, "--end the last"),
        (("TALKS 7", "--date", "2026-11-10"), ExitCode.USAGE, "cannot be a meeting's id"),
        (("WG-1",), ExitCode.USAGE, "WG-1 is no dialogue."),
        (("TALKS-6", "--date", "2026-01-25"), ExitCode.USAGE, "TALKS-6 is in the ledger with another --date"),
        (("TALKS-5", "--date", "2025-01-25"), ExitCode.REFUSED, "is in TALKS-6 already, which is later"),
    ],
)
def test_what_cannot_be_carried_is_refused_in_a_sentence(
    eppd: Eppd, ledger, words: tuple[str, ...], code: ExitCode, sentence: str
) -> None:
    group = {"id": "WG-1", "date": "@2026-03-16", "kind": "working-group"}
    path = ledger(*ROUND_SIX, meeting=[SIX, group])
    before = path.read_bytes()

    ran = eppd("carry", *words, "--yes", *DAY, code=code)

    assert sentence in ran.err
    assert path.read_bytes() == before


def test_where_nothing_is_open_the_round_alone_is_added(eppd: Eppd, ledger) -> None:
    path = ledger({"status": "withdrawn"})

    ran = eppd(*INTO)

    assert "Nothing open to carry: all open entries." in ran.out
    assert [one["id"] for one in tomli.loads(path.read_text("utf-8"))["meeting"]] == ["TALKS-6", "TALKS-7"]


def test_an_item_whose_last_record_is_later_is_refused_alone(eppd: Eppd, ledger) -> None:
    path = ledger({"update": [{"date": "@2026-11-20", "by": "Lin", "note": LONG}]}, {"id": "E6-P1-02"})

    ran = eppd(*INTO)

    assert [name for name, item in items(path).items() if "carried" in item] == ["E6-P1-02"]
    assert "2026-11-20" in ran.out
    assert "Written in part: 2 written, 1 not taken" in ran.err


# ---- what follows from it ----


def test_new_items_get_the_ids_of_the_round_they_are_listed_in(eppd: Eppd, six: Path) -> None:
    eppd(*INTO)

    for listed in ("2026-11-12", "2026-11-10", "2026-11-09"):
        eppd("add", "-p", "2", "--owner", "MOEA", "--title", "New", "--listed", listed, *DAY[:2])

    assert list(items(six))[-3:] == ["E7-P2-01", "E7-P2-02", "E6-P2-02"]
    again = eppd("carry", "TALKS-7", "--yes", *DAY)
    assert "Carried into TALKS-7: 1." in again.out
    assert "carried" not in items(six)["E7-P2-01"]


def test_carried_before_the_meeting_the_round_begins_at_once(eppd: Eppd, six: Path) -> None:
    eppd("carry", "TALKS-7", "--date", "2026-11-10", "--yes", "--today", "2026-11-05")
    eppd("add", "-p", "2", "--owner", "MOEA", "--title", "New", "--today", "2026-11-06")

    assert "E7-P2-01" in items(six)
    assert eppd("check", "--today", "2026-11-06").out == ""
    data = json.loads(eppd("report", "--format", "json", "--today", "2026-11-06").out)
    assert [(line["made"], line["carried"]) for line in data["rounds"]] == [(6, 0), (1, 4)]


def test_the_shipped_ledger_goes_on_with_its_ids(eppd: Eppd, shipped: Path) -> None:
    eppd("carry", "EPPD-7", "--date", "2026-11-10", "--yes", *DAY)
    eppd("add", "-p", "2", "--owner", "MOEA", "--title", "New", "--set", "visibility=public", *DAY[:2])

    assert "E7-P2-01" in items(shipped)


def test_two_people_who_add_to_the_new_round_keep_it_when_merged(eppd: Eppd, shipped: Path) -> None:
    eppd("carry", "EPPD-7", "--date", "2026-11-10", "--yes", *DAY)
    base, theirs = Path("base.toml"), Path("theirs.toml")
    for path in (base, theirs):
        path.write_bytes(shipped.read_bytes())
    for path, title in ((shipped, "Ours"), (theirs, "Theirs")):
        eppd("--file", str(path), "add", "-p", "2", "--owner", "MOEA", "--title", title, *DAY[:2])

    eppd("merge", "base.toml", str(shipped), "theirs.toml")

    titles = {name: item["title"] for name, item in items(shipped).items() if name.startswith("E7")}
    assert titles == {"E7-P2-01": "Ours", "E7-P2-02": "Theirs"}


def test_lists_find_what_was_carried_and_pages_bear_the_new_name(eppd: Eppd, six: Path) -> None:
    eppd(*INTO, "--title", "Seventh talks")

    assert eppd("list", "--meeting", "TALKS-7", "--format", "ids", *DAY[:2]).out.split() == OPEN
    first = [eppd(*words, *DAY[:2]).out.splitlines()[0] for words in ((), ("report", "--format", "text"))]
    assert [line.startswith("Seventh talks") for line in first] == [True, True]
    past = eppd("report", "--format", "text", "--until", "2026-10-31", "--since", "2026-10-01", *DAY[:2]).out
    assert past.startswith("Sixth talks")


def test_a_dialogue_that_is_no_round_of_the_ledger_keeps_its_name(eppd: Eppd, ledger) -> None:
    ledger(dialogue={"id": "TALKS", "title": "The talks"})
    eppd(*INTO, "--title", "Seventh talks")

    assert eppd(*DAY[:2]).out.startswith("The talks")


def test_being_carried_turns_no_light_and_settles_no_update_that_is_owed(eppd: Eppd, six: Path) -> None:
    def told() -> list[tuple[object, ...]]:
        data = json.loads(eppd("list", "--format", "json", *DAY[:2]).out)
        return [(row["id"], row["light"], row["stale"]) for row in data["commitments"]]

    before = told()
    eppd(*INTO)

    assert told() == before
    assert ("E6-P1-01", "yellow", True) in before
    report = json.loads(eppd("report", "--format", "json", *DAY[:2]).out)
    assert [(row["id"], row["light"], row["stale"]) for row in report["commitments"]] == before


def test_the_last_update_shown_is_the_last_word_not_the_carrying(eppd: Eppd, ledger) -> None:
    said = [{"date": "@2026-02-10", "by": "Lin", "note": "Begun."}]
    ledger({"status": "blocked", "update": said}, {"id": "E6-P1-02", "status": "blocked"})
    eppd(*INTO)

    rows = eppd("list", *DAY[:2], "--columns", "id,last_update", "--format", "csv").out.splitlines()
    assert rows[1:] == ["E6-P1-01,2026-02-10", "E6-P1-02,"]
    for command in ("list", "report"):
        found = json.loads(eppd(command, *DAY[:2], "--format", "json").out)["commitments"]
        assert [item["last_update"] for item in found] == ["2026-02-10", None]
    text = eppd("report", *DAY[:2], "--format", "text").out
    everything = text.partition("All entries")[2].partition("Annex")[0]
    assert "2026-02-10" in everything
    assert "2026-11-12" not in everything
    agenda = json.loads(eppd("agenda", *DAY[:2], "--format", "json").out)["commitments"]
    assert sorted(str(item["last_update"]) for item in agenda) == ["2026-02-10", "None"]


def test_a_sheet_shows_the_last_word_not_the_carrying(eppd: Eppd, ledger) -> None:
    path = ledger({"update": [{"date": "@2026-02-10", "by": "Lin", "note": "Begun."}]}, {"id": "E6-P1-02"})
    eppd(*INTO)
    known = load(path)
    today = dt.date(2026, 11, 12)
    found = assess_all(known, today)

    made = sheet.build(known, found, Language.EN, sheet.Sending(today, today))

    assert [sheet.text_in(row.cells["last"]) for row in made.rows] == ["2026-02-10 Lin\nBegun.", ""]


def test_a_week_in_which_items_were_only_carried_moved_nothing(eppd: Eppd, six: Path) -> None:
    eppd(*INTO)
    eppd("update", "p1-2", "--note", "Raised with the other side.", *DAY[:2])

    data = json.loads(eppd("report", "--format", "json", *DAY[:2]).out)

    assert [line["id"] for line in data["moved"]] == ["E6-P1-02"]
    assert [record["note"] for record in data["moved"][0]["updates"]] == ["Raised with the other side."]
    assert eppd("log", *DAY[:2]).out.count("Carried over to TALKS-7.") == 4


def test_a_field_set_by_hand_to_a_meeting_that_is_not_there_is_refused(eppd: Eppd, six: Path) -> None:
    ran = eppd("update", "p1-1", "--set", "carried=TALKS-9", code=ExitCode.REFUSED)

    assert "no meeting “TALKS-9”" in ran.err


def test_check_names_a_round_that_is_not_there(eppd: Eppd, ledger) -> None:
    ledger({"carried": ["TALKS-9"]})

    assert "[unknown-meeting]" in eppd("check", code=ExitCode.FOUND).out


def test_a_meeting_that_only_carried_names_is_used(eppd: Eppd, ledger) -> None:
    ledger({"carried": ["TALKS-7"]}, meeting=[SIX, SEVEN])

    assert eppd("check", "unused-meeting", *DAY[:2]).out == ""


# ---- round by round ----


STORY: tuple[dict[str, Any], ...] = (
    {"id": "E6-P1-01", "due": "@2027-03-01", "update": [slip("2026-05-01", "2026-12-01", "2027-03-01")]},
    {"id": "E6-P1-02", "due": "@2027-06-01", "update": [slip("2026-11-11", "2026-12-01", "2027-06-01")]},
    *ROUND_SIX[2:],
    {"id": "E6-P2-02", "pillar": 2, "visibility": "internal"},
    {"id": "E6-P2-03", "pillar": 2, "listed": None},
)


@pytest.fixture
def story(eppd: Eppd, ledger) -> Path:
    """Two rounds: one item slipped in each, one was completed in the first and closed in the second."""
    path = ledger(*STORY)
    eppd(*INTO)
    eppd("add", "-p", "2", "--owner", "MOEA", "--title", "New", "--set", "visibility=public", *DAY[:2])
    closing = (
        "--status",
        "closed",
        "--closure",
        "delivered",
        "--note",
        "Filed.",
        "--approved-by",
        "Minister",
    )
    eppd("update", "p1-3", *closing, "--today", "2026-11-13")
    return path


def counts(eppd: Eppd, *words: str) -> list[tuple[int, ...]]:
    data = json.loads(eppd("report", "--format", "json", "--today", "2026-11-13", *words).out)
    return [tuple(line[name] for name in COUNTS) for line in data["rounds"]]


def test_rounds_are_compared_and_add_up(eppd: Eppd, story: Path) -> None:
    assert counts(eppd) == [(8, 0, 1, 1, 6, 0, 1), (1, 6, 1, 0, 0, 6, 1)]


@pytest.mark.parametrize("audience", ["counterpart", "public"])
def test_others_are_told_of_no_internal_item(eppd: Eppd, story: Path, audience: str) -> None:
    assert counts(eppd, "--audience", audience) == [(7, 0, 1, 1, 5, 0, 1), (1, 5, 1, 0, 0, 5, 1)]


def test_the_comparison_follows_the_selection(eppd: Eppd, story: Path) -> None:
    assert counts(eppd, "--pillar", "2") == [(3, 0, 0, 0, 3, 0, 0), (1, 3, 0, 0, 0, 4, 0)]


def test_a_past_day_is_told_as_it_stood(eppd: Eppd, story: Path) -> None:
    assert counts(eppd, "--since", "2026-11-01", "--until", "2026-11-08") == []
    assert counts(eppd, "--since", "2026-11-01", "--until", "2026-11-11")[0][:6] == (8, 0, 2, 1, 0, 5)


def test_one_round_has_no_section_and_an_empty_list(eppd: Eppd, six: Path) -> None:
    assert counts(eppd) == []
    assert "Round by round" not in eppd("report", "--format", "text", *DAY[:2]).out


def page(eppd: Eppd, form: str) -> str:
    """A report as the words on its page."""
    eppd("report", "--lang", "en", "--today", "2026-11-13", "--format", form, "-o", f"page.{form}")
    raw = Path(f"page.{form}").read_bytes()
    if form == "odt":
        raw = zipfile.ZipFile(io.BytesIO(raw)).read("content.xml")
    text = raw.decode("utf-8")
    if form in {"html", "odt"}:
        text = html.unescape(re.sub(r"<[^>]+>", " ", text))
    return re.sub(r"[\s|:-]+", " ", text)


@pytest.mark.parametrize("form", ["terminal", "text", "markdown", "html", "odt"])
def test_every_format_has_the_table_and_its_sums(eppd: Eppd, story: Path, form: str) -> None:
    text = page(eppd, form)
    text = text[text.rindex("Round by round") :]

    lines = [
        ("TALKS 6 (2026 01 26)", "8 0 1 1 6 0 1"),
        ("TALKS 7 (2026 11 10)", "1 6 1 0 0 6 1"),
        ("Total", "9 6 2 1 6 6 2"),
    ]
    for name, numbers in lines:
        assert f"{name} {numbers}" in text or f"{numbers} {name}" in text, text[:600]


@needs("pdftotext")
def test_paper_has_the_table(eppd: Eppd, story: Path) -> None:
    import subprocess  # noqa: PLC0415 - where the program is there

    eppd("report", "--lang", "zh", "--today", "2026-11-13", "-o", "page.pdf")
    text = subprocess.run(
        ["pdftotext", "-layout", "page.pdf", "-"], check=True, capture_output=True, encoding="utf-8"
    ).stdout

    assert "各屆比較" in text
    assert re.search(r"TALKS-7（2026-11-10）\s+1\s+6\s+1\s+0\s+0\s+6\s+1", text)


@st.composite
def histories(draw: st.DrawFn) -> str:
    """A ledger of up to four rounds, its items anywhere in them."""
    days = [f"@2026-{month:02}-10" for month in (2, 5, 8, 11)][: draw(st.integers(2, 4))]
    names = [f"TALKS-{number}" for number in range(6, 6 + len(days))]
    meetings = [{"id": name, "date": day, "kind": "dialogue"} for name, day in zip(names, days, strict=True)]
    found = []
    for number in range(draw(st.integers(1, 6))):
        month = draw(st.integers(1, 12))
        found.append(
            {
                "id": f"E6-P1-{number + 1:02}",
                "listed": draw(st.sampled_from([None, f"@2026-{month:02}-10"])),
                "status": draw(st.sampled_from(Status)).value,
                "carried": draw(st.lists(st.sampled_from(names), unique=True).map(sorted)),
                "update": draw(
                    st.sampled_from([[], [slip(f"2026-{month:02}-11", "2027-01-01", "2027-02-01")]])
                ),
            }
        )
    return ledger_text(*found, meeting=draw(st.permutations(meetings)))


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(text=histories())
def test_whatever_happened_every_item_is_made_once_and_ends_once(text: str) -> None:
    ledger = read(text, "commitments.toml").ledger

    lines = rounds.compare(ledger.commitments, rounds.rounds(ledger))

    for line in lines:
        assert line.made + line.carried == line.done + line.withdrawn + line.onward + line.open
        assert 0 <= line.slipped <= line.made + line.carried
    total = [sum(getattr(line, name) for line in lines) for name in COUNTS]
    made, carried, done, withdrawn, onward, still, slipped = total
    assert made == len(ledger.commitments) == done + withdrawn + still
    assert carried == onward
    assert slipped == sum(bool(item.updates) for item in ledger.commitments)


# ---- a large ledger ----


def test_a_large_ledger_is_carried_as_a_small_one(eppd: Eppd, ledger, tmp_path: Path) -> None:
    words = [{"date": "@2026-02-10", "by": "Lin", "note": "Raised again with the other side. " * 40}] * 4
    many = [
        {"id": f"E6-P1-{number:02}", "cadence": "monthly", "status": status.value, "update": words}
        for number in range(1, 40)
        for status in [list(Status)[number % 4]]
    ]
    path = ledger(*many)
    assert len(path.read_bytes()) > 200_000 > store.LARGE
    small = tmp_path / "small.toml"
    for record in words:
        record["note"] = LONG
    small.write_text(ledger_text(*many, meeting=[SIX]), "utf-8")

    told = []
    for file in (path, small):
        eppd("--file", str(file), *INTO)
        listed = json.loads(eppd("--file", str(file), "list", "--format", "json", *DAY[:2]).out)
        rows = [
            (row["id"], row["carried"], row["light"], row["stale"], row["last_update"])
            for row in listed["commitments"]
        ]
        shown = eppd("--file", str(file), "show", "p1-1", *DAY[:2]).out
        report = json.loads(eppd("--file", str(file), "report", "--format", "json", *DAY[:2]).out)
        again = eppd("--file", str(file), "carry", "TALKS-7", "--yes", *DAY)
        assert "already" in again.out
        eppd(
            "--file",
            str(file),
            "add",
            "-p",
            "1",
            "--owner",
            "MOEA",
            "--title",
            "New",
            "--set",
            "visibility=public",
            *DAY[:2],
        )
        assert eppd("--file", str(file), "check", *DAY[:2]).out == ""
        told.append((rows, report["rounds"], re.findall(r"Round .*", shown), list(items(file))[-1]))

    assert told[0] == told[1]
    assert len(told[0][0]) == 39
    assert told[0][3] == "E7-P1-01"


def test_a_large_ledger_carried_is_read_at_a_glance_as_in_full(eppd: Eppd, ledger) -> None:
    words = [{"date": "@2026-02-10", "by": "Lin", "note": "Raised again with the other side. " * 40}] * 4
    path = ledger(*({"id": f"E6-P1-{number:02}", "update": words} for number in range(1, 40)))
    eppd(*INTO)

    glance, full = load(path), read(path.read_text("utf-8"), path.name).ledger

    assert structs.replace(glance, raw=b"") == structs.replace(full, raw=b"")
    assert all(item.last_word == dt.date(2026, 2, 10) for item in glance.commitments)
