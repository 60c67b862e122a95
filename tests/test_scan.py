"""A large ledger read at a glance: the same as read with care, or left to be."""

import datetime as dt
import random
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import ROOT, SHIPPED, Eppd
from hypothesis import given, settings
from hypothesis import strategies as st
from layouts import ledgers
from test_fuzz import damage

from eppd_track.ledger import quick, reader, undo
from eppd_track.ledger.apart import Apart
from eppd_track.ledger.names import strangers
from eppd_track.ledger.plain import NotPlain
from eppd_track.ledger.reading import Reading
from eppd_track.ledger.scan import Scan
from eppd_track.ledger.store import Source
from eppd_track.ledger.tables import PARTS
from eppd_track.rules import lights

FRIDAY = ROOT / "tests" / "ledgers" / "friday.toml"
LEDGERS = (SHIPPED, FRIDAY, *sorted((ROOT / "examples").glob("*.toml")))
BROKEN = tuple(sorted((ROOT / "tests" / "errors").glob("*.toml")))
TODAY = ("--today", "2026-11-27")


def glance(raw: bytes, how: str) -> Reading | None:
    """What a scan makes of a file, whatever its size; None where it leaves it to the careful reader."""
    scan = Scan.of(Source(Path("commitments.toml"), raw))
    if scan is None:
        return None
    try:
        return scan.whole() if how == "whole" else scan.heads(None)
    except NotPlain:
        return None


def careful(raw: bytes, how: str) -> Reading:
    return reader.read(Source(Path("x"), raw).text, "commitments.toml", raw=raw, heads=how == "heads")


def known_by_name(reading: Reading) -> bool:
    """Whether no commitment of a ledger holds a name that is unknown."""
    return not any(
        found
        for table in reading.data["commitment"]
        for found in (
            *strangers(table, "commitment"),
            *(
                one
                for name in PARTS
                for part in table.get(name, [])
                for one in strangers(part, "commitment", name)
            ),
        )
    )


def large(text: str, least: int = 3 * quick.WORTH_IT) -> bytes:
    """The commitments of a ledger over and over under new ids, until the file is large."""
    above, *blocks = re.split(r"(?m)^(?=\[\[commitment\]\])", text)
    made, number = [above], 0
    while sum(map(len, made)) < least:
        block = re.sub(r"(?m)^related = .*\n", "", blocks[number % len(blocks)])
        number += 1
        made.append(
            re.sub(r'(?m)^id = "[^"]*"', f'id = "E6-P9-{number:04}"', block, count=1).rstrip() + "\n\n"
        )
    return "".join(made).encode()


@pytest.mark.parametrize("how", ["whole", "heads"])
@pytest.mark.parametrize("path", LEDGERS, ids=lambda path: path.stem)
def test_the_real_ledgers_are_read_at_a_glance_and_are_the_same(path: Path, how: str) -> None:
    raw = path.read_bytes()

    found = glance(raw, how)

    assert found is not None
    assert found.ledger == careful(raw, how).ledger
    assert found.problems == ()


@pytest.mark.parametrize("ending", [b"\r\n", b"\n"])
def test_windows_line_ends_and_a_mark_of_byte_order_are_plain_too(ending: bytes) -> None:
    raw = b"\xef\xbb\xbf" + FRIDAY.read_bytes().replace(b"\n", ending)

    found = glance(raw, "whole")

    assert found is not None
    assert found.ledger == careful(raw, "whole").ledger


@settings(max_examples=300, deadline=None)
@given(ledgers())
def test_whatever_is_read_at_a_glance_is_what_care_reads(text: str) -> None:
    agrees(text.encode())


ABOVE = """schema = 1
[[agency]]
code = "A"
side = "TW"
[[pillar]]
number = 1
[[meeting]]
id = "M-1"
date = 2026-01-01
kind = "dialogue"
"""
HEADS = (
    'status = "in-progress"\ndue = 2026-12-01\n',
    'status = "not-started"\nlisted = 2026-01-27  # agreed\ncadence = "weekly"\n',
    'status = "completed"\nprogress = 100\n',
    'status = "in-progress"\nlisted = 2026-01-27\ncarried = ["M-1"]\ndue = "2026-Q4"\ncadence = "monthly"\n',
    'status = "blocked"\ntarget = { value = 3, unit = "%" }\n',
    'status = "in-progress"\nprogress = 7\nown_key = "x"\n',
    'status = "in-progress"\ndue = 2028-02-29\n',
)
PARTS_OF = (
    '[[commitment.update]]\ndate = 2026-02-01\nnote = "n"\n',
    '[[commitment.update]]\ndate = 2026-09-01\nby = "B"\nmeeting = "M-1"\ncarried = ["M-1"]\n',
    '[[commitment.update]]\ndate = 2026-05-05\nstatus = "in-progress"\nprevious = { status = "requested" }\n',
    '[[commitment.update]]\n"date" = 2026-03-03\n[commitment.update.previous]\nlisted = 2026-01-01\n',
    '[[commitment.score]]\ndate = 2026-08-01\nside = "TW"\nvalue = 1\nreader = "r"\nreason = "z"\n',
    '[[commitment.milestone]]\nid = "m"\ndue = 2026-03-01\n',
    '[[commitment.milestone]]\nid = "k"\ndone = 2026-03-01\ncolour = "red"\n',
    '[[commitment.evidence]]\ndate = 2026-10-10\ntitle = "[[commitment.update]]"\n',
    "# [[commitment.update]]\n[[commitment.evidence]]\ndate = 2026-11-11\n",
    "# [[commitment.score]]\n# date = 2026-12-12\n",
    "[commitment.target]\nvalue = 5\n",
    '  [[commitment.update]]\n  date = 2026-06-06\n  note = "in"\n\n',
    '[[commitment.update]]\ndate = 2026-07-07\nnote = """\n[[commitment]]\nid = "X"\n"""\n',
)
LAYOUTS = st.lists(
    st.tuples(st.sampled_from(HEADS), st.lists(st.sampled_from(PARTS_OF), max_size=5)), min_size=1, max_size=4
)


@settings(max_examples=1500, deadline=None)
@given(LAYOUTS, st.sampled_from(["\n", "\r\n"]))
def test_parts_in_any_order_are_read_at_a_glance_as_care_reads_them(
    layout: list[tuple[str, list[str]]], ending: str
) -> None:
    blocks = (opened(number) + head + "\n" + "".join(parts) for number, (head, parts) in enumerate(layout, 1))

    agrees((ABOVE + "".join(blocks)).replace("\n", ending).encode())


def opened(number: int) -> str:
    """How a small commitment begins."""
    return f'[[commitment]]\nid = "E6-P1-{number:02}"\npillar = 1\ntitle = "t"\nowner = "A"\n'


def test_those_layouts_are_for_the_most_part_read_at_a_glance() -> None:
    seen = [
        glance((ABOVE + opened(1) + HEADS[0] + part).encode(), how)
        for part in PARTS_OF
        for how in ("heads", "whole")
    ]

    assert sum(found is not None for found in seen) >= 18


def agrees(raw: bytes) -> None:
    """Asserts that a file read at a glance is sound and the same as with care, whole and by its heads."""
    for how in ("whole", "heads"):
        found, told = glance(raw, how), careful(raw, how)
        if found is None:
            continue
        assert told.problems == ()
        assert found.ledger == told.ledger
        assert how == "heads" or known_by_name(told)


@pytest.mark.parametrize(
    "wrong",
    [
        "commitment = []\n",
        "<<<<<<< HEAD\n",
        ">>>>>>> theirs\n",
        "[[ commitment ]]\n",
        "[settings]\n",
    ],
)
def test_a_layout_that_hides_something_is_left_to_care(wrong: str) -> None:
    text = FRIDAY.read_text("utf-8")
    place = 0 if wrong.startswith("commitment =") else text.rindex("[[commitment]]")

    assert glance((text[:place] + wrong + text[place:]).encode(), "heads") is None


@pytest.mark.parametrize("line", ["listed = 2026-02-30", "progress = 101", "due = 2026-13-01"])
def test_a_damaged_head_of_another_pillar_is_told(eppd: Eppd, tmp_path: Path, line: str) -> None:
    text = large(SHIPPED.read_text("utf-8")).decode()
    place = text.index("\n", text.index('status = "completed"')) + 1
    (tmp_path / "commitments.toml").write_text(text[:place] + line + "\n" + text[place:], "utf-8")

    ran = eppd("list", "--pillar", "4", "--lang", "en", *TODAY, code=3)

    assert line.partition(" ")[0] in ran.err or "day that exists" in ran.err


@pytest.mark.parametrize("seed", range(40))
def test_a_damaged_ledger_is_never_taken_for_a_sound_one(seed: int) -> None:
    rng = random.Random(seed)
    taken = 0
    for _ in range(12):
        raw = damage(rng, rng.choice((SHIPPED, FRIDAY)).read_bytes())
        try:
            text = raw.decode("utf-8-sig")
        except UnicodeDecodeError:
            continue
        found = glance(raw, "whole")
        if found is not None:
            taken += 1
            told = reader.read(text, "commitments.toml", raw=raw)
            assert told.problems == ()
            assert found.ledger == told.ledger
            assert known_by_name(told)
    assert taken < 12


@pytest.mark.parametrize("path", BROKEN, ids=lambda path: path.stem)
def test_a_ledger_of_the_error_catalogue_with_a_fault_of_reading_is_left_to_care(path: Path) -> None:
    raw = path.read_bytes()
    told = careful(raw, "whole")

    found = glance(raw, "whole")

    assert found is None or (told.problems == () and found.ledger == told.ledger)


def test_a_commitment_of_another_pillar_is_counted_and_one_that_may_be_overdue_is_read() -> None:
    scan = Scan.of(Source(Path("x"), FRIDAY.read_bytes()))
    assert scan is not None

    everything = scan.heads(None).ledger.commitments
    some = scan.heads(frozenset({2}))

    kept = {commitment.id for commitment in some.ledger.commitments}
    left = [commitment for commitment in everything if commitment.id not in kept]
    assert len(left) == sum(some.passed.values()) > 0
    assert all(one.pillar != 2 for one in left)
    assert all(one.due is None or not one.open or one.status == "completed" for one in left)


@pytest.mark.parametrize("path", LEDGERS, ids=lambda path: path.stem)
@pytest.mark.parametrize("today", [dt.date(2026, 2, 1), dt.date(2026, 11, 27), dt.date(2029, 6, 1)])
def test_the_fields_that_decide_on_a_light_give_the_same_light(path: Path, today: dt.date) -> None:
    scan = Scan.of(Source(path, path.read_bytes()))
    assert scan is not None
    view = lights.View.of(scan.front.ledger, today)

    for block in scan.blocks:
        whole, some = scan.head(block), scan.head(block, lights.DECISIVE)
        assert lights.assess(some, view).light is lights.assess(whole, view).light
        assert (some.id, some.pillar) == (whole.id, whole.pillar)


COMMANDS = (
    ("list",),
    ("list", "--pillar", "2"),
    ("list", "--pillar", "2,3", "--light", "red", "--format", "csv"),
    ("list", "--pillar", "2", "--search", "稀土"),
    ("list", "--all", "--format", "json"),
    ("list", "--sort", "due", "--columns", "id,due,original_due,next_step"),
    ("show", "p9-7", "--format", "json"),
    ("report", "--format", "json"),
    ("log", "--format", "json"),
    ("check", "--strict", "--format", "json"),
    ("agenda", "--format", "text"),
)


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_a_command_prints_the_same_either_way(
    eppd: Eppd, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    (tmp_path / "commitments.toml").write_bytes(large(FRIDAY.read_text("utf-8")))
    code = 1 if words[0] == "check" else 0
    scans: list[Scan] = []
    monkeypatch.setattr(Scan, "of", staticmethod(kept(scans, Scan.of)))

    fast = eppd(*words, *TODAY, code=code)
    monkeypatch.setattr(quick, "WORTH_IT", 10**9)
    slow = eppd(*words, *TODAY, code=code)

    assert fast == slow
    assert len(scans) == 1


def kept(scans: list[Scan], cut: Callable[[Source], Scan | None]) -> Callable[[Source], Scan | None]:
    """The cut of a file, remembered."""

    def cut_and_keep(source: Source) -> Scan | None:
        scan = cut(source)
        assert scan is not None
        scans.append(scan)
        return scan

    return cut_and_keep


# ---- one commitment changed, apart from the rest ----

UPDATES = (
    ("p9-7", "--note", "Said so."),
    ("p9-7", "--due", "2030-01-31", "--reason", "Later.", "--force"),
    ("p9-1", "p9-3", "E6-P9-0011", "--note", "三項一起。", "--evidence", "minutes: Third meeting | doc. 3"),
    ("p9-4", "--set", "related=E6-P9-0001", "--note", "Belongs together."),
    ("LAST", "--note", "The last of the file."),
)


@pytest.mark.parametrize("ending", ["\n", "\r\n"], ids=["unix", "windows"])
@pytest.mark.parametrize("words", UPDATES, ids=lambda words: words[0])
def test_an_update_writes_the_same_bytes_either_way_and_is_undone(
    eppd: Eppd, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], ending: str
) -> None:
    path = tmp_path / "commitments.toml"
    raw = large(FRIDAY.read_text("utf-8")).replace(b"\n", ending.encode())
    last = re.findall(rb'id = "(E6-P9-\d+)"', raw)[-1].decode()
    words = tuple(last if word == "LAST" else word for word in words)
    path.write_bytes(raw)

    opened: list[Apart | None] = []
    find = Apart.of
    monkeypatch.setattr(Apart, "of", staticmethod(lambda *a, **k: opened.append(find(*a, **k)) or opened[-1]))
    fast = eppd("update", *words, *TODAY)
    written = path.read_bytes()
    assert [one is not None for one in opened] == ([] if "--set" in words else [True])
    eppd("undo")
    assert path.read_bytes() == raw
    monkeypatch.setattr(quick, "WORTH_IT", 10**9)
    slow = eppd("update", *words, *TODAY)

    assert path.read_bytes() == written != raw
    assert fast == slow


@pytest.mark.parametrize(
    "odd",
    [
        '[[commitment.milestone]]\nid = "m"\ncolour = "red"\n',
        "[commitment.target]\nvalue = 3\n",
        "# no part\n",
    ],
)
def test_one_update_after_the_other_beside_an_odd_neighbour(
    eppd: Eppd, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, odd: str
) -> None:
    path = tmp_path / "commitments.toml"
    text = large(SHIPPED.read_text("utf-8")).decode()
    place = text.index("[[commitment]]", text.index('"E6-P9-0005"'))
    raw = (text[:place] + odd + "\n" + text[place:]).encode()
    asked = [
        ("update", name, "--note", note, *TODAY)
        for name, note in (("p9-7", "a"), ("p9-8", "b"), ("p9-7", "c"))
    ]

    seen = []
    for least in (quick.WORTH_IT, 10**9):
        monkeypatch.setattr(quick, "WORTH_IT", least)
        path.write_bytes(raw)
        seen.append(([eppd(*words) for words in asked], path.read_bytes()))

    assert seen[0] == seen[1]


def test_refusals_of_an_update_are_the_same_either_way(
    eppd: Eppd, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "commitments.toml"
    raw = large(FRIDAY.read_text("utf-8"))
    path.write_bytes(raw)
    asked = (
        (("p9-9999", "--note", "x"), 4),
        (("p9-7", "--owner", "NOBODY"), 2),
        (("p9-7", "--status", "closed"), 5),
        (("p9-7", "--note", "x", "--date", "2026-01-01"), 5),
        (("p9-7", "--set", "related=E6-P1-77"), 4),
    )

    fast = [eppd("update", *words, *TODAY, code=code) for words, code in asked]
    monkeypatch.setattr(quick, "WORTH_IT", 10**9)
    slow = [eppd("update", *words, *TODAY, code=code) for words, code in asked]

    assert fast == slow
    assert path.read_bytes() == raw


@pytest.mark.parametrize("vouched", [False, True], ids=["edited by hand", "written by eppd"])
def test_a_fault_in_another_record_refuses_an_update(eppd: Eppd, tmp_path: Path, *, vouched: bool) -> None:
    path = tmp_path / "commitments.toml"
    path.write_bytes(large(FRIDAY.read_text("utf-8")))
    if vouched:
        eppd("update", "p9-7", "--note", "First.", *TODAY)
    raw = path.read_bytes()
    place = raw.rindex(b"\ndate = 2026")
    broken = raw[:place] + b'\ndate = "soon"' + raw[raw.index(b"\n", place + 1) :]
    path.write_bytes(broken)

    ran = eppd("update", "p9-8", "--note", "Second.", *TODAY, code=3)

    assert "date" in ran.err
    assert path.read_bytes() == broken


def test_only_bytes_that_eppd_wrote_and_knew_to_be_sound_are_vouched_for(eppd: Eppd, tmp_path: Path) -> None:
    path = tmp_path / "commitments.toml"
    path.write_bytes(large(FRIDAY.read_text("utf-8")))
    folder = undo.folder_for(Path(tmp_path.parent / f"{tmp_path.name}-state"), path)

    def vouched(version: str) -> bool:
        return undo.vouched(folder, path.read_bytes(), version)

    from eppd_track import __version__  # noqa: PLC0415 - beside what it is compared with

    assert not vouched(__version__)
    eppd("update", "p9-7", "--note", "First.", *TODAY)
    assert vouched(__version__)
    assert not vouched("another")
    path.write_bytes(path.read_bytes() + b"\n")
    assert not vouched(__version__)
