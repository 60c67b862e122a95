"""The ODT: what stands in the file, that it is the same twice, and how LibreOffice lays it out."""

import datetime as dt
import io
import os
import re
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple
from xml.sax.saxutils import unescape

import pytest
from conftest import ROOT, needs, squeezed
from filelock import FileLock
from odfdo import Document, Element

from eppd_track.cli.app import main
from eppd_track.model.vocabulary import Calendar, Language, Light
from eppd_track.render.cells import Style
from eppd_track.render.odt import chart as odt_chart
from eppd_track.render.odt import document as odt
from eppd_track.render.odt.styles import MAIN
from eppd_track.render.page import page
from eppd_track.render.widths import TEXT_WIDTH, column_widths, text_width
from eppd_track.report.parts import Boxes, Entry, Facts, Group, Legend, Report, Section, Sentences, Told
from eppd_track.report.parts import Column as ReportColumn
from eppd_track.report.parts import Table as ReportTable
from eppd_track.words import look
from eppd_track.words.text import Text, same

FRIDAY = ROOT / "examples" / "friday.toml"
TODAY = "2026-11-27"
LANGUAGES = ("zh", "en", "both")


class Made(NamedTuple):
    """An ODT and the page it was made from."""

    content: bytes
    page: dict[str, Any]

    @property
    def document(self) -> Document:
        return Document(io.BytesIO(self.content))

    @property
    def names(self) -> list[str]:
        return zipfile.ZipFile(io.BytesIO(self.content)).namelist()

    def part(self, name: str) -> str:
        return zipfile.ZipFile(io.BytesIO(self.content)).read(name).decode()


def make(folder: Path, ledger: Path, *words: str, today: str = TODAY) -> Made:
    """The report of a ledger through the command line, with the page that was laid out."""
    pages: list[dict[str, Any]] = []

    def watched(report: Report, style: Style) -> dict[str, Any]:
        pages.append(page(report, style))
        return pages[-1]

    path = folder / "report.odt"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(odt, "page", watched)
        asked = ["report", "-o", str(path), "--overwrite", *words]
        assert main(["--file", str(ledger), "--today", today, *asked]) == 0
    return Made(path.read_bytes(), pages[-1])


@pytest.fixture(params=LANGUAGES)
def friday(tmp_path: Path, request: pytest.FixtureRequest) -> Made:
    return make(tmp_path, FRIDAY, "--lang", request.param)


@pytest.fixture
def english(tmp_path: Path) -> Made:
    return make(tmp_path, FRIDAY, "--lang", "en")


@pytest.fixture
def of_ledger(tmp_path: Path, ledger: Callable[..., Path]) -> Callable[..., Made]:
    def written(*commitments: dict[str, Any], lang: str = "en", **tables: Any) -> Made:
        return make(tmp_path, ledger(*commitments, **tables), "--lang", lang)

    return written


def strings(value: Any) -> Iterator[str]:
    """Every text that a page says, without the names of kinds and keys."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | tuple):
        for part in value:
            yield from strings(part)
    elif isinstance(value, dict):
        drawn = {"bar": {"words"}, "told": {"words"}}.get(value.get("kind"), set())
        for key, part in value.items():
            if key not in {"kind", "key", "lang", "light", "outline", "status", "ledger", "told"} | drawn:
                yield from strings(part)


def figures(value: Any) -> Iterator[str]:
    """What every drawn figure says in words."""
    if isinstance(value, dict):
        yield from ([value["told"]] if "told" in value else [])
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list | tuple) else ()
    for part in parts:
        yield from figures(part)


def said(document: Document) -> str:
    """All the words of a document, those in shapes too, without blanks."""
    return squeezed("".join(str(part) for part in document.body.get_elements("//text:p | //text:h")))


def blocks(made: Made, kind: str) -> list[dict[str, Any]]:
    return [
        block for section in made.page["sections"] for block in section["blocks"] if block["kind"] == kind
    ]


def tables(document: Document) -> list[Element]:
    return document.body.get_elements("//table:table")


def style_of(document: Document, family: str, name: str, area: str) -> dict[str, Any]:
    found = document.get_style(family, name)
    assert found is not None, name
    return dict(found.get_properties(area=area) or {})


def millimetres(length: str) -> float:
    assert length.endswith("mm"), length
    return float(length.removesuffix("mm"))


# ---- what stands in it ----


def test_the_headings_are_those_of_the_report_in_its_order(friday: Made) -> None:
    found = friday.document.body.get_elements("//text:h")

    assert [heading.get_attribute("text:outline-level") for heading in found[:2]] == ["1", "2"]
    assert squeezed(str(found[0])) == squeezed("".join(friday.page["title"]))
    expected = [squeezed("".join(section["head"])) for section in friday.page["sections"] if section["head"]]
    assert [squeezed(str(heading)) for heading in found[1:]] == expected
    assert {heading.get_attribute("text:outline-level") for heading in found[1:]} == {"2"}


def test_every_word_of_the_page_stands_in_it(friday: Made) -> None:
    text = said(friday.document) + squeezed(unescape(friday.part("styles.xml")))

    assert [one for one in strings(friday.page) if squeezed(one) not in text] == []


def test_it_says_nothing_that_the_page_does_not_say(friday: Made) -> None:
    own = ("zh-TW", "en", "eppd", f"{TODAY}T00:00:00", "–", "·", "→", "第", "頁，共", "頁", "page", "of")
    known = squeezed("".join((*strings(friday.page), *figures(friday.page))))

    told = [
        word
        for name in ("content.xml", "styles.xml", "meta.xml")
        for text in re.findall(r">([^<]+)<", friday.part(name))
        for word in unescape(text).split()
    ]

    assert [word for word in told if word not in own and word not in known and not COUNT.match(word)] == []


COUNT = re.compile(r"[RYGBN-]?\d+%?$")


def test_a_table_repeats_its_heads_and_keeps_its_rows_whole(friday: Made) -> None:
    document = friday.document
    found = [table for table in tables(document) if table.get_element("table:table-header-rows") is not None]

    assert len(found) == len(blocks(friday, "table"))
    for table, block in zip(found, blocks(friday, "table"), strict=True):
        rows = table.get_elements("table:table-header-rows/table:table-row")
        assert len(rows) == 1
        cells = rows[0].get_elements("table:table-cell")
        columns = [column for column in block["columns"] if not column["below"]]
        for cell, column in zip(cells, columns, strict=True):
            assert squeezed("".join(map(str, cell.get_elements("text:p")))).endswith(
                squeezed("".join(column["head"]))
            )
        held = sum(len(group["rows"]) + bool(group["head"]) for group in block["groups"])
        under = [index for index, column in enumerate(block["columns"]) if column["below"]]
        held += sum(
            any(row[index]["words"] for index in under) for group in block["groups"] for row in group["rows"]
        )
        assert len(table.get_elements("table:table-row")) == held + bool(block["totals"])
    rows = style_of(document, "table-row", "Row", "table-row")
    assert rows["fo:keep-together"] == "always"


def test_the_heading_of_a_group_spans_the_table_and_stays_with_the_next_row(english: Made) -> None:
    document = english.document
    spanned = document.body.get_elements("//table:table-cell[@table:style-name='CellGroup']")

    groups = [
        group["head"] for block in blocks(english, "table") for group in block["groups"] if group["head"]
    ]
    assert [str(cell.get_element("text:p")).strip() for cell in spanned] == [head[0] for head in groups]
    assert style_of(document, "paragraph", "Group", "paragraph")["fo:keep-with-next"] == "always"
    assert 'config:name="TableRowKeep" config:type="boolean">true<' in english.part("settings.xml")


def test_a_light_is_told_by_letter_and_word_in_a_style_of_its_own(english: Made) -> None:
    shown = {
        (cell["letter"], cell["word"])
        for block in blocks(english, "table")
        for group in block["groups"]
        for row in group["rows"]
        for cell in row
        if cell["kind"] == "light" and cell["light"] != "none"
    }

    assert len(shown) == 5
    for letter, word in shown:
        marks = english.document.body.get_elements(f"//text:span[@text:style-name='Light_20_{word}']")
        assert {str(mark) for mark in marks} == {letter}
        assert {str(mark.parent).strip() for mark in marks} >= {f"{letter} {word}"}


def brightness(colour: str) -> float:
    red, green, blue = (int(colour[start : start + 2], 16) for start in (1, 3, 5))
    return (0.299 * red + 0.587 * green + 0.114 * blue) / 255


def test_the_lights_differ_in_brightness_and_every_letter_stands_out() -> None:
    red, yellow, green = (
        brightness(look.LIGHT[light].ground) for light in (Light.RED, Light.YELLOW, Light.GREEN)
    )

    assert yellow - red > 0.3
    assert green - yellow > 0.1
    grounds = [(one.ground, one.ink) for one in look.LIGHT.values()]
    for ground, ink in (*grounds, *((one.office, one.ink) for one in look.STATUS.values())):
        assert abs(brightness(ground) - brightness(ink)) > 0.4


def test_what_was_a_light_before_stands_left_of_an_arrow(english: Made) -> None:
    moved = next(section for section in english.page["sections"] if section["key"] == "moved")
    changed = [row[1] for row in moved["blocks"][0]["groups"][0]["rows"] if row[1]["before"]]

    assert changed
    for cell in changed:
        before, after = cell["before"], cell["after"]
        found = english.document.body.get_elements(
            f"//text:span[@text:style-name='Light_20_{before['light']}']"
        )
        lines = [mark.parent for mark in found if "→" in str(mark.parent)]
        assert {str(line).strip() for line in lines} >= {
            f"{before['letter']} → {after['letter']} {after['word']}"
        }


def test_progress_is_a_bar_as_long_as_its_percentage_with_a_tick_where_it_stood(of_ledger) -> None:
    update = {"date": "@2026-11-25", "note": "On.", "progress": 60, "previous": {"progress": 20}}
    made = of_ledger(
        {"progress": 60, "status": "in-progress", "update": [update]}, {"id": "E6-P1-02", "progress": 0}
    )
    drawn = made.document.body.get_elements("//draw:g[svg:title='20 → 60%']")
    still = made.document.body.get_elements("//draw:g[svg:title='0%']")

    assert drawn
    assert still
    parts = {part.get_attribute("draw:style-name"): part for part in drawn[0].get_elements("draw:rect")}
    frame, fill = (
        millimetres(parts[name].get_attribute("svg:width")) for name in ("ShapeFrame", "ShapeFill")
    )
    assert fill == pytest.approx(frame * 0.6, abs=0.002)
    assert millimetres(parts["ShapeTick"].get_attribute("svg:x")) == pytest.approx(frame * 0.2, abs=0.3)
    assert {part.get_attribute("draw:style-name") for part in still[0].get_elements("draw:rect")} == {
        "ShapeFrame"
    }


def test_every_drawing_stands_in_its_line_like_a_letter(friday: Made) -> None:
    groups = friday.document.body.get_elements("//draw:g")

    assert groups
    assert {group.get_attribute("text:anchor-type") for group in groups} == {"as-char"}
    loose = friday.document.body.get_elements("//draw:rect | //draw:line")
    assert {shape.parent.tag for shape in loose} == {"draw:g"}


def test_the_bar_of_a_pillar_has_a_part_for_each_light_with_letter_and_number(english: Made) -> None:
    overview = next(section for section in english.page["sections"] if section["key"] == "overview")
    bars = [row[-1]["parts"] for row in overview["blocks"][0]["groups"][0]["rows"]]
    drawn = [
        group
        for group in english.document.body.get_elements("//draw:g")
        if group.get_elements("draw:rect[@draw:style-name='Lightgreen']")
    ]

    assert len(drawn) == len(bars)
    for group, parts in zip(drawn, bars, strict=True):
        told = [squeezed(str(words)) for words in group.get_elements("draw:rect/text:p")]
        assert told == [f"{part['letter']}{part['count']}" for part in parts]


# ---- the chart ----


def a_chart(*counts: list[int], names: int) -> dict[str, Any]:
    statuses = list(look.STATUS)[: len(counts)]
    return {
        "kind": "chart",
        "head": ["週次", "Week"],
        "told": "W00: 1",
        "names": [f"W{index:02}" for index in range(names)],
        "days": [f"2026-01-{index % 28 + 1:02}" for index in range(names)],
        "totals": [sum(column) for column in zip(*counts, strict=True)],
        "series": [
            {"status": status, "name": ["某種狀態（待解列）", status], "counts": numbers}
            for status, numbers in zip(statuses, counts, strict=True)
        ],
    }


CHARTS = {
    "one day": a_chart([3], [0], [1], names=1),
    "twelve weeks": a_chart([1] * 12, [20] * 12, [2] * 12, [0] * 12, [8] * 12, [1] * 12, [1] * 12, names=12),
    "three years": a_chart(*([1 + index % 5 for index in range(37)] for _ in range(7)), names=37),
    "all of one kind": a_chart([0] * 3, [40] * 3, [0] * 3, [0] * 3, [0] * 3, [0] * 3, [0] * 3, names=3),
    "a great many": a_chart([900] * 12, [1] * 12, [2] * 12, names=12),
    "small ones on top": a_chart([80] * 5, [1] * 5, [1] * 5, [1] * 5, [1] * 5, [1] * 5, [1] * 5, names=5),
}


@pytest.mark.parametrize("block", CHARTS.values(), ids=CHARTS)
def test_a_chart_shows_every_count_in_its_column_or_in_a_line_beneath(block: dict[str, Any]) -> None:
    group = odt_chart.chart(block, {})

    for one in block["series"]:
        parts = group.get_elements(f"draw:rect[@draw:style-name='Status{one['status']}']")
        parts = [
            part for part in parts if millimetres(part.get_attribute("svg:width")) > 1.9 or part.children
        ]
        assert len(parts) >= len([count for count in one["counts"] if count])
    told = [str(words).strip() for words in group.get_elements("draw:rect/text:p")]
    for count in {count for one in block["series"] for count in one["counts"] if count}:
        expected = sum(one["counts"].count(count) for one in block["series"])
        assert told.count(str(count)) >= expected


@pytest.mark.parametrize("block", CHARTS.values(), ids=CHARTS)
def test_nothing_of_a_chart_reaches_out_of_the_text_or_over_another_label(block: dict[str, Any]) -> None:
    group = odt_chart.chart(block, {})
    shapes = [
        [millimetres(shape.get_attribute(f"svg:{side}")) for side in ("x", "y", "width", "height")]
        for shape in group.get_elements("draw:rect")
    ]

    assert min(left for left, _, _, _ in shapes) >= 0
    assert min(top for _, top, _, _ in shapes) >= -0.001
    assert max(left + width for left, _, width, _ in shapes) <= TEXT_WIDTH + 0.001
    labels = sorted(
        millimetres(shape.get_attribute("svg:y"))
        for shape in group.get_elements("draw:rect[@draw:style-name='ShapeLabel']")
    )
    assert all(lower - upper > 2.4 for upper, lower in pairwise(labels))
    for label in group.get_elements("draw:rect[@draw:style-name='ShapeLabel']"):
        words = str(label.get_element("text:p")).strip()
        assert text_width(words, 6) <= millimetres(label.get_attribute("svg:width")) + 1


# ---- widths ----


def a_table(*columns: tuple[str, bool, list[str]]) -> dict[str, Any]:
    cells = [[{"kind": "text", "words": [text]} for text in texts] for _, _, texts in columns]
    return {
        "columns": [
            {"key": key, "head": [key.title()], "wide": wide, "number": False, "below": False, "light": None}
            for key, wide, _ in columns
        ],
        "groups": [{"head": [], "rows": list(map(list, zip(*cells, strict=True)))}],
        "totals": [],
    }


@pytest.mark.parametrize(
    "table",
    [
        a_table(("id", False, ["E6"]), ("title", True, ["x" * 400])),
        a_table(("id", False, ["E6-" * 40]), ("owner", False, ["y" * 300]), ("title", True, ["字" * 90])),
        a_table(*((f"{key}", False, ["很長的內容" * 20]) for key in "abcdefghijkl")),
        a_table(("id", False, ["E"]), *((f"{key}", True, ["字" * 9]) for key in "abcdefgh")),
        a_table(("title", True, [""])),
        a_table(("id", False, ["E1"])),
    ],
)
def test_no_table_is_wider_than_the_text(table: dict[str, Any]) -> None:
    widths = column_widths(table, MAIN)

    assert len(widths) == len(table["columns"])
    assert sum(widths) <= TEXT_WIDTH + 0.001
    assert min(widths) > 3


def test_what_must_not_fold_has_the_room_it_takes(friday: Made) -> None:
    for block in blocks(friday, "table"):
        widths = column_widths(block, MAIN)
        assert sum(widths) <= TEXT_WIDTH
        for index, column in enumerate(block["columns"]):
            if column["key"] in {"id", "due", "last_update", "first_due"}:
                lines = [
                    line
                    for group in block["groups"]
                    for row in group["rows"]
                    for line in row[index]["words"][:1]
                ]
                assert all(text_width(line, 8) < widths[index] for line in lines), column["key"]


def test_the_columns_of_a_table_add_up_to_its_width(friday: Made) -> None:
    document = friday.document

    for table in tables(document):
        name = str(table.get_attribute("table:style-name"))
        columns = [
            str(one.get_attribute("table:style-name")) for one in table.get_elements("table:table-column")
        ]
        widths = [
            millimetres(style_of(document, "table-column", one, "table-column")["style:column-width"])
            for one in columns
        ]
        whole = millimetres(style_of(document, "table", name, "table")["style:width"])
        assert sum(widths) == pytest.approx(whole, abs=0.01)
        assert whole <= TEXT_WIDTH


# ---- the page and the file ----


def test_the_page_is_a4_with_room_to_bind(english: Made) -> None:
    layout = style_of(english.document, "page-layout", "A4", "page-layout")

    assert (layout["fo:page-width"], layout["fo:page-height"]) == ("210mm", "297mm")
    assert layout["style:print-orientation"] == "portrait"
    assert [layout[f"fo:margin-{side}"] for side in ("left", "right", "top")] == ["20mm", "12mm", "12mm"]


@pytest.mark.parametrize(
    ("lang", "told"),
    [
        ("zh", "內部參考\t第 1 頁，共 1 頁\t"),
        ("en", "internal\tpage 1 of 1\t"),
        ("both", "內部參考 internal\t第 1 頁，共 1 頁  page 1 of 1\t"),
    ],
)
def test_every_page_says_who_may_read_it_its_number_the_ledger_and_the_day(tmp_path, lang, told) -> None:
    made = make(tmp_path, FRIDAY, "--lang", lang)
    footer = made.document.styles.get_element("//style:master-page/style:footer/text:p")

    assert footer is not None
    fields = len(made.page["mark"])
    assert len(footer.get_elements("text:page-number")) == fields
    assert len(footer.get_elements("text:page-count")) == fields
    assert str(footer).strip() == f"{told}{made.page['digest']} · 2026-11-27"


def test_it_says_of_itself_its_title_its_language_its_program_and_the_day_of_the_report(friday: Made) -> None:
    document = friday.document
    found = {one.tag for one in document.meta.get_elements("//office:meta/*")}

    assert found == {"dc:title", "dc:language", "meta:generator", "meta:creation-date", "dc:date"}
    assert document.meta.title == " ".join(friday.page["title"])
    assert document.meta.language == ("en" if friday.page["lang"] == "en" else "zh-TW")
    assert document.meta.generator == "eppd"
    assert document.meta.creation_date == document.meta.date == dt.datetime(2026, 11, 27)  # noqa: DTZ001


def test_the_default_is_chinese_of_taiwan_and_english_with_faces_named_for_both(english: Made) -> None:
    default = english.document.get_style("paragraph")
    assert default is not None
    text = default.get_properties(area="text") or {}

    assert (text["style:language-asian"], text["style:country-asian"]) == ("zh", "TW")
    assert (text["fo:language"], text["fo:country"]) == ("en", "GB")
    assert "Noto Sans CJK TC" in text["style:font-family-asian"]
    assert "Microsoft JhengHei" in text["style:font-family-asian"]
    for part in ("content.xml", "styles.xml"):
        assert english.part(part).count("<style:font-face ") == 2


def test_the_package_holds_its_parts_and_no_time_of_its_own(english: Made) -> None:
    package = zipfile.ZipFile(io.BytesIO(english.content))

    assert [entry.filename for entry in package.infolist()] == [
        *("mimetype", "content.xml", "styles.xml", "meta.xml", "settings.xml", "META-INF/manifest.xml")
    ]
    assert package.read("mimetype") == b"application/vnd.oasis.opendocument.text"
    assert package.infolist()[0].compress_type == zipfile.ZIP_STORED
    assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    listed = re.findall(r'full-path="([^"]+)"', english.part("META-INF/manifest.xml"))
    assert sorted(listed) == ["/", "content.xml", "meta.xml", "settings.xml", "styles.xml"]


def test_every_style_it_uses_is_one_it_has(friday: Made) -> None:
    whole = friday.part("content.xml") + friday.part("styles.xml")
    used = set(re.findall(r'(?:text|table|draw|style):(?:parent-)?style-name="([^"]+)"', whole))
    named = set(re.findall(r'style:name="([^"]+)"', whole))

    assert used - named == set()


def test_another_process_gives_the_same_bytes(tmp_path: Path) -> None:
    found = []
    for seed in ("1", "2"):
        path = tmp_path / f"{seed}.odt"
        words = ["--file", str(FRIDAY), "--today", TODAY, "report", "-o", str(path)]
        subprocess.run(
            [sys.executable, "-m", "eppd_track", *words],
            check=True,
            capture_output=True,
            env=os.environ | {"PYTHONHASHSEED": seed},
            timeout=120,
        )
        found.append(path.read_bytes())

    assert found[0] == found[1]


def test_the_audience_decides_what_the_bytes_hold(tmp_path: Path) -> None:
    inside = make(tmp_path, FRIDAY, "--lang", "both")
    outside = make(tmp_path, FRIDAY, "--lang", "both", "--audience", "public", "--by", "Somebody Inside")

    assert "王峯" in inside.part("content.xml")
    for name in outside.names:
        assert "王峯" not in outside.part(name)
        assert "Somebody Inside" not in outside.part(name)


# ---- text is data ----


HOSTILE = [
    ("<b>bold</b> & more | R&amp;D", "<b>bold</b> & more | R&amp;D"),
    ("]]> <!-- x --> <?y?>", "]]> <!-- x --> <?y?>"),
    ("two  and   three blanks", "two  and   three blanks"),
    ("a bell \a rings", "a bell \\x07 rings"),
    ("turned \u202eround", "turned \\u202eround"),
    ("no character \ufffe at all", "no character \\ufffe at all"),
    ("=HYPERLINK(1) #import {{x}} $y$", "=HYPERLINK(1) #import {{x}} $y$"),
    ("𠮷野家 堃喆 \N{ZWJ}é", "𠮷野家 堃喆 \N{ZWJ}é"),
]


@pytest.mark.parametrize(("typed", "shown"), HOSTILE, ids=[shown for _, shown in HOSTILE])
def test_words_of_the_ledger_stay_as_they_are_written(of_ledger, typed: str, shown: str) -> None:
    made = of_ledger({"title": typed, "title_zh": typed}, lang="both")

    cells = made.document.body.get_elements("//table:table-cell/text:p")
    assert [str(cell).removesuffix("\n") for cell in cells].count(shown) >= 2


def test_line_breaks_and_blanks_are_elements_not_white_space() -> None:
    made = rendered(Section("s", None, (Facts(((same("Note"), "one\ntwo  three"),)),)))

    assert "one<text:line-break/>two <text:s/>three" in made.part("content.xml")


# ---- any report ----


def rendered(*sections: Section, language: Language = Language.EN, **fields: Any) -> Made:
    style = Style(language, Calendar.GREGORIAN)
    report = Report(
        kind="any", as_of=dt.date(2026, 1, 2), ledger="x.toml", selection=same("all"), shown=0, total=0,
        sections=sections, **fields,
    )  # fmt: skip
    return Made(odt.render(report, style), page(report, style))


def test_a_report_without_title_mark_or_sections_is_a_page() -> None:
    made = rendered()

    assert str(made.document.body.get_element("//text:h")).strip() == "all"
    assert "Mark" not in made.part("content.xml")


def test_every_kind_of_block_is_laid_out_in_one_language_and_in_two() -> None:
    words = Text("English words", "中文字")
    told = Told((Entry(words, words, words), Entry(None, None, words)))
    table = ReportTable(
        (
            ReportColumn("a", words),
            ReportColumn("b", words, wide=True),
            ReportColumn("c", words, number=True),
        ),
        (Group(words, (("x", told, 3),)), Group(None, ((None, None, None),))),
        (words, None, 3),
    )
    section = Section(
        "any",
        words,
        (
            table,
            Facts(((words, words), (words, None))),
            Sentences((words,), listed=True),
            Sentences((words, "a line")),
            Legend(tuple((light, words) for light in Light)),
            Boxes((words, words, words)),
        ),
    )

    for language in Language:
        made = rendered(section, language=language, title=words, mark=words, footer=(words,))
        text = said(made.document)
        assert [
            one for one in strings(made.page) if squeezed(one) not in text + squeezed(made.part("styles.xml"))
        ] == []


def test_boxes_to_sign_in_have_room(english: Made) -> None:
    document = english.document
    row = document.body.get_element("//table:table-row[@table:style-name='RowBoxes']")
    assert row is not None

    names = [str(cell.get_element("text:p")).strip() for cell in row.get_elements("table:table-cell")]
    assert names == ["".join(name) for row in blocks(english, "boxes")[0]["rows"] for name in row]
    assert style_of(document, "table-row", "RowBoxes", "table-row")["style:min-row-height"] == "15mm"


def test_a_row_longer_than_a_page_may_break_and_others_may_not(of_ledger) -> None:
    update = {"date": "@2026-11-25", "note": "very long " * 900, "by": "x"}
    made = of_ledger({"update": [update], "status": "in-progress"}, {"id": "E6-P1-02"})

    breaking = made.document.body.get_elements("//table:table-row[@table:style-name='RowLong']")
    long = [row for row in breaking if "very long very long" in str(row)]
    assert len(long) == 1
    assert {str(row) for row in breaking if "E6-P1-02" in str(row)} == set()


def test_an_english_name_of_an_agency_stands_small_beneath_its_code_and_a_chinese_one_above(tmp_path) -> None:
    for lang, order in (("en", ["Cell:MOEA", "Cell_20_Second:Ministry of Economic Affairs"]),
                        ("zh", ["Cell:經濟部", "Cell_20_Second:MOEA"])):  # fmt: skip
        made = make(tmp_path, FRIDAY, "--lang", lang)
        cells = made.document.body.get_elements("//table:table-cell")
        found = [
            [
                f"{part.get_attribute('text:style-name')}:{str(part).strip()}"
                for part in cell.get_elements("text:p")
            ]
            for cell in cells
        ]
        assert order in found


def test_a_cell_in_which_nothing_is_told_says_so_with_a_dash() -> None:
    table = ReportTable((ReportColumn("a", same("A")),), (Group(None, ((Told(()),), ("",), (None,))),))
    made = rendered(Section("s", None, (table,)))

    cells = made.document.body.get_elements("//table:table-row/table:table-cell/text:p")
    assert [str(cell).strip() for cell in cells] == ["A", "–", "–", "–"]


# ---- as LibreOffice shows it ----


class Laid(NamedTuple):
    """A report and the words of each page as LibreOffice has laid it out."""

    made: Made
    pages: list[str]


def convert(source: Path, form: str) -> Path:
    """One conversion by LibreOffice, which ends with 0 when it fails too; one at a time on the machine."""
    into = source.parent / form
    profile = f"-env:UserInstallation=file://{source.parent / 'profile'}"
    command = ["soffice", "--headless", profile, "--convert-to", form, "--outdir", str(into), str(source)]
    with FileLock(Path(tempfile.gettempdir()) / "eppd-soffice.lock", timeout=600):
        subprocess.run(command, check=True, capture_output=True, timeout=180)
    made = into / f"{source.stem}.{form}"
    assert made.exists(), f"LibreOffice made no {form} of {source.name}"
    return made


@pytest.fixture(scope="module")
def lay_out(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Laid]:
    """Lays a report out, once for all tests of it."""
    folder = tmp_path_factory.mktemp("office")
    known: dict[tuple[str, ...], Laid] = {}

    def laid(ledger: Path, *words: str, today: str = TODAY) -> Laid:
        key = (str(ledger), *words, today)
        if key not in known:
            made = make(folder, ledger, *words, today=today)
            command = ["pdftotext", "-raw", str(convert(folder / "report.odt", "pdf")), "-"]
            text = subprocess.run(command, check=True, capture_output=True, timeout=60).stdout.decode()
            known[key] = Laid(made, text.split("\f")[:-1])
        return known[key]

    return laid


@needs("soffice", "pdftotext")
@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_word_and_number_of_the_report_is_printed(lay_out, lang: str) -> None:
    laid = lay_out(FRIDAY, "--lang", lang)
    printed = squeezed("".join(laid.pages))

    assert [one for one in strings(laid.made.page) if squeezed(one) not in printed] == []
    for block in blocks(laid.made, "chart"):
        for one in block["series"]:
            assert squeezed(f"{one['counts'][-1]}{''.join(one['name'])}") in printed


@needs("soffice", "pdftotext")
def test_the_annexes_begin_on_a_page_of_their_own(lay_out) -> None:
    pages = lay_out(FRIDAY, "--lang", "zh").pages

    (first,) = [number for number, text in enumerate(pages) if "附件1" in squeezed(text)]
    assert squeezed(pages[first]).startswith("附件1")
    assert "四、下週" in squeezed("".join(pages[:first]))


@needs("soffice", "pdftotext")
def test_every_page_is_numbered_and_says_who_may_read_it(lay_out) -> None:
    laid = lay_out(FRIDAY, "--lang", "both")
    count = len(laid.pages)

    for number, text in enumerate(laid.pages, 1):
        assert f"第 {number} 頁，共 {count} 頁" in text
        assert f"page {number} of {count}" in text
        assert "內部參考 internal" in text
        assert f"{laid.made.page['digest']} · 2026-11-27" in text


@needs("soffice", "pdftotext")
def test_a_long_table_has_its_heads_on_every_page(lay_out, ledger) -> None:
    many = [
        {"id": f"E6-P1-{index:03}", "title": f"Commitment number {index}", "tempo": "standing"}
        for index in range(1, 181)
    ]
    laid = lay_out(ledger(*many), "--lang", "en")

    tables_on = [text for text in laid.pages if "E6-P1-" in text]
    assert len(tables_on) > 4
    assert all(squeezed("Id Light Commitment Owner") in squeezed(text) for text in tables_on)


@needs("soffice", "pdfinfo")
def test_libreoffice_saves_it_again_with_all_it_says(tmp_path: Path) -> None:
    made = make(tmp_path, FRIDAY, "--lang", "both")
    saved = convert(tmp_path / "report.odt", "odt")
    again = Document(io.BytesIO(saved.read_bytes()))

    headings = [str(heading).strip() for heading in made.document.body.get_elements("//text:h")]
    assert [str(heading).strip() for heading in again.body.get_elements("//text:h")] == headings
    assert len(tables(again)) == len(tables(made.document))
    assert len(again.body.get_elements("//table:table-header-rows")) == len(blocks(made, "table"))
    assert said(again) == said(made.document)
    counts = [page_count(convert(path, "pdf")) for path in (tmp_path / "report.odt", saved)]
    assert counts[0] == counts[1]


def page_count(pdf: Path) -> int:
    told = subprocess.run(["pdfinfo", str(pdf)], check=True, capture_output=True, timeout=60).stdout.decode()
    return int(re.search(r"Pages:\s+(\d+)", told)[1])
