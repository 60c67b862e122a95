"""A ledger may name its sides: everything printed says those names, the file and JSON keep the codes."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
import tomli
from conftest import ROOT, Eppd

from eppd_track.model.records import SideName
from eppd_track.model.vocabulary import Kind, Move, Side, Sides
from eppd_track.words.errors import ExitCode
from eppd_track.words.labels import name_of, name_sides

TODAY = ("--today", "2026-02-13")
NAMED = [
    {"code": "TW", "name": "Norhaven", "name_zh": "諾港"},
    {"code": "US", "name": "Westrand", "name_zh": "西港"},
]
ITEMS = (
    {"kind": "tw-pledge", "sides": "TW", "next_move": "TW", "status": "in-progress", "due": "@2026-02-01"},
    {"id": "E6-P1-02", "kind": "us-request", "sides": "US", "next_move": "US", "status": "requested"},
    {"id": "E6-P1-03", "sides": "both", "next_move": "both"},
)
USUAL = re.compile(r"Taiwan|\bUS\b|我方|美方")


@pytest.fixture
def named(ledger: Callable[..., Path]) -> Path:
    """A ledger whose sides are Norhaven and Westrand."""
    return ledger(*ITEMS, side=NAMED)


@pytest.mark.parametrize(
    ("language", "ours", "theirs"), [("en", "Norhaven", "Westrand"), ("zh", "諾港", "西港")]
)
def test_the_names_stand_wherever_a_side_is_printed(
    eppd: Eppd, named: Path, language: str, ours: str, theirs: str
) -> None:
    for words in (("list",), ("show", "p1-1", "p1-2"), ("report",), ("list", "--format", "html")):
        out = eppd(*words, *TODAY, "--lang", language).out

        assert ours in out
        assert theirs in out
        assert not USUAL.search(out)


def test_a_kind_speaks_of_the_side_by_its_name(eppd: Eppd, named: Path) -> None:
    assert "Norhaven pledge" in eppd("show", "p1-1", *TODAY).out
    assert "西港要求" in eppd("show", "p1-2", *TODAY, "--lang", "zh").out


def test_without_names_everything_is_called_as_ever(eppd: Eppd, ledger: Callable[..., Path]) -> None:
    ledger(*ITEMS)

    out = eppd("report", *TODAY).out
    assert "Of 3 in hand the move is with Taiwan for 1, with the US for 1, with both for 1." in out
    assert (
        "辦理中及待辦 3 項：待我方 1 項，待美方 1 項，待雙方 1 項。"
        in eppd("report", *TODAY, "--lang", "zh").out
    )


def test_the_summary_names_them_without_an_article(eppd: Eppd, named: Path) -> None:
    assert "with Norhaven for 1, with Westrand for 1, with both for 1." in eppd("report", *TODAY).out


@pytest.mark.parametrize(
    ("side", "en", "zh"),
    [
        ({"code": "US", "name": "Westrand"}, "Westrand", "Westrand"),
        ({"code": "US", "name_zh": "西港"}, "西港", "西港"),
        ({"code": "US"}, "US", "美方"),
    ],
)
def test_a_name_in_one_language_serves_both_and_none_leaves_the_usual(
    eppd: Eppd, ledger: Callable[..., Path], side: dict[str, str], en: str, zh: str
) -> None:
    ledger(*ITEMS, side=[side])

    for language, name, ours in (("en", en, "Taiwan"), ("zh", zh, "我方")):
        out = eppd("list", *TODAY, "--lang", language).out
        assert name in out
        assert ours in out


@pytest.mark.parametrize("typed", ["Norhaven", "norhaven", "諾港", "TW"])
def test_options_take_the_names_as_spellings(eppd: Eppd, named: Path, typed: str) -> None:
    assert eppd("list", "--side", typed, "--format", "ids").out.split() == ["E6-P1-01"]
    assert eppd("list", "--next-move", f"!{typed}", "--format", "ids").out.split() == ["E6-P1-02", "E6-P1-03"]

    eppd("update", "p1-3", "--next-move", typed, "--note", "Said.", *TODAY)
    assert tomli.loads(named.read_text("utf-8"))["commitment"][2]["next_move"] == "TW"


def test_a_refusal_offers_the_codes_with_their_names(eppd: Eppd, named: Path) -> None:
    assert "TW (Norhaven), US (Westrand), both." in eppd("list", "--side", "Nowhere", code=2).err
    assert "TW（諾港）" in eppd("list", "--side", "Nowhere", "--lang", "zh", code=2).err


def test_a_code_means_its_side_whatever_the_other_is_called(eppd: Eppd, ledger: Callable[..., Path]) -> None:
    ledger(*ITEMS, side=[{"code": "TW", "name": "US"}, {"code": "US", "name": "both"}])

    assert eppd("list", "--side", "US", "--format", "ids").out.split() == ["E6-P1-02"]
    assert eppd("list", "--side", "both", "--format", "ids").out.split() == ["E6-P1-03"]


def test_data_keep_the_codes_and_hold_the_names(eppd: Eppd, named: Path, tmp_path: Path) -> None:
    row = json.loads(eppd("list", *TODAY, "--format", "json").out)["commitments"][0]
    assert (row["sides"], row["next_move"], row["kind"]) == ("TW", "TW", "tw-pledge")

    eppd("export", "-o", "all.json", *TODAY)
    assert json.loads((tmp_path / "all.json").read_text("utf-8"))["sides"] == NAMED
    before = named.read_bytes()
    eppd("import", "all.json", "--yes", *TODAY)
    assert named.read_bytes() == before


def test_a_name_is_data(eppd: Eppd, ledger: Callable[..., Path]) -> None:
    name = "[/x] {side} \x1b[31m, Ltd"
    ledger(*ITEMS, side=[{"code": "TW", "name": name}])

    out = eppd("report", *TODAY).out
    assert "[/x] {side} \\x1b[31m, Ltd" in out
    assert "[/x] {side} \\x1b[31m, Ltd pledge" in eppd("show", "p1-1", *TODAY).out
    assert eppd("list", "--side", name, "--format", "ids").out.split() == ["E6-P1-01"]


def test_two_sides_of_one_name_and_a_code_given_twice_are_found(
    eppd: Eppd, ledger: Callable[..., Path]
) -> None:
    ledger(side=[NAMED[0], {"code": "US", "name": "Norhaven"}, {"code": "TW", "name": "Again"}])

    out = eppd("check", code=ExitCode.FOUND).out
    assert out.count("[sides-alike]") == 1
    assert "“TW” is used twice" in out


def test_letters_of_a_ledger_in_one_language_are_in_it(eppd: Eppd, ledger: Callable[..., Path]) -> None:
    owing = {"cadence": "weekly", "status": "in-progress"}
    ledger(owing, side=NAMED)
    assert "\nTo: " in eppd("chase", *TODAY).out

    ledger(owing)
    assert "\n受文者" in eppd("chase", *TODAY).out


def test_the_next_ledger_of_a_process_has_its_own_names(eppd: Eppd, ledger: Callable[..., Path]) -> None:
    ledger(*ITEMS, side=NAMED)
    eppd("list", *TODAY)
    ledger(*ITEMS)

    assert "Taiwan" in eppd("list", *TODAY).out


def test_every_list_of_sides_follows() -> None:
    name_sides(
        [
            SideName(code=Side("TW"), name="Norhaven"),
            SideName(code=Side("third"), name="Pilots", name_zh="引水人"),
        ]
    )

    for value in (Side("TW"), Sides("TW"), Move("TW")):
        assert name_of(value).zh == "Norhaven"
    assert name_of(Move("third")).zh == "引水人"
    assert name_of(Kind("tw-request")).en == "Norhaven request"
    assert name_of(Kind("us-request")).en == "US request"


def test_a_large_ledger_has_its_names_too(eppd: Eppd, ledger: Callable[..., Path]) -> None:
    many = [ITEMS[0] | {"id": f"E6-P1-{number:04}", "note": "x" * 200} for number in range(1, 700)]
    path = ledger(*many, side=NAMED)
    assert path.stat().st_size > 1 << 17

    assert "Norhaven" in eppd("list", *TODAY).out
    ran = eppd("update", "p1-0007", "--next-move", "Westrand", "--note", "Said.", *TODAY)
    assert "Westrand" in ran.out


THREE = [
    {"code": code, "name": name} for code, name in (("NOR", "Norland"), ("Ost", "Ostmark"), ("SUN", "Sund"))
]
AGENCIES = [{"code": "MOEA", "side": "NOR"}, {"code": "X", "side": "Ost"}]
AMONG_THREE = (
    {"kind": "ost-pledge", "sides": "Ost", "next_move": "Ost"},
    {"id": "E6-P1-02", "kind": "joint-action", "sides": "Ost+SUN", "next_move": "Ost+SUN"},
    {"id": "E6-P1-03", "kind": "sun-request", "sides": "SUN", "next_move": "all", "status": "requested"},
)


@pytest.fixture
def three(ledger: Callable[..., Path]) -> Path:
    """A ledger of three sides, which Norland keeps."""
    return ledger(*AMONG_THREE, side=THREE, agency=AGENCIES)


def test_three_sides_promise_alone_some_of_them_together_and_all(eppd: Eppd, three: Path) -> None:
    out = eppd("list", "--columns", "id,sides,kind,next-move", *TODAY, "--lang", "en").out

    assert re.search(r"P1-01 +Ostmark +Ostmark pledge +Ostmark\n", out)
    assert re.search(r"P1-02 +Ostmark and Sund +joint action +Ostmark and Sund\n", out)
    assert re.search(r"P1-03 +Sund +Sund request +all\n", out)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (("--side", "ostmark"), ["E6-P1-01", "E6-P1-02"]),
        (("--next-move", "sund"), ["E6-P1-02"]),
        (("--next-move", "!sund"), ["E6-P1-01", "E6-P1-03"]),
        (("--side", "ost+sun"), ["E6-P1-02"]),
        (("--next-move", "Ostmark and Sund"), ["E6-P1-02"]),
        (("--next-move", "sun+ost"), ["E6-P1-02"]),
        (("--side", "Sund及Ostmark"), ["E6-P1-02"]),
        (("--next-move", "!all"), ["E6-P1-01", "E6-P1-02"]),
        (("--kind", "sun-request"), ["E6-P1-03"]),
    ],
)
def test_options_take_any_of_them(eppd: Eppd, three: Path, words: tuple[str, ...], found: list[str]) -> None:
    assert eppd("list", *words, "--format", "ids", *TODAY).out.split() == found


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('sides = "SUN"', 'sides = "TW"'),
        ('sides = "SUN"', 'sides = "both"'),
        ('next_move = "all"', 'next_move = "NOR+US"'),
        ('kind = "sun-request"', 'kind = "tw-request"'),
        ('side = "Ost"', 'side = "US"'),
        ('code = "SUN"', 'code = "all"'),
    ],
)
def test_a_side_that_the_ledger_does_not_have_is_a_fault(
    eppd: Eppd, three: Path, before: str, after: str
) -> None:
    text = three.read_text("utf-8")
    assert before in text
    three.write_text(text.replace(before, after, 1), "utf-8")

    assert "[bad-value]" in eppd("check", *TODAY, code=ExitCode.FOUND).out


@pytest.mark.parametrize(
    ("words", "kind", "sides", "move"),
    [
        ("The three governments agreed to lay one gauge by 2031.", "joint-action", "all", "all"),
        ("Norland and Sundria will each name a contact point.", "joint-action", "NOR+SUN", "NOR+SUN"),
        ("Sundria hopes that Norland will share its winter tests.", "sun-request", "SUN", "NOR"),
        ("Sundria asks Ostmark to recognise its drivers' licences.", "sun-request", "SUN", "Ost"),
        (
            "Ostmark requested Norland and Sundria to open their archives.",
            "ost-request",
            "Ost",
            "NOR+SUN",
        ),
        ("Sundria hopes for an early decision on fares.", "sun-request", "SUN", "NOR+Ost"),
        # lists of sides, with commas, of their bodies, behind a circumstance
        ("Norland, Ostmark and Sundria will adopt one timetable.", "joint-action", "all", "all"),
        ("Norland, Ostmark, and Sundria agreed on one timetable.", "joint-action", "all", "all"),
        ("The Governments of Norland, Ostmark and Sundria will meet.", "joint-action", "all", "all"),
        ("The governments of Ostmark and Sundria will meet.", "joint-action", "Ost+SUN", "Ost+SUN"),
        ("Norland's Rail Office, the Ostmark Board and Sundria will meet.", "joint-action", "all", "all"),
        ("Norland, Ostmark and Sundria: to share plans.", "joint-action", "all", "all"),
        ("In 2027, Norland, Ostmark and Sundria will meet.", "joint-action", "all", "all"),
        ("At the request of Norland, Ostmark and Sundria will meet.", "joint-action", "Ost+SUN", "Ost+SUN"),
        ("Talks between Norland, Ostmark and Sundria will begin in 2027.", "joint-action", "all", "all"),
        ("Both Ostmark and Sundria will send engineers to Norland.", "joint-action", "Ost+SUN", "Ost+SUN"),
        ("Each of the three sides will name a contact.", "joint-action", "all", "all"),
        ("Every government will reply to Sundria by mid-2027.", "joint-action", "all", "all"),
        ("Ostmark & Sundria, but not Norland, will meet.", "joint-action", "Ost+SUN", "Ost+SUN"),
        ("Ministers agreed that Norland, Ostmark and Sundria would meet.", "joint-action", "all", "all"),
        # the others: beside whom the sentence names
        ("The other two sides will fund Sundria's depot.", "joint-action", "NOR+Ost", "NOR+Ost"),
        ("The two other countries will build a depot in Norland.", "joint-action", "Ost+SUN", "Ost+SUN"),
        ("Ostmark invites the other two sides to its depot.", "ost-request", "Ost", "NOR+SUN"),
        # what some ask of the rest; whom it is put to, whatever the verb
        ("Norland and Ostmark call on Sundria to lower its fees.", "nor-request", "NOR+Ost", "SUN"),
        ("Ostmark and Sundria ask Norland to lower its fees.", "ost-request", "Ost+SUN", "NOR"),
        ("Norland and Ostmark request that Sundria lower its fees.", "nor-request", "NOR+Ost", "SUN"),
        ("Norland and Ostmark hope Sundria will lower its fees.", "nor-request", "NOR+Ost", "SUN"),
        ("Ostmark requests that Norland recognise its licences.", "ost-request", "Ost", "NOR"),
        ("Ostmark calls for Norland's consent.", "ost-request", "Ost", "NOR"),
        ("Ostmark would appreciate an early reply from Sundria.", "ost-request", "Ost", "SUN"),
        ("Ostmark would welcome it if Sundria built a second track.", "ost-request", "Ost", "SUN"),
        ("Norland hopes that Ostmark and Sundria will lower their fees.", "nor-request", "NOR", "Ost+SUN"),
        ("Norland hopes that Ostmark will lower its fees and will say so.", "nor-request", "NOR", "Ost"),
        ("Ostmark hopes Norland will pay and that Sundria will build.", "ost-request", "Ost", "NOR+SUN"),
    ],
)
def test_a_document_of_three_says_who_promises_and_whom_a_request_is_put_to(
    eppd: Eppd, ledger: Callable[..., Path], tmp_path: Path, words: str, kind: str, sides: str, move: str
) -> None:
    named = [*THREE[:2], {"code": "SUN", "name": "Sundria"}]
    path = ledger(AMONG_THREE[0], side=named, agency=AGENCIES)
    (tmp_path / "results.txt").write_text(f"Results of the conference\n\n- {words}\n", "utf-8")

    eppd("intake", "results.txt", "-o", "list.toml", *TODAY)
    eppd("add", "--from", "list.toml", "--yes", *TODAY)

    made = tomli.loads(path.read_text("utf-8"))["commitment"][1:]
    assert [(one["kind"], one["sides"], one["next_move"]) for one in made] == [(kind, sides, move)]


@pytest.mark.parametrize("typed", ["NOR+Ost+SUN", "Sund and Norland and Ost", "ost+sun+nor", "all"])
def test_all_sides_named_one_by_one_are_all(eppd: Eppd, three: Path, typed: str) -> None:
    together = eppd("list", "--side", "all", "--format", "ids", *TODAY).out

    assert eppd("list", "--side", typed, "--format", "ids", *TODAY).out == together
    eppd("update", "p1-2", "--next-move", typed, *TODAY)
    (second,) = (
        one for one in tomli.loads(three.read_text("utf-8"))["commitment"] if one["id"].endswith("2")
    )
    assert second["next_move"] == "all"


def test_one_side_named_twice_is_no_side(eppd: Eppd, three: Path) -> None:
    assert "has no value" in eppd("list", "--side", "NOR and NOR", *TODAY, code=ExitCode.USAGE).err


@pytest.mark.parametrize(
    ("side", "en", "zh"),
    [(THREE, "for the other sides", "供其他各方參閱"), (NAMED, "for the counterpart", "供對方參閱")],
)
def test_a_page_for_others_says_for_how_many_it_is(
    eppd: Eppd, ledger: Callable[..., Path], side: list[dict[str, str]], en: str, zh: str
) -> None:
    agency = [{"code": "MOEA", "side": side[0]["code"]}]
    ledger({"sides": side[0]["code"], "kind": None, "next_move": None}, side=side, agency=agency)
    for language, mark in (("en", en), ("zh", zh)):
        page = ("report", "--audience", "counterpart", "--format", "text", "--lang", language)
        assert mark in eppd(*page, *TODAY).out


BRENNA = [*THREE[:2], {"code": "BRH", "name": "Brenna and Hollin", "name_zh": "布倫納及霍林"}]
FOUND = {
    "Norland and Brenna and Hollin": "NOR+BRH",
    "brenna and hollin + norland": "NOR+BRH",
    "Brenna and Hollin & Ostmark": "Ost+BRH",
    "Ostmark、布倫納及霍林": "Ost+BRH",
    "布倫納及霍林與NOR": "NOR+BRH",
    "Ostmark, Norland": "NOR+Ost",
    "Ostmark AND Norland": "NOR+Ost",
    "Brenna and Hollin, Norland and Ostmark": "all",
    "Ostmark, Brenna and Hollin, and Norland": "all",
}


@pytest.mark.parametrize(("typed", "meant"), FOUND.items())
def test_several_sides_are_one_value_however_they_are_written(
    eppd: Eppd, ledger: Callable[..., Path], tmp_path: Path, typed: str, meant: str
) -> None:
    path = ledger({"sides": "NOR"}, side=BRENNA, agency=AGENCIES)
    row = f'pillar,title,owner,sides,next_move\n1,Two,MOEA,"{typed}","{typed}"\n'
    (tmp_path / "list.csv").write_text(row, "utf-8")

    eppd("update", "p1-1", "--set", f"sides={typed}", "--next-move", typed, "--reason", "Said.", *TODAY)
    eppd("add", "--from", "list.csv", "--yes", *TODAY)

    held = tomli.loads(path.read_text("utf-8"))["commitment"]
    assert [(one["sides"], one["next_move"]) for one in held] == [(meant, meant)] * 2


def test_in_a_selection_a_comma_means_either(eppd: Eppd, ledger: Callable[..., Path]) -> None:
    one, other = {"sides": "NOR"}, {"id": "E6-P1-02", "sides": "BRH"}
    ledger(one, other, {"id": "E6-P1-03", "sides": "Ost"}, side=BRENNA, agency=AGENCIES)

    found = eppd("list", "--side", "Norland,Brenna and Hollin", "--format", "ids", *TODAY).out
    assert found.split() == ["E6-P1-01", "E6-P1-02"]


@pytest.mark.parametrize(("typed", "meant"), [("BRH+Ost", "Ost+BRH"), ("BRH+NOR+Ost", "all")])
@pytest.mark.parametrize("records", [1, 700])
def test_the_file_may_name_sides_in_any_order_and_keeps_it(
    eppd: Eppd, ledger: Callable[..., Path], typed: str, meant: str, records: int
) -> None:
    item = {"sides": typed, "next_move": typed, "note": "x" * 200}
    path = ledger(
        *(item | {"id": f"E6-P1-{number:04}"} for number in range(1, records + 1)),
        side=BRENNA,
        agency=AGENCIES,
    )
    eppd("check", *TODAY)
    for _ in range(2):
        row = json.loads(eppd("list", *TODAY, "--format", "json").out)["commitments"][0]
        assert (row["sides"], row["next_move"]) == (meant, meant)

    eppd("update", "p1-1", "--note", "Met.", "--next-move", "NOR", *TODAY)
    assert path.read_text("utf-8").count(f'"{typed}"') == 2 * records - 1
    assert f'previous = {{ next_move = "{meant}" }}' in path.read_text("utf-8")


@pytest.mark.parametrize(
    ("wrong", "hint"),
    [
        ("brh+ost", "Ost+BRH"),
        ("BRH + Ost", "Ost+BRH"),
        ("Brenna and Hollin and Ostmark", "Ost+BRH"),
        ("NOR+Ots", None),
        ("NOR+SUN", None),
        ("Ost+Ost", None),
        ("Ostm", "Ost"),
    ],
)
def test_what_is_offered_for_several_sides_is_what_they_make(
    eppd: Eppd, ledger: Callable[..., Path], wrong: str, hint: str | None
) -> None:
    ledger({"sides": wrong}, side=BRENNA, agency=AGENCIES)
    told = [eppd("check", *TODAY, code=ExitCode.FOUND).out]
    if hint is None:
        ledger({}, side=BRENNA, agency=AGENCIES)
        told.append(eppd("update", "p1-1", "--next-move", wrong, *TODAY, code=2).err)

    for out in told:
        assert re.findall(r"Did you mean (\S+)\?", out) == [hint] * (hint is not None)


def test_each_of_three_is_scored_for_what_it_promised(eppd: Eppd, three: Path) -> None:
    said = ("--value", "+1", "--reason", "Done.", "--reader", "Holm", *TODAY)

    eppd("score", "p1-2", "--side", "Sund", *said)
    refused = eppd("score", "p1-2", "--side", "Norland", *said, code=ExitCode.REFUSED)

    assert "Norland" in refused.err
    sides = {
        part["side"]: part["promises"]
        for part in json.loads(eppd("report", "--scorecard", "--format", "json", *TODAY).out)["shares"][
            "side"
        ]
    }
    assert sides == {"NOR": 0, "Ost": 2, "SUN": 1}


def test_what_is_kept_of_a_large_ledger_is_of_its_sides(eppd: Eppd, ledger: Callable[..., Path]) -> None:
    many = [AMONG_THREE[0] | {"id": f"E6-P1-{number:04}", "note": "x" * 200} for number in range(1, 700)]
    path = ledger(*many, side=THREE, agency=AGENCIES)
    for _ in range(2):
        assert eppd("list", "--side", "Ost", "--format", "ids", *TODAY).out.count("E6-P1-") == 699

    path.write_text(path.read_text("utf-8").replace('code = "Ost"', 'code = "Os"', 1), "utf-8")
    assert "[bad-value]" in eppd("check", *TODAY, code=ExitCode.FOUND).out


def test_names_changed_by_two_people_are_merged(eppd: Eppd, tmp_path: Path) -> None:
    base = (ROOT / "examples" / "harbour-programme.toml").read_text("utf-8")
    for name, text in (
        ("base.toml", base),
        ("theirs.toml", base.replace('name = "Aldermoor"', 'name = "North"')),
        ("commitments.toml", base.replace('name = "Westrand"', 'name = "West"')),
    ):
        (tmp_path / name).write_text(text, "utf-8")

    eppd("merge", "base.toml", "commitments.toml", "theirs.toml")

    merged = tomli.loads((tmp_path / "commitments.toml").read_text("utf-8"))["side"]
    assert [side["name"] for side in merged] == ["North", "West"]
