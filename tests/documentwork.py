"""Documents that tests make: packages by their parts, and what a reader finds in them."""

import io
import zipfile
from pathlib import Path

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
