"""Texts of a ledger in every form that people read: as they are, with their line breaks, and the unseen."""

import csv
import datetime as dt
import io
import re
import subprocess
import unicodedata
import zipfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from conftest import Eppd, needs, squeezed
from icalendar import Calendar as Parsed
from markdown_it import MarkdownIt
from sheetwork import book_of
from test_render import Page

from eppd_track.cli.shared.session import Session
from eppd_track.cli.sweep import card
from eppd_track.ledger.reader import read
from eppd_track.model.vocabulary import Calendar, Language
from eppd_track.render.cells import Style, characters, width, written_out
from eppd_track.render.terminal.folding import folded
from eppd_track.report.agenda import Point
from eppd_track.rules.lights import assess_all

TODAY = "2026-11-27"
MARKUP = [
    "[draft]",
    "[/x]",
    "[bold red]x[/]",
    ":smile: 12:30",
    "\x1b[31mred",
    "\x1b]8;;http://x\x1b\\link",
    "\u202ecba",
    "*a* **b** _c_ __d__",
    "snake_case_word",
    "a|b | c",
    "a\\|b\\",
    "`code` ``x``",
    "<b>bold</b> <script>x</script>",
    "&amp; &lt;i&gt; &nbsp; &#35;",
    "typed \\n and \\t",
    "#hash",
    "# head #",
    "C ##",
    "$x$ and $$y$$",
    "to @moea @ref",
    "// no comment",
    "= formula",
    "=1+1",
    "+886-2-2345",
    "-1+1",
    " @SUM(A1)",
    "http://x.example/a_b?c=d&e=f",
    "www.x.example",
    "me@x.example",
    "<http://x.example>",
    "[a](http://x)",
    "![a](http://x)",
    "[a]: http://x",
    "[^1]",
    "- item",
    "+ item",
    "1. item",
    "12) item",
    "> quote",
    ">quote",
    "---",
    "===",
    "***",
    "~~a~~ ~~~ fence",
    "==a== ^b^ ++c++",
    ": term",
    "- [ ] task",
    "| a | b |",
    "    code",
    "{name} {0} {}",
    "%s %d %(x)s",
    "{{ 7 * 7 }} {% raw %}",
    "#{1 + 1} #let x",
    "\\*",
    "'quoted",
    '"quoted"',
]
BREAKS = {"lf": "\n", "crlf": "\r\n", "mac": "\r", "nel": "\x85", "ls": "\u2028", "ps": "\u2029"}
EMPTY = {
    "vs15": "\ufe0e",
    "vs16": "\ufe0f",
    "ideographic variation": "\U000e0100",
    "zwj": "\u200d",
    "zwnj": "\u200c",
    "word joiner": "\u2060",
    "soft hyphen": "\xad",
    "zero width space": "\u200b",
    "byte order mark": "\ufeff",
    "left-to-right mark": "\u200e",
    "right-to-left mark": "\u200f",
    "arabic letter mark": "\u061c",
    "tag": "\U000e0067",
    "grapheme joiner": "\u034f",
    "invisible separator": "\u2063",
    "mongolian vowel separator": "\u180e",
    "hangul filler": "\u3164",
}


def item(text: str, number: int) -> dict[str, Any]:
    """A commitment with a text wherever one takes it."""
    return {
        "id": f"E6-P{number}-01",
        "pillar": number,
        "owner": f"A{number}",
        "title": text,
        "title_zh": text,
        "kind": "tw-pledge",
        "sides": "TW",
        "status": "in-progress",
        "due": "@2026-11-20",
        "cadence": "monthly",
        "next_step": text,
        "next_step_due": "@2026-12-01",
        "done_when": text,
        "due_basis": text,
        "note": text,
        "tags": [text],
        "milestone": [{"id": "one", "title": text, "title_zh": text, "due": "@2026-12-10"}],
        "score": [{"date": "@2026-11-24", "side": "TW", "value": 0, "reader": "Lin", "reason": text}],
        "evidence": [{"date": "@2026-11-24", "type": "minutes", "title": text, "ref": text}],
        "update": [
            {
                "date": "@2026-11-24",
                "by": "Lin",
                "meeting": f"M-{number}",
                "note": text,
                "reason": text,
                "status": "in-progress",
                "previous": {"status": "not-started"},
            }
        ],
    }


CONTROLS = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")


def shown(text: str) -> str:
    """How a text reads: what would act on a terminal or turn the line around is written out."""
    return text.replace("\x1b", "\\x1b").replace("\u202e", "\\u202e")


def times(text: str, seen: str) -> int:
    """How often a text stands in another, blanks aside, without a sign that would keep it from acting."""
    free = "" if text.endswith("\\") else r"(?<!\\)"
    return len(re.findall(free + re.escape(squeezed(text)), squeezed(seen)))


# ---- what a reader of each form sees ----


def of_terminal(raw: bytes) -> str:
    drawn = re.sub("(?<=commitments.toml )[0-9a-f]{12}", "", raw.decode())
    assert not CONTROLS.search(drawn)
    return drawn


def of_markdown(raw: bytes) -> str:
    """The text of a page as a reader of Markdown lays it out; nothing of the ledger may be markup in it."""
    seen: list[str] = []
    blocks = {"heading", "paragraph", "inline", "table", "thead", "tbody", "tr", "th", "td"}
    blocks |= {"bullet_list", "list_item"}
    for token in MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(raw.decode()):
        assert re.sub("_(open|close)$", "", token.type) in blocks, token
        for child in token.children or ():
            if child.type == "html_inline":
                assert child.content == "<br>"
            assert child.type in {
                "text",
                "text_special",
                "html_inline",
                "hardbreak",
                "strong_open",
                "strong_close",
            }
            seen.append("\n" if child.type in {"html_inline", "hardbreak"} else child.content)
        seen.append("\n" * token.type.endswith("_close"))
    return "".join(seen)


def of_html(raw: bytes) -> str:
    page = Page(raw.decode().replace("<br>", "\n"))
    assert not {"script", "b", "i", "img"} - {"i", "script"} & set(page.tags)
    return "\n".join(page.text)


def of_odt(raw: bytes) -> str:
    return "".join(words_in(content_of(raw)))


def of_ods(raw: bytes) -> str:
    """The words of the first sheet; the hidden one behind it is for the program alone."""
    return "".join(words_in(next(part for part in content_of(raw).iter() if part.tag.endswith("}table"))))


def content_of(raw: bytes) -> ET.Element:
    return ET.fromstring(zipfile.ZipFile(io.BytesIO(raw)).read("content.xml"))


def words_in(element: ET.Element) -> Iterator[str]:
    """The words of a part of an OpenDocument, a paragraph a line."""
    name = element.tag.rpartition("}")[2]
    count = next((int(value) for key, value in element.attrib.items() if key.endswith("}c")), 1)
    yield {"line-break": "\n", "tab": "\t", "s": " " * count}.get(name, "") + (element.text or "")
    for part in element:
        yield from words_in(part)
        yield part.tail or ""
    yield "\n" if name in {"p", "h"} else ""


def of_pdf(raw: bytes) -> str:
    ran = subprocess.run(
        ["pdftotext", "-raw", "-", "-"], input=raw, check=True, capture_output=True, timeout=120
    )
    return unicodedata.normalize("NFKC", ran.stdout.decode()).replace(" ", "")


def of_xlsx(raw: bytes) -> str:
    book = book_of(io.BytesIO(raw))
    cells = [cell for row in book.worksheets[0].iter_rows() for cell in row if cell.value is not None]
    assert all(cell.data_type != "f" and cell.hyperlink is None for cell in cells)
    return "\n".join(str(cell.value) for cell in cells)


def of_csv(raw: bytes) -> str:
    cells = [cell for row in csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline="")) for cell in row]
    return "\n".join(map(harmless, cells))


def of_tsv(raw: bytes) -> str:
    return "\n".join(harmless(cell) for line in raw.decode().splitlines() for cell in line.split("\t"))


def harmless(cell: str) -> str:
    """A cell without the sign that keeps a spreadsheet from running it, which must be there."""
    assert not cell.lstrip().startswith(("=", "+", "-", "@")), cell
    return cell.removeprefix("'") if cell.lstrip("'").lstrip().startswith(("=", "+", "-", "@")) else cell


def of_ics(raw: bytes) -> str:
    events = Parsed.from_ical(raw).walk("VEVENT")
    return "\n".join(
        str(event[name]) for event in events for name in ("summary", "description") if name in event
    )


PRINTED: dict[str, tuple[tuple[str, ...], Callable[[bytes], str]]] = {
    "list, terminal": (("list", "--format", "table"), of_terminal),
    "list, plain": (("list", "--format", "plain"), of_terminal),
    "list, markdown": (("list", "--format", "markdown"), of_markdown),
    "list, html": (("list", "--format", "html"), of_html),
    "list, csv": (("list", "--format", "csv"), of_csv),
    "list, tsv": (("list", "--format", "tsv"), of_tsv),
    "log, terminal": (("log", "--format", "terminal"), of_terminal),
    "log, text": (("log", "--format", "text"), of_terminal),
    "log, markdown": (("log", "--format", "markdown"), of_markdown),
    "log, html": (("log", "--format", "html"), of_html),
    "log, csv": (("log", "--format", "csv"), of_csv),
    "log, tsv": (("log", "--format", "tsv"), of_tsv),
    "show, terminal": (("show", "IDS", "--format", "terminal"), of_terminal),
    "show, text": (("show", "IDS", "--format", "text"), of_terminal),
    "show, markdown": (("show", "IDS", "--format", "markdown"), of_markdown),
    "show, html": (("show", "IDS", "--format", "html"), of_html),
    "report, terminal": (("report", "--format", "terminal"), of_terminal),
    "report, text": (("report", "--format", "text"), of_terminal),
    "report, markdown": (("report", "--format", "markdown"), of_markdown),
    "report, html": (("report", "--format", "html"), of_html),
    "report, odt": (("report", "-o", "out.odt"), of_odt),
    "report, pdf": (("report", "-o", "out.pdf"), of_pdf),
    "agenda, terminal": (("agenda", "--format", "terminal"), of_terminal),
    "agenda, text": (("agenda", "--format", "text"), of_terminal),
    "agenda, markdown": (("agenda", "--format", "markdown"), of_markdown),
    "agenda, html": (("agenda", "--format", "html"), of_html),
    "agenda, pdf": (("agenda", "-o", "out.pdf"), of_pdf),
    "scorecard, terminal": (("report", "--scorecard", "--format", "terminal"), of_terminal),
    "scorecard, markdown": (("report", "--scorecard", "--format", "markdown"), of_markdown),
    "meetings, terminal": (("meeting", "list", "--format", "terminal"), of_terminal),
    "letters": (("chase", "--lang", "en"), of_terminal),
    "letters, odt": (("chase", "--lang", "en", "-o", "out.odt"), of_odt),
    "sheet, xlsx": (("export", "-o", "out.xlsx"), of_xlsx),
    "sheet, ods": (("export", "-o", "out.ods"), of_ods),
    "calendar": (("export", "--format", "ics"), of_ics),
}
"""Commands that print texts of a ledger, and how their output reads."""
FORMS = [
    pytest.param(*value, id=name, marks=[needs("pdftotext")] if "pdf" in name else [])
    for name, value in PRINTED.items()
]
ONE_LINE = {"plain", "text", "tsv", "ics"}
"""Forms in which a record is one line, or its title is."""


@pytest.fixture
def printed(eppd: Eppd, ledger, monkeypatch: pytest.MonkeyPatch) -> Callable[..., bytes]:
    """What a command prints of a ledger that holds each text in an item, and in what is named beside it."""
    monkeypatch.setenv("COLUMNS", "900")

    def run(texts: Iterable[str], words: tuple[str, ...], *, names: bool = True) -> bytes:
        numbered = list(enumerate(texts, 1))
        items = [item(text, number) for number, text in numbered]
        named = {number: text if names else f"name {number}" for number, text in numbered}
        ledger(
            *items,
            pillar=[{"number": number, "title": text} for number, text in named.items()],
            agency=[{"code": f"A{number}", "side": "TW", "name": text} for number, text in named.items()],
            meeting=[
                {"id": f"M-{number}", "date": "@2026-11-24", "title": text} for number, text in named.items()
            ],
        )
        ids = tuple(item["id"] for item in items)
        day = TODAY if words[0] != "chase" else "2027-03-01"
        ran = eppd("--today", day, *(part for word in words for part in (ids if word == "IDS" else (word,))))
        return Path(words[-1]).read_bytes() if words[-1].startswith("out.") else ran.out.encode()

    return run


@pytest.mark.parametrize(("words", "read_back"), FORMS)
def test_a_text_is_shown_as_the_text_it_is(printed, words, read_back) -> None:
    least = times("harmless", read_back(printed(["harmless", "other"], words)))

    seen = read_back(printed(MARKUP, words))

    assert least > 0
    assert [text for text in MARKUP if times(shown(text), seen) < least] == []


@pytest.mark.parametrize(("words", "read_back"), [form for form in FORMS if form.values[0][0] != "meeting"])
def test_a_line_break_prints_as_one(printed, words, read_back) -> None:
    least = len(re.findall("上.*下", read_back(printed(["上-下", "other"], words, names=False))))

    seen = read_back(
        printed([f"上{name}{sign}下{name}" for name, sign in BREAKS.items()], words, names=False)
    )

    assert least > 0
    assert not re.search(r"\\[nrux]|\x85|\u2028|\u2029", seen)
    for name in BREAKS:
        assert min(seen.count(f"上{name}"), seen.count(f"下{name}")) >= least
        between = set(re.findall(f"上{name}([^上\n]*)下{name}", seen))
        assert {gap for gap in between if not re.fullmatch("  +", gap)} <= (
            {"⏎"} if ONE_LINE & {*words} else set()
        )


@pytest.mark.parametrize(("words", "read_back"), FORMS)
def test_what_is_not_seen_takes_no_room_and_stops_no_page(printed, words, read_back) -> None:
    plain = read_back(printed(["甲乙" for _ in EMPTY], words))

    seen = read_back(printed([f"甲{sign}乙{sign}" for sign in EMPTY.values()], words))

    for sign in EMPTY.values():
        seen = seen.replace(sign, "")
    assert "甲乙" in seen
    assert squeezed(seen).count("甲乙") == squeezed(plain).count("甲乙")
    if read_back is of_terminal:
        assert seen == plain


# ---- sentences, questions, cards ----


@pytest.mark.parametrize("text", MARKUP, ids=ascii)
def test_a_refusal_and_a_finding_name_a_text_as_it_is(eppd: Eppd, ledger, text: str) -> None:
    ledger({"owner": text, "title": text})

    refused = eppd("list", f"--meeting=x{text}", code=2).err
    found = eppd("check", code=1).out

    assert squeezed(shown(text)) in squeezed(refused)
    assert squeezed(shown(text)) in squeezed(found)
    assert not CONTROLS.search(refused + found)


@pytest.mark.parametrize(
    "sign", "\x1b\x07\x9b\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069", ids=ascii
)
def test_what_would_act_is_written_out_wherever_somebody_reads(
    eppd: Eppd, ledger, monkeypatch: pytest.MonkeyPatch, sign: str
) -> None:
    text = f"a{sign}b"
    path = ledger(
        item(text, 1) | {"owner": "MOEA"},
        {"id": "E6-P1-02", "title": text},
        pillar=[{"number": 1, "title": text}],
    )
    asked: list[str] = []
    monkeypatch.setattr("typer.prompt", lambda words, **_: asked.append(words) or "n")
    monkeypatch.setattr(Session, "at_terminal", True)

    printed = [
        eppd("update", "p1-2", "--note", text, "--today", TODAY, *words).out for words in (("--dry-run",), ())
    ]
    printed.append(eppd("chase", "--today", "2027-03-01").out)
    eppd("undo", "--today", "2026-11-28", code=5)

    for words in (*printed, *asked, "\n".join(card_of(path))):
        assert not CONTROLS.search(words)
        assert f"a{written_out(sign)}b" in words.replace("\\u00", "\\x")


def card_of(path: Path) -> list[str]:
    """The card of the first item of a ledger, as the sweep draws it."""
    held = read(path.read_bytes().decode(), path.name).ledger
    one, *_ = assess_all(held, dt.date(2026, 11, 27))
    return card.card(Point(one, ()), "1/1", held, Style(Language.EN, Calendar.GREGORIAN))


@pytest.mark.parametrize("sign", BREAKS.values(), ids=BREAKS)
def test_a_card_breaks_where_the_text_does(ledger, sign: str) -> None:
    drawn = card_of(ledger(item(f"first{sign}second", 1), pillar=[{"number": 1, "title": "One"}]))

    for line in [line for part in drawn for line in part.splitlines()]:
        assert not re.search("first.*second|⏎", line), line
    assert sum("second" in line for line in drawn) >= 3


# ---- widths ----


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("abc", 3),
        ("臺灣", 4),
        ("ｶﾞ", 2),
        ("Ａ１", 4),
        ("한국", 4),
        ("\u1112\u1161\u11ab", 2),
        ("e\u0301", 1),
        ("か\u3099", 2),
        ("葛\U000e0100", 2),
        ("☁\ufe0e", 1),
        ("☁\ufe0f", 2),
        ("1\ufe0f\u20e3", 2),
        ("😀", 2),
        ("👍🏽", 2),
        ("👩\u200d💻", 2),
        ("👩🏽\u200d🚀", 2),
        ("👨\u200d👩\u200d👧", 2),
        ("🇹🇼", 2),
        ("🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f", 2),
        ("甲\u200d乙", 4),
        ("a\u200cb", 2),
        ("“” — … · ● ▲ → ①", 16),
        ("𠮷堃", 4),
    ],
    ids=ascii,
)
def test_a_text_is_as_wide_as_a_terminal_draws_it(text: str, columns: int) -> None:
    assert width(text) == columns
    for room in range(2, 30):
        lines = folded(text * 8, room)
        assert "".join(lines).replace(" ", "") == (text * 8).replace(" ", "")
        assert max(map(width, lines)) <= room
        if " " not in text and len(characters(text)) == 1:
            assert all(len(line) % len(text) == 0 for line in lines)


# ---- paper ----


@needs("pdftotext")
@pytest.mark.parametrize(
    ("text", "printed"),
    [
        (unicodedata.normalize("NFD", "Nguyễn Việt Ñandú"), "Nguyễn Việt Ñandú"),
        ("神\ufa19", "神\ufa19"),
        ("x\u0302y", "x\\u0302y"),
        ("1\ufe0f\u20e3號", "1\\u20e3號"),
        ("5\u2009% 1\u202f000 2\u2007345", "5 % 1 000 2 345"),
        ("葛\U000e0100城", "葛城"),
        ("雲☁\ufe0f", "雲☁"),
    ],
    ids=ascii,
)
def test_marks_variants_and_blanks_stop_no_page(eppd: Eppd, ledger, text: str, printed: str) -> None:
    ledger({"title": text, "title_zh": text})

    eppd("report", "--lang", "zh", "-o", "out.pdf")

    seen = subprocess.run(
        ["pdftotext", "-raw", "out.pdf", "-"], check=True, capture_output=True, timeout=120
    ).stdout
    kept = re.sub("[\ufe00-\ufe0f\U000e0100-\U000e01ef]", "", unicodedata.normalize("NFC", seen.decode()))
    assert squeezed(unicodedata.normalize("NFC", printed)) in squeezed(kept)
