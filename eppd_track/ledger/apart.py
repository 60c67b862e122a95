"""The commitments one command changes, apart from a large ledger: read, changed and proven by themselves.

With what stands above the first commitment they make a small ledger, which the writer changes and proves as
any other; what comes out is put back between bytes that are copied as they are.
"""

from collections.abc import Iterator, Sequence

from msgspec import Struct, structs

from eppd_track.ledger import quick, reader
from eppd_track.ledger.plain import NotPlain
from eppd_track.ledger.reading import Reading
from eppd_track.ledger.scan import Block, Scan
from eppd_track.ledger.store import Source
from eppd_track.model.records import Commitment, Ledger
from eppd_track.rules.lights import DECISIVE
from eppd_track.rules.query import find_id
from eppd_track.words import refusals
from eppd_track.words.errors import ChangeRefused, NoSuchCommitment


class Apart(Struct, frozen=True):
    """Some blocks of a ledger, in file order, as a ledger of their own; `wanted` are the ids to be changed.

    Two come along unchanged: the block below the last, so that a comment between them stays with the one it
    heads, and the first that has sub-tables, whose indentation is the file's. `reading` is sound, and knows
    the ids of all the others.
    """

    scan: Scan
    blocks: tuple[Block, ...]
    wanted: frozenset[str]
    reading: Reading

    @staticmethod
    def of(source: Source, typed: Sequence[str], *, sound: bool) -> "Apart | None":
        """The commitments named, or None where that would save nothing, or the whole has to be looked at.

        `sound` says that everything in the file can be read; otherwise everything is read to see.
        """
        scan = Scan.of(source) if len(source.raw) >= quick.WORTH_IT and source.is_text else None
        if scan is None:
            return None
        try:
            if not sound:
                scan.whole()
            ids = scan.ids()
            wanted = frozenset(find_id(ids, text) for text in typed)
        except (NotPlain, NoSuchCommitment):
            return None
        picked = {index for index, name in enumerate(ids) if name in wanted}
        if len(picked) != len(wanted):
            return None
        picked.add(min(max(picked) + 1, len(ids) - 1))
        picked.add(next((index for index, block in enumerate(scan.blocks) if scan.has_parts(block)), 0))
        blocks = tuple(scan.blocks[index] for index in sorted(picked))
        text = scan.above + b"".join(scan.body[block.start : block.end] for block in blocks)
        reading = reader.read(text.decode(), source.path.name)
        if reading.problems or (b"\r\n" in text) != (b"\r\n" in scan.body):
            return None
        return Apart(scan, blocks, wanted, structs.replace(reading, elsewhere=frozenset(ids)))

    def joined(self, text: str) -> bytes:
        """The file with these blocks as they are in `text`, every other byte copied.

        Raises ChangeRefused when `text` is not these blocks, or changes more of them than is wanted.
        """
        cut = Scan.of(Source(self.scan.source.path, text.encode()))
        if cut is None or cut.above != self.scan.above or len(cut.blocks) != len(self.blocks):
            raise ChangeRefused(refusals.PROOF_FAILED, refusals.REPORT_THIS)
        old, new = memoryview(self.scan.body), cut.body
        for block, changed, name in zip(self.blocks, cut.blocks, cut.ids(), strict=True):
            if name not in self.wanted and old[block.start : block.end] != new[changed.start : changed.end]:
                raise ChangeRefused(refusals.PROOF_FAILED, refusals.REPORT_THIS)
        pieces: list[bytes | memoryview] = [old[: self.blocks[0].start]]
        for index, (block, changed) in enumerate(zip(self.blocks, cut.blocks, strict=True)):
            following = self.blocks[index + 1].start if index + 1 < len(self.blocks) else len(old)
            pieces += [new[changed.start : changed.end], old[block.end : following]]
        return self.scan.source.encode(b"".join(pieces))

    def after(self, text: str) -> Reading:
        """These commitments as they are then."""
        reading = reader.read(text, self.scan.source.path.name)
        return structs.replace(reading, elsewhere=self.reading.elsewhere)

    def with_pillars(self, after: Reading) -> Ledger:
        """A ledger as it is then, and of all others of the same pillars what decides on their lights."""
        mine = [one for one in after.ledger.commitments if one.id in self.wanted]
        others = self._others({one.pillar for one in mine}, {one.id for one in mine})
        return structs.replace(after.ledger, commitments=(*mine, *others))

    def _others(self, pillars: set[int], mine: set[str]) -> Iterator[Commitment]:
        for block in self.scan.blocks:
            pillar = block.pillar
            if pillar is None or pillar in pillars:
                commitment = self.scan.head(block, DECISIVE)
                if commitment.pillar in pillars and commitment.id not in mine:
                    yield commitment
