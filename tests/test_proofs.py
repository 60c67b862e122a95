"""Files that prove something: recorded with their fingerprint by every way, and looked at ever after."""

import hashlib
import json
import os
from pathlib import Path

import pytest
from conftest import Eppd
from sheetwork import fill, write_ledger

from eppd_track import load
from eppd_track.model.records import Evidence

AT = ("--today", "2026-11-27", "--lang", "en")
BYTES = b"minutes\r\n\x00\xff"
SHA = hashlib.sha256(BYTES).hexdigest()
ONE = "E6-P1-01"
RULES = ("proof-changed", "proof-gone", "bad-print")
PAPER = "minutes: WG-1 | wg/m.pdf"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A ledger of three items, and minutes in a folder beside it."""
    (tmp_path / "wg").mkdir()
    (tmp_path / "wg" / "m.pdf").write_bytes(BYTES)
    return write_ledger(tmp_path)


def papers(path: Path) -> list[Evidence]:
    return [paper for one in load(path).commitments for paper in one.evidence]


def by_update(eppd: Eppd) -> None:
    eppd("update", ONE, "-n", "Met.", "--evidence", PAPER, *AT)


def by_list(eppd: Eppd) -> None:
    Path("list.json").write_text(json.dumps([{"id": ONE, "note": "Met.", "evidence": [PAPER]}]), "utf-8")
    eppd("update", "--from", "list.json", "--yes", *AT)


def by_minutes(eppd: Eppd) -> None:
    cells = (("Id", "Note", "Evidence"), ("---",) * 3, (ONE, "Met.", PAPER.replace("|", "\\|")))
    Path("notes.md").write_text("".join(f"| {' | '.join(row)} |\n" for row in cells), "utf-8")
    eppd("update", "--from", "notes.md", "--yes", *AT)


def by_sheet(eppd: Eppd) -> None:
    eppd("export", "--owner", "MODA", "-o", "moda.xlsx", *AT)
    eppd("import", str(fill(Path("moda.xlsx"), {ONE: {"note": "Met.", "evidence": PAPER}})), "--yes", *AT)


def by_addition(eppd: Eppd) -> None:
    entry = {"pillar": 1, "title": "New", "owner": "MODA", "evidence": [PAPER]}
    Path("new.json").write_text(json.dumps([entry]), "utf-8")
    eppd("add", "--from", "new.json", "--yes", *AT)


@pytest.mark.parametrize("way", [by_update, by_list, by_minutes, by_sheet, by_addition])
def test_every_way_of_recording_notes_the_fingerprint_of_a_file(eppd: Eppd, path: Path, way) -> None:
    way(eppd)

    (paper,) = papers(path)
    assert (paper.title, paper.ref, paper.sha256) == ("WG-1", "wg/m.pdf", SHA)
    eppd("check", *RULES, *AT)


@pytest.mark.parametrize(
    ("folder", "typed", "kept"),
    [
        (".", "wg/m.pdf", "wg/m.pdf"),
        (".", "wg\\m.pdf", "wg\\m.pdf"),
        ("wg", "m.pdf", "wg/m.pdf"),
        ("wg", "wg/m.pdf", "wg/m.pdf"),
        ("wg", "../../outside.pdf", "../outside.pdf"),
        ("wg", "{here}/wg/m.pdf", "wg/m.pdf"),
        (".", "{here}/../outside.pdf", "{here}/../outside.pdf"),
        (".", "link.pdf", "link.pdf"),
    ],
)
def test_a_path_is_kept_as_the_way_from_the_ledgers_folder(
    eppd: Eppd, path: Path, monkeypatch: pytest.MonkeyPatch, folder: str, typed: str, kept: str
) -> None:
    here = path.parent
    (here.parent / "outside.pdf").write_bytes(BYTES)
    (here / "link.pdf").symlink_to(here / "wg" / "m.pdf")
    monkeypatch.chdir(here / folder)

    eppd("update", ONE, "--evidence", f"minutes: WG-1 | {typed.format(here=here)}", *AT)

    monkeypatch.chdir(here.parent)
    (paper,) = papers(path)
    assert (paper.ref, paper.sha256) == (kept.format(here=here), SHA)
    eppd("check", *RULES, "-f", str(path), *AT)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("no. 12", None),
        ("外經字第1150001號", None),
        ("https://example.org/m.pdf", None),
        ("//server/share/m.pdf", None),
        ("a" * 5000, None),
        ("lost.pdf", "no such file is there"),
        ("wg", "it is no file"),
    ],
)
def test_what_is_no_file_is_recorded_as_typed(eppd: Eppd, path: Path, typed: str, told: str | None) -> None:
    ran = eppd("update", ONE, "--evidence", f"minutes: WG-1 | {typed}", *AT)

    (paper,) = papers(path)
    assert (paper.ref, paper.sha256) == (typed, None)
    assert (f"Recorded as typed, without a fingerprint: “{typed}” ({told})." if told else "") in ran.err
    assert ("fingerprint" in ran.err) == bool(told)
    eppd("check", *RULES, *AT)


@pytest.mark.skipif(os.name == "nt" or not hasattr(os, "geteuid"), reason="rights of POSIX")
@pytest.mark.parametrize("command", ["update", "list"])
def test_a_file_that_cannot_be_read_is_told_and_the_words_are_taken(
    eppd: Eppd, path: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("eppd_track.ledger.proofs.fingerprint", refuse)

    if command == "update":
        said = eppd("update", ONE, "-n", "Met.", "--evidence", PAPER, *AT).err
    else:
        Path("list.json").write_text(json.dumps([{"id": ONE, "note": "Met.", "evidence": [PAPER]}]), "utf-8")
        said = eppd("update", "--from", "list.json", "--yes", *AT).out

    assert "without a fingerprint: “wg/m.pdf” (Permission denied)" in said
    assert [(paper.ref, paper.sha256) for paper in papers(path)] == [("wg/m.pdf", None)]


def changed(file: Path) -> None:
    file.write_bytes(BYTES.replace(b"\r\n", b"\n"))


def gone(file: Path) -> None:
    file.unlink()


@pytest.mark.parametrize(
    ("happens", "rule", "words"),
    [
        (changed, "proof-changed", "changed since it was recorded; whole when recorded on 2026-11-27"),
        (gone, "proof-gone", "not found; whole when recorded on 2026-11-27"),
    ],
)
def test_check_warns_and_show_and_the_closing_pages_tell(
    eppd: Eppd, path: Path, happens, rule: str, words: str
) -> None:
    eppd("update", ONE, "--status", "in-progress", "-n", "Met.", "--evidence", PAPER, *AT)
    file = path.parent / "wg" / "m.pdf"
    later = ("--today", "2026-11-28", "--lang", "en")
    assert "whole on 2026-11-28" in eppd("show", ONE, *later).out

    happens(file)

    assert f"[{rule}]" in eppd("check", *RULES, *later, code=1).out
    assert words in eppd("show", ONE, *later).out
    assert json.loads(eppd("show", ONE, "--format", "json", *later).out)["commitments"][0]["evidence"][0][
        "seen"
    ] == rule.removeprefix("proof-")
    done = eppd("update", ONE, "--status", "completed", "-n", "Done.", *later)
    assert f"WG-1 ({words})" in done.out
    assert f"WG-1 ({words})" in eppd("report", *later).out
    closed = ("--status", "closed", "--closure", "delivered", "--approved-by", "Director", "-n", "Ended.")
    assert f"WG-1 ({words})" in eppd("update", ONE, *closed, *later).out
    assert f"WG-1 ({words})" in eppd("report", *later).out

    file.write_bytes(BYTES)

    eppd("check", *RULES, *later)
    assert "WG-1 (whole on 2026-11-28)" in eppd("report", *later).out


def test_a_fingerprint_in_capitals_is_the_same(eppd: Eppd, path: Path) -> None:
    by_update(eppd)
    path.write_text(path.read_text("utf-8").replace(SHA, SHA.upper()), "utf-8")

    assert SHA.upper() in path.read_text("utf-8")
    assert eppd("check", *RULES, *AT).out == ""


def test_a_file_recorded_again_as_it_is_now_is_no_fault(eppd: Eppd, path: Path) -> None:
    eppd("update", ONE, "--evidence", PAPER, *AT)
    changed(path.parent / "wg" / "m.pdf")
    eppd("check", *RULES, *AT, code=1)

    eppd("update", ONE, "--evidence", PAPER, *AT)

    eppd("check", *RULES, *AT)
    assert len(papers(path)) == 2


@pytest.mark.parametrize("audience", ["counterpart", "public"])
def test_where_a_proof_lies_and_how_it_stands_stays_inside(eppd: Eppd, path: Path, audience: str) -> None:
    eppd("update", ONE, "--set", "visibility=public", "--status", "in-progress", "-n", "Met.", *AT)
    eppd("update", ONE, "--status", "completed", "-n", "Done.", "--evidence", PAPER, *AT)

    for form in ("text", "json", "html"):
        out = eppd("report", "--audience", audience, "--format", form, *AT).out
        assert ONE in out
        assert not [word for word in ("m.pdf", "WG-1", SHA, "whole on") if word in out]


def test_papers_of_two_people_that_differ_in_their_files_both_stay(eppd: Eppd, path: Path) -> None:
    before = path.read_text("utf-8")
    versions = []
    for bytes_ in (BYTES, b"another scan"):
        path.write_text(before, "utf-8")
        (path.parent / "wg" / "m.pdf").write_bytes(bytes_)
        eppd("update", ONE, "--evidence", PAPER, *AT)
        versions.append(path.read_text("utf-8"))
    for name, text in zip(("base", "ours", "theirs"), (before, *versions), strict=True):
        Path(f"{name}.toml").write_text(text, "utf-8")

    eppd("merge", "base.toml", "ours.toml", "theirs.toml", *AT)

    merged = Path("ours.toml")
    assert {paper.sha256 for paper in papers(merged)} == {SHA, hashlib.sha256(b"another scan").hexdigest()}
    assert len(load(merged).commitments[0].updates) == len(load(path).commitments[0].updates)
    eppd("check", *RULES, "-f", str(merged), *AT)
