"""The documents of the public TOML suite (github.com/toml-lang/toml-test) as parts of a ledger.

    EPPD_TOML_SUITE=FOLDER python -m pytest -n auto tests/test_suite.py

FOLDER holds the suite's `valid` and `invalid`. A valid document changes nothing for the commitments around
it; an invalid one costs only the commitment it stands in, and the line that is named is its own.
"""

import json
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import tomli
from conftest import Eppd

from eppd_track.ledger.writer import alike

FOLDER = os.environ.get("EPPD_TOML_SUITE", "")
pytestmark = pytest.mark.skipif(
    not FOLDER, reason="EPPD_TOML_SUITE does not name the folder of the TOML suite's documents"
)
DAY = ("--today", "2026-11-23")
FRONT = """schema = 1

[dialogue]
id = "TALKS-6"
title = "Sixth talks"

[settings]
language = "en"

[[agency]]
code = "MOEA"
side = "TW"
name = "Economy"

[[pillar]]
number = 1
title = "First"

"""
HEAD = """[[commitment]]
id = "E6-P1-{:02}"
pillar = 1
title = "Build a bridge"
owner = "MOEA"
status = "in-progress"
listed = 2026-01-27
due = 2027-03-31
cadence = "monthly"

"""
MILESTONE = """  [[commitment.milestone]]
  id = "pilot"
  title = "The line runs"
  due = 2026-12-31

"""
LONG = '''  [[commitment.update]]
  date = 2026-02-10
  status = "in-progress"
  previous = { status = "not-started" }
  note = """
First.
[1]
[[commitment]]
Last."""

'''
SHORT = """  [[commitment.update]]
  date = 2026-03-10
  note = "Going on."

"""
MANY = "".join(HEAD.format(number) + SHORT for number in range(10, 700))
PIECES = (FRONT, HEAD.format(1), SHORT, HEAD.format(2), MILESTONE, LONG, SHORT, HEAD.format(3), LONG)
LAYOUTS = ("small", "large, CRLF, byte-order mark")
SPOTS = {
    "above everything": (0, None),
    "above the commitments": (1, None),
    "in a head": (4, "E6-P1-02"),
    "between records": (6, "E6-P1-02"),
    "between two": (7, "E6-P1-02"),
    "below": (9, "E6-P1-03"),
}
"""In front of which piece a document stands, and which commitment it is part of."""
IN_A_TEXT = "in a text"
AROUND = [f"E6-P1-{number:02}" for number in (1, 2, 3)]


class Put(NamedTuple):
    """A document put into a ledger: the bytes, its lines, and the commitment it is part of."""

    raw: bytes
    lines: range
    host: str | None


def tables(raw: bytes) -> dict[str, Any] | None:
    """A file as tables, or None where it is not valid as a whole."""
    try:
        return tomli.loads(raw.decode("utf-8-sig"))
    except ValueError:
        return None


def documents(kind: str) -> Iterator[tuple[str, str]]:
    """Names and texts; a byte that is not UTF-8 is kept as a surrogate."""
    paths = sorted(Path(FOLDER, kind).rglob("*.toml"))
    assert len(paths) > 200, f"no documents in {FOLDER}"
    for path in paths:
        yield path.stem, path.read_bytes().decode("utf-8", "surrogateescape")


def put(document: str, spot: str, layout: str) -> Put:
    pieces = [*PIECES, MANY if layout != "small" else ""]
    index, host = SPOTS.get(spot, (0, "E6-P1-02"))
    if spot == IN_A_TEXT:
        index, text = 4, document.replace("'''", "")
        document = f"done_when = '''\n{text}'''\n"
    document += "\n" if document and not document.endswith("\n") else ""
    if index == len(PIECES):
        pieces = [*pieces[:7], pieces[9], *pieces[7:9]]
        index += 1
    above = "".join(pieces[:index])
    raw = (above + document + "".join(pieces[index:])).encode("utf-8", "surrogateescape")
    if layout != "small":
        raw = b"\xef\xbb\xbf" + raw.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
    first = above.count("\n") + 1
    return Put(raw, range(first, first + max(document.count("\n"), 1)), host)


class Run:
    """The commands on one ledger, and what was wrong of what they did."""

    def __init__(self, eppd: Eppd, made: Put, plain: dict[str, Any]) -> None:
        self.eppd, self.path, self.made, self.plain = eppd, Path("commitments.toml"), made, plain
        self.wrong: list[str] = []
        self.others = [name for name in AROUND if name != made.host]
        shutil.rmtree(os.environ["EPPD_STATE"], ignore_errors=True)
        self.path.write_bytes(made.raw)

    def expect(self, what: str, *, holds: bool) -> None:
        if not holds:
            self.wrong.append(what)

    def reads(self, *, valid: bool) -> None:
        """`list` has the commitments around as they are, `check` names no line but the document's."""
        listed = self.eppd("list", "--all", "--format", "json", *DAY, code=None)
        rows = {row["id"]: row for row in json.loads(listed.out)["commitments"]} if listed.out else {}
        for name in self.others:
            self.expect(f"{name} is listed as it is", holds=rows.get(name) == self.plain[name])
        self.expect("no other is listed", holds=rows.keys() <= self.plain.keys())
        found = json.loads(self.eppd("check", "--format", "json", *DAY, code=None).out)["problems"]
        syntax = [one["line"] for one in found if one["rule"] == "syntax"]
        self.expect(f"the line {syntax}", holds=all(line in self.made.lines for line in syntax))
        self.expect("a fault is named", holds=bool(syntax) != valid)
        self.expect("nobody else is at fault", holds=not [one for one in found if one["id"] in self.others])
        self.expect("the exit code", holds=valid or listed.code == 3)

    def writes(self) -> None:
        """`update` adds a record, `add` a commitment and nothing else, and `undo` gives the file back."""
        for words in (UPDATE, ADD):
            ran = self.eppd(*words, *DAY, code=None)
            if ran.code == 3:
                self.expect(ran.err, holds="cannot be" in ran.err or "should be" in ran.err)
                continue
            self.expect(ran.err, holds=ran.code == 0)
            after = tables(self.path.read_bytes()) or {}
            self.expect(
                words[0], holds=alike(_taken_out(after), tables(self.made.raw)) and after != self.made.raw
            )
            self.eppd("undo", code=None)
            self.expect(f"undo of {words[0]}", holds=self.path.read_bytes() == self.made.raw)

    def refuses(self) -> None:
        """Whatever would write is refused, and the file stays as it is."""
        for words, code in ((UPDATE, 3), (ADD, 3), (("undo",), 5)):
            self.expect(words[0], holds=self.eppd(*words, *DAY, code=None).code == code)
            self.expect(f"the file after {words[0]}", holds=self.path.read_bytes() == self.made.raw)


def _taken_out(after: dict[str, Any]) -> dict[str, Any]:
    """The tables without what `update` or `add` put in."""
    kept = [one for one in after.get("commitment", []) if one.get("title") != NEW]
    for one in kept:
        records = [record for record in one.get("update", []) if record.get("note") != NEW]
        if one.pop("update", None) and records:
            one["update"] = records
    return after | {"commitment": kept}


NEW = "A new word"
UPDATE = ("update", "E6-P1-01", "--note", NEW)
ADD = ("add", "--pillar", "1", "--title", NEW, "--owner", "MOEA", "--due", "2027-06-30")


@pytest.fixture(params=LAYOUTS)
def layout(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture
def plain(layout: str, eppd: Eppd) -> dict[str, Any]:
    """The rows of the ledger with nothing put into it."""
    Path("commitments.toml").write_bytes(put("", "above everything", layout).raw)
    rows = json.loads(eppd("list", "--all", "--format", "json", *DAY).out)["commitments"]
    return {row["id"]: row for row in rows}


def some(kind: str, spot: str, layout: str) -> list[tuple[str, str]]:
    """The documents for a place: all of them in a small ledger, every seventh in a large one.

    That one takes ten times as long; with another seventh in each place each document is in one.
    """
    every = 1 if layout == "small" else 7
    return list(documents(kind))[[*SPOTS, IN_A_TEXT].index(spot) % every :: every]


def wrong(
    documents: list[tuple[str, str]], spot: str, layout: str, eppd: Eppd, plain: dict[str, Any]
) -> dict[str, list[str]]:
    """What was wrong, by document."""
    found: dict[str, list[str]] = {}
    for name, document in documents:
        made = put(document, spot, layout)
        if made.raw.startswith((b"\xff\xfe", b"\xfe\xff")):
            continue  # a file that says that it is UTF-16 is one, and refused
        run, valid = Run(eppd, made, plain), tables(made.raw) is not None
        run.reads(valid=valid)
        if valid:
            run.writes()
        else:
            run.refuses()
        if run.wrong:
            found[name] = run.wrong
    return found


@pytest.mark.parametrize("spot", [*SPOTS, IN_A_TEXT])
def test_a_valid_document_changes_nothing_for_the_commitments_around(
    spot: str, layout: str, eppd: Eppd, plain: dict[str, Any], record_property: Callable[[str, int], None]
) -> None:
    given = some("valid", spot, layout)
    record_property("valid documents put in", len(given))
    assert wrong(given, spot, layout, eppd, plain) == {}


@pytest.mark.parametrize("spot", SPOTS)
def test_an_invalid_document_costs_only_the_commitment_it_stands_in(
    spot: str, layout: str, eppd: Eppd, plain: dict[str, Any], record_property: Callable[[str, int], None]
) -> None:
    given = some("invalid", spot, layout)
    record_property("invalid documents put in", len(given))
    assert wrong(given, spot, layout, eppd, plain) == {}
