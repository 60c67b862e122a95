"""The options of a record, declared once, and the request they come to."""

import datetime as dt
from typing import Annotated, Any, ClassVar

from msgspec import Struct

from eppd_track.cli.shared.options import OptionGroup, flag, flags_given, option, texts
from eppd_track.cli.shared.session import Session
from eppd_track.ledger.changes import Request
from eppd_track.model.records import Ledger, Value, shows
from eppd_track.model.vocabulary import Visibility
from eppd_track.rules.values import find_field, find_meeting, find_member, parse_evidence
from eppd_track.words import refusals
from eppd_track.words.errors import ChangeRefused


def _text(names: str, metavar: str, help: str) -> Any:
    return Annotated[str | None, option(names, metavar, help)]


SHARED = {
    "status": texts("--status -s", "STATUS", "The new status; without ids: those that have it."),
    "owner": texts("--owner", "AGENCY", "The new owner, by code or name; without ids: those it owns."),
    "next_move": texts("--next-move", "SIDE", "A side, both, all, third, none; without ids: whose it is."),
    "meeting": texts("--meeting", "ID", "The meeting it was said at, of one record or of all."),
}
"""The options that a record and a selection both have: with ids they are the record's."""
_OF_ANY = {"meeting", "date", "by"}
"""What may be said of the records of a prepared list, or of a sweep, too."""
_FIELDS = (
    *("status", "progress", "due", "owner", "next_move", "next_step", "next_step_due"),
    *("priority", "closure"),
)
"""The options that are fields of the commitment."""


class Given(Struct, frozen=True):
    """What the command line says of the records of a sweep or a prepared list: it is not asked for."""

    meeting: str | None = None
    date: str | None = None
    by: str | None = None


class RecordOptions(OptionGroup, frozen=True):
    """The options of a record as typed; `request` checks them against the ledger."""

    OPTIONS: ClassVar = {
        **SHARED,
        "note": _text("--note -n", "TEXT", "What was said or done."),
        "reason": _text("--reason", "TEXT", "Why it changes."),
        "progress": _text("--progress", "0-100", "Percentage done."),
        "due": _text("--due", "DUE", "A date, or 2026-12, 2026-Q4, 2026-H2, 2026."),
        "confirm_owner": Annotated[bool, flag("--confirm-owner", "The owner is confirmed.")],
        "confirm": texts("--confirm", "FIELD", "A field that is no longer inferred. Repeats."),
        "next_step": _text("--next-step", "TEXT", "What comes next."),
        "next_step_due": _text("--next-step-due", "DUE", "When it is due."),
        "priority": _text("--priority", "LEVEL", "high, normal or low."),
        "evidence": texts(
            "--evidence", "'TYPE: TITLE'", "A paper: 'minutes: Second meeting | m.pdf'. Repeats."
        ),
        "milestone_done": texts("--milestone-done", "ID[=DATE]", "A milestone reached. Repeats."),
        "approved_by": _text("--approved-by", "WHO", "Who approved it, and where."),
        "closure": _text("--closure", "HOW", "delivered, modified or routine."),
        "visibility": _text("--visibility", "LEVEL", "Of this record: public or internal."),
        "set": texts("--set", "KEY=VALUE", "Any other field. Repeats."),
        "date": _text("--date", "DATE", "The day of the record [default: today]."),
        "by": _text("--by", "WHO", "Who records it [env: EPPD_USER; else git, login]."),
        "correction": Annotated[bool, flag("--correction", "This corrects an earlier record.")],
    }

    def __getattr__(self, name: str) -> Any:
        """What was typed for an option; of one that a selection has too the last."""
        typed = self.typed[name]
        return (typed or [None])[-1] if name in SHARED else typed

    @property
    def given(self) -> Given:
        """What is said of the records themselves."""
        return Given(self.meeting, self.date, self.by)

    @property
    def of_one(self) -> dict[str, Any]:
        """What only a record of named commitments can have."""
        return {name: typed for name, typed in self.typed.items() if name not in SHARED.keys() | _OF_ANY}

    @property
    def of_both(self) -> list[str]:
        """What are new values of named commitments, and a selection without names."""
        return flags_given({name: self.typed[name] for name in SHARED.keys() - _OF_ANY})

    def request(self, ledger: Ledger, session: Session, *, yes: bool, force: bool) -> Request:
        """The Request meant. Raises WrongUse for unknown values, ChangeRefused for a day to come."""
        day = session.day(self.date, past=True) or session.today
        done = dict(_milestone(session, text, day) for text in self.milestone_done or ())
        agree_on_future(session, max(day, *done.values()) if done else day, yes=yes)
        fields: dict[str, Value] = {
            name: session.field(name, text, ledger)
            for name in _FIELDS
            if (text := getattr(self, name)) is not None
        }
        fields.update(session.setting(text, ledger) for text in self.set or ())
        level = self.visibility
        return Request(
            date=day,
            by=session.person(self.by),
            fields=fields,
            meeting=find_meeting(self.meeting, ledger) if self.meeting else None,
            note=_said(self.note),
            reason=_said(self.reason),
            approved_by=_said(self.approved_by),
            visibility=Visibility(find_member("--visibility", Visibility, level)) if level else None,
            evidence=tuple(parse_evidence(text, day) for text in self.evidence or ()),
            done=done,
            confirm=(*map(find_field, self.confirm or ()), *["owner"] * self.confirm_owner),
            correction=self.correction,
            force=force,
        )


def agree_on_future(session: Session, day: dt.date, *, yes: bool) -> None:
    """Asks whether a day that has not come is meant. Raises ChangeRefused when it is not."""
    if day > session.today and not session.confirm(refusals.FUTURE_RECORD.fill(day=day), "--yes", yes=yes):
        raise ChangeRefused(refusals.NOT_RECORDED, refusals.DATE_IT_TODAY)


def _milestone(session: Session, text: str, day: dt.date) -> tuple[str, dt.date]:
    """A milestone's id and the day it was reached: `pilot`, or `pilot=2027-03-01`."""
    identifier, equals, when = text.partition("=")
    return identifier.strip(), (session.day(when, past=True) if equals else None) or day


def _said(text: str | None) -> str | None:
    """What was said, or None where nothing of it shows."""
    return text.strip() if text and shows(text) else None
