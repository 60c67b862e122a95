"""Every way out to readers outside: nothing internal leaves by one, and a mark in doubt closes all of them.

docs/rules.md lists them ("Audiences"); each way to others stands in OUTSIDE here.
"""

import io
import re
import subprocess
import zipfile
from collections.abc import Callable
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from conftest import ROOT, TABLES, Eppd, ledger_text, needs
from msgspec.structs import fields
from test_audience import DIGEST, FORMS, OPEN, OTHERS, PAPERS, SECRET, commitment, record, secret, unpacked

from eppd_track import load
from eppd_track.model.records import HEAD, Commitment, Evidence, Milestone, Proposal, Score, Target, Update
from eppd_track.model.vocabulary import Audience
from eppd_track.rules.audience import SHOWN
from eppd_track.words import refusals

TODAY = ("--today", "2026-02-13")
LATER = "2026-02-27"
"""A day on which every agency owes an update."""
INSIDE_DAYS = ("2026-02-03", "2026-02-10", "2026-02-11", "2026-02-04", "2026-03-17", "2026-01-30")
"""Days that only what is internal is dated."""
INSIDE_WORDS = ("推定", "nferred", "尚無回應紀錄", "no answer on record", "--all", "eppd show", "tester2")
LEAD, SUPPORT, THEIRS = (f"{SECRET}{name}" for name in ("LEAD", "SUPPORT", "THEIRS"))


class Way(NamedTuple):
    """A way out: the command, and the files it leaves."""

    words: tuple[str, ...]
    files: tuple[str, ...] = ()
    today: str = "2026-02-13"


def pages(audience: str) -> dict[str, Way]:
    """The report for an audience in each form."""
    names = {form: f"page.{form}" for form in FORMS}
    words = ("report", "--all", "--by", f"{SECRET}PREPARED", "--audience", audience)
    return {
        f"report {audience} {form}": Way((*words, "--format", form, "-o", name), (name,))
        for form, name in names.items()
    }


OUTSIDE = {
    **pages("counterpart"),
    **pages("public"),
    "report, printed": Way(("report", "--audience", "counterpart")),
    "chase, printed": Way(("chase", "--owner", "DOS"), (), LATER),
    "chase -o": Way(("chase", "-o", "letters"), ("letters/DOS.txt",), LATER),
    "chase odt": Way(("chase", "-o", "letters", "--format", "odt"), ("letters/DOS.odt",), LATER),
    "chase -o odt": Way(("chase", "--owner", "DOS", "-o", "all.odt"), ("all.odt",), LATER),
    "chase eml": Way(("chase", "--format", "eml", "-o", "drafts"), ("drafts/DOS.eml",), LATER),
    "export xlsx": Way(("export", "--owner", "DOS", "-o", "dos.xlsx"), ("dos.xlsx",)),
    "export ods": Way(("export", "--owner", "DOS", "-o", "dos.ods"), ("dos.ods",)),
    "export --per-owner xlsx": Way(("export", "--per-owner", "out"), ("out/DOS.xlsx",)),
    "export --per-owner ods": Way(("export", "--per-owner", "out", "--format", "ods"), ("out/DOS.ods",)),
}
"""Every way to readers outside the tracking side."""


@pytest.fixture
def sentinels(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A ledger with a sentinel in all that is internal, its name and its folder included."""
    theirs = {"owner": "DOS", "cadence": "weekly", "status": "in-progress", "tags": [secret(90)]}
    items = (
        commitment(id="E6-P1-01", carried=["INT-1"]),
        commitment(id="E6-P1-02", **theirs),
        commitment(id="E6-P1-03", **theirs, visibility="internal", title=secret(60), title_zh=secret(61)),
        commitment(id="E6-P1-04", **theirs, owner_confirmed=False, title=f"{OPEN}GUESS"),
        commitment(
            id="E6-P2-01",
            pillar=2,
            owner=LEAD,
            owner_confirmed=False,
            supporting=[SUPPORT],
            counterpart=[THEIRS],
            topic=secret(70),
            operative_words=secret(71),
            inferred=["supporting", "counterpart", "topic", "operative_words"],
            update=[
                record(
                    "2026-02-12",
                    72,
                    note=f"{OPEN}NOTE",
                    reason=None,
                    visibility="public",
                    meeting=None,
                    set={"owner": LEAD, "supporting": [SUPPORT]},
                    previous={"owner": THEIRS, "supporting": [LEAD]},
                )
            ],
        ),
        {
            "id": "E6-P2-02",
            "kind": "tw-request",
            "status": "requested",
            "owner": "DOS",
            "cadence": "weekly",
            "listed": "@2025-10-01",
            "title": f"{OPEN}REQUEST",
        },
        {"id": "E6-P1-09", "visibility": "internal", "title": secret(73)},
    )
    agencies = [
        *TABLES["agency"],
        *(
            {"code": code, "side": side, "name": f"{code}NAME", "mail": f"{code}@example.org"}
            for code, side in ((LEAD, "TW"), (SUPPORT, "TW"), (THEIRS, "US"))
        ),
    ]
    meetings = [
        *TABLES["meeting"],
        {"id": "WG-1", "date": "@2026-02-01", "title": secret(80)},
        {"id": "INT-1", "date": "@2026-01-30", "kind": "internal", "title": secret(81)},
    ]
    path = tmp_path / f"{SECRET}FOLDER" / f"{SECRET}NAME.toml"
    path.parent.mkdir()
    text = ledger_text(*items, agency=agencies, meeting=meetings, document=PAPERS)
    path.write_text(text.replace('title = "Sixth talks"', 'title = "Talks"'), "utf-8")
    monkeypatch.setenv("EPPD_LEDGER", str(path))
    return path


def left(way: Way, out: str) -> str:
    """Everything that a way out let through: what was printed, and the files with their names."""
    return "".join([out, *way.files, *(unpacked(Path(name).read_bytes()) for name in way.files)])


@needs("pdftotext")
@pytest.mark.parametrize("language", ["en", "zh", "both"])
@pytest.mark.parametrize("name", OUTSIDE)
def test_nothing_internal_leaves_by_any_way(eppd: Eppd, sentinels: Path, name: str, language: str) -> None:
    way = OUTSIDE[name]

    text = left(way, eppd(*way.words, "--today", way.today, "--lang", language).out)

    assert OPEN in text
    for inside in (SECRET, DIGEST, load(sentinels).digest, "INT-1", "E6-P1-03", "E6-P1-09", "MOEA?", "DOS?"):
        assert inside not in text
    assert [day for day in INSIDE_DAYS if day in text] == []
    assert [word for word in INSIDE_WORDS if word in text.replace('"inferred":', "")] == []


@pytest.mark.parametrize("form", ["xlsx", "ods"])
def test_a_sheet_for_agencies_of_both_sides_does_not_name_the_ledger(
    eppd: Eppd, sentinels: Path, form: str
) -> None:
    ours, mixed = (f"{name}.{form}" for name in ("ours", "mixed"))
    eppd("export", *TODAY, "--owner", "MOEA", "-o", ours)
    eppd("export", *TODAY, "--owner", "MOEA,DOS", "-o", mixed)

    made = [load(sentinels).digest in unpacked(Path(name).read_bytes()) for name in (ours, mixed)]
    assert made == [True, False]


INSIDE = {
    "report": Way(("report", "--all", "--format", "text")),
    "agenda": Way(("agenda", "--format", "text")),
    "list": Way(("list", "--all", "--columns", "id,owner,next_step,note,supporting")),
    "show": Way(("show", "E6-P1-01")),
    "log": Way(("log",)),
    "chase": Way(("chase", "--owner", "MOEA"), (), LATER),
    "sheet": Way(("export", "--owner", "MOEA", "-o", "moea.xlsx"), ("moea.xlsx",)),
    "data": Way(("export", "--all", "-o", "all.json"), ("all.json",)),
    "table": Way(("export", "--all", "-o", "all.csv"), ("all.csv",)),
    "calendar": Way(("export", "-o", "all.ics"), ("all.ics",)),
}


@pytest.mark.parametrize("name", INSIDE)
def test_the_tracking_side_sees_all_of_it(eppd: Eppd, sentinels: Path, name: str) -> None:
    way = INSIDE[name]

    assert SECRET in left(way, eppd(*way.words, "--today", way.today).out)


@pytest.mark.parametrize(
    "words", ["show E6-P1-01", "show E6-P1-01 --color always", "log", "log --format csv"]
)
def test_the_tracking_side_sees_who_filled_in_a_record(eppd: Eppd, sentinels: Path, words: str) -> None:
    assert secret(47) in eppd(*words.split(), *TODAY).out


@pytest.mark.parametrize("words", ["list", "show E6-P1-01", "log", "agenda", "report"])
def test_a_page_for_a_browser_says_that_it_is_internal(eppd: Eppd, sentinels: Path, words: str) -> None:
    eppd(*words.split(), *TODAY, "--lang", "zh", "-o", "page.html")

    page = re.sub(r"\s+", "", Path("page.html").read_text("utf-8"))
    assert '<pclass="reader"><span>內部參考</span></p>' in page


# ---- whose words a page has ----


SIGNED = {
    f"{name} {form}": Way((*words, "--format", form, "-o", f"page.{form}"), (f"page.{form}",))
    for name, words in {
        "report": ("report",),
        "scorecard": ("report", "--scorecard"),
        "agenda": ("agenda",),
    }.items()
    for form in ("text", "markdown", "html", "pdf", "odt")
}
"""The pages that are signed or brought to a meeting."""
OF_THE_TOOL = re.compile(r"\beppd [a-z]|(?<![\w-])--[a-z]|\w\.toml\b")
"""Commands, options and the name of the file, none of which a reader of a page has to know."""


def seen(raw: bytes) -> str:
    """What a reader sees of a file, and of all that a mail carries: neither marks nor styles nor scripts."""
    text = raw.decode("utf-8", "replace")
    if raw.startswith(b"%PDF"):
        ran = subprocess.run(["pdftotext", "-", "-"], input=raw, capture_output=True, check=True)
        return ran.stdout.decode()
    if raw.startswith(b"PK"):
        archive = zipfile.ZipFile(io.BytesIO(raw))
        text = " ".join(archive.read(part).decode() for part in archive.namelist() if part.endswith(".xml"))
    if raw.startswith(b"X-Unsent"):
        mail = message_from_bytes(raw, policy=policy.default)
        parts = (part.get_payload(decode=True) for part in mail.walk() if not part.is_multipart())
        return " ".join([str(mail["subject"]), *map(seen, parts)])
    return re.sub(r"(?s)<(style|script)\b.*?</\1>|<[^>]*>", " ", text)


@needs("pdftotext")
@pytest.mark.parametrize("language", ["en", "zh", "both"])
@pytest.mark.parametrize("name", [*SIGNED, *OUTSIDE])
def test_no_page_for_signature_or_for_others_has_a_word_of_the_tool(
    eppd: Eppd, sentinels: Path, name: str, language: str
) -> None:
    way = (SIGNED | OUTSIDE)[name]
    file = ROOT / "examples" / "friday.toml" if name in SIGNED else sentinels
    today = "2026-11-27" if name in SIGNED else way.today

    out = eppd(*way.words, "--file", str(file), "--today", today, "--lang", language).out

    text = " ".join([out, *(seen(Path(name).read_bytes()) for name in way.files)])
    assert "E6-P" in text
    assert OF_THE_TOOL.findall(text) == []


OPEN_FIELDS: dict[type, frozenset[str]] = {
    Milestone: frozenset({"id", "title", "title_zh", "due", "done"}),
    Evidence: frozenset(),
    Score: frozenset(),
    Target: frozenset({"value", "unit", "unit_zh"}),
    Proposal: frozenset(),
    Update: frozenset({"date", "meeting", "note", "reason", "visibility", "correction", "forced"})
    | {"milestone_done", "changes", "previous"},
}
"""What of each part of a commitment others may see; all else is internal."""


def test_the_sentinels_stand_in_every_field_of_every_part() -> None:
    whole = commitment()
    parts: dict[type, list[dict[str, Any]]] = {
        Milestone: whole["milestone"],
        Evidence: whole["evidence"],
        Score: whole["score"],
        Target: [whole["target"]],
        Proposal: [whole["proposed"]],
        Update: whole["update"],
    }

    for kind, held in parts.items():
        filled = {key for part in held for key in part}
        assert {info.encode_name for info in fields(kind)} - OPEN_FIELDS[kind] - filled == set()


def test_what_of_a_head_is_not_told_stands_among_the_sentinels(sentinels: Path) -> None:
    one = {item.id: item for item in load(sentinels).commitments}["E6-P1-01"]
    usual = Commitment(id="X", pillar=1, owner="MOEA", status=one.status)
    marks = {"owner_confirmed", "inferred", "answered_by", "visibility", "priority"}

    unset = {name for name, info in HEAD.items() if getattr(one, info.name) == getattr(usual, info.name)}

    assert unset - SHOWN[Audience.COUNTERPART] - marks == set()


# ---- while it is uncertain what is internal ----


def doubtful(**changed: Any) -> Callable[[], str]:
    """A ledger with one commitment of ours, one of the other side's, and one with these fields."""
    weekly = {"cadence": "weekly", "status": "in-progress"}
    return lambda: ledger_text(
        weekly,
        {"id": "E6-P1-02", "owner": "DOS", **weekly},
        {"id": "E6-P1-03", "owner": "DOS", "title": secret(1), **weekly, **changed},
    )


def with_table(name: str, **table: Any) -> Callable[[], str]:
    """The same with another table of a kind."""
    lines = "".join(f"{key} = {value!r}\n" for key, value in table.items())
    head, inner = f"{name} = [\n", ", ".join(lines.splitlines())
    return lambda: (
        whole.replace(head, f"{head}    {{ {inner} }},\n", 1)
        if head in (whole := doubtful()())
        else f"{whole}\n[[{name}]]\n{lines}"
    )


def replaced(old: str, new: str) -> Callable[[], str]:
    """The same with other words in it."""
    return lambda: doubtful()().replace(old, new, 1)


RECORD = {"date": "@2026-02-01", "note": "Said."}
DOUBTS: dict[str, Callable[[], str]] = {
    "a mark in capitals": doubtful(visibility="Internal"),
    "a mark cut short": doubtful(visibility="intern"),
    "a mark of another type": doubtful(visibility=True),
    "a mark under a wrong name": doubtful(visiblity="internal"),
    "a mark in another language": doubtful(visibility="內部"),
    "a mark of a record under a wrong name": doubtful(update=[RECORD | {"visiblity": "public"}]),
    "a mark of a record misspelt": doubtful(update=[RECORD | {"visibility": "publik"}]),
    "a mark where there is none": doubtful(milestone=[{"id": "m", "visibility": "internal"}]),
    "an owner nobody knows": doubtful(owner="DOSS"),
    "a counterpart nobody knows": doubtful(counterpart=["DOSS"]),
    "a supporting agency nobody knows": doubtful(supporting=["DOSS"]),
    "a meeting nobody knows": doubtful(update=[RECORD | {"meeting": "INT-9"}]),
    "a kind of meeting misspelt": with_table("meeting", id="INT-9", kind="interne"),
    "a side nobody knows": with_table("agency", code="XX", side="USA"),
    "an agency on two sides": with_table("agency", code="DOS", side="TW"),
    "an agency whose side is misspelt": replaced('side = "US"', 'side = "us"'),
    "sides nobody knows": doubtful(sides="all"),
    "a field that says nothing is guessed": doubtful(inferred=["ownr"]),
    "a table nobody knows": with_table("oddments", id="X"),
    "a mark left by a merge": lambda: doubtful()() + "<<<<<<< ours\n",
    "a conflict left by a merge": replaced("[[commitment]]", '#! conflict: theirs has "x"\n[[commitment]]'),
    "an id twice": doubtful(id="E6-P1-02"),
}


@pytest.fixture
def in_doubt(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    path = tmp_path / "commitments.toml"
    path.write_text(DOUBTS[request.param](), "utf-8")
    return path


doubts = pytest.mark.parametrize("in_doubt", DOUBTS, indirect=True)


@doubts
@pytest.mark.parametrize(
    "words",
    [
        ("report", "--audience", "counterpart", "-o", "made"),
        ("report", "--audience", "public", "-o", "made"),
        ("chase", "--owner", "DOS", "-o", "made"),
        ("chase", "--owner", "DOS", "-o", "made.odt"),
        ("chase", "--owner", "DOS", "-o", "made", "--format", "eml"),
        ("chase", "--owner", "DOS"),
        ("export", "--owner", "DOS", "-o", "made.xlsx"),
        ("export", "--owner", "DOS", "--per-owner", "made", "--format", "ods"),
    ],
    ids=" ".join,
)
def test_a_doubt_lets_nothing_out(eppd: Eppd, in_doubt: Path, words: tuple[str, ...]) -> None:
    ran = eppd(*words, *TODAY, "--lang", "en", code=3)

    assert refusals.NOT_FOR_OTHERS.en in " ".join(ran.err.split())
    assert ran.out == ""
    assert [path.name for path in in_doubt.parent.iterdir()] == ["commitments.toml"]


@doubts
def test_a_doubt_holds_back_what_is_for_others_and_nothing_else(eppd: Eppd, in_doubt: Path) -> None:
    letters = eppd("chase", *TODAY, "--lang", "en", "-o", "letters", code=3)
    sheets = eppd("export", *TODAY, "--lang", "en", "--per-owner", "out", code=3)
    eppd("export", *TODAY, "-o", "all.xlsx", code=3)

    assert [path.name for path in Path("letters").iterdir()] == ["MOEA.txt"]
    assert [path.name for path in Path("out").iterdir()] == ["MOEA.xlsx"]
    assert "E6-P1-02" not in unpacked(Path("all.xlsx").read_bytes())
    assert "Held back: letters to DOS" in letters.err
    assert "Held back: items of DOS" in sheets.err
    for ran in (letters, sheets):
        assert refusals.NOT_FOR_OTHERS.en in " ".join(ran.err.split())


@doubts
def test_a_doubt_leaves_no_entry_of_a_calendar_public(eppd: Eppd, in_doubt: Path) -> None:
    ran = eppd("export", *TODAY, "--lang", "en", "-o", "all.ics", code=3)

    calendar = Path("all.ics").read_text("utf-8")
    assert "BEGIN:VEVENT" in calendar
    assert "CLASS:PUBLIC" not in calendar
    assert "all are private" in ran.err


def test_without_a_doubt_all_of_it_goes_out(eppd: Eppd, tmp_path: Path) -> None:
    (tmp_path / "commitments.toml").write_text(doubtful(title="Third")(), "utf-8")

    eppd("chase", *TODAY, "-o", "letters")
    eppd("export", *TODAY, "--per-owner", "out")
    eppd("export", *TODAY, "-o", "all.ics")

    assert sorted(path.name for path in Path("letters").iterdir()) == ["DOS.txt", "MOEA.txt"]
    assert sorted(path.name for path in Path("out").iterdir()) == ["DOS.xlsx", "MOEA.xlsx"]
    assert "CLASS:PUBLIC" in Path("all.ics").read_text("utf-8")


# ---- who is only inferred, and what nobody else is told ----

WEEKLY = {"cadence": "weekly", "status": "in-progress"}


@pytest.mark.parametrize("words", [("chase",), ("export", "--per-owner", "out")], ids=" ".join)
def test_nothing_goes_to_an_agency_of_another_side_by_a_guess(
    eppd: Eppd, ledger: Any, words: tuple[str, ...]
) -> None:
    ledger(WEEKLY | {"owner": "DOS", "owner_confirmed": False}, WEEKLY | {"id": "E6-P1-02"})

    ran = eppd(*words, *TODAY, "--lang", "en")

    assert "E6-P1-01" not in ran.out
    assert not Path("out/DOS.xlsx").exists()
    assert "only inferred that another side’s agency leads them: 1 (E6-P1-01)" in " ".join(ran.err.split())


@pytest.mark.parametrize("audience", OTHERS)
def test_a_selection_by_owner_for_others_sees_confirmed_ones_alone(
    eppd: Eppd, ledger: Any, audience: str
) -> None:
    ledger({}, {"id": "E6-P1-02", "owner_confirmed": False})

    ran = eppd("report", *TODAY, "--audience", audience, "--owner", "MOEA", "--format", "json")

    assert '"E6-P1-01"' in ran.out
    assert '"E6-P1-02"' not in ran.out


def test_a_guess_of_the_past_is_told_to_nobody_else(eppd: Eppd, ledger: Any) -> None:
    settled = {
        "date": "@2026-02-11",
        "by": "Lin",
        "note": "Settled.",
        "visibility": "public",
        "owner": "MOEA",
        "owner_confirmed": True,
        "supporting": ["MOEA"],
        "inferred": [],
        "previous": {
            "owner": "MODA",
            "owner_confirmed": False,
            "supporting": ["DOS"],
            "inferred": ["supporting"],
        },
    }
    ledger({"supporting": ["MOEA"], "update": [settled]})

    theirs = eppd("report", *TODAY, "--audience", "counterpart", "--lang", "en", "--format", "text").out
    ours = eppd("report", *TODAY, "--lang", "en", "--format", "text").out

    assert "MODA" not in theirs
    assert "DOS" not in theirs
    assert "MODA? to MOEA" in ours


@pytest.mark.parametrize("command", ["chase", "report"])
def test_others_are_told_only_days_that_they_may_see(eppd: Eppd, ledger: Any, command: str) -> None:
    said = {"date": "@2026-01-29", "by": "Lin", "note": "Said.", "visibility": "public"}
    inside = {"date": "@2026-02-03", "by": "Lin", "note": "Not for them."}
    ledger(
        WEEKLY | {"owner": "DOS", "update": [said, inside]},
        WEEKLY | {"id": "E6-P1-02", "owner": "DOS", "update": [inside]},
        WEEKLY | {"id": "E6-P1-03", "owner": "DOS"},
    )

    words = ("chase",) if command == "chase" else ("report", "--audience", "counterpart", "--format", "text")
    text = eppd(*words, *TODAY, "--lang", "en").out

    assert "2026-02-03" not in text
    assert "2026-01-29" in text
    if command == "chase":
        assert text.count("listed on 2026-01-27") == 2
        assert "none since" not in text


def test_a_milestone_goes_with_its_commitment(eppd: Eppd, ledger: Any) -> None:
    """What others see of it explains the days that it is late."""
    ledger(WEEKLY | {"owner": "DOS", "milestone": [{"id": "m", "title": "Test line", "due": "@2026-02-10"}]})

    letter = eppd("chase", *TODAY).out
    page = eppd("report", *TODAY, "--audience", "public", "--lang", "en", "--format", "text").out

    assert "due 2026-02-10, 3 days late" in letter
    assert "3 days late" in page


def test_a_sheet_of_another_side_comes_back_and_tells_what_changed(eppd: Eppd, ledger: Any) -> None:
    ledger(WEEKLY | {"owner": "DOS", "progress": 30}, WEEKLY | {"id": "E6-P1-02", "owner": "DOS"})
    eppd("export", *TODAY, "--owner", "DOS", "-o", "dos.xlsx")

    still = eppd("import", "dos.xlsx", *TODAY, "--lang", "en", "--dry-run").out
    eppd("update", "p1-1", "--progress", "40", "--note", "Moved.", *TODAY)
    moved = eppd("import", "dos.xlsx", *TODAY, "--lang", "en", "--dry-run").out

    assert "hanged since" not in still
    assert "dos.xlsx: changed since it was issued: E6-P1-01." in moved


def test_drafts_of_scores_leave_out_an_owner_that_nobody_knows(eppd: Eppd, ledger: Any) -> None:
    score = {"date": "@2026-02-01", "side": "TW", "value": 1, "reader": "Lin", "reason": "Done."}
    promised = {"kind": "tw-pledge", "score": [score]}
    ledger(promised, promised | {"id": "E6-P1-02", "owner": "NOBODY", "title": secret(1)})

    ran = eppd("score", "--drafts", *TODAY, "--lang", "en")

    assert "E6-P1-01" in ran.out
    assert SECRET not in ran.out
    assert "E6-P1-02" in ran.err


@pytest.mark.parametrize("words", [("chase", "-o", "made"), ("export", "--per-owner", "made")])
def test_where_the_agencies_cannot_be_read_nothing_goes_to_anybody(
    eppd: Eppd, ledger: Any, words: tuple[str, ...]
) -> None:
    path = ledger(WEEKLY | {"owner": "DOS", "note": secret(1)}, WEEKLY | {"id": "E6-P1-02"})
    path.write_text(path.read_text("utf-8") + '\n[[agency]]\ncode = "DOS"\nside = "TW"\n', "utf-8")

    ran = eppd(*words, *TODAY, "--lang", "en", code=3)

    assert refusals.NOT_FOR_OTHERS.en in " ".join(ran.err.split())
    assert not Path("made").exists()
