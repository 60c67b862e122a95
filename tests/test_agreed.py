"""Agreed words in the ledger: documents, texts and clauses set aside, wherever it is read or written."""

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import tomli
from conftest import COMMITMENT, Eppd, ledger_text, needs, squeezed, swap
from repositories import Repository, nobody
from sheetwork import edit as edit_sheet
from test_audience import unpacked
from test_merge_rules import merged_well, on_first, record
from threeway import PLAIN

from eppd_track import load
from eppd_track.documents.open import read
from eppd_track.ledger import reader, writer
from eppd_track.ledger.merge import merge
from eppd_track.ledger.writer import Addition, Change, Edit, TablePart
from eppd_track.model.vocabulary import Audience
from eppd_track.rules.audience import without_internal
from eppd_track.rules.prints import print_of, print_of_paper

DAY = dt.date(2026, 6, 30)
AT = ("--lang", "en", "--today", "2026-06-30")
CLAUSE = "both ports will publish berth times by June"
ASIDE = {"print": print_of("we look forward to the next meeting"), "reason": "On the next meeting's form."}
PAPER: dict[str, Any] = {
    "id": "talks",
    "title": "Results of the harbour talks",
    "title_zh": "港灣會談成果",
    "date": "@2026-01-26",
    "lang": "en",
    "file": "papers/talks.txt",
    "print": "sha256:" + print_of(CLAUSE),
    "aside": [ASIDE],
}
TEXT = {
    "document": "talks",
    "place": "Section 1, point 2",
    "place_zh": "壹、第2點",
    "print": print_of(CLAUSE),
    "words": CLAUSE,
}
CLAIMED = """
  [[commitment.text]]
  document = "deck"
  place = "Point 1"
  print = "aa"
"""
SET_ASIDE = """
  [[document.aside]]
  print = "a1"
  reason = "A greeting."
"""
DECK = f'[[document]]\nid = "deck"\nprint = "d1"\n{SET_ASIDE}\n'
HEAD = 'due = 2026-12-31\ncadence = "monthly"\ntags = ["steel"]\n'
BOTH = swap(PLAIN, ("# ---- the first", f"{DECK}# ---- the first"), (HEAD, HEAD + CLAIMED))
"""A ledger whose first entry was agreed in a document."""


def whole(**fields: Any) -> str:
    return ledger_text({"text": [TEXT], **fields}, document=[PAPER])


# ---- read ----


def test_documents_texts_and_clauses_set_aside_are_read() -> None:
    reading = reader.read(whole(), "x")

    assert reading.problems == ()
    (paper,), (item,) = reading.ledger.documents, reading.ledger.commitments
    assert (paper.id, paper.title_zh, paper.file, paper.date) == (
        *("talks", "港灣會談成果", "papers/talks.txt"),
        dt.date(2026, 1, 26),
    )
    assert [(aside.print, aside.reason) for aside in paper.asides] == [(ASIDE["print"], ASIDE["reason"])]
    assert [(text.document, text.place_zh, text.words) for text in item.texts] == [
        ("talks", "壹、第2點", CLAUSE)
    ]


@pytest.mark.parametrize(
    ("line", "rule", "lost"),
    [
        ('lang = "en"', 'lang = "english"', 0),
        ("date = 2026-01-26", 'date = "soon"', 0),
        (f'print = "{ASIDE["print"]}"', "print = 1", 1),
        (f'reason = "{ASIDE["reason"]}"', "reason = 1", 0),
        ('document = "talks"', "document = 1", 1),
        ('place = "Section 1, point 2"', "place = 1", 0),
    ],
)
def test_what_cannot_be_read_is_named_at_its_line_and_costs_no_more(line: str, rule: str, lost: int) -> None:
    text = swap(whole(), (f"{line}\n", f"{rule}\n"))
    reading = reader.read(text, "x")

    found = [
        text.splitlines()[problem.line - 1] for problem in reading.problems if problem.rule != "missing-field"
    ]
    assert found == [rule]
    (paper,), (item,) = reading.ledger.documents, reading.ledger.commitments
    assert len(paper.asides) + len(item.texts) == 2 - lost


def test_an_unknown_name_in_a_document_or_a_text_is_named(eppd: Eppd, tmp_path: Path) -> None:
    path = tmp_path / "commitments.toml"
    text = swap(whole(), ('lang = "en"', 'lang = "en"\nlangg = 1'))
    text = swap(
        text, ('place = "Section', 'plaice = 1\nplace = "Section'), ("reason =", "raeson = 1\nreason =")
    )
    path.write_text(text, "utf-8")

    out = eppd("check", "unknown-key", *AT, code=1).out

    assert [line.split("“")[1].split("”")[0] for line in out.splitlines()] == ["langg", "raeson", "plaice"]


def test_a_day_that_is_text_in_a_document_is_mended(eppd: Eppd, tmp_path: Path) -> None:
    path = tmp_path / "commitments.toml"
    path.write_text(swap(whole(), ("date = 2026-01-26\nlang", 'date = "2026-01-26"\nlang')), "utf-8")

    eppd("check", "--fix", *AT, code=None)

    assert tomli.loads(path.read_text("utf-8"))["document"][0]["date"] == dt.date(2026, 1, 26)


# ---- written ----


def claim(number: int, item: str = "E6-P1-01") -> TablePart:
    return TablePart(item, "text", {"document": "talks", "print": f"{number:064}"})


def written(text: str, change: Change) -> str:
    """The text with a change in it, which the writer has proven."""
    return writer.apply(reader.read(text, "x"), change)


def headers(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip().startswith("[[")]


def test_each_new_table_stands_at_its_place_and_the_rest_stays_as_it_was() -> None:
    before = swap(
        PLAIN,
        ('  [[commitment.milestone]]\n  id = "pilot"', '  [[commitment.milestone]]\n  id = "pilot"  # hand'),
    )
    after = written(
        before,
        Change(
            edits=(Edit("E6-P1-01", {"owner_confirmed": False}, {"date": DAY, "note": "Read again."}),),
            additions=(
                Addition("commitment", {"id": "N", "pillar": 1, "owner": "MOEA", "text": [TEXT, TEXT]}),
                Addition("document", {"id": "talks", "aside": [ASIDE, ASIDE]}),
                Addition("pillar", {"number": 3}),
            ),
            parts=(claim(1), claim(2), claim(3, "E6-P1-02")),
        ),
    )

    assert headers(after[: after.index('id = "E6-P1-03"')]) == [
        *("[[meeting]]", "[[agency]]", "[[agency]]", "[[pillar]]", "[[pillar]]", "[[pillar]]"),
        *("[[document]]", "[[document.aside]]", "[[document.aside]]"),
        *("[[commitment]]", "[[commitment.text]]", "[[commitment.text]]"),
        *("[[commitment.milestone]]", "[[commitment.milestone]]"),
        *("[[commitment.update]]", "[[commitment.update]]"),
        *("[[commitment]]", "[[commitment.text]]", "[[commitment.evidence]]", "[[commitment]]"),
    ]
    rest = iter(after.splitlines())
    lost = [line for line in before.splitlines() if line != "owner_confirmed = true" and line not in rest]
    assert lost == []
    new = next(item for item in tomli.loads(after)["commitment"] if item["id"] == "N")
    assert new["text"] == [TEXT, TEXT]


def test_more_of_a_kind_stand_behind_their_fellows_and_are_indented_as_they_are() -> None:
    change = Change(parts=(TablePart("deck", "aside", {"print": "a2"}), TablePart("E6-P1-01", "text", TEXT)))
    after = written(BOTH, change)

    assert SET_ASIDE + '\n  [[document.aside]]\n  print = "a2"\n' in after
    assert CLAIMED + '\n  [[commitment.text]]\n  document = "talks"\n' in after


def test_a_first_clause_set_aside_is_indented_as_those_of_another_document() -> None:
    text = f'schema = 1\n\n[[document]]\nid = "a"\n\n{DECK}'.replace("  [[document", "\t[[document")

    after = written(text, Change(parts=(TablePart("a", "aside", {"print": "a2"}),)))

    assert 'id = "a"\n\n\t[[document.aside]]\n\tprint = "a2"\n' in after


def test_a_document_and_its_entries_come_into_an_empty_ledger_in_the_order_of_the_file() -> None:
    additions = (
        Addition("commitment", {"id": "N", "pillar": 0, "owner": "MOEA", "status": "not-started"}),
        Addition("document", {"id": "talks"}),
        Addition("agency", {"code": "MOEA", "side": "TW"}),
        Addition("pillar", {"number": 0}),
    )

    after = written("schema = 1\n", Change(additions=additions))

    assert headers(after) == ["[[agency]]", "[[pillar]]", "[[document]]", "[[commitment]]"]


# ---- other ways through the file ----


def test_a_change_of_an_entry_leaves_its_texts_and_undo_brings_the_file_back(
    eppd: Eppd, tmp_path: Path
) -> None:
    path = tmp_path / "commitments.toml"
    path.write_text(BOTH, "utf-8")
    eppd("update", "p1-1", "--note", "Raised.", "--by", "Lin", *AT)
    eppd("carry", "EPPD-7", "--date", "2027-01-26", "--by", "Lin", "--yes", *AT)

    assert CLAIMED in path.read_text("utf-8")
    assert DECK in path.read_text("utf-8")
    eppd("undo", *AT)
    eppd("undo", *AT)
    assert path.read_text("utf-8") == BOTH


def test_a_large_ledger_has_its_documents_and_texts_in_lists_and_after_a_change(
    eppd: Eppd, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("eppd_track.ledger.store.LARGE", 1)
    path = tmp_path / "commitments.toml"
    items = [{"id": f"E6-P1-{number:02}", "text": [TEXT | {"place": f"P{number}"}]} for number in range(1, 9)]
    path.write_text(ledger_text(*items, document=[PAPER]), "utf-8")

    for _ in range(2):
        eppd("update", "p1-4", "--note", "Raised.", "--by", "Lin", *AT)
        assert eppd("list", *AT).code == 0
    found = load(path)

    assert [item.texts[0].place for item in found.commitments] == [f"P{number}" for number in range(1, 9)]
    assert [paper.asides[0].reason for paper in found.documents] == [ASIDE["reason"]]


# ---- what is gone or altered ----


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    nobody(monkeypatch, tmp_path.parent)
    return Repository(tmp_path).begin()


GONE = {
    "a text": ((CLAIMED, ""), "E6-P1-01: the agreed text “deck Point 1”"),
    "a text of other words": (('print = "aa"', 'print = "ab"'), "E6-P1-01: the agreed text “deck Point 1”"),
    "a text of another document": (('document = "deck"', 'document = "memo"'), "E6-P1-01: the agreed text"),
    "a clause set aside": ((SET_ASIDE, ""), "deck: the clause set aside “A greeting.”"),
    "another clause set aside": (('"a1"', '"a2"'), "deck: the clause set aside “A greeting.”"),
    "a document": ((DECK, ""), "deck: document deck"),
    "a document of other words": (('"d1"', '"d2"'), "deck: document deck"),
}


@needs("git")
@pytest.mark.parametrize("kind", GONE)
def test_what_is_gone_or_altered_without_a_reason_is_told(
    repository: Repository, eppd: Eppd, kind: str
) -> None:
    pair, told = GONE[kind]
    repository.commit(BOTH)
    repository.path.write_text(swap(BOTH, pair), "utf-8")

    out = eppd("check", "syntax", "--since", "HEAD", *AT, code=1).out

    assert out.count("[missing]") == out.count("\n") == 1
    assert told in out


@needs("git")
@pytest.mark.parametrize("kind", GONE)
def test_a_record_with_the_reason_is_enough(repository: Repository, eppd: Eppd, kind: str) -> None:
    pair, _ = GONE[kind]
    repository.commit(BOTH)
    said = record(
        "2026-06-01", "Read again.", 'reason = "The deck that was signed says otherwise, see deck."'
    )
    repository.path.write_text(on_first(swap(BOTH, pair), said), "utf-8")

    eppd("check", "syntax", "--since", "HEAD", *AT)


@needs("git")
@pytest.mark.parametrize(
    "pair",
    [
        ('place = "Point 1"', 'place = "Point 1, first half"'),
        ('print = "aa"', 'print = "aa"\n  words = "quoted"'),
        (SET_ASIDE, SET_ASIDE + '  reason_zh = "問候。"\n'),
        ('id = "deck"', 'id = "deck"\ntitle = "The deck"'),
    ],
)
def test_what_only_says_it_better_is_no_loss(
    repository: Repository, eppd: Eppd, pair: tuple[str, str]
) -> None:
    repository.commit(BOTH)
    repository.path.write_text(swap(BOTH, pair), "utf-8")

    eppd("check", "syntax", "--since", "HEAD", *AT)


@needs("git")
def test_a_clause_set_aside_that_an_entry_claims_now_is_no_loss(repository: Repository, eppd: Eppd) -> None:
    repository.commit(BOTH)
    repository.path.write_text(
        swap(BOTH, (SET_ASIDE, ""), (CLAIMED, CLAIMED + CLAIMED.replace("aa", "a1"))), "utf-8"
    )

    eppd("check", "syntax", "--since", "HEAD", *AT)


# ---- merged ----


def texts(text: str) -> list[str]:
    return [row["print"] for item in tomli.loads(text)["commitment"] for row in item.get("text", [])]


def asides(text: str) -> list[str]:
    return [row["print"] for paper in tomli.loads(text)["document"] for row in paper.get("aside", [])]


def with_more(text: str, name: str) -> str:
    return swap(
        text,
        (CLAIMED, CLAIMED + CLAIMED.replace("aa", name)),
        (SET_ASIDE, SET_ASIDE + SET_ASIDE.replace("a1", name)),
        ("# ---- the first", f'[[document]]\nid = "paper-{name}"\n\n# ---- the first'),
    )


def test_what_both_add_to_one_entry_and_one_document_stays() -> None:
    merged = merged_well(BOTH, with_more(BOTH, "b1"), with_more(BOTH, "b2"))

    assert texts(merged.text) == ["aa", "b1", "b2"]
    assert asides(merged.text) == ["a1", "b1", "b2"]
    assert [paper["id"] for paper in tomli.loads(merged.text)["document"]] == ["deck", "paper-b1", "paper-b2"]


@pytest.mark.parametrize("who", ["ours", "theirs"])
@pytest.mark.parametrize("lines", [CLAIMED, SET_ASIDE], ids=["text", "aside"])
def test_what_one_side_took_out_stays_and_is_told(lines: str, who: str) -> None:
    without = swap(BOTH, (lines, ""))
    sides = (without, BOTH) if who == "ours" else (BOTH, without)

    merged = merged_well(BOTH, *sides)

    assert (texts(merged.text), asides(merged.text)) == (["aa"], ["a1"])
    assert len(merged.remarks) == 1


@pytest.mark.parametrize("field", ['place = "{}"', 'reason = "{}"'])
def test_a_field_that_both_changed_is_a_conflict_and_one_that_one_changed_is_not(field: str) -> None:
    old = {"p": 'place = "Point 1"', "r": 'reason = "A greeting."'}[field[0]]
    ours, theirs = (swap(BOTH, (old, field.format(word))) for word in ("Ours", "Theirs"))

    assert merged_well(BOTH, ours, BOTH).text == ours
    assert merged_well(BOTH, BOTH, theirs).text == theirs
    merged = merge(BOTH, ours, theirs)
    assert len(merged.conflicts) == 1
    assert "#! conflict: theirs has" in merged.text
    assert (texts(merged.text), asides(merged.text)) == (["aa"], ["a1"])


def test_the_texts_of_an_entry_that_gets_a_new_number_go_with_it_as_they_are() -> None:
    def added(title: str, words: str) -> str:
        item = COMMITMENT | {"id": "E6-P2-02", "pillar": 2, "title": title, "title_zh": title}
        lines = [f'{key} = "{value}"' for key, value in item.items() if isinstance(value, str)]
        day = "listed = 2026-03-01"
        head = "\n".join(line if not line.startswith("listed") else day for line in lines)
        text = f'  [[commitment.text]]\n  document = "deck"\n  words = "{words}"\n'
        return BOTH + f"\n[[commitment]]\npillar = 2\n{head}\n\n{text}"

    merged = merge(BOTH, added("Sell", "sell as E6-P2-02 says"), added("Buy", "buy as E6-P2-02 says"))

    items = {item["id"]: item for item in tomli.loads(merged.text)["commitment"]}
    assert items["E6-P2-02"]["text"][0]["words"] == "sell as E6-P2-02 says"
    assert items["E6-P2-03"]["text"][0]["words"] == "buy as E6-P2-02 says"


# ---- out and back ----


Whole = dict[str, Any]
EDITS: dict[str, tuple[Callable[[Whole], Any], str]] = {
    "a text": (lambda data: data["commitments"][0]["text"][0].update(words="else"), "agreed words (1)"),
    "no text": (lambda data: data["commitments"][0]["text"].clear(), "agreed words (1)"),
    "a document": (lambda data: data["documents"][0].update(print="sha256:0"), "documents (talks)"),
    "a reason": (lambda data: data["documents"][0]["aside"][0].update(reason="-"), "documents (talks)"),
    "nothing": (lambda data: None, ""),
}


@pytest.mark.parametrize("kind", EDITS)
def test_full_data_hold_documents_and_texts_and_what_differs_is_named_and_not_taken(
    eppd: Eppd, tmp_path: Path, kind: str
) -> None:
    path, out = tmp_path / "commitments.toml", tmp_path / "all.json"
    path.write_text(whole(), "utf-8")
    eppd("export", "-o", str(out), *AT)
    data = json.loads(out.read_text("utf-8"))
    assert [paper["aside"][0]["print"] for paper in data["documents"]] == [ASIDE["print"]]
    assert data["commitments"][0]["text"] == [TEXT]
    edit, told = EDITS[kind]
    edit(data)
    out.write_text(json.dumps(data), "utf-8")

    ran = eppd("import", str(out), "--yes", "--by", "Lin", *AT, code=None)

    assert path.read_text("utf-8") == whole()
    assert f"{told} differs and is not imported" in ran.err + ran.out if told else "differs" not in str(ran)


def test_an_export_from_before_a_text_came_is_read_as_ever(eppd: Eppd, tmp_path: Path) -> None:
    path, out = tmp_path / "commitments.toml", tmp_path / "all.json"
    path.write_text(whole(), "utf-8")
    eppd("export", "-o", str(out), *AT)
    path.write_text(written(whole(), Change(parts=(claim(1),))), "utf-8")

    assert "differs" not in str(eppd("import", str(out), "--yes", "--by", "Lin", *AT, code=None))


# ---- held against the document ----

TALKS = f"Results of the harbour talks\n\nFirst, {CLAUSE}.\n\nThe next meeting is held in the spring.\n"
WORDS = f"{CLAUSE}."


def laid_out(folder: Path, *lines: tuple[str, str], talks: str | None = TALKS, **fields: Any) -> Path:
    """A ledger whose entry was agreed in a document that lies beside it, with lines changed."""
    (folder / "papers").mkdir(exist_ok=True)
    if talks is not None:
        (folder / "papers" / "talks.txt").write_text(talks, "utf-8")
    paper = PAPER | {"print": print_of_paper(read(folder / "papers" / "talks.txt"))} if talks else PAPER
    text = TEXT | {"print": print_of(WORDS), "words": None} | fields
    path = folder / "commitments.toml"
    path.write_text(swap(ledger_text({"text": [text]}, document=[paper]), *lines), "utf-8")
    return path


def rules(eppd: Eppd, *words: str) -> set[str]:
    out = eppd("check", *words, *AT, code=None).out
    return {line.split("[")[1].split("]")[0] for line in out.splitlines()}


def test_a_document_at_hand_that_says_it_finds_no_fault(eppd: Eppd, tmp_path: Path) -> None:
    laid_out(tmp_path)

    assert rules(eppd) == set()


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda text: text.replace("June", "July"), {"text-altered", "document-changed"}),
        (lambda text: text.replace(f"First, {WORDS}", ""), {"text-missing", "document-changed"}),
        (lambda text: text.replace("spring", "autumn"), {"document-changed"}),
        (lambda text: text.replace(" by June", "\r\nby June").replace("the", "ｔｈｅ"), set()),
        (lambda text: "\n\n".join(reversed(text.strip().split("\n\n"))), {"document-changed"}),
    ],
)
def test_what_became_of_the_words_is_told(
    eppd: Eppd, tmp_path: Path, change: Callable[[str], str], told: set[str]
) -> None:
    path = laid_out(tmp_path)
    (tmp_path / "papers" / "talks.txt").write_text(change(TALKS), "utf-8", newline="")
    head = swap(
        path.read_text("utf-8"), ('title = "Build a bridge"', 'title = "Publish berth times by June"')
    )
    path.write_text(head if "text-altered" in told else path.read_text("utf-8"), "utf-8")

    assert rules(eppd) == told


OUTSIDE = ("/talks.txt", "../talks.txt", "papers/../../talks.txt", r"..\talks.txt", r"D:\talks.txt")
OUTSIDE += (r"\\server\talks.txt", "D:talks.txt", r"papers\..\..\talks.txt")


@pytest.mark.parametrize("file", OUTSIDE)
def test_a_document_outside_of_the_folder_is_refused_and_not_read(
    eppd: Eppd, tmp_path: Path, file: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("eppd_track.documents.open.read", lambda *_: pytest.fail("it was read"))
    (tmp_path.parent / "talks.txt").write_text(TALKS, "utf-8")
    laid_out(tmp_path, ('"papers/talks.txt"', f"'{file}'"), talks=None)

    assert rules(eppd) == {"file-outside"}


def test_a_link_that_leads_outside_is_as_if_the_file_were_not_there(
    eppd: Eppd, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("eppd_track.documents.open.read", lambda *_: pytest.fail("it was read"))
    laid_out(tmp_path, talks=None)
    (tmp_path.parent / "secret.txt").write_text(TALKS, "utf-8")
    (tmp_path / "papers" / "talks.txt").symlink_to(tmp_path.parent / "secret.txt")

    assert "file-absent" in rules(eppd, "--strict")


@pytest.mark.parametrize("raw", [b"PK\3\4 no package", b""])
def test_a_document_that_cannot_be_read_is_said_once_and_stops_nothing(
    eppd: Eppd, tmp_path: Path, raw: bytes
) -> None:
    laid_out(tmp_path, ("papers/talks.txt", "papers/talks.docx"), talks=None)
    (tmp_path / "papers" / "talks.docx").write_bytes(raw)

    ran = eppd("check", *AT)

    assert ran.out == ""
    assert ran.err.count("talks.docx was not read") == 1


# ---- shown ----

SHOW = ("terminal", "text", "markdown", "html")
PAGES = {"en": ("Section 1, point 2", "Results of the harbour talks"), "zh": ("壹、第2點", "港灣會談成果")}


@pytest.mark.parametrize("form", SHOW)
@pytest.mark.parametrize("language", PAGES)
def test_show_has_the_words_of_the_document_above_the_fields_with_the_place_in_the_language_of_the_page(
    eppd: Eppd, tmp_path: Path, form: str, language: str
) -> None:
    laid_out(tmp_path, words="what the ledger holds")

    out = eppd("show", "p1-1", "--format", form, *AT, "--lang", language).out

    assert squeezed(WORDS) in squeezed(out)
    assert "what the ledger holds" not in out
    assert all(squeezed(told) in squeezed(out) for told in PAGES[language])
    other = PAGES["en" if language == "zh" else "zh"]
    assert not any(squeezed(told) in squeezed(out) for told in other)
    assert out.index(CLAUSE[:10]) < out.index("Pillar" if language == "en" else "支柱")


@pytest.mark.parametrize(("held", "told"), [({"words": "as quoted"}, "as quoted"), ({}, None)])
def test_without_the_document_the_words_of_the_ledger_are_shown_else_the_place_alone(
    eppd: Eppd, tmp_path: Path, held: dict[str, str], told: str | None
) -> None:
    laid_out(tmp_path, talks=None, **held)

    ran = eppd("show", "p1-1", "--format", "text", *AT)

    assert "Section 1, point 2" in ran.out
    assert ("as quoted" in ran.out) == bool(told)
    assert ("Agreed words" in ran.out) == bool(told)
    assert ran.err == ""
    shown = json.loads(eppd("show", "p1-1", "--format", "json", *AT).out)["commitments"][0]["text"]
    assert [text["words"] for text in shown] == [told]


def test_a_past_day_shows_the_texts_of_today(eppd: Eppd, tmp_path: Path) -> None:
    laid_out(tmp_path)

    assert CLAUSE in eppd("show", "p1-1", "--as-of", "2026-02-01", "--format", "text", *AT).out


SEARCHED = (("list", "--format", "ids"), ("log", "--format", "text"), ("agenda", "--format", "text"))


@pytest.mark.parametrize("command", SEARCHED)
@pytest.mark.parametrize("wanted", ["berth times", "Section 1", "BERTH　TIMES"])
def test_a_search_finds_words_of_a_document_and_places(
    eppd: Eppd, tmp_path: Path, command: tuple[str, ...], wanted: str
) -> None:
    path = laid_out(tmp_path)
    path.write_text(
        path.read_text("utf-8") + record("2026-06-01", "Raised.", 'status = "not-started"'), "utf-8"
    )
    found = eppd(*command, "-q", wanted, *AT).out
    none = eppd(*command, "-q", "lighthouse", *AT, code=None).out

    assert ("E6-P1-01" in found, "E6-P1-01" in none) == (True, False)


def test_a_document_is_opened_only_where_its_words_are_asked_for(
    eppd: Eppd, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    laid_out(tmp_path)
    opened = []
    monkeypatch.setattr("eppd_track.documents.open.read", lambda path: opened.append(path) or read(path))

    for words in (("list",), ("log",), ("report",), ("agenda",), ("export", "-o", "all.json")):
        eppd(*words, *AT)
    assert opened == []
    eppd("list", "-q", "berth", *AT)
    eppd("report", "--words", *AT)
    assert len(opened) == 2


@pytest.mark.parametrize("command", ["report", "agenda"])
@pytest.mark.parametrize("form", ["terminal", "text", "markdown", "html", "odt"])
@pytest.mark.parametrize("talks", [TALKS, None], ids=["document", "ledger"])
def test_words_are_carried_on_request_alone(
    eppd: Eppd, tmp_path: Path, command: str, form: str, talks: str | None
) -> None:
    held = {"words": WORDS} if talks is None else {}
    late = ("listed = 2026-01-27", 'listed = 2026-01-27\ndue = 2026-06-01\ncadence = "weekly"')
    laid_out(tmp_path, late, talks=talks, **held)

    def made(*words: str) -> str:
        eppd(command, "--format", form, "-o", f"page.{form}", "--overwrite", *words, *AT)
        return unpacked((tmp_path / f"page.{form}").read_bytes())

    assert "berth" in made("--words")
    assert "berth" not in made()


@pytest.mark.parametrize("form", ["xlsx", "ods"])
def test_a_sheet_with_words_comes_back_as_any_other_and_its_words_are_no_answer(
    eppd: Eppd, tmp_path: Path, form: str
) -> None:
    path = laid_out(tmp_path)
    sheet = tmp_path / f"moea.{form}"
    eppd("export", "-o", str(sheet), "--words", *AT)
    assert CLAUSE in unpacked(sheet.read_bytes())
    before = path.read_text("utf-8")

    ran = eppd("import", str(sheet), "--yes", *AT)

    assert "answers that can be read 0" in ran.err + ran.out
    assert path.read_text("utf-8") == before


@pytest.mark.parametrize("head", ["Agreed words", "What was done"])
def test_words_of_a_sheet_are_locked_as_their_neighbours_and_answers_are_read_beside_them(
    eppd: Eppd, tmp_path: Path, head: str
) -> None:
    path = laid_out(tmp_path)
    sheet = tmp_path / "moea.xlsx"
    eppd("export", "-o", str(sheet), "--words", *AT)

    def type_in(page: Any) -> None:
        cells = [cell for row in page.iter_rows() for cell in row]
        row = next(cell.row for cell in cells if cell.value == "E6-P1-01")
        column = next(cell.column for cell in cells if cell.value == head)
        page.cell(row, column).value = "Two more berths."

    edit_sheet(sheet, type_in)
    ran = eppd("import", str(sheet), "--yes", *AT, code=None)

    said = [update.note for update in load(path).commitments[0].updates]
    assert said == (["Two more berths."] if head == "What was done" else [])
    assert ("Agreed words" in ran.err + ran.out) == (head == "Agreed words")


@pytest.mark.parametrize("audience", [Audience.COUNTERPART, Audience.PUBLIC])
def test_what_was_set_aside_and_internal_documents_are_not_in_a_ledger_for_others(audience: Audience) -> None:
    papers = [PAPER, PAPER | {"id": "memo", "visibility": "internal"}]
    seen = without_internal(reader.read(ledger_text({}, document=papers), "x").ledger, audience)

    assert [(paper.id, paper.asides) for paper in seen.documents] == [("talks", ())]


@pytest.mark.parametrize("form", ["json", "csv", "ics"])
def test_words_are_for_sheets_alone(eppd: Eppd, tmp_path: Path, form: str) -> None:
    laid_out(tmp_path)

    assert "--words is for sheets" in eppd("export", "--words", "-o", f"out.{form}", *AT, code=2).err


@pytest.mark.parametrize("size", ["small", "kept"])
def test_two_documents_of_one_id_are_told(
    eppd: Eppd, tmp_path: Path, size: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("eppd_track.ledger.store.LARGE", 1 if size == "kept" else 10**9)
    path = tmp_path / "commitments.toml"
    path.write_text(ledger_text({"text": [TEXT]}, document=[PAPER, PAPER | {"id": "TALKS"}]), "utf-8")

    assert [rules(eppd, "duplicate-id") for _ in range(2)] == [{"duplicate-id"}] * 2
