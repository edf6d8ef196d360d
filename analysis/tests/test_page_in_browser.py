"""The page in a browser: it fetches nothing, answers to its controls, and can be read by everybody."""

from __future__ import annotations

import re
from importlib import resources
from typing import TYPE_CHECKING

import numpy as np
import pytest
from browser import DESKTOP, PHONE, load, look_like, messages, open_annex, requests
from sample_attribution import NOTHING, PLAYERS, TOGETHER, value, write_attribution
from sample_benefit import Z90, write_benefit
from sample_file import Sample, write_sample
from sample_hazard import ERROR, hazard, write_hazard
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import Select
from test_report_parts import ARMS, data_of, let_runs_accede

import steppe
from steppe.effects.compare import effect_table, mean_interval
from steppe.format import estimate, number
from steppe.report.page import build_report

if TYPE_CHECKING:
    from pathlib import Path

    from selenium.webdriver import Chrome

pytestmark = pytest.mark.browser

MONTHS = 24


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = write_sample(tmp_path_factory.mktemp("shown") / "five.h5", Sample(arms=ARMS, replicates=40, months=MONTHS))
    let_runs_accede(path)
    return path


@pytest.fixture(scope="module")
def page(results: Path) -> Path:
    html = build_report(
        results,
        attribution=write_attribution(results.with_name("attribution.h5")),
        hazard=write_hazard(results.with_name("hazard.h5")),
        benefit=write_benefit(results.with_name("benefit.h5")),
        rivals=[results],
    )
    path = results.with_name("page.html")
    path.write_text(html, "utf-8")
    return path


@pytest.fixture
def shown(one_browser: Chrome, page: Path) -> Chrome:
    """The page, freshly opened on a desktop in the light, with all of its annex."""
    look_like(one_browser)
    load(one_browser, page)
    open_annex(one_browser)
    return one_browser


def text(browser: Chrome, name: str) -> str:
    return " ".join(browser.find_element(By.ID, name).text.replace("\u00a0", " ").split())


def choose(browser: Chrome, name: str, chosen: str) -> None:
    Select(browser.find_element(By.ID, name)).select_by_value(chosen)


def slide(browser: Chrome, name: str, month: int) -> None:
    """Move a slider as a pointer would."""
    script = "arguments[0].value = arguments[1]; arguments[0].dispatchEvent(new Event('input'))"
    browser.execute_script(script, browser.find_element(By.ID, name), month)


def line(browser: Chrome, name: str) -> str:
    path = browser.find_element(By.CSS_SELECTOR, f"#chart-{name} .mark-line path")
    return str(path.get_attribute("d"))


def test_page_is_silent_and_fetches_nothing(shown: Chrome, page: Path) -> None:
    for contrast in Select(shown.find_element(By.ID, "choose-contrast")).options:
        contrast.click()
    assert messages(shown) == []
    assert requests(shown) == {page.as_uri()}


def test_chosen_difference_outcome_and_month_are_told_and_drawn(shown: Chrome, results: Path) -> None:
    before = line(shown, "months")
    choose(shown, "choose-contrast", "inducement")
    choose(shown, "choose-outcome", "firms[KAZ]")
    slide(shown, "choose-month", 9)
    with steppe.open(results) as ds:
        firms = ds["firms"].isel(hedger=0, time=8)
        difference = (firms.sel(arm="inducement_only") - firms.sel(arm="without_accords")).to_numpy().astype(float)
    mean, low, high = estimate(*mean_interval(difference, 0.90), signed=True)
    told = text(shown, "told-month")
    assert f"{mean} ({low} to {high})" in told
    assert "July 2026 (month 9)" in told
    assert number(float(np.quantile(difference, 0.95)), signed=True) in told
    assert line(shown, "months") != before
    assert len(shown.find_elements(By.CSS_SELECTOR, "#chart-contrasts .mark-symbol path")) == 5
    assert text(shown, "unit-contrasts") == "Affiliated firms (last month): every difference, July 2026, in count"


def test_a_month_alone_differs_from_all_months_up_to_it(shown: Chrome) -> None:
    choose(shown, "choose-outcome", "welfare[KAZ]")
    up_to = text(shown, "told-month")
    shown.find_element(By.CSS_SELECTOR, "input[value=month]").click()
    assert " in October 2027 (month 24)" in text(shown, "told-month")
    assert text(shown, "told-month") != up_to


def test_an_arm_by_itself_can_be_followed(shown: Chrome, results: Path) -> None:
    choose(shown, "choose-contrast", "without_accords")
    choose(shown, "choose-outcome", "oil_price")
    with steppe.open(results) as ds:
        price = ds["oil_price"].sel(arm="without_accords").to_numpy().astype(float).mean(axis=1)
    mean, low, high = estimate(*mean_interval(price, 0.90))
    assert f"{mean} ({low} to {high})" in text(shown, "told-month") or low == high
    assert "runs lie between" in text(shown, "told-month")


def test_table_of_actors_follows_the_choice_and_comes_back(shown: Chrome, results: Path) -> None:
    cell = shown.find_element(By.CSS_SELECTOR, 'td[data-outcome="influence[KAZ, ISR]"]')
    first = cell.text
    choose(shown, "choose-contrast", "substance")
    with steppe.open(results) as ds:
        table = effect_table(ds, "quiet_deepening", "without_accords").set_index("outcome")
    row = table.loc["influence[KAZ, ISR]"]
    mean, low, high = estimate(row["difference"], row["low"], row["high"], signed=True)
    assert cell.text.split("\n") == [f"{'▲ ' if row['low'] > 0 else ''}{mean}", f"{low} to {high}"]
    choose(shown, "choose-contrast", "total")
    assert cell.text == first


def test_every_month_stands_in_a_table(shown: Chrome) -> None:
    shown.find_element(By.CSS_SELECTOR, "#table-months summary").click()
    rows = shown.find_elements(By.CSS_SELECTOR, "#table-months tbody tr")
    assert len(rows) == MONTHS
    assert rows[0].text.startswith("November 2025")
    told = rows[2].text
    choose(shown, "choose-contrast", "publicity")
    row = shown.find_elements(By.CSS_SELECTOR, "#table-months tbody tr")[2]
    assert row.text.startswith("January 2026")
    assert row.text != told


def test_values_show_under_the_pointer(shown: Chrome) -> None:
    chart = shown.find_element(By.ID, "chart-months")
    ActionChains(shown).scroll_to_element(chart).move_to_element(chart).perform()
    when, mean, spread = shown.find_element(By.ID, "hint").text.split("\n")
    assert when in ("October 2026", "November 2026", "December 2026")
    assert re.fullmatch(r"Mean \S+ \(\S+ to \S+\)", mean)
    assert spread.startswith("5 % to 95 %: ")


def test_accession_is_told_month_by_month(shown: Chrome) -> None:
    slide(shown, "choose-hazard-month", 3)
    assert text(shown, "told-hazard").startswith("January 2026, 38 of 40 runs still outside: a probability of ")
    assert line(shown, "hazard")


def test_the_opening_month_is_drawn_bar_by_bar_and_told_under_the_pointer(shown: Chrome) -> None:
    bars = shown.find_elements(By.CSS_SELECTOR, "#chart-now-incentives .mark-rect path")
    assert len(bars) == 5
    ActionChains(shown).scroll_to_element(bars[-1]).move_to_element(bars[-1]).perform()
    words, value = shown.find_element(By.ID, "hint").text.split("\n")
    assert words == "The opening month"
    mean, low, high = estimate(*(100 * (hazard(0) + side * Z90 * ERROR) for side in (0, -1, 1)))
    assert value == f"{mean} ({low} to {high}) % a month"
    written = [
        one.text for one in shown.find_elements(By.CSS_SELECTOR, "#chart-now-incentives .mark-text.role-mark text")
    ]
    assert written == [number(0.8, 2), "+1.00", "+0.60", number(-0.2, 2), number(100 * hazard(0), 2)]


def test_three_hazards_are_drawn_and_told_by_month(shown: Chrome) -> None:
    assert len(shown.find_elements(By.CSS_SELECTOR, "#chart-now-months .mark-line path")) == 3
    keys = [one.text for one in shown.find_elements(By.CSS_SELECTOR, "#chart-now-months .role-legend-label text")]
    assert keys == ["as it is", "typical conditions", "no incentive"]
    chart = shown.find_element(By.ID, "chart-now-months")
    ActionChains(shown).scroll_to_element(chart).move_to_element(chart).perform()
    assert re.match(
        r"(April|May|June) 2026, .*\n\S+ \(\S+ to \S+\) %\n\d+ runs", shown.find_element(By.ID, "hint").text
    )


def test_gains_have_two_marks_each_and_hints_of_both(shown: Chrome) -> None:
    marks = shown.find_elements(By.CSS_SELECTOR, "#chart-gains-value .mark-symbol path")
    assert len(marks) == 2 * 3
    ActionChains(shown).scroll_to_element(marks[0]).move_to_element(marks[0]).perform()
    first, fixed, drawn = shown.find_element(By.ID, "hint").text.split("\n")
    assert first == "Kazakhstan, welfare"
    assert fixed == "Parameters fixed +0.30 (+0.28 to +0.32)"
    assert drawn.startswith("Drawn from priors +0.15 (")


def test_switching_incentives_moves_the_effect(shown: Chrome) -> None:
    choose(shown, "choose-attributed-outcome", "welfare[KAZ]")
    everything = 2 ** len(PLAYERS) - 1
    assert "4 of 4 incentives on." in text(shown, "told-set")
    assert number(value(everything), 2, signed=True) in text(shown, "told-set")
    mark = "#chart-sets .mark-symbol path"
    places = [path.get_attribute("transform") for path in shown.find_elements(By.CSS_SELECTOR, mark)]
    first = shown.find_element(By.CSS_SELECTOR, "input[name=incentive]")
    first.send_keys(Keys.SPACE)
    told = text(shown, "told-set")
    assert "3 of 4 incentives on." in told
    assert f": {number(value(everything - 1), 3, signed=True)}" in told
    assert "the file keeps an interval with all on or all off only" in told
    moved = [path.get_attribute("transform") for path in shown.find_elements(By.CSS_SELECTOR, mark)]
    assert [a == b for a, b in zip(places, moved, strict=True)] == [True, False, True]
    shown.find_element(By.ID, "all-off").click()
    assert f": {number(NOTHING, signed=True)}" in text(shown, "told-set")
    shown.find_element(By.ID, "all-on").click()
    assert first.is_selected()


def test_switching_one_incentive_is_told_for_each(shown: Chrome) -> None:
    choose(shown, "choose-attributed-outcome", "welfare[KAZ]")
    shown.find_element(By.ID, "all-off").click()
    shown.find_element(By.CSS_SELECTOR, "#table-shares summary").click()
    rows = [row.text for row in shown.find_elements(By.CSS_SELECTOR, "#table-shares tbody tr")]
    assert len(rows) == len(PLAYERS)
    assert "+0.200 if switched on" in rows[0]
    shown.find_element(By.CSS_SELECTOR, "input[name=incentive][value=B1]").click()
    row = shown.find_element(By.CSS_SELECTOR, "#table-shares tbody tr").text
    assert f"{number(0.2 + TOGETHER, 3, signed=True)} if switched on" in row


def test_keyboard_reaches_every_control_and_each_has_a_name(shown: Chrome) -> None:
    controls = "main select, main input, main button, main summary, main .scroll"
    wanted = [one for one in shown.find_elements(By.CSS_SELECTOR, controls) if one.is_displayed()]
    names = "return arguments[0].map((e) => (e.labels?.[0]?.textContent ?? e.ariaLabel ?? e.textContent).trim())"
    assert all(shown.execute_script(names, wanted))
    reached = set()
    for _ in range(len(wanted) + 40):
        ActionChains(shown).send_keys(Keys.TAB).perform()
        active = shown.switch_to.active_element
        if active.tag_name == "body":  # past the end
            continue
        reached.add(active)
        outline = "return getComputedStyle(arguments[0]).outlineStyle"
        assert shown.execute_script(outline, active) != "none"
    # Of a group of radio buttons the chosen one is reached; arrows lead to the others.
    missed = [one for one in wanted if one not in reached and one.get_attribute("type") != "radio"]
    assert missed == []
    assert any(one.get_attribute("type") == "radio" for one in reached)


def test_arrows_move_the_month(shown: Chrome) -> None:
    shown.find_element(By.ID, "choose-month").send_keys(Keys.ARROW_LEFT, Keys.ARROW_LEFT)
    assert text(shown, "shown-month") == "August 2027 (month 22 of 24)"
    value_text = shown.find_element(By.ID, "choose-month").get_attribute("aria-valuetext")
    assert value_text == "August 2027, month 22"


CONTRAST = """
const parts = (colour) => colour.match(/[\\d.]+/g).map(Number);
const linear = (x) => x <= 0.04045 ? x / 12.92 : ((x + 0.055) / 1.055) ** 2.4;
const light = ([r, g, b]) => [r, g, b].map((x) => linear(x / 255))
    .reduce((sum, x, i) => sum + x * [0.2126, 0.7152, 0.0722][i], 0);
const behind = (e) => {
    const colour = parts(getComputedStyle(e).backgroundColor);
    if (colour.length === 3 || colour[3] === 1) return colour;
    return e.parentElement ? behind(e.parentElement) : [255, 255, 255];
};
const found = [];
for (const e of document.querySelectorAll("body *")) {
    const own = [...e.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim());
    if (!own || !e.checkVisibility() || e.closest("script")) continue;
    const style = getComputedStyle(e);
    const colour = e.closest("svg") ? style.fill : style.color;
    const [a, b] = [light(parts(colour)), light(behind(e))].sort((x, y) => y - x);
    const ratio = (a + 0.05) / (b + 0.05);
    if (ratio < 4.5) found.push([e.tagName, e.textContent.slice(0, 40), ratio]);
}
return found;
"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_text_can_be_read_and_nothing_sticks_out(
    one_browser: Chrome, page: Path, size: tuple[int, int], scheme: str
) -> None:
    look_like(one_browser, size, scheme)
    load(one_browser, page)
    open_annex(one_browser)
    assert one_browser.execute_script("return document.documentElement.scrollWidth") <= size[0]
    assert one_browser.execute_script(CONTRAST) == []
    paper = one_browser.execute_script("return getComputedStyle(document.body).backgroundColor")
    assert paper == {"light": "rgb(255, 255, 255)", "dark": "rgb(20, 23, 26)"}[scheme]


def test_charts_name_themselves_and_nothing_moves_by_itself(shown: Chrome) -> None:
    charts = shown.find_elements(By.CSS_SELECTOR, ".plot")
    assert len(charts) == 11
    assert all(chart.find_elements(By.TAG_NAME, "svg") for chart in charts)
    assert all(chart.get_attribute("aria-label") and chart.aria_role.startswith("graphics") for chart in charts)
    moving = """return [...document.querySelectorAll('*')].map((e) => getComputedStyle(e))
        .filter((s) => s.animationName !== 'none' || s.transitionDuration.split(', ').some((d) => d !== '0s')).length"""
    assert shown.execute_script(moving) == 0


def test_without_scripts_words_tables_and_figures_remain(one_browser: Chrome, page: Path) -> None:
    look_like(one_browser)
    load(one_browser, page, scripts=False)
    try:
        one_browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})
        one_browser.execute_script("for (const one of document.querySelectorAll('.question')) one.open = true;")
        assert not one_browser.find_element(By.ID, "choose-contrast").is_displayed()
        assert one_browser.find_element(By.ID, "unscripted").is_displayed()
        assert one_browser.find_element(By.ID, "fans").is_displayed()
        assert one_browser.find_element(By.ID, "outside").is_displayed()
        assert "Shares of the incentives" in one_browser.find_element(By.ID, "incentives").text
        for name in ("opening", "swings", "benefit-drawn"):
            assert one_browser.find_element(By.ID, name).is_displayed()
        assert not one_browser.find_element(By.ID, "chart-now-incentives").is_displayed()
        assert "With every incentive off" in one_browser.find_element(By.ID, "now").text
    finally:
        one_browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})


def test_print_leaves_out_controls_and_keeps_figures(shown: Chrome) -> None:
    look_like(shown, media="print")
    assert not shown.find_element(By.ID, "choose-contrast").is_displayed()
    assert not shown.find_element(By.ID, "chart-months").is_displayed()
    assert not shown.find_element(By.ID, "chart-now-swings").is_displayed()
    for name in ("fans", "opening", "swings", "benefit-drawn"):
        assert shown.find_element(By.ID, name).is_displayed()
    assert shown.execute_script(CONTRAST) == []


def test_scripts_write_numbers_as_python_does(one_browser: Chrome, page: Path) -> None:
    load(one_browser, page)
    random = np.random.default_rng(5)
    means = random.normal(size=400) * 10.0 ** random.integers(-7, 8, 400)
    reaches = np.abs(means) * 10.0 ** random.uniform(-4, 1, 400)
    rows = [[float(m), float(m - r), float(m + r)] for m, r in zip(means, reaches, strict=True)]
    rows += [[0.0, 0.0, 0.0], [1.0, 1.0, 1.0], [0.5, 0.0, 1.0], [-3e-6, -4e-6, -2e-6], [123456.0, 123400.0, 123500.0]]
    source = (resources.files("steppe.report") / "scripts" / "numbers.js").read_text("utf-8")
    script = f"{source}; return arguments[0].map((row) => [...estimate(...row, true), number(row[0])]);"
    theirs = one_browser.execute_script(script, rows)
    assert theirs == [[*estimate(*row, signed=True), number(row[0])] for row in rows]


def test_probabilities_are_told_without_ends_beyond_0_and_1(one_browser: Chrome, page: Path) -> None:
    load(one_browser, page)
    source = (resources.files("steppe.report") / "scripts" / "months.js").read_text("utf-8")
    script = f"{source}; return [0, 1, 2].map((month) => at(arguments[0], month, arguments[1]));"
    series = [[0.1, 0.9, 0.5], [0.2, 0.2, None], [0, 0, 0], [1, 1, 1]]  # mean, reach, spread
    cut, whole = ([(row["low"], row["high"]) for row in one_browser.execute_script(script, series, is_one)]
                  for is_one in (True, False))  # fmt: skip
    assert cut == [(0, pytest.approx(0.3)), (pytest.approx(0.7), 1), (None, None)]
    assert whole == [pytest.approx((-0.1, 0.3)), pytest.approx((0.7, 1.1)), (None, None)]
    held = data_of(page.read_text("utf-8"))["months"]["outcomes"]
    flagged = {one["id"].split("[")[0] for one in held if one["probability"]}
    assert flagged == {"accession_probability", "candidate_member"}
