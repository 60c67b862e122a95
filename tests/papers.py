"""The results papers that the rule book is measured by, each with what a careful reader finds in it."""

import datetime as dt
import tomllib
from pathlib import Path

from msgspec import Struct

from eppd_track.ledger.convert import convert_value
from eppd_track.model.due import Due
from eppd_track.model.records import Target
from eppd_track.model.vocabulary import Kind, Language, Sides, Strength

FOLDER = Path(__file__).parent / "documents"
NAMES = sorted(path.stem for path in FOLDER.glob("*.toml"))


class Expected(Struct, frozen=True, forbid_unknown_fields=True):
    """A promise as it stands in the paper, and what a ledger should hold of it."""

    words: str
    kind: Kind
    strength: Strength
    sides: Sides
    due: Due | None = None
    target: Target | None = None


class Nothing(Struct, frozen=True, forbid_unknown_fields=True):
    """Words that promise nothing, and why."""

    words: str
    why: str


class Reading(Struct, frozen=True, forbid_unknown_fields=True, rename={"nothing": "not"}):
    """Who the sides are called in a paper, and its promises in order."""

    title: str
    title_zh: str
    date: dt.date
    lang: Language
    sides: dict[str, tuple[str, ...]]
    expected: tuple[Expected, ...]
    nothing: tuple[Nothing, ...]


def text(name: str, folder: Path = FOLDER) -> str:
    """The paper as it is written."""
    return (folder / f"{name}.txt").read_text(encoding="utf-8")


def reading(name: str, folder: Path = FOLDER) -> Reading:
    """What a careful reader finds in it."""
    return convert_value(tomllib.loads((folder / f"{name}.toml").read_text(encoding="utf-8")), Reading)
