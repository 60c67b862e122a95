"""`eppd sync`: many people, each with a clone, lose nothing and end with the same ledger."""

import errno
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
import tomli
from conftest import ROOT, Eppd, needs
from repositories import NAME, Repository, nobody
from test_merge_rules import found, notes, on_first, record, swap
from threeway import PLAIN, START

from eppd_track.ledger import lock

pytestmark = needs("git")
AT = ("--today", "2026-03-02", "--lang", "en")
Clone = Callable[..., Repository]


@pytest.fixture
def remote(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A remote with the ledger in it, in a folder with a blank."""
    nobody(monkeypatch, tmp_path)
    first = Repository(tmp_path / "first").begin()
    first.commit(PLAIN)
    path = tmp_path / "on the server" / "ledger.git"
    first.git("clone", "-q", "--bare", ".", str(path))
    return path


@pytest.fixture
def clone(remote: Path, tmp_path: Path) -> Clone:
    """Makes a clone of the remote."""

    def make(who: str, address: str = str(remote)) -> Repository:
        made = Repository(tmp_path / who)
        made.git("clone", "-q", address, ".")
        made.git("config", "user.name", who)
        return made

    return make


@pytest.fixture
def sync(eppd: Eppd) -> Callable[..., str]:
    """Syncs a clone in process and gives what is said."""

    def run(of: Repository, *words: str, code: int = 0, err: str = "") -> str:
        ran = eppd("sync", "--file", str(of.path), *AT, *words, code=code)
        assert err in ran.err
        return ran.out + (ran.err if code == 5 else "")

    return run


def write(of: Repository, text: str) -> None:
    of.path.write_bytes(text.encode())


def head(path: Path) -> str:
    done = subprocess.run(("git", "rev-parse", "main"), cwd=path, check=True, capture_output=True, text=True)
    return done.stdout.strip()


# ---- one and another ----


def test_on_a_drive_without_locks_it_works_and_says_so_once(
    clone: Clone, eppd: Eppd, monkeypatch: pytest.MonkeyPatch
) -> None:
    lin, wang = clone("Lin"), clone("Wang")
    for one, day in ((lin, "2026-03-01"), (wang, "2026-03-02")):
        write(one, on_first(PLAIN, record(day, "Heard.")))

    def refuse(_: int) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(lock, "_take", refuse)
    for one in (lin, wang):
        ran = eppd("sync", "--file", str(one.path), *AT)
        assert ran.out.startswith("Synced with origin/main")
        assert ran.err.count("has no locks") == 1


def test_work_goes_out_and_comes_in_and_is_told_in_one_line(
    remote: Path, clone: Clone, sync: Callable[..., str]
) -> None:
    lin, wang = clone("Lin"), clone("Wang")
    write(lin, on_first(PLAIN, record("2026-03-01", "Lin's.")))
    write(wang, on_first(PLAIN, record("2026-03-01", "Wang's."), record("2026-03-02", "Wang's too.")))

    assert sync(lin) == "Synced with origin/main: 1 entry sent, nothing taken in.\n"
    assert sync(wang) == "Synced with origin/main: 2 entries sent, 1 entry taken in.\n"
    assert sync(lin) == "Synced with origin/main: nothing sent, 2 entries taken in.\n"
    assert sync(lin) == "The same as origin/main already.\n"

    assert lin.text == wang.text
    assert sorted(notes(lin.text)) == ["Called.", "Lin's.", "Wang's too.", "Wang's."]
    assert found(lin.text) == set()
    assert wang.git("log", "-1", "--format=%an", "HEAD^1").strip() == "tester"
    assert wang.git("log", "-1", "--format=%s", "HEAD^1").strip() == "Ledger: 2 on E6-P1-01"


def test_nothing_else_is_committed_and_nothing_staged_is_touched(
    clone: Clone, sync: Callable[..., str]
) -> None:
    lin = clone("Lin")
    for name in ("letter.txt", "draft.txt"):
        (lin.folder / name).write_text("Dear all\n", "utf-8")
    lin.git("add", "letter.txt")
    write(lin, on_first(PLAIN, record("2026-03-01", "Lin's.")))

    sync(lin)

    assert lin.git("show", "--name-only", "--format=", "HEAD").split() == [NAME]
    assert {"A  letter.txt", "?? draft.txt"} <= set(lin.git("status", "--porcelain").split("\n"))


def test_an_edit_without_a_record_goes_out_too(clone: Clone, sync: Callable[..., str]) -> None:
    lin = clone("Lin")
    write(lin, swap(PLAIN, ("Train people", "Train many")))

    assert sync(lin) == "Synced with origin/main: other changes sent, nothing taken in.\n"
    assert lin.git("log", "-1", "--format=%s").strip() == "Ledger: changed without a record"


def test_a_conflict_stays_here_is_named_and_goes_out_when_it_is_resolved(
    remote: Path, clone: Clone, sync: Callable[..., str]
) -> None:
    lin, wang = clone("Lin"), clone("Wang")
    for who, title in ((lin, "Train many"), (wang, "Train all")):
        write(who, on_first(swap(PLAIN, ("Train people", title)), record("2026-03-01", title)))
    sync(lin)
    sent = head(remote)

    for _ in range(2):
        said = sync(wang, code=1)
        assert 'E6-P1-03: a merge left a conflict here: theirs has title = "Train many"' in said
        assert "nothing was sent" in said
        assert head(remote) == sent
    write(wang, "".join(line for line in wang.text.splitlines(keepends=True) if "#!" not in line))

    assert sync(wang).startswith("Synced with origin/main: 1 entry sent")
    sync(lin)
    assert lin.text == wang.text
    assert sorted(notes(lin.text)) == ["Called.", "Train all", "Train many"]


def test_a_resolution_that_drops_a_record_is_not_sent(
    remote: Path, clone: Clone, sync: Callable[..., str]
) -> None:
    lin, wang = clone("Lin"), clone("Wang")
    for who, title in ((lin, "Train many"), (wang, "Train all")):
        write(who, on_first(swap(PLAIN, ("Train people", title)), record("2026-03-01", title)))
    sync(lin)
    sync(wang, code=1)
    write(wang, on_first(swap(PLAIN, ("Train people", "Train all")), record("2026-03-01", "Train all")))

    assert "Train many” stood in MERGE_HEAD and is missing" in sync(wang, code=1)


def test_a_damaged_ledger_is_not_shared(remote: Path, clone: Clone, sync: Callable[..., str]) -> None:
    lin = clone("Lin")
    write(lin, swap(PLAIN, ('"Train people"', '"Train people')))
    sent = head(remote)

    sync(lin, code=3, err="a quotation mark is missing")
    assert head(remote) == sent


def test_a_record_taken_back_after_it_was_sent_is_told(clone: Clone, sync: Callable[..., str]) -> None:
    lin = clone("Lin")
    write(lin, on_first(PLAIN, record("2026-03-01", "Lin's.")))
    sync(lin)
    write(lin, PLAIN)

    sync(lin, err="the record “2026-03-01 Lin's.” stood in HEAD and is missing")


def test_histories_that_began_apart_are_joined(
    remote: Path, tmp_path: Path, sync: Callable[..., str]
) -> None:
    own = Repository(tmp_path / "own").begin()
    own.commit(on_first(PLAIN, record("2026-03-01", "Own.")))
    own.git("remote", "add", "origin", str(remote))

    sync(own)
    assert notes(own.text) == ["Called.", "Own."]
    assert own.git("rev-parse", "main@{upstream}").strip() == head(remote)


def test_a_remote_without_anything_gets_the_first_commit(
    tmp_path: Path, remote: Path, sync: Callable[..., str]
) -> None:
    own = Repository(tmp_path / "own").begin()
    own.git("init", "-q", "--bare", str(tmp_path / "empty.git"))
    own.git("remote", "add", "origin", (tmp_path / "empty.git").as_uri())
    write(own, PLAIN)

    assert "sent, nothing taken in" in sync(own)
    assert head(tmp_path / "empty.git") == own.git("rev-parse", "HEAD").strip()


# ---- nothing is gone in silence ----


NAMES = ("年 度/列管檔.toml", "my ledger.toml", "[a]*.toml", "#1.toml", "!1.toml", 'a"b.toml')


@pytest.mark.parametrize("name", NAMES)
def test_a_ledger_of_any_name_is_merged_and_its_conflict_resolved(
    tmp_path: Path, clone: Clone, remote: Path, sync: Callable[..., str], name: str
) -> None:
    lin = clone("Lin")
    lin.path = lin.folder / name
    lin.commit(PLAIN)
    lin.git("push", "-q")
    wang = clone("Wang")
    wang.path = wang.folder / name
    for who, title in ((lin, "Train many"), (wang, "Train all")):
        write(who, on_first(swap(PLAIN, ("Train people", title)), record("2026-03-01", title)))
    sync(lin)
    assert len(sync(wang, code=1).splitlines()) == 2
    write(wang, "".join(line for line in wang.text.splitlines(keepends=True) if "#!" not in line))

    sync(wang)
    sync(lin)

    assert sorted(notes(lin.text)) == ["Called.", "Train all", "Train many"]


def test_a_record_that_somebody_took_out_is_told_to_those_who_get_it_so(
    clone: Clone, sync: Callable[..., str]
) -> None:
    lin, wang = clone("Lin"), clone("Wang")
    write(lin, on_first(PLAIN, record("2026-03-01", "Lin's.")))
    sync(lin)
    sync(wang)
    write(wang, PLAIN)
    sync(wang)

    sync(lin, err="the record “2026-03-01 Lin's.” stood in ")


@pytest.mark.parametrize("left", ["committed", "stashed"])
def test_the_mark_of_a_conflict_is_never_sent(
    remote: Path, clone: Clone, sync: Callable[..., str], left: str
) -> None:
    lin, sent = clone("Lin"), head(remote)
    marked = swap(
        PLAIN, ("due = 2026-12-31\n", "due = 2026-12-31\n#! conflict: theirs has due = 2027-01-01\n")
    )
    write(lin, marked)
    if left == "committed":
        lin.commit(marked)

    assert "theirs has due" in sync(lin, code=1)
    assert head(remote) == sent


UNSEEN: dict[str, Callable[[Repository], Any]] = {
    "ignored": lambda of: (
        of.git("rm", "-q", "--cached", NAME),
        of.git("commit", "-qm", "out"),
        (of.folder / ".git/info/exclude").write_text("*.toml\n", "utf-8"),
    ),
    "skip-worktree": lambda of: of.git("update-index", "--skip-worktree", NAME),
    "assume-unchanged": lambda of: of.git("update-index", "--assume-unchanged", NAME),
}


@pytest.mark.parametrize("hide", UNSEEN.values(), ids=UNSEEN.keys())
def test_a_ledger_that_git_does_not_look_at_is_not_called_synced(
    clone: Clone, sync: Callable[..., str], hide: Callable[[Repository], Any]
) -> None:
    lin = clone("Lin")
    hide(lin)
    write(lin, on_first(PLAIN, record("2026-03-01", "Lin's.")))

    for words in ((), ("--dry-run",)):
        assert "not to look at commitments.toml" in sync(lin, *words, code=5)


def test_a_merge_that_git_could_not_make_takes_nothing_away(
    remote: Path, clone: Clone, sync: Callable[..., str]
) -> None:
    """Another program of git's, an editor's, holds the index at just that time."""
    lin, wang = clone("Lin"), clone("Wang")
    (lin.folder / "paper.txt").write_text("Dear all\n", "utf-8")
    lin.git("add", "paper.txt")
    lin.commit(swap(PLAIN, ("Train people", "Train all")))
    lin.git("push", "-q")
    wang.commit(on_first(PLAIN, record("2026-03-01", "Wang's.")))
    lock = wang.folder / ".git/index.lock"
    lock.touch()

    assert "cannot be taken in" in sync(wang, code=5)
    lock.unlink()
    sync(wang)

    assert "Train all" in wang.text
    assert "paper.txt" in wang.git("ls-tree", "--name-only", "HEAD")


@pytest.mark.skipif(os.name == "nt", reason="a program of a POSIX shell")
def test_a_git_that_cannot_answer_is_not_taken_for_a_ledger_without_changes(
    clone: Clone, sync: Callable[..., str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on a full disk, where `git status` cannot write its index."""
    lin = clone("Lin")
    write(lin, on_first(PLAIN, record("2026-03-01", "Lin's.")))
    full = tmp_path / "bin" / "git"
    full.parent.mkdir()
    full.write_text(
        '#!/bin/sh\ncase "$*" in *" status "*) echo "fatal: no space left" >&2; exit 128;; esac\n'
        f'exec {shutil.which("git")} "$@"\n',
        "utf-8",
    )
    full.chmod(0o755)
    monkeypatch.setenv("PATH", f"{full.parent}{os.pathsep}{os.environ['PATH']}")

    assert "no space left" in sync(lin, code=5)


@pytest.mark.parametrize("to", ["old/commitments.toml", "tracking.toml", None])
@pytest.mark.parametrize(
    "work", [PLAIN, on_first(PLAIN, record("2026-03-01", "Wang's."))], ids=["no", "work"]
)
def test_a_ledger_that_is_elsewhere_now_is_told_as_such(
    remote: Path, clone: Clone, sync: Callable[..., str], to: str | None, work: str
) -> None:
    lin, wang = clone("Lin"), clone("Wang")
    (lin.folder / "old").mkdir()
    lin.git(*(("mv", NAME, to) if to else ("rm", "-q", NAME)))
    lin.git("commit", "-qm", "elsewhere")
    lin.git("push", "-q")
    sent = head(remote)
    write(wang, work)

    if to is None and work != PLAIN:
        sync(wang)
        assert notes(wang.text) == ["Called.", "Wang's."]
        return
    assert "under another name, or deleted it" in sync(wang, code=5)
    assert head(remote) == sent


@pytest.mark.skipif(os.name == "nt", reason="there a lock does not pass on to other processes")
def test_what_git_goes_on_with_when_eppd_is_killed_overwrites_no_record(
    clone: Clone, sync: Callable[..., str], eppd: Eppd, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lin, wang = clone("Lin"), clone("Wang")
    write(lin, on_first(PLAIN, record("2026-03-01", "Lin's.")))
    sync(lin)
    wang.commit(swap(PLAIN, ("Train people", "Train all")))
    slow, begun = tmp_path / "bin" / "git", tmp_path / "begun"
    slow.parent.mkdir()
    slow.write_text(
        f'#!/bin/sh\ncase "$*" in *" merge -q "*) touch "{begun}"; sleep 2;; esac\n'
        f'exec {shutil.which("git")} "$@"\n',
        "utf-8",
    )
    slow.chmod(0o755)
    monkeypatch.setenv("PATH", f"{slow.parent}{os.pathsep}{os.environ['PATH']}")

    syncing = subprocess.Popen(
        (sys.executable, "-m", "eppd_track", "sync", "--file", str(wang.path)),
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )
    while not begun.exists():
        assert syncing.poll() is None
    syncing.kill()
    syncing.wait()
    eppd("update", "p1-1", "--note", "Wang's.", "--by", "Wang", "--file", str(wang.path), *AT)

    assert sorted(notes(wang.text)) == ["Called.", "Lin's.", "Wang's."]


# ---- asked only ----


def test_a_dry_run_says_what_would_be_and_changes_nothing(
    remote: Path, clone: Clone, sync: Callable[..., str]
) -> None:
    lin, wang = clone("Lin"), clone("Wang")
    write(lin, on_first(PLAIN, record("2026-03-01", "Lin's.")))
    sync(lin)
    sent = head(remote)
    write(wang, on_first(PLAIN, record("2026-03-02", "Wang's.")))
    before = (wang.text, wang.git("rev-parse", "HEAD"), wang.git("status", "--porcelain"))

    assert sync(wang, "--dry-run") == "Would sync with origin/main: 1 entry to send, 1 entry to take in.\n"
    assert (wang.text, wang.git("rev-parse", "HEAD"), wang.git("status", "--porcelain")) == before
    assert head(remote) == sent
    write(wang, on_first(PLAIN, record("2026-03-01", "Lin's.")))
    assert sync(wang, "--dry-run") == "The same as origin/main already.\n"


def test_a_dry_run_names_a_conflict(clone: Clone, sync: Callable[..., str]) -> None:
    lin, wang = clone("Lin"), clone("Wang")
    write(lin, swap(PLAIN, ("Train people", "Train many")))
    sync(lin)
    write(wang, swap(PLAIN, ("Train people", "Train all")))

    assert 'E6-P1-03: both changed title: ours "Train all", theirs "Train many".' in sync(
        wang, "--dry-run", code=1
    )


def test_the_receipt_in_json(remote: Path, clone: Clone, sync: Callable[..., str]) -> None:
    lin = clone("Lin")
    before = head(remote)
    write(lin, on_first(PLAIN, record("2026-03-01", "Lin's.")))

    told = json.loads(sync(lin, "--format", "json"))

    assert (told["schema"], told["kind"], told["command"]) == (1, "receipt", "sync")
    assert told["sent"] == [{"kind": "update", "id": "E6-P1-01"}]
    assert (told["taken"], told["conflicts"], told["remote"]) == ([], [], "origin/main")
    assert (told["before"], told["after"]) == (before, head(remote))


# ---- what cannot be ----


REFUSALS: dict[str, tuple[Callable[[Repository], Any], str]] = {
    "detached": (lambda of: of.git("checkout", "-q", "--detach"), "No branch is checked out"),
    "no remote": (lambda of: of.git("remote", "remove", "origin"), "no remote to sync with"),
    "remote gone": (lambda of: of.git("remote", "set-url", "origin", "nowhere"), "cannot be taken in"),
    "no address": (
        lambda of: of.git("remote", "set-url", "origin", "https://ledger.invalid/x.git"),
        "cannot be taken in",
    ),
    "other merge": (
        lambda of: (of.folder / ".git/info/attributes").write_text(f"{NAME} merge=union\n", "utf-8"),
        "merge commitments.toml in another way",
    ),
    "rebase": (lambda of: of.git("rebase", "other", code=1), "A rebase is in progress"),
    "cherry-pick": (lambda of: of.git("cherry-pick", "other", code=1), "A cherry-pick is in progress"),
}


@pytest.mark.parametrize(("make", "told"), REFUSALS.values(), ids=REFUSALS.keys())
def test_what_cannot_be_synced_is_one_sentence_and_nothing_is_lost(
    remote: Path, clone: Clone, sync: Callable[..., str], make: Callable[[Repository], Any], told: str
) -> None:
    lin, wang = clone("Lin"), clone("Wang")
    write(lin, on_first(PLAIN, record("2026-03-01", "Lin's.")))
    sync(lin)
    wang.git("checkout", "-q", "-b", "other")
    wang.commit(swap(PLAIN, ("Train people", "Train all")))
    wang.git("checkout", "-q", "main")
    wang.commit(swap(PLAIN, ("Train people", "Train many")))
    make(wang)
    held = wang.text

    said = sync(wang, code=5)

    assert told in said
    assert len(said.splitlines()) == 2
    assert wang.text == held


def test_outside_of_git_and_without_a_name_it_is_one_sentence(
    eppd: Eppd, tmp_path: Path, clone: Clone, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / NAME).write_text(PLAIN, "utf-8")
    assert "in no git repository" in eppd("sync", *AT, code=5).err
    lin = clone("Lin")
    write(lin, on_first(PLAIN, record("2026-03-01", "Lin's.")))
    for role in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{role}_NAME", "")
    lin.git("config", "user.name", "")
    assert "does not know who you are" in eppd("sync", "--file", str(lin.path), *AT, code=5).err
    monkeypatch.setenv("PATH", str(tmp_path))
    assert "Git is not installed" in eppd("sync", *AT, code=5).err


def test_what_the_remote_forbids_is_told_and_not_tried_again(
    remote: Path, clone: Clone, sync: Callable[..., str]
) -> None:
    lin = clone("Lin")
    hook = remote / "hooks" / "pre-receive"
    hook.write_text('#!/bin/sh\necho x >> tried\necho "Not on Sundays" >&2\nexit 1\n', "utf-8")
    hook.chmod(0o755)
    write(lin, on_first(PLAIN, record("2026-03-01", "Lin's.")))

    said = sync(lin, code=5)

    assert "does not take it" in said
    assert (remote / "tried").read_text("utf-8") == "x\n"
    assert "Lin's." in lin.git("show", f"HEAD:{NAME}")


def test_others_who_are_always_faster_are_told_in_the_end(
    remote: Path, clone: Clone, sync: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("eppd_track.cli.git.syncing.TRIES", 3)
    monkeypatch.setattr("eppd_track.cli.git.syncing.PAUSE", 0)
    hook = remote / "hooks" / "pre-receive"
    hook.write_text('#!/bin/sh\necho "error: cannot lock ref" >&2\nexit 1\n', "utf-8")
    hook.chmod(0o755)
    lin = clone("Lin")
    write(lin, on_first(PLAIN, record("2026-03-01", "Lin's.")))

    assert "faster 3 times" in sync(lin, code=5)


# ---- many at once ----


def process(of: Repository, *words: str) -> subprocess.CompletedProcess[str]:
    """eppd as a process of its own, as people run it."""
    return subprocess.run(
        (sys.executable, "-m", "eppd_track", *words, "--file", str(of.path)),
        cwd=of.folder,
        env=os.environ | {"PYTHONPATH": str(ROOT), "EPPD_LANG": "en"},
        check=False,
        capture_output=True,
        encoding="utf-8",
        timeout=300,
    )


@pytest.mark.usefixtures("unmeasured")
def test_six_people_on_one_item_at_once_lose_nothing(clone: Clone) -> None:
    people = [clone(f"P{number}") for number in range(6)]

    def work(person: Repository) -> None:
        who = person.folder.name
        for number in range(4):
            told = ("--note", f"{who} {number}.", "--by", who, "--today", "2026-03-02")
            status = ("--status", "blocked", "--reason", "Floods.") if number == 1 else ()
            for words in (("update", "p1-1", *told, *status), ("sync",)):
                ran = process(person, *words)
                assert ran.returncode == 0, ran

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(work, people))
    for person in people:
        assert process(person, "sync").returncode == 0

    texts = {person.path.read_bytes() for person in people}
    assert len(texts) == 1
    text = texts.pop().decode()
    assert sorted(notes(text)) == sorted(
        ["Called.", *(f"P{one} {two}." for one in range(6) for two in range(4))]
    )
    assert found(text) == set()
    assert people[0].git("log", "--format=%an", "--no-merges").split().count("tester") == 25


EDITS = int(os.environ.get("EPPD_SYNCS", "30"))


def test_random_edits_of_three_people_all_arrive(
    clone: Clone,
    eppd: Eppd,
    sync: Callable[..., str],
    monkeypatch: pytest.MonkeyPatch,
    record_property: Callable[[str, int], None],
) -> None:
    """What a person cannot decide is decided as the conflict's page says: the later record is right."""
    random, people = Random(6), [clone(who) for who in ("Lin", "Wang", "Chen")]
    said: list[str] = []
    for number in range(EDITS):
        person = random.choice(people)
        day = f"{START + timedelta(days=number // 2)}"
        target = random.choice(("p1-1", "p1-2", "p1-3", "p2-1"))
        note = f"{person.folder.name} {number}."
        change = random.choice(
            (
                (),
                ("--progress", str(random.randrange(9) * 10)),
                ("--next-step", note),
                ("--set", f"tags={note}"),
                ("--owner", random.choice(("MOEA", "MODA"))),
                ("--priority", random.choice(("low", "high"))),
            )
        )
        told = ("--note", note, "--reason", "So it is.", "--by", person.folder.name, "--today", day)
        eppd("update", target, *change, *told, "--file", str(person.path))
        said.append(note)
        if random.random() < 0.4:
            settle(eppd, person)
    for _ in range(2):
        for person in people:
            settle(eppd, person)

    texts = {person.path.read_bytes() for person in people}
    assert len(texts) == 1
    text = texts.pop().decode()
    items = tomli.loads(text)["commitment"]
    record_property("edits", EDITS)
    assert sorted(update["note"] for item in items for update in item["update"]) == sorted(["Called.", *said])
    assert found(text) == set()


def settle(eppd: Eppd, person: Repository) -> None:
    """Syncs; a conflict is decided for what the last record says."""
    try:
        eppd("sync", "--file", str(person.path), *AT)
    except AssertionError as error:
        if "exit 1" not in str(error):
            raise
        decided(person)
        eppd("sync", "--file", str(person.path), *AT)


def decided(person: Repository) -> None:
    lines = person.text.split("\n")
    for number, line in enumerate(lines):
        if "#! conflict: theirs has " not in line:
            continue
        key, theirs = line.split("theirs has ")[1].split(" = ", 1)
        start = max(index for index in range(number) if lines[index].startswith("[[commitment]]"))
        name = lines[start + 1].split('"')[1]
        item = next(item for item in tomli.loads(person.text)["commitment"] if item["id"] == name)
        last = next(update[key] for update in reversed(item["update"]) if key in update)
        if theirs != "no value" and tomli.loads(f"x = {theirs}")["x"] == last:
            lines[number - 1] = f"{key} = {theirs}"
        lines[number] = ""
    person.path.write_text("\n".join(lines), "utf-8")
