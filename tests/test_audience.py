"""What is internal reaches nobody else, in no format: every output is unpacked and searched."""

import datetime as dt
import io
import json
import re
import subprocess
import zipfile
import zlib
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

import pytest
from conftest import Eppd, needs

from eppd_track import load
from eppd_track.model.records import HEAD
from eppd_track.model.vocabulary import Audience, Calendar, Visibility
from eppd_track.report import week, weekly
from eppd_track.rules.prints import print_of
from eppd_track.rules.selection import Selection
from eppd_track.words.text import same

FORMS = ("terminal", "text", "markdown", "html", "pdf", "odt", "json")
OTHERS = (Audience.COUNTERPART, Audience.PUBLIC)
TODAY = ("--today", "2026-02-13", "--all")
SECRET = "SENTINEL"
DIGEST = "0123456789abcdef" * 4
"""Of a file that proves something; it is internal like the paper."""
OPEN = "OPENWORD"


SPOKEN = f"both sides will {OPEN}SPOKEN."
HIDDEN = f"our side will {SECRET}HIDDEN."


def secret(number: int) -> str:
    return f"{SECRET}{number}密"


def record(day: str, number: int, **fields: Any) -> dict[str, Any]:
    return {
        "date": f"@{day}",
        "by": f"{SECRET}BY{number}",
        "contact": f"{SECRET}PHONE{number}",
        "note": secret(number),
        "reason": secret(number + 1),
        "approved_by": secret(number + 2),
        "meeting": "WG-1",
    } | fields


ASIDE = {"print": print_of(secret(25)), "place": secret(25), "reason": secret(26)}
PAPERS = [
    {"id": "talks", "title": f"{OPEN}PAPER", "file": "papers/talks.txt", "aside": [ASIDE]},
    {"id": "memo", "title": secret(27), "file": "papers/memo.txt", "visibility": "internal"},
    {"id": "gone", "title": secret(28), "visibility": "internal", "aside": [ASIDE]},
]
"""The documents that the texts of a commitment name."""


def commitment(**fields: Any) -> dict[str, Any]:
    """A commitment with a sentinel in every field that is not agreed with the other side."""
    public = {
        "date": "@2026-02-12",
        "by": secret(46),
        "contact": secret(47),
        "note": f"{OPEN}NOTE",
        "visibility": "public",
        "meeting": "INT-1",
        "approved_by": secret(42),
        "evidence": [secret(17)],
        "status": "in-progress",
        "next_step": secret(40),
        "related": ["E6-P1-09"],
        "target": {"value": 50, "unit_zh": "成", "basis": secret(43), "basis_zh": secret(48)},
        "proposed": {"what": "delist", "date": "@2026-02-04", "by": secret(52), "words": secret(52)},
        "set": {"note": secret(44), "visibility": "public"},
        "previous": {
            "status": "blocked",
            "next_step": secret(41),
            "related": ["E6-P1-09", "E6-P2-01"],
            "note": secret(45),
        },
    }
    internal = record(
        "2026-02-10",
        1,
        due="2026-Q3",
        note=secret(50),
        previous={"due": "@2026-02-05", "due_basis": secret(51)},
    )
    return {
        "title": f"{OPEN}TITLE",
        "title_zh": f"{OPEN}標題",
        "owner": "MOEA",
        "status": "in-progress",
        "due": "2026-Q3",
        "original_due": "@2026-02-05",
        "due_basis": secret(10),
        "due_basis_zh": secret(10),
        "status_basis": secret(9),
        "status_basis_zh": secret(9),
        "done_when": secret(11),
        "next_step": secret(12),
        "next_step_due": "@2026-03-17",
        "approved_by": secret(13),
        "tags": [secret(14)],
        "target": {"value": 50, "unit": "%", "basis": secret(49), "basis_zh": secret(49)},
        "proposed": {"what": "delist", "date": "@2026-02-04", "by": secret(53), "words": secret(53)},
        "links": [secret(15)],
        "note": secret(16),
        "note_zh": secret(16),
        "related": ["E6-P1-09"],
        "carried": ["INT-1"],
        "cadence": "weekly",
        "text": [
            {"document": "talks", "place": f"{OPEN}PLACE", "print": print_of(SPOKEN)},
            {"document": "memo", "place": secret(21), "place_zh": secret(21), "print": print_of(HIDDEN)},
            {"document": "memo", "place": secret(22), "print": print_of(secret(23)), "words": secret(23)},
            {"document": "gone", "place": secret(24), "words": secret(24), "print": print_of(secret(24))},
        ],
        "evidence": [
            {
                "date": "@2026-02-04",
                "type": "letter",
                "title": secret(17),
                "title_zh": secret(17),
                "ref": secret(18),
                "sha256": DIGEST,
            }
        ],
        "score": [
            {
                "date": "@2026-02-04",
                "side": "TW",
                "value": 1,
                "reader": secret(7),
                "reason": secret(8),
                "meeting": "INT-1",
            }
        ],
        "milestone": [{"id": "pilot", "title": f"{OPEN}STEP", "due": "@2026-02-20", "evidence": secret(19)}],
        "update": [
            record("2026-02-03", 20),
            internal,
            record("2026-02-11", 30, visibility="internal"),
            public,
        ],
    } | fields


@pytest.fixture
def sentinels(ledger) -> Path:
    """A ledger with a sentinel wherever something internal may stand."""
    hidden = commitment(
        id="E6-P1-09",
        visibility="internal",
        title=secret(60),
        title_zh=secret(61),
        topic=secret(62),
        due="@2026-02-01",
        operative_words=secret(63),
    )
    finished = commitment(id="E6-P2-01", pillar=2, status="completed", update=[record("2026-02-09", 70)])
    meetings = [
        {"id": "WG-1", "date": "@2026-02-01", "title": secret(80)},
        {"id": "INT-1", "date": "@2026-02-10", "kind": "internal", "title": secret(81)},
    ]
    path: Path = ledger(commitment(), hidden, finished, meeting=meetings, document=PAPERS)
    (path.parent / "papers").mkdir()
    (path.parent / "papers" / "talks.txt").write_text(SPOKEN, "utf-8")
    (path.parent / "papers" / "memo.txt").write_text(HIDDEN, "utf-8")
    return path


def unpacked(raw: bytes) -> str:
    """Everything a file holds: the parts of an archive or a mail, the streams of a PDF, its text as read."""
    found = [raw]
    if raw.startswith(b"X-Unsent"):
        draft = message_from_bytes(raw, policy=policy.default)
        held = [unpacked(part.get_payload(decode=True)) for part in draft.walk() if not part.is_multipart()]
        names = [part.get_filename("") for part in draft.walk()]
        return "\n".join([*map(str, draft.values()), *names, *held])
    if raw.startswith(b"PK"):
        archive = zipfile.ZipFile(io.BytesIO(raw))
        found += [archive.read(name) for name in archive.namelist()]
    for stream in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", raw, re.DOTALL):
        try:
            found.append(zlib.decompress(stream))
        except zlib.error:
            found.append(stream)
    text = b"\n".join(found).decode("utf-8", "replace")
    if raw.startswith(b"%PDF"):
        ran = subprocess.run(
            ["pdftotext", "-raw", "-", "-"], input=raw, capture_output=True, check=True, timeout=60
        )
        text += ran.stdout.decode()
        text += raw.decode("utf-16-be", "replace") + raw[1:].decode("utf-16-be", "replace")
    return text


def made(eppd: Eppd, audience: str, form: str, *words: str) -> str:
    path = Path(f"page.{form}")
    eppd(
        "report",
        *TODAY,
        "--audience",
        audience,
        "--by",
        f"{SECRET}PREPARED",
        "--format",
        form,
        "-o",
        str(path),
        *words,
    )
    return unpacked(path.read_bytes())


@needs("pdftotext")
@pytest.mark.parametrize("audience", OTHERS)
@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("words", [("--lang", "en"), ("--lang", "zh"), ("--lang", "both", "--words")])
def test_no_sentinel_leaves_the_house(
    eppd: Eppd, sentinels: Path, form: str, audience: Audience, words: tuple[str, ...]
) -> None:
    text = made(eppd, audience, form, *words)

    assert SECRET not in text
    assert "INT-1" not in text
    assert "E6-P1-09" not in text
    assert OPEN in text
    assert ("--words" in words) <= (f"{OPEN}SPOKEN" in text)


@needs("pdftotext")
@pytest.mark.parametrize("form", FORMS)
def test_the_tracking_side_sees_them(eppd: Eppd, sentinels: Path, form: str) -> None:
    text = made(eppd, "internal", form, "--words")

    for number in (12, 50, 60, 23):
        assert f"{SECRET}{number}" in text
    assert f"{SECRET}HIDDEN" in text


@pytest.mark.parametrize("form", ["xlsx", "ods"])
def test_a_sheet_has_agreed_words_as_its_owner_may_see_them(eppd: Eppd, sentinels: Path, form: str) -> None:
    text = sentinels.read_text("utf-8")
    sentinels.write_text(text.replace('owner = "MOEA"', 'owner = "DOS"', 1), "utf-8")
    eppd("export", "--per-owner", "out", "--format", form, "--words", *TODAY)
    ours, theirs = (unpacked(Path(f"out/{name}.{form}").read_bytes()) for name in ("MOEA", "DOS"))

    assert f"{OPEN}SPOKEN" in theirs
    assert SECRET not in theirs
    assert f"{SECRET}HIDDEN" in ours


@needs("pdftotext")
@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    ("audience", "mark"),
    [("internal", "internal"), ("counterpart", "for the counterpart"), ("public", "public")],
)
def test_every_page_says_who_may_read_it(
    eppd: Eppd, sentinels: Path, form: str, audience: str, mark: str
) -> None:
    if form == "json":
        eppd("report", *TODAY, "--audience", audience, "--format", form, "-o", "page.json")
        assert json.loads(Path("page.json").read_text("utf-8"))["audience"] == audience
    else:
        assert mark in made(eppd, audience, form, "--lang", "en")


@pytest.mark.parametrize("audience", OTHERS)
def test_what_is_internal_is_not_even_counted(eppd: Eppd, sentinels: Path, audience: Audience) -> None:
    page = json.loads(eppd("report", *TODAY, "--audience", audience, "--format", "json").out)

    assert (page["shown"], page["total"]) == (2, 2)
    assert page["overdue_outside"] == []
    assert sum(page["trend"][-1]["statuses"].values()) == 2
    assert sum(page["pillars"][0]["lights"].values()) == 1


@pytest.mark.parametrize("audience", OTHERS)
def test_what_is_public_is_told(eppd: Eppd, sentinels: Path, audience: Audience) -> None:
    page = json.loads(eppd("report", *TODAY, "--audience", audience, "--format", "json").out)

    moved = {line["id"]: line for line in page["moved"]}
    (told,) = moved["E6-P1-01"]["updates"]
    assert told["note"] == f"{OPEN}NOTE"
    assert told["meeting"] is None
    assert told["changes"] == {
        "status": "in-progress",
        "related": [],
        "target": {"value": 50, "unit": None, "unit_zh": "成", "basis": None, "basis_zh": None},
    }
    assert (told["by"], told["contact"]) == (None, None)
    held = {name: value for name, value in told["previous"].items() if value is not None}
    assert held == {"status": "blocked", "related": ["E6-P2-01"]}
    assert (told["approved_by"], told["evidence"]) == (None, [])
    assert page["slips"][0] | {"reason": None} == {
        "id": "E6-P1-01",
        "first": "2026-02-05",
        "due": "2026-Q3",
        "times": 1,
        "reason": None,
    }


def test_the_lights_are_the_same_for_everybody(eppd: Eppd, sentinels: Path) -> None:
    lights = [
        {
            item["id"]: item["light"]
            for item in json.loads(eppd("report", *TODAY, "--audience", audience, "--format", "json").out)[
                "commitments"
            ]
            if item["id"] != "E6-P1-09"
        }
        for audience in Audience
    ]

    assert lights[0] == lights[1] == lights[2]


def test_only_the_counterpart_is_told_whose_move_it_is(eppd: Eppd, ledger) -> None:
    ledger({"next_move": "US"})

    def told(audience: str) -> dict[str, Any]:
        return json.loads(eppd("report", "--audience", audience, "--format", "json").out)

    assert told("counterpart")["next_move"]["US"] == 1
    assert told("counterpart")["commitments"][0]["next_move"] == "US"
    assert told("public")["next_move"] is None
    assert told("public")["commitments"][0]["next_move"] is None
    assert "Move" not in eppd("report", "--audience", "public", "--lang", "en").out


def test_others_are_not_told_that_nobody_has_the_move_where_it_is_only_inferred(eppd: Eppd, ledger) -> None:
    ledger({"next_move": "US", "inferred": ["next_move"], "visibility": "public", "status": "in-progress"})

    words = ("report", "--audience", "counterpart", "--lang", "en", "--format", "text")
    assert "with both for 0, not given for 1." in " ".join(eppd(*words).out.split())


def test_no_page_for_others_promises_a_remedy(eppd: Eppd, ledger) -> None:
    ledger(
        {"due": "@2026-01-30", "original_due": "@2026-01-20", "visibility": "public", "status": "in-progress"}
    )

    for audience in ("counterpart", "public"):
        out = eppd("report", "--audience", audience, "--today", "2026-02-13", "--lang", "both").out
        assert "落後原因及因應對策" not in out
        assert "原訂期限 2026-01-20" in out


INSIDE = [
    *("heading", "overview", "summary", "rulings", "proposed", "behind", "better", "ahead", "approval"),
    *("moved", "commitments", "closing", "upcoming", "steps", "silence", "trend", "slips", "legend", "notes"),
]
OUTSIDE = [
    *("heading", "overview", "summary", "rulings", "behind", "better", "ahead", "moved"),
    *("commitments", "upcoming", "trend", "slips", "legend"),
]


@pytest.mark.parametrize(
    ("audience", "keys"), [("internal", INSIDE), ("counterpart", OUTSIDE), ("public", OUTSIDE)]
)
def test_each_audience_has_its_sections(sentinels: Path, audience: str, keys: list[str]) -> None:
    ledger = load(sentinels)
    day = dt.date(2026, 2, 13)
    period = week.Period(dt.date(2026, 2, 9), dt.date(2026, 2, 15), day, week=True)
    facts = week.build(ledger, Selection(), period, Audience(audience))
    cover = weekly.Cover(same(""), "Lin", Calendar.GREGORIAN, (same("Approved"),))

    assert [section.key for section in weekly.build(facts, ledger, cover).sections] == keys


@pytest.mark.parametrize("status", ["blocked", "in-progress"])
def test_a_light_turned_by_an_internal_record_is_not_laid_to_time(
    eppd: Eppd, ledger: Any, status: str
) -> None:
    told = {"date": "@2026-02-10", "by": "Lin", "note": "Internal."}
    moved = {"status": status, "previous": {"status": "in-progress"}} if status == "blocked" else {}
    ledger({"status": status, "update": [told | moved]})

    text = eppd("report", *TODAY, "--audience", "counterpart", "--lang", "en", "--format", "text").out

    section = text[text.index("What moved (1)") : text.index("Dates of the next")]
    assert "As shown in this row." in section
    assert "passing of time" not in section


def test_a_light_that_time_turned_is_laid_to_time(eppd: Eppd, ledger: Any) -> None:
    said = {"date": "@2025-12-14", "by": "Lin", "note": "Begun."}
    ledger({"listed": "@2025-12-01", "status": "in-progress", "cadence": "monthly", "update": [said]})

    text = eppd("report", "--today", "2026-02-15", "--lang", "en", "--format", "text").out

    assert "The light follows from the passing of time." in text[text.index("What moved (1)") :]


@pytest.mark.parametrize("audience", ["counterpart", "public"])
def test_who_is_silent_is_told_inside_alone(eppd: Eppd, sentinels: Path, audience: str) -> None:
    inside, outside = (
        json.loads(eppd("report", *TODAY, "--audience", who, "--format", "json").out)
        for who in ("internal", audience)
    )

    assert inside["silence"]
    assert not outside["silence"]


def test_the_summary_tells_each_audience_what_it_may_know(eppd: Eppd, sentinels: Path) -> None:
    def summary(audience: str) -> str:
        text = eppd("report", *TODAY, "--audience", audience, "--lang", "en", "--format", "text").out
        return text.partition("Summary\n")[2].partition("\n\n")[0]

    assert "Updates owed" in summary("internal")
    assert "the move is with" in summary("internal")
    assert "Updates owed" not in summary("counterpart")
    assert "the move is with" in summary("counterpart")
    assert "the move is with" not in summary("public")


@pytest.mark.parametrize("audience", OTHERS)
def test_what_changed_without_a_public_record_is_shown_without_words(
    eppd: Eppd, ledger, audience: Audience
) -> None:
    slip = {
        "date": "@2026-02-10",
        "by": "Lin",
        "reason": secret(1),
        "due": "2026-Q3",
        "progress": 55,
        "previous": {"due": "@2026-02-28", "progress": 40},
    }
    ledger({"due": "2026-Q3", "original_due": "@2026-02-28", "progress": 55, "update": [slip]})

    text = eppd("report", *TODAY, "--audience", audience, "--lang", "en", "--format", "text").out

    assert "due dates moved 1" in text
    assert "Due date from 2026-02-28 to 2026-Q3." in text
    assert "40 → 55%" in text
    assert SECRET not in text


@pytest.mark.parametrize("mark", ["Internal", "intern", True])
@pytest.mark.parametrize("audience", OTHERS)
def test_a_mark_that_cannot_be_read_makes_no_page(
    eppd: Eppd, ledger, mark: object, audience: Audience
) -> None:
    ledger({"visibility": mark, "title": secret(1)}, {"id": "E6-P1-02"})

    ran = eppd("report", *TODAY, "--audience", audience, "-o", "page.html", code=3)

    assert "visibility" in ran.err
    assert not Path("page.html").exists()
    assert SECRET not in ran.out + ran.err


def test_a_mark_under_a_wrong_name_makes_no_page(eppd: Eppd, ledger) -> None:
    ledger({"visiblity": "internal", "title": secret(1)})

    ran = eppd("report", *TODAY, "--audience", "public", code=3)

    assert "visiblity" in ran.err
    assert SECRET not in ran.out


@pytest.mark.parametrize(
    "words",
    [("--tag", "x"), ("--tag", "!x"), ("--stale",), ("--unconfirmed",), ("--meeting", "TALKS-6")],
    ids=str,
)
def test_others_get_no_page_selected_by_what_is_internal(eppd: Eppd, ledger, words: tuple[str, ...]) -> None:
    ledger({"tags": ["x"]})

    assert words[0] in eppd("report", *TODAY, "--audience", "counterpart", *words, code=2).err
    assert "--next-move" in eppd("report", *TODAY, "--audience", "public", "--next-move", "US", code=2).err
    eppd("report", *TODAY, "--audience", "counterpart", "--next-move", "US")


def test_an_old_mention_of_what_is_internal_stays_out_of_the_past(eppd: Eppd, ledger) -> None:
    cleared = {
        "date": "@2026-02-12",
        "by": "Lin",
        "note": "Cleared.",
        "cleared": ["related"],
        "previous": {"related": ["E6-P1-02"]},
    }
    ledger({"update": [cleared]}, {"id": "E6-P1-02", "visibility": "internal"})

    words = ("report", "--week", "2026-W06", "--today", "2026-02-13", "--format", "json")

    assert "E6-P1-02" in eppd(*words).out
    assert "E6-P1-02" not in eppd(*words, "--audience", "public").out


@pytest.mark.parametrize("corrected", ["public", "internal"])
@pytest.mark.parametrize("correction", ["public", "internal"])
def test_of_words_that_were_put_right_others_read_what_is_public_and_stands(
    eppd: Eppd, ledger, corrected: str, correction: str
) -> None:
    before = {"date": "@2026-02-09", "note": "It is long.", "visibility": "public"}
    wrong = {"date": "@2026-02-10", "note": "It is open.", "visibility": corrected}
    right = {"date": "@2026-02-11", "note": "It is shut.", "visibility": correction, "correction": True}
    ledger({"update": [before, wrong, right]})

    words = ("report", "--since", "2026-02-01", "--today", "2026-02-13", "--format", "text")
    text = eppd(*words, "--audience", "public", "--lang", "en").out

    assert "It is long." in text
    assert "It is open." not in text
    assert ("It is shut." in text) == (correction == "public")
    corrects = "This corrects what was said on 2026-02-10" in text
    assert corrects == ("This corrects" in text)
    assert corrects == ("put right on" in text) == (corrected == correction == "public")


def test_a_search_finds_nothing_by_what_is_internal(eppd: Eppd, sentinels: Path) -> None:
    words = ("report", *TODAY, "--search", SECRET, "--format", "json")

    assert json.loads(eppd(*words).out)["shown"] == 3
    assert json.loads(eppd(*words, "--audience", "public").out)["shown"] == 0


def test_what_became_internal_stays_so_in_reports_of_the_past(eppd: Eppd, ledger) -> None:
    made_internal = {
        "date": "@2026-02-12",
        "by": "Lin",
        "visibility": "internal",
        "note": "Not for them.",
        "set": {"visibility": "internal"},
        "previous": {"visibility": "public"},
    }
    ledger({"visibility": "internal", "title": secret(1), "update": [made_internal]}, {"id": "E6-P1-02"})

    page = eppd(
        "report", "--audience", "public", "--week", "2026-W06", "--today", "2026-02-20", "--format", "json"
    )

    assert SECRET not in page.out
    assert json.loads(page.out)["total"] == 1


def test_every_field_of_a_head_is_agreed_or_internal_by_default(eppd: Eppd, sentinels: Path) -> None:
    page = json.loads(eppd("report", *TODAY, "--audience", "counterpart", "--format", "json").out)

    item = page["commitments"][0]
    withheld = {"priority", "due_basis", "done_when", "next_step", "tags", "links", "note", "cadence"}
    assert withheld < set(HEAD)
    usual = {"priority": "normal", "tags": [], "links": []}
    assert {name: item[name] for name in withheld} == {name: usual.get(name) for name in withheld}
    assert (item["evidence"], item["stale"], item["related"]) == ([], False, [])
    assert item["visibility"] in {None, Visibility.PUBLIC.value}
