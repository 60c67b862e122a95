"""`python -m eppd_track`, and the entry point of `eppd`."""

import atexit
import contextlib
import gc
import os
import sys


def run() -> None:
    """Runs the command line and ends the program with its exit code.

    A command lives too short for the collector of cycles to be worth its rounds, and what it leaves in
    memory the system takes back faster than it could be tidied up.
    """
    gc.disable()
    if "_EPPD_COMPLETE" in os.environ:
        from eppd_track.cli.completion.answer import answer  # noqa: PLC0415 - a shell waits at every Tab

        answer()
        os._exit(0)
    from eppd_track.cli.app import main  # noqa: PLC0415 - a script that only imports this pays nothing

    code = main()
    atexit._run_exitfuncs()  # noqa: SLF001 - what others registered runs all the same
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError, ValueError):
            stream.flush()
    os._exit(code)


if __name__ == "__main__":
    run()
