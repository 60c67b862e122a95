"""docs/errors.md is what its tool makes of the ledgers in tests/errors today."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT

from eppd_track.words.faults import RULES

TOOL = ROOT / "tools" / "errors_page.py"
PAGE = ROOT / "docs" / "errors.md"
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
    """The tool in a small tree of its own, with its ledgers and the page."""
    for source in (TOOL, PAGE, *ERRORS.glob("*.toml"), ERRORS / "harbour-talks.txt"):
        target = tmp_path / source.relative_to(ROOT)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(source.read_bytes())
    return tmp_path / "tools" / TOOL.name


def test_the_page_is_current() -> None:
    ran = run(TOOL, "--check")

    assert ran.returncode == 0, ran.stderr


def test_the_page_does_not_depend_on_who_makes_it(copy: Path) -> None:
    ran = run(copy, EPPD_LANG="zh", EPPD_TODAY="2030-01-01", FORCE_COLOR="1", EPPD_LEDGER="elsewhere")

    assert ran.returncode == 0, ran.stderr
    assert (copy.parents[1] / "docs" / "errors.md").read_bytes() == PAGE.read_bytes()


@pytest.mark.parametrize("change", ["page", "ledger", "no page"])
def test_a_page_that_is_not_current_is_told(copy: Path, change: str) -> None:
    root = copy.parents[1]
    page, ledger = root / "docs" / "errors.md", root / "tests" / "errors" / "no-title.toml"
    if change == "page":
        page.write_text(page.read_text("utf-8") + "More.\n", "utf-8")
    elif change == "ledger":
        ledger.write_text("\n" + ledger.read_text("utf-8"), "utf-8")
    else:
        page.unlink()
    before = page.read_bytes() if page.exists() else None

    ran = run(copy, "--check")

    assert ran.returncode == 1
    assert "errors_page.py" in ran.stderr
    assert (page.read_bytes() if page.exists() else None) == before


def test_a_ledger_that_shows_no_fault_is_told(copy: Path) -> None:
    ledger = copy.parents[1] / "tests" / "errors" / "no-title.toml"
    ledger.write_text("schema = 1\n", "utf-8")

    ran = run(copy)

    assert ran.returncode == 1
    assert "no-title" in ran.stderr


def test_every_rule_has_its_section_with_its_message() -> None:
    text = PAGE.read_text("utf-8")
    sections = dict(re.findall(r"^## ([^\n]+)\n(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL))

    assert list(sections) == list(RULES)
    for name, rule in RULES.items():
        assert f"Severity: {rule.severity.value}." in sections[name]
        for line in (ERRORS / f"{name}.txt").read_text("utf-8").splitlines():
            assert f"\n{line}\n" in sections[name]
        assert re.search(r"^> +\d+ +\S", sections[name], re.MULTILINE)
        assert re.search(r"^What to do: \S", sections[name], re.MULTILINE)
        assert not re.search(r"\{\w+\}|\{\{", sections[name])


def test_the_page_of_the_commands_leads_here() -> None:
    assert "(errors.md)" in (ROOT / "docs" / "commands.md").read_text("utf-8")
