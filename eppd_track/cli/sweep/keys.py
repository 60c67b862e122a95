"""What each key of the sweep asks for one item, and what the answers come to.

Values are read by the parsers of the command line, and refused in its words; what a status needs is
asked for, and nothing else.
"""

from collections.abc import Callable
from typing import TypeVar

from msgspec import Struct, structs

from eppd_track.cli.cards.ask import Line
from eppd_track.cli.cards.lines import lines_of
from eppd_track.cli.cards.questions import CLEAR, Asker, choice, menu
from eppd_track.ledger import changes
from eppd_track.ledger.changes import Request
from eppd_track.ledger.draft import Answer, spelled
from eppd_track.model.records import Commitment, Ledger, Value
from eppd_track.model.vocabulary import Closure, EvidenceType, Move, Status
from eppd_track.render.cells import visible
from eppd_track.report.sentences import value_words
from eppd_track.rules import history, transitions
from eppd_track.rules.query import find_value, member_spellings
from eppd_track.rules.transitions import Brought, Need, meets, moves_due
from eppd_track.rules.values import find_member, parse_evidence
from eppd_track.words import sweep as say
from eppd_track.words.errors import WrongUse
from eppd_track.words.labels import members, name_of
from eppd_track.words.text import Text

T = TypeVar("T")


class Case(Struct, frozen=True):
    """An item that is being answered, in the ledger it stands in; `bare` is a record without words."""

    commitment: Commitment
    ledger: Ledger
    bare: Request

    def value(self, name: str) -> Value:
        """What a field holds now."""
        return history.current_value(self.commitment, name)


Ask = Callable[[Asker, Case, Answer], Answer | None]
"""What a key does: the new answer for an item, or None when nothing is to change."""


def discussed_words(ledger: Ledger) -> str:
    """The note of an item that was discussed without a change, in the ledger's language."""
    return say.DISCUSSED.brief(ledger.settings.language)


def discussed(asker: Asker, case: Case, answer: Answer) -> Answer | None:
    """Discussed without a change: a note that says so."""
    if not answer.empty:
        asker.session.say(say.ALREADY_DISCUSSED)
        return None
    return structs.replace(answer, note=discussed_words(case.ledger))


def note(asker: Asker, _case: Case, answer: Answer) -> Answer | None:
    """What was said or done."""
    question = Line(asker.words(say.NOTE), default=answer.note or "")
    typed = asker.read("note", question, str)
    return None if typed is None else structs.replace(answer, note=typed or None)


def progress(asker: Asker, case: Case, answer: Answer) -> Answer | None:
    """The percentage done."""
    return _field(asker, case, answer, "progress", say.PROGRESS)


def due(asker: Asker, case: Case, answer: Answer) -> Answer | None:
    """The due date, and a reason where one is set already."""
    made = _field(asker, case, answer, "due", say.NEW_DUE)
    if made is None or not moves_due(case.commitment, made.fields):
        return made
    if made.reason and "due" not in answer.fields:
        return made
    done = _required(asker, made, "reason", say.REASON)
    if done is None:
        _give_up(asker, answer, made)
    return done


def step(asker: Asker, case: Case, answer: Answer) -> Answer | None:
    """The next step and when it is due; the day of an old step goes with it."""
    made = _field(asker, case, answer, "next_step", say.NEW_STEP)
    if made is None:
        return None
    new = made.fields.get("next_step")
    held = spelled(case.value("next_step_due"))
    if new == "" or (new is None and not case.commitment.next_step):
        return _with(made, case, "next_step_due", "" if new == "" else held)

    def parse(typed: str) -> str:
        if not typed:
            return held if new is None else ""
        return spelled(asker.session.field("next_step_due", "" if typed == CLEAR else typed, case.ledger))

    fresh = lines_of(say.ENTER_IS_NONE, asker.style)
    above = _hint(asker, case, "next_step_due") if new is None else fresh
    default = made.fields.get("next_step_due", "")
    day = asker.read("next_step_due", Line(asker.words(say.STEP_DUE), above, default), parse)
    if day is None:
        _give_up(asker, answer, made)
        return None
    return _with(made, case, "next_step_due", day)


def move(asker: Asker, case: Case, answer: Answer) -> Answer | None:
    """Whose move it is."""
    options = {member.value: name_of(member) for member in members(Move)}
    return _field(asker, case, answer, "next_move", say.NEXT_MOVE, options)


def evidence(asker: Asker, case: Case, answer: Answer) -> Answer | None:
    """A paper more; CLEAR takes the last one back."""

    def parse(typed: str) -> Answer:
        if not typed:
            return answer
        if typed == CLEAR:
            return structs.replace(answer, evidence=answer.evidence[:-1])
        return _another_paper(case, answer)(typed)

    return asker.read("evidence", _evidence_line(asker), parse)


def _evidence_line(asker: Asker) -> Line:
    types = {member.value: name_of(member) for member in EvidenceType}
    begins = {str(index): f"{asker.words(text)}: " for index, text in enumerate(types.values(), 1)}
    above = [*menu(asker, types), *lines_of(say.EVIDENCE_HINT, asker.style)]
    return Line(asker.words(say.EVIDENCE), above, begins=begins)


def status(asker: Asker, case: Case, answer: Answer) -> Answer | None:
    """Another status out of those that may follow, and what that one needs."""
    before = case.commitment.status
    options = {member.value: name_of(member) for member in transitions.next_statuses(before)}
    spelled = member_spellings(Status).items()
    allowed = {spelling: value for spelling, value in spelled if value is before or value in options}

    def parse(typed: str) -> Status:
        if not typed:
            return before
        try:
            wanted = Status(find_member("status", Status, typed))
        except WrongUse:
            wanted = Status(find_value("status", typed, allowed))
        if wanted is not before and transitions.needs(before, wanted) is None:
            changes.edit(case.commitment, structs.replace(case.bare, fields={"status": wanted}))
        return wanted

    above = [*menu(asker, options), *_hint(asker, case, "status")]
    question = choice(asker, say.NEW_STATUS, options, above, answer.fields.get("status", ""))
    wanted = asker.read("status", question, parse)
    if wanted is None:
        return None
    made = _with(answer, case, "status", wanted.value)
    for need in transitions.needs(before, wanted) or ():
        filled = _meet(asker, case, made, need)
        if filled is None:
            _give_up(asker, answer, made)
            return None
        made = filled
    return made


def _meet(asker: Asker, case: Case, answer: Answer, need: Need) -> Answer | None:
    """The answer with what a status needs; asked for only where it is missing. None when left."""
    closure = answer.fields.get("closure", case.commitment.closure)
    brought = Brought(answer.note, answer.reason, answer.evidence, answer.approved_by, closure)
    if meets(need, case.commitment, brought):
        return answer
    match need:
        case Need.NOTE | Need.NOTE_OR_REASON:
            return _required(asker, answer, "note", say.NOTE_NEEDED)
        case Need.REASON:
            return _required(asker, answer, "reason", say.REASON)
        case Need.APPROVED_BY:
            return _required(asker, answer, "approved_by", say.APPROVED_BY)
        case Need.EVIDENCE:
            return asker.read("evidence", _evidence_line(asker), _needed(_another_paper(case, answer)))
        case Need.CLOSURE:
            return _closure(asker, case, answer)


def _closure(asker: Asker, case: Case, answer: Answer) -> Answer | None:
    """The answer with the way of closing."""
    options = {member.value: name_of(member) for member in Closure}

    def parse(typed: str) -> Answer:
        return _with(answer, case, "closure", find_member("closure", Closure, typed))

    return asker.read("closure", choice(asker, say.CLOSURE, options, menu(asker, options)), _needed(parse))


def _another_paper(case: Case, answer: Answer) -> Callable[[str], Answer]:
    def parse(typed: str) -> Answer:
        paper = parse_evidence(typed, case.bare.date)
        return structs.replace(answer, evidence=(*answer.evidence, paper))

    return parse


def _needed(parse: Callable[[str], T]) -> Callable[[str], T]:
    """A parser that does not take an empty answer."""

    def insist(typed: str) -> T:
        if not typed:
            raise WrongUse(say.NEEDED_HERE)
        return parse(typed)

    return insist


def _give_up(asker: Asker, answer: Answer, made: Answer) -> None:
    """Keeps what was typed for a key that is left half way: it is offered when the key is pressed again."""
    for name in ("note", "reason", "approved_by"):
        if getattr(made, name) != getattr(answer, name):
            asker.memory.hold(name, getattr(made, name) or "")
    for name, text in made.fields.items():
        if text and answer.fields.get(name) != text:
            asker.memory.hold(name, text)


def _required(asker: Asker, answer: Answer, name: str, label: Text) -> Answer | None:
    """The answer with a text that has to be given."""
    question = Line(asker.words(label), default=getattr(answer, name) or "")
    typed = asker.read(name, question, _needed(str))
    return None if typed is None else structs.replace(answer, **{name: typed})


def _field(
    asker: Asker,
    case: Case,
    answer: Answer,
    name: str,
    label: Text,
    options: dict[str, Text] | None = None,
) -> Answer | None:
    """The answer with a new value of a field: nothing typed leaves it, CLEAR clears it."""
    held = answer.fields.get(name)

    def parse(typed: str) -> Answer:
        if not typed:
            return _with(answer, case, name, spelled(case.value(name)))
        value = spelled(asker.session.field(name, "" if typed == CLEAR else typed, case.ledger))
        if value == spelled(case.value(name)):
            asker.session.say(say.STANDS_SO)
        return _with(answer, case, name, value)

    default = CLEAR if held == "" else held or ""
    above = [*(menu(asker, options) if options else ()), *_hint(asker, case, name)]
    return asker.read(name, choice(asker, label, options or {}, above, default), parse)


def _with(answer: Answer, case: Case, name: str, value: str) -> Answer:
    """The answer with a field's new value, or without it where that is what stands there already.

    What was given only for the sake of a status or a due date goes when that does.
    """
    fields = {other: text for other, text in answer.fields.items() if other != name}
    if value != spelled(case.value(name)):
        fields[name] = value
        answer = without_discussed(answer, case.ledger)
    to = Status(fields["status"]) if "status" in fields else None
    needed = (to and transitions.needs(case.commitment.status, to)) or ()
    moved = moves_due(case.commitment, fields)
    if Need.CLOSURE not in needed:
        fields.pop("closure", None)
    return structs.replace(
        answer,
        fields=fields,
        reason=answer.reason if moved or Need.REASON in needed else None,
        approved_by=answer.approved_by if Need.APPROVED_BY in needed else None,
    )


def without_discussed(answer: Answer, ledger: Ledger) -> Answer:
    """The answer without the words that say that nothing changed; a word added to them stays."""
    words = discussed_words(ledger)
    if not (answer.note or "").startswith(words):
        return answer
    return structs.replace(answer, note=(answer.note or "").removeprefix(words).strip() or None)


def _hint(asker: Asker, case: Case, name: str) -> list[str]:
    """What a field holds now, and what is typed to leave it."""
    value = case.value(name)
    if value in (None, "", ()):
        return lines_of(say.NOW_EMPTY, asker.style)
    words = value_words(value, asker.style.calendar)
    hint = say.NOW_FIXED if name == "status" else say.NOW_HELD
    filled = hint.fill(value=words.map(visible))
    return lines_of(filled, asker.style)


ACTIONS: dict[str, Ask] = {
    "d": discussed,
    "n": note,
    "s": status,
    "p": progress,
    "f": due,
    "x": step,
    "m": move,
    "e": evidence,
}
"""What each key asks for the item it is pressed at."""
