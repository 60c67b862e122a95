"""What commands print and write: every format, files, JSON envelopes, columns, order and groups."""

import csv
import io
import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Eppd

FORMS = {
    ("list",): ("table", "plain", "json", "csv", "tsv", "markdown", "html", "ids"),
    ("show", "p1-1"): ("terminal", "text", "json", "markdown", "html"),
    ("report",): ("terminal", "text", "markdown", "html", "json"),
    ("log",): ("terminal", "text", "json", "csv", "tsv", "markdown", "html"),
    ("check", "--strict"): ("text", "json"),
    ("meeting", "list"): ("terminal", "text", "json", "csv", "tsv", "markdown", "html"),
    ("where",): ("terminal", "text", "json"),
}
SUFFIXES = {"json": ".json", "csv": ".csv", "tsv": ".tsv", "markdown": ".md", "html": ".html", "text": ".txt"}
PAIRS = [(words, form) for words, forms in FORMS.items() for form in forms]
WRITTEN = [(words, form) for words, form in PAIRS if form in SUFFIXES and words != ("where",)]
ENVELOPE = ("schema", "kind", "as_of", "ledger", "selection", "shown", "total")
KINDS = {
    ("list",): "commitment-list",
    ("show", "p1-1"): "commitment",
    ("report",): "status-report",
    ("log",): "log",
    ("check",): "problems",
    ("meeting", "list"): "meeting-list",
    ("where",): "where",
}
DAY = ("--today", "2026-02-10")
RECORD = {"date": "@2026-02-09", "by": "林", "meeting": "TALKS-6", "note": "會勘完成"}


def two(ledger) -> Path:
    return ledger(
        {"update": [RECORD], "due": "@2027-01-01", "cadence": "quarterly", "strength": "firm"},
        {
            "id": "E6-P2-01",
            "pillar": 2,
            "owner": "MODA",
            "status": "in-progress",
            "due": "@2026-12-01",
            "cadence": "quarterly",
        },
    )


def exit_code(words: tuple[str, ...]) -> int:
    return 1 if "--strict" in words else 0


def as_json(eppd: Eppd, *words: str) -> dict:
    return json.loads(eppd(*words, "--format", "json").out)


# ---- formats ----


@pytest.mark.parametrize(("words", "form"), PAIRS, ids=str)
def test_every_format_of_every_command_says_what_is_in_the_ledger(
    eppd: Eppd, ledger, words: tuple[str, ...], form: str
) -> None:
    two(ledger)

    ran = eppd(*words, *DAY, "--format", form, code=exit_code(words))

    known = ("P1-01", "TALKS-6", "commitments.toml")
    assert any(sign in ran.out for sign in known)
    assert ran.out.endswith("\n")
    assert "\x1b" not in ran.out


@pytest.mark.parametrize(("words", "form"), WRITTEN, ids=str)
def test_a_file_gets_what_stdout_would_and_its_suffix_picks_the_format(
    eppd: Eppd, ledger, tmp_path: Path, words: tuple[str, ...], form: str
) -> None:
    two(ledger)
    path = tmp_path / f"page{SUFFIXES[form]}"
    code = exit_code(words)

    ran = eppd(*words, *DAY, "-o", str(path), code=code)

    assert ran.out == ""
    written = path.read_bytes().decode("utf-8-sig")
    assert written == eppd(*words, *DAY, "--format", form, code=code).out
    assert path.read_bytes().startswith(b"\xef\xbb\xbf") is (form == "csv")


def test_a_list_may_be_written_as_text_and_a_format_wins_over_the_suffix(
    eppd: Eppd, ledger, tmp_path: Path
) -> None:
    two(ledger)
    eppd("list", "-o", "list.txt")
    eppd("list", "-o", "list.data", "--format", "ids")

    assert "2 of 2 shown" in (tmp_path / "list.txt").read_text("utf-8")
    assert (tmp_path / "list.data").read_text("utf-8") == "E6-P1-01\nE6-P2-01\n"


def test_a_file_is_replaced_whole_or_stays(eppd: Eppd, ledger, tmp_path: Path) -> None:
    two(ledger)
    path = tmp_path / "list.csv"
    path.write_text("old\n" * 1000)
    linked = tmp_path / "also.csv"
    linked.hardlink_to(path)

    eppd("list", "-o", "list.csv", "--overwrite")

    assert "old" not in path.read_text("utf-8-sig")
    assert linked.read_text() == "old\n" * 1000, "it was written in place, not whole"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["also.csv", "commitments.toml", "list.csv"]


def test_a_place_that_cannot_be_written_is_refused(eppd: Eppd, ledger) -> None:
    two(ledger)

    assert "no/list.csv" in eppd("list", "-o", "no/list.csv", code=5).err


@pytest.mark.parametrize("words", FORMS, ids=str)
def test_an_unknown_format_is_refused_with_the_valid_ones(eppd: Eppd, ledger, words) -> None:
    two(ledger)

    ran = eppd(*words, "--format", "docx", code=2)

    assert ran.out == ""
    assert "docx" in ran.err
    assert [form for form in FORMS[words] if form not in ran.err] == []


@pytest.mark.parametrize("name", ["page.docx", "page", "page.toml"])
def test_an_unknown_suffix_is_refused_and_writes_nothing(
    eppd: Eppd, ledger, tmp_path: Path, name: str
) -> None:
    two(ledger)

    ran = eppd("report", "-o", name, code=2)

    assert ".md" in ran.err
    assert not (tmp_path / name).exists()


def test_two_runs_give_the_same_bytes(eppd: Eppd, shipped: Path) -> None:
    for words, form in PAIRS:
        command = (*(("show", "p2-4") if words[0] == "show" else words), "--today", "2026-11-23")
        code = exit_code(words)
        first = eppd(*command, "--format", form, code=code)
        assert first == eppd(*command, "--format", form, code=code)


def test_a_read_never_touches_the_file(eppd: Eppd, shipped: Path, tmp_path: Path) -> None:
    before = shipped.read_bytes(), shipped.stat().st_mtime_ns

    for words in (*FORMS, (), ("schema",)):
        if words != ("show", "p1-1"):
            eppd(*words, *DAY, code=exit_code(words))

    assert (shipped.read_bytes(), shipped.stat().st_mtime_ns) == before
    assert [path.name for path in tmp_path.iterdir()] == ["commitments.toml"]


# ---- JSON ----


@pytest.mark.parametrize("words", KINDS, ids=str)
def test_json_comes_in_one_envelope(eppd: Eppd, ledger, words: tuple[str, ...]) -> None:
    two(ledger)

    page = as_json(eppd, *words, *DAY)

    assert [name for name in ENVELOPE if name not in page] == []
    assert (page["schema"], page["kind"], page["as_of"]) == (1, KINDS[words], "2026-02-10")
    assert page["ledger"] == "commitments.toml"
    assert isinstance(page["shown"], int)
    assert isinstance(page["total"], int)


@pytest.mark.parametrize(
    "options",
    [
        ("--pillar", "2"),
        ("--status", "blocked"),
        ("--all", "--reverse"),
        ("--columns", "id,due"),
        ("--as-of", "2026-02-01"),
        ("--lang", "zh"),
        ("--group-by", "none"),
    ],
    ids=" ".join,
)
def test_json_has_the_same_keys_whatever_the_options(eppd: Eppd, ledger, options) -> None:
    two(ledger)
    plain = as_json(eppd, "list", *DAY)

    page = as_json(eppd, "list", *DAY, *options)

    assert page.keys() == plain.keys()
    assert all(row.keys() == plain["commitments"][0].keys() for row in page["commitments"])


def test_json_counts_what_is_shown_of_what_there_is(eppd: Eppd, ledger) -> None:
    two(ledger)

    page = as_json(eppd, "list", *DAY, "--pillar", "2")

    assert (page["shown"], page["total"], len(page["commitments"])) == (1, 2, 1)
    assert page["selection"] == "pillar 2"


def test_json_holds_every_stored_field_and_the_computed_ones(eppd: Eppd, ledger) -> None:
    two(ledger)

    first, second = as_json(eppd, "list", "--today", "2027-01-05")["commitments"]

    assert (first["light"], first["overdue_days"], first["last_update"]) == ("yellow", 4, "2026-02-09")
    assert (second["light"], second["overdue_days"], second["last_update"]) == ("red", 35, None)
    assert first["stale"] is True
    assert first["due"] == "2027-01-01"
    for name in ("due_basis", "closure", "progress", "done_when", "target"):
        assert first[name] is None
    assert first["update"][0]["note"] == "會勘完成"


def test_json_leaves_chinese_as_it_is(eppd: Eppd, ledger) -> None:
    two(ledger)

    page = eppd("list", "--format", "json").out

    assert '"造橋"' in page
    assert "\\u" not in page


def test_json_does_not_depend_on_language_calendar_or_width(
    eppd: Eppd, ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    two(ledger)
    plain = eppd("report", *DAY, "--format", "json").out

    monkeypatch.setenv("COLUMNS", "40")

    assert eppd("report", *DAY, "--format", "json", "--lang", "zh", "--color", "always").out == plain


# ---- spreadsheets ----


def test_csv_has_a_head_and_a_row_a_commitment(eppd: Eppd, ledger) -> None:
    two(ledger)

    head, *rows = csv.reader(io.StringIO(eppd("list", "--format", "csv").out, newline=""))

    assert head[:4] == ["id", "light", "title", "title_zh"]
    assert [row[0] for row in rows] == ["E6-P1-01", "E6-P2-01"]
    assert rows[0][2:5] == ["Build a bridge", "造橋", "MOEA"]
    assert all(len(row) == len(head) for row in rows)


@pytest.mark.parametrize(
    "title",
    ["=1+1", "+SUM(A1)", "-2+3", "@SUM(1)", "=HYPERLINK(1)", "\t=1", "\r=1"],
    ids=ascii,
)
def test_a_spreadsheet_does_not_run_a_title(eppd: Eppd, ledger, title: str) -> None:
    path = ledger({"title": "TITLE"})
    path.write_bytes(path.read_bytes().replace(b'"TITLE"', json.dumps(title).encode()))

    row = list(csv.reader(io.StringIO(eppd("list", "--format", "csv").out, newline="")))[1]

    assert not row[2].startswith(("=", "+", "-", "@", "\t", "\r"))
    assert title[-2:] in row[2]


def test_tsv_keeps_a_row_on_one_line(eppd: Eppd, ledger) -> None:
    ledger({"title": "a\tb\nc"})

    lines = eppd("list", "--format", "tsv").out.splitlines()

    assert len(lines) == 2
    assert len(lines[0].split("\t")) == len(lines[1].split("\t"))


# ---- columns, order, groups ----


def test_columns_are_shown_as_asked_for(eppd: Eppd, ledger) -> None:
    two(ledger)

    head, *rows = eppd(
        "list", "--columns", "due, ID,owner_confirmed,next-move", "--format", "tsv"
    ).out.splitlines()

    assert head.split("\t") == ["due", "id", "owner_confirmed", "next_move"]
    assert [row.split("\t")[:2] for row in rows] == [["2027-01-01", "E6-P1-01"], ["2026-12-01", "E6-P2-01"]]


def test_ids_come_out_whatever_the_columns(eppd: Eppd, ledger) -> None:
    two(ledger)

    assert eppd("list", "--columns", "due", "--format", "ids").out == "E6-P1-01\nE6-P2-01\n"


@pytest.mark.parametrize("name", ["owner", "due", "progress", "light", "title", "last-update", "tags"])
def test_order_puts_empty_values_last_both_ways(eppd: Eppd, ledger, name: str) -> None:
    full = {"tags": ["a"], "progress": 5, "due": "@2026-03-01", "update": [RECORD]}
    ledger(
        {"id": "E6-P1-01"},
        full | {"id": "E6-P1-02", "owner": "MODA", "title": "A first"},
        full | {"id": "E6-P1-03", "progress": 50, "due": "2026-Q4", "tags": ["b"]},
    )

    up = eppd("list", "--sort", name, "--format", "ids", *DAY).out.split()
    down = eppd("list", "--sort", name, "--reverse", "--format", "ids", *DAY).out.split()

    assert sorted(up) == sorted(down) == ["E6-P1-01", "E6-P1-02", "E6-P1-03"]
    if name in {"due", "progress", "last-update", "tags"}:
        assert up[-1] == down[-1] == "E6-P1-01"


def test_progress_orders_by_number_and_due_by_its_last_day(eppd: Eppd, ledger) -> None:
    ledger(
        {"id": "E6-P1-01", "progress": 100, "due": "2026-Q1"},
        {"id": "E6-P1-02", "progress": 20, "due": "@2026-03-30"},
        {"id": "E6-P1-03", "progress": 3, "due": "2026"},
    )

    def order(name: str) -> list[str]:
        return [line[-2:] for line in eppd("list", "--sort", name, "--format", "ids").out.split()]

    assert order("progress") == ["03", "02", "01"]
    assert order("due") == ["02", "01", "03"]


def test_lights_are_ordered_worst_first(eppd: Eppd, ledger) -> None:
    ledger(
        {"id": "E6-P1-01", "status": "completed"},
        {"id": "E6-P1-02"},
        {"id": "E6-P1-03", "status": "blocked"},
        {"id": "E6-P1-04", "due": "@2026-02-09"},
    )

    found = eppd("list", "--sort", "light", "--format", "ids", *DAY).out.split()

    assert [name[-2:] for name in found] == ["03", "04", "02", "01"]


@pytest.mark.parametrize(
    ("how", "heads"),
    [
        ("pillar", ["Pillar 1: First", "Pillar 2: Second"]),
        ("owner", ["MOEA Economy", "MODA Digital"]),
        ("status", ["not started", "in progress"]),
        ("light", ["grey"]),
    ],
)
def test_rows_stand_under_the_heads_asked_for(eppd: Eppd, ledger, how: str, heads: list[str]) -> None:
    two(ledger)

    lines = eppd("list", "--group-by", how, *DAY).out.splitlines()

    assert [line for line in lines if line in heads] == heads


def test_without_groups_there_is_a_head_and_rows(eppd: Eppd, ledger) -> None:
    two(ledger)

    lines = eppd("list", "--group-by", "none", *DAY).out.splitlines()

    assert lines[0].startswith("Id")
    assert [line[:8] for line in lines[1:3]] == ["E6-P1-01", "E6-P2-01"]


@pytest.mark.parametrize("option", ["--sort", "--columns", "--group-by"])
def test_a_column_that_does_not_exist_is_refused_with_the_nearest(eppd: Eppd, ledger, option: str) -> None:
    two(ledger)

    ran = eppd("list", option, "ownr", code=2)

    assert ran.out == ""
    assert "Did you mean owner?" in ran.err


# ---- pages that open by themselves ----

Opened = Callable[[], list[Path]]


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Opened:
    """The files that the system was asked to show, by an opener of our own on the path."""
    asked = tmp_path / "asked.txt"
    opener(monkeypatch, tmp_path, f'#!/bin/sh\necho "$1" >> "{asked}"\n')
    return lambda: [Path(line) for line in asked.read_text().splitlines()] if asked.exists() else []


def opener(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, script: str) -> None:
    """Puts a program in the place of the system's opener."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for name in ("xdg-open", "open"):
        (folder / name).write_text(script)
        (folder / name).chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")


def test_open_shows_a_page_of_its_own_where_no_file_is_named(eppd: Eppd, ledger, opened: Opened) -> None:
    ledger({})

    ran = eppd("report", "--open")

    (path,) = opened()
    assert path.suffix == ".html"
    assert path.read_text("utf-8").startswith("<!DOCTYPE html>")
    assert str(path) in ran.err
    assert ran.out == ""


@pytest.mark.parametrize(
    ("name", "start"), [("week.pdf", b"%PDF"), ("week.odt", b"PK"), ("week.html", b"<!")]
)
def test_open_shows_the_file_that_was_named(
    eppd: Eppd, ledger, opened: Opened, name: str, start: bytes
) -> None:
    ledger({})

    eppd("report", "--open", "-o", name)

    assert opened() == [Path(name)]
    assert Path(name).read_bytes().startswith(start)


@pytest.mark.parametrize("words", [("--format", "json"), ("-o", "week.txt")])
def test_open_shows_pages_alone(eppd: Eppd, ledger, opened: Opened, words: tuple[str, ...]) -> None:
    ledger({})

    ran = eppd("report", "--open", *words, code=2)

    assert "--format html, pdf or odt" in ran.err
    assert opened() == []
    assert not Path("week.txt").exists()


def test_a_page_that_cannot_be_opened_is_written_all_the_same(
    eppd: Eppd, ledger, monkeypatch, tmp_path: Path
) -> None:
    ledger({})
    opener(monkeypatch, tmp_path, "#!/bin/sh\necho noise >&2\nexit 3\n")

    ran = eppd("report", "--open", "-o", "week.html")

    assert "Open it by hand." in ran.err
    assert Path("week.html").exists()
