"""The sweep of `eppd update`: the open items one after the other, one key at a time, one write at the end."""

import gc
from collections.abc import Sequence
from pathlib import Path

import typer
from msgspec import structs

from eppd_track.cli.shared.batch import carry_out
from eppd_track.cli.shared.options import SelectionOptions
from eppd_track.cli.shared.recording import Given
from eppd_track.cli.shared.session import Session
from eppd_track.cli.sweep import card
from eppd_track.cli.sweep.ask import Terminal, terminal
from eppd_track.cli.sweep.start import settle, too_early
from eppd_track.cli.sweep.walk import Walk, carried, key_of, style_of
from eppd_track.ledger import draft
from eppd_track.ledger.batch import Batch
from eppd_track.ledger.draft import Draft
from eppd_track.ledger.reading import Reading
from eppd_track.report.agenda import Point, horizon_of, next_meeting, points
from eppd_track.rules.query import describe, find, select
from eppd_track.words import sweep as say
from eppd_track.words.days import show_day
from eppd_track.words.errors import AnswerNeeded, ChangeRefused, EppdError
from eppd_track.words.labels import field_name
from eppd_track.words.text import Text, same

REFUSED_SECOND = ChangeRefused(say.SECOND_SWEEP, say.FINISH_THERE)


def sweep(
    session: Session,
    selection: SelectionOptions,
    given: Given,
    *,
    ids: Sequence[str] = (),
    dry_run: bool,
    yes: bool,
) -> None:
    """Asks for every open item of a selection, or those named, what was said of it; writes all at once.

    Of items that are named nothing is asked beforehand: their records are of today, by whoever sits
    there, and of no meeting, unless that is given. What was gathered is kept on disk after every answer
    until it is written. Raises AnswerNeeded without a terminal, ChangeRefused while another sweep of the
    ledger is open.
    """
    if not session.at_terminal:
        raise AnswerNeeded(say.WHICH_ITEMS, say.NAME_ITEMS)
    gc.enable()  # unlike a command that is soon over (__main__.py)
    path = draft.file_for(session.state_folder, session.found.path)
    with draft.alone(path, REFUSED_SECOND):
        gathered = _gathered(session, selection, given, path, ids=ids, yes=yes)
        if gathered is not None:
            _conclude(session, path, gathered, dry_run=dry_run, yes=yes)


def _gathered(
    session: Session,
    selection: SelectionOptions,
    given: Given,
    path: Path,
    *,
    ids: Sequence[str],
    yes: bool,
) -> Draft | None:
    """What a sweep gathers, resumed or begun; None where there is nothing to go through."""
    _, reading = session.read_for_change()
    every = _points(session, reading)
    named = tuple(dict.fromkeys(find(reading.ledger, text).id for text in ids))
    color = session.colors(to_file=False)
    with terminal(color=color) as screen:
        begun = _unfinished(session, screen, path, reading)
        if begun is not None:
            begun = _joined(session, begun, named)
        elif named:
            begun, given = _named(session, reading, named), _usual(session, given)
        else:
            begun = _begun(session, selection, reading, every)
        if begun is None:
            return None
        walk = Walk(session, screen, reading, every, path, begun)
        try:
            settle(walk.asker, reading.ledger, begun, given, walk.keep, yes=yes)
            walk.go()
        except (KeyboardInterrupt, typer.Abort):
            _stopped(session, path, walk.draft)
            raise
        return walk.draft


def _points(session: Session, reading: Reading) -> dict[str, Point]:
    """Every item by its id, in the order of the agenda; behind it what is finished."""
    ledger = reading.ledger
    items = session.items(ledger)
    horizon = horizon_of(ledger, next_meeting(ledger, session.today), session.today)
    found = {point.item.commitment.id: point for point in points(items, reading.ledger.ours, horizon)}
    return found | {item.commitment.id: Point(item, ()) for item in items if item.commitment.id not in found}


def _begun(
    session: Session, selection: SelectionOptions, reading: Reading, every: dict[str, Point]
) -> Draft | None:
    """A new draft for what the selection finds; None, with a word, for nothing."""
    ledger = reading.ledger
    chosen = selection.resolve(ledger, session)
    wanted = {item.commitment.id for item in select(session.items(ledger), chosen, ledger).items}
    order = tuple(identifier for identifier in every if identifier in wanted)
    if not order:
        session.say(say.NOTHING_TO_WALK.fill(selection=describe(chosen, ledger, session.calendar)))
        return None
    return _named(session, reading, order)


def _named(session: Session, reading: Reading, order: tuple[str, ...]) -> Draft:
    """A new draft for items, of which there is one at least."""
    name = str(session.found.path.resolve())
    return Draft(ledger=name, digest=reading.ledger.digest, order=order, at=order[0])


def _usual(session: Session, given: Given) -> Given:
    """What records carry where nothing else is said, as those that `eppd update ID --note …` leaves."""
    person = given.by or session.person(None) or None
    return Given(given.meeting or "", given.date or session.today.isoformat(), person)


def _joined(session: Session, held: Draft, named: tuple[str, ...]) -> Draft:
    """A draft that goes on with the items named on the command line, put in where it lacks them."""
    for identifier in [name for name in reversed(named) if name not in held.order]:
        session.say(say.PUT_IN.fill(id=identifier))
        held = held.including(identifier)
    return structs.replace(held, at=named[0]) if named else held


# ---- the one that was left unfinished ----


def _unfinished(session: Session, screen: Terminal, path: Path, reading: Reading) -> Draft | None:
    """The draft that was left, if somebody goes on with it; it is thrown away only after a question."""
    held, aside = draft.load(path)
    if aside is not None:
        session.say(say.SET_ASIDE.fill(path=aside))
    if held is None or not held.worth_keeping:
        return None
    counts = {"answered": len(held.answers), "total": len(held.order)}
    day = show_day(held.date or session.today, session.calendar)
    meeting = say.OF_MEETING.fill(meeting=held.meeting) if held.meeting else same("")
    session.say(say.UNFINISHED.fill(day=day, meeting=meeting, **counts))
    if held.begun:
        session.say(_not_taken(held))
    while True:
        match _pressed(session, screen, say.RESUME_OR_DROP):
            case "r":
                session.say(say.GOES_ON.fill(**counts))
                _tell_changes(session, held, reading)
                return held
            case "x" if _pressed(session, screen, say.REALLY_DROP.fill(**counts)) == "y":
                draft.forget(path)
                session.say(say.THROWN_AWAY)
                return None
            case "\x04":
                raise KeyboardInterrupt
            case "x":
                pass
            case _:
                session.say(say.ONLY_RESUME_OR_DROP)


def _pressed(session: Session, screen: Terminal, question: Text) -> str:
    return key_of(screen.choice(card.lines_of(question, style_of(session, screen))))


def _tell_changes(session: Session, held: Draft, reading: Reading) -> None:
    """Says that the ledger is not as it was, which answered items changed, and which are gone."""
    if held.digest != reading.ledger.digest:
        session.say(say.LEDGER_CHANGED)
    touched = _touched(held, reading)
    if touched:
        session.say(say.CHANGED_SINCE.fill(ids=touched))
    known = {commitment.id for commitment in reading.ledger.commitments}
    gone = [identifier for identifier in held.order if identifier not in known]
    if gone:
        session.say(say.NO_LONGER_THERE.fill(ids=gone))


def _touched(held: Draft, reading: Reading) -> list[str]:
    """The answered items that somebody changed since."""
    return [
        commitment.id
        for commitment in reading.ledger.commitments
        if commitment.id in held.answers and held.answers[commitment.id].card != draft.fingerprint(commitment)
    ]


def _stopped(session: Session, path: Path, held: Draft) -> None:
    """Says that what was answered is kept; an empty draft goes."""
    if held.worth_keeping:
        session.say(say.KEPT.fill(command="update"))
        return
    draft.forget(path)


# ---- the end ----


def _conclude(session: Session, path: Path, gathered: Draft, *, dry_run: bool, yes: bool) -> None:
    """Shows what comes of it, asks, writes; what could not be written stays in the draft."""
    made: list[Batch] = []

    def make(reading: Reading) -> Batch:
        batch = draft.batch(reading, gathered, session.today)
        head = carried(gathered, session.today, session.calendar)
        made.append(structs.replace(batch, notices=(head, *_notices(gathered, batch, reading))))
        return made[-1]

    try:
        after = carry_out(session, make, dry_run=dry_run, yes=yes, form=None)
    except (EppdError, KeyboardInterrupt, typer.Abort):
        _stopped(session, path, gathered)
        if made:
            _tell_early(session, gathered, _refused(made[-1]), session.read_for_change()[1])
        raise
    refused = _refused(made[-1])
    if after is None and (dry_run or refused):
        _stopped(session, path, gathered)
    else:
        _keep_rest(session, path, gathered, refused, after)
    _tell_early(session, gathered, refused, after or session.read_for_change()[1])


def _keep_rest(
    session: Session, path: Path, gathered: Draft, refused: list[str], after: Reading | None
) -> None:
    """Keeps what is refused, and text that was typed for items of which nothing is on record; says which.

    Text that was left at an item that is written goes: the summary named it.
    """
    written = gathered.answers.keys() - set(refused)
    begun = {at: text for at, text in gathered.begun.items() if _item_of(at) not in written}
    typed = [name for name in dict.fromkeys(map(_item_of, begun)) if name not in refused]
    order = (*refused, *typed)
    if not order:
        draft.forget(path)
        return
    answers = {identifier: gathered.answers[identifier] for identifier in refused}
    left = structs.replace(gathered, answers=answers, begun=begun, order=order, at=order[0], passed=())
    digest = after.ledger.digest if after else gathered.digest
    draft.keep(path, structs.replace(left, dropped={}, digest=digest))
    for text, names in ((say.REFUSED_KEPT, refused), (say.TYPED_KEPT, typed)):
        if names:
            session.say(text.fill(ids=names))


def _item_of(place: str) -> str:
    """The item of a place that text was typed at."""
    return place.partition(" ")[0]


def _not_taken(held: Draft) -> Text:
    """What was typed and left with Esc, with the item and the question it was typed for."""
    texts = []
    for place, text in held.begun.items():
        name, _, asked = place.partition(" ")
        field = say.TYPED_FOR.get(asked) or field_name(asked)
        texts.append(say.TYPED.fill(id=name, field=field, text=text))
    return say.NOT_TAKEN.fill(texts=texts)


def _refused(batch: Batch) -> list[str]:
    return [one.id for one in batch.refused]


def _tell_early(session: Session, gathered: Draft, refused: list[str], reading: Reading) -> None:
    """Says how to get another date, where that is why something is refused."""
    day = gathered.date or session.today
    if any(item.id in refused and too_early(item, day) for item in reading.ledger.commitments):
        session.say(say.DATE_TOO_EARLY)


def _notices(gathered: Draft, batch: Batch, reading: Reading) -> tuple[Text, ...]:
    """What the summary says before the changes: what became of every item, and which were not discussed."""
    silent = [name for name in gathered.order if name not in gathered.answers]
    passed = [name for name in silent if name in gathered.passed]
    unseen = [name for name in silent if name not in gathered.passed]
    discussed, edits = len(gathered.order) - len(silent), batch.change.edits
    lines = [
        say.COUNTS.fill(
            total=len(gathered.order), discussed=discussed, passed=len(passed), unseen=len(unseen)
        )
    ]
    if discussed:
        changed = sum(bool(edit.fields or edit.evidence or edit.done) for edit in edits)
        refused = len(batch.refused)
        rest = {"said": len(edits) - changed, "held": discussed - len(edits) - refused}
        lines.append(say.OF_DISCUSSED.fill(changed=changed, refused=refused, **rest))
    for text, names in (
        (say.NOT_RAISED, passed),
        (say.NOT_SEEN, unseen),
        (say.CHANGED_SINCE, _touched(gathered, reading)),
    ):
        if names:
            lines.append(text.fill(ids=names))
    if gathered.begun:
        lines.append(_not_taken(gathered))
    return tuple(lines)
