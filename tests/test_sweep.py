"""`eppd update` without ids as a person sees it: a real terminal, a real process, the screen read back."""

import datetime as dt
import os
import re
import signal
import string
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, squeezed

from eppd_track import load
from eppd_track.cli.cards.lines import key_lines
from eppd_track.cli.cards.walk import ZHUYIN, key_of
from eppd_track.model.due import Due
from eppd_track.model.records import Commitment
from eppd_track.model.vocabulary import Calendar, Language, Move, Status
from eppd_track.render.cells import Style, width
from eppd_track.words import agreed, sweep
from eppd_track.words.text import Text

EPPD = (sys.executable, "-m", "eppd_track")
POSIX = pytest.mark.skipif(os.name == "nt", reason="pseudo-terminals of POSIX")
FRIDAY = ROOT / "examples" / "friday.toml"
SPRING, NOVEMBER = ("--today", "2026-03-02"), ("--today", "2026-11-27")
ENTER, ESC, CTRL_C, CTRL_D, CTRL_U, BACKSPACE = "\r", "\x1b", "\x03", "\x04", "\x15", "\x7f"
PATIENCE = 60
"""Seconds without a word after which a program is taken to hang."""
RULE = re.compile(r"── (\d+)/(\d+) +(\S+) ─")


class Person:
    """Somebody at a terminal: types, and reads what the screen shows."""

    def __init__(
        self, *words: str, columns: int, rows: int, ignoring: int | None = None, **variables: str
    ) -> None:
        import pexpect  # noqa: PLC0415 - POSIX only
        import pyte  # noqa: PLC0415

        environment = os.environ | {"TERM": "xterm-256color", "EPPD_DEBUG": ""} | variables
        program, *first = EPPD
        self.child = pexpect.spawn(
            program,
            [*first, *words],
            dimensions=(rows, columns),
            env=environment,
            timeout=PATIENCE,
            echo=False,
            preexec_fn=(lambda: left_alone(ignoring)) if ignoring else None,
        )
        self.gone = False
        self.child.delaybeforesend = None
        self.columns = columns
        self.raw = b""
        self._screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self._screen)
        self._ends = (pexpect.EOF, pexpect.TIMEOUT)

    @property
    def lines(self) -> list[str]:
        """What stands on the screen, line by line."""
        return [line.rstrip() for line in self._screen.display]

    @property
    def page(self) -> str:
        return "\n".join(self.lines)

    def _more(self) -> bool:
        """Takes in what was drawn since; False at the end of the program."""
        found = self.child.expect([rb".+", *self._ends])
        if found == 2:
            pytest.fail(f"nothing more is drawn\n{self.page}")
        drawn = self.child.after if found == 0 else self.child.before
        if isinstance(drawn, bytes):
            self.raw += drawn
            self._stream.feed(drawn)
        return found == 0

    def reads(self) -> None:
        """Waits for what is drawn next."""
        if not self._more():
            pytest.fail(f"the program ended\n{self.page}")

    def sees(self, *texts: str) -> "Person":
        """Waits until all of these stand on the screen, however they are wrapped."""
        while not all(squeezed(text) in squeezed(self.page) for text in texts):
            if not self._more():
                missing = [text for text in texts if squeezed(text) not in squeezed(self.page)]
                pytest.fail(f"the program ended without {missing}\n{self.page}")
        return self

    def sees_no(self, text: str) -> "Person":
        assert squeezed(text) not in squeezed(self.page), self.page
        return self

    def types(self, *keys: str) -> "Person":
        for key in keys:
            self.child.send(key.encode())
        return self

    def at(self, place: int) -> "Person":
        """Waits until the card of a place is the last one drawn."""
        while not (cards := RULE.findall(self.page)) or int(cards[-1][0]) != place:
            if not self._more():
                pytest.fail(f"the program ended without card {place}\n{self.page}")
        return self.ready()

    def ready(self) -> "Person":
        """Waits until a key is asked for."""
        while not next((line for line in reversed(self.lines) if line), "").startswith(">"):
            self.reads()
        return self

    @property
    def item(self) -> str:
        """The id on the last card."""
        return RULE.findall(self.page)[-1][2]

    def hangs_up(self) -> bool:
        """Takes the terminal away, waits until the program is gone, and tells whether it went by itself."""
        self.gone = True
        self.child.ptyproc.fileobj.close()
        return os.WIFEXITED(os.waitpid(self.child.pid, 0)[1])

    def saves(self) -> None:
        """Says yes to the last question, and sees that all is well."""
        self.sees("Write these changes?").types("y", ENTER)
        assert self.leaves() == 0

    def leaves(self) -> int:
        """Waits for the end of the program and gives its exit code."""
        while self._more():
            pass
        self.child.close()
        return self.child.exitstatus if self.child.exitstatus is not None else -(self.child.signalstatus or 0)


def left_alone(ignoring: int) -> None:
    """Makes a program ignore a signal; one that then turns round and round is ended."""
    import resource  # noqa: PLC0415 - POSIX only

    signal.signal(ignoring, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_CPU, (20, 20))


@pytest.fixture
def sit_down() -> Iterator[Callable[..., Person]]:
    """Starts `eppd update` at a terminal; whatever still runs afterwards is ended."""
    people: list[Person] = []

    def start(*words: str, columns: int = 80, rows: int = 60, **variables: str) -> Person:
        people.append(Person("update", *words, columns=columns, rows=rows, **variables))
        return people[-1]

    yield start
    for person in people:
        if not person.gone:
            person.child.close(force=True)


@pytest.fixture
def friday(tmp_path: Path) -> Path:
    """The ledger as it might stand in November, in the working folder."""
    path = tmp_path / "commitments.toml"
    path.write_bytes(FRIDAY.read_bytes())
    return path


def begun(person: Person, *meeting: str) -> Person:
    """Answers the three questions at the beginning with Enter, the first with what is given for it."""
    person.sees("Meeting>").types(*meeting)
    for label in ("Meeting>", "Date of the records>", "Recorded by>"):
        person.sees(label).types(ENTER)
    return person.at(1)


def eppd(*words: str) -> subprocess.CompletedProcess[bytes]:
    environment = os.environ | {"EPPD_DEBUG": ""}
    return subprocess.run(
        [*EPPD, *words], check=False, capture_output=True, stdin=subprocess.DEVNULL, env=environment
    )


def item(path: Path, identifier: str) -> Commitment:
    return next(one for one in load(path).commitments if one.id == identifier)


def records(path: Path) -> int:
    return path.read_text("utf-8").count("[[commitment.update]]")


def drafts(tmp_path: Path) -> list[Path]:
    return sorted((tmp_path.parent / f"{tmp_path.name}-state" / "sweep").glob("*.json"))


IN_ENGLISH = ("--lang", "en")


# ---- a whole sweep ----


@POSIX
def test_twelve_items_in_one_pass_one_write_and_one_undo(shipped: Path, sit_down) -> None:
    before = shipped.read_bytes()
    person = sit_down("--pillar", "2,3,4", *SPRING, *IN_ENGLISH)
    person.sees("1  EPPD-6", "Meeting>").types("WG-1", ENTER)
    person.sees("new meeting", "Day of the meeting>").types("115/03/01", ENTER)
    person.sees("Title of the meeting>").types("第1次工作小組會議", ENTER)
    person.sees("“115/03/01” is taken as 2026-03-01", "Enter: 2026-03-01", "records>").types(ENTER)
    person.sees("Enter: tester", "Recorded by>").types("林美華", ENTER)
    person.sees("WG-1 · 2026-03-01 · 林美華")
    ids: list[str] = []

    def on(place: int) -> Person:
        ids.append(person.at(place).item)
        return person

    on(1).types("d").sees("Now", "已討論，無變動。").types(ENTER)
    on(2).types("n").sees("Note>").types("美方將回復窗口。", ENTER).sees("美方將回復窗口。").types(ENTER)
    on(3).types(ENTER)
    on(4).types("p").sees("Progress>").types("30", ENTER).sees("progress set to 30")
    person.types("m").sees("Whose move>").types("1", ENTER).sees("next move from").types(ENTER)
    on(5).types("x").sees("Next step>").types("送交清單", ENTER)
    person.sees("Due of the step>").types("+2w", ENTER).sees("next step due set to 2026-03-16").types(ENTER)
    on(6).types("d").sees("已討論").types("n").sees("已討論，無變動。").types("下次再議。", ENTER)
    person.sees("已討論，無變動。下次再議。").types(ENTER)
    on(7).types("f").sees("Due>").types("2026-Q4", ENTER).sees("due set to 2026-Q4").types(ENTER)
    on(8).types("e").sees("Evidence>").types("2", "第一次會議 | 文號 12", ENTER)
    person.sees("evidence “第一次會議” added").types(ENTER)
    on(9).types(ENTER)
    on(10).types("n").sees("Note>").types("Talked.", ENTER).sees("Now").types(ENTER)
    on(11).types("d").sees("已討論").types(ENTER)
    on(12).types(ENTER)

    person.sees(
        "discussed 9, not raised 3, not looked at 0.", "changed 4, words alone 5,", "Write these changes?"
    )
    assert shipped.read_bytes() == before
    person.sees(f"Not raised: {ids[2]}, {ids[8]}, {ids[11]}.", "WG-1 added")
    person.types("y", ENTER)

    assert person.leaves() == 0
    person.sees("Recorded: items 9.")
    assert len(set(ids)) == 12
    assert records(shipped) == 9
    assert item(shipped, ids[0]).updates[0].note == "已討論，無變動。"
    assert item(shipped, ids[5]).updates[0].note == "已討論，無變動。下次再議。"
    assert (item(shipped, ids[3]).progress, item(shipped, ids[3]).next_move) == (30, Move("TW"))
    assert item(shipped, ids[4]).next_step_due == Due("2026-03-16")
    assert item(shipped, ids[6]).due == Due("2026-Q4")
    assert item(shipped, ids[7]).evidence[0].ref == "文號 12"
    assert not item(shipped, ids[2]).updates
    said = {(one.meeting, one.by, one.date.isoformat()) for i in ids for one in item(shipped, i).updates}
    assert said == {("WG-1", "林美華", "2026-03-01")}
    assert load(shipped).meetings[-1].title_zh == "第1次工作小組會議"
    assert eppd("check", *SPRING).returncode == 0
    assert eppd("undo").returncode == 0
    assert shipped.read_bytes() == before


@POSIX
def test_nothing_is_written_and_no_draft_is_left_when_nothing_was_said(shipped, sit_down, tmp_path) -> None:
    before = shipped.read_bytes()
    person = begun(sit_down("--pillar", "3", *SPRING, *IN_ENGLISH))

    person.types(ENTER).at(2).types(CTRL_D)

    assert person.leaves() == 0
    person.sees("discussed 0, not raised 1, not looked at", "Not looked at:", "Nothing to write.")
    assert shipped.read_bytes() == before
    assert drafts(tmp_path) == []


@POSIX
def test_a_year_of_two_digits_is_refused_at_its_question(shipped: Path, sit_down) -> None:
    before = shipped.read_bytes()
    person = begun(sit_down("--pillar", "3", *SPRING, *IN_ENGLISH))

    person.types("f").sees("Due>").types("26/12/3", ENTER).sees("may be 2026 or ROC year 26").types(CTRL_C)

    assert person.leaves() == 130
    assert shipped.read_bytes() == before


@POSIX
def test_a_selection_without_items_is_no_error(shipped: Path, sit_down) -> None:
    person = sit_down("--pillar", "1", "--overdue", *SPRING, *IN_ENGLISH)

    assert person.leaves() == 0
    person.sees("There is nothing to go through: pillar 1; overdue.")


@POSIX
def test_options_of_the_command_line_are_not_asked_and_yes_answers_the_last_question(
    friday: Path, sit_down
) -> None:
    words = ("--meeting", "int-1", "--date", "2026-11-27", "--by", "陳", "--yes")
    person = sit_down("--status", "受阻", "--owner", "MOEA", *words, *NOVEMBER, *IN_ENGLISH)

    person.sees("INT-1 · 2026-11-27 · 陳").at(1).types("d").sees("已討論").types("q")

    assert person.leaves() == 0
    assert person.item == "E6-P2-05"
    written = item(friday, "E6-P2-05").updates[-1]
    assert (written.meeting, written.by, written.date) == ("INT-1", "陳", dt.date(2026, 11, 27))


@POSIX
@pytest.mark.parametrize(
    ("words", "key", "code", "said"),
    [
        (("--dry-run",), None, 0, ("discussed 1,", "Nothing was written.", "is kept")),
        ((), CTRL_C, 130, ("What you answered is kept",)),
        ((), ENTER, 5, ("What you answered is kept", "Nothing was written.")),
    ],
    ids=["dry run", "Ctrl-C", "declined"],
)
def test_what_is_not_written_is_kept(
    friday: Path, sit_down, tmp_path: Path, *, words: tuple[str, ...], key: str | None, code: int, said
) -> None:
    before = friday.read_bytes()
    person = begun(sit_down("--pillar", "2", *words, *NOVEMBER, *IN_ENGLISH))

    person.types("d").sees("已討論").types("q")
    if key is not None:
        person.sees("Write these changes?").types(key)

    assert person.leaves() == code
    person.sees(*said)
    assert friday.read_bytes() == before
    assert len(drafts(tmp_path)) == 1


@POSIX
def test_completed_items_come_last_and_are_closed_with_what_that_needs(friday: Path, sit_down) -> None:
    person = begun(sit_down("--pillar", "1", *NOVEMBER, *IN_ENGLISH))
    person.types("j").sees("Id or words>").types("p1-13", ENTER).at(13)
    here = person.sees("Completed; closure is still to be approved.").item

    person.types("s").sees("1 closed").types("1")
    person.sees("Note (needed)>").types("已達成。", ENTER)
    person.sees("Approved by (who, where; needed)>").types("部長，12月6日", ENTER)
    person.sees("Way of closing>").types("1")
    person.sees("status from completed to closed", "Approved by 部長").types("q").saves()

    done = item(friday, here)
    assert (done.status, done.approved_by, done.closure.value) == (
        Status.CLOSED,
        "部長，12月6日",
        "delivered",
    )


# ---- keys ----


@POSIX
def test_a_step_back_and_the_answer_is_changed_and_dropped_and_brought_back(friday: Path, sit_down) -> None:
    person = begun(sit_down("--pillar", "2", *NOVEMBER, *IN_ENGLISH))
    here = person.item
    person.types("b").sees("This is the first item.")
    person.types("n").sees("Note>").types("First words.", ENTER).sees("First words.").types(ENTER)

    person.at(2).types("b").at(1).sees("First words.").types("n").sees("Note> First words.")
    person.types(BACKSPACE * len("words."), "thoughts.", ENTER).sees("First thoughts.")
    person.types("u").sees("Dropped").ready().sees("Enter not raised")
    person.types("u").sees("Brought back.").ready().sees("Enter next")
    person.types("q").sees("discussed 1,", "Write these changes?").types("y", ENTER)

    assert person.leaves() == 0
    assert item(friday, here).updates[-1].note == "First thoughts."


@POSIX
def test_several_keys_make_one_record(friday: Path, sit_down) -> None:
    before = records(friday)
    person = begun(sit_down("--search", "量產線", *NOVEMBER, *IN_ENGLISH))

    person.types("n").sees("Note>").types("報告延後。", ENTER).sees("Now")
    person.types("s").sees("1 blocked").types("1").sees("Reason (needed)>").types("場址未定", ENTER)
    person.sees("status from in progress to blocked").types("p").sees("Progress>").types("20", ENTER)
    person.sees("progress from 15 to 20", "報告延後。 Reason: 場址未定.").types(ENTER)
    person.sees("discussed 1,", "changed 1, words alone 0,", "Write these changes?").types("y", ENTER)

    assert person.leaves() == 0
    assert records(friday) == before + 1
    written = item(friday, "E6-P2-04").updates[-1]
    assert (written.note, written.reason, set(written.changes)) == (
        "報告延後。",
        "場址未定",
        {"status", "progress"},
    )


@POSIX
def test_an_enter_typed_behind_a_number_belongs_to_it(friday: Path, sit_down) -> None:
    person = begun(sit_down(*NOVEMBER, *IN_ENGLISH))

    person.types("j").sees("Id or words>").types("無人機", ENTER).sees("2  E6-P1-")
    chosen = next(line for line in person.lines if line.startswith("2  ")).split()[1]
    person.types("2", ENTER, "m").sees("Whose move>").types("1", ENTER, "p").sees("Progress>")
    person.types("35", ENTER).sees("progress").types("q").saves()

    assert item(friday, chosen).updates[-1].changes["progress"] == 35


@POSIX
def test_a_refused_transition_is_refused_in_the_words_of_the_command_line_and_repaired(
    friday: Path, sit_down
) -> None:
    refusal = eppd("update", "p2-4", "--status", "closed", "--note", "x", *NOVEMBER, *IN_ENGLISH)
    said = refusal.stderr.decode().removeprefix("eppd: ").splitlines()
    person = begun(sit_down("--search", "量產線", *NOVEMBER, *IN_ENGLISH))

    person.types("s").sees("New status>").types("closed", ENTER).sees(*said).sees("New status> closed")
    person.types(BACKSPACE * 6, "結案", ENTER).sees(
        "status has no value “結案”.", "Valid: in-progress, blocked, completed, withdrawn."
    )
    person.types(BACKSPACE * 2, "blocked", ENTER).sees("Reason (needed)>").types(ENTER)
    person.sees("An answer is needed here").types("場址未定", ENTER).sees("to blocked").types("q").saves()

    assert item(friday, "E6-P2-04").status is Status.BLOCKED


@POSIX
def test_a_due_date_moves_with_a_reason_in_any_form(friday: Path, sit_down) -> None:
    person = begun(sit_down("--search", "網路通訊建設", *NOVEMBER, *IN_ENGLISH))
    person.sees("was 2026-06-30, moved 2 times")

    person.types("f").sees("Now 2026-10-30.", "Due>").types("12/05/2026", ENTER).sees(
        "may be 5 Dec 2026 or 12 May 2026"
    )
    person.sees("Due> 12/05/2026").types(BACKSPACE * 10, "115年12月", ENTER)
    person.sees("“115年12月” is taken as 2026-12", "Reason (needed)>").types("美方場地延後", ENTER)
    person.sees("due from 2026-10-30 to 2026-12. Reason: 美方場地延後.").types("q").saves()

    moved = item(friday, "E6-P1-09")
    assert (moved.due, moved.updates[-1].reason) == (Due("2026-12"), "美方場地延後")


@POSIX
def test_a_due_date_that_would_leave_a_fault_is_refused_and_asked_again(friday: Path, sit_down) -> None:
    person = begun(sit_down("--search", "網路通訊建設", *NOVEMBER, *IN_ENGLISH))

    person.types("f").sees("Due>").types("2025-01-01", ENTER).sees("Reason (needed)>").types(
        "Typed wrongly", ENTER
    )
    person.sees("This would leave a fault", "Due> 2025-01-01").types(ESC)

    person.sees("Enter not raised").sees_no("due from")
    person.types("f").sees("Due>").types("2027-01-31", ENTER).sees("Reason (needed)>").types("延", ENTER)
    person.sees("due from 2026-10-30 to 2027-01-31").types("q").saves()


@POSIX
def test_evidence_and_completed(friday: Path, sit_down) -> None:
    person = begun(sit_down("--search", "網路通訊建設", *NOVEMBER, *IN_ENGLISH))

    person.types("s").sees("2 completed").types("2").sees("Note (needed)>").types("開幕完成。", ENTER)
    person.sees("Evidence>").types("會議紀錄 開幕", ENTER).sees("is not TYPE: TITLE")
    person.types(BACKSPACE * 2, BACKSPACE, ": 開幕 | 文號 7", ENTER)
    person.sees("status from in progress to completed", "evidence “開幕” added").types(ENTER).saves()

    done = item(friday, "E6-P1-09")
    assert (done.status, done.evidence[-1].title, done.evidence[-1].ref) == (
        Status.COMPLETED,
        "開幕",
        "文號 7",
    )


@POSIX
def test_a_question_that_is_left_keeps_what_was_typed(friday: Path, sit_down) -> None:
    person = begun(sit_down("--pillar", "2", *NOVEMBER, *IN_ENGLISH))

    person.types("n").sees("Note>").types("一半的話", ESC).sees("Enter not raised")

    person.types("n").sees("Note> 一半的話").types("說完了。", ENTER).sees("一半的話說完了。")


@POSIX
@pytest.mark.parametrize(
    ("key", "asked", "typed", "named"),
    [
        ("f", "期限>", "5/6", "E6-P2-04 期限「5/6」"),
        ("n", "辦理情形>", "再說", "E6-P2-04 辦理情形「Said.再說」"),
        ("t", "紀錄日期>", "5/6", None),
        ("w", "填報人>", "王", None),
    ],
)
def test_what_was_left_half_typed_at_an_item_that_is_written_is_named_and_goes(
    friday: Path, sit_down, tmp_path: Path, *, key: str, asked: str, typed: str, named: str | None
) -> None:
    person = sit_down("p2-4", *NOVEMBER, "--lang", "zh").at(1)
    person.types("n").sees("辦理情形>").types("Said.", ENTER).sees("Said.").ready()
    person.types(key).sees(asked).types(typed).sees(typed).types(ESC).sees("Enter 下一項").types("q")
    person.sees("是否寫入")
    if named:
        person.sees(f"已輸入而未採用：{named}。")
    else:
        person.sees_no("未採用")
    person.types("y", ENTER)

    assert person.leaves() == 0
    person.sees("已登錄 1 項").sees_no("已保留")
    assert item(friday, "E6-P2-04").updates[-1].note == "Said."
    assert drafts(tmp_path) == []


@POSIX
def test_what_was_left_half_typed_at_another_item_is_kept_and_called_what_it_is(
    friday: Path, sit_down, tmp_path: Path
) -> None:
    person = begun(sit_down("--pillar", "2", *NOVEMBER, *IN_ENGLISH), "-")
    person.types("d").sees("已討論").types(ENTER).at(2)
    second = person.item
    person.types("n").sees("Note>").types("Half a").sees("Half a").types(ESC).ready().types("q").saves()
    person.sees(f"What was typed but not taken is kept: {second}.").sees_no("could not be written")

    again = sit_down(*NOVEMBER, *IN_ENGLISH).sees(f"Typed, but not taken: {second} note “Half a”.")
    again.types("r").at(1).types("n").sees("Note> Half a").types(" word.", ENTER).sees("Now")
    again.types("q").saves()
    assert item(friday, second).updates[-1].note == "Half a word."
    assert drafts(tmp_path) == []


@POSIX
def test_each_item_with_text_not_taken_is_gone_through_again(friday: Path, sit_down) -> None:
    person = begun(sit_down("--pillar", "2", *NOVEMBER, *IN_ENGLISH), "-")
    person.types("d").sees("已討論").types(ENTER)
    items = []
    for place in (2, 3):
        items.append(person.at(place).item)
        person.types("n").sees("Note>").types("Half").sees("Half").types(ESC).ready().types(ENTER)
    person.at(4).types("q").saves()

    again = sit_down(*NOVEMBER, *IN_ENGLISH).sees("r go on with it").types("r").at(1)
    assert again.item == items[0]
    again.types(ENTER).at(2)
    assert again.item == items[1]


@POSIX
def test_jump_by_search_by_id_and_out_of_the_selection(friday: Path, sit_down) -> None:
    person = begun(sit_down("--pillar", "2", *NOVEMBER, *IN_ENGLISH))

    person.types("j").sees("Id or words>").types("稀土", ENTER).sees("Several fit; pick one.", "1  E6-P2-03")
    person.types("2").sees("E6-P2-04").ready()
    assert person.item == "E6-P2-04"
    person.types("j").sees("Id or words>").types("無此文字", ENTER).sees("There is no commitment “無此文字”.")
    person.types(BACKSPACE * 4, "p1-9", ENTER).sees("E6-P1-09 was not among the items; it is now.").ready()
    assert person.item == "E6-P1-09"
    person.types("d").sees("已討論").types("q").sees("discussed 1,", "Write these changes?").types("y", ENTER)

    assert person.leaves() == 0
    assert item(friday, "E6-P1-09").updates[-1].note == "已討論，無變動。"


@POSIX
def test_after_the_last_item_come_those_that_a_jump_passed_over(friday: Path, sit_down) -> None:
    person = begun(sit_down("--pillar", "3", *NOVEMBER, *IN_ENGLISH))
    first = person.item

    person.types("j").sees("Id or words>").types("p3-2", ENTER).at(3).types("d").sees("已討論").types(ENTER)
    person.at(1)
    assert person.item == first
    person.types(ENTER).at(2).types(ENTER).sees("discussed 1, not raised 2,", "changed 0, words alone 1,")


@POSIX
def test_help_and_keys_that_do_not_exist(friday: Path, sit_down) -> None:
    person = begun(sit_down("--pillar", "2", *NOVEMBER, *IN_ENGLISH))

    person.types("?").sees("drop this item's answers; again: bring them back", "Ctrl-C")
    person.types("z").sees("“z” is no key here; ? lists them.").types("\x1b[A", "\x1bOP", ESC)
    person.types("Ｄ").sees("Now", "已討論，無變動。")


# ---- Chinese, narrow, long, pasted ----


def pasted(text: str) -> str:
    return f"\x1b[200~{text}\x1b[201~"


LONG = "".join(f"第{number}點：雙方同意續商。" for number in range(120))
NOTES: dict[str, tuple[tuple[str, ...], str, dict[str, Any]]] = {
    "backspace takes a whole character": (
        ("選址評估堃𠮷錯字", BACKSPACE, BACKSPACE, "完成。"),
        "選址評估堃𠮷完成。",
        {},
    ),
    "pasted lines are no keys": (
        (pasted("第一行\r\n  第二行\nq\n\x1b[31mu"),),
        "第一行 第二行 q [31mu",
        {},
    ),
    "very long": ((pasted(LONG),), LONG, {"columns": 40, "rows": 24}),
    "on a terminal that can do nothing": (("可以。",), "可以。", {"TERM": "dumb"}),
}


@POSIX
@pytest.mark.parametrize(("keys", "note", "terminal"), NOTES.values(), ids=NOTES)
def test_a_note_is_what_was_typed(
    friday: Path, sit_down, keys: tuple[str, ...], note: str, terminal: dict[str, Any]
) -> None:
    person = begun(sit_down("--search", "量產線", *NOVEMBER, *IN_ENGLISH, **terminal))

    person.types("n").sees("Note>").types(*keys).sees(note[-12:]).types(ENTER).sees(note[-12:], "Enter next")
    person.types("q").saves()

    assert item(friday, "E6-P2-04").updates[-1].note == note
    assert b"\x1b" not in person.raw or terminal.get("TERM") != "dumb"


@POSIX
def test_keys_work_while_an_input_method_is_on_and_a_sentence_begins_a_note(friday: Path, sit_down) -> None:
    person = begun(sit_down("--search", "量產線", *NOVEMBER, *IN_ENGLISH))

    person.types("ㄎ").sees("Now", "已討論，無變動。").types("ㄧ").sees("Dropped")
    person.types("已召開工作會議").sees("Note> 已召開工作會議").types("。", ENTER).sees("已召開工作會議。")
    person.types("ㄆ").sees("Write these changes?").types("n", ENTER).leaves()

    sit_down("--search", "量產線", *NOVEMBER, *IN_ENGLISH).sees("r go on").types("ㄐ").sees("It goes on with")


@POSIX
def test_a_text_pasted_where_a_key_is_asked_for_begins_a_note(friday: Path, sit_down) -> None:
    before = friday.read_bytes()
    person = begun(sit_down("--search", "量產線", *NOVEMBER, *IN_ENGLISH))

    person.types(pasted("u\nq\n結論：同意。")).sees("Note> u q 結論：同意。")
    person.types(ENTER).sees("Now", "u q 結論：同意。")

    assert friday.read_bytes() == before


@POSIX
@pytest.mark.parametrize("language", ["en", "zh", "both"])
@pytest.mark.parametrize("columns", [40, 80, 200])
def test_the_card_is_whole_at_any_width(friday: Path, sit_down, columns: int, language: str) -> None:
    given = ("--meeting", "WG-3", "--date", "2026-11-27", "--by", "林")
    person = sit_down("--pillar", "1", *given, *NOVEMBER, "--lang", language, columns=columns)
    here = item(friday, person.at(1).item)
    page = person.page

    shown = {"en": [here.title], "zh": [here.title_zh], "both": [here.title_zh, here.title]}[language]
    words = {"en": ["Owner", "28 days late", "d discussed"], "zh": ["主辦", "逾 28 日", "d 已討論"]}
    asked = {"en": "what holds it up", "zh": "窒礙原因為何"}
    tongue = "en" if language == "en" else "zh"
    person.sees("1/13", "E6-P1-09", *shown, *words[tongue], asked[tongue], "70%", "2026-06-30")
    person.sees(here.next_step, here.updates[-1].note, "2026-12-01")
    assert "…" not in page
    assert max(map(width, page.splitlines())) <= columns
    assert (squeezed("what holds it up") in squeezed(page)) == (language == "en")


@POSIX
def test_everything_is_chinese_in_chinese(friday: Path, sit_down) -> None:
    person = sit_down("--search", "量產線", *NOVEMBER, "--lang", "zh")
    person.sees("會議（最近召開者在前）", "會議>").types("-", ENTER).sees("紀錄日期>").types(ENTER)
    person.sees("填報人>").types("林", ENTER).at(1)

    person.types("s").sees("1 受阻", "現為 辦理中。", "新狀態>").types("1").sees("理由（必填）>").types(
        "無", ENTER
    )
    person.sees("本次", "狀態由「辦理中」改為「受阻」。理由：無。").ready()
    person.types("s").sees("新狀態> 受阻").types(ENTER).ready().types("m").sees("待辦方>").types("2")
    person.sees("改為「美方」").ready().types("m").sees("待辦方> 美方").types(ENTER).ready().types("f").sees(
        "期限>"
    ).types("x", ENTER)
    person.sees("「x」無法確定為何日。", "請填日期").types(ESC).types("?").sees("中斷；已填內容保留供接續")
    person.types("q").sees(
        "已討論 1 項、未提及 0 項、", "變動 1 項、僅填辦理情形 0 項、", "是否寫入上述更動？"
    ).types("y", ENTER)

    assert person.leaves() == 0
    person.sees("已登錄 1 項")
    assert not re.search(
        r"[A-Za-z]{4,}", re.sub(r"eppd|undo|update|Enter|Ctrl|MOEA|E6-P\S+", "", person.page)
    )


@POSIX
@pytest.mark.parametrize(
    ("words", "variables"),
    [(("--color", "never"), {}), ((), {"NO_COLOR": "1"}), ((), {"TERM": "dumb"})],
    ids=["option", "NO_COLOR", "dumb"],
)
def test_without_colour_nothing_is_coloured(friday: Path, sit_down, words, variables) -> None:
    person = begun(sit_down("--pillar", "2", *words, *NOVEMBER, *IN_ENGLISH, **variables))

    person.types("d").sees("已討論").types("q").sees("Write these changes?").types("n", ENTER)
    person.leaves()

    codes = {code for found in re.findall(rb"\x1b\[([\d;]*)m", person.raw) for code in found.split(b";")}
    assert codes <= {b"", b"0"}


@POSIX
def test_a_colour_stands_behind_the_light(friday: Path, sit_down) -> None:
    begun(person := sit_down("--pillar", "2", *NOVEMBER, *IN_ENGLISH))

    assert b"\x1b[1;38;5;231;48;5;160m R \x1b[0m" in person.raw


# ---- interruptions ----


@POSIX
@pytest.mark.parametrize("how", ["ctrl-c", "ctrl-c in a line", "kill -9", "hangup"])
def test_an_interrupted_sweep_goes_on_where_it_was(friday: Path, sit_down, tmp_path: Path, how: str) -> None:
    before = friday.read_bytes()
    words = ("--pillar", "2", *NOVEMBER, *IN_ENGLISH)
    person = sit_down(*words)
    person.sees("Meeting>").types("WG-3", ENTER).sees("records>").types(BACKSPACE, "2026-11-27", ENTER)
    person.sees("Recorded by>").types("林美華", ENTER).at(1)
    first = person.item
    person.types("n").sees("Note>").types("美方窗口未定。", ENTER).sees("美方窗口未定。").types(ENTER).at(2)
    second = person.item
    match how:
        case "ctrl-c":
            person.types(CTRL_C).sees("What you answered is kept")
            assert person.leaves() == 130
        case "ctrl-c in a line":
            person.types("n").sees("Note>").types("話說到一").sees("話說到一").types(CTRL_C)
            assert person.leaves() == 130
        case "kill -9":
            person.child.kill(signal.SIGKILL)
            assert person.leaves() == -signal.SIGKILL
        case "hangup":
            person.child.kill(signal.SIGHUP)
            assert person.leaves() == -signal.SIGHUP
    assert friday.read_bytes() == before
    assert len(drafts(tmp_path)) == 1

    again = sit_down(*words)
    again.sees("A sweep of 2026-11-27 is not finished: 1 of 5 items answered, meeting WG-3.").types("r")
    again.sees("WG-3 · 2026-11-27 · 林美華").at(2)
    assert again.item == second
    if how == "ctrl-c in a line":
        again.types("n").sees("Note> 話說到一").types("半。", ENTER).sees("話說到一半。")
    again.types("b").at(1).sees("美方窗口未定。").types("q").saves()

    written = item(friday, first).updates[-1]
    assert (written.note, written.meeting, written.by) == ("美方窗口未定。", "WG-3", "林美華")
    assert drafts(tmp_path) == []


@POSIX
def test_a_long_text_survives_a_killed_process_before_it_is_answered(friday: Path, sit_down) -> None:
    person = begun(sit_down("--pillar", "2", *NOVEMBER, *IN_ENGLISH))
    person.types("n").sees("Note>").types(pasted("長" * 90)).sees("長" * 90)
    person.child.kill(signal.SIGKILL)
    person.leaves()

    again = sit_down("--pillar", "2", *NOVEMBER, *IN_ENGLISH)

    again.sees("is not finished").types("r").at(1).types("n").sees("長" * 90)


@POSIX
def test_throwing_a_draft_away_is_asked_twice(friday, sit_down, tmp_path) -> None:
    begun(sit_down("--pillar", "2", *NOVEMBER, *IN_ENGLISH)).types("d").sees("已討論").types(CTRL_C).leaves()

    again = sit_down("--pillar", "3", *NOVEMBER, *IN_ENGLISH)
    again.sees("is not finished", "r go on with it").types("x").sees("Throw away what was answered")
    again.types("n").sees("r go on with it").types("x").sees("Throw away").types("y")
    again.sees("Thrown away.", "Meeting>")
    assert drafts(tmp_path) == []
    again.types(CTRL_C)
    assert again.leaves() == 130
    assert drafts(tmp_path) == []


@POSIX
@pytest.mark.parametrize("left_at", ["Meeting>", "Date of the records>", "Recorded by>", None])
@pytest.mark.parametrize("key", [ESC, CTRL_C])
def test_a_sweep_that_is_left_with_nothing_filled_in_is_not_offered_again(
    friday: Path, sit_down, tmp_path: Path, left_at: str | None, key: str
) -> None:
    person = sit_down("--pillar", "2", *NOVEMBER, *IN_ENGLISH)
    for label in ("Meeting>", "Date of the records>", "Recorded by>"):
        person.sees(label)
        if label == left_at:
            break
        person.types(ENTER)
    if left_at is None:
        person.at(1)
        key = CTRL_C
    person.types(key)

    assert person.leaves() == 130
    person.sees_no("is kept")
    assert drafts(tmp_path) == []
    sit_down("--pillar", "2", *NOVEMBER, *IN_ENGLISH).sees("Meeting>").sees_no("not finished")


@POSIX
@pytest.mark.parametrize("key", ["z", ENTER, ESC, "ㄅ"])
def test_a_key_that_neither_resumes_nor_drops_is_told_what_does(friday: Path, sit_down, key: str) -> None:
    begun(sit_down("--pillar", "2", *NOVEMBER, *IN_ENGLISH)).types("d").sees("已討論").types(CTRL_C).leaves()

    again = sit_down(*NOVEMBER, *IN_ENGLISH).sees("r go on with it").types(key)
    again.sees("Only r or x can be typed here").types("ｒ").at(1)


@POSIX
def test_a_draft_that_cannot_be_read_is_named_and_the_sweep_begins(friday, sit_down, tmp_path: Path) -> None:
    person = begun(sit_down("--pillar", "2", *NOVEMBER, *IN_ENGLISH))
    person.types("d").sees("已討論").types(CTRL_C)
    person.leaves()
    [path] = drafts(tmp_path)
    path.write_bytes(path.read_bytes()[:40])

    again = sit_down("--pillar", "2", *NOVEMBER, *IN_ENGLISH)

    again.sees("could not be read", path.with_suffix(".damaged-1").name, "Meeting>")
    assert path.with_suffix(".damaged-1").exists()


@POSIX
def test_a_state_folder_that_fails_is_told_and_the_sweep_goes_on(friday, sit_down, tmp_path: Path) -> None:
    person = begun(sit_down("--search", "量產線", *NOVEMBER, *IN_ENGLISH))
    [path] = drafts(tmp_path)
    path.unlink()
    path.mkdir()

    person.types("d").sees("cannot be written", "safe only while this window is open", "已討論").types("q")
    person.sees("Write these changes?").types("y", ENTER)
    person.leaves()

    assert item(friday, "E6-P2-04").updates[-1].note == "已討論，無變動。"


@POSIX
@pytest.mark.parametrize("where", ["key", "line", "start", "end"])
def test_a_terminal_that_goes_away_ends_the_sweep(friday: Path, sit_down, tmp_path: Path, where: str) -> None:
    before = friday.read_bytes()
    person = sit_down("--pillar", "2", *NOVEMBER, *IN_ENGLISH, ignoring=signal.SIGHUP)
    person.sees("Meeting>")
    if where != "start":
        begun(person).types("d").sees("已討論")
    if where == "line":
        person.types("n").sees("Note>")
    if where == "end":
        person.types("q").sees("Write these changes?")

    assert person.hangs_up()

    assert friday.read_bytes() == before
    assert len(drafts(tmp_path)) == (where != "start")


@POSIX
def test_a_sweep_goes_on_with_another_date_and_meeting(friday: Path, sit_down) -> None:
    person = sit_down("--pillar", "2", "--date", "2026-09-10", "--meeting", "WG-3", *NOVEMBER, *IN_ENGLISH)
    person.sees("Recorded by>").types(ENTER).at(1).types("d").sees("Cannot be written").types(CTRL_C)
    person.leaves()

    again = sit_down("--date", "2026-11-26", "--meeting", "INT-1", *NOVEMBER, *IN_ENGLISH)
    again.sees("is not finished").types("r").sees("INT-1 · 2026-11-26 · tester").at(1).sees(
        "已討論，無變動。"
    )
    again.sees_no("Cannot be written").types("q").saves()

    assert b"2026-11-26" in friday.read_bytes()


# ---- others at work ----


@POSIX
def test_a_ledger_that_changed_underneath_gets_what_still_applies(friday: Path, sit_down, tmp_path) -> None:
    person = begun(sit_down("--search", "稀土", *NOVEMBER, *IN_ENGLISH))
    ids = [person.item]
    person.types("n").sees("Note>").types("仍然有效。", ENTER).sees("仍然有效").types(ENTER).at(2)
    ids.append(person.item)
    person.types("s").sees("1 blocked").types("1").sees("Reason (needed)>").types("卡住", ENTER).sees(
        "to blocked"
    )
    for identifier in ids:
        assert eppd("update", identifier, "--note", "By another.", *NOVEMBER).returncode == 0
    words = ("--status", "withdrawn", "--reason", "Merged.")
    assert eppd("update", ids[1], *words, *NOVEMBER).returncode == 0
    meanwhile = friday.read_bytes()

    person.types("q").sees(
        "Changed by somebody since you answered", *ids, "Not possible (1)", "cannot go from"
    )
    person.saves()

    person.sees(f"What could not be written is kept: {ids[1]}.")
    assert [one.note for one in item(friday, ids[0]).updates[-2:]] == ["By another.", "仍然有效。"]
    assert item(friday, ids[1]).status is Status.WITHDRAWN
    assert eppd("undo").returncode == 0
    assert friday.read_bytes() == meanwhile

    again = sit_down(*NOVEMBER, *IN_ENGLISH)
    again.sees("1 of 1 items answered").types("r").sees("Changed by somebody since you answered")
    again.at(1).sees("This item was changed since you answered", "Cannot be written", "卡住")


@POSIX
def test_a_change_between_the_summary_and_the_answer_is_shown_before_it_is_written(friday, sit_down) -> None:
    person = begun(sit_down("--search", "量產線", *NOVEMBER, *IN_ENGLISH), "-")
    person.types("p").sees("Progress>").types("20", ENTER).sees("from 15 to 20").types("q")
    person.sees("Write these changes?")
    assert eppd("update", "p2-4", "--progress", "18", "--note", "x", *NOVEMBER).returncode == 0

    person.types("y", ENTER).sees("changed in between", "progress from 18 to 20").types("y", ENTER)

    assert person.leaves() == 0
    assert item(friday, "E6-P2-04").progress == 20


@POSIX
def test_a_second_sweep_is_refused_while_one_is_open(friday: Path, sit_down) -> None:
    person = begun(sit_down("--pillar", "2", *NOVEMBER, *IN_ENGLISH))

    second = sit_down(*NOVEMBER, *IN_ENGLISH)
    assert second.leaves() == 5
    second.sees("Another `eppd update` is going through this ledger now.")
    assert eppd("update", "p2-4", "--note", "Talked.", *NOVEMBER).returncode == 0

    person.types("d").sees("已討論，無變動。")
    person.child.kill(signal.SIGKILL)
    person.leaves()
    sit_down(*NOVEMBER, *IN_ENGLISH).sees("is not finished")


@POSIX
def test_a_date_before_the_last_records_is_told_at_once(friday: Path, sit_down) -> None:
    person = sit_down("--pillar", "2", *NOVEMBER, *IN_ENGLISH)

    person.sees("Meeting>").types("WG-3", ENTER).sees("2026-09-10", "today is offered", "Enter: 2026-11-27")
    person.sees("records>").types(BACKSPACE, "2026-09-09", ENTER)
    person.sees("Type the same day again", "Enter: 2026-11-27", "records>").types("2026-09-09", ENTER)

    person.sees("Recorded by>").types(ENTER).at(1)
    person.sees("Cannot be written", "cannot be dated 2026-09-09", "t gives all records")


@POSIX
def test_the_date_offered_for_a_past_meeting_can_be_written(friday: Path, sit_down) -> None:
    person = sit_down("--meeting", "WG-3", "--pillar", "2", *NOVEMBER, *IN_ENGLISH)

    person.sees("of the items have later records", "Enter: 2026-11-27", "records>").types(ENTER)
    person.sees("Recorded by>").types(ENTER).at(1).types("d").sees("已討論，無變動。")

    person.sees_no("Cannot be written").types("q").saves()


@POSIX
def test_a_key_gives_all_records_another_date_here_and_after_an_interruption(friday: Path, sit_down) -> None:
    early = ("--pillar", "2", "--meeting", "WG-3", "--date", "2026-09-10")
    before = records(friday)
    person = sit_down(*early, *NOVEMBER, *IN_ENGLISH)
    person.sees("of the items have later records", "Recorded by>").types(ENTER).at(1).types("d")
    person.sees("Cannot be written", "t gives all records").types("q")
    assert person.leaves() == 5
    person.sees("--date DATE")
    assert records(friday) == before

    again = sit_down(*NOVEMBER, *IN_ENGLISH)
    again.sees("is not finished").types("r").sees("of the items have later records").at(1)
    again.types("t").sees("Enter: 2026-11-27", "records>").types(ENTER).sees("are dated 2026-11-27").ready()
    again.types("q").saves()

    assert records(friday) == before + 1


@POSIX
def test_a_date_that_has_not_come_is_asked_about(friday: Path, sit_down) -> None:
    person = sit_down("--pillar", "2", *NOVEMBER, *IN_ENGLISH)

    person.sees("Meeting>").types(ENTER).sees("records>").types("2027-01-05", ENTER)
    person.sees("lies in the future").types("n").sees("records>").types("2027-01-05", ENTER)
    person.sees("lies in the future").types("y").sees("Recorded by>").types(ENTER)

    person.sees("2027-01-05 · tester")


@POSIX
def test_a_meeting_by_number_and_a_new_one_taken_back(friday: Path, sit_down) -> None:
    person = sit_down("--pillar", "2", *NOVEMBER, *IN_ENGLISH)

    person.sees("1  INT-1", "2  EX-1", "Meeting>").types("77", ENTER).sees("There is no number 77")
    person.types(BACKSPACE * 2, "a b", ENTER).sees("cannot be a meeting's id")
    person.types(BACKSPACE * 3, "WG-9", ENTER).sees("Day of the meeting>").types(ESC).sees("Meeting>")
    person.types("1", ENTER).sees("2026-11-24", "Enter: 2026-11-27", "records>")
    person.types(BACKSPACE, "today", ENTER)

    person.sees("“today” is taken as 2026-11-27", "Recorded by>").types(ENTER).sees("INT-1 · 2026-11-27")


@POSIX
@pytest.mark.parametrize(
    ("today", "typed", "head"),
    [
        ("2026-11-24", (), "INT-1 · 2026-11-24 · tester"),
        ("2026-12-01", (), "INT-1 · 2026-11-24 · tester"),
        ("2026-12-01", ("-",), "2026-12-01 · tester"),
        ("2026-12-02", (), "2026-12-02 · tester"),
    ],
)
def test_the_meeting_just_held_is_offered_first(
    friday: Path, sit_down, today: str, typed: tuple[str, ...], head: str
) -> None:
    person = sit_down("--search", "量產線", "--today", today, *IN_ENGLISH)

    person.sees("1  INT-1", "Meeting>").types(*typed, ENTER)
    person.sees("records>").types(ENTER).sees("Recorded by>").types(ENTER).sees(head)


@POSIX
def test_an_answer_that_is_refused_can_be_edited_or_cleared(friday: Path, sit_down) -> None:
    person = begun(sit_down("--search", "量產線", *NOVEMBER, *IN_ENGLISH), "-")

    person.types("p").sees("Progress>").types("155", ENTER).sees(
        "empty the line with Ctrl-U", "Progress> 155"
    )
    person.types(BACKSPACE, ENTER).sees("stands so already").ready()
    person.types("p").sees("Progress>").types("much", ENTER).sees("Progress> much")
    person.types(CTRL_U, "30", ENTER).sees("progress from 15 to 30")


@POSIX
def test_who_records_can_be_put_right_on_the_way_and_after_the_summary(friday: Path, sit_down) -> None:
    person = begun(sit_down("--search", "量產線", *NOVEMBER, *IN_ENGLISH), "-")
    person.types("n").sees("Note>").types("One.", ENTER).sees("Now").types("w").sees("Enter: tester", "by>")
    person.types("Chen", ENTER).sees("All records of this sweep are by Chen.").types("q")
    person.sees("2026-11-27 · Chen", "Write these changes?").types("n", ENTER)
    assert person.leaves() == 5

    again = sit_down(*NOVEMBER, *IN_ENGLISH).sees("r go on with it").types("r").at(1)
    again.types("w").sees("Enter: Chen").types("Wu", ENTER).sees("are by Wu.").types("q").saves()

    assert item(friday, "E6-P2-04").updates[-1].by == "Wu"


@POSIX
def test_ids_alone_open_the_questions_of_these_items(friday: Path, sit_down, tmp_path: Path) -> None:
    before = records(friday)
    person = sit_down("p2-4", "p2-6", *NOVEMBER, *IN_ENGLISH).sees("2026-11-27 · tester").at(1)
    assert person.item == "E6-P2-04"
    person.types("n").sees("Note>").types("Called.", ENTER).sees("Now").types(ENTER).at(2)
    assert person.item == "E6-P2-06"
    person.types("q").saves()

    last = item(friday, "E6-P2-04").updates[-1]
    assert (last.note, last.by, last.meeting, str(last.date)) == ("Called.", "tester", None, "2026-11-27")
    assert records(friday) == before + 1
    assert drafts(tmp_path) == []


@POSIX
def test_ids_alone_go_on_with_a_sweep_that_was_left(friday: Path, sit_down) -> None:
    person = begun(sit_down("--search", "量產線", *NOVEMBER, *IN_ENGLISH), "-")
    person.types("n").sees("Note>").types("One.", ENTER).sees("Now").types(CTRL_C)
    assert person.leaves() == 130

    again = sit_down("p2-6", *NOVEMBER, *IN_ENGLISH).sees("r go on with it").types("r").at(2)
    again.sees("E6-P2-06 was not among the items; it is now.").types("q").saves()

    assert item(friday, "E6-P2-04").updates[-1].note == "One."


@POSIX
def test_ids_put_into_a_sweep_that_was_left_come_in_the_order_they_were_typed(friday: Path, sit_down) -> None:
    person = begun(sit_down("--search", "量產線", *NOVEMBER, *IN_ENGLISH), "-")
    person.types("n").sees("Note>").types("One.", ENTER).sees("Now").types(CTRL_C)
    assert person.leaves() == 130

    again = sit_down("p2-6", "p3-1", *NOVEMBER, *IN_ENGLISH).sees("r go on with it").types("r").at(2)
    assert again.item == "E6-P2-06"
    again.types(ENTER).at(3)
    assert again.item == "E6-P3-01"


@POSIX
def test_an_id_with_nothing_said_and_no_draft_leaves_nothing(friday: Path, sit_down, tmp_path: Path) -> None:
    before = friday.read_bytes()
    person = sit_down("p2-4", *NOVEMBER, *IN_ENGLISH).at(1)
    person.types(CTRL_C)

    assert person.leaves() == 130
    assert friday.read_bytes() == before
    assert drafts(tmp_path) == []
    ran = eppd("update", "p2-4", *NOVEMBER, *IN_ENGLISH)
    assert "stands so already" in ran.stderr.decode()


# ---- without a terminal, and wrong use ----


def test_without_a_terminal_it_says_what_answers(shipped: Path) -> None:
    ran = eppd("update", *SPRING, *IN_ENGLISH)

    assert ran.returncode == 5
    assert b"eppd update p2-4" in ran.stderr
    assert b"--from FILE" in ran.stderr
    assert "編號" in eppd("update", "--lang", "zh").stderr.decode()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--note", "x"), "--note"),
        (("--progress", "5", "--force"), "--progress, --force"),
        (("--from", "x.toml", "p2-4"), "--from"),
        (("--from", "x.toml", "--pillar", "2"), "--pillar"),
        (("--from", "x.toml", "--status", "blocked"), "--status"),
        (("--from", "x.toml", "--note", "y"), "--note"),
        (("p2-4", "--note", "y", "--pillar", "2"), "--pillar"),
        (("p2-4", "--note", "y", "--due-before", "2026-12-01", "--stale"), "--due-before, --stale"),
    ],
    ids=" ".join,
)
def test_what_does_not_go_together_is_refused(shipped: Path, words: tuple[str, ...], said: str) -> None:
    before = shipped.read_bytes()

    ran = eppd("update", *words, *SPRING, *IN_ENGLISH)

    assert ran.returncode == 2, ran.stderr
    assert said in ran.stderr.decode()
    assert shipped.read_bytes() == before


# ---- a prepared list ----


LIST = """
[[update]]
id = "p2-4"
status = "in-progress"
note = "選址完成。"

[[update]]
id = "p2-3"
note = "Talked."
"""


def test_a_prepared_list_is_applied_in_one_write_and_undone_in_one(shipped: Path, tmp_path: Path) -> None:
    before = shipped.read_bytes()
    (tmp_path / "minutes.toml").write_text(LIST, "utf-8")

    dry = eppd("update", "--from", "minutes.toml", "--dry-run", *SPRING)
    assert dry.returncode == 0, dry.stderr
    assert shipped.read_bytes() == before
    assert eppd("update", "--from", "minutes.toml", *SPRING).returncode == 5

    words = ("--meeting", "EPPD-6", "--by", "林", "--date", "2026-03-01", "--yes")
    ran = eppd("update", "--from", "minutes.toml", *words, *SPRING)

    assert ran.returncode == 0, ran.stderr
    written = item(shipped, "E6-P2-04")
    assert written.status is Status.IN_PROGRESS
    last = written.updates[0]
    assert (last.meeting, last.by, last.date) == ("EPPD-6", "林", dt.date(2026, 3, 1))
    assert records(shipped) == 2
    assert eppd("undo").returncode == 0
    assert shipped.read_bytes() == before


# ---- words and pieces ----


@pytest.mark.parametrize("columns", [40, 80, 200])
@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("keys", [sweep.KEYS, agreed.KEYS], ids=["sweep", "intake"])
def test_the_keys_fit(columns: int, language: Language, keys: tuple[tuple[str, Text], ...]) -> None:
    lines = key_lines(keys, Style(language, Calendar.GREGORIAN, columns))

    assert all(width(line) <= columns for line in lines)
    assert {key for key, _ in keys} <= set(" ".join(lines).split())


def test_each_key_has_a_place_on_the_keyboard_of_an_input_method() -> None:
    assert sorted(ZHUYIN.values()) == list(string.ascii_lowercase)
    assert key_of("ㄐ") == key_of("Ｒ") == "r"


# ---- other sides ----


@POSIX
@pytest.mark.parametrize(("language", "theirs"), [("en", "Westrand"), ("zh", "西蘭德")])
def test_a_ledger_of_two_ports_is_asked_about_by_their_names(
    tmp_path: Path, sit_down, language: str, theirs: str
) -> None:
    path = tmp_path / "commitments.toml"
    path.write_bytes((ROOT / "examples" / "harbour-programme.toml").read_bytes())
    person = sit_down("--pillar", "1", "--today", "2025-10-31", "--lang", language)
    for _ in range(3):
        person.sees(">").types(ENTER)

    person.at(1).types("m").sees(f"2 {theirs}")

    assert not re.search(r"Taiwan|\bUS\b|我方|美方", person.page)
    person.types(CTRL_C)
