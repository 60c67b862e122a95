"""The question which commitment a line of the minutes is about, asked once for each line that is not sure."""

from collections.abc import Callable

from eppd_track.cli.shared.session import Session
from eppd_track.ledger.batch import Left
from eppd_track.model.records import Ledger
from eppd_track.rules.query import fold
from eppd_track.words import minutes as words
from eppd_track.words.text import COLON, both, join, same


def settling(session: Session, *, asks: bool) -> Callable[[Left, Ledger], str | None]:
    """What answers: somebody at the terminal, if any is there and `asks`; else every line stays open.

    An answer is an id, an empty text for none of them, None for a line that is left out for now.
    """
    given: dict[tuple[str, str], str | None] = {}

    def settle(left: Left, ledger: Ledger) -> str | None:
        key = (left.where.data, left.words)
        if key not in given:
            given[key] = _answer(session, left, ledger) if asks and session.at_terminal else None
        return given[key]

    return settle


def _answer(session: Session, left: Left, ledger: Ledger) -> str | None:
    titles = {one.id: both(one.title, one.title_zh, one.id) for one in ledger.commitments}
    session.say(join([left.where, same(left.words)], COLON))
    for number, one in enumerate(left.near, 1):
        session.say(words.CHOICE.fill(number=number, id=one.id, title=titles.get(one.id, same(""))))
    numbers = words.NUMBERS.fill(count=len(left.near)) if len(left.near) > 1 else same("1")
    while True:
        typed = fold(session.ask(words.ASK_WHICH.fill(numbers=numbers), "--yes"))
        if not typed:
            return None
        if typed == "n":
            return ""
        if typed.isdecimal() and 1 <= int(typed) <= len(left.near):
            return left.near[int(typed) - 1].id
