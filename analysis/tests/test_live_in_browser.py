"""The engine in the page, in a browser: the same numbers as the command's, by mouse, keyboard or address."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from browser import load, look_like, messages, open_annex, requests
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import Select, WebDriverWait

from steppe.format import estimate
from steppe.report.page import build_report

if TYPE_CHECKING:
    from selenium.webdriver import Chrome
    from selenium.webdriver.remote.webelement import WebElement

ENGINE, WASM = os.environ.get("STEPPE_EXECUTABLE"), os.environ.get("STEPPE_WASM")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not (ENGINE and WASM), reason="needs STEPPE_EXECUTABLE and STEPPE_WASM"),
]

SCENARIOS = Path(__file__).parents[2] / "scenarios"
PAIRS, MONTHS = 64, 12
LARGEST_PAGE = 8_000_000
SHORT = f"""extends = "kazakhstan-2025.toml"
[run]
months = {MONTHS}
replicates = {PAIRS}
"""


@pytest.fixture(scope="module")
def scenario(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The base scenario for a year, with all that it reads."""
    folder = tmp_path_factory.mktemp("live")
    shutil.copy(SCENARIOS / "kazakhstan-2025.toml", folder)
    shutil.copytree(SCENARIOS / "data", folder / "data")
    (folder / "short.toml").write_text(SHORT, "utf-8")
    return folder / "short.toml"


@pytest.fixture(scope="module")
def page(scenario: Path) -> Path:
    results = scenario.with_name("out.h5")
    subprocess.run([ENGINE, "compare", scenario, "--no-headline", "-q", "-o", results], check=True, capture_output=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("STEPPE_ENGINE", ENGINE)
        html = build_report(results, live=scenario, wasm=WASM)
    path = scenario.with_name("page.html")
    path.write_text(html, "utf-8")
    return path


@pytest.fixture
def shown(one_browser: Chrome, page: Path) -> Chrome:
    """The page, freshly opened."""
    look_like(one_browser)
    one_browser.get("about:blank")
    load(one_browser, page)
    open_annex(one_browser)
    return one_browser


def part(browser: Chrome, name: str) -> WebElement:
    return browser.find_element(By.CSS_SELECTOR, f"[data-live={name}]")


def told(browser: Chrome) -> str:
    return " ".join(part(browser, "told").text.split())


def control(browser: Chrome, key: str, kind: str) -> WebElement:
    """Find a parameter by its key, and give its control."""
    search = part(browser, "search")
    search.clear()
    search.send_keys(key)
    return browser.find_element(By.CSS_SELECTOR, f'[data-live=list] li[data-key="{key}"] {kind}')


def run(browser: Chrome) -> str:
    """Run, and give the digest."""
    part(browser, "run").click()
    WebDriverWait(browser, 180).until(lambda it: not part(it, "cancel").is_enabled())
    assert told(browser).startswith("Done: "), told(browser)
    return part(browser, "digest").text


def native(scenario: Path, *sets: str) -> dict:
    """What the command gives for the same values."""
    changes = [word for one in sets for word in ("--set", one)]
    command = [ENGINE, "compare", scenario, *changes, "--no-headline", "--digest", "--json", "-q"]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def type_number(browser: Chrome, key: str, value: str) -> None:
    field = control(browser, key, "input[type=number]")
    field.clear()
    field.send_keys(value)


def test_the_digest_is_the_commands_at_every_setting(shown: Chrome, scenario: Path) -> None:
    compared = {}

    def compare(*sets: str) -> None:
        compared[sets] = run(shown)
        assert compared[sets] == native(scenario, *sets)["digest"], sets

    compare()
    type_number(shown, "hedger.KAZ.precision", "7.5")
    compare("hedger.KAZ.precision=7.5")
    control(shown, "incentive.F1", "input[type=checkbox]").click()
    compare("hedger.KAZ.precision=7.5", "incentive.F1=false")
    part(shown, "reset").click()
    Select(control(shown, "learning.rule", "select")).select_by_value("ewa")
    compare("learning.rule=ewa")
    Select(control(shown, "calendar.summits", "select")).select_by_value("none")
    type_number(shown, "oil.mean", "55")
    compare("learning.rule=ewa", "calendar.summits=none", "oil.mean=55")
    part(shown, "reset").click()
    Select(part(shown, "pairs")).select_by_value("256")
    compare("run.replicates=256")
    assert len(set(compared.values())) == len(compared) == 6
    assert messages(shown) == []


def test_statistics_and_months_are_the_commands(shown: Chrome, scenario: Path) -> None:
    type_number(shown, "hedger.KAZ.precision", "7.5")
    run(shown)
    contrast = native(scenario, "hedger.KAZ.precision=7.5")["contrasts"][0]
    outcomes = contrast["outcomes"]
    rows = {
        row.get_attribute("data-live-outcome"): row.find_elements(By.TAG_NAME, "td")
        for row in part(shown, "effects").find_elements(By.TAG_NAME, "tr")
    }
    compared = 0
    for one in outcomes:
        if one["outcome"] in rows:
            mean, low, high = estimate(one["difference"], *one["interval_90"], signed=True)
            assert rows[one["outcome"]][1].text == f"{mean}\n{low} to {high}"
            compared += 1
    assert compared == len(rows)
    assert len(rows) > 10
    words = rows["welfare[KAZ]"][0].find_element(By.TAG_NAME, "svg").get_attribute("aria-label")
    assert re.search(r": nine tenths of the pairs from \S+ to \S+$", words)
    before = shown.find_element(By.CSS_SELECTOR, "#chart-live-months .mark-line path").get_attribute("d")
    Select(part(shown, "outcome")).select_by_value("welfare[KAZ]")
    after = shown.find_element(By.CSS_SELECTOR, "#chart-live-months .mark-line path").get_attribute("d")
    assert before != after


def test_the_keyboard_is_enough(shown: Chrome, scenario: Path) -> None:
    keys = ActionChains(shown)
    shown.execute_script("arguments[0].focus()", part(shown, "search"))
    keys.send_keys("hedger.KAZ.precision").perform()
    for _ in range(8):
        ActionChains(shown).send_keys(Keys.TAB).perform()
        if shown.switch_to.active_element.get_attribute("type") == "range":
            break
    slider = shown.switch_to.active_element
    assert slider.get_attribute("aria-label").startswith("Precision")
    ActionChains(shown).send_keys(Keys.ARROW_RIGHT, Keys.ARROW_RIGHT).perform()
    assert shown.switch_to.active_element == slider
    value = re.search(r"hedger\.KAZ\.precision=([\d.]+)", shown.current_url)[1]
    for _ in range(40):
        ActionChains(shown).send_keys(Keys.TAB).perform()
        if shown.switch_to.active_element.get_attribute("data-live") == "run":
            break
    ActionChains(shown).send_keys(Keys.ENTER).perform()
    WebDriverWait(shown, 180).until(lambda it: told(it).startswith("Done: "))
    assert part(shown, "digest").text == native(scenario, f"hedger.KAZ.precision={value}")["digest"]
    rows = part(shown, "changed").find_elements(By.TAG_NAME, "li")
    assert [row.get_attribute("data-key") for row in rows] == ["hedger.KAZ.precision"]


def test_cancel_ends_a_run_and_another_can_begin(shown: Chrome, scenario: Path) -> None:
    Select(part(shown, "pairs")).select_by_value("8000")
    part(shown, "run").click()
    assert not part(shown, "run").is_enabled()
    WebDriverWait(shown, 60).until(lambda it: float(part(it, "progress").get_property("value")) > 0)
    part(shown, "cancel").click()
    assert told(shown) == "Cancelled. Nothing of that run is kept."
    assert not part(shown, "results").is_displayed()
    assert part(shown, "progress").get_property("value") == 0
    Select(part(shown, "pairs")).select_by_value(str(PAIRS))
    assert run(shown) == native(scenario)["digest"]
    assert messages(shown) == []


def test_a_fault_is_told_as_the_command_tells_it_and_the_next_run_is_well(shown: Chrome, scenario: Path) -> None:
    Select(control(shown, "drivers.mode", "select")).select_by_value("placebo_shift")
    part(shown, "run").click()
    WebDriverWait(shown, 180).until(lambda it: not part(it, "cancel").is_enabled())
    change = "drivers.mode=placebo_shift"
    refused = subprocess.run([ENGINE, "check", scenario, "--set", change], check=False, capture_output=True, text=True)
    assert refused.returncode == 2
    assert "[S131]" in refused.stderr
    assert told(shown) == f"The engine refused: {refused.stderr.strip()}"
    Select(control(shown, "drivers.mode", "select")).select_by_value("known")
    assert run(shown) == native(scenario, "drivers.mode=known")["digest"]


def with_before(browser: Chrome, page: Path, script: str) -> None:
    """Open the page where a script ran before its own."""
    added = browser.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": script})
    try:
        browser.get("about:blank")
        load(browser, page)
        open_annex(browser)
    finally:
        browser.execute_cdp_cmd("Page.removeScriptToEvaluateOnNewDocument", added)


@pytest.mark.parametrize(
    ("script", "lacks"),
    [
        ("delete window.WebAssembly", "WebAssembly,"),
        ("WebAssembly.validate = () => false", "WebAssembly with SIMD,"),
        ("delete window.Worker", "workers,"),
    ],
)
def test_a_browser_that_cannot_run_it_is_told_and_the_rest_stands(
    one_browser: Chrome, page: Path, script: str, lacks: str
) -> None:
    look_like(one_browser)
    with_before(one_browser, page, script)
    words = part(one_browser, "missing")
    assert words.is_displayed()
    assert words.text.startswith(f"This browser lacks {lacks}")
    assert not part(one_browser, "app").is_displayed()
    assert one_browser.find_elements(By.CSS_SELECTOR, "#chart-months svg")
    assert messages(one_browser) == []


def test_the_number_of_workers_changes_nothing(one_browser: Chrome, page: Path) -> None:
    look_like(one_browser)
    seen = {}
    for workers in (1, 3):
        with_before(
            one_browser, page, f"Object.defineProperty(navigator, 'hardwareConcurrency', {{ get: () => {workers} }})"
        )
        Select(part(one_browser, "pairs")).select_by_value("256")
        digest = run(one_browser)
        assert f"on {workers} worker" in told(one_browser)
        line = one_browser.find_element(By.CSS_SELECTOR, "#chart-live-months .mark-line path").get_attribute("d")
        seen[workers] = (digest, part(one_browser, "effects").text, line)
    assert seen[1] == seen[3]


def test_the_address_carries_what_was_changed(shown: Chrome, page: Path) -> None:
    type_number(shown, "oil.mean", "55")
    control(shown, "incentive.F1", "input[type=checkbox]").click()
    address = shown.current_url
    assert address == f"{page.as_uri()}#live&incentive.F1=false&oil.mean=55"
    digest = run(shown)
    shown.get("about:blank")
    shown.get(address)
    WebDriverWait(shown, 60).until(lambda it: "ready" in it.find_element(By.TAG_NAME, "html").get_attribute("class"))
    assert told(shown) == "The address holds these changes: press Run."
    keys = [row.get_attribute("data-key") for row in part(shown, "changed").find_elements(By.TAG_NAME, "li")]
    assert keys == ["incentive.F1", "oil.mean"]
    assert run(shown) == digest
    assert "--set incentive.F1=false --set oil.mean=55" in part(shown, "command").text


def test_an_address_with_what_is_no_value_is_told_and_does_nothing(shown: Chrome, page: Path) -> None:
    shown.get("about:blank")
    wrong = (
        "oil.mean=1e9&hedger.KAZ.precision=%3Cb%3E&no.such=1&learning.rule=guess&incentive.F1=maybe&run.replicates=1e9"
    )
    shown.get(f"{page.as_uri()}#live&{wrong}")
    WebDriverWait(shown, 60).until(lambda it: "ready" in it.find_element(By.TAG_NAME, "html").get_attribute("class"))
    left_out = "oil.mean, hedger.KAZ.precision, no.such, learning.rule, incentive.F1, run.replicates"
    assert told(shown).endswith(f"is left out: {left_out}.")
    assert part(shown, "changed").find_elements(By.TAG_NAME, "li") == []


def test_a_value_beyond_its_limits_is_marked_and_not_run(shown: Chrome) -> None:
    field = control(shown, "hedger.KAZ.precision", "input[type=number]")
    field.clear()
    field.send_keys("1000")
    assert field.get_attribute("aria-invalid") == "true"
    assert "precision=1000" not in shown.current_url


def test_every_row_tells_range_tag_and_source(shown: Chrome) -> None:
    field = control(shown, "hedger.KAZ.precision", "input[type=number]")
    row = field.find_element(By.XPATH, "./ancestor::li")
    facts = row.find_element(By.TAG_NAME, "details")
    assert re.match(r"range [\d.]+ to [\d.]+, \w+; in the scenario [\d.]+", facts.text)
    facts.find_element(By.TAG_NAME, "summary").click()
    assert "Source: " in facts.text
    search = part(shown, "search")
    search.clear()
    search.send_keys("israel disputed")
    found = int(part(shown, "found").text.split(" ", maxsplit=1)[0])
    assert 0 < found < 200
    search.clear()
    search.send_keys("no such words anywhere")
    assert part(shown, "found").text.startswith("0 of ")


def test_the_page_fetches_nothing_and_stays_small(shown: Chrome, page: Path) -> None:
    run(shown)
    asked = {one for one in requests(shown) if not one.startswith(("blob:", "about:"))}
    assert asked <= {page.as_uri()}
    assert page.stat().st_size < LARGEST_PAGE
