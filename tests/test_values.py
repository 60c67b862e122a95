"""Field values as people type them, and what a field refuses."""

import datetime as dt

import pytest
from conftest import ledger_text

from eppd_track.ledger.reader import read
from eppd_track.model.due import Due
from eppd_track.model.records import HEAD, Agency, Evidence, Ledger, Target
from eppd_track.model.vocabulary import Cadence, Closure, EvidenceType, Kind, Move, Priority, Side, Status
from eppd_track.rules import values
from eppd_track.words.errors import WrongUse

TODAY = dt.date(2026, 7, 15)


def ledger_of(**tables) -> Ledger:
    return read(ledger_text({}, **tables), "commitments.toml").ledger


@pytest.mark.parametrize(
    ("name", "typed", "value"),
    [
        ("status", "in-progress", Status.IN_PROGRESS),
        ("status", "IN_PROGRESS", Status.IN_PROGRESS),
        ("status", "辦理中", Status.IN_PROGRESS),
        ("next_move", "us", Move("US")),
        ("next_move", "我方", Move("TW")),
        ("kind", "TW-pledge", Kind("tw-pledge")),
        ("cadence", "每月", Cadence.MONTHLY),
        ("closure", "routine", Closure.ROUTINE),
        ("due", "115年第四季", Due("2026-Q4")),
        ("due", "+2w", Due("2026-07-29")),
        ("next_step_due", "friday", Due("2026-07-17")),
        ("listed", "115/1/27", dt.date(2026, 1, 27)),
        ("owner_confirmed", "yes", True),
        ("owner_confirmed", "False", False),
        ("verifiable", "no", False),
        ("progress", "0", 0),
        ("progress", "100", 100),
        ("progress", "40 %", 40),
        ("progress", "４０％", 40),
        ("pillar", "2", 2),
        ("owner", "moda", "MODA"),
        ("owner", "經濟部", "MOEA"),
        ("supporting", "moda, Economy", ("MODA", "MOEA")),
        ("supporting", "數位部、經濟部，DOS", ("MODA", "MOEA", "DOS")),
        ("counterpart", "國務院", ("DOS",)),
        ("tags", "steel, river,", ("steel", "river")),
        ("target", "50 % of domestic demand", Target(value=50, unit="% of domestic demand")),
        ("target", "2.5", Target(value=2.5)),
        ("target", "-3 points", Target(value=-3, unit="points")),
        ("note", "Agreed, in part.", "Agreed, in part."),
    ],
)
def test_a_field_takes_what_people_type(name, typed, value):
    assert values.parse_field(name, typed, ledger_of(), TODAY) == value


@pytest.mark.parametrize(
    ("name", "empty"),
    [
        ("due", None),
        ("note", None),
        ("progress", None),
        ("tags", ()),
        ("supporting", ()),
        ("owner_confirmed", False),
        ("verifiable", True),
        ("priority", Priority.NORMAL),
    ],
)
def test_an_empty_text_clears_a_field(name, empty):
    assert values.parse_field(name, "", ledger_of(), TODAY) == empty


@pytest.mark.parametrize("name", [name for name, info in HEAD.items() if info.required])
def test_a_required_field_cannot_be_cleared(name):
    with pytest.raises(WrongUse) as refused:
        values.parse_field(name, "", ledger_of(), TODAY)

    assert refused.value.message.en == f"{name} cannot be empty."


@pytest.mark.parametrize(
    ("name", "typed", "remedy"),
    [
        ("status", "blockd", "Did you mean blocked?"),
        ("cadence", "daily", "weekly, biweekly, monthly, quarterly"),
        ("due", "12/05/2026", "5 Dec 2026"),
        ("listed", "2026-Q4", "115/11/23"),
        ("owner_confirmed", "maybe", "true or false"),
        ("progress", "101", "0 to 100"),
        ("progress", "-1", "0 to 100"),
        ("progress", "half", "0 to 100"),
        ("progress", "4.5", "0 to 100"),
        ("pillar", "9", "Valid: 1, 2."),
        ("owner", "MODAA", "Did you mean MODA?"),
        ("supporting", "MOEA, Nobody", "MOEA, MODA, DOS"),
        ("target", "half of it", "a number and its unit"),
        ("target", "1,000 tonnes", "a number and its unit"),
        ("target", "40-50 %", "a number and its unit"),
    ],
)
def test_what_a_field_cannot_hold_is_refused_with_what_it_can(name, typed, remedy):
    with pytest.raises(WrongUse) as refused:
        values.parse_field(name, typed, ledger_of(), TODAY)

    assert remedy in refused.value.remedy.en
    assert refused.value.remedy.zh


def test_a_code_wins_over_the_name_of_another_agency():
    agencies = [{"code": "AIT", "side": "US"}, {"code": "MOEA", "side": "TW", "name": "AIT"}]

    assert values.find_agency("owner", "AIT", ledger_of(agency=agencies)) == "AIT"


def test_a_meeting_goes_by_its_title_where_no_other_has_it():
    day = dt.date(2026, 3, 18)
    named = [
        {"id": "WG-1", "date": day, "title_zh": "第1次工作小組會議"},
        {"id": "WG-2", "date": day, "title_zh": "專案會議"},
        {"id": "WG-3", "date": day, "title_zh": "專案會議"},
    ]

    assert values.find_meeting("第1次工作小組會議", ledger_of(meeting=named)) == "WG-1"
    with pytest.raises(WrongUse) as refused:
        values.find_meeting("專案會議", ledger_of(meeting=named))
    assert "WG-1（第1次工作小組會議）" in refused.value.remedy.zh


def test_a_meeting_is_found_whatever_its_case_and_refused_with_the_known_ones():
    assert values.find_meeting("talks-6", ledger_of()) == "TALKS-6"
    with pytest.raises(WrongUse) as refused:
        values.find_meeting("WG-1", ledger_of())
    assert "TALKS-6" in refused.value.remedy.en


@pytest.mark.parametrize(
    ("typed", "setting"),
    [
        ("cadence=monthly", ("cadence", Cadence.MONTHLY)),
        ("done-when=a = b", ("done_when", "a = b")),
        ("Done_When = Signed ", ("done_when", "Signed")),
        ("tags=", ("tags", ())),
        ("主辦機關=經濟部（MOEA）", ("owner", "MOEA")),
        ("填報週期=每月", ("cadence", Cadence.MONTHLY)),
    ],
)
def test_a_setting_names_a_field_and_its_value(typed, setting):
    assert values.parse_setting(typed, ledger_of(), TODAY) == setting


@pytest.mark.parametrize(
    ("typed", "remedy"),
    [
        ("cadence", "--set cadence=monthly"),
        ("cadance=monthly", "Did you mean cadence?"),
        ("id=E6-P1-09", "Valid:"),
        ("original_due=2026", "Valid:"),
        ("update=x", "Valid:"),
    ],
)
def test_a_setting_of_what_is_not_to_be_set_is_refused(typed, remedy):
    with pytest.raises(WrongUse) as refused:
        values.parse_setting(typed, ledger_of(), TODAY)

    assert remedy in refused.value.remedy.en


@pytest.mark.parametrize(
    ("typed", "kind", "title", "ref"),
    [
        ("minutes: Second meeting", EvidenceType.MINUTES, "Second meeting", None),
        ("Signed_Text: Annex | doc. 12", EvidenceType.SIGNED_TEXT, "Annex", "doc. 12"),
        ("會議紀錄：第二次會議", EvidenceType.MINUTES, "第二次會議", None),
        ("其他： 現場照片 ｜ papers/x.pdf", EvidenceType.OTHER, "現場照片", "papers/x.pdf"),
        ("其他:現場照片｜papers/x｜y.pdf", EvidenceType.OTHER, "現場照片", "papers/x｜y.pdf"),
        ("minutes: 第二次會議：結論", EvidenceType.MINUTES, "第二次會議：結論", None),
        (
            "release: Joint: text | https://example.org/a",
            EvidenceType.RELEASE,
            "Joint: text",
            "https://example.org/a",
        ),
    ],
)
def test_evidence_is_a_type_a_title_and_where_to_find_it(typed, kind, title, ref):
    assert values.parse_evidence(typed, TODAY) == Evidence(date=TODAY, type=kind, title=title, ref=ref)


@pytest.mark.parametrize(
    "typed",
    [
        "Second meeting",
        "minutes:",
        "minutes: ",
        "minutes: | doc. 12",
        "minutes：｜doc. 12",
        "gossip: Heard it",
    ],
)
def test_evidence_without_a_known_type_or_a_title_is_refused(typed):
    with pytest.raises(WrongUse) as refused:
        values.parse_evidence(typed, TODAY)

    assert "signed-text, minutes, release" in refused.value.remedy.en


def test_a_small_record_is_written_without_its_empty_fields():
    assert values.as_table(Agency(code="AIT", side=Side("US"))) == {"code": "AIT", "side": "US"}
