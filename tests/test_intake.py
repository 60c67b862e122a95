"""A document taken in: proposals as a list and back, and as cards on a terminal; one write, one undo."""

import io
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import tomli
from conftest import Eppd, holds, swap
from documentwork import PORTS, PROMISES, RESULTS
from test_sweep import CTRL_C, ENTER, ESC, POSIX, Person

from eppd_track import load
from eppd_track.exchange import additions, rows
from eppd_track.model.records import Commitment
from eppd_track.model.vocabulary import Status, Strength
from eppd_track.rules.prints import print_of
from eppd_track.words import agreed
from eppd_track.words.labels import FIELD

AT = ("--lang", "en", "--today", "2026-06-30")
EARLIER = """
[[commitment]]
id = "H2-P1-01"
pillar = 1
title = "A working group of both ports"
title_zh = "港區聯合工作小組"
kind = "joint-action"
strength = "firm"
sides = "both"
owner = "APA"
owner_confirmed = true
status = "not-started"
listed = 2025-03-05
cadence = "quarterly"
next_move = "both"
"""


@pytest.fixture
def ports(tmp_path: Path) -> Path:
    """The ledger of two ports with one entry, and the results paper of their third talks beside it."""
    path = tmp_path / "commitments.toml"
    path.write_text(PORTS + EARLIER, "utf-8")
    Path("results.txt").write_text(RESULTS, "utf-8")
    return path


def proposals(eppd: Eppd, *words: str) -> list[dict[str, Any]]:
    data = json.loads(eppd("intake", "results.txt", "--format", "json", *words, *AT).out)
    assert data["kind"] == "intake"
    found: list[dict[str, Any]] = data["proposals"]
    return found


def new(path: Path) -> list[Commitment]:
    return [one for one in load(path).commitments if one.id != "H2-P1-01"]


# ---- what is proposed ----


def test_every_promise_is_proposed_with_what_its_words_say(eppd: Eppd, ports: Path) -> None:
    found = proposals(eppd)

    assert [one["text"] for one in found] == [*PROMISES]
    assert [one["print"] for one in found] == [*map(print_of, PROMISES)]
    assert [(one["kind"], one["strength"], one["sides"]) for one in found] == [
        ("joint-action", "firm", "both"),
        ("joint-action", "firm", "both"),
        ("ald-pledge", "firm", "ALD"),
        ("wes-pledge", "supportive", "WES"),
        ("wes-request", "aspiration", "WES"),
        ("ald-pledge", "firm", "ALD"),
        ("ald-pledge", "firm", "ALD"),
        ("joint-action", "firm", "both"),
        ("joint-action", "firm", "both"),
        ("wes-pledge", "supportive", "WES"),
    ]
    assert [one["due"] for one in found] == [
        *(None, "2026-Q3", "2029-04-15", None, None),
        *("2027", None, "2026-12", None, None),
    ]
    assert found[0]["near"][0]["id"] == "H2-P1-01"
    assert not any(one["claimed_by"] or one["aside"] for one in found)
    assert list(found[0]) == [
        *("place", "place_zh", "text", "pillar", "title", "title_zh", "kind", "strength", "sides"),
        *("owner", "operative_words", "due", "print", "claimed_by", "aside", "near"),
    ]


def test_a_pillar_is_one_of_the_ledger_or_a_new_one_and_the_owner_one_that_is_named(
    eppd: Eppd, ports: Path
) -> None:
    eppd("intake", "results.txt", "-o", "list.toml", *AT)
    eppd("add", "--from", "list.toml", "--yes", *AT)

    ledger = load(ports)
    assert [(one.pillar, one.owner, one.owner_confirmed) for one in new(ports)] == [
        *[(1, "APA", False)] * 6,
        (4, "APA", True),
        *[(4, "APA", False)] * 3,
    ]
    assert [(one.number, one.title_zh) for one in ledger.pillars][3:] == [(4, "能源轉型")]
    assert "APA?" in eppd("list", "--pillar", "1", *AT).out


# ---- a list and back ----


@pytest.mark.parametrize("suffix", ["json", "xlsx", "ods"])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_form_of_the_list_gives_the_same_ledger(
    eppd: Eppd, ports: Path, suffix: str, language: str
) -> None:
    before = ports.read_bytes()
    eppd("intake", "results.txt", "-o", "first.toml", *AT)
    eppd("add", "--from", "first.toml", "--yes", *AT)
    wanted = ports.read_bytes()
    ports.write_bytes(before)

    name = f"list.{suffix}"
    if suffix == "json":
        tables = tomli.loads(Path("first.toml").read_text("utf-8"))
        Path(name).write_text(json.dumps(tables, default=str), "utf-8")
    else:
        eppd("intake", "results.txt", "-o", name, "--lang", language, "--today", "2026-06-30")
        if suffix == "xlsx":
            words = {cell.value for row in openpyxl.load_workbook(name).active.iter_rows() for cell in row}
            assert words > ({"是", "共同行動"} if language == "zh" else {"yes", "joint action"})
    eppd("add", "--from", name, "--yes", "--lang", language, "--today", "2026-06-30")

    assert [(one.title_zh or one.title, one.texts) for one in new(ports)]
    assert ports.read_bytes() == wanted


def test_what_was_added_unread_is_found_clean_and_taken_back_as_one(eppd: Eppd, ports: Path) -> None:
    before = ports.read_bytes()
    eppd("intake", "results.txt", "-o", "list.xlsx", *AT)
    eppd("add", "--from", "list.xlsx", "--yes", *AT)

    assert len(new(ports)) == len(PROMISES)
    eppd("check", *AT)
    assert "10 of 11 entries found, 0 altered" in eppd("trace", *AT).out
    (paper,) = load(ports).documents
    assert (paper.id, paper.file) == ("results", "results.txt")
    assert (str(paper.date), paper.lang) == ("2026-04-15", "both")
    eppd("undo", "--yes", *AT, code=None)
    assert ports.read_bytes() == before


def edited(name: str, *changes: dict[str, Any]) -> None:
    """The list with other values in its first entries."""
    if name.endswith(".toml"):
        head, *tables = Path(name).read_text("utf-8").split("\n[[proposal]]\n")
        for number, change in enumerate(changes):
            for key, value in change.items():
                line = f"{key} = {json.dumps(value, ensure_ascii=False)}\n"
                tables[number] = line + re.sub(rf"(?m)^{key} = .*\n", "", tables[number])
        Path(name).write_text("\n[[proposal]]\n".join([head, *tables]), "utf-8")
        return
    book = openpyxl.load_workbook(name)
    heads = [cell.value for cell in book.active[1]]
    columns = {"take": "Track", "link": "Same as", "aside": "Not tracked because"}
    for number, change in enumerate(changes, 2):
        for key, value in change.items():
            cell = book.active.cell(number, heads.index(columns[key]) + 1)
            cell.value = {True: "yes", False: "no"}.get(value, value) if isinstance(value, bool) else value
    book.save(name)


@pytest.mark.parametrize("name", ["list.toml", "list.xlsx"])
def test_rows_are_left_out_linked_and_set_aside_and_stay_settled(eppd: Eppd, ports: Path, name: str) -> None:
    eppd("intake", "results.txt", "-o", name, *AT)
    edited(name, {"link": "h2-p1-1"}, {"aside": "已於會中完成。"}, {"take": False})

    ran = eppd("add", "--from", name, "--yes", *AT)

    assert "1 left out, as the list says." in ran.err + ran.out
    ledger = load(ports)
    (held,) = [one.texts for one in ledger.commitments if one.id == "H2-P1-01"]
    assert [text.print for text in held] == [print_of(PROMISES[0])]
    (aside,) = ledger.documents[0].asides
    assert (aside.print, aside.reason or aside.reason_zh) == (print_of(PROMISES[1]), "已於會中完成。")
    assert len(new(ports)) == 7
    again = proposals(eppd)
    assert [(one["claimed_by"], one["aside"]) for one in again][:4] == [
        (["H2-P1-01"], False),
        ([], True),
        ([], False),
        (["H2-P1-02"], False),
    ]
    eppd("intake", "results.txt", "-o", "again.toml", *AT)
    eppd("add", "--from", "again.toml", "--yes", *AT)
    assert print_of(PROMISES[2]) in [one.texts[0].print for one in new(ports)]
    assert len(new(ports)) == 8
    assert "9 claimed, 1 set aside, 0 unclaimed" in eppd("trace", *AT).out


def test_a_list_that_is_read_twice_is_written_once(eppd: Eppd, ports: Path) -> None:
    eppd("intake", "results.txt", "-o", "list.toml", *AT)
    edited("list.toml", {"link": "H2-P1-01"}, {"aside": "Done."})
    eppd("add", "--from", "list.toml", "--yes", *AT)
    before = ports.read_bytes()

    ran = eppd("add", "--from", "list.toml", "--yes", *AT)

    assert ran.out.count("this is on record already") + ran.err.count("this is on record already") == 10
    assert ports.read_bytes() == before


def test_nothing_is_written_by_a_dry_run_or_without_an_answer(eppd: Eppd, ports: Path) -> None:
    before = ports.read_bytes()
    eppd("intake", "results.txt", "-o", "list.toml", *AT)

    shown = eppd("add", "--from", "list.toml", "--dry-run", *AT).out
    asked = eppd("add", "--from", "list.toml", *AT, code=5)

    assert "成立港區聯合工作小組" in shown
    assert "--yes" in asked.err
    assert ports.read_bytes() == before


def test_a_receipt_names_every_new_entry(eppd: Eppd, ports: Path) -> None:
    eppd("intake", "results.txt", "-o", "list.toml", *AT)

    data = json.loads(eppd("add", "--from", "list.toml", "--yes", "--format", "json", *AT).out)

    assert {one.id for one in new(ports)} <= set(json.dumps(data).replace('"', " ").split())


def test_a_list_comes_through_a_pipe(eppd: Eppd, ports: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = eppd("intake", "results.txt", *AT).out
    stream = io.TextIOWrapper(io.BytesIO(made.encode()), encoding="utf-8")
    monkeypatch.setattr("eppd_track.cli.commands.add.read_in", lambda _most: stream.buffer.read())

    eppd("add", "--from", "-", "--yes", *AT)

    assert len(new(ports)) == len(PROMISES)


@pytest.mark.parametrize(
    ("rows", "titles"),
    [
        (
            "pillar,owner,title,due\n1,APA,A pier,2027-03\n2,ACS,One form,\n",
            ["A pier", "One form"],
        ),
        ("支柱,主辦機關,承諾事項（中文）\n1,APA,碼頭照明\n", ["碼頭照明"]),
        ("pillar,pillar_title,owner,title\n7,Fish,APA,Count the fish\n", ["Count the fish"]),
    ],
)
def test_a_plain_list_without_a_document_adds_entries(
    eppd: Eppd, ports: Path, rows: str, titles: list[str]
) -> None:
    Path("list.csv").write_text(rows, "utf-8")

    eppd("add", "--from", "list.csv", "--yes", *AT)

    assert [one.title or one.title_zh for one in new(ports)] == titles
    assert {(one.texts, one.status.value, str(one.listed)) for one in new(ports)} == {
        ((), "not-started", "2026-06-30")
    }
    assert load(ports).documents == ()


def test_no_two_columns_of_a_list_have_one_name() -> None:
    named: dict[str, set[str]] = {}
    for key in additions.FORM.known.values():
        labels = (*agreed.COLUMN.get(key, ()), *([FIELD[key]] if key in additions.FIELDS else []))
        for spelling in (key, *(each for label in labels for each in label.spellings)):
            named.setdefault(rows.spelled(spelling), set()).add(key)

    assert {name: keys for name, keys in named.items() if len(keys) > 1} == {}


# ---- what is wrong with a list ----

PRINT = print_of(PROMISES[0])


@pytest.mark.parametrize(
    ("row", "said", "remedy"),
    [
        ('pillar = 1\nowner = "XYZ"\ntitle = "a"', "owner", "APA"),
        ('pillar = 9\nowner = "APA"\ntitle = "a"', "pillar", "1"),
        ('pillar = 1\nowner = "APA"\ntitle = "a"\ndue = "soon"', "due", "2026"),
        ('pillar = 1\nowner = "APA"\ntitle = "a"\nkind = "promise"', "kind", "joint-action"),
        ('pillar = 1\nowner = "APA"', "Commitment is missing", ""),
        ('owner = "APA"\ntitle = "a"', "Pillar is missing", ""),
        ('pillar = 1\nowner = "APA"\ntitle = "a"\ncolour = "red"', "colour", ""),
        ('document = "results"\naside = "no"', "fingerprint", "eppd intake"),
        ('link = "H2-P1-01"', "fingerprint", "eppd intake"),
        (f'document = "results"\nprint = "{PRINT}"\nlink = "H9-P9-99"', "H9-P9-99", ""),
        ('pillar = 1\nowner = "APA"\ntitle = "a"\ntake = "perhaps"', "take", "yes"),
        ('document = "other"\npillar = 1\nowner = "APA"\ntitle = "a"', "one document", ""),
        ('pillar = 1\nowner = "APA"\ntitle = "a"\nevidence = "2026-01-01"', "evidence", ""),
    ],
)
def test_a_bad_row_is_named_with_what_to_do_and_the_others_come_through(
    eppd: Eppd, ports: Path, row: str, said: str, remedy: str
) -> None:
    sound = 'document = "results"\npillar = 1\nowner = "APA"\ntitle = "A sound one"'
    Path("list.toml").write_text(f"[[proposal]]\n{sound}\n\n[[proposal]]\n{row}\n", "utf-8")

    ran = eppd("add", "--from", "list.toml", "--yes", *AT)

    told = " ".join((ran.out + ran.err).split())
    assert said in told.split("list.toml: entry 2", 1)[1]
    assert remedy in told
    assert [one.title for one in new(ports)] == ["A sound one"]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("list.txt", "x", ".toml, .json, .csv, .xlsx or .ods"),
        ("list.toml", "a = ", "list.toml:1:5"),
        ("list.json", "[", "list.json"),
        ("list.toml", "", "[[proposal]]"),
        ("list.csv", "a,b\n1,2\n", "list.csv"),
        ("list.toml", "proposal = 3\n", "[[proposal]]"),
    ],
)
def test_a_list_that_cannot_be_read_is_refused_in_a_sentence(
    eppd: Eppd, ports: Path, name: str, content: str, said: str
) -> None:
    Path(name).write_text(content, "utf-8")
    before = ports.read_bytes()

    ran = eppd("add", "--from", name, "--yes", *AT, code=None)

    assert ran.code in {2, 5}
    assert said in ran.err + ran.out
    assert ports.read_bytes() == before


def test_a_formula_in_a_sheet_is_named_and_its_row_is_not_taken(eppd: Eppd, ports: Path) -> None:
    eppd("intake", "results.txt", "-o", "list.xlsx", *AT)
    book = openpyxl.load_workbook("list.xlsx")
    heads = [cell.value for cell in book.active[1]]
    book.active.cell(2, heads.index("Owner") + 1).value = '="AP"&"A"'
    book.save("list.xlsx")

    ran = eppd("add", "--from", "list.xlsx", "--yes", *AT, code=None)

    assert "formula" in ran.out + ran.err
    assert len(new(ports)) == len(PROMISES) - 1


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("document_file", "../results.txt", "leads out"),
        ("document_print", "abc", "sha256"),
        ("document_meeting", "X-9", "list.toml, document_meeting: meeting has no value “X-9”"),
        ("document_date", "soon", "list.toml, document_date"),
    ],
)
def test_a_document_that_cannot_be_is_refused_before_anything_is_written(
    eppd: Eppd, ports: Path, field: str, value: str, said: str
) -> None:
    eppd("intake", "results.txt", "-o", "list.toml", *AT)
    text = Path("list.toml").read_text("utf-8")
    text = re.sub(rf"(?m)^{field} = .*\n", "", text)
    Path("list.toml").write_text(swap(text, ("document = ", f'{field} = "{value}"\ndocument = ')), "utf-8")
    before = ports.read_bytes()

    ran = eppd("add", "--from", "list.toml", "--yes", *AT, code=5)

    assert said in ran.err + ran.out
    assert ports.read_bytes() == before


def test_options_of_one_entry_do_not_go_with_a_list(eppd: Eppd, ports: Path) -> None:
    assert "--from" in eppd("add", "--from", "x.toml", "--owner", "APA", *AT, code=2).err


# ---- the document ----


@pytest.mark.parametrize("words", [("--document", "talks-3"), ("--meeting", "WG-2")])
def test_a_document_is_called_and_dated_as_somebody_says(
    eppd: Eppd, ports: Path, words: tuple[str, str]
) -> None:
    eppd("intake", "results.txt", *words, "-o", "list.toml", *AT)
    eppd("add", "--from", "list.toml", "--yes", *AT)

    (paper,) = load(ports).documents
    assert {"--document": paper.id, "--meeting": paper.meeting}[words[0]] == words[1]
    assert str(paper.date) == ("2026-04-15" if words[0] == "--document" else "2025-09-16")


def test_two_documents_of_one_name_get_two_ids(eppd: Eppd, ports: Path) -> None:
    for name, text in (("Results.txt", RESULTS), ("Results!.txt", "Westrand will lend Aldermoor its tug.\n")):
        Path(name).write_text(text, "utf-8")
        eppd("intake", name, "-o", "list.toml", "--overwrite", *AT)
        eppd("add", "--from", "list.toml", "--yes", *AT)

    assert [one.id for one in load(ports).documents] == ["results", "results-2"]


@pytest.mark.parametrize(("name", "content", "code"), [("gone.docx", None, 5), ("a.xyz", "x", 2)])
def test_a_document_that_cannot_be_read_is_refused(
    eppd: Eppd, ports: Path, name: str, content: str | None, code: int
) -> None:
    if content:
        Path(name).write_text(content, "utf-8")

    ran = eppd("intake", name, *AT, code=None)

    assert ran.code in {2, 5}
    assert name in ran.err


# ---- a new ledger ----


def test_a_new_ledger_begins_with_what_a_document_promises(eppd: Eppd) -> None:
    text = (
        RESULTS.replace("阿爾德莫爾", "我方")
        .replace("西蘭德", "美方")
        .replace("Westrand", "The United States")
    )
    Path("results.txt").write_text(text.replace("Aldermoor", "Taiwan"), "utf-8")

    ran = eppd("init", "--from", "results.txt", *AT)

    assert "read for the sides Taiwan, US;" in ran.err

    ledger = load(Path("commitments.toml"))
    assert len(ledger.commitments) == len(PROMISES)
    assert [(one.number, one.title_zh) for one in ledger.pillars] == [(1, "港區安全"), (2, "能源轉型")]
    assert {one.owner_confirmed for one in ledger.commitments} == {False}
    assert ledger.dialogue.id.endswith("-3")
    assert "10 of 10 entries found" in eppd("trace", *AT).out
    eppd("check", *AT)
    eppd("init", "--from", "results.txt", *AT, code=5)


@pytest.mark.parametrize("chapter", ["h1", "h2"])
def test_what_a_document_is_called_is_no_pillar(eppd: Eppd, chapter: str) -> None:
    chapters = "".join(
        f"<{chapter}>{head}</{chapter}><p>{words}</p>"
        for head, words in {
            "一、航行安全": "雙方將測試警示信號。",
            "二、綠色港口": "雙方將設立基金。",
        }.items()
    )
    Path("results.html").write_text(
        f"<h1>第 3 屆港務會談成果</h1><p>雙方同意交換潮位資料。</p>{chapters}", "utf-8"
    )

    eppd("init", "--from", "results.html", *AT)

    ledger = load(Path("commitments.toml"))
    assert [(one.number, one.title_zh) for one in ledger.pillars if one.number] == [
        (1, "航行安全"),
        (2, "綠色港口"),
    ]
    assert [one.pillar for one in ledger.commitments] == [0, 1, 2]
    assert ledger.documents[0].title_zh == "第3屆港務會談成果"
    assert ledger.documents[0].lang == "zh"


@pytest.mark.parametrize(
    ("head", "name", "title"),
    [
        ("Third Dialogue on Ports\nTainan, June 11, 2026", "DIALOGUE-3", "Third Dialogue on Ports"),
        ("Results of the 12th Dialogue on Ports", "DIALOGUE-12", "Results of the 12th Dialogue on Ports"),
        (
            "Results of the 2nd talks, 12 May 2026\n\nPillar 1: Safety at sea in all weathers",
            "DIALOGUE-2",
            "Results of the 2nd talks, 12 May 2026",
        ),
        ("Dialogue on Ports\n\nThis is the first paper of its kind.", "DIALOGUE-1", "Dialogue on Ports"),
        (
            "Dialogue on Ports\n\nIt ends in the second half of 2027.",
            "DIALOGUE-1",
            "Dialogue on Ports",
        ),
        ("Dialogue on Ports\n\nJune 11, 2026", "DIALOGUE-1", "Dialogue on Ports"),
    ],
)
def test_a_new_ledger_is_called_as_the_document_calls_the_talks(
    eppd: Eppd, head: str, name: str, title: str
) -> None:
    Path("results.txt").write_text(f"{head}\n\nBoth sides will build a bridge.\n", "utf-8")

    eppd("init", "--from", "results.txt", *AT)

    ledger = load(Path("commitments.toml"))
    assert (ledger.dialogue.id, ledger.dialogue.title, ledger.documents[0].title) == (name, title, title)


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("2026年4月14日至15日於高雄舉行", "2026-04-14", "2026-04-15"),
        ("民國115年4月14至15日", "2026-04-14", "2026-04-15"),
        ("Held on 14-15 April 2026", "2026-04-14", "2026-04-15"),
        ("April 14 and 15, 2026", "2026-04-14", "2026-04-15"),
        ("15 April 2026", "2026-04-15", None),
    ],
)
def test_a_new_ledger_has_the_first_and_the_last_day_of_the_talks(
    eppd: Eppd, words: str, first: str, last: str | None
) -> None:
    Path("results.txt").write_text(f"{words}\n\nBoth sides will build a bridge.\n", "utf-8")

    eppd("init", "--from", "results.txt", *AT)

    ledger = load(Path("commitments.toml"))
    held = ledger.meetings[0]
    assert (str(held.date), str(held.end) if held.end else None) == (first, last)
    assert str(ledger.documents[0].date) == (last or first)


# ---- cards on a terminal ----


@pytest.fixture
def sit_down() -> Iterator[Callable[..., Person]]:
    """Starts `eppd intake` at a terminal; whatever still runs afterwards is ended."""
    people: list[Person] = []

    def start(*words: str, columns: int = 80, rows: int = 60, **variables: str) -> Person:
        asked = ("intake", "results.txt", *(words or AT))
        people.append(Person(*asked, columns=columns, rows=rows, **variables))
        return people[-1]

    yield start
    for person in people:
        if not person.gone:
            person.child.close(force=True)


CARD = re.compile(rf"── (\d+)/{len(PROMISES)} ")


def at(person: Person, place: int) -> Person:
    """Waits until the card of a place is the last one drawn, and a key is asked for."""
    while (cards := CARD.findall(person.page)) == [] or int(cards[-1]) != place:
        person.reads()
    return person.ready()


@POSIX
def test_cards_are_taken_bettered_linked_set_aside_and_left_in_one_write_and_one_undo(
    ports: Path, sit_down, eppd: Eppd
) -> None:
    before = ports.read_bytes()
    person = sit_down()
    at(person, 1).sees("港區聯合工作小組", "H2-P1-01").types("l").sees("Which entry (id)>").types(ENTER)
    at(person, 2).types("a").sees("Why it is no entry>").types(ENTER).sees("A reason is needed")
    person.types("已於會中完成。", ENTER)
    at(person, 3).types("x")
    at(person, 4).types("b")
    at(person, 3).sees("Left open.").types(ENTER)
    at(person, 4).types("e").sees("Which field (number)>").types("99", ENTER).sees("from 1 to")
    person.types("\x154", ENTER).sees("Owner>").types("\x15nobody", ENTER).sees("nobody")
    person.types("\x15ACS", ENTER)
    at(person, 4).sees("Becomes an entry.").types(ENTER)
    for place in range(5, len(PROMISES) + 1):
        at(person, place).types(ENTER)
    person.saves()

    ledger = load(ports)
    assert [text.print for text in ledger.commitments[0].texts] == [print_of(PROMISES[0])]
    (aside,) = ledger.documents[0].asides
    assert (aside.print, aside.reason_zh) == (print_of(PROMISES[1]), "已於會中完成。")
    assert {one.texts[0].print for one in new(ports)} == {print_of(words) for words in PROMISES[3:]}
    (bettered,) = [one for one in new(ports) if one.texts[0].print == print_of(PROMISES[3])]
    assert (bettered.owner, bettered.owner_confirmed) == ("ACS", True)
    assert ledger.documents[0].file == "results.txt"
    eppd("check", *AT)
    assert "8 claimed, 1 set aside, 1 unclaimed" in eppd("trace", *AT, code=1).out
    eppd("undo", *AT)
    assert ports.read_bytes() == before


@POSIX
def test_a_value_is_offered_and_taken_by_its_chinese_name(ports: Path, sit_down) -> None:
    person = sit_down("--lang", "zh", *AT[2:])
    at(person, 1).types("e").sees("（序號）>").types("8", ENTER).sees("狀態> 尚未啟動").types(ENTER)
    at(person, 1).types("e").sees("（序號）>").types("6", ENTER).sees("承諾強度> 明確承諾")
    person.types("\x15探索", ENTER).ready().types("e").sees("（序號）>").types("6", ENTER)
    person.sees("承諾強度> 探索").types(ESC)
    for place in range(1, len(PROMISES) + 1):
        at(person, place).types(ENTER)
    person.sees("新增文件 results：").types("y", ENTER)

    assert person.leaves() == 0
    assert (new(ports)[0].status, new(ports)[0].strength) == (Status.NOT_STARTED, Strength.EXPLORATORY)


@POSIX
def test_cards_and_a_list_of_the_same_document_give_the_same_ledger(
    ports: Path, sit_down, eppd: Eppd
) -> None:
    before = ports.read_bytes()
    eppd("intake", "results.txt", "-o", "list.toml", *AT)
    eppd("add", "--from", "list.toml", "--yes", *AT)
    wanted = ports.read_bytes()
    ports.write_bytes(before)

    person = sit_down()
    for place in range(1, len(PROMISES) + 1):
        at(person, place).types(ENTER)
    person.saves()

    assert ports.read_bytes() == wanted


@POSIX
@pytest.mark.parametrize("how", ["q", CTRL_C, "a terminal that goes away"])
def test_an_intake_that_stops_goes_on_where_it_was(ports: Path, sit_down, how: str) -> None:
    before = ports.read_bytes()
    person = sit_down()
    at(person, 1).types("a").sees("Why it is no entry>").types("Done already.", ENTER)
    at(person, 2).types(ENTER)
    at(person, 3)
    if how.startswith("a "):
        person.hangs_up()
    else:
        assert person.types(how).leaves() == {"q": 0, CTRL_C: 130}[how]
    assert ports.read_bytes() == before

    again = sit_down()
    at(again.sees("2").types("r"), 3).types("b")
    at(again, 2).sees("Becomes an entry.").types("b")
    at(again, 1).sees("Set aside: Done already.").types(ENTER)
    for place in range(2, len(PROMISES) + 1):
        at(again, place).types(ENTER)
    again.saves()
    assert load(ports).documents[0].asides[0].reason == "Done already."
    assert len(new(ports)) == 9


@POSIX
def test_a_draft_is_thrown_away_where_somebody_says_so(ports: Path, sit_down) -> None:
    person = sit_down()
    at(person, 1).types("x")
    at(person, 2).types("q")
    assert person.leaves() == 0

    again = sit_down()
    at(again.ready().types("x"), 1).sees_no("Left open.")


@POSIX
def test_nothing_is_written_where_the_last_question_is_declined_and_the_answers_stay(
    ports: Path, sit_down
) -> None:
    before = ports.read_bytes()
    person = sit_down()
    for place in range(1, len(PROMISES) + 1):
        at(person, place).types(ENTER)
    assert person.sees("Write these changes?").types("n", ENTER).leaves() == 5
    person.sees("`eppd intake results.txt` goes on with it.")
    assert ports.read_bytes() == before

    at(sit_down().ready().types("r"), len(PROMISES)).sees("Becomes an entry.")


@POSIX
def test_what_is_settled_is_not_asked_again(ports: Path, sit_down, eppd: Eppd) -> None:
    eppd("intake", "results.txt", "-o", "list.toml", *AT)
    eppd("add", "--from", "list.toml", "--yes", *AT)

    person = sit_down()

    assert person.sees("answers for every promising clause already").leaves() == 0


@POSIX
def test_what_was_typed_is_kept_and_a_question_is_left_by_escape(ports: Path, sit_down) -> None:
    person = sit_down()
    at(person, 1).types("a").sees("Why it is no entry>").types("half a reason", ESC).ready()
    person.types("?").sees("the ledger keeps the reason").ready()
    person.types("a").sees("half a reason").types(ENTER)
    at(person, 2).types("b")
    at(person, 1).sees("Set aside: half a reason")


@POSIX
def test_keys_work_while_an_input_method_is_on_whatever_they_answer(ports: Path, sit_down) -> None:
    person = sit_down()
    at(person, 1).types("ㄇ").sees("Why it is no entry>").types("No promise.", ENTER)
    at(person, 2).types("ㄠ").sees("Which entry (id)>").types(ESC).ready().types("ㄆ").leaves()

    at(sit_down().ready().types("ㄐ"), 2)


@POSIX
@pytest.mark.parametrize(("columns", "language"), [(40, "zh"), (72, "zh"), (130, "en")])
def test_a_card_is_whole_at_any_width(ports: Path, sit_down, columns: int, language: str) -> None:
    person = sit_down("--lang", language, "--today", "2026-06-30", columns=columns)

    at(person, 1).sees(PROMISES[0], "APA?", "H2-P1-01")
    assert holds(person.page, "壹、港區安全　第1點前段" if language == "zh" else "item 1, first part")
    keys = ("列管", "併入", "不列管", "略過") if language == "zh" else ("take", "link", "set aside", "leave")
    person.sees(*keys)


@pytest.mark.parametrize("head", ["主辦機關", "Lead agency", "Responsible"])
def test_a_column_for_who_leads_gives_the_owner(eppd: Eppd, shipped: Path, tmp_path: Path, head: str) -> None:
    cells = "".join(
        f"<tr><td>{number}</td><td>{words}</td><td>{owner}</td></tr>"
        for number, words, owner in (
            (1, "雙方同意於2028年底前建立港灣資料交換平台。", "經濟部國際貿易署"),
            (2, "我方將派遣引水人5名赴對方港口觀摩。", "外交部"),
        )
    )
    page = f"<h1>議題</h1><table><tr><th>編號</th><th>結論</th><th>{head}</th></tr>{cells}</table>"
    (tmp_path / "table.html").write_text(f'<meta charset="utf-8">{page}', encoding="utf-8")

    proposed = json.loads(eppd("intake", "table.html", "--format", "json").out)["proposals"]

    assert [each["owner"] for each in proposed] == ["TITA", "MOFA"]
