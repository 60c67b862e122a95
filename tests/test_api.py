"""What docs/api.md promises to scripts."""

import doctest
import re
from importlib import import_module
from pathlib import Path

from conftest import ROOT

PAGE = (ROOT / "docs" / "api.md").read_text("utf-8")


def test_the_examples_of_the_page_give_what_they_show(shipped: Path) -> None:
    blocks = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    found = doctest.DocTestParser().get_doctest("\n".join(blocks), {}, "docs/api.md", "docs/api.md", 0)

    ran = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE).run(found)

    assert ran.attempted > 10
    assert ran.failed == 0


def test_every_name_of_the_table_is_there() -> None:
    rows = re.findall(r"^\| `(eppd_track\.[\w.]+)` \| (.*) \|$", PAGE, re.MULTILINE)
    assert len(rows) >= 6

    for module, told in rows:
        if module == "eppd_track.load":
            continue
        for name in re.findall(r"`(\w+)`", told):
            if name not in {"message", "remedy"}:
                assert hasattr(import_module(module), name), f"{module}.{name}"


def test_the_package_says_that_it_is_typed() -> None:
    assert (ROOT / "eppd_track" / "py.typed").is_file()
