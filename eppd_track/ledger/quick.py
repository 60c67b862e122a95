"""The fast way to read a ledger: the outcome is that of reader.py, but for faults in a history left out."""

from eppd_track.ledger import reader
from eppd_track.ledger.reading import Reading
from eppd_track.ledger.store import Source

WORTH_IT = 1 << 17
"""Bytes from which tables are read at a glance: to make the expressions takes as long as to parse so much."""


def read(source: Source, *, heads: bool = False, pillars: frozenset[int] | None = None) -> Reading:
    """The ledger of a source. `heads` leaves out what only the history holds, which is faster.

    With heads, `pillars` names those looked for: a commitment of another that cannot be overdue may be
    counted and not read (Reading.passed).
    """
    if len(source.raw) >= WORTH_IT and source.is_text:
        from eppd_track.ledger.plain import NotPlain  # noqa: PLC0415 - for large ledgers alone
        from eppd_track.ledger.scan import Scan  # noqa: PLC0415 - likewise

        scan = Scan.of(source)
        if scan is not None:
            try:
                return scan.heads(pillars) if heads else scan.whole()
            except NotPlain:
                pass
    return reader.read(source.text, source.path.name, raw=source.raw, heads=heads)
