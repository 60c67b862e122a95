"""The same accidents for eppd and for three trackers from Debian's packages, as a Markdown table.

    apt-get install -y taskwarrior todotxt-cli todoman
    python tools/trackers.py

Every trial starts from new files in a folder of its own under the system's temporary folder; three
items are in the file unless said otherwise. A tracker that is not installed is named as such.
"""
# ruff: noqa: INP001 - a script, no package

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

WRITERS = 30
EIGHTHS = 8
ITEMS = ("Bridge", "Harbour", "Railway")
HERE = Path(__file__).resolve().parents[1]
NOT_IN_IT = "does not have it"

LEDGER = """\
schema = 1
[dialogue]
id = "T-1"
title = "Talks"
[settings]
timezone = "Asia/Taipei"
language = "en"
[[agency]]
code = "MOEA"
side = "TW"
name = "Economy"
[[pillar]]
number = 1
title = "First"
"""


class Tracker:
    """A tracker with its files in one folder; the trials are the same for each."""

    name = ""
    program = ""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.variables = os.environ | {"HOME": str(folder), "LC_ALL": "C.UTF-8", "TZ": "UTC"}
        self.set_up()
        for title in ITEMS:
            self.run(*self.adding(title))

    def command(self, *words: str) -> list[str]:
        """The command line of the tracker."""
        return [self.program, *words]

    def run(self, *words: str, typed: str = "") -> subprocess.CompletedProcess[str]:
        """Runs it once; nobody answers but with `typed`."""
        return subprocess.run(  # noqa: S603 - fixed programs
            self.command(*words),
            cwd=self.folder,
            env=self.variables,
            input=typed,
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )

    def at_once(self, commands: list[tuple[str, ...]]) -> int:
        """Starts commands at the same time; how many ended with an exit code other than 0."""
        running = [
            subprocess.Popen(  # noqa: S603 - fixed programs
                self.command(*words),
                cwd=self.folder,
                env=self.variables,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
            for words in commands
        ]
        return sum(process.wait(timeout=300) != 0 for process in running)

    def set_up(self) -> None:
        """Writes the settings."""

    def adding(self, title: str) -> tuple[str, ...]:
        """The words that add an item."""
        raise NotImplementedError

    def changing(self, number: int) -> tuple[str, ...]:
        """The words that change the item of a number so that `changed` finds it."""
        raise NotImplementedError

    def listing(self) -> subprocess.CompletedProcess[str]:
        """What is listed."""
        raise NotImplementedError

    def files(self) -> list[Path]:
        """The files that hold the items, in their order."""
        raise NotImplementedError

    def text(self) -> str:
        """All that the files hold."""
        return "".join(path.read_text("utf-8", "replace") for path in self.files() if path.exists())

    def damage(self) -> str:
        """Spoils the record of Harbour in its file; says how. Empty when there is nothing to spoil."""
        raise NotImplementedError

    def spoil(self, old: str, new: str) -> str:
        """Replaces the first place in the files; says what was done."""
        for path in self.files():
            text = path.read_text("utf-8")
            if old in text:
                path.write_text(text.replace(old, new, 1), "utf-8")
                return f"`{old.strip()}` became `{new.strip()}`"
        raise LookupError(old)

    # ---- the trials ----

    def torn(self) -> str:
        """The last record loses its last eighth, then two, up to seven; the item is Railway each time."""
        whole = self.files()[-1].read_bytes()
        length = self.last_record(whole)
        told = silent = shown = 0
        for eighths in range(1, EIGHTHS):
            self.files()[-1].write_bytes(whole[: len(whole) - length * eighths // EIGHTHS])
            listed = self.listing()
            if listed.returncode or listed.stderr.strip():
                told += 1
            elif ITEMS[-1] in listed.stdout:
                shown += 1
            else:
                silent += 1
        words = f"of {EIGHTHS - 1} cuts: {told} told"
        return f"{words}, {shown} not told but the item listed, {silent} not told and the item lost"

    def last_record(self, whole: bytes) -> int:
        """How long the last record is in the last file: here a line."""
        return len(whole) - whole.rstrip(b"\n").rfind(b"\n") - 1

    def damaged(self) -> str:
        """One record is spoiled in the middle."""
        how = self.damage()
        return f"{how}: {self.told('Harbour')}" if how else "no syntax to damage"

    def told(self, word: str) -> str:
        """Whether an item still shows, whether anything is said, and what the next addition does to it."""
        was = self.text()
        listed = self.listing()
        shown = sum(title[:4] in listed.stdout for title in ITEMS)
        said = listed.stderr.strip() or ("a word on stdout" if "rror" in listed.stdout else "")
        words = f"{shown} of 3 listed, exit {listed.returncode}, " + ("told" if said else "not a word")
        added = self.run(*self.adding("Tunnel"))
        now = self.text()
        after = "refused" if added.returncode else "done"
        kept = "unchanged" if now == was else ("still in it" if word in now else "gone from it")
        return f"{words}; next addition {after}, the file then: {'item ' if now != was else ''}{kept}"

    def many_additions(self) -> str:
        """Thirty additions at once."""
        refused = self.at_once([self.adding(f"Parallel{number:02}x") for number in range(WRITERS)])
        found = sum(f"Parallel{number:02}x" in self.text() for number in range(WRITERS))
        return f"{found} of {WRITERS} in the file, {refused} told that they failed"

    def many_changes(self) -> str:
        """Thirty changes of thirty items at once."""
        for number in range(len(ITEMS), WRITERS):
            self.run(*self.adding(f"More{number}"))
        refused = self.at_once([self.changing(number) for number in range(1, WRITERS + 1)])
        titles = (*ITEMS, *(f"More{number}" for number in range(len(ITEMS), WRITERS)))
        left = sum(title in self.text() for title in titles)
        words = f"{self.changed()} of {WRITERS} in the file, {refused} told that they failed"
        return words if left == WRITERS else f"{words}; {WRITERS - left} of {WRITERS} items gone"

    def changed(self) -> int:
        """How many items carry their change."""
        return sum(f"changed{number:02}x" in self.text() for number in range(1, WRITERS + 1))

    def kept(self, sign: str) -> str:
        """The first item is changed by command: is what was put beside it by hand still there?"""
        if not sign:
            return "its format has none"
        before = self.text().count(sign)
        self.run(*self.changing(1))
        if "changed01x" not in self.text():
            return "the change did not take effect"
        return "kept" if self.text().count(sign) == before else "lost"

    def own_key(self) -> str:
        """Puts an unknown key into the first item by hand; what to look for afterwards."""
        raise NotImplementedError

    def comment(self) -> str:
        """Puts a comment over the first item; what to look for afterwards, empty when there are none."""
        return ""

    def id_again(self) -> str:
        """The last of three items is taken out by command, then another added: is its id given out again?"""
        raise NotImplementedError

    def undone(self) -> str:
        """One command changes five fields of two items; then undo."""
        return NOT_IN_IT


class Eppd(Tracker):
    """This program."""

    name = "eppd"
    program = sys.executable

    def set_up(self) -> None:
        """An empty ledger."""
        self.variables |= {
            "EPPD_STATE": str(self.folder / "state"),
            "EPPD_USER": "trial",
            "PYTHONPATH": str(HERE),
        }
        (self.folder / "commitments.toml").write_text(LEDGER, "utf-8")

    def command(self, *words: str) -> list[str]:
        """The command line, whichever folder it is installed in."""
        return [self.program, "-m", "eppd_track", *words]

    def adding(self, title: str) -> tuple[str, ...]:
        """A commitment."""
        return "add", "-p", "1", "--owner", "MOEA", "--title", title

    def changing(self, number: int) -> tuple[str, ...]:
        """A record of history."""
        return "update", f"p1-{number}", "--note", f"changed{number:02}x"

    def listing(self) -> subprocess.CompletedProcess[str]:
        """The list."""
        return self.run("list")

    def files(self) -> list[Path]:
        """The ledger."""
        return [self.folder / "commitments.toml"]

    def damage(self) -> str:
        """A quotation mark is missing."""
        return self.spoil('"Harbour"', '"Harbour')

    def own_key(self) -> str:
        """A key of one's own."""
        self.spoil('title = "Bridge"', 'title = "Bridge"\nx_own = "mine"')
        return 'x_own = "mine"'

    def comment(self) -> str:
        """A comment on a line of its own."""
        self.spoil('title = "Bridge"', '# over it\ntitle = "Bridge"')
        return "# over it"

    def last_record(self, whole: bytes) -> int:
        """A commitment."""
        return len(whole) - whole.rfind(b"[[commitment]]")

    def id_again(self) -> str:
        """By withdrawing, which is how an item leaves."""
        taken = self.run("update", "p1-3", "--status", "withdrawn", "--note", "Off.", "--reason", "Off.")
        if taken.returncode:
            return f"could not be withdrawn: {taken.stderr.splitlines()[0]}"
        self.run(*self.adding("Tunnel"))
        ids = self.run("list", "--all", "--format", "ids").stdout.split()
        return "no" if len(ids) == len(set(ids)) == len(ITEMS) + 1 else f"yes: {' '.join(ids)}"

    def undone(self) -> str:
        """Two commitments, five fields."""
        before = self.files()[0].read_bytes()
        values = ("--status", "in-progress", "--progress", "10", "--next-move", "US", "--priority", "high")
        done = self.run("update", "p1-1", "p1-2", *values, "--next-step", "Ask.", "--note", "Begun.")
        if done.returncode or self.files()[0].read_bytes() == before:
            return f"the change did not take effect: {done.stderr.splitlines()[:1]}"
        self.run("undo")
        return "both items, file identical" if self.files()[0].read_bytes() == before else "not all"


class Taskwarrior(Tracker):
    """Debian package taskwarrior."""

    name = "Taskwarrior"
    program = "task"

    def set_up(self) -> None:
        """A data folder; no question is asked."""
        data = self.folder / "data"
        data.mkdir()
        settings = f"data.location={data}\nconfirmation=off\nrecurrence.confirmation=off\nbulk=0\n"
        (self.folder / "taskrc").write_text(settings, "utf-8")
        self.variables |= {"TASKRC": str(self.folder / "taskrc"), "TASKDATA": str(data)}

    def adding(self, title: str) -> tuple[str, ...]:
        """A task."""
        return "add", title

    def changing(self, number: int) -> tuple[str, ...]:
        """Its project."""
        return str(number), "modify", f"project:changed{number:02}x"

    def listing(self) -> subprocess.CompletedProcess[str]:
        """The pending ones; what it says to the user besides is its header on stderr."""
        return self.run("rc.verbose=nothing", "list")

    def files(self) -> list[Path]:
        """The pending tasks."""
        return [self.folder / "data" / "pending.data"]

    def damage(self) -> str:
        """A quotation mark is missing."""
        return self.spoil('description:"Harbour"', 'description:"Harbour')

    def own_key(self) -> str:
        """An attribute of one's own."""
        self.spoil('[description:"Bridge"', '[x_own:"mine" description:"Bridge"')
        return 'x_own:"mine"'

    def comment(self) -> str:
        """A line that is no task."""
        self.spoil('[description:"Bridge"', '# over it\n[description:"Bridge"')
        return "# over it"

    def id_again(self) -> str:
        """By deleting; the list in between tidies up, as it does on every day."""
        self.run("3", "delete")
        self.listing()
        self.run(*self.adding("Tunnel"))
        got = self.run("_get", "3.description").stdout.strip()
        return f"yes: 3 is now {got}" if got else "no"

    def undone(self) -> str:
        """Two tasks, five fields."""
        before = self.fields()
        self.run("1,2", "modify", "project:a", "priority:H", "due:2026-12-01", "+tag", "scheduled:2026-11-30")
        between = self.fields()
        self.run("undo")
        after = self.fields()
        if between == before:
            return "the change did not take effect"
        back = [number + 1 for number in range(2) if after[number] == before[number]]
        return "both items" if len(back) == 2 else f"{len(back)} of 2 items"

    def fields(self) -> list[str]:
        """The five fields of the first two tasks."""
        names = ("project", "priority", "due", "tags", "scheduled")
        return [self.run("_get", *(f"{number}.{name}" for name in names)).stdout for number in (1, 2)]


class TodoTxt(Tracker):
    """Debian package todotxt-cli."""

    name = "todo.txt-cli"
    program = "todo-txt"

    def set_up(self) -> None:
        """A folder and its settings."""
        names = {
            "TODO_DIR": "",
            "TODO_FILE": "/todo.txt",
            "DONE_FILE": "/done.txt",
            "REPORT_FILE": "/report.txt",
        }
        lines = [f'export {name}="{self.folder}{rest}"\n' for name, rest in names.items()]
        (self.folder / "config").write_text("".join(lines), "utf-8")
        (self.folder / "todo.txt").touch()

    def command(self, *words: str) -> list[str]:
        """Without colour, without a question, with the settings of the trial."""
        return [self.program, "-p", "-f", "-d", str(self.folder / "config"), *words]

    def adding(self, title: str) -> tuple[str, ...]:
        """A line."""
        return "add", title

    def changing(self, number: int) -> tuple[str, ...]:
        """Words behind the line."""
        return "append", str(number), f"changed{number:02}x"

    def listing(self) -> subprocess.CompletedProcess[str]:
        """The list."""
        return self.run("list")

    def files(self) -> list[Path]:
        """The one file."""
        return [self.folder / "todo.txt"]

    def damage(self) -> str:
        """Plain lines."""
        return ""

    def own_key(self) -> str:
        """A word with a colon."""
        self.spoil("Bridge", "Bridge x_own:mine")
        return "x_own:mine"

    def id_again(self) -> str:
        """By deleting."""
        self.run("del", "3")
        self.run(*self.adding("Tunnel"))
        third = next((line for line in self.listing().stdout.splitlines() if line.startswith("3 ")), "")
        if third:
            return f"yes: 3 is now {third.removeprefix('3 ')}"
        return "no: the empty line stays" if "Tunnel" in self.text() else "the addition failed"


class Todoman(Tracker):
    """Debian package todoman."""

    name = "todoman"
    program = "todoman"

    def set_up(self) -> None:
        """A list and its settings."""
        (self.folder / "lists" / "work").mkdir(parents=True)
        settings = self.folder / "config.py"
        settings.write_text(
            f'path = "{self.folder}/lists/*"\ndefault_list = "work"\n'
            f'cache_path = "{self.folder}/cache.sqlite3"\n',
            "utf-8",
        )
        self.variables |= {"TODOMAN_CONFIG": str(settings)}

    def adding(self, title: str) -> tuple[str, ...]:
        """A task."""
        return "new", "-l", "work", title

    def changing(self, number: int) -> tuple[str, ...]:
        """Its place."""
        return "edit", "--location", f"changed{number:02}x", str(number)

    def listing(self) -> subprocess.CompletedProcess[str]:
        """The list."""
        return self.run("list")

    def files(self) -> list[Path]:
        """A file for each task, by its title."""
        found = [path for path in (self.folder / "lists" / "work").glob("*.ics") if path.is_file()]
        return sorted(found, key=lambda path: path.read_text("utf-8", "replace").partition("SUMMARY:")[2])

    def damage(self) -> str:
        """A key without its colon."""
        return self.spoil("SUMMARY:Harbour", "SUMMARY Harbour")

    def own_key(self) -> str:
        """A property, in every file: which one is the first is the cache's choice."""
        for path in self.files():
            text = path.read_text("utf-8")
            path.write_text(text.replace("SUMMARY:", "X-OWN:mine\nSUMMARY:", 1), "utf-8")
        return "X-OWN:mine"

    def last_record(self, whole: bytes) -> int:
        """The whole file."""
        return len(whole)

    def id_again(self) -> str:
        """By deleting."""
        self.listing()
        gone = self.run("delete", "--yes", "3")
        if gone.returncode:
            return f"could not be deleted: {gone.stderr.strip()}"
        self.run(*self.adding("Tunnel"))
        shown = [line for line in self.listing().stdout.splitlines() if "Tunnel" in line]
        if not shown:
            return "the addition is not listed"
        words = shown[0].split()
        return "yes: 3 is now Tunnel" if "3" in words else f"no: `{' '.join(words)}`"


TRACKERS: tuple[type[Tracker], ...] = (Eppd, Taskwarrior, TodoTxt, Todoman)
TRIALS: tuple[tuple[str, Callable[[Tracker], str]], ...] = (
    ("the last record is cut short", lambda tracker: tracker.torn()),
    ("a mark is missing in the second record", lambda tracker: tracker.damaged()),
    (f"{WRITERS} additions at once", lambda tracker: tracker.many_additions()),
    (f"{WRITERS} items changed at once", lambda tracker: tracker.many_changes()),
    ("an edit beside an unknown key", lambda tracker: tracker.kept(tracker.own_key())),
    ("an edit beside a comment", lambda tracker: tracker.kept(tracker.comment())),
    ("the id of an item taken out is given out again", lambda tracker: tracker.id_again()),
    ("undo after a command on five fields of two items", lambda tracker: tracker.undone()),
)


def installed(kind: type[Tracker]) -> bool:
    """Whether a tracker is there to be tried."""
    return shutil.which(kind.program) is not None


def seen(kind: type[Tracker], trial: Callable[[Tracker], str]) -> str:
    """What one trial showed with one tracker, in a folder of its own."""
    if not installed(kind):
        return "not installed"
    with tempfile.TemporaryDirectory() as folder:
        try:
            return trial(kind(Path(folder))).replace("|", "\\|")
        except (OSError, LookupError, subprocess.SubprocessError) as error:
            return f"the trial failed: {type(error).__name__}: {error}".replace(tempfile.gettempdir(), "…")


def version(kind: type[Tracker]) -> str:
    """The installed version of a Debian package, or that it is not there."""
    package = {"task": "taskwarrior", "todo-txt": "todotxt-cli", "todoman": "todoman"}.get(kind.program)
    if package is None:
        return kind.name
    asker = shutil.which("dpkg-query")
    if not installed(kind) or asker is None:
        return kind.name if installed(kind) else f"{kind.name} (not installed)"
    asked = subprocess.run(  # noqa: S603 - a fixed command
        [asker, "-W", "-f", "${Version}", package], capture_output=True, text=True, check=False
    )
    return f"{kind.name} {asked.stdout.strip()}"


def table() -> Iterator[str]:
    """The lines of the table."""
    yield "| what happens | " + " | ".join(map(version, TRACKERS)) + " |"
    yield "|---" * (len(TRACKERS) + 1) + "|"
    for what, trial in TRIALS:
        yield f"| {what} | " + " | ".join(seen(kind, trial) for kind in TRACKERS) + " |"


if __name__ == "__main__":
    for row in table():
        sys.stdout.write(row + "\n")
        sys.stdout.flush()
