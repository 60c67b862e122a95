"""`eppd merge`."""

import shutil
import subprocess
from contextlib import suppress
from pathlib import Path
from typing import Annotated

import tomli
import typer

from eppd_track.cli.shared import receipt
from eppd_track.cli.shared.options import ReceiptOption, command, flag
from eppd_track.cli.shared.session import Session
from eppd_track.ledger import store
from eppd_track.ledger.merge import Merged, merge
from eppd_track.ledger.toml import loads
from eppd_track.ledger.writer import alike
from eppd_track.words import changes as merging
from eppd_track.words import refusals
from eppd_track.words.errors import ExitCode, LedgerUnreadable, WrongUse
from eppd_track.words.help import ARGUMENT_MISSING
from eppd_track.words.offers import asked_for
from eppd_track.words.sweep import NOT_TOGETHER, ONE_OR_OTHER

EPILOG = """\b
Examples:
  eppd merge --install
  eppd merge base.toml commitments.toml theirs.toml
"""

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command("merge", epilog=EPILOG)
@command()
def merge_(
    session: Session,
    base: Annotated[
        Path | None, typer.Argument(metavar="[BASE]", readable=False, help="The common ancestor.")
    ] = None,
    ours: Annotated[
        Path | None,
        typer.Argument(metavar="[OURS]", readable=False, help="Our ledger; the result is written here."),
    ] = None,
    theirs: Annotated[
        Path | None, typer.Argument(metavar="[THEIRS]", readable=False, help="Their ledger.")
    ] = None,
    install: Annotated[bool, flag("--install", "Set this repository up: git then merges so.")] = False,
    everywhere: Annotated[bool, flag("--global", "With --install: for all repositories of yours.")] = False,
    form: ReceiptOption = None,
) -> None:
    """Merge two people's work on a ledger, record by record; made for git.

    Ends with 1 when both changed the same field: ours stays, theirs stands beside it in a comment
    that `eppd check` finds. Never writes a file that does not parse.
    """
    if install:
        if form == "json":
            raise WrongUse(NOT_TOGETHER.fill(one="--install", other="--format"), ONE_OR_OTHER)
        _install(session, everywhere=everywhere)
        return
    if base is None or ours is None or theirs is None:
        named = (("BASE", base), ("OURS", ours), ("THEIRS", theirs))
        lacking = [name for name, path in named if path is None]
        needed = ARGUMENT_MISSING.fill(command="eppd merge", name=asked_for(lacking[0]))
        raise WrongUse(needed, refusals.SEE_HELP.fill(command="eppd merge"))
    sides = [store.read(path) for path in (base, ours, theirs)]
    session.parse(sides[1])
    merged = merge(*(side.text for side in sides))
    text = merged.text if merged.conflicts else _with_comments(base, ours, theirs, merged)
    if text != sides[1].text:
        store.write_whole(ours.resolve(), sides[1].encode(text))
    if form == "json":
        own = {"conflicts": [conflict.data for conflict in merged.conflicts]}
        raw = sides[1].encode(text)
        receipt.give(session, sides[1], raw, told=merged.remarks, own=own)
    for remark in (*merged.remarks, *merged.conflicts):
        session.say(remark)
    if merged.conflicts:
        session.say(merging.MERGE_CONFLICTS_LEFT.fill(count=len(merged.conflicts)))
        raise typer.Exit(ExitCode.FOUND)


def _install(session: Session, *, everywhere: bool) -> None:
    """Sets git up where the ledger lies, or would lie, and says what was done."""
    from eppd_track.cli.git.driver import install  # noqa: PLC0415 - once in a repository

    ledger = Path.cwd() / store.FILE_NAME
    with suppress(LedgerUnreadable):
        ledger = session.found.path
        session.parse(store.read(ledger))
    for said in install(ledger, everywhere=everywhere):
        session.say(said)


def _with_comments(base: Path, ours: Path, theirs: Path, merged: Merged) -> str:
    """Git's own merge where it says the same, because it keeps the comments of both sides."""
    git = shutil.which("git")
    if git is None:
        return merged.text
    try:
        done = subprocess.run(  # noqa: S603 - a fixed command on the three files named
            [git, "merge-file", "-p", "-q", str(ours), str(base), str(theirs)],
            capture_output=True,
            check=False,
            timeout=60,
        )
        text = done.stdout.decode("utf-8").removeprefix("\ufeff")
        same = done.returncode == 0 and alike(loads(text), loads(merged.text))
    except (OSError, subprocess.SubprocessError, UnicodeDecodeError, tomli.TOMLDecodeError):
        return merged.text
    return text if same else merged.text
