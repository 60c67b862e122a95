"""`eppd check` against git: what a revision, or a side of a merge in progress, had and the ledger lacks."""

from pathlib import Path

import pytest
from conftest import Eppd, needs
from repositories import Repository, nobody
from test_merge_rules import CALLED, OUT, new_item, on_first, record, swap
from threeway import PLAIN

from eppd_track.ledger.merge import merge

pytestmark = needs("git")
TOLD = {
    "record": "the record “2026-02-10 Called.”",
    "milestone": "the milestone “opening”",
    "evidence": "the evidence “First visit”",
    "commitment": "commitment E6-P2-01",
    "document": "document deck",
}
OURS = on_first(PLAIN, record("2026-03-01", "Ours."))
THEIRS = on_first(PLAIN, record("2026-03-02", "Theirs."))
AT = ("--lang", "en", "--today", "2026-06-30")


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    nobody(monkeypatch, tmp_path.parent)
    return Repository(tmp_path).begin()


def gone(eppd: Eppd, *words: str) -> str:
    """What a check finds missing; asserts that it finds nothing else."""
    out = eppd("check", *words, *AT, code=1).out
    assert all("[missing]" in line for line in out.splitlines())
    return out


@pytest.mark.parametrize("kind", TOLD)
def test_what_stood_in_a_revision_and_is_gone_is_found(repository: Repository, eppd: Eppd, kind: str) -> None:
    lines, _ = OUT[kind]
    whole = PLAIN if lines in PLAIN else swap(PLAIN, ("[[pillar]]", f"{lines}[[pillar]]"))
    repository.commit(whole)
    without = swap(whole, (lines, "")).replace(
        'status = "in-progress"\nlisted', 'status = "not-started"\nlisted'
    )
    repository.path.write_text(without if kind == "record" else swap(whole, (lines, "")), "utf-8")

    out = gone(eppd, "--since", "HEAD", *(("duplicate-id",) if kind == "document" else ()))

    assert out.count("\n") == 1
    assert TOLD[kind] in out
    assert "HEAD" in out


def test_nothing_gone_is_silent_and_so_is_a_check_that_was_not_asked(
    repository: Repository, eppd: Eppd
) -> None:
    repository.commit(PLAIN)
    repository.path.write_text(OURS, "utf-8")
    eppd("check", "--since", "HEAD", *AT)
    repository.path.write_text(swap(PLAIN, (CALLED, "")), "utf-8")

    assert eppd("check", *AT).out == ""


@pytest.mark.parametrize(
    ("take", "told"),
    [
        (CALLED, record("2026-03-01", "Never called.", "correction = true", 'status = "in-progress"')),
        (OUT["commitment"][0], record("2026-03-01", "E6-P2-01 is part of this one now.")),
    ],
)
def test_a_record_that_says_so_is_enough(repository: Repository, eppd: Eppd, take: str, told: str) -> None:
    repository.commit(PLAIN)
    without = swap(PLAIN, (take, ""))
    mark = '\n[[commitment]]\nid = "E6-P1-02"'
    repository.path.write_text(swap(without, (mark, told.rstrip("\n") + "\n" + mark)), "utf-8")

    assert "[missing]" not in str(eppd("check", "duplicate-id", "--since", "HEAD", *AT))


def test_a_correction_tells_of_one_record_and_hides_no_other(repository: Repository, eppd: Eppd) -> None:
    mark = '\n[[commitment]]\nid = "E6-P1-02"'
    told = record("2026-03-03", "Never called.", "correction = true", 'status = "in-progress"')
    repository.commit(on_first(PLAIN, record("2026-03-01", "Of a colleague.")))
    without = swap(PLAIN, (CALLED, ""))
    repository.path.write_text(swap(without, (mark, told.rstrip("\n") + "\n" + mark)), "utf-8")

    out = eppd("check", "duplicate-id", "--since", "HEAD", *AT, code=1).out

    assert "Of a colleague." in out


def test_a_record_put_right_or_shown_to_others_is_there(repository: Repository, eppd: Eppd) -> None:
    repository.commit(PLAIN)
    seen = swap(PLAIN, ('note = "Called."', 'note = "Called."\n  visibility = "public"'))
    repository.path.write_text(
        swap(seen, ("previous = { status", "previous = { priority = 'low', status")), "utf-8"
    )

    eppd("check", "duplicate-id", "--since", "HEAD", *AT)


def test_a_revision_that_is_not_there_is_told_and_one_without_the_ledger_held_nothing(
    repository: Repository, eppd: Eppd
) -> None:
    repository.git("commit", "-q", "--allow-empty", "-m", "empty")
    repository.commit(PLAIN)

    assert "commitments.toml is not in HEAD~1" in eppd("check", "--since", "HEAD~1", *AT).err
    assert "no revision “nowhere”" in eppd("check", "--since", "nowhere", *AT, code=2).err


def test_without_a_repository_there_is_nothing_to_compare_with(eppd: Eppd, tmp_path: Path) -> None:
    (tmp_path / "commitments.toml").write_text(PLAIN, "utf-8")

    assert "in no git repository" in eppd("check", "--since", "HEAD", *AT, code=5).err


# ---- in progress ----


def test_while_a_merge_is_in_progress_both_parents_count(repository: Repository, eppd: Eppd) -> None:
    repository.diverge(PLAIN, OURS, THEIRS)
    repository.git("merge", "theirs", code=1)

    for text, lacking in ((OURS, "Theirs."), (THEIRS, "Ours.")):
        repository.path.write_text(text, "utf-8")
        assert lacking in gone(eppd)
    repository.path.write_text(merge(PLAIN, OURS, THEIRS).text, "utf-8")
    eppd("check", *AT)
    repository.path.write_text(OURS, "utf-8")
    repository.git("add", ".")
    repository.git("commit", "-qm", "ours alone")
    eppd("check", *AT)


def test_what_a_merge_renumbered_is_there(repository: Repository, eppd: Eppd) -> None:
    ours = PLAIN + new_item("E6-P2-02", "Ours")
    theirs = on_first(PLAIN + new_item("E6-P2-02", "Theirs"), record("2026-03-02", "See E6-P2-02."))
    theirs += record("2026-03-02", "Of E6-P2-02.")
    repository.diverge(PLAIN, ours, theirs)
    repository.git("merge", "theirs", code=1)

    repository.path.write_text(merge(PLAIN, ours, theirs).text, "utf-8")
    eppd("check", *AT)
    repository.path.write_text(ours, "utf-8")
    assert gone(eppd).count("\n") == 2


def test_a_cherry_pick_owes_what_it_adds_and_no_more(repository: Repository, eppd: Eppd) -> None:
    repository.commit(PLAIN)
    repository.git("checkout", "-q", "-b", "theirs")
    repository.commit(THEIRS)
    both = swap(on_first(THEIRS, record("2026-03-03", "Picked.")), ("Train people", "Train all"))
    picked = repository.commit(both)
    repository.git("checkout", "-q", "main")
    ours = swap(OURS, ("Train people", "Train many"))
    repository.commit(ours)
    repository.git("cherry-pick", picked, code=1)

    repository.path.write_text(ours, "utf-8")
    assert "Picked." in gone(eppd)
    repository.path.write_text(on_first(ours, record("2026-03-03", "Picked.")), "utf-8")
    eppd("check", *AT)


def test_a_rebase_owes_both_sides(repository: Repository, eppd: Eppd) -> None:
    repository.diverge(PLAIN, OURS, THEIRS)
    repository.git("rebase", "theirs", code=1)

    for text, lacking in ((OURS, "Theirs."), (THEIRS, "Ours.")):
        repository.path.write_text(text, "utf-8")
        assert lacking in gone(eppd)


def test_a_revert_may_take_out_what_the_commit_added_and_no_more(repository: Repository, eppd: Eppd) -> None:
    repository.commit(PLAIN)
    gone_one = repository.commit(OURS)
    repository.commit(on_first(OURS, record("2026-03-05", "Later.")))
    repository.git("revert", gone_one, code=1)

    repository.path.write_text(on_first(PLAIN, record("2026-03-05", "Later.")), "utf-8")
    eppd("check", *AT)
    repository.path.write_text(PLAIN, "utf-8")
    assert "Later." in gone(eppd)


def test_a_worktree_of_its_own_is_seen(
    repository: Repository, eppd: Eppd, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository.diverge(PLAIN, OURS, THEIRS)
    folder = repository.folder.parent / f"{repository.folder.name}-other"
    repository.git("worktree", "add", "-q", "-b", "other", str(folder))
    other = Repository(folder)
    other.git("merge", "theirs", code=1)
    other.path.write_text(OURS, "utf-8")
    monkeypatch.chdir(folder)

    assert "Theirs." in gone(eppd)


# ---- what is about to be committed ----


def test_what_is_staged_is_checked_whatever_stands_in_the_file(repository: Repository, eppd: Eppd) -> None:
    faulty = PLAIN.replace('owner = "MODA"', 'owner = "MODDA"')
    repository.path.write_text(PLAIN, "utf-8")
    eppd("check", "--staged", *AT)
    repository.path.write_text(faulty, "utf-8")
    repository.git("add", ".")
    repository.path.write_text(PLAIN, "utf-8")

    assert "MODDA" in eppd("check", "--staged", *AT, code=1).out
    assert "--fix does not go with --staged" in eppd("check", "--staged", "--fix", *AT, code=2).err
