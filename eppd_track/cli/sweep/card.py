"""What the sweep draws: the card of an item, what was gathered for it, and the keys.

Everything is wrapped to the width of the terminal, by words and between Chinese characters; nothing is cut.
"""

from collections.abc import Sequence

from eppd_track.cli.cards.lines import (
    BOLD,
    Fact,
    columns,
    fact_lines,
    lines_of,
    name_columns,
    paint,
    rule,
)
from eppd_track.ledger.batch import Refused
from eppd_track.model.records import Commitment, Ledger, Update
from eppd_track.model.vocabulary import NOBODY, Status
from eppd_track.render.cells import Style, light_words, paragraph, title_lines, visible, width
from eppd_track.render.terminal.folding import folded
from eppd_track.report.agenda import Point, question
from eppd_track.report.card import due_words
from eppd_track.report.sentences import (
    agency,
    code_of,
    describe_change,
    inferred,
    signed,
    titles,
    with_mark,
    word_of,
)
from eppd_track.rules.lights import Item
from eppd_track.words import look, pages
from eppd_track.words import sweep as say
from eppd_track.words.days import show_due
from eppd_track.words.labels import name_of
from eppd_track.words.text import BETWEEN_SENTENCES, COLON, Text, first, join

TWO_ABREAST = 72
"""From this width on, two short facts stand side by side."""
ALERT = look.LATE_TERMINAL.code
_SHOWN = frozenset({"status", "progress", "due", "owner", "next_move", "next_step", "next_step_due"})
"""The fields on a card, which are marked where they are inferred."""
_LABELS = (
    *(say.STATE, say.OWNER, say.MOVE, say.DUE),
    *(say.LAST_WORD, say.NEXT_STEP, say.WHY, say.GATHERED),
)


# ---- the card ----


def card(point: Point, place: str, ledger: Ledger, style: Style) -> list[str]:
    """An item at a glance: titles, where it stands, what was said last, and why it is raised."""
    item = point.item
    drawn = ["", rule(f"{place}  {visible(item.commitment.id)}", style)]
    for index, title in enumerate(title_lines(titles(item.commitment), style)):
        drawn += [paint(line, "" if index else BOLD, style) for line in folded(title, columns(style))]
    brief, long = _brief(item, ledger, style), _long(point, ledger, style)
    names = name_columns(_LABELS, style)
    drawn += _abreast(brief, names, style)
    drawn += [line for fact in long for line in fact_lines(fact, names, style)]
    return drawn + (
        lines_of(pages.GUESS_MARK, style) if not item.commitment.guessed.isdisjoint(_SHOWN) else []
    )


def _brief(item: Item, ledger: Ledger, style: Style) -> list[Fact]:
    """The facts that are a few words each: two and two belong side by side."""
    commitment = item.commitment
    language = first(style.language)
    mark = f" {look.LETTER[item.light]} " if style.color else look.LETTER[item.light]
    state = [f"{mark} {light_words(item.light, style)[2:]}".rstrip()]
    state.append(_told("status", name_of(commitment.status), commitment, style))
    state += [_told("progress", f"{item.progress}%", commitment, style)] if item.progress is not None else []
    due = [_told("due", due_words(commitment, style.calendar), commitment, style)]
    if item.next_due is not None and item.next_due != commitment.due:
        due.append(pages.STEP_DUE.fill(due=show_due(item.next_due, style.calendar)).label(language))
    if item.overdue:
        due.append(pages.DAYS_LATE.fill(days=item.overdue_days).label(language))
    names = agency(commitment.owner, ledger)
    owner = names.text(commitment.owner).label(language)
    code = code_of(commitment.owner, (item,))
    owner = code if owner == commitment.owner else say.NAMED.fill(name=owner, code=code).label(language)
    blocked = BOLD if commitment.status is Status.BLOCKED else ""
    return [
        Fact(say.STATE, " · ".join(state), blocked, item.light),
        Fact(say.DUE, " · ".join(due), ALERT if item.overdue else ""),
        Fact(say.OWNER, visible(owner)),
        Fact(say.MOVE, _told("next_move", name_of(commitment.next_move or NOBODY), commitment, style)),
    ]


def _told(name: str, value: Text | str, commitment: Commitment, style: Style) -> str:
    """The value of a field in the language of prompts, with its mark where it is inferred."""
    return with_mark(value, guessed=inferred(name, commitment)).brief(style.language)


def _long(point: Point, ledger: Ledger, style: Style) -> list[Fact]:
    """The facts that are sentences."""
    item, calendar, language = point.item, style.calendar, first(style.language)
    commitment = item.commitment
    last = commitment.latest_word
    word = say.NO_WORD_YET
    if last is not None:
        told = word_of(last, commitment, ledger, calendar)
        word = join([signed(last, ledger, calendar), told], COLON)
    facts = [Fact(say.LAST_WORD, paragraph(word.label(language)))]
    if commitment.next_step:
        step = with_mark(commitment.next_step, guessed=inferred("next_step", commitment))
        if commitment.next_step_due:
            guessed = inferred("next_step_due", commitment)
            until = with_mark(show_due(commitment.next_step_due, calendar), guessed=guessed)
            step = say.UNTIL.fill(step=step, due=until)
        facts.append(Fact(say.NEXT_STEP, paragraph(step.label(language))))
    why = [question(reason, item, ledger, calendar) for reason in point.why]
    if not why:
        why = [say.TO_CLOSE if commitment.status is Status.COMPLETED else say.RESTING]
    facts.append(Fact(say.WHY, "\n".join(paragraph(text.label(language)) for text in why)))
    return facts


def _abreast(facts: Sequence[Fact], names: int, style: Style) -> list[str]:
    """Short facts two and two on a line, where there is room; else one under the other."""
    half = columns(style) // 2
    right = name_columns([fact.name for fact in facts[1::2]], style)
    drawn: list[str] = []
    for one, other in zip(facts[::2], facts[1::2], strict=True):
        fits = names + width(one.value) < half and right + width(other.value) <= columns(style) - half
        if style.width < TWO_ABREAST or not fits:
            drawn += fact_lines(one, names, style) + fact_lines(other, names, style)
            continue
        gap = " " * (half - names - width(one.value))
        drawn.append(fact_lines(one, names, style)[0] + gap + fact_lines(other, right, style)[0])
    return drawn


# ---- what was gathered, and the keys ----


def gathered(
    update: Update | None, point: Point, ledger: Ledger, refused: Refused | None, style: Style
) -> list[str]:
    """What was gathered for an item so far, as the sentence it will leave, and why it cannot be written."""
    commitment, language = point.item.commitment, first(style.language)
    names = name_columns(_LABELS, style)
    drawn: list[str] = []
    if update is not None:
        told = describe_change(update, commitment, ledger, style.calendar).label(language)
        drawn += fact_lines(Fact(say.GATHERED, paragraph(told), BOLD), names, style)
    if refused is not None:
        parts = [part for part in (refused.message, refused.remedy) if part is not None]
        message = say.REFUSED.fill(message=join(parts, BETWEEN_SENTENCES))
        lines = folded(paragraph(message.label(language)), columns(style))
        drawn += [paint(line, BOLD, style) for line in lines]
    return drawn


def keys_of(*, answered: bool) -> list[tuple[str, Text]]:
    """The keys of the sweep; Enter goes on where something was gathered."""
    return [(key, say.ON if answered and key == "Enter" else text) for key, text in say.KEYS]
