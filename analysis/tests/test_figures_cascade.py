"""Curves of joining are shares of the runs, with Wilson's interval."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
import xarray as xr
from artists import ends_of_band, lines_by_label, words
from scipy.stats import binomtest

from steppe import figures
from steppe.intervals import wilson_interval

ARMS = ["with_accords", "without_accords"]


@pytest.fixture
def joining(results: xr.Dataset) -> xr.Dataset:
    """Results in which states join: 0, 1, ... a run, one every few months, more with the accord."""
    if "peer_joins" in results:
        return results
    runs, months = np.arange(results.sizes["replicate"]), np.arange(results.sizes["time"])
    counts = np.minimum.outer(runs % 4, months // 5)
    values = np.stack([counts, counts // 2]).astype("f4")
    return results.assign(peer_joins=(("arm", "replicate", "time"), values, results["members"].attrs))


@pytest.mark.parametrize("width", [9.0, 4.3])
def test_curves_and_intervals_are_those_of_the_counts(joining: xr.Dataset, width: float) -> None:
    figure = figures.cascade_map(joining, ARMS, width=width)
    drawn = lines_by_label(figure)
    assert f"{ARMS[0]}|1" in drawn
    runs = joining.sizes["replicate"]
    for label, line in drawn.items():
        arm, number = label.split("|")
        joined = (joining["peer_joins"].sel(arm=arm) >= int(number)).sum("replicate").to_numpy()
        np.testing.assert_allclose(line, joined / runs)
        low, high = ends_of_band(figure.axes[int(number) - 1], f"{label}|interval")
        for month in (0, len(line) // 2, -1):
            expected = binomtest(int(joined[month]), runs).proportion_ci(0.9, method="wilson")
            assert (low[month], high[month]) == pytest.approx((expected.low, expected.high), abs=1e-12)


def test_table_tells_the_median_month(joining: xr.Dataset) -> None:
    table = figures.joining_table(joining, ARMS, 3)
    for arm in ARMS:
        counts = joining["peer_joins"].sel(arm=arm).to_pandas()
        for number in table.index:
            share = (counts >= number).mean()
            assert table.loc[number, f"{arm}|share"] == pytest.approx(share.iloc[-1])
            reached = share.index[share >= 0.5]
            assert table.loc[number, arm] == reached[0] if len(reached) else pd.isna(table.loc[number, arm])


def test_figure_says_what_it_counts(joining: xr.Dataset) -> None:
    figure = figures.cascade_map(joining)
    said = words(figure)
    for words_said in ("1 or more", "90 % interval", "Wilson", "do not name them", "in the model", "not a forecast"):
        assert words_said in said
    assert figure.axes[0].get_ylabel() == "Probability by month"


def test_an_interval_needs_a_level_between_0_and_1() -> None:
    with pytest.raises(ValueError, match="level"):
        wilson_interval(np.array([1]), 2, level=1.0)
