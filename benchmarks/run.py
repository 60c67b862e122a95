"""How fast `eppd` is beside a bare Typer command and beside other trackers, in one interleaved run.

    python benchmarks/run.py                      everything, at 10,000 commitments
    python benchmarks/run.py --entries 300 --runs 2    to see that it works

Prints Markdown: medians of whole processes, their ratios, and whether each aim is met. Uses folders of its
own. A tracker that is not installed is named and left out.
"""

import argparse
import datetime as dt
import os
import shutil
import sys
import tempfile
from collections.abc import Iterable
from functools import partial
from pathlib import Path

from entries import Entry, entries, ledger
from measure import Command, Taken, interleaved
from msgspec import Struct, structs
from peers import PEERS, Peer

HERE = Path(__file__).resolve().parent
EPPD = str(Path(sys.executable).with_name("eppd"))
TODAY = "2026-11-27"
LIST = ("list", "--pillar", "2")
CHANGE = ("--note", "x")
MANY, FEW = 16_000, 2_000
YEARS = 5 * 52
GROWING = ("list", "list on a terminal", "check", "report")


class Row(Struct, frozen=True):
    """One aim: what was measured, in what it is counted, and the most it may be."""

    what: str
    taken: str
    beside: str
    ratio: float
    most: float

    def cells(self) -> tuple[str, ...]:
        """The row as printed."""
        met = "met" if self.ratio <= self.most else "not met"
        return self.what, self.taken, self.beside, f"{self.ratio:.2f}", f"{self.most:g}", met


def main() -> None:
    """Makes the ledgers, runs everything, prints the tables."""
    asked = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    asked.add_argument("--entries", type=int, default=10_000, help="commitments of the large ledger")
    asked.add_argument("--notes", type=int, default=10, help="records of each")
    asked.add_argument("--runs", type=int, default=15, help="runs of each command")
    given = asked.parse_args()
    peers = [peer for peer in PEERS if peer.installed()]
    for peer in PEERS:
        if peer not in peers:
            print(f"{peer.name} is not installed: left out.\n")
    with tempfile.TemporaryDirectory(prefix="eppd-benchmarks-") as folder:
        bench = Bench(Path(folder), given.runs)
        rows = [
            *bench.at_the_start(peers),
            *bench.at_any_size(peers, given.entries, given.notes),
            *bench.of_long_histories(),
        ]
    table(("work", "median", "beside", "ratio", "at most", "aim"), (row.cells() for row in rows))


def table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> None:
    """Prints a Markdown table."""
    for cells in (head, ("---",) * len(head), *rows):
        print(f"| {' | '.join(cells)} |")
    print()


class Bench:
    """The ledgers and commands of one run, in one folder."""

    def __init__(self, folder: Path, runs: int) -> None:
        self.folder = folder
        self.runs = runs
        kept = {name: text for name, text in os.environ.items() if not name.startswith(("EPPD_", "PYTHON"))}
        self.environment = kept | {
            "EPPD_STATE": str(folder / "state"),
            "EPPD_CACHE": str(folder / "cache"),
            "EPPD_TODAY": TODAY,
            "EPPD_USER": "Desk",
            "LC_ALL": "C.UTF-8",
        }

    def eppd(self, where: Path, *words: str, tty: bool = False) -> Command:
        """A command of ours in a folder."""
        return Command((EPPD, *words), self.environment, where, tty)

    def script(self, name: str, where: Path | None = None, *words: str, tty: bool = False) -> Command:
        """A Python script beside this one."""
        return Command(
            (sys.executable, str(HERE / name), *words), self.environment, where or self.folder, tty
        )

    def ledger(self, name: str, text: str) -> Path:
        """The folder of a ledger."""
        where = self.folder / name
        where.mkdir()
        (where / "commitments.toml").write_text(text, encoding="utf-8")
        return where

    def peers(self, kinds: list[type[Peer]], made: list[Entry]) -> dict[str, Peer]:
        """The other programs with these entries, by name."""
        return {kind.name: kind(self.folder / f"{kind.name}-{len(made)}", made) for kind in kinds}

    def at_the_start(self, kinds: list[type[Peer]]) -> list[Row]:
        """The shipped ledger beside bare commands and beside the other programs with as many entries."""
        shipped = self.ledger("shipped", (HERE.parent / "commitments.toml").read_text("utf-8"))
        weekly = self.ledger("weekly", ledger(list(entries(33, YEARS))))
        others = self.peers(kinds, list(entries(33, 0)))
        tab = Command(
            (EPPD, "eppd show p2", " \t\n\"'><=;|&(:", "9"),
            self.environment | {"_EPPD_COMPLETE": "bash"},
            shipped,
        )
        taken = interleaved(
            {
                "bare": self.script("bare.py"),
                "bare table": self.script("bare_table.py", tty=True),
                "list": self.eppd(shipped, *LIST),
                "list on a terminal": self.eppd(shipped, *LIST, tty=True),
                "--help": self.eppd(shipped, "--help"),
                "list --help": self.eppd(shipped, "list", "--help"),
                "completion of an id": tab,
                "update": self.eppd(shipped, "update", "p2-4", *CHANGE),
                "list, five years of weekly notes": self.eppd(weekly, *LIST),
                **{name: Command.of(peer.listing(), peer.environment) for name, peer in others.items()},
            },
            self.runs,
        )
        bare, drawn = taken["bare"], taken["bare table"]
        told(f"## 33 commitments, {self.runs} runs", taken)
        rows = [
            ratio("`list --pillar 2`, piped", taken["list"], "a bare Typer command", bare, 1.25),
            ratio(
                "the same on a terminal", taken["list on a terminal"], "one with a Rich table", drawn, 1.25
            ),
        ]
        rows += [
            ratio(f"`{name}`" if "-" in name else name, taken[name], "a bare Typer command", bare, most)
            for name, most in (("--help", 1.25), ("list --help", 1.3), ("completion of an id", 1.3))
        ]
        rows.append(ratio("`update p2-4 --note x`", taken["update"], "a bare Typer command", bare, 1.6))
        long = "list, five years of weekly notes"
        rows.append(ratio(long, taken[long], "that of the shipped ledger", taken["list"], 1.3))
        rows += [
            ratio("`list --pillar 2`, piped", taken["list"], name, taken[name], 1.0)
            for name in ("topydo", "todoman")
            if name in taken
        ]
        return rows

    def at_any_size(self, kinds: list[type[Peer]], count: int, notes: int) -> list[Row]:
        """A large ledger beside the other programs with the same entries, and how the work grows."""
        made = list(entries(count, notes))
        large = self.ledger("large", ledger(made))
        tenth = self.ledger("tenth", ledger(made[: count // 10]))
        none = self.ledger("none", ledger([]))
        others = self.peers(kinds, made)
        parse = "import tomli; tomli.loads(open('commitments.toml', encoding='utf-8').read())"
        mine = {
            f"{name}{mark}": command
            for mark, where in (("", large), (", a tenth", tenth), (", nothing", none))
            for name, command in self._work(where).items()
        }
        update = self.eppd(large, "update", made[5].id, *CHANGE)
        apart = self.ledger("edited", ledger(made)), self.ledger("copied", ledger(made))
        taken = interleaved(
            {
                **mine,
                "update": update,
                "a bare update": self.script("bare_update.py", apart[1], "commitments.toml"),
                "list, after an edit": self.edited(apart[0]),
                "list, read for the first time": self.forgotten(apart[0]),
                "tomli": Command((sys.executable, "-c", parse), self.environment, large, tty=False),
                **{name: Command.of(peer.listing(), peer.environment) for name, peer in others.items()},
                **{
                    f"{name} on a terminal": Command.of(peer.listing(), peer.environment, tty=True)
                    for name, peer in others.items()
                },
                **{
                    f"{name}, a change": Command.of(change, peer.environment)
                    for name, peer in others.items()
                    if (change := peer.change()) is not None
                },
            },
            self.runs,
        )
        size = (large / "commitments.toml").stat().st_size
        told(
            f"## {count:,} commitments with {notes} records each, {size / 1e6:.1f} MB, {self.runs} runs",
            taken,
        )
        return [*self._beside(taken, others), *self._parsed(taken, size), *self._growth(taken)]

    def edited(self, where: Path) -> Command:
        """The list of a ledger in which somebody changed a note."""
        path, count = where / "commitments.toml", iter(range(1_000_000, 10_000_000))

        def edit() -> None:
            raw = path.read_bytes()
            place = raw.index(b"work went on", len(raw) // 2) - len("1234567: ")
            path.write_bytes(raw[:place] + b"%d" % next(count) + raw[place + 7 :])

        return structs.replace(self.eppd(where, *LIST), prepare=edit)

    def forgotten(self, where: Path) -> Command:
        """The list of a ledger of which nothing is kept."""
        cache = self.folder / "emptied"
        command = self.eppd(where, *LIST)
        environment = {**command.environment, "EPPD_CACHE": str(cache)}
        empty = partial(shutil.rmtree, cache, ignore_errors=True)
        return structs.replace(command, environment=environment, prepare=empty)

    def of_long_histories(self) -> list[Row]:
        """How the work grows with the records of one item."""
        work = (("check",), ("report", "--format", "text"), ("update", "E6-P1-00001", *CHANGE))
        commands = {}
        for count in (MANY, FEW):
            where = self.ledger(f"{count} records", ledger(list(entries(1, count, dt.timedelta(0)))))
            commands |= {f"{words[0]}, {count:,} records": self.eppd(where, *words) for words in work}
        taken = interleaved(commands, self.runs)
        told(f"## One commitment with many records, {self.runs} runs", taken)
        return [
            ratio(
                f"`{words[0]}` of {MANY:,} records of one item",
                taken[f"{words[0]}, {MANY:,} records"],
                f"of {FEW:,}",
                taken[f"{words[0]}, {FEW:,} records"],
                8,
            )
            for words in work
        ]

    def _work(self, where: Path) -> dict[str, Command]:
        return {
            "list": self.eppd(where, *LIST),
            "list on a terminal": self.eppd(where, *LIST, tty=True),
            "check": self.eppd(where, "check"),
            "report": self.eppd(where, "report", "--format", "text"),
        }

    @staticmethod
    def _beside(taken: dict[str, Taken], others: dict[str, Peer]) -> list[Row]:
        asked = (
            ("piped `list --pillar 2`", "list", "", 0.7),
            ("the same on a terminal", "list on a terminal", " on a terminal", 1.0),
        )
        rows = []
        for what, name, mark, most in asked:
            known = [other for other in others if f"{other}{mark}" in taken]
            if known:
                best = min(known, key=lambda other: taken[f"{other}{mark}"].seconds)
                rows.append(ratio(what, taken[name], f"{best}, the fastest", taken[f"{best}{mark}"], most))
        bare = "a bare program that reads, hashes, copies, flushes and renames the file"
        rows.append(ratio("`update ID --note x`", taken["update"], bare, taken["a bare update"], 1.8))
        return rows

    @staticmethod
    def _parsed(taken: dict[str, Taken], size: int) -> list[Row]:
        rows = [
            ratio(f"`{what}`", taken[name], "one tomli parse", taken["tomli"], most)
            for what, name, most in (("check", "check", 1.2), ("report --format text", "report", 1.7))
        ]
        both = Taken(taken["tomli"].seconds + taken["list"].seconds, 0)
        rows += [
            ratio(what, taken[what], "one tomli parse and the piped list", both, 1)
            for what in ("list, after an edit", "list, read for the first time")
        ]
        held = taken["list"].memory
        most = Row("memory, piped list", f"{held / 1e6:.0f} MB", "the file", held / size, 8)
        return [*rows, most]

    @staticmethod
    def _growth(taken: dict[str, Taken]) -> list[Row]:
        rows = []
        for name in GROWING:
            start = taken[f"{name}, nothing"].seconds
            more, less = taken[name].seconds - start, taken[f"{name}, a tenth"].seconds - start
            rows.append(
                Row(f"growth of {name}", f"{more * 1000:.0f} ms more", "a tenth of the work", more / less, 11)
            )
        return rows


def ratio(what: str, mine: Taken, name: str, other: Taken, most: float) -> Row:
    """A time of ours in times of another."""
    return Row(what, shown(mine), f"{name}, {shown(other)}", mine.seconds / other.seconds, most)


def shown(taken: Taken) -> str:
    """A time as printed."""
    return f"{taken.seconds * 1000:.0f} ms"


def told(head: str, taken: dict[str, Taken]) -> None:
    """Prints every median."""
    print(f"{head}\n")
    table(
        ("command", "median", "memory"),
        ((name, shown(one), f"{one.memory / 1e6:.0f} MB") for name, one in taken.items()),
    )


if __name__ == "__main__":
    main()
