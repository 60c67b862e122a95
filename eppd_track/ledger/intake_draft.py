"""What was decided of a document's proposals so far, kept after every answer until the ledger holds it."""

from enum import StrEnum
from pathlib import Path

from msgspec import Struct, structs

from eppd_track.ledger import undo


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


class IntakeDraft(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """An intake under way: of which document, and what was decided of its clauses, by their fingerprints.

    `at` is the clause it stands on; `begun` is text typed but not taken, by clause and question.
    """

    ledger: str
    document: str
    print: str
    at: str = ""
    decided: dict[str, Decision] = {}
    begun: dict[str, str] = {}

    def decision(self, clause: str) -> Decision:
        """What was decided of a clause; UNDECIDED where nothing was."""
        return self.decided.get(clause, UNDECIDED)

    def with_decision(self, clause: str, decision: Decision) -> "IntakeDraft":
        """The draft with another decision of a clause."""
        return structs.replace(self, decided=self.decided | {clause: decision})

    def typed(self, question: str, text: str) -> "IntakeDraft":
        """The draft with text that was typed for a question but not taken; without it where it is empty."""
        others = {name: other for name, other in self.begun.items() if name != question}
        return structs.replace(self, begun=others | {question: text} if text else others)


def file_for(state: Path, ledger: Path) -> Path:
    """Where the draft for a ledger is kept, named after the file behind any link as its undo folder is."""
    return state / "intake" / f"{undo.folder_for(state, ledger).name}.json"
