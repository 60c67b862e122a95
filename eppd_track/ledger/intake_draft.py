"""What was decided of a document's proposals so far, kept after every answer until the ledger holds it."""

from enum import StrEnum
from pathlib import Path

from msgspec import Struct, field, structs

from eppd_track.ledger import unfinished
from eppd_track.ledger.unfinished import Unfinished


class How(StrEnum):
    """What becomes of a proposal."""

    TAKE = "take"
    LINK = "link"
    ASIDE = "aside"
    LEAVE = "leave"


class Decision(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """What was decided of one clause: `fields` are values bettered, as the file spells them.

    `link` is the id of the entry it is about, `reason` why it is none.
    """

    how: How | None = None
    fields: dict[str, str] = {}
    link: str | None = None
    reason: str | None = None


UNDECIDED = Decision()


class IntakeDraft(Unfinished, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """An intake under way: of which document, and what was decided of its clauses, by their fingerprints."""

    ledger: str
    document: str
    print: str
    decided: dict[str, Decision] = field(default_factory=dict)

    def decision(self, clause: str) -> Decision:
        """What was decided of a clause; UNDECIDED where nothing was."""
        return self.decided.get(clause, UNDECIDED)

    def with_decision(self, clause: str, decision: Decision) -> "IntakeDraft":
        """The draft with another decision of a clause."""
        return structs.replace(self, decided=self.decided | {clause: decision})


def file_for(state: Path, ledger: Path) -> Path:
    """Where the draft for a ledger is kept."""
    return unfinished.file_for(state, ledger, "intake")
