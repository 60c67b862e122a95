"""Whole processes, timed one after the other in turn, in a pipe or on a pseudo-terminal."""

import contextlib
import fcntl
import os
import pty
import statistics
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from msgspec import Struct

COLUMNS, LINES = 160, 50
_PIECE = 1 << 16


class Command(Struct, frozen=True):
    """A command line, its environment and folder, and whether it runs on a terminal of 160 columns.

    What `prepare` does before each run is not timed.
    """

    words: tuple[str, ...]
    environment: Mapping[str, str]
    folder: Path
    tty: bool = False
    prepare: Callable[[], object] | None = None

    @staticmethod
    def of(words: list[str], environment: Mapping[str, str], *, tty: bool = False) -> "Command":
        """A command that does not mind where it runs."""
        return Command(tuple(words), environment, Path(environment["HOME"]), tty)


class Taken(Struct, frozen=True):
    """The median time of a command in seconds, and the most memory it held in bytes."""

    seconds: float
    memory: int


def interleaved(commands: Mapping[str, Command], runs: int) -> dict[str, Taken]:
    """The medians of commands that are run in turn, `runs` times after one that does not count.

    Ends the program when a command fails.
    """
    seconds: dict[str, list[float]] = {name: [] for name in commands}
    for number in range(runs + 1):
        for name, command in commands.items():
            elapsed, code = _run(command)
            if code:
                sys.exit(f"{name}: {' '.join(command.words)} ended with {code}")
            if number:
                seconds[name].append(elapsed)
    return {
        name: Taken(statistics.median(seconds[name]), _memory(command)) for name, command in commands.items()
    }


def _memory(command: Command) -> int:
    """The most bytes that a command holds, started from a process that holds little itself."""
    asks = (
        "import os, resource, subprocess, sys; "
        "subprocess.run(sys.argv[1:], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, check=True); "
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    )
    if command.prepare is not None:
        command.prepare()
    ran = subprocess.run(
        [sys.executable, "-S", "-c", asks, *command.words],
        env=dict(command.environment),
        cwd=command.folder,
        capture_output=True,
        check=True,
    )
    return int(ran.stdout) * 1024


def _run(command: Command) -> tuple[float, int]:
    """Seconds and exit code of one process."""
    if command.prepare is not None:
        command.prepare()
    start = time.perf_counter()
    child, terminal = pty.fork() if command.tty else (os.fork(), None)
    if child == 0:
        _become(command)
    if terminal is not None:
        with contextlib.suppress(OSError):
            while os.read(terminal, _PIECE):
                pass
        os.close(terminal)
    _, status = os.waitpid(child, 0)
    return time.perf_counter() - start, os.waitstatus_to_exitcode(status)


def _become(command: Command) -> None:
    """Turns this process into the command."""
    try:
        if command.tty:
            fcntl.ioctl(1, termios.TIOCSWINSZ, struct.pack("HHHH", LINES, COLUMNS, 0, 0))
        else:
            silent = os.open(os.devnull, os.O_RDWR)
            for stream in range(3):
                os.dup2(silent, stream)
        os.chdir(command.folder)
        os.execvpe(command.words[0], command.words, {**command.environment, "TERM": "xterm-256color"})  # noqa: S606
    finally:
        os._exit(127)
