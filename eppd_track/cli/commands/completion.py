"""`eppd completion`."""

import re
from pathlib import Path
from typing import Annotated

import typer

from eppd_track.cli.shared.options import command
from eppd_track.cli.shared.output import voice, write_out
from eppd_track.cli.shared.session import Session
from eppd_track.rules.query import find_value
from eppd_track.words.help import IN_SCRIPTS
from eppd_track.words.text import first

SHELLS = ("bash", "zsh", "fish", "powershell")
EPILOG = """\b
Examples:
  eppd completion bash > ~/.local/share/bash-completion/completions/eppd
  eppd completion zsh > ~/.zfunc/_eppd
  eppd completion fish > ~/.config/fish/completions/eppd.fish
  eppd completion powershell | Out-String | Invoke-Expression

\b
The folders must be there. The line for PowerShell belongs into the file that
$PROFILE names. zsh looks in ~/.zfunc where ~/.zshrc says
  fpath+=~/.zfunc; autoload -Uz compinit; compinit
"""
_FILES = {"bash": "eppd.bash", "zsh": "eppd.zsh", "fish": "eppd.fish", "powershell": "eppd.ps1"}

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(epilog=EPILOG)
@command()
def completion(
    session: Session,  # noqa: ARG001 - the script is the same for every ledger
    shell: Annotated[str, typer.Argument(metavar="SHELL", help="bash, zsh, fish or powershell.")],
) -> None:
    """Print the script with which a shell completes commands, options and ids at Tab.

    Where to put it stands in its first lines. A new shell has it.
    """
    name = find_value("SHELL", shell, {**{name: name for name in SHELLS}, "pwsh": "powershell"})
    script = (Path(__file__).parents[1] / "completion" / "shells" / _FILES[name]).read_text("utf-8")
    for text in IN_SCRIPTS:
        script = script.replace(f"# {text.data}", f"# {text.say(first(voice.language))}")
    # A Windows PowerShell that takes UTF-8 for cp950 would join a Chinese sign with the end of its line.
    write_out(re.sub(r"([^\x00-\x7f])\n", r"\1 #\n", script))
