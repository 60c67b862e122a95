"""How every command writes: lock, read, make the change, prove it, keep a copy for undo, save it."""

import datetime as dt
import os
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from typing import TYPE_CHECKING

from msgspec import Struct, structs

from eppd_track.cli.shared.folders import cache_folder
from eppd_track.cli.shared.output import voice, write_out
from eppd_track.cli.shared.session import Session, working_folder
from eppd_track.ledger import scoring, store, undo
from eppd_track.ledger.batch import Batch, new_fault
from eppd_track.ledger.reading import Reading
from eppd_track.ledger.tables import NAME_FIELD
from eppd_track.ledger.writer import Addition, Change, TablePart, apply
from eppd_track.model.records import Ledger
from eppd_track.model.vocabulary import Calendar
from eppd_track.render.cells import exact
from eppd_track.report.sentences import author, describe_change
from eppd_track.rules.dates import week_name
from eppd_track.rules.ids import find
from eppd_track.words import changes, pages, refusals
from eppd_track.words.errors import ChangeRefused
from eppd_track.words.text import NOTHING, Text, both, join, same

if TYPE_CHECKING:
    from eppd_track.ledger.excerpt import Excerpt


class Prepared(Struct, frozen=True):
    """A change ready to be saved: the ledger it was made for, the new bytes, and the ledger as it is then.

    `doubts` says of which evidence the file could not be recorded, and which records no report to come shows.
    """

    source: store.Source
    change: Change
    raw: bytes
    after: Reading
    doubts: tuple[Text, ...] = ()

    def told(self, calendar: Calendar) -> tuple[Text, ...]:
        """What the change does, a sentence an item."""
        known = {commitment.id: commitment for commitment in self.after.ledger.commitments}
        times = Counter(edit.id for edit in self.change.edits)
        left = times.copy()
        edited = []
        for edit in self.change.edits:
            record = known[edit.id].updates[-left[edit.id]]
            left[edit.id] -= 1
            whose = [author(record.by, self.after.ledger)] if times[edit.id] > 1 and record.by else []
            named = join([same(edit.id), *whose], same(" "))
            told = describe_change(record, known[edit.id], self.after.ledger, calendar)
            edited.append(pages.OF_ITEM.fill(id=named, what=told))
        added = [_added(addition) for addition in self.change.additions]
        parts = [pages.OF_ITEM.fill(id=part.id, what=_told(part)) for part in self.change.parts]
        return (*edited, *added, *parts)


def _added(addition: Addition) -> Text:
    """A new record by its id, and what it is called."""
    named = addition.table[NAME_FIELD[addition.kind]]
    title = both(addition.table.get("title"), addition.table.get("title_zh"), "")
    if title == NOTHING or addition.kind == "meeting":
        return refusals.ADDED.fill(id=named)
    if addition.kind == "pillar":
        return refusals.ADDED.fill(id=pages.PILLAR.fill(number=named, title=title))
    words = refusals.DOCUMENT_ADDED if addition.kind == "document" else refusals.ADDED_TITLED
    return words.fill(id=named, title=title)


def _told(part: TablePart) -> Text:
    """What a new sub-table says, as a sentence."""
    if part.kind == "score":
        return scoring.told(part)
    table = part.table
    place = both(table.get("place"), table.get("place_zh"), str(table.get("print", "-"))[:12])
    if part.kind == "text":
        return changes.CLAIMED.fill(document=table["document"], place=place)
    return changes.SET_ASIDE.fill(place=place, reason=both(table.get("reason"), table.get("reason_zh"), "-"))


def write(
    session: Session,
    make: Callable[[Reading], Change | None],
    *,
    dry_run: bool,
    form: str | None,
    force: bool = False,
    ids: Sequence[str] = (),
) -> Ledger | None:
    """Writes the change `make` gives for the ledger as it is now, and gives the ledger as it is then.

    A change that leaves a fault in what it touches is refused; with `force` its records say that it was
    forced. `ids` are the commitments asked for, as typed: of a large ledger `make` gets these whole, of all
    others the heads.
    None when there is nothing to tell: nothing changes, with `dry_run`, which prints the difference and
    writes nothing, not even a lock, and with the form `json`, which is answered with a receipt here.
    """
    path = session.found.path
    with nullcontext() if dry_run else session.locked(path):
        source = store.read(path)
        reading = session.read_for_change(source)[1]
        excerpt = _excerpt(source, reading, ids) if ids and reading.starts and not dry_run else None
        reading = excerpt.reading if excerpt else reading
        change = make(reading)
        ready = _prepare(session, Opened(source, reading, excerpt), change, force=force) if change else None
        if ready is not None and not dry_run:
            save(session, source, ready.raw, ready.told(session.calendar))
    for doubt in ready.doubts if ready else ():
        session.say(doubt)
    if form == "json":
        _give(session, source, ready, _unchanged(reading, change, ids), dry_run=dry_run)
        return None
    if ready is None:
        session.say(refusals.NOTHING_TO_CHANGE)
        return None
    if dry_run:
        write_out(difference(source.text, store.Source(path, ready.raw).text, path.name))
        session.say(refusals.DRY_RUN)
        return None
    return ready.after.ledger


def _give(
    session: Session,
    source: store.Source,
    ready: Prepared | None,
    unchanged: tuple[str, ...],
    *,
    dry_run: bool,
) -> None:
    from eppd_track.cli.shared import receipt  # noqa: PLC0415 - for scripts alone

    told = ready.told(session.calendar) if ready else ()
    raw = ready.raw if ready else source.raw
    receipt.give(session, source, raw, told=told, batch=Batch(unchanged=unchanged), dry_run=dry_run)


def _unchanged(reading: Reading, change: Change | None, ids: Sequence[str]) -> tuple[str, ...]:
    """The commitments asked for that stand so already."""
    change = change or Change()
    touched = {edit.id for edit in change.edits} | {part.id for part in change.parts}
    return tuple(
        name for name in dict.fromkeys(find(reading.ledger, text).id for text in ids) if name not in touched
    )


def _excerpt(source: store.Source, reading: Reading, ids: Sequence[str]) -> "Excerpt | None":
    """The commitments named, apart from a large ledger."""
    from eppd_track.ledger.excerpt import Excerpt  # noqa: PLC0415 - for large ledgers alone

    return Excerpt.of(source, reading, ids)


class Opened(Struct, frozen=True):
    """A ledger opened for a change: whole, or an excerpt of it."""

    source: store.Source
    reading: Reading
    excerpt: "Excerpt | None" = None


def _prepare(session: Session, opened: Opened, change: Change, *, force: bool) -> Prepared:
    """The new ledger with a change in it, read back. Raises ChangeRefused when it would leave a fault."""
    ready = made(session, opened, change)
    fault = new_fault(change, opened.reading, ready.after, session.today)
    if fault is None:
        return ready
    if not force:
        raise ChangeRefused(
            refusals.WOULD_LEAVE.fill(message=fault.message), refusals.NOT_MADE.fill(remedy=fault.remedy)
        )
    return made(session, opened, _marked(change))


def made(session: Session, opened: Opened, change: Change) -> Prepared:
    """The new ledger with a change in it, whose faults somebody looked at already."""
    source = opened.source
    change, doubts = _proved(change, source)
    doubts += _of_earlier_weeks(change, session.today)
    text = apply(opened.reading, change)
    if opened.excerpt:
        return Prepared(source, change, opened.excerpt.joined(text), opened.excerpt.after(text), doubts)
    raw = source.encode(text)
    return Prepared(source, change, raw, session.parse(store.Source(source.path, raw)), doubts)


def _proved(change: Change, source: store.Source) -> tuple[Change, tuple[Text, ...]]:
    """A change with the fingerprints of the files that prove something, and what has to be told of others."""
    added = any("evidence" in one.table for one in change.additions)
    if not added and not any(edit.evidence for edit in change.edits):
        return change, ()
    from eppd_track.ledger.proofs import sealed  # noqa: PLC0415 - only for what brings evidence

    return sealed(change, source.path, working_folder())


def _of_earlier_weeks(change: Change, today: dt.date) -> tuple[Text, ...]:
    """What has to be told of records dated before the week of `today`, whose report has none of them."""
    monday = today - dt.timedelta(days=today.weekday())
    weeks = sorted({week_name(day) for edit in change.edits if (day := edit.record["date"]) < monday})
    return (changes.EARLIER_WEEK.fill(weeks=weeks, week=weeks[-1]),) if weeks else ()


def _marked(change: Change) -> Change:
    """The same change with its records saying that it was forced."""
    edits = tuple(structs.replace(edit, record={**edit.record, "forced": True}) for edit in change.edits)
    return structs.replace(change, edits=edits)


def save(session: Session, source: store.Source, raw: bytes, said: tuple[Text, ...]) -> None:
    """Keeps the copy for undo and saves; call it while the ledger is locked."""
    folder, new = session.undo_folder, store.Source(source.path, raw)
    step = undo.step(source, new, session.today, said)
    undo.remember(folder, step)
    store.save(source, raw)
    undo.mark(folder, raw)
    if len(source.raw) >= store.LARGE and (cache := cache_folder(os.environ)):
        from eppd_track.ledger import snapshot  # noqa: PLC0415 - for large ledgers alone

        snapshot.follow(source, new, step.start, step.start + len(step.old), cache)
    voice.wrote = True
    session.tell_above()


def difference(before: str, after: str, name: str) -> str:
    """Two texts of the ledger as a unified diff, what cannot be seen written out."""
    from difflib import unified_diff  # noqa: PLC0415 - for what is not written

    lines = unified_diff(
        _lines(before),
        _lines(after),
        f"{name} ({changes.NOW.label(voice.language)})",
        f"{name} ({changes.THEN.label(voice.language)})",
        lineterm="",
    )
    return "".join(f"{exact(line)}\n" for line in lines)


def _lines(text: str) -> list[str]:
    return text.removesuffix("\n").split("\n")
