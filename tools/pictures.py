#!/usr/bin/env python3
"""Makes the pictures of docs/pictures from the pages themselves: `python tools/pictures.py`.

Needs eppd with its extras, and from the distribution's packages poppler (pdftoppm), Chromium,
LibreOffice and ImageMagick (convert).
"""

import html
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from unicodedata import east_asian_width

from markdown_it import MarkdownIt
from rich.console import Console
from rich.style import Style
from rich.terminal_theme import DEFAULT_TERMINAL_THEME
from rich.text import Text

ROOT = Path(__file__).parents[1]
PICTURES = ROOT / "docs" / "pictures"
LEDGER = ROOT / "tests" / "ledgers" / "friday.toml"
BROWSER = ("chromium", "--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars")
MARKDOWN_LOOK = (
    "<meta charset=utf-8><style>body{font:13px 'Noto Sans CJK TC',sans-serif;margin:2em;width:1100px}"
    "table{border-collapse:collapse}td,th{border:1px solid #ccc;padding:.2em .5em;text-align:left;"
    "vertical-align:top}</style>"
)


TERMINAL_LOOK = (
    "<meta charset=utf-8><style>body{margin:0;background:#fff}"
    "pre{font:15px/1.35 'Liberation Mono','Noto Sans Mono CJK TC',monospace;margin:1em}"
    "i{font:normal 17px/1 'Noto Sans CJK TC';display:inline-block;width:18px}</style><pre>"
)
"""A terminal: a Chinese character is as wide as two others."""


def run(*words: object) -> None:
    """Runs a program, and ends with it when it fails."""
    subprocess.run([str(word) for word in words], check=True, capture_output=True)  # noqa: S603 - our own words


def eppd(command: str, path: Path, *words: str) -> Path:
    """What a command writes of the ledger with invented history."""
    of = ("--file", str(LEDGER), "--today", "2026-11-27")
    run(sys.executable, "-m", "eppd_track", command, *of, "-o", path, *words)
    return path


def report(path: Path, *words: str) -> Path:
    """The report, written to a file."""
    return eppd("report", path, "--by", "王小明", *words)


def through_office(path: Path) -> Path:
    """A document as LibreOffice prints it."""
    profile = f"-env:UserInstallation={(path.parent / 'office').as_uri()}"
    folder = path.parent / "printed"
    run("soffice", "--headless", profile, "--convert-to", "pdf", "--outdir", folder, path)
    return folder / f"{path.stem}.pdf"


def pages(pdf: Path, *words: str) -> list[Path]:
    """The pages of a PDF as pictures."""
    run("pdftoppm", "-r", "110", "-png", *words, pdf, pdf.with_suffix(""))
    return sorted(pdf.parent.glob(f"{pdf.stem}-*.png"))


def keep(picture: Path, name: str, *words: str) -> None:
    """Puts a picture into docs/pictures, small."""
    target = PICTURES / f"{name}.png"
    run("convert", picture, *words, "-colors", "64", "-define", "png:compression-level=9", "-strip", target)


def shot(page: Path, folder: Path, size: str, *words: str) -> Path:
    """What a browser shows of a page in a window of a size."""
    picture = folder / f"{page.stem}-shot.png"
    profile = folder / "profile"
    run(
        *BROWSER,
        f"--user-data-dir={profile}",
        f"--window-size={size}",
        *words,
        f"--screenshot={picture}",
        page.as_uri(),
    )
    return picture


def terminal(page: Path, *words: str) -> Path:
    """What a command prints on a terminal of 100 columns, as a page."""
    of = ("--file", str(LEDGER), "--today", "2026-11-27", "--color", "always")
    command = [sys.executable, "-m", "eppd_track", *words, *of]
    shown = subprocess.run(  # noqa: S603 - our own words
        command, check=True, capture_output=True, encoding="utf-8", env=os.environ | {"COLUMNS": "100"}
    )
    whole = Text.assemble((f"$ eppd {' '.join(words)}\n", "bold"), Text.from_ansi(shown.stdout))
    segments = Console().render(whole, Console().options.update(width=200))
    page.write_text(TERMINAL_LOOK + "".join(cells(part.text, part.style) for part in segments), "utf-8")
    return page


def cells(text: str, style: Style | None) -> str:
    """A piece of a terminal's line, in its colours."""
    marked = "".join(
        f"<i>{char}</i>" if east_asian_width(char) in "WF" else html.escape(char) for char in text
    )
    look = (style or Style()).get_html_style(DEFAULT_TERMINAL_THEME)
    return f'<span style="{look}">{marked}</span>'


def main() -> None:
    """Makes every picture anew."""
    missing = [name for name in ("pdftoppm", "chromium", "soffice", "convert") if shutil.which(name) is None]
    if missing:
        sys.exit(f"not installed: {', '.join(missing)}")
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        first, second = pages(report(folder / "week.pdf", "--lang", "zh"))
        keep(first, "report-pdf-1")
        keep(second, "report-pdf-2-grey", "-colorspace", "Gray")
        html = report(folder / "week.html", "--lang", "both")
        keep(shot(html, folder, "1180,1500"), "report-html")
        phone = shot(html, folder, "500,1100", "--force-dark-mode", "--blink-settings=preferredColorScheme=0")
        keep(phone, "report-html-phone")
        keep(pages(through_office(report(folder / "page.odt", "--lang", "zh")))[0], "report-odt")
        keep(shot(terminal(folder / "list.html", "list", "--pillar", "2"), folder, "940,860"), "list")
        sheet = eppd("export", folder / "sheet.xlsx", "--owner", "IDA", "--lang", "zh")
        keep(pages(through_office(sheet))[0], "sheet", "-crop", "x280+0+0", "+repage")
        markdown = report(folder / "week.md", "--lang", "en").read_text("utf-8")
        page = folder / "markdown.html"
        page.write_text(MARKDOWN_LOOK + MarkdownIt("commonmark").enable("table").render(markdown), "utf-8")
        keep(shot(page, folder, "1180,1400"), "report-markdown")


if __name__ == "__main__":
    main()
