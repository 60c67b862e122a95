#!/usr/bin/env python3
"""Writes eppd_track/cli/completion/grammar.tsv: what shells complete of a line.

`python tools/completion_grammar.py` writes it; `--check` exits with 1 when it is not current. Completion
reads this list instead of loading the commands. A column each: the commands, what it is (command, option,
argument), its spellings, its metavar, the values it takes, its help in English and in Chinese.
"""

import sys
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

import typer

from eppd_track.cli.app import app
from eppd_track.cli.commands import COMMANDS
from eppd_track.cli.commands.completion import SHELLS
from eppd_track.cli.shared.session import COLORS
from eppd_track.model.records import HEAD
from eppd_track.model.vocabulary import Language
from eppd_track.report import listing
from eppd_track.words import help as help_words
from eppd_track.words.faults import RULES
from eppd_track.words.topics import TOPICS

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "eppd_track" / "cli" / "completion" / "grammar.tsv"
FREE = {"DATE", "DUE", "TEXT", "WHO", "WEEK", "0-100", "'TYPE: TITLE'", "ID[=DATE]", "A,B,…", "REV"}
"""What only the person at the keyboard knows."""
BY_METAVAR = {
    "PATH": ":files",
    "FILE": ":files",
    "FILE…": ":files",
    "[FILE]…": ":files",
    "FOLDER": ":folders",
    "BASE": ":files",
    "[BASE]": ":files",
    "[OURS]": ":files",
    "[THEIRS]": ":files",
    "OURS": ":files",
    "THEIRS": ":files",
    "N": "@pillar",
    "AGENCY": "@agency",
    "STATUS": "@status",
    "LIGHT": "@light",
    "TOPIC": "@topic",
    "TAG": "@tag",
    "KIND": "@kind",
    "COLUMN": ",".join(name.replace("_", "-") for name in listing.COLUMNS),
    "ID": "@id",
    "ID…": "@id",
    "[ID]": "@id",
    "[ID…]": "@id",
    "[RULE]…": ",".join(RULES),
    "MEETING": "@meeting",
    "SHELL": ",".join(SHELLS),
    "[TOPIC]": ",".join(dict.fromkeys((*TOPICS, *COMMANDS))),
    "FIELD": ",".join(HEAD),
    "KEY=VALUE": ",".join(f"{name}=" for name in HEAD if name != "id"),
    "[auto|always|never]": ",".join(COLORS),
    "[gregorian|roc]": "@calendar",
    "[internal|counterpart|public]": "@audience",
}
BY_NAME = {
    "--lang": "@language",
    "--columns": "*" + BY_METAVAR["COLUMN"],
    "--side": "@sides",
    "--next-move": "@move",
    "--meeting": "@meeting",
    "--document": "@document",
    "--group-by": ",".join(listing.GROUPS),
    "--strength": "@strength",
    "--cadence": "@cadence",
    "--priority": "@priority",
    "--closure": "@closure",
    "--visibility": "@visibility",
    "--template": "eppd6,empty",
    "--approval": "",
    "--value": "+1,0,-1",
}
BY_PLACE = {
    ("meeting add", "--kind"): "@meetingkind",
    ("meeting add", "ID"): "",
    ("intake", "--document"): "@document",
    ("score", "--side"): "@party",
}
ALONE = {"--id", "--set", "--evidence", "--milestone-done"}
"""What may be given several times, but not with commas."""


def values(path: str, param: Any) -> str:
    """What an option or argument takes, as eppd_track/cli/completion/answer.py reads it."""
    name, metavar = name_of(param), metavar_of(param)
    if not metavar:
        return ""
    if metavar == "FORMAT":
        return ",".join(part.strip() for part in forms(param.help))
    for table, key in ((BY_PLACE, (path, name)), (BY_PLACE, (path, metavar)), (BY_NAME, name)):
        if key in table:
            return joined(param, table[key])
    if metavar in FREE:
        return ""
    if metavar not in BY_METAVAR:
        message = f"say in {Path(__file__).name} what `{name} {metavar}` of eppd {path} takes\n"
        raise SystemExit(message)
    return joined(param, BY_METAVAR[metavar])


def forms(text: str) -> list[str]:
    """The formats that the help of `--format` names."""
    return text.rpartition(":")[2].strip(" .").replace(" or ", ", ").split(",")


def joined(param: Any, found: str) -> str:
    """The same, with a star where several may stand with commas between them."""
    several = getattr(param, "multiple", False) and not ALONE & set(param.opts)
    return f"*{found}" if several and found.startswith("@") else found


def name_of(param: Any) -> str:
    """The long spelling of an option, or an argument's name."""
    return max(param.opts, key=len)


def metavar_of(param: Any) -> str:
    """What stands for the value; empty for what takes none."""
    if getattr(param, "is_flag", False):
        return ""
    return str(param.metavar)


def lines(path: str, command: Any) -> Iterator[tuple[str, ...]]:
    """The rows of a command and of those below it."""
    below = list(command.list_commands(None)) if hasattr(command, "list_commands") else []
    inner = {name: command.get_command(None, name) for name in below}
    for name, each in inner.items():
        text = COMMANDS[name] if not path else each.help
        yield path, "command", name, "", "", first(text), first(help_words.of(text, Language.ZH))
    for param in command.params:
        if param.param_type_name == "option":
            names = ",".join(sorted((*param.opts, *param.secondary_opts), key=len, reverse=True))
        else:
            names = param.name
        yield (
            *(path, param.param_type_name, names, metavar_of(param), values(path, param)),
            *(first(param.help), first(help_words.of(param.help, Language.ZH))),
        )
    yield (
        path,
        "option",
        "--help,-h",
        "",
        "",
        help_words.HELP_OPTION,
        help_words.of(help_words.HELP_OPTION, Language.ZH),
    )
    for name, each in inner.items():
        yield from lines(f"{path} {name}".strip(), each)


def first(text: str) -> str:
    """The first paragraph of a help, on one line."""
    return " ".join(text.partition("\n\n")[0].split())


def page() -> str:
    """The whole list: what several commands share once, each command's rows in the order of its help."""
    found: list[tuple[list[str], tuple[str, ...]]] = []
    for path, group in groupby(lines("", typer.main.get_command(app)), lambda row: row[0]):
        place = 0
        for _, *row in group:
            held = (index for index in range(place, len(found)) if found[index][1] == tuple(row))
            at = next(held, None)
            if at is None:
                at = place
                found.insert(at, ([], tuple(row)))
            found[at][0].append(path)
            place = at + 1
    return "".join("\t".join((",".join(paths), *row)) + "\n" for paths, row in found)


def run(arguments: list[str]) -> int:
    """Writes the list, or with `--check` says whether it is current."""
    if arguments not in ([], ["--check"]):
        sys.stderr.write(f"usage: python tools/{Path(__file__).name} [--check]\n")
        return 2
    if not arguments:
        PAGE.write_text(page(), "utf-8", newline="\n")
        return 0
    if PAGE.is_file() and PAGE.read_text("utf-8") == page():
        return 0
    sys.stderr.write(f"{PAGE.name} is not current: run `python tools/{Path(__file__).name}`\n")
    return 1


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
