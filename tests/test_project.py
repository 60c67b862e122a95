"""What stands around the program: the tested releases and the workflow agree with pyproject.toml."""

import hashlib
import importlib
import re
import shutil
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from collections.abc import Callable
from fnmatch import fnmatch
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import yaml
from conftest import ROOT
from packaging.requirements import Requirement

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
EXTRAS = PROJECT["optional-dependencies"]
NEEDED = [
    Requirement(line)
    for line in PROJECT["dependencies"]
    + [one for name in EXTRAS if name not in {"test", "lint"} for one in EXTRAS[name]]
]
RELIABILITY = (ROOT / "docs" / "reliability.md").read_text("utf-8")
TESTED = dict(
    line.split(" ;")[0].split("==")
    for line in (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
)


@pytest.mark.parametrize("needed", NEEDED, ids=str)
def test_the_tested_release_is_one_that_may_be_installed(needed: Requirement) -> None:
    name = re.sub(r"[-_.]+", "-", needed.name).lower()

    assert needed.specifier.contains(TESTED[name])


def test_the_workflow_runs_on_every_system_from_the_lowest_python_on() -> None:
    workflow = yaml.safe_load((ROOT / ".github" / "workflows" / "tests.yml").read_text("utf-8"))
    matrix = workflow["jobs"]["suite"]["strategy"]["matrix"]

    assert set(matrix["system"]) == {"ubuntu", "windows", "macos"}
    assert f">={matrix['python'][0]}" == PROJECT["requires-python"]


def test_each_python_that_is_named_is_tried_by_both_workflows() -> None:
    named = [line.rpartition(" ")[2] for line in PROJECT["classifiers"] if ":: 3." in line]
    folder = ROOT / ".github" / "workflows"
    tests, release = (
        yaml.safe_load((folder / f"{name}.yml").read_text("utf-8"))["jobs"] for name in ("tests", "release")
    )
    (tried,) = (step["with"] for step in release["make"]["steps"] if "setup-python" in step.get("uses", ""))

    assert tests["suite"]["strategy"]["matrix"]["python"] == named
    assert sorted(tried["python-version"].split()) == named


@pytest.fixture
def release(tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Runs the tool of a release on a small copy of the project, in a repository of its own."""
    for name in ("tools/release.py", "pyproject.toml", "CHANGELOG.md", "constraints.txt", "LICENSE"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    for folder in ("eppd_track", "changelog.d", "dist"):
        (tmp_path / folder).mkdir()
    (tmp_path / "eppd_track" / "__init__.py").write_text('__version__ = "7.0.0"\n', "utf-8")
    (tmp_path / "CHANGELOG.md").write_text("# Changelog\n\n## 7.0.0 (2030-01-01)\n\n## 6.0.0\n", "utf-8")
    for words in (("init", "-q"), ("add", ".")):
        subprocess.run(["git", *words], check=True, cwd=tmp_path)

    def run(*words: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "tools/release.py", *words]
        return subprocess.run(command, check=False, capture_output=True, encoding="utf-8", cwd=tmp_path)

    return run


def test_a_release_waits_for_its_changelog_and_for_its_tag(release: Any, tmp_path: Path) -> None:
    assert release("ready").returncode == release("ready", "v7.0.0").returncode == 0
    assert "The tag is v7.0.1" in release("ready", "v7.0.1").stderr
    (tmp_path / "changelog.d" / "+new.added.md").write_text("More.\n", "utf-8")
    assert "+new.added.md" in release("ready").stderr
    (tmp_path / "CHANGELOG.md").write_text("## 6.0.0\n", "utf-8")
    assert "begins with 6.0.0" in release("ready").stderr


@pytest.mark.parametrize("stray", ["", "eppd_track/notes.txt", "eppd_track/__pycache__/x.pyc"])
def test_what_is_handed_out_is_what_the_repository_holds(release: Any, tmp_path: Path, stray: str) -> None:
    names = [
        "eppd_track/__init__.py",
        "eppd_track-7.0.0.dist-info/licenses/LICENSE",
        *([stray] if stray else []),
    ]
    with zipfile.ZipFile(tmp_path / "dist" / "eppd_track-7.0.0-py3-none-any.whl", "w") as wheel:
        for name in names:
            wheel.writestr(name, "x")
    with tarfile.open(tmp_path / "dist" / "eppd_track-7.0.0.tar.gz", "w:gz") as sdist:
        sdist.add(tmp_path / "LICENSE", "eppd_track-7.0.0/LICENSE")

    looked = release("look", "dist")
    release("sums", "dist")

    assert looked.returncode == bool(stray)
    assert stray in looked.stderr
    lines = (tmp_path / "dist" / "SHA256SUMS").read_text("utf-8").splitlines()
    sums = {name: digest for digest, name in (line.split("  ") for line in lines)}
    assert sums == {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in (tmp_path / "dist").iterdir()
        if path.name != "SHA256SUMS"
    }
    assert len(sums) == 3


@pytest.fixture
def reliability(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The tool that runs what the page on reliability names."""
    monkeypatch.syspath_prepend(ROOT / "tools")
    return importlib.import_module("reliability")


def test_every_test_that_the_page_on_reliability_names_is_there(reliability: ModuleType) -> None:
    named = [one for row in reliability.ROW.finditer(RELIABILITY) for one in reliability.named(row["tests"])]

    assert len(named) > 40
    for file, pattern in named:
        names = re.findall(r"^def (test_\w+)", (ROOT / "tests" / file).read_text("utf-8"), re.MULTILINE)
        assert any(fnmatch(name, pattern) for name in names), f"{file}::{pattern}"


def test_the_page_on_reliability_tells_what_held_what_failed_and_what_was_counted(
    reliability: ModuleType, tmp_path: Path
) -> None:
    case = '<testcase classname="tests.{}" name="{}[1]" time="1">{}</testcase>'
    counted = '<properties><property name="kills" value="600"/></properties>'
    told = [
        ("test_faults", "test_a_kill_at_any_moment_leaves_it", counted),
        ("test_faults", "test_a_kill_at_any_moment_leaves_it", counted + "<failure/>"),
        ("test_undo", "test_it", '<skipped message="no users"/>'),
        ("test_undo", "test_it", ""),
    ]
    (tmp_path / "x.xml").write_text(f"<a>{''.join(case.format(*one) for one in told)}</a>", "utf-8")

    made = reliability.page(RELIABILITY, list(reliability.cases(tmp_path / "x.xml")), 600, "| peers |\n")

    rows = {row["tests"]: row["seen"] for row in reliability.ROW.finditer(made)}
    assert next(seen for tests, seen in rows.items() if "test_a_kill" in tests) == (
        "1 case held, **1 failed**; kills 1,200"
    )
    assert rows["`test_undo.py`"] == "1 case held, 1 passed over (no users)"
    assert "2 cases held, **1 failed**, 1 passed over (no users)" in made.partition("| promise |")[0]
    assert "<!-- trackers -->\n| peers |\n<!-- /trackers -->\n" in made
    assert len([*reliability.ROW.finditer(made)]) == len([*reliability.ROW.finditer(RELIABILITY)])
    assert RELIABILITY.endswith(made.rpartition("<!-- /trackers -->")[2])
