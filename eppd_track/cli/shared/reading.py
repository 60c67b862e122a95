"""How a command reads a ledger: with care, or from what is kept of a large one."""

from collections.abc import Mapping

from eppd_track.cli.shared.folders import cache_folder
from eppd_track.ledger import reader, store
from eppd_track.ledger.reading import Reading


def read(source: store.Source, environment: Mapping[str, str]) -> Reading:
    """The ledger of a source; what was read of a large one is kept (snapshot.py)."""
    if len(source.raw) < store.LARGE:
        return reader.read(source.text, source.path.name, raw=source.raw)
    from eppd_track.ledger import snapshot  # noqa: PLC0415 - for large ledgers alone

    return snapshot.read(source, cache_folder(environment))
