"""Where eppd keeps what is the user's own: copies for undo, what was written, and what was read."""

from collections.abc import Callable, Mapping
from pathlib import Path

from eppd_track.ledger import reader, store
from eppd_track.ledger.reading import Reading

OFF = "off"


def state_folder(environment: Mapping[str, str]) -> Path:
    """Where copies for undo are kept: EPPD_STATE, else the system's place for a user's state."""
    from platformdirs import user_state_path  # noqa: PLC0415 - 2 ms, and few ask

    given = environment.get("EPPD_STATE")
    # nobody may know what `~` stands for: store.make_folder says so where it matters
    return Path(given) if given else _of_user(user_state_path) or Path("~", "eppd")


def cache_folder(environment: Mapping[str, str]) -> Path | None:
    """Where what was read of large ledgers is kept: EPPD_CACHE, else the system's place; None for `off`."""
    from platformdirs import user_cache_path  # noqa: PLC0415 - likewise

    given = environment.get("EPPD_CACHE")
    if given == OFF:
        return None
    return Path(given) if given else _of_user(user_cache_path)


def read(source: store.Source, environment: Mapping[str, str]) -> Reading:
    """The ledger of a source; what was read of a large one is kept (snapshot.py)."""
    if len(source.raw) < store.LARGE:
        return reader.read(source.text, source.path.name, raw=source.raw)
    from eppd_track.ledger import snapshot  # noqa: PLC0415 - for large ledgers alone

    return snapshot.read(source, cache_folder(environment))


def _of_user(place: Callable[..., Path]) -> Path | None:
    """A folder of the user's; None where nobody knows who that is."""
    try:
        return place("eppd", appauthor=False)
    except RuntimeError:
        return None
