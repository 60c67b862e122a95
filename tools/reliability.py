#!/usr/bin/env python3
"""Runs every test that docs/reliability.md names, at full size, and writes what was seen into that page.

    python tools/reliability.py             half an hour or more on two cores
    python tools/reliability.py --quick     a tenth of it, to see that it runs; the page stays as it is

Each row of the page names its tests; its third cell is what this run of them showed: the cases that held,
those that failed, and what the tests counted (`record_property`). `EPPD_TOML_SUITE` names the folder of the
public TOML suite (github.com/toml-lang/toml-test). Where the trackers of Debian are installed (see
tools/trackers.py) their table is made anew too. Ends with 1 when a case failed.
"""
# ruff: noqa: S603, T201 - a script that runs programs and prints

import os
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree as ET

import trackers
from marked import ROOT, between, state

PAGE = ROOT / "docs" / "reliability.md"
SIZES = {
    "EPPD_FUZZ": 20_000,
    "EPPD_FAULTS": 200,
    "EPPD_MERGES": 700,
    "EPPD_SYNCS": 200,
    "EPPD_CASES": 2000,
    "EPPD_DAMAGED": 600,
}
ROW = re.compile(
    r"^\| (?P<promise>[^|]*) \| (?P<tests>`test_[^|]*) \| (?P<seen>[^|]*) \|(?P<rest>.*)$", re.MULTILINE
)
NAMED = re.compile(r"`(test_\w+\.py)?(?:::)?([\w…]*)`")


class Case(NamedTuple):
    """One test of the run: its file, its name, how long it took, how it ended, what it counted."""

    file: str
    name: str
    seconds: float
    ended: str
    counted: dict[str, int]


def named(cell: str) -> list[tuple[str, str]]:
    """The files and patterns of names that the second cell of a row names."""
    found: list[tuple[str, str]] = []
    for file, name in NAMED.findall(cell):
        found.append((file or found[-1][0], (name or "*").replace("…", "*")))
    return found


def cases(report: Path) -> Iterator[Case]:
    """The tests that a report of pytest tells."""
    for each in ET.parse(report).iter("testcase"):  # noqa: S314 - our own file
        kinds = {child.tag: child for child in each}
        ended = next((kind for kind in ("failure", "error", "skipped") if kind in kinds), "")
        reason = f": {kinds['skipped'].get('message', '')}" if ended == "skipped" else ""
        counted = {one.get("name", ""): int(one.get("value", "0")) for one in each.iter("property")}
        name = each.get("name", "").partition("[")[0]
        file = each.get("classname", "").rpartition(".")[2] + ".py"
        yield Case(file, name, float(each.get("time", 0)), ended + reason, counted)


def told(found: list[Case]) -> str:
    """What the tests of a row showed, in a cell."""
    failed = sum(case.ended in {"failure", "error"} for case in found)
    passed = sum(not case.ended for case in found)
    words = [f"{passed:,} cases held" if passed != 1 else "1 case held"]
    words += [f"**{failed:,} failed**"] if failed else []
    over = Counter(case.ended.partition(": ")[2] for case in found if case.ended.startswith("skipped"))
    words += [f"{count:,} passed over ({reason.replace('|', '/')})" for reason, count in over.items()]
    counts: Counter[str] = Counter()
    for case in found:
        counts.update(case.counted)
    return ", ".join(words) + ("; " * bool(counts)) + ", ".join(f"{what} {n:,}" for what, n in counts.items())


def run(folder: Path, *, quick: bool) -> list[Case]:
    """Runs the tests that the page names, on every core."""
    files = {file for row in ROW.finditer(PAGE.read_text("utf-8")) for file, _ in named(row["tests"])}
    sizes = {name: str(number // 10 if quick else number) for name, number in SIZES.items()}
    report = folder / "report.xml"
    command = [sys.executable, "-m", "pytest", "-n", "auto", "--dist", "worksteal", "--timeout=3600"]
    subprocess.run(
        [*command, f"--junitxml={report}", *(str(Path("tests", file)) for file in sorted(files))],
        cwd=ROOT,
        env=os.environ | sizes,
        check=False,
    )
    return list(cases(report))


def head(found: list[Case], seconds: float) -> str:
    """When, where and on which state it ran, and how it ended."""
    sizes = ", ".join(f"`{name}={number}`" for name, number in SIZES.items())
    ended = told([case._replace(counted={}) for case in found])
    return f"The last run: {state()}, {seconds / 60:.0f} minutes.\n{ended}.\nSizes: {sizes}.\n"


def page(text: str, found: list[Case], seconds: float, peers: str) -> str:
    """The page with what this run showed."""

    def row(old: re.Match[str]) -> str:
        patterns = named(old["tests"])
        mine = [
            case
            for case in found
            if any(case.file == file and fnmatch(case.name, name) for file, name in patterns)
        ]
        return f"| {old['promise']} | {old['tests']} | {told(mine)} |{old['rest']}"

    text = ROW.sub(row, text)
    text = between(text, "run", head(found, seconds))
    return between(text, "trackers", peers) if peers else text


def main(*, quick: bool) -> int:
    """The whole run; gives the exit code."""
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        found = run(Path(folder), quick=quick)
    missing = [kind.name for kind in trackers.TRACKERS if not trackers.installed(kind)]
    peers = "" if missing else "".join(f"{line}\n" for line in trackers.table())
    if missing:
        print(f"Not installed, so the table of the trackers stays as it is: {', '.join(missing)}.")
    seconds = time.monotonic() - began
    spent: Counter[str] = Counter()
    for case in found:
        spent[case.file] += round(case.seconds)
    print("Seconds of one core:", ", ".join(f"{file} {number}" for file, number in spent.most_common()))
    made = page(PAGE.read_text("utf-8"), found, seconds, peers)
    if quick:
        print(*(row["tests"] + ": " + row["seen"] for row in ROW.finditer(made)), sep="\n")
    else:
        PAGE.write_text(made, "utf-8")
    return int(not found or any(case.ended in {"failure", "error"} for case in found))


if __name__ == "__main__":
    sys.exit(main(quick="--quick" in sys.argv))
