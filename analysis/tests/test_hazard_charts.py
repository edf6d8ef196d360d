"""Figures of the hazard show what its file holds."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import xarray as xr
from artists import bars, collection, ends_of_band, ends_of_interval, lines_by_label, words
from sample_hazard import write_hazard
from scipy.stats import binomtest

import steppe
from steppe import figures

ENGINE = os.environ.get("STEPPE_EXECUTABLE")
BASE = Path(__file__).resolve().parents[2] / "scenarios" / "kazakhstan-2025.toml"
Z90 = 1.6448536269514722


@pytest.fixture(params=["synthetic", *(["engine"] if ENGINE else [])], scope="module")
def hazard(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[xr.Dataset]:
    path = tmp_path_factory.mktemp("hazard") / "hazard.h5"
    if request.param == "synthetic":
        with steppe.open(write_hazard(path)) as ds:
            yield ds
        return
    done = subprocess.run([ENGINE, "hazard", BASE, "-n", "4", "--months", "6", "-o", path, "-q"], check=False,
                          capture_output=True)  # fmt: skip
    if done.returncode == 2:
        pytest.skip("an engine without the command hazard")
    with steppe.open(path) as ds:
        yield ds


def test_lines_and_bands_are_those_of_the_file(hazard: xr.Dataset) -> None:
    figure = figures.hazard_shares(hazard, most=3)
    drawn = lines_by_label(figure)
    for ax, names in zip(
        figure.axes,
        (["hazard", "hazard_without_incentives", "hazard_under_typical_conditions"], None, None),
        strict=True,
    ):
        for name in names or []:
            mean = hazard[name].isel(hedger=0).to_numpy()
            np.testing.assert_array_equal(drawn[name], mean)
            error = hazard[f"{name}_standard_error"].isel(hedger=0).to_numpy()
            low, high = ends_of_band(ax, f"{name}|interval")
            known = np.isfinite(mean + error)
            if known.all():
                np.testing.assert_allclose(low, mean - Z90 * error)
                np.testing.assert_allclose(high, mean + Z90 * error)
    for over in ("incentive", "condition"):
        share = hazard[f"{over}_share"].isel(hedger=0)
        largest = [str(one) for one in hazard[over].values[np.argsort(-np.abs(share).max("time"), kind="stable")[:3]]]
        for one in largest:
            np.testing.assert_array_equal(drawn[one], share.sel({over: one}))
    assert "in the model" in words(figure)


def test_swings_stand_between_their_ends_with_intervals(hazard: xr.Dataset) -> None:
    ax = figures.hazard_swings(hazard, most=2).axes[0]
    swing = hazard["swing"].isel(hedger=0).to_numpy()
    rows = np.argsort(-np.abs(swing), kind="stable")[:2]
    for end in ("low", "high"):
        at = hazard[f"joined_at_{end}"].isel(hedger=0, parameter=rows).to_numpy()
        np.testing.assert_allclose(collection(ax, end).get_offsets()[:, 0], at)
        segments = np.array([segment[:, 0] for segment in collection(ax, f"{end}|interval").get_segments()])
        runs = int(hazard["at_risk"].max())
        expected = [binomtest(round(one * runs), runs).proportion_ci(0.9, method="wilson") for one in at]
        np.testing.assert_allclose(segments, [(interval.low, interval.high) for interval in expected], atol=1e-12)
    shown = [label.get_text() for label in ax.get_yticklabels()]
    assert [text.split(" (")[0] for text in shown] == [str(one) for one in hazard["parameter"].values[rows]]


def test_other_files_are_refused(results: xr.Dataset) -> None:
    with pytest.raises(ValueError, match="of no hazard"):
        figures.hazard_shares(results)
    with pytest.raises(ValueError, match="of no hazard"):
        figures.hazard_swings(results)
    with pytest.raises(ValueError, match="of no hazard"):
        figures.hazard_steps(results)


def test_a_file_without_swings_is_refused(tmp_path: Path) -> None:
    with (
        steppe.open(write_hazard(tmp_path / "still.h5", swings=False)) as ds,
        pytest.raises(ValueError, match="no swings"),
    ):
        figures.hazard_swings(ds)


@pytest.mark.parametrize("width", [9.0, 4.3])
def test_the_opening_month_is_reached_from_either_start(hazard: xr.Dataset, width: float) -> None:
    figure = figures.hazard_steps(hazard, width=width)
    first = hazard.isel(hedger=0, time=0)
    for ax, over, start in zip(
        figure.axes,
        ("condition", "incentive"),
        ("hazard_under_typical_conditions", "hazard_without_incentives"),
        strict=True,
    ):
        drawn = bars(ax)
        assert next(iter(drawn)) == "start"
        assert list(drawn)[-1] == "end"
        for key, name in (("start", start), ("end", "hazard")):
            mean, error = float(first[name]), float(first[f"{name}_standard_error"])
            assert drawn.pop(key) == pytest.approx((0, 100 * mean))
            expected = 100 * (mean - Z90 * error), 100 * (mean + Z90 * error)
            np.testing.assert_allclose(ends_of_interval(ax, f"{key}|interval"), expected)
        share, error = (first[f"{over}_share{end}"].to_pandas() for end in ("", "_standard_error"))
        at = 100 * float(first[start])
        for key, (begins, length) in drawn.items():
            assert begins == pytest.approx(at)
            own = share.drop(list(drawn), errors="ignore").sum() if key == "others" else share[key]
            assert length == pytest.approx(100 * own, abs=1e-12)
            if key != "others":
                expected = begins + 100 * (own + Z90 * error[key] * np.array([-1, 1]))
                np.testing.assert_allclose(ends_of_interval(ax, f"{key}|interval"), expected)
            at += length
        assert at == pytest.approx(100 * float(first["hazard"]))
    assert "in the model" in words(figure)
    assert "not a forecast" in words(figure)


def test_few_bars_are_drawn_and_the_rest_is_one(hazard: xr.Dataset) -> None:
    drawn = bars(figures.hazard_steps(hazard, most=1).axes[1])
    assert len(drawn) == 4
    interval = figures.hazard_steps(hazard, most=1).axes[1]
    low, high = ends_of_interval(interval, "others|interval") - drawn["others"][0]
    assert low < drawn["others"][1] < high


def test_another_hedger_is_drawn_by_name(tmp_path: Path) -> None:
    with steppe.open(write_hazard(tmp_path / "two.h5", hedgers=("KAZ", "UZB"))) as ds:
        ax = figures.hazard_steps(ds, hedger="UZB").axes[0]
        assert bars(ax)["end"][1] == pytest.approx(100 * float(ds["hazard"].isel(time=0, hedger=1)))
