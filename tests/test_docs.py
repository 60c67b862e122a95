"""README and the pages in docs/ name everything there is, nothing that is not, and their examples run."""

import inspect
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Any

import pytest
import typer
from conftest import ROOT
from msgspec import Struct, structs

from eppd_track.cli.app import app
from eppd_track.cli.commands import COMMANDS
from eppd_track.ledger.tables import PARTS, RECORDS, TABLES, owner_of
from eppd_track.model import records, settings, vocabulary
from eppd_track.model.records import INLINE, RECORD_ONLY, Inline, Ledger, Update
from eppd_track.model.settings import Contact
from eppd_track.model.vocabulary import Audience, Language, Light, Standing, Status, Term
from eppd_track.rules.transitions import needs, next_statuses
from eppd_track.words import questions, refusals, warnings
from eppd_track.words.errors import ExitCode, Severity
from eppd_track.words.labels import members, name_of
from eppd_track.words.look import LETTER
from eppd_track.words.text import Text

FILES = sorted([*ROOT.glob("README*.md"), *(ROOT / "docs").rglob("*.md")])
PAGES = {path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8") for path in FILES}
COMMAND_PAGE, RULE_PAGE = PAGES["docs/commands.md"], PAGES["docs/rules.md"]
ROOMS = ("docs", "docs/zh-TW")
NOT_IN_THE_FILE = {Light, Audience, Standing}
"""What is computed or asked for, and explained with the rules."""
VOCABULARY = [
    member
    for _, member in inspect.getmembers(vocabulary, inspect.isclass)
    if issubclass(member, StrEnum | Term) and member not in {StrEnum, Term, *NOT_IN_THE_FILE}
]
WHOLE_FILE = {"schema", *TABLES, *RECORDS}


def section(page: str, heading: str) -> str:
    """What stands under a heading, up to the next one of its level or above."""
    found = re.search(rf"^(#+) {re.escape(heading)}\n(.*?)(?=^#{{1,3}} |\Z)", page, re.MULTILINE | re.DOTALL)
    assert found, f"no heading {heading}"
    return found[2]


def first_cells(text: str) -> set[str]:
    """The `words` in the first cell of every row of the tables in a text."""
    rows = [line.split("|")[1] for line in text.splitlines() if line.startswith("|")]
    return {word for cell in rows for word in re.findall(r"`([^`]+)`", cell)}


def slug(heading: str) -> str:
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def leaves(command: Any, name: str) -> Iterator[tuple[str, Any]]:
    """A command, or the commands of a group, under the name of its section."""
    if hasattr(command, "list_commands"):
        for inner in command.commands.values():
            yield from leaves(inner, name)
    else:
        yield name, command


def all_options() -> list[tuple[str, str]]:
    """The sections an option may be explained in, and the option as typed, for every command."""
    root = typer.main.get_command(app)
    found = [("Everywhere", option) for option in (*strings(root), "--help", "-h")]
    for name in COMMANDS:
        for part, command in leaves(root.get_command(None, name), name):
            options = strings(command)
            places = f"{part}, Everywhere" + (", Selection" if "--unconfirmed" in options else "")
            places += ", Output" if "--overwrite" in options else ""
            found += [(places, option) for option in options]
    return sorted(set(found))


def strings(command: Any) -> list[str]:
    params = [param for param in command.params if param.param_type_name == "option"]
    return [option for param in params for option in (*param.opts, *param.secondary_opts)]


def names(text: str, option: str) -> bool:
    return re.search(rf"(?<![\w-]){re.escape(option)}(?![\w-])", text) is not None


# ---- commands ----


def by_hand(place: str) -> str:
    """What a person wrote on a command or on what all have: the help that a tool adds names every option."""
    page = PAGES.get(f"docs/commands/{place}.md") or section(COMMAND_PAGE, place)
    return re.sub(r"<!-- help: .*?<!-- /help -->", "", page, flags=re.DOTALL)


@pytest.mark.parametrize("room", ROOMS)
@pytest.mark.parametrize("name", ["eppd", *COMMANDS])
def test_every_command_has_a_page_with_an_example(name: str, room: str) -> None:
    typed = "eppd" if name == "eppd" else f"eppd {name}"

    assert re.search(rf"^\$ {typed}\b", PAGES[f"{room}/commands/{name}.md"], re.MULTILINE)


@pytest.mark.parametrize(("places", "option"), all_options())
def test_every_option_is_named_where_it_belongs(places: str, option: str) -> None:
    assert any(names(by_hand(place), option) for place in places.split(", "))


def test_no_option_is_named_that_does_not_exist() -> None:
    known = {option for _, option in all_options()}
    others = r"```bash\n.*?```|<!--.*?-->|`-- [^`]*`"  # what stands behind `--` is another program's
    ours = [re.sub(others, "", page, flags=re.DOTALL) for page in PAGES.values()]
    named = {option for page in ours for option in re.findall(r"(?<![\w-])--[a-z][a-z-]+", page)}

    assert named <= known


def test_no_command_is_named_that_does_not_exist() -> None:
    spans = [span for page in PAGES.values() for span in re.findall(r"`(eppd[^`]*)`", page)]
    named = {words[1] for words in map(str.split, spans) if len(words) > 1}

    assert {word for word in named if re.fullmatch("[a-z]+", word)} <= set(COMMANDS)


@pytest.mark.parametrize(("room", "heading"), [*zip(ROOMS, ("Exit codes", "結束代碼"), strict=True)])
@pytest.mark.parametrize("code", ExitCode)
def test_every_exit_code_is_explained(code: ExitCode, room: str, heading: str) -> None:
    text = section(PAGES[f"{room}/commands.md"], heading)

    assert re.search(rf"^\| {code.value} \| \S", text, re.MULTILINE)


@pytest.mark.parametrize("severity", Severity)
def test_every_severity_is_explained(severity: Severity) -> None:
    assert re.search(rf"^\| {severity.value} \| \w", by_hand("check"), re.MULTILINE)


# ---- the ledger ----


HEADINGS: dict[str, tuple[type[Struct], str]] = {
    **{kind: (struct, f"`[{kind}]`") for kind, struct in TABLES.items()},
    **{kind: (struct, f"`[[{kind}]]`") for kind, struct in RECORDS.items()},
    **{kind: (struct, f"`[[{owner_of(kind)}.{kind}]]`") for kind, struct in PARTS.items()},
    **{name: (struct, f"`{name}`") for name, struct in INLINE.items()},
    "contact": (Contact, "`[settings.contact]`"),
}


def test_every_struct_of_the_model_has_a_table() -> None:
    mine = {
        member
        for module in (records, settings)
        for _, member in inspect.getmembers(module, inspect.isclass)
        if issubclass(member, Struct) and member.__module__ == module.__name__
    }

    assert mine - {Inline, Ledger, Update} == {struct for struct, _ in HEADINGS.values()}


@pytest.mark.parametrize("room", ROOMS)
@pytest.mark.parametrize("kind", HEADINGS)
def test_every_field_is_in_the_table_of_its_struct(kind: str, room: str) -> None:
    struct, heading = HEADINGS[kind]
    fields = {info.encode_name for info in structs.fields(struct)}
    named = first_cells(section(PAGES[f"{room}/ledger.md"], heading))

    assert named == fields | (RECORD_ONLY if kind == "update" else set())


LISTS = [section(PAGES["docs/ledger.md"], "Closed lists"), section(PAGES["docs/zh-TW/ledger.md"], "限定值")]


@pytest.mark.parametrize(("room", "heading"), [*zip(ROOMS, ("Whole file", "整份檔案"), strict=True)])
def test_every_table_of_the_file_is_named(room: str, heading: str) -> None:
    assert first_cells(section(PAGES[f"{room}/ledger.md"], heading)) == WHOLE_FILE


@pytest.mark.parametrize("lists", LISTS, ids=ROOMS)
@pytest.mark.parametrize("value", [value for kind in VOCABULARY for value in members(kind)])
def test_every_value_is_listed_with_its_chinese_name(value: StrEnum, lists: str) -> None:
    name = "" if isinstance(value, Language) else f" {name_of(value).zh}"

    assert f"`{value.value}`{name}" in lists


@pytest.mark.parametrize("lists", LISTS, ids=ROOMS)
def test_no_value_is_listed_that_does_not_exist(lists: str) -> None:
    rows = [line.split("|")[2] for line in lists.splitlines() if "`" in line]
    listed = {value for row in rows for value in re.findall(r"`([^`]+)`", row)}

    assert listed == {value.value for kind in VOCABULARY for value in members(kind)}


# ---- the rules ----


@pytest.mark.parametrize(
    "heading", ["Statuses", "Lights", "Overdue, due soon, update owed", "Audiences", "Scores"]
)
def test_the_rules_have_the_headings_that_the_code_names(heading: str) -> None:
    assert section(RULE_PAGE, heading).strip()


RULES_ZH = PAGES["docs/zh-TW/rules.md"]


@pytest.mark.parametrize("text", [section(RULE_PAGE, "Statuses"), section(RULES_ZH, "狀態")], ids=ROOMS)
@pytest.mark.parametrize("status", Status)
def test_every_status_is_explained(status: Status, text: str) -> None:
    assert f"| `{status.value}` | {name_of(status).zh} |" in text


@pytest.mark.parametrize("text", [section(RULE_PAGE, "Audiences"), section(RULES_ZH, "閱讀對象")], ids=ROOMS)
@pytest.mark.parametrize("audience", Audience)
def test_every_audience_is_explained(audience: Audience, text: str) -> None:
    assert f"| `{audience.value}` | {name_of(audience).zh} |" in text


@pytest.mark.parametrize("text", [section(RULE_PAGE, "Scores"), section(RULES_ZH, "評分")], ids=ROOMS)
@pytest.mark.parametrize("standing", Standing)
def test_every_standing_of_a_score_is_explained(standing: Standing, text: str) -> None:
    assert f"| {standing.value} | {name_of(standing).zh} |" in text


@pytest.mark.parametrize("text", [section(RULE_PAGE, "Lights"), section(RULES_ZH, "燈號")], ids=ROOMS)
@pytest.mark.parametrize("light", Light)
def test_every_light_is_explained_with_its_letter(light: Light, text: str) -> None:
    assert f"| {light.value} {name_of(light).zh} | {LETTER[light]} |" in text


@pytest.mark.parametrize(
    "text", [section(RULE_PAGE, "What may follow what"), section(RULES_ZH, "狀態之變更")], ids=ROOMS
)
def test_every_transition_stands_in_the_table_with_what_it_needs(text: str) -> None:
    words = {
        "note": ("note", "說明"),
        "reason": ("reason", "理由"),
        "note-or-reason": ("note or reason", "說明或理由"),
        "evidence": ("evidence", "佐證"),
        "approved-by": ("approval", "核定"),
        "closure": ("way of closing", "解列方式"),
    }
    rows = [line.split("|")[1:4] for line in text.splitlines()[:20] if "`" in line]
    table = {
        (before, after): re.sub(r" ?[(（][^)）]*[)）]", "", need).strip()
        for froms, tos, need in rows
        for before in re.findall(r"`([^`]+)`", froms)
        for after in re.findall(r"`([^`]+)`", tos)
    }
    expected = {(one.value, two.value): needs(one, two) or () for one in Status for two in next_statuses(one)}

    assert table.keys() == expected.keys()
    for pair, wanted in expected.items():
        parts = [part.strip() for part in re.split(r",| and |、|，?及", table[pair]) if part.strip()]
        assert parts in ([words[need.value][side] for need in wanted] for side in (0, 1)), pair


# ---- what tools put into the pages ----


TOOLS = ("commands_page", "ledger_page", "api_page")


def make(tool: Path, *words: str, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(tool), *words],
        check=False,
        capture_output=True,
        encoding="utf-8",
        env=os.environ | variables,
        timeout=120,
    )


def copy(folder: Path, tool: str) -> tuple[Path, Path]:
    """A tool in a small tree of its own, and the pages."""
    shutil.copytree(ROOT / "tools", folder / "tools", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "docs", folder / "docs", ignore=shutil.ignore_patterns("pictures"))
    return folder / "tools" / f"{tool}.py", folder / "docs"


@pytest.mark.parametrize("tool", TOOLS)
def test_a_made_page_is_current(tool: str) -> None:
    ran = make(ROOT / "tools" / f"{tool}.py", "--check")

    assert ran.returncode == 0, ran.stderr


@pytest.mark.parametrize("name", TOOLS)
def test_a_made_page_does_not_depend_on_who_makes_it(name: str, tmp_path: Path) -> None:
    tool, docs = copy(tmp_path, name)

    ran = make(tool, EPPD_LANG="zh", COLUMNS="60", FORCE_COLOR="1", EPPD_LEDGER="elsewhere")

    assert ran.returncode == 0, ran.stderr
    for page in docs.rglob("*.md"):
        assert page.read_bytes() == (ROOT / "docs" / page.relative_to(docs)).read_bytes()


@pytest.mark.parametrize(
    ("name", "page", "before", "after"),
    [
        ("commands_page", "commands/list.md", "Usage: eppd list", "Usage: eppd lists"),
        ("commands_page", "zh-TW/commands/list.md", "用法：eppd list", "用法：eppd lists"),
        ("commands_page", "commands/undo.md", "<!-- help: undo -->", "<!-- help: redo -->"),
        ("commands_page", "zh-TW/commands.md", "(commands/undo.md)", "(commands/redo.md)"),
        ("ledger_page", "ledger.md", "| `due_soon_days` | 0 or more", "| `due_soon_days` | 1 or more"),
        ("ledger_page", "zh-TW/ledger.md", "| `due_soon_days` | 0 以上", "| `due_soon_days` | 1 以上"),
        ("ledger_page", "ledger.md", "`blocked` 受阻", "`blocked` 停滯"),
        ("ledger_page", "ledger.md", "| whatever else one should know |", "|  |"),
        ("ledger_page", "zh-TW/ledger.md", "<!-- fields: milestone -->", "<!-- fields: milestones -->"),
        ("api_page", "api.md", "def assess_all(", "def assess_each("),
    ],
)
def test_a_page_that_is_not_current_is_told(
    name: str, page: str, before: str, after: str, tmp_path: Path
) -> None:
    tool, docs = copy(tmp_path, name)
    text = (docs / page).read_text("utf-8")
    changed = text.replace(before, after)
    (docs / page).write_text(changed, "utf-8")

    ran = make(tool, "--check")

    assert changed != text
    assert ran.returncode == 1
    assert f"docs/{page}" in ran.stderr
    assert (docs / page).read_text("utf-8") == changed


# ---- what a reader types ----


@pytest.mark.parametrize("page", ["README.md", "README.zh-TW.md"])
def test_a_readme_can_be_followed_from_nothing_to_a_report(page: str) -> None:
    lines = make(ROOT / "tools" / "examples.py", str(ROOT / page)).stdout.splitlines()

    assert lines[0].startswith("python3 -m venv .venv")
    assert "[" not in lines[0], "what not everybody wants"
    assert lines[1].startswith("mkdir ../"), "the ledger to try things on stands outside the program's folder"
    assert not [line for line in lines if "pytest" in line]
    steps = ["eppd", "eppd list", "eppd update", "eppd report"]
    places = [next(at for at, line in enumerate(lines) if line.startswith(step)) for step in steps]
    assert places == sorted(places)
    assert lines[-1].endswith("week.html")
    assert not re.search(r"(?<!\d)(20\d\d|1\d\d)[-/.]\d", "\n".join(lines)), "a day that will be past one day"


@pytest.mark.parametrize("page", ["README.md", "README.zh-TW.md"])
def test_a_readme_stays_short(page: str) -> None:
    text = re.sub(r"```.*?```|!\[.*?\]|\]\(.*?\)", "", PAGES[page], flags=re.DOTALL)

    assert len(re.findall(r"[A-Za-z]+", text)) + len(re.findall("[\u4e00-\u9fff]", text)) / 1.6 < 600
    assert len(PAGES[page].splitlines()) < 130
    assert len(re.findall(r"^!\[", PAGES[page], re.MULTILINE)) == 3
    assert len(re.findall(r"^\*\*\d\.", PAGES[page], re.MULTILINE)) == 3


def test_a_page_as_a_script_leaves_out_what_is_printed(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(
        "```sh\ncd\n```\n\n1. One\n\n   ```console\n   $ echo a \\\n     b\n   a b\n   $ ls\n   ```\n"
        "```text\n$ no\n```\n```sh\npython -m pytest\n```\n",
        "utf-8",
    )

    assert make(ROOT / "tools" / "examples.py", str(page)).stdout == "cd\necho a \\\n  b\nls\n"


# ---- what a page says that a person may see ----


def said() -> str:
    """Every message, with `…` for what is filled in."""
    every = [text for module in (refusals, warnings, questions) for text in vars(module).values()]
    texts = [text for text in every if isinstance(text, Text)]
    text = "\n".join(f"{text.en}\n{text.zh}" for text in texts)
    return re.sub(r"\{\w+\}", "…", text.replace("{name}", "commitments.toml"))


@pytest.mark.parametrize(
    ("room", "quoted", "count"),
    [
        ("docs", r"`([A-Za-z][^`:]+)`", 6),
        ("docs/zh-TW", r"「(.+?)」", 7),
    ],
)
def test_a_message_that_is_quoted_exists(room: str, quoted: str, count: int) -> None:
    page = PAGES[f"{room}/howto/when-something-goes-wrong.md"]
    rows = [line.split("|")[1] for line in page.splitlines() if line.startswith("|")]
    quotes = [quote for cell in rows for quote in re.findall(quoted, cell)]

    assert len(quotes) == count
    for quote in quotes:
        assert quote.removesuffix("…") in said(), quote


# ---- links ----


@pytest.mark.parametrize("page", [*PAGES, "CONTRIBUTING.md", "CHANGELOG.md"])
def test_no_link_leads_nowhere(page: str) -> None:
    for target in re.findall(r"\]\(([^)\s]+)\)", (ROOT / page).read_text("utf-8")):
        if re.match(r"[a-z]+:", target):
            continue
        path, _, anchor = target.partition("#")
        found = (ROOT / page).parent / path if path else ROOT / page
        assert found.exists(), target
        if anchor:
            headings = re.findall(r"^#+ (.+)$", found.read_text("utf-8"), re.MULTILINE)
            assert anchor in {slug(heading) for heading in headings}, target


def test_every_page_is_reached_from_the_readme() -> None:
    reached = {page for page in PAGES if page.startswith("README")}
    while True:
        linked = {
            ((ROOT / page).parent / target.partition("#")[0]).resolve().relative_to(ROOT).as_posix()
            for page in reached
            for target in re.findall(r"\]\(([^):\s]+\.md[^):\s]*)\)", PAGES[page])
        }
        if linked & PAGES.keys() <= reached:
            break
        reached |= linked & PAGES.keys()

    assert reached == PAGES.keys()


CHINESE = sorted(page.removeprefix("docs/zh-TW/") for page in PAGES if page.startswith("docs/zh-TW/"))


IN_CHINESE_ALONE = re.findall(r"\]\(zh-TW/(\S+\.md)\) \(in Chinese\)", PAGES["docs/README.md"])


@pytest.mark.parametrize("page", [page for page in CHINESE if page not in IN_CHINESE_ALONE])
def test_a_chinese_page_and_its_english_side_lead_to_each_other(page: str) -> None:
    english, chinese = ROOT / "docs" / page, ROOT / "docs" / "zh-TW" / page
    links = [
        english.parent / found[1]
        for found in re.finditer(r"^\[繁體中文\]\((.+)\)$", english.read_text("utf-8"), re.MULTILINE)
    ] + [
        chinese.parent / found[1]
        for found in re.finditer(r"^\[English\]\((.+)\)$", chinese.read_text("utf-8"), re.MULTILINE)
    ]

    assert [link.resolve() for link in links] == [chinese, english]


def test_the_keys_of_a_friday_are_counted_as_its_commands_are_typed() -> None:
    page = PAGES["docs/zh-TW/howto/a-month.md"]
    counted = re.findall(r"^\| [^|]+ \| `(eppd .+)` \| (\d+) \|$", page, re.MULTILINE)
    typed = re.findall(r"^\$ (eppd .+)$", section(page, "3月27日（週五）：月底"), re.MULTILINE)

    assert [len(command) + 1 for command, _ in counted] == [int(keys) for _, keys in counted]
    assert typed == [command for command, _ in counted]
    assert f"| **{len(counted)} 個指令** | **{sum(int(keys) for _, keys in counted)}** |" in page


def test_the_english_index_says_which_pages_are_in_chinese_alone() -> None:
    assert sorted(IN_CHINESE_ALONE) == [page for page in CHINESE if f"docs/{page}" not in PAGES]


def test_the_chinese_index_says_which_pages_are_in_english_alone() -> None:
    named = re.findall(r"\]\(\.\./(\S+\.md)\)（英文）", PAGES["docs/zh-TW/README.md"])
    alone = [page.removeprefix("docs/") for page in PAGES if re.match(r"docs/(?!zh-TW/)", page)]

    assert sorted(named) == [page for page in alone if page not in CHINESE]


@pytest.mark.parametrize("room", ROOMS)
def test_the_tree_of_the_house_has_every_room_and_no_other(room: str) -> None:
    tree = PAGES[f"{room}/architecture.md"].split("```")[1]
    named = re.findall(r"(?m)^( *)(\w+)/", tree)
    path: list[str] = []
    rooms = set()
    for blanks, name in named:
        path = [*path[: len(blanks) // 2], name]
        rooms.add("/".join(path))
    package = ROOT / "eppd_track"
    held = {path.parent.relative_to(ROOT).as_posix() for path in package.rglob("__init__.py")}

    assert rooms == held
