"""Documents as their readers see them: the same words out of every format, each in its place."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
import typst
from conftest import needs
from documentwork import HERE, deck, found, packed, paper, paragraph, unpacked, word
from pptx import Presentation
from pptx.util import Cm
from test_sheets_office import run_alone

from eppd_track.documents import encoding
from eppd_track.documents.open import SUFFIXES, read
from eppd_track.documents.signs import numeral, sign_of
from eppd_track.model.passages import Form, Paper, Unit
from eppd_track.rules.prints import print_of
from eppd_track.words.errors import EppdError, WrongUse

# ---- one source, every format ----

_TO = {"docx": "docx", "odt": "odt", "pdf": "pdf", "html": "html", "txt": "txt:Text (encoded):UTF8"}


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Paper]:
    """The talks as LibreOffice saves them in each format; as text without what it cannot leave out there."""
    folder = tmp_path_factory.mktemp("office")
    source = (HERE / "talks.fodt").read_text("utf-8")
    (folder / "talks.fodt").write_text(source, "utf-8")
    plain = re.sub(r"<text:note .*?</text:note>|<text:span .*?</text:span>", "", source)
    (folder / "plain.fodt").write_text(plain, "utf-8")
    profile = f"-env:UserInstallation=file://{folder / 'profile'}"
    made = {}
    for suffix, form in _TO.items():
        name = "plain" if suffix == "txt" else "talks"
        target = ["--convert-to", form, "--outdir", str(folder), str(folder / f"{name}.fodt")]
        run_alone(["soffice", "--headless", profile, *target])
        made[suffix] = read(folder / f"{name}.{suffix}")
    return made


@needs("soffice")
def test_the_same_words_come_out_of_every_format(office: dict[str, Paper]) -> None:
    text = office.pop("txt")
    note = next(one for one in office["odt"].passages if one.form is Form.NOTE)

    prints = {suffix: [print_of(part.text) for part in one.passages] for suffix, one in office.items()}
    cut = prints["pdf"].index(print_of("地址："))  # a line that is broken by hand is a paragraph on paper
    prints["pdf"][cut : cut + 2] = [print_of("地址：西蘭德市濱海路七段一百號")]
    assert all(found == prints["odt"] for found in prints.values())
    joined = ["".join(one.text.split()) for one in office["odt"].passages if one != note]
    assert "".join("".join(one.text.split()) for one in text.passages) == "".join(joined)
    whole = "".join(joined)
    assert note.text == "浮標資料庫之格式另訂之。"
    assert not re.search("不得公開|兩港對話紀錄|第.頁", whole)


@needs("soffice")
@pytest.mark.parametrize("suffix", ["docx", "odt", "pdf", "html"])
def test_headings_items_and_tables_stand_where_they_stood(office: dict[str, Paper], suffix: str) -> None:
    made = office[suffix]
    by_text = {re.sub(r"\s", "", one.text): one for one in made.passages}
    item = by_text["裝設期程由兩港商定。"]
    cell = by_text["餘四座於九月施工。"]
    english = next(one for text, one in by_text.items() if text.startswith("Westrandintends"))

    assert item.headings == ("一、港埠安全", "（一）碼頭電力")
    assert (item.form, item.number, bool(item.marker)) == (Form.BULLET, 2, True)
    assert (cell.row, cell.column, cell.head, cell.number) == (2, 3, "辦理情形", 4)
    assert english.headings == ("Section 2 Trade through the ports",)
    assert by_text["訓練教材由阿爾德莫爾港提供。"].level == 2
    assert by_text["港埠安全"].level == 1
    assert made.unit is (Unit.PAGE if suffix == "pdf" else None)
    assert [grid.heads for grid in made.grids] == [("編號", "事項", "辦理情形")]
    assert made.grids[0].rows[0] == ("H-1", "浮標汰換", "已完成六座。\n餘四座於九月施工。")


# ---- slides ----


def presentation() -> bytes:
    """The deck of the tests as python-pptx writes it, its shapes put in from the last to the first."""
    made = Presentation()
    one = made.slides.add_slide(made.slide_layouts[3])
    one.shapes.title.text = "第一支柱　港埠安全"
    right, left = one.placeholders[2], one.placeholders[1]
    right.text_frame.text = "西蘭德港將提供夜間引水服務。"
    left.text_frame.text = "雙方同意交換潮位資料，\v並每月公布。"
    for text, level in (("雙方支持聯合搜救演練：", 0), ("首次於明年五月舉行。", 1)):
        line = left.text_frame.add_paragraph()
        line.text, line.level = text, level
    one.notes_slide.notes_text_frame.text = "講者備註不屬文件。"
    two = made.slides.add_slide(made.slide_layouts[5])
    two.shapes.title.text = "Pillar 2 Trade"
    table = two.shapes.add_table(2, 3, Cm(1), Cm(10), Cm(20), Cm(4)).table
    for place, text in enumerate(["編號", "事項", "期限", "H-1", "浮標汰換", "2027年底前"]):
        table.cell(*divmod(place, 3)).text = text
    group = two.shapes.add_group_shape()
    for across, text in (
        (14, "Fees will be published each spring."),
        (1, "Both ports will open a single window."),
    ):
        group.shapes.add_textbox(Cm(across), Cm(6), Cm(8), Cm(3)).text_frame.text = text
    hidden = made.slides.add_slide(made.slide_layouts[5])
    hidden.shapes.title.text = "不播放"
    hidden._element.set("show", "0")  # noqa: SLF001 - python-pptx has no name for it
    path = Path("deck.pptx")
    made.save(path)
    return path.read_bytes()


@pytest.mark.parametrize("suffix", ["odp", "pptx"])
def test_slides_are_read_from_the_top_and_the_left(
    suffix: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    made = paper(f"deck.{suffix}", presentation() if suffix == "pptx" else deck())

    said = [(one.sheet, one.form, one.text.replace("\n", "/")) for one in made.passages]
    assert said[:5] == [
        (1, Form.HEADING, "港埠安全"),
        (1, Form.BULLET, "雙方同意交換潮位資料，/並每月公布。"),
        (1, Form.BULLET, "雙方支持聯合搜救演練："),
        (1, Form.BULLET, "首次於明年五月舉行。"),
        (1, Form.BULLET if suffix == "pptx" else Form.PARAGRAPH, "西蘭德港將提供夜間引水服務。"),
    ]
    assert [text for _, _, text in said[5:8]] == [
        "Trade",
        "Both ports will open a single window.",
        "Fees will be published each spring.",
    ]
    assert made.passages[3].level == 2
    assert made.passages[7].headings == ("Pillar 2 Trade",)
    assert made.unit is Unit.SLIDE
    assert made.grids[0].heads == ("編號", "事項", "期限")
    assert (made.grids[0].rows, made.grids[0].sheet) == ((("H-1", "浮標汰換", "2027年底前"),), 2)
    assert not any(re.search("備註|不播放", one.text) for one in made.passages)


# ---- Word ----

STYLES = (
    '<w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="H2"><w:name w:val="heading 2"/><w:basedOn w:val="H1"/>'
    '<w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="T"><w:name w:val="toc 1"/></w:style>'
)
NUMBERING = (
    '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
    '<w:numFmt w:val="taiwaneseCountingThousand"/><w:lvlText w:val="%1、"/></w:lvl><w:lvl w:ilvl="1">'
    '<w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2"/></w:lvl></w:abstractNum>'
    '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0">'
    '<w:numFmt w:val="bullet"/><w:lvlText w:val="&#xF0B7;"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num><w:num w:numId="3"><w:abstractNumId w:val="0"/>'
    '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
)


def item(text: str, number: int, level: int = 0) -> str:
    return paragraph(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def run(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


def box(text: str) -> str:
    inner = f"<w:txbxContent>{paragraph(text)}</w:txbxContent>"
    old = f"<mc:Fallback><w:pict><v:textbox>{inner}</v:textbox></w:pict></mc:Fallback>"

    def either(new: str) -> str:
        return f"<mc:AlternateContent><mc:Choice>{new}</mc:Choice>{old}</mc:AlternateContent>"

    grouped = either(f"<wps:txbx>{inner}</wps:txbx>")
    return f"<w:r>{either(f'<w:drawing><wps:wgp>{grouped}</wps:wgp></w:drawing>')}</w:r>"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(
            paragraph(run("甲") + f"<w:ins>{run('乙')}</w:ins><w:del>{run('丙')}</w:del>")
            + paragraph(run("丁"), "<w:rPr><w:del/></w:rPr>")
            + paragraph(run("戊")),
            ["paragraph |甲乙", "paragraph |丁戊"],
            id="changes accepted",
        ),
        pytest.param(
            paragraph(run("公開") + run("機密", "<w:vanish/>") + run("內容", '<w:vanish w:val="0"/>')),
            ["paragraph |公開內容"],
            id="hidden words",
        ),
        pytest.param(
            paragraph(
                run("他們說")
                + '<w:commentRangeStart w:id="0"/>'
                + run("好")
                + '<w:r><w:commentReference w:id="0"/></w:r>'
            ),
            ["paragraph |他們說好"],
            id="comments",
        ),
        pytest.param(
            paragraph(
                run("地址：") + "<w:r><w:br/></w:r>" + run("港邊") + "<w:r><w:tab/></w:r>" + run("七號")
            ),
            ["paragraph |地址：/港邊 七號"],
            id="breaks and tabs",
        ),
        pytest.param(
            item("甲", 1)
            + item("乙", 1, 1)
            + item("丙", 1)
            + item("丁", 1, 1)
            + item("丁", 3)
            + item("戊", 2),
            [
                "bullet 一、|甲",
                "bullet 一.1|乙",
                "bullet 二、|丙",
                "bullet 二.1|丁",
                "bullet 一、|丁",
                "bullet •|戊",
            ],
            id="lists counted",
        ),
        pytest.param(
            paragraph(run("前言。") + box("框內的話。")) + paragraph("後話。"),
            ["paragraph |前言。", "paragraph |框內的話。", "paragraph |後話。"],
            id="text boxes once",
        ),
        pytest.param(
            paragraph(run("約") + '<w:r><w:footnoteReference w:id="2"/></w:r>' + run("定。"))
            + paragraph("完。"),
            ["paragraph |約定。", "paragraph |完。", "note |註腳。"],
            id="footnotes at the end",
        ),
        pytest.param(
            paragraph("港埠", '<w:pStyle w:val="H1"/>')
            + paragraph("安全", '<w:pStyle w:val="H2"/>')
            + paragraph("安全 3", '<w:pStyle w:val="T"/>')
            + paragraph(
                "雙方同意辦理各項既定工作，並應於明年底以前完成全部設施之檢查及汰換。",
                '<w:pStyle w:val="H2"/>',
            ),
            [
                "heading |港埠",
                "heading |安全",
                "paragraph |雙方同意辦理各項既定工作，並應於明年底以前完成全部設施之檢查及汰換。",
            ],
            id="styles, and a sentence in the style of a heading",
        ),
        pytest.param(
            "<w:sdt><w:sdtContent>" + paragraph("控制項") + "</w:sdtContent></w:sdt>",
            ["paragraph |控制項"],
            id="content controls",
        ),
    ],
)
def test_a_word_file_is_read_as_word_shows_it(body: str, expected: list[str]) -> None:
    note = f'<w:footnote w:id="1" w:type="separator">{paragraph("線")}</w:footnote>'
    note += f'<w:footnote w:id="2">{paragraph("註腳。")}</w:footnote>'

    assert found("a.docx", word(body, styles=STYLES, numbering=NUMBERING, footnotes=note)) == expected


def grid(*rows: list[str], head: str = "") -> str:
    cells = [[f"<w:tc>{text if '<' in text else paragraph(text)}</w:tc>" for text in row] for row in rows]
    marks = [head, *[""] * (len(rows) - 1)]
    return (
        "<w:tbl>"
        + "".join(f"<w:tr>{mark}{''.join(row)}</w:tr>" for mark, row in zip(marks, cells, strict=True))
        + "</w:tbl>"
    )


@pytest.mark.parametrize(
    ("table", "data"),
    [
        (grid(["編號", "事項", "期限"], ["H-1", "浮標", "六月"]), True),
        (grid(["甲", "乙"], ["H-1", "浮標"], head="<w:trPr><w:tblHeader/></w:trPr>"), True),
        (grid(["編號", "辦理情形"], ["H-1", "完成。"]), True),
        (grid(["主談人", "王部長"], ["地點", "港務局"]), False),
        (grid(["雙方同意於明年設置夜間引水站。", "美方願提供燈標。"], ["（無）", "（無）"]), False),
        (grid(["左欄"]), False),
        (grid(["編號", "事項", "期限"], ["H-1", grid(["內", "表"]) + "<w:p/>", "六月"]), False),
    ],
)
def test_a_table_of_data_has_heads_and_one_for_looks_is_only_words(table: str, *, data: bool) -> None:
    made = paper("a.docx", word(table))

    assert bool(made.grids) is data
    assert {one.form is Form.CELL for one in made.passages} == {data}
    assert len({one.text for one in made.passages}) >= 1


# ---- text, Markdown, web pages ----

TEXT = """港埠對話會議成果

一、港埠安全

雙方同意於三年內建置共用浮標資料庫，並由西蘭德港每季
公布一次觀測結果。

（一）碼頭電力
1. 岸電設備自明年起裝設，
   期程由兩港商定。
2. 經費另議。

SECTION 2 TRADE
The ports will coop-
erate on fees.
- first item
  goes on here
➤ 夜間服務
阿爾德莫爾港將提供夜間引水服務，直到年底。

編號\t事項
H-1\t浮標汰換
"""
TEXT_READ = [
    "heading |港埠對話會議成果",
    "heading 一、|港埠安全",
    "paragraph |雙方同意於三年內建置共用浮標資料庫，並由西蘭德港每季/公布一次觀測結果。",
    "heading （一）|碼頭電力",
    "bullet 1.|岸電設備自明年起裝設，/期程由兩港商定。",
    "bullet 2.|經費另議。",
    "heading SECTION 2|TRADE",
    "paragraph |The ports will coop-/erate on fees.",
    "bullet -|first item/goes on here",
    "heading ➤|夜間服務",
    "paragraph |阿爾德莫爾港將提供夜間引水服務，直到年底。",
    "cell |編號",
    "cell |事項",
    "cell |H-1",
    "cell |浮標汰換",
]


@pytest.mark.parametrize("code", ["utf-8", "utf-8-sig", "utf-16", "cp950"])
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_a_text_is_read_by_its_lines_in_any_encoding(code: str, ends: str) -> None:
    text = TEXT.replace("➤", "※") if code == "cp950" else TEXT
    expected = [line.replace("➤", "※") if code == "cp950" else line for line in TEXT_READ]
    if code == "cp950":
        expected[9] = "bullet ※|夜間服務"

    assert found("a.txt", text.replace("\n", ends).encode(code)) == expected


def test_an_encoding_is_known_by_its_mark_or_its_bytes() -> None:
    assert encoding.encoding_of("港".encode("utf-16")) == encoding.UTF16
    assert encoding.encoding_of(b"\x81\xff\x81") is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("一、甲。\n\n二、乙。", ["bullet 一、|甲。", "bullet 二、|乙。"]),
        ("大綱\n\n- 一、甲\n- 二、乙", ["heading |大綱", "bullet 一、|甲", "bullet 二、|乙"]),
        ("雙方同意：\n\n• 甲\n\n• 乙", ["paragraph |雙方同意：", "bullet •|甲", "bullet •|乙"]),
        ("3.5% of fees will be paid.", ["paragraph |3.5% of fees will be paid."]),
        ("2026 年起實施，每年檢討。", ["paragraph |2026 年起實施，每年檢討。"]),
        ("第一條　雙方應通報。", ["bullet 第一條|雙方應通報。"]),
        ("第一項計畫將於明年辦理。", ["paragraph |第一項計畫將於明年辦理。"]),
        (
            "大綱\n\n- 一、港埠\n- 二、漁業\n\n一、港埠\n\n- 甲。\n\n二、漁業\n\n乙。",
            [
                "heading |大綱",
                "bullet 一、|港埠",
                "bullet 二、|漁業",
                "heading 一、|港埠",
                "bullet -|甲。",
                "heading 二、|漁業",
                "paragraph |乙。",
            ],
        ),
        (
            "一、港埠資料平臺\n平臺已於五月上線，兩港試辦。\n經費已核定。\n二、其他\n下次會議另行通知，時間未定。",
            [
                "heading 一、|港埠資料平臺",
                "paragraph |平臺已於五月上線，兩港試辦。",
                "paragraph |經費已核定。",
                "heading 二、|其他",
                "paragraph |下次會議另行通知，時間未定。",
            ],
        ),
        (
            "雙方就航行資料之交換，同意採用\nArtificial intelligence 之方法，並於兩港試行。",
            ["paragraph |雙方就航行資料之交換，同意採用/Artificial intelligence 之方法，並於兩港試行。"],
        ),
        ("3 Scope\n\n15 April 2026", ["heading 3|Scope", "paragraph |15 April 2026"]),
        ("(1) 甲；\n(2) 乙。", ["bullet (1)|甲；", "bullet (2)|乙。"]),
        ("Section 2 of the annex will apply.", ["paragraph |Section 2 of the annex will apply."]),
    ],
)
def test_signs_in_front_are_told_from_words(text: str, expected: list[str]) -> None:
    assert found("a.txt", text) == expected


def test_headings_and_numbers_say_where_a_passage_stands() -> None:
    made = paper("a.txt", TEXT)
    by_text = {one.text: one for one in made.passages}

    assert by_text["經費另議。"].headings == ("一、港埠安全", "（一）碼頭電力")
    assert by_text["經費另議。"].number == 2
    assert by_text["碼頭電力"].headings == ("一、港埠安全",)
    assert by_text["浮標汰換"].head == "事項"


@pytest.mark.parametrize(
    ("next_", "headings"),
    [
        ("三、航道：尚待研議。", ("貳、討論事項",)),
        ("參、臨時動議：無。", ()),
        ("一、浮標尚待汰換。", ("貳、討論事項", "二、碼頭電力")),
        ("（二）浮標尚待汰換。", ("貳、討論事項", "二、碼頭電力")),
        ("1、浮標尚待汰換。", ("貳、討論事項", "二、碼頭電力")),
    ],
)
def test_what_is_counted_on_or_ranks_higher_does_not_stand_below_a_heading(
    next_: str, headings: tuple[str, ...]
) -> None:
    made = paper("a.txt", f"貳、討論事項\n\n二、碼頭電力\n\n（一）已經送電。\n\n{next_}\n")
    assert made.passages[-1].headings == headings


@pytest.mark.parametrize(("next_", "headings"), [("：無。", ()), ("\n\n無人提出。", ("參、臨時動議",))])
def test_a_formal_number_stands_below_no_other(next_: str, headings: tuple[str, ...]) -> None:
    made = paper("a.txt", f"二、碼頭電力\n\n（一）已經送電。\n\n參、臨時動議{next_}\n")
    assert made.passages[-1].headings == headings


MARKDOWN = """# Talks

Both **ports** will open a [window](http://x.example),
soon.

1. one
2. two
   - inner

| id | what |
|----|------|
| H-1 | `buoys` |

<div>set by <b>hand</b></div>
"""
PAGE = """<html><head><meta charset="big5"><title>t</title><style>.off { display: none }</style></head>
<body><nav>menu</nav><header>top</header><h1>Talks &amp; tides</h1><script>x()</script>
<p>Both <b>ports</b> will<br>open a window.<span class="off">no</span><i hidden>no</i>
<a href="#fn1"><sup>1</sup></a></p>
<ol start="3"><li>three<ul><li>inner</li></ul></li><li>four</li></ol>
<table><tr><th>id<th>what</tr><tr><td rowspan="2">H-1<td>buoys</tr><tr><td>lamps</tr></table>
<div style="display:none">no</div><p id="fn1" class="footnote">note</p></body></html>"""


@pytest.mark.parametrize(
    ("name", "raw", "expected"),
    [
        (
            "a.md",
            MARKDOWN,
            [
                "heading |Talks",
                "paragraph |Both ports will open a window,/soon.",
                "bullet 1.|one",
                "bullet 2.|two",
                "bullet •|inner",
                "cell |id",
                "cell |what",
                "cell |H-1",
                "cell |buoys",
                "paragraph |set by hand",
            ],
        ),
        (
            "a.html",
            PAGE,
            [
                "heading |Talks & tides",
                "paragraph |Both ports will/open a window.",
                "bullet 3.|three",
                "bullet •|inner",
                "bullet 4.|four",
                "cell |id",
                "cell |what",
                "cell |H-1",
                "cell |buoys",
                "cell |lamps",
                "note |note",
            ],
        ),
        (
            "a.htm",
            "<html><head><meta charset=big5></head><body><p>港埠安全，碼頭電力。</p></body></html>".encode(
                "big5"
            ),
            ["paragraph |港埠安全，碼頭電力。"],
        ),
        ("a.html", "<p>港埠<p>安全", ["paragraph |港埠", "paragraph |安全"]),
        (
            "a.html",
            "<html><meta charset=us-ascii><p>港埠</p></html>",
            ["paragraph |港埠"],
        ),
        (
            "a.html",
            "<html><head><meta charset=big5></head><p>宏碁恒</p></html>".encode("cp950"),
            ["paragraph |宏碁恒"],
        ),
    ],
)
def test_marked_up_texts_are_read_as_they_are_shown(name: str, raw: bytes | str, expected: list[str]) -> None:
    assert found(name, raw) == expected


# ---- PDF ----

COLUMNS = """
#set page(width: 16cm, height: 7cm, margin: 1.5cm, header: [Harbour record], footer: context [
  #align(center)[第 #counter(page).display() 頁]])
#set text(font: "Noto Serif CJK TC", size: 10pt, lang: "en", hyphenate: true)
#set par(justify: true)
= 一、港埠安全
#columns(2)[
雙方同意於三年內建置「共用浮標資料庫」，並由西蘭德港每季公布一次觀測結果，供航商查詢。#footnote[格式另訂之。]

Both ports agreed to open a single window for small vessels, and to publish the fees they charge before the
end of the year, so that owners of fishing boats can compare them without asking either administration.

- 雙方將共同訓練引水人，每年至少二十名，並互相承認訓練時數，直到2028年底為止，屆時再檢討是否續辦。
- 雙方支持漁船共用避風碼頭。

Westrand intends to explore how cargo that arrives at night may be released by noon of the next working day,
and will report on what it found at the third meeting, together with the harbour administration of Aldermoor.
]
"""


FEES = """Both ports agreed to open a single window for small vessels, and to publish the fees they charge
before the end of the year, so that owners of fishing boats can compare them without asking either
administration."""
CARGO = """Westrand intends to explore how cargo that arrives at night may be released by noon of the next
working day, and will report on what it found at the third meeting, together with the harbour administration
of Aldermoor."""
COLUMNS_READ = [
    ("heading 一、", "港埠安全"),
    (
        "paragraph ",
        "雙方同意於三年內建置「共用浮標資料庫」，並由西蘭德港每季公布一次觀測結果，供航商查詢。",
    ),
    ("paragraph ", FEES),
    (
        "bullet •",
        "雙方將共同訓練引水人，每年至少二十名，並互相承認訓練時數，直到2028年底為止，屆時再檢討是否續辦。",
    ),
    ("bullet •", "雙方支持漁船共用避風碼頭。"),
    ("paragraph ", CARGO),
    ("note ", "格式另訂之。"),
]


def test_a_pdf_is_read_by_columns_across_pages_without_what_repeats() -> None:
    made = paper("a.pdf", typst.compile(COLUMNS.encode(), format="pdf"))
    said = [f"{one.form} {one.marker}|{print_of(one.text)}" for one in made.passages]

    assert said == [f"{form}|{print_of(text)}" for form, text in COLUMNS_READ]
    assert {one.sheet for one in made.passages} >= {1, 2}


ROWS = """
#set page(width: 18cm, height: 12cm, margin: 1.5cm)
#set text(font: "Noto Serif CJK TC", size: 10pt)
#grid(columns: (1fr, 1fr), column-gutter: 1cm, row-gutter: 0.65em,
  [雙方同意於三年內建置共用浮標資料庫並由], [Westrand intends to explore how cargo],
  [西蘭德港每季公布一次觀測結果，供航商及], [that arrives at night may be released by],
  [漁民查詢；有關經費分攤，由兩港財務單位], [noon of the next working day, and will],
  [另行商定，並於下次會議提報進度。另由], [report on what it found at the third],
  [阿爾德莫爾港辦理年度檢討。], [meeting of the two ports.])
#v(1cm)
#table(columns: 3, [*編號*], [*事項*], [*辦理情形*],
  [H-1], [浮標汰換], [已完成六座浮標之汰換，餘四座將於九月施工，並於十月驗收，經費由年度預算支應。],
  [H-2], [Pilot training for night service in both ports, with joint exams], [Course outline agreed.])

後續事項另行通知。
"""


def test_a_pdf_that_goes_across_columns_and_cells_by_lines_is_read_by_columns_and_cells() -> None:
    made = paper("a.pdf", typst.compile(ROWS.encode(), format="pdf"))
    said = [re.sub(r"\s", "", one.text) for one in made.passages if one.form is Form.PARAGRAPH]

    assert [(text[:4], text[-4:]) for text in said] == [
        ("雙方同意", "度檢討。"),
        ("West", "rts."),
        ("後續事項", "行通知。"),
    ]
    assert made.grids[0].heads == ("編號", "事項", "辦理情形")
    assert [row[0] for row in made.grids[0].rows] == ["H-1", "H-2"]
    assert made.grids[0].rows[0][2].replace("\n", "").endswith("經費由年度預算支應。")


# ---- numbers, refusals ----


@pytest.mark.parametrize(
    ("form", "number", "said"),
    [
        ("taiwaneseCountingThousand", 10, "十"),
        ("taiwaneseCountingThousand", 25, "二十五"),
        ("chineseCounting", 105, "一百零五"),
        ("ideographLegalTraditional", 3, "參"),
        ("ideographTraditional", 4, "丁"),
        ("lowerRoman", 14, "xiv"),
        ("upperLetter", 28, "BB"),
        ("decimalEnclosedCircle", 7, "⑦"),
        ("decimalFullWidth", 12, "１２"),
        ("something new", 5, "5"),
    ],
)
def test_a_number_of_a_list_is_written_as_its_format_writes_it(form: str, number: int, said: str) -> None:
    assert numeral(number, form) == said


def test_what_a_program_counts_is_known_again_where_a_person_typed_it() -> None:
    for form, frame in (("taiwaneseCounting", "{}、"), ("taiwaneseCounting", "（{}）"), ("decimal", "{}.")):
        for number in range(1, 30):
            marker = frame.format(numeral(number, form))
            sign = sign_of(f"{marker}雙方同意。")

            assert sign is not None
            assert (sign.marker, sign.rest) == (marker, "雙方同意。")


@pytest.mark.parametrize(
    ("name", "raw", "sentence", "remedy"),
    [
        ("a.rtf", b"{", "is of a kind that is not read", ".docx"),
        ("a.doc", b"x", "is of a kind that is not read", "save it as .docx"),
        ("a.docx", b"", "it is empty", "right file"),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(99), "old Office format", "save it as .docx"),
        (
            "a.docx",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "locked with a password",
            "take the password off",
        ),
        ("a.pdf", b"just text", "its content is not .pdf", "save it as"),
        ("a.txt", b"%PDF-1.7\n", "its content is pdf, not .txt", "suffix of its content"),
        ("a.odt", deck(), "its content is odp, not .odt", "suffix of its content"),
        ("a.txt", b"\x00\x01\x02\xff\xfe\xfd", "its encoding is not known", "UTF-8"),
        ("a.md", b" \n\n", "no words in it", "right file"),
        ("a.pdf", b"%PDF-1.7\n%%EOF", "it is damaged", "save it as"),
        ("missing.txt", None, "There is no file", "right file"),
    ],
)
def test_what_is_no_document_is_named_with_what_to_do(
    name: str, raw: bytes | None, sentence: str, remedy: str
) -> None:
    with pytest.raises(EppdError) as refused:
        read(Path(name), raw)

    assert sentence in refused.value.message.data
    assert remedy in (refused.value.remedy or refused.value.message).data
    assert isinstance(refused.value, WrongUse) is (Path(name).suffix not in SUFFIXES)


def test_a_picture_of_a_page_is_told_from_an_empty_one() -> None:
    drawn = typst.compile(b"#rect(width: 5cm, height: 5cm, fill: red)", format="pdf")
    blank = typst.compile(b"#set page(width: 5cm, height: 5cm)\n#v(1cm)", format="pdf")

    for raw, sentence in ((drawn, "scanned picture"), (blank, "no words in it")):
        with pytest.raises(EppdError) as refused:
            read(Path("a.pdf"), raw)
        assert sentence in refused.value.message.data


@pytest.mark.parametrize(
    ("suffix", "library"), [("docx", "lxml"), ("pdf", "pypdfium2"), ("md", "markdown_it")]
)
def test_a_library_that_is_missing_is_named_by_its_extra(
    suffix: str, library: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = tmp_path / f"a.{suffix}"
    document.write_bytes({"docx": word(paragraph("港")), "pdf": b"%PDF-1.7", "md": b"x"}[suffix])
    script = (
        f"import sys; sys.modules[{library!r}] = None\n"
        "from pathlib import Path\nfrom eppd_track.documents.open import read\n"
        "from eppd_track.words.errors import EppdError\n"
        f"try: read(Path({str(document)!r}))\n"
        "except EppdError as error: print(error.message.data, error.remedy.data)"
    )
    said = subprocess.run(
        [sys.executable, "-c", script], check=True, capture_output=True, text=True, timeout=60
    )

    assert f"Reading {'MARKDOWN' if suffix == 'md' else suffix.upper()} needs a library" in said.stdout
    assert "eppd-track[documents]" in said.stdout


def test_a_damaged_picture_harms_no_document() -> None:
    parts = unpacked(word(paragraph("港埠安全。")))
    parts["word/media/image1.png"] = b"\x89PNG broken"
    raw = bytearray(packed(parts))
    raw[raw.rfind(b"word/media/image1.png", 0, raw.rfind(b"PK\x01\x02")) + 25] ^= 255

    assert found("a.docx", bytes(raw)) == ["paragraph |港埠安全。"]
