"""`eppd intake` on a terminal: its cards one after the other, one write at the end."""

import gc
from collections.abc import Callable
from pathlib import Path

import typer
from msgspec import structs

from eppd_track.cli.intake.source import Source, nearby, proposed
from eppd_track.cli.intake.walk import IntakeWalk, with_pillars
from eppd_track.cli.shared.batch import carry_out
from eppd_track.cli.shared.session import Session
from eppd_track.cli.sweep.ask import Terminal, terminal
from eppd_track.cli.sweep.card import lines_of
from eppd_track.cli.sweep.walk import style_of
from eppd_track.ledger import draft as files
from eppd_track.ledger import intake_draft as drafts
from eppd_track.ledger.batch import Batch
from eppd_track.ledger.intake import Entry, Link, Wanted, plan, proof_of
from eppd_track.ledger.intake_draft import How, IntakeDraft
from eppd_track.ledger.reading import Reading
from eppd_track.model.records import Aside, Ledger, Value
from eppd_track.model.vocabulary import Kind
from eppd_track.rules.intake import Proposal
from eppd_track.rules.prints import print_of_paper
from eppd_track.rules.promises.sentences import chinese
from eppd_track.rules.values import parse_field
from eppd_track.words import agreed as say
from eppd_track.words import sweep as sweep_words
from eppd_track.words.errors import ChangeRefused, EppdError
from eppd_track.words.text import Text

Find = Callable[[Ledger], Source]
"""How the document is read for a ledger as it stands."""


def cards(session: Session, find: Find, *, yes: bool, dry_run: bool) -> None:
    """Goes through what a document proposes, and writes what was decided in one piece.

    Every answer is kept on disk until it is written. Raises ChangeRefused while another intake is open.
    """
    gc.enable()  # unlike a command that is soon over (__main__.py)
    path = drafts.file_for(session.state_folder, session.found.path)
    with files.alone(path, ChangeRefused(say.SECOND_INTAKE, sweep_words.FINISH_THERE)):
        _, reading = session.read_for_change()
        held = find(reading.ledger)
        found = proposed(reading.ledger, held)
        left = [one for one in found if not one.settled]
        counts = {"total": len(found), "settled": len(found) - len(left), "left": len(left)}
        session.say(say.OPENING.fill(file=held.row.paper.name, **counts))
        if not left:
            session.say(say.NOTHING_LEFT if found else say.NO_PROMISE.fill(file=held.row.paper.name))
            return
        gathered, ended = _gathered(session, path, reading.ledger, held, found)
        if not ended:
            session.say(_kept(held.row.paper.name))
            return
        try:
            after = _concluded(session, gathered, find, yes=yes, dry_run=dry_run)
        except (EppdError, KeyboardInterrupt, typer.Abort):
            session.say(_kept(held.row.paper.name))
            raise
        if after is not None or not any(one.how is not How.LEAVE for one in gathered.decided.values()):
            files.forget(path)
        else:
            session.say(_kept(held.row.paper.name))


def whole(session: Session, find: Find, *, form: str | None) -> None:
    """Takes all that a document proposes, for somebody to look at afterwards."""

    def make(reading: Reading) -> Batch:
        held = find(reading.ledger)
        wanted = wanted_of(session, reading.ledger, held, proposed(reading.ledger, held), None)
        return plan(reading, wanted, session.today)

    carry_out(session, make, dry_run=False, yes=True, form=form)


def _gathered(
    session: Session, path: Path, ledger: Ledger, held: Source, found: tuple[Proposal, ...]
) -> tuple[IntakeDraft, bool]:
    """What was decided, and whether the walk came to its end."""
    with terminal(color=session.colors(to_file=False)) as screen:
        begun = _begun(session, screen, path, held)
        walk = IntakeWalk(session, screen, ledger, path, begun)
        try:
            ended = walk.go(found, nearby(ledger, found))
        except (KeyboardInterrupt, typer.Abort):
            session.say(_kept(held.row.paper.name))
            raise
        return walk.draft, ended


def _begun(session: Session, screen: Terminal, path: Path, held: Source) -> IntakeDraft:
    """The draft that was left for this document, if somebody goes on with it; else a new one."""
    name, words = held.document.id, print_of_paper(held.row.paper)
    new = IntakeDraft(ledger=str(session.found.path.resolve()), document=name, print=words)
    before, aside = files.kept(path, IntakeDraft, lambda draft: draft)
    if aside is not None:
        session.say(sweep_words.SET_ASIDE.fill(path=aside))
    if before is None or not before.decided:
        return new
    session.say(say.UNFINISHED.fill(document=before.document, decided=len(before.decided)))
    while True:
        match screen.choice(lines_of(sweep_words.RESUME_OR_DROP, style_of(session, screen))).lower():
            case "r" if before.document == name:
                if before.print != words:
                    session.say(say.OTHER_WORDS)
                return structs.replace(before, print=words)
            case "r":
                session.say(say.OTHER_DOCUMENT.fill(document=before.document))
            case "x":
                files.forget(path)
                session.say(sweep_words.THROWN_AWAY)
                return new
            case "\x04":
                raise KeyboardInterrupt
            case _:
                session.say(sweep_words.ONLY_RESUME_OR_DROP)


def _concluded(
    session: Session, gathered: IntakeDraft, find: Find, *, yes: bool, dry_run: bool
) -> Reading | None:
    """Shows what comes of it, asks, writes: the ledger as written, None where nothing was."""

    def make(reading: Reading) -> Batch:
        held = find(reading.ledger)
        found = proposed(reading.ledger, held)
        wanted = wanted_of(session, reading.ledger, held, found, gathered)
        settled = len(wanted.entries) + len(wanted.links) + len(wanted.asides)
        left = sum(not one.settled for one in found) - settled
        told = say.DECIDED.fill(
            taken=len(wanted.entries), linked=len(wanted.links), aside=len(wanted.asides), left=left
        )
        return structs.replace(plan(reading, wanted, session.today), notices=(told,))

    return carry_out(session, make, dry_run=dry_run, yes=yes, form=None)


def _kept(document: str) -> Text:
    """That answers are kept, and how to go on with them."""
    return sweep_words.KEPT.fill(command=f"intake {document}")


def wanted_of(
    session: Session, ledger: Ledger, held: Source, found: tuple[Proposal, ...], gathered: IntakeDraft | None
) -> Wanted:
    """What a document's proposals come to by what was decided of them; all of them taken without a draft."""
    entries, links, asides = [], [], []
    known = with_pillars(ledger, [one.pillar for one in found])
    for one in found:
        if one.settled:
            continue
        decision = gathered.decision(one.agreed.print or "") if gathered else None
        how = decision.how if decision else How.TAKE
        if how is How.TAKE:
            fields: dict[str, Value] = dict(one.fields)
            for name, typed in (decision.fields if decision else {}).items():
                fields[name] = parse_field(name, typed, known, session.today)
            pillar = next((each for each in known.pillars if each.number == fields["pillar"]), one.pillar)
            proof = proof_of(Kind(str(fields["kind"])), held.document)
            entries.append(Entry(fields=fields, agreed=one.agreed, evidence=proof, pillar=pillar))
        elif how is How.LINK and decision and decision.link:
            links.append(Link(decision.link, one.agreed))
        elif how is How.ASIDE and decision:
            asides.append(_aside(one, decision.reason or ""))
    return Wanted(held.document, tuple(entries), tuple(links), tuple(asides))


def _aside(one: Proposal, reason: str) -> Aside:
    spoken = {"reason_zh" if chinese(reason) else "reason": reason}
    return Aside(place=one.agreed.place, place_zh=one.agreed.place_zh, print=one.agreed.print or "", **spoken)
