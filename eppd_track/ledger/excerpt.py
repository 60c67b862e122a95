"""The commitments one command changes, apart from the rest of a large ledger: read, changed and proven alone.

With what stands above the first commitment they make a small ledger, which the writer changes and proves as
any other; what comes out is put back between bytes that are copied as they are.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise

from msgspec import Struct, structs

from eppd_track.ledger import reader
from eppd_track.ledger.reading import Reading
from eppd_track.ledger.snapshot import starts_of
from eppd_track.ledger.store import Source
from eppd_track.model.records import Commitment
from eppd_track.rules.ids import find_id
from eppd_track.words import refusals
from eppd_track.words.errors import ChangeRefused, NoSuchCommitment

_PART = re.compile(rb"\n[ \t]*\[\[?[ \t]*commitment[ \t]*\.")
"""The header of a sub-table."""


class Excerpt(Struct, frozen=True):
    """Some commitments of a ledger that is sound, in file order: `blocks` of its bytes, and which may change.

    Two come along unchanged: the one below the last, so that a comment between them stays with the one it
    heads, and the first that has sub-tables, whose indentation is the file's. `reading` is of these, and
    knows of all `others` what a ledger of heads does.
    """

    source: Source
    blocks: tuple[tuple[slice, bool], ...]
    others: tuple[Commitment, ...]
    reading: Reading

    @staticmethod
    def of(source: Source, whole: Reading, typed: Sequence[str]) -> "Excerpt | None":
        """The commitments named, or None where they do not stand apart."""
        starts, body, heads = whole.starts, source.body, whole.heads.commitments
        ids = [commitment.id for commitment in heads]
        try:
            wanted = frozenset(find_id(ids, text) for text in typed)
        except NoSuchCommitment:
            return None
        picked = {index for index, name in enumerate(ids) if name in wanted}
        if len(picked) != len(wanted):
            return None
        part = _PART.search(body, starts[0])
        first = bisect_right(starts, part.start()) - 1 if part else 0
        along = {first, min(max(picked) + 1, len(ids) - 1)} - picked
        edges = [slice(*pair) for pair in pairwise((*starts, len(body)))]
        blocks = tuple((edges[index], index in picked) for index in sorted(picked | along))
        text = b"".join([body[: starts[0]], *(body[block] for block, _ in blocks)])
        if b"\r" in body and b"\r\n" not in text:
            return None
        others = tuple(one for index, one in enumerate(heads) if index not in picked | along)
        reading = _among(reader.read(text.decode(), source.path.name), others)
        return None if reading.problems else Excerpt(source, blocks, others, reading)

    def joined(self, text: str) -> bytes:
        """The file with these commitments as they are in `text`, every other byte copied.

        Raises ChangeRefused when `text` is not these, or changes another than those wanted.
        """
        old, new = self.source.body, text.encode()
        starts = starts_of(new)
        if len(starts) != len(self.blocks) or not old.startswith(new[: starts[0]]):
            raise ChangeRefused(refusals.PROOF_FAILED, refusals.REPORT_THIS)
        pieces: list[bytes | memoryview] = [self.source.raw[: len(self.source.raw) - len(old)]]
        rest, copied = memoryview(old), 0
        for (block, changes), edge in zip(self.blocks, pairwise((*starts, len(new))), strict=True):
            piece = new[slice(*edge)]
            if not changes and piece != rest[block]:
                raise ChangeRefused(refusals.PROOF_FAILED, refusals.REPORT_THIS)
            pieces += [rest[copied : block.start], piece]
            copied = block.stop
        return b"".join([*pieces, rest[copied:]])

    def after(self, text: str) -> Reading:
        """These commitments as they are then, among all others."""
        return _among(reader.read(text, self.source.path.name), self.others)


def _among(reading: Reading, others: tuple[Commitment, ...]) -> Reading:
    """A reading of some commitments that knows the heads of the others, which stand behind them."""
    ledger, tables = reading.given, len(reading.data["commitment"])
    places = reading.places(len(ledger.commitments), "commitment")
    behind = tuple(("commitment", tables + index) for index in range(len(others)))
    return structs.replace(
        reading,
        given=structs.replace(ledger, commitments=(*ledger.commitments, *others)),
        standing={**(reading.standing or {}), ("commitment",): (*places, *behind)},
    )
