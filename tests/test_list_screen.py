"""The list in a terminal: one item, one line at every width, laid out alike by Rich and by hand."""

import datetime as dt
import re

import pytest
from conftest import ESCAPE, ROOT, holds, squeezed

from eppd_track import load
from eppd_track.model.records import Ledger, SideName
from eppd_track.model.vocabulary import Calendar, Language, Move, Side
from eppd_track.render import render
from eppd_track.render.cells import Style, title_lines, width
from eppd_track.render.terminal import table
from eppd_track.render.terminal.cells import age
from eppd_track.report import listing
from eppd_track.report.sentences import titles
from eppd_track.rules import lights
from eppd_track.rules.query import in_short
from eppd_track.rules.selection import Choice, Selected, Selection, select
from eppd_track.words.labels import BRIEF_COLUMN, brief_name, members, name_sides
from eppd_track.words.text import Text, same

DAY = dt.date(2026, 11, 27)
WIDTHS = range(60, 201, 4)
NARROW = (20, 28, 40, 52)


@pytest.fixture(scope="module")
def friday() -> Ledger:
    return load(ROOT / "examples" / "friday.toml")


def found(ledger: Ledger, **asked: Choice | bool) -> Selected:
    return select(lights.assess_all(ledger, DAY), Selection(**asked), ledger)


def drawn(
    ledger: Ledger,
    language: Language,
    columns: int,
    asked: Selected | None = None,
    *,
    color: bool = False,
    names: tuple[str, ...] = listing.DEFAULT,
    **options,
) -> str:
    report = listing.build(asked or found(ledger), ledger, DAY, same(""), columns=names, **options)
    return render(report, Style(language, Calendar.GREGORIAN, columns, color), "table")


def blocks(text: str) -> dict[str, list[str]]:
    """The lines of each item by its id without the round."""
    items: dict[str, list[str]] = {}
    current: list[str] = []
    for line in text.splitlines():
        begun = re.match(r"\[.\] (P\d+-\d+) ", line)
        if begun:
            current = items.setdefault(begun[1], [])
        current = current if begun or line.startswith(" " * 11) else []
        current.append(line)
    return items


# ---- as many lines as needed, and no more ----


@pytest.mark.parametrize(
    ("language", "columns", "most"),
    [
        *((Language.ZH, *pair) for pair in ((60, 124), (80, 90), (100, 66), (120, 62), (160, 60))),
        *((Language.EN, *pair) for pair in ((60, 160), (80, 135), (100, 95), (120, 79), (160, 62))),
        *((Language.BOTH, *pair) for pair in ((60, 232), (80, 192), (120, 116), (160, 95))),
    ],
)
def test_a_list_takes_no_more_lines_than_promised(
    friday: Ledger, language: Language, columns: int, most: int
) -> None:
    assert len(drawn(friday, language, columns).splitlines()) <= most


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("columns", [*NARROW, *WIDTHS])
def test_at_every_width_every_word_of_a_title_stands_whole_below_its_head(
    friday: Ledger, language: Language, columns: int
) -> None:
    text = drawn(friday, language, columns)

    assert [line for line in text.splitlines() if width(line) > columns] == []
    items, (head, *_) = blocks(text), text.splitlines()
    start = head.index("C") if language is Language.EN else width(head[: head.index("承")])
    end = start + max(columns - start, 0)
    for item in found(friday).items:
        lines = items[item.commitment.id.partition("-")[2]]
        column = [cut_columns(line, start, end) for line in lines]
        for title in title_lines(titles(item.commitment), Style(language, Calendar.GREGORIAN)):
            assert squeezed(title) in squeezed("".join(map(before_next, column))), text
            for word in re.findall(r"[A-Za-z]+", title):
                assert len(word) + 2 > columns - start or any(word in line for line in column), (word, text)


def cut_columns(line: str, start: int, end: int) -> str:
    """The part of a line in some columns of the terminal."""
    place, kept = 0, ""
    for char in line:
        if start <= place < end:
            kept += char
        place += width(char)
    return kept


def before_next(cell: str) -> str:
    """A title without the columns behind it."""
    return re.split(r"  +", cell.strip(), maxsplit=1)[0]


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("columns", WIDTHS)
def test_the_columns_stand_one_below_the_other(friday: Ledger, language: Language, columns: int) -> None:
    head, *lines = drawn(friday, language, columns).splitlines()

    word = BRIEF_COLUMN["owner"].label(Language.EN if language is Language.EN else Language.ZH)
    assert word in head, "the owner gives way below 60 columns only"
    start = width(head[: head.index(word)])
    for line in lines:
        if line.startswith("["):
            name = r"[一-龥]{2,}" if language is not Language.EN else "[A-Z]{3,}"
            assert re.match(rf" {name}\??( |$)", cut_columns(line, start - 1, columns)), line


def test_what_gives_way_is_told_below(friday: Ledger) -> None:
    for columns in range(20, 121):
        text = drawn(friday, Language.EN, columns, found(friday, pillar=Choice(("2",))))
        (first,) = (lines for name, lines in blocks(text).items() if name == "P2-05")
        for sign in ("MOEA?", "US", "blocked", "2026-11-13", "14d late", "2w"):
            assert squeezed(sign) in squeezed("".join(line[11:] for line in first)), (columns, sign, text)


@pytest.mark.parametrize("group", listing.GROUPS)
@pytest.mark.parametrize("width_", [30, 60, 90, 140])
def test_nothing_is_lost_with_other_columns_orders_and_groups(
    friday: Ledger, group: str, width_: int
) -> None:
    names = ("title", "light", "id", "owner", "next_step", "done_when", "due", "tempo")

    text = drawn(friday, Language.ZH, width_, names=names, group_by=group, sort="due", reverse=True)

    assert [line for line in text.splitlines() if width(line) > width_] == []
    for item in found(friday).items:
        one = item.commitment
        owner = in_short(one.owner, friday)
        for value in (one.title_zh, one.id.partition("-")[2], owner.zh, one.next_step, one.done_when):
            assert holds(text, value or ""), value


# ---- what each sign says ----


@pytest.mark.parametrize(
    ("days", "said"),
    [(0, "0d"), (13, "13d"), (14, "2w"), (104, "14w"), (729, "104w"), (730, "1y"), (1100, "3y")],
)
def test_an_age_is_told_in_its_own_unit(days: int, said: str) -> None:
    assert age(DAY, DAY - dt.timedelta(days=days)).en == said


def test_the_move_goes_by_one_sign_and_by_the_name_a_ledger_gives_a_side() -> None:
    assert [brief_name(move).zh for move in members(Move)] == ["我", "美", "雙", "第", "-"]
    assert [brief_name(move).en for move in members(Move)] == ["TW", "US", "both", "3rd", "-"]
    try:
        name_sides(
            [
                SideName(code=Side("TW"), name="Harbour", name_zh="港方"),
                SideName(code=Side("US"), name="Port", name_zh="港口"),
            ]
        )
        assert brief_name(Move("TW")) == Text("Harbour", "港方")
        assert brief_name(Move("US")) == Text("Port", "港口")
    finally:
        name_sides(())


def test_what_is_late_outside_the_selection_is_never_quiet(friday: Ledger) -> None:
    asked = found(friday, pillar=Choice(("2",)))

    *_, last = drawn(friday, Language.ZH, 80, asked, color=True).splitlines()

    assert "範圍外逾期 3：P1-09 P1-10 P1-11" in ESCAPE.sub("", last)
    assert "48;5;160" in last


# ---- two ways to lay out, one page ----


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("color", [False, True])
def test_a_long_table_laid_out_by_hand_has_the_bytes_of_richs(
    friday: Ledger, language: Language, monkeypatch, *, color: bool
) -> None:
    for columns in (20, 60, 80, 160):
        monkeypatch.setattr(table, "MANY_ROWS", 10**9)
        by_rich = drawn(friday, language, columns, color=color)
        monkeypatch.setattr(table, "MANY_ROWS", 0)
        assert drawn(friday, language, columns, color=color) == by_rich
