"""Where every letter of a printed page stands: over no other, within the margins, large enough to read.

Every shipped ledger, in every language, whole and one item; by pillar and owner; and a long one.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from conftest import ROOT, Eppd

from eppd_track import load

pdfplumber = pytest.importorskip("pdfplumber", reason="pdfplumber reads where letters stand")

LEDGERS = {
    "shipped": (ROOT / "commitments.toml", "2026-11-27"),
    "friday": (ROOT / "examples" / "friday.toml", "2026-11-27"),
    "cable": (ROOT / "examples" / "cable-compact.toml", "2025-06-13"),
    "harbour": (ROOT / "examples" / "harbour-programme.toml", "2026-06-12"),
}
LANGUAGES = ("zh", "en", "both")
POINTS = 72 / 25.4
LEFT, RIGHT, TOP, BOTTOM = (side * POINTS for side in (20, 210 - 12, 8, 297 - 5))
FRONT, ANNEX, DRAWN = 9.0, 8.0, 7.0
SLACK = 0.25
BLANK_BEHIND = "）」』】》〉，。、；：！？"
"""Signs with no ink in the right half of their box."""


class Letter(NamedTuple):
    """A letter with its box in points; `drawn` where a shape holds it."""

    text: str
    size: float
    x0: float
    x1: float
    top: float
    bottom: float


def letters(page: Any) -> list[Letter]:
    """The letters of a page that have ink, each in the box of its ink's height: less than its line's."""
    found = []
    for char in page.chars:
        if char["text"].strip() and char["upright"]:
            middle = (char["top"] + char["bottom"]) / 2
            half = 0.3 * char["size"]
            right = char["x1"] - (0.5 * char["size"] if char["text"] in BLANK_BEHIND else 0)
            found.append(Letter(char["text"], char["size"], char["x0"], right, middle - half, middle + half))
    return found


def overlaps(page: list[Letter]) -> Iterator[tuple[Letter, Letter]]:
    """Pairs of letters of which one stands over the other."""
    rows: dict[int, list[Letter]] = defaultdict(list)
    for letter in page:
        for row in range(int(letter.top // 4), int(letter.bottom // 4) + 1):
            rows[row].append(letter)
    seen = set()
    for row in rows.values():
        row.sort(key=lambda one: one.x0)
        for index, one in enumerate(row):
            for other in row[index + 1 :]:
                if other.x0 >= one.x1 - SLACK:
                    break
                wide = min(one.x1, other.x1) - other.x0
                high = min(one.bottom, other.bottom) - max(one.top, other.top)
                if wide > 0.12 * min(one.size, other.size) and high > 0.15 * min(one.size, other.size):
                    pair = (one, other)
                    if pair not in seen:
                        seen.add(pair)
                        yield pair


def faults(path: Path, *, annexes: str | None) -> list[str]:
    """What is wrong on the pages of a PDF, in words; `annexes` is how the first annex is headed."""
    found = []
    front = True
    with pdfplumber.open(path) as pdf:
        for number, page in enumerate(pdf.pages, 1):
            here = letters(page)
            text = "".join(one.text for one in here)
            front = front and not (annexes and annexes in text)
            found += [f"{number}: {one.text!r} over {other.text!r}" for one, other in overlaps(here)]
            found += [
                f"{number}: {one.text!r} beyond the margin at {one.x0:.0f}, {one.top:.0f}"
                for one in here
                if one.x0 < LEFT - 1 or one.x1 > RIGHT + 1 or one.top < TOP or one.bottom > BOTTOM
            ]
            small = FRONT if front else ANNEX
            in_shapes = [
                (shape["x0"] - 2, shape["x1"] + 2, shape["top"] - 2, shape["bottom"] + 2)
                for shape in (*page.rects, *page.curves, *page.images)
                if shape["width"] < 480
            ]
            found += [
                f"{number}: {one.text!r} of {one.size:.1f} points"
                for one in here
                if one.size < DRAWN - 0.05
                or (
                    one.size < small - 0.05
                    and not any(
                        left <= one.x0 and one.x1 <= right and top <= one.top and one.bottom <= bottom
                        for left, right, top, bottom in in_shapes
                    )
                )
            ]
    return found


def selections(path: Path) -> Iterator[tuple[str, ...]]:
    """The whole, each pillar, each owner, one item."""
    ledger = load(path)
    yield ()
    for pillar in ledger.pillars:
        yield ("--pillar", str(pillar.number))
    for owner in sorted({item.owner for item in ledger.commitments}):
        yield ("--owner", owner)
    longest = max(ledger.commitments, key=lambda item: len(item.title or ""))
    yield ("--search", (longest.title or longest.title_zh or "")[:30], "--all")


def chosen() -> Iterator[tuple[str, str, tuple[str, ...], tuple[str, ...]]]:
    """The whole and one item in each language; each pillar and owner in one of them, in turn.

    Their rows are rows of the whole; what differs is how many there are.
    """
    for ledger, (path, _) in LEDGERS.items():
        yield from ((ledger, language, ("report", "--scorecard"), ()) for language in LANGUAGES)
        for number, words in enumerate(selections(path)):
            part = words[:1] in {("--pillar",), ("--owner",)}
            for turn, command in enumerate(("report", "agenda")):
                languages = [LANGUAGES[(number + turn) % len(LANGUAGES)]] if part else LANGUAGES
                yield from ((ledger, language, (command,), words) for language in languages)


CASES = [pytest.param(*case, id="-".join((case[0], case[1], *case[2], *case[3][:2]))) for case in chosen()]


@pytest.mark.parametrize(("ledger", "language", "command", "words"), CASES)
def test_no_letter_stands_over_another_beyond_the_margin_or_is_too_small(
    eppd: Eppd, tmp_path: Path, ledger: str, language: str, command: tuple[str, ...], words: tuple[str, ...]
) -> None:
    path, day = LEDGERS[ledger]
    made = tmp_path / "page.pdf"

    eppd(*command, *words, "--file", str(path), "--today", day, "--lang", language, "-o", str(made))

    annexes = ("Annex1:" if language == "en" else "附件1") if command == ("report",) else None
    assert faults(made, annexes=annexes) == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("count", [1, 6, 20])
def test_every_box_to_sign_in_holds_its_name_above_the_foot(
    eppd: Eppd, ledger: Callable[..., Path], tmp_path: Path, count: int, language: str
) -> None:
    ledger(
        {"title_zh": "簽署"}, settings={"approval": ["會辦單位 Deputy Minister of Economic Affairs"] * count}
    )
    made = tmp_path / "page.pdf"

    eppd("report", "--lang", language, "-o", str(made))

    assert faults(made, annexes="Annex1:" if language == "en" else "附件1") == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_light_is_drawn_over_a_heading(
    eppd: Eppd, ledger: Callable[..., Path], tmp_path: Path, language: str
) -> None:
    ledger({"title_zh": "簽署", "status": "blocked"})
    made = tmp_path / "page.pdf"

    eppd("report", "--lang", language, "-o", str(made))

    with pdfplumber.open(made) as pdf:
        page = pdf.pages[0]
        light = next(one for one in page.rects if 12 < one["width"] < 16 and 12 < one["height"] < 16)
        others = [one for one in letters(page) if one.text != "R"]
    inside = [
        one.text
        for one in others
        if one.x0 < light["x1"]
        and light["x0"] < one.x1
        and one.top < light["bottom"]
        and light["top"] < one.bottom
    ]
    assert inside == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_long_ledger_is_as_legible(
    eppd: Eppd, ledger: Callable[..., Path], tmp_path: Path, language: str
) -> None:
    said = {"date": "@2026-11-24", "by": "MOEA", "reason": "設備未到。"}
    many = [
        {
            "id": f"E6-P1-{number:03}",
            "title": f"Commitment number {number} " + "with many words " * (number % 9),
            "title_zh": "承諾事項之名稱" * (1 + number % 9),
            "status": ("blocked", "in-progress", "completed")[number % 3],
            "progress": number % 101,
            "next_step": "請裁示：" + "改採其他方式" * (number % 5),
            "update": [said | {"note": "辦理中。" * (number % 30)}],
        }
        for number in range(1, 201)
    ]
    ledger(*many)
    made = tmp_path / "page.pdf"

    eppd("report", "--today", "2026-11-27", "--lang", language, "-o", str(made))

    assert faults(made, annexes="Annex1:" if language == "en" else "附件1") == []
