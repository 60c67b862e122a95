"""The pictures of README and docs: there, made by the one task, none left over, light, told in words."""

import importlib.util
import re
import sys
from pathlib import Path
from types import ModuleType

import pytest
from conftest import ROOT

PICTURES = ROOT / "docs" / "pictures"
FILES = sorted([*ROOT.glob("README*.md"), *(ROOT / "docs").rglob("*.md")])
SHOWN = [
    (path.relative_to(ROOT), words, target)
    for path in FILES
    for words, target in re.findall(r"!\[(.*?)\]\(([^)]+)\)", path.read_text("utf-8"))
]
HEAVY = 350_000
CHINESE = re.compile("[\u4e00-\u9fff]")


@pytest.fixture
def task(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The task that makes the pictures."""
    path = ROOT / "tools" / "pictures.py"
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, path.stem, module)
    spec.loader.exec_module(module)
    return module


def test_every_picture_shown_is_there_and_made_by_the_task_and_none_is_left_over(task: ModuleType) -> None:
    shown = {(ROOT / page.parent / target).resolve() for page, _, target in SHOWN}

    assert shown == set(PICTURES.iterdir())
    assert {path.name for path in shown} == {f"{name}.png" for name in task.MADE}


def test_a_page_with_pictures_leads_to_the_ledger_that_they_show(task: ModuleType) -> None:
    for page in {page for page, _, _ in SHOWN}:
        links = re.findall(r"(?<!!)\[[^\]]*\]\(([^)#\s]+)\)", (ROOT / page).read_text("utf-8"))

        assert task.LEDGER in {(ROOT / page.parent / link).resolve() for link in links}, page


@pytest.mark.parametrize("path", sorted(PICTURES.iterdir()), ids=lambda path: path.stem)
def test_a_picture_is_no_burden_to_a_page(path: Path) -> None:
    assert path.stat().st_size < HEAVY


@pytest.mark.parametrize(("page", "words", "target"), SHOWN, ids=lambda value: str(value)[-40:])
def test_who_cannot_see_a_picture_is_told_in_the_pages_language_what_it_shows(
    page: Path, words: str, target: str
) -> None:
    chinese = page.name.endswith("zh-TW.md") or "zh-TW" in page.parts

    assert bool(CHINESE.search(words)) == chinese, target
    assert len(words) > (15 if chinese else 30), target
