"""The brief and the annex in a browser: one screen, no fault of access, links, data, state, print and search."""

from __future__ import annotations

import csv
import io
import re
import urllib.request
from importlib import resources
from typing import TYPE_CHECKING

import pytest
from browser import PHONE, load, look_like, messages, open_annex
from sample_benefit import write_benefit
from sample_file import Sample, write_sample
from sample_hazard import write_hazard
from sample_record import write_record
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import Select, WebDriverWait
from test_report_parts import ARMS

from steppe.report.page import build_report

if TYPE_CHECKING:
    from pathlib import Path

    from selenium.webdriver import Chrome

pytestmark = pytest.mark.browser

LAPTOP, WIDE = (1280, 800), (1920, 1080)
MOST_WORDS = 250
PHONE_SCREENS = 3


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    results = write_sample(tmp_path_factory.mktemp("brief") / "five.h5", Sample(arms=ARMS, replicates=40, months=24))
    html = build_report(
        results,
        hazard=write_hazard(results.with_name("hazard.h5")),
        hazard_record=write_record(results.with_name("record.h5")),
        benefit=write_benefit(results.with_name("benefit.h5")),
    )
    path = results.with_name("page.html")
    path.write_text(html, "utf-8")
    return path


@pytest.fixture
def shown(one_browser: Chrome, page: Path) -> Chrome:
    look_like(one_browser, LAPTOP)
    load(one_browser, page)
    return one_browser


WORDS = """
const brief = document.getElementById("brief");
const walker = document.createTreeWalker(brief, NodeFilter.SHOW_TEXT);
const seen = [];
while (walker.nextNode()) if (walker.currentNode.parentElement.checkVisibility()) seen.push(walker.currentNode.data);
return seen.join(" ").split(/\\s+/).filter((word) => /[\\p{L}\\p{N}]/u.test(word));
"""


def height(browser: Chrome) -> float:
    """How far down the brief reaches."""
    return browser.execute_script("return document.getElementById('brief').getBoundingClientRect().bottom + scrollY")


def test_the_brief_is_one_screen_of_a_laptop_and_three_of_a_phone(one_browser: Chrome, page: Path) -> None:
    for size, most in ((LAPTOP, LAPTOP[1]), (WIDE, WIDE[1]), (PHONE, PHONE_SCREENS * PHONE[1])):
        look_like(one_browser, size)
        load(one_browser, page)
        assert height(one_browser) <= most
        assert len(one_browser.execute_script(WORDS)) < MOST_WORDS  # those of the charts too
        assert one_browser.execute_script("return document.documentElement.scrollWidth") <= size[0]


def test_the_brief_shows_two_charts_and_says_once_that_it_is_a_model(shown: Chrome) -> None:
    brief = shown.find_element(By.ID, "brief")
    assert [one.get_attribute("id") for one in brief.find_elements(By.TAG_NAME, "figure")] == [
        "headline-effects", "headline-turns",
    ]  # fmt: skip
    assert all(one.is_displayed() for one in brief.find_elements(By.TAG_NAME, "figure"))
    assert brief.text.count("in the model") == 1
    assert "GDP" in brief.text
    assert shown.find_element(By.TAG_NAME, "body").text.count("in the model") == 1  # the annex is closed


AXE = (resources.files("axe_core_python") / "axe.min.js").read_text("utf-8")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [PHONE, LAPTOP], ids=["phone", "laptop"])
def test_axe_finds_no_serious_fault(one_browser: Chrome, page: Path, size: tuple[int, int], scheme: str) -> None:
    look_like(one_browser, size, scheme)
    load(one_browser, page)
    one_browser.execute_script(AXE)
    one_browser.set_script_timeout(120)
    run = (
        "const done = arguments[0]; axe.run(document, {resultTypes: ['violations']}).then((it) => done(it.violations))"
    )
    closed = one_browser.execute_async_script(run)
    open_annex(one_browser)
    found = closed + one_browser.execute_async_script(run)
    told = [(one["id"], one["impact"], [node["html"][:120] for node in one["nodes"][:3]]) for one in found]
    assert [one for one in told if one[1] in ("serious", "critical")] == []


def test_axe_would_find_a_fault(shown: Chrome) -> None:
    shown.execute_script(AXE)
    shown.execute_script("document.body.append(Object.assign(document.createElement('img'), {src: 'data:,'}))")
    run = "const done = arguments[0]; axe.run(document).then((it) => done(it.violations.map((one) => one.id)))"
    assert "image-alt" in shown.execute_async_script(run)


def test_the_first_chart_is_there_before_any_script(one_browser: Chrome, page: Path) -> None:
    look_like(one_browser, LAPTOP)
    load(one_browser, page)
    painted = "return performance.getEntriesByName('first-contentful-paint')[0].startTime"
    assert one_browser.execute_script(painted) < 1000
    load(one_browser, page, scripts=False)
    try:
        one_browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})
        assert one_browser.find_element(By.ID, "headline-effects").is_displayed()
        assert height(one_browser) <= LAPTOP[1]
    finally:
        one_browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})


def test_parts_of_the_annex_are_closed_and_open_by_key_and_by_link(shown: Chrome, page: Path) -> None:
    parts = shown.find_elements(By.CSS_SELECTOR, "details.question")
    assert len(parts) >= 6
    assert not any(one.get_attribute("open") for one in parts)
    summary = parts[0].find_element(By.TAG_NAME, "summary")
    summary.send_keys(Keys.ENTER)
    assert parts[0].get_attribute("open")
    shown.get(f"{page.as_uri()}#silence")
    WebDriverWait(shown, 10).until(lambda it: it.find_element(By.ID, "before").is_displayed())
    shown.get("about:blank")
    shown.get(f"{page.as_uri()}#effects")
    WebDriverWait(shown, 10).until(lambda it: it.find_element(By.ID, "effects").is_displayed())
    assert not shown.find_element(By.ID, "before").is_displayed()


def test_what_was_chosen_stands_in_the_address_and_comes_back(shown: Chrome, page: Path) -> None:
    open_annex(shown)
    Select(shown.find_element(By.ID, "choose-contrast")).select_by_value("inducement")
    Select(shown.find_element(By.ID, "choose-outcome")).select_by_value("firms[KAZ]")
    shown.find_element(By.ID, "choose-month").send_keys(Keys.ARROW_LEFT, Keys.ARROW_LEFT)
    told = shown.find_element(By.ID, "told-month").text
    address = shown.current_url
    assert address.startswith(f"{page.as_uri()}#")
    assert "choose-contrast=inducement" in address
    assert "choose-month=22" in address
    shown.get("about:blank")
    shown.get(address)
    WebDriverWait(shown, 30).until(lambda it: it.find_element(By.ID, "told-month").text == told)
    bad = address.replace("inducement", "nothing-of-the-kind")
    shown.get("about:blank")
    shown.get(bad)
    open_annex(shown)
    assert shown.find_element(By.ID, "choose-contrast").get_attribute("value") == "total"
    assert [one for one in messages(shown) if "favicon" not in one] == []


def data_of_link(link: object) -> list[list[str]]:
    address = link.get_attribute("href")
    assert address.startswith("data:text/csv;charset=utf-8;base64,")
    with urllib.request.urlopen(address) as answer:
        return list(csv.reader(io.StringIO(answer.read().decode("utf-8"))))


def test_data_of_the_brief_are_the_draws(shown: Chrome) -> None:
    head, *rows = data_of_link(shown.find_element(By.LINK_TEXT, "Data"))
    assert head[:2] == ["draw", "welfare[KAZ]"]
    assert len(rows) == 40
    gains = sum(float(row[1]) > 0 for row in rows)
    sure = shown.find_element(By.CLASS_NAME, "sure").text.replace("\u00a0", " ")
    assert f"gains in {round(100 * gains / 40)} %" in sure or "over 99 %" in sure or "under 1 %" in sure


SAVED = """
const name = arguments[0], done = arguments[1];
URL.createObjectURL = (blob) => { blob.text().then(done); return "data:,"; };
const figure = document.getElementById(`chart-${name}`).closest("figure");
figure.querySelector(".tools").open = true;
figure.querySelector(".tools button").click();
"""


def test_a_chart_gives_its_data_its_command_and_a_frame(shown: Chrome) -> None:
    open_annex(shown)
    head, *rows = list(csv.reader(io.StringIO(shown.execute_async_script(SAVED, "months"))))
    assert {"date", "mean", "low", "high"} <= set(head)
    assert len(rows) == 24
    assert rows[0][head.index("date")] == "2025-11-01"
    figure = shown.find_element(By.CSS_SELECTOR, "figure:has(#chart-months)")
    WebDriverWait(shown, 10).until(lambda _: figure.find_element(By.TAG_NAME, "textarea").get_attribute("value"))
    frame = figure.find_element(By.TAG_NAME, "textarea").get_attribute("value")
    address = re.search(r'src="([^"]*)"', frame)[1].replace("&amp;", "&")
    command = figure.find_element(By.CSS_SELECTOR, ".tools code").text
    assert command.startswith("steppe compare ")
    assert "--replicates 40 --months 24" in command
    shown.get("about:blank")
    shown.get(address)
    WebDriverWait(shown, 30).until(lambda it: it.find_elements(By.CSS_SELECTOR, "#chart-months svg"))
    assert shown.find_element(By.ID, "chart-months").is_displayed()
    assert not shown.find_element(By.ID, "brief").is_displayed()
    assert not shown.find_element(By.ID, "gains").is_displayed()


def test_every_figure_of_the_annex_has_data_a_command_and_a_link(shown: Chrome) -> None:
    open_annex(shown)
    figures = [one for one in shown.find_elements(By.CSS_SELECTOR, "#annex figure") if one.is_displayed()]
    assert len(figures) > 8
    for figure in figures:
        has_data = figure.find_elements(By.CSS_SELECTOR, ".plot, a[download]")
        section = figure.find_element(By.XPATH, "ancestor::section[1]")
        assert has_data, section.get_attribute("id")
        assert figure.find_elements(By.CSS_SELECTOR, ".tools code"), section.get_attribute("id")


def test_sources_can_be_searched(shown: Chrome) -> None:
    shown.get(f"{shown.current_url.split('#')[0]}#sources")
    open_annex(shown)
    search = shown.find_element(By.ID, "search-sources")
    search.send_keys("parameter_3")
    rows = [one.text for one in shown.find_elements(By.CSS_SELECTOR, "#table-sources tbody tr") if one.is_displayed()]
    assert len(rows) == 1
    assert "family.parameter_3" in rows[0]
    assert shown.find_element(By.ID, "told-sources").text == "1 of 8 shown"
    search.send_keys(*[Keys.BACKSPACE] * 11)
    Select(shown.find_element(By.ID, "choose-tag")).select_by_value("J")
    assert shown.find_element(By.ID, "told-sources").text == "3 of 8 shown"


def test_print_opens_the_annex(one_browser: Chrome, page: Path) -> None:
    look_like(one_browser, LAPTOP)
    load(one_browser, page)
    look_like(one_browser, LAPTOP, media="print")
    for name in ("before", "sources", "headline-effects", "making"):
        assert one_browser.find_element(By.ID, name).is_displayed(), name
    assert not one_browser.find_element(By.ID, "share").is_displayed()
    look_like(one_browser, LAPTOP)
    WebDriverWait(one_browser, 5).until(lambda it: not it.find_element(By.ID, "before").is_displayed())


def test_the_keyboard_reaches_the_brief_and_every_question(shown: Chrome) -> None:
    wanted = shown.find_elements(By.CSS_SELECTOR, "#brief button, #brief a, #brief summary, .question > summary")
    reached = set()
    for _ in range(len(wanted) + 5):
        ActionChains(shown).send_keys(Keys.TAB).perform()
        reached.add(shown.switch_to.active_element)
    assert [one.text for one in wanted if one not in reached] == []
