"""A fan against observations counts what lies inside, and does not count what was known."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from artists import collection, ends_of_band, lines_by_label, words
from hypothesis import given
from hypothesis import strategies as st

from steppe import figures
from steppe.hindcast.fan import within_band

MONTHS = pd.date_range("2019-01-01", periods=24, freq="MS")


def runs(count: int = 50) -> pd.DataFrame:
    return pd.DataFrame(np.random.default_rng(2).normal(1, 0.2, (24, count)).cumsum(axis=0), index=MONTHS)


def test_the_fan_is_the_mean_and_the_quantiles_of_the_runs() -> None:
    model = runs()
    model.iloc[3, 7] = np.nan
    figure = figures.fan_against_observations(model, pd.Series([5.0], MONTHS[4:5]), label="Trade", unit="G", source="x")
    whole = model.drop(columns=7)
    np.testing.assert_allclose(lines_by_label(figure)["model"], whole.mean(axis=1))
    low, high = ends_of_band(figure.axes[0], "model|0.05")
    np.testing.assert_allclose(low, whole.quantile(0.05, axis=1))
    np.testing.assert_allclose(high, whole.quantile(0.95, axis=1))
    assert figure.axes[0].get_ylabel() == "Trade, G"


def test_observations_are_told_apart_and_counted() -> None:
    model = runs()
    centre = model.mean(axis=1)
    observed = pd.Series([centre.iloc[2], centre.iloc[8], 99.0, centre.iloc[20], np.nan], MONTHS[[2, 8, 12, 20, 22]])
    figure = figures.fan_against_observations(
        model, observed, label="Trade", source="made up", known_until="2019-06-01"
    )
    ax = figure.axes[0]
    assert collection(ax, "known").get_offsets()[:, 1].tolist() == [centre.iloc[2]]
    assert collection(ax, "inside").get_offsets()[:, 1].tolist() == [centre.iloc[8], centre.iloc[20]]
    assert collection(ax, "outside").get_offsets()[:, 1].tolist() == [99.0]
    said = words(figure)
    assert "Of 3 observations that the scenario was not made with, 2 (67 %) lie in the faint band" in said
    assert "Observations: made up." in said
    assert "in the model" in said.lower()


def test_a_fan_that_knew_everything_tests_nothing() -> None:
    observed = pd.Series([1.0], MONTHS[:1])
    figure = figures.fan_against_observations(runs(), observed, label="Trade", source="x", known_until="2030-01-01")
    assert "nothing is tested" in words(figure)


def test_observations_beyond_the_model_are_refused() -> None:
    late = pd.Series([1.0], pd.DatetimeIndex(["2025-01-01"]))
    with pytest.raises(ValueError, match="outside the model's dates"):
        figures.fan_against_observations(runs(), late, label="Trade", source="x")
    with pytest.raises(ValueError, match="no run is complete"):
        figures.fan_against_observations(runs() * np.nan, late, label="Trade", source="x")


@given(st.integers(0, 23), st.floats(0, 1))
def test_a_quantile_of_the_runs_is_inside_as_far_as_the_band_reaches(month: int, share: float) -> None:
    model = runs(101)
    value = model.iloc[month].quantile(share)
    inside = within_band(model.index, model.to_numpy(), pd.Series([value], MONTHS[[month]]))
    if abs(share - 0.05) > 1e-6 and abs(share - 0.95) > 1e-6:
        assert inside.item() == (0.05 < share < 0.95)
