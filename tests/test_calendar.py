"""The calendar as other programs take it: two parsers, every character, the same event after a change."""

import datetime as dt
import sys

import pytest
from conftest import ROOT, SHIPPED, ledger_text
from hypothesis import given
from hypothesis import strategies as st
from ical.calendar_stream import IcsCalendarStream
from icalendar import Calendar as Parsed
from msgspec import structs

from eppd_track.dates import show_due
from eppd_track.errors import PageRefused
from eppd_track.exchange.calendar import to_ics
from eppd_track.ledger import changes
from eppd_track.ledger.reader import read
from eppd_track.ledger.writer import Change, apply
from eppd_track.model import Due, Ledger
from eppd_track.render.cells import Style, visible
from eppd_track.rules import UNFINISHED, assess_all
from eppd_track.vocabulary import Calendar, Language

TODAY = dt.date(2026, 11, 27)
EN, ZH, BOTH = (Style(language, Calendar.GREGORIAN) for language in (Language.EN, Language.ZH, Language.BOTH))
FRIDAY = ROOT / "tests" / "ledgers" / "friday.toml"


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
        (Style(Language.ZH, Calendar.ROC), f"期限 {show_due(Due('2026-Q4'), Calendar.ROC)}：E6-P1-01 造橋"),
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


def test_an_internal_item_and_an_internal_meeting_are_private_and_a_request_is_tentative() -> None:
    meetings = [{"id": "PREP-1", "date": "@2026-12-01", "kind": "internal"}]
    found = events(
        ics(
            ledger_of(
                {"due": "@2027-03-31", "visibility": "internal"},
                {"id": "E6-P1-02", "due": "@2027-03-31", "status": "requested"},
                meeting=meetings,
            )
        )
    )

    assert {uid: str(event["class"]) for uid, event in found.items()} == {
        "E6-P1-01-due@eppd": "PRIVATE",
        "E6-P1-02-due@eppd": "PUBLIC",
        "meeting-PREP-1@eppd": "PRIVATE",
    }
    assert str(found["E6-P1-02-due@eppd"]["status"]) == "TENTATIVE"


@pytest.mark.parametrize("status", ["completed", "closed", "withdrawn"])
def test_what_is_finished_or_withdrawn_is_in_the_calendar_no_more(status) -> None:
    item = {"due": "@2027-03-31", "next_step_due": "2026-12"}

    assert "E6-P1-01-due@eppd" in events(ics(ledger_of(item)))
    assert list(events(ics(ledger_of(item | {"status": status})))) == ["meeting-TALKS-6@eppd"]


def test_a_moved_due_date_keeps_its_uid_and_counts_as_a_later_word_even_on_the_same_day() -> None:
    reading = read(ledger_text({"due": "@2027-03-31"}), "commitments.toml")
    seen = [events(ics(reading.ledger))["E6-P1-01-due@eppd"]]
    for day, due in ((26, "2027-06-30"), (26, "2027-Q3")):
        request = changes.Request(
            date=dt.date(2026, 11, day), by="me", fields={"due": Due(due)}, reason="Equipment delayed."
        )
        edit = changes.edit(reading.ledger.commitments[0], request)
        reading = read(apply(reading, Change(edits=(edit,))), "commitments.toml")
        seen.append(events(ics(reading.ledger))["E6-P1-01-due@eppd"])

    assert [event["dtstart"].dt.isoformat() for event in seen] == ["2027-03-31", "2027-06-30", "2027-09-30"]
    assert [event["sequence"] for event in seen] == [0, 1, 2]
    assert [event["dtstamp"].dt.date().isoformat() for event in seen] == [
        "2026-01-27",
        "2026-11-26",
        "2026-11-26",
    ]
    assert all(event["last-modified"].dt == event["dtstamp"].dt for event in seen)


def test_the_same_ledger_gives_the_same_bytes_and_items_do_not_change_from_day_to_day() -> None:
    ledger = read(FRIDAY.read_text("utf-8"), "friday.toml").ledger
    items = assess_all(ledger, TODAY)
    today, again = (to_ics(ledger, items, TODAY, BOTH) for _ in range(2))
    later = to_ics(ledger, items, TODAY + dt.timedelta(days=400), BOTH)

    assert again == today
    for uid, event in events(today).items():
        if not uid.startswith("meeting-"):
            assert event.to_ical() == events(later)[uid].to_ical()


def test_a_meeting_that_is_put_off_counts_as_a_later_word() -> None:
    def at(day: str, as_of: dt.date):
        meeting = [{"id": "WG-9", "date": day, "title": "Ninth"}]
        return events(ics(ledger_of(meeting=meeting), as_of=as_of))["meeting-WG-9@eppd"]

    first, later = at("@2026-12-10", TODAY), at("@2026-12-17", TODAY + dt.timedelta(days=3))

    assert later["dtstart"].dt == dt.date(2026, 12, 17)
    assert later["sequence"] > first["sequence"]
    assert later["dtstamp"].dt > first["dtstamp"].dt


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
    unfinished = [one for one in ledger.commitments if one.status in UNFINISHED]
    assert sum(uid.endswith("-due@eppd") for uid in ours) == sum(bool(one.due) for one in unfinished)
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

    assert str(ours["summary"]) == f"Next step 2026-12: E6-P1-01 {visible(title)}: {visible(step)}"
    assert theirs.summary == str(ours["summary"])
    assert theirs.description == str(ours["description"])
    assert max(map(len, raw.split(b"\r\n"))) <= 75


def test_control_characters_are_written_out() -> None:
    raw = ics(ledger_of({"title": "A\x07B\u202eC\nBEGIN:VEVENT", "due": "@2027-03-31"}))

    assert raw.count(b"\nBEGIN:VEVENT") == 2
    assert str(events(raw)["E6-P1-01-due@eppd"]["summary"]).endswith(r"A\x07B\u202eC\nBEGIN:VEVENT")


def test_without_the_library_the_refusal_names_the_command(monkeypatch) -> None:
    monkeypatch.setitem(sys.modules, "icalendar", None)

    with pytest.raises(PageRefused) as refused:
        ics(ledger_of())
    assert "eppd-track[calendar]" in refused.value.remedy.en


def test_a_ledger_of_heads_is_no_source_for_a_calendar() -> None:
    heads = read(ledger_text({"update": [{"date": "@2026-02-01"}]}), "x.toml", heads=True).ledger

    with pytest.raises(ValueError, match="no history"):
        ics(heads)


def test_the_last_day_there_is_ends_nothing() -> None:
    event = events(ics(ledger_of({"due": "@9999-12-31"})))["E6-P1-01-due@eppd"]

    assert event["dtstart"].dt == dt.date.max
