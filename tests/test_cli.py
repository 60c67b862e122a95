"""The command line itself: options that hold everywhere, help, selections, and the small commands."""

import json
import re
from pathlib import Path

import pytest
from conftest import ROOT, Eppd

from eppd_track import __version__
from eppd_track.cli.commands import COMMANDS
from eppd_track.render.cells import width

HELPS = [(name,) for name in COMMANDS] + [("meeting", "add"), ("meeting", "list")]


def ids(ran_out: str) -> list[str]:
    return ran_out.split()


# ---- options that hold everywhere ----


@pytest.mark.parametrize(
    ("option", "value", "sign"),
    [
        ("--lang", "zh", "顯示 1／1 項"),
        ("--today", "2026-08-01", "yellow"),
        ("--color", "always", "\x1b["),
    ],
)
def test_shared_options_work_before_and_after_the_command(
    eppd: Eppd, ledger, option: str, value: str, sign: str
) -> None:
    ledger({})

    before = eppd(option, value, "list")
    after = eppd("list", option, value)

    assert before == after
    assert sign in before.out
    assert sign not in eppd("--today", "2026-02-01", "list").out


def test_file_works_before_and_after_the_command_and_stands_for_a_folder(
    eppd: Eppd, ledger, tmp_path: Path
) -> None:
    path = ledger({"title": "Elsewhere"})
    (tmp_path / "away").mkdir()
    path.rename(tmp_path / "away" / "commitments.toml")

    for words in (("-f", "away", "list"), ("list", "--file", "away/commitments.toml")):
        assert "Elsewhere" in eppd(*words).out
    assert "eppd init" in eppd("list", code=3).err


def test_what_stands_after_the_command_wins(eppd: Eppd, ledger) -> None:
    ledger({})

    assert "顯示" in eppd("--lang", "en", "list", "--lang", "zh").out


def test_shared_options_reach_the_commands_of_a_group(eppd: Eppd, ledger) -> None:
    ledger({})

    assert eppd("--lang", "zh", "meeting", "list").out == eppd("meeting", "list", "--lang", "zh").out
    assert "會議" in eppd("--lang", "zh", "meeting", "list").out


def test_the_version_is_that_of_the_package(eppd: Eppd) -> None:
    assert eppd("--version").out == f"eppd {__version__}\n"


@pytest.mark.parametrize("words", HELPS, ids=" ".join)
def test_help_fits_80_columns(eppd: Eppd, words: tuple[str, ...]) -> None:
    ran = eppd(*words, "--help")

    assert ran.err == ""
    assert ran.out.startswith(f"Usage: eppd {' '.join(words)}")
    assert max(map(width, ran.out.splitlines())) <= 80
    assert ran.out == eppd(*words, "-h").out


@pytest.mark.parametrize("words", [(), *((name,) for name in COMMANDS)], ids=" ".join)
def test_help_ends_with_examples(eppd: Eppd, words: tuple[str, ...]) -> None:
    tail = re.split(r"\n  Examples?:\n", eppd(*words, "--help").out)

    assert len(tail) == 2
    assert " ".join(("    eppd", *words)) in "\n" + tail[1]


def test_help_names_every_command(eppd: Eppd) -> None:
    page = eppd("--help").out

    assert [name for name in COMMANDS if f"\n  {name} " not in page] == []


@pytest.mark.parametrize(
    "words",
    [
        ("frobnicate",),
        ("list", "--frob"),
        ("--lang", "fr", "list"),
        ("list", "--color", "pink"),
        ("show",),
        ("meeting",),
        ("log", "--since", "12/05/2026"),
        ("--today", "soon", "list"),
        ("report", "--week", "W07", "--since", "2026-02-01"),
        ("report", "--since", "2026-02-03", "--until", "2026-02-01"),
        ("init", "--template", "nothing", "--file", "new.toml"),
    ],
    ids=" ".join,
)
def test_wrong_use_ends_with_2_and_says_what_to_do(eppd: Eppd, ledger, words: tuple[str, ...]) -> None:
    ledger({})

    ran = eppd(*words, code=2)

    assert ran.out == ""
    assert ran.err.startswith("eppd: ")
    assert len(ran.err.splitlines()) == 2


def test_a_wrong_color_is_refused_before_anything_is_written(eppd: Eppd, ledger) -> None:
    path = ledger({})
    before = path.read_bytes()

    eppd("update", "p1-1", "--note", "Talked.", "--color", "pink", code=2)

    assert path.read_bytes() == before


# ---- the environment ----


def test_the_ledger_may_be_named_in_the_environment(
    eppd: Eppd, ledger, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    ledger({"title": "By variable"}).rename(tmp_path / "other.toml")
    monkeypatch.setenv("EPPD_LEDGER", str(tmp_path / "other.toml"))

    assert "By variable" in eppd("list").out
    monkeypatch.setenv("EPPD_LEDGER", "missing.toml")
    assert "missing.toml" in eppd("list", code=3).err


def test_a_ledger_is_found_in_a_folder_above(
    eppd: Eppd, ledger, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    ledger({"title": "From above"})
    (tmp_path / "a" / "b").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "a" / "b")

    assert "From above" in eppd("list").out


def test_today_and_language_come_from_the_environment_unless_given(
    eppd: Eppd, ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger({})
    monkeypatch.setenv("EPPD_TODAY", "115/8/1")
    monkeypatch.setenv("EPPD_LANG", "zh")

    assert json.loads(eppd("list", "--format", "json").out)["as_of"] == "2026-08-01"
    assert json.loads(eppd("list", "--format", "json", "--today", "2026-03-01").out)["as_of"] == "2026-03-01"
    assert "顯示" in eppd("list").out
    assert "shown" in eppd("list", "--lang", "en").out
    assert "查無" in eppd("show", "p9-9", code=4).err


@pytest.mark.parametrize(
    "case",
    [
        ({}, (), False),
        ({"FORCE_COLOR": "1"}, (), True),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, (), False),
        ({"NO_COLOR": "1"}, ("--color", "always"), True),
        ({"FORCE_COLOR": "1"}, ("--color", "never"), False),
        ({"NO_COLOR": ""}, ("--color", "always"), True),
    ],
    ids=str,
)
def test_colour_follows_the_option_then_the_environment(
    eppd: Eppd, ledger, monkeypatch: pytest.MonkeyPatch, case: tuple
) -> None:
    variables, words, coloured = case
    ledger({})
    for name, value in variables.items():
        monkeypatch.setenv(name, value)

    assert ("\x1b[" in eppd("list", *words).out) is coloured


def test_a_record_is_signed_by_the_name_given_else_the_variable(eppd: Eppd, ledger) -> None:
    ledger({})
    eppd("update", "p1-1", "--note", "One.")
    eppd("update", "p1-1", "--note", "Two.", "--by", "林美華")

    records = json.loads(eppd("log", "--format", "json").out)["updates"]

    assert [record["by"] for record in records] == ["tester", "林美華"]


# ---- what a listing leaves out ----


def test_nothing_found_is_no_failure_and_is_said_beside_the_result(eppd: Eppd, ledger) -> None:
    ledger({})

    for form in ("plain", "json", "csv", "tsv", "markdown", "html", "ids"):
        ran = eppd("list", "--status", "blocked", "--format", form)
        assert ran.err == "Nothing matches: status blocked.\n"
    assert eppd("list", "--status", "blocked", "--format", "ids").out == ""


def test_values_are_joined_by_or_in_an_option_and_by_and_across(eppd: Eppd, ledger) -> None:
    ledger(
        {"id": "E6-P1-01"},
        {"id": "E6-P1-02", "owner": "MODA", "status": "in-progress"},
        {"id": "E6-P1-03", "owner": "MODA"},
    )

    def found(*words: str) -> list[str]:
        return ids(eppd("list", *words, "--format", "ids").out)

    assert found("--owner", "moea,moda") == found("--owner", "MOEA", "--owner", "數位部")
    assert found("--owner", "MODA", "--status", "not-started") == ["E6-P1-03"]
    assert found("--owner", "!MODA") == ["E6-P1-01"]
    assert found("--status", "NOT_STARTED", "--owner", "!MOEA") == ["E6-P1-03"]


def test_the_footer_names_what_is_hidden_and_what_is_overdue_elsewhere(eppd: Eppd, ledger) -> None:
    ledger(
        {"id": "E6-P1-01", "due": "@2026-02-01"},
        {"id": "E6-P1-02", "pillar": 2},
        {"id": "E6-P1-03", "pillar": 2, "status": "withdrawn"},
    )

    footer = eppd("list", "--pillar", "2", "--today", "2026-02-10").out

    assert "1 of 3 shown" in footer
    assert "1 closed or withdrawn not shown (--all)" in footer
    assert "Overdue outside this selection: 1 (E6-P1-01)" in footer


def test_the_log_of_a_pillar_holds_the_records_of_closed_commitments(eppd: Eppd, ledger) -> None:
    record = {"date": "@2026-02-01", "note": "Filed under seven."}
    ledger({"status": "withdrawn", "update": [record]})

    assert "Filed under seven." in eppd("log", "--pillar", "1").out


def test_the_log_says_which_records_were_asked_for(eppd: Eppd, ledger) -> None:
    ledger({"update": [{"date": "@2026-02-01", "note": "Talked."}]})

    assert "2026-02-11" in eppd("log", "--since", "2026-02-11").err


def test_the_log_keeps_to_its_days_and_its_people(eppd: Eppd, ledger) -> None:
    days = [("@2026-02-01", "Lin", "First."), ("@2026-02-05", "Wang", "Second.")]
    ledger({"update": [{"date": day, "by": by, "note": note} for day, by, note in days]})

    assert "First." not in eppd("log", "--since", "2026-02-02").out
    assert "Second." not in eppd("log", "--until", "2026-02-04").out
    assert "First." not in eppd("log", "--by", "wang").out
    assert eppd("log").out.index("First.") < eppd("log").out.index("Second.")


def test_a_due_date_that_was_given_up_stays_visible(eppd: Eppd, ledger) -> None:
    ledger({"due": "@2029-01-27"})
    eppd("update", "p1-1", "--due", "", "--reason", "None can be named.")

    assert "2029-01-27" in eppd("show", "p1-1").out
    assert "2029-01-27" in eppd("list").out


@pytest.mark.parametrize(
    ("tempo", "due", "told"),
    [("open-ended", None, True), ("open-ended", "@2029-01-27", False), ("standing", "@2029-01-27", True)],
)
def test_what_was_agreed_without_a_day_is_not_called_so_beside_its_due_date(
    eppd: Eppd, ledger, tempo: str, due: str | None, *, told: bool
) -> None:
    ledger({"tempo": tempo} | ({"due": due} if due else {}))

    assert ("時程性質" in eppd("show", "p1-1", "--lang", "zh").out) == told
    assert json.loads(eppd("show", "p1-1", "--format", "json").out)["commitments"][0]["tempo"] == tempo


# ---- the small commands ----


def test_bare_eppd_says_how_things_stand_and_what_to_type_next(eppd: Eppd, ledger) -> None:
    ledger(
        {"due": "@2026-02-01", "title": "Late bridge"},
        {"id": "E6-P1-02", "owner": "MODA", "cadence": "weekly", "due": "@2027-01-01"},
    )

    page = eppd("--today", "2026-02-11").out

    for sign in ("Sixth talks", "commitments.toml", "2026-02-11 (Wed)", "Late bridge", "`eppd list`"):
        assert sign in page
    assert re.search(r"Light +2 .*yellow\n", page)
    assert re.search(r"Overdue +1\n", page)
    assert re.search(r"Updates owed +1, by MODA\n", page)


def test_bare_eppd_without_a_ledger_says_how_to_start(eppd: Eppd) -> None:
    assert "eppd init" in eppd(code=3).err


def test_init_starts_the_real_ledger_or_an_empty_one(eppd: Eppd, tmp_path: Path) -> None:
    eppd("init")
    assert (tmp_path / "commitments.toml").read_bytes() == (ROOT / "commitments.toml").read_bytes()

    eppd("init", "--template", "empty", "--file", "new.toml")
    assert eppd("check", "--file", "new.toml").out == ""
    assert "0 of 0 shown" in eppd("list", "--file", "new.toml", "--lang", "en").out


def test_an_empty_ledger_can_be_filled_from_the_command_line(eppd: Eppd, tmp_path: Path) -> None:
    eppd("init", "--template", "empty")
    text = (tmp_path / "commitments.toml").read_text("utf-8")
    assert "[[pillar]]" in text
    assert "[[agency]]" in text


def test_init_never_overwrites(eppd: Eppd, tmp_path: Path) -> None:
    path = tmp_path / "commitments.toml"
    path.write_text("mine")

    assert "already" in eppd("init", code=5).err
    assert path.read_text() == "mine"
    path.unlink()
    path.symlink_to(tmp_path / "gone.toml")
    eppd("init", code=5)
    assert not (tmp_path / "gone.toml").exists()
    assert "folder" in eppd("init", "--file", "no/where.toml", code=5).err


def test_where_tells_the_ledger_and_why_that_one(
    eppd: Eppd, ledger, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = ledger({})

    assert str(path) in eppd("where").out
    assert json.loads(eppd("where", "--format", "json").out)["why"] == "found in this folder"
    assert "--file" in json.loads(eppd("where", "-f", "commitments.toml", "--format", "json").out)["why"]
    monkeypatch.setenv("EPPD_LEDGER", str(path))
    assert "EPPD_LEDGER" in json.loads(eppd("where", "--format", "json").out)["why"]


def test_the_schema_knows_every_key_of_the_real_ledger(eppd: Eppd, shipped: Path, tmp_path: Path) -> None:
    import tomllib  # noqa: PLC0415 - only here

    schema = json.loads(eppd("schema").out)
    data = tomllib.loads(shipped.read_text("utf-8"))

    def resolve(part: dict) -> dict:
        return schema["$defs"][part["$ref"].rpartition("/")[2]] if "$ref" in part else part

    def unknown(value: object, part: dict, way: str) -> list[str]:
        part = resolve(part)
        if isinstance(value, list):
            return [name for one in value for name in unknown(one, part.get("items", {}), way)]
        if not isinstance(value, dict) or "properties" not in part:
            return []
        missing = [f"{way} lacks {name}" for name in part.get("required", ()) if name not in value]
        strange = [f"{way}.{name}" for name in value if name not in part["properties"]]
        inner = [
            name
            for key, held in value.items()
            for name in unknown(held, part["properties"].get(key, {}), f"{way}.{key}")
        ]
        return missing + strange + inner

    assert unknown(data, schema, "") == []
    assert unknown({"schema": 1, "colour": 1, "agency": [{}]}, schema, "") != []
    eppd("schema", "-o", "ledger.schema.json")
    assert json.loads((tmp_path / "ledger.schema.json").read_text("utf-8")) == schema


def test_a_change_that_leaves_a_fault_is_refused_and_when_forced_says_so(eppd: Eppd, ledger) -> None:
    path = ledger({"listed": "@2026-01-27"})
    before = path.read_bytes()

    assert "2025-01-01" in eppd("update", "p1-1", "--due", "2025-01-01", "--note", "x", code=5).err
    assert path.read_bytes() == before
    eppd("update", "p1-1", "--due", "2025-01-01", "--note", "x", "--force")
    assert "forced = true" in path.read_text("utf-8")
