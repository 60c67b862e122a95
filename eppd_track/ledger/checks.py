"""The named checks: everything in a readable ledger that contradicts itself or is still owed.

Each check is a function from a ledger and its text to Problems; reader.py has already named what
could not be read. Rules and sentences stand in faults.py.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from difflib import get_close_matches

from msgspec import Struct, structs

from eppd_track import history, rules
from eppd_track.errors import Problem
from eppd_track.labels import Text, same
from eppd_track.ledger import faults
from eppd_track.ledger.faults import RULES, Rule
from eppd_track.ledger.reader import (
    NAME_FIELD,
    PARTS,
    RECORDS,
    TABLES,
    Reading,
    locate,
)
from eppd_track.model import (
    HEAD,
    RECORD_ONLY,
    Commitment,
    Due,
    Milestone,
    Target,
    Update,
    Value,
)
from eppd_track.vocabulary import Status, Strength

At = tuple[str | int, ...]


class Place(Struct, frozen=True):
    """A commitment and where its block stands."""

    commitment: Commitment
    at: At

    def parts(self, table: dict[str, object], name: str) -> list[At]:
        """Where its readable sub-tables of a name stand: those that hold what such a table needs."""
        key, kind = ("date", dt.date) if name == "update" else ("id", str)
        value = table.get(name)
        tables = value if isinstance(value, list) else []
        return [
            (*self.at, name, index)
            for index, part in enumerate(tables)
            if isinstance(part, dict) and type(part.get(key)) is kind
        ]


class _Check(Struct, frozen=True):
    """What a check looks at: the reading, the commitments with their places, and today."""

    reading: Reading
    places: tuple[Place, ...]
    today: dt.date

    def updates(self, place: Place) -> list[tuple[At, Update]]:
        """The records of a commitment with their places."""
        table = self.reading.data["commitment"][place.at[1]]
        return list(zip(place.parts(table, "update"), place.commitment.updates, strict=True))

    def milestones(self, place: Place) -> list[tuple[At, Milestone]]:
        """The milestones of a commitment with their places."""
        table = self.reading.data["commitment"][place.at[1]]
        return list(zip(place.parts(table, "milestone"), place.commitment.milestones, strict=True))

    def found(
        self, rule: Rule, at: At, key: str | None, identifier: str | None, /, **values: object
    ) -> Problem:
        """A Problem at a field of a table."""
        return rule.problem(locate(self.reading.document, at, key), identifier, **values)


def run(reading: Reading, today: dt.date, names: Iterable[str] = ()) -> tuple[Problem, ...]:
    """Every fault of a ledger in file order, those of reading included; `names` picks rules."""
    check = _Check(reading, _places(reading), today)
    found = [*reading.problems, *(problem for each in _CHECKS for problem in each(check))]
    wanted = set(names) or set(RULES)
    order = list(RULES)
    return tuple(
        sorted(
            (problem for problem in found if problem.rule in wanted),
            key=lambda problem: (problem.line, problem.column, order.index(problem.rule)),
        )
    )


def _places(reading: Reading) -> tuple[Place, ...]:
    """Each readable commitment beside the place of its block, matched by id and order."""
    waiting = list(reading.ledger.commitments)
    found: list[Place] = []
    for index, table in enumerate(_tables(reading, "commitment")):
        if waiting and table.get("id") == waiting[0].id:
            found.append(Place(waiting.pop(0), ("commitment", index)))
    return tuple(found)


def _tables(reading: Reading, kind: str) -> list[dict[str, object]]:
    value = reading.data.get(kind, [])
    return [table if isinstance(table, dict) else {} for table in value] if isinstance(value, list) else []


def _nearest(value: str, known: Iterable[str]) -> Text:
    """The question that opens a remedy, or nothing when no known name is near."""
    near = get_close_matches(value, list(known), n=1)
    return faults.DID_YOU_MEAN.fill(nearest=near[0]) if near else same("")


# ---- the layout ----


def _unknown_names(check: _Check) -> Iterator[Problem]:
    known = ["schema", *TABLES, *RECORDS]
    for name, value in check.reading.data.items():
        if name not in known:
            at: At = (name, 0) if isinstance(value, dict | list) else ("", 0)
            yield check.found(faults.UNKNOWN_TABLE, at, name, None, name=name, nearest=_nearest(name, known))
    for kind, struct in (*TABLES.items(), *RECORDS.items()):
        fields = [info.encode_name for info in structs.fields(struct)]
        value = check.reading.data.get(kind)
        tables = [value] if kind in TABLES and isinstance(value, dict) else _tables(check.reading, kind)
        for index, table in enumerate(tables):
            yield from _unknown_keys(check, table, fields, (kind, index))


def _unknown_keys(
    check: _Check, table: dict[str, object], fields: list[str], at: At
) -> Iterator[Problem]:
    identifier = _name_of(check, at)
    for key, value in table.items():
        if key not in fields:
            yield check.found(
                *(faults.UNKNOWN_KEY, at, key, identifier),
                table=".".join(part for part in at if isinstance(part, str)),
                name=key,
                nearest=_nearest(key, fields),
            )
        elif len(at) == 2 and at[0] == "commitment" and key in PARTS and isinstance(value, list):
            inner = [info.encode_name for info in structs.fields(PARTS[key])]
            if key == "update":
                inner = [*sorted(RECORD_ONLY), *HEAD]
            for index, part in enumerate(value):
                if isinstance(part, dict):
                    yield from _unknown_keys(check, part, inner, (*at, key, index))
        elif key == "target" and isinstance(value, dict):
            inner = [info.encode_name for info in structs.fields(Target)]
            for name in value:
                if name not in inner:
                    yield check.found(
                        *(faults.UNKNOWN_KEY, at, key, identifier),
                        table="target",
                        name=name,
                        nearest=_nearest(name, inner),
                    )


def _name_of(check: _Check, at: At) -> str | None:
    name = NAME_FIELD.get(str(at[0]))
    if name is None:
        return None
    value = _tables(check.reading, str(at[0]))[int(at[1])].get(name)
    return None if value is None else str(value)


def _duplicates(check: _Check) -> Iterator[Problem]:
    for kind, name in NAME_FIELD.items():
        first: dict[object, At] = {}
        for index, table in enumerate(_tables(check.reading, kind)):
            value = table.get(name)
            if not isinstance(value, str | int):
                continue
            at: At = (kind, index)
            key = value.upper() if isinstance(value, str) else value
            if key in first:
                line, _ = locate(check.reading.document, first[key], name)
                yield check.found(faults.DUPLICATE_ID, at, name, str(value), id=value, other=line)
            first.setdefault(key, at)
    for place in check.places:
        seen: dict[str, At] = {}
        for at, milestone in check.milestones(place):
            if milestone.id in seen:
                line, _ = locate(check.reading.document, seen[milestone.id], "id")
                yield check.found(
                    faults.DUPLICATE_ID, at, "id", place.commitment.id, id=milestone.id, other=line
                )
            seen.setdefault(milestone.id, at)


def _settings(check: _Check) -> Iterator[Problem]:
    name = check.reading.ledger.settings.timezone
    if not known_timezone(name):
        yield check.found(faults.UNKNOWN_TIMEZONE, ("settings", 0), "timezone", None, value=name)


def known_timezone(name: str) -> bool:
    """Whether the time zone database has a zone of that name."""
    from zoneinfo import ZoneInfo  # noqa: PLC0415 - 5 ms that only this check needs

    try:
        ZoneInfo(name)
    except (ValueError, OSError, KeyError):
        return False
    return True


# ---- codes that must exist ----


def _codes(check: _Check) -> Iterator[Problem]:
    ledger = check.reading.ledger
    agencies = [agency.code for agency in ledger.agencies]
    pillars = [pillar.number for pillar in ledger.pillars]
    ids = [commitment.id for commitment in ledger.commitments]
    ids += [name for name in check.reading.unread if name is not None]
    for place in check.places:
        commitment, at = place.commitment, place.at
        if commitment.title is None and commitment.title_zh is None:
            yield check.found(faults.NO_TITLE, at, "id", commitment.id)
        if commitment.pillar not in pillars:
            valid = ", ".join(map(str, pillars))
            yield check.found(
                *(faults.UNKNOWN_PILLAR, at, "pillar", commitment.id),
                value=commitment.pillar,
                valid=valid,
            )
        for name, codes in (
            ("owner", (commitment.owner,)),
            ("supporting", commitment.supporting),
            ("counterpart", commitment.counterpart),
        ):
            yield from (
                check.found(
                    *(faults.UNKNOWN_AGENCY, at, name, commitment.id),
                    name=name,
                    value=code,
                    nearest=_nearest(code, agencies),
                )
                for code in codes
                if code not in agencies
            )
        yield from (
            check.found(
                *(faults.UNKNOWN_RELATED, at, "related", commitment.id),
                value=other,
                nearest=_nearest(other, ids),
            )
            for other in commitment.related
            if other not in ids
        )


def _record_codes(check: _Check) -> Iterator[Problem]:
    meetings = [meeting.id for meeting in check.reading.ledger.meetings]
    for place in check.places:
        steps = [milestone.id for milestone in place.commitment.milestones]
        for at, update in check.updates(place):
            if update.meeting is not None and update.meeting not in meetings:
                yield check.found(
                    *(faults.UNKNOWN_MEETING, at, "meeting", place.commitment.id),
                    value=update.meeting,
                    nearest=_nearest(update.meeting, meetings),
                )
            yield from (
                check.found(
                    *(faults.UNKNOWN_MILESTONE, at, "milestone_done", place.commitment.id),
                    value=step,
                    nearest=_nearest(step, steps),
                )
                for step in update.milestone_done
                if step not in steps
            )


# ---- dates ----


def _dates(check: _Check) -> Iterator[Problem]:
    for index, meeting in enumerate(check.reading.ledger.meetings):
        if meeting.end is not None and meeting.end < meeting.date:
            yield check.found(
                *(faults.DATES_REVERSED, ("meeting", index), "end", meeting.id),
                later="end",
                second=meeting.end,
                earlier="date",
                first=meeting.date,
            )
    for place in check.places:
        yield from _dates_of(check, place)


def _dates_of(check: _Check, place: Place) -> Iterator[Problem]:
    commitment, at = place.commitment, place.at
    due, listed = commitment.due, commitment.listed
    if due is not None and listed is not None and due.day < listed:
        yield check.found(
            *(faults.DATES_REVERSED, at, "due", commitment.id),
            later="due",
            second=due.text,
            earlier="listed",
            first=listed,
        )
    for part, milestone in check.milestones(place):
        if due is not None and milestone.due is not None and milestone.due.day > due.day:
            yield check.found(
                *(faults.MILESTONE_AFTER_DUE, part, "due", commitment.id),
                value=milestone.id,
                day=milestone.due.text,
            )
        if milestone.done is not None and milestone.done > check.today:
            yield check.found(
                faults.FUTURE_DATE, part, "done", commitment.id, name="done", value=milestone.done
            )
    for part, update in check.updates(place):
        if update.date > check.today:
            yield check.found(
                faults.FUTURE_DATE, part, "date", commitment.id, name="date", value=update.date
            )


# ---- the history ----


def _history(check: _Check) -> Iterator[Problem]:
    for place in check.places:
        latest: dt.date | None = None
        for index, (at, update) in enumerate(check.updates(place)):
            if latest is not None and update.date < latest:
                yield check.found(
                    faults.UPDATES_OUT_OF_ORDER, at, "date", place.commitment.id, day=update.date
                )
            latest = max(latest or update.date, update.date)
            yield from _previous(check, place.commitment, at, index)
        yield from _head(check, place)


def _previous(check: _Check, commitment: Commitment, at: At, index: int) -> Iterator[Problem]:
    update, identifier = commitment.updates[index], commitment.id
    known = history.before_update(commitment, index)
    for name in update.changes:
        if name not in update.previous or (name == "status" and update.previous[name] is None):
            yield check.found(faults.PREVIOUS_MISSING, at, name, identifier, name=name)
        elif name in known and known[name] != update.previous[name]:
            yield check.found(
                *(faults.PREVIOUS_MISMATCH, at, "previous", identifier),
                name=name,
                value=plain(update.previous[name]),
                known=plain(known[name]),
            )
    moved = history.slips(structs.replace(commitment, updates=(update,)))
    if moved and not update.reason and not update.note:
        yield check.found(faults.SLIP_WITHOUT_REASON, at, "due", identifier)


def _head(check: _Check, place: Place) -> Iterator[Problem]:
    """Where the head and the last record that speaks of a field disagree."""
    known: dict[str, Value] = {}
    for update in place.commitment.updates:
        known.update(update.changes)
    for name, value in known.items():
        held = history.current_value(place.commitment, name)
        if held == value:
            continue
        rule = faults.STATUS_UNEXPLAINED if name == "status" else faults.HEAD_DIFFERS
        yield check.found(
            *(rule, place.at, name, place.commitment.id),
            name=name,
            value=plain(held),
            known=plain(value),
        )


def plain(value: Value) -> str:
    """A field's value as it would be typed; nothing for an empty one."""
    if value is None or value == ():
        return ""
    if isinstance(value, Due):
        return value.text
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple):
        return ", ".join(value)
    if isinstance(value, Target):
        return " ".join(str(part) for part in (value.value, value.unit) if part is not None)
    return str(value)


# ---- closing ----


def _closing(check: _Check) -> Iterator[Problem]:
    for place in check.places:
        commitment = place.commitment
        finished = commitment.status in {Status.COMPLETED, Status.CLOSED}
        if finished and not commitment.evidence:
            yield check.found(
                *(faults.COMPLETED_WITHOUT_EVIDENCE, place.at, "status", commitment.id),
                value=commitment.status,
            )
        if commitment.status is Status.CLOSED:
            for name in ("closure", "approved_by"):
                if history.current_value(commitment, name) is None:
                    yield check.found(
                        faults.CLOSED_WITHOUT_APPROVAL, place.at, "status", commitment.id, name=name
                    )


# ---- what is still owed ----


def _unused(check: _Check) -> Iterator[Problem]:
    commitments = check.reading.ledger.commitments
    agencies = {code for item in commitments for code in (item.owner, *item.supporting, *item.counterpart)}
    for index, agency in enumerate(check.reading.ledger.agencies):
        if agency.code not in agencies:
            yield check.found(faults.UNUSED_AGENCY, ("agency", index), "code", agency.code)
    named = {update.meeting for item in commitments for update in item.updates}
    days = [item.listed for item in commitments if item.listed is not None]
    for index, meeting in enumerate(check.reading.ledger.meetings):
        listed = any(meeting.date <= day <= (meeting.end or meeting.date) for day in days)
        if meeting.id not in named and not listed and meeting.date <= check.today:
            yield check.found(faults.UNUSED_MEETING, ("meeting", index), "id", meeting.id)


def _remarks(check: _Check) -> Iterator[Problem]:
    for place in check.places:
        commitment = place.commitment
        unfinished = commitment.status in rules.UNFINISHED
        if unfinished and commitment.strength is Strength.FIRM and commitment.done_when is None:
            yield check.found(faults.DONE_WHEN_MISSING, place.at, "status", commitment.id)
        if commitment.open and not commitment.owner_confirmed:
            yield check.found(
                *(faults.OWNER_UNCONFIRMED, place.at, "owner", commitment.id),
                owner=commitment.owner,
                id=commitment.id,
            )
        if rules.stale(commitment, check.today):
            yield check.found(
                *(faults.UPDATE_OWED, place.at, "cadence", commitment.id),
                owner=commitment.owner,
                day=rules.silent_since(commitment),
                id=commitment.id,
            )


_CHECKS: tuple[Callable[[_Check], Iterator[Problem]], ...] = (
    _unknown_names,
    _settings,
    _duplicates,
    _codes,
    _record_codes,
    _dates,
    _history,
    _closing,
    _unused,
    _remarks,
)
REMARKS: Mapping[str, Rule] = {
    name: rule for name, rule in RULES.items() if rule.severity is faults.Severity.REMARK
}
"""The rules that are shown and counted only where asked for."""
