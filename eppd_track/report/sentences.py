"""What several reports say alike: titles, owners, counts by light, a record told as a sentence."""

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from msgspec import to_builtins

from eppd_track.model.due import Due, stored
from eppd_track.model.records import HEAD, Commitment, Evidence, Ledger, Proposal, Target, Update, Value
from eppd_track.model.vocabulary import Calendar, Coded, Kind, Light
from eppd_track.report.parts import Cell, DueCell, Guess, Owner
from eppd_track.rules import history, proposals
from eppd_track.rules.lights import Item
from eppd_track.rules.proofs import Proofs, Seen
from eppd_track.rules.query import in_short
from eppd_track.rules.rounds import current
from eppd_track.rules.values import AGENCY_FIELDS
from eppd_track.words import pages
from eppd_track.words import pages as round_words
from eppd_track.words.days import show_day, show_due
from eppd_track.words.labels import FIELD, members, name_of
from eppd_track.words.text import (
    BETWEEN_SENTENCES,
    COLON,
    IN_BRACKETS,
    LIST_SEPARATOR,
    SEMICOLON,
    Text,
    Titles,
    both,
    ended,
    join,
    run_on,
    same,
)
from eppd_track.words.text import paired as in_pair

_NO_KIND = "not-given"
_SAID = {"note": pages.NOTE_SAID, "reason": pages.REASON_SAID, "approved_by": pages.APPROVED_SAID}


def titles(commitment: Commitment) -> Titles:
    """A commitment's titles."""
    return Titles(commitment.title, commitment.title_zh)


PAIRED = tuple(name for name in HEAD if f"{name}_zh" in HEAD and name != "title")
"""The fields that stand in both languages, besides the title."""


def owner(commitment: Commitment, ledger: Ledger) -> Cell:
    """A commitment's owner with its name from the ledger; None where it is left out."""
    code = commitment.owner
    return marked("owner", agency_cell(code, ledger), commitment) if code else None


def marked(name: str, value: Cell, commitment: Commitment) -> Cell:
    """The value of a field, as a Guess where the source does not give it (docs/rules.md, "Inference")."""
    if value in (None, "") or not inferred(name, commitment):
        return value
    return Guess(value)


def inferred(name: str, commitment: Commitment) -> bool:
    """Whether the source does not give a field, or its twin in Chinese."""
    return _among(commitment.guessed, name)


def _among(guessed: frozenset[str], name: str) -> bool:
    """Whether a field, or its twin in Chinese, is among those whose value is inferred."""
    return name in guessed or f"{name}_zh" in guessed


def move(commitment: Commitment) -> Cell:
    """Whose move it is."""
    return marked("next_move", commitment.next_move, commitment)


def agencies(name: str, commitment: Commitment, ledger: Ledger) -> Cell:
    """A list of agencies in short, each marked where the list is inferred; None for an empty one."""
    held = _in_short(getattr(commitment, name), ledger, guessed=inferred(name, commitment))
    return join(held, same(" ")) if held else None


def _in_short(codes: Iterable[str], ledger: Ledger, *, guessed: bool) -> list[Text]:
    return [with_mark(in_short(code, ledger), guessed=guessed) for code in codes]


def step(commitment: Commitment) -> Cell:
    """The next step."""
    return marked("next_step", commitment.next_step, commitment)


def with_mark(text: Text | str, *, guessed: bool) -> Text:
    """Words, with the mark of what is inferred where it is `guessed`."""
    words = text if isinstance(text, Text) else same(text)
    return words.map("{}?".format) if guessed and words.data else words


def author(by: str | None, ledger: Ledger) -> Text:
    """Who made a record: a person as it stands there, an agency in short."""
    return in_short(by, ledger) if by else pages.NOBODY


def agency_cell(code: str, ledger: Ledger, *, full: bool = False) -> Owner:
    """An agency as owner."""
    return Owner(code, agency(code, ledger), in_short(code, ledger), full)


def code_of(code: str, items: Iterable[Item]) -> str:
    """An owner's code over several items, with the mark where it is inferred of all of them."""
    return f"{code}?" if all(inferred("owner", item.commitment) for item in items) else code


def agency(code: str, ledger: Ledger) -> Titles:
    """An agency's names; empty for a code the ledger does not know."""
    for known in ledger.agencies:
        if known.code == code:
            return Titles(known.name, known.name_zh)
    return Titles(None, None)


def due(item: Item, *, count: bool = True) -> Cell:
    """The due date of an item with the first one, an open milestone that comes before it, and a proposal.

    `count` says whether the days it is late are told too.
    """
    commitment = item.commitment
    first = commitment.original_due if commitment.original_due != commitment.due else None
    step = item.next_due if item.next_due != commitment.due else None
    pending = proposals.pending(commitment)
    proposed = pages.PROPOSED.fill(what=name_of(pending.what)) if pending else None
    told = DueCell(commitment.due, item.overdue_days if count else 0, first, step, proposed)
    return marked("due", told, commitment) if commitment.due is not None else told


def next_date(item: Item, calendar: Calendar) -> Text | None:
    """The next date of an item, a due date marked where it is inferred; None where it has none."""
    if item.next_due is None:
        return None
    guessed = item.next_due == item.commitment.due and inferred("due", item.commitment)
    return with_mark(show_due(item.next_due, calendar), guessed=guessed)


def pillar_name(number: int, ledger: Ledger) -> Text:
    """A pillar's number and title; the joint statement, 0, goes by its title alone."""
    for pillar in ledger.pillars:
        if pillar.number == number:
            title = both(pillar.title, pillar.title_zh, "")
            return title if number == 0 else pages.PILLAR.fill(number=number, title=title)
    return pages.UNNAMED_PILLAR.fill(number=number)


def dialogue_name(ledger: Ledger, day: dt.date) -> Text | None:
    """What the ledger tracks on a day, by its title, or None where the file does not say.

    Where `[dialogue]` names one round and that day lies in a later one, it is the title of that meeting.
    """
    named = ledger.dialogue
    if named is None:
        return None
    now = current(ledger, day)
    if now is not None and now.id != named.id and named.id in {one.id for one in ledger.meetings}:
        return both(now.title, now.title_zh, now.id)
    return both(named.title, named.title_zh, named.id)


def strip(counts: tuple[tuple[Light, int], ...]) -> Text:
    """Counts by light in words: `2 red, 5 yellow`."""
    if not counts:
        return pages.NO_ITEMS
    return join([pages.LIGHT_COUNT.fill(count=count, light=name_of(light)) for light, count in counts])


def in_both(commitment: Commitment, name: str) -> Text | None:
    """A field that stands in both languages, `note` beside `note_zh`; None where it is empty."""
    en, zh = (history.current_value(commitment, key) for key in (name, f"{name}_zh"))
    en, zh = ("\n".join(value) if isinstance(value, tuple) else value for value in (en, zh))
    return both(str(en or ""), str(zh or ""), "") if en or zh else None


def shared_part(ids: Iterable[str]) -> str:
    """The round in front of ids where all have the same, so that none needs it: `E6-`; else nothing."""
    rounds = {name.rpartition("-P")[0] for name in ids}
    return f"{rounds.pop()}-" if len(rounds) == 1 and "" not in rounds else ""


def lights(items: Iterable[Item]) -> tuple[tuple[Light, int], ...]:
    """How many items each light has, worst first, lights without items left out."""
    counts = Counter(item.light for item in items)
    return tuple((light, counts[light]) for light in Light if counts[light])


def kinds(commitments: Iterable[Commitment]) -> Text | None:
    """How many entries are of each kind, in words; None where none has a kind."""
    counts = Counter(commitment.kind and commitment.kind.group for commitment in commitments)
    told = [text.fill(count=counts[kind]) for kind, text in pages.KIND_COUNT.items() if counts[kind]]
    return join(told) if counts.total() > counts[None] else None


def kind_counts(commitments: Iterable[Commitment]) -> dict[str, int]:
    """The same for JSON: every kind by its value, `not-given` for those without one."""
    found = Counter(commitment.kind or _NO_KIND for commitment in commitments)
    return {name: found[name] for name in (*members(Kind), _NO_KIND)}


def data_of(item: Item) -> dict[str, Any]:
    """One commitment for JSON: every stored field under its name in the file, and what is computed.

    An owner that is left out for the reader is null.
    `last_update` is the last record that says something of it, as the column of that name shows.
    """
    stored: dict[str, Any] = as_json(item.commitment)
    last = item.commitment.last_word
    if not item.commitment.owner:
        stored |= {"owner": None, "owner_confirmed": None}
    return stored | {
        "light": item.light.value,
        "overdue_days": item.overdue_days,
        "stale": item.stale,
        "last_update": last.isoformat() if last else None,
    }


def as_json(value: object) -> Any:
    """A record as plain JSON values; dates in ISO form, due dates as agreed."""
    return to_builtins(value, enc_hook=stored)


def describe_update(update: Update, commitment: Commitment, ledger: Ledger, calendar: Calendar) -> Text:
    """A record of the history as a plain sentence, its date and author included."""
    told = describe_record(update, commitment, ledger, calendar)
    return join([signed(update, ledger, calendar), told], COLON)


def signed(update: Update, ledger: Ledger, calendar: Calendar) -> Text:
    """When a record was made, by whom and at which meeting."""
    words = pages.WHO_AT if update.meeting else pages.WHO
    return words.fill(
        day=show_day(update.date, calendar),
        by=author(update.by, ledger),
        meeting=update.meeting or "",
    )


def describe_change(update: Update, commitment: Commitment, ledger: Ledger, calendar: Calendar) -> Text:
    """What a record changed and said, as sentences."""
    told = changed(update, commitment, ledger, calendar), said(update, commitment, calendar)
    parts = [part for part in told if part is not None]
    return join(parts, BETWEEN_SENTENCES) if parts else pages.SAID_NOTHING


def word_of(update: Update, commitment: Commitment, ledger: Ledger, calendar: Calendar) -> Text:
    """What a record says: its own words, else what it changed."""
    return said(update, commitment, calendar) or describe_change(update, commitment, ledger, calendar)


def describe_record(update: Update, commitment: Commitment, ledger: Ledger, calendar: Calendar) -> Text:
    """The same with whom to ask about it, for the tracking side alone (docs/rules.md, "Audiences")."""
    told = describe_change(update, commitment, ledger, calendar)
    if update.contact is None:
        return told
    return run_on([ended(told), pages.FILLED_IN_BY.fill(contact=update.contact)])


def changed(
    update: Update,
    commitment: Commitment,
    ledger: Ledger,
    calendar: Calendar,
    without: Collection[str] = (),
) -> Text | None:
    """What a record changed, as a sentence, `without` the fields told elsewhere; None for a note alone."""
    names = [name for name in HEAD if name in update.changes and name not in without]
    if "carried" in names and update.meeting and update.meeting in (update.note or ""):
        names.remove("carried")
    if update.approved_by and update.changes.get("approved_by") == update.approved_by:
        names.remove("approved_by")
    twins = {f"{name}_zh" for name in names}
    around = history.guessed_around(commitment, update) if names else (frozenset(), frozenset())
    parts = [_changed(name, update, ledger, calendar, around) for name in names if name not in twins]
    parts += [pages.REACHED.fill(name=name) for name in reached(update, commitment)]
    parts += [pages.EVIDENCE_ADDED.fill(title=title) for title in papers(update, commitment)]
    return ended(join(parts, SEMICOLON)) if parts else None


def reached(update: Update, commitment: Commitment) -> list[Text]:
    """The milestones that a record says are reached, by their titles."""
    return [_milestone(name, commitment) for name in update.milestone_done]


def papers(update: Update, commitment: Commitment) -> list[Text]:
    """The evidence that came with a record, by its titles."""
    return [_paper(title, commitment) for title in update.evidence]


def said(update: Update, commitment: Commitment, calendar: Calendar) -> Text | None:
    """What was said with a record: its note, the reason, who approved; None for not a word.

    In the place of words that were put right since stands the day of the correction.
    """
    sentences: list[Text] = []
    for name, template in _SAID.items():
        words = getattr(update, name)
        put_right = commitment.corrected.get((id(update), name))
        if put_right is not None:
            sentences.append(pages.CORRECTED[name].fill(day=show_day(put_right.date, calendar)))
        elif words:
            sentences.append(template.fill(words=words))
    if update.correction:
        corrected = {
            record.date
            for record in commitment.updates
            if any(commitment.corrected.get((id(record), name)) is update for name in _SAID)
        }
        days = join([show_day(day, calendar) for day in sorted(corrected)])
        sentences.append(pages.CORRECTION_OF.fill(days=days) if corrected else pages.CORRECTION_SAID)
    sentences += [pages.FORCED_SAID] if update.forced else []
    return run_on(map(ended, sentences)) if sentences else None


_LOST = {Seen.CHANGED: pages.CHANGED_SINCE, Seen.GONE: pages.NOT_FOUND}


def proof(paper: Evidence, proofs: Proofs, calendar: Calendar) -> Text | None:
    """When a file that proves something was last seen whole; None for what was recorded as no file."""
    sight = proofs.get(paper)
    if sight is None:
        return None
    told = [_LOST[sight.seen]] if sight.seen in _LOST else []
    if sight.whole:
        whole = pages.WHOLE_THEN if told else pages.WHOLE_ON
        told.append(whole.fill(day=show_day(sight.whole, calendar)))
    return join(told, SEMICOLON)


def proved(commitment: Commitment, proofs: Proofs, calendar: Calendar) -> list[Text]:
    """The papers that prove a commitment, each with how its file stands."""
    found = []
    for paper in commitment.evidence:
        title, stands = both(paper.title, paper.title_zh, paper.ref or ""), proof(paper, proofs, calendar)
        found.append(IN_BRACKETS.fill(text=title, inside=stands) if stands else title)
    return found


def _milestone(identifier: str, commitment: Commitment) -> Text:
    for milestone in commitment.milestones:
        if milestone.id == identifier:
            return both(milestone.title, milestone.title_zh, identifier)
    return same(identifier)


def _paper(title: str, commitment: Commitment) -> Text:
    for paper in commitment.evidence:
        if paper.title == title:
            return both(paper.title, paper.title_zh, title)
    return same(title)


def proposal_words(proposal: Proposal, ledger: Ledger, calendar: Calendar) -> Text:
    """What is proposed, why, when and by whom."""
    told = pages.WITH_REASON.fill(told=name_of(proposal.what), reason=proposal.words or pages.NO_REASON)
    return IN_BRACKETS.fill(text=told, inside=proposed_by(proposal, ledger, calendar))


def proposed_by(proposal: Proposal, ledger: Ledger, calendar: Calendar) -> Text:
    """When something was proposed and by whom."""
    day = (show_day(proposal.date, calendar),) if proposal.date else ()
    return join([*day, author(proposal.by, ledger)], same(" "))


def _changed(
    name: str,
    update: Update,
    ledger: Ledger,
    calendar: Calendar,
    around: tuple[frozenset[str], frozenset[str]],
) -> Text:
    """What a record made of a field; what was inferred before it or after it bears its mark."""
    before, after = update.previous.get(name), update.changes[name]
    field = FIELD[name].map(str.lower)
    if name == "owner_confirmed" and after is True:
        return pages.OWNER_CONFIRMED
    if name == "carried":
        return _carried(before or (), after or ())
    old, new = (
        _held(name, values, ledger, guessed=_among(guessed, name))
        if name in AGENCY_FIELDS
        else _told(
            name, values, calendar, paired=f"{name}_zh" in update.changes, guessed=_among(guessed, name)
        )
        for values, guessed in zip((update.previous, update.changes), around, strict=True)
    )
    if not old.data:
        return pages.FIELD_SET.fill(field=field, new=new)
    if not new.data:
        return pages.FIELD_CLEARED.fill(field=field, old=old)
    return pages.FIELD_CHANGED.fill(field=field, old=old, new=new)


def _held(name: str, values: Mapping[str, Any], ledger: Ledger, *, guessed: bool) -> Text:
    """The agencies of a record in short."""
    value = values.get(name) or ()
    return join(_in_short((value,) if isinstance(value, str) else value, ledger, guessed=guessed))


def _told(name: str, values: Mapping[str, Any], calendar: Calendar, *, paired: bool, guessed: bool) -> Text:
    """A value of a record in words; where its Chinese was changed with it, that in Chinese."""
    told = value_words(values.get(name), calendar, guessed=guessed)
    twin = value_words(values.get(f"{name}_zh"), calendar, guessed=guessed)
    return in_pair(told, twin) if paired else told


def _carried(before: tuple[str, ...], after: tuple[str, ...]) -> Text:
    into = [same(name) for name in after if name not in before]
    if into:
        return round_words.CARRIED.fill(rounds=join(into, LIST_SEPARATOR))
    out = [same(name) for name in before if name not in after]
    return round_words.NOT_CARRIED.fill(rounds=join(out, LIST_SEPARATOR))


def value_words(value: Value, calendar: Calendar, *, guessed: bool = False) -> Text:
    """A field's value in words; what is `guessed` bears its mark, of a list each part."""
    if guessed and isinstance(value, tuple):
        return join([same(f"{part}?") for part in value], LIST_SEPARATOR)
    return with_mark(_words(value, calendar), guessed=guessed)


def _words(value: Value, calendar: Calendar) -> Text:
    if isinstance(value, Coded):
        return name_of(value)
    if isinstance(value, Due):
        return show_due(value, calendar)
    if isinstance(value, dt.date):
        return show_day(value, calendar)
    if isinstance(value, bool):
        return pages.YES if value else pages.NO
    if isinstance(value, tuple):
        return join([same(part) for part in value], LIST_SEPARATOR)
    if isinstance(value, Target):
        unit = both(value.unit, value.unit_zh, "")
        return join([same(value.value), unit], same(" ")).map(str.rstrip)
    if isinstance(value, Proposal):
        return name_of(value.what)
    return same("" if value is None else value)
