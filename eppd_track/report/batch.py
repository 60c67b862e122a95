"""What many updates would do at once: every change as a sentence, what stays, and what is refused."""

import datetime as dt
from collections.abc import Sequence

from eppd_track.ledger.batch import Batch, Left, Refused
from eppd_track.model.records import Ledger
from eppd_track.report.change import Changed, light_moved
from eppd_track.report.parts import Report, Section, Sentences
from eppd_track.rules.lights import Item
from eppd_track.words import minutes, pages
from eppd_track.words.text import BETWEEN_SENTENCES, COLON, Text, join, names, same

_FIRST_WORDS = 60
"""How many characters of what is not taken are shown; the place is shown with them."""


def summary(batch: Batch, told: Sequence[Text], changed: Changed, ledger: Ledger, as_of: dt.date) -> Report:
    """The summary to look at before anything is written; `told` are the changes as sentences.

    Those of commitments stand first, each behind the light that it would have and had; what is new beside
    them, a meeting, is told and counted apart.
    """
    pairs = changed.pairs
    changes = [
        _with_light(text, *pairs[edit.id]) for edit, text in zip(batch.change.edits, told, strict=False)
    ]
    added = told[len(batch.change.edits) :]
    named = [*batch.troubles, *map(_refusal, batch.refused)]
    notices = batch.notices
    sections = [Section("notices", None, (Sentences(notices),))] if notices else []
    if changes:
        sections.append(_listed("changes", pages.BATCH_CHANGES, changes))
    if added:
        sections.append(_listed("added", pages.BATCH_ADDED, added))
    if named:
        sections.append(_listed("refused", pages.BATCH_REFUSED, named))
    if batch.left:
        lines = [_left(one) for one in batch.left]
        lines += [minutes.NAME_ONE] if any(one.near for one in batch.left) else []
        sections.append(_listed("left", pages.BATCH_LEFT, lines, len(batch.left)))
    if batch.unchanged:
        ids = (names(batch.unchanged),)
        sections.append(_listed("unchanged", pages.BATCH_UNCHANGED, ids, len(batch.unchanged)))
    return Report(
        kind="batch",
        as_of=as_of,
        ledger=ledger.name,
        raw=ledger.raw,
        selection=same(""),
        shown=len(batch.change.edits),
        total=len(ledger.commitments),
        sections=tuple(sections),
    )


def _with_light(told: Text, was: Item | None, now: Item | None) -> Text:
    """A change of an item, the light first where it changes."""
    if was is None or now is None or was.light is now.light:
        return told
    return join([light_moved(was, now), told], same(" · "))


def _refusal(refused: Refused) -> Text:
    where = [refused.where] if refused.where.data else []
    said = [part for part in (refused.message, refused.remedy) if part is not None]
    return join([*where, join(said, BETWEEN_SENTENCES)], COLON)


def _left(left: Left) -> Text:
    """Words that are not taken: their place, the first of them, and what they may belong to."""
    said = " ".join(left.words.split())
    shown = said if len(said) <= _FIRST_WORDS else f"{said[:_FIRST_WORDS]}…"
    if not left.near:
        return join([left.where, minutes.FITS_NOTHING.fill(words=shown)], COLON)
    told = minutes.MAY_BE.fill(words=shown, ids=join([same(one.id) for one in left.near]))
    return join([left.where, told], COLON)


def _listed(key: str, head: Text, lines: Sequence[Text], count: int | None = None) -> Section:
    head = pages.COUNTED.fill(head=head, count=len(lines) if count is None else count)
    return Section(key, head, (Sentences(tuple(lines), listed=True),))
