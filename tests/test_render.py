"""The renderers on fixed reports: nothing is cut, no column is lost, text of the ledger stays text."""

import csv
import datetime as dt
import io
import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser

import pytest
from conftest import ESCAPE, SHIPPED, holds, squeezed
from markdown_it import MarkdownIt
from msgspec import structs

from eppd_track import load
from eppd_track.model.due import Due
from eppd_track.model.records import Commitment, Ledger
from eppd_track.model.vocabulary import Audience, Calendar, Language, Light, Move, Status
from eppd_track.render import render
from eppd_track.render.cells import Style, paragraph, visible, width
from eppd_track.render.plain import chart_table
from eppd_track.render.terminal.folding import folded
from eppd_track.report import card, listing, log, week, weekly
from eppd_track.report.parts import (
    Bar,
    Chart,
    Column,
    Count,
    DueCell,
    Facts,
    Group,
    Guess,
    Owner,
    Percent,
    Report,
    Section,
    Sentences,
    Step,
    Strip,
    Table,
)
from eppd_track.rules import lights
from eppd_track.rules.selection import Choice, Selection, select
from eppd_track.words.text import Text, Titles, same

DAY = dt.date(2026, 11, 23)
WIDTHS = (40, 50, 60, 80, 200)
LANGUAGES = tuple(Language)
HOSTILE = [
    "[draft]",
    "[/x]",
    "[bold red]x[/]",
    ":smile:",
    "\x1b[31mred",
    "\x1b]8;;http://x\x1b\\link",
    "\u202eecaf",
    "\u200b\ufeffunseen",
    "a|b",
    "a\\|b",
    "<b>bold</b>",
    "<script>alert(1)</script>",
    "&lt;b&gt; &amp;",
    "[click](http://x)",
    "![pic](http://x)",
    "](http://x)",
    "<http://x.example>",
    "*a* _b_ ~~c~~ `d`",
    "# head",
    "- item",
    "1. item",
    "> quote",
    "line\nbreak",
    "tab\there",
    "bell\x07 back\x08",
    "{{ 7 * 7 }} {% raw %}",
    "{name}",
    "%s %d",
]


def style(language: Language, columns: int = 80, *, color: bool = False) -> Style:
    return Style(language, Calendar.GREGORIAN, columns, color)


def titled(title: str) -> Report:
    """A report in which a text of the ledger stands wherever one can."""
    columns = (
        Column("id", same("Id")),
        Column("light", same("Light"), under="id"),
        Column("owner", same("Owner")),
        Column("title", same("Title"), wide=True),
        Column("note", same("Note"), wide=True),
    )
    row = (
        "E6-P1-01",
        Light.RED,
        Owner(title, Titles(title, None), Text(title, "經濟部")),
        Titles(title, None),
        title,
    )
    return Report(
        kind="fixed",
        title=same(title),
        as_of=DAY,
        ledger="commitments.toml",
        selection=same(""),
        shown=1,
        total=1,
        ids=("E6-P1-01",),
        sections=(
            Section("table", same(title), (Table(columns, (Group(same(title), (row,)),)),)),
            Section("facts", None, (Facts(((same("Name"), title), (same("Text"), same(title)))),)),
            Section("lines", None, (Sentences((same(title), title), listed=True),)),
        ),
        data={"commitments": [{"title": title}]},
        footer=(same(title),),
    )


def every_cell() -> Report:
    """A report with a cell of every kind."""
    cells = {
        "date": DAY,
        "due": Due("2026-Q4"),
        "late": DueCell(Due("2026-11-01"), 22, Due("2026-06-30")),
        "light": Light.YELLOW,
        "move": Move("US"),
        "owner": Guess(Owner("MOEA", Titles("Economy", "經濟部"), Text("MOEA", "經濟部"))),
        "percent": Percent(40),
        "step": Step(Status.NOT_STARTED, Status.IN_PROGRESS),
        "count": Count(5, -2),
        "bar": Bar(((Light.RED, 1), (Light.GREEN, 3)), 4),
        "strip": Strip(((Light.RED, 1), (Light.GREEN, 3))),
        "number": 12,
        "text": Text("plain", "文字"),
        "none": None,
    }
    columns = tuple(Column(name, Text(name.title(), f"{name}欄")) for name in cells)
    table = Table(columns, (Group(None, (tuple(cells.values()),)),))
    return Report(
        kind="cells",
        as_of=DAY,
        ledger="x",
        selection=same(""),
        shown=1,
        total=1,
        sections=(Section("cells", None, (table,)),),
    )


@pytest.fixture(scope="module")
def real() -> Ledger:
    return load(SHIPPED)


def pages(ledger: Ledger, name: str | None = None) -> Iterator[Report]:
    """The listing, the status report, the card and the log of the real ledger or of one commitment."""
    items = lights.assess_all(ledger, DAY)
    asked = Selection(everything=True, search=Choice((name,)) if name else Choice())
    yield listing.build(select(items, asked, ledger), ledger, DAY, same(""))
    period = week.Period(DAY, DAY + dt.timedelta(days=6), DAY, week=True)
    facts = week.build(ledger, asked, period, Audience.INTERNAL)
    yield weekly.build(facts, ledger, weekly.Cover(same(""), "tester", Calendar.GREGORIAN))
    mine = tuple(item for item in items if name in {None, item.commitment.id})
    yield card.build(card.Shown(mine, items), ledger, DAY, Calendar.GREGORIAN)
    records = [(item, record) for item in ledger.commitments for record in item.updates]
    yield log.build(records, ledger, DAY, same(""), Calendar.GREGORIAN)


def wanted_titles(commitment: Commitment, language: Language) -> list[str]:
    both = {Language.EN: [commitment.title], Language.ZH: [commitment.title_zh]}
    return [title for title in both.get(language, [commitment.title_zh, commitment.title]) if title]


# ---- the terminal ----


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("columns", WIDTHS)
def test_no_line_on_a_terminal_is_wider_than_it(real: Ledger, language: Language, columns: int) -> None:
    for report in (*pages(real), every_cell(), *map(titled, HOSTILE)):
        for color in (False, True):
            drawn = render(report, style(language, columns, color=color), "terminal")
            wide = [line for line in ESCAPE.sub("", drawn).splitlines() if width(line) > columns]
            assert wide == [], report.kind


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("columns", WIDTHS)
def test_a_terminal_cuts_no_title_at_any_width(real: Ledger, language: Language, columns: int) -> None:
    everything = select(lights.assess_all(real, DAY), Selection(everything=True), real)
    for item in everything.items:
        one = type(everything)((item,), 33, 0, ())
        drawn = render(listing.build(one, real, DAY, same("")), style(language, columns), "table")
        body = drawn.partition(item.commitment.id.partition("-")[2])[2]
        assert "…" not in body
        for title in wanted_titles(item.commitment, language):
            assert holds(body, title), drawn


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("columns", WIDTHS)
def test_a_terminal_loses_no_column_at_any_width(language: Language, columns: int) -> None:
    drawn = render(every_cell(), style(language, columns), "terminal")

    table = every_cell().sections[0].blocks[0]
    assert isinstance(table, Table)
    shown = {column.key: column.head for column in table.columns if column.key not in {"light", "none"}}
    lost = [key for key, head in shown.items() if not (holds(drawn, head.en) or holds(drawn, head.zh))]
    assert lost == []
    owner = "MOEA?" if language is Language.EN else "經濟部?"
    for sign in ("2026-11-23", "2026-Q4", "2026-11-01", "2026-06-30", "22", owner, "40%", "5", "12"):
        assert holds(drawn, sign), (sign, drawn)


@pytest.mark.parametrize("columns", WIDTHS)
def test_a_long_word_folds_and_loses_nothing(columns: int) -> None:
    long = "".join(chr(ord("a") + number % 26) for number in range(300))

    drawn = render(titled(long), style(Language.EN, columns), "terminal")

    assert squeezed(drawn).count(long) >= 4
    assert all(width(line) <= columns for line in drawn.splitlines())


@pytest.mark.parametrize("text", ["e\u0301te\u0301", "ｶﾞｷﾞ", "한국어", "🇹🇼 flag", "﷽", "①②"])
@pytest.mark.parametrize("columns", [40, 80])
def test_odd_widths_break_no_table(text: str, columns: int) -> None:
    drawn = render(titled(text * 12), style(Language.EN, columns), "terminal")

    assert all(width(line) <= columns for line in drawn.splitlines())
    assert holds(drawn, text)


@pytest.mark.parametrize("columns", range(40, 100, 3))
def test_a_column_squeezed_by_its_neighbours_still_holds_its_words(columns: int) -> None:
    names = tuple(Column(f"c{number}", same(f"Column {number}")) for number in range(4))
    cells = tuple("x" * 13 for _ in names)
    table = Table((*names, Column("title", same("T"), wide=True)), (Group(None, ((*cells, "稀土量產線"),)),))
    report = Report(
        kind="squeezed",
        as_of=DAY,
        ledger="x",
        selection=same(""),
        shown=1,
        total=1,
        sections=(Section("only", None, (table,)),),
    )

    drawn = render(report, style(Language.ZH, columns), "terminal")

    assert holds(drawn, "稀土量產線")
    assert drawn.count("x") == 52
    assert all(width(line) <= columns for line in drawn.splitlines())


def test_a_light_says_its_name_without_colour(real: Ledger) -> None:
    for language, word in ((Language.EN, "[Y] yellow"), (Language.ZH, "[Y] 黃"), (Language.BOTH, "[Y] 黃")):
        drawn = render(every_cell(), style(language, 200), "terminal")
        assert word in re.sub(" +", " ", drawn)


def test_colour_adds_escapes_and_changes_no_word(real: Ledger) -> None:
    for report in pages(real):
        plain = render(report, style(Language.BOTH, 80), "terminal")
        coloured = render(report, style(Language.BOTH, 80, color=True), "terminal")
        bare = [line.rstrip() for line in ESCAPE.sub("", coloured).splitlines()]
        assert bare == [line.rstrip() for line in plain.splitlines()]
        assert "\x1b" not in plain
        assert not report.shown or "\x1b" in coloured


# ---- plain text ----


@pytest.mark.parametrize("language", LANGUAGES)
def test_plain_text_has_a_line_a_row_and_no_escapes(real: Ledger, language: Language) -> None:
    report = next(pages(real))

    drawn = render(report, style(language, 20), "plain")

    assert drawn == render(report, style(language, 300, color=True), "plain")
    assert "\x1b" not in drawn
    for commitment in real.commitments:
        (line,) = [line for line in drawn.splitlines() if line.startswith(commitment.id)]
        assert all(title in line for title in wanted_titles(commitment, language))


def test_plain_columns_stand_under_their_heads(real: Ledger) -> None:
    for language in LANGUAGES:
        head, *lines = render(next(pages(real)), style(language), "plain").splitlines()
        start = width(head[: head.index("主辦" if language is not Language.EN else "Owner")])
        for line in lines:
            if line.startswith("E6-"):
                cells = re.split(r"  +", line)
                assert width(line[: line.index(f"  {cells[2]}") + 2]) == start, line


# ---- text stays text ----


@pytest.mark.parametrize("title", HOSTILE, ids=ascii)
@pytest.mark.parametrize("form", ["table", "plain"])
def test_hostile_text_is_printed_as_it_stands(title: str, form: str) -> None:
    shown = visible(title)

    drawn = render(titled(title), style(Language.EN, 200), form)

    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]", drawn)
    assert drawn.count(shown) >= 4


@pytest.mark.parametrize("title", HOSTILE, ids=ascii)
def test_colour_comes_from_the_page_and_never_from_a_title(title: str) -> None:
    drawn = render(titled(title), style(Language.EN, 200, color=True), "terminal")

    assert "\x1b" not in ESCAPE.sub("", drawn)
    assert ESCAPE.sub("", drawn).count(visible(title)) >= 4


@pytest.mark.parametrize("title", HOSTILE, ids=ascii)
def test_json_holds_the_text_itself_in_safe_characters(title: str) -> None:
    drawn = render(titled(title), style(Language.EN), "json")

    assert json.loads(drawn)["commitments"][0]["title"] == title
    assert not re.search(r"[\x00-\x09\x0b-\x1f]", drawn)


@pytest.mark.parametrize("title", HOSTILE, ids=ascii)
def test_csv_and_tsv_keep_a_row_together(title: str) -> None:
    rows = list(csv.reader(io.StringIO(render(titled(title), style(Language.EN), "csv"), newline="")))
    lines = render(titled(title), style(Language.EN), "tsv").splitlines()

    assert len(rows) == len(lines) == 2
    assert len(rows[1]) == len(lines[1].split("\t")) == len(rows[0])
    assert rows[1][3].removeprefix("'") == paragraph(title)
    assert lines[1].split("\t")[3].removeprefix("'") == visible(title)


class Page(HTMLParser):
    """What a browser would see: the text, the tags, and whether every tag is closed."""

    VOID = frozenset({"meta", "br", "link", "img", "hr", "input"})

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.text: list[str] = []
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.open: list[str] = []
        self.feed(source)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] not in {"style", "script"}:
            self.text.append(data)


@pytest.mark.parametrize("title", HOSTILE, ids=ascii)
def test_html_shows_hostile_text_and_runs_none_of_it(title: str) -> None:
    page = Page(render(titled(title), style(Language.EN), "html").replace("<br>", "\n"))

    harmless = Page(render(titled("harmless"), style(Language.EN), "html"))
    assert page.tags == harmless.tags
    assert not {"script", "b", "img"} & set(page.tags)
    assert all(value.startswith("#") for key, value in page.attributes if key == "href" and value)
    assert sum(text in {paragraph(title), visible(title)} for text in page.text) >= 4


def test_html_is_one_page_that_asks_for_nothing(real: Ledger) -> None:
    for language, name in ((Language.EN, "en"), (Language.ZH, "zh-Hant-TW"), (Language.BOTH, "zh-Hant-TW")):
        for report in (*pages(real), every_cell()):
            source = render(report, style(language), "html")
            page = Page(source)
            assert source.startswith("<!DOCTYPE html>")
            assert ("lang", name) in page.attributes
            assert not {"link", "img", "iframe", "object", "use"} & set(page.tags)
            assert page.tags.count("script") == any(part.key == "commitments" for part in report.sections)
            assert not [key for key, _ in page.attributes if key in {"src", "action"} or key.startswith("on")]
            places = [value or "" for key, value in page.attributes if key == "href"]
            assert all(place.startswith("#") for place in places + re.findall(r"url\((.*?)\)", source))
            assert "@import" not in source
            (policy,) = [
                value or "" for key, value in page.attributes if key == "content" and "-src" in value
            ]
            assert policy.startswith("default-src 'none';")


@pytest.mark.parametrize(
    "name", ['a"; } x', "</style><script>alert(1)</script>", "a\\", "*/", "列管\n檔", "\U00020bb7"]
)
def test_the_name_of_a_ledger_stays_text_in_the_style_sheet_of_a_page(name: str) -> None:
    report = structs.replace(titled("x"), ledger=name, mark=Text(name, name))

    source = render(report, style(Language.EN), "html")

    assert (
        Page(source).tags
        == Page(render(structs.replace(report, ledger="x"), style(Language.EN), "html")).tags
    )
    (content,) = re.findall(r"@bottom-left \{ content: (.*?); }\n", source)
    assert re.fullmatch(r'"(?:[^"\\<>&\n]|\\[0-9a-f]{1,6} )*"', content)


def test_html_shows_every_title_in_both_languages(real: Ledger) -> None:
    text = Page(render(next(pages(real)), style(Language.BOTH), "html")).text

    for commitment in real.commitments:
        assert commitment.title in text
        assert commitment.title_zh in text


@pytest.mark.parametrize("title", HOSTILE, ids=ascii)
def test_markdown_shows_hostile_text_and_marks_up_none_of_it(title: str) -> None:
    tokens = (
        MarkdownIt("commonmark")
        .enable(["table", "strikethrough"])
        .parse(render(titled(title), style(Language.EN), "markdown"))
    )
    inner = [child for token in tokens for child in token.children or ()]
    kinds = {child.type for child in inner if child.content != "<br>"}
    texts = [
        "".join(child.content for child in token.children or () if child.type == "text") for token in tokens
    ]

    assert kinds <= {"text", "strong_open", "strong_close", "text_special", "hardbreak"}
    assert not {"html_block", "fence", "code_block", "blockquote_open", "ordered_list_open"} & {
        token.type for token in tokens
    }
    pieces = [visible(part) for part in title.split("\n")]
    shown = "\n".join(texts)
    assert all(shown.count(piece) >= 4 for piece in pieces) or visible(title) in shown


@pytest.mark.parametrize(
    ("title", "written"),
    [
        ("http://x.example", "http\\://x.example"),
        ("www.x.example", "www\\.x.example"),
        ("me@x.example", "me\\@x.example"),
        (":smile: 12:30", "\\:smile: 12:30"),
        ("$x$", "\\$x\\$"),
        ("==a== ++b++", "=\\=a=\\= +\\+b+\\+"),
        ("x^2^ H~2~O", "x\\^2\\^ H\\~2\\~O"),
        ("{.class} [^1]", "\\{.class} \\[^1]".replace("^", "\\^")),
        ("a = b - c, 1.5 + 2", "a = b - c, 1.5 + 2"),
    ],
)
def test_what_dialects_of_markdown_add_stays_text_too(title: str, written: str) -> None:
    assert f"| {written} |" in render(titled(title), style(Language.EN), "markdown")


@pytest.mark.parametrize("title", ["a|b", "a\\|b", "line\nbreak", "|", "\\"], ids=ascii)
def test_markdown_tables_have_a_cell_a_column(title: str) -> None:
    lines = render(titled(title), style(Language.EN), "markdown").splitlines()

    table = [line for line in lines if line.startswith("|")]
    assert len(table) == 3
    assert {len(re.findall(r"(?<!\\)(?:\\\\)*\|", line)) for line in table} == {6}


def test_markdown_tables_of_the_real_ledger_are_read_as_tables(real: Ledger) -> None:
    parser = MarkdownIt("commonmark").enable("table")
    for report in pages(real):
        tokens = parser.parse(render(report, style(Language.BOTH), "markdown"))
        rows = sum(token.type == "tr_open" for token in tokens)
        blocks = [block for part in report.sections for block in part.blocks]
        tables = [block for block in blocks if isinstance(block, Table)]
        tables += [chart_table(block) for block in blocks if isinstance(block, Chart)]
        heads = sum(len(table.groups) for table in tables)
        assert rows == sum(len(table.drawn) for table in tables) + heads


def test_the_same_report_gives_the_same_bytes(real: Ledger) -> None:
    for report in (*pages(real), every_cell()):
        for form in ("terminal", "plain", "json", "csv", "tsv", "markdown", "html", "ids"):
            page = style(Language.BOTH, 80, color=True)
            assert render(report, page, form) == render(report, page, form)


FOLDED = (
    "於民國115年11月23日召開會議，決議（詳附件）：2026-11-23前完成E6-P2-04之「草案」。預計115年第4季辦理。"
)


@pytest.mark.parametrize("columns", range(18, 60))
def test_no_line_begins_with_a_closing_mark_or_breaks_a_date(columns: int) -> None:
    found = folded(FOLDED, columns)

    assert "".join(found) == FOLDED
    assert all(width(line) <= columns for line in found)
    assert not [line for line in found if line[0] in "，。、；：？！）」"]
    assert not [line for line in found if line[-1] in "（「"]
    for whole in ("民國115年11月23日", "2026-11-23", "E6-P2-04", "115年第4季"):
        assert any(whole in line for line in found), (whole, found)


@pytest.mark.parametrize("columns", range(19, 60))
def test_chinese_goes_on_behind_a_blank_and_words_of_letters_stay_whole(columns: int) -> None:
    text = "MODA.xlsx 第 7 列：" + FOLDED + " Reported by the secretariat."
    found = folded(text, columns)

    assert "".join(found).replace(" ", "") == text.replace(" ", "")
    assert found[0].startswith("MODA.xlsx 第 7 列：")
    assert all(width(line) <= columns for line in found)
    for word in ("Reported", "by", "the", "secretariat."):
        assert any(word in line.split() or line.endswith(word) for line in found), (word, found)


@pytest.mark.parametrize("columns", range(2, 18))
def test_a_narrow_column_loses_nothing(columns: int) -> None:
    found = folded(FOLDED, columns)

    assert "".join(found) == FOLDED
    assert all(0 < width(line) <= columns for line in found)
