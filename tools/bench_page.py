#!/usr/bin/env python3
"""Runs the benchmarks and writes their tables into docs/performance.md, the aims first.

`python tools/bench_page.py [--entries N] [--runs N]`: what stands behind goes to benchmarks/run.py.
"""

import subprocess
import sys

from marked import ROOT, between, state

PAGE = ROOT / "docs" / "performance.md"


def main() -> None:
    """The run, and the page."""
    command = [sys.executable, str(ROOT / "benchmarks" / "run.py"), *sys.argv[1:]]
    said = subprocess.run(command, check=True, stdout=subprocess.PIPE, encoding="utf-8").stdout  # noqa: S603
    tables, start, aims = said.rstrip("\n").rpartition("\n\n| work |")
    made = f"The last run: {state()}.\n\n{start.lstrip()}{aims}\n\n{tables.replace('## ', '### ')}\n"
    PAGE.write_text(between(PAGE.read_text("utf-8"), "benchmarks", made), "utf-8")


if __name__ == "__main__":
    main()
