"""What the makers of the pages in docs share: a room of pages for each language, written or checked."""
# ruff: noqa: INP001 - scripts, no package

import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

from marked import ROOT, between

from eppd_track.model.vocabulary import Language

ROOMS = {Language.EN: ROOT / "docs", Language.ZH: ROOT / "docs" / "zh-TW"}
Page = tuple[Path, str]


def held(path: Path) -> str:
    """A page as it stands, empty where there is none."""
    return path.read_text("utf-8") if path.exists() else ""


def filled(path: Path, made: Mapping[str, str]) -> Page:
    """A page with what was made, each part at its mark. Ends the tool where one is missing."""
    text = held(path)
    for mark, words in made.items():
        text = between(text, mark, f"{words}\n", path.relative_to(ROOT).as_posix())
    return path, text


def settle(how: str, arguments: list[str], pages: Iterable[Page]) -> int:
    """Writes what is not as it should be, or with `--check` says so and gives 1. `how` is what one types."""
    if arguments not in ([], ["--check"]):
        sys.stderr.write(f"usage: {how} [--check]\n")
        return 2
    stale = [(path, text) for path, text in pages if text != held(path)]
    for path, text in stale:
        if arguments:
            sys.stderr.write(f"{path.relative_to(ROOT).as_posix()} is not current: run `{how}`\n")
        else:
            path.write_text(text, "utf-8", newline="\n")
    return int(bool(arguments and stale))
