"""What is kept of a ledger that was read: the same as read with care, whatever became of file or copy."""

import os
import random
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from conftest import ROOT, SHIPPED, Eppd
from hypothesis import given, settings
from hypothesis import strategies as st
from layouts import ledgers
from test_fuzz import damage

from eppd_track.ledger import checks, excerpt, reader, snapshot, store
from eppd_track.ledger.reading import Reading
from eppd_track.ledger.store import Source
from eppd_track.model.due import Due
from eppd_track.words.faults import RULES

FRIDAY = ROOT / "examples" / "friday.toml"
LEDGERS = (SHIPPED, *sorted((ROOT / "examples").glob("*.toml")))
BROKEN = tuple(sorted((ROOT / "tests" / "errors").glob("*.toml")))
TODAY = ("--today", "2026-11-27")
DAY = Due("2026-11-27").day
OLD = FRIDAY.read_bytes()


@pytest.fixture(scope="module", autouse=True)
def every_size() -> Iterator[None]:
    """Ledgers of every size are kept."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(store, "LARGE", 1)
        yield


def kept(raw: bytes, cache: Path) -> Reading:
    return snapshot.read(Source(Path("commitments.toml"), raw), cache)


def files(cache: Path) -> list[Path]:
    return sorted(path for path in cache.rglob("*") if path.is_file())


def agrees(raw: bytes, cache: Path) -> None:
    """Asserts that a reading through the cache is the careful one, and told by the checks as that."""
    source = Source(Path("commitments.toml"), raw)
    if not source.is_text:
        return
    careful = reader.read(source.text, "commitments.toml", raw=raw)
    found = kept(raw, cache)
    assert (found.problems, found.misset, found.unread) == (careful.problems, careful.misset, careful.unread)
    assert found.heads == careful.heads
    assert repr(found.ledger) == repr(careful.ledger)
    assert found.ledger == careful.ledger
    if not careful.problems:
        assert checks.run(found, DAY, RULES) == checks.run(careful, DAY, RULES)


# ---- the same as with care ----


@pytest.mark.parametrize("ending", [b"\n", b"\r\n"], ids=["unix", "windows"])
@pytest.mark.parametrize("path", [*LEDGERS, *BROKEN], ids=lambda path: path.stem)
def test_a_ledger_is_recalled_as_it_was_read(path: Path, ending: bytes, tmp_path: Path) -> None:
    raw = b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", ending)

    for _ in range(2):
        agrees(raw, tmp_path)

    assert path not in LEDGERS or len(files(tmp_path)) == 2


@settings(max_examples=150, deadline=None)
@given(ledgers(), ledgers(), st.randoms(use_true_random=False))
def test_commitments_known_from_another_file_are_what_care_reads_in_this_one(
    tmp_path_factory: pytest.TempPathFactory, one: str, other: str, rng: random.Random
) -> None:
    cache = tmp_path_factory.mktemp("cache")
    pieces = [piece for text in (one, other) for piece in re.split(r"(?m)^(?=\[\[commitment\]\])", text)]
    drawn = pieces[0] + "".join(rng.choice(pieces) for _ in range(4))

    for text in (one, one, one + "# the same, and more\n", drawn, other, drawn):
        agrees(text.encode(), cache)


@pytest.mark.parametrize("seed", range(30))
def test_a_damaged_ledger_is_never_taken_for_the_one_that_is_kept(seed: int, tmp_path: Path) -> None:
    rng = random.Random(seed)
    raw = rng.choice((SHIPPED, FRIDAY)).read_bytes()
    agrees(raw, tmp_path)

    for _ in range(5):
        agrees(damage(rng, raw), tmp_path)


def test_a_line_in_a_text_is_never_taken_for_the_header_of_a_commitment(tmp_path: Path) -> None:
    above, first, second, third, *_ = re.split(r"(?m)^(?=\[\[commitment\]\])", OLD.decode())
    tricked = first.replace('title = "', 'done_when = """\n[[commitment]]\n"""\ntitle = "', 1)
    begun, text = tricked.split("[[commitment]]\n", 2)[1:]
    other = second.replace("[[commitment]]", "[[ commitment ]]")

    for pieces in ((tricked, other, third), ("[[commitment]]\n", text, other, third), (begun, third)):
        agrees((above + "".join(pieces)).encode(), tmp_path)


@pytest.mark.parametrize("line", ["commitment = []", "commitment = [{}]", "[commitment]", "title = 1", "x ="])
def test_a_line_put_on_top_is_read_with_all_that_was_known(line: str, tmp_path: Path) -> None:
    agrees(OLD, tmp_path)

    agrees(f"{line}\n".encode() + OLD, tmp_path)


# ---- whatever becomes of what is kept ----


def flipped(raw: bytes, rng: random.Random) -> bytes:
    place = rng.randrange(len(raw))
    return raw[:place] + bytes([raw[place] ^ 1 << rng.randrange(8)]) + raw[place + 1 :]


DAMAGE: dict[str, Callable[[bytes, random.Random], bytes]] = {
    "truncated": lambda raw, rng: raw[: rng.randrange(len(raw))],
    "longer": lambda raw, _: raw + b"\0",
    "a bit flipped": flipped,
    "zeroes": lambda raw, _: bytes(len(raw)),
    "empty": lambda *_: b"",
}


@pytest.mark.parametrize("which", [0, 1], ids=["index", "records"])
@pytest.mark.parametrize("name", DAMAGE)
def test_what_is_damaged_is_as_if_it_were_not_there(name: str, which: int, tmp_path: Path) -> None:
    rng = random.Random(name)
    for _ in range(20):
        agrees(OLD, tmp_path)
        path = files(tmp_path)[which]
        path.write_bytes(DAMAGE[name](path.read_bytes(), rng))
        agrees(OLD, tmp_path)


@pytest.mark.parametrize("which", [0, 1], ids=["index", "records"])
def test_what_is_kept_of_another_ledger_or_another_build_is_not_taken(
    which: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    agrees(SHIPPED.read_bytes(), tmp_path / "other")
    agrees(OLD, tmp_path / "mine")
    foreign = files(tmp_path / "other")[which].read_bytes()

    files(tmp_path / "mine")[which].write_bytes(foreign)
    agrees(OLD, tmp_path / "mine")
    monkeypatch.setattr(snapshot, "_build", lambda: "another")
    assert kept(OLD, tmp_path / "mine").recall is None
    assert kept(OLD, tmp_path / "mine").recall is not None


@pytest.mark.parametrize("there", ["a file", "a folder"])
def test_a_cache_that_cannot_be_used_is_as_if_it_were_not_there(there: str, tmp_path: Path) -> None:
    agrees(OLD, tmp_path / "ledgers")
    for path in files(tmp_path / "ledgers"):
        path.unlink()
        path.mkdir()
    (tmp_path / "no folder").write_bytes(b"")

    agrees(OLD, tmp_path / ("ledgers" if there == "a folder" else "no folder"))


@pytest.mark.skipif(os.name == "nt", reason="Windows has other rights")
def test_what_is_kept_is_for_its_owner_alone_and_bounded(tmp_path: Path) -> None:
    for number in range(snapshot.MOST_FILES):
        snapshot.read(Source(Path(f"{number}.toml"), OLD), tmp_path)

    assert {path.stat().st_mode & 0o777 for path in files(tmp_path)} == {0o600}
    assert len(files(tmp_path)) == snapshot.MOST_FILES


def test_what_others_keep_in_the_folder_stays_and_does_not_count(tmp_path: Path) -> None:
    folder = tmp_path / "ledgers"
    folder.mkdir()
    mine = [folder / f"note {number}.docx" for number in range(snapshot.MOST_FILES)]
    mine += [folder / "commitments.toml", folder / "0123.index.docx"]
    for path in mine:
        path.write_bytes(OLD)
        os.utime(path, (0, 0))
    (folder / "dangling.index").symlink_to(folder / "nothing")
    (folder / "00.index").mkdir()
    agrees(OLD, tmp_path)
    for number in range(snapshot.MOST_FILES):
        snapshot.read(Source(Path(f"{number}.toml"), OLD), tmp_path)

    assert [path for path in mine if path.read_bytes() != OLD] == []
    assert len(files(tmp_path)) == len(mine) + snapshot.MOST_FILES


AGREEING = (
    "import sys; from pathlib import Path; from test_snapshot import OLD, agrees;"
    " agrees(OLD, Path(sys.argv[1]))"
)
NO_FILES: dict[str, Callable[[Path], object]] = {
    "a pipe": os.mkfifo,
    "a link to a device": lambda path: path.symlink_to("/dev/zero"),
    "a link to a pipe": lambda path: (os.mkfifo(f"{path}.pipe"), path.symlink_to(f"{path}.pipe")),
    "a file without end": lambda path: (path.touch(), os.truncate(path, 1 << 42)),
}


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no pipes that lie in a folder")
@pytest.mark.parametrize("which", [0, 1], ids=["index", "records"])
@pytest.mark.parametrize("make", NO_FILES.values(), ids=NO_FILES.keys())
def test_nobody_waits_for_what_lies_in_the_place_of_a_file(
    make: Callable[[Path], object], which: int, tmp_path: Path
) -> None:
    agrees(OLD, tmp_path)
    path = files(tmp_path)[which]
    path.unlink()
    make(path)
    subprocess.run(
        [sys.executable, "-c", AGREEING, str(tmp_path)], check=True, cwd=ROOT / "tests", timeout=60
    )


def test_what_was_opened_to_all_is_for_its_owner_alone_again(tmp_path: Path) -> None:
    agrees(OLD, tmp_path)
    for path in files(tmp_path):
        path.chmod(0o666)
    agrees(OLD.replace(b"progress = 15", b"progress = 16"), tmp_path)

    assert {path.stat().st_mode & 0o777 for path in files(tmp_path) if path.suffix == ".index"} == {0o600}


# ---- the commands ----

COMMANDS = (
    ("list",),
    ("list", "--pillar", "2"),
    ("list", "--pillar", "2,3", "--light", "red", "--format", "csv"),
    ("list", "--pillar", "2", "--search", "稀土"),
    ("list", "--all", "--format", "json"),
    ("list", "--sort", "due", "--columns", "id,due,original_due,next_step"),
    ("show", "p2-4", "--format", "json"),
    ("report", "--format", "json"),
    ("log", "--format", "json"),
    ("check", "--strict", "--format", "json"),
    ("agenda", "--format", "text"),
)


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_a_command_prints_the_same_either_way(
    eppd: Eppd, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    (tmp_path / "commitments.toml").write_bytes(OLD)
    code = 1 if words[0] == "check" else 0

    told = [eppd(*words, *TODAY, code=code) for _ in range(2)]
    monkeypatch.setenv("EPPD_CACHE", "off")
    told.append(eppd(*words, *TODAY, code=code))

    assert told[0] == told[1] == told[2]


def test_nothing_is_kept_beside_the_ledger_and_nowhere_when_it_is_off(
    eppd: Eppd, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "commitments.toml"
    path.write_bytes(OLD)
    cache = Path(os.environ["EPPD_CACHE"])

    monkeypatch.setenv("EPPD_CACHE", "off")
    eppd("list", *TODAY)
    eppd("update", "p2-4", "--note", "x", *TODAY)
    assert not cache.exists()
    assert "off" in eppd("where", "--format", "text").out
    monkeypatch.setenv("EPPD_CACHE", str(cache))
    eppd("list", *TODAY)

    assert len(files(cache)) == 2
    assert str(cache) in eppd("where", "--format", "text").out
    assert {file.name for file in tmp_path.iterdir()} == {path.name, f".{path.name}.lock"}


def test_a_byte_changed_by_hand_is_in_the_next_list(eppd: Eppd, tmp_path: Path) -> None:
    path = tmp_path / "commitments.toml"
    path.write_bytes(OLD)
    place = OLD.index(b'title = "', OLD.index(b"[[commitment]]")) + len(b'title = "')

    for letter in (b"Q", b"Z"):
        path.write_bytes(OLD[:place] + letter + OLD[place + 1 :])
        title = path.read_bytes()[place : OLD.index(b'"', place)].decode()
        assert title in eppd("list", "--all", "--lang", "en", "--format", "csv", *TODAY).out


# ---- one commitment changed, apart from the rest ----

UPDATES = (
    ("p2-4", "--note", "Said so."),
    ("p2-4", "--due", "2030-01-31", "--reason", "Later.", "--force"),
    ("p1-1", "p2-3", "E6-P2-05", "--note", "三項一起。", "--evidence", "minutes: Third meeting | doc. 3"),
    ("p2-4", "--set", "related=E6-P1-01", "--note", "Belongs together."),
    ("LAST", "--note", "The last of the file."),
)
ODD = (
    '[[commitment.milestone]]\nid = "m"\ncolour = "red"\n',
    "[commitment.target]\nvalue = 3\n",
    "# no part\n",
)
OTHERWISE = (
    '    [[commitment.evidence]]\n    title = """\n[[commitment]]\n"""\n',
    '[[ commitment ]]\nid = "E6-P9-99"\npillar = 1\ntitle = "t"\nowner = "MOEA"\nstatus = "in-progress"\n',
    '[[meeting]]\nid = "WG-99"\ndate = 2026-01-01\nkind = "working-group"\n',
)
"""What makes a layout in which no commitment is known to stand apart."""


@pytest.mark.parametrize("ending", ["\n", "\r\n"], ids=["unix", "windows"])
@pytest.mark.parametrize(
    ("words", "odd"),
    [*((words, "") for words in UPDATES), *((UPDATES[0], odd) for odd in (*ODD, *OTHERWISE))],
)
def test_an_update_writes_the_same_bytes_either_way_and_is_undone(
    eppd: Eppd, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], odd: str, ending: str
) -> None:
    path = tmp_path / "commitments.toml"
    text = OLD.decode()
    place = text.index("[[commitment]]", text.index('"E6-P2-03"'))
    raw = (text[:place] + odd + "\n" + text[place:]).replace("\n", ending).encode()
    last = re.findall(rb'(?m)^id = "(E6-P\d-\d+)"', raw)[-1].decode()
    words = tuple(last if word == "LAST" else word for word in words)
    path.write_bytes(raw)
    alone: list[bool] = []
    find = excerpt.Excerpt.of
    monkeypatch.setattr(
        excerpt.Excerpt, "of", staticmethod(lambda *given: alone.append(bool(find(*given))) or find(*given))
    )

    first = eppd("update", *words, *TODAY)
    once = path.read_bytes()
    is_followed(once)
    eppd("update", "p1-1", "--note", "One more.", *TODAY)
    twice = path.read_bytes()
    is_followed(twice)
    apart = odd not in OTHERWISE
    assert alone == ([apart, apart] if apart else [])
    eppd("undo")
    eppd("undo", "--yes")
    assert path.read_bytes() == raw
    monkeypatch.setattr(store, "LARGE", 10**9)

    assert eppd("update", *words, *TODAY) == first
    assert path.read_bytes() == once != raw
    eppd("update", "p1-1", "--note", "One more.", *TODAY)
    assert path.read_bytes() == twice
    assert len(alone) == 2 * apart


def is_followed(raw: bytes) -> None:
    """Asserts that what is kept is kept of these bytes already."""
    cache = Path(os.environ["EPPD_CACHE"])
    before = [path.read_bytes() for path in files(cache)]
    agrees(raw, cache)
    assert [path.read_bytes() for path in files(cache)] == before


def test_refusals_of_an_update_are_the_same_either_way(
    eppd: Eppd, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "commitments.toml"
    path.write_bytes(OLD)
    asked = (
        (("p2-9999", "--note", "x"), 4),
        (("p2-4", "--owner", "NOBODY"), 2),
        (("p2-4", "--status", "closed"), 5),
        (("p2-4", "--note", "x", "--date", "2026-01-01"), 5),
        (("p2-4", "--set", "related=E6-P1-77"), 4),
    )

    fast = [eppd("update", *words, *TODAY, code=code) for words, code in asked]
    monkeypatch.setattr(store, "LARGE", 10**9)
    slow = [eppd("update", *words, *TODAY, code=code) for words, code in asked]

    assert fast == slow
    assert path.read_bytes() == OLD


@pytest.mark.parametrize("known", [False, True], ids=["never read", "read before"])
def test_a_fault_in_another_record_is_listed_and_refuses_an_update(
    eppd: Eppd, tmp_path: Path, *, known: bool
) -> None:
    path = tmp_path / "commitments.toml"
    path.write_bytes(OLD)
    if known:
        eppd("update", "p1-1", "--note", "First.", *TODAY)
    raw = path.read_bytes()
    place = raw.rindex(b"\ndate = 2026")
    broken = raw[:place] + b'\ndate = "soon"' + raw[raw.index(b"\n", place + 1) :]
    path.write_bytes(broken)

    for words in (("list",), ("update", "p2-4", "--note", "Second.")):
        assert "date" in eppd(*words, *TODAY, code=3).err
    assert path.read_bytes() == broken


def test_processes_at_once_leave_a_cache_that_tells_what_the_ledger_holds(
    tmp_path: Path, unmeasured: None
) -> None:
    above, *blocks = re.split(r"(?m)^(?=\[\[commitment\]\])", SHIPPED.read_text("utf-8"))
    many = [
        re.sub(r'(?m)^id = "[^"]*"', f'id = "E6-P9-{number:04}"', blocks[number % len(blocks)], count=1)
        for number in range(400)
    ]
    path = tmp_path / "commitments.toml"
    path.write_text(above + re.sub(r"(?m)^related = .*\n", "", "".join(many)), "utf-8")
    words = (("list",), ("update", "p9-7", "--note", "a"), ("list",), ("update", "p9-8", "--note", "b"))
    eppd = [sys.executable, "-m", "eppd_track"]
    running = [subprocess.Popen([*eppd, *each], stdout=subprocess.DEVNULL) for each in words]

    assert [one.wait(120) for one in running] == [0] * len(words)
    told = [
        subprocess.run(
            [*eppd, "list", "--all", "--format", "json"], check=True, capture_output=True, env=env, timeout=60
        ).stdout
        for env in (os.environ, os.environ | {"EPPD_CACHE": "off"})
    ]
    assert told[0] == told[1]
    assert told[0].count(b'"note": "a"') == told[0].count(b'"note": "b"') == 1


def test_of_a_ledger_most_of_which_changed_everything_is_kept_again(eppd: Eppd, tmp_path: Path) -> None:
    path = tmp_path / "commitments.toml"
    path.write_bytes(OLD)
    cache = Path(os.environ["EPPD_CACHE"])
    eppd("list", *TODAY)
    ids = re.findall(rb'(?m)^id = "(E6-P\d-\d+)"', OLD)
    records = files(cache)[1].read_bytes()

    for name in ids:
        eppd("update", name.decode(), "--note", "x", *TODAY)
        agrees(path.read_bytes(), cache)

    assert files(cache)[1].read_bytes() != records
