"""`eppd merge`."""

import shutil
import subprocess
from pathlib import Path
from typing import Annotated

import tomli
import typer

from eppd_track.cli.options import command
from eppd_track.cli.session import Session
from eppd_track.errors import ExitCode
from eppd_track.ledger import sayings, store
from eppd_track.ledger.merge import Merged, merge
from eppd_track.ledger.toml import loads
from eppd_track.ledger.writer import alike

EPILOG = """\b
Examples:
  eppd merge base.toml commitments.toml theirs.toml

\b
Set up once in a repository, then git calls it by itself:
  git config merge.eppd.driver "eppd merge %O %A %B"
  echo "commitments.toml merge=eppd" >> .gitattributes
"""

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command("merge", epilog=EPILOG)
@command()
def merge_(
    session: Session,
    base: Annotated[Path, typer.Argument(metavar="BASE", help="The common ancestor.")],
    ours: Annotated[Path, typer.Argument(metavar="OURS", help="Our ledger; the result is written here.")],
    theirs: Annotated[Path, typer.Argument(metavar="THEIRS", help="Their ledger.")],
) -> None:
    """Merge two people's work on a ledger, record by record; made for git.

    Ends with 1 when both changed the same field: ours stays, theirs stands beside it in a comment
    that `eppd check` finds. Never writes a file that does not parse.
    """
    sides = [store.read(path) for path in (base, ours, theirs)]
    merged = merge(*(side.text for side in sides))
    text = merged.text if merged.conflicts else _with_comments(base, ours, theirs, merged)
    if text != sides[1].text:
        store.write_whole(ours.resolve(), sides[1].encode(text))
    for remark in (*merged.remarks, *merged.conflicts):
        session.say(remark)
    if merged.conflicts:
        session.say(sayings.MERGE_CONFLICTS_LEFT.fill(count=len(merged.conflicts)))
        raise typer.Exit(ExitCode.FOUND)


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
