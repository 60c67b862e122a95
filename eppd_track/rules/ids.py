"""Ids as people type them: the commitment that is meant by one.

Pure.
"""

import re
import unicodedata
from collections.abc import Sequence

from eppd_track.model.records import Commitment, Ledger


def find(ledger: Ledger, typed: str) -> Commitment:
    """The commitment meant by an id as typed: `p2-4`, `P2-04`, `E6-P2-04`.

    Raises NoSuchCommitment for an id that fits none (naming the nearest) or more than one.
    """
    name = find_id([commitment.id for commitment in ledger.commitments], typed)
    return next(commitment for commitment in ledger.commitments if commitment.id == name)


def find_id(ids: Sequence[str], typed: str) -> str:
    """The id among these that is meant (`find`). Raises NoSuchCommitment like it."""
    if ids.count(typed) == 1:
        return typed
    wanted = _parts(typed)
    shape = re.compile(
        "-".join(re.sub(r"(\d+)", r"0*\1", re.escape(part)) for part in wanted) + r"\s*\Z", re.IGNORECASE
    )
    likely = [name for name in ids if not name.isascii() or shape.search(name)]
    fits = [name for name in likely if _parts(name)[-len(wanted) :] == wanted]
    exact = [name for name in fits if _parts(name) == wanted]
    if len(exact or fits) == 1:
        return (exact or fits)[0]
    from eppd_track.words.offers import no_single  # noqa: PLC0415 - for what is refused alone

    raise no_single(typed, fits, {"-".join(_parts(name)): name for name in ids}, "-".join(wanted))


def _parts(identifier: str) -> list[str]:
    """An id cut at its hyphens, each part without case and leading zeros."""
    folded = unicodedata.normalize("NFKC", identifier).strip().upper()
    return [re.sub(r"(?<!\d)0+(?=\d)", "", part) for part in folded.split("-")]
