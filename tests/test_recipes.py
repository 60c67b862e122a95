"""The recipes of docs/architecture.md, carried out on a copy of the program, touch the files they name."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT

pytestmark = pytest.mark.usefixtures("unmeasured")

COPIED = ("eppd_track", "docs", "tools", "tests/errors", "examples", "commitments.toml", "README.md")
PAGES = [
    ("list", "--format", "table"),
    ("list", "--format", "markdown"),
    ("show", "p1-1"),
    *(("report", "--format", form) for form in ("terminal", "text", "markdown", "html")),
    ("agenda", "--format", "text"),
    ("agenda", "--format", "html"),
    ("chase",),
    ("log",),
    ("help", "lights"),
    ("help", "status"),
    (),
]
PAGE = (ROOT / "docs" / "architecture.md").read_text("utf-8")


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The program and what is made from it, to be changed."""
    for name in COPIED:
        source, target = ROOT / name, tmp_path / "copy" / name
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(source, target)
    return tmp_path / "copy"


def run(copy: Path, *words: str, code: int = 0) -> str:
    """What a command of the copy prints."""
    environment = os.environ | {
        "PYTHONPATH": str(copy),
        "PYTHONDONTWRITEBYTECODE": "1",
        "EPPD_TODAY": "2026-11-27",
    }
    ran = subprocess.run(
        [sys.executable, *words], check=False, capture_output=True, cwd=copy, env=environment, timeout=120
    )
    assert ran.returncode == code, (ran.stdout + ran.stderr).decode()
    return ran.stdout.decode()


def eppd(copy: Path, *words: str, code: int = 0) -> str:
    return run(copy, "-m", "eppd_track", *words, code=code)


def named(recipe: str, **names: str) -> set[str]:
    """The files that a recipe lists, its placeholders filled in."""
    section = PAGE.split(f"\n### {recipe}\n", 1)[1].split("\n#", 1)[0]
    lines = [line for line in section.splitlines() if line.startswith("- ")]
    found = {path for line in lines for path in re.findall(r"`([\w./-]+/[\w./]+)`", line.split(":")[0])}
    for placeholder, name in names.items():
        found = {path.replace(placeholder, name) for path in found}
    assert len(found) >= 3
    return found


def touched(copy: Path) -> set[str]:
    """The files of the copy that are not as they were."""
    return {
        str(path.relative_to(copy))
        for path in copy.rglob("*")
        if path.is_file()
        and path.suffix not in {".lock", ".pyc"}
        and (
            not (ROOT / path.relative_to(copy)).exists()
            or path.read_bytes() != (ROOT / path.relative_to(copy)).read_bytes()
        )
    }


def put(path: Path, after: str, text: str) -> None:
    """Puts a text behind another, which stands there once."""
    held = path.read_text("utf-8")
    assert held.count(after) == 1, after
    path.write_text(held.replace(after, after + text), "utf-8")


def test_a_field_of_a_commitment(copy: Path) -> None:
    package = copy / "eppd_track"
    put(
        package / "model" / "records.py",
        "    done_when: str | None = None\n",
        "    budget: str | None = None\n",
    )
    put(
        package / "words" / "labels.py",
        '    "done_when": Text("Done when", "完成標準"),\n',
        '    "budget": Text("Budget", "經費"),\n',
    )
    put(package / "report" / "card.py", '"done_when", ', '"budget", ')
    run(copy, "tools/ledger_page.py", code=1)  # it asks for the meaning
    for room, meaning in (("docs", "what it costs"), ("docs/zh-TW", "所需經費")):
        page = copy / room / "ledger.md"
        row = next(line for line in page.read_text("utf-8").splitlines() if line.startswith("| `budget` "))
        page.write_text(
            page.read_text("utf-8").replace(row, re.sub(r"\|[^|]*\|$", f"| {meaning} |", row)), "utf-8"
        )
    run(copy, "tools/ledger_page.py", "--check")
    run(copy, "tools/api_page.py")
    run(copy, "tools/completion_grammar.py")

    assert touched(copy) == named("A field of a commitment")

    eppd(copy, "update", "p2-4", "--set", "budget=NT$ 5m", "--note", "Agreed.")
    assert "Budget" in eppd(copy, "show", "p2-4", "--lang", "en")
    assert "NT$ 5m" in eppd(copy, "list", "--columns", "id,budget")
    assert '"budget":"NT$ 5m"' in eppd(copy, "export", "--format", "json").replace('": "', '":"')
    assert '"budget"' in eppd(copy, "schema")
    eppd(copy, "check")


def test_a_check(copy: Path) -> None:
    package = copy / "eppd_track" / "ledger"
    faults = copy / "eppd_track" / "words" / "faults.py"
    text = faults.read_text("utf-8")
    rule = (
        'NOTE_TOO_LONG = Rule(\n    "note-too-long",\n    _WARNING,\n'
        '    Text("the note is longer than a page", "備註超過一頁"),\n'
        '    Text("Shorten it.", "請縮短。"),\n)\n'
    )
    faults.write_text(text.replace("UPDATE_OWED = Rule(", f"{rule}UPDATE_OWED = Rule("), "utf-8")
    put(
        package / "checks" / "owed.py",
        "from eppd_track.words import faults\n",
        "\n\ndef long_notes(check: Check) -> Iterator[Finding]:\n"
        '    """Notes that no page holds."""\n'
        "    for place in check.places:\n"
        "        if len(place.commitment.note or '') > 3000:\n"
        '            yield check.found(faults.NOTE_TOO_LONG, place.at, "note", place.commitment.id)\n',
    )
    put(package / "checks" / "__init__.py", "    owed.closing,\n", "    owed.long_notes,\n")
    errors = copy / "tests" / "errors"
    sound = (errors / "no-title.toml").read_text("utf-8").replace("id = ", 'title = "Named"\nid = ', 1)
    whole = re.sub(r"(?m)^(status = .*)$", rf'\1\nnote = "{"x" * 3001}"', sound, count=1)
    (errors / "note-too-long.toml").write_text(whole, "utf-8")
    said = eppd(
        copy, "check", "note-too-long", "--file", "tests/errors/note-too-long.toml", "--lang", "en", code=1
    )
    (errors / "note-too-long.txt").write_text(said, "utf-8")
    run(copy, "tools/errors_page.py")
    run(copy, "tools/completion_grammar.py")

    assert "the note is longer than a page [note-too-long]. Shorten it." in said
    assert touched(copy) == named("A check", RULE="note-too-long")
    eppd(copy, "check")


def test_a_format(copy: Path) -> None:
    package = copy / "eppd_track"
    (package / "render" / "wiki.py").write_text(
        '"""Tables as a wiki wants them."""\n\n'
        "from eppd_track.render.cells import Style, one_line\n"
        "from eppd_track.report.parts import Report, Table\n\n\n"
        "def render(report: Report, style: Style) -> str:\n"
        '    """Every row of every table."""\n'
        "    rows = [row for section in report.sections for block in section.blocks\n"
        "            if isinstance(block, Table) for row in block.rows]\n"
        '    lines = ["|-\\n" + "".join(f"| {one_line(cell, style)}\\n" for cell in row) for row in rows]\n'
        "    return '{|\\n' + ''.join(lines) + '|}\\n'\n",
        "utf-8",
    )
    put(
        package / "render" / "__init__.py",
        '    "markdown": ("markdown", "render"),\n',
        '    "wiki": ("wiki", "render"),\n',
    )
    put(package / "render" / "__init__.py", '    ".markdown": ("markdown",),\n', '    ".wiki": ("wiki",),\n')
    put(package / "cli" / "commands" / "list.py", 'FORMS = ("table", "plain", ', '"wiki", ')
    run(copy, "tools/completion_grammar.py")
    run(copy, "tools/commands_page.py")

    assert touched(copy) == named("A format", FORMAT="wiki")

    eppd(copy, "list", "--pillar", "2", "-o", "two.wiki")
    assert (copy / "two.wiki").read_text("utf-8").count("|-\n") == 6
    assert "wiki" in (copy / "docs" / "commands" / "list.md").read_text("utf-8")


LACKING = """
    ja: str | None = None

    def __post_init__(self) -> None:
        if self.ja is None:
            structs.force_setattr(self, "ja", f"«{self.en}»" if self.en.strip() else self.en)
"""
"""A third language that lacks every word, and says English in marks instead."""


def test_a_language(copy: Path) -> None:
    package = copy / "eppd_track"
    put(package / "model" / "vocabulary.py", '    ZH = "zh"\n', '    JA = "ja"\n')
    put(package / "words" / "text.py", "    zh: str\n", LACKING)
    put(package / "words" / "text.py", "from msgspec import Struct", ", structs")
    put(package / "words" / "text.py", '_SHOWN = {Language.EN: ("en",), ', 'Language.JA: ("ja",), ')
    put(package / "words" / "text.py", '_TAG = {"en": "en", ', '"ja": "ja", ')
    put(package / "words" / "text.py", '_LOCALE = {"en": "en", ', '"ja": "ja", ')
    put(
        package / "words" / "labels.py",
        '    Language.ZH: Text("Chinese", "中文"),\n',
        '    Language.JA: Text("Japanese", "日文"),\n',
    )
    run(copy, "tools/ledger_page.py")
    run(copy, "tools/api_page.py")
    harbour = (ROOT / "examples" / "harbour-programme.toml").read_text("utf-8")
    english = re.sub(r"(?m)^\w+_zh = .*\n", "", harbour)
    (copy / "commitments.toml").write_text(re.sub("[\u3000-\u9fff\uff00-\uffef]", "x", english), "utf-8")

    assert touched(copy) - {"commitments.toml"} == named("A language")

    for words in PAGES:
        out = run(copy, "-m", "eppd_track", *words, "--lang", "ja").partition("<script>")[0]
        assert not re.search("[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]", out), words
        assert "«" in out, words


SUSPENDED = 'Status.SUSPENDED: Text("suspended", "暫緩"),\n'


def test_a_status(copy: Path) -> None:
    package = copy / "eppd_track"
    put(package / "model" / "vocabulary.py", '    BLOCKED = "blocked"\n', '    SUSPENDED = "suspended"\n')
    loading = [sys.executable, "-c", "import eppd_track.words.labels"]
    failed = subprocess.run(loading, check=False, capture_output=True, cwd=copy, timeout=60)
    assert b"Status: the table lacks suspended" in failed.stderr
    names = package / "words" / "labels.py"
    put(names, '    Status.IN_PROGRESS: Text("in progress", "辦理中"),\n', f"    {SUSPENDED}")
    put(names, '        Status.IN_PROGRESS: Text("going", "辦理中"),\n', f"        {SUSPENDED}")
    put(
        package / "words" / "look.py",
        '="X", bold=True, screen=Screen(_RED), paper=_RED, office=_RED, ink=WHITE\n        ),\n',
        '        Status.SUSPENDED: StatusLook(\n            block="=", screen=Screen("#e8e2c8"),'
        ' paper="90%", office="#f5f5f5", ink=BLACK\n        ),\n',
    )
    after_blocked = (
        "        Status.BLOCKED: {\n            Status.IN_PROGRESS: (Need.NOTE,),\n"
        "            Status.WITHDRAWN: (Need.NOTE,),\n        },\n"
    )
    rules = package / "rules" / "transitions.py"
    put(rules, after_blocked, "        Status.SUSPENDED: {Status.IN_PROGRESS: (Need.NOTE,)},\n")
    blocks = "            Status.BLOCKED: (Need.REASON,),\n"
    put(rules, blocks, blocks.replace("BLOCKED", "SUSPENDED"))
    page = copy / "docs" / "rules.md"
    stuck = "| `blocked` | 受阻 | stuck until a certain decision is taken or a certain party acts |\n"
    put(page, stuck, "| `suspended` | 暫緩 | both sides agreed to wait |\n")
    done = "| `in-progress` | `completed` | note or reason, and evidence |\n"
    put(page, done, "| `in-progress` | `suspended` | reason |\n| `suspended` | `in-progress` | note |\n")
    page = copy / "docs" / "zh-TW" / "rules.md"
    put(
        page,
        "| `blocked` | 受阻 | 須待某項決定或某方行動，始能續辦 |\n",
        "| `suspended` | 暫緩 | 雙方同意暫緩 |\n",
    )
    done = "| `in-progress` | `completed` | 說明或理由，及佐證 |\n"
    put(page, done, "| `in-progress` | `suspended` | 理由 |\n| `suspended` | `in-progress` | 說明 |\n")
    run(copy, "tools/ledger_page.py")
    run(copy, "tools/api_page.py")

    assert touched(copy) == named("A status")

    total = json.loads(eppd(copy, "list", "--all", "--format", "json"))["total"]
    eppd(copy, "update", "p2-4", "--status", "in-progress", "--note", "Begun.")
    eppd(copy, "update", "p2-4", "--status", "suspended", "--reason", "Agreed to wait.")
    works_with_a_status(copy, total)
    eppd(copy, "update", "p2-4", "--status", "in-progress", "--note", "Taken up again.")


def works_with_a_status(copy: Path, total: int) -> None:
    """Every command and format has the one suspended item, and each sum is still that of all commitments."""
    for words in (
        ("show", "p2-4"),
        ("help", "status"),
        ("list", "--group-by", "status"),
        ("log",),
        ("schema",),
    ):
        assert "suspended" in eppd(copy, *words, "--lang", "en"), words
    assert "暫緩" in eppd(copy, "show", "p2-4", "--lang", "zh")
    for form in ("table", "plain", "csv", "tsv", "json", "markdown", "html", "ids"):
        listed = eppd(copy, "list", "--status", "suspended", "--format", form, "--color", "always")
        assert listed.count("P2-04") >= 1 > listed.count("P2-05"), form
    for words in ((), ("agenda", "--format", "html"), ("chase",), ("check",)):
        eppd(copy, *words)
    for name in ("out.xlsx", "out.ods", "out.csv", "out.ics", "data.json"):
        eppd(copy, "export", "-o", name)
    eppd(copy, "import", "data.json", "--dry-run")
    for name in ("r.pdf", "r.odt", "r.html", "r.txt", "r.md", "r.json"):
        eppd(copy, "report", "--lang", "en", "-o", name)
    found = json.loads((copy / "r.json").read_text("utf-8"))
    assert found["trend"][-1]["statuses"]["suspended"] == 1
    assert sum(found["trend"][-1]["statuses"].values()) == total
    assert sum(sum(one["lights"].values()) for one in found["pillars"]) == total
    assert sum(found["next_move"].values()) == found["in_hand"]
    for name, row in (
        ("r.txt", r"W48 +2026-11-27 +(.*)"),
        ("r.md", r"\| W48 \| 2026-11-27 \|(.*)"),
        ("r.html", r">W48</th>.*?2026-11-27</td>(.*)<td"),
    ):
        line = re.search(row, (copy / name).read_text("utf-8"))
        assert line is not None
        assert sum(map(int, re.findall(r"\b\d+\b", line[1]))) == total, name
