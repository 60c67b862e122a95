"""The options of a new entry, declared once, and what they come to."""

import datetime as dt
from collections.abc import Mapping
from typing import Annotated, Any, ClassVar

from msgspec import Struct

from eppd_track.cli.shared.options import OptionGroup, flag, option, texts
from eppd_track.cli.shared.session import Session
from eppd_track.ledger import changes
from eppd_track.ledger.intake import usual
from eppd_track.ledger.reading import Reading
from eppd_track.ledger.writer import Addition
from eppd_track.model.records import Value
from eppd_track.model.vocabulary import Coded, Status
from eppd_track.rules import lights
from eppd_track.words import refusals
from eppd_track.words.errors import ChangeRefused


def _text(names: str, metavar: str, help: str) -> Any:
    return Annotated[str | None, option(names, metavar, help)]


class Added(Struct, frozen=True):
    """A new entry as it is written, its id, and what it got that nobody gave."""

    id: str
    addition: Addition
    took: Mapping[str, Coded]


class EntryOptions(OptionGroup, frozen=True):
    """The options of a new entry as typed; `added` checks them against the ledger."""

    OPTIONS: ClassVar = {
        "pillar": _text("--pillar -p", "N", "Its pillar."),
        "title": _text("--title", "TEXT", "English title."),
        "title_zh": _text("--title-zh", "TEXT", "Chinese title."),
        "owner": _text("--owner", "AGENCY", "Owning agency, by code or name."),
        "confirm_owner": Annotated[bool, flag("--confirm-owner", "The source names the owner.")],
        "status": _text("--status", "STATUS", "Where it stands [default: not-started]."),
        "kind": _text("--kind", "KIND", "joint-action, CODE-pledge, …"),
        "strength": _text("--strength", "LEVEL", "firm, supportive, exploratory, aspiration."),
        "next_move": _text("--next-move", "SIDE", "A side, both, all, third or none."),
        "due": _text("--due", "DUE", "A date, or 2026-12, 2026-Q4, 2026-H2, 2026."),
        "cadence": _text("--cadence", "HOW", "weekly, biweekly, monthly, quarterly."),
        "listed": _text("--listed", "DATE", "When tracking began [default: today]."),
        "note": _text("--note -n", "TEXT", "A remark."),
        "set": texts("--set", "KEY=VALUE", "Any other field. Repeats."),
    }

    @property
    def fields(self) -> dict[str, str | None]:
        """What was typed for each field that has an option of its own."""
        return {name: text for name, text in self.typed.items() if name not in {"confirm_owner", "set"}}

    @property
    def given(self) -> dict[str, str | None]:
        """What was typed for each field, by its own option or by `--set`."""
        pairs = (text.partition("=") for text in self.typed["set"] or ())
        return {key.strip().replace("-", "_"): text for key, _, text in pairs} | self.fields

    @property
    def complete(self) -> bool:
        """Whether nothing has to be asked."""
        given = self.typed
        return bool(given["pillar"] and given["owner"] and (given["title"] or given["title_zh"]))

    def added(self, reading: Reading, session: Session, answers: Mapping[str, str]) -> Added:
        """The entry meant, with what was answered for the rest. Raises WrongUse, ChangeRefused."""
        ledger = reading.ledger
        typed = {**self.fields, **answers}
        values: dict[str, Value] = {"status": Status.NOT_STARTED, "listed": session.today}
        values |= {
            name: session.field(name, text, ledger) for name, text in typed.items() if text is not None
        }
        values |= dict(session.setting(text, ledger) for text in self.typed["set"] or ())
        values["owner_confirmed"] = self.typed["confirm_owner"] or bool(values.get("owner_confirmed"))
        took = usual(values, ledger)
        values |= took
        if values.get("status") not in lights.UNFINISHED:
            raise ChangeRefused(refusals.ADD_FINISHED, refusals.ADD_FINISHED_REMEDY)
        listed = values["listed"] if isinstance(values["listed"], dt.date) else session.today
        name = changes.next_id(ledger, int(str(values["pillar"])), reading.document.text, listed)
        return Added(name, changes.new_commitment({**values, "id": name}), took)
