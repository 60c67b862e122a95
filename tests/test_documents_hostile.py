"""Documents that are damaged, or mean harm: read as far as they say anything, or refused in one sentence.

EPPD_DAMAGED=200 python -m pytest tests/test_documents_hostile.py    as many of each kind as you have time for
"""

import os
import random
import sys
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import typst
from documentwork import HERE, deck, found, packed, paper, paragraph, unpacked, word
from test_documents import COLUMNS, MARKDOWN, NUMBERING, PAGE, STYLES, TEXT, box, grid, item, presentation

from eppd_track.documents import open as opening
from eppd_track.documents import package, pdf, pdf_lines
from eppd_track.model.passages import Paper
from eppd_track.words.errors import ChangeRefused, EppdError

SEEDS = range(int(os.environ.get("EPPD_DAMAGED", "60")))
LINES = [f"雙方同意第{number}次會議於港區舉行。" for number in range(100_000)]
ODT_OF = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0">'
    "<office:body><office:text>@</office:text></office:body></office:document-content>"
)
REPEATED = (
    '<table:table-row table:number-rows-repeated="200"><table:table-cell table:number-columns-repeated="200">'
    "<text:p>x</text:p></table:table-cell></table:table-row>"
)
ODT = "application/vnd.oasis.opendocument.text"
ENTITY = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd"><!ENTITY b "&a;&a;">]>'


def text_document(content: str | None = None) -> bytes:
    """An .odt from the flat file of the tests, or of a content."""
    flat = (HERE / "talks.fodt").read_text("utf-8").replace("office:document ", "office:document-content ", 1)
    whole = flat.replace("</office:document>", "</office:document-content>")
    return packed({"mimetype": ODT, "content.xml": whole if content is None else content})


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """A sound document of each kind."""
    folder = tmp_path_factory.mktemp("sound")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        slides = presentation()
    body = (
        item("雙方同意。", 1) + item("美方願。", 1, 1) + grid(["編號", "事項", "期限"], ["1", "浮標", "六月"])
    )
    body += paragraph("<w:r><w:t>前。</w:t></w:r>" + box("框。"))
    return {
        "txt": TEXT.encode(),
        "md": MARKDOWN.encode(),
        "html": PAGE.encode("big5"),
        "docx": word(body, styles=STYLES, numbering=NUMBERING),
        "odt": text_document(),
        "odp": deck(),
        "pptx": slides,
        "pdf": typst.compile(COLUMNS.encode(), format="pdf"),
    }


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    """A PDF is read in this process, which is as strict and starts at once."""

    def read_here(raw: bytes) -> list[pdf_lines.PdfPage]:
        try:
            return pdf_lines.pages_here(raw)
        except pdf_lines.pypdfium2.PdfiumError as error:
            raise ValueError(error) from error

    monkeypatch.setattr(pdf, "pages", read_here)


OPENED: list[str] = []
WATCHING: list[bool] = []


def watch(event: str, arguments: tuple[Any, ...]) -> None:
    if WATCHING and event in {"open", "socket.connect", "subprocess.Popen", "os.system"}:
        OPENED.append(f"{event} {arguments[0]}")


sys.addaudithook(watch)


@pytest.fixture
def nothing_opened() -> Iterator[None]:
    """No file but those of libraries is opened, and nothing is fetched."""
    OPENED.clear()
    WATCHING.append(True)
    yield
    WATCHING.clear()
    ours = (".py", ".pyc", ".so", ".pyd", ".json", ".rnc", ".dll", ".dylib")
    assert [one for one in OPENED if not one.endswith(ours)] == []


def cut(raw: bytearray, dice: random.Random) -> bytes:
    return bytes(raw[: dice.randrange(len(raw))])


def flipped(raw: bytearray, dice: random.Random) -> bytes:
    for _ in range(dice.randrange(1, 30)):
        raw[dice.randrange(len(raw))] = dice.randrange(256)
    return bytes(raw)


def doubled(raw: bytearray, dice: random.Random) -> bytes:
    start, end = sorted(dice.randrange(len(raw)) for _ in range(2))
    return bytes(raw[:end] + raw[start:])


def inside(damage: Callable[[bytearray, random.Random], bytes], raw: bytes, dice: random.Random) -> bytes:
    """A package with one of its parts damaged, and packed anew; another file as it is damaged itself."""
    if not raw.startswith(b"PK"):
        return damage(bytearray(raw), dice)
    parts = unpacked(raw)
    name = dice.choice([one for one in parts if one.endswith(".xml")])
    return packed(dict(parts) | {name: damage(bytearray(parts[name]), dice)})


@pytest.mark.usefixtures("here", "nothing_opened")
@pytest.mark.parametrize("damage", [cut, flipped, doubled])
@pytest.mark.parametrize("kind", ["txt", "md", "html", "docx", "odt", "odp", "pptx", "pdf"])
def test_a_damaged_document_is_read_or_refused(
    kind: str,
    damage: Callable[[bytearray, random.Random], bytes],
    sound: dict[str, bytes],
    record_property: Callable[[str, int], None],
) -> None:
    read = refused = 0
    for seed in SEEDS:
        dice = random.Random(seed)
        raw = sound[kind]
        broken = inside(damage, raw, dice) if seed % 2 else damage(bytearray(raw), dice)
        try:
            assert isinstance(paper(f"a.{kind}", broken), Paper)
            read += 1
        except EppdError as error:
            said = (error.message.data, error.remedy)
            refused += said[1] is not None and "\n" not in said[0]
    record_property("damaged documents", len(SEEDS))
    record_property("read", read)
    record_property("refused", refused)
    assert read + refused == len(SEEDS)
    assert refused or kind in {"txt", "md", "html"}


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize("kind", ["txt", "md", "html", "docx", "odt", "odp", "pptx", "pdf"])
def test_the_content_of_one_kind_under_the_name_of_another(kind: str, sound: dict[str, bytes]) -> None:
    for other, raw in sound.items():
        texts = {kind, other} <= {"txt", "md", "html"}
        if other == kind or texts:
            continue
        with pytest.raises(ChangeRefused) as refused:
            paper(f"a.{kind}", raw)
        assert "not" in refused.value.message.data


@pytest.mark.usefixtures("nothing_opened")
@pytest.mark.parametrize(
    ("name", "raw", "sentence"),
    [
        (
            "a.docx",
            packed({"word/document.xml": f"<?xml version='1.0'?>{ENTITY}<x>&b;</x>"}),
            "office program",
        ),
        ("a.odt", text_document(f"<?xml version='1.0'?>{ENTITY}<x>&b;</x>"), "office program"),
        ("a.docx", packed({"word/document.xml": b" " * 60_000_000}), "expands"),
        ("a.docx", word("<w:sdt>" * 300 + "</w:sdt>" * 300), "expands"),
        ("a.docx", word(paragraph("x" * 200_000)), "expands"),
        (
            "a.docx",
            packed({f"{n}.xml": "<x/>" for n in range(6000)} | {"word/document.xml": "<x/>"}),
            "expands",
        ),
        ("a.odt", packed({"mimetype": ODT, "META-INF/manifest.xml": "<encryption-data/>"}), "password"),
        ("a.html", "<html><body>" + "<div>" * 5000 + "x", "expands"),
        ("a.html", "<html><body>" + "<table><tr><td>" * 300 + "x", "expands"),
        (
            "a.odt",
            text_document(ODT_OF.replace("@", f"<table:table>{REPEATED * 99}</table:table>")),
            "expands",
        ),
        ("a.md", ">" * 300 + "x", "expands"),
        ("a.md", "".join(" " * 2 * deep + "- x\n" for deep in range(300)), "expands"),
        ("a.txt", "x" * 11_000_000, "larger than 10 MB"),
    ],
)
def test_what_would_grow_without_end_is_refused_unread(name: str, raw: bytes | str, sentence: str) -> None:
    with pytest.raises(ChangeRefused) as refused:
        paper(name, raw)

    assert sentence in refused.value.message.data


@pytest.mark.usefixtures("nothing_opened")
def test_what_a_document_points_to_is_left_alone() -> None:
    parts: dict[str, str | bytes] = dict(unpacked(word(paragraph("港埠安全。"))))
    link = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    parts["word/_rels/document.xml.rels"] = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="a" Type="{link}/styles" Target="file:///etc/passwd" TargetMode="External"/>'
        f'<Relationship Id="b" Type="{link}/numbering" Target="../../../../etc/passwd"/>'
        f'<Relationship Id="c" Type="{link}/image" Target="NULL"/></Relationships>'
    )
    page = '<html><body><img src="file:///etc/passwd"><iframe src="http://x.example"></iframe><p>港。</p>'

    assert found("a.docx", packed(parts)) == ["paragraph |港埠安全。"]
    assert found("a.html", page) == ["paragraph |港。"]


def test_a_part_that_is_named_again_and_again_is_read_once(sound: dict[str, bytes]) -> None:
    note = f'<w:footnote w:id="2">{paragraph("註腳。")}</w:footnote>'
    body = paragraph('<w:r><w:t>約。</w:t><w:footnoteReference w:id="2"/></w:r>' * 3)
    parts = dict(unpacked(sound["pptx"]))
    listed = parts["ppt/presentation.xml"]
    start, end = listed.index(b"<p:sldId "), listed.index(b"</p:sldIdLst>")
    parts["ppt/presentation.xml"] = listed[:end] + listed[start:end] * 50 + listed[end:]

    assert found("a.docx", word(body, footnotes=note)) == ["paragraph |約。約。約。", "note |註腳。"]
    assert found("a.pptx", packed(parts)) == found("a.pptx", sound["pptx"])


def pages(*contents: bytes, extra: bytes = b"") -> bytes:
    """A PDF of raw objects, the third of which is its one page."""
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>", *contents]
    made, places = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + table
    return (
        made
        + end
        + b"trailer<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF"
        % (
            len(objects) + 1,
            extra,
            len(made),
        )
    )


def stream(content: bytes, more: bytes = b"") -> bytes:
    return b"<<%s/Length %d>>stream\n%s\nendstream" % (more, len(content), content)


def laughing(levels: int) -> bytes:
    """A page that draws a form ten times, which draws another ten times, and so on."""
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R/Resources<</XObject<</X 5 0 R>>>>>>"
    form = b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X %d 0 R>>>>"
    forms = [stream(b"/X Do " * 10, form % (number + 6)) for number in range(levels)]
    return pages(page, stream(b"/X Do " * 10), *forms, stream(b"0 0 1 1 re f", form % 1))


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        (laughing(12), "expands"),
        (pages(b"<</Type/Pages/Kids[2 0 R]/Count 1>>"), "damaged|no words"),
        (pages(b"<</Type/Page/Parent 2 0 R/Contents 3 0 R>>"), "damaged|no words"),
        (pages(b"null").replace(b"/Count 1", b"/Count 999999999"), "damaged|expands|no words"),
        (
            pages(
                b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>",
                stream(zlib.compress(bytes(100_000_000)), b"/Filter/FlateDecode"),
            ),
            "expands|no words|damaged",
        ),
    ],
    ids=["drawn without end", "its own page", "its own content", "a huge count", "a bomb"],
)
def test_a_pdf_that_has_no_end_is_ended(raw: bytes, sentence: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_lines, "_SECONDS", 2)

    with pytest.raises(ChangeRefused) as refused:
        paper("a.pdf", raw)

    assert any(part in refused.value.message.data for part in sentence.split("|"))


def test_bounds_of_packages_hold_for_sheets_and_documents() -> None:
    assert opening.within_bounds is package.within_bounds
    assert sys.getrecursionlimit() > 4 * package.MOST_DEPTH


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("a.docx", lambda: word("".join(map(paragraph, LINES)))),
        (
            "a.odt",
            lambda: text_document(ODT_OF.replace("@", "".join(f"<text:p>{one}</text:p>" for one in LINES))),
        ),
        ("a.txt", lambda: "\n\n".join(LINES)),
        ("a.md", lambda: "\n\n".join(LINES)),
        ("a.html", lambda: f"<html><body>{''.join(f'<p>{one}</p>' for one in LINES)}</body></html>"),
    ],
)
def test_a_hundred_thousand_paragraphs_are_all_read(name: str, make: Callable[[], bytes | str]) -> None:
    made = paper(name, make())

    assert len(made.passages) == len(LINES)
    assert made.passages[-1].text == LINES[-1]
    assert made.passages[-1].number == len(LINES)


def test_bytes_at_hand_and_a_file_read_alike(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")

    assert opening.read(path) == paper("a.txt", TEXT)
