"""What `eppd check` compares the ledger with: a revision, and both parents while a merge is in progress."""

from collections.abc import Iterator

from eppd_track.cli.git.repository import Git, in_progress
from eppd_track.cli.shared.session import Session
from eppd_track.ledger.parser import tables_of
from eppd_track.ledger.reading import Reading
from eppd_track.ledger.since import missing
from eppd_track.words import git as words
from eppd_track.words.errors import ChangeRefused, Problem, WrongUse


def gone_since(session: Session, reading: Reading, revision: str | None) -> list[Problem]:
    """What a revision held, or either side of what is in progress, and the ledger lacks.

    Raises WrongUse for a revision that is not there.
    """
    if reading.torn:
        return []
    path = session.found.path
    found = list(_since(session, Git(path), reading, revision)) if revision is not None else []
    heads = tuple(in_progress(path))
    if heads:
        try:
            found += _parents(Git(path), reading, heads)
        except ChangeRefused as error:
            session.say(error.message)
    return [*{(each.id, each.message.data): each for each in reversed(found)}.values()][::-1]


def _since(session: Session, git: Git, reading: Reading, revision: str) -> Iterator[Problem]:
    commit = git.commit(revision)
    if commit is None:
        raise WrongUse(words.NO_REVISION.fill(revision=revision), words.REVISION_FORM)
    if git.held(commit) is None:
        session.say(words.NOT_IN_REVISION.fill(name=git.name, revision=revision))
    return missing(reading, revision, tables_of(git.held(commit)))


def _parents(git: Git, reading: Reading, heads: tuple[str, ...]) -> Iterator[Problem]:
    """Both sides of a merge whole; of one commit that is put on top or taken back what it added."""
    reverted = "REVERT_HEAD" if "REVERT_HEAD" in heads else None
    yield from missing(
        reading,
        "HEAD",
        tables_of(git.held("HEAD")),
        base=tables_of(git.held(f"{reverted}^")) if reverted else None,
        back=tables_of(git.held(reverted)) if reverted else None,
    )
    for head in heads:
        if head == "MERGE_HEAD":
            for commit in git.place(head).read_text("ascii").split():
                yield from missing(reading, head, tables_of(git.held(commit)))
        elif head != reverted:
            yield from missing(reading, head, tables_of(git.held(head)), base=tables_of(git.held(f"{head}^")))
