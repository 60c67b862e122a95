"""Agencies by any of their names: typed in short or whole, mistyped, shown in short where room is scarce."""

import re
from pathlib import Path

import pytest
from conftest import ROOT, Eppd

from eppd_track import load
from eppd_track.model.records import Agency, Ledger
from eppd_track.model.vocabulary import Calendar, Language, Side
from eppd_track.render import render
from eppd_track.render.cells import Style
from eppd_track.report import listing
from eppd_track.rules import lights, query, selection
from eppd_track.rules.promises.parties import Parties
from eppd_track.words.errors import WrongUse
from eppd_track.words.near import nearest_of, slips
from eppd_track.words.text import same

FRIDAY = ROOT / "examples" / "friday.toml"
TODAY = "2026-11-27"
TYPED = {
    "TITA": (
        "tita",
        "貿易署",
        "國際貿易署",
        "經濟部貿易署",
        "經濟部國際貿易署",
        "International Trade Administration",
    ),
    "IDA": ("產發署", "產業發展署", "經濟部產發署", "經濟部產業發展署"),
    "DOIT": ("技術司", "產業技術司", "經濟部技術司", "Department of Industrial Technology, MOEA"),
    "MOEA": ("經濟部", "ministry of economic affairs"),
    "MODA": ("數發部", "數位發展部"),
    "NSTC": ("國科會", "國家科學及技術委員會"),
    "ITRI": ("工研院", "工業技術研究院"),
    "TECRO": ("駐美處", "駐美國臺北經濟文化代表處"),
    "DOS": ("State", "國務院", "美國國務院"),
}


@pytest.fixture(scope="module")
def friday() -> Ledger:
    return load(FRIDAY)


@pytest.mark.parametrize(("typed", "code"), [(name, code) for code, names in TYPED.items() for name in names])
def test_an_agency_is_found_by_each_of_its_names(friday: Ledger, typed: str, code: str) -> None:
    assert query.find_value("--owner", typed, query.agency_spellings(friday)) == code
    assert Parties.of(friday).party(typed.replace("臺", "台")) is not None or typed.islower()


@pytest.mark.parametrize("text", ["update p2-1 --owner {}", "add -p 1 --title x --owner {}"])
def test_a_short_name_is_taken_where_an_agency_is_recorded(eppd: Eppd, tmp_path: Path, text: str) -> None:
    path = tmp_path / "commitments.toml"
    path.write_bytes(FRIDAY.read_bytes())

    eppd(*text.format("經濟部產發署").split(), "--today", TODAY)

    assert path.read_bytes().count(b'owner = "IDA"') > FRIDAY.read_bytes().count(b'owner = "IDA"')


def test_a_name_that_two_agencies_share_finds_neither_and_a_full_one_wins(friday: Ledger) -> None:
    def spellings(*agencies: Agency) -> dict[str, str]:
        return query.agency_spellings(Ledger(agencies=agencies))

    one = Agency(code="A", side=Side("TW"), name_zh="內政部資訊服務司", short_zh="資訊服務司")
    two = Agency(code="B", side=Side("TW"), name_zh="財政部資訊服務司")
    three = Agency(code="C", side=Side("TW"), name_zh="資訊服務司")

    assert "資訊服務司" not in spellings(one, two)
    assert spellings(one, two)["內政部資訊服務司"] == "A"
    assert spellings(one, three)["資訊服務司"] == "C"
    assert spellings(one)["資訊服務司"] == "A"


def test_agency_takes_what_it_leads_and_what_it_supports(eppd: Eppd) -> None:
    def ids(*options: str) -> set[str]:
        ran = eppd("list", "-f", str(FRIDAY), "--today", TODAY, "--all", "--format", "ids", *options)
        return set(ran.out.split())

    ledger = load(FRIDAY)
    led = {one.id for one in ledger.commitments if one.owner == "ITRI"}
    supported = {one.id for one in ledger.commitments if "ITRI" in one.supporting}

    assert led
    assert supported - led
    assert ids("--owner", "工研院") == led
    assert ids("--agency", "工研院") == led | supported
    assert ids("--agency", "!工研院") == ids() - led - supported


def test_the_selection_is_told(eppd: Eppd) -> None:
    ran = eppd("report", "-f", str(FRIDAY), "--today", TODAY, "--agency", "ITRI", "--lang", "both")

    assert "led or supported by ITRI" in ran.out
    assert "主辦或協辦機關：工研院" in ran.out


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("MOAE", "MOEA"),
        ("MOFAA", "MOFA"),
        ("MDOA", "MODA"),
        ("NTSC", "NSTC"),
        ("ITIR", "ITRI"),
        ("TIAT", "TITA"),
    ],
)
def test_a_mistyped_code_names_the_nearest_by_its_slips(
    eppd: Eppd, tmp_path: Path, friday: Ledger, typed: str, meant: str
) -> None:
    with pytest.raises(WrongUse) as refused:
        query.find_value("--owner", typed, query.agency_spellings(friday))
    assert refused.value.remedy
    assert f"Did you mean {meant}?" in refused.value.remedy.en

    text = FRIDAY.read_text("utf-8").replace('\nowner = "MOEA"', f'\nowner = "{typed}"', 1)
    (tmp_path / "commitments.toml").write_text(text, "utf-8")
    assert f"Did you mean {meant}?" in eppd("check", "--today", TODAY, code=1).out


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        (("list", "--pillar", "Critcal"), "Did you mean 2?"),
        (("list", "--agency", "Digitl"), "Did you mean MODA?"),
        (("list", "--agency", "產發暑"), "Did you mean IDA?"),
        (("list", "--side", "UT"), "Did you mean US?"),
        (("list", "--status", "blokced"), "Did you mean blocked?"),
        (("list", "--columns", "tilte"), "Did you mean title?"),
        (("list", "--meeting", "EPDP-6"), "Did you mean EPPD-6?"),
        (("show", "E6-P2-44"), "The nearest: E6-P2-04"),
        (("update", "p2-4", "--set", "supporting=IRTI"), "Did you mean ITRI?"),
        (("update", "p1-1", "--milestone-done", "ports-opne"), "Did you mean ports-open?"),
        (("check", "proof-chnaged"), "Did you mean proof-changed?"),
    ],
)
def test_every_name_that_is_mistyped_names_the_nearest(
    eppd: Eppd, tmp_path: Path, words: tuple[str, ...], meant: str
) -> None:
    step = '\n  [[commitment.milestone]]\n  id = "ports-open"\n'
    text = FRIDAY.read_text("utf-8")
    place = text.index("\n[[commitment]]", text.index('id = "E6-P1-01"'))
    (tmp_path / "commitments.toml").write_text(text[:place] + step + text[place:], "utf-8")

    assert meant in eppd(*words, "--today", TODAY, "--lang", "en", code=None).err


@pytest.mark.parametrize(
    ("one", "other", "count"),
    [
        ("", "", 0),
        ("abc", "abc", 0),
        ("abc", "acb", 1),
        ("abc", "ab", 1),
        ("abc", "xbc", 1),
        ("kitten", "sitting", 3),
    ],
)
def test_slips_are_counted_alike_both_ways(one: str, other: str, count: int) -> None:
    assert slips(one, other) == slips(other, one) == count


def test_what_is_like_nothing_has_no_nearest() -> None:
    assert nearest_of("purple", ["red", "green"]) == []
    assert nearest_of("red", []) == []


@pytest.mark.parametrize("columns", [60, 80, 120])
@pytest.mark.parametrize("language", Language)
def test_a_list_on_a_screen_with_chinese_shows_short_names(
    friday: Ledger, language: Language, columns: int
) -> None:
    day = lights.dt.date.fromisoformat(TODAY)
    found = selection.select(lights.assess_all(friday, day), selection.Selection(), friday)
    report = listing.build(found, friday, day, same(""), columns=listing.DEFAULT)
    screen, pipe, page = (
        render(report, Style(language, Calendar.ROC, columns), form) for form in ("table", "plain", "html")
    )

    in_short = language is not Language.EN
    assert ("產發署" in screen, " IDA" in screen) == (in_short, not in_short)
    assert ("產發署" in page) == in_short
    assert "產發署" not in pipe
    assert " IDA" in pipe


@pytest.fixture
def handed_over(eppd: Eppd, tmp_path: Path) -> Path:
    """The ledger with records by a house that goes by its code, one of them of another lead."""
    path = tmp_path / "friday.toml"
    path.write_bytes(FRIDAY.read_bytes())
    eppd(
        *("update", "p1-8", "-f", str(path), "--today", TODAY, "--owner", "MODA", "--by", "IDA"),
        *("--note", "改由他署主辦。", "--set", "proposed=delist"),
    )
    return path


PAGES = (
    "",
    "report",
    "agenda",
    "log --since 2026-11-20",
    "show p1-8",
    "report --owner IDA",
    "agenda --owner IDA",
)


@pytest.mark.parametrize(
    "words", [*PAGES, *(f"{page} --format markdown" for page in PAGES if page not in {"", "show p1-8"})]
)
def test_a_chinese_page_calls_a_house_by_one_name(eppd: Eppd, handed_over: Path, words: str) -> None:
    out = eppd(*words.split(), "-f", str(handed_over), "--today", TODAY, "--lang", "zh").out

    assert re.findall(r"(?<![（A-Z])(?:MODA|IDA|DOIT|MOEA)(?![A-Z）])", out) == []
    assert "產發署" in out
    if words.startswith(("show", "log")):
        assert "主辦機關由「技術司」改為「數發部」" in out


def test_what_programs_read_keeps_the_codes(eppd: Eppd, handed_over: Path) -> None:
    def run(*words: str) -> str:
        return eppd(*words, "-f", str(handed_over), "--today", TODAY, "--lang", "zh").out

    assert " MODA " in run("list", "--search", "Open RAN")
    assert ",IDA," in run("log", "--since", "2026-11-27", "--format", "csv")
    assert run("log", "--by", "產發署") == run("log", "--by", "IDA").replace("：IDA", "：產發署")


@pytest.mark.parametrize(("language", "shown", "other"), [("zh", "數發部", "MODA"), ("en", "MODA", "數發部")])
def test_chinese_sentences_name_agencies_in_short(eppd: Eppd, language: str, shown: str, other: str) -> None:
    ran = eppd("-f", str(FRIDAY), "--today", "2026-12-31", "--lang", language)

    owed = next(
        line for line in ran.out.splitlines() if line.startswith(("應填報", "Update owed", "Updates owed"))
    )
    assert shown in owed
    assert other not in owed


@pytest.mark.parametrize("typed", ["產發署", "經濟部產業發展署", "ida"])
def test_a_name_in_place_of_a_code_in_the_file_is_told_and_mended(
    eppd: Eppd, tmp_path: Path, typed: str
) -> None:
    path = tmp_path / "commitments.toml"
    text = FRIDAY.read_text("utf-8")
    path.write_text(text.replace('\nowner = "IDA"', f'\nowner = "{typed}"', 1), "utf-8")

    assert "Did you mean IDA?" in eppd("check", "--today", TODAY, code=1).out
    eppd("check", "--fix", "--today", TODAY)
    assert path.read_text("utf-8") == text
