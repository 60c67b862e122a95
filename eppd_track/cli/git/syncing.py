"""How a ledger and its remote become one: commit, take in, send, and again while others are faster.

Git does the work: nothing is forced and no history rewritten. The merge is eppd's, whatever the repository
says.
"""

import random
import time
from contextlib import ExitStack
from pathlib import Path
from string import ascii_lowercase
from tempfile import TemporaryDirectory

from msgspec import Struct, structs

from eppd_track.cli.git.driver import DRIVER, driver, pattern
from eppd_track.cli.git.repository import Git, in_progress, last_words
from eppd_track.cli.git.since import gone_since
from eppd_track.cli.shared.session import Session
from eppd_track.ledger import checks, store
from eppd_track.ledger.merge import merge
from eppd_track.ledger.parser import tables_of
from eppd_track.ledger.since import HeldRecords, Piece, missing
from eppd_track.ledger.toml import Table
from eppd_track.report.problems import line_of
from eppd_track.words import sync as words
from eppd_track.words.errors import ChangeRefused, Problem
from eppd_track.words.faults import MERGE_CONFLICT
from eppd_track.words.text import Text, join, same

TRIES = 20
"""How often it is tried again while others are faster."""
PAUSE = 0.2
"""Seconds before the second try; each later one waits longer, by chance more or less."""
_FASTER = (b"fetch first", b"non-fast-forward", b"failed to update ref", b"cannot lock ref", b"incorrect old")
"""What git says when somebody else was faster, or is just sending."""
_MOST_IDS = 5
_NAME = 10
"""How many signs of a commit's name are shown."""
_STEPS = {"CHERRY_PICK_HEAD": "cherry-pick", "REVERT_HEAD": "revert", "REBASE_HEAD": "rebase"}


class Synced(Struct, frozen=True):
    """What came of it: what went out and came in, the commit before and after, what a person has to decide.

    `out` and `into` say whether anything did, records or not; `text` is the ledger that a run would leave.
    """

    remote: str
    out: bool = False
    into: bool = False
    sent: tuple[Piece, ...] = ()
    taken: tuple[Piece, ...] = ()
    before: str | None = None
    after: str | None = None
    conflicts: tuple[Text, ...] = ()
    text: str | None = None


class Sync:
    """One run: the repository, the branch, and the remote branch it goes with.

    Raises ChangeRefused where one of them is missing, or something else is in progress.
    """

    def __init__(self, session: Session, path: Path) -> None:
        self.session, self.path = session, path
        self.git = Git(path)
        branch = self.git.ask("symbolic-ref", "--short", "-q", "HEAD")
        step = next((_STEPS[head] for head in in_progress(path) if head in _STEPS), None)
        if step is not None:
            raise ChangeRefused(words.IN_THE_MIDDLE.fill(what=step), words.FINISH_FIRST.fill(what=step))
        if branch is None:
            raise ChangeRefused(words.DETACHED, words.SWITCH)
        remotes = (self.git.ask("remote") or "").split("\n")
        self.remote = self.git.ask("config", f"branch.{branch}.remote") or (
            "origin" if "origin" in remotes else remotes[0]
        )
        if not self.remote:
            raise ChangeRefused(words.NO_REMOTE, words.ADD_REMOTE)
        self.ref = self.git.ask("config", f"branch.{branch}.merge") or f"refs/heads/{branch}"
        self.called = f"{self.remote}/{self.ref.removeprefix('refs/heads/')}"

    # ---- the steps ----

    def run(self) -> Synced:
        """Commits, takes in, sends. Raises ChangeRefused; what is committed here stays."""
        before = self.git.commit("HEAD")
        with self.session.locked(self.path):
            conflicts = self._commit()
        first, mine = self.git.held("HEAD"), self.git.commit("HEAD")
        for attempt in range(TRIES):
            theirs = None if conflicts else self._fetch()
            if theirs is not None and not self._has(theirs):
                with self.session.locked(self.path):
                    conflicts = self._commit() or self._take(theirs)
            after = self.git.commit("HEAD")
            conflicts = conflicts or (self._marks() if theirs != after else ())
            if conflicts:
                return Synced(self.called, before=before, after=after, conflicts=conflicts)
            if theirs == after or self._push(theirs):
                self._tell_gone(mine)
                raws = (self.git.held(theirs) if theirs else None, self.git.held("HEAD"), first)
                return _synced(self.called, *raws, before=before, after=after)
            time.sleep(PAUSE * (attempt + 1) * random.uniform(0.5, 1.5))  # noqa: S311 - a pause
        raise ChangeRefused(words.TOO_MANY.fill(count=TRIES), words.AGAIN)

    def preview(self) -> Synced:
        """What a run would do; fetches, and writes nothing."""
        self._refuse_unseen()
        theirs = self._fetch()
        source, there = store.read(self.path), self.git.held(theirs) if theirs else None
        base = self.git.ask("merge-base", "HEAD", theirs) if theirs else None
        if there is None:
            return _synced(self.called, None, source.body, source.body)
        old = self.git.held(base) if base else None
        merged = merge(*(raw.decode("utf-8-sig") if raw else "" for raw in (old, source.body, there)))
        if merged.conflicts:
            return Synced(self.called, conflicts=merged.conflicts)
        found = _synced(self.called, there, merged.text.encode(), source.body)
        return structs.replace(found, text=merged.text)

    def _commit(self) -> tuple[Text, ...]:
        """Commits the ledger where it changed, or the merge that was left; gives what is unresolved in it."""
        name = str(self.git.file)
        if any(in_progress(self.path)):
            return self._finish()
        self._refuse_unseen()
        if not self.git.do("status", "--porcelain", "--", name):
            return ()
        if not all(self.git.ask("var", f"GIT_{role}_IDENT") for role in ("AUTHOR", "COMMITTER")):
            raise ChangeRefused(words.NO_IDENTITY, words.SET_IDENTITY)
        _, reading = self.session.read_for_change()
        if marks := self._marks():
            return marks
        self._tell_gone("HEAD")
        self.git.do("add", "--", name)
        self.git.do("commit", "-q", "-m", self._message(reading.data), "--", name)
        return ()

    def _finish(self) -> tuple[Text, ...]:
        """Commits a merge whose conflicts are resolved; gives those that are not."""
        left = self._conflicts()
        if left:
            return left
        self.session.read_for_change()
        self.git.do("add", "--", str(self.git.file))
        self.git.do("commit", "-q", "--no-edit")
        return ()

    def _refuse_unseen(self) -> None:
        """Raises ChangeRefused where git is told not to look at the ledger: it would never be sent."""
        name = str(self.git.file)
        seen = self.git.do("ls-files", "-v", "--", name) or self.git.do("status", "--porcelain", "--", name)
        if not seen or seen[0] in {"S", *ascii_lowercase}:
            raise ChangeRefused(words.UNSEEN.fill(name=self.git.name), words.LET_SEE.fill(name=self.git.name))

    def _tell_gone(self, revision: str | None) -> None:
        """Says what a revision held and the ledger lacks, with no record of it."""
        if revision:
            reading = self.session.parse(store.read(self.path))
            for problem in missing(reading, revision[:_NAME], tables_of(self.git.held(revision))):
                self.session.say(problem.message)

    def _marks(self) -> tuple[Text, ...]:
        """The marks of an earlier merge in the ledger, which nobody else is to get."""
        reading = self.session.parse(store.read(self.path))
        found = checks.run(reading, self.session.today, [MERGE_CONFLICT.name])
        return tuple(line_of(problem, self.path.name) for problem in found)

    def _conflicts(self) -> tuple[Text, ...]:
        """What two sides left for a person to decide, in this ledger and in other files."""
        reading = self.session.parse(store.read(self.path))
        found: list[Problem] = list(reading.problems if reading.torn else ())
        found += checks.run(reading, self.session.today, [MERGE_CONFLICT.name])
        if not found:
            found += gone_since(self.session, reading, None)
        unmerged = self.git.do("-C", str(self.git.root), "diff", "-z", "--name-only", "--diff-filter=U")
        others = [name for name in unmerged.split("\0") if name not in {"", self.git.name}]
        return (
            *(line_of(problem, self.path.name) for problem in found),
            *(words.FILE_CONFLICT.fill(name=name) for name in others),
        )

    def _fetch(self) -> str | None:
        """The remote branch as it is now; None where there is none yet."""
        done = self.git.run("fetch", "-q", self.remote, self.ref)
        if done.returncode == 0:
            raw = self.git.held("FETCH_HEAD")
            if raw is not None:
                self.session.look_into(store.Source(self.path, raw)).refuse_newer()
            return self.git.do("rev-parse", "--verify", "FETCH_HEAD^{commit}")
        if b"find remote ref" in done.stderr:
            return None
        raise ChangeRefused(words.NOT_TAKEN.fill(remote=self.called, why=last_words(done)), words.KEPT_HERE)

    def _take(self, theirs: str) -> tuple[Text, ...]:
        """Merges the remote branch; gives the conflicts, with which the merge stays in progress here."""
        with ExitStack() as stack:
            settings = (f"{DRIVER}={driver()}", f"core.attributesFile={self._attributes(stack)}")
            asked = self.git.run("check-attr", "merge", "--", str(self.git.file), settings=settings)
            if not asked.stdout.rstrip().endswith(b": eppd"):
                raise ChangeRefused(words.OTHER_MERGE.fill(name=self.git.name), words.INSTALL)
            joined = [] if self.git.ask("merge-base", "HEAD", theirs) else ["--allow-unrelated-histories"]
            message = self._written(words.MERGE.fill(remote=self.called))
            how = ("-q", "--ff", "--no-edit", *joined, "-m", message)
            done = self.git.run("merge", *how, theirs, settings=settings)
        for line in done.stderr.decode("utf-8", "replace").splitlines():
            if done.returncode in {0, 1}:
                self.session.say(same(line))
        if not self.path.exists():
            raise ChangeRefused(words.GONE.fill(name=self.git.name, remote=self.called), words.FIND_IT)
        if done.returncode == 0:
            return ()
        if self.git.run("diff", "--quiet", "--cached", "HEAD").returncode == 0:
            self.git.run("merge", "--quit")
        if "MERGE_HEAD" not in in_progress(self.path):
            why = last_words(done)
            raise ChangeRefused(words.NOT_TAKEN.fill(remote=self.called, why=why), words.KEPT_HERE)
        return self._conflicts() or self._finish()

    def _attributes(self, stack: ExitStack) -> Path:
        """The user's attributes for git, with the ledger's merge by eppd behind them."""
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="eppd-")))
        theirs = self.git.ask("config", "--type=path", "core.attributesFile")
        held = Path(theirs).read_bytes() if theirs and Path(theirs).is_file() else b""
        line = f"\n{pattern(self.git.file.name)} merge=eppd\n"
        store.write_whole(folder / "attributes", held + line.encode())
        return folder / "attributes"

    def _push(self, theirs: str | None) -> bool:
        """Sends; False when somebody else was faster. Raises ChangeRefused for any other reason."""
        done = self.git.run("push", "-q", "-u", self.remote, f"HEAD:{self.ref}")
        if done.returncode == 0:
            return True
        if any(word in done.stderr for word in _FASTER) or self._fetch() != theirs:
            return False
        raise ChangeRefused(words.NOT_SENT.fill(remote=self.called, why=last_words(done)), words.KEPT_HERE)

    # ---- what is held ----

    def _has(self, commit: str) -> bool:
        return self.git.run("merge-base", "--is-ancestor", commit, "HEAD").returncode == 0

    def _message(self, data: Table) -> str:
        """What changed since the last commit, in plain words."""
        if not self.git.commit("HEAD"):
            return self._written(words.COMMIT_NEW)
        ids: dict[str, int] = {}
        for piece in _new(HeldRecords(data), HeldRecords(tables_of(self.git.held("HEAD")))):
            ids[piece.item] = ids.get(piece.item, 0) + 1
        told = join([words.ON.fill(id=name, count=count) for name, count in [*ids.items()][:_MOST_IDS]])
        if len(ids) > _MOST_IDS:
            told = words.AND_MORE.fill(told=told, more=len(ids) - _MOST_IDS)
        return self._written(words.COMMIT.fill(what=told) if ids else words.COMMIT_OTHER)

    def _written(self, message: Text) -> str:
        """A message as git keeps it: its subject in the first language of the run, the others below."""
        return "\n\n".join(message.lines(self.session.language))


def _synced(
    remote: str,
    there: bytes | None,
    now: bytes | None,
    first: bytes | None,
    *,
    before: str | None = None,
    after: str | None = None,
) -> Synced:
    """What came of it, from the ledger as the remote had it, as it is now, and as it was here."""
    held, its, mine = (HeldRecords(tables_of(raw)) for raw in (now, there, first))
    return Synced(remote, now != there, now != first, _new(held, its), _new(held, mine), before, after)


def _new(now: HeldRecords, before: HeldRecords) -> tuple[Piece, ...]:
    """What one state holds beyond another."""
    return tuple((now.count - before.count).elements())
