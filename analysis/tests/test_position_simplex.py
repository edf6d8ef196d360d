"""The triangle shows the shares of the file: paths, runs, corners and ticks."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import xarray as xr
from artists import collection, lines_by_label, words
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.figure import Figure
from sample_file import Sample, write_sample

import steppe
from steppe import figures
from steppe.position.simplex import HELD, corner_shares, opening_groups
from steppe.position.ternary import HEIGHT, to_plane, to_shares, window_around

ARMS = ["with_accords", "without_accords"]


def shares_of(ds: xr.Dataset, arm: str, groups: dict[str, list[str]]) -> np.ndarray:
    values = ds["alignment"].isel(hedger=0).sel(arm=arm).astype("f8").transpose("time", "replicate", "partner")
    sums = np.stack([values.sel(partner=members).sum("partner") for members in groups.values()], axis=-1)
    return sums / sums.sum(axis=-1, keepdims=True)


def corners(ds: xr.Dataset) -> dict[str, list[str]]:
    first, *middle, last = (str(partner) for partner in ds["partner"].values)
    return {"One": [last], "Two": [first], "Rest": middle}


@pytest.mark.parametrize("width", [9.0, 4.3])
@pytest.mark.parametrize("whole", [True, False])
def test_paths_and_runs_are_those_of_the_file(results: xr.Dataset, width: float, whole: bool) -> None:
    groups = corners(results)
    figure = figures.hedging_simplex(results, groups, ARMS, width=width, whole=whole)
    ax = figure.axes[0]
    for arm in ARMS:
        expected = shares_of(results, arm, groups)
        path = next(line for line in ax.get_lines() if line.get_label() == arm)
        np.testing.assert_allclose(to_shares(path.get_xydata()), expected.mean(axis=1), atol=1e-12)
        runs = collection(ax, f"{arm}|runs").get_offsets()
        np.testing.assert_allclose(to_shares(np.asarray(runs)), expected[-1], atol=1e-12)
    assert set(ARMS) <= set(lines_by_label(figure))


def test_contours_hold_their_share_of_the_runs(results: xr.Dataset) -> None:
    groups = corners(results)
    ax = figures.hedging_simplex(results, groups, ARMS).axes[0]
    for arm in ARMS:
        places = to_plane(shares_of(results, arm, groups)[-1])
        inside = [path.contains_points(places).mean() for path in collection(ax, f"{arm}|contours").get_paths()]
        np.testing.assert_allclose(inside, sorted(HELD, reverse=True), atol=2.5 / len(places))


def test_corners_by_default_are_the_two_largest_at_the_opening_and_the_rest(results: xr.Dataset) -> None:
    alignment = results["alignment"].isel(hedger=0).sel(arm=ARMS)
    opening = alignment.isel(time=0).mean(["arm", "replicate"]).to_series().sort_values(ascending=False)
    groups = opening_groups(alignment, {opening.index[0]: "First"})
    assert list(groups.values()) == [[opening.index[0]], [opening.index[1]], list(opening.index[2:])]
    assert next(iter(groups)) == "First"
    assert "First" in words(figures.hedging_simplex(results, names={opening.index[0]: "First"}))


def test_ticks_stand_where_their_share_is(results: xr.Dataset) -> None:
    figure = figures.hedging_simplex(results, corners(results), whole=True)
    said = [text for text in figure.axes[0].texts if text.get_text().replace(".", "").isdigit()]
    marks = [line.get_xydata() for line in figure.axes[0].get_lines() if line.get_label() == "_grid"]
    assert len(said) == len(marks) == 12
    for text, line in zip(said, marks, strict=True):
        constant = np.ptp(to_shares(line), axis=0) < 1e-9
        assert to_shares(line)[0, constant] == pytest.approx(float(text.get_text()))
    assert "(share)" in words(figure)


def test_partners_in_no_corner_are_named_and_the_rest_sums_to_one(results: xr.Dataset) -> None:
    first, second, third, *left = (str(partner) for partner in results["partner"].values)
    groups = {"A": [first], "B": [second], "C": [third]}
    shares = corner_shares(results["alignment"].isel(hedger=0).sel(arm=ARMS[0]), groups)
    np.testing.assert_allclose(shares.sum(axis=-1), 1)
    assert f"Left out: {', '.join(left)}" in words(figures.hedging_simplex(results, groups))


@pytest.mark.parametrize(
    ("groups", "message"),
    [
        ({"A": ["RUS"], "B": ["CHN"]}, "three corners"),
        ({"A": ["RUS"], "B": ["CHN"], "C": ["XXX"]}, "no partner 'XXX'"),
        ({"A": ["RUS"], "B": ["CHN"], "C": ["RUS"]}, "stands in two corners"),
    ],
)
def test_corners_that_make_no_triangle_are_refused(
    results: xr.Dataset, groups: dict[str, list[str]], message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        figures.hedging_simplex(results, groups)


def test_runs_that_did_not_finish_are_left_out(damaged_runs: Path) -> None:
    with steppe.open(damaged_runs) as ds:
        ax = figures.hedging_simplex(ds).axes[0]
        assert [len(collection(ax, f"{arm}|runs").get_offsets()) for arm in ARMS] == [11, 11]


def test_a_single_run_draws_without_contours(tmp_path: Path) -> None:
    with steppe.open(write_sample(tmp_path / "one.h5", Sample(replicates=1, months=3))) as ds:
        figure = figures.hedging_simplex(ds)
    assert isinstance(figure, Figure)
    assert not [item for item in figure.axes[0].collections if "contours" in str(item.get_label())]


@given(st.lists(st.floats(0.001, 1), min_size=3, max_size=3))
def test_plane_and_shares_are_inverse(weights: list[float]) -> None:
    shares = np.array(weights) / sum(weights)
    place = to_plane(shares)
    np.testing.assert_allclose(to_shares(place), shares, atol=1e-12)
    assert 0 <= place[1] <= HEIGHT + 1e-12


@given(st.lists(st.tuples(*[st.floats(0.01, 1)] * 3), min_size=1, max_size=9))
def test_the_window_holds_every_point(weights: list[tuple[float, float, float]]) -> None:
    shares = np.array(weights)
    shares /= shares.sum(axis=1, keepdims=True)
    window = window_around(shares)
    assert (shares >= np.array(window.least) - 1e-6).all()
    assert 0 < window.side <= 1 + 1e-9
