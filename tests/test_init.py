"""`eppd init` at a terminal: a few questions, each with a default, and a ledger that is without a fault."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
import tomli
from conftest import SHIPPED

from eppd_track import load
from eppd_track.model.records import Ledger

pytestmark = pytest.mark.skipif(os.name == "nt", reason="pseudo-terminals of POSIX")
EPPD = [sys.executable, "-m", "eppd_track"]
TODAY = ("--today", "2026-03-16")
CTRL_C, CTRL_D = "\x03", "\x04"
QUESTIONS = {
    "en": [
        "Id of the dialogue [DIALOGUE-1]",
        "Title in English (Enter for none)",
        "Title in Chinese (Enter for none)",
        "Day of the meeting, or its first [2026-03-16]",
        "Last day of the meeting [2026-03-16]",
        "Our side, in English [Taiwan]",
        "Our side, in Chinese [",
        "The other side, in English [US]",
        "The other side, in Chinese [",
        "Agency 1 [LEAD=Lead agency]",
        "Agency 2",
        "Agency",
        "Pillar 1 [General]",
        "Pillar 2",
        "Language of what is printed: en, zh or both [en]",
        "Calendar of printed dates: gregorian or roc [gregorian]",
        "Write it? [Y/n]",
    ],
    "zh": [
        "對話編號 [DIALOGUE-1]",
        "英文名稱（可空白）",
        "中文名稱（可空白）",
        "會議日期或首日 [2026-03-16]",
        "會議末日 [2026-03-16]",
        "我方英文名稱 [Taiwan]",
        "我方中文名稱 [",
        "對方英文名稱 [US]",
        "對方中文名稱 [",
        "機關 1 [LEAD=主辦機關]",
        "機關 2",
        "機關",
        "支柱 1 [一般事項]",
        "支柱 2",
        "輸出語言：en、zh 或 both [zh]",
        "輸出曆法：gregorian 或 roc [gregorian]",
        "寫入？[Y/n]",
    ],
}


class Person:
    """Somebody who answers one question after the other."""

    def __init__(self, *words: str, **variables: str) -> None:
        import pexpect  # noqa: PLC0415 - POSIX only

        environment = os.environ | {"TERM": "xterm", "EPPD_DEBUG": "", "PYTHONUTF8": "1"} | variables
        self.child: Any = pexpect.spawn(
            EPPD[0],
            [*EPPD[1:], "init", *TODAY, *words],
            dimensions=(50, 100),
            env=environment,
            timeout=60,
            echo=False,
        )
        self.end = pexpect.EOF
        self.shown = ""

    def asked(self, question: str) -> "Person":
        self.child.expect_exact(question.encode())
        self.shown += (self.child.before + self.child.after).decode("utf-8", "replace")
        self.child.expect_exact([b": ", "：".encode()])
        return self

    def answers(self, text: str = "") -> "Person":
        self.child.send(text.encode("utf-8", "surrogateescape") + b"\r")
        return self

    def types(self, key: str) -> "Person":
        self.child.send(key.encode())
        return self

    def leaves(self) -> int:
        self.child.expect(self.end)
        self.shown += self.child.before.decode("utf-8", "replace")
        self.child.close()
        return int(self.child.exitstatus)


@pytest.fixture
def person() -> Iterator[Callable[..., Person]]:
    people: list[Person] = []

    def sit_down(*words: str, **variables: str) -> Person:
        people.append(Person(*words, **variables))
        return people[-1]

    yield sit_down
    for one in people:
        one.child.close(force=True)


def check(path: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*EPPD, "check", "--file", str(path), *TODAY, *words],
        check=False,
        capture_output=True,
        encoding="utf-8",
        stdin=subprocess.DEVNULL,
    )


def sound(path: Path) -> Ledger:
    """A ledger in which `eppd check` finds nothing."""
    ran = check(path)
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "", "")
    return load(path)


CODE, ANOTHER = "Its code in the file", "Another side"


def with_sides(*, both: bool) -> tuple[str, ...]:
    """The questions in English where our side has another name than the usual, or both sides have."""
    first, theirs, rest, last = (QUESTIONS["en"][a:b] for a, b in ((0, 7), (7, 9), (9, -3), (-3, None)))
    return (*first, CODE, *theirs, *([CODE] if both else []), ANOTHER, *rest, "Time zone", *last)


def written_by(somebody: Person, questions: Sequence[str], *answers: str) -> Ledger:
    """The ledger that comes of these answers, given to the questions in their order."""
    for question, answer in zip(questions, answers, strict=True):
        somebody.asked(question.partition(" [")[0]).answers(answer)
    assert somebody.leaves() == 0, somebody.shown
    return sound(Path("commitments.toml"))


@pytest.mark.parametrize("language", ["en", "zh"])
def test_enter_to_every_question_gives_a_sound_ledger(person, tmp_path: Path, language: str) -> None:
    path = tmp_path / "commitments.toml"
    somebody = person("--lang", language)
    for question in QUESTIONS[language]:
        assert not path.exists()
        somebody.asked(question).answers()

    assert somebody.leaves() == 0
    ledger = sound(path)
    assert ledger.dialogue.id == "DIALOGUE-1"
    assert [meeting.date.isoformat() for meeting in ledger.meetings] == ["2026-03-16"]
    assert ledger.settings.language.value == language
    assert (ledger.sides, len(ledger.agencies), len(ledger.pillars)) == ((), 1, 1)
    assert ("Started" if language == "en" else "已建立") in somebody.shown
    assert {entry.name for entry in tmp_path.iterdir()} == {"commitments.toml"}


@pytest.mark.parametrize(
    "day", ["115年2月10日於布魯塞爾", "布魯塞爾，115年2月10日（星期二）", "115年2月10日"]
)
def test_a_day_and_its_place_name_no_document(person, tmp_path: Path, day: str) -> None:
    (tmp_path / "results.txt").write_text(f"港務對話摘要\n\n{day}\n\n雙方同意每年交換名單。\n", "utf-8")
    somebody = person("--from", str(tmp_path / "results.txt"), EPPD_LANG="zh")
    for question in QUESTIONS["zh"][:2]:
        somebody.asked(question.partition(" [")[0]).answers()

    somebody.asked("中文名稱（可空白） [港務對話摘要]").answers()
    somebody.asked("會議日期或首日 [2026-02-10]")


def test_what_stands_in_no_chapter_of_a_document_is_offered_a_pillar_with_a_name(
    person, tmp_path: Path
) -> None:
    (tmp_path / "results.txt").write_text("Both sides will build a bridge.\n", "utf-8")
    somebody = person("--from", str(tmp_path / "results.txt"))

    for question in QUESTIONS["en"][:12]:
        somebody.asked(question.partition(" [")[0]).answers()
    somebody.asked("Pillar 1 [General]").answers()

    somebody.asked("Pillar 2")


def test_the_pillars_that_a_document_offers_are_those_of_the_sides_that_were_named(
    person, tmp_path: Path
) -> None:
    (tmp_path / "results.txt").write_text(
        "Outcome of the fourth Harbour Programme meeting\nWestrand, 4 March 2026\n\n"
        "1. Pilots\n\nAldermoor will train six pilots by 2027.\n\n"
        "2. Dredging\n\nWestrand will dredge the northern channel by 2028.\n",
        "utf-8",
    )
    somebody = person("--lang", "en", "--from", str(tmp_path / "results.txt"))
    for question, answer in (
        ("Id of the dialogue [DIALOGUE-4]", ""),
        ("Title in English (Enter for none) [Outcome of the fourth Harbour Programme meeting]", ""),
        *((question, "") for question in ("Title in Chinese", "Day of the meeting", "Last day")),
        *(("Our side, in English", "Aldermoor"), ("Our side, in Chinese", ""), ("Its code", "")),
        *(("The other side, in English", "Westrand"), ("The other side, in Chinese", ""), ("Its code", "")),
        *((question, "") for question in ("Another side", "Agency 1", "Agency 2", "Agency 1")),
    ):
        somebody.asked(question).answers(answer)

    somebody.asked("Pillar 1 [Pilots]").answers()
    somebody.asked("Pillar 2 [Dredging]").answers()


def test_every_answer_stands_in_the_ledger(person) -> None:
    somebody = person("--lang", "en")
    for question, *answers in (
        ("Id of the dialogue", "not an id", "HARBOUR-3"),
        ("Title in English", "Harbour Programme"),
        ("Title in Chinese", "港務計畫"),
        ("Day of the meeting", "12/05/2026", "115/3/11"),
        ("Last day of the meeting [2026-03-11]", "2026-03-10", "2026-03-12"),
        ("Our side, in English", "Norhaven"),
        ("Our side, in Chinese [Norhaven]", "諾港"),
        ("Its code in the file [NOR]", "both", "NH"),
        ("The other side, in English", "Norhaven", "Westrand"),
        ("The other side, in Chinese [Westrand]", "西港"),
        ("Its code in the file [WES]", "NH", "WS"),
        ("Another side, in English", "Isle of Sund"),
        ("The same in Chinese", "松島"),
        ("Its code in the file [IOS]", ""),
        ("Another side, in English", ""),
        ("Agency 1", "no code", "NPA=Norhaven Port Authority|諾港港務局"),
        ("Agency 2", "npa=Again", "NCS = 諾港關務署"),
        ("Agency 3", ""),
        ("Agency 1 (Enter ends)", "WHB＝Westrand Harbour Board"),
        ("Agency 2", ""),
        ("Agency 1 (Enter ends)", ""),
        ("Pillar 1", "1 Safety in the harbour|港區安全"),
        ("Pillar 2", "2＝通關"),
        ("Pillar 3", "232 tariffs"),
        ("Pillar 4", "4.5 GHz spectrum"),
        ("Pillar 5", ""),
        ("Time zone", "Europe/Nowhere", "Europe/Oslo"),
        ("Language", "fr", "en"),
        ("Calendar", "roc"),
        ("Write it?", "what", "y"),
    ):
        for answer in answers:
            somebody.asked(question).answers(answer)
    assert somebody.leaves() == 0, somebody.shown

    ledger = sound(Path("commitments.toml"))
    assert (ledger.dialogue.id, ledger.dialogue.title, ledger.dialogue.title_zh) == (
        "HARBOUR-3",
        "Harbour Programme",
        "港務計畫",
    )
    (meeting,) = ledger.meetings
    assert (meeting.id, meeting.date.isoformat(), meeting.title_zh) == ("HARBOUR-3", "2026-03-11", "港務計畫")
    assert meeting.end.isoformat() == "2026-03-12"
    assert [(side.code.value, side.name, side.name_zh) for side in ledger.sides] == [
        ("NH", "Norhaven", "諾港"),
        ("WS", "Westrand", "西港"),
        ("IOS", "Isle of Sund", "松島"),
    ]
    assert [(one.code, one.side.value, one.name, one.name_zh) for one in ledger.agencies] == [
        ("NPA", "NH", "Norhaven Port Authority", "諾港港務局"),
        ("NCS", "NH", None, "諾港關務署"),
        ("WHB", "WS", "Westrand Harbour Board", None),
    ]
    assert [(one.number, one.title, one.title_zh) for one in ledger.pillars] == [
        (1, "Safety in the harbour", "港區安全"),
        (2, None, "通關"),
        (3, "232 tariffs", None),
        (4, "4.5 GHz spectrum", None),
    ]
    settings = ledger.settings
    assert (settings.language.value, settings.calendar.value, settings.timezone) == (
        "en",
        "roc",
        "Europe/Oslo",
    )
    remedy = "Use letters, digits, dots and hyphens"
    taken = ("There is a side with the code NH already", "There is an agency npa already")
    for told in (remedy, "“Europe/Nowhere”", "“Norhaven”", *taken, "MOEA=", "2026-03-11 (Wed)"):
        assert told in somebody.shown


@pytest.mark.parametrize(
    "typed",
    [
        "say \"no\" \\n \\u0041 'x'",
        '"""',
        "[[agency]] # = { }",
        "臺北𠮷の「議題」",
        "a\x1b[31mred\x07",
        "{x} %s [/x] :smile:",
        "-1",
    ],
)
def test_what_is_typed_is_data(person, typed: str) -> None:
    enter = "\x16"  # what follows is a character, whatever the terminal would do with it
    sent = "".join(enter + char if char < " " else char for char in typed)
    ledger = written_by(
        person("--lang", "en"),
        with_sides(both=False),
        *("", sent, sent, "", "", sent, "", "", "", "", "", f"NPA={sent}", "", "", sent, *[""] * 5),
    )

    assert (ledger.dialogue.title, ledger.dialogue.title_zh) == (typed, typed)
    assert ledger.sides[0].name == ledger.sides[0].name_zh == typed
    assert typed in {ledger.agencies[0].name, ledger.agencies[0].name_zh}
    assert typed in {ledger.pillars[0].title, ledger.pillars[0].title_zh}


def test_what_is_typed_never_acts_on_the_terminal_when_it_is_offered(person) -> None:
    somebody = person("--lang", "en")
    for question, answer in zip(QUESTIONS["en"][:6], ("", "", "", "", "", "\x16\x1b[31mred"), strict=True):
        somebody.asked(question).answers(answer)

    somebody.asked("Our side, in Chinese [\\x1b[31mred]").types(CTRL_C)


@pytest.mark.parametrize("at", [0, 3, 9, 15, 16])
@pytest.mark.parametrize("key", [CTRL_C, CTRL_D])
def test_an_interruption_leaves_nothing(person, tmp_path: Path, at: int, key: str) -> None:
    somebody = person("--lang", "en")
    for question in QUESTIONS["en"][:at]:
        somebody.asked(question).answers()

    somebody.asked(QUESTIONS["en"][at]).types(key)

    assert somebody.leaves() == 130
    assert list(tmp_path.iterdir()) == []


def test_bytes_that_are_no_text_are_asked_for_again(person) -> None:
    somebody = person("--lang", "en")
    somebody.asked("Id of the dialogue").answers()
    somebody.asked("Title in English").answers("\udcff\udcfe")
    somebody.asked("Title in English").answers("Talks")

    assert "no text" in somebody.shown
    somebody.asked("Title in Chinese").types(CTRL_C)


def test_a_ledger_that_is_there_is_never_asked_about(person, shipped: Path) -> None:
    before = shipped.read_bytes()
    somebody = person("--lang", "en")

    assert somebody.leaves() == 5
    assert "already" in somebody.shown
    assert shipped.read_bytes() == before


def test_a_ledger_that_came_meanwhile_is_left_alone(person, tmp_path: Path) -> None:
    somebody = person("--lang", "en")
    for question in QUESTIONS["en"][:-1]:
        somebody.asked(question).answers()
    (tmp_path / "commitments.toml").write_text("schema = 1\n", "utf-8")
    somebody.asked(QUESTIONS["en"][-1]).answers()

    assert somebody.leaves() == 5
    assert (tmp_path / "commitments.toml").read_text("utf-8") == "schema = 1\n"


def test_no_asks_everything_again_with_the_answers_as_defaults(person) -> None:
    somebody = person("--lang", "en")
    first = ("TALKS-1", "Talks", "", "", "2026-03-17", "North", "北", "N", "South", "南", "S", "")
    lists = ("NPA=Port", "", "", "General", "", "", "", "", "n")
    for question, answer in zip(with_sides(both=True), (*first, *lists), strict=True):
        somebody.asked(question.partition(" [")[0]).answers(answer)
    for question, answer in (
        ("Id of the dialogue [TALKS-1]", ""),
        ("Title in English (Enter for none) [Talks]", "-"),
        ("Title in Chinese", ""),
        ("Day of the meeting, or its first [2026-03-16]", ""),
        ("Last day of the meeting [2026-03-17]", ""),
        ("in English [North]", ""),
        ("in Chinese [北]", ""),
        ("code in the file [N]", ""),
        ("in English [South]", ""),
        ("in Chinese [南]", ""),
        ("code in the file [S]", ""),
        ("Another side", ""),
        ("Agency 1 [NPA=Port]", "-"),
        ("Agency 1 [LEAD=Lead agency]", ""),
        ("Agency 2 (Enter ends)", ""),
        ("Agency 1 (Enter ends)", ""),
        ("Pillar 1 [General]", ""),
        ("Pillar 2", "Trade"),
        ("Pillar 3", ""),
        ("Time zone", ""),
        ("Language", ""),
        ("Calendar", ""),
        ("Write it?", ""),
    ):
        somebody.asked(question).answers(answer)

    assert somebody.leaves() == 0, somebody.shown
    ledger = sound(Path("commitments.toml"))
    assert (ledger.dialogue.id, ledger.dialogue.title) == ("TALKS-1", None)
    assert [side.name for side in ledger.sides] == ["North", "South"]
    assert [agency.code for agency in ledger.agencies] == ["LEAD"]
    assert [pillar.title for pillar in ledger.pillars] == ["General", "Trade"]
    assert ledger.meetings[0].end.isoformat() == "2026-03-17"


def test_a_template_asks_nothing(person, tmp_path: Path) -> None:
    assert person("--template", "eppd6").leaves() == 0
    assert (tmp_path / "commitments.toml").read_bytes() == SHIPPED.read_bytes()


def test_the_new_ledger_can_be_worked_with(person) -> None:
    written_by(person("--lang", "en"), QUESTIONS["en"], *[""] * len(QUESTIONS["en"]))

    added = subprocess.run(
        [*EPPD, "add", "-p", "1", "--owner", "LEAD", "--title", "A bridge", *TODAY],
        check=False,
        capture_output=True,
        encoding="utf-8",
        stdin=subprocess.DEVNULL,
    )

    assert added.returncode == 0, added.stderr
    text = Path("commitments.toml").read_text("utf-8")
    assert tomli.loads(text)["commitment"][0]["id"] == "D1-P1-01"
    assert sound(Path("commitments.toml")).commitments
