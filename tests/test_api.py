"""What docs/api.md promises to scripts."""

import doctest
import inspect
import re
from importlib import import_module
from pathlib import Path

import pytest
from conftest import ROOT

PAGE = (ROOT / "docs" / "api.md").read_text("utf-8")


def test_the_examples_of_the_page_give_what_they_show(shipped: Path) -> None:
    blocks = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    found = doctest.DocTestParser().get_doctest("\n".join(blocks), {}, "docs/api.md", "docs/api.md", 0)

    ran = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE).run(found)

    assert ran.attempted > 10
    assert ran.failed == 0


PARTS = re.findall(r"<!-- api: ([\w.]+) -->\n(.*?)<!-- /api -->", PAGE, re.DOTALL)
FUNCTIONS = [
    (module, *found) for module, text in PARTS for found in re.findall(r"(?m)^def (\w+)\((.*)\)", text)
]


@pytest.mark.parametrize(("module", "name", "shown"), FUNCTIONS, ids=[name for _, name, _ in FUNCTIONS])
def test_a_function_is_called_as_the_page_shows(module: str, name: str, shown: str) -> None:
    function = getattr(import_module(module), name)

    assert re.findall(r"(?:^|, )(\w+):", shown) == list(inspect.signature(function).parameters)


@pytest.mark.parametrize(("module", "text"), PARTS, ids=[module for module, _ in PARTS])
def test_a_class_has_the_fields_that_the_page_shows(module: str, text: str) -> None:
    for name, body in re.findall(r"(?m)^class (\w+).*\n((?:    .*\n)*)", text):
        found = getattr(import_module(module), name)
        known = {*dir(found), *getattr(found, "__struct_fields__", ())}

        assert {*re.findall(r"(?m)^    (?:def )?(\w+)", body)} <= known


def test_the_package_says_that_it_is_typed() -> None:
    assert (ROOT / "eppd_track" / "py.typed").is_file()
