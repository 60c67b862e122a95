"""The ledgers in examples/ are without a fault, and every command does its work on the second programme."""

import io
import json
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pypdf
import pytest
import tomli
from conftest import ROOT, Eppd, needs
from documentwork import PROMISES, RESULTS
from fill_sheet import fill
from msgspec import structs
from repositories import Repository, nobody

from eppd_track.cli.commands import COMMANDS
from eppd_track.ledger.reader import read
from eppd_track.model.vocabulary import Light, Status
from eppd_track.words.errors import ExitCode

EXAMPLES = sorted((ROOT / "examples").rglob("*.toml"))
HARBOUR = ROOT / "examples" / "harbour-programme.toml"
FRIDAY = ROOT / "examples" / "friday.toml"
CABLE = ROOT / "examples" / "cable-compact.toml"
TODAY = "2025-10-31"
DAYS = {HARBOUR: TODAY, FRIDAY: "2026-11-27", CABLE: "2025-06-13"}
"""The day on which each example stands."""
AGREED = ("id", "pillar", "topic", "topic_zh", "title", "title_zh", "kind", "strength", "operative_words")
AGREED += ("sides", "owner", "supporting", "counterpart", "listed")
THROUGH: dict[str, Callable[..., None]] = {}
"""What each command is asked on the example, and what must come of it."""


def through(case: Callable[..., None]) -> Callable[..., None]:
    THROUGH[case.__name__.rstrip("_")] = case
    return case


@pytest.fixture(params=[CABLE, HARBOUR], ids=lambda path: path.stem)
def elsewhere(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of an example that is not about Taiwan as the ledger of the working folder, on its day."""
    monkeypatch.setenv("EPPD_TODAY", DAYS[request.param])
    path = tmp_path / "commitments.toml"
    path.write_bytes(request.param.read_bytes())
    return path


@pytest.fixture
def example(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the example as the ledger of the working folder, on its day."""
    monkeypatch.setenv("EPPD_TODAY", TODAY)
    monkeypatch.setenv("EPPD_LANG", "en")
    path = tmp_path / "commitments.toml"
    path.write_bytes(HARBOUR.read_bytes())
    return path


def item(ledger: Path, identifier: str) -> dict:
    """A commitment as it stands in a file."""
    records = tomli.loads(ledger.read_text("utf-8"))["commitment"]
    return next(record for record in records if record["id"] == identifier)


# ---- the files ----


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_is_without_a_fault_from_its_day_on(path: Path, eppd: Eppd) -> None:
    for today in (DAYS[path], "2031-01-01"):
        ran = eppd("check", "--file", str(path), "--today", today)

        assert ran.out == ran.err == ""


def test_the_example_shows_what_a_programme_goes_through() -> None:
    text = HARBOUR.read_text("utf-8")
    ledger = read(text, HARBOUR.name).ledger
    items = ledger.commitments

    assert (len(items), len(ledger.pillars)) == (14, 3)
    assert {item.status for item in items} == set(Status)
    assert {agency.side.value for agency in ledger.agencies} == {"ALD", "WES", "third"}
    assert [item.id for item in items if item.original_due] == ["H2-P1-02", "H2-P2-01", "H2-P3-03"]
    assert any(item.milestones for item in items)
    assert any(item.visibility for item in items)
    assert all(item.title and item.title_zh for item in items)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_says_at_its_head_that_it_is_invented(path: Path) -> None:
    head = path.read_text("utf-8").partition("\nschema")[0]

    assert "INVENTED" in head
    assert "虛構" in head or 'language = "en"' in path.read_text("utf-8")
    assert f"--today {DAYS[path]}" in head


def test_the_dialogue_after_ten_months_tracks_what_the_shipped_ledger_does() -> None:
    ours, shipped = (
        read(path.read_text("utf-8"), path.name).ledger for path in (FRIDAY, ROOT / "commitments.toml")
    )

    without_mail = tuple(structs.replace(one, mail=None) for one in ours.agencies)
    assert (without_mail, ours.pillars) == (shipped.agencies, shipped.pillars)
    later = {commitment.id: commitment for commitment in ours.commitments}
    for before in shipped.commitments:
        after = later[before.id]
        assert [getattr(after, field) for field in AGREED] == [getattr(before, field) for field in AGREED]
        places = [(text.place, text.place_zh) for text in before.texts]
        assert list(zip(after.source, after.source_zh, strict=True)) == places


def test_its_report_has_every_light_and_one_page_for_whoever_signs(eppd: Eppd, tmp_path: Path) -> None:
    of = ("--file", str(FRIDAY), "--today", DAYS[FRIDAY], "--lang", "zh")
    items = json.loads(eppd("list", *of, "--format", "json").out)["commitments"]
    eppd("report", *of, "-o", str(tmp_path / "week.pdf"))
    first, second, *_ = (page.extract_text() for page in pypdf.PdfReader(tmp_path / "week.pdf").pages)

    assert {item["light"] for item in items} == set(Light)
    assert all(part in first for part in ("一、請裁示", "二、紅燈", "三、本週", "四、下週", "核章", "核定"))
    assert "附件1" in re.sub(r"\s", "", second[:200])


# ---- by its own names ----


OTHERS = re.compile(r"Taiwan|\bUS\b|\bTW\b|我方|美方")
PAGES = (
    (),
    ("list", "--all"),
    ("list", "--side", "@other"),
    ("list", "--next-move", "!@ours", "--format", "markdown"),
    ("list", "--all", "--columns", "id,sides,kind,next_move"),
    ("show", "p1-1", "p1-2", "p2-3", "p3-3"),
    ("report",),
    ("report", "--format", "markdown"),
    ("report", "--format", "html"),
    ("report", "--audience", "counterpart"),
    ("report", "--scorecard"),
    ("agenda",),
    ("agenda", "--format", "html"),
    ("chase",),
    ("log",),
    ("check", "--strict"),
    ("meeting", "list"),
    ("where",),
    ("update", "p1-2", "--next-move", "@other", "--note", "To sign."),
)
"""What is printed of a ledger of other sides; of one of them where a word asks for it."""


def shown(data: bytes, suffix: str) -> str:
    """What a reader sees of a page in one of the paper and sheet formats."""
    if suffix == "pdf":
        return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages)
    if suffix == "xlsx":
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True)
        seen = [sheet for sheet in book if sheet.sheet_state == "visible"]
        return "\n".join(str(cell.value or "") for sheet in seen for row in sheet for cell in row)
    content = zipfile.ZipFile(io.BytesIO(data)).read("content.xml").decode("utf-8")
    body = content[content.index("<office:body>") :].partition('table:name="_eppd"')[0]
    return re.sub(r"<[^>]*>", "\n", body)


@pytest.mark.parametrize("language", ["en", "zh", "both"])
def test_no_page_calls_its_sides_by_other_names(eppd: Eppd, elsewhere: Path, language: str) -> None:
    told = ""
    ours, other, *_ = tomli.loads(elsewhere.read_text("utf-8"))["side"]
    for words in PAGES:
        typed = [word.replace("@ours", ours["name"]).replace("@other", other["name"]) for word in words]
        ran = eppd(*typed, "--lang", language, code=ExitCode.FOUND if "--strict" in words else 0)
        text = re.sub(r'lang="[^"]*"', "", ran.out + ran.err)
        assert not OTHERS.search(text), words
        told += text

    assert (other["name"] if language == "en" else other.get("name_zh", other["name"])) in told


@pytest.mark.filterwarnings("ignore:.* extension is not supported")
@pytest.mark.parametrize("language", ["en", "zh", "both"])
@pytest.mark.parametrize("suffix", ["pdf", "odt", "xlsx", "ods"])
def test_no_paper_and_no_sheet_does_either(
    eppd: Eppd, elsewhere: Path, tmp_path: Path, suffix: str, language: str
) -> None:
    command = "report" if suffix in {"pdf", "odt"} else "export"

    eppd(command, "-o", f"page.{suffix}", "--lang", language)

    text = shown((tmp_path / f"page.{suffix}").read_bytes(), suffix)
    assert "-P1-01" in text
    assert not OTHERS.search(text)


# ---- through every command ----


@pytest.mark.parametrize(
    "command",
    [pytest.param(name, marks=[needs("git")] if name == "sync" else []) for name in COMMANDS],
)
def test_the_example_goes_through_every_command(
    command: str, eppd: Eppd, example: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert command in THROUGH, f"say in {Path(__file__).name} what {command} must do with the example"

    THROUGH[command](eppd, example, monkeypatch)


def test_no_command_is_asked_that_does_not_exist() -> None:
    assert THROUGH.keys() <= COMMANDS.keys()


@through
def list_(eppd: Eppd, ledger: Path, _patch: object) -> None:
    found = json.loads(eppd("list", "--format", "json").out)

    lights = {row["id"]: row["light"] for row in found["commitments"]}
    assert (found["shown"], found["total"]) == (11, 14)
    assert [name for name, light in lights.items() if light == "red"] == ["H2-P1-04", "H2-P3-03"]
    assert [name for name, light in lights.items() if light == "green"] == [
        "H2-P1-01",
        "H2-P2-01",
        "H2-P3-01",
    ]
    assert eppd("list", "--overdue", "--format", "ids").out.split() == ["H2-P2-02", "H2-P3-03"]


@through
def show(eppd: Eppd, ledger: Path, _patch: object) -> None:
    (shown,) = json.loads(eppd("show", "p3-3", "--format", "json").out)["commitments"]

    assert len(shown["slips"]) == 2
    assert (shown["original_due"], shown["overdue_days"]) == ("2025-H1", 21)
    assert "was 2025-H1, moved 2 times" in eppd("show", "p3-3").out


@through
def update(eppd: Eppd, ledger: Path, _patch: object) -> None:
    ran = eppd("update", "p1-4", "--status", "in-progress", "--note", "The council votes on 12 November.")

    last = item(ledger, "H2-P1-04")["update"][-1]
    assert (last["status"], last["previous"]) == ("in-progress", {"status": "blocked"})
    assert "G green" in ran.out


@through
def score(eppd: Eppd, ledger: Path, _patch: object) -> None:
    words = ("score", "p1-1", "--side", "ALD", "--value", "+1", "--reason", "The boat has sailed.")
    eppd(*words, "--reader", "Lin")
    eppd(*words, "--reader", "Wang")

    assert [one["value"] for one in item(ledger, "H2-P1-01")["score"]] == [1, 1]
    card = json.loads(eppd("report", "--scorecard", "--format", "json").out)
    assert card["standings"]["agreed"] == 1
    assert "The boat has sailed." in eppd("score", "--drafts").out


@through
def add(eppd: Eppd, ledger: Path, _patch: object) -> None:
    eppd("add", "-p", "2", "--owner", "ACS", "--title", "A joint guide for shippers", "--due", "2026-Q2")

    assert item(ledger, "H2-P2-06")["listed"].isoformat() == TODAY


@through
def report(eppd: Eppd, ledger: Path, _patch: object) -> None:
    text = eppd("report").out
    public = eppd("report", "--audience", "public").out

    assert "2nd Aldermoor-Westrand Harbour Programme" in text
    assert "In all 11: 2 red, 4 yellow, 3 green, 1 blue, 1 none." in text
    assert "Survey boat booked" in text
    assert "H2-P3-03" in text
    assert "H2-P3-03" not in public
    assert "Survey boat booked" not in public
    eppd("report", "--lang", "zh", "-o", "week.pdf")
    assert Path("week.pdf").read_bytes().startswith(b"%PDF-")


@through
def agenda(eppd: Eppd, ledger: Path, _patch: object) -> None:
    found = json.loads(eppd("agenda", "--format", "json").out)

    assert found["meeting"] == "WG-3"
    assert [point["id"] for point in found["points"]][:3] == ["H2-P3-03", "H2-P2-02", "H2-P1-04"]
    assert {"H2-P2-01", "H2-P3-01"} <= set(found["resting"])


@through
def chase(eppd: Eppd, ledger: Path, _patch: object) -> None:
    eppd("chase", "-o", "letters")

    letters = {path.stem: path.read_text("utf-8") for path in Path("letters").iterdir()}
    assert letters.keys() == {"APA", "AMI"}
    assert "H2-P1-05" in letters["APA"]
    assert "H2-P3-02" in letters["AMI"]
    assert "H2-P3-03" not in letters["AMI"]


@through
def log(eppd: Eppd, ledger: Path, _patch: object) -> None:
    found = json.loads(eppd("log", "--since", "2025-10-21", "--format", "json").out)["updates"]

    assert [record["id"] for record in found] == ["H2-P3-01", "H2-P3-03", "H2-P1-01", "H2-P2-01"]


@through
def export(eppd: Eppd, ledger: Path, _patch: object) -> None:
    eppd("export", "--per-owner", "sheets")
    assert {path.name for path in Path("sheets").iterdir()} == {"APA.xlsx", "ACS.xlsx", "AMI.xlsx"}

    eppd("export", "-o", "all.ics")
    calendar = Path("all.ics").read_text("utf-8")
    status = {
        uid: re.search("STATUS:(.*)", event)[1].strip()
        for uid, event in re.findall("(?s)UID:(.*?)@eppd(.*?)END:VEVENT", calendar)
    }
    assert status["H2-P1-01-due"] == "CONFIRMED"
    assert status["H2-P1-02-due"] == "CANCELLED"


@through
def import_(eppd: Eppd, ledger: Path, _patch: object) -> None:
    eppd("export", "--owner", "ACS", "-o", "acs.xlsx")
    fill("acs.xlsx", ["H2-P2-02", "Done=100", "What was done=The last three seals arrived."])

    ran = eppd("import", "acs.xlsx", "--yes")

    after = item(ledger, "H2-P2-02")
    assert (after["progress"], after["update"][-1]["note"]) == (100, "The last three seals arrived.")
    assert "H2-P2-02" in ran.out
    assert len(item(ledger, "H2-P2-01")["update"]) == len(item(HARBOUR, "H2-P2-01")["update"])


@through
def check(eppd: Eppd, ledger: Path, _patch: object) -> None:
    assert eppd("check").out == ""

    strict = eppd("check", "--strict", code=ExitCode.FOUND).out
    assert strict.count("[update-owed]") == 3
    assert strict.count("[owner-unconfirmed]") == 2

    ledger.write_text(ledger.read_text("utf-8").replace('owner = "ACS"', 'owner = "AXS"', 1), "utf-8")
    assert "[unknown-agency]" in eppd("check", code=ExitCode.FOUND).out


@through
def meeting(eppd: Eppd, ledger: Path, _patch: object) -> None:
    found = json.loads(eppd("meeting", "list", "--format", "json").out)["meetings"]
    assert [each["id"] for each in found] == ["HARBOUR-2", "WG-1", "WG-2", "INT-1", "WG-3"]

    eppd("meeting", "add", "WG-4", "--date", "2026-02-18", "--kind", "working-group")
    eppd("update", "p1-1", "--meeting", "WG-4", "--note", "Put on the agenda.")
    assert item(ledger, "H2-P1-01")["update"][-1]["meeting"] == "WG-4"


@through
def carry(eppd: Eppd, ledger: Path, _patch: object) -> None:
    eppd("carry", "HARBOUR-3", "--date", "2025-10-30", "--title", "3rd programme meeting", "--yes")
    eppd("add", "-p", "2", "--owner", "ACS", "--title", "A joint guide for shippers")

    records = tomli.loads(ledger.read_text("utf-8"))["commitment"]
    carried = [record["id"] for record in records if record.get("carried") == ["HARBOUR-3"]]
    assert (len(carried), item(ledger, "H3-P2-01")["listed"].isoformat()) == (11, TODAY)
    second, third = json.loads(eppd("report", "--format", "json").out)["rounds"]
    assert (second["made"], second["onward"], third["made"], third["carried"]) == (14, 11, 1, 11)
    assert eppd("check").out == ""


@through
def undo(eppd: Eppd, ledger: Path, _patch: object) -> None:
    eppd("update", "p1-1", "p2-1", "--note", "No change.")
    assert ledger.read_bytes() != HARBOUR.read_bytes()

    eppd("undo")

    assert ledger.read_bytes() == HARBOUR.read_bytes()


@through
def merge(eppd: Eppd, ledger: Path, _patch: object) -> None:
    base, theirs = Path("base.toml"), Path("theirs.toml")
    for path in (base, theirs):
        path.write_bytes(ledger.read_bytes())
    eppd("update", "p1-1", "--note", "Ours.")
    eppd("--file", "theirs.toml", "update", "p1-1", "--note", "Theirs.", "--progress", "60")

    eppd("merge", "base.toml", "commitments.toml", "theirs.toml")

    after = item(ledger, "H2-P1-01")
    assert [record["note"] for record in after["update"][-2:]] == ["Ours.", "Theirs."]
    assert after["progress"] == 60
    assert eppd("check").out == ""


@through
def sync(eppd: Eppd, ledger: Path, patch: pytest.MonkeyPatch) -> None:
    nobody(patch, ledger.parent)
    here = Repository(ledger.parent).begin()
    here.git("init", "-q", "--bare", "remote.git")
    here.git("remote", "add", "origin", "remote.git")

    assert eppd("sync").out.startswith("Synced with origin/main: ")
    eppd("update", "p1-1", "--note", "Ours.")
    assert eppd("sync").out == "Synced with origin/main: 1 entry sent, nothing taken in.\n"
    assert here.git("show", "main:commitments.toml", code=0).encode() == ledger.read_bytes()


@through
def edit(eppd: Eppd, ledger: Path, patch: pytest.MonkeyPatch) -> None:
    editor = Path("editor.py")
    editor.write_text(
        "import pathlib, sys\n"
        "path = pathlib.Path(sys.argv[-1])\n"
        "text = path.read_text('utf-8')\n"
        "path.write_text(text.replace('Survey boat booked', 'Survey ship booked'), 'utf-8')\n",
        "utf-8",
    )
    patch.setenv("EDITOR", f"'{sys.executable}' '{editor.resolve()}'")

    command = [sys.executable, "-m", "eppd_track", "edit", "p1-1"]
    ran = subprocess.run(
        command, check=False, capture_output=True, encoding="utf-8", stdin=subprocess.DEVNULL
    )

    assert ran.returncode == 0, ran.stderr
    assert item(ledger, "H2-P1-01")["update"][-1]["note"] == "Survey ship booked for 4 November."


@through
def init(eppd: Eppd, ledger: Path, _patch: object) -> None:
    eppd("init", code=ExitCode.REFUSED)

    assert ledger.read_bytes() == HARBOUR.read_bytes()


@through
def where(eppd: Eppd, ledger: Path, _patch: object) -> None:
    assert str(ledger) in eppd("where").out


@through
def schema(eppd: Eppd, ledger: Path, _patch: object) -> None:
    definitions = json.loads(eppd("schema").out)["$defs"]
    used = {key for record in tomli.loads(ledger.read_text("utf-8"))["commitment"] for key in record}

    assert used <= definitions["Commitment"]["properties"].keys()


@through
def completion(eppd: Eppd, ledger: Path, _patch: object) -> None:
    assert eppd("completion", "bash").out.endswith("complete -F _eppd eppd\n")
    asked = {"_EPPD_COMPLETE": "fish"}
    ran = subprocess.run(
        [sys.executable, "-m", "eppd_track", "show", "p3-"],
        check=True,
        capture_output=True,
        encoding="utf-8",
        env=os.environ | asked,
    )

    assert [line.split("\t")[0] for line in ran.stdout.splitlines()] == ["p3-01", "p3-02", "p3-03", "p3-04"]


@through
def help_(eppd: Eppd, ledger: Path, _patch: object) -> None:
    assert "privacy" in eppd("help").out
    assert "blocked, or more than 14 days overdue" in eppd("help", "lights").out


@through
def intake(eppd: Eppd, ledger: Path, _patch: object) -> None:
    Path("results.txt").write_text(RESULTS, "utf-8")

    found = json.loads(eppd("intake", "results.txt", "--format", "json").out)["proposals"]

    assert [one["text"] for one in found] == [*PROMISES]
    assert {one["owner"] for one in found} == {"APA"}


@through
def trace(eppd: Eppd, ledger: Path, _patch: object) -> None:
    Path("results.txt").write_text(RESULTS, "utf-8")
    assert "10 unclaimed" in eppd("trace", "results.txt", code=1).out
    eppd("intake", "results.txt", "-o", "list.xlsx")
    eppd("add", "--from", "list.xlsx", "--yes")

    assert "10 claimed, 0 set aside, 0 unclaimed" in eppd("trace").out
