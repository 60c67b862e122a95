"""Who records: where the name comes from, what wins, and that it is asked for once."""

import getpass
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from conftest import Eppd
from test_sweep import ENTER, POSIX, Person

from eppd_track import load

AT = ("--today", "2026-11-27", "--lang", "en")
KEPT = "name.txt"


@pytest.fixture
def login(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Nobody said who it is, git neither: only the login name is known. Gives the state folder."""
    monkeypatch.delenv("EPPD_USER")
    monkeypatch.setenv("LOGNAME", "login7")
    for name in ("GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM"):
        monkeypatch.setenv(name, str(tmp_path / "no-git-config"))
    state = tmp_path.parent / f"{tmp_path.name}-state"
    state.mkdir()
    return state


@pytest.fixture
def sit_down() -> Iterator[Callable[..., Person]]:
    """Starts a command at a terminal; whatever still runs afterwards is ended."""
    people: list[Person] = []

    def start(*words: str, **variables: str) -> Person:
        people.append(Person(*words, *AT, columns=100, rows=60, **variables))
        return people[-1]

    yield start
    for person in people:
        person.child.close(force=True)


def by(path: Path) -> list[str | None]:
    return [record.by for one in load(path).commitments for record in one.updates]


@pytest.mark.parametrize(
    ("variable", "kept", "git", "name", "whence"),
    [
        ("Lin", "陳大文", "gita", "Lin", "EPPD_USER"),
        ("", "陳大文", "gita", "陳大文", "kept"),
        ("", "", "gita", "gita", "git"),
        ("", "", "", "login7", "login"),
    ],
)
def test_where_shows_who_records_and_where_the_name_came_from(
    eppd: Eppd, ledger, login: Path, monkeypatch: pytest.MonkeyPatch, variable, kept, git, name, whence
) -> None:
    path = ledger()
    monkeypatch.setenv("EPPD_USER", variable)
    if kept:
        (login / KEPT).write_text(f"{kept}\n", "utf-8")
    if git:
        Path("no-git-config").write_text(f"[user]\n\tname = {git}\n", "utf-8")
    assert whence != "login" or getpass.getuser() == "login7"

    told = json.loads(eppd("where", "--format", "json", *AT).out)
    eppd("update", "p1-1", "-n", "Said.", *AT)

    assert (told["person"], told["person_from"]) == (name, whence)
    assert name in eppd("where", *AT).out
    assert by(path) == [name]


@POSIX
def test_the_first_record_on_a_terminal_asks_once_and_keeps_the_answer(ledger, login: Path, sit_down) -> None:
    path = ledger()

    first = sit_down("update", "p1-1", "-n", "One.").sees("Your name", "[login7]").types("陳大文", ENTER)
    assert first.leaves() == 0
    second = sit_down("update", "p1-1", "-n", "Two.")
    assert second.leaves() == 0

    assert "Your name" not in second.page
    assert by(path) == ["陳大文", "陳大文"]
    assert (login / KEPT).read_text("utf-8") == "陳大文\n"


@POSIX
@pytest.mark.parametrize(("language", "asked"), [("zh", "填報人姓名"), ("en", "Your name")])
def test_the_name_is_asked_in_the_language_of_the_ledger(ledger, login: Path, language, asked) -> None:
    ledger(settings={"language": language})
    person = Person("update", "p1-1", "-n", "One.", *AT[:2], columns=100, rows=60)

    person.sees("[login7]").types("", ENTER)

    assert person.leaves() == 0
    assert [words for words in ("填報人姓名", "Your name") if words in person.page] == [asked]


@POSIX
@pytest.mark.parametrize("said", [("--by", "Lin"), ()])
def test_who_is_named_is_not_asked(ledger, login: Path, sit_down, said: tuple[str, ...]) -> None:
    path = ledger()
    person = sit_down("update", "p1-1", "-n", "One.", *said, **({} if said else {"EPPD_USER": "Lin"}))

    assert person.leaves() == 0
    assert "Your name" not in person.page
    assert (by(path), (login / KEPT).exists()) == (["Lin"], False)


@POSIX
def test_what_only_reads_asks_for_no_name(ledger, login: Path, sit_down) -> None:
    ledger()
    for words in (("report",), ("where",), ("list",)):
        person = sit_down(*words)
        assert person.leaves() == 0
        assert "Your name" not in person.page
    assert not (login / KEPT).exists()


@POSIX
def test_the_name_typed_in_a_sweep_is_kept(ledger, login: Path, sit_down) -> None:
    ledger()
    person = sit_down("update")
    for label, typed in (("Meeting>", ""), ("Date of the records>", ""), ("Recorded by>", "陳大文")):
        person.sees(label).types(typed, ENTER)
    person.at(1)

    assert (login / KEPT).read_text("utf-8") == "陳大文\n"
