"""docs/errors.md, in English and Chinese, is what its tool makes of the ledgers in tests/errors today."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT

from eppd_track.words.faults import RULES
from eppd_track.words.pages import SEVERITY_NAME

TOOL = ROOT / "tools" / "errors_page.py"
PAGES = [ROOT / "docs" / "errors.md", ROOT / "docs" / "zh-TW" / "errors.md"]
ERRORS = ROOT / "tests" / "errors"


def run(tool: Path, *words: str, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(tool), *words],
        check=False,
        capture_output=True,
        encoding="utf-8",
        env=os.environ | variables,
        timeout=120,
    )


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The tool in a small tree of its own, with its ledgers and the pages."""
    for source in (
        *TOOL.parent.glob("*.py"),
        *PAGES,
        *ERRORS.glob("*.toml"),
        ERRORS / "harbour-talks.txt",
    ):
        target = tmp_path / source.relative_to(ROOT)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(source.read_bytes())
    return tmp_path / "tools" / TOOL.name


def test_the_pages_are_current() -> None:
    ran = run(TOOL, "--check")

    assert ran.returncode == 0, ran.stderr


def test_the_pages_do_not_depend_on_who_makes_it(copy: Path) -> None:
    ran = run(copy, EPPD_LANG="zh", EPPD_TODAY="2030-01-01", FORCE_COLOR="1", EPPD_LEDGER="elsewhere")

    assert ran.returncode == 0, ran.stderr
    for page in PAGES:
        assert (copy.parents[1] / page.relative_to(ROOT)).read_bytes() == page.read_bytes()


@pytest.mark.parametrize("change", ["page", "ledger", "no page"])
@pytest.mark.parametrize("page", PAGES, ids=["en", "zh"])
def test_a_page_that_is_not_current_is_told(copy: Path, page: Path, change: str) -> None:
    root = copy.parents[1]
    page, ledger = root / page.relative_to(ROOT), root / "tests" / "errors" / "no-title.toml"
    if change == "page":
        page.write_text(page.read_text("utf-8") + "More.\n", "utf-8")
    elif change == "ledger":
        ledger.write_text("\n" + ledger.read_text("utf-8"), "utf-8")
    else:
        page.unlink()
    before = page.read_bytes() if page.exists() else None

    ran = run(copy, "--check")

    assert ran.returncode == 1
    assert (
        f"{page.relative_to(root).as_posix()} is not current: run `python tools/errors_page.py`" in ran.stderr
    )
    assert (page.read_bytes() if page.exists() else None) == before


def test_a_ledger_that_shows_no_fault_is_told(copy: Path) -> None:
    ledger = copy.parents[1] / "tests" / "errors" / "no-title.toml"
    ledger.write_text("schema = 1\n", "utf-8")

    ran = run(copy)

    assert ran.returncode == 1
    assert "no-title" in ran.stderr


@pytest.mark.parametrize("page", PAGES, ids=["en", "zh"])
def test_every_rule_has_its_section_with_its_message(page: Path) -> None:
    sections = re.findall(
        r"^## ([^\n]+)\n(.*?)(?=^## |\Z)", page.read_text("utf-8"), re.MULTILINE | re.DOTALL
    )

    assert [name for name, _ in sections] == list(RULES)
    for name, text in sections:
        severity = RULES[name].severity.value
        assert re.search(
            f"^(Severity: {severity}.|嚴重程度：{SEVERITY_NAME[severity].zh}。)$", text, re.MULTILINE
        )
        assert re.search(rf"^\S+ ?{re.escape(name)}\.toml:\d+:\d+.* \[{name}\][.。]", text, re.MULTILINE)
        assert re.search(r"^> +\d+ +\S", text, re.MULTILINE)
        assert re.search(r"^(What to do: |處理方式：)\S", text, re.MULTILINE)
        assert not re.search(r"\{\w+\}|\{\{", text)


def test_the_english_page_has_each_message_word_for_word() -> None:
    text = PAGES[0].read_text("utf-8")

    for name in RULES:
        for line in (ERRORS / f"{name}.txt").read_text("utf-8").splitlines():
            assert f"\n{line}\n" in text


@pytest.mark.parametrize("page", PAGES, ids=["en", "zh"])
def test_the_page_of_check_leads_here(page: Path) -> None:
    assert "(../errors.md)" in (page.parent / "commands" / "check.md").read_text("utf-8")
