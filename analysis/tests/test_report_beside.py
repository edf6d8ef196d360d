"""What the page says of files of ``steppe hazard`` and ``steppe benefit``, against the numbers that were written."""

from __future__ import annotations

import re
import subprocess
from typing import TYPE_CHECKING

import h5py
import numpy as np
import pytest
from sample_attribution import write_attribution
from sample_benefit import OUTCOMES, PAIRS, READINGS, Z90, write_benefit
from sample_file import Sample, write_sample
from sample_hazard import CONDITIONS, ERROR, INCENTIVES, MONTHS, SWINGS, WITHOUT, hazard, write_hazard
from test_engine_agreement import BASE, ENGINE
from test_report import Page
from test_report_parts import ARMS, data_of, leave_out_drawings, let_runs_accede

import steppe
from steppe import benefit
from steppe.format import estimate, number
from steppe.hazard import tables
from steppe.hazard.page_charts import parameter_words
from steppe.report.command import main
from steppe.report.page import build_report

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="module", autouse=True)
def _no_drawings() -> Iterator[None]:
    """Leave out the figures, which take long to draw and are tested elsewhere."""
    with pytest.MonkeyPatch.context() as patch:
        leave_out_drawings(patch)
        yield


@pytest.fixture(scope="module")
def compared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_sample(tmp_path_factory.mktemp("page") / "two.h5", Sample(replicates=24))


@pytest.fixture(scope="module")
def html(compared: Path) -> str:
    hazard_file, benefit_file = (compared.with_name(f"{name}.h5") for name in ("hazard", "benefit"))
    return build_report(compared, hazard=write_hazard(hazard_file), benefit=write_benefit(benefit_file))


def told(mean: float, low: float, high: float, *, signed: bool = False) -> str:
    return "{} ({} to {})".format(*estimate(mean, low, high, signed=signed))


def around(mean: float, error: float, *, signed: bool = False) -> str:
    return told(mean, mean - Z90 * error, mean + Z90 * error, signed=signed)


def test_answer_states_the_opening_month_a_typical_one_and_none_of_the_incentives(html: str) -> None:
    mean, low, high = estimate(*(100 * (hazard(0) + side * Z90 * ERROR) for side in (0, -1, 1)))
    text = Page(html).text
    assert f"November 2025, has a probability of accession of {mean} % ({low} to {high})" in text
    typical = hazard(0) - sum(CONDITIONS.values())
    mean, low, high = estimate(*(100 * (typical + side * Z90 * ERROR) for side in (0, -1, 1)))
    assert f"Under the conditions of a typical month it would be {mean} % ({low} to {high});" in text
    mean, low, high = estimate(*(100 * (WITHOUT + side * Z90 * ERROR / 10) for side in (0, -1, 1)))
    assert f"with every incentive off in that month, {mean} % ({low} to {high})." in text
    assert f"calendar (summit, leader's interest) {around(0.7, 50 * ERROR, signed=True)}" in text
    assert f"first (A1) {around(1.0, 100 * ERROR, signed=True)}, third (C1)" in text


def test_answer_states_gains_over_chance_and_priors_regret_and_signs(html: str) -> None:
    text = Page(html).text
    mean, low, high = estimate(0.3, 0.3 - Z90 * 0.015, 0.3 + Z90 * 0.015)
    assert f"with parameters fixed, higher by {mean} G (90 % interval of the mean: {low} to {high})" in text
    mean, low, high = estimate(0.15, 0.15 - Z90 * 0.12, 0.15 + Z90 * 0.12, signed=True)
    assert f"from their priors: no clear change: {mean} G (90 % interval of the mean: {low} to" in text
    assert re.search(r"\(regret\) in 4.0 % \(\S+ to \S+\) of pairs with parameters fixed, and in 30 % \(", text)
    assert "Its mean under 3 rival readings: 1 more, 1 less, 1 no change." in text
    assert "for United States and IRN no sign that is clear both ways" in text


def test_a_power_that_gains_both_ways_is_named(compared: Path, tmp_path: Path) -> None:
    path = write_benefit(tmp_path / "clear.h5")
    with h5py.File(path, "r+") as file:
        names = [name.decode() for name in file["outcome_statistic"][()]]
        file["effects"][1, 0, :, names.index("standard_error")] = 0.001
    text = Page(build_report(compared, benefit=path)).text
    assert "more for United States; less for IRN." in text


def test_every_gain_has_a_row_with_both_intervals_and_counts_of_signs(html: str) -> None:
    rows = re.findall(r"<tr>.*?</tr>", html[html.index('id="benefit"') : html.index('id="gains"')])
    joins = next(row for row in rows if "Other states that joined (last month, count)" in row)
    for factor, error in ((1.0, 0.0125), (0.5, 0.1)):
        mean, low, high = estimate(*(0.25 * factor + side * Z90 * error for side in (0, -1, 1)), signed=True)
        assert f"{mean}</span><small>{low} to {high}" in joins
    assert "1 more, 1 less, 1 no change" in joins
    assert "4\u00a0%; 30\u00a0%" in joins
    for element in ("Russia: Influence", "United States: Value of the choice", "Kazakhstan: Autonomy"):
        assert any(element in row for row in rows)


def test_signs_and_regret_stand_under_every_reading(html: str) -> None:
    section = html[html.index('id="benefit"') : html.index('id="gains"')]
    for title in [title for name, title in READINGS.items() if name.startswith("R")]:
        assert section.count(title) >= 2
    signs = section[section.index("Sign of the mean") :]
    welfare = re.search(r"Kazakhstan: Discounted welfare.*?</tr>", signs)[0]
    assert re.findall(r"<small>(\w+)</small></td>", welfare) == ["more", "open", "more", "less", "open"]


def test_charts_hold_what_the_tables_do(html: str, compared: Path) -> None:
    data = data_of(html)
    assert set(data["still"]) == {
        "now-conditions", "now-incentives", "now-months", "now-swings", "gains-value", "gains-weight",
    }  # fmt: skip
    assert set(data["still"]) <= set(data["charts"])
    bars = data["still"]["now-incentives"]
    with steppe.open(compared.with_name("hazard.h5")) as ds:
        shares = tables.incentives(ds).set_index("incentive")["share"]
    assert [bar["label"] for bar in bars] == ["No incentive", "A1 first", "C1 third", "B1 second", "The opening month"]
    for bar in bars[1:-1]:
        share = 100 * shares[bar["label"][:2]]
        assert bar["to"] - bar["from"] == pytest.approx(share)
        assert bar["text"] == number(share, 2, signed=True)
        assert bar["kind"] == ("more" if share > 0 else "less")
    assert bars[-2]["to"] == pytest.approx(100 * hazard(0))
    lines = data["still"]["now-months"]
    assert len(lines) == 3 * MONTHS
    assert lines[1]["mean"] == pytest.approx(100 * hazard(1))
    assert lines[1]["hint"].startswith("December 2025, as it is\n")
    assert lines[1]["hint"].endswith("95 runs still outside")
    swings = data["still"]["now-swings"]
    assert len(swings) == len(SWINGS)
    assert swings[0]["label"] == "Precision\nKazakhstan"
    assert [swings[0]["low"], swings[0]["high"]] == pytest.approx([10, 45])
    with steppe.open(compared.with_name("benefit.h5")) as ds:
        gains = benefit.effects(ds, ["total"]).set_index(["reading", "outcome"])
    value = data["still"]["gains-value"][0]
    assert value["label"] == "Kazakhstan\nwelfare"
    assert [value[key] for key in ("mean", "low", "high")] == pytest.approx(
        gains.loc[("base", "welfare[KAZ]"), ["difference", "low", "high"]].to_list()
    )
    assert [value[key] for key in ("drawn", "drawn_low", "drawn_high")] == pytest.approx(
        gains.loc[("priors", "welfare[KAZ]"), ["difference", "low", "high"]].to_list()
    )
    weight = data["still"]["gains-weight"][1]
    assert weight["label"] == "Israel"
    assert weight["mean"] == pytest.approx(100 * OUTCOMES["influence[KAZ, ISR]"][5])


def test_the_page_says_how_they_were_made(html: str) -> None:
    text = Page(html).text
    assert "100 replicates of 12 months" in text
    assert f"{PAIRS} pairs of 24 months, {len(READINGS)} readings" in text
    assert "made with other values of parameters" not in text


@pytest.mark.parametrize("option", ["hazard", "benefit"])
def test_other_values_of_parameters_are_told(compared: Path, tmp_path: Path, option: str) -> None:
    write = {"hazard": write_hazard, "benefit": write_benefit}[option]
    text = Page(build_report(compared, **{option: write(tmp_path / "other.h5", shift=0.5)})).text
    assert f"the {option} was made with other values of parameters" in text


def test_without_them_the_page_says_how_to_add_them(compared: Path) -> None:
    html = build_report(compared)
    text = Page(html).text
    assert "steppe hazard SCENARIO -o HAZARD.h5 && steppe-report OUT.h5 --hazard HAZARD.h5" in text
    assert "steppe-report OUT.h5 --benefit BENEFIT.h5" in text
    assert data_of(html)["still"] == {}


def test_later_months_are_told_from_the_comparison(tmp_path: Path) -> None:
    path = write_sample(tmp_path / "five.h5", Sample(arms=ARMS, replicates=40))
    let_runs_accede(path)
    attribution = write_attribution(tmp_path / "a.h5")
    text = Page(build_report(path, hazard=write_hazard(tmp_path / "h.h5"), attribution=attribution)).text
    assert "20 of 20 later months are at least as likely" in text
    assert "Under the conditions of a typical month" in text
    assert "What makes it likely now" not in text  # the shares of the hazard's file are told instead


def test_another_comparison_is_answered_from_its_own_effects(tmp_path: Path) -> None:
    path = write_sample(tmp_path / "quiet.h5", Sample(replicates=24, arms=("quiet_deepening", "without_accords")))
    html = build_report(path, treated="quiet_deepening", benefit=write_benefit(tmp_path / "b.h5"))
    answer = html[html.index('id="answer"') : html.index('id="now"')]
    assert "(regret)" not in answer
    assert "With parameters drawn from their priors" not in answer
    assert "Accords less none, over 24 months" in Page(html).text


def test_files_without_swings_or_rivals_make_a_page(compared: Path, tmp_path: Path) -> None:
    still = write_hazard(tmp_path / "still.h5", swings=False)
    alone = write_benefit(tmp_path / "alone.h5", readings=("base", "priors"))
    html = build_report(compared, hazard=still, benefit=alone)
    assert "What would move it" not in Page(html).text
    assert "Rival readings: none was run." in Page(html).text
    assert "now-swings" not in data_of(html)["still"]


def test_months_with_nobody_left_are_left_out(compared: Path, tmp_path: Path) -> None:
    html = build_report(compared, hazard=write_hazard(tmp_path / "left.h5", left=4))
    assert len(data_of(html)["still"]["now-months"]) == 3 * 4


def test_intervals_that_are_not_known_are_no_numbers(compared: Path, tmp_path: Path) -> None:
    path = write_hazard(tmp_path / "one.h5")
    with h5py.File(path, "r+") as file:
        for name in file:
            if name.endswith("_standard_error"):
                file[name][...] = np.nan
    html = build_report(compared, hazard=path)
    assert data_of(html)["still"]["now-months"][0]["low"] is None
    assert "(n/a to n/a)" in Page(html).text


def test_parameters_are_named_by_what_and_whose() -> None:
    names = {"KAZ": "Kazakhstan", "energy": "Energy and transit"}
    assert parameter_words("hedger.KAZ.precision", names) == ["Precision", "Kazakhstan"]
    assert parameter_words("hedger.KAZ.weight.energy.value", names) == [
        "Value",
        "Kazakhstan, weight, Energy and transit",
    ]
    assert parameter_words("opinion.memory_rate", names) == ["Memory rate", "Opinion"]


@pytest.mark.parametrize("option", ["--hazard", "--benefit", "--attribution"])
def test_command_refuses_every_other_file(
    compared: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], option: str
) -> None:
    writers = {"--hazard": write_hazard, "--benefit": write_benefit, "--attribution": write_attribution}
    own = option[2:]
    files = {name: write(tmp_path / f"{name[2:]}.h5") for name, write in writers.items()} | {"compare": compared}
    text = tmp_path / "text.h5"
    text.write_text("no results")
    target = tmp_path / "page.html"
    for name, path in files.items():
        if name == option:
            continue
        assert main([str(compared), option, str(path), "-o", str(target)]) == 2
        assert f"{path.name} is no {own}" in capsys.readouterr().err
    assert main([str(compared), option, str(text), "-o", str(target)]) == 2
    assert "text.h5 is not an HDF5 file" in capsys.readouterr().err
    assert main([str(compared), option, str(tmp_path / "absent.h5"), "-o", str(target)]) == 2
    assert "absent.h5" in capsys.readouterr().err
    assert not target.exists()
    assert main([str(files[option]), "-o", str(target)]) == 2
    assert f"with {'--attribution, --hazard and --benefit'}" in capsys.readouterr().err


@pytest.mark.parametrize("option", ["--hazard", "--benefit"])
def test_command_refuses_files_about_another_hedger(
    compared: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], option: str
) -> None:
    path = tmp_path / "other.h5"
    if option == "--hazard":
        write_hazard(path, hedgers=("UZB",))
    else:
        write_benefit(path)
        with h5py.File(path, "r+") as file:
            for name in ("outcome", "outcome_hedger"):
                file[name][...] = [text.decode().replace("KAZ", "UZB") for text in file[name][()]]
    assert main([str(compared), option, str(path), "-o", str(tmp_path / "page.html")]) == 2
    assert re.search(r"other.h5: no hedger 'KAZ'.*UZB", capsys.readouterr().err)


def test_command_takes_both(compared: Path, tmp_path: Path) -> None:
    files = [write_hazard(tmp_path / "h.h5"), write_benefit(tmp_path / "b.h5")]
    target = tmp_path / "page.html"
    given = ["--hazard", str(files[0]), "--benefit", str(files[1])]
    assert main([str(compared), *given, "-o", str(target)]) == 0
    assert target.read_text("utf-8") == build_report(compared, hazard=files[0], benefit=files[1])


def test_titles_of_a_file_cannot_become_markup(compared: Path, tmp_path: Path) -> None:
    files = write_hazard(tmp_path / "h.h5"), write_benefit(tmp_path / "b.h5")
    for path, name in zip(files, ("incentive_title", "reading_title"), strict=True):
        with h5py.File(path, "r+") as file:
            file[name][...] = [f"<b>{place}</b> $x & more" for place in range(len(file[name]))]
    html = build_report(compared, hazard=files[0], benefit=files[1])
    assert "<b>1</b> $x" not in html
    assert html.count("&lt;b&gt;1&lt;/b&gt; $x &amp; more") >= 1
    assert html.count("&lt;b&gt;3&lt;/b&gt; $x &amp; more") >= len(INCENTIVES) // 4


@pytest.mark.skipif(not ENGINE, reason="needs the engine: STEPPE_EXECUTABLE")
def test_files_of_the_engine_fit_the_page(tmp_path: Path) -> None:
    paths = {name: tmp_path / f"{name}.h5" for name in ("compare", "hazard", "benefit")}
    for name, path in paths.items():
        command = [ENGINE, name, BASE, "-n", "8", "--months", "4", "-q", "-o", path]
        subprocess.run(command, capture_output=True, check=True)
    html = build_report(paths["compare"], hazard=paths["hazard"], benefit=paths["benefit"])
    assert "was made with other values of parameters" not in html
    with steppe.open(paths["hazard"]) as ds:
        first = tables.months(ds).iloc[0]
    mean, low, high = estimate(*(100 * first[f"hazard{end}"] for end in ("", "_low", "_high")))
    assert f"has a probability of accession of {mean} % ({low} to {high})" in Page(html).text
    assert len(data_of(html)["still"]["now-swings"]) == 12
