"""The facts of the status report for JSON, one key a section; the keys do not depend on options."""

from collections.abc import Iterable

from eppd_track.model.vocabulary import Audience, Light, Status
from eppd_track.report import front, weekly_rounds
from eppd_track.report.sentences import as_json, data_of, kind_counts
from eppd_track.report.week import Moved, Upcoming, Week
from eppd_track.rules import proposals
from eppd_track.rules.dates import week_name
from eppd_track.rules.lights import Item


def data(week: Week, by: str) -> dict[str, object]:
    """What JSON adds to the envelope of a status report."""
    period = week.period
    items = week.found.items
    inside = week.audience is Audience.INTERNAL
    return {
        "period": {
            "since": period.since.isoformat(),
            "until": period.until.isoformat(),
            "week": week_name(period.since) if period.week else None,
        },
        "audience": week.audience.value,
        "prepared_by": by if inside else None,
        "pillars": [
            {
                "pillar": line.number,
                "total": line.total,
                "lights": _named(line.now),
                "lights_before": _named(line.before),
            }
            for line in week.pillars
        ],
        "next_move": None
        if week.audience is Audience.PUBLIC
        else {move.value: count for move, count in week.to_move.items()} | {"not-given": week.not_given},
        "kinds": kind_counts(item.commitment for item in items),
        "decisions": _ids(week.pressing),
        "rulings": _ids(front.rulings(week)),
        "proposed": _ids(item for item in items if proposals.pending(item.commitment)),
        "behind": _ids(front.behind(week)),
        "better": _ids(line.item for line in front.better(week)),
        "ahead": [_upcoming(one) for one in front.ahead(week)],
        "moved": [_moved(line) for line in week.moved],
        "carried": week.carried,
        "late": _ids(item for item in week.pressing if item.overdue or _blocked(item)),
        "upcoming": [_upcoming(one) for one in week.upcoming],
        "next_steps": [_upcoming(one) for one in week.steps] if inside else [],
        "closing": _ids(week.closing) if inside else [],
        "owing": [
            {"agency": line.agency, "since": line.owed[0].silent_since, "ids": _ids(line.owed)}
            for line in week.silence
            if line.owed
        ],
        **_course(week),
        "overdue_outside": _ids(week.found.overdue_outside),
        "in_hand": week.in_hand,
        "commitments": [data_of(item) for item in items],
    }


def _course(week: Week) -> dict[str, object]:
    """How things went over time: words from the owners, statuses a week, due dates that moved."""
    return {
        "silence": [
            {
                "agency": line.agency,
                "items": line.items,
                "last_word": line.last_word,
                "longest": line.longest.commitment.id,
            }
            for line in week.silence
        ],
        "trend": [
            {"day": day, "statuses": {status.value: count for status, count in counts.items()}}
            for day, counts in zip(week.trend.days, week.trend.counts, strict=True)
        ],
        "slips": [
            {
                "id": line.item.commitment.id,
                "first": line.first.text if line.first else None,
                "due": line.item.commitment.due.text if line.item.commitment.due else None,
                "times": line.times,
                "reason": line.reason,
            }
            for line in week.slipped
        ],
        "rounds": weekly_rounds.data(week),
    }


def _moved(line: Moved) -> dict[str, object]:
    return {
        "id": line.item.commitment.id,
        "new": line.before is None,
        "status_before": line.before.commitment.status if line.before else None,
        "light_before": line.before.light if line.before else None,
        "updates": [as_json(record) for record in line.records],
    }


def _blocked(item: Item) -> bool:
    return item.commitment.status is Status.BLOCKED


def _named(counts: dict[Light, int]) -> dict[str, int]:
    return {light.value: count for light, count in counts.items()}


def _ids(items: Iterable[Item]) -> list[str]:
    return [item.commitment.id for item in items]


def _upcoming(one: Upcoming) -> dict[str, object]:
    return {"id": one.item.commitment.id, "what": one.what, "due": one.due.text, "days": one.days}
