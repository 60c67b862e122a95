"""The printed page: read back as a reader or an archive would, and refused rather than printed with gaps."""

import html
import importlib.util
import json
import re
import shutil
import subprocess
import sys
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pypdf
import pytest
from conftest import ROOT, Eppd, needs

from eppd_track import load
from eppd_track.model.vocabulary import Light
from eppd_track.render import fonts
from eppd_track.words.look import LETTER

FRIDAY = ROOT / "examples" / "friday.toml"
ON_FRIDAY = ("--file", str(FRIDAY), "--today", "2026-11-27")
poppler = needs("pdftotext", "pdfinfo", "pdffonts", "pdftoppm")


def asked(program: str, *words: str) -> str:
    """What a program of poppler says of a PDF; it must not complain but of a key it does not know."""
    ran = subprocess.run([program, *words], check=True, capture_output=True, encoding="utf-8", timeout=120)
    complaints = [line for line in ran.stderr.splitlines() if "Suspects object" not in line]
    assert complaints == []
    return ran.stdout


def squeezed(text: str) -> str:
    """Text without blanks and breaks, its ligatures taken apart: what is left are the characters read."""
    return re.sub(r"[\s\u200b]", "", unicodedata.normalize("NFKC", text))


@pytest.fixture
def printed(eppd: Eppd, tmp_path: Path) -> Callable[..., Path]:
    """Prints a report and gives the PDF."""

    def run(*words: str) -> Path:
        path = tmp_path / "page.pdf"
        eppd("report", *words, "-o", str(path))
        return path

    return run


def page_count(path: Path) -> int:
    return int(re.search(r"^Pages: +(\d+)", asked("pdfinfo", str(path)), re.MULTILINE)[1])


# ---- what stands on it ----


@poppler
def test_what_the_signer_reads_stands_on_the_first_page_the_annexes_behind_it(printed) -> None:
    pages = asked(
        "pdftotext", "-layout", str(printed(*ON_FRIDAY, "--lang", "zh", "--by", "王小明")), "-"
    ).split("\f")

    signed, annexes = squeezed(pages[0]), squeezed("".join(pages[1:]))
    heads = (
        "一、請裁示／待協調（2）",
        "二、紅燈、逾期及尚無回應紀錄（5）",
        "三、本週完成與好轉（5）",
        "四、下週其他工作及期限（3）",
    )
    places = [signed.index(squeezed(head)) for head in (*heads, "核章")]
    assert places == sorted(places)
    for red in ("E6-P1-08", "E6-P2-05", "E6-P1-09"):
        assert re.search(rf"{red}.*?{re.escape(squeezed('落後原因（20'))}", signed)
    assert "附件" not in signed
    assert re.search(r"附件1本期變動\(10\).*附件2全部事項\(31\)", annexes)


DRAWN = {"By pillar and light", "各支柱燈號", "Status by week", "各週狀態變化"}
"""Sections whose tables are drawn on paper: their numbers are looked for one by one, further down."""


def written(markdown: str) -> set[str]:
    """Every cell, sentence and heading of a report in Markdown, but those of the sections that are drawn."""
    found: set[str] = set()
    drawn = False
    for line in markdown.splitlines():
        if line.startswith("## "):
            drawn = any(head in line for head in DRAWN)
        rule = re.fullmatch(r"\|(?: -+:? \|)+", line)
        cells = [] if rule or (drawn and line.startswith("|")) else re.split(r"(?<!\\)\|", line)
        parts = [
            part
            for cell in cells
            for part in re.split(r"<br>|\*\*[:：]? ?", cell.lstrip("#").removeprefix("- "))
        ]
        found |= {squeezed(html.unescape(re.sub(r"\\(.)", r"\1", part))) for part in parts}
    return found - {""}


@poppler
@pytest.mark.parametrize("pillar", ["1", "2,3"])
def test_no_line_breaks_inside_the_short_name_of_an_agency(printed, pillar: str) -> None:
    shipped = ROOT / "commitments.toml"
    path = printed("--file", str(shipped), "--today", "2026-06-02", "--lang", "zh", "--pillar", pillar)
    names = [one.short_zh for one in load(shipped).agencies if one.short_zh]
    begun = "|".join({name[:cut] for name in names for cut in range(1, len(name))} - {*names})

    text = asked("pdftotext", "-f", "2", "-layout", str(path), "-")

    assert any(f"{name}? {other}?" in text for name in names for other in names)
    assert re.findall(rf"\? (?:{begun})(?!\S)", text) == []


@poppler
@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_word_of_the_report_stands_on_the_page(eppd: Eppd, printed, language: str) -> None:
    words = (*ON_FRIDAY, "--lang", language)
    text = squeezed(asked("pdftotext", "-raw", str(printed(*words)), "-"))

    lost = {cell for cell in written(eppd("report", *words, "--format", "markdown").out) if cell not in text}

    codes = {agency.code + mark for agency in load(FRIDAY).agencies for mark in ("", "?")}
    names_instead = codes if language == "zh" else set()
    assert lost - names_instead == set()


@poppler
def test_a_page_in_both_languages_has_every_word_of_either(eppd: Eppd, printed) -> None:
    text = squeezed(asked("pdftotext", "-raw", str(printed(*ON_FRIDAY, "--lang", "both")), "-"))
    titles = [
        title for item in load(FRIDAY).commitments if item.open for title in (item.title, item.title_zh)
    ]

    for language in ("en", "zh"):
        heads = re.findall(
            r"^#+ (.*)$",
            eppd("report", *ON_FRIDAY, "--lang", language, "--format", "markdown").out,
            re.MULTILINE,
        )
        plain = [re.sub(r"\\(.)", r"\1", head) for head in heads]
        assert [head for head in plain if squeezed(head) not in text] == []
    assert [title for title in titles if squeezed(title) not in text] == []


@poppler
def test_the_drawn_figures_are_those_of_the_data(eppd: Eppd, printed) -> None:
    words = (*ON_FRIDAY, "--lang", "en")
    data = json.loads(eppd("report", *words, "--format", "json").out)
    text = asked("pdftotext", "-raw", str(printed(*words)), "-")

    for pillar in data["pillars"]:
        bar = [
            f"{LETTER[Light(light)].replace('-', '–')}{count}"
            for light, count in pillar["lights"].items()
            if count
        ]
        assert squeezed("".join(bar)) in squeezed(text)
    for light in Light:
        total = sum(pillar["lights"][light] for pillar in data["pillars"])
        assert re.search(rf"^{total} ?(\([+−]\d+\))?$", text, re.MULTILINE), light
    last = data["trend"][-1]["statuses"]
    for status, count in last.items():
        assert squeezed(f"{status.replace('-', ' ')} {count}") in squeezed(text) or count == 0
    assert re.findall(r"^W\d\d$", text, re.MULTILINE) == [f"W{week}" for week in range(37, 49)]


@poppler
def test_every_mark_has_its_letter_and_its_word(printed) -> None:
    text = asked("pdftotext", "-raw", str(printed(*ON_FRIDAY, "--lang", "en")), "-")

    for light in Light:
        if light is not Light.NONE:
            assert f"{LETTER[light]} {light.value}" in text.replace("\n", " ")


@poppler
def test_both_head_rows_stand_on_every_page_of_a_long_table(printed, ledger) -> None:
    ledger(
        *(
            {"id": f"E6-P1-{number:03}", "title": f"Bridge number {number}", "title_zh": f"第 {number} 座橋"}
            for number in range(1, 301)
        )
    )

    path = printed("--today", "2026-02-13", "--lang", "en")

    pages = page_count(path)
    assert pages > 4
    table = [
        text
        for number in range(1, pages + 1)
        if "Bridge number"
        in (text := asked("pdftotext", "-f", str(number), "-l", str(number), str(path), "-"))
    ]
    assert len(table) > 3
    for text in table:
        assert "Pillar 1: First" in text
        assert re.search(r"Commitment\s", text)
    whole = squeezed("".join(table))
    assert [number for number in range(1, 301) if f"Bridgenumber{number}" not in whole] == []
    assert f"page {pages} of {pages}" in asked("pdftotext", str(path), "-")


@poppler
@pytest.mark.parametrize("language", ["en", "zh", "both"])
def test_nothing_is_drawn_outside_the_margins(printed, tmp_path: Path, language: str) -> None:
    path = printed(*ON_FRIDAY, "--lang", language)

    asked("pdftoppm", "-r", "50", "-gray", str(path), str(tmp_path / "page"))

    for picture in sorted(tmp_path.glob("page-*.pgm")):
        rows = pixels(picture)
        left, right, top, bottom = (round(mm / 25.4 * 50) for mm in (20, 12, 12, 5))
        assert all(min(row[: left - 1]) == 255 for row in rows), picture.name
        assert all(min(row[len(row) - right + 2 :]) == 255 for row in rows), picture.name
        assert all(min(row) == 255 for row in (*rows[: top - 4], *rows[len(rows) - bottom :])), picture.name


def pixels(path: Path) -> list[bytes]:
    """The rows of a picture in shades of grey."""
    _, size, _, body = path.read_bytes().split(b"\n", 3)
    width, height = map(int, size.split())
    return [body[row * width : (row + 1) * width] for row in range(height)]


@poppler
def test_the_marks_are_told_apart_in_grey(printed, tmp_path: Path) -> None:
    path = printed(*ON_FRIDAY, "--lang", "zh")

    asked("pdftoppm", "-r", "100", "-gray", "-f", "1", "-l", "1", str(path), str(tmp_path / "grey"))

    (picture,) = tmp_path.glob("grey-*.pgm")
    shades = b"".join(pixels(picture))
    dark, middle, light = (
        shades.count(bytes([shade])) for shade in (grey("a3121b"), grey("e3a008"), grey("a9dcb5"))
    )
    assert min(dark, middle, light) > 300
    assert grey("a3121b") + 60 < grey("e3a008") < grey("a9dcb5") - 30


def grey(colour: str) -> int:
    """The shade a colour has on a grey printer."""
    red, green, blue = (int(colour[at : at + 2], 16) for at in (0, 2, 4))
    return int((0.3 * red + 0.59 * green + 0.11 * blue) + 0.5)


# ---- fit for a file ----


@poppler
def test_it_is_an_archive_page_tagged_with_its_fonts_inside(printed) -> None:
    path = printed(*ON_FRIDAY)

    told = asked("pdfinfo", str(path))
    assert re.search(r"^Tagged: +yes", told, re.MULTILINE)
    assert re.search(r"^Title: +第6屆臺美經濟繁榮夥伴對話", told, re.MULTILINE)
    assert re.search(r"^Page size: +595\.2\d+ x 841\.\d+ pts \(A4\)", told, re.MULTILINE)
    raw = path.read_bytes()
    assert b"<pdfaid:part>2</pdfaid:part>" in raw
    assert b"<pdfaid:conformance>A</pdfaid:conformance>" in raw
    embedded = [line.split() for line in asked("pdffonts", str(path)).splitlines()[2:]]
    assert embedded
    assert all("yes" in line[-5] for line in embedded)


def structure(path: Path) -> Iterator[tuple[str, str | None]]:
    """The kind of every part of a tagged PDF with its alternative text, in reading order."""

    def parts(node: Any) -> Iterator[tuple[str, str | None]]:
        node = node.get_object()
        if isinstance(node, list):
            for one in node:
                yield from parts(one)
        elif isinstance(node, dict):
            if "/S" in node:
                yield node["/S"].removeprefix("/"), node.get("/Alt")
            yield from parts(node["/K"]) if "/K" in node else ()

    yield from parts(pypdf.PdfReader(path).trailer["/Root"]["/StructTreeRoot"])


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_screen_reader_is_told_heads_and_what_is_drawn(printed, eppd: Eppd, language: str) -> None:
    path = printed(*ON_FRIDAY, "--lang", language)
    found = list(structure(path))
    data = json.loads(eppd("report", *ON_FRIDAY, "--lang", language, "--format", "json").out)

    drawn = [alt for kind, alt in found if kind == "Figure"]
    assert all(drawn)
    pillar = data["pillars"][1]
    named = {"zh": "紅 {red}、黃 {yellow}、綠 {green}、藍 {blue}"}.get(
        language, "{red} red, {yellow} yellow, {green} green, {blue} blue"
    )
    assert named.format(**pillar["lights"]) in drawn
    (chart,) = [alt for alt in drawn if "W48" in alt]
    last = chart.partition("W48")[2]
    for count in data["trend"][-1]["statuses"].values():
        assert not count or re.search(rf"\b{count}\b", last)
    assert "25 → 50%" in drawn
    kinds = [kind for kind, _ in found]
    assert kinds.count("H1") == 1
    assert kinds.count("H2") > 12
    assert kinds.count("TH") > 60
    assert pypdf.PdfReader(path).trailer["/Root"]["/Lang"].startswith(language)


def test_the_same_ledger_and_day_give_the_same_bytes_in_any_process(tmp_path: Path) -> None:
    made = [
        subprocess.run(
            [sys.executable, "-m", "eppd_track", "report", *ON_FRIDAY, "--by", "Lin", "--format", "pdf"],
            check=True,
            capture_output=True,
            timeout=120,
        ).stdout
        for _ in range(2)
    ]

    assert made[0].startswith(b"%PDF-")
    assert made[0] == made[1]


@poppler
def test_what_looks_like_markup_is_printed_as_it_stands(printed, ledger) -> None:
    hostile = '#import "x" $x$ *a* _b_ @ref <b> & | [draft] // \\ = - + `c` ~ #{1+1}'
    ledger({"title": hostile, "title_zh": None})

    assert squeezed(hostile) in squeezed(asked("pdftotext", "-raw", str(printed("--lang", "en")), "-"))


@poppler
def test_the_boxes_are_named_as_asked_or_as_the_ledger_says(printed, ledger) -> None:
    ledger({}, settings={"approval": ["專員", "司長"]})

    assert re.search(r"專員\s+司長", asked("pdftotext", "-raw", str(printed("--lang", "zh")), "-"))
    asked_for = printed("--lang", "zh", "--approval", "甲, 乙")
    assert re.search(r"甲\s+乙", asked("pdftotext", "-raw", str(asked_for), "-"))
    assert "核章" not in asked("pdftotext", str(printed("--lang", "zh", "--approval", "")), "-")


@poppler
def test_dates_follow_the_calendar_asked_for(printed, ledger) -> None:
    ledger({"due": "@2026-02-20"})

    text = asked("pdftotext", str(printed("--lang", "zh", "--calendar", "roc", "--today", "2026-02-13")), "-")

    assert "115.02.20" in text
    assert "2026-02-20" not in text


# ---- refused rather than printed with gaps ----


def test_a_character_no_font_has_is_named_with_every_commitment_it_is_in(eppd: Eppd, ledger) -> None:
    path = ledger(
        {"title_zh": "主持人黃𡍼明"}, {"id": "E6-P1-02", "title_zh": "𡍼氏", "title": "x \U0001fae8"}
    )

    ran = eppd("report", "--lang", "both", "-o", "page.pdf", code=5)

    assert "𡍼 (U+2137C) in E6-P1-01, E6-P1-02" in ran.err
    assert "U+1FAE8" in ran.err
    assert "--font-dir" in ran.err
    assert not (path.parent / "page.pdf").exists()


def test_a_folder_without_a_chinese_font_is_refused(eppd: Eppd, ledger, tmp_path: Path) -> None:
    ledger({})
    (tmp_path / "fonts").mkdir()

    for folder in ("fonts", "nowhere"):
        ran = eppd("report", "-o", "page.pdf", "--font-dir", folder, code=2)
        assert folder in ran.err
        assert not (tmp_path / "page.pdf").exists()


def test_the_folder_named_comes_first(eppd: Eppd, ledger, tmp_path: Path) -> None:
    ledger({})
    folder = tmp_path / "fonts"
    folder.mkdir()
    (source,) = Path(importlib.util.find_spec(fonts.PACKAGE).origin).parent.glob("*.ttc")
    shutil.copy(source, folder / "mine.ttc")

    eppd("report", "-o", "page.pdf", "--font-dir", "fonts")

    assert fonts.choose(folder).fonts.fonts()[0].path == str(folder / "mine.ttc")
    assert (tmp_path / "page.pdf").read_bytes().startswith(b"%PDF-")


def test_without_any_chinese_font_the_page_is_refused(
    eppd: Eppd, ledger, monkeypatch, tmp_path: Path
) -> None:
    ledger({})
    monkeypatch.setattr(fonts, "_packaged", list)
    monkeypatch.setattr(fonts, "PREFERRED", ())

    ran = eppd("report", "-o", "page.pdf", "--lang", "zh", code=5)

    assert "找不到含正體中文之字型" in ran.err
    assert "pip install" in ran.err
    assert not (tmp_path / "page.pdf").exists()


@pytest.mark.parametrize(("form", "library"), [("pdf", "typst"), ("pdf", "fontTools"), ("odt", "odfdo")])
def test_without_the_extra_one_sentence_says_what_installs_it(
    eppd: Eppd, ledger, monkeypatch, form: str, library: str
) -> None:
    ledger({})
    for name in [name for name in sys.modules if name.startswith((f"{library}.", "eppd_track.render."))]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, library, None)

    ran = eppd("report", "--format", form, "-o", f"page.{form}", code=5)

    assert f'{sys.executable} -m pip install "eppd-track[{form}]"' in ran.err
    assert len(ran.err.splitlines()) == 2
