"""One count has one value under one name: the numbers of every form of one day, compared."""

import csv
import html
import io
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from conftest import ESCAPE, ROOT, SHIPPED, TABLES, Eppd, ledger_text
from odfdo import Document
from pypdf import PdfReader
from sheetwork import book_of

LEDGERS = {
    "shipped": (SHIPPED, "2026-11-27", "MODA"),
    "friday": (ROOT / "examples" / "friday.toml", "2026-11-27", "MOEA"),
    "cable": (ROOT / "examples" / "cable-compact.toml", "2025-06-13", "NCA"),
    "harbour": (ROOT / "examples" / "harbour-programme.toml", "2025-10-31", "APA"),
    "made": (None, "2026-11-27", "MODA"),
}


def moved(day: str, before: str, after: str) -> dict[str, Any]:
    """A record of a due date that moved."""
    return {"date": f"@{day}", "by": "Lin", "due": after, "previous": {"due": before}, "reason": "Late."}


def closed(day: str, after: str) -> dict[str, Any]:
    """A record that ends a commitment."""
    record = {"date": f"@{day}", "by": "Lin", "status": after, "previous": {"status": "in-progress"}}
    return record | {"note": "Over.", "reason": "Over."}


CARRIED = {"date": "@2026-11-26", "by": "Lin", "carried": ["TALKS-7"], "previous": {"carried": []}}
LONG = "The seventh talks, whose title is too long for a table on one line of a file that a program wrote"
TRICKY: tuple[dict[str, Any], ...] = (
    {"due": "2026-12-10", "milestone": [{"id": "a", "title": "Step", "due": "2026-12-05"}]},
    {"due": "2026-12-20", "milestone": [{"id": "b", "title": "Step", "due": "2026-11-20"}]},
    {
        "due": "2027-03",
        "original_due": "2026-Q2",
        "update": [
            moved("2026-07-01", "2026-Q2", "2026-12"),
            moved("2026-11-24", "2026-12", "2027-01"),
            moved("2026-11-25", "2027-01", "2027-03"),
        ],
    },
    {"due": "2027-06", "original_due": "2026-06"},
    {
        "status": "closed",
        "due": "2026-12",
        "original_due": "2026-09",
        "closure": "delivered",
        "approved_by": "Chief",
        "update": [moved("2026-11-24", "2026-09", "2026-12"), closed("2026-11-25", "closed")],
    },
    {"status": "withdrawn", "update": [closed("2026-11-24", "withdrawn")]},
    {"status": "blocked", "due": "2027-12", "pillar": 2, "owner": "MODA", "next_move": "third"},
    {"pillar": 2, "carried": ["TALKS-7"], "update": [CARRIED], "next_move": "US"},
    {"pillar": 2, "carried": ["TALKS-7"], "update": [CARRIED], "cadence": "weekly", "owner": "MODA"},
    {"status": "completed", "due": "2026-12-11", "update": [closed("2026-11-24", "completed")]},
    *({"pillar": 2, "owner": "MODA", "due": f"2026-11-{day}"} for day in range(10, 22)),
)
"""What is easily counted twice or not at all: two dates of an item, moves of another period or without a
record, what ended, what was only carried on, what is red and not late, and more of it than a screen holds."""


def made() -> str:
    """A ledger of all that."""
    items = []
    for number, fields in enumerate(TRICKY, 1):
        identifier = f"E6-P{fields.get('pillar', 1)}-{number:02}"
        items.append({"id": identifier, "status": "in-progress", "owner_confirmed": number % 2 == 0} | fields)
    rounds = [*TABLES["meeting"], {"id": "TALKS-7", "date": "@2026-11-10", "kind": "dialogue", "title": LONG}]
    return ledger_text(*items, meeting=rounds)


SELECTIONS = {
    "open": (),
    "pillar": ("--pillar", "1"),
    "owner": ("--owner", "{owner}"),
    "all": ("--all",),
}
LIGHTS = {"紅": "red", "黃": "yellow", "綠": "green", "灰": "grey", "藍": "blue", "無": "none"}
UNFINISHED = {"requested", "not-started", "in-progress", "blocked"}
PAGES = ("text", "html", "odt", "markdown", "pdf")
NAMES = (
    *("shown", "all there are", "closed or withdrawn", "in the chart", "in hand", "raised", "overdue"),
    *(
        "overdue outside",
        "blocked",
        "due soon",
        "dates ahead",
        "owed",
        "moved",
        "records",
        "slips of the period",
    ),
    *("ever slipped", "times slipped", "newly listed", "unconfirmed", "scored", "sheet rows"),
    *(f"light {name}" for name in LIGHTS.values()),
)
SAID = {
    "shown": r"共 (\d+) 項[：:]",
    "closed or withdrawn": r"已解列或撤銷 (\d+) 項未列入",
    "in the chart": r"含已解列及撤銷（(\d+)）",
    "overdue": r"逾期 (\d+) 項、受阻",
    "blocked": r"受阻 (\d+) 項、",
    "due soon": r"日內到期 (\d+) 項",
    "dates ahead": r"期限及里程碑（(\d+)）",
    "owed": r"應填報 (\d+) 項。",
    "moved": r"本期變動（(\d+)）",
    "slips of the period": r"、期限變更 (\d+) 次",
    "ever slipped": r"曾變更期限之事項（(\d+)）",
    "newly listed": r"新增列管 (\d+) 項",
    "unconfirmed": r"主辦機關為推定，來源文件未載明（(\d+) 項",
    "overdue outside": r"選取範圍外另有 (\d+) 項逾期",
}
"""What a report says of each number."""
Figures = dict[str, dict[str, int]]
_known: dict[tuple[str, str], Figures] = {}


def plain(path: Path) -> str:
    """The words of a page, whatever it is written in."""
    if path.suffix == ".pdf":
        return "\n".join(page.extract_text() for page in PdfReader(path).pages)
    if path.suffix == ".odt":
        parts = Document(path).body.get_elements("//text:h | //text:p")
        return "\n".join(part.text_recursive for part in parts)
    text = path.read_text("utf-8")
    if path.suffix == ".html":
        body = re.sub(r"(?s)<(style|script).*?</\1>", "", text)
        text = html.unescape(re.sub(r"<[^>]*>", "\n", body))
    return re.sub(r"\\(.)", r"\1", text)


def one(pattern: str, text: str) -> int:
    """The number a page says, 0 where it does not speak of it; paper breaks its lines anywhere."""
    found = re.search(pattern, text) or re.search(squeezed(pattern), squeezed(text))
    return int(found[1]) if found else 0


def squeezed(text: str) -> str:
    return re.sub(r"(?<!\[)\s", "", text)


def strip(text: str, said: str) -> Counter[str]:
    """Counts by light behind the words that introduce them."""
    found = re.search(squeezed(said) + r"((?:[紅黃綠灰藍無]\d+、?)+)", squeezed(text))
    parts = re.findall(r"([紅黃綠灰藍無])(\d+)", found[1] if found else "")
    return Counter({LIGHTS[name]: int(count) for name, count in parts})


def figures(eppd: Eppd, ledger: str, selection: str) -> Figures:
    """Every count of a day, by its name and by the form that says it."""
    if (ledger, selection) not in _known:
        path, today, owner = LEDGERS[ledger]
        if path is None:
            path = Path("made.toml")
            path.write_text(made(), "utf-8")
        words = [word.format(owner=owner) for word in SELECTIONS[selection]]
        day = Day(eppd, ["--file", str(path), "--today", today, "--lang", "zh"], words)
        found: Figures = defaultdict(dict)
        for name, form, count in day.figures():
            found[name][form] = count
        _known[ledger, selection] = found
    return _known[ledger, selection]


class Day:
    """What the commands say of a selection on a day."""

    def __init__(self, eppd: Eppd, base: list[str], chosen: list[str]) -> None:
        self.eppd, self.base, self.chosen = eppd, base, chosen

    def run(self, *words: str) -> str:
        return self.eppd(*words, *self.base, *self.chosen).out

    def data(self, *words: str) -> dict[str, Any]:
        return json.loads(self.run(*words, "--format", "json"))

    def figures(self) -> Iterator[tuple[str, str, int]]:
        self.listed = self.data("list")
        self.report = self.data("report")
        self.items = self.listed["commitments"]
        for part in (self.lists, self.narrowed, self.reports, self.facts, self.history, self.papers):
            yield from part()
        if not self.chosen:
            yield from self.bare()

    def lists(self) -> Iterator[tuple[str, str, int]]:
        text, lights = self.run("list"), Counter(item["light"] for item in self.items)
        yield "shown", "list, text", one(r"顯示 (\d+)／", text)
        yield "shown", "list, json", self.listed["shown"]
        yield "shown", "list, json rows", len(self.items)
        yield "shown", "list, ids", len(self.run("list", "--format", "ids").split())
        yield "shown", "list, csv", len(self.run("list", "--format", "csv", "--columns", "id").split()) - 1
        yield "all there are", "list, text", one(r"顯示 \d+／(\d+)", text)
        yield "all there are", "list, json", self.listed["total"]
        yield "closed or withdrawn", "list, text", one(r"另有 (\d+) 項已解列", text)
        yield "overdue outside", "list, text", one(r"選取範圍外另有 (\d+) 項逾期", text)
        told = strip(text, "項 · ")
        for light in LIGHTS.values():
            yield f"light {light}", "list, text", told[light]
            yield f"light {light}", "list, json", lights[light]

    def narrowed(self) -> Iterator[tuple[str, str, int]]:
        flags = (("overdue", "--overdue"), ("due soon", "--due-soon"), ("owed", "--stale"))
        for name, flag in (*flags, ("unconfirmed", "--unconfirmed")):
            yield name, f"list {flag}", self.data("list", flag)["shown"]
        states = Counter(item["status"] for item in self.items)
        yield "blocked", "list, json", states["blocked"]
        yield "overdue", "list, json", sum(item["overdue_days"] > 0 for item in self.items)
        yield "owed", "list, json", sum(item["stale"] for item in self.items)
        yield "in hand", "list, json", sum(states[status] for status in UNFINISHED)

    def reports(self) -> Iterator[tuple[str, str, int]]:
        for form in PAGES:
            path = Path(f"report.{form}")
            self.run("report", "-o", str(path), "--format", form)
            text = plain(path)
            for name, pattern in SAID.items():
                yield name, f"report, {form}", one(pattern, text)
            yield (
                "records",
                f"report, {form}",
                one(r"：紀錄 (\d+) 筆、", text) + one(r"次屆：紀錄 (\d+) 筆", text),
            )
            yield "shown", f"report, {form}, all of them", one(r"全部事項（(\d+)）", text)
            yield "owed", f"report, {form}, by owner", one(r"應填報 (\d+) 項）", text)
            lights = strip(text, r"共 \d+ 項[：:]")
            for light in LIGHTS.values():
                yield f"light {light}", f"report, {form}", lights[light]

    def facts(self) -> Iterator[tuple[str, str, int]]:
        told = self.report
        yield "shown", "report, json", told["shown"]
        yield "shown", "report, json rows", len(told["commitments"])
        yield "shown", "report, json pillars", sum(one["total"] for one in told["pillars"])
        yield "all there are", "report, json", told["total"]
        yield "in the chart", "report, json", sum(told["trend"][-1]["statuses"].values())
        yield "closed or withdrawn", "report, json", self.of_all() - told["shown"]
        yield "in hand", "report, json", told["in_hand"]
        yield "in hand", "report, json owners", sum(one["items"] for one in told["silence"])
        yield "in hand", "report, json moves", sum(told["next_move"].values())
        yield "overdue outside", "report, json", len(told["overdue_outside"])
        yield "owed", "report, json", sum(len(one["ids"]) for one in told["owing"])
        yield "dates ahead", "report, json", len(told["upcoming"])
        yield "moved", "report, json", len(told["moved"])
        yield "newly listed", "report, json", sum(one["new"] for one in told["moved"])
        yield "ever slipped", "report, json", len(told["slips"])
        yield "times slipped", "report, json", sum(one["times"] for one in told["slips"])
        yield "records", "report, json", sum(len(one["updates"]) for one in told["moved"]) + told["carried"]
        for light in LIGHTS.values():
            counts = [one["lights"][light] for one in told["pillars"]]
            yield f"light {light}", "report, json pillars", sum(counts)

    def of_all(self) -> int:
        return self.data("list", "--all")["shown"]

    def history(self) -> Iterator[tuple[str, str, int]]:
        since, until = self.report["period"]["since"], self.report["period"]["until"]
        log = ("log", "--since", since, "--until", until)
        yield "records", "log, json", self.data(*log)["shown"]
        yield "records", "log, text", one(r"顯示 (\d+)／", self.run(*log))
        every = self.run("list", "--all", "--format", "ids").split()
        shown = {item["id"] for item in self.items}
        shows = json.loads(self.eppd("show", *every, *self.base, "--format", "json").out)["commitments"]
        slips = {one["id"]: one["slips"] for one in shows}
        dates = [slip["date"] for moves in slips.values() for slip in moves]
        yield "slips of the period", "show, json", sum(since <= date <= until for date in dates)
        card = self.eppd("show", *shown, *self.base).out
        yield "ever slipped", "show, text", len(re.findall(r"已變更 \d+ 次", card))
        yield "times slipped", "show, text", sum(map(int, re.findall(r"已變更 (\d+) 次", card)))

    def papers(self) -> Iterator[tuple[str, str, int]]:
        agenda = self.data("agenda")
        text = self.run("agenda")
        yield "in hand", "agenda, json", agenda["shown"] + len(agenda["resting"])
        yield "in hand", "agenda, text", one(r"無須提報（(\d+)）", text) + one(r"提報事項（(\d+)）", text)
        yield "raised", "agenda, json", len(agenda["points"])
        yield "raised", "agenda, text", one(r"提報事項（(\d+)）", text)
        yield "raised", "agenda, ids", len(agenda["commitments"])
        yield "all there are", "agenda, json", agenda["total"]
        letters = self.run("chase")
        yield "owed", "letters", sum(map(int, re.findall(r"計(\d+)項", letters)))
        yield "owed", "letters, items", len(re.findall(r"(?m)^    \w+-P\d", letters))
        card = self.eppd("report", "--scorecard", *self.base, *self.chosen).out
        yield "scored", "scorecard, text", one(r"事項 (\d+) 項，承諾", card)
        scores = json.loads(
            self.eppd("report", "--scorecard", "--format", "json", *self.base, *self.chosen).out
        )
        yield "scored", "scorecard, json", scores["shown"]
        yield "scored", "scorecard, promises", len({one["id"] for one in scores["promises"]})
        yield "all there are", "scorecard, json", scores["total"]
        self.eppd("export", "--per-owner", "sheets", *self.base, *self.chosen)
        rows = [row for path in Path("sheets").glob("*.xlsx") for row in rows_of(path)]
        yield "sheet rows", "items on sheets", len(set(rows))
        self.eppd("export", "-o", "one.xlsx", *self.base, *self.chosen)
        yield "sheet rows", "one sheet", len(rows_of(Path("one.xlsx")))
        yield "sheet rows", "list", self.listed["shown"]
        yield "shown", "export, json", len(self.data("export")["commitments"])
        yield "shown", "export, csv", len(self.run("export", "--format", "csv").strip().split("\r\n")) - 1

    def bare(self) -> Iterator[tuple[str, str, int]]:
        text = self.run()
        screen = ESCAPE.sub("", self.run("--color", "always"))
        yield "closed or withdrawn", "bare, screen", one(r"已解列或撤銷 (\d+)\n", screen)
        yield "in hand", "bare, screen", one(r"辦理中及待辦 (\d+)／", screen)
        yield "shown", "bare, screen", one(r"辦理中及待辦 \d+／(\d+)", screen)
        yield "owed", "bare, screen", one(r"應填報 (\d+)", screen)
        yield "due soon", "bare, screen", one(r"日內到期 (\d+)", screen)
        yield "overdue", "bare, screen", late_on(screen)
        marks = dict(re.findall(r"([RYGNB])\W+(\d+)", screen.partition("─\n")[2].partition("\n")[0]))
        for zh, name in LIGHTS.items():
            letter = {"grey": "N"}.get(name, name[0].upper())
            count = one(r"無燈 (\d+)", screen) if zh == "無" else int(marks.get(letter, 0))
            yield f"light {name}", "bare, screen", count
        yield "closed or withdrawn", "bare", one(r"已解列或撤銷 +(\d+)", text)
        yield "in hand", "bare", one(r"辦理中及待辦 +(\d+)／", text)
        yield "shown", "bare", one(r"辦理中及待辦 +\d+／(\d+)", text)
        yield "overdue", "bare", one(r"逾期 +(\d+)\n", text)
        yield "owed", "bare", one(r"應填報 +(\d+)", text)
        lights = Counter({name: int(count) for count, name in re.findall(r"(\d+) \w ([紅黃綠灰藍])", text)})
        for zh, name in LIGHTS.items():
            yield f"light {name}", "bare", lights[zh] if zh != "無" else one(r"(\d+) -\n", text)
        told, rows = one(r"紅燈及逾期（(\d+)", text), re.findall(r"(?m)^\w+-P\S+ +(R|Y) ", text)
        yield "pressing", "bare, heading", told
        yield "pressing", "bare, rows", len(rows)
        yield "light red", "bare, rows", rows.count("R")


def late_on(screen: str) -> int:
    """How many the screen of the bare `eppd` says are late, those without a line of their own too."""
    return len(re.findall(r"逾 \d+ 日", screen)) + one(r"其餘 (\d+) 項", screen)


def rows_of(path: Path) -> list[str]:
    """The ids in the rows of a sheet; an item stands on those of its supporters too."""
    ids = [str(row[1].value) for row in book_of(path).worksheets[0].iter_rows()]
    return [name for name in ids if re.fullmatch(r"\w+-P\d+-\d+", name)]


@pytest.mark.parametrize(("ledger", "selection"), list(product(LEDGERS, SELECTIONS)))
@pytest.mark.parametrize("name", NAMES)
def test_every_form_says_the_same_number(eppd: Eppd, name: str, ledger: str, selection: str) -> None:
    told = figures(eppd, ledger, selection)[name]

    assert len(told) > 1
    assert len(set(told.values())) == 1, told


@pytest.mark.parametrize("audience", ["counterpart", "public"])
@pytest.mark.parametrize("ledger", LEDGERS)
def test_every_form_for_others_says_the_same_numbers(eppd: Eppd, ledger: str, audience: str) -> None:
    base = [*copied(ledger), "--audience", audience]
    told: Figures = defaultdict(dict)
    for form in PAGES:
        eppd("report", "-o", f"r.{form}", "--format", form, *base)
        for name, pattern in SAID.items():
            told[name][form] = one(pattern, plain(Path(f"r.{form}")))
    data = json.loads(eppd("report", "--format", "json", *base).out)
    counts = {"shown": "commitments", "dates ahead": "upcoming", "moved": "moved", "ever slipped": "slips"}
    for name, key in counts.items():
        told[name]["json"] = len(data[key])
    told["in the chart"]["json"] = sum(data["trend"][-1]["statuses"].values())

    assert told["shown"]["text"]
    for name, values in told.items():
        assert len(set(values.values())) == 1, (name, values)


@pytest.mark.parametrize("ledger", LEDGERS)
def test_the_bare_command_lists_as_many_as_it_tells(eppd: Eppd, ledger: str) -> None:
    told = figures(eppd, ledger, "open")["pressing"]

    assert told["bare, rows"] == min(told["bare, heading"], 10)


@pytest.mark.parametrize("ledger", LEDGERS)
def test_a_receipt_counts_its_pillar_as_the_list_does(eppd: Eppd, ledger: str) -> None:
    base = copied(ledger)
    ids = eppd("list", "--all", "--format", "ids", *base).out.split()
    pillars = {identifier.split("-")[1][1:]: identifier for identifier in ids}
    receipt = eppd("update", *pillars.values(), "--note", "Said.", *base).out

    for number in pillars:
        name = "矽盛世" if number == "0" else f"支柱{number} "
        said = re.search(
            rf"(?m)^{name}.*：(?:列管中 (\d+) 項（(.*)），?)?(?:已解列或撤銷 (\d+) 項)?。$", receipt
        )
        listed = eppd("list", "--pillar", number, *base).out
        assert said is not None, receipt
        assert int(said[1] or 0) == one(r"顯示 (\d+)／", listed)
        assert strip(said[2] or "", "") == strip(listed, "項 · ")
        assert int(said[3] or 0) == one(r"另有 (\d+) 項已解列", listed)


def copied(ledger: str) -> list[str]:
    """The options that name a copy of a ledger to write to, and its day."""
    path, today, _ = LEDGERS[ledger]
    copy = Path("copy.toml").resolve()
    copy.write_text(made() if path is None else path.read_text("utf-8"), "utf-8")
    return ["--file", str(copy), "--today", today, "--lang", "zh"]


@pytest.mark.parametrize("ledger", LEDGERS)
def test_meetings_are_counted_alike_where_they_are_listed_and_added(eppd: Eppd, ledger: str) -> None:
    base = copied(ledger)
    added = eppd("meeting", "add", "WG-99", *base).out
    text = eppd("meeting", "list", *base).out
    listed = json.loads(eppd("meeting", "list", "--format", "json", *base).out)
    table = eppd("meeting", "list", "--format", "csv", *base).out

    assert one(r"顯示 1／(\d+) 場", added) == one(r"顯示 \d+／(\d+) 場", text) == listed["total"]
    assert one(r"顯示 (\d+)／", text) == listed["shown"] == len(listed["meetings"])
    for row in csv.DictReader(io.StringIO(table.removeprefix("\ufeff"))):
        records = eppd("log", "--meeting", row["id"], "--format", "json", *base).out
        assert int(row["records"]) == json.loads(records)["shown"]


@pytest.mark.parametrize("words", ["--strict", "update-owed", "owner-unconfirmed"])
@pytest.mark.parametrize("ledger", LEDGERS)
def test_check_counts_what_it_shows(eppd: Eppd, ledger: str, words: str) -> None:
    base = copied(ledger)
    ran = eppd("check", words, *base, code=1)
    data = json.loads(eppd("check", words, "--format", "json", *base, code=1).out)
    every = json.loads(eppd("check", "--strict", "--format", "json", *base, code=1).out)

    assert len(ran.out.splitlines()) == data["shown"] == len(data["problems"])
    assert sum(map(int, re.findall(r"(\d+) 項", ran.err))) == data["shown"]
    assert data["total"] == every["shown"] == every["total"]
