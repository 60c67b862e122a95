"""Track what two or more sides agreed on until it is done.

`load` reads a ledger for scripts; everything else is the command line's.
"""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from eppd_track.model.records import Ledger

__version__ = "0.2.0"


def load(path: str | Path = "commitments.toml") -> "Ledger":
    """The ledger in a file, whole.

    Raises LedgerUnreadable when it cannot be read, or when any record in it cannot.
    """
    from eppd_track.ledger import reader, store  # noqa: PLC0415
    from eppd_track.words.errors import LedgerUnreadable, Severity  # noqa: PLC0415 - `import eppd_track` stays light

    source = store.read(Path(path))
    reading = reader.read(source.text, source.path.name, raw=source.raw)
    for problem in reading.problems:
        if problem.severity is Severity.ERROR:
            raise LedgerUnreadable(problem.message, problem.remedy)
    return reading.ledger
