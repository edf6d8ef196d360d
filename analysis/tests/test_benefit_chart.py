"""The figure of benefit shows both intervals of every gain of the file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import xarray as xr
from artists import collection, words
from matplotlib.colors import to_hex
from sample_benefit import OUTCOMES, write_benefit
from sample_file import NAMES

import steppe
from steppe import benefit, figures
from steppe.plot.style import PAPER

UNITS = {"G": "G (1 % of a year's GDP)", "1": "no unit", "count": "count"}


@pytest.fixture
def made_up(tmp_path: Path) -> Iterator[xr.Dataset]:
    with steppe.open(write_benefit(tmp_path / "benefit.h5")) as ds:
        yield ds


@pytest.mark.parametrize("width", [9.0, 4.3])
@pytest.mark.parametrize("contrast", ["total", "publicity"])
def test_both_intervals_stand_beside_each_mean(made_up: xr.Dataset, width: float, contrast: str) -> None:
    figure = figures.benefit_intervals(made_up, contrast, width=width)
    table = benefit.effects(made_up, [contrast]).set_index(["reading", "unit"])
    shown = 0
    for ax in figure.axes:
        unit = next(unit for unit, told in UNITS.items() if told in ax.get_xlabel())
        points = {name: collection(ax, name).get_offsets()[:, 0] for name in ("base", "priors")}
        shown += len(points["base"])
        for reading, found in points.items():
            rows = table.loc[[(reading, unit)]]
            rows = rows[rows["difference"].round(12).isin(np.round(found, 12))]
            np.testing.assert_allclose(found, rows["difference"])
            segments = collection(ax, f"{reading}|interval").get_segments()
            np.testing.assert_allclose([segment[:, 0] for segment in segments], rows[["low", "high"]])
    assert shown == 7


def test_the_interval_over_chance_is_thicker_and_open_signs_are_hollow(made_up: xr.Dataset) -> None:
    ax = figures.benefit_intervals(made_up, measures=["welfare"]).axes[0]
    widths = {name: collection(ax, f"{name}|interval").get_linewidths()[0] for name in ("base", "priors")}
    assert widths["base"] > 2 * widths["priors"]
    assert to_hex(collection(ax, "priors").get_facecolors()[0]) == PAPER
    assert to_hex(collection(ax, "base").get_facecolors()[0]) != PAPER


def test_rows_name_actors_units_and_the_model(made_up: xr.Dataset) -> None:
    names = {key.partition(".")[2]: name for key, name in NAMES.items() if name}
    told = words(figures.benefit_intervals(made_up, names=names))
    for part in ("welfare of the month: Kazakhstan (total)", "United States", "G (1 % of a year's GDP)", "in the model",
                 "not a forecast", "200 runs an arm", "+0.30 (+0.28 to +0.32)"):  # fmt: skip
        assert part in told
    assert len(OUTCOMES) == 9
    assert "Alignment" not in told


def test_other_results_are_refused(results: xr.Dataset) -> None:
    with pytest.raises(ValueError, match="of no benefit"):
        figures.benefit_intervals(results)
