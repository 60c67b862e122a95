"""What stands around the program: the tested releases and the workflow agree with pyproject.toml."""

import re
import tomllib

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
