"""The font a page is printed in, and which characters it has.

Looked for in this order: the folder the user names, the font that comes with the extra `font`, the
fonts of the system. A font without Traditional Chinese is none.
"""

from collections.abc import Iterable, Iterator
from importlib.util import find_spec
from pathlib import Path

import typst
from fontTools.ttLib import TTFont
from msgspec import Struct

from eppd_track.words import printing
from eppd_track.words.errors import PageRefused, WrongUse
from eppd_track.words.printing import install_command

PACKAGE = "manimgx_fonts_cjk"
"""The package of the extra that holds Noto Sans CJK, every weight in one variable file."""
PREFERRED = (
    "Noto Sans CJK TC",
    "Noto Sans TC",
    "Microsoft JhengHei",
    "PingFang TC",
    "Source Han Sans TC",
    "Noto Serif CJK TC",
)
PROBE = frozenset(map(ord, "臺灣經濟部辦理情形ABCabc123"))
WEIGHTS = (400, 700)
INSTALL = install_command("font")


class Family(Struct, frozen=True):
    """A family of fonts: its name, where typst finds it, and the characters that all its faces have."""

    name: str
    fonts: typst.Fonts
    characters: frozenset[int]


def choose(font_dir: Path | None) -> Family:
    """The family to print in.

    Raises WrongUse when the folder named has none, PageRefused when there is none anywhere.
    """
    if font_dir is not None:
        if not font_dir.is_dir():
            raise WrongUse(printing.NO_FOLDER.fill(path=font_dir), printing.NAME_FONT_FOLDER)
        for family in _families([font_dir], system=False):
            return family
        raise WrongUse(printing.NO_FONT_FOLDER.fill(path=font_dir), printing.NAME_FONT_FOLDER)
    for folders, system in ((_packaged(), False), ([], True)):
        for family in _families(folders, system=system):
            return family
    raise PageRefused(printing.NO_FONT, printing.FONT_REMEDY.fill(command=INSTALL))


def _packaged() -> list[Path]:
    """The folder of the font that comes with the extra; none where it is not installed."""
    spec = find_spec(PACKAGE)
    return [Path(spec.origin).parent] if spec is not None and spec.origin else []


def _families(folders: list[Path], *, system: bool) -> Iterator[Family]:
    """The families with Traditional Chinese in some folders or in the system, the preferred ones first."""
    if not folders and not system:
        return
    paths = [str(folder) for folder in folders]
    fonts = typst.Fonts(include_system_fonts=system, include_embedded_fonts=False, font_paths=paths)
    known = set(fonts.families())
    others = () if system else sorted(known - set(PREFERRED))
    for name in (*(name for name in PREFERRED if name in known), *others):
        characters = _characters([face for face in fonts.fonts() if face.family == name])
        if characters >= PROBE:
            yield Family(name, fonts, characters)


def _characters(faces: Iterable[typst.FontInfo]) -> frozenset[int]:
    """The characters that the faces used for text and for headings have in common."""
    upright = [face for face in faces if face.style == "normal" and face.path]
    used = {
        (face.path, face.index)
        for weight in WEIGHTS
        for face in sorted(upright, key=lambda face: abs(face.weight - weight))[:1]
    }
    found: frozenset[int] | None = None
    for path, index in used:
        with TTFont(path, fontNumber=index, lazy=True) as font:
            mine = frozenset(font.getBestCmap() or ())
        found = mine if found is None else found & mine
    return found or frozenset()
