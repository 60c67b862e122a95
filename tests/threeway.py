"""Random work of two people on one ledger: commands, edits by hand, and tables eppd does not know."""

import contextlib
import io
import re
import shutil
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import tomli
import tomli_w

from eppd_track.cli.app import main
from eppd_track.ledger import undo

START = date(2026, 3, 2)
PLAIN = """\
# What was agreed.
schema = 1

[dialogue]
id = "EPPD-6"
title = "Sixth talks"

[settings]
language = "en"

[[meeting]]
id = "EPPD-6"
date = 2026-01-26
kind = "dialogue"

[[agency]]
code = "MOEA"
side = "TW"

[[agency]]
code = "MODA"
side = "TW"

[[pillar]]
number = 1

[[pillar]]
number = 2

# ---- the first pillar ----

[[commitment]]
id = "E6-P1-01"
pillar = 1
title = "Build a bridge"   # own words
owner = "MOEA"
owner_confirmed = true
status = "in-progress"
listed = 2026-01-27
due = 2026-12-31
cadence = "monthly"
tags = ["steel"]

  [[commitment.milestone]]
  id = "pilot"
  due = 2026-10-31

  [[commitment.milestone]]
  id = "opening"
  due = 2026-12-01

  [[commitment.update]]
  date = 2026-02-10
  by = "A"
  note = "Called."
  status = "in-progress"
  previous = { status = "not-started" }

[[commitment]]
id = "E6-P1-02"
pillar = 1
title = "Open an office"
sides = "both"
owner = "MOEA"
owner_confirmed = true
status = "not-started"
progress = 10
listed = 2026-01-27

  [[commitment.evidence]]
  type = "minutes"
  title = "First visit"

[[commitment]]
id = "E6-P1-03"
pillar = 1
title = "Train people"
sides = "TW"
owner = "MOEA"
owner_confirmed = true
status = "not-started"
listed = 2026-01-27

# ---- the second pillar ----

[[commitment]]
id = "E6-P2-01"
pillar = 2
title = "Share a register"
sides = "both"
owner = "MODA"
owner_confirmed = true
status = "not-started"
listed = 2026-01-27
"""
ODD = tomli_w.dumps(tomli.loads(PLAIN))
"""The same with lists of tables inline where there is room for it."""
UNKNOWN = (
    '"備註" = "{}"\n',
    '"a.b" = {}\n',
    "x_plain = {}\n",
    'x.deep = "{}"\n',
    "x.'two words'.\"π\" = {}\n",
    "x_inline = {{ a = 1, \"b c\" = '{}', d = {{ e = [{{ f = 1 }}] }} }}\n",
)
TABLES = (
    '\n[x_team]\nhead = "{0}"\n"電話" = {0}\n',
    "\n[x_team.room.'1.2']\nfloor = {0}\n",
    "\n[[x_log]]\nsaid = {0}\n",
    '\n[[document]]\nid = "paper-{0}"\nfile = "papers/{0}.pdf"\n',
    '\n[[document]]\nid = "paper-{0}"\n[[document.aside]]\nprint = "{0}"\nreason = "A greeting."\n',
    "\n[x_deep.y.z]\na.b = {0}\n",
)
SETTINGS = ('settings.x_mark = "{}"\n', "x_options = {{ colour = {} }}\n", '"x options".colour = {}\n')


class Desk:
    """One person's copy of the ledger, worked on with the commands of eppd and by hand."""

    def __init__(self, path: Path, state: Path, who: str, seed: Random) -> None:
        self.path, self.state, self.who, self.seed = path, state, who, seed
        self.day, self.count = START, 0

    def copy(self, path: Path, who: str) -> "Desk":
        """The same ledger on another desk, with what could be undone on this one."""
        path.parent.mkdir(parents=True)
        shutil.copyfile(self.path, path)
        held = undo.folder_for(self.state, self.path)
        if held.is_dir():
            shutil.copytree(held, undo.folder_for(self.state, path))
        other = Desk(path, self.state, who, self.seed)
        other.day = self.day
        return other

    @property
    def text(self) -> str:
        return self.path.read_text("utf-8")

    def eppd(self, *words: str) -> int:
        """Runs a command; what the rules refuse is no work done."""
        everywhere = ("--file", str(self.path), "--today", self.day.isoformat(), "--lang", "en")
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            return main([*words, *everywhere])

    def work(self, acts: int) -> None:
        """Some acts, each as likely as the other, a day or none apart."""
        for _ in range(acts):
            self.count += 1
            self.seed.choice(ACTS)(self)
            self.day += timedelta(days=self.seed.choice((0, 0, 1, 9)))

    def words(self) -> str:
        """Words that were never said before."""
        return f"{self.who} {self.count}-{self.seed.randrange(10**6)}"

    def items(self) -> list[str]:
        return [table["id"] for table in tomli.loads(self.text)["commitment"]]

    def item(self) -> str:
        return self.seed.choice(self.items())

    # ---- commands ----

    def update(self, *words: str) -> None:
        self.eppd("update", self.item(), "--by", self.who, *words)

    def note(self) -> None:
        self.update("--note", self.words())

    def status(self) -> None:
        to = self.seed.choice(("not-started", "in-progress", "blocked", "completed", "withdrawn", "closed"))
        more = ("--closure", "delivered", "--approved-by", self.who) if to == "closed" else ()
        told = ("--note", self.words(), "--reason", self.words(), "--evidence", f"minutes: {self.words()}")
        self.update("--status", to, *told, *more, "--force")

    def field(self) -> None:
        name, value = self.seed.choice(
            (
                ("--progress", str(self.seed.randrange(3) * 25)),
                ("--due", f"2027-0{self.seed.randrange(1, 4)}-15"),
                ("--next-step", self.words()),
                ("--priority", self.seed.choice(("low", "high"))),
                ("--owner", self.seed.choice(("MOEA", "MODA"))),
                ("--set", f"tags={self.words()}"),
                ("--milestone-done", "pilot"),
                ("--set", f"note={self.words()}"),
                ("--next-step", ""),
            )
        )
        self.update(name, value, "--reason", self.words())

    def correct(self) -> None:
        self.update("--progress", str(self.seed.randrange(100)), "--correction", "--note", self.words())

    def undo(self) -> None:
        for _ in range(self.seed.choice((1, 1, 3))):
            self.eppd("undo")

    def add(self) -> None:
        titles = ("--title", self.words(), "--title-zh", self.words())
        self.eppd(
            "add", "--pillar", self.seed.choice("12"), *titles, "--owner", "MOEA", "--cadence", "monthly"
        )
        if self.seed.random() < 0.5:
            new = self.items()[-1]
            self.update("--note", f"{self.words()}, see {new}.", "--set", f"related={new}")

    def carry(self) -> None:
        some = self.seed.sample(self.items(), k=self.seed.randrange(3))
        self.eppd("carry", "EPPD-7", *some, "--date", "2027-01-26", "--by", self.who, "--yes")

    def score(self) -> None:
        told = (
            "--value",
            self.seed.choice(("+1", "0", "-1")),
            "--reason",
            self.words(),
            "--reader",
            self.who,
        )
        self.eppd("score", self.item(), "--side", "TW", *told)

    # ---- by hand ----

    def change(self, pattern: str, make: Callable[[re.Match[str]], str]) -> None:
        """Puts something else in place of one of the places that look so."""
        found = list(re.finditer(pattern, self.text, re.MULTILINE | re.DOTALL))
        if found:
            match = self.seed.choice(found)
            self.write(self.text[: match.start()] + make(match) + self.text[match.end() :])

    def write(self, text: str) -> None:
        """Saves an edit that TOML allows, and that names nothing twice."""
        with contextlib.suppress(tomli.TOMLDecodeError):
            data = tomli.loads(text)
            papers, items = data.get("document", []), data["commitment"]
            lists = [[row["id"] for row in rows] for rows in (papers, *_parts(items, "milestone"))]
            lists += [[row["print"] for row in rows] for rows in _parts(papers, "aside")]
            lists += [[row["document"] + row["print"] for row in rows] for rows in _parts(items, "text")]
            if all(len(set(names)) == len(names) for names in lists):
                self.path.write_bytes(text.encode())

    def delete(self) -> None:
        what = self.seed.choice(
            (
                r"\[\[commitment\]\]\n(?:(?!\[\[?commitment\]).)*?(?=\n\[\[commitment\]\]|\Z)",
                r"[ \t]*\[\[commitment\.update\]\]\n.*?(?=^[ \t]*\[\[|\Z)",
                r"[ \t]*\[\[commitment\.(?:milestone|evidence|score|text)\]\]\n.*?(?=^[ \t]*\[|\Z)",
                r"[ \t]*\[\[document\.aside\]\]\n.*?(?=^[ \t]*\[|\Z)",
                r"\[\[(?:x_log|document)\]\]\n.*?(?=^[ \t]*\[(?!\[document\.)|\Z)",
                r"^(?:topic|tags|next_step|x_\w+|\"a.b\"|\"備註\") = [^\n]*\n",
            )
        )
        if self.text.count("[[commitment]]") > 2:
            self.change(what, lambda _: "")

    def retitle(self) -> None:
        self.change(r'^title = "[^"\n]*"', lambda _: f"title = '{self.words()}'  # by hand")

    def remark(self) -> None:
        self.change(r"^(?=\[\[)", lambda _: f"# {self.words()}\n")

    def unknown_key(self) -> None:
        line = self.seed.choice(UNKNOWN).format(self.seed.randrange(3))
        self.change(r"^owner = ", lambda match: line + match[0])

    def unknown_table(self) -> None:
        self.write(self.text.rstrip("\n") + "\n" + self.seed.choice(TABLES).format(self.seed.randrange(3)))

    def unknown_above(self) -> None:
        self.write(self.seed.choice(SETTINGS).format(self.seed.randrange(3)) + self.text)

    def milestone(self) -> None:
        name, day = self.seed.randrange(4), self.seed.randrange(1, 4)
        table = f'\n[[commitment.milestone]]\nid = "m{name}"\ndue = 2026-11-0{day}\n'
        self.change(r"(?<=listed = 2026-01-27\n)(?=\n)", lambda _: table)

    def claim(self) -> None:
        print_, place = self.seed.randrange(4), self.words()
        table = f'\n[[commitment.text]]\ndocument = "paper-0"\nprint = "{print_}"\nplace = "{place}"\n'
        self.change(r"(?<=listed = 2026-01-27\n)(?=\n)", lambda _: table)

    def set_aside(self) -> None:
        table = f'\n[[document.aside]]\nprint = "a{self.seed.randrange(4)}"\nreason = "{self.words()}"\n'
        self.change(r"(?<=^\[\[document\]\]\nid = \"paper-\d\"\n)", lambda _: table)


def _parts(tables: list[dict[str, Any]], name: str) -> list[list[dict[str, Any]]]:
    return [table.get(name, []) for table in tables]


ACTS: tuple[Callable[[Desk], None], ...] = (
    *(
        Desk.note,
        Desk.note,
        Desk.status,
        Desk.status,
        Desk.field,
        Desk.field,
        Desk.correct,
        Desk.undo,
        Desk.undo,
    ),
    *(Desk.add, Desk.carry, Desk.score, Desk.delete, Desk.delete, Desk.retitle, Desk.remark, Desk.milestone),
    *(Desk.claim, Desk.claim, Desk.set_aside),
    *(Desk.unknown_key, Desk.unknown_table, Desk.unknown_above),
)


def three(folder: Path, state: Path, seed: int) -> tuple[str, str, str]:
    """A ledger, and what two people made of it since, each without the other."""
    random = Random(seed)
    path = folder / "base" / "commitments.toml"
    path.parent.mkdir(parents=True)
    path.write_bytes((ODD if seed % 4 == 3 else PLAIN).encode())
    base = Desk(path, state, "Chen", random)
    base.work(random.randrange(5))
    ours, theirs = (
        base.copy(folder / "ours" / path.name, "Lin"),
        base.copy(folder / "theirs" / path.name, "Wang"),
    )
    for desk in (ours, theirs):
        desk.work(random.randrange(1, 7))
    return base.text, ours.text, theirs.text
