"""Documents that tests make: packages by their parts, and what a reader finds in them."""

import io
import zipfile
from pathlib import Path

import typst
from pptx import Presentation
from pptx.util import Cm

from eppd_track.documents.open import read
from eppd_track.model.passages import Paper

HERE = Path(__file__).parent / "documents"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>'
_NAMES = (
    f'xmlns:w="{W}" xmlns:r="{R}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:v="urn:v"'
)


def packed(parts: dict[str, str | bytes]) -> bytes:
    """A zip of parts."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return stream.getvalue()


def unpacked(raw: bytes) -> dict[str, bytes]:
    """The parts of a zip."""
    with zipfile.ZipFile(io.BytesIO(raw)) as package:
        return {name: package.read(name) for name in package.namelist()}


def word(body: str, **others: str) -> bytes:
    """A .docx with this body; other parts by name: `styles`, `numbering`, `footnotes`."""
    links = "".join(f'<Relationship Id="r{name}" Type="{R}/{name}" Target="{name}.xml"/>' for name in others)
    parts: dict[str, str | bytes] = {
        "word/document.xml": f"{_HEAD}<w:document {_NAMES}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": (
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f"{links}</Relationships>"
        ),
    }
    for name, content in others.items():
        parts[f"word/{name}.xml"] = f"{_HEAD}<w:{name} {_NAMES}>{content}</w:{name}>"
    return packed(parts)


def paragraph(text: str, properties: str = "") -> str:
    """A paragraph of a .docx: a text, or runs where it begins with `<`."""
    runs = text if text.startswith("<") else f"<w:r><w:t>{text}</w:t></w:r>"
    return f"<w:p><w:pPr>{properties}</w:pPr>{runs}</w:p>"


def deck() -> bytes:
    """An .odp from the flat file of the tests."""
    flat = (HERE / "deck.fodp").read_text("utf-8")
    content = flat.replace("office:document ", "office:document-content ", 1)
    return packed(
        {
            "mimetype": "application/vnd.oasis.opendocument.presentation",
            "content.xml": content.replace("</office:document>", "</office:document-content>"),
        }
    )


def found(name: str, raw: bytes | str) -> list[str]:
    """What a document holds, a line a passage: `form marker|text`, its line breaks as `/`."""
    return lines(paper(name, raw))


def paper(name: str, raw: bytes | str) -> Paper:
    """A document as read."""
    return read(Path(name), raw.encode() if isinstance(raw, str) else raw)


def lines(made: Paper) -> list[str]:
    """The passages of a document, a line each."""
    return [f"{one.form} {one.marker}|{one.text}".replace("\n", "/") for one in made.passages]


# ---- a results paper of two ports, as a text and in every other format ----

RESULTS = """\
第3屆兩港合作會談成果
2026年4月15日

壹、港區安全

一、雙方同意成立港區聯合工作小組，並自2026年第3季起交換潮位資料。
二、阿爾德莫爾將於3年內汰換臺製浮標二百具，以提升資料品質；西蘭德願協助培訓檢查人員。
三、會議由兩港港務首長共同主持。
四、西蘭德盼阿爾德莫爾開放船舶檢查資料，阿爾德莫爾允於2027年底前提出方案。

貳、能源轉型

一、阿爾德莫爾港務局刻正推動岸電設備。
二、Both ports agreed to publish a bilingual glossary by December 2026 and to exchange well-tested profiles.
三、Westrand supports Aldermoor's trials of tugs at the Île quay.
"""
PROMISES = (
    "雙方同意成立港區聯合工作小組，",
    "並自2026年第3季起交換潮位資料。",
    "阿爾德莫爾將於3年內汰換臺製浮標二百具，以提升資料品質；",
    "西蘭德願協助培訓檢查人員。",
    "西蘭德盼阿爾德莫爾開放船舶檢查資料，",
    "阿爾德莫爾允於2027年底前提出方案。",
    "阿爾德莫爾港務局刻正推動岸電設備。",
    "Both ports agreed to publish a bilingual glossary by December 2026",
    "and to exchange well-tested profiles.",
    "Westrand supports Aldermoor's trials of tugs at the Île quay.",
)
"""The promising clauses of the results paper, in its order."""
_PORTS = (HERE.parents[1] / "examples" / "harbour-programme.toml").read_text("utf-8")
PORTS = _PORTS.split("\n# ---- Pillar 1")[0] + "\n"
"""The ledger of the two ports before anything was tracked."""


def results(suffix: str, text: str = RESULTS) -> bytes:
    """The results paper in a format."""
    lines = [line for line in text.splitlines() if line]
    match suffix:
        case "txt":
            return text.encode()
        case "md":
            return "\n\n".join(lines).encode()
        case "html":
            return ("<meta charset=utf-8>" + "".join(f"<p>{line}</p>" for line in lines)).encode()
        case "docx":
            return word("".join(map(paragraph, lines)))
        case "odt":
            return _odt(lines)
        case "pptx":
            return _slides(lines)
        case "pdf":
            source = '#set text(font: "Noto Serif CJK TC")\n' + "\n\n".join(lines)
            return typst.compile(source.encode(), format="pdf")
    raise ValueError(suffix)


def _odt(lines: list[str]) -> bytes:
    body = "".join(f"<text:p>{line}</text:p>" for line in lines)
    names = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "text")
    )
    content = f"<office:body><office:text>{body}</office:text></office:body>"
    return packed(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": f"{_HEAD}<office:document-content {names}>{content}</office:document-content>",
        }
    )


def _slides(lines: list[str]) -> bytes:
    made = Presentation()
    slide = made.slides.add_slide(made.slide_layouts[6])
    slide.shapes.add_textbox(Cm(1), Cm(1), Cm(20), Cm(15)).text_frame.text = "\n".join(lines)
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()
