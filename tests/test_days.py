"""Days as typed and printed: no year of two digits, English days Gregorian, none unfit for its reader."""

import datetime as dt
import html
import re
from pathlib import Path

import pytest
from conftest import ROOT, Eppd
from odfdo import Document
from sheetwork import TODAY, book_of, export, fill, ods_cells, ods_rows, ods_text, write_ledger

from eppd_track.model.vocabulary import Calendar
from eppd_track.rules import dates
from eppd_track.words.days import show_week
from eppd_track.words.errors import WrongUse

FRIDAY = ROOT / "examples" / "friday.toml"
IN_PLACES = (
    "update P1-01 --note x --date {}",
    "update P1-01 --reason x --due {}",
    "update P1-01 --next-step-due {}",
    "update P1-01 --note x --set listed={}",
    "update P1-01 --note x --set due={}",
    "update P1-01 --milestone-done pilot={}",
    "add --pillar 1 --title x --owner MODA --due {}",
    "add --pillar 1 --title x --owner MODA --listed {}",
    "log --since {}",
    "log --until {}",
    "report --since {}",
    "report --since 2026-11-01 --until {}",
    "list --due-before {}",
    "list --due-after {}",
    "list --as-of {}",
    "show P1-01 --as-of {}",
    "chase --reply-by {}",
    "export -o x.xlsx --return-by {}",
    "meeting add WG-1 --date {}",
    "meeting add WG-1 --date 2026-11-30 --end {}",
    "carry TALKS-7 --date {}",
    "score P1-01 --side TW --value 1 --reader A --reason x --date {}",
    "list --today {}",
)


def refused(said: str, typed: str) -> None:
    """That it was said why, and what may be typed instead."""
    assert f"“{typed}” has a year of two digits: it may be 2026 or ROC year 26." in said
    assert "115/1" in said


@pytest.mark.parametrize("place", IN_PLACES)
def test_a_year_of_two_digits_is_refused_wherever_a_day_is_typed(
    eppd: Eppd, tmp_path: Path, place: str
) -> None:
    path = write_ledger(tmp_path, {"milestone": [{"id": "pilot", "due": "2027"}]})
    before = path.read_bytes()
    today = () if "--today" in place else ("--today", TODAY)

    ran = eppd(*place.format("26/12/3").split(), *today, code=2)

    refused(ran.err, "26/12/3")
    assert path.read_bytes() == before


def test_it_is_refused_in_the_variable_that_names_today(eppd: Eppd, tmp_path: Path, monkeypatch) -> None:
    write_ledger(tmp_path)
    monkeypatch.setenv("EPPD_TODAY", "26/12/3")

    ran = eppd("list", code=2)

    assert "EPPD_TODAY: " in ran.err
    refused(ran.err, "26/12/3")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("m.toml", '[[update]]\nid = "E6-P1-01"\nnote = "x"\ndate = "26/12/3"\n'),
        ("m.toml", '[[update]]\nid = "E6-P1-01"\nreason = "x"\ndue = "26/12/3"\n'),
        ("m.toml", 'date = "26/12/3"\n[[update]]\nid = "E6-P1-01"\nnote = "x"\n'),
        ("m.csv", "id,due,reason\nE6-P1-01,26/12/3,x\n"),
        ("m.csv", "id,date,note\nE6-P1-01,26/12/3,x\n"),
    ],
)
def test_it_is_refused_in_minutes(eppd: Eppd, tmp_path: Path, name: str, text: str) -> None:
    path = write_ledger(tmp_path)
    before = path.read_bytes()
    Path(name).write_text(text)

    ran = eppd("update", "--from", name, "--yes", "--today", TODAY, code=5)

    refused(ran.out + ran.err, "26/12/3")
    assert path.read_bytes() == before


@pytest.mark.parametrize("form", ["xlsx", "ods"])
def test_it_is_refused_in_the_cells_of_a_sheet(eppd: Eppd, tmp_path: Path, form: str) -> None:
    path = write_ledger(tmp_path)
    before = path.read_bytes()
    sheet = fill(export(eppd, f"moda.{form}"), {"E6-P1-01": {"next": "26/12/3", "lag": "Late."}})

    ran = eppd("import", str(sheet), "--yes", "--today", TODAY, code=5)

    refused(ran.out + ran.err, "26/12/3")
    assert path.read_bytes() == before


def test_it_is_refused_in_an_export_that_comes_back(eppd: Eppd, tmp_path: Path) -> None:
    path = write_ledger(tmp_path)
    before = path.read_bytes()
    eppd("export", "-o", "all.csv", "--today", TODAY)
    text = Path("all.csv").read_text("utf-8-sig")
    Path("all.csv").write_text(text.replace("2026-12-18", "26/12/18"), "utf-8")

    ran = eppd("import", "all.csv", "--yes", "--today", TODAY, code=5)

    refused(ran.out + ran.err, "26/12/18")
    assert path.read_bytes() == before


def test_a_line_of_the_file_is_not_told_what_such_a_year_might_be(eppd: Eppd, tmp_path: Path) -> None:
    path = write_ledger(tmp_path)
    path.write_text(path.read_text("utf-8").replace("due = 2026-12-18", "due = 26/12/18"), "utf-8")

    assert "1937" not in eppd("check", code=1).out


@pytest.mark.parametrize(
    "typed",
    [
        *("26/12/3", "26-12-03", "26.12.3", "12/05/26", "3/12/26", "23 Nov 26", "Nov 23, 26", "26 12 3"),
        *("26-Q4", "26Q4", "26/H2", "26-上半年", "２６／１２／３"),
    ],
)
def test_every_spelling_of_such_a_year_is_told_from_other_faults(typed: str) -> None:
    for parse in (dates.parse_day, dates.parse_due):
        with pytest.raises(WrongUse) as caught:
            parse(typed, dates.dt.date(2026, 7, 15))
        assert "has a year of two digits" in caught.value.message.en
        assert "年份僅有兩位數" in caught.value.message.zh


def test_such_a_year_of_a_week_is_refused_too() -> None:
    with pytest.raises(WrongUse) as caught:
        dates.week_of("26-W48", dates.dt.date(2026, 7, 15))

    assert "has a year of two digits" in caught.value.message.en


# ---- which calendar ----

ROC_DAY = re.compile(r"(?<![\d.])1[01]\d\.\d\d\.\d\d(?!\d)|民國|1[01]\d年|第[1-4]季|[上下]半年")
PAGES = (
    *("list --all", "list --due-before 2027-03-31", "show P1-02 P1-09 P2-04", "report --all", "agenda"),
    *("report --audience counterpart", "report --audience public", "report --since 2026-01-01", "log"),
    *("meeting list", "report --scorecard", "chase", "where", ""),
    *("report --format markdown", "report --format html", "list --format html", "list --format markdown"),
    *("export --format ics", "list --format csv", "list --format json", "log --format json"),
)


@pytest.fixture
def roc(tmp_path: Path) -> Path:
    """The Friday ledger with dates in the calendar of the Republic."""
    path = tmp_path / "commitments.toml"
    text = FRIDAY.read_text("utf-8")
    path.write_text(text.replace('calendar = "gregorian"', 'calendar = "roc"'), "utf-8")
    return path


def plain(out: str) -> str:
    """Without what ledgers themselves say of days, and without markup."""
    text = html.unescape(re.sub(r"(?s)<(style|script).*?</\1>|<[^>]*>", "", out)).replace("\r\n ", "")
    return re.sub(r"115年度?|115\.1\d\.\d\d以前", "", text) if "115年度" in text else text


@pytest.mark.parametrize("page", PAGES)
def test_an_english_page_is_gregorian_whatever_the_calendar(eppd: Eppd, roc: Path, page: str) -> None:
    english = plain(eppd(*page.split(), "--today", TODAY, "--lang", "en").out)

    assert not ROC_DAY.findall(english)
    assert "2026-1" in english


@pytest.mark.parametrize("page", [page for page in PAGES if "json" not in page and "csv" not in page])
def test_a_chinese_page_follows_the_calendar_of_the_ledger(eppd: Eppd, roc: Path, page: str) -> None:
    assert ROC_DAY.search(plain(eppd(*page.split(), "--today", TODAY, "--lang", "zh").out))


@pytest.mark.parametrize("page", PAGES[:14])
def test_the_english_of_a_page_in_both_is_gregorian(eppd: Eppd, roc: Path, page: str) -> None:
    text = eppd(*page.split(), "--today", TODAY, "--lang", "both").out
    english = [
        line for line in text.split("\n") if re.search(r"[a-z]{3}", line) and not re.search("[一-龥]", line)
    ]

    assert not [line for line in english if ROC_DAY.search(line)]


@pytest.mark.parametrize("command", ["report", "agenda"])
def test_asking_for_the_other_calendar_in_english_is_told_to_change_nothing(
    eppd: Eppd, roc: Path, command: str
) -> None:
    asked = (command, "--calendar", "roc", "--today", TODAY)

    ran = eppd(*asked, "--lang", "en")
    assert "--calendar roc changes nothing" in ran.err
    assert not ROC_DAY.findall(ran.out)
    assert "--calendar" not in eppd(*asked, "--lang", "zh").err


@pytest.mark.parametrize("form", ["odt", "pdf"])
def test_paper_in_english_is_gregorian(eppd: Eppd, roc: Path, form: str) -> None:
    eppd("report", "-o", f"r.{form}", "--today", TODAY, "--lang", "en")

    if form == "odt":
        parts = Document("r.odt").body.get_elements("//text:h | //text:p")
        text = "\n".join(part.text_recursive for part in parts)
    else:
        pypdf = pytest.importorskip("pypdf")
        text = "\n".join(page.extract_text() for page in pypdf.PdfReader("r.pdf").pages)

    assert not ROC_DAY.findall(text)
    assert "2026-11-27" in text


@pytest.mark.parametrize(("language", "shown"), [("en", "2026-"), ("zh", "115")])
def test_a_sheet_shows_days_in_the_calendar_of_its_language(
    eppd: Eppd, roc: Path, language: str, shown: str
) -> None:
    for form in ("xlsx", "ods"):
        eppd("export", "-o", f"s.{form}", "--today", TODAY, "--lang", language)

    page = book_of(Path("s.xlsx")).worksheets[0]
    formats = {cell.number_format for row in page.iter_rows() for cell in row if cell.is_date}
    assert any("[$-404]e" in one for one in formats) is (language == "zh")
    texts = [str(cell.value) for row in page.iter_rows(max_row=4) for cell in row if cell.value]
    texts += [ods_text(cell) for row in ods_rows(Document("s.ods"))[:4] for cell in ods_cells(row)]
    assert any(shown in text for text in texts)
    assert bool(ROC_DAY.search("\n".join(texts))) is (language == "zh")


def test_an_echo_and_a_receipt_in_english_are_gregorian(eppd: Eppd, roc: Path) -> None:
    ran = eppd(
        *("update", "p2-4", "--due", "115年第4季", "--reason", "x", "--today", TODAY, "--lang", "en"),
    )
    said = ran.err.replace("“115年第4季”", "") + ran.out

    assert "2026-Q4, which ends on 2026-12-31 (Thu)" in said
    assert not ROC_DAY.findall(said)


# ---- days without a year ----


@pytest.mark.parametrize(
    ("command", "typed", "meant"),
    [
        ("update p0-1 --note x --date {}", "11月26日", "2026-11-26"),
        ("update p0-1 --note x --date {}", "週四", "2026-11-26"),
        ("update p2-1 --evidence minutes:x --milestone-done survey={}", "11/23", "2026-11-23"),
        ("update p2-2 --reason x --due {}", "11月20日", "2027-11-20"),
        ("update p2-2 --reason x --due {}", "三月底", "2027-03-31"),
        ("update p2-2 --next-step-due {}", "週三", "2026-12-02"),
        ("add --pillar 1 --title x --owner MODA --listed {}", "10/26", "2026-10-26"),
        ("log --since {}", "12月15日", "2025-12-15"),
        ("list --as-of {}", "12月15日", "2025-12-15"),
        ("list --due-before {}", "三月底", "2027-03-31"),
        ("export -o x.xlsx --return-by {}", "11月20日", "2027-11-20"),
        ("meeting add WG-9 --date {}", "3月18日", "2027-03-18"),
        ("list --today {}", "3月18日", "2027-03-18"),
    ],
)
def test_what_has_happened_lies_behind_and_what_is_to_come_ahead(
    eppd: Eppd, tmp_path: Path, monkeypatch, command: str, typed: str, meant: str
) -> None:
    (tmp_path / "commitments.toml").write_bytes(FRIDAY.read_bytes())
    if "--today" in command:
        monkeypatch.setattr(
            "eppd_track.cli.shared.session.Session._clock", lambda _: dates.dt.date(2026, 11, 27)
        )
    today = () if "--today" in command else ("--today", TODAY)

    ran = eppd(*command.format(typed).split(), *today)

    assert f"“{typed}” is taken as {meant}" in ran.err or f"which ends on {meant}" in ran.err


@pytest.mark.parametrize("typed", ["月底", "下週五", "兩週後", "+2w", "週五"])
def test_a_day_that_depends_on_the_day_it_was_typed_is_refused_in_a_sheet(
    eppd: Eppd, tmp_path: Path, typed: str
) -> None:
    path = write_ledger(tmp_path)
    before = path.read_bytes()
    sheet = fill(export(eppd, "moda.xlsx"), {"E6-P1-01": {"next": typed, "lag": "Late."}})

    ran = eppd("import", str(sheet), "--yes", "--today", "2026-12-01", code=5)

    assert f"“{typed}” depends on the day it is read" in ran.out + ran.err
    assert path.read_bytes() == before


# ---- letters ----

WORD = {"by": "State", "note": "Said."}


@pytest.mark.parametrize(
    ("records", "told", "untold"),
    [
        ([("2026-02-03", True), ("2026-03-04", False)], "Last update: 2026-02-03: Said.", "2026-03-04"),
        ([("2026-03-04", False)], "status not started", "2026-03-04"),
        ([("2026-03-04", False)], "status not started", "no word since listing"),
        ([], "Last update: listed on 2026-01-27", "Said."),
    ],
)
def test_a_letter_abroad_tells_of_the_words_its_reader_may_see(
    eppd: Eppd, ledger, records: list[tuple[str, bool]], told: str, untold: str
) -> None:
    updates = [
        WORD | {"date": f"@{day}", "visibility": "public" if public else "internal"}
        for day, public in records
    ]
    ledger(
        {"owner": "DOS", "cadence": "weekly", "update": updates}
        if updates
        else {"owner": "DOS", "cadence": "weekly"}
    )

    letter = eppd("chase", "--today", "2026-06-01").out

    assert told in letter
    assert untold not in letter


@pytest.mark.parametrize(
    ("day", "en", "gregorian", "roc"),
    [
        ("2026-11-27", "2026-W48", "2026年第48週", "115年第48週"),
        ("2026-12-28", "2026-W53", "2026年第53週", "115年第53週"),
        ("2027-01-03", "2026-W53", "2026年第53週", "115年第53週"),
        ("2027-01-04", "2027-W01", "2027年第1週", "116年第1週"),
    ],
)
def test_a_week_is_named_as_its_language_and_calendar_name_it(
    day: str, en: str, gregorian: str, roc: str
) -> None:
    shown = [show_week(dt.date.fromisoformat(day), calendar) for calendar in Calendar]

    assert [week.zh for week in shown] == [gregorian, roc]
    assert {week.en for week in shown} == {en}


@pytest.mark.parametrize(
    ("typed", "due"),
    [("3月18日", "2027-03-18"), ("12/25", "2026-12-25"), ("三月底", '"2027-03"'), ("明年底", '"2027"')],
)
def test_a_day_without_its_year_is_counted_from_the_day_the_sheet_was_sent(
    eppd: Eppd, tmp_path: Path, typed: str, due: str
) -> None:
    path = write_ledger(tmp_path)
    sheet = fill(export(eppd, "moda.xlsx"), {"E6-P1-01": {"next": typed, "lag": "Late."}})

    eppd("import", str(sheet), "--yes", "--today", "2026-12-01")

    assert f"due = {due}" in path.read_text("utf-8")
