"""Lanes show the months of one run as the file holds them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import xarray as xr
from artists import words
from matplotlib.container import BarContainer
from matplotlib.figure import Figure
from matplotlib.patches import StepPatch

import steppe
from steppe import figures
from steppe.accord.timeline import SMALL

ARMS = ["with_accords", "without_accords"]
MEASURES = ("conflict_intensity", "threats", "provoked", "executed", "coercion", "bids", "delivered", "status")


def lanes(figure: Figure) -> dict[str, np.ndarray]:
    """Values of all bars and steps by label."""
    found = {}
    for ax in figure.axes:
        for item in ax.containers:
            if isinstance(item, BarContainer):
                found[item.get_label()] = np.array([bar.get_height() for bar in item])
        for item in ax.patches:
            if isinstance(item, StepPatch) and item.get_label() != "_fill":
                found[item.get_label()] = item.get_data().values
    return found


@pytest.mark.parametrize("replicate", [0, 7])
@pytest.mark.parametrize("width", [9.0, 4.3])
def test_lanes_are_the_months_of_the_run(results: xr.Dataset, replicate: int, width: float) -> None:
    drawn = lanes(figures.event_timeline(results, replicate, *ARMS, width=width, measures=MEASURES))
    assert drawn
    for label, heights in drawn.items():
        arm, measure, *ids = label.split("|")
        values = results[measure].sel(replicate=replicate)
        values = values.isel(hedger=0) if "hedger" in values.dims else values
        values = values.sel(principal=ids[0]) if ids else values
        if arm == "both":
            np.testing.assert_array_equal(values.sel(arm=ARMS[0]), values.sel(arm=ARMS[1]))
        expected = values.sel(arm=ARMS[0] if arm == "both" else arm)
        np.testing.assert_allclose(heights, expected if arm != ARMS[1] else -expected, rtol=1e-6)


def test_only_elements_that_matter_get_a_lane_and_the_others_are_named(results: xr.Dataset) -> None:
    figure = figures.event_timeline(results, 0, *ARMS, measures=MEASURES)
    shown = {label.split("|", 1)[1] for label in lanes(figure)}
    said = words(figure)
    for measure in [name for name in MEASURES if name in results and "principal" in results[name].dims]:
        values = np.abs(results[measure].isel(hedger=0).sel(replicate=0, arm=ARMS))
        for principal in results["principal"].values:
            share = float(values.sel(principal=principal).max() / max(1e-30, float(values.max())))
            assert (f"{measure}|{principal}" in shown) == (share >= SMALL)
            if share < SMALL:
                assert str(principal) in said


def test_lanes_have_units_and_words(results: xr.Dataset) -> None:
    eventful = 2
    figure = figures.event_timeline(results, eventful, names={"KAZ": "The hedger"}, measures=MEASURES)
    titles = [ax.get_title(loc="left") for ax in figure.axes]
    assert any(", count" in title for title in titles)
    assert any(", G" in title for title in titles)
    said = words(figure)
    for words_said in (f"replicate {eventful}", "in the model", "an example, not a result", "The hedger"):
        assert words_said in said


def test_runs_that_did_not_finish_or_do_not_exist_are_refused(damaged_runs: Path) -> None:
    with steppe.open(damaged_runs) as ds:
        with pytest.raises(ValueError, match="did not finish"):
            figures.event_timeline(ds, 3, measures=MEASURES)
        with pytest.raises(ValueError, match="no replicate 99"):
            figures.event_timeline(ds, 99, measures=MEASURES)
