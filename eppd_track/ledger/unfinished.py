"""What a person has answered so far, kept in a file after every answer until the ledger holds it.

Of the surroundings it knows only the folder it is given.
"""

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Self, TypeVar

from msgspec import DecodeError, Struct, ValidationError, json, structs

from eppd_track.ledger import store, undo
from eppd_track.words import refusals
from eppd_track.words.errors import ChangeRefused
from eppd_track.words.files import cause

D = TypeVar("D", bound="Unfinished")


class Unfinished(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """A walk under way: `at` is the card it stands on.

    `begun` is text typed but not yet taken, by the card and the question it was typed for.
    """

    at: str = ""
    begun: dict[str, str] = {}

    def typed(self, question: str, text: str) -> Self:
        """The draft with text that was typed for a question but not taken; without it where it is empty."""
        others = {name: other for name, other in self.begun.items() if name != question}
        return structs.replace(self, begun=others | {question: text} if text else others)


def file_for(state: Path, ledger: Path, walk: str) -> Path:
    """Where a walk over a ledger is kept, named after the file behind any link as its undo folder is."""
    return state / walk / f"{undo.folder_for(state, ledger).name}.json"


def kept(path: Path, kind: type[D], whole: Callable[[D], D]) -> tuple[D | None, Path | None]:
    """What is kept of a kind, and the place one that cannot be read was put aside to; None for neither.

    `whole` gives what holds together, and raises ValueError for what does not. Raises ChangeRefused when it
    can neither be read nor put aside.
    """
    try:
        return whole(json.decode(path.read_bytes(), type=kind)), None
    except FileNotFoundError:
        return None, None
    except (DecodeError, ValidationError, ValueError, RecursionError):
        aside = _free_name(path)
    except OSError as error:
        why = cause(error)
        raise ChangeRefused(
            refusals.CANNOT_READ.fill(path=path, why=why), refusals.SET_STATE_FOLDER
        ) from error
    try:
        path.rename(aside)
    except OSError as error:
        raise _cannot_keep(path, error) from error
    return None, aside


def _free_name(path: Path) -> Path:
    number = 1
    while path.with_suffix(f".damaged-{number}").exists():
        number += 1
    return path.with_suffix(f".damaged-{number}")


def keep(path: Path, draft: Unfinished) -> None:
    """Saves a draft, whole or not at all. Raises ChangeRefused when it cannot be written."""
    try:
        store.make_folder(path.parent)
    except OSError as error:
        raise _cannot_keep(path.parent, error) from error
    store.write_whole(path, json.encode(draft), private=True)


def forget(path: Path) -> None:
    """Deletes the draft, once the ledger holds it or it was thrown away."""
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise _cannot_keep(path, error) from error


def _cannot_keep(path: Path, error: OSError) -> ChangeRefused:
    why = cause(error)
    return ChangeRefused(refusals.CANNOT_WRITE.fill(path=path, why=why), refusals.SET_STATE_FOLDER)


@contextlib.contextmanager
def alone(path: Path, refusal: ChangeRefused) -> Iterator[None]:
    """Holds the draft against a second walk, which gets `refusal` at once; dies with its process."""
    try:
        store.make_folder(path.parent)
    except OSError as error:
        raise _cannot_keep(path.parent, error) from error
    with contextlib.ExitStack() as held:
        # A walk lasts as long as a person takes: whoever comes second is told, not kept waiting.
        try:
            held.enter_context(store.locked(path, wait=0))
        except ChangeRefused as error:
            raise (refusal if isinstance(error.__cause__, TimeoutError) else error) from error
        yield
