"""Tables, figures and section of levers say what their file holds."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import sample_levers as made
import xarray as xr
from artists import collection, ends_of_interval, words
from sample_file import Sample, write_sample
from sample_hazard import write_hazard
from sample_levers import write_levers
from test_report import Page

import steppe
from steppe import figures, levers
from steppe.format import estimate, number
from steppe.levers.read import read_lever_file
from steppe.report.command import main
from steppe.report.page import build_report

ENGINE = os.environ.get("STEPPE_EXECUTABLE")
BASE = Path(__file__).resolve().parents[2] / "scenarios" / "kazakhstan-2025.toml"
Z90 = 1.6448536269514722


@pytest.fixture
def ds(tmp_path: Path) -> Iterator[xr.Dataset]:
    with steppe.open(write_levers(tmp_path / "levers.h5")) as opened:
        yield opened


def test_ends_are_in_order_of_their_reach_with_intervals(ds: xr.Dataset) -> None:
    table = levers.ends(ds)
    assert list(table["lever"]) == made.ORDER
    first = table.iloc[0]
    assert (first["range_low"], first["range_high"], first["value"], first["unit"]) == (0.0, 0.8, 0.2, "G")
    assert first["at_low"] == pytest.approx(0.3)
    assert first["at_high_low"] == pytest.approx(-1.2 - Z90 * made.ERROR)
    assert first["change_at_high"] == pytest.approx(-0.9)
    assert first["swing_high"] == pytest.approx(-1.5 + Z90 * made.ERROR / 2)
    assert table.attrs["at_values"][0] == made.AT_VALUES
    assert table.attrs["draws"] == made.DRAWS
    inert = table.iloc[-1]
    assert (inert["inert"], inert["words"], inert["reason"]) == ("elsewhere", "momentum", "off by design")
    assert inert["is_switch"]


def test_turns_name_the_scenarios_value_and_open_ends(ds: xr.Dataset, tmp_path: Path) -> None:
    table = levers.turns(ds)
    assert list(table["turn"]) == [0.12, 7.0]
    assert list(table["scenario"]) == [0.2, 3.0]
    assert list(table["open_high"]) == [False, True]
    assert not table["open_low"].any()
    with steppe.open(write_levers(tmp_path / "none.h5", turns=False)) as none:
        assert len(levers.turns(none)) == 0


def test_break_even_is_by_row_and_names_its_parameters(ds: xr.Dataset) -> None:
    table = levers.break_even(ds)
    assert table is not None
    assert (table.attrs["across"], table.attrs["up"]) == ("game.strong", "hedger.KAZ.middle")
    np.testing.assert_array_equal(table["effect"], made.MAP.ravel())
    np.testing.assert_array_equal(table["across"].to_numpy()[:3], made.MAP_ACROSS)
    assert table["high"][0] == pytest.approx(0.2 + Z90 * made.ERROR)


def test_beliefs_are_of_one_kind(ds: xr.Dataset, tmp_path: Path) -> None:
    table = levers.beliefs(ds)
    assert list(table["name"]) == ["game.strong", "hedger.KAZ.middle", "game.small"]
    assert table["information_high"][0] == pytest.approx(0.1 + made.REACH)
    assert np.isnan(table["share"][2])
    assert list(levers.beliefs(ds, "tag")["name"]) == ["D", "E", "J"]
    with pytest.raises(ValueError, match="no beliefs of the kind 'subject'"):
        levers.beliefs(ds, "subject")
    with (
        steppe.open(write_levers(tmp_path / "none.h5", draws=False)) as none,
        pytest.raises(ValueError, match="hold no draws"),
    ):
        levers.beliefs(none)


def test_tornado_draws_both_ends_with_their_intervals(ds: xr.Dataset) -> None:
    figure = figures.lever_tornado(ds, most=2)
    ax = figure.axes[0]
    for end, values in {"low": [0.3, -0.7], "high": [-1.2, 0.1]}.items():
        np.testing.assert_allclose(np.asarray(collection(ax, end).get_offsets())[:, 0], values)
        first = values[0]  # of the top row
        drawn = ends_of_interval(ax, f"{end}|interval")
        np.testing.assert_allclose(drawn.ravel(), [first - Z90 * made.ERROR, first + Z90 * made.ERROR])
    assert "game.strong (D)" in words(figure)
    assert "The 2 largest of 4" in words(figure).replace("\n", " ")


def test_break_even_map_hatches_what_is_open_and_leaves_out_what_has_no_rest(ds: xr.Dataset) -> None:
    ax = figures.break_even_map(ds).axes[0]
    labels = {patch.get_label() for patch in ax.patches}
    assert {"0,0", "0,1", "0,2", "1,0", "1,1"} <= labels
    assert "1,2" not in labels
    assert {label for label in labels if label.endswith("|hatch")} == {"1,1|hatch"}


def test_breakdown_frontier_draws_who_could_turn_it_alone_the_least_first(ds: xr.Dataset) -> None:
    figure = figures.breakdown_frontier(ds)
    drawn = np.asarray(collection(figure.axes[0], "share").get_offsets())[:, 0]
    np.testing.assert_allclose(drawn, [0.3, 0.8])
    assert "Of 3 parameters 2 could do it alone" in words(figure).replace("\n", " ")


def test_information_values_draws_what_was_found_and_groups(ds: xr.Dataset) -> None:
    figure = figures.information_values(ds)
    ax = figure.axes[0]
    drawn = np.asarray(collection(ax, "information").get_offsets())[:, 0]
    np.testing.assert_allclose(drawn, [0.1, 0.02, 0.1, 0.02, 0.15])
    assert "all with tag J" in words(figure)
    assert "all with tag E" not in words(figure)


@pytest.mark.parametrize("width", [3.5, 9.0])
def test_figures_fit_their_width(ds: xr.Dataset, width: float) -> None:
    for draw in (figures.lever_tornado, figures.break_even_map, figures.breakdown_frontier, figures.information_values):
        figure = draw(ds, width=width)
        figure.canvas.draw()
        assert figure.get_figwidth() == width


@pytest.fixture(scope="module")
def compared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_sample(tmp_path_factory.mktemp("page") / "two.h5", Sample(replicates=8))


def test_section_states_turns_worth_and_reasons(compared: Path, tmp_path: Path) -> None:
    text = Page(build_report(compared, levers=write_levers(tmp_path / "l.h5"))).text
    assert "Each of 4 parameters is set to either end of its range" in text
    assert f"{number(0.12)} {number(0.05)} to {number(0.2)}" in text
    assert "9.0 or more" in text
    mean, low, high = estimate(0.1, 0.1 - made.REACH, 0.1 + made.REACH)
    assert f"{mean} {low} to {high}" in text
    assert "moves other outcomes (momentum)" in text
    assert "off by design" in text
    assert "was made with other values" not in text


def test_section_says_how_to_add_it_and_what_is_not_there(compared: Path, tmp_path: Path) -> None:
    assert "steppe levers SCENARIO -o LEVERS.h5" in Page(build_report(compared)).text
    path = write_levers(tmp_path / "l.h5", turns=False, draws=False, shift=1.0)
    text = Page(build_report(compared, levers=path)).text
    assert "No single parameter turns the sign clearly" in text
    assert "What should be measured first" not in text
    assert "the study of levers was made with other values" in text


def test_command_refuses_other_files(compared: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = write_hazard(tmp_path / "hazard.h5")
    assert main([str(compared), "--levers", str(other), "-o", str(tmp_path / "page.html")]) == 2
    assert "hazard.h5 is no levers" in capsys.readouterr().err


@pytest.mark.skipif(not ENGINE, reason="no engine")
def test_a_file_of_the_engine_reads_as_its_json(tmp_path: Path) -> None:
    path = tmp_path / "engine.h5"
    command = [ENGINE, "levers", BASE, "-n", "4", "--months", "6", "--prior-draws", "400", "-q", "--json", "-o", path]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    told = json.loads(done.stdout)
    read = read_lever_file(path, 0.9)
    assert list(read.ends["lever"]) == [lever["parameter"] for lever in told["levers"]]
    np.testing.assert_array_equal(
        read.ends["at_low"], [np.nan if one["at_low"] is None else one["at_low"]["mean"] for one in told["levers"]]
    )
    parameters = [one for one in told["beliefs"] if one["kind"] == "parameter"]
    assert read.beliefs is not None
    np.testing.assert_array_equal(read.beliefs["information"], [one["evppi"]["value"] for one in parameters])
    assert read.facts["at_values"][0] == told["at_values"]["mean"]
    assert read.facts["unit"] == told["unit"]
