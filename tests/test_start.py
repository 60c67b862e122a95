"""What a command loads before it does anything: counts of modules, since start-up is felt at every use."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT

BARE = ROOT / "benchmarks" / "bare.py"
TELL = (
    "import atexit, json, sys; atexit.register(lambda: sys.stderr.write(json.dumps(sorted(sys.modules))))\n"
)


def loaded(then: str, *words: str, **environment: str) -> set[str]:
    """The modules in memory at the end of a piece of Python, run as in a pipe."""
    ran = subprocess.run(
        [sys.executable, "-c", TELL + then, *words],
        check=True,
        capture_output=True,
        stdin=subprocess.DEVNULL,
        env=os.environ | environment,
        timeout=60,
    )
    return set(json.loads(ran.stderr))


def bare() -> set[str]:
    """What the least Typer command loads."""
    return loaded(f"import runpy; runpy.run_path({str(BARE)!r})")


def more(*words: str, **environment: str) -> set[str]:
    """What a command of ours loads beyond that."""
    ran = loaded("from eppd_track.cli.app import main; main(sys.argv[1:])", *words, **environment)
    return ran - bare()


def test_a_piped_list_loads_few_modules_more_than_a_bare_command(shipped: Path) -> None:
    found = more("list", "--pillar", "2")

    assert "eppd_track.report.listing" in found
    assert len(found) <= 96, sorted(found)
    assert not {"hashlib", "tempfile", "dateutil", "rich", "getpass", "importlib.metadata"} & found


@pytest.mark.parametrize(("words", "most"), [(("--help",), 86), (("list", "--help"), 94)])
def test_help_loads_no_ledger_and_no_page(shipped: Path, words: tuple[str, ...], most: int) -> None:
    found = more(*words)

    assert len(found) <= most, sorted(found)
    assert not {"zoneinfo", "eppd_track.render.plain", "eppd_track.ledger.document"} & found


def test_the_end_of_the_process_loses_no_output(shipped: Path) -> None:
    script = Path(sys.executable).with_name("eppd")
    whole = subprocess.run(
        [script, "list", "--all", "--format", "json"], check=True, capture_output=True, timeout=60
    )
    refused = subprocess.run([script, "show", "p9-9"], check=False, capture_output=True, timeout=60)

    assert len(json.loads(whole.stdout)["commitments"]) == 33
    assert (refused.returncode, refused.stdout) == (4, b"")
    assert b"p9-9" in refused.stderr
