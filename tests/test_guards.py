"""The house keeps its plan: imports run downward, light commands stay light, files stay small."""

import ast
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from conftest import ROOT

import eppd_track
from eppd_track.cli.commands import COMMANDS
from eppd_track.model.vocabulary import Light, Status
from eppd_track.words.look import LETTER, STATUS

PACKAGE = Path(eppd_track.__file__).parent
LEVELS = (
    ("", "model"),
    ("words",),
    ("rules",),
    ("ledger",),
    ("documents",),
    ("report",),
    ("render", "exchange"),
    ("cli",),
    ("__main__",),
)
LEVEL = {room: level for level, rooms in enumerate(LEVELS) for room in rooms}
MODULES = sorted(PACKAGE.rglob("*.py"))
CLOCK = {"now", "utcnow", "today", "time", "time_ns", "localtime"}
OUTSIDE = {"environ", "getenv", "get_terminal_size", "isatty", "stdin", "stdout", "stderr"}
MAY_ASK = ("cli/", "ledger/store.py", "__main__.py")


def name_of(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def room_of(module: str) -> str:
    """The room of a module of the package: `eppd_track.ledger.store` lies in `ledger`."""
    parts = module.split(".")
    return parts[1] if len(parts) > 1 else ""


@cache
def tree(path: Path) -> ast.Module:
    """A file, parsed once for all that look at it."""
    return ast.parse(path.read_text("utf-8"))


@cache
def imports(path: Path) -> tuple[tuple[str, int], ...]:
    """Every module a file imports, wherever the import stands, with its line."""
    return tuple(imported(path))


def imported(path: Path) -> Iterator[tuple[str, int]]:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name_of(path)}:{node.lineno}: a relative import"
            names = [f"{node.module}.{alias.name}" for alias in node.names]
            inner = [name for name in names if name in KNOWN]
            yield from ((name, node.lineno) for name in inner or [node.module or ""])


def module_of(path: Path) -> str:
    return ".".join(("eppd_track", *Path(name_of(path)).with_suffix("").parts)).removesuffix(".__init__")


KNOWN = {module_of(path): path for path in MODULES}


def is_room(module: str) -> bool:
    return module.startswith("eppd_track.") and room_of(module) in LEVEL


def own_room(path: Path) -> str:
    return name_of(path).split("/")[0].removesuffix(".py").replace("__init__", "")


def test_every_file_stands_in_a_room_of_the_plan() -> None:
    assert [name_of(path) for path in MODULES if own_room(path) not in LEVEL] == []


def test_imports_run_downward_only() -> None:
    upward = [
        f"{name_of(path)}:{line} imports {module}"
        for path in MODULES
        if own_room(path)
        for module, line in imports(path)
        if is_room(module) and LEVEL[room_of(module)] > LEVEL[own_room(path)]
    ]

    assert upward == []


def test_no_module_knows_one_that_knows_it() -> None:
    """Imports inside functions and those for types count too."""
    left = {
        name: {module for module, _ in imports(path) if module in KNOWN and module != name}
        for name, path in KNOWN.items()
    }
    while ends := {name for name, below in left.items() if not below & left.keys()}:
        left = {name: below for name, below in left.items() if name not in ends}

    assert left == {}


@pytest.mark.parametrize(
    ("library", "where"),
    [
        ("typer", "cli/"),
        ("rich", "render/terminal"),
        ("jinja2", "render/html.py"),
        ("typst", ("render/pdf.py", "render/fonts.py")),
        ("fontTools", "render/fonts.py"),
        ("odfdo", ("render/odt", "exchange/sheets/ods")),
        ("lxml", "documents/"),
        ("markdown_it", "documents/markdown.py"),
        ("pypdfium2", "documents/pdf_lines.py"),
        ("xlsxwriter", ("exchange/sheets/xlsx/write.py", "exchange/sheets/xlsx/plain.py")),
        ("openpyxl", "exchange/sheets/xlsx/read.py"),
        ("prompt_toolkit", "cli/cards/ask.py"),
        ("fcntl", "ledger/lock.py"),
        ("msvcrt", "ledger/lock.py"),
        ("icalendar", "exchange/calendar.py"),
        ("dateutil", "rules/dates.py"),
        ("rapidfuzz", "rules/likeness.py"),
        ("wcwidth", "render/cells.py"),
        ("click", "nowhere"),
        ("argparse", "nowhere"),
    ],
)
def test_a_library_is_known_in_one_place_only(library: str, where: str) -> None:
    elsewhere = [
        f"{name_of(path)}:{line}"
        for path in MODULES
        for module, line in imports(path)
        if module.split(".")[0] == library and not name_of(path).startswith(where)
    ]

    assert elsewhere == []


def test_no_room_below_the_command_line_asks_the_clock_or_its_surroundings() -> None:
    asking = []
    for path in MODULES:
        if name_of(path).startswith(MAY_ASK):
            continue
        for node in ast.walk(tree(path)):
            called = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
            if called and node.func.attr in CLOCK and not is_pure_time(node):
                asking.append(f"{name_of(path)}:{node.lineno} {node.func.attr}")
            if isinstance(node, ast.Attribute) and node.attr in OUTSIDE:
                asking.append(f"{name_of(path)}:{node.lineno} {node.attr}")
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in {"print", "input", "exit"}:
                asking.append(f"{name_of(path)}:{node.lineno} {node.func.id}")

    assert asking == []


def is_pure_time(node: ast.Call) -> bool:
    """`dt.time()` makes a time of day and asks nothing."""
    owner = node.func.value
    return node.func.attr == "time" and isinstance(owner, ast.Name) and owner.id in {"dt", "datetime"}


def test_only_the_store_and_the_edit_command_write_files() -> None:
    writing = {
        name_of(path)
        for path in MODULES
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute)
        and node.attr in {"write_text", "write_bytes", "mkstemp", "fdopen", "replace_file"}
    }

    assert writing <= {"ledger/store.py", "cli/commands/edit.py"}


def loaded_by(*words: str) -> set[str]:
    """The modules in memory after a command whose output goes into a pipe."""
    script = (
        "import atexit, json, sys\n"
        "atexit.register(lambda: sys.stderr.write(json.dumps(sorted(sys.modules))))\n"
        "from eppd_track.cli.app import main\n"
        f"sys.exit(main({list(words)!r}))\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", script], check=True, capture_output=True, stdin=subprocess.DEVNULL, timeout=60
    )
    return set(json.loads(ran.stderr))


@pytest.mark.parametrize("words", [("list",), ("list", "--format", "json"), ("show", "p2-4"), ("check",), ()])
def test_a_piped_read_loads_no_terminal_no_page_no_lock_and_no_writer(shipped: Path, words: tuple) -> None:
    heavy = {
        "rich",
        "jinja2",
        "dateutil.parser",
        "tomli_w",
        "prompt_toolkit",
        "typst",
        "odfdo",
        "openpyxl",
    }
    heavy |= {"pydantic", "tomlkit", "icalendar", "xlsxwriter"}

    assert loaded_by(*words) & heavy == set()


def test_help_loads_no_command(shipped: Path) -> None:
    found = loaded_by("--help")

    assert {name for name in COMMANDS if f"eppd_track.cli.commands.{name}" in found} == set()
    assert not {"rich", "jinja2"} & found


def test_a_command_loads_no_other_command(shipped: Path) -> None:
    found = loaded_by("list")

    assert {name for name in COMMANDS if f"eppd_track.cli.commands.{name}" in found} == {"list"}


def test_importing_the_package_loads_nothing_heavy() -> None:
    script = "import eppd_track, sys; print(*sys.modules)"
    found = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, timeout=60).stdout

    assert not {b"typer", b"rich", b"tomli", b"msgspec"} & set(found.split())


def test_no_file_is_longer_than_500_lines() -> None:
    long = {
        name_of(path): count for path in MODULES if (count := len(path.read_text("utf-8").splitlines())) > 500
    }

    assert long == {}


def test_no_function_is_longer_than_50_lines() -> None:
    long = [
        f"{name_of(path)}:{node.lineno} {node.name}"
        for path in MODULES
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef) and (node.end_lineno or 0) - node.body[0].lineno >= 50
    ]

    assert long == []


def outside_words() -> Iterator[tuple[str, ast.AST]]:
    for path in MODULES:
        if own_room(path) != "words":
            for node in ast.walk(tree(path)):
                yield f"{name_of(path)}:{getattr(node, 'lineno', 0)}", node


def test_a_text_with_words_of_its_own_stands_in_the_room_of_words() -> None:
    literal = (ast.Constant, ast.JoinedStr)
    found = [
        place
        for place, node in outside_words()
        if isinstance(node, ast.Call)
        and getattr(node.func, "id", "") == "Text"
        and any(isinstance(part, literal) for argument in node.args for part in ast.walk(argument))
    ]

    assert found == []


def test_which_language_is_shown_is_decided_in_one_place() -> None:
    """No other room asks for a language by name, or for the words of one."""
    asking = [
        f"{place} {ast.unparse(node)}"
        for place, node in outside_words()
        if isinstance(node, ast.Attribute)
        and (node.attr in {"en", "zh"} or ast.unparse(node) in {"Language.EN", "Language.ZH"})
    ]

    assert [one for one in asking if " row." not in one] == []  # the grammar of the command line has its own


def test_a_value_that_sides_make_is_compared_by_what_it_says() -> None:
    terms = {"side", "sides", "next_move", "parties", "ours"}
    found = [
        f"{path.name}:{node.lineno}"
        for path in PACKAGE.rglob("*.py")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Compare) and isinstance(node.ops[0], ast.Is | ast.IsNot)
        if getattr(node.comparators[0], "value", node) is not None
        if terms & {getattr(each, "attr", "") for each in (node.left, node.comparators[0])}
    ]

    assert found == []


def test_every_file_says_what_lives_in_it() -> None:
    silent = [path for path in MODULES if not ast.get_docstring(tree(path))]

    assert [name_of(path) for path in silent] == []


def test_a_file_that_a_docstring_names_is_there() -> None:
    held = {name_of(path) for path in MODULES} | {
        f"tools/{path.name}" for path in (ROOT / "tools").glob("*.py")
    }
    missing = [
        f"{name_of(path)}: {named}"
        for path in MODULES
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
        for named in re.findall(r"(?<![\w/])([\w/]+\.py)\b", node.value.value)
        if not any(name == named or name.endswith(f"/{named}") for name in held)
    ]

    assert missing == []


def test_no_file_is_named_for_nothing_in_particular() -> None:
    empty = {"utils", "util", "helpers", "common", "misc"}

    assert [name_of(path) for path in MODULES if path.stem in empty] == []


def test_every_command_has_a_module_of_its_name() -> None:
    assert [name for name in COMMANDS if not (PACKAGE / "cli" / "commands" / f"{name}.py").is_file()] == []


LOOKS = PACKAGE / "words" / "look.py"
DRAWN = [
    path for path in sorted(PACKAGE.rglob("*.*")) if path.suffix in {".py", ".css", ".typ", ".j2", ".js"}
]
COLOUR = re.compile(r"#([0-9a-f]{6})\b")
ANSI = re.compile(r"color\(\d|\b[34]8;5;")
KEYED = re.compile(rf"(?:Light|Status)\.|'(?:{'|'.join({*Light, *Status})})'")


def is_grey(colour: str) -> bool:
    """Whether a colour is one that pages have besides: a brightness, hardly tinted."""
    parts = [int(colour[place : place + 2], 16) for place in (0, 2, 4)]
    return max(parts) - min(parts) < 24


def looks_in(path: Path) -> Iterator[str]:
    """What a file says by itself of how a light or a status looks."""
    text = path.read_text("utf-8")
    taken = set(COLOUR.findall(LOOKS.read_text("utf-8")))
    bare = re.sub(r"--link: #\w{6}", "", text.lower())
    yield from (f"#{colour}" for colour in COLOUR.findall(bare) if colour in taken and not is_grey(colour))
    if path.suffix != ".py":
        names = "|".join({*Light, *Status} - {Light.NONE})
        yield from re.findall(rf"(?<![\w-])(?:{names})(?![\w-])", text)
        return
    signs = {*LETTER.values(), *(one.block for one in STATUS.values())} - {"-", "?", "█", "N"}
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Dict) and KEYED.match(" ".join(map(ast.unparse, filter(None, node.keys)))):
            yield from (ast.unparse(value) for value in node.values if isinstance(value, ast.Constant))
        elif isinstance(node, ast.Constant) and (node.value in signs or ANSI.search(str(node.value))):
            yield str(node.value)


def test_what_lights_and_statuses_look_like_stands_in_one_file() -> None:
    assert {name_of(path): found for path in DRAWN if path != LOOKS and (found := [*looks_in(path)])} == {}


def test_the_tests_are_free_of_machine_paths() -> None:
    homes = ("/" + "home/", "/" + "Users/", "C:" + "\\")
    texts = [*(ROOT / "tests").rglob("*.py"), *(ROOT / "tests").rglob("*.txt")]

    assert [path.name for path in texts if any(home in path.read_text("utf-8") for home in homes)] == []
