"""The HTML page in a browser: filters, sorting, phone, dark screen, paper, keyboard, and not one request."""

import base64
import json
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from conftest import ROOT, SHIPPED, Eppd, needs
from selenium import webdriver
from selenium.webdriver import ActionChains, Keys
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.select import Select

pytestmark = needs("chromium", "chromedriver", "pdfinfo", "pdftotext")

FRIDAY = ROOT / "examples" / "friday.toml"
TODAY = "2026-11-27"
LANGUAGES = ("zh", "en", "both")
FLAGS = (
    *("--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-dev-shm-usage"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)
HOSTILE = (
    "<script>window.hit = 1</script>",
    "<img src=x onerror='window.hit = 1'>",
    '"><svg onload="window.hit = 1">',
    "</style></title><script>window.hit = 1</script>",
    "{{ 7 * 7 }} {% raw %}",
)
POINT = 25.4 / 72
"""Millimetres in a point."""


class Browser:
    """A Chromium and what a reader does with it."""

    def __init__(self, driver: webdriver.Chrome) -> None:
        self.driver = driver

    def cdp(self, command: str, **options: Any) -> dict[str, Any]:
        return self.driver.execute_cdp_cmd(command, options)

    def open(self, page: Path, *, width: int = 1200, dark: bool = False, script: bool = True) -> None:
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.cdp("Emulation.setEmulatedMedia", features=[scheme])
        self.cdp("Emulation.setScriptExecutionDisabled", value=not script)
        self.cdp(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=900,
            deviceScaleFactor=1,
            mobile=width < 600,
        )
        for log in ("browser", "performance"):
            self.driver.get_log(log)
        self.driver.get(page.as_uri())

    def all(self, selector: str) -> list[WebElement]:
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def one(self, selector: str) -> WebElement:
        return self.driver.find_element(By.CSS_SELECTOR, selector)

    def run(self, script: str, *values: Any) -> Any:
        return self.driver.execute_script(script, *values)

    def texts(self, selector: str) -> list[str]:
        """What can be read of every element that can be seen, lines joined."""
        return self.run(
            "return [...document.querySelectorAll(arguments[0])].filter((one) => one.checkVisibility())"
            ".map((one) => one.innerText.replace(/\\s+/g, ' ').trim())",
            selector,
        )

    def ids(self) -> list[str]:
        """The ids of the rows that can be seen in the big table, top to bottom."""
        return self.texts("#big tr[data-row] td.c-id")

    def count(self) -> str:
        return self.one("#filters output").text

    def pick(self, name: str, value: str) -> None:
        Select(self.one(f"#filters [name={name}]")).select_by_value(value)

    def search(self, words: str) -> None:
        box = self.one("#filters [name=text]")
        box.clear()
        box.send_keys(words)

    def head(self, key: str) -> WebElement:
        return self.one(f"#big th.c-{key}")

    def sort(self, key: str) -> list[str]:
        """Clicks the head of a column and gives what the column then shows, top to bottom."""
        self.head(key).find_element(By.TAG_NAME, "button").click()
        return self.texts(f"#big tr[data-row] td.c-{key}")

    def width(self) -> int:
        return self.run("return document.documentElement.scrollWidth")

    def luminance(self, selector: str, what: str) -> float:
        """How bright a colour of an element is on a grey copy, 0 to 255."""
        colour = self.run(
            "return getComputedStyle(document.querySelector(arguments[0]))[arguments[1]]", selector, what
        )
        red, green, blue = (int(part) for part in re.findall(r"\d+", colour)[:3])
        return 0.299 * red + 0.587 * green + 0.114 * blue

    def paper(self, path: Path) -> "Paper":
        printed = self.cdp("Page.printToPDF", preferCSSPageSize=True, printBackground=True)
        path.write_bytes(base64.b64decode(printed["data"]))
        return Paper(path)


class Word(NamedTuple):
    """A word on paper and where it stands, in millimetres from the left edge of the sheet."""

    left: float
    right: float


class Paper:
    """A printed page, read back with poppler."""

    def __init__(self, path: Path) -> None:
        self.info = self._read("pdfinfo", str(path))
        self.pages = self._read("pdftotext", "-layout", str(path), "-").split("\f")[:-1]
        self.text = "\n".join(self.pages)
        boxes = re.findall(
            r'<word xMin="([\d.]+)".*?xMax="([\d.]+)"', self._read("pdftotext", "-bbox", str(path), "-")
        )
        self.words = [Word(float(left) * POINT, float(right) * POINT) for left, right in boxes]

    @staticmethod
    def _read(*words: str) -> str:
        return subprocess.run(words, check=True, capture_output=True, timeout=60).stdout.decode()


@pytest.fixture(scope="module")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    options = webdriver.ChromeOptions()
    options.binary_location = shutil.which("chromium") or ""
    for flag in (*FLAGS, f"--user-data-dir={tmp_path_factory.mktemp('chromium')}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = webdriver.Chrome(options=options, service=Service(shutil.which("chromedriver")))
    try:
        yield Browser(driver)
    finally:
        driver.quit()


@pytest.fixture
def browser(chromium: Browser) -> Iterator[Browser]:
    """The browser of this module; no test may leave a message in its console."""
    yield chromium
    assert chromium.driver.get_log("browser") == []


@pytest.fixture
def page(eppd: Eppd, tmp_path: Path) -> Callable[..., Path]:
    """Writes the page of a command on a ledger and gives its path."""

    def write(
        *words: str, lang: str = "zh", ledger: Path = FRIDAY, command: tuple[str, ...] = ("report",)
    ) -> Path:
        target = tmp_path / f"page-{lang}.html"
        common = ("--file", str(ledger), "--today", TODAY, "--lang", lang, "--format", "html")
        eppd(*command, *words, *common, "-o", str(target))
        return target

    return write


@pytest.fixture
def listed(eppd: Eppd) -> Callable[..., list[str]]:
    """The ids that `eppd list` finds in the same ledger."""

    def find(*words: str) -> list[str]:
        return eppd("list", *words, "--file", str(FRIDAY), "--today", TODAY, "--format", "ids").out.split()

    return find


# ---- filters ----


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("group", "3", ("--pillar", "2")),
        ("owner", "MODA", ("--owner", "MODA")),
        ("light", "red", ("--light", "red")),
        ("light", "none", ("--light", "none")),
    ],
)
def test_each_filter_shows_what_the_list_command_finds(
    browser: Browser, page, listed, *, name: str, value: str, words: tuple[str, ...]
) -> None:
    browser.open(page())
    whole = browser.ids()

    browser.pick(name, value)

    assert sorted(browser.ids()) == sorted(listed(*words)) != sorted(whole)
    assert browser.count() == f"{len(listed(*words))} / {len(whole)}"


def test_the_filters_work_together_and_a_group_without_rows_has_no_heading(
    browser: Browser, page, listed
) -> None:
    browser.open(page())
    browser.pick("light", "red")
    browser.pick("owner", "MOEA")

    assert sorted(browser.ids()) == sorted(listed("--light", "red", "--owner", "MOEA"))
    assert len(browser.texts("#big tr.group")) == len({name.split("-")[1] for name in browser.ids()})


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("台美", "臺美"),
        ("ＯＰＥＮ ran", "Open RAN"),
        ("稀土", "稀土"),
        ("雙重課稅 儘速", "我方盼美方儘速通過避免雙重課稅（ADTA）相關法案"),
        ("e6-p2-03", "稀土"),
    ],
)
def test_free_text_makes_no_difference_of_case_width_and_variant(
    browser: Browser, page, typed: str, title: str
) -> None:
    browser.open(page())
    browser.search(typed)

    found = browser.texts("#big tr[data-row] td.c-title")
    assert found
    assert all(title in one for one in found)
    assert browser.count().startswith(f"{len(found)} / ")


def test_what_matches_nothing_is_said(browser: Browser, page) -> None:
    browser.open(page(lang="en"))
    assert not browser.one("#nothing").is_displayed()

    browser.search("no such words anywhere")

    assert browser.ids() == []
    assert browser.count().startswith("0 / ")
    assert browser.one("#nothing").text == "No row matches."


def test_reset_brings_every_row_back_to_its_place(browser: Browser, page) -> None:
    browser.open(page())
    before, groups = browser.ids(), browser.texts("#big tr.group")
    browser.sort("due")
    browser.pick("light", "yellow")
    browser.search("合作")
    assert browser.ids() != before

    browser.one("#filters button").click()

    assert browser.ids() == before
    assert browser.texts("#big tr.group") == groups
    assert browser.count() == f"{len(before)} / {len(before)}"
    assert browser.one("#filters [name=text]").get_attribute("value") == ""
    assert not browser.all("#big [aria-sort]")


def test_the_page_of_a_list_has_the_same_controls(browser: Browser, page, listed) -> None:
    browser.open(page("--group-by", "owner", "--columns", "id,title,light", command=("list",)))

    assert [each.get_attribute("name") for each in browser.all("#filters select")] == ["group", "light"]
    browser.pick("light", "red")
    assert sorted(browser.ids()) == sorted(listed("--light", "red"))


@pytest.mark.parametrize(
    "command", [("show", "E6-P1-02"), ("log",), ("list", "--light", "red", "--pillar", "4")]
)
def test_a_page_without_a_table_to_filter_has_no_controls_and_no_script(
    browser: Browser, page, command: tuple[str, ...]
) -> None:
    browser.open(page(command=command))

    assert not browser.all("form, button, input, select, script")
    assert browser.texts("h1")


# ---- sorting ----


def test_figures_sort_up_and_down_and_what_has_none_stands_last(browser: Browser, page) -> None:
    browser.open(page())

    up = browser.sort("progress")
    assert browser.head("progress").get_attribute("aria-sort") == "ascending"
    down = browser.sort("progress")
    assert browser.head("progress").get_attribute("aria-sort") == "descending"

    shares = [int(re.sub(r"\D", "", text.split("→")[-1])) for text in up if text]
    assert len(shares) > 5
    assert shares == sorted(shares)
    assert up[len(shares) :] == down[len(shares) :] == [""] * (len(up) - len(shares))
    assert next(text for text in down if text).endswith("100%")
    assert browser.texts("#big tr.group") == []


def test_due_dates_sort_by_their_last_day_and_an_open_milestone_counts(browser: Browser, page) -> None:
    browser.open(page(lang="en"))

    shown = [text for text in browser.sort("due") if text]

    months = {"Q1": "03", "Q2": "06", "Q3": "09", "Q4": "12", "H1": "06", "H2": "12"}
    days = [re.sub("|".join(months), lambda end: months[end[0]] + "-31", text) for text in shown]
    steps = [re.findall(r"step (\S+)", text) or text.split()[:1] for text in days]
    assert [day[0][:7] for day in steps] == sorted(day[0][:7] for day in steps)
    assert len(shown) > 15


def test_lights_sort_worst_first_and_percentages_as_numbers(browser: Browser, page) -> None:
    browser.open(page(lang="en"))

    lights = [text.split()[-1] for text in browser.sort("light") if text]
    assert list(dict.fromkeys(lights)) == ["red", "yellow", "green", "grey", "blue"]

    shares = [int(re.findall(r"\d+", text)[-1]) for text in browser.sort("progress") if text]
    assert shares == sorted(shares)
    assert shares[-1] == 100
    assert [head.text.strip() for head in browser.all("#big [aria-sort]")] == ["Done"]


def test_every_column_can_be_sorted_and_loses_no_row(browser: Browser, page) -> None:
    browser.open(page())
    whole = sorted(browser.ids())

    for head in browser.all("#big thead th"):
        head.find_element(By.TAG_NAME, "button").click()
        assert sorted(browser.ids()) == whole
        assert head.get_attribute("aria-sort") == "ascending"


def test_sorting_keeps_the_filter(browser: Browser, page, listed) -> None:
    browser.open(page())
    browser.pick("light", "yellow")
    browser.sort("title")

    assert sorted(browser.ids()) == sorted(listed("--light", "yellow"))


# ---- keyboard and screen readers ----


def test_the_keyboard_alone_reaches_the_filters_and_sorts(browser: Browser, page) -> None:
    browser.open(page(lang="en"))
    keys = ActionChains(browser.driver)

    keys.send_keys(Keys.TAB).perform()
    skip = browser.driver.switch_to.active_element
    assert skip.text == "Skip to the content"
    assert skip.is_displayed()
    keys.send_keys(Keys.TAB, Keys.ENTER, Keys.TAB).perform()
    assert browser.driver.switch_to.active_element.get_attribute("name") == "group"
    keys.send_keys(Keys.TAB * 3, "drone", Keys.TAB, Keys.TAB, Keys.ENTER).perform()

    assert browser.count().startswith(f"{len(browser.ids())} / ")
    assert 0 < len(browser.ids()) < 31
    assert browser.head("id").get_attribute("aria-sort") == "ascending"
    outline = browser.run("return getComputedStyle(document.activeElement).outlineWidth")
    assert outline == "3px"


def test_enter_in_the_search_box_leaves_the_page_as_it_is(browser: Browser, page) -> None:
    browser.open(page())
    browser.search("稀土" + Keys.ENTER)

    assert browser.ids()
    assert browser.driver.current_url.endswith(".html")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_everything_has_a_name_for_those_who_do_not_see_it(browser: Browser, page, lang: str) -> None:
    browser.open(page(lang=lang))

    for element in browser.all("table, select, input, button, form, nav, section, svg[role=img], .chart"):
        assert element.accessible_name.strip() or not element.is_displayed(), element.tag_name
    assert len(browser.all("h1")) == 1
    assert not browser.all("thead th:not([scope=col]), tbody th:not([scope])")
    assert len(browser.all("#big th[scope=rowgroup]")) == 5
    assert browser.one("#filters output").get_attribute("aria-live") == "polite"
    assert bool(browser.all(".en[lang=en]")) == (lang == "both")
    assert browser.one("html").get_attribute("lang") == ("en" if lang == "en" else "zh-Hant-TW")


# ---- what the page shows ----


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_title_says_period_day_and_who_may_read_it(browser: Browser, page, lang: str) -> None:
    browser.open(page(lang=lang))

    (head,) = browser.texts("header")
    weeks = ("2026年第48週" in head, "2026-W48" in head)
    assert weeks == (lang != "en", lang != "zh")
    assert all(words in head for words in ("2026-11-23", TODAY))
    assert ("內部參考" in head, "internal" in head) == (lang != "en", lang != "zh")


def test_the_big_counts_and_the_bars_are_those_of_the_list(browser: Browser, page, listed) -> None:
    browser.open(page(lang="en"))

    for light in ("red", "yellow", "green", "grey", "blue", "none"):
        number = browser.one(f".counts li:has(.mark.{light}) strong").text
        assert int(number) == len(listed("--light", light))
    for number, bar in enumerate(browser.all(".overview .bar")):
        shown = sum(int(text) for text in re.findall(r"\d+", bar.text))
        assert shown == len(listed("--pillar", str(number)))
        assert bar.accessible_name.count(" ") >= 1


def test_what_moved_shows_the_mark_before_and_after_and_a_tick_on_the_bar(browser: Browser, page) -> None:
    browser.open(page(lang="en"))
    moved, row = (
        next(row for row in browser.all(f"{part} tbody tr") if row.text.startswith("E6-P1-02"))
        for part in ("[data-section=moved]", "#big")
    )

    marks = [mark.accessible_name for mark in moved.find_elements(By.CSS_SELECTOR, "svg.mark")]
    assert marks == ["yellow", "G"]
    assert "55 → 80%" in moved.text
    bar = row.find_element(By.CSS_SELECTOR, ".track")
    filled, tick = (bar.find_element(By.TAG_NAME, name) for name in ("i", "b"))
    share = (tick.rect["x"] + tick.rect["width"] / 2 - bar.rect["x"]) / bar.rect["width"]
    assert 0.45 < share < 0.65
    assert filled.rect["width"] / bar.rect["width"] == pytest.approx(0.8, abs=0.05)


def test_a_card_draws_the_light_and_keeps_lines_that_are_no_translation(
    browser: Browser, page, ledger
) -> None:
    own = ledger({"links": ["https://one.example", "https://two.example"], "status": "blocked"})
    browser.open(page(lang="both", ledger=own, command=("show", "E6-P1-01")))

    assert browser.one(".facts svg.mark.red").accessible_name == "R"
    texts = browser.texts(".facts dd")
    assert "https://one.example https://two.example" in texts
    assert not [text for text in browser.texts(".facts .en") if text.startswith("https")]


def test_a_date_that_has_passed_is_bold_and_marked(browser: Browser, page, listed) -> None:
    browser.open(page(lang="en"))

    late = browser.all("#big .late")
    assert len(late) == len(listed("--overdue"))
    assert all(one.text.endswith("!") and one.value_of_css_property("font-weight") == "700" for one in late)


def test_the_chart_names_its_parts_and_gives_the_same_numbers_as_a_table(browser: Browser, page) -> None:
    browser.open(page(lang="en"))
    assert browser.texts(".numbers tbody tr") == []

    browser.one("summary").click()
    heads = browser.texts(".numbers thead th")
    last = browser.texts(".numbers tbody tr:last-child > *")
    labels = [label.get_attribute("textContent").strip() for label in browser.all(".chart .label")]

    expected = [f"{name} {count}" for name, count in zip(heads, last, strict=True)][2:-1]
    assert labels == expected
    assert len(browser.texts(".numbers tbody tr")) == len(browser.all(".chart .total"))
    assert browser.all(".chart .total")[-1].get_attribute("textContent") == last[-1]
    places = [label.rect for label in browser.all(".chart .label")]
    tops = sorted(place["y"] for place in places)
    assert min(after - before for before, after in pairwise(tops)) >= places[0]["height"] * 0.8


def test_the_boxes_to_sign_in_are_drawn(browser: Browser, page) -> None:
    browser.open(page("--approval", "承辦,科長,處長"))

    assert browser.texts(".boxes li") == ["承辦", "科長", "處長"]
    assert all(box.rect["height"] > 60 for box in browser.all(".boxes li"))


def test_a_grey_copy_tells_the_lights_and_the_parts_of_the_chart_apart(browser: Browser, page) -> None:
    browser.open(page())
    fills = {"green": "circle", "yellow": "path", "red": "path", "blue": "rect"}

    marks = sorted(browser.luminance(f".mark.{light} {shape}", "fill") for light, shape in fills.items())
    assert min(after - before for before, after in pairwise(marks)) > 30
    chart = [
        browser.luminance(f".chart rect.{name}", "fill") for name in ("in-progress", "blocked", "requested")
    ]
    assert min(abs(one - other) for one, other in pairwise(chart)) > 40


# ---- screens ----


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("width", [360, 390, 768, 780, 960, 1056, 1100, 1200, 1280, 1920])
def test_no_screen_has_to_be_moved_sideways(browser: Browser, page, lang: str, width: int) -> None:
    browser.open(page(lang=lang), width=width)

    assert browser.width() <= width


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("width", [360, 768, 1056, 1100, 1280, 1920])
def test_no_column_of_the_agenda_is_cut_and_the_question_comes_first(
    browser: Browser, page, lang: str, width: int
) -> None:
    browser.open(page(lang=lang, command=("agenda",)), width=width)

    assert browser.width() <= width
    cut = "[...document.querySelectorAll('td, th')].filter(one => one.scrollWidth > one.clientWidth + 1)"
    assert browser.run(f"return {cut}.length") == 0
    told = browser.one("tbody tr").find_elements(By.CSS_SELECTOR, ".below")
    assert next(one.get_attribute("class") for one in told) == "below b-question"


def test_on_a_phone_every_row_is_a_card_whose_values_are_named(browser: Browser, page) -> None:
    browser.open(page(), width=390)

    row = browser.one("#big tr[data-row]")
    cells = [cell for cell in row.find_elements(By.TAG_NAME, "td") if cell.is_displayed()]
    assert len({cell.rect["y"] for cell in cells}) >= 3
    assert all(cell.rect["x"] >= 0 and cell.rect["x"] + cell.rect["width"] <= 390 for cell in cells)
    label = browser.run(
        "return getComputedStyle(document.querySelector('#big td.c-owner'), '::before').content"
    )
    assert "主辦" in label
    browser.sort("due")
    assert browser.head("due").get_attribute("aria-sort") == "ascending"


def test_a_dark_screen_turns_the_page_and_keeps_the_marks(browser: Browser, page) -> None:
    browser.open(page())
    marks = [browser.luminance(f".mark.{light}", "color") for light in ("green", "red")]
    fill = browser.luminance(".mark.green circle", "fill")
    assert browser.luminance("body", "backgroundColor") > 240

    browser.open(page(), dark=True)

    assert browser.luminance("body", "backgroundColor") < 40
    assert browser.luminance("body", "color") > 200 > max(marks)
    assert browser.luminance(".small", "color") > 150
    assert browser.luminance("#filters select", "backgroundColor") < 60
    assert browser.luminance(".mark.green circle", "fill") == fill


def test_without_a_script_every_row_stands_there_and_no_control_is_dead(browser: Browser, page) -> None:
    browser.open(page(), script=False)

    rows = browser.all("#big tr[data-row]")
    assert len(rows) == 31
    assert all(row.is_displayed() for row in rows)
    assert not browser.one("#filters").is_displayed()
    assert not browser.all("button:not(#filters button)")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_asks_for_nothing(browser: Browser, page, lang: str) -> None:
    path = page(lang=lang)
    browser.open(path)
    browser.pick("light", "red")
    browser.sort("due")

    messages = [json.loads(entry["message"])["message"] for entry in browser.driver.get_log("performance")]
    asked = [
        message["params"]["request"]["url"]
        for message in messages
        if message["method"] == "Network.requestWillBeSent"
    ]
    assert set(asked) <= {path.as_uri()}


# ---- text of a ledger ----


def hostile(ledger) -> Path:
    """A ledger whose texts are markup, scripts, and words without an end."""
    whole = " ".join(HOSTILE)
    return ledger(
        {"title": whole, "title_zh": whole, "next_step": whole, "status": "blocked", "due": "@2026-11-01"},
        {"id": "E6-P1-02", "title": "x" * 300, "title_zh": "稀" * 300, "due": "@2026-12-01"},
        {"id": "E6-P1-03", "owner": "A" * 60, "title": "short", "status": "in-progress"},
        agency=[{"code": "MOEA", "side": "TW", "name": whole, "name_zh": "x" * 200}],
        pillar=[{"number": 1, "title": whole, "title_zh": whole}],
        dialogue={"id": "T", "title": whole, "title_zh": whole},
    )


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("width", [390, 1200])
def test_text_of_a_ledger_runs_nothing_and_breaks_no_layout(
    browser: Browser, page, ledger, lang: str, width: int
) -> None:
    browser.open(page("--by", HOSTILE[0], lang=lang, ledger=hostile(ledger)), width=width)

    (shown,) = browser.texts("main")
    assert all(shown.count(" ".join(text.split())) >= 3 for text in HOSTILE)
    assert browser.run("return window.hit === undefined && !document.querySelector('img, svg:not([role])')")
    assert len(browser.all("script")) == 1
    assert browser.width() <= width


def test_a_script_that_is_not_the_pages_own_is_refused(browser: Browser, page) -> None:
    browser.open(page())
    browser.run(
        "const script = document.createElement('script'); script.textContent = 'window.hit = 1';"
        "document.body.append(script);"
    )

    assert browser.run("return window.hit === undefined")
    (refused,) = browser.driver.get_log("browser")
    assert "Content Security Policy" in refused["message"]


# ---- paper ----


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_report_of_the_real_ledger_prints_on_numbered_pages(
    browser: Browser, page, eppd: Eppd, tmp_path: Path, lang: str
) -> None:
    data = json.loads(eppd("report", "--file", str(SHIPPED), "--today", TODAY, "--format", "json").out)
    browser.open(page(lang=lang, ledger=SHIPPED))

    paper = browser.paper(tmp_path / "page.pdf")

    assert "A4" in paper.info
    for number, text in enumerate(paper.pages, 1):
        assert f"{number}/{len(paper.pages)}" in text.replace(" / ", "/")
        assert ("internal" if lang == "en" else "內部參考") in text
        assert data["digest"] in text
    assert set(browser.ids()) <= set(re.findall(r"E6-P\d-\d\d", paper.text))


def test_paper_leaves_room_to_bind_and_cuts_nothing(browser: Browser, page, tmp_path: Path) -> None:
    browser.open(page(lang="both"))

    paper = browser.paper(tmp_path / "page.pdf")

    assert min(word.left for word in paper.words) == pytest.approx(20, abs=0.6)
    assert max(word.right for word in paper.words) < 210 - 12 + 0.3
    assert not re.search("重設|搜尋|目錄|31 ?/ ?31", paper.text)
    heads = [text for text in paper.pages if "E6-P2-0" in text]
    assert all("承諾事項" in text for text in heads)


def test_a_filtered_page_says_on_paper_how_much_it_shows(browser: Browser, page, tmp_path: Path) -> None:
    browser.open(page())
    browser.pick("light", "red")

    paper = browser.paper(tmp_path / "page.pdf")

    assert browser.count().replace(" ", "") in paper.text.replace(" ", "")
    assert "重設" not in paper.text


def test_a_dark_screen_prints_on_white(browser: Browser, page, tmp_path: Path) -> None:
    browser.open(page(), dark=True)
    browser.cdp("Emulation.setEmulatedMedia", media="print", features=[])

    assert browser.luminance("h1", "color") < 40
    assert browser.luminance("body", "backgroundColor") > 240
