"""Full data out and back: a round trip changes nothing, a change comes back as just that change."""

import csv
import datetime as dt
import io
import json
from pathlib import Path
from typing import Any

import msgspec
import pytest
from conftest import ROOT, SHIPPED, Eppd, ledger_text
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec import structs

from eppd_track.exchange import data
from eppd_track.exchange.incoming import Defaults, Incoming
from eppd_track.ledger import changes
from eppd_track.ledger.batch import plan
from eppd_track.ledger.reader import read
from eppd_track.ledger.reading import Reading
from eppd_track.ledger.tables import PARTS_OF
from eppd_track.ledger.writer import Change, apply
from eppd_track.model.due import Due
from eppd_track.model.records import HEAD, Commitment, Evidence, Ledger, Meeting, Proposal, Target
from eppd_track.model.vocabulary import (
    Cadence,
    Closure,
    Kind,
    Language,
    Move,
    Priority,
    Proposed,
    Sides,
    Status,
    Strength,
    Tempo,
    Visibility,
)
from eppd_track.render.data import guarded, unguarded
from eppd_track.report.sentences import as_json, data_of
from eppd_track.rules.history import current_value
from eppd_track.rules.lights import assess_all
from eppd_track.words.errors import ChangeRefused, EppdError, WrongUse
from eppd_track.words.labels import members

TODAY = dt.date(2026, 11, 27)
DEFAULTS = Defaults(TODAY, "officer", "TALKS-6")
FRIDAY = ROOT / "examples" / "friday.toml"
FORMS = ("json", "csv")
ITEM = {
    "due": "@2027-03-31",
    "status": "in-progress",
    "tags": ["a;b", " c ", "", "\\"],
    "note": "=1+1",
}
TARGET = 'target = { value = 50, unit = "%" }\n'
PARTS = """
[[commitment.milestone]]
id = "pilot"
due = 2027-01-31

[[commitment.milestone]]
id = "export"
title = "Export"

[[commitment.evidence]]
title = "Incoming"
type = "minutes"

[[commitment.update]]
date = 2026-02-10
by = "MOEA"
status = "in-progress"
note = "Begun."
previous = { status = "not-started" }

[[commitment]]
id = "E6-P1-02"
pillar = 1
title = "Second"
owner = "MOEA"
status = "not-started"

[[commitment]]
id = "E6-P2-04"
pillar = 2
title = "Third"
owner = "MOEA"
status = "not-started"
listed = 2026-01-27
"""


def reading_of(*commitments, **tables) -> Reading:
    return reading_in(ledger_text(*commitments, **tables))


def reading_in(text: str) -> Reading:
    return read(text, "commitments.toml", raw=text.encode())


READING = reading_in(ledger_text(ITEM) + TARGET + PARTS)
LEDGER = READING.ledger


def exported(ledger: Ledger, form: str) -> str:
    items = assess_all(ledger, TODAY)
    return data.to_json(ledger, items, TODAY) if form == "json" else data.to_csv(ledger, items)


def back(text: str, form: str, ledger: Ledger = LEDGER) -> Incoming:
    path = Path(f"export.{form}")
    path.write_bytes(text.encode("utf-8-sig" if form == "csv" else "utf-8"))
    return data.read(path, ledger, DEFAULTS)


def fields(found: Incoming) -> dict:
    return {wish.id: dict(wish.request.fields) for wish in found.wishes}


def said(found: Incoming) -> list[str]:
    return [trouble.en for trouble in found.troubles]


def noted(found: Incoming) -> list[str]:
    return [notice.en for notice in found.notices]


def edited(change, ledger: Ledger = LEDGER) -> str:
    """The JSON of a ledger with what `change` makes of it."""
    whole = json.loads(exported(ledger, "json"))
    change(whole)
    return json.dumps(whole, ensure_ascii=False)


def table(text: str) -> list[dict]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def as_csv(lines: list[dict], columns: list[str] | None = None) -> str:
    stream = io.StringIO()
    writer = csv.DictWriter(stream, columns or list(lines[0]), extrasaction="ignore")
    writer.writeheader()
    writer.writerows(lines)
    return stream.getvalue()


# ---- out ----


def test_json_holds_everything_of_the_ledger() -> None:
    whole = json.loads(exported(LEDGER, "json"))
    items = assess_all(LEDGER, TODAY)

    assert list(whole)[:8] == ["schema", "kind", "as_of", "ledger", "digest", "selection", "shown", "total"]
    assert (whole["schema"], whole["kind"], whole["as_of"]) == (1, "ledger-export", "2026-11-27")
    assert (whole["ledger"], whole["digest"]) == ("commitments.toml", LEDGER.digest)
    assert (whole["shown"], whole["total"]) == (3, 3)
    for name in ("dialogue", "settings", "meetings", "agencies", "pillars"):
        assert whole[name] == json.loads(msgspec.json.encode(as_json(getattr(LEDGER, name))))
        assert whole[name]
    assert whole["commitments"] == [json.loads(msgspec.json.encode(data_of(item))) for item in items]
    assert whole["commitments"][0]["update"][0]["previous"] == {"status": "not-started"}
    assert {*HEAD, *PARTS_OF["commitment"], "light", "last_update"} <= set(whole["commitments"][0])


def test_csv_has_a_column_for_each_field_and_what_is_computed_at_the_end() -> None:
    text = exported(LEDGER, "csv")
    first, second, _ = table(text)

    assert list(first) == [*HEAD, "light", "overdue_days", "last_update", "records"]
    assert text.count("\r\n") == 4
    assert "\n" not in text.replace("\r\n", "")
    assert first["tags"] == r"a\;b; \ c\ ; \e; \\"
    assert first["target"] == '{"value":50,"unit":"%","unit_zh":null,"basis":null,"basis_zh":null}'
    assert first["note"] == "'=1+1"
    assert (first["due"], first["owner_confirmed"], first["pillar"]) == ("2027-03-31", "true", "1")
    assert (first["last_update"], second["last_update"]) == ("2026-02-10", "")


def test_a_selection_is_exported_alone_and_what_it_leaves_out_stays() -> None:
    items = assess_all(structs.replace(LEDGER, commitments=LEDGER.commitments[:1]), TODAY)

    for form, text in (
        ("json", data.to_json(LEDGER, items, TODAY)),
        ("csv", data.to_csv(LEDGER, items)),
    ):
        found = back(text, form)
        assert not found.wishes
        assert not found.troubles
        assert noted(found) == [f"Not in export.{form} and left as they are: E6-P1-02, E6-P2-04."]


# ---- round trips ----


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("path", [SHIPPED, FRIDAY], ids=["shipped", "friday"])
def test_a_real_ledger_comes_back_without_a_change(path, form) -> None:
    raw = path.read_bytes()
    ledger = read(raw.decode(), path.name, raw=raw).ledger

    assert back(exported(ledger, form), form, ledger) == Incoming(())


TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
TEXTS = st.lists(TEXT | st.sampled_from(["=a", "'=b", ";", "\\", " ", "\\e", "", "\r\n"]), max_size=4)
DAYS = st.dates(dt.date(1912, 1, 1), dt.date(2199, 12, 31))
DUES = st.one_of(
    DAYS.map(lambda day: Due(day.isoformat())),
    st.sampled_from([Due("2026"), Due("2026-12"), Due("2026-Q4"), Due("2026-H1")]),
)
NUMBERS = st.integers(-(2**53), 2**53) | st.floats(allow_nan=False, allow_infinity=False)
WORDS = TEXT.filter(bool) | st.sampled_from(
    ["=SUM(A1)", "'@x", "+886-2", "-", "\t=1", " x ", "＝1", "a\r\nb"]
)
IDS = ("E6-P1-01", "E6-P1-02", "E6-P2-04")
VALUES = {
    "pillar": st.sampled_from([1, 2]),
    "kind": st.sampled_from(members(Kind)),
    "strength": st.sampled_from(Strength),
    "sides": st.sampled_from(members(Sides)),
    "owner": st.sampled_from(["MOEA", "MODA", "DOS"]),
    "owner_confirmed": st.booleans(),
    "supporting": st.lists(st.sampled_from(["MOEA", "MODA"]), min_size=1, max_size=3).map(tuple),
    "counterpart": st.just(("DOS",)),
    "next_move": st.sampled_from(members(Move)),
    "status": st.sampled_from(Status),
    "progress": st.integers(0, 100),
    "priority": st.sampled_from(Priority),
    "listed": DAYS,
    "due": DUES,
    "original_due": DUES,
    "tempo": st.sampled_from(Tempo),
    "cadence": st.sampled_from(Cadence),
    "verifiable": st.booleans(),
    "next_step_due": DUES,
    "target": st.builds(
        Target, value=NUMBERS, unit=st.none() | TEXT.filter(bool), basis=st.none() | TEXT.filter(bool)
    ),
    "proposed": st.builds(
        Proposal,
        what=st.sampled_from(Proposed),
        date=st.none() | DAYS,
        by=st.none() | TEXT.filter(bool),
        words=st.none() | TEXT.filter(bool),
    ),
    "closure": st.sampled_from(Closure),
    "visibility": st.sampled_from(Visibility),
    "related": st.lists(st.sampled_from(IDS), min_size=1, max_size=2).map(tuple),
    "answered_by": st.lists(st.sampled_from(IDS), min_size=1, max_size=2).map(tuple),
    **dict.fromkeys(
        ("carried", "inferred", "tags", "source", "source_zh", "links"), TEXTS.filter(bool).map(tuple)
    ),
}
FIELDS = {name: VALUES.get(name, WORDS) for name in HEAD if name != "id"}


@st.composite
def commitments(draw, identifier: str) -> Commitment:
    chosen = draw(st.sets(st.sampled_from(sorted(FIELDS))))
    values = {name: draw(FIELDS[name]) for name in chosen | {"pillar", "owner", "status"}}
    return Commitment(id=identifier, **values)


LEDGERS = st.tuples(*map(commitments, IDS)).map(lambda items: structs.replace(LEDGER, commitments=items))
RELAXED = settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])


@RELAXED
@given(ledger=LEDGERS)
@pytest.mark.parametrize("form", FORMS)
def test_any_ledger_comes_back_without_a_change(form, ledger) -> None:
    assert back(exported(ledger, form), form, ledger) == Incoming(())


@RELAXED
@given(ledger=LEDGERS, change=st.data())
@pytest.mark.parametrize("form", FORMS)
def test_one_changed_field_comes_back_as_that_field_alone(form, ledger, change) -> None:
    name = change.draw(st.sampled_from([name for name in FIELDS if name != "original_due"]))
    empty = [] if HEAD[name].required else [st.just(HEAD[name].default)]
    value = change.draw(st.one_of(FIELDS[name], *empty))
    item = ledger.commitments[1]
    other = structs.replace(item, **{name: value})
    changed = structs.replace(ledger, commitments=(ledger.commitments[0], other, ledger.commitments[2]))
    found = back(exported(changed, form), form, ledger)

    assert not found.troubles
    assert fields(found) == ({item.id: {name: value}} if current_value(item, name) != value else {})


@pytest.mark.parametrize("form", FORMS)
def test_an_empty_text_or_list_in_the_file_is_no_difference(form) -> None:
    ledger = reading_of({"note": "", "tags": [], "topic": "", "links": [""]}).ledger

    assert back(exported(ledger, form), form, ledger) == Incoming(())


@pytest.mark.parametrize("form", FORMS)
def test_a_proposal_comes_back_with_its_day(form) -> None:
    held = Proposal(what=Proposed.DELIST, date=dt.date(2026, 11, 20), by="MOEA", words="Filed.")
    asked = structs.replace(LEDGER, commitments=(structs.replace(LEDGER.commitments[0], proposed=held),))

    found = back(exported(asked, form), form)
    after = read(apply(READING, plan(READING, found.wishes, TODAY).change), "commitments.toml").ledger

    assert after.commitments[0].proposed == held


@pytest.mark.parametrize("number", ["nan", "inf", "-inf", "12345678901234567890123", "1e300"])
@pytest.mark.parametrize("form", FORMS)
def test_a_number_beyond_json_is_no_difference(form, number) -> None:
    text = ledger_text({"note": "NUMBER"}).replace('note = "NUMBER"', f"target = {{ value = {number} }}")
    ledger = read(text, "commitments.toml", raw=text.encode()).ledger

    assert back(exported(ledger, form), form, ledger) == Incoming(())


# ---- what comes back ----


@pytest.mark.parametrize("form", FORMS)
def test_a_changed_item_becomes_an_update_that_says_where_it_came_from(form) -> None:
    if form == "json":
        text = edited(lambda whole: whole["commitments"][0].update(due="2027-Q2", reason="Late."))
    else:
        lines = table(exported(LEDGER, "csv"))
        lines[0] |= {"due": "2027-Q2", "reason": "Late."}
        text = as_csv(lines, [*lines[0]])
    found = back(text, form)
    batch = plan(READING, found.wishes, TODAY)
    after = read(apply(READING, batch.change), "commitments.toml").ledger

    assert not found.troubles
    assert not batch.refused
    (record,) = after.commitments[0].updates[1:]
    assert (record.date, record.by, record.meeting) == (TODAY, "officer", "TALKS-6")
    assert (record.note, record.reason) == (f"Imported from export.{form}.", "Late.")
    assert (record.changes["due"], record.previous["due"]) == (Due("2027-Q2"), Due("2027-03-31"))
    where = "export.json: commitment 1 (E6-P1-01)" if form == "json" else "export.csv, row 2"
    assert [wish.where.en for wish in found.wishes] == [where]


@pytest.mark.parametrize(
    ("language", "note"),
    [
        (Language.EN, "Imported from export.json."),
        (Language.ZH, "由 export.json 匯入。"),
        (Language.BOTH, "由 export.json 匯入。 Imported from export.json."),
    ],
)
def test_the_note_is_in_the_language_of_the_ledger(language, note) -> None:
    ledger = structs.replace(LEDGER, settings=structs.replace(LEDGER.settings, language=language))
    text = edited(lambda whole: whole["commitments"][0].update(progress=5), ledger)

    assert back(text, "json", ledger).wishes[0].request.note == note


def test_a_note_of_the_record_alone_is_a_progress_note() -> None:
    text = edited(lambda whole: whole["commitments"][0].update(record_note=" No change this month. "))
    (wish,) = back(text, "json").wishes

    assert (wish.request.fields, wish.request.note) == ({}, "No change this month.")


def test_closing_brings_the_approval_that_the_export_holds() -> None:
    reading = reading_in(ledger_text({"status": "completed"}) + PARTS.partition("[[commitment.update]]")[0])
    closing = {"status": "closed", "closure": "delivered", "approved_by": "Minister"}
    text = edited(lambda whole: whole["commitments"][0].update(closing), reading.ledger)
    batch = plan(reading, back(text, "json", reading.ledger).wishes, TODAY)
    after = read(apply(reading, batch.change), "commitments.toml").ledger.commitments[0]

    assert not batch.refused
    assert (after.status, after.closure, after.approved_by) == (Status.CLOSED, Closure.DELIVERED, "Minister")


def test_a_spreadsheet_may_rewrite_days_and_truths_as_it_does() -> None:
    lines = table(exported(LEDGER, "csv"))
    lines[0] |= {"due": "2027/3/31", "owner_confirmed": "TRUE", "verifiable": "TRUE", "listed": "2026/1/27"}
    lines[2] |= {"listed": "115/1/27", "target": "50 %"}
    lines[1] |= {"status": "辦理中", "owner": "數位部", "tags": "steel;river ; "}

    for between in ("\t", ";", ","):
        stream = io.StringIO()
        writer = csv.DictWriter(stream, list(lines[0]), delimiter=between)
        writer.writeheader()
        writer.writerows(lines)
        found = back(stream.getvalue(), "csv")
        assert not found.troubles
        assert fields(found) == {
            "E6-P1-02": {"status": Status.IN_PROGRESS, "owner": "MODA", "tags": ("steel", "river")},
            "E6-P2-04": {"target": Target(value=50, unit="%")},
        }


def test_a_column_that_is_not_there_is_not_compared_and_named() -> None:
    lines = table(exported(LEDGER, "csv"))
    lines[0]["progress"] = "30"
    found = back(as_csv(lines, ["id", "progress", "last_update", "records"]), "csv")

    assert fields(found) == {"E6-P1-01": {"progress": 30}}
    assert noted(found)[0].startswith(
        "export.csv lacks these columns, which stay as they are: pillar, topic,"
    )
    named, compared = 12, len(HEAD) - len(["id", "progress"])
    assert f"and {compared - named} more" in noted(found)[0]


def test_computed_values_are_not_read() -> None:
    text = edited(
        lambda whole: whole["commitments"][0].update(light="red", overdue_days=9, stale=True, last_update="x")
    )

    assert back(text, "json") == Incoming(())


# ---- what cannot come back ----


def test_what_an_update_cannot_change_is_named_and_not_imported() -> None:
    def change(whole: dict) -> None:
        item = whole["commitments"][0]
        item["milestone"][0]["due"] = "2027-02-28"
        item["milestone"].append({"id": "third"})
        item["evidence"] = []
        item["update"][0]["note"] = "Begun earlier."
        item["original_due"] = "2026-12-31"
        item["progress"] = 30
        item["colour"] = "red"
        whole["settings"]["language"] = "zh"
        whole["dialogue"] = None
        whole["agencies"][0]["name"] = "Trade"
        whole["agencies"].append({"code": "NEW"})
        del whole["pillars"][1]
        whole["meetings"] = {}
        whole["whatever"] = 1

    found = back(edited(change), "json")

    assert fields(found) == {"E6-P1-01": {"progress": 30}}
    item = "export.json: commitment 1 (E6-P1-01)"
    by_command = "differs and is not imported. Use `eppd update` or `eppd edit` for it."
    assert said(found) == [
        "export.json, whatever: there is no such field.",
        f"export.json: dialogue {by_command}",
        f"export.json: settings (language) {by_command}",
        (
            "export.json: meetings is not a list of tables; it is not read. "
            "Only a file that `eppd export` wrote (kind “ledger-export”, schema 1) can be read back."
        ),
        f"export.json: agencies (MOEA) {by_command}",
        f"export.json: agencies (NEW) {by_command}",
        f"{item}, colour: there is no such field. Did you mean closure?",
        f"{item}, original_due: {by_command}",
        f"{item}: milestones (pilot, third) {by_command}",
        f"{item}: evidence (1) {by_command}",
        f"{item}: history (1) {by_command}",
    ]
    assert noted(found) == ["Not in export.json and left as they are: pillars 2."]


def test_a_record_taken_out_of_the_export_is_named() -> None:
    found = back(edited(lambda whole: whole["commitments"][0]["update"].clear()), "json")

    assert said(found)[0].startswith("export.json: commitment 1 (E6-P1-01): history (1) differs")
    assert not found.wishes


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("status", "blokced", "Did you mean blocked?"),
        ("status", None, "status cannot be empty"),
        ("status", 3, "status has no value “3”"),
        ("status", ["blocked"], "this takes one value"),
        ("due", "someday", "cannot be read as one certain date"),
        ("due", 2027.5, "due cannot be"),
        ("progress", 101, "0 to 100"),
        ("progress", True, "progress cannot be"),
        ("progress", {"a": 1}, "this takes one value"),
        ("title", 5, "title takes texts"),
        ("title", ["a"], "title takes texts"),
        ("owner", "XYZ", "owner has no value"),
        ("owner", None, "owner cannot be empty"),
        ("tags", [1], "tags takes texts"),
        ("related", ["p9-9"], "There is no commitment"),
        ("supporting", ["MOEA", "XYZ"], "supporting has no value"),
        ("target", {"unit": "%"}, "target cannot be"),
        ("target", {"value": "many"}, "target cannot be"),
        ("proposed", {"what": "keep"}, "proposed cannot be"),
        ("proposed", "keep", "Valid: delist"),
        ("verifiable", "perhaps", "true or false"),
        ("pillar", 9, "pillar has no value"),
        ("reason", 5, "reason takes texts"),
    ],
)
def test_a_value_that_a_field_cannot_hold_is_named(name, value, words) -> None:
    found = back(edited(lambda whole: whole["commitments"][0].update({name: value})), "json")

    assert len(found.troubles) == 1
    assert said(found)[0].startswith(f"export.json: commitment 1 (E6-P1-01), {name}: ")
    assert words in said(found)[0]
    assert not found.wishes


def test_of_an_entry_with_a_value_that_cannot_be_read_nothing_is_taken_and_the_others_are() -> None:
    lines = table(exported(LEDGER, "csv"))
    lines[0] |= {"progress": "half", "priority": "high"}
    lines[1] |= {"progress": "50"}
    lines[2] |= {"target": '{"value": ', "id": "E6-P2-09"}
    found = back(as_csv(lines), "csv")

    assert fields(found) == {"E6-P1-02": {"progress": 50}}
    assert said(found) == [
        "export.csv, row 4: There is no commitment “E6-P2-09”. The nearest: E6-P2-04, E6-P1-02, E6-P1-01.",
        "export.csv, row 2, progress: progress cannot be “half”. Write a whole number from 0 to 100.",
    ]


@pytest.mark.parametrize("form", FORMS)
def test_an_id_that_stands_there_twice_is_named_and_neither_is_taken(form) -> None:
    if form == "json":
        text = edited(lambda whole: whole["commitments"].append(whole["commitments"][0] | {"progress": 3}))
    else:
        lines = table(exported(LEDGER, "csv"))
        text = as_csv([*lines, lines[0] | {"id": "p1-1", "progress": "3"}])
    found = back(text, form)

    assert not found.wishes
    assert said(found) == [f"export.{form}: E6-P1-01 stands there more than once; none is taken."]


def test_an_entry_without_an_id_is_named() -> None:
    def change(whole: dict) -> None:
        del whole["commitments"][0]["id"]
        whole["commitments"][1]["id"] = 7

    assert [line.partition(": it names")[0] for line in said(back(edited(change), "json"))] == [
        "export.json: commitment 1 ()",
        "export.json: commitment 2 (7)",
    ]


# ---- the ledger went on ----


def gone_on(**asked) -> Ledger:
    """The ledger after an update of its first item."""
    request = changes.Request(date=dt.date(2026, 11, 20), by="MOEA", **asked)
    edit = changes.edit(LEDGER.commitments[0], request)
    return reading_in(apply(READING, Change(edits=(edit,)))).ledger


@pytest.mark.parametrize("form", FORMS)
def test_an_old_export_does_not_take_back_what_was_recorded_since(form) -> None:
    ledger = gone_on(
        fields={"due": Due("2027-06-30"), "progress": 60},
        reason="Late.",
        done={"pilot": dt.date(2026, 11, 20)},
        evidence=(Evidence(title="Report"),),
    )
    found = back(exported(LEDGER, form), form, ledger)

    assert not found.wishes
    assert not found.troubles
    assert noted(found) == [
        f"The ledger changed since export.{form} was exported.",
        "Changed in the ledger since and left as it is there: E6-P1-01 progress, E6-P1-01 due.",
    ]


def test_an_old_table_takes_back_nothing_that_was_recorded_later_the_same_day() -> None:
    first = reading_in(apply(READING, Change(edits=(changes.edit(LEDGER.commitments[0], _later(41)),))))
    second = reading_in(apply(first, Change(edits=(changes.edit(first.ledger.commitments[0], _later(77)),))))
    found = back(exported(first.ledger, "csv"), "csv", second.ledger)

    assert not found.wishes
    assert "E6-P1-01 progress" in " ".join(noted(found))


def _later(progress: int) -> changes.Request:
    return changes.Request(date=dt.date(2026, 11, 20), by="MOEA", note="x", fields={"progress": progress})


@pytest.mark.parametrize("form", FORMS)
def test_a_field_that_both_changed_is_a_conflict_and_the_others_are_taken(form) -> None:
    ledger = gone_on(fields={"progress": 60, "next_step": "Ship"}, note="x")
    if form == "json":
        change = {"progress": 80, "priority": "high", "next_step": "Sell"}
        text = edited(lambda whole: whole["commitments"][0].update(change))
    else:
        lines = table(exported(LEDGER, "csv"))
        lines[0] |= {"progress": "80", "priority": "high", "next_step": "Sell"}
        text = as_csv(lines)
    found = back(text, form, ledger)

    assert fields(found) == {"E6-P1-01": {"priority": Priority.HIGH}}
    assert [line.partition("): ")[2] or line.partition("2: ")[2] for line in said(found)] == [
        (
            "progress was changed in the ledger since this export, to 60; the export says 80."
            " Decide, and use `eppd update`."
        ),
        (
            "next step was changed in the ledger since this export, to Ship; the export says Sell."
            " Decide, and use `eppd update`."
        ),
    ]
    assert noted(found)[0] == f"The ledger changed since export.{form} was exported."


def test_a_day_of_the_last_record_that_cannot_be_read_tells_nothing() -> None:
    lines = table(exported(LEDGER, "csv"))
    lines[0] |= {"last_update": "###", "records": ""}
    found = back(as_csv(lines), "csv", gone_on(fields={"progress": 60}, note="x"))

    assert fields(found) == {"E6-P1-01": {"progress": None}}
    assert not found.notices


def test_milestones_that_the_ledger_does_not_explain_are_named_in_an_old_export_too() -> None:
    ledger = gone_on(done={"pilot": dt.date(2026, 11, 20)})
    text = edited(lambda whole: whole["commitments"][0]["milestone"][1].update(title="Import"))

    assert [line.partition("): ")[2] for line in said(back(text, "json", ledger))] == [
        "milestones (pilot, export) differs and is not imported. Use `eppd update` or `eppd edit` for it."
    ]


def test_an_export_of_another_state_says_so_where_nothing_differs() -> None:
    ledger = structs.replace(LEDGER, raw=b"other", meetings=(*LEDGER.meetings, Meeting(id="X", date=TODAY)))

    assert noted(back(exported(LEDGER, "json"), "json", ledger)) == [
        "The ledger changed since export.json was exported.",
        "Not in export.json and left as they are: meetings X.",
    ]


# ---- files that are no export ----


@pytest.mark.parametrize(
    ("form", "text", "words"),
    [
        ("xml", "x", ".json or .csv"),
        ("json", "", "not valid JSON"),
        ("json", "[" * 200_000, "nested too deeply"),
        ("json", '{"schema": NaN}', "not valid JSON"),
        ("json", '{"a": "\\ud800"}', "not valid JSON"),
        ("json", '{"a": 1e999}', "not valid JSON"),
        ("json", "[]", "no full export"),
        ("json", '{"kind": "commitment-list", "schema": 1, "commitments": []}', "no full export"),
        ("json", '{"kind": "ledger-export", "schema": 2}', "no full export"),
        ("csv", "", "no head row"),
        ("csv", 'id,note\nE6-P1-01,"x', "quotation marks"),
        ("csv", "id,status,狀態\n", "same column"),
    ],
)
def test_what_is_no_export_is_refused_with_what_to_do(form, text, words) -> None:
    with pytest.raises((ChangeRefused, WrongUse)) as refused:
        back(text, form)

    assert words in f"{refused.value.message.en} {refused.value.remedy.en}"


def test_an_export_that_is_too_large_is_not_read(monkeypatch) -> None:
    monkeypatch.setattr(data, "MOST_BYTES", 10)

    with pytest.raises(ChangeRefused, match="larger than"):
        back(exported(LEDGER, "json"), "json")


def test_a_ledger_of_heads_is_neither_exported_nor_compared() -> None:
    ledger = structs.replace(LEDGER, whole=False)

    with pytest.raises(ValueError, match="no history"):
        exported(ledger, "json")
    with pytest.raises(ValueError, match="no history"):
        back(exported(LEDGER, "json"), "json", ledger)


LEAVES = (
    st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.sampled_from(["E6-P1-01", "p1-1"])
)
JUNK: st.SearchStrategy[Any] = st.deferred(
    lambda: (
        LEAVES
        | st.lists(JUNK, max_size=3)
        | st.dictionaries(st.sampled_from([*HEAD, "update"]), JUNK, max_size=3)
    )
)


@RELAXED
@given(
    key=st.sampled_from(["dialogue", "settings", "meetings", "agencies", "pillars", "commitments"]), junk=JUNK
)
def test_whatever_an_export_holds_it_is_compared_or_refused_with_a_sentence(key, junk) -> None:
    found = back(edited(lambda whole: whole.update({key: junk})), "json")

    assert all(text.en and text.zh for text in (*found.troubles, *found.notices))


@RELAXED
@given(
    number=st.integers(0, 2),
    name=st.sampled_from([*HEAD, *PARTS_OF["commitment"]]),
    junk=JUNK,
)
def test_whatever_an_item_holds_it_is_compared_or_named(number, name, junk) -> None:
    found = back(edited(lambda whole: whole["commitments"][number].update({name: junk})), "json")

    assert len(found.wishes) <= 1
    assert all(text.en and text.zh for text in (*found.troubles, *found.notices))
    plan(READING, found.wishes, TODAY)


@RELAXED
@given(text=st.text(max_size=200))
def test_whatever_a_csv_holds_it_is_compared_or_refused_with_a_sentence(text) -> None:
    try:
        told = back(f"id,due,tags,target\n{text}".encode("utf-8", "replace").decode(), "csv").troubles
    except EppdError as error:
        told = (error.message,)

    assert all(sentence.en and sentence.zh for sentence in told)


# ---- one guard for what a spreadsheet would run ----

LIVE = ("=1+1", "+886-2", "-1+1", " @SUM(A1)", "\t=1", "＝1", "'=1", "''=1", "'-5", "-5", "\u00a0=1")
QUOTED = ('"=1+1', '" @x"')
"""A quotation mark opens a cell where a program reads tabs; it is doubled in CSV."""
QUIET = ("1-2", "a=b", "'quoted", "x", "2026-11-27", "")


@pytest.mark.parametrize("text", [*LIVE, *QUOTED, *QUIET])
def test_a_guard_is_taken_off_where_it_was_put_and_nowhere_else(text: str) -> None:
    assert guarded(text) == (f"'{text}" if text in LIVE + QUOTED else text)
    assert unguarded(guarded(text)) == text


@pytest.mark.parametrize("words", [("list", "--all"), ("export", "--all")])
def test_every_csv_and_tsv_is_guarded_and_comes_back_without_a_change(eppd: Eppd, tmp_path, words) -> None:
    texts = [*LIVE, *QUOTED, *QUIET[:-1], "a\r\nb", "\x85\u2028\x07", "x" * 200_000, 'q"; ,']
    items = [
        {"id": f"E6-P1-{number:02}", "title": text, "tags": [text]} for number, text in enumerate(texts, 1)
    ]
    (tmp_path / "commitments.toml").write_bytes(ledger_text(*items).encode())
    eppd(*words, "-o", "all.csv")
    ran = eppd("import", "all.csv", "--lang", "en")
    cells = next(csv.reader(io.StringIO(Path("all.csv").read_text("utf-8-sig"), newline="")))

    assert "title" in cells
    assert "Not possible" not in ran.out
    assert "Nothing to write." in ran.err
    for form, mark in (("csv", ","), ("tsv", "\t")) if words[0] == "list" else ():
        shown = eppd("list", "--all", "--columns", "id,title", "--format", form).out
        bare = LIVE + QUOTED if form == "tsv" else LIVE
        assert all(f"{mark}'{text}" in shown for text in bare if text.isprintable())
