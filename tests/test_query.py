"""Which commitments are meant: selections, ids as people type them, and values that do not exist."""

import datetime as dt

import pytest
from conftest import ledger_text

from eppd_track.ledger.reader import read
from eppd_track.model.records import Ledger, SideName
from eppd_track.model.vocabulary import Calendar, Side, Sides
from eppd_track.rules import lights, query
from eppd_track.rules.ids import find
from eppd_track.rules.selection import Choice, Selected, Selection, choose, describe, select
from eppd_track.words.errors import NoSuchCommitment, WrongUse
from eppd_track.words.labels import name_sides

TODAY = dt.date(2026, 7, 15)
FIVE = (
    {
        "id": "E6-P1-01",
        "title": "Build a bridge",
        "title_zh": "臺美造橋",
        "topic": "Roads",
        "topic_zh": "道路",
        "sides": "TW",
        "next_move": "TW",
        "tags": ["steel", "river"],
        "due": "2026-07-14",
        "update": [{"date": "@2026-03-01", "note": "Piers ＡＢＣ stand.", "meeting": "WG-1"}],
    },
    {
        "id": "E6-P1-02",
        "title": "Dig a tunnel",
        "title_zh": "挖隧道",
        "status": "in-progress",
        "sides": "both",
        "owner": "MODA",
        "owner_confirmed": False,
        "tags": ["steel"],
        "due": "2026-Q3",
        "listed": "@2026-03-01",
    },
    {
        "id": "E6-P2-04",
        "pillar": 2,
        "title": "Count fish",
        "title_zh": "數魚",
        "note": "台灣海峽",
        "note_zh": "臺灣海峽之 AI 漁探",
        "operative_words": "同意…數",
        "source": ["Section 3 bullet 1"],
        "source_zh": ["三、第1點"],
        "status_basis": "Nobody has counted yet.",
        "due_basis_zh": "自會議起算",
        "done_when": "Every fish has a number.",
        "status": "blocked",
        "kind": "tw-pledge",
        "cadence": "weekly",
    },
    {"id": "E6-P2-14", "pillar": 2, "title": "Old matter", "title_zh": "舊案", "status": "closed"},
    {"id": "E6-P2-15", "pillar": 2, "title": "Lost matter", "title_zh": "棄案", "status": "withdrawn"},
)
MEETINGS = [
    {"id": "TALKS-6", "date": "@2026-01-26", "end": "@2026-01-27"},
    {"id": "WG-1", "date": "@2026-03-01"},
]


def ledger_of(*commitments) -> Ledger:
    reading = read(ledger_text(*commitments, meeting=MEETINGS), "commitments.toml")
    assert not reading.problems
    return reading.ledger


def found(**asked) -> Selected:
    ledger = ledger_of(*FIVE)
    items = lights.assess_all(ledger, TODAY)
    return select(items, Selection(**asked), ledger)


def ids(**asked) -> list[str]:
    return [item.commitment.id.removeprefix("E6-") for item in found(**asked).items]


def only(*values: str) -> Choice:
    return Choice(include=values)


def without(*values: str) -> Choice:
    return Choice(exclude=values)


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ({}, ["P1-01", "P1-02", "P2-04"]),
        ({"pillar": only("1")}, ["P1-01", "P1-02"]),
        ({"pillar": only("1", "2")}, ["P1-01", "P1-02", "P2-04"]),
        ({"pillar": without("1")}, ["P2-04"]),
        ({"status": only("blocked", "in-progress")}, ["P1-02", "P2-04"]),
        ({"status": only("closed")}, ["P2-14"]),
        ({"status": without("blocked")}, ["P1-01", "P1-02"]),
        ({"owner": only("MODA")}, ["P1-02"]),
        ({"side": only("TW")}, ["P1-01"]),
        ({"side": without("TW")}, ["P1-02", "P2-04"]),
        ({"next_move": only("none")}, ["P1-02", "P2-04"]),
        ({"light": only("red", "yellow")}, ["P1-01", "P2-04"]),
        ({"topic": only("道路")}, ["P1-01"]),
        ({"tag": only("steel")}, ["P1-01", "P1-02"]),
        ({"tag": Choice(("steel",), ("river",))}, ["P1-02"]),
        ({"kind": only("tw-pledge")}, ["P2-04"]),
        ({"meeting": only("WG-1")}, ["P1-01", "P1-02"]),
        ({"meeting": only("TALKS-6")}, ["P1-01", "P2-04"]),
        ({"overdue": True}, ["P1-01"]),
        ({"due_soon": True}, []),
        ({"stale": True}, ["P2-04"]),
        ({"unconfirmed": True}, ["P1-02"]),
        ({"pillar": only("1"), "tag": only("river")}, ["P1-01"]),
        ({"pillar": only("2"), "tag": only("river")}, []),
        ({"pillar": only("2"), "everything": True}, ["P2-04", "P2-14", "P2-15"]),
        ({"due_before": dt.date(2026, 7, 14)}, ["P1-01"]),
        ({"due_before": dt.date(2026, 7, 13)}, []),
        ({"due_after": dt.date(2026, 9, 30)}, ["P1-02"]),
        ({"due_after": dt.date(2026, 10, 1)}, []),
    ],
)
def test_values_of_an_option_are_alternatives_and_options_add_up(asked, shown):
    assert ids(**asked) == shown


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        (only("BRIDGE"), ["P1-01"]),
        (only("bridge", "tunnel"), ["P1-01", "P1-02"]),
        (only("ｔｕｎｎｅｌ"), ["P1-02"]),
        (only("piers abc"), ["P1-01"]),
        (only("台美"), ["P1-01"]),
        (only("臺灣"), ["P2-04"]),
        (only("roads"), ["P1-01"]),
        (only("道路"), ["P1-01"]),
        (without("bridge"), ["P1-02", "P2-04"]),
        (Choice(("bridge", "tunnel"), ("dig",)), ["P1-01"]),
        (only("同意"), ["P2-04"]),
        (only("SECTION 3"), ["P2-04"]),
        (only("第１點"), ["P2-04"]),
        (only("nobody has"), ["P2-04"]),
        (only("會議起算"), ["P2-04"]),
        (only("a number"), ["P2-04"]),
        (only("AI漁探"), ["P2-04"]),
        (only("ai  漁探"), ["P2-04"]),
        (only("台 美造橋"), ["P1-01"]),
        (only("buildabridge"), []),
        (only("數同意"), []),
        (only("elephant"), []),
    ],
)
def test_search_looks_in_all_that_is_said_whatever_case_width_and_blanks(words, shown):
    assert ids(search=words) == shown


def test_closed_and_withdrawn_are_hidden_and_counted():
    assert (found().total, found().hidden) == (5, 2)
    assert found(everything=True).hidden == 0
    assert found(pillar=only("1")).hidden == 0
    assert found(status=only("closed")).hidden == 0


def test_what_is_overdue_outside_the_selection_is_named():
    assert [item.commitment.id for item in found(pillar=only("2")).overdue_outside] == ["E6-P1-01"]
    assert found(pillar=only("1")).overdue_outside == ()


@pytest.mark.parametrize(
    "typed", ["E6-P2-04", "e6-p2-4", "P2-04", "p2-4", "p2-004", "P02-04", "Ｐ２－４", " P2-04 "]
)
def test_an_id_may_leave_out_case_zeros_and_the_round(typed):
    assert find(ledger_of(*FIVE), typed).id == "E6-P2-04"


def test_an_id_that_fits_two_rounds_names_both():
    ledger = ledger_of({"id": "E5-P2-04"}, {"id": "E6-P2-04"}, {"id": "E6-P2-05"})

    with pytest.raises(NoSuchCommitment) as refused:
        find(ledger, "p2-4")
    assert "E5-P2-04, E6-P2-04" in refused.value.remedy.en
    assert "E6-P2-05" not in refused.value.remedy.en
    assert find(ledger, "e5-p2-4").id == "E5-P2-04"


def test_a_whole_id_wins_over_the_end_of_another():
    assert find(ledger_of({"id": "P2-04"}, {"id": "E6-P2-04"}), "p2-4").id == "P2-04"


@pytest.mark.parametrize("typed", ["E6-P2-04", "E6-P2-4"])
def test_an_id_written_exactly_as_in_the_file_is_never_ambiguous(typed):
    assert find(ledger_of({"id": "E6-P2-04"}, {"id": "E6-P2-4"}), typed).id == typed


@pytest.mark.parametrize(
    ("typed", "nearest"), [("P2-5", "E6-P2-15"), ("E6-P2-40", "E6-P2-04"), ("E7-P2-04", "E6-P2-04")]
)
def test_an_unknown_id_names_the_nearest(typed, nearest):
    with pytest.raises(NoSuchCommitment) as refused:
        find(ledger_of(*FIVE), typed)

    assert f"“{typed}”" in refused.value.message.en
    assert nearest in refused.value.remedy.en


@pytest.mark.parametrize("typed", ["", "rhubarb"])
def test_an_id_like_no_other_points_to_the_list(typed):
    with pytest.raises(NoSuchCommitment) as refused:
        find(ledger_of(*FIVE), typed)

    assert "eppd list --all" in refused.value.remedy.en


@pytest.mark.parametrize(
    ("option", "typed", "meant"),
    [
        ("status", ["blocked", "in-progress"], only("blocked", "in-progress")),
        ("status", ["blocked, in_progress"], only("blocked", "in-progress")),
        ("status", ["BLOCKED", "!Closed"], Choice(("blocked",), ("closed",))),
        ("status", ["受阻"], only("blocked")),
        ("status", [], Choice()),
        ("status", ["", ","], Choice()),
        ("owner", ["moda", "經濟部"], only("MODA", "MOEA")),
        ("owner", ["digital"], only("MODA")),
        ("next_move", ["tw"], only("TW")),
        ("light", ["紅"], only("red")),
        ("light", ["紅、黃，green"], only("red", "yellow", "green")),
        ("light", ["！紅"], without("red")),
        ("light", ["紅燈、綠燈"], only("red", "green")),
        ("status", ["待解列", "未啟動"], only("completed", "not-started")),
        ("status", ["completed（辦理完成）"], only("completed")),
        ("owner", ["經濟部（MOEA）"], only("MOEA")),
        ("owner", ["MOEA (經濟部)"], only("MOEA")),
        ("pillar", ["第二支柱、支柱1"], only("2", "1")),
        ("side", ["臺灣、我方"], only("TW", "TW")),
        ("side", ["台灣"], only("TW")),
        ("next_move", ["美國"], only("US")),
        ("pillar", ["二、1"], only("2", "1")),
        ("pillar", ["第二"], only("2")),
        ("pillar", ["!2"], without("2")),
        ("tag", ["STEEL"], only("steel")),
        ("meeting", ["wg-1"], only("WG-1")),
    ],
)
def test_values_repeat_take_commas_and_may_be_excluded(option, typed, meant):
    assert choose(f"--{option}", typed, query.known_values(ledger_of(*FIVE), option)) == meant


@pytest.mark.parametrize(
    ("option", "typed", "nearest", "valid"),
    [
        ("status", "blockd", "Did you mean blocked?", "requested, not-started"),
        ("status", "!blockd", "Did you mean blocked?", "requested, not-started"),
        ("owner", "MOED", "Did you mean MOEA?", "MODA"),
        ("pillar", "9", "", "1, 2"),
        ("light", "purple", "", "red, yellow, green"),
        ("tag", "steal", "Did you mean steel?", "river"),
        ("meeting", "WG-2", "Did you mean WG-1?", "TALKS-6"),
    ],
)
def test_a_value_that_does_not_exist_is_refused_with_the_valid_ones(option, typed, nearest, valid):
    with pytest.raises(WrongUse) as refused:
        choose(f"--{option}", [typed], query.known_values(ledger_of(*FIVE), option))

    assert f"--{option}" in refused.value.message.en
    assert f"“{typed.lstrip('!')}”" in refused.value.message.en
    assert nearest in refused.value.remedy.en
    assert valid in refused.value.remedy.en


def test_a_known_value_with_a_mark_in_it_stays_whole():
    assert query.cut("海、空，陸", ["海、空"]) == ["海、空", "陸"]
    assert query.cut("a,b", ["a,b"]) == ["a,b"]


def test_a_side_that_the_ledger_names_has_no_other_name():
    try:
        name_sides([SideName(code=Side("TW"), name="Norland", name_zh="北國")])

        known = query.member_spellings(Sides)
        assert query.find_value("--side", "北國", known) == "TW"
        assert query.find_value("--side", "美國", known) == "US"
        with pytest.raises(WrongUse) as refused:
            query.find_value("--side", "臺灣", known)
        assert refused.value.remedy.zh == "可用之值：TW（北國）、US（美方）、both（雙方）。"
    finally:
        name_sides(())


def test_a_value_of_a_list_that_is_empty_says_so():
    with pytest.raises(WrongUse) as refused:
        choose("--tag", ["steel"], query.known_values(ledger_of({}), "tag"))

    assert refused.value.remedy.en == "The ledger has none yet."


def test_a_code_wins_over_the_name_of_another_agency():
    agencies = [{"code": "AIT", "side": "US"}, {"code": "MOEA", "side": "TW", "name": "AIT"}]
    ledger = read(ledger_text({}, agency=agencies), "commitments.toml").ledger

    assert choose("--owner", ["ait"], query.known_values(ledger, "owner")) == only("AIT")


@pytest.mark.parametrize(
    ("asked", "english", "chinese"),
    [
        ({}, "all open entries", "全部列管中事項"),
        ({"pillar": only("1", "2")}, "pillar 1, 2", "支柱：1、2"),
        ({"status": without("blocked")}, "status not blocked", "狀態：非受阻"),
        ({"search": only("fish"), "overdue": True}, "text fish; overdue", "文字：fish；已逾期"),
        ({"due_after": TODAY}, "due from 2026-07-15", "2026-07-15 起到期"),
        ({"due_before": TODAY}, "due by 2026-07-15", "2026-07-15 前到期"),
        ({"everything": True}, "closed and withdrawn included", "含已解列及撤銷"),
    ],
)
def test_a_selection_is_said_in_both_languages(asked, english, chinese):
    said = describe(Selection(**asked), ledger_of(), Calendar.GREGORIAN)

    assert (said.en, said.zh) == (english, chinese)


ASKED = sorted({*Selection.__struct_fields__} - {"due_before", "due_after", "words"})


@pytest.mark.parametrize("name", ASKED)
def test_whatever_is_asked_for_shows_in_the_description(name):
    value = {"status": "blocked", "side": "TW", "next_move": "US", "light": "red", "kind": "tw-pledge"}
    asked = only(value.get(name, "something")) if isinstance(getattr(Selection(), name), Choice) else True

    assert describe(Selection(**{name: asked}), ledger_of(), Calendar.GREGORIAN) != describe(
        Selection(), ledger_of(), Calendar.GREGORIAN
    )
