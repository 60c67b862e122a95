"""Where eppd keeps what is the user's own: copies for undo, what was written, and what was read."""

from collections.abc import Callable, Mapping
from pathlib import Path

OFF = "off"


def state_folder(environment: Mapping[str, str]) -> Path:
    """Where copies for undo are kept: EPPD_STATE, else the system's place for a user's state."""
    from platformdirs import user_state_path  # noqa: PLC0415 - 2 ms, and few ask

    given = environment.get("EPPD_STATE")
    # nobody may know what `~` stands for: store.make_folder says so where it matters
    return Path(given) if given else _of_user(user_state_path) or Path("~", "eppd")


def cache_folder(environment: Mapping[str, str]) -> Path | None:
    """Where what was read of large ledgers is kept: EPPD_CACHE, else the system's place; None for `off`."""
    from platformdirs import user_cache_path  # noqa: PLC0415 - 2 ms, and few ask

    given = environment.get("EPPD_CACHE")
    if (given or "").strip().lower() == OFF:
        return None
    return Path(given) if given else _of_user(user_cache_path)


def _of_user(place: Callable[..., Path]) -> Path | None:
    """A folder of the user's; None where nobody knows who that is."""
    try:
        return place("eppd", appauthor=False)
    except RuntimeError:
        return None
