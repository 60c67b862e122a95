"""The status report's comparison of rounds: what was made in each, carried into it, and what came of it."""

from eppd_track.model.vocabulary import Calendar
from eppd_track.report.parts import Cell, Column, Group, Section, Table
from eppd_track.report.week import Week
from eppd_track.rules.rounds import RoundLine
from eppd_track.words import pages
from eppd_track.words import pages as words
from eppd_track.words.days import show_day

_COUNTS = ("made", "carried", "done", "withdrawn", "onward", "open", "slipped")
_COLUMNS = (
    Column("round", words.ROUND, wide=True),
    Column("made", words.ROUND_MADE, number=True),
    Column("carried", words.FROM_BEFORE, number=True),
    Column("done", words.ROUND_DONE, number=True),
    Column("withdrawn", words.ROUND_WITHDRAWN, number=True),
    Column("onward", words.ONWARD, number=True),
    Column("open", words.ROUND_OPEN, number=True),
    Column("slipped", words.ROUND_SLIPPED, number=True),
)


def section(week: Week, calendar: Calendar) -> tuple[Section, ...]:
    """A row for each round that had begun, their sums below; no section where it is one round."""
    if not week.rounds:
        return ()
    rows: list[tuple[Cell, ...]] = [
        (words.ROUND_OF.fill(id=line.meeting.id, day=show_day(line.meeting.date, calendar)), *_counts(line))
        for line in week.rounds
    ]
    totals: tuple[Cell, ...] = (pages.TOTAL, *map(sum, zip(*map(_counts, week.rounds), strict=True)))
    return (Section("rounds", words.ROUNDS, (Table(_COLUMNS, (Group(None, tuple(rows)),), totals),)),)


def _counts(line: RoundLine) -> tuple[int, ...]:
    return tuple(getattr(line, name) for name in _COUNTS)


def data(week: Week) -> list[dict[str, object]]:
    """The same for JSON, each count under its name."""
    return [
        {
            "meeting": line.meeting.id,
            "date": line.meeting.date,
            **dict(zip(_COUNTS, _counts(line), strict=True)),
        }
        for line in week.rounds
    ]
