"""What is said when a page cannot be made, in English and Chinese."""

import sys

from eppd_track.words.text import Text

NEEDS_EXTRA = Text("{form} needs a library that is not installed.", "輸出 {form} 所需之套件尚未安裝。")
INSTALL = Text("Install it with: {command}", "請執行：{command}")
NO_FONT = Text("No font with Traditional Chinese was found.", "找不到含正體中文之字型。")
FONT_REMEDY = Text(
    "Nothing was written. Install one ({command}), name a folder of fonts with --font-dir, or write HTML: -o"
    " report.html.",
    "未寫入任何內容。請安裝字型（{command}）、以 --font-dir 指定字型資料夾，或改用 HTML：-o report.html。",
)
GLYPH_REMEDY = Text(
    "Nothing was written. Correct the character, or name a folder with a font that has it with --font-dir.",
    "未寫入任何內容。請更正該字元，或以 --font-dir 指定含有該字元之字型資料夾。",
)
NO_GLYPHS = Text(
    "The font {font} lacks these characters: {missing}.", "字型 {font} 缺少下列字元：{missing}。"
)
MISSING_GLYPH = Text("{char} ({code}) in {where}", "{char}（{code}）：{where}")
PAGE_FAILED = Text("The page could not be laid out: {why}.", "版面無法完成：{why}。")
PAGE_ELSEWHERE = Text(
    "Nothing was written. Write HTML instead (-o report.html), and please report this.",
    "未寫入任何內容。請改用 HTML（-o report.html），並回報開發者。",
)
NO_FOLDER = Text("There is no folder {path}.", "找不到資料夾 {path}。")
NO_FONT_FOLDER = Text("{path} holds no font with Traditional Chinese.", "{path} 無含正體中文之字型。")
NAME_FONT_FOLDER = Text(
    "Give --font-dir a folder with .ttf, .otf or .ttc files.",
    "--font-dir 請指定含 .ttf、.otf 或 .ttc 之資料夾。",
)


def install_command(extra: str) -> str:
    """The command that installs an extra beside this very program."""
    python = f'"{sys.executable}"' if " " in sys.executable else sys.executable or "python"
    return f'{python} -m pip install "eppd-track[{extra}]"'
