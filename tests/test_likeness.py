"""Which commitment a text is about: by an id in it, else by the words that few commitments share."""

import pytest
from conftest import ROOT, ledger_text

from eppd_track.ledger.reader import read
from eppd_track.model.records import AgreedText, Commitment, Ledger
from eppd_track.model.vocabulary import Status
from eppd_track.rules.likeness import Likeness

LEDGERS = {
    name: read((ROOT / name).read_text("utf-8"), name).ledger
    for name in ("commitments.toml", "examples/friday.toml", "examples/harbour-programme.toml")
}
FAR = (
    "，並就引水服務、拖船調度、浮標維護、潮汐觀測、航道疏濬、纜樁檢測、碼頭照明、岸電設施、廢油回收及夜間噪音"
)
LATER = "，逐季交換統計資料，每半年召開工作會議一次，由港務主管機關輪流擔任主席，會後三十日內公布結論。"
SHIPPED = Likeness(LEDGERS["commitments.toml"])


@pytest.mark.parametrize(
    "typed",
    ["E6-P2-04", "e6-p2-4", "P2-04", "p2-4", "Ｐ２－０４", "E6‑P2‑04", "P2–4"],
)
@pytest.mark.parametrize(
    "text", ["{}：會勘完成。", "案（{}）照案通過", "Re {}, site survey done.", "海底電纜{}案"]
)
def test_an_id_in_running_text_decides_in_every_form_that_a_command_takes(text: str, typed: str) -> None:
    about = SHIPPED.about(text.format(typed))

    assert (about.sure, about.named) == ("E6-P2-04", True)


@pytest.mark.parametrize(
    "text", ["2026-01-27 done", "follow-up of the 2-04 line", "P2-99", "AP2-04x", "14-2"]
)
def test_what_only_looks_like_an_id_names_nothing(text: str) -> None:
    assert not SHIPPED.about(text).named


@pytest.mark.parametrize(
    "text", ["P2-4：比照 P2-3 辦理。", "（E6-P2-04）: as in P2-3", "【P2-04】：併 P2-3 討論"]
)
def test_an_id_in_front_decides_against_those_that_follow(text: str) -> None:
    assert SHIPPED.about(text).sure == "E6-P2-04"


def test_two_ids_leave_it_open_which_is_meant() -> None:
    about = SHIPPED.about("P2-3 併 P2-4 討論，至2026-11-24止。")

    assert about.sure is None
    assert [near.id for near in about.near] == ["E6-P2-03", "E6-P2-04"]


@pytest.mark.parametrize("name", LEDGERS)
def test_every_title_is_about_its_own_commitment_first(name: str) -> None:
    likeness = Likeness(LEDGERS[name])
    for commitment in LEDGERS[name].commitments:
        for title in filter(None, (commitment.title, commitment.title_zh)):
            assert likeness.near(title)[0].id == commitment.id


@pytest.mark.parametrize(
    "text",
    [
        "雙方同意持續合作。",
        "The two sides agreed to strengthen their cooperation.",
        "請各單位持續辦理，並於下次會議提報。",
        "The parking garage is closed.",
        "",
    ],
)
@pytest.mark.parametrize("name", LEDGERS)
def test_words_that_all_share_or_none_decide_nothing(name: str, text: str) -> None:
    assert Likeness(LEDGERS[name]).about(text).near == ()


@pytest.mark.parametrize(
    ("text", "open_between"),
    [
        ("關鍵礦物之合作", {"E6-P2-01", "E6-P2-02"}),
        ("The double-taxation bill", {"E6-P4-01", "E6-P4-02"}),
        ("避免雙重課稅（ADTA）之重要法案，美方協助", {"E6-P4-01", "E6-P4-02"}),
        ("The export of drones is still held up.", {"E6-P1-14"}),
    ],
)
def test_what_several_share_or_says_little_is_near_and_not_sure(text: str, open_between: set[str]) -> None:
    about = SHIPPED.about(text)

    assert about.sure is None
    assert open_between <= {near.id for near in about.near}


@pytest.mark.parametrize("word", ["certified", "Certifying", "certificate"])
def test_an_english_word_counts_in_every_form_that_a_reader_takes_for_the_same(word: str) -> None:
    near = SHIPPED.near(f"{word} drone components")

    assert near[0].id == "E6-P1-11"


def test_the_agreed_words_count_where_the_ledger_holds_them() -> None:
    base = {"pillar": 1, "owner": "X", "status": Status.NOT_STARTED}
    agreed = AgreedText(document="d", words=f"雙方同意共用避難船席清單{FAR}{LATER}")
    ledger = Ledger(
        name="x",
        raw=b"",
        commitments=(
            Commitment(id="A-1", title="First", **base),
            Commitment(id="A-2", title="Second", texts=(agreed,), **base),
        ),
    )

    assert Likeness(ledger).about("避難船席已更新").sure == "A-2"


def test_two_commitments_with_one_id_are_compared_all_the_same() -> None:
    text = ledger_text({"title": "Build a bridge"}, {"title": "Dig a tunnel"})
    held = read(text, "commitments.toml").ledger

    assert [one.id for one in held.commitments] == ["E6-P1-01"] * 2
    assert {one.id for one in Likeness(held).near("Dig a tunnel")} == {"E6-P1-01"}
