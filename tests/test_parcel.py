"""Files that are no sheets, or mean harm: each named for what it is, none opened, nothing written."""

import datetime as dt
import io
import os
import random
import re
import sys
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Eppd, Ran
from sheetwork import FRIDAY, TODAY, book_of, drop_hidden, export, fill, line_of, write_ledger

from eppd_track.documents import package as package_bounds
from eppd_track.exchange.incoming import Defaults
from eppd_track.exchange.sheets import formats, parcel, returned
from eppd_track.ledger import reader
from eppd_track.words.errors import ChangeRefused

TURNED = int(os.environ.get("EPPD_DAMAGED", "60")) * 4
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
LAUGHS = b"""<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol">
<!ENTITY lol2 "&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;">
<!ENTITY lol3 "&lol2;&lol2;&lol2;&lol2;&lol2;&lol2;&lol2;&lol2;&lol2;&lol2;">
<!ENTITY lol4 "&lol3;&lol3;&lol3;&lol3;&lol3;&lol3;&lol3;&lol3;&lol3;&lol3;">
<!ENTITY lol5 "&lol4;&lol4;&lol4;&lol4;&lol4;&lol4;&lol4;&lol4;&lol4;&lol4;">
<!ENTITY lol6 "&lol5;&lol5;&lol5;&lol5;&lol5;&lol5;&lol5;&lol5;&lol5;&lol5;">
<!ENTITY lol7 "&lol6;&lol6;&lol6;&lol6;&lol6;&lol6;&lol6;&lol6;&lol6;&lol6;">
<!ENTITY lol8 "&lol7;&lol7;&lol7;&lol7;&lol7;&lol7;&lol7;&lol7;&lol7;&lol7;">
<!ENTITY lol9 "&lol8;&lol8;&lol8;&lol8;&lol8;&lol8;&lol8;&lol8;&lol8;&lol8;">]><x>&lol9;</x>"""
OUTSIDE = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'


@pytest.fixture
def sheet(eppd: Eppd, tmp_path: Path) -> Path:
    """A sheet of a small ledger, with an answer in it."""
    write_ledger(tmp_path)
    return fill(export(eppd), {"E6-P1-01": {"note": "Done."}})


def bring(eppd: Eppd, *words: object, code: int = 5) -> Ran:
    return eppd("import", *map(str, words), "--yes", "--today", TODAY, "--lang", "en", code=code)


def package(**parts: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return stream.getvalue()


def changed(path: Path, into: str, **parts: bytes | None) -> Path:
    """A copy of a package with parts put in, replaced or (None) left out."""
    held = zipfile.ZipFile(path)
    found: dict[str, bytes | None] = {name: held.read(name) for name in held.namelist()} | parts
    target = path.with_name(into)
    target.write_bytes(package(**{name: content for name, content in found.items() if content is not None}))
    return target


KINDS = {
    "old.xls": (OLE + "Workbook".encode("utf-16-le"), "old Excel format (.xls)", "save it as .xlsx or .ods"),
    "older.xls": (OLE + "Book".encode("utf-16-le"), "old Excel format (.xls)", "save it as .xlsx or .ods"),
    "locked.xlsx": (
        OLE + "EncryptedPackage".encode("utf-16-le"),
        "locked with a password",
        "take the password off",
    ),
    "letter.doc": (
        OLE + "WordDocument".encode("utf-16-le"),
        "a text document",
        "the sheet that was sent out",
    ),
    "other.xls": (OLE, "its content is no sheet", "save it as .xlsx"),
    "page.xls": (b"\xef\xbb\xbf\r\n<html><table>", "a web page", "save it as .xlsx or .ods"),
    "page16.xls": ("<!DOCTYPE html><html>".encode("utf-16"), "a web page", "save it as .xlsx or .ods"),
    "export.xls": (b'<meta charset="utf-8"><table><tr>', "a web page", "save it as .xlsx or .ods"),
    "flat.xlsx": (b'<?xml version="1.0"?><Workbook>', "a single XML file", "save it as .xlsx or .ods"),
    "data.xls": ("編號,狀態\r\nE6,辦理中".encode("cp950"), "plain text (CSV?)", "save it as .xlsx or .ods"),
    "tabs.xlsx": ("編號\t狀態".encode("utf-16"), "plain text (CSV?)", "save it as .xlsx or .ods"),
    "scan.xlsx": (b"%PDF-1.7 ...", "it is a PDF", "the sheet that was sent out"),
    "scan.pdf": (b"%PDF-1.7 ...", "it is a PDF", "the sheet that was sent out"),
    "noise.xlsx": (bytes(range(32)), "its content is no sheet", "save it as .xlsx"),
    "pack.rar": (b"Rar!\x1a\x07", "an archive of other files", "Unpack it"),
    "pack.7z": (b"7z\xbc\xaf\x27\x1c", "an archive of other files", "Unpack it"),
    "sheets.zip": (package(**{"moda.xlsx": b"x"}), "an archive of other files", "Unpack it"),
    "letter.docx": (
        package(**{"word/document.xml": b"<x/>"}),
        "a text document",
        "the sheet that was sent out",
    ),
    "letter.odt": (
        package(mimetype=b"application/vnd.oasis.opendocument.text"),
        "a text document",
        "sent out",
    ),
    "binary.xlsb": (package(**{"xl/workbook.bin": b"x"}), "binary Excel format (.xlsb)", "save it as .xlsx"),
    "empty.xlsx": (b"", "it is empty", "the sheet that was sent out"),
    "cut.xlsx": (package(**{"xl/workbook.xml": b"<x/>"})[:40], "it is damaged", "save it as .xlsx"),
    "half.xlsx": (package(**{"xl/workbook.xml": b"<x>"}), "it is damaged", "save it as .xlsx"),
    "hollow.xlsx": (package(**{"xl/workbook.xml": b"<x/>"}), "it is damaged", "save it as .xlsx"),
    "hollow.ods": (
        package(mimetype=b"application/vnd.oasis.opendocument.spreadsheet"),
        "it is damaged",
        "save it",
    ),
}


@pytest.mark.parametrize("name", KINDS)
def test_what_is_no_sheet_is_named_with_what_to_do(eppd: Eppd, tmp_path: Path, name: str) -> None:
    ledger = write_ledger(tmp_path)
    before = ledger.read_bytes()
    raw, said, remedy = KINDS[name]
    Path(name).write_bytes(raw)
    ran = bring(eppd, name)

    assert ran.err.startswith(f"eppd: {name} was not read: ")
    assert said in ran.err
    assert remedy in ran.err
    assert len(ran.err.splitlines()) == 2
    assert ledger.read_bytes() == before


@pytest.mark.parametrize(
    ("suffix", "form"), [(".xls", "xlsx"), (".xlsm", "xlsx"), (".xlsx", "ods"), (".ods", "xlsx")]
)
def test_a_sheet_under_a_wrong_name_is_read_for_what_it_is(
    eppd: Eppd, tmp_path: Path, suffix: str, form: str
) -> None:
    write_ledger(tmp_path)
    path = fill(export(eppd, f"moda.{form}"), {"E6-P1-01": {"note": "Done."}})
    ran = bring(eppd, path.rename(f"renamed{suffix}"), code=0)

    assert "Recorded: items 1." in ran.err


def test_macros_are_left_alone(eppd: Eppd, sheet: Path) -> None:
    path = changed(sheet, "macros.xlsm", **{"xl/vbaProject.bin": OLE})

    assert "Recorded: items 1." in bring(eppd, path, code=0).err


def test_a_missing_file_and_a_folder_are_named(eppd: Eppd, sheet: Path) -> None:
    Path("folder.xlsx").mkdir()

    assert "there is no such file" in bring(eppd, "gone.xlsx").err
    assert "holds no sheet" in eppd("import", "folder.xlsx", "--yes", "--lang", "en", code=2).err


def test_an_encrypted_ods_is_named(eppd: Eppd, tmp_path: Path) -> None:
    write_ledger(tmp_path)
    path = export(eppd, "moda.ods")
    listed = zipfile.ZipFile(path).read("META-INF/manifest.xml")
    coded = listed.replace(b"</manifest:manifest>", b"<manifest:encryption-data/></manifest:manifest>")

    locked = changed(path, "locked.ods", **{"META-INF/manifest.xml": coded, "content.xml": b"\x00\x01\x02"})
    whole = changed(path, "whole.ods", **{"encrypted-package": b"\x00\x01"})
    for one in (locked, whole):
        assert "locked with a password" in bring(eppd, one).err


def test_a_zip_with_a_password_is_named(eppd: Eppd, sheet: Path) -> None:
    raw = bytearray(sheet.read_bytes())
    for mark, place in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        at = raw.find(mark)
        while at >= 0:
            raw[at + place] |= 1
            at = raw.find(mark, at + 4)
    Path("coded.xlsx").write_bytes(raw)

    assert "locked with a password" in bring(eppd, "coded.xlsx").err


def test_a_large_file_is_refused_unread(eppd: Eppd, sheet: Path) -> None:
    with Path("large.xlsx").open("wb") as stream:
        stream.truncate(parcel.MOST_BYTES + 1)

    assert "larger than 20 MB" in bring(eppd, "large.xlsx").err


@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/media/image1.png"])
def test_a_zip_bomb_is_refused_by_its_list(eppd: Eppd, sheet: Path, part: str) -> None:
    bomb = changed(sheet, "bomb.xlsx", **{part: bytes(200 * 1024**2)})
    tracemalloc.start()
    with pytest.raises(ChangeRefused) as caught:
        formats.open_file(bomb)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert "unpacks to more than any sheet holds" in caught.value.message.en
    assert most < 8 * 1024**2


def test_a_small_file_that_unpacks_a_thousandfold_is_refused(eppd: Eppd, sheet: Path) -> None:
    bomb = changed(sheet, "bomb.xlsx", **{"xl/worksheets/sheet1.xml": b"<x>" + b" " * 8 * 1024**2 + b"</x>"})

    assert "unpacks to more than any sheet holds" in bring(eppd, bomb).err


def test_a_zip_of_many_parts_is_refused(eppd: Eppd, sheet: Path) -> None:
    crowd = changed(
        sheet, "crowd.xlsx", **{f"x/{number}.xml": b"<x/>" for number in range(package_bounds.MOST_PARTS)}
    )

    assert "unpacks to more than any sheet holds" in bring(eppd, crowd).err


@pytest.mark.parametrize("content", [LAUGHS, OUTSIDE, LAUGHS.replace(b'"1.0"', b'"1.0" encoding="UTF-16"')])
@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/other.dat"])
def test_entities_are_refused_before_they_expand(eppd: Eppd, sheet: Path, part: str, content: bytes) -> None:
    raw = content.decode().encode("utf-16") if b"UTF-16" in content else content
    bomb = changed(sheet, "laughs.xlsx", **{part: raw})

    assert "XML that no spreadsheet program writes" in bring(eppd, bomb).err


@pytest.mark.parametrize("part", ["content.xml", "styles.xml", "META-INF/manifest.xml"])
def test_entities_of_an_ods_are_refused_too(eppd: Eppd, tmp_path: Path, part: str) -> None:
    write_ledger(tmp_path)
    bomb = changed(export(eppd, "moda.ods"), "laughs.ods", **{part: LAUGHS})

    assert "XML that no spreadsheet program writes" in bring(eppd, bomb).err


@pytest.mark.parametrize(
    "extra",
    [
        b'<mergeCells><mergeCell ref="A9:XFD1048576"/></mergeCells>',
        b"<mergeCells><mergeCell ref='A9&#58;XFD1048576'/></mergeCells>",
        b'<mergeCells><mergeCell ref="A0000000009:XFD01048576"/></mergeCells>',
        b'<mergeCells><mergeCell ref="A:XFD"/></mergeCells>',
        b'<hyperlinks><hyperlink ref="A9:XFD1048576"/></hyperlinks>',
        b"<a>" + b"x" * 100_001 + b"</a>",
        b"<a>" * 250 + b"</a>" * 250,
    ],
)
def test_a_range_that_a_library_would_make_cell_by_cell_is_refused(
    eppd: Eppd, sheet: Path, extra: bytes
) -> None:
    page = zipfile.ZipFile(sheet).read("xl/worksheets/sheet1.xml")
    bomb = changed(
        sheet,
        "wide.xlsx",
        **{"xl/worksheets/sheet1.xml": page.replace(b"</sheetData>", b"</sheetData>" + extra)},
    )

    assert "unpacks to more than any sheet holds" in bring(eppd, bomb).err


def test_a_part_that_hides_its_kind_is_looked_at_too(eppd: Eppd, sheet: Path) -> None:
    hidden = b"\n" * 200 + b'<x><mergeCell ref="A1:XFD1048576"/></x>'

    bomb = changed(sheet, "hidden.xlsx", **{"xl/worksheets/sheet1.dat": hidden})

    assert "unpacks to more than any sheet holds" in bring(eppd, bomb).err


def test_too_many_elements_are_refused(eppd: Eppd, sheet: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package_bounds, "MOST_ELEMENTS", 100)

    assert "unpacks to more than any sheet holds" in bring(eppd, sheet).err


def test_paths_inside_a_zip_lead_nowhere(eppd: Eppd, tmp_path: Path, sheet: Path) -> None:
    path = changed(sheet, "paths.xlsx", **{"../../outside.xml": b"<x/>", "/etc/x.xml": b"<x/>"})

    assert "Recorded: items 1." in bring(eppd, path, code=0).err
    assert not list(tmp_path.rglob("outside.xml"))
    assert not any((folder / "outside.xml").exists() for folder in tmp_path.parents)
    assert not Path("/etc/x.xml").exists()


def test_a_missing_library_is_named_when_a_sheet_comes_back(
    eppd: Eppd, sheet: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(sys.modules, "eppd_track.exchange.sheets.xlsx.read", raising=False)
    monkeypatch.setitem(sys.modules, "openpyxl", None)

    assert 'pip install "eppd-track[sheets]"' in bring(eppd, sheet).err


def test_a_file_of_thousands_of_rows_is_read_as_far_as_a_table_goes(eppd: Eppd, sheet: Path) -> None:
    book = book_of(sheet)
    page = book.worksheets[0]
    for row in range(10, 8000):
        page.cell(row, 2).value = f"X-{row}"
        page.cell(row, 9).value = "text"
    book.save(sheet)
    ran = bring(eppd, sheet, code=0)

    assert "there is no commitment “X-4999”" in ran.out
    assert "cell B5001 stands outside the table" in ran.out
    assert "5978 more cells stand outside the table" in ran.out
    assert "Recorded: items 1." in ran.err


def test_the_sheet_of_another_ledger_takes_nothing_along(eppd: Eppd, sheet: Path) -> None:
    Path("commitments.toml").write_bytes(FRIDAY.read_bytes())
    ran = bring(eppd, sheet)

    assert "it belongs to another ledger (TALKS-6, this one is EPPD-6)" in ran.out
    assert Path("commitments.toml").read_bytes() == FRIDAY.read_bytes()
    assert line_of(drop_hidden(sheet), "E6-P1-01") == 5


# ---- damage ----

FORMS = ("xlsx", "ods")
UNNEEDED = {
    "xlsx": (
        "xl/theme/theme1.xml",
        "docProps/core.xml",
        "docProps/app.xml",
        "xl/styles.xml",
        "xl/printer.bin",
    ),
    "ods": ("meta.xml", "settings.xml", "styles.xml", "META-INF/manifest.xml", "Thumbnails/thumbnail.png"),
}
NEEDED = {
    "xlsx": ("xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/worksheets/sheet1.xml"),
    "ods": ("content.xml",),
}
SPOILT: dict[str, Callable[[bytes], bytes]] = {
    "cut": lambda content: content[: len(content) // 2],
    "of another encoding": lambda content: content.replace(b">", b">\xff", 3),
    "with a control character": lambda content: content.replace(b">", b">\x07", 3),
    "with half a character": lambda content: content.replace(b">", b">&#xD800;", 3),
    "with half a character in bytes": lambda content: content.replace(b">", b">\xed\xa0\x80", 3),
    "without its names": lambda content: content.replace(b"xmlns", b"xnlns"),
}


def answered(eppd: Eppd, form: str) -> Path:
    """A sheet with an answer, as openpyxl or odfdo saves it, and parts that others put in."""
    path = fill(export(eppd, f"moda.{form}"), {"E6-P1-01": {"note": "Done."}})
    more = {"xl/printer.bin": OLE} if form == "xlsx" else {"Thumbnails/thumbnail.png": b"\x89PNG"}
    return changed(path, path.name, **more)


def flipped(path: Path, part: str) -> Path:
    """The file with one byte turned in the middle of a part as it is packed."""
    raw = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as packed:
        entry = packed.getinfo(part)
    raw[entry.header_offset + 30 + len(part.encode()) + entry.compress_size // 2] ^= 0x10
    path.write_bytes(raw)
    return path


@pytest.mark.parametrize("how", ["flipped", *[how for how in SPOILT if how != "without its names"]])
@pytest.mark.parametrize("part", [(form, part) for form in FORMS for part in UNNEEDED[form]])
def test_a_damaged_part_that_nobody_needs_is_told_and_passed_over(
    eppd: Eppd, tmp_path: Path, part: tuple[str, str], how: str
) -> None:
    write_ledger(tmp_path)
    form, name = part
    path = answered(eppd, form)
    content = zipfile.ZipFile(path).read(name)
    if how == "flipped":
        path = flipped(path, name)
    elif name.endswith(".xml"):
        path = changed(path, path.name, **{name: SPOILT[how](content)})
    ran = bring(eppd, path, code=0)

    spoilt = how == "flipped" or (name.endswith(".xml") and SPOILT[how](content) != content)
    assert "Recorded: items 1." in ran.err
    assert (
        f"parts that are damaged were passed over, as nothing is taken from them: {name}." in ran.out
    ) is spoilt


@pytest.mark.parametrize("how", ["flipped", *SPOILT])
@pytest.mark.parametrize("part", [(form, part) for form in FORMS for part in NEEDED[form]])
def test_a_damaged_part_that_is_needed_ends_with_the_name_of_the_file(
    eppd: Eppd, tmp_path: Path, part: tuple[str, str], how: str
) -> None:
    ledger = write_ledger(tmp_path)
    before = ledger.read_bytes()
    form, name = part
    path = answered(eppd, form)
    if how == "flipped":
        path = flipped(path, name)
    else:
        path = changed(path, path.name, **{name: SPOILT[how](zipfile.ZipFile(path).read(name))})
    ran = bring(eppd, path)

    assert ran.err.splitlines()[0] == f"eppd: moda.{form} was not read: it is damaged ({name})."
    assert len(ran.err.splitlines()) == 2
    assert ledger.read_bytes() == before


@pytest.mark.parametrize("form", FORMS)
def test_bytes_turned_anywhere_end_in_the_same_answer_or_in_a_refusal(
    eppd: Eppd, tmp_path: Path, form: str, record_property: Callable[[str, int], None]
) -> None:
    ledger = reader.read(write_ledger(tmp_path).read_text("utf-8"), "commitments.toml").ledger
    path = answered(eppd, form)
    raw, rng = path.read_bytes(), random.Random(7)
    defaults = Defaults(dt.date.fromisoformat(TODAY), "")
    whole = returned.read([formats.open_file(path)], ledger, defaults).wishes
    record_property("sheets with a byte turned", TURNED)
    for _ in range(TURNED):
        spoilt = bytearray(raw)
        spoilt[rng.randrange(len(raw))] ^= 1 << rng.randrange(8)
        path.write_bytes(spoilt)
        try:
            found = returned.read([formats.open_file(path)], ledger, defaults)
        except ChangeRefused:
            continue
        assert found.wishes == whole or (not found.wishes and found.troubles)


def test_formats_that_cannot_be_made_out_cost_no_words(eppd: Eppd, sheet: Path) -> None:
    styles = zipfile.ZipFile(sheet).read("xl/styles.xml")
    path = changed(sheet, "moda.xlsx", **{"xl/styles.xml": styles.replace(b'<sz val="', b'<sz val="big')})
    ran = bring(eppd, path, code=0)

    assert "were passed over, as nothing is taken from them: xl/styles.xml." in ran.out
    assert "Recorded: items 1." in ran.err


STRICT = (
    (
        "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
        "http://purl.oclc.org/ooxml/spreadsheetml/main",
    ),
    (
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "http://purl.oclc.org/ooxml/officeDocument/relationships",
    ),
)


def test_a_sheet_in_strict_open_xml_is_read_as_any_other(eppd: Eppd, sheet: Path) -> None:
    """Days stand there in ISO form."""
    packed = zipfile.ZipFile(sheet)
    parts = {}
    for name in packed.namelist():
        text = packed.read(name)
        for usual, strict in STRICT:
            text = text.replace(usual.encode(), strict.encode())
        parts[name] = text
    page = parts["xl/worksheets/sheet1.xml"].decode()
    day = re.sub(r'(<c r="F5"[^>]*) t="n"><v>\d+</v>', r'\1 t="d"><v>2026-12-18</v>', page)
    parts["xl/worksheets/sheet1.xml"] = day.encode()
    ran = bring(eppd, changed(sheet, "strict.xlsx", **parts), code=0)

    assert day != page
    assert "Not possible" not in ran.out
    assert "Recorded: items 1." in ran.err


@pytest.mark.parametrize(
    ("name", "raw", "said"),
    [
        ("old.xls", OLE + "Workbook".encode("utf-16-le"), "it is in the old Excel format (.xls)"),
        ("locked.xlsx", OLE + "EncryptedPackage".encode("utf-16-le"), "it is locked with a password"),
        ("data.xlsx", b"id,note\nE6-P1-01,Done.\n", "it is plain text (CSV?) under the name of a sheet"),
        ("macros.xlsm", b"PK\x03\x04 not really", "it is damaged"),
    ],
)
def test_prepared_minutes_that_are_no_sheet_are_named_likewise(
    eppd: Eppd, tmp_path: Path, name: str, raw: bytes, said: str
) -> None:
    write_ledger(tmp_path)
    Path(name).write_bytes(raw)
    ran = eppd("update", "--from", name, "--yes", "--today", TODAY, "--lang", "en", code=5)

    assert ran.err.startswith(f"eppd: {name} was not read: {said}")
