"""A setting that means nothing is told wherever something hangs on it, with what is taken instead."""

import re
from pathlib import Path

import pytest
from conftest import ROOT, Eppd

FRIDAY = ROOT / "examples" / "friday.toml"
DAY = ("--today", "2026-11-27", "--lang", "en")
WRONG = {
    'timezone = "Asia/Taipeh"': "Asia/Taipei",
    "timezone = 8": "Asia/Taipei",
    'language = "tw"': "both",
    "language = zh": "both",
    'calendar = "minguo"': "gregorian",
    "due_soon_days = -3": "30",
    "due_soon_days = true": "30",
    'red_after_days = "two weeks"': "14",
    "red_after_days = 14.5": "14",
    'approval = "Chief"': "the usual chain",
    'approval = ["Chief", 3]': "the usual chain",
}
READING = (
    *("", "list -p 2", "list --format json", "show p2-4", "log", "where", "meeting list", "list -o l.html"),
    *("undo --list", "help lights", "export --format csv"),
)
PAGES = (
    *(
        "report",
        "report -o r.html",
        "report -o r.odt",
        "report --audience public",
        "agenda",
        "agenda -o a.html",
    ),
    *("chase", "chase -o letters", "export -o s.xlsx", "export --per-owner sheets", "export -o d.ics"),
    *("report --scorecard", "score --drafts"),
)
WRITING = (
    "update p2-2 -n x",
    "add --pillar 1 --title x --owner MODA",
    "meeting add WG-9",
    "update p2-2 -n x --dry-run",
)


def misset(folder: Path, line: str) -> Path:
    """The Friday ledger with a line of its settings replaced, or put in where it has none of that name."""
    name = line.partition(" ")[0]
    text, count = re.subn(rf"(?m)^{name} = .*$", line, FRIDAY.read_text("utf-8"), count=1)
    path = folder / "commitments.toml"
    path.write_text(text if count else text.replace("[settings]\n", f"[settings]\n{line}\n", 1), "utf-8")
    return path


def said_once(text: str, line: str) -> None:
    told = [one for one in text.split("\n") if f"Until then {WRONG[line]} is taken." in one]
    assert len(told) == 1, text
    assert re.search(r"commitments\.toml:\d+:\d+: ", told[0])


@pytest.mark.parametrize("line", WRONG)
def test_check_names_it_with_what_is_taken_instead(eppd: Eppd, tmp_path: Path, line: str) -> None:
    misset(tmp_path, line)

    said_once(eppd("check", *DAY, code=1).out, line)


@pytest.mark.parametrize("words", READING)
@pytest.mark.parametrize("line", list(WRONG)[::3])
def test_a_command_that_reads_says_so_and_goes_on(eppd: Eppd, tmp_path: Path, line: str, words: str) -> None:
    misset(tmp_path, line)

    ran = eppd(*words.split(), *DAY, code=0 if words.startswith(("undo", "help")) else 3)

    said_once(ran.err, line)
    assert ran.out or "Written: l.html" in ran.err or "nothing to take back" in ran.err


@pytest.mark.parametrize("words", PAGES)
@pytest.mark.parametrize("line", list(WRONG)[1::3])
def test_no_page_for_others_or_to_sign_is_made(eppd: Eppd, tmp_path: Path, line: str, words: str) -> None:
    misset(tmp_path, line)

    ran = eppd(*words.split(), *DAY, code=3)

    said_once(ran.err, line)
    assert "No page was made" in ran.err
    assert ran.out == ""
    assert [path.name for path in tmp_path.iterdir()] == ["commitments.toml"]


@pytest.mark.parametrize("words", WRITING)
@pytest.mark.parametrize("line", list(WRONG)[2::3])
def test_nothing_is_written_with_it(eppd: Eppd, tmp_path: Path, line: str, words: str) -> None:
    before = misset(tmp_path, line).read_bytes()

    ran = eppd(*words.split(), *DAY, code=3)

    said_once(ran.err, line)
    assert (tmp_path / "commitments.toml").read_bytes() == before


@pytest.mark.parametrize("words", [*READING, "report", "agenda", "chase", *WRITING])
def test_an_unknown_setting_is_told_once(eppd: Eppd, tmp_path: Path, words: str) -> None:
    misset(tmp_path, 'tiemzone = "Asia/Tokyo"')

    ran = eppd(*words.split(), *DAY)

    assert ran.err.count("settings has no field “tiemzone”") == 1, ran.err
    assert "Did you mean timezone? It is kept, but not read." in ran.err


def test_the_day_is_that_of_the_zone_that_is_told(eppd: Eppd, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setenv("TZ", "Pacific/Kiritimati")
    misset(tmp_path, 'timezone = "Asia/Taipeh"')
    wrong = eppd("where", "--lang", "en", code=3)
    misset(tmp_path, 'timezone = "Asia/Taipei"')
    right = eppd("where", "--lang", "en")

    for label in ("Time zone", "Today"):
        assert [line for line in wrong.out.split("\n") if line.startswith(label)] == [
            line for line in right.out.split("\n") if line.startswith(label)
        ]


@pytest.mark.parametrize("line", ['timezone = "Asia/Taipeh"', 'tiemzone = "Asia/Taipei"'])
def test_a_large_ledger_tells_it_too(eppd: Eppd, tmp_path: Path, line: str) -> None:
    path = misset(tmp_path, line)
    records = "".join(
        f'\n[[commitment]]\nid = "E6-P4-{number}"\npillar = 4\ntitle = "{"Long " * 40}"\nowner = "MOEA"\n'
        'status = "not-started"\nlisted = 2026-01-27\n'
        for number in range(100, 500)
    )
    path.write_text(path.read_text("utf-8") + records, "utf-8")

    unknown = line.startswith("tiem")
    ran = eppd("list", "-p", "2", *DAY, code=0 if unknown else 3)
    assert ("no field “tiemzone”" if unknown else "Until then Asia/Taipei is taken.") in ran.err
    ran = eppd("update", "p2-2", "-n", "x", *DAY, code=0 if unknown else 3)
    assert ("no field “tiemzone”" if unknown else "Until then Asia/Taipei is taken.") in ran.err


def test_it_is_told_in_chinese(eppd: Eppd, tmp_path: Path) -> None:
    misset(tmp_path, 'calendar = "minguo"')

    ran = eppd("report", "--today", "2026-11-27", "--lang", "zh", code=3)

    assert "calendar 不得為「minguo」" in ran.err
    assert "在此之前採用「gregorian」。" in ran.err
    assert "未產生任何頁面" in ran.err


@pytest.mark.parametrize(
    ("words", "code"),
    [("--help", 0), ("list --help", 0), ("--lang tw list --help", 2), ("report -h --lang=tw", 0)],
)
def test_help_in_a_language_that_is_none_says_that_it_is_english(
    eppd: Eppd, monkeypatch, words: str, code: int
) -> None:
    if "tw" not in words:
        monkeypatch.setenv("EPPD_LANG", "tw")

    assert (
        "has no value “tw”. Valid: en, zh, both. This help is in English."
        in eppd(*words.split(), code=code).err
    )


@pytest.mark.parametrize("words", [("--today", ""), ("--color", ""), ("--lang", "")])
def test_an_option_of_no_value_is_refused(eppd: Eppd, tmp_path: Path, words: tuple[str, str]) -> None:
    misset(tmp_path, "due_soon_days = 30")

    assert "“”" in eppd("list", *words, code=2).err
