"""What reading a ledger gives."""

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import Struct, structs

from eppd_track.ledger.parser import Parsed
from eppd_track.ledger.places import At
from eppd_track.ledger.tables import PARTS_OF
from eppd_track.ledger.toml import Table, loads
from eppd_track.model.records import Commitment, Ledger, Update
from eppd_track.model.vocabulary import Status
from eppd_track.words.errors import LedgerUnreadable, Problem
from eppd_track.words.faults import SCHEMA_VERSION
from eppd_track.words.text import Text

if TYPE_CHECKING:
    from eppd_track.ledger.document import Document


A_WORD = "…"
"""What a ledger of heads holds of a word: that it was one."""


def trimmed(whole: Commitment) -> Commitment:
    """A commitment with what a ledger of heads keeps of its records (Ledger.whole)."""
    kept = whole.updates
    if not keeps_records(whole):
        word, latest = whole.last_word, whole.last_update
        kept = () if word is None else (Update(date=word, note=A_WORD),)
        kept += () if latest in {None, word} else (Update(date=latest),)
    return structs.replace(whole, evidence=(), scores=(), updates=kept)


def keeps_records(head: Commitment) -> bool:
    """Whether a ledger of heads keeps all records of a commitment: it says who answered, or was carried."""
    return bool(head.carried) or head.status is Status.REQUESTED


class Reading(Struct, frozen=True, dict=True):
    """A ledger as read: its records, what could not be read, and the text with its positions.

    `given` is the ledger as it was read at once: of one that is kept (snapshot.py) the heads, and `recall`
    gives the whole. `unread` names the commitments that could not be read at all, None for one whose id
    cannot be read either. `parsed` is the text as tables, `standing` where what was read of it stands; both
    are None for a ledger that is kept, in which everything stands in its place. `front` are the tables above
    the commitments, given where no name below them is unknown. `starts` is where the commitments of a large
    one begin, in bytes. `lost` names the kinds of which a whole record is missing. `misset` names what of the
    settings means nothing, what is taken instead with it. `beside` names other versions of the ledger in its
    folder, where they were looked for.
    """

    given: Ledger
    problems: tuple[Problem, ...] = ()
    unread: tuple[str | None, ...] = ()
    parsed: Parsed | None = None
    standing: dict[At, tuple[At, ...]] | None = None
    front: Table | None = None
    lost: frozenset[str] = frozenset()
    misset: tuple[Problem, ...] = ()
    beside: tuple[str, ...] = ()
    starts: tuple[int, ...] = ()
    recall: Callable[[], Ledger] | None = None

    @cached_property
    def ledger(self) -> Ledger:
        """The whole ledger."""
        return self.recall() if self.recall else self.given

    @cached_property
    def heads(self) -> Ledger:
        """The ledger without what only the history holds (Ledger.whole)."""
        if not self.given.whole:
            return self.given
        return structs.replace(
            self.given, commitments=tuple(map(trimmed, self.given.commitments)), whole=False
        )

    @cached_property
    def text(self) -> str:
        """The text of the file."""
        return self.parsed.text if self.parsed else self.given.raw.decode("utf-8-sig")

    @cached_property
    def document(self) -> "Document":
        """The text with its positions."""
        from eppd_track.ledger.document import Document  # noqa: PLC0415 - only where a position is asked for

        return self.parsed.document if self.parsed else Document(self.text)

    @cached_property
    def data(self) -> Table:
        """The file as plain tables."""
        return self.parsed.data if self.parsed else loads(self.text)

    @cached_property
    def positions(self) -> dict[str, dict[str, int]]:
        """Where each commitment and document stands among the tables of its kind, the first of an id."""
        found = {
            kind: [(str(table.get("id")), index) for index, table in enumerate(self.data.get(kind, []))]
            for kind in PARTS_OF
        }
        return {kind: dict(reversed(pairs)) for kind, pairs in found.items()}

    @property
    def newer(self) -> int | None:
        """The number of a schema newer than this program knows, in which anything may mean something else."""
        if all(problem.rule != SCHEMA_VERSION.name for problem in self.problems):
            return None
        schema = self.data["schema"]
        return schema if isinstance(schema, int) and schema > 1 else None

    def refuse_newer(self, name: Text | None = None) -> None:
        """Raises LedgerUnreadable for a ledger of a newer schema, called by its own name or another."""
        if self.newer:
            from eppd_track.words import changes as merging  # noqa: PLC0415 - for such a ledger alone

            told = merging.NEWER.fill(name=name or self.given.name, schema=self.newer)
            raise LedgerUnreadable(told, merging.GET_NEWER)

    @property
    def torn(self) -> frozenset[At]:
        """The records that lost a line."""
        return self.parsed.torn if self.parsed else frozenset()

    def places(self, count: int, *key: str | int) -> tuple[At, ...]:
        """Where `count` records that were read stand.

        `"commitment"` leads to the commitments, `"commitment", 3, "update"` to the records of one.
        """
        return (self.standing or {}).get(key) or tuple((*key, index) for index in range(count))
