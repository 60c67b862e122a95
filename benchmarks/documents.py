"""How long `eppd trace` and `eppd intake` take for documents of growing length, and how much memory.

    python benchmarks/documents.py

Prints a table of processor seconds and MB, and how many times as much each doubling takes. The documents are
made of the sentences of the invented papers in tests/documents, in a fixed order.
"""

import os
import random
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SIZES = (500, 1000, 2000, 4000)
COMMANDS = {
    "trace": ("trace", "paper.txt", "--format", "json"),
    "intake": ("intake", "paper.txt", "--format", "json"),
    "init --from": ("init", "--from", "paper.txt", "--file", "new.toml", "--format", "json"),
}


def sentences() -> list[str]:
    """The paragraphs of the invented papers that are sentences."""
    found = []
    for path in sorted((ROOT / "tests" / "documents").glob("*.txt")):
        text = path.read_text("utf-8")
        found += [" ".join(part.split()).lstrip("-• ") for part in text.split("\n\n")]
    return [part for part in found if len(part) > 20]


def paper(size: int) -> str:
    """A document of so many paragraphs under headings, no two alike."""
    chosen = random.Random(size)  # noqa: S311 - the same paper every time
    known = sentences()
    lines = []
    for number in range(size):
        lines += [f"第{number // 40 + 1}節 港埠事項"] if number % 40 == 0 else []
        lines.append(f"{chosen.choice(known)} ({number})")
    return "\n\n".join(lines)


def cost(words: tuple[str, ...], folder: Path) -> tuple[float, float]:
    """The processor seconds and the memory in MB that a command takes."""
    (folder / "new.toml").unlink(missing_ok=True)
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "EPPD_STATE": str(folder / "state")}
    with subprocess.Popen(
        [sys.executable, "-m", "eppd_track", *words],
        cwd=folder,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as running:
        _, _, used = os.wait4(running.pid, 0)
        running.returncode = 0
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def main() -> None:
    """Measures every command at every size."""
    sys.stdout.write(
        "| paragraphs | " + " | ".join(COMMANDS) + " |\n|" + " --- |" * (len(COMMANDS) + 1) + "\n"
    )
    before: dict[str, float] = {}
    for size in SIZES:
        cells = []
        with tempfile.TemporaryDirectory() as place:
            folder = Path(place)
            (folder / "commitments.toml").write_bytes((ROOT / "commitments.toml").read_bytes())
            (folder / "paper.txt").write_text(paper(size), encoding="utf-8")
            for name, words in COMMANDS.items():
                seconds, memory = cost(words, folder)
                times = f", {seconds / before[name]:.1f} times" if name in before else ""
                before[name] = seconds
                cells.append(f"{seconds:.1f} s, {memory:.0f} MB{times}")
        sys.stdout.write(f"| {size:,} | " + " | ".join(cells) + " |\n")


if __name__ == "__main__":
    main()
