"""The short status as a terminal shows it: what asks for a decision, what is late, and what comes next."""

import datetime as dt
from collections.abc import Iterator, Sequence

from eppd_track.model.records import Commitment, Ledger
from eppd_track.model.vocabulary import Calendar, Light
from eppd_track.report.agenda import next_meeting
from eppd_track.report.parts import Brief, Briefs, Ends, Pane, Sentences
from eppd_track.report.sentences import inferred, owner, shared_part, titles, with_mark
from eppd_track.rules import proposals
from eppd_track.rules.lights import Item, asks_ruling, for_decision, last_reason
from eppd_track.rules.query import in_short
from eppd_track.words import pages
from eppd_track.words.days import show_day
from eppd_track.words.labels import brief_name
from eppd_track.words.text import Text, join, same

_MOST_LATE = 10
"""How many that are late are shown before the others are named; every red is."""


def pressing(items: Sequence[Item], ledger: Ledger) -> Iterator[Pane]:
    """What asks for a decision or is blocked, then what else is overdue; the red ones first in either."""
    ordered = sorted(items, key=_urgency)
    decide = [item for item in ordered if for_decision(item.commitment)]
    late = [item for item in ordered if item.overdue and not for_decision(item.commitment)]
    count = same(len(late))
    if any(item.overdue for item in decide):
        count = pages.OTHERS.fill(count=count)
    part = shared_part(item.commitment.id for item in items)
    most = max(sum(item.light is Light.RED for item in late), _MOST_LATE)
    groups = tuple(
        (pages.COUNTED.fill(head=head, count=told), tuple(_brief(item, ledger, part) for item in some))
        for head, told, some in (
            (pages.TO_DECIDE, same(len(decide)), decide),
            (pages.OVERDUE, count, late[:most]),
        )
        if some
    )
    rest = [item.commitment.id.removeprefix(part) for item in late[most:]]
    named = pages.THE_REST.fill(count=len(rest), ids=" ".join(rest))
    if not groups:
        yield Pane(None, (Sentences((pages.NOTHING_PRESSING,)),))
    else:
        yield Pane(None, (Briefs(groups), *((Sentences((named,)),) if rest else ())))


def _urgency(item: Item) -> tuple[bool, bool, int]:
    return item.light is not Light.RED, not asks_ruling(item.commitment), -item.overdue_days


def _brief(item: Item, ledger: Ledger, part: str) -> Brief:
    one = item.commitment
    below = (_reason(one),) if item.light is Light.RED or for_decision(item.commitment) else ()
    return Brief(
        item.light,
        one.id.removeprefix(part),
        titles(one),
        item.overdue_days,
        (owner(one, ledger), _sign(one)),
        below,
    )


def _sign(commitment: Commitment) -> Text | None:
    """Whose move it is, by its sign."""
    move = commitment.next_move
    return with_mark(brief_name(move), guessed=inferred("next_move", commitment)) if move else None


def _reason(commitment: Commitment) -> Text | str:
    """The ruling asked for, else the last reason on record."""
    if asks_ruling(commitment) and commitment.next_step:
        return commitment.next_step
    given = last_reason(commitment)
    return given.reason if given is not None and given.reason else pages.NO_CAUSE


def ahead(
    items: Sequence[Item], ledger: Ledger, as_of: dt.date, calendar: Calendar, *, guesses: bool
) -> Pane:
    """Who owes an update, how much is due soon, when the next meeting is, and what to type next."""
    owing = [item for item in items if item.stale]
    named = join(owners(owing, ledger))
    owed = pages.OWED_TO_CHASE.fill(count=len(owing), owners=named) if owing else pages.NONE_OWED
    days, count = ledger.settings.due_soon_days, sum(item.due_soon for item in items)
    meeting = next_meeting(ledger, as_of)
    when = pages.NO_MEETING
    if meeting is not None:
        when = join([show_day(meeting.date, calendar), same(meeting.id)], same(" "))
    part = shared_part(item.commitment.id for item in items)
    proposed = [item.commitment.id.removeprefix(part) for item in items if proposals.pending(item.commitment)]
    decide = pages.PROPOSED_HERE.fill(count=len(proposed), ids=" ".join(proposed))
    coming = [pages.DUE_SOON.fill(soon=days, count=count), pages.NEXT_MEETING.fill(meeting=when)]
    blocks = (
        Sentences((decide, owed) if proposed else (owed,)),
        Ends(join(coming, same("   ")), pages.GUESS_BRIEF if guesses else None),
        Sentences((pages.NEXT_HERE.fill(commands=join(pages.NEXT_COMMANDS)),)),
    )
    return Pane(None, blocks)


def owners(items: Sequence[Item], ledger: Ledger) -> list[Text]:
    """Who owns the items, in short, in the order of the codes; marked where all of theirs are inferred."""
    groups: dict[str, list[Item]] = {}
    for item in items:
        groups.setdefault(item.commitment.owner, []).append(item)
    return [
        with_mark(
            in_short(code, ledger), guessed=all(inferred("owner", one.commitment) for one in groups[code])
        )
        for code in sorted(groups)
    ]
