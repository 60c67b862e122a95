"""Three-way merge of a ledger: what both sides say since the base, put into ours in place.

`plan` and `items` say on plain tables what the sides say together, `rewrite` puts it into the text of ours,
`proof` holds the whole against the three sides. The rule stands in docs/reliability.md, "A merge".
"""

from typing import Any

from msgspec import Struct

from eppd_track.ledger.merge.items import ItemPlanner
from eppd_track.ledger.merge.plan import Planner
from eppd_track.ledger.merge.proof import proven
from eppd_track.ledger.merge.records import ABSENT
from eppd_track.ledger.merge.renumber import clashes, renumbered
from eppd_track.ledger.merge.rewrite import along, lookup, rewritten
from eppd_track.ledger.merge.standing import Way
from eppd_track.ledger.merge.wording import Donor, shown_value
from eppd_track.ledger.reader import read
from eppd_track.ledger.reading import Reading
from eppd_track.ledger.splices import key_text
from eppd_track.ledger.tables import NAME_FIELD
from eppd_track.ledger.toml import Table
from eppd_track.words import changes as merging
from eppd_track.words import refusals
from eppd_track.words.errors import ChangeRefused
from eppd_track.words.faults import THE_FILE
from eppd_track.words.text import Text, same


class Merged(Struct, frozen=True):
    """The merged text, the conflicts that stand in it, and what else somebody should know."""

    text: str
    conflicts: tuple[Text, ...]
    remarks: tuple[Text, ...]


def merge(base: str, ours: str, theirs: str) -> Merged:
    """Ours with what theirs changed since the base.

    Raises ChangeRefused where a side cannot be parsed, LedgerUnreadable for one of a newer schema.
    """
    sides = [_side(name, text) for name, text in (("base", base), ("ours", ours), ("theirs", theirs))]
    ids = clashes(*sides)
    tables = (sides[0].data, sides[1].data, renumbered(sides[2].data, sides[0].data, ids))
    plan = ItemPlanner()
    plan.plan(*tables)
    text = rewritten(ours, tables[1], plan, Donor(theirs, tables[2]))
    if not proven(tables, plan):
        raise ChangeRefused(refusals.PROOF_FAILED, refusals.REPORT_THIS)
    new = [merging.MERGE_RENUMBERED.fill(id=name, new=number) for name, number in ids.items()]
    conflicts = tuple(_conflict(way, plan, tables[1]) for way in plan.conflicts)
    return Merged(text, conflicts, (*new, *plan.remarks))


def _side(name: str, text: str) -> Reading:
    reading = read(text, name)
    if reading.parsed is not None and reading.parsed.cut is not None:
        fault = reading.problems[0]
        said = merging.MERGE_UNREADABLE.fill(
            side=merging.MERGE_SIDES[name], line=fault.line, why=fault.message
        )
        raise ChangeRefused(said, merging.MERGE_MEND)
    reading.refuse_newer(merging.MERGE_SIDES[name])
    return reading


def _conflict(way: Way, plan: Planner, ours: Table) -> Text:
    """A conflict in a sentence: whose, which field, and what both have."""
    names, data, start = [], plan.data, 0
    for index, part in enumerate(way):
        data = lookup(plan.data, way[:index])
        if isinstance(part, int) and isinstance(data[part], dict):
            field = NAME_FIELD.get(str(way[0]), "id") if index == 1 else "id"
            names.append(str(data[part].get(field, part + 1)))
            start = index + 1
    held: Any = plan_value(ours, along(way, plan.listed, plan.ours))
    theirs = plan.conflicts[way]
    return merging.MERGE_CONFLICT.fill(
        id=" ".join(names) or (THE_FILE if len(way) == 1 else same(str(way[0]))),
        field=key_text(*(str(part) for part in way[start:] if len(way) == 1 or start or part != way[0])),
        ours="-" if held is ABSENT else shown_value(held),
        theirs="-" if theirs is ABSENT else shown_value(theirs),
    )


def plan_value(data: Any, way: Way | None) -> Any:
    """What stands at the end of a way, ABSENT where there is nothing."""
    try:
        return lookup(data, way or ())
    except (KeyError, IndexError, TypeError):
        return ABSENT
