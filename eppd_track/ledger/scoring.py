"""From a score to the sub-table that the writer puts in, once it is allowed (docs/rules.md, "Scores")."""

from collections.abc import Sequence
from typing import Any

from msgspec import structs

from eppd_track.ledger.writer import TablePart
from eppd_track.model.records import Commitment, Score
from eppd_track.model.vocabulary import EXPECTED_EFFECT, Party, Side
from eppd_track.rules.scores import counted, promised_by
from eppd_track.words import scoring as words
from eppd_track.words.errors import ChangeRefused
from eppd_track.words.labels import name_of
from eppd_track.words.text import Text, join, same


def scored(commitment: Commitment, score: Score, parties: Sequence[Side]) -> TablePart | None:
    """The sub-table of a score of one of the `parties`, None where the same is on file.

    Raises ChangeRefused for no promise.
    """
    sides = promised_by(commitment, parties)
    if commitment.kind is not None and not commitment.kind.promises:
        raise ChangeRefused(*_no_promise(commitment))
    if score.side not in sides:
        raise ChangeRefused(
            words.NOT_PROMISED.fill(id=commitment.id, side=name_of(score.side)),
            words.WHO_PROMISED.fill(id=commitment.id, sides=join([name_of(side) for side in sides])),
        )
    if score in counted(commitment.scores, score.side, score.meeting):
        return None
    table: dict[str, Any] = {
        name: value for name, value in structs.asdict(score).items() if value is not None
    }
    return TablePart(commitment.id, "score", table | {"side": score.side.value})


def _no_promise(commitment: Commitment) -> tuple[Text, Text]:
    """Why a request or an expected effect is not scored, and what is."""
    named = {"id": commitment.id, "kind": name_of(commitment.kind or EXPECTED_EFFECT)}
    others = commitment.answered_by if commitment.kind and commitment.kind.request else commitment.related
    remedy = (
        words.SCORE_INSTEAD.fill(ids=join([same(other) for other in others])) if others else words.NO_OTHER
    )
    return words.NO_PROMISE.fill(**named), remedy


def told(part: TablePart) -> Text:
    """What a new score says, as a sentence."""
    table = part.table
    template = words.SCORED_FOR if "meeting" in table else words.SCORED
    return template.fill(
        side=name_of(Party(table["side"])),
        verdict=words.VERDICT[table["value"]],
        reader=table["reader"],
        reason=table["reason"],
        meeting=table.get("meeting", ""),
    )
