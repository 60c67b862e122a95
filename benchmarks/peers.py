"""The programs measured beside `eppd`: how each is given the same entries, and what it is asked.

All come from Debian's packages. Notes go to those that keep them apart from the entry (Taskwarrior).
"""

import datetime as dt
import json
import os
import shutil
import subprocess
from abc import ABC, abstractmethod
from pathlib import Path
from typing import ClassVar
from uuid import NAMESPACE_URL, uuid5

from entries import Entry


class Peer(ABC):
    """One program, its data in a folder of its own."""

    name: ClassVar[str]
    program: ClassVar[str]

    def __init__(self, folder: Path, made: list[Entry]) -> None:
        self.folder = folder
        self.folder.mkdir(parents=True)
        self.environment = {**os.environ, "LC_ALL": "C.UTF-8", "HOME": str(folder)}
        self.prepare(made)

    @classmethod
    def installed(cls) -> bool:
        """Whether the program can be run here."""
        return shutil.which(cls.program) is not None

    @abstractmethod
    def prepare(self, made: list[Entry]) -> None:
        """Writes the entries as the program keeps them."""

    @abstractmethod
    def listing(self) -> list[str]:
        """The command that lists the second pillar."""

    def change(self) -> list[str] | None:
        """The command that says something more of one entry; None where the program has none."""
        return None


class Taskwarrior(Peer):
    """Taskwarrior, pillars as projects, notes as annotations."""

    name = "Taskwarrior"
    program = "task"

    def prepare(self, made: list[Entry]) -> None:
        """Imports the entries from JSON."""
        settings = f"data.location={self.folder}\nconfirmation=no\nverbose=nothing\nnews.version=9.9.9\n"
        (self.folder / "taskrc").write_text(settings)
        self.environment["TASKRC"] = str(self.folder / "taskrc")
        listed = [
            {
                "uuid": str(uuid5(NAMESPACE_URL, entry.id)),
                "description": entry.title,
                "project": f"P{entry.pillar}",
                "status": "pending",
                "entry": "20260127T000000Z",
                "due": _stamp(entry.due),
                "annotations": [{"entry": _stamp(day), "description": note} for day, note in entry.notes],
            }
            for entry in made
        ]
        source = self.folder / "entries.json"
        source.write_text(json.dumps(listed), encoding="utf-8")
        subprocess.run(
            [self.program, "import", str(source)], env=self.environment, check=True, capture_output=True
        )

    def listing(self) -> list[str]:
        """Its `list` report of a project."""
        return [self.program, "project:P2", "list"]

    def change(self) -> list[str]:
        """An annotation more."""
        return [self.program, "6", "annotate", "x"]


class Hledger(Peer):
    """hledger, entries as transactions, pillars as accounts."""

    name = "hledger"
    program = "hledger"

    def prepare(self, made: list[Entry]) -> None:
        """Writes a journal."""
        (self.folder / "entries.journal").write_text(
            "".join(
                f"{entry.due} {entry.title.replace(';', ',')}  ; {entry.id}\n"
                f"    P{entry.pillar}  1\n    agreed\n\n"
                for entry in made
            ),
            encoding="utf-8",
        )

    def listing(self) -> list[str]:
        """The register of an account."""
        return [self.program, "-f", str(self.folder / "entries.journal"), "register", "^P2$"]


class Todoman(Peer):
    """todoman, a file an entry, pillars as lists."""

    name = "todoman"
    program = "todoman"

    def prepare(self, made: list[Entry]) -> None:
        """Writes a calendar file an entry, and lets the program fill its cache."""
        for entry in made:
            folder = self.folder / "lists" / f"pillar-{entry.pillar}"
            folder.mkdir(parents=True, exist_ok=True)
            lines = (
                "BEGIN:VCALENDAR",
                "VERSION:2.0",
                "PRODID:-//eppd//benchmarks//EN",
                "BEGIN:VTODO",
                f"UID:{entry.id}",
                "DTSTAMP:20260127T000000Z",
                "CREATED:20260127T000000Z",
                f"DUE;VALUE=DATE:{entry.due:%Y%m%d}",
                f"SUMMARY:{entry.title.replace(',', ' ').replace(';', ' ')}",
                "END:VTODO",
                "END:VCALENDAR",
                "",
            )
            (folder / f"{entry.id}.ics").write_text("\r\n".join(lines), encoding="utf-8")
        settings = f'path = "{self.folder}/lists/*"\ncache_path = "{self.folder}/cache.sqlite3"\n'
        (self.folder / "config.py").write_text(settings)
        subprocess.run(self.listing(), env=self.environment, check=True, capture_output=True)

    def listing(self) -> list[str]:
        """Its list of a list."""
        return [*self._start(), "list", "pillar-2"]

    def change(self) -> list[str]:
        """Another due day for an entry."""
        return [*self._start(), "edit", "--due", "2028-01-01", "6"]

    def _start(self) -> list[str]:
        return [self.program, "--config", str(self.folder / "config.py")]


class Topydo(Peer):
    """topydo, a line an entry, pillars as projects."""

    name = "topydo"
    program = "topydo"

    def prepare(self, made: list[Entry]) -> None:
        """Writes a todo.txt."""
        (self.folder / "todo.txt").write_text(
            "".join(f"2026-01-27 {entry.title} +P{entry.pillar} due:{entry.due}\n" for entry in made),
            encoding="utf-8",
        )
        (self.folder / "topydo.conf").write_text("[topydo]\nbackup_count = 0\n")

    def listing(self) -> list[str]:
        """Its list of a project."""
        return [*self._start(), "ls", "+P2"]

    def change(self) -> list[str]:
        """A word more at the end of an entry."""
        return [*self._start(), "append", "6", "x"]

    def _start(self) -> list[str]:
        files = {"-c": "topydo.conf", "-t": "todo.txt", "-d": "done.txt"}
        return [
            self.program,
            *(word for flag, name in files.items() for word in (flag, str(self.folder / name))),
        ]


PEERS: tuple[type[Peer], ...] = (Taskwarrior, Hledger, Todoman, Topydo)


def _stamp(day: dt.date) -> str:
    return f"{day:%Y%m%d}T000000Z"
