"""`eppd trace`: a ledger held against its documents, both ways."""

import json
import random
import re
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from conftest import Eppd, holds, ledger_text, swap
from documentwork import PORTS, PROMISES, RESULTS, paper, results
from msgspec import structs

from eppd_track import load
from eppd_track.model.passages import Paper
from eppd_track.model.records import Ledger
from eppd_track.rules.prints import Stream, normal, print_of, stream
from eppd_track.rules.tracing import State, traced_texts

AT = ("--lang", "en", "--today", "2026-06-30")
KEPT = (0, 2, 3, 4, 5, 6, 7, 8, 9)
ENTRY = """
[[commitment]]
id = "{id}"
pillar = 1
title = "{title}"
kind = "joint-action"
strength = "firm"
sides = "both"
owner = "APA"
owner_confirmed = true
status = "not-started"
listed = 2026-04-15
cadence = "quarterly"
next_move = "both"

  [[commitment.text]]
  document = "results"
  place = "Point {number}"
  place_zh = "第{number}點"
  print = "{print}"
"""
ASIDE = f"""
  [[document.aside]]
  print = "{print_of(PROMISES[1])}"
  reason = "Done at the meeting."
  reason_zh = "會中已完成。"
"""
PAPER = f'\n[[document]]\nid = "results"\ntitle = "Results of the third talks"\ndate = 2026-04-15\n{ASIDE}'


def named(number: int) -> str:
    return f"H3-P1-{number + 1:02}"


@pytest.fixture
def claimed(tmp_path: Path) -> Path:
    """A ledger that claims every promise of the results paper but the second, which it sets aside."""
    path = tmp_path / "commitments.toml"
    entries = [
        ENTRY.format(
            id=named(number), number=number, title=PROMISES[number], print=print_of(PROMISES[number])
        )
        for number in KEPT
    ]
    path.write_text(PORTS + PAPER + "".join(entries), "utf-8")
    return path


def with_file(path: Path, **fields: str) -> None:
    """Lets the ledger say more of its document."""
    lines = "".join(f'{name} = "{value}"\n' for name, value in fields.items())
    text = path.read_text("utf-8")
    path.write_text(swap(text, ('id = "results"\n', f'id = "results"\n{lines}')), "utf-8")


def traced(eppd: Eppd, *words: str, code: int = 0) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(eppd("trace", *words, "--format", "json", *AT, code=code).out)
    assert data["kind"] == "trace"
    return data


def states(data: dict[str, Any]) -> dict[str, str]:
    return {one["id"]: one["state"] for one in data["entries"]}


def put(text: str, name: str = "results.txt") -> str:
    Path(name).write_bytes(text.encode())
    return name


# ---- every format ----


@pytest.mark.parametrize("suffix", ["txt", "md", "html", "docx", "odt", "pptx", "pdf"])
def test_a_document_claimed_whole_is_found_whole_in_every_format(
    eppd: Eppd, claimed: Path, suffix: str
) -> None:
    name = f"results.{suffix}"
    Path(name).write_bytes(results(suffix))

    data = traced(eppd, name)

    assert data["summary"] == {
        "promising": 10,
        "claimed": 9,
        "aside": 1,
        "unclaimed": 0,
        "found": 9,
        "altered": 0,
        "missing": 0,
        "unlinked": 0,
    }
    assert [normal(one["text"]) for one in data["clauses"]] == [*map(normal, PROMISES)]
    assert [one["claimed_by"] for one in data["clauses"]] == [
        [named(number)] if number in KEPT else [] for number in range(len(PROMISES))
    ]
    assert [(one["aside"] or {}).get("reason") for one in data["clauses"]].index("Done at the meeting.") == 1
    assert [normal(one["words"]) for one in data["entries"]] == [normal(PROMISES[each]) for each in KEPT]


# ---- what is told and what is not ----


def row_of(text: str) -> Stream:
    return stream(paper("results.txt", text))


def found(ledger: Ledger, row: Stream) -> dict[str, State | None]:
    return {identifier: one.state for (identifier, _), one in traced_texts(ledger, {"results": row}).items()}


def changed(rng: random.Random, text: str, number: int) -> tuple[str, str] | None:
    """The paper with one character of a clause left out, put in or turned into another, and how."""
    place = text.index(PROMISES[number])
    at = place + rng.randrange(len(PROMISES[number]))
    how = rng.choice(("left out", "put in", "another"))
    new = "" if how == "left out" else rng.choice("浮標二百具，、。；abcde0123456789-()「」%年月日")
    made = text[:at] + new + text[at + (how != "put in") :]
    if how == "put in" and at == place:
        return None
    return (how, made) if normal(made) != normal(text) else None


@pytest.mark.parametrize("seed", range(10))
def test_every_change_of_one_character_is_told_at_its_entry_and_at_no_other(claimed: Path, seed: int) -> None:
    ledger, rng = load(claimed), random.Random(seed)
    tried = 0
    while tried < 20:
        number = rng.choice(KEPT)
        if (made := changed(rng, RESULTS, number)) is None:
            continue
        tried += 1
        after = found(ledger, row_of(made[1]))
        told = {name for name, state in after.items() if state is not State.FOUND}
        assert told == {named(number)}, made


def wide(text: str) -> str:
    return "".join(chr(ord(each) + 0xFEE0) if "!" <= each <= "~" else each for each in text)


def moved(text: str) -> str:
    """The items of the first part in another order behind the second."""
    lines = text.splitlines()
    first = [line for line in lines if re.match("[一二四]、(?:雙|阿爾德莫爾將|西)", line)]
    rest = [line for line in lines if line not in first]
    return "\n\n".join([*rest, *reversed(first)])


LAYOUTS = {
    "width": wide,
    "line ends": lambda text: text.replace("\n", "\r\n"),
    "accents": lambda text: unicodedata.normalize("NFD", text),
    "tai": lambda text: text.replace("臺", "台"),
    "moved": moved,
    "quotes and dashes": lambda text: text.replace("'", "’").replace("-", "‑"),
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_no_layout_is_told(eppd: Eppd, claimed: Path, layout: str) -> None:
    made = LAYOUTS[layout](RESULTS)
    assert made != RESULTS

    data = traced(eppd, put(made))

    assert set(states(data).values()) == {"found"}
    assert (data["summary"]["found"], data["summary"]["unclaimed"]) == (9, 0)


def spread(rng: random.Random, text: str, signs: str) -> str:
    return "".join(each + (rng.choice(signs) if rng.random() < 0.2 else "") for each in text)


@pytest.mark.parametrize("signs", [" 　\u200b\t", "\n\v", " \n"])
@pytest.mark.parametrize("seed", range(5))
def test_no_blank_and_no_line_break_anywhere_is_told(claimed: Path, signs: str, seed: int) -> None:
    ledger, rng, as_written = load(claimed), random.Random(seed), paper("results.txt", RESULTS)
    passages = tuple(structs.replace(one, text=spread(rng, one.text, signs)) for one in as_written.passages)

    after = found(ledger, stream(Paper(name="results.txt", passages=passages)))

    assert set(after.values()) == {State.FOUND}


@pytest.mark.parametrize(
    ("before", "after", "state", "words"),
    [
        ("二百具", "三百具", "altered", "阿爾德莫爾將於3年內汰換臺製浮標三百具，以提升資料品質；"),
        ("阿爾德莫爾將於3年內汰換臺製浮標二百具，以提升資料品質；", "", "missing", None),
        ("阿爾德莫爾將於3年內汰換臺製浮標二百具，以提升資料品質；", "天候良好。", "missing", None),
    ],
)
def test_other_words_are_shown_and_words_that_are_gone_are_missing(
    eppd: Eppd, claimed: Path, before: str, after: str, state: str, words: str | None
) -> None:
    name = put(swap(RESULTS, (before, after)))

    data = traced(eppd, name, code=1)
    shown = eppd("trace", name, *AT, code=1).out

    (wrong,) = [one for one in data["entries"] if one["state"] != "found"]
    assert (wrong["id"], wrong["state"], wrong["words"]) == (named(2), state, words)
    assert (data["summary"]["altered"], data["summary"]["missing"]) == (
        state == "altered",
        state == "missing",
    )
    assert f"8 of 9 entries found, {int(state == 'altered')} altered" in shown
    assert holds(shown.split("Entries whose words")[1], words or "missing")
    assert named(2) in shown.split("Entries whose words")[1]


# ---- which documents ----


def test_the_documents_of_the_ledger_are_taken_where_none_is_named(eppd: Eppd, claimed: Path) -> None:
    with_file(claimed, file="papers/results.docx")
    Path("papers").mkdir()
    Path("papers/results.docx").write_bytes(results("docx"))

    data = traced(eppd)

    assert data["documents"] == [{"id": "results", "name": "results.docx", "state": "same"}]
    assert data["summary"]["found"] == 9


def test_several_files_are_one_document_and_what_is_none_stands_apart(eppd: Eppd, claimed: Path) -> None:
    first, second = RESULTS.split("貳、")
    put(first, "part-one.txt")
    put("貳、" + second, "part-two.txt")
    put("Record of a visit\n\nWestrand will lend Aldermoor its old tug.\n", "other.txt")
    claimed.write_text(
        claimed.read_text("utf-8") + '\n[[document]]\nid = "lost"\nfile = "lost.pdf"\n', "utf-8"
    )

    data = traced(eppd, "part-one.txt", "part-two.txt", "other.txt", code=1)

    assert data["documents"] == [
        {"id": "results", "name": "part-one.txt, part-two.txt", "state": "same"},
        {"id": "lost", "name": "lost.pdf", "state": "absent"},
        {"id": None, "name": "other.txt", "state": "same"},
    ]
    assert set(states(data).values()) == {"found"}
    assert [(one["document"], one["text"]) for one in data["clauses"] if not one["claimed_by"]] == [
        ("results", PROMISES[1]),
        (None, "Westrand will lend Aldermoor its old tug."),
    ]
    assert data["summary"]["unclaimed"] == 1
    out = eppd("trace", "part-one.txt", "part-two.txt", "other.txt", *AT, code=1).out
    assert "other.txt: a document that the ledger does not know" in out
    assert "lost: not at hand, so not looked at" in out


def test_entries_of_a_document_that_is_not_at_hand_have_no_state(eppd: Eppd, claimed: Path) -> None:
    text = claimed.read_text("utf-8").replace(
        'document = "results"\n  place = "Point 9"', 'document = "lost"'
    )
    claimed.write_text(text + '\n[[document]]\nid = "lost"\nfile = "lost.pdf"\n', "utf-8")
    with_file(claimed, file="results.txt")
    put(RESULTS)

    data = traced(eppd, code=1)

    assert states(data)[named(9)] is None
    assert data["summary"]["unclaimed"] == 1
    assert (data["summary"]["found"], data["summary"]["missing"]) == (8, 0)


def test_a_document_whose_words_are_others_than_noted_says_so(eppd: Eppd, claimed: Path) -> None:
    with_file(claimed, print="sha256:" + "0" * 64)
    name = put(RESULTS)

    assert traced(eppd, name)["documents"][0]["state"] == "changed"
    assert "words are not those noted in the ledger" in eppd("trace", name, *AT).out


@pytest.mark.parametrize("words", [(), ("--unclaimed",)])
@pytest.mark.parametrize(
    ("document", "said"),
    [
        ([], "names no document"),
        ([{"id": "results", "title": "Results"}], "results (no file named)"),
        ([{"id": "results", "file": "gone.docx"}], "results (gone.docx is not there)"),
        ([{"id": "results", "file": "../gone.docx"}], "results (../gone.docx is not there)"),
    ],
)
def test_a_ledger_without_a_document_at_hand_is_told_in_one_sentence(
    eppd: Eppd, tmp_path: Path, document: list[dict[str, str]], said: str, words: tuple[str, ...]
) -> None:
    (tmp_path / "commitments.toml").write_text(ledger_text(document=document), "utf-8")

    ran = eppd("trace", *words, *AT, code=2)

    assert said in ran.err
    assert ran.err.splitlines()[1:] == ["Name the file: eppd trace FILE."]
    assert ran.out == ""


# ---- what is asked for ----


def test_only_what_nobody_answers_for(eppd: Eppd, claimed: Path) -> None:
    name = put(RESULTS + "四、Aldermoor will fit thirty buoys.\n")

    out = eppd("trace", name, "--unclaimed", *AT, code=1).out
    data = traced(eppd, name, "--unclaimed", code=1)

    assert [one["text"] for one in data["clauses"]] == ["Aldermoor will fit thirty buoys."]
    assert "Aldermoor will fit thirty buoys." in out
    assert PROMISES[6] not in out
    assert "11 promising clauses: 9 claimed, 1 set aside, 1 unclaimed" in out


def test_only_what_one_entry_says(eppd: Eppd, claimed: Path) -> None:
    name = put(swap(RESULTS, ("二百具", "三百具")))

    fine, wrong = traced(eppd, name, "--id", named(9)), traced(eppd, name, "--id", named(2), code=1)

    assert [one["text"] for one in fine["clauses"]] == [PROMISES[9]]
    assert (states(fine), states(wrong)) == ({named(9): "found"}, {named(2): "altered"})
    assert fine["summary"] == {
        "promising": 1,
        "claimed": 1,
        "aside": 0,
        "unclaimed": 0,
        "found": 1,
        "altered": 0,
        "missing": 0,
        "unlinked": 0,
    }
    eppd("trace", name, "--id", "H3-P9-99", *AT, code=4)


LONG = "阿爾德莫爾港務局刻正推動岸電設備，包括浮標、碼頭、燈塔之電力與照明設備更新。"


@pytest.mark.parametrize(("words", "unclaimed"), [(LONG[:17], 1), (LONG[17:], 0), (LONG, 0)])
def test_a_clause_counts_as_claimed_where_half_of_what_it_says_is(
    eppd: Eppd, claimed: Path, words: str, unclaimed: int
) -> None:
    claimed.write_text(claimed.read_text("utf-8").replace(print_of(PROMISES[6]), print_of(words)), "utf-8")

    data = traced(eppd, put(swap(RESULTS, (PROMISES[6], LONG))), code=unclaimed)

    assert data["summary"]["unclaimed"] == unclaimed
    assert set(states(data).values()) == {"found"}


def test_an_entry_without_a_text_is_unlinked(eppd: Eppd, claimed: Path) -> None:
    text = claimed.read_text("utf-8")
    claimed.write_text(
        text + ENTRY.format(id="H3-P1-20", number=0, title="x", print="").split("\n  [[")[0], "utf-8"
    )
    name = put(RESULTS)

    data = traced(eppd, name)

    assert states(data)["H3-P1-20"] == "unlinked"
    assert data["summary"]["unlinked"] == 1
    assert "9 of 10 entries found" in eppd("trace", name, *AT).out


# ---- how it is given ----


@pytest.mark.parametrize(
    ("form", "language"),
    [
        *((form, language) for form in ("terminal", "text", "markdown", "html") for language in ("en", "zh")),
        *(("csv", "en"), ("tsv", "en")),
    ],
)
def test_every_form_has_every_clause_with_who_claims_it(
    eppd: Eppd, claimed: Path, form: str, language: str
) -> None:
    name = put(swap(RESULTS, ("二百具", "三百具")))

    out = eppd("trace", name, "--format", form, "--lang", language, "--today", "2026-06-30", code=1).out

    for number in KEPT:
        assert named(number) in out
    assert ("會中已完成" if language == "zh" else "Done at the meeting") in out
    assert holds(re.sub("<[^>]*>", "\n", out), "阿爾德莫爾將於3年內汰換臺製浮標三百具，以提升資料品質")


def test_a_table_of_several_documents_says_of_each_row_where_it_stands(eppd: Eppd, claimed: Path) -> None:
    claimed.write_text(claimed.read_text("utf-8") + '\n[[document]]\nid = "lost"\n', "utf-8")
    names = (put(swap(RESULTS, ("二百具", "三百具"))), put("Westrand will lend its tug.", "other.txt"))

    rows = eppd("trace", *names, "--format", "tsv", *AT, code=1).out.splitlines()

    assert [row.split("\t") for row in (rows[0], rows[1], rows[-2], rows[-1])] == [
        ["document", "place", "text", "claimed_by", "state"],
        ["results", "壹、港區安全: item 1, first part", PROMISES[0], named(0), ""],
        ["", "paragraph 1", "Westrand will lend its tug.", "unclaimed", ""],
        ["results", "Point 2", PROMISES[2].replace("二百具", "三百具"), named(2), "altered"],
    ]


def test_the_keys_are_those_of_the_page(eppd: Eppd, claimed: Path) -> None:
    data = traced(eppd, put(RESULTS))

    assert {key: list(data[key][0]) for key in ("documents", "clauses", "entries")} == {
        "documents": ["id", "name", "state"],
        "clauses": [
            *("document", "place", "place_zh", "text"),
            *("promising", "claimed_by", "aside"),
        ],
        "entries": ["id", "document", "place", "place_zh", "state", "words"],
    }
    assert (data["clauses"][0]["place"], data["clauses"][0]["place_zh"]) == (
        "壹、港區安全: item 1, first part",
        "壹、港區安全　第1點前段",
    )


def test_a_claimed_clause_that_promises_nothing_is_shown_as_such(eppd: Eppd, claimed: Path) -> None:
    fact = "會議由兩港港務首長共同主持。"
    text = claimed.read_text("utf-8")
    claimed.write_text(text.replace(print_of(PROMISES[9]), print_of(fact)), "utf-8")

    data = traced(eppd, put(RESULTS), code=1)

    (shown,) = [one for one in data["clauses"] if one["text"] == fact]
    assert (shown["promising"], shown["claimed_by"]) == (False, [named(9)])
    assert data["summary"]["promising"] == 10
