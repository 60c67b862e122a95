"""`python -m eppd_track`, and the entry point of `eppd`."""

import sys


def run() -> None:
    """Runs the command line and ends the program with its exit code."""
    from eppd_track.cli.app import main  # noqa: PLC0415 - a script that only imports this pays nothing

    sys.exit(main())


if __name__ == "__main__":
    run()
