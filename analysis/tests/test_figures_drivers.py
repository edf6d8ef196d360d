"""Figures of the hazard show what its file holds."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import xarray as xr
from artists import collection, ends_of_band, lines_by_label, words

import steppe
from steppe import figures

ENGINE = os.environ.get("STEPPE_EXECUTABLE")
BASE = Path(__file__).resolve().parents[2] / "scenarios" / "kazakhstan-2025.toml"
Z90 = 1.6448536269514722


def synthetic() -> xr.Dataset:
    random = np.random.default_rng(7)
    months = np.arange("2025-11", "2026-11", dtype="datetime64[M]").astype("datetime64[ns]")
    ds = xr.Dataset(
        coords={
            "time": months, "hedger": ["AAA"], "incentive": ["F1", "G1", "S1"], "condition": ["calendar", "tension"],
            "parameter": ["a", "b", "c"],
        },
        attrs={"record": "hazard", "title": "Made up"},
    )  # fmt: skip
    over_time = [["hazard"], ["hazard_without_incentives"], ["hazard_under_typical_conditions"],
                 ["incentive_share", "incentive"], ["condition_share", "condition"]]  # fmt: skip
    for name, *sets in over_time:
        shape = (12, 1, *(ds.sizes[one] for one in sets))
        ds[name] = (("time", "hedger", *sets), random.uniform(0.01, 0.02, shape))
        ds[f"{name}_standard_error"] = (("time", "hedger", *sets), random.uniform(0.001, 0.002, shape))
    ds["at_risk"] = (("time", "hedger"), np.linspace(100, 40, 12)[:, None])
    ds["incentive_title"] = ("incentive", ["momentum", "investment", "symbol"])
    for end, values in {"low": [0.1, 0.4, 0.2], "high": [0.2, 0.1, 0.9]}.items():
        ds[f"joined_at_{end}"] = (("parameter", "hedger"), np.array(values)[:, None])
        ds[f"joined_at_{end}_standard_error"] = (("parameter", "hedger"), np.full((3, 1), 0.02))
        ds[f"parameter_{end}"] = ("parameter", np.arange(3.0) + (end == "high"))
    ds["swing"] = ds["joined_at_high"] - ds["joined_at_low"]
    ds["parameter_units"], ds["parameter_tag"] = ("parameter", ["G", "1", "1"]), ("parameter", ["J", "A", "D"])
    ds["swing_months"] = 12
    return ds


@pytest.fixture(params=["synthetic", *(["engine"] if ENGINE else [])], scope="module")
def hazard(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[xr.Dataset]:
    if request.param == "synthetic":
        yield synthetic()
        return
    path = tmp_path_factory.mktemp("hazard") / "hazard.h5"
    done = subprocess.run([ENGINE, "hazard", BASE, "-n", "4", "--months", "6", "-o", path, "-q"], check=False,
                          capture_output=True)  # fmt: skip
    if done.returncode == 2:
        pytest.skip("an engine without the command hazard")
    with steppe.open(path) as ds:
        yield ds


def test_lines_and_bands_are_those_of_the_file(hazard: xr.Dataset) -> None:
    figure = figures.hazard_drivers(hazard, most=3)
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
        error = hazard[f"joined_at_{end}_standard_error"].isel(hedger=0, parameter=rows).to_numpy()
        np.testing.assert_allclose(collection(ax, end).get_offsets()[:, 0], at)
        segments = np.array([segment[:, 0] for segment in collection(ax, f"{end}|interval").get_segments()])
        np.testing.assert_allclose(segments[:, 1], np.minimum(1, at + Z90 * error))
    shown = [label.get_text() for label in ax.get_yticklabels()]
    assert [text.split(" (")[0] for text in shown] == [str(one) for one in hazard["parameter"].values[rows]]


def test_other_files_are_refused(results: xr.Dataset) -> None:
    with pytest.raises(ValueError, match="of no hazard"):
        figures.hazard_drivers(results)
    with pytest.raises(ValueError, match="no swings"):
        figures.hazard_swings(results)
