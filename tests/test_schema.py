"""The JSON Schema says of a ledger's form what `eppd check` says of it, to validators and in an editor."""

import datetime as dt
import subprocess
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import tomli
from conftest import ROOT, SHIPPED, Eppd, needs

from eppd_track.ledger import schema_line
from eppd_track.ledger.reader import read
from eppd_track.ledger.schema import json_schema
from eppd_track.words.errors import ExitCode
from eppd_track.words.labels import name_sides

FRIDAY = ROOT / "examples" / "friday.toml"
HARBOUR = ROOT / "examples" / "harbour-programme.toml"
EMPTY = ROOT / "eppd_track" / "templates" / "empty.toml"
CABLE = ROOT / "examples" / "cable-compact.toml"
LEDGERS = [SHIPPED, FRIDAY, HARBOUR, CABLE, EMPTY]
ITEM = 'id = "E6-P2-04"\n'
FAULTS = {
    "a wrong status": ('status = "not-started"', 'status = "not-startd"'),
    "a day that is a time": ("listed = 2026-01-27\n", "listed = 2026-01-27T10:00:00\n"),
    "a day in words": ("listed = 2026-01-27\n", 'listed = "27 January"\n'),
    "a due date that is none": ("due = 2029-01-27\n", 'due = "2029-Q5"\n'),
    "an unknown key of a commitment": (ITEM, f"{ITEM}colour = 1\n"),
    "an unknown key of an agency": ('code = "MOEA"\n', 'code = "MOEA"\ncolor = 1\n'),
    "an unknown table": ("[dialogue]", "[colours]\nred = 1\n\n[dialogue]"),
    "text where a number belongs": ("pillar = 2\n", 'pillar = "2"\n'),
    "a percentage beyond a hundred": (ITEM, f"{ITEM}progress = 101\n"),
    "another version": ("schema = 1\n", "schema = 2\n"),
    "no owner": ('owner = "MOEA"\n', ""),
}
"""What is changed in the real ledger, where it stands first, and what then must be refused."""


IN_AN_EDITOR = (
    "a wrong status",
    "a day that is a time",
    "a due date that is none",
    "an unknown key of a commitment",
    "an unknown table",
)


def faulty(name: str) -> str:
    """The real ledger with a fault in it."""
    before, after = FAULTS[name]
    text = SHIPPED.read_text("utf-8")
    assert before in text
    return text.replace(before, after, 1)


# ---- a validator of JSON, on the TOML as it is converted ----


def plain(value: Any) -> Any:
    """What TOML holds as JSON holds it."""
    if isinstance(value, dict):
        return {key: plain(part) for key, part in value.items()}
    if isinstance(value, list):
        return [plain(part) for part in value]
    return value.isoformat() if isinstance(value, dt.date) else value


def errors(text: str) -> list[str]:
    data = tomli.loads(text)
    name_sides(read(text, "commitments.toml").ledger.sides)
    schema = json_schema()
    kind = jsonschema.validators.validator_for(schema)
    validator = kind(schema, format_checker=kind.FORMAT_CHECKER)
    return [error.message for error in validator.iter_errors(plain(data))]


def test_the_schema_is_one() -> None:
    kind = jsonschema.validators.validator_for(json_schema())

    kind.check_schema(json_schema())


@pytest.mark.parametrize("path", LEDGERS, ids=lambda path: path.stem)
def test_a_sound_ledger_is_valid(path: Path) -> None:
    assert errors(path.read_text("utf-8")) == []


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_refused_and_check_finds_it_too(eppd: Eppd, tmp_path: Path, name: str) -> None:
    text = faulty(name)
    (tmp_path / "commitments.toml").write_text(text, "utf-8")

    assert errors(text) != []
    assert eppd("check", code=ExitCode.FOUND).out


def test_records_are_looked_into() -> None:
    text = FRIDAY.read_text("utf-8")

    for before, after in (
        ("previous = {", "previous = { colour = 1,"),
        ("[[commitment.update]]", "[[commitment.update]]\n  colour = 1"),
        ('  status = "in-progress"\n', '  status = "in-progres"\n'),
    ):
        assert before in text
        assert errors(text.replace(before, after, 1)) != []


@pytest.mark.parametrize("due", ["2029-Q4", "2029-H1", "2029-12", "2029", "2029-12-31"])
def test_every_form_of_a_due_date_is_valid(due: str) -> None:
    assert errors(SHIPPED.read_text("utf-8").replace("due = 2029-01-27", f'due = "{due}"', 1)) == []


def test_a_commitment_needs_a_title_in_one_language() -> None:
    text = 'schema = 1\n[[commitment]]\nid = "A1-P1-01"\npillar = 1\nowner = "A"\nstatus = "requested"\n'

    assert errors(text) != []
    assert errors(text + 'title_zh = "造橋"\n') == []


def test_an_editor_is_told_what_a_value_means() -> None:
    definitions = json_schema()["$defs"]
    status = definitions["Status"]
    told = status["x-taplo"]["docs"]["enumValues"]

    assert dict(zip(status["enum"], told, strict=True))["blocked"] == "blocked · 受阻"
    assert definitions["Commitment"]["properties"]["owner"]["description"] == "Owner · 主辦機關"


# ---- taplo, which is what editors run ----


def taplo(path: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["taplo", "check", str(path)],
        check=False,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
    )


@needs("taplo")
@pytest.mark.parametrize("path", LEDGERS, ids=lambda path: path.stem)
def test_taplo_finds_nothing_in_a_linked_ledger(eppd: Eppd, tmp_path: Path, path: Path) -> None:
    linked = tmp_path / "列管 2026 #1.toml"
    linked.write_bytes(path.read_bytes())
    eppd("schema", "--link", "--file", str(linked))

    ran = taplo(linked)

    assert ran.returncode == 0, ran.stderr


@needs("taplo")
@pytest.mark.parametrize("name", IN_AN_EDITOR)
def test_taplo_refuses_a_fault_in_a_linked_ledger(eppd: Eppd, tmp_path: Path, name: str) -> None:
    path = tmp_path / "commitments.toml"
    path.write_bytes(SHIPPED.read_bytes())
    eppd("schema", "--link")
    line = path.read_text("utf-8").partition("\n")[0]
    path.write_text(f"{line}\n{faulty(name)}", "utf-8")

    ran = taplo(path)

    assert ran.returncode != 0
    assert "schema validation failed" in ran.stderr


# ---- the line ----


def test_link_puts_in_one_line_and_undo_takes_it_out(eppd: Eppd, shipped: Path, tmp_path: Path) -> None:
    before = shipped.read_bytes()

    eppd("schema", "--link")

    assert shipped.read_bytes() == b"#:schema ./commitments.schema.json\n" + before
    assert (tmp_path / "commitments.schema.json").read_text("utf-8") == eppd("schema").out
    assert eppd("check").out == ""
    assert "#:schema" in eppd("undo", "--list").out
    eppd("undo")
    assert shipped.read_bytes() == before


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("newline", [b"\n", b"\r\n"])
def test_byte_order_mark_and_line_endings_stay(
    eppd: Eppd, tmp_path: Path, mark: bytes, newline: bytes
) -> None:
    path = tmp_path / "commitments.toml"
    body = SHIPPED.read_bytes().replace(b"\n", newline)
    path.write_bytes(mark + body)

    eppd("schema", "--link")

    assert path.read_bytes() == mark + b"#:schema ./commitments.schema.json" + newline + body


def test_a_second_time_only_the_schema_is_written_anew(eppd: Eppd, shipped: Path, tmp_path: Path) -> None:
    eppd("schema", "--link")
    once = shipped.read_bytes()
    schema = tmp_path / "commitments.schema.json"
    schema.unlink()

    assert "already" in eppd("schema", "--link").err
    assert shipped.read_bytes() == once
    assert schema.read_text("utf-8") == eppd("schema").out


def test_a_line_that_names_another_schema_stays(eppd: Eppd, shipped: Path) -> None:
    shipped.write_text(
        "# Ours.\n\n#:schema https://example.org/a.json\n" + SHIPPED.read_text("utf-8"), "utf-8"
    )
    before = shipped.read_bytes()

    assert "https://example.org/a.json" in eppd("schema", "--link").err
    assert shipped.read_bytes() == before


def test_a_file_of_another_kind_is_not_overwritten(eppd: Eppd, shipped: Path, tmp_path: Path) -> None:
    (tmp_path / "commitments.schema.json").write_text("{}", "utf-8")

    eppd("schema", "--link", code=ExitCode.REFUSED)

    assert (tmp_path / "commitments.schema.json").read_text("utf-8") == "{}"
    assert shipped.read_bytes() == SHIPPED.read_bytes()
    eppd("schema", "--link", "--overwrite")
    assert (tmp_path / "commitments.schema.json").read_text("utf-8") == eppd("schema").out


def test_link_takes_no_output(eppd: Eppd, shipped: Path, tmp_path: Path) -> None:
    eppd("schema", "--link", "-o", "x.json", code=ExitCode.USAGE)

    assert shipped.read_bytes() == SHIPPED.read_bytes()
    assert not (tmp_path / "x.json").exists()


def test_commands_leave_the_line_alone(eppd: Eppd, shipped: Path) -> None:
    eppd("schema", "--link")
    eppd("update", "p2-4", "--note", "Said.", "--today", "2026-03-02")

    assert shipped.read_text("utf-8").startswith("#:schema ./commitments.schema.json\n# The 33")


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("#:schema a.json\nschema = 1\n", "a.json"),
        ("# Ours.\r\n\r\n  # More.\n#:schema  a.json  \nschema = 1\n", "a.json"),
        ("#:schema a.json", "a.json"),
        ("schema = 1\n#:schema a.json\n", None),
        ('note = """\n#:schema a.json\n"""\n', None),
        ("", None),
    ],
)
def test_the_line_counts_above_the_first_key_only(text: str, named: str | None) -> None:
    assert schema_line.named_in(text) == named
