#!/usr/bin/env python3
"""Makes the pictures of docs/pictures from the pages themselves: `nox -s pictures`.

Needs eppd with its extras, and from the distribution's packages poppler (pdftoppm), Chromium, LibreOffice and
the fonts Noto CJK and DejaVu (fonts-noto-cjk, fonts-dejavu-core).
"""

import html
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from unicodedata import east_asian_width

from PIL import Image, ImageOps
from rich.cells import cell_len
from rich.console import Console
from rich.style import Style
from rich.terminal_theme import SVG_EXPORT_THEME
from rich.text import Text

ROOT = Path(__file__).parents[1]
PICTURES = ROOT / "docs" / "pictures"
LEDGER = ROOT / "examples" / "friday.toml"
TODAY = "2026-11-27"
BROWSER = ("chromium", "--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars")
COLUMNS = 96
CELL, LINE, EDGE, BAR = 9, 25, 22, 38
"""Pixels of a terminal: a cell, a line, the blank around the text, the bar above it."""
WINDOW = f"""<meta charset=utf-8><title>eppd</title><style>
body{{margin:0}} div{{width:%dpx;height:%dpx;background:#292929;border-radius:9px;overflow:hidden}}
header{{height:{BAR}px;background:#3a3a3a;color:#bbb;display:flex;align-items:center;gap:8px;padding:0 14px}}
header b{{width:12px;height:12px;border-radius:6px}}
header span{{flex:1;text-align:center;margin-right:60px;font:13px 'Noto Sans CJK TC'}}
pre{{font:{2 * CELL}px/{LINE}px 'Noto Sans Mono CJK TC';color:#c5c8c6;margin:{EDGE - 6}px {EDGE}px {EDGE}px}}
i{{font:14.95px/1 'DejaVu Sans Mono'}}
</style><div><header><b style="background:#ff5f57"></b><b style="background:#febc2e"></b>
<b style="background:#28c840"></b><span>eppd</span></header><pre>"""
"""A terminal's window; a Chinese character is as wide as two others, which its font has for ASCII alone."""

FACES = """<fontconfig><include>/etc/fonts/fonts.conf</include><match><test name="family">
<string>Microsoft JhengHei</string></test><edit name="family" mode="assign" binding="strong">
<string>Noto Sans CJK TC</string></edit></match></fontconfig>"""
"""What stands in for the font of a sheet, which Windows has."""

MADE: dict[str, Callable[[Path], Image.Image]] = {}
"""How each picture is made, in a folder for what it is made of."""

SCREENS = {
    "list": ("list", "--pillar", "2"),
    "status": (),
    "receipt": ("update", "p2-1", "--milestone-done", "workshop"),
}
"""What is typed in a terminal; a picture in each language."""


def picture(make: Callable[[Path], Image.Image]) -> Callable[[Path], Image.Image]:
    """Registers a picture under the name of its function."""
    MADE[make.__name__.replace("_", "-")] = make
    return make


# ---- what the pictures are made of ----


def run(*words: object, **more: str) -> str:
    """What a program prints; all ends with it when it fails."""
    environment = os.environ | {"EPPD_USER": "王小明", **more}
    command = [str(word) for word in words]
    done = subprocess.run(command, check=True, capture_output=True, encoding="utf-8", env=environment)  # noqa: S603 - our own words
    return done.stdout


def eppd(folder: Path, *words: str, **more: str) -> str:
    """What a command prints of a copy of the ledger with invented history."""
    copy = folder / LEDGER.name
    shutil.copyfile(LEDGER, copy)
    of = ("--file", copy, "--today", TODAY)
    return run(sys.executable, "-m", "eppd_track", *words, *of, EPPD_STATE=str(folder / "state"), **more)


def written(folder: Path, name: str, *words: str) -> Path:
    """What a command writes to a file."""
    path = folder / name
    eppd(folder, *words, "-o", str(path))
    return path


def printed(document: Path) -> Path:
    """A document as LibreOffice prints it."""
    profile = f"-env:UserInstallation={(document.parent / 'office').as_uri()}"
    folder = document.parent / "printed"
    faces = document.with_name("fonts.conf")
    faces.write_text(FACES, "utf-8")
    words = ("--headless", profile, "--convert-to", "pdf", "--outdir", folder, document)
    run("soffice", *words, FONTCONFIG_FILE=str(faces), LC_ALL="zh_TW.UTF-8")
    return folder / f"{document.stem}.pdf"


def first_page(pdf: Path, *words: str, dots: int = 140) -> Image.Image:
    """The first page of a PDF, with so many dots an inch."""
    run("pdftoppm", "-r", dots, "-png", "-singlefile", *words, pdf, pdf.with_suffix(""))
    return Image.open(pdf.with_suffix(".png"))


def shot(page: Path, width: int, height: int, *words: str, scale: float = 2) -> Image.Image:
    """What a browser shows of a page in a window of so many pixels, `scale` dots a pixel."""
    target = page.with_suffix(".png")
    look = (f"--force-device-scale-factor={scale}", f"--window-size={width},{height}", *words)
    run(
        *BROWSER, f"--user-data-dir={page.parent / 'profile'}", *look, f"--screenshot={target}", page.as_uri()
    )
    return Image.open(target)


def terminal(folder: Path, words: tuple[str, ...], language: str) -> Image.Image:
    """What a command shows in a terminal's window."""
    shown = eppd(folder, *words, "--color", "always", COLUMNS=str(COLUMNS), EPPD_LANG=language)
    typed = " ".join(("eppd", *words))
    whole = Text.assemble(("$ ", "dim"), (f"{typed}\n", "bold"), Text.from_ansi(shown.strip("\n")))
    segments = Console().render(whole, Console().options.update(width=2 * COLUMNS))
    page = folder / "terminal.html"
    drawn = "".join(cells(part.text, part.style) for part in segments)
    lines = whole.plain.splitlines()
    size = (max(map(cell_len, lines)) * CELL + 2 * EDGE, BAR + len(lines) * LINE + 2 * EDGE - 6)
    page.write_text(f"{WINDOW % size}{drawn}</pre></div>", "utf-8")
    seen = shot(page, *(max(side, 800) for side in size), "--default-background-color=00000000")
    return seen.crop((0, 0, *(2 * side for side in size)))


def cells(text: str, style: Style | None) -> str:
    """A piece of a terminal's line, in its colours."""
    marked = "".join(
        html.escape(char) if char.isascii() or east_asian_width(char) in "WF" else f"<i>{char}</i>"
        for char in text
    )
    return f'<span style="{(style or Style()).get_html_style(SVG_EXPORT_THEME)}">{marked}</span>'


# ---- the pictures ----

for screen, typed in SCREENS.items():
    for language in ("zh", "en"):
        MADE[f"{screen}-{language}"] = partial(terminal, words=typed, language=language)


@picture
def report_pdf(folder: Path) -> Image.Image:
    """The report's page for whoever signs."""
    return first_page(written(folder, "week.pdf", "report", "--lang", "zh"))


@picture
def report_pdf_grey(folder: Path) -> Image.Image:
    """The same from a black-and-white printer."""
    return first_page(written(folder, "week.pdf", "report", "--lang", "zh"), "-gray")


@picture
def report_html(folder: Path) -> Image.Image:
    """The report in a browser."""
    return shot(written(folder, "week.html", "report", "--lang", "zh"), 1120, 1240, scale=1.5)


@picture
def report_html_phone(folder: Path) -> Image.Image:
    """The report on a phone, in the dark."""
    dark = ("--force-dark-mode", "--blink-settings=preferredColorScheme=0")
    return shot(written(folder, "week.html", "report", "--lang", "zh"), 500, 1000, *dark, scale=1.5)


@picture
def report_odt(folder: Path) -> Image.Image:
    """The report's first page in LibreOffice."""
    return first_page(printed(written(folder, "week.odt", "report", "--lang", "zh")))


@picture
def sheet(folder: Path) -> Image.Image:
    """An agency's sheet in LibreOffice, without the blank under its rows."""
    printed_sheet = printed(written(folder, "sheet.xlsx", "export", "--owner", "MODA", "--lang", "zh"))
    page = first_page(printed_sheet, dots=200)
    rows = page.crop((0, 0, page.width, page.height * 9 // 10))
    left, top, right, bottom = ImageOps.invert(rows.convert("L")).getbbox()
    return page.crop((left - 30, top - 30, right + 30, bottom + 30))


def small(drawn: Image.Image) -> Image.Image:
    """A picture of few colours, none of them mixed from dots; paper has an edge."""
    if drawn.mode == "RGBA":
        return drawn.quantize(200, Image.Quantize.FASTOCTREE, kmeans=2, dither=Image.Dither.NONE)
    edged = ImageOps.expand(drawn.convert("RGB"), 2, fill="#bbb")
    return edged.quantize(200, Image.Quantize.MAXCOVERAGE, kmeans=2, dither=Image.Dither.NONE)


def main(names: list[str]) -> None:
    """Makes every picture anew, or those named."""
    missing = [name for name in ("pdftoppm", "chromium", "soffice") if shutil.which(name) is None]
    if missing:
        sys.exit(f"not installed: {', '.join(missing)}")
    PICTURES.mkdir(exist_ok=True)
    for name in names or MADE:
        with tempfile.TemporaryDirectory() as folder:
            small(MADE[name](Path(folder))).save(PICTURES / f"{name}.png", optimize=True)
    for left in PICTURES.glob("*.png"):
        if left.stem not in MADE:
            left.unlink()


if __name__ == "__main__":
    main(sys.argv[1:])
