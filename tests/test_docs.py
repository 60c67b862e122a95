"""README and the pages in docs/ name everything there is, nothing that is not, and their examples run."""

import inspect
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Any

import pytest
import typer
from conftest import ROOT, Eppd
from documentwork import deck
from msgspec import Struct, structs

from eppd_track.cli.app import app
from eppd_track.cli.commands import COMMANDS
from eppd_track.ledger.tables import PARTS, RECORDS, TABLES, owner_of
from eppd_track.model import records, vocabulary
from eppd_track.model.records import INLINE, RECORD_ONLY, Contact, Inline, Ledger, Update
from eppd_track.model.vocabulary import Audience, Language, Light, Standing, Status
from eppd_track.rules.transitions import needs, next_statuses
from eppd_track.words import questions, refusals, warnings
from eppd_track.words.errors import ExitCode, Severity
from eppd_track.words.faults import RULES
from eppd_track.words.labels import name_of
from eppd_track.words.look import LETTER
from eppd_track.words.text import Text

FILES = sorted([*ROOT.glob("README*.md"), *(ROOT / "docs").rglob("*.md")])
PAGES = {path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8") for path in FILES}
COMMAND_PAGE, LEDGER_PAGE, RULE_PAGE = (PAGES[f"docs/{name}.md"] for name in ("commands", "ledger", "rules"))
BY_HAND = re.sub(r"<!-- help: .*?<!-- /help -->", "", COMMAND_PAGE, flags=re.DOTALL)
"""The page of the commands without the help that a tool puts there: that names every option by itself."""
NOT_IN_THE_FILE = {Light, Audience, Standing}
"""What is computed or asked for, and explained with the rules."""
VOCABULARY = [
    member
    for _, member in inspect.getmembers(vocabulary, inspect.isclass)
    if issubclass(member, StrEnum) and member not in {StrEnum, *NOT_IN_THE_FILE}
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


@pytest.mark.parametrize("name", ["Everywhere", "Selection", "Output", "Exit codes", "eppd", *COMMANDS])
def test_every_command_has_its_heading(name: str) -> None:
    assert section(BY_HAND, name).strip()


@pytest.mark.parametrize("name", ["eppd", *COMMANDS])
def test_every_command_has_an_example(name: str) -> None:
    assert re.search(
        rf"^Example: `eppd{'' if name == 'eppd' else ' ' + name}\b", section(BY_HAND, name), re.MULTILINE
    )


@pytest.mark.parametrize(("places", "option"), all_options())
def test_every_option_is_named_where_it_belongs(places: str, option: str) -> None:
    assert any(names(section(BY_HAND, place), option) for place in places.split(", "))


def test_no_option_is_named_that_does_not_exist() -> None:
    known = {option for _, option in all_options()}
    ours = [re.sub(r"```bash\n.*?```|<!--.*?-->", "", page, flags=re.DOTALL) for page in PAGES.values()]
    named = {option for page in ours for option in re.findall(r"(?<![\w-])--[a-z][a-z-]+", page)}

    assert named <= known


def test_no_command_is_named_that_does_not_exist() -> None:
    spans = [span for page in PAGES.values() for span in re.findall(r"`(eppd[^`]*)`", page)]
    named = {words[1] for words in map(str.split, spans) if len(words) > 1 and words[1].isalpha()}

    assert named - {"COMMAND"} <= set(COMMANDS)


EXAMPLES = re.findall(r"^Example: `(eppd(?! edit)[^`]*)`$", COMMAND_PAGE, re.MULTILINE)


@pytest.mark.parametrize("line", EXAMPLES)
def test_every_example_runs(eppd: Eppd, shipped: Path, line: str) -> None:
    words = shlex.split(line)[1:]
    if "init" in words:
        shipped.unlink()
    Path("results.odp").write_bytes(deck())

    eppd(*words, code=ExitCode.FOUND if {"--strict", "trace"} & {*words} else ExitCode.DONE)


@pytest.mark.parametrize("code", ExitCode)
def test_every_exit_code_is_explained(code: ExitCode) -> None:
    assert re.search(rf"^\| {code.value} \| \S", section(COMMAND_PAGE, "Exit codes"), re.MULTILINE)


def test_every_rule_of_check_is_explained_with_its_severity() -> None:
    text = section(COMMAND_PAGE, "check")
    explained = re.findall(r"^\| `([a-z-]+)` \| (\w+)(?: \*)? \| \S", text, re.MULTILINE)

    assert explained == [(rule.name, rule.severity.value) for rule in RULES.values()]


@pytest.mark.parametrize("severity", Severity)
def test_every_severity_is_explained(severity: Severity) -> None:
    assert re.search(rf"^\| {severity.value} \| \w", section(COMMAND_PAGE, "check"), re.MULTILINE)


# ---- the ledger ----


HEADINGS: dict[str, tuple[type[Struct], str]] = {
    **{kind: (struct, f"`[{kind}]`") for kind, struct in TABLES.items()},
    **{kind: (struct, f"`[[{kind}]]`") for kind, struct in RECORDS.items()},
    **{kind: (struct, f"`[[{owner_of(kind)}.{kind}]]`") for kind, struct in PARTS.items()},
    **{name: (struct, f"`{name}`") for name, struct in INLINE.items()},
    "contact": (Contact, "`[settings.contact]`"),
}


def test_every_struct_of_the_model_has_a_table() -> None:
    members = inspect.getmembers(records, inspect.isclass)
    mine = {
        member
        for _, member in members
        if issubclass(member, Struct) and member.__module__ == records.__name__
    }

    assert mine - {Inline, Ledger, Update} == {struct for struct, _ in HEADINGS.values()}


@pytest.mark.parametrize("kind", HEADINGS)
def test_every_field_is_in_the_table_of_its_struct(kind: str) -> None:
    struct, heading = HEADINGS[kind]
    fields = {info.encode_name for info in structs.fields(struct)}

    assert first_cells(section(LEDGER_PAGE, heading)) == fields | (RECORD_ONLY if kind == "update" else set())


def test_every_table_of_the_file_is_named() -> None:
    assert first_cells(section(LEDGER_PAGE, "Whole file")) == WHOLE_FILE


@pytest.mark.parametrize("value", [value for kind in VOCABULARY for value in kind])
def test_every_value_is_listed_with_its_chinese_name(value: StrEnum) -> None:
    name = "" if isinstance(value, Language) else f" {name_of(value).zh}"

    assert f"`{value.value}`{name}" in section(LEDGER_PAGE, "Closed lists")


def test_no_value_is_listed_that_does_not_exist() -> None:
    rows = [line.split("|")[2] for line in section(LEDGER_PAGE, "Closed lists").splitlines() if "`" in line]
    listed = {value for row in rows for value in re.findall(r"`([^`]+)`", row)}

    assert listed == {value.value for kind in VOCABULARY for value in kind}


# ---- the rules ----


@pytest.mark.parametrize(
    "heading", ["Statuses", "Lights", "Overdue, due soon, update owed", "Audiences", "Scores"]
)
def test_the_rules_have_the_headings_that_the_code_names(heading: str) -> None:
    assert section(RULE_PAGE, heading).strip()


@pytest.mark.parametrize("status", Status)
def test_every_status_is_explained(status: Status) -> None:
    assert f"| `{status.value}` | {name_of(status).zh} |" in section(RULE_PAGE, "Statuses")


@pytest.mark.parametrize("audience", Audience)
def test_every_audience_is_explained(audience: Audience) -> None:
    assert f"| `{audience.value}` | {name_of(audience).zh} |" in section(RULE_PAGE, "Audiences")


@pytest.mark.parametrize("standing", Standing)
def test_every_standing_of_a_score_is_explained(standing: Standing) -> None:
    assert f"| {standing.value} | {name_of(standing).zh} |" in section(RULE_PAGE, "Scores")


@pytest.mark.parametrize("light", Light)
def test_every_light_is_explained_with_its_letter(light: Light) -> None:
    assert f"| {light.value} {name_of(light).zh} | {LETTER[light]} |" in section(RULE_PAGE, "Lights")


def test_every_transition_stands_in_the_table_with_what_it_needs() -> None:
    words = {
        "note": "note",
        "reason": "reason",
        "note-or-reason": "note or reason",
        "evidence": "evidence",
        "approved-by": "approval",
        "closure": "way of closing",
    }
    rows = [
        line.split("|")[1:4]
        for line in section(RULE_PAGE, "What may follow what").splitlines()[:20]
        if "`" in line
    ]
    table = {
        (before, after): re.sub(r" \([^)]*\)", "", need).strip()
        for froms, tos, need in rows
        for before in re.findall(r"`([^`]+)`", froms)
        for after in re.findall(r"`([^`]+)`", tos)
    }
    expected = {(one.value, two.value): needs(one, two) or () for one in Status for two in next_statuses(one)}

    assert table.keys() == expected.keys()
    for pair, wanted in expected.items():
        parts = [part.strip() for part in re.split(r",| and ", table[pair]) if part.strip()]
        assert parts == [words[need.value] for need in wanted], pair


# ---- what tools put into the pages ----


TOOLS = {"commands_page": "commands.md", "ledger_page": "ledger.md"}


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
    """A tool in a small tree of its own, and its page."""
    names = Path("tools", f"{tool}.py"), Path("docs", TOOLS[tool])
    for name in names:
        (folder / name).parent.mkdir()
        (folder / name).write_bytes((ROOT / name).read_bytes())
    return folder / names[0], folder / names[1]


@pytest.mark.parametrize("tool", TOOLS)
def test_a_made_page_is_current(tool: str) -> None:
    ran = make(ROOT / "tools" / f"{tool}.py", "--check")

    assert ran.returncode == 0, ran.stderr


@pytest.mark.parametrize("name", TOOLS)
def test_a_made_page_does_not_depend_on_who_makes_it(name: str, tmp_path: Path) -> None:
    tool, page = copy(tmp_path, name)

    ran = make(tool, EPPD_LANG="zh", COLUMNS="60", FORCE_COLOR="1", EPPD_LEDGER="elsewhere")

    assert ran.returncode == 0, ran.stderr
    assert page.read_bytes() == (ROOT / "docs" / page.name).read_bytes()


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("commands_page", "Usage: eppd list", "Usage: eppd lists"),
        ("commands_page", "<!-- help: undo -->", "<!-- help: redo -->"),
        ("ledger_page", "| `due_soon_days` | 0 or more", "| `due_soon_days` | 1 or more"),
        ("ledger_page", "`blocked` 受阻", "`blocked` 停滯"),
        ("ledger_page", "| whatever else one should know |", "|  |"),
        ("ledger_page", "<!-- fields: milestone -->", "<!-- fields: milestones -->"),
    ],
)
def test_a_page_that_is_not_current_is_told(name: str, before: str, after: str, tmp_path: Path) -> None:
    tool, page = copy(tmp_path, name)
    text = page.read_text("utf-8")
    changed = text.replace(before, after)
    page.write_text(changed, "utf-8")

    ran = make(tool, "--check")

    assert changed != text
    assert ran.returncode == 1
    assert page.name in ran.stderr
    assert page.read_text("utf-8") == changed


# ---- what a reader types ----


@pytest.mark.parametrize("page", ["README.md", "README.zh-TW.md"])
def test_a_readme_can_be_followed_from_nothing_to_a_printed_report(page: str) -> None:
    lines = make(ROOT / "tools" / "examples.py", str(ROOT / page)).stdout.splitlines()

    assert lines[0].startswith("python3 -m venv .venv")
    assert '.venv/bin/pip install ".[pdf,font,odt,sheets,documents,calendar]"' in lines
    assert not [line for line in lines if "pytest" in line]
    steps = ["eppd init", "eppd update", "eppd export", "eppd import", "eppd report"]
    places = [next(at for at, line in enumerate(lines) if line.startswith(step)) for step in steps]
    assert places == sorted(places)
    assert lines[-1].endswith("week.pdf")
    assert not re.search(r"(?<!\d)(20\d\d|1\d\d)[-/.]\d", "\n".join(lines)), "a day that will be past one day"


def test_a_page_as_a_script_leaves_out_what_is_printed(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(
        "```sh\ncd\n```\n\n1. One\n\n   ```console\n   $ echo a \\\n     b\n   a b\n   $ ls\n   ```\n"
        "```text\n$ no\n```\n```sh\npython -m pytest\n```\n",
        "utf-8",
    )

    assert make(ROOT / "tools" / "examples.py", str(page)).stdout == "cd\necho a \\\n  b\nls\n"


# ---- what the READMEs say that a person may see ----


def said() -> str:
    """Every message, with `…` for what is filled in."""
    every = [text for module in (refusals, warnings, questions) for text in vars(module).values()]
    texts = [text for text in every if isinstance(text, Text)]
    text = "\n".join(f"{text.en}\n{text.zh}" for text in texts)
    return re.sub(r"\{\w+\}", "…", text.replace("{name}", "commitments.toml"))


@pytest.mark.parametrize(
    ("page", "heading", "quoted", "count"),
    [
        ("README.md", "When something goes wrong", r"`([A-Za-z][^`:]+)`", 6),
        ("README.zh-TW.md", "出了狀況", r"「(.+?)」", 7),
    ],
)
def test_a_message_that_is_quoted_exists(page: str, heading: str, quoted: str, count: int) -> None:
    rows = [line.split("|")[1] for line in section(PAGES[page], heading).splitlines() if line.startswith("|")]
    quotes = [quote for cell in rows for quote in re.findall(quoted, cell)]

    assert len(quotes) == count
    for quote in quotes:
        assert quote.removesuffix("…") in said(), quote


# ---- links ----


@pytest.mark.parametrize("page", PAGES)
def test_no_link_leads_nowhere(page: str) -> None:
    for target in re.findall(r"\]\(([^)\s]+)\)", PAGES[page]):
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


@pytest.mark.parametrize(
    "page", ["tutorial.md", *(f"howto/{path.name}" for path in sorted((ROOT / "docs/howto").glob("*.md")))]
)
def test_a_page_to_follow_has_its_chinese_side_and_each_leads_to_the_other(page: str) -> None:
    english, chinese = ROOT / "docs" / page, ROOT / "docs" / "zh-TW" / page
    links = [
        english.parent / found[1]
        for found in re.finditer(r"^\[繁體中文\]\((.+)\)$", english.read_text("utf-8"), re.MULTILINE)
    ] + [
        chinese.parent / found[1]
        for found in re.finditer(r"^\[English\]\((.+)\)$", chinese.read_text("utf-8"), re.MULTILINE)
    ]

    assert [link.resolve() for link in links] == [chinese, english]


def test_no_chinese_page_lost_its_english_side() -> None:
    chinese = {path.relative_to(ROOT / "docs/zh-TW") for path in (ROOT / "docs/zh-TW").rglob("*.md")}

    assert {path for path in chinese if not (ROOT / "docs" / path).exists()} == set()


def test_the_tree_of_the_house_has_every_room_and_no_other() -> None:
    tree = (ROOT / "docs" / "architecture.md").read_text("utf-8").split("```")[1]
    named = re.findall(r"(?m)^( *)(\w+)/", tree)
    path: list[str] = []
    rooms = set()
    for blanks, name in named:
        path = [*path[: len(blanks) // 2], name]
        rooms.add("/".join(path))
    package = ROOT / "eppd_track"
    held = {path.parent.relative_to(ROOT).as_posix() for path in package.rglob("__init__.py")}

    assert rooms == held
