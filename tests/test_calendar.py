"""The calendar as other programs take it: two parsers, every character, the same event after a change."""

import datetime as dt
import os
import sys
from pathlib import Path

import pytest
from conftest import ROOT, SHIPPED, ledger_text
from hypothesis import given
from hypothesis import strategies as st
from ical.calendar_stream import IcsCalendarStream
from icalendar import Calendar as Parsed
from msgspec import structs

from eppd_track.exchange.calendar import to_ics
from eppd_track.ledger.reader import read
from eppd_track.model.due import Due
from eppd_track.model.records import Ledger
from eppd_track.model.vocabulary import Calendar, Language
from eppd_track.render.cells import Style, visible
from eppd_track.rules.lights import UNFINISHED, assess_all
from eppd_track.words.errors import PageRefused

TODAY = dt.date(2026, 11, 27)
EN, ZH, BOTH = (Style(language, Calendar.GREGORIAN) for language in (Language.EN, Language.ZH, Language.BOTH))
FRIDAY = ROOT / "examples" / "friday.toml"


def ledger_of(*commitments, **tables) -> Ledger:
    return read(ledger_text(*commitments, **tables), "commitments.toml", raw=b"x").ledger


def ics(ledger: Ledger, style: Style = EN, as_of: dt.date = TODAY) -> bytes:
    return to_ics(ledger, assess_all(ledger, as_of), as_of, style)


def events(raw: bytes) -> dict:
    """Every event by its UID, as icalendar reads it."""
    found = Parsed.from_ical(raw).walk("VEVENT")
    named = {str(event["uid"]): event for event in found}
    assert len(named) == len(found)
    return named


def test_each_date_of_an_item_and_each_meeting_is_an_event() -> None:
    ledger = ledger_of(
        {
            "due": "@2027-03-31",
            "next_step": "Survey",
            "next_step_due": "@2026-12-01",
            "milestone": [
                {"id": "pilot", "title": "Pilot line", "due": "@2027-01-15"},
                {"id": "done", "due": "@2026-05-01", "done": "@2026-04-30"},
                {"id": "undated"},
            ],
        }
    )

    assert {
        uid: (str(event["summary"]), event["dtstart"].dt, event["dtend"].dt)
        for uid, event in events(ics(ledger)).items()
        if event["status"] != "CANCELLED"
    } == {
        "E6-P1-01-due@eppd": (
            "Due: E6-P1-01 Build a bridge",
            dt.date(2027, 3, 31),
            dt.date(2027, 4, 1),
        ),
        "E6-P1-01-milestone-pilot@eppd": (
            "Milestone: E6-P1-01 Build a bridge: Pilot line",
            dt.date(2027, 1, 15),
            dt.date(2027, 1, 16),
        ),
        "E6-P1-01-next-step@eppd": (
            "Next step: E6-P1-01 Build a bridge: Survey",
            dt.date(2026, 12, 1),
            dt.date(2026, 12, 2),
        ),
        "meeting-TALKS-6@eppd": ("Meeting: TALKS-6", dt.date(2026, 1, 26), dt.date(2026, 1, 28)),
    }


@pytest.mark.parametrize(
    ("style", "summary"),
    [
        (EN, "Due 2026-Q4: E6-P1-01 Build a bridge"),
        (ZH, "期限 2026-Q4：E6-P1-01 造橋"),
        (BOTH, "期限 Due 2026-Q4：E6-P1-01 造橋 / Build a bridge"),
        (Style(Language.ZH, Calendar.ROC), "期限 115年第4季：E6-P1-01 造橋"),
    ],
)
def test_a_period_ends_on_its_last_day_and_is_named_as_agreed(style, summary) -> None:
    event = events(ics(ledger_of({"due": "2026-Q4"}), style))["E6-P1-01-due@eppd"]

    assert event["dtstart"].dt == dt.date(2026, 12, 31)
    assert str(event["summary"]) == summary


def test_an_event_says_who_and_whose_move_and_how_it_stands() -> None:
    item = {"due": "@2027-03-31", "status": "in-progress", "next_move": "US", "owner_confirmed": False}
    item |= {"next_step": "Ask for the draft", "next_step_due": "2026-12"}
    raw = ics(ledger_of(item))
    event = events(raw)["E6-P1-01-due@eppd"]

    assert str(event["description"]).split("\n") == [
        "Owner: MOEA? Economy",
        "Next move: US",
        "Status: in progress",
        "Light: N grey",
        "Due: 2027-03-31",
        "Next step: Ask for the draft (2026-12)",
        "? inferred, not given by the source",
    ]
    assert event["categories"].to_ical() == b"Pillar 1: First"
    assert (str(event["status"]), str(event["transp"])) == ("CONFIRMED", "TRANSPARENT")


def test_the_calendar_says_what_it_is_of_and_asks_for_nothing() -> None:
    calendar = Parsed.from_ical(ics(ledger_of(), BOTH))

    assert str(calendar["x-wr-calname"]) == "第六次對話 Sixth talks"
    assert str(calendar["x-wr-timezone"]) == "Asia/Taipei"
    assert (str(calendar["version"]), str(calendar["calscale"])) == ("2.0", "GREGORIAN")
    assert "prodid" in calendar
    assert "method" not in calendar


def test_a_request_is_tentative() -> None:
    found = events(ics(ledger_of({"due": "@2027-03-31", "status": "requested"})))

    assert str(found["E6-P1-01-due@eppd"]["status"]) == "TENTATIVE"


STEP = {"id": "pilot", "title": "Pilot", "due": "@2027-01-15"}


@pytest.mark.parametrize(
    ("fields", "public"),
    [
        ({}, True),
        ({"visibility": "public", "target": {"value": 50}, "note": "inside"}, True),
        ({"milestone": [STEP]}, True),
        ({"visibility": "internal"}, False),
        ({"next_move": "US"}, False),
        ({"next_step": "Ask for the draft"}, False),
        ({"next_step": "Ask", "next_step_due": "2026-12"}, False),
        ({"next_step_due": "2026-12"}, False),
        ({"milestone": [STEP], "next_step": "Ask"}, False),
        ({"status": "closed"}, True),
        ({"status": "withdrawn", "visibility": "internal"}, False),
    ],
    ids=str,
)
def test_an_entry_is_public_where_all_it_tells_is(fields, public) -> None:
    found = events(ics(ledger_of({"due": "@2027-03-31"} | fields, meeting=[])))

    assert {str(event["class"]) for event in found.values()} == {"PUBLIC" if public else "PRIVATE"}


def test_an_internal_meeting_is_private() -> None:
    meetings = [{"id": kind, "date": "@2026-12-01", "kind": kind} for kind in ("internal", "expert")]
    found = events(ics(ledger_of(meeting=meetings)))

    assert {uid: str(event["class"]) for uid, event in found.items()} == {
        "meeting-internal@eppd": "PRIVATE",
        "meeting-expert@eppd": "PUBLIC",
    }


# ---- read again ----


class Reader:
    """A program that took a calendar in and takes it in again, as careful as any: RFC 5545, 3.8.7."""

    def __init__(self) -> None:
        self.held: dict = {}

    def takes(self, path: Path) -> "Reader":
        for uid, event in events(path.read_bytes()).items():
            version = (event["sequence"], event["dtstamp"].dt, event["last-modified"].dt)
            if uid not in self.held or version > self.held[uid][0]:
                self.held[uid] = (version, event)
        return self

    @property
    def shown(self) -> dict[str, tuple]:
        return {
            uid: tuple(
                event.get(name) for name in ("summary", "description", "dtstart", "class", "categories")
            )
            for uid, (_, event) in self.held.items()
            if event["status"] != "CANCELLED"
        }


ITEM = {
    "due": "@2027-03-31",
    "next_step": "Survey",
    "next_step_due": "@2026-12-01",
    "milestone": [STEP],
    "update": [
        {
            "date": "@2026-11-01",
            "by": "me",
            "note": "Set.",
            "next_step_due": "@2026-12-01",
            "due": "@2027-03-31",
            "previous": {"due": "@2027-02-01"},
        }
    ],
}
BY_HAND = {
    "due": ("due = 2027-03-31\n", "due = 2027-04-30\n"),
    "due brought forward": ("due = 2027-03-31\n", "due = 2026-12-31\n"),
    "due as a period": ("due = 2027-03-31\n", 'due = "2027-Q1"\n'),
    "due struck out": ("due = 2027-03-31\nnext", "next"),
    "title": ("Build a bridge", "Build two bridges"),
    "next step": ('"Survey"', '"Survey again"'),
    "date of the next step": ("next_step_due = 2026-12-01\n", "next_step_due = 2026-12-02\n"),
    "no next step": ('next_step = "Survey"\nnext_step_due = 2026-12-01\n', ""),
    "milestone": ("2027-01-15", "2027-01-16"),
    "milestone reached": ("2027-01-15", "2027-01-15, done = 2026-11-20"),
    "owner": ('owner = "MOEA"', 'owner = "MODA"'),
    "name of the owner": ('"Economy"', '"Economic Affairs"'),
    "pillar": ('"First"', '"The first"'),
    "in progress": ('status = "not-started"', 'status = "in-progress"'),
    "completed": ('status = "not-started"', 'status = "completed"'),
    "closed": ('status = "not-started"', 'status = "closed"'),
    "withdrawn": ('status = "not-started"', 'status = "withdrawn"'),
    "meeting put off": ("date = 2026-12-10", "date = 2026-12-17"),
    "meeting renamed": ('"Ninth"', '"Tenth"'),
}
INLINE = 'milestone = [\n    { id = "pilot", title = "Pilot", due = 2027-01-15 },\n]\n'
TABLE = '\n  [[commitment.milestone]]\n  id = "pilot"\n  title = "Pilot"\n  due = 2027-01-15\n'
CALENDAR = ("export", "--today", "2026-11-27", "-o")


def written(ledger, **fields) -> Path:
    """A ledger whose file was last changed at noon of that day, UTC."""
    path = ledger(ITEM | fields, meeting=[{"id": "WG-9", "date": "@2026-12-10", "title": "Ninth"}])
    return touched(path, 0)


def touched(path: Path, later: int) -> Path:
    noon = dt.datetime(2026, 11, 27, 12, tzinfo=dt.UTC).timestamp()
    os.utime(path, (noon + later, noon + later))
    return path


def in_place(path: Path, old: str, new: str) -> None:
    """Changes the first place where a text stands, a second later."""
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    touched(path, 1)


@pytest.mark.parametrize(("old", "new"), BY_HAND.values(), ids=BY_HAND)
def test_a_calendar_read_again_shows_what_was_changed_by_hand(eppd, ledger, old, new) -> None:
    path = written(ledger)
    first = path.read_bytes()
    eppd(*CALENDAR, "one.ics")
    in_place(path, old, new)
    eppd(*CALENDAR, "two.ics")

    before, after = Reader().takes(Path("one.ics")), Reader().takes(Path("two.ics"))

    assert before.shown != after.shown
    assert before.takes(Path("two.ics")).shown == after.shown
    path.write_bytes(first)
    touched(path, 2)
    eppd(*CALENDAR, "three.ics")
    assert before.takes(Path("three.ics")).shown == Reader().takes(Path("one.ics")).shown


@pytest.mark.parametrize(
    "words",
    [
        ("update", "p1-1", "--due", "2027-06-30", "--reason", "Late."),
        ("update", "p1-1", "--set", "due=", "--reason", "Open-ended."),
        ("update", "p1-1", "--set", "next_step_due="),
        ("update", "p1-1", "--status", "withdrawn", "--reason", "Merged."),
        ("update", "p1-1", "--milestone-done", "pilot"),
        ("update", "p1-1", "--status", "in-progress", "--note", "Begun."),
    ],
    ids=" ".join,
)
def test_a_calendar_read_again_shows_what_a_command_changed_and_what_undo_took_back(
    eppd, ledger, words: tuple[str, ...]
) -> None:
    day = ("--today", "2026-11-27")
    path = ledger({key: value for key, value in ITEM.items() if key != "update"})
    in_place(path, INLINE, TABLE)
    reader = Reader()
    for later, command in enumerate(((), words, ("undo", "--yes"))):
        if command:
            eppd(*command, *day)
        touched(path, later)
        eppd(*CALENDAR, f"{later}.ics")
        reader.takes(Path(f"{later}.ics"))
        assert reader.shown == Reader().takes(Path(f"{later}.ics")).shown


def test_two_runs_give_the_same_bytes_and_the_next_day_counts_as_later(eppd, ledger) -> None:
    written(ledger)
    for name in ("one.ics", "two.ics"):
        eppd(*CALENDAR, name)
    eppd("export", "--today", "2026-11-28", "-o", "later.ics")
    one, later = (events(Path(name).read_bytes()) for name in ("one.ics", "later.ics"))

    assert Path("one.ics").read_bytes() == Path("two.ics").read_bytes()
    for uid, event in one.items():
        assert (
            event["dtstamp"].dt == event["last-modified"].dt == dt.datetime(2026, 11, 27, 12, tzinfo=dt.UTC)
        )
        assert later[uid]["sequence"] > event["sequence"]
        assert later[uid]["dtstamp"].dt == dt.datetime(2026, 11, 28, tzinfo=dt.UTC)


@pytest.mark.parametrize("status", ["completed", "closed", "withdrawn"])
def test_what_is_over_is_called_off_and_says_so_itself(status) -> None:
    fields = {"due": "@2027-03-31", "next_step_due": "2026-12", "milestone": [STEP], "status": status}
    found = events(ics(ledger_of(fields, meeting=[])))

    assert len(found) == 3
    for event in found.values():
        assert str(event["status"]) == "CANCELLED"
        assert str(event["summary"]).startswith(f"{status} · ")


def test_what_never_had_a_date_has_no_event() -> None:
    assert list(events(ics(ledger_of({"next_step": "Ask", "milestone": [{"id": "x"}]}, meeting=[])))) == []


@pytest.mark.parametrize("day", ["1999-12-31", "2000-01-01", "2100-01-01", "9999-12-31"])
def test_any_day_gives_a_number_that_calendars_can_hold(day) -> None:
    found = events(ics(ledger_of({"due": "@2027-03-31"}), as_of=dt.date.fromisoformat(day)))

    assert all(0 <= event["sequence"] < 2**31 for event in found.values())


@pytest.mark.parametrize("path", [SHIPPED, FRIDAY], ids=["shipped", "friday"])
@pytest.mark.parametrize("style", [EN, ZH, BOTH], ids=["en", "zh", "both"])
def test_two_parsers_that_share_no_line_read_the_same_events(path, style) -> None:
    ledger = read(path.read_text("utf-8"), path.name).ledger
    raw = ics(ledger, style)
    ours = {
        uid: (
            str(event["summary"]),
            str(event.get("description", "")),
            event["dtstart"].dt,
            event["dtend"].dt,
            event["dtstamp"].dt,
            event["sequence"],
            str(event["class"]),
            str(event["status"]),
        )
        for uid, event in events(raw).items()
    }
    theirs = {
        event.uid: (
            event.summary,
            event.description or "",
            event.dtstart,
            event.dtend,
            event.dtstamp,
            event.sequence,
            event.classification,
            event.status,
        )
        for event in IcsCalendarStream.calendar_from_ics(raw.decode()).events
    }

    assert theirs == ours
    coming = [uid for uid, event in ours.items() if event[-1] != "CANCELLED"]
    unfinished = [one for one in ledger.commitments if one.status in UNFINISHED]
    assert sum(uid.endswith("-due@eppd") for uid in coming) == sum(bool(one.due) for one in unfinished)
    assert sum(uid.startswith("meeting-") for uid in ours) == len(ledger.meetings)


@pytest.mark.parametrize("style", [EN, ZH, BOTH], ids=["en", "zh", "both"])
def test_no_line_is_longer_than_75_octets_and_none_cuts_a_character(style) -> None:
    raw = ics(read(FRIDAY.read_text("utf-8"), "friday.toml").ledger, style)
    lines = raw.split(b"\r\n")

    assert lines[-1] == b""
    assert max(map(len, lines)) <= 75
    assert not any(b"\n" in line or b"\r" in line for line in lines)
    for line in lines:
        line.decode("utf-8")


WORDS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60)


@given(title=WORDS, step=WORDS)
def test_every_character_of_a_title_comes_through_two_parsers(title, step) -> None:
    ledger = ledger_of({"title_zh": None})
    item = structs.replace(ledger.commitments[0], title=title, next_step=step, next_step_due=Due("2026-12"))
    raw = ics(structs.replace(ledger, commitments=(item,), meetings=()))
    (theirs,) = IcsCalendarStream.calendar_from_ics(raw.decode()).events
    ours = events(raw)["E6-P1-01-next-step@eppd"]

    name = " ".join(part for part in ("E6-P1-01", visible(title)) if part)
    told = f"{name}: {visible(step)}" if visible(step) else name
    assert str(ours["summary"]) == f"Next step 2026-12: {told}"
    assert theirs.summary == str(ours["summary"])
    assert theirs.description == str(ours["description"])
    assert max(map(len, raw.split(b"\r\n"))) <= 75


def test_a_date_that_is_gone_is_the_last_by_the_days_of_its_records() -> None:
    gone = {
        "date": "@2026-02-10",
        "by": "Lin",
        "reason": "No.",
        "cleared": ["due"],
        "previous": {"due": "2026-Q3"},
    }
    late = {
        "date": "@2026-02-01",
        "by": "Lin",
        "reason": "Late.",
        "due": "2026-Q3",
        "previous": {"due": "2026-Q2"},
    }
    event = events(ics(ledger_of({"update": [gone, late]})))["E6-P1-01-due@eppd"]

    assert event["dtstart"].dt == dt.date(2026, 9, 30)
    assert event["status"] == "CANCELLED"


def test_control_characters_are_written_out() -> None:
    raw = ics(ledger_of({"title": "A\x07B\u202eC\nBEGIN:VEVENT", "due": "@2027-03-31"}))

    assert raw.count(b"\nBEGIN:VEVENT") == 2
    assert str(events(raw)["E6-P1-01-due@eppd"]["summary"]).endswith("A\\x07B\\u202eC⏎BEGIN:VEVENT")


def test_without_the_library_the_refusal_names_the_command(monkeypatch) -> None:
    monkeypatch.setitem(sys.modules, "icalendar", None)

    with pytest.raises(PageRefused) as refused:
        ics(ledger_of())
    assert "eppd-track[calendar]" in refused.value.remedy.en


def test_a_ledger_of_heads_is_no_source_for_a_calendar() -> None:
    heads = read(ledger_text({"update": [{"date": "@2026-02-01"}]}), "x.toml").heads

    with pytest.raises(ValueError, match="no history"):
        ics(heads)


def test_the_last_day_there_is_ends_nothing() -> None:
    event = events(ics(ledger_of({"due": "@9999-12-31"})))["E6-P1-01-due@eppd"]

    assert event["dtstart"].dt == dt.date.max
